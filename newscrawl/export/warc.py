"""Captures as WARC 1.1 (ISO 28500): pages as they were fetched, for replay and for whatever else reads web archives.

Content codings were undone when a page was kept, so its headers say so: what is no longer true of the body is kept under ``X-Archive-Orig-``, as
web archives do. The same captures give the same bytes.
"""

from __future__ import annotations

import json
import sqlite3
import uuid
from collections.abc import Iterable
from http import HTTPStatus
from io import BytesIO
from typing import IO, Any

from newscrawl import __version__
from newscrawl.archive import captures

_NAMESPACE = uuid.UUID("5f1d6c2e-3b0a-5d1c-9a55-6c1f0e5a7d10")
"""Of the names that records get: a record written again has the name it had."""
_UNDONE = frozenset(("content-encoding", "content-length", "transfer-encoding"))


def chosen(db: sqlite3.Connection, articles: Iterable[str] | None = None) -> list[int]:
    """Return the ids of all captures, or of those of ``articles``, by id, in the order in which they were fetched."""
    if articles is None:
        return [id for (id,) in db.execute("SELECT id FROM captures ORDER BY fetched_at, url_key, id")]
    of_articles = "SELECT id FROM captures WHERE url_key IN (SELECT url_key FROM articles WHERE id IN (SELECT value FROM json_each(?)))"
    rows = db.execute(f"{of_articles} ORDER BY fetched_at, url_key, id", (json.dumps(list(articles)),))
    return [id for (id,) in rows]


def write(file: IO[bytes], db: sqlite3.Connection, ids: Iterable[int], *, compressed: bool) -> int:
    """Write captures as response records under a record about the file; returns how many. Raises StorageError for one that is damaged."""
    from warcio.statusandheaders import StatusAndHeaders  # loaded when it is needed: most starts of the program have nothing to do with it
    from warcio.warcwriter import WARCWriter

    writer = WARCWriter(file, gzip=compressed, warc_version="1.1")
    number = 0
    for id in ids:
        row = db.execute("SELECT url, fetched_at, status, headers, digest FROM captures WHERE id = ?", (id,)).fetchone()
        if row is None:
            continue  # somebody had it forgotten meanwhile
        url, at, status, headers, name = row
        body = captures.blob(db, name)
        if not number:
            writer.write_record(_about(writer, at))
        said = [(f"X-Archive-Orig-{key}" if key in _UNDONE else key, value) for key, value in json.loads(headers)]
        line = f"{status} {_phrase(status)}".rstrip()
        record = writer.create_warc_record(
            url, "response", BytesIO(body), len(body), http_headers=StatusAndHeaders(line, [*said, ("content-length", str(len(body)))], "HTTP/1.1"),
            warc_headers_dict={"WARC-Date": at, "WARC-Record-ID": _name(f"{url} {at} {name}")},
        )  # fmt: skip
        writer.write_record(record)
        number += 1
    return number


def _about(writer: Any, at: str) -> Any:
    """Return the record that opens a file, dated as its first page is."""
    said = (
        f"software: newscrawl/{__version__}\r\nformat: WARC File Format 1.1\r\n"
        "conformsTo: http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/\r\n"
    ).encode()
    headers = {"WARC-Date": at, "WARC-Record-ID": _name(f"warcinfo {at}"), "Content-Type": "application/warc-fields"}
    return writer.create_warc_record("", "warcinfo", BytesIO(said), len(said), warc_headers_dict=headers, warc_content_type="application/warc-fields")


def _name(what: str) -> str:
    return f"<urn:uuid:{uuid.uuid5(_NAMESPACE, what)}>"


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""
