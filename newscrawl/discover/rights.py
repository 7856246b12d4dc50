"""What a page and its headers say may be done with it: robots directives about keeping, a reservation of text and data mining, a licence.

X-Robots-Tag and ``<meta name=robots>`` as search engines define them, TDM Reservation Protocol (W3C community report, 2024), ``rel=license``.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from newscrawl.text import clean

AGENT = "newscrawl"
HEAD = 200_000
"""Bytes in which a page's head must end."""
_HIDDEN = re.compile(r"<!--.*?(?:-->|\Z)|<(script|style|noscript|template|textarea|title)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<(meta|link)\s([^<>]{1,2000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([a-z:-]{2,20})\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)
_WITH_VALUE = frozenset("unavailable_after max-snippet max-image-preview max-video-preview".split())


def read_rights(body: bytes, headers: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return what is said, by name: ``robots_tag`` ``robots_meta`` ``tdm_reservation`` ``tdm_policy`` ``license``; empty where nothing is.

    The page's own word on mining stands above its server's. Directives for other crawlers are left out. ``headers``: names in lower case.
    """
    found: dict[str, str] = {}
    tags = []
    for name, value in headers:
        if name == "x-robots-tag" and (said := _for_us(value)):
            tags.append(said)
        elif name in ("tdm-reservation", "tdm-policy"):
            found.setdefault(name.replace("-", "_"), value)
    if tags:
        found["robots_tag"] = ", ".join(tags)
    metas = []
    for tag in _TAG.finditer(_HIDDEN.sub(" ", _head(body))):
        said_here = {name.lower(): html.unescape(a or b or c) for name, a, b, c in _ATTRIBUTE.findall(tag[2])}
        if tag[1].lower() == "link":
            if "license" in said_here.get("rel", "").lower().split() and said_here.get("href"):
                found.setdefault("license", said_here["href"])
            continue
        name, content = said_here.get("name", "").lower(), said_here.get("content", "")
        if name in ("robots", AGENT) and content:
            metas.append(content)
        elif name in ("tdm-reservation", "tdm-policy") and content:
            found[name.replace("-", "_")] = content
    if metas:
        found["robots_meta"] = ", ".join(metas)
    return {name: text[:500] for name, value in found.items() if (text := clean(value))}


def forbids_keeping(rights: dict[str, str]) -> bool:
    """Say whether the page asks not to be kept: ``noarchive``, or ``nocache`` as one search engine calls it."""
    said = f"{rights.get('robots_tag', '')},{rights.get('robots_meta', '')}".lower()
    return not {"noarchive", "nocache"}.isdisjoint(part.strip() for part in re.split(r"[,;\s]+", said))


def _head(body: bytes) -> str:
    text = body[:HEAD].decode("latin-1")
    if text.startswith(("\xff\xfe", "\xfe\xff")):
        text = body[:HEAD].decode("utf-16", "replace")
    end = re.search(r"<body[\s>]|</head\s*>", text, re.IGNORECASE)
    return text[: end.start()] if end else text


def _for_us(value: str) -> str:
    """Return an X-Robots-Tag's directives if they are for everybody or for us, else ''."""
    agent, colon, rest = value.partition(":")
    agent = agent.strip().lower()
    if not colon or agent in _WITH_VALUE or not re.fullmatch(r"[a-z0-9_-]+", agent):
        return value
    return rest.strip() if agent == AGENT else ""
