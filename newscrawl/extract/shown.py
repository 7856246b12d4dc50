"""Dates that a page shows to people."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime

import lxml.html

from newscrawl.blocks import Block
from newscrawl.document import Document
from newscrawl.extract.datelines import NO_WORDS
from newscrawl.extract.stamps import Candidate, Precision, Stamp, stamp_of
from newscrawl.extract.stated import words_in
from newscrawl.extract.written import NUMBERS, Reader, spans_in


def labelled_pieces(text: str) -> list[tuple[str, int, int]]:
    """Return the pieces of a line that say of which stamp they tell, "published" or "modified", from each such word on to the next."""
    low = text.lower()
    found = [
        (place, label)
        for label, words in (("published", _PUBLISHED_WORDS), ("modified", MODIFIED_WORDS))
        for word in words
        for place in (low.find(word), low.rfind(word))
        if place >= 0
    ]
    if len(low) != len(text) or not found:
        return []
    pieces: list[tuple[str, int]] = []
    for place, label in sorted(found):
        if not pieces or pieces[-1][0] != label:
            pieces.append((label, place))
    ends = [place for _, place in pieces[1:]] + [len(text)]
    return [(label, place, end) for (label, place), end in zip(pieces, ends, strict=True)]


MAX_STEPS = 8
"""Blocks below the headline within which a line tells the story's own day."""
MAX_BLOCKS = 1_500
"""Blocks before and after the headline whose dates are read; real pages have fewer."""
FAINT = 5.0
"""Below this a visible date is some day that the page mentions.
Set by hand: of 17 chosen at weights from 10 to 20 about half were right, of 2 below 5 none."""
_PUBLISHED_WORDS = ("publi", "posted", "posté", "veröffentlicht", "erstellt", "ersch", "geplaatst",
    "zveřejn", "zverejn", "közzét", "megjelen", "paskelbt", "avaldat", "diterbit", "tayang", "xuất bản", "ngày đăng", "công bố",
    "публікац",
    "публикув", "опубл", "дата публ", "δημοσ", "نشر", "انتشار", "פורסם", "प्रकाशित", "প্রকাশ",
    "เผยแพร่", "გამოქვეყნ", "հրապարակ", "发表", "發表", "掲載", "投稿",
    "게시", "승인", "pubbl", "objav", "wydan", "dodan", "created",
    "mis en ligne",
                    "geschrieben", "verfasst", "written", "opublik", "опубл", "公開", "发布", "發布", "입력", "등록", "julkaistu",
                    "yayın")  # fmt: skip
MODIFIED_WORDS = ("updat", "aktualis", "aktualiz", "geändert", "mis à jour", "modif", "actuali", "aggiorn", "bijgewerkt", "stand:", "last ",
    "letzte", "zuletzt", "edited",
                   "upraveno", "zaktualiz", "ažurir", "atnaujin", "atjaunin", "uuendat", "muokattu", "frissít", "módosít", "diperbarui", "cập nhật",
                   "оновлен", "актуализ", "ενημέρ", "تحديث", "روزرسانی", "به روز", "עודכן", "अपडेट", "अद्यतन", "আপডেট", "হালনাগাদ", "อัปเดต", "ปรับปรุง",
                   "განახლ", "修改", "업데이트",
                   "dikemas kini", "oppdatert", "uppdaterad", "opdateret", "päivitetty", "güncel", "更新", "수정", "обнов", "atualiz")  # fmt: skip
# The visitor's day, as mastheads tell it.
_TODAY = (
    "aktuelles datum",
    "current date",
    "current time",
    "heute ist",
    "today is",
    "nous sommes",
    "oggi è",
    "hoy es",
    "avui és",
    "avui, ",
    "hoje é",
    "vandaag is",
    "i dag er",
    "i dag är",
    "idag är",
    "tänään on",
    "dziś jest",
    "dzisiaj jest",
    "dnes je",
    "danas je",
    "danes je",
    "данас је",
    "днес е",
    "azi este",
    "astăzi este",
    "σήμερα είναι",
    "bugün günlerden",
    "今天是",
    "今日は",
    "오늘은",
)
OTHER_WORDS = (
    " antwort",
    " reply",
    " doi",
    "vol.",
    " pp.",
    "copyright",
    "\u00a9",
    "geboren",
    "born ",
    "cookie",
    "termin",
    "event",
    "deadline",
    "expires",
    "valid ",
    "gültig",
)


