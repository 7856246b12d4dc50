"""Everything that asks: search, count, facets, one article, outcomes, figures. Read-only, on any connection."""

from __future__ import annotations

import contextlib
import heapq
import json
import re
import sqlite3
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone
from itertools import groupby
from typing import Any, Literal

from newscrawl.archive import index, language, revisions
from newscrawl.archive.index import FIELDS
from newscrawl.archive.language import Query
from newscrawl.archive.schema import MINUTE_SLOTS, TOKENIZER
from newscrawl.archive.scripts import indexed_offsets, is_optional, needs_own_form
from newscrawl.archive.spellings import spread, words_of
from newscrawl.errors import NotFound, QueryError
from newscrawl.urls import url_key

MARK, UNMARK = "\x02", "\x03"
"""Around each hit in a title or snippet. The text gate bars both from every field, so they can mean nothing else."""
RANKED = 10_000
"""Up to so many matches relevance is exact: bm25 over all of them, 3 µs each."""
RANKED_BEYOND = 2_000
"""Of more matches than that, the newest ones that are ranked, by where the words stand; the results say so."""
PROBED = 500
"""Newest matches by which it is guessed how many there are: of a phrase each costs 10 µs, and bm25 goes through all of them twice as it is."""
READ_THROUGH = 40
"""Of those, the best that are read through to tell how often the words stand in them: 0.2 ms each."""
WEIGHTS = (8.0, 3.0, 1.0, 2.0, 1.5, 1.5)
"""Title, standfirst, body, byline, captions, credits."""
SNIPPET_CHARACTERS = 180
_MARKS = re.compile(MARK)

Order = Literal["newest", "relevance"]


@dataclass(frozen=True, slots=True)
class Hit:
    """One article found; ``title`` and ``snippet`` carry MARK and UNMARK around what was searched for."""

    docid: int
    id: str
    url: str
    site: str
    title: str | None
    date_published: str | None
    """As JSON shows it: with the page's own offset."""
    language: str | None
    byline: str | None
    photo_credit: str | None
    cluster: str | None
    snippet: str
    score: float | None
    """bm25, smaller is better; None when sorted by newest."""


@dataclass(frozen=True, slots=True)
class Results:
    """What a search gave."""

    hits: tuple[Hit, ...]
    more: bool
    """Whether there are further hits after these."""
    ranked: int | None
    """Relevance: over how many newest matches it was worked out, when there were more than that; None: over all."""


def search(db: sqlite3.Connection, query: str | Query, *, limit: int = 20, offset: int = 0, order: Order = "newest", unique: bool = False) -> Results:
    """Return articles that match, newest first or best first. ``unique``: of a cluster only its best placed one. Raises QueryError."""
    asked = asking(db, query)
    try:
        marked: Marked = {}
        if order == "relevance" and asked.match is not None:
            found, bound = _ranked(db, asked, marked)
        else:
            found, bound = _newest(db, asked, marked if offset == 0 else None), None
        picked, more = _pick(db, found, limit, offset, unique)
        return Results(tuple(_hits(db, asked, picked, marked)), more, bound)
    except sqlite3.OperationalError as error:
        raise _refused(asked, error) from error


def asking(db: sqlite3.Connection, query: str | Query | None) -> Query:
    """Return what ``query`` asks of this archive (None: for all), its words in every spelling that is held. Raises QueryError."""
    return spread(db, query if isinstance(query, Query) else language.parse(query) if query is not None else Query(""))


