"""What is known of each site's furniture: counts of blocks over different stories, which article holds which block, and what a person ruled.

Reading itself is not done here: ``newscrawl.learn`` folds what waits, and has the articles read again whose furniture is judged otherwise now.
"""

from __future__ import annotations

import json
import sqlite3
import struct
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from newscrawl.archive.schema import checksum as checksum_of
from newscrawl.archive.schema import insertion, moment, stamp, summed
from newscrawl.edition import edition
from newscrawl.errors import NotFound
from newscrawl.items import FurnitureKind, Reading

ONCE = 300
"""Stories of a site for which a block seen once is remembered. Furniture comes again within a few stories; the paragraphs of all stories ever
would be a second archive."""
_SENTENCE = 40
"""Characters of a block that says something, and by which two stories may differ."""
_COMPARED = 8
"""Stories of a cluster that one is compared with: those of a crowd are all alike."""
_BLOCK = struct.Struct(">8sBh")
"""story_blocks.blocks, one block: fingerprint; 1 for text and its kind's place in KINDS above that; place in thousandths. Or _GAP: see ``prune``."""
_GAP = 0xFF
"""In place of a kind: blocks in a row that no other story has, as two numbers of four bytes, those of text and the others."""
KINDS: tuple[FurnitureKind | None, ...] = (None, "consent", "appeal", "newsletter", "plug", "related", "bio", "share", "comments", "notice", "other")
"""In the file as numbers: only ever appended to."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A story whose blocks are not counted yet."""

    article: str
    story: str
    """The article's cluster, or its id where it has none: reprints of a story are one story."""
    fetched_at: datetime
    published: datetime | None
    place: tuple[str, str]
    """Its fetched_at and url_key: the order in which stories count."""
    blocks: list[dict[str, Any]]


def note(db: sqlite3.Connection, article: str, site: str, reading: Reading, fetched_at: datetime) -> None:
    """Keep which blocks the article's page has and how they were judged; those of a new article wait to be counted."""
    prints = _packed(reading)
    known = db.execute("SELECT blocks FROM story_blocks WHERE article = ?", (article,)).fetchone()
    if known and _fits(known[0], prints):
        prints = known[0]
    if not known and not reading.blocks:
        return
    db.execute(
        "INSERT INTO story_blocks (article, blocks, judged, counted) VALUES (?, ?, ?, 0)"
        " ON CONFLICT (article) DO UPDATE SET blocks = excluded.blocks, judged = excluded.judged",
        (article, prints, reading.judged),
    )
    if not known:
        db.execute("INSERT OR IGNORE INTO learned (site, reader) VALUES (?, ?)", (site, edition()))
        _queue(db, article, site, stamp(fetched_at), _waits(reading))


def _waits(reading: Reading) -> list[list[Any]]:
    return [[b.fingerprint, _thousandths(b.place) / 1000, b.in_body, b.kind, b.text] for b in reading.blocks]


def _queue(db: sqlite3.Connection, article: str, site: str, fetched_at: str, blocks: list[list[Any]]) -> None:
    db.execute(
        "INSERT OR REPLACE INTO learn_queue (article, site, fetched_at, blocks) VALUES (?, ?, ?, ?)",
        (article, site, fetched_at, json.dumps(blocks, ensure_ascii=False)),
    )


def is_noted(db: sqlite3.Connection, article: str, reading: Reading) -> bool:
    """Say whether ``note`` would find everything as it is."""
    held = db.execute("SELECT blocks, judged FROM story_blocks WHERE article = ?", (article,)).fetchone()
    return bool(held[1] == reading.judged and _fits(held[0], _packed(reading)) if held else not reading.blocks)


def _fits(held: bytes, blocks: bytes) -> bool:
    """Return whether ``held`` is what ``prune`` leaves, or may leave, of ``blocks``."""
    if held == blocks:
        return True
    at = 0
    for name, flags, place in _BLOCK.iter_unpack(held):
        if flags == _GAP:
            at += sum(_gap(name)) * _BLOCK.size
        elif blocks[at : at + _BLOCK.size] != _BLOCK.pack(name, flags, place):
            return False
        else:
            at += _BLOCK.size
    return at == len(blocks)


def _gap(name: bytes) -> tuple[int, int]:
    """Return how many blocks of text, and how many others, a gap stands for."""
    return int.from_bytes(name[:4], "big"), int.from_bytes(name[4:], "big")


