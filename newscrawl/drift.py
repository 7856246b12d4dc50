"""Whether a site still says what it used to say: learned baselines, and sequential tests (CUSUM, Page 1954) that tell a change from chance.

Every test adds up log-likelihood ratios of "it has changed" against "it is as ever", never below zero, and speaks up at a threshold. So one odd
article is forgotten, four in a row are not, and what an alarm rests on began where the sum last stood at zero. Articles come in bunches (a night of
agency reports without bylines), so each field learns how much more than chance it varies, and its evidence counts as much less.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from newscrawl.schedule import Pace, expected, learn, pace_of
from newscrawl.schedule import to_values as pace_values

THRESHOLD = 14.0
"""Log-likelihood at which an alarm is raised. By Wald's bound chance reaches it once in a million tries; a site makes some thousand a month. At 12
one of 20 simulated sites had an alarm without a cause in four weeks."""
FLOW_THRESHOLD = 14.0
"""The same for what comes an hour: ten sources of a site are looked at a thousand times a month. 15 that were due and did not come."""
BOTH = 16.0
"""The same for two kinds of evidence added up, neither of them below a fifth of it."""
WARM = 60
"""Readings after which a share is known well enough to be missed."""
WARM_DAYS = 7.0
"""A week before its hours and days are known."""
MEMORY = 1500.0
"""Readings that make up a baseline; older ones fade."""
DROP = 0.4
"""A field is missed when it comes at four tenths of its share."""
LEAST_SHARE = 0.15
"""A field that fewer articles have is not watched: hundreds would pass before its absence said anything."""
LEAST_LISTED = 0.5
"""The same for what a source shows of what others show: a section's share of a site's news comes and goes with the news."""
SURE_SHARE = 0.98
"""No share is believed to be higher, else a single miss would weigh like a redesign."""
WINSOR = 2.2
"""Spreads at which a value is cut: six long reads in a row are needed, four were chance once in 20 simulated sites."""
FROZEN = 40.0
"""Entries that should have come while a list stood still."""
BATCH = 10
EXAMPLES = 3
UNREACHABLE_HOURS = 5.0
HEALED = 20
"""Readings in a row as they used to be, after which an alarm ends by itself."""

FIELDS = ("title", "date", "byline", "credit")


@dataclass(frozen=True, slots=True)
class Alarm:
    """A change that chance does not explain."""

    field: str
    baseline: float
    observed: float
    since: datetime
    """When it began, as far as the readings tell: what was read after it is doubtful."""
    at: datetime
    examples: tuple[str, ...] = ()
    """Addresses, at most three, latest last."""


@dataclass(frozen=True, slots=True)
class Share:
    """How often a yes comes, as learned, and the evidence that it comes no longer."""

    yes: float = 0.0
    count: float = 0.0
    excess: float = 8.0
    """Batches' squared deviations in units of chance, and ``batches``: their ratio is how much more than chance the field varies; starts at 2."""
    batches: float = 4.0
    batch_yes: int = 0
    batch_count: int = 0
    score: float = 0.0
    since: datetime | None = None
    since_yes: int = 0
    since_count: int = 0
    examples: tuple[str, ...] = ()
    alarmed: bool = False
    well: int = 0


@dataclass(frozen=True, slots=True)
class Level:
    """A number's mean and spread, as learned, and the evidence that it has moved up or down."""

    mean: float = 0.0
    square: float = 0.0
    count: float = 0.0
    excess: float = 4.0
    batches: float = 3.2
    batch_sum: float = 0.0
    batch_count: int = 0
    up: float = 0.0
    down: float = 0.0
    since_up: datetime | None = None
    since_down: datetime | None = None
    sum_up: float = 0.0
    sum_down: float = 0.0
    count_up: int = 0
    count_down: int = 0
    examples: tuple[str, ...] = ()
    alarmed: bool = False
    well: int = 0


