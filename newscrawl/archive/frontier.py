"""The frontier: every URL ever discovered, how it stands, and whose turn it is. All politeness is arithmetic on this table; no clock inside."""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, cast
from urllib.parse import urlsplit

from newscrawl.archive.schema import checksum as checksum_of
from newscrawl.archive.schema import insert, insertion, restamp, stamp, summed
from newscrawl.archive.schema import moment as moment_of
from newscrawl.errors import BadAddress
from newscrawl.items import Kind, Link
from newscrawl.urls import host_of, request_url, url_key

Allowed = Callable[[str, str], bool]
"""(a host's rules as JSON, a URL) → may it be fetched? The crawl passes the matcher; the archive only keeps the rules."""

TRAP_BUDGET = 200
"""Pages in a row under one pattern without an article, after which the rest of it is dropped: no listing is worth more. Under one folder of a host,
whatever the patterns, twice as many: paths that grow by ever other names."""
MAX_HOPS = 10
MAX_LENGTH = 2000
"""Characters of an address that is asked for, unless a person named it: growing-path traps end here. A longer one has its outcome, ``too-long``."""
FORGOTTEN = "forgotten"
"""The reason of an address that a person had forgotten: it is never pending again, and nothing more is noted of it."""
_LASTING = frozenset("too-large unknown-encoding redirect-loop reader-timeout reader-memory reader-crash reader-error".split())
"""What failed because of what was answered: the next asking brings the same ten megabytes, while a front page may name it at each poll."""
LASTING_REST = timedelta(days=1)
TRUSTED = frozenset({"seed", "feed", "sitemap", "news-sitemap", "api"})
"""Sources whose links are the site's own list of stories: never dropped as a trap."""
_SOURCES = ("home", "feed", "sitemap")
_PRIORITY = {"robots": 0, "home": 1, "feed": 2, "sitemap": 2, "page": 3}
_LONG_AGO = "0000"


@dataclass(frozen=True, slots=True)
class Lease:
    """One request to make: a row of the frontier that this run holds."""

    id: int
    url: str
    url_key: str
    kind: Kind
    host: str
    site: str
    depth: int
    hops: int
    attempts: int
    source: str
    etag: str | None
    last_modified: str | None
    delay_seconds: float | None
    """The host's Crawl-delay; None: the crawl's own."""
    article: str | None
    """The article held under this address already, if any."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What a run works on: rows of ``sites`` (None: all), or only what it was told to fetch and where that redirects to."""

    sites: frozenset[str] | None = None
    seeds_only: bool = False
    sources_too: bool = False
    """With ``seeds_only``: feeds and sitemaps that were found are fetched as well."""
    since: datetime | None = None
    until: datetime | None = None
    """Only pages whose links say a date in between; of undated ones those that a feed, a news sitemap or a front page shows, or that are polled."""
    without: frozenset[str] = frozenset()
    """Sites that are left alone: somebody paused them."""

    def parameters(self) -> dict[str, Any]:
        """Return the values that ``IN_SCOPE`` names."""
        sites = None if self.sites is None else json.dumps(sorted(self.sites))
        since, until = (None if when is None else stamp(when) for when in (self.since, self.until))
        return {
            "sites": sites, "seeds_only": self.seeds_only, "sources_too": self.sources_too, "since": since, "until": until,
            "without": json.dumps(sorted(self.without)),
        }  # fmt: skip


