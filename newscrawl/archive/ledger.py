"""What a site's sources said, poll by poll: due times, gaps, baselines and alarms, as tables. The thinking is in schedule, polls and drift.

Functions take an open connection inside the caller's transaction; ``STATEMENTS`` is a step of the archive's migrations.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from newscrawl.archive.schema import insert, moment, restamp, stamp, summed
from newscrawl.drift import Alarm
from newscrawl.schedule import Gap

STATEMENTS: tuple[str, ...] = (
    """CREATE TABLE sources (
    -- Feeds, sitemaps, front and section pages that are polled for links.
    id INTEGER PRIMARY KEY,
    site TEXT NOT NULL,
    url TEXT NOT NULL,
    url_key TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('feed', 'sitemap', 'news-sitemap', 'api', 'front', 'section')),
    added_at TEXT NOT NULL,
    next_at TEXT,               -- due then; null: at once
    polled_at TEXT,             -- last asked; null: never
    good_at TEXT,               -- last usable answer, 304 included
    failing_since TEXT,         -- null: its last answer was usable
    failures INTEGER NOT NULL DEFAULT 0,  -- in a row
    empty_since TEXT,           -- null: its last answer had entries
    unbroken_since TEXT,        -- since when its polls lack nothing; null: broken
    etag TEXT,                  -- for a conditional request
    last_modified TEXT,
    hints TEXT,                 -- JSON: {ttl_seconds, max_age_seconds, skip_hours, skip_days}
    pace TEXT,                  -- JSON: schedule.Pace
    trail TEXT,                 -- JSON: discover.polls.Trail
    paused INTEGER NOT NULL DEFAULT 0 CHECK (paused IN (0, 1)),  -- 1: given up by a person, or gone for good
    checksum INTEGER NOT NULL
) STRICT""",
    "CREATE INDEX sources_due ON sources (next_at) WHERE paused = 0 -- ledger.due",
    "CREATE INDEX sources_of_site ON sources (site) -- ledger.sources_of",
    """CREATE TABLE polls (
    -- Every asking of every source.
    id INTEGER PRIMARY KEY,
    source INTEGER NOT NULL REFERENCES sources (id),
    run INTEGER,                -- runs.id
    at TEXT NOT NULL,
    verdict TEXT NOT NULL,      -- 'first' 'whole' 'unchanged' 'failed' 'empty' 'short' 'renamed' 'other' 'unordered' 'gap': discover.polls.Finding
    status INTEGER,             -- HTTP status; null: no answer
    length INTEGER NOT NULL,    -- entries
    new INTEGER NOT NULL,       -- of them not shown by the poll before
    fresh INTEGER NOT NULL,     -- of them known from no other source
    keys TEXT,                  -- its entries' keys in order, 12 hex digits each, a space between; null: as the poll before, or pruned
    checksum INTEGER NOT NULL
) STRICT""",
    "CREATE INDEX polls_of_source ON polls (source, at) -- status, audit",
    """CREATE TABLE sightings (
    -- Which source first showed which address when: audit compares sources by it.
    source INTEGER NOT NULL REFERENCES sources (id),
    url_key TEXT NOT NULL,
    seen_at TEXT NOT NULL,
    since TEXT,                 -- the source's good poll before, so it came after; null: it stood there at the first
    PRIMARY KEY (source, url_key)
) STRICT, WITHOUT ROWID""",
    "CREATE INDEX sightings_of_page ON sightings (url_key) -- who else showed it",
    "CREATE INDEX sightings_by_day ON sightings (source, seen_at) -- audit",
    """CREATE TABLE gaps (
    -- Holes that a source's own polls prove.
    id INTEGER PRIMARY KEY,
    source INTEGER NOT NULL REFERENCES sources (id),
    since TEXT NOT NULL,        -- what it first showed after this
    until TEXT NOT NULL,        -- and up to this, some was lost
    lost INTEGER NOT NULL,      -- estimate
    certain INTEGER NOT NULL CHECK (certain IN (0, 1)),  -- 0: the two windows may just touch
    filled INTEGER NOT NULL DEFAULT 0,  -- articles of that time found elsewhere since
    found_at TEXT NOT NULL,
    closed_at TEXT,             -- null: open, backfill goes on
    closed_by TEXT,             -- 'covered': another list reaches across it · 'filled': as many found as thought lost · 'accepted': by a person
    checksum INTEGER NOT NULL
) STRICT""",
    "CREATE INDEX gaps_open ON gaps (source) WHERE closed_at IS NULL -- ledger.open_gaps",
    """CREATE TABLE baselines (
    -- What is learned of a site's fields and flows, and the evidence against it so far.
    site TEXT NOT NULL,
    field TEXT NOT NULL,        -- 'title' 'date' 'byline' 'credit' 'words' 'removed' 'article', '... kept', 'listed ID', 'entries ID', 'articles'
    state TEXT NOT NULL,        -- JSON: drift.Share, Level or Flow; for field 'edits' schedule.Edits
    changed_at TEXT NOT NULL,
    checksum INTEGER NOT NULL,
    PRIMARY KEY (site, field)
) STRICT, WITHOUT ROWID""",
    """CREATE TABLE alarms (
    -- Changes that chance does not explain.
    id INTEGER PRIMARY KEY,
    site TEXT NOT NULL,
    field TEXT NOT NULL,
    baseline REAL NOT NULL,
    observed REAL NOT NULL,
    since TEXT NOT NULL,        -- articles of the site fetched from here on are doubtful
    raised_at TEXT NOT NULL,
    examples TEXT NOT NULL,     -- JSON array of addresses, at most three
    ended_at TEXT,              -- null: it lasts
    ended_by TEXT,              -- 'healed' or 'accepted'
    checksum INTEGER NOT NULL
) STRICT""",
    "CREATE INDEX alarms_lasting ON alarms (site) WHERE ended_at IS NULL -- status",
)

KEEP_KEYS = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source as kept. ``hints``, ``pace`` and ``trail`` are plain values for schedule and discover.polls, None before the first good poll."""

    id: int
    site: str
    url: str
    url_key: str
    kind: str
    next_at: datetime | None
    polled_at: datetime | None
    good_at: datetime | None
    failing_since: datetime | None
    failures: int
    empty_since: datetime | None
    unbroken_since: datetime | None
    etag: str | None
    last_modified: str | None
    hints: dict[str, Any] | None
    pace: dict[str, Any] | None
    trail: dict[str, Any] | None


