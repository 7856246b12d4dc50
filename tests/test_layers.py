"""The walls of the house: imports point down only (docs/architecture.md)."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import newscrawl

ROOT = Path(newscrawl.__file__).parent
# From the ground up. A room may import from the storeys below its own; rooms of one storey do not know each other.
STOREYS: tuple[frozenset[str], ...] = tuple(
    frozenset(storey.split())
    for storey in (
        "errors text clock edition cells",
        "urls codings schedule items",
        "sites document drift",
        "blocks codec",
        "strip extract discover archive",
        "read templates polling alarms",
        "workers",
        "again health",
        "learn",
        "reread",
        "outcomes",
        "imports",
        "settings resolver",
        "middlewares",
        "handlers",
        "scheduler",
        "spiders pipelines",
        "crawl export show watch timer audit",
        "demo",
        "cli",
    )
)
IMPURE = {"scrapy", "twisted", "sqlite3", "sqlite_utils", "click", "rich", "socket", "subprocess", "asyncio", "time", "random", "requests"}
PURE = {
    "errors",
    "text",
    "urls",
    "items",
    "codings",
    "document",
    "blocks",
    "codec",
    "strip",
    "extract",
    "discover",
    "read",
    "sites",
    "schedule",
    "drift",
}
MODULES = sorted(ROOT.rglob("*.py"))
PURE_MODULES = [path for path in MODULES if path.relative_to(ROOT).with_suffix("").parts[0] in PURE]


def room_of(module: str) -> str | None:
    parts = module.split(".")
    return parts[1] if parts[0] == "newscrawl" and len(parts) > 1 else None


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names} if node.module == "newscrawl" else {node.module}
    return found


def storey_of(room: str) -> int:
    return next(height for height, rooms in enumerate(STOREYS) if room in rooms)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_down_only(path: Path) -> None:
    room = path.relative_to(ROOT).with_suffix("").parts[0]
    if room in ("__init__", "__main__"):
        return
    for module in imports(path):
        other = room_of(module)
        if other and other not in (room, "__version__"):
            assert storey_of(other) < storey_of(room), f"{room} imports {other}, which does not lie below it"


@pytest.mark.parametrize("path", PURE_MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_pure_part_knows_no_network_clock_or_database(path: Path) -> None:
    assert not {module.split(".")[0] for module in imports(path)} & IMPURE


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_name_of_a_module_means_one_thing(path: Path) -> None:
    """A second constant of the same name moves the bound of who uses the first."""
    bound: set[str] = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        names = {part.id for target in targets for part in ast.walk(target) if isinstance(part, ast.Name)}
        names |= {node.name} if isinstance(node, ast.FunctionDef | ast.ClassDef) else set()
        assert not names & bound, f"{path.name}: {sorted(names & bound)} bound twice"
        bound |= names


@pytest.mark.parametrize("path", sorted((ROOT / "archive").glob("*.py")), ids=lambda path: path.name)
def test_sql_asks_for_what_a_sequence_brings_by_its_place(path: Path) -> None:
    """Python before 3.12.4 takes a numbered parameter for a named one, and warns that a sequence will not do for long."""
    strings = (node.value for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Constant))
    assert not [text for text in strings if isinstance(text, str) and re.search(r"[(= ,]\?\d", text)]
