from __future__ import annotations

import gzip
import tracemalloc
import zlib

import brotli
import pytest

from newscrawl.codings import CodingError, undo, unwrap, zstd

BODY = "<p>The harbour café opened at dawn.</p>".encode() * 5_000
CODED = {
    "gzip": gzip.compress(BODY),
    "x-gzip": gzip.compress(BODY),
    "GZIP ": gzip.compress(BODY),
    "deflate": zlib.compress(BODY),
    "br": brotli.compress(BODY),
    "zstd": zstd.compress(BODY),
    "gzip, br": brotli.compress(gzip.compress(BODY)),
    "gzip, gzip": gzip.compress(gzip.compress(BODY)),
}


@pytest.mark.parametrize("coding", CODED)
def test_every_coding_gives_the_body_back(coding: str) -> None:
    assert undo(CODED[coding], coding) == BODY


def test_raw_deflate_is_deflate_too() -> None:
    assert undo(zlib.compress(BODY)[2:-4], "deflate") == BODY


def test_gzip_members_in_a_row_are_one_body_and_padding_behind_them_is_nothing() -> None:
    assert undo(gzip.compress(b"<p>one</p>") + gzip.compress(b"<p>two</p>") + b"\0" * 20, "gzip") == b"<p>one</p><p>two</p>"


@pytest.mark.parametrize("coding", [None, "", "identity", "utf-8", "none"])
def test_a_body_without_coding_is_left_alone(coding: str | None) -> None:
    assert undo(BODY, coding) == BODY


@pytest.mark.parametrize("coding", CODED)
@pytest.mark.parametrize("share", [0.3, 0.9])
def test_a_body_cut_short_is_truncated(coding: str, share: float) -> None:
    body = CODED[coding]
    with pytest.raises(CodingError) as caught:
        undo(body[: int(len(body) * share)], coding)
    assert caught.value.reason == "truncated"


@pytest.mark.parametrize("coding", ["gzip", "br", "zstd", "deflate"])
def test_what_is_no_such_stream_is_a_bad_encoding(coding: str) -> None:
    with pytest.raises(CodingError) as caught:
        undo(b"\xff\xfe\xfd\xfc plain words that are no stream at all" * 3, coding)
    assert caught.value.reason in ("bad-encoding", "truncated")


@pytest.mark.parametrize(
    ("coding", "reason"), [("compress", "unknown-encoding"), ("gzip, snappy", "unknown-encoding"), ("gzip, gzip, gzip", "bad-encoding")]
)
def test_codings_that_are_unknown_or_too_many_are_refused(coding: str, reason: str) -> None:
    with pytest.raises(CodingError) as caught:
        undo(BODY, coding)
    assert caught.value.reason == reason


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
@pytest.mark.parametrize("body", [b"<html>hello</html>", b"\xef\xbb\xbf <?xml version='1.0'?>" + BODY, "<html>hello</html>".encode("utf-16-le")])
def test_markup_under_a_forgotten_header_is_taken_as_it_is(coding: str, body: bytes) -> None:
    assert undo(body, coding) == body
    assert undo(body, coding, cut=True) == body


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd", "gzip, gzip"])
def test_a_bomb_stops_at_the_limit_and_costs_no_more(coding: str) -> None:
    zeros = bytes(40_000_000)
    pack = {
        "gzip": lambda b: gzip.compress(b, 1),
        "deflate": lambda b: zlib.compress(b, 1),
        "br": lambda b: brotli.compress(b, quality=1),
        "zstd": zstd.compress,
    }
    body = zeros
    for name in coding.split(", "):
        body = pack[name](body)
    del zeros
    tracemalloc.start()
    with pytest.raises(CodingError) as caught:
        undo(body, coding, limit=5_000_000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert caught.value.reason == "too-large"
    assert peak < 15_000_000


def test_a_zipped_file_is_unwrapped_whatever_it_is_called() -> None:
    assert unwrap(gzip.compress(b"<urlset/>")) == b"<urlset/>"
    assert unwrap(b"<urlset/>") == b"<urlset/>"


@pytest.mark.parametrize("coding", sorted(CODED))
def test_of_a_body_that_was_cut_off_the_beginning_is_had(coding: str) -> None:
    body = CODED[coding]
    assert BODY.startswith(undo(body[: len(body) // 2], coding, cut=True))
    with pytest.raises(CodingError, match="bad-encoding"):
        undo(b"\xff\xfe\xfd\xfc plain words that are no stream at all" * 3, coding, cut=True)
