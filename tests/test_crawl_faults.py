"""A disk that fills up or fails, and a clock that steps, in the middle of a crawl: it ends in order, loses nothing, and the next one completes it."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.hostile_server import Answer, Crawl, Server, answer, listing, story, until

FULL = """
import resource
resource.setrlimit(resource.RLIMIT_FSIZE, (BYTES, BYTES))  # what no file may grow beyond: a full disk, as far as a program can tell
"""
FAILING = """
import ctypes, errno, os, platform, struct, threading, time
call, fsync, fdatasync = {"x86_64": (317, 74, 75), "aarch64": (277, 82, 83)}[platform.machine()]
def fail():  # seccomp: from the sign on the kernel answers fsync and fdatasync of every thread with EIO
    while not os.path.exists("SIGN"):
        time.sleep(0.01)
    steps = [(0x20, 0, 0, 0), (0x15, 1, 0, fsync), (0x15, 0, 1, fdatasync), (0x06, 0, 0, 0x50000 | errno.EIO), (0x06, 0, 0, 0x7FFF0000)]
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in steps))
    program = ctypes.create_string_buffer(struct.pack("HxxxxxxQ", len(steps), ctypes.addressof(code)))
    system = ctypes.CDLL(None, use_errno=True)
    assert system.prctl(38, 1, 0, 0, 0) == 0, os.strerror(ctypes.get_errno())
    assert system.syscall(call, 1, 1, program) == 0, os.strerror(ctypes.get_errno())
threading.Thread(target=fail, daemon=True).start()
"""
STEPS = """
import time
import newscrawl.clock as clock
from datetime import datetime, timedelta, UTC
began = []
class Stepping(datetime):
    @classmethod
    def now(cls, tz=None):  # a day ahead a second after it was first asked, two days behind a second later
        began.append(time.monotonic())
        passed = began[-1] - began[0]
        return datetime.now(tz) + timedelta(days=0 if passed < 1 else 1 if passed < 2 else -2)
clock.datetime = Stepping
"""


def paper() -> dict[str, Answer]:
    """Twelve stories, long enough that an archive of them outgrows a small disk."""
    paths = [f"/news/the-harbour-story-number-{number}" for number in range(12)]
    routes: dict[str, Answer] = {}
    for path in paths:
        noise = "".join(f"<!-- {hash((path, number)):x} -->" for number in range(4_000))
        routes[path] = answer(story(f"Story at {path}").replace("</body>", f"{noise}</body>"))
    return routes | {"/": answer(listing(paths))}


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Server, list[str]]:
    with Server(paper()) as server:
        crawl = Crawl(tmp_path_factory.mktemp("undisturbed"), [server])
        report = crawl.run(server.url())
        assert report["returncode"] == 0, report["stderr"]
        yield server, crawl.canonical()  # type: ignore[misc]


def whole(crawl: Crawl) -> bool:
    """Return whether the archive is in order, as `newscrawl verify` says."""
    command = [sys.executable, "-m", "newscrawl", "verify", "--archive", str(crawl.archive)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def completed(crawl: Crawl, report: dict[str, Any], expected: list[str]) -> None:
    assert report["returncode"] == 5, report
    assert "Traceback" not in report["stderr"]
    assert len(report["stderr"].strip().splitlines()) <= 3, report["stderr"]
    assert crawl.query("SELECT count(*) FROM articles")[0][0] < 12
    assert whole(crawl)
    again = crawl.run()
    assert again["returncode"] == 0, again["stderr"]
    assert crawl.canonical() == expected


def test_a_full_disk_is_exit_code_5_and_the_next_crawl_completes(tmp_path: Path, undisturbed: tuple[Server, list[str]]) -> None:
    server, expected = undisturbed
    crawl = Crawl(tmp_path, [server])
    completed(crawl, crawl.run(server.url(), hook=FULL.replace("BYTES", "1_100_000")), expected)


@pytest.mark.skipif(sys.platform != "linux", reason="seccomp is Linux's own; no other system lets a program's fsync fail on demand")
def test_an_fsync_that_fails_is_exit_code_5_and_the_next_crawl_completes(tmp_path: Path, undisturbed: tuple[Server, list[str]]) -> None:
    server, expected = undisturbed
    crawl, sign, seen = Crawl(tmp_path, [server]), tmp_path / "sign", len(server.visits)
    process = crawl.start(server.url(), hook=FAILING.replace("SIGN", str(sign)), delay_seconds=0.1)
    until(process, lambda: len(server.visits) >= seen + 12)
    sign.touch()
    out, err = process.communicate(timeout=60)
    completed(crawl, {**json.loads(out), "stderr": err, "returncode": process.returncode}, expected)


def test_steps_of_the_clock_neither_stop_a_crawl_nor_get_into_its_times(tmp_path: Path, undisturbed: tuple[Server, list[str]]) -> None:
    server, expected = undisturbed
    crawl = Crawl(tmp_path, [server])
    before = datetime.now(UTC)
    report = crawl.run(server.url(), hook=STEPS, delay_seconds=0.3)
    assert (report["returncode"], report["pending"]) == (0, 0), report
    assert report["seconds"] > 3, "it was under way when the clock stepped"
    assert crawl.canonical() == expected
    span = before - timedelta(seconds=1), datetime.now(UTC) + timedelta(seconds=1)
    for sql in ("SELECT fetched_at FROM articles", "SELECT settled_at FROM frontier", "SELECT ended_at FROM runs", "SELECT next_at FROM hosts"):
        for (when,) in crawl.query(sql):
            assert span[0] <= datetime.fromisoformat(when) <= span[1], sql
