"""Politeness, as the server's log shows it."""

from __future__ import annotations

import json
import signal
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise
from pathlib import Path

import pytest

from newscrawl.items import Page
from newscrawl.outcomes import delay_seconds, retry_after, wait_seconds
from tests.hostile_server import Answer, Crawl, Server, Visit, answer, end, listing, story, until

NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        (" 5 ", 5),
        ("0", 0),
        (format_datetime(NOW + timedelta(minutes=2), usegmt=True), 120),
        (format_datetime(NOW - timedelta(days=2), usegmt=True), 0),
        ("86400", 86400),
        ("99999999999999999999", 7 * 86400),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 7 * 86400),
        ("soon", None),
        ("-5", None),
        ("", None),
        ("1e9", None),
        (None, None),
    ],
)
def test_retry_after_is_understood_or_nonsense(value: str | None, seconds: float | None) -> None:
    assert retry_after(value, NOW) == seconds


def test_the_delay_of_a_public_host_is_two_seconds_at_least() -> None:
    assert delay_seconds(None, None, opened=False) == 2
    assert delay_seconds(None, 0, opened=False) == 2
    assert delay_seconds(None, 0, opened=True) == 0
    assert delay_seconds(7, 0, opened=True) == 7
    assert delay_seconds(1, 3, opened=False) == 3


def test_a_host_in_trouble_is_left_alone_for_longer_each_time() -> None:
    page = Page("http://example.com/", status=0, error="refused")
    waits = [wait_seconds(page, 2.0, failures, NOW) for failures in range(1, 20)]
    assert waits[0] == 2
    assert waits == sorted(waits)
    assert waits[-1] == 86_400


def gaps(visits: list[Visit]) -> list[float]:
    return [later.began - earlier.ended for earlier, later in pairwise(visits)]


def test_robots_first_one_at_a_time_spacing_kept_and_the_disallowed_never_asked_for(tmp_path: Path) -> None:
    def slowly(visit: Visit, connection: object) -> None:
        time.sleep(0.2)
        connection.sendall(answer(story("A slow story")))  # type: ignore[attr-defined]

    paths = [f"/story-about-{n}" for n in range(4)]
    site: dict[str, Answer] = {path: answer(story(f"Story at {path}")) for path in paths}
    site |= {"/slow-story-here": slowly, "/intern/secret-story": answer(story("Secret"))}
    site["/"] = answer(listing([*paths, "/slow-story-here", "/intern/secret-story"]))
    robots = answer("User-agent: *\nDisallow: /intern/", content_type="text/plain")
    strict = answer("User-agent: newscrawl\nCrawl-delay: 1\nDisallow: /intern/\n\nUser-agent: *\nDisallow: /", content_type="text/plain")
    with Server({**site, "/robots.txt": robots}) as easy, Server({**site, "/robots.txt": strict}) as hard:
        crawl = Crawl(tmp_path, [easy, hard])
        report = crawl.run(easy.url(), hard.url(), delay_seconds=0.3)
        assert report["returncode"] == 0, report["stderr"]
        assert report["stored"] == 10
        for server, delay in ((easy, 0.3), (hard, 1.0)):
            assert server.paths[0] == "/robots.txt"
            assert min(gaps(server.visits)) >= delay - 0.02, gaps(server.visits)
            assert "/intern/secret-story" not in server.paths
            assert crawl.outcomes()[server.url("/intern/secret-story")] == ("dropped", "robots")
            assert all(visit.headers["user-agent"].startswith("newscrawl/") for visit in server.visits)
            assert not any("cookie" in visit.headers for visit in server.visits)


def test_retry_after_is_waited_for_while_other_hosts_go_on(tmp_path: Path) -> None:
    def busy_once(header: str) -> Answer:
        asked: list[Visit] = []

        def reply(visit: Visit, connection: object) -> None:
            asked.append(visit)
            busy = answer("", 503, Retry_After=header)
            connection.sendall(busy if len(asked) == 1 else answer(story("Worth waiting for")))  # type: ignore[attr-defined]

        return reply

    until = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=5)
    headers = ("2", format_datetime(until, usegmt=True), "soon", "86400")
    servers = [Server({"/": busy_once(header), "/robots.txt": answer("", 404)}) for header in headers]
    other = Server({f"/story-about-{n}": answer(story(f"Story about {n}")) for n in range(5)})
    with servers[0], servers[1], servers[2], servers[3], other:
        other.routes["/"] = answer(listing(list(other.routes)))
        crawl = Crawl(tmp_path, [*servers, other])
        seeds = [{"url": server.url(), "kind": "page"} for server in servers] + [{"url": other.url(), "kind": "home"}]
        report = crawl.run(seeds=seeds, hook="import newscrawl.outcomes as o; o.BACKOFF_SECONDS = 0.1")
        seconds, by_date, nonsense, a_day = servers
        assert report["returncode"] == 0
        assert report["stored"] == 8
        assert seconds.visits[2].began - seconds.visits[1].ended >= 2
        assert time.time() - (time.monotonic() - by_date.visits[2].began) >= until.timestamp()
        assert nonsense.visits[2].began - nonsense.visits[1].ended >= 0.1
        assert len(a_day.visits) == 2
        assert list(report["waiting"]) == [a_day.host]
        assert report["pending"] == 1
        assert other.visits[-1].began < seconds.visits[2].began, "the other host did not wait"
        assert crawl.run()["pending"] == 1, "the day outlives the process"
        assert len(a_day.visits) == 2


def test_the_pause_of_a_host_outlives_the_process(tmp_path: Path) -> None:
    paths = [f"/story-about-{n}" for n in range(6)]
    with Server({path: answer(story(f"Story at {path}")) for path in paths}) as server:
        server.routes["/"] = answer(listing(paths))
        crawl = Crawl(tmp_path, [server])
        for _ in range(2):
            process = crawl.start(server.url(), delay_seconds=3)
            seen = len(server.visits)
            until(process, lambda seen=seen: len(server.visits) > seen)  # type: ignore[misc]
            time.sleep(0.5)
            end(process, signal.SIGKILL)
        assert len(server.visits) >= 2
        assert min(gaps(server.visits)) >= 2.9, gaps(server.visits)


def test_a_smaller_delay_is_refused_for_public_hosts(tmp_path: Path) -> None:
    from newscrawl.crawl import run
    from newscrawl.errors import UsageError

    for allow_net in ((), ("127.0.0.1:8000",)):
        with pytest.raises(UsageError, match=r"--delay 0\.5: less than 2 seconds"):
            run(["https://example.com/"], archive=tmp_path / "a.db", delay_seconds=0.5, allow_net=allow_net)
    assert not (tmp_path / "a.db").exists()


def test_a_host_that_goes_away_is_waited_for_no_longer_than_patience_allows(tmp_path: Path) -> None:
    paths = [f"/story-about-{n}" for n in range(8)]
    with Server({path: answer(story(f"Story at {path}")) for path in paths}) as server:
        server.routes["/"] = answer(listing(paths))
        crawl = Crawl(tmp_path, [server], {"NEWSCRAWL_PATIENCE_SECONDS": 2.0})
        process = crawl.start(server.url(), delay_seconds=0.2, hook="import newscrawl.outcomes as o; o.BACKOFF_SECONDS = 0.05")
        until(process, lambda: len(server.visits) >= 4)
    out, err = process.communicate(timeout=30)
    report = json.loads(out)
    assert process.returncode == 0, err
    assert report["pending"] >= 4
    assert list(report["waiting"]) == [server.host]
