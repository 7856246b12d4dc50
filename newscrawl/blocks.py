"""A page's visible text as blocks in reading order: the common currency of stripping and extraction.

Whoever takes text out, or chooses it, speaks of blocks by their index.
"""

from __future__ import annotations

from dataclasses import dataclass

import lxml.html

from newscrawl.document import Document

# Elements that never show text.
INVISIBLE = frozenset("script style noscript template svg math head title meta link object embed iframe canvas audio video select datalist".split())
# Elements that flow inside a line; anything else breaks it.
INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rp rt ruby s samp small span strike strong sub sup time tt u var wbr".split()
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
    blocks: list[Block] = []
    run: list[str] = []
    linked = 0
    in_link = 0
    owner: list[lxml.html.HtmlElement] = [document.root]

    def flush() -> None:
        nonlocal linked
        if run:
            text = " ".join("".join(run).split())
            if text:
                blocks.append(Block(len(blocks), owner[-1], str(owner[-1].tag), text, min(linked, len(text))))
            run.clear()
        linked = 0

    # (element, entering) pairs; the tail of an element belongs to its parent and is read on leaving.
    stack: list[tuple[lxml.html.HtmlElement, bool]] = [(document.root, True)]
    while stack:
        element, entering = stack.pop()
        tag = element.tag
        if not isinstance(tag, str):
            if not entering and element.tail:
                run.append(element.tail)
            elif entering:
                stack.append((element, False))
            continue
        inline = tag in INLINE
        if entering:
            stack.append((element, False))
            if tag in INVISIBLE:
                continue
            if not inline:
                flush()
                owner.append(element)
            elif tag == "a":
                in_link += 1
            if element.text:
                run.append(element.text)
                if in_link:
                    linked += len(element.text.strip())
            stack.extend((child, True) for child in reversed(element))
        else:
            if tag not in INVISIBLE:
                if not inline:
                    flush()
                    owner.pop()
                elif tag == "a":
                    in_link -= 1
            if element.tail and element is not document.root:
                run.append(element.tail)
                if in_link:
                    linked += len(element.tail.strip())
    flush()
    return tuple(blocks)
