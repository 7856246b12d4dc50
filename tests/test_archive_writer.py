"""One writer: what it acknowledged is on disk, a bad job costs itself alone, and readers never wait."""

from __future__ import annotations

import _thread
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from concurrent.futures import wait
from contextlib import closing
from pathlib import Path

import pytest

from newscrawl.archive import dump, frontier, store, sums
from newscrawl.archive import writer as writing_room
from newscrawl.archive.schema import open_archive
from newscrawl.archive.verify import verify
from newscrawl.archive.writer import Lock, Writer
from newscrawl.errors import ArchiveBusy, NotFound, StorageError, UsageError
from newscrawl.items import Link
from tests.archive_kit import HOST, NOW, settlement, story

PAGES = 120


def crawl(path: str, acknowledged: str | None = None) -> None:
    """Crawl an invented site of PAGES pages into ``path``, noting each address in ``acknowledged`` once it is said to be safe."""
    with Writer(path, commit_seconds=0.02, commit_jobs=7) as writer:
        run = writer.run(lambda db: frontier.begin_run(db, NOW, "crawl"))
        writer.run(frontier.recover)
        writer.run(lambda db: frontier.add(db, [Link(f"https://{HOST}/0", source="seed")], run=run, now=NOW, site=HOST))
        writer.run(lambda db: frontier.set_robots(db, HOST, None, "ok", None))
        while leases := writer.run(lambda db: [lease for _ in range(5) for lease in frontier.lease(db, run=run, now=NOW)]):
            jobs = []
            for lease in leases:
                number = int(lease.url.rsplit("/", 1)[1])
                links = tuple(Link(f"https://{HOST}/{n}") for n in (number * 2 + 1, number * 2 + 2) if n < PAGES)
                result = settlement(lease.url, story(lease.url, number) if number % 3 else None, links=links)
                jobs.append((lease, writer.submit(lambda db, lease=lease, result=result: store.settle(db, lease, result, run=run, now=NOW))))
            for lease, job in jobs:
                job.result()
                if acknowledged:
                    with Path(acknowledged).open("a") as file:
                        file.write(f"{lease.url_key}\n")


def canonical(path: Path) -> list[str]:
    with closing(open_archive(path)) as db:
        return list(dump.canonical(db))


def test_killed_at_random_points_and_started_again_it_is_the_same_archive(tmp_path) -> None:
    whole, broken, noted = tmp_path / "whole.db", tmp_path / "broken.db", tmp_path / "noted"
    crawl(str(whole))
    command = [sys.executable, "-c", f"from tests.test_archive_writer import crawl; crawl({str(broken)!r}, {str(noted)!r})"]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
    luck = random.Random(11)
    for _ in range(5):
        process = subprocess.Popen(command, env=environment)
        before = noted.stat().st_size if noted.exists() else 0
        while process.poll() is None and (not noted.exists() or noted.stat().st_size == before):
            time.sleep(0.005)
        time.sleep(luck.random() * 0.12)
        process.send_signal(signal.SIGKILL)
        process.wait()
        with closing(open_archive(broken)) as db:
            settled = {key for (key,) in db.execute("SELECT url_key FROM frontier WHERE settled_at IS NOT NULL")}
        lines = noted.read_text().split("\n")[:-1] if noted.exists() else []
        assert set(lines) <= settled
        assert list(verify(broken)) == []
    crawl(str(broken))
    assert canonical(broken) == canonical(whole)
    assert len(canonical(whole)) == PAGES