EVERYTHING = Scope()
MATCHED = 5_000_000
"""Characters of rules, times addresses, that one host's robots.txt is matched for in one go: a fifth of a second, of the worst rules there are. A
host may disallow the 50,000 addresses of its own sitemap by 12,000 rules, which take 11 ms an address; the pages of others are stored in between."""
LONGEST_PAUSE = timedelta(days=8)
"""No pause of ours is longer: a Retry-After counts for a week at the most, a Crawl-delay and our own patience for a day."""
IN_SCOPE = (
    "(:sites IS NULL OR site IN (SELECT value FROM json_each(:sites)))"
    " AND site NOT IN (SELECT value FROM json_each(:without))"
    " AND (NOT :seeds_only OR source IN ('seed', 'redirect') OR (:sources_too AND kind IN ('feed', 'sitemap')))"
    " AND (:since IS NULL AND :until IS NULL OR kind <> 'page' OR source IN ('seed', 'redirect', 'canonical')"
    " OR coalesce(hint_published, hint_modified) BETWEEN coalesce(:since, '') AND coalesce(:until, '~')"
    " OR coalesce(hint_published, hint_modified) IS NULL"
    " AND (depth <= 1 AND source <> 'sitemap' OR source IN ('feed', 'news-sitemap', 'api') OR url_key IN (SELECT url_key FROM sources)))"
)
_READY = f"EXISTS (SELECT 1 FROM frontier WHERE host = h.host AND state = 'pending' AND (next_at IS NULL OR next_at <= :now) AND {IN_SCOPE})"  # noqa: S608
_NOT_BUSY = "host NOT IN (SELECT value FROM json_each(:busy))"
_HOSTS = f"""
SELECT host, scheme, robots_state, robots_expires_at, delay_seconds FROM hosts AS h
WHERE (next_at IS NULL OR next_at <= :now) AND {_NOT_BUSY} AND {_READY} ORDER BY next_at, host
"""  # noqa: S608 (a constant)
# Rows are only gone through where none of a host's is ready: of a site's 300,000 each page would cost 70 ms.
_DUE = f"""
SELECT next_at, robots_state, robots_expires_at, CASE WHEN {_READY} THEN '' ELSE
    (SELECT min(next_at) FROM frontier WHERE host = h.host AND state = 'pending' AND {IN_SCOPE}) END AS due
FROM hosts AS h WHERE {_NOT_BUSY} AND due IS NOT NULL
"""  # noqa: S608 (a constant)
_LEASE = "id, url, url_key, kind, host, site, depth, hops, attempts, source, etag, last_modified"


def begin_run(db: sqlite3.Connection, now: datetime, command: str) -> int:
    """Note that a run starts; returns its id."""
    return insert(db, "runs", {"started_at": stamp(now), "command": command})


def end_run(db: sqlite3.Connection, run: int, now: datetime, exit_code: int, figures: dict[str, Any]) -> None:
    """Note how a run ended."""
    db.execute(
        "UPDATE runs SET ended_at = ?, exit_code = ?, figures = ? WHERE id = ?",
        (stamp(now), exit_code, json.dumps(figures, ensure_ascii=False, sort_keys=True), run),
    )
    restamp(db, "runs", "id = ?", (run,))


def ended_with(db: sqlite3.Connection, run: int, exit_code: int) -> None:
    """Note the exit code of a run that has ended, where what was learned afterwards changed it."""
    db.execute("UPDATE runs SET exit_code = ? WHERE id = ?", (exit_code, run))
    restamp(db, "runs", "id = ?", (run,))


def take_back(db: sqlite3.Connection, run: int, site: str) -> int:
    """Delete the addresses of ``site`` that ``run`` was the first to hear of and of which nothing is kept; returns how many.

    For a site that is not there: a mistyped name is nothing to crawl, to count or to raise an alarm about.
    """
    values = {"run": run, "site": site}
    unheld = "article IS NULL AND url_key NOT IN (SELECT url_key FROM captures)"
    taken = db.execute(f"DELETE FROM frontier WHERE found_run = :run AND site = :site AND {unheld}", values).rowcount  # noqa: S608 (a constant)
    if not db.execute("SELECT 1 FROM frontier WHERE site = :site", values).fetchone():
        db.execute("DELETE FROM sources WHERE site = :site AND polled_at IS NULL", values)
    return taken


def recover(db: sqlite3.Connection) -> int:
    """Make pending what a killed run had leased; returns how many."""
    ids = db.execute("SELECT id FROM frontier WHERE state = 'leased'").fetchall()
    for (row,) in ids:
        _release(db, row)
    return len(ids)


def forget_far_pauses(db: sqlite3.Connection, now: datetime) -> int:
    """Let what waits for longer than any pause lasts be asked for at once: the clock was ahead when that was written.

    Returns how many hosts and rows.
    """
    values = {"now": stamp(now), "far": stamp(now + LONGEST_PAUSE)}
    hosts = [host for (host,) in db.execute("SELECT host FROM hosts WHERE next_at > :far OR robots_expires_at > :far", values)]
    for host in hosts:
        db.execute(
            "UPDATE hosts SET next_at = CASE WHEN next_at > :far THEN NULL ELSE next_at END,"
            " robots_expires_at = CASE WHEN robots_expires_at > :far THEN :now ELSE robots_expires_at END WHERE host = :host",
            values | {"host": host},
        )
        restamp(db, "hosts", "host = ?", (host,))
    rows = db.execute("SELECT id FROM frontier WHERE state = 'pending' AND next_at > :far", values).fetchall()
    for (row,) in rows:
        _change(db, row, {"next_at": None})
    return len(hosts) + len(rows)