@contextlib.contextmanager
def answering(asked: Query) -> Iterator[None]:
    """Turn what FTS5 says of an expression into a QueryError."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise _refused(asked, error) from error


def _refused(asked: Query, error: sqlite3.OperationalError) -> Exception:
    text = str(error)
    if "fts5" in text or "malformed MATCH" in text or "unterminated" in text or "no such column" in text:
        return QueryError(asked.text, 0, f"cannot be searched for ({text})")
    return error


def matching(asked: Query, columns: str = "a.docid", *, articles: bool = False) -> tuple[str, dict[str, Any]]:
    """Return (SELECT ``columns`` … without ORDER BY, its values) of what matches; ``a`` is articles or, if that says enough, the narrow facets."""
    values: dict[str, Any] = {}
    where: list[str] = []
    said = _said(asked)
    if not articles and said <= _IN_FACETS:
        held = "facets AS a"
    elif said & {"agencies", "kinds", "has"}:
        held = "(SELECT articles.*, facets.agencies, facets.kinds, facets.has FROM facets JOIN articles USING (docid)) AS a"
    else:
        held = "articles AS a"
    if asked.match is not None:
        rowid = "search.rowid"
        source = f"search JOIN {held} ON a.docid = search.rowid" if articles or asked.conditions else "search"
        where.append("search MATCH :match")
        values["match"] = asked.match
    else:
        rowid, source = "a.docid", held
        if asked.without is not None:
            where.append("a.docid NOT IN (SELECT rowid FROM search WHERE search MATCH :without)")
            values["without"] = asked.without
    if asked.low is not None:
        where.append(f"{rowid} >= :low")
        values["low"] = asked.low
    if asked.high is not None:
        where.append(f"{rowid} < :high")
        values["high"] = asked.high
    for i, (sql, given) in enumerate(asked.conditions):
        for j, value in enumerate(given):
            sql = sql.replace("?", f":v{i}_{j}", 1)
            values[f"v{i}_{j}"] = value
        where.append(sql)
    columns = columns.replace("a.docid", rowid)
    # No value is in the text: filters are constants of archive.language, values are named parameters.
    return f"SELECT {columns} FROM {source} WHERE {' AND '.join(where) or '1'}", values  # noqa: S608


def _said(asked: Query) -> set[str]:
    """Return the columns of ``a`` that the filters are about."""
    return {name for sql, _ in asked.conditions for name in _COLUMN.findall(sql)}


_COLUMN = re.compile(r"\ba\.(\w+)")
_IN_FACETS = frozenset({"docid", "site", "language", "authors", "agencies", "kinds", "has", "fetched_at"})


def _newest(db: sqlite3.Connection, asked: Query, marked: Marked | None) -> Iterator[tuple[int, None]]:
    """Yield matches, newest first; how they look with marks goes into ``marked``, in the same walk: opening a word's list again is half of all."""
    if asked.match is None:
        sql, values = matching(asked)
        for (docid,) in db.execute(f"{sql} ORDER BY a.docid DESC", values):
            yield docid, None
        return
    match = _spelled_out(db, asked.match)
    if match is None:
        if _said(asked) <= _IN_FACETS:
            docids = _newest_of_any_words(db, asked, LOOKED_THROUGH)
            among: Marked = {} if marked is None else marked
            _mark(db, asked, docids, among)
            yield from ((docid, None) for docid in docids if docid in among)
            if len(docids) < LOOKED_THROUGH:
                return
            asked = replace(asked, high=docids[-1])
    else:
        asked = replace(asked, match=match)
    sql, values = matching(asked, "a.docid" if marked is None else f"a.docid, {_ALL_MARKED}")
    for docid, *texts in db.execute(f"{sql} ORDER BY search.rowid DESC", values):
        if marked is not None:
            marked[docid] = tuple(texts)
        yield docid, None


LOOKED_THROUGH = 100
"""Newest articles that are searched one by one for a prefix that is a thousand words: most of them have one, and all matches take seconds to find."""


def _newest_of_any_words(db: sqlite3.Connection, asked: Query, most: int) -> list[int]:
    """Return the docids of the newest articles that the filters let through, whatever their words."""
    sql, values = matching(replace(asked, match=None))
    return [docid for (docid,) in db.execute(f"{sql} ORDER BY a.docid DESC LIMIT {most}", values)]


SPELLED_OUT, SPELLED_OUT_ALONE = 200, 2_000
"""Words that stand for a prefix beside other words, where each match may be asked of all of them; and where nothing but the prefix is asked for."""
_PREFIX = re.compile('"([^" ]+)" [*]')
_PREFIXES = re.compile(r'\(?"[^" ]+" [*](?: OR "[^" ]+" [*])*\)?')


