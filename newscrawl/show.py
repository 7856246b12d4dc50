"""How results look: rows as a table or JSON, highlighted snippets, an article beside what was taken out of it. Text of pages is inert here."""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any, TextIO

from newscrawl import cells as values
from newscrawl.text import counted

# rich is loaded by who shows something with it: it is a third of the start of `newscrawl --help`.
if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.segment import Segment
    from rich.text import Text

FORMATS = ("table", "json", "jsonl", "csv")
OPEN, CLOSE = "\x02", "\x03"
"""Around a hit in a snippet: control characters that the text gate lets through nowhere, so no page can forge them."""
_UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_UNSAFE_IN_JSON = re.compile(r"[\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""What json.dumps leaves as it is and a terminal may act upon."""
_FILLING = re.compile(r"(?<! ) +$", re.MULTILINE)
_KIND_STYLE = {"consent": "yellow", "appeal": "red", "newsletter": "magenta", "plug": "red", "comments": "cyan"}
LONGEST_WORD, FOLDED, NARROWEST = 32, 20, 10
"""Columns of a terminal: what is longer than a date or an id may be folded; so narrow while columns can be spared, and so narrow at all."""
PIPE_WIDTH = 1_000_000
"""Columns into a pipe: nothing is folded there. rich makes a column no wider than what stands in it."""


def console(stream: TextIO | None = None) -> Console:
    """Return a console on ``stream`` (stdout): as wide as the terminal; into a pipe nothing is folded, filled up with spaces or coloured."""
    from rich.console import Console

    stream = stream or sys.stdout
    if stream.isatty():
        return Console(file=stream, highlight=False, soft_wrap=False, emoji=False, markup=False)

    class Piped(Console):
        """rich fills lines up to its width, and the last column to the width of its longest."""

        def _render_buffer(self, buffer: Iterable[Segment]) -> str:
            return _FILLING.sub("", super()._render_buffer(buffer))

        def on_broken_pipe(self) -> None:
            """Let the reader of a pipe have enough: rich would end with 1, which is a bug's exit code."""
            raise BrokenPipeError

    return Piped(file=stream, width=PIPE_WIDTH, highlight=False, soft_wrap=False, emoji=False, markup=False)


def inert(value: object) -> str:
    """Return ``value`` as text that no terminal acts upon."""
    return _UNSAFE.sub("", str(value))


def cut(text: str, width: int) -> str:
    """Return ``text``, inert, in at most ``width`` characters, but never fewer than ten."""
    text = inert(text)
    return text if len(text) <= max(10, width) else f"{text[: max(10, width) - 1]}…"


def as_json(value: object, indent: int | None = None) -> str:
    """Return ``value`` as JSON that no terminal acts upon: the same value for whoever reads it."""
    return _UNSAFE_IN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value, ensure_ascii=False, indent=indent))


def rows(
    records: Iterable[Mapping[str, Any]], columns: Sequence[str], form: str, *, empty: str = "nothing found", spare: Sequence[str] = ()
) -> None:  # fmt: skip
    """Print ``records`` to stdout: ``table`` shows ``columns``; with every field are ``json``, one array, ``jsonl``, a line each, and ``csv``.

    Where the terminal is too narrow for the table, columns go that say nothing, then those of ``spare``; sentences and addresses fold, and where an
    id or a date would have to, which are to be copied, each record stands by itself, a line for each column.
    """
    if form == "jsonl":
        for record in records:
            print(as_json(record))
        return
    held = list(records)
    if form == "json":
        print(as_json(held, indent=2))
        return
    if form == "csv" and held:
        names = list(dict.fromkeys(name for record in held for name in record))
        file = csv.writer(sys.stdout)
        file.writerow(names)
        file.writerows([inert(values.cell(record.get(name))) for name in names] for record in held)
        return
    if not held:
        print(empty, file=sys.stderr)
        return
    from rich.table import Table

    out = console()
    cells = {column: [_cell(record.get(column)) for record in held] for column in columns}
    wide = {column: max(len(column), *(cell.cell_len for cell in cells[column])) for column in columns}
    folds = {column for column in columns if wide[column] > LONGEST_WORD or any(" " in cell.plain for cell in cells[column])}

    def lacks(folded: int) -> bool:
        return sum(min(wide[name], folded) if name in folds else wide[name] for name in cells) + 2 * len(cells) - 2 > out.width

    said_nothing = [column for column in columns if all(record.get(column) is None for record in held)]
    for column in (*said_nothing, *spare):
        if lacks(FOLDED):
            cells.pop(column, None)
    if lacks(NARROWEST):
        for number, line in enumerate(zip(*cells.values(), strict=True)):
            alone = Table(box=None, pad_edge=False, show_header=False)
            alone.add_column(style="bold", justify="right", no_wrap=True)
            alone.add_column(overflow="fold")
            for name, cell in zip(cells, line, strict=True):
                alone.add_row(name.replace("_", " "), cell)
            out.print(*[""] * bool(number), alone, sep="\n")
        return
    table = Table(box=None, pad_edge=False, show_edge=False, header_style="bold")
    for column in cells:
        number = all(isinstance(record.get(column), int | float | None) for record in held)
        table.add_column(column.replace("_", " "), justify="right" if number else "left", overflow="fold", no_wrap=column not in folds)
    for line in zip(*cells.values(), strict=True):
        table.add_row(*line)
    out.print(table)