def _packed(reading: Reading) -> bytes:
    """Return the blocks of a reading as ``story_blocks.blocks`` has them."""
    return b"".join(
        _BLOCK.pack(bytes.fromhex(block.fingerprint), block.in_body | KINDS.index(block.kind) << 1, _thousandths(block.place))
        for block in reading.blocks
    )


def _thousandths(place: float) -> int:
    """Return a place as the learner sums it up, what is within the text kept within."""
    return max(-2000, min(3000, max(1, min(999, round(1000 * place))) if 0 < place < 1 else round(1000 * place)))


def blocks_of(blocks: bytes) -> list[tuple[str, bool, FurnitureKind | None, float]]:
    """Return (fingerprint, in body, kind, place) of each block in ``story_blocks.blocks``, without those of which only the number is left."""
    return [(name.hex(), bool(flags & 1), KINDS[flags >> 1], place / 1000) for name, flags, place in _BLOCK.iter_unpack(blocks) if flags != _GAP]


def _judged_by(blocks: bytes) -> tuple[tuple[str, bool, FurnitureKind | None], ...]:
    """Return (fingerprint, in body, kind) of each block, with a name that nothing else has for each of which only the number is left."""
    found: list[tuple[str, bool, FurnitureKind | None]] = []
    for name, flags, _ in _BLOCK.iter_unpack(blocks):
        if flags != _GAP:
            found.append((name.hex(), bool(flags & 1), KINDS[flags >> 1]))
            continue
        text, others = _gap(name)
        found += [(f"-{len(found) + i}", i < text, None) for i in range(text + others)]
    return tuple(found)


def prune(db: sqlite3.Connection, site: str, before: str, after: str, limit: int) -> str | None:
    """Of ``limit`` stories of ``site`` behind ``after``, fetched before ``before``, keep only the number of blocks that no other story has.

    They are forgotten with their counts (``forget_single``); what they look like no count will say again. Returns the last article, None at the end.
    """
    rows = db.execute(
        "SELECT a.id, b.blocks FROM articles AS a JOIN story_blocks AS b ON b.article = a.id"
        " WHERE a.site = ? AND a.fetched_at < ? AND a.id > ? ORDER BY a.id LIMIT ?",
        (site, before, after, limit),
    ).fetchall()
    known: dict[bytes, bool] = {}

    def recurs(name: bytes) -> bool:
        if name not in known:
            row = db.execute("SELECT 1 FROM furniture WHERE site = ? AND fingerprint = ?", (site, name.hex())).fetchone()
            known[name] = row is not None
        return known[name]

    for id, blocks in rows:
        kept: list[bytes] = []
        gap = [0, 0]
        for name, flags, place in (*_BLOCK.iter_unpack(blocks), (b"", 0, 0)):
            if flags == _GAP:
                gap = [one + more for one, more in zip(gap, _gap(name), strict=True)]
            elif name and not recurs(name):
                gap[not flags & 1] += 1
            else:
                if any(gap):
                    kept.append(_BLOCK.pack(gap[0].to_bytes(4, "big") + gap[1].to_bytes(4, "big"), _GAP, 0))
                    gap = [0, 0]
                if name:
                    kept.append(_BLOCK.pack(name, flags, place))
        if (short := b"".join(kept)) != blocks:
            db.execute("UPDATE story_blocks SET blocks = ? WHERE article = ?", (short, id))
    return rows[-1][0] if rows else None


def sites_to_learn(db: sqlite3.Connection) -> list[str]:
    """Return the sites with stories to count or articles to look at again."""
    return [site for (site,) in db.execute("SELECT site FROM learn_queue UNION SELECT site FROM learn_dirty ORDER BY 1")]


LAST = ("~", "~")
"""Behind every (fetched_at, url_key)."""


def waiting(db: sqlite3.Connection, site: str, limit: int, until: tuple[str, str] = LAST) -> list[Waiting]:
    """Return the next stories of ``site`` to be counted, up to ``until``, in the order in which pages count: ``fetched_at``, then ``url_key``."""
    rows = db.execute(
        "SELECT q.article, coalesce(a.cluster, a.id), q.fetched_at, a.date_published, a.url_key, q.blocks"
        " FROM learn_queue AS q JOIN articles AS a ON a.id = q.article"
        " WHERE q.site = ? AND (q.fetched_at, a.url_key) <= (?, ?) ORDER BY q.fetched_at, a.url_key LIMIT ?",
        (site, *until, limit),
    )
    names = ("fingerprint", "place", "in_body", "kind", "text")
    return [
        Waiting(article, story, moment(at), out and moment(out), (at, key), [dict(zip(names, b, strict=True)) for b in json.loads(blocks)])
        for article, story, at, out, key, blocks in rows
    ]