_TIMES = frozenset("next_at polled_at good_at failing_since empty_since unbroken_since".split())
_VALUES = frozenset("hints pace trail".split())
_NAMES = tuple(SourceRow.__dataclass_fields__)
_SELECT = f"SELECT {', '.join(_NAMES)} FROM sources"  # noqa: S608 (our own column names)


def add_source(db: sqlite3.Connection, site: str, url: str, key: str, kind: str, now: datetime) -> int:
    """Return the id of the source under ``key``, added if it is new."""
    row = db.execute("SELECT id FROM sources WHERE url_key = ?", (key,)).fetchone()
    if row is not None:
        return int(row[0])
    return insert(db, "sources", {"site": site, "url": url, "url_key": key, "kind": kind, "added_at": stamp(now), "failures": 0, "paused": 0})


def due(db: sqlite3.Connection, now: datetime) -> list[SourceRow]:
    """Return the sources whose time has come, those waiting longest first."""
    rows = db.execute(f"{_SELECT} WHERE paused = 0 AND (next_at IS NULL OR next_at <= ?) ORDER BY next_at, id", (stamp(now),))
    return [_source(row) for row in rows]


def next_due(db: sqlite3.Connection) -> datetime | None:
    """Return when the next source is due; None when there is none. A source never asked is due since it was added."""
    row = db.execute("SELECT min(coalesce(next_at, added_at)) FROM sources WHERE paused = 0").fetchone()
    return moment(row[0]) if row[0] else None


def sources_of(db: sqlite3.Connection, site: str) -> list[SourceRow]:
    """Return the site's sources, in the order they were added."""
    return [_source(row) for row in db.execute(f"{_SELECT} WHERE site = ? ORDER BY id", (site,))]


def source_of(db: sqlite3.Connection, key: str) -> SourceRow | None:
    """Return the source under ``key``, or None."""
    row = db.execute(f"{_SELECT} WHERE url_key = ?", (key,)).fetchone()
    return _source(row) if row else None


def record_poll(
    db: sqlite3.Connection, source: int, at: datetime, verdict: str, *, run: int | None, status: int | None, length: int, new: int, fresh: int,
    keys: Iterable[str] | None, changes: Mapping[str, Any],
) -> None:  # fmt: skip
    """Write one poll and what it changes of its source (``changes``: names of SourceRow to their new values)."""
    values = {"source": source, "run": run, "at": stamp(at), "verdict": verdict, "status": status, "length": length, "new": new, "fresh": fresh}
    insert(db, "polls", values | {"keys": " ".join(keys) if keys is not None else None})
    update_source(db, source, {"polled_at": at, **changes})


