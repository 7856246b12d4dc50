"""Dates as feeds and sitemaps write them (RFC 822, W3C date-time): an instant, or nothing."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_tz

_W3C = re.compile(
    r"(\d{4})-(\d{1,2})(?:-(\d{1,2})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?)?)?\Z",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z)?)?\Z")


# Zone names of RFC 822 are American and known to the standard library; these are the others that mean one offset only. (BST and IST do not.)
_ZONES = dict(
    pair.split("=")
    for pair in (
        "CET=+0100 CEST=+0200 MEZ=+0100 MESZ=+0200 EET=+0200 EEST=+0300 WET=+0000 WEST=+0100 MSK=+0300 SAST=+0200 JST=+0900 KST=+0900 HKT=+0800 "
        "SGT=+0800 AEST=+1000 AEDT=+1100 NZST=+1200 NZDT=+1300 -0000=+0000"
    ).split()
)


def instant(text: str | None) -> datetime | None:
    """Return the aware instant that ``text`` names, or None if it names none that exists between 1990 and 2100.

    A day, and a local time without a zone, is midnight UTC of that day, as for articles of precision ``day``. Nothing is guessed.
    """
    if not text or len(text) > 200:
        return None
    text = " ".join(text.split())
    if not text or len(text) > 64:
        return None
    try:
        value = _w3c(text) or _rfc822(text)
    except (ValueError, OverflowError, TypeError):
        return None
    return value.astimezone(UTC) if value is not None and 1990 <= value.year < 2100 else None


def _w3c(text: str) -> datetime | None:
    if match := _W3C.match(text):
        year, month, day, hour, minute, second, fraction, zone = match.groups()
        if day is None:
            return None
        if zone is None:
            return _midnight(int(year), int(month), int(day))
        seconds = min(int(second or 0), 59)  # a leap second is the second before it
        micro = int((fraction or "0")[:6].ljust(6, "0"))
        return datetime(int(year), int(month), int(day), int(hour), int(minute), seconds, micro, tzinfo=_zone(zone))
    if match := _COMPACT.match(text):
        year, month, day, hour, minute, second, zone = match.groups()
        if zone is None:
            return _midnight(int(year), int(month), int(day))
        return datetime(int(year), int(month), int(day), int(hour), int(minute), int(second), tzinfo=UTC)
    return None


def _rfc822(text: str) -> datetime | None:
    head, _, last = text.rpartition(" ")
    if last.upper() in _ZONES:
        text = f"{head} {_ZONES[last.upper()]}"
    parsed = parsedate_tz(text)
    if parsed is None:
        return None
    year, month, day, hour, minute, second = parsed[:6]
    offset = parsed[9]
    if offset is None:
        return _midnight(year, month, day)
    return datetime(year, month, day, hour, minute, min(second, 59), tzinfo=timezone(timedelta(seconds=offset)))


def _midnight(year: int, month: int, day: int) -> datetime:
    one = date(year, month, day)
    return datetime(one.year, one.month, one.day, tzinfo=UTC)


def _zone(text: str) -> timezone:
    if text.upper() in ("Z", "UTC", "GMT"):
        return UTC
    digits = text[1:].replace(":", "").ljust(4, "0")
    minutes = int(digits[:2]) * 60 + int(digits[2:])
    return timezone(timedelta(minutes=-minutes if text[0] == "-" else minutes))
