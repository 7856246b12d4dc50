"""Read one page: the whole way from bytes to an article, or to the reason why there is none. Pure: no network, clock, database or state.

decode → one tree → blocks → title, photos, byline, dates → body → furniture out → metadata → article or refusal
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cache, partial

from newscrawl.blocks import Block, segment
from newscrawl.discover.links import find_links
from newscrawl.document import Document, parse
from newscrawl.errors import BadAddress
from newscrawl.extract.body import Body, read_body
from newscrawl.extract.byline import Byline, read_byline
from newscrawl.extract.dates import Dates, read_dates
from newscrawl.extract.kind import refusal
from newscrawl.extract.metadata import Metadata, read_metadata
from newscrawl.extract.photos import PhotoReading, read_photos
from newscrawl.extract.rules import Ruled, apply_rules
from newscrawl.extract.title import Title, read_title
from newscrawl.items import Article, Page, Reading, Removal
from newscrawl.sites import Site
from newscrawl.strip.appeal import find_appeals
from newscrawl.strip.consent import find_consent
from newscrawl.strip.judge import Verdict, judge, judgement, variants
from newscrawl.strip.kinds import kind_of
from newscrawl.strip.marks import marks_of
from newscrawl.strip.prints import Own, own_words, prints_of
from newscrawl.strip.shape import Mark
from newscrawl.strip.template import Template
from newscrawl.text import clean, count_whole_words, count_words
from newscrawl.urls import host_of, registrable_domain

Paragraphs = tuple[tuple[int, str], ...]
"""(block index, text) of the story's text, in reading order."""
_NO_RULES = Ruled()
# A page that makes every reader think: warm_up reads it.
_SPECIMEN = """<html lang="en"><head><title>The harbour opens again – The Specimen</title><meta property="og:title" content="The harbour opens again">
<meta name="author" content="Oona Bracken"><script type="application/ld+json">{"@type": "NewsArticle", "headline": "The harbour opens again",
"author": {"name": "Oona Bracken"}, "datePublished": "2026-01-02T10:00:00+01:00"}</script></head><body><header><a href="/">The Specimen</a></header>
<article><h1>The harbour opens again</h1><p class="intro">After a year of repairs the first boats came in on Friday</p><p class="byline">By <a
href="/author/oona">Oona Bracken</a>, 2 January 2026</p><figure><img src="/quay.jpg" width="800" alt="The quay"><figcaption>The quay at noon. Photo:
Per Aune / Agency</figcaption></figure><p>“Nobody had expected it,” said the harbour master, who has kept the keys since 1981; the café opened.</p>
<p>The first boat to leave carried stones for the lighthouse, the second carried the council. Repairs had cost twelve million euros.</p>
<p>Fishermen from the next village came by road, as they have done all year, and went home by sea for the first time since March.</p>""" + (
    "<p>Give to the Specimen today: our readers pay for our work, from 5 € a month.</p><p>Subscribe to our newsletter</p></article>"
    '<div id="cookie-bar">We use cookies. <button>Accept</button></div><footer><a href="/imprint">Imprint</a> © The Specimen</footer></body></html>'
)


def read(page: Page, site: Site | None = None, template: Template | None = None, *, alone: bool = False) -> Reading:
    """Return what ``page`` (its body free of content codings) says: an article, or the reason why there is none; with links, removals and blocks.

    ``site`` brings the rules of the site file, ``template`` what is known of the site's furniture; both may be None.
    ``alone``: nothing comes of this page but its article, so links and blocks are left out.
    """
    # Reading makes thousands of objects that live to its end, and none in a cycle: each time their number has grown enough the collector walks them,
    # and now and then all that the caller holds, to find nothing. 2 % of the median page, 4 % of the mean. Where several threads read, the first to
    # end has it on again.
    collecting = gc.isenabled()
    gc.disable()
    try:
        document = parse(page)
        if document is None:
            return Reading(page.url, reason="empty")
        return read_document(document, page, site, template, alone=alone)
    finally:
        if collecting:
            gc.enable()


