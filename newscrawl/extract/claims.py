"""Who a page says wrote it: in its data, in its markup, in its lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import lxml.html

from newscrawl.blocks import Block
from newscrawl.document import Document
from newscrawl.extract.credits import names_picture, opens_with_picture_label
from newscrawl.extract.metadata import facts, string_of, types_of
from newscrawl.extract.names import is_given, is_known
from newscrawl.extract.people import (
    AGENCY,
    CREDENTIAL,
    HAN,
    MAX_AUTHORS,
    MAX_DATED_LINE,
    MAX_LINE,
    MAX_NAME,
    ROLE,
    SUFFIXES,
    could_be_name,
    lead_of,
    only_names,
    people,
    undated,
)
from newscrawl.extract.written import date_spans
from newscrawl.text import both_cases, clean, folded_words, words

MAX_CANDIDATES = 80


@dataclass(slots=True)
class Candidate:
    """One name and everybody who offers it."""

    key: tuple[str, ...]
    text: str
    order: int
    sources: dict[str, int] = field(default_factory=dict)
    """Source to the name's rank among those of the same offer."""
    hits: int = 0
    blocks: list[int] = field(default_factory=list)
    whole: bool = False
    """It was all that its source said."""
    elsewhere: bool = False
    """It is offered elsewhere than in readers' comments and under pictures too."""


def candidates(document: Document, blocks: Sequence[Block], title_block: int | None, pictured: frozenset[int] = frozenset()) -> list[Candidate]:
    """Return every name that the page offers as an author's, equal ones together, in the order in which they were met."""
    found: dict[tuple[str, ...], Candidate] = {}
    known: dict[str, list[tuple[str, tuple[str, ...]]]] = {}  # most sources say the same string
    language = document.language or ""

    def named(said: str) -> list[tuple[str, tuple[str, ...]]]:
        names = people(said, language)
        single = len(names) == 1 and len(names[0]) < len(said) <= 2 * MAX_NAME and "," in said
        if single or (len(names) > 1 and any(" " not in name for name in names) and sum(" " in name for name in names) < 2):
            whole = clean(said[:MAX_LINE]) or ""
            lead = lead_of(whole, language)
            whole = whole[lead:]
            if len(whole) <= MAX_NAME and not any(c.isdigit() for c in whole) and (not single or _credited(whole, names[0])):
                names = [*names, whole]
        return [(name, tuple(folded_words(name))) for name in names[: MAX_AUTHORS + 1]]

    def add(source: str, said: str, block: int | None = None, foreign: bool = False) -> None:
        names = known.get(said)
        if names is None:
            names = known[said] = named(said)
        for rank, (name, key) in enumerate(names):
            if key not in found and len(found) >= MAX_CANDIDATES:
                continue
            one = found.setdefault(key, Candidate(key, name, len(found)))
            one.sources.setdefault(source, rank)
            one.hits += 1
            one.whole = one.whole or len(names) == 1
            one.elsewhere = one.elsewhere or not foreign
            if block is not None:
                one.blocks.append(block)

    for source, said in _said_by_data(document):
        add(source, said)
    for source, said, block, foreign in _said_by_markup(document, blocks):
        add(source, said, block, foreign)
    for source, said, block in _said_by_lines(blocks, title_block, language):
        below = source == "line-names" and (block in pictured or _is_credit(blocks[block].element))
        add(source, said, block, below or opens_with_picture_label(said))
    for said in _owners(document):
        add("site-name", said)
    return list(found.values())


def _credited(whole: str, name: str) -> bool:
    """Return whether all that follows the name are letters behind it: "Jane Roe, MS, RD"."""
    rest = words(whole[len(name) :])
    return whole.startswith(name) and bool(rest) and all(token.isupper() or CREDENTIAL.match(token.lower()) for token in rest)


def _said_by_data(document: Document) -> Iterator[tuple[str, str]]:
    node = facts(document).story
    if node is not None:
        yield from _parties(document, node.get("author"), "json-ld")
        yield from _parties(document, node.get("creator"), "json-ld-creator")
    page = facts(document).page
    if page is not None and page is not node:
        yield from _parties(document, page.get("author"), "json-ld-page")
    others = _others(document)
    for one in document.json_ld:
        if "person" in types_of(one) and id(one) not in others and (name := string_of(one.get("name"))):
            yield "json-ld-any-person", name
    for source, names in _META.items():
        for name in names:
            for said in document.meta.get(name, ())[:MAX_AUTHORS]:
                if not said.startswith(("http", "www.", "//", "@")) and "/" not in said[:1]:
                    yield source, _in_order(said) if name in _CATALOGUED else said


