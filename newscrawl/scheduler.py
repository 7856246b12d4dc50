"""Scrapy's scheduler over the archive's frontier: whose turn it is, when a host may be asked again, and when there is nothing left.

``next_request`` is pure memory: one row a host at most, fetched ahead of time by a refill in the archive's writer thread. A host whose answer has
come is left alone for its pause, here by the loop's clock and in the archive by the wall's, so that a restart keeps it as well.
"""

from __future__ import annotations

import asyncio
import gc
import json
import logging
import time
from collections import Counter, deque
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from sqlite3 import Connection
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from scrapy.core.scheduler import BaseScheduler
from scrapy.http import Request
from scrapy.utils.defer import deferred_from_coro

from newscrawl import clock, polling
from newscrawl.archive import frontier, ledger
from newscrawl.archive.frontier import Lease, Scope
from newscrawl.archive.writer import Writer, storage_error
from newscrawl.discover.wordpress import is_edits, since
from newscrawl.errors import BadAddress, StorageError
from newscrawl.handlers import StopInTime
from newscrawl.items import Article, Page
from newscrawl.outcomes import PASSING, Fetched, delay_seconds, failed, robots_target, wait_seconds
from newscrawl.resolver import AllowNet, GuardedResolver, check
from newscrawl.sites.known import KnownSites
from newscrawl.urls import url_key

if TYPE_CHECKING:
    from scrapy import Spider
    from scrapy.crawler import Crawler
    from twisted.internet.defer import Deferred

log = logging.getLogger(__name__)

_schedulers: WeakKeyDictionary[Crawler, FrontierScheduler] = WeakKeyDictionary()
READY = 64
"""Rows held in memory, each of another host."""
ENOUGH = READY // 2
"""While so many of them can be asked for at once no more are fetched: to find whose turn it is costs 20 ms where 5,000 hosts wait."""
COUNTED_EVERY_SECONDS = 1.0
"""What waits is counted for the display so often, and less often where that takes long: 40 ms for a million addresses."""
DUE_PATIENCE_SECONDS = 300.0
"""A crawl of what is due does not stay up for a host in trouble: the next one comes in minutes. Longer than any usual Crawl-delay."""
TRIED_FOR = timedelta(days=7)
"""For how long after it was found an address that could not be had is tried again, by each crawl that comes an hour or more after the last try."""
REPOLL_AFTER = timedelta(hours=1)
"""Sources read by a run that was killed are read again by the next one only if they are older than this: it goes on, it does not start again."""


_CLOSING = ("scrapy.core.engine", "scrapy.utils.signal")
"""What says, at length, that a crawl could not be closed in order which was never open; why it was not is the one line that helps."""


@dataclass(slots=True)
class Figures:
    """What a run has counted so far."""

    pages: int = 0
    found: int = 0
    read: int = 0
    accounted: int = 0
    """Links that the readers counted, and what became of them as the archive counted it: new, known, refused, left out. Equal, or a link is lost."""
    stored: int = 0
    unchanged: int = 0
    duplicates: int = 0
    dropped: Counter[str] = field(default_factory=Counter)
    failed: Counter[str] = field(default_factory=Counter)
    pending: int = 0
    titles: deque[str] = field(default_factory=lambda: deque(maxlen=5))
    alarms: int = 0
    """New ones: a site needs a look."""
    waiting: dict[str, datetime] = field(default_factory=dict)
    """Hosts that asked for more patience than this crawl has, and until when."""
    shut: dict[str, str] = field(default_factory=dict)
    """Those of them whose robots.txt cannot be had, with the reason."""


