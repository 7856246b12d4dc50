"""The headline: a choice among what the page offers (JSON-LD, Open Graph, ``h1``, parts of ``<title>``), not a first match.

On 99 % of pages the right one is among the candidates, and no single source is right on more than four fifths of them, so agreement, place and shape
decide. Where those that people see first agree there is nothing to decide, see ``_agreed``; elsewhere a small learned model (``title_model.json``,
trained by ``benchmarks/train_metadata.py``) gives each candidate its chance. On pages that call themselves news a second one joins it, see
``scorer``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from html import unescape
from importlib.resources import files
from itertools import islice
from math import log1p
from operator import itemgetter, mul
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import lxml.html

from newscrawl.blocks import Block
from newscrawl.document import Document
from newscrawl.extract.metadata import facts, is_story, string_of, types_of
from newscrawl.extract.trees import Score, compiled
from newscrawl.text import clean, folded_words

MAX_TITLE = 400
"""Characters; longer strings are no headlines."""
MAX_HEADINGS = 8
MAX_CANDIDATES = 60
MAX_PIECES = 200
"""Children of one heading that are looked into."""
_SEPARATOR = re.compile(
    r"\s+[|\u2013\u2014\u00b7\u2022\u00bb\u00ab\u203a\uff5c\u3163:/~*>-]+\s+|\s*(?:\||\u00bb|\u00ab|::|\uff5c|\u3163|--)\s*|(?<=\S):\s+|_(?=\S)"
)
_MARK = re.compile("[|\u2013\u2014\u00b7\u2022\u00bb\u00ab\u203a\uff5c\u3163:/~*>_-]")
"""What all that _SEPARATOR finds has one of: most texts have none."""
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
    if (agreed := _agreed(document, found)) is not None:
        return Title(agreed.text, agreed.reader, _block_of(agreed, blocks, _shown(blocks, {agreed.key})))
    if all(one.element is None for one in found) and (large := _set_large(document, blocks, found)) is not None:
        return large
    if not found:
        return None
    shown = _shown(blocks, {one.key for one in found})
    rows = features(document, blocks, found, shown)
    judge = score or _score()
    chances = [judge(row) for row in rows]
    order = sorted(range(len(found)), key=lambda i: (-chances[i], i))
    best = found[order[0]]
    if best.element is None and _is_site(best, document):
        best = next((found[i] for i in order[1:] if _is_headline(found[i], document)), best)
    best = _uncut(_without_subtitle(_without_kicker(best, found), found), found)
    return Title(best.text, best.reader, _block_of(best, blocks, shown))


def _is_site(one: Candidate, document: Document) -> bool:
    """Return whether a wording is the site's name, in the page's own words or as what links to the root; on the front page that is no mistake."""
    if not document.url.split("://", 1)[-1].partition("/")[2].strip("/"):
        return False
    if any(tuple(folded_words(name)) == one.key for name in facts(document).sites):
        return True
    links, targets, _ = facts(document).links
    home = (link for link, target in zip(links, targets, strict=True) if target == "/")
    return any(tuple(folded_words("".join(_texts(link)))) == one.key for link in islice(home, 3))


def _is_headline(one: Candidate, document: Document) -> bool:
    """Return whether a wording is what a heading shows, and has the length of a headline."""
    if one.element is None or len(one.text) < MIN_LARGE or _is_site(one, document):
        return False
    return all(above.tag not in ("nav", "aside", "footer") for above in islice(one.element.iterancestors(), 13))


def _without_subtitle(best: Candidate, found: Sequence[Candidate]) -> Candidate:
    """Return what opens the first heading in an element, or before one, that holds a second line, where data or the page's title say just that and
    nothing but the heading says the whole."""
    if not {"h1", "h1-spaced"} & best.sources.keys() or not best.sources.keys() <= _HEADING_ALONE:
        return best
    for one in found:
        said = one.sources.keys()
        if "h1-part:0.first" in said and "part:h1.head" not in said and len(one.text) >= MIN_LARGE and not said.isdisjoint(_SAYS_FIRST):
            return one
    return best


_HEADING_ALONE = frozenset(("h1", "h1-spaced", "itemprop", "heading:class.0"))
_SAYS_FIRST = ("title", "part:title.head", "part:title.first", "og", "part:og.head", "json-ld", "twitter")


def _uncut(best: Candidate, found: Sequence[Candidate]) -> Candidate:
    """Return the wording of the first heading, where ``best`` is its beginning and ends in dots or within a word."""
    cut = _CUT.search(best.text)
    begin = " ".join((best.text[: cut.start()] if cut else best.text).split()).lower()
    if len(begin) < MIN_LARGE or any(source.startswith("h1") for source in best.sources):
        return best
    whole = next((one for one in found if "h1" in one.sources), best)
    text = " ".join(whole.text.split()).lower()
    if len(text) <= len(begin) or not text.startswith(begin) or _CUT.search(text):
        return best
    return whole if cut or (begin[-1].isalpha() and text[len(begin)].isalpha()) else best


_CUT = re.compile(r"\s?(?:\u2026|\.\.\.)\s?$")


def _agreed(document: Document, found: Sequence[Candidate]) -> Candidate | None:
    """Return what the first heading and Open Graph both say, where JSON-LD says nothing else and it is not the site's name; None on other pages.

    Four of ten pages, a fifth of the reader's time: of 702 with gold the model would have chosen another on none.
    """
    one = next((one for one in found if "h1" in one.sources and "og" in one.sources), None)
    if one is None or ("json-ld" not in one.sources and any("json-ld" in other.sources for other in found)):
        return None
    return one if all(tuple(folded_words(name)) != one.key for name in facts(document).sites) else None


def _without_kicker(best: Candidate, found: Sequence[Candidate]) -> Candidate:
    """Return what is left of the first heading without the few words that open it in an element of their own, where data or the page's title say
    just that; or else ``best``."""
    if "h1" not in best.sources:
        return best
    size = len(best.key)
    for one in found:
        if 3 <= len(one.key) < size <= len(one.key) + MAX_KICKER and best.key[-len(one.key) :] == one.key:
            said = one.sources.keys()
            if not said.isdisjoint(("h1-part:0", "h1-part:0.last")) and not said.isdisjoint(_SAYS_ALONE):
                return one
    return best


MAX_KICKER = 4
"""Words of a kicker, at most."""
_SAYS_ALONE = ("title", "part:title.head", "part:title.first", "part:title.tail", "og", "part:og.head", "json-ld", "twitter")


def _set_large(document: Document, blocks: Sequence[Block], found: Sequence[Candidate]) -> Title | None:
    """Return what a page without headings sets in the largest type, or names a headline, where its ``<title>`` stands nowhere in the text.

    Pages made by hand bear the site's name as the title of them all, and their headline in ``<font size="5">``. None where two lines are as large: a
    list.
    """
    said = [set(one.key) for one in found]
    if any(not source.startswith(("title", "part:title")) for one in found for source in one.sources):
        return None
    if found and _shown(blocks, {one.key for one in found}):
        return None
    lines = [block for block in blocks[:MAX_LARGE] if MIN_LARGE <= len(block.text) <= MAX_TITLE and not block.link_chars]
    place_of = {block.text: block.index for block in reversed(lines)}
    sizes: dict[int, float] = {}
    for element in islice(document.root.iter("font", "span", "div", "p", "td", "h3", "h4"), MAX_SET):
        if (size := _type_size(element)) and (place := place_of.get(clean("".join(_texts(element))) or "")) is not None:
            sizes[place] = max(size, sizes.get(place, 0.0))
    largest = max(sizes.values(), default=0.0)
    places = [place for place, size in sizes.items() if size == largest]
    text = clean(blocks[places[0]].text) if len(places) == 1 else None
    own = set(folded_words(text or ""))
    if not text or len(own) < 3 or any(2 * len(own & words) >= len(own) for words in said):
        return None
    return Title(text, "large", places[0])


MAX_LARGE, MIN_LARGE, MAX_SET = 80, 12, 400
"""Blocks that are looked at for one in large type, the fewest characters of a headline found so, and the elements that may set one."""


def _type_size(element: lxml.html.HtmlElement) -> float:
    """Return how large an element sets its type, 1 the text's own: a heading, ``<font size>``, its style, or a class that says headline; else 0."""
    size = {"h3": 1.5, "h4": 1.2}.get(element.tag, 0.0)
    if element.tag == "font" and (step := _FONT_SIZE.match(element.get("size") or "")) and step[1] != "-":
        size = {4: 1.2, 5: 1.5, 6: 2.0, 7: 3.0}.get(min(int(step[2]) + (3 if step[1] else 0), 7), 0.0)
    if match := _STYLE_SIZE.search((element.get("style") or "")[:500]):
        points = float(match[1]) / {"px": 16, "pt": 12, "em": 1, "rem": 1, "%": 100}[match[2].lower()]
        size = max(size, points if 1.1 < points < 10 else 0.0)
    return max(size, 1.5) if _HEADLINE_CLASS.search((element.get("class") or "")[:200]) else size


