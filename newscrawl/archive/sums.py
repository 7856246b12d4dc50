"""Figures for what has no checksum a row: the index's own blocks, queues and notes, and ids that nothing else vouches for.

SQLite's and FTS5's own checks pass over a posting that a newer one replaces, over a mark that one is deleted, and over a border between two
index pages that moved a little: no answer changes today, and one may after the next merge.

Plain tables have one figure each, the sum of a CRC-32 a row, kept in the same transaction by temporary triggers of the writing connection: who
writes rows need not know of it. The index's tables bear no triggers (FTS5 would flush in the middle of flushing), so ``seal`` looks at the end of
each transaction which blocks are new. FTS5 never changes a block it wrote but the first of a segment that is being merged away: segments grow at
their end, shrink at their beginning, or go.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator
from typing import Any

TABLES: dict[str, tuple[str, ...]] = {
    "story_blocks": ("article", "blocks", "judged", "counted"),
    "learn_queue": ("article", "site", "fetched_at", "blocks"),
    "learn_dirty": ("site",),
    "learned": ("site", "reader", "anew", "counted_at", "counted_key"),
    "visits": ("article", "next_at"),
    "rights": ("capture", "said"),
    "sightings": ("source", "url_key", "seen_at", "since"),
    "runs": ("id",),
    "dictionaries": ("id",),
    "gaps": ("id",),
    "alarms": ("id",),
}
"""Table to the columns that its figure covers; of those whose rows have a checksum, the id that it leaves out.

