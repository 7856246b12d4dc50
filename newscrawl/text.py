"""The text gate that every field passes, and words as all rooms count them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# What may not get through: C0 and C1 controls but tab and newline, lone surrogates, bidi overrides and isolates, zero-width joiners' misuse
# is legal text (Persian, emoji), so ZWJ and ZWNJ stay; BOM, soft hyphen, interlinear marks, noncharacters and tag characters go.
_BARRED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff0-\ufffb\ufffe\uffff\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)
_LONG = 1_000_000
_BREAKS = re.compile("\r\n?|[\x85\u2028\u2029\x0b\x0c]")
_SPACES = re.compile(r"[^\S\n]+")
_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\u0e00-\u0e7f"
_WORD = re.compile(rf"[{_CJK}]|[^\W{_CJK}]+")
# The same for text without such characters, at half the price.
_CJK_CHARACTER = re.compile(f"[{_CJK}]")
_SPACED_WORD = re.compile(r"\w+")


# No part of a word in any form of the text; folding may spell them otherwise, but with no letter.
_TYPED = "\u2019\u201c\u201d\u2013\u2014\u2018\u2026\xa0\u201e"


def clean(value: object) -> str | None:
    """Return ``value`` as one clean line: controls gone, NFC, white space folded. None if nothing is left or it is no string.

    Idempotent.
    """
    if not isinstance(value, str):
        return None
    if not value.isprintable():  # what is barred is not, nor any white space but the space
        value = _BARRED.sub("", _BREAKS.sub(" ", value).replace("\t", " ").replace("\n", " "))
    elif "  " not in value and value[:1] != " " != value[-1:] and (value.isascii() or unicodedata.is_normalized("NFC", value)):
        return value or None  # almost every field: there is nothing to do
    return unspaced(unicodedata.normalize("NFC", value)) or None


def unspaced(text: str) -> str:
    """Return ``text`` with its white space folded to single spaces, none around it."""
    if len(text) < _LONG:
        text = text.strip()
        # Most text is as it should be; what is printable has no other white space than spaces.
        return text if "  " not in text and text.isprintable() else " ".join(text.split())
    # Piece by piece: a list of all words of a huge paragraph takes twelve times its size.
    parts: list[str] = []
    gap = False
    for start in range(0, len(text), _LONG):
        piece = text[start : start + _LONG]
        if said := " ".join(piece.split()):
            if parts and (gap or piece[0].isspace()):
                parts.append(" ")
            parts.append(said)
            gap = piece[-1].isspace()
        else:
            gap = True
    return "".join(parts)


def folded(text: str) -> str:
    """Return ``text`` for comparison: NFKC, case folded, marks kept."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFKC", text).casefold()


# Each character of Latin-1 as it stands in a word, or a space for what is no part of one; the same when folded; and what folds to more than one.
_LATIN_GAPS = bytes(code if chr(code).isalnum() or chr(code) == "_" else 32 for code in range(256))
_LATIN_SHAPE = bytes(32 if code == 32 else 97 for code in _LATIN_GAPS)
"""Every character of a word as an ``a``: a word begins where one follows a space."""
_FOLDS = [folded(chr(code)) for code in range(256)]
_LATIN_ODD = bytes(code for code, fold in enumerate(_FOLDS) if (len(fold) > 1 or fold > "\xff") and any(map(str.isalnum, fold)))
_LATIN_FOLDED = bytes(_LATIN_GAPS[ord(fold)] if len(fold) == 1 and fold <= "\xff" else 32 for fold in _FOLDS)


