"""A site's furniture, learned: what stands on many different stories of a site is part of none of them, in any language and without a rule.

    marks_of    what one page's blocks look like, as the archive counts them
    fold_story  one story's marks into the site's counts; the order of stories does not matter
    learn       counts into a Template: an immutable value, handed to ``read``
    apply       the blocks of a page that the template knows for furniture

Frequency alone convicts nobody. Honest text recurs too: a column's first sentence, a statement quoted all day, formulas of obituaries and weather,
corrections. Evidence is the share of the stories of its own time, the place, the wording (verbatim or with changing names), the company it keeps, and
what it looks like; and it has dates: what a site dropped months ago and a story quotes today is text again.
"""

from __future__ import annotations

import re
import zlib
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from hashlib import blake2b
from itertools import accumulate, chain, islice, pairwise
from math import exp, log
from typing import Literal
from weakref import WeakKeyDictionary

import lxml.html

from newscrawl.blocks import BOLD, SMALL, Block
from newscrawl.document import Document
from newscrawl.items import BlockMark, FurnitureKind
from newscrawl.strip.appeal import kind_by_signs, label_of, signs_in, signs_in_each, site_names
from newscrawl.strip.letter import CLOSERS, MAX_LINE, Part, parts_of, shapes
from newscrawl.strip.lexicon import DENSE, Sign, signs_of, tokens_of, tokens_of_each
from newscrawl.strip.shape import Box, Mark, around_body, fences

SITE = ""
"""The fingerprint under which the stories of the site itself are counted, in the same shape."""
SAMPLE = 8
"""Story ids that a count remembers: enough to see that the first few sightings are of different stories."""

_TOKEN = re.compile(r"[^\W_]+")
_WORD = re.compile(r"[^\W\d_]+")
_ASCII_GAPS = bytes(code if chr(code).isalpha() else 32 for code in range(128)).ljust(256)
_EDGES = "“”„«»\"‘’'‚.,;:!?…()[]–—-/*·•。、，！？「」（）׳״،؛؟"
_PARAGRAPH = 200
"""Characters of a text from which its long words are looked for first: they are most of what it is known by, and a quarter of the work."""
_STOPS = tuple(".!?…。！？؟।॥۔։።។။")
_FULL_STOPS = ".!。！।۔"
_SENTENCE_END = re.compile(f"[{''.join(_STOPS)}]$")
_ARROW_END = re.compile(r"(?:>>+|»|›|→|➜|➔|▶|⟶)$")
_SCRIPT_RUN = re.compile(
    "[\u4e00-\u9fff\u3400-\u4dbf]+|[\u30a0-\u30ff]+|[\u3040-\u309f]+|[\uac00-\ud7af]+|[^\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+"
)
_QUOTED_WHOLE = re.compile('^[“„«「"‘‚].*[”“»」"’][.,]?$|^[–—-]\\s')
_QUOTES = re.compile('[“”„«»"「」]')
_STARRED = re.compile(r"[*∗⁎＊†‡]+\s*[^\W\d_]")
_SHORT = 8
"""Up to so many different words a block is known by all of them, above by its longest: they say what it is about, and small edits miss them."""
_LONGEST = 6
_BEFORE, _AFTER = 4, 10
"""Blocks before and after the text that are counted with it."""
_NEAR = 8
"""Stories of the site that are enough to say how common a block is around one date."""
_RUN = 4
"""Blocks that must stand together, word for word, for their shape to say that they are a letter."""
_FEW, _LINE = 3, 160
"""Blocks that must stand together, word for word, to be an appeal if they ask and speak for the site; and the characters of the longest of them."""
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_CALL = 50
"""Characters of a link that says where to press."""
_HEADING = 90
"""Characters of a line that announces a box."""
_LABEL = 60
"""Characters of a line that opens a text and is no sentence: how long it takes to read, what it is filed under."""
_CAP = 0.8
"""No more of a body than this goes by what is learned; beyond it nothing goes and the page is doubtful."""
_WHOLE = 200_000
"""Characters of a block that are looked at; the longest of a real page seen has a tenth of it."""
_MAX_REASONS = 20_000
_MAX_ROWS = 2_000
_PHONE = re.compile(r"\d[\d ()/.–-]{4,}\d|@\w")
_THOUSANDS = re.compile(r"\b\d{1,3}(?:[.\u00a0\u202f ]\d{3})+\b")
_POOL = 0.35
"""Share of a site's text that must recur for its stories to be drawn from a pool."""
_KEPT, _KEPT_SHARE = 4.0, 0.12
"""Variance of places, in hundredths of the text and as a share of that of the paragraphs around, up to which a block keeps its place."""
_ASKING: frozenset[str | None] = frozenset(("consent", "appeal", "newsletter", "plug", "related", "share", "comments"))


@dataclass(frozen=True, slots=True)
class BlockCount:
    """What is known of one fingerprint on one site.

    All sums, extremes and sorted samples: the order in which stories are folded in leaves no trace.
    """

    fingerprint: str
    stories: int = 0
    first_seen: datetime | None = None
    last_seen: datetime | None = None
    weeks: tuple[tuple[int, int], ...] = ()
    """(week, stories) in ascending order; a week is the days since 1970-01-01 divided by seven."""
    in_body: int = 0
    """Stories in which the reader took it for text; of ``SITE`` the blocks of text of all stories."""
    opening: int = 0
    """Stories in which it was the first of the text."""
    closing: int = 0
    """Stories in which it was the last of the text or stood below."""
    place: int = 0
    """Sum of its places in thousandths."""
    spot: tuple[int, int] = (0, 0)
    """Sums of its places in hundredths and of their squares, where it was text: what is pasted keeps its place, what stories share does not."""
    kinds: tuple[tuple[str, int], ...] = ()
    """(kind, stories) by name, of the stories in which it looked like something."""
    text: str = ""
    """Of its wordings the first in alphabetical order, cut to 200 characters."""
    wordings: tuple[int, int] | None = None
    """Least and greatest checksum of its wordings: equal if it never varied."""
    before: tuple[str, str] | None = None
    """Least and greatest fingerprint of what stands before it: equal if that is always the same. "" is nothing."""
    after: tuple[str, str] | None = None
    sample: tuple[str, ...] = ()
    """The first ids of its stories in alphabetical order."""
    ruled: Literal["keep", "drop"] | None = None
    """What a person said, which ends the matter."""

    @property
    def kind(self) -> FurnitureKind | None:
        """What it mostly looks like; None if in more than half of its stories it looks like nothing."""
        if not self.kinds or sum(number for _, number in self.kinds) * 2 < self.stories:
            return None
        return max(self.kinds, key=lambda pair: (pair[1], pair[0]))[0]  # type: ignore[return-value]  # only FurnitureKind goes in


@dataclass(frozen=True, slots=True)
class Known:
    """One fingerprint as the template knows it: its count, and what makes it furniture (None: nothing does)."""

    count: BlockCount
    since: tuple[int, ...]
    """Its weeks."""
    sums: tuple[int, ...]
    """Stories up to and with each of them."""
    words: frozenset[str]
    skeleton: frozenset[str]
    says: FurnitureKind | None = None
    """What its words look like, wherever they stand."""


@dataclass(frozen=True, slots=True)
class Loose:
    """How much text recurs in ever other company."""

    blocks: int
    different: int
    squares: int
    """Sum of the squares of how often each stands in the text."""
    sway: float
    """The variance of their places in the text, in hundredths of it."""


@dataclass(frozen=True, slots=True)
class Template:
    """What is known of a site's furniture; made by ``learn``, used by ``apply``. Holds only what stands on two stories or more, or was ruled on."""

    stories: int = 0
    known: Mapping[str, Known] = field(default_factory=dict)
    weeks: tuple[int, ...] = ()
    sums: tuple[int, ...] = ()
    by_word: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What may have variants, by the words of its skeleton."""
    said: frozenset[str] = frozenset()
    """All words of what may have variants."""
    texts: int = 0
    """Blocks of text of all its stories."""
    loose: Loose | None = None
    """What recurs in the text of its stories in ever other company, if it is much of what neither asks nor keeps company: then stories are drawn from
    a pool, and that a paragraph recurs says nothing."""
    kept: frozenset[str] = frozenset()
    """What a person said is text."""
    reasons: dict[tuple[str, int, bool, FurnitureKind | None, bool], str | None] = field(default_factory=dict, repr=False, compare=False)
    """What was said of a fingerprint in a week, as text or beside it: it follows from the rest, and the next page of that week asks the same."""
    sure: dict[tuple[str, int], bool] = field(default_factory=dict, repr=False, compare=False)
    """Whether nearly all stories of a week had it; as ``reasons``."""
    standing: dict[tuple[str, int], bool] = field(default_factory=dict, repr=False, compare=False)
    """Whether it may be one of a run in a week; as ``reasons``."""
    letters: dict[tuple[int, tuple[str, ...]], dict[str, str]] = field(default_factory=dict, repr=False, compare=False)
    """What of such a row stands together as letters stand in a week; as ``reasons``."""
    beside: dict[tuple[str, str], str] = field(default_factory=dict, repr=False, compare=False)
    """What ``_side_by_side`` says of two; as ``reasons``."""

    @property
    def counts(self) -> tuple[BlockCount, ...]:
        """The counts it was made from, as far as it needs them: ``learn`` makes the same template from these again."""
        weeks = tuple(zip(self.weeks, (b - a for a, b in zip((0, *self.sums), self.sums, strict=False)), strict=False))
        return (BlockCount(SITE, self.stories, weeks=weeks, in_body=self.texts), *(known.count for known in self.known.values()))


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a template says of a page: the marks; or none and ``doubtful``, if they would have left too little of the text."""

    marks: dict[int, Mark]
    doubtful: bool = False