def counted(db: sqlite3.Connection, site: str, one: Waiting, write: Callable[[], None], *, anew: bool = False) -> bool:
    """Say whether the story of ``one`` is counted for ``site`` already, and note that it is from now on.

    Stories that share a long appeal look like reprints of each other, but each has paragraphs of its own. ``write`` has the counts written that are
    not yet.
    """
    others = db.execute(  # also of the article that gives its cluster the name: another of it may have been counted first
        "SELECT b.blocks, a.title IS (SELECT title FROM articles WHERE id = ?) FROM articles AS a JOIN story_blocks AS b ON b.article = a.id"
        " WHERE a.cluster = ? AND a.site = ? AND b.counted = 1 ORDER BY a.id LIMIT ?",
        (one.article, one.story, site, _COMPARED),
    ).fetchall()
    if others:
        write()
    own = {block["fingerprint"]: len(block["text"]) for block in one.blocks if block["in_body"]}
    for blocks, same_title in others:
        other = {name for name, in_body, _ in _judged_by(blocks) if in_body}
        least = 3 if same_title else 2
        mine = sum(1 for name, size in own.items() if size >= _SENTENCE and name not in other)
        if mine < least or _alone(db, site, other - own.keys(), anew) < least:
            return True
    db.execute("UPDATE story_blocks SET counted = 1 WHERE article = ?", (one.article,))
    return False


def _alone(db: sqlite3.Connection, site: str, names: Iterable[str], anew: bool) -> int:
    """Return how many of these blocks are a sentence at least."""
    found = 0
    for name in names:
        row = db.execute(f"SELECT text FROM {_TABLE[anew]} WHERE site = ? AND fingerprint = ?", (site, name)).fetchone()  # noqa: S608 (constants)
        found += row is None or len(row[0]) >= _SENTENCE  # what was seen once, long ago, is a paragraph
    return found


def done(db: sqlite3.Connection, articles: Iterable[str]) -> None:
    """Take articles out of the queue."""
    db.executemany("DELETE FROM learn_queue WHERE article = ?", [(article,) for article in articles])


def counts(
    db: sqlite3.Connection, site: str, fingerprints: Iterable[str] | None = None, *, least: int = 2, anew: bool = False
) -> Iterator[dict[str, Any]]:
    """Yield the counts of ``site`` as JSON objects: of ``fingerprints``, or of all that stand on ``least`` stories or were ruled on.

    ``anew``: of those that are being made anew (``begin_anew``).
    """
    select = _SELECT.replace(" furniture", f" {_TABLE[anew]}")
    if fingerprints is None:
        yield from map(_whole, db.execute(f"{select} WHERE site = ? AND (stories >= ? OR ruled IS NOT NULL)", (site, least)))
        return
    names = tuple(fingerprints)
    for first in range(0, len(names), _AT_ONCE):
        some = names[first : first + _AT_ONCE]
        yield from map(_whole, db.execute(f"{select} WHERE site = ? AND fingerprint IN ({', '.join('?' * len(some))})", (site, *some)))


def single(db: sqlite3.Connection, site: str) -> Iterator[tuple[str, str]]:
    """Yield (fingerprint, text) of what one story of ``site`` alone has, as far as it is remembered."""
    yield from db.execute("SELECT fingerprint, text FROM furniture WHERE site = ? AND stories < 2 AND ruled IS NULL AND fingerprint != ''", (site,))


_TABLE = {False: "furniture", True: "furniture_anew"}
_AT_ONCE = 500
"""Fingerprints asked for in one query."""
_COLUMNS = ("fingerprint", "stories", "kind", "text", "ruled", "first_seen", "last_seen")
_SELECT = f"SELECT data, {', '.join(_COLUMNS)} FROM furniture"  # noqa: S608 (constants)


def _whole(row: Sequence[Any]) -> dict[str, Any]:
    """Return a count as the learner has it: what has a column of its own is not in ``data`` too, nor what is empty."""
    said: dict[str, Any] = json.loads(row[0])
    return dict(zip(_COLUMNS, row[1:], strict=True)) | said


