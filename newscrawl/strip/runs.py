"""Runs of blocks that ask: grown from what speaks for itself over what only makes sense beside it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

import lxml.html

from newscrawl.blocks import Block
from newscrawl.document import Document
from newscrawl.items import FurnitureKind
from newscrawl.strip.boxes import IN_REGISTER, LONGEST_BOX, is_field, is_item
from newscrawl.strip.kinds import ARROWS, points_of
from newscrawl.strip.lexicon import Sign, signs_of
from newscrawl.strip.names import title_of
from newscrawl.strip.parts import CLOSERS, ENDS_SENTENCE
from newscrawl.strip.shape import Box, Mark

ENDS_COLON = re.compile(r"[:：]\s*$")
_SEED = 4.0
"""Points from which a block may speak for itself: three signs at least, and the most that a story's paragraph on prices collected was 3.75."""
_BOXES = frozenset(("blockquote", "aside", "section", "div", "form", "fieldset", "table", "dialog"))


def find_runs(
    document: Document,
    free: Sequence[Block],
    signs: Mapping[int, int],
    boxes: Mapping[int, int],
    in_body: Collection[int],
    taken: Collection[int],
) -> Iterable[dict[int, Mark]]:
    """Yield the runs of blocks that ask: grown from blocks that speak for themselves over those that only make sense beside them."""
    saying = [i for i, block in enumerate(free) if signs[block.index]]
    points = [0.0] * len(free)
    for i in saying:
        points[i] = _block_points(free[i], signs[free[i].index], boxes[free[i].index], free[i].index in in_body)
    strong = {i for i in saying if points[i] >= _SEED and _speaks(signs[free[i].index]) and not is_introduced(free, i)}
    # a letter's parts may each say little; together they greet, ask, and say what for
    weak = {i for i in saying if i not in strong and _begins(free[i], signs[free[i].index], points[i]) and not is_introduced(free, i)}
    if not strong and not weak:
        return
    letters: set[int] = set()
    for i in sorted(weak):
        run = _grown(free, signs, points, i, strong | weak)
        if run & strong or _is_letter(free, signs, points, run):
            letters |= run
    members = _members(free, signs, points, strong) | letters
    if members and is_commercial(document, free, signs, members):
        # words of selling prove nothing on a page that sells: only what nobody but the medium says counts there
        chosen = {i for i in strong if _medium(signs[free[i].index]) and points[i] >= 4.5}
        members = _members(free, signs, points, chosen) if chosen else set()
    place = 0
    ordered = sorted(members)
    while place < len(ordered):
        end = place
        while end + 1 < len(ordered) and ordered[end + 1] == ordered[end] + 1:
            end += 1
        stretch = ordered[place : end + 1]
        place = end + 1
        union = 0
        for i in stretch:
            union |= signs[free[i].index]
        kind: FurnitureKind = "appeal"
        if union & Sign.MAIL and not union & Sign.PRICE:
            kind = "newsletter"
        elif len(stretch) == 1 and len(free[stretch[0]].text) <= 320:
            kind = "plug"
        why = _evidence(union)
        yield {free[i].index: Mark(kind, "structure", why) for i in stretch if free[i].index not in taken}


def _block_points(block: Block, signs: int, boxes: int, in_body: bool) -> float:
    points = points_of(signs, len(block.text), arrow=bool(ARROWS.search(block.text)))
    if points and boxes & (Box.OVERLAY | Box.ASIDE | Box.FORM | Box.BUTTON | Box.OFFER):
        points += 1.25
    if points and not in_body:
        points += 0.25
    return points


def _speaks(signs: int) -> bool:
    """Return whether a block without any box around it speaks for the medium.

    It does to its readers, of its journalism, or of what paying readers get and where to press.
    """
    if signs & Sign.GREET:
        return bool(signs & (Sign.ASK | Sign.SELF | Sign.PERK))
    if not signs & (Sign.YOU | Sign.WE):
        return bool(signs & Sign.CLICK and signs & Sign.PERK and signs & Sign.PRICE)
    if signs & Sign.SELF:
        return bool(signs & (Sign.ASK | Sign.CLICK))
    if signs & Sign.MAIL:
        return bool(signs & Sign.ASK and signs & Sign.CLICK)
    return bool(signs & Sign.PERK and signs & (Sign.PRICE | Sign.PERIOD) and signs & (Sign.CLICK | Sign.LATER) and signs & (Sign.ASK | Sign.YOU))


def _begins(block: Block, signs: int, points: float) -> bool:
    """Return whether a letter may begin at ``block`` or stand on it."""
    if signs & Sign.GREET and len(block.text) <= 90:
        return True
    return points >= 2.0 and bool(signs & Sign.SELF) and bool(signs & (Sign.ASK | Sign.WE | Sign.YOU))


