"""What pages say may be done with them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.discover.rights import forbids_keeping, read_rights


def page(head: str, body: str = "<p>Text.</p>") -> bytes:
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode()


@pytest.mark.parametrize(
    ("head", "headers"),
    [
        ("<meta name=robots content=noarchive>", ()),
        ("<META content='index, NOARCHIVE' NAME='Robots'>", ()),
        ('<meta name="newscrawl" content="nocache">', ()),
        ("", (("x-robots-tag", "noindex, noarchive"),)),
        ("", (("x-robots-tag", "otherbot: noindex"), ("x-robots-tag", "newscrawl: noarchive"))),
        ("", (("x-robots-tag", "unavailable_after: 1 Jan 2030 00:00:00 GMT, noarchive"),)),
    ],
)
def test_a_page_that_asks_not_to_be_kept_is_heard(head: str, headers: tuple[tuple[str, str], ...]) -> None:
    assert forbids_keeping(read_rights(page(head), headers))


@pytest.mark.parametrize(
    ("html", "headers"),
    [
        (page("<meta name=robots content='index,follow,max-image-preview:large'>"), ()),
        (page("<meta name=googlebot content=noarchive>"), ()),
        (page("<!-- <meta name=robots content=noarchive> -->"), ()),
        (page("<script>'<meta name=robots content=noarchive>'</script>"), ()),
        (page("", "<p>&lt;meta&gt; <meta name=robots content=noarchive></p>"), ()),
        (page(""), (("x-robots-tag", "otherbot: noarchive"),)),
    ],
)
def test_what_is_not_said_or_not_to_us_is_not_heard(html: bytes, headers: tuple[tuple[str, str], ...]) -> None:
    assert not forbids_keeping(read_rights(html, headers))


def test_reservation_and_licence_are_kept_as_said() -> None:
    head = "<meta name=tdm-reservation content=1><link rel='license' href='https://creativecommons.org/licenses/by/4.0/'>"
    said = read_rights(page(head), (("tdm-reservation", "0"), ("tdm-policy", "https://paper.example/policy.json")))
    assert said == {
        "tdm_reservation": "1",
        "tdm_policy": "https://paper.example/policy.json",
        "license": "https://creativecommons.org/licenses/by/4.0/",
    }


@given(st.binary(max_size=400), st.lists(st.tuples(st.just("x-robots-tag"), st.text(max_size=60)), max_size=3))
def test_no_page_breaks_it(body: bytes, headers: list[tuple[str, str]]) -> None:
    assert all(isinstance(value, str) for value in read_rights(body, headers).values())