def put(db: sqlite3.Connection, site: str, changed: Iterable[dict[str, Any]], *, anew: bool = False) -> None:
    """Write counts (JSON objects as ``counts`` gives them)."""
    named = summed("furniture")
    db.executemany(insertion(_TABLE[anew]).replace("INSERT", "INSERT OR REPLACE", 1), (_row(named, site, count) for count in changed))


_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _row(named: Sequence[str], site: str, count: dict[str, Any]) -> tuple[Any, ...]:
    values = {
        "site": site, "fingerprint": count["fingerprint"], "stories": count["stories"], "kind": count["kind"], "text": count["text"],
        "ruled": count["ruled"], "first_seen": count["first_seen"], "last_seen": count["last_seen"],
        "data": _ENCODE({k: v for k, v in count.items() if k not in _COLUMNS and v}),
    }  # fmt: skip
    row = [values[name] for name in named]
    return (*row, checksum_of(row))


def forget_single(db: sqlite3.Connection, site: str, before: str, *, anew: bool = False) -> int:
    """Forget blocks of ``site`` that stand on one story, last seen before ``before`` (a stamp); returns how many."""
    where = "site = ? AND stories < 2 AND ruled IS NULL AND last_seen < ? AND fingerprint != ''"
    return db.execute(f"DELETE FROM {_TABLE[anew]} WHERE {where}", (site, before)).rowcount  # noqa: S608 (constants)


def horizon(db: sqlite3.Connection, site: str) -> str | None:
    """Return when the story was fetched that is ONCE stories back, or None if there are not so many."""
    row = db.execute("SELECT fetched_at FROM articles WHERE site = ? ORDER BY fetched_at DESC LIMIT 1 OFFSET ?", (site, ONCE)).fetchone()
    return row[0] if row else None


def of_other_readers(db: sqlite3.Connection) -> list[str]:
    """Return the sites whose furniture another reader counted, or one that is not done with it."""
    return [site for (site,) in db.execute("SELECT site FROM learned WHERE reader != ? OR anew IS NOT NULL ORDER BY site", (edition(),))]


def all_sites(db: sqlite3.Connection) -> list[str]:
    """Return the sites of which anything is counted."""
    return [site for (site,) in db.execute("SELECT site FROM learned ORDER BY site")]


def is_begun_anew(db: sqlite3.Connection, site: str) -> bool:
    """Say whether the furniture of ``site`` is being counted anew, and not to the end yet."""
    return db.execute("SELECT 1 FROM learned WHERE site = ? AND anew IS NOT NULL", (site,)).fetchone() is not None


def begin_anew(db: sqlite3.Connection, site: str) -> None:
    """Count the furniture of ``site`` from nothing, beside what is known, which is used meanwhile; go on where today's reader was with it."""
    if db.execute("SELECT anew FROM learned WHERE site = ?", (site,)).fetchone() == (edition(),):
        return
    db.execute("DELETE FROM furniture_anew WHERE site = ?", (site,))
    db.execute("DELETE FROM learn_queue WHERE site = ?", (site,))
    db.execute("UPDATE story_blocks SET counted = 0 WHERE article IN (SELECT id FROM articles WHERE site = ?) AND counted = 1", (site,))
    db.execute(
        "INSERT INTO learned (site, reader, anew) VALUES (?, '', ?)"
        " ON CONFLICT (site) DO UPDATE SET anew = excluded.anew, counted_at = NULL, counted_key = NULL",
        (site, edition()),
    )


def next_anew(db: sqlite3.Connection, site: str, limit: int) -> list[tuple[str, tuple[str, str], bool]]:
    """Return (article, (fetched_at, url_key), whether its blocks wait already) of the next ones to be counted anew, in the order they count in."""
    rows = db.execute(
        "SELECT a.id, a.fetched_at, a.url_key, a.id IN (SELECT article FROM learn_queue)"
        " FROM articles AS a JOIN learned AS l ON l.site = a.site LEFT JOIN story_blocks AS b ON b.article = a.id"
        " WHERE a.site = :site AND (l.counted_at IS NULL OR (a.fetched_at, a.url_key) > (l.counted_at, l.counted_key))"
        " AND b.counted IS NOT 1"  # one of which a version waited may stand further back
        " ORDER BY a.fetched_at, a.url_key LIMIT :limit",
        {"site": site, "limit": limit},
    )
    return [(id, (at, key), bool(waits)) for id, at, key, waits in rows]


