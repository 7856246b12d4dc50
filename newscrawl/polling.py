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
from newscrawl.items import Link
from newscrawl.schedule import Bounds, Edits, Entry, Gap, Hints, Pace, Poll

GRACE = timedelta(minutes=30)
"""What one source shows, another may show half an hour later without being late."""
LONGEST = {"section": 43_200.0, "sitemap": 86_400.0}
"""Seconds between two polls at most where a source is one of many: tags, archives of old months. Half a list turned over still counts first."""
KEEP_TOTALS = 60
"""Days."""
SURE_TO_FAIL, DEAD_HOURS = timedelta(hours=1), 4.0
"""A source that fails for so long while others of its site answer, and did not answer for so many hours, is dead."""
SUSPECT = 3.0
"""Entries that should have come while a feed stood still, from which on others are asked whether there was news: chance once in twenty."""
WITNESSES = 3
ASKED_FOR_A_GAP = 20
"""Other sources of the site that are asked whether they show what one lost."""
DAYS_OF_A_GAP = 7
"""Pages of an archive by date that are looked through for one gap, the latest."""
UNPROVEN_REST = timedelta(hours=1)
TRAP_REST = timedelta(days=7)
"""Between two polls of a list of a kind of which a budget of pages brought nothing: what a calendar or a session's number makes are lists, too."""
DATED = re.compile(r"(?P<head>\S*?/)(?:19|20)\d\d(?P<sign>[/-])(?:0[1-9]|1[0-2])(?P<day>(?P=sign)(?:0[1-9]|[12]\d|3[01]))?(?P<tail>/?)")
"""The address of an archive page of a month or a day."""
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
    if asked.outcome == "read" and known.kind not in ("front", "section") and asked.kind in ("front", "section"):
        asked = replace(asked, outcome="failed", entries=())  # a page where a feed was: it lists what it lists, but that is not the feed
    if asked.outcome == "failed":
        _failed(db, known, asked, run, bounds)
    else:
        _answered(db, known, asked, run, bounds)


def failed(db: sqlite3.Connection, key: str, now: datetime, run: int, status: int | None) -> None:
    """Write a failed poll if ``key`` is polled: what was found by custom, or is an API, may be gone as quietly as it came."""
    if (source := ledger.source_of(db, key)) is not None:
        record(db, Asked(source.site, source.url, key, source.kind, now, "failed", status), run=run)


def _failed(db: sqlite3.Connection, source: SourceRow, asked: Asked, run: int, bounds: Bounds) -> None:
    failures, since = source.failures + 1, source.failing_since or asked.at
    due = schedule.retry(asked.at, failures, bounds, retry_after_seconds=asked.retry_after_seconds)
    changes = {"failures": failures, "failing_since": since, "unbroken_since": None, "next_at": due}
    ledger.record_poll(db, source.id, asked.at, "failed", run=run, status=asked.status, length=0, new=0, fresh=0, keys=None, changes=changes)
    others = db.execute("SELECT 1 FROM sources WHERE site = ? AND id <> ? AND good_at > ?", (source.site, source.id, stamp(since))).fetchone()
    if others is None:  # none answers: it is the site, which may be away for an afternoon, and one alarm, not one a source
        _tell(db, source.site, drift.unreachable(since, asked.at, name="reach"))
    elif asked.at - since >= SURE_TO_FAIL:
        good = source.good_at or since
        _tell(db, source.site, drift.unreachable(good, asked.at, name=f"reach {source.id}", hours=DEAD_HOURS))


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
    is_still = source.kind in ("feed", "news-sitemap", "api") and not finding.new
    if is_still and trail.changed_at is not None and schedule.expected(pace, trail.changed_at, now) >= SUSPECT:
        due = min(due, now + timedelta(seconds=bounds.usual))
        _call_witnesses(db, source, now)
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
    if finding.gap is not None:
        ledger.record_gap(db, source.id, finding.gap, now)
        _backfill(db, source, finding.gap, run, now)
    _cover_gaps(db, source, trail.reference, now)
    if source.failing_since is not None:
        for name in ("reach", f"reach {source.id}"):
            ledger.end_alarms(db, site, name, now, "healed")
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


def wanted_whole(db: sqlite3.Connection, key: str, now: datetime) -> None:
    """Have the source under ``key`` asked again by the next crawl: its links were not asked for."""
    if (source := ledger.source_of(db, key)) is not None:
        ledger.update_source(db, source.id, {"next_at": now})


