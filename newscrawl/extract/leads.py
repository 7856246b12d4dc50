"""Which blocks of a page lead on to other stories and introduce them, counted for whoever says whether it is a list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple
from urllib.parse import urlsplit

import lxml.html

from newscrawl.blocks import Block
from newscrawl.document import Document
from newscrawl.extract.addresses import page_at, stem_of
from newscrawl.extract.datelines import is_date_line
from newscrawl.extract.written import date_spans
from newscrawl.text import count_words

# A list of stories: this many different pages are introduced, by this share of the body's words, and no block says more on its own behalf.
TEASERS = 3
TEASER_SHARE = 0.7
# Fewer words, if nothing but dated introductions follows the text.
PROFILE_SHARE, PROFILE_STORIES = 0.4, 5
LONGEST = 100
# An introduction and the box it stands in with its headline, date and label are no longer than this.
TEASER_CHARS, BOX_CHARS = 500, 900
# A page with more text than this is no wall and no shell, and needs introductions to be a list.
WALL_WORDS = 150
_TOPS = frozenset(("body", "html", "main"))
HEADINGS = frozenset(("h2", "h3", "h4", "h5", "dt"))
_OUTSIDE = frozenset(("nav", "footer", "aside", "header"))


class Shape(NamedTuple):
    """What the refusals look at: counts over one page."""

    teased: int
    """Different pages that the body's blocks introduce."""
    teaser_words: int
    body_words: int
    headlines: int
    """Links of headline length to other pages of the site, each alone in its block, outside navigation."""
    headline_words: int
    visible_words: int
    """Of the first blocks; not counted where the body is too long for a wall: its own words stand here then."""
    longest: int
    """Words of the longest body block that introduces nothing."""
    opening: int
    """Words of the first body block that is no heading; 0 if it introduces another page."""
    after: int
    """Words of body blocks that introduce nothing and stand after one that does."""
    dated: int
    """Introduced pages beside which a day of their own stands."""
    dated_headlines: int
    """Such pages whether the body introduces them or another part of the page."""


def is_plainly_text(blocks: Sequence[Block], body_blocks: Sequence[int], body_words: int) -> bool:
    """Say whether so little of a long body could introduce other pages that nothing need be counted to know it for a story's.

    Exact in one direction: what ``as_list`` would refuse (the other refusals have nothing to say of a body of so many words) is never called so.
    Nine of ten stories are.
    """
    beside: dict[lxml.html.HtmlElement | None, int] = {}
    for index in body_blocks:
        parent = blocks[index].element.getparent()
        beside[parent] = beside.get(parent, 0) + len(blocks[index].text)
    doubtful = 0
    for index in body_blocks:
        block = blocks[index]
        if len(block.text) > TEASER_CHARS:
            continue
        # Its box holds more than an introduction's, it has no link of its own, and no linked heading stands before it.
        alone = beside[block.element.getparent()] > BOX_CHARS and not block.link_chars and not _may_link(block.element)
        if alone and not any(blocks[before].link_chars and blocks[before].tag in HEADINGS for before in (index - 1, index - 2) if before >= 0):
            continue
        doubtful += count_fairly(block.text)
    return doubtful < TEASER_SHARE * max(1, body_words, doubtful)


def could_be_list(document: Document, blocks: Sequence[Block], body_blocks: Sequence[int]) -> bool:
    """Say whether the blocks of a long body may introduce TEASERS pages, and none of them is so long for itself that ``as_list`` lets it through.

    Exact in one direction, as above: a box whose share of the body alone is too much for an introduction's is none, and what stands neither in the
    body, nor before it, nor in a small box with some of it introduces nothing of it. A tenth of the price of ``measure``, which most are spared so.
    """
    sizes: dict[lxml.html.HtmlElement, int] = {}
    for index in body_blocks:
        block = blocks[index]
        size = len(block.text)
        if size > TEASER_CHARS and block.tag not in HEADINGS and count_fairly(block.text) >= LONGEST:
            return False
        for ancestor in _up(block.element, 5):
            sizes[ancestor] = sizes.get(ancestor, 0) + size
    near = {index - back for index in body_blocks for back in (0, 1, 2)}
    boxes = {element for element, size in sizes.items() if size <= BOX_CHARS}
    leads = _Leads(document, blocks)
    found: set[str] = set()
    for block in blocks:
        if not (block.link_chars or block.tag in HEADINGS) or (block.index not in near and boxes.isdisjoint(_up(block.element, 5))):
            continue
        if (lead := leads.of(block)) is not None:
            found.add(lead[0])
            if len(found) >= TEASERS:
                return True
    return False


def _may_link(element: lxml.html.HtmlElement) -> bool:
    """Say whether a link is in ``element``, or so much that to look for one in every box of a deep page would take minutes."""
    return any(one.tag == "a" or number == MANY for number, one in enumerate(element.iter()))


