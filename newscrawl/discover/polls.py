"""What two polls of a source prove: which entries are new, and whether others came and went between them unseen.

A feed is a window on a list. As long as a poll shares an entry with what was seen before, nothing passed between; when a full window shares none,
something did. Everything else that looks like that is not a proof and is told apart: a window cut short or emptied, one that never was in order,
entries that only changed their names, another list's entries.
"""

from __future__ import annotations

import hashlib
import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any, Literal
from urllib.parse import urlsplit

from newscrawl.errors import BadAddress
from newscrawl.items import Link
from newscrawl.schedule import Entry, Gap, Pace, Poll, expected, rates
from newscrawl.text import words
from newscrawl.urls import url_key

REMEMBERED_LENGTHS = 15
"""Lengths that say what is usual, measured at most every two hours: a feed set to a new length is believed after eight of them."""
MEASURED_EVERY = timedelta(hours=2)
FULL = 0.8
"""Share of the usual length from which a poll counts as whole."""
WEAK_SHARE = 0.2
"""Share of entries known only by title, path or instant from which they are the same entries under new names."""
MOST_REMEMBERED = 3000
PINNED = 3
"""Entries that an editor may keep at the head."""
TOUCHING = 0.02
"""Chance that two windows only touch, and nothing was lost between them, below which a gap is certain."""
SURELY = 0.7
"""Share of what the usual pace brings that is relied on for that: a slow day brought 20 where 33 were due."""

Verdict = Literal["first", "unchanged", "failed", "empty", "short", "whole", "renamed", "other", "unordered", "gap"]


@dataclass(frozen=True, slots=True)
class Trail:
    """What is remembered of a source's polls: the window that the next one is compared with."""

    reference: tuple[Entry, ...] = ()
    """The last whole poll's entries."""
    islands: tuple[Entry, ...] = ()
    """Those of the shorter polls after it."""
    is_broken: bool = False
    """Whether a shorter poll shared nothing with any before it."""
    sure_at: datetime | None = None
    """When a whole window was last seen."""
    changed_at: datetime | None = None
    """When it was last seen to change."""
    lengths: tuple[int, ...] = ()
    """Entries in polls that were read, one in two hours at most: half a day of answers cut short must not become what is usual."""
    measured_at: datetime | None = None
    orderly: float = 0.0
    """Polls, fading, in which entries came in at one end and left at the other; ``disorderly``: in which they did not."""
    disorderly: float = 0.0


@dataclass(frozen=True, slots=True)
class Finding:
    """What one poll says beside the ones before it."""

    verdict: Verdict
    """``first`` nothing to compare with · ``short`` fewer entries than usual · ``whole`` shares entries with what was seen · ``renamed`` the same
    entries under other names · ``other`` none shared, but of the same time, so not a later window of the same list · ``unordered`` none shared, but
    the source never was a window on a list · ``gap`` none shared: something came and went."""
    new: tuple[Entry, ...] = ()
    """Entries that the window compared with did not show, in order; at a first poll all, when renamed those not recognised."""
    kept: int = 0
    turnover: float = 0.0
    """New entries' share of the usual length."""
    gap: Gap | None = None


def entry_of(link: Link, guid: str | None = None) -> Entry | None:
    """Return the names of what a source says at ``link``; None for an address that nothing can be keyed on."""
    try:
        key = url_key(link.url)
    except BadAddress:
        return None
    path = urlsplit(key).path.rstrip("/")
    weak = [f"p:{path}"] if len(path) > 12 else []
    title = " ".join(words((link.title or "").casefold()))
    if len(title) > 15:
        weak.append(f"t:{title}")
    # A date at midnight is a day, and a day's entries share it.
    if link.date_published is not None and (link.date_published.minute or link.date_published.second):
        weak.append(f"d:{link.date_published.astimezone(UTC).isoformat(timespec='seconds')}")
    names = (key, f"g:{guid}") if guid and guid != link.url else (key,)
    return Entry(tuple(_short(name) for name in names), tuple(_short(name) for name in weak), link.date_published)


def name_of(key: str) -> str:
    """Return the name that an entry has for its url_key."""
    return _short(key)


