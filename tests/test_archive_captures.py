"""Captures as they are written: compressed where pages are read, placed where they are written, and never dependent on what either believed."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newscrawl.archive import captures
from newscrawl.archive.captures import Shelf
from newscrawl.archive.schema import open_archive
from tests.archive_kit import NOW

SITE = "harbour.example"


def page(number: int, site: str = SITE) -> bytes:
    """Return a page of which most is its site's."""
    frame, own = random.Random(site), random.Random(f"{site} {number}")
    around = bytes(frame.choice(b"abcdefghijklmnop <>=") for _ in range(6000))
    return around + bytes(own.choice(b"qrstuvwxyz ") for _ in range(1500)) + around[::-1]


@pytest.fixture
def db(tmp_path) -> Iterator[sqlite3.Connection]:
    with closing(open_archive(tmp_path / "a.db", write=True)) as db:
        yield db


def put(db: sqlite3.Connection, shelf: Shelf, body: bytes, site: str = SITE, *, article: bool = True) -> str:
    name = captures.digest(body)
    dictionary, frame = shelf.compress(db, site, name, body)
    captures.keep(db, site, name, "zstd", frame, len(body), article=article, now=NOW, dictionary=dictionary)
    return name


def parts(db: sqlite3.Connection) -> list[tuple[int, int | None]]:
    return db.execute("SELECT id, parent FROM dictionaries ORDER BY id").fetchall()


def test_a_sites_first_articles_become_its_dictionary_and_later_pages_lean_on_it(db) -> None:
    shelf = Shelf()
    put(db, shelf, page(0), article=False)
    names = [put(db, shelf, page(number)) for number in range(1, 12)]
    assert parts(db) == [(1, None), (2, 1), (3, 2), (4, 3)]
    assert [captures.blob(db, name) for name in names] == [page(number) for number in range(1, 12)]
    rows = db.execute("SELECT codec, dictionary, length(data) FROM blobs ORDER BY id").fetchall()
    assert rows[0][:2] == ("zstd", None) and [row[:2] for row in rows[5:]] == [("zstd", 4)] * 7
    assert max(length for _, _, length in rows[5:]) < rows[0][2] / 2


def test_a_page_of_another_kind_or_size_leans_on_the_dictionary_and_is_no_part_of_it(db, monkeypatch) -> None:
    shelf = Shelf()
    put(db, shelf, page(1))
    monkeypatch.setattr(captures, "LARGEST_PART", 20_000)
    listed, large, small = put(db, shelf, page(2), article=False), put(db, shelf, page(3) + page(4)), put(db, shelf, b"<html>small</html>")
    assert parts(db) == [(1, None)]
    assert [captures.blob(db, name) for name in (listed, large, small)] == [page(2), page(3) + page(4), b"<html>small</html>"]


def test_two_readers_that_lean_on_the_same_part_are_both_kept_and_one_of_them_is_the_next_part(db) -> None:
    one, other = Shelf(), Shelf()
    first = put(db, one, page(0))
    frames = [(shelf.compress(db, SITE, captures.digest(page(n)), page(n)), page(n)) for n, shelf in ((1, one), (2, other))]
    for (dictionary, frame), body in frames:
        captures.keep(db, SITE, captures.digest(body), "zstd", frame, len(body), article=True, now=NOW, dictionary=dictionary)
    assert parts(db) == [(1, None), (2, 1)]
    third = put(db, other, page(3))
    assert [captures.blob(db, name) for name in (first, captures.digest(page(1)), captures.digest(page(2)), third)] == [page(n) for n in range(4)]


def test_a_capture_against_a_dictionary_that_its_site_does_not_have_is_refused(db) -> None:
    shelf, name = Shelf(), captures.digest(page(9))
    put(db, shelf, page(0), "other.example")
    frame = captures.compress(page(9))
    for dictionary in (1, 77, "1", [1]):
        with pytest.raises(ValueError, match="does not have"):
            captures.keep(db, SITE, name, "zstd", frame, len(page(9)), article=True, now=NOW, dictionary=dictionary)
    assert db.execute("SELECT count(*) FROM blobs WHERE digest = ?", (name,)).fetchone() == (0,)


@pytest.mark.parametrize(
    "codec,data", [("zstd", b"no frame at all"), ("zstd", b""), ("zstd", captures.compress(b"x" * 5000)), ("lzma", b"x"), ("part", b"0")]
)
def test_what_cannot_be_the_capture_that_it_is_called_is_refused(db, codec, data) -> None:
    with pytest.raises(ValueError):
        captures.keep(db, SITE, captures.digest(page(1)), codec, data, len(page(1)), article=True, now=NOW)


def test_a_part_that_is_not_what_it_is_called_is_leaned_on_by_nobody(db) -> None:
    lie = captures.compress(page(5))
    captures.keep(db, SITE, captures.digest(page(0)), "zstd", lie, len(page(5)), article=True, now=NOW)
    name = put(db, Shelf(), page(6))
    assert db.execute("SELECT codec, dictionary FROM blobs WHERE digest = ?", (name,)).fetchone() == ("zstd", None)
    assert captures.blob(db, name) == page(6)


def test_what_a_shelf_holds_is_bounded_and_what_it_had_to_let_go_is_found_again(db) -> None:
    shelf = Shelf(room=60_000)
    names = {(site, n): put(db, shelf, page(n, site), site) for n in range(6) for site in ("a.example", "b.example", "c.example")}
    assert len(shelf._held) < 3
    assert all(captures.blob(db, name) == page(n, site) for (site, n), name in names.items())


def test_sites_are_digested_while_there_is_room_and_none_is_driven_out_for_it(db) -> None:
    sites = [f"{letter}.example" for letter in "abcd"]
    shelf = Shelf(room=4 * 60_000 + 60_000 * captures.DIGEST_SIZE)
    names = {(site, n): put(db, shelf, page(n, site), site) for n in range(12) for site in sites}
    assert len(shelf._held) == 4
    assert sum(one.digested for one in shelf._held.values()) == 1
    assert all(captures.blob(db, name) == page(n, site) for (site, n), name in names.items())


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.integers(0, 9), st.sampled_from(["a.example", "b.example"]), st.integers(0, 2), st.booleans(), st.booleans()), max_size=14)
)
def test_whichever_reader_compresses_and_however_late_it_is_written_every_body_reads_back(tmp_path_factory, steps) -> None:
    shelves = [Shelf(room=room) for room in (1, 50_000, captures.ROOM)]
    with closing(open_archive(tmp_path_factory.mktemp("law") / "a.db", write=True)) as db:
        late, names = [], {}
        for number, site, which, article, waits in steps:
            body = page(number, site)
            name = captures.digest(body)
            late.append((site, name, shelves[which].compress(db, site, name, body), len(body), article))
            names[name] = body
            while late and not waits:
                at, called, (dictionary, frame), length, is_article = late.pop()
                captures.keep(db, at, called, "zstd", frame, length, article=is_article, now=NOW, dictionary=dictionary)
        for at, called, (dictionary, frame), length, is_article in late:
            captures.keep(db, at, called, "zstd", frame, length, article=is_article, now=NOW, dictionary=dictionary)
        assert all(captures.blob(db, name) == body for name, body in names.items())