def _spelled_out(db: sqlite3.Connection, match: str) -> str | None:
    """Return ``match`` with the words of the index in the place of each prefix; None if they are many.

    Of a prefix FTS5 first brings all matches together: .6 s for ta* in a million articles, where the newest of its 5,000 words are found in .07 s
    (and 8 KB are held for each). Who goes through all matches is better off without.
    """
    prefixes = _PREFIX.findall(match)
    if not prefixes or db.in_transaction:  # what a writer has not committed is not on any leaf yet
        return match
    alone = _PREFIXES.fullmatch(match) is not None
    spelled: dict[str, str] = {}
    db.execute("BEGIN")
    try:
        for prefix in prefixes:
            form = words_of(prefix)
            words = index.words(db, form[0], SPELLED_OUT_ALONE if alone else SPELLED_OUT) if len(form) == 1 and form[0] else []
            if words is None:
                return None
            spelled[prefix] = " OR ".join([f'"{word}"' for word in words]) or f'"{prefix}" *'
    finally:
        db.execute("COMMIT")
    return _PREFIX.sub(lambda found: f"({spelled[found[1]]})", match)


Marked = dict[int, tuple[str | None, ...]]
"""docid to its title, standfirst, body, byline, captions and credits as they are indexed, with marks."""


def _ranked(db: sqlite3.Connection, asked: Query, marked: Marked) -> tuple[Iterator[tuple[int, float | None]], int | None]:
    many_words = asked.match is not None and _said(asked) <= _IN_FACETS and _spelled_out(db, asked.match) is None
    if many_words and (weighed := _ranked_among_newest(db, asked)):
        return _best(weighed), len(weighed)
    sql, values = matching(asked)

    def newest(most: int) -> list[int]:
        return [docid for (docid,) in db.execute(f"{sql} ORDER BY search.rowid DESC LIMIT {most}", values)]

    probe = newest(PROBED)
    scored = sql.replace("SELECT search.rowid", f"SELECT bm25(search, {', '.join(map(str, WEIGHTS))}), -search.rowid", 1)
    many = len(probe) == PROBED and _expected(db, probe) > RANKED  # a guess, which only saves weighing what will not be used
    if many and db.execute(f"{sql} ORDER BY search.rowid DESC LIMIT 1 OFFSET {RANKED}", values).fetchone() is not None:
        return iter(_ranked_newest(db, asked, newest(RANKED_BEYOND), marked)), RANKED_BEYOND
    rows = db.execute(f"{scored} LIMIT {RANKED + 1}", values).fetchall() if probe else []
    if len(rows) > RANKED:
        return iter(_ranked_newest(db, asked, newest(RANKED_BEYOND), marked)), RANKED_BEYOND
    return _best(rows), None


def _ranked_among_newest(db: sqlite3.Connection, asked: Query) -> list[tuple[float, int]]:
    """Return (score, -docid) of what matches among the newest articles, if that alone shows that more match than are ranked; else nothing.

    For a prefix that is hundreds of words: FTS5 would bring all its matches together whenever it is asked, 6 s for l* in a million articles.
    """
    docids = _newest_of_any_words(db, asked, RANKED_BEYOND)
    with _leaf(db, docids) as leaf:
        sql = f"SELECT bm25(search, {', '.join(map(str, WEIGHTS))}), -rowid FROM search WHERE search MATCH ?"  # noqa: S608 (constants)
        rows = leaf.execute(sql, (asked.match,)).fetchall()
    return rows if len(rows) >= PROBED and _expected(db, sorted((-negative for _, negative in rows), reverse=True)) > RANKED else []


def _best(rows: list[tuple[float, int]]) -> Iterator[tuple[int, float]]:
    """Yield (docid, score) of ``rows`` of (score, -docid), best first, of one score the newest: a heap, since few of the thousands are looked at."""
    heapq.heapify(rows)
    while rows:
        score, negative = heapq.heappop(rows)
        yield -negative, score


def _expected(db: sqlite3.Connection, newest: list[int]) -> float:
    """Return how many matches there would be if they came as densely everywhere as the newest do."""
    low = int(db.execute("SELECT min(docid) FROM articles").fetchone()[0])
    return len(newest) * (newest[0] - low + 1) / (newest[0] - newest[-1] + 1)


