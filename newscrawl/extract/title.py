"""The headline: a choice among what the page offers (JSON-LD, Open Graph, ``h1``, parts of ``<title>``), not a first match.

On 99 % of pages the right one is among the candidates, and no single source is right on more than four fifths of them, so agreement, place and shape
decide: a small learned model (``title_model.json``, trained by ``benchmarks/train_metadata.py``) gives each candidate its chance.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import islice
from urllib.parse import unquote, urlsplit

import lxml.html

from newscrawl.blocks import Block
from newscrawl.document import Document
from newscrawl.extract.metadata import facts, is_story, string_of
from newscrawl.extract.trees import Score, compiled
from newscrawl.text import clean, folded, words

MAX_TITLE = 400
"""Characters; longer strings are no headlines."""
MAX_HEADINGS = 8
MAX_CANDIDATES = 60
MAX_PIECES = 200
"""Children of one heading that are looked into."""
_SEPARATOR = re.compile(
    r"\s+[|\u2013\u2014\u00b7\u2022\u00bb\u00ab\u203a\uff5c:/~*>-]+\s+|\s*(?:\||\u00bb|\u00ab|::|\uff5c|--)\s*|(?<=\S):\s+|_(?=\S)"
)
# Which spelling stands for a group of equal candidates: the one people see first.
_SPELLING = ("h1", "h1-spaced", "json-ld", "og", "twitter", "itemprop", "heading", "meta", "title", "part")


@dataclass(frozen=True, slots=True)
class Title:
    """The story's headline. ``reader`` is the source whose spelling it has; ``block`` the index of the block that shows it, or None."""

    text: str
    reader: str
    block: int | None


@dataclass(slots=True)
class Candidate:
    """One wording and everybody who offers it: ``sources`` maps a source to its spelling."""

    key: tuple[str, ...]
    sources: dict[str, str] = field(default_factory=dict)
    element: lxml.html.HtmlElement | None = None
    """The first heading that shows it."""

    @property
    def text(self) -> str:
        return self.sources[self.reader]

    @property
    def reader(self) -> str:
        return min(self.sources, key=_rank)


def _rank(name: str) -> int:
    base = name.split(":", 1)[0]
    return _SPELLING.index(base) if base in _SPELLING else len(_SPELLING)


def read_title(document: Document, blocks: Sequence[Block], score: Score | None = None) -> Title | None:
    """Return the headline of ``document`` without the site's name, or None if the page offers none.

    ``score`` stands in for the packaged model. Never raises on what a page may hold.
    """
    found = candidates(document)
    if not found:
        return None
    shown = _shown(blocks, {one.key for one in found})
    rows = features(document, blocks, found, shown)
    judge = score or _score()
    chances = [judge(row) for row in rows]
    best = found[max(range(len(found)), key=lambda i: (chances[i], -i))]
    return Title(best.text, best.reader, _block_of(best, blocks, shown))


# Candidates: each reader yields (source, text)

Offer = tuple[str, str | None, lxml.html.HtmlElement | None]


def _json_ld(document: Document) -> Iterator[Offer]:
    node = facts(document).story
    if node is not None:
        yield "json-ld", string_of(node.get("headline")), None
        yield "json-ld:name", string_of(node.get("name")), None
        yield "json-ld:alternative", string_of(node.get("alternativeHeadline")), None


def _meta(document: Document) -> Iterator[Offer]:
    yield "og", document.meta_first("og:title"), None
    yield "twitter", document.meta_first("twitter:title"), None
    yield "meta", document.meta_first("title", "dc.title", "dcterms.title", "parsely-title", "sailthru.title", "citation_title", "headline"), None


def _headings(document: Document) -> Iterator[Offer]:
    for i, element in enumerate(_first(document, "h1")):
        source = "h1" if i == 0 else f"h1:{i}"
        glued = "".join(_texts(element))
        yield source, glued, element
        yield f"h1-spaced{source[2:]}", " ".join(_texts(element)), element
        if len(element):  # a kicker in an element of its own, before or as the first of several
            pieces = [piece for piece in _texts(element) if piece.strip()]
            if 1 < len(pieces) <= 6:
                yield f"h1-part:{i}", " ".join(pieces[1:]), element
                yield f"h1-part:{i}.last", pieces[-1], element
                yield f"h1-part:{i}.first", pieces[0], element
    for i, element in enumerate(_first(document, "h2")[:3]):
        yield f"heading:h2.{i}", "".join(_texts(element)), element


