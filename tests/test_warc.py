"""WARC out and in: what one archive gives another takes, in any order, cut off or whole, and nothing but pages is taken for one."""

from __future__ import annotations

import gzip
import io
import random
import signal
import subprocess
import sys
import time
import zlib
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from newscrawl import imports
from newscrawl.archive import query, revisions
from newscrawl.archive.dump import canonical
from newscrawl.archive.keeping import merge
from newscrawl.archive.schema import open_archive
from newscrawl.cli import verbs
from newscrawl.errors import UsageError
from newscrawl.export import Choice, export

SITE = "https://ferry.example"
SENTENCES = (
    "The {what} was opened on Friday by the mayor, who had promised it for {number} years.",
    "Nobody had counted on so many visitors, said the keeper of the {what}, who has had the keys since 1981.",
    "Repairs had cost {number} million, most of it paid by the county and the rest by a lottery.",
    "What becomes of the old {what} will be decided in spring, when the council has a majority again.",
)


def page(number: int, version: int = 0, title: str = "") -> bytes:
    """Return a story: its words by ``number``, one more paragraph for each version."""
    draw = random.Random(number)
    what = draw.choice(("lighthouse", "town hall", "tram line", "swimming pool", "observatory", "market"))
    told = [one.format(what=what, number=number + 3) for one in draw.sample(SENTENCES, 4)]
    told += [f"On day {day} the number of those who came was put at {100 * day + number}, more than had been asked." for day in range(1, version + 1)]
    paragraphs = "".join(f"<p>{one}</p>" for one in told)
    title = title or f"Number {number}: the {what} opens again"
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title><meta property="og:type" content="article">'
        f'<meta property="article:published_time" content="2025-03-{1 + number % 28:02}T10:00:00+01:00"></head>'
        f"<body><article><h1>{title}</h1>{paragraphs}</article></body></html>"
    ).encode()


@dataclass
class Record:
    """One record of a file to be written."""

    url: str
    body: bytes = b""
    at: str = "2025-03-02T08:00:00Z"
    status: str = "200 OK"
    headers: list[tuple[str, str]] = field(default_factory=lambda: [("Content-Type", "text/html; charset=utf-8")])
    kind: str = "response"


def warc(path: Path, records: Iterable[Record], *, compressed: bool = True) -> Path:
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=compressed)
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "a test"}))
        for one in records:
            said = StatusAndHeaders(one.status, one.headers, "HTTP/1.1") if one.kind in ("response", "revisit") else None
            headers = {"WARC-Date": one.at}
            writer.write_record(
                writer.create_warc_record(one.url, one.kind, io.BytesIO(one.body), len(one.body), http_headers=said, warc_headers_dict=headers)
            )
    return path


def bring(archive: Path, *files: Path, **options: object) -> imports.Imported:
    return imports.run(files, archive=archive, workers=1, sites_dir=archive.parent / "sites", **options)


def held(archive: Path) -> list[str]:
    with closing(open_archive(archive)) as db:
        return list(canonical(db))


def versions(archive: Path) -> dict[str, list[tuple[str, str]]]:
    with closing(open_archive(archive)) as db:
        return {id: [(one["fetched_at"], one["body"]) for one in revisions.every(db, id)] for id in query.ids(db, None)}


def test_what_is_written_as_warc_and_brought_in_elsewhere_is_the_same_archive(tmp_path: Path) -> None:
    first = warc(tmp_path / "in.warc.gz", [Record(f"{SITE}/s/{n}", page(n)) for n in range(6)])
    bring(tmp_path / "one.db", first)
    with closing(open_archive(tmp_path / "one.db")) as db:
        assert export(db, tmp_path / "out.warc.gz") == 6
        assert export(db, tmp_path / "again.warc.gz") == 6
        assert export(db, tmp_path / "out.warc") == 6
    assert (tmp_path / "out.warc.gz").read_bytes() == (tmp_path / "again.warc.gz").read_bytes()
    bring(tmp_path / "two.db", tmp_path / "out.warc.gz")
    bring(tmp_path / "three.db", tmp_path / "out.warc")
    assert len(held(tmp_path / "one.db")) == 6
    assert held(tmp_path / "one.db") == held(tmp_path / "two.db") == held(tmp_path / "three.db")
    with closing(open_archive(tmp_path / "two.db")) as db:
        assert [at for (at,) in db.execute("SELECT DISTINCT fetched_at FROM captures")] == ["2025-03-02T08:00:00.000Z"]