def from_text(document: Document, blocks: Sequence[Block], title_block: int | None, reading: Reader) -> Iterator[Candidate]:
    """Yield the dates of ``time`` elements and of short lines, those near the headline with more weight."""
    place_of = {id(block.element): block.index for block in blocks}
    title = title_block if title_block is not None else 0
    headline = blocks[title].text if title_block is not None else ""
    heading = blocks[title].element if title_block is not None else None
    lines: list[tuple[Block, list[Stamp]]] = []
    alike: dict[tuple[str, str], set[date]] = {}
    for block in blocks[max(0, title - MAX_BLOCKS) : title + MAX_BLOCKS]:
        if len(block.text) <= 400 and NUMBERS.search(block.text) and (stamps := list(reading.all_words(block.text))):
            lines.append((block, stamps))
            alike.setdefault(_signature(block), set()).add(stamps[0].when.date())
        if 0 < block.index - title <= MAX_STEPS and len(block.text) > 120 and (opening := _dateline(block.text, reading)):
            yield Candidate(opening, "dateline", DATELINE - 0.8 * (block.index - title))
    for i, element in enumerate(document.by_tag["time"][:20]):
        stamp = reading.machine(element.get("datetime")) or reading.words(words_in(element))
        if stamp is None:
            continue
        place = _place(element, place_of)
        weight = 58.0 - i - _distance_cost(place, title, len(blocks)) + _label_worth(_context(element))
        yield Candidate(stamp, "time", weight)
    for block, stamps in lines:
        text = block.text
        weight = 50.0 - _distance_cost(block.index, title, len(blocks)) + _label_worth(text) - min(len(text), 300) / 20
        weight -= 5 * (1 - min(1.0, 14 / len(text)))  # a line that is all date
        if len(text) > 120 and not any(word in text[:100].lower() for word in _PUBLISHED_WORDS):
            weight -= 10  # prose that mentions a day
        if _SINCE.search(text) or (len(text) <= 60 and any(word in text.lower() for word in _TODAY)):
            continue  # the day from which somebody counts, or on which somebody reads
        if 40 <= len(text) <= 120 and text.rstrip("\"'\u201d\u00bb)")[-1:] in ".!?" and _tells(text, reading.language):
            weight -= IN_SENTENCE
        if _in_comments(block.element):
            weight -= 15
        if block.index == title_block:
            weight -= IN_HEADLINE  # what the story is about, as often as its day
        if len(headline) >= 15 and headline in text and block.index != title and len(text) <= len(headline) + 60:
            weight += 25  # a list that names this story, with its day
        if len(alike[_signature(block)]) >= 3:
            weight -= 6  # dates of a list: comments, other stories
        if block.index < title and _in_masthead(block.element, heading):
            weight -= IN_MASTHEAD
        elif _dated_class(block.element):
            weight += 10
        changed: set[tuple[datetime, Precision]] = set()
        if len(stamps) > 1 and len(pieces := labelled_pieces(text)) > 1:  # "Updated: today, 10:05 | Published: yesterday, 07:35"
            told = {label: reading.words(text[begin:end]) for label, begin, end in reversed(pieces)}
            if (first := told.get("published")) is not None and (last := told.get("modified")) is not None and last.when > first.when:
                changed = {(last.when, last.precision)}
        for n, stamp in enumerate(stamps[:3]):
            if (stamp.when, stamp.precision) in changed:
                continue
            if weight - 3 * n >= FAINT:
                yield Candidate(stamp, "line", weight - 3 * n)


DATELINE = 44.0
"""What the day at the head of a story's first paragraph weighs: less than a line of its own."""
_DATELINE_END = re.compile(r"\s{0,2}(?:\)\s?[.:,\u2013\u2014-]?|[\u2013\u2014:/|]|--?\s|\.?\s?\()")


def _dateline(text: str, reading: Reader) -> Stamp | None:
    """Return the day with which a paragraph opens, after a place at most: "PORT-NEUF, May 13, 2024 (Agency) \u2014", "Ellery (13.05.2024). The"."""
    head = text[:100]
    for start, end, year, month, day in spans_in(head, reading.language, reading.latest, reading.months)[:1]:
        before = [word for word in NO_WORDS.split(head[:start]) if word]
        if start > 45 or len(before) > 5 or any(word[0].islower() for word in before) or not _DATELINE_END.match(head, end):
            return None
        return reading._plausible(stamp_of(year, month, day, None, None, None, None, "", head))
    return None