def add(
    db: sqlite3.Connection, links: Iterable[Link], *, run: int, now: datetime, site: str, found_in: str | None = None, depth: int = 0, hops: int = 0,
    tally: Counter[str] | None = None,
) -> int:  # fmt: skip
    """Put ``links`` into the frontier; returns how many were new. Addresses that may not be fetched are left out.

    A known row may be raised to a source, given hints it lacked, and made pending again: a source or a seed once a run, a page that was settled
    before its ``date_modified`` or that failed for a passing reason in an earlier run; for one that lies in the answer itself, a day ago.
    Each link counts in ``tally`` once: ``new``, ``known`` or ``refused``.
    """
    new = 0
    at = stamp(now)
    addressed: list[tuple[Link, str, str, str]] = []
    for link in links:
        try:
            addressed.append((link, *(_address if len(link.url) <= MAX_LENGTH else _address.__wrapped__)(link.url)))
        except BadAddress:
            if tally is not None:
                tally["refused"] += 1
            continue
    if not addressed:
        return 0
    # One question for all of a page's links: asking for each was most of what a page costs here.
    known: dict[str, tuple[Any, ...] | None] = {row[0]: row[1:] for row in db.execute(_KNOWN_ALL, (json.dumps([key for _, _, key, _ in addressed]),))}
    for link, url, key, host in addressed:
        if key in known:
            row = known[key] or db.execute(_KNOWN, (key,)).fetchone()
            if _meet_again(db, row, link, run, now):
                known[key] = None
            continue
        known[key] = None
        pattern = pattern_of(url)
        countable = link.kind == "sitemap" or (link.kind == "page" and link.source not in TRUSTED)
        trapped = countable and is_trapped(db, host, pattern)
        if trapped and link.kind == "page" and (plain := _by_path_alone(db, host, key, pattern)) is not None:
            pattern, trapped = plain, False
        too_long = max(len(url), len(key)) > MAX_LENGTH and link.source != "seed"
        reason = "trap" if trapped else "hops" if hops > MAX_HOPS else "too-long" if too_long else None
        state = "dropped" if reason else "pending"
        _know_host(db, host, urlsplit(url).scheme)
        values = {
            "url": url, "url_key": key, "kind": link.kind, "host": host, "pattern": pattern, "site": site,
            "state": state, "reason": reason, "priority": _priority(link), "depth": depth, "hops": hops, "source": link.source,
            "found_in": found_in, "found_at": at, "found_run": run,
            "hint_title": link.title, "hint_published": link.date_published and stamp(link.date_published),
            "hint_modified": link.date_modified and stamp(link.date_modified), "hint_language": link.language,
            "attempts": 0, "settled_at": at if state == "dropped" else None, "settled_run": run if state == "dropped" else None,
        }  # fmt: skip
        row_values = [values.get(name) for name in summed("frontier")]
        db.execute(insertion("frontier"), (*row_values, checksum_of(row_values)))
        new += 1
    if tally is not None:
        tally["new"] += new
        tally["known"] += len(addressed) - new
    return new


@lru_cache(maxsize=20_000)  # a site's pages all carry the same navigation; 65 µs a link without
def _address(url: str) -> tuple[str, str, str]:
    requested = request_url(url)
    return requested, url_key(url), host_of(requested)


_ROW = "f.id, f.kind, f.state, f.settled_at, f.settled_run, f.reason, f.source, f.hint_title, f.hint_published, f.hint_modified"
_KNOWN = f"SELECT {_ROW} FROM frontier AS f WHERE f.url_key = ?"  # noqa: S608 (a constant)
_KNOWN_ALL = f"SELECT f.url_key, {_ROW} FROM (SELECT DISTINCT value FROM json_each(?)) AS k CROSS JOIN frontier AS f ON f.url_key = k.value"  # noqa: S608


