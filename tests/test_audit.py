"""Sources crossed, a day at a time, and the day's message."""

from __future__ import annotations

import json
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from newscrawl import audit
from newscrawl.archive import frontier, ledger
from newscrawl.cli import verbs
from newscrawl.errors import UsageError
from newscrawl.items import Link
from newscrawl.schedule import Gap
from newscrawl.urls import url_key
from tests.archive_kit import HOST, NOW, Desk, story

HOUR = timedelta(hours=1)


def address(number: int) -> str:
    return f"https://{HOST}/news/{number}"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A feed that showed 1 to 6, a front page that showed 3 to 8 and a page about the paper; 1 to 6 are held, 7 failed, 8 waits."""
    desk = Desk(tmp_path / "a.db")
    for number in range(1, 7):
        desk.fetch(address(number), story(address(number), number))
    desk.add(address(7), address(8))
    (lease,) = [lease for lease in desk.lease(limit=1) if lease.url == address(7)]
    frontier.fail(desk.db, lease, NOW, "http-500", run=desk.run, status=500)
    desk.fetch(f"https://{HOST}/about")
    for name, numbers in (("feed", range(1, 7)), ("front", range(3, 9))):
        source = ledger.add_source(desk.db, HOST, f"https://{HOST}/{name}", f"https://{HOST}/{name}", name, NOW - HOUR)
        keys = [url_key(address(number)) for number in numbers] + ([url_key(f"https://{HOST}/about")] if name == "front" else [])
        ledger.record_sightings(desk.db, source, keys, NOW, NOW - HOUR)
    return desk


def test_a_days_sources_are_crossed_and_what_is_no_article_counts_nowhere(desk: Desk) -> None:
    found, states = audit.day_of(desk.db, HOST, NOW.date())
    assert (found.shown, found.held) == (8, 6)
    assert states == {url_key(address(7)): ("failed", "http-500"), url_key(address(8)): ("pending", None)}
    assert found.estimate is not None and found.estimate.low <= 8.8 <= found.estimate.high
    assert audit.day_of(desk.db, HOST, NOW.date() - timedelta(days=1))[0].shown == 0


def test_another_site_s_story_that_a_feed_names_too_is_not_missing(desk: Desk) -> None:
    source = ledger.add_source(desk.db, HOST, f"https://{HOST}/more", f"https://{HOST}/more", "feed", NOW - HOUR)
    ledger.record_sightings(desk.db, source, [url_key("https://elsewhere.example/news/1"), url_key(address(1))], NOW, NOW - HOUR)
    found, states = audit.day_of(desk.db, HOST, NOW.date())
    assert (found.shown, found.held, len(states)) == (8, 6, 2)


def test_what_is_missing_is_queued_once_asked(desk: Desk) -> None:
    desk.close()
    ran = CliRunner().invoke(verbs, ["audit", HOST, "--day", str(NOW.date()), "--queue", "--format", "json", "--archive", str(desk.path)])
    (record,) = json.loads(ran.stdout)
    assert [one["reason"] for one in record["missing"]] == ["http-500", None]
    again = Desk(desk.path)
    assert again.state(address(7)) == ("pending", None)


def test_the_digest_says_what_came_what_is_missing_and_what_needs_a_look(desk: Desk) -> None:
    ledger.record_gap(desk.db, 1, Gap(NOW - 3 * HOUR, NOW, 9), NOW)
    subject, text = audit.digest(desk.db, NOW.date(), NOW)
    assert subject == "newscrawl 2026-11-22: 6 articles, 2 missing, 1 site needs a look"
    assert "6 of 8 shown are held" in text and "(http-500)" in text and "about 9 lost" in text


def test_the_digest_goes_through_sendmail_and_nowhere_else(tmp_path: Path) -> None:
    program = tmp_path / "sendmail"
    program.write_text(f'#!/bin/sh\necho "$@" > {tmp_path}/args\ncat > {tmp_path}/mail\n')
    program.chmod(0o755)
    audit.send("newscrawl: all\nBcc: x@y", "text\n", "desk@paper.example", str(program))
    assert (tmp_path / "args").read_text() == "-i -- desk@paper.example\n"
    head, _, body = (tmp_path / "mail").read_text().partition("\n\n")
    assert "\nBcc:" not in head and body == "text\n"
    for wrong in ("-oQ/tmp", "a\nb@c", "nobody"):
        with pytest.raises(UsageError):
            audit.send("s", "t", wrong, str(program))


def test_every_link_handed_to_the_frontier_is_counted_once(desk: Desk) -> None:
    tally = Counter[str]()
    links = [address(1), address(99), address(99), "ftp://harbour.example/x"]
    new = frontier.add(desk.db, [Link(url) for url in links], run=desk.run, now=NOW, site=HOST, tally=tally)
    assert (new, dict(tally)) == (1, {"new": 1, "known": 2, "refused": 1})