def _tells(text: str, language: str) -> bool:
    """Say whether a line is a sentence that comes to a day: words in small letters before it, and no word of publication."""
    spans = spans_in(text, language)
    if not spans or any(word in text.lower() for word in (*_PUBLISHED_WORDS, *MODIFIED_WORDS)):
        return False
    return sum(word[:1].islower() for word in text[: spans[0][0]].split()) >= 4


IN_MASTHEAD = 10.0
"""What a day in the page's own header weighs less than one by the headline."""
IN_SENTENCE = 10.0
"""What a day at the end of a sentence weighs less."""
IN_HEADLINE = 20.0
"""What a day in the headline itself weighs less than one beside it."""
# "since 1 March 1998", "seit dem 1. März": a beginning. A story that is "online seit" a day was published then.
_SINCE = re.compile(
    r"(?i)(?<!online )(?<!erschienen )(?<!veröffentlicht )\b(?:since|depuis|seit|desde|dal|sinds|sedan|siden|fra den|från|alkaen|począwszy od|"
    r"started on|founded|established|gegründet|fondée?|fundad[oa]|fondat[oa])\b(?:\s(?:on|the|dem|den|le|la|el|il|de|en|in|am|im))?"
    r"\s{1,2}(?:\d|[^\W\d_]{3,12}\.?\s\d)"
    r"|с\s\d{1,2}\s\w+\s\d{4}|以来|부터"
)


def _in_comments(element: lxml.html.HtmlElement) -> bool:
    one: lxml.html.HtmlElement | None = element
    for _ in range(5):
        if one is None:
            return False
        if "comment" in ((one.get("class") or "") + (one.get("id") or "")).lower():
            return True
        one = one.getparent()
    return False


def _in_masthead(element: lxml.html.HtmlElement, heading: lxml.html.HtmlElement | None) -> bool:
    """Say whether ``element`` stands in a header of the page that does not hold the headline: a day there is the reader's."""
    if heading is None:
        return False
    above = next((one for one in element.iterancestors() if one.tag == "header" or one.get("role") == "banner"), None)
    return above is not None and all(one is not above for one in heading.iterancestors())


def _signature(block: Block) -> tuple[str, str]:
    parent = block.element.getparent()
    return f"{block.tag} {block.element.get('class')}", str(parent.get("class") if parent is not None else None)


def _place(element: lxml.html.HtmlElement, place_of: dict[int, int]) -> int | None:
    one: lxml.html.HtmlElement | None = element
    for _ in range(4):
        if one is None:
            return None
        if id(one) in place_of:
            return place_of[id(one)]
        one = one.getparent()
    return None


def _distance_cost(place: int | None, title: int, total: int) -> float:
    if place is None:
        return 12.0
    steps = place - title
    return min(25.0, steps * 0.8) + steps * 0.01 if steps >= 0 else min(30.0, 2.0 - steps * 1.2) - steps * 0.01


def _label_worth(text: str) -> float:
    low = text[:300].lower()
    worth = 0.0
    if any(word in low for word in _PUBLISHED_WORDS):
        worth += 15 if "original" in low or "first" in low or "erst" in low else 8
        if _ORIGINALLY.search(low):
            worth += 25
    if any(word in low for word in MODIFIED_WORDS):
        worth -= 3
    if any(word in low for word in OTHER_WORDS):
        worth -= 15
    return worth


_ORIGINALLY = re.compile(r"(?:originally|first) (?:published|posted|appeared)|ursprünglich (?:veröffentlicht|erschienen)|publié initialement")


def _context(element: lxml.html.HtmlElement) -> str:
    parent = element.getparent()
    return (element.get("class") or "") + " " + ((parent.text or "") if parent is not None else "") + " " + (element.text or "")


def _dated_class(element: lxml.html.HtmlElement) -> bool:
    one: lxml.html.HtmlElement | None = element
    for _ in range(3):
        if one is None:
            return False
        said = ((one.get("class") or "") + " " + (one.get("id") or "")).lower()
        if "date" in said or "datum" in said or "publi" in said or "time" in said or "meta" in said or "byline" in said or "fecha" in said:
            return True
        one = one.getparent()
    return False
