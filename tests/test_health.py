"""How sites stand: worst first, in one line for monitors, told from what the ledger holds."""

from __future__ import annotations

import contextlib
import json
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from newscrawl import drift, health, polling
from newscrawl.archive import ledger
from newscrawl.archive.schema import open_archive
from newscrawl.cli import verbs
from newscrawl.drift import Alarm
from newscrawl.errors import UsageError
from newscrawl.items import Link
from newscrawl.schedule import Gap
from newscrawl.urls import url_key
from tests.archive_kit import HOST, NOW, Desk, story

HOUR = timedelta(hours=1)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path / "a.db")
    desk.fetch(f"https://{HOST}/a", story(f"https://{HOST}/a"))
    return desk


def poll(desk: Desk, site: str = HOST, *, due: timedelta = HOUR) -> int:
    url = f"https://{site}/feed.xml"
    source = ledger.add_source(desk.db, site, url, url, "feed", NOW)
    ledger.update_source(desk.db, source, {"polled_at": NOW, "good_at": NOW, "next_at": NOW + due})
    return source


def test_a_site_that_is_well_says_nothing(desk: Desk) -> None:
    poll(desk)
    (one,) = health.sites(desk.db, NOW + HOUR)
    assert (one["level"], one["why"], one["stored_24h"], one["days"][-1]) == (0, [], 1, 1)
    level, line = health.check([one], {"exit_code": 0}, 1, NOW + HOUR)
    assert level == 0 and line.startswith("NEWSCRAWL OK - ") and "poll_age=3600s" in line.partition("|")[2]


def test_a_disk_on_which_no_crawl_starts_is_critical_though_none_could_write_it_down(desk: Desk) -> None:
    poll(desk)
    said = health.sites(desk.db, NOW)
    level, line = health.check(said, {"exit_code": 0}, 1, NOW, 3 << 20)
    assert (level, line.partition(", no crawl")[0]) == (2, "NEWSCRAWL CRITICAL - only 3 MB free")
    assert health.check(said, {"exit_code": 0}, 1, NOW, 1 << 40)[0] == 0


def test_the_worst_site_stands_first_and_says_why(desk: Desk) -> None:
    poll(desk)
    source = poll(desk, "quay.example")
    ledger.record_gap(desk.db, source, Gap(NOW - 5 * HOUR, NOW, 12), NOW)
    poll(desk, "mute.example")
    ledger.raise_alarm(desk.db, "mute.example", Alarm("article", 0.97, 0.0, NOW - HOUR, NOW, ("https://mute.example/x",)))
    said = health.sites(desk.db, NOW)
    assert [(one["site"], one["level"]) for one in said] == [("mute.example", 2), ("quay.example", 1), (HOST, 0)]
    assert said[0]["why"] == ["0% of fetched stories are articles since 2026-11-22 09:00, 97% before"]
    assert said[1]["missed"] == 12
    level, line = health.check(said, {"exit_code": 4}, 1, NOW)
    assert level == 2 and line.startswith("NEWSCRAWL CRITICAL - mute.example: 0% of fetched") and "\n" not in line


@pytest.mark.parametrize(("hours", "level"), [(1, 0), (4, 1), (30, 2)])
def test_sources_that_nobody_asks_are_loud_within_a_day(desk: Desk, hours: int, level: int) -> None:
    poll(desk, due=timedelta())
    assert health.sites(desk.db, NOW + hours * HOUR)[0]["level"] == level