_FONT_SIZE = re.compile(r"\s*([+-]?)([1-7])\s*$")
_STYLE_SIZE = re.compile(r"font-size\s*:\s*(\d{1,3}(?:\.\d{1,3})?)\s*(px|pt|r?em|%)", re.IGNORECASE)
_HEADLINE_CLASS = re.compile(
    r"(?i)(?<![a-z])(?:titulo|titol|titre|titolo|titel|title|titlu|tytul|nadpis|naslov|otsikko|overskrift|tittel|rubrik|cim|baslik|zagolovok|"
    r"zaglavie|pavadinimas|virsraksts|pealkiri|headline|ueberschrift|judul|tieude)(?![a-z])"
)


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
    for i, element in enumerate(document.by_tag["h1"][:MAX_HEADINGS]):
        if _is_masthead(element, document):
            continue
        source = "h1" if i == 0 else f"h1:{i}"
        texts = _texts(element)
        yield source, "".join(texts), element
        yield f"h1-spaced{source[2:]}", " ".join(texts), element
        if len(element):  # a kicker in an element of its own, before or as the first of several
            pieces = [piece for piece in texts if piece.strip()]
            if 1 < len(pieces) <= 6:
                yield f"h1-part:{i}", " ".join(pieces[1:]), element
                yield f"h1-part:{i}.last", pieces[-1], element
                yield f"h1-part:{i}.first", pieces[0], element
    for i, element in enumerate(document.by_tag["h2"][:3]):
        yield f"heading:h2.{i}", "".join(_texts(element)), element


