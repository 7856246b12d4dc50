"""Weeks lived through with the real crawl: newsrooms on loopback with a clock of their own, and ``crawl --due`` again and again beside them.

``python -m tests.virtual_weeks`` is the runner: it has everything loaded and forks for each crawl, so that a crawl of nothing but a feed costs a
twentieth of a second instead of two. A child runs ``newscrawl.crawl.run`` with its clock set; pages are read in it instead of in workers of its own
(what they say goes through JSON all the same). Starts at which nothing is due are left out: ``next_due`` says when that is.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.newsroom_weeks import START, Clock, Story, Weeks, serve

ROOT = Path(__file__).resolve().parent.parent
DAY = timedelta(days=1)
EVERY = timedelta(minutes=10)
"""Between two starts of a timer as ``newscrawl schedule install`` writes it."""


_LOADED = (
    "scrapy.crawler scrapy.core.engine scrapy.core.scraper scrapy.core.downloader scrapy.core.downloader.handlers.http11"
    " twisted.internet.asyncioreactor"
    " scrapy.extensions.corestats scrapy.extensions.logcount scrapy.extensions.memusage scrapy.extensions.logstats"
    " newscrawl.handlers newscrawl.middlewares newscrawl.resolver newscrawl.alarms newscrawl.codings newscrawl.discover.feeds"
    " newscrawl.discover.robots newscrawl.discover.sitemaps newscrawl.discover.rights newscrawl.discover.sources backports.zstd"
    " newscrawl.settings scrapy.addons scrapy.pqueues scrapy.dupefilters scrapy.statscollectors scrapy.logformatter scrapy.spiderloader"
    " scrapy.downloadermiddlewares.downloadtimeout scrapy.downloadermiddlewares.defaultheaders scrapy.downloadermiddlewares.useragent"
    " scrapy.downloadermiddlewares.stats scrapy.spidermiddlewares.start"
).split()

# ── the runner ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def main() -> None:
    """Crawl once for each line of stdin, each time in a child; the report is a line on stdout."""
    from newscrawl import pipelines, read, scheduler, workers
    from newscrawl.items import Kind, Page
    from newscrawl.learn import learn  # noqa: F401 (loaded once, before the forks)
    from newscrawl.spiders.news import NewsSpider  # noqa: F401 (likewise)
    from newscrawl.urls import registrable_domain

    class Inline(workers.Pool):
        """Stands where the pool of workers stands, and is one to the type checker."""

        def __init__(self, size: int, *, sites_dir: Path | None = None, archive: Path | None = None) -> None:
            self.size, self.sites, self.archive = 1, sites_dir, archive
            workers._template.cache_clear()

        async def start(self, most: int | None = None) -> None: ...

        async def close(self) -> None: ...

        async def run(
            self, page: Page, *, keep: bool = True, site: str | None = None, decoded: bool = False, alone: bool = False
        ) -> workers.Result:
            at = page.fetched_at.isoformat() if page.fetched_at else None
            header = {"url": page.url, "kind": page.kind, "status": page.status, "headers": page.headers, "fetched_at": at}
            return self.ask(header | {"keep": keep, "site": site, "decoded": decoded, "alone": alone}, page.body, page.kind)

        async def run_held(self, article: str, *, whole: bool = False, turn: int = 0) -> workers.Result:
            return self.ask({"held": article, "whole": whole, "turn": turn}, b"", "page")

        def ask(self, header: dict[str, Any], body: bytes, kind: Kind) -> workers.Result:
            result = workers.Result(kind)
            for said, blob in workers._answers(json.loads(json.dumps(header)), body, self.sites, self.archive):
                result = workers._take(result, json.loads(json.dumps(said)), blob)
            return result

    pipelines.Pool = workers.Pool = Inline  # type: ignore[misc]
    scheduler.DUE_PATIENCE_SECONDS = 1.0  # real seconds are not waited for: the clock is moved on instead
    for name in _LOADED:
        importlib.import_module(name)
    assert "twisted.internet.reactor" not in sys.modules, "a reactor must not be shared"
    read.read(Page("https://example.com/", b"<html><body><p>Warm.</p></body></html>"))
    registrable_domain("news.example")
    gc.collect()
    gc.freeze()
    for line in sys.stdin:
        sys.stdout.flush()
        child = os.fork()
        if not child:
            code = 1
            try:
                print(json.dumps(_crawl(json.loads(line))), flush=True)
                code = 0
            except BaseException:
                traceback.print_exc()
            finally:
                sys.stderr.flush()
                os._exit(code)
        if os.waitpid(child, 0)[1]:
            print(json.dumps({"exit_code": 1}), flush=True)


def _crawl(said: dict[str, Any]) -> dict[str, Any]:
    from datetime import UTC

    from newscrawl import clock
    from newscrawl.crawl import run

    clock._OFFSET = datetime.fromisoformat(said["now"]) - datetime.now(UTC)
    report = run(
        said["targets"], archive=Path(said["archive"]), allow_net=tuple(said["hosts"]), delay_seconds=0, workers=1, progress=False,
        sites_dir=Path(said["archive"]).parent / "sites", due=said["due"],
    )  # fmt: skip
    return {
        "exit_code": report.exit_code, "run": report.run, "pages": report.pages, "stored": report.stored, "pending": report.pending,
        "alarms": [[alarm.site, alarm.field, alarm.text] for alarm in report.alarms],
        "next_due": report.next_due.isoformat() if report.next_due else None,
    }  # fmt: skip


# ── beside it ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


class Desk:
    """An archive and newsrooms on loopback under one clock, or others' servers (``bases``); a context manager.

    The archive is in memory where the system has such a folder: thousands of crawls would wait for the disk most of the time.
    """

    def __init__(self, newsrooms: Sequence[Weeks] = (), now: datetime = START, bases: Sequence[str] = (), every: timedelta = EVERY) -> None:
        self.every = every
        self.newsrooms, self.clocks, self.bases = newsrooms, [Clock(now) for _ in newsrooms] or [Clock(now)], list(bases)
        self.crawls = 0
        self._stack = contextlib.ExitStack()

    def __enter__(self) -> Self:
        memory = Path("/dev/shm")
        folder = self._stack.enter_context(tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None))
        self.archive = Path(folder) / "archive.db"
        self.bases += [self._stack.enter_context(serve(*pair)) for pair in zip(self.newsrooms, self.clocks, strict=False)]
        self._runner = subprocess.Popen(
            [sys.executable, "-m", "tests.virtual_weeks"], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        assert self._runner.stdin is not None and self._runner.stdout is not None
        self._runner.stdin.close()
        self._runner.wait(30)
        self._runner.stdout.close()
        self._stack.close()

    @property
    def now(self) -> datetime:
        return self.clocks[0].now

    def move(self, now: datetime) -> None:
        """Set every clock."""
        for clock in self.clocks:
            clock.now = now

    def crawl(self, *targets: str, due: bool = True) -> dict[str, Any]:
        """Crawl at the clock's time; returns the report."""
        said = {
            "now": self.now.isoformat(), "targets": targets, "archive": str(self.archive), "due": due,
            "hosts": [base.partition("//")[2] for base in self.bases],
        }  # fmt: skip
        assert self._runner.stdin is not None and self._runner.stdout is not None
        self._runner.stdin.write(json.dumps(said) + "\n")
        self._runner.stdin.flush()
        self.crawls += 1
        found: dict[str, Any] = json.loads(self._runner.stdout.readline())
        return found

    def live(self, until: datetime) -> Iterator[dict[str, Any]]:
        """Crawl what is due at each tick of a timer at which there is something, until ``until``; yields each report."""
        while self.now < until:
            report = self.crawl()
            yield report
            due = datetime.fromisoformat(report["next_due"]) if report.get("next_due") else until
            ticks = max(1, -(-(due - self.now) // self.every))
            self.move(self.now + ticks * self.every)

    def ask(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        with contextlib.closing(sqlite3.connect(f"file:{self.archive}?mode=ro", uri=True)) as db:
            return db.execute(sql, values).fetchall()


@dataclass
class Account:
    """What came of one newsroom."""

    shown: int = 0
    held: int = 0
    listed: int = 0
    in_gap: int = 0
    lost: list[str] = field(default_factory=list)
    """Not accounted for."""
    polls: int = 0
    requests: int = 0
    fetched: int = 0
    hourly_polls: int = 0
    hourly_held: int = 0
    gaps: list[str] = field(default_factory=list)
    certain: int = 0
    invented: list[str] = field(default_factory=list)
    unproven: list[str] = field(default_factory=list)
    alarms: list[tuple[datetime, str]] = field(default_factory=list)
    redesign_hours: float | None = None
    dead_hours: float | None = None
    quiet_alarms: list[str] = field(default_factory=list)
    other_alarms: list[str] = field(default_factory=list)
    edits: int = 0
    edits_caught: int = 0
    """Within a day."""


def account(desk: Desk, number: int = 0, *, started: datetime = START) -> Account:
    """Return what ``desk``'s archive holds of its newsroom ``number``, beside the truth."""
    newsroom, base = desk.newsrooms[number], desk.bases[number]
    site = base.partition("//")[2]
    end = desk.now
    found = Account()
    rows = {url.removeprefix(base).partition("?")[0]: (state, reason, leads) for url, state, reason, leads in desk.ask(
        "SELECT url, state, reason, leads_to FROM frontier WHERE site = ? AND kind = 'page'", site
    )}  # fmt: skip
    held = {url.removeprefix(base).partition("?")[0]: at for url, at in desk.ask("SELECT url, fetched_at FROM articles WHERE site = ?", site)}
    sources = {url.removeprefix(base): (id, kind) for id, url, kind in desk.ask("SELECT id, url, kind FROM sources WHERE site = ?", site)}
    gaps = [
        (source, _moment(since), _moment(until), lost, certain)
        for source, since, until, lost, certain in desk.ask(
            "SELECT g.source, g.since, g.until, g.lost, g.certain FROM gaps AS g JOIN sources AS s ON s.id = g.source WHERE s.site = ?", site
        )
    ]
    for story, first in newsroom.ever_shown(end).items():
        found.shown += 1
        state, reason, _ = rows.get(story.path, (None, None, None))
        if story.path in held:
            found.held += 1
        elif state in ("dropped", "failed") and reason in ("http-404", "http-410"):
            found.listed += 1
        elif any(since < moment <= until for _, since, until, _, _ in gaps for moment in (first, story.shown)):
            found.in_gap += 1
        elif first < end - timedelta(hours=13):  # what a section page, polled twice a day at the least, shows in any case
            places = [f"{name} {moment:%d %H:%M}" for name in newsroom.sources for moment, other in newsroom.shown_by(name) if other is story]
            gone = f", gone {story.gone:%d %H:%M}" if story.gone else ""
            found.lost.append(f"{story.path} shown {first:%m-%d %H:%M}{gone}, {state} {reason}, in {places}")
        else:
            found.shown -= 1
    _polls(desk, found, number, sources, gaps)
    _hourly(found, newsroom, started, end)
    _told(desk, found, newsroom, site, {path: id for path, (id, _) in sources.items()})
    _edits(desk, found, number)
    return found


def _polls(
    desk: Desk, found: Account, number: int, sources: dict[str, tuple[int, str]], gaps: Sequence[tuple[int, datetime, datetime, int, int]]
) -> None:
    newsroom, log = desk.newsrooms[number], desk.clocks[number].log
    paths = {newsroom.path_of(name): name for name in newsroom.sources}
    found.requests = len(log)
    found.polls = sum(1 for _, path, _ in log if path.partition("?")[0] in paths)
    found.fetched = sum(1 for _, path, _ in log if path.partition("?")[0] in newsroom.by_path)
    for path, name in paths.items():
        if name not in newsroom._windows or path not in sources:
            continue
        id = sources[path][0]
        sighted = {key.rpartition("-")[2].partition(".")[0] for (key,) in desk.ask("SELECT url_key FROM sightings WHERE source = ?", id)}
        times, windows = newsroom._windows[name]
        came: dict[Story, datetime] = {}
        for moment, window in zip(times, windows, strict=True):
            for story in window:
                came.setdefault(story, moment)

        def lost_in(since: datetime, until: datetime, came: dict[Story, datetime] = came, sighted: set[str] = sighted) -> int:
            return sum(1 for story, moment in came.items() if since < moment <= until and str(100000 + story.id) not in sighted)

        for source, since, until, guess, certain in gaps:
            if source == id:
                truly = lost_in(since, until)
                text = f"{'certain' if certain else 'possible'} gap {name} {since:%m-%d %H:%M} to {until:%m-%d %H:%M}: about {guess}, truly {truly}"
                found.gaps.append(text)
                found.certain += certain
                if certain and not truly:
                    found.invented.append(text)
        whole = "SELECT at FROM polls WHERE source = ? AND verdict NOT IN ('failed', 'empty', 'short') ORDER BY at"
        reads = [_moment(at) for (at,) in desk.ask(whole, id)]
        for a, b in pairwise(reads):
            then, now = newsroom.view(name, a), newsroom.view(name, b)
            shared = {story.id for story in then.stories} & {story.id for story in now.stories}
            if not shared and lost_in(a, b) and not any(source == id and abs(until - b) < DAY / 96 for source, _, until, _, _ in gaps):
                found.unproven.append(f"{name} {a:%m-%d %H:%M} to {b:%m-%d %H:%M}, truly {lost_in(a, b)}")


def _hourly(found: Account, newsroom: Weeks, started: datetime, end: datetime) -> None:
    """Poll every source every hour, and fetch what is new at once."""
    seen: set[int] = set()
    now = started
    while now < end:
        barred = newsroom.robots_fails(now)
        for source in newsroom.sources:
            found.hourly_polls += 1
            if not barred:
                seen |= {story.id for story in newsroom.view(source, now).stories}
        now += timedelta(hours=1)
    found.hourly_held = sum(1 for story in newsroom.ever_shown(end) if story.id in seen)


def _told(desk: Desk, found: Account, newsroom: Weeks, site: str, sources: dict[str, int]) -> None:
    feed = sources.get("/feed.xml")
    dies = next(trouble.since for trouble in newsroom.troubles if trouble.kind == "dead")
    quiet = START + timedelta(days=newsroom.quiet_days)
    for name, raised, since, baseline, observed in desk.ask(
        "SELECT field, raised_at, since, baseline, observed FROM alarms WHERE site = ? ORDER BY raised_at, id", site
    ):
        at = _moment(raised)
        text = f"{name} {baseline:g}→{observed:g} since {since[5:16]} at {raised[5:16]}"
        kind, _, rest = name.partition(" ")
        about_feed = rest == str(feed)
        if at < quiet or (at < newsroom.redesign and not about_feed):
            found.quiet_alarms.append(text)
        elif about_feed and at >= dies:
            found.dead_hours = found.dead_hours if found.dead_hours is not None else (at - dies) / timedelta(hours=1)
        elif kind in newsroom.loses | {"article"} and at >= newsroom.redesign:
            found.redesign_hours = found.redesign_hours if found.redesign_hours is not None else (at - newsroom.redesign) / timedelta(hours=1)
        else:
            found.other_alarms.append(text)


def _edits(desk: Desk, found: Account, number: int) -> None:
    """Count the edits within half a day of publication, before the redesign, and those whose page was fetched within a day of them."""
    newsroom = desk.newsrooms[number]
    fetched: dict[str, list[datetime]] = {}
    for at, path, status in desk.clocks[number].log:
        if status == 200:
            fetched.setdefault(path, []).append(at)
    before = min(desk.now, newsroom.redesign) - DAY
    for story in newsroom.stories:
        for edit in story.edits:
            if story.path in fetched and story.shown > START and edit < min(before, story.shown + DAY / 2) and not story.gone:
                found.edits += 1
                found.edits_caught += any(edit <= at <= edit + DAY for at in fetched[story.path])


def _moment(said: str) -> datetime:
    return datetime.fromisoformat(said)


if __name__ == "__main__":
    main()
