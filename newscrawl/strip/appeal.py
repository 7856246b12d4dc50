"""Finds appeals, plugs, newsletter boxes and the like on the first page ever seen of a site, where nothing is learned yet.

A block goes when several independent things speak against it: the box it stands in, what it asks, what it costs, whom it speaks to, and that
the medium speaks of itself. One of them alone is never enough, and a doubtful block stays: what is furniture indeed is learned from the next pages.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

from newscrawl.blocks import Block
from newscrawl.document import Document
from newscrawl.strip.boxes import NAMED, find_boxes, find_forms, is_item
from newscrawl.strip.kinds import HEADINGS, MAX_BLOCK, signs_in_each, unquoted
from newscrawl.strip.letters import find_dismissed, find_letters
from newscrawl.strip.lexicon import DENSE, Sign, signs_of
from newscrawl.strip.lines import BY_PLACE, find_lines
from newscrawl.strip.parts import CLOSERS, ENDS_SENTENCE, MAX_LINE
from newscrawl.strip.pressed import find_pressed, follows_up, giving_among, links_in
from newscrawl.strip.runs import find_runs, is_introduced, is_whole
from newscrawl.strip.shape import Box, Mark, Surroundings, around_body, fences

_CAUSE = ~(Sign.YOU | Sign.WE | Sign.HERE | Sign.STORY | Sign.CHANNEL)
"""Signs that stories do not have in every other paragraph."""
_NEAR = 4
"""Blocks around a block of the text that may be furniture, which are looked at with it."""
_LONG_BESIDE = 400
"""Characters of a block beside the text from which on nobody asks what it says."""
_REACH = 4
"""Blocks before and after the text that are looked at: what follows a story on the page is not the story's affair."""
_LETTER = 3
"""Blocks of an appeal in a row that are a letter, which may begin above what gave it away."""
_LONGEST_BEGINNING = 5
"""Blocks above them that are looked at, each of no more characters than _MAX_BEGINNING."""
_MAX_BEGINNING = 400
_SHORT_ADDRESS = 60
"""Characters of a line in the first person that may open a letter."""
_MAX_SHARE = 0.6
"""Where but one paragraph would be left, no more of a body than this goes by words alone: beyond it the page is about an appeal, or is one."""


def find_appeals(document: Document, blocks: Sequence[Block], body: Sequence[int], known: Collection[int] = ()) -> dict[int, Mark]:
    """Return the blocks among and next to the text (``body``, ascending indexes) that are furniture, by index.

    ``known`` are blocks already taken out (consent), which belong to no run. Captions stay; at least one paragraph of the text always stays.
    """
    if not body:
        return {}
    skip = frozenset(known)
    text = [index for index in body if index not in skip]
    in_body = frozenset(text)
    first, last = max(0, body[0] - _REACH), min(len(blocks), body[-1] + 1 + _REACH)
    window = [block for block in blocks[first:last] if block.index not in skip]
    around = around_body(document, blocks, body)
    signs = dict.fromkeys([block.index for block in window], 0)
    boxes = signs.copy()
    # What a page shows beside its text is no part of it, and looked at only as company of what may be none; but for single lines in the midst of it.
    told = [blocks[index] for start, end in _stretches(text, 2) for index in range(start, end + 1) if index not in skip]
    _look(told, around, in_body, signs, boxes)
    cause = [one.index for one in told if signs[one.index] & _CAUSE or boxes[one.index] & NAMED]
    near = {place for index in cause for place in range(index - _NEAR, index + _NEAR + 1)}
    near.difference_update(map(BY_PLACE, told))
    company = [block for block in window if block.index in near] if near else []
    _look(company, around, in_body, signs, boxes)
    # most blocks say nothing and stand in no box: whoever looks for either looks at these alone
    looked = sorted((*told, *company), key=BY_PLACE) if company else told
    saying = [block for block in looked if signs[block.index]]
    boxed = [block for block in looked if boxes[block.index]]
    figures = {block.index for block in boxed if boxes[block.index] & Box.FIGURE}
    marks = find_boxes(window, boxed, signs, boxes, in_body, around, body)
    marks.update(find_lines(document, window, saying, signs, boxes, figures, around, body, marks))
    links = links_in(window, body)
    giving = giving_among(document, links)
    for found in (find_pressed(document, window, signs, boxes, in_body, around, links, giving), find_forms(document, window, in_body, around)):
        for index, mark in found.items():
            marks.setdefault(index, mark)
    free = [block for block in window if block.index not in figures] if figures else window
    runs = (
        *find_runs(document, free, signs, boxes, in_body, marks),
        *find_letters(document, free, signs, marks, around.trunk, giving),
        *find_dismissed(document, free, signs, marks, around.trunk),
    )
    for run in runs:
        for index, mark in run.items():
            marks.setdefault(index, mark)
    if marks:
        marks.update(_beginnings(window, signs, in_body, marks))
        marks.update(fences(blocks, text, marks))
    return _capped(marks, blocks, body)


