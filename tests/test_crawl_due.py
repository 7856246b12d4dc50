"""The real crawl beside a simulated newsroom, at simulated times: what is due is asked, nothing else, and everything shown is accounted for."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from newscrawl import health
from newscrawl.archive.schema import open_archive
from newscrawl.clock import now
from tests import nursery
from tests.hostile_server import ROOT, Crawl, Server, answer, listing, story
from tests.newsroom_weeks import START, Clock, Weeks, serve

_RUNNER = """
import json, sys
from datetime import datetime
from pathlib import Path
from newscrawl.crawl import run
said = json.loads(sys.argv[1])
since = datetime.fromisoformat(said["since"]) if said["since"] else None
report = run(said["targets"], archive=Path("archive.db"), allow_net=(said["host"],), delay_seconds=0, workers=1, progress=False,
             sites_dir=Path("sites"), due=said["due"], since=since)
print(json.dumps({"exit_code": report.exit_code, "stored": report.stored, "pages": report.pages, "pending": report.pending,
                  "alarms": [alarm.text for alarm in report.alarms]}))
"""


class Desk:
    """An archive, a newsroom, and its clock."""

    def __init__(self, folder: Path, newsroom: Weeks, clock: Clock, base: str) -> None:
        self.folder, self.newsroom, self.clock, self.base = folder, newsroom, clock, base

    def crawl(self, *targets: str, due: bool = True, since: str | None = None) -> dict[str, Any]:
        said = {"targets": targets, "host": self.base.partition("//")[2], "due": due, "since": since}
        environment = {**os.environ, "NEWSCRAWL_NOW": self.clock.now.isoformat(), "PYTHONPATH": str(ROOT)}
        out, err = nursery.start(_RUNNER, [json.dumps(said)], cwd=self.folder, env=environment).communicate(timeout=120)
        assert out, err
        found: dict[str, Any] = json.loads(out.splitlines()[-1])
        return found | {"stderr": err}

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(f"file:{self.folder / 'archive.db'}?mode=ro", uri=True)) as db:
            return db.execute(sql).fetchall()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    newsroom = Weeks(15, weeks=1)  # one of the smaller: some fifty stories a day
    clock = Clock(START + timedelta(hours=4))
    with serve(newsroom, clock) as base:
        yield Desk(tmp_path, newsroom, clock, base)


def test_what_is_due_is_asked_and_nothing_shown_is_lost(desk: Desk) -> None:
    first = desk.crawl(desk.base, due=False)
    assert (first["exit_code"], first["pending"]) == (0, 0), first
    kinds = {kind for (kind,) in desk.ask("SELECT kind FROM sources")}
    assert {"feed", "front", "section"} <= kinds
    assert desk.ask("SELECT count(*) FROM sources WHERE next_at IS NULL") == [(0,)]

    desk.clock.now += timedelta(minutes=2)  # no source changes half its list in two minutes: not one is asked
    asked = len(desk.clock.log)
    assert desk.crawl()["exit_code"] == 0
    assert [path for _, path, _ in desk.clock.log[asked:] if not path.endswith(".html")] == []

    desk.clock.now += timedelta(hours=5)
    again = desk.crawl()
    assert again["exit_code"] == 0, again
    verdicts = {verdict for (verdict,) in desk.ask("SELECT verdict FROM polls WHERE run = (SELECT max(run) FROM polls)")}
    assert verdicts <= {"whole", "unchanged"}
    (figures,) = desk.ask("SELECT figures FROM runs ORDER BY id DESC LIMIT 1")[0]
    assert json.loads(figures)["links_read"] == json.loads(figures)["links_accounted"] > 0

    held = {url.partition(desk.base)[2] for (url,) in desk.ask("SELECT url FROM frontier")}
    shown = {story.path for source in desk.newsroom.sources for story in desk.newsroom.view(source, desk.clock.now - timedelta(minutes=15)).stories}
    assert shown <= held


def test_a_second_crawl_of_an_unchanged_site_fetches_no_article_and_its_sources_say_304(desk: Desk) -> None:
    desk.crawl(desk.base, due=False)
    for _ in range(2):
        asked = len(desk.clock.log)
        assert desk.crawl(due=False)["stored"] == 0
        log = [(path, status) for _, path, status in desk.clock.log[asked:]]
        assert [path for path, _ in log if path.endswith(".html")] == []
        assert {status for path, status in log if path != "/robots.txt"} == {304}
        assert len(log) >= len(desk.newsroom.sources) - 1
    assert desk.ask("SELECT DISTINCT verdict FROM polls WHERE run > 1") == [("unchanged",)]


def test_a_feed_that_rolled_over_while_nobody_looked_is_a_recorded_gap(desk: Desk) -> None:
    desk.clock.now = START + timedelta(hours=30)
    desk.crawl(f"{desk.base}/feed.xml", due=False)
    desk.clock.now += timedelta(hours=30)  # a day and a quarter: its window has passed more than once
    desk.crawl()
    ((kind, lost, certain),) = desk.ask("SELECT s.kind, g.lost, g.certain FROM gaps AS g JOIN sources AS s ON s.id = g.source")
    assert kind == "feed" and lost > 0 and certain in (0, 1)
    ((next_at, polled_at),) = desk.ask("SELECT next_at, polled_at FROM sources WHERE kind = 'feed'")
    assert next_at > polled_at


def test_only_links_dated_since_are_fetched_and_the_others_wait(desk: Desk) -> None:
    desk.clock.now = START + timedelta(hours=20)
    dated = desk.newsroom.view("feed", desk.clock.now).stories
    edge = sorted(story.published for story in dated)[len(dated) // 2]
    report = desk.crawl(f"{desk.base}/feed.xml", due=False, since=edge.isoformat())
    assert report["stored"] == sum(story.published >= edge for story in dated)
    assert report["pending"] == len(dated) - report["stored"] > 0


LOSSY = """
from dataclasses import replace
from newscrawl import workers
whole = workers._take
workers._take = lambda result, said, blob: (lambda read: replace(read, links=read.links[1:]))(whole(result, said, blob))
"""


def test_a_link_that_gets_lost_between_reader_and_archive_is_exit_code_3(tmp_path: Path) -> None:
    with Server({"/": answer(listing([], "Test Gazette"))}) as server:
        lossless, lossy = Crawl(tmp_path / "a", [server]), Crawl(tmp_path / "b", [server])
        for crawl in (lossless, lossy):
            crawl.folder.mkdir()
        assert lossless.run(server.url())["exit_code"] == 0
        report = lossy.run(server.url(), hook=LOSSY)
        assert report["exit_code"] == 3
        assert "unaccounted" in report["stderr"]


def test_asking_for_an_address_of_which_nothing_is_due_is_no_run_and_no_failure(desk: Desk) -> None:
    desk.crawl(desk.base, due=False)
    runs = desk.ask("SELECT count(*) FROM runs")
    asked = len(desk.clock.log)
    assert desk.crawl(desk.base)["exit_code"] == 0
    assert (desk.ask("SELECT count(*) FROM runs"), len(desk.clock.log)) == (runs, asked)


SHUT = {
    "refused": answer("No entry", 403),
    "away": answer("Back soon", 503),
    "empty": answer("<html><title>Back soon</title><h1>Back soon</h1></html>"),
    "a shell": answer('<div id="root"></div><noscript>Please enable JavaScript to read us.</noscript><script src="/app.js"></script>'),
    "moved": answer("", 301, Location="/home/"),
}


def test_a_site_that_was_shut_at_the_first_look_is_looked_at_again_and_status_says_so_until_then(tmp_path: Path) -> None:
    servers = {name: Server({"/": front, "/home/": answer("No entry", 403)}) for name, front in SHUT.items()}
    for server in servers.values():
        server.__enter__()
    try:
        crawl = Crawl(tmp_path, list(servers.values()))
        targets = [server.url() for server in servers.values()]
        hook = "import newscrawl.outcomes as o; o.BACKOFF_SECONDS = 0.05; import newscrawl.clock as k; k._OFFSET = k.timedelta(minutes={})"
        crawl.run(*targets, due=True, hook=hook.format(0))
        with closing(open_archive(crawl.archive)) as db:
            said = {one["site"]: one["why"] for one in health.sites(db, now())}
        assert all("no story yet" in said[server.host][0] for server in servers.values()), said
        for server in servers.values():
            server.visits.clear()
            server.routes |= {"/home/" if server.routes["/"] == SHUT["moved"] else "/": answer(listing(["/news/the-harbour-story"]))}
            server.routes["/news/the-harbour-story"] = answer(story("The harbour story"))
        crawl.run(*targets, due=True, hook=hook.format(30))
        assert [server.paths for server in servers.values()] == [[]] * len(servers), "half an hour is too soon"
        crawl.run(*targets, due=True, hook=hook.format(75))
        assert crawl.stories() == len(servers)
        with closing(open_archive(crawl.archive)) as db:
            assert not any("no story yet" in text for one in health.sites(db, now()) for text in one["why"])
    finally:
        for server in servers.values():
            server.__exit__(None, None, None)


def test_a_crawl_says_whether_what_was_named_has_ever_answered(tmp_path: Path) -> None:
    with Server({"/": answer(listing(["/news/the-harbour-story-of-today"])), "/news/the-harbour-story-of-today": answer(story("Today"))}) as server:
        crawl = Crawl(tmp_path, [server])
        assert crawl.run(server.url(), due=True)["known"]
        address = server.url()
    closed = crawl.run(address, due=True, hook="import newscrawl.clock as k; k._OFFSET = k.timedelta(days=1)")
    assert (closed["stored"], closed["known"]) == (0, True)
    other = Crawl(tmp_path / "other", [server])
    other.folder.mkdir()
    assert not other.run(address, due=True)["known"]
