"""Learn each site's furniture from its stories, and read those articles again whose furniture is judged otherwise now; never a revision.

What the archive holds afterwards is what reading every page with the final template gives, whatever the order in which pages came. What another
reader counted is counted anew, from the captures: its blocks may have other names, and are not those that today's reader would see.
"""

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Literal, TypeVar

from newscrawl.again import again
from newscrawl.archive import clusters, furniture, store
from newscrawl.archive.schema import moment, stamp
from newscrawl.archive.writer import Writer
from newscrawl.items import Reading
from newscrawl.strip.judge import judgement, variants
from newscrawl.templates import fold, template_of
from newscrawl.text import counted
from newscrawl.workers import Crew, Result

AT_ONCE = 2_000
"""Articles of a site that wait to be counted anew: some 20 MB of the file, which is used again."""
BATCH = 200
"""Stories counted in one transaction."""
ROUNDS = 3
"""Readings of one site until its articles stand still. Counts do not change by reading again, so one round settles all but what a kill left."""

T = TypeVar("T")
Otherwise = list[tuple[str, str]]
Judge = Callable[[sqlite3.Connection], Otherwise]


@dataclass(frozen=True, slots=True)
class Learned:
    """What came of it: sites looked at, stories counted, articles read again and how many of them changed."""

    sites: int = 0
    stories: int = 0
    read: int = 0
    changed: int = 0
    others: tuple[str, ...] = ()
    """Sites whose furniture another reader counted, and that were left so."""


def learn(
    archive: Path,
    *,
    anew: Literal["never", "others", "all"] = "never",
    workers: int | None = None,
    sites_dir: Path | None = None,
    only: str | Collection[str] | None = None,
    said: Callable[[str], None] | None = None,
    read: Callable[[str, Result, tuple[str, ...]], None] | None = None,
) -> Learned:
    """Count the stories that wait and bring the articles of their sites up to date; killed and started again, it ends in the same archive.

    ``anew``: whether sites that another reader counted (``all``: all sites) have every article read again and their furniture counted from nothing,
    as if they had been crawled today. ``only``: of these sites. ``read`` is told (id, what its reader said, the fields that changed) of each of them.
    Raises ArchiveBusy, StorageError.
    """
    stories = repeated = changed = 0
    chosen = None if only is None else {only} if isinstance(only, str) else set(only)
    with Writer(archive, compares=False) as writer, Crew(workers=workers, sites_dir=sites_dir, archive=archive) as crew:  # compared when all are read
        held = partial(again, archive, workers=workers, crew=crew)
        while writer.run(clusters.update):  # reprints of one story count once, so they must be known first
            pass
        others = [site for site in writer.run(furniture.of_other_readers) if chosen is None or site in chosen]
        afresh = set(others if anew == "others" else writer.run(furniture.all_sites) if anew == "all" else ())
        sites = [site for site in sorted({*writer.run(furniture.sites_to_learn), *afresh}) if chosen is None or site in chosen]
        for site, found in _one_ahead(lambda site: None if site in afresh else _count_and_judge(writer, site), sites):
            if site in afresh:
                counts = _count_anew(writer, held, site, said, read, forced=site not in others)
                stories, repeated, changed = (total + more for total, more in zip((stories, repeated, changed), counts, strict=True))
                found = _count_and_judge(writer, site)
            if found is None:
                continue
            total, judge, todo = found
            stories += total
            for _ in range(ROUNDS):
                if not todo:
                    break
                if said:
                    said(f"{site}: reading {counted(len(todo), 'article')} again, without what was learned to be furniture")
                repeated += len(todo)
                changed += _read_again(writer, held, todo)
                todo = writer.run(judge)
            _prune(writer, site)
            writer.run(lambda db, site=site: furniture.set_dirty(db, site, False))  # type: ignore[misc]
        while writer.run(clusters.update):
            pass
    left = tuple(sorted({*others} - afresh))
    if left and said:
        said(f"the furniture of {counted(len(left), 'site')} was learned by another version of the reader; newscrawl learn learns it anew")
    return Learned(len(sites), stories, repeated, changed, left)


def _one_ahead(step: Callable[[str], T], sites: Iterable[str]) -> Iterator[tuple[str, T]]:
    """Yield each site with what ``step`` returns for it, which is worked out while the one before it is in the caller's hands."""
    with ThreadPoolExecutor(1) as ahead:
        last: tuple[str, Future[T]] | None = None
        for site in sites:
            this = site, ahead.submit(step, site)
            if last is not None:
                yield last[0], last[1].result()
            last = this
        if last is not None:
            yield last[0], last[1].result()


def _count_and_judge(writer: Writer, site: str) -> tuple[int, Judge, Otherwise] | None:
    """Return how many stories of ``site`` were counted, its judge, and what is to be read again; None where that is somebody else's."""
    if writer.run(lambda db: furniture.is_begun_anew(db, site)):
        return None  # what waits is counted with the rest, by whoever goes on
    stories = _count(writer, site)
    judge = writer.run(lambda db: _judge(db, site))
    return stories, judge, writer.run(judge)


