"""A disk that fills up or fails, and a clock that steps, in the middle of a crawl: it ends in order, loses nothing, and the next one completes it."""

from __future__ import annotations

import json
import shutil
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
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>
static int fails(void) {
    const char *sign = getenv("FSYNC_FAILS");
    return sign && !access(sign, F_OK);
}
int fsync(int file) {
    if (fails()) { errno = EIO; return -1; }
    return ((int (*)(int))dlsym(RTLD_NEXT, "fsync"))(file);
}
int fdatasync(int file) {
    if (fails()) { errno = EIO; return -1; }
    return ((int (*)(int))dlsym(RTLD_NEXT, "fdatasync"))(file);
}
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
    completed(crawl, crawl.run(server.url(), hook=FULL.replace("BYTES", "900_000")), expected)


@pytest.mark.skipif(sys.platform != "linux" or shutil.which("cc") is None, reason="a library put before the system's own needs Linux and a compiler")
def test_an_fsync_that_fails_is_exit_code_5_and_the_next_crawl_completes(
    tmp_path: Path, undisturbed: tuple[Server, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    server, expected = undisturbed
    (tmp_path / "failing.c").write_text(FAILING)
    subprocess.run(["cc", "-shared", "-fPIC", "-o", tmp_path / "failing.so", tmp_path / "failing.c", "-ldl"], check=True)
    crawl = Crawl(tmp_path, [server])
    with monkeypatch.context() as patch:
        patch.setenv("LD_PRELOAD", str(tmp_path / "failing.so"))
        patch.setenv("FSYNC_FAILS", str(tmp_path / "sign"))
        seen = len(server.visits)
        process = crawl.start(server.url(), delay_seconds=0.1)
        until(process, lambda: len(server.visits) >= seen + 12)
        (tmp_path / "sign").touch()
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
