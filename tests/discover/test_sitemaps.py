from __future__ import annotations

import gzip
import time
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.discover.sitemaps import read_sitemap

URL = "https://news.example/sitemap.xml"
HEAD = '<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">'
ENTRIES = "".join(f"<url><loc>https://news.example/story-{i}</loc><lastmod>2026-11-2{i}T10:00:00+01:00</lastmod></url>" for i in range(3))
MAP = HEAD + ENTRIES + "</urlset>"
WANTED = [f"https://news.example/story-{i}" for i in range(3)]


def test_urls_come_with_their_lastmod() -> None:
    reading = read_sitemap(MAP.encode(), URL)
    assert [link.url for link in reading.links] == WANTED
    assert reading.links[1].date_modified == datetime(2026, 11, 21, 9, tzinfo=UTC)
    assert {(link.kind, link.source) for link in reading.links} == {("page", "sitemap")}
    assert reading.problem is None


def test_an_index_names_sitemaps() -> None:
    body = '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    body += "<sitemap><loc>/a.xml.gz</loc><lastmod>2026-11-22</lastmod></sitemap></sitemapindex>"
    (link,) = read_sitemap(body.encode(), URL).links
    assert (link.url, link.kind, link.date_modified) == ("https://news.example/a.xml.gz", "sitemap", datetime(2026, 11, 22, tzinfo=UTC))


def test_a_news_sitemap_is_a_witness_of_title_date_and_language() -> None:
    news = """<url><loc>https://news.example/n</loc><news:news><news:publication><news:name>News Example</news:name>
      <news:language>pt-BR</news:language></news:publication>
      <news:publication_date>2026-11-22T07:30:00-03:00</news:publication_date><news:title>Greve &amp; porto</news:title></news:news>
      <image:image xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"><image:loc>https://news.example/n.jpg</image:loc></image:image></url>"""
    (link,) = read_sitemap((HEAD + news + "</urlset>").encode(), URL).links
    assert (link.url, link.source, link.title, link.language) == ("https://news.example/n", "news-sitemap", "Greve & porto", "pt-br")
    assert link.date_published == datetime(2026, 11, 22, 10, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "body",
    [
        gzip.compress(MAP.encode(), mtime=0),
        MAP.encode("utf-16"),
        b"\n junk first " + MAP.encode(),
        MAP.replace("story", "st\0ory").encode(),
        MAP.replace("<urlset", '<!DOCTYPE urlset [<!ENTITY x SYSTEM "file:///etc/hostname">]><urlset').encode(),
        MAP.replace("<loc>", "<loc>\n  ").replace("</loc>", "\n</loc>").encode(),
        MAP.replace('xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"', "").encode(),
        MAP.replace("UTF-8", "utf-16").encode(),
        "\n".join(WANTED).encode() + b"\n",
        MAP.replace("<lastmod>", "<lastmod><oops>").encode(),
    ],
)
def test_odd_sitemaps_are_read_all_the_same(body: bytes) -> None:
    assert [link.url for link in read_sitemap(body, URL).links] == WANTED


@given(st.integers(min_value=len(HEAD), max_value=len(MAP)))
def test_of_a_cut_sitemap_no_cut_address_comes(end: int) -> None:
    assert {link.url for link in read_sitemap(MAP[:end].encode(), URL).links} <= set(WANTED)


def test_a_cut_list_of_addresses_loses_its_last_line_and_says_so() -> None:
    reading = read_sitemap(b"https://news.example/one\nhttps://news.example/tw", URL)
    assert ([link.url for link in reading.links], reading.problem) == (["https://news.example/one"], "cut")


@pytest.mark.parametrize(
    ("others", "last", "whole"),
    [
        (["https://news.example/2026/one.html", "https://news.example/2026/two.html"], "https://news.example/2026/three.html", True),
        (["https://news.example/2026/one.html", "https://news.example/2026/two.html"], "https://news.example/2026/three.ht", False),
        (["https://news.example/a/one/", "https://news.example/a/two/"], "https://news.example/a/three/", True),
        (["https://news.example/a/one/", "https://news.example/a/two/"], "https://news.example/a/three", False),
        (["https://news.example/one-1001", "https://news.example/two-1002"], "https://news.example/three-1003", True),
        (["https://news.example/one-1001", "https://news.example/two-1002"], "https://news.ex", False),
        (["https://news.example/a?id=1001"], "https://news.example/a?id=1002", True),
        (["https://news.example/a?id=1001"], "https://news.example/a?id=1", False),
    ],
)
def test_a_list_of_addresses_that_ends_without_a_newline_keeps_its_last_one_if_it_ends_as_the_others(
    others: list[str], last: str, whole: bool
) -> None:
    reading = read_sitemap("\r\n".join([*others, last]).encode(), URL)
    assert [link.url for link in reading.links] == [*others, *([last] if whole else [])]
    assert reading.problem == (None if whole else "cut")


def test_a_feed_may_stand_in_for_a_sitemap() -> None:
    body = b"<rss><channel><item><link>https://news.example/a</link></item></channel></rss>"
    assert [(link.url, link.source) for link in read_sitemap(body, URL).links] == [("https://news.example/a", "feed")]


def test_300000_addresses_are_cut_at_50000_in_seconds() -> None:
    body = (HEAD + "".join(f"<url><loc>https://news.example/{i}</loc></url>" for i in range(300_000)) + "</urlset>").encode()
    start = time.process_time()
    reading = read_sitemap(body, URL)
    assert time.process_time() - start < 10
    assert (len(reading.links), reading.problem) == (50_000, "too-many")


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b"", "empty"),
        (b"<html><p>no</p></html>", "not-a-sitemap"),
        (b"hello", "not-a-sitemap"),
        ((HEAD + "</urlset>").encode(), None),
        (HEAD.encode(), "cut"),
        (b"<urlset/>", None),
    ],
)
def test_what_is_no_sitemap_is_a_problem(body: bytes, problem: str | None) -> None:
    reading = read_sitemap(body, URL)
    assert (reading.links, reading.problem) == ((), problem)


@given(st.binary(max_size=400))
def test_no_bytes_raise(body: bytes) -> None:
    read_sitemap(body, URL)
    read_sitemap(b"<urlset><url><loc>" + body, URL)
