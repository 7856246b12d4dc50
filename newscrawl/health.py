"""How each site stands, worst first: what came and what should have, gaps, alarms, hosts that wait. Asked of the archive; nothing is fetched."""

from __future__ import annotations

import sqlite3
import statistics
from datetime import datetime, timedelta
from typing import Any, Literal

from newscrawl import alarms
from newscrawl.archive.ledger import paused_sites
from newscrawl.archive.query import by_site
from newscrawl.archive.schema import MINIMUM_FREE_BYTES, moment, stamp
from newscrawl.text import counted

DAYS = 30
LATE, TOO_LATE = timedelta(hours=2), timedelta(days=1)
"""After its time a source not asked means that nobody crawls: a warning, then worse."""
GRAVE = ("reach", "empty", "article", "articles", "entries", "listed", "frozen")
"""Alarms of what comes at all; those of a field are warnings."""
BARS = "▁▂▃▄▅▆▇█"
Level = Literal[0, 1, 2]
"""0 well, 1 to be looked at, 2 in trouble: as plugins of monitors count."""


def sites(db: sqlite3.Connection, now: datetime) -> list[dict[str, Any]]:
    """Return every site of the archive, worst first: level, why, and its figures."""
    found: dict[str, dict[str, Any]] = {}
    paused = paused_sites(db)

    def of(site: str) -> dict[str, Any]:
        return found.setdefault(
            site,
            {
                "site": site, "level": 0, "why": [], "articles": 0, "last_article": None, "last_poll": None, "next_due": None, "sources": 0,
                "found_24h": 0, "stored_24h": 0, "usual_24h": None, "missed": 0, "gaps": 0, "certain_gaps": 0, "alarms": [], "waiting": [],
                "days": [0] * DAYS, "paused": site in paused,
            },
        )  # fmt: skip

    for site, (number, last) in by_site(db).items():
        of(site).update(articles=number, last_article=last)
    today = now.date()
    first = stamp(now - timedelta(days=DAYS))
    daily = "SELECT site, substr(fetched_at, 1, 10), count(*) FROM facets WHERE fetched_at > ? GROUP BY 1, 2"
    for site, day, number in db.execute(daily, (first,)):
        ago = (today - datetime.fromisoformat(day).date()).days
        if 0 <= ago < DAYS:
            of(site)["days"][DAYS - 1 - ago] = number
    yesterday = stamp(now - timedelta(days=1))
    for site, number in db.execute("SELECT site, count(*) FROM facets WHERE fetched_at > ? GROUP BY 1", (yesterday,)):
        of(site)["stored_24h"] = number
    for site, number in db.execute("SELECT site, count(*) FROM frontier WHERE found_at > ? AND kind = 'page' GROUP BY 1", (yesterday,)):
        of(site)["found_24h"] = number
    for site, number, last, due in db.execute(
        "SELECT site, count(*), max(polled_at), min(coalesce(next_at, added_at)) FROM sources WHERE paused = 0 GROUP BY site"
    ):
        of(site).update(sources=number, last_poll=last, next_due=due)
    for site, number, certain, lost in db.execute(
        """SELECT s.site, count(*), sum(g.certain), sum(max(g.lost - g.filled, 0)) FROM gaps AS g JOIN sources AS s ON s.id = g.source
        WHERE g.closed_at IS NULL GROUP BY s.site"""
    ):
        of(site).update(gaps=number, certain_gaps=certain, missed=lost)
    for raised in alarms.told(db):
        of(raised.site)["alarms"].append({"field": raised.field, "text": raised.text})
    for site, host, until in db.execute(
        """SELECT DISTINCT f.site, h.host,
            max(coalesce(h.next_at, ''), CASE WHEN h.robots_state = 'denied' THEN coalesce(h.robots_expires_at, '') ELSE '' END)
        FROM hosts AS h JOIN frontier AS f ON f.host = h.host AND f.state = 'pending' WHERE f.kind <> 'robots' ORDER BY h.host"""
    ):
        if until > stamp(now + timedelta(minutes=1)):
            of(site)["waiting"].append({"host": host, "until": until})
    for site, reason, since, home in db.execute(
        """SELECT site, coalesce(reason, state), min(found_at), url FROM frontier WHERE kind = 'home' AND state IN ('dropped', 'failed')
        AND reason IS NOT 'forgotten' AND site NOT IN (SELECT site FROM sources) GROUP BY site"""
    ):
        if not of(site)["articles"]:
            of(site)["barren"] = (reason, since, home)
    for one in found.values():
        _judge(one, now)
    return sorted(found.values(), key=lambda one: (-one["level"], -len(one["why"]), -one["articles"], one["site"]))


