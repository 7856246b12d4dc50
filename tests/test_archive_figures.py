"""Counts add up, empty spans show, and every line of a concordance holds its word."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest

from newscrawl.archive import figures, index, query, store
from newscrawl.items import Photo, Reading
from tests.archive_kit import HOST, NOW, Desk, removal, story


@pytest.fixture(scope="module")
def desk(tmp_path_factory) -> Iterator[Desk]:
    desk = Desk(tmp_path_factory.mktemp("figures") / "a.db")
    for number in range(24):
        url = f"https://{'north' if number % 3 else 'south'}.example/{number}"
        desk.fetch(
            url,
            story(
                url,
                number,
                date_published=NOW - timedelta(days=number * 20),
                body="The red ferry sails. A ferry waits." if number % 2 else "The tram stops 港口 here.",
                language="en" if number % 4 else None,
                site=url.split("/")[2],
            ),
        )
    yield desk
    desk.close()


def test_facets_count_what_matches(desk: Desk) -> None:
    found = figures.facets(desk.db, "sails")
    assert dict(found.values["site"]) == {"north.example": 8, "south.example": 4}
    assert found.values["language"] == [("en", 12)]
    assert found.values["author"] == [("Ada Quill", 12)]
    assert found.values["agency"] == [("Coastline", 12)]
    assert sum(number for _, number in found.values["month"]) <= 12
    assert found.counted is None
    assert sum(number for _, number in figures.facets(desk.db).values["site"]) == 24


@pytest.mark.parametrize("by", ["day", "week", "month", "year"])
def test_a_timeline_counts_every_match_once_and_shows_empty_spans(desk: Desk, by: str) -> None:
    bars = figures.timeline(desk.db, "sails", by=by)  # type: ignore[arg-type]
    assert sum(bar.matches for bar in bars) == query.count(desk.db, "sails") == 12
    assert [bar.start for bar in bars] == sorted({bar.start for bar in bars})
    assert all(0 <= bar.share <= 1 and bar.matches <= bar.held for bar in bars)
    assert by == "year" or any(bar.matches == 0 for bar in bars)


def test_a_concordance_shows_each_hit_between_its_neighbours(desk: Desk) -> None:
    lines = figures.kwic(desk.db, "body:ferry", width=12, limit=10)
    assert len(lines) == 10
    assert all(line.word == "ferry" and len(line.left) <= 12 and len(line.right) <= 12 for line in lines)
    lefts = [line.left.split()[-1].casefold() for line in figures.kwic(desk.db, "body:ferry", sort="left")]
    assert lefts == sorted(lefts) and set(lefts) == {"a", "red"}
    assert figures.kwic(desk.db, "港口")[0].word == "港口"


def test_credits_are_counted_by_line_agency_and_creator(desk: Desk) -> None:
    assert figures.credits(desk.db, by="agency") == [{"agency": "Coastline", "photos": 24, "articles": 24, "sites": 2}]
    assert figures.credits(desk.db, "sails", by="creator") == [{"creator": "Mira Holt", "photos": 12, "articles": 12, "sites": 2}]
    assert figures.credits(desk.db, "site:south.example")[0] == {"credit": "Mira Holt/Coastline", "photos": 8, "articles": 8, "sites": 1}


def test_stats_account_for_every_byte_of_the_file(tmp_path) -> None:
    desk = Desk(tmp_path / "a.db")
    for number in range(3):
        desk.fetch(f"https://{HOST}/{number}", story(f"https://{HOST}/{number}", number * 40))
    desk.fetch(f"https://{HOST}/3", story(f"https://{HOST}/3", date_published=None, date_precision=None))
    desk.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    said = figures.stats(desk.db)
    assert said["bytes"] == (tmp_path / "a.db").stat().st_size
    assert [(row["month"], row["articles"]) for row in said["months"]] == [("2026-09", 1), ("2026-10", 1), ("2026-11", 1), ("undated", 1)]
    assert said["captures"]["bodies"] == 4
    tables = {row["table"]: row for row in said["tables"] or ()}
    if tables:
        assert tables["articles"]["rows"] == 4
        in_use = sum(row["bytes"] + row["index_bytes"] for row in tables.values())
        assert in_use + said["free_bytes"] == said["bytes"]
    desk.close()


def test_authors_are_counted_whatever_their_names_hold(tmp_path) -> None:
    with closing(Desk(tmp_path / "archive.db")) as desk:
        for number, authors in enumerate((('Ann "Nan" Lee', "Bo\\b"), ("Bo\\b",), (), ("Čeněk, A.",), ("Li Na", "Čeněk, A."))):
            desk.fetch(f"https://{HOST}/{number}", story(f"https://{HOST}/{number}", number, authors=authors))
        counted = figures.facets(desk.db, names=("author",)).values["author"]
        assert counted == [("Bo\\b", 2), ("Čeněk, A.", 2), ('Ann "Nan" Lee', 1), ("Li Na", 1)]


def test_facets_follow_an_article_that_changes(tmp_path) -> None:
    with closing(Desk(tmp_path / "archive.db")) as desk:
        urls = [f"https://{HOST}/{number}" for number in range(3)]
        for number, url in enumerate(urls):
            desk.fetch(url, story(url, number, authors=("Ann Lee",), language="en", photos=(photo("AFN"), photo("AFN"), photo("Coastline"))))
        desk.fetch(urls[0], story(urls[0], 0, authors=("Bo Li",), language="de", photos=()))
        counted = figures.facets(desk.db).values
        assert counted["author"] == [("Ann Lee", 2), ("Bo Li", 1)]
        assert counted["agency"] == [("AFN", 2), ("Coastline", 2)]
        assert counted["language"] == [("en", 2), ("de", 1)]
        assert figures.facets(desk.db, "nothing").values == {name: [] for name in figures.FACETS}


def test_what_was_taken_out_of_an_article_is_found_as_it_stands_in_its_removals(tmp_path) -> None:
    with closing(Desk(tmp_path / "archive.db")) as desk:
        urls = [f"https://{HOST}/{number}" for number in range(4)]
        taken = [("appeal", "plug", "appeal"), ("consent",), (), ("plug",)]

        def reading(number: int, kinds: tuple[str, ...]) -> Reading:
            removals = tuple(replace(removal(f"{kind} {place}"), kind=kind) for place, kind in enumerate(kinds))
            return Reading(urls[number], story(urls[number], number), removals=removals)

        for number, kinds in enumerate(taken):
            desk.fetch(urls[number], story(urls[number], number), reading=reading(number, kinds))
        for again in (False, True):
            if again:
                taken[1], taken[2] = (), ("bio", "plug")
                desk.db.execute("BEGIN IMMEDIATE")
                for number in (1, 2):
                    store.reread(desk.db, query.find(desk.db, urls[number]), reading(number, taken[number]))
                index.update(desk.db)
                desk.db.execute("COMMIT")
            for words in ("", "ferry "):
                for kind in ("appeal", "plug", "consent", "bio", "other"):
                    assert query.count(desk.db, f"{words}kind:{kind}") == sum(kind in kinds for kinds in taken)
                    assert query.count(desk.db, f"{words}-kind:{kind}") == sum(kind not in kinds for kinds in taken)
                assert {hit.url for hit in query.search(desk.db, f"{words}has:removal").hits} == {
                    url for url, kinds in zip(urls, taken, strict=True) if kinds
                }
                assert query.count(desk.db, f"{words}has:removal has:photo agency:coastline") == sum(bool(kinds) for kinds in taken)


def photo(agency: str) -> Photo:
    return Photo(f"https://{HOST}/{agency}.jpg", None, agency, (), agency)
