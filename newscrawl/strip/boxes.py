"""Boxes apart from the story's column that are furniture by their words and by what they are, and small ones with a field to fill in."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from itertools import takewhile

import lxml.html

from newscrawl.blocks import Block
from newscrawl.document import Document
from newscrawl.items import FurnitureKind
from newscrawl.strip.kinds import points_of
from newscrawl.strip.lexicon import Sign
from newscrawl.strip.shape import Box, Mark, Surroundings

_LISTED = re.compile(r"^[•·▪●‣✓✔☑★\-–—*]\s")
IN_REGISTER = Sign.ASK | Sign.SELF | Sign.PERK | Sign.PRICE | Sign.CLICK | Sign.MAIL
_APART = Box.OVERLAY | Box.ASIDE | Box.FORM | Box.OFFER | Box.MAILING
NAMED = _APART | Box.SHARING | Box.RELATED | Box.AUTHOR | Box.COMMENTS
_MAX_BOX = 4_000
"""Characters of a box apart that can be an offer; what holds more is a column of the page."""
LONGEST_BOX = 24
"""Blocks of a box that are looked at to see whether it is whole."""


def find_boxes(
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
    named_so = [block for block in boxed if boxes[block.index] & NAMED]
    for block in named_so:
        path[block.index] = around.named(block.element, NAMED)
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
            for block in group:
                if any(map(_is_dialog, path[block.index])):
                    marks[block.index] = Mark("other", "structure", "a dialog with a button to answer it")
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


def find_forms(document: Document, window: Sequence[Block], in_body: Collection[int], around: Surroundings) -> dict[int, Mark]:
    """Return the blocks of small boxes inside the story's column with a field to fill in: what stands around it says what is sent."""
    boxes_of: dict[lxml.html.HtmlElement, list[lxml.html.HtmlElement]] = {}
    for form in document.by_tag["form"]:
        boxes = list(takewhile(lambda one: one not in around.trunk and one.tag not in ("body", "article", "main"), above_it(form, 2)))
        if any(map(around.holds, boxes)) and form.get("role") != "search" and any(map(is_field, form.iter("input"))):
            boxes_of[form] = boxes
    if not boxes_of:
        return {}  # as on most pages, whose forms stand in their foot
    around_forms: dict[lxml.html.HtmlElement, list[Block]] = {element: [] for boxes in boxes_of.values() for element in boxes}
    met: dict[lxml.html.HtmlElement | None, list[lxml.html.HtmlElement]] = {}  # most blocks have their parent in common
    for block in window:
        parent = block.element.getparent()
        if (around_it := met.get(parent)) is None:
            above = (parent, *above_it(parent, 2)) if parent is not None else ()
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


def is_field(element: lxml.html.HtmlElement) -> bool:
    """Return whether somebody writes into ``element``: what they look for is no answer to what stands around it."""
    kind, name = (element.get("type") or "text").lower(), (element.get("name") or "").lower()
    return kind in ("text", "email", "tel") and name not in ("s", "q", "query", "search")


def _is_dialog(element: lxml.html.HtmlElement) -> bool:
    """Return whether ``element`` says that it is a dialog, and has something to press and little to read, whatever the language."""
    if element.tag != "dialog" and element.get("role") not in ("dialog", "alertdialog"):
        return False
    return next(element.iter("button"), None) is not None and len(element.text_content()) <= _MAX_DIALOG


_MAX_DIALOG = 1_000


def _is_digest(group: Sequence[Block], body: Sequence[int]) -> bool:
    """Return whether a box at the text's end has two lines or more that are links and nothing else, and about as many beginnings of stories."""
    if group[0].index <= body[len(body) // 2] or sum(1 for index in body if index > group[-1].index) > 1:
        return False
    links = sum(1 for block in group if block.link_chars * 10 >= len(block.text) * 9)
    rest = [block for block in group if block.link_chars * 10 < len(block.text) * 9]
    return links >= 2 and len(rest) <= links + 1 and all(len(block.text) <= 400 for block in rest)


def _tells(block: Block, signs: int) -> bool:
    """Return whether ``block`` is a paragraph that neither asks nor offers nor speaks to anybody."""
    return len(block.text) >= 100 and not signs & (IN_REGISTER | Sign.YOU | Sign.WE | Sign.GREET) and block.link_chars * 2 < len(block.text)


def _box_kind(every: int, named: int, group: Sequence[Block], *, after: bool) -> tuple[FurnitureKind, str] | None:
    """Return (kind, evidence) of a box whose blocks are ``group`` and which bears ``every`` sign of theirs, or None where it says too little."""
    size = sum(len(block.text) for block in group)
    linked = sum(block.link_chars for block in group)
    longest = max(len(block.text) for block in group)
    asks = bool(every & (Sign.ASK | Sign.GREET)) and bool(every & (Sign.SELF | Sign.PERK | Sign.PRICE | Sign.YOU | Sign.WE | Sign.MAIL))
    if linked < 0.7 * size:
        if named & _APART and every & Sign.MAIL and every & (Sign.ASK | Sign.YOU) and size <= 1_500 and not every & Sign.PRICE:
            return "newsletter", "a box apart that asks for an address"
        if named & _APART and asks and points_of(every, size, arrow=False) >= (2.75 if named & (Box.OVERLAY | Box.OFFER | Box.FORM) else 3.5):
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


def above_it(element: lxml.html.HtmlElement, most: int) -> list[lxml.html.HtmlElement]:
    """Return the elements around ``element``, innermost first, ``most`` of them."""
    found: list[lxml.html.HtmlElement] = []
    at = element.getparent()
    while at is not None and len(found) < most:
        found.append(at)
        at = at.getparent()
    return found


def is_item(block: Block) -> bool:
    return block.tag in ("li", "dd", "dt") or bool(_LISTED.match(block.text)) or parent_tag(block) == "li"


def parent_tag(block: Block) -> str:
    parent = block.element.getparent()
    return parent.tag if parent is not None and isinstance(parent.tag, str) else ""
