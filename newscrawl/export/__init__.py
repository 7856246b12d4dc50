"""Datasets out of the archive: one file a family of formats, written whole or not at all."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, TextIO

from newscrawl.archive import query
from newscrawl.archive.progress import Progress, silent, told
from newscrawl.errors import UsageError
from newscrawl.export import csv, jsonl, standards
from newscrawl.export.files import replacing

Writer = Callable[[TextIO, Iterable[dict[str, Any]]], int]

FORMATS: dict[str, Writer] = {"jsonl": jsonl.write, "csv": csv.write, "schemaorg": standards.write_schemaorg, "ninjs": standards.write_ninjs}
"""Name to the function that writes articles (dicts with DESIGN.md's fields) to a file and returns how many."""


def export(
    db: sqlite3.Connection, path: Path | str, *, format: str | None = None, search: str | None = None, progress: Progress = silent
) -> int:
    """Write the articles that ``search`` finds (None: all), oldest first, to ``path``; returns how many.

    ``format`` None goes by the name's ending, and is jsonl for ``-``, which is stdout. The file appears when it is complete and on disk.
    Raises UsageError, QueryError, StorageError.
    """
    path = Path(path)
    name = format or "jsonl" * (str(path) == "-") or path.suffix.lstrip(".").lower()
    if name not in FORMATS:
        raise UsageError(f"{path}: no format {name!r}; --format takes {', '.join(FORMATS)}")
    archive = next(place for _, schema, place in db.execute("PRAGMA database_list") if schema == "main")
    if archive and path.exists() and path.samefile(archive):
        raise UsageError(f"{path}: is the archive itself; name another file")
    with replacing(path) as file:
        return FORMATS[name](file, told(articles(db, search), "articles", progress))


def articles(db: sqlite3.Connection, search: str | None = None) -> Iterator[dict[str, Any]]:
    """Yield articles as exports show them."""
    return (query.article(db, id) for id in query.ids(db, search))
