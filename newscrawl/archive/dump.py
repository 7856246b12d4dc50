"""The archive as text that depends on what was archived alone: two archives with the same lines are the same archive."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator

_STATES = "SELECT url_key, state, reason, leads_to, article FROM frontier ORDER BY url_key"
_FIELDS = (
    "canonical_url", "site", "title", "standfirst", "byline", "authors", "date_published", "date_offset_minutes", "date_published_raw",
    "date_precision", "date_modified", "language", "section", "keywords", "description", "body", "word_count", "photo_credit",
    "is_accessible_for_free", "found_by", "hash",
)  # fmt: skip


def canonical(db: sqlite3.Connection) -> Iterator[str]:
    """Yield one JSON line for every URL ever discovered, by ``url_key``: its state and reason, and the article with photos and removals.

    Left out is what depends on when and in which order pages came: times of the crawl, runs, captures, blobs, docids, sources, the spelling of
    the address; and the evidence against a block of learned furniture, which says how many stories it stood in when the article was last read.
    ``unchanged`` and ``stored`` are one: an article is held.
    """
    article = f"SELECT id, {', '.join(_FIELDS)} FROM articles WHERE url_key = ?"  # noqa: S608 (our own column names)
    for key, state, reason, leads_to, id in db.execute(_STATES):
        line: dict[str, object] = {"url_key": key, "state": "stored" if state == "unchanged" else "pending" if state == "leased" else state}
        if reason is not None and state != "pending":
            line["reason"] = reason
        if leads_to is not None:
            line["leads_to"] = leads_to
        row = db.execute(article, (key,)).fetchone() if id is not None else None
        if row is not None:
            line["article"] = dict(zip(("id", *_FIELDS), row, strict=True))
            line["photos"] = db.execute(
                "SELECT url, caption, credit, creators, agency FROM photos WHERE article = ? ORDER BY position", (row[0],)
            ).fetchall()
            line["removals"] = db.execute(
                "SELECT id, kind, reason, CASE reason WHEN 'template' THEN NULL ELSE evidence END, place, text FROM removals WHERE article = ?"
                " ORDER BY position",
                (row[0],),
            ).fetchall()
        yield json.dumps(line, ensure_ascii=False, sort_keys=True)
