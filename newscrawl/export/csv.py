"""CSV (RFC 4180) that a spreadsheet opens without running anything in it."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import IO, Any

from newscrawl.cells import cell
from newscrawl.export.fields import FIELDS

_NAMES = tuple(name for name, (kind, _) in FIELDS.items() if kind == "names")
"""Lists of names: none of them is an empty cell. An empty list of records is JSON, as a full one is."""


def write(file: IO[str], articles: Iterable[dict[str, Any]]) -> int:
    """Write ``articles`` under a line of names; returns how many. Names and keywords are joined by ``; ``, photos and removals are JSON."""
    rows = csv.writer(file)
    rows.writerow(FIELDS)
    number = 0
    for article in articles:
        rows.writerow([cell(article.get(name)) if article.get(name) != [] or name in _NAMES else "[]" for name in FIELDS])
        number += 1
    return number
