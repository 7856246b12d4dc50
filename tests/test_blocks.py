"""Blocks: every visible word once, in reading order."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.blocks import Block, segment
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
