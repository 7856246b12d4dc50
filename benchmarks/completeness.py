"""What a schedule holds, lists and proves missing of six simulated weeks, beside polling every source every hour.

    python benchmarks/completeness.py                    (seeds 101 to 120)
    python benchmarks/completeness.py --seeds 1-20 --processes 2

    python benchmarks/completeness.py --real --seeds 301-302 --a-day 25       (the real crawler, some twenty minutes)

Virtual time: the newsroom of tests/newsroom_weeks.py is asked directly, without HTTP, and what is due, what a poll proves and what has drifted are
decided by newscrawl.schedule, newscrawl.discover.polls and newscrawl.drift, as a crawl does. The intervals were tuned on seeds 1 to 20.
With --real the newsrooms are served on loopback and `crawl --due` runs beside them, one archive for all, at each tick of a half-hourly timer at which
something is due: six weeks are some two thousand crawls (tests/virtual_weeks.py).
"""

from __future__ import annotations

import argparse
import heapq
import sys
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from newscrawl import drift, schedule
from newscrawl.discover import polls
from newscrawl.items import Link
from newscrawl.schedule import Bounds, Entry, Gap, Hints, Pace, Poll
from tests.newsroom_weeks import QUIET_WEEKS, START, Story, View, Weeks
from tests.virtual_weeks import Desk, account

MINUTE = timedelta(minutes=1)
GRACE = timedelta(minutes=30)
HOUR = timedelta(hours=1)
BASE = "https://news.test"


@dataclass
class Source:
    """What is kept of one source."""

    name: str
    pace: Pace = field(default_factory=Pace)
    trail: polls.Trail = field(default_factory=polls.Trail)
    failures: int = 0
    failing_since: datetime | None = None
    last: View | None = None
    asked: list[tuple[datetime, str, float]] = field(default_factory=list)
    """(when, verdict, turnover)"""
    shown: set[int] = field(default_factory=set)
    gaps: list[Gap] = field(default_factory=list)
    empty_since: datetime | None = None
    empty_told: bool = False
    unbroken_since: datetime | None = None
    waiting: dict[int, tuple[datetime, Story]] = field(default_factory=dict)
    """Seen elsewhere, to be looked for here."""
    judged: set[int] = field(default_factory=set)
    listed: drift.Share = field(default_factory=drift.Share)
    flow: drift.Flow = field(default_factory=drift.Flow)

    def asked_at(self, moment: datetime) -> str:
        return next(verdict for at, verdict, _ in self.asked if at == moment)

    @property
    def rolling(self) -> bool:
        return self.name != "front"


@dataclass
class Result:
    """What one seed's weeks came to."""

    seed: int
    a_day: float
    shown: int = 0
    held: int = 0
    listed: int = 0
    in_gap: int = 0
    unaccounted: int = 0
    polled: int = 0
    visits: int = 0
    fetches: int = 0
    hourly_polled: int = 0
    hourly_held: int = 0
    gaps: int = 0
    certain: int = 0
    unproven: int = 0
    invented: int = 0
    lost: int = 0
    estimated: int = 0
    over_half: int = 0
    whole: int = 0
    redesign_hours: float | None = None
    dead_hours: float | None = None
    quiet_alarms: list[str] = field(default_factory=list)
    later_alarms: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    versions: int = 0
    versions_held: int = 0
    seconds: float = 0.0


def run(seed: int, weeks: int = 6) -> Result:
    """Return what the schedule made of the weeks of ``seed``."""
    started = time.process_time()
    newsroom = Weeks(seed, weeks)
    crawl = Crawl(newsroom)
    crawl.go()
    result = Result(seed, newsroom.a_day)
    crawl.count(result)
    baseline(newsroom, result)
    result.seconds = time.process_time() - started
    return result


