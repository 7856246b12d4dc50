"""What a pipe gets: whole lines, and nothing behind them."""

from __future__ import annotations

import io

import pytest

from newscrawl import show

LONG = "The ferry to the islands keeps its summer timetable until the crane is mended. " * 40


def test_a_table_in_a_pipe_is_a_line_a_record_without_spaces_at_its_end(capsys: pytest.CaptureFixture[str]) -> None:
    show.rows([{"site": "a.example", "text": LONG.strip()}, {"site": "longer.example", "text": "short"}], ("site", "text"), "table")
    lines = capsys.readouterr().out.splitlines()
    assert lines == ["site            text", f"a.example       {LONG.strip()}", "longer.example  short"]


def test_an_article_in_a_pipe_has_its_paragraphs_on_one_line_each() -> None:
    out = io.StringIO()
    removal = {"id": "1", "place": 1, "kind": "appeal", "evidence": "words", "reason": "asks", "text": LONG.strip()}
    show.console(out).print(show.article({"url": "https://a.example/", "title": "Ferry", "body": f"{LONG}\n\n{LONG}", "removals": [removal]}))
    lines = out.getvalue().splitlines()
    assert [line.strip() for line in lines].count(LONG.strip()) == 3
    assert all(line == line.rstrip() for line in lines)


def test_a_difference_of_removals_names_the_texts_that_only_one_side_has() -> None:
    stays = ["a1", "other", "template", "stands in 3 of 9 stories", 0, "All rights reserved"]
    again = ["a1", "other", "template", "stands in 4 of 10 stories", 0, "All rights reserved"]
    gone, new = ["b2", "appeal", "structure", "asks", 2, "Give a coin"], ["c3", "plug", "structure", "asks", 1, "Read our\x1b[31m app"]
    assert show.difference("removals", [stays, gone], [again, new]).plain.strip() == "removals: [-appeal: Give a coin-] {+plug: Read our[31m app+}"
    assert show.difference("removals", [stays], [again]).plain.endswith("the same, on other evidence")
    assert show.difference("title", "Old", None).plain == "  title: [-Old-] {+None+}"


def test_who_reads_no_further_ends_a_table_without_a_bug() -> None:
    class Shut(io.StringIO):
        def write(self, text: str) -> int:
            raise BrokenPipeError

    with pytest.raises(BrokenPipeError):  # which the command line takes for an end
        show.console(Shut()).print("a line")
