"""Feeds and sitemaps as they really come, made into a tree: cut, mis-declared, with junk in front, bare ampersands, HTML's entities, and traps.

No document type gets to the parser, so there are no entities to expand and nothing to fetch.
"""

from __future__ import annotations

import html
import re

from lxml import etree

from newscrawl.document import decode_xml

_ILLEGAL = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CDATA_OR_AMPERSAND = re.compile(r"<!\[CDATA\[.*?(?:\]\]>|\Z)|&(?:#(?:x[0-9A-Fa-f]{1,6}|\d{1,7})|(\w{1,32}));|&", re.DOTALL)
_OWN = frozenset(("amp", "lt", "gt", "quot", "apos"))
_WHOLE = re.compile(
    r"</(?:\w+:)?(?:rss|rdf|feed|channel|urlset|sitemapindex)\s*>\s*(?:<!--.*?-->\s*)*\Z|<(?:urlset|sitemapindex)[^<>]*/>", re.DOTALL | re.IGNORECASE
)
_ROOT = re.compile(r"<(?![?!])(?=[\w:])")


def text_of(body: bytes, content_type: str | None = None) -> str:
    """Return the file's text with what XML forbids taken out. Never raises."""
    return _ILLEGAL.sub("", decode_xml(body, content_type))


def until(text: str, end_tag: re.Pattern[str], limit: int) -> tuple[str, int, bool]:
    """Return ``text`` up to its last whole entry, at most ``limit`` of them; how many these are; and whether anything was cut off.

    ``end_tag`` matches where an entry ends. A text whose root is closed is returned whole; one without a whole entry too: look at the count.
    """
    count, last = 0, 0
    for match in end_tag.finditer(text):
        count += 1
        last = match.end()
        if count >= limit:
            break
    more = count >= limit and end_tag.search(text, last) is not None
    if not more and (_WHOLE.search(text, max(last, len(text) - 5000)) or (count and not text[last:].strip())):
        return text, count, False
    return (text[:last] if count else text), count, True


def tree(text: str) -> etree._Element | None:
    """Return the root of ``text``, mended as far as it goes, or None. No network, no entities, no document type."""
    start = _ROOT.search(text)
    if start is None:
        return None
    text = _CDATA_OR_AMPERSAND.sub(_mend, text[_after_doctype(text, start.start()) :])
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, remove_comments=True, remove_pis=True, encoding="utf-8"
    )
    try:
        return etree.fromstring(text.encode("utf-8", "replace"), parser=parser)
    except etree.XMLSyntaxError:
        return None


def local(element: etree._Element) -> tuple[str, str]:
    """Return (namespace or undeclared prefix, local name in lower case) of an element; two empty strings for what is none."""
    tag = element.tag
    if not isinstance(tag, str):
        return "", ""
    if tag.startswith("{"):
        space, _, name = tag[1:].partition("}")
        return space, name.lower()
    prefix, _, name = tag.rpartition(":")
    return prefix, name.lower()


def words(element: etree._Element) -> str:
    """Return all text of an element, what stands inside markup included."""
    return "".join(str(part) for part in element.itertext())


def _after_doctype(text: str, root: int) -> int:
    """Return where the root element begins: behind the document type with its internal subset, where there is one."""
    match = re.compile(r"<!DOCTYPE", re.IGNORECASE).search(text, 0, min(len(text), root + 20_000))
    if match is None:
        return root
    place, depth, quote = match.end(), 0, ""
    while place < len(text):
        char = text[place]
        if quote:
            quote = "" if char == quote else quote
        elif char in "\"'":
            quote = char
        elif char == "[":
            depth += 1
        elif char == "]":
            depth -= 1
        elif char == ">" and depth <= 0:
            break
        place += 1
    start = _ROOT.search(text, place)
    return start.start() if start else root


def _mend(match: re.Match[str]) -> str:
    found = match[0]
    if found == "&":
        return "&amp;"
    if found[0] == "<":
        return found if found.endswith("]]>") else found + "]]>"
    name = match[1]
    if name is None:
        number = int(found[3:-1], 16) if found[2] in "xX" else int(found[2:-1])
        return found if number in (9, 10, 13) or 32 <= number < 0xD800 or 0xE000 <= number <= 0xFFFD or 0x10000 <= number <= 0x10FFFF else ""
    if name in _OWN:
        return found
    char = html.unescape(found)
    return char if char != found else f"&amp;{name};"
