from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl import urls
from newscrawl.discover.links import find_links, forwards_to, is_narrow, locate
from newscrawl.discover.wordpress import api_root, posts_url
from newscrawl.document import Document, parse
from newscrawl.items import Link, Page

URL = "https://news.example/world/"


def page(html: str, url: str = URL) -> Document:
    document = parse(Page(url=url, body=html.encode()))
    assert document is not None
    return document


def links(html: str, url: str = URL) -> tuple[Link, ...]:
    return find_links(page(html, url))


def test_links_come_in_page_order_once_with_their_words() -> None:
    found = links(
        '<a href="/b">Bridge <b>closed</b></a><a href="a.html#top">Ferry</a><a href="/b?utm_source=x">again</a><a href="//other.example/c">C</a>'
        '<a href="#x">top</a><a href="/world/">self</a>'
    )
    assert [(link.url, link.text, link.source) for link in found] == [
        ("https://news.example/b", "Bridge closed", "page"),
        ("https://news.example/world/a.html", "Ferry", "page"),
        ("https://other.example/c", "C", "page"),
    ]


def test_the_headline_speaks_for_a_story_whose_picture_links_first() -> None:
    found = links('<a href="/s"><img src="x.jpg"></a><h2><a href="/s">Harbour opens</a></h2>')
    assert [(link.url, link.text) for link in found] == [("https://news.example/s", "Harbour opens")]


@pytest.mark.parametrize(
    "href",
    [
        "photo.jpg",
        "/doc.PDF?x=1",
        "mailto:a@b.example",
        "javascript:void(0)",
        "tel:123",
        "file:///etc/passwd",
        "data:text/html,x",
        "ftp://x.example/",
        "http://[",
        "",
        " ",
    ],
)
def test_what_is_no_page_is_left_out(href: str) -> None:
    assert links(f'<a href="{href}">x</a>') == ()


def test_base_href_is_minded_and_a_hostile_one_does_no_harm() -> None:
    assert links('<base href="https://cdn.example/x/"><a href="y">y</a>')[0].url == "https://cdn.example/x/y"
    assert links('<base href="file:///etc/"><a href="passwd">y</a>') == ()


def test_declared_feeds_are_links_of_their_kind() -> None:
    found = links(
        '<link rel="alternate" type="application/rss+xml" title="All" href="/feed/"><link rel=alternate hreflang=de href="/de/"><a href="/a">a</a>'
    )
    assert [(link.kind, link.url, link.title) for link in found] == [
        ("feed", "https://news.example/feed/", "All"),
        ("page", "https://news.example/a", None),
    ]


@pytest.mark.parametrize(
    "content", ["0; url=index.php", "0;URL='index.php'", '3, url = "/world/index.php"', "0 index.php", " 1.5;url=index.php"]
)
def test_where_a_page_sends_its_readers_on_to_is_a_link(content: str) -> None:
    found = links(
        f"<head><meta http-equiv=Refresh content='{content}'></head>" if "'" not in content else f'<meta http-equiv="refresh" content="{content}">'
    )
    assert [(link.url, link.kind) for link in found] == [("https://news.example/world/index.php", "page")]


@pytest.mark.parametrize(
    "html",
    [
        '<meta http-equiv="refresh" content="300">',
        '<meta http-equiv="refresh" content="300; url=/other">',
        '<meta http-equiv="refresh" content="0; url=/world/">',
        '<meta http-equiv="refresh" content="0; url=file:///etc/passwd">',
        '<meta http-equiv="refresh" content="0; url=data:text/html,x">',
        '<meta http-equiv="refresh" content="0; url=javascript:alert(1)">',
        '<meta http-equiv="refresh" content="soon; url=/other">',
        '<meta http-equiv="refresh" content="">',
        '<noscript><meta http-equiv="refresh" content="0; url=/plain"></noscript>',
    ],
)
def test_a_page_that_renews_itself_or_leads_nowhere_sends_nobody_on(html: str) -> None:
    assert forwards_to(page(html + "<p>Words</p>")) is None
    assert links(html + "<p>Words</p>") == ()


def test_the_frames_of_a_frameset_are_links() -> None:
    found = links("<frameset cols='20%,80%'><frame src='menu.html'><frame src='/news.html'></frameset>")
    assert [link.url for link in found] == ["https://news.example/world/menu.html", "https://news.example/news.html"]