@dataclass(frozen=True, slots=True)
class Flow:
    """How many come an hour, nights and Sundays known, and the evidence that they have stopped or halved."""

    pace: Pace = field(default_factory=Pace)
    began_at: datetime | None = None
    excess: float = 12.0
    batches: float = 8.0
    batch_expected: float = 0.0
    batch_seen: float = 0.0
    silence: float = 0.0
    loss: float = 0.0
    since_silence: datetime | None = None
    since_loss: datetime | None = None
    expected_silence: float = 0.0
    expected_loss: float = 0.0
    seen_silence: int = 0
    seen_loss: int = 0
    alarmed: bool = False
    well: float = 0.0


@dataclass(frozen=True, slots=True)
class Seen:
    """What one reading of one article had."""

    url: str
    at: datetime
    fields: frozenset[str]
    """Those of FIELDS that are there."""
    words: int
    removed: float | None = 0.0
    """Removals' share of the text, 0 to 1; None: not to be judged, what is furniture is only being learned."""
    before: frozenset[str] | None = None
    """Those the reading before it had; None at a first reading."""
    words_before: int = 0


@dataclass(frozen=True, slots=True)
class Site:
    """All that is learned of what a site's articles have. ``shares`` is by field, and ``<field> kept`` for articles read again."""

    shares: Mapping[str, Share] = field(default_factory=dict)
    levels: Mapping[str, Level] = field(default_factory=dict)


def observe(site: Site, seen: Seen) -> tuple[Site, tuple[Alarm, ...]]:
    """Return what is known after one more reading, and the alarms that it raises.

    A first reading teaches what articles of the site have. A later one is compared with its own past: what was there and is gone weighs at once.
    """
    shares, levels = dict(site.shares), dict(site.levels)
    alarms: list[Alarm | None] = []
    if seen.before is None:
        for name in FIELDS:
            shares[name], alarm = observe_share(shares.get(name, Share()), name in seen.fields, seen.at, name, seen.url)
            alarms.append(alarm)
        measured = {"words": math.log(seen.words + 10)} | ({} if seen.removed is None else {"removed": math.sqrt(max(seen.removed, 0.0))})
        for name, value in measured.items():
            levels[name], alarm = observe_level(levels.get(name, Level()), value, seen.at, name, seen.url)
            alarms.append(alarm)
    else:
        kept = {name: name in seen.fields for name in FIELDS if name in seen.before}
        if seen.words_before >= 40:
            kept["words"] = seen.words >= 0.5 * seen.words_before
        for name, is_there in kept.items():
            key = f"{name} kept"
            # Born knowing: publishers hardly ever take a byline away, so no week is needed to learn it.
            born = Share(yes=WARM, count=WARM, excess=8.0, batches=8.0)
            shares[key], alarm = observe_share(shares.get(key, born), is_there, seen.at, key, seen.url)
            alarms.append(alarm)
    found = tuple(_plain(alarm) for alarm in alarms if alarm is not None)
    return Site(shares, levels), found


