"""The two stations of an answer: read in a worker process, then written to the archive in one transaction."""

from __future__ import annotations

import logging
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from sqlite3 import Connection
from typing import TYPE_CHECKING, Literal

from newscrawl import clock, polling
from newscrawl.archive import frontier, store
from newscrawl.archive.frontier import Lease
from newscrawl.archive.schema import moment
from newscrawl.archive.store import Settled, Settlement
from newscrawl.archive.writer import storage_error
from newscrawl.discover import wordpress
from newscrawl.errors import StorageError
from newscrawl.handlers import StopInTime
from newscrawl.items import Article, Link
from newscrawl.outcomes import Decision, Fetched, decide, retry_after, to_be_read
from newscrawl.polling import Asked
from newscrawl.schedule import Hints
from newscrawl.urls import copied_from, url_key
from newscrawl.workers import Pool, Result, cores

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from newscrawl.scheduler import FrontierScheduler

log = logging.getLogger(__name__)

API_SHUT = timedelta(days=30)
"""How long an API that refused us is left alone."""


class ReadPipeline:
    """Has each answer read by a worker process; what kills its reader gets a word for it."""

    def __init__(self, crawler: Crawler, workers: int, sites_dir: Path | None, archive: Path | None = None) -> None:
        self.crawler = crawler
        self.pool = Pool(workers, sites_dir=sites_dir, archive=archive)
        self._stopped = False

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> ReadPipeline:
        workers = crawler.settings.get("NEWSCRAWL_WORKERS") or cores()
        return cls(crawler, int(workers), Path(crawler.settings["NEWSCRAWL_SITES"]), Path(crawler.settings["NEWSCRAWL_ARCHIVE"]))

    async def open_spider(self) -> None:
        await self.pool.start()
        if (stop := self.crawler.get_extension(StopInTime)) is not None:
            stop.end_with(self._cut_off)

    async def process_item(self, item: Fetched) -> Fetched:
        if not to_be_read(item.page):
            return item
        try:
            result = await self.pool.run(item.page, keep=item.page.kind != "robots", site=item.lease.site)
        except Exception as error:  # a bug of ours: the page must have its outcome, or its row stays leased and the crawl never ends
            log.exception("not read url=%s", item.page.url)
            result = Result(item.page.kind, error="reader-error", detail=repr(error))
        if self._stopped and result.error:  # we ended its reader ourselves
            return replace(item, page=replace(item.page, error="interrupted"))
        if result.error == "reader-error":
            log.error("reader failed url=%s detail=%s", item.page.url, result.detail)
        return replace(item, result=result)

    async def close_spider(self) -> None:
        await self.pool.close()

    async def _cut_off(self) -> None:
        self._stopped = True
        await self.pool.close()