_CATALOGUED = frozenset(("dc.creator", "dcterms.creator", "citation_author"))


def _in_order(said: str) -> str:
    """Return the names of a field that libraries fill, surname first ("Roe, Jane; Doe, John"), as people say them; what is otherwise stays."""
    found: list[str] = []
    for part in said[:MAX_LINE].split(";"):
        last, comma, first = (piece.strip() for piece in part.partition(","))
        surname = _SURNAME.fullmatch(last) is not None
        if not surname and first and is_given(first.split()[0]):
            surname = _SURNAMES_TWO.fullmatch(last) is not None and not is_known(last)
        one = bool(comma) and "," not in first and surname and _GIVEN.fullmatch(first) is not None
        if not one or any(token in ROLE or token in AGENCY for token in folded_words(part)):
            return said
        found.append(f"{first} {last}")
    return "; ".join(found)


_SURNAME = re.compile(r"(?:(?i:de|del|della|di|da|dos|du|van|von|der|den|ter|la|le|al|bin|ibn|zu)\s)*[^\W\d_a-z][^\W\d_]*(?:['’-][^\W\d_]+)*")
_SURNAMES_TWO = re.compile(rf"{_SURNAME.pattern}(?:\s(?:y\s)?{_SURNAME.pattern})")
"""Two surnames: only where a common given name follows the comma, and none begins the pair: "Roe, Jane" reads as two people else."""
_GIVEN = re.compile(r"[^\W\d_][^\W\d_]*(?:['’-][^\W\d_]+)*\.?(?:\s[^\W\d_]+(?:-[^\W\d_]+)*\.?){0,2}")


def _others(document: Document) -> set[int]:
    """Return ``id()`` of the JSON-LD objects inside a book, a film or another thing that a story is about: whose maker did not write of it."""
    found: set[int] = set()
    stack = [value for node in document.json_ld for name in _SUBJECTS if isinstance(value := node.get(name), dict | list)]
    while stack:
        node = stack.pop()
        if id(node) in found:
            continue
        found.add(id(node))
        stack.extend(value for value in (node.values() if isinstance(node, dict) else node) if isinstance(value, dict | list))
    return found


_SUBJECTS = ("itemReviewed", "about", "mentions", "citation")


def _owners(document: Document) -> Iterator[str]:
    """The site's name, and what stands last in the page's title, where they have the form of a person's: many write under their own name."""
    names = list(facts(document).sites)
    for element in document.by_tag["title"][:1]:
        parts = TITLE_PARTS.split((element.text or "")[:300])
        if len(parts) > 1:
            names.append(parts[-1])
    for name in dict.fromkeys(names):
        if 2 <= name.count(" ") + 1 <= 3 and len(name) <= 40 and only_names(name):
            yield name


TITLE_PARTS = re.compile(r"\s[|\u2013\u2014\u00b7\u2022\u00ab\u00bb-]\s")
_META = {
    "meta-author": ("author",),
    "meta-article": ("article:author", "article:author_name", "og:article:author", "og:author", "book:author"),
    "meta-other": ("dc.creator", "dcterms.creator", "parsely-author", "sailthru.author", "byl", "byline", "citation_author", "cxenseparse:author",
    "creator",
                   "bt:author", "rbauthors", "twitter:data1", "vr:author", "mediator_author", "cse_author", "authors", "article_author"),
}  # fmt: skip


def _parties(document: Document, value: object, source: str) -> Iterator[tuple[str, str]]:
    for one in value[:MAX_AUTHORS] if isinstance(value, list) else (value,):
        if isinstance(one, list):
            one = one[0] if one else None
        if isinstance(one, str):
            if not one.startswith(("http", "//", "#")):
                yield source, one
        elif isinstance(one, dict):
            if "name" not in one and isinstance(one.get("@id"), str):
                one = facts(document).ids.get(one["@id"], one)
            names = one.get("name")
            for name in names[:MAX_AUTHORS] if isinstance(names, list) else (names,):
                if said := string_of(name):
                    yield source + ("-org" if any("organi" in kind or kind == "brand" for kind in types_of(one)) else ""), said