def _ranked_newest(db: sqlite3.Connection, asked: Query, newest: list[int], marked: Marked) -> list[tuple[int, float]]:
    """Return ``newest``, best first, in a time that does not grow with the archive.

    FTS5's bm25 goes through every match of every word to weigh it (35 ms for a word in half of a million articles, 0.5 s for a phrase), which tells
    little where all are common. In which fields the words stand is told by the index alone, for a range of docids at once; how often they stand
    in the best of these, by their marked texts.
    """
    scores = dict.fromkeys(newest, 0.0)
    for name, weight in zip(FIELDS, WEIGHTS, strict=True):
        if name == "body":  # nearly all
            continue
        found = {"match": f"{{{name}}} : ({asked.match})", "low": newest[-1], "high": newest[0]}
        for (docid,) in db.execute("SELECT rowid FROM search WHERE search MATCH :match AND rowid BETWEEN :low AND :high", found):
            if docid in scores:
                scores[docid] -= weight
    order = sorted(newest, key=lambda docid: (scores[docid], -docid))
    best = order[:READ_THROUGH]
    _mark(db, asked, best, marked)
    bodies = {docid: marked[docid][2] for docid in best if docid in marked}
    usual = sum(map(len, (body or "" for body in bodies.values()))) / (len(bodies) or 1) + 1
    for docid, body in bodies.items():
        hits = (body or "").count(MARK)
        scores[docid] -= hits * 2.2 / (hits + 1.2 * (0.25 + 0.75 * len(body or "") / usual))
    best.sort(key=lambda docid: (scores[docid], -docid))
    return [(docid, scores[docid]) for docid in (*best, *order[READ_THROUGH:])]


def _pick(
    db: sqlite3.Connection, found: Iterator[tuple[int, float | None]], limit: int, offset: int, unique: bool
) -> tuple[list[tuple[int, float | None]], bool]:
    """Return the hits from ``offset`` on, and whether there are more."""
    picked: list[tuple[int, float | None]] = []
    seen: set[str] = set()
    skipped = 0
    for docid, score in found:
        if unique:
            cluster = db.execute("SELECT cluster FROM articles WHERE docid = ?", (docid,)).fetchone()[0]
            if cluster is not None:
                if cluster in seen:
                    continue
                seen.add(cluster)
        if skipped < offset:
            skipped += 1
            continue
        if len(picked) == limit:
            return picked, True
        picked.append((docid, score))
    return picked, False


_HIT = (
    "SELECT docid, id, url, site, title, date_published, date_offset_minutes, date_precision, language, byline, photo_credit, cluster"
    " FROM articles WHERE docid = ?"
)
BODY_MARKED, TITLE_MARKED = "highlight(search, 2, char(2), char(3))", "highlight(search, 0, char(2), char(3))"
_ALL_MARKED = ", ".join(f"highlight(search, {i}, char(2), char(3))" for i in range(len(FIELDS)))
_LEAF = f"CREATE VIRTUAL TABLE search USING fts5 ({', '.join(FIELDS)}, tokenize = \"{TOKENIZER}\", columnsize = 0)"


def _mark(db: sqlite3.Connection, asked: Query, docids: Iterable[int], marked: Marked) -> None:
    """Add the marked texts of ``docids`` to ``marked``.

    A few texts are indexed anew in memory and searched there, .2 ms each whatever the archive holds: the archive's own index would be asked for one
    docid at a time, and long lists of a word's places, in every segment, are gone through up to it (2 ms each in 300,000 articles).
    """
    wanted = [docid for docid in docids if docid not in marked]
    if wanted:
        with _leaf(db, wanted) as leaf:
            for docid, *texts in leaf.execute(f"SELECT rowid, {_ALL_MARKED} FROM search WHERE search MATCH ?", (asked.match,)):  # noqa: S608 (constants)
                marked[docid] = tuple(texts)


@contextlib.contextmanager
def _leaf(db: sqlite3.Connection, docids: list[int]) -> Iterator[sqlite3.Connection]:
    """Yield an index of these articles alone, in memory."""
    rows = db.execute("SELECT * FROM search_content WHERE docid IN (SELECT value FROM json_each(?))", (json.dumps(docids),)).fetchall()
    with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as leaf:
        leaf.execute(_LEAF)
        leaf.execute("BEGIN")
        leaf.executemany(f"INSERT INTO search (rowid, {', '.join(FIELDS)}) VALUES (?{', ?' * len(FIELDS)})", rows)  # noqa: S608 (constants)
        yield leaf


