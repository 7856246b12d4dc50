"""What time it is, for all that records times: the machine's clock, or one that starts elsewhere, for simulations."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime, timedelta

_OFFSET = timedelta()
if os.environ.get("NEWSCRAWL_NOW"):  # tests live through weeks in minutes with it; it goes on at the usual pace
    _OFFSET = datetime.fromisoformat(os.environ["NEWSCRAWL_NOW"]).astimezone(UTC) - datetime.now(UTC)
_START: tuple[datetime, float] | None = None
_STEADY = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
"""Goes on while a laptop sleeps, where the system has such a clock."""


def now() -> datetime:
    """Return the time, in UTC."""
    if _START is not None:
        began, steady = _START
        return began + timedelta(seconds=time.clock_gettime(_STEADY) - steady)
    return datetime.now(UTC) + _OFFSET


def hold() -> None:
    """From now on let time pass evenly, whatever is done to the machine's clock: for one crawl, whose pauses and times a step must not tear."""
    global _START  # the process's one clock
    _START = now(), time.clock_gettime(_STEADY)
