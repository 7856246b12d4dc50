"""Whether a page is a story at all, and if not, why: from its structure first, from words only where structure cannot tell.

A page is refused on positive evidence of being something else, never for lack of evidence of being a story: a paywalled, truncated or two-line
story is one. The word lists are short, whole phrases, and only believed on pages with next to no text of their own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from newscrawl.blocks import Block
from newscrawl.document import Document
from newscrawl.extract.addresses import page_number
from newscrawl.extract.fixed import HUB_WORDS, STORY_TYPES, as_static, is_fixed, is_job_ad
from newscrawl.extract.leads import LONGEST, TEASERS, WALL_WORDS, could_be_list, is_plainly_text, measure, surplus
from newscrawl.extract.lists import FEW_WORDS, LIST_TYPES, as_later_page, as_list, fronts_a_list, heads_a_list, is_empty_list, tells_a_story
from newscrawl.extract.walls import STATED_WORDS, as_nothing, as_textless, as_wall
from newscrawl.items import Reason

_GOODS = ("product", "og:product", "product.item")


def refusal(
    document: Document,
    blocks: Sequence[Block],
    body_blocks: Sequence[int],
    body_words: int,
    confidence: float,
    title: str | None,
    published: datetime | None,
    page_type: str | None,
    *,
    status: int = 200,
) -> Reason | None:
    """Return why the page is no story, or None if it is one.

    ``body_blocks`` are the indexes of the blocks that the reader took for the body, ``body_words`` their words; ``page_type`` is what the page calls
    itself (``og:type`` or its JSON-LD type, lower-case), ``published`` its date if it has one.
    """
    if body_words <= FEW_WORDS and body_blocks and all(_RIGHTS.match(blocks[index].text) for index in body_blocks):
        body_blocks, body_words = (), 0  # nothing but the footer's line of whose the rights are
    body_words -= sum(surplus(blocks[index].text) for index in body_blocks)
    story = (page_type or "") in STORY_TYPES
    if reason := as_static(document, title, published, story and body_words > FEW_WORDS):
        return reason
    if published is None and (page_type or "") in _GOODS:
        return "static-page"
    if not (story and published) and (heads_a_list(document, blocks, body_blocks) or fronts_a_list(document, blocks)):
        return "listing"
    if not story and is_job_ad(document, title, published):
        return "static-page"
    undated = not story and published is None
    fixed = undated and is_fixed(document, blocks, body_blocks, title)
    hub = undated and not fixed and body_words <= HUB_WORDS and is_fixed(document, blocks, body_blocks, title, above=True)
    enough = STATED_WORDS if story and published is not None else WALL_WORDS
    long = not (fixed or hub) and body_words > enough and (page_type or "") not in LIST_TYPES and page_number(document.url)[1] < 2
    if long and (is_plainly_text(blocks, body_blocks, body_words) or not could_be_list(document, blocks, body_blocks)):
        return None
    shape = measure(document, blocks, body_blocks, body_words)
    told = tells_a_story(document, blocks, body_blocks, shape, title)
    return (
        as_wall(document, blocks, shape, title, published if story else None, status, told)
        or as_list(document, shape, story, published, page_type or "", told)
        or as_later_page(document, shape)
        or as_nothing(document, blocks, shape, story and title is not None)
        or ("listing" if is_empty_list(document.url, shape, story or published is not None) else None)
        or as_textless(shape, story and title is not None, published is not None and _shows_something(document))
        or (("listing" if shape.headlines >= TEASERS and shape.after <= LONGEST else "static-page") if fixed else None)
        or ("listing" if hub and shape.headlines >= TEASERS else None)
    )


_RIGHTS = re.compile(r"\s*(?:\u00a9|\(c\)\s|copyright\b)", re.IGNORECASE)


def _shows_something(document: Document) -> bool:
    """Say whether there is a picture, a film or a sound that could be the story where there is no text."""
    if any(name in document.meta for name in ("og:image", "twitter:image", "og:video", "og:audio")):
        return True
    return any(True for _ in document.root.iter("figure", "video", "audio", "iframe", "object", "embed"))