def _hits(db: sqlite3.Connection, asked: Query, picked: list[tuple[int, float | None]], marked: Marked) -> Iterator[Hit]:
    if asked.match is not None and picked:
        _mark(db, asked, (docid for docid, _ in picked), marked)
    for docid, score in picked:
        row = db.execute(_HIT, (docid,)).fetchone()
        title, snippet = row[4], None
        if docid in marked:
            title, snippet = _marked(db, row, marked[docid])
        if snippet is None:
            text = db.execute("SELECT standfirst, body FROM articles WHERE docid = ?", (docid,)).fetchone()
            snippet = cut(text[0] or text[1] or "")
        yield Hit(
            docid, row[1], row[2], row[3], title, shown_date(row[5], row[6], row[7]), row[8], row[9], row[10], row[11], snippet, score,
        )  # fmt: skip


def _marked(db: sqlite3.Connection, row: tuple[Any, ...], texts: tuple[str | None, ...]) -> tuple[str | None, str | None]:
    """Return the title and the snippet with marks, in the article's own spelling; no snippet where nothing is marked."""
    said = dict(zip(FIELDS, texts, strict=True))
    title = said["title"]
    names = ("body", "standfirst", "captions", "credits", "byline")
    best = next(((name, text) for name in names if (text := said[name]) and MARK in text), None)
    if db.execute("SELECT 1 FROM search_texts WHERE docid = ?", (row[0],)).fetchone():
        title = title and restore(row[4], title)
        if best:
            best = best[0], restore(_own_text(db, row[1], best[0]), best[1])
    return title, cut(best[1]) if best else None


def _own_text(db: sqlite3.Connection, id: str, field: str) -> str | None:
    """Return one of index.FIELDS of an article as it is, not as it is indexed."""
    if field in ("captions", "credits"):
        sql = f"SELECT group_concat({field[:-1]}, char(10)) FROM (SELECT * FROM photos WHERE article = ? ORDER BY position)"  # noqa: S608
    else:
        sql = f"SELECT {field} FROM articles WHERE id = ?"  # noqa: S608 (one of our own column names)
    row = db.execute(sql, (id,)).fetchone()
    return row[0] if row else None


def restore(text: str | None, marked: str) -> str:
    """Return ``text`` with the marks of ``marked``, which is its indexed form with marks put in."""
    if text is None or not needs_own_form(text):
        return marked
    form, places = indexed_offsets(text)
    spans: list[tuple[int, int]] = []
    position = start = 0
    for char in marked:
        if char == MARK:
            start = position
        elif char == UNMARK:
            if start < position <= len(places):
                spans.append((places[start], places[position - 1] + 1))
        else:
            position += 1
    if position != len(form):
        return text
    out: list[str] = []
    last = 0
    for low, high in spans:
        if low < last or not text[low:high].strip():
            continue
        while high < len(text) and is_optional(text[high]):
            high += 1
        out += [text[last:low], MARK, text[low:high], UNMARK]
        last = high
    return ("".join(out) + text[last:]).replace(UNMARK + MARK, "")


