"""Asking: any string gets an answer or one line that points at the place; every script finds what its readers expect."""

from __future__ import annotations

import contextlib
import random
import sqlite3
import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newscrawl.archive import index, language, query
from newscrawl.archive.query import MARK, UNMARK
from newscrawl.archive.scripts import indexed_form, indexed_offsets
from newscrawl.errors import NotFound, QueryError
from newscrawl.urls import article_id
from tests.archive_kit import HOST, NOW, Desk, story


@pytest.fixture(scope="module")
def desk(tmp_path_factory) -> Iterator[Desk]:
    desk = Desk(tmp_path_factory.mktemp("query") / "archive.db")
    bodies = {
        "harbour": "The harbour opened. A ferry crossed the quiet sound before noon.",
        "budget": "The council passed its budget after a long night. Nobody cheered the harbour.",
        "chinese": "港口星期一重新开放。经济学家说渡轮很重要。",
        "japanese": "月曜日に港が再開した。フェリーは市民の足だ。",
        "korean": "월요일에 항구가 다시 열렸다. 시민들은 기뻐했다.",
        "thai": "ท่าเรือเปิดอีกครั้งในวันจันทร์ ผู้โดยสารดีใจ",
        "arabic": "أُعيدَ فتحُ المرفأ يوم الإثنين وعادت العبّارة",
        "hebrew": "הַנָּמֵל נפתח מחדש ביום שני",
        "persian": "او می‌خواهد کتاب‌ها را ببیند",
        "quick": "او میخواهد کتابها را ببیند",
        "narrow": "ﾌｪﾘｰは大きいﾃﾞﾊﾟｰﾄ",
        "hindi": "बंदरगाह सोमवार को फिर खुला",
        "french": "Le port a rouvert à l'été, près du théâtre.",
    }
    for number, (name, body) in enumerate(bodies.items()):
        url = f"https://{HOST}/{name}"
        desk.fetch(
            url,
            story(
                url, number, title=f"{name} story", body=body, language=name[:2], byline=None, photos=() if name == "budget" else story(url).photos
            ),
        )
    yield desk
    desk.close()


def found(desk: Desk, text: str, **options) -> set[str]:
    return {hit.url.rsplit("/", 1)[1] for hit in query.search(desk.db, text, limit=50, **options).hits}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("harbour", {"harbour", "budget"}),
        ("harbour ferry", {"harbour"}),
        ("HARBOUR", {"harbour", "budget"}),
        ('"quiet sound"', {"harbour"}),
        ('"sound quiet"', set()),
        ("“quiet sound”", {"harbour"}),
        ("noon OR budget", {"harbour", "budget"}),
        ("harbour NOT ferry", {"budget"}),
        ("harbour -ferry", {"budget"}),
        ("harbour -(ferry OR budget)", set()),
        ("(ferry OR budget) harbour", {"harbour", "budget"}),
        ("counc*", {"budget"}),
        ('"long nig"*', {"budget"}),
        ("NEAR(ferry noon, 6)", {"harbour"}),
        ("NEAR(ferry noon, 2)", set()),
        ("title:budget", {"budget"}),
        ("title:council", set()),
        ("body:(council budget)", {"budget"}),
        ('title:"budget story"', {"budget"}),
        ("lang:fr", {"french"}),
        ("theatre", {"french"}),
        ("ete", {"french"}),
        ("été", {"french"}),
        ("harbour has:photo", {"harbour"}),
        ("harbour -has:photo", {"budget"}),
        ("agency:coastline lang:ha", {"harbour"}),
        ("harbour agency:coastline has:photo", {"harbour"}),
        ("agency:coast", set()),
        ("می‌خواهد", {"persian", "quick"}),
        ("میخواهد", {"persian", "quick"}),
        ("کتاب‌ها", {"persian", "quick"}),
        ("کتابها", {"persian", "quick"}),
        ("میخوا*", {"persian", "quick"}),
        ("کتاب", {"persian"}),
        ("フェリー", {"japanese", "narrow"}),
        ("ﾌｪﾘｰ", {"japanese", "narrow"}),
        ("デパート", {"narrow"}),
        ("ﾃﾞﾊﾟｰﾄ", {"narrow"}),
        ("agency:%oastline", set()),
        ("-agency:coastline", {"budget"}),
        ("credit:holt harbour", {"harbour"}),
        ('caption:"at the pier" ferry lang:bu', set()),
        ("site:harbour.example budget", {"budget"}),
        ("site:elsewhere.example", set()),
        ("kind:appeal lang:th", {"thai"}),
        ("harbour has:photo NOT has:date", set()),
        ("harbour NOT has:byline has:credit", {"harbour"}),
        ("budget NOT has:photo NOT has:credit NOT has:standfirst", {"budget"}),
        (f"id:{article_id(f'https://{HOST}/budget')[:8]}", {"budget"}),
        (f"id:{article_id(f'https://{HOST}/budget')}", {"budget"}),
        ("港口", {"chinese"}),
        ("渡轮", {"chinese"}),
        ("口港", set()),
        ("经济", {"chinese"}),
        ("再開", {"japanese"}),
        ("항구", {"korean"}),
        ("시민", {"korean"}),
        ("ท่าเรือ", {"thai"}),
        ("วันจันทร์", {"thai"}),
        ("المرفأ", {"arabic"}),
        ("أعيد فتح", {"arabic"}),
        ("الاثنين", {"arabic"}),
        ("הנמל", {"hebrew"}),
        ("הַנָּמֵל", {"hebrew"}),
        ("सोमवार", {"hindi"}),
        ("सो", set()),
        ("ｈａｒｂｏｕｒ", {"harbour", "budget"}),
        ("10:30", set()),
        ("https://harbour.example/x", set()),
    ],
)
def test_a_query_finds(desk: Desk, text: str, names: set[str]) -> None:
    assert found(desk, text) == names
    assert found(desk, text, order="relevance") == names
    assert query.count(desk.db, text) == len(names)


