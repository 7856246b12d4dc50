"""Verbs that ask the archive and change nothing."""

from __future__ import annotations

import sys
from dataclasses import asdict
from datetime import date, timedelta
from pathlib import Path
from typing import Any

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
from newscrawl.errors import NotFound
from newscrawl.text import counted


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
    newscrawl search 'harbour bridge'               both words
    newscrawl search '"harbour bridge" OR ferr*'    a phrase, words that begin so
    newscrawl search 'title: budget site:paper.example after:2026-01-01 has:photo'
    newscrawl search 'NEAR(minister resigns, 5) NOT rumour' --sort relevance
    """
    from newscrawl.archive import query as ask

    words = " ".join(query)
    with reading(archive) as db:
        results = ask.search(db, words, limit=limit, offset=offset, order=sort, unique=unique)
        if unique:
            say_not_compared(db)
        if not results.hits and not offset:
            say_nothing_found(db, words)
    if form == "table":
        out = show.console()
        for hit in results.hits:
            out.print(show.marked(hit.title or "(no title)"), style="bold")
            facts = [hit.date_published, hit.site, hit.byline, hit.photo_credit and f"photo: {hit.photo_credit}", hit.id]
            out.print("  " + " · ".join(show.inert(fact) for fact in facts if fact), style="dim")
            out.print(show.indented(show.marked(hit.snippet)))
        if not results.hits and offset:
            print(f"nothing found beyond {offset:,}", file=sys.stderr)
        elif results.more:
            print(f"more: --offset {offset + limit}", file=sys.stderr)
    else:
        records = [asdict(hit) | {"title": hit.title and show.unmarked(hit.title), "snippet": show.plain_marks(hit.snippet)} for hit in results.hits]
        for record in records:
            del record["docid"]
        show.rows(records, [], form)
    if results.ranked is not None:
        print(f"relevance is worked out over the {results.ranked:,} newest matches", file=sys.stderr)


@verbs.command(name="show")
@click.argument("name", metavar="URL|ID")
@archive_option
@click.option(
    "--format", "form", type=click.Choice(["page", "json", "text", "html"]), default="page", show_default=True,
    help="text: title and body alone; html: the page as it was fetched, byte by byte.",
)
@click.option("--revision", type=click.IntRange(1), help="Not as it is now, but as it was: 1 is the first version.")
def show_article(name: str, archive: Path, form: str, revision: int | None) -> None:
    """Show one article as it was read. What was taken out of its text is marked in its place. Eight digits of an id are enough."""
    from newscrawl.archive import captures, revisions
    from newscrawl.archive import query as ask

    with reading(archive) as db:
        record = ask.get(db, name)
        if revision is not None:
            record |= ask.as_of(db, record["id"], revision)
        if form == "html":
            capture = record["capture"] if revision is None else revisions.capture(db, record["id"], revision)
            if capture is None:
                raise NotFound(f"{name}: its page was not kept, or pruned")
            sys.stdout.buffer.write(captures.body(db, capture))
            return
    if form == "json":
        print(show.as_json(record, indent=2))
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
    """List what became of every address ever discovered. Exactly one outcome each, with the reason.

    \b
    newscrawl outcomes --summary
    newscrawl outcomes --state failed --site paper.example
    newscrawl outcomes --reason listing --format csv > lists.csv
    """
    from newscrawl.archive import query as ask

    with reading(archive) as db:
        site = site_named(db, site) if site else None
        if summary:
            of = ask.tally(db, site=site)
            chosen = [pair for pair in of.items() if state in (None, pair[0][0]) and reason in (None, pair[0][1])]
            counted = sorted(chosen, key=lambda pair: (-pair[1], str(pair[0])))[:limit]
            show.rows([{"state": s, "reason": r, "addresses": number} for (s, r), number in counted], ("state", "reason", "addresses"), form)
            return
        found = ask.outcomes(db, state=state, reason=reason, site=site, limit=limit)
        show.rows(found, ("state", "reason", "kind", "http_status", "url"), form)


@verbs.command()
@click.argument("name", metavar="URL|ID")
@click.argument("versions", nargs=-1, type=click.IntRange(1), metavar="[A [B]]")
@archive_option
@click.option("--format", "form", type=click.Choice(["page", "json"]), default="page", show_default=True, help="For people, or both versions whole.")
def diff(name: str, versions: tuple[int, ...], archive: Path, form: str) -> None:
    """Show what the publisher changed in an article, word by word. From version A (the one before) to version B (the newest).

    \b
    newscrawl search has:revision                  which articles were changed
    newscrawl diff 855a250c                        what was last changed in one
    newscrawl diff 855a250c 1 3 --format json      its versions 1 and 3, whole
    """
    from newscrawl.archive import query as ask
    from newscrawl.archive import revisions

    with reading(archive) as db:
        id = ask.find(db, name)
        history = revisions.history(db, id)
        newest = history[-1]["number"]
        new = versions[1] if len(versions) > 1 else newest
        old = versions[0] if versions else max(1, new - 1)
        before, after = revisions.version(db, id, old), revisions.version(db, id, new)
    if form == "json":
        said = {"id": id, "versions": history, "from": old, "to": new, "old": revisions.record(before), "new": revisions.record(after)}
        print(show.as_json(said, indent=2))
        return
    out = show.console()
    for step in history:
        what = ", ".join(step["changes"]) or "first seen"
        out.print(f"version {step['number']}  {step['fetched_at'][:19].replace('T', ' ')}  {what}", style="dim")
    if old == new:
        print("it never changed", file=sys.stderr)
        return
    for field in ("title", "standfirst", "byline", "body"):
        if before[field] != after[field]:
            out.print(f"\n{field}", style="bold")
            out.print(show.changes(revisions.words(before[field] or "", after[field] or "")))
    for field in sorted(before.keys() - {"title", "standfirst", "byline", "body", "fetched_at", "hash"}):
        if before[field] != after[field]:
            out.print(f"\n{field}", style="bold")
            out.print(show.changes([(kind, str(value)) for kind, value in (("gone", before[field]), ("new", after[field])) if value is not None]))


@verbs.command()
@click.argument("name", metavar="URL|ID")
@archive_option
@format_option
def clusters(name: str, archive: Path, form: str) -> None:
    """List an article's reprints and near-duplicates. First published first, with whose text it seems to be."""
    from newscrawl.archive import clusters as groups
    from newscrawl.archive import query as ask

    with reading(archive) as db:
        members = groups.members(db, ask.find(db, name))
        say_not_compared(db)
    if len(members) < 2 and form == "table":
        print("no reprint of it is held", file=sys.stderr)
        return
    show.rows(members, ("first", "date_published", "site", "agency", "title", "id"), form, spare=("first", "agency"))


