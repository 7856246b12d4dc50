"""Datasets out of the archive: one file a family of formats, written whole or not at all."""

from __future__ import annotations

import contextlib
import hashlib
import heapq
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from newscrawl.archive import query
from newscrawl.archive.progress import Progress, silent, told
from newscrawl.edition import edition
from newscrawl.errors import UsageError
from newscrawl.export import csv, fields, jsonl, standards, warc
from newscrawl.export.files import replacing, zipping

Writer = Callable[[IO[str], Iterable[dict[str, Any]]], int]

FORMATS: dict[str, Writer] = {"jsonl": jsonl.write, "csv": csv.write, "schemaorg": standards.write_schemaorg, "ninjs": standards.write_ninjs}
"""Name to the function that writes articles (dicts with DESIGN.md's fields) to a file and returns how many."""
WARC = "warc"
"""The format of captures: pages as they were fetched, where the others are of articles."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which articles are exported."""

    search: str | None = None
    """What this finds; None: all."""
    unique: bool = False
    """Of reprints and near-duplicates the one published first."""
    sample: int | None = None
    """So many of those at the most, drawn by their ids: the same from the same articles, and a part of every larger sample."""
    seed: str = ""
    """Another one draws others."""


EVERYTHING = Choice()


def export(
    db: sqlite3.Connection, path: Path | str, *, format: str | None = None, choice: Choice = EVERYTHING, progress: Progress = silent,
    with_codebook: bool = False,
) -> int:  # fmt: skip
    """Write the articles of ``choice``, oldest first, to ``path``; returns how many. As WARC: their captures.

    ``format`` None goes by the name's ending, and is jsonl for ``-``, which is stdout. The file appears when it is complete and on disk, and
    ``with_codebook`` beside it what its fields mean and how it was chosen. Raises UsageError, QueryError, StorageError.
    """
    path = Path(path)
    name = format or format_of(path)
    if name not in FORMATS and name != WARC:
        what = f"no format {name!r}" if name else "its name says no format"
        raise UsageError(f"{path}: {what}; --format takes {', '.join((*FORMATS, WARC))}")
    archive = next(place for _, schema, place in db.execute("PRAGMA database_list") if schema == "main")
    if archive and path.exists() and path.samefile(archive):
        raise UsageError(f"{path}: is the archive itself; name another file")
    if with_codebook and (name not in fields.MEDIA or not (path.is_file() or not path.exists()) or str(path) == "-"):
        raise UsageError(f"{path}: --codebook goes with a file of jsonl or csv")
    with _as_it_stands(db):
        return _write(db, path, name, choice, progress, with_codebook)


@contextlib.contextmanager
def _as_it_stands(db: sqlite3.Connection) -> Iterator[None]:
    """Have all that is read inside be of one moment, whatever a crawl or ``forget`` writes meanwhile."""
    if db.in_transaction:
        yield
        return
    db.execute("BEGIN")
    try:
        yield
    finally:
        db.execute("ROLLBACK")


def _write(db: sqlite3.Connection, path: Path, name: str, choice: Choice, progress: Progress, with_codebook: bool) -> int:
    if name == WARC:
        ids = warc.chosen(db, None if choice == EVERYTHING else chosen(db, choice))
        with replacing(path, binary=True) as file:
            return warc.write(file, db, told(ids, "captures", progress), compressed=path.suffix.lower() != ".warc")
    with zipping(path) if path.suffix.lower() == ".gz" else replacing(path) as file:
        number = FORMATS[name](file, told(articles(db, choice), "articles", progress))
    if with_codebook:
        said = {**asdict(choice), "reader": edition(), "newest_fetched_at": db.execute("SELECT max(fetched_at) FROM articles").fetchone()[0]}
        with replacing(fields.beside(path)) as file:
            file.write(fields.text(fields.codebook(path, name, number, said)))
    return number


def format_of(path: Path) -> str:
    """Return the format that a file's name ends in."""
    if str(path) == "-":
        return "jsonl"
    return Path(path.name.lower().removesuffix(".gz")).suffix.lstrip(".")


def articles(db: sqlite3.Connection, choice: Choice = EVERYTHING) -> Iterator[dict[str, Any]]:
    """Yield articles as exports show them."""
    return (query.article(db, id) for id in chosen(db, choice))


def chosen(db: sqlite3.Connection, choice: Choice) -> Iterable[str]:
    """Return the ids of the articles of ``choice``, oldest first."""
    ids = query.ids(db, choice.search)
    if choice.unique:
        ids = query.firsts(db, ids)
    if choice.sample is None:
        return ids
    held = list(ids)
    drawn = set(heapq.nsmallest(choice.sample, held, key=lambda id: hashlib.sha256(f"{choice.seed} {id}".encode()).digest()))
    return [id for id in held if id in drawn]
