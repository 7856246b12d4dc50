"""The article's photos: picture, caption and credit, found from the picture outwards.

Every photo starts at an image element. Around it stands a frame (a ``figure``, or the widest element that holds this picture alone and little text); the frame's
text is caption and credit. What the page says in JSON-LD of the same picture fills what is missing. No image, no photo.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urlsplit

import lxml.html

from newscrawl.blocks import INVISIBLE, Block
from newscrawl.document import Document
from newscrawl.extract.credits import MAX_CREDIT, Credit, is_name, looks_credit, opens_with_label, parse_credit, split_caption
from newscrawl.items import Photo
from newscrawl.text import clean, folded, words
from newscrawl.urls import join

MAX_PHOTOS = 50
MAX_IMAGES = 600
"""Images whose surroundings are looked at; menus of real pages hold up to 300."""
MAX_FRAME = 150
"""Elements of a frame; a figure with a whole carousel in it has more and is none."""
MAX_CAPTION = 1_500
MAX_DEPTH = 60
"""Ancestors looked at from an image; real ones have up to 40."""

_Element = lxml.html.HtmlElement


@dataclass(frozen=True, slots=True)
class PhotoReading:
    """The photos in page order, which blocks are their captions and credits, and who found them."""

    photos: tuple[Photo, ...] = ()
    blocks: frozenset[int] = frozenset()
    readers: tuple[str, ...] = ()
    """One a photo: ``figure``, ``frame`` (no figure element), ``json-ld``, ``og``; what its caption or credit came from."""


@dataclass(slots=True)
class _Frame:
    """An image and what stands around it."""

    image: _Element
    place: int
    element: _Element
    url: str | None
    key: str
    reader: str
    caption: str | None = None
    credit: str | None = None
    blocks: list[int] = field(default_factory=list)
    linked: bool = False
    features: dict[str, float] = field(default_factory=dict)


def read_photos(document: Document, blocks: tuple[Block, ...], *, title: str | None = None) -> PhotoReading:
    """Return the photos of the article on the page, with captions and credits apart.

    ``title`` is the article's; an image whose words are another story's headline is a teaser.
    """
    page = _Page(document, blocks, title)
    frames = _merged(frame for frame in page.frames() if _belongs(frame))
    photos: list[Photo] = []
    readers: list[str] = []
    taken: set[int] = set()
    for frame in frames[:MAX_PHOTOS]:
        credit = parse_credit(frame.credit) if frame.credit else None
        caption = clean(frame.caption)
        photos.append(Photo(frame.url, caption, credit.credit if credit else None, credit.creators if credit else (), credit.agency if credit else None))
        readers.append(frame.reader)
        taken.update(frame.blocks)
    return PhotoReading(tuple(photos), frozenset(taken), tuple(readers))


# Words inside class, id and itemprop, found by one search over the attribute.
_CREDIT_CLASS = re.compile(r"credit|copyright|photograph?er|fotograf|(?<![a-z])(?:img|image|photo|pic|picture|caption|media|figure|figcaption|foto|bild)?[-_]*(?:source|author|byline|rights?|owner|agency|artist|creator|attribution|auteur|autor|quelle|bron|firma|copy|by)(?![a-z])|[a-z](?:Source|Author|Byline|Rights|Agency|Owner|Attribution)(?![a-z])|attribution|bildquelle|bildnachweis|kilde|crédit", re.IGNORECASE)
_CAPTION_CLASS = re.compile(r"caption|legend|cutline|bildunterschrift|bildtext|imagetext|(?:image|img|photo|media|picture|foto|figure)[-_]*(?:desc|text|title|info)|unterschrift|description|infotext|leyenda|didascalia|epigrafe|bildetekst|billedtekst|altyaz|(?<![a-z])desc(?![a-z])", re.IGNORECASE)
_SIDE_CLASS = re.compile(
    r"related|teaser|recommend|promo|sidebar|newsletter|avatar|author(?![a-z]*-?(?:content|article))|logo|advert|banner|comment|footer|(?<![a-z])nav|menu|social|share|sponsor|outbrain|taboola|most-?(?:read|popular|viewed)|trending|popular|"
    r"read-?(?:more|also|next)|more-?(?:from|stories|on|news)|also-?like|widget-?(?:list|posts)|ranking|(?<![a-z])(?:ads?|aside|topics?|tags?)(?![a-z])|cookie|consent|subscribe|paywall|masthead|topbar|breadcrumb|suggest|recirc|next-?(?:article|story)|weather|podcast-?list|playlist|ticker|carousel-?nav|thumbnails?-?(?:list|nav)|product|shop|affiliate|bio(?![a-z])",
    re.IGNORECASE,
)
_POOR_URL = re.compile(r"(?i)logo|sprite|avatar|gravatar|(?<![a-z])icons?(?![a-z])|pixel|placeholder|spacer|(?<![a-z])blank|emoji|tracking|1x1|transparent|badge|(?<![a-z])loading|spinner|favicon|/ads?/|doubleclick|scorecardresearch|facebook\.com/tr")
_NOISE_TEXT = re.compile(r"(?i)^(?:open (?:image|gallery|media)[^.]{0,40}|view (?:image|gallery|larger)[^.]{0,30}|(?:click|tap) to (?:enlarge|expand|view)[^.]{0,30}|enlarge(?: (?:image|this image))?|toggle caption|hide caption|show caption|close|share|save|expand|vis mer|les mer|lue lisää|ampliar|zoom|read more|show more|mehr|weiterlesen|caption|full ?screen|vollbild|bild vergrößern|afbeelding vergroten|×|advertisement|anzeige|image \d+ of \d+|\d+\s?/\s?\d+|play|pause|loading\W*)$")
_STOP = frozenset("body html main article form table tbody tr ul ol dl section header".split())
_CONTAINERS = frozenset("aside nav footer".split())
_BREAKING = frozenset("span small cite em i p div figcaption h2 h3 h4 h5 h6 footer b strong li dd dt dl".split())
_SIZE = re.compile(r"(?i)[-_.@]?(?:\d{2,4}x\d{2,4}|\d{2,4}[wh](?![a-z0-9])|scaled|thumb(?:nail)?|small|medium|large|big|crop(?:ped)?|orig(?:inal)?)")
_NOT_NAME = re.compile(r"[^a-z0-9]+")


class _Page:
    """One page being read: orders and looks-ups shared by its frames."""

    def __init__(self, document: Document, blocks: tuple[Block, ...], title: str | None) -> None:
        self.document, self.blocks, self.title = document, blocks, title
        self.elements: list[_Element] = list(document.root.iter())
        self.order = {element: i for i, element in enumerate(self.elements)}
        self.by_element: dict[_Element, list[int]] = {}
        for block in blocks:
            self.by_element.setdefault(block.element, []).append(block.index)
        self.images = [e for e in self.elements if e.tag in ("img", "amp-img")]
        self.title_words = set(words(folded(title or "")))
        self._find_text()

    def _find_text(self) -> None:
        """Find the article's text: the element with most paragraphs' text in its children and grandchildren, and where it begins and ends."""
        votes: dict[_Element, float] = {}
        good: list[Block] = []
        for block in self.blocks:
            size = len(block.text)
            if size >= 60 and block.link_chars * 3 < size and block.tag not in ("li", "figcaption", "td", "footer", "button", "label"):
                good.append(block)
                node, weight = block.element.getparent(), 1.0
                for _ in range(3):
                    if node is None or node.tag in ("html",):
                        break
                    votes[node] = votes.get(node, 0.0) + min(size, 600) * weight
                    node, weight = node.getparent(), weight * 0.6
        self.text: _Element | None = max(votes, key=lambda e: (votes[e], -self.order[e]), default=None)
        self.holders: dict[_Element, int] = {}
        node, depth = self.text, 0
        while node is not None and depth < MAX_DEPTH:
            self.holders[node] = depth
            node, depth = node.getparent(), depth + 1
        inside = [b for b in good if self._within(b.element, self.text)] if self.text is not None else []
        self.first = self.order[inside[0].element] if inside else 0
        self.last = self.order[inside[-1].element] if inside else len(self.elements)
        heads = [b for b in self.blocks if b.tag == "h1"]
        best = max(heads, key=lambda b: (_share(self.title_words, b.text), -b.index), default=None)
        self.head: int | None = self.order[best.element] if best is not None else None

    def _within(self, element: _Element, holder: _Element | None) -> bool:
        node: _Element | None = element
        for _ in range(MAX_DEPTH):
            if node is None:
                return False
            if node is holder:
                return True
            node = node.getparent()
        return False

    def frames(self) -> Iterator[_Frame]:
        """Yield every image that may be a photo, with its caption and credit, in page order."""
        stated = _stated(self.document)
        lead = {_key(url) for url in self.document.meta.get("og:image", ()) + self.document.meta.get("twitter:image", ())}
        done: set[_Element] = set()
        examined = 0
        for image in self.images:
            if examined >= MAX_IMAGES:
                break
            url = _address(image, self.document)
            if url is None or _is_tiny(image, url):
                continue
            examined += 1
            element, reader = self._frame(image)
            if reader == "figure":
                if element in done:
                    continue
                done.add(element)
            frame = _Frame(image, self.order[image], element, url, _key(url), reader)
            self._describe(frame)
            said = stated.get(frame.key)
            if said is not None:
                if frame.credit is None and said[1]:
                    frame.credit = said[1]
                if frame.caption is None and said[0]:
                    frame.caption = said[0]
                    frame.reader = "json-ld"
            self._judge(frame, frame.key in lead, said is not None)
            yield frame

    def _frame(self, image: _Element) -> tuple[_Element, str]:
        """Return the element that holds ``image`` with its caption, and what it is."""
        node = image
        for depth in range(10):
            parent = node.getparent()
            if parent is None or parent.tag in ("body", "html"):
                break
            node = parent
            if node.tag == "figure":
                outer = node.getparent()
                if outer is not None and outer.tag == "figure":
                    return outer, "figure"
                return node, "figure"
            if node.tag in ("article", "main"):
                break
        best = image
        node = image.getparent()
        had_text = False
        for _ in range(7):
            if node is None or node.tag in _STOP:
                break
            size = self._measure(node, image)
            if size is None:
                break
            texts, chars = size
            if had_text and texts and best is not node and chars > self._measure_chars(best) and not _CAPTION_CLASS.search(node.get("class") or ""):
                extra = [b for b in self._blocks_in(node) if b not in self._blocks_in(best)]
                if not all(self._is_side(self.blocks[i], node) for i in extra):
                    break
            best = node
            had_text = had_text or texts > 0
            node = node.getparent()
        return best, "frame"

    def _measure(self, node: _Element, image: _Element) -> tuple[int, int] | None:
        """Return how many blocks and characters ``node`` holds; None if it is too much for a picture with its caption."""
        texts = chars = 0
        for seen, element in enumerate(node.iter()):
            if seen > MAX_FRAME:
                return None
            tag = element.tag
            if tag in ("h1", "article", "main", "form"):
                return None
            if tag in ("img", "amp-img") and element is not image and not _same_picture(element, image) and not _is_tiny(element, element.get("src") or ""):
                return None
            for index in self.by_element.get(element, ()):
                texts += 1
                chars += len(self.blocks[index].text)
                if texts > 6 or chars > 1_000:
                    return None
        return texts, chars

    def _measure_chars(self, node: _Element) -> int:
        return sum(len(self.blocks[i].text) for i in self._blocks_in(node))

    def _blocks_in(self, node: _Element) -> list[int]:
        found: list[int] = []
        for seen, element in enumerate(node.iter()):
            if seen > MAX_FRAME:
                break
            found.extend(self.by_element.get(element, ()))
        return found

    def _is_side(self, block: Block, frame: _Element) -> bool:
        """Say whether ``block`` is named a caption or credit by its own element or one between it and ``frame``, or reads as a credit."""
        node: _Element | None = block.element
        for _ in range(5):
            if node is None or node is frame:
                break
            named = f"{node.get('class') or ''} {node.get('itemprop') or ''}"
            if node.tag == "figcaption" or _CAPTION_CLASS.search(named) or _CREDIT_CLASS.search(named):
                return True
            node = node.getparent()
        return len(block.text) <= MAX_CREDIT and (opens_with_label(block.text) or looks_credit(block.text))

    def _describe(self, frame: _Frame) -> None:
        """Fill in caption, credit and their blocks from the frame's text."""
        indices = self._blocks_in(frame.element)
        texts = [self.blocks[i] for i in indices if self.blocks[i].tag != "button"]
        if frame.reader == "figure":
            captioned = [b for b in texts if _has_ancestor(b.element, frame.element, "figcaption")]
            texts = captioned + [b for b in texts if b not in captioned and self._is_side(b, frame.element)] if captioned else texts
        else:
            named = [b for b in texts if self._is_side(b, frame.element)]
            texts = named or [b for b in texts if b.tag not in ("h1", "h2", "h3", "h4")]
        follow = self._following(frame, indices)
        texts = texts + follow
        frame.blocks = [b.index for b in texts]
        frame.linked = bool(texts) and sum(b.link_chars for b in texts) * 2 > sum(len(b.text) for b in texts)
        frame.caption, frame.credit = _told([piece for block in texts for piece in _pieces(block)])
        if frame.caption is not None and len(frame.caption) > MAX_CAPTION:
            frame.caption, frame.blocks = None, []

    def _following(self, frame: _Frame, indices: list[int]) -> list[Block]:
        """Return what stands right behind the frame and belongs to it: a credit, or a paragraph called caption."""
        if indices:
            start = indices[-1] + 1
        else:
            start = self._next_block(frame.element)
        found: list[Block] = []
        for block in self.blocks[start : start + 2]:
            own = f"{block.element.get('class') or ''} {block.element.get('itemprop') or ''}"
            parent = block.element.getparent()
            own_parent = parent.get("class") or "" if parent is not None else ""
            short = len(block.text) <= 120
            if block.tag in ("h1", "h2", "h3", "button", "li"):
                break
            if short and (_CREDIT_CLASS.search(own) and not _person_line(block) or opens_with_label(block.text) or (_CREDIT_CLASS.search(own_parent) and looks_credit(block.text))):
                found.append(block)
            elif not indices and len(block.text) <= 600 and (block.tag == "figcaption" or "caption" in own.lower() or "caption" in own_parent.lower()):
                found.append(block)
            else:
                break
        return found

    def _next_block(self, element: _Element) -> int:
        """Return the index of the first block behind ``element``'s place (binary search by page order)."""
        place = self.order[element]
        low, high = 0, len(self.blocks)
        while low < high:
            middle = (low + high) // 2
            if self.order[self.blocks[middle].element] < place:
                low = middle + 1
            else:
                high = middle
        return low

    def _judge(self, frame: _Frame, lead: bool, stated: bool) -> None:
        """Measure whether the picture is the article's own."""
        side = aside = 0
        link = ""
        holder: int | None = None
        node: _Element | None = frame.image
        other_article = False
        for depth in range(MAX_DEPTH):
            if node is None:
                break
            if holder is None and node in self.holders:
                holder = self.holders[node]
            if holder is None or self.holders.get(node, 9) <= 2:
                named = f"{node.get('class') or ''} {node.get('id') or ''}"
                if holder is None and named != " " and _SIDE_CLASS.search(named):
                    side += 1
                if node.tag in _CONTAINERS and holder is None:
                    aside += 1
                if node.tag == "article" and holder is None:
                    other_article = True
            if node.tag == "a" and not link:
                link = (node.get("href") or "").strip()
            node = node.getparent()
        f = frame.features
        f["side"] = side
        f["aside"] = aside
        f["other_article"] = other_article
        f["holder"] = 20 if holder is None else holder
        f["after"] = max(0, frame.place - self.last) / max(1, len(self.elements))
        f["past"] = frame.place > self.last
        f["before_head"] = self.head is not None and frame.place < self.head
        f["gap_head"] = ((self.head or 0) - frame.place) / max(1, len(self.elements))
        f["before_text"] = frame.place < self.first
        f["inside"] = self.first <= frame.place <= self.last
        f["linked"] = frame.linked
        f["link"] = bool(link) and not _is_own_link(link, self.document.url)
        f["lead"] = lead
        f["stated"] = stated
        f["figure"] = frame.reader == "figure"
        f["has_figcaption"] = any(self.blocks[i].tag == "figcaption" or _has_ancestor(self.blocks[i].element, frame.element, "figcaption") for i in frame.blocks)
        f["named"] = any(self._is_side(self.blocks[i], frame.element) for i in frame.blocks)
        f["caption_chars"] = len(frame.caption or "")
        f["credit"] = frame.credit is not None
        f["caption"] = frame.caption is not None
        f["heading"] = any(e.tag in ("h2", "h3", "h4") for _, e in zip(range(MAX_FRAME), frame.element.iter(), strict=False)) if frame.element is not frame.image else 0
        f["blocks"] = len(frame.blocks)
        alt = frame.image.get("alt") or ""
        f["alt_same"] = bool(frame.caption) and _share(set(words(folded(frame.caption or ""))), alt)


