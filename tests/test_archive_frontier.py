"""The frontier: one row a URL, one request a host, and nothing lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newscrawl.archive import frontier
from newscrawl.items import Link, Page
from tests.archive_kit import HOST, NOW, Desk, settlement, story

A, B = f"https://{HOST}/a/one.html", f"https://{HOST}/b/two.html"


@pytest.fixture
def desk(tmp_path) -> Iterator[Desk]:
    desk = Desk(tmp_path / "archive.db")
    yield desk
    desk.close()


def test_an_address_in_two_spellings_is_one_row(desk: Desk) -> None:
    assert desk.add(A, A + "?utm_source=x", A.replace("https", "http") + "#top") == 1


def test_addresses_that_may_not_be_fetched_are_left_out(desk: Desk) -> None:
    assert desk.add("file:///etc/passwd", "javascript:alert(1)", "https://user:pass@x.example/", A) == 1


def test_robots_comes_first_and_pages_wait_for_it(desk: Desk) -> None:
    desk.add(A, B)
    (lease,) = desk.lease()
    assert (lease.kind, lease.url) == ("robots", f"https://{HOST}/robots.txt")
    assert desk.lease() == []


def test_one_request_a_host_and_none_to_a_busy_one(desk: Desk) -> None:
    desk.add(A, B, "https://other.example/c")
    desk.know()
    desk.know("other.example")
    assert {lease.host for lease in desk.lease()} == {HOST, "other.example"}
    assert desk.lease(busy_hosts={HOST, "other.example"}) == []


def test_a_host_used_waits_and_an_earlier_time_never_shortens_it(desk: Desk) -> None:
    desk.add(A, B)
    desk.know()
    frontier.host_used(desk.db, HOST, NOW + timedelta(seconds=60))
    frontier.host_used(desk.db, HOST, NOW + timedelta(seconds=2))
    assert desk.lease() == [] and desk.lease(now=NOW + timedelta(seconds=59)) == []
    assert frontier.next_due(desk.db, NOW) == NOW + timedelta(seconds=60)
    assert len(desk.lease(now=NOW + timedelta(seconds=60))) == 1


def test_pauses_written_while_the_clock_was_years_ahead_hold_nobody_back(desk: Desk) -> None:
    desk.add(A, B, "https://other.example/c")
    desk.know()
    desk.know("other.example")
    ahead = NOW + timedelta(days=400)
    frontier.host_used(desk.db, HOST, ahead)
    frontier.set_robots(desk.db, HOST, None, "denied", ahead)
    frontier.host_used(desk.db, "other.example", NOW + timedelta(days=7))
    assert frontier.forget_far_pauses(desk.db, NOW) == 1 and frontier.forget_far_pauses(desk.db, NOW) == 0
    (lease,) = desk.lease()
    assert lease.url == f"https://{HOST}/robots.txt", "the week that a host asked for is kept"
    frontier.retry(desk.db, lease, NOW, ahead, "timeout")
    assert desk.lease() == []
    frontier.forget_far_pauses(desk.db, NOW)
    assert [lease.url for lease in desk.lease()] == [f"https://{HOST}/robots.txt"]


def test_an_unreachable_robots_file_stops_the_host_until_it_is_asked_again(desk: Desk) -> None:
    desk.add(A)
    later = NOW + timedelta(hours=1)
    (robots,) = desk.lease()
    frontier.set_robots(desk.db, HOST, None, "denied", later)
    desk.settle(robots, settlement(robots.url, page=Page(robots.url, status=503, kind="robots"), reading=None))
    assert desk.lease() == []
    assert frontier.next_due(desk.db, NOW) == later
    assert [lease.kind for lease in desk.lease(now=later)] == ["robots"]


def test_what_robots_disallows_is_dropped_and_the_next_page_is_leased(desk: Desk) -> None:
    desk.add(A, B)
    frontier.set_robots(desk.db, HOST, "[rules]", "ok", None)
    (lease,) = desk.lease(allowed=lambda rules, url: rules == "[rules]" and "/a/" not in url)
    assert lease.url == B
    assert desk.state(A) == ("dropped", "robots")


def test_what_a_host_disallows_of_its_own_is_dropped_a_few_at_a_time(desk: Desk) -> None:
    rules = "x" * (frontier.MATCHED // 25)
    desk.know()
    frontier.set_robots(desk.db, HOST, rules, "ok", None)
    desk.add(*(f"https://{HOST}/{number}" for number in range(60)))
    asked: list[str] = []

    def allowed(rules: str, url: str) -> bool:
        asked.append(url)
        return url.endswith("/59")

    steps = []
    while not (leases := desk.lease(allowed=allowed)):
        assert frontier.next_due(desk.db, NOW) == NOW, "the rest is looked at at once"
        steps.append(len(asked))
    assert [lease.url for lease in leases] == [f"https://{HOST}/59"]
    assert steps == [24, 48]
    assert desk.db.execute("SELECT count(*) FROM frontier WHERE reason = 'robots'").fetchone() == (59,)


def test_whose_turn_it_is_costs_the_same_however_much_waits(desk: Desk) -> None:
    def steps(ask: Callable[[], object]) -> int:
        taken = 0

        def count() -> None:
            nonlocal taken
            taken += 1

        desk.db.set_progress_handler(count, 10)
        ask()
        desk.db.set_progress_handler(None, 0)
        return taken

    desk.know()
    costs = []
    for more in (50, 2000):
        desk.add(*(f"https://{HOST}/{more}/{number}" for number in range(more)))
        desk.db.execute("SAVEPOINT looked")
        costs.append([steps(lambda: frontier.next_due(desk.db, NOW)), steps(desk.lease)])
        desk.db.execute("ROLLBACK TO looked")
    assert all(many < 1.5 * few + 10 for few, many in zip(*costs, strict=True)), costs


def test_sources_come_before_pages_and_newer_pages_before_older(desk: Desk) -> None:
    old, new = Link(A, date_published=NOW - timedelta(days=9)), Link(B, date_published=NOW)
    desk.add(old, new, Link(f"https://{HOST}/feed", kind="feed"), Link(f"https://{HOST}/", kind="home", source="seed"))
    desk.know()
    order = []
    while leases := desk.lease():
        order.append(leases[0].url)
        frontier.drop(desk.db, leases[0], NOW, "listing", run=desk.run)
    assert order == [f"https://{HOST}/", f"https://{HOST}/feed", B, A]


def test_a_retry_comes_back_at_its_time_and_counts_attempts(desk: Desk) -> None:
    desk.add(A)
    desk.know()
    (first,) = desk.lease()
    frontier.retry(desk.db, first, NOW, NOW + timedelta(seconds=30), "timeout")
    assert desk.lease() == []
    (second,) = desk.lease(now=NOW + timedelta(seconds=30))
    assert (first.attempts, second.attempts) == (1, 2)


def test_what_a_killed_run_had_leased_is_pending_again_without_a_lost_attempt(desk: Desk) -> None:
    desk.add(A)
    desk.know()
    (first,) = desk.lease()
    assert frontier.recover(desk.db) == 1
    (again,) = desk.lease()
    assert (again.url_key, again.attempts) == (first.url_key, 1)


def test_a_settled_page_is_asked_again_only_when_its_source_says_it_changed(desk: Desk) -> None:
    desk.fetch(A, story(A))
    later = frontier.begin_run(desk.db, NOW, "later")
    desk.add(A, run=later)
    desk.add(Link(A, date_modified=NOW - timedelta(hours=1)), run=later)
    assert desk.state(A)[0] == "stored"
    desk.add(Link(A, date_modified=NOW + timedelta(hours=1)), run=later)
    assert desk.state(A)[0] == "pending"


def test_a_source_is_polled_once_a_run(desk: Desk) -> None:
    feed = Link(f"https://{HOST}/feed", kind="feed")
    desk.add(feed)
    desk.know()
    frontier.drop(desk.db, desk.lease()[0], NOW, "feed", run=desk.run)
    desk.add(feed)
    assert desk.state(feed.url)[0] == "dropped"
    desk.add(feed, run=frontier.begin_run(desk.db, NOW, "next"))
    assert desk.state(feed.url)[0] == "pending"


def test_a_failure_that_may_pass_is_tried_in_a_later_run_and_a_404_is_not(desk: Desk) -> None:
    for url, reason in ((A, "timeout"), (B, "http-404")):
        desk.add(url)
        desk.know()
        frontier.fail(desk.db, desk.lease()[0], NOW, reason, run=desk.run)
    desk.add(A, B, run=frontier.begin_run(desk.db, NOW, "next"))
    assert (desk.state(A)[0], desk.state(B)[0]) == ("pending", "failed")


def test_a_failed_address_typed_again_with_another_scheme_is_asked_for_as_typed_and_robots_txt_too(desk: Desk) -> None:
    home, plain = Link(f"https://{HOST}/", source="seed"), Link(f"http://{HOST}/", source="seed")
    desk.add(home)
    for lease in desk.lease():
        frontier.set_robots(desk.db, HOST, None, "denied", NOW + timedelta(hours=1))
        frontier.fail(desk.db, lease, NOW, "certificate", run=desk.run)
    (id,) = desk.db.execute("SELECT id FROM frontier WHERE source = 'seed'").fetchone()
    frontier.settle_row(desk.db, id, {"state": "failed", "reason": "certificate", "settled_run": desk.run})
    desk.add(home, run=frontier.begin_run(desk.db, NOW, "as before"))
    assert [lease.url for lease in desk.lease()] == []
    frontier.settle_row(desk.db, id, {"state": "failed", "reason": "certificate", "settled_run": desk.run})
    desk.add(plain, run=frontier.begin_run(desk.db, NOW, "typed again"))
    (lease,) = desk.lease()
    assert (lease.kind, lease.url) == ("robots", f"http://{HOST}/robots.txt")
    frontier.set_robots(desk.db, HOST, None, "ok", None)
    frontier.drop(desk.db, lease, NOW, "robots-txt", run=desk.run)
    assert [lease.url for lease in desk.lease()] == [f"http://{HOST}/"]


def test_an_endless_calendar_ends_within_its_budget_and_every_story_is_stored(desk: Desk) -> None:
    desk.know()
    stories = [f"https://{HOST}/news/story-{i}.html" for i in range(30)]
    desk.add(f"https://{HOST}/calendar/2026/1", *stories)
    asked = stored = 0
    while leases := desk.lease():
        (lease,) = leases
        if "/news/" in lease.url:
            desk.settle(lease, settlement(lease.url, story(lease.url)))
            stored += 1
            continue
        asked += 1
        month = int(lease.url.rsplit("/", 1)[1])
        more = tuple(Link(f"https://{HOST}/calendar/{2026 + i}/{month + 1}") for i in range(2))
        desk.settle(lease, settlement(lease.url, links=more, blob=None))
    assert stored == 30 and asked <= 500
    assert desk.db.execute("SELECT count(*) FROM outcomes WHERE reason = 'trap'").fetchone()[0] >= 1


def test_where_every_link_has_another_number_to_it_new_stories_are_asked_for_and_known_ones_are_a_trap(desk: Desk) -> None:
    desk.know()
    numbers = iter(range(1_000_000))

    def links(stories: range) -> tuple[Link, ...]:
        return tuple(Link(f"https://{HOST}/news/{number}-a-story-of-the-day.html?visit={next(numbers)}") for number in stories)

    held: set[str] = set()
    asked = []
    for day in range(4):
        shown = range(10 * day, 10 * day + 30)
        frontier.add(desk.db, links(shown), run=desk.run, now=NOW, site=HOST)
        asked.append(0)
        while leases := desk.lease():
            (lease,) = leases
            asked[-1] += 1
            path = lease.url.partition("?")[0]
            article = None if path in held else story(path)
            held.add(path)
            desk.settle(lease, settlement(lease.url, article, links=links(shown), blob=None))
        assert len(held) == shown.stop
    assert asked[0] <= 30 + frontier.TRAP_BUDGET + 1 and asked[1:] == [10, 10, 10]


def test_paths_that_grow_without_end_are_a_trap_whatever_is_asked_of_them(desk: Desk) -> None:
    desk.know()
    desk.add(f"https://{HOST}/days/1?view=list")
    asked = 0
    while leases := desk.lease():
        (lease,) = leases
        asked += 1
        day = int(lease.url.partition("?")[0].rsplit("/", 1)[1])
        more = tuple(Link(f"https://{HOST}/days/{day * 2 + i}?view={view}") for i in range(2) for view in ("list", "grid"))
        desk.settle(lease, settlement(lease.url, links=more, blob=None))
    assert asked <= 500


def test_a_long_archive_of_listings_that_leads_to_stories_is_no_trap(desk: Desk) -> None:
    desk.know()
    desk.add(f"https://{HOST}/page/1")
    pages = 0
    while leases := desk.lease():
        (lease,) = leases
        if "/page/" in lease.url:
            pages += 1
            number = int(lease.url.rsplit("/", 1)[1])
            links = [Link(f"https://{HOST}/2026/{number}/a-story-of-the-day")] + [Link(f"https://{HOST}/page/{number + 1}")] * (number < 260)
            desk.settle(lease, settlement(lease.url, links=tuple(links), blob=None))
        else:
            desk.settle(lease, settlement(lease.url, story(lease.url), blob=None))
    assert pages == 260


@settings(deadline=None)  # a file is made for each
@given(st.lists(st.sampled_from(["a", "b/c", "2026/11/22/x", "p?id=1", "p?id=2", "a#f", "A"]), max_size=20))
def test_every_url_has_exactly_one_outcome_in_whatever_order_it_is_found(paths: list[str]) -> None:
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder) / "a.db")
        for path in paths:
            desk.add(f"https://{HOST}/{path}")
        keys = {frontier.url_key(f"https://{HOST}/{path}") for path in paths}
        rows = [key for (key,) in desk.db.execute("SELECT url_key FROM outcomes")]
        assert sorted(rows) == sorted(keys)
        desk.close()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/2026/11/22/harbour-opens-again", "/2025/1/2/the-mayor-resigns-at-last"),
        ("/a/b/a/b/a/b", "/a/b/a/b"),
        ("/shop?colour=red&size=1", "/shop?size=2"),
        ("/s/4f3a9bc2d1e0", "/s/00ffab12cd34ef"),
        ("/x/y/z/1/2/3/4", "/x/y/z/9"),
    ],
)
def test_what_a_trap_makes_falls_under_one_pattern(one: str, other: str) -> None:
    assert frontier.pattern_of(f"https://{HOST}{one}") == frontier.pattern_of(f"https://{HOST}{other}")