def test_dates_are_from_the_first_to_the_day_before_the_second(desk: Desk) -> None:
    day = (NOW - timedelta(days=1)).date()
    assert found(desk, f"after:{day} before:{NOW.date()}") == {"budget"}
    assert found(desk, f"harbour after:{NOW.date()}") == {"harbour"}
    assert found(desk, "harbour before:2026") == set()


@pytest.mark.parametrize(
    ("apart", "together"),
    [
        ("title: ferry", "title:ferry"),
        ('title: "ferry 3"', 'title:"ferry 3"'),
        ("title: ( ferry 3 )", "title:(ferry 3)"),
        ("title: fer* 3", "title:fer* 3"),
        ("title: NEAR(ferry again, 3)", "title:(NEAR(ferry again, 3))"),
        (f"ferry site: {HOST}", f"ferry site:{HOST}"),
        ("ferry after: 2026-01-01 has: photo", "ferry after:2026-01-01 has:photo"),
    ],
)
def test_a_space_behind_the_colon_means_nothing(tmp_path, apart: str, together: str) -> None:
    desk = Desk(tmp_path / "own.db")
    for number in range(4):
        desk.fetch(f"https://{HOST}/s/{number}", story(f"https://{HOST}/s/{number}", number))
    found = [hit.id for hit in query.search(desk.db, apart).hits]
    assert found
    assert found == [hit.id for hit in query.search(desk.db, together).hits]


@pytest.mark.parametrize(
    ("text", "place", "why"),
    [
        ("", 0, "no word"),
        ("?!", 0, "no word"),
        ('the "harbour', 4, "not closed"),
        ("(a OR b", 0, "not closed"),
        ("a) b", 1, "never opened"),
        ("a OR", 2, "OR needs"),
        ("AND a", 0, "AND needs"),
        ("a NOT", 2, "NOT needs"),
        ("a OR NOT b", 5, "before it"),
        ("a OR site:b.example", 5, "filter"),
        ("after:soon", 0, "date"),
        ("a before:2026-13", 2, "date"),
        ("has:legs", 0, "has: knows"),
        ("kind:appael", 0, "kind: knows consent, appeal"),
        ("ferry autor:quill", 6, "author: is meant"),
        ("sites:harbour.example", 0, "site: is meant"),
        ("date:2026", 0, "after: or before: is meant"),
        ("title:", 0, "after it"),
        ("title: AND x", 0, "after it"),
        ("title: site:b.example", 0, "after it"),
        ("site:", 0, "value"),
        ("site: title:x", 0, "value"),
        ("(" * 50 + "a" + ")" * 50, 21, "deep"),
        ("NEAR(a b, x)", 7, "number"),
        ("NEAR(a b*, 3)", 7, "whole words"),
        ("NEAR(a* b, 3)", 5, "whole words"),
        ("a " * 300, 400, "more than"),
    ],
)
def test_what_cannot_be_understood_is_one_line_that_points_at_the_place(desk: Desk, text: str, place: int, why: str) -> None:
    with pytest.raises(QueryError, match=why) as caught:
        query.search(desk.db, text)
    assert caught.value.place == place
    assert "\n" not in str(caught.value)


