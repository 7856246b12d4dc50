"""Title: the headline that people see, without the site's name, whatever the page's makers call it."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newscrawl.blocks import segment
from newscrawl.document import parse
from newscrawl.extract.title import FEATURES, NEWS_TERMS, Title, candidates, features, read_title, scorer
from newscrawl.items import Page
from newscrawl.text import clean

HEADLINE = "Harbour reopens after nine quiet years"


def title(head: str = "", body: str = "", url: str = "https://paper.example/2024/05/13/harbour-reopens-after-nine-quiet-years") -> Title | None:
    text = "<p>The first ferry came in at dawn, and people waved.</p>"
    document = parse(Page(url, f"<html lang='en'><head>{head}</head><body>{body}{text}</body></html>".encode()))
    assert document is not None
    return read_title(document, segment(document))


def linked(**fields: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **fields})}</script>'


def og(name: str, content: str) -> str:
    return f'<meta property="og:{name}" content="{content}">'


FULL = og("site_name", "The Paper") + og("type", "article")
PAGES = {
    "everything agrees": (
        f"<title>{HEADLINE} | The Paper</title>" + FULL + og("title", HEADLINE) + linked(headline=HEADLINE),
        f"<h1>{HEADLINE}</h1>",
    ),
    "only a heading": ("", f"<h1>{HEADLINE}</h1>"),
    "only a title": (f"<title>{HEADLINE} | The Paper</title>" + FULL, ""),
    "a dash before the site": (f"<title>{HEADLINE} - The Paper</title>" + FULL + og("title", f"{HEADLINE} - The Paper"), f"<h1>{HEADLINE}</h1>"),
    "the site in a heading of its own": (f"<title>{HEADLINE} | The Paper</title>" + FULL, f"<h1><a href='/'>The Paper</a></h1><h1>{HEADLINE}</h1>"),
    "linked data of wrong type": (f"<title>{HEADLINE}</title>" + linked(headline=[5, {"x": 1}]), f"<h1>{HEADLINE}</h1>"),
}


PAGES |= {
    "the site's name where the title belongs": (
        "<title>The Paper</title>" + FULL + og("title", "The Paper"),
        f"<div class='logo'>The Paper</div><h2>{HEADLINE}</h2>",
    ),
    "the name of the logo where the title belongs": (
        "<title>The Paper</title>" + og("title", "The Paper"),
        f"<a href='/'>The Paper</a><h2>{HEADLINE}</h2>",
    ),
    "linked data cut with dots": (f"<title>{HEADLINE} | The Paper</title>" + FULL + linked(headline=HEADLINE[:25] + "..."), f"<h1>{HEADLINE}</h1>"),
    "linked data cut within a word": (
        "<title>The Paper</title>" + FULL + og("title", "The Paper") + linked(headline=HEADLINE[:24]),
        f"<h1>{HEADLINE}</h1>",
    ),
    "a second line inside the heading": (
        f"<title>{HEADLINE} - The Paper</title>",
        f"<h1>{HEADLINE}<span class='sub'>People wave at the first ferry as if it were the last one</span></h1>",
    ),
}


@pytest.mark.parametrize("name", PAGES)
def test_the_headline_is_found(name: str) -> None:
    found = title(*PAGES[name])
    assert found is not None and found.text == HEADLINE


def test_the_block_that_shows_it_is_named() -> None:
    found = title(body=f"<div>Menu</div><div>Sport</div><h1>{HEADLINE}</h1>")
    assert found is not None and found.block == 2


def test_readings_over_ideographs_are_no_part_of_the_title() -> None:
    found = title(body="<h1><ruby>港<rt>みなと</rt></ruby>が<ruby>開<rt>ひら</rt></ruby>いた日のはなし</h1>")
    assert found is not None and found.text == "港が開いた日のはなし"


def test_a_page_without_any_title_has_none() -> None:
    assert title() is None


def test_entities_written_into_linked_data_are_undone() -> None:
    found = title(linked(headline="K&uuml;hlt&uuml;rme am Hafen gesprengt"), "")
    assert found is not None and found.text == "Kühltürme am Hafen gesprengt"


def test_an_endless_title_is_no_title() -> None:
    found = title(og("title", "a | " * 9_000), f"<h1>{HEADLINE}</h1>")
    assert found is not None and found.text == HEADLINE


@given(st.text(max_size=80), st.text(max_size=80), st.text(max_size=80))
@settings(max_examples=60, deadline=None)
def test_a_title_is_clean_and_bounded_whatever_stands_there(one: str, two: str, three: str) -> None:
    safe = [text.encode("utf-8", "replace").decode().replace("<", " ").replace('"', " ").replace("\0", " ") for text in (one, two, three)]
    found = title(f"<title>{safe[0]}</title>" + og("title", safe[1]) + linked(headline=one), f"<h1>{safe[2]}</h1>")
    assert found is None or (found.text == clean(found.text) and 0 < len(found.text) <= 400)


def test_every_candidate_has_every_feature() -> None:
    document = parse(Page("https://paper.example/a", f"<title>{HEADLINE} | The Paper</title><h1>Town: <b>{HEADLINE}</b></h1>".encode()))
    assert document is not None
    found = candidates(document)
    assert found and all(len(row) == len(FEATURES) for row in features(document, segment(document), found))


def test_huge_headings_cost_little() -> None:
    start = time.process_time()
    title(body="<h1>" + "<b>x</b>" * 50_000 + "</h1>" + "<h1>y 1</h1>" * 20_000)
    assert time.process_time() - start < 3


def test_a_heading_that_only_leads_home_is_the_sites_name() -> None:
    html = b"""<html><head><title>Corran Post - Quarrel over rescues reaches Ostley</title></head><body>
    <header><hgroup><h1><a href="/">Corran Post</a></h1></hgroup></header>
    <main><article><header><h2><a href="/quarrel.html" rel="bookmark">Quarrel over rescues reaches Ostley</a></h2></header>
    <p>The crews met.</p></article></main></body></html>"""
    document = parse(Page("https://corran.example/quarrel.html", html))
    assert document is not None
    found = read_title(document, segment(document))
    assert found is not None
    assert found.text == "Quarrel over rescues reaches Ostley"


def test_the_newsrooms_weights_speak_on_pages_that_call_themselves_news_and_nowhere_else() -> None:
    og_first = [0.0] * len(NEWS_TERMS)
    og_first[NEWS_TERMS.index("og")] = 50.0
    h1_first = [FEATURES.index("h1"), 0.5, 0.0, 5.0]
    score = scorer({"trees": [h1_first], "news": og_first})
    head = og("title", "Pier lost to the storm")
    for kind, expected in (("NewsArticle", "Pier lost to the storm"), ("BlogPosting", HEADLINE)):
        node = f'<script type="application/ld+json">{json.dumps({"@type": kind, "headline": HEADLINE})}</script>'
        document = parse(Page("https://paper.example/a", f"<html><head>{head}{node}</head><body><h1>{HEADLINE}</h1></body></html>".encode()))
        assert document is not None
        found = read_title(document, segment(document), score)
        assert found is not None and found.text == expected


def old_page(headline: str, title: str = "Glas Zagore - internet izdanje") -> str:
    menu = "".join(f'<a href="/rubrika.php?rub={i}">Rubrika {i}</a><br>' for i in range(5))
    text = "Predsjednica udruge tvrdi da će most biti gotov prije zime, iako su se susjedi žalili na buku i prašinu.<br><br>" * 4
    cells = f"<td>{menu}</td><td>{headline}<br>14. ožujka 2026.<hr>{text}</td>"
    return f"<html><head><title>{title}</title></head><body><table><tr>{cells}</tr></table></body></html>"


@pytest.mark.parametrize(
    "headline",
    [
        '<font size="1">Vijesti</font><br><font size="5"><b>Stari most opet otvoren za promet</b></font>',
        '<font size="+2">Stari most opet otvoren za promet</font>',
        '<span style="font-size: 18pt">Stari most opet otvoren za promet</span>',
        '<div class="naslov">Stari most opet otvoren za promet</div>',
    ],
)
def test_where_every_page_bears_the_sites_name_the_line_in_large_type_is_the_headline(headline: str) -> None:
    document = parse(Page("http://paper.example/vijest.php?id=12&rub=3", old_page(headline).encode()))
    assert document is not None
    found = read_title(document, segment(document))
    assert found is not None and (found.text, found.reader) == ("Stari most opet otvoren za promet", "large")


def test_large_type_is_no_headline_where_the_title_stands_in_the_text_or_two_lines_are_as_large() -> None:
    shown = old_page('Glas Zagore<br><font size="5">Samo danas novine za pola cijene</font>', "Glas Zagore")
    pair = old_page('<font size="5">Stari most opet otvoren</font><br><font size="5">Škola ostaje bez učenika</font>')
    for page in (shown, pair):
        document = parse(Page("http://paper.example/vijest.php?id=12&rub=3", page.encode()))
        assert document is not None
        found = read_title(document, segment(document))
        assert found is not None and found.reader != "large"


def test_a_kicker_in_an_element_of_its_own_is_cut_where_the_pages_title_does_without_it() -> None:
    heading = "<h1><span>Shipping</span> <span>Harbour reopens after nine quiet years</span></h1>"
    found = title("<title>Harbour reopens after nine quiet years - Evening Paper</title>", heading)
    assert found is not None
    assert found.text == "Harbour reopens after nine quiet years"
    whole = title("<title>Shipping Harbour reopens after nine quiet years - Evening Paper</title>", heading)
    assert whole is not None
    assert whole.text == "Shipping Harbour reopens after nine quiet years"


def test_what_was_escaped_once_too_often_is_told_as_people_read_it() -> None:
    found = title("<title>Fish &amp; chips come home</title>", "<h1>Fish &amp;amp; chips come home</h1>")
    assert found is not None
    assert found.text == "Fish & chips come home"
