from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.discover.instants import instant


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("Sun, 22 Nov 2026 10:00:00 GMT", "2026-11-22T10:00:00+00:00"),
        ("Sun, 22 Nov 2026 10:00:00 +0530", "2026-11-22T04:30:00+00:00"),
        ("22 Nov 2026 10:00 EST", "2026-11-22T15:00:00+00:00"),
        ("Sun, 22 Nov 2026 10:00:00 CET", "2026-11-22T09:00:00+00:00"),
        ("Sun, 22 Nov 2026 10:00:00 -0000", "2026-11-22T10:00:00+00:00"),
        ("2026-11-22T10:00:00.123+01:00", "2026-11-22T09:00:00.123000+00:00"),
        ("2026-11-22T10:00:00+0100", "2026-11-22T09:00:00+00:00"),
        ("2026-11-22T00:30:00+01:00", "2026-11-21T23:30:00+00:00"),
        ("2026-11-22T10:00Z", "2026-11-22T10:00:00+00:00"),
        ("20261122T100000Z", "2026-11-22T10:00:00+00:00"),
        ("2026-11-22", "2026-11-22T00:00:00+00:00"),
        ("2026-11-22T10:00:00", "2026-11-22T00:00:00+00:00"),
    ],
)
def test_an_instant_is_the_one_that_is_written(text: str, utc: str) -> None:
    found = instant(text)
    assert found is not None and found.isoformat() == utc


@pytest.mark.parametrize(
    "text",
    [None, "", "2026-02-30", "0001-01-01T00:00:00Z", "2101-01-01", "soon", "?" * 20_000, "2026", "2026-11", "2026-11-22T25:00:00Z", "1795341600000"],
)
def test_what_is_no_instant_is_none(text: str | None) -> None:
    assert instant(text) is None


@given(st.one_of(st.text(max_size=70), st.from_regex(r"\A[0-9]{1,5}[-/ :TZ+.0-9A-Za-z]{0,40}\Z")))
def test_no_text_raises(text: str) -> None:
    found = instant(text)
    assert found is None or found.tzinfo is not None