class FrontierScheduler(BaseScheduler):
    """See the module. Owns the archive's writer for the length of the crawl."""

    def __init__(
        self,
        crawler: Crawler,
        archive: Path,
        *,
        sites: KnownSites,
        allowed: AllowNet,
        delay: float | None,
        limit: int | None,
        patience_seconds: float,
        unsettled_limit: int,
    ) -> None:
        self.crawler, self.sites, self.allowed, self.delay, self.limit = crawler, sites, allowed, delay, limit
        self.patience_seconds = patience_seconds
        self.unsettled_limit = unsettled_limit
        self.writer = Writer(archive)
        self.figures = Figures()
        self.run = 0
        self.exit_code = 3  # until it has ended in order
        self.ended = False
        self.scope = frontier.EVERYTHING
        self.due = False
        """Whether only sources whose time has come are polled."""
        self.failure: StorageError | None = None
        self._ready: dict[str, Lease] = {}
        self._in_flight: dict[str, Lease] = {}
        self._unsettled: dict[int, Lease] = {}
        self._robots: set[str] = set()
        self._lists: set[int] = set()
        """Rows in hand that are section pages read before: a 304 is an answer of theirs."""
        self._free_at: dict[str, float] = {}
        self._failures: Counter[str] = Counter()
        settings = crawler.settings
        self._headers: dict[str, str] = {**settings.getdict("DEFAULT_REQUEST_HEADERS"), "User-Agent": settings["USER_AGENT"]}
        self._timeout_seconds = settings.getfloat("DOWNLOAD_TIMEOUT")
        self._texts: dict[int, int] = {}
        """Row of the frontier by what its article says, for telling a page from the same page under yet another address."""
        self._further: deque[Request] = deque()
        self._tasks: set[asyncio.Task[None]] = set()
        self._refilling = self._refill_again = self._done = self._closing = False
        self._count_at = 0.0
        self.admitted: set[int] = set()
        """Rows that this run has settled as stored, as the writer sees it: ``--limit`` counts them."""
        self._alarm: asyncio.TimerHandle | None = None
        self._nap: asyncio.TimerHandle | None = None
        _schedulers[crawler] = self

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> FrontierScheduler:
        settings = crawler.settings
        delay = settings.get("NEWSCRAWL_DELAY_SECONDS")
        limit = settings.get("NEWSCRAWL_LIMIT")
        return cls(
            crawler,
            Path(settings["NEWSCRAWL_ARCHIVE"]),
            sites=KnownSites.in_folder(Path(settings["NEWSCRAWL_SITES"])),
            allowed=AllowNet(settings.getlist("NEWSCRAWL_ALLOW_NET")),
            delay=None if delay is None else float(delay),
            limit=None if limit is None else int(limit),
            patience_seconds=settings.getfloat("NEWSCRAWL_PATIENCE_SECONDS"),
            unsettled_limit=2 * settings.getint("CONCURRENT_REQUESTS"),
        )

    @staticmethod
    def of(crawler: Crawler) -> FrontierScheduler | None:
        """Return the scheduler of ``crawler``, also after it has ended; None before it began."""
        return _schedulers.get(crawler)

    @property
    def hosts_busy(self) -> int:
        """How many hosts are being asked or are next."""
        return len(set(self._in_flight) | set(self._ready))

    # ── Scrapy's side ──

    def open(self, spider: Spider) -> Deferred[None]:
        """Open the archive, give back what a killed run had in hand, and commit the seeds before anything is asked for."""
        return deferred_from_coro(self._open(spider))

    def close(self, reason: str) -> Deferred[None]:
        """Give back what was not fetched, note how it ended, close the archive."""
        return deferred_from_coro(self._close(reason))

    def has_pending_requests(self) -> bool:
        """Return whether there is, or may come, anything to fetch."""
        return not self._done

    def enqueue_request(self, request: Request) -> bool:
        """Refuse: what is fetched comes from the frontier."""
        log.warning("refused request outside of the frontier url=%s", request.url)
        return False

    def next_request(self) -> Request | None:
        """Return a request to a host that is free, or None. Memory only."""
        if self._closing or self.failure or len(self._unsettled) - len(self._ready) >= self.unsettled_limit:
            return None
        now = self._time()
        held_back = self._is_within_reach_of_limit()
        for _ in range(len(self._further)):
            request = self._further.popleft()
            host = _host(request)
            if host in self._in_flight or self._free_at.get(host, 0.0) > now:
                self._further.append(request)
                continue
            self._in_flight[host] = request.meta["lease"]
            return request
        for host, lease in self._ready.items():
            if host in self._in_flight or self._free_at.get(host, 0.0) > now or (held_back and _may_be_stored(lease)):
                continue
            del self._ready[host]
            self._in_flight[host] = lease
            self._refill()
            return self._request(lease, lease.url, host, hops=0)
        self._wake_when_free(now)
        return None

    # ── the spider's and the pipelines' side ──

    def answered(self, request: Request, page: Page) -> Fetched | None:
        """Free the host of ``request`` after its pause; return the item for the pipelines, or None: a robots.txt is now asked for elsewhere."""
        lease: Lease = request.meta["lease"]
        host: str = _host(request)
        page = replace(page, kind=lease.kind)
        interrupted = page.error == "interrupted"
        if failed(page, lease.source):
            self._failures[host] += 1
        elif not interrupted:
            del self._failures[host]
        delay = self.delay_of(lease)
        wait = wait_seconds(page, delay, self._failures[host], _now())
        self._free_at[host] = self._time() + wait
        self._in_flight.pop(host, None)
        self.figures.pages += not interrupted
        if self._out_of_reach(host) and (held := self._ready.pop(host, None)) is not None:
            self._spawn(self._give_back(held, (page.fetched_at or _now()) + timedelta(seconds=wait)))
        fetched = Fetched(lease, page, wait, self._failures[host])
        hops: int = request.meta["hops"]
        if (target := robots_target(fetched, hops)) is not None and not self._closing:
            try:
                check(target, self.allowed)
                if self._out_of_reach(_host_of(target)):
                    raise BadAddress(target, "its host asked for more patience than there is")
                self._further.append(self._request(lease, target, _host_of(target), hops=hops + 1))
            except BadAddress:
                return replace(fetched, page=replace(page, error="private-redirect", status=0))
            self._wake()
            return None
        self._wake()
        return fetched

    def delay_of(self, lease: Lease) -> float:
        """Return how long the host of ``lease`` is left alone after an ordinary answer."""
        site = self.sites.of(lease.url)
        return delay_seconds(lease.delay_seconds, self.delay, opened=self.allowed.has(lease.host), ruled=site.delay_seconds if site else None)

    def settled(self, lease: Lease) -> None:
        """Note that the outcome of ``lease`` is in the archive; its host may have new rows."""
        self._unsettled.pop(lease.id, None)
        self._lists.discard(lease.id)
        self._robots.discard(lease.host)
        if self.limit is not None and not self._closing:
            if self.figures.stored >= self.limit:
                self.stop("limit")
            else:
                self._wake()
        self._refill()

    def repeats(self, lease: Lease, article: Article) -> bool:
        """Say whether this run has met the text of ``article``, found at ``lease``, under another address."""
        return self._texts.setdefault(hash((lease.host, article.title, article.body)), lease.id) != lease.id

    def given_up(self, error: StorageError) -> None:
        """Stop at once: the archive cannot be written."""
        if self.failure is None:
            self.failure = error
            log.error("stopped error=%s", error)
            self.stop("storage")

    def widen(self, site: str) -> None:
        """Take ``site`` into the scope: a seed's address has moved there."""
        if self.scope.sites is not None:
            self.scope = replace(self.scope, sites=self.scope.sites | {site})

    def stop(self, reason: str) -> None:
        """End the crawl in order, without waiting for answers on their way."""
        self._closing = True
        if (stop := self.crawler.get_extension(StopInTime)) is not None:
            stop.cut_off()
        self._spawn(self.crawler.engine.close_spider_async(reason=reason))

    async def write(self, job: Callable[[Connection], Any], *, patient: bool = False) -> Any:
        """Run ``job`` in the writer's thread; returns what it returns once that is on disk. Raises StorageError.

        ``patient``: unless there is nothing else to do, it may wait for other jobs to be committed with.
        """
        patient = patient and not self._closing and bool(self._ready or self._in_flight)
        return await asyncio.wrap_future(self.writer.submit(job, patient=patient))

    # ── inside ──

    async def _open(self, spider: Any) -> None:
        _check_guard()
        clock.hold()
        for name in _CLOSING:
            logging.getLogger(name).setLevel(logging.NOTSET)
        self.writer.start()
        now = _now()
        seeds = spider.seeds
        if not spider.whole:
            self.scope = Scope(
                frozenset(self.sites.key(seed.url) for seed in seeds), seeds_only=spider.follow is not True, sources_too=spider.follow == "sources"
            )
        self.scope = replace(self.scope, since=spider.since, until=spider.until)
        self.due = spider.due
        if self.due:
            self.patience_seconds = min(self.patience_seconds, DUE_PATIENCE_SECONDS)
        command = self.crawler.settings.get("NEWSCRAWL_COMMAND") or "scrapy crawl news"

        def begin(db: Connection) -> int:
            run = frontier.begin_run(db, now, command)
            frontier.recover(db)
            frontier.forget_far_pauses(db, now)
            if spider.whole:  # who names a paused site means it
                self.scope = replace(self.scope, without=ledger.paused_sites(db))
            _try_again(db, now, self.scope)
            if self.due:
                polling.make_due(db, now, self.scope.sites, [url_key(seed.url) for seed in seeds])
            else:
                _poll_again(db, run, now, self.scope)
            for seed in seeds:
                if self.due and db.execute("SELECT 1 FROM frontier WHERE url_key = ?", (url_key(seed.url),)).fetchone():
                    continue
                frontier.add(db, [seed], run=run, now=now, site=self.sites.key(seed.url))
            return run

        try:
            self.run = await self.write(begin)
        except BaseException:
            self.writer.close()
            for name in _CLOSING:
                logging.getLogger(name).setLevel(logging.CRITICAL)
            raise
        gc.collect()
        gc.freeze()  # what is loaded by now stays; the collector need not walk it again for every thousand objects of a page
        gc.set_threshold(20_000, 20, 50)
        for name in ("scrapy", "newscrawl"):  # Scrapy has every record made and lets its handlers throw it away: three a page
            logging.getLogger(name).setLevel(self.crawler.settings["LOG_LEVEL"])
        # Tells users of Scrapy's settings; the outcomes say "truncated" and "too-large".
        logging.getLogger("scrapy.core.downloader.handlers.http11").setLevel(logging.ERROR)
        self._refill()

    async def _close(self, reason: str) -> None:
        self._closing = True
        for timer in (self._alarm, self._nap):
            if timer is not None:
                timer.cancel()
        for task in tuple(self._tasks):
            if task is not asyncio.current_task() and self._refilling:
                await asyncio.wait([task], timeout=5)
        held = list(self._unsettled.values())
        self.exit_code = 0 if reason in ("finished", "limit") else 3
        if self.run and self.failure is None:
            try:
                await self.write(lambda db: self._end(db, held))
            except StorageError as error:
                self.failure = error
        await asyncio.to_thread(self.writer.close)
        self.ended = True

    def end_now(self) -> None:
        """Note how the run ended and close the archive, if ``close`` did not come to it: the reactor was stopped by a second Ctrl-C."""
        if self.run and not self.ended and self.failure is None:
            self.exit_code = 3
            try:
                self.writer.run(lambda db: self._end(db, list(self._unsettled.values())))
            except StorageError as error:
                self.failure = error
        self.writer.close()
        self.ended = True

    def _end(self, db: Connection, held: list[Lease]) -> None:
        for lease in held:
            frontier.release(db, lease)
        now = _now()
        if self.exit_code == 0:
            polling.bar(db, self.run, now, self.scope.sites)
            polling.settle_gaps(db, now)
        _recount(db, self.run, self.figures)
        if self.figures.read != self.figures.accounted:  # a reader found what the archive has no word for
            log.error("unaccounted links_read=%d links_accounted=%d", self.figures.read, self.figures.accounted)
            self.exit_code = 3
        soon = now + timedelta(seconds=min(30.0, self.patience_seconds))  # an ordinary pause is no news
        for host, until, why in waiting_hosts(db, soon, self.scope):
            self.figures.waiting[host] = until
            if why is not None:
                self.figures.shut[host] = why
        frontier.end_run(db, self.run, now, self.exit_code, summary(self.figures))

    def _is_within_reach_of_limit(self) -> bool:
        """Return whether as many pages are under way as may still be stored: more would be asked for in vain."""
        if self.limit is None:
            return False
        waiting = {lease.id for lease in self._ready.values()}
        under_way = sum(1 for lease in self._unsettled.values() if _may_be_stored(lease) and lease.id not in waiting)
        return under_way >= max(1, self.limit - self.figures.stored)

    def _refill(self) -> None:
        """Have rows fetched from the archive, unless there are enough, or that is under way: then once more after it."""
        if self._closing or self.failure:
            return
        now = self._time()
        if sum(1 for host in self._ready if host not in self._in_flight and self._free_at.get(host, 0.0) <= now) >= ENOUGH:
            return
        if self._refilling:
            self._refill_again = True
            return
        self._refilling = True
        self._spawn(self._lease())

    async def _lease(self) -> None:
        try:
            while True:
                self._refill_again = False
                busy = set(self._ready) | self._robots | {host for host in self._free_at if self._out_of_reach(host)}
                room = READY - len(self._ready)
                settled = not self._unsettled
                waits = bool(self._ready)  # else hosts stand still until there is another row
                leases, due = await self.write(lambda db, busy=busy, room=room: self._take(db, busy, room), patient=waits)  # type: ignore[misc]
                for lease in leases:
                    self._unsettled[lease.id] = lease
                    if self._out_of_reach(lease.host):  # its answer came while we asked
                        until = _now() + timedelta(seconds=self._free_at[lease.host] - self._time())
                        self._spawn(self._give_back(lease, until))
                        continue
                    self._ready[lease.host] = lease
                    if lease.kind == "robots":
                        self._robots.add(lease.host)
                if leases:
                    self._wake()
                elif not self._refill_again:
                    self._rest(due, last=settled and not self._unsettled)
                if not self._refill_again or self._closing:
                    return
        except Exception as error:  # a bug of ours, too: nobody else would ever ask for rows again
            if not isinstance(error, StorageError):
                log.exception("no rows")
            self.given_up(storage_error(self.writer.path, error))
        finally:
            self._refilling = False

    def _out_of_reach(self, host: str) -> bool:
        """Return whether ``host`` wants to be left alone for longer than this crawl stays up."""
        return self._free_at.get(host, 0.0) > self._time() + self.patience_seconds

    async def _give_back(self, lease: Lease, until: datetime) -> None:
        """Put a row that was fetched ahead of its turn back, and have its host left alone in the archive as well."""

        def back(db: Connection) -> None:
            frontier.host_used(db, lease.host, until)
            frontier.release(db, lease)

        try:
            await self.write(back)
        except StorageError as error:
            self.given_up(error)
            return
        self.settled(lease)

    def _take(self, db: Connection, busy: set[str], room: int) -> tuple[list[Lease], datetime | None]:
        now = _now()
        leases: list[Lease] = []
        if room > 0:
            leases = frontier.lease(db, run=self.run, now=now, busy_hosts=busy, limit=room, allowed=_may_fetch, scope=self.scope)
        for lease in leases:
            if lease.kind == "page" and (lease.etag or lease.last_modified) and not lease.article and polling.is_source(db, lease.url_key):
                self._lists.add(lease.id)
        leases = [_since_last(db, lease) for lease in leases]
        if (began := time.monotonic()) >= self._count_at:
            self.figures.pending = frontier.pending(db)
            took = time.monotonic() - began
            self._count_at = began + max(COUNTED_EVERY_SECONDS, 100 * took)
        return leases, None if leases else frontier.next_due(db, now, self.scope, busy)

    def _rest(self, due: datetime | None, *, last: bool) -> None:
        """Nothing can be leased now: sleep until the first host is due, or end if nothing is under way either."""
        wait = None if due is None else (due - _now()).total_seconds()
        if self._alarm is not None:
            self._alarm.cancel()
        if wait is not None and wait <= self.patience_seconds:
            self._alarm = asyncio.get_running_loop().call_later(max(wait, 0.05), self._refill)
        elif last:
            self._done = True
            self._wake()

    def _request(self, lease: Lease, url: str, host: str, *, hops: int) -> Request:
        spider: Any = self.crawler.spider
        headers = dict(self._headers)
        # Else a 304 would say nothing: we do not hold what has not changed.
        if lease.kind in ("home", "feed", "sitemap") or lease.article or lease.id in self._lists:
            if lease.etag:
                headers["If-None-Match"] = lease.etag
            if lease.last_modified:
                headers["If-Modified-Since"] = lease.last_modified
        return Request(
            url,
            callback=spider.parse,
            errback=spider.failed,
            headers=headers,
            dont_filter=True,
            meta={"lease": lease, "hops": hops, "download_slot": host, "verbatim_url": True, "download_timeout": self._timeout_seconds},
        )

    def _wake_when_free(self, now: float) -> None:
        """Have the engine look again when the first host that is only resting is free."""
        hosts = [host for host in self._ready if host not in self._in_flight] + [_host(request) for request in self._further]
        times = [self._free_at[host] for host in hosts if self._free_at.get(host, 0.0) > now]
        if self._nap is not None:
            self._nap.cancel()
        self._nap = asyncio.get_running_loop().call_later(min(times) - now + 0.001, self._wake) if times else None

    def _wake(self) -> None:
        slot = self.crawler.engine._slot
        if slot is not None:
            slot.nextcall.schedule()

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    @staticmethod
    def _time() -> float:
        return asyncio.get_running_loop().time()