def wait_anew(db: sqlite3.Connection, article: str, site: str, reading: Reading, fetched_at: datetime) -> None:
    """Have the blocks of an article that was read again be counted anew: all of them, also what ``prune`` left out."""
    db.execute("UPDATE story_blocks SET blocks = ? WHERE article = ?", (_packed(reading), article))
    if reading.blocks:
        _queue(db, article, site, stamp(fetched_at), _waits(reading))


def wait_as_held(db: sqlite3.Connection, site: str, articles: Iterable[str]) -> None:
    """As ``wait_anew``, for articles that cannot be read again: what their blocks were is what there is."""
    for article in sorted(articles):
        row = db.execute(
            "SELECT b.blocks, a.fetched_at FROM story_blocks AS b JOIN articles AS a ON a.id = b.article WHERE b.article = ?", (article,)
        ).fetchone()
        if row is not None:
            blocks = blocks_of(row[0])
            known = {said["fingerprint"]: said for said in counts(db, site, {name for name, _, _, _ in blocks})}
            _queue(db, article, site, row[1], _in_words(blocks, known))


def counted_anew(db: sqlite3.Connection, site: str, until: tuple[str, str]) -> None:
    """Note that what lies before ``until``, and it, is counted."""
    db.execute(
        "UPDATE learned SET counted_at = ?, counted_key = ? WHERE site = ? AND (counted_at IS NULL OR (counted_at, counted_key) < (?, ?))",
        (*until, site, *until),
    )


def end_anew(db: sqlite3.Connection, site: str) -> None:
    """Put what was counted anew in the place of what was known. What people ruled stays, also of blocks that are called otherwise now.

    Where it is something else, articles that hold any of it have to be read once more: they were read with what was known.
    """
    for old in [said for said in counts(db, site, least=1 << 60) if said["ruled"]]:
        names = {old["fingerprint"]}
        if next(counts(db, site, names, anew=True), None) is None and old["text"]:
            alike = db.execute("SELECT fingerprint FROM furniture_anew WHERE site = ? AND text = ? AND ruled IS NULL", (site, old["text"]))
            names |= {name for (name,) in alike}
        held = {said["fingerprint"]: said for said in counts(db, site, names, anew=True)}
        nothing = blank(old["fingerprint"], old["kind"], old["text"])
        put(db, site, [held.get(name, nothing) | {"ruled": old["ruled"]} for name in sorted(names)], anew=True)
    was, new = (f"SELECT * FROM {table} WHERE site = :site AND (stories > 1 OR ruled IS NOT NULL)" for table in _TABLE.values())  # noqa: S608
    for one, other in ((was, new), (new, was)):
        if db.execute(f"{one} EXCEPT {other} LIMIT 1", {"site": site}).fetchone() is not None:
            articles = "SELECT id FROM articles WHERE site = ?"
            db.execute(f"UPDATE story_blocks SET judged = '?' WHERE judged != '' AND article IN ({articles})", (site,))  # noqa: S608 (constants)
    db.execute("DELETE FROM furniture WHERE site = ?", (site,))
    db.execute("INSERT INTO furniture SELECT * FROM furniture_anew WHERE site = ?", (site,))
    drop_anew(db, site)
    db.execute("UPDATE learned SET reader = ? WHERE site = ?", (edition(), site))
    set_dirty(db, site, True)


def begin_again(db: sqlite3.Connection, site: str) -> None:
    """Forget what was counted anew so far: who goes on begins with the first story."""
    drop_anew(db, site)
    db.execute("UPDATE learned SET reader = '' WHERE site = ?", (site,))


def drop_anew(db: sqlite3.Connection, site: str) -> None:
    """Forget what was counted anew so far, and that anything was."""
    db.execute("DELETE FROM furniture_anew WHERE site = ?", (site,))
    db.execute("UPDATE learned SET anew = NULL, counted_at = NULL, counted_key = NULL WHERE site = ?", (site,))


