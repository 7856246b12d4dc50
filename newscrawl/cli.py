"""The verbs: each parses what was typed, makes one call and prints. Results go to stdout, talk and progress to stderr; exit codes are for cron."""

from __future__ import annotations

import gzip
import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import click

from newscrawl import __version__, show
from newscrawl.errors import NewscrawlError, UsageError

F = TypeVar("F", bound=Callable[..., Any])

DEFAULT_ARCHIVE = Path("output/archive.db")
SITES = Path("output/sites")

EXIT_CODES = """
\b
Exit codes: 0 complete · 1 a bug · 2 usage or configuration · 3 interrupted or something unaccounted for, run again ·
4 a site needs a look · 5 storage · 6 nothing new where something was expected
"""


def archive_option(function: F) -> F:
    return click.option(
        "--archive",
        type=click.Path(dir_okay=False, path_type=Path),
        default=DEFAULT_ARCHIVE,
        envvar="NEWSCRAWL_ARCHIVE",
        show_default=True,
        show_envvar=True,
        help="The archive: one SQLite file.",
    )(function)


def format_option(function: F) -> F:
    return click.option(
        "--format", "form", type=click.Choice(show.FORMATS), default="table", show_default=True, help="A table for people, or every field for programs."
    )(function)


class Verbs(click.Group):
    """The verbs in the order in which one meets them, not by the alphabet."""

    def list_commands(self, context: click.Context) -> list[str]:
        return list(self.commands)


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110}, epilog=EXIT_CODES)
@click.version_option(__version__, prog_name="newscrawl")
def verbs() -> None:
    """Archive news: crawl sites, keep their stories without appeals, plugs and banners, search and export them.

    \b
    See it work on this machine:   newscrawl demo
    Archive a site once:           newscrawl crawl https://paper.example/
    Remember it, crawl again:      newscrawl add https://paper.example/  &&  newscrawl crawl
    Search what is held:           newscrawl search 'budget AND minister'
    """


@verbs.command()
@click.argument("file", required=False, default="-", type=click.Path(exists=True, allow_dash=True, dir_okay=False, path_type=Path))
@click.option("--url", help="The page's address: relative links, the site and dates in it are read from there.")
@click.option("--batch", "batch", type=click.Path(exists=True, dir_okay=False, path_type=Path), help='Read many: JSON lines of {"id", "url", "html_path"}.')
@click.option("--workers", type=click.IntRange(1, 256), help="Processes for --batch.  [default: all cores]")
@click.option("--format", "form", type=click.Choice(["json", "page"]), default="json", show_default=True, help="JSON, or a page for people.")
@click.option("--reader", type=click.Choice(["newscrawl", "trafilatura"]), default="newscrawl", show_default=True, help="trafilatura: for comparison.")
def read(file: Path, url: str | None, batch: Path | None, workers: int | None, form: str, reader: str) -> None:
    """Read one saved page (FILE, or - for stdin) and print the article, or the reason why there is none.

    No network and no archive. The article comes with what was taken out of its text (removals) and which reader found each field (found_by).
    With --batch, pages are read on all cores; each line has its "id" and "seconds" of CPU time. Paths are relative to the batch file; .gz is undone.

    \b
    curl -s https://paper.example/story | newscrawl read - --url https://paper.example/story
    """
    if batch is not None:
        if reader != "newscrawl":
            raise UsageError("--batch reads with newscrawl's own reader; leave --reader out")
        _read_batch(batch, workers)
        return
    if url is None:
        raise UsageError("--url is missing: say which address the page was fetched from, e.g. --url https://paper.example/story")
    from newscrawl import codec
    from newscrawl.items import Page
    from newscrawl.urls import request_url

    body = _bytes(file)
    page = Page(request_url(url), body)
    if reader == "trafilatura":
        print(json.dumps(_by_trafilatura(page), ensure_ascii=False, indent=2))
        return
    from newscrawl.read import read as read_page

    said = codec.public(read_page(page))
    if form == "page" and "reason" not in said:
        show.console().print(show.article(said))
    else:
        print(json.dumps(said, ensure_ascii=False, indent=2))


def _bytes(file: Path) -> bytes:
    """Return what ``file`` (``-``: stdin) holds, unzipped."""
    body = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    return gzip.decompress(body) if body.startswith(b"\x1f\x8b") else body


def _by_trafilatura(page: Any) -> dict[str, Any]:
    """Return what trafilatura says of ``page``, under our names."""
    import trafilatura

    found = trafilatura.bare_extraction(page.body, url=page.url, with_metadata=True, include_comments=False)
    if found is None:
        return {"url": page.url, "reason": "empty"}
    said = found.as_dict()
    return {
        "url": page.url, "title": said.get("title"), "authors": [name for name in (said.get("author") or "").split("; ") if name],
        "date_published": said.get("date"), "language": said.get("language"), "description": said.get("description"), "body": said.get("text") or "",
    }  # fmt: skip


def _read_batch(batch: Path, workers: int | None) -> None:
    from newscrawl import codec
    from newscrawl.items import Page
    from newscrawl.workers import read_many

    ids: list[Any] = []

    def pages() -> Iterator[Page]:
        with batch.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if not line.strip():
                    continue
                try:
                    record = json.loads(line)
                    path = batch.parent / record["html_path"]
                    body = path.read_bytes()
                    page = Page(record["url"], gzip.decompress(body) if body.startswith(b"\x1f\x8b") else body)
                except (ValueError, KeyError, TypeError, OSError, EOFError) as error:
                    raise UsageError(f'{batch}, line {number}: not {{"id", "url", "html_path"}} of a readable file ({error})') from None
                ids.append(record.get("id"))
                yield page

    meter = Meter("read")
    for done, (place, result) in enumerate(read_many(pages(), workers=workers), 1):
        said = codec.public(result.reading) if result.reading else {"reason": result.error or "empty"}
        print(json.dumps(said | {"id": ids[place], "seconds": round(result.seconds, 6)}, ensure_ascii=False))
        meter.show(done)
    meter.end()


class Meter:
    """A count on stderr while long work goes on; silent where stderr is no terminal."""

    def __init__(self, verb: str) -> None:
        self._verb, self._live, self._shown = verb, sys.stderr.isatty(), 0

    def show(self, done: int) -> None:
        self._shown = done
        if self._live and done % 20 == 0:
            print(f"\r{self._verb} {done:,} pages", end="", file=sys.stderr, flush=True)

    def end(self) -> None:
        if self._live:
            print(f"\r{self._verb} {self._shown:,} pages", file=sys.stderr)


def main() -> None:
    """Run a verb; every expected failure is one line on stderr and an exit code."""
    try:
        verbs.main(standalone_mode=False)
        sys.stdout.flush()
        code = 0
    except click.exceptions.Exit as stop:
        code = stop.exit_code
    except click.ClickException as error:
        error.show()
        code = 2
    except (click.Abort, KeyboardInterrupt):
        print("newscrawl: interrupted; start it again and it goes on where it was", file=sys.stderr)
        code = 3
    except NewscrawlError as error:
        print(f"newscrawl: {error}", file=sys.stderr)
        code = error.exit_code
    except BrokenPipeError:  # `newscrawl dump | head`: the reader has enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    sys.exit(code)


if __name__ == "__main__":
    main()
