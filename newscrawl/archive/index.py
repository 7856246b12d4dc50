"""The full-text index, kept in step by batches: one INSERT … SELECT a transaction costs half of what triggers do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence

from newscrawl.archive import sums
from newscrawl.archive.scripts import indexed_form, needs_own_form

FIELDS = ("title", "standfirst", "body", "byline", "captions", "credits")

_INSERT = (
    "INSERT INTO search (rowid, title, standfirst, body, byline, captions, credits)"
    " SELECT * FROM search_content WHERE docid IN (SELECT docid FROM search_queue)"
)
FACETS = (
    "SELECT a.docid, a.site, a.language, a.authors,"
    " (SELECT json_group_array(agency) FROM (SELECT DISTINCT agency FROM photos WHERE article = a.id AND agency IS NOT NULL ORDER BY agency)),"
    " (SELECT json_group_array(kind) FROM (SELECT DISTINCT kind FROM removals WHERE article = a.id ORDER BY kind)),"
    " (a.byline IS NOT NULL) + 2 * (a.date_published IS NOT NULL) + 4 * (a.standfirst IS NOT NULL) + 8 * (a.photo_credit IS NOT NULL)"
    " + 16 * EXISTS (SELECT 1 FROM photos WHERE article = a.id),"
    " a.fetched_at FROM articles AS a"
)
"""What the table ``facets`` has of each article."""
_FACETS = f"INSERT INTO facets {FACETS} WHERE a.docid IN (SELECT docid FROM search_queue)"  # noqa: S608 (constants)
_REMOVE = (
    "INSERT INTO search (search, rowid, title, standfirst, body, byline, captions, credits) SELECT 'delete', * FROM search_content WHERE docid = ?"
)


def queue(db: sqlite3.Connection, docid: int, fields: Sequence[str | None]) -> None:
    """Note that the article at ``docid``, whose rows are written, is to be indexed at the end of the transaction; ``fields`` as in FIELDS."""
    _put_form(db, docid, fields)
    db.execute("INSERT INTO search_queue (docid) VALUES (?)", (docid,))


def queue_held(db: sqlite3.Connection, docid: int) -> None:
    """As ``queue``, for an article whose texts are read from its rows."""
    row = db.execute(f"{OWN} WHERE a.docid = ?", (docid,)).fetchone()
    queue(db, docid, row[1:])


def remove(db: sqlite3.Connection, docid: int) -> None:
    """Take the article at ``docid`` out of the index; before its rows change, since the index is told what it forgets."""
    if db.execute("DELETE FROM search_queue WHERE docid = ?", (docid,)).rowcount == 0:
        db.execute(_REMOVE, (docid,))
    for table in ("search_texts", "facets"):
        db.execute(f"DELETE FROM {table} WHERE docid = ?", (docid,))  # noqa: S608 (two constants)


def update(db: sqlite3.Connection) -> int:
    """Index what is queued, inside the caller's transaction; returns how many."""
    queued = 0
    if db.execute("SELECT 1 FROM search_queue LIMIT 1").fetchone() is not None:
        db.execute(_INSERT)
        db.execute(_FACETS)
        queued = db.execute("DELETE FROM search_queue").rowcount
    sums.seal(db)
    return queued


TIDIED = 200
"""Pages of the index that are merged at once: 30 ms that a job may have to wait."""


def tidy(db: sqlite3.Connection) -> bool:
    """Merge a little of the index where four pieces of it or more are of a size, inside the caller's transaction; returns whether to come again.

    Every question opens every piece: with 20 of them, as batches leave a million articles, newest first took twice what it takes with three. Each
    article is copied once for every fourfold growth of the archive, .03 ms in all of a hundred thousand.
    """
    before = db.total_changes
    db.execute("INSERT INTO search (search, rank) VALUES ('merge', ?)", (TIDIED,))
    moved = db.total_changes - before >= 2  # as FTS5's documentation has it: less, and there was nothing to merge
    if moved:
        sums.seal(db)
    return moved


