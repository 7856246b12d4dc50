"""Each asking of a source, written with its settlement: what it proves missing, when the source is due again, whether it still brings what it did.

The thinking is in schedule, discover.polls and drift; the tables are archive.ledger's. Functions take a connection inside the caller's transaction.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal

from newscrawl import drift, schedule
from newscrawl.archive import ledger
from newscrawl.archive.ledger import SourceRow
from newscrawl.archive.schema import moment, stamp
from newscrawl.discover import polls
from newscrawl.drift import Alarm, Flow, Share
from newscrawl.schedule import Bounds, Edits, Entry, Hints, Pace, Poll

GRACE = timedelta(minutes=30)
"""What one source shows, another may show half an hour later without being late."""
LONGEST = {"section": 43_200.0, "sitemap": 86_400.0}
"""Seconds between two polls at most where a source is one of many: tags, archives of old months. Half a list turned over still counts first."""
KEEP_TOTALS = 60
"""Days."""
_MAX_AGE = re.compile(r"(?:s-maxage|max-age)\s*=\s*(\d{1,9})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Asked:
    """One answer of a source, or that there was none."""

    site: str
    url: str
    url_key: str
    kind: str
    """``feed``, ``sitemap``, ``news-sitemap``, ``front`` or ``section``."""
    at: datetime
    outcome: Literal["read", "unchanged", "failed"]
    status: int | None = None
    entries: Sequence[tuple[str, Entry]] = ()
    """(url_key, names) in the source's order."""
    hints: Hints = field(default_factory=Hints)
    etag: str | None = None
    last_modified: str | None = None
    retry_after_seconds: float | None = None
    total: int | None = None
    """How many stories the site says it has (WordPress's ``X-WP-Total``)."""


def bounds_of(kind: str, interval_minutes: int | None) -> Bounds:
    """Return between what limits a source is polled; ``interval_minutes`` is what the site's file says."""
    if interval_minutes is not None:
        most = interval_minutes * 60.0
        return Bounds(min(300.0, most), min(3600.0, most), most)
    return Bounds(longest=LONGEST.get(kind, Bounds().longest))


def hints_of(ttl_minutes: int | None, skip_hours: tuple[int, ...], skip_days: tuple[int, ...], cache_control: str | None) -> Hints:
    """Return what a feed and its headers ask for."""
    said = _MAX_AGE.search(cache_control or "")
    return Hints(ttl_minutes * 60.0 if ttl_minutes else None, float(said[1]) if said else None, skip_hours, skip_days)


def record(db: sqlite3.Connection, asked: Asked, *, run: int, interval_minutes: int | None = None) -> None:
    """Write one poll: the source on its first good answer, the poll, sightings, gaps, alarms, and when it is due again."""
    known = ledger.source_of(db, asked.url_key)
    if known is None:
        if asked.outcome == "failed" or not asked.entries:
            return
        ledger.add_source(db, asked.site, asked.url, asked.url_key, asked.kind, asked.at)
        known = ledger.source_of(db, asked.url_key)
        assert known is not None
    bounds = bounds_of(known.kind, interval_minutes)
    if asked.outcome == "failed":
        _failed(db, known, asked, run, bounds)
    else:
        _answered(db, known, asked, run, bounds)


def _failed(db: sqlite3.Connection, source: SourceRow, asked: Asked, run: int, bounds: Bounds) -> None:
    failures, since = source.failures + 1, source.failing_since or asked.at
    due = schedule.retry(asked.at, failures, bounds, retry_after_seconds=asked.retry_after_seconds)
    changes = {"failures": failures, "failing_since": since, "unbroken_since": None, "next_at": due}
    ledger.record_poll(db, source.id, asked.at, "failed", run=run, status=asked.status, length=0, new=0, fresh=0, keys=None, changes=changes)
    _tell(db, source.site, drift.unreachable(since, asked.at, name=f"reach {source.id}"))