def test_a_record_from_before_the_web_or_from_the_future_is_no_capture(tmp_path: Path) -> None:
    dates = ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "2025-03-02T08:00:00Z"]
    done = bring(tmp_path / "one.db", warc(tmp_path / "in.warc.gz", [Record(f"{SITE}/s/{n}", page(n), at=at) for n, at in enumerate(dates)]))
    assert (done.skipped, len(held(tmp_path / "one.db"))) == ({"no-date": 2}, 1)


def test_records_say_what_was_fetched_and_what_was_undone(tmp_path: Path) -> None:
    packed = gzip.compress(page(1))
    headers = [("Content-Type", "text/html; charset=utf-8"), ("Content-Encoding", "gzip"), ("Content-Length", str(len(packed))), ("ETag", '"x"')]
    bring(tmp_path / "one.db", warc(tmp_path / "in.warc.gz", [Record(f"{SITE}/s/1", packed, headers=headers)]))
    with closing(open_archive(tmp_path / "one.db")) as db:
        export(db, tmp_path / "out.warc.gz")
    with (tmp_path / "out.warc.gz").open("rb") as file:
        info, record = [(one.rec_headers, one.http_headers, one.content_stream().read()) for one in ArchiveIterator(file, check_digests="raise")]
    assert info[0].get_header("WARC-Type") == "warcinfo"
    assert b"software: newscrawl/" in info[2]
    assert record[0].get_header("WARC-Target-URI") == f"{SITE}/s/1"
    assert record[0].get_header("WARC-Date") == "2025-03-02T08:00:00.000Z"
    assert record[1].statusline == "200 OK"
    said = dict(record[1].headers)
    assert (said["X-Archive-Orig-content-encoding"], said["etag"], said["content-length"]) == ("gzip", '"x"', str(len(page(1))))
    assert "content-encoding" not in said
    assert record[2] == page(1)


def test_a_search_writes_every_capture_of_what_it_finds_and_no_other(tmp_path: Path) -> None:
    records = [Record(f"{SITE}/s/1", page(1, day), at=f"2025-03-0{day + 1}T08:00:00Z") for day in range(3)]
    bring(tmp_path / "one.db", warc(tmp_path / "in.warc.gz", [*records, Record(f"{SITE}/s/2", page(2, title="The owls have left"))]))
    with closing(open_archive(tmp_path / "one.db")) as db:
        assert export(db, tmp_path / "out.warc.gz", choice=Choice("title:owls")) == 1
        assert export(db, tmp_path / "more.warc.gz", choice=Choice('title:"number 1"')) == 3


@pytest.mark.parametrize("seed", range(4))
def test_the_order_in_which_pages_come_leaves_no_trace(tmp_path: Path, seed: int) -> None:
    records = [Record(f"{SITE}/s/{n}", page(n, day), at=f"2025-03-{2 + day:02}T08:00:00Z") for n in range(3) for day in range(4)]
    bring(tmp_path / "straight.db", warc(tmp_path / "straight.warc.gz", sorted(records, key=lambda one: one.at)))
    random.Random(seed).shuffle(records)
    files = [warc(tmp_path / f"{part}.warc.gz", records[part::3]) for part in range(3)]
    for file in files:
        bring(tmp_path / "mixed.db", file)
    assert held(tmp_path / "mixed.db") == held(tmp_path / "straight.db")
    assert versions(tmp_path / "mixed.db") == versions(tmp_path / "straight.db")
    assert all(len(told) == 4 for told in versions(tmp_path / "mixed.db").values())


