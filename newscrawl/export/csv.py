"""CSV (RFC 4180) that a spreadsheet opens without running anything in it."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from typing import IO, Any

from newscrawl.export.fields import FIELDS

_NAMES = tuple(name for name, (kind, _) in FIELDS.items() if kind == "names")
"""Lists of names: none of them is an empty cell. An empty list of records is JSON, as a full one is."""
_ACTIVE = ("=", "+", "-", "@", "\t", "\r")


def write(file: IO[str], articles: Iterable[dict[str, Any]]) -> int:
    """Write ``articles`` under a line of names; returns how many. Names and keywords are joined by ``; ``, photos and removals are JSON."""
    rows = csv.writer(file)
    rows.writerow(FIELDS)
    number = 0
    for article in articles:
        rows.writerow([cell(article.get(name)) if article.get(name) != [] or name in _NAMES else "[]" for name in FIELDS])
        number += 1
    return number


def cell(value: Any) -> str:
    """Return ``value`` as a cell. Text that a spreadsheet would take for a formula gets an apostrophe in front (OWASP, CSV injection)."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        value = "; ".join(value)
    if not isinstance(value, str):
        value = json.dumps(value, ensure_ascii=False)
    # A quote right before, or white space: some readers strip it and look again.
    return f"'{value}" if value.lstrip(" \n").startswith(_ACTIVE) else value
