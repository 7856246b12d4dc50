"""Counts: facets, timelines, concordances, credits. What costs with the number of matches is bounded, and says so."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Literal

from newscrawl.archive import query
from newscrawl.archive.language import Query
from newscrawl.archive.progress import Progress, silent
from newscrawl.archive.query import MARK, UNMARK
from newscrawl.archive.schema import MINUTE_SLOTS, is_interruption

COUNTED = query.RANKED
"""Facets are exact up to so many matches, as relevance is, and counted over so many newest ones of more."""
By = Literal["day", "week", "month", "year"]
_DAY = MINUTE_SLOTS * 1440
_EPOCH = date(1970, 1, 1).toordinal()
_SPANS_ASKED_ONE_BY_ONE = 1000
FACETS = ("site", "month", "author", "agency", "language")


@dataclass(frozen=True, slots=True)
class Facets:
    """How many matches there are of each value, most first."""

    values: dict[str, list[tuple[Any, int]]]
    counted: int | None
    """Over how many newest matches, when there were more; None: over all."""


def facets(db: sqlite3.Connection, asked: str | Query | None = None, *, names: tuple[str, ...] = FACETS, most: int = 10) -> Facets:
    """Return the commonest sites, months, authors, agencies and languages of what matches (None: of all). Raises QueryError."""
    parsed = query.asking(db, asked or None)
    sql, values = query.matching(parsed)
    order = "search.rowid" if parsed.match is not None else "a.docid"
    with query.answering(parsed):
        docids = [docid for (docid,) in db.execute(f"{sql} ORDER BY {order} DESC LIMIT {COUNTED + 1}", values)]
    bounded = len(docids) > COUNTED
    chosen = json.dumps(docids[:COUNTED])
    found: dict[str, list[Any]] = {}
    if "month" in names:
        days = Counter(docid // _DAY for docid in docids[:COUNTED])
        found["month"] = sorted(_gather(days.items(), "month").items(), reverse=True)[:most]
    if not {"site", "language", "author", "agency"}.isdisjoint(names):
        rows = db.execute("SELECT f.site, f.language, f.authors, f.agencies FROM json_each(?) AS d JOIN facets AS f ON f.docid = d.value", (chosen,))
        kinds = ("site", "language", "author", "agency")
        found |= {name: [] for name in kinds}
        for name, of in zip(kinds, map(Counter, zip(*rows, strict=True)), strict=False):
            if name in ("author", "agency"):
                of = _of_each(of)
            found[name] = sorted(of.items(), key=lambda pair: (-pair[1], str(pair[0])))[:most]
    return Facets({name: found[name] for name in names if name in found}, COUNTED if bounded else None)


def _of_each(arrays: Counter[str]) -> Counter[str]:
    """Return how often each string stands in JSON arrays, as the archive writes them: ten thousand are worth not asking a parser."""
    found: Counter[str] = Counter()
    for array, number in arrays.items():
        for name in json.loads(array) if "\\" in array or array == "[]" else array[2:-2].replace('", "', '","').split('","'):
            found[name] += number
    return found


@dataclass(frozen=True, slots=True)
class Bar:
    """One span of a timeline."""

    start: str
    """``2026-11-22``, ``2026-11-16`` (a Monday), ``2026-11`` or ``2026``."""
    matches: int
    held: int
    """Articles of any kind that the archive holds of that span: with few, a share means little."""

    @property
    def share(self) -> float:
        """Matches of what is held, 0 to 1."""
        return self.matches / self.held if self.held else 0.0


def timeline(db: sqlite3.Connection, asked: str | Query, *, by: By = "month") -> list[Bar]:
    """Return how many articles match in each span from the first match to the last, empty spans too. Raises QueryError."""
    parsed = query.asking(db, asked or None)
    rowid = "search.rowid" if parsed.match is not None else "a.docid"
    sql, values = query.matching(parsed)
    with query.answering(parsed):
        ends = [db.execute(f"{sql} ORDER BY {rowid} {way} LIMIT 1", values).fetchone() for way in ("ASC", "DESC")]
        if ends[0] is None:
            return []
        first, last = (_span(date.fromordinal(_EPOCH + end[0] // _DAY), by) for end in ends)
        spans = [first]
        while spans[-1] < last:
            spans.append(_after(spans[-1], by))
        counted, given = query.matching(parsed, "count(*)")
        if parsed.conditions or parsed.match is None or len(spans) > _SPANS_ASKED_ONE_BY_ONE:
            by_day, given = query.matching(parsed, f"a.docid / {_DAY} - (a.docid < 0), count(*)")
            matches = _gather(db.execute(f"{by_day} GROUP BY 1", given), by)
        else:  # a range of docids is found at once in the index, and counting it sorts nothing
            inside = f"{counted} AND search.rowid >= :start AND search.rowid < :end"
            matches = {span: db.execute(inside, {**given, **_ends(span, by)}).fetchone()[0] for span in spans}
    # search_docsize is FTS5's own small table with one row an article: the quickest count of what is held.
    held = "SELECT count(*) FROM search_docsize WHERE id >= :start AND id < :end"
    return [Bar(span, matches.get(span, 0), db.execute(held, _ends(span, by)).fetchone()[0]) for span in spans]


def _ends(span: str, by: By) -> dict[str, int]:
    """Return the first docid of a span and of the one after it."""
    return {"start": _first_docid(span), "end": _first_docid(_after(span, by))}


def _first_docid(span: str) -> int:
    year, month, day = (*map(int, span.split("-")), 1, 1)[:3]
    return (date(year, month, day).toordinal() - _EPOCH) * _DAY


def _gather(rows: Iterable[tuple[int, int]], by: By) -> dict[str, int]:
    found: dict[str, int] = {}
    for day, number in rows:
        span = _span(date.fromordinal(_EPOCH + day), by)
        found[span] = found.get(span, 0) + number
    return found


def _span(when: date, by: By) -> str:
    if by == "week":
        when -= timedelta(days=when.weekday())
    return when.isoformat()[: {"day": 10, "week": 10, "month": 7, "year": 4}[by]]


def _after(span: str, by: By) -> str:
    if by in ("day", "week"):
        return (date.fromisoformat(span) + timedelta(days=1 if by == "day" else 7)).isoformat()[:10]
    if by == "year":
        return f"{int(span) + 1:04}"
    year, month = map(int, span.split("-"))
    return f"{year + month // 12:04}-{month % 12 + 1:02}"


@dataclass(frozen=True, slots=True)
class Line:
    """One hit in its context."""

    left: str
    word: str
    right: str
    id: str
    site: str
    date: str | None


def kwic(
    db: sqlite3.Connection, asked: str | Query, *, width: int = 40, limit: int = 50, sort: Literal["left", "right", "newest"] = "newest"
) -> list[Line]:
    """Return every hit in the texts of the newest matches with ``width`` characters on either side, up to ``limit`` lines. Raises QueryError."""
    parsed = query.asking(db, asked or None)
    lines: list[Line] = []
    if parsed.match is None:
        return lines
    sql, values = query.matching(parsed, f"a.docid, {query.BODY_MARKED}, {query.TITLE_MARKED}")
    with query.answering(parsed):
        for docid, body, title in db.execute(f"{sql} ORDER BY search.rowid DESC", values):
            id, site, own_body, own_title, published, offset, precision = db.execute(
                "SELECT id, site, body, title, date_published, date_offset_minutes, date_precision FROM articles WHERE docid = ?", (docid,)
            ).fetchone()
            shown = query.shown_date(published, offset, precision)
            for text, own in ((title, own_title), (body, own_body)):
                if not text or MARK not in text:
                    continue
                for left, word, right in _contexts(query.restore(own, text), width):
                    lines.append(Line(left, word, right, id, site, shown))
                    if len(lines) >= limit:
                        return _sorted(lines, sort)
    return _sorted(lines, sort)


def _contexts(text: str, width: int) -> Iterator[tuple[str, str, str]]:
    text = re.sub(r"\s+", " ", text)
    for found in re.finditer(f"{MARK}(.*?){UNMARK}", text):
        left = text[max(0, found.start() - width * 2) : found.start()].replace(MARK, "").replace(UNMARK, "")
        right = text[found.end() : found.end() + width * 2].replace(MARK, "").replace(UNMARK, "")
        yield left[-width:], found[1], right[:width]


def _sorted(lines: list[Line], sort: str) -> list[Line]:
    if sort == "left":  # by the words before it, the nearest first
        return sorted(lines, key=lambda line: (line.left.casefold().split()[::-1], line.right.casefold()))
    if sort == "right":
        return sorted(lines, key=lambda line: (line.right.casefold().split(), line.left.casefold()))
    return lines


_FEW = 20_000
"""Articles up to which each one's photos are looked up; of more it costs less to go through all photos."""