def test_a_bad_job_costs_itself_alone(tmp_path) -> None:
    with Writer(tmp_path / "a.db", commit_seconds=0.5) as writer:
        run = writer.run(lambda db: frontier.begin_run(db, NOW, "x"))

        def bad(db: sqlite3.Connection) -> None:
            frontier.add(db, [Link(f"https://{HOST}/half")], run=run, now=NOW, site=HOST)
            raise ValueError("this page")

        good = [writer.submit(lambda db, n=n: frontier.add(db, [Link(f"https://{HOST}/{n}")], run=run, now=NOW, site=HOST)) for n in range(3)]
        failing = writer.submit(bad)
        good.append(writer.submit(lambda db: frontier.add(db, [Link(f"https://{HOST}/after")], run=run, now=NOW, site=HOST)))
        assert [job.result() for job in good] == [1, 1, 1, 1]
        with pytest.raises(ValueError, match="this page"):
            failing.result()
        assert writer.failed is None
    with closing(open_archive(tmp_path / "a.db")) as db:
        assert db.execute("SELECT count(*) FROM frontier").fetchone()[0] == 4


def test_a_second_writer_is_told_that_the_first_goes_on(tmp_path) -> None:
    with Writer(tmp_path / "a.db"), pytest.raises(ArchiveBusy, match="another newscrawl"):
        Writer(tmp_path / "a.db").start()
    Writer(tmp_path / "a.db").start().close()


def test_a_full_disk_fails_every_job_and_leaves_the_archive_whole(tmp_path) -> None:
    path = tmp_path / "a.db"
    with Writer(path) as writer:
        run = writer.run(lambda db: frontier.begin_run(db, NOW, "x"))

        def limit(db: sqlite3.Connection) -> None:
            db.execute(f"PRAGMA max_page_count = {db.execute('PRAGMA page_count').fetchone()[0] + 20}")

        writer.run(limit)
        kept = 0
        with pytest.raises(StorageError, match="full"):
            for n in range(1000):
                links = [Link(f"https://{HOST}/{n}/{i}") for i in range(50)]
                writer.run(lambda db, links=links: frontier.add(db, links, run=run, now=NOW, site=HOST))
                kept += 50
        assert isinstance(writer.failed, StorageError)
        with pytest.raises(StorageError):
            writer.run(lambda db: None)
    assert list(verify(path)) == []
    with closing(open_archive(path)) as db:
        assert db.execute("SELECT count(*) FROM frontier").fetchone()[0] == kept


def test_a_writer_by_another_name_of_the_same_file_is_a_second_one(tmp_path) -> None:
    (tmp_path / "elsewhere").mkdir()
    link = tmp_path / "elsewhere" / "b.db"
    link.symlink_to(tmp_path / "a.db")
    with Writer(tmp_path / "a.db"), pytest.raises(ArchiveBusy, match="another newscrawl"):
        Writer(link).start()


def test_a_place_that_takes_no_file_is_named_with_what_to_do(tmp_path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match=r"cannot be written here .*choose another --archive"):
        Writer(tmp_path / "file" / "a.db").start()