def _meet_again(db: sqlite3.Connection, row: tuple[Any, ...], link: Link, run: int, now: datetime) -> bool:
    id, kind, state, settled_at, settled_run, reason, source, title, published, modified = row
    if reason == FORGOTTEN:
        return False
    changes: dict[str, Any] = {}
    if _PRIORITY[link.kind] < _PRIORITY[kind] and kind == "page":
        changes |= {"kind": link.kind, "priority": _priority(link)}
    if link.source == "seed" and source != "seed":
        changes |= {"source": "seed", "priority": min(_priority(link), _PRIORITY[kind])}
    if link.source == "seed" and state == "failed" and settled_run != run:
        changes |= _retyped(db, id, link)
    if link.title and not title:
        changes["hint_title"] = link.title
    if link.date_published and not published:
        changes["hint_published"] = stamp(link.date_published)
    if link.date_modified and stamp(link.date_modified) > (modified or _LONG_AGO):
        changes["hint_modified"] = stamp(link.date_modified)
    if state not in ("pending", "leased"):
        earlier = settled_run != run
        polled = changes.get("kind", kind) in _SOURCES or link.source == "seed"
        raised = "kind" in changes
        # Newer than our capture, or than what was said when it was captured: the site's clock, or its lastmod, may be behind ours.
        said = stamp(link.date_modified) if link.date_modified is not None and reason not in ("robots", "trap", "too-long") else _LONG_AGO
        # What lies in the future says nothing at each poll anew; it may be a zone ahead.
        newer = (settled_at or _LONG_AGO) < said <= stamp(now + LASTING_REST) or (earlier and modified is not None and said > modified)
        rested = reason not in _LASTING or (settled_at or _LONG_AGO) < stamp(now - LASTING_REST)
        passing = state == "failed" and rested and not str(reason).startswith("http-4")
        if (earlier and (polled or passing)) or raised or newer:
            changes |= {"state": "pending", "reason": None, "attempts": 0, "next_at": None}
    if changes:
        _change(db, id, changes)
    return bool(changes)


def _retyped(db: sqlite3.Connection, id: int, link: Link) -> dict[str, Any]:
    """Return what changes of an address that failed and is typed again: its spelling. Of another scheme, robots.txt is asked for anew."""
    url, _, host = _address(link.url)
    held, scheme = db.execute("SELECT url FROM frontier WHERE id = ?", (id,)).fetchone()[0], urlsplit(url).scheme
    if held == url:
        return {}
    if urlsplit(held).scheme != scheme:
        asked = "UPDATE hosts SET scheme = ?, robots_state = 'unknown', robots_expires_at = NULL WHERE host = ? AND robots_state != 'ok'"
        db.execute(asked, (scheme, host))
        restamp(db, "hosts", "host = ?", (host,))
        robots = f"{scheme}://{host}/robots.txt"
        row = db.execute("SELECT id FROM frontier WHERE url_key = ? AND state NOT IN ('leased', 'stored')", (url_key(robots),)).fetchone()
        if row is not None:
            _change(db, row[0], {"url": robots, "next_at": None})
    return {"url": url}


def lease(
    db: sqlite3.Connection,
    *,
    run: int,
    now: datetime,
    busy_hosts: Iterable[str] = (),
    limit: int = 16,
    allowed: Allowed | None = None,
    scope: Scope = EVERYTHING,
) -> list[Lease]:
    """Return up to ``limit`` requests to make now, at most one a host and none to ``busy_hosts``, and mark them leased.

    A host whose robots.txt is not known, or no more, gets that request first; one whose robots.txt cannot be reached gets none until it is asked
    again. Pages that ``allowed`` refuses are dropped on the way.
    Home pages and seeds first, then feeds and sitemaps, then pages: near and new ones first. Rows outside of ``scope`` stay as they are.
    """
    at, busy = stamp(now), json.dumps(list(busy_hosts))
    leases: list[Lease] = []
    hosts = db.execute(_HOSTS, {"now": at, "busy": busy, **scope.parameters()}).fetchall()
    for host, scheme, state, expires_at, delay in hosts:
        if len(leases) >= limit:
            break
        stale = state == "unknown" or (expires_at is not None and expires_at <= at)
        if stale:
            row = _robots_row(db, host, scheme, at, run)
        elif state == "denied":
            continue
        else:
            row = _next_page(db, host, at, run, allowed, scope)
        if row is None:
            continue
        _change(db, row[0], {"state": "leased", "leased_run": run, "attempts": row[8] + 1})
        held = db.execute("SELECT id FROM articles WHERE url_key = ?", (row[2],)).fetchone()
        values: list[Any] = [*row[:8], row[8] + 1, *row[9:], delay, held[0] if held else None]
        leases.append(Lease(*values))
    return leases


