"""Site rules: what a person pointed at is what is taken."""

from __future__ import annotations

import pytest

from newscrawl.blocks import segment
from newscrawl.document import parse
from newscrawl.extract.rules import Ruled, apply_rules
from newscrawl.items import Page
from newscrawl.sites import Site

PAGE = """<html><head><meta property="og:title" content="Ferry strike ends | News Example"><title>x</title></head><body>
<nav><a href="/">Home</a></nav>
<div id="top"><h1 class="head">Ferry <b>strike</b>ends<script>var a</script></h1><p class="lead">The crews return.</p>
<p class="who">By <a class="author" href="/jr">Jane Roe</a> and <a class="author" href="/jd">John Doe</a></p>
<div class="when">Published <time datetime="2026-11-22T10:30:00+01:00">Sunday</time></div></div>
<div class="text"><p>One.</p><div class="ad"><p>Buy this.</p><p>Or that.</p></div><p>Two.</p><p><span class="ask">Give now.</span></p>
<p>Three <span class="ask">and more</span>.</p>Loose words.<ul><li>Item</li></ul></div>
<div class="text"><p>Four.</p></div><footer><p>The end.</p></footer></body></html>"""


def ruled(page: str = PAGE, **rules: tuple[str, ...]) -> tuple[Ruled, list[str], list[str]]:
    """Return what the rules find, and the texts of body and removals."""
    document = parse(Page(url="https://news.example/a", body=page.encode()))
    assert document is not None
    blocks = segment(document)
    found = apply_rules(document, blocks, Site("example", "https://news.example/", **rules))  # type: ignore[arg-type]  # every rule is a tuple
    return found, [blocks[index].text for index in sorted(found.body or ())], [blocks[index].text for index in sorted(found.removed)]


def test_a_site_without_rules_says_nothing() -> None:
    assert ruled()[0] == Ruled()


def test_the_first_selector_that_finds_words_wins() -> None:
    found = ruled(title=(".missing", "#top script", "h1.head", "title"), standfirst=("p.lead", ".who"))[0]
    assert (found.title, found.standfirst) == ("Ferry strikeends", "The crews return.")
    assert ruled(title=('meta[property="og:title"]',))[0].title == "Ferry strike ends | News Example"


def test_every_author_s_element_is_in_the_byline_once() -> None:
    assert ruled(byline=("a.author",))[0].byline == "Jane Roe, John Doe"
    assert ruled(byline=(".who",))[0].byline == "By Jane Roe and John Doe"
    assert ruled(PAGE.replace("John Doe", "Jane Roe"), byline=("a.author",))[0].byline == "Jane Roe"


@pytest.mark.parametrize(
    ("selector", "page", "said"),
    [
        ("time", PAGE, "2026-11-22T10:30:00+01:00"),
        (".when", PAGE, "2026-11-22T10:30:00+01:00"),
        (".when", PAGE.replace("datetime", "data-x"), "Published Sunday"),
        ("meta[name=day]", PAGE.replace("<title>", '<meta name="day" content="22.11.2026"><title>'), "22.11.2026"),
    ],
)
def test_the_date_is_the_one_for_machines_or_else_the_written_one(selector: str, page: str, said: str) -> None:
    assert ruled(page, date=(selector,))[0].date == said


def test_the_body_is_every_block_inside_every_element_that_the_first_fitting_selector_names() -> None:
    _, body, _ = ruled(body=("#none", "nav b", "div.text", "body"))
    assert body == ["One.", "Buy this.", "Or that.", "Two.", "Give now.", "Three and more.", "Loose words.", "Item", "Four."]
    assert ruled(body=("#none",))[0].body is None


def test_all_selectors_of_remove_count_and_a_part_of_a_line_is_never_taken_for_the_line() -> None:
    assert ruled(remove=(".ad", "#none", "span.ask"))[2] == ["Buy this.", "Or that.", "Give now."]
    assert ruled(remove=("html",))[2][-1] == "The end."


def test_names_in_capitals_are_the_same_names() -> None:
    assert ruled(title=("H1.head",))[0].title == "Ferry strikeends"
