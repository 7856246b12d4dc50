"""What data say of pictures, apart from the words that a page shows: attributes of an image and of its frame, and JSON-LD."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from newscrawl.document import Document
from newscrawl.extract.captions import MAX_CAPTION
from newscrawl.extract.credits import opens_with_picture_label, parse_credit, split_caption
from newscrawl.extract.images import Element, key_of
from newscrawl.text import clean, words

DENSE = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def labelled_credit(image: Element) -> str | None:
    """Return the credit inside an image's own words, where a label says that it is one."""
    for name, value in image.items()[:40]:
        if name.startswith("data-") and _CREDIT_ATTRIBUTE.search(name) and 1 < len(value) < 100 and "/" not in value[:1] and "://" not in value:
            told = parse_credit(_plain(value))
            if told is not None:
                return told.credit
    for name in ("title", "alt", "data-caption", "data-image-caption"):
        value = _plain((image.get(name) or "")[:1_000])
        if ":" in value or "©" in value or "=" in value or "：" in value:
            _, credit = split_caption(value)
            if credit and len(credit) < 100:
                before = value[: value.rfind(credit)].rstrip(" (（") if credit in value else ""
                if before.endswith((":", "：", "©", "=", "＝")):
                    return credit
        if name == "title" and value and opens_with_picture_label(value):  # "Foto di Jane Roe", "撮影・…"
            told = parse_credit(value)
            if told is not None and len(told.credit) < 60 and told.credit != value and told.creators:
                return told.credit
    return None


def kept_for_scripts(element: Element) -> tuple[str | None, str | None]:
    """Return the caption and the credit that a frame without words keeps in attributes for a script to show."""
    caption = credit = None
    for _, one in zip(range(MAX_OWN), element.iter(), strict=False):
        for name, value in one.items()[:20]:
            if not name.startswith("data-") or not 1 < len(value) <= MAX_CAPTION or "://" in value[:12] or value[0] in "/{[":
                continue
            if caption is None and name.endswith("caption"):
                said, told = split_caption(_plain(value))
                caption = said if said and len(words(said)) >= (6 if DENSE.match(said) else 3) else None
                credit = credit or told
            elif len(value) < 100 and _CREDIT_ATTRIBUTE.search(name) and (made := parse_credit(_plain(value))) is not None:
                credit = made.credit
    return caption, credit


MAX_OWN = 12
"""Elements of a frame whose attributes are read."""
_CREDIT_ATTRIBUTE = re.compile(r"(?i)(?:credits?|copyright|photographer|attribution)$")


def stated_photos(document: Document) -> dict[str, tuple[str | None, str | None]]:
    """Return what JSON-LD says of pictures: file name → (caption, credit)."""
    found: dict[str, tuple[str | None, str | None]] = {}
    for node in document.json_ld[:400]:
        kind = node.get("@type")
        if not (kind == "ImageObject" or (isinstance(kind, list) and "ImageObject" in kind)):
            continue
        address = next((v for v in (node.get("contentUrl"), node.get("url"), node.get("@id")) if isinstance(v, str) and "/" in v), None)
        if address is None:
            continue
        caption = _string(node.get("caption"))
        credit = next(
            filter(None, (_string(node.get(name)) for name in ("creditText", "creator", "author", "copyrightHolder", "copyrightNotice"))), None
        )
        caption, inner = split_caption(caption) if caption else (None, None)
        key = key_of(address)
        if key not in found or found[key] == (None, None):
            found[key] = (caption, credit or inner)
    return found


def _string(value: Any, depth: int = 0) -> str | None:
    """Return a JSON-LD value as text: a string, a list of them, or an object with a name."""
    if isinstance(value, str):
        return clean(_plain(value)) if len(value) < 5_000 else None
    if depth < 3 and isinstance(value, dict):
        return _string(value.get("name"), depth + 1)
    if depth < 3 and isinstance(value, list):
        return " / ".join(filter(None, (_string(one, depth + 1) for one in value[:5]))) or None
    return None


def _plain(value: str) -> str:
    """Return ``value`` without tags and entities."""
    return unescape(re.sub(r"<[^<>]{0,500}>", " ", value) if "<" in value else value)
