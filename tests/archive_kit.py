"""What the archive's tests build with: invented sites, pages and stories."""

from __future__ import annotations

import hashlib
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

from newscrawl.archive import captures, frontier, index, store
from newscrawl.archive.frontier import Lease
from newscrawl.archive.schema import open_archive
from newscrawl.archive.store import Blob, Settled, Settlement
from newscrawl.items import Article, Link, Page, Photo, Reading, Removal

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
HOST = "harbour.example"


def blob(body: bytes) -> Blob:
    digest = hashlib.sha256(body).hexdigest()
    return Blob(digest, "zstd", captures.compress(body), len(body), digest, len(body))


def story(url: str, number: int = 0, **changes: Any) -> Article:
    fields: dict[str, Any] = {
        "title": f"Ferry {number} runs again",
        "byline": "By Ada Quill",
        "authors": ("Ada Quill",),
        "body": f"The ferry number {number} crossed the sound on Monday.\n\nPassengers waited at the pier since dawn.",
        "date_published": NOW - timedelta(days=number),
        "date_precision": "minute",
        "language": "en",
        "photos": (Photo(f"{url}/boat.jpg", "The ferry at the pier", "Mira Holt/Coastline", ("Mira Holt",), "Coastline"),),
        "found_by": (("title", "heading"),),
    }
    return Article(url, **{**fields, **changes})


def removal(text: str = "Dear reader, give us a coin.") -> Removal:
    return Removal(hashlib.sha256(text.encode()).hexdigest()[:16], "appeal", "structure", "looks like one", 1, text)


def settlement(url: str, article: Article | None = None, **changes: Any) -> Settlement:
    reading = Reading(url, article, None if article else "listing", removals=(removal(),) if article else ())
    return Settlement(**{"page": Page(url, fetched_at=NOW), "reading": reading, "blob": blob(f"<html>{article}</html>".encode()), **changes})


class Desk:
    """A write connection with a run and a host whose robots.txt allows everything; closed when the test ends."""

    open: ClassVar[list[Desk]] = []

    def __init__(self, path: Any) -> None:
        self.path = path
        self.db: sqlite3.Connection = open_archive(path, write=True)
        Desk.open.append(self)
        self.run = frontier.begin_run(self.db, NOW, "test")
        self._shelf = captures.Shelf()

    def know(self, host: str = HOST) -> None:
        if not self.db.execute("SELECT 1 FROM hosts WHERE host = ?", (host,)).fetchone():
            frontier._know_host(self.db, host, "https")
        frontier.set_robots(self.db, host, None, "ok", None)

    def add(self, *urls: str | Link, **options: Any) -> int:
        links = [Link(url) if isinstance(url, str) else url for url in urls]
        new = frontier.add(self.db, links, **{"run": self.run, "now": NOW, "site": HOST, **options})
        return new

    def lease(self, now: datetime = NOW, **options: Any) -> list[Lease]:
        return frontier.lease(self.db, run=self.run, now=now, **options)

    def settle(self, lease: Lease, result: Settlement, now: datetime = NOW) -> Settled:
        if result.blob is not None and result.blob.dictionary is None:  # as a worker has it
            body = captures.decompress(result.blob.codec, result.blob.data)
            dictionary, data = self._shelf.compress(self.db, lease.site, result.blob.digest, body)
            result = replace(result, blob=replace(result.blob, data=data, dictionary=dictionary))
        self.db.execute("BEGIN IMMEDIATE")
        settled = store.settle(self.db, lease, result, run=self.run, now=now)
        index.update(self.db)
        self.db.execute("COMMIT")
        return settled

    def fetch(self, url: str, article: Article | None = None, **changes: Any) -> Settled:
        """Ask for ``url`` (again) and settle it with ``article``."""
        self.know(frontier.host_of(url))
        self.add(Link(url, source="seed"))
        row = self.db.execute(f"SELECT {frontier._LEASE} FROM frontier WHERE url_key = ?", (frontier.url_key(url),)).fetchone()  # noqa: S608
        held = self.db.execute("SELECT id FROM articles WHERE url_key = ?", (row[2],)).fetchone()
        return self.settle(Lease(*row, None, held and held[0]), settlement(url, article, **changes))

    def state(self, url: str) -> tuple[str, str | None]:
        return self.db.execute("SELECT state, reason FROM frontier WHERE url_key = ?", (frontier.url_key(url),)).fetchone()

    def close(self) -> None:
        self.db.close()