_AUTHOR_CLASSES = (
    "author",
    "byline",
    "autor",
    "auteur",
    "writer",
    "redakteur",
    "reporter",
    "journalist",
    "vcard",
    "kirjoittaja",
    "skribent",
    "verfasser",
)
MAX_MARKED = 60


def _marked(document: Document) -> list[lxml.html.HtmlElement]:
    """Return the elements that the page's makers marked as an author's, the surest first."""
    found: dict[lxml.html.HtmlElement, None] = dict.fromkeys(facts(document).properties.get("author", ())[:MAX_MARKED])
    links = []
    for link, href, rel in zip(*facts(document).links, strict=True):
        if (href and ("/author" in href or "/autor" in href)) or rel == "author":
            links.append(link)
            if len(links) >= MAX_MARKED:
                break
    found.update(dict.fromkeys(link for link in links if link.get("rel") == "author"))
    found.update(dict.fromkeys(facts(document).classed(_AUTHOR_CLASSES, MAX_MARKED)))
    found.update(dict.fromkeys(links))
    if not found:  # to look for RDFa costs as much as all of this
        found.update(dict.fromkeys(element for said, element in facts(document).rdfa if said.lower() in _WRITERS))
    return list(found)[:MAX_MARKED]


def _said_by_markup(document: Document, blocks: Sequence[Block]) -> Iterator[tuple[str, str, int | None, bool]]:
    place_of: dict[Any, int] = {}
    for block in blocks:
        place_of.setdefault(block.element, block.index)
    for element in _marked(document):
        if element.tag in ("meta", "link", "script", "body", "html", "img", "main", "article", "input", "form"):
            continue
        text = _words_of(element) or _unseen_name(element)
        if not text or len(text) > MAX_LINE or _in_figure(element):
            continue
        rel, prop = (element.get("rel") or "").lower(), (element.get("itemprop") or element.get("property") or "").lower()
        classes, href = (element.get("class") or "").lower(), element.get("href") or ""
        if rel == "author":
            source = "rel"
        elif prop in _WRITERS:
            source = "itemprop"
        elif "/author" in href or "/autor" in href:
            source = "href"
        elif "byline" in classes:
            source = "class-byline"
        else:
            source = "class-author"
        links = [_words_of(link) for link in element.iter("a")][:MAX_AUTHORS] if element.tag != "a" else []
        place = _place(element, place_of)
        foreign = _in_comments(element) or _is_credit(element) or opens_with_picture_label(text) or (prop in _WRITERS and _is_of_picture(element))
        for said in links:
            if said and len(said) <= MAX_NAME:
                yield source + "-link", said, place, foreign
        yield source, text, place, foreign


def _is_of_picture(element: lxml.html.HtmlElement) -> bool:
    """Return whether the item that ``element`` names the author of is a picture or a film inside the page."""
    item = next((one for one in islice(element.iterancestors(), 12) if one.get("itemscope") is not None), None)
    return item is not None and (item.get("itemtype") or "").lower().endswith(("imageobject", "photograph", "videoobject", "/comment"))


_WRITERS = ("author", "schema:author", "dc:creator", "dcterms:creator", "sioc:has_creator")


def _unseen_name(element: lxml.html.HtmlElement) -> str:
    """Return the names that an author's element without a word holds for machines: ``<meta itemprop="name" content="Jane Roe">``."""
    names = [one.get("content") or "" for one in islice(element.iter("meta"), MAX_AUTHORS) if one.get("itemprop") == "name"]
    return ", ".join(filter(None, names))


def _in_figure(element: lxml.html.HtmlElement) -> bool:
    """Say whether what is marked as an author's stands below a picture, and is its maker's."""
    node: lxml.html.HtmlElement | None = element
    for _ in range(4):
        if node is None:
            break
        if node.tag == "figcaption":
            return True
        node = node.getparent()
    return False


def _is_credit(element: lxml.html.HtmlElement) -> bool:
    """Say whether a line of names is marked as a picture's."""
    node: lxml.html.HtmlElement | None = element
    for _ in range(3):
        if node is None or node.tag == "figure":
            return node is not None
        if named := node.get("class"):
            named = named[:500]
            far = not named.isascii()
            if _CREDIT[far].search(named if far else named.lower()):
                return True
        node = node.getparent()
    return False


