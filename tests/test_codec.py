"""A Reading survives its way through JSON; what people see has the public names."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from newscrawl import codec
from newscrawl.items import Article, BlockMark, Link, Photo, Reading, Removal

texts = st.text(max_size=20)
maybe = st.none() | texts
instants = st.none() | st.datetimes(
    min_value=datetime(1970, 1, 1),  # noqa: DTZ001 (hypothesis adds the zone)
    max_value=datetime(2100, 1, 1),  # noqa: DTZ001
    timezones=st.integers(-840, 840).map(lambda m: timezone(timedelta(minutes=m))),
)
links = st.builds(
    Link,
    texts,
    st.sampled_from(["page", "feed", "sitemap"]),
    texts,
    title=maybe,
    text=maybe,
    date_published=instants,
    date_modified=instants,
    language=maybe,
)
photos = st.builds(Photo, maybe, maybe, maybe, st.lists(texts, max_size=3).map(tuple), maybe)
removals = st.builds(Removal, texts, st.just("appeal"), texts, texts, st.integers(0, 99), texts)
marks = st.builds(BlockMark, texts, st.floats(-9, 9), st.booleans(), st.none() | st.just("plug"), texts)
several = st.lists(texts, max_size=3).map(tuple)
articles = st.builds(
    Article, st.just("http://example.com/a?utm_x=1"), title=maybe, canonical_url=maybe, site=maybe, standfirst=maybe, byline=maybe, authors=several,
    date_published=instants, date_published_raw=maybe, date_precision=maybe, date_modified=instants, language=maybe, section=maybe, keywords=several,
    description=maybe, body=texts, photos=st.lists(photos, max_size=3).map(tuple), is_accessible_for_free=st.none() | st.booleans(),
    found_by=st.dictionaries(texts, texts, max_size=3).map(lambda found: tuple(found.items())),
)  # fmt: skip
readings = st.builds(
    Reading, st.just("http://example.com/a"), article=st.none() | articles, reason=st.none(), confidence=st.floats(0, 1),
    links=st.lists(links, max_size=3).map(tuple), removals=st.lists(removals, max_size=3).map(tuple), blocks=st.lists(marks, max_size=3).map(tuple),
    title=maybe, date_published=instants, date_precision=maybe,
)  # fmt: skip


@given(readings)
def test_a_reading_comes_back_as_it_went(reading: Reading) -> None:
    if reading.article is None:
        reading = Reading(
            reading.url, reason="listing", confidence=reading.confidence, links=reading.links, removals=reading.removals, blocks=reading.blocks,
            title=reading.title, date_published=reading.date_published, date_precision=reading.date_precision,
        )  # fmt: skip
    else:
        reading = replace(reading, title=None, date_published=None, date_precision=None)  # the article has its own
    assert codec.from_json(json.loads(json.dumps(codec.to_json(reading)))) == reading


def test_a_refusal_says_id_url_reason_and_what_the_page_states() -> None:
    said = codec.public(Reading("https://example.com/login", reason="login"))
    assert said == {
        "id": codec.public(Reading("http://example.com/login"))["id"],
        "url": "https://example.com/login",
        "reason": "login",
        "title": None,
        "date_published": None,
        "date_precision": None,
        "removals": [],
    }


def test_dates_keep_the_pages_own_offset() -> None:
    when = datetime(2026, 3, 4, 8, 15, tzinfo=timezone(timedelta(hours=1)))
    said = codec.public(
        Reading("http://example.com/a", article=Article("http://example.com/a", date_published=when, date_modified=when.astimezone(UTC)))
    )
    assert said["date_published"] == "2026-03-04T08:15:00+01:00"
    assert said["date_modified"] == "2026-03-04T07:15:00+00:00"


def test_words_are_counted_where_the_page_was_read_and_never_of_another_body() -> None:
    article = Article("https://harbour.example/a", body="The ferry crossed the sound.")
    travelled = codec.from_json(json.loads(json.dumps(codec.to_json(Reading(article.url, article))))).article
    assert travelled is not None and travelled.counted == (article.body, 5)
    assert travelled == article and travelled.word_count == 5
    assert replace(travelled, body="One ferry.").word_count == 2
