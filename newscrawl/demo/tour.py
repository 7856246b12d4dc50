"""What `newscrawl demo` shows: the newsroom crawled by the real crawler, and what came out."""

from __future__ import annotations

import sys
from pathlib import Path

from rich.console import Console
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from newscrawl import show
from newscrawl.archive import ledger, query
from newscrawl.archive.schema import open_archive
from newscrawl.archive.writer import writing
from newscrawl.crawl import CrawlReport, run
from newscrawl.demo.newsroom import Newsroom

SEARCH = "Putin OR (ferry NOT harbour)"
STORY = "PM’s Moscow visit"
"""How the headline begins of the story that is shown whole."""
WIDTH = 110


def tour(archive: Path, sites_dir: Path) -> int:
    """Serve the newsroom, crawl it into ``archive`` (what is there is kept) and show the result on stdout; returns the crawl's exit code."""
    out = show.console()
    out.width = min(out.width, WIDTH)
    edition = 2 if _has_seen(archive) else 1
    with Newsroom(edition=edition) as newsroom:
        if edition == 2:
            print("The archive knows the newsroom already: its second edition is out, with new stories and an edited one.", file=sys.stderr)
        sites = Table(box=None, pad_edge=False, show_header=False)
        for site in newsroom.sites:
            sites.add_row(f"  {site.home_url}  ", f"{site.name}: {site.make}")
        show.console(sys.stderr).print(sites)
        story = next(article.url for article in newsroom.truth() if article.title.startswith(STORY))
        homes = [site.home_url for site in newsroom.sites]
        report = run(homes, archive=archive, allow_net=newsroom.hosts, delay_seconds=0, sites_dir=sites_dir)
        with writing(archive) as db:  # its servers end here: a crawl of what is known would find nobody at home, and raise alarms
            for host in newsroom.hosts:
                ledger.pause_sources(db, host, paused=True)
    if report.exit_code == 0:
        _show(out, archive, report, story)
    return report.exit_code


def _has_seen(archive: Path) -> bool:
    if not archive.exists():
        return False
    with writing(archive):  # one of an older make is brought up to date, as the crawl would
        pass
    db = open_archive(archive)
    try:
        return next(query.ids(db, f'title: "{STORY}"'), None) is not None
    finally:
        db.close()


def _show(out: Console, archive: Path, report: CrawlReport, story: str) -> None:
    db = open_archive(archive)
    try:
        _head(out, "What the crawl did")
        table = Table(box=None, pad_edge=False, show_header=False)
        table.add_column(justify="right", style="bold")
        table.add_column()
        table.add_row(f"{report.found:,}", "addresses found, each with exactly one outcome")
        unchanged = f", {report.unchanged} unchanged" if report.unchanged else ""
        table.add_row(f"{report.stored:,}", f"articles stored in {report.seconds:.1f} s{unchanged}; not articles:")
        for reason, number in sorted({**report.not_articles, **report.failed}.items(), key=lambda pair: (-pair[1], pair[0])):
            table.add_row(f"{number:,}", f"{reason}", style="dim")
        out.print(table)

        _head(out, f"newscrawl search '{SEARCH}'")
        for hit in query.search(db, SEARCH, limit=3).hits:
            out.print(show.marked(hit.title or ""), style="bold")
            out.print(show.indented(show.marked(hit.snippet)))

        _head(out, "Photo credits, as data")
        credits = Table(box=None, pad_edge=False, header_style="dim")
        for column in ("credit on the page", "creators", "agency"):
            credits.add_column(column)
        seen: set[str] = set()
        for id in query.ids(db, "has:photo"):
            for photo in query.article(db, id)["photos"]:
                shape = f"{bool(photo['creators'])}{photo['agency']}"
                if photo["credit"] and shape not in seen and len(seen) < 8:
                    seen.add(shape)
                    credits.add_row(show.inert(photo["credit"]), show.inert(", ".join(photo["creators"])) or "–", show.inert(photo["agency"] or "–"))
        out.print(credits)

        _head(out, "One article as read, and what was taken out of it")
        out.print(show.article(query.get(db, story), most=4))
    finally:
        db.close()
    _head(out, "Now your own site")
    out.print(Text("  .venv/bin/newscrawl crawl https://your-paper.example/ --limit 20"))
    out.print(Text("  .venv/bin/newscrawl search 'budget AND minister'"))
    out.print(Text("  .venv/bin/newscrawl export output/exports/stories.csv"))


def _head(out: Console, title: str) -> None:
    out.print()
    out.print(Rule(Text(title, style="bold"), align="left", style="dim"))
