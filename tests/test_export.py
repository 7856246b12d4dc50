"""Exports: whole or not at all, read back equal, inert in a spreadsheet."""

from __future__ import annotations

import contextlib
import csv
import gzip
import hashlib
import json
import re
import sqlite3
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import IO, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl import show
from newscrawl.archive import query, schema
from newscrawl.archive.forget import forget
from newscrawl.archive.schema import open_archive
from newscrawl.archive.writer import writing
from newscrawl.cells import cell
from newscrawl.errors import QueryError, StorageError, UsageError
from newscrawl.export import FORMATS, Choice, chosen, export
from newscrawl.items import Page, Photo
from tests.archive_kit import HOST, NOW, Desk, story


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
    design += "keywords description body word_count photo_credit photos is_accessible_for_free cluster removals found_by fetched_at capture "
    design += "moved_to revisions"
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


def test_an_empty_list_of_records_is_json_too(desk: Desk, tmp_path) -> None:
    url = f"https://{HOST}/bare"
    desk.fetch(url, story(url, 9, title="Bare", photos=(), authors=()))
    export(desk.db, tmp_path / "one.csv", choice=Choice("title:bare"))
    with (tmp_path / "one.csv").open(newline="", encoding="utf-8") as file:
        (row,) = csv.DictReader(file)
    assert (row["photos"], row["authors"], row["keywords"]) == ("[]", "", "")
    assert isinstance(json.loads(row["removals"]), list)


def test_a_query_chooses_what_is_exported(desk: Desk, tmp_path) -> None:
    assert export(desk.db, tmp_path / "some.jsonl", choice=Choice("title:story")) == 3
    with pytest.raises(QueryError):
        export(desk.db, tmp_path / "none.jsonl", choice=Choice('"'))
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


def test_the_archive_is_not_replaced_by_what_is_exported_from_it(desk: Desk, tmp_path) -> None:
    link = tmp_path / "out.jsonl"
    link.symlink_to(desk.path)
    for path in (desk.path, link):
        with pytest.raises(UsageError, match="is the archive itself"):
            export(desk.db, path, format="jsonl")
    assert query.count(desk.db, None) == desk.db.execute("SELECT count(*) FROM articles").fetchone()[0]


def test_an_unknown_format_or_place_is_one_line(desk: Desk, tmp_path) -> None:
    with pytest.raises(UsageError, match="jsonl, csv"):
        export(desk.db, tmp_path / "all.docx")
    (tmp_path / "file").touch()
    with pytest.raises(StorageError):
        export(desk.db, tmp_path / "file" / "all.csv")


@given(st.text())
def test_no_cell_can_begin_a_formula(text: str) -> None:
    assert not cell(text).lstrip(" \n").startswith(("=", "+", "-", "@", "\t", "\r"))


