"""Verbs that keep the archive: write it out, prove it, copy it, make it smaller, read it again."""

from __future__ import annotations

import shlex
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from newscrawl import show
from newscrawl.cli.options import (
    SITES,
    Meter,
    archive_option,
    format_option,
    held_archive_option,
    reading,
    say_not_compared,
    say_nothing_found,
    site_named,
    verbs,
)
from newscrawl.errors import StorageError, UsageError
from newscrawl.text import counted

if TYPE_CHECKING:
    from newscrawl.archive.verify import Finding


@verbs.command()
@click.argument("file", type=click.Path(dir_okay=False, allow_dash=True, path_type=Path))
@click.option(
    "--format", "form", type=click.Choice(["jsonl", "csv", "schemaorg", "ninjs", "warc"]), help="[default: by the file's ending; jsonl for -]"
)
@click.option("--query", help="Only what this search finds.")
@click.option("--unique", is_flag=True, help="Of reprints and near-duplicates the one published first.")
@click.option("--sample", type=click.IntRange(1), metavar="N", help="N of them, drawn by their ids: the same again from the same articles.")
@click.option("--seed", default="", metavar="TEXT", help="Draw another sample.")
@click.option("--codebook", is_flag=True, help="Write beside FILE what its fields are, its SHA-256 and how it was chosen (Frictionless Data).")
@archive_option
def export(
    file: Path, form: str | None, query: str | None, unique: bool, sample: int | None, seed: str, codebook: bool, archive: Path
) -> None:  # fmt: skip
    """Write articles to FILE, every field, oldest first. Photos and removals too. The file appears when it is complete; - is stdout.

    schemaorg and ninjs are JSON lines under the names of schema.org's NewsArticle and of IPTC's ninjs 2.1. warc (FILE.warc.gz) is their pages as they
    were fetched, every capture; without --query those of lists as well.

    \b
    newscrawl export stories.csv --query 'lang:de flut*' --unique --codebook
    newscrawl export sample.jsonl.gz --query 'flood*' --sample 500 --seed 7
    newscrawl export - | jq .title
    """
    from newscrawl.archive.progress import silent
    from newscrawl.export import WARC, Choice, format_of
    from newscrawl.export import export as write

    if seed and sample is None:
        raise UsageError("--seed draws a sample; say how many with --sample N")

    meter = Meter("exporting")
    shown = str(file) == "-" and sys.stdout.isatty()  # the articles themselves tell how far it is
    with reading(archive) as db:
        choice = Choice(query, unique, sample, seed)
        number = write(db, file, format=form, choice=choice, progress=silent if shown else meter.tell, with_codebook=codebook)
        if unique:
            meter.clear()
            say_not_compared(db)
        if query and not number:
            meter.clear()
            say_nothing_found(db, query)
    meter.clear()
    noun = "capture" if (form or format_of(file)) == WARC else "article"
    print(f"{counted(number, noun)}: {'stdout' if str(file) == '-' else file}", file=sys.stderr)


SCREEN = 25
"""Sites that ``status`` shows to people, worst first."""


