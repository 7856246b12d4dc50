"""When the story was published and last changed: a choice among what linked data, meta tags, markup, visible lines and the address say.

Nothing is invented. A local time without a zone gives its day only; 30 February, year 1 and far futures give nothing; no clock is asked: a date is
held
against a fixed floor and, where the caller knows it, the time of fetching. Formats: ISO 8601, RFC 2822, schema.org, HTML ``time``, and the
calendars of
some thirty languages.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import Any

from lxml import etree

from newscrawl.blocks import Block
from newscrawl.document import Document
from newscrawl.extract.datelines import is_date_line
from newscrawl.extract.shown import FAINT, MAX_STEPS, MODIFIED_WORDS, OTHER_WORDS, from_text, labelled_pieces
from newscrawl.extract.stamps import ISO, MAX_RAW, Candidate, Precision, Stamp, epoch_stamp, iso_stamp, stamp_of
from newscrawl.extract.stated import HATOM, HATOM_MODIFIED, MODIFIED, PUBLISHED, days_in, from_address, from_json_ld, from_scripts, words_in
from newscrawl.extract.written import CLOCK, DIGIT, NUMBERS, Reader, local_times, months_in, spans_in, written_stamps


@dataclass(frozen=True, slots=True)
class Dates:
    """What the page says of time. Aware instants, in the page's own offset; precision ``day`` stands at midnight UTC."""

    published: datetime | None = None
    published_raw: str | None = None
    """The string it was read from; kept where the page says something that is no date."""
    precision: Precision | None = None
    modified: datetime | None = None
    reader: str | None = None
    block: int | None = None
    """Index of the line by the headline that shows a date and is nothing else (label, place, byline at most): no part of the story's text."""


def read_dates(
    document: Document, blocks: Sequence[Block], title_block: int | None, latest: datetime | None = None, *, ruled: str | None = None
) -> Dates:
    """Return when ``document`` says it was published and modified.

    ``latest`` is when the page was fetched, if known: what lies later (with SLACK) is no date. ``ruled`` is the string that the site's file
    points to: before all others, if it is a date. Never raises on what a page may hold.
    """
    reading = Reader(_reading_language(document), latest, months_in(document.url))
    published: list[Candidate] = []
    if ruled and (stamp := reading.machine(ruled)) is not None:
        published.append(Candidate(stamp, "site-rule", RULED))
    modified: list[Candidate] = []
    for readers, found in ((PUBLISHED, published), (MODIFIED, modified)):
        for one in readers:
            for raw, name, weight in one(document):
                stamp = reading.machine(raw)
                if stamp:
                    found.append(Candidate(stamp, name, weight))
            if one is not from_json_ld and any(said.stamp.precision != "day" and said.weight >= 80 for said in found):
                break  # an instant needs no witness but the meta tags, and walking the tree for one costs time
    if not any(one.weight >= SURE for one in published):
        address = list(from_address(document, reading))
        published.extend(address)
        published.extend(_corroborated(from_text(document, blocks, title_block, reading), reading.months, address))
    best = _choose(published)
    if best is None:
        best = next(from_scripts(document, reading), None)
    if best is not None and best.stamp.precision != "day" and best.stamp.when.utcoffset() == timedelta(0):
        best = replace(best, stamp=_in_page_zone(best.stamp, document, blocks, title_block, reading.language))
    elif best is not None and best.stamp.precision == "day" and best.weight >= SURE:
        best = replace(best, stamp=_zoned_elsewhere(best.stamp, document))
    changed = _sharpest(modified[0], modified) if modified else None
    lines = _lines_by(blocks, title_block, reading.language)
    if changed is None:
        changed = _shown_change(document, blocks, title_block, reading, best.stamp if best else None)
    if best is not None and SURE <= best.weight < RULED:
        sure = [one for one in published if one.weight >= SURE]
        if (shown := _shown_before(best.stamp, lines, title_block, reading)) is not None:
            best = _sharpest(Candidate(shown, "line", SURE), sure)
        else:
            best = _shown_rival(best, sure, lines, title_block)
    block = _line_of(lines, title_block, best.stamp if best else changed.stamp if changed else None)
    if best is None:
        return Dates(published_raw=reading.refused, modified=changed.stamp.when if changed else None, block=block)
    return Dates(best.stamp.when, best.stamp.raw, best.stamp.precision, changed.stamp.when if changed else None, best.reader, block)


