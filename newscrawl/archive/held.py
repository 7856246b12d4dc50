"""An archived article as its page was fetched, and what a reading of that page would change of it: for reading again."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

from newscrawl.archive import captures, furniture, store
from newscrawl.archive.schema import moment
from newscrawl.items import Page, Reading


def page_of(db: sqlite3.Connection, article: str) -> Page | None:
    """Return the capture that the article was read from, as a page to be read again; None where none is kept. Raises StorageError."""
    row = db.execute(
        "SELECT c.id, c.url, c.status, c.headers, a.fetched_at FROM articles AS a JOIN captures AS c ON c.id = a.capture WHERE a.id = ?", (article,)
    ).fetchone()
    if row is None:
        return None
    id, url, status, headers, fetched_at = row
    return Page(url, captures.body(db, id), status, tuple((name, value) for name, value in json.loads(headers)), moment(fetched_at))


def turn(db: sqlite3.Connection, ids: Iterable[str]) -> list[str]:
    """Return those of ``ids`` whose page is kept, in the order in which pages are unpacked fastest: those compressed together after one another."""
    rows = db.execute(
        "SELECT a.id FROM json_each(?) AS asked JOIN articles AS a ON a.id = asked.value JOIN captures AS c ON c.id = a.capture"
        " JOIN blobs AS b ON b.digest = c.digest ORDER BY b.dictionary, b.id, a.id",
        (json.dumps(list(ids)),),
    )
    return [id for (id,) in rows]


def changes(db: sqlite3.Connection, article: str, reading: Reading) -> tuple[str, ...] | None:
    """Return the fields that ``reading`` would change of the article; None where not even what is noted of its blocks would.

    A reading without an article changes nothing: what was held once is not lost to a reader's doubt. Raises NotFound.
    """
    if reading.article is None:
        return None
    fields = tuple(store.differences(db, article, reading))
    return None if not fields and furniture.is_noted(db, article, reading) else fields
