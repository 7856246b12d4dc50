"""Verify: silent on what is whole, loud on every flipped byte."""

from __future__ import annotations

import random
import shutil
import signal
import sqlite3
import threading
import zlib
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.archive import clusters, furniture, ledger, schema, searches, sums
from newscrawl.archive.schema import open_archive
from newscrawl.archive.verify import SUMMED, repair, verify
from newscrawl.archive.writer import Writer
from newscrawl.drift import Alarm
from newscrawl.errors import NewscrawlError, StorageError, UsageError
from newscrawl.items import BlockMark, Page, Reading
from newscrawl.schedule import Gap
from newscrawl.templates import fold
from tests.archive_kit import HOST, NOW, Desk, removal, story
from tests.sqlite_space import BORDER, COUNTER, FREE, meaning


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """An archive with rows in every table, some texts changed since, so that the index holds postings that newer ones replace."""
    path = tmp_path_factory.mktemp("verify") / "archive.db"
    desk = Desk(path)
    luck = random.Random(3)
    for hour in (0, 5):
        for number in range(0, 60, 1 if hour == 0 else 3):
            url = f"https://{HOST}/s/{number}"
            words = " ".join(f"{luck.choice('bcdfglmnprst')}{luck.choice('aeiou')}{luck.randrange(400)}" for _ in range(100))
            article = story(url, number, body=words if number % 9 else f"港口重新开放。{words}") if number % 5 else None
            marks = tuple(BlockMark(f"{number:08x}{i:08x}", 0.5, True, None, f"{words} {i}"[:200]) for i in range(4))
            reading = Reading(url, article, None if article else "listing", removals=(removal(f"Coins {number}"),), blocks=marks if article else ())
            desk.fetch(url, article, reading=reading, page=Page(url, fetched_at=NOW + timedelta(hours=hour)))
    db = desk.db
    while clusters.update(db):
        pass
    for article in furniture.waiting(db, HOST, 10):
        fold(db, HOST, [article])
        furniture.done(db, [article.article])
    furniture.set_dirty(db, HOST, True)
    furniture.put(db, HOST, list(furniture.counts(db, HOST, least=0)), anew=True)
    searches.save(db, "boats", "ferry", NOW)
    db.execute("INSERT INTO rights (capture, said) SELECT id, '{\"license\":\"cc-by\"}' FROM captures WHERE id % 3 = 0")
    db.execute("INSERT INTO visits (article, next_at) SELECT id, fetched_at FROM articles")
    source = ledger.add_source(db, HOST, f"https://{HOST}/feed", f"{HOST}/feed", "feed", NOW)
    ledger.record_poll(db, source, NOW, "first", run=1, status=200, length=2, new=2, fresh=2, keys=["a" * 12, "b" * 12], changes={})
    ledger.record_sightings(db, source, [f"https://{HOST}/s/{number}" for number in range(40)], NOW, None)
    ledger.record_gap(db, source, Gap(NOW - timedelta(days=1), NOW, 3, True), NOW)
    ledger.keep_baseline(db, HOST, "title", {"n": 3}, NOW)
    ledger.raise_alarm(db, HOST, Alarm("title", 0.9, 0.1, NOW, NOW, ()))
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    desk.close()
    return path


def test_a_whole_archive_has_no_findings(whole) -> None:
    assert list(verify(whole)) == []


def contents(path) -> list[list[tuple]]:
    """Return all rows of all tables."""
    with closing(sqlite3.connect(path)) as db:
        tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")]
        return [db.execute(f"SELECT * FROM {name}").fetchall() for name in tables if name != "search"]  # noqa: S608 (its own tables)


