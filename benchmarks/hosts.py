"""How polite and how fast a crawl of many hosts is, from their logs; and what a schedule of ten thousand sources costs.

    python benchmarks/hosts.py                           (50 hosts, two seconds between two requests to one)
    python benchmarks/hosts.py --hosts 50 --delay 1 --stories 20
    python benchmarks/hosts.py --sources 10000           (the schedule alone)
    python benchmarks/hosts.py --pages 1000              (as fast as it goes: 20 hosts, no delay, pages of 100 KB)

The hosts are ports on loopback, ten of them with a Crawl-delay of their own. "Allowed" is what their delays and their answers' own time let through.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from newscrawl import polling, schedule
from newscrawl.archive.schema import open_archive
from newscrawl.discover import polls
from newscrawl.polling import Asked
from newscrawl.schedule import Entry, Poll
from tests.hostile_server import Crawl
from tests.many_hosts import ManyHosts, Paper, breaches, throughput

START = datetime(2026, 3, 2, 12, tzinfo=UTC)


def crawl_hosts(hosts: int, stories: int, delay: float, workers: int) -> bool:
    """Crawl them, print what the logs say; returns whether the crawl kept the rules."""
    papers = [Paper(stories, crawl_delay=delay * 1.5 if number % 5 == 0 else None) for number in range(hosts)]
    with tempfile.TemporaryDirectory() as folder, ManyHosts(papers):
        crawl = Crawl(Path(folder))
        names = [paper.host for paper in papers]
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        report = crawl.run(*(f"http://{name}/" for name in names), allow_net=names, delay_seconds=delay, workers=workers, timeout=3600)
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
    pages = sum(len(paper.log) for paper in papers)
    first, last = min(paper.log[0].began for paper in papers), max(paper.log[-1].answered for paper in papers)
    cpu = used.ru_utime + used.ru_stime - before.ru_utime - before.ru_stime
    wrong = breaches(papers, delay)
    print(f"{hosts} hosts, {delay:g} s between two requests: {pages} requests in {last - first:.1f} s, {report['stored']} articles stored")
    print(f"  {throughput(papers, delay):.1%} of what the delays allow; {cpu / pages * 1000:.1f} ms CPU a request, readers included")
    print(f"  not polite: {len(wrong)}" + "".join(f"\n    {line}" for line in wrong[:20]))
    return not wrong


def run_flat_out(pages: int, workers: int, hosts: int = 20) -> None:
    """Crawl ``pages`` stories of ``hosts`` hosts without a delay; print how fast it went and what the main process, which only moves bytes, spent."""
    papers = [Paper(pages // hosts, takes=0.0, padding=100_000) for _ in range(hosts)]
    with tempfile.TemporaryDirectory() as folder, ManyHosts(papers):
        crawl = Crawl(Path(folder))
        names = [paper.host for paper in papers]
        none = crawl.run(f"http://{names[0]}/robots.txt", allow_net=names, delay_seconds=0, workers=workers, follow=False)
        report = crawl.run(*(f"http://{name}/" for name in names), allow_net=names, delay_seconds=0, workers=workers, timeout=3600)
    asked = [one for paper in papers for one in paper.log]
    span = max(one.answered for one in asked) - min(one.began for one in asked if one.path != "/robots.txt")
    own = report["cpu_seconds"] - none["cpu_seconds"]
    print(f"{report['stored']} articles of {hosts} hosts in {span:.1f} s with {workers} readers: {report['stored'] / span:.0f} a second")
    print(f"  the main process: {own / report['pages'] * 1000:.1f} ms CPU a page ({report['pages']} pages), its start not counted")


def entries(source: int, newest: int, length: int) -> tuple[Entry, ...]:
    """Return a feed's window: ``length`` entries, the first of them number ``newest``, half an hour between two."""
    numbers = range(newest, newest - length, -1)
    return tuple(Entry((f"{source}/{number}",), (f"t:{source} {number}",), START + timedelta(minutes=30 * number)) for number in numbers)


def run_schedule(sources: int) -> None:
    """Poll each of ``sources`` once within an hour, in the order in which they are due: the arithmetic alone, then with its rows in an archive."""
    chance = random.Random(1)
    known: dict[str, tuple[schedule.Pace, polls.Trail, int, int]] = {}
    due: dict[str, datetime | None] = {}
    for number in range(sources):
        length = chance.choice((10, 20, 50, 100))
        window = entries(number, 200, length)
        begun = START - timedelta(minutes=chance.randint(60, 240))
        trail, _ = polls.follow(polls.Trail(), Poll(begun, "read", window))
        times = [entry.published for entry in window if entry.published is not None]
        known[str(number)] = schedule.begin(times, length, begun), trail, number, length
        due[str(number)] = START + timedelta(seconds=chance.randint(0, 3599))
    began = time.process_time()
    polled = 0
    for minute in range(60):
        now = START + timedelta(minutes=minute + 1)
        for name in schedule.due(due, now):
            pace, trail, number, length = known[name]
            trail, finding = polls.follow(trail, Poll(now, "read", entries(number, 203, length)), pace)
            times = [entry.published for entry in finding.new if entry.published is not None]
            pace = schedule.learn(pace, now, len(finding.new), times, fresh=len(finding.new), length=length)
            due[name] = schedule.next_poll(pace, now, salt=name) + timedelta(hours=1)  # once each
            known[name] = pace, trail, number, length
            polled += 1
    seconds = time.process_time() - began
    print(f"{polled} sources due in an hour: {seconds:.1f} s CPU for the arithmetic, {seconds / 3600:.2%} of one core")

    with tempfile.TemporaryDirectory() as folder:
        db = open_archive(Path(folder) / "archive.db", write=True)
        urls = [f"https://paper-{number}.example/feed" for number in range(sources)]
        for step in range(2):  # the first poll makes the source
            began = time.process_time()
            for number, url in enumerate(urls):
                if number % 50 == 0:
                    db.execute("BEGIN IMMEDIATE")
                window = entries(number, 200 + 3 * step, 20)
                keyed = [(entry.names[0], entry) for entry in window]
                record = Asked(f"paper-{number}.example", url, url, "feed", START + timedelta(hours=step, seconds=number / 3), "read", 200, keyed)
                polling.record(db, record, run=1)
                if number % 50 == 49 or number == sources - 1:
                    db.execute("COMMIT")
            seconds = time.process_time() - began
        db.close()
    print(f"  with polls, sightings and baselines written to an archive: {seconds:.1f} s CPU, {seconds / 3600:.2%} of one core")


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--hosts", type=int, default=50)
    parser.add_argument("--stories", type=int, default=12, help="a host")
    parser.add_argument("--delay", type=float, default=2.0, help="seconds")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--sources", type=int, help="the schedule of so many sources alone")
    parser.add_argument("--pages", type=int, help="a crawl of so many stories without a delay")
    options = parser.parse_args()
    if options.pages:
        run_flat_out(options.pages, options.workers)
        return 0
    if options.sources:
        run_schedule(options.sources)
        return 0
    polite = crawl_hosts(options.hosts, options.stories, options.delay, options.workers)
    run_schedule(10_000)
    return 0 if polite else 1


if __name__ == "__main__":
    sys.exit(main())