def _may_be_stored(lease: Lease) -> bool:
    """Return whether an article may come of it that is not held."""
    return lease.kind == "page" and lease.article is None


def _since_last(db: Connection, lease: Lease) -> Lease:
    """Return ``lease`` asking a WordPress API for what was edited since it was last asked, where that is what its address is for."""
    if lease.kind != "feed" or not is_edits(lease.url):
        return lease
    (settled_at, found_at) = db.execute("SELECT settled_at, found_at FROM frontier WHERE id = ?", (lease.id,)).fetchone()
    return replace(lease, url=since(lease.url, datetime.fromisoformat(settled_at or found_at)))


def summary(figures: Figures) -> dict[str, Any]:
    """Return ``figures`` as the archive keeps them."""
    return {
        "pages": figures.pages,
        "found": figures.found,
        "links_read": figures.read,
        "links_accounted": figures.accounted,
        "alarms": figures.alarms,
        "stored": figures.stored,
        "unchanged": figures.unchanged,
        "duplicates": figures.duplicates,
        "dropped": dict(figures.dropped),
        "failed": dict(figures.failed),
        "pending": figures.pending,
        "waiting": {host: until.isoformat(timespec="seconds") for host, until in figures.waiting.items()},
    }


def _recount(db: Connection, run: int, figures: Figures) -> None:
    """Set ``figures`` to what the archive says of ``run``: also what was dropped without a request, and nothing twice."""
    figures.pending = frontier.pending(db)
    figures.found = int(db.execute("SELECT count(*) FROM frontier WHERE found_run = ?", (run,)).fetchone()[0])
    figures.dropped.clear()
    figures.failed.clear()
    counts = Counter[str]()
    for state, reason, count in db.execute("SELECT state, reason, count(*) FROM frontier WHERE settled_run = ? GROUP BY state, reason", (run,)):
        counts[state] += count
        if state in ("dropped", "failed"):
            (figures.dropped if state == "dropped" else figures.failed)[reason or "unknown"] = count
    figures.stored, figures.unchanged, figures.duplicates = counts["stored"], counts["unchanged"], counts["duplicate"]