@pytest.mark.parametrize("seed", [60, 61, 62])
def test_every_flipped_byte_is_found_or_lies_in_free_space(whole, tmp_path, seed: int) -> None:
    original, means = whole.read_bytes(), meaning(whole)
    luck = random.Random(seed)
    everywhere, used = range(len(original)), [place for place, what in enumerate(means) if what != FREE]
    missed = []
    for place in [*(luck.choice(everywhere) for _ in range(20)), *(luck.choice(used) for _ in range(30))]:
        damaged = bytearray(original)
        damaged[place] ^= 1 << luck.randrange(8)
        path = tmp_path / "damaged.db"
        path.write_bytes(damaged)
        for suffix in ("-wal", "-shm"):
            (tmp_path / f"damaged.db{suffix}").unlink(missing_ok=True)
        try:
            found: object = next(verify(path), None)
        except NewscrawlError as error:  # an archive that does not open is found out, too
            found = error
        harmless = means[place] in (FREE, COUNTER) or (means[place] == BORDER and contents(path) == contents(whole))
        if found is None and not harmless:
            missed.append((divmod(place, 4096), means[place]))
    assert missed == []


def test_an_archive_with_rows_in_every_table_is_what_the_flips_are_tried_on(whole) -> None:
    with closing(open_archive(whole)) as db:
        tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search_queue'")]
        empty = [name for name in tables if db.execute(f"SELECT count(*) FROM {name}").fetchone()[0] == 0]  # noqa: S608 (its own tables)
    assert set(empty) <= {"patterns", "cluster_queue", "sqlite_sequence"}


def test_a_replaced_posting_or_a_mark_of_deletion_that_changed_is_found_though_no_answer_differs(whole, tmp_path) -> None:
    path = tmp_path / "copy.db"
    shutil.copy(whole, path)
    with closing(sqlite3.connect(path)) as db:
        id, block = db.execute("SELECT id, block FROM search_data WHERE id > 10 ORDER BY length(block) DESC LIMIT 1").fetchone()
        db.execute("UPDATE search_data SET block = ? WHERE id = ?", (block[:-1] + bytes([block[-1] ^ 1]), id))
        db.commit()
    assert ("search_data", str(id)) in {(finding.table, finding.key) for finding in verify(path)}


@pytest.mark.parametrize("seed", range(6))
def test_the_figures_of_the_index_follow_whatever_is_written_merged_and_deleted(tmp_path, seed: int) -> None:
    luck = random.Random(seed)
    held: dict[int, str] = {}
    with closing(open_archive(tmp_path / "a.db", write=True)) as db:
        db.execute("INSERT INTO search (search, rank) VALUES ('pgsz', 200)")  # small blocks: long doclists, many leaves
        db.execute("INSERT INTO search (search, rank) VALUES ('automerge', ?)", (luck.choice((2, 4)),))
        sums.count(db)
        for _ in range(60):
            db.execute("BEGIN IMMEDIATE")
            for _ in range(luck.randrange(1, 6)):
                id = luck.randrange(60)
                if id in held:
                    db.execute("INSERT INTO search (search, rowid, body) VALUES ('delete', ?, ?)", (id, held.pop(id)))
                elif luck.random() < 0.8:
                    held[id] = " ".join(f"w{int(luck.expovariate(0.02))}" for _ in range(luck.choice((5, 50, 400))))
                    db.execute("INSERT INTO search (rowid, body) VALUES (?, ?)", (id, held[id]))
                else:
                    db.execute("INSERT INTO search (search, rank) VALUES ('merge', ?)", (luck.choice((1, 8, -4)),))
                if luck.random() < 0.3:
                    db.execute("SAVEPOINT page")
                    db.execute("RELEASE page")
            if luck.random() < 0.05:
                db.execute("INSERT INTO search (search) VALUES ('optimize')")
            sums.seal(db)
            db.execute("COMMIT")
            assert list(sums.damaged(db)) == []


def test_repair_mends_an_index_that_lost_its_texts(whole, tmp_path) -> None:
    path = tmp_path / "copy.db"
    shutil.copy(whole, path)
    with closing(open_archive(path, write=True)) as db:
        db.execute("DELETE FROM search_data WHERE id > 10")
        db.execute("UPDATE search_texts SET body = 'nothing'")
    assert {finding.table for finding in verify(path)} == {"search", "search_texts", "index_blocks"}
    repair(path)
    assert list(verify(path)) == []


def test_repair_makes_again_what_follows_from_other_tables(whole, tmp_path) -> None:
    path = tmp_path / "a.db"
    shutil.copy(whole, path)
    with closing(sqlite3.connect(path)) as db:
        for gone in ("INDEX frontier_copies", "INDEX articles_of_site", "VIEW doubtful", "TABLE facets"):
            db.execute(f"DROP {gone}")
        db.execute("CREATE INDEX articles_of_site ON articles (site, title)")
        db.commit()
    assert {"frontier_copies", "articles_of_site", "doubtful", "facets"} <= {finding.table for finding in verify(path)}
    repair(path)
    assert list(verify(path)) == []


