"""Forget an address for good: its article, pages, versions and index entries go, its text leaves the file, and it is never fetched again.

What stays is the address itself with the reason ``forgotten``: without it the next crawl would bring the story back. Other pages that quote the
story (front pages, reprints under other addresses) are pages of their own and stay.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Set
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from newscrawl.archive import captures, clusters, frontier, furniture, index, query
from newscrawl.archive.frontier import FORGOTTEN
from newscrawl.archive.schema import restamp, stamp
from newscrawl.archive.writer import writing
from newscrawl.errors import NotFound
from newscrawl.items import Link
from newscrawl.urls import host_of, request_url, url_key


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was taken away, and what is like it and stays."""

    addresses: tuple[str, ...]
    """Their url_keys: those asked for, what they redirect to, and what redirects to those."""
    articles: int
    captures: int
    reprints: tuple[str, ...]
    """Ids of articles under other addresses with much the same text."""
    unseen: tuple[str, ...] = ()
    """As they were given, those that nothing was known of until now: noted, so that they never will be fetched."""


def forget(path: Path | str, names: Iterable[str], *, now: datetime) -> Forgotten:
    """Forget the addresses, or articles by id, in ``names``; one that was never seen is noted, so that it never will be.

    Writes the whole file anew, since what was deleted or replaced earlier may still stand in its free space: needs as much room again; not where
    none of the addresses was ever seen.
    Copies made elsewhere (``backup``, ``archive.db.before-N``, exports) are left alone. Raises NotFound, StorageError, ArchiveBusy.
    """
    with writing(path, room=0) as db:
        run = frontier.begin_run(db, now, "forget")
        (before,) = db.execute("SELECT coalesce(max(id), 0) FROM frontier").fetchone()
        keys = {key for name in names for key in _keys(db, name, run, now)}
        unseen = dict(db.execute("SELECT url_key, url FROM frontier WHERE id > ? ORDER BY url_key", (before,)))
        found = replace(drop(db, keys, run=run, now=now), unseen=tuple(unseen.values()))
        frontier.end_run(db, run, now, 0, {"forgotten": len(keys), "articles": found.articles, "captures": found.captures})
        index.update(db)
        db.execute("COMMIT")
        if keys > unseen.keys():
            scrub(db)
        db.execute("BEGIN IMMEDIATE")
    return found


def _keys(db: sqlite3.Connection, name: str, run: int, now: datetime) -> set[str]:
    """Return the url_keys that ``name`` means, both ways along redirects. Raises NotFound."""
    if "/" not in name and "." not in name:
        key = db.execute("SELECT url_key FROM articles WHERE id = ?", (query.find(db, name),)).fetchone()[0]
    else:
        try:
            url = request_url(name if "://" in name else f"https://{name}")
            key = url_key(url)
        except ValueError as error:
            raise NotFound(f"{name}: {error}") from None
        if db.execute("SELECT 1 FROM frontier WHERE url_key = ?", (key,)).fetchone() is None:
            frontier.add(db, [Link(url, source="page")], run=run, now=now, site=host_of(url))
    return near(db, {key})


def near(db: sqlite3.Connection, keys: Set[str]) -> set[str]:
    """Return ``keys`` with the stories they lead to and what leads to those: redirects, and other forms of one story.

    A story that is gone may lead to the front page, as a hundred others do: lists are not a part of it.
    """
    found, todo = set(keys), list(keys)
    while todo:
        step = todo.pop()
        beside = db.execute(
            "SELECT t.url_key FROM frontier AS f JOIN frontier AS t ON t.url_key = f.leads_to WHERE f.url_key = :key AND t.kind = 'page'"
            " AND (t.article IS NOT NULL OR t.state IN ('pending', 'leased', 'duplicate', 'failed'))"
            " UNION SELECT url_key FROM frontier WHERE leads_to = :key",
            {"key": step},
        )
        new = {other for (other,) in beside} - found
        found |= new
        todo += new
    return found


