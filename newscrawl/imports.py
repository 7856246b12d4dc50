"""Pages out of web archives (WARC, ISO 28500; ARC) into ours, as if they had been fetched when they were: no request is made.

What is held already is passed over, so an import that was cut off is begun again and goes on. The order in which pages come does not matter: one
that is older than what is held of its address becomes an earlier version.
"""

from __future__ import annotations

import gzip
import sqlite3
import zlib
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import Future
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, cast

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import ChunkedDataReader
from warcio.exceptions import ArchiveLoadFailed

from newscrawl import clock
from newscrawl.archive import clusters, frontier, store
from newscrawl.archive.schema import moment, open_archive, stamp
from newscrawl.archive.writer import Writer
from newscrawl.errors import BadAddress, Incomplete, StorageError, UsageError
from newscrawl.items import Link, Page
from newscrawl.learn import Learned, learn
from newscrawl.outcomes import Fetched, decide, to_be_read
from newscrawl.sites.known import KnownSites
from newscrawl.urls import request_url, url_key
from newscrawl.workers import MAX_DECODED, Crew, Result

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord

AHEAD = 200
"""Pages read and not yet on disk; the writer puts many into one transaction."""


@dataclass(slots=True)
class Imported:
    """What came of an import: records gone through, and what became of their pages, by a word.

    ``stored`` (articles, new or newer), ``earlier`` (versions before the one held), ``held`` (captures that were there already), ``unchanged``;
    ``refused`` counts by reason what is no article, ``skipped`` what is no page of ours: ``not-ok`` (its status), ``not-html``,
    ``revisit`` (its record says that it had not changed), ``too-large``, ``bad-address``, ``no-date`` (or one that cannot be), ``other-site``,
    ``forgotten``.
    """

    records: int = 0
    stored: int = 0
    earlier: int = 0
    unchanged: int = 0
    held: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    skipped: Counter[str] = field(default_factory=Counter)
    damaged: list[str] = field(default_factory=list)
    """Files that could not be read to their end, each with what is wrong."""
    learned: Learned | None = None


def run(
    files: Collection[Path],
    *,
    archive: Path,
    only: Collection[str] = (),
    workers: int | None = None,
    sites_dir: Path = Path("output/sites"),
    obey_noarchive: bool = True,
    command: str = "import",
    said: Callable[[int], None] | None = None,
    talk: Callable[[str], None] | None = None,
) -> Imported:
    """Bring the pages of ``files`` in, those of ``only`` these sites if any are named, and learn the sites' furniture from them.

    ``said`` is told how many records were gone through, ``talk`` what is learned. Raises UsageError for what is no web archive, before anything is
    written; ArchiveBusy, StorageError.
    """
    found = Imported()
    sites = KnownSites.in_folder(sites_dir)
    for file in files:
        _check(file)
    with Writer(archive, compares=False) as writer:  # compared when all are read: at once is a fraction of one by one
        began = clock.now()
        run = writer.run(lambda db: frontier.begin_run(db, began, command))
        code = Incomplete.exit_code
        try:
            _bring(found, files, writer, run, sites, archive, only, workers, sites_dir, obey_noarchive, said)
            code = Incomplete.exit_code if found.damaged else 0
        finally:
            figures = {"records": found.records, "stored": found.stored, "earlier": found.earlier, "held": found.held}
            with suppress(StorageError):  # what went wrong is on its way already
                writer.run(lambda db: frontier.end_run(db, run, clock.now(), code, figures))
    found.learned = learn(archive, workers=workers, sites_dir=sites_dir, said=talk)
    return found


