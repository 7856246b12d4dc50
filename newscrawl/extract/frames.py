"""The images of a page, the frame around each, and what of the text in and near it is its caption and its credit."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate, chain, compress

from newscrawl.blocks import INLINE, Block
from newscrawl.document import Document
from newscrawl.extract.beside import HIDDEN, HIDDEN_CREDIT, holds, is_apart, is_imprint, is_next, is_small, names_someone, says_credit, share_of
from newscrawl.extract.captions import MAX_CAPTION, NOISE_TEXT, caption_and_credit, said_once
from newscrawl.extract.credits import (
    MAX_CREDIT,
    is_name,
    leads_on,
    looks_credit,
    names_picture,
    opens_with_label,
    opens_with_picture_label,
    parse_credit,
    split_caption,
)
from newscrawl.extract.images import (
    MAX_DEPTH,
    Element,
    address_of,
    has_ancestor,
    is_image,
    is_large,
    is_own_link,
    is_tiny,
    key_of,
    leads_to_picture,
    same_picture,
)
from newscrawl.extract.names import is_known
from newscrawl.extract.pictured import DENSE, kept_for_scripts, labelled_credit, stated_photos
from newscrawl.extract.roles import CREDIT_CLASS, roles_of, sides_of
from newscrawl.text import folded, folded_words, words

MAX_IMAGES = 5_000
"""Images of a page that are looked at at all; menus of real pages hold up to 300."""
MAX_FRAMES = 500
"""Images whose surroundings are read; real pages have up to 100."""
MAX_FRAME = 150
"""Elements of a frame; a figure with a whole carousel in it has more and is none."""
MAX_BLOCKS = 30
"""Blocks of a frame: a figcaption may hold a hundred thousand line breaks."""


@dataclass(slots=True)
class Frame:
    """An image, what stands around it, and what speaks for and against its being the article's."""

    image: Element
    place: int
    element: Element
    url: str | None
    """As it is written; None where the page has only a placeholder that a script fills."""
    key: str
    reader: str
    foreign: bool
    """The image links to another page."""
    lead: bool
    """The page's own preview picture."""
    caption: str | None = None
    credit: str | None = None
    blocks: list[int] = field(default_factory=list)
    stated: bool = False
    """JSON-LD speaks of it."""
    named: bool = False
    """Something says that its words are a caption: an element, a name, a label."""
    linked: bool = False
    """Its words are links, as the image is."""
    heading: bool = False
    byline: bool = False


_IMAGE_CLASS = re.compile(
    r"(?i)(?<![a-z])(?:img|image|photo|pic|picture|figure|foto|bild|imagen|imatge|zdj[eę]cie|snimka|slika|kuva|resim|gambar)(?![a-z])"
)
_NAMING = frozenset(("class", "id", "itemprop"))
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_NO_TEXT = frozenset(("li", "figcaption", "td", "footer", "button", "label"))
_STOP = frozenset("body html main article form ul ol dl section header".split())
_CONTAINERS = frozenset("aside nav footer".split())
_BREAKING = frozenset("span small cite em i p div figcaption h2 h3 h4 h5 h6 footer b strong li dd dt dl".split())
_BYLINE_CLASS = re.compile(r"(?i)byline|author|autor|auteur")
_PLURAL = re.compile(r"(?i)\W?(?:alle )?(?:photos|fotos|images|pictures|bilder|imágenes|снимки|zdjęcia|fotky)")
_BYLINE = re.compile(r"(?:By|BY|Von|VON|Par|Por|Door|Av|Af|Text)\s+\w[^.!?:/©|]{2,60}")
_AUTHOR_LINK = re.compile(r"(?i)/(?:authors?|autor(?:en|es|i)?|auteurs?|profiles?|journalist[as]?|redaktion|staff|writers?|columnists?)/")
MANY_IMAGES = 12
_IMAGE_TAGS = ("img", "amp-img", "lazy-image", "lazy-img", "lazyload-img", "responsive-image", "media-image", "app-image", "x-image")
_COUNTED = frozenset("div p ul figure section article main form h1 h2 h3".split())


