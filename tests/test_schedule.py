"""Intervals: under half of a source's length, slower where nothing comes, within bounds, and fair to what a source asks."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newscrawl import schedule
from newscrawl.schedule import Bounds, Edits, Hints, Pace

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
USUAL, SILENT = Bounds(), Hints()


def taught(per_hour: float, *, length: int = 20, weeks: int = 3, fresh: float = 1.0, night: float | None = None) -> Pace:
    """A source that was polled every half an hour for some weeks up to NOW; ``night`` is its pace before six in the morning."""
    start = NOW - timedelta(weeks=weeks)
    pace = schedule.begin((), length, start)
    left = 0.0
    for step in range(1, weeks * 7 * 48 + 1):
        moment = start + step * HOUR / 2
        rate = night if night is not None and (moment - timedelta(seconds=1)).hour < 6 else per_hour
        left += rate / 2
        pace = schedule.learn(pace, moment, int(left), fresh=round(int(left) * fresh), length=length)
        left -= int(left)
    return pace


def wait(pace: Pace, now: datetime = NOW, bounds: Bounds = USUAL, hints: Hints = SILENT) -> float:
    return (schedule.next_poll(pace, now, bounds, hints) - now).total_seconds()


def test_a_feed_of_twenty_at_twenty_an_hour_is_polled_before_half_of_it_has_changed() -> None:
    assert 600 < wait(taught(20)) < 1800


def test_a_quiet_source_slows_down_to_the_longest_interval() -> None:
    assert wait(taught(0.05)) > 0.94 * Bounds().longest


def test_what_other_sources_show_too_is_polled_less() -> None:
    assert wait(taught(2, length=200, fresh=0.02)) > 2 * wait(taught(2, length=200, fresh=1.0))


def test_nights_are_learned() -> None:
    pace = taught(12, length=20, night=0.5)
    noon, midnight = NOW, NOW.replace(hour=0) + timedelta(days=1)
    assert wait(pace, midnight) > 1.5 * wait(pace, noon)
    # Before the morning's rush it does not sleep through.
    before_six = midnight.replace(hour=4)
    assert schedule.next_poll(pace, before_six) < before_six.replace(hour=7)


def test_a_burst_shortens_the_interval_at_once() -> None:
    pace = taught(6)
    burst = schedule.learn(pace, NOW + HOUR / 2, 15, fresh=15, length=20)
    assert wait(burst, NOW + HOUR / 2) < 0.7 * wait(pace, NOW + HOUR / 2)


@settings(max_examples=60, deadline=None)
@given(st.floats(0, 200), st.integers(1, 500), st.floats(1, 7200), st.floats(1, 90000), st.floats(0, 10**6), st.floats(0, 1))
def test_the_bounds_hold_whatever_a_source_does_or_asks(
    per_hour: float, length: int, shortest: float, usual: float, ttl: float, fresh: float
) -> None:
    bounds = Bounds(shortest, usual, 14400)
    pace = schedule.begin((), length, NOW - HOUR)
    new = min(int(per_hour), length)
    pace = schedule.learn(pace, NOW, new, fresh=int(new * fresh), length=length)
    hints = Hints(ttl_seconds=ttl, max_age_seconds=ttl, skip_hours=(12, 13, 14), skip_days=(0,))
    assert shortest - 0.001 <= wait(pace, NOW, bounds, hints) <= 14400.001


def test_a_ttl_is_kept_unless_it_would_lose_something() -> None:
    assert wait(taught(1, length=50), hints=Hints(ttl_seconds=3 * 3600)) > 0.94 * 3 * 3600
    assert wait(taught(20, length=20), hints=Hints(ttl_seconds=3 * 3600)) < 1800


def test_hours_to_skip_are_skipped_unless_that_would_lose_something() -> None:
    hints = Hints(skip_hours=(12, 13, 14))
    assert schedule.next_poll(taught(0.9, length=50), NOW, hints=hints) >= NOW.replace(hour=14, minute=51)
    assert wait(taught(20, length=20), hints=hints) < 1800
    assert wait(taught(0.9, length=50), hints=Hints(skip_hours=tuple(range(24)))) < 4000


def test_the_first_poll_estimates_the_pace_from_its_dates() -> None:
    busy = schedule.begin([NOW - n * HOUR / 20 for n in range(20)], 20, NOW)
    slow = schedule.begin([NOW - n * timedelta(days=1) for n in range(20)], 20, NOW)
    assert wait(busy) < 2000 < wait(slow)
    pinned = schedule.begin([NOW - n * HOUR / 20 for n in range(19)] + [NOW - timedelta(days=400)], 20, NOW)
    assert wait(pinned) < 2500


def test_failures_double_the_pause_and_retry_after_is_kept() -> None:
    pauses = [(schedule.retry(NOW, n) - NOW).total_seconds() for n in range(1, 7)]
    assert pauses == [600, 1200, 2400, 3600, 3600, 3600]
    assert schedule.retry(NOW, 1, retry_after_seconds=86400) == NOW + timedelta(days=1)
    assert schedule.retry(NOW, 10**6) == NOW + HOUR


def test_a_proven_gap_halves_the_wait() -> None:
    assert schedule.hurried(NOW + HOUR, NOW) == NOW + HOUR / 2
    assert schedule.hurried(NOW + timedelta(minutes=2), NOW) == NOW + timedelta(minutes=2)


def test_those_waiting_longest_are_due_first() -> None:
    table = {"later": NOW + HOUR, "now": NOW, "before": NOW - HOUR, "never": None}
    assert schedule.due(table, NOW) == ("never", "before", "now")


def test_a_pace_survives_being_written_down() -> None:
    pace = taught(3)
    assert schedule.pace_of(json.loads(json.dumps(schedule.to_values(pace)))) == pace
    edits = schedule.learn_edit(Edits(), NOW, NOW, NOW + HOUR, changed=True)
    assert schedule.edits_of(json.loads(json.dumps(schedule.to_values(edits)))) == edits


def test_the_expected_is_additive() -> None:
    pace = taught(5, night=0.1)
    middle = NOW + timedelta(hours=7, minutes=13)
    end = NOW + timedelta(days=11, minutes=5)
    parts = schedule.expected(pace, NOW, middle) + schedule.expected(pace, middle, end)
    assert schedule.expected(pace, NOW, end) == pytest.approx(parts, rel=1e-6)


def test_sites_that_edit_are_visited_again_sooner() -> None:
    busy = quiet = Edits()
    for _ in range(200):
        busy = schedule.learn_edit(busy, NOW, NOW, NOW + HOUR, changed=True)
        quiet = schedule.learn_edit(quiet, NOW, NOW, NOW + 12 * HOUR, changed=False)
    often, seldom = schedule.next_visit(busy, NOW, NOW), schedule.next_visit(quiet, NOW, NOW)
    assert often == NOW + HOUR
    assert seldom is None or seldom > NOW + 12 * HOUR


def test_visits_end() -> None:
    visit: datetime | None = NOW
    for _ in range(100):
        assert visit is not None
        visit = schedule.next_visit(Edits(), NOW, visit)
        if visit is None:
            return
    pytest.fail("an article was to be visited a hundred times")


def test_ten_thousand_sources_an_hour_cost_less_than_two_hundredths_of_a_core() -> None:
    pace = taught(5)
    began = time.process_time()
    for n in range(200):
        learned = schedule.learn(pace, NOW + HOUR, 5, fresh=3, length=20)
        schedule.next_poll(learned, NOW + HOUR, salt=str(n))
    assert (time.process_time() - began) / 200 * 10_000 < 72