def _judge(one: dict[str, Any], now: datetime) -> None:
    """Set a site's ``level``, ``why`` and ``usual_24h``."""
    whole = one["days"][:-1]
    began = next((place for place, number in enumerate(whole) if number), len(whole))
    known = whole[began + 1 :]  # the first day is the backfill's
    if len(known) >= 3:
        one["usual_24h"] = round(statistics.median(known))
    why: list[tuple[int, str]] = []
    for alarm in one["alarms"]:
        why.append((2 if alarm["field"].split()[0] in GRAVE and not alarm["field"].endswith(" kept") else 1, alarm["text"]))
    if one["certain_gaps"]:
        why.append((1, f"{one['certain_gaps']} certain gaps, about {one['missed']} articles missed"))
    if one["next_due"] is not None and (late := now - moment(one["next_due"])) > LATE:
        why.append((2 if late > TOO_LATE else 1, f"not asked since it was due {_span(late)} ago; is a timer running?"))
    for wait in one["waiting"]:
        why.append((1, f"{wait['host']} waits until {wait['until'][:16].replace('T', ' ')}"))
    if (barren := one.pop("barren", None)) is not None:
        reason, since, home = barren
        said = "" if reason == "home" else f" ({reason}); if it was mistyped: newscrawl forget {home}"
        why.append((2 if now - moment(since) > TOO_LATE else 1, f"no story yet since it was added {ago(since, now)}{said}"))
    why.sort(key=lambda pair: -pair[0])
    one["level"] = max((level for level, _ in why), default=0)
    one["why"] = [text for _, text in why]


def check(
    said: list[dict[str, Any]], run: dict[str, Any] | None, articles: int, now: datetime, free_bytes: int | None = None
) -> tuple[Level, str]:  # fmt: skip
    """Return (0, 1 or 2, one line) as plugins of Nagios and its kin answer, with performance data behind the bar.

    ``free_bytes`` is what is left on the archive's disk: a crawl that does not start for want of it can write down neither that nor why.
    """
    level = max((one["level"] for one in said), default=0)
    why = [f"{one['site']}: {one['why'][0]}" for one in said if one["level"]]
    code = run["exit_code"] if run else None
    if code == 5:
        level, why = 2, ["the last crawl ended on a storage error", *why]
    elif code in (1, 3):
        level, why = max(level, 1), [f"the last crawl ended with exit code {code}", *why]
    if free_bytes is not None and free_bytes < MINIMUM_FREE_BYTES:
        level, why = 2, [f"only {free_bytes >> 20} MB free, no crawl starts with less than {MINIMUM_FREE_BYTES >> 20}", *why]
    stored = sum(one["stored_24h"] for one in said)
    gaps, raised = sum(one["gaps"] for one in said), sum(len(one["alarms"]) for one in said)
    last = max((one["last_poll"] for one in said if one["last_poll"]), default=None)
    well = f"{counted(len(said), 'site')}, {counted(stored, 'article')} in 24 h"
    text = "; ".join(why[:3]) + (f"; and {len(why) - 3} more" if len(why) > 3 else "") if why else well
    seconds = f" poll_age={max(0, round((now - moment(last)).total_seconds()))}s" if last else ""
    data = f"articles={articles} stored_24h={stored} gaps={gaps} alarms={raised}{seconds}"
    word = ("OK", "WARNING", "CRITICAL")[level]
    settled: Level = 2 if level >= 2 else 1 if level else 0
    return settled, f"NEWSCRAWL {word} - {text.replace('|', '/')} | {data}"


def spark(days: list[int]) -> str:
    """Return one character a day, as high as it was beside the busiest."""
    most = max(days, default=0)
    return "".join(BARS[min(round(number / most * (len(BARS) - 1)), 7)] if number else "·" for number in days) if most else "·" * len(days)


def ago(said: str | None, now: datetime) -> str | None:
    """Return how long ago, or in how long, ``said`` is; None where it is null."""
    if not said:
        return None
    away = now - moment(said)
    return f"{_span(away)} ago" if away >= timedelta() else f"in {_span(-away)}"


def _span(span: timedelta) -> str:
    minutes = span.total_seconds() / 60
    return f"{minutes:.0f} min" if minutes < 100 else f"{minutes / 60:.0f} h" if minutes < 2880 else f"{minutes / 1440:.0f} days"


