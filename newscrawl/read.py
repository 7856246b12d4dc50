"""Read one page: the whole way from bytes to an article, or to the reason why there is none. Pure: no network, clock, database or state.

decode → one tree → blocks → title, photos, byline → body → furniture out → dates, metadata → article or refusal
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from newscrawl.blocks import Block, segment
from newscrawl.discover.links import find_links
from newscrawl.document import Document, parse
from newscrawl.extract.body import Body, read_body
from newscrawl.extract.byline import read_byline
from newscrawl.extract.dates import read_dates
from newscrawl.extract.metadata import read_metadata
from newscrawl.extract.photos import read_photos
from newscrawl.extract.title import read_title
from newscrawl.items import Article, Page, Reading, Removal
from newscrawl.strip.appeal import find_appeals
from newscrawl.strip.consent import find_consent
from newscrawl.strip.shape import Mark
from newscrawl.text import clean, folded
from newscrawl.urls import host_of, registrable_domain


def read(page: Page, site: object = None, template: object = None) -> Reading:
    """Return what ``page`` (its body free of content codings) says: an article, or the reason why there is none; with links, removals and blocks.

    ``site`` brings the rules of the site file, ``template`` what is known of the site's furniture; both may be None.
    """
    document = parse(page)
    if document is None:
        return Reading(page.url, reason="empty")
    return read_document(document, page)


def read_document(document: Document, page: Page) -> Reading:
    """Return what a parsed page says; see ``read``."""
    blocks = segment(document)
    title = read_title(document, blocks)
    consent = find_consent(document, blocks)
    photos = read_photos(document, blocks, title=title.text if title else None)
    byline = read_byline(document, blocks, title.block if title else None)
    claimed = photos.blocks if byline.block is None else photos.blocks | {byline.block}
    body = read_body(document, blocks, title=title.text if title else None, barred=consent.keys(), captions=claimed)
    marks = _furniture(document, blocks, body, consent)
    paragraphs = tuple((index, text) for index, text in body.paragraphs if index not in marks)
    standfirst = body.standfirst if body.standfirst and body.standfirst[0] not in marks else None
    removals = _removals(blocks, marks, paragraphs)
    dates = read_dates(document, blocks, title.block if title else None, page.fetched_at)
    metadata = read_metadata(document)
    links = find_links(document)
    text = "\n\n".join(text for _, text in paragraphs)
    reason = None if text else "empty"
    if reason is not None:
        return Reading(page.url, reason=reason, links=links, removals=removals)
    found_by = dict(metadata.found_by) | {
        name: reader
        for name, reader in (
            ("title", title.reader if title else None),
            ("authors", byline.reader if byline.authors else None),
            ("byline", "visible" if byline.byline else None),
            ("date_published", dates.reader if dates.published else None),
            ("standfirst", "blocks" if standfirst else None),
            ("body", "blocks"),
            ("photos", "+".join(dict.fromkeys(photos.readers)) or None),
        )
        if reader
    }
    found_by.pop("site", None)
    article = Article(
        url=page.url,
        title=title.text if title else None,
        canonical_url=metadata.canonical_url,
        site=registrable_domain(host_of(page.url)),
        standfirst=standfirst[1] if standfirst else None,
        byline=byline.byline,
        authors=byline.authors,
        date_published=dates.published,
        date_published_raw=dates.published_raw,
        date_precision=dates.precision,
        date_modified=dates.modified,
        language=metadata.language,
        section=metadata.section,
        keywords=metadata.keywords,
        description=metadata.description,
        body=text,
        photos=photos.photos,
        is_accessible_for_free=metadata.is_accessible_for_free,
        found_by=tuple(sorted(found_by.items())),
    )
    return Reading(page.url, article=article, confidence=body.confidence, links=links, removals=removals)


def _furniture(document: Document, blocks: tuple[Block, ...], body: Body, consent: Mapping[int, Mark]) -> dict[int, Mark]:
    """Return what is furniture among the text and next to it, by block."""
    chosen = [index for index, _ in body.paragraphs]
    return {**find_appeals(document, blocks, chosen, tuple(consent)), **consent}


def _removals(blocks: tuple[Block, ...], marks: Mapping[int, Mark], paragraphs: tuple[tuple[int, str], ...]) -> tuple[Removal, ...]:
    """Return the marks as what was taken out, in page order."""
    removals: list[Removal] = []
    kept = iter([*(index for index, _ in paragraphs), len(blocks)])
    following, place = next(kept), 0
    for index in sorted(marks):
        while following < index:
            following, place = next(kept), place + 1
        text = clean(blocks[index].text)
        if text:
            mark = marks[index]
            id = hashlib.sha256(folded(text).encode()).hexdigest()[:16]
            removals.append(Removal(id, mark.kind, mark.reason, mark.evidence, place, text))
    return tuple(removals)
