"""Single lines that can be nothing but furniture: closed comments, share buttons, plugs, the site's name, the note on who wrote the story."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import pairwise
from operator import attrgetter

from newscrawl.blocks import Block
from newscrawl.document import Document
from newscrawl.strip.boxes import above_it
from newscrawl.strip.kinds import ARROWS, QUOTES, TOOL
from newscrawl.strip.lexicon import Sign, costs, signs_of
from newscrawl.strip.names import TITLE_CUTS, headlines_of, own_names, site_names, title_of
from newscrawl.strip.parts import ENDS_SENTENCE, MAX_LINE
from newscrawl.strip.shape import Box, Mark, Surroundings

BY_PLACE = attrgetter("index")
_GIVING = re.compile(
    r"\W*(?:donat|give|gift|spend|don[aeo]|doneer|faites un don|contribu|пожертв|adomány|bağış|przeka|wpła|darujte|přispěj|skänk|lahjoit)", re.I
)


def find_lines(
    document: Document,
    window: Sequence[Block],
    saying: Sequence[Block],
    signs: Mapping[int, int],
    boxes: Mapping[int, int],
    figures: Collection[int],
    around: Surroundings,
    body: Sequence[int],
    taken: Collection[int],
) -> dict[int, Mark]:
    """Return single lines that can be nothing else: closed comments, share buttons, plugs that say where to press."""
    marks: dict[int, Mark] = {}
    names: list[str] | None = None
    middle = body[len(body) // 2]
    for block in saying:
        has = signs[block.index]
        if block.index in taken or block.index in figures:
            continue
        size = len(block.text)
        linked = block.link_chars >= 0.85 * size
        if has & Sign.COMMENTS and size <= 70 and block.index >= middle:
            marks[block.index] = Mark("comments", "structure", "a line about comments after the text")
        elif has & Sign.SHARE and size <= 30 and (block.link_chars or boxes[block.index] & (Box.SHARING | Box.BUTTON)):
            marks[block.index] = Mark("share", "structure", "a sharing link")
        elif has & Sign.TOOL and size <= TOOL and block.index in body[:2] and not ENDS_SENTENCE.search(block.text):
            marks[block.index] = Mark("share", "structure", "says how to listen to the text, or how long it is")
        elif has & Sign.FOLLOW and size <= 160 and block.link_chars and has & (Sign.WE | Sign.YOU) and not has & Sign.PRICE and block.index >= middle:
            marks[block.index] = Mark("plug", "structure", "asks to be followed")
        elif has & Sign.MAIL and has & (Sign.ASK | Sign.CLICK) and has & (Sign.YOU | Sign.WE) and linked and size <= 200:
            marks[block.index] = Mark("newsletter", "structure", "a link that offers a newsletter")
        elif has & Sign.CHANNEL and size <= MAX_LINE and block.index >= middle and not has & Sign.PRICE and _follows(block.text, has):
            names = site_names(document) if names is None else names
            if any(name in block.text for name in names):
                marks[block.index] = Mark("plug", "structure", "asks to follow the site elsewhere")
    in_body = frozenset(body)
    marks.update(_titled(document, window, saying, signs, {*marks, *taken}, in_body))
    tail = window[bisect_left(window, body[0], key=BY_PLACE) : bisect_right(window, body[-1], key=BY_PLACE)]
    marks.update(_house(document, window, tail, signs, figures, around, in_body, {*marks, *taken}))
    if (bio := _bio(document, tail, signs, marks, taken)) is not None:
        marks[bio.index] = Mark("bio", "structure", "says at the text's end what the author does here")
    return marks


def _below(window: Sequence[Block], block: Block) -> Block | None:
    """Return what follows on ``block``."""
    return next((other for one, other in pairwise(window) if one is block), None)


def _titled(
    document: Document, window: Sequence[Block], saying: Sequence[Block], signs: Mapping[int, int], taken: Collection[int], in_body: Collection[int]
) -> dict[int, Mark]:
    """Return lines that speak to the reader of this very story, by its whole title in quotation marks, and ask, or whose next line does."""
    marks: dict[int, Mark] = {}
    titles: list[str] | None = None
    for block in saying:
        text = block.text
        if not signs[block.index] & (Sign.YOU | Sign.ASK) or len(text) > _TITLED or not QUOTES.search(text):
            continue
        if block.index in taken or block.index not in in_body:
            continue
        if titles is None:
            titles = headlines_of(document)
        if not any(_quotes_whole(text, title) for title in titles):
            continue
        below = _below(window, block)
        asks = below is not None and below.index in in_body and below.index not in taken and len(below.text) <= _TITLED
        if asks and below is not None and signs[below.index] & Sign.ASK and not signs[below.index] & Sign.STORY:
            lines = [block, below]
        elif signs[block.index] & Sign.ASK and signs[block.index] & (Sign.YOU | Sign.WE | Sign.SELF | Sign.PRICE):
            lines = [block]
        else:
            continue
        marks.update((one.index, Mark("appeal", "structure", "speaks of this very story by its title, and asks")) for one in lines)
    return marks


def _quotes_whole(text: str, title: str) -> bool:
    at = text.find(title)
    return at > 0 and (QUOTES.match(text[at - 1]) is not None or QUOTES.match(text[at - 2 : at - 1]) is not None)


_TITLED = 300
"""Characters of a line that quotes the story's title."""


def _follows(text: str, signs: int) -> bool:
    """Return whether ``text`` opens with asking to be followed or joined."""
    return bool(signs & Sign.FOLLOW or signs_of(" ".join(text.split()[:4])) & Sign.ASK) or _FOLLOW.match(text) is not None


