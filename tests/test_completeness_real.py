"""The real crawl in virtual time: what a feed lost is looked for elsewhere, a dead feed is loud within six hours, edits are caught within the day."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from email.utils import format_datetime

import pytest
from click.testing import CliRunner

from newscrawl import clock
from newscrawl.cli import verbs
from tests.hostile_server import Server, answer, listing
from tests.newsroom_weeks import START, Days
from tests.virtual_weeks import Desk, account

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
NOON = START + timedelta(hours=12)
VERBS = "reopens delays doubles questions rejects celebrates repairs approves loses finds sells studies awaits defends".split()
WORDS = "harbour bridge council ferry market school museum river tower garden lantern orchard".split()


class Paper:
    """A small paper on loopback: stories, a front page, a feed of the ten newest, and what else a test has it show."""

    def __init__(self, server: Server, shape: str = "") -> None:
        self.server, self.shape, self.base = server, shape, server.url().rstrip("/")
        self.stories: list[tuple[str, datetime]] = []
        self.feed: bytes | None = None
        """What stands where the feed should, if something else does."""
        maps = f"Sitemap: {self.base}/map.xml\n" if "sitemap" in shape else ""
        server.routes["/robots.txt"] = answer(f"User-agent: *\nAllow: /\n{maps}", content_type="text/plain")

    def publish(self, number: int, at: datetime, note: str = "") -> str:
        slug = "-".join([*random.Random(number).sample(WORDS, 4), str(number)])
        path = f"/{at:%Y/%m/%d}/{slug}.html" if self.shape == "archive" else f"/news/{slug}.html"
        self.server.routes[path] = answer(page_of(slug.replace("-", " ").capitalize() + note, number, at))
        if (path, at) not in self.stories:
            self.stories.append((path, at))
        self.show()
        return path

    def show(self) -> None:
        newest, routes = self.stories[::-1], self.server.routes
        head = "" if self.shape == "found by custom" else '<link rel="alternate" type="application/rss+xml" href="/feed.xml">'
        front = [path for path, _ in newest[:6]] + (["/town/"] if self.shape == "sections" else [])
        routes["/"] = answer(listing(front, "Quay Courier", head))
        feed = "/feed/" if self.shape == "found by custom" else "/feed.xml"
        routes[feed] = self.feed or answer(rss(self.base, newest[:10]), content_type="application/rss+xml")
        if "sitemap" in self.shape:
            routes["/map.xml"] = answer(sitemap(self.base, newest, dated="undated" not in self.shape), content_type="application/xml")
        if self.shape == "sections":
            for page in range(len(newest) // 12 + 1):
                more = f'<link rel="next" href="/town/page/{page + 2}/">' if len(newest) > 12 * page + 12 else ""
                place = f"/town/page/{page + 1}/" if page else "/town/"
                routes[place] = answer(listing([path for path, _ in newest[12 * page : 12 * page + 12]], f"Town {page}", more))
        if self.shape == "archive":
            for day in {at.date() for _, at in newest}:
                routes[f"/{day:%Y/%m/%d}/"] = answer(listing([path for path, at in newest if at.date() == day], f"Of {day}"))


def page_of(title: str, number: int, at: datetime) -> str:
    chance = random.Random(number)
    text = "".join(f"<p>{' '.join(chance.choice(WORDS + VERBS) for _ in range(30)).capitalize()}.</p>" for _ in range(4))
    return (
        f'<!doctype html><html lang="en"><head><title>{title} | Quay Courier</title><meta property="og:type" content="article">'
        f'<meta property="article:published_time" content="{at.isoformat()}"></head>'
        f"<body><article><h1>{title}</h1>{text}</article></body></html>"
    )


def rss(base: str, stories: Sequence[tuple[str, datetime]]) -> str:
    items = "".join(f"<item><title>{path}</title><link>{base}{path}</link><pubDate>{format_datetime(at)}</pubDate></item>" for path, at in stories)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Quay Courier</title>{items}</channel></rss>'


def sitemap(base: str, stories: Sequence[tuple[str, datetime]], *, dated: bool) -> str:
    urls = "".join(f"<url><loc>{base}{path}</loc>{f'<lastmod>{at.isoformat()}</lastmod>' if dated else ''}</url>" for path, at in stories)
    return f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'


@pytest.fixture
def servers() -> Iterator[list[Server]]:
    servers = [Server() for _ in range(5)]
    for server in servers:
        server.__enter__()
    yield servers
    for server in servers:
        server.__exit__(None, None, None)


def held(desk: Desk, paper: Paper) -> set[str]:
    return {url.removeprefix(paper.base) for (url,) in desk.ask("SELECT url FROM articles WHERE url LIKE ?", f"{paper.base}/%")}


def test_what_feeds_lost_while_nobody_looked_is_held_after_the_next_crawl_and_the_gaps_are_closed(servers: list[Server]) -> None:
    papers = [Paper(server, shape) for server, shape in zip(servers, ("sitemap", "undated sitemap", "sections", "archive"), strict=False)]
    for paper in papers:
        for number in range(14):
            paper.publish(number, NOON - 30 * MINUTE * (14 - number))
    with Desk(now=NOON, bases=[paper.base for paper in papers]) as desk:
        desk.crawl(*desk.bases, due=False)
        for step in range(1, 6):  # their pace is learned
            for paper in papers:
                paper.publish(20 + step, NOON + step * HOUR)
            desk.move(NOON + step * HOUR + MINUTE)
            desk.crawl()
        for paper in papers:
            for number in range(24):
                paper.publish(100 + number, desk.now + (number + 1) * 25 * MINUTE)
        desk.move(desk.now + 10 * HOUR + MINUTE)
        desk.crawl()
        desk.move(desk.now + 10 * MINUTE)
        desk.crawl()
        for paper in papers:
            site = paper.base.partition("//")[2]
            assert {path for path, _ in paper.stories} - held(desk, paper) == set(), paper.shape
            gaps = desk.ask("SELECT g.filled, g.closed_by FROM gaps AS g JOIN sources AS s ON s.id = g.source WHERE s.site = ? ORDER BY s.kind", site)
            assert gaps and {closed for _, closed in gaps} <= {"covered", "filled"}, (paper.shape, gaps)
            assert gaps[0][0] >= 10, (paper.shape, gaps)


DEATHS = {
    "404": answer("<h1>Not found</h1>", 404),
    "410": answer("<h1>Gone</h1>", 410),
    "500": answer("<h1>Oh no</h1>", 500),
    "a page": answer(listing([f"/news/about-{number}.html" for number in range(10)], "Our feeds have moved")),
    "found by custom": answer("<h1>Not found</h1>", 404),
}


def test_a_feed_that_dies_while_the_front_page_lives_is_an_alarm_within_six_hours(
    servers: list[Server], monkeypatch: pytest.MonkeyPatch
) -> None:
    papers = [Paper(server, how) for server, how in zip(servers, DEATHS, strict=True)]
    for paper in papers:
        for number in range(12):
            paper.publish(number, NOON - 30 * MINUTE * (12 - number))
    with Desk(now=NOON, bases=[paper.base for paper in papers]) as desk:
        desk.crawl(*desk.bases, due=False)
        for paper in papers:
            paper.feed = DEATHS[paper.shape]
        codes = []
        for step in range(1, 8):
            for paper in papers:
                paper.publish(20 + step, NOON + 50 * MINUTE * step - 10 * MINUTE)
            desk.move(NOON + 50 * MINUTE * step)
            codes.append(desk.crawl()["exit_code"])
        assert set(codes[:3]) == {0} and 4 in codes, codes
        told = {site for site, field in desk.ask("SELECT site, field FROM alarms") if field.startswith("reach ")}
        assert told == {paper.base.partition("//")[2] for paper in papers}
        monkeypatch.setattr(clock, "now", lambda: desk.now)
        sites = json.loads(CliRunner().invoke(verbs, ["status", "--archive", str(desk.archive), "--format", "json"]).stdout)["sites"]
        assert {one["level"] for one in sites} == {2} and "has not answered since" in sites[0]["why"][0]
        checked = CliRunner().invoke(verbs, ["status", "--check", "--archive", str(desk.archive)])
        assert checked.exit_code == 2 and checked.stdout.startswith("NEWSCRAWL CRITICAL") and checked.stdout.count("\n") == 1


def test_an_edit_within_hours_is_a_revision_within_the_day(servers: list[Server]) -> None:
    paper = Paper(servers[0])
    for number in range(10):
        paper.publish(number, NOON - 40 * MINUTE * (10 - number))
    with Desk(now=NOON, bases=[paper.base], every=30 * MINUTE) as desk:
        desk.crawl(paper.base, due=False)
        for number in range(10):
            paper.publish(number, NOON - 40 * MINUTE * (10 - number), ", corrected" if number % 2 else "")
        for _ in desk.live(NOON + 24 * HOUR):
            pass
        titles = dict(desk.ask("SELECT id, title FROM articles"))
        revised = [id for (id,) in desk.ask("SELECT DISTINCT article FROM revisions")]
        assert len(titles) == 10 and sorted(titles[id].endswith(", corrected") for id in titles) == [False] * 5 + [True] * 5
        assert {id for id in titles if titles[id].endswith(", corrected")} <= set(revised)


@pytest.mark.long
def test_ten_days_of_a_newsroom_are_accounted_for() -> None:
    newsroom = Days(7, a_day=40)
    with Desk([newsroom], every=HOUR) as desk:
        desk.crawl(*desk.bases, due=False)
        for _ in desk.live(newsroom.end):
            pass
        found = account(desk)
    assert found.shown > 350
    assert found.lost == found.invented == found.unproven == found.quiet_alarms == []
    assert found.held >= 0.995 * found.shown and found.polls <= 0.7 * found.hourly_polls
    assert found.redesign_hours is not None and found.redesign_hours <= 6
    assert found.dead_hours is not None and found.dead_hours <= 6
