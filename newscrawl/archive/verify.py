"""Proof that the archive is what was written: SQLite's own checks missed 40 of 60 flipped bytes, so every row is summed again."""

from __future__ import annotations

import contextlib
import itertools
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from newscrawl.archive import captures, clusters, index, sums
from newscrawl.archive.progress import Progress, silent, told
from newscrawl.archive.schema import APPLICATION_ID, STEPS, checksum, ddl, heed_interruption, is_interruption, open_archive, summed
from newscrawl.archive.scripts import indexed_form, needs_own_form
from newscrawl.archive.writer import Lock, writing
from newscrawl.errors import ArchiveBusy, NewscrawlError, StorageError

SUMMED = tuple(
    (
        "runs hosts frontier patterns dictionaries captures articles photos removals revisions searches furniture "
        "furniture_anew sources polls gaps baselines alarms"
    ).split()
)
_MOST = 100
"""Findings of one kind that are told one by one."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it was written."""

    table: str
    key: str
    """Which row; empty: the table as a whole."""
    what: str


def verify(path: Path | str, progress: Progress = silent) -> Iterator[Finding]:
    """Yield what is wrong with the archive at ``path``; nothing: every row, blob, index and reference is as it was written.

    Checks: SQLite's pages and indexes, the schema's text, the checksum of every row, what tables without one and the index's blocks come to, every
    capture against its SHA-256, references both ways, the full-text index and the facets against the articles. The full-text index needs the
    writer's lock: while a crawl writes, it is left out and said so.
    """
    db = open_archive(path)
    try:
        db.text_factory = lambda raw: raw.decode("utf-8", "replace")
        for check in (_pages, _schema, _sums, _figures, _blobs, _references, _texts, _facets, _clusters):
            yield from _careful(check, db, progress)
    finally:
        db.close()
    yield from _index(path, progress)


def _careful(check: Callable[[sqlite3.Connection, Progress], Iterator[Finding]], db: sqlite3.Connection, progress: Progress) -> Iterator[Finding]:
    try:
        yield from check(db, progress)
    except (sqlite3.DatabaseError, OverflowError, UnicodeDecodeError) as error:
        if is_interruption(error):
            raise
        yield Finding(check.__name__.strip("_"), "", f"cannot be read: {error}")


def _pages(db: sqlite3.Connection, progress: Progress) -> Iterator[Finding]:
    progress("pages of the file", 0)
    for (line,) in db.execute(f"PRAGMA integrity_check({_MOST})"):
        if line != "ok":
            yield Finding("file", "", line.splitlines()[0])
    application = db.execute("PRAGMA application_id").fetchone()[0]
    if application != APPLICATION_ID:
        yield Finding("file", "", f"application id is {application}")


def _schema(db: sqlite3.Connection, progress: Progress) -> Iterator[Finding]:
    held = {name: rest for name, *rest in db.execute("SELECT name, sql, type, tbl_name FROM sqlite_master WHERE name NOT LIKE 'sqlite_stat%'")}
    for name, *rest in ddl():
        if held.get(name) != rest:
            yield Finding(name, "", "its definition differs from this version's" if name in held else "is missing")
    steps = [name for (name,) in db.execute("SELECT name FROM _sqlite_migrations WHERE migration_set = 'newscrawl' ORDER BY rowid")]
    if tuple(steps) != STEPS:
        yield Finding("_sqlite_migrations", "", f"steps are {steps}")


def _sums(db: sqlite3.Connection, progress: Progress) -> Iterator[Finding]:
    for table in SUMMED:
        yield from _careful(_sums_of(table), db, progress)


def _sums_of(table: str) -> Callable[[sqlite3.Connection, Progress], Iterator[Finding]]:
    def sums(db: sqlite3.Connection, progress: Progress) -> Iterator[Finding]:
        names = summed(table)
        rows = db.execute(f"SELECT checksum, {', '.join(names)} FROM {table}")  # noqa: S608 (names of our own tables)
        for held, *values in told(rows, table, progress):
            if checksum(values) != held:
                yield Finding(table, " ".join(str(value)[:80] for value in values[:2]), "its checksum differs")

    sums.__name__ = table
    return sums


def _figures(db: sqlite3.Connection, progress: Progress) -> Iterator[Finding]:
    progress("figures of tables and index blocks", 0)
    for table, key in itertools.islice(sums.damaged(db), _MOST):
        yield Finding(table, key, "does not come to what was noted of it")


def _blobs(db: sqlite3.Connection, progress: Progress) -> Iterator[Finding]:
    for id, name in db.execute("SELECT id, digest FROM dictionaries").fetchall():
        try:
            parts = captures.chain(db, id)
            if captures.digest(captures.content(parts)[len(captures.content(parts[:-1])) :]) != name:
                yield Finding("dictionaries", str(id), "its content differs from its digest")
        except NewscrawlError as error:
            yield Finding("dictionaries", str(id), str(error))
    for name, length in told(db.execute("SELECT digest, length FROM blobs ORDER BY dictionary").fetchall(), "captures", progress):
        try:
            if len(captures.blob(db, name)) != length:
                yield Finding("blobs", name, "its length differs")
        except NewscrawlError as error:
            yield Finding("blobs", name, str(error))


