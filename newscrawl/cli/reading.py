"""Verbs that read pages without network or archive: ``read``."""

from __future__ import annotations

import gzip
import json
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from newscrawl import show
from newscrawl.cli.options import Meter, verbs
from newscrawl.errors import UsageError


@verbs.command()
@click.argument("file", required=False, default="-", type=click.Path(exists=True, allow_dash=True, dir_okay=False, path_type=Path))
@click.option("--url", help="The page's address: relative links, the site and dates in it are read from there.")
@click.option(
    "--batch", "batch", type=click.Path(exists=True, dir_okay=False, path_type=Path), help='Read many: JSON lines of {"id", "url", "html_path"}.'
)
@click.option("--workers", type=click.IntRange(1, 256), help="Processes for --batch.  [default: all cores]")
@click.option("--format", "form", type=click.Choice(["json", "page"]), default="json", show_default=True, help="JSON, or a page for people.")
@click.option(
    "--reader", type=click.Choice(["newscrawl", "trafilatura"]), default="newscrawl", show_default=True, help="trafilatura: for comparison."
)
def read(file: Path, url: str | None, batch: Path | None, workers: int | None, form: str, reader: str) -> None:
    """Read one saved page: the article, or why there is none.

    FILE is the page, - is stdin. No network and no archive. The article comes with what was taken out of its text (removals) and which reader found
    each field (found_by). With --batch, pages are read on all cores; each line has its "id" and "seconds" of CPU time. Paths are relative to the
    batch file; .gz is undone.

    \b
    curl -s https://paper.example/ | newscrawl read --url https://paper.example/
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
    from newscrawl.workers import kind_of

    kind = kind_of(page)  # a picture, a PDF, a feed: as the crawl takes it
    said = codec.public(read_page(page, alone=True)) if kind == "page" else {"url": page.url, "reason": kind or "not-html"}
    if form == "page" and "reason" not in said:
        show.console().print(show.article(said))
    else:
        print(json.dumps(said, ensure_ascii=False, indent=2))


def _bytes(file: Path) -> bytes:
    """Return what ``file`` (``-``: stdin) holds, unzipped."""
    try:
        return _unzipped(sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes())
    except (OSError, EOFError, zlib.error) as error:
        raise UsageError(f"{file}: cannot be read ({error})") from None


def _unzipped(body: bytes) -> bytes:
    return gzip.decompress(body) if body.startswith(b"\x1f\x8b") else body


def _by_trafilatura(page: Any) -> dict[str, Any]:
    """Return what trafilatura says of ``page``, under our names."""
    import trafilatura

    found = trafilatura.bare_extraction(page.body, url=page.url, with_metadata=True, include_comments=False)
    if found is None:
        return {"url": page.url, "reason": "empty"}
    said = found if isinstance(found, dict) else found.as_dict()
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
        with batch.open("rb") as file:
            zipped = file.read(2) == b"\x1f\x8b"
        with gzip.open(batch) if zipped else batch.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                if not line.strip():
                    continue
                try:
                    record = json.loads(line)
                    page = Page(str(record["url"]), _unzipped((batch.parent / record["html_path"]).read_bytes()))
                except (ValueError, KeyError, TypeError, OSError, EOFError, zlib.error) as error:
                    raise UsageError(f'{batch}, line {number}: not {{"id", "url", "html_path"}} of a readable file ({error})') from None
                ids.append(record.get("id"))
                yield page

    meter = Meter("read")
    for done, (place, result) in enumerate(read_many(pages(), workers=workers, alone=True), 1):
        said = codec.public(result.reading) if result.reading else {"reason": result.error or "empty"}
        print(json.dumps(said | {"id": ids[place], "seconds": round(result.seconds, 6)}, ensure_ascii=False))
        meter.show(done)
    meter.end()
