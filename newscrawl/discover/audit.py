"""A site's sources compared, a day at a time: what each showed, what is held, and how much nobody showed (capture and recapture)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Estimate:
    """How many there are in all, by Chapman's estimator, with a 95 % interval."""

    total: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Day:
    """One day of one site: addresses (url_keys) by who showed them."""

    day: date
    seen: Mapping[str, int]
    """How many each source showed."""
    shown: int
    """How many all of them showed together."""
    held: int
    missing: tuple[str, ...]
    """Shown and not held, in order."""
    estimate: Estimate | None
    """From the two sources that showed most; None where there are no two, or they share nothing."""
    told: int | None = None
    """What the site says itself how many there are (WordPress's ``X-WP-Total``); None: it does not."""


def chapman(first: int, second: int, both: int) -> Estimate:
    """Return how many there are when one source showed ``first`` of them, another ``second``, and ``both`` shared so many.

    Chapman (1951), nearly unbiased also for few; the interval is log-normal on what was not seen (Chao 1987), so it never falls below what was.
    It supposes that the sources choose independently: where both pass over the same stories, there are more.
    Raises ValueError for counts that cannot be.
    """
    if min(first, second, both) < 0 or both > min(first, second):
        raise ValueError(f"{both} shared of {first} and {second}: impossible")
    total = (first + 1) * (second + 1) / (both + 1) - 1
    variance = (first + 1) * (second + 1) * (first - both) * (second - both) / ((both + 1) ** 2 * (both + 2))
    seen = first + second - both
    unseen = total - seen
    if unseen <= 0 or variance <= 0:
        return Estimate(total, float(seen), max(total, float(seen)))
    factor = math.exp(1.96 * math.sqrt(math.log(1 + variance / unseen**2)))
    return Estimate(total, seen + unseen / factor, seen + unseen * factor)


def compare(day: date, sources: Mapping[str, Iterable[str]], held: Iterable[str], *, told: int | None = None) -> Day:
    """Return what a day's ``sources`` (name to url_keys) showed beside the url_keys ``held``."""
    sets = {name: frozenset(keys) for name, keys in sources.items()}
    shown = frozenset().union(*sets.values())
    kept = frozenset(held) & shown
    # The two largest that are not one inside the other by construction would need to be known; the two largest are what an editor would compare.
    largest = sorted(sets, key=lambda name: (-len(sets[name]), name))[:2]
    estimate = None
    if len(largest) == 2 and (both := len(sets[largest[0]] & sets[largest[1]])):
        estimate = chapman(len(sets[largest[0]]), len(sets[largest[1]]), both)
    return Day(day, {name: len(keys) for name, keys in sorted(sets.items())}, len(shown), len(kept), tuple(sorted(shown - kept)), estimate, told)
