"""The main job from end to end: the demo newsroom crawled by the command line, held against the newsroom's own truth."""

from __future__ import annotations

import json
import os
import random
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from newscrawl.demo import Newsroom, TrueArticle
from newscrawl.urls import url_key
from tests import nursery
from tests.hostile_server import Process, end

CRAWL_SECONDS = 120
FAST = ("--delay", "0", "--quiet", "--workers", "2")
"""Two readers: on a machine with more cores than are free, starting the others costs more than they read."""


@dataclass(frozen=True)
class Crawled:
    """A newsroom, the folder its archive lies in, and what the archive says, by url_key."""

    newsroom: Newsroom
    folder: Path
    articles: dict[str, dict[str, Any]]
    outcomes: dict[str, dict[str, Any]]


def started(newsroom: Newsroom, folder: Path, *words: str) -> Process:
    """Return the command line ``newscrawl WORDS`` as a process."""
    environment = os.environ | {"NEWSCRAWL_ALLOW_NET": ",".join(newsroom.hosts)}
    return nursery.start("import runpy; runpy.run_module('newscrawl', run_name='__main__')", list(words), cwd=folder, env=environment)


def run(newsroom: Newsroom, folder: Path, *words: str) -> str:
    process = started(newsroom, folder, *words)
    out, err = process.communicate(timeout=CRAWL_SECONDS)
    assert process.returncode == 0, err
    return out


def homes(newsroom: Newsroom) -> list[str]:
    return [site.home_url for site in newsroom.sites]


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    folder = tmp_path_factory.mktemp("demo")
    with Newsroom(ports=(0, 0, 0)) as newsroom:
        run(newsroom, folder, "crawl", *homes(newsroom), *FAST)
        articles = {url_key(article["url"]): article for article in lines(run(newsroom, folder, "dump"))}
        outcomes = {url_key(row["url"]): row for row in lines(run(newsroom, folder, "outcomes", "--format", "jsonl"))}
        yield Crawled(newsroom, folder, articles, outcomes)


def truth(crawled: Crawled) -> dict[str, TrueArticle]:
    return {url_key(article.url): article for article in crawled.newsroom.truth()}


def test_every_article_is_stored_once_and_nothing_else(crawled: Crawled) -> None:
    assert sorted(crawled.articles) == sorted(truth(crawled))
    stored = [url for url, row in crawled.outcomes.items() if row["state"] in ("stored", "unchanged")]
    assert sorted(stored) == sorted(crawled.articles)


def test_every_paragraph_is_there_and_no_line_of_furniture(crawled: Crawled) -> None:
    wrong = {}
    for url, article in truth(crawled).items():
        wanted, got = article.body.split("\n\n"), crawled.articles[url]["body"].split("\n\n")
        lost = [paragraph for paragraph in wanted if paragraph not in got]
        leaked = [paragraph for paragraph in got if paragraph not in wanted and paragraph not in article.tables]
        if lost or leaked:
            wrong[url] = {"lost": lost, "leaked": leaked}
    assert wrong == {}


def test_titles_dates_bylines_and_credits_are_what_the_pages_say(crawled: Crawled) -> None:
    wrong = []
    for url, article in truth(crawled).items():
        got = crawled.articles[url]
        wanted = {
            "title": article.title,
            "authors": list(article.authors),
            "photos": [(photo.caption, photo.credit, list(photo.creators), photo.agency) for photo in article.photos],
            "is_accessible_for_free": False if article.is_accessible_for_free is False else got["is_accessible_for_free"],
            "date": article.date_published and article.date_published.isoformat()[: 10 if article.date_precision == "day" else 16],
        }
        said = {
            "title": got["title"],
            "authors": got["authors"],
            "photos": [(photo["caption"], photo["credit"], photo["creators"], photo["agency"]) for photo in got["photos"]],
            "is_accessible_for_free": got["is_accessible_for_free"],
            "date": got["date_published"] and got["date_published"][: 10 if article.date_precision == "day" else 16],
        }
        wrong += [(url, name, said[name], wanted[name]) for name in wanted if said[name] != wanted[name]]
    assert wrong == []


def test_every_other_address_has_the_reason_it_should_have(crawled: Crawled) -> None:
    same = {"robots-file": "robots-txt", "feed": "feed", "sitemap": "sitemap"}
    wrong = []
    for url, reason in crawled.newsroom.not_articles().items():
        row = crawled.outcomes.get(url_key(url))
        if row is None:  # only reachable by links that a crawler need not follow
            continue
        if row["reason"] not in (same.get(reason, reason), "home" if row["kind"] == "home" else None):
            wrong.append((url, row["state"], row["reason"], reason))
    assert wrong == []
    assert all(row["state"] not in ("pending", "leased") for row in crawled.outcomes.values())


