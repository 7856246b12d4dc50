"""Blocks: every visible word once, in reading order."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.blocks import BOLD, ITALIC, SMALL, Block, segment
from newscrawl.document import Document, parse
from newscrawl.items import Page


def read(markup: str) -> Document:
    document = parse(Page("http://paper.test/a", markup.encode()))
    assert document is not None
    return document


def texts(markup: str) -> list[str]:
    return [block.text for block in segment(read(markup))]


def test_paragraphs_headings_and_items_stand_apart_and_inline_markup_does_not_break_a_line() -> None:
    assert texts("<h2>Harbour</h2><p>The <b>old</b> <a href=/x>cra<i>n</i>e</a> fell.</p><ul><li>one<li>two</ul>") == [
        "Harbour",
        "The old crane fell.",
        "one",
        "two",
    ]


def test_line_breaks_and_loose_text_make_blocks_of_their_own() -> None:
    assert texts("<div>first<br>second<p>third</p>fourth</div>") == ["first", "second", "third", "fourth"]


def test_scripts_comments_and_their_like_say_nothing_but_what_follows_them_does() -> None:
    assert texts("<p>a<script>var x</script>b<!-- c --> d</p><style>p{}</style><p>e</p>") == ["ab d", "e"]


def test_ruby_stays_in_its_sentence() -> None:
    assert texts("<p>港<ruby><rb>町</rb><rp>（</rp><rt>まち</rt><rp>）</rp></ruby>の夜</p>") == ["港町（まち）の夜"]


def test_a_reading_without_brackets_is_not_glued_to_its_word() -> None:
    assert texts("<p>港<ruby>町<rt>まち</rt></ruby>の<ruby>夜<rt>よる</rt></ruby>です</p>") == ["港町の夜です"]


def test_linked_characters_are_counted_through_blocks_inside_a_link() -> None:
    blocks = segment(read("<a href=/x><div>Read this</div></a><p>and <a href=/y>that</a></p>"))
    assert [(b.text, b.link_chars) for b in blocks] == [("Read this", 9), ("and that", 4)]


def test_blocks_know_their_place_and_their_element() -> None:
    blocks = segment(read("<div><p>a</p>b</div>"))
    assert [(b.index, b.tag, b.element.tag) for b in blocks] == [(0, "p", "p"), (1, "div", "div")]


TAGS = ["<div>", "</div>", "<p>", "</p>", "<b>", "</b>", "<a href=x>", "</a>", "<br>", "<td>", "<ul><li>"]


@given(st.lists(st.sampled_from([*TAGS, "wo", "rd ", "<!--x-->"]), max_size=60))
def test_no_visible_word_is_lost_or_said_twice(parts: list[str]) -> None:
    document = read("<html><body>x" + "".join(parts) + "</body></html>")
    assert "".join("".join(b.text for b in segment(document)).split()) == "".join(document.root.text_content().split())


@pytest.mark.parametrize(
    "markup", ["a<br>" * 100_000, "<p>some words" * 50_000, "<div>x" * 2_000 + "<p>y" * 20_000, "<table>" + "<tr><td>one<td>two" * 40_000]
)
def test_hostile_pages_take_their_length_and_no_more(markup: str) -> None:
    document = read(f"<body>{markup}")
    started = time.process_time()
    blocks = segment(document)
    assert len(blocks) > 2_000
    assert isinstance(blocks[0], Block)
    assert time.process_time() - started < 5


def test_a_block_knows_how_all_of_it_is_set_and_a_bold_word_does_not_count() -> None:
    markup = "<p><b>All of it</b></p><p><font size=2><i>Small and slanted.</i></font></p><p><b>One</b> word</p><p>A <b>word</b></p><td><b></b>None"
    assert [block.style for block in segment(read(markup))] == [BOLD, SMALL | ITALIC, 0, 0, 0]


SENTENCES = " ".join(f"The {n}th barge of the year passed the lock without a word from its keeper." for n in range(8))


@pytest.mark.parametrize(
    "script",
    [
        '<script type="application/ld+json">{"@type":"NewsArticle","articleBody":"%s"}</script>',
        r'<script>window.state = {"story": {"body": "\u003cp>%s\u003c/p>\u003cp class=\"end\">It rained.\u003c/p>"}}</script>',
        r'<script>push("{\"story\":\"<p>%s</p><p>It rained.</p>\"}")</script>',
    ],
)
def test_where_the_page_shows_nothing_the_story_its_scripts_hold_is_its_text(script: str) -> None:
    document = read("<div id=root>Loading</div>" + script % SENTENCES)
    once = [block.text for block in segment(document)]
    assert SENTENCES in once
    assert [block.text for block in segment(document)] == once


def test_where_the_page_shows_its_story_scripts_are_not_asked() -> None:
    assert texts(f"<p>{SENTENCES}</p><script>s = '<p>Other</p><p>words</p>'</script>") == [SENTENCES]


def test_a_script_full_of_quotes_takes_its_length() -> None:
    started = time.process_time()
    segment(read("<script>" + '"<p' + '\\"' * 500_000 + "</script>"))
    segment(read("<script><p" + '"a' * 500_000 + "</script>"))
    assert time.process_time() - started < 3
