"""Reprints and near-duplicates: MinHash over runs of five words, bands in a table (locality-sensitive hashing), checked on the texts.

Two articles belong together if they meet in a band and are alike, and with whom they belong together: that depends on their texts alone, so clusters
are the same in whatever order articles came.
"""

from __future__ import annotations

import re
import sqlite3
import zlib
from typing import Any

from newscrawl.archive import index
from newscrawl.archive.progress import Progress
from newscrawl.archive.query import shown_date
from newscrawl.archive.schema import restamp
from newscrawl.errors import NotFound
from newscrawl.text import folded, words

BANDS, ROWS = 14, 4
"""Texts that share 60 % of their runs meet with 86 % likelihood, 80 % with 99.9 %, 30 % with 11 %; who meets is compared in full."""
ALIKE = 0.5
"""Shared runs, of the shorter text's: a reprint that was cut still counts."""
FEWEST_WORDS = 40
"""Shorter texts (teasers, notices) are alike by nature, not by reprinting."""
LONGEST = 1_500_000
"""Characters of a text that are compared, some 250,000 words: a page of 50 MB would take a gigabyte where pages are stored, and says no more."""
LARGE = 100
"""A cluster of so many is a weather report's or a notice's, which changes daily: it is taken apart when there is time, and for all that changed."""
COMPARED = 100
"""Texts compared in full after which ``update`` takes no further new one: 30 ms. In a crowd of a thousand half alike, each meets a hundred."""
_MET = 50
"""Articles met in bands that cost as much as one comparison."""
_HELD = 256
"""Texts whose runs are kept while some are compared: 60 kB each."""
_MIX, _MASK = 0x9E3779B97F4A7C15, (1 << 64) - 1

# CITY, Month day (Agency) — or (Agency) -: how a wire story begins.
_DATELINE = re.compile(r"^(?:[^\n(]{0,60})\(([A-Z][\w .&’'-]{1,30})\)\s*[-–—:.]|^([A-Z]{2,6})\s*[-–—]\s")


def runs(text: str) -> set[str]:
    """Return the runs of five folded words of ``text``, of one without end of its beginning."""
    tokens = words(folded(text[:LONGEST]))
    return {" ".join(tokens[i : i + 5]) for i in range(len(tokens) - 4)} if len(tokens) >= FEWEST_WORDS else set()


def bands(text_runs: set[str]) -> list[int]:
    """Return one number a band; two texts that share a number may be alike.

    One-permutation MinHash (Li, Owen, Zhang 2012): each run is hashed once and counts in the bin it falls into, so a text of 400 words costs 0.2 ms
    without native code. Empty bins borrow from the next one that is not.
    """
    mixed = [zlib.crc32(run.encode()) * _MIX & _MASK for run in text_runs]
    mixed = [(value ^ value >> 29) * _MIX & _MASK for value in mixed]  # CRC-32 alone is linear
    mixed.sort(reverse=True)
    bins = {value % (BANDS * ROWS): value >> 8 for value in mixed}  # the last in a bin, its least, stays
    if not text_runs:
        return []
    filled: list[int] = []
    for i in range(BANDS * ROWS):
        step = 0
        while (held := bins.get((i + step) % (BANDS * ROWS))) is None:
            step += 1
        filled.append(held + step)
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


def update(db: sqlite3.Connection, limit: int = 200, *, apart: bool = True) -> int:
    """Place up to ``limit`` articles that wait, and those of small clusters they leave; returns how many. One job of the writer: call it until 0.

    New articles are left for the next call when these had much to be compared with.

    ``apart``: what was together only by a text that is no more falls apart, however large; else a cluster above LARGE only loses who changed,
    which costs the same whatever its size.
    """
    queued = [id for (id,) in db.execute("SELECT article FROM cluster_queue ORDER BY article LIMIT ?", (limit,))]
    changed = dict.fromkeys(id for id in queued if _cluster_of(db, id) is not None)
    at_once = dict(changed)
    for id in changed:
        at_once |= dict.fromkeys(_leave(db, id, apart))
    near = _Near(db)
    new = [id for id in queued if id not in at_once]
    for place, id in enumerate((*at_once, *new)):
        if place >= max(1, len(at_once)) and near.work >= COMPARED:
            return place
        _place(db, id, near)
        db.execute("DELETE FROM cluster_queue WHERE article = ?", (id,))
    return len(at_once) + len(new)


def settle(db: sqlite3.Connection, progress: Progress) -> None:
    """Place all that wait, some at a time, each time committed: for a verb that holds the one write connection, in a transaction before and after."""
    done = 0
    while placed := update(db):
        index.update(db)  # what is committed is searched
        db.execute("COMMIT")
        db.execute("BEGIN IMMEDIATE")
        progress("articles compared with others", done := done + placed)


def forget(db: sqlite3.Connection, id: str) -> None:
    """Take an article out; what it alone held together falls apart, of a large cluster when ``update`` is called."""
    db.execute("DELETE FROM cluster_bands WHERE article = ?", (id,))
    near = _Near(db)
    for other in _leave(db, id, apart=True):
        _join(db, other, near)