def follow(trail: Trail, poll: Poll, pace: Pace | None = None, *, rolling: bool = True) -> tuple[Trail, Finding]:
    """Return what is remembered after ``poll``, and what it says beside what was remembered.

    ``pace`` is the source's before this poll: it estimates a loss. ``rolling`` is false for front and section pages, where what leaves is chosen by
    people: they never prove a gap.
    """
    if poll.outcome == "failed":
        return trail, Finding("failed")
    if poll.outcome == "unchanged":
        after = replace(trail, sure_at=poll.at) if trail.reference and not trail.islands else trail
        return after, Finding("unchanged", kept=len(trail.reference))
    count = len(poll.entries)
    if not count:
        return trail, Finding("empty")
    if not trail.reference:
        return Trail(poll.entries, sure_at=poll.at, changed_at=poll.at, lengths=(count,), measured_at=poll.at), Finding("first", poll.entries)
    usual = statistics.median(trail.lengths)
    whole = count >= FULL * usual
    known = {name for entry in trail.reference for name in entry.names}
    isled = {name for entry in trail.islands for name in entry.names}
    old = [not known.isdisjoint(entry.names) for entry in poll.entries]
    kept = sum(old)
    new = tuple(entry for entry, was in zip(poll.entries, old, strict=True) if not was and isled.isdisjoint(entry.names))
    turnover = len(new) / max(usual, 1)
    after = replace(trail, changed_at=poll.at if new else trail.changed_at)
    if trail.measured_at is None or poll.at - trail.measured_at >= MEASURED_EVERY:
        after = replace(after, lengths=(*trail.lengths[1 - REMEMBERED_LENGTHS :], count), measured_at=poll.at)
    if whole:
        after = replace(after, reference=poll.entries, islands=(), is_broken=False, sure_at=poll.at)
    else:
        is_broken = trail.is_broken or (bool(isled) and not kept and len(new) == count)
        after = replace(after, islands=_joined(poll.entries, trail.islands), is_broken=is_broken)
    if kept > _pinned(trail.reference, poll.entries, old):
        if new and whole and kept >= 2:
            in_order = _in_order(trail.reference, poll.entries, old)
            after = replace(after, orderly=trail.orderly * 0.95 + in_order, disorderly=trail.disorderly * 0.95 + (not in_order))
        return after, Finding("whole" if whole else "short", new, kept, turnover)
    if whole and isled and not trail.is_broken and _rests_on(poll.entries, isled):
        return after, Finding("whole", new, kept, turnover)
    weak = {name for entry in trail.reference for name in entry.weak}
    unknown = tuple(entry for entry in new if weak.isdisjoint(entry.weak))
    recognised = len(new) - len(unknown)
    if recognised >= max(2, WEAK_SHARE * count):
        return after, Finding("renamed", unknown, recognised, len(unknown) / max(usual, 1))
    if not whole:
        return after, Finding("short", new, kept, turnover)
    is_window = rolling and _was_rolling(trail, poll.entries)
    if not is_window and (not rolling or trail.orderly < 2 * trail.disorderly):
        return after, Finding("unordered", new, kept, turnover)
    if not _is_later(trail.reference, new):
        # Another list's entries under this address, as a confused cache sends them: the window compared with stays what it was, beside this one.
        return replace(after, reference=_joined(trail.reference, poll.entries)), Finding("other", new, kept, turnover)
    gap = _gap(trail, poll, new, pace)
    return after, Finding("gap", new, kept, turnover, gap if is_window else replace(gap, certain=False))


def to_values(trail: Trail) -> dict[str, Any]:
    """Return ``trail`` as what JSON can hold."""
    return {
        "reference": [[list(entry.names), list(entry.weak), entry.published and entry.published.isoformat()] for entry in trail.reference],
        "islands": [[list(entry.names), list(entry.weak), entry.published and entry.published.isoformat()] for entry in trail.islands],
        "sure_at": trail.sure_at and trail.sure_at.isoformat(),
        "changed_at": trail.changed_at and trail.changed_at.isoformat(),
        "is_broken": trail.is_broken,
        "measured_at": trail.measured_at and trail.measured_at.isoformat(),
        "lengths": list(trail.lengths),
        "orderly": trail.orderly,
        "disorderly": trail.disorderly,
    }


def trail_of(values: Mapping[str, Any]) -> Trail:
    """Return the Trail that ``to_values`` wrote."""
    return Trail(
        reference=_entries(values["reference"]),
        islands=_entries(values["islands"]),
        is_broken=values["is_broken"],
        sure_at=_moment(values["sure_at"]),
        changed_at=_moment(values["changed_at"]),
        lengths=tuple(values["lengths"]),
        measured_at=_moment(values["measured_at"]),
        orderly=values["orderly"],
        disorderly=values["disorderly"],
    )


def _entries(values: Iterable[Any]) -> tuple[Entry, ...]:
    return tuple(Entry(tuple(names), tuple(weak), _moment(published)) for names, weak, published in values)