# -- fingerprints ----------------------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Own:
    """A story's own words, which furniture may repeat: its title, the folded long words of it, the names of its authors and of the site."""

    title: str = ""
    words: frozenset[str] = frozenset()
    authors: tuple[str, ...] = ()
    """The longest first."""
    sites: tuple[str, ...] = ()


_NOTHING = Own()


def skeleton(text: str, own: Own = _NOTHING) -> list[str]:
    """Return the words that ``text`` is known by, sorted: without numbers, names, and the story's ``own`` words.

    A name is a capitalised word within a sentence, where most words are not capitalised. Of a long text only the longest words count.
    """
    text = text[:_WHOLE]
    if own.title and own.title in text and len(own.title) < len(text) - 10:
        text = text.replace(own.title, " ")
    if name := _opening_name(text, own):
        text = text[len(name) :]  # the bios of all authors in one wording are one block
    if len(text) >= _PARAGRAPH:
        long = {word for piece in text.split() if len(piece) >= 7 and (word := piece.strip(_EDGES)).islower() and len(word) >= 7 and word.isalpha()}
        if len(long) >= _LONGEST + len(own.words):
            return _longest(_without_title(long, own))
    if text.isascii():
        tokens = text.encode().translate(_ASCII_GAPS).decode("ascii").split()
    else:
        tokens = _WORD.findall(text)
        if DENSE.search(text):
            tokens = [run for token in tokens for run in _SCRIPT_RUN.findall(token)]
    different = set(tokens)
    kept = set(filter(str.islower, different))
    if len(kept) * 2 <= len(different):
        kept = {token.casefold() for token in different}
    elif tokens[0] not in kept and len(tokens) <= _SHORT * 2:
        kept.add(tokens[0].casefold())  # the first word of a sentence is no name; of a long text it is not needed
    kept = _without_title(kept, own)
    if len(kept) > _SHORT:
        long = {word for word in kept if len(word) >= 7}
        return _longest(long if len(long) >= _LONGEST else kept)
    return sorted(kept) or ["0" if token.isdigit() else token.casefold() for token in _TOKEN.findall(text)[:12]] or [text[:40]]


def _without_title(words: set[str], own: Own) -> set[str]:
    """Return ``words`` without those of the title, if they tell it; one word of it stands in any text."""
    said = words & own.words
    return words - said if len(said) >= 2 and len(said) * 2 >= len(own.words) else words


def _longest(words: set[str]) -> list[str]:
    """Return the longest few of ``words``, in the order of the alphabet; among words as long the first in it."""
    ordered = sorted(words)
    ordered.sort(key=len, reverse=True)
    return sorted(ordered[:_LONGEST])


def fingerprint(text: str, own: Own = _NOTHING, *, linked: bool = False) -> str:
    """Return 16 hex digits that survive names, numbers, case, punctuation, link targets and small edits of ``text``.

    ``own`` is the story it stands in: furniture that quotes its title is the same furniture. A block that is nothing but a link (``linked``) is never
    the same as a paragraph: teasers repeat what stories say.
    """
    return _hashed(skeleton(text, own), linked)


def _hashed(bones: Sequence[str], linked: bool) -> str:
    words = " ".join(bones)
    return blake2b(("a " + words if linked else words).encode("utf-8", "replace"), digest_size=8).hexdigest()


def prints_of(document: Document, blocks: Sequence[Block], indexes: Iterable[int], own: Own) -> dict[int, str]:
    """Return the fingerprints of some blocks of a page in the story ``own``, by index."""
    return {index: mark for index, (mark, _) in _prints(document, blocks, indexes, own).items()}


def _ends_linked(block: Block) -> bool:
    return 0 < block.link_chars * 2 <= len(block.text)


def _ends_pressed(block: Block) -> bool:
    """Return whether the last link of ``block`` ends it as no link in a story's sentence does: drawn as a button, or a call behind a full stop."""
    link = next(reversed(list(block.element.iter("a"))), None)
    said = " ".join("".join(link.itertext()).split()) if link is not None else ""
    text = block.text
    if link is not None and said and not text.endswith(said):
        text = text.rstrip(_FULL_STOPS)  # the stop may stand behind the link
    if link is None or not said or not text.endswith(said):
        return False
    if link.get("role") == "button" or _BUTTON.search(link.get("class") or "") is not None:
        return True
    if len(said) > _CALL or said.endswith(_STOPS):
        return False
    return text[: -len(said)].rstrip().endswith(_STOPS) or _pictured(block, link.get("href"))


def _pictured(block: Block, address: str | None) -> bool:
    """Return whether ``block`` is the caption of a picture that leads to ``address`` as well."""
    figure = block.element
    for _ in range(3):
        if figure.tag == "figure":
            return bool(address) and any(link.get("href") == address for image in figure.iter("img") for link in image.iterancestors("a"))
        if (above := figure.getparent()) is None:
            break
        figure = above
    return False


_BUTTON = re.compile(r"(?:^|[\s_-])(?:btn|button)(?:$|[\s_-])")


def _is_linked(block: Block) -> bool:
    return block.link_chars >= 0.9 * len(block.text)


@dataclass(slots=True)
class _Looked:
    """What was found out about the blocks of one page, for all who ask about it."""

    own: Own
    prints: dict[tuple[str, int], tuple[str, list[str]]] = field(default_factory=dict)
    """(fingerprint, skeleton) by text and characters linked."""
    looks: dict[tuple[int, ...], dict[int, FurnitureKind | None]] = field(default_factory=dict)
    """By which blocks are text, what these look like."""


_LAST: WeakKeyDictionary[Document, _Looked] = WeakKeyDictionary()


def _prints(document: Document, blocks: Sequence[Block], indexes: Iterable[int], own: Own) -> dict[int, tuple[str, list[str]]]:
    """Return of some blocks (fingerprint, skeleton); looked at once for all who ask about the same page."""
    if (last := _LAST.get(document)) is None or last.own != own:
        last = _LAST[document] = _Looked(own)
    known = last.prints
    found: dict[int, tuple[str, list[str]]] = {}
    for index in indexes:
        block = blocks[index]
        key = (block.text, block.link_chars)
        if (both := known.get(key)) is None:
            bones = skeleton(block.text, own)
            both = known[key] = (_hashed(bones, _is_linked(block)), bones)
        found[index] = both
    return found


def _opening_name(text: str, own: Own) -> str:
    """Return the name with which ``text`` opens if it may say who somebody is: the author's, or any where the site is named behind it; "" if none."""
    if len(text) > 320 or not text.endswith(_STOPS):
        return ""
    for name in own.authors:
        if text.startswith((name + " ", name + ", ")) and len(text) >= len(name) + 15:
            return name
    if not any(site in text for site in own.sites):
        return ""
    opening: list[str] = []
    words = text.split(" ", 5)
    if text[:1].isalpha() and text[0].lower() == text[0].upper():
        # a script without capitals: two words are a name where the site is named behind them
        opening = words[:2] if len(words) > 3 and "".join(words[:2]).isalpha() else []
        words = []
    for word in words:
        bare = word.removesuffix(",")
        if not (bare[:1].isupper() and bare.replace("-", "").replace("’", "").replace("'", "").isalpha()):
            break
        opening.append(bare)
        if bare != word:
            break  # "Oona Bracken, for this paper, looks after the archive"
    if not 2 <= len(opening) <= 4:
        return ""
    name = " ".join(opening)
    return name if any(site in text[len(name) :] for site in own.sites) else ""


def own_words(document: Document, authors: Iterable[str] = (), title: str | None = None) -> Own:
    """Return the story's title (``title``, else as the page states it), its words, its authors (``authors``, and the head's) and the site's names."""
    title = title or document.meta_first("og:title", "twitter:title")
    if not title:
        heading = next(iter(document.by_tag["h1"]), None)
        title = "".join(heading.itertext())[:300] if heading is not None else ""
    title = " ".join(title.split())
    words = frozenset(word for word in _TOKEN.findall(title.casefold()) if len(word) > 5)
    names: set[str] = set()
    for one in (*authors, *document.meta.get("author", ()), *document.meta.get("article:author", ())):
        parts = one.split()
        # "By Oona Bracken": the first word may not be the name's
        names.update(" ".join(part) for part in (parts, parts[1:]) if 2 <= len(part) <= 4 and all(word[0].isalpha() for word in part))
    names -= {" ".join(name.split()) for name in document.meta.get("og:site_name", ())}
    people = document.meta.get("author", ())
    sites = tuple(name for name in dict.fromkeys(site_names(document, title or None)) if name not in people and name != title)
    return Own(title if len(title) >= 12 else "", words, tuple(sorted(names, key=lambda name: (-len(name), name))), sites)


