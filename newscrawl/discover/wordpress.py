"""WordPress's REST API as a source: where it is, what to ask it, what it answers. Its GMT dates are instants, which its pages seldom give.

developer.wordpress.org/rest-api/reference/posts
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from newscrawl.discover.instants import instant
from newscrawl.discover.links import locate
from newscrawl.document import Document
from newscrawl.items import Link
from newscrawl.text import clean

_REL = "https://api.w.org/"


def api_root(document: Document) -> str | None:
    """Return the address of the page's REST API as it declares it, or None."""
    for element in document.root.iter("link"):
        if _REL in (element.get("rel") or "").split() and (place := locate(document.base, element.get("href") or "")):
            return place[0]
    return None


def posts_url(root: str, *, page: int = 1, per_page: int = 100, modified_after: datetime | None = None) -> str:
    """Return the address of the ``page``-th hundred posts under the API ``root``, newest first: addresses, titles and dates."""
    query = f"per_page={per_page}&page={page}&_fields=id,link,title,date_gmt,modified_gmt"
    if modified_after is not None:
        query += "&orderby=modified&modified_after=" + quote(modified_after.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S"), safe="")
    if "rest_route=" in root:  # sites without pretty permalinks: /?rest_route=/
        return root.rstrip("/") + "/wp/v2/posts&" + query
    return root.rstrip("/") + "/wp/v2/posts?" + query


def read_posts(data: list[Any], url: str) -> Iterator[tuple[str, Link]]:
    """Yield (url_key, Link) of each post in an answer that was asked from ``url``; what is no post is left out."""
    for post in data:
        if not isinstance(post, dict) or not isinstance(link := post.get("link"), str) or not (place := locate(url, link)):
            continue
        title = post.get("title")
        rendered = title.get("rendered") if isinstance(title, dict) else title
        words = _plain(rendered) if isinstance(rendered, str) else None
        published, modified = _gmt(post.get("date_gmt")), _gmt(post.get("modified_gmt"))
        yield place[1], Link(place[0], "page", "feed", title=words, date_published=published, date_modified=modified)


def _gmt(value: object) -> datetime | None:
    return instant(f"{value}Z") if isinstance(value, str) and len(value) == 19 else None


def _plain(text: str) -> str | None:
    return clean(html.unescape(re.sub(r"<[^<>]{1,2000}>", "", text[:4000])))
