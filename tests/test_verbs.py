"""What verbs do with what people type: wrong names, missing files, empty answers, narrow terminals."""

from __future__ import annotations

import contextlib
import csv
import errno
import gzip
import io
import json
import os
import re
import shlex
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner, Result

import newscrawl
from newscrawl import __main__ as command
from newscrawl import clock, export, health, show
from newscrawl.archive import frontier, ledger, schema
from newscrawl.archive.writer import Lock, writing
from newscrawl.cli import main, verbs
from newscrawl.cli.options import ORDER
from newscrawl.crawl import CrawlReport
from newscrawl.demo.tour import STORY, _has_seen
from newscrawl.errors import NotFound, SiteFileError, StorageError, UsageError
from newscrawl.items import Link, Page
from newscrawl.watch import watch
from tests.archive_kit import HOST, NOW, Desk, story


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path / "archive.db")
    for number in range(3):
        url = f"https://{HOST}/s/{number}"
        desk.fetch(url, story(url, number))
    yield desk
    desk.close()


def run(*words: str, archive: Path | None = None) -> Result:
    return CliRunner().invoke(verbs, [*words, *(("--archive", str(archive)) if archive else ())])


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_the_list_of_verbs_is_cut_at_no_width(width: int) -> None:
    said = CliRunner().invoke(verbs, ["--help"], terminal_width=width).stdout
    assert "..." not in said.partition("Commands:")[2]
    assert all(f"  {verb}" in said for verb in ORDER)


def test_at_eighty_columns_each_verb_has_one_line_and_no_line_is_longer() -> None:
    said = CliRunner().invoke(verbs, ["--help"], terminal_width=80).stdout
    listed = said.partition("Commands:\n")[2].partition("\n\n")[0].splitlines()
    assert len(listed) == len(verbs.commands)
    assert max(map(len, said.splitlines())) <= 80


@pytest.mark.parametrize(
    "words",
    [
        ["saved", "name"],
        ["saved", "name", "ferry"],
        ["furniture", "keep", "0123456789abcdef"],
        ["learn"],
        ["verify", "--repair"],
        ["prune", "--captures-older-than", "3d"],
        ["compact"],
        ["forget", "https://paper.example/s"],
        ["reread"],
    ],
    ids=" ".join,
)
def test_a_mistyped_archive_is_said_and_not_made(words: list[str], tmp_path: Path) -> None:
    said = run(*words, archive=tmp_path / "mistyped.db").exception
    assert isinstance(said, NotFound)
    assert "no archive here yet" in str(said)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("words", [["alarms"], ["audit"], ["learn"], ["furniture", "list"]], ids=" ".join)
def test_a_site_nobody_crawled_is_said_and_not_called_well(words: list[str], desk: Desk) -> None:
    said = run(*words, "nowhere.example", archive=desk.path).exception
    assert isinstance(said, UsageError)
    assert "nowhere.example" in str(said)
    assert run(*words, HOST, archive=desk.path).exit_code == 0


def test_a_negative_age_prunes_nothing(desk: Desk) -> None:
    assert isinstance(run("prune", "--captures-older-than", "-5d", archive=desk.path).exception, UsageError)
    assert desk.db.execute("SELECT count(*) FROM captures").fetchone()[0] == 3


@pytest.mark.parametrize("verb", ["digest", "audit"])
def test_a_day_to_come_is_one_line(verb: str, desk: Desk) -> None:
    done = run(verb, "--day", "9999-12-31", archive=desk.path)
    assert done.exit_code == 2
    assert "yet to come" in done.stderr


@pytest.mark.parametrize("words", [["", "ferry"], ["-", "ferry"], ["-", "--forget"]])
def test_a_query_is_saved_under_a_name(words: list[str], desk: Desk) -> None:
    assert isinstance(run("saved", *words, archive=desk.path).exception, UsageError)
    assert desk.db.execute("SELECT count(*) FROM searches").fetchone()[0] == 0


