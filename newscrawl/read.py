"""Read one page: the whole way from bytes to an article, or to the reason why there is none. Pure: no network, clock, database or state.

decode → one tree → blocks → title, photos, byline → body → furniture out → dates, metadata → article or refusal
"""

from __future__ import annotations

from collections.abc import Mapping

from newscrawl.blocks import Block, segment
from newscrawl.discover.links import find_links
from newscrawl.document import Document, parse
from newscrawl.errors import BadAddress
from newscrawl.extract.body import read_body
from newscrawl.extract.byline import read_byline
from newscrawl.extract.dates import read_dates
from newscrawl.extract.kind import refusal
from newscrawl.extract.metadata import read_metadata
from newscrawl.extract.photos import read_photos
from newscrawl.extract.title import read_title
from newscrawl.items import Article, Page, Reading, Removal
from newscrawl.sites import Site
from newscrawl.strip.appeal import find_appeals
from newscrawl.strip.consent import find_consent
from newscrawl.strip.shape import Mark
from newscrawl.strip.template import Template, Verdict, judge, judgement, marks_of, own_words, print_of
from newscrawl.text import clean, words
from newscrawl.urls import host_of, registrable_domain


def read(page: Page, site: Site | None = None, template: Template | None = None) -> Reading:
    """Return what ``page`` (its body free of content codings) says: an article, or the reason why there is none; with links, removals and blocks.

    ``site`` brings the rules of the site file, ``template`` what is known of the site's furniture; both may be None.
    """
    document = parse(page)
    if document is None:
        return Reading(page.url, reason="empty")
    return read_document(document, page, site, template)


def read_document(document: Document, page: Page, site: Site | None = None, template: Template | None = None) -> Reading:
    """Return what a parsed page says; see ``read``."""
    blocks = segment(document)
    title = read_title(document, blocks)
    consent = find_consent(document, blocks)
    photos = read_photos(document, blocks, title=title.text if title else None)
    byline = read_byline(document, blocks, title.block if title else None)
    claimed = photos.blocks if byline.block is None else photos.blocks | {byline.block}
    body = read_body(document, blocks, title=title.text if title else None, barred=consent.keys(), captions=claimed)
    chosen = [index for index, _ in body.paragraphs]
    learned = judge(template, document, blocks, chosen, page.fetched_at) if template else Verdict({})
    # What is known of the site goes before what a page by itself looks like; a person's word before both is the template's business.
    marks = {**find_appeals(document, blocks, chosen, tuple(consent)), **consent, **learned.marks}
    for index in _ruled_text(template, document, blocks, marks):
        del marks[index]
    paragraphs = tuple((index, text) for index, text in body.paragraphs if index not in marks)
    standfirst = body.standfirst if body.standfirst and body.standfirst[0] not in marks else None
    removals = _removals(document, blocks, marks, paragraphs)
    dates = read_dates(document, blocks, title.block if title else None, page.fetched_at)
    metadata = read_metadata(document)
    links = find_links(document)
    text = "\n\n".join(text for _, text in paragraphs)
    reason = refusal(
        document,
        blocks,
        [index for index, _ in paragraphs],
        len(words(text)),
        body.confidence,
        title.text if title else None,
        dates.published,
        metadata.page_type,
        status=page.status,
    )
    if reason is None and document.truncated:
        reason = "truncated"
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
        site=site.domains[0] if site and site.domains else _site_of(page.url),
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
    around = marks_of(document, blocks, chosen, body.scores)
    return Reading(
        page.url,
        article=article,
        confidence=body.confidence,
        doubtful=learned.doubtful,
        judged=judgement(template, ((block.fingerprint, block.in_body) for block in around), page.fetched_at),
        links=links,
        removals=removals,
        blocks=around,
    )


def _site_of(url: str) -> str | None:
    """Return the site's name as it is without a site file; None for an address that could not be fetched (a saved page may come with any)."""
    try:
        return registrable_domain(host_of(url))
    except BadAddress:
        return None


def _ruled_text(template: Template | None, document: Document, blocks: tuple[Block, ...], marks: Mapping[int, Mark]) -> list[int]:
    """Return which of the marked blocks a person said are text on this site."""
    kept = {mark for mark, known in template.known.items() if known.count.ruled == "keep"} if template else set()
    own = own_words(document) if kept else None
    return [index for index in marks if own is not None and print_of(blocks[index], own) in kept]


def _removals(
    document: Document, blocks: tuple[Block, ...], marks: Mapping[int, Mark], paragraphs: tuple[tuple[int, str], ...]
) -> tuple[Removal, ...]:
    """Return the marks as what was taken out, in page order."""
    removals: list[Removal] = []
    own = own_words(document) if marks else None
    kept = iter([*(index for index, _ in paragraphs), len(blocks)])
    following, place = next(kept), 0
    for index in sorted(marks):
        while following < index:
            following, place = next(kept), place + 1
        if own is not None and (text := clean(blocks[index].text)):
            mark = marks[index]
            removals.append(Removal(print_of(blocks[index], own), mark.kind, mark.reason, mark.evidence, place, text))
    return tuple(removals)
