"""How far long work is: whoever does it tells, whoever asked for it shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

Progress = Callable[[str, int], None]
"""Told what is being gone through, and how many of it are done."""
Row = TypeVar("Row")
TOLD_EVERY = 200


def silent(what: str, done: int) -> None:
    """Tell nobody."""


def told(rows: Iterable[Row], what: str, progress: Progress) -> Iterator[Row]:
    """Yield ``rows``, telling now and then how many were done."""
    for done, row in enumerate(rows):
        if done % TOLD_EVERY == 0:
            progress(what, done)
        yield row