def test_what_is_held_is_passed_over(tmp_path: Path) -> None:
    file = warc(tmp_path / "in.warc.gz", [Record(f"{SITE}/s/{n}", page(n)) for n in range(3)])
    assert bring(tmp_path / "one.db", file).stored == 3
    before = held(tmp_path / "one.db")
    again = bring(tmp_path / "one.db", file)
    assert (again.stored, again.held) == (0, 3)
    assert held(tmp_path / "one.db") == before


def test_killed_and_begun_again_it_ends_the_same(tmp_path: Path) -> None:
    file = warc(tmp_path / "in.warc.gz", [Record(f"{SITE}/s/{n}", page(n)) for n in range(150)])
    bring(tmp_path / "whole.db", file)
    code = "import sys; from pathlib import Path; from newscrawl.imports import run; run([Path(sys.argv[1])], archive=Path(sys.argv[2]), workers=1)"
    cut = tmp_path / "cut.db"
    process = subprocess.Popen([sys.executable, "-c", code, str(file), str(cut)], cwd=tmp_path)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        time.sleep(0.01)
        if Path(f"{cut}-wal").exists() and _stored(cut) >= 10:
            break
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert 10 <= _stored(cut) < 150
    assert bring(cut, file).held >= 10
    assert held(cut) == held(tmp_path / "whole.db")


def _stored(archive: Path) -> int:
    try:
        with closing(open_archive(archive)) as db:
            return int(db.execute("SELECT count(*) FROM articles").fetchone()[0])
    except Exception:  # its making is under way
        return 0


def test_an_older_page_of_a_story_held_is_an_earlier_version_and_of_an_address_that_failed_the_story(tmp_path: Path) -> None:
    archive = tmp_path / "one.db"
    bring(archive, warc(tmp_path / "new.warc.gz", [Record(f"{SITE}/s/1", page(1, 2), at="2025-06-01T00:00:00Z")]))
    wall = b"<html><body><h1>Page not found</h1></body></html>"
    bring(archive, warc(tmp_path / "gone.warc.gz", [Record(f"{SITE}/s/2", wall, at="2025-06-01T00:00:00Z")]))
    old = [Record(f"{SITE}/s/{n}", page(n), at="2025-03-02T00:00:00Z") for n in (1, 2)]
    found = bring(archive, warc(tmp_path / "old.warc.gz", old))
    assert (found.earlier, found.stored) == (1, 1)
    told = versions(archive)
    assert sorted(len(one) for one in told.values()) == [1, 2]
    with closing(open_archive(archive)) as db:
        newest = query.article(db, next(iter(query.ids(db, 'title:"number 1"'))))
        assert "On day 2" in newest["body"]
        rows = db.execute("SELECT state, reason FROM frontier WHERE url_key LIKE '%/s/2'").fetchall()
    assert rows == [("unchanged", "soft-404")]


def test_nothing_that_an_old_page_links_to_is_ever_asked_for(tmp_path: Path) -> None:
    linked = page(1).replace(b"</article>", f'</article><a href="{SITE}/s/77">More of this, tomorrow</a><a rel=next href="/2">2</a>'.encode())
    listing = b"<html><body><ul>" + b"".join(b'<li><a href="/s/%d">A story with a long headline, no %d</a>' % (n, n) for n in range(30)) + b"</ul>"
    feed = f"<rss version='2.0'><channel><item><link>{SITE}/s/8</link><title>x</title></item></channel></rss>".encode()
    records = [
        Record(f"{SITE}/s/1", linked),
        Record(f"{SITE}/", listing),
        Record(f"{SITE}/feed", feed, headers=[("Content-Type", "application/rss+xml")]),
    ]
    bring(tmp_path / "one.db", warc(tmp_path / "in.warc.gz", records))
    with closing(open_archive(tmp_path / "one.db")) as db:
        assert db.execute("SELECT count(*) FROM frontier").fetchone() == (3,)
        assert db.execute("SELECT count(*) FROM frontier WHERE state = 'pending'").fetchone() == (0,)


