"""Looking after the file: nothing is lost by packing, pruning what was asked for alone, and merging any way round."""

from __future__ import annotations

import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta

import pytest

from newscrawl.archive import captures, clusters, dump, frontier, furniture, keeping, ledger, query, revisions, schema, searches, store
from newscrawl.archive.frontier import Lease
from newscrawl.archive.schema import open_archive
from newscrawl.archive.verify import verify
from newscrawl.archive.writer import Writer
from newscrawl.drift import Alarm
from newscrawl.errors import ArchiveBusy, NotFound, UsageError
from newscrawl.items import BlockMark, Link, Page, Reading
from newscrawl.schedule import Gap
from newscrawl.templates import fold
from tests.archive_kit import HOST, NOW, Desk, blob, settlement, story


def page_bytes(number: int) -> bytes:
    luck = random.Random(number)
    frame = b"".join(b"<div class='c%d'>menu item %d</div>" % (i * 7 % 97, i * i) for i in range(400))
    return frame + bytes(luck.choice(b"abcdefghij ") for _ in range(2000)) + frame[::-1]


def fill(path, numbers, host: str = HOST, hours: int = 0) -> Desk:
    desk = Desk(path)
    for number in numbers:
        url = f"https://{host}/s/{number}"
        page = Page(url, fetched_at=NOW + timedelta(hours=hours + number))
        desk.fetch(url, story(url, number) if number % 4 else None, page=page, blob=blob(page_bytes(number)))
    return desk


@pytest.fixture
def desk(tmp_path) -> Iterator[Desk]:
    desk = fill(tmp_path / "a.db", range(20))
    yield desk
    desk.close()


def bodies(db: sqlite3.Connection) -> list[bytes]:
    return [captures.body(db, id) for (id,) in db.execute("SELECT id FROM captures ORDER BY url_key, fetched_at")]


def test_pages_of_a_site_are_kept_against_one_another_and_read_back_equal(desk: Desk) -> None:
    assert sorted(bodies(desk.db)) == sorted(page_bytes(number) for number in range(20))
    alone = sum(len(captures.compress(page_bytes(number))) for number in range(20))
    held = "SELECT (SELECT sum(length(data)) FROM blobs) + (SELECT sum(length(data)) FROM dictionaries)"
    assert desk.db.execute(held).fetchone()[0] < alone * 0.8


def test_compacting_makes_it_smaller_and_changes_no_byte_and_twice_is_once(tmp_path) -> None:
    fill(tmp_path / "a.db", range(60)).close()
    with closing(open_archive(tmp_path / "a.db")) as db:
        before, lines = bodies(db), list(dump.canonical(db))
    first = keeping.compact(tmp_path / "a.db")
    second = keeping.compact(tmp_path / "a.db")
    with closing(open_archive(tmp_path / "a.db")) as db:
        assert bodies(db) == before and list(dump.canonical(db)) == lines
        assert query.count(db, "ferry") == 45
    assert first.after < first.before and second.blobs == 0
    assert list(verify(tmp_path / "a.db")) == []


def test_pruning_takes_old_captures_alone_and_the_rest_still_reads(desk: Desk, tmp_path) -> None:
    pruned = keeping.prune(tmp_path / "a.db", captures_before=NOW + timedelta(hours=12))
    assert pruned.captures == 12
    assert sorted(bodies(desk.db)) == sorted(page_bytes(number) for number in range(12, 20))
    assert desk.db.execute("SELECT count(*) FROM articles").fetchone()[0] == 15
    keeping.prune(tmp_path / "a.db", captures_before=NOW + timedelta(days=30))
    assert desk.db.execute("SELECT (SELECT count(*) FROM blobs), (SELECT count(*) FROM dictionaries)").fetchone() == (0, 0)
    assert list(verify(tmp_path / "a.db")) == []


def test_a_backup_taken_during_a_write_opens_clean(desk: Desk, tmp_path) -> None:
    desk.close()
    with Writer(tmp_path / "a.db") as writer:
        job = writer.submit(lambda db: frontier.begin_run(db, NOW, "crawl"))
        size = keeping.backup(tmp_path / "a.db", tmp_path / "copies" / "b.db")
        job.result()
    assert size == (tmp_path / "copies" / "b.db").stat().st_size
    assert list(verify(tmp_path / "copies" / "b.db")) == []
    assert [path.name for path in (tmp_path / "copies").iterdir() if "part" in path.name] == []
    with pytest.raises(UsageError, match="itself"):
        keeping.backup(tmp_path / "a.db", tmp_path / "a.db")


