"""Readers in processes of their own: nothing that a stranger wrote is parsed where the crawl runs.

A worker is ``python -m newscrawl.workers``. Frames go both ways over its pipes: eight bytes of lengths, a JSON header, a body. Never pickle: a parser
that was taken over by its page may say what it likes, and only JSON is heard. For each task the worker first hands back the page as it will be
kept (so that a page that kills its reader is kept nevertheless), then what it read.

A page has ten seconds of CPU and a gigabyte; a worker that overruns, swells or dies is replaced, and its page is tried once more in a fresh one,
unless it simply needs too long. After the second death it is left alone with an outcome. Workers die with their parent.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import ctypes
import gc
import hashlib
import json
import os
import signal
import struct
import sys
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO
from urllib.parse import urljoin

from newscrawl import codec
from newscrawl.errors import BadAddress, StorageError
from newscrawl.items import Kind, Link, Page, Reading
from newscrawl.schedule import Entry
from newscrawl.sites import Site
from newscrawl.sites.known import KnownSites
from newscrawl.strip.template import Template
from newscrawl.urls import host_of

if TYPE_CHECKING:
    import sqlite3

    from newscrawl.archive.captures import Shelf
    from newscrawl.discover.robots import Robots
    from newscrawl.document import Document

DEADLINE_SECONDS = 10.0
"""CPU seconds one page may take; THREATS: an article or an outcome in ten."""
WALL_FACTOR = 3
"""A machine may be busy with other things: by the wall clock a page has this many times the deadline before its reader is taken for stuck."""
MEMORY_BYTES = 1 << 30
LIKELY = 0.45
"""How likely a link on a story is a story's (``looks_like_article``; 0.5 says nothing either way) for it to be followed."""
LISTED = 1000
"""Entries of a sitemap that its next poll is compared with."""
RECYCLE_PAGES = 500
"""Pages after which a worker is replaced: what its allocator has torn to pieces goes back to the system."""
MAX_DECODED = 50_000_000
"""Bytes of a body free of its codings."""
ROBOTS_BYTES = 512 * 1024
"""Of a robots.txt, as it comes over the wire: the download ends there and counts as a whole answer. 500 KiB of it are read (RFC 9309 section 2.5)."""
LIST_BYTES = 10_000_000
"""Of a feed or a sitemap, likewise: sitemaps may have 50 MB, and the forty thousand addresses at the head of one are better than none."""
CUT_BYTES = {"robots": ROBOTS_BYTES, "feed": LIST_BYTES, "sitemap": LIST_BYTES}
MAX_ANSWER = 160_000_000
"""Bytes of one frame that a worker may send; a page as kept and its reading stay far below."""
PIPE_BYTES = 1 << 20
DYING_SECONDS = 2.0
"""A worker whose pipes have ended is given so long to end by itself: a gigabyte to give back takes the kernel a while."""
_LENGTHS = struct.Struct(">II")


@dataclass(frozen=True, slots=True)
class Capture:
    """A body as it is kept: free of content codings, compressed; with what it weighed on the wire."""

    digest: str
    length: int
    wire_digest: str
    wire_length: int
    codec: str = "zstd"
    dictionary: int | None = None
    """What it is compressed against (archive.captures); None: nothing."""
    data: bytes = field(repr=False, default=b"")


@dataclass(frozen=True, slots=True)
class Result:
    """What a worker says of one page.

    ``kind`` is what it turned out to be: a ``home`` that is in truth a feed is a ``feed``. ``error`` is one word when it could not be read at all:
    ``reader-timeout``, ``reader-memory``, ``reader-crash``, ``reader-error``, ``not-html`` or a reason of ``codings``. ``problem`` is what is wrong
    with a feed or sitemap that was read nevertheless. ``seconds`` is CPU time of the reading alone.
    """

    kind: Kind
    reading: Reading | None = None
    links: tuple[Link, ...] = ()
    error: str | None = None
    detail: str | None = None
    problem: str | None = None
    robots: str | None = None
    """The rules of a robots.txt, as JSON that ``discover.robots`` reads back."""
    crawl_delay: float | None = None
    sitemaps: tuple[Link, ...] = ()
    capture: Capture | None = None
    entries: tuple[tuple[str, Entry], ...] = ()
    """What a feed, sitemap, front or section page lists, in its order: (url_key, its names), for telling polls apart."""
    asks: tuple[int | None, tuple[int, ...], tuple[int, ...]] = (None, (), ())
    """A feed's ttl in minutes, and the hours and days at which it asks not to be polled."""
    counted: int = 0
    """Addresses that the reader found, before anybody chose among them: the archive's own count must agree."""
    rights: dict[str, str] = field(default_factory=dict)
    """What the page says may be done with it, by name; empty: nothing."""
    fields: tuple[str, ...] = ()
    """Of an archived page: what this reading would change of its article. Where nothing would, ``reading`` is None and ``error`` too."""
    seconds: float = 0.0


