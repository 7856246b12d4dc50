"""Captures read again by today's reader, on all cores. Workers take the pages out of the archive themselves; what changes comes back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, nullcontext
from pathlib import Path

from newscrawl.archive import held
from newscrawl.archive.schema import open_archive
from newscrawl.workers import Crew, Result, cores

EACH = 20
"""Pages that a process is worth being started for: that takes as long as reading so many."""


def again(
    archive: Path, ids: Sequence[str], *, workers: int | None = None, sites_dir: Path | None = None, whole: bool = False, crew: Crew | None = None
) -> Iterator[tuple[str, Result]]:
    """Yield (id, what a worker says of its page) as they get done; articles without a capture are left out.

    ``Result.reading`` is there where it changes something, if only what is noted of the page's blocks; ``whole``: wherever there is one.
    ``crew``: who reads, where that is asked more than once; it has ``archive`` and ``sites_dir`` already.
    """
    with closing(open_archive(archive)) as db:
        order = held.turn(db, ids)
    hands = min(workers or cores(), 1 + len(order) // EACH)
    with nullcontext(crew) if crew else Crew(workers=hands, sites_dir=sites_dir, archive=archive) as readers:
        for place, result in readers.read_held(order, hands=hands, whole=whole):
            yield order[place], result
