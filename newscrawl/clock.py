"""What time it is, for all that records times: the machine's clock, or one that starts elsewhere, for simulations."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta

_OFFSET = timedelta()
if os.environ.get("NEWSCRAWL_NOW"):  # tests live through weeks in minutes with it; it goes on at the usual pace
    _OFFSET = datetime.fromisoformat(os.environ["NEWSCRAWL_NOW"]).astimezone(UTC) - datetime.now(UTC)


def now() -> datetime:
    """Return the time, in UTC."""
    return datetime.now(UTC) + _OFFSET