def test_backups_taken_while_pages_are_stored_are_whole_and_hold_all_that_was_acknowledged_before(tmp_path) -> None:
    path = tmp_path / "a.db"
    fill(path, range(4)).close()
    with Writer(path, commit_jobs=3) as writer:
        run = writer.run(lambda db: frontier.begin_run(db, NOW, "crawl"))

        def page(number: int):
            url = f"https://{HOST}/more/{number}"

            def job(db: sqlite3.Connection) -> None:
                frontier.add(db, [Link(url)], run=run, now=NOW, site=HOST)
                row = db.execute(f"SELECT {frontier._LEASE} FROM frontier WHERE url = ?", (url,)).fetchone()  # noqa: S608 (a constant)
                body = blob(page_bytes(number))
                store.settle(db, Lease(*row, None, None), settlement(url, story(url, number), blob=body), run=run, now=NOW)

            return job

        number = 0
        for copy in range(3):
            jobs = [writer.submit(page(number + i)) for i in range(30)]
            number += 30
            jobs[9].result()
            keeping.backup(path, tmp_path / f"copy{copy}.db")
            with closing(open_archive(tmp_path / f"copy{copy}.db")) as db:
                held = db.execute("SELECT count(*) FROM articles WHERE url LIKE '%more%'").fetchone()[0]
                assert number - 20 <= held <= number
                assert len(bodies(db)) == held + 4
            assert list(verify(tmp_path / f"copy{copy}.db")) == []
            for job in jobs:
                job.result()


def test_versions_are_shown_after_their_pages_were_pruned_and_the_file_compacted(tmp_path) -> None:
    path = tmp_path / "a.db"
    desk = fill(path, range(9))
    url = f"https://{HOST}/s/1"
    for hour in (30, 60):
        body = blob(page_bytes(100 + hour))
        desk.fetch(url, story(url, 1, title=f"Title at {hour}"), page=Page(url, fetched_at=NOW + timedelta(hours=hour)), blob=body)
    id = query.find(desk.db, url)
    desk.close()
    with closing(open_archive(path)) as db:
        before = [revisions.version(db, id, number) for number in (1, 2, 3)]
    keeping.prune(path, captures_before=NOW + timedelta(hours=40))
    keeping.compact(path)
    with closing(open_archive(path)) as db:
        assert [revisions.version(db, id, number) for number in (1, 2, 3)] == before
        assert bodies(db) == [page_bytes(160)]
        assert query.count(db, "ferry") == 6
    assert list(verify(path)) == []


def canonical(path) -> list[str]:
    with closing(open_archive(path)) as db:
        return list(dump.canonical(db))


def two(folder) -> None:
    one = fill(folder / "one.db", range(12))
    other = fill(folder / "other.db", range(6, 18), hours=100)
    fill(folder / "third.db", range(3), host="coast.example").close()
    for desk, title, hours in ((one, "Early title", 200), (other, "Late title", 300)):
        url = f"https://{HOST}/s/7"
        desk.fetch(url, story(url, 7, title=title), page=Page(url, fetched_at=NOW + timedelta(hours=hours)))
    url = f"https://{HOST}/s/9"
    one.fetch(url, None, page=Page(url, status=410, fetched_at=NOW + timedelta(hours=400)), blob=None)
    other.add(f"https://{HOST}/pending")
    one.close()
    other.close()


def test_merging_either_way_gives_the_same_archive_and_twice_is_once(tmp_path) -> None:
    for name in ("x", "y"):
        (tmp_path / name).mkdir()
        two(tmp_path / name)
    x, y = tmp_path / "x", tmp_path / "y"
    keeping.merge(x / "one.db", x / "other.db")
    keeping.merge(y / "other.db", y / "one.db")
    assert canonical(x / "one.db") == canonical(y / "other.db")
    assert keeping.merge(x / "one.db", x / "other.db") == keeping.Merged(0, 0, 0)
    assert canonical(x / "one.db") == canonical(y / "other.db")
    for path in (x / "one.db", y / "other.db"):
        assert list(verify(path)) == []
        with closing(open_archive(path)) as db:
            held = query.get(db, f"https://{HOST}/s/7")
            assert held["title"] == "Late title"
            assert [row["number"] for row in revisions.history(db, held["id"])] == [1, 2, 3, 4] or len(revisions.history(db, held["id"])) >= 3
            assert query.count(db, "ferry") == db.execute("SELECT count(*) FROM articles").fetchone()[0]


