"""Fifteen hosts at once: each is asked as if it were the only one. benchmarks/hosts.py measures fifty, and how fast it goes."""

from __future__ import annotations

from pathlib import Path

from tests.hostile_server import Crawl
from tests.many_hosts import ManyHosts, Paper, breaches, throughput

DELAY = 0.25


def test_every_host_among_many_is_asked_politely_and_none_is_forgotten(tmp_path: Path) -> None:
    papers = [Paper(6, crawl_delay=0.6 if number % 5 == 0 else None, takes=0.02 * (number % 3)) for number in range(15)]
    with ManyHosts(papers):
        crawl = Crawl(tmp_path)
        hosts = [paper.host for paper in papers]
        report = crawl.run(*(f"http://{host}/" for host in hosts), allow_net=hosts, delay_seconds=DELAY, workers=2)
    assert report["returncode"] == 0, report["stderr"]
    assert report["stored"] == 15 * 6
    assert breaches(papers, DELAY) == []
    assert crawl.query("SELECT count(*) FROM outcomes WHERE reason = 'robots'") == [(15,)]
    # In parallel: one after the other they would need fifteen times as long. A busy machine may be slow, not that slow.
    assert throughput(papers, DELAY) > 2 / 15
