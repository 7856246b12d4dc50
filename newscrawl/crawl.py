"""Run one crawl: check what was asked, set Scrapy up, show how it goes, and say what came of it.

A process runs one crawl: Twisted's reactor does not start twice.
"""

from __future__ import annotations

import contextlib
import json
import logging
import shlex
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args
from urllib.parse import urlsplit

from newscrawl import clock, polling
from newscrawl.archive.schema import open_archive
from newscrawl.archive.writer import Lock
from newscrawl.errors import BadAddress, NewscrawlError, StorageError, UsageError
from newscrawl.items import Kind, Link
from newscrawl.sites.files import Site
from newscrawl.sites.known import KnownSites
from newscrawl.urls import host_of, request_url, url_key

if TYPE_CHECKING:  # what a crawl needs is loaded when there is something to crawl: most starts of a timer find nothing due
    import asyncio

    from scrapy.crawler import Crawler

    from newscrawl.alarms import Raised
    from newscrawl.learn import Learned
    from newscrawl.resolver import AllowNet
    from newscrawl.scheduler import Figures, FrontierScheduler

_SEED_KINDS = tuple(kind for kind in get_args(Kind) if kind != "robots")
_LINE_SECONDS = 5.0
"""Between two lines of progress where there is no terminal to draw on."""


@dataclass(frozen=True, slots=True)
class CrawlReport:
    """What came of a crawl. ``not_articles`` and ``failed`` count by reason; ``waiting`` is hosts to be asked again later, and when."""

    exit_code: int
    archive: Path
    run: int = 0
    found: int = 0
    pages: int = 0
    stored: int = 0
    unchanged: int = 0
    duplicates: int = 0
    not_articles: dict[str, int] = field(default_factory=dict)
    failed: dict[str, int] = field(default_factory=dict)
    pending: int = 0
    waiting: dict[str, datetime] = field(default_factory=dict)
    shut: dict[str, str] = field(default_factory=dict)
    """Hosts among ``waiting`` whose robots.txt cannot be had, with the reason."""
    seconds: float = 0.0
    learned: Learned | None = None
    """What was learned of the sites' furniture afterwards; None: nothing, the crawl was interrupted or had nothing to do."""
    alarms: tuple[Raised, ...] = ()
    """Changes of the sites that chance does not explain, raised by this crawl."""
    known: bool = False
    """Whether an address that was named, or anything of its site, has answered at some time: with ``due``, what is not due is not asked."""
    next_due: datetime | None = None
    """When ``due`` has something to do again; None: not known, or never."""


