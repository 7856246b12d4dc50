"""A site's sources beside each other and beside the archive, a day at a time; and the day's message. Asked of the archive."""

from __future__ import annotations

import json
import sqlite3
import subprocess
from collections.abc import Iterable
from dataclasses import asdict
from datetime import UTC, date, datetime, time, timedelta
from email.message import EmailMessage
from typing import Any

from newscrawl import health, polling
from newscrawl.archive import frontier, ledger
from newscrawl.archive.schema import stamp
from newscrawl.discover.audit import Day, compare
from newscrawl.errors import UsageError
from newscrawl.text import counted


def day_of(db: sqlite3.Connection, site: str, day: date) -> tuple[Day, dict[str, tuple[str, str | None]]]:
    """Return what the site's sources first showed on ``day`` beside what is held, and url_key → (state, reason) of what is not.

    What was fetched and is no article counts nowhere: a front page links to more than stories. Nor does what has no row, having been left out when it
    was found: other sites' stories that a feed names too, what a site's file ignores. A redirect counts as what it leads to.
    """
    begin = datetime.combine(day, time(), UTC)
    rows = db.execute(
        """SELECT sources.url, iif(f.state = 'duplicate', f.leads_to, s.url_key), f.state, f.reason, a.id IS NOT NULL
        FROM sources JOIN sightings AS s ON s.source = sources.id LEFT JOIN frontier AS f ON f.url_key = s.url_key
        LEFT JOIN articles AS a ON a.url_key = iif(f.state = 'duplicate', f.leads_to, s.url_key)
        WHERE sources.site = ? AND s.seen_at >= ? AND s.seen_at < ? AND s.since IS NOT NULL
            AND (f.kind IS NULL OR f.kind = 'page')""",
        (site, stamp(begin), stamp(begin + timedelta(days=1))),
    ).fetchall()
    shown: dict[str, set[str]] = {url: set() for (url,) in db.execute("SELECT url FROM sources WHERE site = ? AND kind <> 'sitemap'", (site,))}
    held: set[str] = set()
    states: dict[str, tuple[str, str | None]] = {}
    for source, key, state, reason, is_held in rows:
        if is_held:
            held.add(key)
        elif state is None or (state in ("dropped", "unchanged", "duplicate") and reason not in ("robots", "trap", "hops", "too-long")):
            continue
        else:
            states[key] = (state, reason)
        shown.setdefault(source, set()).add(key)
    found = compare(day, {source: keys for source, keys in shown.items() if keys}, held, told=polling.told(db, site, day))
    return found, {key: states[key] for key in found.missing if key in states}


def as_record(site: str, found: Day, states: dict[str, tuple[str, str | None]]) -> dict[str, Any]:
    """Return a day as JSON values."""
    missing = [{"url_key": key, "state": states.get(key, ("unknown", None))[0], "reason": states.get(key, ("", None))[1]} for key in found.missing]
    estimate = {name: round(value, 1) for name, value in asdict(found.estimate).items()} if found.estimate else None
    return {
        "site": site, "day": found.day.isoformat(), "seen": dict(found.seen), "shown": found.shown, "held": found.held,
        "missing": missing, "estimate": estimate, "told": found.told,
    }  # fmt: skip


def sites_of(db: sqlite3.Connection) -> list[str]:
    """Return the sites that have sources."""
    return [site for (site,) in db.execute("SELECT DISTINCT site FROM sources ORDER BY site")]


def queue(db: sqlite3.Connection, keys: Iterable[str]) -> int:
    """Make pending what failed or was dropped unread; what robots.txt forbids stays. Returns how many."""
    rows = db.execute(
        """SELECT id FROM frontier WHERE url_key IN (SELECT value FROM json_each(?)) AND state IN ('failed', 'dropped')
        AND coalesce(reason, '') NOT IN ('robots', 'forgotten', 'noarchive')""",
        (json.dumps(list(keys)),),
    ).fetchall()
    for (row,) in rows:
        frontier.settle_row(db, row, {"state": "pending", "reason": None, "attempts": 0})
    return len(rows)


def digest(db: sqlite3.Connection, day: date, now: datetime) -> tuple[str, str]:
    """Return (subject, text) of the message about ``day``: what came, what is missing, what needs a look."""
    begin = datetime.combine(day, time(), UTC)
    span = (stamp(begin), stamp(begin + timedelta(days=1)))
    said = health.sites(db, now)
    stored = dict(db.execute("SELECT site, count(*) FROM articles WHERE fetched_at >= ? AND fetched_at < ? GROUP BY site", span).fetchall())
    failed = db.execute("SELECT count(*) FROM frontier WHERE state = 'failed' AND settled_at >= ? AND settled_at < ?", span).fetchone()[0]
    lines, missing, troubled = [], 0, sum(1 for one in said if one["level"])
    for one in said:
        found, states = day_of(db, one["site"], day)
        missing += len(found.missing)
        facts = [counted(stored.get(one["site"], 0), "article"), f"{one['usual_24h']} usual" if one["usual_24h"] is not None else ""]
        facts += [f"{found.held} of {found.shown} shown are held" if found.shown else "", f"{len(found.missing)} missing" if found.missing else ""]
        lines.append(f"{'OK  ' if not one['level'] else 'LOOK' if one['level'] == 1 else 'BAD '} {one['site']}: {', '.join(filter(None, facts))}")
        lines += [f"       {text}" for text in one["why"]]
        for key in found.missing[:5]:
            state, reason = states.get(key, ("unknown", None))
            lines.append(f"       missing: {key} ({reason or state})")
    for site in sorted({one["site"] for one in said}):
        for _, _, gap, filled in ledger.open_gaps(db, site):
            if begin <= gap.until:
                kind = "certain" if gap.certain else "possible"
                lines.append(f"{kind} gap at {site}: {gap.since:%Y-%m-%d %H:%M} to {gap.until:%H:%M}, about {gap.lost} lost, {filled} found since")
    total = sum(stored.values())
    look = f"{counted(troubled, 'site')} {'needs' if troubled == 1 else 'need'} a look" if troubled else "all well"
    subject = f"newscrawl {day}: {counted(total, 'article')}, {missing} missing, {look}"
    head = f"{day}: {counted(total, 'article')} of {counted(len(said), 'site')}; {counted(failed, 'address')} failed."
    return subject, "\n".join([head, "", *lines, ""])


def send(subject: str, text: str, to: str, sendmail: str = "sendmail") -> None:
    """Hand the message to ``sendmail``. Raises UsageError for what is no address, and where it is refused."""
    if not to or any(sign in to for sign in "\r\n\0") or to.startswith("-") or "@" not in to:
        raise UsageError(f"{to!r}: not a mail address")
    message = EmailMessage()
    message["To"], message["Subject"], message["Auto-Submitted"] = to, subject.replace("\n", " "), "auto-generated"
    message.set_content(text)
    try:
        done = subprocess.run([sendmail, "-i", "--", to], input=bytes(message), capture_output=True, check=False)
    except OSError as error:
        raise UsageError(f"{sendmail}: {error.strerror}; newscrawl digest without --sendmail prints") from None
    if done.returncode:
        raise UsageError(f"{sendmail}: {done.stderr.decode(errors='replace').strip()[:200]}")


def last_day(now: datetime) -> date:
    """Return yesterday, UTC."""
    return (now.astimezone(UTC) - timedelta(days=1)).date()

