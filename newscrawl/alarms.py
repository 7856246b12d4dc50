"""What a run's articles say of their site: fields that came and come no longer, pages that were stories and are none, hours without news.

After a crawl, in one transaction; the thinking is drift's. Polls are watched as they are written (``polling``).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from newscrawl import drift
from newscrawl.archive import ledger, revisions
from newscrawl.archive.schema import moment, stamp
from newscrawl.archive.writer import writing
from newscrawl.drift import Alarm, Flow, Level, Seen, Share, Site

FRESH = timedelta(days=7)
"""An article older than this when it is first fetched is backfill: old pages are of older makes and say nothing of today's."""
LOOKS = timedelta(hours=1)
AWAY = timedelta(hours=12)
"""Longer than any source waits: the machine was off."""


@dataclass(frozen=True, slots=True)
class Raised:
    """One alarm as it is told."""

    site: str
    field: str
    text: str


def watch(archive: Path, run: int, now: datetime) -> tuple[Raised, ...]:
    """Learn from what ``run`` stored, and return the alarms raised since it began, those of its polls too. Raises ArchiveBusy, StorageError."""
    with writing(archive) as db:
        row = db.execute("SELECT started_at FROM runs WHERE id = ?", (run,)).fetchone()
        sites = [site for (site,) in db.execute("SELECT DISTINCT site FROM frontier WHERE settled_run = ? ORDER BY site", (run,))]
        for site in sites:
            _articles(db, site, run)
            _pages(db, site, run)
        for (site,) in db.execute("SELECT DISTINCT site FROM sources ORDER BY site").fetchall():
            _flow(db, site, run, now)
        ledger.prune(db, now)
        return told(db, moment(row[0])) if row else ()


def told(db: sqlite3.Connection, since: datetime | None = None, site: str | None = None) -> tuple[Raised, ...]:
    """Return what lasts, or of that what was raised since ``since``, in words."""
    names = {str(id): url for id, url in db.execute("SELECT id, url FROM sources")}
    return tuple(
        Raised(place, alarm.field, words_of(alarm, names))
        for _, place, alarm in ledger.lasting_alarms(db, site)
        if since is None or alarm.at >= since
    )


def words_of(alarm: Alarm, sources: dict[str, str]) -> str:
    """Return ``alarm`` as a sentence; ``sources`` are the addresses by id."""
    kind, _, rest = alarm.field.partition(" ")
    source = sources.get(rest, rest)
    since = f"since {alarm.since:%Y-%m-%d %H:%M}"
    if kind == "reach":
        return f"{source or 'none of its sources'} has {'not ' if rest else ''}answered {since}"
    if kind == "empty":
        return f"{source} has listed nothing {since}"
    if kind == "frozen":
        return f"{source} has stood still {since}; about {alarm.baseline:.0f} were due"
    if kind == "entries":
        return f"{source} brought {alarm.observed:.0f} {since}; about {alarm.baseline:.0f} were due"
    if kind == "articles":
        return f"{alarm.observed:.0f} new articles {since}; about {alarm.baseline:.0f} were due"
    if kind == "listed":
        return f"{source} lists {alarm.observed:.0%} of what other sources show {since}, {alarm.baseline:.0%} before"
    if kind == "article":
        return f"{alarm.observed:.0%} of fetched stories are articles {since}, {alarm.baseline:.0%} before"
    if kind == "words" and rest != "kept":
        return f"texts of {alarm.observed:.0f} words {since}, {alarm.baseline:.0f} before"
    what = f"{kind} still there when read again" if rest == "kept" else "removals' share of the text" if kind == "removed" else f"{kind} found"
    return f"{what}: {alarm.observed:.0%} {since}, {alarm.baseline:.0%} before"


def _articles(db: sqlite3.Connection, site: str, run: int) -> None:
    rows = db.execute(
        """SELECT a.id, a.url, a.fetched_at, a.title, a.date_published, a.byline, a.photo_credit, a.word_count, length(a.body),
            coalesce((SELECT sum(length(text)) FROM removals WHERE article = a.id), 0)
        FROM frontier AS f JOIN articles AS a ON a.id = f.article
        WHERE f.settled_run = ? AND f.site = ? AND f.state = 'stored' AND f.kind = 'page' ORDER BY a.fetched_at, a.id""",
        (run, site),
    ).fetchall()
    if not rows:
        return
    known = {name: drift.of_values(values) for name, values in ledger.baselines(db, site).items() if "is" in values}
    if not any(name in known for name in drift.FIELDS):
        # A site's first crawl comes section by section; in another order its bunches are no news.
        rows.sort(key=lambda row: row[0])
    shares = {name: state for name, state in known.items() if isinstance(state, Share) and not name.startswith(("listed ", "article"))}
    levels = {name: state for name, state in known.items() if isinstance(state, Level)}
    state = Site(shares, levels)
    # In a site's first week its furniture is being learned: what is removed changes, and not by the site's doing.
    (learned_since,) = db.execute("SELECT min(fetched_at) FROM articles WHERE site = ?", (site,)).fetchone()
    for id, url, fetched, title, published, byline, credit, words, length, removed in rows:
        at = moment(fetched)
        before, words_before = _before(db, id)
        if before is None and published is not None and moment(published) < at - FRESH:
            continue
        fields = _fields(title, published, byline, credit)
        was = _alarmed(state)
        share = removed / max(removed + length, 1) if learned_since is not None and moment(learned_since) < at - FRESH else None
        state, alarms = drift.observe(state, Seen(url, at, fields, words, share, before, words_before))
        _note(db, site, alarms, was, _alarmed(state), at)
    learned: dict[str, Share | Level] = {**state.shares, **state.levels}
    for name, one in learned.items():
        ledger.keep_baseline(db, site, name, drift.to_values(one), moment(rows[-1][2]))


