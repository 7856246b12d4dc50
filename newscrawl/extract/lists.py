"""Lists of stories told from stories: front, section, tag and author pages, search results, and the later pages of one story."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from newscrawl.blocks import Block
from newscrawl.document import Document
from newscrawl.extract.addresses import PAGE_SEGMENT, SEGMENTS_OF_FRONT, SLUG, is_list_address, is_section_address, page_number, segments_of, stem_of
from newscrawl.extract.datelines import is_date_line
from newscrawl.extract.leads import (
    DENSE,
    DIGIT,
    HEADINGS,
    LONGEST,
    MAX_BLOCKS,
    PROFILE_SHARE,
    PROFILE_STORIES,
    TEASER_SHARE,
    TEASERS,
    WALL_WORDS,
    Shape,
    count_fairly,
    target_of,
)
from newscrawl.extract.written import date_spans
from newscrawl.items import Reason
from newscrawl.text import count_words, folded, words

# Words of a body that is too short to be judged as a story by itself. Half of the real stories below it are pictures and videos with a caption.
FEW_WORDS = 80
# Blocks that may stand between a headline and its text: date, byline, section, tags, the photo's caption.
_BYLINES = 10
# A list without introductions: headlines that lead elsewhere, beside next to no text.
HEADLINES = 8
LIST_TYPES = ("collectionpage", "itemlist", "searchresultspage", "profilepage", "profile")


class Told(NamedTuple):
    """What speaks for one story in a page that does not call itself one."""

    headed: bool = False
    """Its headline, of three words or more, stands over a text of its own that introduces no other page."""
    named: bool = False
    """The address is the headline's words, and no list's."""
    opened: bool = False
    """Under the headline stands a paragraph of its own, whatever follows."""
    portrait: bool = False
    """The headline is as short as a name, and the text begins with it."""


def tells_a_story(document: Document, blocks: Sequence[Block], body_blocks: Sequence[int], shape: Shape, title: str | None) -> Told:
    """Look for a headline over a text, and for the headline in the address: short news beside many others has nothing else to show for itself."""
    segments = segments_of(document.url)
    said = words(folded(title or ""))
    if _is_portrait(document, blocks, body_blocks, said):
        return Told(portrait=True)
    if len(said) < 3 or not segments or is_list_address(segments, document.url) or is_section_address(segments):
        return Told()
    slug = [word for word in words(re.sub(r"\.\w{2,5}\Z", "", segments[-1]).replace("_", " ")) if len(word) > 2 and not word.isdigit()]
    named = len(slug) >= 2 and len(set(slug) & set(said)) >= max(2, 0.6 * len(slug))
    first = body_blocks[0] if body_blocks else 0
    heads = [
        block.index
        for block in blocks[max(0, first - _BYLINES) : first + 1]
        if block.tag in ("h1", "h2") and block.link_chars * 5 < len(block.text) * 4 and set(said) <= set(words(folded(block.text)))
    ]
    if not heads:
        return Told(False, named)
    dated = _opens_dated(document, blocks[heads[-1] + 1 : max(first, heads[-1]) + 2])
    return Told(not shape.teased and shape.longest >= OWN_WORDS, named, dated or shape.opening >= OPENING_WORDS)


def _is_portrait(document: Document, blocks: Sequence[Block], body_blocks: Sequence[int], said: list[str]) -> bool:
    """Say whether the title is as short as a name, the text's first paragraph begins with it, and no date stands between."""
    if not body_blocks or not 2 <= len(said) <= (8 if DENSE.match(said[0]) else 4):
        return False
    first = body_blocks[0]
    if words(folded(blocks[first].text[:200]))[: len(said)] != said or blocks[first].tag in ("h1", "h2"):
        return False
    language = document.language or ""
    return not any(len(one.text) <= 160 and date_spans(one.text, language) for one in blocks[max(0, first - 4) : first])


def _opens_dated(document: Document, blocks: Sequence[Block]) -> bool:
    """Say whether a date line stands between the headline and a paragraph of its own: a list's dates stand with its entries.

    The reader of the body may have taken a list below such a story of one sentence for its text.
    """
    language = document.language or ""
    dated = False
    for block in blocks:
        spans = date_spans(block.text, language) if len(block.text) <= 160 else []
        if spans and is_date_line(block.text, spans):
            if block.link_chars * 2 > len(block.text):
                return False
            dated = True
        elif block.tag in HEADINGS or block.tag == "li":
            if block.link_chars:
                return False
        elif dated and block.link_chars * 2 < len(block.text) and count_fairly(block.text) >= OWN_WORDS:
            return True
    return False


OWN_WORDS, OPENING_WORDS = 8, 20
"""Words of a paragraph that can be a story's ("The crews return to work on Monday morning."), and of one that can be all of it over a list."""


