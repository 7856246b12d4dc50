"""The whole way of a page: what ``read`` promises of a page as such, whatever the readers of its parts are worth."""

from __future__ import annotations

import gc
from datetime import UTC, datetime
from typing import NoReturn

import pytest

from newscrawl.items import Page
from newscrawl.read import read
from newscrawl.sites import Site
from newscrawl.strip.template import BlockCount, fold_story, learn

WORDS = "The harbour office counted the boats again on Monday and found that three of them had never been listed in any of its books."
STORY = "\n".join(f"<p>{WORDS} Paragraph {number} says so in its own words, and a little more than that.</p>" for number in range(8))
PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>Boats counted - The Quay</title></head><body>
<nav><a href="/">Home</a> <a href="/sea/">Sea</a></nav>
<article><h1>Boats counted</h1><span class="kicker-x">A rule's own headline</span><p class="when-x">3 May 2026</p>
<div class="text-x">{STORY}</div><div class="box-x"><p>Boats of the week: a picture book for our readers.</p></div></article></body></html>"""


def page(html: str, url: str = "https://quay.example/sea/boats") -> Page:
    return Page(url, html.encode(), headers=(("content-type", "text/html; charset=utf-8"),), fetched_at=datetime(2026, 6, 1, tzinfo=UTC))


def test_a_story_is_read_with_title_and_every_paragraph() -> None:
    article = read(page(PAGE)).article
    assert article is not None
    assert article.title == "Boats counted"
    assert article.site == "quay.example"
    assert article.body.count("Paragraph") == 8


def test_the_same_page_reads_the_same_twice() -> None:
    assert read(page(PAGE)) == read(page(PAGE))


@pytest.mark.parametrize("collecting", [True, False])
def test_the_collector_is_on_after_reading_if_it_was_before(collecting: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bool] = []

    def breaks(*_: object, **__: object) -> NoReturn:
        seen.append(gc.isenabled())
        raise RecursionError

    was = gc.isenabled()
    (gc.enable if collecting else gc.disable)()
    try:
        read(page(PAGE))
        assert gc.isenabled() is collecting
        monkeypatch.setattr("newscrawl.read.segment", breaks)
        with pytest.raises(RecursionError):
            read(page(PAGE))
        assert gc.isenabled() is collecting
    finally:
        (gc.enable if was else gc.disable)()
    assert seen == [False]


def test_reading_leaves_the_collector_nothing_to_find() -> None:
    read(page(PAGE))
    gc.collect()
    for _ in range(3):
        read(page(PAGE))
    assert gc.collect() == 0


def test_a_site_files_selectors_go_before_what_the_readers_think() -> None:
    site = Site(
        "quay", "https://quay.example/", domains=("quay.example",), title=(".kicker-x",), date=(".when-x",), body=(".text-x",), remove=(".box-x",)
    )
    reading = read(page(PAGE), site)
    assert reading.article is not None
    assert reading.article.title == "A rule's own headline"
    assert reading.article.date_published == datetime(2026, 5, 3, tzinfo=UTC)
    assert reading.article.body.count("Paragraph") == 8
    assert "picture book" not in reading.article.body
    assert dict(reading.article.found_by)["date_published"] == "site-rule"
    assert [removal.reason for removal in reading.removals] == ["ruled"]


def test_read_alone_an_article_is_the_same_without_links_and_blocks() -> None:
    whole, alone = read(page(PAGE)), read(page(PAGE), alone=True)
    assert alone.article == whole.article
    assert alone.removals == whole.removals
    assert alone.links == ()
    assert alone.blocks == ()
    assert whole.links
    assert whole.blocks


def test_an_address_that_could_not_be_fetched_still_has_its_page_read() -> None:
    article = read(page(PAGE, "saved page 7")).article
    assert article is not None
    assert article.site is None


def test_nothing_is_no_article() -> None:
    assert read(page("")).reason == "empty"
    assert read(page("   ")).reason == "empty"


def test_a_picture_that_offers_something_on_several_stories_is_no_photo_of_them() -> None:
    promotion = (
        "<figure><a href='/shop'><img src='/mugs.jpg' width='900' height='300'></a><figcaption>The lighthouse mugs are back"
        " <a href='/shop'>To the shop</a></figcaption></figure>"
    )

    def told(number: int) -> Page:
        words = [f"Paragraph {place} of story {number} tells what the harbour of {number} saw on day {place}, in full." for place in range(6)]
        photo = f"<figure><img src='/{number}.jpg' width='900'><figcaption>The quay on day {number}. Photo: Per Aune</figcaption></figure>"
        text = photo + "".join(f"<p>{word}</p>" for word in words[:3]) + promotion + "".join(f"<p>{word}</p>" for word in words[3:])
        return page(f"<html><body><article><h1>Story {number} of the quay</h1>{text}</article></body></html>", f"https://quay.example/{number}")

    counts: dict[str, BlockCount] = {}
    for number in range(6):
        counts.update(fold_story(counts, read(told(number)).blocks, datetime(2026, 6, 1, tzinfo=UTC), f"story-{number}"))
    article = read(told(7), None, learn(counts.values())).article
    assert article is not None
    assert [photo.caption for photo in article.photos] == ["The quay on day 7."]


def test_a_heading_that_says_more_than_the_headline_is_no_paragraph() -> None:
    html = PAGE.replace("<h1>Boats counted</h1>", "<h1><span>Shipping</span> <span>Boats counted once more</span></h1>")
    article = read(page(html.replace("Boats counted - The Quay", "Boats counted once more - The Quay"))).article
    assert article is not None
    assert article.title == "Boats counted once more"
    assert "Shipping" not in article.body


def test_a_headline_broken_into_lines_is_no_paragraph() -> None:
    story = "".join(f"<p>The harbour board voted on day {i} to close the old pier, which had run since before the war.</p>" for i in range(5))
    heading = "<h1>Council votes<br>to close the old pier</h1>"
    found = read(page(f"<title>Council votes to close the old pier | Quay</title><article>{heading}{story}</article>"))
    assert found.article is not None and found.article.title == "Council votes to close the old pier"
    assert found.article.body.startswith("The harbour board voted on day 0")