_ORPHANS = (
    ("blobs", "SELECT digest FROM blobs WHERE digest NOT IN (SELECT digest FROM captures)", "no capture needs it"),
    (
        "frontier",
        "SELECT url_key FROM frontier WHERE state IN ('stored', 'unchanged') AND (article IS NULL OR article NOT IN (SELECT id FROM articles))",
        "says that an article is held, and none is",
    ),
    ("articles", "SELECT id FROM articles WHERE url_key NOT IN (SELECT url_key FROM frontier)", "its address is not in the frontier"),
    ("frontier", "SELECT url_key FROM frontier WHERE host NOT IN (SELECT host FROM hosts)", "its host is not known"),
    ("search_queue", "SELECT docid FROM search_queue", "waits to be indexed outside of a transaction"),
)


def _references(db: sqlite3.Connection, progress: Progress) -> Iterator[Finding]:
    progress("references", 0)
    for table, key, parent, _ in db.execute("PRAGMA foreign_key_check"):
        yield Finding(table, str(key), f"refers to a row of {parent} that is not there")
    for table, sql, what in _ORPHANS:
        for (key,) in db.execute(f"{sql} LIMIT {_MOST}"):
            yield Finding(table, str(key), what)


def _texts(db: sqlite3.Connection, progress: Progress) -> Iterator[Finding]:
    """Yield articles whose indexed form is not what their texts give."""
    for docid, *own in told(db.execute(index.OWN), "texts as they are indexed", progress):
        form = db.execute("SELECT title, standfirst, body, byline, captions, credits FROM search_texts WHERE docid = ?", (docid,)).fetchone()
        needed = any(text and needs_own_form(text) for text in own)
        if needed != (form is not None) or (needed and list(form) != [text and indexed_form(text) for text in own]):
            yield Finding("search_texts", str(docid), "differs from its article's text")


def _facets(db: sqlite3.Connection, progress: Progress) -> Iterator[Finding]:
    """Yield articles whose row among the facets is not what the article says."""
    progress("facets", 0)
    held, given = "SELECT * FROM facets", index.FACETS
    for one, other in ((held, given), (given, held)):
        for docid, *_ in db.execute(f"SELECT * FROM ({one} EXCEPT {other}) LIMIT {_MOST}"):  # noqa: S608 (constants)
            yield Finding("facets", str(docid), "differs from its article")


def _clusters(db: sqlite3.Connection, progress: Progress) -> Iterator[Finding]:
    """Yield articles whose bands are not what their texts give."""
    rows = db.execute("SELECT id, body FROM articles WHERE id NOT IN (SELECT article FROM cluster_queue)")
    for id, body in told(rows, "texts against their likeness", progress):
        held = {band for (band,) in db.execute("SELECT band FROM cluster_bands WHERE article = ?", (id,))}
        if held != set(clusters.bands(clusters.runs(body))):
            yield Finding("cluster_bands", id, "differ from its text")
    for (id,) in db.execute("SELECT DISTINCT article FROM cluster_bands WHERE article NOT IN (SELECT id FROM articles) LIMIT ?", (_MOST,)):
        yield Finding("cluster_bands", id, "of an article that is not there")


def _index(path: Path | str, progress: Progress) -> Iterator[Finding]:
    lock = Lock(path)
    try:
        lock.acquire()
    except ArchiveBusy:
        yield Finding("search", "", "not checked: another newscrawl is writing; verify again when it has ended")
        return
    except StorageError as error:  # a folder that takes no file
        yield Finding("search", "", f"not checked: {error}")
        return
    try:
        with contextlib.closing(open_archive(path, write=True, room=0)) as db:
            try:
                progress("search index against the texts", 0)
                heed_interruption(db)
                db.execute("BEGIN IMMEDIATE")
                # rank 1: compare with the texts as well (versions before 3.42 always do).
                db.execute("INSERT INTO search (search, rank) VALUES ('integrity-check', 1)")
            except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
                if is_interruption(error):
                    raise
                yield Finding("search", "", f"the full-text index differs from the texts ({error}); newscrawl verify --repair builds it anew")
            finally:
                if db.in_transaction:
                    db.execute("ROLLBACK")
    except NewscrawlError as error:  # a full disk: the file itself is as it was
        yield Finding("search", "", f"not checked: {error}")
    finally:
        lock.release()


def repair(path: Path | str, progress: Progress = silent) -> list[str]:
    """Mend what can be mended from what is whole: indexes, views, facets, the full-text index. Returns what was done, one line each."""
    with writing(path) as db:
        progress("indexes", 0)
        held = dict(db.execute("SELECT name, sql FROM sqlite_master"))
        for name, sql, kind, _ in ddl():
            if sql is not None and held.get(name) != sql and (kind in ("index", "view") or name == "facets"):
                db.execute(f"DROP {kind} IF EXISTS {name}")
                db.execute(sql)
        db.execute("REINDEX")
        progress("search index", 0)
        index.rebuild(db)
        db.execute("DELETE FROM cluster_bands")
        db.execute("INSERT OR IGNORE INTO cluster_queue (article) SELECT id FROM articles")
        clusters.settle(db, progress)
        db.execute("DELETE FROM blobs WHERE digest NOT IN (SELECT digest FROM captures)")
    return ["indexes built anew", "full-text index built anew", "captures that nobody needs removed"]