def _chunked(body: bytes) -> bytes:
    parts = [body[start : start + 100] for start in range(0, len(body), 100)]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


def test_codings_are_undone_and_what_is_no_page_is_told(tmp_path: Path) -> None:
    html = [("Content-Type", "text/html")]
    packed = gzip.compress(page(3))
    records = [
        Record(f"{SITE}/s/1", _chunked(page(1)), headers=[*html, ("Transfer-Encoding", "chunked")]),
        Record(f"{SITE}/s/2", _chunked(gzip.compress(page(2))), headers=[*html, ("Transfer-Encoding", "chunked"), ("Content-Encoding", "gzip")]),
        Record(f"{SITE}/s/3", packed, headers=[*html, ("Content-Encoding", "gzip")]),
        Record(f"{SITE}/s/4", page(4), kind="resource"),
        Record(f"{SITE}/gone", b"<p>gone", status="404 Not Found"),
        Record(f"{SITE}/photo.jpg", b"\xff\xd8", headers=[("Content-Type", "image/jpeg")]),
        Record("https://ferry.example:99999/s/5", page(5)),
        Record("dns:ferry.example", b"127.0.0.1", kind="metadata"),
        Record(f"{SITE}/s/1", kind="revisit"),
    ]
    found = bring(tmp_path / "one.db", warc(tmp_path / "in.warc.gz", records))
    assert found.records == 10
    assert found.skipped == {"not-ok": 1, "not-html": 2, "bad-address": 1, "revisit": 1}  # a resource without its type is no page
    assert found.stored == 3
    with closing(open_archive(tmp_path / "one.db")) as db:
        assert sorted(query.article(db, id)["title"].split(":")[0] for id in query.ids(db, None)) == ["Number 1", "Number 2", "Number 3"]


def test_a_bomb_costs_itself_alone(tmp_path: Path) -> None:
    squeezed = zlib.compressobj(9, zlib.DEFLATED, 31)
    bomb = b"".join(squeezed.compress(bytes(1 << 20)) for _ in range(200)) + squeezed.flush()
    headers = [("Content-Type", "text/html"), ("Content-Encoding", "gzip")]
    found = bring(tmp_path / "one.db", warc(tmp_path / "in.warc.gz", [Record(f"{SITE}/b", bomb, headers=headers), Record(f"{SITE}/s/1", page(1))]))
    assert (found.stored, found.refused) == (1, {"too-large": 1})


@pytest.mark.parametrize("tail", [b"", b"\0" * 300, b"junk" * 50], ids=["cut", "zeros", "junk"])
@pytest.mark.parametrize("compressed", [True, False])
def test_of_a_damaged_file_what_came_before_is_kept_and_the_exit_code_says_so(tmp_path: Path, tail: bytes, compressed: bool) -> None:
    file = warc(tmp_path / "in.warc.gz", [Record(f"{SITE}/s/{n}", page(n)) for n in range(8)], compressed=compressed)
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) * 3 // 4] + (tail if compressed else b""))
    said = CliRunner().invoke(verbs, ["import", str(file), "--archive", str(tmp_path / "one.db")])
    assert said.exit_code == 3
    assert "damaged behind record" in said.output
    assert 3 <= _stored(tmp_path / "one.db") < 8


