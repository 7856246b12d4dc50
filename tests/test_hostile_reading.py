"""Pages made to stop a reader: each is read, whole, in about the time its size deserves."""

from __future__ import annotations

import time

import pytest

from newscrawl.blocks import segment
from newscrawl.discover.links import find_links
from newscrawl.document import Document, decode, parse
from newscrawl.items import Page

LAST = "These are the last words."


def read(body: str | bytes) -> Document:
    document = parse(Page(url="https://news.example/a", body=body.encode() if isinstance(body, str) else body))
    assert document is not None
    return document


HOSTILE = {
    "attributes": "<p " + " ".join(f"a{i}=1" for i in range(100_000)) + f">x</p><p>{LAST}",
    "quoted attributes": "<p " + "".join(f"a{i}='1'" for i in range(100_000)) + f">x</p><p>{LAST}",
    "attributes on a script": "<script " + " ".join(f"a{i}" for i in range(100_000)) + f">x</script><p>{LAST}",
    "slashes": "<p " + "/" * 3_000_000 + f">{LAST}",
    "unclosed p": "<p>text" * 200_000 + f"<p>{LAST}",
    "br": "text<br>" * 300_000 + LAST,
    "table rows": "<table>" + "<tr><td>a<td>b" * 100_000 + f"</table><p>{LAST}",
    "comment": "<!--" + "x " * 5_000_000 + f"--><p>{LAST}",
    "text": "<p>" + "word " * 4_000_000 + f"<p>{LAST}",
    "stray end tags": "t</div>" * 200_000 + f"<p>{LAST}",
    "misnested": "t<b><i></b></i>" * 50_000 + f"<p>{LAST}",
    "300 deep": "<div>t " * 300 + f"<p>{LAST}",
    "100,000 deep": "<div>t " * 100_000 + f"<p>{LAST}",
    "100,000 deep inline": "<b>t " * 100_000 + f"</b><p>{LAST}",
    "deep and closed": "<div><p>t <b>" * 5_000 + "</b></p></div>" * 5_000 + f"<p>{LAST}",
    "deep select": "<select><option>t" * 50_000 + "</select>" * 50_000 + f"<p>{LAST}",
    "JSON-LD deep": '<script type="application/ld+json">' + '{"a":[' * 100_000 + f"</script><p>{LAST}",
    "JSON-LD 20 MB": '<script type="application/ld+json">{"a":"' + "x" * 20_000_000 + f'"}}</script><p>{LAST}',
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_page_is_read_to_its_last_words(name: str) -> None:
    start = time.process_time()
    document = read(HOSTILE[name])
    assert document.json_ld is not None and document.meta is not None
    find_links(document)
    words = " ".join(segment(document)[-1].text.split()[-5:])
    assert time.process_time() - start < 3
    assert words == LAST
    assert not document.truncated


def test_text_of_every_depth_is_kept_in_order_and_apart() -> None:
    document = read("".join(f"<div>word{i} " for i in range(6_000)))
    assert " ".join(block.text for block in segment(document)).split() == [f"word{i}" for i in range(6_000)]
    assert len(segment(document)) == 6_000


def test_what_stands_inside_a_line_does_not_break_it_however_deep() -> None:
    document = read("<div>" * 3_000 + "<p>one <em>two</em> three</p><p>four</p>")
    assert [block.text for block in segment(document)] == ["one two three", "four"]


def test_an_ordinary_page_is_not_touched() -> None:
    long = "x " * 5_000
    document = read(f'<p title="{long}" data-a="<b>">a</p><script>if (a<b && {long}) c()</script>')
    assert document.root.find(".//p").attrib == {"title": long, "data-a": "<b>"}
    assert long in document.root.findtext(".//script")


@pytest.mark.parametrize("label", ["zlib", "idna", "utf-7", "hex", "rot13", "unicode_escape", "nonsense", ""])
def test_only_whatwg_charsets_count(label: str) -> None:
    assert decode("<p>Gärten +AGE-".encode(), f"text/html; charset={label}") == "<p>Gärten +AGE-"


@pytest.mark.parametrize(
    ("text", "charset", "said"),
    [
        ("Der Hafen öffnete um fünf – „früh“", "cp1252", "utf-8"),
        ("Der Hafen öffnete um fünf – „früh“", "cp1252", None),
        ("Der Hafen öffnete um fünf – „früh“", "cp1252", "iso-8859-1"),
        ("Der Hafen öffnete um fünf – „früh“ " * 4, "utf-8", "iso-8859-1"),
        ("Порт открылся в пять утра", "cp1251", "windows-1251"),
        ("Порт открылся в пять утра, сообщает агентство. " * 5, "cp1251", None),
        ("Порт открылся в пять утра, сообщает агентство. " * 5, "koi8-r", "utf-8"),
        ("港は朝五時に開いた。", "shift_jis", "Shift_JIS"),
        ("港は朝五時に開いた。", "utf-16", None),
        ("Port otworzył się o piątej", "iso-8859-2", "latin2"),
    ],
)
def test_the_text_is_right_whatever_the_page_says_of_its_charset(text: str, charset: str, said: str | None) -> None:
    body = f"<html><p>{text}</p>".encode(charset)
    assert text in decode(body, f"text/html; charset={said}" if said else None)
    if said and charset != "utf-16":
        assert text in decode(f'<html><meta charset="{said}"><p>{text}</p>'.encode(charset))


def test_the_language_says_which_old_table_is_meant() -> None:
    assert "Przyszłość" in decode('<html lang="pl-PL"><p>Przyszłość portu'.encode("cp1250"))


def test_three_bad_bytes_do_not_spoil_a_utf8_page() -> None:
    body = "Café, naïve, Zürich".encode() + b" caf\xe9, \x93so\x94 and a cut one: \xe2\x80 end"
    text = decode(b"<p>" + body, "text/html; charset=utf-8")
    assert text.startswith("<p>Café, naïve, Zürich café, “so” and a cut one: ")
    assert text.endswith(" end")


def test_nul_and_lone_surrogates_in_a_page_do_not_raise() -> None:
    document = parse(Page(url="https://news.example/a"), text="<p>a\0b \ud800 c</p>")
    assert document is not None
    assert segment(document)