def _is_masthead(element: lxml.html.HtmlElement, document: Document) -> bool:
    """Whether all that a heading holds is a link to the site's root: then it is the site's name, unless this is the root."""
    links = list(element.iter("a"))
    if len(links) != 1 or (links[0].tail or "").strip() or (element.text or "").strip():
        return False
    try:
        home = urljoin(document.url, "/").rstrip("/")
        target = urljoin(document.base, links[0].get("href") or document.url).rstrip("/")
    except ValueError:
        return False
    return bool(target == home != document.url.rstrip("/"))


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
    for element in document.by_tag["title"][:1]:
        yield "title", element.text, None


OFFERS: tuple[Callable[[Document], Iterator[Offer]], ...] = (_json_ld, _meta, _headings, _marked, _title_element)


def candidates(document: Document) -> list[Candidate]:
    """Return every wording that the page offers as its title, equal ones together, in the order in which they were met."""
    found: dict[tuple[str, ...], Candidate] = {}
    keys: dict[str, tuple[str, ...]] = {}  # most sources say the same string

    def add(source: str, text: str, element: lxml.html.HtmlElement | None) -> None:
        key = keys.get(text)
        if key is None:
            key = keys[text] = tuple(folded_words(text))
        if key and len(text) <= MAX_TITLE and (key in found or len(found) < MAX_CANDIDATES):
            one = found.setdefault(key, Candidate(key))
            one.sources.setdefault(source, text)
            if one.element is None:
                one.element = element

    for offers in OFFERS:
        for source, said, element in offers(document):
            text = clean(said[: 4 * MAX_TITLE]) if said else None
            if text and "&" in text and _ESCAPED.search(text):  # escaped once too often: "Salt &amp; pepper", for people to see
                text = clean(unescape(text))
            if not text:
                continue
            add(source, text, element)
            if source in ("title", "og", "json-ld", "twitter", "h1") and len(text) <= MAX_TITLE:
                for part, piece in _parts(text):
                    add(f"part:{source}.{part}", piece, None)
    return list(found.values())


