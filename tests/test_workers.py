"""Readers in processes of their own: what they say, what happens when they do not."""

from __future__ import annotations

import asyncio
import gzip
import os
import signal
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, TypeVar

import pytest

from newscrawl import workers
from newscrawl.archive import captures
from newscrawl.items import Page
from newscrawl.urls import article_id, registrable_domain, url_key
from newscrawl.workers import Crew, Pool, Result, read_many
from tests.archive_kit import HOST, Desk, blob
from tests.archive_kit import story as article
from tests.hostile_server import ROOT, story

T = TypeVar("T")
HTML = (("content-type", "text/html; charset=utf-8"),)
LONG = b"<html><body>" + b"<p>word <b>after</b> word" * 350_000
"""Takes seconds to read, on any machine."""


def with_pool(work: Callable[[Pool], Awaitable[T]], workers: int = 1, **options: Any) -> T:
    async def run() -> T:
        pool = Pool(workers, **options)
        await pool.start()
        try:
            return await work(pool)
        finally:
            await pool.close()

    return asyncio.run(run())


def page(body: bytes | str, url: str = "http://example.com/story", **values: Any) -> Page:
    body = body.encode() if isinstance(body, str) else body
    return Page(url, body, headers=values.pop("headers", HTML), **values)


def test_a_page_is_kept_as_it_came_and_read() -> None:
    text = story("The crane of the old harbour").encode()
    wire = gzip.compress(text)
    result = with_pool(lambda pool: pool.run(page(wire, headers=(*HTML, ("content-encoding", "gzip")))))
    assert result.error is None
    assert result.reading and result.reading.article and result.reading.article.title == "The crane of the old harbour"
    capture = result.capture
    assert capture is not None
    assert (capture.length, capture.wire_length) == (len(text), len(wire))
    if sys.version_info >= (3, 14):
        from compression import zstd
    else:
        from backports import zstd
    assert zstd.decompress(capture.data) == text
    assert result.seconds > 0


def test_a_page_is_compressed_against_what_the_archive_has_of_its_site(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "archive.db")
    held = story("The first story of this site").encode()
    desk.fetch("https://harbour.example/1", article("https://harbour.example/1"), blob=blob(held))
    text = story("Another story of the same site").encode()

    async def both(pool: Pool) -> tuple[Result, Result]:
        return await pool.run(page(text), site=HOST), await pool.run(page(text), site="other.example")

    ours, others = (result.capture for result in with_pool(both, archive=tmp_path / "archive.db"))
    desk.close()
    assert ours is not None and others is not None
    assert (ours.dictionary, others.dictionary) == (1, None)
    assert len(ours.data) < len(others.data) / 2
    assert captures.decompress("zstd", ours.data, held) == captures.decompress("zstd", others.data) == text


def test_a_reader_that_overruns_is_replaced_and_its_page_is_kept() -> None:
    async def work(pool: Pool) -> list[Result]:
        return [await pool.run(page(LONG)), await pool.run(page(story("And on it goes")))]

    began = time.monotonic()
    overrun, after = with_pool(work, deadline_seconds=0.5)
    assert overrun.error == "reader-timeout"
    assert overrun.capture is not None
    assert overrun.capture.length == len(LONG)
    assert after.reading and after.reading.article
    assert time.monotonic() - began < 20


def test_a_reader_that_swells_is_replaced() -> None:
    async def work(pool: Pool) -> list[Result]:
        return [await pool.run(page(b"<p>" + b"word " * 9_000_000)), await pool.run(page(story("And on it goes")))]

    if sys.platform == "darwin":
        pytest.skip("macOS keeps no limit on memory")
    swollen, after = with_pool(work, memory_bytes=200_000_000)
    assert swollen.error in ("reader-memory", "reader-crash") or (swollen.reading and swollen.reading.article is None)
    assert after.reading and after.reading.article


def test_a_page_that_kills_two_readers_is_left_alone() -> None:
    async def work(pool: Pool) -> tuple[Result, Result, int]:
        task = asyncio.ensure_future(pool.run(page(LONG)))
        for _ in range(2):
            victim = None
            while victim is None:
                await asyncio.sleep(0.02)
                victim = next((worker for worker in pool._all if worker.pages and worker.process.returncode is None), None)
            await asyncio.sleep(0.15)
            os.kill(victim.process.pid, signal.SIGKILL)
            while victim in pool._all and not task.done():
                await asyncio.sleep(0.01)
        return await task, await pool.run(page(story("And on it goes"))), pool.deaths

    killed, after, deaths = with_pool(work)
    assert killed.error == "reader-crash"
    assert deaths == 2
    assert after.reading and after.reading.article


def test_a_page_whose_reader_was_killed_once_is_read_by_another() -> None:
    async def work(pool: Pool) -> Result:
        task = asyncio.ensure_future(pool.run(page(b"<p>x" * 30_000 + story("Read at last").encode())))
        victim = next(iter(pool._all))
        os.kill(victim.process.pid, signal.SIGKILL)
        return await task

    assert with_pool(work).reading is not None