def _call_witnesses(db: sqlite3.Connection, source: SourceRow, now: datetime) -> None:
    """Have other sources of the site asked soon that were not asked within the hour: whether there is no news, or ``source`` is dead."""
    rows = db.execute(
        """SELECT id FROM sources WHERE site = ? AND id <> ? AND paused = 0 AND kind IN ('news-sitemap', 'api', 'front', 'feed') AND next_at > ?
        AND polled_at < ? ORDER BY kind = 'feed', kind = 'front', id LIMIT ?""",
        (source.site, source.id, stamp(now), stamp(now - timedelta(seconds=Bounds().usual)), WITNESSES),
    ).fetchall()
    for (id,) in rows:
        ledger.update_source(db, id, {"next_at": now})


def _watch(
    db: sqlite3.Connection, source: SourceRow, finding: polls.Finding, trail: polls.Trail, pace: Pace, now: datetime, times: list[datetime]
) -> None:
    """Ask whether the source still brings what it did, and still shows what the others show."""
    known = ledger.baselines_named(db, source.site, (f"listed {source.id}", f"entries {source.id}"))
    share: Share | None = None
    if source.kind in ("feed", "news-sitemap") and source.good_at is not None and finding.verdict not in ("empty", "failed"):
        name = f"listed {source.id}"
        found = drift.of_values(known[name]) if name in known else Share()
        assert isinstance(found, Share)
        share = found
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
        if share is not None:
            share, alarm = drift.dead(share, flow, now, f"listed {source.id}")
            if alarm is not None:
                _tell(db, source.site, alarm)
                ledger.keep_baseline(db, source.site, f"listed {source.id}", drift.to_values(share), now)
    ledger.keep_baseline(db, source.site, name, drift.to_values(flow), now)


# ------------------------------------------------------------------------------------------------------------------ gaps


def _backfill(db: sqlite3.Connection, source: SourceRow, gap: Gap, run: int, now: datetime) -> None:
    """Have looked for elsewhere what ``source`` lost: in the site's other lists, due or not, and in its archive pages of those days.

    Further pages of sections follow while they bring news, as do those of a WordPress API.
    """
    from newscrawl.archive import frontier

    rows = db.execute(
        """SELECT s.url_key, f.id, f.state, s.kind = 'sitemap' AND f.hint_modified < :since
        FROM sources AS s JOIN frontier AS f ON f.url_key = s.url_key
        WHERE s.site = :site AND s.id <> :source AND s.paused = 0
        ORDER BY s.kind NOT IN ('news-sitemap', 'api'), s.kind <> 'front', s.kind <> 'sitemap', s.kind = 'section',
            json_extract(s.trail, '$.changed_at') DESC, s.id""",
        {"site": source.site, "source": source.id, "since": stamp(gap.since)},
    ).fetchall()
    for key, row, state, old in [row for row in rows if not row[3]][:ASKED_FOR_A_GAP]:
        other = ledger.source_of(db, key)
        assert other is not None and not old
        if other.good_at is not None and other.good_at >= gap.until - GRACE / 6:  # it has just been asked
            _cover_gaps(db, other, polls.trail_of(other.trail).reference if other.trail else (), now)
        elif state not in ("pending", "leased"):
            frontier.settle_row(db, row, {"state": "pending", "reason": None, "attempts": 0})
    pages = _archive_pages(db, source.site, gap)
    frontier.add(db, [Link(url, source="hint") for url in pages], run=run, now=now, site=source.site, depth=1)
    for row, state, reason in db.execute(
        "SELECT id, state, reason FROM frontier WHERE url IN (SELECT value FROM json_each(?))", (json.dumps(pages),)
    ).fetchall():
        if (state, reason) == ("dropped", "listing"):
            frontier.settle_row(db, row, {"state": "pending", "reason": None, "attempts": 0})


def _archive_pages(db: sqlite3.Connection, site: str, gap: Gap) -> list[str]:
    """Return the addresses of the site's archive pages for the time of ``gap``, made after those that are known, or after those of its stories."""
    glob = "*/[12][0-9][0-9][0-9][-/][01][0-9]"
    known = db.execute(
        "SELECT url FROM frontier WHERE site = :site AND state = 'dropped' AND reason = 'listing' AND (url GLOB :glob || '*')"
        " ORDER BY url GLOB :glob || '/[0-3][0-9]*' DESC, id DESC LIMIT 50",
        {"site": site, "glob": glob},
    )
    form = next((match for (url,) in known if (match := DATED.fullmatch(url))), None)
    if form is None:
        stories = [url for (url,) in db.execute("SELECT url FROM articles WHERE site = ? ORDER BY fetched_at DESC LIMIT 50", (site,))]
        dated = [match for url in stories if (match := DATED.match(url)) and url[match.end("day" if match["day"] else "tail") :].strip("/")]
        if len(dated) < 5 or len(dated) < 0.8 * len(stories) or dated[0]["sign"] != "/":
            return []
        form = dated[0]
    sign, tail = form["sign"], "/" if form["sign"] == "/" else form["tail"]
    first, last = gap.since.date(), gap.until.date()
    days = [last - timedelta(days=ago) for ago in range(min((last - first).days + 1, DAYS_OF_A_GAP))]
    pattern = f"%Y{sign}%m{sign}%d" if form["day"] else f"%Y{sign}%m"
    return list(dict.fromkeys(f"{form['head']}{day.strftime(pattern)}{tail}" for day in days))