@verbs.command()
@click.argument("query", nargs=-1)
@archive_option
def count(query: tuple[str, ...], archive: Path) -> None:
    """Print how many articles match (all, without a query)."""
    from newscrawl.archive import query as ask

    with reading(archive) as db:
        number = ask.count(db, " ".join(query) if query else None)
        if query and not number:
            say_nothing_found(db, " ".join(query))
    print(number)


@verbs.command()
@archive_option
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
def stats(archive: Path, form: str) -> None:
    """Show what takes room in the archive, table by table. With what compression saves, and how many articles each month has."""
    from newscrawl.archive import figures

    meter = Meter("measuring")
    with reading(archive) as db:
        said = figures.stats(db, meter.tell)
    meter.clear()
    if form == "json":
        print(show.as_json(said, indent=2))
        return
    tables = said["tables"] or ()
    small = [row for row in tables if row["bytes"] + row["index_bytes"] < said["bytes"] / 100]
    shown = [row for row in tables if row not in small]
    if small:
        rest = {name: sum(row[name] for row in small) for name in ("bytes", "index_bytes")}
        shown.append(rest | {"table": f"and {counted(len(small), 'smaller one')}", "rows": None})
    sizes = [{"table": row["table"], "rows": row["rows"], "MB": _mb(row["bytes"]), "indexes MB": _mb(row["index_bytes"])} for row in shown]
    show.rows(sizes, ("table", "rows", "MB", "indexes MB"), form)
    kept = said["captures"]
    print(f"\n{counted(kept['bodies'], 'page')} as fetched: {_mb(kept['length'])} MB in {_mb(kept['bytes'])} MB", end="")
    print(f", {kept['ratio']} to 1" if kept["ratio"] else "", f"· the file {_mb(said['bytes'])} MB, {_mb(said['free_bytes'])} of it free\n")
    most = max((row["articles"] for row in said["months"]), default=1)
    show.rows([row | {"": show.bar(row["articles"] / most)} for row in said["months"]], ("month", "articles", ""), form)


def _mb(size: int) -> str:
    return f"{size / 1e6:,.1f}"


@verbs.command()
@click.argument("query", nargs=-1)
@archive_option
@format_option
@click.option("--most", type=click.IntRange(1, 1000), default=10, show_default=True, help="Values of each.")
def facets(query: tuple[str, ...], archive: Path, form: str, most: int) -> None:
    """Count matches by site, month, author, agency and language. The agencies are those of photos."""
    from newscrawl.archive import figures

    with reading(archive) as db:
        found = figures.facets(db, " ".join(query) or None, most=most)
    lines = [{"facet": name, "value": value, "articles": number} for name, values in found.values.items() for value, number in values]
    show.rows(lines, ("facet", "value", "articles"), form)
    if found.counted is not None:
        print(f"counted over the {found.counted:,} newest matches", file=sys.stderr)


