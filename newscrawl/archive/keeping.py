"""Looking after the file: backup, merge, prune, compact."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from newscrawl.archive import captures, clusters, frontier, furniture, index, ledger, revisions, searches, store
from newscrawl.archive.forget import drop, near, scrub
from newscrawl.archive.progress import Progress, silent, told
from newscrawl.archive.schema import heed_interruption, insert, is_interruption, open_archive, restamp, stamp, summed
from newscrawl.archive.writer import Lock, writing
from newscrawl.errors import StorageError, UsageError


def backup(path: Path | str, target: Path | str, *, progress: Progress = silent) -> int:
    """Write a whole, consistent copy of the archive to ``target``, while a crawl may go on; returns its bytes.

    The copy appears when it is complete and on disk. Raises UsageError, StorageError.
    """
    path, target = Path(path), Path(target)
    if target.exists() and target.samefile(path):
        raise UsageError(f"{target}: is the archive itself; name another file")
    target = target.resolve()  # a link keeps leading where it led
    held = Lock(target)
    if target.with_name(f"{target.name}.lock").exists():  # an archive, that is to be as it was in this copy: nobody may be writing it
        held.acquire()
    try:
        return _backup(path, target, progress)
    finally:
        held.release()


def _backup(path: Path, target: Path, progress: Progress) -> int:
    temporary = target.with_name(f".{target.name}.part")
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary.unlink(missing_ok=True)
    try:
        with contextlib.closing(open_archive(path)) as db:
            if shutil.disk_usage(target.parent).free < Path(path).stat().st_size:
                raise StorageError(f"{target}: not enough room for {Path(path).stat().st_size >> 20} MB")
            # One statement, one snapshot: unlike the backup API it does not begin anew whenever the crawl commits.
            db.execute("PRAGMA query_only = OFF")
            heed_interruption(db, lambda: progress("MB", temporary.stat().st_size >> 20 if temporary.exists() else 0))
            db.execute("VACUUM INTO ?", (str(temporary),))
        with contextlib.closing(sqlite3.connect(temporary)) as copy:
            if copy.execute("PRAGMA quick_check").fetchone()[0] != "ok":
                raise StorageError(f"{target}: the copy is damaged; the disk or the archive is, too: newscrawl verify")
        store_durably(temporary, target)
    except (sqlite3.Error, OSError) as error:
        if is_interruption(error):
            raise
        raise StorageError(f"{target}: {error}") from error
    finally:
        temporary.unlink(missing_ok=True)
    return target.stat().st_size


def store_durably(temporary: Path, target: Path) -> None:
    """Bring ``temporary`` to disk and give it its name."""
    for name in (temporary, None):
        if name is None:
            for log in ("-wal", "-shm"):  # of what stood there: SQLite would take it for changes to the copy
                target.with_name(f"{target.name}{log}").unlink(missing_ok=True)
            temporary.replace(target)
        descriptor = os.open(name or target.parent, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@dataclass(frozen=True, slots=True)
class Pruned:
    """What prune took away."""

    captures: int
    blobs: int
    bytes: int


def prune(path: Path | str, *, captures_before: datetime) -> Pruned:
    """Delete captures fetched before an instant, and bodies and dictionaries that nothing needs then; articles and revisions stay."""
    at = stamp(captures_before)
    with writing(path, room=0) as db:
        for table in ("articles", "revisions"):
            key = "id" if table == "articles" else "article"
            rows = db.execute(
                f"SELECT {key} FROM {table} WHERE capture IN (SELECT id FROM captures WHERE fetched_at < ?)",  # noqa: S608 (our own names)
                (at,),
            ).fetchall()
            db.execute(f"UPDATE {table} SET capture = NULL WHERE capture IN (SELECT id FROM captures WHERE fetched_at < ?)", (at,))  # noqa: S608
            for (id,) in rows:
                restamp(db, table, f"{key} = ?", (id,))
        gone = db.execute("DELETE FROM captures WHERE fetched_at < ?", (at,)).rowcount
        return Pruned(gone, *_sweep(db))


def _sweep(db: sqlite3.Connection) -> tuple[int, int]:
    """Delete bodies and dictionaries that nothing needs; returns (bodies, bytes)."""
    size = db.execute("SELECT coalesce(sum(length(data)), 0) FROM blobs WHERE digest NOT IN (SELECT digest FROM captures)").fetchone()[0]
    blobs = db.execute("DELETE FROM blobs WHERE digest NOT IN (SELECT digest FROM captures)").rowcount
    unused = (
        "id NOT IN (WITH RECURSIVE needed(id) AS (SELECT dictionary FROM blobs WHERE dictionary IS NOT NULL"
        " UNION SELECT d.parent FROM dictionaries AS d JOIN needed ON d.id = needed.id WHERE d.parent IS NOT NULL) SELECT id FROM needed)"
    )
    size += db.execute(f"SELECT coalesce(sum(length(data)), 0) FROM dictionaries WHERE {unused}").fetchone()[0]  # noqa: S608 (a constant)
    db.execute(f"DELETE FROM dictionaries WHERE {unused}")  # noqa: S608 (a constant)
    return blobs, size


@dataclass(frozen=True, slots=True)
class Compacted:
    """What compact gained."""

    blobs: int
    before: int
    after: int
    file_before: int
    file_after: int


def compact(path: Path | str, *, progress: Progress = silent) -> Compacted:
    """Compress captures again, site by site and harder, make the index one piece, and give free pages back to the disk.

    Each pack of a site is one transaction: stopped anywhere, what is done is done.
    """
    path = Path(path)
    before_file = path.stat().st_size
    with writing(path, room=0) as db:
        sizes = "SELECT (SELECT coalesce(sum(length(data)), 0) FROM blobs) + (SELECT coalesce(sum(length(data)), 0) FROM dictionaries)"
        before, number = db.execute(sizes).fetchone()[0], 0
        for site, ids in _packs(db):
            number += captures.pack(db, site, ids)
            db.execute("COMMIT")
            db.execute("BEGIN IMMEDIATE")
            progress("captures", number)
        _sweep(db)
        clusters.settle(db, progress)
        after = db.execute(sizes).fetchone()[0]
        db.execute("COMMIT")
        heed_interruption(db)
        progress("search index", 0)
        index.optimize(db)
        progress("the file, written anew", 0)
        db.execute("PRAGMA temp_store = FILE")  # the copy may be larger than memory
        db.execute("VACUUM")
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        db.execute("BEGIN IMMEDIATE")
    return Compacted(number, before, after, before_file, path.stat().st_size)


def _packs(db: sqlite3.Connection) -> Iterator[tuple[str, list[int]]]:
    """Yield (site, blob ids) of what is worth compressing together: pages of one site, in order of their addresses, that are in no pack yet."""
    rows = db.execute(
        "SELECT coalesce(f.site, ''), b.id, min(c.url_key) FROM blobs AS b JOIN captures AS c ON c.digest = b.digest"
        " LEFT JOIN frontier AS f ON f.url_key = c.url_key"
        " WHERE b.dictionary IS NULL OR b.dictionary NOT IN (SELECT id FROM dictionaries WHERE pack = 1)"
        " GROUP BY b.id ORDER BY 1, 3"
    ).fetchall()
    by_site: dict[str, list[int]] = {}
    for site, id, _ in rows:
        by_site.setdefault(site, []).append(id)
    for site, ids in by_site.items():
        for i in range(0, len(ids), captures.PACK):
            yield site, ids[i : i + captures.PACK]


@dataclass(frozen=True, slots=True)
class Merged:
    """What merge brought in."""

    urls: int
    articles: int
    captures: int


def merge(path: Path | str, other: Path | str, *, progress: Progress = silent) -> Merged:
    """Bring everything of the archive ``other`` into the one at ``path``: articles, captures, furniture, sources with their polls and gaps, outcomes.

    Of one address the later outcome counts, of one article the text fetched later; every version and every capture of both is kept. Merging twice
    is merging once, and A into B holds what B into A holds. Runs are not brought in: they say what was done to the other file.
    Raises NotFound, UsageError, StorageError.
    """
    if Path(path).exists() and Path(path).samefile(other):
        raise UsageError(f"{other}: is the archive itself")
    with contextlib.closing(open_archive(other)) as source, writing(path) as db:
        now = datetime.now(UTC)
        run = frontier.begin_run(db, now, f"merge {other}")
        theirs, ours = _forgotten(source), _forgotten(db)
        known = {key for key in theirs - ours if db.execute("SELECT 1 FROM frontier WHERE url_key = ?", (key,)).fetchone()}
        drop(db, known, run=run, now=now)
        kept = _merge_captures(db, source, run, ours | theirs, progress)
        ids = [id for id, key in source.execute("SELECT id, url_key FROM articles ORDER BY docid") if key not in ours]
        won = {id for id in told(ids, "articles", progress) if _merge_article(db, source, id, kept)}
        progress("furniture, saved queries, sources", 0)
        furniture.merge(db, source, ours, won)
        searches.merge(db, source)
        ledger.merge(db, source, run, ours | theirs)
        urls = _merge_frontier(db, source, run, progress)
        progress("search index", 0)
        # What led there in one archive, and was not known where it was forgotten.
        others = near(db, ours | theirs) - _forgotten(db)
        drop(db, others, run=run, now=now)
        frontier.end_run(db, run, now, 0, {"urls": urls, "articles": len(won), "captures": len(kept)})
        if known or others:
            index.update(db)
            db.execute("COMMIT")
            scrub(db)
            db.execute("BEGIN IMMEDIATE")
        clusters.settle(db, progress)
        return Merged(urls, len(won), sum(1 for new in kept.values() if new[1]))


def _forgotten(db: sqlite3.Connection) -> set[str]:
    return {key for (key,) in db.execute("SELECT url_key FROM frontier WHERE reason = ?", (frontier.FORGOTTEN,))}


def _row(db: sqlite3.Connection, table: str, where: str, values: tuple[Any, ...]) -> dict[str, Any] | None:
    names = summed(table)
    row = db.execute(f"SELECT {', '.join(names)} FROM {table} WHERE {where}", values).fetchone()  # noqa: S608 (our own names)
    return None if row is None else dict(zip(names, row, strict=True))


def _merge_captures(
    db: sqlite3.Connection, source: sqlite3.Connection, run: int, forgotten: set[str], progress: Progress
) -> dict[int, tuple[int, bool]]:
    """Return for each capture of ``source``, but those of forgotten addresses, (its id here, whether it is new here)."""
    kept: dict[int, tuple[int, bool]] = {}
    shelf = captures.Shelf()
    for (id,) in told(source.execute("SELECT id FROM captures ORDER BY id").fetchall(), "captures", progress):
        row = _row(source, "captures", "id = ?", (id,)) or {}
        if row["url_key"] in forgotten:
            continue
        held = db.execute(
            "SELECT id FROM captures WHERE url_key = ? AND fetched_at = ? AND digest = ?", (row["url_key"], row["fetched_at"], row["digest"])
        ).fetchone()
        if held:
            kept[id] = held[0], False
            continue
        body = captures.blob(source, row["digest"])
        site = (source.execute("SELECT site FROM frontier WHERE url_key = ?", (row["url_key"],)).fetchone() or ("",))[0]
        is_article = source.execute("SELECT 1 FROM articles WHERE capture = ?", (id,)).fetchone() is not None
        dictionary, data = shelf.compress(db, site, row["digest"], body)
        captures.keep(db, site, row["digest"], "zstd", data, len(body), article=is_article, now=datetime.now(UTC), dictionary=dictionary)
        kept[id] = insert(db, "captures", {**row, "run": run}), True
        for (said,) in source.execute("SELECT said FROM rights WHERE capture = ?", (id,)):
            db.execute("INSERT INTO rights (capture, said) VALUES (?, ?)", (kept[id][0], said))
    return kept


def _removals(db: sqlite3.Connection, id: str) -> list[tuple[Any, ...]]:
    return db.execute("SELECT id, kind, reason, evidence, place, text FROM removals WHERE article = ? ORDER BY position", (id,)).fetchall()


def _merge_article(db: sqlite3.Connection, source: sqlite3.Connection, id: str, kept: dict[int, tuple[int, bool]]) -> bool:
    """Bring one article in; returns whether what is held changed."""
    theirs = _row(source, "articles", "id = ?", (id,)) or {}
    theirs["capture"] = kept[theirs["capture"]][0] if theirs["capture"] is not None else None
    theirs["cluster"] = None
    ours = _row(db, "articles", "id = ?", (id,))
    their_versions = revisions.every(source, id)
    if ours is None:
        versions = their_versions
        wins = True
    else:
        known = {(version["fetched_at"], version["hash"]): version for version in (*revisions.every(db, id), *their_versions)}
        versions = sorted(known.values(), key=lambda version: (version["fetched_at"], version["hash"]))
        # The same of both sides whichever is merged into which: nothing in the key says whose it is.
        mine, other = ((row["fetched_at"], row["hash"], row["found_by"], row["site"], json.dumps(parts)) for row, parts in
                       ((ours, _removals(db, id)), (theirs, _removals(source, id))))  # fmt: skip
        wins = other > mine
    if wins:
        _put_row(db, theirs, source)
    elif ours is not None and theirs["seen_at"] > ours["seen_at"]:
        db.execute("UPDATE articles SET seen_at = ? WHERE id = ?", (theirs["seen_at"], id))
        restamp(db, "articles", "id = ?", (id,))
    if len(versions) > 1 or db.execute("SELECT 1 FROM revisions WHERE article = ?", (id,)).fetchone():
        newest = revisions.current(db, id)
        revisions.rewrite(db, id, [version for version in versions if version["hash"] != newest["hash"]] + [newest])
    return wins


def _put_row(db: sqlite3.Connection, row: dict[str, Any], source: sqlite3.Connection) -> None:
    """Write an article's row with photos and removals of ``source``, over what is held."""
    id = row["id"]
    held = db.execute("SELECT docid, date_published, body FROM articles WHERE id = ?", (id,)).fetchone()
    published = datetime.fromisoformat(row["date_published"]) if row["date_published"] else None
    if held and (published is None or held[1] == row["date_published"]):
        docid = held[0]
    else:
        docid = store.free_docid(db, published, row["date_precision"], datetime.fromisoformat(row["fetched_at"]), id)
    if held:
        index.remove(db, held[0])
        for table in ("photos", "removals"):
            db.execute(f"DELETE FROM {table} WHERE article = ?", (id,))  # noqa: S608 (two constants)
        db.execute(f"UPDATE articles SET docid = ?, {', '.join(f'{name} = ?' for name in row)} WHERE id = ?", (docid, *row.values(), id))  # noqa: S608
        restamp(db, "articles", "docid = ?", (docid,))
    else:
        insert(db, "articles", {**row, "docid": docid}, key="docid")
    for table in ("photos", "removals"):
        for values in source.execute(f"SELECT {', '.join(summed(table))} FROM {table} WHERE article = ? ORDER BY position", (id,)):  # noqa: S608
            insert(db, table, dict(zip(summed(table), values, strict=True)))
    index.queue_held(db, docid)
    if held is None or held[2] != row["body"]:
        clusters.enqueue(db, id)