def _window(blocks: Sequence[Block], body: Sequence[int]) -> range:
    return range(max(0, body[0] - _BEFORE), min(len(blocks), body[-1] + 1 + _AFTER))


def marks_of(
    document: Document,
    blocks: Sequence[Block],
    body: Sequence[int],
    scores: Sequence[float] = (),
    own: Own | None = None,
    lead: int | None = None,
) -> tuple[BlockMark, ...]:
    """Return the blocks of the text (``body``, ascending indexes) and its neighbourhood in page order, as the site's furniture is learned from them.

    ``scores`` (how likely each block is text) leave out what is far from it before and after. A block that stands twice is told once. ``own`` is the
    story's ``own_words``, where the caller has them already. ``lead`` is the block of the standfirst, which is text too.
    """
    if not body:
        return ()
    inside = frozenset(body)
    around = around_body(document, blocks, body)
    told: list[tuple[int, float, int]] = []
    seen = 0
    end = max(1, len(body) - 1)
    for index in _window(blocks, body):
        block = blocks[index]
        is_text = index in inside
        if is_text:
            place = seen / end
            seen += 1
        elif not seen:
            place = (index - body[0]) / 10
        elif seen == len(body):
            place = 1 + (index - body[-1]) / 10
        else:
            place = (seen - 0.5) / end
        boxes = around.of(block.element)
        if not is_text and (
            boxes & Box.CHROME or (scores and not body[0] <= index <= body[-1] and scores[index] < 0.005 and block.link_chars * 2 > len(block.text))
        ):
            continue
        told.append((index, place, boxes))
    own = own or own_words(document)
    prints = _prints(document, blocks, (index for index, _, _ in told), own)
    known = _LAST[document].looks.get(tuple(body), {})
    marks: dict[str, BlockMark] = {}
    for index, place, boxes in told:
        block, mark, is_text = blocks[index], prints[index][0], index in inside or index == lead
        if mark in marks:
            continue
        kind = known[index] if index in known else _looks(block, place, boxes, is_text, blocks, body, own)
        marks[mark] = BlockMark(mark, round(place, 3), is_text, kind, _told(block.text, own))
    labels = {label: place for index, place, _ in told if blocks[index].link_chars and (label := label_of(document, blocks[index]))}
    if _links_at_end(blocks, body):
        labels[_LINKS] = 1.0
    for label, place in labels.items():
        marks.setdefault(label_print(label), BlockMark(label_print(label), round(place, 3), False, "related", label[:200]))
    return tuple(marks.values())


def _told(text: str, own: Own) -> str:
    """Return of a block's ``text`` what the archive keeps: its beginning, without the story's title."""
    return (text.replace(own.title, "…") if own.title and len(own.title) < len(text) else text)[:200]


def _looks(block: Block, place: float, boxes: int, is_text: bool, blocks: Sequence[Block], body: Sequence[int], own: Own) -> FurnitureKind | None:
    """Return what ``block`` looks like where it stands."""
    text = block.text
    kind = kind_by_signs(signs_in(text), boxes, len(text))
    if (kind == "bio" and place < 0.4) or (kind in ("related", "share") and not block.link_chars and _SENTENCE_END.search(text)):
        kind = None
    if kind is not None:
        return kind
    last = block.index == body[-1]
    if last and len(text) <= 320 and (_ARROW_END.search(text) or _ends_linked(block)):
        return "plug"  # in any language; it is furniture only if it comes again
    if (is_text or boxes & Box.FIGURE) and 0 < block.link_chars * 2 <= len(text) <= 320 and _ends_pressed(block):
        return "plug"
    if is_text and block.tag not in _HEADINGS and _is_call(block):
        return "plug"  # a link alone, in the midst of the text
    if (
        (last or (is_text and place >= 0.75))
        and (name := _opening_name(text, own))
        and (
            # who is named in the third person below their own story, or works there: it is furniture only if it comes again
            last or any(site in text[len(name) :] for site in own.sites)
        )
    ):
        return "bio"
    if is_text and len(text) <= 400 and len(own.title) >= 16 and len(own.title) + 10 < len(text) and own.title in text:
        return "plug"  # who says a story's whole title within it stands outside of it: again, if it comes again
    if is_text and place >= 0.5 and _is_footnote(block, blocks, body):
        return "plug"
    if is_text and len(text) <= MAX_LINE and any(site in text for site in own.sites) and not _QUOTES.search(text):
        return "other"  # what names the site, again and again in one wording
    return None


_LINKS = "(links alone)"
"""What links that end a text are counted as: they change with every story, that a site's stories end with some does not."""


def _links_at_end(blocks: Sequence[Block], body: Sequence[int]) -> list[int]:
    """Return the lines, two or more, that are links and nothing else and end the text; up to two short lines may follow on three."""
    links: list[int] = []
    below = 0
    for index in reversed(body):
        if _is_teaser(blocks[index]):
            links.append(index)
        elif not links and len(blocks[index].text) <= 60 and below < 2:
            below += 1  # a line about comments, in a language we do not know
        else:
            break
    return links if len(links) >= (3 if below else 2) and len(links) < len(body) else []


def label_print(label: str) -> str:
    """Return the fingerprint under which the label of lines that link to other stories is counted: the lines differ, it does not."""
    return blake2b(f"label {label}".encode("utf-8", "replace"), digest_size=8).hexdigest()


def _is_footnote(block: Block, blocks: Sequence[Block], body: Sequence[int]) -> bool:
    """Return whether ``block`` stands like a footnote and speaks to the readers, though nothing in the text refers to it.

    A note on a name that was changed has its asterisk above; small print below a rule may tell who paid for the journey.
    """
    if len(block.text) > 320:
        return False
    starred = bool(_STARRED.match(block.text))
    if not starred and not (block.style & SMALL and _under_a_rule(block)):
        return False
    if starred and any(block.text[0] in blocks[index].text for index in body if index != block.index):
        return False
    return bool(signs_of(block.text) & (Sign.YOU | Sign.ASK | Sign.SELF | (Sign.WE if starred else 0)))


def _under_a_rule(block: Block) -> bool:
    at: lxml.html.HtmlElement | None = block.element
    for _ in range(4):
        if at is None:
            return False
        if (before := at.getprevious()) is not None:
            return bool(before.tag == "hr")
        at = at.getparent()
    return False


# -- counts ----------------------------------------------------------------------------------------------------------------------------------------