_ESCAPED = re.compile(r"&(?:amp|quot|apos|lt|gt|nbsp|[lr][sd]quo|[nm]dash|hellip|#\d{2,5}|#x[0-9a-fA-F]{2,5});")


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """Yield the pieces of ``text`` around its separators: without the last, only the first, without the first, only the last."""
    if _MARK.search(text) is None:
        return
    cuts = [(match.start(), match.end()) for match in _SEPARATOR.finditer(text) if match.start() > 0 and match.end() < len(text)]
    if not cuts:
        return
    yield "head", text[: cuts[-1][0]]
    yield "tail", text[cuts[0][1] :]
    if len(cuts) > 1:
        yield "first", text[: cuts[0][0]]
        yield "last", text[cuts[-1][1] :]
        yield "but-two", text[: cuts[-2][0]]


def _texts(element: lxml.html.HtmlElement) -> list[str]:
    """The element's visible strings, up to a bound."""
    found: list[str] = []
    size = 0
    stack: list[tuple[lxml.html.HtmlElement, bool]] = [(element, True)]
    while stack and size < 4 * MAX_TITLE:
        one, entering = stack.pop()
        if entering:
            if isinstance(one.tag, str) and one.tag not in ("script", "style", "noscript", "template", "svg", "rt", "rtc", "rp"):
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
_COLUMN = {name: i for i, name in enumerate((*_FLAGS, *_PART_FLAGS))}
_PAIRS = ("json-ld", "og", "twitter", "h1", "title")
FEATURES = (
    *_FLAGS, *_PART_FLAGS, "later-h1", "class", "sources", "words", "chars", "longest", "site-in", "site-is", "slug-of", "slug-in", "colon",
    "question", "dash",
    "upper", "contained", "contains", "head-of", "tail-of", "shown", "place", "tag",
    *(f"{name}-{way}" for name in _PAIRS for way in ("in", "of")), *(f"page-{name}" for name in _PAIRS),
    "rank-h1", "rank-h2", "rank-class", "in-article", "in-header", "home-link", "class-title", "h1~og", "h1~json-ld", "og~json-ld",
    "h1=og", "h1=json-ld", "og=json-ld", "og=title", "h1s", "german", "english", "cjk", "story",
    "twitter=og", "twitter=h1", "og-ends-h1", "og-longer", "pieces", "news", "published", "tagged",
)  # fmt: skip


Shown = dict[tuple[str, ...], tuple[int, float]]
"""Where a wording stands on the page by itself: (block, tag rank)."""