def update_source(db: sqlite3.Connection, source: int, changes: Mapping[str, Any]) -> None:
    """Set columns of a source. Raises KeyError for a name that is none of SourceRow's."""
    for name in changes:
        if name not in _NAMES:
            raise KeyError(name)
    sets = ", ".join(f"{name} = ?" for name in changes)
    db.execute(f"UPDATE sources SET {sets} WHERE id = ?", (*(_plain(name, value) for name, value in changes.items()), source))  # noqa: S608 (checked above)
    restamp(db, "sources", "id = ?", (source,))


def record_sightings(db: sqlite3.Connection, source: int, keys: Iterable[str], at: datetime, since: datetime | None) -> None:
    """Write that ``source`` shows ``keys``; of those already known to be shown by it the first time stays."""
    rows = [(source, key, stamp(at), stamp(since) if since else None) for key in keys]
    db.executemany("INSERT OR IGNORE INTO sightings (source, url_key, seen_at, since) VALUES (?, ?, ?, ?)", rows)


def trials(db: sqlite3.Connection, source: SourceRow, after: datetime, before: datetime) -> list[tuple[str, bool]]:
    """Return (url_key, whether ``source`` shows it) for what its site's other sources began to show in (``after``, ``before``], in that order.

    Only what came while this source's polls were unbroken; the rest is passed over. For drift.observe_share as ``listed SOURCE``. Polls half an
    hour apart, whose spans (last good poll less half an hour, now less half an hour] follow each other, ask about each address once. A story under
    another address (with ``?from=rss``, a redirect) is the same by where it leads, or by its title.
    """
    if source.unbroken_since is None:
        return []
    rows = db.execute(
        """SELECT theirs.url_key, max(ours.url_key IS NOT NULL), iif(f.state = 'duplicate', f.leads_to, theirs.url_key),
            coalesce(a.title, f.hint_title)
        FROM sightings AS theirs JOIN sources ON sources.id = theirs.source
        LEFT JOIN sightings AS ours ON ours.source = :source AND ours.url_key = theirs.url_key
        LEFT JOIN frontier AS f ON f.url_key = theirs.url_key
        LEFT JOIN articles AS a ON a.url_key = iif(f.state = 'duplicate', f.leads_to, theirs.url_key)
        WHERE sources.site = :site AND theirs.source <> :source AND theirs.seen_at > :after AND theirs.seen_at <= :before
        AND theirs.since >= :unbroken
        AND NOT EXISTS (SELECT 1 FROM sightings AS earlier JOIN sources AS s ON s.id = earlier.source
            WHERE earlier.url_key = theirs.url_key AND s.site = :site AND earlier.source <> :source AND earlier.seen_at < theirs.seen_at)
        GROUP BY theirs.url_key ORDER BY min(theirs.seen_at), theirs.url_key""",
        {
            "source": source.id, "site": source.site, "after": stamp(after), "before": stamp(before), "unbroken": stamp(source.unbroken_since),
        },
    ).fetchall()  # fmt: skip
    places, titles = set[str](), set[str]()
    if not all(shown for _, shown, _, _ in rows):
        for place, *said in db.execute(
            """SELECT iif(f.state = 'duplicate', f.leads_to, s.url_key), a.title, f.hint_title FROM sightings AS s
            LEFT JOIN frontier AS f ON f.url_key = s.url_key
            LEFT JOIN articles AS a ON a.url_key = iif(f.state = 'duplicate', f.leads_to, s.url_key)
            WHERE s.source = ? AND s.seen_at > ?""",
            (source.id, stamp(after - timedelta(days=2))),
        ):
            places.add(place)
            titles |= {title.casefold() for title in said if title}
    return [(key, bool(shown) or place in places or (title or "").casefold() in titles) for key, shown, place, title in rows]


def record_gap(db: sqlite3.Connection, source: int, gap: Gap, now: datetime) -> int:
    """Write a gap; returns its id."""
    values = {"source": source, "since": stamp(gap.since), "until": stamp(gap.until), "lost": gap.lost, "certain": int(gap.certain)}
    return insert(db, "gaps", values | {"filled": 0, "found_at": stamp(now)})


