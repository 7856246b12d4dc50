"""Print, AMP, sorted and reply forms of a story: one article, whichever form is met first; and a mistaken canonical link loses nothing."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.urls import copied_from, url_key
from tests.hostile_server import Answer, Crawl, Server, answer, listing, story

PATHS = st.lists(st.sampled_from(["a", "news", "2026", "print", "x-y-z"]), min_size=1, max_size=4).map(lambda parts: "/" + "/".join(parts))
KEYS = st.builds(lambda path, query: url_key(f"https://p.example{path}{query}"), PATHS, st.sampled_from(["", "?id=1", "?id=2", "?id=1&print=1"]))


@given(KEYS, KEYS)
def test_of_two_addresses_at_most_one_is_a_form_of_the_other(one: str, other: str) -> None:
    assert copied_from(one, one) is None
    assert None in (copied_from(one, other), copied_from(other, one))


@pytest.mark.parametrize(
    ("key", "canonical", "form"),
    [
        ("/print/news/a", "/news/a", True),
        ("/news/a/amp", "/news/a", True),
        ("/news/a?replytocom=7", "/news/a", True),
        ("/story?id=5&view=print", "/story?id=5", True),
        ("/story?id=5", "/story?id=1", False),
        ("/news/a", "/news/b", False),
        ("/news/a", "/", False),
        ("/news/a", "https://other.example/news/a", False),
        ("/news/a", "javascript:alert(1)", False),
        ("/news/a", "/news/a#top", False),
    ],
)
def test_a_form_says_all_that_its_story_s_address_says(key: str, canonical: str, form: bool) -> None:
    whole = canonical if ":" in canonical else f"https://p.example{canonical}"
    assert copied_from(url_key(f"https://p.example{key}"), whole) == (url_key(whole) if form else None)


def page(title: str, canonical: str) -> Answer:
    head = f'<head><meta name="robots" content="max-image-preview:large"><link rel="canonical" href="{canonical}">'  # rights, as WordPress says them
    return answer(story(title).replace("<head>", head, 1))


def crawl(folder: Path, routes: dict[str, Answer], links: Iterable[str]) -> tuple[Crawl, Server]:
    with Server({"/": answer(listing(links)), **routes}) as server:
        crawl = Crawl(folder, [server])
        report = crawl.run(server.url())
        assert report["returncode"] == 0, report["stderr"]
    return crawl, server


FORMS = ("/print/a-story-of-the-bridge", "/a-story-of-the-bridge?sort=new", "/a-story-of-the-bridge/amp")


@pytest.mark.parametrize("first", ["story", "forms"])
def test_a_story_and_its_forms_are_one_article_whichever_comes_first(tmp_path: Path, first: str) -> None:
    routes = {path: page("The bridge", "/a-story-of-the-bridge") for path in ("/a-story-of-the-bridge", *FORMS)}
    links = ["/a-story-of-the-bridge", *FORMS] if first == "story" else FORMS
    done, server = crawl(tmp_path, routes, links)
    outcomes = done.outcomes()
    assert done.query("SELECT url FROM articles") == [(server.url("/a-story-of-the-bridge"),)]
    assert outcomes[server.url("/a-story-of-the-bridge")] == ("stored", None)
    assert {outcomes[server.url(path)] for path in FORMS} == {("duplicate", "canonical")}


def test_a_form_whose_story_cannot_be_had_is_the_story(tmp_path: Path) -> None:
    done, server = crawl(tmp_path, {"/print/the-lost-story": page("The lost one", "/the-lost-story")}, ["/print/the-lost-story"])
    assert done.query("SELECT url FROM articles") == [(server.url("/print/the-lost-story"),)]
    assert done.outcomes()[server.url("/the-lost-story")] == ("failed", "http-404")


def test_stories_that_all_give_one_address_as_theirs_are_all_kept(tmp_path: Path) -> None:
    routes = {f"/story.php?id={n}": page(f"Story number {n} of the bridge", "/story.php") for n in range(1, 6)}
    routes["/story.php"] = page("Story number 5 of the bridge", "/story.php")  # without a number it shows the latest
    done, server = crawl(tmp_path, routes, list(routes)[:5])
    titles = [title for (title,) in done.query("SELECT title FROM articles ORDER BY title")]
    assert titles == [f"Story number {n} of the bridge" for n in range(1, 6)]
    assert done.outcomes()[server.url("/story.php?id=5")] == ("duplicate", "canonical")


def test_a_seed_that_is_not_followed_is_read_under_its_own_address(tmp_path: Path) -> None:
    with Server({"/print/a-story": page("A story of the bridge", "/a-story")}) as server:
        crawl = Crawl(tmp_path, [server])
        crawl.run(seeds=[{"url": server.url("/print/a-story"), "kind": "page"}], follow=False)
        assert crawl.query("SELECT url FROM articles") == [(server.url("/print/a-story"),)]


def test_a_story_that_every_visit_finds_under_another_number_is_one_article(tmp_path: Path) -> None:
    visits = [f"/2026/the-bridge-that-waits?visit={number}" for number in (7, 21, 3)]
    routes = {path: answer(story("The bridge that waits")) for path in (*visits, "/2026/the-bridge-that-waits")}
    done, server = crawl(tmp_path, routes, list(routes))
    assert len(done.query("SELECT url FROM articles")) == 1
    states = [done.outcomes()[server.url(path)] for path in routes]
    assert sorted(states, key=str) == [("duplicate", "canonical")] * 3 + [("stored", None)]


def test_where_a_path_shows_several_stories_its_parameters_say_which(tmp_path: Path) -> None:
    routes = {f"/story.php?id={n}": answer(story(f"Story number {n} of the bridge")) for n in range(1, 5)}
    routes["/story.php?id=9"] = answer(story("Story number 4 of the bridge"))  # put up twice
    done, _ = crawl(tmp_path, routes, list(routes))
    assert done.query("SELECT count(*) FROM articles") == [(5,)]
