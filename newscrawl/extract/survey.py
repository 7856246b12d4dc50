"""One page looked over for its body: its boxes, how good the text in them is, and what both rounds of the model are asked about."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from copy import copy
from itertools import accumulate
from operator import attrgetter
from typing import NamedTuple

import lxml.html

from newscrawl.blocks import Block
from newscrawl.document import Document
from newscrawl.extract.named import HINTS, LONG_NAME, NO_HINTS, Hints, name_of
from newscrawl.text import count_words, folded_words

MOST_WORDS = 2_000
"""Words of one block that are counted: of longer ones nothing was learned, and a hostile page has millions in one."""
FAINT, BARE = 0.2, 0.05
"""Shares of good text in blocks of one look, and of the page's in the box around, below which what stands far from the text is not asked about."""
NEAR = 40
"""How many blocks below the headline what the page says of itself is looked for in its text."""
LEAD_TAGS = frozenset(("h2", "h3", "h4"))
_BRIEF_TAGS = frozenset(("h2", "h3", "h4", "h5", "h6", "li", "p", "td", "th", "dt", "dd", "strong"))
HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))
LONG_CAPTION, LONG_CAPTION_CHARS = 25, 120
"""Words and characters from which a block claimed as a caption is looked at all the same. Characters too: where each counts as a word, most captions
have 25 of them (without, .003 of F1 lost on newspapers, all of it Korean and Japanese ones)."""
_CJK = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")
FAR_STOPS = "。！？؟۔।…"
_FAR_CHARACTER = re.compile(f"{_CJK.pattern}|[{FAR_STOPS}]")
ENDS = frozenset(".!?。！？؟۔।…”\"»)'’:")

_ARTICLE, _MAIN, _ASIDE, _FOOTER, HEADER, _NAV, _FIGURE, _FORM, TABLE, _LIST, _HIDDEN, _LINK = (1 << bit for bit in range(12))
_TAG_FLAGS = {
    "article": _ARTICLE, "main": _MAIN, "aside": _ASIDE, "footer": _FOOTER, "header": HEADER, "nav": _NAV, "figure": _FIGURE, "figcaption": _FIGURE,
    "form": _FORM, "button": _FORM, "fieldset": _FORM, "table": TABLE, "ul": _LIST, "ol": _LIST, "dl": _LIST, "dialog": _FORM,
    "caption": _FIGURE, "a": _LINK,
}  # fmt: skip
_SIDE_FLAGS = _ASIDE | _FOOTER | _NAV | _FIGURE | _FORM | _HIDDEN
_TAG_KINDS = {
    "p": 0, "div": 1, "section": 1, "article": 1, "main": 1, "body": 1, "html": 1, "td": 2, "th": 2, "blockquote": 3, "pre": 3,
    "dd": 4, "dt": 4, "li": 5,
    "h2": 6, "h3": 7, "h4": 8, "h5": 9, "h6": 9, "h1": 10, "figcaption": 11, "caption": 11, "button": 12, "option": 12, "label": 12, "textarea": 12,
}  # fmt: skip
_FAR, _HIGH = 20, 12


_NO_TWINS: Sequence[int] = (0, 1000)
"""Of the root, which has no siblings. The second figure tells "no card at all" from a card without links: anything far above 1."""


class _Said:
    """At which depth a name around a box, or its own, last spoke of each thing; shared by all boxes up to the next name that does."""

    __slots__ = ("caption", "comment", "hidden", "lead", "side", "textual")

    def __init__(self, textual: int, lead: int, caption: int, side: int, hidden: int, comment: bool) -> None:
        self.textual = textual
        self.lead = lead
        self.caption = caption
        self.side = side
        self.hidden = hidden
        self.comment = comment


_NOTHING_SAID = _Said(-_FAR, -_FAR, -_FAR, -_FAR, -_FAR, False)