@pytest.mark.parametrize("verb", ["search", "count", "facets", "timeline", "kwic", "credits", "reread"])
def test_a_query_that_begins_with_a_minus_is_told_how_to_be_written(verb: str, desk: Desk, monkeypatch, capsys) -> None:
    monkeypatch.setattr(sys, "argv", ["newscrawl", verb, "-ferry", "--archive", str(desk.path)])
    with pytest.raises(SystemExit) as stop:
        main()
    assert (stop.value.code, "behind --" in capsys.readouterr().err) == (2, True)
    assert run("count", "--archive", str(desk.path), "--", "-ferry").stdout == run("count", "NOT ferry", archive=desk.path).stdout


def test_status_says_whose_furniture_another_reader_learned(desk: Desk) -> None:
    assert "another version" not in run("status", archive=desk.path).stdout
    desk.db.execute("INSERT INTO learned (site, reader) VALUES (?, 'older')", (HOST,))
    assert "furniture of 1 site was learned by another version" in run("status", archive=desk.path).stdout
    assert json.loads(run("status", "--format", "json", archive=desk.path).stdout)["learned_by_another_reader"] == [HOST]


def test_outcomes_are_counted_of_what_was_asked_for(desk: Desk) -> None:
    desk.fetch(f"https://{HOST}/list")
    held = int(run("count", archive=desk.path).stdout)
    said = json.loads(run("outcomes", "--summary", "--site", HOST, "--state", "stored", "--format", "json", archive=desk.path).stdout)
    assert said == [{"state": "stored", "reason": None, "addresses": held}]
    said = json.loads(run("outcomes", "--summary", "--reason", "listing", "--format", "json", archive=desk.path).stdout)
    assert said == [{"state": "dropped", "reason": "listing", "addresses": 1}]
    assert isinstance(run("outcomes", "--site", "nobody.example", archive=desk.path).exception, UsageError)


def test_a_query_takes_the_name_of_a_site_file(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "output" / "sites"
    folder.mkdir(parents=True)
    (folder / "Quayside.toml").write_text(f'home = "https://{HOST}/"\ndomains = ["{HOST}"]\n')
    held = run("count", archive=desk.path).stdout.strip()
    for query, number in (("site:quayside", held), (f"site:{HOST}", held), ("NOT site:Quayside", 0), ("ferry site:quayside", held), ("site:b", 0)):
        assert run("count", query, archive=desk.path).stdout == f"{number}\n"
    assert run("export", "-", "--query", "site:quayside", archive=desk.path).stdout.count("\n") == int(held)
    (folder / "bad.toml").write_text("home = 3")
    assert run("count", "site:quayside", archive=desk.path).stdout == "0\n"


def test_two_versions_for_programs_are_whole(desk: Desk) -> None:
    url = "https://quay.example/tide"
    for hour, title in enumerate(("The tide is late", "The tide is early")):
        desk.fetch(url, story(url, 3, title=title), page=Page(url, fetched_at=NOW + timedelta(hours=hour)))
    said = json.loads(run("diff", url, "--format", "json", archive=desk.path).stdout)
    assert ([one["changes"] for one in said["versions"]], said["from"], said["to"]) == ([[], ["title"]], 1, 2)
    assert (said["old"]["title"], said["new"]["title"]) == ("The tide is late", "The tide is early")
    assert said["old"]["photos"] == said["new"]["photos"] and said["new"]["photos"][0]["creators"] == ["Mira Holt"]
    assert said["new"]["authors"] == ["Ada Quill"]


def test_titles_for_programs_are_the_articles_own(desk: Desk) -> None:
    titles = {row[0] for row in desk.db.execute("SELECT title FROM articles")}
    assert {hit["title"] for hit in json.loads(run("search", "ferry", "--format", "json", archive=desk.path).stdout)} == titles
    desk.close()
    run("saved", "boats", "ferry", archive=desk.path)
    assert {hit["title"] for hit in json.loads(run("saved", "boats", "--format", "json", archive=desk.path).stdout)} == titles


def test_nothing_to_list_prints_no_empty_line(desk: Desk) -> None:
    desk.close()
    assert run("reread", "site:nowhere.example", archive=desk.path).stderr == ""


@pytest.mark.parametrize("words", [["search", "--nope", "x"], ["search", "--limit", "0", "x"], ["nosuch"], ["search"], ["merge", "no.db"]])
def test_a_typing_mistake_is_one_line_and_exit_code_two(words: list[str], monkeypatch, capsys) -> None:
    monkeypatch.setattr(sys, "argv", ["newscrawl", *words])
    with pytest.raises(SystemExit) as stop:
        main()
    assert stop.value.code == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


@pytest.mark.parametrize("words", [["show", "a\x1b[31mb"], ["alarms", "a\x1b[31mb"], ["sites", "--\x1b[31m"], ["\x1b[31m"]])
def test_what_was_typed_is_inert_where_it_is_said_back(words: list[str], desk: Desk, monkeypatch, capsys) -> None:
    monkeypatch.setattr(sys, "argv", ["newscrawl", *words, "--archive", str(desk.path)])
    with pytest.raises(SystemExit) as stop:
        main()
    assert stop.value.code == 2
    assert "\x1b" not in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["forget", f"https://{HOST}/s/1"], 3),
        (["saved", "boats", "ferry"], 3),
        (["compact"], 3),
        (["verify"], 3),
        (["crawl", f"https://{HOST}/"], 0),
        (["search", "ferry"], 0),
    ],
    ids=lambda part: " ".join(part) if isinstance(part, list) else None,
)
def test_while_a_crawl_writes_nothing_else_claims_to_have_been_done(words: list[str], code: int, desk: Desk, monkeypatch) -> None:
    monkeypatch.setattr(sys, "argv", ["newscrawl", *words, "--archive", str(desk.path)])
    lock = Lock(desk.path)
    lock.acquire()
    try:
        with pytest.raises(SystemExit) as stop:
            main()
    finally:
        lock.release()
    assert stop.value.code == code


