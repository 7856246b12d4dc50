"""What a site's file says of its pages, found on one of them: fields and text by CSS selectors, before any reader thinks for itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

import lxml.html
from lxml import etree
from lxml.cssselect import CSSSelector

from newscrawl.blocks import INLINE, INVISIBLE, Block
from newscrawl.document import Document
from newscrawl.sites import Site
from newscrawl.text import clean

MAX_MATCHES = 2_000
"""Elements that one selector may name on a page."""
MAX_CHARS = 5_000
"""Characters of one field."""
MAX_AUTHORS = 30
"""Elements that are put together to one byline."""


@dataclass(frozen=True, slots=True)
class Ruled:
    """What the rules found. None: there is no rule, or it found nothing on this page."""

    title: str | None = None
    standfirst: str | None = None
    byline: str | None = None
    """Of several elements, as where every author has one, all words in page order, ``, `` between them."""
    date: str | None = None
    """As it is written: ``datetime`` or ``content`` of the element or of one inside it, or else its text."""
    body: frozenset[int] | None = None
    """Indexes of the blocks inside the elements that the first fitting selector names."""
    removed: frozenset[int] = frozenset()
    """Indexes of the blocks inside what any selector of ``remove`` names."""


def apply_rules(document: Document, blocks: Sequence[Block], site: Site) -> Ruled:
    """Return what the selectors of ``site`` find on the page. Lists are tried in order, but for ``remove``, of which all count.

    Raises lxml's or cssselect's errors for a selector that is none; a site file's have been checked.
    """
    body = next((inside for selector in site.body if (inside := _inside(_matches(document, selector), blocks))), None)
    removed = frozenset().union(*(_inside(_matches(document, selector), blocks) for selector in site.remove))
    byline = next((texts for selector in site.byline if (texts := [*islice(_texts(_matches(document, selector)), MAX_AUTHORS)])), [])
    return Ruled(
        title=_first(document, site.title),
        standfirst=_first(document, site.standfirst),
        byline=clean(", ".join(dict.fromkeys(byline))),
        date=next((said for selector in site.date for element in _matches(document, selector) if (said := _date(element))), None),
        body=body,
        removed=removed,
    )


@lru_cache(maxsize=512)
def _compiled(selector: str) -> CSSSelector:
    return CSSSelector(selector, translator="html")


def _matches(document: Document, selector: str) -> list[lxml.html.HtmlElement]:
    """Return the elements that ``selector`` names, in page order."""
    found = _compiled(selector)(document.root)
    return found[:MAX_MATCHES] if isinstance(found, list) else []  # an XPath may give other things, a CSS selector never does


def _first(document: Document, selectors: Iterable[str]) -> str | None:
    return next((text for selector in selectors for text in _texts(_matches(document, selector))), None)


def _texts(elements: Iterable[lxml.html.HtmlElement]) -> Iterator[str]:
    """Yield the words of the elements that have any; of a ``meta`` its content."""
    for element in elements:
        if text := clean(_words(element)) or clean(element.get("content")):
            yield text[:MAX_CHARS]


def _words(element: lxml.html.HtmlElement) -> str:
    """Return the text that ``element`` shows, its lines run together."""
    out: list[str] = []
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, inner in walk:
        if event == "start":
            if inner.tag in INVISIBLE:
                walk.skip_subtree()
            else:
                out += ("" if inner.tag in INLINE else " ", inner.text or "")
        elif inner is not element:
            out += ("" if inner.tag in INLINE else " ", inner.tail or "")
    return "".join(out)


def _date(element: lxml.html.HtmlElement) -> str | None:
    """Return the date that ``element`` gives, for machines if it can."""
    for one in (element, *islice(element.iter("time", "meta"), 5)):
        if said := clean(one.get("datetime")) or clean(one.get("content")):
            return said[:MAX_CHARS]
    return next(_texts((element,)), None)


def _inside(elements: Sequence[lxml.html.HtmlElement], blocks: Sequence[Block]) -> frozenset[int]:
    """Return the indexes of the blocks that stand in one of ``elements``.

    What flows in a line has no block of its own: it counts where it is all that its line says.
    """
    if not elements:
        return frozenset()
    known: dict[lxml.html.HtmlElement, bool] = dict.fromkeys(elements, True)
    lines = {(_line(element), " ".join(_words(element).split())) for element in elements if element.tag in INLINE}
    found: set[int] = set()
    for block in blocks:
        way: list[lxml.html.HtmlElement] = []
        node: lxml.html.HtmlElement | None = block.element
        while node is not None and node not in known:
            way.append(node)
            node = node.getparent()
        inside = node is not None and known[node]
        known.update(dict.fromkeys(way, inside))
        if inside or (block.element, block.text) in lines:
            found.add(block.index)
    return frozenset(found)


def _line(element: lxml.html.HtmlElement) -> lxml.html.HtmlElement | None:
    """Return the element around the line in which ``element`` flows."""
    node: lxml.html.HtmlElement | None = element
    while node is not None and node.tag in INLINE:
        node = node.getparent()
    return node