def _marked(document: Document) -> Iterator[Offer]:
    for element in facts(document).properties.get("headline", ())[:2]:
        if element.tag != "meta":
            yield "itemprop", "".join(_texts(element)), element
    for i, element in enumerate(facts(document).classed(_TITLE_CLASSES, 20)):
        if element.tag != "h1":
            yield f"heading:class.{i}", "".join(_texts(element)), element


_TITLE_CLASSES = (
    "entry-title", "entry__title", "post-title", "post__title", "posttitle", "article-title", "article__title", "articletitle", "article_title",
    "page-title", "page__title", "story-title", "news-title", "newstitle", "headline", "article-heading", "article-head ",
)  # fmt: skip


def _title_element(document: Document) -> Iterator[Offer]:
    element = next(document.root.iter("title"), None)
    if element is not None and element.text:
        yield "title", element.text, None


OFFERS: tuple[Callable[[Document], Iterator[Offer]], ...] = (_json_ld, _meta, _headings, _marked, _title_element)


def candidates(document: Document) -> list[Candidate]:
    """Return every wording that the page offers as its title, equal ones together, in the order in which they were met."""
    found: dict[tuple[str, ...], Candidate] = {}

    def add(source: str, text: str, element: lxml.html.HtmlElement | None) -> None:
        key = tuple(words(folded(text)))
        if key and len(text) <= MAX_TITLE and (key in found or len(found) < MAX_CANDIDATES):
            one = found.setdefault(key, Candidate(key))
            one.sources.setdefault(source, text)
            if one.element is None:
                one.element = element

    for offers in OFFERS:
        for source, said, element in offers(document):
            text = clean(said[: 4 * MAX_TITLE]) if said else None
            if not text:
                continue
            add(source, text, element)
            if source in ("title", "og", "json-ld", "twitter", "h1") and len(text) <= MAX_TITLE:
                for part, piece in _parts(text):
                    add(f"part:{source}.{part}", piece, None)
    return list(found.values())


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """Yield the pieces of ``text`` around its separators: without the last, only the first, without the first, only the last."""
    cuts = [(match.start(), match.end()) for match in _SEPARATOR.finditer(text) if match.start() > 0 and match.end() < len(text)]
    if not cuts:
        return
    yield "head", text[: cuts[-1][0]]
    yield "tail", text[cuts[0][1] :]
    if len(cuts) > 1:
        yield "first", text[: cuts[0][0]]
        yield "last", text[cuts[-1][1] :]
        yield "but-two", text[: cuts[-2][0]]


def _first(document: Document, tag: str) -> list[lxml.html.HtmlElement]:
    found = []
    for element in document.root.iter(tag):
        found.append(element)
        if len(found) >= MAX_HEADINGS:
            break
    return found


def _texts(element: lxml.html.HtmlElement) -> list[str]:
    """The element's visible strings, up to a bound."""
    found: list[str] = []
    size = 0
    stack: list[tuple[lxml.html.HtmlElement, bool]] = [(element, True)]
    while stack and size < 4 * MAX_TITLE:
        one, entering = stack.pop()
        if entering:
            if isinstance(one.tag, str) and one.tag not in ("script", "style", "noscript", "template", "svg", "rt", "rp"):
                if one.text:
                    found.append(one.text)
                    size += len(one.text)
                elif one.tag == "br":
                    found.append(" ")
                if one is not element:
                    stack.append((one, False))
                stack.extend((child, True) for child in reversed(list(islice(one, MAX_PIECES))))
            elif one is not element:
                stack.append((one, False))
        elif one.tail:
            found.append(one.tail)
            size += len(one.tail)
    return found


# What the model sees of a candidate. The order is part of the model file: retrain after any change here.