def features(document: Document, blocks: Sequence[Block], found: Sequence[Candidate], shown: Shown | None = None) -> list[list[float]]:
    """Return one row of FEATURES for each candidate."""
    by_source = {name: one for one in found for name in one.sources}
    sites = {tuple(folded_words(name)) for name in facts(document).sites}
    slug = set(_slug_words(document.url))
    node = facts(document).story
    language = (document.language or "")[:2]
    h1s = len(document.by_tag["h1"][:MAX_HEADINGS])
    pairs = [by_source.get(name) for name in _PAIRS]
    pair_sets = [set(one.key) if one else set() for one in pairs]
    page = [
        *(float(one is not None) for one in pairs),
        _near(pair_sets[3], pair_sets[1]), _near(pair_sets[3], pair_sets[0]), _near(pair_sets[1], pair_sets[0]),
        _same(by_source, "h1", "og"), _same(by_source, "h1", "json-ld"), _same(by_source, "og", "json-ld"), _same(by_source, "og", "title"),
        float(h1s), float(language == "de"), float(language == "en"), float(language in ("ja", "zh", "ko")),
        float(node is not None and is_story(node)),
        _same(by_source, "twitter", "og"), _same(by_source, "twitter", "h1"), *_og_beside_h1(by_source),
        float(len(found_h1.element) if (found_h1 := by_source.get("h1")) is not None and found_h1.element is not None else -1),
        float(node is not None and any(kind.endswith("newsarticle") for kind in types_of(node))),
        float("article:published_time" in document.meta), float("article:tag" in document.meta or "news_keywords" in document.meta),
    ]  # fmt: skip
    if shown is None:
        shown = _shown(blocks, {one.key for one in found})
    longest = max(len(one.key) for one in found)
    total = max(1, len(blocks))
    strings = [" " + " ".join(one.key) + " " for one in found]
    site_strings = [f" {' '.join(site)} " for site in sites if site]
    site_sets = [(len(site), set(site)) for site in sites]
    rows = []
    places: dict[lxml.html.HtmlElement, list[float]] = {}  # several wordings come from one heading
    for n, one in enumerate(found):
        key, own, text = one.key, set(one.key), one.text
        flat = strings[n]
        inside = [other for other in strings if flat in other]  # itself too, here and in the three counts below
        place = shown.get(key)
        row = [0.0] * len(_COLUMN)
        bases: set[str] = set()
        ranks = [-1.0] * len(_RANKED)
        for name in one.sources:
            column, base, rank = _source_of(name)
            if column is not None:
                row[column] = 1.0
            bases.add(base)
            if rank is not None:
                kind, number = rank
                ranks[kind] = min(ranks[kind], number) if ranks[kind] >= 0 else number
        in_slug = float(len(own & slug))
        row += [
            float(ranks[0] >= 0),
            float(ranks[2] >= 0),
            float(len(bases - _PARTS)),
            float(len(key)),
            float(len(text)),
            len(key) / longest,
            float(any(map(flat.__contains__, site_strings))),
            float(key in sites or any(len(key) <= size and own <= site for size, site in site_sets)),
            in_slug / len(own),
            in_slug / len(slug) if slug else -1.0,
            float(":" in text),
            float(text.rstrip("\"'\u201d\u00bb").endswith("?")),
            float(_MARK.search(text) is not None and _SEPARATOR.search(text) is not None),
            _capitals(text) / len(text),
            float(len(inside) - 1),
            float(len([1 for other in strings if other in flat]) - 1),
            float(len([1 for other in inside if other.startswith(flat)]) - 1),
            float(len([1 for other in inside if other.endswith(flat)]) - 1),
            float(place is not None),
            place[0] / total if place else -1.0,
            place[1] if place else -1.0,
        ]
        for pair in pair_sets:
            common = len(own & pair)
            row += [common / len(own) if pair else -1.0, common / len(pair) if pair else -1.0]
        if one.element is None:
            rows.append(row + [-1.0] * 7 + page)
            continue
        around = places.get(one.element)
        if around is None:
            around = places[one.element] = _place_facts(one.element)
        if ranks[0] < 0 and "h1" in one.sources:
            ranks[0] = 0.0
        rows.append(row + ranks + around + page)
    return rows


_RANKED = ("h1:", "heading:h2.", "heading:class.")
_PARTS = frozenset(("part",))


@cache  # of some fifty names
def _source_of(name: str) -> tuple[int | None, str, tuple[int, float] | None]:
    """Return the column of a source that has one, its kind, and, of one of many, which of _RANKED it is and the how many-th."""
    ranks = [(i, float(name[len(prefix) :])) for i, prefix in enumerate(_RANKED) if name.startswith(prefix)]
    return _COLUMN.get(name), name.split(":", 1)[0], ranks[0] if ranks else None