def test_the_search_finds_the_story_that_started_it(crawled: Crawled) -> None:
    hits = lines(run(crawled.newsroom, crawled.folder, "search", "Putin", "--format", "jsonl"))
    assert [hit["title"] for hit in hits] == ["PM’s Moscow visit seen as symbolic end to tension over downing spy plane"]


def test_the_log_shows_a_polite_crawler(crawled: Crawled) -> None:
    pictures = crawled.newsroom.assets()
    forbidden = [url for url, reason in crawled.newsroom.not_articles().items() if reason == "robots"]
    for host in crawled.newsroom.hosts:
        visits = [visit for visit in crawled.newsroom.log if visit.host == host]
        assert visits[0].path == "/robots.txt"
        fetched = {f"http://{host}{visit.path}" for visit in visits}
        assert not fetched & set(forbidden)
        assert not fetched & set(pictures)


def test_a_second_crawl_fetches_what_is_new_and_what_was_edited(crawled: Crawled) -> None:
    """Last in this file: it moves the newsroom on."""
    first = truth(crawled)
    before = set(crawled.articles)
    run(crawled.newsroom, crawled.folder, "crawl", *FAST, *homes(crawled.newsroom))
    seen = len(crawled.newsroom.log)
    run(crawled.newsroom, crawled.folder, "crawl", *FAST, *homes(crawled.newsroom))
    again = [url_key(f"http://{visit.host}{visit.path}") for visit in crawled.newsroom.log[seen:]]
    assert not before & set(again), "an unchanged site's articles are not fetched again"

    crawled.newsroom.edition = 2
    run(crawled.newsroom, crawled.folder, "crawl", *FAST, *homes(crawled.newsroom))
    articles = {url_key(article["url"]): article for article in lines(run(crawled.newsroom, crawled.folder, "dump"))}
    second = {url_key(article.url): article for article in crawled.newsroom.truth()}
    assert sorted(articles) == sorted(second)
    edited = [url for url in before if second[url].body != first[url].body]
    assert len(edited) == 1
    assert articles[edited[0]]["body"] == second[edited[0]].body
    history = run(crawled.newsroom, crawled.folder, "diff", articles[edited[0]]["id"])
    assert "version 2" in history


def test_ten_kills_end_in_the_archive_of_an_undisturbed_crawl(tmp_path: Path) -> None:
    draw = random.Random(8)
    with Newsroom(ports=(0, 0, 0), delay=0.01) as newsroom:
        whole, broken = tmp_path / "whole", tmp_path / "broken"
        whole.mkdir()
        broken.mkdir()
        run(newsroom, whole, "crawl", *homes(newsroom), *FAST)
        for _ in range(10):
            begun = (broken / "output" / "archive.db").exists()  # killed before its first commit, a crawl has nothing to go on with
            seen = len(newsroom.log)
            process = started(newsroom, broken, "crawl", *([] if begun else homes(newsroom)), "--delay", "0", "--quiet", "--workers", "1")
            while len(newsroom.log) == seen and process.poll() is None:  # until it is at work, however slow the machine
                time.sleep(0.02)
            time.sleep(draw.uniform(0.0, 1.2))
            end(process, signal.SIGKILL)
        run(newsroom, broken, "crawl", *FAST)
        assert run(newsroom, broken, "dump", "--canonical").splitlines() == run(newsroom, whole, "dump", "--canonical").splitlines()
        assert run(newsroom, broken, "verify") == ""


def test_the_demo_leaves_nothing_behind_that_a_later_crawl_would_ask_for(tmp_path: Path) -> None:
    code = "import sys; from pathlib import Path; from newscrawl.demo.tour import tour; sys.exit(tour(Path('a.db'), Path('sites')))"
    process = nursery.start(code, [], cwd=tmp_path, env=dict(os.environ))
    assert process.communicate(timeout=CRAWL_SECONDS)[0] and process.returncode == 0
    with Newsroom(ports=(0, 0, 0)) as newsroom:  # any later moment: nobody is at home any more
        again = started(newsroom, tmp_path, "crawl", "--archive", "a.db")
        _, err = again.communicate(timeout=CRAWL_SECONDS)
        assert again.returncode == 0 and "0 requests" in err and "failed" not in err and "wait" not in err, err
