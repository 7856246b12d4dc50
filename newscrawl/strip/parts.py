"""The parts that letters to readers are made of, whatever they say: a cross to close them, a greeting, an offer with its price, a list of
what it brings, thanks, signatures, a button.

Pasted flat among the paragraphs of a story, such a letter keeps its shape: lines that are no sentences, in this order, with nothing of the
story between. Most parts are known by shape alone, so a language without a lexicon shows them too. No part alone says anything.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from newscrawl.strip.lexicon import Sign


class Part:
    """What a block of a letter is; a block may be several, joined in one int."""

    CROSS = 1 << 0
    """A cross that closed the box."""
    COMMA = 1 << 1
    """A line of a few words that ends with a comma: how letters greet, and how they take their leave."""
    GREET = 1 << 2
    THANKS = 1 << 3
    OFFER = 1 << 4
    """A price for a period, or a price and a colon."""
    COLON = 1 << 5
    ITEM = 1 << 6
    BUTTON = 1 << 7
    """Words in capitals, or words to press or to be asked later."""
    LINE = 1 << 8
    """Short, and no sentence."""
    SPEAKS = 1 << 9
    """Speaks to somebody, in nobody's quotation marks."""
    ASKS = 1 << 10
    """Words of asking, of the medium, of what payers get."""
    PLEADS = 1 << 11
    """Speaks to somebody and of itself. One alone is little: a pronoun of one language is a preposition of another."""
    WHOLE = 1 << 12
    """A plug or a newsletter line, whole in itself: no letter goes on over it."""
    JOIN = 1 << 13
    """A line to press that leads, by its address, to where this very site is joined or paid."""


CLOSERS = frozenset(["x", "×", "✕", "✖", "✗", "╳", "⨯", "⊗", "❌", "[x]", "(x)"])
ENDS_SENTENCE = re.compile(r"[.!?…。！？؟।॥۔։።។။]['\"”“»«’)\]]*$")
COMMAS = (",", "،", "，")
_COLONS = (":", "：")
_LISTED = re.compile(r"^[•·▪●‣✓✔☑★›\-–—*]\s")
_ARROWS = re.compile(r"(?:>>+|»|›|→|➜|➔|▶|⟶)$")
_ASKING = Sign.ASK | Sign.SELF | Sign.PERK | Sign.MAIL
MAX_LINE = 160
"""Characters up to which a block can be a line of a letter, and is looked at word by word; a longer one only if it may speak of the medium."""


@lru_cache(maxsize=1_024)
def parts_of(text: str, signs: int, listed: bool) -> int:
    """Return what ``text`` would be in a letter; ``signs`` are its words', ``listed`` says that its element makes it an item."""
    size = len(text)
    found = 0
    if signs & (Sign.YOU | Sign.WE):
        found |= Part.SPEAKS
        if signs & Sign.YOU and signs & Sign.WE:
            found |= Part.PLEADS
    if signs & _ASKING:
        found |= Part.ASKS
    if signs & Sign.PRICE and size <= 240 and (signs & Sign.PERIOD or text.endswith(_COLONS)):
        found |= Part.OFFER
    if listed or _LISTED.match(text):
        found |= Part.ITEM
    if size > MAX_LINE:
        return found
    if size <= 3 and text.casefold() in CLOSERS:
        return found | Part.CROSS | Part.LINE
    if text.endswith(_COLONS):
        found |= Part.COLON
    elif text.endswith(COMMAS):
        if size <= 70 and len(text.split()) <= 8 and not any(letter.isdigit() for letter in text):
            found |= Part.COMMA
        found |= Part.LINE
    elif not ENDS_SENTENCE.search(text) and size <= 120:
        found |= Part.LINE
        if (signs & (Sign.LATER | Sign.CLICK) and size <= 80) or _shouts(text) or (_ARROWS.search(text) and size <= 60):
            found |= Part.BUTTON
    if signs & Sign.GREET and size <= 90:
        found |= Part.GREET
    if signs & Sign.THANKS and size <= 90:
        found |= Part.THANKS
    return found


def _shouts(text: str) -> bool:
    """Return whether ``text`` opens with two words in capitals or more, which are most of its letters; scripts without capitals never shout."""
    words = text.split()[:12]
    loud = 0
    for word in words:
        letters = [letter for letter in word if letter.isalpha()]
        if letters and not all(letter.isupper() for letter in letters):
            break
        loud += len(letters)
    return len(words) >= 2 and loud >= 8 and loud * 2 >= sum(letter.isalpha() for letter in text)


def is_letter(parts: Sequence[int]) -> bool:
    """Return whether blocks in a row with these parts make a letter that sells or asks: how it opens, what it offers, how it ends."""
    union = 0
    for one in parts:
        union |= one
    sells = bool(union & Part.OFFER)
    presses = bool(union & Part.BUTTON)
    if not sells and not presses:
        return False
    listed = any(before & Part.COLON and after & Part.ITEM for before, after in pairwise(parts))
    first, last = parts[0], parts[1:]
    opens = bool(first & (Part.CROSS | Part.COMMA | Part.GREET)) or (len(parts) > 1 and bool(parts[1] & Part.GREET))
    leaves = any(one & (Part.THANKS | Part.COMMA) for one in last)
    signed = any(
        before & (Part.THANKS | Part.COMMA) and not before & Part.GREET and after & Part.LINE and not after & (Part.ITEM | Part.BUTTON)
        for before, after in pairwise(last)
    )
    if not sells and not union & Part.ASKS and not (listed and opens and leaves and signed):
        return False  # no word of it is understood: then it must have a letter's whole shape
    score = 2 * sells + 2 * presses + bool(union & Part.JOIN) + listed + opens + leaves + signed + bool(union & Part.SPEAKS) + bool(union & Part.ASKS)
    return score >= 6 and (opens or leaves)


def shapes(parts: Sequence[int]) -> int:
    """Return how many different shapes of a letter blocks in a row show; a line under a colon is an item here, since counts know no elements."""
    union = 0
    for one in parts:
        union |= one
    listed = any(before & Part.COLON and after & (Part.ITEM | Part.LINE) for before, after in pairwise(parts))
    return (
        bool(union & Part.CROSS)
        + bool(union & (Part.COMMA | Part.GREET))
        + listed
        + bool(union & Part.OFFER)
        + bool(union & Part.BUTTON)
        + bool(union & Part.THANKS)
        + bool(union & Part.ASKS)
    )