def open_gaps(db: sqlite3.Connection, site: str) -> list[tuple[int, int, Gap, int]]:
    """Return (id, source, gap, filled) of the site's open gaps, oldest first."""
    rows = db.execute(
        """SELECT gaps.id, gaps.source, gaps.since, gaps.until, gaps.lost, gaps.certain, gaps.filled
        FROM gaps JOIN sources ON sources.id = gaps.source WHERE sources.site = ? AND gaps.closed_at IS NULL ORDER BY gaps.since, gaps.id""",
        (site,),
    )
    return [(id, source, Gap(moment(since), moment(until), lost, bool(certain)), filled) for id, source, since, until, lost, certain, filled in rows]


def gaps_to_settle(db: sqlite3.Connection, closed_after: datetime) -> list[tuple[int, int, Gap]]:
    """Return (id, source, gap) of the gaps that are open, or were closed lately: what they lost may still come in."""
    rows = db.execute(
        "SELECT id, source, since, until, lost, certain FROM gaps WHERE closed_at IS NULL OR closed_at > ? AND closed_by <> 'accepted' ORDER BY id",
        (stamp(closed_after),),
    )
    return [(id, source, Gap(moment(since), moment(until), lost, bool(certain))) for id, source, since, until, lost, certain in rows.fetchall()]


def fill_gap(db: sqlite3.Connection, gap: int, found: int) -> None:
    """Note that ``found`` articles are held of what a gap lost; a number that falls again is not taken."""
    if db.execute("UPDATE gaps SET filled = ? WHERE id = ? AND filled < ?", (found, gap, found)).rowcount:
        restamp(db, "gaps", "id = ?", (gap,))


def close_gap(db: sqlite3.Connection, gap: int, at: datetime, by: str) -> bool:
    """Close a gap that is open: ``covered``, ``filled`` or ``accepted``; returns whether it was."""
    closed = db.execute("UPDATE gaps SET closed_at = ?, closed_by = ? WHERE id = ? AND closed_at IS NULL", (stamp(at), by, gap)).rowcount
    restamp(db, "gaps", "id = ?", (gap,))
    return bool(closed)


def baselines(db: sqlite3.Connection, site: str) -> dict[str, dict[str, Any]]:
    """Return what is learned of a site: field to plain values (drift.of_values, schedule.edits_of)."""
    return {name: json.loads(state) for name, state in db.execute("SELECT field, state FROM baselines WHERE site = ? ORDER BY field", (site,))}


