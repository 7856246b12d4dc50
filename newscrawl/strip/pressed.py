"""Boxes inside the story's column that are known by where their line to press leads, and where that is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

import lxml.html

from newscrawl.blocks import Block
from newscrawl.document import Document
from newscrawl.strip.boxes import LONGEST_BOX, above_it, is_item
from newscrawl.strip.kinds import QUOTES
from newscrawl.strip.lexicon import Sign
from newscrawl.strip.names import names_one, own_names, without_names
from newscrawl.strip.parts import ENDS_SENTENCE, MAX_LINE
from newscrawl.strip.shape import Box, Mark, Surroundings
from newscrawl.urls import registrable_domain

HOST = re.compile(r"(?:https?:)?//([^/?#:]+)", re.I)


def find_pressed(
    document: Document,
    window: Sequence[Block],
    signs: Mapping[int, int],
    boxes: Mapping[int, int],
    in_body: Collection[int],
    around: Surroundings,
    links: Mapping[int, str],
    giving: Collection[int],
) -> dict[int, Mark]:
    """Return the blocks of boxes inside the story's column whose line to press leads, by its address, to where this very site is joined or paid.

    No word is read, so this holds in any language. What a story says of giving to others leads to other sites. ``links`` are the addresses of what
    is to press, and ``giving`` those of them that say so.
    """
    marks: dict[int, Mark] = {}
    pressed = [block for block in window if block.index in links and not boxes[block.index] & Box.FIGURE] if links else []
    if not pressed:
        return {}
    # an address that says nothing of it counts where the site names itself right above
    here = host_in(document)
    within = {block.index for block in pressed if leads_within(here, block, links[block.index])}
    names: list[str] = []
    if within:
        names = own_names(document)
        named = [block.index for block in window if block.index in in_body and names_one(block.text, names)]
        asked = {below.index for above, below in pairwise(window) if below.index in within and above.text.endswith(QUESTION)}
        within &= asked.union(*[range(first, first + LONGEST_BOX) for first in named])
    pressed = [block for block in pressed if block.index in giving or block.index in within]
    if not pressed:
        return {}
    text = sum(len(block.text) for block in window if block.index in in_body) or 1
    held: dict[lxml.html.HtmlElement, list[Block]] = {}
    above: dict[lxml.html.HtmlElement | None, list[lxml.html.HtmlElement]] = {}  # most blocks have their parent in common
    for block in window:
        parent = block.element.getparent()
        if parent not in above:
            above[parent] = [parent, *above_it(parent, 10)] if parent is not None else []
        for element in (block.element, *above[parent]):
            held.setdefault(element, []).append(block)
    for block in pressed:
        box: list[Block] = []
        apart = 0
        for element in (block.element, *block.element.iterancestors()):
            group = held.get(element, [])
            if element in around.trunk or element.tag in ("body", "article", "main") or len(group) > LONGEST_BOX:
                break
            if any(not is_link(one) for one in group):  # the innermost that says something: what is around it may be the story's
                size, own = sum(len(one.text) for one in group), sum(len(one.text) for one in group if one.index in in_body)
                if size <= _MAX_PRESSING and 2 * own <= text and not _has_twin(element, held, in_body):
                    box = group
                    apart = element.tag in ("aside", "blockquote", "table", "center", "details") or bool(_PAINTED.search(element.get("style", "")))
                break
        else:
            box = []
        if not box and block.index in giving:
            box = _ruled_off(block, held, around.trunk)
            for one in () if box else _above(window, signs, in_body, block):
                marks[one.index] = Mark("appeal", "structure", "asks right above a line that leads to joining or giving")
        told = sum(1 for one in box if one.index in in_body and len(one.text) >= 100 and not signs[one.index])
        said = sum(1 for one in box if not is_link(one))
        if said < 2 or told > min(2, said - 1) or not any(one.index in in_body for one in box):
            continue
        if block.index not in giving:
            # the address says nothing: then the box must, and nobody else may be spoken of in it
            if block.index < box[-2 if len(box) > 3 else -1].index or any(follows_up(one) for one in box):
                continue
            if any(len(one.text) > _MAX_LINE_OFFERED for one in box) or sum(1 for one in pressed if one.text == block.text) > 1:
                continue  # what is offered again and again on one page is what the page is about
            spoken = [one for one in box if one is not block]
            if not _named_in(spoken, names) and not (apart and spoken[-1].text.endswith(QUESTION)):
                continue  # a box that is set apart may end with what it asks instead
            if _box_points(spoken, signs) + apart < _OFFERED:
                continue
        for one in box:
            if not boxes[one.index] & Box.FIGURE:
                marks[one.index] = Mark("appeal", "structure", "a box with a line to press that leads to joining or giving")
    return marks


_PAINTED = re.compile(r"(?:background|border)[-a-z]*\s*:", re.IGNORECASE)
_BELOW = 2
"""Blocks below the text among which its last box may have its line to press."""
_OFFERED = 2.0
"""Points from which a box that names the site, and whose line to press leads anywhere on it, is one: two signs of asking, or a price for a time."""
_MAX_LINE_OFFERED = 200


def _named_in(box: Sequence[Block], names: Sequence[str]) -> bool:
    """Return whether the site's own name stands in a box, in nobody's quotation marks: a product's box, priced and linked, names the product."""
    return any(names_one(block.text, names) and not QUOTES.search(without_names(block.text, names)) for block in box)