ALPHABET = [
    '"',
    "(",
    ")",
    "*",
    ":",
    "-",
    "+",
    "^",
    "{",
    "}",
    ",",
    "AND",
    "OR",
    "NOT",
    "NEAR",
    "NEAR(",
    "title:",
    "site:",
    "after:",
    "has:",
    "harbour",
]
ALPHABET += [
    " ",
    " ",
    "ferry",
    "港口",
    "\x00",
    "\ud800",
    "\n",
    "'",
    "\\",
    ";",
    "%",
    "10",
    "2026",
    "é",
    "\u0301",
    "☃",
    "ـ",
    "'; DROP TABLE articles; --",
]


def test_twenty_thousand_strings_get_an_answer_or_one_line(desk: Desk) -> None:
    luck = random.Random(20)
    slowest = 0.0
    for _ in range(20_000):
        text = "".join(luck.choice(ALPHABET) for _ in range(luck.randrange(12)))
        started = time.monotonic()
        try:
            query.count(desk.db, text)
        except QueryError as error:
            assert "\n" not in str(error)
        slowest = max(slowest, time.monotonic() - started)
    assert slowest < 1


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=40))
def test_any_text_gets_an_answer_or_one_line(text: str) -> None:
    try:
        language.parse(text)
    except QueryError as error:
        assert 0 <= error.place <= len(text)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="ab 港口ที่أُاـהַנ ｆ\n", max_size=30))
def test_the_indexed_form_is_stable_and_knows_where_it_came_from(text: str) -> None:
    form = indexed_form(text)
    assert indexed_form(form) == form
    again, places = indexed_offsets(text)
    assert again == form
    assert len(places) == len(form) and places == sorted(places)


def test_what_was_found_is_marked_in_the_article_s_own_spelling(desk: Desk) -> None:
    hits = {name: query.search(desk.db, text).hits[0].snippet for name, text in [("zh", "经济"), ("ar", "فتح المرفا"), ("he", "הנמל")]}
    assert f"{MARK}经济{UNMARK}学家" in hits["zh"] and "开放。" in hits["zh"]
    assert f"{MARK}فتحُ{UNMARK} {MARK}المرفأ{UNMARK}" in hits["ar"]
    assert hits["he"].startswith(f"{MARK}הַנָּמֵל{UNMARK}")


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(["word", f"{MARK}hit{UNMARK}", "longerwordhere", "港"]), max_size=80), st.integers(20, 60))
def test_a_snippet_is_short_one_line_and_its_marks_pair(words: list[str], length: int) -> None:
    snippet = query.cut("  \n".join(words), length)
    assert "\n" not in snippet
    assert snippet.count(MARK) == snippet.count(UNMARK)
    assert len(snippet) <= length + 60
    if any(MARK in word for word in words):
        assert MARK in snippet


def test_pages_of_hits_follow_one_another(desk: Desk) -> None:
    every = [hit.id for hit in query.search(desk.db, "story", limit=50).hits]
    first = query.search(desk.db, "story", limit=4)
    second = query.search(desk.db, "story", limit=50, offset=4)
    assert [hit.id for hit in (*first.hits, *second.hits)] == every
    assert (first.more, second.more) == (True, False)


def test_an_article_is_found_by_address_by_id_and_by_the_start_of_its_id(desk: Desk) -> None:
    held = query.get(desk.db, f"http://{HOST}/budget?utm_source=x#top")
    assert query.get(desk.db, held["id"]) == query.get(desk.db, held["id"][:8]) == query.get(desk.db, f"{HOST}/budget") == held