def _answered(db: sqlite3.Connection, source: SourceRow, asked: Asked, run: int, bounds: Bounds) -> None:
    now, site = asked.at, source.site
    trail = polls.trail_of(source.trail) if source.trail else polls.Trail()
    pace = schedule.pace_of(source.pace) if source.pace else Pace()
    rolling = source.kind in ("feed", "news-sitemap", "section")
    entries = tuple(entry for _, entry in asked.entries)
    poll = Poll(now, "unchanged" if asked.outcome == "unchanged" else "read", entries)
    trail, finding = polls.follow(trail, poll, pace if source.pace else None, rolling=rolling)
    keys = {entry.names[0]: key for key, entry in asked.entries}
    new = [keys[entry.names[0]] for entry in finding.new]
    fresh = _unseen(db, new)
    ledger.record_sightings(db, source.id, keys.values(), now, trail_sure(source))
    times = [entry.published for entry in finding.new if entry.published is not None]
    if finding.verdict == "first":
        pace = schedule.begin(times, len(entries), now)
        if source.kind == "sitemap" and not times:  # months of stories, not a day's
            pace = replace(pace, guess=pace.guess / 30)
    elif finding.verdict != "empty" and source.pace is not None:
        length = len(entries) if entries else round(pace.length)
        pace = schedule.learn(pace, now, len(new), times, fresh=len(fresh), length=length)
    hints = asked.hints if asked.outcome == "read" else _hints(source.hints)
    due = schedule.next_poll(pace, now, bounds, hints, salt=source.url_key)
    if finding.gap is not None:
        due = schedule.hurried(due, now, bounds)
        ledger.record_gap(db, source.id, finding.gap, now)
    broken = finding.verdict in ("empty", "short", "gap", "other", "unordered")
    empty_since = (source.empty_since or now) if finding.verdict == "empty" else None
    changes: dict[str, Any] = {
        "next_at": due, "good_at": now, "failing_since": None, "failures": 0, "empty_since": empty_since,
        "unbroken_since": None if broken else source.unbroken_since or now, "pace": schedule.to_values(pace), "trail": polls.to_values(trail),
    }  # fmt: skip
    if asked.outcome == "read":
        changes |= {"etag": asked.etag, "last_modified": asked.last_modified, "hints": asdict(hints)}
    ledger.record_poll(
        db, source.id, now, finding.verdict, run=run, status=asked.status, length=len(entries), new=len(new), fresh=len(fresh),
        keys=[entry.names[0] for entry in entries] if entries and (new or finding.verdict == "first") else None, changes=changes,
    )  # fmt: skip
    if asked.total is not None:
        _told(db, source, asked.total, now)
    _fill_gaps(db, source, asked)
    if source.failing_since is not None:
        ledger.end_alarms(db, site, f"reach {source.id}", now, "healed")
    if empty_since is not None:
        _tell(db, site, drift.unreachable(empty_since, now, name=f"empty {source.id}"))
    elif source.empty_since is not None:
        ledger.end_alarms(db, site, f"empty {source.id}", now, "healed")
    _watch(db, source, finding, trail, pace, now, times)


def _told(db: sqlite3.Connection, source: SourceRow, total: int, now: datetime) -> None:
    """Keep how many stories the site says it has, the last word of each of KEEP_TOTALS days."""
    name = f"told {source.id}"
    days = ledger.baselines_named(db, source.site, (name,)).get(name, {})
    days = dict(sorted({**days, now.astimezone(UTC).date().isoformat(): total}.items())[-KEEP_TOTALS:])
    ledger.keep_baseline(db, source.site, name, days, now)


def told(db: sqlite3.Connection, site: str, day: date) -> int | None:
    """Return by how many stories the count of the site's API grew on ``day``; None where it was not asked on that day and the one before.

    What was taken back on that day counts against it.
    """
    apis = [f"told {source.id}" for source in ledger.sources_of(db, site) if source.kind == "api"]
    counts = []
    for days in ledger.baselines_named(db, site, apis).values():
        then, now = days.get((day - timedelta(days=1)).isoformat()), days.get(day.isoformat())
        if then is not None and now is not None:
            counts.append(int(now - then))
    return sum(counts) if counts else None


def trail_sure(source: SourceRow) -> datetime | None:
    """Return when the source was last seen whole before this poll: what it shows anew came after that."""
    said = source.trail["sure_at"] if source.trail else None
    return datetime.fromisoformat(said) if said else None