def waiting_hosts(db: Connection, soon: datetime, scope: Scope) -> list[tuple[str, datetime, str | None]]:
    """Return hosts in ``scope`` with rows pending that are not to be asked until after ``soon``: host, when, and why if it is their robots.txt."""
    rows = db.execute(
        f"""SELECT h.host, CASE WHEN h.robots_state = 'denied'
            THEN coalesce((SELECT reason FROM frontier WHERE host = h.host AND kind = 'robots' ORDER BY settled_at DESC LIMIT 1), 'no answer') END,
            h.next_at, CASE WHEN h.robots_state = 'denied' THEN h.robots_expires_at END FROM hosts AS h
        WHERE EXISTS (SELECT 1 FROM frontier WHERE host = h.host AND state = 'pending' AND {frontier.IN_SCOPE}) ORDER BY h.host""",  # noqa: S608
        scope.parameters(),
    )
    found = []
    for host, why, *times in rows:
        until = max((datetime.fromisoformat(time) for time in times if time), default=soon)
        if until > soon:
            found.append((host, until, why))
    return found


def _try_again(db: Connection, now: datetime, scope: Scope) -> None:
    """Make pending again what was found within the week and failed for a reason that may have passed, an hour ago or longer.

    And what a feed named within the day that was not there yet: some name a story before its page is up, and no more at the next poll.
    It is tried whenever the time since it was found has doubled. So is what was refused (403) where others of its kind were had since: some sites
    shut out for a while who asked for much, and while they do nothing is asked again.
    """
    from newscrawl.archive.schema import stamp

    rows = db.execute(
        """WITH had AS MATERIALIZED (
            SELECT host, pattern, max(settled_at) AS latest FROM frontier WHERE state IN ('stored', 'unchanged') GROUP BY host, pattern)
        SELECT id FROM frontier AS f WHERE state IN ('failed', 'dropped') AND found_at > :week_ago AND settled_at < :hour_ago
        AND (state = 'failed' AND (reason IN (SELECT value FROM json_each(:passing)) OR reason LIKE 'http-5%' OR reason = 'http-429')
            OR reason IN ('http-404', 'http-403', 'soft-404') AND source IN ('feed', 'news-sitemap', 'api') AND found_at > :day_ago
                AND julianday(:now) - julianday(settled_at) >= julianday(settled_at) - julianday(found_at)
            OR reason = 'http-403' AND kind = 'page' AND julianday(:now) - julianday(settled_at) >= julianday(settled_at) - julianday(found_at)
                AND EXISTS (SELECT 1 FROM had WHERE had.host = f.host AND had.pattern = f.pattern AND had.latest > f.settled_at))
        AND (:sites IS NULL OR site IN (SELECT value FROM json_each(:sites))) AND NOT :seeds_only
        AND site NOT IN (SELECT value FROM json_each(:without))""",
        {
            "week_ago": stamp(now - TRIED_FOR), "hour_ago": stamp(now - REPOLL_AFTER), "passing": json.dumps(sorted(PASSING)),
            "day_ago": stamp(now - timedelta(days=1)), "now": stamp(now), **scope.parameters(),
        },
    ).fetchall()  # fmt: skip
    for (row,) in rows:
        frontier.settle_row(db, row, {"state": "pending", "reason": None, "attempts": 0})