def test_repair_does_not_make_good_what_it_cannot_know(whole, tmp_path) -> None:
    path = tmp_path / "copy.db"
    shutil.copy(whole, path)
    with closing(sqlite3.connect(path)) as db:
        db.execute("UPDATE sightings SET seen_at = '2020' || substr(seen_at, 5)")
        db.commit()
    repair(path)
    assert {finding.table for finding in verify(path)} == {"sightings"}


def test_a_row_changed_by_another_hand_is_found(whole, tmp_path) -> None:
    path = tmp_path / "copy.db"
    shutil.copy(whole, path)
    with closing(sqlite3.connect(path)) as db:
        db.execute("UPDATE photos SET credit = 'Somebody Else'")
        db.commit()
    assert "photos" in {finding.table for finding in verify(path)}


def test_while_another_writes_the_index_is_said_to_be_left_out(whole, tmp_path) -> None:
    path = tmp_path / "copy.db"
    shutil.copy(whole, path)
    with Writer(path):
        assert [(finding.table, finding.what.split(":")[0]) for finding in verify(path)] == [("search", "not checked")]


def test_every_table_and_column_is_explained_in_the_file_itself(whole) -> None:
    with closing(open_archive(whole)) as db:
        for name, sql in db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table' AND sql LIKE '%STRICT%'"):
            assert "--" in sql, name


def test_a_newer_archive_is_refused_by_reader_and_writer(tmp_path) -> None:
    path = tmp_path / "a.db"
    open_archive(path, write=True).close()
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA user_version = 99")
    for write in (False, True):
        with pytest.raises(UsageError, match="upgrade newscrawl"):
            open_archive(path, write=write)


def test_an_older_archive_is_copied_then_brought_up_to_date_by_a_writer_and_explained_to_a_reader(tmp_path, monkeypatch) -> None:
    path = tmp_path / "a.db"
    desk = Desk(path)
    desk.fetch(f"https://{HOST}/a", story(f"https://{HOST}/a"))
    desk.close()

    def m999_more(db: sqlite3.Connection) -> None:
        db.execute("CREATE TABLE more (id INTEGER PRIMARY KEY) STRICT")

    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, m999_more))
    monkeypatch.setattr(schema, "STEPS", (*schema.STEPS, "m999_more"))
    with pytest.raises(UsageError, match="older newscrawl"):
        open_archive(path)
    open_archive(path, write=True).close()
    with closing(open_archive(path)) as db:
        assert db.execute("SELECT count(*) FROM more").fetchone()[0] == 0
        assert db.execute("SELECT count(*) FROM articles").fetchone()[0] == 1
    (copy,) = tmp_path.glob("a.db.before-*")
    with closing(sqlite3.connect(copy)) as db:
        assert db.execute("SELECT count(*) FROM articles").fetchone()[0] == 1


def test_the_documented_schema_is_the_one_that_archives_have() -> None:
    text = (Path(__file__).parent.parent / "docs" / "schema.md").read_text()
    assert text == schema.documentation(), "python -m newscrawl.archive.schema > docs/schema.md"


@pytest.mark.parametrize("steps", range(1, len(schema.STEPS)))
def test_an_archive_of_every_past_schema_is_brought_up_to_date(tmp_path, monkeypatch, steps: int) -> None:
    path = tmp_path / "old.db"
    with closing(sqlite3.connect(path)) as db:
        schema.migrate(db, steps)
        db.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {steps}")
        db.commit()
    desk = Desk(path)
    desk.fetch(f"https://{HOST}/a", story(f"https://{HOST}/a"))
    desk.close()
    assert list(verify(path)) == []
    assert (tmp_path / f"old.db.before-{len(schema.STEPS)}").exists()


