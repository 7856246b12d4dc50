"""Settling a page: everything or nothing, each story once, dates that sort."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newscrawl import polling
from newscrawl.archive import captures, dump, frontier, index, query, revisions, schema, store
from newscrawl.archive.schema import MINUTE_SLOTS
from newscrawl.items import Link, Page, Reading
from newscrawl.schedule import Entry
from newscrawl.urls import article_id
from tests.archive_kit import HOST, NOW, Desk, settlement, story

A = f"https://{HOST}/a/one.html"


@pytest.fixture
def desk(tmp_path) -> Iterator[Desk]:
    desk = Desk(tmp_path / "archive.db")
    yield desk
    desk.close()


def test_a_story_is_stored_with_photos_removals_capture_and_found_at_once(desk: Desk) -> None:
    settled = desk.fetch(A, story(A))
    assert settled.state == "stored"
    held = query.get(desk.db, A)
    assert held["photo_credit"] == "Mira Holt/Coastline"
    assert held["photos"][0]["creators"] == ["Mira Holt"]
    assert [removal["kind"] for removal in held["removals"]] == ["appeal"]
    assert b"<html>" in captures.body(desk.db, held["capture"])
    assert query.count(desk.db, "ferry credit:coastline") == 1


def test_fetched_again_unchanged_it_is_one_article_in_state_unchanged(desk: Desk) -> None:
    desk.fetch(A, story(A))
    assert desk.fetch(A, story(A)).state == "unchanged"
    assert desk.db.execute("SELECT count(*) FROM articles").fetchone()[0] == 1


def test_fetched_again_and_changed_the_index_forgets_the_old_text(desk: Desk) -> None:
    desk.fetch(A, story(A))
    desk.fetch(A, story(A, body="A tram now crosses the bridge instead."))
    assert (query.count(desk.db, "passengers"), query.count(desk.db, "tram")) == (0, 1)
    desk.db.execute("INSERT INTO search (search, rank) VALUES ('integrity-check', 1)")


def test_a_date_that_changes_moves_the_story_to_its_new_place(desk: Desk) -> None:
    desk.fetch(A, story(A))
    desk.fetch(A, story(A, date_published=NOW - timedelta(days=300)))
    assert query.count(desk.db, "ferry before:2026-06") == 1
    assert query.count(desk.db, "ferry after:2026-06") == 0


def test_a_story_that_vanished_is_kept_and_the_outcome_says_how_the_page_answers(desk: Desk) -> None:
    desk.fetch(A, story(A))
    desk.fetch(A, None, page=Page(A, status=410, fetched_at=NOW), blob=None)
    assert desk.state(A) == ("unchanged", "http-410")
    assert query.get(desk.db, A)["title"] == "Ferry 0 runs again"


def test_a_redirect_is_a_duplicate_that_leads_to_its_story(desk: Desk) -> None:
    old = f"https://{HOST}/old"
    desk.fetch(old, None, page=Page(old, status=301), redirect=A, reading=None, blob=None)
    assert desk.state(old) == ("duplicate", "redirect")
    assert desk.state(A) == ("pending", None)
    desk.fetch(A, story(A))
    assert query.get(desk.db, old)["url"] == A


def test_a_story_that_moved_is_kept_under_its_old_address_which_says_where_to(desk: Desk) -> None:
    new, further = f"https://{HOST}/moved/a", f"https://{HOST}/moved/on"
    desk.fetch(A, story(A))
    desk.fetch(A, None, page=Page(A, status=301, fetched_at=NOW), redirect=new, reading=None, blob=None)
    assert desk.state(A) == ("unchanged", "redirect")
    assert query.get(desk.db, A)["moved_to"] is None, "nobody knows yet what is there"
    assert query.status(desk.db)["redirecting"] == 1
    desk.fetch(new, None, page=Page(new, status=301), redirect=further, reading=None, blob=None)
    desk.fetch(further, story(further))
    assert (query.get(desk.db, A)["url"], query.get(desk.db, A)["moved_to"]) == (A, further)
    assert query.get(desk.db, further)["moved_to"] is None
    desk.fetch(A, None, page=Page(A, status=404, fetched_at=NOW), reading=None, blob=None)
    assert query.get(desk.db, A)["moved_to"] == further, "the old address is gone, the story is not"
    desk.fetch(A, story(A))
    assert query.get(desk.db, A)["moved_to"] is None, "it is back"


def test_a_story_behind_a_login_for_an_hour_is_asked_for_again_and_its_print_version_stays_a_copy(desk: Desk) -> None:
    copy = f"{A}?print=1"
    desk.fetch(A, story(A))
    desk.fetch(copy, None, copy_of=frontier.url_key(A), reading=None, blob=None)
    desk.fetch(A, None, page=Page(A, status=302, fetched_at=NOW), redirect=f"https://{HOST}/login", reading=None, blob=None)
    assert desk.state(copy) == ("duplicate", "canonical")
    polling.visited(desk.db, HOST, article_id(frontier.url_key(A)), None, None, NOW, changed=False)
    assert polling.make_due(desk.db, NOW + timedelta(days=3), None, [])
    assert desk.state(A) == ("pending", None)


def test_a_chain_of_redirects_without_end_ends(desk: Desk) -> None:
    desk.know()
    desk.add(f"https://{HOST}/r/0")
    number = 0
    while leases := desk.lease():
        number += 1
        page = Page(leases[0].url, status=302)
        desk.settle(leases[0], settlement(page.url, page=page, redirect=f"https://{HOST}/r/{number}", reading=None, blob=None))
    assert number <= 12


def test_a_canonical_address_that_names_another_story_touches_nothing(desk: Desk) -> None:
    other = f"https://{HOST}/other"
    desk.fetch(A, story(A))
    desk.fetch(other, story(other, 7, canonical_url=A))
    assert query.get(desk.db, A)["title"] == "Ferry 0 runs again"
    assert desk.db.execute("SELECT count(*) FROM articles").fetchone()[0] == 2


def test_links_of_a_page_enter_the_frontier_one_step_deeper(desk: Desk) -> None:
    desk.fetch(A, None, links=(Link(f"https://{HOST}/deeper"),))
    assert desk.db.execute("SELECT depth, found_in FROM frontier WHERE url LIKE '%deeper'").fetchone() == (1, A)


@pytest.mark.parametrize(
    ("precision", "shown"), [("second", "2026-11-22T00:30:15+05:30"), ("minute", "2026-11-22T00:30+05:30"), ("day", "2026-11-21")]
)
def test_dates_are_shown_with_the_page_s_own_offset_and_no_finer_than_it_says(desk: Desk, precision: str, shown: str) -> None:
    when = datetime(2026, 11, 22, 0, 30, 15, tzinfo=timezone(timedelta(minutes=330)))
    desk.fetch(A, story(A, date_published=when, date_precision=precision))
    assert query.get(desk.db, A)["date_published"] == shown
    assert desk.db.execute("SELECT date_published FROM articles").fetchone()[0] == "2026-11-21T19:00:15.000Z"


def test_newest_first_is_by_date_whatever_the_order_of_arrival(desk: Desk) -> None:
    for number in (5, 1, 9, 3):
        url = f"https://{HOST}/s/{number}"
        desk.fetch(url, story(url, number))
    shown = [hit.date_published for hit in query.search(desk.db, "ferry").hits]
    assert shown == sorted(shown, key=str, reverse=True)


_FIRST, _LAST = datetime.fromisoformat("1903-01-01"), datetime.fromisoformat("2090-01-01")  # naive: hypothesis adds the zone


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.datetimes(_FIRST, _LAST), st.sampled_from(["second", "day"])), min_size=1, max_size=12))
def test_a_docid_is_free_and_within_the_day(dates: list[tuple[datetime, str]]) -> None:
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder) / "a.db")
        for number, (when, precision) in enumerate([*dates, *dates]):
            when = when.replace(tzinfo=UTC)
            if precision == "day":
                when = when.replace(hour=0, minute=0, second=0, microsecond=0)
            url = f"https://{HOST}/d/{number}"
            desk.fetch(url, story(url, date_published=when, date_precision=precision), blob=None)
        for docid, published in desk.db.execute("SELECT docid, date_published FROM articles"):
            day = int(datetime.fromisoformat(published[:10]).replace(tzinfo=UTC).timestamp() // 60) * MINUTE_SLOTS
            assert day <= docid < day + 1440 * MINUTE_SLOTS
        desk.close()


def test_a_crowded_minute_spills_into_the_next_and_stays_in_its_day(desk: Desk) -> None:
    midnight = datetime(2026, 11, 20, 23, 59, tzinfo=UTC)
    for number in range(600):
        url = f"https://{HOST}/m/{number}"
        desk.fetch(url, story(url, date_published=midnight), blob=None)
    assert query.count(desk.db, "after:2026-11-20 before:2026-11-21") == 600


def test_the_canonical_dump_is_the_same_in_whatever_order_pages_came(tmp_path) -> None:
    urls = [f"https://{HOST}/s/{number}" for number in range(6)]
    lines = []
    for name, order in (("a", urls), ("b", urls[::-1])):
        desk = Desk(tmp_path / name)
        for url in order:
            desk.fetch(url, story(url, urls.index(url)) if url != urls[3] else None)
        lines.append(list(dump.canonical(desk.db)))
        desk.close()
    assert lines[0] == lines[1]
    assert json.loads(lines[0][0])["photos"][0][2] == "Mira Holt/Coastline"


def test_a_hash_is_of_what_the_publisher_says_alone() -> None:
    one = store.article_row(A, A, HOST, story(A), 1.0, None, NOW)
    again = store.article_row(A, A, HOST, replace(story(A), found_by=(("title", "other"),)), 0.5, 7, NOW + timedelta(days=1))
    other = store.article_row(A, A, HOST, replace(story(A), photos=()), 1.0, None, NOW)
    assert one["hash"] == again["hash"] != other["hash"]


def test_reading_again_replaces_what_is_held_never_makes_a_version_and_twice_changes_nothing(desk: Desk) -> None:
    desk.fetch(A, story(A))
    id = query.find(desk.db, A)
    better = Reading(A, replace(story(A), title="Read better", body="A tram, read better."), confidence=0.9)
    assert set(store.differences(desk.db, id, better)) == {"title", "body", "word_count", "confidence", "removals"}
    assert set(store.reread(desk.db, id, better)) == {"title", "body", "word_count", "confidence", "removals"}
    index.update(desk.db)
    assert store.reread(desk.db, id, better) == ()
    assert (query.count(desk.db, "tram"), query.count(desk.db, "passengers")) == (1, 0)
    assert len(revisions.history(desk.db, id)) == 1
    assert store.reread(desk.db, id, Reading(A, None, "listing")) == ()
    desk.db.execute("INSERT INTO search (search, rank) VALUES ('integrity-check', 1)")


def test_reading_again_the_newest_version_leaves_older_ones_as_they_were(desk: Desk) -> None:
    for hours, title in enumerate(("First", "Second")):
        desk.fetch(A, story(A, title=title), page=Page(A, fetched_at=NOW + timedelta(hours=hours)))
    id = query.find(desk.db, A)
    before = revisions.version(desk.db, id, 1)
    store.reread(desk.db, id, Reading(A, replace(story(A), title="Second, better", body="Other.")))
    assert revisions.version(desk.db, id, 1) == before
    assert revisions.version(desk.db, id, 2)["title"] == "Second, better"


def test_an_article_whose_docid_is_taken_gets_the_next_one(desk: Desk) -> None:
    first, second = (f"https://{HOST}/{name}" for name in ("one", "two"))
    desk.fetch(first, story(first))
    (docid,) = desk.db.execute("SELECT docid FROM articles").fetchone()
    wanted = store._wanted_docid(NOW, "minute", NOW, store.article_id(frontier.url_key(second)))
    index.remove(desk.db, docid)
    desk.db.execute("UPDATE articles SET docid = ?", (wanted,))
    index.queue_held(desk.db, wanted)
    index.update(desk.db)
    desk.fetch(second, story(second, date_published=NOW))
    assert [docid for (docid,) in desk.db.execute("SELECT docid FROM articles ORDER BY docid")] == [wanted, wanted + 1]
    assert desk.db.execute("SELECT url FROM articles WHERE docid = ?", (wanted + 1,)).fetchone() == (second,)


def test_a_new_archive_has_large_pages(desk: Desk) -> None:
    assert desk.db.execute("PRAGMA page_size").fetchone() == (schema.PAGE_BYTES,)


@given(st.text(alphabet='ab"\\\n\t\0\x1f\x7fé漢😀\u2028 '), st.sampled_from([None, 0, 1]), st.booleans())
def test_an_article_s_hash_is_that_of_its_fields_as_json_whatever_its_text(body: str, free: int | None, pictured: bool) -> None:
    photos = story(f"https://{HOST}/a").photos if pictured else ()
    row = {name: f'{name} "said"' for name in store.HASHED} | {"body": body, "title": None, "is_accessible_for_free": free}
    said = [[row[name] for name in store.HASHED], [[p.url, p.caption, p.credit, list(p.creators), p.agency] for p in photos]]
    expected = hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()[:16]
    assert store.content_hash(row, photos) == expected


@pytest.mark.parametrize(("said", "due"), [(timedelta(minutes=2), True), (timedelta(hours=14), True), (timedelta(days=400), False)])
def test_a_sitemap_that_its_index_dates_in_the_far_future_is_not_newer_at_every_look(desk: Desk, said: timedelta, due: bool) -> None:
    polling.record(desk.db, polling.Asked(HOST, A, A, "sitemap", NOW, "read", 200, [(A, Entry((A,)))]), run=desk.run)
    assert polling.is_due(desk.db, A, NOW + said, NOW + timedelta(minutes=3)) is due
