"""The one thread that writes: jobs in, group commits out, and nothing is acknowledged before it is durable."""

from __future__ import annotations

import contextlib
import fcntl
import logging
import queue
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from types import TracebackType
from typing import IO, Any, TypeVar

from newscrawl.archive import clusters, index
from newscrawl.archive.schema import open_archive
from newscrawl.errors import ArchiveBusy, StorageError

log = logging.getLogger(__name__)

IDLE_SECONDS = 0.05
GAP_SECONDS, GATHER_SECONDS = 0.03, 0.1
"""How long patient jobs wait for the next one, and for all that join them, before they are committed: a commit costs as much as a page's own rows.
Of 30 hosts without a delay, read by two: 3.9 ms of the main process a page instead of 7.3."""
COMPARED_AT_ONCE = 20
"""Articles compared in one idle moment: 20 to 50 ms that a job may have to wait."""
LAST_SECONDS = 1.0
"""What may be spent on such work when the writer ends; the rest waits for the next one."""
T = TypeVar("T")
Job = Callable[[sqlite3.Connection], Any]
_Task = tuple[Job, "Future[Any]", bool]

# SQLite's own words for a store that cannot be written or trusted any more; everything else is one job's own fault.
_STORAGE = (
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_BUSY,  # after half a minute of waiting: our own writers are kept apart by the lock, so it is another program that does not end
)


def is_storage_error(error: BaseException) -> bool:
    """Return whether ``error`` means that the file itself is in trouble (full, I/O, damaged, held by another program), not the statement."""
    return isinstance(error, StorageError) or (isinstance(error, sqlite3.Error) and _code(error) in _STORAGE)


