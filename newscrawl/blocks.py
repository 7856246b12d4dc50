"""A page's visible text as blocks in reading order: the common currency of stripping and extraction.

Whoever takes text out, or chooses it, speaks of blocks by their index.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import lxml.html
from lxml import etree

from newscrawl.document import Document
from newscrawl.text import unspaced

# Elements that never show text.
INVISIBLE = frozenset(
    {
        "script", "style", "noscript", "template", "svg", "math", "head", "title", "meta", "link", "object", "embed",
        "iframe", "canvas", "audio", "video", "select", "datalist", "rtc",
    }
)
# Elements that flow inside a line; anything else breaks it.
INLINE = frozenset(
    {
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins",
        "kbd", "label", "mark", "nobr", "q", "rb", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub",
        "sup", "time", "tt", "u", "var", "wbr",
    }
)


BOLD, ITALIC, SMALL = 1, 2, 4
_STYLES = {"b": BOLD, "strong": BOLD, "i": ITALIC, "em": ITALIC, "small": SMALL}
# How an element stands in its line: it breaks it, flows in it, is a link, sets its type; or is not seen, or inside of what is not.
_APART, _FLOWS, _LINK, _SET, _UNSEEN, _WITHIN = range(6)
_WAYS = {
    **dict.fromkeys(INLINE, _FLOWS),
    **dict.fromkeys((*_STYLES, "font"), _SET),
    "a": _LINK,
    **dict.fromkeys(INVISIBLE, _UNSEEN),
    **dict.fromkeys((etree.Comment, etree.ProcessingInstruction, etree.Entity), _UNSEEN),
}


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
    blocks = _blocks(document)
    if _is_bare(blocks) and (story := _story_in_scripts(document)) is not None:
        document.append(story)
        return _blocks(document)
    return blocks


def _is_bare(blocks: tuple[Block, ...]) -> bool:
    """Return whether a page shows next to nothing; of most pages a few blocks say that it does not."""
    shown = 0
    for block in blocks:
        shown += len(block.text)
        if shown >= BARE:
            return False
    return True


def _story_in_scripts(document: Document) -> lxml.html.HtmlElement | None:
    """Return the longest text that the page gives to its scripts and to machines as an ``article``, or None."""
    best, size = None, BARE
    for node in document.json_ld:
        if isinstance(text := node.get("articleBody"), str) and len(text) > size:
            best, size = _article(text), len(text)
    for script in document.by_tag["script"]:
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


def _blocks(document: Document) -> tuple[Block, ...]:
    blocks: list[Block] = []
    run: list[str] = []
    root = document.root
    open_: list[Any] = [None]  # what is around the next element, and how each of it stands in its line
    ways: list[int] = [_APART]
    owner: list[lxml.html.HtmlElement] = [root]
    wraps: list[lxml.html.HtmlElement] = []  # what was opened before the run's first word, and still may hold all of it
    linked = in_link = 0

    def flush() -> None:
        text = unspaced("".join(run) if len(run) > 1 else run[0])
        if text:
            style = 0
            for wrap in wraps:
                style |= _STYLES.get(wrap.tag, 0) or (SMALL if wrap.get("size") in ("1", "2", "-1", "-2") else 0)
            around = owner[-1]
            blocks.append(Block(len(blocks), around, around.tag, text, min(linked, len(text)) if linked else 0, style))
        run.clear()
        wraps.clear()

    way_of = _WAYS.get
    for element, tag in zip([*document.elements, None], [*document.tags, None], strict=True):  # None: everything is left
        parent = element.getparent() if element is not None else None
        while open_[-1] is not parent:
            left, way = open_.pop(), ways.pop()
            if way == _WITHIN:
                continue
            if way == _APART:
                if run:
                    flush()
                    linked = 0
                elif wraps:
                    wraps.clear()
                owner.pop()
            elif way == _LINK:
                in_link -= 1
            # The tail of an element belongs to its parent.
            if (tail := left.tail) and left is not root and (run or not tail.isspace()):
                if wraps and left in wraps and not tail.isspace():
                    del wraps[wraps.index(left) :]
                run.append(tail)
                if in_link:
                    linked += len(tail.strip())
        if element is None:
            break
        way = way_of(tag, _APART) if ways[-1] < _UNSEEN else _WITHIN
        open_.append(element)
        ways.append(way)
        if way >= _UNSEEN:
            continue
        if way == _APART:
            if run:
                flush()
                linked = 0
            elif wraps:
                wraps.clear()
            owner.append(element)
        elif way == _LINK:
            in_link += 1
        elif way == _SET and not run:
            wraps.append(element)
        if (text := element.text) and (run or not text.isspace()):
            run.append(text)
            if in_link:
                linked += len(text.strip())
    if run:
        flush()
    return tuple(blocks)