# ── in the worker ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def main(arguments: list[str] | None = None) -> None:
    """Read tasks from stdin until it ends; answer on stdout."""
    parser = argparse.ArgumentParser(prog="newscrawl.workers")
    parser.add_argument("--parent", type=int, required=True)
    parser.add_argument("--deadline", type=float, default=DEADLINE_SECONDS)
    parser.add_argument("--memory", type=int, default=MEMORY_BYTES)
    parser.add_argument("--sites", type=Path)
    parser.add_argument("--archive", type=Path)
    options = parser.parse_args(arguments)
    _die_with(options.parent)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform != "darwin" and options.memory:  # macOS takes the limit and does not keep it
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (options.memory, options.memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    tasks = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever prints, prints to stderr, never between two frames
    _warm_up()
    while frame := _read_frame(tasks):
        header, body = frame
        signal.setitimer(signal.ITIMER_PROF, options.deadline)  # the kernel ends the process, in whatever C code it hangs
        swollen = False
        try:
            for answer, blob in _answers(header, body, options.sites, options.archive):
                _write_frame(answers, answer, blob)
        except MemoryError:
            swollen = True
            body = b""
            _write_frame(answers, {"done": True, "error": "reader-memory"}, b"")
        except Exception as error:  # a bug in a reader costs this page alone; its name travels to the outcome and the log
            _write_frame(answers, {"done": True, "error": "reader-error", "detail": _where(error)}, b"")
        signal.setitimer(signal.ITIMER_PROF, 0)
        if swollen:
            return


def _warm_up() -> None:
    """Load what reading needs before the first page comes: it is no page's time."""
    import newscrawl.archive.captures  # noqa: F401 (for _compressed: loading it is no page's time either)
    from newscrawl.read import warm_up

    warm_up()
    # What is loaded by now stays for good, and reading leaves next to no cycles: to look for them as often as the standard says costs a fortieth.
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


def _answers(header: dict[str, Any], body: bytes, sites: Path | None, archive: Path | None) -> Iterator[tuple[dict[str, Any], bytes]]:
    """Yield the page as kept, then what it says."""
    from newscrawl.codings import CodingError, undo

    if "held" in header and archive is not None:
        yield _read_held(header["held"], sites, archive, whole=bool(header.get("whole")), turn=header.get("turn", 0)), b""
        return
    page = _page(header, body)
    wire_digest = hashlib.sha256(body).hexdigest()
    wire_length = len(body)
    if not header.get("decoded"):
        try:
            cut = page.kind in CUT_BYTES and len(body) >= CUT_BYTES[page.kind]
            page = replace(page, body=undo(body, page.header("content-encoding"), MAX_DECODED, cut=cut))
        except CodingError as error:
            yield {"done": True, "error": error.reason, "detail": str(error)}, b""
            return
    del body
    if header.get("keep"):
        name = hashlib.sha256(page.body).hexdigest()
        dictionary, frame = _compressed(page, name, header.get("site"), archive)
        kept = {"digest": name, "length": len(page.body), "wire_digest": wire_digest, "wire_length": wire_length, "dictionary": dictionary}
        yield {"capture": kept}, frame
    _template(archive, _site_key(page.url, sites))  # loading what is known of the site is not this page's time
    before = time.process_time()
    said = _read(page, sites, archive, alone=bool(header.get("alone")))
    yield {"done": True, "seconds": time.process_time() - before} | said, b""


def _read(page: Page, sites: Path | None, archive: Path | None, *, alone: bool = False) -> dict[str, Any]:
    """Return what ``page`` (its body free of codings) says, as JSON values."""
    if page.kind == "robots":
        return _read_robots(page)
    kind = kind_of(page)
    if kind is None:
        return {"error": "not-html"}
    if kind == "feed":
        from newscrawl.discover.feeds import read_feed

        feed = read_feed(page.body, page.url, page.header("content-type"))
        links = feed.links
        if any(link.source == "api" for link in links) or (not feed.problem and page.body.strip() == b"[]"):
            from newscrawl.discover.wordpress import further

            links += further(page.url, page.headers)
        return {
            "kind": kind, "links": [codec.link_to_json(link) for link in links], "problem": feed.problem, "counted": len(links),
            "entries": _entries(feed.links), "asks": [feed.ttl_minutes, list(feed.skip_hours), list(feed.skip_days)],
        }  # fmt: skip
    if kind == "sitemap":
        from newscrawl.discover.sitemaps import read_sitemap

        sitemap = read_sitemap(page.body, page.url)
        return {
            "kind": kind, "links": [codec.link_to_json(link) for link in sitemap.links], "problem": sitemap.problem, "counted": len(sitemap.links),
            "entries": _entries(_newest(sitemap.links)),
        }  # fmt: skip
    from newscrawl.document import parse
    from newscrawl.read import read_document

    known = _sites(sites)
    document = parse(page)
    sources = _sources(document, page, _rules(archive, page.url)) if kind == "home" else []
    reading = Reading(page.url, reason="empty")
    if document is not None:
        reading = read_document(document, page, _known_site(page.url, known), _template(archive, _site_key(page.url, sites)), alone=alone)
    if reading.article is not None and kind == "page":
        reading = replace(reading, links=tuple(link for link in reading.links if _leads_on(link, known)))
    root = urljoin(page.url, "/")
    if kind == "home" and reading.article is not None and page.url != root:  # any page of a site may be given for it
        sources.append(codec.link_to_json(Link(root, kind="home", source="section")))
    counted = len(sources) + len(reading.links)
    entries: list[list[Any]] = []
    if reading.article is None or kind == "home":  # the list that it may be is compared with what it was
        entries = _entries(link for link in reading.links if link.kind == "page" and link.source != "next" and _leads_on(link, known))
    from newscrawl.discover.rights import read_rights

    said = {"kind": kind, "reading": codec.to_json(reading), "links": sources, "counted": counted, "entries": entries}
    return said | {"rights": read_rights(page.body, page.headers)}


def _read_held(article: str, sites: Path | None, archive: Path, *, whole: bool = False, turn: int = 0) -> dict[str, Any]:
    """Return what an archived article's page reads as now, and what that changes; next to nothing where it changes nothing, but ``whole``."""
    import sqlite3

    from newscrawl.archive import held
    from newscrawl.read import read

    db = _archive(archive)
    try:
        page = held.page_of(db, article)
    except (StorageError, sqlite3.DatabaseError) as error:
        return {"done": True, "error": "damaged", "detail": str(error)}
    if page is None:
        return {"done": True, "error": "no-capture"}
    template = _template(archive, _site_key(page.url, sites), turn)
    before = time.process_time()
    if kind_of(page) != "page":
        return {"done": True, "error": "not-html"}
    reading = read(page, _known_site(page.url, _sites(sites)), template)
    fields = held.changes(db, article, reading)
    said: dict[str, Any] = {"done": True, "seconds": time.process_time() - before}
    if reading.article is None:
        return said | {"error": "refused", "detail": reading.reason}
    return said if fields is None and not whole else said | {"fields": fields or (), "reading": codec.to_json(replace(reading, links=()))}


@lru_cache(maxsize=1)
def _archive(path: Path) -> sqlite3.Connection:
    """Return this worker's own view of the archive; each statement sees what is committed then."""
    from newscrawl.archive.schema import open_archive

    db = open_archive(path)
    db.execute("PRAGMA cache_size = -8192")
    return db


def _newest(links: tuple[Link, ...]) -> list[Link]:
    """Return at most LISTED of a sitemap's links, the newest where they are dated: what it shows anew is among them."""

    def said(link: Link) -> float:
        when = link.date_published or link.date_modified
        return when.timestamp() if when is not None else 0.0

    return list(links) if len(links) <= LISTED else sorted(links, key=said, reverse=True)[:LISTED]


def _entries(links: Iterable[Link]) -> list[list[Any]]:
    """Return [url_key, names, weak names, date] of each link that can be keyed, each once."""
    from newscrawl.discover.polls import entry_of
    from newscrawl.urls import url_key

    found: dict[str, list[Any]] = {}
    for link in links:
        if (entry := entry_of(link)) is not None:
            key = url_key(link.url)
            said = entry.published.isoformat() if entry.published else None
            found.setdefault(key, [key, list(entry.names), list(entry.weak), said])
    return list(found.values())


def _entry(said: list[Any]) -> tuple[str, Entry]:
    key, names, weak, published = said
    return key, Entry(tuple(names), tuple(weak), datetime.fromisoformat(published) if published else None)


def _read_robots(page: Page) -> dict[str, Any]:
    from newscrawl.discover.robots import read_robots, to_json

    rules = read_robots(page.body, page.status, page.url)
    if rules.everything is False:  # there are rules and they cannot be read
        return {"kind": "robots", "error": "bad-encoding"}
    sitemaps = [codec.link_to_json(Link(url, kind="sitemap", source="robots")) for url in rules.sitemaps[:50]]
    said = {"kind": "robots", "robots": json.dumps(to_json(rules)), "crawl_delay": rules.delay_seconds}
    return said | {"sitemaps": sitemaps, "counted": len(sitemaps)}


def _sources(document: Document | None, page: Page, rules: Robots | None) -> list[dict[str, Any]]:
    """Return where the site of this home page announces its stories, as far as can be told from it and from its robots file."""
    from newscrawl.discover.sources import likely_sources
    from newscrawl.discover.wordpress import api_root, posts_url

    found = list(likely_sources(document, page.url, rules))
    if document is not None and (root := api_root(document, page.headers)):
        found.append(Link(posts_url(root), "feed", "api"))
    return [codec.link_to_json(link) for link in found]


def _rules(archive: Path | None, url: str) -> Robots | None:
    """Return what the archive knows of the robots file of ``url``'s host: it is asked for before any page is, and committed by then."""
    if archive is None or not archive.exists():
        return None
    from newscrawl.archive.schema import open_archive
    from newscrawl.discover.robots import from_json

    db = open_archive(archive)
    try:
        row = db.execute("SELECT robots FROM hosts WHERE host = ?", (host_of(url),)).fetchone()
    except BadAddress:  # a saved page may come with any address
        return None
    finally:
        db.close()
    return from_json(json.loads(row[0])) if row and row[0] else None


def _leads_on(link: Link, known: KnownSites) -> bool:
    """Say whether ``link``, found on a story, is worth following: further stories are, what else a story links to is in the lists as well."""
    from newscrawl.discover.sources import looks_like_article

    return link.kind != "page" or link.source == "next" or known.is_story(link.url) or looks_like_article(link.url, link.text) >= LIKELY


def _known_site(url: str, known: KnownSites) -> Site | None:
    try:
        return known.of(url)
    except BadAddress:
        return None


def _site_key(url: str, sites: Path | None) -> str:
    try:
        return _sites(sites).key(url)
    except BadAddress:  # a saved page may come with any address
        return ""


@lru_cache(maxsize=64)
def _template(archive: Path | None, site: str, turn: int = 0) -> Template | None:
    """Return what ``archive`` knew of the site's furniture when this worker first met it in this ``turn``; it changes only in between."""
    if archive is None or not site or not archive.exists():
        return None
    from newscrawl.archive.schema import open_archive
    from newscrawl.templates import template_of

    db = open_archive(archive)
    try:
        return template_of(db, site)
    finally:
        db.close()


@lru_cache(maxsize=1)
def _sites(folder: Path | None) -> KnownSites:
    return KnownSites.in_folder(folder) if folder is not None else KnownSites()


def kind_of(page: Page) -> Kind | None:
    """Return what ``page`` is by its first bytes where it was asked for as a page; None if it is no text at all."""
    head = page.body[:1024]
    bom = head.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf"))
    if page.kind in ("feed", "sitemap"):
        return page.kind
    if b"\0" in head and not bom and head.count(b"\0") * 3 < len(head):  # utf-16 without a BOM has a NUL in every other byte
        return None
    if head.startswith((b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"PK\x03\x04", b"\x1f\x8b")):
        return None
    markup = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    while markup.startswith((b"<?", b"<!--")):
        markup = markup.partition(b">")[2].lstrip()
    name = markup[1:16].lower() if markup.startswith(b"<") else b""
    if name.startswith((b"rss", b"feed", b"rdf:rdf")):
        return "feed"
    if name.startswith((b"urlset", b"sitemapindex")):
        return "sitemap"
    return page.kind


def _compressed(page: Page, name: str, site: str | None, archive: Path | None) -> tuple[int | None, bytes]:
    """Return (what it is compressed against, frame) of a page as it is kept: against earlier pages of its site, lists for machines alone."""
    from newscrawl.archive.captures import compress

    if not site or archive is None or not archive.exists() or kind_of(page) in ("feed", "sitemap", None):
        return None, compress(page.body)
    return _shelf().compress(_archive(archive), site, name, page.body)


@lru_cache(maxsize=1)
def _shelf() -> Shelf:
    from newscrawl.archive.captures import Shelf

    return Shelf()


def _page(header: dict[str, Any], body: bytes) -> Page:
    fetched_at = header.get("fetched_at")
    return Page(
        url=header["url"],
        body=body,
        status=header.get("status", 200),
        headers=tuple((name, value) for name, value in header.get("headers", ())),
        fetched_at=datetime.fromisoformat(fetched_at) if fetched_at else None,
        kind=header.get("kind", "page"),
    )


def _where(error: Exception) -> str:
    """Return what went wrong and where, in one line, for the log."""
    place = ""
    trace = error.__traceback__
    while trace is not None:
        place = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return f"{type(error).__name__} at {place}: {error}"[:500]


def _die_with(parent: int) -> None:
    """Have the kernel end this process when its parent does (Linux); elsewhere the end of stdin does, after the page in hand."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None, use_errno=True).prctl(1, signal.SIGKILL, 0, 0, 0)  # PR_SET_PDEATHSIG
    if os.getppid() != parent:  # it was gone before we asked
        raise SystemExit(0)


def _read_frame(stream: BinaryIO) -> tuple[dict[str, Any], bytes] | None:
    lengths = stream.read(_LENGTHS.size)
    if len(lengths) < _LENGTHS.size:
        return None
    header_length, body_length = _LENGTHS.unpack(lengths)
    header, body = stream.read(header_length), stream.read(body_length)
    return (json.loads(header), body) if len(header) == header_length and len(body) == body_length else None


def _write_frame(stream: BinaryIO, header: dict[str, Any], body: bytes) -> None:
    encoded = json.dumps(header).encode("ascii")
    stream.write(_LENGTHS.pack(len(encoded), len(body)) + encoded + body)
    stream.flush()


# ── in the crawl ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


class _Worker:
    """One process and its pipes."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdin is not None and process.stdout is not None
        self.process, self._tasks, self._answers = process, process.stdin, process.stdout
        self.pages = 0

    async def ask(self, header: bytes, body: bytes) -> AsyncIterator[tuple[dict[str, Any], bytes]]:
        """Send one task; yield its answers as they come. Raises ConnectionError, EOFError or ValueError when the worker is not what it should be."""
        self.pages += 1
        self._tasks.write(_LENGTHS.pack(len(header), len(body)) + header + body)  # at once: the worker wakes for a whole page
        await self._tasks.drain()
        done = False
        while not done:
            header_length, blob_length = _LENGTHS.unpack(await self._answers.readexactly(_LENGTHS.size))
            if header_length + blob_length > MAX_ANSWER:
                raise ValueError("an answer longer than any can be")
            said = json.loads(await self._answers.readexactly(header_length))
            done = bool(said.get("done"))
            yield said, await self._answers.readexactly(blob_length)

    async def end(self, *, patience_seconds: float = 0.0) -> int:
        """Kill the process, if it still runs after ``patience_seconds``, and return its code.

        One that is dying by itself must be left to it: to kill it looks whether it has ended, and who looks first has the code, for which asyncio
        then reports 255.
        """
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(patience_seconds):
                return await self._ended()
        with contextlib.suppress(ProcessLookupError):
            self.process.kill()
        return await self._ended()

    async def _ended(self) -> int:
        code = await self.process.wait()
        self._tasks.close()
        self.process._transport.close()  # type: ignore[attr-defined]  # asyncio has no public way to close the pipes of a process that died
        await asyncio.sleep(0)
        return code


class Pool:
    """The supervised workers. Use from one event loop: ``start``, ``run`` as often and as concurrently as you like, ``close``."""

    def __init__(
        self,
        workers: int,
        *,
        deadline_seconds: float = DEADLINE_SECONDS,
        memory_bytes: int = MEMORY_BYTES,
        recycle_pages: int = RECYCLE_PAGES,
        sites_dir: Path | None = None,
        archive: Path | None = None,
    ) -> None:
        self.size = max(1, workers)
        self._deadline, self._recycle_pages = deadline_seconds, recycle_pages
        self._command = [sys.executable, "-m", "newscrawl.workers", "--parent", str(os.getpid())]
        self._command += ["--deadline", str(deadline_seconds), "--memory", str(memory_bytes)]
        if sites_dir is not None:
            self._command += ["--sites", str(sites_dir)]
        if archive is not None:
            self._command += ["--archive", str(archive)]
        self._idle: asyncio.LifoQueue[_Worker | None] = asyncio.LifoQueue()
        self._all: set[_Worker] = set()
        self._ending: set[asyncio.Task[int]] = set()
        self._places = 0
        """Workers started; one that died is replaced when there is a page for it."""
        self._closed = False
        self.deaths = 0
        """Workers that died or were killed over a page."""

    async def start(self, most: int | None = None) -> None:
        """Start the workers that are missing, up to ``most``; a worker's first page does not wait for Python to load."""
        missing = max(0, min(self.size, most or self.size) - self._places)
        self._places += missing
        for worker in await asyncio.gather(*(self._spawn() for _ in range(missing))):
            self._idle.put_nowait(worker)

    async def run(self, page: Page, *, keep: bool = True, site: str | None = None, decoded: bool = False, alone: bool = False) -> Result:
        """Return what a worker says of ``page``; never raises over the page.

        ``keep``: hand back its capture, compressed against earlier pages of ``site`` if one is named.
        ``decoded``: its body is free of content codings already. ``alone``: links and blocks are left out.
        """
        header = json.dumps(
            {
                "url": page.url,
                "kind": page.kind,
                "status": page.status,
                "headers": page.headers,
                "fetched_at": page.fetched_at.isoformat() if page.fetched_at else None,
                "keep": keep,
                "site": site,
                "decoded": decoded,
                "alone": alone,
            }
        ).encode("ascii")
        return await self._twice(header, page.body, page.kind)

    async def run_held(self, article: str, *, whole: bool = False, turn: int = 0) -> Result:
        """Return what a worker says of the page that the archive keeps of an article, and what that changes; never raises over the page.

        ``whole``: with what it read, also where that changes nothing. ``turn``: what was learned of sites may be other than it was in another one.
        """
        return await self._twice(json.dumps({"held": article, "whole": whole, "turn": turn}).encode("ascii"), b"", "page")

    async def _twice(self, header: bytes, body: bytes, kind: Kind) -> Result:
        result, again = await self._once(header, body, kind)
        if again and not self._closed:
            result, again = await self._once(header, body, kind)
        return result

    async def _once(self, header: bytes, body: bytes, kind: Kind) -> tuple[Result, bool]:
        """Return the result of one attempt, and whether another worker might do better."""
        worker = await self._idle.get()
        result = Result(kind, error="reader-crash")
        death: str | None = None
        if self._closed:
            self._idle.put_nowait(None)  # for whoever waits behind us
            return result, False
        try:
            if worker is None or worker.process.returncode is not None:  # one that died in its sleep is not this page's fault
                worker = await self._spawn()
            async with asyncio.timeout(self._deadline * WALL_FACTOR):
                async for said, blob in worker.ask(header, body):
                    result = _take(result, said, blob)
        except TimeoutError:
            death = "reader-timeout"
        except (OSError, EOFError, ValueError, KeyError, TypeError, AttributeError, RecursionError):  # a broken pipe, or an answer that is none
            death = "reader-crash"
        except BaseException:  # cancelled: the worker is in the middle of a page
            self._release(worker, dead=True)
            raise
        again = death is not None or result.error == "reader-memory"
        if death is not None and worker is not None:
            self.deaths += 1
            if await worker.end(patience_seconds=DYING_SECONDS if death == "reader-crash" else 0.0) == -signal.SIGPROF:
                death, again = "reader-timeout", False
        self._release(worker, dead=death is not None or result.error == "reader-memory")
        return (replace(result, error=death) if death else result), again

    def _release(self, worker: _Worker | None, *, dead: bool) -> None:
        if worker is not None and (dead or worker.pages >= self._recycle_pages or worker.process.returncode is not None or self._closed):
            self._all.discard(worker)
            ending = asyncio.ensure_future(worker.end())
            self._ending.add(ending)
            ending.add_done_callback(self._ending.discard)
            worker = None
        self._idle.put_nowait(worker)

    async def _spawn(self) -> _Worker:
        # A session of its own: Ctrl-C in the terminal is for the crawl, which then ends its workers in order.
        pipe = asyncio.subprocess.PIPE
        process = await asyncio.create_subprocess_exec(
            *self._command, stdin=pipe, stdout=pipe, limit=PIPE_BYTES, start_new_session=True, env=_environment()
        )
        _widen(process)
        worker = _Worker(process)
        self._all.add(worker)
        return worker

    async def close(self) -> None:
        """End all workers; pages in their hands get no answer."""
        self._closed = True
        workers, self._all = self._all, set()
        await asyncio.gather(*(worker.end() for worker in workers), *self._ending)


def cores() -> int:
    """Return how many cores this process may use; a container's share is often less than the machine has."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _widen(process: asyncio.subprocess.Process) -> None:
    """Let a page or an answer pass a worker's pipes in one piece (Linux): at 64 KB it takes several turns of both loops."""
    if sys.platform == "linux":
        import fcntl

        for end in (0, 1):
            transport = process._transport.get_pipe_transport(end)  # type: ignore[attr-defined]  # asyncio has no public way to its pipes
            with contextlib.suppress(OSError, AttributeError):  # a system may allow less to a user
                fcntl.fcntl(transport.get_extra_info("pipe").fileno(), fcntl.F_SETPIPE_SZ, PIPE_BYTES)


def _environment() -> dict[str, str]:
    """Return the environment of a worker: this very package, and one thread where a library would start many."""
    root = str(Path(__file__).resolve().parent.parent)
    path = os.pathsep.join(part for part in (root, os.environ.get("PYTHONPATH")) if part)
    return os.environ | {"PYTHONPATH": path, "OMP_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "2"}


def _take(result: Result, said: dict[str, Any], blob: bytes) -> Result:
    """Return ``result`` with one answer of a worker in it."""
    if "capture" in said:
        return replace(result, capture=Capture(**said["capture"], data=blob))
    reading = codec.from_json(said["reading"]) if said.get("reading") else None
    return replace(
        result,
        kind=said.get("kind", result.kind),
        reading=reading,
        links=tuple(codec.link_from_json(link) for link in said.get("links", ())),
        sitemaps=tuple(codec.link_from_json(link) for link in said.get("sitemaps", ())),
        error=said.get("error"),
        detail=said.get("detail"),
        problem=said.get("problem"),
        robots=said.get("robots"),
        crawl_delay=said.get("crawl_delay"),
        entries=tuple(_entry(one) for one in said.get("entries", ())),
        asks=_asks(said.get("asks", (None, (), ()))),
        counted=int(said.get("counted", 0)),
        rights={str(name): str(value) for name, value in said.get("rights", {}).items()},
        fields=tuple(str(name) for name in said.get("fields", ())),
        seconds=said.get("seconds", 0.0),
    )


def _asks(said: Any) -> tuple[int | None, tuple[int, ...], tuple[int, ...]]:
    ttl, hours, days = said
    return ttl, tuple(hours), tuple(days)


class Crew:
    """Workers for pages that are no crawl's: started when there is work for so many, kept from one turn to the next, ended with the block."""

    def __init__(self, *, workers: int | None = None, sites_dir: Path | None = None, archive: Path | None = None) -> None:
        self.archive = archive
        self._pool = Pool(workers or cores(), sites_dir=sites_dir, archive=archive)
        self._loop = asyncio.new_event_loop()
        self._turn = 0

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, *_: object) -> None:
        self._finish(self._pool.close())
        self._loop.close()

    def _finish(self, work: Coroutine[Any, Any, object]) -> None:
        """Do ``work`` although the loop was interrupted: what was to stop it then may still be queued, and would stop it now."""
        task = self._loop.create_task(work)
        with contextlib.suppress(RuntimeError):
            self._loop.run_until_complete(task)
        if not task.done():
            self._loop.run_until_complete(task)

    def read(self, pages: Iterable[Page], *, alone: bool = False) -> Iterator[tuple[int, Result]]:
        """As ``read_many``."""
        return self._as_done((partial(self._pool.run, page, keep=False, decoded=True, alone=alone) for page in pages), self._pool.size)

    def read_to_keep(self, pages: Iterable[tuple[Page, str]]) -> Iterator[tuple[int, Result]]:
        """As ``read_many``, for (page as it came over the wire, its site): with captures, compressed against what the archive has of the site."""
        return self._as_done((partial(self._pool.run, page, site=site) for page, site in pages), self._pool.size)

    def read_held(self, ids: Iterable[str], *, hands: int, whole: bool = False) -> Iterator[tuple[int, Result]]:
        """As ``read_many``, for the pages that the archive keeps of the articles ``ids``: workers take them out of it themselves.

        ``hands``: how many workers that is work for. ``whole``: with what they read, also where that changes nothing.
        """
        self._turn += 1
        turn = self._turn
        return self._as_done((partial(self._pool.run_held, id, whole=whole, turn=turn) for id in ids), hands)

    def _as_done(self, tasks: Iterable[Callable[[], Coroutine[Any, Any, Result]]], hands: int) -> Iterator[tuple[int, Result]]:
        loop = self._loop
        numbered = enumerate(tasks)
        running: dict[asyncio.Task[Result], int] = {}
        try:
            loop.run_until_complete(self._pool.start(hands))
            more = True
            while more or running:
                while more and len(running) < 2 * hands:  # one page waits behind each worker, so that none of them does
                    step = next(numbered, None)
                    if step is None:
                        more = False
                        break
                    running[loop.create_task(step[1]())] = step[0]
                if running:
                    done, _ = loop.run_until_complete(asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED))
                    for task in sorted(done, key=running.__getitem__):
                        yield running.pop(task), task.result()
        finally:
            for task in running:
                task.cancel()
            if running:
                self._finish(_ended(running))


async def _ended(tasks: Iterable[asyncio.Task[Any]]) -> None:
    await asyncio.gather(*tasks, return_exceptions=True)


def read_many(
    pages: Iterable[Page], *, workers: int | None = None, sites_dir: Path | None = None, archive: Path | None = None, alone: bool = False
) -> Iterator[tuple[int, Result]]:
    """Yield ``(place in pages, result)`` as they get done, on ``workers`` processes (all cores). Bodies are free of content codings; nothing is kept.

    ``pages`` is drawn from as workers get free, so it may be endless.
    """
    with Crew(workers=workers, sites_dir=sites_dir, archive=archive) as crew:
        yield from crew.read(pages, alone=alone)


if __name__ == "__main__":
    main()