def _watch(
    db: sqlite3.Connection, source: SourceRow, finding: polls.Finding, trail: polls.Trail, pace: Pace, now: datetime, times: list[datetime]
) -> None:
    """Ask whether the source still brings what it did, and still shows what the others show."""
    known = ledger.baselines_named(db, source.site, (f"listed {source.id}", f"entries {source.id}"))
    if source.kind in ("feed", "news-sitemap") and source.good_at is not None and finding.verdict not in ("empty", "failed"):
        name = f"listed {source.id}"
        share = drift.of_values(known[name]) if name in known else Share()
        assert isinstance(share, Share)
        asked = ledger.trials(db, source, source.good_at - GRACE, now - GRACE)
        for key, shown in asked:
            was = share.alarmed
            share, alarm = drift.observe_share(share, shown, now, name, key, least=drift.LEAST_LISTED)
            _judge(db, source.site, name, was, share.alarmed, alarm, now)
        if asked:
            ledger.keep_baseline(db, source.site, name, drift.to_values(share), now)
    if source.kind == "front":
        alarm = drift.frozen(pace, trail.changed_at, now, name=f"frozen {source.id}") if finding.verdict not in ("first", "empty") else None
        _tell(db, source.site, alarm)
        if alarm is None and finding.new:
            ledger.end_alarms(db, source.site, f"frozen {source.id}", now, "healed")
        return
    if source.kind == "sitemap" or finding.verdict == "first":
        return
    name = f"entries {source.id}"
    flow = drift.of_values(known[name]) if name in known else Flow()
    assert isinstance(flow, Flow)
    if source.failing_since is not None:
        flow = drift.pause(flow, now)
    if finding.verdict in ("empty", "short", "gap", "other"):  # what was not shown in whole is no count of what came
        flow = drift.pause(flow, now)
    else:
        was = flow.alarmed
        flow, alarm = drift.observe_flow(flow, now, len(finding.new), name, times)
        _judge(db, source.site, name, was, flow.alarmed, alarm, now)
    ledger.keep_baseline(db, source.site, name, drift.to_values(flow), now)


def _fill_gaps(db: sqlite3.Connection, source: SourceRow, asked: Asked) -> None:
    """Count what this list shows of times in which another one of the site has a gap, and close the gap where that is all."""
    if not asked.entries:
        return
    entries = [entry for _, entry in asked.entries]
    for id, of, gap, filled in ledger.open_gaps(db, source.site):
        if of == source.id:
            continue
        keys = {key for key, entry in asked.entries if entry.published is not None and gap.since < entry.published <= gap.until}
        seen = ledger.seen_by(db, of, keys)
        first = ledger.first_seen_by(db, source.id, keys, asked.at)
        found = len((keys & first) - seen)
        covered = polls.covers(entries, gap)
        if found or covered:
            closed = covered or filled + found >= gap.lost
            ledger.fill_gap(db, id, found, closed_at=asked.at if closed else None, closed_by=("covered" if covered else "filled") if closed else None)


def bar(db: sqlite3.Connection, run: int, now: datetime, sites: frozenset[str] | None) -> int:
    """Write a failed poll for every due source not asked because its host is in trouble or its robots.txt cannot be had; returns how many."""
    rows = db.execute(
        """SELECT s.url_key FROM sources AS s JOIN frontier AS f ON f.url_key = s.url_key JOIN hosts AS h ON h.host = f.host
        WHERE s.paused = 0 AND f.state = 'pending' AND (h.robots_state = 'denied' OR h.failures > 0)
            AND NOT EXISTS (SELECT 1 FROM polls WHERE source = s.id AND run = ?)""",
        (run,),
    ).fetchall()
    count = 0
    for (key,) in rows:
        source = ledger.source_of(db, key)
        if source is not None and (sites is None or source.site in sites):
            record(db, Asked(source.site, source.url, key, source.kind, now, "failed"), run=run)
            count += 1
    return count


# ------------------------------------------------------------------------------------------------------------------ what is due


def make_due(db: sqlite3.Connection, now: datetime, sites: frozenset[str] | None) -> int:
    """Make pending what is due: sources, and articles whose turn it is to be looked at again; returns how many."""
    from newscrawl.archive import frontier

    rows = _due(db, now, sites)
    for row in rows:
        frontier.settle_row(db, row, {"state": "pending", "reason": None, "attempts": 0})
    return len(rows)


def _due(db: sqlite3.Connection, now: datetime, sites: frozenset[str] | None) -> list[int]:
    """Return the frontier's rows of the sources and articles whose time has come."""
    chosen = {"now": stamp(now), "sites": None if sites is None else json.dumps(sorted(sites))}
    rows = db.execute(
        """SELECT f.id FROM sources AS s JOIN frontier AS f ON f.url_key = s.url_key
        WHERE s.paused = 0 AND (s.next_at IS NULL OR s.next_at <= :now) AND f.state NOT IN ('pending', 'leased')
            AND (:sites IS NULL OR s.site IN (SELECT value FROM json_each(:sites)))
        UNION
        SELECT f.id FROM visits AS v JOIN articles AS a ON a.id = v.article JOIN frontier AS f ON f.url_key = a.url_key
        WHERE v.next_at <= :now AND f.state IN ('stored', 'unchanged') AND (:sites IS NULL OR f.site IN (SELECT value FROM json_each(:sites)))""",
        chosen,
    )
    return [row for (row,) in rows]


