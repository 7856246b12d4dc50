"""Read captures again with today's reader, on all cores: a better reader improves the whole archive without a single request."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from newscrawl.archive import captures, clusters, query, store
from newscrawl.archive.schema import moment, open_archive
from newscrawl.archive.writer import Writer
from newscrawl.items import Page, Reading
from newscrawl.workers import read_many

AHEAD = 500
"""Articles read and not yet on disk; the writer puts many into one transaction."""


@dataclass(slots=True)
class Reread:
    """What came of reading again: articles read, without a capture, changed; how many changed in each field; and, when asked for, the differences."""

    read: int = 0
    missing: int = 0
    changed: int = 0
    fields: Counter[str] = field(default_factory=Counter)
    differences: list[tuple[str, dict[str, tuple[Any, Any]]]] = field(default_factory=list)


def reread(
    archive: Path,
    asked: str | None = None,
    *,
    dry_run: bool = False,
    examples: int = 0,
    workers: int | None = None,
    sites_dir: Path | None = None,
    said: Callable[[int, int], None] | None = None,
) -> Reread:
    """Read the captures of the articles that ``asked`` finds (None: all) again and put in place what they say now; never a revision.

    ``dry_run``: count what would change, keep ``examples`` of the differences, and change nothing. Killed and started again it ends the same, twice
    changes nothing. ``said`` is told (done, all). Raises QueryError, ArchiveBusy, StorageError.
    """
    with closing(open_archive(archive)) as db:
        ids = list(query.ids(db, asked))
    found = Reread()
    if dry_run:
        with closing(open_archive(archive)) as db:
            for done, (id, reading) in enumerate(readings(archive, ids, workers=workers, sites_dir=sites_dir), 1):
                found.read += 1
                differences = store.differences(db, id, reading)
                found.changed += bool(differences)
                found.fields.update(list(differences))
                if differences and len(found.differences) < examples:
                    found.differences.append((id, differences))
                if said:
                    said(done, len(ids))
    else:
        with Writer(archive) as writer:

            def put(id: str, reading: Reading) -> Future[tuple[str, ...]]:
                return writer.submit(lambda db: store.reread(db, id, reading))

            def note(changed: tuple[str, ...]) -> None:
                found.changed += bool(changed)
                found.fields.update(list(changed))

            waiting: list[Future[tuple[str, ...]]] = []
            for done, (id, reading) in enumerate(readings(archive, ids, workers=workers, sites_dir=sites_dir), 1):
                found.read += 1
                waiting.append(put(id, reading))
                if len(waiting) >= AHEAD:
                    for future in waiting:
                        note(future.result())
                    waiting.clear()
                if said:
                    said(done, len(ids))
            for future in waiting:
                note(future.result())
            while writer.run(clusters.update):
                pass
    found.missing = len(ids) - found.read
    return found


def readings(archive: Path, ids: Sequence[str], *, workers: int | None = None, sites_dir: Path | None = None) -> Iterator[tuple[str, Reading]]:
    """Yield (id, what its capture says now) as they get done; articles without a capture, and pages that kill their reader, are left out."""
    order: list[str] = []
    with closing(open_archive(archive)) as db:

        def pages() -> Iterator[Page]:
            for id in ids:
                page = page_of(db, id)
                if page is not None:
                    order.append(id)
                    yield page

        for place, result in read_many(pages(), workers=workers, sites_dir=sites_dir, archive=archive):
            if result.reading is not None:
                yield order[place], result.reading


def page_of(db: sqlite3.Connection, article: str) -> Page | None:
    """Return the capture that the article was read from, as a page to be read again; None where none is kept."""
    row = db.execute(
        "SELECT c.id, c.url, c.status, c.headers, a.fetched_at FROM articles AS a JOIN captures AS c ON c.id = a.capture WHERE a.id = ?", (article,)
    ).fetchone()
    if row is None:
        return None
    id, url, status, headers, fetched_at = row
    return Page(url, captures.body(db, id), status, tuple((name, value) for name, value in json.loads(headers)), moment(fetched_at))