def _alarmed(state: Site) -> set[str]:
    return {name for name, share in state.shares.items() if share.alarmed} | {name for name, level in state.levels.items() if level.alarmed}


def _before(db: sqlite3.Connection, id: str) -> tuple[frozenset[str] | None, int]:
    """Return the fields and the words of an article's version before this one; (None, 0) where this is the first."""
    history = revisions.history(db, id)
    if len(history) < 2:
        return None, 0
    old = revisions.version(db, id, history[-1]["number"] - 1)
    credit = next((photo[2] for photo in old["photos"] if photo[2]), None)
    return _fields(old["title"], old["date_published"], old["byline"], credit), len((old["body"] or "").split())


def _fields(title: Any, date: Any, byline: Any, credit: Any) -> frozenset[str]:
    return frozenset(name for name, value in zip(drift.FIELDS, (title, date, byline, credit), strict=True) if value)


def _pages(db: sqlite3.Connection, site: str, run: int) -> None:
    """Watch which share of what the site's own lists call stories is read as one."""
    rows = db.execute(
        """SELECT f.url, f.state, f.settled_at FROM frontier AS f WHERE f.settled_run = ? AND f.site = ? AND f.kind = 'page'
        AND EXISTS (SELECT 1 FROM sightings AS s JOIN sources ON sources.id = s.source
            WHERE s.url_key = f.url_key AND s.since IS NOT NULL AND sources.kind IN ('feed', 'news-sitemap', 'section', 'front'))
        AND (f.state IN ('stored', 'unchanged') OR f.state = 'dropped' AND f.reason NOT IN ('robots', 'trap', 'noarchive'))
        ORDER BY f.settled_at, f.id""",
        (run, site),
    ).fetchall()
    if not rows:
        return
    values = ledger.baselines_named(db, site, ("article",)).get("article")
    share = drift.of_values(values) if values else Share()
    assert isinstance(share, Share)
    for url, state, at in rows:
        was = {"article"} if share.alarmed else set()
        share, alarm = drift.observe_share(share, state != "dropped", moment(at), "article", url)
        _note(db, site, (alarm,) if alarm else (), was, {"article"} if share.alarmed else set(), moment(at))
    ledger.keep_baseline(db, site, "article", drift.to_values(share), moment(rows[-1][2]))


def _flow(db: sqlite3.Connection, site: str, run: int, now: datetime) -> None:
    """Watch how many stories the site's sources show anew an hour, nights and Sundays known."""
    asked = db.execute(
        "SELECT count(*) FILTER (WHERE verdict <> 'failed'), count(*) FILTER (WHERE verdict = 'failed')"
        " FROM polls JOIN sources ON sources.id = polls.source WHERE sources.site = ? AND polls.run = ?",
        (site, run),
    ).fetchone()
    if not any(asked):
        return
    values = ledger.baselines_named(db, site, ("articles",)).get("articles")
    flow = drift.of_values(values) if values else Flow()
    assert isinstance(flow, Flow)
    since = flow.pace.at
    if since is not None and now - since < LOOKS:
        return
    lost = db.execute(
        "SELECT 1 FROM gaps JOIN sources ON sources.id = gaps.source WHERE sources.site = ?"
        " AND gaps.found_at >= (SELECT started_at FROM runs WHERE id = ?)",
        (site, run),
    ).fetchone()
    # Where as many looks failed as not, nobody looked for long, or a list lost some meanwhile, what was not found may be there.
    if asked[1] >= asked[0] or lost or (since is not None and now - since > AWAY):
        flow = drift.pause(flow, now)
    else:
        rows = db.execute(
            """SELECT min(s.seen_at) FROM sightings AS s JOIN sources ON sources.id = s.source
            WHERE sources.site = ? AND sources.kind <> 'sitemap' GROUP BY s.url_key
            HAVING min(s.seen_at) > ? AND max(s.since IS NULL) = 0""",
            (site, stamp(since) if since else stamp(now)),
        ).fetchall()
        was = {"articles"} if flow.alarmed else set()
        flow, alarm = drift.observe_flow(flow, now, len(rows), "articles", [moment(at) for (at,) in rows])
        _note(db, site, (alarm,) if alarm else (), was, {"articles"} if flow.alarmed else set(), now)
    ledger.keep_baseline(db, site, "articles", drift.to_values(flow), now)


def _note(db: sqlite3.Connection, site: str, alarms: Iterable[Alarm], was: set[str], alarmed: set[str], at: datetime) -> None:
    for alarm in alarms:
        ledger.raise_alarm(db, site, replace(alarm, at=at))
    for field in was - alarmed:
        ledger.end_alarms(db, site, field, at, "healed")