def test_an_export_goes_to_stdout_and_into_pipes_and_no_device_becomes_a_file(desk: Desk, tmp_path: Path) -> None:
    lines = run("export", "-", archive=desk.path).stdout.splitlines()
    assert [json.loads(line)["site"] for line in lines] == [HOST] * 3
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE) as reader:
        assert run("export", str(pipe), "--format", "csv", archive=desk.path).exit_code == 0
        assert reader.stdout is not None
        assert len(reader.stdout.read().splitlines()) > 3
    assert pipe.is_fifo()


def test_an_export_over_a_link_writes_where_it_leads(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "today.jsonl").write_text("old")
    (tmp_path / "latest.jsonl").symlink_to(tmp_path / "today.jsonl")
    run("export", str(tmp_path / "latest.jsonl"), archive=desk.path)
    assert (tmp_path / "latest.jsonl").is_symlink()
    assert len((tmp_path / "today.jsonl").read_text().splitlines()) == 3


@pytest.mark.parametrize(
    ("figures", "code"),
    [
        ({"failed": {"dns": 1}, "pages": 1}, 6),
        ({"failed": {"certificate": 1}, "not_articles": {"absent": 5}, "pages": 6}, 6),
        ({"not_articles": {"robots": 1, "robots-txt": 1}, "pages": 1}, 6),
        ({"pending": 2, "pages": 1}, 6),
        ({"not_articles": {"home": 1, "listing": 3}, "pages": 4}, 0),
        ({"unchanged": 1, "pages": 2}, 0),
        ({"stored": 1, "failed": {"dns": 1}, "pages": 2}, 0),
        ({"run": 0}, 0),
    ],
    ids=str,
)
def test_a_crawl_of_what_cannot_be_read_does_not_end_as_if_it_had_been(figures: dict[str, object], code: int, tmp_path: Path, monkeypatch) -> None:
    report = CrawlReport(**{"exit_code": 0, "archive": tmp_path / "a.db", "run": 1, **figures})  # type: ignore[arg-type]
    monkeypatch.setattr("newscrawl.crawl.run", lambda *args, **options: report)
    with writing(tmp_path / "a.db") as db:
        frontier.end_run(db, frontier.begin_run(db, clock.now(), "newscrawl crawl"), clock.now(), 0, {})
    assert run("crawl", "https://paper.example/", archive=tmp_path / "a.db").exit_code == code
    with contextlib.closing(schema.open_archive(tmp_path / "a.db")) as db:
        assert db.execute("SELECT exit_code FROM runs").fetchall() == [(code,)], "status says what the process said"
    assert run("crawl", archive=tmp_path / "a.db").exit_code == 0, "a timer's crawl of all sites says it in status"