Not cluster_queue: a row that is lost leaves an article whose bands are not what its text gives, one that is changed names no article, and a trigger
would cost every new article .02 ms."""

STRUCTURE = 10
"""search_data.id of the list of segments (FTS5's fts5_index.c); 1 is of sizes, which FTS5's own check compares."""
SEGMENT_BITS = 37
"""A block's id is its segment's number, so far to the left, and within it first the leaves by number, then the indexes of long doclists."""
LEAVES = 1 << 31
"""Ids of a segment from its beginning to here are leaves."""
PROBES = 8
"""Blocks of a known segment that are compared to see that it is the same one and not another under its number."""


def row_sum(*values: Any) -> int:
    """Return the CRC-32 of a row; bytes as they are, since an index block is 4 KB of them."""
    found = 0
    for value in values:
        found = zlib.crc32(value if isinstance(value, bytes) else repr(value).encode("utf-8", "surrogatepass"), found)
    return found


def watch(db: sqlite3.Connection) -> None:
    """Have this connection keep the figures of TABLES, whatever it writes."""
    db.create_function("row_sum", -1, row_sum, deterministic=True)
    db.execute("PRAGMA recursive_triggers = ON")  # a row that REPLACE takes away is a row deleted
    for table, columns in TABLES.items():
        new, old = (f"row_sum({', '.join(f'{which}.{name}' for name in columns)})" for which in ("new", "old"))
        for event, change in (("INSERT", f"+ {new}"), ("DELETE", f"- {old}"), (f"UPDATE OF {', '.join(columns)}", f"+ {new} - {old}")):
            db.execute(
                f"CREATE TEMP TRIGGER {table}_{event.split()[0].lower()} AFTER {event} ON main.{table} BEGIN"  # noqa: S608 (names of our own tables)
                f" UPDATE sums SET sum = sum {change} WHERE name = '{table}'; END"
            )


def count(db: sqlite3.Connection) -> None:
    """Work out every figure from the rows, inside the caller's transaction: after a migration."""
    db.execute("DELETE FROM sums")
    db.executemany("INSERT INTO sums (name, sum) VALUES (?, ?)", [(table, figure(db, table)) for table in TABLES])
    count_index(db)


def count_index(db: sqlite3.Connection) -> None:
    """Work out those of the index alone: it was made anew."""
    for table in ("index_blocks", "index_segments"):
        db.execute(f"DELETE FROM {table}")  # noqa: S608 (two constants)
    seal(db)


def figure(db: sqlite3.Connection, table: str) -> int:
    """Return what the rows of one of TABLES come to."""
    return sum(row_sum(*row) for row in db.execute(f"SELECT {', '.join(TABLES[table])} FROM {table}"))  # noqa: S608 (names of our own tables)


def seal(db: sqlite3.Connection) -> None:
    """Bring the figures of the index up to what it will be at the commit, inside the caller's transaction."""
    db.execute("SAVEPOINT seal")  # has FTS5 write what it still holds in memory
    db.execute("RELEASE seal")
    heads = {0: _settings(db), **dict(_sums(db, STRUCTURE, STRUCTURE))}
    if heads == dict(db.execute("SELECT id, sum FROM index_blocks WHERE id <= ?", (STRUCTURE,))):
        return  # the list counts every block ever written: nothing was
    now = {segment: (first, last) for segment, first, last in segments(db)}
    known = [segment for (segment,) in db.execute("SELECT segment FROM index_segments")]
    for segment in known:
        if segment not in now:
            _drop(db, segment)
    for segment, (first, last) in now.items():
        if segment not in known or not _grow(db, segment, first, last):
            _drop(db, segment)
            _add(db, segment, 0, -1, b"", 0)
    db.executemany("INSERT OR REPLACE INTO index_blocks (id, sum) VALUES (?, ?)", heads.items())


def _settings(db: sqlite3.Connection) -> int:
    return row_sum(*(value for row in db.execute("SELECT k, v FROM search_config ORDER BY k") for value in row))


def _sums(db: sqlite3.Connection, low: int, high: int) -> Iterator[tuple[int, int]]:
    """Yield (id, sum) of the blocks held."""
    return ((id, zlib.crc32(block)) for id, block in db.execute("SELECT id, block FROM search_data WHERE id BETWEEN ? AND ?", (low, high)))


def _drop(db: sqlite3.Connection, segment: int) -> None:
    base = segment << SEGMENT_BITS
    db.execute("DELETE FROM index_blocks WHERE id BETWEEN ? AND ?", (base, base + (1 << SEGMENT_BITS) - 1))
    db.execute("DELETE FROM index_segments WHERE segment = ?", (segment,))


def _add(db: sqlite3.Connection, segment: int, leaf: int, doclist: int, term: bytes, known: int) -> None:
    """Note the segment's blocks from ids ``leaf`` and (the long doclists') ``doclist`` on, and its terms after ``term``, which come to ``known``."""
    base = segment << SEGMENT_BITS
    for low, high in ((base + leaf, base + LEAVES - 1), (max(base + LEAVES, doclist + 1), base + (1 << SEGMENT_BITS) - 1)):
        db.executemany("INSERT INTO index_blocks (id, sum) VALUES (?, ?)", _sums(db, low, high))
    newest = term
    for newest, page in db.execute("SELECT term, pgno FROM search_idx WHERE segid = ? AND (term > ? OR ?) ORDER BY term", (segment, term, leaf == 0)):
        known += row_sum(newest, page)
    db.execute("INSERT OR REPLACE INTO index_segments (segment, term, sum) VALUES (?, ?, ?)", (segment, newest, known))


def _grow(db: sqlite3.Connection, segment: int, first: int, last: int) -> bool:
    """Follow what became of a segment that is known; False where it is another one under its number."""
    base = segment << SEGMENT_BITS
    held = db.execute("SELECT min(id), max(id) FROM index_blocks WHERE id BETWEEN ? AND ?", (base, base + LEAVES - 1)).fetchone()
    if held[0] is None or not held[0] <= base + first <= held[1] <= base + last:
        return False
    low, high = base + first, held[1]
    for id in {high - (high - low) * i // PROBES for i in range(PROBES)} - {low}:
        if db.execute("SELECT sum FROM index_blocks WHERE id = ?", (id,)).fetchall() != [(figure,) for _, figure in _sums(db, id, id)]:
            return False
    db.execute("DELETE FROM index_blocks WHERE id BETWEEN ? AND ?", (base, low))
    db.executemany("INSERT INTO index_blocks (id, sum) VALUES (?, ?)", _sums(db, low, low))
    if base + last > high:
        between = base + LEAVES, base + (1 << SEGMENT_BITS) - 1
        doclist = db.execute("SELECT max(id) FROM index_blocks WHERE id BETWEEN ? AND ?", between).fetchone()[0]
        term, known = db.execute("SELECT term, sum FROM index_segments WHERE segment = ?", (segment,)).fetchone()
        _add(db, segment, high + 1 - base, doclist or 0, term, known)
    return True


def segments(db: sqlite3.Connection) -> Iterator[tuple[int, int, int]]:
    """Yield (number, first leaf, last leaf) of the index's segments, as its list of them says."""
    row = db.execute("SELECT block FROM search_data WHERE id = ?", (STRUCTURE,)).fetchone()
    numbers = varints(row[0][4:])  # after four bytes that count changes of its settings
    levels, _, _ = next(numbers), next(numbers), next(numbers)
    for _ in range(levels):
        _, count = next(numbers), next(numbers)
        for _ in range(count):
            yield next(numbers), next(numbers), next(numbers)


def varints(data: bytes) -> Iterator[int]:
    """Yield SQLite's variable-length integers (of up to eight bytes)."""
    value = 0
    for byte in data:
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            yield value
            value = 0


def damaged(db: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """Yield (table, row) of what does not come to its figure; ``search`` is the index as a whole."""
    noted = dict(db.execute("SELECT name, sum FROM sums"))
    for table in TABLES:
        if noted.pop(table, None) != figure(db, table):
            yield table, ""
    for name in noted:
        yield "sums", name
    held = dict(db.execute("SELECT id, sum FROM index_blocks"))
    if held.pop(0, None) != _settings(db):
        yield "search_config", ""
    for id, block in db.execute("SELECT id, block FROM search_data WHERE id > 1"):
        if held.pop(id, None) != zlib.crc32(block):
            yield "search_data", str(id)
    for id in held:
        yield "index_blocks", str(id)
    terms: dict[int, tuple[bytes, int]] = {}
    for segment, term, page in db.execute("SELECT segid, term, pgno FROM search_idx ORDER BY segid, term"):
        terms[segment] = term, terms.get(segment, (b"", 0))[1] + row_sum(term, page)
    for segment, term, known in db.execute("SELECT segment, term, sum FROM index_segments"):
        if terms.pop(segment, (b"", 0)) != (term, known):
            yield "search_idx", str(segment)
    for segment in terms:
        yield "search_idx", str(segment)