def _belongs(frame: _Frame) -> bool:
    """Say whether the picture is the article's own, by where it stands."""
    f = frame.features
    if f["linked"] or (f["link"] and not f["named"]):
        return False
    if f["side"] or f["aside"]:
        return False
    if f["past"] and f["after"] > 0.05 and f["holder"] > 1:
        return False
    if f["other_article"]:
        return False
    if not f["figure"] and not f["named"] and not f["lead"] and not f["stated"]:
        frame.caption = None if frame.credit is None else frame.caption
    return not (f["before_head"] and f["gap_head"] > 0.3 and not f["lead"])


def _told(pieces: list[tuple[str, bool]]) -> tuple[str | None, str | None]:
    """Return caption and credit from the pieces of a frame's text; True marks a piece whose element is called a credit."""
    pieces = [(text, marked) for text, marked in pieces if not _NOISE_TEXT.match(text.strip())]
    credits = [text for text, marked in pieces if marked and any(c.isalnum() for c in text)]
    rest = [text for text, marked in pieces if not marked]
    credit = _joined(credits)
    if credit and len(credit) > MAX_CREDIT:  # an element called "source" around everything
        rest, credit = [text for text, _ in pieces], None
    while len(rest) > 1 and not credit:
        last = rest[-1].strip()
        if not last:
            rest.pop()
        elif len(last) <= MAX_CREDIT and (opens_with_label(last) or looks_credit(last) or is_name(last)):
            credit = last
            rest.pop()
        else:
            break
    text = " ".join("".join(rest).split())
    caption, found = split_caption(text) if text else (None, None)
    if credit is None:
        credit = found
    elif found is not None and not set(words(folded(found))) & set(words(folded(credit))):
        credit = f"{found} / {credit}"
    if credit is not None:
        bare = parse_credit(credit)
        inner = split_caption(credit) if bare is None or len(bare.credit) > 80 else (None, None)
        if inner[0] and inner[1] and not caption:  # the element called a credit holds the caption too
            return inner
        credit = credit if bare else None
    return caption, credit