def columns_wide(records: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> int:
    """Return how many columns of a terminal a table of ``records`` takes if nothing is folded."""
    held = list(records)
    return sum(max(len(name), *(_cell(record.get(name)).cell_len for record in held)) + 2 for name in columns) - 2 if held and columns else 0


def _cell(value: object) -> Text:
    from rich.text import Text

    if value is None:
        return Text("–", style="dim")
    if isinstance(value, str):
        return marked(value)
    if isinstance(value, bool):
        return Text("yes" if value else "no")
    return Text(f"{value:,}" if isinstance(value, int) else inert(value))


def marked(snippet: str) -> Text:
    """Return ``snippet`` with what stands between OPEN and CLOSE set off: by colour on a terminal, in brackets elsewhere."""
    from rich.text import Text

    if not sys.stdout.isatty():
        return Text(inert(plain_marks(snippet)))
    text = Text()
    for i, piece in enumerate(re.split(f"[{OPEN}{CLOSE}]", snippet)):
        text.append(inert(piece), style="bold black on yellow" if i % 2 else "")
    return text


def indented(text: Text) -> RenderableType:
    """Return ``text`` set in, with a blank line after it."""
    from rich.padding import Padding

    return Padding(text, (0, 0, 1, 2), expand=False)


def plain_marks(snippet: str) -> str:
    """Return ``snippet`` with hits in square brackets, for pipes and JSON."""
    return snippet.replace(OPEN, "[").replace(CLOSE, "]")


def unmarked(title: str) -> str:
    """Return ``title`` as the article has it, for programs."""
    return title.replace(OPEN, "").replace(CLOSE, "")


def changes(runs: Iterable[tuple[str, str]]) -> Text:
    """Return (``same``, ``gone`` or ``new``, text) runs in colour; without colour in ``[-…-]`` and ``{+…+}``, as wdiff writes them."""
    from rich.text import Text

    text = Text()
    for kind, words in runs:
        if kind == "same":
            text.append(inert(words))
        elif kind == "gone":
            text.append(f"[-{inert(words)}-]", style="red")
        else:
            text.append(f"{{+{inert(words)}+}}", style="green")
    return text


def difference(field: str, old: object, new: object, width: int = 300) -> Text:
    """Return what a field held and what it would hold, each cut to ``width`` characters; of removals the texts that only one of them has."""
    from rich.text import Text

    text = Text(f"  {field}: ", style="dim")
    if field == "removals" and isinstance(old, list) and isinstance(new, list):
        were, are = ({f"{kind}: {words}": None for _, kind, _, _, _, words in removals} for removals in (old, new))
        sides = [("[-", "-]", "red", [one for one in were if one not in are]), ("{+", "+}", "green", [one for one in are if one not in were])]
        for opening, closing, style, texts in sides:
            for one in texts:
                text.append(f"{opening}{inert(one)[:width]}{closing} ", style=style)
        return text if any(texts for *_, texts in sides) else text.append("the same, on other evidence", style="dim")
    text.append(f"[-{inert(old)[:width]}-]", style="red").append(" ")
    return text.append(f"{{+{inert(new)[:width]}+}}", style="green")


def bar(share: float, room: int = 40) -> str:
    """Return a bar of up to ``room`` columns."""
    return "█" * round(room * share)


def wide(text: str) -> int:
    """Return how many columns of a terminal ``text`` takes."""
    from rich.cells import cell_len

    return cell_len(inert(text))


def context(left: str, word: str, right: str, width: int) -> Text:
    """Return one line of a concordance, with ``width`` columns of a terminal on either side: two of them for each Chinese character."""
    from rich.cells import cell_len, set_cell_size
    from rich.text import Text

    left, right = inert(left), inert(right)
    while cell_len(left) > width:
        left = left[1:]
    right = set_cell_size(right, width).rstrip()
    return Text(" " * (width - cell_len(left)) + left).append(" ").append(inert(word), style="bold").append(" ").append(right)


def article(record: Mapping[str, Any], *, ids: bool = False, most: int | None = None) -> RenderableType:
    """Return an article, as ``read`` and ``show`` give it, as a page for people: head, text, photos, and what was taken out of it, in its place.

    ``ids``: with each removal's block id and reason. ``most``: so many paragraphs at the most, the middle ones left out.
    """
    from rich.console import Group
    from rich.padding import Padding
    from rich.text import Text

    parts: list[RenderableType] = [Text(inert(record.get("title") or "(no title)"), style="bold")]
    if record.get("standfirst"):
        parts.append(Text(inert(record["standfirst"]), style="italic"))
    facts = [record.get("site"), record.get("byline") or ", ".join(record.get("authors") or ()), record.get("date_published"), record.get("language")]
    parts.append(Text(" · ".join(inert(fact) for fact in facts if fact), style="dim"))
    parts.append(Text(inert(record["url"]), style="dim"))
    if record.get("moved_to"):
        parts.append(Text(f"this address leads to {inert(record['moved_to'])} by now, which is an article of its own", style="yellow"))
    if record.get("is_accessible_for_free") is False:
        parts.append(Text("behind a paywall: this is what the page shows to everybody", style="yellow"))
    for photo in record.get("photos") or ():
        line = Text("▣ ", style="blue").append(inert(photo.get("caption") or "(no caption)"), style="default")
        if photo.get("credit"):
            line.append("  credit: ", style="dim").append(inert(photo["credit"]), style="bold blue")
        parts.append(line)
    parts.append(Text())
    taken: dict[int, list[Mapping[str, Any]]] = {}
    for removal in record.get("removals") or ():
        taken.setdefault(removal["place"], []).append(removal)
    paragraphs = (record.get("body") or "").split("\n\n")
    hidden = range(most - most // 2, len(paragraphs) - most // 2) if most is not None else range(0)
    for place, paragraph in enumerate([*paragraphs, ""]):
        parts.extend(_removals(taken.pop(place, ()), ids))
        if place in hidden:
            if place == hidden[0]:
                parts.append(Padding(Text(f"… {counted(len(hidden), 'more paragraph')} …", style="dim"), (0, 0, 1, 0), expand=False))
        elif paragraph:
            parts.append(Padding(Text(inert(paragraph)), (0, 0, 1, 0), expand=False))
    for rest in taken.values():
        parts.extend(_removals(rest, ids))
    return Group(*parts)


def _removals(removals: Sequence[Mapping[str, Any]], ids: bool) -> Iterator[RenderableType]:
    """Yield removals of one place; those of one kind, taken on the same evidence, under one line."""
    from rich.padding import Padding
    from rich.text import Text

    for (kind, evidence), group in groupby(removals, key=lambda removal: (removal["kind"], removal["evidence"])):
        style = _KIND_STYLE.get(kind, "red")
        yield Padding(Text(f"✂ {kind} ", style=f"bold {style}").append(f"({inert(evidence)})", style="dim"), (0, 0, 0, 4), expand=False)
        for removal in group:
            line = Text(f"{removal['id']} {removal['reason']}  ", style="dim") if ids else Text()
            yield Padding(line.append(inert(removal["text"]), style=style), (0, 0, 0, 6), expand=False)
    if removals:
        yield Text()