_CREDIT = both_cases(r"\b(?:media|photo|image|img|picture|pic|foto|bild)[-_]{0,2}(?:credits?|caption|copyright|source|author|autor)\b|\bwp-caption")


def _in_comments(element: lxml.html.HtmlElement) -> bool:
    """Say whether what is marked as an author's is that of a reader's comment, by the names that systems give to comments and their parts."""
    node: lxml.html.HtmlElement | None = element
    for _ in range(6):
        if node is None or node.tag in ("body", "html", "main"):
            return False
        said = f" {node.get('class') or ''} {node.get('id') or ''} "[:500].lower()
        if ("comment" in said or "respond" in said or "disqus" in said) and _COMMENT.search(said):
            return True
        node = node.getparent()
    return False


_COMMENT = re.compile(
    r"\s(?:comment-(?:author|body|content|meta|item|list|text|\d+)|comments?(?:list|_list|-area|-section)|comments|disqus_thread|li-comment-\d+|"
    r"media-comment|wpd-comment\S*|respond)\s"
)


def _said_by_lines(blocks: Sequence[Block], title_block: int | None, language: str) -> Iterator[tuple[str, str, int]]:
    title = title_block if title_block is not None else -1
    alone = terse = False
    for block in blocks[max(0, title - MAX_BLOCKS) : max(0, title) + MAX_BLOCKS]:
        text, size, steps = block.text, len(block.text), block.index - title
        if size > MAX_FAR_LINE and (size > MAX_LINE or not -4 <= steps <= 12):
            alone = False
            continue
        if alone:  # the label stood in a block of its own
            if " " in text or not terse:
                yield "line-lead", text, block.index
            alone = False
        near = title >= 0 and -4 <= steps <= 12
        gone = TIME_AGO.search(text) if near and size <= 120 and any(map(str.isdigit, text[-AGO:])) else None
        if gone and gone.start():  # "Jane Roe3 h", in two elements of one line
            text = text[: gone.start()].rstrip(" ,;|·•–—-") or text
        if near and "@" in text and size <= 120:  # "Jane Roe @janeroe", "Jane Roe jane@paper.example"
            text = _HANDLE.sub("", text).strip() or text
        start = text[:3].lower()
        if start in _LEAD_STARTS or text[0] in _LEAD_STARTS or not text[0].isalnum() or (start[:2] in _SHORT_LEADS and not text[2:3].isalpha()):
            lead = lead_of(text, language)
            if lead and start in ("mor", "all", "meh") and " " not in text[lead:].strip():
                continue  # "More from Transport": a section
            if not lead:
                alone = len(text) <= 14 and lead_of(text + " X", language) > 0
                terse = text.lower() in _TERSE
            elif block.index != title:
                yield "line-lead" if near else "far-lead", text, block.index
                continue
        if near and block.index > title and block.tag not in ("h1", "h2", "h3", "button", "figcaption"):
            signed = "" if text.isascii() else undated(text[:80], language).rstrip(" |·/")
            suffixed = 0 < len(signed) <= MAX_SIGNED and signed.endswith(SUFFIXES)
            if not suffixed and size <= MAX_DATED_LINE and (within := _INSIDE.search(text)) is not None and HAN.search(text):
                names = [name for name in _HAN_NAMES.findall(_LABEL_BEHIND.split(within[1])[0]) if could_be_name(name, "zh")]
                if names:
                    yield "line-lead", "、".join(names), block.index
                    continue
            if suffixed and not names_picture(text):
                yield "line-lead", text, block.index
            elif (named := _before_role(block)) is not None:
                yield "line-names", named, block.index
            elif only_names(text):
                if not _in_footer(block.element) and not (steps <= 2 and _is_under_picture(block.element)):
                    yield "line-names", text, block.index
            elif apart := _names_apart(block):
                yield "line-names", apart, block.index
            elif after := _after_date(text, language) or _beside_time(block, language):
                yield "line-lead", after, block.index