def test_three_readers_find_in_a_file_what_the_archive_holds(desk: Desk, tmp_path) -> None:
    """json, csv and SQLite: what one writes the others read back equal, quotes, tabs, line breaks and all."""
    url = f"https://{HOST}/odd"
    odd = 'He said: "no, \'never\';\tsemi;colon"\n\nZweite Zeile, mit Komma\u2028und 港口 😀'
    desk.fetch(url, story(url, 9, body=odd, authors=("Ada; Quill", "Bo, Castel"), keywords=("a;b", "c,d"), section="-1", standfirst="+49 30 1234"))
    held = [query.article(desk.db, id) for id in query.ids(desk.db, None)]
    for name in ("a.jsonl", "a.csv"):
        assert export(desk.db, tmp_path / name) == 5
    assert [json.loads(line) for line in (tmp_path / "a.jsonl").read_text().split("\n")[:-1]] == held
    with (tmp_path / "a.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    with contextlib.closing(sqlite3.connect(":memory:")) as db:
        db.execute(f"CREATE TABLE t ({', '.join(rows[0])})")
        db.executemany(f"INSERT INTO t VALUES ({', '.join('?' * len(rows[0]))})", rows[1:])  # noqa: S608 (a row of marks)
        read = db.execute("SELECT id, body, standfirst, section, word_count, photos, removals FROM t").fetchall()
    said = [(a["id"], a["body"], cell(a["standfirst"]), cell(a["section"]), str(a["word_count"]), a["photos"], a["removals"]) for a in held]
    assert [(*row[:5], json.loads(row[5]), json.loads(row[6])) for row in read] == said
    assert ("'+49 30 1234", "'-1") in [(row[2], row[3]) for row in read]


def test_schema_org_names_are_schema_orgs(desk: Desk, tmp_path) -> None:
    url = f"https://{HOST}/paid"
    desk.fetch(url, story(url, 1, is_accessible_for_free=False, date_precision="day", standfirst="So it goes.", section="Sport", keywords=("sea",)))
    assert export(desk.db, tmp_path / "a.schemaorg") == 5
    said = {one["url"]: one for one in map(json.loads, (tmp_path / "a.schemaorg").read_text().splitlines())}
    one = said[url]
    assert (one["@context"], one["@type"]) == ("https://schema.org", "NewsArticle")
    assert (one["headline"], one["abstract"]) == ("Ferry 1 runs again", "So it goes.")
    assert one["author"] == [{"@type": "Person", "name": "Ada Quill"}]
    assert (one["datePublished"], one["isAccessibleForFree"], one["articleSection"], one["keywords"]) == ("2026-11-21", False, "Sport", ["sea"])
    assert one["image"] == [
        {
            "@type": "ImageObject", "contentUrl": f"{url}/boat.jpg", "caption": "The ferry at the pier", "creditText": "Mira Holt/Coastline",
            "creator": [{"@type": "Person", "name": "Mira Holt"}], "provider": {"@type": "Organization", "name": "Coastline"},
        }
    ]  # fmt: skip
    assert all(value not in (None, "", []) for value in one.values())


NINJS_NAMES = (
    "uri type representationtype profile version firstcreated versioncreated contentcreated pubstatus language descriptions bodies headlines people"
    " subjects infosources by located renditions associations altids standard genres rightsinfo copyrightnotice usageterms title name"
).split()


def test_ninjs_names_are_ninjs_and_instants_have_seconds(desk: Desk, tmp_path) -> None:
    url = f"https://{HOST}/day"
    desk.fetch(url, story(url, 1, date_precision="day", photos=(Photo(None, "Nobody", "Mira Holt", (), None),), is_accessible_for_free=False))
    assert export(desk.db, tmp_path / "a.jsonl", format="ninjs") == 5
    said = {one["uri"]: one for one in map(json.loads, (tmp_path / "a.jsonl").read_text().splitlines())}
    for one in said.values():
        assert set(one) <= set(NINJS_NAMES) and one["type"] == "text" and one["standard"]["version"] == "2.1"
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", one["versioncreated"])
        assert all(set(picture) <= set(NINJS_NAMES) and picture["uri"] for picture in one["associations"])
        assert one["bodies"][0]["wordcount"] > 0
    assert "contentcreated" not in said[url] and said[url]["representationtype"] == "partial"
    assert said[url]["associations"] == [
        {"name": "photo-1", "uri": f"{url}#photo-1", "type": "picture", "by": "Mira Holt",
         "descriptions": [{"role": "caption", "contenttype": "text/plain", "value": "Nobody"}]}
    ]  # fmt: skip
    assert said[f"https://{HOST}/s/0"]["contentcreated"] == "2026-11-22T10:00:00+00:00"


def test_json_on_a_terminal_is_inert_and_reads_back_equal(capsys) -> None:
    said = {"a": "\x9b31mred \x1b]0;title\x07 \u202eevil\u2069 \x7f end", "b": ["Grüße 港口"]}
    for form in ("json", "jsonl"):
        show.rows([said], [], form)
        out = capsys.readouterr().out
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", out)
        assert "Grüße 港口" in out
        assert json.loads(out) in (said, [said])


def test_a_sample_is_the_same_again_and_a_part_of_every_larger_one(desk: Desk) -> None:
    held = list(chosen(desk.db, Choice()))
    two, three = (list(chosen(desk.db, Choice(sample=number))) for number in (2, 3))
    assert (len(two), len(three)) == (2, 3)
    assert two == list(chosen(desk.db, Choice(sample=2))) and set(two) < set(three) < set(held)
    assert [id for id in held if id in three] == three, "oldest first, as ever"
    assert len({tuple(chosen(desk.db, Choice(sample=2, seed=str(seed)))) for seed in range(20)}) > 1
    assert list(chosen(desk.db, Choice(sample=99))) == held


def test_of_reprints_the_one_published_first_stands_for_all(desk: Desk) -> None:
    held = list(query.ids(desk.db, None))
    with writing(desk.path) as db:
        db.execute("UPDATE articles SET cluster = ? WHERE id IN (?, ?)", (held[1], held[1], held[3]))
    assert list(chosen(desk.db, Choice(unique=True))) == [held[0], held[1], held[2]]


def test_a_codebook_names_every_column_its_file_and_how_it_was_chosen(desk: Desk, tmp_path) -> None:
    choice = Choice("title:story", unique=True, sample=2, seed="7")
    for name, names_are in (("a.csv", "string"), ("a.jsonl", "array")):
        export(desk.db, tmp_path / name, choice=choice, with_codebook=True)
        book = json.loads((tmp_path / "a.datapackage.json").read_text())
        (file,) = book["resources"]
        body = (tmp_path / name).read_bytes()
        assert (file["path"], file["bytes"], file["hash"]) == (name, len(body), f"sha256:{hashlib.sha256(body).hexdigest()}")
        said = {field["name"]: field["type"] for field in file["schema"]["fields"]}
        assert list(said) == list(query.article(desk.db, next(query.ids(desk.db, None))))
        assert (said["authors"], said["word_count"], said["photos"]) == (names_are, "integer", "array")
        assert book["newscrawl"] | {"articles": 2, "search": "title:story", "unique": True, "sample": 2, "seed": "7"} == book["newscrawl"]
    again = (tmp_path / "a.datapackage.json").read_bytes()
    export(desk.db, tmp_path / "a.jsonl", choice=choice, with_codebook=True)
    assert (tmp_path / "a.datapackage.json").read_bytes() == again


@pytest.mark.parametrize("name", ["-", "/dev/null", "a.warc.gz", "a.schemaorg"])
def test_a_codebook_goes_with_a_file_that_has_all_fields(name: str, desk: Desk, tmp_path) -> None:
    with pytest.raises(UsageError, match="--codebook goes with a file"):
        export(desk.db, name if name[0] in "-/" else tmp_path / name, format="jsonl" if name == "/dev/null" else None, with_codebook=True)
    assert not any("datapackage" in path.name for path in tmp_path.iterdir())


def test_what_a_publisher_changed_is_found_and_told(desk: Desk) -> None:
    url = f"https://{HOST}/s/1"
    desk.fetch(url, story(url, 1, title="Story, “1” of many, corrected"), page=Page(url, fetched_at=NOW + timedelta(hours=3)))
    (id,) = query.ids(desk.db, "has:revision")
    made = query.article(desk.db, id)["revisions"]
    assert [(step["number"], step["changes"]) for step in made] == [(1, []), (2, ["title"])]
    assert all(query.article(desk.db, other)["revisions"] == [] for other in query.ids(desk.db, "NOT has:revision"))


def test_a_name_that_ends_in_gz_is_compressed_to_the_same_bytes_again(desk: Desk, tmp_path) -> None:
    for name in ("a.csv", "a.jsonl"):
        export(desk.db, tmp_path / name)
        export(desk.db, tmp_path / f"{name}.gz", with_codebook=True)
        packed = (tmp_path / f"{name}.gz").read_bytes()
        assert gzip.decompress(packed) == (tmp_path / name).read_bytes()
        export(desk.db, tmp_path / f"{name}.gz")
        assert (tmp_path / f"{name}.gz").read_bytes() == packed
    (file,) = json.loads((tmp_path / "a.datapackage.json").read_text())["resources"]
    assert (file["path"], file["format"], file["compression"]) == ("a.jsonl.gz", "jsonl", "gz")


def test_an_export_is_of_one_moment_whatever_is_forgotten_meanwhile(desk: Desk, tmp_path, monkeypatch) -> None:
    held = list(query.ids(desk.db, None))
    desk.close()

    def write(file: IO[str], articles: Iterable[dict[str, Any]]) -> int:
        forget(desk.path, [held[3]], now=NOW)
        return len(list(articles))

    monkeypatch.setitem(FORMATS, "jsonl", write)
    monkeypatch.setattr(schema, "BUSY_MILLISECONDS", 300)  # to forget waits as long for who reads before it lets the log be
    with contextlib.closing(open_archive(desk.path)) as db:
        assert export(db, tmp_path / "a.jsonl", choice=Choice(sample=9)) == 4
    with contextlib.closing(open_archive(desk.path)) as db:
        assert list(query.ids(db, None)) == held[:3]
