"""Bodies in and out of the archive: zstd, with a dictionary or without, found by SHA-256."""

from __future__ import annotations

import hashlib
import sqlite3
import sys
from typing import Any

from newscrawl.errors import NotFound, StorageError

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

LARGEST = 64 << 20
"""Bytes; no capture is larger, so a damaged length cannot ask for more."""


def compress(data: bytes, level: int = 3, dictionary: bytes | None = None) -> bytes:
    """Return ``data`` as one zstd frame."""
    return bytes(zstd.compress(data, options={zstd.CompressionParameter.compression_level: level}, zstd_dict=_raw(dictionary)))


def decompress(codec: str, data: bytes, dictionary: bytes | None = None) -> bytes:
    """Return what ``compress`` was given. Raises StorageError if it cannot be read back."""
    if codec == "plain":
        return data
    if codec != "zstd":
        raise StorageError(f"a capture in an unknown codec {codec!r}")
    try:
        reader = zstd.ZstdDecompressor(zstd_dict=_raw(dictionary))
        out = bytes(reader.decompress(data, max_length=LARGEST))
    except (zstd.ZstdError, EOFError, ValueError) as error:
        raise StorageError(f"a capture cannot be decompressed: {error}") from error
    if not reader.eof or reader.unused_data:
        raise StorageError("a capture cannot be decompressed: it does not end where it should")
    return out


def _raw(dictionary: bytes | None) -> Any:
    """Return ``dictionary`` (an earlier page of the site, as it is) for zstd: as content to point back to."""
    return None if dictionary is None else zstd.ZstdDict(dictionary, is_raw=True).as_prefix


def digest(data: bytes) -> str:
    """Return the name of ``data``: its SHA-256, hex."""
    return hashlib.sha256(data).hexdigest()


def body(db: sqlite3.Connection, capture: int) -> bytes:
    """Return the body of a capture, checked against its digest. Raises NotFound, StorageError."""
    row = db.execute(
        "SELECT b.digest, b.codec, b.dictionary, b.data FROM captures AS c JOIN blobs AS b ON b.digest = c.digest WHERE c.id = ?", (capture,)
    ).fetchone()
    if row is None:
        raise NotFound(f"capture {capture}: not in this archive; it was pruned or never kept")
    name, codec, dictionary, data = row
    out = decompress(codec, data, dictionary_bytes(db, dictionary))
    if digest(out) != name:
        raise StorageError(f"capture {capture}: damaged, its digest differs")
    return out


def dictionary_bytes(db: sqlite3.Connection, id: int | None) -> bytes | None:
    """Return a dictionary's content. Raises StorageError if it is gone."""
    if id is None:
        return None
    row = db.execute("SELECT codec, data FROM dictionaries WHERE id = ?", (id,)).fetchone()
    if row is None:
        raise StorageError(f"dictionary {id}: gone, its captures cannot be read")
    return decompress(row[0], row[1])