def _cover_gaps(db: sqlite3.Connection, source: SourceRow, entries: Sequence[Entry], now: datetime) -> None:
    """Close the gaps of the site's other sources that this list, as it stands now, reaches across: from before they began to what was shown after."""
    gaps = [row for row in ledger.open_gaps(db, source.site) if row[1] != source.id]
    if not gaps or len(entries) < 2:
        return
    dates = sorted(_dates(db, source, entries))
    if len(dates) < 0.9 * len(entries):
        return
    for id, of, gap, _ in gaps:
        if dates[0] <= gap.since and dates[-1] >= _shown_after(db, of, gap):
            ledger.close_gap(db, id, now, "covered")


def _dates(db: sqlite3.Connection, source: SourceRow, entries: Sequence[Entry]) -> list[datetime]:
    """Return the dates of ``entries`` that are known: as listed, of the article itself, or as their ``lastmod``."""
    known: dict[str, str] = {}
    if any(entry.published is None for entry in entries):
        rows = db.execute(
            """SELECT s.url_key, coalesce(a.date_published, f.hint_published, f.hint_modified) FROM sightings AS s
            LEFT JOIN frontier AS f ON f.url_key = s.url_key LEFT JOIN articles AS a ON a.url_key = iif(f.state = 'duplicate', f.leads_to, s.url_key)
            WHERE s.source = ? ORDER BY s.seen_at DESC LIMIT ?""",
            (source.id, polls.MOST_REMEMBERED),
        )
        known = {polls.name_of(key): at for key, at in rows if at}
    found = (entry.published or (moment(known[entry.names[0]]) if entry.names[0] in known else None) for entry in entries)
    return [at for at in found if at is not None]


def _shown_after(db: sqlite3.Connection, source: int, gap: Gap) -> datetime:
    """Return from when on ``source`` has shown all again: the date of the oldest entry of its first window after ``gap``."""
    row = db.execute(
        """SELECT min(coalesce(f.hint_published, a.date_published)) FROM sightings AS s LEFT JOIN frontier AS f ON f.url_key = s.url_key
        LEFT JOIN articles AS a ON a.url_key = iif(f.state = 'duplicate', f.leads_to, s.url_key)
        WHERE s.source = ? AND s.seen_at = ? AND coalesce(f.hint_published, a.date_published) > ?""",
        (source, stamp(gap.until), stamp(gap.since)),
    ).fetchone()
    return min(moment(row[0]), gap.until) if row[0] else gap.until


def settle_gaps(db: sqlite3.Connection, now: datetime) -> None:
    """Count what is held of the time of each gap though its source did not show it, and close the gaps of which as much is found as was lost.

    Of a source that shows a third of a site's stories, a third of what was found elsewhere is what it lost.
    """
    for id, source, gap in ledger.gaps_to_settle(db, now - timedelta(days=1)):
        said = {"source": source, "since": stamp(gap.since), "until": stamp(gap.until), "before": stamp(gap.since - timedelta(days=14))}
        then = _shown_of(db, said | {"from": said["since"], "to": said["until"], "known": ""})
        usual = _shown_of(db, said | {"from": said["before"], "to": said["since"], "known": "yes"})
        share = (usual[0] + 1) / (usual[1] + 1)
        filled = max(0, round(share * then[1] - then[0]))
        ledger.fill_gap(db, id, filled)
        if filled >= gap.lost:
            ledger.close_gap(db, id, now, "filled")