@dataclass(slots=True)
class _Way:
    """What stands above an element, up to the nearest element that holds the article's text too."""

    depth: int
    """How far above the text's own element the shared one is; 99 if none was met."""
    side: int = 0
    doubtful: int = 0
    aside: int = 0
    article: int = 0
    link: Element | None = None
    figure: Element | None = None
    outer: Element | None = None
    """A figure around the figure."""


def image_tags(document: Document) -> set[str]:
    """Return the tags of the page's elements that show pictures."""
    found = {tag for tag in _IMAGE_TAGS if tag in document.by_tag}
    # Sites that make an image element of their own have few others; the search costs as much as a third of the parse.
    if sum(len(document.by_tag[tag]) for tag in found) < MANY_IMAGES:
        found |= {tag for tag in document.by_tag if isinstance(tag, str) and is_image(tag)}
    return found


class Frames:
    """One page being read: orders and looks-ups shared by its frames."""

    def __init__(self, document: Document, blocks: tuple[Block, ...], title: str | None, images: set[str]) -> None:
        self.document, self.blocks, self.title = document, blocks, title
        # Places are counted in elements that hold text or a picture: making a Python object of every element costs more than all the rest.
        counted = {*images, *_IMAGE_TAGS} | {block.tag for block in blocks} | _COUNTED
        placed = list(compress(document.elements, map(counted.__contains__, document.tags)))
        self.order: dict[Element, int] = dict(zip(placed, range(len(placed)), strict=True))
        self.size = max(1, len(self.order))
        found = [document.by_tag[tag] for tag in images]
        self.images = found[0] if len(found) == 1 else sorted(chain.from_iterable(found), key=self.order.__getitem__)
        self.image_places = [self.order[e] for e in self.images]
        self.by_element: dict[Element, list[int]] = {}
        for block in blocks:
            self.by_element.setdefault(block.element, []).append(block.index)
        self.title_words = set(folded_words(title or ""))
        self.ways: dict[Element, _Way] = {}
        self.roles: dict[Element, tuple[bool, bool]] = {}
        self._find_text()

    @cached_property
    def reached(self) -> list[int]:
        """The furthest place up to each block: loose text belongs to an element that began before others, so places alone are in no order."""
        return list(accumulate([self.order[block.element] for block in self.blocks], max))

    def counted(self, element: Element) -> Iterator[Element]:
        """Yield ``element`` and what is in it, as far as it is counted."""
        # All are at hand: to have lxml seek some thirty tags costs more than to look at what is in a frame.
        return filter(self.order.__contains__, element.iter())

    def _find_text(self) -> None:
        """Find the article's text: the element with most paragraphs' text in its children and grandchildren, and where it begins and ends."""
        votes: dict[Element, float] = {}
        good: list[tuple[int, Block]] = []
        heads = [b for b in self.blocks if b.tag == "h1"]
        best = max(heads, key=lambda b: (share_of(self.title_words, b.text), -b.index), default=None)
        if best is not None and best.link_chars and self.title_words and not share_of(self.title_words, best.text):
            # The site's name, which leads home, and the headline one level below.
            best = next((b for b in self.blocks if b.tag == "h2" and not b.link_chars and b.text == self.title), best)
        self.head: int | None = self.order[best.element] if best is not None else None
        begin, end = self._around(best.element) if best is not None else (0, 0)
        for block in self.blocks:
            size = len(block.text)
            if (size >= 60 or (size >= 25 and DENSE.match(block.text, size // 2))) and block.link_chars * 3 < size and block.tag not in _NO_TEXT:
                place = self.order[block.element]
                good.append((place, block))
                # Under a paywall another story on the page may be longer: the one that the heading stands in counts more.
                node, weight = block.element.getparent(), 3.0 if begin <= place < end else 1.0
                for _ in range(3):
                    if node is None or node.tag == "html":
                        break
                    votes[node] = votes.get(node, 0.0) + min(size, 600) * weight
                    node, weight = node.getparent(), weight * 0.6
        most = max(votes.values(), default=0.0)
        best_voted = [element for element, vote in votes.items() if vote == most]
        text: Element | None = min(best_voted, key=self._place) if len(best_voted) > 1 else best_voted[0] if best_voted else None
        if text is not None:
            text = self._whole(text, good)
        self.text = text
        self.holders: dict[Element, int] = {}
        node, depth = text, 0
        while node is not None and depth < MAX_DEPTH:
            self.holders[node] = depth
            node, depth = node.getparent(), depth + 1
        begin, end = self._range(text) if text is not None else (0, 0)
        inside = [pair for pair in good if begin <= pair[0] < end]
        self.last_block = inside[-1][1] if inside else None
        self.first = inside[0][0] if inside else 0
        self.last = inside[-1][0] if inside else self.size

    def _whole(self, text: Element, good: list[tuple[int, Block]]) -> Element:
        """Return the lowest of ``text`` and its ancestors that holds most of the good text around: some systems box every paragraph."""
        sizes: list[tuple[Element, int]] = []
        node: Element | None = text
        for _ in range(6):
            if node is None or node.tag in ("body", "html"):
                break
            begin, end = self._range(node)
            sizes.append((node, sum([len(b.text) for place, b in good if begin <= place < end])))
            if node.tag in ("article", "main"):
                break
            node = node.getparent()
        return next((element for element, size in sizes if size >= 0.7 * sizes[-1][1]), text)

    def _around(self, heading: Element) -> tuple[int, int]:
        """Return where the ``article`` element around ``heading`` begins and ends in page order; (0, 0) if there is none."""
        node: Element | None = heading
        while node is not None and node.tag != "article":
            node = node.getparent()
        return self._range(node) if node is not None else (0, 0)

    def _range(self, element: Element) -> tuple[int, int]:
        """Return where ``element`` begins and ends in page order."""
        return self._place(element), self._behind(element)

    def _place(self, element: Element) -> int:
        """Return the place of ``element``, or of the first behind it that has one."""
        place = self.order.get(element)
        if place is None:
            inside = next(self.counted(element), None)
            place = self.order.get(inside, self.size) if inside is not None else self._behind(element)
        return place

    def _behind(self, element: Element) -> int:
        """Return the place of the first element behind ``element`` and all that is in it."""
        node: Element | None = element
        while node is not None:
            # A broken page may have elements behind its root, which are not read.
            for after in node.itersiblings():
                if (place := self.order.get(after)) is not None:
                    return place
                inside = next(self.counted(after), None)
                if inside is not None:
                    return self.order.get(inside, self.size)
            node = node.getparent()
        return self.size

    def _behind_holder(self, depth: int) -> int:
        """Return the place of the first element behind the one ``depth`` levels above the text's own; the page's size if there is none."""
        holder = next((element for element, above in self.holders.items() if above == depth), None)
        return self._behind(holder) if holder is not None else self.size

    def _is_below(self, place: int) -> bool:
        """Say whether a place is more than a twentieth of the page below the text."""
        return place > self.last + 0.05 * self.size

    def _in_figure(self, image: Element) -> bool:
        """Say whether a figure stands between ``image`` and the nearest element that holds the text too."""
        node: Element | None = image
        while node is not None and node not in self.holders:
            if node.tag == "figure":
                return True
            node = node.getparent()
        return False

    def _sides(self, element: Element) -> tuple[bool, bool]:
        """Return whether the element's names say that what is inside is never, or seldom, the article's own."""
        named = f"{element.get('class') or ''} {element.get('id') or ''}"[:600]
        if named == " ":
            return False, False
        return sides_of(named)

    def _roles(self, element: Element) -> tuple[bool, bool]:
        """Return whether the element's names call it a credit, and a caption."""
        found = self.roles.get(element)
        if found is None:
            named = " ".join([v if k in _NAMING else k for k, v in element.items()[:12] if k in _NAMING or k.startswith("data-")])[:600]
            found = self.roles[element] = roles_of(named) if named else (False, False)
        return found

    def _way(self, element: Element) -> _Way:
        """Return what stands above ``element`` and on it; each element is looked at once."""
        chain: list[Element] = []
        node: Element | None = element
        while node is not None and node not in self.ways and node not in self.holders:
            chain.append(node)
            node = node.getparent()
        if node is None:
            way = _Way(99)
        elif node in self.holders:
            way = self.ways.setdefault(node, _Way(self.holders[node]))
        else:
            way = self.ways[node]
        for one in reversed(chain):
            tag = one.tag
            side, doubtful = self._sides(one) if isinstance(tag, str) else (False, False)
            is_figure = tag == "figure"
            if not (side or doubtful or is_figure or tag == "a" or tag == "article" or tag in _CONTAINERS):
                self.ways[one] = way
                continue
            way = _Way(
                way.depth,
                way.side + side,
                way.doubtful + doubtful,
                way.aside + (tag in _CONTAINERS),
                way.article + (tag == "article" and not self._holds_media(one)),
                one if tag == "a" else way.link,
                one if is_figure else way.figure,
                way.figure if is_figure else way.outer,
            )
            self.ways[one] = way
        return way

    def frames(self) -> Iterator[Frame]:
        """Yield every photo of the article, with its caption and credit, in page order."""
        stated = stated_photos(self.document)
        # Another crop may have a name of its own: the same caption tells that it is the same picture.
        by_caption = {folded(said[0]): said for said in stated.values() if said[0] and said[1] and len(said[0]) >= 20}
        lead = {key_of(url) for url in self.document.meta.get("og:image", ()) + self.document.meta.get("twitter:image", ())}
        title_text = self.title or ""
        done: set[Element] = set()
        examined = 0
        near, end = self._behind_holder(1), self._behind_holder(3)
        for image in self.images[:MAX_IMAGES]:
            if examined >= MAX_FRAMES:
                break
            place = self.order[image]
            below = self._is_below(place)
            if below and (place >= end or (place >= near and not self._in_figure(image))):
                continue  # far below the text, as are those of the next lines: what _belongs will not have is not looked into
            way = self._way(image)
            if way.side or (below and way.depth > (3 if way.figure is not None else 1)):
                continue
            foreign = way.link is not None and not is_own_link(way.link, self.document.url)
            if foreign and way.figure is None and way.depth > 4:
                continue
            url = address_of(image)
            if is_tiny(image, url or ""):
                continue
            element, reader = self._frame(image, way)
            if reader == "figure":
                if element in done:
                    continue
                done.add(element)
            if url is None:  # the fallback in a noscript has it
                url = next(
                    filter(None, (address_of(one) for _, one in zip(range(MAX_FRAME), element.iter(), strict=False) if is_image(one.tag))), None
                )
            parent = element.getparent()
            around = self._way(parent if parent is not None else element)
            if around.aside or around.article:
                continue  # whatever its words are: side column, another article
            key = key_of(url) if url else f" {place}"
            if (self.head or 0) - place > 0.3 * self.size and key not in lead:
                continue  # far above the heading
            examined += 1
            frame = Frame(image, place, element, url, key, reader, foreign, lead=key in lead)
            self._describe(frame)
            if foreign and not frame.named:
                continue
            if frame.caption is None and frame.credit is None and not frame.blocks:
                frame.caption, frame.credit = kept_for_scripts(frame.element)
            if url is None and not frame.blocks:  # a placeholder that a script fills is a picture only where words speak of one
                continue
            said = stated.get(frame.key) or (by_caption.get(folded(frame.caption)) if frame.caption and frame.credit is None else None)
            if frame.credit is None:
                frame.credit = labelled_credit(image)
            if said is not None:
                frame.stated = True
                if frame.credit is None and said[1]:
                    frame.credit = said[1]
                if frame.caption is None and said[0] and share_of(set(folded_words(said[0])), title_text) < 0.6:  # many systems put a headline there
                    frame.caption = said[0]
                    frame.reader = "json-ld"
            if self._belongs(frame):
                yield frame

    def _frame(self, image: Element, way: _Way) -> tuple[Element, str]:
        """Return the element that holds ``image`` with its caption, and what it is."""
        figure = way.figure
        if figure is not None:
            if way.outer is not None and self._measure(way.outer, image) is not None:
                return way.outer, "figure"
            if self._blocks_in(figure) or self._measure(figure, image) is None:
                return figure, "figure"
        best = figure if figure is not None else image
        known: list[int] = []
        node = best.getparent()
        for _ in range(40):  # an HTML 4 parser nests unclosed sources, ten deep at times
            if node is None or node.tag not in ("source", "picture", "noscript"):
                break
            best, node = node, node.getparent()
        for _ in range(7):
            if node is None or node in self.holders or (node.tag in _STOP and not (node.tag == "article" and self._holds_media(node))):
                break
            inside = self._measure(node, image)
            if inside is None:
                break
            if known and len(inside) > len(known) and not all(i in known or self._is_side(self.blocks[i], node) for i in inside):
                break
            best, known = node, inside
            node = node.getparent()
        return best, "figure" if figure is not None else "frame"

    def _measure(self, node: Element, image: Element) -> list[int] | None:
        """Return the blocks that ``node`` holds; None if it is too much for a picture with its caption."""
        inside: list[int] = []
        chars = 0
        for seen, element in enumerate(self.counted(node)):
            if seen > MAX_FRAME:
                return None
            tag = element.tag
            if tag in ("h1", "article", "main", "form") and not (element is node and self._holds_media(node)):
                return None
            if element is not image and is_image(tag) and not same_picture(element, image) and not is_tiny(element, element.get("src") or ""):
                return None
            for index in self.by_element.get(element, ()):
                block = self.blocks[index]
                if block.tag == "button" or (len(block.text) < 40 and NOISE_TEXT.match(block.text)):
                    continue
                inside.append(index)
                chars += len(block.text)
                if len(inside) > 6 or chars > 1_000:
                    return None
        return inside

    def _holds_media(self, node: Element) -> bool:
        """Say whether an ``article`` is one of a picture alone, as some systems write it around each: it leads nowhere and has no heading."""
        if node.tag != "article" or not _IMAGE_CLASS.search(f"{node.get('class') or ''} {node.get('data-media-type') or ''}"[:600]):
            return False
        inside = [element for _, element in zip(range(MAX_FRAME), node.iter(), strict=False)]
        return len(inside) < MAX_FRAME and not any(one.tag in _HEADINGS or (one.tag == "a" and not leads_to_picture(one)) for one in inside)

    def _blocks_in(self, node: Element) -> list[int]:
        """Return the first MAX_BLOCKS blocks inside ``node``."""
        found: list[int] = []
        for seen, element in enumerate(node.iter()):
            if seen > MAX_FRAME or len(found) >= MAX_BLOCKS:
                break
            found.extend(self.by_element.get(element, ())[:MAX_BLOCKS])
        return sorted(found)[:MAX_BLOCKS]

    def _is_side(self, block: Block, frame: Element) -> bool:
        """Say whether ``block`` is named a caption or credit by its own element or one between it and ``frame``, or reads as a credit."""
        return (
            self._is_named(block, frame, 0)
            or self._is_named(block, frame, 1)
            or (len(block.text) <= MAX_CREDIT and (opens_with_label(block.text) or looks_credit(block.text)))
        )

    def _is_named(self, block: Block, frame: Element, what: int) -> bool:
        """Say whether names on the way from ``block`` up to ``frame`` call it a credit (0) or a caption (1)."""
        node: Element | None = block.element
        for _ in range(5):
            if node is None or node is frame:
                break
            if self._roles(node)[what] or (what and node.tag == "figcaption"):
                return True
            node = node.getparent()
        # Loose text in a bigger box has its name on the line inside.
        if any(child.tag in INLINE and self._roles(child)[what] for _, child in zip(range(12), block.element, strict=False)):
            return True
        spans = zip(range(12), block.element.iter("span"), strict=False)
        return not what and len(block.text) <= MAX_CREDIT and any(says_credit(one) for _, one in spans)

    def credit_from_footnote(self, frames: list[Frame]) -> None:
        """Give the first photo, where it has no credit, the one that stands under the story: "Titelbild: …"; in the plural, all of them."""
        if not frames or frames[0].credit is not None or self.last_block is None:
            return
        end = self.last_block.index
        taken = {index for frame in frames for index in frame.blocks}
        for block in self.blocks[max(0, end - 1) : end + 5]:
            if block.index in taken or block.link_chars or len(block.text) > 120:
                continue
            if opens_with_picture_label(block.text) and parse_credit(block.text):
                for frame in frames if _PLURAL.match(block.text) else frames[:1]:
                    if frame.credit is None:
                        frame.credit = block.text
                        frame.blocks = [*frame.blocks, block.index]
                return

    def _describe(self, frame: Frame) -> None:
        """Fill in caption, credit and their blocks from the frame's text."""
        indices = self._blocks_in(frame.element)
        known: dict[int, bool] = {}

        def is_side(block: Block) -> bool:
            found = known.get(block.index)
            if found is None:
                found = known[block.index] = self._is_side(block, frame.element)
            return found

        texts = [self.blocks[i] for i in indices if self.blocks[i].tag != "button"]
        frame.heading = any(b.tag in _HEADINGS or (b.link_chars * 2 > len(b.text) >= 15 and not is_side(b)) for b in texts)
        named = True
        if captioned := [b for b in texts if has_ancestor(b.element, frame.element, "figcaption")]:
            last = captioned[-1].index
            beside = [b for b in texts if b not in captioned]
            sides = [b for b in beside if is_side(b) or (b.tag in ("footer", "cite") and b.index == last + 1)]
            if not sides and len(beside) == 1 and self._is_name_beside(beside[0], captioned):
                sides = beside
            texts = captioned + sides
        elif called := [b for b in texts if is_side(b)]:
            if not any(self._is_named(b, frame.element, 1) for b in called):
                # Only the credit has a name: the caption is what stands before it.
                before = called[0].index - 1
                called = [
                    b for b in texts if b in called or (b.index == before and not b.link_chars and len(b.text) <= 400 and b.tag not in _HEADINGS)
                ]
            texts = called
        else:
            named = frame.element.tag == "figure" or (not frame.foreign and bool(_IMAGE_CLASS.search(frame.element.get("class") or "")))
            texts = [b for b in texts if b.tag not in _HEADINGS]
        if not captioned:  # links in a frame lead somewhere: to a shop, a recipe, the next story
            texts = [b for b in texts if b.link_chars * 10 < len(b.text) * 8 or is_side(b)]
        follow = self._following(frame, indices)
        texts = texts + follow
        if not texts and frame.foreign:
            return  # another story's picture
        frame.blocks = [b.index for b in texts]
        frame.linked = frame.foreign and bool(texts) and sum(b.link_chars for b in texts) * 2 > sum(len(b.text) for b in texts)
        pieces = [piece for block in said_once(texts) for piece in self._pieces(block)]
        frame.caption, frame.credit = caption_and_credit(pieces)
        frame.named = bool(texts) and (named or any(marked and len(text.strip()) > 1 for text, marked in pieces))
        frame.byline = bool(_BYLINE.fullmatch(" ".join(b.text for b in texts[:3])[:80])) or (
            not any(opens_with_label(b.text) for b in texts)
            and any(
                element.tag in ("time", "address")
                or (
                    element.tag == "a"
                    and ("author" in (element.get("rel") or "") or bool(_AUTHOR_LINK.search(element.get("href") or "")))
                    and not self._in_credit(element)
                )
                for _, element in zip(range(MAX_FRAME), frame.element.iter(), strict=False)
            )
        )
        if frame.caption is not None and len(frame.caption) > MAX_CAPTION:
            frame.caption, frame.blocks = None, []
        if frame.caption is not None and frame.credit is None and (few := len(words(frame.caption))) < 3:
            by_name = bool(captioned) or any("caption" in (b.element.get("class") or "").lower() for b in texts)
            frame.caption = frame.caption if few and by_name else None  # a name alone is a caption only where its own element says so
        if not frame.named and frame.caption is not None and not follow:
            # Nothing says that this is a caption: the picture's own words must.
            alt = f"{frame.image.get('alt') or ''} {frame.image.get('title') or ''}"
            if not self._stands_apart(frame, texts) and share_of(set(folded_words(frame.caption)), alt) < 0.6:
                frame.caption, frame.credit, frame.blocks = None, None, []

    @staticmethod
    def _is_name_beside(block: Block, captioned: list[Block]) -> bool:
        """Say whether ``block`` is a known name alone between a picture and its caption, which tells no credit of its own: whose the picture is."""
        return (
            block.index < captioned[0].index
            and block.tag not in _HEADINGS
            and not block.link_chars
            and " " in block.text
            and is_name(block.text)
            and is_known(block.text)
            and not any(split_caption(one.text)[1] for one in captioned)
        )

    def _in_credit(self, link: Element) -> bool:
        """Say whether ``link`` is, or stands right in, what its page calls a credit: who made a picture may have written stories too."""
        parent = link.getparent()
        return self._roles(link)[0] or (parent is not None and self._roles(parent)[0])

    def _stands_apart(self, frame: Frame, texts: list[Block]) -> bool:
        """Say whether the words of a nameless frame are a caption by their shape: short, no links, with a credit or set apart from running text."""
        if frame.foreign or len(texts) > 3 or sum(len(b.text) for b in texts) > 400 or any(b.link_chars for b in texts):
            return False
        if any(opens_with_label(b.text) or split_caption(b.text)[1] for b in texts):
            return True
        if not self.first <= frame.place <= self.last or self._way(frame.image).depth > 1:
            return False
        around = self.blocks[texts[0].index : texts[-1].index + 3]
        if any(b.link_chars for b in around if holds(frame.element, b.element)) or names_someone(texts[0]):
            return False  # a box that leads somewhere, or tells who wrote this
        return frame.element.tag in _PLAIN_FRAMES or all(is_apart(b) or (b.tag != "p" and not holds(b.element, frame.image)) for b in texts)

    def _following(self, frame: Frame, indices: list[int]) -> list[Block]:
        """Return what stands right behind the frame and belongs to it: a credit, or a paragraph called caption."""
        start = indices[-1] + 1 if indices else self._next_block(frame.element)
        found: list[Block] = []
        for block in self.blocks[start : start + 2]:
            if block.tag in ("h1", "h2", "h3", "button", "li") or is_imprint(block, frame.element):
                break
            parent = block.element.getparent()
            own = self._roles(block.element)
            above = self._roles(parent) if parent is not None else (False, False)
            if (
                (
                    len(block.text) <= 120
                    and (
                        (own[0] and not block.link_chars and not _BYLINE_CLASS.search(block.element.get("class") or ""))
                        or opens_with_label(block.text)
                        or (above[0] and looks_credit(block.text))
                    )
                    and parse_credit(block.text) is not None
                )
                or (
                    not indices
                    and len(block.text) <= 600
                    and (
                        block.tag in _CAPTION_TAGS
                        or "caption" in (block.element.get("class") or "").lower()
                        or (parent is not None and "caption" in (parent.get("class") or "").lower())
                        or self._is_line_of_caption(block)
                    )
                )
                or (not indices and not found and self._follows_apart(frame, block))
            ):
                if self.order[block.element] > self._next_picture(frame):
                    break
                found.append(block)
            else:
                break
        return found

    def _is_line_of_caption(self, block: Block) -> bool:
        """Say whether all the text of ``block`` stands in one line inside it that is called a caption."""
        line = next(iter(block.element), None)
        return line is not None and len(block.element) == 1 and not (block.element.text or line.tail or "").strip() and self._roles(line)[1]

    def _follows_apart(self, frame: Frame, block: Block) -> bool:
        """Say whether ``block`` is the very next thing after a picture that stands alone, and is a caption by its shape.

        It ends in a labelled credit, or is set small; italics will do only inside the text, before it they may be a standfirst.
        """
        if frame.foreign or block.link_chars or not 12 <= len(block.text) <= 300 or not is_next(frame.element, block.element):
            return False
        caption, credit = split_caption(block.text)
        if credit and caption:
            return _PICTURE_CREDIT.search(block.text) is not None or names_picture(block.text)
        inside = self.first <= frame.place <= self.last
        return (is_small(block) or (inside and is_apart(block))) and len(block.text) <= 200 and self._way(frame.image).depth <= 1

    def _next_picture(self, frame: Frame) -> int:
        """Return the place of the next image that is another photo, or the page's end."""
        at = bisect_right(self.image_places, frame.place)
        for image in self.images[at : at + 8]:
            if not is_tiny(image, image.get("src") or "") and not same_picture(image, frame.image):
                return self.order[image]
        return self.size

    def _next_block(self, element: Element) -> int:
        """Return the index of the first block whose element stands at or behind ``element``'s place."""
        return bisect_left(self.reached, self._place(element))

    def _belongs(self, frame: Frame) -> bool:
        """Say whether the picture is the article's own, by where it stands and what stands with it."""
        if frame.linked or frame.byline or (frame.foreign and frame.heading):
            return False
        parent = frame.element.getparent()
        way = self._way(frame.image)
        if way.side or (not frame.named and (way.doubtful or way.aside)):
            return False
        depth = self._way(parent if parent is not None else frame.element).depth
        figure = way.figure is not None
        # Below the text the next thing begins; a named figure in the same box may still be the story's last picture.
        if self._is_below(frame.place) and depth > (3 if figure and frame.named else 1):
            return False
        if frame.caption is None and frame.credit is None:
            inside = self.first <= frame.place <= self.last
            return frame.lead or frame.stated or (figure and depth <= 4) or (inside and is_large(frame.image))
        return True

    def _pieces(self, block: Block) -> list[tuple[str, bool]]:
        """Return the runs of text of ``block`` in order, each with whether its element is called a credit."""
        owner = block.element
        marked_outside = self._marked_above(owner)
        if not len(owner):
            return [(block.text + " ", marked_outside)]
        out: list[tuple[str, bool]] = []
        stack: list[tuple[Element, bool, bool]] = [(owner, True, marked_outside)]
        labelled = False
        while stack and len(out) < 60:
            element, entering, marked = stack.pop()
            if not isinstance(element.tag, str):
                continue
            if entering:
                if element is not owner and element.tag not in INLINE and element.tag != "br":  # a block of its own
                    if element.tail:
                        out.append((element.tail, marked))
                    continue
                if element is not owner and HIDDEN.search((element.get("class") or "")[:300]) and len(said := element.text_content()) <= 40:
                    if element.tail:  # "Image source, ", for those who cannot see the picture
                        out.append((element.tail, marked or HIDDEN_CREDIT.search(said) is not None))
                    continue
                if not (marked or len(element)) and element.text and leads_on(element.text) and any(text.strip() for text, _ in out):
                    labelled = True  # <span>Credit...</span>Jane Roe for The Post
                    if element.tail:
                        out.append((element.tail, True))
                    continue
                credit, caption = self._roles(element) if element is not owner else (False, False)
                own = labelled or credit or (marked and not caption)  # a caption inside what is called "caption-source" is still one
                stack.append((element, False, marked))
                if element.tag in _BREAKING:
                    out.append(("", marked))
                if element.text:
                    out.append((element.text, own))
                stack.extend((child, True, own) for child in reversed(element[:MAX_FRAME]))
            elif element is not owner:
                if element.tag in _BREAKING or element.tag == "br":
                    out.append(("", marked))
                if element.tail:
                    out.append((element.tail, marked))
        merged: list[tuple[str, bool]] = []
        fresh = True
        for text, marked in out:
            if text == "":
                fresh = True
                continue
            if merged and merged[-1][1] == marked and not fresh:
                merged[-1] = (merged[-1][0] + text, marked)
            else:
                merged.append((text, marked))
            fresh = False
        if " ".join("".join(text for text, _ in merged).split()) != block.text:
            # The owner holds other blocks too: keep the runs that are in this one.
            merged = [(text, marked) for text, marked in merged if text.split() and " ".join(text.split()) in block.text]
            merged = merged or [(block.text, marked_outside)]
        return [*merged, (" ", False)]

    def _marked_above(self, element: Element) -> bool:
        """Say whether ``element`` or one around it, below the caption, is called a credit."""
        node: Element | None = element
        for _ in range(4):
            if node is None or node.tag in ("figcaption", "figure", "article", "section", "body", "main", "header"):
                break
            credit, caption = self._roles(node)
            if caption and not (credit and CREDIT_CLASS[True].search((node.get("class") or "").replace("caption", ""))):
                break
            if credit:
                return True
            node = node.getparent()
        return False


_PLAIN_FRAMES = frozenset("td table tbody tr center dt dd".split())
_CAPTION_TAGS = frozenset(("figcaption", "caption", "amp-figcaption"))
_PICTURE_CREDIT = re.compile(r"[:：©=＝)）\]】]|摄|攝|撮影|写真|提供|제공|기자|nuotr")
