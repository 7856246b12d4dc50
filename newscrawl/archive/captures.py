"""Captures: pages as fetched, in and out of the archive, found by SHA-256 and compressed against earlier pages of their site.

A site's pages are alike, so the first CHAIN articles of a site become a dictionary, each page compressed against those before it; later pages are
compressed against all of them. That is done where a page is read (``Shelf``), and whether it becomes a part of the dictionary where it is written
(``keep``): the bytes are the same. ``compact`` packs pages of a site as one piece. Dictionaries and packs are artefacts of their own: no capture
needs another one, and deleting one never harms the rest.
"""

from __future__ import annotations

import hashlib
import json
import lzma
import sqlite3
import sys
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from newscrawl.archive.schema import insert, stamp
from newscrawl.errors import NotFound, StorageError

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

LARGEST = 64 << 20
"""Bytes; no capture is larger, so a damaged length cannot ask for more."""
# Measured on 269 pages of 47 sites (benchmarks/archive.py --corpus), zstd-3 of each page alone as 1, milliseconds of CPU from body to commit.
CHAIN = 4
"""Pages of a site in its dictionary: .738 at 1.6 ms; three .745 at 1.8; six are no better."""
LARGEST_PART = 2 << 20
"""Bytes of a page that may become a part: all of a dictionary stays in a window of 8 MB. With 1 MB .02 worse: a few sites' are larger."""
FIRST_LEVEL = 5
"""Of a page that has no earlier one to lean on: a site's first ones alone. Level 3 .752, 6 .734 at 1.7 ms, 9 .730 at 2.1."""
DIGESTED_AT = 3
"""Pages against a full dictionary before it is digested, which takes 4 ms a site; 2: .737 at 1.7 ms."""
DIGEST_SIZE = 4
"""A digest's bytes, times its dictionary's."""
STEADY_LEVEL = 5
"""Against a digested dictionary: .67 at .9 ms, where a crawl of more than a few pages spends its time. Level 6: .64 at 1.2, 4: .72 at .6, 3: .73
at .4; not digested .72 at .9."""
ROOM = 96 << 20
"""Bytes of dictionaries that one process keeps at hand to compress against, digests included: of 20 sites with theirs, of 100 without."""
PACK = 40
"""Pages in a pack. On the same pages 16 gave .60 and 40 gave .59 of zstd-3's size; one page read costs unpacking all, 8 ms there."""
SMALLEST = 1024
_PARAMETERS: dict[int, int] = {
    zstd.CompressionParameter.compression_level: 3,
    zstd.CompressionParameter.window_log: 23,  # 8 MB: all of the dictionary stays in sight
    # Tables large enough for the dictionary too. Pages two to four: .681 at 1.0 ms; long matches sought as well (ldm_min_match 24, ldm_hash_rate_log
    # 6) .656 at 1.8, greedy with search_log 2 .649 at 2.2.
    zstd.CompressionParameter.hash_log: 18,
    zstd.CompressionParameter.chain_log: 17,
}
# Text of one byte or a few, no alignment: lc 4 and pb 0 save 2 % over the preset.
_PACKED: list[dict[str, Any]] = [{"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "dict_size": 1 << 25, "lc": 4, "lp": 0, "pb": 0}]


def compress(data: bytes, level: int = 3) -> bytes:
    """Return ``data`` as one zstd frame that needs nothing else."""
    return bytes(zstd.compress(data, level))


def decompress(codec: str, data: bytes, dictionary: bytes | None = None, length: int | None = None) -> bytes:
    """Return a body from what is held of it. Raises StorageError if it cannot be read back."""
    try:
        if codec == "plain":
            return data
        if codec == "part" and dictionary is not None and length is not None:
            offset = int(data)
            return dictionary[offset : offset + length]
        if codec == "lzma":
            unpacker = lzma.LZMADecompressor(format=lzma.FORMAT_RAW, filters=_PACKED)
            return unpacker.decompress(data, max_length=LARGEST * 4)
        if codec != "zstd":
            raise StorageError(f"a capture in an unknown codec {codec!r}")
        reader = zstd.ZstdDecompressor(zstd_dict=_dictionary(dictionary).as_prefix if dictionary else None)
        out = bytes(reader.decompress(data, max_length=LARGEST))
    except (zstd.ZstdError, lzma.LZMAError, EOFError, ValueError, MemoryError) as error:
        raise StorageError(f"a capture cannot be decompressed: {error}") from error
    if not reader.eof or reader.unused_data:
        raise StorageError("a capture cannot be decompressed: it does not end where it should")
    return out


@lru_cache(maxsize=12)  # digesting costs 10 ms; some 5 MB each
def _dictionary(content: bytes) -> Any:
    """Return earlier pages as they are for zstd: as content to point back to."""
    return zstd.ZstdDict(content, is_raw=True)


def digest(data: bytes) -> str:
    """Return the name of ``data``: its SHA-256, hex."""
    return hashlib.sha256(data).hexdigest()


def keep(
    db: sqlite3.Connection, site: str, name: str, codec: str, data: bytes, length: int, *, article: bool, now: datetime, dictionary: int | None = None
) -> None:
    """Keep a body under its digest ``name``, once. ``data`` is plain, or zstd against ``dictionary`` (None: alone).

    An ``article`` that was compressed against all there is of its site's dictionary becomes a part of it while that is short. Raises ValueError for
    what cannot be so: another site's dictionary, a frame of another length. Whether the bytes are what they are called is seen when they are read:
    here nothing is unpacked.
    """
    if db.execute("SELECT 1 FROM blobs WHERE digest = ?", (name,)).fetchone():
        return
    codec, dictionary, data = _placed(db, site, name, codec, data, length, dictionary, article=article, now=now)
    db.execute("INSERT INTO blobs (digest, codec, dictionary, length, data) VALUES (?, ?, ?, ?, ?)", (name, codec, dictionary, length, data))


def _placed(
    db: sqlite3.Connection, site: str, name: str, codec: str, data: bytes, length: int, dictionary: int | None, *, article: bool, now: datetime
) -> tuple[str, int | None, bytes]:
    """Return (codec, dictionary, data) of a body as its row has them, of which it may have become another one's."""
    if codec == "plain":
        return codec, None, data
    if codec != "zstd":
        raise ValueError(f"{name}: in a codec {codec!r} that nothing is written in")
    if _length(data) != length:
        raise ValueError(f"{name}: not a frame of {length} bytes")
    parts = _names_of_site(db, site) if dictionary is not None or SMALLEST <= length <= LARGEST_PART else []
    if dictionary is not None and all(id != dictionary for id, _ in parts):
        raise ValueError(f"{name}: compressed against a dictionary that {site} does not have")
    newest = parts[-1][0] if parts else None
    if not article or dictionary != newest or len(parts) >= CHAIN or not SMALLEST <= length <= LARGEST_PART:
        return codec, dictionary, data
    offset = sum(_length(_head(db, id)) or 0 for id, _ in parts)
    row = {"site": site, "parent": newest, "pack": 0, "made_at": stamp(now), "digest": name, "codec": "zstd", "data": data}
    return "part", insert(db, "dictionaries", row), str(offset).encode()


def _head(db: sqlite3.Connection, id: int) -> bytes:
    """Return where a dictionary's frame says how long it is: substr() in SQL would read all of it."""
    with db.blobopen("dictionaries", "data", id, readonly=True) as frame:
        return frame.read(18)


def _length(frame: bytes) -> int | None:
    """Return how many bytes a frame says it unpacks to. Raises ValueError."""
    try:
        size: int | None = zstd.get_frame_info(frame[:18]).decompressed_size
    except zstd.ZstdError as error:
        raise ValueError(str(error)) from None
    return size


@dataclass(slots=True)
class _Dictionary:
    """A site's dictionary at hand: the digests of its parts, what they come to, and the page that was compressed last and may be its next part."""

    names: tuple[str, ...] = ()
    content: bytes = b""
    """Kept while there may be a further part; afterwards zstd's own copy is enough."""
    size: int = 0
    loaded: Any = None
    """The content as it is for zstd; made when it is first needed."""
    digested: bool = False
    uses: int = 0
    last: tuple[str, bytes] = ("", b"")

    @property
    def room(self) -> int:
        return len(self.content) + self.size * (1 + DIGEST_SIZE * self.digested) + len(self.last[1])


class Shelf:
    """Compresses bodies against their sites' dictionaries, those met last at hand: for one process that sees many pages, ``ROOM`` of them at most."""

    def __init__(self, room: int = ROOM) -> None:
        self._room = room
        self._held: OrderedDict[str, _Dictionary] = OrderedDict()

    def compress(self, db: sqlite3.Connection, site: str, name: str, body: bytes) -> tuple[int | None, bytes]:
        """Return (dictionaries.id, frame) of ``body``, whose digest is ``name``: against all that the archive has of the site's dictionary.

        A dictionary that cannot be read, or is not what it is called, is left alone: None.
        """
        if len(body) < SMALLEST:
            return None, compress(body)
        held = self._held.pop(site, None) or _Dictionary()
        try:
            parts = _names_of_site(db, site)
            self._bring_up(db, held, parts)
        except (StorageError, sqlite3.Error):
            return None, compress(body)
        taken = sum(one.room for one in self._held.values())
        frame = _against(held, body, self._room - taken) if parts else compress(body, FIRST_LEVEL if len(body) <= LARGEST_PART else 3)
        held.last = (name, body) if len(parts) < CHAIN and len(body) <= LARGEST_PART else ("", b"")
        taken += held.room
        while self._held and taken > self._room:
            taken -= self._held.popitem(last=False)[1].room
        self._held[site] = held
        return parts[-1][0] if parts else None, frame

    @staticmethod
    def _bring_up(db: sqlite3.Connection, held: _Dictionary, parts: list[tuple[int, str]]) -> None:
        """Add to ``held`` what it lacks of ``parts``. Raises StorageError."""
        names = tuple(part for _, part in parts)
        if names == held.names:
            return
        if names[: len(held.names)] != held.names or len(held.content) != held.size:
            held.names, held.content, held.size = (), b"", 0
        held.loaded, held.digested, held.uses = None, False, 0
        for id, name in parts[len(held.names) :]:
            body = held.last[1]
            if held.last[0] != name:
                row = db.execute("SELECT codec, data FROM dictionaries WHERE id = ?", (id,)).fetchone()
                body = decompress(row[0], row[1], held.content or None)
                if digest(body) != name:
                    raise StorageError(f"dictionary {id}: damaged, its digest differs")
            held.names, held.content = (*held.names, name), held.content + body
            held.size = len(held.content)


def _against(held: _Dictionary, body: bytes, room: int) -> bytes:
    """Return ``body`` as a frame that needs what is held, which is digested if it will be asked for again and there is ``room``."""
    held.loaded = held.loaded or zstd.ZstdDict(held.content, is_raw=True)
    held.uses += 1
    if len(held.names) == CHAIN:
        held.content = b""
        held.digested = held.digested or (held.uses >= DIGESTED_AT and held.room + DIGEST_SIZE * held.size <= room)
    if held.digested:
        return bytes(zstd.compress(body, STEADY_LEVEL, zstd_dict=held.loaded.as_digested_dict))
    return bytes(zstd.compress(body, options=_PARAMETERS, zstd_dict=held.loaded.as_prefix))


def _names_of_site(db: sqlite3.Connection, site: str) -> list[tuple[int, str]]:
    """Return (dictionaries.id, digest) from the first page of a site's dictionary to its last, without reading what they hold."""
    found: list[tuple[int, str]] = []
    row = db.execute("SELECT max(id) FROM dictionaries WHERE site = ? AND pack = 0", (site,)).fetchone()
    while row[0] is not None and len(found) <= CHAIN:
        id, name, parent = db.execute("SELECT id, digest, parent FROM dictionaries WHERE id = ?", (row[0],)).fetchone() or (None, "", None)
        if id is None:
            raise StorageError(f"dictionary {row[0]}: gone, its captures cannot be read")
        found.append((id, name))
        row = (parent,)
    return found[::-1]


Chain = list[tuple[int, str, bytes]]
"""(dictionaries.id, codec, data) from the first page of a site's dictionary to its last."""


def chain(db: sqlite3.Connection, id: int | None) -> Chain:
    """Return a dictionary with all it is built on. Raises StorageError if a part is gone."""
    found: Chain = []
    while id is not None:
        row = db.execute("SELECT id, codec, data, parent FROM dictionaries WHERE id = ?", (id,)).fetchone()
        if row is None or len(found) > CHAIN:
            raise StorageError(f"dictionary {id}: gone, its captures cannot be read")
        found.append(row[:3])
        id = row[3]
    return found[::-1]


def content(parts: Chain) -> bytes:
    """Return what a dictionary's parts come to. Raises StorageError."""
    return _content(tuple((codec, data) for _, codec, data in parts))


@lru_cache(maxsize=24)  # a crawl asks for the same few sites again and again; some 2 MB each
def _content(parts: tuple[tuple[str, bytes], ...]) -> bytes:
    if not parts:
        return b""
    before = _content(parts[:-1])
    return before + decompress(*parts[-1], before or None)


def body(db: sqlite3.Connection, capture: int) -> bytes:
    """Return the body of a capture, checked against its digest. Raises NotFound, StorageError."""
    row = db.execute("SELECT digest FROM captures WHERE id = ?", (capture,)).fetchone()
    if row is None:
        raise NotFound(f"capture {capture}: not in this archive; it was pruned or never kept")
    return blob(db, row[0])


def blob(db: sqlite3.Connection, name: str) -> bytes:
    """Return the body called ``name``, checked. Raises NotFound, StorageError."""
    row = db.execute("SELECT codec, data, dictionary, length FROM blobs WHERE digest = ?", (name,)).fetchone()
    if row is None:
        raise NotFound(f"{name}: no such body in this archive")
    codec, data, dictionary, length = row
    out = decompress(codec, data, content(chain(db, dictionary)) or None, length)
    if digest(out) != name:
        raise StorageError(f"{name}: damaged, its digest differs")
    return out


def pack(db: sqlite3.Connection, site: str, ids: Sequence[int]) -> int:
    """Put the bodies of one site with these blobs.id into one pack, inside the caller's transaction; returns how many."""
    names = [db.execute("SELECT digest FROM blobs WHERE id = ?", (id,)).fetchone()[0] for id in ids]
    bodies = [blob(db, name) for name in names]
    whole = b"".join(bodies)
    made_at = db.execute("SELECT max(fetched_at) FROM captures WHERE digest = ?", (names[-1],)).fetchone()[0]
    row = {"site": site, "pack": 1, "made_at": made_at, "digest": digest(whole), "codec": "lzma"}
    id = insert(db, "dictionaries", {**row, "data": lzma.compress(whole, format=lzma.FORMAT_RAW, filters=_PACKED)})
    offset = 0
    for blob_id, one in zip(ids, bodies, strict=True):
        db.execute("UPDATE blobs SET codec = 'part', dictionary = ?, data = ? WHERE id = ?", (id, str(offset).encode(), blob_id))
        offset += len(one)
    return len(ids)


def forget(db: sqlite3.Connection, names: Iterable[str], *, now: datetime) -> None:
    """Delete the bodies called ``names``, which no capture needs, with every dictionary and pack that holds them; the rest of those is kept anew."""
    names = sorted(names)
    tainted = (
        "WITH RECURSIVE tainted(id) AS (SELECT id FROM dictionaries WHERE digest IN (SELECT value FROM json_each(:names))"
        " UNION SELECT b.dictionary FROM blobs AS b JOIN dictionaries AS d ON d.id = b.dictionary"
        " WHERE d.pack = 1 AND b.digest IN (SELECT value FROM json_each(:names))"
        " UNION SELECT d.id FROM dictionaries AS d JOIN tainted AS t ON d.parent = t.id) "
    )
    values = {"names": json.dumps(names)}
    ids = [id for (id,) in db.execute(f"{tainted} SELECT id FROM tainted ORDER BY id DESC", values)]  # noqa: S608 (a constant)
    others = db.execute(
        f"{tainted} SELECT b.id, b.digest, b.length, d.site FROM blobs AS b JOIN dictionaries AS d ON d.id = b.dictionary"  # noqa: S608 (a constant)
        " WHERE d.id IN (SELECT id FROM tainted) AND b.digest NOT IN (SELECT value FROM json_each(:names)) ORDER BY b.id",
        values,
    ).fetchall()
    for id, name, _, _ in others:
        db.execute("UPDATE blobs SET codec = 'zstd', dictionary = NULL, data = ? WHERE id = ?", (compress(blob(db, name)), id))
    db.executemany("DELETE FROM blobs WHERE digest = ?", [(name,) for name in names])
    db.executemany("DELETE FROM dictionaries WHERE id = ?", [(id,) for id in ids])
    shelf = Shelf()
    for id, name, length, site in others:
        dictionary, data = shelf.compress(db, site, name, blob(db, name))
        is_article = "SELECT 1 FROM captures AS c JOIN articles AS a ON a.capture = c.id WHERE c.digest = ?"
        article = db.execute(is_article, (name,)).fetchone() is not None
        placed = _placed(db, site, name, "zstd", data, length, dictionary, article=article, now=now)
        db.execute("UPDATE blobs SET codec = ?, dictionary = ?, data = ? WHERE id = ?", (*placed, id))
