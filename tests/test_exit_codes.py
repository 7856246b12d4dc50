"""The code that a verb ends with is the process's."""

from __future__ import annotations

import errno
import io
import os
import random
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import click
import pytest

from newscrawl.cli import main, verbs
from newscrawl.cli.crawling import _nothing_answered
from newscrawl.crawl import CrawlReport
from newscrawl.items import Link
from tests.archive_kit import HOST, Desk


def ended(monkeypatch: pytest.MonkeyPatch, verb: Callable[[], object]) -> object:
    with pytest.raises(SystemExit) as stop:
        ended_by(monkeypatch, verb)
    return stop.value.code


def ended_by(monkeypatch: pytest.MonkeyPatch, verb: Callable[[], object]) -> None:
    monkeypatch.setitem(verbs.commands, "probe", click.Command("probe", callback=verb))
    monkeypatch.setattr(sys, "argv", ["newscrawl", "probe"])
    main()


@pytest.mark.parametrize("code", [0, 3, 4, 6])
def test_the_exit_code_of_a_verb_is_that_of_the_process(monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    def verb() -> None:
        raise click.exceptions.Exit(code)

    assert ended(monkeypatch, verb) == code


def test_a_pipe_that_is_shut_is_no_bug(monkeypatch: pytest.MonkeyPatch) -> None:
    def verb() -> None:
        raise BrokenPipeError(errno.EPIPE, "Broken pipe")

    monkeypatch.setattr(sys, "stdout", io.StringIO())  # click wraps it for good
    assert ended(monkeypatch, verb) == 0


def test_a_verb_that_just_ends_is_complete_and_a_wrong_use_is_two(monkeypatch: pytest.MonkeyPatch) -> None:
    assert ended(monkeypatch, lambda: None) == 0

    def wrong() -> None:
        raise click.UsageError("no such thing")

    assert ended(monkeypatch, wrong) == 2


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    """Return an archive that can be opened, and whose list of addresses cannot be read through."""
    path = tmp_path / "a.db"
    desk = Desk(path)
    desk.add(*(Link(f"https://{HOST}/{number}") for number in range(200)))
    page = desk.db.execute("SELECT pageno FROM dbstat WHERE name = 'frontier' AND pagetype = 'leaf' LIMIT 1").fetchone()[0]
    size = desk.db.execute("PRAGMA page_size").fetchone()[0]
    desk.db.close()
    with path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(random.Random(5).randbytes(400))
    return path


@pytest.mark.parametrize("verb", ["dump --canonical", "crawl"])
def test_damage_met_in_the_middle_is_one_line_that_says_the_mend(damaged: Path, tmp_path: Path, verb: str) -> None:
    environment = {**os.environ, "NEWSCRAWL_ARCHIVE": str(damaged), "PYTHONPATH": str(Path(__file__).parent.parent)}
    command = [sys.executable, "-m", "newscrawl", *verb.split()]
    ended = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert ended.returncode == 5
    assert len(ended.stderr.splitlines()) == 1
    assert "malformed; newscrawl verify says what is damaged" in ended.stderr


def test_a_text_that_is_no_text_any_more_is_damage(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def verb() -> None:
        with closing(sqlite3.connect(":memory:")) as db:
            db.execute("SELECT CAST(x'ff41' AS TEXT)").fetchone()

    assert ended(monkeypatch, verb) == 5
    assert capsys.readouterr().err.strip().endswith("newscrawl verify says what is damaged")


def test_a_statement_of_ours_that_is_wrong_is_a_bug_and_keeps_its_traceback(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def verb() -> None:
        with closing(sqlite3.connect(tmp_path / "a.db")) as db:
            db.execute("SELECT nothing FROM nowhere")

    with pytest.raises(sqlite3.OperationalError):
        ended_by(monkeypatch, verb)


def test_words_that_are_no_utf_8_are_the_users_mistake(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def verb() -> None:
        with closing(sqlite3.connect(":memory:")) as db:
            db.execute("SELECT ?", ("\udcff",))

    monkeypatch.setitem(verbs.commands, "probe", click.Command("probe", params=[click.Argument(["word"])], callback=lambda word: verb()))
    monkeypatch.setattr(sys, "argv", ["newscrawl", "probe", "\udcff"])
    with pytest.raises(SystemExit) as stop:
        main()
    assert stop.value.code == 2
    assert "not UTF-8" in capsys.readouterr().err
    monkeypatch.setattr(sys, "argv", ["newscrawl", "probe", "x"])
    with pytest.raises(UnicodeEncodeError):
        main()


def test_work_whose_talk_nobody_reads_any_more_goes_on() -> None:
    code = (
        "import sys, click; from newscrawl.cli import main, verbs\n"
        "def work():\n    for number in range(3):\n        print(number, file=sys.stderr)\n    print('done')\n"
        "verbs.add_command(click.Command('probe', callback=work)); sys.argv = ['newscrawl', 'probe']; main()"
    )
    reading, writing = os.pipe()
    os.close(reading)
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
    ended = subprocess.run([sys.executable, "-c", code], env=environment, stdout=subprocess.PIPE, stderr=writing, text=True, check=False)
    os.close(writing)
    assert (ended.returncode, ended.stdout) == (0, "done\n")


@pytest.mark.parametrize(("due", "known", "code"), [(False, True, True), (False, False, True), (True, False, True), (True, True, False)])
def test_that_the_one_site_that_is_due_does_not_answer_is_no_news_of_those_that_are_not(due: bool, known: bool, code: bool) -> None:
    shut = CrawlReport(0, Path("a.db"), run=1, pages=1, failed={"refused": 1}, waiting={"c.example": datetime(2026, 11, 22, tzinfo=UTC)}, known=known)
    assert _nothing_answered(shut, due=due) is code