Span = tuple[int, int, int, int, int]
"""Where a date stands in a text, and its year, month and day."""


def _lines_by(blocks: Sequence[Block], title_block: int | None, language: str) -> list[tuple[Block, Sequence[Span]]]:
    """Return the lines around the headline that are date lines, each with its dates."""
    title = title_block if title_block is not None else 0
    found: list[tuple[Block, Sequence[Span]]] = []
    for block in blocks[max(0, title - BEFORE) : title + AFTER]:
        if block.index == title_block or len(block.text) > MAX_DATE_LINE or block.tag in _NO_LINES or not NUMBERS.search(block.text):
            continue
        spans = spans_in(block.text, language)
        if spans and is_date_line(block.text, [span[:2] for span in spans]):
            found.append((block, spans))
    return found


def _line_of(lines: Sequence[tuple[Block, Sequence[Span]]], title_block: int | None, stamp: Stamp | None) -> int | None:
    """Return the date line that tells the day of ``stamp``, or else the first after the headline; None if there is none."""
    other = None
    for block, spans in lines:
        if stamp is None:
            return block.index
        for _, _, year, month, day in spans:
            said = stamp_of(year, month, day, None, None, None, None, "", block.text)
            if said and abs(said.when.date() - stamp.when.date()) <= timedelta(days=1):  # zones
                return block.index
        if other is None and block.index > (title_block or 0):
            other = block.index
    return other


def _shown_before(best: Stamp, lines: Sequence[tuple[Block, Sequence[Span]]], title_block: int | None, reading: Reader) -> Stamp | None:
    """Return the day that the line under the headline shows, where data for machines tell a later one.

    Systems fill ``datePublished`` with the day of the last edit, of an import, of the printed paper; a story cannot show its readers a day before it
    was published. Nothing is concluded where any line tells the day of ``best``, unless another says in words that it tells the publication's; nor
    from a day apart that a zone explains, nor from the same day of another year, which is a slip.
    """
    days = _days(best)
    soonest = (best.when - timedelta(hours=12)).date() if best.precision != "day" and best.when.utcoffset() == timedelta(0) else min(days)
    early: Stamp | None = None
    for block, spans in lines:
        if not 0 < block.index - (title_block or 0) <= MAX_STEPS or "@" in block.text or "(" in block.text:
            continue
        low = block.text.lower()
        told = [stamp for span in spans if (stamp := reading._plausible(stamp_of(*span[2:], None, None, None, None, "", block.text[:MAX_RAW])))]
        if any(stamp.when.date() in days or _swapped(stamp) in days for stamp in told):
            if not any(word in low for word in MODIFIED_WORDS):
                return None
            continue
        if len(told) != 1 or any(word in low for word in MODIFIED_WORDS) or any(word in low for word in OTHER_WORDS):
            continue
        day = told[0].when.date()
        if day < soonest and (day.month, day.day) not in {(one.month, one.day) for one in days} and early is None:
            early = told[0]
    months = {(one.year, one.month) for one in days}
    if early is not None and not months.isdisjoint(reading.months) and (early.when.year, early.when.month) not in reading.months:
        return None  # the address is on the side of the data
    return early