def _joined(credits: list[str]) -> str | None:
    out = ""
    for text in credits:
        text = " ".join(text.split())
        if not text or text in out:
            continue
        if out:
            out += " " if text[0] in "/|,(–-©" or out[-1] in "/|,:–-©=＝" or opens_with_label(out + " ") and len(out) < 20 else " / "
        out += text
    return out or None


def _pieces(block: Block) -> list[tuple[str, bool]]:
    """Return the runs of text of ``block`` in order, each with whether its element is called a credit."""
    out: list[tuple[str, bool]] = []
    owner = block.element
    marked_outside = _marked_above(owner)
    if not len(owner):
        return [(block.text + " ", marked_outside)]
    # Only runs that belong to this block: an owner with several blocks is read run by run against the block's text.
    left = block.text
    stack: list[tuple[_Element, bool, bool]] = [(owner, True, marked_outside)]
    while stack and len(out) < 60:
        element, entering, marked = stack.pop()
        if not isinstance(element.tag, str):
            continue
        if entering:
            if element.tag in INVISIBLE or element.tag == "button":
                if element is not owner and element.tail:
                    out.append((element.tail, _state(stack, marked_outside)))
                continue
            named = marked or (element is not owner and _marked(element))
            stack.append((element, False, marked))
            if element.text:
                out.append((element.text, named))
            stack.extend((child, True, named) for child in reversed(element))
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
    whole = " ".join("".join(text for text, _ in merged).split())
    if whole != left:  # the owner holds other blocks too: keep the runs that are in this one
        merged = [(text, marked) for text, marked in merged if " ".join(text.split()) and " ".join(text.split()) in left]
        if not merged:
            merged = [(left + " ", marked_outside)]
    return [(text, marked) for text, marked in merged] + [(" ", False)]


