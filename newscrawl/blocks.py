"""A page's visible text as blocks in reading order: the common currency of stripping and extraction.

Whoever takes text out, or chooses it, speaks of blocks by their index.
"""

from __future__ import annotations

from dataclasses import dataclass

import lxml.html
from lxml import etree

from newscrawl.document import Document

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


def segment(document: Document) -> tuple[Block, ...]:
    """Return the blocks of ``document`` in reading order, empty ones left out. Iterative: depth costs no stack."""
    root = document.root
    blocks: list[Block] = []
    run: list[str] = []
    owner: list[lxml.html.HtmlElement] = [root]
    linked = in_link = 0

    def flush() -> None:
        text = " ".join("".join(run).split())
        if text:
            blocks.append(Block(len(blocks), owner[-1], str(owner[-1].tag), text, min(linked, len(text))))
        run.clear()

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
                owner.append(element)
            elif tag == "a":
                in_link += 1
            if text := element.text:
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
                    owner.pop()
                elif tag == "a":
                    in_link -= 1
        if (tail := element.tail) and element is not root:
            run.append(tail)
            if in_link:
                linked += len(tail.strip())
    if run:
        flush()
    return tuple(blocks)