MANY = 200
MAX_BLOCKS = 2_000
"""Blocks of a page that are looked into one by one; real lists have fewer."""


def measure(document: Document, blocks: Sequence[Block], body_blocks: Sequence[int], body_words: int) -> Shape:
    """Return the counts that ``refusal`` decides on."""
    chains: dict[lxml.html.HtmlElement | None, tuple[lxml.html.HtmlElement, ...]] = {None: ()}

    def up(element: lxml.html.HtmlElement) -> tuple[lxml.html.HtmlElement, ...]:
        """As ``_up`` of five levels; siblings share what is above them."""
        parent = element.getparent()
        if parent not in chains:
            chains[parent] = tuple(_up(parent, 5))
        return () if element.tag in _TOPS else (element, *chains[parent][:4])

    leads = _Leads(document, blocks)
    led = {block.index: lead for block in blocks if (lead := leads.of(block)) is not None}
    # A page's first headline counts: that of a link before that of a heading.
    found = {index: led[index] for index in sorted(led, key=lambda index: not blocks[index].link_chars)}
    targets = {index: target for index, (target, _) in found.items()}
    owners: dict[lxml.html.HtmlElement, set[str]] = {}
    for index, target in targets.items():
        for ancestor in up(blocks[index].element):
            owners.setdefault(ancestor, set()).add(target)
    sizes: dict[lxml.html.HtmlElement, int] = {}
    for block in blocks if targets else ():
        size = len(block.text)
        for ancestor in up(block.element):
            sizes[ancestor] = sizes.get(ancestor, 0) + size
    seen: set[str] = set()
    headline_words = 0
    for index, target in targets.items():
        if target not in seen and not any(ancestor.tag in _OUTSIDE for ancestor in _up(blocks[index].element, 8)):
            seen.add(target)
            headline_words += found[index][1]
    teased: set[str] = set()
    teaser_words = longest = opening = after = 0
    first = next((index for index in body_blocks if blocks[index].tag not in HEADINGS and blocks[index].tag != "h1"), None)
    for index in body_blocks:
        count = count_fairly(blocks[index].text)
        introduced = _introduced(blocks, index, targets, owners, sizes) if targets else None
        if introduced is None:
            longest = max(longest, count)
            after += count if teased else 0
            opening = count if index == first else opening
        else:
            teased.add(introduced)
            teaser_words += count
    visible = sum(count_fairly(block.text) for block in blocks[:400]) if body_words <= WALL_WORDS else body_words
    asked = (len(teased) >= TEASERS and longest < LONGEST) or (body_words < WALL_WORDS and len(seen) >= PROFILE_STORIES)  # who asks for days: as_list
    dated = _dated(document, blocks, targets, owners, sizes) if asked else set()
    counts_of_days = (len(dated & teased), len(dated))
    return Shape(len(teased), teaser_words, body_words, len(seen), headline_words, visible, longest, opening, after, *counts_of_days)


def _dated(
    document: Document,
    blocks: Sequence[Block],
    targets: dict[int, str],
    owners: dict[lxml.html.HtmlElement, set[str]],
    sizes: dict[lxml.html.HtmlElement, int],
) -> set[str]:
    """Return the introduced pages that have a day of their own beside them: in the headline's block, or as a line in their small box."""
    language = document.language or ""
    found: set[str] = set()
    for block in blocks[:MAX_BLOCKS]:
        if len(block.text) > 300 or not DIGIT.search(block.text):
            continue
        if block.index not in targets and len(block.text) > 60:
            continue
        if not (spans := date_spans(block.text, language)):
            continue
        if block.index in targets:
            found.add(targets[block.index])
        elif is_date_line(block.text, spans):
            for ancestor in _up(block.element, 5):
                if sizes.get(ancestor, 0) > BOX_CHARS:
                    break
                if ancestor in owners:
                    found |= owners[ancestor] if len(owners[ancestor]) == 1 else set()
                    break
    return found


DIGIT = re.compile(r"\d")
DENSE = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")


def count_fairly(text: str) -> int:
    """Return the words of ``text``, where of scripts that do not part them two characters are one: the thresholds are of words."""
    return count_words(text) - surplus(text)


def surplus(text: str) -> int:
    """Return how many words too many ``count_words`` counts in scripts that do not part them."""
    return 0 if text.isascii() or not DENSE.search(text) else (len(text) - len(DENSE.sub("", text))) // 2


