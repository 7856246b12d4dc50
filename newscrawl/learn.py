"""Learn each site's furniture from its stories, and read again the articles whose furniture is judged otherwise now: only those, and never a revision.

What the archive holds afterwards is what reading every page with the final template gives, whatever the order in which pages came.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from newscrawl.archive import captures, clusters, furniture, store
from newscrawl.archive.schema import moment, open_archive
from newscrawl.archive.writer import Writer
from newscrawl.items import Page
from newscrawl.strip.template import judgement
from newscrawl.templates import fold, template_of
from newscrawl.workers import read_many

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
    with Writer(archive) as writer:
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
                    said(f"{site}: reading {len(todo):,} articles again, without what was learned to be furniture")
                again += len(todo)
                changed += _read_again(writer, archive, site, todo, workers, sites_dir)
            writer.run(lambda db, site=site: furniture.set_dirty(db, site, False))  # type: ignore[misc]
        while writer.run(clusters.update):
            pass
    return Learned(len(sites), stories, again, changed)


def _count(writer: Writer, site: str) -> int:
    total = 0
    while True:

        def step(db: sqlite3.Connection) -> int:
            batch = furniture.waiting(db, site, BATCH)
            fold(db, site, batch)
            furniture.done(db, (one.article for one in batch))
            if batch:
                furniture.set_dirty(db, site, True)
            elif (before := furniture.horizon(db, site)) is not None:
                furniture.forget_single(db, site, before)
            return len(batch)

        counted = writer.run(step)
        total += counted
        if not counted:
            return total


def _judged_otherwise(db: sqlite3.Connection, site: str) -> list[tuple[str, str]]:
    """Return (article, digest) of those whose blocks are judged otherwise than when they were read."""
    template = template_of(db, site)
    found = []
    for article, seen_at, blocks, judged in furniture.holders(db, site):
        now = judgement(template, blocks, seen_at)
        if now != judged:
            found.append((article, now))
    return found


def _read_again(writer: Writer, archive: Path, site: str, todo: list[tuple[str, str]], workers: int | None, sites_dir: Path | None) -> int:
    db = open_archive(archive)
    digests = dict(todo)
    order: list[str] = []
    changed = 0

    def pages() -> Iterator[Page]:
        for article in digests:
            page = page_of(db, article)
            if page is not None:
                order.append(article)
                yield page

    try:
        for place, result in read_many(pages(), workers=workers, sites_dir=sites_dir, archive=archive):
            article = order[place]
            reading = result.reading
            if reading is not None and reading.article is not None:
                changed += bool(writer.run(lambda db, article=article, reading=reading: store.reread(db, article, reading)))  # type: ignore[misc]
            # A page that cannot be read again is not asked for its blocks a second time.
            writer.run(lambda db, article=article: furniture.judged(db, article, digests[article]))  # type: ignore[misc]
        for article in digests.keys() - set(order):
            writer.run(lambda db, article=article: furniture.judged(db, article, digests[article]))  # type: ignore[misc]
    finally:
        db.close()
    return changed


def page_of(db: sqlite3.Connection, article: str) -> Page | None:
    """Return the capture that the article was read from, as a page to be read again; None where none is kept."""
    row = db.execute(
        "SELECT c.id, c.url, c.status, c.headers, a.fetched_at FROM articles AS a JOIN captures AS c ON c.id = a.capture WHERE a.id = ?", (article,)
    ).fetchone()
    if row is None:
        return None
    id, url, status, headers, fetched_at = row
    held = tuple((name, value) for name, value in json.loads(headers))
    return Page(url, captures.body(db, id), status, held, moment(fetched_at))