def credits(
    db: sqlite3.Connection, asked: str | Query | None = None, *, by: Literal["credit", "agency", "creator"] = "credit", most: int = 50
) -> list[dict[str, Any]]:
    """Return the commonest photo credits, agencies or creators of what matches: value, photos, articles, sites. Raises QueryError."""
    parsed = query.asking(db, asked or None)
    source = "photos AS p JOIN json_each(p.creators) AS c" if by == "creator" else "photos AS p"
    value = {"credit": "p.credit", "agency": "p.agency", "creator": "c.value"}[by]
    # x gives the docid out of its index alone, and f the site: the wide rows of articles stay where they are, unless few are asked for.
    chosen = ""
    values: dict[str, Any] = {}
    with query.answering(parsed):
        if asked and query.count(db, parsed) > _FEW:
            sql, values = query.matching(parsed)
            chosen = f"+x.docid IN ({sql}) AND "  # not a way to look articles up
        elif asked:
            sql, values = query.matching(parsed, "a.id", articles=True)
            chosen = f"p.article IN ({sql}) AND "
        rows = db.execute(
            f"SELECT {value}, count(*), count(DISTINCT p.article), count(DISTINCT f.site) FROM {source} JOIN articles AS x ON x.id = p.article"  # noqa: S608
            f" JOIN facets AS f ON f.docid = x.docid WHERE {chosen}{value} IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT :most",
            {**values, "most": most},
        ).fetchall()
    return [{by: name, "photos": photos, "articles": articles, "sites": sites} for name, photos, articles, sites in rows]


