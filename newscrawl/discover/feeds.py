"""Feeds read as links: RSS 0.9x, 1.0 and 2.0, Atom, JSON Feed, and WordPress's own JSON. A broken feed yields its good entries.

RSS 2.0 (with Dublin Core, Syndication and Atom inside), RFC 4287, RFC 5005 (paged feeds), JSON Feed 1.1. A publisher's forty lines of
HTML in an entry are never looked at.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import urljoin

from lxml import etree

from newscrawl.codings import CodingError, unwrap
from newscrawl.discover import xml
from newscrawl.discover.instants import instant
from newscrawl.discover.links import locate
from newscrawl.items import Link
from newscrawl.text import clean

MAX_LINKS = 50_000
_END = re.compile(r"</(?:\w+:)?(?:item|entry)\s*>", re.IGNORECASE)
_SLICE = re.compile(r"<(?:\w+:)?(?:item|entry)(?:\s[^<>]*)?>.*?</(?:\w+:)?(?:item|entry)\s*>", re.IGNORECASE | re.DOTALL)
_FIELD = re.compile(r"<((?:dc:)?(?:title|link|guid|id|pubDate|published|updated|date))(\s[^<>]{0,500})?>(.*?)</\1\s*>", re.IGNORECASE | re.DOTALL)
_MARKUP = re.compile(r"<(?!!\[CDATA)[^<>]{1,2000}>")
_DAYS = {day: number for number, day in enumerate(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))}
_PERIODS = {"hourly": 60, "daily": 1440, "weekly": 10080, "monthly": 43200, "yearly": 525600}
# Modules that have elements called link, title or date of their own, about something else than the entry.
_FOREIGN = (
    "yahoo",
    "media",
    "itunes",
    "googleplay",
    "podcast",
    "image",
    "thr",
    "slash",
    "wfw",
    "geo",
    "creativecommons",
    "snf",
    "smartnews",
    "content",
)
_WRAP = (
    '<rss xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:atom="http://www.w3.org/2005/Atom" '
    'xmlns:media="http://search.yahoo.com/mrss/" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><channel>'
)


@dataclass(frozen=True, slots=True)
class FeedReading:
    """What a feed said. ``problem`` is one word (``not-a-feed``, ``empty``, ``cut``, or one of codings'); links may be there all the same."""

    links: tuple[Link, ...] = ()
    """In feed order, each address once."""
    ttl_minutes: int | None = None
    skip_hours: tuple[int, ...] = ()
    """Hours (0 to 23, GMT) at which the feed asks not to be polled."""
    skip_days: tuple[int, ...] = ()
    """Days (0 is Monday) at which it asks so."""
    title: str | None = None
    next_url: str | None = None
    """Where older entries are (RFC 5005, JSON Feed's ``next_url``)."""
    problem: str | None = None


def read_feed(body: bytes, url: str, content_type: str | None = None) -> FeedReading:
    """Return the links of the feed ``body`` that was fetched from ``url``. Never raises for what a feed holds."""
    try:
        body = unwrap(body)
    except CodingError as error:
        return FeedReading(problem=error.reason)
    text = xml.text_of(body, content_type)
    head = text.lstrip("\ufeff \t\r\n")[:1]
    if not head:
        return FeedReading(problem="empty")
    if head in "{[" or "json" in (content_type or "").lower():
        return _json_feed(text, url)
    text, entries, cut = xml.until(text, _END, MAX_LINKS)
    root = xml.tree(text)
    if root is None:
        return FeedReading(problem="not-a-feed")
    container = _container(root)
    if container is None and not entries:
        return FeedReading(problem="not-a-feed")
    header = _header(container, url) if container is not None else FeedReading()
    language = _feed_language(root, container)
    found = [_entry(item, url, language) for item in _items(root)] if entries else []
    if sum(1 for entry in found if entry) < entries:  # a tag left open swallows what follows: each entry for itself then
        loose = [_loose_entry(piece[0], url, language) for piece in _SLICE.finditer(text)]
        found = loose if sum(map(bool, loose)) > sum(map(bool, found)) else found
    links = _unique(found)
    if not links and container is None:
        return FeedReading(problem="not-a-feed")
    return replace(header, links=links, problem="cut" if cut else None)


def _items(root: etree._Element) -> list[etree._Element]:
    return [element for element in root.iter() if xml.local(element)[1] in ("item", "entry") and not _foreign(xml.local(element)[0])]


def _loose_entry(piece: str, url: str, language: str | None) -> tuple[str, Link] | None:
    """Return the entry of one slice of the file, taken alone; if that fails, with nothing but its plain fields and no markup in them."""
    for attempt in (
        piece,
        "".join(("<item>", *(f"<{m[1]}{m[2] or ''}>{_MARKUP.sub('', m[3])}</{m[1]}>" for m in _FIELD.finditer(piece)), "</item>")),
    ):
        root = xml.tree(_WRAP + attempt + "</channel></rss>")
        for item in _items(root) if root is not None else ():
            if entry := _entry(item, url, language):
                return entry
    return None


def _container(root: etree._Element) -> etree._Element | None:
    """Return the element that holds the feed's own fields: ``channel``, or the root of an Atom feed."""
    for element in root.iter():
        name = xml.local(element)[1]
        if name in ("channel", "feed"):
            return element
        if name in ("html", "body", "urlset", "sitemapindex"):
            return None
    return root if xml.local(root)[1] in ("rss", "rdf") else None


def _header(container: etree._Element, url: str) -> FeedReading:
    title = next_url = None
    ttl: int | None = None
    period, frequency = None, 1
    hours: list[int] = []
    days: list[int] = []
    for child in container:
        space, name = xml.local(child)
        if name in ("item", "entry"):
            continue
        if name == "title" and not _foreign(space):
            title = title or clean(_plain(xml.words(child)))
        elif name == "ttl":
            ttl = _number(xml.words(child), 1, 525_600)
        elif name == "updateperiod":
            period = _PERIODS.get(xml.words(child).strip().lower())
        elif name == "updatefrequency":
            frequency = _number(xml.words(child), 1, 1000) or 1
        elif name == "link" and "next" in (child.get("rel") or "").lower().split():
            place = locate(_base(child, url), child.get("href") or "")
            next_url = next_url or (place[0] if place else None)
        elif name == "skiphours":
            hours += [number % 24 for one in child if (number := _number(xml.words(one), 0, 24)) is not None]
        elif name == "skipdays":
            days += [_DAYS[day] for one in child if (day := xml.words(one).strip().lower()) in _DAYS]
    if ttl is None and period:
        ttl = max(1, period // frequency)
    return FeedReading(ttl_minutes=ttl, skip_hours=tuple(sorted(set(hours))), skip_days=tuple(sorted(set(days))), title=title, next_url=next_url)


def _entry(item: etree._Element, url: str, language: str | None) -> tuple[str, Link] | None:
    """Return (url_key, Link) of one entry, or None if it leads nowhere."""
    places: dict[str, str] = {}
    dates: dict[str, datetime] = {}
    title = None
    tongue = item.get("{http://www.w3.org/XML/1998/namespace}lang") or language
    for child in item:
        space, name = xml.local(child)
        if name == "origlink":
            places.setdefault("original", xml.words(child))
        elif _foreign(space):
            continue
        elif name == "link":
            _note_link(child, places, url)
        elif name in ("guid", "id"):
            permalink = (child.get("isPermaLink") or child.get("ispermalink") or "true").strip().lower() != "false"
            places.setdefault("guid" if permalink else "opaque", xml.words(child))
        elif name == "title":
            title = title or clean(_plain(xml.words(child)[:2000]))
        elif name in ("pubdate", "published", "issued", "created", "date", "available", "updated", "modified"):
            if when := instant(xml.words(child)[:300]):
                dates.setdefault(name, when)
        elif name == "language":
            tongue = xml.words(child)[:40]
    about = item.get("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about")
    if about:
        places.setdefault("guid", about)
    published = next((dates[name] for name in ("pubdate", "published", "issued", "created", "available", "date") if name in dates), None)
    modified = next((dates[name] for name in ("updated", "modified") if name in dates), None)
    for kind in ("original", "link", "typed", "self", "guid"):
        href = html.unescape(places.get(kind, "").strip()) if kind != "guid" else places.get(kind, "").strip()
        if not href or (kind == "guid" and not re.match(r"https?://", href, re.IGNORECASE)):
            continue
        place = locate(_base(item, url), " ".join(href.split()).replace(" ", "%20"))
        if place:
            return place[1], Link(place[0], "page", "feed", title=title, date_published=published, date_modified=modified, language=_language(tongue))
    return None


def _note_link(child: etree._Element, places: dict[str, str], url: str) -> None:
    href = child.get("href")
    if href is None:
        written = xml.words(child).strip() or (child.tail or "").strip()  # <link/>https://… is what HTML-minded writers make of it
        if written:
            places.setdefault("link", written)
        return
    href = urljoin(_base(child, url), href.strip()) if child.get("{http://www.w3.org/XML/1998/namespace}base") else href
    relation = (child.get("rel") or "alternate").lower()
    if relation == "alternate":
        kind = (child.get("type") or "text/html").lower()
        places.setdefault("link" if "html" in kind else "typed", href)
    elif relation == "self":
        places.setdefault("self", href)


def _base(element: etree._Element, url: str) -> str:
    """Return the address that relative ones inside ``element`` start from (XML Base)."""
    bases = []
    node: etree._Element | None = element
    for _ in range(4):
        if node is None:
            break
        if base := node.get("{http://www.w3.org/XML/1998/namespace}base"):
            bases.append(base.strip())
        node = node.getparent()
    for base in reversed(bases):
        try:
            url = urljoin(url, base)
        except ValueError:
            break
    return url


def _json_feed(text: str, url: str) -> FeedReading:
    try:
        data = json.loads(text, strict=False)
        cut = False
    except (ValueError, RecursionError):
        data, cut = _whole_objects(text), True
    if isinstance(data, list):
        from newscrawl.discover.wordpress import read_posts

        links = _unique(read_posts(data, url))
        return FeedReading(links=links, problem=("cut" if cut else None) if links or not data else "not-a-feed")
    items = data.get("items") if isinstance(data, dict) else None
    if not isinstance(items, list):
        return FeedReading(problem="not-a-feed")
    language = _text(data.get("language"))
    links = _unique(_json_item(item, url, language) for item in items[:MAX_LINKS])
    following = _text(data.get("next_url"))
    place = locate(url, following) if following else None
    return FeedReading(links=links, title=clean(data.get("title")), next_url=place[0] if place else None, problem="cut" if cut else None)


def _json_item(item: Any, url: str, language: str | None) -> tuple[str, Link] | None:
    if not isinstance(item, dict):
        return None
    for name in ("url", "external_url", "id"):
        href = _text(item.get(name))
        if not href or (name == "id" and not re.match(r"https?://", href)):
            continue
        if place := locate(url, href):
            tongue = _language(_text(item.get("language")) or language)
            published, modified = instant(_text(item.get("date_published"))), instant(_text(item.get("date_modified")))
            title = clean(item.get("title"))
            return place[1], Link(place[0], "page", "feed", title=title, date_published=published, date_modified=modified, language=tongue)
    return None


def _whole_objects(text: str) -> Any:
    """Return what is whole in a JSON feed that was cut: its header and the items up to the cut, as one object; None if there is nothing."""
    match = re.search(r'"items"\s*:\s*\[', text)
    start = match.end() if match else (text.find("[") + 1 if text.lstrip().startswith("[") else -1)
    if start <= 0:
        return None
    decoder = json.JSONDecoder(strict=False)
    items: list[Any] = []
    place = start
    while len(items) < MAX_LINKS:
        gap = re.compile(r"[\s,]*").match(text, place)
        place = gap.end() if gap else place
        try:
            item, place = decoder.raw_decode(text, place)
        except (ValueError, RecursionError):
            break
        items.append(item)
    if not items:
        return None
    return {"items": items} if match else items


def _unique(entries: Iterable[tuple[str, Link] | None]) -> tuple[Link, ...]:
    found: dict[str, Link] = {}
    for entry in entries:
        if entry is not None and entry[0] not in found:
            found[entry[0]] = entry[1]
            if len(found) >= MAX_LINKS:
                break
    return tuple(found.values())


def _feed_language(root: etree._Element, container: etree._Element | None) -> str | None:
    said = root.get("{http://www.w3.org/XML/1998/namespace}lang")
    for child in container if container is not None else ():
        name = xml.local(child)[1]
        if name == "language":
            return xml.words(child)[:40]
        if name in ("item", "entry"):
            break
    return said


def _language(value: str | None) -> str | None:
    value = (value or "").strip().replace("_", "-").lower()
    return value if re.fullmatch(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*", value) else None


def _foreign(space: str) -> bool:
    space = space.lower()
    return bool(space) and any(word in space for word in _FOREIGN) and space != "purl.org/rss/1.0/"


def _plain(text: str) -> str:
    """Return a title without the markup that it may carry escaped."""
    return html.unescape(_MARKUP.sub("", text)) if "<" in text or "&" in text else text


def _number(text: str, low: int, high: int) -> int | None:
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 and low <= int(text) <= high else None


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