def test_status_for_programs_keeps_its_fields_and_has_the_sites_state(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    poll(desk)
    desk.close()
    said = json.loads(CliRunner().invoke(verbs, ["status", "--archive", str(desk.path), "--format", "json"]).stdout)
    assert {"articles", "photos", "removals", "captures", "urls", "states", "sites", "runs", "bytes"} <= said.keys()
    assert {"site", "articles", "newest", "last_fetched", "level", "why", "gaps", "alarms", "days"} <= said["sites"][0].keys()


def test_a_monitor_gets_one_line_and_the_exit_code_that_plugins_have(desk: Desk, tmp_path: Path) -> None:
    poll(desk)
    desk.close()
    done = CliRunner().invoke(verbs, ["status", "--check", "--archive", str(desk.path)])
    level = {"NEWSCRAWL OK": 0, "NEWSCRAWL WARNING": 1, "NEWSCRAWL CRITICAL": 2}  # by today's clock its sources may be long overdue
    assert done.exit_code == level[done.stdout.partition(" - ")[0]] and done.stdout.count("\n") == 1
    none = CliRunner().invoke(verbs, ["status", "--check", "--archive", str(tmp_path / "none.db")])
    assert none.exit_code == 3 and none.stdout.startswith("NEWSCRAWL UNKNOWN")


def test_alarms_and_gaps_are_listed_with_their_names_and_accepted_by_them(desk: Desk) -> None:
    source = poll(desk)
    ledger.record_gap(desk.db, source, Gap(NOW - 5 * HOUR, NOW, 12), NOW)
    alarm = ledger.raise_alarm(desk.db, HOST, Alarm("byline", 0.97, 0.1, NOW - HOUR, NOW, (f"https://{HOST}/x",)))
    ledger.keep_baseline(desk.db, HOST, "byline", drift.to_values(drift.Share(yes=90, count=100, alarmed=True)), NOW)
    silent = ledger.raise_alarm(desk.db, HOST, Alarm(f"reach {source}", 1, 0, NOW - HOUR, NOW))
    desk.close()

    def run(*words: str) -> Result:
        return CliRunner().invoke(verbs, [*words, "--archive", str(desk.path)])

    told = json.loads(run("alarms", "--format", "json").stdout)
    assert [(one["id"], one["field"]) for one in told] == [(f"a{alarm}", "byline"), (f"a{silent}", f"reach {source}"), ("g1", "gap")]
    assert isinstance(run("alarms", "quay.example").exception, UsageError), "a name mistyped is not a site that is well"
    assert run("alarms", "--accept", f"a{alarm}", "--accept", "g1", "--accept", f"a{silent}").exit_code == 0
    assert json.loads(run("alarms", "--format", "json").stdout) == []
    for name in ("g1", "a99", "b1"):
        assert isinstance(run("alarms", "--accept", name).exception, UsageError), name
    with contextlib.closing(open_archive(desk.path)) as db:
        assert db.execute("SELECT DISTINCT ended_by FROM alarms").fetchall() == db.execute("SELECT closed_by FROM gaps").fetchall() == [("accepted",)]
        assert drift.of_values(ledger.baselines(db, HOST)["byline"]) == drift.Share()  # learned anew
        assert ledger.paused_sites(db) == {HOST}  # its one source was silent: it is asked no more


def test_a_paused_site_is_passed_over_until_it_is_resumed(desk: Desk) -> None:
    poll(desk, due=-HOUR)
    key = url_key(f"https://{HOST}/feed.xml")
    desk.add(Link(f"https://{HOST}/feed.xml", "feed", "feed"))
    desk.db.execute("UPDATE sources SET url_key = ?", (key,))
    desk.close()
    (desk.path.parent / "sites").mkdir()
    for word, idle in (("--pause", True), ("--resume", False)):
        done = CliRunner().invoke(verbs, ["sites", word, HOST, "--archive", str(desk.path)])
        assert done.exit_code == 0, done.output
        with contextlib.closing(open_archive(desk.path)) as db:
            assert polling.is_idle(db, NOW + HOUR) is idle
            assert (polling.next_due(db) is None) is idle
            assert polling.is_idle(db, NOW + HOUR, sites=frozenset({HOST})) is False  # who names it means it
    assert isinstance(CliRunner().invoke(verbs, ["sites", "--pause", "nobody.example", "--archive", str(desk.path)]).exception, UsageError)