def polled(path, hours: int, shown: range, *, closed: bool = False) -> None:
    """Note what two sources of HOST said at some hour, a gap and an alarm that both archives know of, and one of each that only this one does."""
    at = NOW + timedelta(hours=hours)
    with closing(open_archive(path, write=True)) as db:
        for name in ("feed", f"tag-{hours}"):
            source = ledger.add_source(db, HOST, f"https://{HOST}/{name}", f"{HOST}/{name}", "feed", at)
            keys = [f"https://{HOST}/s/{number}" for number in shown]
            for later in (0, 1):
                when, changes = at + timedelta(hours=later), {"good_at": at, "next_at": at + timedelta(hours=2), "pace": {"guess": hours}}
                ledger.record_poll(
                    db, source, when, "whole", run=1, status=200, length=len(keys), new=1, fresh=1, keys=["a" * 12], changes=changes
                )  # fmt: skip
            ledger.record_sightings(db, source, keys, at, None)
            ledger.record_gap(db, source, Gap(NOW - timedelta(days=1), NOW, hours, True), at)
            ledger.record_gap(db, source, Gap(at, at + timedelta(hours=1), 2, False), at)
        if closed:
            ledger.fill_gap(db, 1, 3)
            ledger.close_gap(db, 1, at, "filled")
        ledger.keep_baseline(db, HOST, "title", {"n": hours}, at)
        ledger.raise_alarm(db, HOST, Alarm("title", 0.9, 0.1, NOW, NOW, ()))
        ledger.raise_alarm(db, HOST, Alarm(f"date {hours}", 0.9, 0.1, at, at, ()))
        if closed:
            ledger.end_alarms(db, HOST, "title", at, "healed")
        db.execute("INSERT INTO visits (article, next_at) SELECT id, ? FROM articles", (schema.stamp(at),))
        db.execute("UPDATE hosts SET next_at = ? WHERE host = ?", (schema.stamp(at), HOST))
        schema.restamp(db, "hosts", "host = ?", (HOST,))
        db.execute("INSERT INTO patterns (host, pattern, barren, trapped, checksum) VALUES (?, '/x', ?, 0, 0)", (HOST, hours))
        schema.restamp(db, "patterns", "host = ?", (HOST,))


def ledger_of(path) -> dict[str, list[tuple]]:
    """Return what an archive knows of sources and hosts, by their names instead of their numbers."""
    said = {
        "sources": f"SELECT {', '.join(schema.summed('sources'))} FROM sources",  # noqa: S608 (names of our own tables, here and below)
        "visits": "SELECT * FROM visits", "baselines": "SELECT * FROM baselines", "patterns": "SELECT * FROM patterns",
        "hosts": "SELECT host, next_at FROM hosts", "alarms": f"SELECT {', '.join(schema.summed('alarms'))} FROM alarms",  # noqa: S608
        "outcomes": "SELECT url_key, state, reason, leads_to, article FROM outcomes",
    }  # fmt: skip
    for table, columns in (("polls", "at, verdict, status, length, new, fresh, keys"), ("sightings", "t.url_key, seen_at, since"),
                           ("gaps", "since, until, lost, certain, filled, closed_at, closed_by")):  # fmt: skip
        said[table] = f"SELECT s.url_key, {columns} FROM {table} AS t JOIN sources AS s ON s.id = t.source"  # noqa: S608
    with closing(open_archive(path)) as db:
        return {name: sorted(db.execute(sql).fetchall(), key=repr) for name, sql in said.items()}


def test_sources_polls_gaps_and_visits_are_merged_too_either_way_and_once(tmp_path) -> None:
    for name in ("x", "y"):
        (tmp_path / name).mkdir()
        two(tmp_path / name)
        polled(tmp_path / name / "one.db", 3, range(10))
        polled(tmp_path / name / "other.db", 5, range(5, 18), closed=True)
    x, y = tmp_path / "x", tmp_path / "y"
    keeping.merge(x / "one.db", x / "other.db")
    keeping.merge(y / "other.db", y / "one.db")
    one, other = ledger_of(x / "one.db"), ledger_of(y / "other.db")
    assert {name: one[name] == other[name] for name in one} == dict.fromkeys(one, True)
    assert [len(one[name]) for name in ("sources", "polls", "gaps", "alarms", "baselines")] == [3, 8, 7, 3, 1]
    assert [(gap[3], gap[5], gap[7]) for gap in one["gaps"] if gap[0] == f"{HOST}/feed" and gap[2] == schema.stamp(NOW)] == [(5, 3, "filled")]
    assert len(one["visits"]) == query_count(x / "one.db")
    assert len({row[0] for row in one["outcomes"]}) == len(one["outcomes"])
    keeping.merge(x / "one.db", x / "other.db")
    assert ledger_of(x / "one.db") == one
    assert list(verify(x / "one.db")) == list(verify(y / "other.db")) == []