class Crawl:
    """A crawl in virtual time."""

    def __init__(self, newsroom: Weeks) -> None:
        self.newsroom = newsroom
        self.sources = {name: Source(name) for name in newsroom.sources}
        self.found: dict[int, datetime] = {}
        self.held: dict[int, tuple[datetime, int, frozenset[str], int]] = {}
        """Story to (when last fetched, version, fields, words)."""
        self.listed: dict[int, str] = {}
        self.versions: set[tuple[int, int]] = set()
        self.edits = schedule.Edits()
        self.site = drift.Site()
        self.flow = drift.Flow()
        self.flow_at = START
        self.looked = self.looked_in_vain = 0
        self.flow_new: list[datetime] = []
        self.alarms: list[drift.Alarm] = []
        self.visits = self.fetches = self.robots = 0
        self.robots_until = START - HOUR
        self.robots_ok = True
        self.queue: list[tuple[datetime, int, str, object]] = []
        self.count_queued = 0
        self.entries: dict[tuple[int, bool], Entry] = {}

    def at(self, moment: datetime, what: str, about: object) -> None:
        self.count_queued += 1
        heapq.heappush(self.queue, (moment, self.count_queued, what, about))

    def go(self) -> None:
        for number, source in enumerate(self.sources.values()):
            self.at(START + number * timedelta(seconds=5), "poll", source)
        while self.queue:
            moment, _, what, about = heapq.heappop(self.queue)
            if moment >= self.newsroom.end:
                continue
            if what == "poll":
                assert isinstance(about, Source)
                self.poll(about, moment)
            elif what == "fetch":
                assert isinstance(about, Story)
                self.fetch(about, moment)

    def allowed(self, moment: datetime) -> bool:
        """Return what robots.txt, asked once a day and after ten minutes when it failed, lets us do."""
        if moment >= self.robots_until:
            self.robots += 1
            self.robots_ok = not self.newsroom.robots_fails(moment)
            self.robots_until = moment + (timedelta(days=1) if self.robots_ok else 10 * MINUTE)
        return self.robots_ok

    def entry(self, story: Story, renamed: bool) -> Entry:
        key = (story.id, renamed)
        if key not in self.entries:
            found = polls.entry_of(Link(self.newsroom.url(story, BASE, renamed), title=story.title, date_published=story.published))
            assert found is not None
            self.entries[key] = found
        return self.entries[key]

    def poll(self, source: Source, now: datetime) -> None:
        bounds = Bounds()
        view = self.newsroom.view(source.name, now) if self.allowed(now) else View(0)
        dated = source.name in ("feed", "section-1-feed", "news-sitemap")
        if view.status != 200:
            source.failures += 1
            source.failing_since = source.failing_since or now
            source.asked.append((now, "failed" if view.status else "barred", 0.0))
            source.unbroken_since = None
            self.looked_in_vain += 1
            if (alarm := drift.unreachable(source.failing_since, now, name=f"reach {source.name}")) and source.failures < 1000:
                source.failures += 1000
                self.alarms.append(alarm)
            self.at(schedule.retry(now, source.failures % 1000, bounds), "poll", source)
            return
        if source.failing_since is not None:
            source.flow = drift.pause(source.flow, now)
        source.failures, source.failing_since = 0, None
        before = source.trail.sure_at
        source.empty_since = (source.empty_since or now) if not view.stories else None
        if source.empty_since is None:
            source.empty_told = False
        elif not source.empty_told and (alarm := drift.unreachable(source.empty_since, now, name=f"empty {source.name}")):
            source.empty_told = True
            self.alarms.append(alarm)
        if source.last == view:
            poll = Poll(now, "unchanged")
        else:
            entries = tuple(self.entry(story, view.renamed) for story in view.stories)
            if not dated:
                entries = tuple(Entry(entry.names, entry.weak[:-1]) for entry in entries)
            poll = Poll(now, "read", entries)
        source.trail, finding = polls.follow(source.trail, poll, source.pace, rolling=source.rolling)
        source.asked.append((now, finding.verdict, finding.turnover))
        by_name = {self.entry(story, view.renamed).names[0]: story for story in view.stories} if poll.entries else {}
        new = [by_name[entry.names[0]] for entry in finding.new]
        fresh = [story for story in by_name.values() if story.id not in self.found]
        first = finding.verdict == "first"
        for story in fresh:
            self.found[story.id] = now
            self.at(now + timedelta(seconds=2), "fetch", story)
            if not first:
                self.flow_new.append(story.published if dated else now)
        source.shown |= {story.id for story in by_name.values()}
        if finding.verdict in ("empty", "short", "gap", "other", "unordered"):
            source.unbroken_since = None
        else:
            source.unbroken_since = source.unbroken_since or now
        if before is not None:
            for other in self.sources.values():
                if other is not source and other.rolling:
                    for story in new:
                        if story.id not in other.judged and other.unbroken_since is not None and before >= other.unbroken_since:
                            other.waiting[story.id] = (now, story)
                        other.judged.add(story.id)
        times = [entry.published for entry in finding.new if entry.published is not None]
        if first:
            source.pace = schedule.begin(times, len(poll.entries), now)
        elif finding.verdict not in ("empty",):
            length = len(poll.entries) if poll.entries else round(source.pace.length)
            source.pace = schedule.learn(
                source.pace, now, len(new), times, fresh=len({story.id for story in new} & {story.id for story in fresh}), length=length
            )
        due = schedule.next_poll(source.pace, now, bounds, Hints(), salt=source.name)
        if finding.gap:
            source.gaps.append(finding.gap)
            due = schedule.hurried(due, now, bounds)
        self.at(due, "poll", source)
        self.watch(source, finding, now, times)

    def watch(self, source: Source, finding: polls.Finding, now: datetime, times: list[datetime]) -> None:
        """Ask whether the source, and the site, still bring what they should."""
        if source.unbroken_since is None:
            source.waiting = {}
        else:
            ripe = [row for row in source.waiting.values() if row[0] <= now - GRACE]
            for seen_at, story in ripe:
                del source.waiting[story.id]
                url = self.newsroom.url(story, BASE)
                source.listed, alarm = drift.observe_share(
                    source.listed, story.id in source.shown, seen_at, f"listed {source.name}", url, least=drift.LEAST_LISTED
                )
                self.raise_alarm(alarm, now)
        if finding.verdict in ("empty", "short", "gap", "other"):
            # What was not shown in whole is no count of what came.
            source.flow = drift.pause(source.flow, now)
        elif not source.rolling:
            alarm = drift.frozen(source.pace, source.trail.changed_at, now, name=f"frozen {source.name}")
            if not source.empty_told:
                self.raise_alarm(alarm, now)
            source.empty_told = alarm is not None
        elif finding.verdict != "first":
            source.flow, alarm = drift.observe_flow(source.flow, now, len(finding.new), f"entries {source.name}", times)
            self.raise_alarm(alarm, now)
            source.listed, alarm = drift.dead(source.listed, source.flow, now, f"listed {source.name}")
            self.raise_alarm(alarm, now)
        self.looked += 1
        if now - self.flow_at >= HOUR:
            # Where as many looks failed as not, what was not found may be there.
            if self.looked_in_vain >= self.looked:
                self.flow = drift.pause(self.flow, now)
            self.looked = self.looked_in_vain = 0
            self.flow, alarm = drift.observe_flow(self.flow, now, len(self.flow_new), "articles", self.flow_new)
            self.flow_at, self.flow_new = now, []
            self.raise_alarm(alarm, now)

    def raise_alarm(self, alarm: drift.Alarm | None, now: datetime) -> None:
        if alarm is not None:
            self.alarms.append(drift.replace(alarm, at=now))

    def fetch(self, story: Story, now: datetime) -> None:
        newsroom = self.newsroom
        before = self.held.get(story.id)
        self.visits += before is not None
        self.fetches += before is None
        if not self.allowed(now) or newsroom.view("feed", now).status == 503:
            self.at(now + 10 * MINUTE, "fetch", story)
            return
        if story.gone is not None and story.gone <= now:
            self.listed[story.id] = "http-404"
            return
        version = story.version(now) + 100 * (now >= newsroom.redesign)
        changed = before is None or before[1] != version
        self.versions.add((story.id, story.version(now)))
        if before is not None:
            self.edits = schedule.learn_edit(self.edits, story.shown, before[0], now, changed=before[1] % 100 != version % 100)
        fields, words = newsroom.fields(story, now)
        if changed:
            seen = drift.Seen(
                newsroom.url(story, BASE), now, fields, words, 0.1, before[2] if before is not None else None, before[3] if before is not None else 0
            )
            self.site, alarms = drift.observe(self.site, seen)
            self.alarms += alarms
        self.held[story.id] = (now, version, fields, words)
        again = schedule.next_visit(self.edits, story.shown, now)
        if again is not None:
            self.at(again, "fetch", story)

    def count(self, result: Result) -> None:
        """Compare with what is true."""
        newsroom = self.newsroom
        truth = newsroom.ever_shown()
        gaps = [gap for source in self.sources.values() for gap in source.gaps]
        result.shown = len(truth)
        for story, first in truth.items():
            if story.id in self.held:
                result.held += 1
            elif story.id in self.listed:
                result.listed += 1
            elif any(gap.since < moment <= gap.until for gap in gaps for moment in (first, story.shown)):
                result.in_gap += 1
            elif first < newsroom.end - timedelta(hours=4, minutes=30):
                result.unaccounted += 1
                places = [f"{name} {moment:%d %H:%M}" for name in newsroom.sources for moment, other in newsroom.shown_by(name) if other is story]
                result.notes.append(f"LOST {story.id} shown {first:%d %H:%M}, dated {story.published:%d %H:%M}, gone {story.gone}, in {places}")
            else:
                result.shown -= 1  # the clock stopped before the next poll was due
        result.polled = sum(len(source.asked) for source in self.sources.values())
        result.visits, result.fetches = self.visits, self.fetches
        edited = [story for story in truth if story.id in self.held and story.edits and not story.gone and story.edits[-1] < newsroom.end - 48 * HOUR]
        result.versions = len(edited)
        result.versions_held = sum(1 for story in edited if self.held[story.id][1] % 100 == len(story.edits))
        for source in self.sources.values():
            turnovers = [turnover for _, verdict, turnover in source.asked if verdict in ("whole", "gap", "renamed", "unchanged")]
            result.whole += len(turnovers)
            result.over_half += sum(1 for turnover in turnovers if turnover > 0.5)
            if source.name not in newsroom._windows:
                continue
            times, windows = newsroom._windows[source.name]
            came: dict[int, datetime] = {}
            for moment, window in zip(times, windows, strict=True):
                for story in window:
                    came.setdefault(story.id, moment)
            result.gaps += len(source.gaps)
            for gap in source.gaps:
                lost = sum(1 for id, moment in came.items() if gap.since < moment <= gap.until and id not in source.shown)
                result.lost += lost
                result.estimated += gap.lost
                result.certain += gap.certain
                result.invented += gap.certain and not lost
                span = f"{gap.since:%d %H:%M} to {gap.until:%d %H:%M}"
                text = f"{'certain' if gap.certain else 'possible'} gap {source.name} {span} about {gap.lost}, truly {lost}"
                result.notes.append(text if lost or not gap.certain else f"{text}: INVENTED")
            reads = [moment for moment, verdict, _ in source.asked if verdict not in ("failed", "barred", "empty", "short")]
            for a, b in pairwise(reads):
                then, now = newsroom.view(source.name, a), newsroom.view(source.name, b)
                if not {story.id for story in then.stories} & {story.id for story in now.stories} and not any(gap.until == b for gap in source.gaps):
                    lost = sum(1 for id, moment in came.items() if a < moment <= b and id not in source.shown)
                    result.unproven += lost > 0
                    if lost:
                        verdicts = f"{source.asked_at(a)}, {source.asked_at(b)}"
                        result.notes.append(f"UNPROVEN {source.name} {a:%d %H:%M} to {b:%d %H:%M}, truly {lost}: {verdicts}")
        quiet = START + timedelta(weeks=QUIET_WEEKS)
        dies = next(t.since for t in newsroom.troubles if t.kind == "dead")
        for alarm in sorted(self.alarms, key=lambda alarm: alarm.at):
            text = f"{alarm.field} {alarm.baseline}→{alarm.observed} since {alarm.since:%d %H:%M} at {alarm.at:%d %H:%M}"
            about_feed = alarm.field in ("listed feed", "entries feed", "reach feed")
            if alarm.at < quiet or (alarm.at < newsroom.redesign and not about_feed):
                result.quiet_alarms.append(text)
            elif about_feed and alarm.at >= dies:
                result.dead_hours = result.dead_hours if result.dead_hours is not None else (alarm.at - dies) / HOUR
            elif alarm.field.split()[0] in newsroom.loses and alarm.at >= newsroom.redesign:
                result.redesign_hours = result.redesign_hours if result.redesign_hours is not None else (alarm.at - newsroom.redesign) / HOUR
            else:
                result.later_alarms.append(text)