def stats(db: sqlite3.Connection, progress: Progress = silent) -> dict[str, Any]:
    """Return what takes room and how much there is: bytes and rows by table, captures against their length, articles by month.

    Reads the whole file once. ``tables`` is None where this SQLite was built without ``dbstat``.
    """
    progress("captures and months", 0)
    kept, length, bodies = db.execute("SELECT coalesce(sum(length(data)), 0), coalesce(sum(length), 0), count(*) FROM blobs").fetchone()
    kept += db.execute("SELECT coalesce(sum(length(data)), 0) FROM dictionaries").fetchone()[0]
    # By the docid, which runs with the date: asking a million articles for theirs is to read all their texts.
    days = db.execute(f"SELECT docid / {_DAY} AS day, count(*), sum(has & 2 = 0) FROM facets GROUP BY day").fetchall()  # noqa: S608 (a number)
    undated = sum(without for _, _, without in days)
    months = [pair for pair in sorted(_gather(((day, number - without) for day, number, without in days), "month").items()) if pair[1]]
    months += [("undated", undated)] if undated else []
    return {
        "bytes": db.execute("PRAGMA page_count").fetchone()[0] * db.execute("PRAGMA page_size").fetchone()[0],
        "free_bytes": db.execute("PRAGMA freelist_count").fetchone()[0] * db.execute("PRAGMA page_size").fetchone()[0],
        "tables": _tables(db, progress),
        "captures": {"bodies": bodies, "bytes": kept, "length": length, "ratio": round(length / kept, 2) if kept else None},
        "months": [{"month": month, "articles": number} for month, number in months],
    }


def _read_ahead(db: sqlite3.Connection, progress: Progress) -> None:
    """Have the system read the whole file, from front to back, where memory takes it: table by table it is read criss-cross, at half the pace.

    By another process: to close a second descriptor of the file would drop the locks that SQLite has on it (https://sqlite.org/howtocorrupt.html).
    """
    path = db.execute("SELECT file FROM pragma_database_list WHERE name = 'main'").fetchone()[0]
    try:
        free = os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):  # a system that does not say how much memory there is
        return
    if path and _WORTH_READING_AHEAD < Path(path).stat().st_size < free // 2:
        progress("the file as a whole", 0)
        code = "import sys\nfile = open(sys.argv[1], 'rb', buffering=0)\nwhile file.read(1 << 24): pass"
        subprocess.run([sys.executable, "-I", "-S", "-c", code, path], check=False, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


_WORTH_READING_AHEAD = 1 << 26


def _tables(db: sqlite3.Connection, progress: Progress) -> list[dict[str, Any]] | None:
    """Return {table, rows, bytes, index_bytes} by size; the tables that make up the full-text index are one."""
    _read_ahead(db, progress)
    sizes: dict[str, int] = {}
    names = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE rootpage > 0 ORDER BY rowid").fetchall()]
    for name in ("sqlite_schema", *names):
        progress(f"{name}, MB before it:", sum(sizes.values()) >> 20)
        try:
            sizes[name] = db.execute("SELECT coalesce(sum(pgsize), 0) FROM dbstat WHERE aggregate = TRUE AND name = ?", (name,)).fetchone()[0]
        except sqlite3.OperationalError as error:
            if is_interruption(error):
                raise
            return None
    found: dict[str, dict[str, Any]] = {}
    for name, table, kind in db.execute("SELECT name, tbl_name, type FROM sqlite_master WHERE type IN ('table', 'index') ORDER BY rowid").fetchall():
        is_fts = table.startswith("search_") and table not in ("search_texts", "search_queue")
        row = found.setdefault("search" if is_fts else table, {"table": "search" if is_fts else table, "rows": None, "bytes": 0, "index_bytes": 0})
        row["index_bytes" if kind == "index" else "bytes"] += sizes.get(name, 0)
    found["sqlite_schema"] = {"table": "sqlite_schema", "rows": None, "bytes": sizes["sqlite_schema"], "index_bytes": 0}
    for name, row in found.items():
        if name != "search" and not name.startswith("sqlite_"):
            row["rows"] = db.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608 (names of the file's own tables)
    return sorted(found.values(), key=lambda row: (-row["bytes"] - row["index_bytes"], row["table"]))