class Box:
    """An element with text somewhere in it, and what stands in it."""

    __slots__ = (
        "count", "depth", "direct", "doors", "first", "flags", "good", "hints", "last", "linked", "look", "mass", "named", "parent", "said", "score",
        "size", "tag", "twins",
    )  # fmt: skip
    said: _Said
    look: _Look | None
    mass: float

    def __init__(self, parent: Box | None, tag: str, named: str, flags: int, hints: Hints) -> None:
        self.parent = parent
        self.tag = tag
        self.named = named
        self.look = None
        self.flags = flags
        self.hints = hints
        self.twins: Sequence[int] = _NO_TWINS
        self.depth: int = parent.depth + 1 if parent else 0
        self.good = self.score = 0.0
        self.size = self.linked = self.count = self.direct = self.doors = 0
        self.first = -1
        self.last = -1

    def settle(self, heading: int) -> None:
        """Note what names on this box and around it speak of. Names around the headline say nothing against what stands there."""
        parent = self.parent
        around = parent.said if parent is not None else _NOTHING_SAID
        side, textual, lead, caption, comment, hidden = self.hints
        apart = not self.first <= heading <= self.last
        depth = self.depth
        self.said = _Said(
            depth if textual else around.textual,
            depth if lead else around.lead,
            depth if caption else around.caption,
            depth if side and apart else around.side,
            depth if hidden and apart else around.hidden,
            (comment and apart) or around.comment,
        )


class _Look:
    """The blocks of one tag and class, in boxes of one tag and class."""

    __slots__ = ("count", "good", "linked", "mass", "size", "stops")

    def __init__(self) -> None:
        self.count = self.size = self.linked = self.stops = 0
        self.good = self.mass = 0.0


class _Around(NamedTuple):
    """What a block's row says of the box around its own, and of those around that."""

    columns: tuple[float, ...]
    item_depth: int
    item_first: int
    heading: int
    """How many boxes out the headline is met."""
    out: int
    """How many boxes out the best one, or one around it, is."""


_FLAGGED = (_ARTICLE, _MAIN, _FORM, TABLE, _LIST)
_FLAG_COLUMNS: dict[int, tuple[float, ...]] = {}


def _flag_columns(flags: int) -> tuple[float, ...]:
    """Return which of _FLAGGED are set; kept in _FLAG_COLUMNS, where there is room for all that there can be."""
    columns = _FLAG_COLUMNS[flags] = tuple([1.0 if flags & flag else 0.0 for flag in _FLAGGED])
    return columns