def observe_share(share: Share, yes: bool, at: datetime, name: str, example: str = "", *, least: float = LEAST_SHARE) -> tuple[Share, Alarm | None]:
    """Return ``share`` after one more observation, and the alarm if it raises one.

    Serves all that is yes or no: a field that is there, a fetched page that is an article, an entry of another source that this one shows too.
    """
    bunching = max(share.excess / share.batches, 1.0)
    weight = 1 / bunching
    mean = (share.yes + 1) / (share.count + 1.5)
    # A share learned from few, or from bunches, may be lower than it looks.
    baseline = min(mean - math.sqrt(mean * (1 - mean) * bunching / (share.count + 1.5)), SURE_SHARE)
    if share.count < WARM or baseline < least:
        return _learned(share, yes, mean), None
    step = (math.log(DROP) if yes else math.log((1 - DROP * baseline) / (1 - baseline))) * weight
    score = max(0.0, share.score + step)
    if share.alarmed:
        well = share.well + 1 if yes else max(0, share.well - 3)
        if well < HEALED * 2 * baseline:
            return replace(share, well=well), None
        return replace(share, alarmed=False, well=0, score=0.0, since=None, since_yes=0, since_count=0, examples=()), None
    if not score:
        share = replace(share, score=0.0, since=None, since_yes=0, since_count=0, examples=())
        return _learned(share, yes, mean), None
    share = replace(
        share,
        score=score,
        since=share.since or at,
        since_yes=share.since_yes + yes,
        since_count=share.since_count + 1,
        examples=share.examples if yes or not example else (*share.examples, example)[-EXAMPLES:],
    )
    if score < THRESHOLD:
        # Past a third of the way the share waits: what may be broken is not to be learned from. How bunched it comes is learned even so, else
        # it would be learned from the quiet stretches only.
        taught = _learned(share, yes, mean)
        return (taught if score < THRESHOLD / 3 else replace(taught, yes=share.yes, count=share.count)), None
    assert share.since is not None
    alarm = Alarm(name, round(mean, 3), round(share.since_yes / share.since_count, 3), share.since, at, share.examples)
    return replace(share, alarmed=True, well=0), alarm


def observe_level(level: Level, value: float, at: datetime, name: str, example: str = "") -> tuple[Level, Alarm | None]:
    """Return ``level`` after one more value, and the alarm if it has moved by about one and a half of its spreads."""
    if level.count < WARM:
        return _learned_level(level, value, 0.0), None
    spread = math.sqrt(max(level.square / level.count - level.mean * level.mean, 1e-4))
    z = max(-WINSOR, min(WINSOR, (value - level.mean) / spread))
    weight = 1 / max(level.excess / level.batches, 1.0)
    if level.alarmed:
        well = level.well + 1 if abs(z) < 1.5 else max(0, level.well - 3)
        if well < 2 * HEALED:
            return replace(level, well=well), None
        return Level(level.mean, level.square, level.count, level.excess, level.batches), None
    up = max(0.0, level.up + (1.5 * z - 1.125) * weight)
    down = max(0.0, level.down + (-1.5 * z - 1.125) * weight)
    worst = max(up, down)
    level = replace(
        level,
        up=up,
        down=down,
        since_up=(level.since_up or at) if up else None,
        since_down=(level.since_down or at) if down else None,
        sum_up=level.sum_up + value if up else 0.0,
        sum_down=level.sum_down + value if down else 0.0,
        count_up=level.count_up + 1 if up else 0,
        count_down=level.count_down + 1 if down else 0,
        examples=(*level.examples, example)[-EXAMPLES:] if worst and abs(z) > 1 and example else level.examples if worst else (),
    )
    if worst < THRESHOLD:
        return (_learned_level(level, value, z) if worst < THRESHOLD / 3 else level), None
    is_up = up >= down
    since = level.since_up if is_up else level.since_down
    assert since is not None
    observed = level.sum_up / level.count_up if is_up else level.sum_down / level.count_down
    return replace(level, alarmed=True, well=0), Alarm(name, level.mean, observed, since, at, level.examples)