def as_list(document: Document, shape: Shape, story: bool, published: datetime | None, page_type: str, told: Told) -> Reason | None:
    """A front, section, tag or author page, a search result: it introduces other pages and says little itself.

    The date of a page that says it is a story counts; on others it may be any teaser's.
    """
    stated = published if story else None
    segments = segments_of(document.url)
    slug = bool(segments) and SLUG.search(segments[-1]) is not None
    share = shape.teaser_words / max(1, shape.body_words, shape.teaser_words)
    if shape.teased >= TEASERS and shape.longest < LONGEST and not (told.opened and published is not None):
        if share >= TEASER_SHARE and stated is None and (not told.named or (shape.dated >= TEASERS and not told.opened)):
            return "listing"
        # Under a list's address its claim to be a story, and the date, are the system's habit.
        if share >= TEASER_SHARE and not slug and shape.dated >= TEASERS and is_list_address(segments, document.url):
            return "listing"
        # A text of two paragraphs or so, and then stories with their days.
        if share >= PROFILE_SHARE and stated is None and not (told.named or told.opened) and not shape.after and shape.dated >= PROFILE_STORIES:
            return "listing"
        # A page that says it is a story, and when, has to be a list through and through: front pages of many systems call themselves articles too.
        if share >= 0.85 and shape.teased >= 2 * TEASERS and shape.longest < LONGEST // 2 and (not slug or stated is None):
            return "listing"
    if not shape.body_words and not slug and shape.headlines >= TEASERS and is_list_address(segments, document.url):
        return "listing"
    if stated is not None:
        return None
    # Somebody's life and work, and the dated stories outside what was taken for the body.
    if told.portrait and shape.dated_headlines >= PROFILE_STORIES and shape.body_words < WALL_WORDS:
        return "listing"
    stem, number = page_number(document.url)
    bare = stem[:-1].split("/")[1:] if stem.endswith("?") else None  # the address without a page number, if that is all it asks
    listed = is_list_address(segments, document.url) or bare == []
    section = bare is not None and is_section_address(bare) and not (told.named and published is not None)
    if (listed or section) and shape.longest < 60 and shape.body_words < 150 and not story:
        if shape.teased >= (1 if listed or number > 1 else 2):
            return "listing"
        if shape.headlines >= (3 if listed and shape.body_words >= FEW_WORDS // 2 else 1) and shape.body_words < (150 if listed else FEW_WORDS // 2):
            return "listing"
    if page_type in LIST_TYPES and shape.headlines >= 3 and shape.longest < LONGEST:
        return "listing"
    few = shape.body_words < FEW_WORDS and not story and not slug and published is None and not told.headed
    return "listing" if few and shape.headlines >= HEADLINES and shape.headline_words > 2 * shape.body_words else None


def heads_a_list(document: Document, blocks: Sequence[Block], body_blocks: Sequence[int]) -> bool:
    """Say whether a list begins with a story told in full: the address is a list's, and the headline over the body leads to another page of the site.

    A tag with one story, a front page with its newest: everything but the headline looks like the story's own page, where it leads nowhere or home.
    """
    if not body_blocks or not (is_list_address(segments_of(document.url), document.url) or PAGE_SEGMENT.search(document.url)):
        return False  # a number at a slug's end is a story's as often as a list's
    site = (urlsplit(document.url).hostname or "").removeprefix("www.")
    first = body_blocks[0]
    for index in range(first, max(-1, first - _BYLINES - 1), -1):
        block = blocks[index]
        if block.tag not in ("h1", "h2", "h3"):
            continue
        if block.link_chars * 5 < len(block.text) * 4 or count_words(block.text) < 2:
            return False
        target = target_of(block.element, document, site, {})
        return target is not None and unquote(target) not in (unquote(stem_of(document.url)), stem_of(urljoin(document.url, "/")))
    return False


def fronts_a_list(document: Document, blocks: Sequence[Block]) -> bool:
    """Say whether a front page has many headlines that lead elsewhere, each with a day beside it: some tell a story's whole beginning below one."""
    segments = segments_of(document.url)
    if SEGMENTS_OF_FRONT.fullmatch("/".join(segments)) is None or not is_list_address(segments, document.url):
        return False
    language = document.language or ""
    found = 0
    for block in blocks[:MAX_BLOCKS]:
        if block.tag in HEADINGS and block.link_chars * 5 >= len(block.text) * 4 and count_words(block.text) >= 2:
            beside = (*blocks[max(0, block.index - 2) : block.index], *blocks[block.index + 1 : block.index + 3])
            found += any(len(one.text) <= 60 and DIGIT.search(one.text) and date_spans(one.text, language) for one in beside)
    return found >= HEADLINES


def is_empty_list(url: str, shape: Shape, dated: bool) -> bool:
    """Say whether the address is that of a list other than the front page, and there is next to nothing on it."""
    segments = segments_of(url)
    return (
        not dated and shape.body_words < FEW_WORDS // 2 and SEGMENTS_OF_FRONT.fullmatch("/".join(segments)) is None and is_list_address(segments, url)
    )


def as_later_page(document: Document, shape: Shape) -> Reason | None:
    """Page two or later of one story: its address has the number, and its first page is declared or linked with a number or as the previous one."""
    stem, number = page_number(document.url)
    if number < 2 or number > 60 or shape.body_words < 25 or shape.teaser_words * 2 > shape.body_words:
        return None
    numbers: set[int] = set()
    for element in document.root.iter("link", "a"):
        href = element.get("href")
        if not href or href.startswith("#"):
            continue
        try:
            full = urljoin(document.base, href.strip())
            other, place = (stem, 1) if stem_of(full) == stem else page_number(full)  # a slug may end in a number of its own
        except ValueError:
            continue
        if other != stem or place == number:
            continue
        relations = (element.get("rel") or "").lower().split()
        if place == number - 1 and ("prev" in relations or "previous" in relations):
            return "later-page"
        if element.tag == "link" and "canonical" in relations and place == 1:
            return "later-page"
        if element.tag == "a" and "".join(element.itertext()).strip(" \t\r\n.[]()«‹<") == str(place):
            numbers.add(place)
    return "later-page" if number - 1 in numbers else None
