"""A crawl that is killed or stopped at any time, and started again, gives the archive that an undisturbed one gives."""

from __future__ import annotations

import random
import signal
import time
from pathlib import Path

import pytest

from newscrawl.errors import ArchiveBusy
from tests import hostile_server as hostile
from tests.hostile_server import Answer, Crawl, Server, answer, end, listing, story, until


def site(stories: int = 40) -> dict[str, Answer]:
    paths = [f"/news/story-about-the-{number}-lost-keys" for number in range(stories)]
    routes: dict[str, Answer] = {path: answer(story(f"Story number {number} about lost keys")) for number, path in enumerate(paths)}
    sections = [f"/section-{n}/" for n in range(5)]
    routes["/"] = answer(listing([*sections, "/old", "/secret/x", "/none"]))
    routes["/old"] = answer("", 301, Location=paths[0])
    routes["/robots.txt"] = answer("User-agent: *\nDisallow: /secret/\n", content_type="text/plain")
    for number, section in enumerate(sections):
        routes[section] = answer(listing(paths[number::5], section), ETag=f'"{number}"')
    return routes


def test_kills_at_random_points_change_nothing_and_hardly_anything_is_fetched_twice(tmp_path: Path) -> None:
    (tmp_path / "whole").mkdir()
    (tmp_path / "killed").mkdir()
    with Server(site()) as server:
        whole, killed = Crawl(tmp_path / "whole", [server]), Crawl(tmp_path / "killed", [server])
        assert whole.run(server.url())["stored"] == 40
        asked_once = len(server.visits)
        chance = random.Random(20261122)
        kills = 0
        for attempt in range(6):
            seen = len(server.visits)
            process = killed.start(*([server.url()] if attempt == 0 else []))
            goal = seen + chance.randint(1, 9)
            while process.poll() is None and len(server.visits) < goal:
                time.sleep(0.002)
            kills += process.poll() is None
            end(process, signal.SIGKILL)
        last = killed.run()
        assert last["returncode"] == 0, last["stderr"]
        assert kills >= 4
        assert killed.canonical() == whole.canonical()
        assert killed.query("SELECT count(*), count(DISTINCT url_key) FROM articles") == [(40, 40)]
        assert len(server.visits) - 2 * asked_once <= 3 * (kills + 1) + 10, "hardly anything was fetched twice"


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_a_stop_waits_for_the_grace_and_no_longer(tmp_path: Path, how: signal.Signals) -> None:
    slow = Server({"/story": hostile.trickle, "/robots.txt": answer("", 404)})
    with slow, Server(site(20)) as server:
        crawl = Crawl(tmp_path, [server, slow], {"NEWSCRAWL_GRACE_SECONDS": 1.0})
        process = crawl.start(slow.url("/story"), server.url(), delay_seconds=0.1)
        until(process, lambda: len(slow.visits) >= 2 and len(server.visits) >= 5)
        began = time.monotonic()
        process.send_signal(how)
        _, err = process.communicate(timeout=30)
        assert process.returncode == 3, err
        assert 0.8 < time.monotonic() - began < 6
        assert "Traceback" not in err
        assert crawl.outcomes()[slow.url("/story")] == ("pending", None)
        assert crawl.query("SELECT exit_code FROM runs") == [(3,)]
        assert crawl.query("SELECT count(*) FROM outcomes WHERE state = 'leased'") == [(0,)]
        slow.routes["/story"] = answer(story("It had a story after all"))
        assert crawl.run()["pending"] == 0
        assert crawl.query("SELECT count(*) FROM articles") == [(21,)]


def test_a_second_signal_ends_it_at_once_with_nothing_lost(tmp_path: Path) -> None:
    slow = Server({"/story": hostile.trickle, "/robots.txt": answer("", 404)})
    with slow, Server(site(20)) as server:
        crawl = Crawl(tmp_path, [server, slow])
        process = crawl.start(slow.url("/story"), server.url(), delay_seconds=0.1)
        until(process, lambda: len(slow.visits) >= 2 and len(server.visits) >= 5)
        process.send_signal(signal.SIGTERM)
        time.sleep(1)
        assert process.poll() is None
        began = time.monotonic()
        process.send_signal(signal.SIGTERM)
        _, err = process.communicate(timeout=30)
        assert time.monotonic() - began < 2
        assert process.returncode == 3, err
        slow.routes["/story"] = answer(story("It had a story after all"))
        assert crawl.run()["returncode"] == 0
        assert crawl.query("SELECT count(*) FROM articles") == [(21,)]


def test_a_second_writer_goes_away_in_peace(tmp_path: Path) -> None:
    with Server(site(5)) as server:
        crawl = Crawl(tmp_path, [server])
        first = crawl.start(server.url(), delay_seconds=1)
        try:
            until(first, lambda: len(server.visits) >= 2)
            second = crawl.run(server.url())
        finally:
            end(first, signal.SIGKILL)
        assert second["exit_code"] == ArchiveBusy.exit_code  # `newscrawl crawl` itself ends with 0: tests/test_verbs.py
        assert "another newscrawl is writing" in second["error"]