def _is_letter(free: Sequence[Block], signs: Mapping[int, int], points: Sequence[float], run: Collection[int]) -> bool:
    """Return whether the blocks of ``run`` together greet or speak for the medium, ask, and say what for; three of them at least say something."""
    union, total, saying = 0, 0.0, 0
    for i in run:
        union |= signs[free[i].index]
        total += points[i]
        saying += points[i] >= 1.0
    matter = union & (Sign.SELF | Sign.PERK) or (union & Sign.PRICE and union & Sign.PERIOD)
    return bool(union & (Sign.GREET | Sign.SELF) and union & Sign.ASK and matter and saying >= 3 and total >= 5.5)


def _medium(signs: int) -> bool:
    """Return whether a block can only be the medium's own voice."""
    return bool(signs & Sign.SELF and signs & Sign.WE and signs & Sign.ASK) or bool(signs & Sign.GREET and signs & Sign.ASK)


def is_introduced(free: Sequence[Block], i: int) -> bool:
    """Return whether the block before announces this one as somebody's words: a colon before a quotation."""
    return (i > 0 and free[i].element.tag == "blockquote" and bool(ENDS_COLON.search(free[i - 1].text))) or (
        i > 0 and _in_quote(free[i].element) and bool(ENDS_COLON.search(free[i - 1].text)) and not _in_quote(free[i - 1].element)
    )


def _in_quote(element: lxml.html.HtmlElement) -> bool:
    at: lxml.html.HtmlElement | None = element
    for _ in range(4):
        if at is None:
            return False
        if at.tag == "blockquote":
            return True
        at = at.getparent()
    return False


def is_commercial(document: Document, free: Sequence[Block], signs: Mapping[int, int], runs: Collection[int]) -> bool:
    """Return whether the story itself is about offers, subscriptions or donations: its heading is, or several paragraphs apart from the runs are."""
    heading = document.meta_first("og:title", "twitter:title") or ""
    if not heading:
        title = title_of(document)
        heading = (title.text or "") if title is not None else ""
    said = signs_of(heading[:200])
    if said & (Sign.SELF | Sign.PERK | Sign.MAIL | Sign.PRICE) or (said & Sign.ASK and said & (Sign.YOU | Sign.CLICK)):
        return True
    far = 0
    for i, block in enumerate(free):
        has = signs[block.index]
        if i in runs or len(block.text) < 30:
            continue
        selling = (
            has & (Sign.SELF | Sign.PERK | Sign.MAIL) or (has & Sign.PRICE and has & (Sign.YOU | Sign.PERIOD)) or (has & Sign.ASK and has & Sign.YOU)
        )
        far += bool(selling)
    return far >= 3


def _members(free: Sequence[Block], signs: Mapping[int, int], points: Sequence[float], seeds: Collection[int]) -> set[int]:
    return {i for seed in seeds for i in _grown(free, signs, points, seed, seeds)}


def _grown(
    free: Sequence[Block],
    signs: Mapping[int, int],
    points: Sequence[float],
    seed: int,
    seeds: Collection[int],
) -> set[int]:
    """Return the run around ``seed``: what asks beside it, its list of perks, its greeting above, thanks, signatures and buttons below."""
    run = {seed}
    # upwards
    i = seed - 1
    while i >= 0:
        above = _next_in(free, signs, points, seeds, i, -1)
        if above is None:
            break
        run.update(range(above, i + 1))
        i = above - 1
    # downwards
    i = seed + 1
    while i < len(free):
        below = _next_in(free, signs, points, seeds, i, 1)
        if below is None:
            break
        run.update(range(i, below + 1))
        i = below + 1
    return run


def _next_in(free: Sequence[Block], signs: Mapping[int, int], points: Sequence[float], seeds: Collection[int], i: int, step: int) -> int | None:
    """Return how far the run reaches from ``i`` on (inclusive) in one step, or None if it ends before it."""
    block = free[i]
    has = signs[block.index]
    if step > 0 and i not in seeds and not block.link_chars and ENDS_SENTENCE.search(block.text) and _below_a_form(free, i):
        return None
    if i in seeds or _belongs(block, has, points[i]):
        return i
    # a list stands or falls with its neighbour: perks after "the following:", or under a seed
    before = free[i - 1] if i else None
    shut = step > 0 and block.link_chars * 2 < len(block.text) and is_shut(free, signs, i)
    if (
        is_item(block)
        and before is not None
        and step > 0
        and (ENDS_COLON.search(before.text) or is_item(before) or points[i - 1] >= 2.0)
        and not (shut and not has & ~Sign.PRICE)
    ):
        return i
    if shut and not has & ~Sign.PRICE:
        return None
    # a gap of short lines, or of lines in the same voice, with the run going on behind it; a button or "not now" is a run's end
    last = free[i - step] if 0 <= i - step < len(free) else None
    if last is not None:
        said = signs[last.index]
        if is_whole(said) or (step > 0 and len(last.text) <= 60 and said & (Sign.LATER | Sign.CLICK)):
            return None
    limit = 6 if step > 0 else 4
    for far in range(i + step, i + step * (limit + 1), step):
        if not 0 <= far < len(free):
            break
        gap = free[i:far] if step > 0 else free[far + 1 : i + 1]
        if not all(_bridges(one, signs[one.index]) for one in gap):
            break
        there = signs[free[far].index]
        if is_whole(there):
            break
        if far in seeds or (points[far] >= 1.5 and len(free[far].text) <= 200 and _belongs(free[far], there, points[far])):
            return far
    # signatures after the thanks: short lines without a full stop
    if step > 0 and _is_line(block) and _thanked(free, signs, i):
        return i
    return None


