"""The verbs: each parses what was typed, makes one call and prints. Results go to stdout, talk and progress to stderr; exit codes are for cron."""

from __future__ import annotations

import gzip
import json
import os
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
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
        "--format",
        "form",
        type=click.Choice(show.FORMATS),
        default="table",
        show_default=True,
        help="A table for people, or every field for programs.",
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
@archive_option
def demo(archive: Path) -> None:
    """Crawl a small newsroom on this machine with the real crawler, and show what comes out.

    Three sites of different make are served on loopback: a blog of reprints, a newspaper, a plain old site. What the archive holds already is kept; the
    second time the newsroom has a second edition, with new stories and an edited one.
    """
    from newscrawl.demo.tour import tour

    raise click.exceptions.Exit(tour(archive, SITES))


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
        with batch.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if not line.strip():
                    continue
                try:
                    record = json.loads(line)
                    path = batch.parent / record["html_path"]
                    body = path.read_bytes()
                    page = Page(str(record["url"]), gzip.decompress(body) if body.startswith(b"\x1f\x8b") else body)
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


@verbs.command()
@click.argument("targets", nargs=-1, metavar="[URL|SITE]...")
@click.option(
    "--seeds", type=click.Path(exists=True, dir_okay=False, path_type=Path), help='JSON lines of {"url", "kind": "page"|"feed"|"sitemap"|"home"}.'
)
@archive_option
@click.option("--no-follow", is_flag=True, help="Read seed pages only; links of seed feeds and sitemaps are recorded as pending, not fetched.")
@click.option(
    "--allow-net",
    multiple=True,
    metavar="HOST[:PORT]",
    help="Open exactly this loopback or private address (again for more). [env: NEWSCRAWL_ALLOW_NET]",
)
@click.option(
    "--proxy", envvar="NEWSCRAWL_PROXY", metavar="URL", help="Send http and https through a proxy; the environment's proxies are not taken."
)
@click.option(
    "--delay", type=click.FloatRange(0, 3600), metavar="SECONDS", help="Between two requests to a host; below 2 only for --allow-net hosts."
)
@click.option("--limit", type=click.IntRange(1), help="Stop after so many articles stored.")
@click.option("--workers", type=click.IntRange(1, 256), help="Reading processes.  [default: all cores]")
@click.option("--quiet", is_flag=True, help="No progress on stderr.")
def crawl(
    targets: tuple[str, ...], seeds: Path | None, archive: Path, no_follow: bool, allow_net: tuple[str, ...], proxy: str | None,
    delay: float | None, limit: int | None, workers: int | None, quiet: bool,
) -> None:  # fmt: skip
    """Archive the articles of sites: any page's address will do; feeds, sitemaps and sections are found from it.

    Without URL or SITE: every site that `newscrawl add` remembers, and whatever an earlier crawl left unfinished. A second crawl fetches only what is
    new or may have changed. Ctrl-C ends it in order, and even kill -9 loses nothing: start it again and it goes on.

    robots.txt is obeyed; two seconds lie between two requests to a host. Say who you are with NEWSCRAWL_CONTACT=you@example.org.
    """
    from newscrawl.crawl import run

    report = run(
        list(targets), archive=archive, seeds=seeds, follow=not no_follow, allow_net=_allowed(allow_net), proxy=proxy, delay_seconds=delay,
        limit=limit, workers=workers, progress=not quiet, sites_dir=SITES,
    )  # fmt: skip
    _report(report)
    raise click.exceptions.Exit(report.exit_code)


def _allowed(allow_net: tuple[str, ...]) -> tuple[str, ...]:
    """Return what --allow-net and NEWSCRAWL_ALLOW_NET (separated by commas) open."""
    return (*allow_net, *(host.strip() for host in os.environ.get("NEWSCRAWL_ALLOW_NET", "").split(",") if host.strip()))


