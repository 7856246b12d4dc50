"""Stay and do what is due: one crawl after another, each a process of its own, since Twisted's reactor does not start twice."""

from __future__ import annotations

import contextlib
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from types import FrameType

from newscrawl import clock, polling
from newscrawl.archive.schema import open_archive
from newscrawl.errors import NewscrawlError

SHORTEST, LONGEST = timedelta(minutes=1), timedelta(minutes=15)
"""Between two crawls: what is due within a minute comes together; and a site added meanwhile is seen after a quarter of an hour."""
GOES_ON = frozenset((0, 3, 4, 6))
"""Exit codes of a crawl after which the next one may do better; usage and storage errors do not mend themselves."""


def pause(archive: Path, now: datetime) -> timedelta:
    """Return how long nothing is due, within SHORTEST and LONGEST."""
    try:
        db = open_archive(archive)
    except NewscrawlError:
        return LONGEST
    with contextlib.closing(db):
        due = polling.next_due(db)
    return LONGEST if due is None else min(max(due - now, SHORTEST), LONGEST)


def watch(archive: Path, options: Sequence[str] = (), *, crawls: int | None = None, said: Callable[[str], None] = print) -> int:
    """Crawl what is due until Ctrl-C or SIGTERM, or ``crawls`` times; returns the exit code. A crawl under way ends in order first.

    ``options`` are handed to ``newscrawl crawl --due``.
    """
    ending = threading.Event()
    child: subprocess.Popen[bytes] | None = None

    def end(number: int, _: FrameType | None) -> None:
        ending.set()
        if child is not None and child.poll() is None:
            child.send_signal(signal.SIGTERM)  # a second one ends it at once, as it does without us

    before = {number: signal.signal(number, end) for number in (signal.SIGINT, signal.SIGTERM)}
    code = 0
    done = 0
    try:
        while not ending.is_set():
            # A session of its own: Ctrl-C reaches it through us, once.
            command = [sys.executable, "-m", "newscrawl", "crawl", "--due", "--quiet", "--archive", str(archive), *options]
            child = subprocess.Popen(command, start_new_session=True)
            if ending.is_set():
                child.send_signal(signal.SIGTERM)
            code = child.wait()
            done += 1
            if ending.is_set():
                return 0 if code in GOES_ON or code == -signal.SIGTERM else max(code, 1)  # one that had not begun to listen is gone at once
            if code not in GOES_ON:
                return code if code > 0 else 1
            if crawls is not None and done >= crawls:
                return code
            wait = pause(archive, clock.now())
            said(f"next crawl in {wait.total_seconds() / 60:.0f} min")
            ending.wait(wait.total_seconds())
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    return 0