def _state(stack: list[tuple[_Element, bool, bool]], default: bool) -> bool:
    return stack[-1][2] if stack else default


def _marked(element: _Element) -> bool:
    named = f"{element.get('class') or ''} {element.get('itemprop') or ''} {element.get('id') or ''}"
    return len(named) < 600 and bool(_CREDIT_CLASS.search(named))


def _marked_above(element: _Element) -> bool:
    """Say whether ``element`` or one around it, below the caption, is called a credit."""
    node: _Element | None = element
    for _ in range(4):
        if node is None or node.tag in ("figcaption", "figure", "article", "section", "body", "main", "header"):
            break
        if _CAPTION_CLASS.search(node.get("class") or "") and not _CREDIT_CLASS.search((node.get("class") or "").replace("caption", "")):
            break
        if _marked(node):
            return True
        node = node.getparent()
    return False


def _person_line(block: Block) -> bool:
    """Say whether a block called ``author`` or ``byline`` is rather the article's own byline: it links."""
    return block.link_chars > 0 and not opens_with_label(block.text)


def _has_ancestor(element: _Element, limit: _Element, tag: str) -> bool:
    node: _Element | None = element
    for _ in range(MAX_DEPTH):
        if node is None:
            return False
        if node.tag == tag:
            return True
        if node is limit:
            return False
        node = node.getparent()
    return False