def _report(report: Any) -> None:
    """Print what came of a crawl to stderr."""
    err = show.console(sys.stderr)
    said = [f"{report.found:,} addresses found", f"{report.pages:,} fetched", f"{report.stored:,} articles stored"]
    said += [f"{number:,} {what}" for number, what in ((report.unchanged, "unchanged"), (report.duplicates, "redirects")) if number]
    err.print(f"{', '.join(said)} in {report.seconds:.1f} s: {report.archive}")
    for label, counts in (("no article", report.not_articles), ("failed", report.failed)):
        if counts:
            err.print(
                f"  {label}: " + ", ".join(f"{number:,} {reason}" for reason, number in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
            )
    if report.pending:
        err.print(f"  {report.pending:,} addresses wait; newscrawl crawl goes on with them")
    for host, when in sorted(report.waiting.items())[:10]:
        err.print(f"  {host} asks for no request before {when:%Y-%m-%d %H:%M:%S} UTC")


@contextmanager
def reading(archive: Path) -> Iterator[sqlite3.Connection]:
    """Yield a read-only connection to the archive."""
    from newscrawl.archive.schema import open_archive

    db = open_archive(archive)
    try:
        yield db
    finally:
        db.close()


@verbs.command()
@click.argument("query", nargs=-1, required=True)
@archive_option
@format_option
@click.option("--limit", type=click.IntRange(1, 100_000), default=20, show_default=True, help="How many at the most.")
@click.option("--offset", type=click.IntRange(0), default=0, help="Leave out so many first.")
@click.option("--sort", type=click.Choice(["newest", "relevance"]), default="newest", show_default=True)
@click.option("--unique", is_flag=True, help="Of reprints and near-duplicates show one.")
def search(query: tuple[str, ...], archive: Path, form: str, limit: int, offset: int, sort: Any, unique: bool) -> None:
    """Find articles by their words.

    \b
    newscrawl search 'harbour bridge'                      both words
    newscrawl search '"harbour bridge" OR ferr*'           a phrase, or words that begin so
    newscrawl search 'title: budget site:paper.example after:2026-01-01 has:photo'
    newscrawl search 'NEAR(minister resigns, 5) NOT rumour' --sort relevance
    """
    from newscrawl.archive import query as ask

    words = " ".join(query)
    with reading(archive) as db:
        results = ask.search(db, words, limit=limit, offset=offset, order=sort, unique=unique)
    if form == "table":
        out = show.console()
        for hit in results.hits:
            out.print(show.marked(hit.title or "(no title)"), style="bold")
            facts = [hit.date_published, hit.site, hit.byline, hit.photo_credit and f"photo: {hit.photo_credit}", hit.id]
            out.print("  " + " · ".join(show.inert(fact) for fact in facts if fact), style="dim")
            out.print(show.indented(show.marked(hit.snippet)))
        if not results.hits:
            print("nothing found", file=sys.stderr)
        elif results.more:
            print(f"more: --offset {offset + limit}", file=sys.stderr)
    else:
        records = [
            asdict(hit) | {"title": hit.title and show.plain_marks(hit.title), "snippet": show.plain_marks(hit.snippet)} for hit in results.hits
        ]
        for record in records:
            del record["docid"]
        show.rows(records, [], form)
    if results.ranked is not None:
        print(f"relevance is worked out over the {results.ranked:,} newest matches", file=sys.stderr)


@verbs.command(name="show")
@click.argument("name", metavar="URL|ID")
@archive_option
@click.option("--format", "form", type=click.Choice(["page", "json", "text"]), default="page", show_default=True, help="text: title and body alone.")
def show_article(name: str, archive: Path, form: str) -> None:
    """Show one article as it was read, with what was taken out of its text marked in its place. Eight digits of an id are enough."""
    from newscrawl.archive import query as ask

    with reading(archive) as db:
        record = ask.get(db, name)
    if form == "json":
        print(json.dumps(record, ensure_ascii=False, indent=2))
    elif form == "text":
        print(show.inert("\n\n".join(filter(None, (record["title"], record["standfirst"], record["body"])))))
    else:
        show.console().print(show.article(record))


@verbs.command()
@archive_option
@format_option
@click.option("--state", type=click.Choice("pending leased stored unchanged duplicate dropped failed".split()), help="Only these.")
@click.option("--reason", help="Only those with this reason, e.g. listing, robots, http-404.")
@click.option("--site", help="Only those of this site.")
@click.option("--limit", type=click.IntRange(1), help="How many at the most.")
@click.option("--summary", is_flag=True, help="Count by state and reason instead of listing.")
def outcomes(archive: Path, form: str, state: str | None, reason: str | None, site: str | None, limit: int | None, summary: bool) -> None:
    """List what became of every address ever discovered: exactly one outcome each, with the reason."""
    from newscrawl.archive import query as ask

    with reading(archive) as db:
        if summary:
            counted = sorted(ask.tally(db).items(), key=lambda pair: (-pair[1], str(pair[0])))
            show.rows([{"state": s, "reason": r, "addresses": number} for (s, r), number in counted], ("state", "reason", "addresses"), form)
            return
        found = ask.outcomes(db, state=state, reason=reason, site=site, limit=limit)
        show.rows(found, ("state", "reason", "kind", "http_status", "url"), form)


@verbs.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--format", "form", type=click.Choice(["jsonl", "csv"]), help="[default: by the file's ending]")
@click.option("--query", help="Only what this search finds.")
@archive_option
def export(file: Path, form: str | None, query: str | None, archive: Path) -> None:
    """Write articles to FILE, oldest first: every field, photos and removals too. The file appears when it is complete."""
    from newscrawl.export import export as write

    with reading(archive) as db:
        number = write(db, file, format=form, search=query)
    print(f"{number:,} articles: {file}", file=sys.stderr)


@verbs.command()
@archive_option
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
def status(archive: Path, form: str) -> None:
    """Show what the archive holds, how every address stands and what the last runs did."""
    from newscrawl.archive import query as ask

    with reading(archive) as db:
        said = ask.status(db)
    if form == "json":
        print(json.dumps(said, ensure_ascii=False, indent=2))
        return
    size = said["bytes"] / 1e6
    print(f"{archive}: {said['articles']:,} articles, {said['photos']:,} photos ({said['photos_with_credit']:,} with credit), {size:,.1f} MB")
    print("addresses: " + (", ".join(f"{number:,} {state}" for state, number in sorted(said["states"].items())) or "none"))
    show.rows(said["sites"], ("site", "articles", "newest", "last_fetched"), "table", empty="no articles yet")
    for run in said["runs"][:3]:
        ended = f"exit code {run['exit_code']}" if run["ended_at"] else "running, or killed: newscrawl crawl goes on with it"
        print(f"run {run['id']}, {run['started_at'][:19]}: {show.inert(run['command'])} → {ended}")


@verbs.command()
@archive_option
@click.option("--repair", is_flag=True, help="Rebuild what can be rebuilt: the search index and checksums of what depends on other rows.")
def verify(archive: Path, repair: bool) -> None:
    """Check that the archive is what was written: every row's checksum, every capture's SHA-256, references and the search index."""
    from newscrawl.archive import verify as prove
    from newscrawl.errors import StorageError

    if repair:
        for line in prove.repair(archive):
            print(line)
    findings = 0
    for finding in prove.verify(archive):
        findings += 1
        print(f"{finding.table} {show.inert(finding.key)}: {show.inert(finding.what)}")
    if findings:
        raise StorageError(f"{archive}: {findings} findings; newscrawl verify --repair mends indexes, a backup the rest")
    print(f"{archive}: whole", file=sys.stderr)


@verbs.command()
@archive_option
@click.option("--canonical", is_flag=True, help="Articles, photos, removals and states by address, without times of the crawl, run ids and captures.")
def dump(archive: Path, canonical: bool) -> None:
    """Print the archive as JSON lines. Two archives of the same pages have the same canonical dump, however the crawls went."""
    from newscrawl.archive.dump import canonical as lines
    from newscrawl.export import articles

    with reading(archive) as db:
        for line in lines(db) if canonical else (json.dumps(record, ensure_ascii=False) for record in articles(db)):
            print(line)


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
