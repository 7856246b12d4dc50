"""What the verbs share: the group, the options that many take, a connection to read with, a count while long work goes on."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import click

from newscrawl import __version__, show
from newscrawl.errors import NotFound, SiteFileError, UsageError
from newscrawl.text import counted

F = TypeVar("F", bound=Callable[..., Any])

DEFAULT_ARCHIVE = Path("output/archive.db")
SITES = Path("output/sites")

EXIT_CODES = """
\b
Exit codes: 0 complete · 1 a bug · 2 usage or configuration ·
3 interrupted or something unaccounted for, run again ·
4 a site needs a look · 5 storage · 6 nothing new where something was expected
"""


def archive_option(function: F, callback: Callable[[click.Context, click.Parameter, Path], Path] | None = None) -> F:
    """Give a verb ``--archive``."""
    return click.option(
        "--archive",
        type=click.Path(dir_okay=False, path_type=Path),
        default=DEFAULT_ARCHIVE,
        envvar="NEWSCRAWL_ARCHIVE",
        show_default=True,
        show_envvar=True,
        callback=callback,
        help="The archive: one SQLite file.",
    )(function)


def held_archive_option(function: F) -> F:
    """Give a verb ``--archive`` that has to be there: for verbs that write to what is held, and would make an empty one of a typing mistake."""
    return archive_option(function, _there)


def _there(context: click.Context, parameter: click.Parameter, archive: Path) -> Path:
    if not archive.exists() and not context.resilient_parsing:
        raise NotFound(f"{archive}: no archive here yet; newscrawl crawl URL makes one")
    return archive


def site_key(name: str) -> str:
    """Return the word under which the archive keeps the site that a file calls ``name``; ``name`` itself where none does."""
    from newscrawl.sites.known import KnownSites

    try:
        site = next((site for site in KnownSites.in_folder(SITES) if site.name.lower() == name.lower()), None)
    except SiteFileError:  # who only asks need not mend it
        return name
    return site.domains[0] if site is not None and site.domains else name


def site_named(db: sqlite3.Connection, name: str) -> str:
    """Return the word under which the archive keeps the site that was typed: a site file's name, or the word itself. Raises UsageError."""
    from newscrawl.sites.known import KnownSites

    site = KnownSites.in_folder(SITES).named(name)
    key = site.domains[0] if site is not None and site.domains else name
    if site is None and not db.execute("SELECT 1 FROM frontier WHERE site = ? LIMIT 1", (key,)).fetchone():
        raise UsageError(f"{name}: no site of that name has been crawled; newscrawl status lists them")
    return key


def format_option(function: F) -> F:
    """Give a verb ``--format``."""
    kinds = click.Choice(show.FORMATS)
    return click.option("--format", "form", type=kinds, default="table", show_default=True, help="For people, or every field for programs.")(function)


def network_options(function: F) -> F:
    """Give a verb what decides about requests."""
    for option in (
        click.option(
            "--delay", type=click.FloatRange(0, 3600), metavar="SECONDS", help="Between two requests to a host; below 2: --allow-net hosts only."
        ),
        click.option(
            "--proxy", envvar="NEWSCRAWL_PROXY", metavar="URL", help="Send http and https through it; the environment's proxies are not taken."
        ),
        click.option("--allow-net", multiple=True, metavar="HOST[:PORT]", help="Open exactly this loopback or private address; may be repeated."),
    ):
        function = option(function)
    return function


def a_time(context: click.Context, parameter: click.Parameter, value: str | None) -> datetime | None:
    """Return the instant that ``value`` names: a date, an instant, or an age (``36h``, ``2d``, ``3w``)."""
    from newscrawl import clock

    if value is None:
        return None
    if match := re.fullmatch(r"(\d{1,5})([hdw])", value.strip()):
        return clock.now() - int(match[1]) * {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}[match[2]]
    try:
        when = datetime.fromisoformat(value.strip())
    except ValueError:
        raise click.BadParameter(f"{value!r}: a date (2026-11-20) or an age (2d, 36h)") from None
    if parameter.name == "until" and len(value.strip()) == 10:
        when += timedelta(days=1)
    return when if when.tzinfo else when.replace(tzinfo=UTC)


ORDER = (
    "demo crawl add import sites watch schedule read search show diff clusters count facets timeline kwic credits saved export status alarms audit "
    "digest outcomes explain furniture learn reread verify dump backup compact prune merge forget"
).split()


