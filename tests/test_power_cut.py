"""The power fails at any instant: what was acknowledged is there, and the archive is whole.

The kernel stops the writer at each fsync (seccomp's user notification) and lets us look: what was written since the file's last fsync may be on
disk, or not, or in part, sector by sector. Each such disk is opened as the next crawl would.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import platform
import queue
import random
import select
import struct
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from newscrawl.archive import frontier, store
from newscrawl.archive import writer as writing_room
from newscrawl.archive.schema import open_archive
from newscrawl.archive.verify import verify
from newscrawl.archive.writer import Writer
from newscrawl.items import Link
from tests.archive_kit import HOST, NOW, settlement, story

SECTOR = 512
TORN = 3
"""Disks on which a part of what was not synced is."""
STORIES = 12
Disk = dict[str, bytes]
_CALLS = {"x86_64": (317, 74, 75), "aarch64": (277, 82, 83)}  # seccomp, fsync, fdatasync
_NOTIFY, _CONTINUE, _RECEIVE, _ANSWER = 0x7FC00000, 1, 0xC0502100, 0xC0182101

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the kernel's stop at each fsync is Linux's")


def watch_this_thread() -> int:
    """Have the kernel ask before each fsync of this thread; returns the descriptor on which it asks. Raises OSError where it does not."""
    if platform.machine() not in _CALLS:
        raise OSError(errno.ENOSYS, f"its calls have other numbers on {platform.machine()}")
    call, *syncs = _CALLS[platform.machine()]
    steps = [(0x20, 0, 0, 0), (0x15, 1, 0, syncs[0]), (0x15, 0, 1, syncs[1]), (0x06, 0, 0, _NOTIFY), (0x06, 0, 0, 0x7FFF0000)]
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in steps))
    program = ctypes.create_string_buffer(struct.pack("HxxxxxxQ", len(steps), ctypes.addressof(code)))
    system = ctypes.CDLL(None, use_errno=True)
    descriptor = -1 if system.prctl(38, 1, 0, 0, 0) else int(system.syscall(call, 1, 8, program))
    if descriptor < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return descriptor


@dataclass
class Recorder:
    """What was on disk for certain, what was written, and what had been acknowledged, at each fsync of the archive's writer."""

    folder: Path
    acknowledged: list[str] = field(default_factory=list)
    instants: list[tuple[Disk, Disk, int]] = field(default_factory=list)
    _durable: Disk = field(default_factory=dict)

    def files(self) -> Disk:
        return {name: (self.folder / name).read_bytes() for name in ("a.db", "a.db-wal") if (self.folder / name).exists()}

    def listen(self, descriptor: int, ended: threading.Event) -> None:
        self._durable = self.files()  # the transaction that this runs in has written nothing yet
        poll = select.poll()
        poll.register(descriptor, select.POLLIN)
        while not ended.is_set():
            events = [event for _, event in poll.poll(20)]
            if not events:
                continue
            if not events[0] & select.POLLIN:  # the writer's thread is gone
                break
            asked = bytearray(80)
            fcntl.ioctl(descriptor, _RECEIVE, asked, True)
            number, *_ = struct.unpack_from("Q", asked)
            file = Path(f"/proc/self/fd/{struct.unpack_from('Q', asked, 32)[0]}").readlink()
            written = self.files()
            self.instants.append((dict(self._durable), written, len(self.acknowledged)))
            if file.name in written:
                self._durable[file.name] = written[file.name]
            for gone in self._durable.keys() - written.keys():
                del self._durable[gone]
            fcntl.ioctl(descriptor, _ANSWER, bytearray(struct.pack("QqiI", number, 0, 0, _CONTINUE)), True)
        os.close(descriptor)

    def disks(self) -> Iterator[tuple[Disk, list[str]]]:
        """Yield each disk that a power cut may leave, and what had been acknowledged by then."""
        luck = random.Random(7)
        for durable, written, acknowledged in self.instants:
            changed = [
                (name, place)
                for name in written
                for place in range(0, max(len(written[name]), len(durable.get(name, b""))), SECTOR)
                if written[name][place : place + SECTOR] != durable.get(name, b"")[place : place + SECTOR]
            ]
            parts = [luck.sample(changed, luck.randrange(len(changed))) for _ in range(TORN)] if len(changed) > 1 else []
            for part in ([], *parts, changed):
                yield _with(durable, written, part), self.acknowledged[:acknowledged]