def _shown_rival(best: Candidate, sure: Sequence[Candidate], lines: Sequence[tuple[Block, Sequence[Span]]], title_block: int | None) -> Candidate:
    """Return what data for machines tell of another day, where the lines by the headline tell that day and not that of ``best``; or else ``best``."""
    days = _days(best.stamp)
    rivals = [one for one in sure if days.isdisjoint(_days(one.stamp))]
    if not rivals:
        return best
    told: set[tuple[int, int, int]] = set()
    for block, spans in lines:
        if block.index - (title_block or 0) > MAX_STEPS:
            break
        if not any(word in block.text.lower() for word in MODIFIED_WORDS):
            told.update((year, month, day) for _, _, year, month, day in spans)
    if any((day.year, day.month, day.day) in told for day in days):
        return best
    for rival in rivals:
        if any((day.year, day.month, day.day) in told for day in _days(rival.stamp)):
            return _sharpest(rival, sure)
    return best


def _shown_change(document: Document, blocks: Sequence[Block], title_block: int | None, reading: Reader, published: Stamp | None) -> Candidate | None:
    """Return the instant of the last change as the page shows it: the only ``time`` element of class ``updated``, or beside a word that says so in a
    line by the headline.
    """
    marked = []
    for element in document.by_tag["time"][:20]:
        names = (element.get("class") or "").lower().split()
        if not HATOM_MODIFIED.isdisjoint(names) and HATOM.isdisjoint(names):
            marked.append(element.get("datetime"))
    said = [reading.machine(marked[0])] if len(marked) == 1 else []
    title = title_block if title_block is not None else 0
    for block in blocks[max(0, title - BEFORE) : title + AFTER] if not said else ():
        if len(block.text) > MAX_DATE_LINE or not DIGIT.search(block.text):
            continue
        for label, begin, end in labelled_pieces(block.text):
            piece = block.text[begin:end]
            if label != "modified" or not DIGIT.search(piece):
                continue
            told = [one for one in block.element.iter("time") if (shown := words_in(one).strip(" ()[]")) and shown in piece]
            if len(told) > 1:  # two stamps of one day, which the words alone do not part
                told = told[:1] if block.text.find(words_in(told[0]).strip(" ()[]")) >= begin else told[1:2]
            said.append((reading.machine(told[0].get("datetime")) if told else None) or reading.words(piece))
    for stamp in said:
        if stamp is not None and stamp.precision != "day" and (published is None or stamp.when.date() >= published.when.date()):
            return Candidate(stamp, "line", FAINT)
    return None


def _days(stamp: Stamp) -> set[date]:
    """Return the day of ``stamp`` in its own zone and in UTC."""
    return {stamp.when.date()} | ({stamp.when.astimezone(UTC).date()} if stamp.precision != "day" else set())


def _swapped(stamp: Stamp) -> date | None:
    """Return the day with month and day read the other way round."""
    when = stamp.when.date()
    return when.replace(month=when.day, day=when.month) if when.day <= 12 else None


RULED = 1_000.0
"""The weight of what the site's file points to."""
BEFORE, AFTER = 6, 14
"""Blocks before and after the headline among which its date line and byline stand."""
MAX_DATE_LINE = 160
_NO_LINES = frozenset({"h1", "h2", "h3", "button", "figcaption"})
# Offsets in use, in minutes, but UTC itself.
_OFFSETS = frozenset(60 * hours for hours in range(-12, 15) if hours) | {-210, -150, 210, 270, 330, 345, 390, 570, 630}


