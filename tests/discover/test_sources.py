from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.discover.robots import read_robots
from newscrawl.discover.sources import likely_sources, looks_like_article, pattern, sections
from newscrawl.document import Document, parse
from newscrawl.items import Page

HOME = "https://www.example.com/"


def page(html: str) -> Document:
    document = parse(Page(url=HOME, body=html.encode()))
    assert document is not None
    return document


def test_declared_feeds_come_first_and_spare_the_guesses() -> None:
    html = "<link rel=alternate type=application/rss+xml href=/all.xml>"
    html += '<link rel=alternate type=application/rss+xml title="Comments" href=/comments/feed/><p>x'
    found = [(link.kind, link.source, link.url.removeprefix(HOME)) for link in likely_sources(page(html), HOME)]
    assert found == [
        ("feed", "page", "all.xml"),
        ("sitemap", "hint", "sitemap.xml"),
        ("sitemap", "hint", "sitemap_index.xml"),
        ("sitemap", "hint", "news-sitemap.xml"),
    ]


def test_the_robots_file_s_sitemaps_spare_the_guesses_and_its_rules_are_kept() -> None:
    robots = read_robots(b"User-agent: *\nDisallow: /feed\nDisallow: /sport\nSitemap: https://www.example.com/maps/news.xml", 200)
    html = '<nav><a href="/politics/">Politics</a><a href="/sport/">Sport</a><a href="/culture/">Culture</a></nav>'
    found = [(link.source, link.url.removeprefix(HOME)) for link in likely_sources(page(html), HOME, robots)]
    assert found == [("sitemap", "maps/news.xml"), ("hint", "rss.xml"), ("section", "politics/"), ("section", "culture/")]


def test_a_site_whose_home_page_is_not_to_be_had_still_has_its_customary_addresses() -> None:
    assert {link.source for link in likely_sources(None, HOME)} == {"hint"}


def test_sections_are_the_short_addresses_of_the_navigation() -> None:
    html = """<header><ul><li><a href="/politik/">Politik</a>
      <li><a href="https://sport.example.com/fussball">Fußball</a><li><a href="/kultur">Kultur</a>
      <li><a href="/login">Anmelden</a><li><a href="https://other.example/kunst/">Kunst</a>
      <li><a href="/">Start</a></ul></header>
      <main><a href="/2026/11/22/the-ferry-strike-ends-today">The ferry strike ends today after a week</a><a href="/x/">x</a></main>
      <footer><a href="/impressum">Impressum</a></footer>"""
    assert [link.text for link in sections(page(html))] == ["Politik", "Fußball", "Kultur"]


def test_a_page_without_navigation_lends_its_short_links() -> None:
    assert [link.url.removeprefix(HOME) for link in sections(page('<p><a href="/harbour/">Harbour</a> <a href="/town/">Town</a>'))] == [
        "harbour/",
        "town/",
    ]


@pytest.mark.parametrize(
    "url",
    [
        "https://news.example/2026/11/22/ferry-strike-ends/",
        "https://news.example/politics/the-ferry-strike-ends-today",
        "https://news.example/article/1234567",
        "https://news.example/politik/faehre-a-1234567.html",
        "https://news.example/news/%D0%BF%D0%B0%D1%80%D0%BE%D0%BC-%D1%81%D0%BD%D0%BE%D0%B2%D0%B0-%D1%85%D0%BE%D0%B4%D0%B8%D1%82-%D0%BF%D0%BE",
        "https://news.example/story/64fe12ab9c0d4e5f",
    ],
)
def test_addresses_of_stories_look_like_it(url: str) -> None:
    assert looks_like_article(url) >= 0.5
    assert looks_like_article(url, "The ferry strike has ended") > looks_like_article(url, "More")


@pytest.mark.parametrize(
    "path",
    [
        "",
        "politics/",
        "tag/ferry-strike-of-the-year/",
        "category/news",
        "author/jane-roe",
        "page/2",
        "?s=ferry",
        "search?q=a",
        "login",
        "kontakt",
        "archiv/2026",
    ],
)
def test_addresses_of_lists_and_services_do_not(path: str) -> None:
    assert looks_like_article(HOME + path) < 0.5


def test_stories_of_a_site_share_a_template() -> None:
    assert pattern("https://www.example.com/2026/11/22/ferry-strike-ends/") == pattern("https://example.com/2025/01/02/a-new-bridge-opens/")
    assert pattern("https://news.example/a/some-long-slug-1234567.html?id=3&page=4") == "news.example/a/{slug}-{n}.html?id&page"
    assert pattern("https://news.example/politics/") != pattern("https://news.example/sport/")


@given(st.text(max_size=60))
def test_no_address_raises(text: str) -> None:
    for url in (text, f"https://news.example/{text}"):
        assert 0 <= looks_like_article(url, text) <= 1
        assert isinstance(pattern(url), str)


def test_a_front_page_that_sends_its_readers_on_names_the_front_page() -> None:
    document = parse(Page("https://old.example/", b'<meta http-equiv="refresh" content="0; url=index.php"><title>.</title>'))
    onward = [link for link in likely_sources(document) if link.kind == "home"]
    assert [(link.url, link.source) for link in onward] == [("https://old.example/index.php", "redirect")]


@pytest.mark.parametrize("url", ["https://old.example/print.php?id=100", "https://old.example/news/print.html?id=20417"])
def test_the_print_of_a_story_is_no_story_of_its_own(url: str) -> None:
    assert looks_like_article(url, "Print this page") < 0.3
    assert looks_like_article(url.replace("print", "story"), "Bridge closed after the storm") > 0.5
