"""Read captures again with today's reader, on all cores: a better reader improves the whole archive without a single request.

Workers take the pages out of the archive themselves and compare what they read with what is held; only what changes comes back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from newscrawl.archive import clusters, held, query, store
from newscrawl.archive.schema import open_archive
from newscrawl.archive.writer import Writer
from newscrawl.items import Reading
from newscrawl.workers import Result, read_held

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

    ``dry_run``: count what would change and change nothing. ``examples``: keep so many of the differences. Killed and started again it ends the same,
    twice changes nothing. ``said`` is told (done, all). Raises QueryError, ArchiveBusy, StorageError.
    """
    found = Reread()
    with closing(open_archive(archive)) as db:
        ids = list(query.ids(db, asked))
        results = again(archive, ids, workers=workers, sites_dir=sites_dir)

        def note(fields: tuple[str, ...]) -> None:
            found.changed += bool(fields)
            found.fields.update(fields)

        def tell(done: int, id: str, result: Result) -> None:
            found.read += result.error in (None, "refused")
            found.failed.update([result.error] if result.error not in (None, "refused", "no-capture") else [])
            found.refused += result.error == "refused"
            if result.fields and result.reading and len(found.differences) < examples:
                found.differences.append((id, store.differences(db, id, result.reading)))
            if said:
                said(done, len(ids))

        if dry_run:
            for done, (id, result) in enumerate(results, 1):
                note(result.fields)
                tell(done, id, result)
        else:
            with Writer(archive, compares=False) as writer:  # compared when all are read: at once is a fraction of one by one
                waiting: list[Future[tuple[str, ...]]] = []
                for done, (id, result) in enumerate(results, 1):
                    tell(done, id, result)
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


def _put(writer: Writer, id: str, reading: Reading) -> Future[tuple[str, ...]]:
    return writer.submit(lambda db: store.reread(db, id, reading), patient=True)


def again(archive: Path, ids: Sequence[str], *, workers: int | None = None, sites_dir: Path | None = None) -> Iterator[tuple[str, Result]]:
    """Yield (id, what a worker says of its page) as they get done; articles without a capture are left out.

    ``Result.reading`` is there where it changes something, if only what is noted of the page's blocks.
    """
    with closing(open_archive(archive)) as db:
        order = held.turn(db, ids)
    for place, result in read_held(order, archive=archive, workers=workers, sites_dir=sites_dir):
        yield order[place], result