def query_count(path) -> int:
    with closing(open_archive(path)) as db:
        return db.execute("SELECT count(*) FROM articles").fetchone()[0]


def test_merging_into_nothing_is_a_copy(tmp_path) -> None:
    two(tmp_path)
    with closing(sqlite3.connect(tmp_path / "third.db")) as db:
        db.execute("INSERT INTO rights (capture, said) SELECT max(id), '{}' FROM captures")
        db.commit()
    keeping.merge(tmp_path / "new.db", tmp_path / "third.db")
    assert canonical(tmp_path / "new.db") == canonical(tmp_path / "third.db")
    with closing(open_archive(tmp_path / "new.db")) as db:
        assert len(bodies(db)) == 3
        assert db.execute("SELECT count(*) FROM rights").fetchone()[0] == 1


def test_a_saved_query_shows_what_is_new_since_it_was_asked(desk: Desk) -> None:
    searches.save(desk.db, "boats", "ferry", NOW)
    assert [(row["name"], row["new"]) for row in searches.saved(desk.db)] == [("boats", 15)]
    searches.asked(desk.db, "boats", NOW + timedelta(hours=17))
    assert searches.saved(desk.db)[0]["new"] == 2
    searches.forget(desk.db, "boats")
    with pytest.raises(NotFound):
        searches.new_since(desk.db, "boats")


def test_what_waits_for_its_cluster_is_placed_by_later_jobs(desk: Desk) -> None:
    assert clusters.waiting(desk.db) == 15
    while clusters.update(desk.db, 4):
        pass
    assert clusters.waiting(desk.db) == 0


def noted(path, numbers) -> None:
    """Make an archive of stories whose pages share an appeal and a line that varies, counted as ``learn`` counts."""
    desk = Desk(path)
    for number in numbers:
        url = f"https://{HOST}/s/{number}"
        marks = [
            BlockMark(f"{number:016x}", 0.25, True, None, f"Paragraph of story {number}"),
            BlockMark("a" * 16, 0.9996, False, "appeal" if number % 3 else None, f"Give us {number} coins"),
            BlockMark("b" * 16, 1.5 + number / 7, False, "related", "More from the harbour"),
        ]
        article = story(url, number, body=" ".join(f"w{number}x{i}" for i in range(60)))
        page = Page(url, fetched_at=NOW + timedelta(days=number))
        desk.fetch(url, article, reading=Reading(url, article, blocks=tuple(marks)), page=page)
    count(desk)
    desk.close()


def count(desk: Desk) -> None:
    while clusters.update(desk.db):
        pass
    while stories := furniture.waiting(desk.db, HOST, 5):
        fold(desk.db, HOST, stories)
        furniture.done(desk.db, [one.article for one in stories])


def known(path) -> list[dict]:
    desk = Desk(path)
    count(desk)
    said = sorted(furniture.counts(desk.db, HOST, least=0), key=lambda one: one["fingerprint"])
    desk.close()
    return said


def test_furniture_counted_in_two_archives_is_counted_in_one_as_if_it_had_always_been(tmp_path) -> None:
    for name, numbers in (("one", range(9)), ("other", range(6, 16)), ("all", range(16))):
        noted(tmp_path / f"{name}.db", numbers)
        shutil.copy(tmp_path / f"{name}.db", tmp_path / f"{name}-2.db")
    keeping.merge(tmp_path / "one.db", tmp_path / "other.db")
    keeping.merge(tmp_path / "other-2.db", tmp_path / "one-2.db")
    whole = known(tmp_path / "all.db")
    assert known(tmp_path / "one.db") == whole
    assert known(tmp_path / "other-2.db") == whole
    keeping.merge(tmp_path / "one.db", tmp_path / "other.db")
    assert known(tmp_path / "one.db") == whole
    assert list(verify(tmp_path / "one.db")) == []


def test_merging_brings_rulings_and_saved_queries(tmp_path) -> None:
    for name in ("one", "other"):
        noted(tmp_path / f"{name}.db", range(4))
    desk = Desk(tmp_path / "other.db")
    furniture.rule(desk.db, "a" * 16, "keep")
    searches.save(desk.db, "boats", "ferry", NOW)
    desk.close()
    for _ in range(2):
        keeping.merge(tmp_path / "one.db", tmp_path / "other.db")
        desk = Desk(tmp_path / "one.db")
        assert [one["ruled"] for one in furniture.known(desk.db, HOST) if one["id"] == "a" * 16] == ["keep"]
        assert [row["name"] for row in searches.saved(desk.db)] == ["boats"]
        desk.close()


