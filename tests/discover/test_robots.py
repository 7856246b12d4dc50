from __future__ import annotations

import gzip
import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.discover.robots import ALLOW_ALL, DISALLOW_ALL, Robots, allowed, from_json, read_robots, to_json

SITE = "https://news.example"


def rules(text: str) -> Robots:
    return read_robots(text.encode(), 200, f"{SITE}/robots.txt")


@pytest.mark.parametrize(
    ("status", "everything"), [(404, True), (403, True), (410, True), (401, True), (429, False), (500, False), (503, False), (0, False), (302, False)]
)
def test_the_status_decides_when_there_are_no_rules(status: int, everything: bool) -> None:
    assert allowed(read_robots(b"", status), f"{SITE}/a") is everything


def test_an_empty_file_allows_everything() -> None:
    assert allowed(rules(""), f"{SITE}/a")
    assert allowed(rules("User-agent: *\nDisallow:\n"), f"{SITE}/a")


# The examples of RFC 9309, section 5, and of its section 2.2.2 on the longest match.
@pytest.mark.parametrize(
    ("rule", "path", "open_"),
    [
        ("Disallow: /fish", "/fish.html", False),
        ("Disallow: /fish", "/Fish.asp", True),
        ("Disallow: /fish/", "/fish", True),
        ("Disallow: /*.php", "/folder/index.php?x=1", False),
        ("Disallow: /*.php$", "/index.php?x=1", True),
        ("Disallow: /*.php$", "/index.php.php", False),
        ("Disallow: /fish*.php", "/fishheads/catfish.php?id=2", False),
        ("Disallow: /$", "/a", True),
        ("Disallow: /$", "/", False),
        ("Disallow: /p\nAllow: /page", "/page", True),
        ("Disallow: /page\nAllow: /page", "/page", True),
        ("Disallow: /a/\nAllow: /a/b/", "/a/c", False),
        ("Disallow: /*?", "/a?b", False),
        ("Disallow: /*?", "/a", True),
        ("Disallow: /caf%c3%a9", "/café/1", False),
        ("Disallow: /café", "/caf%C3%A9/1", False),
        ("Disallow: /%7Ejoe", "/~joe/x", False),
        ("Disallow: private/", "/private/x", False),
        ("Disallow: *", "/x", False),
        ("Disallow: /a # a comment", "/a", False),
        ("Disallow: /", "/robots.txt", True),
    ],
)
def test_the_longest_pattern_that_fits_decides(rule: str, path: str, open_: bool) -> None:
    assert allowed(rules(f"User-agent: *\n{rule}"), SITE + path) is open_


def test_groups_that_name_us_are_merged_and_the_star_is_not_for_us_then() -> None:
    robots = rules(
        "User-agent: NewsCrawl/2.0\nDisallow: /a\n\nUser-agent: *\nDisallow: /\n\nUser-agent: other\nUser-agent: newscrawl\nDisallow: /b\n"
    )
    assert [allowed(robots, SITE + path) for path in ("/a", "/b", "/c")] == [False, False, True]
    assert not allowed(robots, f"{SITE}/c", "somebody-else")


def test_a_longer_name_that_begins_like_ours_is_not_ours() -> None:
    assert allowed(rules("User-agent: newscrawlerbot\nDisallow: /\n"), f"{SITE}/a")


def test_crawl_delay_and_sitemaps_are_read() -> None:
    robots = rules(
        "User-agent: *\nCrawl-delay: 2.5\nDisallow: /x\nSitemap: https://news.example/s.xml\nsitemap: /t.xml\nSitemap: ftp://news.example/u.xml"
    )
    assert robots.delay_seconds == 2.5
    assert robots.sitemaps == ("https://news.example/s.xml", "https://news.example/t.xml")
    assert rules("User-agent: *\nCrawl-delay: soon").delay_seconds is None


@pytest.mark.parametrize(
    "body",
    [
        b"\xef\xbb\xbfUser-agent: *\nDisallow: /x",
        "\ufeffUser-agent: *\r\nDisallow: /x".encode("utf-16"),
        b"User-agent: *\rDisallow: /x",
        gzip.compress(b"User-agent: *\nDisallow: /x", mtime=0),
        b"USER-AGENT : *\nDISALLOW : /x",
        b"<!-- hello -->\nUser-agent: *\n\xff\xfe\nDisallow: /x\n\0",
    ],
)
def test_odd_files_are_read_all_the_same(body: bytes) -> None:
    robots = read_robots(body, 200)
    assert not allowed(robots, f"{SITE}/x")
    assert allowed(robots, f"{SITE}/y")


def test_500_kib_are_parsed_and_half_a_rule_is_none() -> None:
    filler = b"# " + b"x" * 97 + b"\n"
    body = b"User-agent: *\n" + filler * 5119 + b"Disallow: /" + b"y" * 300 + b"\n"
    assert len(body) > 500 * 1024
    assert allowed(read_robots(body, 200), f"{SITE}/{'y' * 300}")


def test_a_zip_bomb_forbids_everything() -> None:
    assert read_robots(gzip.compress(bytes(20_000_000)), 200) == DISALLOW_ALL


def test_22000_wildcard_rules_cost_milliseconds_an_address() -> None:
    text = "User-agent: *\n" + "".join(f"Disallow: /*x{i}*y\n" for i in range(22_000))
    start = time.process_time()
    robots = rules(text)
    for i in range(20):
        assert allowed(robots, f"{SITE}/news/2026/11/22/story-{i}.html")
    assert time.process_time() - start < 1.5


@given(
    st.lists(
        st.sampled_from(["Disallow: /a*b", "Allow: /a", "Disallow: /", "User-agent: newscrawl", "User-agent: *", "Crawl-delay: 3", "Sitemap: /s"])
    )
)
def test_rules_kept_in_the_archive_come_back_the_same(lines: list[str]) -> None:
    robots = rules("\n".join(lines))
    assert from_json(json.loads(json.dumps(to_json(robots)))) == robots
    assert from_json(to_json(ALLOW_ALL)) == ALLOW_ALL


@given(st.text(alphabet="ab*$/?", max_size=8), st.text(alphabet="ab/?", max_size=8))
def test_matching_is_what_the_pattern_means_as_a_regular_expression(pattern: str, path: str) -> None:
    import re

    pattern, path = "/" + pattern.replace("$", ""), "/" + path.lstrip("/")
    for end in ("", "$"):
        meaning = re.compile("".join(".*" if char == "*" else re.escape(char) for char in pattern) + (r"\Z" if end else ""))
        assert allowed(rules(f"User-agent: *\nDisallow: {pattern}{end}"), SITE + path) is (meaning.match(path) is None)


@given(st.binary(max_size=300), st.sampled_from([0, 200, 404, 500]))
def test_no_bytes_raise(body: bytes, status: int) -> None:
    allowed(read_robots(body, status), f"{SITE}/a")
