"""Verbs that bring in: ``demo``, ``crawl``, ``add``, ``import``, ``sites``, ``watch``, ``schedule``."""

from __future__ import annotations

import os
import shlex
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from newscrawl import show
from newscrawl.cli.options import SITES, Meter, a_time, allowed, archive_option, format_option, network_options, reading, site_named, verbs
from newscrawl.errors import INTERRUPTED, ArchiveBusy, Incomplete, UsageError
from newscrawl.text import counted


@verbs.command()
@archive_option
def demo(archive: Path) -> None:
    """Crawl a small newsroom on this machine, and show what comes out.

    The crawler is the real one. Three sites of different make are served on loopback: a blog of reprints, a newspaper, a plain old site. What the
    archive holds already is kept; the second time the newsroom has a second edition, with new stories and an edited one.
    """
    from newscrawl.demo.tour import tour

    code = tour(archive, SITES)
    if code == Incomplete.exit_code:
        print(INTERRUPTED, file=sys.stderr)
    raise click.exceptions.Exit(code)


@verbs.command()
@click.argument("targets", nargs=-1, metavar="[URL|SITE]...")
@click.option(
    "--seeds", type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help='Addresses, one a line, or JSON lines of {"url", "kind": "page"|"feed"|"sitemap"|"home"}.',
)
@archive_option
@click.option("--no-follow", is_flag=True, help="Read seed pages only; links of seed feeds and sitemaps are recorded as pending, not fetched.")
@click.option("--due", is_flag=True, help="Only what is due: sources whose time has come, and articles that are to be looked at again; then exit.")
@click.option("--since", callback=a_time, metavar="DATE|AGE", help="Only articles dated since then (2026-11-20, 2d, 36h), and undated ones of feeds.")
@click.option("--until", callback=a_time, metavar="DATE|AGE", help="Only articles dated until then.")
@click.option("--ignore-noarchive", is_flag=True, help="Keep pages that ask not to be kept too; you have to be entitled to it.")
@network_options
@click.option("--limit", type=click.IntRange(1), help="Stop after so many articles stored.")
@click.option("--workers", type=click.IntRange(1, 256), help="Reading processes.  [default: all cores]")
@click.option("--quiet", is_flag=True, help="No progress on stderr.")
def crawl(
    targets: tuple[str, ...], seeds: Path | None, archive: Path, no_follow: bool, due: bool, since: datetime | None, until: datetime | None,
    ignore_noarchive: bool, allow_net: tuple[str, ...], proxy: str | None, delay: float | None, limit: int | None, workers: int | None, quiet: bool,
) -> None:  # fmt: skip
    """Archive the articles of sites; any page's address will do. Feeds, sitemaps and sections are found from it.

    Without URL or SITE: every site that `newscrawl add` remembers, and whatever an earlier crawl left unfinished. A second crawl fetches only what is
    new or may have changed. With --due a source is asked when its pace says so, before half of its list has changed. Ctrl-C ends it in order, and
    even kill -9 loses nothing: start it again and it goes on.

    robots.txt is obeyed; two seconds lie between two requests to a host. Say who you are with NEWSCRAWL_CONTACT=you@example.org.

    \b
    newscrawl crawl https://paper.example/ --limit 20    any page will do
    newscrawl crawl paper.example --since 2d             a remembered site
    newscrawl crawl --seeds addresses.txt --no-follow    these pages alone
    newscrawl crawl --due --quiet                        for a timer
    """
    from newscrawl.crawl import ended_with, run

    if since is not None and until is not None and since > until:
        raise UsageError("--since is later than --until, and no time lies between them; the earlier one belongs to --since")
    try:
        report = run(
            list(targets), archive=archive, seeds=seeds, follow=not no_follow, allow_net=allowed(allow_net), proxy=proxy, delay_seconds=delay,
            limit=limit, workers=workers, progress=not quiet, sites_dir=SITES, due=due, since=since, until=until,
            obey_noarchive=not ignore_noarchive,
        )  # fmt: skip
    except ArchiveBusy as busy:  # a timer's second start is none too many
        print(f"newscrawl: {busy}", file=sys.stderr)
        raise click.exceptions.Exit(0) from None
    _report(report)
    if report.run and not quiet and not allowed(allow_net) and not os.environ.get("NEWSCRAWL_CONTACT"):
        show.console(sys.stderr).print("Webmasters cannot reach you: say who you are with export NEWSCRAWL_CONTACT=you@example.org", style="yellow")
    if (targets or seeds) and report.exit_code == 0 and _nothing_answered(report, due=due):
        ended_with(archive, report.run, 6)
        print("newscrawl: nothing of what was named could be read; newscrawl outcomes says why, address by address", file=sys.stderr)
        raise click.exceptions.Exit(6)
    raise click.exceptions.Exit(report.exit_code)


