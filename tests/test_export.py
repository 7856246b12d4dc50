"""Exports: whole or not at all, read back equal, inert in a spreadsheet."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.archive import query
from newscrawl.errors import QueryError, StorageError, UsageError
from newscrawl.export import export
from newscrawl.export.csv import cell
from tests.archive_kit import HOST, Desk, story


@pytest.fixture
def desk(tmp_path) -> Iterator[Desk]:
    desk = Desk(tmp_path / "archive.db")
    for number in range(4):
        url = f"https://{HOST}/s/{number}"
        desk.fetch(url, story(url, number, title='=HYPERLINK("http://evil.example","click")' if number == 2 else f"Story, “{number}”\tof many"))
    yield desk
    desk.close()


def test_json_lines_hold_every_article_with_every_field_oldest_first(desk: Desk, tmp_path) -> None:
    assert export(desk.db, tmp_path / "out" / "all.jsonl") == 4
    lines = [json.loads(line) for line in (tmp_path / "out" / "all.jsonl").read_text().splitlines()]
    assert lines == [query.article(desk.db, id) for id in query.ids(desk.db, None)]
    assert [line["date_published"] for line in lines] == sorted(line["date_published"] for line in lines)
    design = (
        "id url canonical_url site title standfirst byline authors date_published date_published_raw date_precision date_modified language section "
    )
    design += "keywords description body word_count photo_credit photos is_accessible_for_free cluster removals found_by fetched_at capture"
    assert list(lines[0]) == design.split()


def test_csv_reads_back_equal_and_no_cell_is_a_formula(desk: Desk, tmp_path) -> None:
    export(desk.db, tmp_path / "all.csv")
    with (tmp_path / "all.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    articles = [query.article(desk.db, id) for id in query.ids(desk.db, None)]
    assert [row["body"] for row in rows] == [article["body"] for article in articles]
    assert [json.loads(row["photos"]) for row in rows] == [article["photos"] for article in articles]
    assert not any(value.startswith(("=", "+", "-", "@")) for row in rows for value in row.values())
    assert sum(row["title"].startswith("'=HYPERLINK") for row in rows) == 1


def test_a_query_chooses_what_is_exported(desk: Desk, tmp_path) -> None:
    assert export(desk.db, tmp_path / "some.jsonl", search="title:story") == 3
    with pytest.raises(QueryError):
        export(desk.db, tmp_path / "none.jsonl", search='"')
    assert not (tmp_path / "none.jsonl").exists()


def test_a_failing_export_leaves_what_was_there_and_nothing_else(desk: Desk, tmp_path, monkeypatch) -> None:
    folder = tmp_path / "exports"
    folder.mkdir()
    (folder / "all.jsonl").write_text("before")

    def broken(*_: object) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr("newscrawl.archive.query.article", broken)
    with pytest.raises(sqlite3.OperationalError):
        export(desk.db, folder / "all.jsonl")
    assert [path.name for path in folder.iterdir()] == ["all.jsonl"]
    assert (folder / "all.jsonl").read_text() == "before"


def test_an_unknown_format_or_place_is_one_line(desk: Desk, tmp_path) -> None:
    with pytest.raises(UsageError, match="jsonl, csv"):
        export(desk.db, tmp_path / "all.docx")
    (tmp_path / "file").touch()
    with pytest.raises(StorageError):
        export(desk.db, tmp_path / "file" / "all.csv")


@given(st.text())
def test_no_cell_can_begin_a_formula(text: str) -> None:
    assert not cell(text).lstrip(" \n").startswith(("=", "+", "-", "@", "\t", "\r"))
