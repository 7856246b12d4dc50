"""What a block says, in nobody's quotation marks, and what that makes it look like."""

from __future__ import annotations

import re
from collections.abc import Sequence

import lxml.html

from newscrawl.items import FurnitureKind
from newscrawl.strip.lexicon import Sign, may_ask, signs_of_each
from newscrawl.strip.parts import MAX_LINE
from newscrawl.strip.shape import Box

_QUOTED = re.compile('“[^”]{1,600}[”]|«[^»]{1,600}»|„[^“”]{1,600}[“”]|「[^」]{1,600}」|"[^"]{1,600}"|”[^”]{1,600}”')
QUOTES = re.compile('[“«„「"”]')
ARROWS = re.compile(r"(?:>>+|»|›|→|➜|➔|▶|⟶)\s*$")
TOOL = 60
"""Characters of a line that says how long the text takes to read or where to listen to it."""
MAX_BLOCK = 1_000
"""Characters of one block of an appeal; the longest seen have 700."""
HEADINGS = frozenset(("h1", "h2", "h3", "h4"))


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
    if signs & Sign.TOOL and size <= TOOL:
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
    if (signs & Sign.GREET and size <= MAX_LINE) or (signs & Sign.LATER and size <= 30 and boxes):  # "two years later" is a subhead
        return "appeal"
    points = points_of(signs, size, arrow=False)
    if points >= 2.75 and signs & (Sign.ASK | Sign.GREET | Sign.CLICK) and signs & (Sign.SELF | Sign.PERK | Sign.PRICE | Sign.WE | Sign.YOU):
        return "plug" if signs & Sign.CLICK and size <= 300 else "appeal"
    if signs & Sign.ASK and signs & Sign.CLICK and size <= 320:
        return "plug"
    if boxes & (Box.OFFER | Box.OVERLAY | Box.FORM) and signs & (Sign.ASK | Sign.SELF | Sign.PERK | Sign.PRICE | Sign.YOU | Sign.CLICK):
        return "appeal"
    if signs & Sign.ASK and signs & (Sign.WE | Sign.YOU) and size <= MAX_BLOCK:
        return "other"
    if (signs & Sign.FOLLOW or signs & Sign.APP) and size <= 250 and signs & (Sign.WE | Sign.YOU | Sign.CLICK | Sign.SHARE | Sign.CHANNEL):
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
    telling = [text for text in unheard if (size := len(text)) <= MAX_LINE or (size <= MAX_BLOCK and may_ask(text))]
    _HEARD.update(zip(telling, signs_of_each(list(map(unquoted, telling))), strict=True))
    return [_HEARD[text] for text in texts]


def unquoted(text: str) -> str:
    """Return ``text`` without what stands in quotation marks."""
    quoting = '"' in text if text.isascii() else QUOTES.search(text) is not None
    return _QUOTED.sub(" ", text) if quoting else text


def points_of(signs: int, size: int, *, arrow: bool) -> float:
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