def warm_up() -> None:
    """Load weights, tables and patterns before the first page comes: what is loaded once is no page's time."""
    with suppress(Exception):  # a bug there shall cost pages one by one, with their names, not the process
        read(Page("https://specimen.example/2026/01/harbour-opens", _SPECIMEN.encode()))


def read_document(document: Document, page: Page, site: Site | None = None, template: Template | None = None, *, alone: bool = False) -> Reading:
    """Return what a parsed page says; see ``read``."""
    blocks = segment(document)
    ruled = apply_rules(document, blocks, site) if site else _NO_RULES
    title = Title(ruled.title, "site-rule", None) if ruled.title else read_title(document, blocks)
    headline, place = (title.text, title.block) if title else (None, None)
    consent = find_consent(document, blocks)
    photos = read_photos(document, blocks, title=headline)
    byline = read_byline(document, blocks, place, pictured=photos.blocks)
    if ruled.byline:
        byline = replace(byline, byline=ruled.byline, reader="site-rule")
    dates = read_dates(document, blocks, place, page.fetched_at, ruled=ruled.date)
    claimed = photos.blocks | byline.lines | {index for index in (byline.block, dates.block) if index is not None}
    body = _ruled_body(blocks, ruled, claimed) or read_body(document, blocks, title=headline, barred=consent.keys(), captions=claimed)
    if place is not None and blocks[place].tag == "h1":
        # The headline and its kicker in one heading, or in several lines: another wording, but no words of the story.
        heading = blocks[place].element
        if any(blocks[index].element is heading for index, _ in body.paragraphs):
            body = replace(body, paragraphs=tuple(pair for pair in body.paragraphs if blocks[pair[0]].element is not heading))
    chosen = [index for index, _ in body.paragraphs]
    own = cache(partial(own_words, document, byline.authors, headline))
    lead = body.standfirst[0] if body.standfirst else None
    learned = judge(template, document, blocks, chosen, page.fetched_at, own(), lead, dates.published) if template else Verdict({})
    # What is learned of the site goes before what a page looks like by itself, and what a person said before both.
    marks = {**find_appeals(document, blocks, chosen, tuple(consent)), **consent, **learned.marks}
    for index in _ruled_text(template, own(), document, blocks, marks) if template else ():
        del marks[index]
    marks |= {index: Mark("other", "ruled", "the site file says so") for index in ruled.removed}
    photos = _without_promotions(photos, blocks, learned.marks)
    paragraphs = tuple((index, text) for index, text in body.paragraphs if index not in marks)
    standfirst = ruled.standfirst or (body.standfirst[1] if body.standfirst and body.standfirst[0] not in marks else None)
    metadata = read_metadata(document)
    text = "\n\n".join(text for _, text in paragraphs)
    parts = sum([count_words(paragraph) for _, paragraph in paragraphs])
    reason = refusal(
        document,
        blocks,
        [index for index, _ in paragraphs],
        parts,
        body.confidence,
        headline,
        dates.published,
        metadata.page_type,
        status=page.status,
    )
    if reason is None and document.truncated:
        reason = "truncated"
    links = () if alone else find_links(document)
    removals = tuple(_removals(prints_of(document, blocks, marks, own()), blocks, marks, paragraphs)) if marks else ()
    if reason is not None:
        return Reading(
            page.url,
            reason=reason,
            links=links,
            removals=removals,
            title=headline,
            date_published=dates.published,
            date_precision=dates.precision,
        )
    around = () if alone else marks_of(document, blocks, chosen, body.scores, own(), lead)
    return Reading(
        page.url,
        article=_article(page.url, site, title, standfirst, byline, dates, metadata, photos, (text, count_whole_words(text, parts))),
        confidence=body.confidence,
        doubtful=learned.doubtful,
        judged=judgement(
            template,
            ((block.fingerprint, block.in_body, block.kind) for block in around),
            page.fetched_at,
            variants(template, ((block.fingerprint, block.text) for block in around)),
            dates.published,
        ),
        links=links,
        removals=removals,
        blocks=around,
    )