def run(
    targets: list[str],
    *,
    archive: Path,
    seeds: Path | None = None,
    follow: bool | Literal["sources"] = True,
    allow_net: tuple[str, ...] = (),
    proxy: str | None = None,
    delay_seconds: float | None = None,
    limit: int | None = None,
    workers: int | None = None,
    progress: bool = True,
    sites_dir: Path = Path("output/sites"),
    due: bool = False,
    since: datetime | None = None,
    until: datetime | None = None,
    obey_noarchive: bool = True,
) -> CrawlReport:
    """Crawl ``targets`` (addresses, or names of sites in ``sites_dir``) and ``seeds``; with neither, every known site and what is pending.

    ``due``: of the sources only those whose time has come, and articles that are to be looked at again. ``since`` and ``until``: of articles only
    those dated in between by what links to them, and undated ones of feeds and front pages; the others wait.
    Ctrl-C and SIGTERM end it in order within the grace, a second one at once; the next crawl goes on where it stopped.
    With ``due`` and nothing due it is not a run: nothing is loaded, started or written.
    Raises UsageError, ArchiveBusy, StorageError before anything is fetched.
    """
    began = time.monotonic()
    known = KnownSites.in_folder(sites_dir)
    if due and seeds is None and (until_then := _nothing_due(archive, known, targets)) is not None:
        return replace(until_then, seconds=time.monotonic() - began)
    from newscrawl.resolver import AllowNet, check

    allowed = AllowNet(allow_net)
    start = [*(link for target in targets for link in _target(target, allowed, known, sites_dir)), *(read_seeds(seeds) if seeds else ())]
    everything = not start
    if everything:
        start = [link for site in known for link in _seeds_of(site)]
        if not start and not archive.exists():
            raise UsageError(f"nothing to crawl: {sites_dir} knows no site and {archive} is not there; newscrawl crawl URL begins")
    for link in start:
        check(link.url, allowed)
    _check_delay(delay_seconds, start, allowed)
    if proxy:
        check(proxy if "://" in proxy else f"http://{proxy}", allowed)
    _check_archive(archive)
    crawler, error = _crawl(
        {
            "NEWSCRAWL_ARCHIVE": str(archive),
            "NEWSCRAWL_SITES": str(sites_dir),
            "NEWSCRAWL_ALLOW_NET": list(allow_net),
            "NEWSCRAWL_PROXY": proxy,
            "NEWSCRAWL_DELAY_SECONDS": delay_seconds,
            "NEWSCRAWL_LIMIT": limit,
            "NEWSCRAWL_WORKERS": workers,
            "NEWSCRAWL_COMMAND": shlex.join(["newscrawl", *sys.argv[1:]]),
        },
        {"seeds": tuple(start), "follow": follow, "whole": everything, "due": due, "since": since, "until": until, "obey": obey_noarchive},
        progress=progress,
    )
    report = _report(crawler, archive, error, time.monotonic() - began)
    if report.exit_code == 0:  # an interrupted crawl leaves it to the next one
        from newscrawl.alarms import watch
        from newscrawl.learn import learn

        learned = learn(archive, workers=workers, sites_dir=sites_dir, said=_talk if progress else None)
        alarms = watch(archive, report.run, clock.now())
        report = replace(report, learned=learned, alarms=alarms, exit_code=4 if alarms else 0, seconds=time.monotonic() - began)
        if report.exit_code:
            ended_with(archive, report.run, report.exit_code)
    with contextlib.closing(open_archive(archive)) as db:
        named = {known.key(link.url) for link in start}
        return replace(report, next_due=polling.next_due(db), known=any(polling.has_answered(db, site) for site in named))


def ended_with(archive: Path, run: int, exit_code: int) -> None:
    """Have `newscrawl status` say of ``run`` what the process says, known only after the archive was closed. Raises ArchiveBusy, StorageError."""
    from newscrawl.archive import frontier
    from newscrawl.archive.writer import writing

    with writing(archive) as db:
        frontier.ended_with(db, run, exit_code)


def _nothing_due(archive: Path, known: KnownSites, targets: list[str]) -> CrawlReport | None:
    """Return the report of a crawl that has nothing to do; None: there is something, or it takes more than a look to tell."""
    if not archive.exists():
        return None
    seeds: list[Link] = []
    for target in targets:
        if (site := known.named(target)) is not None:
            seeds += _seeds_of(site)
        elif "://" in target:
            seeds.append(Link(request_url(target), kind="home", source="seed"))
        else:
            return None
    if not targets:
        seeds = [link for site in known for link in _seeds_of(site)]
    now = clock.now()
    try:
        db = open_archive(archive)
    except NewscrawlError:  # of an older make: the crawl brings it up to date, or says what is wrong
        return None
    with contextlib.closing(db):
        if not polling.is_idle(db, now, {url_key(link.url) for link in seeds}, frozenset(known.key(link.url) for link in seeds) if targets else None):
            return None
        return CrawlReport(0, archive, pending=polling.pending(db), next_due=polling.next_due(db))


def _check_archive(archive: Path) -> None:
    """Raise what keeps us from writing ``archive`` before a crawl is set up: one line then, and soon. Makes it, or brings it up to date."""
    lock = Lock(archive)
    lock.acquire()
    try:
        open_archive(archive, write=True).close()
    finally:
        lock.release()


def _talk(text: str) -> None:
    print(text, file=sys.stderr)


