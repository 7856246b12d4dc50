"""Who wrote the story, and the line that says so: a choice among the names that linked data, meta tags, markup and visible lines offer.

Every source brings noise of its own (the site as its own author, "Staff writer",
    towns, photographers, the next story's author), so each name is weighed by
who offers it and where it stands: a small learned model (``byline_model.json``, trained by ``benchmarks/train_metadata.py``).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import islice

import lxml.html

from newscrawl.blocks import Block
from newscrawl.document import Document
from newscrawl.extract.claims import MAX_FAR_LINE, TIME_AGO, TITLE_PARTS, Candidate, candidates
from newscrawl.extract.datelines import without_line_words
from newscrawl.extract.metadata import facts, types_of
from newscrawl.extract.names import is_japanese, is_known
from newscrawl.extract.people import (
    AGENCY,
    AND,
    CREDENTIAL,
    HAN,
    MAX_AUTHORS,
    MAX_DATED_LINE,
    MAX_LINE,
    ROLE,
    TOLD_FROM,
    could_be_name,
    lead_of,
    only_names,
    people,
)
from newscrawl.extract.trees import Score, compiled, probability
from newscrawl.extract.written import date_spans
from newscrawl.text import clean, folded_words

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
    sure = (name for name in authors if (" " in name and name[:1].isupper()) or could_be_name(name, language))
    names = [name for name in sure if ROLE.isdisjoint(folded_words(name))]
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
        if lines and lines[-1] == block.index - 1 > title and len(text) <= MAX_ROLE and (said := folded_words(text)) and ROLE.issuperset(said):
            lines.append(block.index)
    return frozenset(lines)


def _is_reviewers(text: str) -> bool:
    """Return whether a line tells who looked over the story, and nothing else: "Edited by John Doe"."""
    tokens = text.split()
    if not 3 <= len(tokens) <= 9:
        return False
    return any(
        is_known(rest := " ".join(tokens[size:])) and _REVIEWED.search(" ".join(tokens[:size]) + " ") is not None and only_names(rest)
        for size in range(1, min(5, len(tokens) - 1))
    )


MAX_BESIDE = 40
"""Characters that may stand beside a name in its line: brackets, a title, an address for mail."""
MAX_ROLE = 30
_PLACE_BESIDE = re.compile(r"\s?[-–—|،,/]\s?(?:[^\W\d_a-z][^\W\d_]{1,14})(?:[\s-][^\W\d_a-z][^\W\d_]{1,14})?")
_NOTHING_BESIDE = re.compile(r"(?:[\W_]|\S{1,30}@\S{3,40}|기자|특파원|記者|记者|by\b|von\b|par\b|por\b)*", re.IGNORECASE)


def _signed(name: str, line: str) -> str:
    """Return ``name`` without the town or the agency that it is told with, and not in capitals where the visible ``line`` spells it otherwise."""
    if (told := TOLD_FROM.match(name)) is not None and name.count(" ") >= 3:
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
            named = "json-ld" in one.sources or ("json-ld-org" in one.sources and len(one.key) == 1 and one.key[0] in AGENCY)
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
    if not shared or not one.whole or not (_is_listed(one.text, "") or (shared != {"line-names"} and only_names(one.text))):
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
            if before.strip() or lead_of(before + "X"):
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
    parts = [TITLE_PARTS.split((element.text or "")[:300]) for element in document.by_tag["title"][:1]]
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
    """Return whom the lines right below the headline name, in a script without capitals (where ``only_names`` finds nothing)."""
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
            by_site and beside and not any(HAN.match(name) for name in names)
        ):
            return [Candidate(tuple(folded_words(name)), name, 0, {"line-beside": n}, blocks=[block.index]) for n, name in enumerate(names)]
    return []


def _bare_names(block: Block, language: str) -> list[str]:
    """Return the names of a line that is nothing but names, in any script; empty if it is not."""
    text = block.text
    if len(text) > MAX_FAR_LINE or block.tag in _NO_LINES or any(map(str.isdigit, text)):
        return []
    if text[:1].isupper():
        return people(text, language) if only_names(text) else []
    names = [name.strip() for name in AND.split(text)]
    return names if 0 < len(names) <= 3 and all(could_be_name(name, language) for name in names) else []


def _is_listed(name: str, language: str) -> bool:
    """Return whether a name is a known one: by its given name, in China and Korea by its surname's sign, in Japan by its surname."""
    if is_known(name):
        return True
    if is_japanese(name):
        return True
    return not language.startswith("ja") and HAN.match(name) is not None and could_be_name(name, "zh")


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
        if (lead := lead_of(text, language)) and only_names(text[lead:]) and (found := named(text)):
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
    told = [one for one in found if one.whole and not sources.isdisjoint(one.sources) and only_names(one.text) and is_known(one.text)]
    return told or [one for one in found if one.elsewhere and one.whole and _is_marked(one, blocks, title)]


def _is_marked(one: Candidate, blocks: Sequence[Block], title: int) -> bool:
    if {"href", "far-lead"} <= one.sources.keys():  # "By", and a link to all that they wrote, below the story
        return len(one.blocks) <= MAX_SAID and only_names(one.text)
    if one.sources.keys().isdisjoint(("class-author", "class-byline", "itemprop", "rel")) or len(one.blocks) > MAX_SAID or not only_names(one.text):
        return False
    for place in one.blocks:
        if -BEFORE <= place - title <= BEFORE and blocks[place].text.startswith(one.text):
            role = folded_words(blocks[place].text[len(one.text) :])
            return is_known(one.text) or (bool(role) and ROLE.issuperset(role))
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
        if len(one.key) == 1 and one.key[0] not in AGENCY:
            continue  # a section or a keyword, more often than somebody who goes by one name
        if all(set(one.key).isdisjoint(other.key) for other in (first, *beside)) and (one.blocks == first.blocks or len(one.sources) > 1):
            beside.append(one)
    return beside[: MAX_AUTHORS - 1]


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
_FIELDS = frozenset(("meta-author", "meta-article", "meta-other"))
_STRONG = frozenset(
    {"json-ld", "json-ld-creator", "meta-author", "meta-article", "meta-other", "rel", "itemprop", "class-byline", "line-lead", "line-names"}
)
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
        not _STRONG.isdisjoint(one.sources) and not any(token in ROLE for token in one.key) and not own <= site_words
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
            float(sum(map(ROLE.__contains__, one.key))),
            float(not AGENCY.isdisjoint(one.key)),
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
            float(CREDENTIAL.match(one.key[-1]) is not None),
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
        if (apart := TIME_AGO.sub(" ", apart) if len(apart) <= 130 else apart) != block.text:
            flat += f"{' '.join(folded_words(apart))} "
        named = sum(f" {' '.join(key)} " in flat for key in names)
        if not named:
            continue
        score = named - min(abs(place - title), 100) / 200 - len(block.text) / 1000 + 0.3 * (lead_of(block.text) > 0)
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