def observe_flow(flow: Flow, now: datetime, seen: int, name: str, times: Sequence[datetime] = ()) -> tuple[Flow, Alarm | None]:
    """Return ``flow`` after the time up to ``now`` brought ``seen``, and the alarm if they have stopped, or halved, against the usual hour and day.

    ``times`` are their dates, where they have some. To be called after each good look, also when nothing came; not after a failed one (``pause``):
    what was not looked at is not silent. A week passes before silence is an alarm, two before a loss is.
    """
    if flow.pace.at is None or flow.began_at is None:
        return replace(flow, pace=Pace(guess=max(seen, 1) / 24, at=now, aged_at=now), began_at=now), None
    if now <= flow.pace.at:
        return flow, None
    start = flow.pace.at
    due = expected(flow.pace, start, now)
    pace = learn(flow.pace, now, seen, times, fresh=seen, length=0)
    watched = now - flow.began_at
    warm = watched >= timedelta(days=WARM_DAYS)
    excess, batches = flow.excess, flow.batches
    batch_expected, batch_seen = flow.batch_expected + due, flow.batch_seen + seen
    if batch_expected >= 8:
        if warm:
            excess = excess * 0.99 + min((batch_seen - batch_expected) ** 2 / batch_expected, 16.0)
            batches = batches * 0.99 + 1
        batch_expected = batch_seen = 0.0
    flow = replace(flow, pace=pace, excess=excess, batches=batches, batch_expected=batch_expected, batch_seen=batch_seen)
    if not warm:
        return flow, None
    weight = 1 / max(flow.excess / flow.batches, 1.0)
    silence = max(0.0, flow.silence + (0.9 * due + math.log(0.1) * seen) * weight)
    known = watched >= timedelta(days=2 * WARM_DAYS)
    loss = max(0.0, flow.loss + (0.6 * due + math.log(0.4) * seen) * weight) if known else 0.0
    if flow.alarmed:
        well = flow.well + seen if seen > 0.5 * due else max(0.0, flow.well - due)
        if well < HEALED:
            return replace(flow, well=well), None
        return replace(_calm(flow), alarmed=False, well=0.0), None
    flow = replace(
        flow,
        silence=silence,
        loss=loss,
        since_silence=(flow.since_silence or start) if silence else None,
        since_loss=(flow.since_loss or start) if loss else None,
        expected_silence=flow.expected_silence + due if silence else 0.0,
        expected_loss=flow.expected_loss + due if loss else 0.0,
        seen_silence=flow.seen_silence + seen if silence else 0,
        seen_loss=flow.seen_loss + seen if loss else 0,
    )
    if silence >= FLOW_THRESHOLD and flow.since_silence is not None:
        alarm = Alarm(name, round(flow.expected_silence, 1), float(flow.seen_silence), flow.since_silence, now)
    elif loss >= FLOW_THRESHOLD and flow.since_loss is not None:
        alarm = Alarm(name, round(flow.expected_loss, 1), float(flow.seen_loss), flow.since_loss, now)
    else:
        return flow, None
    return replace(flow, alarmed=True, well=0.0), alarm


def dead(share: Share, flow: Flow, now: datetime, name: str) -> tuple[Share, Alarm | None]:
    """Return ``share`` and the alarm if a feed's silence and what others show beside it say together that it is dead, before either does alone.

    The two err for different reasons, a day without news and a source that shows other stories, so their evidence adds up.
    """
    if share.alarmed or flow.alarmed or share.since is None or min(share.score, flow.silence) < BOTH / 5 or share.score + flow.silence < BOTH:
        return share, None
    mean = (share.yes + 1) / (share.count + 1.5)
    alarm = Alarm(name, round(mean, 3), round(share.since_yes / max(share.since_count, 1), 3), share.since, now, share.examples)
    return replace(share, alarmed=True, well=0), alarm


def pause(flow: Flow, now: datetime) -> Flow:
    """Return ``flow`` as it goes on at ``now`` after a time in which nobody could look: that time teaches nothing and counts for nothing."""
    return flow if flow.pace.at is None or now <= flow.pace.at else replace(flow, pace=replace(flow.pace, at=now))


def frozen(pace: Pace, changed_at: datetime | None, now: datetime, *, name: str = "frozen") -> Alarm | None:
    """Return the alarm for a list that stood still since ``changed_at`` while FROZEN entries were due; for front pages, whose flow is a whim."""
    if changed_at is None or (missed := expected(pace, changed_at, now)) < FROZEN:
        return None
    return Alarm(name, round(missed, 1), 0.0, changed_at, now)


