"""Dates: what is read, in whose zone, and what is never invented."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newscrawl.blocks import segment
from newscrawl.document import parse
from newscrawl.extract.dates import Dates, read_dates
from newscrawl.items import Page

URL = "https://paper.example/story"


def dates(body: str = "", head: str = "", *, lang: str = "en", url: str = URL, latest: datetime | None = None) -> Dates:
    page = f"<html lang='{lang}'><head><title>Harbour reopens</title>{head}</head><body><h1>Harbour reopens</h1>{body}</body></html>"
    document = parse(Page(url, page.encode()))
    assert document is not None
    blocks = segment(document)
    title = next(block.index for block in blocks if block.tag == "h1")
    return read_dates(document, blocks, title, latest)


def linked(**fields: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", "headline": "Harbour reopens", **fields})}</script>'


def meta(value: str, name: str = "article:published_time") -> str:
    return f'<meta property="{name}" content="{value}">'


INSTANTS = {
    "2024-05-13T10:11:12+02:00": ("2024-05-13T10:11:12+02:00", "second"),
    "2024-05-13T10:11:12.345Z": ("2024-05-13T10:11:12+00:00", "second"),
    "2024-05-13T10:11:12.345Z Jane Roe": ("2024-05-13T10:11:12+00:00", "second"),
    "Jane Roe · 2024-05-13 10:11:12,5 +0200 · 4 min": ("2024-05-13T10:11:12+02:00", "second"),
    "2024-05-13T10:11+0200": ("2024-05-13T10:11:00+02:00", "minute"),
    "2024-05-13 10:11:12 -0700": ("2024-05-13T10:11:12-07:00", "second"),
    "20240513T101112Z": ("2024-05-13T10:11:12+00:00", "second"),
    "Mon, 13 May 2024 10:11:12 GMT": ("2024-05-13T10:11:12+00:00", "second"),
    "Mon, 13 May 2024 10:11:12 EST": ("2024-05-13T10:11:12-05:00", "second"),
    "Mon May 13 2024 10:11:12 GMT+0200 (CEST)": ("2024-05-13T10:11:12+02:00", "second"),
    "May 13, 2024 6:47 p.m. EDT": ("2024-05-13T18:47:00-04:00", "minute"),
    "2024-05-13T00:00:00+02:00": ("2024-05-13T00:00:00+02:00", "second"),
    "2024-05-13T24:00:00Z": ("2024-05-14T00:00:00+00:00", "second"),
    "1715594400": ("2024-05-13T10:00:00+00:00", "second"),
    "1715594400000": ("2024-05-13T10:00:00+00:00", "second"),
}


@pytest.mark.parametrize("raw", INSTANTS)
def test_an_instant_keeps_its_zone_and_precision(raw: str) -> None:
    when, precision = INSTANTS[raw]
    found = dates(head=meta(raw))
    assert found.published is not None
    assert (found.published.isoformat(), found.precision, found.published_raw) == (when, precision, raw)


@pytest.mark.parametrize("raw", ["2024-05-13T10:11:12", "2024-05-13 10:11", "2024-05-13", "Mon, 13 May 2024 10:11:12 IST", "13 May 2024 10:11"])
def test_a_local_time_without_a_zone_gives_its_day_only(raw: str) -> None:
    found = dates(head=meta(raw))
    assert (found.published, found.precision, found.published_raw) == (datetime(2024, 5, 13, tzinfo=UTC), "day", raw)


NO_DATES = ["2024-02-30", "30 February 2024", "0001-01-01T00:00:00Z", "2099-01-01T00:00:00Z", "?" * 20_000, "99999999999999", "0000-00-00"]


@pytest.mark.parametrize("raw", NO_DATES)
def test_what_is_no_date_gives_none_with_the_raw_string_kept(raw: str) -> None:
    found = dates(head=meta(raw))
    assert found.published is None and found.precision is None
    assert found.published_raw == raw[:200]


@pytest.mark.parametrize("wrong", [5, True, None, [], {}, [[]], {"@value": 3}, {"year": 2024}, 1e300, -1, "\ud800"])
def test_wrong_types_in_linked_data_are_no_dates(wrong: object) -> None:
    assert dates(head=linked(datePublished=wrong, dateModified=wrong)).published is None


def test_a_date_after_the_fetch_is_none() -> None:
    fetched = datetime(2024, 5, 13, 12, tzinfo=UTC)
    assert dates(head=meta("2025-05-13T10:00:00Z"), latest=fetched).published is None
    assert dates(head=meta("2024-05-13T20:00:00Z"), latest=fetched).published is not None


def test_the_source_that_knows_the_zone_gives_the_instant() -> None:
    found = dates(head=meta("2024-05-13T10:11:12") + linked(datePublished="2024-05-13T10:11:12+02:00"))
    assert found.published is not None and found.published.utcoffset() == timedelta(hours=2)
    found = dates(head=linked(datePublished="2024-05-13") + meta("2024-05-13T10:11:12+02:00"))
    assert found.precision == "second"


def test_linked_data_of_another_story_is_not_read() -> None:
    other = json.dumps({"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle", "headline": "Other", "datePublished": "2001-01-01"}]})
    found = dates(head=f'<script type="application/ld+json">{other}</script>' + linked(datePublished="2024-05-13T10:00:00Z"))
    assert found.published is not None and found.published.year == 2024


def test_published_and_modified_are_told_apart() -> None:
    found = dates(head=linked(datePublished="2024-05-13T10:00:00Z", dateModified="2024-06-01T10:00:00Z"))
    assert found.published == datetime(2024, 5, 13, 10, tzinfo=UTC) and found.modified == datetime(2024, 6, 1, 10, tzinfo=UTC)
    shown = dates("<p>Updated June 1, 2024</p><p>Published May 13, 2024</p>")
    assert shown.published == datetime(2024, 5, 13, tzinfo=UTC)


def test_a_utc_instant_is_shown_by_the_clock_that_the_page_shows() -> None:
    found = dates("<p>February 24, 2020 | 9:25pm</p>", linked(datePublished="2020-02-25T02:25:54Z"))
    assert found.published is not None and found.published.isoformat() == "2020-02-24T21:25:54-05:00"
    apart = dates("<p>1. Januar 2019</p><p>abgelegt um 00:11</p>", meta("2018-12-31T23:11:59+00:00"), lang="de")
    assert apart.published is not None and apart.published.isoformat() == "2019-01-01T00:11:59+01:00"


def test_another_clock_that_is_no_zone_away_changes_nothing() -> None:
    found = dates("<p>February 24, 2020 | 9:31pm</p>", linked(datePublished="2020-02-25T02:25:54Z"))
    assert found.published is not None and found.published.isoformat() == "2020-02-25T02:25:54+00:00"


WRITTEN = {
    ("en", "May 13, 2024"), ("en", "13th May 2024"), ("de", "Montag, 13. Mai 2024"), ("fr", "le 13 mai 2024"), ("es", "13 de mayo de 2024"),
    ("pt", "13 de maio de 2024"), ("it", "13 maggio 2024"), ("nl", "13 mei 2024"), ("sv", "13 maj 2024"), ("fi", "13. toukokuuta 2024"),
    ("pl", "13 maja 2024"), ("cs", "13. května 2024"), ("hu", "2024. május 13."), ("ro", "13 mai 2024"), ("tr", "13 Mayıs 2024"),
    ("ru", "13 мая 2024"), ("uk", "13 травня 2024"), ("el", "13 Μαΐου 2024"), ("lt", "2024 m. gegužės 13 d."), ("hr", "13. svibnja 2024."),
    ("ar", "13 مايو 2024"), ("he", "13 במאי 2024"), ("ja", "2024年5月13日"), ("zh", "2024年05月13日"), ("ko", "2024년 5월 13일"),
    ("id", "13 Mei 2024"),
    ("vi", "ngày 13 tháng 5 năm 2024"), ("fa", "۲۴ اردیبهشت ۱۴۰۳"), ("fa", "۱۴۰۳/۰۲/۲۴ - ۱۰:۱۵"),
    ("fa", "۱۳ مه ۲۰۲۴"), ("ar", "الإثنين، ١٣ مايو ٢٠٢٤"),
    ("ar", "13 ماي 2024"), ("ar", "١٣ أيار/مايو ٢٠٢٤"), ("ur", "13 مئی، 2024"), ("hi", "13 मई 2024"), ("hi", "१३ मई २०२४"), ("bn", "১৩ মে ২০২৪"),
    ("ta", "13 மே 2024"), ("te", "మే 13, 2024"), ("th", "13 พ.ค. 2567"), ("th", "13 พฤษภาคม พ.ศ. 2567"), ("th", "13/05/2567"),
    ("ja", "令和6年5月13日"), ("zh", "民國113年5月13日"), ("ja", "２０２４年５月１３日"), ("ka", "13 მაისი, 2024"), ("hy", "13 մայիսի, 2024"),
    ("kk", "2024 жылғы 13 мамыр"), ("lv", "2024. gada 13. maijs"), ("mk", "13 мај 2024"), ("be", "13 мая 2024"), ("is", "13. maí 2024"),
    ("sq", "13 maj 2024"), ("he", "13 מאי 2024"), ("uk", "13 трав. 2024"), ("tr", "13 MAYIS 2024"), ("fr", "13 mai 2024"),
    ("en", "05.13.2024"), ("de", "ann_k13.05.202412:44"), ("de", "ann_k13.05.2412:44"), ("en", "May 13, 202409:30"),
    ("vi", "13 tháng 5, 2024"), ("ko", "2024.05.13 09:00"), ("de", "13.05.2024"), ("fr", "13/05/2024"), ("en-us", "05/13/2024"), ("nl", "13-05-2024"),
}  # fmt: skip


@pytest.mark.parametrize(("lang", "text"), sorted(WRITTEN))
def test_a_line_under_the_headline_is_read_in_its_language(lang: str, text: str) -> None:
    found = dates(f"<p>{text}</p><p>The harbour is open again.</p>", lang=lang)
    assert (found.published, found.precision) == (datetime(2024, 5, 13, tzinfo=UTC), "day")


@pytest.mark.parametrize(
    ("lang", "url", "month"),
    [
        ("en-us", URL, 4), ("en", URL, 4), ("en-gb", URL, 3), ("de", URL, 3), ("en", "https://paper.co.uk/story", 3),
        ("en", "https://paper.example/2026/march/04/story", 3), ("de", "https://paper.example/2026/04/story", 4),
    ],
)  # fmt: skip
def test_day_and_month_in_numbers_follow_language_country_and_address(lang: str, url: str, month: int) -> None:
    found = dates("<p>04/03/2026</p>", lang=lang, url=url)
    assert found.published is not None and found.published.month == month


@pytest.mark.parametrize(
    ("text", "day"),
    [("30 اسفند 1403", "2025-03-20"), ("1 فروردین 1404", "2025-03-21"), ("30 اسفند 1402", None), ("31 مهر 1402", None)],
)
def test_the_persian_calendar_has_its_own_months_and_leap_years(text: str, day: str | None) -> None:
    found = dates(f"<p>{text}</p>", lang="fa").published
    assert (found.date().isoformat() if found else None) == day


def test_month_first_that_would_lie_ahead_is_day_first() -> None:
    found = dates("<p>12/03/2026</p>", lang="en", latest=datetime(2026, 4, 1, tzinfo=UTC))
    assert found.published == datetime(2026, 3, 12, tzinfo=UTC)


def test_the_address_tells_the_day_where_nothing_else_does() -> None:
    found = dates(url="https://paper.example/2024/05/13/harbour")
    assert (found.published, found.reader) == (datetime(2024, 5, 13, tzinfo=UTC), "url")
    assert dates(url="https://paper.example/2024/13/45/harbour").published is None


def test_comments_and_copyright_do_not_date_a_story() -> None:
    body = "<p>The harbour is open again.</p>" + "".join(f"<div class='comment'>Jo, {day} May 2024: fine!</div>" for day in range(1, 9))
    assert dates("<p>2 March 2024</p>" + body).published == datetime(2024, 3, 2, tzinfo=UTC)
    assert dates("<p>The harbour is open again.</p><p>© 2024 Paper</p>").published is None


ANYTHING = st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=40), lambda inner: st.lists(inner, max_size=3))


@given(ANYTHING, st.text(max_size=60))
@settings(max_examples=60, deadline=None)
def test_whatever_the_page_says_is_none_or_a_plausible_aware_date(value: object, text: str) -> None:
    clean_text = text.encode("utf-8", "replace").decode().replace("<", " ").replace("\0", " ")
    found = dates(f"<p>{clean_text}</p>", linked(datePublished=value))
    assert found.published is None or (found.published.tzinfo is not None and 1990 <= found.published.year < 2050)


@given(st.integers(800_000_000, 2_200_000_000), st.integers(-12 * 4, 14 * 4))
@settings(max_examples=60, deadline=None)
def test_iso_round_trip(seconds: int, quarters: int) -> None:
    sign, minutes = "-" if quarters < 0 else "+", abs(quarters) * 15
    local = datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None).isoformat()
    raw = f"{local}{sign}{minutes // 60:02}:{minutes % 60:02}"
    found = dates(head=meta(raw))
    assert found.published is not None and found.published == datetime.fromisoformat(raw)


def test_many_dated_blocks_cost_little() -> None:
    body = "<p>may 1 may 1 may 1 1.1.1 2.2.2 and so on and on</p>" * 20_000
    start = time.process_time()
    dates(body)
    assert time.process_time() - start < 4


def test_the_day_a_footer_counts_from_is_no_date() -> None:
    story = "<p>The first ferry came in at dawn, and nobody had sold it a ticket.</p>" * 3
    for line in (
        "You are visitor no. 48,213 since March 1, 1998.",
        "Vous êtes le 48 213e visiteur depuis le 1er mars 1998.",
        "48.213 Besucher seit dem 1. März 1998",
        "Founded on 1 March 1998 by three fishermen.",
    ):
        assert dates(f"{story}<footer>{line}</footer>").published is None
    assert dates("<p>Online seit 5. Mai 2020</p>" + story, lang="de").published == datetime(2020, 5, 5, tzinfo=UTC)


DATE_LINES = (
    "Posted on May 13, 2024",
    "Published: Monday, 13 May 2024, 10:15 am EDT | Updated 14 May 2024",
    "Mis en ligne le 13 mai 2024 - par Anne Exemple et Luc Modèle",
    "Port-Neuf, le 13 mai 2024 - par Anne Exemple",
    "13.05.2024, 23:58 Uhr Von Jana Muster",
    "Jane Roe • 13 May 2024 • 4 min read",
    "2024年5月13日 10時15分",
)


@pytest.mark.parametrize("line", DATE_LINES)
def test_a_line_of_date_and_byline_is_shown_to_the_caller(line: str) -> None:
    body = f"<div>{line}</div><p>The first ferry came in at dawn.</p>"
    assert dates(body).block == 1
    assert dates(body, linked(datePublished="2024-05-13T08:15:00Z")).block == 1


@pytest.mark.parametrize(
    "line",
    (
        "MOSCOW (AP) \u2014 The ferry was built on 13 May 2024 and has not sunk.",
        "The harbour reopens on 13 May 2024",
        "Call 555 0123 4567 8901 before May 13, 2024",
        "Am 13. Mai 2024 f\u00e4hrt sie wieder.",
    ),
)
def test_a_sentence_with_a_day_stays_text(line: str) -> None:
    assert dates(f"<p>{line}</p><p>The first ferry came in at dawn.</p>").block is None


def test_a_microformat_tells_the_instant_in_the_title_of_its_abbreviation() -> None:
    html = b"""<html lang="en"><body><h1>Quarrel over rescues</h1>
    <p><abbr class="published" title="2026-08-27T10:26:00+01:00">Published: Thu 27 August 2026</abbr></p>
    <p>The crews met again on Friday and agreed on nothing.</p></body></html>"""
    document = parse(Page("https://reader.example/a", html))
    assert document is not None
    dates = read_dates(document, segment(document), 0)
    assert dates.published is not None
    assert dates.published.isoformat() == "2026-08-27T10:26:00+01:00"
    assert dates.precision != "day"


@pytest.mark.parametrize(
    ("said", "body", "day"),
    [
        ("Jun 24, 2025", "<p>August 25, 2024</p>", "2024-08-25"),  # a system that writes the day of the last edit
        ("2026-04-30", "<p><time>29.04.2026, 12:01 Uhr</time></p>", "2026-04-29"),  # the day of the printed paper
        ("2025-11-20T16:02:46Z", "<p>Jane Roe</p><p>May 14, 2025</p>", "2025-05-14"),
        ("2025-11-29T12:00:00-05:00", "<p>Published April 26, 2025</p><p>Updated November 29, 2025</p>", "2025-04-26"),
        ("2025-11-29T12:00:00-05:00", "<p>April 26, 2025</p><p>November 29, 2025</p>", "2025-11-29"),  # the page shows that day too
        ("2025-11-29T12:00:00-05:00", "<p>Last updated: April 26, 2025</p>", "2025-11-29"),
        ("2025-11-29T02:00:00Z", "<p>November 28, 2025</p>", "2025-11-29"),  # a zone tells it apart, nobody says which
        ("2025-11-29T12:00:00Z", "<p>29 November 2024</p>", "2025-11-29"),  # a slip of the year
        ("2025-11-04T12:00:00Z", "<p>04/11/2025</p>", "2025-11-04"),  # the same day, read the other way round
        ("2025-11-29T12:00:00Z", "<p>From 3 March 2024 the ferry ran every day, they said.</p>", "2025-11-29"),
    ],
)
def test_a_story_shows_no_day_before_it_was_published(said: str, body: str, day: str) -> None:
    found = dates(f"{body}<p>The first ferry came in at dawn, and the harbour was open again.</p>", linked(datePublished=said))
    assert found.published is not None
    assert found.published.date().isoformat() == day


def test_the_month_in_the_address_is_a_witness_for_the_data() -> None:
    body = "<p>In shops: 14 August 2025</p><p>The first ferry came in at dawn, and the harbour was open again.</p>"
    found = dates(body, linked(datePublished="2025-09-09T10:52:00Z"), url="https://paper.example/2025/09/a-novel-of-the-harbour")
    assert found.published == datetime(2025, 9, 9, 10, 52, tzinfo=UTC)


def test_a_time_element_that_tells_the_same_instant_lends_its_offset() -> None:
    found = dates('<p><time datetime="2025-12-18T19:05:00-08:00">December 18, 2025</time></p>', meta("2025-12-19T03:05:00+00:00"))
    assert found.published is not None
    assert found.published.isoformat() == "2025-12-18T19:05:00-08:00"
    other = dates('<p><time datetime="2025-12-18T23:05:00-08:00">December 19, 2025</time></p>', meta("2025-12-19T03:05:00+00:00"))
    assert other.published is not None
    assert other.published.isoformat() == "2025-12-19T03:05:00+00:00"


def test_a_day_with_its_clock_at_the_head_of_a_number_in_the_address_is_a_day() -> None:
    found = dates(url="https://paper.example/news/A2026012914320005196")
    assert (found.published, found.precision, found.reader) == (datetime(2026, 1, 29, tzinfo=UTC), "day", "url")
    assert dates(url="https://paper.example/news/A2026019914320005196").published is None
    assert dates(url="https://paper.example/news/412026012914320005196").published is None
    assert dates("<p>28 January 2026</p>", url="https://paper.example/news/A2026012914320005196").published == datetime(2026, 1, 28, tzinfo=UTC)


def test_the_hour_of_a_clock_is_no_year() -> None:
    assert dates("<p>8 January, 17:46</p>").published is None
    assert dates("<p>8 January 17</p>").published == datetime(2017, 1, 8, tzinfo=UTC)


def test_a_list_that_names_the_story_tells_its_day() -> None:
    text = "<p>The first ferry came in at dawn.</p>" * 40
    rows = "".join(f"<li><a href='/{i}'>Another story of the coast {i} {i + 10}.11.2022</a></li>" for i in range(4))
    body = f"<ul>{rows}<li>Harbour reopens after nine quiet years 21.11.2022</li></ul>"
    page = f"<html lang='de'><body>{body}<h1>Harbour reopens after nine quiet years</h1>{text}</body></html>"
    document = parse(Page("https://paper.example/story", page.encode()))
    assert document is not None
    blocks = segment(document)
    found = read_dates(document, blocks, next(block.index for block in blocks if block.tag == "h1"))
    assert found.published == datetime(2022, 11, 21, tzinfo=UTC)


def test_what_says_it_was_published_first_goes_before_the_day_beside_the_headline() -> None:
    first = "This article was originally published on 26 Sep 2019 at 4:12pm but has been updated to reflect what is known."
    assert dates(f"<p>30 Sep 2022, 11:07am</p><p>{first}</p>").published == datetime(2019, 9, 26, tzinfo=UTC)


RIVALS = linked(datePublished="2022-01-04T07:29:00Z") + meta("2022-01-06T08:29:34")


@pytest.mark.parametrize(
    ("body", "day"),
    [
        ("<p>06.01.2022</p>", "2022-01-06"),
        ("<p>04.01.2022</p>", "2022-01-04"),
        ("<p>04.01.2022 – 06.01.2022</p>", "2022-01-04"),
        ("<p>Aktualisiert: 06.01.2022</p>", "2022-01-04"),
        ("<p>05.01.2022</p>", "2022-01-04"),
        ("", "2022-01-04"),
    ],
)
def test_where_data_for_machines_disagree_the_day_that_the_page_shows_decides(body: str, day: str) -> None:
    found = dates(f"{body}<p>The first ferry came in at dawn, and the harbour was open again.</p>", RIVALS, lang="de")
    assert found.published is not None
    assert found.published.date().isoformat() == day


@pytest.mark.parametrize(
    ("beside", "when"),
    [
        ("<aside><time datetime='2025-11-02T10:00:00-05:00'>2 November</time></aside>", "2025-12-18T21:41:41-05:00"),
        ("<script>var published = '2025-12-18 21:41:41';</script>", "2025-12-18T21:41:41-05:00"),
        ("<aside><time datetime='2025-11-02T10:00:00+05:00'>2 November</time></aside>", "2025-12-19T02:41:41+00:00"),  # not the 18th
        ("<script>var built = '2025-12-18 21:11:12';</script>", "2025-12-19T02:41:41+00:00"),  # another minute
        ("", "2025-12-19T02:41:41+00:00"),
    ],
)
def test_the_local_day_that_page_and_address_show_is_told_by_the_pages_own_zone(beside: str, when: str) -> None:
    body = f"<p>Posted on December 18, 2025</p><p>The first ferry came in at dawn.</p>{beside}"
    found = dates(body, meta("2025-12-19T02:41:41+00:00"), url="https://paper.example/2025/12/18/first-ferry")
    assert found.published is not None and found.published.isoformat() == when


@pytest.mark.parametrize(
    ("url", "month"),
    [("https://paper.ro/story", 3), ("https://paper.com/story", 4), ("https://paper.us/story", 4), ("https://paper.io/story", 4)],
)
def test_a_page_without_a_language_is_read_in_the_order_of_its_country(url: str, month: int) -> None:
    found = dates("<p>04/03/2026</p>", lang="", url=url)
    assert found.published is not None and found.published.month == month


@pytest.mark.parametrize(
    ("opening", "lang", "day"),
    [
        ("PORT-NEUF, May 13, 2024 (Agency) \u2014 The", "en", "2024-05-13"),
        ("Ellery (13.05.2024). Die", "de", "2024-05-13"),
        ("NEW ELLERY, N.J., Jan. 5, 2024 /Wire/ -- The", "en", "2024-01-05"),
        ("On May 13, 2024 the", "en", None),
        ("In May of that year, on May 13, 2024 \u2013 a Monday \u2013 the", "en", None),
    ],
)
def test_the_day_at_the_head_of_the_first_paragraph_dates_the_story(opening: str, lang: str, day: str | None) -> None:
    told = f"<p>{opening} first ferry came in at dawn, and the harbour was open again after a year of work on its four piers and its two long walls."
    others = "<ul>" + "".join(f"<li>{n}.06.2024</li>" for n in range(10, 16)) + "</ul>"
    found = dates(f"{told}</p>{'<p>And so it went on.</p>' * 12}{others}", lang=lang)
    assert found.published is not None
    assert (found.reader == "dateline", found.published.date().isoformat()) == (True, day) if day else found.reader != "dateline"


def test_what_a_script_holds_dates_a_page_that_says_nothing_else_and_only_if_it_tells_one_day() -> None:
    def state(*days: str) -> str:
        return "<script>window.state={" + ",".join(f'"publishedAt":"{day}T09:00:00-05:00"' for day in days) + "}</script>"

    found = dates(state("2025-11-17", "2025-11-17"))
    assert found.published is not None and (found.published.isoformat(), found.reader) == ("2025-11-17T09:00:00-05:00", "state")
    assert dates(state("2025-11-17", "2025-11-18")).published is None
    assert dates(state("2025-02-30")).published is None
    shown = dates("<p>13 May 2024</p>" + state("2025-11-17"))
    assert shown.published == datetime(2024, 5, 13, tzinfo=UTC)


def test_a_day_in_the_headline_gives_way_to_the_pages_own_wherever_it_stands() -> None:
    page = b"""<html lang="en"><body><h1>What happened by 12/19/2025</h1><p>The first ferry came in at dawn, and the harbour was open again.</p>
    <p>And so it went on, they said.</p><footer><time class="published" datetime="2026-10-31T13:45:00-05:00">Sat 31 October 2026</time></footer>
    </body></html>"""
    document = parse(Page(URL, page))
    assert document is not None
    found = read_dates(document, segment(document), 0)
    assert found.published is not None and found.published.isoformat() == "2026-10-31T13:45:00-05:00"
    alone = parse(Page(URL, page.replace(b"<time", b"<i").replace(b"31 October 2026", b"")))
    assert alone is not None
    said = read_dates(alone, segment(alone), 0).published
    assert said is not None and said.date().isoformat() == "2025-12-19"


def test_a_sentence_that_comes_to_a_day_gives_way_to_a_line_of_name_and_day_below_the_text() -> None:
    told = "<p>The ferry company keeps its prices as they are until January 1, 2027.</p>"
    line = "<p>Jane Roe — 21 November 2026 12:29. <a rel='category tag'>Harbours</a></p>"
    found = dates(told + "<p>The first ferry came in at dawn.</p>" * 5 + line)
    assert found.published == datetime(2026, 11, 21, tzinfo=UTC)


@pytest.mark.parametrize(
    ("lang", "line", "instant"),
    (
        ("en", "June 5, 2026 | 4:12pm ET", "2026-06-05T20:12"),
        ("en", "Jan. 5, 2026, 4:12 p.m. PT", "2026-01-06T00:12"),
        ("en", "March 8, 2026, 4:12 p.m. ET", "2026-03-08T20:12"),
        ("en", "March 7, 2026, 4:12 p.m. ET", "2026-03-07T21:12"),
        ("en", "November 1, 2026, 4:12 p.m. ET", "2026-11-01T21:12"),
        ("en", "Updated 4:12 PM EDT, Fri June 5, 2026", "2026-06-05T20:12"),
        ("en", "Published 12:12 p.m. ET Sept. 4, 2024 | Updated 1:40 a.m. ET Sept. 5, 2024", "2024-09-04T16:12"),
        ("en-in", "05 June 2026 04:12 PM IST", "2026-06-05T10:42"),
        ("hi", "प्रकाशित: शुक्रवार, 5 जून 2026, 04:12 PM (IST)", "2026-06-05T10:42"),
        ("ru", "5 июня 2026 г., 16:12 МСК", "2026-06-05T13:12"),
        ("pt-br", "5 de jun. de 2026, 16:12 (horário de Brasília)", "2026-06-05T19:12"),
        ("zh", "2026年6月5日 16:12（北京时间）", "2026-06-05T08:12"),
        ("ar", "الجمعة 5 يونيو 2026 - 16:12 بتوقيت غرينتش", "2026-06-05T16:12"),
    ),
)
def test_a_zone_that_the_language_names_gives_the_instant(lang: str, line: str, instant: str) -> None:
    found = dates(f"<p>{line}</p>", lang=lang)
    assert found.published is not None
    assert (found.published.astimezone(UTC).isoformat()[:16], found.precision, found.block) == (instant, "minute", 1)


@pytest.mark.parametrize("line", ("5 June 2026 16:12 IST", "Le 5 juin 2026 à 16:12 et le 6"))
def test_letters_that_mean_several_zones_or_none_give_the_day_alone(line: str) -> None:
    assert dates(f"<p>{line}</p>", lang="en").precision == "day"


@pytest.mark.parametrize(
    ("lang", "line"),
    (
        ("sl", "5. junij 2026 ob 16:12"), ("lv", "2026. gada 5. jūnijs, 16:12"), ("mn", "2026 оны 6 сарын 5"), ("km", "៥ មិថុនា ២០២៦"),
        ("my", "၅ ဇွန် ၂၀၂၆"), ("eu", "2026ko ekainaren 5a"), ("cy", "5 Mehefin 2026"), ("ga", "5 Meitheamh 2026"), ("mt", "5 Ġunju 2026"),
        ("ne", "५ जुन २०२६"), ("lo", "5 ມິຖຸນາ 2026"), ("ku", "5 Hezîran 2026"), ("ha", "5 Yuni 2026"), ("nl", "vr 5 juni 2026, 16:12"),
        ("es", "Publicado el 05/06/2026 a las 16:12 hs"), ("uk", "П’ятниця, 5 червня 2026, 16:12"), ("vi", "Thứ sáu, 5/6/2026"),
        ("hr", "petak, 5. lipnja 2026. u 16:12"), ("sk", "piatok 5. júna 2026 o 16:12 hod."), ("lt", "2026 m. birželio 5 d., penktadienis"),
        ("ca", "divendres, 5 de juny de 2026, a les 16.12"), ("bg", "петък, 5 юни 2026 г., 16:12 ч."), ("et", "reede, 5. juuni 2026 kell 16.12"),
    ),
)  # fmt: skip
def test_a_line_of_day_and_time_is_a_date_line_in_its_language(lang: str, line: str) -> None:
    found = dates(f"<p>{line}</p>", lang=lang)
    assert found.published is not None
    assert (found.published.date().isoformat(), found.block) == ("2026-06-05", 1)


def test_a_line_that_names_its_zone_lends_it_to_the_instant_in_the_data() -> None:
    found = dates("<p>Updated 10:01 pm PST, Tuesday, November 19, 2019</p>", meta("2019-11-20T05:57:50Z"))
    assert found.published is not None
    assert found.published.isoformat() == "2019-11-19T21:57:50-08:00"


@pytest.mark.parametrize(
    "line", ["Danas je petak, 5. lipnja 2026.", "Dnes je pátek 5. června 2026", "Today is Friday, June 5, 2026", "Avui és 5 de juny de 2026"]
)
def test_the_day_on_which_somebody_reads_is_no_day_of_publication(line: str) -> None:
    page = f"<html><body><p>{line}</p><h1>Harbour reopens</h1><p>Nobody knew when.</p></body></html>"
    document = parse(Page("https://paper.example/impressum", page.encode()))
    assert document is not None
    assert read_dates(document, segment(document), 1) == Dates()


@pytest.mark.parametrize(
    "span",
    [
        '<span property="schema:dateCreated" content="2026-06-05T16:12:00+02:00" class="hidden"></span>',
        '<span property="dc:date dc:created" content="2026-06-05T16:12:00+02:00" datatype="xsd:dateTime">Friday, June 5</span>',
    ],
)
def test_the_instant_that_drupal_writes_as_rdfa_is_read(span: str) -> None:
    found = dates(f"<p>5 June 2026</p>{span}", lang="en")
    assert found.published is not None
    assert (found.published.isoformat(), found.precision, found.reader) == ("2026-06-05T16:12:00+02:00", "second", "rdfa")


@pytest.mark.parametrize(
    "line",
    [
        "<p>Published 5 June 2026 16:12 CEST · Updated 6 June 2026 09:00 CEST</p>",
        "<p>Updated <time datetime='2026-06-06T09:00:00+02:00'>yesterday, 6 June 2026</time></p>",
        "<p><time class='entry-date published' datetime='2026-06-05T16:12:00+02:00'>5 June</time>"
        "<time class='updated' datetime='2026-06-06T09:00:00+02:00'>6 June</time></p>",
    ],
)
def test_the_last_change_that_people_are_shown_is_one(line: str) -> None:
    found = dates(line, meta("2026-06-05T16:12:00+02:00"), lang="en")
    assert found.modified is not None and found.modified.isoformat() == "2026-06-06T09:00:00+02:00"
    assert found.published is not None and found.published.isoformat() == "2026-06-05T16:12:00+02:00"


def test_a_change_before_the_publication_or_without_its_zone_is_not_told() -> None:
    for line in ("Updated 4 June 2026 09:00 CEST", "Updated 6 June 2026 09:00", "Updated yesterday"):
        assert dates(f"<p>{line}</p>", meta("2026-06-05T16:12:00+02:00"), lang="en").modified is None, line


@pytest.mark.parametrize(
    ("beside", "instant"),
    [
        ('<time datetime="2026-09-17T16:42:00+02:00">17 September</time>', "2026-09-17T16:42:00+02:00"),
        ('<x-time data-timestamp="1789656120000">17 September</x-time>', "2026-09-17T16:42:00+02:00"),
        ('<time datetime="2026-09-17T14:42:00Z">17 September</time>', "2026-09-17T16:42:00+02:00"),
        ('<time datetime="2026-09-17T14:40:00Z">17 September</time>', None),
        ('<time datetime="2026-09-17T14:42:00Z">a</time><time datetime="2026-09-17T09:42:00Z">b</time>', None),
        ("", None),
    ],
)
def test_a_local_time_takes_its_zone_from_where_the_page_tells_the_same_instant_with_one(beside: str, instant: str | None) -> None:
    found = dates(beside, meta("2026-09-17T16:42:00.120"))
    assert found.published is not None
    assert found.published_raw == "2026-09-17T16:42:00.120"
    assert (found.published.isoformat() if found.precision == "second" else None) == instant


def test_two_stamps_of_one_line_are_told_apart_by_the_word_before_each() -> None:
    line = "<p>Updated: 12 May 2024, 10:05 AM GMT | Published: 11 May 2024, 07:35 AM GMT</p>"
    found = dates(line)
    assert found.published == datetime(2024, 5, 11, 7, 35, tzinfo=UTC)
    assert found.modified == datetime(2024, 5, 12, 10, 5, tzinfo=UTC)


def test_the_stamp_of_the_change_may_stand_before_that_of_the_publication() -> None:
    stamps = (
        '<span>Updated: <time datetime="2024-05-11T10:05:00Z">11 May 2024</time></span> '
        '<span>Published: <time datetime="2024-05-11T07:35:00Z">11 May 2024</time></span>'
    )
    found = dates(f"<p>{stamps}</p>")
    assert found.published == datetime(2024, 5, 11, 7, 35, tzinfo=UTC)
    assert found.modified == datetime(2024, 5, 11, 10, 5, tzinfo=UTC)


def test_the_word_for_a_change_may_stand_inside_its_stamp() -> None:
    stamps = '<time datetime="2024-05-11T07:35:00Z">11 May 2024</time> <time datetime="2024-05-11T10:05:00Z">(Updated 10:05)</time>'
    assert dates(f"<p>{stamps}</p>").modified == datetime(2024, 5, 11, 10, 5, tzinfo=UTC)


@pytest.mark.parametrize("latest", [datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, tzinfo=UTC)])
def test_no_time_of_fetching_is_too_early_or_too_late_to_read_dates(latest: datetime) -> None:
    found = dates('<time datetime="2024-05-11T07:35:00Z">11 May 2024</time>', latest=latest)
    assert (found.published is None) == (latest.year == 1)


def test_the_readers_day_in_the_pages_header_is_not_the_storys() -> None:
    page = (
        "<html><body><header><div id='block-date'>Monday, November 23, 2026</div></header><main><h1>Harbour reopens</h1>"
        "<div class='field--name-created'>March 4, 2026</div><p>The first ferry came in at dawn.</p></main></body></html>"
    )
    document = parse(Page(URL, page.encode()))
    assert document is not None
    blocks = segment(document)
    found = read_dates(document, blocks, next(block.index for block in blocks if block.tag == "h1"), None)
    assert found.published is not None and found.published.date().isoformat() == "2026-03-04"


def test_who_writes_the_hour_as_in_france_and_brazil_writes_the_day_first() -> None:
    for shown in ("07/02/2026 08h00", "07/02/2026 - 8h", "07/02/2026 às 08h00"):
        found = dates(f"<p>{shown}</p>", lang="")
        assert found.published is not None and (found.published.month, found.published.day) == (2, 7), shown
