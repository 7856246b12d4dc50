"""Saved queries, and what is new since they were last asked."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from typing import Any

from newscrawl.archive import language, query
from newscrawl.archive.schema import insert, restamp, stamp
from newscrawl.errors import NotFound


def save(db: sqlite3.Connection, name: str, text: str, now: datetime) -> None:
    """Keep ``text`` under ``name``, over what was there. Raises QueryError for what cannot be asked."""
    language.parse(text)
    db.execute("DELETE FROM searches WHERE name = ?", (name,))
    insert(db, "searches", {"name": name, "query": text, "made_at": stamp(now)})


def forget(db: sqlite3.Connection, name: str) -> None:
    """Drop a saved query. Raises NotFound."""
    if not db.execute("DELETE FROM searches WHERE name = ?", (name,)).rowcount:
        raise NotFound(f"{name}: no saved query of that name; newscrawl saved - lists them")


def saved(db: sqlite3.Connection) -> list[dict[str, Any]]:
    """Return the saved queries by name, each with how many new articles it has."""
    rows = db.execute("SELECT name, query, made_at, asked_at FROM searches ORDER BY name").fetchall()
    return [
        {"name": name, "query": text, "made_at": made, "asked_at": asked, "new": query.count(db, new_since(db, name)[0])}
        for name, text, made, asked in rows
    ]


def new_since(db: sqlite3.Connection, name: str) -> tuple[language.Query, str]:
    """Return (the query narrowed to articles fetched after it was last asked, its text). Raises NotFound."""
    row = db.execute("SELECT query, asked_at FROM searches WHERE name = ?", (name,)).fetchone()
    if row is None:
        raise NotFound(f"{name}: no saved query of that name; newscrawl saved - lists them")
    parsed = language.parse(row[0])
    return (language.also(parsed, "a.fetched_at > ?", row[1]) if row[1] else parsed), row[0]


def asked(db: sqlite3.Connection, name: str, now: datetime) -> None:
    """Note that its new articles were shown."""
    db.execute("UPDATE searches SET asked_at = ? WHERE name = ?", (stamp(now), name))
    restamp(db, "searches", "name = ?", (name,))


def merge(db: sqlite3.Connection, source: sqlite3.Connection) -> None:
    """Bring in the saved queries of ``source``; of one name the one made later stays, and what was shown in either is shown."""
    for name, *theirs in source.execute("SELECT name, made_at, query, asked_at FROM searches ORDER BY name").fetchall():
        ours = db.execute("SELECT made_at, query, asked_at FROM searches WHERE name = ?", (name,)).fetchone()
        made, text, shown = max([row for row in (ours, tuple(theirs)) if row], key=lambda row: (row[0], row[1]))
        if ours is not None and ours[1] == theirs[1]:
            shown = max((at for at in (ours[2], theirs[2]) if at), default=None)
        if ours != (made, text, shown):
            db.execute("DELETE FROM searches WHERE name = ?", (name,))
            insert(db, "searches", {"name": name, "query": text, "made_at": made, "asked_at": shown})