def _leave(db: sqlite3.Connection, id: str, apart: bool) -> list[str]:
    """Take an article out of its cluster; returns who has to be joined again, at once. Of a large cluster they wait in the queue instead.

    There, all that changed are taken out before one is placed again. One after the other, each would have all others compared.
    """
    row = db.execute("SELECT cluster FROM articles WHERE id = ?", (id,)).fetchone()
    if row is None or row[0] is None:
        return []
    rest = [other for (other,) in db.execute("SELECT id FROM articles WHERE cluster = ? AND id != ? LIMIT ?", (row[0], id, LARGE))]
    if len(rest) < LARGE:
        _label(db, [id, *rest], None)
        return sorted(rest)
    if not apart:
        _label(db, [id], None)
        if id == row[0]:
            rest = [other for (other,) in db.execute("SELECT id FROM articles WHERE cluster = ?", (id,))]
            _label(db, rest, min(rest))
        return []
    rest = [other for (other,) in db.execute("SELECT id FROM articles WHERE cluster = ? AND id != ?", (row[0], id))]
    _label(db, [id, *rest], None)
    db.executemany("DELETE FROM cluster_bands WHERE article = ?", [(other,) for other in rest])  # met by nobody until placed again
    for other in rest:
        enqueue(db, other)
    return []


class _Near:
    """Runs of the texts that those of one ``update`` are compared with: of many that are alike it is always the same few."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._held: dict[str, set[str]] = {}
        self.work = 0.0
        """What was compared so far."""

    def alike(self, one: str, other: str) -> bool:
        self.work += 1
        return likeness(self.runs_of(one), self.runs_of(other)) >= ALIKE

    def runs_of(self, id: str) -> set[str]:
        if id not in self._held:
            if len(self._held) >= _HELD:
                self._held.clear()
            self._held[id] = runs(self._db.execute("SELECT body FROM articles WHERE id = ?", (id,)).fetchone()[0])
        return self._held[id]


def _place(db: sqlite3.Connection, id: str, near: _Near) -> None:
    db.execute("DELETE FROM cluster_bands WHERE article = ?", (id,))
    if db.execute("SELECT 1 FROM articles WHERE id = ?", (id,)).fetchone() is None:
        return
    text_runs = near.runs_of(id)
    if text_runs:
        db.executemany("INSERT OR IGNORE INTO cluster_bands (band, article) VALUES (?, ?)", [(band, id) for band in bands(text_runs)])
        _join(db, id, near)


def _join(db: sqlite3.Connection, id: str, near: _Near) -> None:
    """Give the article and all it is alike to one name: the smallest id among them."""
    own = _cluster_of(db, id)
    joined: set[str] = {own} if own else set()
    alone: list[str] = []
    neighbours = _neighbours(db, id)
    near.work += len(neighbours) / _MET
    for other in neighbours:
        cluster = _cluster_of(db, other)
        if cluster not in joined and near.alike(id, other):  # one of a cluster speaks for all of it
            if cluster is None:
                alone.append(other)
            else:
                joined.add(cluster)
    if not alone and joined <= {own}:
        return
    name = min((id, *alone, *joined))  # a cluster's name is the smallest id in it
    for cluster in sorted(joined - {name}):
        _label(db, [other for (other,) in db.execute("SELECT id FROM articles WHERE cluster = ?", (cluster,))], name)
    _label(db, [id, *alone], name)


def _neighbours(db: sqlite3.Connection, id: str) -> list[str]:
    """Return the articles that may be alike to this one, those with the most bands in common first.

    All of them, however large the crowd: were it a few of it, who is compared with whom would depend on who came first.
    """
    shared: dict[str, int] = {}
    sql = "SELECT b.article FROM cluster_bands AS own JOIN cluster_bands AS b ON b.band = own.band WHERE own.article = :id AND b.article != :id"
    for (other,) in db.execute(sql, {"id": id}):
        shared[other] = shared.get(other, 0) + 1
    return sorted(shared, key=lambda other: (-shared[other], other))


def _cluster_of(db: sqlite3.Connection, id: str) -> str | None:
    row = db.execute("SELECT cluster FROM articles WHERE id = ?", (id,)).fetchone()
    return row[0] if row else None


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
        "SELECT id, url, site, title, byline, date_published, date_offset_minutes, date_precision, fetched_at, substr(body, 1, 200) FROM articles"
        " WHERE id = :id OR (cluster IS NOT NULL AND cluster = :cluster) ORDER BY coalesce(date_published, fetched_at), id",
        {"id": id, "cluster": row[0]},
    ).fetchall()
    return [
        {"id": one, "url": url, "site": site, "title": title, "byline": byline, "date_published": shown_date(published, offset, precision),
         "fetched_at": fetched, "first": position == 0 and published is not None, "agency": agency_of(start)}
        for position, (one, url, site, title, byline, published, offset, precision, fetched, start) in enumerate(found)
    ]  # fmt: skip


def agency_of(start: str) -> str | None:
    """Return the agency that a story's first words name, as datelines do; None if they do not."""
    found = _DATELINE.match(start)
    return (found[1] or found[2]) if found else None