def _next_page(db: sqlite3.Connection, host: str, at: str, run: int, allowed: Allowed | None, scope: Scope) -> tuple[Any, ...] | None:
    """Return the host's next row; None too where the next ones are all disallowed, of which a few are dropped at once: the rest is due at once."""
    (rules,) = db.execute("SELECT robots FROM hosts WHERE host = ?", (host,)).fetchone()
    for _ in range(max(10, min(2_000, MATCHED // (len(rules or "") + 1)))):
        row = db.execute(
            f"SELECT {_LEASE} FROM frontier WHERE host = :host AND state = 'pending' AND (next_at IS NULL OR next_at <= :now) AND {IN_SCOPE}"  # noqa: S608
            " ORDER BY priority, depth, hint_published DESC, id LIMIT 1",
            {"host": host, "now": at, **scope.parameters()},
        ).fetchone()
        if row is None or rules is None or allowed is None or allowed(rules, row[1]) or row[3] == "robots":
            return cast("tuple[Any, ...] | None", row)
        _change(db, row[0], {"state": "dropped", "reason": "robots", "settled_at": at, "settled_run": run})
    return None


def take(db: sqlite3.Connection, link: Link, *, run: int, now: datetime, site: str) -> Lease | None:
    """Return the row of ``link``, made if need be, for an answer that is there already; None for what a person had forgotten. Raises BadAddress."""
    _, key, _ = _address(link.url)
    find = f"SELECT {_LEASE}, reason FROM frontier WHERE url_key = ?"  # noqa: S608 (a constant)
    row = db.execute(find, (key,)).fetchone()
    if row is None:
        add(db, [link], run=run, now=now, site=site)
        row = db.execute(find, (key,)).fetchone()
    if row[-1] == FORGOTTEN:
        return None
    held = db.execute("SELECT id FROM articles WHERE url_key = ?", (key,)).fetchone()
    values: list[Any] = [*row[:-1], None, held[0] if held else None]
    return Lease(*values)


def _robots_row(db: sqlite3.Connection, host: str, scheme: str, at: str, run: int) -> tuple[Any, ...] | None:
    """Return the host's robots.txt row, made when needed, unless it is in flight or waits for another try."""
    url = f"{scheme}://{host}/robots.txt"
    key = url_key(url)
    row = db.execute(f"SELECT {_LEASE}, state, next_at FROM frontier WHERE url_key = ?", (key,)).fetchone()  # noqa: S608 (a constant)
    if row is None:
        id = insert(
            db,
            "frontier",
            {
                "url": url, "url_key": key, "kind": "robots", "host": host, "pattern": pattern_of(url), "site": host, "state": "pending",
                "priority": 0, "depth": 0, "hops": 0, "source": "robots", "found_at": at, "found_run": run, "attempts": 0,
            },
        )  # fmt: skip
        return (id, url, key, "robots", host, host, 0, 0, 0, "robots", None, None)
    *lease_row, state, next_at = row
    if state == "leased" or (state == "pending" and next_at is not None and next_at > at):
        return None
    if lease_row[3] != "robots":
        _change(db, lease_row[0], {"kind": "robots", "priority": 0})
        lease_row[3] = "robots"
    if state != "pending":
        lease_row[8] = 0
    return tuple(lease_row)


def next_due(db: sqlite3.Connection, now: datetime, scope: Scope = EVERYTHING, busy_hosts: Iterable[str] = ()) -> datetime | None:
    """Return when something in ``scope`` can be leased next (``now`` or earlier: at once); None: nothing is pending but for ``busy_hosts``."""
    rows = db.execute(_DUE, {"now": stamp(now), "busy": json.dumps(list(busy_hosts)), **scope.parameters()})
    due = [max(next_at or "", row_at, (expires_at or "") if state == "denied" else "") for next_at, state, expires_at, row_at in rows]
    if not due:
        return None
    first = min(due)
    return moment_of(first) if first else now


def pending(db: sqlite3.Connection) -> int:
    """Return how many rows wait or are in flight."""
    # One count an index: asked as one, SQLite reads every row.
    sql = "SELECT (SELECT count(*) FROM frontier WHERE state = 'pending') + (SELECT count(*) FROM frontier WHERE state = 'leased')"
    return int(db.execute(sql).fetchone()[0])


def host_used(db: sqlite3.Connection, host: str, next_at: datetime) -> None:
    """Note that ``host`` must not be asked again before ``next_at``; an earlier time than the one held is not taken."""
    at = stamp(next_at)
    if db.execute("UPDATE hosts SET next_at = ? WHERE host = ? AND (next_at IS NULL OR next_at < ?)", (at, host, at)).rowcount:
        restamp(db, "hosts", "host = ?", (host,))


def host_failed(db: sqlite3.Connection, host: str, failed: bool) -> int:
    """Count failures in a row of ``host``; returns how many. A success sets it to 0."""
    if failed:
        db.execute("UPDATE hosts SET failures = failures + 1 WHERE host = ?", (host,))
    elif not db.execute("UPDATE hosts SET failures = 0 WHERE host = ? AND failures > 0", (host,)).rowcount:
        return 0
    restamp(db, "hosts", "host = ?", (host,))
    row = db.execute("SELECT failures FROM hosts WHERE host = ?", (host,)).fetchone()
    return int(row[0]) if row else 0


def set_robots(
    db: sqlite3.Connection, host: str, rules: str | None, state: str, expires_at: datetime | None, delay_seconds: float | None = None
) -> None:
    """Keep a host's robots rules (JSON; None: everything is allowed), ``state`` 'ok' or 'denied', and when to ask again."""
    db.execute(
        "UPDATE hosts SET robots = ?, robots_state = ?, robots_expires_at = ?, delay_seconds = ? WHERE host = ?",
        (rules, state, expires_at and stamp(expires_at), delay_seconds, host),
    )
    restamp(db, "hosts", "host = ?", (host,))


def retry(db: sqlite3.Connection, lease: Lease, now: datetime, at: datetime, reason: str) -> None:
    """Give the request back, to be made again not before ``at``; ``reason`` says why it did not work."""
    _change(db, lease.id, {"state": "pending", "reason": reason, "leased_run": None, "next_at": stamp(at)})


def fail(db: sqlite3.Connection, lease: Lease, now: datetime, reason: str, *, run: int, status: int | None = None) -> None:
    """Settle as failed."""
    _settled(db, lease, "failed", reason, run, now, status)


def drop(db: sqlite3.Connection, lease: Lease, now: datetime, reason: str, *, run: int, status: int | None = None) -> None:
    """Settle as dropped: read or refused, and no article."""
    _settled(db, lease, "dropped", reason, run, now, status)


def _settled(db: sqlite3.Connection, lease: Lease, state: str, reason: str, run: int, now: datetime, status: int | None) -> None:
    _change(
        db,
        lease.id,
        {"state": state, "reason": reason, "leased_run": None, "next_at": None, "settled_at": stamp(now), "settled_run": run, "http_status": status},
    )


def release(db: sqlite3.Connection, lease: Lease) -> None:
    """Give the request back as if it had not been leased: for a run that ends before the answer came."""
    _release(db, lease.id)


def _release(db: sqlite3.Connection, id: int) -> None:
    db.execute("UPDATE frontier SET state = 'pending', leased_run = NULL, attempts = max(0, attempts - 1) WHERE id = ? AND state = 'leased'", (id,))
    restamp(db, "frontier", "id = ?", (id,))


def settle_row(db: sqlite3.Connection, id: int, changes: dict[str, Any]) -> None:
    """Write a row's outcome; for archive.store."""
    _change(db, id, {"leased_run": None, "next_at": None, **changes})


COPY = "canonical"
"""The reason of a ``duplicate`` that was read, and says itself whose copy it is."""


def defer(db: sqlite3.Connection, lease: Lease, canonical: Link, title: str | None, *, run: int, now: datetime) -> str | None:
    """Return the url_key of the page that ``lease`` is to be a duplicate of, a new row if need be; None: there is none to wait for.

    ``canonical`` is what the page itself says it is a form of, ``title`` its headline. Where another page is held there already, or none came of that
    address, the page is a story of its own. It becomes pending again if that turns out later (``_change``, ``copies_unlike``).
    """
    key = url_key(canonical.url)
    held = _at(db, key)
    if held is None:
        add(db, [canonical], run=run, now=now, site=lease.site, found_in=lease.url_key, depth=lease.depth)
        held = _at(db, key)
    for _ in range(MAX_HOPS):
        if held is None or key == lease.url_key:
            return None
        state, leads_to = held
        if state != "duplicate" or leads_to is None:
            break
        key, held = leads_to, _at(db, leads_to)
    if held is None or key == lease.url_key:
        return None
    if state in ("pending", "leased") or db.execute("SELECT 1 FROM frontier WHERE url_key = ? AND reason = ?", (key, FORGOTTEN)).fetchone():
        return key  # a form of what was forgotten is not kept either
    of = db.execute("SELECT title FROM articles WHERE url_key = ?", (key,)).fetchone()
    return key if of is not None and same_headline(of[0], title) else None


def copies_unlike(db: sqlite3.Connection, key: str, title: str | None) -> None:
    """Have those read again that wait for the page under ``key`` and turn out to be other stories than ``title``."""
    waiting = db.execute("SELECT id, hint_title FROM frontier WHERE reason = 'canonical' AND leads_to = ?", (key,)).fetchall()
    for id, said in waiting:
        if not same_headline(title, said):
            _change(db, id, _AGAIN)


def same_headline(one: str | None, other: str | None) -> bool:
    """Return whether two titles are one; two pages without a title are not."""
    return one is not None and other is not None and one.casefold().split() == other.casefold().split()


_AGAIN: dict[str, Any] = {"state": "pending", "reason": None, "attempts": 0, "next_at": None, "leads_to": None}


def _at(db: sqlite3.Connection, key: str) -> tuple[str, str | None] | None:
    row: tuple[str, str | None] | None = db.execute("SELECT state, leads_to FROM frontier WHERE url_key = ?", (key,)).fetchone()
    return row


def count_trap(db: sqlite3.Connection, lease: Lease, *, fruitful: bool, now: datetime, run: int) -> int:
    """Count a fetched page or sitemap against its pattern's budget, or set it back when it was fruitful: an article, a list of pages.

    Returns how many pending ones of its kind were dropped.
    """
    pattern: str = db.execute("SELECT pattern FROM frontier WHERE id = ?", (lease.id,)).fetchone()[0]
    if fruitful:
        found_in = db.execute(
            "SELECT p.host, p.pattern FROM frontier AS f JOIN frontier AS p ON p.url_key = f.found_in WHERE f.id = ?", (lease.id,)
        ).fetchone()
        found = {(lease.host, pattern), *([found_in] if found_in else [])}
        if pattern_of(lease.url) != pattern:  # let through for its path: that says nothing for the queries of its kind
            found.discard((lease.host, pattern_of(lease.url)))
        for key in found | {(host, _folder(name)) for host, name in found}:
            if db.execute("UPDATE patterns SET barren = 0, trapped = 0 WHERE host = ? AND pattern = ? AND (barren > 0 OR trapped)", key).rowcount:
                restamp(db, "patterns", "host = ? AND pattern = ?", key)
        return 0
    folder = _folder(pattern)
    for name, budget in ((pattern, TRAP_BUDGET), (folder, 2 * TRAP_BUDGET)):
        db.execute(
            "INSERT INTO patterns (host, pattern, barren, checksum) VALUES (?, ?, 1, 0)"
            " ON CONFLICT (host, pattern) DO UPDATE SET barren = barren + 1, trapped = barren + 1 >= ?",
            (lease.host, name, budget),
        )
        restamp(db, "patterns", "host = ? AND pattern = ?", (lease.host, name))
    if not is_trapped(db, lease.host, pattern):
        return 0
    whole = db.execute("SELECT trapped FROM patterns WHERE host = ? AND pattern = ?", (lease.host, folder)).fetchone()[0]
    rows = db.execute(
        "SELECT id, source, url_key, pattern FROM frontier WHERE host = :host AND state = 'pending' AND kind = :kind"
        " AND (pattern = :pattern OR :whole AND (pattern = :first OR pattern >= :first || '/' AND pattern < :first || '0'))",
        {"host": lease.host, "kind": lease.kind, "pattern": pattern, "whole": whole, "first": folder.removesuffix("/**")},
    ).fetchall()
    count = 0
    for id, source, key, own in rows:
        if lease.kind != "sitemap" and source in TRUSTED:
            continue
        if lease.kind == "page" and (plain := _by_path_alone(db, lease.host, key, own)) is not None:
            _change(db, id, {"pattern": plain})
            continue
        _change(db, id, {"state": "dropped", "reason": "trap", "settled_at": stamp(now), "settled_run": run})
        count += 1
    return count


def _by_path_alone(db: sqlite3.Connection, host: str, key: str, pattern: str) -> str | None:
    """Return the pattern under which an address of a trapped one is counted for its path, or None: it is of the trap.

    Where every link has another number after its ``?``, each story turns up under ever new addresses, and that is a trap; but a path that was never
    asked for is another page, perhaps the next story. Such pages have a budget of their own: paths without end use that up as well.
    """
    path, query, _ = key.partition("?")
    plain = pattern.removesuffix("?")
    if not query or plain == pattern or is_trapped(db, host, plain):
        return None
    asked = db.execute(
        "SELECT 1 FROM frontier WHERE (url_key = :path OR url_key > :path || '?' AND url_key < :path || '@') AND reason IS NOT 'trap'"
        " AND (state <> 'pending' OR pattern = :plain) LIMIT 1",
        {"path": path, "plain": plain},
    ).fetchone()
    return plain if asked is None else None


def is_trapped(db: sqlite3.Connection, host: str, pattern: str) -> bool:
    """Return whether pages of ``pattern`` at ``host``, or of its first folder, have used up their budget without an article."""
    rows = db.execute("SELECT trapped FROM patterns WHERE host = ? AND pattern IN (?, ?)", (host, pattern, _folder(pattern)))
    return any(trapped for (trapped,) in rows)


def _folder(pattern: str) -> str:
    """Return the name under which the first folder of ``pattern`` is counted."""
    return "/" + pattern[1:].partition("/")[0].removesuffix("?") + "/**"


_DIGITS = re.compile(r"\d+")
_HEXLIKE = re.compile(r"(?=[^/]*\d)[0-9a-f-]{12,}", re.IGNORECASE)


def pattern_of(url: str) -> str:
    """Return the path of ``url`` with what varies left out: numbers, ids, slugs, repeated and deep segments, the whole query.

    What a calendar, session ids, growing paths, facets or relative loops produce falls together under one pattern.
    """
    parts = urlsplit(url)
    seen: list[str] = []
    for segment in parts.path.split("/"):
        if not segment:
            continue
        varies = _HEXLIKE.fullmatch(segment) or len(segment) > 24 or segment.count("-") >= 2 or segment.count("_") >= 3
        name = "*" if varies else _DIGITS.sub("0", segment)
        if name not in seen:
            seen.append(name)
    return "/" + "/".join(seen[:3]) + ("?" if parts.query else "")


def _priority(link: Link) -> int:
    return _PRIORITY["home"] if link.source == "seed" and link.kind == "page" else _PRIORITY[link.kind]


def _know_host(db: sqlite3.Connection, host: str, scheme: str) -> None:
    if db.execute("SELECT 1 FROM hosts WHERE host = ?", (host,)).fetchone() is None:
        insert(db, "hosts", {"host": host, "scheme": scheme, "robots_state": "unknown", "failures": 0})


def _change(db: sqlite3.Connection, id: int, changes: dict[str, Any]) -> None:
    names = tuple(changes)
    sets = ", ".join(f"{name} = ?" for name in names)
    # Whoever asks: a source whose time has come, a list, an audit. What a person had forgotten stays so.
    db.execute(f"UPDATE frontier SET {sets} WHERE id = ? AND reason IS NOT ?", (*changes.values(), id, FORGOTTEN))  # noqa: S608 (our own column names)
    restamp(db, "frontier", "id = ?", (id,))
    if changes.get("state") in ("dropped", "failed", "duplicate"):  # nothing came of it: what gave itself out as its copy is a story after all
        copies = "reason = 'canonical' AND leads_to = (SELECT url_key FROM frontier WHERE id = ?)"
        for (copy,) in db.execute(f"SELECT id FROM frontier WHERE {copies}", (id,)).fetchall():  # noqa: S608 (a constant)
            _change(db, copy, _AGAIN)
