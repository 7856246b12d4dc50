"""Writes the generated pages of docs/: ``python -m newscrawl.cli.docs docs``. What every verb and every key of a site file says; a test compares."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from newscrawl.cli.options import HELP, verbs
from newscrawl.export.fields import FIELDS
from newscrawl.sites import KEYS

WIDTH = 100


def commands() -> str:
    """Return docs/commands.md: the help of every verb, in the order in which `newscrawl --help` lists them."""
    parts = ["# Commands\n\nMade from the help texts by `make docs`.\n"]
    for path, command in _walk(verbs, "newscrawl"):
        said = {**HELP, **command.context_settings, "terminal_width": WIDTH, "max_content_width": WIDTH}
        context = click.Context(command, info_name=path, **said)
        parts.append(f"## {path}\n\n```text\n{command.get_help(context)}\n```\n")
    return "\n".join(parts)


def _walk(command: click.Command, path: str) -> Iterator[tuple[str, click.Command]]:
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            if below is not None:
                yield from _walk(below, f"{path} {name}")


def site_files() -> str:
    """Return docs/site-files.md: every key of a site file."""
    rows = "\n".join(f"| `{key}` | {meaning} |" for key, meaning in KEYS.items())
    return (
        "# Site files\n\nOne TOML file a site in `output/sites/`; `newscrawl add` writes it, it is yours to edit. Every key but `home` is optional;"
        " a wrong one is named with its line. Made from the code by `make docs`.\n\n"
        f"| key | meaning |\n|---|---|\n{rows}\n\n"
        "```toml\n"
        'home = "https://paper.example/"\n'
        'seeds = ["https://paper.example/rss.xml"]\n'
        "delay_seconds = 5\n"
        "ignore_urls = ['/(shop|games)/']\n\n"
        "[article]\n"
        'body = ["div.story-text"]\n'
        'remove = ["aside.dossier"]\n'
        "```\n"
    )


def fields() -> str:
    """Return docs/fields.md: every field of an export."""
    rows = "\n".join(f"| `{name}` | {_TYPES.get(kind, kind)} | {meaning} |" for name, (kind, meaning) in FIELDS.items())
    return (
        "# Fields\n\nOf an article in `newscrawl export`, `dump` and `show --format json`. null, an empty list or an empty cell always means: the"
        " page does not say. Made from the code by `make docs`.\n\n"
        f"| field | type | meaning |\n|---|---|---|\n{rows}\n"
    )


_TYPES = {"any": "date or instant", "names": "strings", "datetime": "instant"}

PAGES = {"commands.md": commands, "site-files.md": site_files, "fields.md": fields}


def main() -> None:
    """Write the pages into the folder named on the command line."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "docs")
    from newscrawl.archive.schema import documentation

    for name, page in {**PAGES, "schema.md": documentation}.items():
        (folder / name).write_text(page(), encoding="utf-8")
        print(folder / name)


if __name__ == "__main__":
    main()