def holders(
    db: sqlite3.Connection, site: str
) -> Iterator[tuple[str, datetime, datetime | None, tuple[tuple[str, bool, FurnitureKind | None], ...], str]]:
    """Yield (article, fetched_at, date_published, its (fingerprint, in body, kind), how they were judged) of every article of ``site``."""
    rows = db.execute(
        "SELECT a.id, a.fetched_at, a.date_published, b.blocks, b.judged FROM articles AS a JOIN story_blocks AS b ON b.article = a.id"
        " WHERE a.site = ? ORDER BY a.id",
        (site,),
    )
    for article, at, out, blocks, judged in rows:
        yield article, moment(at), out and moment(out), _judged_by(blocks), judged


def judged(db: sqlite3.Connection, verdicts: Iterable[tuple[str, str]]) -> None:
    """Note how articles' blocks are judged now: (article, digest) pairs."""
    db.executemany("UPDATE story_blocks SET judged = ? WHERE article = ?", [(digest, article) for article, digest in verdicts])


def merge(db: sqlite3.Connection, source: sqlite3.Connection, forgotten: Set[str] = frozenset(), won: Set[str] = frozenset()) -> int:
    """Bring in what ``source`` knows of sites' furniture, once its articles are merged; returns how many stories wait to be counted for it.

    Sums (stories, places, kinds) are counted anew by ``newscrawl.learn`` from the stories that were not held here, each once, so merging twice is
    merging once; wordings, dates and rulings are extremes, the same whichever is merged into which. ``forgotten`` are
    url_keys that stay out, ``won`` articles of both whose text is the source's now: how their blocks were judged comes with it.
    """
    new: dict[str, list[tuple[str, str, bytes]]] = {}
    rows = source.execute(
        "SELECT a.id, a.url_key, a.site, a.fetched_at, b.blocks, b.judged FROM articles AS a JOIN story_blocks AS b ON b.article = a.id ORDER BY a.id"
    )
    for id, key, site, at, blocks, judged in rows:
        if key in forgotten or db.execute("SELECT 1 FROM articles WHERE id = ?", (id,)).fetchone() is None:
            continue
        if db.execute("SELECT 1 FROM story_blocks WHERE article = ?", (id,)).fetchone() is None:
            db.execute("INSERT INTO story_blocks (article, blocks, judged, counted) VALUES (?, ?, ?, 0)", (id, blocks, judged))
            new.setdefault(site, []).append((id, at, blocks))
        elif id in won:
            db.execute("UPDATE story_blocks SET blocks = ?, judged = ? WHERE article = ?", (blocks, judged, id))
            set_dirty(db, site, True)
    ruled = {site for (site,) in source.execute("SELECT DISTINCT site FROM furniture WHERE ruled IS NOT NULL")}
    for site in sorted(ruled | new.keys()):  # of a site where nothing was learned yet, what waits comes along
        _merge_site(db, source, site, new.get(site, []))
        (reader,) = source.execute("SELECT reader FROM learned WHERE site = ?", (site,)).fetchone() or ("",)
        db.execute(
            "INSERT INTO learned (site, reader) VALUES (?, ?) ON CONFLICT (site) DO UPDATE SET reader = '' WHERE reader != excluded.reader",
            (site, reader),
        )
        set_dirty(db, site, True)
    return sum(map(len, new.values()))


def _merge_site(db: sqlite3.Connection, source: sqlite3.Connection, site: str, new: list[tuple[str, str, bytes]]) -> None:
    theirs = {said["fingerprint"]: said for said in counts(source, site, least=0)}
    for id, at, blocks in new:
        waits = source.execute("SELECT blocks FROM learn_queue WHERE article = ?", (id,)).fetchone()
        _queue(db, id, site, at, json.loads(waits[0]) if waits else _in_words(blocks_of(blocks), theirs))
    held = {said["fingerprint"]: said for said in counts(db, site, theirs)}
    for name, count in theirs.items():
        both = _extremes(held.get(name), count)
        if both is not None and both != held.get(name):
            put(db, site, [both])


def _in_words(blocks: list[tuple[str, bool, FurnitureKind | None, float]], known: dict[str, dict[str, Any]]) -> list[list[Any]]:
    """Return ``blocks`` as they wait to be counted, as far as ``known`` counts say what they read: the others were seen once, and long ago."""
    return [[name, place, in_body, kind, known[name]["text"]] for name, in_body, kind, place in blocks if name in known]


