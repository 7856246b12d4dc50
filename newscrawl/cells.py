"""A value as a cell of a CSV file (RFC 4180), in which a spreadsheet runs nothing."""

from __future__ import annotations

import json
from typing import Any

_ACTIVE = ("=", "+", "-", "@", "\t", "\r")


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