def _with(durable: Disk, written: Disk, part: list[tuple[str, int]]) -> Disk:
    disk = {name: bytearray(held) for name, held in durable.items()}
    for name, place in part:
        held, sector = disk.setdefault(name, bytearray()), written[name][place : place + SECTOR]
        if not sector:  # the file has become shorter
            del held[place:]
            continue
        held.extend(bytes(max(0, place - len(held))))
        held[place : place + len(sector)] = sector
    return {name: bytes(held) for name, held in disk.items()}


def record(folder: Path) -> Recorder:
    """Write an archive of STORIES pages, one a commit, with a checkpoint every few of them; return what the disk saw."""
    recorder, ended = Recorder(folder), threading.Event()
    writer = Writer(folder / "a.db", compares=False).start()
    run = writer.run(lambda db: frontier.begin_run(db, NOW, "crawl"))
    descriptors: queue.Queue[int | OSError] = queue.Queue()

    def watch(db: object) -> None:
        try:
            descriptors.put(watch_this_thread())
        except OSError as error:
            descriptors.put(error)

    began = writer.submit(watch)
    if isinstance(descriptor := descriptors.get(timeout=60), OSError):
        writer.close()
        pytest.skip(f"this kernel, or what the tests are shut up in, does not ask before an fsync ({descriptor.strerror})")
    listener = threading.Thread(target=recorder.listen, args=(descriptor, ended))
    listener.start()
    try:
        began.result(timeout=60)
        writer.run(lambda db: db.execute("PRAGMA wal_autocheckpoint = 60").fetchall())
        urls = [f"https://{HOST}/{number}" for number in range(STORIES)]
        writer.run(lambda db: frontier.add(db, [Link(url, source="seed") for url in urls], run=run, now=NOW, site=HOST))
        writer.run(lambda db: frontier.set_robots(db, HOST, None, "ok", None))
        for number in range(STORIES):
            (lease,) = writer.run(lambda db: frontier.lease(db, run=run, now=NOW))
            result = settlement(lease.url, story(lease.url, number, body="\n\n".join(f"Ferry {number} sails, {part}." for part in range(200))))
            job = writer.submit(lambda db, lease=lease, result=result: store.settle(db, lease, result, run=run, now=NOW))
            job.add_done_callback(lambda _, key=lease.url_key: recorder.acknowledged.append(key))
            job.result(timeout=60)
        writer.close()
    finally:
        ended.set()
        listener.join()
    return recorder


def lost(disk: Disk, acknowledged: list[str], folder: Path) -> set[str]:
    """Return what was acknowledged and is not on the disk, opened as the next crawl opens it."""
    folder.mkdir()
    for name, held in disk.items():
        (folder / name).write_bytes(held)
    with closing(open_archive(folder / "a.db", write=True)) as db:
        return set(acknowledged) - {key for (key,) in db.execute("SELECT url_key FROM articles")}


def test_no_power_cut_loses_what_was_acknowledged_or_damages_the_rest(tmp_path: Path) -> None:
    (tmp_path / "live").mkdir()
    recorder = record(tmp_path / "live")
    assert len(recorder.acknowledged) == STORIES
    disks = list(recorder.disks())
    assert len(disks) > 100
    assert sum(durable["a.db"] != written["a.db"] for durable, written, _ in recorder.instants) > 3, "checkpoints"
    for number, (disk, acknowledged) in enumerate(disks):
        folder = tmp_path / str(number)
        assert lost(disk, acknowledged, folder) == set(), number
        if number % (TORN + 2) == 1:
            assert list(verify(folder / "a.db")) == [], number


def test_this_test_would_see_a_loss(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def hasty(path: Path, *, write: bool) -> object:
        db = open_archive(path, write=write)
        db.execute("PRAGMA synchronous = NORMAL")
        return db

    monkeypatch.setattr(writing_room, "open_archive", hasty)
    (tmp_path / "live").mkdir()
    disks = list(record(tmp_path / "live").disks())
    assert any(lost(disk, acknowledged, tmp_path / str(number)) for number, (disk, acknowledged) in enumerate(disks))
