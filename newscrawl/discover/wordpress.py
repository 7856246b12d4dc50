"""WordPress's REST API as a source: where it is, what to ask it, what it answers. Its GMT dates are instants, which its pages seldom give.

What is polled is one address that never changes: the hundred newest posts by date (a scheduled post appears at the top when it is published, though
it was last modified days before), with ``X-WP-Total``, how many there are in all. Older posts follow page by page while they bring news. Edits are
asked for beside it, with ``modified_after``: a short answer, mostly an empty one.

developer.wordpress.org/rest-api/reference/posts
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, quote, urlsplit

from newscrawl.discover.instants import instant
from newscrawl.discover.links import locate
from newscrawl.document import Document
from newscrawl.items import Link
from newscrawl.text import clean

_REL = "https://api.w.org/"
_HEADER = re.compile(r"<([^<>]{1,2000})>\s*((?:;[^,<>]{0,300})*)")
_PAGE = re.compile(r"(?<=[?&]page=)\d{1,6}")
_EDITS = "&orderby=modified"
MAX_PAGES = 500
"""Fifty thousand posts, as many as a sitemap may hold; who has more has several of those."""
MARGIN = timedelta(days=1)
"""Edits are asked for from this long before the last answer: WordPress before 5.7 compares with the site's own clock, whatever zone is written."""


def api_root(document: Document, headers: Sequence[tuple[str, str]] = ()) -> str | None:
    """Return the address of the page's REST API as it, or its ``Link`` header, declares it; None where neither does."""
    for element in document.root.iter("link"):
        if _REL in (element.get("rel") or "").split() and (place := locate(document.base, element.get("href") or "")):
            return place[0]
    for name, value in headers:
        for href, parameters in _HEADER.findall(value[:8000]) if name == "link" else ():
            if _REL in parameters and (place := locate(document.url, href)):
                return place[0]
    return None


def posts_url(root: str) -> str:
    """Return the address of the hundred newest posts under the API ``root``: addresses, titles and dates. Always the same one: a source."""
    query = "per_page=100&page=1&_fields=id,link,title,date_gmt,modified_gmt"
    if "rest_route=" in root:  # sites without pretty permalinks: /?rest_route=/
        return root.rstrip("/") + "/wp/v2/posts&" + query
    return root.rstrip("/") + "/wp/v2/posts?" + query


def is_edits(url: str) -> bool:
    """Say whether ``url`` asks for the posts modified last; only what ``since`` has made of it is worth asking."""
    return "wp/v2/posts" in url and _EDITS in url and "modified_after=" not in url


def since(url: str, last: datetime) -> str:
    """Return the address of the edits ``url`` that asks for those after ``last``."""
    return url + "&modified_after=" + quote((last.astimezone(UTC) - MARGIN).strftime("%Y-%m-%dT%H:%M:%S"), safe="")


def further(url: str, headers: Sequence[tuple[str, str]]) -> tuple[Link, ...]:
    """Return what may be asked for after the answer from ``url``: the next hundred posts, if there are, and beside the first the edits."""
    found = []
    page = next((int(value) for name, value in parse_qsl(urlsplit(url).query) if name == "page" and value.isdigit()), 1)
    pages = total(headers, "x-wp-totalpages")
    if pages is not None and page < min(pages, MAX_PAGES) and _PAGE.search(url):
        found.append(Link(_PAGE.sub(str(page + 1), url), "feed", "next"))
    if page == 1 and _EDITS not in url and _PAGE.search(url):
        found.append(Link(url + _EDITS, "feed", "next"))
    return tuple(found)


def total(headers: Sequence[tuple[str, str]], name: str = "x-wp-total") -> int | None:
    """Return how many posts (``x-wp-total``) or pages of them there are, as the answer says; None where it does not."""
    said = next((value.strip() for key, value in headers if key == name), "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 9 else None


def read_posts(data: list[Any], url: str) -> Iterator[tuple[str, Link]]:
    """Yield (url_key, Link) of each post in an answer that was asked from ``url``; what is no post is left out."""
    for post in data:
        if not isinstance(post, dict) or not isinstance(link := post.get("link"), str) or not (place := locate(url, link)):
            continue
        title = post.get("title")
        rendered = title.get("rendered") if isinstance(title, dict) else title
        words = _plain(rendered) if isinstance(rendered, str) else None
        published, modified = _gmt(post.get("date_gmt")), _gmt(post.get("modified_gmt"))
        yield place[1], Link(place[0], "page", "api", title=words, date_published=published, date_modified=modified)


def _gmt(value: object) -> datetime | None:
    return instant(f"{value}Z") if isinstance(value, str) and len(value) == 19 else None


def _plain(text: str) -> str | None:
    return clean(html.unescape(re.sub(r"<[^<>]{1,2000}>", "", text[:4000])))