@verbs.command()
@click.argument("query", nargs=-1)
@archive_option
@format_option
@click.option("--by", type=click.Choice(["day", "week", "month", "year"]), default="month", show_default=True)
def timeline(query: tuple[str, ...], archive: Path, form: str, by: Any) -> None:
    """Draw how many articles match (all, without a query) over time. With the share that they are of what the archive holds of each span.

    \b
    newscrawl timeline 'flood*' --by week
    newscrawl timeline 'flood* lang:en' --by day --format csv > days.csv
    """
    from newscrawl.archive import figures

    with reading(archive) as db:
        bars = figures.timeline(db, " ".join(query), by=by)
    if form != "table":
        show.rows([asdict(bar) | {"share": round(bar.share, 6)} for bar in bars], [], form)
        return
    most = max((bar.matches for bar in bars), default=0)
    lines = [{by: bar.start, "matches": bar.matches, "held": bar.held, "share": f"{bar.share:.1%}"} for bar in bars]
    columns = (by, "matches", "held", "share")
    room = min(40, max(5, show.console().width - show.columns_wide(lines, columns) - 2))
    lines = [line | {"": show.bar(bar.matches / most, room)} for line, bar in zip(lines, bars, strict=True)]
    show.rows(lines, (*columns, ""), form)


@verbs.command()
@click.argument("query", nargs=-1, required=True)
@archive_option
@format_option
@click.option("--width", type=click.IntRange(5, 400), help="Characters on either side.  [default: 40, fewer on a narrow terminal]")
@click.option("--limit", type=click.IntRange(1, 100_000), default=50, show_default=True)
@click.option("--sort", type=click.Choice(["newest", "left", "right"]), default="newest", show_default=True)
def kwic(query: tuple[str, ...], archive: Path, form: str, width: int | None, limit: int, sort: Any) -> None:
    """Show every hit in its context, one a line: a concordance.

    \b
    newscrawl kwic 'resign*' --sort left
    newscrawl kwic 'body: minister' --limit 500 --format csv > lines.csv
    """
    from newscrawl.archive import figures

    with reading(archive) as db:
        lines = figures.kwic(db, " ".join(query), width=width or 40, limit=limit, sort=sort)
        if not lines:
            say_nothing_found(db, " ".join(query))
    if form == "table":
        out = show.console()
        if width is None:
            width = min(40, max(5, (out.width - 2 - max((show.wide(line.word) for line in lines), default=0)) // 2))
        for line in lines:
            out.print(show.context(line.left, line.word, line.right, width))
    else:
        show.rows([asdict(line) for line in lines], [], form)


@verbs.command()
@click.argument("query", nargs=-1)
@archive_option
@format_option
@click.option("--by", type=click.Choice(["credit", "agency", "creator"]), default="credit", show_default=True)
@click.option("--most", type=click.IntRange(1, 100_000), default=50, show_default=True)
def credits(query: tuple[str, ...], archive: Path, form: str, by: Any, most: int) -> None:
    """Count photo credits: whose pictures the articles show.

    \b
    newscrawl credits --by agency
    newscrawl credits 'site:paper.example' --by creator --format csv
    newscrawl search 'agency:AFP'                      the articles themselves
    """
    from newscrawl.archive import figures

    with reading(archive) as db:
        show.rows(figures.credits(db, " ".join(query) or None, by=by, most=most), (by, "photos", "articles", "sites"), form)


@verbs.command()
@click.argument("url")
@archive_option
def explain(url: str, archive: Path) -> None:
    """Show what was taken out of an article, and why. With the block ids that `furniture keep` and `furniture drop` take."""
    from newscrawl.archive import query as ask

    with reading(archive) as db:
        record = ask.get(db, url)
    show.console().print(show.article(record, ids=True))


class _Furniture(click.Group):
    """``furniture [SITE]`` lists, ``furniture keep ID`` rules: what is no verb is a site."""

    def parse_args(self, context: click.Context, args: list[str]) -> list[str]:
        """Put ``list`` before what does not begin with a verb."""
        if not args or args[0] not in (*self.commands, "-h", "--help"):
            args = ["list", *args]
        return super().parse_args(context, args)


@verbs.group(cls=_Furniture, subcommand_metavar="[SITE] | COMMAND [ARGS]...")
def furniture() -> None:
    """List what is known of a site's furniture, or overrule it.

    Each block of SITE, or of all sites: on how many stories it stands, out of how many articles it was taken (0: it is text there), what it looks
    like. `keep` and `drop` overrule what was learned.
    """


@furniture.command(name="list")
@click.argument("site", required=False)
@click.option("--limit", type=click.IntRange(1), default=200, show_default=True)
@archive_option
@format_option
def list_furniture(site: str | None, limit: int, archive: Path, form: str) -> None:
    """List the blocks that are known of SITE, or of all sites. (Same as `newscrawl furniture SITE`.)"""
    from newscrawl.archive import furniture as blocks

    with reading(archive) as db:
        site = site_named(db, site) if site else None
        show.rows(blocks.known(db, site, limit=limit), ("site", "id", "stories", "out", "kind", "ruled", "text"), form, empty="nothing learned yet")


def _rule(id: str, site: str | None, archive: Path, ruling: str | None) -> None:
    from newscrawl.archive import furniture as blocks
    from newscrawl.archive.writer import writing
    from newscrawl.learn import learn

    with writing(archive) as db:
        sites = blocks.rule(db, id, ruling, site=site)
    again = learn(archive, sites_dir=SITES)
    read_again = f"{counted(again.read, 'article')} read again, {again.changed:,} changed"
    print(f"{id}: {ruling or 'as learned'} on {', '.join(sites)}; {read_again}", file=sys.stderr)


def _ruling(name: str, ruling: str | None, help: str) -> None:
    @furniture.command(name=name, help=help)
    @click.argument("id")
    @click.option("--site", help="Only on this site.  [default: on every site that has it]")
    @held_archive_option
    def verb(id: str, site: str | None, archive: Path) -> None:
        _rule(id, site, archive, ruling)


_ruling("keep", "keep", "This block is text, for good: it goes back into the articles that hold it.")
_ruling("drop", "drop", "This block is furniture, for good: it goes out of the articles that hold it.")
_ruling("forget", None, "Take back what was ruled on this block: what is learned counts again.")


def _a_day(context: click.Context, parameter: click.Parameter, value: str | None) -> date | None:
    if value is None:
        return None
    from newscrawl import clock

    try:
        day = date.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(f"{value!r}: a day, 2026-11-20") from None
    if day > clock.now().date():
        raise click.BadParameter(f"{value!r}: that day is yet to come")
    return day


@verbs.command()
@click.argument("site", required=False)
@click.option("--day", callback=_a_day, metavar="DATE", help="Of this day, UTC.  [default: the last seven]")
@click.option("--queue", "queued", is_flag=True, help="Have what is missing fetched by the next crawl.")
@archive_option
@format_option
def audit(site: str | None, day: date | None, queued: bool, archive: Path, form: str) -> None:
    """Cross a site's sources, a day at a time. What each showed, what is held, what is missing, and how many there were in all.

    The estimate is by capture and recapture (Chapman) from the two sources that showed most, with its 95 % interval: how many stories there were,
    those that no source showed us too. It supposes that the sources choose independently; where they do not, there were more.
    "told" is what the site itself counts: by how much WordPress's X-WP-Total grew.
    """
    from newscrawl import audit as books
    from newscrawl import clock
    from newscrawl.archive.writer import writing

    last = clock.now().date()
    days = [day] if day is not None else [last - timedelta(days=back) for back in range(7)]
    with reading(archive) as db:
        sites = [site_named(db, site)] if site else books.sites_of(db)
        found = [books.as_record(one, *books.day_of(db, one, when)) for one in sites for when in days]
    found = [record for record in found if record["shown"]]
    if form == "table":
        lines = [
            record
            | {
                "missing": len(record["missing"]),
                "sources": len(record["seen"]),
                "in all": "{total:.0f} ({low:.0f} to {high:.0f})".format(**record["estimate"]) if record["estimate"] else None,
            }
            for record in found
        ]
        columns = ("day", "site", "sources", "shown", "held", "missing", "told", "in all")
        show.rows(lines, columns, form, empty="nothing new in these days: the first poll of a source says where it begins, later ones what is new")
        for record in found:
            for one in record["missing"][:10]:
                print(f"  missing: {show.inert(one['url_key'])} ({show.inert(one['reason'] or one['state'])})")
    else:
        show.rows(found, [], form)
    if queued:
        with writing(archive) as db:
            number = books.queue(db, [one["url_key"] for record in found for one in record["missing"]])
        print(f"{counted(number, 'address')} {'waits' if number == 1 else 'wait'} for the next crawl", file=sys.stderr)


@verbs.command()
@click.option("--day", callback=_a_day, metavar="DATE", help="About this day, UTC.  [default: yesterday]")
@click.option("--sendmail", "to", metavar="TO", help="Mail it to TO through this machine's sendmail instead of printing it.")
@archive_option
def digest(day: date | None, to: str | None, archive: Path) -> None:
    """Print, or mail, one message about a day. What came beside what is usual, what is missing, gaps and alarms, worst first."""
    from newscrawl import audit as books
    from newscrawl import clock

    now = clock.now()
    with reading(archive) as db:
        subject, text = books.digest(db, day or books.last_day(now), now)
    if to is None:
        print(show.inert(subject), end="\n\n")
        print("\n".join(show.inert(line) for line in text.splitlines()))
    else:
        books.send(subject, text, to)
