"""Content codings undone under a cap (RFC 9110 section 8.4): what came over the wire becomes the body, and no bomb becomes a problem.

Everything decompresses in small steps into one bounded buffer, so that a body that swells costs its limit and no more.
"""

from __future__ import annotations

import sys
import zlib
from collections.abc import Iterator

import brotli  # type: ignore[import-untyped]  # it has no stubs

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

MAX_STACKED = 2
"""Codings one body may carry, one inside the other; servers that compress twice by mistake exist, three times do not."""
_STEP = 64 * 1024
_CONTROLS = bytes(set(range(1, 32)) - {*b"\t\n\f\r"})  # UTF-16 has NULs
_ALIASES = {"x-gzip": "gzip", "x-deflate": "deflate", "brotli": "br", "x-zstd": "zstd"}
_NONE = frozenset(("", "identity", "none", "utf-8", "utf8", "binary", "8bit"))  # charsets and transfer words that servers put there by mistake
_ZSTD_WINDOW_LOG = 23
"""8 MB, what RFC 9659 allows on the web; a larger window is memory spent before a byte comes out."""


class CodingError(ValueError):
    """A body that cannot be decoded; ``reason`` is one word: ``bad-encoding``, ``truncated``, ``too-large``, ``unknown-encoding``."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason


def undo(body: bytes, content_encoding: str | None, limit: int = 50_000_000, *, cut: bool = False) -> bytes:
    """Return ``body`` free of the codings that ``content_encoding`` names, the last one named undone first.

    ``cut``: its end was not waited for, and what can be had of it is returned.

    A body that begins like markup and is not what its header calls it is taken as it is: proxies decompress and forget the header.
    Raises CodingError.
    """
    names = [_ALIASES.get(name, name) for part in (content_encoding or "").split(",") if (name := part.strip().lower()) not in _NONE]
    for name in names:
        if name not in _DECODERS:
            raise CodingError("unknown-encoding", name[:40])
    if len(names) > MAX_STACKED:
        raise CodingError("bad-encoding", f"{len(names)} codings, one inside the other")
    for name in reversed(names):
        plain = _is_markup(body)
        if not body or (plain and name in _MAGIC and not body.startswith(_MAGIC[name])):
            continue
        try:
            body = _collect(_DECODERS[name](body), limit, cut=cut and not plain)
        except CodingError as error:
            if not plain or error.reason == "too-large":
                raise
    if len(body) > limit:
        raise CodingError("too-large", f"{len(body)} bytes")
    return body


def _is_markup(body: bytes) -> bool:
    """Say whether ``body`` begins as a page, a feed or JSON does: what is compressed has control characters by then."""
    head = body[:512]
    return head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"<", b"{", b"[") and len(head.translate(None, _CONTROLS)) == len(head)


def unwrap(body: bytes, limit: int = 50_000_000, *, cut: bool = False) -> bytes:
    """Return ``body``, decompressed if it is itself a gzip file (``sitemap.xml.gz``), whatever its name and headers say; ``cut`` as in ``undo``.

    Raises CodingError.
    """
    for _ in range(MAX_STACKED):
        if not body.startswith(b"\x1f\x8b\x08"):
            break
        body = _collect(_gzip(body), limit, cut=cut)
    return body


def _collect(chunks: Iterator[bytes], limit: int, *, cut: bool = False) -> bytes:
    out = bytearray()
    try:
        for chunk in chunks:
            out += chunk
            if len(out) > limit:
                raise CodingError("too-large", f"more than {limit} bytes")
    except CodingError as error:
        if not cut or error.reason != "truncated":
            raise
    except (zlib.error, brotli.error, zstd.ZstdError, EOFError) as error:
        raise CodingError("bad-encoding", str(error)[:100]) from None
    return bytes(out)


def _inflate(body: bytes, window_bits: int) -> Iterator[bytes]:
    """Yield what one or more zlib streams in a row hold; zeros or junk after the last one are padding."""
    rest = body
    first = True
    while rest:
        stream = zlib.decompressobj(window_bits)
        view = memoryview(rest)
        pending: bytes = b""
        place = 0
        while not stream.eof:
            if not pending:
                if place >= len(view):
                    raise CodingError("truncated", "the compressed stream ends in its middle")
                pending = bytes(view[place : place + _STEP])
                place += _STEP
            yield stream.decompress(pending, _STEP)
            pending = stream.unconsumed_tail
        rest = stream.unused_data + bytes(view[place:])
        if not first and not rest:
            return
        first = False
        if window_bits != 31 or not rest.startswith(b"\x1f\x8b"):  # only gzip has members
            return


def _gzip(body: bytes) -> Iterator[bytes]:
    return _inflate(body, 31)


def _deflate(body: bytes) -> Iterator[bytes]:
    """RFC 9110 means zlib's format; half of the servers that still say it send the raw stream."""
    zlib_header = len(body) >= 2 and body[0] & 0x0F == 8 and (body[0] << 8 | body[1]) % 31 == 0
    return _inflate(body, 15 if zlib_header else -15)


def _br(body: bytes) -> Iterator[bytes]:
    stream = brotli.Decompressor()
    place = 0
    while not stream.is_finished():
        chunk = b""
        if stream.can_accept_more_data():
            chunk = body[place : place + _STEP]
            place += _STEP
        out = stream.process(chunk, output_buffer_limit=_STEP)
        if not out and not chunk and place >= len(body) and not stream.is_finished():  # asked for what it still held, and it held nothing
            raise CodingError("truncated", "the compressed stream ends in its middle")
        yield out


def _zstd(body: bytes) -> Iterator[bytes]:
    rest = body
    while rest:
        stream = zstd.ZstdDecompressor(options={zstd.DecompressionParameter.window_log_max: _ZSTD_WINDOW_LOG})
        place = 0
        while not stream.eof:
            chunk = b""
            if stream.needs_input:
                if place >= len(rest):
                    raise CodingError("truncated", "the compressed stream ends in its middle")
                chunk = rest[place : place + _STEP]
                place += _STEP
            yield stream.decompress(chunk, _STEP)
        rest = stream.unused_data + rest[place:]
        if not rest.startswith(_MAGIC["zstd"]):
            return


_DECODERS = {"gzip": _gzip, "deflate": _deflate, "br": _br, "zstd": _zstd}
_MAGIC = {"gzip": b"\x1f\x8b", "zstd": b"\x28\xb5\x2f\xfd"}
