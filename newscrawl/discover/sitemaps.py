"""Sitemaps read as links: indexes, URL sets with ``lastmod``, news sitemaps, plain text ones; zipped, cut or broken ones too.

sitemaps.org 0.9 and Google's news extension. Of a cut file only whole entries count: half an address is another address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from lxml import etree

from newscrawl.codings import CodingError, unwrap
from newscrawl.discover import xml
from newscrawl.discover.feeds import read_feed
from newscrawl.discover.instants import instant
from newscrawl.discover.links import locate
from newscrawl.items import Kind, Link
from newscrawl.text import clean

MAX_LINKS = 50_000
"""What the standard allows in one file."""
_END = re.compile(r"</(?:\w+:)?(?:url|sitemap)\s*>", re.IGNORECASE)
_SLICE = re.compile(r"<(?:\w+:)?(?:url|sitemap)(?:\s[^<>]*)?>.*?</(?:\w+:)?(?:url|sitemap)\s*>", re.IGNORECASE | re.DOTALL)
_WRAP = '<urlset xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1" xmlns:xhtml="http://www.w3.org/1999/xhtml">'


@dataclass(frozen=True, slots=True)
class SitemapReading:
    """What a sitemap said; links may be there beside a ``problem``: ``not-a-sitemap``, ``empty``, ``cut``, ``too-many`` or a word of codings."""

    links: tuple[Link, ...] = ()
    """In file order, each address once; kind ``sitemap`` for the children of an index."""
    problem: str | None = None


def read_sitemap(body: bytes, url: str, content_type: str | None = None) -> SitemapReading:
    """Return the links of the sitemap ``body`` that was fetched from ``url``. A feed is taken for a sitemap, as the protocol allows. Never raises."""
    try:
        body = unwrap(body)
    except CodingError as error:
        return SitemapReading(problem=error.reason)
    text = xml.text_of(body, content_type)
    head = text.lstrip("\ufeff \t\r\n")[:20].lower()
    if not head:
        return SitemapReading(problem="empty")
    if head.startswith(("http://", "https://")):
        return _plain_text(text, url)
    text, entries, cut = xml.until(text, _END, MAX_LINKS)
    root = xml.tree(text)
    if root is None:
        return SitemapReading(problem="not-a-sitemap")
    kinds = {xml.local(element)[1] for element in (root, *islice(root, 3))}
    if not entries and kinds & {"rss", "rdf", "feed", "channel"}:
        feed = read_feed(body, url, content_type)
        return SitemapReading(feed.links, feed.problem)
    if not entries and not kinds & {"urlset", "sitemapindex"}:
        return SitemapReading(problem="not-a-sitemap")
    found = list(_entries([root], url)) if entries else []
    if len(found) < entries:  # the parser gave up half-way, or entries lead nowhere: each for itself then
        pieces = (xml.tree(_WRAP + piece[0] + "</urlset>") for piece in _SLICE.finditer(text))
        loose = list(_entries((tree for tree in pieces if tree is not None), url))
        found = loose if len(loose) > len(found) else found
    links = dict(reversed(found))
    ordered = tuple(links[key] for key in dict.fromkeys(key for key, _ in found))
    return SitemapReading(ordered, ("too-many" if entries >= MAX_LINKS else "cut") if cut else None)


def _entries(roots: Iterator[etree._Element] | list[etree._Element], url: str) -> Iterator[tuple[str, Link]]:
    for root in roots:
        for element in root.iter():
            name = xml.local(element)[1]
            if name in ("url", "sitemap") and (entry := _entry(element, name, url)):
                yield entry


def _entry(element: etree._Element, name: str, url: str) -> tuple[str, Link] | None:
    address = modified = published = title = language = None
    news = False
    for child in element:
        space, part = xml.local(child)
        if part == "loc" and "image" not in space and "video" not in space:
            address = address or xml.words(child).strip()
        elif part == "lastmod":
            modified = instant(xml.words(child)[:100])
        elif part == "news":
            news = True
            for field in child.iter():
                word = xml.local(field)[1]
                if word == "title":
                    title = title or clean(xml.words(field)[:2000])
                elif word == "publication_date":
                    published = published or instant(xml.words(field)[:100])
                elif word == "language":
                    language = language or _language(xml.words(field)[:20])
    place = locate(url, " ".join(address.split()).replace(" ", "%20")) if address else None
    if place is None:
        return None
    kind: Kind = "sitemap" if name == "sitemap" else "page"
    source = "news-sitemap" if news else "sitemap"
    return place[1], Link(place[0], kind, source, title=title, date_published=published, date_modified=modified, language=language)


def _language(value: str) -> str | None:
    value = value.strip().replace("_", "-").lower()
    return value if re.fullmatch(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*", value) else None


def _plain_text(text: str, url: str) -> SitemapReading:
    """One address a line. A last line without its newline may be half an address: unless it ends as the others do, it is left out: ``cut``."""
    lines = text.splitlines(keepends=True)
    cut = len(lines) > 1 and not lines[-1].endswith(("\n", "\r")) and not _ends_alike(lines[-1].strip(), lines[:-1])
    found: dict[str, Link] = {}
    many = False
    for line in lines[:-1] if cut else lines:
        line = line.strip()
        if line.startswith(("http://", "https://")) and (place := locate(url, line)) and place[1] not in found:
            if len(found) >= MAX_LINKS:
                many = True
                break
            found[place[1]] = Link(place[0], "page", "sitemap")
    return SitemapReading(tuple(found.values()), "too-many" if many else "cut" if cut else None)


def _ends_alike(address: str, others: list[str]) -> bool:
    """Say whether ``address`` is as whole as the ``others`` look: as many segments, a last one as long, the same ending (``.html``, ``/``, none)."""
    own = _ending(address)
    listed = [_ending(other.strip()) for other in others[:1000] if other.strip()]
    segments, length, _ = (min(values) for values in zip(*listed, strict=True)) if listed else (0, 0, "")
    return own[0] >= segments and own[1] >= length and own[2] in {ending for _, _, ending in listed}


def _ending(address: str) -> tuple[int, int, str]:
    whole = address.partition("#")[0].rstrip("/")
    name = whole.rpartition("/")[2]
    return whole.count("/"), len(name), "/" if address.endswith("/") else name.rpartition(".")[2][:6] if "." in name and whole.count("/") > 2 else ""
