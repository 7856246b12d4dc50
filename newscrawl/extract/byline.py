"""Who wrote the story, and the line that says so: a choice among the names that linked data, meta tags, markup and visible lines offer.

Every source brings noise of its own (the site as its own author, "Staff writer",
    towns, photographers, the next story's author), so each name is weighed by
who offers it and where it stands: a small learned model (``byline_model.json``, trained by ``benchmarks/train_metadata.py``).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import islice
from typing import Any

import lxml.html

from newscrawl.blocks import Block
from newscrawl.document import Document
from newscrawl.extract.credits import names_picture, opens_with_picture_label
from newscrawl.extract.dates import date_spans, without_line_words
from newscrawl.extract.metadata import facts, string_of, types_of
from newscrawl.extract.names import is_given, is_japanese, is_known
from newscrawl.extract.trees import Score, compiled, probability
from newscrawl.text import both_cases, clean, folded_words, words

MAX_LINE = 300
"""Characters of a line or field that is read as a byline."""
MAX_NAME = 80
MAX_AUTHORS = 20
MAX_CANDIDATES = 80
THRESHOLD = 0.42
"""The chance from which a name is taken; picked by hand on cross-validated F1, which moves by .01 between .35 and .45."""
LONELY = 0.25
"""What the best name needs where none reaches the threshold."""
COMPANION = 0.15
"""What a name needs that linked data, or a byline or line of nothing but names by the headline, lists beside one that was taken: who names one of the
authors rightly seldom names the others wrongly."""


@dataclass(frozen=True, slots=True)
class Byline:
    """``byline`` is the visible line, verbatim but for a date at its end, or None; ``authors`` the people (or desks) in its order.

    ``block`` is the line's index on the page; ``lines`` are those of all lines by the headline that hold a name and nothing else, or a role.
    """

    byline: str | None = None
    authors: tuple[str, ...] = ()
    reader: str | None = None
    block: int | None = None
    lines: frozenset[int] = frozenset()


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


def read_byline(
    document: Document,
    blocks: Sequence[Block],
    title_block: int | None,
    score: Score | None = None,
    *,
    pictured: frozenset[int] = frozenset(),
) -> Byline:
    """Return who ``document`` says wrote the story. Never raises on what a page may hold.

    ``score`` stands in for the packaged model; ``pictured`` are the blocks that are pictures' captions and credits.
    """
    found = candidates(document, blocks, title_block, pictured)
    taken: list[Candidate] = []
    if found:
        rows = features(document, blocks, title_block, found)
        judge = score or _score()
        chances = [0.0 if not one.elsewhere or _is_paper(one) else probability(judge(row)) for one, row in zip(found, rows, strict=True)]
        taken = _without_site(_without_reviewers(_choose(found, rows, chances), blocks), document)
    if not taken and title_block is not None:
        taken = _shown_alone(document, blocks, title_block)
    if not taken and title_block is not None:
        taken = _marked_alone(document, found, blocks, title_block)
    if title_block is not None and all(one.sources.keys() <= _OF_PLACE or _names_site(one, document) for one in taken):
        taken = _beside_headline(document, blocks, title_block, taken) or taken
    if not taken:
        return Byline()
    taken.sort(key=lambda one: one.order)
    line = _line_of(taken, blocks, title_block, (document.language or "")[:2])
    reader = next(iter(taken[0].sources))
    authors = dict.fromkeys(_signed(one.text, line[1] if line else "") for one in taken)
    lines = _name_lines(authors, blocks, title_block, document.language or "")
    return Byline(line[1] if line else None, tuple(authors), reader, line[0] if line else None, lines)


def _name_lines(authors: Iterable[str], blocks: Sequence[Block], title: int | None, language: str) -> frozenset[int]:
    """Return the lines by the headline that are nothing but an author's name, with a reporter's title or an address for mail, and the line right
    below such a one that tells their role and nothing else. At a story's end a name signs it, and is of its text."""
    if title is None:
        return frozenset()
    sure = (name for name in authors if (" " in name and name[:1].isupper()) or _could_be_name(name, language))
    names = [name for name in sure if _ROLE.isdisjoint(folded_words(name))]
    lines: list[int] = []
    for block in blocks[max(0, title - ABOVE) : title + 1 + AFTER]:
        text = block.text
        if block.index == title or block.tag in _NO_LINES or len(text) > MAX_DATED_LINE:
            continue
        if lines and title < lines[-1] < block.index - MAX_BETWEEN - 1:
            break  # the text is on its way
        if block.index > title and _is_reviewers(text):
            lines.append(block.index)
        for name in names:
            if len(name) <= len(text) <= len(name) + MAX_BESIDE and name in text:
                beside = text.replace(name, "", 1)
                if _NOTHING_BESIDE.fullmatch(beside) or (text.startswith(name) and _PLACE_BESIDE.fullmatch(beside)):
                    lines.append(block.index)
        if lines and lines[-1] == block.index - 1 > title and len(text) <= MAX_ROLE and (said := folded_words(text)) and _ROLE.issuperset(said):
            lines.append(block.index)
    return frozenset(lines)


def _is_reviewers(text: str) -> bool:
    """Return whether a line tells who looked over the story, and nothing else: "Edited by John Doe"."""
    tokens = text.split()
    if not 3 <= len(tokens) <= 9:
        return False
    return any(
        is_known(rest := " ".join(tokens[size:])) and _REVIEWED.search(" ".join(tokens[:size]) + " ") is not None and _only_names(rest)
        for size in range(1, min(5, len(tokens) - 1))
    )


MAX_BESIDE = 40
"""Characters that may stand beside a name in its line: brackets, a title, an address for mail."""
MAX_ROLE = 30
_PLACE_BESIDE = re.compile(r"\s?[-–—|،,/]\s?(?:[^\W\d_a-z][^\W\d_]{1,14})(?:[\s-][^\W\d_a-z][^\W\d_]{1,14})?")
_NOTHING_BESIDE = re.compile(r"(?:[\W_]|\S{1,30}@\S{3,40}|기자|특파원|記者|记者|by\b|von\b|par\b|por\b)*", re.IGNORECASE)


def _signed(name: str, line: str) -> str:
    """Return ``name`` without the town or the agency that it is told with, and not in capitals where the visible ``line`` spells it otherwise."""
    if (told := _TOLD_FROM.match(name)) is not None and name.count(" ") >= 3:
        name = told[1]
    if (led := _LED.match(name)) is not None and is_known(name[led.end() :]):
        name = name[led.end() :]  # "De Ioana …" of a page that says no language
    words = name.split()
    for size in (3, 2, 1):
        if len(words) >= size + 2 and " ".join(words[-size:]) in _WIRES:
            name = " ".join(words[:-size]).rstrip(" ,;")
            break
    if name.isupper() and " " in name and (place := line.lower().find(name.lower())) >= 0:
        spelled = line[place : place + len(name)]
        return spelled if spelled.lower() == name.lower() and not spelled.islower() else name
    return name


_LED = re.compile(r"(?:De|Da|Di|Av|Af|Par|Por|Von|By|Door|Od)\s")
_TOLD_FROM = re.compile(
    r"([^\W\d_][\w.'’-]*(?:\s[^\W\d_][\w.'’-]*){1,3}?)\s(?:in|à|en|aus)\s(?=[^\W\d_a-z][^\W\d_])[^\W\d_]+(?:[\s-][^\W\d_]+){0,2}$"
)
_WIRES = frozenset(
    ("Associated Press|The Associated Press|AP|AFP|Reuters|dpa|EFE|ANSA|APA|Agence France-Presse|Press Association|Canadian Press|The Canadian Press|"
    "Bloomberg News|Europa Press|United Press International|UPI").split("|")
)


