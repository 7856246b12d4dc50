"""Dates as people write them, in any language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache

from newscrawl.extract.calendars import (
    BUDDHIST,
    ERA,
    ERAS,
    MONTH_PAIRS,
    MONTH_WORDS,
    MONTHS,
    MONTHS_HERE,
    PERSIAN_LANGUAGES,
    PERSIAN_MONTHS,
    THAI,
    THAI_MONTHS,
    folded_month,
    from_persian,
)
from newscrawl.extract.stamps import CEILING, FLOOR, MAX_RAW, SLACK, Stamp, epoch_stamp, iso_stamp, stamp_of, zone_of
from newscrawl.text import clean

SIGNS = "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0900-\u0963\u0970-\u0dff\u0e31-\u0e4e\u0eb0-\u0ecd\u102b-\u103e\u17b4-\u17d3"
"""Vowel signs and marks, which are no letters to the expressions, and belong to their word."""


def date_spans(text: str, language: str) -> list[tuple[int, int]]:
    """Return where dates stand in ``text``, each with the time beside it."""
    found = []
    for start, end, *_ in spans_in(text, language):
        clock = _CLOCK_AFTER.match(text, end)
        found.append((start, clock.end() if clock else end))
    return found


_CLOCK_AFTER = re.compile(
    r"[\s,|/·•–—-]{0,4}(?:(?:at|um|à|a las|às|alle(?: ore)?|om|kl\.?|klo|о|в|-|–)\s)?\s?\d{1,2}(?:[:.h]\d{2}){1,2}"
    r"(?:\s?(?:Uhr|uur|h\b|[ap]\.?m\b\.?))?(?:\s?(?:[A-Z]{2,5}\b|[+-]\d{1,2}:?\d{2}))?",
)


class Reader:
    """Reads strings as dates for one page; keeps the first that claimed to be one and was none."""

    def __init__(self, language: str, latest: datetime | None, months: frozenset[tuple[int, int]] = frozenset()) -> None:
        self.language = language
        self.months = months
        self.latest = latest
        self.refused: str | None = None

    def machine(self, value: object) -> Stamp | None:
        """Return a date from a field that should hold nothing else: a string, an epoch, ``{"@value": …}``, the first of a list."""
        if isinstance(value, list):
            value = value[0] if value else None
        if isinstance(value, dict):
            value = value.get("@value")
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            return None
        text = clean(str(value)[: 4 * MAX_RAW])
        if not text:
            return None
        raw = text[:MAX_RAW]
        stamp = self._plausible(epoch_stamp(text) or iso_stamp(text)) if len(text) <= MAX_RAW else None
        if stamp is None and len(text) <= MAX_RAW and not isinstance(value, int | float):
            stamp = self.words(raw)
        if stamp is None and self.refused is None and any(c.isdigit() or c == "?" for c in raw):
            self.refused = raw
        return replace(stamp, raw=raw) if stamp else None

    def words(self, text: str) -> Stamp | None:
        """Return the first date that people wrote in ``text``."""
        return next(self.all_words(text), None)

    def all_words(self, text: str) -> Iterator[Stamp]:
        for stamp in written_stamps(text[: 2 * MAX_RAW], self.language, self.latest, self.months):
            if self._plausible(stamp):
                yield stamp

    def _plausible(self, stamp: Stamp | None) -> Stamp | None:
        if stamp is None or not FLOOR <= stamp.when < CEILING:
            return None
        return stamp if self.latest is None or stamp.when - self.latest <= SLACK else None


DIGIT = re.compile(r"\d")
NUMBERS = re.compile(r"\d\D+\d")
"""Two of them: however a date is written, it has a day or a month, and a year, in figures. Most lines with a figure have one number."""
_NATIVE_DIGIT = re.compile(r"[^\D0-9]")
# A word keeps its vowel signs and marks, which are no letters to the expressions; a year may be glued to its clock ("202409:30").
_TOKEN = re.compile(rf"\d{{4}}(?=\d\d?:\d\d)|\d+|(?:[^\W\d_]|[{SIGNS}])+|[^\w\s]")
_ASCII_LETTERS = bytes(ord(chr(code).lower()) if code < 128 and chr(code).isalpha() else 32 for code in range(256))
_NUMERIC = re.compile(
    r"(?<![\d.,/:-])(\d{1,4})\s?([./\-\u2010\u2011\u2013])\s?(\d{1,2})\s?\2\s?(\d{4}(?=\d\d:\d\d)|\d{2}(?=\d\d:\d\d)|(?:\d{4}|\d{2})(?![\d/-])(?!\.\d))",
    re.ASCII,
)
_FAR_MARK = re.compile("[\u2010\u2011\u2013]")
_EAST_ASIAN = re.compile(r"(?<!\d)(\d{4})\s?(?:[年년]|оны)\s?(\d{1,2})\s?(?:[月월]|(?:-?р\s)?сарын)\s?(\d{1,2})\s?[日일号]?", re.ASCII)
_EASTERN = re.compile("[年년\u0e00-\u0e7f]|оны")  # what East Asia's, Mongolia's and Thailand's ways to write a date all have one of
CLOCK = re.compile(
    r"(?<![\d.,])(\d{1,2})(?:[:\u2236h](\d{2})(?::(\d{2})(?:[.,]\d{1,9}(?=\s?(?:Z\b|[+\u2212-]\d)))?)?"
    r"|\.(\d{2})(?=\s?(?:Uhr|[hH]s?\b|[A-Z]{3,4}\b|[ap]\.?m\b)))(?!\d)\s{0,2}(.{0,24})",
    re.ASCII | re.DOTALL,
)
_GLUE = frozenset(
    {
        ".",
        ",",
        "de",
        "of",
        "del",
        "th",
        "st",
        "nd",
        "rd",
        "er",
        "\u00ba",
        "\u00aa",
        "d",
        "m",
        "g",
        "a",
        "r",
        "г",
        "-",
        "/",
        "'",
        "\u2019",
        "den",
        "|",
        "\u00b7",
        "\u060c",  # the Arabic comma
        "năm",
        "gada",
        "жыл",
        "жылғы",
        "թ",
        "го",
        "ko",
    }
)


def written_stamps(text: str, language: str, latest: datetime | None = None, months: frozenset[tuple[int, int]] = frozenset()) -> Iterator[Stamp]:
    """Yield the dates in ``text`` by kind of writing: ISO and numbers, East Asian, months by name. With the time if its zone stands beside it."""
    text = _western(text)
    for start, end, year, month, day in spans_in(text, language, latest, months):
        hour, minute, second, after = _clock_beside(text, start, end)
        zone = zone_of(_NO_ZONE.sub("", after), language, (year, month, day)) if hour else None
        stamp = stamp_of(year, month, day, hour, minute, second, zone, after, text[:MAX_RAW])
        if stamp:
            yield stamp


_NO_ZONE = re.compile(r"(?i)^(?:[ap]\.?m\b\.?|uhr\b|hs?\b|uur\b|ч\.|น\.)\s*")


def spans_in(
    text: str, language: str, latest: datetime | None = None, months: frozenset[tuple[int, int]] = frozenset()
) -> list[tuple[int, int, int, int, int]]:
    """Return (start, end, year, month, day) of the dates in ``text``, in order."""
    if not NUMBERS.search(text):
        return []
    if text.isascii():
        return sorted([*_numeric(text, language, latest, months), *_named(text, language)])
    text = _western(text)
    if not _EASTERN.search(text):
        return sorted([*_numeric(text, language, latest, months), *_named(text, language)])
    spans = [(match.start(), match.end(), int(match[1]), int(match[2]), int(match[3])) for match in _EAST_ASIAN.finditer(text)]
    for match in ERA.finditer(text):
        year = ERAS[match[1]] + (1 if match[2] == "元" else int(match[2]))
        spans.append((match.start(), match.end(), year, int(match[3]), int(match[4])))
    for match in THAI.finditer(text):
        year = int(match[3]) + (2500 if len(match[3]) == 2 else 0)
        spans.append((match.start(), match.end(), year - BUDDHIST if year > 2400 else year, THAI_MONTHS[match[2]], int(match[1])))
    return sorted([*spans, *_numeric(text, language, latest, months), *_named(text, language)])


def _western(text: str) -> str:
    """Return ``text`` with the digits of any script as 0 to 9, each in its place."""
    if text.isascii():
        return text
    return _NATIVE_DIGIT.sub(lambda match: str(unicodedata.decimal(match[0])), text)


def _clock_beside(text: str, start: int, end: int) -> tuple[str | None, str | None, str | None, str]:
    """Return hour, minute, second and what follows of the time after, or before, the date at ``start``…``end``; Nones if there is none."""
    clock = CLOCK.search(text[end : end + 40])
    if clock is not None and _NEXT_STAMP.search(text[end : end + clock.start()]):
        clock = None  # "12:12 p.m. ET Sept. 4, 2024 | Updated 1:40 a.m. ET Sept. 5, 2024"
        if (before := CLOCK.search(text[max(0, start - 30) : start])) is None or not _BEFORE_DATE.fullmatch(before[5]):
            clock = CLOCK.search(text[end : end + 40])
    clock = clock or CLOCK.search(text[max(0, start - 16) : start])
    if clock is None and (before := CLOCK.search(text[max(0, start - 30) : start])) and _BEFORE_DATE.fullmatch(before[5]):
        clock = before  # "4:12 PM EDT, Fri June 5, 2026"
    if clock is None or int(clock[1]) > 24 or int(clock[2] or clock[4]) > 59:
        return None, None, None, ""
    return clock[1], clock[2] or clock[4], clock[3], clock[5]


_NEXT_STAMP = re.compile(r"[|\u00b7\u2022;/]|[^\W\d_]{6}")
"""Between a date and a time, where another stamp may begin: a sign that parts two, or a word as long as "Updated"."""
_BEFORE_DATE = re.compile(r"(?i)(?:[ap]\.?m\.?\s?)?(?:\(?[A-Z]{2,5}\)?)?[,\s]{0,3}(?:on\s)?(?:[a-z]{3,9}[.,]?\s?)?")


def local_times(text: str, language: str) -> Iterator[datetime]:
    """Yield the dates in ``text`` that have a time beside them, as if it were UTC."""
    text = _western(text)
    for start, end, year, month, day in spans_in(text, language):
        hour, minute, second, after = _clock_beside(text, start, end)
        if hour is not None and (stamp := stamp_of(year, month, day, hour, minute, second, UTC, after, text)):
            yield stamp.when


def _numeric(text: str, language: str, latest: datetime | None, months: frozenset[tuple[int, int]]) -> Iterator[tuple[int, int, int, int, int]]:
    if text.count("/") < 2 and text.count(".") < 2 and text.count("-") < 2 and (text.isascii() or not _FAR_MARK.search(text)):
        return
    for match in _NUMERIC.finditer(text):
        one, mark, two, three = match[1], match[2], int(match[3]), match[4]
        if len(one) == 4:
            if len(three) == 2 and 1 <= two <= 12:
                year, month, day = int(one), two, int(three)
                if 1300 <= year < 1500 and language[:3].rstrip("-") in PERSIAN_LANGUAGES:
                    if converted := from_persian(year, month, day):
                        yield match.start(), match.end(), *converted
                    continue
                yield match.start(), match.end(), year, month, day
            continue
        if len(three) == 4 and 1300 <= int(three) < 1500 and len(one) <= 2 and language[:3].rstrip("-") in PERSIAN_LANGUAGES:
            if converted := from_persian(int(three), two, int(one)):
                yield match.start(), match.end(), *converted
            continue
        if len(one) > 2 or (len(three) == 2 and mark not in "./"):
            continue
        year = int(three) if len(three) == 4 else 2000 + int(three) if int(three) < 70 else 1900 + int(three)
        if year > 2400 and language.startswith("th"):
            year -= BUDDHIST
        first = int(one)
        either = first <= 12 and two <= 12
        month_first = (first <= 12 and two > 12) or (mark != "." and either and language in ("en", "en-us", "en-ph", "", "es-us"))
        if month_first and two <= 12 and latest is not None and (year, first, two) > (latest.year, latest.month, latest.day) >= (year, two, first):
            month_first = False  # that way it would not have happened yet
        if mark != "." and either and ((year, first) in months) != ((year, two) in months):
            month_first = (year, first) in months  # the page's address knows
        if month_first and two <= 12 and _FRENCH_HOUR.match(text, match.end()):
            month_first = False  # who writes the hour so writes the day first
        day, month = (two, first) if month_first else (first, two)
        yield match.start(), match.end(), year, month, day


_FRENCH_HOUR = re.compile(r"[^\w\n]{1,4}(?:às |à |a las )?\d{1,2}\s?h\s?(?:\d\d)?\b", re.ASCII)
"""08h00, 8 h, as in France, Portugal and Brazil: "07/02/2026 08h00"."""


@lru_cache(maxsize=256)  # a date line is read for the byline, for the day, and for the line that shows it
def _named(text: str, language: str) -> tuple[tuple[int, int, int, int, int], ...]:
    return tuple(_named_days(text, MONTHS_HERE.get(language[:2], {})))


def _named_days(text: str, here: Mapping[str, int]) -> Iterator[tuple[int, int, int, int, int]]:
    # Most lines with a number in them name no month: their words alone are had for a tenth of what it costs to know where each stands.
    if text.isascii():
        if MONTH_WORDS.isdisjoint(text.encode().translate(_ASCII_LETTERS).decode("ascii").split()):
            return
        text = text.lower()
        tokens = [(*match.span(), match[0]) for match in _TOKEN.finditer(text)]
    elif MONTH_WORDS.isdisjoint(map(folded_month, _TOKEN.findall(text))):
        return
    else:
        tokens = [(*match.span(), folded_month(match[0])) for match in _TOKEN.finditer(text)]
    for i, (start, _, token) in enumerate(tokens):
        if token not in MONTH_WORDS:
            continue
        month = here.get(token) or MONTHS.get(token)
        last = i
        if month is None and i + 1 < len(tokens) and (month := MONTH_PAIRS.get((token, tokens[i + 1][2]))):
            last = i + 1
        if month is None and (persian := PERSIAN_MONTHS.get(token)):
            before, after = _number_near(tokens, i, -1), _number_near(tokens, i, 1)
            if before and after and len(after[2]) == 4 and (converted := from_persian(int(after[2]), persian, int(before[2]))):
                yield before[0], after[1], *converted
                continue
        if month is None and token == "tháng" and i + 1 < len(tokens) and _is_month(tokens[i + 1][2]):
            month, last = int(tokens[i + 1][2]), i + 1
        if month is None:
            continue
        before = _number_near(tokens, i, -1)
        after = _number_near(tokens, last, 1)
        if after and len(after[2]) == 2 and text[after[1] : after[1] + 1] in (":", "h") and text[after[1] + 1 : after[1] + 3].isdigit():
            after = None  # 13 May, 17:46
        if before and after and _is_day(before[2]) and _is_year(after[2]) and (len(after[2]) == 4 or len(text) <= 40):  # 13 May 2024
            yield before[0], after[1], _year(after[2]), month, int(before[2])
        elif after and _is_day(after[2]) and (then := _number_near(tokens, after[3], 1)) and _is_year(then[2]) and len(then[2]) == 4:  # May 13, 2024
            yield start, then[1], int(then[2]), month, int(after[2])
        elif before and after and len(before[2]) == 4 and _is_year(before[2]) and _is_day(after[2]):  # 2024 May 13
            yield before[0], after[1], int(before[2]), month, int(after[2])
        elif before and _is_day(before[2]) and (then := _number_near(tokens, before[3], -1)) and len(then[2]) == 4 and _is_year(then[2]):
            yield then[0], tokens[last][1], int(then[2]), month, int(before[2])  # 2024, 13 May


def _number_near(tokens: list[tuple[int, int, str]], i: int, step: int) -> tuple[int, int, str, int] | None:
    """Return the number beside token ``i``, over at most three words that only glue."""
    for j in range(i + step, i + 5 * step, step):
        if not 0 <= j < len(tokens):
            return None
        start, end, token = tokens[j]
        if token.isdigit() and token.isascii():
            return start, end, token, j
        if token not in _GLUE and token not in MONTHS:  # some write a month in both its names
            return None
    return None


def _is_month(token: str) -> bool:
    return token.isdigit() and token.isascii() and len(token) <= 2 and 1 <= int(token) <= 12


def _is_day(token: str) -> bool:
    return len(token) <= 2 and 1 <= int(token) <= 31


def _is_year(token: str) -> bool:
    return (len(token) == 4 and token[:2] in ("19", "20")) or (len(token) == 2 and int(token) < 70)


def _year(token: str) -> int:
    return int(token) if len(token) == 4 else 2000 + int(token)


_YEAR_MONTH = re.compile(r"(?<!\d)((?:19|20)\d\d)[/_-]([a-z]{3,9}|\d{1,2})(?![a-z\d])", re.ASCII | re.IGNORECASE)


def months_in(url: str) -> frozenset[tuple[int, int]]:
    """Return the (year, month) pairs that an address spells out: ``/2024/05/``, ``/2024/may/``."""
    found = set()
    for match in _YEAR_MONTH.finditer(url[:2000]):
        month = int(match[2]) if match[2].isdigit() else MONTHS.get(match[2].lower(), 0)
        if 1 <= month <= 12:
            found.add((int(match[1]), month))
    return frozenset(found)