@pytest.mark.parametrize("said", ["[]", "7", '{"done": true, "links": [[]]}', '{"done": true, "reading": 5}', "[" * 100_000])
def test_whatever_a_worker_says_that_its_page_has_taken_over_costs_that_page_alone(said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "DYING_SECONDS", 0.1)
    code = f"import struct, sys; said = {said.encode()!r}; sys.stdout.buffer.write(struct.pack('>II', len(said), 0) + said); sys.stdout.flush()"

    async def work(pool: Pool) -> Result:
        pool._command = [sys.executable, "-c", f"{code}; sys.stdin.read()"]
        return await pool.run(page(story("A story")))

    async def run() -> Result:
        pool = Pool(1)
        pool._idle.put_nowait(None)
        try:
            return await work(pool)
        finally:
            await pool.close()

    assert asyncio.run(run()).error == "reader-crash"


def test_workers_are_recycled() -> None:
    async def work(pool: Pool) -> set[int]:
        pids = set()
        for number in range(6):
            await pool.run(page(story(f"Story {number}")))
            pids |= {worker.process.pid for worker in pool._all}
        return pids

    assert len(with_pool(work, recycle_pages=2)) >= 3


def test_workers_die_with_their_parent() -> None:
    code = """
import asyncio, sys
from newscrawl.items import Page
from newscrawl.workers import Pool
async def main():
    pool = Pool(2)
    await pool.start()
    task = asyncio.ensure_future(pool.run(Page("http://example.com/", b"<p>word <b>after</b> word" * 350_000)))
    await asyncio.sleep(0.3)
    print(*(worker.process.pid for worker in pool._all), flush=True)
    await task
    await asyncio.sleep(60)
asyncio.run(main())
"""
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)}) as parent:
        assert parent.stdout is not None
        pids = [int(pid) for pid in parent.stdout.readline().split()]
        parent.kill()
    deadline = time.monotonic() + 15
    while time.monotonic() < deadline and any(_runs(pid) for pid in pids):
        time.sleep(0.05)
    assert len(pids) == 2
    assert not any(_runs(pid) for pid in pids)


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{pid}/stat")
    return not state.exists() or state.read_text().rpartition(")")[2].split()[0] != "Z"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ('<?xml version="1.0"?><!-- made by hand --><rss version="2.0"><channel><title>T</title></channel></rss>', "feed"),
        ('<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title></feed>', "feed"),
        ('<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"></urlset>', "sitemap"),
        ("<html><body><p>A page</p></body></html>", "home"),
    ],
)
def test_a_home_that_is_a_feed_in_truth_is_read_as_one(body: str, kind: str) -> None:
    assert with_pool(lambda pool: pool.run(page(body, kind="home"))).kind == kind


@pytest.mark.parametrize("body", [b"\x89PNG\r\n\x1a\n" + b"\0" * 99, b"%PDF-1.7 ...", b"PK\x03\x04zip", b"GIF89a..."])
def test_what_is_no_text_is_not_read(body: bytes) -> None:
    assert with_pool(lambda pool: pool.run(page(body))).error == "not-html"


def test_robots_rules_travel_as_json() -> None:
    from newscrawl.discover.robots import allowed, from_json

    text = "User-agent: *\nDisallow: /x\nCrawl-delay: 3\nSitemap: http://example.com/s.xml"
    result = with_pool(lambda pool: pool.run(page(text, url="http://example.com/robots.txt", kind="robots"), keep=False))
    import json

    rules = from_json(json.loads(result.robots or ""))
    assert not allowed(rules, "http://example.com/x/y")
    assert allowed(rules, "http://example.com/z")
    assert result.crawl_delay == 3
    assert [link.url for link in result.sitemaps] == ["http://example.com/s.xml"]


def test_many_pages_are_read_each_once_by_several() -> None:
    pages = (page(story(f"Story {number}"), url=f"http://example.com/story-{number}") for number in range(40))
    found = dict(read_many(pages, workers=2))
    assert sorted(found) == list(range(40))
    for number, result in found.items():
        assert result.reading and result.reading.article
        assert result.reading.article.title == f"Story {number}"
        assert result.capture is None


def test_reading_many_may_be_left_early() -> None:
    for place, _ in read_many((page(story(f"Story {number}")) for number in range(100)), workers=1):
        if place == 3:
            break


def test_a_crew_reads_by_what_is_known_now_and_starts_its_workers_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from newscrawl.archive import furniture
    from newscrawl.archive.writer import writing
    from newscrawl.templates import fold
    from tests.test_arrival import HOST, STORIES, arrive
    from tests.test_arrival import page as lantern

    started: list[object] = []
    spawn = Pool._spawn
    monkeypatch.setattr(Pool, "_spawn", lambda pool: started.append(pool) or spawn(pool))
    path, site, ids = tmp_path / "a.db", registrable_domain(HOST), [article_id(url_key(lantern(number).url)) for number in range(2)]
    arrive(path, range(STORIES))
    with Crew(workers=4, archive=path) as crew:
        before = [result.fields for _, result in crew.read_held(ids, hands=1)]
        with writing(path) as db:
            fold(db, site, furniture.waiting(db, site, 100))
        after = [result.fields for _, result in crew.read_held(ids, hands=1)]
    assert before == [(), ()]
    assert all("removals" in fields for fields in after)
    assert len(started) == 1


def test_a_crew_that_was_interrupted_ends_its_workers_whatever_its_loop_still_had_to_do() -> None:
    pages = (Page(f"https://paper.example/{number}", b"<html><body><p>A word.</p></body></html>") for number in range(50))
    with Crew(workers=2) as crew:
        for _ in crew.read(pages):
            crew._loop.call_soon(crew._loop.stop)  # as the end of a turn that Ctrl-C came in the way of
            break
    assert not crew._pool._all