def drop(db: sqlite3.Connection, keys: Iterable[str], *, run: int, now: datetime) -> Forgotten:
    """Take all that the archive holds of ``keys`` out of its tables, inside the caller's transaction; ``scrub`` takes it out of the file."""
    keys = sorted(keys)
    articles, gone, reprints = 0, 0, set[str]()
    names: set[str] = set()
    for key in keys:
        row = db.execute("SELECT id, docid, cluster, site FROM articles WHERE url_key = ?", (key,)).fetchone()
        if row:
            articles += 1
            reprints |= {id for (id,) in db.execute("SELECT id FROM articles WHERE cluster = ? AND id != ?", (row[2], row[0]))}
            _drop_article(db, row[0], row[1], row[3])
        names |= {name for (name,) in db.execute("SELECT digest FROM captures WHERE url_key = ?", (key,))}
        gone += db.execute("DELETE FROM captures WHERE url_key = ?", (key,)).rowcount
        db.execute(
            "UPDATE frontier SET state = 'dropped', reason = ?, settled_at = ?, settled_run = ?, hint_title = NULL, hint_published = NULL,"
            " hint_modified = NULL, hint_language = NULL, next_at = NULL, leased_run = NULL, etag = NULL, last_modified = NULL, leads_to = NULL,"
            " article = NULL WHERE url_key = ?",
            (FORGOTTEN, stamp(now), run, key),
        )
        restamp(db, "frontier", "url_key = ?", (key,))
        db.execute("DELETE FROM sightings WHERE url_key = ?", (key,))  # or audit would miss it
        db.execute("UPDATE sources SET paused = 1 WHERE url_key = ?", (key,))  # a list may be forgotten, too: it is never due again
        restamp(db, "sources", "url_key = ?", (key,))
    captures.forget(db, {name for name in names if db.execute("SELECT 1 FROM captures WHERE digest = ?", (name,)).fetchone() is None}, now=now)
    return Forgotten(tuple(keys), articles, gone, tuple(sorted(reprints)))


def _drop_article(db: sqlite3.Connection, id: str, docid: int, site: str) -> None:
    index.remove(db, docid)
    _drop_blocks(db, id, site)
    clusters.forget(db, id)
    for table in ("photos", "removals", "revisions", "story_blocks", "learn_queue", "cluster_queue"):
        db.execute(f"DELETE FROM {table} WHERE article = ?", (id,))  # noqa: S608 (our own table names)
    db.execute("DELETE FROM articles WHERE id = ?", (id,))


def _drop_blocks(db: sqlite3.Connection, id: str, site: str) -> None:
    """Forget what is known of the site's furniture from this article's page alone; a block of other pages keeps its count, in their wording."""
    row = db.execute("SELECT blocks FROM story_blocks WHERE article = ?", (id,)).fetchone()
    if furniture.is_begun_anew(db, site):
        furniture.begin_again(db, site)
    for fingerprint, _, _, _ in furniture.blocks_of(row[0] if row else b""):
        held = db.execute("SELECT stories, ruled, text, data FROM furniture WHERE site = ? AND fingerprint = ?", (site, fingerprint)).fetchone()
        if held is None:
            continue
        stories, ruled, text, data = held
        others = {
            said[:200]
            for (said,) in db.execute(
                "SELECT r.text FROM articles AS a JOIN removals AS r ON r.article = a.id WHERE a.site = ? AND r.id = ? AND a.id != ?",
                (site, fingerprint, id),
            )
        }
        if text in others:
            continue
        if ruled is None and (stories < 2 or not others):
            db.execute("DELETE FROM furniture WHERE site = ? AND fingerprint = ?", (site, fingerprint))
            continue
        said = min(others, default="")
        changed = json.dumps({**json.loads(data), "text": said}, ensure_ascii=False, separators=(",", ":"))
        db.execute("UPDATE furniture SET text = ?, data = ? WHERE site = ? AND fingerprint = ?", (said, changed, site, fingerprint))
        restamp(db, "furniture", "site = ? AND fingerprint = ?", (site, fingerprint))


def scrub(db: sqlite3.Connection) -> None:
    """Take what is deleted out of the file: the index merged into one piece without the words it lost, every page written anew, the log emptied."""
    index.optimize(db)
    db.execute("PRAGMA temp_store = FILE")  # the copy may be larger than memory
    db.execute("VACUUM")
    db.execute("PRAGMA temp_store = MEMORY")
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