def test_what_is_not_there_says_what_is_known_of_it(desk: Desk) -> None:
    desk.fetch(f"https://{HOST}/listing", None)
    with pytest.raises(NotFound, match="dropped \\(listing\\)"):
        query.get(desk.db, f"https://{HOST}/listing")
    with pytest.raises(NotFound, match="never seen"):
        query.get(desk.db, f"https://{HOST}/nowhere")
    with pytest.raises(NotFound, match="no such article"):
        query.get(desk.db, "0000000000000000")


def test_figures_add_up(desk: Desk) -> None:
    figures = query.status(desk.db)
    assert figures["urls"] == sum(figures["states"].values()) == len(list(query.outcomes(desk.db)))
    assert figures["articles"] == sum(site["articles"] for site in figures["sites"]) == 13
    assert [row["state"] for row in query.outcomes(desk.db, state="stored")] == ["stored"] * 13


@pytest.mark.parametrize("word", ["harbour", "budget", "crossed", "the"])
def test_what_search_finds_a_scan_with_the_same_word_finds(desk: Desk, word: str) -> None:
    rows = desk.db.execute(
        "SELECT title || ' ' || body || ' ' || coalesce((SELECT caption FROM photos WHERE article = a.id), ''), url FROM articles AS a"
    )
    scanned = {url.rsplit("/", 1)[1] for text, url in rows if word in text.lower().replace(".", " ").split()}
    assert found(desk, word) == scanned


def test_beyond_its_bound_relevance_ranks_the_newest_and_says_so(desk: Desk, monkeypatch) -> None:
    monkeypatch.setattr(query, "RANKED", 3)
    monkeypatch.setattr(query, "RANKED_BEYOND", 5)
    bounded = query.search(desk.db, "story OR harbour", order="relevance")
    assert bounded.ranked == 5
    assert len(bounded.hits) == 5 and not bounded.more
    assert bounded.hits[0].url.endswith("/harbour")
    scores = [hit.score for hit in bounded.hits]
    assert scores == sorted(scores, key=lambda score: score or 0)
    assert query.search(desk.db, "council", order="relevance").ranked is None


@pytest.mark.parametrize(
    "text", ["title:story", "(title:(harbour OR story)) NOT council", 'NEAR(a b, 5) OR "story"', "stor* -budget", "story has:photo", "港口 OR story"]
)
def test_bounded_relevance_finds_what_newest_first_finds(desk: Desk, monkeypatch, text: str) -> None:
    everything = found(desk, text)
    for name, bound in (("RANKED", 0), ("READ_THROUGH", 2)):
        monkeypatch.setattr(query, name, bound)
    assert found(desk, text, order="relevance") == everything != set()


@pytest.mark.parametrize("text", ["harbour", "har*", '"the harbour"', "harbour OR council", "body:harbour", "NEAR(council budget, 4)", "港口", "港"])
def test_hits_are_marked_alike_whichever_way_they_are_found(desk: Desk, text: str) -> None:
    newest = {hit.id: (hit.title, hit.snippet) for hit in query.search(desk.db, text).hits}
    best = {hit.id: (hit.title, hit.snippet) for hit in query.search(desk.db, text, order="relevance").hits}
    filtered = {hit.id: (hit.title, hit.snippet) for hit in query.search(desk.db, f"({text}) site:{HOST}").hits}
    assert newest == best == filtered
    assert newest and all(MARK in f"{title}{snippet}" for title, snippet in newest.values())


def test_marks_are_those_of_the_index_itself(desk: Desk) -> None:
    for text in ("harbour", "quiet OR night", '"passed its"'):
        asked = language.parse(text)
        marked: query.Marked = {}
        docids = [hit.docid for hit in query.search(desk.db, text).hits]
        query._mark(desk.db, asked, docids, marked)
        sql = f"SELECT rowid, {query.TITLE_MARKED}, {query.BODY_MARKED} FROM search WHERE search MATCH ?"  # noqa: S608 (constants)
        held = {docid: (title, body) for docid, title, body in desk.db.execute(sql, (asked.match,)) if docid in docids}
        assert {docid: (texts[0], texts[2]) for docid, texts in marked.items()} == held