def _week(moment: datetime) -> int:
    return int(moment.timestamp() // 604_800)


def _add_pair(pairs: tuple[tuple[int, int], ...], key: int) -> tuple[tuple[int, int], ...]:
    counted = dict(pairs)
    counted[key] = counted.get(key, 0) + 1
    return tuple(sorted(counted.items()))


def _spread(known: tuple[str, str] | None, value: str) -> tuple[str, str]:
    return (value, value) if known is None else (min(known[0], value), max(known[1], value))


def fold(count: BlockCount | None, mark: BlockMark, seen_at: datetime, story_id: str, before: str = "", after: str = "") -> BlockCount:
    """Return ``count`` (None: never seen) with one more story in which ``mark`` stands between ``before`` and ``after``.

    Stories must be different ones: no revision, reprint or later page of one that was folded in. The caller sees to that; the few ids that a count
    remembers only guard the first sightings, on which it depends most.
    """
    count = count or BlockCount(mark.fingerprint)
    if story_id in count.sample:
        return count
    checksum = zlib.crc32(mark.text.encode("utf-8", "replace"))
    spot = round(100 * max(0.0, min(1.0, mark.place)))
    kinds = dict(count.kinds)
    if mark.kind is not None:
        kinds[mark.kind] = kinds.get(mark.kind, 0) + 1
    return replace(
        count,
        stories=count.stories + 1,
        first_seen=min(count.first_seen or seen_at, seen_at),
        last_seen=max(count.last_seen or seen_at, seen_at),
        weeks=_add_pair(count.weeks, _week(seen_at)),
        in_body=count.in_body + mark.in_body,
        opening=count.opening + (mark.in_body and mark.place <= 0),
        closing=count.closing + (mark.place >= 1),
        place=count.place + round(1_000 * max(-2.0, min(3.0, mark.place))),
        spot=(count.spot[0] + spot, count.spot[1] + spot * spot) if mark.in_body else count.spot,
        kinds=tuple(sorted(kinds.items())),
        text=min(count.text, mark.text) if count.stories else mark.text,
        wordings=(checksum, checksum) if count.wordings is None else (min(count.wordings[0], checksum), max(count.wordings[1], checksum)),
        before=_spread(count.before, before),
        after=_spread(count.after, after),
        sample=tuple(sorted((*count.sample, story_id))[:SAMPLE]),
    )


def fold_story(counts: Mapping[str, BlockCount], marks: Sequence[BlockMark], seen_at: datetime, story_id: str) -> dict[str, BlockCount]:
    """Return the counts that one story changes, by fingerprint, that of the ``SITE`` among them.

    ``counts`` holds what is known so far, at least of these fingerprints and of ``SITE``. ``seen_at`` is the page's ``fetched_at``, aware.
    """
    site = BlockMark(SITE, 0.0, False, None, "")
    told = fold(counts.get(SITE), site, seen_at, story_id)
    if (before_it := counts.get(SITE)) is None or before_it.stories < told.stories:
        told = replace(told, in_body=told.in_body + sum(mark.in_body for mark in marks))
    changed = {SITE: told}
    for place, mark in enumerate(marks):
        before = marks[place - 1].fingerprint if place else ""
        after = marks[place + 1].fingerprint if place + 1 < len(marks) else ""
        changed[mark.fingerprint] = fold(counts.get(mark.fingerprint), mark, seen_at, story_id, before, after)
    return changed


def learn(counts: Iterable[BlockCount], stories: int = 0) -> Template:
    """Return the template of a site from its counts, in any order; those of one story, which are nearly all, are passed over, so memory is bounded.

    ``stories`` is how many were folded in; the ``SITE`` count among ``counts`` says it with dates and goes before.
    """
    site = BlockCount(SITE, stories)
    kept: list[BlockCount] = []
    for count in counts:
        if count.fingerprint == SITE:
            site = count
        elif count.stories >= 2 or count.ruled is not None:
            kept.append(count)
    kept.sort(key=lambda count: count.fingerprint)
    known: dict[str, Known] = {}
    by_word: dict[str, list[str]] = {}
    said: set[str] = set()
    for count in kept:
        bones = frozenset(skeleton(count.text))
        weeks, numbers = (tuple(column) for column in zip(*count.weeks, strict=True)) if count.weeks else ((), ())
        words = frozenset(_TOKEN.findall(count.text.casefold()))
        says = kind_by_signs(signs_in(count.text), 0, len(count.text))
        known[count.fingerprint] = Known(count, weeks, tuple(accumulate(numbers)), words, bones, says)
        if len(bones) >= 4:
            for word in bones:
                by_word.setdefault(word, []).append(count.fingerprint)
            said |= words
    weeks, numbers = (tuple(column) for column in zip(*site.weeks, strict=True)) if site.weeks else ((), ())
    loose = [one.count for one in known.values() if one.count.in_body and _is_loose(one, one.count.kind)]
    blocks = sum(count.in_body for count in loose)
    company = sum(one.count.in_body for one in known.values() if one.count.stories >= 2) - blocks
    return Template(
        site.stories,
        known,
        weeks,
        tuple(accumulate(numbers)),
        {word: tuple(prints) for word, prints in by_word.items()},
        frozenset(said),
        site.in_body,
        Loose(blocks, len(loose), sum(count.in_body**2 for count in loose), sum(map(_sway, loose)) / blocks)
        if site.in_body and blocks > _POOL * (site.in_body - company)
        else None,
        frozenset(mark for mark, one in known.items() if one.count.ruled == "keep"),
    )


# -- judging ---------------------------------------------------------------------------------------------------------------------------------------


def _between(weeks: tuple[int, ...], sums: tuple[int, ...], first: int, last: int) -> int:
    """Return how many stories fall in the weeks from ``first`` to ``last``."""
    left, right = bisect_left(weeks, first), bisect_right(weeks, last)
    return (sums[right - 1] if right else 0) - (sums[left - 1] if left else 0)


def _near(template: Template, week: int) -> int:
    """Return how many weeks before and after ``week`` have stories enough to say what was common then."""
    for reach in (2, 4, 8, 16, 52, 5_200):
        if _between(template.weeks, template.sums, week - reach, week + reach) >= _NEAR:
            return reach
    return 5_200


def _common(template: Template, known: Known, week: int, reach: int) -> tuple[int, float]:
    """Return on how many stories around ``week`` a block stands, and on what share of those since it first stood anywhere."""
    if not known.since:
        return 0, 0.0
    first, last = max(known.since[0], week - reach), min(known.since[-1], week + reach)
    here = _between(known.since, known.sums, first, last)
    site = max(here, _between(template.weeks, template.sums, first, last)) if template.weeks else max(here, template.stories)
    return here, here / site if site else 0.0


def _is_loose(known: Known, kind: FurnitureKind | None) -> bool:
    """Return whether a block that recurs and looks like ``kind`` where it stands neither asks for anything nor keeps any company."""
    count = known.count
    if count.ruled is not None or count.stories < 2 or kind in _ASKING or kind == "bio" or known.says in _ASKING:
        return False
    return count.stories < 3 or (_always(count.before) is None and _always(count.after) is None)


def _is_pool(template: Template, text: Iterable[tuple[str, FurnitureKind | None]]) -> bool:
    """Return whether the stories of the site, or the one whose ``text`` ((fingerprint, kind) pairs) this is, are drawn from a pool of paragraphs.

    Then most of what is no furniture by its looks or its company recurs. ``frequency`` is no evidence there.
    """
    if template.loose is not None:
        return True
    loose = other = 0
    for mark, kind in dict(text).items():
        known = template.known.get(mark)
        if known is None or known.count.stories < 2:
            other += 1
        elif _is_loose(known, kind):
            loose += 1
    return loose >= 3 and loose > _POOL * (loose + other)


def _reason(template: Template, known: Known, week: int, reach: int, is_text: bool, kind: FurnitureKind | None, pool: bool) -> str | None:
    """Return ``_evidence``, remembered in the template."""
    key = (known.count.fingerprint, week, is_text, kind, pool)
    reasons = template.reasons
    if key not in reasons:
        if len(reasons) >= _MAX_REASONS:
            reasons.clear()
        reasons[key] = _evidence(template, known, week, reach, is_text, kind, pool)
    return reasons[key]


def _evidence(template: Template, known: Known, week: int, reach: int, is_text: bool, looks: FurnitureKind | None, pool: bool) -> str | None:
    """Return why a block that ``looks`` like something is furniture in a story of ``week``, or None if too little speaks for it.

    ``pool``: stories of this site are drawn from few paragraphs, so that to recur is nothing.
    """
    count = known.count
    if count.ruled is not None:
        return "a person said so" if count.ruled == "drop" else None
    if count.stories < 2 or not known.since:
        return None
    here, share = _common(template, known, week, reach)
    if here < 2:
        return None
    # of all stories of the time, not only of those since it first stood there: four of the last four say nothing of a block that is three weeks old
    wide = here / max(here, _between(template.weeks, template.sums, week - reach, week + reach)) if template.weeks else share
    told = f"stands in {count.stories} of {max(template.stories, count.stories)} stories"
    if count.first_seen is not None:
        told += f" since {count.first_seen.astimezone(UTC):%Y-%m-%d}"
    days = (count.last_seen - count.first_seen).total_seconds() / 86_400 if count.first_seen and count.last_seen else 0.0
    if not is_text:  # a mark costs nothing
        return told if share >= 0.1 or here >= 5 else None
    opens = count.opening * 2 > count.stories
    # What its words say it says everywhere; what its surroundings made of it elsewhere it need not be here: who comments quotes the story.
    kind = count.kind
    if (kind in _ASKING or kind == "bio") and known.says != kind and dict(count.kinds).get(looks or "", 0) * 2 < count.stories:
        kind = known.says
    quoted = bool(_QUOTED_WHOLE.match(count.text)) or _mostly_quoted(count.text)
    verbatim = count.wordings is not None and count.wordings[0] == count.wordings[1]
    if _lapsed(template, known, week):
        return None
    if kind in _ASKING and not quoted:
        if count.stories == 2 and known.says != kind and dict(count.kinds).get(kind or "", 0) < 2:
            return None  # what looked so in one of two stories alone is a story's own text and a teaser of it
        return told if share >= 0.1 or here >= 5 else None
    closes = not pool or known.says == "bio" or (here >= 4 and count.closing == count.stories)  # there a name at the end may be anybody's
    if kind == "bio" and closes and (count.place >= 600 * count.stories or (count.place >= 450 * count.stories and here >= 3 and share >= 0.1)):
        return told
    if kind == "other" and here >= 3 and wide >= 0.5 and not quoted and not pool:
        return told
    wide *= _as_text(count)
    if verbatim and not quoted and here >= 4 and days >= 3 and wide >= 0.5 and _in_a_run(template, count):
        return told
    # a line that is no sentence and opens the text wherever it is text; what opens a column is a sentence, and needs days to be told from it
    label = count.opening == count.in_body and _is_label(count) and not quoted
    if label and wide >= 0.9 and here >= (8 if verbatim else 6):
        return told
    if pool and not _stands_out(template, known):
        return None
    if wide < 0.9 and count.in_body >= 8 and _sway(count) >= _ANYWHERE * count.in_body and _is_loose(known, looks):
        return None
    if quoted or kind == "notice":
        return told if here >= 10 and wide >= 0.9 and days >= 7 else None
    if opens:
        return told if here >= 8 and wide >= 0.95 and days >= 3 else None
    if verbatim and count.closing == count.in_body == count.stories and here >= 6 and wide >= 0.5 and not _PHONE.search(count.text):
        return told
    if not verbatim:  # names or numbers change: a formula, unless no story is without it
        return told if here >= 6 and wide >= 0.9 else None
    if wide >= 0.5 and count.stories >= 6 and _steady(template, known):
        return told
    if _is_subhead(count):
        return told if here >= 8 and wide >= 0.95 else None
    if here >= 4 and wide >= (0.75 if days >= 3 else 0.95):
        return told
    return None


_ANYWHERE = 500
"""Variance of places, in hundredths of the text, from which a block stands anywhere: of paragraphs in any order it is 800 and more."""


def _as_text(count: BlockCount) -> float:
    """Return the share of its stories in which a block did not stand in comments, teasers and the like."""
    aside = sum(number for kind, number in count.kinds if kind in ("comments", "related", "share"))
    return 1 - aside / max(1, count.stories)


def _sway(count: BlockCount) -> float:
    """Return the variance of a block's places in the text, in hundredths of it, times how often it stands there."""
    return count.spot[1] - count.spot[0] ** 2 / max(1, count.in_body)


def _stands_out(template: Template, known: Known) -> bool:
    """Return whether a block is no paragraph of those that a site's stories are drawn from: it keeps its place, or stands on more than by chance."""
    count = known.count
    often = count.in_body
    span = _between(template.weeks, template.sums, known.since[0], known.since[-1])
    loose = template.loose or Loose(0, 0, 0, 0.0)
    others = max(1, loose.different - 1)
    # how often one of the others comes up, as a reader meets them: rare ones say nothing of those that he sees all the time
    usual = max(0.05, (loose.squares - often * often) / max(1, loose.blocks - often) / max(1, template.stories))
    if often < 8 or span < 8:
        return False
    if often >= 10 and _sway(count) <= often * max(_KEPT, _KEPT_SHARE * loose.sway):
        return True
    if usual >= 1:
        return False
    # at most `chance` for one, by Chernoff: share s where u is usual
    share = min(1.0, often / span)
    if share <= usual:
        return False
    gain = share * log(share / usual) + ((1 - share) * log((1 - share) / (1 - usual)) if share < 1 else 0.0)
    return others * exp(-span * gain) < 1e-4


def _steady(template: Template, known: Known) -> bool:
    """Return whether a block stands on seven of ten stories for as long as it stands at all, not as a subhead does: by chance fewer may be near."""
    span = _between(template.weeks, template.sums, known.since[0], known.since[-1])
    return span > 0 and known.count.stories >= 0.7 * span and not _is_subhead(known.count)


def _is_subhead(count: BlockCount) -> bool:
    """Return whether a block is a few words within the text that never have the same neighbour, as a subhead that many stories have."""
    return (
        len(count.text) <= 60
        and count.in_body == count.stories
        and not count.closing
        and _always(count.before) is None
        and _always(count.after) is None
        and not _SENTENCE_END.search(count.text)
    )


def _letters(template: Template, prints: Iterable[str], week: int, reach: int) -> Mapping[str, str]:
    """Return those of ``prints`` (a story's own text, in order) that stand together as letters stand, word for word, on other stories too.

    Background that a desk pastes into story after story comes in runs as well, but in sentences; a letter has lines, an offer, a button, a list.
    """
    row: list[Known | None] = [None]
    for mark in dict.fromkeys(prints):
        known = template.known.get(mark)
        if known is not None and _stands_here(template, known, week, reach):
            row.append(known)
        elif row[-1] is not None:
            row.append(None)  # how much of the story's own stands there matters to nobody
    key = (week, tuple([known.count.fingerprint if known is not None else "" for known in row]))
    if (found := template.letters.get(key)) is None:
        if len(template.letters) >= _MAX_ROWS:
            template.letters.clear()
        found = template.letters[key] = _letters_in(template, row, week, reach)
    return found


def _letters_in(template: Template, row: Sequence[Known | None], week: int, reach: int) -> dict[str, str]:
    """Return ``_letters`` of what is known in a story's text, in order; None is what the story alone has."""
    found: dict[str, str] = {}
    start = 0
    while start < len(row):
        end = start
        while end + 1 < len(row) and _joined(row, end):
            end += 1
        beyond_it = end + 1
        whole = [one for one in row[start:beyond_it] if one is not None]
        if len(whole) < 2:  # as with nearly every paragraph
            start = beyond_it
            continue
        # a sentence that says nothing of the kind may happen to stand beside a letter on all stories that have it: a column's first, say
        while start <= end and not _part(row[start]):
            start += 1
        while end > start and not _part(row[end]):
            end -= 1
        run = [one for one in row[start : end + 1] if one is not None]
        parts = [_part(one) for one in run]
        if (
            len(run) >= _RUN
            and shapes(parts) >= 2
            and sum(1 for one in parts if one & (Part.LINE | Part.COLON)) >= 2
            and sum(map(_verbatim, run)) >= _RUN
        ):
            told = f"one of {len(run)} lines that stand together in {min(one.count.stories for one in run)} of {template.stories} stories"
            # a greeting that several letters share stands oftener than each of them
            for step, at in ((-1, start), (1, end)):
                while 0 <= at + step < len(row):
                    edge, beyond = row[at], row[at + step]
                    if edge is None or beyond is None or beyond.count.stories < edge.count.stories:
                        break
                    side = edge.count.before if step < 0 else edge.count.after
                    if _always(side) != beyond.count.fingerprint or not _part(beyond) & (Part.LINE | Part.COLON):
                        break
                    run.append(beyond)
                    at += step
            found.update((one.count.fingerprint, told) for one in run)
        else:
            for part in (whole, *_as_common(whole)):
                run = _without_tools(part)
                if _asks_together(run) or _is_campaign(template, run) or _is_box(template, run, week, reach):
                    told = f"one of {len(run)} lines that ask together in {min(one.count.stories for one in run)} of {template.stories} stories"
                    found.update((one.count.fingerprint, told) for one in run)
                    break
        start = beyond_it
    return found


def _stands_here(template: Template, known: Known, week: int, reach: int) -> bool:
    """Return whether a block may be one of a run in a story of ``week``: on how many near that date matters little, if it is not over."""
    key = (known.count.fingerprint, week)
    if (stands := template.standing.get(key)) is None:
        stands = known.count.ruled is None and known.count.stories >= 3 and not _lapsed(template, known, week)
        if stands and known.count.stories < 5:
            here, share = _common(template, known, week, reach)
            stands = here >= 3 and share >= 0.1
        if len(template.standing) >= _MAX_REASONS:
            template.standing.clear()
        template.standing[key] = stands
    return stands


def _part(known: Known | None) -> int:
    return parts_of(known.count.text, signs_in(known.count.text), False) if known is not None else 0


def _without_tools(run: list[Known]) -> list[Known]:
    """Return ``run`` without sharing links and the like at its ends: these ask of everybody, whatever stands beside them."""
    first, last = 0, len(run)
    while first < last and run[first].count.kind in ("share", "related", "comments", "bio"):
        first += 1
    while last > first and run[last - 1].count.kind in ("share", "related", "comments", "bio"):
        last -= 1
    return run[first:last]


def _as_common(run: Sequence[Known]) -> list[list[Known]]:
    """Return the parts of ``run`` that are about as common as one another, if there are several: a campaign stands below what stands all year."""
    parts: list[list[Known]] = []
    for one in run:
        few, many = sorted((one.count.stories, parts[-1][-1].count.stories)) if parts else (0, 1)
        if few * 5 >= many * 4:
            parts[-1].append(one)
        else:
            parts.append([one])
    return parts if len(parts) > 1 else []


def _is_campaign(template: Template, run: Sequence[Known]) -> bool:
    """Return whether lines that always stand together, in whatever story, are one standing text in which numbers change, and ask or count money.

    What a desk pastes as background has the same numbers every time, and a table of prices has little that stays.
    """
    few = min((one.count.stories for one in run), default=0)
    texts = [one.count.text for one in run]
    if len(run) < 2 or few < 4 or any(len(text) > _LINE for text in texts):
        return False
    if not all(_verbatim(one) or any(letter.isdigit() for letter in text) for one, text in zip(run, texts, strict=True)):
        return False
    union = money = 0
    for one, text in zip(run, texts, strict=True):
        signs = signs_in(text)
        if signs & Sign.STORY or _QUOTED_WHOLE.match(text) or _mostly_quoted(text):
            return False
        union |= signs
        money |= not _verbatim(one) and bool(signs & Sign.PRICE)
    steady = [one.count.text for one in run if _verbatim(one)]
    if len(steady) == len(run) or len(steady) * 2 < len(run):
        return False
    asks = union & (Sign.YOU | Sign.WE | Sign.ASK)
    if not (
        (len(run) >= _FEW and money and (asks or sum(1 for text in steady if _SENTENCE_END.search(text)) >= 2))
        or (union & Sign.YOU and union & (Sign.WE | Sign.ASK | Sign.PRICE | Sign.SELF | Sign.GREET))
        or _is_pressed(template, run[-1].count.after, few)
    ):
        return False
    return _is_free(template, run[0].count.before, few) or _is_free(template, run[-1].count.after, few)


def _is_box(template: Template, run: Sequence[Known], week: int, reach: int) -> bool:
    """Return whether lines that are always next to each other, in different surroundings, stand on so many stories that they are one standing box.

    One of them keeps its words while the numbers of another change, and they speak to somebody, of themselves or of money; or the reader took them
    for no text in every third story. What a desk pastes as background is text wherever it stands, with the same numbers every time.
    """
    few = min((one.count.stories for one in run), default=0)
    texts = [one.count.text for one in run]
    if len(run) < 2 or few < 3 or any(len(text) > _LINE for text in texts):
        return False
    # on three stories, or four: enough only for lines of which one counts, that ask or speak to somebody, in ever other company or above a button
    seldom = few < (4 if len(run) >= _FEW else 5)
    share = min(_common(template, one, week, reach)[0] for one in run) / max(1, _between(template.weeks, template.sums, week - reach, week + reach))
    if share < (0.25 if len(run) >= _FEW else 0.33) or not all(_mutual(one, other) for one, other in pairwise(run)):
        return False
    union = 0
    for one, text in zip(run, texts, strict=True):
        signs = signs_in(text)
        changes = not _verbatim(one) and not any(letter.isdigit() for letter in text)
        if changes or signs & Sign.STORY or _QUOTED_WHOLE.match(text) or _mostly_quoted(text) or one.count.opening * 2 > one.count.stories:
            return False
        union |= signs
    if not any(map(_verbatim, run)) and not (union & Sign.PRICE and _SENTENCE_END.search(texts[-1]) and len(texts[-1].split()) >= 8):
        return False  # prices in a row are a table; "day 45" above a sentence that counts money is a collection
    free = (_is_free(template, run[0].count.before, few), _is_free(template, run[-1].count.after, few))
    if not any(free):
        return False
    if seldom:
        if not free[0] or all(map(_verbatim, run)):
            return False
        pressed = _is_pressed(template, run[-1].count.after, few)
        if pressed and union & Sign.PRICE and _SENTENCE_END.search(texts[-1]) and len(texts[-1].split()) >= 8:
            return True  # a collection, as below
        asks = union & ((Sign.YOU | Sign.ASK | Sign.WE | Sign.SELF | Sign.PERK) if pressed else (Sign.YOU | Sign.ASK))
        return bool(asks) and (pressed or (free[1] and any(map(_verbatim, run))))
    if all(one.count.in_body * 3 <= one.count.stories * 2 for one in run):
        return True
    return not all(map(_verbatim, run)) and bool(union & _SPOKEN)


_SPOKEN = Sign.YOU | Sign.WE | Sign.ASK | Sign.HERE | Sign.SELF | Sign.PERK | Sign.GREET | Sign.PRICE


def _mutual(one: Known, other: Known) -> bool:
    """Return whether two blocks never stand but next to each other."""
    return _always(one.count.after) == other.count.fingerprint and _always(other.count.before) == one.count.fingerprint


def _is_pressed(template: Template, side: tuple[str, str] | None, few: int) -> bool:
    """Return whether below a run of ``few`` stories the same words always stand that were taken for no text: a button, of these stories alone."""
    below = template.known.get(_always(side) or "")
    if below is None or below.count.kind in ("share", "related", "comments", "bio"):
        return False
    return len(below.count.text) <= 60 and below.count.in_body * 2 <= below.count.stories and below.count.stories * 4 <= few * 5


def _is_free(template: Template, side: tuple[str, str] | None, few: int) -> bool:
    """Return whether what stands on one side of a run of ``few`` stories is not always the same, or stands on many more."""
    beside = template.known.get(_always(side) or "")
    return beside is None or beside.count.stories * 4 >= few * 5


def _asks_together(run: Sequence[Known]) -> bool:
    """Return whether short lines that stand together, word for word, in different surroundings speak to somebody or of themselves, and ask.

    A desk's background speaks of others, an appeal of somebody in the story stands in quotation marks, a notice says that it is one, and who offers
    help or asks for witnesses says which number to call. Where few stories have them, two of three lines must speak so, or both of two ask.
    """
    if len(run) < 2:
        return False
    union = asking = 0
    for one in run:
        text = one.count.text
        signs = signs_in(text)
        changes = not _verbatim(one) and not any(letter.isdigit() for letter in text)  # what is still missing, or how many gave, may change
        if len(text) > _LINE or changes or _PHONE.search(_THOUSANDS.sub("0", text)):
            return False
        if signs & Sign.STORY or _QUOTED_WHOLE.match(text) or _mostly_quoted(text):
            return False
        union |= signs
        if len(run) >= _FEW:
            asking += bool(signs & (Sign.ASK | Sign.SELF | Sign.PERK | Sign.WE | Sign.YOU | Sign.PRICE)) + bool(signs & Sign.ASK and signs & Sign.WE)
        else:
            asking += bool(signs & (Sign.ASK | Sign.SELF | Sign.PERK)) + bool(signs & Sign.PRICE and signs & Sign.YOU)
            asking += bool(signs & (Sign.ASK | Sign.YOU) and signs & (Sign.GREET | Sign.SELF | Sign.PERK | Sign.PRICE))
    asks = union & Sign.ASK and union & (Sign.WE | Sign.YOU | Sign.PRICE)
    if (not asks and not (union & Sign.PRICE and union & Sign.YOU)) or not any(map(_verbatim, run)):
        return False
    few = min(one.count.stories for one in run)
    if len(run) >= _FEW and few >= 5:
        return True
    # where the run always has the same neighbours the text around it is the same story's
    open_ended = _always(run[0].count.before) is None or _always(run[-1].count.after) is None
    return few >= 3 and asking >= 2 and open_ended


def _joined(row: Sequence[Known | None], at: int) -> bool:
    """Return whether two neighbours belong to one run: about as common and always beside one another, or one a variant that always stands inside."""
    one, other = row[at], row[at + 1]
    if one is None or other is None:
        return False
    few, many = sorted((one.count.stories, other.count.stories))
    if few * 5 >= many * 4 and (_always(one.count.after) == other.count.fingerprint or _always(other.count.before) == one.count.fingerprint):
        return True
    return any(
        (inner := row[place]) is not None
        and 0 < place < len(row) - 1
        and (left := row[place - 1]) is not None
        and (right := row[place + 1]) is not None
        and _always(inner.count.before) == left.count.fingerprint
        and _always(inner.count.after) == right.count.fingerprint
        and max(left.count.stories, right.count.stories) * 4 <= min(left.count.stories, right.count.stories) * 5  # both of one letter
        for place in (at, at + 1)
    )


def _verbatim(known: Known) -> bool:
    return known.count.wordings is not None and known.count.wordings[0] == known.count.wordings[1]


def _in_a_run(template: Template, count: BlockCount) -> bool:
    """Return whether the same two blocks always stand before and after this one: so it is inside a letter or a box, hardly ever in stories."""
    for pair in (count.before, count.after):
        beside = template.known.get(_always(pair) or "")
        if beside is None or beside.count.stories * 5 < count.stories * 4:
            return False
    return True


def _lapsed(template: Template, known: Known, week: int) -> bool:
    """Return whether the site had dropped the block for weeks around ``week``, whose own story does not count as a sighting."""
    place = bisect_left(known.since, week)
    nearest: int | None = None
    for other in (*range(place - 1, max(-1, place - 2), -1), *range(place, min(len(known.since), place + 2))):
        seen = known.since[other]
        alone = seen == week and known.sums[other] - (known.sums[other - 1] if other else 0) < 2
        if not alone and (nearest is None or abs(seen - week) < abs(nearest - week)):
            nearest = seen
    if nearest is None or abs(nearest - week) < 5:
        return False
    first, last = (nearest + 1, week - 1) if nearest < week else (week + 1, nearest - 1)
    return _between(template.weeks, template.sums, first, last) >= 4


def variants(template: Template | None, said: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return by fingerprint the known one that a block is a variant of, of those ((fingerprint, text as a ``BlockMark`` has it)) that are."""
    found: dict[str, str] = {}
    if template is None or not template.by_word:
        return found
    filed = template.by_word.keys()
    unknown = ((mark, text) for mark, text in said if mark not in template.known)
    while some := list(islice(unknown, _AT_ONCE)):
        for (mark, text), tokens in zip(some, tokens_of_each([text for _, text in some]), strict=True):
            words = set(tokens)  # of nearly all they say that it is none, and skeletons cost more
            if (len(filed & words) < 3 and (text.isascii() or not DENSE.search(text))) or len(words & template.said) < _SAME * len(words):
                continue
            if (known := _alike(template, text, skeleton(text))) is not None:
                found[mark] = known
    return found


_AT_ONCE = 500
"""Texts that are cut into words together, of all that a site has."""


def judgement(
    template: Template | None,
    blocks: Iterable[tuple[str, bool, FurnitureKind | None]],
    seen_at: datetime | None,
    like: Mapping[str, str] | None = None,
) -> str:
    """Return a digest of which of ``blocks`` ((fingerprint, whether it is text, kind)) are furniture in a story of that time; "" for none.

    Two readings of a page with the same digest were told the same of its blocks: the page need not be read again. ``like`` are the ``variants`` among
    them.
    """
    if template is None or not template.known:
        return ""
    week = _week(seen_at) if seen_at is not None else template.weeks[-1] if template.weeks else 0
    reach = _near(template, week)
    blocks = tuple((like.get(mark, mark), is_text, kind) for mark, is_text, kind in blocks) if like else tuple(blocks)
    letters = _letters(template, [mark for mark, is_text, _ in blocks if is_text], week, reach)
    pool = _is_pool(template, ((mark, kind) for mark, is_text, kind in blocks if is_text))
    found = {
        f"{mark}{is_text:d}{'s' * (is_text and _is_sure(template, mark, week, reach))}"
        for mark, is_text, kind in blocks
        if (known := template.known.get(mark)) is not None
        and (mark in letters or _reason(template, known, week, reach, is_text, kind, pool) is not None)
    }
    known_here = [template.known.get(mark) for mark, _, _ in blocks]
    if found:  # what else goes beside these depends on how often the neighbours stand together
        found |= {_side_by_side(template, one, other) for one, other in pairwise(known_here) if one is not None and other is not None}
    found |= {f"{one.count.fingerprint}l" for one in known_here if one is not None and _may_announce(one)}
    return blake2b(" ".join(sorted(found)).encode(), digest_size=8).hexdigest() if found else ""


def _side_by_side(template: Template, one: Known, other: Known) -> str:
    """Return all that ``_close_ranks`` asks of two known neighbours, as a word."""
    left, right = one.count, other.count
    key = (left.fingerprint, right.fingerprint)
    if (known := template.beside.get(key)) is not None:
        return known
    always = (_always(left.after) == right.fingerprint, _always(right.before) == left.fingerprint)
    shares = [a * y >= b * x for a, b in ((left.stories, right.stories), (right.stories, left.stories)) for x, y in ((3, 4), (1, 2))]
    told = f"{left.fingerprint}{always}{shares}{min(left.stories, 4)}{min(right.stories, 4)}" if any(always) else ""
    if told and left.stories < 4:
        told += f"{_boxes_up(one)}{len(left.text) <= _LINE}{left.opening * 2 <= left.stories}"
    if len(template.beside) >= _MAX_REASONS:
        template.beside.clear()
    template.beside[key] = told
    return told


def _mostly_quoted(text: str) -> bool:
    inside = sum(len(found) for found in re.findall('“[^”]*”?|„[^“”]*[“”]?|«[^»]*»?|「[^」]*」?|"[^"]*"?', text))
    return inside * 2 > len(text)


def _always(pair: tuple[str, str] | None) -> str | None:
    return pair[0] if pair is not None and pair[0] == pair[1] and pair[0] else None


def judge(
    template: Template,
    document: Document,
    blocks: Sequence[Block],
    body: Sequence[int],
    seen_at: datetime | None,
    own: Own | None = None,
    lead: int | None = None,
) -> Verdict:
    """Return what ``template`` says of a page fetched at ``seen_at`` (None: as of the last story it knows); ``own``, ``lead`` as for ``marks_of``."""
    if not body or not template.known:
        return Verdict({})
    week = _week(seen_at) if seen_at is not None else template.weeks[-1] if template.weeks else 0
    reach = _near(template, week)
    window = list(_window(blocks, body))
    signs_in_each([blocks[index].text for index in window])  # each is asked for, now or by who looks for appeals: together they cost less
    own = own or own_words(document)
    prints = _prints(document, blocks, window, own)
    seen_as = {index: mark for index, (mark, _) in prints.items()}
    inside = frozenset(body)
    marks: dict[int, Mark] = {}

    def reason(mark: str, is_text: bool, looks: FurnitureKind | None = None) -> str | None:
        known = template.known.get(mark)
        return _reason(template, known, week, reach, is_text, looks, pool) if known is not None else None

    def put(index: int, mark: str, evidence: str) -> None:
        count = template.known[mark].count
        marks[index] = Mark(count.kind or "other", "ruled" if count.ruled else "template", evidence)

    like = {
        index: one for index in window if seen_as[index] not in template.known and (one := _alike(template, blocks[index].text, prints[index][1]))
    }
    letters = _letters(template, [like.get(index, seen_as[index]) for index in window if index in inside], week, reach)
    looks: dict[int, FurnitureKind | None] = {}
    around = around_body(document, blocks, body)
    _LAST[document].looks[tuple(body)] = looks  # marks_of asks the same of the same text
    for seen, index in enumerate(body):
        if like.get(index, seen_as[index]) in template.known:
            looks[index] = _looks(blocks[index], seen / max(1, len(body) - 1), around.of(blocks[index].element), True, blocks, body, own)
    pool = _is_pool(template, ((seen_as[index], looks.get(index)) for index in body))
    for index in window:
        mark = like.get(index, seen_as[index])
        if (evidence := reason(mark, index in inside or index == lead, looks.get(index)) or letters.get(mark)) is not None:
            seen_as[index] = mark
            put(index, mark, f"as one that {evidence}" if index in like else evidence)
        elif (
            blocks[index].link_chars and (label := label_of(document, blocks[index])) and (evidence := reason(label_print(label), False)) is not None
        ):
            marks[index] = Mark("related", "template", f"a line that links to another story; its label {evidence}")
    if (ending := _links_at_end(blocks, [index for index in body if index not in marks])) and (evidence := reason(label_print(_LINKS), False)):
        marks.update((index, Mark("related", "template", f"links alone end the text, as it {evidence}")) for index in ending)
    _close_ranks(template, blocks, window, seen_as, marks)
    _links_below(blocks, window, marks)
    if marks:
        _with_their_boxes(blocks, body, marks)
        if not pool:
            _rest_of_boxes(template, blocks, body, seen_as, around.trunk, marks)
        _signed_above(blocks, body, own, marks)
        marks.update(fences(blocks, body, marks))
    taken = sum(len(blocks[i].text) for i in marks if i in inside)
    if taken and (taken > _CAP * sum(len(blocks[i].text) for i in body) or all(i in marks for i in body)):
        # a brief below a long letter: what nearly every story has goes all the same, if something is left that no other story has
        sure = {index: mark for index, mark in marks.items() if index not in inside or _is_sure(template, seen_as[index], week, reach)}
        left = [index for index in body if index not in sure]
        if len(left) == len(body) or not any(seen_as[index] not in template.known and _SENTENCE_END.search(blocks[index].text) for index in left):
            return Verdict({}, doubtful=True)
        return Verdict(sure)
    return Verdict(marks)


def _is_sure(template: Template, mark: str, week: int, reach: int) -> bool:
    """Return whether nearly all stories of the time have a block, eight at least, or a person said that it is furniture."""
    known = template.known.get(mark)
    if known is None or known.count.stories < _NEAR or known.count.ruled is not None:
        return known is not None and known.count.ruled == "drop"
    if (key := (mark, week)) not in template.sure:
        if len(template.sure) >= _MAX_REASONS:
            template.sure.clear()
        here, share = _common(template, known, week, reach)
        template.sure[key] = here >= _NEAR and share >= _CAP
    return template.sure[key]


def _alike(template: Template, text: str, bones: Sequence[str]) -> str | None:
    """Return the known fingerprint that ``text`` is a variant of, if its words nearly are that one's."""
    by_word = template.by_word
    filed = [by_word[word] for word in bones if word in by_word]
    if len(filed) < 3:  # so it is with nearly every paragraph
        return None
    votes = Counter(chain.from_iterable(filed))
    most = max(votes.values())
    if most < 3:
        return None
    best = max(mark for mark, number in votes.items() if number == most)
    known = template.known[best]
    if most * 2 < len(known.skeleton):
        return None
    words = set(tokens_of(text[:200]))
    return best if len(words & known.words) >= _SAME * max(len(words), len(known.words)) else None


_SAME = 0.7
"""Share of their words that a block and its variant have in common."""


def _close_ranks(template: Template, blocks: Sequence[Block], window: Sequence[int], seen_as: Mapping[int, str], marks: dict[int, Mark]) -> None:
    """Take what always stands between two blocks that are furniture, and what stands where such a one always stood."""
    for before, index, after in zip(window, window[1:], window[2:], strict=False):
        if index in marks or before not in marks or after not in marks:
            continue
        if seen_as[before] not in template.known or seen_as[after] not in template.known:
            continue
        left, mark, right = template.known[seen_as[before]].count, template.known.get(seen_as[index]), template.known[seen_as[after]].count
        if mark is not None:
            count = mark.count
            if (
                count.ruled is None
                and count.stories >= 3
                and count.stories * 2 >= left.stories
                and _always(count.before) == left.fingerprint
                and _always(count.after) == right.fingerprint
            ):
                marks[index] = Mark(left.kind or right.kind or "other", "template", f"always between two that are, in {count.stories} stories")
        else:
            slot = _always(left.after)
            if slot is not None and slot == _always(right.before) and slot in template.known:
                usual = len(template.known[slot].count.text)
                if usual * 0.5 <= min(200, len(blocks[index].text)) <= usual * 2:
                    marks[index] = Mark(left.kind or "other", "template", "stands where the furniture's own line always stood")
    _labels(template, blocks, window, seen_as, marks)
    for index, below in pairwise(window):
        if index not in marks and below in marks and blocks[index].text.casefold() in CLOSERS:
            marks[index] = Mark(marks[below].kind, "template", "the cross that closed it")
    pressed = {index: 1 for index in marks if _is_call(blocks[index])}  # how many lines of a box with something to press have gone already
    for step in (1, -1):  # the end of a run: what is furniture's neighbour as often as that stands at all
        ordered = window[::-step]
        for beside, index in pairwise(ordered):
            if (
                index in marks
                or beside not in marks
                or seen_as[beside] not in template.known
                or (known := template.known.get(seen_as[index])) is None
            ):
                continue
            count, other = known.count, template.known[seen_as[beside]].count
            if step < 0 and count.opening * 2 > count.stories:
                continue  # what opens the text has a byline or share buttons above it, and is a column's own for all that
            side = count.after if step > 0 else count.before
            boxed = step > 0 and beside in pressed and count.stories == other.stories and count.opening * 2 <= count.stories
            if boxed and len(count.text) <= _LINE:
                # above what is to be pressed, in each of its stories
                few = 2 if _boxes_up(known) or pressed[beside] > _FEW else 3
            else:
                few = 3 if count.stories == other.stories and len(count.text) <= _HEADING and _verbatim(known) else 4
            if count.ruled is None and count.stories >= few and count.stories * 4 >= other.stories * 3 and _always(side) == other.fingerprint:
                marks[index] = Mark(other.kind or "other", "template", f"always beside one that is, in {count.stories} stories")
                if boxed:
                    pressed[index] = pressed[beside] + 1


def _signed_above(blocks: Sequence[Block], body: Sequence[int], own: Own, marks: dict[int, Mark]) -> None:
    """Take the line with the author's name and nothing else right above what says who that is, which goes."""
    for index, below in pairwise(body):
        if below in marks and index not in marks and marks[below].kind == "bio" and blocks[index].text.strip(_EDGES) in own.authors:
            marks[index] = Mark("bio", "template", "the name of the author whose note goes")


def _is_call(block: Block) -> bool:
    """Return whether ``block`` is a link and nothing else, of a few words that are no sentence."""
    return _is_linked(block) and len(block.text) <= _CALL and not block.text.endswith(_STOPS)


def _boxes_up(known: Known) -> bool:
    """Return whether a block is what a box says above its button: another number in each story, a few words that are no sentence, or that it asks."""
    counts = not _verbatim(known) and any(letter.isdigit() for letter in known.count.text)
    return counts or _is_label(known.count) or known.says == "other" or known.says in _ASKING


def _is_label(count: BlockCount) -> bool:
    return len(count.text) <= _LABEL and not count.text.endswith(_STOPS)


def _labels(template: Template, blocks: Sequence[Block], window: Sequence[int], seen_as: Mapping[int, str], marks: dict[int, Mark]) -> None:
    """Take a few words that stand on several stories, always in one wording, above two links or more in the text's second half: they announce them.

    The links go with them; see ``_links_below``. In the first half a list of links may be what the story is about.
    """
    for place, index in enumerate(window[:-2]):
        known = template.known.get(seen_as[index])
        if index in marks or known is None or not _may_announce(known) or len(blocks[index].text) > 60:
            continue
        if all(_is_teaser(blocks[below]) for below in window[place + 1 : place + 3]):
            marks[index] = Mark("related", "template", f"stands above links in {known.count.stories} stories")


def _may_announce(known: Known) -> bool:
    count = known.count
    return (
        count.ruled is None
        and count.stories >= 3
        and len(count.text) <= 60
        and _verbatim(known)
        and count.place >= 500 * count.stories
        and not _SENTENCE_END.search(count.text)
    )


def _links_below(blocks: Sequence[Block], window: Sequence[int], marks: dict[int, Mark]) -> None:
    """Take two or more lines that are links and nothing else right below furniture: teasers change with every story, their label does not."""
    links: list[int] = []
    under = False
    for index in (*window, -1):
        block = blocks[index]
        if index >= 0 and index not in marks and under and _is_teaser(block):
            links.append(index)
            continue
        if len(links) >= 2:
            for one in links:
                marks[one] = Mark("related", "template", "links alone below furniture")
        links = []
        under = index in marks


def _with_their_boxes(blocks: Sequence[Block], body: Sequence[int], marks: dict[int, Mark]) -> None:
    """Take the bold line or heading that opens a box whose other lines all go, and what stands below a title that goes in its item of a list."""
    inside = frozenset(body)
    for index in body:
        if index in marks:
            continue
        block, above, below = blocks[index], marks.get(index - 1), marks.get(index + 1)
        teased = index > 0 and (above.kind == "related" if above is not None else _is_teaser(blocks[index - 1]))
        item = _item_of(block.element) if teased else None
        if item is not None and item is _item_of(blocks[index - 1].element) and (above is not None or _among_related(blocks, index, item, marks)):
            marks[index] = Mark("related", "template", "stands below a title that goes, in one item of a list")
        elif below is not None and len(block.text) <= _HEADING and (block.style & BOLD or block.tag in _HEADINGS):
            box = _joint_box(block, blocks[index + 1])
            if box is None or (index and _within(blocks[index - 1].element, box)):
                continue
            last = index + 1
            while last + 1 < len(blocks) and _within(blocks[last + 1].element, box):
                last += 1
            if last - index >= 2 and all(one in marks or one not in inside for one in range(index + 1, last + 1)):
                marks[index] = Mark(below.kind, "template", f"opens a box whose other {last - index} lines are furniture")


def _rest_of_boxes(
    template: Template,
    blocks: Sequence[Block],
    body: Sequence[int],
    seen_as: Mapping[int, str],
    trunk: Collection[lxml.html.HtmlElement],
    marks: dict[int, Mark],
) -> None:
    """Take the lines of a box apart of which most goes by what is learned, if each of them stands on another story too: letters take turns in it.

    What is a story's own stands on no other, so a box that holds any of it is left alone; so is one with a statement in quotation marks.
    """
    inside = frozenset(body)

    def recurs(index: int) -> bool:
        known = template.known.get(seen_as.get(index, ""))
        if known is None or known.count.ruled is not None or known.count.stories < 2 or known.count.kind == "notice":
            return False
        return not (_QUOTED_WHOLE.match(known.count.text) or _mostly_quoted(known.count.text))

    for index in body:
        if index in marks or (index - 1 not in marks and index + 1 not in marks) or not recurs(index):
            continue
        element: lxml.html.HtmlElement | None = blocks[index].element
        while element is not None and element not in trunk:
            first = last = index
            while first and index - first <= _LONGEST_BOX and _within(blocks[first - 1].element, element):
                first -= 1
            while last + 1 < len(blocks) and last - first <= _LONGEST_BOX and _within(blocks[last + 1].element, element):
                last += 1
            if last - first >= _LONGEST_BOX:
                break
            lines = range(first, last + 1)
            gone = [marks[one] for one in lines if one in marks]
            rest = [one for one in lines if one not in marks and one in inside]
            if not all(map(recurs, rest)):
                break
            if len(gone) >= 3 and len(gone) >= 2 * len(rest):
                kinds = Counter(mark.kind for mark in gone)
                kind = max(kinds, key=lambda one: (kinds[one], one))
                marks.update((one, Mark(kind, "template", f"in a box of which {len(gone)} other lines are furniture")) for one in rest)
                break
            element = element.getparent()


_LONGEST_BOX = 24
"""Blocks of a box that are looked at for what is left of it."""


def _among_related(blocks: Sequence[Block], index: int, item: lxml.html.HtmlElement, marks: Mapping[int, Mark]) -> bool:
    """Return whether the list around ``item``, in which the block ``index`` stands, holds what goes as related, or has such a label right above."""
    whole = item.getparent()
    if whole is None:
        return False
    first = last = index
    while first and _within(blocks[first - 1].element, whole):
        first -= 1
    while last + 1 < len(blocks) and _within(blocks[last + 1].element, whole):
        last += 1
    return any((mark := marks.get(one)) is not None and mark.kind == "related" for one in range(max(0, first - 1), last + 1))


def _item_of(element: lxml.html.HtmlElement) -> lxml.html.HtmlElement | None:
    """Return the item of a list that ``element`` is or stands in, two levels up at most."""
    at: lxml.html.HtmlElement | None = element
    for _ in range(3):
        if at is None or at.tag == "li":
            return at
        at = at.getparent()
    return None


def _joint_box(one: Block, other: Block) -> lxml.html.HtmlElement | None:
    """Return the innermost element around both blocks, unless it is the page's or the story's."""
    at = one.element.getparent()
    while at is not None and at.tag not in ("body", "html", "main", "article"):
        if _within(other.element, at):
            return at
        at = at.getparent()
    return None


def _within(element: lxml.html.HtmlElement, box: lxml.html.HtmlElement) -> bool:
    return element is box or box in element.iterancestors()


def _is_teaser(block: Block) -> bool:
    return block.link_chars >= 0.95 * len(block.text) and len(block.text) <= 200 and not _SENTENCE_END.search(block.text)


def apply(template: Template, document: Document, blocks: Sequence[Block], body: Sequence[int], seen_at: datetime | None = None) -> dict[int, Mark]:
    """Return the blocks of a page that ``template`` knows for furniture, by index; see ``judge``."""
    return judge(template, document, blocks, body, seen_at).marks