# A label inside a line of several ("来源：… 作者：甲乙 丙丁 字号：…"), the names behind it, and the label that may follow without a space.
_INSIDE = re.compile(r"(?<=\S)\s*(?:作者|记者|記者|撰文|撰稿|采写|採訪|執筆)\s*[:：／/]\s*([^:：]{2,40})")
_HAN_NAMES = re.compile("[\u3400-\u9fff]{2,4}")
_LABEL_BEHIND = re.compile(
    "字号|字體|字体|来源|來源|编辑|編輯|责|責|发布|發布|发表|时间|時間|点击|點擊|浏览|瀏覽|阅读|閱讀|评论|評論|分享|摄|攝|图|圖|[(（|]"
)


def _is_under_picture(element: lxml.html.HtmlElement) -> bool:
    """Return whether right above a line, in one box with it and nothing else, stands a picture too wide for an author's."""
    before, around = element.getprevious(), element.getparent()
    if before is None or around is None or len(around) != 2:
        return False
    images = [before] if before.tag == "img" else list(islice(before.iter("img"), 2))
    width = images[0].get("width") or "" if len(images) == 1 else ""
    return width.isascii() and width.isdigit() and int(width[:6]) >= 300


_HANDLE = re.compile(r"(?:^|(?<=\s))\(?@?[\w.-]{0,40}@[\w.-]{2,60}\)?|(?<=\s)@\w{2,40}")
MAX_SIGNED = 40
"""Characters of a line that ends in a reporter's title, or begins a date: a paragraph cut there may end in any word."""


def _in_footer(element: lxml.html.HtmlElement) -> bool:
    """Say whether a line stands in the page's footer, where the site tells its own name; a story's footer may tell its author's."""
    footer = False
    node: lxml.html.HtmlElement | None = element
    for _ in range(12):
        if node is None:
            break
        if node.tag in ("article", "main"):
            return False
        footer = footer or node.tag == "footer"
        node = node.getparent()
    return footer


def _before_role(block: Block) -> str | None:
    """Return the known name that a line begins with, where all else of it is an element that tells a role (``Jane Roe <span>Arts editor</span>``)."""
    element = block.element
    if len(block.text) > MAX_FAR_LINE or len(element) != 1 or (element[0].tail or "").strip():
        return None
    name = clean(element.text or "") or ""
    if not is_known(name) or not only_names(name) or not block.text.startswith(name):
        return None
    return name if not ROLE.isdisjoint(folded_words(block.text[len(name) :])) else None


def _names_apart(block: Block) -> str | None:
    """Return the names of a line in which only elements keep them apart (``<a>Jane Roe</a> <a>John Doe</a>``), with commas."""
    if len(block.text) > 120 or not 2 <= len(block.element) <= MAX_AUTHORS or (block.element.text or "").strip():
        return None
    pieces = [_words_of(child) for child in block.element]
    if sum(map(len, pieces)) + block.text.count(" ") < len(block.text) or any((child.tail or "").strip() for child in block.element):
        return None
    apart = ", ".join(filter(None, pieces))
    return apart if only_names(apart) and len(people(apart)) > 1 else None


def _after_date(text: str, language: str) -> str | None:
    """Return what follows the date in "14/11/2026 - by Jane Roe" or "Town, 14 November 2026 | Jane Roe", if that is a byline."""
    if len(text) > MAX_DATED_LINE:
        return None
    spans = date_spans(text, language)
    if not spans or spans[0][0] > 40:
        return None
    end = spans[-1][1]
    after = text[end:].lstrip(" .")
    after = _DAY_SIGN.sub("", after)
    rest = _READING_TIME.sub("", after.lstrip(" \t,;:|/–—-•·*"), count=1)
    if lead_of(rest, language) and people(rest, language) and not rest.endswith((".", "?", "!")):
        return rest
    return rest if after[:1] in tuple("|/–—-•·") and (only_names(rest) or could_be_name(rest, language)) else None


def _beside_time(block: Block, language: str) -> str | None:
    """Return the name that a sign keeps apart from the ``time`` element of its line, in a script without capitals, however that tells the day."""
    if len(block.text) > MAX_DATED_LINE or (block.text[:1].isascii() and block.text.isascii()):
        return None
    time = next(block.element.iter("time"), None)
    said = _words_of(time) if time is not None else ""
    before, found, after = block.text.partition(said) if said else ("", "", "")
    if not found or bool(before.strip()) == bool(after.strip()):
        return None
    apart = before.rstrip()[-1:] if before.strip() else after.lstrip()[:1]
    name = (before or after).strip(" \t|/–—-•·")
    return name if apart in tuple("|/–—-•·") and could_be_name(name, language) else None


