"""An archive that another version of the reader learned from is, once it was learned anew, the one that a crawl of today makes."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from newscrawl import learn, read, workers
from newscrawl.archive import dump, furniture, keeping, schema
from newscrawl.archive.forget import forget
from newscrawl.archive.schema import open_archive
from newscrawl.archive.verify import verify
from newscrawl.archive.writer import writing
from newscrawl.edition import edition
from newscrawl.items import Page, Reading
from newscrawl.reread import reread
from newscrawl.templates import template_of
from newscrawl.urls import article_id, registrable_domain, url_key
from tests.archive_kit import NOW, Desk
from tests.test_arrival import HOST, STORIES, _read_held, arrive, page

SITE = registrable_domain(HOST)
today = read.read


def older(one: Page, site: Any = None, template: Any = None, **options: Any) -> Reading:
    """Read as some earlier version did: blocks had other names, and a line below the text was taken for text."""
    reading = today(one, site, template, **options)
    blocks = tuple(replace(block, fingerprint=hashlib.sha256(block.fingerprint.encode()).hexdigest()[:16]) for block in reading.blocks)
    article = reading.article and replace(reading.article, body=f"{reading.article.body}\n\nThe Lantern, Mill Lane")
    return replace(reading, blocks=blocks, article=article)


@pytest.fixture(autouse=True)
def _reading_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers.Crew, "read_held", _read_held)


@pytest.fixture(scope="module")
def crawled_today(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    path = tmp_path_factory.mktemp("today") / "a.db"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workers.Crew, "read_held", _read_held)
        arrive(path, range(STORIES))
        learn.learn(path)
    return canonical(path)


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """An archive that an older reader read and learned from."""
    make(tmp_path / "a.db", range(STORIES))
    return tmp_path / "a.db"


def make(path: Path, numbers: Sequence[int]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tests.test_arrival.read", older)
        patch.setattr(read, "read", older)
        patch.setattr(furniture, "edition", lambda: "0123456789abcdef")
        arrive(path, numbers)
        learn.learn(path)


def canonical(path: Path) -> list[str]:
    with closing(open_archive(path)) as db:
        return list(dump.canonical(db))


def counts(path: Path) -> list[Any]:
    with closing(open_archive(path)) as db:
        return db.execute("SELECT fingerprint, stories, kind, text, ruled, first_seen, last_seen, data FROM furniture ORDER BY 1").fetchall()


def test_learning_anew_gives_what_a_crawl_of_today_gives(old: Path, tmp_path: Path, crawled_today: list[str]) -> None:
    assert canonical(old) != crawled_today
    said = learn.learn(old, anew="others")
    assert (said.read >= STORIES, said.others) == (True, ())
    assert canonical(old) == crawled_today
    arrive(tmp_path / "b.db", range(STORIES))
    learn.learn(tmp_path / "b.db")
    assert counts(old) == counts(tmp_path / "b.db")
    assert list(verify(old)) == []
    assert learn.learn(old, anew="others") == learn.Learned()


def test_reading_all_again_learns_anew_too_and_twice_changes_nothing(old: Path, crawled_today: list[str]) -> None:
    dry = reread(old, dry_run=True)
    assert (dry.anew, dry.read) == ((SITE,), STORIES)
    assert canonical(old) != crawled_today
    found = reread(old, f"site:{SITE}")
    assert (found.anew, found.read, found.missing) == ((SITE,), STORIES, 0)
    assert canonical(old) == crawled_today
    again_found = reread(old)
    assert (again_found.anew, again_found.read, again_found.changed) == ((), STORIES, 0)
    assert canonical(old) == crawled_today


def test_an_archive_of_an_older_schema_is_read_again_without_another_command_first(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, lambda db: db.execute("CREATE TABLE more (id INTEGER PRIMARY KEY) STRICT")))
    schema.MIGRATIONS[-1].__name__ = "m999_more"
    monkeypatch.setattr(schema, "STEPS", (*schema.STEPS, "m999_more"))
    assert reread(old).read == STORIES


def test_part_of_a_site_read_again_leaves_its_counts(old: Path) -> None:
    before = counts(old)
    assert reread(old, f"id:{article_id(url_key(page(3).url))}").anew == ()
    assert counts(old) == before


def test_a_crawls_own_learning_leaves_them_and_says_so(old: Path, crawled_today: list[str]) -> None:
    heard: list[str] = []
    arrive(old, [STORIES])
    said = learn.learn(old, said=heard.append)
    assert said.others == (SITE,) and "newscrawl learn" in heard[-1]
    learn.learn(old, anew="others")
    fresh = old.with_name("b.db")
    arrive(fresh, range(STORIES + 1))
    learn.learn(fresh)
    assert canonical(old) == canonical(fresh)


class Killed(Exception):
    """What a kill -9 is to the code: it comes between any two transactions."""


@pytest.mark.parametrize("after", [0, 1, 2, 3, 5, 8, 13, 20, 30])
def test_killed_between_any_two_transactions_and_begun_again_it_ends_the_same(
    old: Path, crawled_today: list[str], monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    monkeypatch.setattr(learn, "AT_ONCE", 5)
    monkeypatch.setattr(learn, "BATCH", 2)
    left = after
    jobs = learn.Writer.submit

    def submit(self: Any, job: Any, **options: Any) -> Any:
        nonlocal left
        left -= 1
        if left < 0:
            raise Killed
        return jobs(self, job, **options)

    with monkeypatch.context() as patch:
        patch.setattr(learn.Writer, "submit", submit)
        with pytest.raises(Killed):
            learn.learn(old, anew="others")
    learn.learn(old, anew="others")
    assert canonical(old) == crawled_today
    assert list(verify(old)) == []


def test_stories_crawled_in_between_are_counted_with_the_rest(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learn, "AT_ONCE", 4)
    monkeypatch.setattr(learn, "_count", lambda *_, **__: (_ for _ in ()).throw(Killed))
    with pytest.raises(Killed):
        learn.learn(old, anew="others")
    monkeypatch.undo()
    monkeypatch.setattr(workers.Crew, "read_held", _read_held)
    arrive(old, [STORIES + 1])
    assert learn.learn(old).others == (SITE,)
    learn.learn(old, anew="others")
    fresh = old.with_name("b.db")
    arrive(fresh, [*range(STORIES), STORIES + 1])
    learn.learn(fresh)
    assert canonical(old) == canonical(fresh)
    assert counts(old) == counts(fresh)


def test_what_people_ruled_stays_though_the_block_is_called_otherwise_now(old: Path) -> None:
    with writing(old) as db:
        (name,) = db.execute("SELECT fingerprint FROM furniture WHERE text LIKE 'Comments are closed.%'").fetchone()
        furniture.rule(db, name, "keep")
    learn.learn(old, anew="others")
    with closing(open_archive(old)) as db:
        bodies = [body for (body,) in db.execute("SELECT body FROM articles")]
        kept = db.execute("SELECT fingerprint, stories FROM furniture WHERE ruled = 'keep' ORDER BY stories").fetchall()
    assert all("Comments are closed." in body for body in bodies)
    assert (name, 0) in kept and kept[-1][1] == STORIES


def test_stories_whose_pages_are_gone_count_as_they_were_read(old: Path) -> None:
    keeping.prune(old, captures_before=NOW + timedelta(hours=2))
    learn.learn(old, anew="others")
    with closing(open_archive(old)) as db:
        assert db.execute("SELECT stories FROM furniture WHERE fingerprint = ''").fetchone() == (STORIES,)
        assert template_of(db, SITE) is not None


def test_a_story_forgotten_meanwhile_leaves_no_text_among_what_is_counted(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(furniture, "end_anew", lambda *_: (_ for _ in ()).throw(Killed))
        with pytest.raises(Killed):
            learn.learn(old, anew="others")
    with closing(open_archive(old)) as db:
        assert db.execute("SELECT count(*) FROM furniture_anew").fetchone() != (0,)
    forget(old, [page(3).url], now=NOW)
    with closing(open_archive(old)) as db:
        assert db.execute("SELECT count(*) FROM furniture_anew").fetchone() == (0,)
    learn.learn(old, anew="others")
    assert learn.learn(old, anew="others") == learn.Learned()
    assert list(verify(old)) == []


def test_archives_of_two_readers_merged_are_learned_anew(old: Path, tmp_path: Path, crawled_today: list[str]) -> None:
    arrive(tmp_path / "b.db", range(6, STORIES))
    learn.learn(tmp_path / "b.db")
    keeping.merge(tmp_path / "b.db", old)
    with closing(open_archive(tmp_path / "b.db")) as db:
        assert furniture.of_other_readers(db) == [SITE]
    learn.learn(tmp_path / "b.db", anew="others")
    assert canonical(tmp_path / "b.db") == crawled_today


def test_killed_while_it_learns_anew_it_ends_the_same(old: Path, crawled_today: list[str]) -> None:
    code = "import sys; from pathlib import Path; from newscrawl.learn import learn; learn(Path(sys.argv[1]), anew='others', workers=2)"
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parent.parent)}
    child = subprocess.Popen([sys.executable, "-c", code, str(old)], env=environment)
    for _ in range(400):
        with closing(open_archive(old)) as db:
            if db.execute("SELECT count(*) FROM learn_queue").fetchone()[0] or not furniture.of_other_readers(db):
                break
        time.sleep(0.02)
    child.send_signal(signal.SIGKILL)
    child.wait()
    learn.learn(old, anew="others")
    assert canonical(old) == crawled_today


def test_the_edition_is_one_word_that_stays_the_same() -> None:
    assert edition() == edition() and len(edition()) == 16 and int(edition(), 16)
    assert json.dumps(edition()).isascii()


@pytest.fixture(autouse=True, scope="module")
def _closed() -> Iterator[None]:
    yield
    for desk in Desk.open:
        desk.close()
    workers._archive.cache_clear()
