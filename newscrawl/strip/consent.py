"""Finds consent banners: by the names that consent platforms give their elements, and by overlays and bars that talk of cookies and offer buttons.

What speaks of cookies in the story's own column stays: a banner is a box apart, or stands at the page's very end or beginning.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import lxml.html

from newscrawl.blocks import Block
from newscrawl.document import Document
from newscrawl.strip.lexicon import Sign, signs_of, signs_of_each
from newscrawl.strip.shape import Box, Mark, box_of

# (platform, the start of an id or class that only it uses)
PLATFORMS: tuple[tuple[str, str], ...] = (
    ("OneTrust", "onetrust- ot-sdk optanon"),
    ("Cookiebot", "cybotcookiebot cookiebotdialog cookiebot"),
    ("Didomi", "didomi-"),
    ("Quantcast", "qc-cmp qc-cmp2 quantcast"),
    ("Usercentrics", "usercentrics uc-banner uc-central"),
    ("Sourcepoint", "sp_message_ sp-message sp_privacy"),
    ("Jetpack", "eu-cookie-law widget_eu_cookie_law eu_cookie_law jetpack-eu-cookie-law"),
    ("GDPR Cookie Consent", "cookie-law-info cookie-law-bar cli-modal cli-bar cli-popupbar wt-cli"),
    ("CookieYes", "cky-"),
    ("Complianz", "cmplz-"),
    ("iubenda", "iubenda-cs iubenda-banner"),
    ("Osano", "osano-cm cc-window cc-banner cc-revoke"),
    ("TrustArc", "truste_ truste- trustarc consent_blackbar"),
    ("Borlabs", "borlabscookie borlabs-cookie brlbs-"),
    ("Cookie Notice", "cookie-notice cn-notice"),
    ("Moove GDPR", "moove_gdpr moove-gdpr"),
    ("Klaro", "klaro cookie-modal klaro-"),
    ("tarteaucitron", "tarteaucitron"),
    ("Axeptio", "axeptio"),
    ("Consentmanager", "cmpbox cmpwrapper cmpbntyestxt"),
    ("CookieFirst", "cookiefirst"),
    ("Civic", "ccc-overlay ccc-notify ccc-content ccc-module"),
    ("Real Cookie Banner", "rcb-banner real-cookie-banner"),
    ("Funding Choices", "fc-consent fc-dialog"),
    ("Termly", "termly-"),
    ("Cookie Script", "cookiescript_"),
    ("Cookie Information", "coiconsent coi-banner coi-consent"),
    ("Ketch", "ketch-consent ketch-banner"),
    ("Orejime", "orejime"),
    ("Drupal EU Cookie Compliance", "sliding-popup eu-cookie-compliance"),
    ("Shopware and Contao", "cookiebar cookie-bar cookieconsent cookie-consent cookie-banner cookiebanner cc_banner cc-cookies"),
)
_PREFIXES = tuple((prefix, name) for name, prefixes in PLATFORMS for prefix in prefixes.split())
_PLATFORM = re.compile("|".join(re.escape(prefix) for prefix, _ in sorted(_PREFIXES, key=lambda pair: -len(pair[0]))))
_BEGINNINGS = frozenset(prefix[:3] for prefix, _ in _PREFIXES)
_NAME_OF = dict(_PREFIXES)
# Words that a banner in any of our languages cannot do without; looked for in the whole page at once before anything dearer is done.
_PLAIN_WORDS = ("ookie", "OOKIE", "kapsler", "kakor", "Kakor", "GDPR", "RGPD", "DSGVO")
_FOREIGN_WORDS = (
    "куки", "Куки", "кукі", "süti", "Süti", "çerez", "Çerez", "Eväste", "evästei",
    "עוגיות", "קוקי", "ات تعريف", "كوكيز", "クッキー", "쿠키", "κούκι",
)  # fmt: skip
_FOREIGN = tuple((next(letter for letter in word if not letter.isascii()), word) for word in _FOREIGN_WORDS)
"""Each with a letter that few languages have: to look for one takes next to no time."""
_MAX_BANNER = 6_000
"""Characters of a banner; the longest preference centres seen have four thousand. A longer "banner" is a page about cookies."""
_MAX_BOXES = 100
"""Different boxes of a page that are looked into; real pages have a handful."""
_EDGE = 12
"""How many blocks from the page's end or beginning a bar without any box around it is looked for."""


def find_consent(document: Document, blocks: Sequence[Block]) -> dict[int, Mark]:
    """Return the blocks of consent banners by index.

    A page *about* cookies or consent keeps its text: no box that holds half of the page, its heading or its article is a banner.
    """
    texts = [block.text for block in blocks]
    joined = "\n".join(texts)
    words = [word for word in _PLAIN_WORDS if word in joined]
    if not joined.isascii():
        words += [word for letter, word in _FOREIGN if letter in joined and word in joined]
    suspects = [blocks[place] for place in sorted({place for word in words for place, text in enumerate(texts) if word in text})]
    marks: dict[int, Mark] = {}
    looked: dict[lxml.html.HtmlElement, list[int]] = {}
    known: dict[lxml.html.HtmlElement, int] = {}

    def inside_of(element: lxml.html.HtmlElement) -> list[int]:
        if (found := looked.get(element)) is None:
            found = looked[element] = _inside(element, blocks) if len(looked) < _MAX_BOXES else []
        return found

    for element, name in _platform_boxes(document, suspects):
        for index in inside_of(element):
            marks.setdefault(index, Mark("consent", "platform", name))
    suspects = [block for block in suspects if block.index not in marks and len(block.text) <= 2_500]
    for block, signs in zip(suspects, signs_of_each([block.text for block in suspects]), strict=True):
        if block.index in marks or not signs & Sign.COOKIE:
            continue
        frame, boxes = _frame(block.element, known)
        if frame is not None:
            inside = inside_of(frame)
            if inside and _is_banner([blocks[i] for i in inside], signs, strict=not boxes & (Box.OVERLAY | Box.CONSENT)):
                for index in inside:
                    marks.setdefault(index, Mark("consent", "structure", "overlay" if boxes & Box.OVERLAY else "box apart"))
                continue
        if signs & Sign.HERE and signs & Sign.AGREE and len(block.text) <= 700 and _edge(block, blocks):
            for index in _with_buttons(block, blocks):
                marks.setdefault(index, Mark("consent", "structure", "bar at the page's edge"))
    return marks