def test_a_merged_archive_knows_its_reprints_and_exports_in_one_order_whichever_way_it_was_merged(tmp_path) -> None:
    text = "\n\n".join(f"The crane on pier {number} was mended on the night before the fair began, the harbour office said." for number in range(9))
    for name, hosts in (("a", ("quay.example", "pier.example")), ("b", ("quay2.example", "dock.example", "mole.example"))):
        desk = Desk(tmp_path / f"{name}.db")
        for host in hosts:
            url = f"https://{host}/crane"
            desk.fetch(url, story(url, 1, body=text if host in ("quay.example", "quay2.example") else f"{host} {host[::-1]}", date_published=None))
        desk.close()
    exported = []
    for one, other in (("a", "b"), ("b", "a")):
        shutil.copy(tmp_path / f"{one}.db", tmp_path / "into.db")
        keeping.merge(tmp_path / "into.db", tmp_path / f"{other}.db")
        with closing(open_archive(tmp_path / "into.db")) as db:
            assert clusters.waiting(db) == 0
            assert len(list(query.ids(db, "has:cluster"))) == 2
            exported.append([query.article(db, id) | {"capture": None} for id in query.ids(db, None)])
    assert exported[0] == exported[1]


def test_what_is_compared_at_leisure_is_compared_by_who_looks_after_the_file(desk: Desk) -> None:
    assert clusters.waiting(desk.db) == 15
    keeping.compact(desk.path)
    assert clusters.waiting(desk.db) == 0


@pytest.mark.parametrize("after", [0, 1, 2, 3, 4])
def test_a_merge_that_is_interrupted_while_articles_are_compared_leaves_the_archive_whole(after: int, desk: Desk, tmp_path, monkeypatch) -> None:
    told: list[int] = []

    def interrupt(what: str, done: int) -> None:
        if what == "articles compared with others":
            told.append(done)
            if len(told) > after:
                raise KeyboardInterrupt

    few = clusters.update
    monkeypatch.setattr(clusters, "update", lambda db, limit=3, **options: few(db, limit, **options))
    desk.db.close()
    with pytest.raises(KeyboardInterrupt):
        keeping.merge(tmp_path / "into.db", desk.path, progress=interrupt)
    assert list(verify(tmp_path / "into.db")) == []
    with closing(open_archive(tmp_path / "into.db")) as db:
        assert (query.count(db, None), clusters.waiting(db) > 0) == (15, after < 4)
    keeping.merge(tmp_path / "into.db", desk.path)
    with closing(open_archive(tmp_path / "into.db")) as db:
        assert clusters.waiting(db) == 0


def test_a_copy_restored_over_an_archive_takes_nothing_of_its_log_for_its_own(tmp_path) -> None:
    path, copy = tmp_path / "a.db", tmp_path / "copy.db"
    fill(path, range(8)).close()
    keeping.backup(path, copy)
    before = copy.read_bytes()
    killing = "import sqlite3, os, sys\ndb = sqlite3.connect(sys.argv[1])\ndb.execute('DELETE FROM photos')\ndb.commit()\nos._exit(9)"
    killed = subprocess.run([sys.executable, "-c", killing, str(path)], check=False)
    assert killed.returncode == 9 and (tmp_path / "a.db-wal").stat().st_size
    keeping.backup(copy, path)
    assert not (tmp_path / "a.db-wal").exists()
    assert list(verify(path)) == []
    with closing(open_archive(path)) as db:
        assert db.execute("SELECT count(*) FROM photos").fetchone()[0] > 0
    assert copy.read_bytes() == before
    (tmp_path / "link.db").symlink_to(path)
    keeping.backup(copy, tmp_path / "link.db")
    assert (tmp_path / "link.db").is_symlink()


def test_an_archive_that_is_being_written_is_not_restored_over(tmp_path) -> None:
    fill(tmp_path / "a.db", range(3)).close()
    keeping.backup(tmp_path / "a.db", tmp_path / "copy.db")
    with Writer(tmp_path / "a.db"), pytest.raises(ArchiveBusy):
        keeping.backup(tmp_path / "copy.db", tmp_path / "a.db")
    keeping.backup(tmp_path / "a.db", tmp_path / "copy.db")
    assert not (tmp_path / "copy.db.lock").exists()