def _below_a_form(free: Sequence[Block], i: int) -> bool:
    """Return whether right before ``i`` a box ended that has a field to fill in: such a box is whole, and a sentence below it is the story's."""
    here = {free[i].element, *free[i].element.iterancestors()}
    at: lxml.html.HtmlElement | None = free[i - 1].element if i else None
    box: lxml.html.HtmlElement | None = None
    while at is not None and at not in here:
        box, at = at, at.getparent()
    return box is not None and box.tag in _BOXES and any(is_field(field) for field in box.iter("input", "textarea"))


def is_shut(free: Sequence[Block], signs: Mapping[int, int], i: int, asking: int = Sign.ASK) -> bool:
    """Return whether a box ended right before ``i`` that asked and gave its reader something to press: whole, so what follows may be the story's.

    ``asking`` are the signs of which it has one.

    A box is one element around two blocks or more, no list; one that ends with a colon goes on in the list below it.
    """
    last, element = free[i - 1] if i else None, free[i].element
    if last is None or ENDS_COLON.search(last.text):
        return False
    here = {element, *element.iterancestors()}
    box: lxml.html.HtmlElement | None = None
    at: lxml.html.HtmlElement | None = last.element
    while at is not None and at not in here:
        box, at = at, at.getparent()
    if box is None or box.tag not in _BOXES:
        return False
    every, held, pressed = 0, 0, False
    for j in range(i - 1, max(-1, i - 1 - LONGEST_BOX), -1):
        block = free[j]
        if box is not block.element and box not in block.element.iterancestors():
            break
        held += 1
        every |= signs[block.index]
        if len(block.text) <= 90:
            pressed = pressed or block.link_chars * 2 > len(block.text) or bool(signs[block.index] & (Sign.CLICK | Sign.LATER))
    return held >= 2 and bool(every & asking) and pressed


def is_whole(signs: int) -> bool:
    """Return whether a block is a plug or a newsletter line, whole in itself: what stands between it and another appeal may be the story's."""
    return bool(signs & Sign.MAIL and not signs & Sign.PRICE) or bool(signs & Sign.CLICK and signs & Sign.PRICE)


def _belongs(block: Block, signs: int, points: float) -> bool:
    """Return whether a block beside an appeal is part of it."""
    size = len(block.text)
    if block.text.casefold() in CLOSERS:
        return True
    if size <= 90 and (signs & Sign.GREET or (signs & Sign.LATER and not ENDS_SENTENCE.search(block.text))):
        return True
    if size <= 60 and signs & (Sign.THANKS | Sign.CLICK) and not block.tag.startswith("h"):
        return True
    if size <= 60 and signs & (Sign.ASK | Sign.PERK) and not ENDS_SENTENCE.search(block.text):
        return True
    if size <= 200 and signs & Sign.PRICE and signs & Sign.PERIOD:
        return True
    if points < 1.75 or not signs & IN_REGISTER:
        return False
    return bool(signs & (Sign.YOU | Sign.WE)) or (size <= 120 and bool(signs & (Sign.CLICK | Sign.PRICE | Sign.MAIL | Sign.SELF | Sign.PERK)))


def _is_line(block: Block) -> bool:
    return len(block.text) <= 110 and not ENDS_SENTENCE.search(block.text) and block.tag not in ("h1", "h2", "h3")


def _bridges(block: Block, signs: int) -> bool:
    """Return whether a run may pass over ``block`` to what follows: lines, list items, and sentences in the first or second person."""
    size = len(block.text)
    if block.tag in ("h1", "h2", "h3") and not signs & IN_REGISTER:
        return False
    return (
        (size <= 110 and not ENDS_SENTENCE.search(block.text))
        or (is_item(block) and size <= 200)
        or (size <= 700 and (bool(signs & (Sign.ASK | Sign.SELF | Sign.PERK)) or bool(signs & Sign.YOU and signs & Sign.WE)))
    )


def _thanked(free: Sequence[Block], signs: Mapping[int, int], i: int) -> bool:
    """Return whether thanks stand in the few lines above ``i``."""
    for j in range(i - 1, max(-1, i - 5), -1):
        if signs[free[j].index] & Sign.THANKS and len(free[j].text) <= 70:
            return True
        if not _is_line(free[j]):
            return False
    return False


def _evidence(signs: int) -> str:
    said = {
        Sign.GREET: "greets its readers",
        Sign.ASK: "asks to give or join",
        Sign.SELF: "speaks of the medium",
        Sign.PRICE: "names a price",
        Sign.CLICK: "says what to press",
        Sign.LATER: "offers to close it",
        Sign.MAIL: "wants an address",
    }
    return ", ".join(words for sign, words in said.items() if signs & sign)