def _gap(trail: Trail, poll: Poll, new: Sequence[Entry], pace: Pace | None) -> Gap:
    since = trail.sure_at or poll.at
    changed = trail.changed_at or since
    if pace is None:
        return Gap(since, poll.at, 1, certain=False)
    # A window that stood still while a dozen entries were due was a dead cache's: what it hid is lost from when it stopped.
    if expected(pace, changed, since) > 12:
        since = changed
    usual = rates(pace)
    dates = sorted(entry.published for entry in new if entry.published is not None)
    oldest = dates[len(dates) // 10] if len(dates) >= 0.9 * len(new) and dates else None
    # What short answers in between showed, and this one does not any more, is not lost.
    here = {name for entry in poll.entries for name in entry.names}
    between = [entry for entry in trail.islands if here.isdisjoint(entry.names)]
    if oldest is not None and since < oldest <= poll.at:
        due = expected(pace, since, oldest, usual=usual)
        seen = sum(1 for entry in between if entry.published is None or since < entry.published < oldest)
    else:
        due = expected(pace, since, poll.at, usual=usual)
        seen = len(new) + len(between)
    return Gap(since, poll.at, max(1, round(due - seen)), certain=_exactly(seen, SURELY * due) < TOUCHING)


def _exactly(count: int, mean: float) -> float:
    """Return how likely exactly ``count`` came where ``mean`` were due, given that no fewer did (Poisson)."""
    share, tail = 1.0, 1.0
    for further in range(count + 1, count + 200):
        share *= mean / further
        tail += share
    return 1 / tail


def _joined(first: Sequence[Entry], second: Sequence[Entry]) -> tuple[Entry, ...]:
    seen: set[str] = set()
    found = []
    for entry in (*first, *second):
        if entry.names[0] not in seen:
            seen.add(entry.names[0])
            found.append(entry)
    return tuple(found[:MOST_REMEMBERED])


def _pinned(reference: Sequence[Entry], entries: Sequence[Entry], old: Sequence[bool]) -> int:
    """Return how many of the shared entries stand pinned: dated before every entry that is not, at the head of both windows."""
    head = {name for entry in reference[:PINNED] for name in entry.names}
    others = [entry.published for entry, was in zip(entries, old, strict=True) if not was and entry.published is not None]
    pinned = 0
    for entry, was in zip(entries[:PINNED], old, strict=False):
        if was and entry.published is not None and others and entry.published < min(others) and not head.isdisjoint(entry.names):
            pinned += 1
    # In the window before it stood above what was newer, too; else it is simply the last that is shared.
    newest = max((entry.published for entry in reference if entry.published is not None), default=None)
    first = next((entry.published for entry in entries if entry.published is not None), None)
    return pinned if pinned and newest is not None and first is not None and newest > first and sum(old) == pinned else 0


def _in_order(reference: Sequence[Entry], entries: Sequence[Entry], old: Sequence[bool]) -> bool:
    """Return whether new entries came in at one end and the others kept their order; entries pinned above the new ones do not count."""
    lead = old.index(False)
    if 0 < lead <= PINNED and len(old) > 2 * PINNED:
        entries, old = entries[lead:], old[lead:]
    place = {name: position for position, entry in enumerate(reference) for name in entry.names}
    places = [next((place[name] for name in entry.names if name in place), 0) for entry, was in zip(entries, old, strict=True) if was]
    rising = sum(1 for a, b in pairwise(places) if a < b)
    new = len(old) - sum(old)
    at_an_end = max(sum(1 for was in old[:new] if not was), sum(1 for was in old[-new:] if not was))
    return rising >= 0.8 * (len(places) - 1) and at_an_end >= 0.8 * new


def _rests_on(entries: Sequence[Entry], isled: set[str]) -> bool:
    """Return whether the oldest entry is one that shorter polls showed: then nothing came before it that they and the window leave out.

    So it is where a list was emptied and grows again; where it had only been cut short, older entries stand below those.
    """
    dated = [(entry.published, number) for number, entry in enumerate(entries) if entry.published is not None]
    oldest = min(dated)[1] if len(dated) == len(entries) else -1
    return not isled.isdisjoint(entries[oldest].names)


def _was_rolling(trail: Trail, entries: Sequence[Entry]) -> bool:
    """Return whether the source behaves as a window on a list: by its record, or, without one, by its dates' order."""
    if trail.orderly + trail.disorderly >= 2:
        return trail.orderly >= 4 * trail.disorderly
    return trail.disorderly == 0 and _dates_in_order(trail.reference) and _dates_in_order(entries)


def _dates_in_order(entries: Sequence[Entry]) -> bool:
    dates = [entry.published for entry in entries if entry.published is not None]
    pairs = list(pairwise(dates))
    if len(dates) < max(4, 0.9 * len(entries)) or len(set(dates)) < len(dates) // 2:
        return False
    return max(sum(1 for a, b in pairs if a >= b), sum(1 for a, b in pairs if a <= b)) >= 0.8 * len(pairs)


def _is_later(reference: Sequence[Entry], new: Sequence[Entry]) -> bool:
    """Return whether ``new`` may follow after the window ``reference``: where both are dated, most of it must be newer than nearly all of that."""
    before = sorted(entry.published for entry in reference if entry.published is not None)
    after = [entry.published for entry in new if entry.published is not None]
    if len(before) < 0.5 * len(reference) or len(after) < 0.5 * len(new) or not before or not after:
        return True
    newest = before[max(0, len(before) * 9 // 10 - 1)]
    return sum(1 for moment in after if moment > newest) >= 0.8 * len(after)


def _short(name: str) -> str:
    """Return 12 characters for a name of any length: 48 bits are enough among a source's few thousand."""
    return hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