def _shown_of(db: sqlite3.Connection, said: dict[str, Any]) -> tuple[int, int]:
    """Return how many of a site's articles dated in (``from``, ``to``] a source has shown, and how many there are.

    ``known`` not empty: of those dated since the source is polled.
    """
    shown, count = db.execute(
        """WITH mine AS (SELECT iif(f.state = 'duplicate', f.leads_to, s.url_key) AS url_key FROM sightings AS s
            LEFT JOIN frontier AS f ON f.url_key = s.url_key WHERE s.source = :source)
        SELECT count(*) FILTER (WHERE a.url_key IN (SELECT url_key FROM mine)), count(*)
        FROM sources AS s JOIN articles AS a ON a.site = s.site
        WHERE s.id = :source AND (:known = '' OR a.date_published > s.added_at)
            AND (a.date_precision <> 'day' AND a.date_published > :from AND a.date_published <= :to
                OR a.date_precision = 'day' AND substr(a.date_published, 1, 10) BETWEEN substr(:from, 1, 10) AND substr(:to, 1, 10))""",
        said,
    ).fetchone()
    return int(shown), int(count)


def bar(db: sqlite3.Connection, run: int, now: datetime, sites: frozenset[str] | None) -> int:
    """Write a failed poll for each source whose host is in trouble, whose robots.txt cannot be had or whose answer was an error; returns how many.

    An error may be a passing one and is tried again, but what has not answered at this crawl has not answered.
    """
    rows = db.execute(
        """SELECT s.url_key FROM sources AS s JOIN frontier AS f ON f.url_key = s.url_key JOIN hosts AS h ON h.host = f.host
        WHERE s.paused = 0 AND f.state = 'pending' AND (h.robots_state = 'denied' OR h.failures > 0 OR f.reason IS NOT NULL)
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


def make_due(db: sqlite3.Connection, now: datetime, sites: frozenset[str] | None, seeds: Iterable[str] = ()) -> int:
    """Make pending what is due: sources, ``seeds`` (url_key) that are none yet, and articles to be looked at again; returns how many."""
    from newscrawl.archive import frontier

    _rest_traps(db, now)
    rows = _due(db, now, sites) + _unproven(db, now, seeds)
    for row in rows:
        frontier.settle_row(db, row, {"state": "pending", "reason": None, "attempts": 0})
    return len(rows)


def _rest_traps(db: sqlite3.Connection, now: datetime) -> None:
    """Put off the due sections of patterns that are trapped, until TRAP_REST after they were asked last."""
    from newscrawl.archive import frontier

    rows = db.execute(
        """SELECT s.id, s.polled_at, f.host, f.pattern FROM sources AS s JOIN frontier AS f ON f.url_key = s.url_key
        WHERE s.kind = 'section' AND s.paused = 0 AND s.next_at <= ? AND s.polled_at > ?
            AND EXISTS (SELECT 1 FROM patterns AS p WHERE p.host = f.host AND p.trapped)""",
        (stamp(now), stamp(now - TRAP_REST)),
    ).fetchall()
    for id, polled_at, host, pattern in rows:
        if frontier.is_trapped(db, host, pattern):
            ledger.update_source(db, id, {"next_at": moment(polled_at) + TRAP_REST})


def _due(db: sqlite3.Connection, now: datetime, sites: frozenset[str] | None) -> list[int]:
    """Return the frontier's rows of the sources and articles whose time has come."""
    paused = json.dumps(sorted(ledger.paused_sites(db) - (sites or frozenset())))
    chosen = {"now": stamp(now), "sites": None if sites is None else json.dumps(sorted(sites)), "paused": paused}
    rows = db.execute(
        """SELECT f.id FROM sources AS s JOIN frontier AS f ON f.url_key = s.url_key
        WHERE s.paused = 0 AND (s.next_at IS NULL OR s.next_at <= :now) AND f.state NOT IN ('pending', 'leased')
            AND (:sites IS NULL OR s.site IN (SELECT value FROM json_each(:sites)))
        UNION
        SELECT f.id FROM visits AS v JOIN articles AS a ON a.id = v.article JOIN frontier AS f ON f.url_key = a.url_key
        WHERE v.next_at <= :now AND f.state IN ('stored', 'unchanged')
            AND f.site NOT IN (SELECT value FROM json_each(:paused)) AND (:sites IS NULL OR f.site IN (SELECT value FROM json_each(:sites)))""",
        chosen,
    )
    return [row for (row,) in rows]


def _unproven(db: sqlite3.Connection, now: datetime, seeds: Iterable[str]) -> list[int]:
    """Return the frontier's rows of ``seeds`` that have become no source and are due: a front page may have been shut, or empty, at the first look.

    They are asked again after an hour, then whenever the time since they were found has doubled, at least daily.
    """
    from newscrawl.archive import frontier

    rows = []
    for key in seeds:
        for _ in range(frontier.MAX_HOPS):
            row = db.execute("SELECT id, kind, state, reason, found_at, settled_at, leads_to FROM frontier WHERE url_key = ?", (key,)).fetchone()
            if row is None or row[2] != "duplicate" or row[-1] is None:
                break
            key = row[-1]
        if row is None:
            continue
        id, kind, state, reason, found_at, settled_at, _ = row
        if kind == "page" or state not in ("dropped", "failed") or reason == frontier.FORGOTTEN or is_source(db, key):
            continue
        rest = min(max(moment(settled_at) - moment(found_at), UNPROVEN_REST), timedelta(days=1))
        if now >= moment(settled_at) + rest:
            rows.append(int(id))
    return rows


def is_source(db: sqlite3.Connection, key: str) -> bool:
    """Return whether ``key`` is polled."""
    return db.execute("SELECT 1 FROM sources WHERE url_key = ?", (key,)).fetchone() is not None


def has_answered(db: sqlite3.Connection, site: str) -> bool:
    """Return whether any source of ``site`` could ever be read."""
    return db.execute("SELECT 1 FROM sources WHERE site = ? AND good_at IS NOT NULL LIMIT 1", (site,)).fetchone() is not None


def is_due(db: sqlite3.Connection, key: str, modified: datetime | None, now: datetime) -> bool:
    """Return whether the source under ``key`` is to be asked now: unknown ones are, and those that another list calls newer than our last look."""
    row = db.execute("SELECT next_at, polled_at, paused FROM sources WHERE url_key = ?", (key,)).fetchone()
    if row is None:
        return True
    next_at, polled_at, paused = row
    if paused:
        return False
    # What lies in the future would be newer at every look; it may be a zone ahead.
    named = modified is not None and polled_at is not None and polled_at < stamp(modified) <= stamp(now + timedelta(days=1))
    return next_at is None or next_at <= stamp(now) or named


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
        "SELECT v.next_at FROM visits AS v JOIN articles AS a ON a.id = v.article JOIN frontier AS f ON f.url_key = a.url_key"
        " WHERE f.state IN ('stored', 'unchanged') AND a.site NOT IN (SELECT value FROM json_each(:paused)) ORDER BY v.next_at LIMIT 1",
    )
    paused = ledger.paused_sites(db)
    times = [moment(first) for sql in said for (first,) in db.execute(sql, {"paused": json.dumps(sorted(paused))}) if first]
    waiting = frontier.next_due(db, datetime.min.replace(tzinfo=UTC), frontier.Scope(without=paused))
    return min([*times, waiting] if waiting is not None else times, default=None)