HELP = {"help_option_names": ["-h", "--help"], "max_content_width": 110}


class Verbs(click.Group):
    """The verbs in the order in which one meets them, not by the alphabet."""

    def add_command(self, cmd: click.Command, name: str | None = None) -> None:
        """Take a verb in; each knows ``-h`` by itself, since click keeps what the first caller made of it."""
        cmd.context_settings = {**HELP, **cmd.context_settings}
        super().add_command(cmd, name)

    def list_commands(self, context: click.Context) -> list[str]:
        """Return the verbs' names; one that ORDER forgot comes last."""
        return sorted(self.commands, key=lambda name: (ORDER.index(name) if name in ORDER else len(ORDER), name))

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """List the verbs with the first sentence of each one's help, whole: click would cut it where the line ends."""
        rows = [(name, command.get_short_help_str(1000)) for name in self.list_commands(context) if (command := self.get_command(context, name))]
        with formatter.section("Commands"):
            formatter.write_dl(rows)


@click.group(cls=Verbs, context_settings=HELP, epilog=EXIT_CODES)
@click.version_option(__version__, prog_name="newscrawl")
def verbs() -> None:
    """Archive news: crawl sites, keep their stories without appeals, plugs and banners, search and export them.

    \b
    See it work on this machine:   newscrawl demo
    Archive a site once:           newscrawl crawl https://paper.example/
    Remember a site:               newscrawl add https://paper.example/
    Crawl what is remembered:      newscrawl crawl
    Search what is held:           newscrawl search 'budget AND minister'
    """


def allowed(allow_net: tuple[str, ...]) -> tuple[str, ...]:
    """Return what --allow-net and NEWSCRAWL_ALLOW_NET (separated by commas) open."""
    return (*allow_net, *(host.strip() for host in os.environ.get("NEWSCRAWL_ALLOW_NET", "").split(",") if host.strip()))


@contextmanager
def reading(archive: Path) -> Iterator[sqlite3.Connection]:
    """Yield a read-only connection to the archive, on which sites may be called what their files call them."""
    from newscrawl.archive.schema import name_sites, open_archive

    db = open_archive(archive)
    name_sites(db, site_key)
    try:
        yield db
    finally:
        db.close()


def say_nothing_found(db: sqlite3.Connection, query: str) -> None:
    """Tell on stderr that nothing was found, and which of its words and filters are in nothing that is held: mistyped, as a rule."""
    from newscrawl.archive.query import barren

    nowhere = barren(db, query)
    alone = f": {show.inert(', '.join(nowhere))} {'is' if len(nowhere) == 1 else 'are'} nowhere in this archive" if nowhere else ""
    mend = "; newscrawl status lists the sites" if any(part.lower().startswith("site:") for part in nowhere) else ""
    print(f"nothing found{alone}{mend}", file=sys.stderr)


def say_not_compared(db: sqlite3.Connection) -> None:
    """Tell on stderr that of some articles it is not known yet whether they are reprints."""
    from newscrawl.archive import clusters

    if number := clusters.waiting(db):
        print(f"{counted(number, 'article')} not compared with others yet: the next crawl does it, or newscrawl compact", file=sys.stderr)


class Meter:
    """A count on stderr while long work goes on; silent where stderr is no terminal."""

    def __init__(self, verb: str) -> None:
        self._verb, self._live, self._shown = verb, sys.stderr.isatty(), ""
        self._what, self._next = "", 0.0

    def show(self, done: int, of: int | None = None) -> None:
        """Tell how far it is."""
        self._shown = f"\r{self._verb} {done:,}" + (f" of {of:,}" if of is not None else "")
        if self._live and done % 20 == 0:
            print(self._shown, end="", file=sys.stderr, flush=True)

    def tell(self, what: str, done: int) -> None:
        """Tell what is being gone through, and how many of it are done; five times a second at most."""
        now = time.monotonic()
        if self._live and (now >= self._next or what != self._what):
            self._what, self._next = what, now + 0.2
            said = f"{self._verb}: {what}{f' {done:,}' if done else ''}"[: shutil.get_terminal_size().columns - 1]  # a line that folds is not cleared
            print(f"\r\x1b[K{said}", end="", file=sys.stderr, flush=True)

    def clear(self) -> None:
        """Give the line back for what is to be read."""
        if self._live and self._what:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
            self._what = ""

    def end(self) -> None:
        """Tell how far it came."""
        if self._live and self._shown:
            print(self._shown, file=sys.stderr)