_FOLLOW = re.compile(r"\W{0,4}(?:follow|join|find|get|read) ", re.I)


def _house(
    document: Document,
    window: Sequence[Block],
    tail: Sequence[Block],
    signs: Mapping[int, int],
    figures: Collection[int],
    around: Surroundings,
    in_body: Collection[int],
    taken: Collection[int],
) -> dict[int, Mark]:
    """Return plugs that say where to press, lines that are the site's name or speak for it, and what stands in the page's foot."""
    marks: dict[int, Mark] = {}
    left = frozenset(in_body).difference(taken, figures)
    text = [block for block in tail if block.index in left]
    if len(text) < 3:
        return {}
    last = text[-1].index
    for block in text:
        if signs[block.index] and _is_plug(block, signs[block.index], ending=block.index == last):
            marks[block.index] = Mark("plug", "structure", "asks to join, and says where to press")
    names: list[str] | None = None
    for block in text[-4:]:
        has = signs[block.index]
        if block.index in marks or not has & Sign.YOU or len(block.text) > 400:
            continue
        if has & Sign.ASK and not has & Sign.STORY and any(name in block.text for name in _unlike_words(own_names(document))):
            marks[block.index] = Mark("appeal", "structure", "names the site itself to its readers, and asks")
            continue
        if not costs(block.text):
            continue
        after = _below(window, block)
        if after is None or len(after.text) > 90 or not signs[after.index] & Sign.THANKS:
            continue
        names = site_names(document) if names is None else names
        if any(name in block.text for name in names):
            marks[block.index] = marks[after.index] = Mark(
                "appeal", "structure", "speaks of the site itself to its readers, of money, and thanks them"
            )
    for index in _foot(tail, in_body, around):
        marks.setdefault(index, Mark("other", "structure", "stands apart, below links"))
    for block in (*text[:1], *text[-2:]):
        if len(block.text) <= 500 and any(
            _POSTED.search(one.get("class") or "") for one in (block.element, *above_it(block.element, 2)) if one not in around.trunk
        ):
            marks.setdefault(block.index, Mark("other", "structure", "a line named for who posted it, when and where"))
    if len(text[0].text) <= 60 and not ENDS_SENTENCE.search(text[0].text):
        title = title_of(document)
        said = " ".join((title.text or "").split()) if title is not None else ""
        for cut in TITLE_CUTS:
            if text[0].text in said.split(cut)[:: max(1, said.count(cut))] and said != text[0].text:
                heading = next(iter(document.by_tag["h1"]), None)
                if heading is None or "".join(heading.itertext()).strip() != text[0].text:
                    marks[text[0].index] = Mark("other", "structure", "the site's name above the text")
    return marks


_POSTED = re.compile(r"\b(?:postmetadata|(?:entry|post|article)-?(?:meta|footer|info|tags)|posted-(?:on|in)|(?:cat|tags?)-links)\b", re.IGNORECASE)
"""What the themes of publishing systems call the line below a story, or above it, that says who posted it, when, and under which heading."""


def _unlike_words(names: Iterable[str]) -> list[str]:
    """Return those of ``names`` that say of what has them that it is the site: "Today" and "Nature" say it of nothing."""
    return [name for name in names if " " in name or len(name) >= 10]


def _is_plug(block: Block, signs: int, *, ending: bool) -> bool:
    """Return whether ``block`` opens with asking and ends with what to press. Gifts may be for somebody in the story."""
    size = len(block.text)
    if not signs & Sign.ASK or size > 320 or size < 30:
        return False
    arrow = bool(ARROWS.search(block.text))
    words = block.text.split()
    if not arrow and not (signs & Sign.CLICK and signs_of(" ".join(words[-4:])) & (Sign.CLICK | Sign.ASK)):
        return False
    if not signs_of(" ".join(words[:4])) & Sign.ASK or (_GIVING.match(block.text) and not signs & (Sign.WE | Sign.SELF)):
        return False
    if signs & Sign.PRICE and signs & (Sign.CLICK | Sign.PERIOD | Sign.PERK):
        return True
    return ending and (arrow or 0 < block.link_chars < 0.5 * size)


def _foot(tail: Sequence[Block], in_body: Collection[int], around: Surroundings) -> list[int]:
    """Return the last lines taken for text if two links or more stand between them and the text, and they are few, short and outside its column."""
    foot: list[int] = []
    between = 0
    for block in reversed(tail):
        if block.index in in_body:
            if between >= 2:
                column = next((element for element in (block.element, *block.element.iterancestors()) if element in around.trunk), None)
                return [] if column is None or any(column in one.element.iterancestors() for one in tail if one.index in foot) else foot
            if between or len(foot) >= 2 or len(block.text) > 120:
                return []
            foot.append(block.index)
        elif foot and block.link_chars * 2 >= len(block.text) and len(block.text) <= 120:
            between += 1
        else:
            return []
    return []


def _bio(document: Document, tail: Sequence[Block], signs: Mapping[int, int], marks: Collection[int], taken: Collection[int]) -> Block | None:
    """Return the last block of the text if it opens with a name and says what that person does for this very site."""
    for block in reversed(tail):
        text = block.text
        if block.index in marks or block.index in taken or signs[block.index] & Sign.RELATED or block.link_chars >= 0.9 * len(text):
            continue
        if not signs[block.index] & Sign.BIO or len(text) > 320 or not signs_of(" ".join(text.split()[:9])) & Sign.BIO:
            return None
        return block if any(name in text for name in site_names(document)) else None
    return None