_READING_TIME = re.compile(
    r"^(?:~\s?)?\d{1,3}\s?(?:min(?:uten?|uti|utos?|utes?|uter|uut|ut)?|мин(?:ут\w*)?|хв(?:илин\w*)?|dk|dakika|분|分鐘|分钟|分|मिनट|دقيقة|دقائق|λεπτά|דקות)"
    r"\b\.?(?:[ -][^\W\d_]{2,12}){0,3}\s*[|/–—•·-]\s*",
    re.IGNORECASE,
)
"""How long a text takes to read, between its date and its author."""
TIME_AGO = re.compile(
    r"(?:\s?(?:vor|hace|il y a|for|för|há|pre|prije|преди|пре|przed|před|pred))?(?<!\d)\s?\d{1,2}\s?"
    r"(?:h|hrs?|hours?|std\.?|stunden?|min(?:uten?|utes?|utos?|uti|uter|ut)?|m|d|days?|tag(?:en?)?|heures?|jours?|horas?|días?|dias?|or[ae]|giorni|uur|uren|"
    r"dagen|tim(?:er|mar|me)?|dag(?:er|e|ar)?|godz\.?|hodin(?:ami)?|dn[iíů]|час(?:а|ов|ів)?|годин[иу]?|дн(?:я|ей|ів)|saat|gün|小[時时]|分[鐘钟]|天|時間|시간|분|jam|hari)"
    r"(?:\s?(?:ago|siden|sedan|temu|fa|atrás|geleden|назад|тому|önce|lalu|yang lalu|前|전))?$",
    re.IGNORECASE,
)
"""How long ago a page says it is, at the end of a line."""
AGO = 24
"""Characters from its number on: the pattern is tried where a figure is among the last so many only, for it is tried at every place."""
_DAY_SIGN = re.compile(r"^(?:d|г|р|r|g)\.?(?=[\s,;|/·–—-])")
"""What some languages put behind a date: "2026 m. rugsėjo 17 d.", "17 сентября 2026 г."."""
MAX_BLOCKS = 2_000
"""Blocks before and after the headline that are read as lines; real pages have fewer."""
MAX_FAR_LINE = 100
"""Characters of a line that is read as a byline far from the headline."""
# The first letters of what _LEAD may match; asking it of every block of the page would take a fifth of the reader's time.
_LEAD_STARTS = frozenset(
    (
        "all meh mor vie wri pos pub rep sto wor tex art cre sub rev edi aut com con gas hoc blo byl by- ges ver ers "
        "ein pro réd écr esc scr skr nap opu von vom par por doo tek tes red jou fot int ber auf ski kir yaz авт тек "
        "sze írt מאת שמא بقل كتب كتا إعد نوی نوش گزا خبر "
        "द्व लेख रिप संव प्र প্র লেখ লিখ எழு โดย ผู้ เรื tác bởi του της των από γρά "
        "eft par raš kir egi pal hab muh röp yaz piš nap пиш аут під под cik szö sõn nga ole pen pew lap ula حاو حوا تقر تحر رپو הכת כתב per "
        "gue exc fea pho "
        "文 作 记 記 撰 执 執 取 撮 責 责 编 編 글 聞 構 写 int ent roz wyw rep ser ess col opi ana com бес под инт зап роз спі নিজ"
    ).split()
) | {"a c"}
_SHORT_LEADS = frozenset("by di da af av od de ni na از".split())
_TERSE = _SHORT_LEADS - {"by"}
"""Alone in a line they may be anything in another language ("Da", and below it "Ne", of a poll): a whole name has to follow."""


def _place(element: lxml.html.HtmlElement, place_of: dict[Any, int]) -> int | None:
    one: lxml.html.HtmlElement | None = element
    for _ in range(4):
        if one is None:
            break
        if one in place_of:
            return place_of[one]
        one = one.getparent()
    for i, below in enumerate(element.iterdescendants()):
        if below in place_of:
            return place_of[below]
        if i > 20:
            break
    return None


def _words_of(element: lxml.html.HtmlElement) -> str:
    found: list[str] = []
    size = 0
    for piece in islice(element.itertext(), 200):
        found.append(piece)
        size += len(piece)
        if size > 4 * MAX_LINE:
            break
    return " ".join(" ".join(found).split())