def _box_points(box: Sequence[Block], signs: Mapping[int, int]) -> float:
    """Return how much a box speaks to its readers, of itself, of money and of what they get for it."""
    union = priced = 0
    for block in box:
        union |= signs[block.index]
        priced += bool(signs[block.index] & Sign.PRICE)
    points = 1.5 * bool(union & Sign.PRICE and (union & Sign.PERIOD or priced >= 2))
    points += sum(1.0 for sign in (Sign.YOU | Sign.GREET, Sign.WE, Sign.ASK, Sign.SELF, Sign.PERK, Sign.THANKS) if union & sign)
    return points + 0.5 * (sum(1 for block in box if is_item(block)) >= 2)


def follows_up(block: Block) -> bool:
    """Return whether ``block`` names a number to call or an address to write to: help that is offered, not asked for."""
    return _REACHED.search(block.text) is not None


_REACHED = re.compile(r"\w@\w|\b\d{3,}[ /–-]\d{3,}\b")


def _ruled_off(block: Block, held: Mapping[lxml.html.HtmlElement, Sequence[Block]], trunk: Collection[lxml.html.HtmlElement]) -> list[Block]:
    """Return the blocks between two rules of the story's column that end with ``block``; none if it does not end there."""
    element: lxml.html.HtmlElement | None = block.element
    while element is not None and element.getparent() not in trunk:
        element = element.getparent()
    if element is None or (below := element.getnext()) is None or below.tag != "hr":
        return []
    parts: list[Sequence[Block]] = [held.get(element, ())]
    at = element.getprevious()
    while at is not None and at.tag != "hr" and len(parts) <= LONGEST_BOX:
        parts.append(held.get(at, ()))
        at = at.getprevious()
    found = [one for part in reversed(parts) for one in part]
    return found if at is not None and at.tag == "hr" and sum(len(one.text) for one in found) <= _MAX_PRESSING else []


def _above(window: Sequence[Block], signs: Mapping[int, int], in_body: Collection[int], pressed: Block) -> list[Block]:
    """Return a heading, the sentence that asks below it, and the line to press below that, if they stand so, bare, among a story's paragraphs.

    A story's own paragraph that ends with what one may give has no such line above it, and is no single short sentence or two that ask and count.
    """
    place = next((i for i, one in enumerate(window) if one is pressed), 0)
    if place < 2:
        return []
    heading, asking = window[place - 2], window[place - 1]
    if any(one.index not in in_body or one.link_chars or QUOTES.search(one.text) for one in (heading, asking)):
        return []
    has = signs[asking.index]
    short = len(heading.text) <= 50 and len(asking.text) <= MAX_LINE and not ENDS_SENTENCE.search(heading.text) and heading.tag not in _TITLES
    counts = any(letter.isdigit() for letter in asking.text) or has & (Sign.YOU | Sign.WE | Sign.SELF | Sign.HERE)
    return [heading, asking, pressed] if short and has & Sign.ASK and counts and not has & Sign.STORY and not follows_up(asking) else []


_TITLES = ("h1", "h2", "li")


def address_of(block: Block) -> str:
    """Return where the line's first link leads, "" if nowhere."""
    first = next(iter(block.element), None)
    if first is not None and first.tag == "a" and (href := first.get("href")):
        return str(href)  # as of most lines
    return next((href for one in block.element.iter("a") if (href := one.get("href"))), "") or block.element.get("href") or ""


def host_in(document: Document) -> str | None:
    here = HOST.match(document.url)
    return here[1] if here is not None else None


def leads_within(here: str | None, block: Block, address: str) -> bool:
    """Return whether the line's link is to a page of this host (``here``) that is no story, by its short address, or to a place for buttons."""
    if block.tag == "button":
        return True
    there = HOST.match(address)
    if there is not None:
        if here is None or there[1].lower() != here.lower():
            return False
        address = address[there.end() :]
    return bool(address) and _NO_STORY.match(address) is not None


_NO_STORY = re.compile(r"(?:(?::\d+)?/|(?:\.{1,2}/)*)(?!\.)[^/?#:]{1,24}(?:/[^/?#]{1,24})?/?(?:[?#].*)?$|#/")


