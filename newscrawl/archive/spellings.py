"""Which words of the index a word of a question means: ``lodz`` is Łódź too, ``strasse`` Straße, ``isik`` Işık, and the other way round.

The index folds what Unicode takes apart in Latin (é, ü, å, ş); letters with a stroke, without a dot, or made of two, and Greek ones with their
accents, which capitals and hasty readers leave out, it has as they are written. Rather than
keep such texts twice, a question is spread over the spellings that the index holds, and a hit is marked as its text has it.
"""

from __future__ import annotations

import contextlib
import itertools
import re
import sqlite3
from dataclasses import replace
from functools import lru_cache

from newscrawl.archive.language import Query
from newscrawl.archive.schema import TOKENIZER, WORDS

FOLDED = {
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss", "ё": "е",
    "ά": "α", "έ": "ε", "ή": "η", "ί": "ι", "ϊ": "ι", "ΐ": "ι", "ό": "ο", "ύ": "υ", "ϋ": "υ", "ΰ": "υ", "ώ": "ω",
}  # fmt: skip
"""Letters that the index has as they are written, and how they are written without."""
MOST_SPELLINGS = 64
"""Of one word, and of one phrase."""
MOST_LOOKS = 2_000
"""Into the index for one question, 50 µs each; what would need more is asked for as it was typed."""
LONGEST = 64
"""Letters of a word that is spread."""

_FOLD = str.maketrans(FOLDED)
_OTHERS: dict[str, list[str]] = {}
for _letter, _plain in FOLDED.items():
    _OTHERS.setdefault(_plain, []).append(_letter)
_MAY_VARY = re.compile("|".join((*FOLDED, *_OTHERS)))
_ASCII_WORD = re.compile("[a-z0-9]+")
_NEAR_OR_PHRASE = re.compile(r'NEAR\((?P<near>"[^"]*"(?: "[^"]*")*), (?P<number>\d+)\)|"(?P<phrase>[^"]*)"(?P<prefix> \*)?')
_PHRASE = re.compile('"([^"]*)"')


def spread(db: sqlite3.Connection, asked: Query) -> Query:
    """Return ``asked`` with each word in every spelling that the archive holds; spread already, as it is."""
    if asked.spread:
        return asked
    index = _Index(db)
    return replace(asked, match=_spread(index, asked.match), without=_spread(index, asked.without), spread=True)


class _Index:
    """The words of the archive's index, for as many looks as one question may take."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db, self.left = db, MOST_LOOKS

    def first(self, word: str) -> str:
        """Return the first word from ``word`` on, in the order of the index; empty where there is none, or no look is left."""
        if not self.left:
            return ""
        self.left -= 1
        row = self._db.execute(f"SELECT term FROM {WORDS} WHERE term >= ? LIMIT 1", (word,)).fetchone()  # noqa: S608 (a constant)
        return row[0] if row else ""


def _spread(index: _Index, match: str | None) -> str | None:
    """Return an FTS5 expression, as archive.language writes it, with its phrases in every spelling."""

    def options(found: re.Match[str]) -> str:
        if found["near"]:
            parts = [[f'"{one}"' for one in _phrases(index, text, prefix=False)] for text in _PHRASE.findall(found["near"])]
            spelled = [f"NEAR({' '.join(choice)}, {found['number']})" for choice in itertools.islice(itertools.product(*parts), MOST_SPELLINGS)]
        else:
            spelled = [f'"{one}"{found["prefix"] or ""}' for one in _phrases(index, found["phrase"], prefix=bool(found["prefix"]))]
        return f"({' OR '.join(spelled)})" if len(spelled) > 1 else spelled[0]

    return match and _NEAR_OR_PHRASE.sub(options, match)


def _phrases(index: _Index, text: str, *, prefix: bool) -> list[str]:
    """Return a word or phrase in every spelling; as it stands where there is only one."""
    words = words_of(text)
    if "" in words or not any(_MAY_VARY.search(word) or (prefix and word is words[-1]) for word in words):
        return [text]
    parts = [_spellings(index, word, prefix=prefix and place == len(words) - 1) for place, word in enumerate(words)]
    found = [" ".join(choice) for choice in itertools.islice(itertools.product(*parts), MOST_SPELLINGS)]
    return found if found != [" ".join(words)] else [text]


def _spellings(index: _Index, word: str, *, prefix: bool) -> list[str]:
    """Return the spellings of ``word``, as the index has words: the plain one, held or not, then others that are held (or, of a prefix, begun with).

    A walk along the letters, which goes on the way of another letter for as long as a word of the index begins so.
    """
    plain = word.translate(_FOLD)
    if len(word) > LONGEST:
        return list(dict.fromkeys((plain, word)))
    found: list[str] = []
    ways = [("", 0)]
    while ways and len(found) < MOST_SPELLINGS:
        spelled, place = ways.pop()
        if place == len(plain):
            if spelled == plain or prefix or index.first(spelled) == spelled:
                found.append(spelled)
            continue
        rest = plain[place:]
        for letters, others in _OTHERS.items():
            if rest.startswith(letters) or (prefix and len(rest) < len(letters) and letters.startswith(rest)):  # of stras* the s may be half a ß
                ways += [(way, place + len(rest[: len(letters)])) for other in others if index.first(way := spelled + other).startswith(way)]
        ways.append((spelled + rest[0], place + 1))
    if word not in found and (not index.left or len(found) == MOST_SPELLINGS):
        found.append(word)
    return found


@lru_cache(maxsize=1024)
def words_of(text: str) -> tuple[str, ...]:
    """Return the words of ``text`` as the index would have them; an empty one for a mark that stands alone."""
    if text.isascii():
        return tuple(_ASCII_WORD.findall(text.lower()))
    with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        db.execute(f'CREATE VIRTUAL TABLE search USING fts5 (text, tokenize = "{TOKENIZER}")')
        db.execute("CREATE VIRTUAL TABLE words USING fts5vocab (search, instance)")
        db.execute("INSERT INTO search (text) VALUES (?)", (text,))
        return tuple(term or "" for (term,) in db.execute('SELECT term FROM words ORDER BY "offset"'))