def _capitals(text: str) -> int:
    if text.isascii():
        return len(text) - len(text.encode().translate(None, _CAPITALS))
    return sum(map(str.isupper, text))


_CAPITALS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def _place_facts(element: lxml.html.HtmlElement) -> list[float]:
    in_article = in_header = home = 0.0
    for above in islice(element.iterancestors(), 13):
        tag = above.tag
        if tag in ("article", "main"):
            in_article = 1.0
        elif tag in ("header", "nav", "footer", "aside") and not in_article:
            in_header = 1.0
        elif tag == "a":
            home = 1.0
    link = next(element.iter("a"), None)
    if link is not None:
        home = 2.0 if (link.get("href") or "").rstrip("/").count("/") <= 2 else 1.0
    classes = (element.get("class") or "").lower()
    return [in_article, in_header, home, float("title" in classes or "headline" in classes)]


def _near(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other) if one and other else -1.0


def _same(by_source: dict[str, Candidate], one: str, other: str) -> float:
    if one not in by_source or other not in by_source:
        return -1.0
    return float(by_source[one] is by_source[other])


def _og_beside_h1(by_source: dict[str, Candidate]) -> tuple[float, float]:
    """Whether Open Graph's wording ends the first heading's (which has a kicker before it, then), and how many words it has more."""
    og, h1 = by_source.get("og"), by_source.get("h1")
    if og is None or h1 is None:
        return -1.0, -99.0
    return float(og is not h1 and h1.key[-len(og.key) :] == og.key), float(len(og.key) - len(h1.key))


def _slug_words(url: str) -> list[str]:
    try:
        path = unquote(urlsplit(url).path)
    except ValueError:
        return []
    pieces = [folded_words(piece.replace("_", " ")[:300]) for piece in path.split("/")[-4:]]
    return [word for word in max(pieces, key=len, default=[]) if len(word) > 2 and not word.isdigit()]


_OPENERS = (
    " \"'\u00ab\u00bb\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u2039\u203a(@[{<#*|/-\u2013\u2014\u2022\u00b7"
    "+\u00bf\u00a1.:>\u2026~\u00a9\u25a0\u25cf\u25b6\u2605\u3010\u300c\u300e"
)
_OPENING = frozenset(_OPENERS)
_ASCII_WORD = re.compile(r"\w+", re.ASCII)
_TAG_RANK = {"h1": 3.0, "h2": 2.0, "h3": 1.0}


def _shown(blocks: Sequence[Block], keys: set[tuple[str, ...]]) -> Shown:
    """Return where each wording stands on the page by itself; a stronger tag wins, then the first."""
    sizes = [sum(map(len, key)) for key in keys]
    shortest, longest = min(sizes), 3 * max(sizes) + 20
    openings = {key[0] for key in keys}
    starts = tuple(openings)
    firsts = {c for start in starts for c in (start[0], start[0].upper(), start[0].title())} | _OPENING
    found: Shown = {}
    for block in blocks:
        text = block.text
        size = len(text)
        if not shortest <= size <= longest:
            continue
        first = text[0]
        if first not in firsts and first < "\u2fff":
            continue  # folding every block's words would take most of the reader's time
        rank = _TAG_RANK.get(block.tag, 0.0)
        if not rank and size < 8:
            continue
        head = text[:60].lstrip(_OPENERS)
        if head.isascii() and (word := _ASCII_WORD.match(head)) and word.end() < len(head):  # one look-up instead of a comparison with every start
            if word[0].lower() not in openings:
                continue
        elif not (head.casefold().startswith(starts) or first > "\u2fff"):
            continue
        key = tuple(folded_words(block.text))
        if key in keys and (key not in found or found[key][1] < rank):
            found[key] = (block.index, rank)
    return found