def _extremes(ours: dict[str, Any] | None, theirs: dict[str, Any]) -> dict[str, Any] | None:
    """Return our count with the extremes of both; None where there is none and theirs is of one story, which will be counted."""
    if ours is None:
        if theirs["stories"] < 2 and theirs["ruled"] is None:
            return None
        nothing = dict.fromkeys(("stories", "in_body", "opening", "closing", "place"), 0) | {"spot": [0, 0]}
        nothing |= {"kinds": [], "weeks": [], "out": [], "sample": []}
        ours = theirs | nothing | {"kind": None}
    both = dict(ours)
    for name, least in (("first_seen", min), ("last_seen", max), ("text", min)):
        known = [value for value in (ours.get(name), theirs.get(name)) if value]
        both[name] = least(known) if known else ours.get(name)
    for name in ("wordings", "before", "after"):
        pairs = [pair for pair in (ours.get(name), theirs.get(name)) if pair]
        both[name] = [min(pair[0] for pair in pairs), max(pair[1] for pair in pairs)] if pairs else None
    both["ruled"] = max((ruling for ruling in (ours["ruled"], theirs["ruled"]) if ruling), default=None)  # where they differ: text is kept
    return both


def set_dirty(db: sqlite3.Connection, site: str, dirty: bool) -> None:
    """Note whether articles of ``site`` may have to be looked at again: it outlives a kill between counting and reading again."""
    if dirty:
        db.execute("INSERT OR IGNORE INTO learn_dirty (site) VALUES (?)", (site,))
    else:
        db.execute("DELETE FROM learn_dirty WHERE site = ?", (site,))


def rule(db: sqlite3.Connection, fingerprint: str, ruling: str | None, *, site: str | None = None) -> list[str]:
    """Note what a person says of a block (``keep``, ``drop``, None: nothing any more); returns the sites that know it. Raises NotFound."""
    sql = f"{_SELECT.replace('SELECT', 'SELECT site,', 1)} WHERE fingerprint = ? AND (? IS NULL OR site = ?)"
    rows = [(one, _whole(row)) for one, *row in db.execute(sql, (fingerprint, site, site))]
    if not rows:
        removed = db.execute(
            "SELECT DISTINCT a.site, r.kind, r.text FROM removals AS r JOIN articles AS a ON a.id = r.article"
            " WHERE r.id = ? AND (? IS NULL OR a.site = ?)",
            (fingerprint, site, site),
        ).fetchall()
        rows = [(one, blank(fingerprint, kind, text)) for one, kind, text in removed]
    if not rows:
        raise NotFound(f"{fingerprint}: no such block; newscrawl furniture lists what is known, newscrawl explain URL names the blocks of a page")
    for one, count in rows:
        put(db, one, [count | {"ruled": ruling}])
        set_dirty(db, one, True)
    return sorted({one for one, _ in rows})


def blank(fingerprint: str, kind: str | None, text: str) -> dict[str, Any]:
    """Return the count of a block that stands on no story yet."""
    return {"fingerprint": fingerprint, "stories": 0, "kind": kind, "text": text[:200], "ruled": None, "first_seen": None, "last_seen": None}


def known(db: sqlite3.Connection, site: str | None = None, *, least: int = 2, limit: int = 200) -> list[dict[str, Any]]:
    """Return what is known of blocks on ``least`` stories or more, most widespread first, and out of how many articles each was taken (``out``)."""
    names = ("site", "id", "kind", "stories", "ruled", "first_seen", "last_seen", "text")
    rows = db.execute(
        "SELECT site, fingerprint, kind, stories, ruled, first_seen, last_seen, text FROM furniture"
        " WHERE (? IS NULL OR site = ?) AND (stories >= ? OR ruled IS NOT NULL) AND fingerprint != ''"
        " ORDER BY site, stories DESC, fingerprint LIMIT ?",
        (site, site, least, limit),
    )
    found = [dict(zip(names, row, strict=True)) for row in rows]
    taken = {one: _taken(db, one) for one in {block["site"] for block in found}}
    return [block | {"out": taken[block["site"]].get(block["id"], 0)} for block in found]


def _taken(db: sqlite3.Connection, site: str) -> dict[str, int]:
    """Return out of how many articles of ``site`` each block was taken."""
    rows = db.execute(
        "SELECT id, count(DISTINCT article) FROM removals WHERE article IN (SELECT id FROM articles WHERE site = ?) GROUP BY id",  # articles_of_site
        (site,),
    )
    return dict(rows)