def _has_twin(element: lxml.html.HtmlElement, held: Mapping[lxml.html.HtmlElement, Sequence[Block]], in_body: Collection[int]) -> bool:
    """Return whether an element beside ``element``, of its tag and class, holds text of the story too."""
    parent = element.getparent()
    if parent is None:
        return False
    named = element.get("class")
    # lines parted by breaks in one paragraph are a box among paragraphs of one block each
    least = 2 if len(held.get(element, ())) >= _LINES_OF_A_BOX else 1
    return any(
        other is not element
        and other.tag == element.tag
        and other.get("class") == named
        and sum(1 for one in held.get(other, ()) if one.index in in_body) >= least
        for _, other in zip(range(400), parent, strict=False)
    )


_LINES_OF_A_BOX = 4


def links_in(window: Sequence[Block], body: Sequence[int]) -> dict[int, str]:
    """Return the addresses of those blocks in and right below the text (``body``) that are something to press and nothing else, by index."""
    first, last = body[0], body[-1] + _BELOW
    linked = (block for block in window if (block.link_chars or block.tag == "button") and first <= block.index <= last)
    return {block.index: address_of(block) for block in linked if is_link(block)}


def giving_among(document: Document, links: Mapping[int, str]) -> frozenset[int]:
    """Return the keys of those of some addresses that are this site's and say that one gives, joins or subscribes there."""
    paths = [path for address in links.values() if len(path := address.partition("?")[0]) <= _LONGEST_PATH]
    if not paths or not _MAY_GIVE.search("\n/".join(["", *paths])):
        return frozenset()
    return frozenset(index for index, address in links.items() if _leads_to_giving(document, address))


def _leads_to_giving(document: Document, address: str) -> bool:
    """Return whether an ``address`` is this site's, here or where gifts are taken, and says that one gives, joins or subscribes there."""
    there, here = HOST.match(address), HOST.match(document.url)
    if there is not None and _PLATFORM.search(there[1]):
        return _is_ours(document, address[there.end() :], here)
    if _TO_GIVING.search(address) is None:
        return False
    if there is not None:
        site = registrable_domain(there[1].lower())
        if here is None or site != registrable_domain(here[1].lower()):
            return False
        address = address.lower().replace(site, "", 1)  # what the site is called says nothing of where this leads
    return _TO_GIVING.search(address) is not None


def _is_ours(document: Document, path: str, here: re.Match[str] | None) -> bool:
    """Return whether a page where gifts are taken is called as this site is; whom a story is about may have one too."""
    called = [_plain(part) for part in path.split("/")]
    named = [_plain(name) for name in (*own_names(document), *(registrable_domain(here[1].lower()).split(".")[:1] if here is not None else ()))]
    return any(len(one) >= _CALLED and len(name) >= _CALLED and (one in name or name in one) for one in called for name in named)


def _plain(text: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFKD", text.split("?")[0]).casefold() if letter.isalnum())


_LONGEST_PATH = 80
"""Characters of the address of a page where one gives; most of stories have more."""
_CALLED = 6
"""Letters that two names have in common not by chance."""
_PLATFORM = re.compile(r"\b(?:patreon|ko-fi|buymeacoffee|liberapay|opencollective|steadyhq|tipeee|paypal)\.\w+$", re.I)
_MAX_PRESSING = 2_000
"""Characters of such a box; a letter of five paragraphs with its list has 1,300."""
_GIVING_PAGE = (
    r"(?:\w{1,9}-){0,3}(?:support(?:ers?)?|donat\w*|join|become-a-member|membership|mitglied\w*|spenden?|subscri\w*|abo|abos|abonn\w*|s?uscri\w*|apoi[ae]\w*|"
    r"dons?|doar|doacoes|soutenir|soutien|adh[eé]\w*|haz?te|dona|donazioni|sostieni|give|giving|contribut\w*|patrons?|crowdfund\w*|bagis|destek|"
    r"podpor\w*|wsparcie|sign-?up|wesprzyj|stott\w*|doneer|steun\w*|ondersteun\w*|unterst(?:ue|%C3%BC|ü)tz\w*|foerderer|foerdern|sostien\w*|apoy[aeo]\w{0,4}|"
    r"abbona\w*|word-lid|colabora|assine|assinar|assinaturas?|tamogat\w*|tamogass\w*|adomany|sprijin\w*|doneaza|destek\w*|bagis\w*|abone-ol|podderzh\w*|pozhertv\w*|"
    r"pidtrym\w*|chip-in|pledge)(?:-\w{1,9})?"
)
_TO_GIVING = re.compile(rf"(?:^|[/#]){_GIVING_PAGE}(?=[/?#.]|$)", re.IGNORECASE)
_MAY_GIVE = re.compile(
    rf"[/#]{_GIVING_PAGE}(?=[/?#.]|$)|^/https?://[\w.]*(?:patreon|ko-fi|coffee|pay|collective|steady|tipeee)", re.IGNORECASE | re.MULTILINE
)
"""The same for many addresses, each on a line of its own that begins with a slash."""
QUESTION = ("?", "？", "؟")


def is_link(block: Block) -> bool:
    """Return whether ``block`` is a short line that is nothing but something to press."""
    return len(block.text) <= 60 and (block.tag == "button" or block.link_chars * 10 >= len(block.text) * 9)