def _poll_again(db: Connection, run: int, now: datetime, scope: Scope) -> None:
    """Make pending again what is polled for new links: homes, feeds, sitemaps, and section pages.

    Further pages of a list wait until the page before them has news. The pages of one tag, author or month, of which a site may have thousands, are
    polled if a story was first found there: what others name as well needs no further request. Nor are lists of a kind that turned out a trap.
    What the last run read is left if that run was killed within the hour: then this one goes on where it stopped.
    """
    from newscrawl.archive.schema import stamp
    from newscrawl.discover.links import is_narrow

    rows = db.execute(
        """SELECT id, url, source = 'section' OR kind != 'page' OR url_key IN (SELECT found_in FROM frontier WHERE state IN ('stored', 'unchanged')),
            CASE kind WHEN 'page' THEN host END, pattern
        FROM frontier WHERE state = 'dropped' AND settled_run < :run
        AND (kind IN ('home', 'feed', 'sitemap') AND reason IN ('home', 'feed', 'sitemap') AND source != 'next'
            OR kind = 'page' AND source != 'next'
                AND (reason = 'listing' OR reason = 'empty' AND url_key IN (SELECT found_in FROM frontier WHERE found_in IS NOT NULL)))
        AND (:sites IS NULL OR site IN (SELECT value FROM json_each(:sites))) AND NOT :seeds_only
        AND site NOT IN (SELECT value FROM json_each(:without))
        AND (settled_at < :long_ago OR EXISTS (SELECT 1 FROM runs WHERE id = settled_run AND exit_code IN (0, 4, 6)))""",
        {"run": run, "long_ago": stamp(now - REPOLL_AFTER), **scope.parameters()},
    ).fetchall()
    for row, url, wide, host, pattern in rows:
        if (wide or not is_narrow(url)) and not (host is not None and frontier.is_trapped(db, host, pattern)):
            frontier.settle_row(db, row, {"state": "pending", "reason": None, "attempts": 0})


@lru_cache(maxsize=256)
def _rules(said: str) -> Any:
    from newscrawl.discover.robots import from_json

    return from_json(json.loads(said))


def _may_fetch(rules: str, url: str) -> bool:
    from newscrawl.discover.robots import allowed

    return allowed(_rules(rules), url)


def _host(request: Request) -> str:
    host: str = request.meta["download_slot"]
    return host


def _host_of(url: str) -> str:
    from newscrawl.urls import host_of

    return host_of(url)


def _check_guard() -> None:
    """Refuse to crawl without the address guard: a resolver set in the wrong place is ignored without a word."""
    from twisted.internet import reactor

    if not isinstance(getattr(reactor, "nameResolver", None), GuardedResolver):
        raise RuntimeError("the address guard is not installed: TWISTED_DNS_RESOLVER must come from newscrawl.settings")


def _now() -> datetime:
    return clock.now()
