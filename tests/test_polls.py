"""Gap proof: a full window that shares nothing is a gap; what only looks like one is none."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newscrawl import schedule
from newscrawl.discover import polls
from newscrawl.discover.audit import chapman, compare
from newscrawl.discover.feeds import read_feed
from newscrawl.discover.polls import Finding, Trail, entry_of, follow
from newscrawl.items import Link
from newscrawl.schedule import Entry, Pace, Poll
from tests.newsroom_weeks import START, Clock, Weeks, serve

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
EVERY = timedelta(minutes=6)


def story(number: int, *, dated: bool = True, base: str = "https://paper.test/news/", tail: str = "") -> Entry:
    link = Link(
        f"{base}{number}-the-story-of-day-{number}{tail}",
        title=f"Council decides on matter number {number} after debate",
        date_published=NOW + number * EVERY if dated else None,
    )
    found = entry_of(link)
    assert found is not None
    return found


def window(newest: int, length: int = 20, **how: object) -> tuple[Entry, ...]:
    return tuple(story(n, **how) for n in range(newest, newest - length, -1))  # type: ignore[arg-type]


def watched(*, dated: bool = True, length: int = 20, polls_made: int = 12) -> tuple[Trail, Pace, datetime, int]:
    """A feed polled hourly, ten stories an hour: what is remembered, its pace, when the last poll was, its newest story."""
    trail, pace, newest, at = Trail(), Pace(), 0, NOW
    for _ in range(polls_made):
        trail, finding = follow(trail, Poll(at, "read", window(newest, length, dated=dated)), pace)
        assert finding.gap is None
        pace = schedule.learn(pace, at, len(finding.new), fresh=len(finding.new), length=length)
        newest, at = newest + 10, at + timedelta(hours=1)
    return trail, pace, at - timedelta(hours=1), newest - 10


def after(hours: float, entries: tuple[Entry, ...], *, dated: bool = True, rolling: bool = True) -> Finding:
    trail, pace, at, _ = watched(dated=dated)
    return follow(trail, Poll(at + timedelta(hours=hours), "read", entries), pace, rolling=rolling)[1]


@pytest.mark.parametrize("dated", [True, False])
def test_a_full_window_that_shares_nothing_is_a_gap_with_span_and_estimate(dated: bool) -> None:
    _, _, at, newest = watched(dated=dated)
    finding = after(6, window(newest + 60, dated=dated), dated=dated)
    assert finding.verdict == "gap"
    assert finding.gap is not None and finding.gap.certain
    assert (finding.gap.since, finding.gap.until) == (at, at + timedelta(hours=6))
    assert 25 <= finding.gap.lost <= 55  # 40 truly


def test_windows_that_may_just_touch_are_a_possible_gap() -> None:
    newest = watched()[3]
    finding = after(2, window(newest + 20))
    assert finding.gap is not None and not finding.gap.certain


@pytest.mark.parametrize(("disorderly", "verdict"), [(5.0, "gap"), (12.0, "unordered")])
def test_a_feed_that_mostly_keeps_its_order_may_have_lost_what_its_windows_do_not_share(disorderly: float, verdict: str) -> None:
    trail, pace, at, newest = watched()
    trail = replace(trail, orderly=15.0, disorderly=disorderly)
    finding = follow(trail, Poll(at + timedelta(hours=6), "read", window(newest + 60)), pace)[1]
    assert finding.verdict == verdict
    assert finding.gap is None or not finding.gap.certain


@pytest.mark.parametrize("dated", [True, False])
def test_what_short_answers_showed_in_between_is_no_loss_that_is_certain(dated: bool) -> None:
    trail, pace, at, newest = watched(dated=dated)
    for step in range(1, 19):  # six hours, in which every twenty minutes the three newest stories are shown
        trail, finding = follow(trail, Poll(at + timedelta(minutes=20 * step), "read", window(newest + 3 * step, 3, dated=dated)), pace)
        assert finding.verdict == "short"
    later = Poll(at + timedelta(hours=6, minutes=5), "read", window(newest + 74, dated=dated))
    gap = follow(trail, later, pace)[1].gap
    assert gap is not None and not gap.certain and gap.lost <= 12


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 19), st.integers(2, 60), st.booleans())
def test_no_gap_while_an_entry_is_shared(new: int, length: int, dated: bool) -> None:
    trail, pace, at, newest = watched(dated=dated)
    finding = follow(trail, Poll(at + timedelta(days=1), "read", window(newest + new, length=max(length, new + 1), dated=dated)), pace)[1]
    assert finding.gap is None
    assert len(finding.new) >= new


def test_a_first_poll_is_no_gap() -> None:
    trail, finding = follow(Trail(), Poll(NOW, "read", window(0)))
    assert (finding.verdict, finding.gap, len(finding.new), len(trail.reference)) == ("first", None, 20, 20)


def test_failed_unchanged_and_empty_polls_are_no_gap_and_leave_the_window_as_it_was() -> None:
    trail, pace, at, newest = watched()
    for poll in (Poll(at + timedelta(hours=1), "failed"), Poll(at + timedelta(hours=1), "read"), Poll(at + timedelta(hours=1), "unchanged")):
        later, finding = follow(trail, poll, pace)
        assert finding.gap is None
        assert later.reference == trail.reference
        assert follow(later, Poll(at + timedelta(hours=9), "read", window(newest + 80)), pace)[1].gap is not None


def test_a_window_cut_short_is_no_gap_but_what_it_hid_is_when_it_is_whole_again() -> None:
    trail, pace, at, newest = watched()
    trail, finding = follow(trail, Poll(at + timedelta(hours=3), "read", window(newest + 30, 3)), pace)
    assert (finding.verdict, finding.gap) == ("short", None)
    whole = follow(trail, Poll(at + timedelta(hours=4), "read", window(newest + 40)), pace)[1]
    assert whole.gap is not None
    shared = follow(trail, Poll(at + timedelta(hours=4), "read", window(newest + 15)), pace)[1]
    assert shared.gap is None


def test_a_list_that_was_emptied_and_grows_again_is_no_gap() -> None:
    trail, pace, at, newest = watched()
    for grown in range(1, 21):
        at += timedelta(minutes=6)
        trail, finding = follow(trail, Poll(at, "read", window(newest + grown, grown)), pace)
        assert finding.gap is None, grown


def test_a_list_set_to_half_its_length_is_no_gap() -> None:
    trail, pace, at, newest = watched()
    for _ in range(40):
        newest, at = newest + 6, at + timedelta(hours=1)
        trail, finding = follow(trail, Poll(at, "read", window(newest, 10)), pace)
        assert finding.gap is None
    assert finding.verdict == "whole"


def test_an_order_turned_round_is_no_gap() -> None:
    newest = watched()[3]
    assert after(1, tuple(reversed(window(newest + 10)))).gap is None


@pytest.mark.parametrize("how", [{"base": "http://paper.test/news/"}, {"tail": "?from=feed&v=2"}, {"base": "https://new.paper.test/artikel/x/"}])
def test_new_names_for_the_same_entries_are_no_gap(how: dict[str, str]) -> None:
    newest = watched()[3]
    finding = after(1, window(newest + 10, **how))
    assert finding.gap is None
    assert finding.verdict in ("whole", "renamed")
    assert len(finding.new) == 10


def test_another_lists_entries_of_the_same_days_are_no_gap_and_the_own_list_is_known_again() -> None:
    trail, pace, at, newest = watched()
    other = tuple(
        replace(story(n), names=(f"other{n}",), weak=(f"otherwise{n}",)) for n in range(newest - 3, newest - 23, -1)
    )
    trail, finding = follow(trail, Poll(at + timedelta(hours=1), "read", other), pace)
    assert (finding.verdict, finding.gap) == ("other", None)
    assert follow(trail, Poll(at + timedelta(hours=2), "read", window(newest + 15)), pace)[1].gap is None


def test_a_source_whose_order_says_nothing_proves_no_gap() -> None:
    newest = watched()[3]
    assert after(9, window(newest + 90), rolling=False).gap is None
    trail, pace, at = Trail(), Pace(), NOW
    for n in range(12):  # a list of the most read: half of it new, anywhere
        mixed = tuple(story(k, dated=False) for pair in zip(range(n * 10, n * 10 + 10), range(n * 10 - 10, n * 10), strict=True) for k in pair)
        trail, finding = follow(trail, Poll(at, "read", mixed), pace)
        at += timedelta(hours=1)
    finding = follow(trail, Poll(at + timedelta(hours=9), "read", window(500, dated=False)), pace)[1]
    assert (finding.verdict, finding.gap) == ("unordered", None)


def test_a_pinned_entry_hides_no_gap() -> None:
    trail, pace, at, newest = watched()
    pinned = story(-300)
    for _ in range(6):
        newest, at = newest + 8, at + timedelta(hours=1)
        trail, finding = follow(trail, Poll(at, "read", (pinned, *window(newest, 19))), pace)
        assert finding.gap is None
    finding = follow(trail, Poll(at + timedelta(hours=8), "read", (pinned, *window(newest + 80, 19))), pace)[1]
    assert finding.verdict == "gap"


def test_a_cache_that_stood_still_opens_the_gap_where_it_stopped() -> None:
    trail, pace, at, newest = watched()
    for _ in range(6):
        trail, _ = follow(trail, Poll(at + timedelta(hours=5), "unchanged"), pace)
    finding = follow(trail, Poll(at + timedelta(hours=6), "read", window(newest + 60)), pace)[1]
    assert finding.gap is not None and finding.gap.since == at


def test_a_trail_survives_being_written_down() -> None:
    trail = watched()[0]
    assert polls.trail_of(json.loads(json.dumps(polls.to_values(trail)))) == trail


def test_an_entry_without_an_address_has_no_names() -> None:
    assert entry_of(Link("mailto:desk@paper.test")) is None


def test_the_simulated_newsroom_is_the_same_for_the_same_seed_and_its_feed_is_a_feed() -> None:
    one, two = Weeks(7, 1), Weeks(7, 1)
    at = START + timedelta(days=2, hours=9)
    for source in one.sources:
        assert one.answer(one.path_of(source), at) == two.answer(two.path_of(source), at)
    view = one.view("feed", at)
    reading = read_feed(one.answer("/feed.xml", at).body, "http://news.test/feed.xml")
    assert [link.url for link in reading.links] == [one.url(story, "http://news.test", view.renamed) for story in view.stories]


def test_the_simulated_newsroom_answers_over_http_at_the_time_its_clock_shows() -> None:
    from http.client import HTTPConnection

    clock = Clock(START + timedelta(hours=12))
    newsroom = Weeks(3, 1)
    with serve(newsroom, clock) as base:
        connection = HTTPConnection(base.removeprefix("http://"), timeout=5)
        connection.request("GET", "/feed.xml")
        answer = connection.getresponse()
        body, tag = answer.read(), answer.headers["ETag"]
        assert answer.status == 200 and len(read_feed(body, base + "/feed.xml").links) == newsroom.lengths["feed"]
        connection.request("GET", "/feed.xml", headers={"If-None-Match": tag})
        answer = connection.getresponse()
        assert (answer.status, answer.read()) == (304, b"")
        clock.now += timedelta(hours=9)
        connection.request("GET", "/feed.xml", headers={"If-None-Match": tag})
        answer = connection.getresponse()
        assert answer.status == 200 and answer.read() != body
        connection.close()
    assert [status for _, _, status in clock.log] == [200, 304, 200]


@given(st.integers(0, 500), st.integers(0, 500), st.integers(0, 500))
def test_an_estimate_never_falls_below_what_was_seen(first: int, second: int, both: int) -> None:
    if both > min(first, second):
        with pytest.raises(ValueError):
            chapman(first, second, both)
        return
    found = chapman(first, second, both)
    assert first + second - both <= found.low <= found.total + 1e-9 and found.total <= found.high + 1e-9


def test_the_estimates_interval_holds_the_truth_about_nineteen_times_in_twenty() -> None:
    import random

    chance = random.Random(1)
    inside = 0
    for _ in range(400):
        truth = 120
        a = {n for n in range(truth) if chance.random() < 0.7}
        b = {n for n in range(truth) if chance.random() < 0.6}
        found = chapman(len(a), len(b), len(a & b))
        inside += found.low <= truth <= found.high
    assert 0.92 <= inside / 400 <= 0.99


def test_a_days_sources_are_compared() -> None:
    day = compare(NOW.date(), {"feed": "abcd", "sitemap": "abcef", "front": "a"}, "abcxyz", told=9)
    assert (day.shown, day.held, day.missing, day.told) == (6, 3, ("d", "e", "f"), 9)
    assert day.seen == {"feed": 4, "sitemap": 5, "front": 1}
    assert day.estimate is not None and day.estimate.total == pytest.approx(6.5)
    assert compare(NOW.date(), {"feed": "ab"}, "").estimate is None