@pytest.fixture(scope="module")
def crowd(tmp_path_factory) -> Iterator[Desk]:
    """260 stories, a word of its own in each but the last hundred, in an index of many pieces; ten are changed."""
    desk = Desk(tmp_path_factory.mktemp("crowd") / "archive.db")
    told = {number: f"The {f'harb{number}our Ärger{number % 7}' if number < 160 else 'quiet'} of day {number}." for number in range(260)}
    for number, body in (*told.items(), *((number, f"The harb{number}or was new.") for number in range(0, 100, 10))):
        url = f"https://{HOST}/{number}"
        desk.fetch(url, story(url, number, title=f"story {number}", body=body, date_published=NOW + timedelta(hours=number)))
    yield desk
    desk.close()


@pytest.mark.parametrize(
    "text",
    ["harb*", "harb1*", "HARB1*", "harb10our*", "nothing*", "ärger*", "arger3*", "title: sto*", "title: harb*", "harb* arger3", "harb* NOT harb1*",
     "harb* OR quiet", "harb-1*", '"the harb"*', "sto*", "a*", "harb* has:photo", "harb* lang:en", "harb* lang:de",
     f"sto* site:{HOST}"],
)  # fmt: skip
@pytest.mark.parametrize("bounds", [(200, 2000), (3, 20), (0, 0)])
@pytest.mark.parametrize("dated", ["", f" before:{NOW + timedelta(days=4):%Y-%m-%d}"])
def test_newest_first_of_a_prefix_is_what_the_index_says_of_it_however_it_is_found(crowd: Desk, monkeypatch, text: str, bounds, dated: str) -> None:
    monkeypatch.setattr(query, "SPELLED_OUT", bounds[0])
    monkeypatch.setattr(query, "SPELLED_OUT_ALONE", bounds[1])
    monkeypatch.setattr(query, "LOOKED_THROUGH", 30)
    asked = f"({text}){dated}"
    sql, values = query.matching(language.parse(asked))
    expected = [docid for (docid,) in crowd.db.execute(f"{sql} ORDER BY search.rowid DESC", values)]
    hits = query.search(crowd.db, asked, limit=500).hits
    assert [hit.docid for hit in hits] == expected
    assert all(MARK in (hit.title or "") + hit.snippet for hit in hits)
    assert [hit.docid for hit in query.search(crowd.db, asked, limit=5, offset=3).hits] == expected[3:8]


@pytest.mark.parametrize("text", ["harb*", "sto* harb*", "sto*", "sto* lang:en", f"harb* before:{NOW + timedelta(days=9):%Y-%m-%d}"])
def test_relevance_of_a_prefix_of_many_words_goes_by_the_newest_or_is_exact_and_says_which(crowd: Desk, monkeypatch, text: str) -> None:
    def ranked() -> tuple[list[int], int | None]:
        results = query.search(crowd.db, text, limit=500, order="relevance")
        return [hit.docid for hit in results.hits], results.ranked

    exact, of = ranked()
    assert of is None
    for name in ("SPELLED_OUT", "SPELLED_OUT_ALONE"):
        monkeypatch.setattr(query, name, 0)
    assert ranked() == (exact, None)
    for name, value in (("RANKED", 50), ("RANKED_BEYOND", 130), ("PROBED", 20)):
        monkeypatch.setattr(query, name, value)
    best, of = ranked()
    assert of == len(best) < len(exact)
    assert sorted(best) == sorted(exact)[-len(best) :]


def test_the_index_tells_its_words_as_fts5_does(crowd: Desk) -> None:
    with contextlib.closing(sqlite3.connect(":memory:")) as db:
        crowd.db.backup(db)
        db.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab (main, search, row)")
        said = {word for (word,) in db.execute("SELECT term FROM temp.words")}
        for start in ("h", "harb1", "a", "s", "q", "zz"):
            told = index.words(db, start, 1000)
            assert told is not None
            assert {word for word in told if word in said} == {word for word in said if word.startswith(start)}
        assert index.words(db, "h", 5) is None