def _nothing_answered(report: Any, *, due: bool) -> bool:
    """Say whether of what was named nothing could be read: no such host, a wrong certificate, robots.txt that forbids all or cannot be had.

    ``due``: of sites that have answered before only some are asked; those that do not answer for hours are an alarm.
    """
    if (due and report.known) or not (report.pages or report.not_articles or report.failed or report.waiting):
        return False  # in the second case nothing was asked for
    unread = {"robots", "robots-txt", "absent"}
    return bool(report.run and not (report.stored or report.unchanged or report.duplicates) and unread.issuperset(report.not_articles))


def _report(report: Any) -> None:
    """Print what came of a crawl to stderr."""
    err = show.console(sys.stderr)
    if not report.run:
        when = f"until {report.next_due:%Y-%m-%d %H:%M} UTC" if report.next_due else "yet"
        err.print(f"nothing is due {when}: {report.archive}")
        return
    said = [f"{counted(report.pages, 'request')}", f"{counted(report.stored, 'article')} stored"]
    said += [f"{number:,} {what}" for number, what in ((report.unchanged, "unchanged"), (report.duplicates, "under another address")) if number]
    said += [f"{counted(report.found, 'new address')} found"] if report.found else []
    err.print(f"{', '.join(said)} in {report.seconds:.1f} s: {report.archive}")
    for label, counts in (("no article", report.not_articles), ("failed", report.failed)):
        if counts:
            err.print(
                f"  {label}: " + ", ".join(f"{number:,} {reason}" for reason, number in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
            )
    if report.pending:
        waiting = f"{counted(report.pending, 'address')} {'waits' if report.pending == 1 else 'wait'}"
        err.print(f"  {waiting}; newscrawl crawl goes on with {'it' if report.pending == 1 else 'them'}")
    if report.learned and report.learned.read:
        again = f"{counted(report.learned.read, 'article')} read again with what was learned of the site"
        err.print(f"  {again}, {report.learned.changed:,} changed")
    for alarm in report.alarms:
        err.print(f"  {show.inert(alarm.site)}: {show.inert(alarm.text)}", style="yellow")
    for host, when in sorted(report.waiting.items())[:10]:
        why = f"its robots.txt cannot be had ({report.shut[host]})" if host in report.shut else "it asks for that, or does not answer"
        err.print(f"  {host} is left alone until {when:%Y-%m-%d %H:%M:%S} UTC: {why}")


@verbs.command()
@click.argument("url")
@click.option("--name", help="What to call it.  [default: its domain]")
@archive_option
@network_options
def add(url: str, name: str | None, archive: Path, allow_net: tuple[str, ...], proxy: str | None, delay: float | None) -> None:
    """Remember a site: any of its pages will do. Finds its feeds and sitemaps and shows what each yields.

    Writes output/sites/NAME.toml, which is yours to edit (docs/site-files.md has every key); `newscrawl crawl` fetches the articles.
    """
    from dataclasses import replace
    from urllib.parse import urlsplit

    from newscrawl.archive import frontier
    from newscrawl.archive import query as ask
    from newscrawl.archive.writer import writing
    from newscrawl.crawl import run
    from newscrawl.sites import dump, is_name, site_for
    from newscrawl.sites.known import KnownSites

    if "://" not in url:
        url = f"https://{url}"
    site = site_for(url)
    site = replace(site, name=name if name is not None else site.name)
    if not is_name(site.name):
        raise UsageError(f"--name {site.name[:100]!r}: lower-case letters, digits, dots and hyphens, 100 at most")
    path = SITES / f"{site.name}.toml"
    if path.exists():
        raise UsageError(f"{path} is there already; newscrawl crawl {site.name} crawls it, or edit the file")
    if there := KnownSites.in_folder(SITES).of(site.home):
        raise UsageError(f"{SITES / there.name}.toml has this site already; newscrawl crawl {there.name} crawls it, or edit the file")
    inside = urlsplit(url).path not in ("", "/")  # a section, a story: the front page may know more
    print(f"asking {show.inert(site.home)} for its feeds and sitemaps, with a pause after each request …", file=sys.stderr)
    report = run(
        [site.home, url] if inside else [url], archive=archive, follow="sources", allow_net=allowed(allow_net), proxy=proxy, delay_seconds=delay,
        progress=False, sites_dir=SITES,
    )  # fmt: skip
    with reading(archive) as db:
        key = site.domains[0]
        fronts = [row for row in ask.outcomes(db, site=key) if row["kind"] == "home"]
        homes = {row["url"]: row for row in fronts if row["state"] not in ("failed", "pending") and row["reason"] != "robots"}
        sources = [row for row in ask.outcomes(db, site=key) if row["kind"] in ("feed", "sitemap") and row["state"] in ("dropped", "unchanged")]
        sources = [row for row in sources if row["reason"] in ("feed", "sitemap")]
        yields = ask.yields(db, [row["url"] for row in sources])
    if not homes and not sources:
        with writing(archive) as db:
            frontier.take_back(db, report.run, key)
            frontier.ended_with(db, report.run, report.exit_code or UsageError.exit_code)
        if report.exit_code == Incomplete.exit_code:
            raise Incomplete(f"{url}: interrupted before it answered; the site is not remembered")
        forbidden = ["its robots.txt forbids it"] if any(row["reason"] == "robots" for row in fronts) else []
        failed = ", ".join(dict.fromkeys([*report.failed, *report.shut.values(), *forbidden])) or "nothing was answered"
        raise UsageError(f"{url}: cannot be reached or read ({failed}); the site is not remembered")
    declared = tuple(row["url"] for row in sources if row["source"] not in ("robots", "api"))  # those say themselves where they are, each time
    if inside:
        front = homes.get(site.home)
        answered = front is not None and (front["state"] != "dropped" or front["reason"] == "home")
        given = homes.get(url)
        if not answered:
            site = replace(site, home=url)
        elif given is not None and given["state"] == "dropped" and given["reason"] in ("home", "listing") and url not in declared:
            declared = (url, *declared)
    SITES.mkdir(parents=True, exist_ok=True)
    path.write_text(dump(replace(site, seeds=declared)), encoding="utf-8")
    show.rows(
        [{"source": row["url"], "kind": "api" if row["source"] == "api" else row["kind"], "addresses": yields[row["url"]]} for row in sources],
        ("source", "kind", "addresses"),
        "table",
        empty="no feed and no sitemap: its sections are followed from the home page",
    )
    print(f"{path} written; newscrawl crawl {site.name} fetches its articles", file=sys.stderr)
    raise click.exceptions.Exit(report.exit_code)


@verbs.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@archive_option
@click.option("--site", "only", multiple=True, metavar="NAME", help="Only pages of this site; may be repeated.")
@click.option("--ignore-noarchive", is_flag=True, help="Keep pages that ask not to be kept too; you have to be entitled to it.")
@click.option("--workers", type=click.IntRange(1, 256), help="Reading processes.  [default: all cores]")
def import_(files: tuple[Path, ...], archive: Path, only: tuple[str, ...], ignore_noarchive: bool, workers: int | None) -> None:
    """Archive the pages in WARC or ARC files, without a request. They count as fetched when they were.

    What the archive holds already is passed over, so an import that was interrupted is just begun again. A page that is older than what is held of
    its address becomes an earlier version. Nothing that the pages link to is fetched, now or later.
    """
    from newscrawl.cli.options import site_key
    from newscrawl.imports import run

    meter = Meter("records")
    command = shlex.join(["newscrawl", *sys.argv[1:]])
    try:
        found = run(
            files, archive=archive, only=[site_key(name) for name in only], workers=workers, sites_dir=SITES, obey_noarchive=not ignore_noarchive,
            command=command, said=meter.show, talk=lambda text: meter.tell(text, 0),
        )  # fmt: skip
    finally:
        meter.clear()
        meter.end()
    err = show.console(sys.stderr)
    said = [counted(found.records, "record"), f"{counted(found.stored, 'article')} stored"]
    others = ((found.earlier, "as earlier versions"), (found.unchanged, "unchanged"), (found.held, "held already"))
    said += [f"{number:,} {what}" for number, what in others if number]
    err.print(f"{', '.join(said)}: {archive}")
    for label, counts in (("no article", found.refused), ("passed over", found.skipped)):
        if counts:
            err.print(f"  {label}: " + ", ".join(f"{number:,} {reason}" for reason, number in counts.most_common()))
    if found.learned and found.learned.read:
        err.print(f"  {counted(found.learned.read, 'article')} read again with what was learned of the sites, {found.learned.changed:,} changed")
    for line in found.damaged:
        print(f"newscrawl: {show.inert(line)}; what came before it is in the archive", file=sys.stderr)
    raise click.exceptions.Exit(Incomplete.exit_code if found.damaged else 0)


@verbs.command()
@click.option("--pause", metavar="NAME", help="Leave a site, or the source at this address, alone: `crawl` and `watch` pass over it.")
@click.option("--resume", metavar="NAME", help="Take it up again.")
@archive_option
@format_option
def sites(pause: str | None, resume: str | None, archive: Path, form: str) -> None:
    """List the sites that are remembered, or pause one. With what the archive holds of each.

    A paused site is crawled only when it is named: `newscrawl crawl NAME`. Without its file a site is crawled on, by what the archive knows of it, as
    one is that was crawled and never added: `--pause` its domain.
    """
    from newscrawl.archive import ledger
    from newscrawl.archive import query as ask
    from newscrawl.sites.known import KnownSites

    remembered = KnownSites.in_folder(SITES)
    if pause or resume:
        _pause(archive, remembered, pause or resume or "", paused=bool(pause))
        return
    held: dict[str, Any] = {}
    paused: frozenset[str] = frozenset()
    if archive.exists():
        with reading(archive) as db:
            held = {row["site"]: row for row in ask.status(db)["sites"]}
            paused = ledger.paused_sites(db)
    known = [
        {
            "name": site.name,
            "home": site.home,
            "articles": sum(held[domain]["articles"] for domain in site.domains if domain in held),
            "newest": max((held[domain]["newest"] or "" for domain in site.domains if domain in held), default="") or None,
            "seeds": len(site.seeds),
            "paused": bool(paused.intersection(site.domains)),
            "file": str(SITES / f"{site.name}.toml"),
        }
        for site in remembered
    ]
    empty = "no sites yet: newscrawl add https://paper.example/"
    show.rows(known, ("name", "home", "articles", "newest", "paused", "file"), form, empty=empty, spare=("file",))


def _pause(archive: Path, known: Any, name: str, *, paused: bool) -> None:
    from newscrawl.archive import ledger
    from newscrawl.archive.writer import writing

    site = known.named(name)
    asked = {"name": site.domains[0] if site else name}
    with reading(archive) as db:
        there = db.execute("SELECT count(*) FROM sources WHERE site = :name OR url = :name", asked).fetchone()[0]
    if not there:
        raise UsageError(f"{name}: no site and no source of that name has been crawled; newscrawl status lists sites, newscrawl audit their sources")
    with writing(archive) as db:
        changed = ledger.pause_sources(db, site.domains[0] if site else name, paused=paused)
    print(f"{name}: {counted(changed, 'source')} {'paused' if paused else 'asked again'}", file=sys.stderr)


@verbs.command()
@click.argument("site", required=False)
@click.option("--accept", "accepted", multiple=True, metavar="ID", help="It is meant so: its field is learned anew, a gap closed.")
@archive_option
@format_option
def alarms(site: str | None, accepted: tuple[str, ...], archive: Path, form: str) -> None:
    """List alarms and open gaps: what lasts, of SITE or of all.

    Alarms (a1, a2, …) are changes that chance does not explain, gaps (g1, g2, …) what a poll of a source proves to have been missed. Alarms heal by
    themselves when the site is as it was. Accepting that a source does not answer, is empty or stands still pauses it.
    """
    import re

    from newscrawl import alarms as watched
    from newscrawl import clock, polling
    from newscrawl.archive import ledger
    from newscrawl.archive.writer import writing

    for id in accepted:
        if not re.fullmatch(r"[ag]\d{1,15}", id):
            raise UsageError(f"{id}: an alarm is a1, a2, …, a gap g1, g2, …; newscrawl alarms lists them")
    if accepted:
        with reading(archive):  # says so where there is none
            pass
        with writing(archive) as db:
            for id in accepted:
                number = int(id[1:])
                if not (polling.accept(db, number, clock.now()) if id[0] == "a" else ledger.close_gap(db, number, clock.now(), "accepted")):
                    raise UsageError(f"{id}: nothing of that name lasts; newscrawl alarms lists what does")
        print(f"accepted: {', '.join(accepted)}", file=sys.stderr)
        return
    with reading(archive) as db:
        site = site_named(db, site) if site else None
        names = {str(id): url for id, url in db.execute("SELECT id, url FROM sources")}
        rows = [
            {
                "id": f"a{id}", "site": place, "since": alarm.since.isoformat(timespec="seconds"), "what": watched.words_of(alarm, names),
                "field": alarm.field, "examples": list(alarm.examples),
            }
            for id, place, alarm in ledger.lasting_alarms(db, site)
        ]  # fmt: skip
        rows += [
            {
                "id": f"g{id}", "site": place, "since": gap.since.isoformat(timespec="seconds"),
                "what": f"{'certain' if gap.certain else 'possible'} gap of {url} until {gap.until:%Y-%m-%d %H:%M}: "
                f"about {gap.lost} lost, {filled} found",
                "field": "gap", "examples": [],
            }
            for id, place, url, gap, filled in ledger.open_gaps_told(db, site)
        ]  # fmt: skip
    show.rows(rows, ("id", "site", "since", "what"), form, empty="nothing: every site is as it was, and no gap is open")


@verbs.command()
@archive_option
@network_options
@click.option("--workers", type=click.IntRange(1, 256), help="Reading processes.  [default: all cores]")
@click.option("--crawls", type=click.IntRange(1), help="End after so many crawls.  [default: never]")
def watch(archive: Path, allow_net: tuple[str, ...], proxy: str | None, delay: float | None, workers: int | None, crawls: int | None) -> None:
    """Stay, and crawl whatever is due when it is due. Ctrl-C ends it, and the crawl under way in order.

    For a machine that is always on, `newscrawl schedule install` does the same and outlives a restart.
    """
    from newscrawl.watch import watch as stay

    def said(text: str) -> None:
        print(text, file=sys.stderr)

    raise click.exceptions.Exit(stay(archive, _handed_on(allow_net, proxy, delay, workers), crawls=crawls, said=said))


def _handed_on(allow_net: tuple[str, ...], proxy: str | None, delay: float | None, workers: int | None) -> list[str]:
    """Return the options again, for a crawl of its own."""
    options = [part for host in allow_net for part in ("--allow-net", host)]
    for name, value in (("--proxy", proxy), ("--delay", delay), ("--workers", workers)):
        options += [name, f"{value:g}" if isinstance(value, float) else str(value)] if value is not None else []
    return options


@verbs.group()
def schedule() -> None:
    """Have this machine crawl what is due by itself. A systemd user timer does it, or a crontab block of its own."""


@schedule.command()
@archive_option
@network_options
@click.option("--workers", type=click.IntRange(1, 256), help="Reading processes.  [default: all cores]")
@click.option("--every", type=click.IntRange(1, 60), default=10, show_default=True, help="Minutes between two starts; sources keep their own times.")
def install(archive: Path, allow_net: tuple[str, ...], proxy: str | None, delay: float | None, workers: int | None, every: int) -> None:
    """Write and start it, for this folder and archive. What stood there of ours is replaced, all else is left.

    NEWSCRAWL_CONTACT, NEWSCRAWL_ALLOW_NET and SSL_CERT_FILE are taken along as they are set now.
    """
    from newscrawl import timer

    options = _handed_on(allow_net, proxy, delay, workers)
    environment = tuple((name, os.environ[name]) for name in timer.CARRIED if os.environ.get(name) and "\n" not in os.environ[name])
    print(timer.install(timer.Timer(Path.cwd(), archive, every, tuple(options), environment)), file=sys.stderr)


@schedule.command(name="show")
@archive_option
def show_schedule(archive: Path) -> None:
    """Print what is installed for this archive."""
    from newscrawl import timer

    said = timer.show(timer.Timer(Path.cwd(), archive))
    print(show.inert(said) if said else "nothing is scheduled: newscrawl schedule install", file=sys.stdout if said else sys.stderr)


@schedule.command()
@archive_option
def remove(archive: Path) -> None:
    """Take it back."""
    from newscrawl import timer

    found = timer.remove(timer.Timer(Path.cwd(), archive))
    print("removed" if found else "nothing was scheduled", file=sys.stderr)