def _share(wanted: set[str], text: str) -> float:
    return len(wanted & set(words(folded(text[:2_000])))) / len(wanted) if wanted else 0.0


def _is_own_link(href: str, url: str) -> bool:
    """Say whether a link around an image leads to the picture itself, or nowhere, rather than to another story."""
    if not href or href.startswith(("#", "javascript:", "data:")):
        return True
    path = href.split("?")[0].split("#")[0].lower()
    if path.endswith((".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif")) or re.search(r"(?i)/(?:photo|image|gallery|foto|galerie|bild|img|media|fullscreen|lightbox)", path):
        return True
    return path.rstrip("/") in (url.split("?")[0].rstrip("/").lower(), urlsplit(url).path.rstrip("/").lower()) if path else True


_URL_ATTRIBUTES = ("src", "data-src", "data-original", "data-lazy-src", "data-srcset", "srcset", "data-lazy", "data-lazyload", "data-url", "data-image", "data-full-src", "data-hi-res-src", "data-lazy-srcset")


def _address(image: _Element, document: Document) -> str | None:
    """Return the picture's address, absolute: what is shown, or what a script would put there."""
    parent = image.getparent()
    candidates = [image.get(name) for name in _URL_ATTRIBUTES]
    if parent is not None and parent.tag == "picture":
        for _, source in zip(range(8), parent.iter("source"), strict=False):
            candidates += [source.get("srcset"), source.get("data-srcset")]
    for value in candidates:
        if not value:
            continue
        value = value[:4_000].strip()
        if value.startswith(("data:", "blob:", "about:")) or "{{" in value or "${" in value:
            continue
        if " " in value:
            value = _largest(value)
        if url := join(document.base, value.rstrip(",")):
            if _POOR_URL.search(urlsplit(url).path) and value is not candidates[-1] and image.get("data-src"):
                continue
            return url
    return None


