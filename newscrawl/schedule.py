"""What is due, and when: poll intervals from a source's pace, revisits from a site's edits. Pure arithmetic; ``now`` is always an argument.

One principle decides between courtesy and loss: what a source asks for (``ttl``, Cache-Control, ``skipHours``) and what economy asks for make an
interval longer, up to the moment when half of the source's entries would have changed. Then the next poll comes all the same, because what has
rolled off a feed is gone. Only ``Retry-After`` and the site's own bounds stand above that.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

HOUR, DAY = 3600.0, 86400.0

HALF_LIFE_DAYS = 21.0
"""A source's habits are those of its last weeks: a few of each weekday, enough to tell a Sunday."""
LEVEL_HALF_LIFE_HOURS = 6.0
"""How fast a burst or a holiday is believed: the time of a shift."""
LEVEL_WEIGHT = 8.0
"""Events that the usual pace weighs against what is seen now."""
HOUR_WEIGHT, DAY_WEIGHT, CELL_WEIGHT = 3.0, 6.0, 8.0
"""Entries that "no different from the mean" weighs against the record of an hour of the day, of a weekday, of one hour of the week."""
GUESS_HOURS = 4.0
"""Hours of watching that a first guess is worth."""
MARGIN = 1.3
"""Standard deviations above the expected turnover that must still fit under half of the length."""
RETRY_SECONDS = 600.0
"""After a first failure; doubled with each further one."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """Between what limits a site may be polled, in seconds."""

    shortest: float = 300.0
    usual: float = 3600.0
    """Polled no oftener than this for the sake of news alone; only the fear of loss goes below."""
    longest: float = 14400.0


@dataclass(frozen=True, slots=True)
class Hints:
    """What a source's last good answer asks of those who poll it."""

    ttl_seconds: float | None = None
    max_age_seconds: float | None = None
    skip_hours: tuple[int, ...] = ()
    """0 to 23, GMT."""
    skip_days: tuple[int, ...] = ()
    """0 is Monday."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a poll under every name by which it may be known again."""

    names: tuple[str, ...]
    """Strong names, the first of them the url_key: to share one is to be the same entry."""
    weak: tuple[str, ...] = ()
    """Title, path, instant: sharing many of them means that a source changed how it names things."""
    published: datetime | None = None


@dataclass(frozen=True, slots=True)
class Poll:
    """One asking of one source."""

    at: datetime
    outcome: Literal["read", "unchanged", "failed"]
    """``unchanged``: 304, or the bytes of the last time. ``failed``: no usable answer, robots.txt included."""
    entries: tuple[Entry, ...] = ()
    """In the source's order; empty unless read."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A hole in what was seen of a source: a whole window passed between two polls; some of what it showed in (``since``, ``until``] is lost."""

    since: datetime
    until: datetime
    lost: int
    """An estimate, at least 1."""
    certain: bool = True
    """False where the two windows may just touch: the source's pace does not rule out that nothing stood between them. To be filled all the same."""


# ---------------------------------------------------------------------------------------------------------------- a source's pace


@dataclass(frozen=True, slots=True)
class Pace:
    """How many new entries a source shows an hour, by hour of the week (UTC, 0 is Monday 0:00), as learned so far."""

    counts: tuple[float, ...] = (0.0,) * 168
    hours: tuple[float, ...] = (0.0,) * 168
    """How long each hour of the week was watched."""
    guess: float = 0.0
    """Entries an hour before anything was learned."""
    fresh: float = 1.0
    known: float = 0.0
    """New entries, decayed: not known from elsewhere, and known already."""
    recent: float = 0.0
    recent_expected: float = 0.0
    at: datetime | None = None
    """Until when it has learned."""
    aged_at: datetime | None = None
    length: float = 0.0
    """Its usual number of entries; 0: not known."""


