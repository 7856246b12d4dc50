from __future__ import annotations

import gzip
import json
import time
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.discover.feeds import read_feed

URL = "https://news.example/feed/"
ITEM = (
    "<item><title>Ferry strike, day {0}</title><link>https://news.example/ferry-{0}?a=1&amp;b=2</link>"
    "<pubDate>Sun, 22 Nov 2026 10:0{0}:00 +0100</pubDate></item>"
)
RSS = (
    '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>News Example</title><language>en-GB</language><ttl>30</ttl>'
    "<skipHours><hour>2</hour><hour>24</hour></skipHours><skipDays><day>Sunday</day></skipDays>{}</channel></rss>"
)
THREE = RSS.format("".join(ITEM.format(i) for i in range(3)))
WANTED = [f"https://news.example/ferry-{i}?a=1&b=2" for i in range(3)]


def addresses(text: str | bytes) -> list[str]:
    return [link.url for link in read_feed(text.encode() if isinstance(text, str) else text, URL).links]


def test_rss_gives_its_entries_in_order_and_what_the_channel_says() -> None:
    reading = read_feed(THREE.encode(), URL)
    assert [link.url for link in reading.links] == WANTED
    first = reading.links[0]
    assert (first.title, first.language, first.source, first.kind) == ("Ferry strike, day 0", "en-gb", "feed", "page")
    assert first.date_published == datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
    assert (reading.title, reading.ttl_minutes, reading.skip_hours, reading.skip_days, reading.problem) == ("News Example", 30, (0, 2), (6,), None)


def test_atom_takes_the_alternate_link_and_both_dates() -> None:
    atom = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de" xml:base="https://news.example/de/"><title>Nachrichten</title>
      <link rel="self" href="https://news.example/feed/"/><link rel="next" href="/feed/?page=2"/>
      <entry><title type="html">Die &lt;b&gt;Fähre&lt;/b&gt; &amp;amp; der Hafen</title>
      <link rel="enclosure" href="/a.mp3"/><link rel="alternate" href="faehre.html"/>
      <id>tag:news.example,2026:1</id><published>2026-11-22T10:00:00+01:00</published><updated>2026-11-22T11:00:00Z</updated></entry></feed>"""
    reading = read_feed(atom.encode(), URL)
    (link,) = reading.links
    assert (link.url, link.title, link.language) == ("https://news.example/de/faehre.html", "Die Fähre & der Hafen", "de")
    assert link.date_published == datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
    assert link.date_modified == datetime(2026, 11, 22, 11, 0, tzinfo=UTC)
    assert reading.next_url == "https://news.example/feed/?page=2"


def test_rdf_with_dublin_core_and_syndication_is_read() -> None:
    rdf = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
      xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">
      <channel rdf:about="https://news.example/"><title>Old wire</title><dc:language>fr</dc:language>
      <sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency></channel>
      <item rdf:about="https://news.example/1"><title>Un</title><link>https://news.example/1</link><dc:date>2026-11-22T10:00Z</dc:date></item></rdf:RDF>"""
    reading = read_feed(rdf.encode(), URL)
    (link,) = reading.links
    assert (link.url, link.language, link.date_published) == ("https://news.example/1", "fr", datetime(2026, 11, 22, 10, tzinfo=UTC))
    assert (reading.title, reading.ttl_minutes) == ("Old wire", 15)


def test_json_feed_is_read() -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "J",
        "language": "en",
        "next_url": "/feed.json?2",
        "items": [
            {"id": "1", "url": "/a", "title": "A", "date_published": "2026-11-22T10:00:00+02:00"},
            "nonsense",
            {"id": "https://news.example/b"},
        ],
    }
    reading = read_feed(json.dumps(feed).encode(), URL, "application/feed+json")
    assert [link.url for link in reading.links] == ["https://news.example/a", "https://news.example/b"]
    assert reading.links[0].date_published == datetime(2026, 11, 22, 8, tzinfo=UTC)
    assert reading.next_url == "https://news.example/feed.json?2"


def test_wordpress_posts_are_read_with_gmt_dates() -> None:
    posts = [{"link": "https://news.example/p", "title": {"rendered": "A &#8211; B"}, "date_gmt": "2026-11-22T10:00:00", "modified_gmt": "bad"}]
    (link,) = read_feed(json.dumps(posts).encode(), URL).links
    assert (link.title, link.date_published, link.date_modified) == ("A – B", datetime(2026, 11, 22, 10, tzinfo=UTC), None)


def test_a_permalink_stands_in_for_a_missing_link_and_an_opaque_id_does_not() -> None:
    items = "<item><guid>https://news.example/g</guid></item><item><guid isPermaLink='false'>https://news.example/h</guid></item><item><guid>17</guid></item>"
    assert addresses(RSS.format(items)) == ["https://news.example/g"]


def test_the_original_link_wins_over_the_proxy() -> None:
    item = (
        '<item xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"><link>https://feedproxy.example/~r/1</link>'
        "<feedburner:origLink>https://news.example/1</feedburner:origLink></item>"
    )
    assert addresses(RSS.format(item)) == ["https://news.example/1"]