def test_a_site_is_remembered_once(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "output" / "sites").mkdir(parents=True)
    (tmp_path / "output" / "sites" / "quay.toml").write_text('name = "quay"\nhome = "https://quay.example/"\n')
    said = run("add", "https://www.quay.example/news", archive=tmp_path / "a.db").exception
    assert isinstance(said, UsageError)
    assert "quay.toml has this site already" in str(said)


@pytest.mark.parametrize("width", [60, 80, 100, 120, 160])
def test_status_folds_no_line_at_the_widths_of_terminals(width: int, desk: Desk, monkeypatch) -> None:
    monkeypatch.setattr(show, "PIPE_WIDTH", width)
    lines = run("status", archive=desk.path).stdout.splitlines()
    table = lines[2 : lines.index("  found, stored, usual: in 24 hours")]
    assert [line[0] for line in table[1:]] == ["●"]
    assert {"site", "articles", "newest", "stored", "gaps", "missed"} <= set(table[0].split())
    assert max(map(len, table)) <= width


PAGE = (
    b"<html><body><h1>The ferry runs again</h1>"
    + b"<p>The ferry crossed the sound on Monday, and passengers waited at the pier.</p>" * 4
    + b"</body></html>"
)


def test_a_page_cut_short_in_its_zip_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "cut.gz").write_bytes(gzip.compress(PAGE)[:60])
    (tmp_path / "broken.gz").write_bytes(gzip.compress(PAGE)[:30] + b"junk" * 20)
    for name in ("cut.gz", "broken.gz"):
        said = run("read", str(tmp_path / name), "--url", "https://paper.example/s")
        assert isinstance(said.exception, UsageError), name
        (tmp_path / "batch.jsonl").write_text(json.dumps({"id": 1, "url": "https://paper.example/s", "html_path": name}))
        assert isinstance(run("read", "--batch", str(tmp_path / "batch.jsonl"), "--workers", "1").exception, UsageError), name


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"%PDF-1.7\nharbour", "not-html"),
        (b"\xff\xd8\xff\xe0 harbour", "not-html"),
        (b"a\0b\1c" * 300, "not-html"),
        (b"<rss><channel/></rss>", "feed"),
    ],
)
def test_what_is_no_page_is_not_read_as_one(body: bytes, reason: str, tmp_path: Path) -> None:
    (tmp_path / "saved").write_bytes(body)
    for form in ("json", "page"):
        said = run("read", str(tmp_path / "saved"), "--url", "https://quay.example/story", "--format", form)
        assert json.loads(said.stdout) == {"url": "https://quay.example/story", "reason": reason}


def test_a_batch_may_be_zipped_as_its_pages_may(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "s.html.gz").write_bytes(gzip.compress(PAGE))
    (tmp_path / "batch.jsonl.gz").write_bytes(gzip.compress(b'{"id": "a", "url": "https://paper.example/s", "html_path": "pages/s.html.gz"}\n\n'))
    said = json.loads(run("read", "--batch", str(tmp_path / "batch.jsonl.gz"), "--workers", "1").stdout)
    assert (said["id"], said["title"]) == ("a", "The ferry runs again")


def test_an_article_without_reprints_is_not_listed_as_one(desk: Desk) -> None:
    url = f"https://{HOST}/s/alone"
    desk.fetch(url, story(url, 9, title="A calf in the library", body="Nobody knows how it came in.\n\nThe librarian gave it hay and a card."))
    waits = "4 articles not compared with others yet: the next crawl does it, or newscrawl compact\n"
    assert run("clusters", url, archive=desk.path).stderr == f"{waits}no reprint of it is held\n"
    assert run("compact", archive=desk.path).exit_code == 0
    said = run("clusters", url, archive=desk.path)
    assert (said.exit_code, said.stdout, said.stderr) == (0, "", "no reprint of it is held\n")


