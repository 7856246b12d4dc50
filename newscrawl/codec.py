"""A Reading as JSON and back: the one place that knows the public field names, for the workers' pipe, ``newscrawl read`` and reading again.

Public names are those of the README's table of fields; ``links``, ``blocks`` and ``confidence`` travel beside them between our own processes.
"""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime
from typing import Any, cast

from newscrawl.errors import BadAddress
from newscrawl.items import Article, BlockMark, Link, Photo, Reading, Removal
from newscrawl.urls import article_id, url_key

_ARTICLE_STRINGS = "url canonical_url site title standfirst byline date_published_raw date_precision language section description body".split()


_REMOVAL, _PHOTO, _BLOCK = (tuple(field.name for field in fields(kind)) for kind in (Removal, Photo, BlockMark))


def public(reading: Reading) -> dict[str, Any]:
    """Return what a person asked for: the article under its public names, or ``{id, url, reason}`` with the title and date that the refused page
    states; removals with both.

    Dates are ISO 8601 with the page's own offset.
    """
    head: dict[str, Any] = {"id": _id_of(reading.url), "url": reading.url}
    removals = [_plain(removal, _REMOVAL) for removal in reading.removals]
    article = reading.article
    if article is None:
        stated = {"title": reading.title, "date_published": _said(reading.date_published), "date_precision": reading.date_precision}
        return head | {"reason": reading.reason} | stated | {"removals": removals}
    return head | {
        "url": article.url,
        "canonical_url": article.canonical_url,
        "site": article.site,
        "title": article.title,
        "standfirst": article.standfirst,
        "byline": article.byline,
        "authors": list(article.authors),
        "date_published": _said(article.date_published),
        "date_published_raw": article.date_published_raw,
        "date_precision": article.date_precision,
        "date_modified": _said(article.date_modified),
        "language": article.language,
        "section": article.section,
        "keywords": list(article.keywords),
        "description": article.description,
        "body": article.body,
        "word_count": article.word_count,
        "photo_credit": article.photo_credit,
        "photos": [_plain(photo, _PHOTO) | {"creators": list(photo.creators)} for photo in article.photos],
        "is_accessible_for_free": article.is_accessible_for_free,
        "removals": removals,
        "found_by": dict(article.found_by),
    }


def to_json(reading: Reading) -> dict[str, Any]:
    """Return the whole of ``reading`` as JSON values; ``from_json`` undoes it."""
    return public(reading) | {
        "page_url": reading.url,
        "confidence": reading.confidence,
        "doubtful": reading.doubtful,
        "judged": reading.judged,
        "links": [link_to_json(link) for link in reading.links],
        "blocks": [_plain(block, _BLOCK) for block in reading.blocks],
    }


def from_json(said: dict[str, Any]) -> Reading:
    """Return the Reading that ``to_json`` wrote. Raises KeyError, TypeError or ValueError where it did not."""
    article = None
    stated: dict[str, Any] = {}
    if "reason" in said:
        stated = {name: said.get(name) for name in ("title", "date_precision")} | {"date_published": _instant(said.get("date_published"))}
    else:
        article = Article(
            **{name: said[name] for name in _ARTICLE_STRINGS},
            authors=tuple(said["authors"]),
            date_published=_instant(said["date_published"]),
            date_modified=_instant(said["date_modified"]),
            keywords=tuple(said["keywords"]),
            photos=tuple(Photo(**photo | {"creators": tuple(photo["creators"])}) for photo in said["photos"]),
            is_accessible_for_free=said["is_accessible_for_free"],
            found_by=tuple(said["found_by"].items()),
            counted=(said["body"], int(said["word_count"])),
        )
    return Reading(
        url=said["page_url"],
        article=article,
        reason=said.get("reason"),
        confidence=said["confidence"],
        doubtful=said["doubtful"],
        judged=said["judged"],
        links=tuple(link_from_json(link) for link in said["links"]),
        removals=tuple(Removal(**removal) for removal in said["removals"]),
        blocks=tuple(BlockMark(**block) for block in said["blocks"]),
        **stated,
    )


def link_to_json(link: Link) -> dict[str, Any]:
    """Return ``link`` without what is not known of it; half of a big sitemap's bytes are nulls otherwise."""
    said = {"url": link.url, "kind": link.kind, "source": link.source, "title": link.title, "text": link.text, "language": link.language}
    said |= {"date_published": _said(link.date_published), "date_modified": _said(link.date_modified)}
    return {name: value for name, value in said.items() if value is not None}


def link_from_json(said: dict[str, Any]) -> Link:
    """Return the Link that ``link_to_json`` wrote."""
    dates = {name: _instant(said[name]) for name in ("date_published", "date_modified") if name in said}
    return Link(**cast("dict[str, Any]", said | dates))


def _plain(thing: Removal | Photo | BlockMark, names: tuple[str, ...]) -> dict[str, Any]:
    """Return the fields of ``thing``; the standard library's asdict copies what is in them, at ten times the price."""
    return {name: getattr(thing, name) for name in names}


def _id_of(url: str) -> str:
    """Return the article's id; of an address that could not be fetched (a saved page may come with any), that of the address as it is."""
    try:
        return article_id(url_key(url))
    except BadAddress:
        return article_id(url)


def _said(when: datetime | None) -> str | None:
    return None if when is None else when.isoformat()


def _instant(said: str | None) -> datetime | None:
    return None if said is None else datetime.fromisoformat(said)
