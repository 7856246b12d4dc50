"""The code that a verb ends with is the process's."""

from __future__ import annotations

import sys
from collections.abc import Callable

import click
import pytest

from newscrawl.cli import main, verbs


def ended(monkeypatch: pytest.MonkeyPatch, verb: Callable[[], object]) -> object:
    monkeypatch.setitem(verbs.commands, "probe", click.Command("probe", callback=verb))
    monkeypatch.setattr(sys, "argv", ["newscrawl", "probe"])
    with pytest.raises(SystemExit) as stop:
        main()
    return stop.value.code


@pytest.mark.parametrize("code", [0, 3, 4, 6])
def test_the_exit_code_of_a_verb_is_that_of_the_process(monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    def verb() -> None:
        raise click.exceptions.Exit(code)

    assert ended(monkeypatch, verb) == code


def test_a_verb_that_just_ends_is_complete_and_a_wrong_use_is_two(monkeypatch: pytest.MonkeyPatch) -> None:
    assert ended(monkeypatch, lambda: None) == 0

    def wrong() -> None:
        raise click.UsageError("no such thing")

    assert ended(monkeypatch, wrong) == 2
