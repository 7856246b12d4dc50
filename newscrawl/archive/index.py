"""The full-text index, kept in step by batches: one INSERT … SELECT a transaction costs half of what triggers do."""

from __future__ import annotations

import sqlite3

from newscrawl.archive.scripts import indexed_form, needs_own_form

FIELDS = ("title", "standfirst", "body", "byline", "captions", "credits")

_INSERT = (
    "INSERT INTO search (rowid, title, standfirst, body, byline, captions, credits)"
    " SELECT * FROM search_content WHERE docid IN (SELECT docid FROM search_queue)"
)
_REMOVE = (
    "INSERT INTO search (search, rowid, title, standfirst, body, byline, captions, credits) SELECT 'delete', * FROM search_content WHERE docid = ?"
)


def queue(db: sqlite3.Connection, docid: int, fields: tuple[str | None, ...]) -> None:
    """Note that the article at ``docid``, whose rows are written, is to be indexed at the end of the transaction; ``fields`` as in FIELDS."""
    if any(field and needs_own_form(field) for field in fields):
        row = [field and indexed_form(field) for field in fields]
        db.execute("INSERT INTO search_texts (docid, title, standfirst, body, byline, captions, credits) VALUES (?, ?, ?, ?, ?, ?, ?)", (docid, *row))
    db.execute("INSERT INTO search_queue (docid) VALUES (?)", (docid,))


def remove(db: sqlite3.Connection, docid: int) -> None:
    """Take the article at ``docid`` out of the index; before its rows change, since the index is told what it forgets."""
    if db.execute("DELETE FROM search_queue WHERE docid = ?", (docid,)).rowcount == 0:
        db.execute(_REMOVE, (docid,))
    db.execute("DELETE FROM search_texts WHERE docid = ?", (docid,))


def update(db: sqlite3.Connection) -> int:
    """Index what is queued, inside the caller's transaction; returns how many."""
    if db.execute("SELECT 1 FROM search_queue LIMIT 1").fetchone() is None:
        return 0
    db.execute(_INSERT)
    return db.execute("DELETE FROM search_queue").rowcount