def test_a_page_that_asks_not_to_be_followed_is_not() -> None:
    assert [
        link.kind
        for link in links('<meta name="robots" content="index, NoFollow"><link rel=alternate type=application/atom+xml href=/f><a href="/a">a</a>')
    ] == ["feed"]
    assert len(links('<a rel="nofollow" href="/a">a</a>')) == 1


@pytest.mark.parametrize(
    ("url", "html"),
    [
        (URL, '<a rel="next" href="/world/page/2/">x</a>'),
        (URL, '<link rel="next" href="/world/?page=2">'),
        (URL, '<a href="?page=2">2</a>'),
        (URL, '<a href="/world/page/2">»</a>'),
        (URL, '<a href="/world/seite-2.html">Nächste Seite »</a>'),
        (URL, '<a href="/archive?before=2026-11-01">Older posts</a>'),
        (URL, '<a href="/archiv/alt"><span>←</span> Ältere Beiträge</a>'),
        (URL + "page/2/", '<a href="/world/page/3/">3</a>'),
        (URL, '<a href="/world/?pagina=2">Siguiente &gt;</a>'),
    ],
)
def test_the_next_page_of_a_list_is_known(url: str, html: str) -> None:
    assert [link.source for link in links(html, url)] == ["next"]


@pytest.mark.parametrize(
    ("url", "html"),
    [
        ("https://news.example/2026/11/ferry", '<a rel="next" href="/2026/11/bridge">Bridge closed »</a>'),
        (URL, '<a href="/?p=123">123</a>'),
        (URL, '<a href="/2026/">2026</a>'),
        (URL, '<a href="/world/ten-things">10</a>'),
        (URL + "page/3/", '<a href="/world/page/2/">2</a>'),
        (URL, '<a href="/more/">More</a>'),
    ],
)
def test_another_story_is_not_the_next_page(url: str, html: str) -> None:
    assert [link.source for link in links(html, url)] == ["page"]


def test_wordpress_says_where_its_api_is() -> None:
    root = api_root(page('<link rel="https://api.w.org/" href="https://news.example/wp-json/">'))
    assert root == "https://news.example/wp-json/"
    assert posts_url(root).startswith("https://news.example/wp-json/wp/v2/posts?per_page=100")


HREFS = st.one_of(
    st.from_regex(r"\A(https?://[a-z.-]{1,12})?/[A-Za-z0-9/_.~-]{0,20}\Z"),
    st.from_regex(r"\A(https?:)?//[A-Za-z0-9.:@-]{1,12}(/[a-z%./?;=&#-]{0,20})?\Z"),
    st.text(max_size=30),
)


@given(HREFS)
def test_the_short_way_to_an_address_agrees_with_the_long_one(href: str) -> None:
    base = "https://news.example/a/b"
    place = locate(base, href)
    joined = urls.join(base, href)
    if place is not None:
        assert place == (joined, urls.url_key(joined or ""))


@given(st.text(max_size=300))
def test_no_page_raises(html: str) -> None:
    document = parse(Page(url=URL, body=f"<p><a href='x'>{html}</a><a href='{html}'>".encode("utf-8", "replace")))
    assert document is None or find_links(document) is not None


def test_feeds_of_comments_of_one_tag_and_of_one_author_are_not_feeds_of_stories() -> None:
    feeds = {
        "/feed/": "The Lantern",
        "/comments/feed/": "The Lantern » Comments Feed",
        "/2026/11/a-story/feed/": "The Lantern » Kommentar-Feed",
        "/category/coast/feed/": "The Lantern » Coast",
        "/tag/ferry/feed/": "The Lantern » ferry",
        "/author/a-writer/feed/": "The Lantern » Posts by A. Writer",
        "http://[broken": "The Lantern",
    }
    head = "".join(f'<link rel="alternate" type="application/rss+xml" title="{title}" href="{href}">' for href, title in feeds.items())
    document = page(f"<html><head>{head}</head><body><p>News</p></body></html>")
    assert [urlsplit(link.url).path for link in find_links(document) if link.kind == "feed"] == ["/feed/", "/category/coast/feed/"]


@pytest.mark.parametrize(
    ("url", "narrow"),
    [
        ("/tag/ferry", True),
        ("/autor/a-writer/", True),
        ("/2026/11/", True),
        ("/archive/2026/", True),
        ("/category/coast/", False),
        ("/2026/11/a-story", False),
    ],
)
def test_the_list_of_one_tag_author_or_month_is_narrow(url: str, narrow: bool) -> None:
    assert is_narrow(f"https://news.example{url}") is narrow
