"""A page's visible text as blocks in reading order: the common currency of stripping and extraction.

Whoever takes text out, or chooses it, speaks of blocks by their index.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

import lxml.html
from lxml import etree

from newscrawl.document import Document
from newscrawl.text import unspaced

# Elements that never show text.
INVISIBLE = frozenset(
    {
        "script", "style", "noscript", "template", "svg", "math", "head", "title", "meta", "link", "object", "embed",
        "iframe", "canvas", "audio", "video", "select", "datalist",
    }
)
# Elements that flow inside a line; anything else breaks it.
INLINE = frozenset(
    {
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins",
        "kbd", "label", "mark", "nobr", "q", "rb", "rp", "rt", "rtc", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub",
        "sup", "time", "tt", "u", "var", "wbr",
    }
)


BOLD, ITALIC, SMALL = 1, 2, 4
_STYLES = {"b": BOLD, "strong": BOLD, "i": ITALIC, "em": ITALIC, "small": SMALL}


@dataclass(slots=True)
class Block:
    """One run of text that stands by itself: a paragraph, a heading, a list item, a caption, a button, loose text between two breaks."""

    index: int
    element: lxml.html.HtmlElement
    """The innermost block-level element around the text."""
    tag: str
    text: str
    """White space folded; not yet through the text gate."""
    link_chars: int
    """How many of its characters stand inside ``a``."""
    style: int = 0
    """How all of it is set: ``BOLD``, ``ITALIC`` and ``SMALL`` added up, as far as tags say so."""


BARE = 300
"""Characters: a page that shows fewer has its story, if any, in what its scripts are given."""
_LITERAL = re.compile(r'"((?:[^"\\]++|\\.)*+)(?:"|\Z|\\\Z)', re.DOTALL)  # one that is never closed goes to the end: no start is tried twice
_PARAGRAPH = re.compile(r"<p[\s>]", re.IGNORECASE)
_LONG = 4_000_000


def segment(document: Document) -> tuple[Block, ...]:
    """Return the blocks of ``document`` in reading order, empty ones left out. Iterative: depth costs no stack.

    Where the page shows next to nothing and hands the text to its scripts (JSON-LD, or markup in their data), that text is put at the
    end of the page first, and stays there.
    """
    blocks = _blocks(document.root)
    if sum(len(block.text) for block in blocks) < BARE and (story := _story_in_scripts(document)) is not None:
        body = document.root.find("body")
        (document.root if body is None else body).append(story)
        document.elements[:] = document.root.iter()
        return _blocks(document.root)
    return blocks


def _story_in_scripts(document: Document) -> lxml.html.HtmlElement | None:
    """Return the longest text that the page gives to its scripts and to machines as an ``article``, or None."""
    best, size = None, BARE
    for node in document.json_ld:
        if isinstance(text := node.get("articleBody"), str) and len(text) > size:
            best, size = _article(text), len(text)
    for script in document.root.iter("script"):
        for markup in _markup_in(script.text or ""):
            if len(markup) > size and (found := _article(markup)) is not None:
                best, size = found, len(markup)
    return best


def _markup_in(script: str, depth: int = 2) -> Iterator[str]:
    """Yield the strings in ``script`` that hold paragraphs, those in strings of strings too."""
    if len(script) > _LONG or not ("<p" in script or "u003cp" in script or "u003Cp" in script):
        return
    for literal in _LITERAL.finditer(script):
        if len(literal[1]) > BARE:
            try:
                text = json.loads(literal[0], strict=False)
            except ValueError:
                continue
            inner = list(_markup_in(text, depth - 1)) if depth else []
            if inner:
                yield from inner
            elif len(_PARAGRAPH.findall(text)) >= 2:
                yield text


def _article(text: str) -> lxml.html.HtmlElement | None:
    """Return ``text``, markup or lines, as an ``article`` of paragraphs."""
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    if not _PARAGRAPH.search(text):
        text = "".join(f"<p>{line}" for line in text.replace("<", "&lt;").splitlines())
    try:
        root = lxml.html.document_fromstring(f"<article>{text}".encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    found: lxml.html.HtmlElement | None = root.find(".//article")
    return found


def _blocks(root: lxml.html.HtmlElement) -> tuple[Block, ...]:
    blocks: list[Block] = []
    run: list[str] = []
    owner: list[lxml.html.HtmlElement] = [root]
    wraps: list[lxml.html.HtmlElement] = []  # what was opened before the run's first word, and still may hold all of it
    linked = in_link = 0

    def flush() -> None:
        joined = "".join(run)
        text = unspaced(joined)
        if text:
            style = 0
            for wrap in wraps:
                style |= _STYLES.get(wrap.tag, 0) or (SMALL if wrap.get("size") in ("1", "2", "-1", "-2") else 0)
            blocks.append(Block(len(blocks), owner[-1], str(owner[-1].tag), text, min(linked, len(text)), style))
        run.clear()
        wraps.clear()

    # iterwalk drives from C, twice as fast as a stack of our own; the tail of an element belongs to its parent and is read on leaving.
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event == "start":
            tag = element.tag
            if tag in INVISIBLE:
                walk.skip_subtree()
                continue
            if tag not in INLINE:
                if run:
                    flush()
                    linked = 0
                elif wraps:
                    wraps.clear()
                owner.append(element)
            elif tag == "a":
                in_link += 1
            elif not run and (tag in _STYLES or tag == "font"):
                wraps.append(element)
            if (text := element.text) and (run or not text.isspace()):
                run.append(text)
                if in_link:
                    linked += len(text.strip())
            continue
        if event == "end":
            tag = element.tag
            if tag not in INVISIBLE:
                if tag not in INLINE:
                    if run:
                        flush()
                        linked = 0
                    elif wraps:
                        wraps.clear()
                    owner.pop()
                elif tag == "a":
                    in_link -= 1
        if (tail := element.tail) and element is not root and (run or not tail.isspace()):
            if wraps and element in wraps and not tail.isspace():
                del wraps[wraps.index(element) :]
            run.append(tail)
            if in_link:
                linked += len(tail.strip())
    if run:
        flush()
    return tuple(blocks)