def _choose(found: Sequence[Candidate], rows: Sequence[Sequence[float]], chances: list[float]) -> list[Candidate]:
    """Return the names to take, the likeliest first; no two of which one is part of the other."""
    site, rivals, role, near, distance = (FEATURES.index(name) for name in ("site", "rivals", "role", "near", "distance"))
    plain = chances
    chances = [
        0.4 * chance if (row[site] == 1 or "site-name" in one.sources) and row[rivals] else chance
        for one, chance, row in zip(found, chances, rows, strict=True)
    ]
    if max(chances) < LONELY:
        chances = plain[:]  # the site's own name, and nobody else
    sure = [one for one, chance in zip(found, chances, strict=True) if chance >= THRESHOLD]
    pairs = {source for source in _FIELDS if sum(source in one.sources for one in found) == 2}  # of more names some are titles
    for i, one in enumerate(found):
        if chances[i] < THRESHOLD and not rows[i][role] and rows[i][site] < 1:
            named = "json-ld" in one.sources or ("json-ld-org" in one.sources and len(one.key) == 1 and one.key[0] in _AGENCY)
            listed = named and any("json-ld" in other.sources for other in sure)
            beside = [other for other in sure if not set(one.blocks).isdisjoint(other.blocks)] if one.blocks else []
            in_line = "line-names" in one.sources and any("line-names" in other.sources for other in beside)
            if len(one.key) > 1:  # in one byline by the headline, or in one field that is marked in three ways
                by = 0 < rows[i][near] <= 12 or -BEFORE <= rows[i][distance] < 0
                led = "line-lead" in one.sources and by and all(word[:1].isupper() for word in one.text.split())
                listed = listed or (led and any("line-lead" in other.sources for other in beside))
                listed = listed or any(len(one.sources.keys() & other.sources.keys()) > 2 for other in beside)
            if not listed and (len(one.key) > 1 or not one.text[:1].isascii()):  # a list, of lines with roles between them or of elements in one line
                listed = any(_in_one_list(one, other) for other in sure)
            if len(one.key) > 1 and not listed and chances[i] >= 0.6 * COMPANION:  # two links of one byline
                listed = any(one.whole and len(one.sources) > 1 and one.sources == other.sources and one.blocks == other.blocks for other in sure)
                chances[i] = max(chances[i], COMPANION) if listed else chances[i]
            alike = len(one.key) > 1 and any(len(one.sources.keys() & other.sources.keys()) > 1 for other in sure)
            fields = one.sources.keys() & pairs if len(one.key) > 1 and not one.whole else set()
            named_with = any(not other.whole and len(other.key) > 1 and fields & other.sources.keys() for other in sure)
            if ((listed or in_line or named_with) and chances[i] >= COMPANION) or (alike and chances[i] >= 2 * COMPANION):
                chances[i] = THRESHOLD
    if not sure and chances and max(chances) >= LONELY:
        best = max(range(len(found)), key=lambda i: (chances[i], -i))
        return [found[best], *_companions(found, rows, chances, best)]
    taken: list[Candidate] = []
    for chance, one in sorted(zip(chances, found, strict=True), key=lambda pair: (-pair[0], pair[1].order)):
        if chance < THRESHOLD or len(taken) >= MAX_AUTHORS:
            break
        own = set(one.key)
        if not any(own <= set(other.key) or own >= set(other.key) or _is_run_on(one.text, other.text) for other in taken):
            taken.append(one)
    return taken


def _in_one_list(one: Candidate, other: Candidate) -> bool:
    """Return whether two names stand in one line where both are marked as the author, or in lines of their own with no more than two between them."""
    if not one.elsewhere or "json-ld" in other.sources or len(one.blocks) > MAX_SAID or len(other.blocks) > MAX_SAID:
        return False  # data that name one author name them all; who is named often wrote the stories in a list
    if "itemprop" in one.sources and "itemprop" in other.sources:
        return is_known(one.text) and not set(one.blocks).isdisjoint(other.blocks)
    shared = one.sources.keys() & other.sources.keys() & _IN_LISTS
    if not shared or not one.whole or not (_is_listed(one.text, "") or (shared != {"line-names"} and _only_names(one.text))):
        return False
    return any(0 < abs(place - beside) <= MAX_BETWEEN + 1 for place in one.blocks for beside in other.blocks)


_IN_LISTS = frozenset(("line-names", "class-author", "class-byline", "rel"))
MAX_BETWEEN = 2
"""Lines between two authors in a list: the first one's role, and where to write to."""
MAX_SAID = 4
"""Blocks that name one author of a list."""


def _is_run_on(longer: str, name: str) -> bool:
    """Return whether ``longer`` is ``name`` and the next element's word, which nothing parts: "Jane RoeUpdated"."""
    return " " in name and longer.startswith(name) and longer[len(name) :][:1].isupper() and name[-1].islower() and " " not in longer[len(name) :]


def _without_reviewers(taken: list[Candidate], blocks: Sequence[Block]) -> list[Candidate]:
    """Return ``taken`` without those of whom every line says that they looked over, put into order or into another language what others wrote."""
    if len(taken) < 2:
        return taken
    wrote = [one for one in taken if not _is_reviewer(one, blocks)]
    return wrote or taken


def _is_reviewer(one: Candidate, blocks: Sequence[Block]) -> bool:
    said = False
    for place in dict.fromkeys(one.blocks[:20]):
        text = blocks[place].text[:600]
        at = text.find(one.text)
        if at < 0:
            continue
        before = text[max(0, at - 40) : at]
        if not before.strip() and place and len(blocks[place - 1].text) <= 40:  # the label may stand in a block of its own
            before = blocks[place - 1].text
        if _REVIEWED.search(before) is None:
            if before.strip() or _lead(before + "X"):
                return False
            continue
        said = True
    return said


_REVIEWED = re.compile(
    r"(?i)(?:reviewed|edited|fact[- ]?checked|checked|updated|translated|approved|verified|contributions?|"
    r"überprüft|geprüft|redigiert|aktualisiert|übersetzt|übersetzung|relue?|vérifiée?|traduite?|révisée?|mise? à jour|"
    r"revisad[oa]|editad[oa]|traducid[oa]|traduzid[oa]|verificad[oa]|actualizad[oa]|atualizad[oa]|revisionato|tradotto|"
    r"gecontroleerd|vertaald|bijgewerkt|granskad|redigerad|översatt|uppdaterad|redigeret|oversat|opdateret|redigert|oversatt|oppdatert|"
    r"zweryfikowan[ey]|przetłumaczył[ay]?|проверил[аи]?|перев[её]л[аи]?|перевод|редактор|সম্পাদনা|অনুবাদ|संपादन|संपादित|अनुवाद|تحرير|ترجمة|ویرایش|ترجمه|çeviren|çeviri|düzenleyen)"
    r"\s?(?:on [^:]{1,20} )?(?:by|from|von|vom|durch|par|por|da|di|door|av|af|przez)?\s?[:：]?\s*$"
)


