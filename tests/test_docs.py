"""The documents say what the program does: what is generated is compared, what is linked exists, what the README types is a verb."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from newscrawl.cli.docs import PAGES
from newscrawl.cli.options import verbs

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]


@pytest.mark.parametrize("name", PAGES)
def test_generated_pages_are_what_the_code_says_today(name: str) -> None:
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == PAGES[name](), "make docs writes them anew"


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_between_documents_leads_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (path.parent / target).exists(), target


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_command_in_the_documents_is_one(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for verb in re.findall(r"(?:`|\$ )(?:\.venv/bin/)?newscrawl ([a-z]+)", text):
        assert verb in verbs.commands, f"newscrawl {verb}"
