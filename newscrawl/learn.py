"""Learn each site's furniture from its stories, and read those articles again whose furniture is judged otherwise now; never a revision.

What the archive holds afterwards is what reading every page with the final template gives, whatever the order in which pages came.
"""

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from newscrawl.archive import clusters, furniture, store
from newscrawl.archive.schema import stamp
from newscrawl.archive.writer import Writer
from newscrawl.reread import again
from newscrawl.strip.judge import judgement, variants
from newscrawl.templates import fold, template_of
from newscrawl.text import counted

BATCH = 200
"""Stories counted in one transaction."""
ROUNDS = 3
"""Readings of one site until its articles stand still. Counts do not change by reading again, so one round settles all but what a kill left."""


@dataclass(frozen=True, slots=True)
class Learned:
    """What came of it: sites looked at, stories counted, articles read again and how many of them changed."""

    sites: int = 0
    stories: int = 0
    read: int = 0
    changed: int = 0


def learn(
    archive: Path, *, workers: int | None = None, sites_dir: Path | None = None, only: str | None = None, said: Callable[[str], None] | None = None
) -> Learned:
    """Count the stories that wait and bring the articles of their sites up to date; killed and started again, it ends in the same archive.

    Raises ArchiveBusy, StorageError.
    """
    stories = again = changed = 0
    with Writer(archive, compares=False) as writer:  # compared when all are read: at once is a fraction of one by one
        while writer.run(clusters.update):  # reprints of one story count once, so they must be known first
            pass
        sites = [site for site in writer.run(furniture.sites_to_learn) if only in (None, site)]
        for site in sites:
            stories += _count(writer, site)
            for _ in range(ROUNDS):
                todo = writer.run(lambda db, site=site: _judged_otherwise(db, site))  # type: ignore[misc]
                if not todo:
                    break
                if said:
                    said(f"{site}: reading {counted(len(todo), 'article')} again, without what was learned to be furniture")
                again += len(todo)
                changed += _read_again(writer, archive, todo, workers, sites_dir)
            _prune(writer, site)
            writer.run(lambda db, site=site: furniture.set_dirty(db, site, False))  # type: ignore[misc]
        while writer.run(clusters.update):
            pass
    return Learned(len(sites), stories, again, changed)


def _count(writer: Writer, site: str) -> int:
    total = forgot = 0
    recent: deque[datetime] = deque(maxlen=furniture.ONCE + 1)
    while True:

        def step(db: sqlite3.Connection) -> int:
            batch = furniture.waiting(db, site, BATCH)
            fold(db, site, batch)
            furniture.done(db, (one.article for one in batch))
            if batch:
                furniture.set_dirty(db, site, True)
            elif (before := furniture.horizon(db, site)) is not None:
                furniture.forget_single(db, site, before)
            recent.extend(one.fetched_at for one in batch)
            return len(batch)

        counted = writer.run(step)
        total += counted
        if not counted:
            return total
        if total - forgot >= 5 * BATCH and len(recent) > furniture.ONCE:
            # in between too: what all stories of a large site alone have would be as large as the archive
            forgot = total
            writer.run(lambda db: furniture.forget_single(db, site, stamp(recent[0])))


def _prune(writer: Writer, site: str) -> None:
    """Forget what long-known stories of ``site`` alone have."""
    before = writer.run(lambda db: furniture.horizon(db, site))
    after: str | None = "" if before is not None else None
    while before is not None and after is not None:
        after = writer.run(lambda db, after=after: furniture.prune(db, site, before, after, 10 * BATCH))  # type: ignore[misc]


def _judged_otherwise(db: sqlite3.Connection, site: str) -> list[tuple[str, str]]:
    """Return (article, digest) of those whose blocks are judged otherwise than when they were read."""
    template = template_of(db, site)
    like = variants(template, furniture.single(db, site))
    found = []
    for article, seen_at, blocks, judged in furniture.holders(db, site):
        now = judgement(template, blocks, seen_at, like)
        if now != judged:
            found.append((article, now))
    return found


def _read_again(writer: Writer, archive: Path, todo: list[tuple[str, str]], workers: int | None, sites_dir: Path | None) -> int:
    count = 0
    waits: deque[Future[tuple[str, ...]]] = deque()
    for id, result in again(archive, [id for id, _ in todo], workers=workers, sites_dir=sites_dir):
        if (reading := result.reading) is not None:
            waits.append(writer.submit(lambda db, id=id, reading=reading: store.reread(db, id, reading), patient=True))  # type: ignore[misc]
        if len(waits) > BATCH:
            count += bool(waits.popleft().result())
    count += sum(bool(future.result()) for future in waits)
    # Also of pages that cannot be read again: nothing else would come of asking a second time.
    writer.run(lambda db: furniture.judged(db, todo))
    return count
