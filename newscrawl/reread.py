"""Read captures again with today's reader, on all cores: a better reader improves the whole archive without a single request."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from newscrawl.again import again
from newscrawl.archive import clusters, furniture, query, store
from newscrawl.archive.schema import name_sites, open_archive
from newscrawl.archive.writer import Writer, writing
from newscrawl.items import Reading
from newscrawl.learn import learn
from newscrawl.sites.known import KnownSites
from newscrawl.workers import Result

AHEAD = 500
"""Articles read and not yet on disk; the writer puts many into one transaction."""


@dataclass(slots=True)
class Reread:
    """What came of reading again: articles read, without a capture, no longer read as articles (and left as they are), changed; in which fields."""

    read: int = 0
    missing: int = 0
    failed: Counter[str] = field(default_factory=Counter)
    """Articles that were not read though they have a capture, by a word: ``damaged``, ``reader-timeout`` … They are left as they are."""
    refused: int = 0
    changed: int = 0
    fields: Counter[str] = field(default_factory=Counter)
    differences: list[tuple[str, dict[str, tuple[Any, Any]]]] = field(default_factory=list)
    anew: tuple[str, ...] = ()
    """Sites whose furniture another reader had counted, and was counted anew; of a dry run, would be."""


def reread(
    archive: Path,
    asked: str | None = None,
    *,
    dry_run: bool = False,
    examples: int = 0,
    workers: int | None = None,
    sites_dir: Path | None = None,
    said: Callable[[int, int], None] | None = None,
    talk: Callable[[str], None] | None = None,
) -> Reread:
    """Read the captures of the articles that ``asked`` finds (None: all) again and put in place what they say now; never a revision.

    Sites of which all is asked for, and whose furniture another reader counted, have it counted anew: they end as if they had been crawled today.
    ``dry_run``: count what would change and change nothing. ``examples``: keep so many of the differences. Killed and started again it ends the same,
    twice changes nothing. ``said`` is told (done, all), ``talk`` what is learned anew. Raises QueryError, ArchiveBusy, StorageError.
    """
    found = Reread()
    if not dry_run and archive.exists():
        with writing(archive):  # an archive of an older version is brought up to date before it is asked what to read; and nobody else may be writing
            pass
    with closing(open_archive(archive)) as db:
        name_sites(db, _keys(sites_dir))
        ids = list(query.ids(db, asked))
        found.anew = _whole_sites_of_other_readers(db, ids)
        told = 0

        def note(fields: tuple[str, ...]) -> None:
            found.changed += bool(fields)
            found.fields.update(fields)

        def tell(id: str, result: Result) -> None:
            nonlocal told
            told += 1
            found.read += result.error in (None, "refused")
            found.failed.update([result.error] if result.error not in (None, "refused", "no-capture") else [])
            found.refused += result.error == "refused"
            if result.fields and result.reading and len(found.differences) < examples:
                found.differences.append((id, store.differences(db, id, result.reading)))
            if said:
                said(told, len(ids))

        def counted_anew(id: str, result: Result, fields: tuple[str, ...]) -> None:
            tell(id, result)
            note(fields)

        rest = ids
        if found.anew and not dry_run:
            learn(archive, anew="others", workers=workers, sites_dir=sites_dir, only=found.anew, said=talk, read=counted_anew)
            rest = _of_other_sites(db, ids, found.anew)
        results = again(archive, rest, workers=workers, sites_dir=sites_dir) if rest else ()
        if dry_run:
            for id, result in results:
                note(result.fields)
                tell(id, result)
        elif rest:
            with Writer(archive, compares=False) as writer:  # compared when all are read: at once is a fraction of one by one
                waiting: list[Future[tuple[str, ...]]] = []
                for id, result in results:
                    tell(id, result)
                    if result.reading is not None:
                        waiting.append(_put(writer, id, result.reading))
                    if len(waiting) >= AHEAD:
                        for future in waiting:
                            note(future.result())
                        waiting.clear()
                for future in waiting:
                    note(future.result())
                while writer.run(clusters.update):
                    pass
    found.missing = len(ids) - found.read - found.failed.total()
    return found


def _keys(sites_dir: Path | None) -> Callable[[str], str]:
    """Return a function from what a site's file calls it, or its key, to its key."""
    names = {site.name.lower(): site.domains[0] for site in KnownSites.in_folder(sites_dir) if site.domains} if sites_dir else {}
    return lambda name: names.get(name.lower(), name)


def _whole_sites_of_other_readers(db: sqlite3.Connection, ids: list[str]) -> tuple[str, ...]:
    """Return the sites whose furniture another reader counted and of whose articles none is missing among ``ids``."""
    of = db.execute("SELECT site, count(*) FROM articles WHERE id IN (SELECT value FROM json_each(?)) GROUP BY site", (json.dumps(ids),))
    asked = dict(of.fetchall())
    whole = (
        site for site in furniture.of_other_readers(db)
        if asked.get(site) == db.execute("SELECT count(*) FROM articles WHERE site = ?", (site,)).fetchone()[0]
    )  # fmt: skip
    return tuple(whole)


def _of_other_sites(db: sqlite3.Connection, ids: list[str], sites: tuple[str, ...]) -> list[str]:
    """Return those of ``ids`` that are not articles of ``sites``."""
    out = {id for site in sites for (id,) in db.execute("SELECT id FROM articles WHERE site = ?", (site,))}
    return [id for id in ids if id not in out]


def _put(writer: Writer, id: str, reading: Reading) -> Future[tuple[str, ...]]:
    return writer.submit(lambda db: store.reread(db, id, reading), patient=True)