def _bring(
    found: Imported, files: Collection[Path], writer: Writer, run: int, sites: KnownSites, archive: Path, only: Collection[str],
    workers: int | None, sites_dir: Path, obey: bool, said: Callable[[int], None] | None,
) -> None:  # fmt: skip
    waiting: list[Future[tuple[str, str | None]]] = []
    asked: dict[int, tuple[Page, str]] = {}

    def settle(most: int) -> None:
        while len(waiting) > most:
            became, reason = waiting.pop(0).result()
            if became == "refused":
                found.refused[reason or "empty"] += 1
            elif became == "forgotten":
                found.skipped["forgotten"] += 1
            else:
                setattr(found, became, getattr(found, became) + 1)

    with closing(open_archive(archive)) as db, Crew(workers=workers, sites_dir=sites_dir, archive=archive) as crew:

        def wanted() -> Iterator[tuple[Page, str]]:
            for place, page_and_site in enumerate(_pages(found, files, db, sites, frozenset(only), said)):
                asked[place] = page_and_site
                yield page_and_site

        for place, result in crew.read_to_keep(wanted()):
            page, site = asked.pop(place)
            waiting.append(_put(writer, page, site, result, sites, run, obey))
            settle(AHEAD)
    settle(0)
    while writer.run(clusters.update):
        pass


def _put(
    writer: Writer, page: Page, site: str, result: Result, sites: KnownSites, run: int, obey: bool
) -> Future[tuple[str, str | None]]:
    now, bare = clock.now(), replace(page, body=b"")
    return writer.submit(lambda db: _write(db, bare, site, result, sites, run, obey, now), patient=True)


def _write(
    db: sqlite3.Connection, page: Page, site: str, result: Result, sites: KnownSites, run: int, obey: bool, now: datetime
) -> tuple[str, str | None]:
    """Write one page; returns (what became of it, why it is no article)."""
    lease = frontier.take(db, Link(page.url, source="seed"), run=run, now=now, site=site)
    if lease is None:
        return "forgotten", None
    settlement = decide(Fetched(lease, page, 0.0, result=result), now, follow=False, sites=sites, obey=obey).settlement
    assert settlement is not None  # an answer with status 200 is settled
    settlement = replace(settlement, links=(), redirect=None)  # no request comes of what an old archive says
    (before,) = db.execute("SELECT settled_at FROM frontier WHERE id = ?", (lease.id,)).fetchone()
    if before is not None and moment(before) > _fetched(page):
        became = store.settle_earlier(db, lease, settlement, run=run)
        store.put_rights(db, lease.url_key, result.rights if settlement.blob else {})
        return became, None
    settled = store.settle(db, lease, settlement, run=run, now=now)
    store.put_rights(db, lease.url_key, result.rights if settlement.blob else {})
    return (settled.state, None) if settled.state in ("stored", "unchanged") else ("refused", settled.reason)


# ── out of the files ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _check(file: Path) -> None:
    """Raise UsageError for what is no web archive."""
    try:
        with file.open("rb") as raw:
            zipped = raw.read(2) == b"\x1f\x8b"
        with gzip.open(file) if zipped else file.open("rb") as whole:
            if not whole.read(16).lstrip().startswith(_BEGINNINGS):  # of any text the library makes a record
                raise UsageError(f"{file}: not a WARC file")
        with _opened(file) as stream:
            first = next(_records(stream), None)
    except OSError as error:
        if not isinstance(error, gzip.BadGzipFile):
            raise UsageError(f"{file}: {error.strerror or error}") from None
        first = None
    except (*_DAMAGE, ArchiveLoadFailed):
        first = None
    if first is None:
        raise UsageError(f"{file}: not a WARC file")


_BEGINNINGS = (b"WARC/", b"filedesc:")
"""Of WARC and ARC files."""
_DAMAGE = (EOFError, ValueError, LookupError, zlib.error)
"""What comes of bytes that are not what they should be."""


class _Unpacked(gzip.GzipFile):
    """A gzipped file whose ``read`` gives what is good before it raises. The library's own takes what it can of a damaged member for whole."""

    def read(self, size: int | None = -1) -> bytes:
        return self.read1(-1 if size is None else size)


def _opened(file: Path) -> IO[bytes]:
    """Open a file for its records."""
    with file.open("rb") as stream:
        packed = stream.read(2) == b"\x1f\x8b"
    return cast("IO[bytes]", _Unpacked(file)) if packed else file.open("rb")


def _records(stream: IO[bytes]) -> Iterator[ArcWarcRecord]:
    return iter(ArchiveIterator(stream, arc2warc=True))