def _names_site(one: Candidate, document: Document) -> bool:
    """Return whether a name is the site's own: as the page says, or what data alone offer and stands last in the page's title."""
    if any(tuple(folded_words(name)) == one.key for name in facts(document).sites):
        return True
    if one.blocks or not one.sources.keys() <= _DATA:
        return False
    parts = [_TITLE_PARTS.split((element.text or "")[:300]) for element in document.by_tag["title"][:1]]
    return any(len(part) > 1 and tuple(folded_words(part[-1])) == one.key for part in parts)


_DATA = frozenset(("json-ld", "json-ld-org", "json-ld-creator", "json-ld-creator-org", "meta-author", "meta-article", "meta-other", "site-name"))


def _without_site(taken: list[Candidate], document: Document) -> list[Candidate]:
    """Return ``taken`` without the site's own name, where the page names somebody else: systems fill an empty field with it."""
    if len(taken) < 2:
        return taken
    people_of = [one for one in taken if not _names_site(one, document)]
    return people_of or taken


_OF_PLACE = frozenset(("line-names", "line-alone"))
"""What a line says by its place and form alone."""


def _beside_headline(document: Document, blocks: Sequence[Block], title: int, taken: Sequence[Candidate]) -> list[Candidate]:
    """Return whom lines right above and below the headline name that are nothing but known names; empty if none does.

    A name above may as well be what the story is about, so it counts unlinked alone, and if neither the headline nor the text has its last word. In
    scripts without capitals a line beside the date's may be anything too: there the name has to be a known one, or the site its own author.
    """
    language = document.language or ""
    sites = {tuple(folded_words(name)) for name in facts(document).sites}
    above: list[Candidate] = []
    for block in reversed(blocks[max(0, title - ABOVE) : title]):
        names = _bare_names(block, language)
        if not names or block.link_chars or _in_frame(block.element) or not all(_is_listed(name, language) for name in names):
            break
        if any(_is_told_of(name, blocks, title) for name in names) or any(tuple(folded_words(name)) in sites for name in names):
            break
        above[:0] = [Candidate(tuple(folded_words(name)), name, 0, {"line-beside": n}, blocks=[block.index]) for n, name in enumerate(names)]
    own = sorted((one for one in taken if not _names_site(one, document)), key=lambda one: one.order)
    sites |= {one.key for one in taken if one not in own}
    below = [] if own else _below_headline(blocks, title, language, sites, bool(taken))
    found = {one.key: one for one in (*above, *own, *below)}
    for order, one in enumerate(found.values()):
        one.order = order
    return list(found.values()) if above or below else []


ABOVE, BELOW = 3, 5
"""Blocks above and below the headline where a line may be a name and nothing else."""


def _below_headline(blocks: Sequence[Block], title: int, language: str, sites: set[tuple[str, ...]], by_site: bool) -> list[Candidate]:
    """Return whom the lines right below the headline name, in a script without capitals (where ``_only_names`` finds nothing)."""
    near = blocks[title + 1 : title + 1 + BELOW]
    dated = [bool(len(block.text) <= MAX_DATED_LINE and date_spans(block.text, language)) for block in near]
    for at, block in enumerate(near):
        if len(block.text) > MAX_DATED_LINE:
            break
        if (block.text[:1].isascii() and block.text.isascii()) or block.text[:1].isupper():
            continue
        names = _bare_names(block, language)
        if not names or any(_is_pressed(name) or tuple(folded_words(name)) in sites for name in names):
            continue
        beside = any(dated[max(0, at - 1) : at + 2])
        if all(_is_listed(name, language) for name in names) or (
            by_site and beside and not any(_HAN.match(name) for name in names)
        ):
            return [Candidate(tuple(folded_words(name)), name, 0, {"line-beside": n}, blocks=[block.index]) for n, name in enumerate(names)]
    return []


def _bare_names(block: Block, language: str) -> list[str]:
    """Return the names of a line that is nothing but names, in any script; empty if it is not."""
    text = block.text
    if len(text) > MAX_FAR_LINE or block.tag in _NO_LINES or any(map(str.isdigit, text)):
        return []
    if text[:1].isupper():
        return people(text, language) if _only_names(text) else []
    names = [name.strip() for name in _AND.split(text)]
    return names if 0 < len(names) <= 3 and all(_could_be_name(name, language) for name in names) else []


def _is_listed(name: str, language: str) -> bool:
    """Return whether a name is a known one: by its given name, in China and Korea by its surname's sign, in Japan by its surname."""
    if is_known(name):
        return True
    if is_japanese(name):
        return True
    return not language.startswith("ja") and _HAN.match(name) is not None and _could_be_name(name, "zh")


def _is_told_of(name: str, blocks: Sequence[Block], title: int) -> bool:
    """Return whether the headline or the text below it has the last word of ``name``."""
    last = name.split()[-1]
    return any(last in block.text for block in blocks[title : title + MAX_TOLD] if block.index == title or len(block.text) > MAX_FAR_LINE)


MAX_TOLD = 40
"""Blocks of the text in which a story's people are looked for."""


def _in_frame(element: lxml.html.HtmlElement) -> bool:
    """Return whether a line stands in the page's menu, margin or foot."""
    return any(above.tag in ("nav", "aside", "footer") for above in islice(element.iterancestors(), 8))


def _is_pressed(text: str) -> bool:
    """Return whether a short line in a script without capitals holds a word of what is there to press, to count or to hear, or names a section."""
    return _PRESSED.search(text) is not None


_PRESSED = re.compile(
    "शेयर|साझा|करें|सुनें|पढ़ें|देखें|फॉलो|प्रिंट|मिनट|খবর|শেয়ার|করুন|শুনুন|পড়ুন|প্রিন্ট|মন্তব্য|সংস্করণ|মিনিট|ফলো|"
    "شارك|مشارك|طباع|استمع|تابع|دقيق|حفظ|تعليق|أخبار|اخبار|اشتراک|چاپ|ارسال|نظر|خبر|ذخیره|دقیقه|بشنوید|کپی|لینک|شیئر|پرنٹ|"
    "שתף|שיתוף|הדפס|תגוב|האזנ|שמור|דקות|חדשות|แชร์|ฟัง|^พิมพ์$|อ่าน|ข่าว|นาที|ติดตาม|คัดลอก|ดูเพิ่ม|"
    "分享|字号|字體|来源|來源|评论|評論|打印|收藏|列印|点击|點擊|新闻|新聞|微信|シェア|印刷|保存|会員|有料|無料|記事|ニュース|コメント|共有|朝刊|夕刊|"
    "공유|인쇄|글자|댓글|기사|뉴스|스크랩|구독|좋아요|프린트|목록|^(?:경제|정치|사회|문화|국제|연예|오피니언|전국|지역|금융|고용|노동|강원|전남|전북|경기|경남|경북|제주)$|"
    r"(?<!\S)(?:समाचार|देश|राज्य|दुनिया|विदेश|खेल|मनोरंजन|राजनीति|व्यापार|दिल्ली|जीवन|शिक्षा|"
    "দেশ|জেলা|বিশ্ব|খেলা|বিনোদন|রাজনীতি|অর্থনীতি|বাণিজ্য|মতামত|শিক্ষা|"
    "رياضة|سياسة|اقتصاد|ثقافة|محليات|محلية|عربية|عالمية|تقارير|ورزش|جامعه|فرهنگ|حوادث|بین‌الملل|استان|شهر|کھیل|دنیا|پاکستان|"
    r"ספורט|כלכל|תרבות|בארץ|בעולם|ביטחון|חינוך|กีฬา|การเมือง|เศรษฐกิจ|บันเทิง|สังคม|ต่างประเทศ|ท้องถิ่น)(?!\S)|"
    "^(?:金融|经济|經濟|文化|体育|體育|江苏|江西|安徽|云南|雲南|河南|河北|湖南|湖北|黄金|黃金|石油|高清|高考|周刊|周报|方案|马上|程序|关注|關注|白酒|"
    "国际|國際|社会|社會|地方|公司|财经|財經|科技|房产|汽车)$"
)