def _largest(srcset: str) -> str:
    """Return the address with the largest descriptor of a srcset."""
    best, size = srcset.split()[0], -1.0
    for match in re.finditer(r"(\S+)\s{1,9}(\d{1,6}(?:\.\d{1,3})?)[wx](?=[\s,]|$)", srcset):
        if float(match[2]) > size:
            best, size = match[1].lstrip(","), float(match[2])
    return best


def _is_tiny(image: _Element, url: str) -> bool:
    """Say whether an image is a logo, an icon, a pixel or a head rather than a photo."""
    for name in ("width", "height"):
        value = (image.get(name) or "").strip().removesuffix("px")
        if value.isascii() and value.isdigit() and int(value) <= 60 and value != "0":
            if not (name == "height" or name == "width") or int(value) > 1 or not image.get("data-src"):
                return True
    path = urlsplit(url).path if "//" in url else url
    if path.lower().endswith((".svg", ".ico")):
        return True
    named = f"{image.get('class') or ''} {image.get('id') or ''}"
    return bool(_POOR_URL.search(path[-300:])) or bool(re.search(r"(?i)(?<![a-z])(?:logo|icon|avatar|emoji)(?![a-z])", named[:400]))


def _same_picture(one: _Element, other: _Element) -> bool:
    """Say whether two images of one frame are the same picture: a lazy one and its fallback, two sizes."""
    a, b = (e.get("src") or e.get("data-src") or "" for e in (one, other))
    if not a or not b or a.startswith("data:") or b.startswith("data:") or _key(a) == _key(b):
        return True
    alt = one.get("alt")
    return bool(alt) and alt == other.get("alt")


