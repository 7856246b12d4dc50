"""Pages made to stop a reader: each is read, whole, in about the time its size deserves."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest

from newscrawl.blocks import segment
from newscrawl.discover.links import find_links
from newscrawl.document import Document, decode, parse
from newscrawl.items import Page
from newscrawl.read import read as whole_way

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


STORY = "<p>The first boat carried stones for the lighthouse, the second carried the council; nobody had expected it at all.</p>"
SLOW = {
    "boxes in boxes": "<div>t " * 15_000,
    "cookie bars in each other": '<div class="cookie-banner"><p>We use cookies. Accept all cookies?</p>' * 3_000,
    "cookie bars in a row": '<div class="cookie-banner"><p>We use cookies on this site. Accept all cookies?</p></div>' * 10_000,
    "table": "<table>" + "<tr><td>a<td>b" * 15_000 + "</table>",
    "links": "".join(f'<li><a href="/s/{i}">Link number {i} of all</a>' for i in range(20_000)),
    "figures": "".join(f'<figure><img src="/{i}.jpg" width=800><figcaption>Quay {i}. Photo: J. Roe/AP</figcaption></figure>' for i in range(5_000)),
    "appeals": (STORY + "<p>Please give 5 € a month to us today: subscribe now.</p>") * 5_000,
}


@pytest.mark.parametrize("name", SLOW)
def test_no_shape_costs_a_reader_more_than_its_size(name: str) -> None:
    start = time.process_time()
    whole_way(Page("https://news.example/a", f"<html><h1>A story</h1>{STORY * 5}{SLOW[name]}{STORY}".encode()))
    assert time.process_time() - start < 6


def test_one_paragraph_of_49_megabytes_is_read_in_little_more_memory_than_its_tree() -> None:
    program = (
        "import resource; from newscrawl.items import Page; from newscrawl.read import read, warm_up; warm_up();"
        "resource.setrlimit(resource.RLIMIT_AS, (600 << 20, 600 << 20));"
        "article = read(Page('https://news.example/a', b'<html><h1>A story</h1><p>' + b'word ' * 9_800_000)).article;"
        "print(article.word_count)"
    )
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert said.stdout == "9800000\n", said.stderr