def read_seeds(path: Path) -> list[Link]:
    """Return the seeds in ``path``: JSON lines of ``{"url": …, "kind": "page"|"home"|"feed"|"sitemap"}``, or bare addresses; a page is the rule.

    Raises UsageError.
    """
    links = []
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError) as error:
        raise UsageError(f"{path}: cannot be read ({error})") from None
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            said: Any = {"url": line.strip()} if line.lstrip().startswith(("http://", "https://")) else json.loads(line)
            url, kind = said["url"], said.get("kind", "page")
            if not isinstance(url, str):
                raise TypeError(url)
        except (ValueError, KeyError, TypeError, AttributeError):
            raise UsageError(f'{path}, line {number}: neither an address nor {{"url": …, "kind": …}}') from None
        if kind not in _SEED_KINDS:
            raise UsageError(f"{path}, line {number}: kind must be one of {', '.join(_SEED_KINDS)}")
        try:
            links.append(Link(request_url(url), kind=kind, source="seed"))
        except BadAddress as error:
            raise UsageError(f"{path}, line {number}: {error}") from None
    if not links:
        raise UsageError(f"{path}: no seeds in it")
    return links


def _seeds_of(site: Site) -> list[Link]:
    """Return where a crawl of ``site`` begins. A seed that is a feed or a sitemap is seen to be one when it is read."""
    return [Link(url, kind="home", source="seed") for url in dict.fromkeys((site.home, *site.seeds))]


def _target(target: str, allowed: AllowNet, known: KnownSites, sites_dir: Path) -> list[Link]:
    """Return the seeds that ``target`` names: a known site, an address, or an address without its scheme."""
    from newscrawl.resolver import as_literal

    if (site := known.named(target)) is not None:
        return _seeds_of(site)
    if "://" not in target:
        if not any(char in target for char in ".:/[") and not allowed.has(target):
            raise UsageError(f"{target!r}: no site of that name in {sites_dir}, and not an address; newscrawl sites lists them")
        host = urlsplit(f"//{target}").hostname or ""
        local = as_literal(host) is not None or "." not in host
        target = f"{'http' if local else 'https'}://{target}"
    return [Link(request_url(target), kind="home", source="seed")]


def _check_delay(delay: float | None, seeds: Iterable[Link], allowed: AllowNet) -> None:
    from newscrawl.outcomes import MIN_DELAY_SECONDS

    if delay is None:
        return
    if not 0 <= delay <= 86_400:
        raise UsageError(f"--delay {delay:g}: seconds between two requests to a host, 0 to 86400")
    public = next((link for link in seeds if not allowed.has(host_of(link.url))), None)
    if delay < MIN_DELAY_SECONDS and (public or not allowed):
        host = f" ({host_of(public.url)} is not)" if public else ""
        raise UsageError(f"--delay {delay:g}: less than {MIN_DELAY_SECONDS:g} seconds only for hosts that --allow-net names{host}")


def _crawl(ours: dict[str, Any], arguments: dict[str, Any], *, progress: bool) -> tuple[Crawler, BaseException | None]:
    """Run Scrapy until it ends; return the crawler, and what kept it from starting if anything did."""
    from scrapy.crawler import AsyncCrawlerProcess
    from scrapy.settings import Settings

    from newscrawl.spiders.news import NewsSpider

    settings = Settings()
    settings.setmodule("newscrawl.settings", priority="project")
    settings.setdict(ours, priority="cmdline")
    if settings["LOG_LEVEL"] == "INFO":  # the display says it better
        settings.set("LOG_LEVEL", "WARNING", priority="cmdline")
    settings.set("LOG_FORMAT", "%(levelname)s: %(message)s", priority="cmdline")
    settings.set("STATS_DUMP", False, priority="cmdline")
    process = AsyncCrawlerProcess(settings)
    crawler = process.create_crawler(NewsSpider)
    task = process.crawl(crawler, **arguments)
    display = Display(crawler) if progress else None
    if display:
        display.start()
    try:
        process.start()
    finally:
        if display:
            display.stop()
    error = task.exception() if task.done() and not task.cancelled() else None
    return crawler, error


