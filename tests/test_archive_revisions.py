"""Versions: the publisher's doing alone, each rebuilt to the letter, and what changed in a word."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newscrawl.archive import query, revisions, store
from newscrawl.archive.verify import verify
from newscrawl.errors import NotFound
from newscrawl.items import Page, Photo
from tests.archive_kit import HOST, NOW, Desk, settlement, story

A = f"https://{HOST}/a"
BODY = "The ferry sails at 9.\n\n“We are glad,” the captain said.\n\nTickets cost 12 crowns."


@pytest.fixture
def desk(tmp_path) -> Iterator[Desk]:
    desk = Desk(tmp_path / "archive.db")
    yield desk
    desk.close()


def again(desk: Desk, hours: int, **changes) -> str:
    when = NOW + timedelta(hours=hours)
    page = Page(A, fetched_at=when)
    desk.fetch(A, story(A, **{"body": BODY, **changes}), page=page)
    return query.find(desk.db, A)


@pytest.mark.parametrize(
    ("change", "kinds"),
    [
        ({"title": "Another title"}, ["title"]),
        ({"byline": "By Bo Reed", "authors": ("Bo Reed",)}, ["byline"]),
        ({"date_published": NOW - timedelta(hours=3)}, ["date"]),
        ({"photos": (Photo(f"{A}/boat.jpg", "The ferry at the pier", "Lea Strand", ("Lea Strand",), None),)}, ["credit"]),
        ({"body": BODY.replace("12", "15")}, ["paragraphs-edited", "numbers"]),
        ({"body": BODY.replace("glad", "sad")}, ["paragraphs-edited", "quotes"]),
        ({"body": BODY + "\n\nCorrection: an earlier version misstated the fare."}, ["paragraphs-added", "correction"]),
        ({"body": BODY.rsplit("\n\n", 1)[0]}, ["paragraphs-removed"]),
        ({"is_accessible_for_free": False}, ["paywall"]),
    ],
)
def test_each_change_is_told_by_its_kind(desk: Desk, change: dict, kinds: list[str]) -> None:
    again(desk, 0)
    id = again(desk, 1, **change)
    assert [(row["number"], row["changes"]) for row in revisions.history(desk.db, id)] == [(1, []), (2, kinds)]


@pytest.mark.parametrize("change", [{}, {"date_modified": NOW}, {"keywords": ("boats",)}, {"found_by": (("title", "other"),)}])
def test_what_no_reader_sees_makes_no_version(desk: Desk, change: dict) -> None:
    again(desk, 0)
    assert len(revisions.history(desk.db, again(desk, 1, **change))) == 1


def test_the_same_page_read_better_is_no_version(desk: Desk) -> None:
    from tests.archive_kit import blob

    desk.fetch(A, story(A, body=BODY), blob=blob(b"<html>same bytes</html>" * 200))
    desk.fetch(A, story(A, body=BODY + "\n\nA paragraph that the old reader missed."), blob=blob(b"<html>same bytes</html>" * 200))
    id = query.find(desk.db, A)
    assert len(revisions.history(desk.db, id)) == 1
    assert "missed" in query.get(desk.db, id)["body"]


def test_a_version_that_is_not_there_is_said_so(desk: Desk) -> None:
    id = again(desk, 0)
    with pytest.raises(NotFound, match="has 1 version"):
        revisions.version(desk.db, id, 2)


PARTS = st.lists(st.sampled_from(["One.", "Two words here.", "Three 3 more words.", "“Four,” he said."]), max_size=5).map("\n\n".join)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(PARTS, st.sampled_from(["X", "Y", None]), st.integers(0, 2)), min_size=1, max_size=6))
def test_a_chain_rebuilds_every_version(changes: list) -> None:
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder) / "a.db")
        shown = []
        for hours, (body, title, days) in enumerate(changes):
            article = story(A, body=body, title=title, date_published=NOW - timedelta(days=days))
            desk.fetch(A, article, page=Page(A, fetched_at=NOW + timedelta(hours=hours)), blob=None)
            row = (body, title, store.stamp(NOW - timedelta(days=days)))
            if not shown or shown[-1] != row:
                shown.append(row)
        id = query.find(desk.db, A)
        numbers = [row["number"] for row in revisions.history(desk.db, id)]
        rebuilt = [revisions.version(desk.db, id, number) for number in numbers]
        assert [(v["body"], v["title"], v["date_published"]) for v in rebuilt] == shown
        assert revisions.every(desk.db, id) == rebuilt
        desk.close()
        assert list(verify(Path(folder) / "a.db")) == []


@given(PARTS, PARTS)
def test_a_step_back_leads_back_and_words_lead_forth(one: str, other: str) -> None:
    old, new = ({"body": body, **{name: None for name in revisions.FIELDS if name != "body"}} for body in (one, other))
    assert revisions.apply(new, revisions.step_back(old, new)) == old
    runs = list(revisions.words(one, other))
    assert "".join(text for kind, text in runs if kind != "new") == one
    assert "".join(text for kind, text in runs if kind != "gone") == other


def test_settlement_of_a_version_keeps_the_page_it_was_read_from(desk: Desk) -> None:
    id = again(desk, 0)
    first = query.get(desk.db, id)["capture"]
    again(desk, 1, title="New")
    assert desk.db.execute("SELECT capture FROM revisions WHERE number = 1").fetchone()[0] == first
    assert settlement(A).reading is not None


@given(PARTS, PARTS)
def test_of_too_much_to_compare_every_version_is_rebuilt_all_the_same(one: str, other: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        for name in ("COMPARED", "COMPARED_BY_WORDS", "PAIRED"):
            patch.setattr(revisions, name, 0)
        test_a_step_back_leads_back_and_words_lead_forth.hypothesis.inner_test(one, other)
        added, removed, edited = revisions.paragraphs(one, other)
        assert edited == []
        assert set(added) <= set(other.split("\n\n"))
        assert set(removed) <= set(one.split("\n\n"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("to and fro " * 60_000, "fro and to " * 60_000),
        ("„to and fro " * 60_000, "„to and fro " * 60_001),
        ("\n\n".join(["to and fro"] * 20_000), "\n\n".join(["to and fro", "fro"] * 10_000)),
        ("\n\n".join(f"{n} of many" for n in range(4_000)), "\n\n".join(f"{n} of more" for n in range(4_000))),
    ],
    ids=["one paragraph of two words", "quotes that do not end", "one paragraph many times", "all paragraphs another"],
)
def test_what_a_publisher_changes_costs_little_whatever_it_is(one: str, other: str) -> None:
    old, new = ({"body": body, "photos": [], **{name: None for name in revisions.FIELDS if name not in ("body", "photos")}} for body in (one, other))
    began = time.process_time()
    assert revisions.changes(old, new)
    assert revisions.apply(new, revisions.step_back(old, new)) == old
    assert time.process_time() - began < 3


def test_of_what_is_written_without_spaces_the_characters_that_changed_are_told() -> None:
    old, new = "港の予算は三億円です。市場は朝に開く。", "港の予算は五億円です。市場は朝に開く。"
    assert list(revisions.words(old, new)) == [("same", "港の予算は"), ("gone", "三"), ("new", "五"), ("same", "億円です。市場は朝に開く。")]
    assert list(revisions.words("The old ferry", "The new ferry")) == [("same", "The "), ("gone", "old "), ("new", "new "), ("same", "ferry")]
