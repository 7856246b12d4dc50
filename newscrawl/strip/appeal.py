"""Finds appeals, plugs, newsletter boxes and the like on the first page ever seen of a site, where nothing is learned yet.

A block goes when several independent things speak against it: the box it stands in, what it asks, what it costs, whom it speaks to, and that
the medium speaks of itself. One of them alone is never enough, and a doubtful block stays: what is furniture indeed is learned from the next pages.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import islice, pairwise, takewhile
from operator import attrgetter

import lxml.html

from newscrawl.blocks import Block
from newscrawl.document import Document
from newscrawl.items import FurnitureKind
from newscrawl.strip.letter import CLOSERS, COMMAS, ENDS_SENTENCE, MAX_LINE, Part, is_letter, parts_of
from newscrawl.strip.lexicon import DENSE, Sign, costs, may_ask, signs_of, signs_of_each
from newscrawl.strip.shape import Box, Mark, Surroundings, around_body, fences
from newscrawl.urls import registrable_domain

_QUOTED = re.compile('“[^”]{1,600}[”]|«[^»]{1,600}»|„[^“”]{1,600}[“”]|「[^」]{1,600}」|"[^"]{1,600}"|”[^”]{1,600}”')
_QUOTES = re.compile('[“«„「"”]')
_ENDS_COLON = re.compile(r"[:：]\s*$")
_ARROWS = re.compile(r"(?:>>+|»|›|→|➜|➔|▶|⟶)\s*$")
_LABEL = re.compile(r"^[^:：]{2,40}[:：]\s")
_HOST = re.compile(r"(?:https?:)?//([^/?#:]+)", re.I)
_LISTED = re.compile(r"^[•·▪●‣✓✔☑★\-–—*]\s")

_PLACE = attrgetter("index")
_TITLE_CUTS = (" - ", " | ", " – ", " — ", " · ", " :: ", " » ", " « ")
_GIVING = re.compile(
    r"\W*(?:donat|give|gift|spend|don[aeo]|doneer|faites un don|contribu|пожертв|adomány|bağış|przeka|wpła|darujte|přispěj|skänk|lahjoit)", re.I
)

_IN_REGISTER = Sign.ASK | Sign.SELF | Sign.PERK | Sign.PRICE | Sign.CLICK | Sign.MAIL
_CAUSE = ~(Sign.YOU | Sign.WE | Sign.HERE | Sign.STORY | Sign.CHANNEL)
"""Signs that stories do not have in every other paragraph."""
_APART = Box.OVERLAY | Box.ASIDE | Box.FORM | Box.OFFER | Box.MAILING
_NAMED = _APART | Box.SHARING | Box.RELATED | Box.AUTHOR | Box.COMMENTS
_TOOL = 60
"""Characters of a line that says how long the text takes to read or where to listen to it."""
_SEED = 4.0
"""Points from which a block may speak for itself: three signs at least, and the most that a story's paragraph on prices collected was 3.75."""
_NEAR = 4
"""Blocks around a block of the text that may be furniture, which are looked at with it."""
_MAX_BOX = 4_000
"""Characters of a box apart that can be an offer; what holds more is a column of the page."""
_MAX_BLOCK = 1_000
"""Characters of one block of an appeal; the longest seen have 700."""
_LONG_BESIDE = 400
"""Characters of a block beside the text from which on nobody asks what it says."""
_REACH = 4
"""Blocks before and after the text that are looked at: what follows a story on the page is not the story's affair."""
_HEADINGS = frozenset(("h1", "h2", "h3", "h4"))
_BOXES = frozenset(("blockquote", "aside", "section", "div", "form", "fieldset", "table", "dialog"))
_LONGEST_BOX = 24
"""Blocks of a box that are looked at to see whether it is whole."""
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
    cause = [one.index for one in told if signs[one.index] & _CAUSE or boxes[one.index] & _NAMED]
    near = {place for index in cause for place in range(index - _NEAR, index + _NEAR + 1)}
    near.difference_update(map(_PLACE, told))
    company = [block for block in window if block.index in near] if near else []
    _look(company, around, in_body, signs, boxes)
    # most blocks say nothing and stand in no box: whoever looks for either looks at these alone
    looked = sorted((*told, *company), key=_PLACE) if company else told
    saying = [block for block in looked if signs[block.index]]
    boxed = [block for block in looked if boxes[block.index]]
    figures = {block.index for block in boxed if boxes[block.index] & Box.FIGURE}
    marks = _boxed(window, boxed, signs, boxes, in_body, around, body)
    marks.update(_lines(document, window, saying, signs, boxes, figures, around, body, marks))
    for found in (_pressing(document, window, signs, boxes, in_body, around), _with_a_form(document, window, in_body, around)):
        for index, mark in found.items():
            marks.setdefault(index, mark)
    free = [block for block in window if block.index not in figures] if figures else window
    runs = (
        *_runs(document, free, signs, boxes, in_body, marks),
        *_letters(document, free, signs, marks, around.trunk),
        *_dismissed(document, free, signs, marks),
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
    boxes.update(zip(map(_PLACE, seen), around.of_each([block.element for block in seen]), strict=True))
    heard = [block for block in seen if len(block.text) <= _LONG_BESIDE or block.index in in_body]
    signs.update(zip(map(_PLACE, heard), signs_in_each([block.text for block in heard]), strict=True))


def _beginnings(window: Sequence[Block], signs: Mapping[int, int], in_body: Collection[int], marks: Mapping[int, Mark]) -> dict[int, Mark]:
    """Return the beginnings of letters that are known from some line on: what speaks to a reader, where the story never says you or we.

    One paragraph may stand between that says nothing by itself. Where the story does say so, only what asks as well belongs to a letter.
    """
    if sum(1 for mark in marks.values() if mark.kind == "appeal") < _LETTER:
        return {}
    spoken: dict[int, int] = {}

    def voice(block: Block) -> int:
        if block.index not in spoken:
            text = _spoken(block.text)
            spoken[block.index] = signs_of(text) if len(text) <= _MAX_BLOCK else 0
        return spoken[block.index]

    found: dict[int, Mark] = {}
    register: bool | None = None
    for i in range(1, len(window)):
        letter = [one for one in window[i : i + _LETTER] if (mark := marks.get(one.index)) and mark.kind == "appeal"]
        if window[i - 1].index in marks or len(letter) < _LETTER or marks[letter[0].index].evidence.startswith(("a box", "asks right above")):
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
            if block.index in marks or block.tag in _HEADINGS or len(block.text) > _MAX_BEGINNING or _is_item(block) or _introduced(window, at):
                break
            if _complete(said):
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


def _opens(block: Block, signs: int) -> bool:
    """Return whether a letter can only begin with ``block``: a greeting, a short line that ends with a comma, or a cross."""
    return bool(signs & Sign.GREET) or block.text.casefold() in CLOSERS or (len(block.text) <= 70 and block.text.endswith(_COMMAS))


_COMMAS = (",", "،", "，")


def kind_of(text: str, element: lxml.html.HtmlElement | None = None, boxes: int = 0) -> FurnitureKind | None:
    """Return what a block looks like by its words and by the boxes around it, or None. For people, and as one witness among others."""
    return kind_by_signs(signs_in(text), boxes, len(text))


def kind_by_signs(signs: int, boxes: int, size: int) -> FurnitureKind | None:
    """Return ``kind_of`` a block of ``size`` characters whose signs and boxes are known."""
    if not signs and not boxes:
        return None
    if boxes & Box.FIGURE:
        return None
    if (signs & Sign.COMMENTS and size <= 120) or boxes & Box.COMMENTS:
        return "comments"
    if signs & Sign.COOKIE and ((signs & Sign.AGREE and signs & Sign.HERE) or boxes & Box.CONSENT):
        return "consent"
    if (boxes & Box.SHARING and size <= 80) or (signs & Sign.SHARE and size <= 40):
        return "share"
    if signs & Sign.TOOL and size <= _TOOL:
        return "share"
    if boxes & Box.RELATED or (signs & Sign.RELATED and size <= 60):
        return "related"
    if boxes & Box.AUTHOR:
        return "bio"
    if signs & Sign.STORY and size <= 400 and not signs & Sign.PRICE:
        return "notice"
    if (signs & Sign.MAIL or boxes & Box.MAILING) and signs & (Sign.ASK | Sign.YOU | Sign.CLICK):
        return "newsletter"
    if signs & Sign.BIO and size <= 500:
        return "bio"
    if (signs & Sign.GREET and size <= MAX_LINE) or (signs & Sign.LATER and size <= 30):
        return "appeal"
    points = _points(signs, size, arrow=False)
    if points >= 2.75 and signs & (Sign.ASK | Sign.GREET | Sign.CLICK) and signs & (Sign.SELF | Sign.PERK | Sign.PRICE | Sign.WE | Sign.YOU):
        return "plug" if signs & Sign.CLICK and size <= 300 else "appeal"
    if signs & Sign.ASK and signs & Sign.CLICK and size <= 320:
        return "plug"
    if boxes & (Box.OFFER | Box.OVERLAY | Box.FORM) and signs & (Sign.ASK | Sign.SELF | Sign.PERK | Sign.PRICE | Sign.YOU | Sign.CLICK):
        return "appeal"
    if signs & Sign.ASK and signs & (Sign.WE | Sign.YOU) and size <= _MAX_BLOCK:
        return "other"
    if (signs & Sign.FOLLOW or signs & Sign.APP) and size <= 250 and signs & (Sign.WE | Sign.YOU | Sign.CLICK | Sign.SHARE | Sign.FOLLOW):
        return "plug"
    return None


_HEARD: dict[str, int] = {}
_MAX_HEARD = 2_048
"""Texts whose signs are remembered for a moment, since a page's blocks are looked at for appeals and for the template."""


def signs_in(text: str) -> int:
    """Return the signs of a block, those inside quotation marks left out: who is quoted asks nobody here for anything."""
    if (heard := _HEARD.get(text)) is None:
        heard = signs_in_each([text])[0]
    return heard


def signs_in_each(texts: Sequence[str]) -> list[int]:
    """Return ``signs_in`` each of ``texts``, at less than they cost one by one."""
    if len(_HEARD) > _MAX_HEARD:
        _HEARD.clear()
    unheard = [text for text in dict.fromkeys(texts) if text not in _HEARD]
    _HEARD.update(dict.fromkeys(unheard, 0))
    telling = [text for text in unheard if (size := len(text)) <= MAX_LINE or (size <= _MAX_BLOCK and may_ask(text))]
    _HEARD.update(zip(telling, signs_of_each(list(map(_spoken, telling))), strict=True))
    return [_HEARD[text] for text in texts]


def _spoken(text: str) -> str:
    """Return ``text`` without what stands in quotation marks."""
    quoting = '"' in text if text.isascii() else _QUOTES.search(text) is not None
    return _QUOTED.sub(" ", text) if quoting else text


def _points(signs: int, size: int, *, arrow: bool) -> float:
    points = 0.0
    if signs & Sign.GREET:
        points += 2.0 if size <= 90 else 1.5
    if signs & Sign.ASK:
        points += 1.5
    if signs & Sign.SELF:
        points += 1.5
    if signs & Sign.PERK:
        points += 1.0 if signs & Sign.SELF else 1.25
    if signs & Sign.PRICE:
        points += 1.5 if signs & Sign.PERIOD else 1.0
    if signs & Sign.YOU:
        points += 0.75
    if signs & Sign.WE:
        points += 0.5
    if signs & Sign.CLICK or arrow:
        points += 1.25 if arrow else 1.0
    if size <= 70:
        if signs & Sign.LATER:
            points += 1.5
        if signs & Sign.THANKS:
            points += 1.0
    if signs & Sign.MAIL and signs & (Sign.ASK | Sign.YOU | Sign.CLICK):
        points += 1.25
    return points


def _boxed(
    window: Sequence[Block],
    boxed: Sequence[Block],
    signs: Mapping[int, int],
    boxes: Mapping[int, int],
    in_body: Collection[int],
    around: Surroundings,
    body: Sequence[int],
) -> dict[int, Mark]:
    """Return the blocks of boxes apart from the story's column whose words agree with what the box is."""
    groups: dict[lxml.html.HtmlElement, list[Block]] = {}
    size: dict[lxml.html.HtmlElement, int] = {}
    path: dict[int, list[lxml.html.HtmlElement]] = {}
    named_so = [block for block in boxed if boxes[block.index] & _NAMED]
    for block in named_so:
        path[block.index] = around.named(block.element, _NAMED)
        for element in path[block.index]:
            size[element] = size.get(element, 0) + len(block.text)
    for block in named_so:
        # the outermost box that is still a box: an aside with ten widgets is a column, and each widget speaks for itself
        for element in reversed(path[block.index]):
            if size[element] <= _MAX_BOX:
                groups.setdefault(element, []).append(block)
                break
    if not groups:
        return {}
    marks: dict[int, Mark] = {}
    text = sum(len(block.text) for block in window if block.index in in_body) or 1
    for group in groups.values():
        if all(boxes[block.index] & Box.RELATED for block in group) and _is_digest(group, body):
            marks.update((block.index, Mark("related", "structure", "a box of links, each with the beginning of its story")) for block in group)
            continue
        held = sum(len(block.text) for block in group if block.index in in_body)
        if held > 0.5 * text or sum(1 for block in group if block.index in in_body and _tells(block, signs[block.index])) >= 3:
            continue  # a part of the story's column, whatever its name and whatever stands among its paragraphs
        every, named = 0, 0
        for block in group:
            every |= signs[block.index]
            named |= boxes[block.index]
        named &= ~Box.FIGURE
        if named & Box.CHROME and not held:
            continue
        found = _box_kind(every, named, group, after=group[0].index > body[-1])
        if found is None:
            continue
        kind, why = found
        for block in group:
            if boxes[block.index] & Box.FIGURE:
                continue
            if (
                kind in ("related", "share")
                and block.link_chars * 2 < len(block.text)
                and not (len(block.text) <= 60 and signs[block.index] & (Sign.RELATED | Sign.SHARE))
            ):
                continue
            marks[block.index] = Mark(kind, "structure", why)
    return marks


def _pressing(
    document: Document,
    window: Sequence[Block],
    signs: Mapping[int, int],
    boxes: Mapping[int, int],
    in_body: Collection[int],
    around: Surroundings,
) -> dict[int, Mark]:
    """Return the blocks of boxes inside the story's column whose line to press leads, by its address, to where this very site is joined or paid.

    No word is read, so this holds in any language. What a story says of giving to others leads to other sites.
    """
    marks: dict[int, Mark] = {}
    first, last = min(in_body, default=0), max(in_body, default=0) + _BELOW
    linked = [block for block in window if (block.link_chars or block.tag == "button") and first <= block.index <= last]
    pressed = [block for block in linked if _is_link(block) and not boxes[block.index] & Box.FIGURE]
    if not pressed:
        return {}
    leading = {block.index: _address(block) for block in pressed}
    giving: set[int] = set()
    if _MAY_GIVE.search("\n".join([f"/{address}" for address in leading.values()])):
        giving.update(index for index, address in leading.items() if _leads_to_giving(document, address))
    # an address that says nothing of it counts where the site names itself right above
    here = _host(document)
    within = {block.index for block in pressed if _leads_within(here, block, leading[block.index])}
    names: list[str] = []
    if within:
        names = _own_names(document)
        named = [block.index for block in window if block.index in in_body and any(name in block.text for name in names)]
        asked = {below.index for above, below in pairwise(window) if below.index in within and above.text.endswith(_QUESTION)}
        within &= asked.union(*[range(first, first + _LONGEST_BOX) for first in named])
    pressed = [block for block in pressed if block.index in giving or block.index in within]
    if not pressed:
        return {}
    text = sum(len(block.text) for block in window if block.index in in_body) or 1
    held: dict[lxml.html.HtmlElement, list[Block]] = {}
    above: dict[lxml.html.HtmlElement | None, list[lxml.html.HtmlElement]] = {}  # most blocks have their parent in common
    for block in window:
        parent = block.element.getparent()
        if parent not in above:
            above[parent] = [parent, *_above_it(parent, 10)] if parent is not None else []
        for element in (block.element, *above[parent]):
            held.setdefault(element, []).append(block)
    for block in pressed:
        box: list[Block] = []
        apart = 0
        for element in (block.element, *block.element.iterancestors()):
            group = held.get(element, [])
            if element in around.trunk or element.tag in ("body", "article", "main") or len(group) > _LONGEST_BOX:
                break
            if any(not _is_link(one) for one in group):  # the innermost that says something: what is around it may be the story's
                size, own = sum(len(one.text) for one in group), sum(len(one.text) for one in group if one.index in in_body)
                if size <= _MAX_PRESSING and 2 * own <= text and not _has_twin(element, held, in_body):
                    box = group
                    apart = element.tag in ("aside", "blockquote", "table", "center") or bool(_PAINTED.search(element.get("style", "")))
                break
        else:
            box = []
        if not box and block.index in giving:
            box = _ruled_off(block, held, around.trunk)
            for one in () if box else _above(window, signs, in_body, block):
                marks[one.index] = Mark("appeal", "structure", "asks right above a line that leads to joining or giving")
        told = sum(1 for one in box if one.index in in_body and len(one.text) >= 100 and not signs[one.index])
        said = sum(1 for one in box if not _is_link(one))
        if said < 2 or told > min(2, said - 1) or not any(one.index in in_body for one in box):
            continue
        if block.index not in giving:
            # the address says nothing: then the box must, and nobody else may be spoken of in it
            if block.index < box[-2 if len(box) > 3 else -1].index or any(_follows_up(one) for one in box):
                continue
            if any(len(one.text) > _MAX_LINE_OFFERED for one in box) or sum(1 for one in pressed if one.text == block.text) > 1:
                continue  # what is offered again and again on one page is what the page is about
            spoken = [one for one in box if one is not block]
            if not _named_in(spoken, names) and not (apart and spoken[-1].text.endswith(_QUESTION)):
                continue  # a box that is set apart may end with what it asks instead
            if _box_points(spoken, signs) + apart < _OFFERED:
                continue
        for one in box:
            if not boxes[one.index] & Box.FIGURE:
                marks[one.index] = Mark("appeal", "structure", "a box with a line to press that leads to joining or giving")
    return marks


def _with_a_form(document: Document, window: Sequence[Block], in_body: Collection[int], around: Surroundings) -> dict[int, Mark]:
    """Return the blocks of small boxes inside the story's column with a field to fill in: what stands around it says what is sent."""
    boxes_of: dict[lxml.html.HtmlElement, list[lxml.html.HtmlElement]] = {}
    for form in document.by_tag["form"]:
        boxes = list(takewhile(lambda one: one not in around.trunk and one.tag not in ("body", "article", "main"), _above_it(form, 2)))
        if any(map(around.holds, boxes)) and form.get("role") != "search" and any(map(_is_field, form.iter("input"))):
            boxes_of[form] = boxes
    if not boxes_of:
        return {}  # as on most pages, whose forms stand in their foot
    around_forms: dict[lxml.html.HtmlElement, list[Block]] = {element: [] for boxes in boxes_of.values() for element in boxes}
    met: dict[lxml.html.HtmlElement | None, list[lxml.html.HtmlElement]] = {}  # most blocks have their parent in common
    for block in window:
        parent = block.element.getparent()
        if (around_it := met.get(parent)) is None:
            above = (parent, *_above_it(parent, 2)) if parent is not None else ()
            around_it = met[parent] = [element for element in above if element in around_forms]
        for element in around_it:
            around_forms[element].append(block)
        if block.element in around_forms:
            around_forms[block.element].append(block)
    marks: dict[int, Mark] = {}
    for form, boxes in boxes_of.items():
        for element in boxes:
            group = around_forms[element]
            if not any(one.index in in_body and form not in one.element.iterancestors() for one in group):
                continue  # nothing yet but what is in the form itself
            lines = [one for one in group if one.index in in_body]
            if len(lines) <= 3 and all(len(one.text) <= _LINE_OF_A_FORM for one in lines) and len(element.text_content()) <= 3 * _LINE_OF_A_FORM:
                asked = any("mail" in f"{one.get('type')} {one.get('name')}".lower() for one in form.iter("input"))
                why = "a small box with a field to fill in"
                marks.update((one.index, Mark("newsletter" if asked else "other", "structure", why)) for one in group)
            break
    return marks


_LINE_OF_A_FORM = 160


def _is_field(element: lxml.html.HtmlElement) -> bool:
    """Return whether somebody writes into ``element``: what they look for is no answer to what stands around it."""
    kind, name = (element.get("type") or "text").lower(), (element.get("name") or "").lower()
    return kind in ("text", "email", "tel") and name not in ("s", "q", "query", "search")


_PAINTED = re.compile(r"(?:background|border)[-a-z]*\s*:", re.IGNORECASE)
_BELOW = 2
"""Blocks below the text among which its last box may have its line to press."""
_OFFERED = 2.0
"""Points from which a box that names the site, and whose line to press leads anywhere on it, is one: two signs of asking, or a price for a time."""


_MAX_LINE_OFFERED = 200


def _own_names(document: Document) -> list[str]:
    """Return what the site calls itself: what the page states, or the end of its title; not what the story is called or about."""
    title = next(iter(document.by_tag["title"]), None)
    said = " ".join(((title.text or "") if title is not None else "").split())
    ends = tuple(part for cut in _TITLE_CUTS if cut in said for part in (said.rsplit(cut, 1)[1],))
    stated = (*document.meta.get("og:site_name", ()), *document.meta.get("application-name", ()))
    heading = next(iter(document.by_tag["h1"]), None)
    headline = " ".join("".join(heading.itertext()).split()) if heading is not None else ""
    return [name for name in (*stated, *ends) if 3 < len(name) < 60 and name not in headline]


def _named_in(box: Sequence[Block], names: Sequence[str]) -> bool:
    """Return whether the site's own name stands in a box, in nobody's quotation marks: a product's box, priced and linked, names the product."""
    return any(name in block.text and not _QUOTES.search(block.text) for block in box for name in names)


def _box_points(box: Sequence[Block], signs: Mapping[int, int]) -> float:
    """Return how much a box speaks to its readers, of itself, of money and of what they get for it."""
    union = priced = 0
    for block in box:
        union |= signs[block.index]
        priced += bool(signs[block.index] & Sign.PRICE)
    points = 1.5 * bool(union & Sign.PRICE and (union & Sign.PERIOD or priced >= 2))
    points += sum(1.0 for sign in (Sign.YOU | Sign.GREET, Sign.WE, Sign.ASK, Sign.SELF, Sign.PERK, Sign.THANKS) if union & sign)
    return points + 0.5 * (sum(1 for block in box if _is_item(block)) >= 2)


def _follows_up(block: Block) -> bool:
    """Return whether ``block`` names a number to call or an address to write to: help that is offered, not asked for."""
    return _REACHED.search(block.text) is not None


_REACHED = re.compile(r"\w@\w|\b\d{3,}[ /–-]\d{3,}\b")


def _ruled_off(block: Block, held: Mapping[lxml.html.HtmlElement, Sequence[Block]], trunk: Collection[lxml.html.HtmlElement]) -> list[Block]:
    """Return the blocks between two rules of the story's column that end with ``block``; none if it does not end there."""
    element: lxml.html.HtmlElement | None = block.element
    while element is not None and element.getparent() not in trunk:
        element = element.getparent()
    if element is None or (below := element.getnext()) is None or below.tag != "hr":
        return []
    parts: list[Sequence[Block]] = [held.get(element, ())]
    at = element.getprevious()
    while at is not None and at.tag != "hr" and len(parts) <= _LONGEST_BOX:
        parts.append(held.get(at, ()))
        at = at.getprevious()
    found = [one for part in reversed(parts) for one in part]
    return found if at is not None and at.tag == "hr" and sum(len(one.text) for one in found) <= _MAX_PRESSING else []


def _above(window: Sequence[Block], signs: Mapping[int, int], in_body: Collection[int], pressed: Block) -> list[Block]:
    """Return a heading, the sentence that asks below it, and the line to press below that, if they stand so, bare, among a story's paragraphs.

    A story's own paragraph that ends with what one may give has no such line above it, and is no single short sentence or two that ask and count.
    """
    place = next((i for i, one in enumerate(window) if one is pressed), 0)
    if place < 2:
        return []
    heading, asking = window[place - 2], window[place - 1]
    if any(one.index not in in_body or one.link_chars or _QUOTES.search(one.text) for one in (heading, asking)):
        return []
    has = signs[asking.index]
    short = len(heading.text) <= 50 and len(asking.text) <= MAX_LINE and not ENDS_SENTENCE.search(heading.text) and heading.tag not in _TITLES
    counts = any(letter.isdigit() for letter in asking.text) or has & (Sign.YOU | Sign.WE | Sign.SELF | Sign.HERE)
    return [heading, asking, pressed] if short and has & Sign.ASK and counts and not has & Sign.STORY and not _follows_up(asking) else []


_TITLES = ("h1", "h2", "li")


def _address(block: Block) -> str:
    """Return where the line's first link leads, "" if nowhere."""
    first = next(iter(block.element), None)
    if first is not None and first.tag == "a" and (href := first.get("href")):
        return str(href)  # as of most lines
    return next((href for one in block.element.iter("a") if (href := one.get("href"))), "") or block.element.get("href") or ""


def _host(document: Document) -> str | None:
    here = _HOST.match(document.url)
    return here[1] if here is not None else None


def _leads_within(here: str | None, block: Block, address: str) -> bool:
    """Return whether the line's link is to a page of this host (``here``) that is no story, by its short address, or to a place for buttons."""
    if block.tag == "button":
        return True
    there = _HOST.match(address)
    if there is not None:
        if here is None or there[1].lower() != here.lower():
            return False
        address = address[there.end() :]
    return bool(address) and _NO_STORY.match(address) is not None


_NO_STORY = re.compile(r"(?::\d+)?(?:/[^/?#]{1,24}){1,2}/?(?:[?#].*)?$|#/")


def _has_twin(element: lxml.html.HtmlElement, held: Mapping[lxml.html.HtmlElement, Sequence[Block]], in_body: Collection[int]) -> bool:
    """Return whether an element beside ``element``, of its tag and class, holds text of the story too."""
    parent = element.getparent()
    if parent is None:
        return False
    named = element.get("class")
    # lines parted by breaks in one paragraph are a box among paragraphs of one block each
    least = 2 if len(held.get(element, ())) >= _LINES_OF_A_BOX else 1
    return any(
        other is not element
        and other.tag == element.tag
        and other.get("class") == named
        and sum(1 for one in held.get(other, ()) if one.index in in_body) >= least
        for _, other in zip(range(400), parent, strict=False)
    )


_LINES_OF_A_BOX = 4


def _leads_to_giving(document: Document, address: str) -> bool:
    """Return whether an ``address`` is this site's and says that one gives, joins or subscribes there."""
    if _TO_GIVING.search(address) is None:
        return False
    there, here = _HOST.match(address), _HOST.match(document.url)
    if there is not None:
        site = registrable_domain(there[1].lower())
        if here is None or site != registrable_domain(here[1].lower()):
            return False
        address = address.lower().replace(site, "", 1)  # what the site is called says nothing of where this leads
    return _TO_GIVING.search(address) is not None


_MAX_PRESSING = 2_000
"""Characters of such a box; a letter of five paragraphs with its list has 1,300."""
_GIVING_PAGE = (
    r"(?:\w{1,9}-){0,3}(?:support(?:ers?)?|donat\w*|join|become-a-member|membership|mitglied\w*|spenden?|subscri\w*|abo|abos|abonn\w*|s?uscri\w*|apoi[ae]\w*|"
    r"dons?|doar|doacoes|soutenir|soutien|adh[eé]\w*|haz?te|dona|donazioni|sostieni|give|giving|contribut\w*|patrons?|crowdfund\w*|bagis|destek|"
    r"podpor\w*|wsparcie|sign-?up|wesprzyj|stotte|doneer|steun\w*)(?:-\w{1,9})?"
)
_TO_GIVING = re.compile(rf"(?:^|[/#]){_GIVING_PAGE}(?=[/?#.]|$)", re.IGNORECASE)
_MAY_GIVE = re.compile(rf"[/#]{_GIVING_PAGE}(?=[/?#.]|$)", re.IGNORECASE | re.MULTILINE)
"""The same for many addresses, each on a line of its own that begins with a slash."""


def _is_digest(group: Sequence[Block], body: Sequence[int]) -> bool:
    """Return whether a box at the text's end has two lines or more that are links and nothing else, and about as many beginnings of stories."""
    if group[0].index <= body[len(body) // 2] or sum(1 for index in body if index > group[-1].index) > 1:
        return False
    links = sum(1 for block in group if block.link_chars * 10 >= len(block.text) * 9)
    rest = [block for block in group if block.link_chars * 10 < len(block.text) * 9]
    return links >= 2 and len(rest) <= links + 1 and all(len(block.text) <= 400 for block in rest)


def _tells(block: Block, signs: int) -> bool:
    """Return whether ``block`` is a paragraph that neither asks nor offers nor speaks to anybody."""
    return len(block.text) >= 100 and not signs & (_IN_REGISTER | Sign.YOU | Sign.WE | Sign.GREET) and block.link_chars * 2 < len(block.text)


def _box_kind(every: int, named: int, group: Sequence[Block], *, after: bool) -> tuple[FurnitureKind, str] | None:
    """Return (kind, evidence) of a box whose blocks are ``group`` and which bears ``every`` sign of theirs, or None where it says too little."""
    size = sum(len(block.text) for block in group)
    linked = sum(block.link_chars for block in group)
    longest = max(len(block.text) for block in group)
    asks = bool(every & (Sign.ASK | Sign.GREET)) and bool(every & (Sign.SELF | Sign.PERK | Sign.PRICE | Sign.YOU | Sign.WE | Sign.MAIL))
    if linked < 0.7 * size:
        if named & _APART and every & Sign.MAIL and every & (Sign.ASK | Sign.YOU) and size <= 1_500 and not every & Sign.PRICE:
            return "newsletter", "a box apart that asks for an address"
        if named & _APART and asks and _points(every, size, arrow=False) >= (2.75 if named & (Box.OVERLAY | Box.OFFER | Box.FORM) else 3.5):
            return "appeal", "a box apart that asks"
    if named & Box.MAILING and every & (Sign.MAIL | Sign.ASK | Sign.CLICK) and size <= 600:
        return "newsletter", "a box named for its newsletter"
    if named & Box.COMMENTS and after and every & Sign.COMMENTS:
        return "comments", "the comments' box"
    if named & Box.RELATED and linked >= 0.6 * size and longest <= 300:
        return "related", "a box of links"
    if named & Box.SHARING and longest <= 60 and size <= 400 and (linked >= 0.5 * size or every & (Sign.SHARE | Sign.FOLLOW)):
        return "share", "a box of sharing links"
    if named & Box.AUTHOR and after and size <= 900:
        return "bio", "the author's box below the text"
    return None


def _lines(
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
        elif has & Sign.TOOL and size <= _TOOL and block.index in body[:2] and not ENDS_SENTENCE.search(block.text):
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
    tail = window[bisect_left(window, body[0], key=_PLACE) : bisect_right(window, body[-1], key=_PLACE)]
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
        if not signs[block.index] & (Sign.YOU | Sign.ASK) or len(text) > _TITLED or not _QUOTES.search(text):
            continue
        if block.index in taken or block.index not in in_body:
            continue
        if titles is None:
            titles = _headlines(document)
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


def _headlines(document: Document) -> list[str]:
    """Return what may be the title of the story on a page."""
    said = [*document.meta.get("og:title", ()), *("".join(one.itertext()) for one in document.by_tag["h1"])]
    if (title := title_of(document)) is not None:
        whole = title.text or ""
        said += [whole, *(whole.rsplit(cut, 1)[0] for cut in _TITLE_CUTS if cut in whole)]
    return [words for one in said if len(words := " ".join(one.split())) >= _TITLE]


def _quotes_whole(text: str, title: str) -> bool:
    at = text.find(title)
    return at > 0 and (_QUOTES.match(text[at - 1]) is not None or _QUOTES.match(text[at - 2 : at - 1]) is not None)


_TITLED, _TITLE = 300, 20
"""Characters of a line that quotes the story's title, and of a title that no sentence quotes by chance."""


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
        if block.index in marks or not signs[block.index] & Sign.YOU or len(block.text) > 400 or not costs(block.text):
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
            _POSTED.search(one.get("class") or "") for one in (block.element, *_above_it(block.element, 2)) if one not in around.trunk
        ):
            marks.setdefault(block.index, Mark("other", "structure", "a line named for who posted it, when and where"))
    if len(text[0].text) <= 60 and not ENDS_SENTENCE.search(text[0].text):
        title = title_of(document)
        said = " ".join((title.text or "").split()) if title is not None else ""
        for cut in _TITLE_CUTS:
            if text[0].text in said.split(cut)[:: max(1, said.count(cut))] and said != text[0].text:
                heading = next(iter(document.by_tag["h1"]), None)
                if heading is None or "".join(heading.itertext()).strip() != text[0].text:
                    marks[text[0].index] = Mark("other", "structure", "the site's name above the text")
    return marks


def _above_it(element: lxml.html.HtmlElement, most: int) -> list[lxml.html.HtmlElement]:
    """Return the elements around ``element``, innermost first, ``most`` of them."""
    found: list[lxml.html.HtmlElement] = []
    at = element.getparent()
    while at is not None and len(found) < most:
        found.append(at)
        at = at.getparent()
    return found


_POSTED = re.compile(r"\b(?:postmetadata|(?:entry|post|article)-?(?:meta|footer|info|tags)|posted-(?:on|in)|(?:cat|tags?)-links)\b", re.IGNORECASE)
"""What the themes of publishing systems call the line below a story, or above it, that says who posted it, when, and under which heading."""


def _is_plug(block: Block, signs: int, *, ending: bool) -> bool:
    """Return whether ``block`` opens with asking and ends with what to press. Gifts may be for somebody in the story."""
    size = len(block.text)
    if not signs & Sign.ASK or size > 320 or size < 30:
        return False
    arrow = bool(_ARROWS.search(block.text))
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


def title_of(document: Document) -> lxml.html.HtmlElement | None:
    """Return the page's ``title``: in its head, or wherever its makers put it."""
    titles = document.by_tag["title"]
    in_head = (title for title in titles if (above := title.getparent()) is not None and above.tag == "head" and above.getparent() is document.root)
    return next(in_head, titles[0] if titles else None)


def site_names(document: Document, headline: str | None = None) -> list[str]:
    """Return what the site may call itself, and the author: what the page states, the last part of its title, and the first if not the ``headline``.

    Without a ``headline`` the page's first h1 is asked.
    """
    names = [*document.meta.get("og:site_name", ()), *document.meta.get("author", ()), *document.meta.get("application-name", ())]
    title = title_of(document)
    parts = re.split(r"\s[|–—»-]\s", (title.text or "").strip()) if title is not None else []
    if len(parts) > 1:
        names.append(parts[-1].strip())
        if headline is None:
            heading = next(iter(document.by_tag["h1"]), None)
            headline = "".join(heading.itertext()) if heading is not None else parts[0]
        if parts[0].strip() not in headline:
            names.append(parts[0].strip())
            names.append(_short_name(parts[0].split()))
    return [name for name in names if 3 < len(name) < 60]


def _short_name(words: Sequence[str]) -> str:
    """Return how a name of many words is shortened: its first two or three, if they say enough."""
    for number in (2, 3):
        if len(words) > number and len(name := " ".join(words[:number])) >= 10:
            return name
    return ""


def label_of(document: Document, block: Block) -> str | None:
    """Return what announces another story of the site at the head of a line that links to it: its label, folded, or "related" for a known one.

    None if the block is no such line. On one page it may as well be the writer's own hint, so nothing goes by this alone: see ``template``.
    """
    size = len(block.text)
    if not 0.5 * size <= block.link_chars or not 12 <= size <= 220 or block.tag in _HEADINGS:
        return None
    if size < 25 and len(list(islice(block.element.iter("a"), 2))) < 2:
        return None  # a few words with one link say too little; with several they are a list of tags
    if signs_in(block.text) & Sign.RELATED and _labelled(block.text):
        return "related"
    label = _LABEL.match(block.text)
    if label is None or not size - len(label[0]) <= block.link_chars + 2:
        return None
    address = next((href for one in block.element.iter("a") if (href := one.get("href"))), "")
    there, here = _HOST.match(address), _HOST.match(document.url)
    if there is not None and (here is None or registrable_domain(there[1].lower()) != registrable_domain(here[1].lower())):
        return None  # a source, a partner: text
    return label[0].strip().casefold()


def _labelled(text: str) -> bool:
    """Return whether ``text`` opens with the words that announce another story, and does not go on as a sentence of this one."""
    if ENDS_SENTENCE.search(text) and not _LABEL.match(text):
        return False
    return bool(signs_of(" ".join(text.split()[:4]) if " " in text else text[:12]) & Sign.RELATED)


def _runs(
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
    strong = {i for i in saying if points[i] >= _SEED and _speaks(signs[free[i].index]) and not _introduced(free, i)}
    # a letter's parts may each say little; together they greet, ask, and say what for
    weak = {i for i in saying if i not in strong and _begins(free[i], signs[free[i].index], points[i]) and not _introduced(free, i)}
    if not strong and not weak:
        return
    letters: set[int] = set()
    for i in sorted(weak):
        run = _grown(free, signs, points, i, strong | weak)
        if run & strong or _is_letter(free, signs, points, run):
            letters |= run
    members = _members(free, signs, points, strong) | letters
    if members and _commercial(document, free, signs, members):
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


def _letters(
    document: Document,
    free: Sequence[Block],
    signs: Mapping[int, int],
    taken: Collection[int],
    trunk: Collection[lxml.html.HtmlElement],
) -> Iterable[dict[int, Mark]]:
    """Yield letters to the readers by their shape: grown from an offer or a button over lines and over who speaks to somebody."""
    parts: dict[int, int] = {}

    def part(i: int) -> int:
        if i not in parts:
            block = free[i]
            has = signs[block.index]
            if block.index in taken or _complete(has):
                # whole in itself: what stands between it and a letter may be the story's
                parts[i] = Part.WHOLE
                return parts[i]
            if not has and MAX_LINE < len(block.text) <= _MAX_BLOCK:
                # inside a letter the paragraphs that plead need not name the medium
                has = signs_of(_spoken(block.text)) & (Sign.YOU | Sign.WE)
            parts[i] = parts_of(block.text, has, block.tag in ("li", "dd", "dt") or _parent_tag(block) == "li")
        return parts[i]

    done = -1
    texts, said = [block.text for block in free], [signs[block.index] for block in free]
    for i in [i for i, (text, has) in enumerate(zip(texts, said, strict=True)) if has & _SOLD or text[:8].isupper()]:
        if i <= done:
            continue
        if part(i) & Part.WHOLE or not part(i) & (Part.OFFER | Part.BUTTON):
            continue
        first, last = _opening(free, part, i), _ending(free, signs, part, i)
        run = _whole_paragraphs(free, range(max(first, done + 1), last + 1), done)
        if not is_letter([part(j) for j in run]) or _introduced(free, run[0]):
            continue
        apart = {*run, *(j for j, one in enumerate(free) if one.index in taken)}
        if _commercial(document, free, signs, apart) and not any(part(j) & Part.GREET for j in run):
            continue
        done = run[-1]
        yield {free[j].index: Mark("appeal", "structure", "a letter to the readers by its shape: offer, lines, button") for j in run}
    leaving = [i for i, (text, has) in enumerate(zip(texts, said, strict=True)) if text.endswith(COMMAS) or has & Sign.THANKS]
    for run in _signed_lists(document, free, signs, part, leaving, trunk):
        if not _introduced(free, run[0]):
            yield {free[j].index: Mark("appeal", "structure", "a list with a leave-taking and signatures below it") for j in run}


_SOLD = Sign.PRICE | Sign.LATER


def _whole_paragraphs(free: Sequence[Block], run: range, done: int) -> range:
    """Return ``run`` with what stands in one paragraph with its first and last lines, parted by breaks, if that is mostly of the run."""
    first, last = run[0], run[-1]
    while first - 1 > done and free[first - 1].element is free[run[0]].element:
        first -= 1
    while last + 1 < len(free) and free[last + 1].element is free[run[-1]].element:
        last += 1
    if len(run) == last + 1 - first or len(run) * 2 < last + 1 - first or last + 1 - first > _LONGEST_BOX:
        return run
    whole = range(first, last + 1)
    return whole if 2 * sum(len(free[i].text) for i in whole) <= sum(len(one.text) for one in free) else run


def _signed_lists(
    document: Document,
    free: Sequence[Block],
    signs: Mapping[int, int],
    part: Callable[[int], int],
    leaving: Iterable[int],
    trunk: Collection[lxml.html.HtmlElement],
) -> Iterable[range]:
    """Yield letters known by a list, a leave-taking below it (one of ``leaving``) and who signs.

    Where something is to press then, or words ask as well, no story does so. Of an open letter in the news the list is made of sentences, or nothing
    is to press below its names.
    """
    for i in leaving:
        if i < 3 or len(free[i].text) > 70:
            continue
        if not part(i) & (Part.COMMA | Part.THANKS) or part(i) & (Part.GREET | Part.ITEM):
            continue
        first = i
        while first and part(first - 1) & Part.ITEM and part(first - 1) & Part.LINE:
            first -= 1
        head = first - 1
        if i - first < 2 or head < 0:
            continue
        last = i
        while last + 1 < len(free) and last - i < 3 and _is_signature(free[last + 1], part(last + 1)):
            if last > i and _is_to_press(free[last + 1]):
                break
            last += 1
        below = free[last + 1] if last + 1 < len(free) else None
        pressed = below is not None and _is_to_press(below)
        if last == i:
            continue
        box = _box_around(free, trunk, head, last + 1) if pressed else None
        above = _letter_above(document, free, part, head) if pressed and box is None else head
        if not _leads_in(free[head], part(head)):
            # with something to press right below the names, what leads in need not ask in words that are known
            if below is None or not pressed or len(free[head].text) > _MAX_BLOCK:
                continue
            if not (part(head) & Part.SPEAKS or ((box or above < head) and _leads_within(_host(document), below, _address(below)))):
                continue
        said = [part(j) & (Part.ASKS | Part.OFFER | Part.PLEADS) or signs[free[j].index] & Sign.PRICE for j in range(max(0, head - 3), last + 1)]
        if not (pressed or sum(map(bool, said)) >= 2):
            continue
        while head and (part(head - 1) & (Part.OFFER | Part.PLEADS) or (signs[free[head - 1].index] & Sign.PRICE and part(head - 1) & Part.SPEAKS)):
            head -= 1
        last += pressed
        if pressed:
            head = min(head, above)
            if last + 1 < len(free) and _is_link(free[last + 1]) and free[last + 1].link_chars:
                last += 1  # who asks to be asked later presses that instead
        yield range(min(head, box[0]), max(last, box[-1]) + 1) if box else range(head, last + 1)


def _box_around(free: Sequence[Block], trunk: Collection[lxml.html.HtmlElement], head: int, last: int) -> range | None:
    """Return the blocks of the innermost element, not of the text's column, that holds those from ``head`` to ``last`` and little else; else None."""
    for element in free[last].element.iterancestors():
        if element in trunk or element.tag in ("body", "article", "main"):
            return None
        if element not in free[head].element.iterancestors():
            continue
        first, end = head, last
        while first and head - first <= _ABOVE + 1 and element in free[first - 1].element.iterancestors():
            first -= 1
        while end + 1 < len(free) and end - last <= 2 and element in free[end + 1].element.iterancestors():
            end += 1
        box = range(first, end + 1)
        if head - first > _ABOVE + 1 or end - last > 2 or any(len(free[i].text) > _IN_A_BOX for i in box):
            return None
        return box
    return None


_IN_A_BOX = 400
"""Characters of the longest line of a letter that is known by its box."""


def _dismissed(document: Document, free: Sequence[Block], signs: Mapping[int, int], taken: Collection[int]) -> Iterable[dict[int, Mark]]:
    """Yield appeals known by their last line: a link to a page of this site that is no story, beside one that leads nowhere, for who will not.

    Above it goes what speaks to somebody, and the line that is its title.
    """
    for i, block in enumerate(free):
        if not block.link_chars or len(block.text) > _HEADING_OF_TWO or block.link_chars * 10 < len(block.text) * 8:
            continue
        if not i or block.index in taken or " " not in block.text:
            continue
        if not _may_be_left(document, block):
            continue
        first, titled = i, False
        names: list[str] | None = None
        silent = 0
        for at in range(i - 1, max(-1, i - 2 - _ABOVE), -1):
            one = free[at]
            has = parts_of(one.text, signs[one.index] or signs_of(_spoken(one.text)) & (Sign.YOU | Sign.WE), one.tag == "li")
            if one.index in taken or len(one.text) > _IN_A_BOX or one.link_chars * 2 > len(one.text):
                break
            if has & Part.LINE and not has & Part.ITEM and at < i - 1:
                first, titled = (at, True) if len(one.text) <= _HEADLINE and not silent else (first, False)
                break
            names = _own_names(document) if names is None else names
            if has & (Part.SPEAKS | Part.ASKS | Part.ITEM) or any(name in one.text for name in names):
                first, silent = at, 0
            elif silent or len(one.text) > MAX_LINE:
                break
            else:
                silent += 1
        asks = any(free[at].text.endswith(_ASKED) or signs[free[at].index] & (Sign.ASK | Sign.PRICE) for at in range(first, i))
        if first < i and (titled or asks):
            yield {free[j].index: Mark("appeal", "structure", "asks above a line to press and one to be left alone") for j in range(first, i + 1)}


def _may_be_left(document: Document, block: Block) -> bool:
    """Return whether ``block`` has two links: to a page of this site that is no story, and one in words that leads nowhere."""
    pair = list(islice(block.element.iter("a"), 3))
    if len(pair) != 2 or any(len("".join(one.itertext()).strip()) < 2 for one in pair):
        return False
    address, other = (one.get("href") or "#" for one in pair)
    if address == "#" or address.startswith("javascript:") or not other.startswith(("#", "javascript:")) or other.startswith("#/"):
        return False
    return _leads_within(_host(document), block, address)


_HEADING_OF_TWO = 90
"""Characters of a line with something to press twice."""
_QUESTION = ("?", "？", "؟")
_ASKED = (*_QUESTION, ";")


def _letter_above(document: Document, free: Sequence[Block], part: Callable[[int], int], head: int) -> int:
    """Return where a letter begins of which ``head`` and what is below are known: where it was to be closed, or where it names the site of itself."""
    near = range(head - 1, max(-1, head - 1 - _ABOVE), -1)
    first = head
    names: list[str] | None = None
    for at in near:
        block = free[at]
        if part(at) & Part.CROSS:
            return at
        if part(at) & Part.WHOLE or len(block.text) > _MAX_BLOCK or block.tag in _HEADINGS:
            break
        names = _own_names(document) if names is None else names
        if any(name in block.text for name in names):
            first = at
    for at in range(first, head + 1):
        if at and any(name in free[at].text for name in names or ()):
            above = free[at - 1]
            if part(at - 1) & (Part.LINE | Part.SPEAKS) and len(above.text) <= _HEADLINE and above.link_chars == 0:
                return at - 1
            break
    return first


_ABOVE = 4
"""Paragraphs of a letter that may stand above its list."""
_HEADLINE = 60
"""Characters of a line above a letter that is its title."""


def _is_to_press(block: Block) -> bool:
    """Return whether ``block`` is a short line to press, or two beside each other: "Join | Not now"."""
    if len(block.text) > 60:
        return False
    if block.tag == "button" or block.link_chars * 10 >= len(block.text) * 9 or next(block.element.iter("button"), None) is not None:
        return True
    return block.link_chars * 3 >= len(block.text) and _PARTED.search(block.text) is not None


_PARTED = re.compile(r" [/|·•] ")


def _leads_in(block: Block, part: int) -> bool:
    """Return whether a letter's list may follow ``block``: a line with a colon or one that asks, or all that it pleads in one paragraph."""
    if len(block.text) <= MAX_LINE:
        return bool(part & (Part.COLON | Part.ASKS))
    return len(block.text) <= _MAX_BLOCK and bool(_ENDS_COLON.search(block.text)) and bool(part & Part.PLEADS and part & Part.ASKS)


def _is_signature(block: Block, part: int) -> bool:
    """Return whether ``block`` is a line that can be a name: short, no sentence, nothing to press."""
    return bool(part & Part.LINE) and not part & (Part.ITEM | Part.BUTTON) and len(block.text) <= 90 and block.link_chars * 2 < len(block.text)


def _opening(free: Sequence[Block], part: Callable[[int], int], i: int) -> int:
    """Return where the letter begins in which the block ``i`` is an offer or a button."""
    first, opened, at = i, -1, i - 1
    long = 0
    while at >= 0 and i - at <= 24:
        has, size = part(at), len(free[at].text)
        if size > _MAX_BLOCK or has & Part.WHOLE:
            break
        if has & (Part.CROSS | Part.GREET):
            opened = at - 1 if at and part(at - 1) & Part.CROSS else at
            break
        if free[at].tag in _HEADINGS and not has & (Part.SPEAKS | Part.ASKS | Part.OFFER):
            break
        if not has & (Part.LINE | Part.ITEM | Part.COLON | Part.THANKS | Part.OFFER | Part.SPEAKS | Part.ASKS):
            # what says nothing may still stand between a greeting and the rest
            above = next((j for j in range(at - 1, max(-1, at - 3), -1) if part(j) & (Part.CROSS | Part.GREET | Part.COMMA)), -1)
            if above < 0:
                break
        if has & Part.COMMA and not has & Part.THANKS and at + 1 < i and not part(at + 1) & Part.LINE:
            opened = at - 1 if at and part(at - 1) & Part.CROSS else at
            break
        at -= 1
    if opened >= 0:
        return opened
    while first - 1 > at:
        has, size = part(first - 1), len(free[first - 1].text)
        if not has & (Part.LINE | Part.ITEM | Part.COLON | Part.PLEADS | Part.ASKS | Part.OFFER):
            break
        long += size > 200
        if long > 1:
            break
        first -= 1
    while first < i and not part(first) & (Part.SPEAKS | Part.ASKS | Part.OFFER | Part.COMMA | Part.THANKS):
        first += 1  # a dateline, a subhead
    return first


def _leaves(free: Sequence[Block], part: Callable[[int], int], at: int) -> bool:
    """Return whether thanks or a button follow right after the sentence ``at``, which says nothing by itself and has a list above it."""
    below = [part(j) for j in range(at + 1, min(len(free), at + 3))]
    return bool(at and part(at - 1) & Part.ITEM) and any(
        one & (Part.COMMA | Part.THANKS | Part.BUTTON) and not one & (Part.GREET | Part.WHOLE) for one in below
    )


def _ending(free: Sequence[Block], signs: Mapping[int, int], part: Callable[[int], int], i: int) -> int:
    """Return where the letter ends in which the block ``i`` is an offer or a button."""
    last = firm = at = i
    left = part(i) & (Part.THANKS | Part.COMMA)
    signed = 0
    while at + 1 < len(free) and at - i <= 16:
        pressed, linked = part(at) & Part.BUTTON, _is_link(free[at])
        at += 1
        block, has = free[at], part(at)
        if has & Part.GREET:
            return firm  # another letter begins; what stands above it is the story's
        if linked and not _is_link(block):
            # below what was pressed indeed, words in capitals that say nothing are the story's next subhead
            shouts = has & Part.BUTTON and not signs[block.index] & (Sign.LATER | Sign.CLICK | Sign.ASK | Sign.PRICE)
            if shouts or not has & (Part.BUTTON | Part.CROSS | Part.THANKS | Part.COMMA):
                break
        if has & Part.WHOLE or (pressed and not has & (Part.BUTTON | Part.CROSS)) or _shut(free, signs, at, Sign.ASK | Sign.SELF | Sign.PRICE):
            break
        if has & Part.ITEM and not part(at - 1) & Part.ITEM and (left or free[at - 1].link_chars * 2 > len(free[at - 1].text)):
            break  # it has taken its leave, or said where to press: a list that begins below is the story's
        if has & (Part.ITEM | Part.BUTTON | Part.CROSS | Part.THANKS | Part.OFFER | Part.COMMA):
            last = firm = at
            left = left or has & (Part.THANKS | Part.COMMA)
        elif has & Part.LINE and left and signed < 3 and block.tag not in _HEADINGS:
            signed += 1
            last = at
        elif has & (Part.SPEAKS | Part.ASKS) and len(block.text) <= 240 and block.tag not in _HEADINGS:
            last = at
        elif block.tag in _HEADINGS or (not has & (Part.LINE | Part.COLON) and (left or len(block.text) > MAX_LINE or not _leaves(free, part, at))):
            break
    return last


def _is_link(block: Block) -> bool:
    """Return whether ``block`` is a short line that is nothing but something to press."""
    return len(block.text) <= 60 and (block.tag == "button" or block.link_chars * 10 >= len(block.text) * 9)


def _block_points(block: Block, signs: int, boxes: int, in_body: bool) -> float:
    points = _points(signs, len(block.text), arrow=bool(_ARROWS.search(block.text)))
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


def _introduced(free: Sequence[Block], i: int) -> bool:
    """Return whether the block before announces this one as somebody's words: a colon before a quotation."""
    return (i > 0 and free[i].element.tag == "blockquote" and bool(_ENDS_COLON.search(free[i - 1].text))) or (
        i > 0 and _in_quote(free[i].element) and bool(_ENDS_COLON.search(free[i - 1].text)) and not _in_quote(free[i - 1].element)
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


def _commercial(document: Document, free: Sequence[Block], signs: Mapping[int, int], runs: Collection[int]) -> bool:
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
    shut = step > 0 and block.link_chars * 2 < len(block.text) and _shut(free, signs, i)
    if (
        _is_item(block)
        and before is not None
        and step > 0
        and (_ENDS_COLON.search(before.text) or _is_item(before) or points[i - 1] >= 2.0)
        and not (shut and not has & ~Sign.PRICE)
    ):
        return i
    if shut and not has & ~Sign.PRICE:
        return None
    # a gap of short lines, or of lines in the same voice, with the run going on behind it; a button or "not now" is a run's end
    last = free[i - step] if 0 <= i - step < len(free) else None
    if last is not None:
        said = signs[last.index]
        if _complete(said) or (step > 0 and len(last.text) <= 60 and said & (Sign.LATER | Sign.CLICK)):
            return None
    limit = 6 if step > 0 else 4
    for far in range(i + step, i + step * (limit + 1), step):
        if not 0 <= far < len(free):
            break
        gap = free[i:far] if step > 0 else free[far + 1 : i + 1]
        if not all(_bridges(one, signs[one.index]) for one in gap):
            break
        there = signs[free[far].index]
        if _complete(there):
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
    return box is not None and box.tag in _BOXES and any(_is_field(field) for field in box.iter("input", "textarea"))


def _shut(free: Sequence[Block], signs: Mapping[int, int], i: int, asking: int = Sign.ASK) -> bool:
    """Return whether a box ended right before ``i`` that asked and gave its reader something to press: whole, so what follows may be the story's.

    ``asking`` are the signs of which it has one.

    A box is one element around two blocks or more, no list; one that ends with a colon goes on in the list below it.
    """
    last, element = free[i - 1] if i else None, free[i].element
    if last is None or _ENDS_COLON.search(last.text):
        return False
    here = {element, *element.iterancestors()}
    box: lxml.html.HtmlElement | None = None
    at: lxml.html.HtmlElement | None = last.element
    while at is not None and at not in here:
        box, at = at, at.getparent()
    if box is None or box.tag not in _BOXES:
        return False
    every, held, pressed = 0, 0, False
    for j in range(i - 1, max(-1, i - 1 - _LONGEST_BOX), -1):
        block = free[j]
        if box is not block.element and box not in block.element.iterancestors():
            break
        held += 1
        every |= signs[block.index]
        if len(block.text) <= 90:
            pressed = pressed or block.link_chars * 2 > len(block.text) or bool(signs[block.index] & (Sign.CLICK | Sign.LATER))
    return held >= 2 and bool(every & asking) and pressed


def _complete(signs: int) -> bool:
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
    if points < 1.75 or not signs & _IN_REGISTER:
        return False
    return bool(signs & (Sign.YOU | Sign.WE)) or (size <= 120 and bool(signs & (Sign.CLICK | Sign.PRICE | Sign.MAIL | Sign.SELF | Sign.PERK)))


def _is_item(block: Block) -> bool:
    return block.tag in ("li", "dd", "dt") or bool(_LISTED.match(block.text)) or _parent_tag(block) == "li"


def _parent_tag(block: Block) -> str:
    parent = block.element.getparent()
    return parent.tag if parent is not None and isinstance(parent.tag, str) else ""


def _is_line(block: Block) -> bool:
    return len(block.text) <= 110 and not ENDS_SENTENCE.search(block.text) and block.tag not in ("h1", "h2", "h3")


def _bridges(block: Block, signs: int) -> bool:
    """Return whether a run may pass over ``block`` to what follows: lines, list items, and sentences in the first or second person."""
    size = len(block.text)
    if block.tag in ("h1", "h2", "h3") and not signs & _IN_REGISTER:
        return False
    return (
        (size <= 110 and not ENDS_SENTENCE.search(block.text))
        or (_is_item(block) and size <= 200)
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
