"""What a block's surroundings give away: overlays, asides, forms, and boxes whose makers named them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from weakref import WeakKeyDictionary

import lxml.html

from newscrawl.blocks import Block
from newscrawl.document import Document
from newscrawl.items import FurnitureKind


@dataclass(frozen=True, slots=True)
class Mark:
    """A block that is furniture, and why."""

    kind: FurnitureKind
    reason: str
    """``platform``, ``structure``, ``template`` or ``ruled``, as in ``items.Removal``."""
    evidence: str


class Box:
    """What an element around a block is, or is named."""

    OVERLAY = 1 << 0
    ASIDE = 1 << 1
    FORM = 1 << 2
    BUTTON = 1 << 3
    OFFER = 1 << 4
    """Named for asking: donation, subscribe, promo."""
    MAILING = 1 << 5
    CONSENT = 1 << 6
    SHARING = 1 << 7
    RELATED = 1 << 8
    AUTHOR = 1 << 9
    COMMENTS = 1 << 10
    FIGURE = 1 << 11
    CHROME = 1 << 12
    """Header, footer, navigation of the site."""


_B = Box
_NAMED: tuple[tuple[int, re.Pattern[str]], ...] = tuple(
    (box, re.compile(pattern))
    for box, pattern in (
        (
            _B.OVERLAY,
            r"modal|pop-?up|overlay|lightbox|interstitial|dialog|drawer|toast|snackbar|fancybox|sticky-?(?:bar|banner|footer)|bottom-?bar\b|top-?bar\b",
        ),
        (
            _B.OFFER,
            r"donat|donor|subscri(?:be|ption)|fundrais|appeal|support(?:-?us|-?box|-?banner|er)|member(?:ship)|upsell|promo(?!ted|ter)|\bcta\b|call-?to-?action|contribut(?:e|ion)-"
            r"|patreon|kofi|ko-fi|spende|abo-?(?:box|banner|teaser)|adhesion|tip-?jar|offer|marketing|house-?ad|paywall-?(?:box|promo|message|overlay|offer|banner)|regwall",
        ),
        (_B.MAILING, r"news-?letter|mailchimp|mc4wp|mc_embed|sign-?up|email-?(?:form|capture|subscri)|optin|opt-in|mailing"),
        (_B.CONSENT, r"cookie|consent|gdpr|ccpa|rgpd|dsgvo|\bcmp\b|privacy-?(?:banner|notice|bar|popup|manager)"),
        (_B.SHARING, r"\bshar(?:e|ing)\b|shar(?:e|ing)[-_]|[-_]shar(?:e|ing)|sharedaddy|addtoany|addthis|social|follow-?us"),
        (
            _B.RELATED,
            r"relat(?:ed|ion)|read-?(?:more|next|also)|recommend|recirc|more-?(?:stories|articles|from|on|news)|yarpp|jp-relatedposts|outbrain|taboola|see-?also|most-?(?:read|popular)|trending",
        ),
        (
            _B.AUTHOR,
            r"author-?(?:bio|box|info|card|description|about|profile|meta)|about-?(?:the-?)?author|bio-?(?:box|text|author)|post-?author|\bbio\b|autor-?(?:box|info)",
        ),
        (_B.COMMENTS, r"\bcomments?\b|comments?-|disqus|respond\b|no-?comments|nocomments"),
    )
)


def _sieve(patterns: Iterable[str]) -> re.Pattern[str]:
    """Return what finds all that any of ``patterns`` finds, and little else, in a fifth of the time: alternatives by their first letter."""
    by_letter: dict[str, list[str]] = {}
    for pattern in patterns:
        for one in re.split(r"\|(?![^(]*\))", pattern):
            bare = re.sub(r"^(?:\\b|\[-_\])", "", one)
            by_letter.setdefault(bare[0], []).append(bare[1:])
    return re.compile("|".join(f"{letter}(?:{'|'.join(rests)})" for letter, rests in sorted(by_letter.items())))


# The words of a class attribute that name anything at all; one search answers for the nine in ten that do not.
_ANY = _sieve(pattern.pattern for _, pattern in _NAMED)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_FIXED = re.compile(r"position\s*:\s*(?:fixed|sticky)")
_BY_TAG = {
    "aside": _B.ASIDE,
    "form": _B.FORM,
    "button": _B.BUTTON,
    "dialog": _B.OVERLAY,
    "figure": _B.FIGURE,
    "figcaption": _B.FIGURE,
    "nav": _B.CHROME,
    "footer": _B.CHROME,
    "header": _B.CHROME,
}
_BY_ROLE = {
    "dialog": _B.OVERLAY,
    "alertdialog": _B.OVERLAY,
    "complementary": _B.ASIDE,
    "button": _B.BUTTON,
    "form": _B.FORM,
    "contentinfo": _B.CHROME,
    "navigation": _B.CHROME,
}


def box_of(element: lxml.html.HtmlElement) -> int:
    """Return what ``element`` itself is or is named."""
    tag = element.tag
    found = _BY_TAG.get(tag, 0)
    if tag == "figure" and element.find("table") is not None:
        found = 0  # publishing systems wrap tables so; what is said in one is no caption
    attributes = element.items()  # one walk is half the price of asking for each
    if not attributes or tag in _PAGE:
        return found
    named = called = ""
    for attribute, value in attributes:
        if attribute == "class":
            named = value
        elif attribute == "id":
            if tag not in _HEADINGS:  # a heading's id repeats its own words: "opt-in-schemes-explained"
                called = value
        elif attribute == "style":
            if "s" in (said := value.lower()) and _FIXED.search(said):
                found |= _B.OVERLAY
        elif attribute == "role":
            found |= _BY_ROLE.get(value, 0)
        elif attribute == "aria-modal" and value == "true":
            found |= _B.OVERLAY
    if called:
        named = f"{called} {named}"
    return found | _named(named[:400].lower()) if named else found


_PAGE = frozenset(("html", "body"))  # themes write the state of the whole page there: "has-cookie-banner", "is-subscriber"


@lru_cache(maxsize=4096)
def _named(words: str) -> int:
    """Return what an id and a class say, no pattern of which looks further than a word; the same few thousand come again on every page of a site."""
    found = 0
    if _ANY.search(words):
        for box, pattern in _NAMED:
            if pattern.search(words):
                found |= box
    return found


class Surroundings:
    """The boxes around the blocks of one page, each element looked at once. ``trunk`` elements hold most of the story and name nothing."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.trunk = trunk_of(blocks)
        self._own: dict[lxml.html.HtmlElement, int] = {}
        self._around: dict[lxml.html.HtmlElement, int] = dict.fromkeys(self.trunk, 0)

    def of(self, element: lxml.html.HtmlElement) -> int:
        """Return all that ``element`` and what is around it are, up to the trunk."""
        return self.of_each((element,))[0]

    def of_each(self, elements: Iterable[lxml.html.HtmlElement]) -> list[int]:
        """Return ``of`` each of ``elements``."""
        around, named = self._around, self._own
        found: list[int] = []
        for element in elements:
            known = around.get(element)
            if known is None:
                above = element.getparent()
                if above in around or above is None:  # most blocks stand beside one that was asked for
                    path = []
                else:
                    path = [above]
                    while (above := above.getparent()) is not None and above not in around:
                        path.append(above)
                known = around[above] if above is not None else 0
                for node in reversed(path):
                    own = named[node] = box_of(node)
                    known = around[node] = known | own
                own = named[element] = box_of(element)
                known = around[element] = known | own
            found.append(known)
        return found

    def holds(self, element: lxml.html.HtmlElement) -> bool:
        """Return whether ``element`` is, or is around, one that was asked for."""
        return element in self._around

    def named(self, element: lxml.html.HtmlElement, boxes: int) -> list[lxml.html.HtmlElement]:
        """Return the elements around ``element`` (asked for with ``of`` before) that are themselves any of ``boxes``, innermost first."""
        found: list[lxml.html.HtmlElement] = []
        at: lxml.html.HtmlElement | None = element
        while at is not None and at not in self.trunk:
            if self._own[at] & boxes:
                found.append(at)
            at = at.getparent()
        return found