def _report(crawler: Crawler, archive: Path, error: BaseException | None, seconds: float) -> CrawlReport:
    scheduler = _scheduler(crawler)
    if scheduler is None or scheduler.run == 0:
        if isinstance(error, NewscrawlError):
            raise error
        raise RuntimeError(f"the crawl did not start: {error}") from error
    scheduler.end_now()
    if scheduler.failure is not None:
        print(f"newscrawl: {scheduler.failure}", file=sys.stderr)
    figures = scheduler.figures
    return CrawlReport(
        exit_code=StorageError.exit_code if scheduler.failure else scheduler.exit_code,
        archive=archive,
        run=scheduler.run,
        found=figures.found,
        pages=figures.pages,
        stored=figures.stored,
        unchanged=figures.unchanged,
        duplicates=figures.duplicates,
        not_articles=dict(figures.dropped.most_common()),
        failed=dict(figures.failed.most_common()),
        pending=figures.pending,
        waiting=dict(figures.waiting),
        shut=dict(figures.shut),
        seconds=seconds,
    )


def _scheduler(crawler: Crawler) -> FrontierScheduler | None:
    from newscrawl.scheduler import FrontierScheduler

    return FrontierScheduler.of(crawler)


class Display:
    """How the crawl goes: a live panel on a terminal, a line every few seconds elsewhere. To stderr: results are for stdout."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._began = time.monotonic()
        self._live: Any = None
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        import asyncio

        if sys.stderr.isatty():
            from rich.console import Console
            from rich.live import Live

            self._live = Live(console=Console(stderr=True), refresh_per_second=8, transient=False, redirect_stdout=False)
            self._live.start()
            for handler in logging.getLogger().handlers:  # log lines go above the panel, not through it
                if isinstance(handler, logging.StreamHandler) and handler.stream is not None:
                    handler.setStream(sys.stderr)
        self._task = asyncio.get_event_loop().create_task(self._show())

    def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
        scheduler = _scheduler(self._crawler)
        if self._live is not None:
            if scheduler is not None:
                self._live.update(self._panel(scheduler.figures, scheduler.hosts_busy))
            self._live.stop()

    async def _show(self) -> None:
        import asyncio

        shown = self._began
        while True:
            await asyncio.sleep(0.2)
            scheduler = _scheduler(self._crawler)
            if scheduler is None:
                continue
            if self._live is not None:
                self._live.update(self._panel(scheduler.figures, scheduler.hosts_busy))
            elif time.monotonic() - shown >= _LINE_SECONDS:
                shown = time.monotonic()
                print(self._line(scheduler.figures), file=sys.stderr, flush=True)

    def _line(self, figures: Figures) -> str:
        seconds = time.monotonic() - self._began
        dropped, failed = sum(figures.dropped.values()), sum(figures.failed.values())
        return (
            f"crawl seconds={seconds:.0f} pages={figures.pages} articles={figures.stored} unchanged={figures.unchanged} "
            f"not_articles={dropped} failed={failed} pending={figures.pending} pages_per_second={figures.pages / max(seconds, 0.1):.1f}"
        )

    def _panel(self, figures: Figures, hosts: int) -> Any:
        from rich.console import Group
        from rich.table import Table
        from rich.text import Text

        seconds = time.monotonic() - self._began
        table = Table.grid(padding=(0, 3))
        cells = (
            ("articles", figures.stored, "bold green"),
            ("unchanged", figures.unchanged, ""),
            ("not articles", sum(figures.dropped.values()), ""),
            ("failed", sum(figures.failed.values()), "red" if figures.failed else ""),
            ("pending", figures.pending, ""),
            ("hosts", hosts, ""),
            ("pages/s", f"{figures.pages / max(seconds, 0.1):.1f}", ""),
            ("time", f"{int(seconds) // 60}:{int(seconds) % 60:02}", ""),
        )
        table.add_row(*(Text(f"{value:,}" if isinstance(value, int) else value, style=style, justify="right") for _, value, style in cells))
        table.add_row(*(Text(name, style="dim", justify="right") for name, _, _ in cells))
        titles = [Text(f"  {title}", style="dim", no_wrap=True, overflow="ellipsis") for title in figures.titles]
        if not self._crawler.crawling and hosts:
            titles.append(Text("  stopping when the answers on their way are in; Ctrl-C again ends it at once", style="yellow"))
        return Group(table, *titles)