def _platform_boxes(document: Document, suspects: Sequence[Block]) -> list[tuple[lxml.html.HtmlElement, str]]:
    """Return elements named by a platform: near the top of the tree, where scripts put them, and around blocks that have a banner's words."""
    found: dict[lxml.html.HtmlElement, str] = {}
    body = next(document.root.iterchildren("body"), None)
    if body is not None:
        for element in body[:80]:
            if name := _platform(element):
                found[element] = name
    seen: set[lxml.html.HtmlElement] = set()
    for block in suspects:
        at: lxml.html.HtmlElement | None = block.element
        outermost: tuple[lxml.html.HtmlElement, str] | None = None
        while at is not None and at not in seen:
            seen.add(at)
            if name := _platform(at):
                outermost = (at, name)
            at = at.getparent()
        if outermost is not None:
            found.setdefault(*outermost)
    return list(found.items())


def _platform(element: lxml.html.HtmlElement) -> str | None:
    if not isinstance(element.tag, str) or element.tag in ("html", "body", "script", "style", "link"):
        return None
    for attribute in ("id", "class"):
        if value := element.get(attribute):
            for word in value[:300].lower().split():
                if word[:3] in _BEGINNINGS and (match := _PLATFORM.match(word)):
                    return f"{_NAME_OF[match[0]]} ({attribute}={match[0]})"
    return None


def _inside(element: lxml.html.HtmlElement, blocks: Sequence[Block]) -> list[int]:
    """Return the blocks within ``element``, none if it holds the page's heading or too much of its text."""
    within = set(element.iter())
    found = [block.index for block in blocks if block.element in within]
    size = sum(len(blocks[i].text) for i in found)
    if size > _MAX_BANNER or any(blocks[i].tag == "h1" and size > 1_500 for i in found):
        return []
    if len(found) < len(blocks) and 2 * size > sum(len(block.text) for block in blocks):
        return []
    if any(node.tag in ("article", "main") for node in within if isinstance(node.tag, str)):
        return []
    return found


def _frame(element: lxml.html.HtmlElement, known: dict[lxml.html.HtmlElement, int]) -> tuple[lxml.html.HtmlElement | None, int]:
    """Return (the box to take, what it is).

    That is the outermost overlay or box named for consent around ``element``, else the innermost aside or form, else the element itself in a footer.
    """
    apart: lxml.html.HtmlElement | None = None
    banner: lxml.html.HtmlElement | None = None
    boxes = named = 0
    at: lxml.html.HtmlElement | None = element
    while at is not None and at.tag not in ("body", "html", "article", "main"):
        if (own := known.get(at)) is None:
            own = known[at] = box_of(at)
        if own & (Box.OVERLAY | Box.CONSENT):
            banner, named = at, named | own
        if apart is None and own & (Box.ASIDE | Box.FORM | Box.CHROME):
            apart, boxes = at if own & (Box.ASIDE | Box.FORM) else element, own
        at = at.getparent()
    return (banner, named) if banner is not None else (apart, boxes)


def _is_banner(inside: Sequence[Block], signs: int, *, strict: bool) -> bool:
    """Return whether the blocks of a box read as a banner: cookies, and somebody who sets them or something to agree to."""
    every = signs
    for said in signs_of_each([block.text[:600] for block in inside[:60]]):
        every |= said
    wanted = (every & Sign.AGREE) and (every & Sign.HERE)
    return bool(wanted) if strict else bool(every & (Sign.AGREE | Sign.HERE))


def _edge(block: Block, blocks: Sequence[Block]) -> bool:
    """Return whether ``block`` is a bar at the page's end or beginning.

    Beside paragraphs of a text it needs buttons, and to be the very last or first.
    """
    place, end = block.index, len(blocks)
    parent = block.element.getparent()
    beside = 0
    for one in blocks[max(0, place - 6) : place + 7]:
        beside += parent is not None and len(one.text) >= 45 and one.element.getparent() is parent
    if beside <= 2:
        return place < _EDGE or place >= end - _EDGE
    if 4 <= place < end - 6:
        return False
    return len(_with_buttons(block, blocks)) > 1 or next(block.element.iter("a", "button", "input"), None) is not None


def _with_buttons(block: Block, blocks: Sequence[Block]) -> list[int]:
    """Return the bar's block and the short blocks of buttons beside it, in the same box."""
    found = [block.index]
    homes = {block.element, block.element.getparent()}
    for step in (1, -1):
        index = block.index + step
        while 0 <= index < len(blocks) and abs(index - block.index) <= 5:
            other = blocks[index]
            if len(other.text) > 60 or other.element.getparent() not in homes:
                break
            if not signs_of(other.text) & (Sign.AGREE | Sign.LATER | Sign.COOKIE | Sign.CLICK):
                break
            found.append(index)
            index += step
    return sorted(found)