_FLAGS = ("json-ld", "json-ld:name", "json-ld:alternative", "og", "twitter", "meta", "h1", "itemprop", "title", "h1-part:0", "h1-part:0.last",
    "h1-part:0.first",
          "heading:h2.0")  # fmt: skip
_PART_FLAGS = tuple(f"part:{source}.{part}" for source in ("title", "og", "json-ld", "h1") for part in ("head", "tail", "first", "last", "but-two"))
_PAIRS = ("json-ld", "og", "twitter", "h1", "title")
FEATURES = (
    *_FLAGS, *_PART_FLAGS, "later-h1", "class", "sources", "words", "chars", "longest", "site-in", "site-is", "slug-of", "slug-in", "colon",
    "question", "dash",
    "upper", "contained", "contains", "head-of", "tail-of", "shown", "place", "tag",
    *(f"{name}-{way}" for name in _PAIRS for way in ("in", "of")), *(f"page-{name}" for name in _PAIRS),
    "rank-h1", "rank-h2", "rank-class", "in-article", "in-header", "home-link", "class-title", "h1~og", "h1~json-ld", "og~json-ld",
    "h1=og", "h1=json-ld", "og=json-ld", "og=title", "h1s", "german", "english", "cjk", "story",
)  # fmt: skip


Shown = dict[tuple[str, ...], tuple[int, float]]
"""Where a wording stands on the page by itself: (block, tag rank)."""


def features(document: Document, blocks: Sequence[Block], found: Sequence[Candidate], shown: Shown | None = None) -> list[list[float]]:
    """Return one row of FEATURES for each candidate."""
    by_source = {name: one for one in found for name in one.sources}
    sites = {tuple(words(folded(name))) for name in facts(document).sites}
    slug = set(_slug_words(document.url))
    node = facts(document).story
    language = (document.language or "")[:2]
    h1s = len(_first(document, "h1"))
    pairs = [by_source.get(name) for name in _PAIRS]
    pair_sets = [set(one.key) if one else set() for one in pairs]
    page = [
        *(float(one is not None) for one in pairs),
        _near(pair_sets[3], pair_sets[1]), _near(pair_sets[3], pair_sets[0]), _near(pair_sets[1], pair_sets[0]),
        _same(by_source, "h1", "og"), _same(by_source, "h1", "json-ld"), _same(by_source, "og", "json-ld"), _same(by_source, "og", "title"),
        float(h1s), float(language == "de"), float(language == "en"), float(language in ("ja", "zh", "ko")),
        float(node is not None and is_story(node)),
    ]  # fmt: skip
    if shown is None:
        shown = _shown(blocks, {one.key for one in found})
    longest = max(len(one.key) for one in found)
    total = max(1, len(blocks))
    strings = {one.key: " " + " ".join(one.key) + " " for one in found}
    rows = []
    for one in found:
        key, own, text = one.key, set(one.key), one.text
        flat = strings[key]
        others = [other for other in strings.values() if other != flat]
        place = shown.get(key)
        spaced = f" {' '.join(key)} "
        row = [float(name in one.sources) for name in _FLAGS]
        row += [float(name in one.sources) for name in _PART_FLAGS]
        row += [
            float(any(name.startswith("h1:") for name in one.sources)),
            float(any(name.startswith("heading:class") for name in one.sources)),
            float(len({name.split(":", 1)[0] for name in one.sources} - {"part"})),
            float(len(key)),
            float(len(text)),
            len(key) / longest,
            float(any(f" {' '.join(site)} " in spaced for site in sites if site)),
            float(key in sites or any(len(key) <= len(site) and set(key) <= set(site) for site in sites)),
            sum(word in slug for word in own) / len(own),
            sum(word in own for word in slug) / len(slug) if slug else -1.0,
            float(":" in text),
            float(text.rstrip("\"'\u201d\u00bb").endswith("?")),
            float(_SEPARATOR.search(text) is not None),
            sum(c.isupper() for c in text) / len(text),
            float(sum(flat in other for other in others)),
            float(sum(other in flat for other in others)),
            float(sum(other.startswith(flat) for other in others)),
            float(sum(other.endswith(flat) for other in others)),
            float(place is not None),
            place[0] / total if place else -1.0,
            place[1] if place else -1.0,
        ]
        for pair in pair_sets:
            common = len(own & pair)
            row += [common / len(own) if pair else -1.0, common / len(pair) if pair else -1.0]
        rows.append(row + _heading_facts(one) + page)
    return rows