class ArchivePipeline:
    """Writes each outcome, with all that belongs to it, as one job of the archive's writer; returns once it is on disk."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> ArchivePipeline:
        return cls(crawler)

    async def process_item(self, item: Fetched) -> Fetched:
        scheduler: FrontierScheduler = self.crawler.engine.scheduler  # type: ignore[assignment]  # settings.py says so
        follow: bool | Literal["sources"] = self.crawler.spider.follow  # type: ignore[union-attr]  # likewise
        now = clock.now()
        decision = decide(item, now, follow=follow, sites=scheduler.sites, obey=self.crawler.spider.obey)  # type: ignore[union-attr]
        try:
            try:
                settled = await scheduler.write(lambda db: _write(db, item, decision, scheduler, now), patient=True)
            except StorageError:
                raise
            except Exception:
                # One page's own trouble, and a bug of ours. Its row must not stay leased, and the crawl goes on.
                log.exception("not written url=%s", item.lease.url)
                settled = await scheduler.write(lambda db: _write_failure(db, item, scheduler, now))
        except Exception as error:  # nor does that help: its row is the next run's, and this one would wait for it for ever
            scheduler.given_up(storage_error(scheduler.writer.path, error))
            return item
        self._count(scheduler, item, settled)
        scheduler.settled(item.lease)
        return item

    def _count(self, scheduler: FrontierScheduler, item: Fetched, settled: Settled | None) -> None:
        if settled is None:
            return
        figures = scheduler.figures
        figures.found += settled.new_links
        if item.result is not None:
            figures.read += item.result.counted
            figures.accounted += sum(settled.tally.values())
        reason = settled.reason or "unknown"
        if settled.state == "stored":
            figures.stored += 1
            reading = item.result.reading if item.result else None
            title = reading.article.title if reading and reading.article else None
            figures.titles.append(title or item.lease.url)
        elif settled.state == "unchanged":
            figures.unchanged += 1
        elif settled.state == "duplicate":
            figures.duplicates += 1
        elif settled.state == "failed":
            figures.failed[reason] += 1
        else:
            figures.dropped[reason] += 1
        if settled.trapped:
            figures.dropped["trap"] += settled.trapped
        if self.crawler.stats is not None:
            self.crawler.stats.inc_value(f"newscrawl/{settled.state}")
        log.info("settled url=%s state=%s reason=%s new_links=%d", item.lease.url, settled.state, settled.reason, settled.new_links)


def _write(db: Connection, item: Fetched, decision: Decision, scheduler: FrontierScheduler, now: datetime) -> Settled | None:
    """Write one outcome; returns None if the row is pending again."""
    lease, run = item.lease, scheduler.run
    fetched_at = item.page.fetched_at or now
    frontier.host_used(db, lease.host, fetched_at + timedelta(seconds=item.wait_seconds))
    if decision.given_back:
        frontier.release(db, lease)
        return None
    frontier.host_failed(db, lease.host, item.failures > 0)
    if decision.robots is not None:
        known = decision.robots
        frontier.set_robots(db, lease.host, known.rules, known.state, known.expires_at, known.delay_seconds)
        if known.delay_seconds:  # from the very first page on
            wait = max(item.wait_seconds, known.delay_seconds)
            frontier.host_used(db, lease.host, fetched_at + timedelta(seconds=wait))
    if decision.again_at is not None:
        frontier.retry(db, lease, now, decision.again_at, decision.reason or "again")
        if lease.kind == "robots":
            frontier.host_used(db, lease.host, decision.again_at)
        return None
    if decision.moved is not None:
        frontier.settle_row(db, lease.id, {"url": decision.moved, "hops": lease.hops + 1, "state": "pending", "attempts": 0})
        return None
    if decision.dropped is not None:
        frontier.drop(db, lease, now, decision.dropped, run=run, status=item.page.status or None)
        polling.failed(db, lease.url_key, fetched_at, run, item.page.status or None)
        return Settled("dropped", decision.dropped, None, 0)
    settlement = decision.settlement
    assert settlement is not None  # what is left of a Decision
    article = settlement.reading.article if settlement.reading else None
    if article is not None and scheduler.limit is not None and lease.article is None and len(scheduler.admitted) >= scheduler.limit:
        frontier.release(db, lease)  # the next run's
        return None
    if article is not None and scheduler.repeats(lease, article):
        settlement = replace(settlement, repeats=True)
    if decision.site is not None:
        lease = replace(lease, site=decision.site)
        scheduler.widen(decision.site)
    if item.page.status == 304 and lease.kind == "page" and lease.article is None and polling.is_source(db, lease.url_key):
        settlement = replace(settlement, reason="listing")  # what it was
    if article is not None and lease.article is None and scheduler.crawler.spider.follow is not False:  # type: ignore[union-attr]
        settlement = replace(settlement, copy_of=_copied(db, lease, article, run, now))
    chosen = _worth_trying(db, settlement.links, now)
    if scheduler.due:
        chosen = tuple(link for link in chosen if link.kind == "page" or polling.is_due(db, url_key(link.url), link.date_modified, now))
    tally = Counter(left_out=decision.left_out + len(settlement.links) - len(chosen))
    (settled_at,) = db.execute("SELECT settled_at FROM frontier WHERE id = ?", (lease.id,)).fetchone()
    settled = store.settle(db, lease, replace(settlement, links=chosen), run=run, now=now)
    tally += settled.tally
    if settled.state == "stored":
        scheduler.admitted.add(lease.id)
    if item.result is not None and settlement.blob is not None and settlement.copy_of is None:
        store.put_rights(db, lease.url_key, item.result.rights)
    new = settled.new_links
    if settled.article is not None and lease.kind == "page":
        _visited(db, lease, settled, moment(settled_at) if settled_at and lease.article else None, fetched_at)
    further = decision.further
    if settled.reason == "feed":
        further = _further_posts(db, lease, settlement.links, settled, further) if scheduler.crawler.spider.follow is True else ()  # type: ignore[union-attr]
        tally["left_out"] += len(decision.further) - len(further)
    if (asked := _asked(item, settlement, settled, fetched_at)) is not None:
        ruled = scheduler.sites.of(lease.url)
        polling.record(db, asked, run=run, interval_minutes=ruled.interval_minutes if ruled else None)
        if settlement.withheld:
            polling.wanted_whole(db, lease.url_key, fetched_at)
    if further:
        new += frontier.add(db, further, run=run, now=now, site=lease.site, found_in=lease.url_key, depth=lease.depth, tally=tally)
        if settled.new_links:  # a list with news on this page may have more on its next
            _unroll(db, decision, run)
    if decision.sitemaps and _wanted(db, lease.host):
        sitemaps = [link for link in decision.sitemaps if not scheduler.due or polling.is_due(db, url_key(link.url), link.date_modified, now)]
        tally["left_out"] += len(decision.sitemaps) - len(sitemaps)
        new += frontier.add(db, sitemaps, run=run, now=now, site=_site(db, lease.host), found_in=lease.url_key, depth=1, tally=tally)
    else:
        tally["left_out"] += len(decision.sitemaps)
    return replace(settled, new_links=new, tally=tally)


def _copied(db: Connection, lease: Lease, article: Article, run: int, now: datetime) -> str | None:
    """Return the url_key of the story that the page of ``lease`` is only another form of (print, AMP, sorted, for a reply), by its canonical link.

    Without one: of the story held at the same path, if parameters change nothing there.
    """
    if article.canonical_url is None or copied_from(lease.url_key, article.canonical_url) is None:
        return _same_at_path(db, lease, article) if article.canonical_url is None else None
    canonical = Link(article.canonical_url, source="canonical", date_published=article.date_published)
    return frontier.defer(db, lease, canonical, article.title, run=run, now=now)


def _same_at_path(db: Connection, lease: Lease, article: Article) -> str | None:
    """Return the url_key of the story held that has the very words of ``article``, and whose address differs in parameters alone: a visit's number.

    None where the path shows other stories as well: there the parameters say which (``story.php?id=5``).
    """
    path = lease.url_key.partition("?")[0]
    held = db.execute(
        "SELECT url_key, title, body FROM articles WHERE url_key = ? OR url_key > ? AND url_key < ? LIMIT 3", (path, f"{path}?", f"{path}@")
    ).fetchall()
    if not held or any((title, body) != (article.title, article.body) for _, title, body in held):
        return None
    return str(held[0][0])


def _asked(item: Fetched, settlement: Settlement, settled: Settled, at: datetime) -> Asked | None:
    """Return the poll that this answer is; None where no source was asked. A page that failed may be a list: polling knows."""
    lease, page, result = item.lease, item.page, item.result
    if lease.kind == "robots" or settled.article is not None or settled.state == "duplicate" or (lease.kind == "feed" and lease.source == "next"):
        return None
    failing = Asked(
        lease.site, lease.url, lease.url_key, _SOURCE_KINDS.get(lease.kind, "section"), at, "failed", page.status or None,
        retry_after_seconds=retry_after(page.header("retry-after"), at),
    )  # fmt: skip
    if page.status == 304:
        return replace(failing, outcome="unchanged")
    if settled.state != "dropped" or settled.reason not in ("feed", "sitemap", "home", "listing", "empty") or result is None:
        return failing if settled.state in ("dropped", "failed") else None
    if lease.kind == "page" and result.kind == "page" and lease.source in ("next", "hint"):
        return None
    kind = _SOURCE_KINDS.get(result.kind, "section")
    if kind == "sitemap" and any(link.source == "news-sitemap" for link in settlement.links):
        kind = "news-sitemap"
    if kind == "feed" and (lease.source == "api" or any(link.source == "api" for link in settlement.links)):
        kind = "api"
    hints: Hints = polling.hints_of(*result.asks, page.header("cache-control"))
    return replace(
        failing, kind=kind, outcome="read", entries=result.entries, hints=hints, etag=page.header("etag"), last_modified=page.header("last-modified"),
        total=wordpress.total(page.headers) if kind == "api" else None,
    )  # fmt: skip


_SOURCE_KINDS = {"feed": "feed", "sitemap": "sitemap", "home": "front"}


def _visited(db: Connection, lease: Lease, settled: Settled, before: datetime | None, at: datetime) -> None:
    row = db.execute("SELECT date_published FROM articles WHERE id = ?", (settled.article,)).fetchone()
    if row is not None and settled.article is not None:
        published = moment(row[0]) if row[0] else None
        polling.visited(db, lease.site, settled.article, published, before, at, changed=before is not None and settled.state == "stored")


def _write_failure(db: Connection, item: Fetched, scheduler: FrontierScheduler, now: datetime) -> Settled:
    scheduler.admitted.discard(item.lease.id)
    frontier.fail(db, item.lease, now, "not-written", run=scheduler.run, status=item.page.status or None)
    return Settled("failed", "not-written", None, 0)


def _worth_trying(db: Connection, links: tuple[Link, ...], now: datetime) -> tuple[Link, ...]:
    """Return ``links`` without addresses that were tried by custom before, and without an API that was shut off within the month."""

    def worth(link: Link) -> bool:
        if link.source not in ("hint", "api") or link.kind == "page":
            return True
        tried = db.execute("SELECT state, reason, settled_at FROM frontier WHERE url_key = ?", (url_key(link.url),)).fetchone()
        if tried is None or link.source == "hint":
            return tried is None
        state, reason, settled_at = tried
        return state != "dropped" or reason == "feed" or moment(settled_at) < now - API_SHUT

    return tuple(link for link in links if worth(link))


def _further_posts(db: Connection, lease: Lease, posts: tuple[Link, ...], settled: Settled, further: tuple[Link, ...]) -> tuple[Link, ...]:
    """Return which of ``further`` (the next hundred posts, the edits) are to be asked for after this answer of a site's API.

    Older posts while they bring news, or if the newest hundred do not reach back to the last poll; edits if this is not the first poll. To be called
    before this poll is recorded.
    """
    row = db.execute("SELECT good_at FROM sources WHERE url_key = ?", (lease.url_key,)).fetchone()
    last = moment(row[0]) if row and row[0] else None
    if lease.source == "next":
        older = settled.new_links > 0 or "modified_after=" in lease.url
    else:
        dates = [post.date_published for post in posts if post.date_published is not None]
        older = last is None or not dates or min(dates) > last
    return tuple(link for link in further if (last is not None if wordpress.is_edits(link.url) else older))


def _unroll(db: Connection, decision: Decision, run: int) -> None:
    for link in decision.further:
        row = db.execute(
            "SELECT id FROM frontier WHERE url_key = ? AND state = 'dropped' AND reason IN ('listing', 'empty') AND settled_run != ?",
            (url_key(link.url), run),
        ).fetchone()
        if row:
            frontier.settle_row(db, row[0], {"state": "pending", "reason": None, "attempts": 0})


def _wanted(db: Connection, host: str) -> bool:
    """Return whether more is asked of ``host`` than single pages: a home of its site is in the frontier."""
    return db.execute("SELECT 1 FROM frontier WHERE host = ? AND kind = 'home' LIMIT 1", (host,)).fetchone() is not None


def _site(db: Connection, host: str) -> str:
    return str(db.execute("SELECT site FROM frontier WHERE host = ? AND kind = 'home' LIMIT 1", (host,)).fetchone()[0])
