"""A page decoded and parsed once: the one tree, its meta tags and its JSON-LD, that everything in the pure part reads from.

Follows the WHATWG Encoding Standard for the bytes and schema.org's JSON-LD for linked data.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any
from urllib.parse import urljoin

import lxml.html
import webencodings
from lxml import etree

from newscrawl.items import Page
from newscrawl.text import clean

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_META_CHARSET = re.compile(rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})""", re.IGNORECASE)
_HEADER_CHARSET = re.compile(r"""charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
_JSON_NOISE = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)|(?:-->|//\s*\]\]>|\]\]>|/\*\s*\]\]>\s*\*/|;)\s*$")
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
MAX_JSON_LD = 2_000_000
"""Characters of one JSON-LD script that are read; real ones have a few thousand."""
MAX_JSON_NODES = 5_000


class Document:
    """One parsed page. ``root`` is the ``html`` element; ``url`` the address asked for; ``base`` what relative links start from."""

    def __init__(self, url: str, root: lxml.html.HtmlElement) -> None:
        self.url = url
        self.root = root

    @cached_property
    def base(self) -> str:
        """The address that relative links on the page start from (``<base href>`` where there is one)."""
        for element in self.root.iter("base"):
            if href := element.get("href"):
                try:
                    return str(urljoin(self.url, href.strip()))
                except ValueError:
                    break
        return self.url

    @cached_property
    def meta(self) -> dict[str, tuple[str, ...]]:
        """Contents of the meta tags by ``name``, ``property``, ``itemprop`` or ``http-equiv`` (lower-case), in page order, through the text gate."""
        found: dict[str, list[str]] = {}
        for element in self.root.iter("meta"):
            content = clean(element.get("content"))
            if content:
                for attribute in ("property", "name", "itemprop", "http-equiv"):
                    if name := element.get(attribute):
                        for one in name.lower().split()[:4]:
                            found.setdefault(one, []).append(content)
        return {name: tuple(contents) for name, contents in found.items()}

    def meta_first(self, *names: str) -> str | None:
        """Return the first non-empty content under the first of ``names`` that the page has."""
        return next((self.meta[name][0] for name in names if name in self.meta), None)

    @cached_property
    def json_ld(self) -> tuple[dict[str, Any], ...]:
        """Every JSON-LD object of the page in page order, outer before inner, ``@graph`` unfolded; what cannot be read is left out."""
        nodes: list[dict[str, Any]] = []
        for script in self.root.iter("script"):
            if "ld+json" in (script.get("type") or "").lower() and (source := script.text):
                nodes.extend(_objects(_loads(source[:MAX_JSON_LD])))
                if len(nodes) >= MAX_JSON_NODES:
                    break
        return tuple(nodes[:MAX_JSON_NODES])

    @cached_property
    def language(self) -> str | None:
        """The page's language as it says itself (``html lang``, then meta), lower-case BCP 47 (``en-gb``), or None."""
        said = self.root.get("lang") or self.root.get("{http://www.w3.org/XML/1998/namespace}lang") or self.root.get("xml:lang")
        for value in (said, self.meta_first("og:locale", "content-language", "language", "dc.language")):
            if value and re.fullmatch(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*", value.strip()):
                return value.strip().replace("_", "-").lower()
        return None


def parse(page: Page, text: str | None = None) -> Document | None:
    """Return ``page`` (its body already free of content codings) as a Document, or None if there is no markup in it.

    ``text`` is its decoded body, where the caller has it already. lxml gives up below 2,048 open elements; such a page is cut there.
    """
    if text is None:
        text = decode(page.body, page.header("content-type"))
    if not text.strip():
        return None
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = lxml.html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    return Document(page.url, root)


def decode(body: bytes, content_type: str | None = None) -> str:
    """Return ``body`` as text by the WHATWG rules: BOM, then the header, then ``<meta charset>`` in the first kilobytes, then a guess.

    Only WHATWG labels count (no ``zlib``, ``idna``, ``utf-7``). A page that is valid UTF-8 with something outside ASCII is UTF-8, whatever it says;
    one that says UTF-8 and is not is windows-1252 only if more than a few bytes in a thousand are wrong. Never raises.
    """
    for bom, name in _BOMS:
        if body.startswith(bom):
            return body[len(bom) :].decode(name, "replace")
    said = _label(_HEADER_CHARSET.search(content_type or "")) or _meta_label(body)
    if said in ("utf-16-le", "utf-16-be"):  # WHATWG: without a BOM a declared utf-16 in ASCII-readable bytes is utf-8
        said = "utf-8" if body[:2].strip(b"\0") == body[:2] else said
    if said is None or said not in ("utf-16-le", "utf-16-be", "iso-2022-jp"):
        try:
            return body.decode("utf-8")
        except UnicodeDecodeError:
            pass
    if said and said != "utf-8":
        return body.decode(_codec(said), "replace")
    text = body.decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    high = sum(1 for byte in body[:200_000] if byte >= 0x80) or 1
    if said == "utf-8" and wrong <= max(10, high // 20):
        return text
    return body.decode("cp1252", "replace") if wrong > high // 10 else text


def decode_xml(body: bytes, content_type: str | None = None) -> str:
    """Return the text of an XML file (feed, sitemap): as ``decode``, with its XML declaration in the place of ``<meta charset>``.

    utf-16 without a BOM is known by its zeros. UTF-8 is tried before what a header or a declaration says. Never raises.
    """
    for bom, name in _BOMS:
        if body.startswith(bom):
            return body[len(bom) :].decode(name, "replace")
    head = body[:400].lstrip(b" \t\r\n")
    if head.startswith(b"<\0") or head[1:2] == b"\0":
        return body.decode("utf-16-le", "replace")
    if head.startswith(b"\0<"):
        return body.decode("utf-16-be", "replace")
    match = _XML_ENCODING.search(head)
    declared = _label(match)
    header = _label(_HEADER_CHARSET.search(content_type or ""))
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        pass
    for label in (header, declared):
        if label and label not in ("utf-8", "utf-16-le", "utf-16-be"):
            return body.decode(_codec(label), "replace")
    return decode(body, "charset=utf-8")


def _meta_label(body: bytes) -> str | None:
    match = _META_CHARSET.search(body[:4096])
    label = _label(match)
    return "utf-8" if label in ("utf-16-le", "utf-16-be") else label


def _label(match: re.Match[str] | re.Match[bytes] | None) -> str | None:
    if match is None:
        return None
    raw = match[1]
    found = webencodings.lookup(raw.decode("ascii", "replace") if isinstance(raw, bytes) else raw)
    return found.name if found and found.name != "x-user-defined" else None


def _codec(name: str) -> str:
    odd = {"windows-1252": "cp1252", "gbk": "gb18030", "iso-8859-8-i": "iso-8859-8", "x-mac-cyrillic": "mac_cyrillic", "macintosh": "mac_roman"}
    return odd.get(name, name)


def _loads(source: str) -> Any:
    """Return the JSON of a script as people write it: comments around it, trailing commas, raw newlines. None if it is beyond that."""
    source = _JSON_NOISE.sub("", _JSON_NOISE.sub("", source))
    for attempt in (source, _TRAILING_COMMA.sub(r"\1", source)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _objects(data: Any) -> Iterator[dict[str, Any]]:
    """Yield every object in ``data``, outer before inner, without recursion."""
    stack = [data]
    while stack:
        node = stack.pop()
        if isinstance(node, dict):
            yield node
            stack.extend(value for value in reversed(list(node.values())) if isinstance(value, dict | list))
        elif isinstance(node, list):
            stack.extend(value for value in reversed(node) if isinstance(value, dict | list))
