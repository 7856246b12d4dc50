"""What becomes of a URL, decided from its answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from newscrawl.archive.frontier import Lease
from newscrawl.items import Article, Link, Page, Reading
from newscrawl.outcomes import ATTEMPTS, Decision, Fetched, decide, failed, to_be_read, within
from newscrawl.sites import Site
from newscrawl.sites.known import KnownSites
from newscrawl.workers import Result

NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
URL = "https://www.example.com/a/story"
SITES = KnownSites()


def lease(url: str = URL, **values: Any) -> Lease:
    said: dict[str, Any] = {
        "id": 1, "url": url, "url_key": url, "kind": "page", "host": "www.example.com", "site": "example.com", "depth": 1, "hops": 0, "attempts": 1,
        "source": "page", "etag": None, "last_modified": None, "delay_seconds": None, "article": None,
    }  # fmt: skip
    return Lease(**{**said, **values})


def decided(page: Page, result: Result | None = None, *, follow: bool = True, failures: int = 0, wait: float = 2.0, **row: Any) -> Decision:
    return decide(Fetched(lease(**row), page, wait, failures, result), NOW, follow=follow, sites=SITES)


def answered(status: int, *headers: tuple[str, str], **values: Any) -> Page:
    return Page(URL, status=status, headers=headers, **values)


@pytest.mark.parametrize("word", ["reset", "refused", "unreachable", "truncated", "dns"])
def test_passing_errors_are_tried_three_times(word: str) -> None:
    page = Page(URL, status=0, error=word)
    assert decided(page, attempts=ATTEMPTS - 1).again_at == NOW + timedelta(seconds=6 if word in ("reset", "truncated") else 2)
    last = decided(page, attempts=ATTEMPTS).settlement
    assert last is not None
    assert last.page.error == word


def test_a_connection_cut_at_an_address_of_custom_is_no_trouble_of_its_host() -> None:
    page = Page(URL, status=0, error="reset")
    assert not failed(page, "hint") and not failed(page, "api") and failed(page, "page") and failed(Page(URL, status=503), "hint")
    again = decided(page, kind="feed", source="hint", attempts=1).again_at
    assert again is not None and again > NOW + timedelta(seconds=2), "others of its host come first"
    assert decided(page, kind="feed", source="hint", attempts=2).dropped == "absent"


@pytest.mark.parametrize("word", ["certificate", "too-large", "private-address", "timeout"])
def test_lasting_errors_and_answers_that_take_too_long_are_tried_once(word: str) -> None:
    settlement = decided(Page(URL, status=0, error=word)).settlement
    assert settlement is not None
    assert settlement.page.error == word


def test_a_cut_off_answer_gives_its_row_back() -> None:
    assert decided(Page(URL, status=0, error="interrupted")).given_back


@pytest.mark.parametrize("status", [401, 403, 404, 410, 451, 100, 999])
def test_other_statuses_are_outcomes_at_once(status: int) -> None:
    decision = decided(answered(status), attempts=3)
    assert decision.settlement is not None
    assert decision.settlement.page.status == status


def test_a_guessed_address_that_is_not_there_is_dropped() -> None:
    assert decided(answered(404), source="hint").dropped == "absent"


def test_a_source_that_has_not_changed_is_what_it_was() -> None:
    for kind in ("home", "feed", "sitemap"):
        settlement = decided(answered(304), kind=kind).settlement
        assert settlement is not None
        assert settlement.reason == kind


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        ("/b/other", "https://www.example.com/b/other"),
        ("https://example.com/b", "https://example.com/b"),
        ("https://elsewhere.org/b", None),
        ("javascript:alert(1)", None),
        ("//[bad", None),
        ("/a story of today", "https://www.example.com/a%20story%20of%20today"),
        ("/café?a=é".encode().decode("latin-1"), "https://www.example.com/caf%C3%A9?a=%C3%A9"),  # a header as it is held
        ("/caf\xe9/a%20b?x=[1]", "https://www.example.com/caf%E9/a%20b?x=[1]"),
        ("/история", "https://www.example.com/%D0%B8%D1%81%D1%82%D0%BE%D1%80%D0%B8%D1%8F"),  # and as it cannot come over the wire
    ],
)
def test_redirects_stay_on_the_site(location: str, expected: str | None) -> None:
    settlement = decided(answered(301, ("location", location))).settlement
    assert settlement is not None
    assert settlement.redirect == expected


def test_a_seed_may_lead_to_another_site() -> None:
    decision = decided(answered(301, ("location", "https://elsewhere.org/")), depth=0, kind="home")
    assert decision.settlement is not None
    assert (decision.settlement.redirect, decision.site) == ("https://elsewhere.org/", "elsewhere.org")


@pytest.mark.parametrize(
    ("status", "state", "hours"),
    [(404, "ok", 24), (403, "ok", 24), (500, "denied", 1), (503, "denied", 1), (429, "denied", 1)],
)
def test_robots_by_status(status: int, state: str, hours: int) -> None:
    robots = decided(answered(status, kind="robots"), kind="robots", attempts=ATTEMPTS).robots
    assert robots is not None
    assert (robots.state, robots.expires_at) == (state, NOW + timedelta(hours=hours))


def test_robots_without_an_answer_is_tried_again_then_closes_the_host() -> None:
    page = Page(URL, status=0, error="timeout", kind="robots")
    assert decided(page, kind="robots", attempts=1).again_at
    robots = decided(page, kind="robots", attempts=ATTEMPTS).robots
    assert robots is not None
    assert robots.state == "denied"


def test_a_host_that_asks_for_a_day_gets_a_day() -> None:
    robots = decided(answered(503, kind="robots"), kind="robots", attempts=ATTEMPTS, wait=86_400).robots
    assert robots is not None
    assert robots.expires_at == NOW + timedelta(days=1)


def test_links_are_followed_within_the_site_and_six_deep() -> None:
    links = (
        Link("https://www.example.com/b"),
        Link("https://example.com/c"),
        Link("https://other.org/d"),
        Link("https://example.com/p2", source="next"),
    )
    result = Result("page", reading=Reading(URL, article=Article(URL), links=links))
    near = decided(answered(200), result, depth=5)
    assert near.settlement is not None
    assert [link.url for link in near.settlement.links] == ["https://www.example.com/b", "https://example.com/c"]
    assert [link.url for link in near.further] == ["https://example.com/p2"]
    for decision in (decided(answered(200), result, depth=6), decided(answered(200), result, follow=False)):
        assert decision.settlement is not None
        assert (decision.settlement.links, decision.further) == ((), ())


def test_what_a_feed_lists_is_recorded_even_without_following() -> None:
    result = Result("feed", links=(Link("https://example.com/b", source="feed"),))
    settlement = decided(answered(200), result, kind="feed", follow=False).settlement
    assert settlement is not None
    assert len(settlement.links) == 1


def test_a_killed_reader_is_an_outcome() -> None:
    settlement = decided(answered(200), Result("page", error="reader-timeout")).settlement
    assert settlement is not None
    assert settlement.page.error == "reader-timeout"


def test_a_page_behind_a_wall_says_so_even_if_it_is_the_home() -> None:
    settlement = decided(answered(200), Result("home", reading=Reading(URL, reason="captcha")), kind="home").settlement
    assert settlement is not None
    assert settlement.reason == "captcha"


@pytest.mark.parametrize(
    ("content_type", "kind", "read"),
    [
        ("text/html; charset=utf-8", "page", True),
        ("application/xhtml+xml", "page", True),
        ("", "page", True),
        ("nonsense", "page", True),
        ("application/octet-stream", "page", True),
        ("image/png", "page", False),
        ("application/pdf", "page", False),
        ("video/mp4", "home", False),
        ("application/x-gzip", "sitemap", True),
        ("image/png", "robots", True),
    ],
)
def test_only_what_may_be_text_is_read(content_type: str, kind: Any, read: bool) -> None:
    assert to_be_read(answered(200, ("content-type", content_type), kind=kind)) is read


def test_a_site_file_widens_and_narrows_a_site() -> None:
    site = Site("gazette", "https://gazette.example/", domains=("gazette.example", "gazette-photos.example"), ignore_urls=("/shop/",))
    known = KnownSites([site])
    links = [
        Link(f"https://{name}") for name in ("www.gazette.example/a", "gazette-photos.example/b", "gazette.example/shop/c", "notgazette.example/d")
    ]
    assert [link.url for link in within(links, "gazette.example", known)] == ["https://www.gazette.example/a", "https://gazette-photos.example/b"]


def test_the_feed_of_what_readers_say_of_a_story_is_not_asked_for() -> None:
    links = (Link(f"{URL}/feed/", kind="feed"), Link("https://www.example.com/feed/", kind="feed"), Link("https://www.example.com/b"))
    decision = decided(answered(200), Result("page", reading=Reading(URL, article=Article(URL), links=links)))
    assert decision.settlement is not None
    assert decision.settlement.links == links[1:]


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://news.example/", False),
        ("https://news.example", False),
        ("https://news.example/?p=7", True),
        ("https://news.example/2026/the-pier-is-shut", True),
    ],
)
def test_the_root_of_a_site_is_never_a_story_and_a_story_that_was_typed_is(url: str, kept: bool) -> None:
    said = Result("home", reading=Reading(url, Article(url, title="The Tide", body="Welcome, reader."), links=(Link(f"{URL}/on"),)))
    settlement = decided(replace(answered(200), url=url), said, kind="home", url=url).settlement
    assert settlement is not None
    assert settlement.reading is not None
    assert (settlement.reading.article is not None, settlement.reading.reason) == (kept, None if kept else "home")