def optimize(db: sqlite3.Connection) -> None:
    """Merge the index into one piece, in a transaction of its own."""
    db.execute("BEGIN IMMEDIATE")
    db.execute("INSERT INTO search (search) VALUES ('optimize')")
    sums.seal(db)
    db.execute("COMMIT")


def words(db: sqlite3.Connection, start: str, most: int) -> list[str] | None:
    """Return the indexed words that begin with ``start`` (as it is indexed); None if they are more than ``most``, or cannot be told.

    FTS5 tells them only with all their matches. Its leaves are read instead (format: fts5_index.c), inside the caller's transaction: between two
    statements without one a writer might merge them away.
    """
    low = b"0" + start.encode()
    high = low[:-1] + bytes([low[-1] + 1])
    found: dict[bytes, None] = {}
    for segment, _, _ in sums.segments(db):
        (first,) = db.execute("SELECT max(term) FROM search_idx WHERE segid = ? AND term <= ?", (segment, low)).fetchone()
        pages = db.execute("SELECT pgno >> 1 FROM search_idx WHERE segid = ? AND term >= ? AND term < ?", (segment, first or b"", high))
        for (page,) in pages:
            block = db.execute("SELECT block FROM search_data WHERE id = ?", ((segment << sums.SEGMENT_BITS) + page,)).fetchone()
            if block is None:
                return None
            for word in _on_leaf(block[0]):
                if word >= high:
                    break
                if word >= low:
                    found[word] = None
            if len(found) > most:
                return None
    return [word[1:].decode("utf-8", "replace") for word in found]


def _on_leaf(leaf: bytes) -> Iterator[bytes]:
    """Yield the words that begin on a leaf, each with the 0 before it that says: of the main index."""
    word, place = b"", 0
    for step in sums.varints(leaf[int.from_bytes(leaf[2:4], "big") :]):  # behind the postings: how far from one word to the next
        kept, at = (0, step) if not place else _varint(leaf, place + step)  # of the word before
        place += step
        size, at = _varint(leaf, at)
        word = word[:kept] + leaf[at : at + size]
        yield word


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """Return the number at ``at``, and the place behind it."""
    value = data[at]
    if value < 0x80:  # nearly all
        return value, at + 1
    value &= 0x7F
    while True:
        at += 1
        value = value << 7 | data[at] & 0x7F
        if data[at] < 0x80:
            return value, at + 1


OWN = (
    "SELECT a.docid, a.title, a.standfirst, a.body, a.byline,"
    " (SELECT group_concat(caption, char(10)) FROM (SELECT caption FROM photos WHERE article = a.id ORDER BY position)),"
    " (SELECT group_concat(credit, char(10)) FROM (SELECT credit FROM photos WHERE article = a.id ORDER BY position))"
    " FROM articles AS a"
)
"""Every article's texts in FIELDS' order, as they are."""


def rebuild(db: sqlite3.Connection) -> None:
    """Make the indexed forms, the index and the facets anew from the articles, inside the caller's transaction."""
    for table in ("search_texts", "search_queue", "facets"):
        db.execute(f"DELETE FROM {table}")  # noqa: S608 (three constants)
    db.execute(f"INSERT INTO facets {FACETS}")
    for docid, *fields in db.execute(OWN):
        _put_form(db, docid, fields)
    db.execute("INSERT INTO search (search) VALUES ('rebuild')")
    sums.count_index(db)


def _put_form(db: sqlite3.Connection, docid: int, fields: Sequence[str | None]) -> None:
    if any(field and needs_own_form(field) for field in fields):
        row = [field and indexed_form(field) for field in fields]
        db.execute("INSERT INTO search_texts (docid, title, standfirst, body, byline, captions, credits) VALUES (?, ?, ?, ?, ?, ?, ?)", (docid, *row))