def _key(url: str) -> str:
    """Return what is the same for all sizes of one picture: its file name, or its whole path where that says nothing."""
    path = unquote(urlsplit(url).path if "//" in url else url.split("?")[0])
    if (at := path.rfind("http")) > 0:  # a resizer that takes the address in its path
        path = path[at:].split("?")[0]
    name = path.rstrip("/").rsplit("/", 1)[-1].lower()
    stem = name.rsplit(".", 1)[0] if "." in name else name
    stem = _NOT_NAME.sub("", _SIZE.sub("", stem))
    return stem if len(stem) >= 6 and stem not in ("default", "original", "image") else _NOT_NAME.sub("", path.lower() + (urlsplit(url).query if len(stem) < 4 else ""))


def _stated(document: Document) -> dict[str, tuple[str | None, str | None]]:
    """Return what JSON-LD says of pictures: file name → (caption, credit)."""
    found: dict[str, tuple[str | None, str | None]] = {}
    for node in document.json_ld[:400]:
        kind = node.get("@type")
        if not (kind == "ImageObject" or isinstance(kind, list) and "ImageObject" in kind):
            continue
        address = next((v for v in (node.get("contentUrl"), node.get("url"), node.get("@id")) if isinstance(v, str) and "/" in v), None)
        if address is None:
            continue
        caption = _string(node.get("caption")) or _string(node.get("description"))
        credit = next(filter(None, (_string(node.get(name)) for name in ("creditText", "creator", "author", "copyrightHolder", "copyrightNotice"))), None)
        caption, inner = split_caption(caption) if caption else (None, None)
        key = _key(address)
        if key not in found or found[key] == (None, None):
            found[key] = (caption, credit or inner)
    return found


def _string(value: Any, depth: int = 0) -> str | None:
    """Return a JSON-LD value as text: a string, a list of them, or an object with a name."""
    if isinstance(value, str):
        return clean(lxml_text(value)) if len(value) < 5_000 else None
    if depth < 3 and isinstance(value, dict):
        return _string(value.get("name"), depth + 1)
    if depth < 3 and isinstance(value, list):
        return " / ".join(filter(None, (_string(one, depth + 1) for one in value[:5]))) or None
    return None


def lxml_text(value: str) -> str:
    """Return ``value`` without tags."""
    return re.sub(r"<[^<>]{0,500}>", " ", value) if "<" in value else value


def _merged(frames: Iterable[_Frame]) -> list[_Frame]:
    """Return ``frames`` with the same picture, or the same words, once: the fuller one at the earlier place."""
    out: list[_Frame] = []
    by_key: dict[str, int] = {}
    by_words: dict[tuple[str, str], int] = {}
    for frame in frames:
        said = (folded(frame.caption or ""), folded(frame.credit or ""))
        at = by_key.get(frame.key)
        if at is None and len(said[0]) > 12:
            at = by_words.get(said)
        if at is None:
            by_key[frame.key] = len(out)
            if said[0]:
                by_words[said] = len(out)
            out.append(frame)
        elif (frame.caption is not None) + (frame.credit is not None) > (out[at].caption is not None) + (out[at].credit is not None):
            frame.blocks = frame.blocks + out[at].blocks
            out[at] = frame
        else:
            out[at].blocks = out[at].blocks + frame.blocks
    return out