def both_cases(pattern: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return ``pattern``, written in lower case, for ASCII put into lower case, and for any text in any case.

    To ignore case costs a long list of words its quickest test, whether the next letter is that of the word: four times the price.
    """
    return re.compile(pattern.replace("ı", "[ıi]").replace("A-Z", "a-z")), re.compile(pattern, re.IGNORECASE)


def words(text: str) -> list[str]:
    """Return the words of ``text`` in order; a Chinese, Japanese, Korean or Thai character is a word."""
    latin = _latin(text if text.isascii() else untyped(text))
    return _far_words(text) if latin is None else latin.translate(_LATIN_GAPS).decode("latin-1").split()


def _latin(text: str) -> bytes | None:
    """Return ``text`` in Latin-1, None if it has other characters: tables of bytes find the words of German or French at a sixth of the price, and of
    English at two thirds of what a table of characters takes."""
    try:
        return text.encode("latin-1")
    except UnicodeEncodeError:
        return None


def _far_words(text: str) -> list[str]:
    return (_WORD if _CJK_CHARACTER.search(text) else _SPACED_WORD).findall(text)


def folded_words(text: str) -> list[str]:
    """Return the words of ``text`` for comparison: ``words`` of it ``folded``."""
    plain = text if text.isascii() else untyped(text)
    if plain.isascii():
        return plain.encode().translate(_LATIN_FOLDED).decode("latin-1").split()
    latin = _latin(plain.replace("ß", "ss"))
    if latin is None or len(latin.translate(None, _LATIN_ODD)) < len(latin):
        return _far_words(folded(text))
    return latin.translate(_LATIN_FOLDED).decode("latin-1").split()


def untyped(text: str) -> str:
    """Return ``text`` with a space for what typography puts between words: of many a text nothing but ASCII is left, which costs a third."""
    for sign in _TYPED:
        text = text.replace(sign, " ")
    return text


def count_words(text: str) -> int:
    """Return how many ``words`` there are, a huge text's counted piece by piece."""
    if len(text) < _BRIEF:
        return _known_count(text)
    if len(text) < _LONG:
        return _count(text)
    count = _count(text[:_LONG])
    for start in range(_LONG, len(text), _LONG):
        across = _WORD.match(text[start - 1 : start + 1])  # one that is cut is counted on both sides
        count += _count(text[start : start + _LONG]) - (across is not None and across.end() == 2)
    return count


_BRIEF = 10_000


@lru_cache(maxsize=1_024)
def _known_count(text: str) -> int:
    """Return ``_count`` of a paragraph, remembered for a moment: whoever reads a page asks for its blocks' sizes, three rooms of them."""
    return _count(text)


def _count(text: str) -> int:
    plain = text if text.isascii() else untyped(text)
    if (latin := _latin(plain)) is not None:
        return _beginnings(latin)
    # White space parts words in any script: what stands between it and is ASCII, most of a Western text, is counted by itself.
    pieces = plain.split()
    far = [piece for piece in pieces if not piece.isascii()]
    if 3 * len(far) > len(pieces):
        return len(words(plain))
    return _beginnings(" ".join([piece for piece in pieces if piece.isascii()]).encode()) + len(words(" ".join(far)))


def _beginnings(latin: bytes) -> int:
    """Return how many words begin in a text in Latin-1: a third of what it costs to have them."""
    shape = latin.translate(_LATIN_SHAPE)
    return shape.count(b" a") + shape.startswith(b"a")


def count_whole_words(text: str, parts: int | None = None) -> int:
    """Return how many words a reader counts: ``count_words``, but vowel signs, points and joiners (हिन्दी, فُتِحَ, می‌رود) part none, as UAX #29 has it.

    ``parts``: what ``count_words`` gives, where that is known. ``words`` parts there, and all that is learned and compared is in such words.
    """
    # What is Latin-1 but for typography has no signs: a quarter of what it costs to look for them.
    if text.isascii() or _latin(untyped(text)) is not None or _signs().search(text) is None:
        return count_words(text) if parts is None else parts
    return count_words(_signs().sub("", text))


@lru_cache(maxsize=1)
def _signs() -> re.Pattern[str]:
    """Return what matches runs of combining marks and joiners, but for scripts in which each character is counted."""
    marks = [chr(code) for code in range(0x300, 0xFFFE) if unicodedata.category(chr(code)) in ("Mn", "Mc")]
    return re.compile(f"[{''.join(mark for mark in marks if not _CJK_CHARACTER.match(mark))}\u200c\u200d]+")


def counted(number: int, noun: str) -> str:
    """Return a number and its English noun, in the plural where it is not one: "1 address", "1,204 stories"."""
    if number == 1:
        return f"1 {noun}"
    if noun.endswith("y"):
        noun = f"{noun[:-1]}ie"
    return f"{number:,} {noun}{'es' if noun.endswith(('s', 'x', 'ch')) else 's'}"