def _block_of(best: Candidate, blocks: Sequence[Block], shown: Shown) -> int | None:
    place = shown.get(best.key)
    if place:
        return place[0]
    flat = f" {' '.join(best.key)} "
    for block in blocks:  # the headline with its kicker in one heading
        if block.tag in _TAG_RANK and len(block.text) <= 2 * MAX_TITLE and len(best.key) >= 3 and flat in f" {' '.join(folded_words(block.text))} ":
            return block.index
    return next((block.index for block in blocks if block.tag == "h1"), None)


def plain_score(row: Sequence[float]) -> float:
    """The choice without a model: agreement, and the visible heading."""
    said = dict(zip(FEATURES, row, strict=True))
    return said["sources"] + 2.0 * said["h1"] + 1.5 * said["json-ld"] + said["og"] - 3.0 * (said["words"] < 2)


NEWS_SHARE = 0.8
"""What the newsroom's weights count against the trees on pages that call themselves news. Right on fundus / wcxb / trafilatura-eval, over five splits
into folds by domain: trees alone .827 / .888 / .892, share .8 .865 / .885 / .884, 1 .858 / .881 / .883."""
NEWS_COLUMNS = (
    "json-ld", "json-ld:name", "json-ld:alternative", "og", "twitter", "meta", "h1", "itemprop", "title", "later-h1", "class",
    "h1-part:0", "h1-part:0.last", "h1-part:0.first", "part:og.head", "part:og.tail", "part:title.head", "part:title.tail", "part:json-ld.head",
    "part:json-ld.tail", "part:h1.head", "part:h1.tail", "part:title.first", "part:og.first", "sources", "site-in", "site-is", "slug-of", "slug-in",
    "contained", "contains", "head-of", "tail-of", "shown", "in-article", "class-title", "home-link", "dash", "colon", "twitter-in", "twitter-of",
    "title-in", "title-of", "og-in", "og-of", "h1-in", "h1-of", "json-ld-in", "json-ld-of",
)  # fmt: skip
NEWS_TERMS = (*NEWS_COLUMNS, "log words", "log words squared", "few words", "many words", "json-ld&h1", "og&h1", "json-ld&og", "all three")
_NEWS_COLUMNS = itemgetter(*(FEATURES.index(name) for name in NEWS_COLUMNS))
_WORDS, _NEWS, _JSON_LD, _OG, _H1 = (FEATURES.index(name) for name in ("words", "news", "json-ld", "og", "h1"))


def news_terms(row: Sequence[float]) -> list[float]:
    """Return NEWS_TERMS for one candidate."""
    size, linked, og, h1 = log1p(row[_WORDS]), row[_JSON_LD], row[_OG], row[_H1]
    lengths = (size, size * size, float(row[_WORDS] < 3), float(row[_WORDS] > 20))
    return [*_NEWS_COLUMNS(row), *lengths, linked * h1, og * h1, linked * og, linked * og * h1]


def is_news(row: Sequence[float]) -> bool:
    """Return whether the page of the candidate calls itself news (a JSON-LD ``NewsArticle`` or one of its kinds)."""
    return row[_NEWS] > 0


def scorer(model: dict[str, Any]) -> Score:
    """Return the function from a row of FEATURES to its chance, as a margin, that ``model`` (the file's JSON) describes.

    ``trees`` judge each candidate by itself. A newsroom's headline, search title and share title differ by house style, and of the few such pages
    with gold trees learn the pages: there a linear choice among a page's candidates, ``news`` (a weight for each of ``news_terms``), has the larger
    say.
    """
    trees, weights = compiled(model["trees"]), model.get("news")
    if not weights:
        return trees

    def score(row: Sequence[float]) -> float:
        if not is_news(row):
            return trees(row)
        return (1 - NEWS_SHARE) * trees(row) + NEWS_SHARE * float(sum(map(mul, weights, news_terms(row))))

    return score


@cache
def _score() -> Score:
    source = files("newscrawl.extract").joinpath("title_model.json")
    return scorer(json.loads(source.read_text("utf-8"))) if source.is_file() else plain_score