def _pages(
    found: Imported, files: Collection[Path], db: sqlite3.Connection, sites: KnownSites, only: frozenset[str], said: Callable[[int], None] | None
) -> Iterator[tuple[Page, str]]:
    """Yield (page, its site) of the records of ``files`` that are pages, and not held yet."""
    for file in files:
        try:
            for taken in _taken(file):
                found.records += 1
                if said:
                    said(found.records)
                if isinstance(taken, str):
                    found.skipped.update([taken] if taken else [])
                    continue
                try:
                    key, site = url_key(taken.url), sites.key(taken.url)
                except BadAddress:
                    found.skipped["bad-address"] += 1
                    continue
                if only and site not in only:
                    found.skipped["other-site"] += 1
                elif db.execute("SELECT 1 FROM captures WHERE url_key = ? AND fetched_at = ?", (key, stamp(_fetched(taken)))).fetchone():
                    found.held += 1
                else:
                    yield taken, site
        except (OSError, *_DAMAGE, ArchiveLoadFailed) as error:
            why = " ".join(str(error).split())[:120] or type(error).__name__
            found.damaged.append(f"{file}: damaged behind record {found.records} ({why})")


def _taken(file: Path) -> Iterator[Page | str]:
    """Yield ``_page_of`` each record of a file. Raises EOFError and others where it is damaged, after the last record that is whole."""
    last: Page | str | None = None
    with _opened(file) as stream:
        for record in _records(stream):
            if last is not None:
                yield last  # what it was packed in has been read to its checksum by now
            last = _page_of(record)
            while record.raw_stream.read(1 << 16):
                pass
            if getattr(record.raw_stream, "limit", 0):
                raise EOFError("it ends in the midst of the next one")
        if last is not None:
            yield last


def _page_of(record: ArcWarcRecord) -> Page | str:
    """Return the page that a record holds, as it came over the wire; or why there is none, in a word ("": nobody would look for one there)."""
    if record.rec_type not in ("response", "resource"):
        return "revisit" if record.rec_type == "revisit" else ""
    headers = record.rec_headers
    said: list[tuple[str, str]] = []
    status = 200
    if record.rec_type == "resource":
        said = [("content-type", headers.get_header("Content-Type") or "")]
    elif record.http_headers is None:
        return ""  # a look-up in the DNS
    else:
        code = record.http_headers.get_statuscode()
        status = int(code) if code.isascii() and code.isdigit() else 0
        said = [(name.lower(), value) for name, value in record.http_headers.headers]
    if status not in (200, 203):
        return "not-ok"
    try:
        url = request_url((headers.get_header("WARC-Target-URI") or "").strip("<>"))
    except BadAddress:
        return "bad-address"
    if (at := _instant(headers.get_header("WARC-Date"))) is None:
        return "no-date"
    page = Page(url, status=status, headers=tuple(said), fetched_at=at)
    if not to_be_read(page):
        return "not-html"
    body = _body(record, dict(said))
    return "too-large" if body is None else Page(url, body, status, tuple((name, value) for name, value in said if name != "transfer-encoding"), at)


def _fetched(page: Page) -> datetime:
    assert page.fetched_at is not None  # what has no date is no page of ours
    return page.fetched_at


def _body(record: ArcWarcRecord, headers: dict[str, str]) -> bytes | None:
    """Return the body without its transfer coding; its content codings are undone where it is read. None: larger than any page is read."""
    chunked = "chunked" in headers.get("transfer-encoding", "").lower()
    stream: Any = ChunkedDataReader(record.raw_stream, decomp_type=None) if chunked else record.raw_stream
    parts: list[bytes] = []
    size = 0
    while part := stream.read(1 << 20):
        parts.append(part)
        size += len(part)
        if size > MAX_DECODED:
            return None
    return b"".join(parts)


def _instant(text: str | None) -> datetime | None:
    try:
        when = datetime.fromisoformat((text or "").strip())
    except ValueError:
        return None
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    # before there was a web or in the future: such a capture would stay the newest for good
    return when if when.year >= _FIRST_YEAR and when - clock.now() <= timedelta(days=1) else None


_FIRST_YEAR = 1990
