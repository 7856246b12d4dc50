"""Datasets out of the archive: one file a family of formats, written whole or not at all."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO, Any

from newscrawl.archive import query
from newscrawl.archive.progress import Progress, silent, told
from newscrawl.errors import UsageError
from newscrawl.export import csv, jsonl, standards, warc
from newscrawl.export.files import replacing

Writer = Callable[[IO[str], Iterable[dict[str, Any]]], int]

FORMATS: dict[str, Writer] = {"jsonl": jsonl.write, "csv": csv.write, "schemaorg": standards.write_schemaorg, "ninjs": standards.write_ninjs}
"""Name to the function that writes articles (dicts with DESIGN.md's fields) to a file and returns how many."""
WARC = "warc"
"""The format of captures: pages as they were fetched, where the others are of articles."""


def export(
    db: sqlite3.Connection, path: Path | str, *, format: str | None = None, search: str | None = None, progress: Progress = silent
) -> int:
    """Write the articles that ``search`` finds (None: all), oldest first, to ``path``; returns how many. As WARC: their captures.

    ``format`` None goes by the name's ending, and is jsonl for ``-``, which is stdout. The file appears when it is complete and on disk.
    Raises UsageError, QueryError, StorageError.
    """
    path = Path(path)
    name = format or format_of(path)
    if name not in FORMATS and name != WARC:
        raise UsageError(f"{path}: no format {name!r}; --format takes {', '.join((*FORMATS, WARC))}")
    archive = next(place for _, schema, place in db.execute("PRAGMA database_list") if schema == "main")
    if archive and path.exists() and path.samefile(archive):
        raise UsageError(f"{path}: is the archive itself; name another file")
    if name == WARC:
        ids = warc.chosen(db, search)
        with replacing(path, binary=True) as file:
            return warc.write(file, db, told(ids, "captures", progress), compressed=path.suffix.lower() != ".warc")
    with replacing(path) as file:
        return FORMATS[name](file, told(articles(db, search), "articles", progress))


def format_of(path: Path) -> str:
    """Return the format that a file's name ends in."""
    if str(path) == "-":
        return "jsonl"
    return WARC if path.name.lower().endswith(".warc.gz") else path.suffix.lstrip(".").lower()


def articles(db: sqlite3.Connection, search: str | None = None) -> Iterator[dict[str, Any]]:
    """Yield articles as exports show them."""
    return (query.article(db, id) for id in query.ids(db, search))
