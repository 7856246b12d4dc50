"""Metadata: whose word counts for address, site, language, section, keywords, access; and which JSON-LD object is the page's own."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newscrawl.document import Document, parse
from newscrawl.extract.metadata import Metadata, facts, read_metadata
from newscrawl.items import Page

URL = "https://paper.example/2024/harbour"


def document(head: str = "", body: str = "<h1>Harbour reopens</h1>", lang: str = "") -> Document:
    found = parse(Page(URL, f"<html{lang}><head><title>Harbour reopens | The Paper</title>{head}</head><body>{body}</body></html>".encode()))
    assert found is not None
    return found


def read(head: str = "", **more: str) -> Metadata:
    return read_metadata(document(head, **more))


def linked(*nodes: object) -> str:
    return "".join(f'<script type="application/ld+json">{json.dumps(node)}</script>' for node in nodes)


STORY = {"@type": "NewsArticle", "headline": "Harbour reopens"}


def test_the_object_that_names_this_page_speaks_for_it() -> None:
    other = {"@type": "NewsArticle", "headline": "Another day", "url": "https://paper.example/other", "author": "X", "datePublished": "2020-01-01"}
    own = {"@type": ["Article"], "mainEntityOfPage": {"@id": URL + "?ref=a"}, "headline": "A line for machines"}
    assert facts(document(linked(other, own))).story == own
    assert facts(document(linked(other, STORY))).story == STORY


def test_stories_in_lists_and_comments_do_not_speak_for_the_page() -> None:
    items = {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": {"@type": "NewsArticle", "headline": "Another day"}}]}
    weak = {"@type": "WebPage", "name": "Harbour reopens"}
    assert facts(document(linked(items, weak))).story == weak


def test_canonical_is_the_link_then_open_graph_then_linked_data_and_always_absolute_http() -> None:
    assert (
        read('<link rel="canonical" href="/a#top"><meta property="og:url" content="https://b.example/">').canonical_url == "https://paper.example/a"
    )
    assert read('<meta property="og:url" content="https://b.example/x">').canonical_url == "https://b.example/x"
    assert read(linked(STORY | {"mainEntityOfPage": "https://c.example/y"})).canonical_url == "https://c.example/y"
    assert read('<link rel="canonical" href="javascript:alert(1)">').canonical_url is None


def test_the_site_is_named_in_its_own_spelling() -> None:
    assert read('<meta property="og:site_name" content="The Paper">').site == "The Paper"
    graph = {"@graph": [STORY | {"publisher": {"@id": "#org"}}, {"@type": "Organization", "@id": "#org", "name": "The Paper Ltd"}]}
    assert read(linked(graph)).site == "The Paper Ltd"
    assert read().site is None


@pytest.mark.parametrize(
    ("lang", "head", "language"),
    [
        (" lang='de-DE'", "", "de-de"),
        ("", linked(STORY | {"inLanguage": "pt_BR"}), "pt-br"),
        ("", "<meta property='og:title' content='港がふたたび開いた日のこと'>", "ja"),
        (" lang='{{lang}}'", "", None),
        ("", "", None),
    ],
)
def test_language_is_what_the_page_says_or_what_its_script_leaves_no_doubt_of(lang: str, head: str, language: str | None) -> None:
    assert read(head, lang=lang).language == language


def test_keywords_are_terms_without_repeats() -> None:
    assert read(linked(STORY | {"keywords": "Harbour, Ships ,harbour,"})).keywords == ("Harbour", "Ships")
    assert read(linked(STORY | {"keywords": ["Harbour", {"name": "Ships"}, 5]})).keywords == ("Harbour", "Ships")
    assert read('<meta name="news_keywords" content="a; b">').keywords == ("a", "b")


def test_section_in_peoples_spelling_beats_a_slug() -> None:
    head = '<meta property="article:section" content="local-news">'
    assert read(head + linked(STORY | {"articleSection": ["Local news"]})).section == "Local news"


@pytest.mark.parametrize(
    ("fields", "free"),
    [
        ({"isAccessibleForFree": "False"}, False),
        ({"isAccessibleForFree": True}, True),
        ({"isAccessibleForFree": "http://schema.org/False"}, False),
        ({"hasPart": [{"@type": "WebPageElement", "isAccessibleForFree": "false", "cssSelector": ".p"}]}, False),
        ({"isAccessibleForFree": True, "hasPart": {"isAccessibleForFree": False}}, True),
        ({"isAccessibleForFree": "maybe"}, None),
        ({}, None),
    ],
)
def test_access_is_the_storys_own_word_then_its_parts(fields: dict[str, object], free: bool | None) -> None:
    assert read(linked(STORY | fields)).is_accessible_for_free is free


def test_content_tier_locked_is_not_free() -> None:
    assert read('<meta property="article:content_tier" content="locked">').is_accessible_for_free is False
    assert read('<meta property="article:content_tier" content="metered">').is_accessible_for_free is None


def test_entities_in_linked_data_are_read_as_people_meant_them() -> None:
    assert read(linked(STORY | {"description": "K&uuml;hlt&uuml;rme &amp; more"})).description == "Kühltürme & more"


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["@id", "@type", "@value", "name", "url", "item"]), inner, max_size=3)
    ),
    max_leaves=8,
)
NAMES = [
    "@id", "@type", "headline", "name", "publisher", "author", "keywords", "inLanguage", "mainEntityOfPage", "url", "isAccessibleForFree", "hasPart",
    "articleSection",
]  # fmt: skip


@given(st.dictionaries(st.sampled_from(NAMES), ANYTHING))
@settings(max_examples=80, deadline=None)
def test_linked_data_of_wrong_types_never_raises(fields: dict[str, object]) -> None:
    node = {"@type": "NewsArticle"} | fields
    found = read(linked(node, {"@graph": [node]}))
    assert found.site is None or isinstance(found.site, str)
    assert isinstance(found.keywords, tuple)


def test_reading_twice_gives_the_same() -> None:
    page = document(linked(STORY, {"@type": "WebPage"}))
    assert read_metadata(page) == read_metadata(page)


def test_the_category_link_is_a_section_where_nothing_else_says_one() -> None:
    link = '<h1>Harbour</h1><footer><a href="/category/sea/" rel="category tag">At sea</a></footer>'
    assert read("</head><body>" + link).section == "At sea"
    assert read('<meta property="article:section" content="Local">' + "</head><body>" + link).section == "Local"
    many = "".join(f'<a rel="category tag">Theme {n}</a>' for n in range(9))
    assert read("</head><body>" + many).section is None
