"""Captures: pages as fetched, in and out of the archive, found by SHA-256 and compressed against earlier pages of their site.

A site's pages are alike, so the first CHAIN articles of a site become a dictionary, each page compressed against those before it; later pages are
compressed against all of them. ``compact`` packs pages of a site as one piece. Dictionaries and packs are artefacts of their own: no capture needs
another one, and deleting one never harms the rest.
"""

from __future__ import annotations

import hashlib
import json
import lzma
import sqlite3
import sys
from collections import OrderedDict
from collections.abc import Iterable, Sequence
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
CHAIN = 4
"""Pages of a site in its dictionary. On 277 pages of 48 sites, with zstd-3 as 1: one page .81, three .77, four .75; six are no better."""
STEADY_LEVEL = 5
"""Against a full dictionary, digested. All pages with their dictionaries took .739 of zstd-3's size, those after it 1.4 ms each (level 6: .734 at
2.3 ms, 4: .751 at 1.0). Digesting costs 6 ms a site."""
PACK = 40
"""Pages in a pack. On the same pages 16 gave .60 and 40 gave .59 of zstd-3's size; one page read costs unpacking all, 8 ms there."""
SMALLEST = 1024
_PARAMETERS: dict[int, int] = {
    zstd.CompressionParameter.compression_level: 3,
    zstd.CompressionParameter.window_log: 22,  # 4 MB: all of the dictionary stays in sight
    # Tables large enough for the dictionary too. All pages with their dictionaries took .749 of zstd-3's size at 1.5 ms; a search of its own for
    # long matches (ldm_min_match 32) .739 at 2.1, tables of 2**17 and 2**16 .756 at 1.5.
    zstd.CompressionParameter.hash_log: 18,
    zstd.CompressionParameter.chain_log: 18,
}
# Text of one byte or a few, no alignment: lc 4 and pb 0 save 2 % over the preset.
_PACKED: list[dict[str, Any]] = [{"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "dict_size": 1 << 25, "lc": 4, "lp": 0, "pb": 0}]


def compress(data: bytes, dictionary: bytes | None = None, *, often: bool = False) -> bytes:
    """Return ``data`` as one zstd frame: level 3, or against ``dictionary``; ``often``: one that will be asked for again, so it is digested once."""
    if dictionary is None:
        return bytes(zstd.compress(data, 3))
    if often:
        return bytes(zstd.compress(data, STEADY_LEVEL, zstd_dict=_dictionary(dictionary).as_digested_dict))
    return bytes(zstd.compress(data, options=_PARAMETERS, zstd_dict=_dictionary(dictionary).as_prefix))


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


def keep(db: sqlite3.Connection, site: str, name: str, codec: str, data: bytes, length: int, *, article: bool, now: datetime) -> None:
    """Keep a body under its digest ``name``, once. ``data`` is zstd without dictionary, or plain; an ``article`` may enter its site's dictionary."""
    if db.execute("SELECT 1 FROM blobs WHERE digest = ?", (name,)).fetchone():
        return
    codec, dictionary, data = _fitted(db, site, name, codec, data, length, article=article, now=now)
    db.execute("INSERT INTO blobs (digest, codec, dictionary, length, data) VALUES (?, ?, ?, ?, ?)", (name, codec, dictionary, length, data))


def _fitted(
    db: sqlite3.Connection, site: str, name: str, codec: str, data: bytes, length: int, *, article: bool, now: datetime
) -> tuple[str, int | None, bytes]:
    """Return (codec, dictionary, data) of a body against its site's dictionary, which it may have become a part of."""
    if codec != "zstd" or length < SMALLEST:
        return codec, None, data
    names = _names_of_site(db, site)
    if len(names) < CHAIN and article:
        before = _known_content(db, names)
        parent = names[-1][0] if names else None
        held = compress(decompress(codec, data), before) if before else data
        row = {"site": site, "parent": parent, "pack": 0, "made_at": stamp(now), "digest": name, "codec": "zstd", "data": held}
        return "part", insert(db, "dictionaries", row), str(len(before)).encode()
    if names:
        smaller = compress(decompress(codec, data), _known_content(db, names), often=len(names) == CHAIN)
        if len(smaller) < len(data):
            return codec, names[-1][0], smaller
    return codec, None, data


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


_KNOWN: OrderedDict[tuple[str, ...], bytes] = OrderedDict()
"""Digests to content, of the sites asked for last: the name of a content is its digest, so it cannot be another one."""
_MOST_KNOWN = 24


def _known_content(db: sqlite3.Connection, names: list[tuple[int, str]]) -> bytes:
    """Return what the dictionary with these parts comes to: what a page is written against. Raises StorageError."""
    if not names:
        return b""
    key = tuple(name for _, name in names)
    found = _KNOWN.pop(key, None)
    if found is None:
        found = content(chain(db, names[-1][0]))
    _KNOWN[key] = found
    while len(_KNOWN) > _MOST_KNOWN:
        _KNOWN.popitem(last=False)
    return found


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
    for id, name, length, site in others:
        data = db.execute("SELECT data FROM blobs WHERE id = ?", (id,)).fetchone()[0]
        is_article = "SELECT 1 FROM captures AS c JOIN articles AS a ON a.capture = c.id WHERE c.digest = ?"
        article = db.execute(is_article, (name,)).fetchone() is not None
        fitted = _fitted(db, site, name, "zstd", data, length, article=article, now=now)
        db.execute("UPDATE blobs SET codec = ?, dictionary = ?, data = ? WHERE id = ?", (*fitted, id))