def unreachable(failing_since: datetime | None, now: datetime, *, name: str = "reach", hours: float = UNREACHABLE_HOURS) -> Alarm | None:
    """Return the alarm for what has given no usable answer for ``hours``; no statistics are needed for that."""
    if failing_since is None or now - failing_since < timedelta(hours=hours):
        return None
    return Alarm(name, 1.0, 0.0, failing_since, now)


def accept(state: Share | Level | Flow) -> Share | Level | Flow:
    """Return ``state`` ready to learn anew: a person said that the change is meant."""
    if isinstance(state, Flow):
        return Flow()
    return Share() if isinstance(state, Share) else Level()


def _plain(alarm: Alarm) -> Alarm:
    """Return the alarm in the unit that people count in."""
    if alarm.field == "words":
        return replace(alarm, baseline=round(math.exp(alarm.baseline) - 10), observed=round(math.exp(alarm.observed) - 10))
    if alarm.field == "removed":
        return replace(alarm, baseline=round(alarm.baseline**2, 3), observed=round(alarm.observed**2, 3))
    return alarm


def _learned(share: Share, yes: bool, mean: float) -> Share:
    keep = 1 - 1 / MEMORY
    yes_sum, count = share.yes * keep + yes, share.count * keep + 1
    batch_yes, batch_count = share.batch_yes + yes, share.batch_count + 1
    excess, batches = share.excess, share.batches
    if batch_count == BATCH:
        if share.count >= 2 * BATCH:
            chance = BATCH * mean * (1 - mean)
            excess = excess * 0.99 + min((batch_yes - BATCH * mean) ** 2 / chance, 16.0)
            batches = batches * 0.99 + 1
        batch_yes = batch_count = 0
    return replace(share, yes=yes_sum, count=count, batch_yes=batch_yes, batch_count=batch_count, excess=excess, batches=batches)


def _learned_level(level: Level, value: float, z: float) -> Level:
    keep = 1 - 1 / min(level.count + 1, MEMORY)
    mean = level.mean * keep + value * (1 - keep)
    square = level.square / max(level.count, 1.0) * keep + value * value * (1 - keep)
    count = min(level.count + 1, MEMORY)
    batch_sum, batch_count, excess, batches = level.batch_sum + z, level.batch_count + 1, level.excess, level.batches
    if batch_count == BATCH:
        if level.count >= WARM + BATCH:
            excess, batches = excess * 0.99 + min(batch_sum**2 / BATCH, 16.0), batches * 0.99 + 1
        batch_sum, batch_count = 0.0, 0
    return replace(
        level, mean=mean, square=square * count, count=count, batch_sum=batch_sum, batch_count=batch_count, excess=excess, batches=batches
    )


def _calm(flow: Flow) -> Flow:
    return Flow(flow.pace, flow.began_at, flow.excess, flow.batches)


# ----------------------------------------------------------------------------------------------------------------- as plain values


def to_values(state: Share | Level | Flow) -> dict[str, Any]:
    """Return ``state`` as what JSON can hold."""
    found: dict[str, Any] = {"is": type(state).__name__}
    for name in state.__dataclass_fields__:
        value = getattr(state, name)
        if isinstance(value, Pace):
            value = pace_values(value)
        elif isinstance(value, datetime):
            value = {"at": value.isoformat()}
        elif isinstance(value, tuple):
            value = list(value)
        found[name] = value
    return found


def of_values(values: Mapping[str, Any]) -> Share | Level | Flow:
    """Return the state that ``to_values`` wrote."""
    found: dict[str, Any] = {}
    for name, value in values.items():
        if name == "pace":
            value = pace_of(value)
        elif isinstance(value, dict):
            value = datetime.fromisoformat(value["at"])
        elif isinstance(value, list):
            value = tuple(value)
        if name != "is":
            found[name] = value
    kinds: dict[str, type[Share | Level | Flow]] = {"Share": Share, "Level": Level, "Flow": Flow}
    return kinds[values["is"]](**found)