class Survey:
    """One page looked over for its body: what both rounds of the model are asked about.

    ``kept`` are the indices of the blocks worth learning from, ``narrowed`` worth asking about; every row answers to one of them, in order.
    """

    def __init__(
        self, document: Document, blocks: Sequence[Block], title: str | None, barred: AbstractSet[int], captions: AbstractSet[int] = frozenset()
    ) -> None:
        self.claimed = captions
        self.blocks = blocks
        self.title = " ".join(folded_words(title)) if title else ""
        described = document.meta_first("og:description", "description", "twitter:description") or ""
        self.described_words = set(folded_words(described))
        self.boxes: list[Box] = []
        self._families: dict[tuple[Box, str, str], list[int]] = {}
        self._look_over(barred | captions)

    def _look_over(self, barred: AbstractSet[int]) -> None:
        blocks = self.blocks
        known: dict[lxml.html.HtmlElement, Box] = {}
        boxes: list[Box] = []
        sizes: list[int] = []
        every_stop: list[int] = []
        densities: list[float] = []
        self.box, self.size, self.stops, self.density = boxes, sizes, every_stop, densities
        for index, block in enumerate(blocks):  # a block's index is its place
            text = block.text
            box = known.get(block.element) or self._box(block.element, known)
            size = text.count(" ") + 1
            stops = text.count(".") + text.count("!") + text.count("?")
            if not text.isascii() and _FAR_CHARACTER.search(text):
                if _CJK.search(text):
                    size = count_words(text)
                for stop in FAR_STOPS:
                    stops += text.count(stop)
            if size > MOST_WORDS:
                size = MOST_WORDS
            density = 0.0
            box.direct += 1
            box.count += 1
            box.size += size
            if block.link_chars:
                density = block.link_chars / len(text)
                box.linked += int(size * density)
                box.doors += density > 0.7 and size > 1
            if box.first < 0:
                box.first = index
            box.last = index
            boxes.append(box)
            sizes.append(size)
            every_stop.append(stops)
            densities.append(density)
        self.texts = Counter([block.text for block in blocks])
        for box in reversed(self.boxes):  # parents come before their children
            if parent := box.parent:
                parent.count += box.count
                parent.size += box.size
                if box.linked:
                    parent.linked += box.linked
                    parent.doors += box.doors
                if parent.first < 0 or box.first < parent.first:
                    parent.first = box.first
                if box.last > parent.last:
                    parent.last = box.last
            if box.doors and isinstance(box.twins, list):
                box.twins[1] += 1
        self.heading = self._heading()
        for box in self.boxes:
            if box.hints is NO_HINTS:  # most boxes
                box.said = box.parent.said if box.parent is not None else _NOTHING_SAID
            else:
                box.settle(self.heading)
        self._let_comments_speak()
        self._weigh(barred)

    def _weigh(self, barred: AbstractSet[int]) -> None:
        """Find how much good text stands in each box and in blocks of each look, the best box, and which blocks are worth asking about."""
        blocks = self.blocks
        looks: dict[tuple[str, ...], _Look] = {}
        self.look: list[_Look] = []
        self.good: list[float] = []
        for block, box, size, stops, density in zip(blocks, self.box, self.size, self.stops, self.density, strict=True):
            parent = box.parent
            look = box.look
            if look is None:
                key = (box.tag, box.named, parent.tag, parent.named) if parent else (box.tag, box.named)
                look = looks.get(key)
                if look is None:
                    look = looks[key] = _Look()
                box.look = look
            good = 0.0
            look.count += 1
            look.size += size
            if density:
                look.linked += int(size * density)
            if stops:
                look.stops += 1
            if size >= 8 and density < 0.4 and not box.said.comment and block.index not in barred:
                good = size * (1 - density) * (1.0 if stops else 0.4)
                if box.flags & _SIDE_FLAGS or box.depth - box.said.side < 3:
                    good *= 0.3
                # Readability's idea: text speaks for the boxes around it, less for each further one.
                box.good += good
                box.score += good * (1.0 if box.tag != "p" else 0.2)
                if parent:
                    parent.score += good
                    if parent.parent:
                        parent.parent.score += good * 0.6
                        if parent.parent.parent:
                            parent.parent.parent.score += good * 0.3
                look.good += good
            self.look.append(look)
            self.good.append(good)
        for box in reversed(self.boxes):
            if box.good and (parent := box.parent):
                parent.good += box.good
        self.all_good = self.boxes[0].good if self.boxes else 0.0
        self.all_size = self.boxes[0].size if self.boxes else 0
        self.best = max(self.boxes, key=attrgetter("score"), default=None)
        # The smallest box that holds nearly all good text.
        self.hull = self.boxes[0] if self.boxes else None
        most = 0.8 * self.all_good
        for box in self.boxes:
            if box.good >= most and self.hull and box.count < self.hull.count:
                self.hull = box
        self.kept = self._worth_asking(barred)

    def narrowed(self) -> Survey:
        """Return the same page without what need not be asked about: a sixth of ``kept``.

        Of what stands far from the text, the trees, not having seen the page, found no word to be text that was. They learn from it all the same:
        without, they read small sites worse (snippets -.002).
        """
        hull, heading = self.hull, self.heading
        # Between headline and text stands what leads in: that is asked about.
        low, high = (heading if 0 <= heading < hull.first else hull.first, hull.last) if hull else (0, len(self.blocks))
        bare = BARE * (self.all_good or 1.0)
        blocks, boxes, looks, sizes, densities = self.blocks, self.box, self.look, self.size, self.density
        kept = []
        for i in self.kept:
            if sizes[i] < 3:
                if _says_nothing(blocks[i].text):
                    continue
            elif densities[i] > 0.9 and blocks[i].text.isupper() and boxes[i].tag not in HEADINGS:
                continue  # a line that is one link, all in capitals, leads to another story: of 99 such blocks 94 are no text
            if not low <= i <= high and (look := looks[i]).good < FAINT * look.size:
                parent = boxes[i].parent or boxes[i]
                if (parent.parent or parent).good < bare:
                    continue
            kept.append(i)
        narrow = copy(self)
        narrow.kept = kept
        return narrow

    def _let_comments_speak(self) -> None:
        """Take what names call comments for text where there is next to none beside: a forum, a running commentary."""
        if not any(box.said.comment and box.direct for box in self.boxes):
            return
        heard = [0, 0]
        for box, size, density in zip(self.box, self.size, self.density, strict=True):
            if size >= 8 and density < 0.4:
                heard[box.said.comment] += size
        if heard[0] < 60 and heard[1] > heard[0]:
            for box in self.boxes:
                if box.said.comment:
                    box.said.comment = False

    def _doubtful_caption(self, i: int) -> bool:
        return i in self.claimed and self.size[i] >= LONG_CAPTION and len(self.blocks[i].text) >= LONG_CAPTION_CHARS

    def _worth_asking(self, barred: AbstractSet[int]) -> list[int]:
        """Return the indices of the blocks worth learning from."""
        looks, title = self.look, self.title
        longest = 2 * len(title) + 20 if title else 0
        kept = []
        for i, (block, box, size, density) in enumerate(zip(self.blocks, self.box, self.size, self.density, strict=True)):
            good = looks[i].good
            if density > 0.7 and size <= 12 and not ((good or box.tag in LEAD_TAGS) and self._link_in_text(i)):
                continue
            if size < 3 and not good and box.tag not in _BRIEF_TAGS:
                continue
            if box.said.comment:  # of 32,000 words that stand there, 2 in 100 are the story's
                continue
            if density > 0.5 and box.flags & _NAV:
                continue
            if i in barred and not self._doubtful_caption(i):
                continue
            if len(block.text) < longest and self._says_title(block.text):
                continue
            kept.append(i)
        return kept

    def _link_in_text(self, i: int) -> bool:
        """Whether a short link may be text: one that looks as good text does elsewhere, or a heading; of others 98 in 100 are not.

        A paragraph of three words, all of them a link, is what appeals have to press.
        """
        tag, hull = self.box[i].tag, self.hull
        if self.look[i].good and self.size[i] > 3 and tag in ("p", "div"):
            return True
        inside = hull is not None and hull.first <= i <= hull.last
        return inside and (tag in ("h2", "h3", "h4") or (tag == "li" and self.look[i].good > 0))

    def _says_title(self, text: str) -> bool:
        # Folding costs more than all else here; what is much shorter than the title cannot say it, nor what begins with another letter.
        if 2 * len(text) < len(self.title) or (text[:2].isascii() and text[0].isalnum() and text[0].lower() != self.title[0]):
            return False
        return " ".join(folded_words(text)) == self.title

    def _heading(self) -> int:
        """The block of the headline: an h1 that says the title, any heading that does, the first h1 above the text; -1 for none."""
        first = -1
        said = -1
        limit = 2 * len(self.title) + 40
        for block, box in zip(self.blocks, self.box, strict=True):
            if box.tag == "h1" or (box.parent and box.parent.tag == "h1"):
                if first < 0:
                    first = block.index
                if self.title and len(block.text) < limit and self._says_title(block.text):
                    return block.index
            elif said < 0 and self.title and len(block.text) < limit and self.density[block.index] < 0.5 and self._says_title(block.text):
                said = block.index
        return said if said >= 0 else first

    def _box(self, element: lxml.html.HtmlElement, known: dict[lxml.html.HtmlElement, Box]) -> Box:
        missing = [element]
        families, every = self._families, self.boxes
        at = element.getparent()
        parent = None
        while at is not None and (parent := known.get(at)) is None:
            missing.append(at)
            at = at.getparent()
        for one in reversed(missing):
            tag: str = one.tag
            flags = (parent.flags if parent else 0) | _TAG_FLAGS.get(tag, 0)
            named = first = called = ""
            said = 0
            for attribute, value in one.items():  # one walk is half the price of asking for each
                if attribute == "class":
                    named, first, said = name_of(value) if len(value) <= LONG_NAME else name_of.__wrapped__(value)
                elif attribute == "id":
                    called = value
                elif attribute == "style":
                    if "d" in value and _HIDDEN_STYLE.search(value):
                        flags |= _HIDDEN
                elif attribute == "role":
                    flags |= _ROLE_FLAGS.get(value, 0)
                elif attribute == "hidden" or (attribute == "aria-hidden" and value == "true"):
                    flags |= _HIDDEN
            if called:
                said |= name_of(called[:80])[2]
            box = Box(parent, tag, named, flags, HINTS[said])
            if parent is not None:  # siblings of one kind: cards, list items, comments, paragraphs
                family = (parent, tag, first)
                twins = families.get(family)
                if twins is None:
                    twins = families[family] = [0, 0]
                twins[0] += 1
                box.twins = twins
            known[one] = parent = box
            every.append(box)
        assert parent is not None
        return parent

    def first_rows(self) -> list[list[float]]:
        """Return the features of the first round, one row for each of ``kept``."""
        blocks, boxes, sizes, goods, densities, stops = self.blocks, self.box, self.size, self.good, self.density, self.stops
        n = len(blocks)
        all_good = self.all_good or 1.0
        best, hull, heading = self.best, self.hull, self.heading
        best_score = best.score if best and best.score else 1.0
        best_first, best_last, best_depth = (best.first, best.last, best.depth) if best else (0, 0, 0)
        hull_first, hull_last = (hull.first, hull.last) if hull else (0, 0)
        # The best box and those around it: how far out of a block's own one of them is met.
        spine: set[Box] = set()
        at_best = best
        while at_best is not None:
            spine.add(at_best)
            at_best = at_best.parent
        good_places = [i for i in range(n) if goods[i] >= 12]
        before = list(accumulate(goods, initial=0.0))
        before_heading = before[heading]
        titles = list(accumulate([box.tag == "h1" for box in boxes]))
        titles_said = titles[heading] if heading >= 0 else 0
        # What a page says of itself to machines is told at its head, if anywhere: further down nothing is gained by looking for it.
        described, reach = self.described_words, (max(heading, 0) + NEAR if self.described_words else -1)
        described_share = 1.0 / (len(described) or 1)
        hidden = sum(good for good, box in zip(goods, boxes, strict=True) if good and (box.flags & _HIDDEN or box.depth - box.said.hidden < 3))
        page = (self.all_good / (self.all_size or 1), best.good / all_good if best else 0.0, hidden / all_good, float(n), float(all_good))
        # What a row says of the block's look and of the box around its own is the same for many blocks. All of it in floats: see trees.compiled.
        of_looks: dict[_Look, tuple[float, ...]] = {}
        of_parents: dict[Box, _Around] = {}
        rows: list[list[float]] = []
        for i in self.kept:
            block, box, look = blocks[i], boxes[i], self.look[i]
            text, size = block.text, sizes[i]
            said, depth = box.said, box.depth
            parent = box.parent or box
            of_look = of_looks.get(look)
            if of_look is None:
                extent = look.size or 1
                of_look = of_looks[look] = (
                    float(look.count), look.good / all_good, look.good / extent, look.linked / extent, look.size / look.count,
                    look.stops / look.count,
                )  # fmt: skip
            around = of_parents.get(parent)
            if around is None:
                around = of_parents[parent] = self._around(parent, all_good, best_score, spine)
            at = bisect_right(good_places, i)
            own = 1 if at and good_places[at - 1] == i else 0
            above = good_places[at - 1 - own] if at > own else -1
            below = good_places[at] if at < len(good_places) else -1
            told = tokens = 0
            if i <= reach and size < 80:
                words = set(folded_words(text))
                told, tokens = len(words & described), len(words)
            after = i + 1
            rows.append([
                *page,
                *(_FLAG_COLUMNS.get(box.flags) or _flag_columns(box.flags)),
                *around.columns,
                *of_look,
                *map(float, (
                    size,
                    len(text) / size,
                    densities[i],
                    stops[i],
                    stops[i] / size,
                    text[-1] in ENDS,
                    self.texts[text],
                    goods[i],
                    goods[i] / all_good,
                    _TAG_KINDS.get(box.tag, 13),
                    depth - said.side,
                    depth - said.textual,
                    depth - said.lead,
                    depth - said.caption,
                    depth - said.hidden,
                    around.item_depth - depth,
                    around.item_first - i,
                    i in self.claimed,
                    block.style,
                    box.twins[0],
                    _FAR if above < 0 else 0 if box.first <= above else 1 if parent.first <= above else self._climb(box, above),
                    _FAR if below < 0 else 0 if box.last >= below else 1 if parent.last >= below else self._climb(box, below),
                    depth,
                    box.direct,
                    box.score / best_score,
                    0 if not spine or box in spine else min(around.out + 1, _FAR),
                    i - best_first if i < best_first else i - best_last if i > best_last else 0,
                    i - hull_first if i < hull_first else i - hull_last if i > hull_last else 0,
                    depth - best_depth if best else 0,
                    i / n,
                    before[i] / all_good,
                    (before[n] - before[after]) / all_good,
                    min(i - heading, 60) if heading >= 0 else -60,
                    -1 if heading < 0 else 0 if box.first <= heading <= box.last else min(around.heading + 1, _HIGH),
                    max(-1.0, (before[i] - before_heading) / all_good) if heading >= 0 else -2,
                    titles[i] - titles_said,
                    i - above if above >= 0 else 50,
                    below - i if below >= 0 else 50,
                    densities[i - 1] if i else 0,
                    sizes[after] if after < n else 0,
                    densities[after] if after < n else 0,
                    goods[after] if after < n else 0,
                    _TAG_KINDS.get(boxes[after].tag, 13) if after < n else 14,
                    told / (tokens or 1),
                    told * described_share,
                )),
            ])  # fmt: skip
        self._rows = rows
        return rows

    def _around(self, parent: Box, all_good: float, best_score: float, spine: AbstractSet[Box]) -> _Around:
        """Return the part of a row that the box around a block's own decides."""
        grand = parent.parent or parent
        great = grand.parent or grand
        # The card, list item or row it stands in: the nearest box that has siblings of its kind, paragraphs aside.
        item = parent
        while item.twins[0] < 3 and item.parent:
            item = item.parent
        out = 0
        climbed: Box | None = parent
        while climbed is not None and out < _FAR and climbed not in spine:
            climbed = climbed.parent
            out += 1
        size, extent = parent.size or 1, grand.size or 1
        return _Around(
            (
                float(_TAG_KINDS.get(parent.tag, 13)),
                float(item.twins[0]),
                item.twins[1] / (item.twins[0] or 1),
                float(item.count),
                float(item.size),
                item.linked / (item.size or 1),
                float(parent.count),
                parent.good / all_good,
                parent.good / size,
                parent.linked / size,
                float(grand.count),
                grand.good / all_good,
                grand.good / extent,
                great.good / all_good,
                parent.score / best_score,
                grand.score / best_score,
            ),
            item.depth,
            item.first,
            self._climb(parent, self.heading) if self.heading >= 0 else 0,
            out,
        )

    @staticmethod
    def _climb(box: Box, place: int) -> int:
        """How many boxes out of ``box`` the block at ``place`` is met."""
        steps = 0
        at: Box | None = box
        while at is not None and steps < _HIGH:
            if at.first <= place <= at.last:
                return steps
            at = at.parent
            steps += 1
        return steps

    def second_rows(self, first: Sequence[float], asked: Iterable[int] | None = None) -> list[list[float]]:
        """Return the features of the second round, given the first round's probabilities for ``kept``: of the ``asked`` places there, or of all."""
        n = len(self.blocks)
        chance = [0.0] * n
        mass = [0.0] * n
        for i, p in zip(self.kept, first, strict=True):
            chance[i] = p
            mass[i] = p * self.size[i]
        for box in self.boxes:
            box.mass = 0.0
        for look in self.look:
            look.mass = 0.0
        for i in self.kept:
            self.box[i].mass += mass[i]
            self.look[i].mass += mass[i]
        for box in reversed(self.boxes):
            if box.parent:
                box.parent.mass += box.mass
        total = sum(mass) or 1.0
        sure = [i for i in self.kept if chance[i] > 0.5 and self.size[i] >= 6]
        # The middle of the text: half of what is likely stands before it.
        heart, heard = 0, 0.0
        for i in self.kept:
            heard += mass[i]
            if heard * 2 >= total:
                heart = i
                break
        first_sure, last_sure = (sure[0], sure[-1]) if sure else (0, n)
        hull = self.boxes[0] if self.boxes else None
        for box in self.boxes:
            if hull and box.mass >= 0.8 * total and box.count < hull.count:
                hull = box
        hull_first, hull_last = (hull.first, hull.last) if hull else (0, 0)
        before = list(accumulate(mass, initial=0.0))
        around = [0.0, 0.0, *chance, 0.0, 0.0]
        sures = float(len(sure))
        rows = []
        for k in range(len(self.kept)) if asked is None else asked:
            i = self.kept[k]
            box, look = self.box[i], self.look[i]
            parent = box.parent or box
            grand = parent.parent or parent
            mine, size = mass[i], self.size[i]
            rows.append([
                *self._rows[k],
                first[k],
                around[i + 1],
                around[i],
                around[i + 3],
                around[i + 4],
                (look.mass - mine) / (look.size - size + 1),
                look.mass / (look.size or 1),
                look.mass / total,
                (parent.mass - mine) / (parent.size - size + 1),
                parent.mass / total,
                grand.mass / (grand.size or 1),
                grand.mass / total,
                float(self._climb(box, heart)),
                float(i - first_sure),
                float(i - last_sure),
                float(i - hull_first if i < hull_first else i - hull_last if i > hull_last else 0),
                before[i] / total,
                (before[n] - before[i + 1]) / total,
                total,
                sures,
            ])  # fmt: skip
        return rows
_ROLE_FLAGS = {
    "main": _MAIN, "article": _ARTICLE, "navigation": _NAV, "complementary": _ASIDE, "contentinfo": _FOOTER, "banner": HEADER, "dialog": _FORM,
    "alertdialog": _FORM, "search": _FORM, "form": _FORM, "button": _FORM, "menu": _NAV, "list": _LIST,
}  # fmt: skip


def _says_nothing(text: str) -> bool:
    """Whether one or two words are none: an address meant for machines, or signs only. A line of underscores parts what is told, and stays."""
    return ("://" in text and " " not in text) or not (text[0].isalnum() or "_" in text or any(map(str.isalnum, text)))