def test_media_and_image_elements_lend_neither_title_nor_link() -> None:
    item = (
        '<item xmlns:media="http://search.yahoo.com/mrss/"><media:title>Photo</media:title><media:link>https://x.example/</media:link>'
        "<title>Story</title><link>https://news.example/s</link></item><item><itunes:title>x</itunes:title><link>https://news.example/t</link></item>"
    )
    links = read_feed(RSS.format(item).encode(), URL).links
    assert [(link.url, link.title) for link in links] == [("https://news.example/s", "Story"), ("https://news.example/t", None)]


@pytest.mark.parametrize(
    "body",
    [
        THREE.encode("utf-16"),
        THREE.encode("utf-16-le"),
        THREE.replace("utf-8", "utf-16").encode(),
        b"\n\n<br/>PHP Notice: something at line 3\n" + THREE.encode(),
        THREE.replace("Ferry", "F\0e\x1brry").encode(),
        THREE.replace("&amp;", "&").encode(),
        THREE.replace("Ferry strike", "Ferry&nbsp;&eacute;&bogus; strike").encode(),
        THREE.replace("strike", "<b>strike").encode(),
        gzip.compress(THREE.encode(), mtime=0),
        THREE.replace("<link>", "<link><![CDATA[").replace("</link>", "]]></link>").replace("&amp;", "&").encode(),
        THREE.replace("<link>", "<link/>").replace("</link>", "").encode(),
        b"\xef\xbb\xbf" + THREE.encode(),
        THREE.replace("</channel>", "").replace("</rss>", "").encode(),
    ],
)
def test_a_broken_feed_yields_its_good_entries(body: bytes) -> None:
    assert addresses(body) == WANTED


def test_cp1252_under_a_utf8_declaration_keeps_the_addresses() -> None:
    reading = read_feed(THREE.replace("Ferry", "Fährengröße — é").encode("cp1252"), URL)
    assert [link.url for link in reading.links] == WANTED
    assert reading.links[0].title == "Fährengröße — é strike, day 0"


@pytest.mark.parametrize("end", range(1, 60, 7))
def test_of_a_cut_feed_only_whole_entries_count(end: int) -> None:
    body = THREE[: THREE.rindex("</item>") - end].encode()
    reading = read_feed(body, URL)
    assert [link.url for link in reading.links] == WANTED[:2]
    assert reading.problem == "cut"


def test_of_a_cut_json_feed_only_whole_entries_count() -> None:
    body = json.dumps({"version": "1.1", "items": [{"id": str(i), "url": f"https://news.example/{i}"} for i in range(5)]})
    assert addresses(body[:-15]) == [f"https://news.example/{i}" for i in range(4)]


def test_entities_neither_open_files_nor_grow() -> None:
    bomb = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10 if i else "x" * 100}">' for i in range(12))
    body = THREE.replace("<rss", f'<!DOCTYPE rss [<!ENTITY xxe SYSTEM "file:///etc/hostname">{bomb}]><rss').replace("Ferry", "&xxe;&e11;")
    start = time.process_time()
    reading = read_feed(body.encode(), URL)
    assert time.process_time() - start < 1
    assert [link.url for link in reading.links] == WANTED
    assert reading.links[0].title == "&xxe;&e11; strike, day 0"


def test_a_64_kb_author_costs_nothing() -> None:
    body = THREE.replace("<title>Ferry", "<author>" + "(a@b.c " * 9_000 + "</author><title>Ferry")
    start = time.process_time()
    assert addresses(body) == WANTED
    assert time.process_time() - start < 1


def test_no_more_than_50000_links_are_taken() -> None:
    body = RSS.format("".join(f"<item><link>https://news.example/{i}</link></item>" for i in range(60_000)))
    start = time.process_time()
    reading = read_feed(body.encode(), URL)
    assert time.process_time() - start < 10
    assert len(reading.links) == 50_000
    assert reading.links[-1].url == "https://news.example/49999"


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b"", "empty"),
        (b"<html><body><p>Not found</p></body></html>", "not-a-feed"),
        (b"plain words", "not-a-feed"),
        (b'{"a": 1}', "not-a-feed"),
        (b"[1, 2]", "not-a-feed"),
        (b"\x1f\x8b\x08 broken", "bad-encoding"),
        (b"<rss><channel></channel></rss>", None),
    ],
)
def test_what_is_no_feed_is_a_problem_and_an_empty_feed_is_none(body: bytes, problem: str | None) -> None:
    reading = read_feed(body, URL)
    assert (reading.links, reading.problem) == ((), problem)


@pytest.mark.parametrize("href", ["javascript:alert(1)", "file:///etc/passwd", "mailto:a@b.example", "http://", "https://user:pw@news.example/"])
def test_links_that_lead_nowhere_are_left_out(href: str) -> None:
    assert addresses(RSS.format(f"<item><link>{href}</link></item>")) == []


@given(st.binary(max_size=400))
def test_no_bytes_raise(body: bytes) -> None:
    read_feed(body, URL)
    read_feed(b"<rss><channel><item>" + body + b"</item>", URL)
    read_feed(b'{"items": [' + body, URL)