def _count_anew(
    writer: Writer,
    held: Callable[..., Iterator[tuple[str, Result]]],
    site: str,
    said: Callable[[str], None] | None,
    read: Callable[[str, Result, tuple[str, ...]], None] | None,
    *,
    forced: bool,
) -> tuple[int, int, int]:
    """Read every article of ``site`` again and count its furniture from nothing; returns (stories counted, articles read again, and changed).

    What was known is used until all are counted. Killed, it goes on where it was: behind the last story that is counted, in the order in which they
    count. What cannot be read again counts as it was read.
    """
    stories = done = seen = changed = 0
    writer.run(lambda db: furniture.begin_anew(db, site))
    if said:
        said(f"{site}: learning its furniture anew" + ("" if forced else ", which another version of the reader had learned"))
    waits: deque[tuple[str, Result, Future[tuple[str, ...]]]] = deque()

    def put(most: int) -> None:
        nonlocal changed
        while len(waits) > most:
            id, result, future = waits.popleft()
            fields = future.result()
            changed += bool(fields)
            if read:
                read(id, result, fields)

    for todo in _next(writer, site):
        missing = {id for id, _, ready in todo if not ready}
        asked = len(missing)
        for id, result in held(sorted(missing), whole=True) if missing else ():
            if (reading := result.reading) is not None and reading.article is not None:
                missing.discard(id)
                waits.append((id, result, writer.submit(lambda db, id=id, reading=reading: _reread(db, id, site, reading), patient=True)))  # type: ignore[misc]
            elif read:
                read(id, result, ())
            put(BATCH)
        put(0)
        writer.run(lambda db, missing=missing: furniture.wait_as_held(db, site, missing))  # type: ignore[misc]
        while writer.run(clusters.update):
            pass
        stories += _count(writer, site, until=todo[-1][1])
        done += asked - len(missing)
        seen += len(todo)
        if said:
            said(f"{site}: {counted(seen, 'article')} counted, {done:,} of them read again")
    writer.run(lambda db: furniture.end_anew(db, site))
    return stories, done, changed


def _next(writer: Writer, site: str) -> Iterator[list[tuple[str, tuple[str, str], bool]]]:
    """Yield what is to be counted anew, AT_ONCE at a time: asked for many at once, as putting a large site's articles in order takes seconds."""
    while found := writer.run(lambda db: furniture.next_anew(db, site, 25 * AT_ONCE)):
        for first in range(0, len(found), AT_ONCE):
            yield found[first : first + AT_ONCE]


def _reread(db: sqlite3.Connection, id: str, site: str, reading: Reading) -> tuple[str, ...]:
    """Put in place of an article what it reads as now, and have its blocks counted anew; returns the fields that changed."""
    changed = store.reread(db, id, reading)
    (at,) = db.execute("SELECT fetched_at FROM articles WHERE id = ?", (id,)).fetchone()
    furniture.wait_anew(db, id, site, reading, moment(at))
    return changed


def _count(writer: Writer, site: str, *, until: tuple[str, str] | None = None) -> int:
    """Count what waits; ``until``: what does so of the counts made anew, in one transaction with how far they are."""
    anew = until is not None
    total = forgot = 0
    recent: deque[datetime] = deque(maxlen=furniture.ONCE + 1)
    while True:

        def step(db: sqlite3.Connection) -> int:
            batch = furniture.waiting(db, site, BATCH, until or furniture.LAST)
            fold(db, site, batch, anew=anew)
            furniture.done(db, (one.article for one in batch))
            if until is not None:
                furniture.counted_anew(db, site, batch[-1].place if batch else until)
            elif batch:
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
            writer.run(lambda db: furniture.forget_single(db, site, stamp(recent[0]), anew=anew))


def _prune(writer: Writer, site: str) -> None:
    """Forget what long-known stories of ``site`` alone have."""
    before = writer.run(lambda db: furniture.horizon(db, site))
    after: str | None = "" if before is not None else None
    while before is not None and after is not None:
        after = writer.run(lambda db, after=after: furniture.prune(db, site, before, after, 10 * BATCH))  # type: ignore[misc]


def _judge(db: sqlite3.Connection, site: str) -> Judge:
    """Return what finds (article, digest) of those whose blocks are judged otherwise, by what is counted now, than when they were read."""
    template = template_of(db, site)
    like = variants(template, furniture.single(db, site))

    def otherwise(db: sqlite3.Connection) -> Otherwise:
        found = []
        for article, seen_at, published, blocks, judged in furniture.holders(db, site):
            now = judgement(template, blocks, seen_at, like, published)
            if now != judged:
                found.append((article, now))
        return found

    return otherwise


def _read_again(writer: Writer, held: Callable[..., Iterator[tuple[str, Result]]], todo: Otherwise) -> int:
    count = 0
    waits: deque[Future[tuple[str, ...]]] = deque()
    for id, result in held([id for id, _ in todo]):
        if (reading := result.reading) is not None:
            waits.append(writer.submit(lambda db, id=id, reading=reading: store.reread(db, id, reading), patient=True))  # type: ignore[misc]
        if len(waits) > BATCH:
            count += bool(waits.popleft().result())
    count += sum(bool(future.result()) for future in waits)
    # Also of pages that cannot be read again: nothing else would come of asking a second time.
    writer.run(lambda db: furniture.judged(db, todo))
    return count