def _shown_alone(document: Document, blocks: Sequence[Block], title: int) -> list[Candidate]:
    """Return whom a page without a likely author names by its headline, in a line that is a byline and nothing else."""
    language = document.language or ""
    sites = {tuple(folded_words(name)) for name in facts(document).sites}

    def named(text: str) -> list[Candidate]:
        names = people(text, language)
        found = [Candidate(tuple(folded_words(name)), name, order, {"line-alone": order}) for order, name in enumerate(names)]
        return [] if any(one.key in sites or _PAPERS.intersection(one.key) for one in found) else found

    first, last = max(0, title - BEFORE), min(len(blocks), title + AFTER)
    for block in blocks[first:last]:
        text = block.text
        if block.index == title or len(text) > MAX_FAR_LINE or block.tag in _NO_LINES:
            continue
        if (lead := _lead(text, language)) and _only_names(text[lead:]) and (found := named(text)):
            for one in found:
                one.blocks.append(block.index)
            return found
    return []


def _marked_alone(document: Document, found: Sequence[Candidate], blocks: Sequence[Block], title: int) -> list[Candidate]:
    """Return whom, where nobody is likely, fields for catalogues or a news story's data name, or else elements by the headline marked as an author's.

    They may hold a role beside the name, and nothing else.
    """
    node = facts(document).story
    sources = {"meta-other", "json-ld"} if node is not None and any(kind.endswith("newsarticle") for kind in types_of(node)) else {"meta-other"}
    told = [one for one in found if one.whole and not sources.isdisjoint(one.sources) and _only_names(one.text) and is_known(one.text)]
    return told or [one for one in found if one.elsewhere and one.whole and _is_marked(one, blocks, title)]


def _is_marked(one: Candidate, blocks: Sequence[Block], title: int) -> bool:
    if {"href", "far-lead"} <= one.sources.keys():  # "By", and a link to all that they wrote, below the story
        return len(one.blocks) <= MAX_SAID and _only_names(one.text)
    if one.sources.keys().isdisjoint(("class-author", "class-byline", "itemprop", "rel")) or len(one.blocks) > MAX_SAID or not _only_names(one.text):
        return False
    for place in one.blocks:
        if -BEFORE <= place - title <= BEFORE and blocks[place].text.startswith(one.text):
            role = folded_words(blocks[place].text[len(one.text) :])
            return is_known(one.text) or (bool(role) and _ROLE.issuperset(role))
    return False


BEFORE, AFTER = 4, 8
"""Blocks before and after the headline where a byline may stand that nothing else speaks for."""
_NO_LINES = frozenset(("h1", "h2", "h3", "button", "figcaption", "li", "td"))


def _companions(found: Sequence[Candidate], rows: Sequence[Sequence[float]], chances: Sequence[float], best: int) -> list[Candidate]:
    """Return who is listed beside a name that was taken alone, by each of its sources, and is about as likely."""
    role, site, first = FEATURES.index("role"), FEATURES.index("site"), found[best]
    beside: list[Candidate] = []
    for i, one in enumerate(found):
        if i == best or rows[i][role] or rows[i][site] == 1 or one.sources.keys() != first.sources.keys() or chances[i] < 0.2 * chances[best]:
            continue
        if len(one.key) == 1 and one.key[0] not in _AGENCY:
            continue  # a section or a keyword, more often than somebody who goes by one name
        if all(set(one.key).isdisjoint(other.key) for other in (first, *beside)) and (one.blocks == first.blocks or len(one.sources) > 1):
            beside.append(one)
    return beside[: MAX_AUTHORS - 1]


# Taking names out of lines

