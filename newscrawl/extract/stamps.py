"""Moments as machines write them: ISO 8601, seconds since 1970, zones by their names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import Literal

Precision = Literal["second", "minute", "day"]
FLOOR = datetime(1990, 1, 1, tzinfo=UTC)
"""No page of the web is older."""
CEILING = datetime(2050, 1, 1, tzinfo=UTC)
"""A date after it is a mistake on the page, whether or not the time of fetching is known; to be moved when the time comes near."""
SLACK = timedelta(days=2)
"""How far after its fetching a page may date itself: zones, and stories dated for tomorrow's paper."""
MAX_RAW = 200
"""Characters of a date string that are looked at and kept."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """One date as read from one string."""

    when: datetime
    precision: Precision
    raw: str


@dataclass(frozen=True, slots=True)
class Candidate:
    stamp: Stamp
    reader: str
    weight: float


ISO = re.compile(
    r"[^\d]{0,3}(\d{4})(?:-(\d{1,2})-(\d{1,2})|/(\d{1,2})/(\d{1,2})|(\d{2})(\d{2}))"
    r"(?:[T\s,]{1,3}(\d{1,2}):?(\d{2})(?::?(\d{2})(?:[.,:]\d{1,9})?)?\s{0,2}(.{0,40}))?[^\d]{0,3}$",
    re.ASCII | re.IGNORECASE | re.DOTALL,
)
_OFFSET = re.compile(r"(?:GMT|UTC)?\s?([+\u2212-])\s?(\d{1,2}):?(\d{2})?\b", re.ASCII)
# Names of zones that mean one offset wherever they are used; IST, CST and BST in its second meaning are left to be unknown.
_ZONES = {
    "z": 0, "utc": 0, "gmt": 0, "wet": 0, "west": 60, "cet": 60, "mez": 60, "cest": 120, "mesz": 120, "eet": 120, "eest": 180, "msk": 180, "bst": 60,
    "est": -300, "edt": -240, "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420, "akst": -540, "akdt": -480, "hst": -600,
    "nst": -210, "ndt": -150,
    "jst": 540, "kst": 540, "hkt": 480, "sgt": 480, "pht": 480, "wib": 420, "wita": 480, "wit": 540, "aest": 600, "aedt": 660, "acst": 570,
    "acdt": 630,
    "awst": 480, "nzst": 720, "nzdt": 780, "sast": 120, "wat": 60, "eat": 180, "мск": 180,
}  # fmt: skip
# What the same letters mean where a language is read.
_ZONES_OF = {"ist": {"en-in": 330, "hi": 330, "mr": 330, "gu": 330, "ta": 330, "te": 330, "kn": 330, "ml": 330, "pa": 330, "bn-in": 330, "en-ie": 60}}
# Zones of America by the name that holds in summer and winter, in capitals alone ("et" is a word).
_SEASONAL = {"ET": -300, "CT": -360, "MT": -420, "PT": -480}
_ZONE_PHRASES = {
    "بتوقيت غرينتش": 0, "بتوقيت جرينتش": 0, "توقيت غرينتش": 0, "بتوقيت مكة": 180, "بتوقيت السعودية": 180, "بتوقيت القاهرة": None, "北京时间": 480,
    "北京時間": 480, "日本時間": 540, "한국시간": 540, "한국 시간": 540, "horário de brasília": -180, "hora de brasília": -180, "по москве": 180,
    "московского времени": 180, "по гринвичу": 0,
}  # fmt: skip


def epoch_stamp(text: str) -> Stamp | None:
    if not text.isascii() or not re.fullmatch(r"\d{9,10}(?:\.\d{1,6})?|\d{12,13}(?:\.0)?", text):
        return None
    number = float(text)
    if len(text.split(".", 1)[0]) >= 12:
        number /= 1000
    return Stamp(datetime.fromtimestamp(int(number), UTC), "second", text)


def iso_stamp(text: str) -> Stamp | None:
    match = ISO.match(text)
    if match is None:
        return None
    year, month, day = int(match[1]), int(match[2] or match[4] or match[6]), int(match[3] or match[5] or match[7])
    return stamp_of(year, month, day, match[8], match[9], match[10], zone_of(match[11] or ""), match[11] or "", text)


def zone_of(rest: str, language: str = "", day: tuple[int, int, int] | None = None) -> timezone | None:
    """Return the zone that ``rest`` (what follows a time) begins with, or None. ``day`` is the local one, ``language`` the page's."""
    rest = rest.strip(" \t([（,·|")
    match = _OFFSET.match(rest)
    if match:
        minutes = int(match[2]) * 60 + int(match[3] or 0)
        if minutes <= 14 * 60:
            return timezone(timedelta(minutes=-minutes if match[1] != "+" else minutes))
        return None
    word = re.match(r"[^\W\d_]{1,5}(?![^\W\d_])", rest)
    minutes_east = _ZONES.get(word[0].lower()) if word else None
    if minutes_east is None and word and day:
        if word[0] in _SEASONAL:
            minutes_east = _SEASONAL[word[0]] + (60 if _is_american_summer(*day) else 0)
        elif word[0] in ("IST",):
            minutes_east = _ZONES_OF["ist"].get(language, _ZONES_OF["ist"].get(language[:2]))
    if minutes_east is None and not rest.isascii():
        folded = rest.casefold()
        minutes_east = next((minutes for phrase, minutes in _ZONE_PHRASES.items() if folded.startswith(phrase)), None)
    return None if minutes_east is None else timezone(timedelta(minutes=minutes_east))


def _is_american_summer(year: int, month: int, day: int) -> bool:
    """Say whether clocks in the United States are an hour ahead: from the second Sunday of March to the first of November."""
    if not 3 <= month <= 11:
        return False
    first = date(year, month, 1).weekday()  # Monday is 0
    sunday = 1 + (6 - first) % 7
    return day >= sunday + 7 if month == 3 else day < sunday if month == 11 else True


def stamp_of(
    year: int, month: int, day: int, hour: str | None, minute: str | None, second: str | None, zone: tzinfo | None, after: str, raw: str
) -> Stamp | None:
    """Put a date together; None where the calendar has no such day. A time without a zone is dropped: only the day is known."""
    try:
        midnight = datetime(year, month, day, tzinfo=UTC)
        if hour is None or minute is None or zone is None:
            return Stamp(midnight, "day", raw)
        hours = int(hour)
        half = after.strip().lower()[:4].replace(".", "")
        if half.startswith("pm") and hours < 12:
            hours += 12
        elif half.startswith("am") and hours == 12:
            hours = 0
        if hours == 24 and int(minute) == 0:
            hours = 0
            midnight += timedelta(days=1)
        when = midnight.replace(hour=hours, minute=int(minute), second=min(int(second or 0), 59), tzinfo=zone)
        return Stamp(when, "second" if second else "minute", raw)
    except (ValueError, OverflowError):
        return None