def pending(db: sqlite3.Connection) -> int:
    """Return how many addresses wait."""
    from newscrawl.archive import frontier

    return frontier.pending(db)


def is_idle(db: sqlite3.Connection, now: datetime, seeds: Iterable[str] = (), sites: frozenset[str] | None = None) -> bool:
    """Return whether a crawl of what is due has nothing to do: nothing due or to lease, no unknown seed (url_key), nothing left undone."""
    from newscrawl.archive import frontier

    seeds = tuple(seeds)
    among = json.dumps(seeds)
    new = db.execute("SELECT 1 FROM json_each(?) WHERE value NOT IN (SELECT url_key FROM frontier) LIMIT 1", (among,)).fetchone()
    left = db.execute(
        "SELECT EXISTS (SELECT 1 FROM frontier WHERE state = 'leased') OR EXISTS (SELECT 1 FROM learn_queue) OR EXISTS (SELECT 1 FROM learn_dirty)"
    ).fetchone()[0]
    if new or left or _due(db, now, sites) or _unproven(db, now, seeds):
        return False
    waiting = frontier.next_due(db, now, frontier.Scope(sites, without=frozenset() if sites else ledger.paused_sites(db)))
    return waiting is None or waiting > now


# ------------------------------------------------------------------------------------------------------------------ alarms


def accept(db: sqlite3.Connection, alarm: int, now: datetime) -> bool:
    """End a lasting alarm by a person's word, and learn its field anew; returns whether there was one.

    A source that is silent, empty or stands still is asked no more: it would be an alarm again at the next poll.
    """
    row = db.execute("SELECT site, field FROM alarms WHERE id = ? AND ended_at IS NULL", (alarm,)).fetchone()
    if row is None:
        return False
    site, field = row
    ledger.end_alarms(db, site, field, now, "accepted")
    if (values := ledger.baselines_named(db, site, (field,)).get(field)) is not None:
        ledger.keep_baseline(db, site, field, drift.to_values(drift.accept(drift.of_values(values))), now)
    kind, _, source = field.partition(" ")
    if kind in ("reach", "empty", "frozen") and source:
        for (url,) in db.execute("SELECT url FROM sources WHERE id = ?", (int(source),)).fetchall():
            ledger.pause_sources(db, url, paused=True)
    return True


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