def _merge_frontier(db: sqlite3.Connection, source: sqlite3.Connection, run: int, progress: Progress) -> int:
    changed = 0
    for host, scheme, next_at in source.execute("SELECT host, scheme, next_at FROM hosts"):
        if db.execute("SELECT 1 FROM hosts WHERE host = ?", (host,)).fetchone() is None:
            insert(db, "hosts", {"host": host, "scheme": scheme, "robots_state": "unknown", "failures": 0, "next_at": next_at})
        elif next_at is not None:  # a host that said when to come again said it to both
            db.execute("UPDATE hosts SET next_at = ? WHERE host = ? AND (next_at IS NULL OR next_at < ?)", (next_at, host, next_at))
            restamp(db, "hosts", "host = ?", (host,))
    for host, pattern, barren, trapped in source.execute("SELECT host, pattern, barren, trapped FROM patterns"):
        held = db.execute("SELECT barren, trapped FROM patterns WHERE host = ? AND pattern = ?", (host, pattern)).fetchone() or (0, 0)
        both = max(barren, held[0]), max(trapped, held[1])
        if both != held:
            db.execute("DELETE FROM patterns WHERE host = ? AND pattern = ?", (host, pattern))
            insert(db, "patterns", {"host": host, "pattern": pattern, "barren": both[0], "trapped": both[1]})
    for (key,) in told(source.execute("SELECT url_key FROM frontier ORDER BY id").fetchall(), "addresses", progress):
        theirs = _row(source, "frontier", "url_key = ?", (key,)) or {}
        if theirs["state"] == "leased":
            theirs |= {"state": "pending", "leased_run": None}
        theirs |= {"found_run": run, "settled_run": run if theirs["settled_run"] is not None else None, "leased_run": None}
        ours = _row(db, "frontier", "url_key = ?", (key,))
        id = db.execute("SELECT id FROM articles WHERE url_key = ?", (key,)).fetchone()
        chosen = theirs if ours is None or _order(theirs) > _order(ours) else ours
        if id is not None and chosen["state"] not in ("stored", "unchanged"):
            chosen = {**chosen, "state": "unchanged" if chosen["state"] != "pending" else "pending", "article": id[0]}
        if ours is None:
            insert(db, "frontier", chosen)
            changed += 1
        elif chosen != ours:
            db.execute(f"UPDATE frontier SET {', '.join(f'{name} = ?' for name in chosen)} WHERE url_key = ?", (*chosen.values(), key))  # noqa: S608
            restamp(db, "frontier", "url_key = ?", (key,))
            changed += 1
    return changed


def _order(row: dict[str, Any]) -> tuple[str, ...]:
    """What was forgotten is greatest, else the later outcome; what ties it apart is the same in either archive."""
    state = "stored" if row["state"] == "unchanged" else row["state"]
    forgotten = str(row["reason"] == frontier.FORGOTTEN)
    return (forgotten, row["settled_at"] or "", state, row["reason"] or "", row["leads_to"] or "", row["site"], row["kind"])