def test_without_room_for_a_copy_an_older_archive_stays_as_it_is(tmp_path, monkeypatch) -> None:
    path = tmp_path / "old.db"
    with closing(sqlite3.connect(path)) as db:
        schema.migrate(db, 7)
        db.execute("PRAGMA user_version = 7")
        db.commit()
    before = path.read_bytes()
    monkeypatch.setattr(schema.shutil, "disk_usage", lambda folder: SimpleNamespace(free=schema.MINIMUM_FREE_BYTES + 1))
    with pytest.raises(StorageError, match="needed for this copy"):
        open_archive(path, write=True)
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (7,)
    assert path.read_bytes()[100:] == before[100:] and not list(tmp_path.glob("*.before-*"))


@pytest.mark.parametrize("steps", [5, 6])
def test_rows_summed_by_their_spelling_verify_after_the_steps_that_sum_them_anew_and_damage_stays_damage(whole, tmp_path, steps: int) -> None:
    path = tmp_path / "old.db"
    shutil.copy(whole, path)

    def spelled(*row: object) -> int:
        if steps == 5 or not any(isinstance(value, bytes) for value in row):
            return zlib.crc32(repr(row).encode())
        return schema._by_spelling(row)

    with closing(sqlite3.connect(path)) as db:
        db.create_function("spelled", -1, spelled)
        for table in SUMMED:
            db.execute(f"UPDATE {table} SET checksum = spelled({', '.join(schema.summed(table))})")  # noqa: S608 (our own names)
        db.execute("UPDATE dictionaries SET site = 'other.example' WHERE id = 2")
        db.execute("UPDATE articles SET section = 'Other' WHERE docid = (SELECT min(docid) FROM articles)")
        for table in ("facets", "learned", "furniture_anew"):
            db.execute(f"DROP TABLE {table}")
        db.execute("DELETE FROM _sqlite_migrations WHERE name >= ?", (f"m{steps + 1:03}",))
        db.execute(f"PRAGMA user_version = {steps}")
        db.commit()
    open_archive(path, write=True).close()
    assert [finding.table for finding in verify(path)] == ["dictionaries", "articles"]


@given(st.lists(st.none() | st.integers() | st.text() | st.binary(max_size=40), min_size=1, max_size=6), st.data())
def test_two_rows_that_differ_in_one_bit_or_kind_of_a_value_have_different_checksums(row, data) -> None:
    place = data.draw(st.integers(0, len(row) - 1))
    value, other = row[place], data.draw(st.none() | st.booleans())
    if isinstance(value, bytes) and value:
        bit = data.draw(st.integers(0, len(value) * 8 - 1))
        other = (int.from_bytes(value, "big") ^ 1 << bit).to_bytes(len(value), "big")
    elif isinstance(value, str) and value.isascii():
        other = value.encode()
    elif value is None:
        other = "None"
    changed = [*row[:place], other, *row[place + 1 :]]
    assert schema.checksum(row) != schema.checksum(changed)
    assert schema.checksum(row) == schema.checksum(tuple(row))


@pytest.mark.parametrize("steps", [0, 1, len(schema.STEPS) - 1])
def test_an_archive_whose_making_was_cut_off_is_said_to_be_unfinished_and_is_made_by_the_next_writer(tmp_path, steps: int) -> None:
    path = tmp_path / "archive.db"
    with closing(sqlite3.connect(path)) as db:
        schema.migrate(db, steps)
    with pytest.raises(UsageError, match="cut off"):
        open_archive(path)
    open_archive(path, write=True).close()
    assert list(verify(path)) == []


def test_it_tells_what_it_goes_through(whole) -> None:
    told: list[str] = []
    assert list(verify(whole, lambda what, done: told.append(what))) == []
    assert told[0] == "pages of the file" and told[-1] == "search index against the texts"
    assert {"articles", "frontier", "captures", "references", "texts as they are indexed", "facets"} <= set(told)


def test_ctrl_c_ends_a_statement_that_sqlite_is_in(whole) -> None:
    with closing(open_archive(whole)) as db:
        threading.Timer(0.1, signal.raise_signal, (signal.SIGINT,)).start()
        with pytest.raises(sqlite3.OperationalError) as raised:
            db.execute("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n").fetchone()
    assert schema.is_interruption(raised.value)
    assert not schema.is_interruption(sqlite3.OperationalError("disk I/O error"))
