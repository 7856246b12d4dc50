"""What a line or an element beside a picture is: small print, somebody's name, the site's own imprint, the very next thing."""

from __future__ import annotations

import re

from newscrawl.blocks import Block
from newscrawl.extract.credits import is_name
from newscrawl.extract.images import Element
from newscrawl.text import folded_words

HIDDEN = re.compile(r"(?i)(?<![a-z])(?:visually-?hidden|sr-only|screen-reader(?:-text)?|a11y-?hidden|u-?hidden-visually|assistive-text|vh)(?![a-z])")
HIDDEN_CREDIT = re.compile(r"(?i)source|credit|copyright|photograph|quelle|crédit|fuente|fonte")
_SMALL = frozenset(("small", "font", "sub", "sup"))
_APART = _SMALL | {"em", "i", "cite"}


def _wrapped(block: Block, names: frozenset[str]) -> bool:
    """Say whether all words of ``block`` stand inside elements of these names; an image and line breaks may stand beside them."""
    owner = block.element
    for _ in range(3):
        if owner.tag in names:
            return True
        if (owner.text or "").strip():
            return False
        told: Element | None = None
        for _, child in zip(range(12), owner, strict=False):
            if (child.tail or "").strip():
                return False
            if child.tag in ("br", "img", "picture", "noscript") or not isinstance(child.tag, str) or not _has_text(child):
                continue
            if told is not None and child.tag not in names:
                return False
            told = child
        if told is None:
            return False
        owner = told
    return owner.tag in names


def names_someone(block: Block) -> bool:
    """Say whether ``block`` begins with a name in bold."""
    first = next((child for _, child in zip(range(3), block.element, strict=False) if _has_text(child)), None)
    if first is None or first.tag not in ("b", "strong"):
        return False
    name = " ".join((first.text or "").split())
    return block.text.startswith(name) and is_name(name)


def is_imprint(block: Block, frame: Element) -> bool:
    """Return whether ``block`` is a copyright line with its year in a footer that is not the picture's: the site's own, whatever stands above it."""
    if _YEAR_SIGNED.match(block.text) is None:
        return False
    node: Element | None = block.element
    for _ in range(8):
        if node is None or node.tag in ("article", "figure", "figcaption") or holds(node, frame):
            return False
        if node.tag == "footer" or _FOOTER_NAME.search(f"{node.get('class') or ''} {node.get('id') or ''}"[:500]):
            return True
        node = node.getparent()
    return False


_YEAR_SIGNED = re.compile(r"(?i)(?:copyright|©|\(c\))(?:\s?(?:copyright|©|\(c\)))?\s?(?:19|20)\d\d(?!\d)")
_FOOTER_NAME = re.compile(r"(?i)(?<![a-z])(?:site|page|global|main)?[-_]?footer(?![a-z])")


def _has_text(element: Element) -> bool:
    """Say whether one of the first elements inside ``element`` has text."""
    inside = (one for _, one in zip(range(12), element.iter(), strict=False))
    return any((one.text or "").strip() or (one is not element and (one.tail or "").strip()) for one in inside)


def is_small(block: Block) -> bool:
    return _wrapped(block, _SMALL)


def is_apart(block: Block) -> bool:
    """Say whether ``block`` is set apart from running text: small, in italics, in the middle."""
    return block.element.get("align") == "center" or block.tag in ("center", "small", "cite") or _wrapped(block, _APART)


def holds(element: Element, other: Element) -> bool:
    """Say whether ``other`` is inside ``element``, a few levels deep."""
    node: Element | None = other
    for _ in range(8):
        if node is None:
            return False
        if node is element:
            return True
        node = node.getparent()
    return False


def is_next(element: Element, other: Element) -> bool:
    """Say whether ``other`` is, or begins, the sibling right after ``element``, with nothing between."""
    if (element.tail or "").strip():
        return False
    following = element.getnext()
    for _ in range(3):
        if following is None or following.tag not in ("br", "script", "noscript") or (following.tail or "").strip():
            break
        following = following.getnext()
    return following is not None and holds(following, other)


def share_of(wanted: set[str], text: str) -> float:
    return len(wanted & set(folded_words(text[:2_000]))) / len(wanted) if wanted else 0.0


def says_credit(element: Element) -> bool:
    """Say whether an element is there for those who cannot see the page, and tells them that a credit follows ("Image source, ")."""
    return bool(HIDDEN.search((element.get("class") or "")[:300]) and HIDDEN_CREDIT.search((element.text or "")[:40]))