def _stretches(indexes: Sequence[int], gap: int) -> list[tuple[int, int]]:
    """Return (first, last) of each stretch of ``indexes`` (ascending) between whose members there are no more than ``gap``."""
    gaps = [(before, after) for before, after in pairwise(indexes) if after - before > gap]
    return list(zip([*indexes[:1], *(after for _, after in gaps)], [*(before for before, _ in gaps), *indexes[-1:]], strict=True))


def _look(seen: Sequence[Block], around: Surroundings, in_body: Collection[int], signs: dict[int, int], boxes: dict[int, int]) -> None:
    """Note what blocks say, and in which boxes they stand; of long ones beside the text nobody asks what they say."""
    boxes.update(zip(map(BY_PLACE, seen), around.of_each([block.element for block in seen]), strict=True))
    heard = [block for block in seen if len(block.text) <= _LONG_BESIDE or block.index in in_body]
    signs.update(zip(map(BY_PLACE, heard), signs_in_each([block.text for block in heard]), strict=True))


def _beginnings(window: Sequence[Block], signs: Mapping[int, int], in_body: Collection[int], marks: Mapping[int, Mark]) -> dict[int, Mark]:
    """Return the beginnings of letters that are known from some line on: what speaks to a reader, where the story never says you or we.

    One paragraph may stand between that says nothing by itself. Where the story does say so, only what asks as well belongs to a letter.
    """
    if sum(1 for mark in marks.values() if mark.kind == "appeal") < _LETTER:
        return {}
    spoken: dict[int, int] = {}

    def voice(block: Block) -> int:
        if block.index not in spoken:
            text = unquoted(block.text)
            spoken[block.index] = signs_of(text) if len(text) <= MAX_BLOCK else 0
        return spoken[block.index]

    found: dict[int, Mark] = {}
    register: bool | None = None
    for i in range(1, len(window)):
        letter = [one for one in window[i : i + _LETTER] if (mark := marks.get(one.index)) and mark.kind == "appeal"]
        if window[i - 1].index in marks or len(letter) < _LETTER or marks[letter[0].index].evidence.startswith(_WHOLE):
            continue  # a box of its own begins where it begins
        if _opens(letter[0], signs[letter[0].index]):
            continue  # so does what opens with a greeting, or with the cross that closed it
        above = window[max(0, i - _LONGEST_BEGINNING) : i]
        if register is None:
            apart = {one.index for one in above}
            told = (one for one in window if one.index in in_body and one.index not in marks and one.index not in apart)
            register = any(voice(one) & (Sign.YOU | Sign.WE) for one in told)
        first = i
        for at in range(i - 1, i - 1 - len(above), -1):
            block, said = window[at], voice(window[at])
            if block.index in marks or block.tag in HEADINGS or len(block.text) > _MAX_BEGINNING or is_item(block) or is_introduced(window, at):
                break
            if is_whole(said) or follows_up(block):
                break  # whole in itself: what stands between it and the letter may be the story's
            asks = said & Sign.GREET or (said & Sign.YOU and said & (Sign.ASK | Sign.SELF | Sign.PERK))
            line = len(block.text) <= _SHORT_ADDRESS and said & Sign.WE
            if first - at > 1 and not asks:
                break  # what stands between may be the story's
            if asks or (line and (said & Sign.YOU or not register)) or (said & Sign.YOU and not register and len(block.text) <= MAX_LINE):
                first = at
            elif first - at > 1:
                break
        if not register and any(voice(one) & (Sign.YOU | Sign.WE) for one in above[: first - i] if one.index in in_body and one.index not in marks):
            continue  # the story does say so, right above
        for one in window[first:i]:
            found[one.index] = Mark("appeal", "structure", "speaks to the reader right above a letter, and the story does not")
    return found


_WHOLE = ("a box", "asks right above", "offers side by side")
"""How the evidence begins of what is known from its first line to its last."""


def _opens(block: Block, signs: int) -> bool:
    """Return whether a letter can only begin with ``block``: a greeting, a short line that ends with a comma, or a cross."""
    return bool(signs & Sign.GREET) or block.text.casefold() in CLOSERS or (len(block.text) <= 70 and block.text.endswith(_COMMAS))


_COMMAS = (",", "،", "，")


def _capped(marks: dict[int, Mark], blocks: Sequence[Block], body: Sequence[int]) -> dict[int, Mark]:
    """Return ``marks`` unless they would take most of the text: then words prove nothing, the page is about such things."""
    if not marks:
        return marks
    total = sum(len(blocks[i].text) for i in body)
    gone = sum(len(blocks[i].text) for i in body if i in marks)
    stays = [text for i in body if i not in marks and len(text := blocks[i].text) >= 25]
    left = sum(1 for text in stays if len(text) >= 60 or DENSE.search(text))
    if left >= 2 or (left and gone <= _MAX_SHARE * total) or sum(1 for text in stays if ENDS_SENTENCE.search(text)) >= 3:
        return marks
    inside = frozenset(body)
    return {i: mark for i, mark in marks.items() if i not in inside}