def test_another_program_that_does_not_stop_writing_ends_it_and_is_named(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("newscrawl.archive.schema.BUSY_MILLISECONDS", 50)
    path = tmp_path / "a.db"
    with Writer(path) as writer:
        writer.run(lambda db: frontier.begin_run(db, NOW, "x"))
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(StorageError, match="close the other program"):
                writer.run(lambda db: None)
        with pytest.raises(StorageError, match="close the other program"):  # pages fetched since would be lost: it is for a new crawl to go on
            writer.run(lambda db: None)
    assert list(verify(path)) == []


def test_a_bug_in_what_idle_moments_are_for_costs_no_page(tmp_path, monkeypatch, caplog) -> None:
    def bug(db: sqlite3.Connection) -> bool:
        raise ValueError("odd")

    monkeypatch.setattr("newscrawl.archive.index.tidy", bug)
    with Writer(tmp_path / "a.db") as writer:
        deadline = time.monotonic() + 5
        while writer.compares and time.monotonic() < deadline:
            time.sleep(0.01)
        assert writer.submit(lambda db: 1).result(timeout=5) == 1
    assert "not compared" in caplog.text


def test_a_writer_that_comes_to_an_end_by_itself_answers_all_who_wait(tmp_path, monkeypatch) -> None:
    def gone(self: Writer, db: sqlite3.Connection) -> bool:
        raise sqlite3.DatabaseError("database disk image is malformed")

    writer = Writer(tmp_path / "a.db").start()
    monkeypatch.setattr(Writer, "_has_new", gone)
    monkeypatch.setattr(Writer, "_untidy", False, raising=False)
    writer._untidy = False
    jobs = [writer.submit(lambda db: 1) for _ in range(20)]
    with pytest.raises(StorageError, match="malformed"):
        for job in jobs:
            job.result(timeout=5)
        writer.submit(lambda db: 1).result(timeout=5)
    writer.close()


def test_too_little_room_refuses_to_start(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("newscrawl.archive.schema.MINIMUM_FREE_BYTES", 1 << 60)
    with pytest.raises(StorageError, match="free"):
        Writer(tmp_path / "a.db").start()


def test_a_reader_sees_the_last_commit_while_a_write_is_under_way(tmp_path) -> None:
    path = tmp_path / "a.db"
    with Writer(path) as writer:
        run = writer.run(lambda db: frontier.begin_run(db, NOW, "x"))
        with closing(open_archive(path)) as reader:

            def slow(db: sqlite3.Connection) -> int:
                frontier.add(db, [Link(f"https://{HOST}/1")], run=run, now=NOW, site=HOST)
                time.sleep(0.3)
                return 1

            job = writer.submit(slow)
            started = time.monotonic()
            while not job.done():
                assert reader.execute("SELECT count(*) FROM frontier").fetchone()[0] in (0, 1)
            assert time.monotonic() - started < 2
            assert reader.execute("SELECT count(*) FROM frontier").fetchone()[0] == 1


def test_nothing_is_acknowledged_before_it_can_be_read(tmp_path) -> None:
    path = tmp_path / "a.db"
    with Writer(path) as writer:
        run = writer.run(lambda db: frontier.begin_run(db, NOW, "x"))
        with closing(open_archive(path)) as reader:
            for n in range(20):
                writer.run(lambda db, n=n: frontier.add(db, [Link(f"https://{HOST}/{n}")], run=run, now=NOW, site=HOST))
                assert reader.execute("SELECT count(*) FROM frontier").fetchone()[0] == n + 1


def test_closing_finishes_what_is_queued_and_refuses_what_comes_after(tmp_path) -> None:
    writer = Writer(tmp_path / "a.db").start()
    jobs = [writer.submit(lambda db, n=n: n) for n in range(100)]
    writer.close()
    assert [job.result() for job in jobs] == list(range(100))
    with pytest.raises(StorageError, match="closed"):
        writer.submit(lambda db: None)
    writer.close()


def test_a_reader_without_an_archive_is_told_how_one_comes_to_be(tmp_path) -> None:
    with pytest.raises(NotFound, match="newscrawl crawl"):
        open_archive(tmp_path / "none.db")


def test_another_program_s_database_is_not_touched(tmp_path) -> None:
    with closing(sqlite3.connect(tmp_path / "other.db")) as db:
        db.execute("CREATE TABLE recipes (id)")
    with pytest.raises(UsageError, match="not a newscrawl archive"):
        open_archive(tmp_path / "other.db", write=True)


def test_figures_of_a_run_are_kept(tmp_path) -> None:
    with Writer(tmp_path / "a.db") as writer:
        run = writer.run(lambda db: frontier.begin_run(db, NOW, "newscrawl crawl"))
        writer.run(lambda db: frontier.end_run(db, run, NOW, 0, {"stored": 3}))
    with closing(open_archive(tmp_path / "a.db")) as db:
        assert json.loads(db.execute("SELECT figures FROM runs").fetchone()[0]) == {"stored": 3}


def test_patient_jobs_wait_to_be_committed_together_until_one_comes_that_is_not(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(writing_room, "GAP_SECONDS", 30.0)
    monkeypatch.setattr(writing_room, "GATHER_SECONDS", 60.0)
    with Writer(tmp_path / "a.db", commit_seconds=60) as writer:
        patient = [writer.submit(lambda db, n=n: n, patient=True) for n in range(3)]
        wait(patient, timeout=0.2)
        assert not any(job.done() for job in patient)
        assert writer.submit(lambda db: 3).result(timeout=10) == 3
        assert [job.result(timeout=10) for job in patient] == [0, 1, 2]


def test_patience_has_an_end_without_another_job_and_with_the_writer(tmp_path, monkeypatch) -> None:
    with Writer(tmp_path / "a.db") as writer:
        assert writer.submit(lambda db: 1, patient=True).result(timeout=10) == 1
        monkeypatch.setattr(writing_room, "GAP_SECONDS", 30.0)
        monkeypatch.setattr(writing_room, "GATHER_SECONDS", 60.0)
        last = writer.submit(lambda db: 2, patient=True)
    assert last.result(timeout=0) == 2


def test_in_idle_moments_the_index_is_merged_into_few_pieces(tmp_path) -> None:
    path = tmp_path / "archive.db"
    with Writer(path) as writer:
        run = writer.run(lambda db: frontier.begin_run(db, NOW, "crawl"))
        writer.run(lambda db: frontier.set_robots(db, HOST, None, "ok", None))
        for number in range(9):
            url = f"https://{HOST}/{number}"
            writer.run(lambda db, url=url: frontier.add(db, [Link(url)], run=run, now=NOW, site=HOST))
            (lease,) = writer.run(lambda db: frontier.lease(db, run=run, now=NOW))
            result = settlement(url, story(url, number))
            writer.run(lambda db, lease=lease, result=result: store.settle(db, lease, result, run=run, now=NOW))
    with closing(open_archive(path)) as db:
        assert len(list(sums.segments(db))) < 4
    assert list(verify(path)) == []


@pytest.fixture
def nothing_may_be_written(tmp_path, monkeypatch):
    """Return an archive as it is on a read-only disk: SQLite cannot put its two files beside it."""
    path = tmp_path / "a.db"
    with Writer(path) as writer:
        writer.run(lambda db: frontier.begin_run(db, NOW, "x"))
    Path(f"{path}-shm").symlink_to(f"{path}-shm")
    monkeypatch.setattr("newscrawl.archive.schema.os.access", lambda path, mode: False)
    return path


def test_an_archive_on_a_read_only_disk_is_read(nothing_may_be_written) -> None:
    with closing(open_archive(nothing_may_be_written)) as db:
        assert db.execute("SELECT command FROM runs").fetchall() == [("x",)]


def test_the_log_of_a_crawl_left_on_a_read_only_disk_is_not_passed_over(nothing_may_be_written) -> None:
    Path(f"{nothing_may_be_written}-wal").write_bytes(b"\x37\x7f\x06\x82" + b"\0" * 60)
    with pytest.raises(StorageError, match="copy both to a folder of yours"):
        open_archive(nothing_may_be_written)


def test_ctrl_c_while_the_archive_is_opened_ends_the_writer_and_lets_go_of_the_lock(tmp_path, monkeypatch) -> None:
    def slow(path, **options):
        _thread.interrupt_main()
        time.sleep(0.2)
        return open_archive(path, **options)

    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    monkeypatch.setattr("newscrawl.archive.writer.open_archive", slow)
    opened = Writer(tmp_path / "a.db")
    watchdog = threading.Timer(20, lambda: os._exit(70))  # what waits for ever here no test can end
    watchdog.start()
    try:
        with pytest.raises(KeyboardInterrupt):
            opened.start()
    finally:
        watchdog.cancel()
        signal.signal(signal.SIGINT, before)
    lock = Lock(tmp_path / "a.db")
    lock.acquire()
    lock.release()