def test_the_demo_takes_an_archive_of_an_older_make(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        schema.migrate(db, len(schema.STEPS) - 1)
        db.execute(f"PRAGMA user_version = {len(schema.STEPS) - 1}")
    with pytest.raises(UsageError, match="older"):
        schema.open_archive(path)
    assert not _has_seen(path)
    with contextlib.closing(schema.open_archive(path)):
        pass


def test_the_queries_of_the_help_and_of_the_documents_are_understood(desk: Desk) -> None:
    root = Path(__file__).resolve().parent.parent
    table = (root / "docs" / "query.md").read_text(encoding="utf-8").partition("| write |")[2].partition("\n\n")[0]
    written = [part for row in table.splitlines()[2:] for part in re.findall(r"`([^`]+)`", row.split("|")[1]) if "…" not in part]
    asked = [f"{name} x" for part in written if part.endswith(":") for name in part.split()] + [part for part in written if not part.endswith(":")]
    help_text = CliRunner().invoke(verbs, ["search", "--help"], terminal_width=200).stdout + (root / "docs" / "query.md").read_text(encoding="utf-8")
    asked += re.findall(r"newscrawl (?:search|count|facets|timeline|kwic) '([^']+)'", help_text)
    assert len(asked) > 20
    for text in asked:
        assert run("count", text, archive=desk.path).exit_code == 0, text


def test_the_second_demo_knows_that_it_is(desk: Desk) -> None:
    desk.close()
    assert not _has_seen(desk.path)
    again = Desk(desk.path)
    url = f"https://{HOST}/visit"
    again.fetch(url, story(url, 7, title=f"{STORY} seen as the end of something"))
    again.close()
    assert _has_seen(desk.path)


@pytest.mark.parametrize("name", ["a b/c", "../x", "ä", "", "-", "CON", "x" * 200])
def test_a_site_is_not_remembered_under_a_name_that_no_site_file_may_have(name: str, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert isinstance(run("add", "https://quay.example/", "--name", name, archive=tmp_path / "a.db").exception, UsageError)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("number", "code"), [(errno.ENOENT, 2), (errno.EACCES, 2), (errno.ENOSPC, 5), (errno.EROFS, 5)])
def test_what_the_system_refuses_is_one_line(number: int, code: int, tmp_path: Path, monkeypatch, capsys) -> None:
    def refuse(*args: object, **options: object) -> None:
        raise OSError(number, os.strerror(number), str(tmp_path / "nowhere"))

    monkeypatch.setattr("newscrawl.crawl.run", refuse)
    monkeypatch.setattr(sys, "argv", ["newscrawl", "crawl", "https://quay.example/"])
    with pytest.raises(SystemExit) as stop:
        main()
    assert (stop.value.code, capsys.readouterr().err) == (code, f"newscrawl: {tmp_path / 'nowhere'}: {os.strerror(number)}\n")


@pytest.mark.parametrize("shut", [">&-", "2>&-", "<&-", ">&- 2>&- <&-"])
def test_a_process_started_without_its_streams_ends_as_with_them(shut: str, desk: Desk) -> None:
    for words, code in (("count", 0), ("count '('", 2)):
        command = f"exec {shlex.quote(sys.executable)} -m newscrawl {words} {shut}"
        environment = os.environ | {"NEWSCRAWL_ARCHIVE": str(desk.path)}
        ended = subprocess.run(["sh", "-c", command], env=environment, cwd=Path(__file__).parent.parent, capture_output=True, check=False)
        assert (ended.returncode, b"Traceback" in ended.stderr) == (code, False)


@pytest.mark.parametrize("locale", [{"PYTHONIOENCODING": "latin-1"}, {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "LC_ALL": "C"}])
@pytest.mark.parametrize("words", [["dump"], ["export", "-"], ["search", "kind:appeal"], ["timeline"], ["outcomes", "--format", "json"]])
def test_any_script_is_written_whatever_the_locale(locale: dict[str, str], words: list[str], desk: Desk) -> None:
    url = "https://quay.example/harbour"
    desk.fetch(url, story(url, title="港口重新开放", body="ท่าเรือเปิดอีกครั้ง הנמל", language="zh"))
    environment = os.environ | locale | {"NEWSCRAWL_ARCHIVE": str(desk.path)}
    command = [sys.executable, "-m", "newscrawl", *words]
    ended = subprocess.run(command, env=environment, cwd=Path(__file__).parent.parent, capture_output=True, check=False)
    assert (ended.returncode, "港口" in ended.stdout.decode() or words[0] in ("timeline", "outcomes")) == (0, True)


@pytest.mark.parametrize(("ended", "code"), [(3, 0), (-signal.SIGTERM, 0), (-signal.SIGKILL, 1), (5, 5)])
def test_a_watch_that_is_ended_ends_in_order_however_early_its_crawl_was(ended: int, code: int, tmp_path: Path, monkeypatch) -> None:
    class Child:
        def __init__(self, *args: object, **options: object) -> None: ...

        def wait(self) -> int:
            os.kill(os.getpid(), signal.SIGINT)
            return ended

        def poll(self) -> int:
            return ended

    monkeypatch.setattr("newscrawl.watch.subprocess.Popen", Child)
    assert watch(tmp_path / "a.db") == code


def test_verify_sends_nobody_who_asks_it_to_verify(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with writing(path):
        pass
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 3 // 4096 * 4096])
    said = run("verify", archive=path).exception
    assert isinstance(said, StorageError)
    assert "backup" in str(said) and "newscrawl verify says" not in str(said)


def test_a_span_that_ends_before_it_begins_is_a_mistake(desk: Desk) -> None:
    found = run("crawl", "--since", "2d", "--until", "2020-01-01", archive=desk.path)
    assert isinstance(found.exception, UsageError)
    assert "--until" in str(found.exception)


def test_saved_queries_are_listed_without_a_name(desk: Desk) -> None:
    assert run("saved", "boats", "boat*", archive=desk.path).exit_code == 0
    assert run("saved", archive=desk.path).output == run("saved", "-", archive=desk.path).output
    assert "boats" in run("saved", archive=desk.path).output


@pytest.mark.parametrize("verb", ["reread", "learn"])
def test_a_mistake_in_a_site_file_is_said_before_anything_is_read(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, verb: str) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "output/sites").mkdir(parents=True)
    (tmp_path / "output/sites/paper.toml").write_text('home = "https://paper.example/"\n[article]\ntitle = ["h1..x"]\n')
    found = run(verb, archive=desk.path)
    assert isinstance(found.exception, SiteFileError)
    assert "line 3" in str(found.exception)


def test_a_site_that_cannot_be_read_is_not_remembered_anywhere(tmp_path: Path, monkeypatch) -> None:
    class Gone(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_error(404)

        def log_message(self, format: str, *args: object) -> None: ...

    monkeypatch.chdir(tmp_path)
    with ThreadingHTTPServer(("127.0.0.1", 0), Gone) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        host = f"127.0.0.1:{server.server_port}"
        words = [sys.executable, "-m", "newscrawl", "add", f"http://{host}/", "--allow-net", host, "--delay", "0", "--archive", "a.db"]
        ended = subprocess.run(words, env=os.environ | {"PYTHONPATH": str(Path(newscrawl.__file__).parent.parent)}, capture_output=True, check=False)
        server.shutdown()
    assert (ended.returncode, b"(http-404); the site is not remembered" in ended.stderr) == (2, True)
    with contextlib.closing(schema.open_archive(tmp_path / "a.db")) as db:
        assert db.execute("SELECT count(*) FROM frontier").fetchone() == (0,)
        assert db.execute("SELECT exit_code FROM runs").fetchone() == (2,)
        assert health.sites(db, clock.now()) == []
    assert not (tmp_path / "output").exists()


def test_what_is_taken_back_is_what_that_run_alone_heard_of_and_nothing_is_kept_of(desk: Desk) -> None:
    before = desk.db.execute("SELECT count(*) FROM frontier").fetchone()
    with writing(desk.path) as db:
        for number in (1, 2):
            run_id = frontier.begin_run(db, NOW, "newscrawl add")
            frontier.add(db, [Link(f"https://papr.example/{number}", kind="home", source="seed")], run=run_id, now=NOW, site="papr.example")
        assert frontier.take_back(db, run_id, "papr.example") == 1
        assert frontier.take_back(db, 1, HOST) == 0
    assert desk.db.execute("SELECT count(*) FROM frontier").fetchone() == (before[0] + 1,)


def test_of_a_site_that_never_was_it_is_said_how_it_goes(desk: Desk) -> None:
    with writing(desk.path) as db:
        run_id = frontier.begin_run(db, NOW, "newscrawl crawl")
        frontier.add(db, [Link("https://papr.example/", kind="home", source="seed")], run=run_id, now=NOW, site="papr.example")
        db.execute("UPDATE frontier SET state = 'failed', reason = 'dns' WHERE site = 'papr.example'")
    assert "(dns); if it was mistyped: newscrawl forget https://papr.example/" in run("status", archive=desk.path).stdout
    assert run("forget", "https://papr.example/", archive=desk.path).exit_code == 0
    assert "papr.example" not in run("status", archive=desk.path).stdout


def test_what_makes_room_needs_none(desk: Desk, monkeypatch) -> None:
    monkeypatch.setattr(schema, "MINIMUM_FREE_BYTES", 1 << 60)
    for words in (["prune", "--captures-older-than", "0d"], ["compact"], ["forget", f"https://{HOST}/s/0"], ["verify"]):
        assert run(*words, archive=desk.path).exit_code == 0, words
    assert isinstance(run("saved", "ferries", "ferry", archive=desk.path).exception, StorageError)


def test_a_full_disk_is_not_called_damage(desk: Desk, monkeypatch) -> None:
    def full(path: Path) -> None:
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorcode = sqlite3.SQLITE_IOERR_SHMSIZE
        raise error

    monkeypatch.setattr(schema, "_open_to_read", full)
    assert "damaged" in str(run("verify", archive=desk.path).exception)
    monkeypatch.setattr(schema.shutil, "disk_usage", lambda folder: SimpleNamespace(free=0))
    said = str(run("verify", archive=desk.path).exception)
    assert ("the disk is full" in said, "damaged" in said) == (True, False)


@pytest.fixture
def own_signals() -> Iterator[None]:
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {number: signal.getsignal(number) for number in numbers}
    for number in numbers[1:]:
        signal.signal(number, signal.SIG_DFL)
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("background", [False, True])
def test_what_ends_a_service_leaves_no_half_written_file(number: int, background: bool, desk: Desk, monkeypatch, capsys, own_signals) -> None:
    if background:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    monkeypatch.setitem(export.FORMATS, "jsonl", lambda file, articles: signal.raise_signal(number))
    folder = desk.path.parent / "exports"
    monkeypatch.setattr(sys, "argv", ["newscrawl", "export", str(folder / "stories.jsonl"), "--archive", str(desk.path)])
    with pytest.raises(SystemExit) as stop:
        main()
    assert (stop.value.code, list(folder.iterdir())) == (3, [])
    assert "newscrawl: interrupted" in capsys.readouterr().err


def test_ctrl_c_while_the_verbs_are_loaded_is_one_line(monkeypatch, capsys) -> None:
    class Interrupts:
        def find_spec(self, name: str, path: object = None, target: object = None) -> None:
            if name == "newscrawl.cli":
                raise KeyboardInterrupt

    monkeypatch.delitem(sys.modules, "newscrawl.cli")
    monkeypatch.delattr(newscrawl, "cli", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Interrupts(), *sys.meta_path])
    with pytest.raises(SystemExit) as stop:
        command.main()
    assert (stop.value.code, capsys.readouterr().err.count("\n")) == (3, 1)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("title:story site:papr.example", "nothing found: site:papr.example is nowhere in this archive; newscrawl status lists the sites"),
        ("agency:Nobody AND (lang:xx) ferrry", "nothing found: agency:Nobody, lang:xx, ferrry are nowhere in this archive"),
        ("headlin:x", "nothing found: headlin:x is nowhere in this archive"),
        ("title:0 title:1", "nothing found"),
    ],
)
@pytest.mark.parametrize("verb", ["search", "count", "kwic"])
def test_who_finds_nothing_is_told_what_is_nowhere(verb: str, query: str, said: str, desk: Desk) -> None:
    for number in (7, 8):
        url = f"https://{HOST}/n/{number}"
        desk.fetch(url, story(url, number, title=f"Story {number - 7}"))
    assert run(verb, query, archive=desk.path).stderr == f"{said}\n"