def live(seeds: Sequence[int], weeks: int, a_day: float) -> None:
    """Print what the real crawler made of the weeks of ``seeds``, papers of ``a_day`` stories in one archive."""
    started = time.monotonic()
    with Desk([Weeks(seed, weeks, a_day) for seed in seeds], every=30 * MINUTE) as desk:
        desk.crawl(*desk.bases, due=False)
        for _ in desk.live(START + timedelta(weeks=weeks)):
            pass
        for number, seed in enumerate(seeds):
            a = account(desk, number)
            print(
                f"seed {seed}: {a.held} of {a.shown} held ({a.held / a.shown:.2%}; hourly {a.hourly_held / a.shown:.2%}), {a.listed} listed, "
                f"{a.in_gap} in gaps, {len(a.lost)} not accounted for; {a.polls} polls, {a.polls / a.hourly_polls:.1%} of hourly ones, "
                f"{a.requests} requests; {len(a.gaps)} gaps, {a.certain} certain, {len(a.invented)} invented, {len(a.unproven)} not proven; "
                f"redesign after {_hours(a.redesign_hours)}, dead feed after {_hours(a.dead_hours)}; {len(a.quiet_alarms)} alarms in quiet weeks; "
                f"{a.edits_caught} of {a.edits} early edits caught within a day"
            )
            for text in (*a.lost, *a.gaps, *a.invented, *a.unproven, *a.quiet_alarms):
                print("      ", text)
        print(f"{desk.crawls} crawls in {time.monotonic() - started:.0f} s")


