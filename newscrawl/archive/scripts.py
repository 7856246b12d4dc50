"""How writing without spaces, and writing with optional marks, is put into an index that splits at spaces."""

from __future__ import annotations

import re

# Each character a word of its own, so that any two-character word is a phrase of two: Han, kana, Hangul, bopomofo, and fullwidth forms of them.
_SINGLE = "\u3005-\u3007\u3040-\u30ff\u3100-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
_SINGLE += "\uff66-\uff9f\U00020000-\U0003ffff"
# A letter with its vowel and tone signs: Thai, Lao, Khmer, Myanmar, which put no space between words.
_CLUSTERED = "\u0e00-\u0e7f\u0e80-\u0eff\u1780-\u17ff\u1000-\u109f"
_SIGNS = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd"
_SIGNS += "\u17b4-\u17d3\u17dd\u102b-\u103e\u1056-\u1059\u105e-\u1060\u1062-\u1064\u1067-\u106d\u1071-\u1074\u1082-\u108d"
# Readers write Arabic and Hebrew with and without these: points, vowels, cantillation, the stretching tatweel.
_OPTIONAL = "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f"
_OPTIONAL += "\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
# One letter in several spellings, as every Arabic search engine folds them (Lucene's ArabicNormalizer).
_SPELLINGS = {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ة": "ه", "ک": "ك"}
_SPELLINGS |= {chr(0xFF01 + i): chr(0x21 + i) for i in range(94)}  # fullwidth Latin

_UNIT = re.compile(f"[{_SINGLE}]|[{_CLUSTERED}][{_SIGNS}]*")
_RUN_SINGLE = re.compile(f"[{_SINGLE}]+")
_RUN_CLUSTERED = re.compile(f"[{_CLUSTERED}][{_SIGNS}{_CLUSTERED}]*")
_SPACES = re.compile(" {2,}")
_DROPPED = re.compile(f"[{_OPTIONAL}]")
_RESPELLING = str.maketrans(_SPELLINGS)
_ANY = re.compile(f"[{_SINGLE}{_CLUSTERED}{_OPTIONAL}{''.join(map(re.escape, _SPELLINGS))}]")


def needs_own_form(text: str) -> bool:
    """Return whether ``text`` is indexed in a form other than its own."""
    return not text.isascii() and _ANY.search(text) is not None


def _spaced(run: re.Match[str]) -> str:
    return f" {' '.join(_UNIT.findall(run[0]))} "


def indexed_form(text: str) -> str:
    """Return ``text`` as it is indexed: unspaced writing spaced out, optional marks dropped, spellings folded. Idempotent."""
    if not needs_own_form(text):
        return text
    text = _DROPPED.sub("", text).translate(_RESPELLING)
    # Run by run, not letter by letter: a tenth of the time on Chinese.
    text = _RUN_CLUSTERED.sub(_spaced, _RUN_SINGLE.sub(lambda run: f" {' '.join(run[0])} ", text))
    return _SPACES.sub(" ", text)


def is_optional(char: str) -> bool:
    """Return whether readers write words with and without ``char``."""
    return _DROPPED.match(char) is not None


def indexed_offsets(text: str) -> tuple[str, list[int]]:
    """Return ``indexed_form(text)`` and, for each of its characters, the place in ``text`` it comes from (a space put in: of what follows)."""
    out: list[str] = []
    places: list[int] = []

    def put(piece: str, place: int) -> None:
        if piece == " " and out and out[-1] == " ":
            return
        out.append(piece)
        places.append(place)

    position = 0
    kept = [(i, _SPELLINGS.get(c, c)) for i, c in enumerate(text) if not _DROPPED.match(c)]
    if not needs_own_form(text):
        return text, list(range(len(text)))
    form = "".join(c for _, c in kept)
    for found in _UNIT.finditer(form):
        for place, char in kept[position : found.start()]:
            put(char, place)
        put(" ", kept[found.start()][0])
        for place, char in kept[found.start() : found.end()]:
            put(char, place)
        put(" ", kept[found.end() - 1][0] + 1)
        position = found.end()
    for place, char in kept[position:]:
        put(char, place)
    return "".join(out), places
