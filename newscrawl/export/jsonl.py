"""JSON lines: one article a line, every field, null where the page does not say."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import IO, Any


def write(file: IO[str], articles: Iterable[dict[str, Any]]) -> int:
    """Write ``articles``; returns how many."""
    number = 0
    for article in articles:
        file.write(json.dumps(article, ensure_ascii=False) + "\n")
        number += 1
    return number