def _heading_facts(one: Candidate) -> list[float]:
    ranks = []
    for prefix in ("h1:", "heading:h2.", "heading:class."):
        missing = 0.0 if prefix == "h1:" and "h1" in one.sources else -1.0
        ranks.append(min((float(name[len(prefix) :]) for name in one.sources if name.startswith(prefix)), default=missing))
    if one.element is None:
        return [*ranks, -1.0, -1.0, -1.0, -1.0]
    in_article = in_header = home = 0.0
    for i, above in enumerate(one.element.iterancestors()):
        if above.tag in ("article", "main"):
            in_article = 1.0
        elif above.tag in ("header", "nav", "footer", "aside") and not in_article:
            in_header = 1.0
        elif above.tag == "a":
            home = 1.0
        if i >= 12:
            break
    link = next(one.element.iter("a"), None)
    if link is not None:
        home = 2.0 if (link.get("href") or "").rstrip("/").count("/") <= 2 else 1.0
    classes = (one.element.get("class") or "").lower()
    return [*ranks, in_article, in_header, home, float("title" in classes or "headline" in classes)]


def _near(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other) if one and other else -1.0


def _same(by_source: dict[str, Candidate], one: str, other: str) -> float:
    if one not in by_source or other not in by_source:
        return -1.0
    return float(by_source[one] is by_source[other])


def _slug_words(url: str) -> list[str]:
    try:
        path = unquote(urlsplit(url).path)
    except ValueError:
        return []
    pieces = [words(folded(piece.replace("_", " ")[:300])) for piece in path.split("/")[-4:]]
    return [word for word in max(pieces, key=len, default=[]) if len(word) > 2 and not word.isdigit()]


_TAG_RANK = {"h1": 3.0, "h2": 2.0, "h3": 1.0}


def _shown(blocks: Sequence[Block], keys: set[tuple[str, ...]]) -> Shown:
    """Return where each wording stands on the page by itself; a stronger tag wins, then the first."""
    sizes = [sum(map(len, key)) for key in keys]
    shortest, longest = min(sizes), 3 * max(sizes) + 20
    starts = {key[0][0] for key in keys}
    found: Shown = {}
    for block in blocks:
        if not shortest <= len(block.text) <= longest:
            continue
        rank = _TAG_RANK.get(block.tag, 0.0)
        first = block.text[0].casefold()
        if not rank and (len(block.text) < 8 or (first.isalnum() and first[0] not in starts)):
            continue  # folding every block's words would take most of the reader's time
        key = tuple(words(folded(block.text)))
        if key in keys and (key not in found or found[key][1] < rank):
            found[key] = (block.index, rank)
    return found


def _block_of(best: Candidate, blocks: Sequence[Block], shown: Shown) -> int | None:
    place = shown.get(best.key)
    if place:
        return place[0]
    flat = f" {' '.join(best.key)} "
    for block in blocks:  # the headline with its kicker in one heading
        if block.tag in _TAG_RANK and len(block.text) <= 2 * MAX_TITLE and len(best.key) >= 3 and flat in f" {' '.join(words(folded(block.text)))} ":
            return block.index
    return next((block.index for block in blocks if block.tag == "h1"), None)


def plain_score(row: Sequence[float]) -> float:
    """The choice without a model: agreement, and the visible heading."""
    said = dict(zip(FEATURES, row, strict=True))
    return said["sources"] + 2.0 * said["h1"] + 1.5 * said["json-ld"] + said["og"] - 3.0 * (said["words"] < 2)


@cache
def _score() -> Score:
    source = files("newscrawl.extract").joinpath("title_model.json")
    return compiled(json.loads(source.read_text("utf-8"))["trees"]) if source.is_file() else plain_score
