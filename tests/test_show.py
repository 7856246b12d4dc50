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


CLUSTER = {
    "first": True, "date_published": "2026-10-29T08:00:00+01:00", "site": "courier.example", "agency": None,
    "title": "Letters to a bridge that has been gone for forty years", "id": "855a250c81d2a557",
}  # fmt: skip


@pytest.mark.parametrize("width", [48, 60, 80, 100, 120])
def test_what_is_to_be_copied_from_a_table_is_folded_at_no_width(width: int, capsys, monkeypatch) -> None:
    monkeypatch.setattr(show, "PIPE_WIDTH", width)
    other = CLUSTER | {"id": "f4d425c3718510e6", "date_published": "2026-10-30"}
    show.rows([CLUSTER, other], ("first", "date_published", "site", "agency", "title", "id"), "table", spare=("first",))
    said = capsys.readouterr().out
    assert max(map(len, said.splitlines())) <= width
    assert all(word in said for word in ("2026-10-29T08:00:00+01:00", "courier.example", "855a250c81d2a557", "f4d425c3718510e6", "forty", "years"))


def test_a_column_is_spared_only_where_there_is_no_room(capsys, monkeypatch) -> None:
    for width, spared in ((200, False), (80, True)):
        monkeypatch.setattr(show, "PIPE_WIDTH", width)
        show.rows([CLUSTER], ("first", "date_published", "site", "agency", "title", "id"), "table", spare=("first",))
        head = capsys.readouterr().out.splitlines()[0].split()
        assert ("first" not in head, "agency" not in head) == (spared, spared)


def test_a_line_of_a_concordance_fits_and_its_words_stand_in_one_column() -> None:
    japanese = ("昨日の朝、港の古い船が", "大臣", "の前で止まった。市場は開いた")
    lines = [("on Monday the old", "ferry", "left the pier with nobody"), japanese, ("", "Ferry", "")]
    shown = [show.context(left, word, right, 12) for left, word, right in lines]
    assert [show.wide(line.plain.partition(word)[0]) for line, (_, word, _) in zip(shown, lines, strict=True)] == [13, 13, 13]
    assert max(line.cell_len for line in shown) <= 12 + 1 + 5 + 1 + 12
