"""Drift: a redesign and a dead feed are told within hours, chance and nights and Sundays are not."""

from __future__ import annotations

import json
import math
import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newscrawl import drift
from newscrawl.drift import Alarm, Flow, Level, Seen, Share, Site, observe, observe_flow, observe_level, observe_share

NOW = datetime(2026, 3, 2, tzinfo=UTC)
HOUR = timedelta(hours=1)
ALL = frozenset(drift.FIELDS)


def share_of(chance: float, count: int, seed: int, bunch: int = 1) -> tuple[Share, list[Alarm]]:
    dice, share, alarms, yes = random.Random(seed), Share(), [], True
    for n in range(count):
        if n % bunch == 0:
            yes = dice.random() < chance
        share, alarm = observe_share(share, yes, NOW + n * HOUR / 6, "byline", f"https://a.test/{n}")
        alarms += [alarm] if alarm else []
    return share, alarms


@settings(max_examples=25, deadline=None)
@given(st.floats(0, 1), st.integers(0, 10**6))
def test_chance_is_no_alarm(chance: float, seed: int) -> None:
    assert not share_of(chance, 2000, seed)[1]


@pytest.mark.parametrize("chance", [0.3, 0.6, 0.85])
def test_articles_that_come_in_pairs_are_hardly_ever_an_alarm(chance: float) -> None:
    assert sum(bool(share_of(chance, 2000, seed, bunch=2)[1]) for seed in range(25)) <= 1


@pytest.mark.parametrize(("chance", "within"), [(0.99, 6), (0.9, 12), (0.6, 40), (0.3, 120)])
def test_a_field_that_is_gone_is_missed_soon(chance: float, within: int) -> None:
    share, alarms = share_of(chance, 600, 1)
    assert not alarms
    begins = NOW + timedelta(days=10)
    for n in range(within):
        share, alarm = observe_share(share, False, begins + n * HOUR, "byline", f"https://a.test/new/{n}")
        if alarm:
            assert alarm.baseline == pytest.approx(chance, abs=0.08)
            assert alarm.observed < chance / 2
            assert alarm.since >= NOW + timedelta(days=3)
            assert len(alarm.examples) == 3 and alarm.examples[-1] == f"https://a.test/new/{n}"
            return
    pytest.fail(f"{within} articles without, and no alarm")


def test_an_alarm_is_told_once_ends_when_it_is_well_again_and_may_come_again() -> None:
    share, _ = share_of(0.95, 300, 2)
    told = []
    for n, yes in enumerate([False] * 200 + [True] * 60 + [False] * 20):
        share, alarm = observe_share(share, yes, NOW + n * HOUR, "byline")
        told += [n] if alarm else []
    assert len(told) == 2 and told[0] < 10 and told[1] >= 260


def test_a_field_that_few_articles_have_is_not_watched() -> None:
    assert not share_of(0.1, 300, 3)[1]
    share = share_of(0.1, 300, 3)[0]
    for n in range(500):
        share, alarm = observe_share(share, False, NOW + n * HOUR, "byline")
        assert alarm is None


def test_text_that_shrinks_or_swells_is_told_in_words() -> None:
    for factor in (0.2, 6.0):
        dice, site, alarms = random.Random(5), Site(), ()
        for n in range(400):
            seen = Seen(f"https://a.test/{n}", NOW + n * HOUR / 6, ALL, int(dice.lognormvariate(6, 0.5)))
            site, alarms = observe(site, seen)
            assert not alarms
        for n in range(20):
            seen = Seen(f"https://a.test/x{n}", NOW + timedelta(days=9) + n * HOUR, ALL, int(factor * dice.lognormvariate(6, 0.5)))
            site, alarms = observe(site, seen)
            if alarms:
                break
        assert [alarm.field for alarm in alarms] == ["words"]
        assert 300 < alarms[0].baseline < 520
        assert abs(math.log(alarms[0].observed / alarms[0].baseline / factor)) < 0.5


def test_an_article_read_again_that_lost_what_it_had_weighs_at_once() -> None:
    site, alarms = Site(), ()
    for n in range(6):
        seen = Seen(f"https://a.test/{n}", NOW + n * HOUR, frozenset({"title"}), 30, before=ALL, words_before=400)
        site, alarms = observe(site, seen)
        if alarms:
            break
    assert {alarm.field for alarm in alarms} == {"byline kept", "date kept", "credit kept", "words kept"}
    assert n < 5


def rate(moment: datetime, a_day: float) -> float:
    local = moment.hour
    weight = 0.1 if local < 5 else 1.6 if 8 <= local < 19 else 0.8
    return a_day / 24 * weight * (0.45 if moment.weekday() >= 5 else 1.0)


def flow_of(a_day: float, days: int, seed: int, step: timedelta = HOUR) -> tuple[Flow, list[Alarm], datetime]:
    dice, flow, alarms, at = random.Random(seed), Flow(), [], NOW
    while at < NOW + timedelta(days=days):
        count = sum(dice.random() < rate(at, a_day) * (step / HOUR) / 50 for _ in range(50))
        at += step
        flow, alarm = observe_flow(flow, at, count, "articles")
        alarms += [alarm] if alarm else []
    return flow, alarms, at


@pytest.mark.parametrize("a_day", [8, 60, 300])
@pytest.mark.parametrize("seed", range(3))
def test_nights_and_weekends_are_no_alarm_in_four_weeks(a_day: float, seed: int) -> None:
    assert not flow_of(a_day, 28, seed)[1]


@pytest.mark.parametrize(("a_day", "hours"), [(25, 24), (60, 12), (300, 4)])
def test_a_site_that_yields_nothing_when_it_should_is_loud_within_a_day(a_day: float, hours: int) -> None:
    flow, _, at = flow_of(a_day, 28, 1)
    at += 8 * HOUR  # a Monday, eight o'clock
    flow = drift.pause(flow, at)
    for _ in range(hours):
        at += HOUR
        flow, alarm = observe_flow(flow, at, 0, "articles")
        if alarm:
            assert alarm.observed == 0 and alarm.baseline > 5
            return
    pytest.fail(f"nothing for {hours} hours, and no alarm")


def test_what_was_not_looked_at_is_not_silent() -> None:
    flow, _, at = flow_of(300, 28, 1)
    flow = drift.pause(flow, at + timedelta(days=2))
    flow, alarm = observe_flow(flow, at + timedelta(days=2, minutes=10), 0, "articles")
    assert alarm is None


def test_what_gives_no_answer_is_told_after_five_hours() -> None:
    assert drift.unreachable(None, NOW) is None
    assert drift.unreachable(NOW, NOW + 4 * HOUR) is None
    assert drift.unreachable(NOW, NOW + 5 * HOUR) is not None


def test_what_is_learned_survives_being_written_down() -> None:
    share, flow = share_of(0.7, 150, 4)[0], flow_of(60, 10, 1)[0]
    level = Level()
    for n in range(100):
        level, _ = observe_level(level, n % 7, NOW + n * HOUR, "words", str(n))
    for state in (share, replace(share, since=NOW), level, flow):
        assert drift.of_values(json.loads(json.dumps(drift.to_values(state)))) == state
    assert drift.accept(share) == Share()
