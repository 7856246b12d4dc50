"""Captures read again: what changed is put in place, what did not costs nothing, and neither a kill nor a second time makes a difference."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from newscrawl.archive import captures, dump, keeping, revisions, store
from newscrawl.archive.schema import open_archive
from newscrawl.archive.verify import verify
from newscrawl.archive.writer import writing
from newscrawl.items import Page
from newscrawl.read import read
from newscrawl.reread import reread
from newscrawl.urls import article_id, url_key
from tests.archive_kit import NOW, Desk, blob

PAGES = 12
ROOT = Path(__file__).parent.parent
WORDS = "ferry harbour council bridge winter market school river tower garden station library museum theatre orchard valley".split()


def address(number: int) -> str:
    return f"https://coast.example/2026/{number}/story-of-the-{WORDS[number % len(WORDS)]}"


def page(number: int) -> Page:
    word = WORDS[number % len(WORDS)]
    said = "and nobody who stood there had much to say about it then"
    text = "".join(f"<p>The {word} was seen by {i + number} people on day {i}, {said}.</p>" for i in range(8))
    head = f"<title>The {word} opens again after {number} years - Coast</title>"
    story = f"<article><h1>The {word} opens again after {number} years</h1>{text}</article>"
    body = f"<html lang=en><head>{head}</head><body><nav><a href='/'>Coast</a></nav>{story}</body></html>"
    return Page(address(number), body.encode(), 200, (("content-type", "text/html; charset=utf-8"),), NOW + timedelta(hours=number))


def fill(path: Path) -> None:
    """Archive PAGES as today's reader reads them, and number 3 in two versions."""
    desk = Desk(path)
    for number in [*range(PAGES), 3]:
        one = page(number)
        if number == 3 and desk.db.execute("SELECT 1 FROM articles WHERE url_key = ?", (url_key(one.url),)).fetchone():
            one = replace(one, body=one.body.replace(b"on day 4", b"on Friday the fourth"), fetched_at=NOW + timedelta(hours=50))
        reading = read(one)
        assert reading.article is not None
        desk.fetch(one.url, reading.article, reading=reading, page=replace(one, body=b""), blob=blob(one.body))
    desk.close()


def spoil(path: Path, numbers: range = range(0, PAGES, 2)) -> None:
    """Make some articles what an older reader read of them."""
    with writing(path) as db:
        for number in numbers:
            id = article_id(url_key(address(number)))
            reading = read(page(number))
            assert reading.article is not None
            store.reread(db, id, replace(reading, article=replace(reading.article, title="Coast", body=reading.article.body + "\n\nRead more")))


def state(path: Path) -> tuple[list[str], list[object]]:
    with closing(open_archive(path)) as db:
        versions = [revisions.every(db, id) for (id,) in db.execute("SELECT id FROM articles ORDER BY id")]
        return list(dump.canonical(db)), [versions, db.execute("SELECT count(*) FROM revisions").fetchone()]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    fill(tmp_path / "a.db")
    return tmp_path / "a.db"


def test_what_an_older_reader_left_is_put_right_and_twice_changes_nothing(path: Path) -> None:
    right = state(path)
    spoil(path)
    assert state(path) != right
    found = reread(path, workers=2)
    assert (found.read, found.changed, dict(found.fields)) == (PAGES, 6, {"title": 6, "body": 6, "word_count": 6})
    assert state(path) == right
    before = path.read_bytes()
    again = reread(path, workers=1)
    assert (again.read, again.changed) == (PAGES, 0)
    assert path.read_bytes() == before
    assert list(verify(path)) == []


def test_a_dry_run_says_what_the_run_does_and_writes_nothing(path: Path) -> None:
    spoil(path)
    before = path.read_bytes()
    dry = reread(path, dry_run=True, examples=2, workers=2)
    assert path.read_bytes() == before
    wet = reread(path, workers=2)
    assert (dry.read, dry.changed, dry.fields) == (wet.read, wet.changed, wet.fields)
    assert [set(fields) for _, fields in dry.differences] == [{"title", "body", "word_count"}] * 2
    assert all(fields["title"][0] == "Coast" for _, fields in dry.differences)


def test_only_what_the_query_finds_is_read_again(path: Path) -> None:
    spoil(path)
    assert reread(path, "title:coast", workers=1).changed == 6
    assert reread(path, "tower", workers=1).read == 1


def test_packed_pages_are_read_and_pruned_ones_counted_and_left(path: Path) -> None:
    right = state(path)
    spoil(path)
    keeping.compact(path)
    keeping.prune(path, captures_before=NOW + timedelta(hours=2))
    with writing(path) as db:
        db.execute("UPDATE articles SET capture = NULL WHERE id = ?", (article_id(url_key(address(5))),))
    found = reread(path, workers=2)
    assert (found.read, found.missing, found.changed, found.refused) == (PAGES - 3, 3, 5, 0)
    assert len(set(right[0]) - set(state(path)[0])) == 1  # number 0 alone stays as an older reader left it


def test_a_damaged_capture_is_not_said_to_be_missing(path: Path) -> None:
    right = state(path)
    with writing(path) as db:
        name = db.execute("SELECT digest FROM captures WHERE url_key = ?", (url_key(address(5)),)).fetchone()[0]
        db.execute("UPDATE blobs SET codec = 'plain', dictionary = NULL, data = ? WHERE digest = ?", (b"something else", name))
    found = reread(path, workers=1)
    assert (found.read, found.missing, dict(found.failed)) == (PAGES - 1, 0, {"damaged": 1})
    assert state(path) == right
    environment = os.environ | {"NEWSCRAWL_ARCHIVE": str(path), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "newscrawl", "reread"]
    ended = subprocess.run(command, env=environment, cwd=path.parent, capture_output=True, text=True, check=False)
    assert (ended.returncode, "1 not read (damaged)" in ended.stdout, "newscrawl verify says which" in ended.stderr) == (5, True, True)


def test_a_page_that_is_no_article_any_more_stays_as_it_is(path: Path) -> None:
    right = state(path)
    with writing(path) as db:
        body = b"<html><body><p>Closed.</p></body></html>"
        captures.keep(db, "coast.example", captures.digest(body), "zstd", captures.compress(body), len(body), article=False, now=NOW)
        db.execute("UPDATE captures SET digest = ? WHERE url_key = ?", (captures.digest(body), url_key(address(9))))
    for dry in (True, False):
        found = reread(path, workers=1, dry_run=dry)
        assert (found.read, found.changed, found.refused) == (PAGES, 0, 1)
    assert state(path) == right


def test_killed_and_started_again_it_ends_the_same(path: Path) -> None:
    right = state(path)
    spoil(path)
    code = "import sys; from pathlib import Path; from newscrawl.reread import reread; reread(Path(sys.argv[1]), workers=2)"
    for wait in (0.6, 0.9, 1.2):
        run = subprocess.Popen([sys.executable, "-c", code, str(path)], cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, start_new_session=True)
        time.sleep(wait)
        run.send_signal(signal.SIGKILL)
        run.wait()
    reread(path, workers=2)
    assert state(path) == right
    assert list(verify(path)) == []