_LAST: WeakKeyDictionary[Document, tuple[tuple[int, ...], Surroundings]] = WeakKeyDictionary()


def around_body(document: Document, blocks: Sequence[Block], body: Sequence[int]) -> Surroundings:
    """Return the surroundings of a page's blocks as seen from its text; looked at once for all who ask about the same page and text."""
    key = tuple(body)
    last = _LAST.get(document)
    if last is None or last[0] != key:
        last = _LAST[document] = (key, Surroundings([blocks[i] for i in body]))
    return last[1]


_TRUNK = 0.55
"""Share of the text, more than half of it, that an element of the trunk holds."""


def trunk_of(blocks: Sequence[Block]) -> frozenset[lxml.html.HtmlElement]:
    """Return the elements that hold most of the text of ``blocks``, which are in page order."""
    sums = list(accumulate([len(block.text) for block in blocks]))
    if not sums or not sums[-1]:
        return frozenset()
    # What holds more than half of a text, all of it in a row, holds its middle: only that element and those around it can.
    middle = blocks[bisect_left(sums, sums[-1] / 2)].element
    chain = [middle, *middle.iterancestors()]
    place: dict[lxml.html.HtmlElement, int] = {element: at for at, element in enumerate(chain)}
    held = [0] * len(chain)
    homes = [block.element if block.element in place else block.element.getparent() for block in blocks]  # most blocks have theirs in common
    sizes = dict.fromkeys(homes, 0)
    for home, block in zip(homes, blocks, strict=True):
        sizes[home] += len(block.text)
    for home, size in sizes.items():
        at, path = home, []
        while (where := place.get(at)) is None:
            path.append(at)
            at = at.getparent()
        place.update(dict.fromkeys(path, where))
        held[where] += size
    return frozenset(element for element, size in zip(chain, accumulate(held), strict=True) if size >= _TRUNK * sums[-1])


def fences(blocks: Sequence[Block], body: Sequence[int], marks: Mapping[int, Mark]) -> dict[int, Mark]:
    """Return the rows of asterisks and the like that stand in one wording above and below what goes (``marks``): what they part is gone.

    Where other text stands between such rows, they part scenes.
    """
    found: dict[int, Mark] = {}
    open_at: int | None = None
    gone: Mark | None = None
    for index in body:
        mark, text = marks.get(index), blocks[index].text
        if _is_fence(text) and (mark is None or (open_at is not None and blocks[open_at].text == text)):
            if open_at is not None and gone is not None and blocks[open_at].text == text:
                found[open_at] = found[index] = Mark(gone.kind, "structure", "parts what goes from the text")
                open_at = None
            else:
                open_at = index
            gone = None
        elif mark is not None:
            gone = gone or mark
        else:
            open_at = gone = None
    return found


def _is_fence(text: str) -> bool:
    return len(text) <= 20 and not any(char.isalnum() for char in text)