@verbs.command()
@archive_option
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
@click.option("--check", is_flag=True, help="One line for a monitor; exit code 0 well, 1 warning, 2 critical, 3 no archive.")
def status(archive: Path, form: str, check: bool) -> None:
    """Show how every site stands, worst first. What came beside what is usual, gaps, alarms, hosts that wait; then what the last runs did."""
    import shutil

    from newscrawl import clock, health
    from newscrawl.archive import furniture
    from newscrawl.archive import query as ask
    from newscrawl.errors import NewscrawlError

    now = clock.now()
    try:
        with reading(archive) as db:
            said = ask.status(db)
            sites = health.sites(db, now)
            said["learned_by_another_reader"] = furniture.of_other_readers(db)
    except NewscrawlError as error:
        if not check:
            raise
        print(f"NEWSCRAWL UNKNOWN - {show.inert(error)}")
        raise click.exceptions.Exit(3) from None
    if check:
        last = next((run for run in said["runs"] if run["ended_at"]), None)
        level, line = health.check(sites, last, said["articles"], now, shutil.disk_usage(archive.resolve().parent).free)
        print(show.inert(line))
        raise click.exceptions.Exit(level)
    if form == "json":
        held = {row["site"]: row for row in said["sites"]}
        said["sites"] = [{"newest": None, "last_fetched": None} | one | held.get(one["site"], {}) for one in sites]
        print(show.as_json(said, indent=2))
        return
    size = said["bytes"] / 1e6
    photos = f"{counted(said['photos'], 'photo')} ({said['photos_with_credit']:,} with credit)"
    print(f"{archive}: {counted(said['articles'], 'article')}, {photos}, {size:,.1f} MB")
    moved = f"; {counted(said['redirecting'], 'article')} redirected when last asked for" if said["redirecting"] else ""
    print("addresses: " + (", ".join(f"{number:,} {state}" for state, number in sorted(said["states"].items())) or "none") + moved)
    lines = [
        {
            "": "●▲✖"[0 if one["level"] == 0 else one["level"]], "site": one["site"], "articles": one["articles"],
            "newest": health.ago(one["last_article"], now), "polled": health.ago(one["last_poll"], now),
            "due": "paused" if one["paused"] else health.ago(one["next_due"], now), "found": one["found_24h"], "stored": one["stored_24h"],
            "usual": one["usual_24h"], "gaps": one["gaps"] or None, "missed": one["missed"] or None,
        }
        for one in sites[:SCREEN]
    ]  # fmt: skip
    columns = ["", "site", "articles", "newest", "polled", "due", "found", "stored", "usual", "gaps", "missed"]
    width = show.console().width
    for spare in ("polled", "usual", "due", "found"):  # a table that folds is no table: these are missed least
        if show.columns_wide(lines, columns) > width:
            columns.remove(spare)
    if (days := min(30, width - show.columns_wide(lines, columns) - 2)) >= 10 and lines:
        columns.append(f"{days} days")
        lines = [line | {f"{days} days": health.spark(one["days"][-days:])} for line, one in zip(lines, sites, strict=False)]
    show.rows(lines, columns, "table", empty="no articles yet")
    if lines:
        print("  found, stored, usual: in 24 hours")
    if len(sites) > SCREEN:
        print(f"  and {counted(len(sites) - SCREEN, 'more site')}: --format json")
    out = show.console()
    for one in sites[:SCREEN]:
        for text in one["why"][:5]:
            out.print(f"  {show.inert(one['site'])}: {show.inert(text)}")
    if others := said["learned_by_another_reader"]:
        out.print(f"  the furniture of {counted(len(others), 'site')} was learned by another version of the reader; newscrawl learn learns it anew")
    for run in said["runs"][:3]:
        ended = f"exit code {run['exit_code']}" if run["ended_at"] else "running, or killed: newscrawl crawl goes on with it"
        begun = f"run {run['id']}, {run['started_at'][:19]}: "
        print(f"{begun}{show.cut(run['command'], width - len(begun) - len(ended) - 3)} → {ended}")


@verbs.command()
@held_archive_option
@click.option("--repair", is_flag=True, help="Rebuild what can be rebuilt: indexes, the search index and whatever follows from other rows.")
def verify(archive: Path, repair: bool) -> None:
    """Check that the archive is what was written. Every row's checksum, every capture's SHA-256, references and the search index."""
    from newscrawl.archive import verify as prove
    from newscrawl.errors import Incomplete

    if repair:
        mending = Meter("mending")
        done = prove.repair(archive, mending.tell)
        mending.clear()
        print("\n".join(done))
    meter = Meter("verifying")
    findings, unchecked = 0, False
    for finding in _told(archive, prove.verify(archive, meter.tell)):
        meter.clear()
        if finding.what.startswith("not checked"):
            unchecked = True
            print(f"{archive}: {finding.table} {finding.what}", file=sys.stderr)
            continue
        findings += 1
        print(f"{finding.table} {show.inert(finding.key)}: {show.inert(finding.what)}")
    meter.clear()
    if findings:
        raise StorageError(f"{archive}: {findings} findings; newscrawl verify --repair mends indexes, a backup the rest")
    if unchecked:
        raise click.exceptions.Exit(Incomplete.exit_code)
    print(f"{archive}: whole", file=sys.stderr)