def baselines_named(db: sqlite3.Connection, site: str, fields: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Return what is learned of some fields of a site; a field that is not there was never met."""
    among = json.dumps(list(fields))
    rows = db.execute("SELECT field, state FROM baselines WHERE site = ? AND field IN (SELECT value FROM json_each(?))", (site, among))
    return {name: json.loads(state) for name, state in rows}


def keep_baseline(db: sqlite3.Connection, site: str, field: str, values: Mapping[str, Any], now: datetime) -> None:
    """Write what is learned of one field."""
    state = json.dumps(values, separators=(",", ":"))
    changed = db.execute("UPDATE baselines SET state = ?, changed_at = ? WHERE site = ? AND field = ?", (state, stamp(now), site, field)).rowcount
    if changed:
        restamp(db, "baselines", "site = ? AND field = ?", (site, field))
    else:
        insert(db, "baselines", {"site": site, "field": field, "state": state, "changed_at": stamp(now)})


def raise_alarm(db: sqlite3.Connection, site: str, alarm: Alarm) -> int:
    """Write an alarm; one of the same field that lasts is left as it is. Returns its id."""
    row = db.execute("SELECT id FROM alarms WHERE site = ? AND field = ? AND ended_at IS NULL", (site, alarm.field)).fetchone()
    if row is not None:
        return int(row[0])
    values = {"site": site, "field": alarm.field, "baseline": alarm.baseline, "observed": alarm.observed, "since": stamp(alarm.since)}
    return insert(db, "alarms", values | {"raised_at": stamp(alarm.at), "examples": json.dumps(list(alarm.examples))})


def end_alarms(db: sqlite3.Connection, site: str, field: str, now: datetime, by: str) -> None:
    """End the lasting alarms of a field: ``healed`` or ``accepted``."""
    for (id,) in db.execute("SELECT id FROM alarms WHERE site = ? AND field = ? AND ended_at IS NULL", (site, field)).fetchall():
        db.execute("UPDATE alarms SET ended_at = ?, ended_by = ? WHERE id = ?", (stamp(now), by, id))
        restamp(db, "alarms", "id = ?", (id,))


def lasting_alarms(db: sqlite3.Connection, site: str | None = None) -> list[tuple[int, str, Alarm]]:
    """Return (id, site, alarm) of all that lasts, or of one site's, oldest first."""
    rows = db.execute(
        """SELECT id, site, field, baseline, observed, since, raised_at, examples FROM alarms
        WHERE ended_at IS NULL AND (:site IS NULL OR site = :site) ORDER BY raised_at, id""",
        {"site": site},
    )
    return [
        (id, place, Alarm(field, baseline, observed, moment(since), moment(at), tuple(json.loads(examples))))
        for id, place, field, baseline, observed, since, at, examples in rows
    ]


def open_gaps_told(db: sqlite3.Connection, site: str | None = None) -> list[tuple[int, str, str, Gap, int]]:
    """Return (id, site, the source's address, gap, filled) of all open gaps, or of one site's, oldest first."""
    rows = db.execute(
        """SELECT gaps.id, sources.site, sources.url, gaps.since, gaps.until, gaps.lost, gaps.certain, gaps.filled
        FROM gaps JOIN sources ON sources.id = gaps.source
        WHERE gaps.closed_at IS NULL AND (:site IS NULL OR sources.site = :site) ORDER BY gaps.since, gaps.id""",
        {"site": site},
    )
    return [
        (id, place, url, Gap(moment(since), moment(until), lost, bool(certain)), filled)
        for id, place, url, since, until, lost, certain, filled in rows
    ]


def pause_sources(db: sqlite3.Connection, name: str, *, paused: bool) -> int:
    """Ask the sources of the site ``name``, or the one at the address ``name``, no more, or again; returns how many."""
    said = {"name": name, "paused": int(paused)}
    ids = db.execute("SELECT id FROM sources WHERE (site = :name OR url = :name) AND paused <> :paused", said).fetchall()
    for (id,) in ids:
        db.execute("UPDATE sources SET paused = ?, unbroken_since = NULL WHERE id = ?", (int(paused), id))
        restamp(db, "sources", "id = ?", (id,))
    return len(ids)


def paused_sites(db: sqlite3.Connection) -> frozenset[str]:
    """Return the sites of which no source is to be asked."""
    return frozenset(site for (site,) in db.execute("SELECT site FROM sources GROUP BY site HAVING min(paused) = 1"))


def prune(db: sqlite3.Connection, now: datetime) -> int:
    """Forget the keys of polls older than KEEP_KEYS; their counts stay. Returns how many."""
    old = stamp(now - KEEP_KEYS)
    ids = [id for (id,) in db.execute("SELECT id FROM polls WHERE at < ? AND keys IS NOT NULL", (old,))]
    for id in ids:
        db.execute("UPDATE polls SET keys = NULL WHERE id = ?", (id,))
        restamp(db, "polls", "id = ?", (id,))
    return len(ids)


def merge(db: sqlite3.Connection, other: sqlite3.Connection, run: int, forgotten: Set[str] = frozenset()) -> None:
    """Bring in another archive's sources, polls, sightings, gaps, baselines, alarms and visits, once its articles are merged.

    Of one source, and of what is learned of one field, the state asked or changed later counts, of one gap what is known of it in either: the same
    whichever is merged into which, and twice is once. ``forgotten`` are url_keys that stay out. Polls are noted as of ``run``.
    """
    here = {id: _merge_source(db, _record(other, "sources", id)) for (id,) in other.execute("SELECT id FROM sources ORDER BY id").fetchall()}
    for (id,) in other.execute("SELECT id FROM polls ORDER BY id").fetchall():
        poll = _record(other, "polls", id)
        poll |= {"source": here[poll["source"]], "run": run}
        same = poll["source"], poll["at"], poll["verdict"]
        if db.execute("SELECT 1 FROM polls WHERE source = ? AND at = ? AND verdict = ?", same).fetchone() is None:
            insert(db, "polls", poll)
    for source, key, seen_at, since in other.execute("SELECT source, url_key, seen_at, since FROM sightings").fetchall():
        if key not in forgotten:
            db.execute(
                "INSERT INTO sightings (source, url_key, seen_at, since) VALUES (?, ?, ?, ?) ON CONFLICT (source, url_key)"
                " DO UPDATE SET seen_at = excluded.seen_at, since = excluded.since"
                " WHERE (excluded.seen_at, coalesce(excluded.since, '')) < (sightings.seen_at, coalesce(sightings.since, ''))",
                (here[source], key, seen_at, since),
            )
    for (id,) in other.execute("SELECT id FROM gaps ORDER BY id").fetchall():
        gap = _record(other, "gaps", id)
        _merge_lasting(db, "gaps", gap | {"source": here[gap["source"]]}, ("source", "since", "until"), "closed")
    for (id,) in other.execute("SELECT id FROM alarms ORDER BY id").fetchall():
        _merge_lasting(db, "alarms", _record(other, "alarms", id), ("site", "field", "since", "raised_at"), "ended")
    for site, name, state, changed_at in other.execute("SELECT site, field, state, changed_at FROM baselines").fetchall():
        held = db.execute("SELECT changed_at, state FROM baselines WHERE site = ? AND field = ?", (site, name)).fetchone()
        if held is None or (changed_at, state) > held:
            keep_baseline(db, site, name, json.loads(state), moment(changed_at))
    for article, key, next_at in other.execute("SELECT v.article, a.url_key, v.next_at FROM visits AS v JOIN articles AS a ON a.id = v.article"):
        if key not in forgotten and db.execute("SELECT 1 FROM articles WHERE id = ?", (article,)).fetchone():
            db.execute(
                "INSERT INTO visits (article, next_at) VALUES (?, ?) ON CONFLICT (article) DO UPDATE SET next_at = min(next_at, excluded.next_at)",
                (article, next_at),
            )


def _record(db: sqlite3.Connection, table: str, id: int) -> dict[str, Any]:
    names = summed(table)
    row = db.execute(f"SELECT {', '.join(names)} FROM {table} WHERE id = ?", (id,)).fetchone()  # noqa: S608 (names of our own tables)
    return dict(zip(names, row, strict=True))


def _merge_source(db: sqlite3.Connection, theirs: dict[str, Any]) -> int:
    """Return the id of a source here, brought up to what is known of it there."""
    held = db.execute("SELECT id FROM sources WHERE url_key = ?", (theirs["url_key"],)).fetchone()
    if held is None:
        return insert(db, "sources", theirs)
    ours = _record(db, "sources", held[0])
    later = max(ours, theirs, key=lambda row: (row["polled_at"] or "", *("" if value is None else str(value) for value in row.values())))
    merged = later | {"added_at": min(ours["added_at"], theirs["added_at"]), "paused": max(ours["paused"], theirs["paused"])}
    if merged != ours:
        sets = ", ".join(f"{name} = ?" for name in merged)
        db.execute(f"UPDATE sources SET {sets} WHERE id = ?", (*merged.values(), held[0]))  # noqa: S608 (names of our own table)
        restamp(db, "sources", "id = ?", (held[0],))
    return int(held[0])


def _merge_lasting(db: sqlite3.Connection, table: str, theirs: dict[str, Any], key: tuple[str, ...], end: str) -> None:
    """Insert what began and may have ended, or put together what both archives know of it: it has ended when it ended in one."""
    where = " AND ".join(f"{name} = ?" for name in key)
    row = db.execute(f"SELECT id FROM {table} WHERE {where} ORDER BY id LIMIT 1", [theirs[name] for name in key]).fetchone()  # noqa: S608 (constants)
    if row is None:
        insert(db, table, theirs)
        return
    ours = _record(db, table, row[0])
    ended = f"{end}_at", f"{end}_by"
    first = min((one for one in (ours, theirs) if one[ended[0]] is not None), key=lambda one: [one[name] for name in ended], default=ours)
    begun = min(ours, theirs, key=lambda one: [str(value) for name, value in one.items() if name not in ended])
    merged = begun | {name: first[name] for name in ended}
    if table == "gaps":
        merged |= {name: max(ours[name], theirs[name]) for name in ("lost", "certain", "filled")}
    if merged != ours:
        sets = ", ".join(f"{name} = ?" for name in merged)
        db.execute(f"UPDATE {table} SET {sets} WHERE id = ?", (*merged.values(), row[0]))  # noqa: S608 (names of our own tables)
        restamp(db, table, "id = ?", (row[0],))


def _plain(name: str, value: Any) -> Any:
    if name in _TIMES:
        return stamp(value) if value is not None else None
    return json.dumps(value, separators=(",", ":")) if name in _VALUES and value is not None else value


def _source(row: tuple[Any, ...]) -> SourceRow:
    found: dict[str, Any] = {}
    for name, value in zip(_NAMES, row, strict=True):
        found[name] = value if value is None else moment(value) if name in _TIMES else json.loads(value) if name in _VALUES else value
    return SourceRow(**found)
