"""What the name of an element says in one of its words: side matter, text, a lead-in, a caption, readers' comments, something hidden."""

from __future__ import annotations

import re
from functools import lru_cache

# What a class or id says in one of its words. Kept short: on the corpus such words are worth little beside structure.
_SIDE_WORDS = frozenset(
    (
        "ad ads advert advertisement author authors bio breadcrumb breadcrumbs byline comment comments consent cookie copyright cta "
        "disclaimer donate footer gallery header login menu meta modal nav navbar navigation newsletter outbrain pagination partner popular "
        "popup promo promoted recirc recommend recommended related respond share sharing sidebar signup social sponsor sponsored subscribe "
        "subscription taboola tag tags teaser teasers toc toolbar trending widget widgets"
    ).split()
)
_TEXT_WORDS = frozenset(
    (
        "article articlebody articletext body bodytext content copy entry maincontent paragraph post postbody postcontent richtext story "
        "storybody storytext text"
    ).split()
)
_LEAD_WORDS = frozenset(
    (
        "abstract chapo deck dek description excerpt intro kicker lead lede standfirst sub subhead subheading subheadline subline subtitle "
        "summary teaser vorspann"
    ).split()
)
_COMMENT_WORDS = frozenset(
    ("comment commentlist comments commenter commento disqus reply replies respond kommentar kommentare commentaires comentarios leserbriefe").split()
)
_HIDDEN_WORDS = frozenset("hidden hide invisible offscreen screenreader sr visually visuallyhidden".split())
_CAPTION_WORDS = frozenset("caption captions credit credits copyright figcaption bildunterschrift legend photo foto image picture gallery".split())
WORD_IN_NAME = re.compile("[a-z]+|[A-Z][a-z]*")
Hints = tuple[bool, bool, bool, bool, bool, bool]
NO_HINTS = (False,) * 6


_SAID: dict[str, int] = {}
for _bit, _words in enumerate((_SIDE_WORDS, _TEXT_WORDS, _LEAD_WORDS, _CAPTION_WORDS, _COMMENT_WORDS, _HIDDEN_WORDS)):
    for _word in _words:
        _SAID[_word] = _SAID.get(_word, 0) | 1 << _bit
_SAYING = frozenset(_SAID)
HINTS: tuple[Hints, ...] = (NO_HINTS, *((b & 1 > 0, b & 2 > 0, b & 4 > 0, b & 8 > 0, b & 16 > 0, b & 32 > 0) for b in range(1, 64)))


_LETTERS_APART = bytes(code if chr(code).islower() and code < 128 else 32 for code in range(256))


def said_by(name: str) -> int:
    """Return whether a class or id speaks of side matter, text, a lead-in, a caption, readers' comments, something hidden: a place in HINTS."""
    # Most names have small letters only, and what splits them costs a third of the expression.
    plain = name.islower() and name.isascii()
    words = name.encode().translate(_LETTERS_APART).decode("ascii").split() if plain else map(str.lower, WORD_IN_NAME.findall(name))
    said = 0
    for word in _SAYING.intersection(words):
        said |= _SAID[word]
    return said


@lru_cache(maxsize=20_000)
def name_of(value: str) -> tuple[str, str, int]:
    """Return a class or id without white space around it, its first word, and what it speaks of."""
    named = value.strip()
    return named, named.split(None, 1)[0] if named else "", said_by(named[:200])


LONG_NAME = 200
"""Characters of a class from which it is looked at each time anew: hostile pages have long ones, and nothing should hold them."""