@pytest.mark.parametrize("content", [b"", b"just a text", gzip.compress(b"a gzipped text", mtime=0), b"\x89PNG\r\n", b'{"a": 1}'], ids=range(5))
def test_what_is_no_web_archive_is_refused_before_anything_is_written(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "no.warc.gz"
    file.write_bytes(content)
    with pytest.raises(UsageError, match=r"no\.warc\.gz: .*not a WARC file"):
        bring(tmp_path / "one.db", file)
    assert not (tmp_path / "one.db").exists()


def test_a_file_compressed_as_a_whole_is_read_too(tmp_path: Path) -> None:
    plain = warc(tmp_path / "in.warc", [Record(f"{SITE}/s/{n}", page(n)) for n in range(3)], compressed=False)
    file = tmp_path / "whole.warc.gz"
    file.write_bytes(gzip.compress(plain.read_bytes()))
    assert bring(tmp_path / "one.db", file).stored == 3


def test_only_the_sites_named_are_brought_in(tmp_path: Path) -> None:
    records = [Record(f"{SITE}/s/1", page(1)), Record("https://www.quay.example/s/2", page(2))]
    found = bring(tmp_path / "one.db", warc(tmp_path / "in.warc.gz", records), only=["quay.example"])
    assert (found.stored, found.skipped) == (1, {"other-site": 1})


def test_what_was_forgotten_and_what_asks_not_to_be_kept_stays_out(tmp_path: Path) -> None:
    from newscrawl.archive.forget import forget

    archive = tmp_path / "one.db"
    shy = page(2).replace(b"<head>", b'<head><meta name="robots" content="noarchive">')
    file = warc(tmp_path / "in.warc.gz", [Record(f"{SITE}/s/1", page(1)), Record(f"{SITE}/s/2", shy)])
    assert bring(archive, file).refused == {"noarchive": 1}
    with closing(open_archive(archive)) as db:
        (id,) = query.ids(db, None)
    forget(archive, [id], now=datetime.now(UTC))
    again = bring(archive, file)
    assert (again.stored, again.skipped, again.refused) == (0, {"forgotten": 1}, {"noarchive": 1})
    assert bring(tmp_path / "two.db", file, obey_noarchive=False).stored == 2


def test_what_was_brought_in_is_merged_and_proven_as_what_was_crawled(tmp_path: Path) -> None:
    from newscrawl.archive.verify import verify

    bring(tmp_path / "one.db", warc(tmp_path / "a.warc.gz", [Record(f"{SITE}/s/{n}", page(n)) for n in range(3)]))
    bring(tmp_path / "two.db", warc(tmp_path / "b.warc.gz", [Record(f"{SITE}/s/{n}", page(n, 1), at="2025-04-01T00:00:00Z") for n in range(2, 5)]))
    merge(tmp_path / "one.db", tmp_path / "two.db")
    assert list(verify(tmp_path / "one.db")) == []
    assert sorted(len(told) for told in versions(tmp_path / "one.db").values()) == [1, 1, 1, 1, 2]


def test_arc_files_are_read_too(tmp_path: Path) -> None:
    answer = b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + page(1)
    head = b"1 0 Quay\nURL IP-address Archive-date Content-type Archive-length\n"
    opening = b"filedesc://old.arc 0.0.0.0 20040302080000 text/plain %d\n%s\n" % (len(head), head)
    record = b"%s/s/1 192.0.2.1 20040302080000 text/html %d\n%s\n" % (SITE.encode(), len(answer), answer)
    file = tmp_path / "old.arc.gz"
    file.write_bytes(gzip.compress(opening) + gzip.compress(record))
    assert bring(tmp_path / "one.db", file).stored == 1
    (told,) = versions(tmp_path / "one.db").values()
    assert told[0][0] == "2004-03-02T08:00:00.000Z"


@pytest.mark.parametrize("body", [b"<html><body><h1>The ferry</h1><p>It runs again.</p></body></html>", b"url,title\nhttps://a.example/,A\n", b""])
@pytest.mark.parametrize("zipped", [False, True])
def test_a_page_or_a_table_is_not_taken_for_a_web_archive(body: bytes, zipped: bool, tmp_path, capfd) -> None:
    (tmp_path / "page.html").write_bytes(gzip.compress(body) if zipped else body)
    with pytest.raises(UsageError, match=r"page\.html: not a WARC file"):
        imports.run([tmp_path / "page.html"], archive=tmp_path / "a.db")
    assert (capfd.readouterr(), (tmp_path / "a.db").exists()) == (("", ""), False)