def cut(text: str, characters: int = SNIPPET_CHARACTERS) -> str:
    """Return about ``characters`` of ``text`` on one line, around its marks where they are densest; … where something is left out."""
    marks = [found.start() for found in _MARKS.finditer(text)]
    if len(text) - 2 * len(marks) <= characters:
        return " ".join(text.split())
    start = 0
    if marks:
        ends = [bisect_left(marks, mark + characters) for mark in marks]
        best = max(range(len(marks)), key=lambda i: (ends[i] - i, -i))
        start = max(0, marks[best] - characters // 4)
        start = start if start == 0 else _at_space(text, start)
    end = start + characters
    end += 2 * text.count(MARK, start, end)
    if text.count(MARK, start, end) > text.count(UNMARK, start, end):  # not within a mark
        end = text.index(UNMARK, end - 1) + 1
    piece = text[start:end]
    if end < len(text):
        space = piece.rfind(" ")
        if space > len(piece) - 30 and UNMARK not in piece[space:] and MARK not in piece[space:]:
            piece = piece[:space]
    if piece.count(UNMARK) > piece.count(MARK):
        piece = piece.replace(UNMARK, "", 1)
    return ("…" if start else "") + " ".join(piece.split()) + ("…" if end < len(text) else "")


def _at_space(text: str, place: int) -> int:
    """Return the first character of a word near ``place``, before any mark that follows."""
    for i in range(place, min(place + 25, len(text))):
        if text[i] in (MARK, UNMARK):
            return i if text[i] == MARK else i + 1
        if text[i].isspace():
            return i + 1
    return place


def count(db: sqlite3.Connection, query: str | Query | None) -> int:
    """Return how many articles match (None: are held). Raises QueryError."""
    asked = asking(db, query)
    sql, values = matching(asked, "count(*)")
    with answering(asked):
        return int(db.execute(sql, values).fetchone()[0])


def ids(db: sqlite3.Connection, query: str | Query | None, *, oldest_first: bool = True) -> Iterator[str]:
    """Yield the ids of the articles that match (None: all), in the order of publication: what export and reread go through.

    Those of one minute in the order of their ids, whichever came first into the archive.
    """
    direction = "ASC" if oldest_first else "DESC"
    if query is None:
        rows = db.execute(f"SELECT id, docid FROM articles ORDER BY docid {direction}")  # noqa: S608 (one of two constants)
    else:
        asked = asking(db, query)
        sql, values = matching(asked, "a.id, a.docid", articles=True)
        order = "search.rowid" if asked.match is not None else "a.docid"
        try:
            rows = db.execute(f"{sql} ORDER BY {order} {direction}", values)
        except sqlite3.OperationalError as error:
            raise _refused(asked, error) from error
    for _, minute in groupby(rows, key=lambda row: row[1] // MINUTE_SLOTS):
        yield from sorted(id for id, _ in minute)


def barren(db: sqlite3.Connection, query: str) -> list[str]:
    """Return the parts of ``query``, as typed, of which each alone finds nothing: why it found nothing. Empty: all are there, but not together."""
    return [said for said, asked in language.parts(query) if next(ids(db, asked), None) is None]


def firsts(db: sqlite3.Connection, ids: Iterable[str]) -> Iterator[str]:
    """Yield of ``ids`` those that stand alone, and of each cluster the one that comes first."""
    seen: set[str] = set()
    for id in ids:
        (cluster,) = db.execute("SELECT cluster FROM articles WHERE id = ?", (id,)).fetchone()
        if cluster not in seen:
            yield id
        if cluster is not None:
            seen.add(cluster)


def shown_date(date: str | None, offset_minutes: int | None, precision: str | None) -> str | None:
    """Return a UTC text of the archive as JSON shows it: the page's own offset, and no more than the page says."""
    if date is None:
        return None
    if precision == "day":
        return date[:10]
    instant = datetime.fromisoformat(date)
    instant = instant.astimezone(timezone(timedelta(minutes=offset_minutes)) if offset_minutes else UTC)
    return instant.isoformat(timespec="minutes" if precision == "minute" else "seconds")


_ARTICLE = (
    "SELECT id, url, url_key, canonical_url, site, title, standfirst, byline, authors, date_published, date_offset_minutes, date_published_raw,"
    " date_precision, date_modified, language, section, keywords, description, body, word_count, photo_credit, is_accessible_for_free, cluster,"
    " found_by, fetched_at, seen_at, capture, confidence, hash FROM articles WHERE id = ?"
)


def article(db: sqlite3.Connection, id: str) -> dict[str, Any]:
    """Return the article with DESIGN.md's fields, photos and removals, ready for JSON. Raises NotFound."""
    cursor = db.execute(_ARTICLE, (id,))
    values = cursor.fetchone()
    if values is None:
        raise NotFound(f"{id}: no such article in this archive")
    row = dict(zip((column[0] for column in cursor.description), values, strict=True))
    photos = [
        {"url": url, "caption": caption, "credit": credit, "creators": json.loads(creators), "agency": agency}
        for url, caption, credit, creators, agency in db.execute(
            "SELECT url, caption, credit, creators, agency FROM photos WHERE article = ? ORDER BY position", (id,)
        )
    ]
    removals = [
        dict(zip(("id", "kind", "reason", "evidence", "place", "text"), removal, strict=True))
        for removal in db.execute("SELECT id, kind, reason, evidence, place, text FROM removals WHERE article = ? ORDER BY position", (id,))
    ]
    free = row["is_accessible_for_free"]
    return {
        "id": row["id"], "url": row["url"], "canonical_url": row["canonical_url"], "site": row["site"], "title": row["title"],
        "standfirst": row["standfirst"], "byline": row["byline"], "authors": json.loads(row["authors"]),
        "date_published": shown_date(row["date_published"], row["date_offset_minutes"], row["date_precision"]),
        "date_published_raw": row["date_published_raw"], "date_precision": row["date_precision"],
        "date_modified": shown_date(row["date_modified"], row["date_offset_minutes"], None),
        "language": row["language"], "section": row["section"], "keywords": json.loads(row["keywords"]), "description": row["description"],
        "body": row["body"], "word_count": row["word_count"], "photo_credit": row["photo_credit"], "photos": photos,
        "is_accessible_for_free": None if free is None else bool(free), "cluster": row["cluster"], "removals": removals,
        "found_by": json.loads(row["found_by"]), "fetched_at": row["fetched_at"], "capture": row["capture"],
        "moved_to": _moved_to(db, row["url_key"]), "revisions": revisions.made(db, id),
    }  # fmt: skip


def _moved_to(db: sqlite3.Connection, key: str) -> str | None:
    """Return the address of the article to which the address of the one under ``key`` redirects by now; None: it does not."""
    at = key
    for _ in range(12):
        row = db.execute("SELECT leads_to, url FROM frontier WHERE url_key = ?", (at,)).fetchone()
        if row is None or row[0] is None:
            break
        at = row[0]
    if at == key or db.execute("SELECT 1 FROM articles WHERE url_key = ?", (at,)).fetchone() is None:
        return None
    return str(row[1]) if row else None


def get(db: sqlite3.Connection, name: str) -> dict[str, Any]:
    """Return the article under an id (or its first eight digits or more), or an address; a redirect's address gives where it led. Raises NotFound."""
    return article(db, find(db, name))


def as_of(db: sqlite3.Connection, id: str, number: int) -> dict[str, Any]:
    """Return the fields of an article's version ``number`` that differ from the newest, as ``article`` shows them. Raises NotFound."""
    found = revisions.version(db, id, number)
    said: dict[str, Any] = {name: found[name] for name in ("title", "standfirst", "byline", "body", "description", "section") if name in found}
    if "authors" in found:
        said["authors"] = json.loads(found["authors"])
    if "date_published" in found:
        said["date_published"] = shown_date(found["date_published"], found.get("date_offset_minutes"), found.get("date_precision"))
    if "photos" in found:
        names = ("url", "caption", "credit", "creators", "agency")
        said["photos"] = [dict(zip(names, photo, strict=True)) | {"creators": json.loads(photo[3])} for photo in found["photos"]]
    return said | {"revision": number, "removals": []}


def find(db: sqlite3.Connection, name: str) -> str:
    """Return the id of the article that ``name`` (id, start of one, address) means. Raises NotFound, saying what is known of the address."""
    said = name if len(name) <= 200 else f"{name[:199]}…"
    if "/" not in name and "." not in name:
        rows = (
            db.execute("SELECT id FROM articles WHERE id >= ? AND id < ? LIMIT 2", (name.lower(), name.lower() + "g")).fetchall()
            if len(name) >= 8
            else []
        )
        if len(rows) == 1:
            return str(rows[0][0])
        why = "more than one article begins so" if rows else "no such article in this archive; give eight digits of its id, or its address"
        raise NotFound(f"{said}: {why}")
    try:
        key = url_key(name if "://" in name else f"https://{name}")
    except ValueError as error:
        raise NotFound(f"{said}: {error}") from None
    for _ in range(12):
        row = db.execute("SELECT id FROM articles WHERE url_key = ?", (key,)).fetchone()
        if row:
            return str(row[0])
        known = db.execute("SELECT state, reason, leads_to FROM frontier WHERE url_key = ?", (key,)).fetchone()
        if known is None:
            raise NotFound(f"{said}: this archive has never seen that address")
        state, reason, leads_to = known
        if leads_to is None:
            raise NotFound(f"{said}: no article; {state}{f' ({reason})' if reason else ''}")
        key = leads_to
    raise NotFound(f"{said}: redirects without end")


OUTCOME_FIELDS = ("url", "state", "reason", "kind", "http_status", "site", "source", "found_in", "found_at", "settled_at", "leads_to", "article")


def outcomes(
    db: sqlite3.Connection, *, state: str | None = None, reason: str | None = None, kind: str | None = None, site: str | None = None,
    run: int | None = None, limit: int | None = None,
) -> Iterator[dict[str, Any]]:  # fmt: skip
    """Yield what became of every URL ever discovered, in the order of discovery."""
    wanted = {"state": state, "reason": reason, "kind": kind, "site": site, "settled_run": run}
    given = {name: value for name, value in wanted.items() if value is not None}
    where = " AND ".join(f"{name} = :{name}" for name in given) or "1"
    sql = f"SELECT {', '.join(OUTCOME_FIELDS)} FROM frontier WHERE {where} ORDER BY id LIMIT :limit"  # noqa: S608 (names of our own columns)
    for row in db.execute(sql, {**given, "limit": -1 if limit is None else limit}):
        yield dict(zip(OUTCOME_FIELDS, row, strict=True))


def yields(db: sqlite3.Connection, urls: Iterable[str]) -> dict[str, int]:
    """Return how many addresses each of ``urls`` showed when last polled, or was the first to show where that is more (an index of sitemaps)."""
    polled = "SELECT p.length FROM polls AS p JOIN sources AS s ON s.id = p.source WHERE s.url_key = :key ORDER BY p.id DESC LIMIT 1"
    shown = f"SELECT max((SELECT count(*) FROM frontier WHERE found_in = :key), coalesce(({polled}), 0))"  # noqa: S608
    return {url: db.execute(shown, {"key": url_key(url)}).fetchone()[0] for url in urls}


def tally(
    db: sqlite3.Connection, *, run: int | None = None, kind: str | None = None, site: str | None = None
) -> dict[tuple[str, str | None], int]:
    """Return how many URLs stand in each (state, reason); of one run: those that it settled or left waiting."""
    where = ["1"]
    if run is not None:
        where.append("(settled_run = :run OR (state IN ('pending', 'leased') AND found_run <= :run))")
    if kind is not None:
        where.append("kind = :kind")
    if site is not None:
        where.append("site = :site")
    values = {"run": run, "kind": kind, "site": site}
    rows = db.execute(f"SELECT state, reason, count(*) FROM frontier WHERE {' AND '.join(where)} GROUP BY 1, 2", values)  # noqa: S608 (constants)
    return {(state, reason): number for state, reason, number in rows}


def by_site(db: sqlite3.Connection) -> dict[str, tuple[int, str]]:
    """Return how many articles each site has, and when the latest was fetched: counted here, as SQLite would sort a million rows to group them."""
    found: dict[str, tuple[int, str]] = {}
    for site, at in db.execute("SELECT site, fetched_at FROM facets"):
        number, last = found.get(site, (0, at))
        found[site] = number + 1, at if at > last else last
    return found


def status(db: sqlite3.Connection) -> dict[str, Any]:
    """Return the archive's figures: articles, URLs by state, sites, last runs, size in bytes."""
    one = _one(db)
    runs = [
        {
            "id": id,
            "started_at": started,
            "ended_at": ended,
            "command": command,
            "exit_code": code,
            "figures": json.loads(figures) if figures else None,
        }
        for id, started, ended, command, code, figures in db.execute(
            "SELECT id, started_at, ended_at, command, exit_code, figures FROM runs ORDER BY id DESC LIMIT 10"
        )
    ]
    newest = "SELECT date_published FROM articles WHERE site = ? AND date_published IS NOT NULL ORDER BY docid DESC LIMIT 1"
    sites = [
        {
            "site": site,
            "articles": number,
            "newest": shown_date((db.execute(newest, (site,)).fetchone() or (None,))[0], 0, None),
            "last_fetched": fetched,
        }
        for site, (number, fetched) in sorted(by_site(db).items(), key=lambda pair: (-pair[1][0], pair[0]))
    ]
    states: dict[str, int] = {}
    counts = tally(db)
    for (state, _), number in counts.items():
        states[state] = states.get(state, 0) + number
    return {
        "articles": one("SELECT count(*) FROM facets"),
        "redirecting": counts.get(("unchanged", "redirect"), 0),
        "photos": one("SELECT count(*) FROM photos"),
        "photos_with_credit": one("SELECT count(*) FROM photos WHERE credit IS NOT NULL"),
        "removals": one("SELECT count(*) FROM removals"),
        "captures": one("SELECT count(*) FROM captures"),
        "capture_bytes": one("SELECT coalesce(sum(length(data)), 0) FROM blobs"),
        "urls": sum(states.values()),
        "states": states,
        "sites": sites,
        "runs": runs,
        "bytes": one("PRAGMA page_count") * one("PRAGMA page_size"),
    }


def _one(db: sqlite3.Connection) -> Any:
    return lambda sql: db.execute(sql).fetchone()[0]
