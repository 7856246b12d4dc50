from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.errors import BadAddress, SiteFileError
from newscrawl.sites import KEYS, Site, dump, load, site_for
from newscrawl.sites.files import parse

WHOLE = r"""name = "example"
home = "https://www.news.example/"
domains = ["news.example", "sport.example"]
seeds = ["https://www.news.example/feed/"]
delay_seconds = 5
interval_minutes = 30
accept_bad_certificate = true
article_urls = ['/\d{4}/\d\d/']
ignore_urls = ["/print/"]

[article]
title = ["h1.big", "h1"]
standfirst = "p.lead"
byline = [".byline"]
date = ["time"]
body = ["div.story"]
remove = [".related", "aside > ul"]
"""


def test_every_key_is_read() -> None:
    site = parse(WHOLE)
    assert site == Site(
        name="example",
        home="https://www.news.example/",
        domains=("news.example", "sport.example"),
        seeds=("https://www.news.example/feed/",),
        delay_seconds=5.0,
        interval_minutes=30,
        accept_bad_certificate=True,
        article_urls=(r"/\d{4}/\d\d/",),
        ignore_urls=("/print/",),
        title=("h1.big", "h1"),
        standfirst=("p.lead",),
        byline=(".byline",),
        date=("time",),
        body=("div.story",),
        remove=(".related", "aside > ul"),
    )


def test_every_key_is_documented_and_nothing_else() -> None:
    assert {key.rpartition(".")[2] for key in KEYS} == {field.name for field in fields(Site)}


def test_a_home_page_is_enough(tmp_path: Path) -> None:
    path = tmp_path / "My Paper.toml"
    path.write_text('home = "https://www.news.example.co.uk"\n')
    assert load(path) == Site("my-paper", "https://www.news.example.co.uk/", ("example.co.uk",))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("delay_seconds = 5", "delay = 5", "line 5, delay: no such key, do you mean"),
        ("delay_seconds = 5", "delay_seconds = -1", "line 5, delay_seconds: has to be a number from 0 to 3600"),
        ("delay_seconds = 5", "delay_seconds = true", "line 5, delay_seconds: has to be a number"),
        ("delay_seconds = 5", "delay_seconds = nan", "line 5, delay_seconds: has to be a number"),
        ("interval_minutes = 30", 'interval_minutes = "30"', "line 6, interval_minutes: has to be a number"),
        ("= true", '= "yes"', "line 7, accept_bad_certificate: has to be true or false"),
        ('"h1.big"', '"h1..big"', 'line 12, article.title[0] "h1..big": not a CSS selector; see docs/site-files.md'),
        ('"aside > ul"', '">"', 'article.remove[1] ">": not a CSS selector'),
        ('"aside > ul"', '"x|ul"', 'article.remove[1] "x|ul": not a CSS selector'),
        ('"aside > ul"', '"ul::before"', 'article.remove[1] "ul::before": not a CSS selector'),
        ('["/print/"]', '["(a"]', 'line 9, ignore_urls[0] "(a": not a regular expression'),
        ("https://www.news.example/feed/", "file:///etc/passwd", "line 4, seeds[0]"),
        ('"sport.example"', '"sport.example/x"', "line 3, domains[1]"),
        ('"https://www.news.example/"', '"www.news.example"', "line 2, home"),
        ('["time"]', "[1]", "line 15, article.date: has to be a list of strings"),
        ("[article]", "[articles]", "articles: no such key"),
        ('name = "example"', 'name = "../etc"', "line 1, name"),
        ('home = "https://www.news.example/"', "", "home: is missing"),
        ("[article]", "[article", "line 11, column"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(old: str, new: str, message: str) -> None:
    with pytest.raises(SiteFileError) as caught:
        parse(WHOLE.replace(old, new), "sites/example.toml")
    assert message in str(caught.value)
    assert str(caught.value).startswith("sites/example.toml: ")
    assert caught.value.exit_code == 2


def test_a_file_that_is_not_there_or_no_text_is_a_site_file_error(tmp_path: Path) -> None:
    with pytest.raises(SiteFileError):
        load(tmp_path / "none.toml")
    (tmp_path / "bad.toml").write_bytes(b'home = "https://news.example/"\n# \xff\n')
    with pytest.raises(SiteFileError, match="line 2: not UTF-8"):
        load(tmp_path / "bad.toml")


@pytest.mark.parametrize(
    ("url", "name", "home", "domains"),
    [
        ("https://www.Example.com/a/b?c", "example.com", "https://www.example.com/", ("example.com",)),
        ("http://127.0.0.1:8701/x", "127.0.0.1-8701", "http://127.0.0.1:8701/", ("127.0.0.1:8701",)),
        ("http://localhost:80/", "localhost", "http://localhost/", ("localhost",)),
        ("https://[::1]:8000/", "1-8000", "https://[::1]:8000/", ("[::1]:8000",)),
    ],
)
def test_a_site_without_a_file_is_named_after_its_domain(url: str, name: str, home: str, domains: tuple[str, ...]) -> None:
    assert site_for(url) == Site(name, home, domains)


def test_what_cannot_be_fetched_is_no_site() -> None:
    with pytest.raises(BadAddress):
        site_for("file:///etc/passwd")


TEXT = st.text(max_size=20)
SITES = st.builds(
    Site,
    name=st.from_regex(r"\A[a-z0-9]{1,8}\Z"),
    home=st.just("https://news.example/"),
    domains=st.sampled_from([("news.example",), ("a.example", "127.0.0.1:8701")]),
    seeds=st.sampled_from([(), ("https://news.example/feed/",)]),
    delay_seconds=st.one_of(st.none(), st.floats(0, 3600)),
    interval_minutes=st.one_of(st.none(), st.integers(1, 525_600)),
    accept_bad_certificate=st.booleans(),
    ignore_urls=st.lists(TEXT.map(lambda text: "".join(f"[{char}]" for char in text if char.isalnum() or char in '"\x01 ')), max_size=2).map(tuple),
    title=st.sampled_from([(), ("h1",), ('a[href="x"]', "h1 > b")]),
)


@given(SITES)
def test_a_site_written_is_read_back_the_same(site: Site) -> None:
    assert parse(dump(site)) == site