def _code(error: BaseException) -> int:
    """Return SQLite's primary result code; 0: it is none of its errors."""
    if isinstance(error, sqlite3.OperationalError) and str(error).startswith(_NO_TEXT):  # Python's own word: nothing else than text was ever written
        return sqlite3.SQLITE_CORRUPT
    return (getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF


_NO_TEXT = "Could not decode to UTF-8"


def storage_error(path: Path | str, error: BaseException) -> StorageError:
    """Return ``error`` as one line of ours."""
    if isinstance(error, StorageError):
        return error
    if _code(error) in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        what = str(error).partition(" with text ")[0]  # Python quotes what it could not decode
        return StorageError(f"{path}: {what}; newscrawl verify says what is damaged")
    mend = "close the other program that is writing to it" if _code(error) == sqlite3.SQLITE_BUSY else "make room or mend the disk"
    return StorageError(f"{path}: {error}; what was acknowledged is safe, {mend} and run again")


class Lock:
    """A file lock beside the archive: one writer at a time, gone with its process however that ends."""

    def __init__(self, path: Path | str) -> None:
        self._path = Path(f"{Path(path).resolve()}.lock")  # one lock a file, by whatever link it is named
        self._file: IO[str] | None = None

    def acquire(self) -> None:
        """Take the lock; raises ArchiveBusy at once if another writer has it, StorageError where none can be had."""
        archive = self._path.with_suffix("")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            file = self._path.open("a")
        except OSError as error:
            raise StorageError(f"{archive}: cannot be written here ({error.strerror}); choose another --archive, or copy it") from error
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            raise ArchiveBusy(f"{archive}: another newscrawl is writing this archive; its work goes on") from None
        except OSError as error:
            file.close()
            raise StorageError(f"{self._path}: cannot be locked ({error.strerror}); keep the archive on a disk of this machine") from error
        self._file = file

    def release(self) -> None:
        """Let go; the file stays, since removing it would let two writers lock two files of one name."""
        if self._file:
            self._file.close()
            self._file = None


class Writer:
    """Runs jobs on the archive's one write connection, many to a transaction, each in a savepoint of its own.

    A job that raises costs itself alone. A future resolves when its transaction is on disk. Trouble with the file fails every job with
    StorageError, now and later; ``failed`` is that error then. ``compares``: when nothing else is to be done, reprints are looked for and the index
    is merged into few pieces.
    """

    def __init__(self, path: Path | str, *, commit_seconds: float = 0.2, commit_jobs: int = 50, compares: bool = True) -> None:
        self.path = Path(path)
        self.commit_seconds, self.commit_jobs, self.compares = commit_seconds, commit_jobs, compares
        self.failed: StorageError | None = None
        self._untidy = True
        self._lock = Lock(path)
        self._jobs: queue.SimpleQueue[_Task | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._gate = threading.Lock()
        self._closing = False

    def start(self) -> Writer:
        """Take the lock, open (or create, or bring up to date) the archive, start the thread.

        Raises ArchiveBusy, StorageError, UsageError.
        """
        self._lock.acquire()
        opened: Future[None] = Future()
        self._thread = threading.Thread(target=self._run, args=(opened,), name="archive-writer", daemon=True)
        try:
            self._thread.start()
            opened.result()
        except BaseException:
            self._jobs.put(None)  # Ctrl-C while it opened the archive: it would serve a crawl that is not there
            with contextlib.suppress(RuntimeError):  # Ctrl-C before it had begun
                self._thread.join()
            self._thread = None
            self._lock.release()
            raise
        return self

    def submit(self, job: Callable[[sqlite3.Connection], T], *, patient: bool = False) -> Future[T]:
        """Queue ``job``; the future resolves to what it returns, after the commit, in the writer's thread.

        ``patient``: nothing else waits for it, so it may wait for others to be committed with; one that is not ends the waiting of all.
        """
        future: Future[T] = Future()
        with self._gate:
            if self._closing or self._thread is None:
                raise StorageError(f"{self.path}: the archive's writer is closed")
            self._jobs.put((job, future, patient))
        return future

    def run(self, job: Callable[[sqlite3.Connection], T]) -> T:
        """Submit ``job`` and wait for it."""
        return self.submit(job).result()

    def close(self) -> None:
        """Do what is queued, fold the log into the file, let go of the lock. Twice is once."""
        with self._gate:
            if not self._closing:
                self._closing = True
                self._jobs.put(None)
        if self._thread:
            self._thread.join()
            self._thread = None
        self._lock.release()

    def __enter__(self) -> Writer:
        return self.start()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def _run(self, opened: Future[None]) -> None:
        try:
            db = open_archive(self.path, write=True)
        except BaseException as error:
            opened.set_exception(error)
            return
        opened.set_result(None)
        try:
            self._serve(db)
        except BaseException as error:  # whoever waits for an answer gets one: a crawl without a writer would wait for ever
            self.failed = self.failed or storage_error(self.path, error)
            while not self._closing or not self._jobs.empty():
                with contextlib.suppress(queue.Empty):
                    if (task := self._jobs.get(timeout=IDLE_SECONDS)) is not None:
                        task[1].set_exception(self.failed)
        finally:
            with contextlib.suppress(sqlite3.Error):
                db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            db.close()

    def _serve(self, db: sqlite3.Connection) -> None:
        """Work through what is queued, and what is left for idle moments, until the end is asked for."""
        ending = False
        while not ending:
            try:
                first = self._jobs.get(timeout=IDLE_SECONDS if self._has_leisure_work(db) else None)
            except queue.Empty:
                self._work_at_leisure(db)
                continue
            ending = first is None or self._group(db, first)
        until = time.monotonic() + LAST_SECONDS
        while self._has_leisure_work(db) and time.monotonic() < until:
            self._work_at_leisure(db)

    def _group(self, db: sqlite3.Connection, job: _Task | None) -> bool:
        """Run ``job`` and what comes along while it is worked on, commit, resolve. Returns whether the end was asked for."""
        done: list[tuple[Future[Any], Any]] = []
        waiting: list[Future[Any]] = []
        ending = False
        began = time.monotonic()
        deadline, gathered = began + self.commit_seconds, began + GATHER_SECONDS
        patient = True
        try:
            self._sound()
            db.execute("BEGIN IMMEDIATE")
            while job is not None:
                waiting.append(job[1])
                patient = patient and job[2]
                done += self._one(db, *job[:2])
                now = time.monotonic()
                if len(waiting) >= self.commit_jobs or now >= deadline:
                    break
                wait = min(GAP_SECONDS, gathered - now) if patient else 0.0
                try:
                    job = self._jobs.get(timeout=wait) if wait > 0 else self._jobs.get_nowait()
                except queue.Empty:  # nothing else waits: commit at once
                    break
                ending = job is None
            self._untidy = index.update(db) > 0 or self._untidy
            db.execute("COMMIT")
        except BaseException as error:
            with contextlib.suppress(sqlite3.Error):
                if db.in_transaction:
                    db.execute("ROLLBACK")
            failure: BaseException = error
            if is_storage_error(error):
                failure = self.failed = storage_error(self.path, error)
            if not waiting and job is not None:
                waiting.append(job[1])
            for future in waiting:
                if not future.done():
                    future.set_exception(failure)
            return ending
        for future, value in done:
            future.set_result(value)
        return ending

    def _has_leisure_work(self, db: sqlite3.Connection) -> bool:
        """Return whether there is work for idle moments: new articles to be compared with what is held, or an index in many pieces."""
        return self.compares and self.failed is None and (self._untidy or self._has_new(db))

    def _has_new(self, db: sqlite3.Connection) -> bool:
        return db.execute("SELECT 1 FROM cluster_queue LIMIT 1").fetchone() is not None

    def _work_at_leisure(self, db: sqlite3.Connection) -> None:
        """Do some of it, in a transaction of its own."""
        try:
            db.execute("BEGIN IMMEDIATE")
            if self._has_new(db):
                clusters.update(db, COMPARED_AT_ONCE, apart=False)
            else:
                self._untidy = index.tidy(db)
            db.execute("COMMIT")
        except Exception as error:
            with contextlib.suppress(sqlite3.Error):
                db.execute("ROLLBACK")
            if is_storage_error(error):
                self.failed = storage_error(self.path, error)
            else:  # a bug of ours, over one text perhaps: pages are stored all the same, and what waits is there for who has it mended
                self.compares = False
                log.exception("not compared archive=%s", self.path)

    def _sound(self) -> None:
        if self.failed:
            raise self.failed

    def _one(self, db: sqlite3.Connection, job: Job, future: Future[Any]) -> list[tuple[Future[Any], Any]]:
        """Run one job in its savepoint. Its own error goes to its future; trouble with the file is raised."""
        if not future.set_running_or_notify_cancel():
            return []
        db.execute("SAVEPOINT job")
        try:
            value = job(db)
        except Exception as error:
            if is_storage_error(error) or not db.in_transaction:
                raise
            db.execute("ROLLBACK TO job")
            db.execute("RELEASE job")
            future.set_exception(error)
            return []
        db.execute("RELEASE job")
        return [(future, value)]


@contextlib.contextmanager
def writing(path: Path | str, *, room: int | None = None) -> Iterator[sqlite3.Connection]:
    """Yield a locked write connection inside one transaction: for verbs that write once and end. Commits unless the block raises.

    ``room``: bytes that have to be free (None: as for a crawl).
    """
    lock = Lock(path)
    lock.acquire()
    try:
        db = open_archive(path, write=True, room=room)
        try:
            db.execute("BEGIN IMMEDIATE")
            yield db
            index.update(db)
            db.execute("COMMIT")
        except sqlite3.Error as error:
            with contextlib.suppress(sqlite3.Error):
                db.execute("ROLLBACK")
            if is_storage_error(error):
                raise storage_error(path, error) from error
            raise
        except BaseException:
            with contextlib.suppress(sqlite3.Error):
                db.execute("ROLLBACK")
            raise
        finally:
            db.close()
    finally:
        lock.release()
