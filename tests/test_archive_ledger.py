"""The ledger's tables: what was polled, missed and alarmed comes back as it was written."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from newscrawl import schedule
from newscrawl.archive import frontier, ledger, schema
from newscrawl.archive.schema import open_archive
from newscrawl.discover import polls
from newscrawl.drift import Alarm
from newscrawl.items import Link
from newscrawl.schedule import Gap, Pace
from newscrawl.urls import url_key

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def db(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[sqlite3.Connection]:
    """An archive with the ledger's tables, whether or not its own steps make them yet."""
    archive = open_archive(tmp_path / "a.db", write=True)
    if not archive.execute("SELECT 1 FROM sqlite_master WHERE name = 'sources'").fetchone():
        for statement in ledger.STATEMENTS:
            archive.execute(statement)

        def columns(table: str) -> tuple[str, ...]:
            found = archive.execute("SELECT name, type, pk FROM pragma_table_info(?)", (table,)).fetchall()
            one_key = sum(1 for _, _, key in found if key) == 1
            return tuple(name for name, kind, key in found if not (key and one_key and kind == "INTEGER") and name != "checksum")

        monkeypatch.setattr(schema, "summed", columns)
        schema.insertion.cache_clear()
        schema._restamp.cache_clear()
    archive.execute("INSERT INTO runs (id, started_at, command, checksum) VALUES (1, '2026', 'crawl', 0)")
    yield archive
    archive.close()
    schema.insertion.cache_clear()
    schema._restamp.cache_clear()


def add(db: sqlite3.Connection, name: str = "feed.xml", kind: str = "feed") -> int:
    return ledger.add_source(db, "paper", f"https://paper.test/{name}", f"https://paper.test/{name}", kind, NOW)


def sums_agree(db: sqlite3.Connection, table: str) -> bool:
    names = ", ".join(schema.summed(table))
    return all(row[-1] == schema.checksum(row[:-1]) for row in db.execute(f"SELECT {names}, checksum FROM {table}"))  # noqa: S608


def test_a_source_is_added_once_and_due_at_once(db: sqlite3.Connection) -> None:
    assert add(db) == add(db)
    assert [row.url_key for row in ledger.due(db, NOW)] == ["https://paper.test/feed.xml"]
    assert ledger.next_due(db) == NOW


def test_a_poll_keeps_its_keys_and_moves_the_source(db: sqlite3.Connection) -> None:
    id, trail = add(db), polls.Trail(sure_at=NOW, lengths=(2,))
    changes = {"next_at": NOW + HOUR, "good_at": NOW, "pace": schedule.to_values(Pace(at=NOW)), "trail": polls.to_values(trail), "etag": '"x"'}
    ledger.record_poll(db, id, NOW, "first", run=1, status=200, length=2, new=2, fresh=2, keys=["aa", "bb"], changes=changes)
    assert ledger.due(db, NOW) == []
    (row,) = ledger.due(db, NOW + HOUR)
    assert row.pace is not None and schedule.pace_of(row.pace) == Pace(at=NOW)
    assert row.trail is not None and polls.trail_of(row.trail) == trail
    assert db.execute("SELECT verdict, keys FROM polls").fetchall() == [("first", "aa bb")]
    assert ledger.prune(db, NOW + timedelta(days=31)) == 1
    assert sums_agree(db, "sources") and sums_agree(db, "polls")
    with pytest.raises(KeyError):
        ledger.update_source(db, id, {"pace = pace; --": 1})


def test_trials_are_what_others_show_first_while_polls_are_unbroken(db: sqlite3.Connection) -> None:
    feed, front, section = add(db), add(db, "", "front"), add(db, "s/", "section")
    ledger.record_sightings(db, front, ["old"], NOW, None)
    ledger.record_sightings(db, front, ["a", "b"], NOW + HOUR, NOW)
    ledger.record_sightings(db, section, ["b", "c"], NOW + 2 * HOUR, NOW + HOUR)
    ledger.record_sightings(db, feed, ["a", "c"], NOW + HOUR, NOW)
    (row,) = (source for source in ledger.sources_of(db, "paper") if source.id == feed)
    assert ledger.trials(db, row, NOW, NOW + 3 * HOUR) == []
    row = replace(row, unbroken_since=NOW)
    assert ledger.trials(db, row, NOW - HOUR, NOW + 3 * HOUR) == [("a", True), ("b", False), ("c", True)]
    assert ledger.trials(db, row, NOW + HOUR, NOW + 3 * HOUR) == [("c", True)]
    assert ledger.trials(db, replace(row, unbroken_since=NOW + HOUR), NOW, NOW + 3 * HOUR) == [("c", True)]


def test_a_story_under_another_address_is_shown_by_where_it_leads_or_by_its_title(db: sqlite3.Connection) -> None:
    feed, front = add(db), add(db, "", "front")
    run = frontier.begin_run(db, NOW, "test")
    titled = [Link(f"https://paper.example/{name}", title=title) for name, title in (("a", "Ferry runs"), ("a?v=2", "FERRY runs"), ("c", "Other"))]
    frontier.add(db, titled, run=run, now=NOW, site="paper")
    keys = [url_key(link.url) for link in titled]
    ledger.record_sightings(db, front, [keys[0], keys[2]], NOW + HOUR, NOW)
    ledger.record_sightings(db, feed, [keys[1]], NOW + HOUR, NOW)
    row = replace(next(source for source in ledger.sources_of(db, "paper") if source.id == feed), unbroken_since=NOW)
    assert dict(ledger.trials(db, row, NOW, NOW + 2 * HOUR)) == {keys[0]: True, keys[2]: False}


def test_a_gap_stays_open_until_it_is_closed(db: sqlite3.Connection) -> None:
    id, gap = add(db), Gap(NOW, NOW + HOUR, 12)
    number = ledger.record_gap(db, id, gap, NOW + HOUR)
    ledger.fill_gap(db, number, 5)
    assert ledger.open_gaps(db, "paper") == [(number, id, gap, 5)]
    ledger.fill_gap(db, number, 12)
    assert ledger.close_gap(db, number, NOW + 2 * HOUR, "filled") and not ledger.close_gap(db, number, NOW, "accepted")
    assert ledger.open_gaps(db, "paper") == []
    assert sums_agree(db, "gaps")


def test_an_alarm_is_kept_once_while_it_lasts(db: sqlite3.Connection) -> None:
    alarm = Alarm("byline", 0.9, 0.1, NOW, NOW + HOUR, ("https://paper.test/1",))
    assert ledger.raise_alarm(db, "paper", alarm) == ledger.raise_alarm(db, "paper", alarm)
    assert [(site, found) for _, site, found in ledger.lasting_alarms(db)] == [("paper", alarm)]
    ledger.end_alarms(db, "paper", "byline", NOW + 2 * HOUR, "accepted")
    assert ledger.lasting_alarms(db, "paper") == []
    assert sums_agree(db, "alarms")


def test_a_baseline_is_replaced(db: sqlite3.Connection) -> None:
    for count in (1, 2):
        ledger.keep_baseline(db, "paper", "byline", {"is": "Share", "count": count}, NOW)
    assert ledger.baselines(db, "paper") == {"byline": {"is": "Share", "count": 2}}
    assert sums_agree(db, "baselines")


def test_every_statement_says_what_it_is_for() -> None:
    for statement in ledger.STATEMENTS:
        assert "--" in statement
        assert statement.startswith("CREATE INDEX") or "STRICT" in statement