def _in_page_zone(stamp: Stamp, document: Document, blocks: Sequence[Block], title_block: int | None, language: str) -> Stamp:
    """Return a UTC ``stamp`` in the offset that the page itself shows: a line near the headline that tells the same minute by another clock, or a
    ``time`` element that tells the same instant with its offset.

    Systems write UTC into their data and people read local time; the local day is the day of the story. The instant stays the same.
    """
    title = title_block if title_block is not None else 0
    minute = stamp.when.replace(second=0, microsecond=0)
    days: set[datetime] = set()
    clocks: set[tuple[int, int]] = {(0, 0)} if stamp.when == stamp.when.replace(minute=0, second=0) else set()
    shown: list[datetime] = []
    zoned: list[datetime] = []  # with the name of their zone: "Updated 10:01 pm PST, November 19"
    for block in blocks[max(0, title - 8) : title + 16]:
        if len(block.text) > MAX_RAW or not DIGIT.search(block.text):
            continue
        shown.extend(local_times(block.text, language))
        if len(block.text) <= 120:
            for one in written_stamps(block.text, language):
                if one.precision == "day":
                    days.add(one.when)
                elif one.when.utcoffset() and abs(one.when - stamp.when) <= timedelta(days=1):
                    zoned.append(one.when)
            clocks.update((int(match[1]), int(match[2] or match[4])) for match in CLOCK.finditer(block.text))
    # A day and a time in lines of their own, or a bare day that a system wrote down as its midnight: only where they tell another day than UTC.
    for day in sorted(days):
        if timedelta(0) < abs(day.date() - minute.date()) <= timedelta(days=1):
            shown.extend(day.replace(hour=hour, minute=past) for hour, past in sorted(clocks) if hour < 24 and past < 60)
    for local in shown:
        minutes = round((local - minute).total_seconds() / 60)
        if minutes in _OFFSETS:
            return replace(stamp, when=stamp.when.astimezone(timezone(timedelta(minutes=minutes))))
    if zoned:
        return replace(stamp, when=stamp.when.astimezone(zoned[0].tzinfo))
    for element in document.by_tag["time"][:20]:
        said = element.get("datetime") or ""
        other = iso_stamp(said) if len(said) <= 40 else None
        if other and other.precision != "day" and other.when.utcoffset() and abs(other.when - stamp.when) < timedelta(minutes=1):
            return replace(stamp, when=stamp.when.astimezone(other.when.tzinfo))
    told = {day.date() for day in days} | set(days_in(document.url))
    if minute.date() not in told and not told.isdisjoint({minute.date() - timedelta(days=1), minute.date() + timedelta(days=1)}):
        for zone in _page_zones(document, stamp.when):
            if stamp.when.astimezone(zone).date() in told:
                return replace(stamp, when=stamp.when.astimezone(zone))
    return stamp