def is_source(db: sqlite3.Connection, key: str) -> bool:
    """Return whether ``key`` is polled."""
    return db.execute("SELECT 1 FROM sources WHERE url_key = ?", (key,)).fetchone() is not None


def is_due(db: sqlite3.Connection, key: str, modified: datetime | None, now: datetime) -> bool:
    """Return whether the source under ``key`` is to be asked now: unknown ones are, and those that another list calls newer than our last look."""
    row = db.execute("SELECT next_at, polled_at, paused FROM sources WHERE url_key = ?", (key,)).fetchone()
    if row is None:
        return True
    next_at, polled_at, paused = row
    if paused:
        return False
    return next_at is None or next_at <= stamp(now) or (modified is not None and polled_at is not None and stamp(modified) > polled_at)


def visited(
    db: sqlite3.Connection, site: str, article: str, published: datetime | None, before: datetime | None, now: datetime, *, changed: bool
) -> None:
    """Note a look at an article, the last one having been at ``before`` (None: this is the first), and when it is due again."""
    if before is not None and now <= before:
        return
    values = ledger.baselines_named(db, site, ("edits",)).get("edits")
    edits = schedule.edits_of(values) if values else Edits()
    since = published if published is not None and published <= now else before or now
    if before is not None:
        edits = schedule.learn_edit(edits, since, before, now, changed=changed)
        ledger.keep_baseline(db, site, "edits", schedule.to_values(edits), now)
    again = schedule.next_visit(edits, since, now)
    if again is None:
        db.execute("DELETE FROM visits WHERE article = ?", (article,))
    else:
        db.execute("INSERT OR REPLACE INTO visits (article, next_at) VALUES (?, ?)", (article, stamp(again)))


def next_due(db: sqlite3.Connection) -> datetime | None:
    """Return when something is due next: a source, an article, or a row that waits; None when nothing ever is."""
    from newscrawl.archive import frontier

    # What waits already is due when its host is, not before.
    said = (
        "SELECT min(coalesce(s.next_at, s.added_at)) FROM sources AS s JOIN frontier AS f ON f.url_key = s.url_key"
        " WHERE s.paused = 0 AND f.state NOT IN ('pending', 'leased')",
        "SELECT min(next_at) FROM visits",
    )
    times = [moment(first) for sql in said for (first,) in db.execute(sql) if first]
    waiting = frontier.next_due(db, datetime.min.replace(tzinfo=UTC))
    return min([*times, waiting] if waiting is not None else times, default=None)


def pending(db: sqlite3.Connection) -> int:
    """Return how many addresses wait."""
    from newscrawl.archive import frontier

    return frontier.pending(db)


def is_idle(db: sqlite3.Connection, now: datetime, seeds: Iterable[str] = (), sites: frozenset[str] | None = None) -> bool:
    """Return whether a crawl of what is due has nothing to do: nothing due or to lease, no unknown seed (url_key), nothing left undone."""
    from newscrawl.archive import frontier

    among = json.dumps(list(seeds))
    new = db.execute("SELECT 1 FROM json_each(?) WHERE value NOT IN (SELECT url_key FROM frontier) LIMIT 1", (among,)).fetchone()
    left = db.execute(
        "SELECT EXISTS (SELECT 1 FROM frontier WHERE state = 'leased') OR EXISTS (SELECT 1 FROM learn_queue) OR EXISTS (SELECT 1 FROM learn_dirty)"
    ).fetchone()[0]
    if new or left or _due(db, now, sites):
        return False
    waiting = frontier.next_due(db, now, frontier.Scope(sites))
    return waiting is None or waiting > now


# ------------------------------------------------------------------------------------------------------------------ alarms


def _judge(db: sqlite3.Connection, site: str, field: str, was: bool, is_now: bool, alarm: Alarm | None, now: datetime) -> None:
    if alarm is not None:
        _tell(db, site, replace(alarm, at=now))
    elif was and not is_now:
        ledger.end_alarms(db, site, field, now, "healed")


def _tell(db: sqlite3.Connection, site: str, alarm: Alarm | None) -> None:
    if alarm is not None:
        ledger.raise_alarm(db, site, alarm)


def _unseen(db: sqlite3.Connection, keys: Sequence[str]) -> set[str]:
    """Return those of ``keys`` that no source has shown yet."""
    rows = db.execute("SELECT DISTINCT url_key FROM sightings WHERE url_key IN (SELECT value FROM json_each(?))", (json.dumps(keys),))
    return set(keys) - {key for (key,) in rows}


def _hints(said: dict[str, Any] | None) -> Hints:
    values: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in (said or {}).items()}
    return Hints(**values)
