"""Pages that ask not to be kept are not, and what pages say of themselves is kept with them."""

from __future__ import annotations

from pathlib import Path

from tests.hostile_server import Crawl, Server, answer, listing, story


def test_a_story_that_asks_not_to_be_kept_is_an_outcome_and_nothing_else(tmp_path: Path) -> None:
    with Server() as server:
        paths = [f"/news/story-about-the-{number}-lost-keys.html" for number in range(3)]
        server.routes = {
            "/": answer(listing(paths, "Test Gazette")),
            paths[0]: answer(story("The first story").replace("<head>", "<head><meta name=robots content=noarchive>")),
            paths[1]: answer(story("The second story"), **{"X-Robots-Tag": "newscrawl: noarchive"}),
            paths[2]: answer(story("The third story"), **{"X-Robots-Tag": "otherbot: noarchive", "TDM-Reservation": "1"}),
        }
        crawl = Crawl(tmp_path, [server])
        report = crawl.run(server.url())
        assert report["returncode"] == 0, report["stderr"]
        assert [crawl.outcomes()[server.url(path)] for path in paths] == [("dropped", "noarchive"), ("dropped", "noarchive"), ("stored", None)]
        assert crawl.query("SELECT count(*) FROM captures WHERE url LIKE '%0-lost%' OR url LIKE '%1-lost%'") == [(0,)]
        assert crawl.query("SELECT said FROM rights") == [('{"tdm_reservation": "1"}',)]
        (tmp_path / "all").mkdir()
        again = Crawl(tmp_path / "all", [server])
        assert again.run(server.url(), obey_noarchive=False)["stored"] == 3