class _Leads:
    """Where the blocks of one page lead."""

    def __init__(self, document: Document, blocks: Sequence[Block]) -> None:
        self.document, self.blocks = document, blocks
        self.language = document.language or ""
        self.site = (urlsplit(document.url).hostname or "").removeprefix("www.")
        self.own = stem_of(document.url)
        self.seen: dict[str, str | None] = {}

    def of(self, block: Block) -> tuple[str, int] | None:
        """Return the other page of the site that a block introduces as its headline, and that headline's words; None if it is none."""
        if not block.link_chars:
            if block.tag not in HEADINGS or block.index >= MAX_BLOCKS or not 4 <= (count := count_fairly(block.text)) <= LONGEST:
                return None
            target = _overlaid(block, self.document, self.site, self.seen)
            return (target, count) if target is not None and target != self.own else None
        if len(block.text) > TEASER_CHARS:
            return None
        if _is_link(block, self.language):
            count = count_fairly(block.text)
        elif block.index and self.blocks[block.index - 1].tag in HEADINGS and _leads_on(block):
            count = count_fairly(self.blocks[block.index - 1].text)
        else:
            return None
        if count < 4 or (target := target_of(block.element, self.document, self.site, self.seen)) is None or target == self.own:
            return None
        return target, count


def _is_link(block: Block, language: str) -> bool:
    """Say whether a block is one link, but for a few words, or for a date ("20.11. Ferries will stop at three")."""
    if len(block.text) > 300 or block.link_chars * 3 < len(block.text):
        return False
    if block.link_chars * 5 >= len(block.text) * 4:
        return True
    own = sum(map(str.isalpha, block.text)) - sum(sum(map(str.isalpha, link.text_content())) for link in block.element.iter("a"))
    if own > 3 and DIGIT.search(block.text):
        own -= sum(sum(map(str.isalpha, block.text[start:end])) for start, end in date_spans(block.text, language))
    return own <= 3


def _overlaid(block: Block, document: Document, site: str, seen: dict[str, str | None]) -> str | None:
    """Return the page to which a link without words leads that lies over the heading's box and names it in its label; None if there is none."""
    node = block.element.getparent()
    for _ in range(3):
        if node is None or node.tag in _TOPS:
            return None
        for element in islice(node.iter(), MANY):
            if element.tag == "a" and block.text in f"{element.get('aria-label') or ''} {element.get('title') or ''}" and not _has_words(element):
                return target_of(element, document, site, seen)
        node = node.getparent()
    return None


def _has_words(element: lxml.html.HtmlElement) -> bool:
    return any(text.strip() for text in islice(element.itertext(), 20))


def _leads_on(block: Block) -> bool:
    """Say whether a block is a text that ends with one short link: "… Read more" under a headline that is none itself."""
    if block.link_chars > 40 or block.link_chars * 3 > len(block.text):
        return False
    links = list(block.element.iter("a"))
    if len(links) != 1 or (links[0].tail or "").strip(" \t\n\r.»›→…)]"):
        return False
    return block.text.rstrip(" .»›→…)]").endswith(" ".join(links[0].text_content().split()).rstrip(" .»›→…)]"))


def _introduced(
    blocks: Sequence[Block],
    index: int,
    targets: dict[int, str],
    owners: dict[lxml.html.HtmlElement, set[str]],
    sizes: dict[lxml.html.HtmlElement, int],
) -> str | None:
    """Return the page that the block introduces: its own link's, that of the small box both stand in, or that of the heading just before it."""
    if index in targets:
        return targets[index]
    if len(blocks[index].text) > TEASER_CHARS:
        return None
    for ancestor in _up(blocks[index].element, 5):
        if sizes[ancestor] > BOX_CHARS:
            break
        if ancestor in owners:
            return min(owners[ancestor]) if len(owners[ancestor]) <= 2 else None
    for before in (index - 1, index - 2):
        if before in targets and blocks[before].tag in HEADINGS:
            return targets[before]
    return None


def _up(element: lxml.html.HtmlElement, levels: int) -> list[lxml.html.HtmlElement]:
    """Return the element and its ancestors below ``body``, at most ``levels`` of them."""
    found: list[lxml.html.HtmlElement] = []
    node: lxml.html.HtmlElement | None = element
    while node is not None and len(found) < levels and node.tag not in _TOPS:
        found.append(node)
        node = node.getparent()
    return found


def target_of(element: lxml.html.HtmlElement, document: Document, site: str, seen: dict[str, str | None]) -> str | None:
    """Return the page of the same site that the block's (first) link leads to, or None."""
    link = next(element.iter("a"), None)
    node: lxml.html.HtmlElement | None = element
    for _ in range(4):
        if link is not None or node is None:
            break
        node = node.getparent()
        link = node if node is not None and node.tag == "a" else None
    href = link.get("href") if link is not None else None
    if not href or href.startswith(("#", "javascript:", "mailto:")):
        return None
    if href not in seen:
        seen[href] = page_at(href, document.base, site)
    return seen[href]