def baseline(newsroom: Weeks, result: Result) -> None:
    """Poll every source every hour, and fetch what is new at once."""
    held: set[int] = set()
    now = START
    while now < newsroom.end:
        barred = newsroom.robots_fails(now)
        for source in newsroom.sources:
            result.hourly_polled += 1
            if not barred:
                held |= {story.id for story in newsroom.view(source, now).stories}
        now += HOUR
    result.hourly_held = sum(1 for story in newsroom.ever_shown() if story.id in held)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--seeds", default="101-120", help="first-last")
    parser.add_argument("--weeks", type=int, default=6)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--all", action="store_true", help="show every alarm and every gap")
    parser.add_argument("--real", action="store_true", help="with the real crawler, over HTTP")
    parser.add_argument("--a-day", type=float, default=25, help="with --real: stories on a weekday")
    options = parser.parse_args()
    first, _, last = options.seeds.partition("-")
    seeds = range(int(first), int(last or first) + 1)
    if options.real:
        live(seeds, options.weeks, options.a_day)
        return 0
    print("seed /day  shown   held listed in-gap lost-track | polls of hourly  hourly held ", end="")
    print("| gaps certain unproven invented lost~est | >half | redesign  dead | alarms")
    results = []
    with ProcessPoolExecutor(options.processes) as pool:
        for r in pool.map(run, seeds, [options.weeks] * len(seeds)):
            results.append(r)
            print(
                f"{r.seed:4} {r.a_day:4.0f} {r.shown:6} {r.held / r.shown:6.2%} {r.listed:6} {r.in_gap:6} {r.unaccounted:10} | "
                f"{r.polled:5} {r.polled / r.hourly_polled:8.1%} {r.hourly_held / r.shown:12.2%} | "
                f"{r.gaps:4} {r.certain:7} {r.unproven:8} {r.invented:8} {r.lost:4}~{r.estimated:<4}| {r.over_half / max(r.whole, 1):5.1%} | "
                f"{_hours(r.redesign_hours)} {_hours(r.dead_hours)} | {len(r.quiet_alarms)} quiet, {len(r.later_alarms)} other"
                f"  ({r.seconds:.0f} s; fetched {r.fetches}, revisits {r.visits}, last edits held {r.versions_held / max(r.versions, 1):.0%})",
                flush=True,
            )
            for text in r.quiet_alarms:
                print("       quiet weeks:", text)
            for text in r.later_alarms if options.all else ():
                print("       later:", text)
            for text in r.notes if options.all else ():
                print("       note:", text)
    total = Counter[str]()
    for r in results:
        total.update(shown=r.shown, held=r.held, listed=r.listed, gap=r.in_gap, lost=r.unaccounted, polled=r.polled, hourly=r.hourly_polled)
        total.update(gaps=r.gaps, certain=r.certain, unproven=r.unproven, invented=r.invented, hourly_held=r.hourly_held, quiet=len(r.quiet_alarms))
        total.update(late_redesign=r.redesign_hours is None or r.redesign_hours > 6, late_dead=r.dead_hours is None or r.dead_hours > 6)
    print(
        f"all: {total['held'] / total['shown']:.3%} of {total['shown']} held (hourly {total['hourly_held'] / total['shown']:.3%}), "
        f"{total['listed']} listed, {total['gap']} in gaps, {total['lost']} not accounted for;\n     "
        f"{total['polled'] / total['hourly']:.1%} of the hourly polls; "
        f"{total['gaps']} gaps, {total['certain']} certain, {total['unproven']} not proven, "
        f"{total['invented']} of the certain invented;\n     redesign later than 6 h: {total['late_redesign']}, "
        f"dead feed later than 6 h: {total['late_dead']}, of {len(results)}; alarms in quiet weeks: {total['quiet']}"
    )
    return 0


def _hours(value: float | None) -> str:
    return f"{value:6.1f} h" if value is not None else "   never"


if __name__ == "__main__":
    sys.exit(main())