def begin(times: Sequence[datetime], length: int, now: datetime) -> Pace:
    """Return the pace that a first poll suggests: ``length`` entries, those with dates published at ``times``.

    A feed of twenty entries from one day shows about twenty a day; without dates the same is assumed. Pinned and late entries would stretch the
    span, so the oldest fifth is not believed.
    """
    past = sorted((moment for moment in times if moment <= now), reverse=True)
    believed = past[: max(2, len(past) * 4 // 5)]
    if len(believed) < 3 or len(believed) < length // 2:
        return Pace(guess=max(length, 1) / 24, at=now, aged_at=now, length=float(length))
    start = max(believed[-1], now - timedelta(days=14))
    kept = [moment for moment in believed if moment > start]
    pace = Pace(guess=max(len(kept), 1) * HOUR / max((now - start).total_seconds(), HOUR), at=start, aged_at=start, length=float(length))
    return replace(learn(pace, now, len(kept), kept, fresh=len(kept), length=length), fresh=1.0, recent=0.0, recent_expected=0.0)


def learn(pace: Pace, now: datetime, new: int, times: Sequence[datetime] = (), *, fresh: int, length: int) -> Pace:
    """Return ``pace`` after a good poll at ``now`` that showed ``new`` entries not shown by the one before.

    ``times`` are their dates where they have some: those inside the span tell the hour, the rest is spread evenly. ``fresh`` of them were known
    from no other source. A failed poll teaches nothing: the next good one covers its span too.
    """
    if pace.at is None:
        return replace(begin(times, length, now), fresh=1.0)
    if now <= pace.at:
        return pace
    pace = _aged(pace, now)
    start = pace.at
    assert start is not None
    expected_new = expected(pace, start, now)
    counts, hours = list(pace.counts), list(pace.hours)
    placed = 0
    for moment in times:
        if start < moment <= now and placed < new:
            counts[_cell(moment)] += 1
            placed += 1
    spread = new - placed
    span = (now - start).total_seconds() / HOUR
    for cell, share in _cells(start, now):
        hours[cell] += share
        counts[cell] += spread * share / span
    fade = 0.5 ** (span / LEVEL_HALF_LIFE_HOURS)
    keep = 0.5 ** (span / 168)
    return replace(
        pace,
        counts=tuple(counts),
        hours=tuple(hours),
        fresh=pace.fresh * keep + min(fresh, new),
        known=pace.known * keep + max(new - fresh, 0),
        recent=pace.recent * fade + new,
        recent_expected=pace.recent_expected * fade + expected_new,
        at=now,
        length=pace.length * 0.8 + length * 0.2 if pace.length else float(length),
    )


def rates(pace: Pace) -> tuple[float, ...]:
    """Return the usual number of new entries an hour for each hour of the week.

    Hour of day times weekday, each drawn to the mean by few observations, and where an hour of the week has a record of its own, that.
    """
    total, watched = sum(pace.counts), sum(pace.hours)
    mean = (total + GUESS_HOURS * pace.guess) / (watched + GUESS_HOURS)
    if not watched or mean <= 0:
        return (mean,) * 168
    by_hour = [_factor(sum(pace.counts[hour::24]), mean * sum(pace.hours[hour::24]), HOUR_WEIGHT) for hour in range(24)]
    by_day = []
    for start in range(0, 168, 24):
        usual = mean * sum(pace.hours[start + hour] * by_hour[hour] for hour in range(24))
        by_day.append(_factor(sum(pace.counts[start : start + 24]), usual, DAY_WEIGHT))
    found = []
    for cell in range(168):
        model = mean * by_hour[cell % 24] * by_day[cell // 24]
        found.append(model * _factor(pace.counts[cell], model * pace.hours[cell], CELL_WEIGHT))
    return tuple(found)


def level(pace: Pace) -> float:
    """Return by what the last hours differ from the usual pace; 1 where nothing is unusual."""
    return (pace.recent + LEVEL_WEIGHT) / (pace.recent_expected + LEVEL_WEIGHT)


def expected(pace: Pace, since: datetime, until: datetime, *, usual: tuple[float, ...] | None = None) -> float:
    """Return how many new entries the usual pace brings in (``since``, ``until``]."""
    if until <= since:
        return 0.0
    table = usual if usual is not None else rates(pace)
    weeks, rest = divmod((until - since).total_seconds(), 7 * DAY)
    return weeks * sum(table) + sum(table[cell] * share for cell, share in _cells(since, since + timedelta(seconds=rest)))


def next_poll(pace: Pace, now: datetime, bounds: Bounds = Bounds(), hints: Hints = Hints(), *, salt: str = "") -> datetime:
    """Return when a source is due again after a good poll at ``now``.

    Never later than when half of its entries are expected to be new, or ``bounds.longest``; else when it is expected to show something that no
    other source has shown, but not before ``bounds.usual``, its own ``ttl`` and max-age, nor in hours and days it asks to be left alone in.
    ``salt`` (its address) takes up to a twentieth off, always the same for the same poll, so that ten thousand sources do not come at once.
    """
    table = rates(pace)
    now_level = level(pace)
    longest = max(bounds.longest, bounds.shortest)
    safe = longest
    if pace.length:
        root = (math.sqrt(MARGIN * MARGIN + 2 * pace.length) - MARGIN) / 2
        safe = _horizon(table, now, root * root / max(now_level, 1.0), longest)
    share = pace.fresh / (pace.fresh + pace.known)
    news = _horizon(table, now, 1 / max(share * min(now_level, 1.5), 0.001), longest)
    wanted = max(bounds.usual, news, hints.ttl_seconds or 0.0, hints.max_age_seconds or 0.0)
    wanted = _out_of_skipped(now, wanted, hints)
    seconds = min(max(min(wanted, safe), bounds.shortest), longest)
    return now + timedelta(seconds=max(seconds * (1 - 0.05 * _fraction(salt, now)), min(bounds.shortest, seconds)))


def retry(now: datetime, failures: int, bounds: Bounds = Bounds(), *, retry_after_seconds: float | None = None) -> datetime:
    """Return when to ask again after ``failures`` failed polls in a row (1: the first): pauses double, up to the usual interval.

    A source goes on rolling while it does not answer, so no pause is longer than usual unless the server asks for it.
    """
    pause = min(max(RETRY_SECONDS, bounds.shortest) * 2.0 ** min(max(failures, 1) - 1, 20), max(bounds.usual, bounds.shortest))
    return now + timedelta(seconds=max(pause, retry_after_seconds or 0.0))


def hurried(due: datetime, now: datetime, bounds: Bounds = Bounds()) -> datetime:
    """Return the next poll after a gap was proven: half of the wait that was planned, within the bounds."""
    return min(due, now + max((due - now) / 2, timedelta(seconds=bounds.shortest)))


def due(next_at: Mapping[str, datetime | None], now: datetime) -> tuple[str, ...]:
    """Return the names whose time has come, those waiting longest first; None: never asked, so at once."""
    waiting = [(moment or datetime.min.replace(tzinfo=UTC), name) for name, moment in next_at.items() if moment is None or moment <= now]
    return tuple(name for _, name in sorted(waiting))


# --------------------------------------------------------------------------------------------------------------- a site's edits

AGES_HOURS = (0.0, 1.0, 3.0, 8.0, 24.0, 72.0, 240.0, 720.0)
"""Where the classes of an article's age begin: papers edit in the first hours, then corrections come, then nothing."""
_PRIOR_EDITS = (0.5, 0.2, 0.08, 0.03, 0.008, 0.002, 0.0005, 0.0001)
_PRIOR_HOURS = (4.0, 8.0, 20.0, 60.0, 200.0, 500.0, 1000.0, 4000.0)


@dataclass(frozen=True, slots=True)
class Edits:
    """How often a site changes its articles, by age: visits that found a change, and the hours that visits looked back over."""

    changes: tuple[float, ...] = (0.0,) * len(AGES_HOURS)
    hours: tuple[float, ...] = (0.0,) * len(AGES_HOURS)


def learn_edit(edits: Edits, published: datetime, since: datetime, now: datetime, *, changed: bool) -> Edits:
    """Return ``edits`` after a visit at ``now`` to an article last fetched at ``since``."""
    spans = _ages(published, since, now)
    total = sum(edit_rate(edits, age) * hours for age, hours in spans) or 1.0
    changes, watched = list(edits.changes), list(edits.hours)
    for age, hours in spans:
        watched[age] += hours
        if changed:
            changes[age] += edit_rate(edits, age) * hours / total
    return Edits(tuple(changes), tuple(watched))


def edit_rate(edits: Edits, age: int) -> float:
    """Return the edits an hour of articles in the age class ``age``; a handful of observed hours weigh as much as what papers usually do."""
    return (edits.changes[age] + _PRIOR_EDITS[age] * _PRIOR_HOURS[age]) / (edits.hours[age] + _PRIOR_HOURS[age])


def next_visit(
    edits: Edits, published: datetime, fetched: datetime, *, chance: float = 0.25, shortest: float = HOUR, until: float = 60 * DAY
) -> datetime | None:
    """Return when an article fetched at ``fetched`` has been changed with probability ``chance``; None: not before it is ``until`` seconds old."""
    left = -math.log(1 - chance)
    start, age_end = fetched, published + timedelta(seconds=until)
    for age in range(len(AGES_HOURS)):
        end = published + timedelta(hours=AGES_HOURS[age + 1]) if age + 1 < len(AGES_HOURS) else age_end
        if end <= start:
            continue
        rate = edit_rate(edits, age)
        needed = left / rate if rate > 0 else math.inf
        if needed * HOUR <= (end - start).total_seconds():
            found = max(start + timedelta(hours=needed), fetched + timedelta(seconds=shortest))
            return found if found <= age_end else None
        left -= rate * (end - start).total_seconds() / HOUR
        start = end
    return None


def _ages(published: datetime, since: datetime, until: datetime) -> list[tuple[int, float]]:
    """Return (age class, hours) for the time in (since, until]."""
    found = []
    for age, begin_hours in enumerate(AGES_HOURS):
        start = max(since, published + timedelta(hours=begin_hours)) if age else since
        end = min(until, published + timedelta(hours=AGES_HOURS[age + 1])) if age + 1 < len(AGES_HOURS) else until
        if end > start:
            found.append((age, (end - start).total_seconds() / HOUR))
    return found


# ----------------------------------------------------------------------------------------------------------------- as plain values


def to_values(state: Pace | Edits) -> dict[str, Any]:
    """Return ``state`` as what JSON can hold."""
    found: dict[str, Any] = {}
    for name in state.__dataclass_fields__:
        value = getattr(state, name)
        found[name] = list(value) if isinstance(value, tuple) else value.isoformat() if isinstance(value, datetime) else value
    return found


def pace_of(values: Mapping[str, Any]) -> Pace:
    """Return the Pace that ``to_values`` wrote."""
    found: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else datetime.fromisoformat(value) if isinstance(value, str) else value
        for name, value in values.items()
    }
    return Pace(**found)


def edits_of(values: Mapping[str, Any]) -> Edits:
    """Return the Edits that ``to_values`` wrote."""
    return Edits(tuple(values["changes"]), tuple(values["hours"]))


def _aged(pace: Pace, now: datetime) -> Pace:
    """Let old habits fade, a day at a time: 336 products are not worth making at every poll."""
    aged_at = pace.aged_at or pace.at
    if aged_at is None or now - aged_at < timedelta(days=1):
        return pace
    keep = 0.5 ** ((now - aged_at).total_seconds() / DAY / HALF_LIFE_DAYS)
    return replace(pace, counts=tuple(c * keep for c in pace.counts), hours=tuple(h * keep for h in pace.hours), aged_at=now)


def _factor(count: float, usual: float, weight: float) -> float:
    return (count + weight) / (usual + weight)


def _cell(moment: datetime) -> int:
    there = moment.astimezone(UTC)
    return there.weekday() * 24 + there.hour


def _cells(since: datetime, until: datetime) -> list[tuple[int, float]]:
    """Return (hour of the week, hours) for the time between; of more than a week, its last."""
    since = max(since, until - timedelta(days=7))
    cell = _cell(since)
    into = (since.minute * 60 + since.second + since.microsecond / 1e6) / HOUR
    left = (until - since).total_seconds() / HOUR
    found = []
    while left > 1e-9:
        share = min(1 - into, left)
        found.append((cell % 168, share))
        left -= share
        cell, into = cell + 1, 0.0
    return found


def _horizon(table: Sequence[float], now: datetime, amount: float, limit: float) -> float:
    """Return in how many seconds ``amount`` entries are expected, at most ``limit``."""
    passed = 0.0
    for cell, share in _cells(now, now + timedelta(seconds=min(limit, 7 * DAY))):
        brought = table[cell] * share
        if brought >= amount:
            return min(passed + amount / table[cell] * HOUR, limit)
        amount -= brought
        passed += share * HOUR
    return limit


def _out_of_skipped(now: datetime, seconds: float, hints: Hints) -> float:
    """Return ``seconds``, or more: until an hour that the source does not ask to be left alone in; a source that names them all is not believed."""
    if len(set(hints.skip_hours)) >= 24 or len(set(hints.skip_days)) >= 7:
        return seconds
    for _ in range(7 * 24):
        there = (now + timedelta(seconds=seconds)).astimezone(UTC)
        if there.hour not in hints.skip_hours and there.weekday() not in hints.skip_days:
            break
        seconds += HOUR - (there.minute * 60 + there.second + there.microsecond / 1e6)
    return seconds


def _fraction(salt: str, now: datetime) -> float:
    return zlib.crc32(f"{salt} {int(now.timestamp())}".encode()) / 2**32