def _article(
    url: str,
    site: Site | None,
    title: Title | None,
    standfirst: str | None,
    byline: Byline,
    dates: Dates,
    metadata: Metadata,
    photos: PhotoReading,
    counted: tuple[str, int],
) -> Article:
    found_by = dict(metadata.found_by) | {
        name: reader
        for name, reader in (
            ("title", title.reader if title else None),
            ("standfirst", "blocks" if standfirst else None),
            ("authors", byline.reader if byline.authors else None),
            ("byline", "visible" if byline.byline else None),
            ("date_published", dates.reader if dates.published else None),
            ("body", "blocks"),
            ("photos", "+".join(dict.fromkeys(photos.readers)) or None),
        )
        if reader
    }
    found_by.pop("site", None)  # the page's own name for the site is not the archive's
    return Article(
        url=url,
        title=title.text if title else None,
        canonical_url=metadata.canonical_url,
        site=site.domains[0] if site and site.domains else _site_of(url),
        standfirst=standfirst,
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
        body=counted[0],
        counted=counted,
        photos=photos.photos,
        is_accessible_for_free=metadata.is_accessible_for_free,
        found_by=tuple(sorted(found_by.items())),
    )


def _site_of(url: str) -> str | None:
    """Return the site's name as it is without a site file; None for an address that could not be fetched (a saved page may come with any)."""
    try:
        return registrable_domain(host_of(url))
    except BadAddress:
        return None


def _ruled_body(blocks: Sequence[Block], ruled: Ruled, claimed: frozenset[int]) -> Body | None:
    """Return the text inside the element that the site file names, captions and byline apart; None where it names none."""
    if not ruled.body:
        return None
    kept = ((index, clean(blocks[index].text)) for index in sorted(ruled.body - claimed - ruled.removed))
    paragraphs = tuple((index, text) for index, text in kept if text)
    return Body(paragraphs, None, 1.0, tuple(float(block.index in ruled.body) for block in blocks))


def _ruled_text(template: Template, own: Own, document: Document, blocks: Sequence[Block], marks: Mapping[int, Mark]) -> list[int]:
    """Return which of the marked blocks a person said are text on this site."""
    return [index for index, mark in prints_of(document, blocks, marks, own).items() if mark in template.kept] if template.kept else []


def _without_promotions(photos: PhotoReading, blocks: Sequence[Block], learned: Mapping[int, Mark]) -> PhotoReading:
    """Return ``photos`` without those whose caption is known to ask or to offer something on other stories of the site too."""
    known = [(mark.kind, blocks[index].text) for index in photos.blocks if (mark := learned.get(index)) is not None]
    gone = [text for kind, text in known if kind in _PROMOTING or kind_of(text) in _PROMOTING]
    if not gone:
        return photos
    kept = [at for at, photo in enumerate(photos.photos) if photo.caption is None or not any(photo.caption in text for text in gone)]
    return replace(photos, photos=tuple(photos.photos[at] for at in kept), readers=tuple(photos.readers[at] for at in kept))


_PROMOTING = frozenset(("appeal", "newsletter", "plug"))


def _removals(prints: Mapping[int, str], blocks: Sequence[Block], marks: Mapping[int, Mark], paragraphs: Paragraphs) -> Iterator[Removal]:
    """Yield the marks as what was taken out, in page order."""
    kept = iter([*(index for index, _ in paragraphs), len(blocks)])
    following, place = next(kept), 0
    for index in sorted(marks):
        while following < index:
            following, place = next(kept), place + 1
        if text := clean(blocks[index].text):
            mark = marks[index]
            yield Removal(prints[index], mark.kind, mark.reason, mark.evidence, place, text)