def _told(archive: Path, findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield ``findings``. Raises StorageError that sends nobody here again, where the file cannot be opened at all."""
    try:
        yield from findings
    except StorageError as error:
        if isinstance(error.__cause__, (sqlite3.DatabaseError, UnicodeDecodeError)) and "verify says" in str(error):
            said = f"{archive}: too damaged to be opened ({error.__cause__}); take a backup, or try sqlite3 {shlex.quote(str(archive))} .recover"
            raise StorageError(said) from error
        raise


@verbs.command()
@archive_option
@click.option("--canonical", is_flag=True, help="Articles, photos, removals and states by address, without times of the crawl, run ids and captures.")
def dump(archive: Path, canonical: bool) -> None:
    """Print the archive as JSON lines. Two archives of the same pages have the same canonical dump, however the crawls went."""
    from newscrawl.archive.dump import canonical as lines
    from newscrawl.export import articles

    with reading(archive) as db:
        for line in lines(db) if canonical else (show.as_json(record) for record in articles(db)):
            print(line)


@verbs.command()
@archive_option
@click.argument("query", nargs=-1)
@click.option("--dry-run", is_flag=True, help="Count what would change, and change nothing.")
@click.option("--diff", "examples", is_flag=True, help="Show the differences of the first twenty articles; with --dry-run.")
@click.option("--workers", type=click.IntRange(1, 256), help="Reading processes.  [default: all cores]")
def reread(archive: Path, query: tuple[str, ...], dry_run: bool, examples: bool, workers: int | None) -> None:
    """Read captures again with today's reader. Those of the articles that QUERY finds (site:… for a site), or all.

    Makes no requests and no revisions; killed and started again it ends the same. The furniture of sites that are read again as a whole, and were
    learned by another version of the reader, is learned anew.
    """
    from newscrawl.reread import reread as again
    from newscrawl.sites.known import KnownSites

    KnownSites.in_folder(SITES)  # a mistake in a site's file is said before anything is read: no reader can work with it
    meter = Meter("read again")
    found = again(
        archive, " ".join(query) or None, dry_run=dry_run, examples=20 if examples else 0, workers=workers, sites_dir=SITES, said=meter.show,
        talk=lambda text: print(text, file=sys.stderr),
    )  # fmt: skip
    meter.end()
    out = show.console()
    for id, differences in found.differences:
        out.print(id, style="bold")
        for field, (old, new) in differences.items():
            out.print(show.difference(field, old, new))
    would = "would change" if dry_run else "changed"
    left = f", {found.refused:,} no longer read as articles and left as they are" if found.refused else ""
    left += f", {found.missing:,} without a capture" if found.missing else ""
    left += "".join(f", {number:,} not read ({why})" for why, number in sorted(found.failed.items()))
    print(f"{counted(found.read, 'article')} read again, {found.changed:,} {would}{left}")
    if found.anew:
        anew = f"{counted(len(found.anew), 'site')}{' would be' if dry_run else ''}"
        print(f"furniture of {anew} learned anew, which another version of the reader had learned")
    if found.fields:
        show.rows([{"field": name, "articles": number} for name, number in found.fields.most_common()], ("field", "articles"), "table")
    if found.failed["damaged"]:
        raise StorageError(f"{archive}: {counted(found.failed['damaged'], 'capture')} cannot be read back; newscrawl verify says which")


@verbs.command()
@click.argument("site", required=False)
@held_archive_option
@click.option("--anew", is_flag=True, help="Forget what is known but for keep and drop, read every article again and count from nothing.")
@click.option("--workers", type=click.IntRange(1, 256), help="Reading processes.  [default: all cores]")
def learn(site: str | None, archive: Path, anew: bool, workers: int | None) -> None:
    """Learn the furniture of SITE, or of all sites. From what is archived; articles that hold it are read again. A crawl does it at its end.

    What another version of the reader learned is learned anew, which a crawl leaves alone: every article of the site is read again. Makes no requests
    and no revisions; stopped or killed it goes on where it was.
    """
    from newscrawl.archive.writer import writing
    from newscrawl.learn import learn as teach
    from newscrawl.sites.known import KnownSites

    KnownSites.in_folder(SITES)
    if site:
        with writing(archive):  # an archive of an older version is brought up to date first
            pass
        with reading(archive) as db:
            site = site_named(db, site)
    how: Literal["all", "others"] = "all" if anew else "others"
    said = teach(archive, anew=how, workers=workers, sites_dir=SITES, only=site, said=lambda text: print(text, file=sys.stderr))
    read = f"{counted(said.read, 'article')} read again, {said.changed:,} changed"
    print(f"{counted(said.stories, 'story')} counted on {counted(said.sites, 'site')}; {read}")


@verbs.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@archive_option
def backup(file: Path, archive: Path) -> None:
    """Write a whole copy of the archive, also during a crawl."""
    from newscrawl.archive import keeping

    meter = Meter("copying")
    size = keeping.backup(archive, file, progress=meter.tell)
    meter.clear()
    print(f"{file}: {size:,} bytes", file=sys.stderr)


@verbs.command()
@held_archive_option
def compact(archive: Path) -> None:
    """Compress captures harder, give free pages back. Each with its site's dictionary. Stopped anywhere, what is done is done."""
    from newscrawl.archive import keeping

    meter = Meter("compacting")
    done = keeping.compact(archive, progress=meter.tell)
    meter.clear()
    print(
        f"{counted(done.blobs, 'capture')} compressed again: {done.before / 1e6:,.1f} MB → {done.after / 1e6:,.1f} MB;"
        f" the file {done.file_before / 1e6:,.1f} MB → {done.file_after / 1e6:,.1f} MB",
        file=sys.stderr,
    )


@verbs.command()
@click.option("--captures-older-than", "age", required=True, metavar="DAYS|DATE", help="e.g. 365d or 2025-01-01")
@held_archive_option
def prune(age: str, archive: Path) -> None:
    """Delete old captures; articles and their versions stay. These can then no longer be read again."""
    from newscrawl.archive import keeping

    done = keeping.prune(archive, captures_before=_instant(age))
    free = f"{done.bytes / 1e6:,.1f} MB free"
    print(f"{counted(done.captures, 'capture')} deleted, {free}; newscrawl compact gives them back to the disk", file=sys.stderr)


def _instant(age: str) -> datetime:
    """Return the instant that ``90d`` (ago) or ``2025-01-01`` means."""
    try:
        if age.endswith("d"):
            if (days := float(age[:-1])) < 0:
                raise ValueError(age)
            return datetime.now(UTC) - timedelta(days=days)
        found = datetime.fromisoformat(age)
        return found if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        raise UsageError(f"{age!r}: neither days (90d) nor a date (2025-01-01)") from None


@verbs.command()
@click.argument("names", nargs=-1, required=True, metavar="URL|ID...")
@held_archive_option
def forget(names: tuple[str, ...], archive: Path) -> None:
    """Take a story out for good. Article, versions, pages as fetched, index entries; it is never fetched again.

    Writes the whole file anew, so that no trace is left in its free space. Backups, exports and pages that quote it are left alone.
    """
    from newscrawl.archive.forget import forget as drop

    done = drop(archive, names, now=datetime.now(UTC))
    gone = f"{counted(done.articles, 'article')} and {counted(done.captures, 'capture')} are gone"
    if known := len(done.addresses) - len(done.unseen):
        print(f"{counted(known, 'address')} forgotten: {gone}", file=sys.stderr)
    for url in done.unseen:
        print(f"{show.inert(url)}: never seen here; noted, and never to be fetched", file=sys.stderr)
    for id in done.reprints:
        print(f"{id}: much the same text under another address, and stays; newscrawl forget {id}", file=sys.stderr)


@verbs.command()
@click.argument("other", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@archive_option
def merge(other: Path, archive: Path) -> None:
    """Bring everything of another archive into this one. Merging twice is merging once."""
    from newscrawl.archive import keeping

    meter = Meter("merging")
    done = keeping.merge(archive, other, progress=meter.tell)
    meter.clear()
    print(f"{counted(done.articles, 'article')}, {counted(done.urls, 'address')}, {counted(done.captures, 'capture')} brought in", file=sys.stderr)


@verbs.command()
@click.argument("name", default="-")
@click.argument("query", nargs=-1)
@held_archive_option
@format_option
@click.option("--forget", is_flag=True, help="Drop the saved query.")
def saved(name: str, query: tuple[str, ...], archive: Path, form: str, forget: bool) -> None:
    """Save a query, or show what it finds that is new. Without QUERY: what is new since it was last asked. Without NAME, or with `-`: all."""
    from newscrawl.archive import query as ask
    from newscrawl.archive import searches
    from newscrawl.archive.writer import writing

    if not name.strip() or (name == "-" and (query or forget)):
        raise UsageError(f"{name!r}: not a name for a query")
    if name == "-":
        with reading(archive) as db:
            show.rows(searches.saved(db), ("name", "query", "new", "asked_at"), form, empty="no saved queries")
        return
    now = datetime.now(UTC)
    with writing(archive) as db:
        if forget:
            searches.forget(db, name)
        elif query:
            searches.save(db, name, " ".join(query), now)
            print(f"saved: newscrawl saved {shlex.quote(name)} shows what is new", file=sys.stderr)
        else:
            asked, _ = searches.new_since(db, name)
            hits = ask.search(db, asked, limit=100_000).hits
            searches.asked(db, name, now)
            fields = ("date_published", "site", "title", "id")
            new = [{field: getattr(hit, field) for field in (*fields, "url")} for hit in hits]
            show.rows([one | {"title": one["title"] and show.unmarked(one["title"])} for one in new], fields, form, empty="nothing new")