def test_a_span_without_a_day_is_a_mistake_of_the_query(desk: Desk) -> None:
    for query in ("after:2026-11 before:2026-11", "ferry before:2025 after:2026"):
        assert "no day lies between" in str(run("search", query, archive=desk.path).exception)


def test_the_page_of_each_version_comes_out_as_it_was_fetched(desk: Desk) -> None:
    url = f"https://{HOST}/s/1"
    first = CliRunner().invoke(verbs, ["show", url, "--format", "html", "--archive", str(desk.path)]).stdout_bytes
    assert first.startswith(b"<html>")
    desk.fetch(url, story(url, 1, title="Corrected"), page=Page(url, fetched_at=NOW + timedelta(hours=3)))
    newest = CliRunner().invoke(verbs, ["show", url, "--format", "html", "--archive", str(desk.path)]).stdout_bytes
    assert (b"Corrected" in newest, newest == first) == (True, False)
    for number, page in ((1, first), (2, newest)):
        words = ["show", url, "--format", "html", "--revision", str(number), "--archive", str(desk.path)]
        assert CliRunner().invoke(verbs, words).stdout_bytes == page
    assert run("prune", "--captures-older-than", "0d", archive=desk.path).exit_code == 0
    assert isinstance(run("show", url, "--format", "html", archive=desk.path).exception, NotFound)