def _zoned_elsewhere(stamp: Stamp, document: Document) -> Stamp:
    """Return a ``stamp`` that was read from a local time without a zone as an instant, where the page tells that minute and second in another place
    with its zone, or as seconds since 1970 for its scripts; or as it is."""
    match = ISO.match(stamp.raw)
    if (
        match is None
        or match[8] is None
        or (match[11] or "").strip()
        or (local := iso_stamp(stamp.raw.strip() + "Z")) is None
        or local.precision == "day"
    ):
        return stamp
    precise = timedelta(seconds=1) if local.precision == "second" else timedelta(minutes=1)
    zones: set[timedelta] = set()
    said = [element.get("datetime") or "" for element in document.by_tag["time"][:6]]
    for value in said + [str(one) for one in _INSTANTS(document.root)[:6]]:
        other = epoch_stamp(value) or iso_stamp(value) if len(value) <= 40 else None
        if other is None or other.precision == "day":
            continue
        east = other.when.utcoffset() or timedelta(0)
        apart = local.when - other.when - east
        if east and timedelta(0) <= -apart < precise:
            zones.add(east)
        minutes = -(-apart // timedelta(minutes=1))
        if not east and timedelta(0) <= timedelta(minutes=minutes) - apart < precise and (minutes in _OFFSETS or not minutes):
            zones.add(timedelta(minutes=minutes))
    if len(zones) == 1:
        return Stamp(local.when.replace(tzinfo=timezone(zones.pop())), local.precision, stamp.raw)
    return stamp


_INSTANTS: Callable[[Any], Any] = etree.XPath(
    "descendant::*/@data-timestamp | descendant::*/@data-epoch | descendant::*/@data-unixtime | descendant::*/@data-datetime | "
    "descendant::*/@data-utc | descendant::*/@data-published"
)
"""Instants that a script turns into the reader's time."""


def _page_zones(document: Document, when: datetime) -> Iterator[tzinfo]:
    """Yield the offsets but UTC in which the page tells any instant, and that of a script which tells ``when`` by a local clock."""
    said = [element.get("datetime") for element in document.by_tag["time"][:60]]
    said += [value for values in document.meta.values() for value in values[:2]]
    for node in document.json_ld[:40]:
        said += [value for name in ("dateModified", "datePublished", "uploadDate") if isinstance(value := node.get(name), str)]
    for value in said:
        stamp = iso_stamp(value) if value and len(value) <= 40 and value[:2] in ("19", "20") else None
        if stamp and stamp.precision != "day" and stamp.when.utcoffset() and stamp.when.tzinfo:
            yield stamp.when.tzinfo
    clock = re.compile(rf"(20\d\d)-(\d\d)-(\d\d)[T ](\d\d):{when.minute:02}:{when.second:02}(?![\d.:+Z-])")
    for script in document.by_tag["script"]:
        for match in clock.finditer((script.text or "")[:MAX_SCRIPT]) if when.second else ():
            local = stamp_of(int(match[1]), int(match[2]), int(match[3]), match[4], "0", None, UTC, "", match[0])
            minutes = round((local.when - when.replace(minute=0, second=0)).total_seconds() / 60) if local else 0
            if minutes in _OFFSETS:
                yield timezone(timedelta(minutes=minutes))


MAX_SCRIPT = 100_000
"""Characters of one script that are searched."""
SURE = 60.0
"""From this weight on, a date says of itself that it is the day of publication, and the visible lines are not searched."""
# Pages without a language, or in an English of no country, write the day first under the domains of all countries but these: those of the month first
# and of both, and those that are sold to the whole world.
_NO_COUNTRIES = frozenset("us ph ca pr gu vi as fm pw io ai co me tv cc ly gl la to ws gg im sh st".split())


def _reading_language(document: Document) -> str:
    """Return the language by which numeric dates are read; a bare ``en`` is made sharper by ``og:locale`` and the host's country."""
    language = document.language or ""
    if language in ("", "en"):
        locale = (document.meta_first("og:locale") or "").lower().replace("_", "-")
        if re.match(r"[a-z]{2}-[a-z]{2}", locale) and (not language or locale.startswith("en-")):
            return locale[:5]
        host = document.url.split("://", 1)[-1].split("/", 1)[0].split(":", 1)[0].lower()
        if re.fullmatch(r"\.[a-z]{2}", host[-3:]) and host[-2:] not in _NO_COUNTRIES:
            return "en-gb"
    return language


def _corroborated(found: Iterable[Candidate], months: frozenset[tuple[int, int]], address: Sequence[Candidate]) -> Iterator[Candidate]:
    """Yield the candidates, heavier where the page's address names the same day, or the same month."""
    day = address[0].stamp.when.date() if address else None
    for one in found:
        when = one.stamp.when
        if day == when.date():
            yield replace(one, weight=one.weight + 20)
        elif (when.year, when.month) in months:
            yield replace(one, weight=one.weight + 6)
        else:
            yield one


def _choose(found: Iterable[Candidate]) -> Candidate | None:
    """Return the heaviest candidate, in the sharpest form that any other gives of the same day."""
    ranked = sorted(enumerate(found), key=lambda pair: (-pair[1].weight, pair[0]))
    if not ranked:
        return None
    return _sharpest(ranked[0][1], [one for _, one in ranked])


def _sharpest(best: Candidate, others: Sequence[Candidate]) -> Candidate:
    """Return ``best``, or the same day as another source gives it with time and zone."""
    if best.stamp.precision != "day":
        return best
    for other in others:
        if other.stamp.precision != "day" and other.stamp.when.date() == best.stamp.when.date():
            return other
    return best