_LEAD = both_cases(
    r"^(?:[-–—|•*(（\[【\s]*)(?:(?:written|posted|published|reported|story|words|text|article|created|submitted|reviewed|edited|authored|compiled|"
    r"contributed|by[- ]?line|eingestellt|gespeichert|hochgeladen|(?:blog[- ]?|gast)beitrag|"
    r"guest (?:post|essay|column|blog|opinion)|exclusive|opinion|analysis|column|essay|feature|commentary|photos and (?:text|story)|"
    r"geschrieben|verfasst|veröffentlicht|erstellt|publiziert|ein (?:artikel|beitrag|gastbeitrag|kommentar|interview)|eine \w{4,14}|"
    r"publié|rédigé|écrit|propos recueillis|publicado|escrito|scritto|pubblicato|a cura|geschreven|skrevet|skriven|napsal|"
    r"opublikowan[eoy])\s{1,3}(?:on\s)?)?"
    r"(?:(?:alles|mehr|alle (?:artikel|beiträge)|more|more articles|(?:view )?all (?:posts|articles|stories)|posts|articles) (?:by|from|von)|by|"
    r"von|vom|par|por|di|da|door|af|av|tekijä|od|autor(?:in|en|ka|zy|es|a|e)?|authors?|contributors?|auteurs?|autore|autori|verfasser(?:in)?|writers?|text|tekst|"
    r"texte|texto|testo|"
    r"redaktion|redakteur(?:in)?|reporters?|journalist|fotos? und text|text und fotos?|interview|bericht|protokoll|aufgezeichnet von|skribent|"
    r"piše|пише|kirjoittaja|yazan|yazar|автор(?:ы)?|текст|szerző|írta|שמאת|מאת|بقلم|كتبت?|كتابة|إعداد|"
    r"نویسنده|نوشته|گزارش(?:گر)?|خبرنگار|द्वारा|लेखक|लेखिका|रिपोर्टर|संवाददाता|प्रतिनिधि|প্রতিবেদক|লেখক|লিখেছেন|"
    r"எழுதியவர்|โดย|ผู้เขียน|เรื่องโดย|tác giả|bởi|του|της|των|από τ(?:ον|ην)|γράφ(?:ει η|ει ο|ουν οι)|"
    r"文|撮影・文|作者|记者|記者|撰文|执笔|執筆|取材・文|責任編輯|责编|責編|编辑|編集|글)"
    r"(?:\s*[:：/／|＝=]\s*|\s+(?=\S))|"
    r"^(?:[-–—|•*(（\[【\s]*)(?:haber|muhabir|röportaj|yazı|napisal[ai]?|аутор(?:ка)?|авторк[аи]|автори|підготува(?:в|ла)|подготовила?|"
    r"words|palabras|paroles|cikk|szöveg|teksti|autorius|autorė|autors|sõnad|nga|oleh|penulis|pewarta|laporan|reportase|ni|ulat ni|"
    r"حاوره|حوار|تقرير|تحریر|از|رپورٹ|הכתב|כתב(?:ת)?|নিজস্ব প্রতিবেদক|প্রতিবেদন|聞き手|構成|写真・文|取材・文|文)\s*[:：・･／/＝=]\s*|"
    r"^(?:[-–—|•*(（\[【\s]*)(?:(?:interview|entretien|entrevista|intervista|rozhovor|wywiad|reportage|reportagem|reportaje|servizio|essay|column|"
    r"opinion|analysis|analyse|análisis|análise|analisi|commentary) (?:by|von|par|de|di|door|av|af)|"
    r"беседовал[аи]?|подготовил[аи]?|интервью взяла?|записал[аи]?|розмовля(?:в|ла)|спілкува(?:вся|лася))(?:\s*[:：]\s*|\s+)(?=[^\W\d_])"
)
# Words that begin a byline in one language, and a name or anything else in others.
_LEADS_OF = {
    language: both_cases(rf"^[-–—|•*(（\[【\s]*(?:{leads})\s+(?=[^\W\d_])")
    for language, leads in {
        "ro": "de", "ca": "per", "sq": "nga", "id": "oleh|penulis|pewarta|laporan", "ms": "oleh|laporan", "fil": "ni", "tl": "ni", "fa": "از",
        "ur": "از", "sl": "pišeta", "is": "eftir", "nn": "av", "lt": "parengė|rašo",
        "sw": "na", "lv": "teksts", "et": "kirjutas", "eu": "egilea", "mk": "пишува", "bg": "от",
    }.items()
}  # fmt: skip
_AND = re.compile(
    r"\s*(?:[,;/／|·•、・＝]|\s(?:&|\+|and|und|et|y|e|i|og|och|en|ja|ve|и|та|with|mit|avec|con|in collaborazione con|sowie)\s)\s*",
    re.IGNORECASE,
)
# What joins two names in one language, and is a word of roles or a name in others.
_AND_OF = {
    language: re.compile(rf"(?i)\s(?:{words})\s")
    for language, words in {"ro": "și|şi", "hu": "és", "hi": "और|एवं", "bn": "ও|এবং", "vi": "và", "id": "dan", "sl": "in", "el": "και"}.items()
}
_AGAIN = re.compile(r"(?:by|von|par|por|door)\s+(?=[^\W\d_])")
_LABEL = frozenset(
    folded_words(
        "written by posted published author authors words text story von vom par por sign in log print द्वारा लेखक লেখক প্রতিবেদক โดย ผู้เขียน oleh "
        "penulis haber muhabir بقلم كتب كتبت إعداد نویسنده tác giả autor autora autorin autori auteur autore автор автори szerző yazar"
    )
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S{1,64}@\S+")
_GLUED = re.compile(r"^By(?=[A-Z])")
_TAIL = both_cases(
    r"(?s)\s*(?:[|•·]|\s[-–—]\s|\(|\[|<|(?<=[a-zà-öø-ÿ])(?=\d{1,2}[./]\d|\d{1,2}\.?\s[^\W\d_]{3,12}\.?,?\s\d{4}|\d{4}\.)|(?:,\s*)?\b(?:updated|published|posted|on\s+\w+\s+\d|on\s+\w+,\s+\w+\s+\d|am\s+\d|vom\s+\d|le\s+\d|el\s+\d|last\s|veröffentlicht|"
    r"aktualisiert|zuletzt|publié|mis à jour|actualizado|pubblicato|aggiornato|atualizado|opublikowano|aktualizacja|"
    r"\d{1,2}[./:]\d|\d{4}[-/年]|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?\s\d|"
    r"\d{1,2}\.?\s[^\W\d_]{3,12}\.?,?\s\d{4}))"
    r".*$"
)
# What _TAIL needs one of, whatever else; most names have none.
_TAIL_HINT = both_cases(r"[|•·(\[<\d–—-]|last|post|publi|pubb|upda|veröf|aktual|zulet|mis |actual|aggior|atual|opubl")
_SUFFIXES = ("기자", "특파원", "記者", "记者", "特派员", "さん", "氏")
_SUFFIX = re.compile(rf"\s*(?:{'|'.join(_SUFFIXES)})$")
_CREDENTIAL = re.compile(
    r"^(?:jr|sr|ii|iii|iv|phd|ph|md|m|d|dr|mba|rn|rd|rdn|ld|cfp|cpa|dds|dvm|ma|msc|bsc|mph|esq|cpp|psp|ms|np|do|jd|edd|psyd|lcsw|cfa|ea|cf|cep)$"
)
# Words that stand in roles, desks and places of a byline, never in a person's name.
_ROLE = frozenset(
    """editor editors staff writer writers reporter reporters correspondent contributor contributors contributing columnist journalist producer
    director senior chief managing deputy associate assistant manager founder ceo president author expert advisor team desk newsroom news
    agency agencies press service services wire wires redaktion redaktionsteam redakteur redakteurin chefredakteur autor autorin autoren
    volontär volontärin reporterin korrespondent korrespondentin leiter leiterin redaction rédaction redacción redacao redação redazione
    redaktør redaktionen reportero periodista corresponsal journaliste correspondant collaborateur agencia agence agentur admin
    administrator webmaster guest gast updated published posted read reading min minutes minuten share follow subscribe comments comment
    image skip navigation menu search login register newsletter name reply antworten said photo photos photograph photography foto fotos
    bild credit getty shutterstock copyright source quelle more all posts articles view about contact home special online magazine magazin
    media group gmbh inc llc ltd verlag institute university department office blog email mail twitter facebook linkedin instagram january
    february march april june july august september october november december monday tuesday wednesday thursday friday saturday sunday
    nachrichten noticias nouvelles notizie written by sign print article transcript podcast takeaways features for our your how what why table
    contents overview summary introduction faq disclosure disclaimer advertisement related listen watch guide tips authorization parents program
    products services marketing developer engineer sponsored disclosures subscribe download step steps best top updates
    thanks thank dank danke herzlichen vielen merci gracias grazie obrigado bedankt tack takk kiitos
    notícias nyheter januar februar märz mai juni juli oktober dezember montag dienstag mittwoch donnerstag freitag samstag sonntag""".split()
)  # fmt: skip
_AGENCY = frozenset(
    "dpa afp reuters ap sid apa ansa efe kna epd afx dts pti ani tass xinhua kyodo jiji yonhap bloomberg rtr lusa belga anp ntb ritzau "
    "sda ats keystone tt stt pap ctk čtk mti antara bernama pti ians pa aap anadolu aa".split()
)


def people(text: str, language: str = "") -> list[str]:
    """Return the names in one field or line that is all byline: lead words, dates, roles and credentials off, several apart."""
    line = text[:MAX_LINE]
    if "@" in line or "http" in line or "www." in line:
        line = _ADDRESS.sub(" ", line)
    line = _GLUED.sub("By ", clean(line) or "").strip(" ,:;|-–—•·*（）()[]【】")
    end = "." if line.endswith(".") else ""
    line = _once(line.strip(" .,:;|-–—•·*"))
    lead = _lead(line, language)
    if lead:
        line = line[lead:]
    line = _undated(line, language)
    far = not line.isascii()
    if far and " - " in line and lead and all(map(is_known, line.split(" - "))):
        line = line.replace(" - ", ", ")  # in Arabic two authors; elsewhere what follows is a date or a place
    low = line if far else line.lower()
    if _TAIL_HINT[far].search(low) and (tail := _TAIL[far].search(low)):
        line = line[: tail.start()]
    found: list[str] = []
    if language[:2] == "ca" and " i " in line:
        line = _SURNAMES_WITH_I.sub("\\1\ue000i\ue000", line)
    if (joined := _AND_OF.get(language[:2])) is not None:
        line = joined.sub(", ", line)
    pieces = [piece.replace("\ue000", " ") for piece in _AND.split(line)]
    sentence = text.rstrip().endswith((".", "!", "?", "…")) and any(piece.count(" ") >= _SENTENCE_SPACES for piece in pieces)
    if lead and sentence:
        return found  # "Da sabato gli abitanti si muovono soltanto con barche private."
    if any(" " in piece and piece.islower() for piece in pieces) and not line.islower():
        pieces = [line]  # "Staff and news service reports" is one
    for piece in pieces:
        if found and ":" in piece and opens_with_picture_label(piece):
            break  # "Words: Jane Roe · Pictures: John Doe"
        name = piece.strip(" .,:;|-–—•·*●\"'“”()[]")
        if sentence and name.islower() and " " not in name:
            continue  # "Jane Roe writes for the paper of fields, stations and courts"
        if _DOTTED.search(name) and name + "." in piece + end:
            name += "."
        named = (name if name.isascii() else _SUFFIX.sub("", name)).strip()
        if named != name and name.endswith("기자") and " " in named:  # "강변일보 윤서린 기자": the paper before its reporter
            last = named.rsplit(" ", 1)[1]
            named = last if _could_be_name(last, "ko") else named
        name = named
        lead = _lead(name)
        if lead and found:
            name = name[lead:]
        elif again := _AGAIN.match(name):
            name = name[again.end() :]
        if " in " in name and (told := _TOLD_FROM.match(name)) is not None and is_known(told[1]):
            name = told[1]  # "Jane Roe in Harrow"
        tokens = folded_words(name)
        if not tokens or _LABEL.issuperset(tokens) or not _like_name(name, tokens) or _addresses_reader(tokens):
            continue
        if found and all(_CREDENTIAL.match(token) for token in tokens):
            continue
        found.append(name)
    return found


_DOTTED = re.compile(r"\s(?:[^\W\d_a-z]|Jr|Sr|(?:[A-Z]\.){1,3}[A-Z])$")
"""How a name ends whose last dot is its own: "Joe S.", "Jane Roe Jr."."""


def _once(line: str) -> str:
    """Return ``line`` without the name before it that it begins with: some systems write one for readers' software, and one to be seen."""
    size = len(line)
    if size >= 6 and line.count(" ") > 1 and (line[: size // 2] == line[size // 2 :] and line[size // 2 - 1] != " "):
        return line[: size // 2]
    tokens = line.split()
    for many in (2, 3, 4) if len(tokens) >= 4 else ():
        if tokens[:many] == tokens[many : 2 * many]:
            return " ".join(tokens[many:])
    return line


_SENTENCE_SPACES = 5
_SURNAMES_WITH_I = re.compile(r"([^\W\d_]\S*\s[^\W\d_]\S*)\si\s(?=[^\W\d_a-z][^\s,;|]*[^\W\d_A-Z]\s?(?:$|[,;|]|\s(?:i|amb)\s))")
"""In Catalan the second surname joined to the first ("Jordi Ferrer i Soler"): one word, behind a whole name."""


def _lead(line: str, language: str = "") -> int:
    """Return how many characters the words take that say that names follow, if ``line`` begins with such, else 0."""
    far = not line.isascii()
    low = line if far else line.lower()
    own = _LEADS_OF.get(language[:3].rstrip("-").lower())
    match = _LEAD[far].match(low) or (own[far].match(low) if own else None)
    return match.end() if match else 0


def _undated(line: str, language: str) -> str:
    """Return ``line`` up to the date in it; where it begins with one, what follows the words that say that names follow."""
    if len(line) > MAX_DATED_LINE or not (spans := date_spans(line, language)):
        return line
    before = without_line_words(line[: spans[0][0]].rstrip(" \t,;:.|/–—-•·("))
    if any(map(str.isalpha, before)):
        return before
    after = line[spans[-1][1] :].lstrip(" \t,;:.|/–—-•·)")
    lead = _lead(after, language)
    return after[lead:] if lead else after if after.endswith(_SUFFIXES) else line


def _like_name(name: str, tokens: list[str]) -> bool:
    if len(name) > MAX_NAME or not 1 <= name.count(" ") + 1 <= 6 or "@" in name or "http" in name or "://" in name:
        return False
    letters = sum(map(str.isalpha, name))
    return letters >= 2 and sum(map(str.isdigit, name)) <= max(4, letters // 2)


def _addresses_reader(tokens: list[str]) -> bool:
    """Return whether somebody is spoken to ("Dear Reader", "Liebe Leserinnen"): that opens a letter and signs nothing."""
    greeted = len(tokens) > 1 and tokens[0] in _GREETINGS and (tokens[0] == "dear" or not _READERS.isdisjoint(tokens))
    return greeted or not _SECOND_PERSON.isdisjoint(tokens)


_GREETINGS = frozenset(
    """dear hello hi liebe lieber geehrte geehrter verehrte cher chère chers chères querido querida queridos queridas estimado estimada estimados
    estimadas caro cara cari care caros caras prezado prezada prezados gentile gentili beste geachte lieve kära kära kære kjære hyvä hyvät arvoisa
    drogi droga drodzy szanowni vážení milí sevgili sayın değerli kedves tisztelt dragi dragă stimați уважаемые уважаемый дорогие дорогой шановні
    αγαπητοί αγαπητέ""".split()
)
_READERS = frozenset(
    """reader readers friend friends subscriber subscribers member members sir madam leser leserin leserinnen leserschaft abonnent abonnenten
    freund freunde freundinnen damen herren lecteur lectrice lecteurs lectrices abonné abonnés ami amis lector lectora lectores lectoras amigo
    amigos suscriptor suscriptores lettore lettrice lettori lettrici amici leitor leitora leitores leitoras lezer lezers lezeres läsare læser læsere
    leser lesere lukija lukijat czytelniku czytelnicy czytelnik čtenáři čtenář okur okurlar okurlarımız okurumuz olvasó olvasók olvasóink cititori
    cititor читатели читатель читачі αναγνώστες αναγνώστη""".split()
)
_SECOND_PERSON = frozenset("your yours vous votre".split())


# Candidates


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
            lead = _lead(whole, language)
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
    return whole.startswith(name) and bool(rest) and all(token.isupper() or _CREDENTIAL.match(token.lower()) for token in rest)


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
        if not one or any(token in _ROLE or token in _AGENCY for token in folded_words(part)):
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
        parts = _TITLE_PARTS.split((element.text or "")[:300])
        if len(parts) > 1:
            names.append(parts[-1])
    for name in dict.fromkeys(names):
        if 2 <= name.count(" ") + 1 <= 3 and len(name) <= 40 and _only_names(name):
            yield name


def _is_paper(one: Candidate) -> bool:
    """Say whether nothing but the site's name offers a name, and it is a newspaper's."""
    return one.sources.keys() == {"site-name"} and not _PAPERS.isdisjoint(one.key)


# Words in the names of newspapers and magazines, never in a person's who writes under their own.
_PAPERS = frozenset(
    """the times post herald gazette tribune examiner chronicle observer courier mercury echo mirror sentinel bulletin dispatch enquirer inquirer
    telegraph standard star sun globe guardian independent journal press daily weekly news today review monitor reporter ledger argus advertiser
    blog magazine radio tv online zeitung blatt bote anzeiger kurier rundschau nachrichten presse tagblatt le la el il los las les diario diari
    noticias notícias correo voz prensa periódico gaceta gazeta jornal correio folha courrier nouvelles dépêche corriere giornale gazzetta
    notizie tidende tidningen avisen avis posten bladet dagblad nieuws courant nyheter nyt sanomat lehti uutiset leht postimees päevaleht teataja
    žinios naujienos ziņas avīze noviny zprávy deník hlásnik správy vijesti vesti novosti novine glasnik dnevnik novice list kurir hírek hírlap
    ziarul ziar știri stiri haber haberleri gazetesi fréttir blaðið berita harian suara kabar warta pos tin báo habari albiladi
    новости вести газета известия правда вечерний вісті новини газет вестник гласник новине дневник""".split()
)
_TITLE_PARTS = re.compile(r"\s[|\u2013\u2014\u00b7\u2022\u00ab\u00bb-]\s")
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


_CREDIT = both_cases(r"\b(?:media|photo|image|img|picture|foto|bild)[-_]{0,2}(?:credits?|caption|copyright|source|author)\b|\bwp-caption")


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
        gone = _AGO.search(text) if near and size <= 120 and any(map(str.isdigit, text[-AGO:])) else None
        if gone and gone.start():  # "Jane Roe3 h", in two elements of one line
            text = text[: gone.start()].rstrip(" ,;|·•–—-") or text
        if near and "@" in text and size <= 120:  # "Jane Roe @janeroe", "Jane Roe jane@paper.example"
            text = _HANDLE.sub("", text).strip() or text
        start = text[:3].lower()
        if start in _LEAD_STARTS or text[0] in _LEAD_STARTS or not text[0].isalnum() or (start[:2] in _SHORT_LEADS and not text[2:3].isalpha()):
            lead = _lead(text, language)
            if lead and start in ("mor", "all", "meh") and " " not in text[lead:].strip():
                continue  # "More from Transport": a section
            if not lead:
                alone = len(text) <= 14 and _lead(text + " X", language) > 0
                terse = text.lower() in _TERSE
            elif block.index != title:
                yield "line-lead" if near else "far-lead", text, block.index
                continue
        if near and block.index > title and block.tag not in ("h1", "h2", "h3", "button", "figcaption"):
            signed = "" if text.isascii() else _undated(text[:80], language).rstrip(" |·/")
            suffixed = 0 < len(signed) <= MAX_SIGNED and signed.endswith(_SUFFIXES)
            if not suffixed and size <= MAX_DATED_LINE and (within := _INSIDE.search(text)) is not None and _HAN.search(text):
                names = [name for name in _HAN_NAMES.findall(_LABEL_BEHIND.split(within[1])[0]) if _could_be_name(name, "zh")]
                if names:
                    yield "line-lead", "、".join(names), block.index
                    continue
            if suffixed and not names_picture(text):
                yield "line-lead", text, block.index
            elif (named := _before_role(block)) is not None:
                yield "line-names", named, block.index
            elif _only_names(text):
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
    if not is_known(name) or not _only_names(name) or not block.text.startswith(name):
        return None
    return name if not _ROLE.isdisjoint(folded_words(block.text[len(name) :])) else None


def _names_apart(block: Block) -> str | None:
    """Return the names of a line in which only elements keep them apart (``<a>Jane Roe</a> <a>John Doe</a>``), with commas."""
    if len(block.text) > 120 or not 2 <= len(block.element) <= MAX_AUTHORS or (block.element.text or "").strip():
        return None
    pieces = [_words_of(child) for child in block.element]
    if sum(map(len, pieces)) + block.text.count(" ") < len(block.text) or any((child.tail or "").strip() for child in block.element):
        return None
    apart = ", ".join(filter(None, pieces))
    return apart if _only_names(apart) and len(people(apart)) > 1 else None


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
    if _lead(rest, language) and people(rest, language) and not rest.endswith((".", "?", "!")):
        return rest
    return rest if after[:1] in tuple("|/–—-•·") and (_only_names(rest) or _could_be_name(rest, language)) else None


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
    return name if apart in tuple("|/–—-•·") and _could_be_name(name, language) else None


_READING_TIME = re.compile(
    r"^(?:~\s?)?\d{1,3}\s?(?:min(?:uten?|uti|utos?|utes?|uter|uut|ut)?|мин(?:ут\w*)?|хв(?:илин\w*)?|dk|dakika|분|分鐘|分钟|分|मिनट|دقيقة|دقائق|λεπτά|דקות)"
    r"\b\.?(?:[ -][^\W\d_]{2,12}){0,3}\s*[|/–—•·-]\s*",
    re.IGNORECASE,
)
"""How long a text takes to read, between its date and its author."""


_AGO = re.compile(
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
MAX_DATED_LINE = 160
"""Characters of a line that holds date and byline in one; longer ones are sentences."""
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


def _only_names(text: str) -> bool:
    """Return whether a line near the headline is nothing but names in their usual form: two to four words, each with a capital, several names
    apart."""
    if len(text) > 120 or " " not in text or text.islower() or text.isupper():
        return False
    names = people(text)
    if 2 * sum(map(len, names)) < len(text) - 12 and not any(map(str.isdigit, text)):
        return False  # a sentence, of which only the end looks like a name
    return bool(names) and all(
        2 <= len(tokens := name.split()) <= 4
        and all(token[0].isupper() or token.lower() in _PARTICLES for token in tokens)
        and tokens[-1][0].isupper()
        and not name.isupper()
        and not any(c.isdigit() for c in name)
        and not any(token in _ROLE for token in folded_words(name))
        for name in names
    )


def _could_be_name(text: str, language: str) -> bool:
    """Return whether a piece of a line, in a script without capitals, has a name's length: two to four words, of Chinese a known surname and
    one to three signs."""
    if text[:1].isascii() or text[:1].isupper() or text[:1].islower() or not _UNCASED.fullmatch(text):
        return False
    if language.startswith("ja") and is_japanese(text):
        return True
    if language.startswith(("zh", "ko")) or _HAN.match(text):
        if len(text) == 4 and text[0] < "\uac00":  # a Chinese name of four signs has a surname of two
            return text[:2] in _SURNAMES_OF_TWO
        return 2 <= len(text) <= 4 and text[0] in _SURNAMES
    return 2 <= len(text.split()) <= 4 and len(text) <= 40


# One class, with what it may not hold looked for first: two that share letters would go through every way to part a long line between them.
_UNCASED = re.compile(r"[^\W\d_](?:(?![\d_])[\w\u0300-\u036f\u0590-\u05c7\u0610-\u065f\u0900-\u0dff\u0e30-\u0e4e\u200c\u200d.'’״׳ -])*")
_HAN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
# The commonest surnames of China and Korea: nearly nine of ten people's.
_SURNAMES = frozenset(
    "王李张劉刘陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何高林罗羅郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧曹彭曾肖萧蕭田董袁潘于蒋蔣蔡余杜叶葉程苏蘇魏吕呂丁任沈姚卢盧姜崔钟"
    "鍾谭譚陆陸汪范金石廖贾賈夏韦韋付方白邹鄒孟熊秦邱江尹薛闫段雷侯龙龍史陶黎贺賀顾顧毛郝龚龔邵万萬钱錢严嚴赖賴覃洪武莫孔김이박최정강조윤장임한오서신권황안송류전홍고문"
    "양손배백허유남심노하곽성차주우구민진지엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국어은편용"
)

_SURNAMES_OF_TWO = frozenset("欧阳 歐陽 司马 司馬 上官 诸葛 諸葛 夏侯 皇甫 尉迟 尉遲 公孙 公孫 慕容 令狐 司徒 司空 东方 東方 南宫 南宮".split())
_PARTICLES = frozenset("de del della di da dos das do van von der den zu zur al el la le bin ibn ben y e af".split())


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


_FIELDS = frozenset(("meta-author", "meta-article", "meta-other"))
_STRONG = frozenset(
    {"json-ld", "json-ld-creator", "meta-author", "meta-article", "meta-other", "rel", "itemprop", "class-byline", "line-lead", "line-names"}
)

# What the model sees of a name. The order is part of the model file: retrain after any change here.

_SOURCES = (
    "json-ld", "json-ld-org", "json-ld-creator", "json-ld-creator-org", "json-ld-page", "json-ld-any-person", "meta-author", "meta-article",
    "meta-other",
    "rel", "rel-link", "itemprop", "itemprop-link", "href", "class-byline", "class-byline-link", "class-author", "class-author-link", "line-lead",
    "far-lead", "line-names",
)  # fmt: skip
FEATURES = (
    *_SOURCES, "sources", "hits", "rank", "words", "chars", "upper", "capitals", "digits", "role", "agency", "site", "whole", "inside", "outside",
    "distance",
    "first", "rivals", "people", "near", "alike", "shown", "of-all", "page-ld", "page-ld-org", "page-meta", "page-marked", "page-lead",
    "credential", "east-asian", "site-name",
)  # fmt: skip


def features(document: Document, blocks: Sequence[Block], title_block: int | None, found: Sequence[Candidate]) -> list[list[float]]:
    """Return one row of FEATURES for each name."""
    sites = {tuple(folded_words(name)) for name in facts(document).sites}
    title = title_block if title_block is not None else 0
    everything = [set(one.key) for one in found]
    page = dict.fromkeys(_SOURCES, False)
    for one in found:
        for source in one.sources:
            page[source] = True
    site_words = {word for site in sites for word in site}
    strong = [
        not _STRONG.isdisjoint(one.sources) and not any(token in _ROLE for token in one.key) and not own <= site_words
        for one, own in zip(found, everything, strict=True)
    ]
    well_named = float(min(3, sum([sure and len(one.key) > 1 for sure, one in zip(strong, found, strict=True)])))
    shared = [
        float(sum(["json-ld" not in one.sources for one in found])),
        float(page["json-ld"]),
        float(page["json-ld-org"]),
        float(page["meta-author"] or page["meta-article"] or page["meta-other"]),
        float(any(page[source] for source in ("rel", "itemprop", "class-byline", "class-author", "href"))),
        float(page["line-lead"]),
    ]
    site_sets = [set(site) for site in sites if site]
    rows = []
    for n, (one, own) in enumerate(zip(found, everything, strict=True)):
        distances = [block - title for block in one.blocks]
        after = [d for d in distances if d >= 0]
        distance = min(after) if after else max(distances) if distances else 999
        tokens = one.text.split()
        rows.append([
            *map(float, map(one.sources.__contains__, _SOURCES)),
            float(len(one.sources)),
            float(min(one.hits, 20)),
            float(min(one.sources.values())),
            float(len(one.key)),
            float(len(one.text)),
            sum(map(str.isupper, one.text)) / len(one.text),
            sum([token[0].isupper() for token in tokens]) / len(tokens),
            float(any(map(str.isdigit, one.text))),
            float(sum(map(_ROLE.__contains__, one.key))),
            float(not _AGENCY.isdisjoint(one.key)),
            float(max([len(own & site) / len(own) for site in site_sets], default=0.0)),
            float(one.whole),
            float(sum([own < other for other in everything])),
            float(sum([own > other for other in everything])),
            float(max(-60, min(distance, 400))),
            0.0 if "json-ld" in one.sources else float(one.order),
            float(min(3, sum([sure for i, sure in enumerate(strong) if sure and i != n and own.isdisjoint(everything[i])]))),
            well_named,
            float(distance) if 0 <= distance <= 15 else 99.0,
            float(sum([one.key[-1:] == other.key[-1:] for other in found])),
            float(len(one.blocks)),
            *shared,
            float(_CREDENTIAL.match(one.key[-1]) is not None),
            float(not one.text[:1].isascii() and not one.text[:1].isupper() and not one.text[:1].islower()),
            float("site-name" in one.sources),
        ])  # fmt: skip
    return rows


def plain_score(row: Sequence[float]) -> float:
    """The choice without a model, as a margin: linked data, then the visible byline."""
    said = dict(zip(FEATURES, row, strict=True))
    good = said["json-ld"] + 0.5 * (said["meta-article"] + said["meta-author"] + said["rel"]) + 0.4 * (said["line-lead"] + said["itemprop"])
    return 4 * (good - 0.8 * (said["role"] > 0) - 0.8 * said["site"] - 0.5 * (said["outside"] > 0) - 0.4)


@cache
def _score() -> Score:
    source = files("newscrawl.extract").joinpath("byline_model.json")
    return compiled(json.loads(source.read_text("utf-8"))["trees"]) if source.is_file() else plain_score


# The line that people see


def _line_of(taken: Sequence[Candidate], blocks: Sequence[Block], title_block: int | None, language: str) -> tuple[int, str] | None:
    """Return the visible line that names most of ``taken``, the shortest and nearest to the title first."""
    title = title_block if title_block is not None else 0
    names = [one.key for one in taken]
    best: tuple[float, int, str] | None = None
    places = sorted({place for one in taken for place in one.blocks})[:40]
    for place in places:
        block = blocks[place]
        if len(block.text) > 2 * MAX_LINE:
            continue
        flat = f" {' '.join(folded_words(block.text))} "
        apart = _GLUED_DAY.sub(" ", block.text)
        if (apart := _AGO.sub(" ", apart) if len(apart) <= 130 else apart) != block.text:
            flat += f"{' '.join(folded_words(apart))} "
        named = sum(f" {' '.join(key)} " in flat for key in names)
        if not named:
            continue
        score = named - min(abs(place - title), 100) / 200 - len(block.text) / 1000 + 0.3 * (_lead(block.text) > 0)
        if best is None or score > best[0]:
            best = (score, place, clean(block.text) or block.text)
    return (best[1], _without_end_date(best[2], names, language)) if best else None


_GLUED_DAY = re.compile(r"(?<=[^\W\d_])(?=\d{1,2}[./]\s?\d|\d{1,2}\.?\s[^\W\d_]{3}|\d{4}[-年])")
"""Between a name and the day that follows it without a space, in an element of its own."""


def _without_end_date(line: str, names: Sequence[Sequence[str]], language: str) -> str:
    """Return a byline without the date that ends it ("By Jane Roe, 14 November 2026, 18:00 Print Share"), if the names stand before that."""
    if len(line) > MAX_DATED_LINE:
        return line
    spans = date_spans(line, language)
    if not spans:
        return line
    before = without_line_words(line[: spans[0][0]].rstrip(" \t,;:.|/–—-•·("))
    flat = f" {' '.join(folded_words(before))} "
    after = line[spans[-1][1] :]
    ends = not after.lstrip().startswith((",", "(")) or not any(map(str.isalpha, after))  # a role or a place is part of it, what is to press is not
    return before if ends and all(f" {' '.join(key)} " in flat for key in names) else line