def test_status_says_which_site_is_asked_no_more(desk: Desk) -> None:
    with writing(desk.path) as db:
        ledger.add_source(db, HOST, f"https://{HOST}/feed", f"https://{HOST}/feed", "feed", NOW)
    assert "paused" not in run("status", archive=desk.path).stdout
    assert run("sites", "--pause", HOST, archive=desk.path).exit_code == 0
    assert "paused" in run("status", archive=desk.path).stdout
    assert [site["paused"] for site in json.loads(run("status", "--format", "json", archive=desk.path).stdout)["sites"]] == [True]


@pytest.mark.parametrize("words", [["search", "ferry OR story"], ["timeline"], ["facets"], ["credits"], ["outcomes"], ["kwic", "the"], ["sites"]])
def test_what_is_shown_as_a_table_is_had_as_csv(words: list[str], desk: Desk) -> None:
    url = f"https://{HOST}/odd"
    desk.fetch(url, story(url, 5, title='=1+1 the "story", of\u2028a ferry', body="The ferry; the story."))
    said = run(*words, "--format", "csv", archive=desk.path)
    rows = list(csv.DictReader(io.StringIO(said.stdout, newline="")))
    records = json.loads(run(*words, "--format", "json", archive=desk.path).stdout)
    assert (said.exit_code, len(rows)) == (0, len(records))
    assert [row.keys() for row in rows] == [record.keys() for record in records]
    assert not any(value.startswith("=") for row in rows for value in row.values())


@pytest.mark.parametrize("width", [60, 80, 120])
def test_status_says_on_one_line_what_each_run_came_to(width: int, desk: Desk, monkeypatch) -> None:
    with writing(desk.path) as db:
        run_id = frontier.begin_run(db, NOW, "newscrawl crawl " + " ".join(f"https://paper.example/{number}" for number in range(40)))
        frontier.end_run(db, run_id, NOW, 4, {})
    monkeypatch.setattr(show, "PIPE_WIDTH", width)
    line = next(line for line in run("status", archive=desk.path).stdout.splitlines() if line.startswith(f"run {run_id}, "))
    assert (len(line) <= width, line.endswith("… → exit code 4")) == (True, True)


@pytest.mark.parametrize("verb", ORDER)
def test_no_line_of_help_is_folded_at_eighty_columns(verb: str) -> None:
    said = CliRunner().invoke(verbs, [verb, "--help"], terminal_width=80).stdout
    assert max(map(len, said.splitlines())) <= 80
