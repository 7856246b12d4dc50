"""Verify: silent on what is whole, loud on every flipped byte."""

from __future__ import annotations

import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from newscrawl.archive import clusters, schema
from newscrawl.archive.schema import open_archive
from newscrawl.archive.verify import repair, verify
from newscrawl.archive.writer import Writer
from newscrawl.errors import UsageError
from tests.archive_kit import HOST, Desk, story


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    path = tmp_path_factory.mktemp("verify") / "archive.db"
    desk = Desk(path)
    luck = random.Random(3)
    for number in range(150):
        url = f"https://{HOST}/s/{number}"
        words = " ".join(f"{luck.choice('bcdfglmnprst')}{luck.choice('aeiou')}{luck.randrange(400)}" for _ in range(150))
        desk.fetch(url, story(url, number, body=words if number % 9 else f"港口重新开放。{words}") if number % 5 else None)
    while clusters.update(desk.db):
        pass
    desk.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    desk.close()
    return path


def test_a_whole_archive_has_no_findings(whole) -> None:
    assert list(verify(whole)) == []


def unused_bytes(page: bytes, first: bool) -> set[int]:
    """Return the places in a table or index b-tree page that hold nothing (SQLite file format, section 1.6)."""
    start = 100 if first else 0
    kind = page[start]
    if kind not in (2, 5, 10, 13):
        return set()
    header = 12 if kind in (2, 5) else 8
    cells = int.from_bytes(page[start + 3 : start + 5])
    content = int.from_bytes(page[start + 5 : start + 7]) or 65536
    unused = set(range(start + header + 2 * cells, content))
    block = int.from_bytes(page[start + 1 : start + 3])
    while block:
        size = int.from_bytes(page[block + 2 : block + 4])
        unused |= set(range(block + 4, block + size))
        block = int.from_bytes(page[block : block + 2])
    return unused


def answers(path) -> list[tuple]:
    """Return all that the full-text index says: every word, where it stands."""
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE VIRTUAL TABLE temp.said USING fts5vocab(main, search, instance)")
        return db.execute("SELECT * FROM said").fetchall()


def test_sixty_of_sixty_flipped_bytes_are_found(whole, tmp_path) -> None:
    original = whole.read_bytes()
    luck = random.Random(60)
    flips, missed = 0, []
    while flips < 60:
        place = luck.randrange(100, len(original))
        page, offset = divmod(place, 4096)
        if offset in unused_bytes(original[page * 4096 : page * 4096 + 4096], page == 0):
            continue
        flips += 1
        damaged = bytearray(original)
        damaged[place] ^= 1 << luck.randrange(8)
        path = tmp_path / "damaged.db"
        path.write_bytes(damaged)
        for suffix in ("-wal", "-shm"):
            (tmp_path / f"damaged.db{suffix}").unlink(missing_ok=True)
        try:
            findings = list(verify(path))
        except Exception as error:  # an archive that does not open is found out, too
            findings = [error]
        # FTS5 keeps a mark on postings that newer ones replace; one bit in some hundred is such a mark, and changes no answer.
        if not findings and answers(path) != answers(whole):
            missed.append((page, offset))
    assert missed == []


def test_repair_mends_an_index_that_lost_its_texts(whole, tmp_path) -> None:
    path = tmp_path / "copy.db"
    shutil.copy(whole, path)
    with closing(open_archive(path, write=True)) as db:
        db.execute("DELETE FROM search_data WHERE id > 10")
        db.execute("UPDATE search_texts SET body = 'nothing'")
    assert {finding.table for finding in verify(path)} == {"search", "search_texts"}
    repair(path)
    assert list(verify(path)) == []


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
    from sqlite_utils import Migrations

    later = Migrations("newscrawl")
    later._migrations = [*schema.migrations._migrations]

    @later()
    def m999_more(db) -> None:
        db.conn.execute("CREATE TABLE more (id INTEGER PRIMARY KEY) STRICT")

    monkeypatch.setattr(schema, "migrations", later)
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
    from sqlite_utils import Database, Migrations

    path = tmp_path / "old.db"
    past = Migrations("newscrawl")
    past._migrations = schema.migrations._migrations[:steps]
    with closing(sqlite3.connect(path)) as db:
        past.apply(Database(db))
        db.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {steps}")
        db.commit()
    desk = Desk(path)
    desk.fetch(f"https://{HOST}/a", story(f"https://{HOST}/a"))
    desk.close()
    assert list(verify(path)) == []
    assert (tmp_path / f"old.db.before-{len(schema.STEPS)}").exists()
