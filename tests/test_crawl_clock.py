"""A clock that was wrong once: what was written then holds no later crawl back."""

from __future__ import annotations

from pathlib import Path

from tests.hostile_server import Crawl, Server, answer, story

AHEAD = "import newscrawl.clock as clock; from datetime import timedelta; clock._OFFSET = timedelta(days=900)"  # what NEWSCRAWL_NOW sets


def test_a_crawl_after_one_whose_clock_was_years_ahead_waits_for_nobody(tmp_path: Path) -> None:
    busy = answer("", 503, Retry_After="3600")
    with Server({"/robots.txt": answer("", 404), "/a-story": busy, "/b-story": answer(story("The old crane"))}) as server:
        crawl = Crawl(tmp_path, [server], {"NEWSCRAWL_PATIENCE_SECONDS": 2.0})
        first = crawl.run(seeds=[{"url": server.url("/a-story"), "kind": "page"}], hook=AHEAD)
        assert first["waiting"] and crawl.stories() == 0
        server.routes["/a-story"] = answer(story("The new crane"))
        crawl.run(seeds=[{"url": server.url("/b-story"), "kind": "page"}])
        assert crawl.stories() == 2
