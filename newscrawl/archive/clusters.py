"""Reprints and near-duplicates: MinHash over runs of five words, bands in a table (locality-sensitive hashing), checked on the texts.

Which articles are alike depends on their texts alone, so clusters are the same in whatever order articles came.
"""

from __future__ import annotations

import re
import sqlite3
import zlib
from typing import Any

from newscrawl.archive.schema import restamp
from newscrawl.errors import NotFound
from newscrawl.text import folded, words

BANDS, ROWS = 14, 4
"""Texts that share 60 % of their runs meet with 86 % likelihood, 80 % with 99.9 %, 30 % with 11 %; who meets is compared in full."""
ALIKE = 0.5
"""Shared runs, of the shorter text's: a reprint that was cut still counts."""
FEWEST_WORDS = 40
"""Shorter texts (teasers, notices) are alike by nature, not by reprinting."""
_NEIGHBOURS = 60
_MIX, _MASK = 0x9E3779B97F4A7C15, (1 << 64) - 1

# CITY, Month day (Agency) — or (Agency) -: how a wire story begins.
_DATELINE = re.compile(r"^(?:[^\n(]{0,60})\(([A-Z][\w .&’'-]{1,30})\)\s*[-–—:.]|^([A-Z]{2,6})\s*[-–—]\s")


def runs(text: str) -> set[str]:
    """Return the runs of five folded words of ``text``."""
    tokens = words(folded(text))
    return {" ".join(tokens[i : i + 5]) for i in range(len(tokens) - 4)} if len(tokens) >= FEWEST_WORDS else set()


def bands(text_runs: set[str]) -> list[int]:
    """Return one number a band; two texts that share a number may be alike.

    One-permutation MinHash (Li, Owen, Zhang 2012): each run is hashed once and counts in the bin it falls into, so a text costs 0.1 ms without
    native code. Empty bins borrow from the next one that is not.
    """
    bins: list[int | None] = [None] * (BANDS * ROWS)
    for run in text_runs:
        mixed = zlib.crc32(run.encode()) * _MIX & _MASK
        mixed = (mixed ^ mixed >> 29) * _MIX & _MASK  # CRC-32 alone is linear
        place, value = mixed % len(bins), mixed >> 8
        held = bins[place]
        if held is None or value < held:
            bins[place] = value
    if not text_runs:
        return []
    filled: list[int] = []
    for i in range(len(bins)):
        step = next(step for step in range(len(bins)) if bins[(i + step) % len(bins)] is not None)
        filled.append((bins[(i + step) % len(bins)] or 0) + step)
    keys = []
    for band in range(BANDS):
        key = band
        for value in filled[band * ROWS : (band + 1) * ROWS]:
            key = ((key ^ value) * _MIX ^ key >> 31) & _MASK
        keys.append(key >> 16)  # 48 bits: seven bytes in the file
    return keys


def likeness(one: set[str], other: set[str]) -> float:
    """Return how much of the shorter text stands in the other, 0 to 1."""
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


def enqueue(db: sqlite3.Connection, id: str) -> None:
    """Note that the article is new or its text changed; ``update`` places it."""
    db.execute("INSERT OR IGNORE INTO cluster_queue (article) VALUES (?)", (id,))


def waiting(db: sqlite3.Connection) -> int:
    """Return how many articles are not placed yet."""
    return int(db.execute("SELECT count(*) FROM cluster_queue").fetchone()[0])


def update(db: sqlite3.Connection, limit: int = 200) -> int:
    """Place up to ``limit`` articles that wait; returns how many. One job of the writer: call it until it returns 0."""
    ids = [id for (id,) in db.execute("SELECT article FROM cluster_queue ORDER BY article LIMIT ?", (limit,))]
    for id in ids:
        _place(db, id)
        db.execute("DELETE FROM cluster_queue WHERE article = ?", (id,))
    return len(ids)


def forget(db: sqlite3.Connection, id: str) -> None:
    """Take an article out; what it alone held together falls apart."""
    row = db.execute("SELECT cluster FROM articles WHERE id = ?", (id,)).fetchone()
    db.execute("DELETE FROM cluster_bands WHERE article = ?", (id,))
    if row and row[0] is not None:
        rest = [other for (other,) in db.execute("SELECT id FROM articles WHERE cluster = ? AND id != ?", (row[0], id))]
        _label(db, [id, *rest], None)
        for other in rest:
            _join(db, other)


def _place(db: sqlite3.Connection, id: str) -> None:
    forget(db, id)
    row = db.execute("SELECT body FROM articles WHERE id = ?", (id,)).fetchone()
    if row is None:
        return
    text_runs = runs(row[0])
    if text_runs:
        db.executemany("INSERT OR IGNORE INTO cluster_bands (band, article) VALUES (?, ?)", [(band, id) for band in bands(text_runs)])
        _join(db, id)


def _join(db: sqlite3.Connection, id: str) -> None:
    """Give the article and all it is alike to one name: the smallest id among them."""
    near = [
        other
        for (other,) in db.execute(
            "SELECT DISTINCT o.article FROM cluster_bands AS b JOIN cluster_bands AS o ON o.band = b.band"
            " WHERE b.article = ? AND o.article != ? LIMIT ?",
            (id, id, _NEIGHBOURS),
        )
    ]
    if not near:
        return
    body, own = db.execute("SELECT body, cluster FROM articles WHERE id = ?", (id,)).fetchone()
    text_runs, together = runs(body), {id}
    for other in near:
        other_body, cluster = db.execute("SELECT body, cluster FROM articles WHERE id = ?", (other,)).fetchone()
        if (cluster is not None and cluster == own) or likeness(text_runs, runs(other_body)) >= ALIKE:
            together.add(other)
    if len(together) == 1:
        return
    for cluster in {cluster for other in together for (cluster,) in db.execute("SELECT cluster FROM articles WHERE id = ?", (other,))}:
        if cluster is not None:
            together.update(other for (other,) in db.execute("SELECT id FROM articles WHERE cluster = ?", (cluster,)))
    _label(db, sorted(together), min(together))


def _label(db: sqlite3.Connection, ids: list[str], cluster: str | None) -> None:
    for id in ids:
        if db.execute("UPDATE articles SET cluster = ? WHERE id = ? AND cluster IS NOT ?", (cluster, id, cluster)).rowcount:
            restamp(db, "articles", "id = ?", (id,))


def members(db: sqlite3.Connection, id: str) -> list[dict[str, Any]]:
    """Return the cluster of an article, first published first, with whose text it seems to be. Raises NotFound."""
    row = db.execute("SELECT cluster FROM articles WHERE id = ?", (id,)).fetchone()
    if row is None:
        raise NotFound(f"{id}: no such article in this archive")
    found = db.execute(
        "SELECT id, url, site, title, byline, date_published, fetched_at, substr(body, 1, 200) FROM articles"
        " WHERE id = :id OR (cluster IS NOT NULL AND cluster = :cluster) ORDER BY coalesce(date_published, fetched_at), id",
        {"id": id, "cluster": row[0]},
    ).fetchall()
    return [
        {"id": one, "url": url, "site": site, "title": title, "byline": byline, "date_published": published, "fetched_at": fetched,
         "first": position == 0 and published is not None, "agency": agency_of(start)}
        for position, (one, url, site, title, byline, published, fetched, start) in enumerate(found)
    ]  # fmt: skip


def agency_of(start: str) -> str | None:
    """Return the agency that a story's first words name, as datelines do; None if they do not."""
    found = _DATELINE.match(start)
    return (found[1] or found[2]) if found else None
