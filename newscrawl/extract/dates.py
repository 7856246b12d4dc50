"""When the story was published and last changed: a choice among what linked data, meta tags, markup, visible lines and the address say.

Nothing is invented. A local time without a zone gives its day only; 30 February, year 1 and far futures give nothing; no clock is asked: a date is
held
against a fixed floor and, where the caller knows it, the time of fetching. Formats: ISO 8601, RFC 2822, schema.org, HTML ``time``, and the
calendars of
some thirty languages.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from itertools import islice
from typing import Any, Literal

import lxml.html
from lxml import etree

from newscrawl.blocks import Block
from newscrawl.document import Document
from newscrawl.extract.metadata import facts
from newscrawl.text import clean

Precision = Literal["second", "minute", "day"]

FLOOR = datetime(1990, 1, 1, tzinfo=UTC)
"""No page of the web is older."""
CEILING = datetime(2050, 1, 1, tzinfo=UTC)
"""A date after it is a mistake on the page, whether or not the time of fetching is known; to be moved when the time comes near."""
SLACK = timedelta(days=2)
"""How far after its fetching a page may date itself: zones, and stories dated for tomorrow's paper."""
MAX_RAW = 200
"""Characters of a date string that are looked at and kept."""


@dataclass(frozen=True, slots=True)
class Dates:
    """What the page says of time. Aware instants, in the page's own offset; precision ``day`` stands at midnight UTC."""

    published: datetime | None = None
    published_raw: str | None = None
    """The string it was read from; kept where the page says something that is no date."""
    precision: Precision | None = None
    modified: datetime | None = None
    reader: str | None = None
    block: int | None = None
    """Index of the line by the headline that shows a date and is nothing else (label, place, byline at most): no part of the story's text."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """One date as read from one string."""

    when: datetime
    precision: Precision
    raw: str


@dataclass(frozen=True, slots=True)
class Candidate:
    stamp: Stamp
    reader: str
    weight: float


def read_dates(
    document: Document, blocks: Sequence[Block], title_block: int | None, latest: datetime | None = None, *, ruled: str | None = None
) -> Dates:
    """Return when ``document`` says it was published and modified.

    ``latest`` is when the page was fetched, if known: what lies later (with SLACK) is no date. ``ruled`` is the string that the site's file
    points to: before all others, if it is a date. Never raises on what a page may hold.
    """
    reading = _Reader(_reading_language(document), latest, _months_in(document.url))
    published: list[Candidate] = []
    if ruled and (stamp := reading.machine(ruled)) is not None:
        published.append(Candidate(stamp, "site-rule", RULED))
    modified: list[Candidate] = []
    for readers, found in ((PUBLISHED, published), (MODIFIED, modified)):
        for one in readers:
            for raw, name, weight in one(document):
                stamp = reading.machine(raw)
                if stamp:
                    found.append(Candidate(stamp, name, weight))
            if one is not _json_ld and any(said.stamp.precision != "day" and said.weight >= 80 for said in found):
                break  # an instant needs no witness but the meta tags, and walking the tree for one costs time
    if not any(one.weight >= SURE for one in published):
        address = list(_address(document, reading))
        published.extend(address)
        published.extend(_corroborated(_visible(document, blocks, title_block, reading), reading.months, address))
    best = _choose(published)
    if best is None:
        best = next(_state(document, reading), None)
    if best is not None and best.stamp.precision != "day" and best.stamp.when.utcoffset() == timedelta(0):
        best = replace(best, stamp=_in_page_zone(best.stamp, document, blocks, title_block, reading.language))
    elif best is not None and best.stamp.precision == "day" and best.weight >= SURE:
        best = replace(best, stamp=_zoned_elsewhere(best.stamp, document))
    changed = _sharpest(modified[0], modified) if modified else None
    lines = _lines_by(blocks, title_block, reading.language)
    if changed is None:
        changed = _shown_change(document, blocks, title_block, reading, best.stamp if best else None)
    if best is not None and SURE <= best.weight < RULED:
        sure = [one for one in published if one.weight >= SURE]
        if (shown := _shown_before(best.stamp, lines, title_block, reading)) is not None:
            best = _sharpest(Candidate(shown, "line", SURE), sure)
        else:
            best = _shown_rival(best, sure, lines, title_block)
    block = _line_of(lines, title_block, best.stamp if best else changed.stamp if changed else None)
    if best is None:
        return Dates(published_raw=reading.refused, modified=changed.stamp.when if changed else None, block=block)
    return Dates(best.stamp.when, best.stamp.raw, best.stamp.precision, changed.stamp.when if changed else None, best.reader, block)


Span = tuple[int, int, int, int, int]
"""Where a date stands in a text, and its year, month and day."""


def _lines_by(blocks: Sequence[Block], title_block: int | None, language: str) -> list[tuple[Block, Sequence[Span]]]:
    """Return the lines around the headline that are date lines, each with its dates."""
    title = title_block if title_block is not None else 0
    found: list[tuple[Block, Sequence[Span]]] = []
    for block in blocks[max(0, title - BEFORE) : title + AFTER]:
        if block.index == title_block or len(block.text) > MAX_DATE_LINE or block.tag in _NO_LINES or not _NUMBERS.search(block.text):
            continue
        spans = _spans(block.text, language)
        if spans and is_date_line(block.text, [span[:2] for span in spans]):
            found.append((block, spans))
    return found


def _line_of(lines: Sequence[tuple[Block, Sequence[Span]]], title_block: int | None, stamp: Stamp | None) -> int | None:
    """Return the date line that tells the day of ``stamp``, or else the first after the headline; None if there is none."""
    other = None
    for block, spans in lines:
        if stamp is None:
            return block.index
        for _, _, year, month, day in spans:
            said = _stamp(year, month, day, None, None, None, None, "", block.text)
            if said and abs(said.when.date() - stamp.when.date()) <= timedelta(days=1):  # zones
                return block.index
        if other is None and block.index > (title_block or 0):
            other = block.index
    return other


def _shown_before(best: Stamp, lines: Sequence[tuple[Block, Sequence[Span]]], title_block: int | None, reading: _Reader) -> Stamp | None:
    """Return the day that the line under the headline shows, where data for machines tell a later one.

    Systems fill ``datePublished`` with the day of the last edit, of an import, of the printed paper; a story cannot show its readers a day before it
    was published. Nothing is concluded where any line tells the day of ``best``, unless another says in words that it tells the publication's; nor
    from a day apart that a zone explains, nor from the same day of another year, which is a slip.
    """
    days = _days(best)
    soonest = (best.when - timedelta(hours=12)).date() if best.precision != "day" and best.when.utcoffset() == timedelta(0) else min(days)
    early: Stamp | None = None
    for block, spans in lines:
        if not 0 < block.index - (title_block or 0) <= MAX_STEPS or "@" in block.text or "(" in block.text:
            continue
        low = block.text.lower()
        told = [stamp for span in spans if (stamp := reading._plausible(_stamp(*span[2:], None, None, None, None, "", block.text[:MAX_RAW])))]
        if any(stamp.when.date() in days or _swapped(stamp) in days for stamp in told):
            if not any(word in low for word in _MODIFIED_WORDS):
                return None
            continue
        if len(told) != 1 or any(word in low for word in _MODIFIED_WORDS) or any(word in low for word in _OTHER_WORDS):
            continue
        day = told[0].when.date()
        if day < soonest and (day.month, day.day) not in {(one.month, one.day) for one in days} and early is None:
            early = told[0]
    months = {(one.year, one.month) for one in days}
    if early is not None and not months.isdisjoint(reading.months) and (early.when.year, early.when.month) not in reading.months:
        return None  # the address is on the side of the data
    return early


def _shown_rival(best: Candidate, sure: Sequence[Candidate], lines: Sequence[tuple[Block, Sequence[Span]]], title_block: int | None) -> Candidate:
    """Return what data for machines tell of another day, where the lines by the headline tell that day and not that of ``best``; or else ``best``."""
    days = _days(best.stamp)
    rivals = [one for one in sure if days.isdisjoint(_days(one.stamp))]
    if not rivals:
        return best
    told: set[tuple[int, int, int]] = set()
    for block, spans in lines:
        if block.index - (title_block or 0) > MAX_STEPS:
            break
        if not any(word in block.text.lower() for word in _MODIFIED_WORDS):
            told.update((year, month, day) for _, _, year, month, day in spans)
    if any((day.year, day.month, day.day) in told for day in days):
        return best
    for rival in rivals:
        if any((day.year, day.month, day.day) in told for day in _days(rival.stamp)):
            return _sharpest(rival, sure)
    return best


def _shown_change(
    document: Document, blocks: Sequence[Block], title_block: int | None, reading: _Reader, published: Stamp | None
) -> Candidate | None:
    """Return the instant of the last change as the page shows it: the only ``time`` element of class ``updated``, or beside a word that says so in a
    line by the headline.
    """
    marked = []
    for element in document.by_tag["time"][:20]:
        names = (element.get("class") or "").lower().split()
        if not _HATOM_MODIFIED.isdisjoint(names) and _HATOM.isdisjoint(names):
            marked.append(element.get("datetime"))
    said = [reading.machine(marked[0])] if len(marked) == 1 else []
    title = title_block if title_block is not None else 0
    for block in blocks[max(0, title - BEFORE) : title + AFTER] if not said else ():
        if len(block.text) > MAX_DATE_LINE or not _DIGIT.search(block.text):
            continue
        for label, begin, end in _labelled(block.text):
            piece = block.text[begin:end]
            if label != "modified" or not _DIGIT.search(piece):
                continue
            told = [one for one in block.element.iter("time") if (shown := _words_of(one).strip(" ()[]")) and shown in piece]
            if len(told) > 1:  # two stamps of one day, which the words alone do not part
                told = told[:1] if block.text.find(_words_of(told[0]).strip(" ()[]")) >= begin else told[1:2]
            said.append((reading.machine(told[0].get("datetime")) if told else None) or reading.words(piece))
    for stamp in said:
        if stamp is not None and stamp.precision != "day" and (published is None or stamp.when.date() >= published.when.date()):
            return Candidate(stamp, "line", FAINT)
    return None


def _labelled(text: str) -> list[tuple[str, int, int]]:
    """Return the pieces of a line that say of which stamp they tell, "published" or "modified", from each such word on to the next."""
    low = text.lower()
    found = [
        (place, label)
        for label, words in (("published", _PUBLISHED_WORDS), ("modified", _MODIFIED_WORDS))
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


def _days(stamp: Stamp) -> set[date]:
    """Return the day of ``stamp`` in its own zone and in UTC."""
    return {stamp.when.date()} | ({stamp.when.astimezone(UTC).date()} if stamp.precision != "day" else set())


def _swapped(stamp: Stamp) -> date | None:
    """Return the day with month and day read the other way round."""
    when = stamp.when.date()
    return when.replace(month=when.day, day=when.month) if when.day <= 12 else None


RULED = 1_000.0
"""The weight of what the site's file points to."""
MAX_STEPS = 8
"""Blocks below the headline within which a line tells the story's own day."""
BEFORE, AFTER = 6, 14
"""Blocks before and after the headline among which its date line and byline stand."""
MAX_DATE_LINE = 160
MAX_STRANGERS = 6
"""Words of a date line that may be a place or names; "Jane van der Roe and John Doe" and a town."""
_NO_LINES = frozenset({"h1", "h2", "h3", "button", "figcaption"})
_SIGNS = "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0900-\u0963\u0970-\u0dff\u0e31-\u0e4e\u0eb0-\u0ecd\u102b-\u103e\u17b4-\u17d3"
"""Vowel signs and marks, which are no letters to the expressions, and belong to their word."""
_NO_WORDS = re.compile(rf"(?:[^\w{_SIGNS}]|[\d_])+")
# What stands beside a date in its line: labels, weekdays, bylines' lead words, zones, reading times. Folded.
_LINE_WORDS = frozenset(
    """published posted updated modified edited created written first last originally online on at by from the and of am pm a.m p.m of date time
    est edt cst cdt mst mdt pst pdt gmt utc bst cet cest ist jst et ct pt mt hrs hours min mins minute minutes read reading ago
    monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun st nd rd th
    veröffentlicht erschienen erstellt aktualisiert geändert zuletzt zuerst publiziert geschrieben verfasst stand datum vom von am um uhr den der im
    und lesezeit minuten min montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so
    publié publiée mis mise en ligne à jour modifié créé écrit rédigé posté le la par et de du heure heures h lundi mardi mercredi jeudi vendredi
    samedi dimanche lun mer jeu ven sam dim dernière modification
    publicado publicada actualizado actualizada creado escrito el por a las y e del hora horas lunes martes miércoles jueves viernes sábado domingo
    atualizado em às segunda terça quarta quinta sexta feira
    pubblicato aggiornato scritto creato il di alle ore da lunedì martedì mercoledì giovedì venerdì sabato domenica
    gepubliceerd geplaatst bijgewerkt geschreven op door om uur en maandag dinsdag woensdag donderdag vrijdag zaterdag zondag
    publicerad uppdaterad senast av den kl och måndag tisdag onsdag torsdag fredag lördag söndag publisert oppdatert sist publiceret opdateret
    af og mandag tirsdag onsdag torsdag lørdag søndag julkaistu päivitetty klo opublikowano aktualizacja dodano data przez dnia godz
    poniedziałek wtorek środa czwartek piątek sobota niedziela vydáno publikováno aktualizováno zveřejněno dne autor pondělí úterý středa čtvrtek
    pátek neděle yayınlanma güncelleme tarihi giriş saat опубликовано обновлено дата автор в г понедельник вторник среда четверг пятница суббота
    воскресенье
    更新 公開 发布 發布 时间 時間 日期 作者 来源 來源 記者 记者 입력 수정 등록 승인 기사입력
    掲載 投稿 配信 نشر تاريخ النشر آخر تحديث في الساعة تاریخ انتشار ساعت פורסם עודכן בתאריך בשעה प्रकाशित अपडेट
    δημοσίευση δημοσιεύτηκε ενημέρωση ενημερώθηκε στις ώρα publicat actualizat la ora közzétéve frissítve опубліковано оновлено о рік року
    понеділок вівторок середа четвер п’ятниця п'ятниця субота неділя luni marți miercuri joi vineri sâmbătă duminică hétfő kedd szerda csütörtök
    péntek szombat vasárnap maanantai tiistai keskiviikko torstai perjantai lauantai sunnuntai pazartesi salı çarşamba perşembe cuma cumartesi pazar
    δευτέρα τρίτη τετάρτη πέμπτη παρασκευή σάββατο κυριακή senin selasa rabu kamis jumat sabtu minggu wita wit น
    diterbitkan diperbarui pukul wib đăng cập nhật lúc ngày giờ thứ hai ba tư năm sáu bảy chủ nhật tháng hs hrs horário brasília vr za zo wo v ve
    hodin o ч година годині u у ob uri м мск d m val gada plkst kell p ятниця
    objavljeno ažurirano objavio objavila postavljeno sati ponedjeljak utorak srijeda četvrtak petak subota nedjelja ponedeljek torek sreda
    četrtek petek sobota nedelja ponedeljak četvrtak posodobljeno zverejnené aktualizované uverejnené dňa hod pondelok utorok streda štvrtok
    piatok nedeľa публикувана публикувано обновена обновено ч часа понеделник вторник сряда четвъртък петък събота неделя објављено
    ажурирано сати понедељак уторак среда четвртак петак субота недеља објавено понеделник вторник сабота недела publicat publicada
    actualitzat actualitzada les dilluns dimarts dimecres dijous divendres dissabte diumenge luns mércores xoves venres paskelbta atnaujinta
    pirmadienis antradienis trečiadienis ketvirtadienis penktadienis šeštadienis sekmadienis pirmadienį antradienį trečiadienį ketvirtadienį
    penktadienį šeštadienį sekmadienį publicēts atjaunots pirmdiena otrdiena trešdiena ceturtdiena piektdiena sestdiena svētdiena avaldatud
    uuendatud esmaspäev teisipäev kolmapäev neljapäev reede laupäev pühapäev publikuar përditësuar më hënë martë mërkurë enjte premte shtunë
    diel astelehena asteartea asteazkena osteguna ostirala larunbata igandea eguneratua petang pagi malam sore tengahari
    maandag dinsdag vrydag saterdag sondag isnin khamis
    jumaat sabtu ahad mánudagur þriðjudagur miðvikudagur fimmtudagur föstudagur laugardagur sunnudagur uppfært birt dydd llun mawrth mercher
    iau gwener sadwrn sul lunes miyerkules huwebes biyernes
    기자 午前 午後 上午 下午 曜日 日 月 火 水 木 金 土""".split()
)


def is_date_line(text: str, spans: Sequence[tuple[int, int]]) -> bool:
    """Return whether a line with dates at ``spans`` is a date line, with label, place and byline at most: no sentence, no heading of anything."""
    rest = text
    for start, end in reversed(spans):
        rest = rest[:start] + " " + rest[end:]
    if sum(c.isdigit() for c in rest) > 12:  # two clocks of seconds; more are results, prices, numbers to call
        return False
    strangers = [word for word in _NO_WORDS.split(_CLOCK.sub(lambda match: " " + match[5], rest)) if word and word.casefold() not in _LINE_WORDS]
    return len(strangers) <= MAX_STRANGERS and sum(map(len, strangers)) <= 60 and all(not word[0].islower() for word in strangers)


def date_spans(text: str, language: str) -> list[tuple[int, int]]:
    """Return where dates stand in ``text``, each with the time beside it."""
    found = []
    for start, end, *_ in _spans(text, language):
        clock = _CLOCK_AFTER.match(text, end)
        found.append((start, clock.end() if clock else end))
    return found


def without_line_words(text: str) -> str:
    """Return ``text`` without labels and weekdays at its end, as they stand before a date: "Jane Roe, Monday", "Jane Roe on"."""
    while (cut := text.rfind(" ")) > 0 and (last := text[cut + 1 :].strip(".,:;|")).casefold() in _LINE_WORDS:
        if (len(last) < _LONG_WORD and last[:1].isupper()) or last in _TITLES:
            break
        text = text[:cut].rstrip(" \t,;:.|/–—-•·(")
    return text


_TITLES = frozenset(("기자", "記者", "记者"))
"""Behind a name they are part of a byline."""
_LONG_WORD = 4
"""Letters; shorter ones with a capital are names as well ("Le", "Do")."""
_CLOCK_AFTER = re.compile(
    r"[\s,|/·•–—-]{0,4}(?:(?:at|um|à|a las|às|alle(?: ore)?|om|kl\.?|klo|о|в|-|–)\s)?\s?\d{1,2}(?:[:.h]\d{2}){1,2}"
    r"(?:\s?(?:Uhr|uur|h\b|[ap]\.?m\b\.?))?(?:\s?(?:[A-Z]{2,5}\b|[+-]\d{1,2}:?\d{2}))?",
)


# Offsets in use, in minutes, but UTC itself.
_OFFSETS = frozenset(60 * hours for hours in range(-12, 15) if hours) | {-210, -150, 210, 270, 330, 345, 390, 570, 630}


def _in_page_zone(stamp: Stamp, document: Document, blocks: Sequence[Block], title_block: int | None, language: str) -> Stamp:
    """Return a UTC ``stamp`` in the offset that the page itself shows: a line near the headline that tells the same minute by another clock, or a
    ``time`` element that tells the same instant with its offset.

    Systems write UTC into their data and people read local time; the local day is the day of the story. The instant stays the same.
    """
    title = title_block if title_block is not None else 0
    minute = stamp.when.replace(second=0, microsecond=0)
    days: set[datetime] = set()
    clocks: set[tuple[int, int]] = {(0, 0)} if stamp.when == stamp.when.replace(minute=0, second=0) else set()
    shown: list[datetime] = []
    zoned: list[datetime] = []  # with the name of their zone: "Updated 10:01 pm PST, November 19"
    for block in blocks[max(0, title - 8) : title + 16]:
        if len(block.text) > MAX_RAW or not _DIGIT.search(block.text):
            continue
        shown.extend(_local_times(block.text, language))
        if len(block.text) <= 120:
            for one in _written(block.text, language):
                if one.precision == "day":
                    days.add(one.when)
                elif one.when.utcoffset() and abs(one.when - stamp.when) <= timedelta(days=1):
                    zoned.append(one.when)
            clocks.update((int(match[1]), int(match[2] or match[4])) for match in _CLOCK.finditer(block.text))
    # A day and a time in lines of their own, or a bare day that a system wrote down as its midnight: only where they tell another day than UTC.
    for day in sorted(days):
        if timedelta(0) < abs(day.date() - minute.date()) <= timedelta(days=1):
            shown.extend(day.replace(hour=hour, minute=past) for hour, past in sorted(clocks) if hour < 24 and past < 60)
    for local in shown:
        minutes = round((local - minute).total_seconds() / 60)
        if minutes in _OFFSETS:
            return replace(stamp, when=stamp.when.astimezone(timezone(timedelta(minutes=minutes))))
    if zoned:
        return replace(stamp, when=stamp.when.astimezone(zoned[0].tzinfo))
    for element in document.by_tag["time"][:20]:
        said = element.get("datetime") or ""
        other = _iso(said) if len(said) <= 40 else None
        if other and other.precision != "day" and other.when.utcoffset() and abs(other.when - stamp.when) < timedelta(minutes=1):
            return replace(stamp, when=stamp.when.astimezone(other.when.tzinfo))
    told = {day.date() for day in days} | set(_days_in(document.url))
    if minute.date() not in told and not told.isdisjoint({minute.date() - timedelta(days=1), minute.date() + timedelta(days=1)}):
        for zone in _page_zones(document, stamp.when):
            if stamp.when.astimezone(zone).date() in told:
                return replace(stamp, when=stamp.when.astimezone(zone))
    return stamp


def _zoned_elsewhere(stamp: Stamp, document: Document) -> Stamp:
    """Return a ``stamp`` that was read from a local time without a zone as an instant, where the page tells that minute and second in another place
    with its zone, or as seconds since 1970 for its scripts; or as it is."""
    match = _ISO.match(stamp.raw)
    if match is None or match[8] is None or (match[11] or "").strip() or (local := _iso(stamp.raw.strip() + "Z")) is None or local.precision == "day":
        return stamp
    precise = timedelta(seconds=1) if local.precision == "second" else timedelta(minutes=1)
    zones: set[timedelta] = set()
    said = [element.get("datetime") or "" for element in document.by_tag["time"][:6]]
    for value in said + [str(one) for one in _INSTANTS(document.root)[:6]]:
        other = _epoch(value) or _iso(value) if len(value) <= 40 else None
        if other is None or other.precision == "day":
            continue
        east = other.when.utcoffset() or timedelta(0)
        apart = local.when - other.when - east
        if east and timedelta(0) <= -apart < precise:
            zones.add(east)
        minutes = -(-apart // timedelta(minutes=1))
        if not east and timedelta(0) <= timedelta(minutes=minutes) - apart < precise and (minutes in _OFFSETS or not minutes):
            zones.add(timedelta(minutes=minutes))
    if len(zones) == 1:
        return Stamp(local.when.replace(tzinfo=timezone(zones.pop())), local.precision, stamp.raw)
    return stamp


_INSTANTS: Callable[[Any], Any] = etree.XPath(
    "descendant::*/@data-timestamp | descendant::*/@data-epoch | descendant::*/@data-unixtime | descendant::*/@data-datetime | "
    "descendant::*/@data-utc | descendant::*/@data-published"
)
"""Instants that a script turns into the reader's time."""


def _page_zones(document: Document, when: datetime) -> Iterator[tzinfo]:
    """Yield the offsets but UTC in which the page tells any instant, and that of a script which tells ``when`` by a local clock."""
    said = [element.get("datetime") for element in document.by_tag["time"][:60]]
    said += [value for values in document.meta.values() for value in values[:2]]
    for node in document.json_ld[:40]:
        said += [value for name in ("dateModified", "datePublished", "uploadDate") if isinstance(value := node.get(name), str)]
    for value in said:
        stamp = _iso(value) if value and len(value) <= 40 and value[:2] in ("19", "20") else None
        if stamp and stamp.precision != "day" and stamp.when.utcoffset() and stamp.when.tzinfo:
            yield stamp.when.tzinfo
    clock = re.compile(rf"(20\d\d)-(\d\d)-(\d\d)[T ](\d\d):{when.minute:02}:{when.second:02}(?![\d.:+Z-])")
    for script in document.by_tag["script"]:
        for match in clock.finditer((script.text or "")[:MAX_SCRIPT]) if when.second else ():
            local = _stamp(int(match[1]), int(match[2]), int(match[3]), match[4], "0", None, UTC, "", match[0])
            minutes = round((local.when - when.replace(minute=0, second=0)).total_seconds() / 60) if local else 0
            if minutes in _OFFSETS:
                yield timezone(timedelta(minutes=minutes))


MAX_SCRIPT = 100_000
"""Characters of one script that are searched."""


MAX_BLOCKS = 1_500
"""Blocks before and after the headline whose dates are read; real pages have fewer."""
FAINT = 5.0
"""Below this a visible date is some day that the page mentions.
Set by hand: of 17 chosen at weights from 10 to 20 about half were right, of 2 below 5 none."""

SURE = 60.0
"""From this weight on, a date says of itself that it is the day of publication, and the visible lines are not searched."""

# Readers of machine-written dates: they yield (value, reader, weight)

Said = tuple[object, str, float]


def _json_ld(document: Document) -> Iterator[Said]:
    node = facts(document).story
    if node is not None:
        yield node.get("datePublished"), "json-ld", 100.0
        yield node.get("uploadDate"), "json-ld-upload", 70.0
        yield node.get("dateCreated"), "json-ld-created", 65.0
    page = facts(document).page
    if page is not None and page is not node:
        yield page.get("datePublished"), "json-ld-page", 85.0


def _meta(document: Document) -> Iterator[Said]:
    for weight, names in _META_PUBLISHED:
        for name in names:
            for said in document.meta.get(name, ())[:3]:
                yield said, f"meta-{name}"[:40], weight


_META_PUBLISHED: tuple[tuple[float, tuple[str, ...]], ...] = (
    (90.0, ("article:published_time", "og:article:published_time", "article:published", "og:published_time", "datepublished", "parsely-pub-date",
        "publishdate",
            "publish-date", "publish_date", "publication_date", "publicationdate", "article.published", "published_time", "published", "pubdate",
            "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "sailthru.date", "citation_publication_date", "citation_online_date",
            "dc.date.issued",
            "dcterms.issued", "dc.date.published", "date.published", "displaydate", "ptime", "article_date_original", "originalpublicationdate",
            "vr:published_time",
            "bt:pubdate", "rnews:datepublished", "mediator_published_time", "shareaholic:article_published_time", "datepublished og:published_time")),
    (75.0, ("dc.date.created", "dcterms.created", "datecreated", "og:pubdate", "created", "creation_date", "article:created", "release_date",
        "og:release_date",
            "video:release_date")),
    (70.0, ("date", "dc.date", "dcterms.date", "dc:date", "citation_date", "article_date", "pub_date", "article:post_date", "pdate", "timestamp")),
)  # fmt: skip


def _microdata(document: Document) -> Iterator[Said]:
    properties = facts(document).properties
    for element in (properties.get("datePublished", []) + properties.get("dateCreated", []))[:3]:
        if element.tag == "meta":
            yield element.get("content"), "microdata", 80.0
            continue
        yield element.get("content") or element.get("datetime") or element.get("title"), "microdata", 80.0
        yield _words_of(element), "microdata", 79.0


def _json_ld_modified(document: Document) -> Iterator[Said]:
    for node in (facts(document).story, facts(document).page):
        if node is not None:
            yield node.get("dateModified"), "json-ld", 100.0


def _meta_modified(document: Document) -> Iterator[Said]:
    for name in ("article:modified_time", "og:article:modified_time", "og:updated_time", "article:updated_time", "datemodified", "dc.date.modified",
                 "dcterms.modified",
                 "parsely-mod-date", "lastmod", "last-modified", "modified", "date.modified", "revised", "utime", "article.updated",
                 "updated_time"):  # fmt: skip
        for said in document.meta.get(name, ())[:2]:
            yield said, "meta", 90.0


def _microdata_modified(document: Document) -> Iterator[Said]:
    for element in facts(document).properties.get("dateModified", ())[:2]:
        yield element.get("content") or element.get("datetime") or _words_of(element), "microdata", 80.0


_HATOM = frozenset("published dt-published dtstart".split())
_HATOM_MODIFIED = frozenset("updated dt-updated modified".split())


def _hatom(document: Document) -> Iterator[Said]:
    """The microformats' way (hAtom): the instant in the title of an ``abbr``, the words for people inside."""
    for element in document.by_tag["abbr"]:
        if not _HATOM.isdisjoint((element.get("class") or "").split()):
            yield element.get("title"), "microformat", 80.0


def _hatom_modified(document: Document) -> Iterator[Said]:
    for element in document.by_tag["abbr"]:
        if not _HATOM_MODIFIED.isdisjoint((element.get("class") or "").split()):
            yield element.get("title"), "microformat", 80.0


_RDFA = frozenset(
    "schema:datepublished schema:datecreated datepublished datecreated dc:date dc:created dc:issued dcterms:created dcterms:issued".split()
)
_RDFA_MODIFIED = frozenset("schema:datemodified datemodified dc:modified dcterms:modified".split())


def _rdfa(document: Document, wanted: frozenset[str] = _RDFA) -> Iterator[Said]:
    """RDFa, as Drupal writes it: the instant in ``content``, the words for people inside."""
    for said, element in facts(document).rdfa:
        if not wanted.isdisjoint(said.lower().split()[:4]):
            yield element.get("content") or element.get("datetime") or _words_of(element), "rdfa", 80.0
            return


def _rdfa_modified(document: Document) -> Iterator[Said]:
    return _rdfa(document, _RDFA_MODIFIED)


PUBLISHED = (_json_ld, _meta, _microdata, _hatom, _rdfa)
MODIFIED = (_json_ld_modified, _meta_modified, _microdata_modified, _hatom_modified, _rdfa_modified)


MAX_STATE = 300_000
"""Characters of a page's scripts that are searched for a day of publication."""
_STATE = re.compile(
    r"(?:date_?published|published_?(?:at|date|on|time)|publish_?(?:date|time|_at)|publication_?(?:date|time)|first_?published(?:_?(?:at|date))?|"
    r"pub_?date)\\{0,3}[\"']?\s{0,3}[:=]\s{0,3}\\{0,3}[\"']((?:19|20)\d\d-\d\d-\d\d[^\"'\\]{0,30})",
    re.ASCII | re.IGNORECASE,
)


def _state(document: Document, reading: _Reader) -> Iterator[Candidate]:
    """Yield the day of publication in the data that scripts hold, or that stand in a meta tag by mistake, if they tell one day alone.

    For pages that say nothing else: of 150 that had such data, and other dates to check them by, it was right on 140.
    """
    texts = [value for values in document.meta.values() for value in values[:2] if value.startswith("{")]
    texts += [script.text for script in document.by_tag["script"] if script.text and "ld+json" not in (script.get("type") or "")]
    found: list[Candidate] = []
    left = MAX_STATE
    for text in texts:
        found += [Candidate(stamp, "state", STATE) for match in _STATE.finditer(text[:left]) if (stamp := reading.machine(match[1]))]
        left -= len(text)
        if left <= 0:
            break
    if len({one.stamp.when.date() for one in found}) == 1:
        yield max(found, key=lambda one: one.stamp.precision != "day")


STATE = 20.0


def _words_of(element: lxml.html.HtmlElement) -> str:
    found: list[str] = []
    size = 0
    for piece in islice(element.itertext(), 100):
        found.append(piece)
        size += len(piece)
        if size > MAX_RAW:
            break
    return " ".join(" ".join(found)[: 2 * MAX_RAW].split())[:MAX_RAW]


# Pages without a language, or in an English of no country, write the day first under the domains of all countries but these: those of the month first
# and of both, and those that are sold to the whole world.
_NO_COUNTRIES = frozenset("us ph ca pr gu vi as fm pw io ai co me tv cc ly gl la to ws gg im sh st".split())


def _reading_language(document: Document) -> str:
    """Return the language by which numeric dates are read; a bare ``en`` is made sharper by ``og:locale`` and the host's country."""
    language = document.language or ""
    if language in ("", "en"):
        locale = (document.meta_first("og:locale") or "").lower().replace("_", "-")
        if re.match(r"[a-z]{2}-[a-z]{2}", locale) and (not language or locale.startswith("en-")):
            return locale[:5]
        host = document.url.split("://", 1)[-1].split("/", 1)[0].split(":", 1)[0].lower()
        if re.fullmatch(r"\.[a-z]{2}", host[-3:]) and host[-2:] not in _NO_COUNTRIES:
            return "en-gb"
    return language


class _Reader:
    """Reads strings as dates for one page; keeps the first that claimed to be one and was none."""

    def __init__(self, language: str, latest: datetime | None, months: frozenset[tuple[int, int]] = frozenset()) -> None:
        self.language = language
        self.months = months
        self.latest = latest
        self.refused: str | None = None

    def machine(self, value: object) -> Stamp | None:
        """Return a date from a field that should hold nothing else: a string, an epoch, ``{"@value": …}``, the first of a list."""
        if isinstance(value, list):
            value = value[0] if value else None
        if isinstance(value, dict):
            value = value.get("@value")
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            return None
        text = clean(str(value)[: 4 * MAX_RAW])
        if not text:
            return None
        raw = text[:MAX_RAW]
        stamp = self._plausible(_epoch(text) or _iso(text)) if len(text) <= MAX_RAW else None
        if stamp is None and len(text) <= MAX_RAW and not isinstance(value, int | float):
            stamp = self.words(raw)
        if stamp is None and self.refused is None and any(c.isdigit() or c == "?" for c in raw):
            self.refused = raw
        return replace(stamp, raw=raw) if stamp else None

    def words(self, text: str) -> Stamp | None:
        """Return the first date that people wrote in ``text``."""
        return next(self.all_words(text), None)

    def all_words(self, text: str) -> Iterator[Stamp]:
        for stamp in _written(text[: 2 * MAX_RAW], self.language, self.latest, self.months):
            if self._plausible(stamp):
                yield stamp

    def _plausible(self, stamp: Stamp | None) -> Stamp | None:
        if stamp is None or not FLOOR <= stamp.when < CEILING:
            return None
        return stamp if self.latest is None or stamp.when <= self.latest + SLACK else None


# Machine formats

_ISO = re.compile(
    r"[^\d]{0,3}(\d{4})(?:-(\d{1,2})-(\d{1,2})|/(\d{1,2})/(\d{1,2})|(\d{2})(\d{2}))"
    r"(?:[T\s,]{1,3}(\d{1,2}):?(\d{2})(?::?(\d{2})(?:[.,:]\d{1,9})?)?\s{0,2}(.{0,40}))?[^\d]{0,3}$",
    re.ASCII | re.IGNORECASE | re.DOTALL,
)
_OFFSET = re.compile(r"(?:GMT|UTC)?\s?([+\u2212-])\s?(\d{1,2}):?(\d{2})?\b", re.ASCII)
# Names of zones that mean one offset wherever they are used; IST, CST and BST in its second meaning are left to be unknown.
_ZONES = {
    "z": 0, "utc": 0, "gmt": 0, "wet": 0, "west": 60, "cet": 60, "mez": 60, "cest": 120, "mesz": 120, "eet": 120, "eest": 180, "msk": 180, "bst": 60,
    "est": -300, "edt": -240, "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420, "akst": -540, "akdt": -480, "hst": -600,
    "nst": -210, "ndt": -150,
    "jst": 540, "kst": 540, "hkt": 480, "sgt": 480, "pht": 480, "wib": 420, "wita": 480, "wit": 540, "aest": 600, "aedt": 660, "acst": 570,
    "acdt": 630,
    "awst": 480, "nzst": 720, "nzdt": 780, "sast": 120, "wat": 60, "eat": 180, "мск": 180,
}  # fmt: skip
# What the same letters mean where a language is read.
_ZONES_OF = {"ist": {"en-in": 330, "hi": 330, "mr": 330, "gu": 330, "ta": 330, "te": 330, "kn": 330, "ml": 330, "pa": 330, "bn-in": 330, "en-ie": 60}}
# Zones of America by the name that holds in summer and winter, in capitals alone ("et" is a word).
_SEASONAL = {"ET": -300, "CT": -360, "MT": -420, "PT": -480}
_ZONE_PHRASES = {
    "بتوقيت غرينتش": 0, "بتوقيت جرينتش": 0, "توقيت غرينتش": 0, "بتوقيت مكة": 180, "بتوقيت السعودية": 180, "بتوقيت القاهرة": None, "北京时间": 480,
    "北京時間": 480, "日本時間": 540, "한국시간": 540, "한국 시간": 540, "horário de brasília": -180, "hora de brasília": -180, "по москве": 180,
    "московского времени": 180, "по гринвичу": 0,
}  # fmt: skip


def _epoch(text: str) -> Stamp | None:
    if not text.isascii() or not re.fullmatch(r"\d{9,10}(?:\.\d{1,6})?|\d{12,13}(?:\.0)?", text):
        return None
    number = float(text)
    if len(text.split(".", 1)[0]) >= 12:
        number /= 1000
    return Stamp(datetime.fromtimestamp(int(number), UTC), "second", text)


def _iso(text: str) -> Stamp | None:
    match = _ISO.match(text)
    if match is None:
        return None
    year, month, day = int(match[1]), int(match[2] or match[4] or match[6]), int(match[3] or match[5] or match[7])
    return _stamp(year, month, day, match[8], match[9], match[10], _zone(match[11] or ""), match[11] or "", text)


def _zone(rest: str, language: str = "", day: tuple[int, int, int] | None = None) -> timezone | None:
    """Return the zone that ``rest`` (what follows a time) begins with, or None. ``day`` is the local one, ``language`` the page's."""
    rest = rest.strip(" \t([（,·|")
    match = _OFFSET.match(rest)
    if match:
        minutes = int(match[2]) * 60 + int(match[3] or 0)
        if minutes <= 14 * 60:
            return timezone(timedelta(minutes=-minutes if match[1] != "+" else minutes))
        return None
    word = re.match(r"[^\W\d_]{1,5}(?![^\W\d_])", rest)
    minutes_east = _ZONES.get(word[0].lower()) if word else None
    if minutes_east is None and word and day:
        if word[0] in _SEASONAL:
            minutes_east = _SEASONAL[word[0]] + (60 if _is_american_summer(*day) else 0)
        elif word[0] in ("IST",):
            minutes_east = _ZONES_OF["ist"].get(language, _ZONES_OF["ist"].get(language[:2]))
    if minutes_east is None and not rest.isascii():
        folded = rest.casefold()
        minutes_east = next((minutes for phrase, minutes in _ZONE_PHRASES.items() if folded.startswith(phrase)), None)
    return None if minutes_east is None else timezone(timedelta(minutes=minutes_east))


def _is_american_summer(year: int, month: int, day: int) -> bool:
    """Say whether clocks in the United States are an hour ahead: from the second Sunday of March to the first of November."""
    if not 3 <= month <= 11:
        return False
    first = date(year, month, 1).weekday()  # Monday is 0
    sunday = 1 + (6 - first) % 7
    return day >= sunday + 7 if month == 3 else day < sunday if month == 11 else True


def _stamp(
    year: int, month: int, day: int, hour: str | None, minute: str | None, second: str | None, zone: tzinfo | None, after: str, raw: str
) -> Stamp | None:
    """Put a date together; None where the calendar has no such day. A time without a zone is dropped: only the day is known."""
    try:
        midnight = datetime(year, month, day, tzinfo=UTC)
        if hour is None or minute is None or zone is None:
            return Stamp(midnight, "day", raw)
        hours = int(hour)
        half = after.strip().lower()[:4].replace(".", "")
        if half.startswith("pm") and hours < 12:
            hours += 12
        elif half.startswith("am") and hours == 12:
            hours = 0
        if hours == 24 and int(minute) == 0:
            hours = 0
            midnight += timedelta(days=1)
        when = midnight.replace(hour=hours, minute=int(minute), second=min(int(second or 0), 59), tzinfo=zone)
        return Stamp(when, "second" if second else "minute", raw)
    except (ValueError, OverflowError):
        return None


# Dates as people write them


def _folded_month(word: str) -> str:
    """Return a word as months are compared: in lower case and one composition, without the dot that lower case leaves on a Turkish İ."""
    return word.casefold() if word.isascii() else unicodedata.normalize("NFC", word.casefold().replace("\u0307", ""))


_MONTHS_OF = {
    "en": "january|jan february|feb march|mar april|apr may june|jun july|jul august|aug september|sept|sep october|oct november|nov december|dec",
    "de": "januar|jänner|jaenner|jän februar|feber märz|maerz|mär|mrz april mai juni juli august september oktober|okt november dezember|dez",
    "fr": "janvier|janv février|févr|fév mars avril|avr mai juin juillet|juil août septembre octobre novembre décembre|déc",
    "es": "enero|ene febrero marzo abril|abr mayo junio julio agosto|ago septiembre|setiembre|set octubre noviembre diciembre|dic",
    "pt": "janeiro fevereiro|fev março abril maio|mai junho julho agosto setembro outubro|out novembro dezembro",
    "it": "gennaio|gen febbraio marzo aprile maggio|mag giugno|giu luglio|lug agosto settembre|sett ottobre|ott novembre dicembre",
    "nl": "januari februari maart|mrt april mei juni juli augustus september oktober november december",
    "sv": "januari februari mars april maj juni juli augusti september oktober november december",
    "da": "januar februar marts april maj juni juli august september oktober november december",
    "no": "januar februar mars april mai juni juli august september oktober november desember|des",
    "fi": "tammikuu helmikuu maaliskuu huhtikuu toukokuu kesäkuu heinäkuu elokuu syyskuu lokakuu marraskuu joulukuu",
    "fi2": "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta marraskuuta joulukuuta",
    "pl": "styczeń|stycznia|sty luty|lutego|lut marzec|marca kwiecień|kwietnia|kwi maj|maja czerwiec|czerwca|cze lipiec|lipca|lip "
          "sierpień|sierpnia|sie "
          "wrzesień|września|wrz październik|października|paź listopad|listopada|lis grudzień|grudnia|gru",
    "cs": "leden|ledna únor|února březen|března duben|dubna květen|května červen|června červenec|července "
          "srpen|srpna září říjen|října listopad|listopadu prosinec|prosince",
    "sk": "január|januára február|februára marec|marca apríl|apríla máj|mája jún|júna júl|júla "
          "august|augusta september|septembra október|októbra november|novembra december|decembra",
    "sl": "januarja februarja marca aprila maja junija julija avgusta|avgust septembra oktobra novembra decembra",
    "hr": "siječnja|siječanj veljače|veljača ožujka|ožujak travnja|travanj svibnja|svibanj lipnja|lipanj srpnja|srpanj "
          "kolovoza|kolovoz rujna|rujan listopada studenoga|studenog|studeni prosinca|prosinac",
    "sr": "januar februar mart april maj jun jul avgust|avg septembar oktobar novembar decembar",
    "sr2": "јануар фебруар март април мај "
           "јун јул август септембар "
           "октобар новембар децембар",
    "hu": "január február március|márc április|ápr május|máj június|jún július|júl augusztus "
          "szeptember|szept október november december",
    "ro": "ianuarie|ian februarie martie aprilie mai iunie|iun iulie|iul august septembrie octombrie noiembrie|noi decembrie",
    "tr": "ocak şubat|şub mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
    "ru": "января|январь|янв февраля|фев "
          "марта|мар апреля|апр мая|май "
          "июня|июнь июля|июль августа|авг "
          "сентября|сен|сент октября|окт "
          "ноября|ноя декабря|дек",
    "uk": "січня лютого березня квітня "
          "травня червня липня серпня "
          "вересня жовтня листопада грудня",
    "bg": "януари февруари март април май юни "
          "юли август септември октомври "
          "ноември декември",
    "lt": "sausio vasario kovo balandžio gegužės birželio liepos rugpjūčio rugsėjo spalio lapkričio gruodžio",
    "lv": "janvāris|janvārī februāris|februārī marts|martā aprīlis|aprīlī maijs|maijā jūnijs|jūnijā "
          "jūlijs|jūlijā augusts|augustā septembris|septembrī oktobris|oktobrī novembris|novembrī decembris|decembrī",
    "et": "jaanuar veebruar märts aprill mai juuni juuli august september oktoober november detsember",
    "ca": "gener febrer març abril maig juny juliol agost setembre octubre novembre desembre",
    "el": "ιανουαρίου φεβρουαρίου "
          "μαρτίου απριλίου μαΐου|μαΐου "
          "ιουνίου ιουλίου αυγούστου "
          "σεπτεμβρίου οκτωβρίου "
          "νοεμβρίου δεκεμβρίου",
    "ar": "يناير فبراير مارس أبريل|ابريل "
          "مايو يونيو يوليو أغسطس "
          "سبتمبر أكتوبر نوفمبر ديسمبر",
    "ar2": "_ شباط آذار|اذار نيسان أيار|ايار "
           "حزيران تموز آب أيلول|ايلول _ _ _",
    "he": "בינואר בפברואר במרץ באפריל "
          "במאי ביוני ביולי באוגוסט "
          "בספטמבר באוקטובר בנובמבר בדצמבר",
    "id": "januari|jan februari|feb|peb maret april mei juni juli agustus|agt|agu|ags september oktober november|nop desember",
    "cs2": "led úno bře dub kvě čvn čvc srp zář říj lis pro",
    "sr3": "januara februara marta aprila maja juna jula avgusta septembra oktobra novembra decembra",
    "sr4": "јануара фебруара марта априла маја јуна јула августа септембра октобра новембра децембра",
    "hu2": "jan febr márc ápr máj jún júl aug szept okt nov dec",
    "tr2": "oca|ocak şub nis|mart nis|nisan may|mayis haz tem ağu eyl eki kas|kasim ara|aralik",
    "ru2": "янв февр|февраль март апрель май июн июл август сентябрь октябрь нояб|ноябрь декабрь",
    "uk2": "січень|січ лютий|лют березень|бер квітень|квіт|кві травень|трав|тра червень|черв|чер липень|лип серпень|серп|сер "
           "вересень|вер жовтень|жовт|жов листопад|лист грудень|груд|гру",
    "bg2": "яну фев мар апр май юни юли авг сеп окт ное|ноем дек",
    "be": "студзеня|студзень лютага|люты сакавіка|сакавік красавіка|красавік мая|май чэрвеня|чэрвень ліпеня|ліпень жніўня|жнівень "
          "верасня|верасень кастрычніка|кастрычнік лістапада|лістапад снежня|снежань",
    "mk": "јануари февруари март април мај јуни јули август септември октомври ноември декември",
    "kk": "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан",
    "lt2": "sausis|saus vasaris|vas kovas|kov balandis|bal gegužė|geg birželis|birž liepa|liep rugpjūtis|rugp rugsėjis|rugs spalis|spal "
           "lapkritis|lapkr gruodis|gruod",
    "lv2": "janv febr marts apr maijs jūn jūl aug sept okt nov dec",
    "et2": "jaan veebr märts apr mai juuni juuli aug sept okt nov dets",
    "fi2b": "tammi helmi maalis huhti touko kesä heinä elo syys loka marras joulu",
    "el2": "ιανουάριος|ιαν φεβρουάριος|φεβ μάρτιος|μαρ απρίλιος|απρ μάιος|μαϊ ιούνιος|ιουν ιούλιος|ιουλ αύγουστος|αυγ σεπτέμβριος|σεπ "
           "οκτώβριος|οκτ νοέμβριος|νοε δεκέμβριος|δεκ",
    "sq": "janar shkurt mars prill maj qershor korrik gusht shtator tetor nëntor dhjetor",
    "is": "janúar febrúar mars apríl maí júní júlí ágúst september október nóvember desember",
    "gl": "xaneiro|xan febreiro marzo abril maio xuño xullo|xul agosto setembro outubro novembro decembro",
    "ms": "januari februari mac april mei jun julai ogos september oktober november disember|dis",
    "sw": "januari februari machi aprili mei juni julai agosti septemba oktoba novemba desemba",
    "fil": "enero pebrero marso abril mayo hunyo hulyo agosto setyembre oktubre nobyembre disyembre",
    "az": "yanvar fevral mart aprel may iyun iyul avqust sentyabr oktyabr noyabr dekabr",
    "uz": "yanvar fevral mart aprel may iyun iyul avgust sentabr oktabr noyabr dekabr",
    "lb": "januar|jan februar mäerz abrëll mee juni juli august september oktober november dezember",
    "af": "januarie februarie maart april mei junie julie augustus september oktober november desember",
    "ka": "იანვარი|იან|იანვარს თებერვალი|თებ მარტი|მარ აპრილი|აპრ მაისი|მაი ივნისი|ივნ ივლისი|ივლ აგვისტო|აგვ სექტემბერი|სექ "
          "ოქტომბერი|ოქტ ნოემბერი|ნოე დეკემბერი|დეკ",
    "hy": "հունվարի|հունվար|հնվ փետրվարի|փետրվար|փտվ մարտի|մարտ|մրտ ապրիլի|ապրիլ|ապր մայիսի|մայիս|մյս հունիսի|հունիս|հնս "
          "հուլիսի|հուլիս|հլս օգոստոսի|օգոստոս|օգս սեպտեմբերի|սեպտեմբեր|սեպ հոկտեմբերի|հոկտեմբեր|հոկ նոյեմբերի|նոյեմբեր|նոյ "
          "դեկտեմբերի|դեկտեմբեր|դեկ",
    "he2": "ינואר|ינו פברואר|פבר|בפבר מרץ|מרס|במרס אפריל|אפר מאי יוני יולי אוגוסט|אוג ספטמבר|ספט אוקטובר|אוק נובמבר|נוב דצמבר|דצמ",
    "ar3": "جانفي فيفري مارس أفريل|افريل ماي جوان جويلية|يوليوز أوت|غشت|اغسطس شتنبر اكتوبر نونبر دجنبر",
    "ur": "جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر",
    "fa": "ژانویه|ژانویهٔ فوریه|فوریهٔ مارس آوریل مه|مهٔ|می ژوئن|جون ژوئیه|ژوئیهٔ|جولای اوت|آگوست سپتامبر اکتبر نوامبر دسامبر",
    "hi": "जनवरी|जन फ़रवरी|फरवरी|फर मार्च अप्रैल मई जून जुलाई|जुल अगस्त|अग सितंबर|सितम्बर|सित अक्टूबर|अक्तूबर|अक्टू "
          "नवंबर|नवम्बर|नव दिसंबर|दिसम्बर|दिस",
    "mr": "जानेवारी|जाने फेब्रुवारी|फेब्रु मार्च एप्रिल|एप्रि मे जून जुलै ऑगस्ट|ऑग सप्टेंबर|सप्टें ऑक्टोबर|ऑक्टो नोव्हेंबर|नोव्हें डिसेंबर|डिसें",
    "bn": "জানুয়ারি|জানুয়ারী|জানু ফেব্রুয়ারি|ফেব্রুয়ারী|ফেব মার্চ এপ্রিল মে জুন জুলাই আগস্ট|আগষ্ট সেপ্টেম্বর|সেপ্টে অক্টোবর|অক্টো "
          "নভেম্বর|নভে ডিসেম্বর|ডিসে",
    "pa": "ਜਨਵਰੀ ਫ਼ਰਵਰੀ|ਫਰਵਰੀ ਮਾਰਚ ਅਪ੍ਰੈਲ ਮਈ ਜੂਨ ਜੁਲਾਈ ਅਗਸਤ ਸਤੰਬਰ ਅਕਤੂਬਰ ਨਵੰਬਰ ਦਸੰਬਰ",
    "gu": "જાન્યુઆરી|જાન્યુ ફેબ્રુઆરી|ફેબ્રુ માર્ચ એપ્રિલ મે જૂન જુલાઈ ઑગસ્ટ|ઓગસ્ટ સપ્ટેમ્બર|સપ્ટે ઑક્ટોબર|ઓક્ટોબર નવેમ્બર ડિસેમ્બર",
    "ta": "ஜனவரி|ஜன பிப்ரவரி|பிப் மார்ச் ஏப்ரல்|ஏப் மே ஜூன் ஜூலை ஆகஸ்ட்|ஆக செப்டம்பர்|செப் அக்டோபர்|அக் நவம்பர்|நவ டிசம்பர்|டிச",
    "te": "జనవరి|జన ఫిబ్రవరి|ఫిబ్ర మార్చి ఏప్రిల్ మే జూన్ జులై|జూలై ఆగస్టు|ఆగస్ట్ సెప్టెంబర్|సెప్టెంబరు అక్టోబర్|అక్టోబరు నవంబర్|నవంబరు డిసెంబర్|డిసెంబరు",
    "kn": "ಜನವರಿ ಫೆಬ್ರವರಿ ಮಾರ್ಚ್ ಏಪ್ರಿಲ್ ಮೇ ಜೂನ್ ಜುಲೈ ಆಗಸ್ಟ್ ಸೆಪ್ಟೆಂಬರ್ ಅಕ್ಟೋಬರ್ ನವೆಂಬರ್ ಡಿಸೆಂಬರ್",
    "ml": "ജനുവരി ഫെബ്രുവരി മാർച്ച് ഏപ്രിൽ മേയ്|മെയ് ജൂൺ ജൂലൈ ഓഗസ്റ്റ്|ആഗസ്റ്റ് സെപ്റ്റംബർ ഒക്ടോബർ നവംബർ ഡിസംബർ",
    "sl2": "januar februar marec april maj junij julij avgust september oktober november december",
    "ne": "जनवरी फेब्रुअरी|फेब्रुवरी मार्च अप्रिल मे जुन जुलाई अगस्ट|अगस्त सेप्टेम्बर अक्टोबर नोभेम्बर डिसेम्बर",
    "km": "មករា កុម្ភៈ|កុម្ភះ មីនា មេសា ឧសភា មិថុនា កក្កដា សីហា កញ្ញា តុលា វិច្ឆិកា ធ្នូ",
    "my": "ဇန်နဝါရီ ဖေဖော်ဝါရီ မတ် ဧပြီ မေ ဇွန် ဇူလိုင် ဩဂုတ်|သြဂုတ် စက်တင်ဘာ အောက်တိုဘာ နိုဝင်ဘာ ဒီဇင်ဘာ",
    "lo": "ມັງກອນ ກຸມພາ ມີນາ ເມສາ ພຶດສະພາ ມິຖຸນາ ກໍລະກົດ ສິງຫາ ກັນຍາ ຕຸລາ ພະຈິກ ທັນວາ",
    "eu": "urtarrilaren otsailaren martxoaren apirilaren maiatzaren ekainaren uztailaren abuztuaren irailaren urriaren azaroaren abenduaren",
    "cy": "ionawr chwefror mawrth ebrill mai mehefin gorffennaf awst medi hydref tachwedd rhagfyr",
    "ga": "eanáir feabhra márta aibreán bealtaine meitheamh iúil lúnasa _ _ samhain nollaig",
    "mt": "jannar frar marzu april mejju ġunju lulju awwissu settembru ottubru novembru diċembru",
    "ku": "rêbendan reşemî|sibat adar nîsan gulan hezîran tîrmeh tebax îlon cotmeh mijdar berfanbar",
    "so": "janaayo febraayo maarso abriil maajo juun luulyo agoosto sebtembar oktoobar nofembar diseembar",
    "ha": "janairu fabrairu maris afrilu mayu yuni yuli agusta satumba oktoba nuwamba disamba",
    "si": "ජනවාරි පෙබරවාරි මාර්තු අප්‍රේල් මැයි ජූනි ජූලි අගෝස්තු සැප්තැම්බර් ඔක්තෝබර් නොවැම්බර් දෙසැම්බර්",
}  # fmt: skip
_MONTHS: dict[str, int] = {}
for _names in _MONTHS_OF.values():
    for _number, _group in enumerate(_names.split(), 1):
        for _name in _group.split("|"):
            _MONTHS.setdefault(_folded_month(_name), _number)
_MONTHS_HERE = {"hr": {"listopada": 10}, "bs": {"listopada": 10}}  # the same word is November further north
# The solar calendar of Iran and, by other names, of Afghanistan.
_PERSIAN_MONTHS = {
    _folded_month(_name): _number
    for _names in (
        "فروردین|فروردين اردیبهشت|ارديبهشت خرداد تیر|تير مرداد|امرداد شهریور|شهريور مهر آبان آذر دی|دي بهمن اسفند",
        "حمل ثور جوزا سرطان اسد سنبله میزان|ميزان عقرب قوس جدی|جدي دلو حوت",
    )
    for _number, _group in enumerate(_names.split(), 1)
    for _name in _group.split("|")
}
# The Levant's months of two words.
_MONTH_PAIRS = {
    ("كانون", "الثاني"): 1, ("كانون", "ثاني"): 1, ("كانون", "الأول"): 12, ("كانون", "الاول"): 12, ("كانون", "أول"): 12,
    ("meán", "fómhair"): 9, ("deireadh", "fómhair"): 10,
    ("تشرين", "الأول"): 10, ("تشرين", "الاول"): 10, ("تشرين", "أول"): 10, ("تشرين", "الثاني"): 11, ("تشرين", "ثاني"): 11,
}  # fmt: skip
_MONTH_WORDS = frozenset({*_MONTHS, *_PERSIAN_MONTHS, *(first for first, _ in _MONTH_PAIRS), "tháng"})
_THAI_MONTHS = {
    _name: _number
    for _number, _group in enumerate(
        "มกราคม|ม.ค. กุมภาพันธ์|ก.พ. มีนาคม|มี.ค. เมษายน|เม.ย. พฤษภาคม|พ.ค. มิถุนายน|มิ.ย. กรกฎาคม|ก.ค. สิงหาคม|ส.ค. กันยายน|ก.ย. "
        "ตุลาคม|ต.ค. พฤศจิกายน|พ.ย. ธันวาคม|ธ.ค.".split(), 1
    )
    for _name in _group.split("|")
}  # fmt: skip
_THAI = re.compile(rf"(?<!\d)(\d{{1,2}})\s{{0,2}}({'|'.join(map(re.escape, _THAI_MONTHS))})\s{{0,2}}(?:[พค]\.ศ\.\s?)?(\d{{4}}|\d{{2}})(?!\d)")
BUDDHIST = 543
"""Years by which Thailand counts ahead."""
# The first years of the eras, less one: 令和元年 is 2019, 民國元年 1912.
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911}
_ERA = re.compile(r"(令和|平成|昭和|民國|民国)\s?(元|\d{1,3})\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日?")

_DIGIT = re.compile(r"\d")
_NUMBERS = re.compile(r"\d\D+\d")
"""Two of them: however a date is written, it has a day or a month, and a year, in figures. Most lines with a figure have one number."""
_NATIVE_DIGIT = re.compile(r"[^\D0-9]")
# A word keeps its vowel signs and marks, which are no letters to the expressions; a year may be glued to its clock ("202409:30").
_TOKEN = re.compile(rf"\d{{4}}(?=\d\d?:\d\d)|\d+|(?:[^\W\d_]|[{_SIGNS}])+|[^\w\s]")
_ASCII_LETTERS = bytes(ord(chr(code).lower()) if code < 128 and chr(code).isalpha() else 32 for code in range(256))
_NUMERIC = re.compile(
    r"(?<![\d.,/:-])(\d{1,4})\s?([./\-\u2010\u2011\u2013])\s?(\d{1,2})\s?\2\s?(\d{4}(?=\d\d:\d\d)|\d{2}(?=\d\d:\d\d)|(?:\d{4}|\d{2})(?![\d/-])(?!\.\d))",
    re.ASCII,
)
_FAR_MARK = re.compile("[\u2010\u2011\u2013]")
_EAST_ASIAN = re.compile(r"(?<!\d)(\d{4})\s?(?:[年년]|оны)\s?(\d{1,2})\s?(?:[月월]|(?:-?р\s)?сарын)\s?(\d{1,2})\s?[日일号]?", re.ASCII)
_EASTERN = re.compile("[年년\u0e00-\u0e7f]|оны")  # what East Asia's, Mongolia's and Thailand's ways to write a date all have one of
_CLOCK = re.compile(
    r"(?<![\d.,])(\d{1,2})(?:[:\u2236h](\d{2})(?::(\d{2})(?:[.,]\d{1,9}(?=\s?(?:Z\b|[+\u2212-]\d)))?)?"
    r"|\.(\d{2})(?=\s?(?:Uhr|[hH]s?\b|[A-Z]{3,4}\b|[ap]\.?m\b)))(?!\d)\s{0,2}(.{0,24})",
    re.ASCII | re.DOTALL,
)
_GLUE = frozenset(
    {
        ".",
        ",",
        "de",
        "of",
        "del",
        "th",
        "st",
        "nd",
        "rd",
        "er",
        "\u00ba",
        "\u00aa",
        "d",
        "m",
        "g",
        "a",
        "r",
        "г",
        "-",
        "/",
        "'",
        "\u2019",
        "den",
        "|",
        "\u00b7",
        "\u060c",  # the Arabic comma
        "năm",
        "gada",
        "жыл",
        "жылғы",
        "թ",
        "го",
        "ko",
    }
)


def _written(text: str, language: str, latest: datetime | None = None, months: frozenset[tuple[int, int]] = frozenset()) -> Iterator[Stamp]:
    """Yield the dates in ``text`` by kind of writing: ISO and numbers, East Asian, months by name. With the time if its zone stands beside it."""
    text = _western(text)
    for start, end, year, month, day in _spans(text, language, latest, months):
        hour, minute, second, after = _clock_beside(text, start, end)
        zone = _zone(_NO_ZONE.sub("", after), language, (year, month, day)) if hour else None
        stamp = _stamp(year, month, day, hour, minute, second, zone, after, text[:MAX_RAW])
        if stamp:
            yield stamp


_NO_ZONE = re.compile(r"(?i)^(?:[ap]\.?m\b\.?|uhr\b|hs?\b|uur\b|ч\.|น\.)\s*")


def _spans(
    text: str, language: str, latest: datetime | None = None, months: frozenset[tuple[int, int]] = frozenset()
) -> list[tuple[int, int, int, int, int]]:
    """Return (start, end, year, month, day) of the dates in ``text``, in order."""
    if not _NUMBERS.search(text):
        return []
    if text.isascii():
        return sorted([*_numeric(text, language, latest, months), *_named(text, language)])
    text = _western(text)
    if not _EASTERN.search(text):
        return sorted([*_numeric(text, language, latest, months), *_named(text, language)])
    spans = [(match.start(), match.end(), int(match[1]), int(match[2]), int(match[3])) for match in _EAST_ASIAN.finditer(text)]
    for match in _ERA.finditer(text):
        year = _ERAS[match[1]] + (1 if match[2] == "元" else int(match[2]))
        spans.append((match.start(), match.end(), year, int(match[3]), int(match[4])))
    for match in _THAI.finditer(text):
        year = int(match[3]) + (2500 if len(match[3]) == 2 else 0)
        spans.append((match.start(), match.end(), year - BUDDHIST if year > 2400 else year, _THAI_MONTHS[match[2]], int(match[1])))
    return sorted([*spans, *_numeric(text, language, latest, months), *_named(text, language)])


def _western(text: str) -> str:
    """Return ``text`` with the digits of any script as 0 to 9, each in its place."""
    if text.isascii():
        return text
    return _NATIVE_DIGIT.sub(lambda match: str(unicodedata.decimal(match[0])), text)


def _from_persian(year: int, month: int, day: int) -> tuple[int, int, int] | None:
    """Return year, month and day of a day of the Persian solar calendar (1300 to 1499); None where it has no such day."""
    length = 31 if month <= 6 else 30
    if not (1300 <= year < 1500 and 1 <= month <= 12 and 1 <= day <= length):
        return None
    # Years since 1300, whose first day was 21 March 1921; in this span the years are leap by the cycle of 33.
    leaps = sum(1 for one in range(1300, year) if one % 33 in _PERSIAN_LEAPS)
    if month == 12 and day == 30 and year % 33 not in _PERSIAN_LEAPS:
        return None
    days = (year - 1300) * 365 + leaps + (month - 1) * 31 - max(0, month - 7) + day - 1
    when = date(1921, 3, 21) + timedelta(days=days)
    return when.year, when.month, when.day


_PERSIAN_LEAPS = frozenset({1, 5, 9, 13, 17, 22, 26, 30})
_PERSIAN_LANGUAGES = ("fa", "prs", "ps")


def _clock_beside(text: str, start: int, end: int) -> tuple[str | None, str | None, str | None, str]:
    """Return hour, minute, second and what follows of the time after, or before, the date at ``start``…``end``; Nones if there is none."""
    clock = _CLOCK.search(text[end : end + 40])
    if clock is not None and _NEXT_STAMP.search(text[end : end + clock.start()]):
        clock = None  # "12:12 p.m. ET Sept. 4, 2024 | Updated 1:40 a.m. ET Sept. 5, 2024"
        if (before := _CLOCK.search(text[max(0, start - 30) : start])) is None or not _BEFORE_DATE.fullmatch(before[5]):
            clock = _CLOCK.search(text[end : end + 40])
    clock = clock or _CLOCK.search(text[max(0, start - 16) : start])
    if clock is None and (before := _CLOCK.search(text[max(0, start - 30) : start])) and _BEFORE_DATE.fullmatch(before[5]):
        clock = before  # "4:12 PM EDT, Fri June 5, 2026"
    if clock is None or int(clock[1]) > 24 or int(clock[2] or clock[4]) > 59:
        return None, None, None, ""
    return clock[1], clock[2] or clock[4], clock[3], clock[5]


_NEXT_STAMP = re.compile(r"[|\u00b7\u2022;/]|[^\W\d_]{6}")
"""Between a date and a time, where another stamp may begin: a sign that parts two, or a word as long as "Updated"."""
_BEFORE_DATE = re.compile(r"(?i)(?:[ap]\.?m\.?\s?)?(?:\(?[A-Z]{2,5}\)?)?[,\s]{0,3}(?:on\s)?(?:[a-z]{3,9}[.,]?\s?)?")


def _local_times(text: str, language: str) -> Iterator[datetime]:
    """Yield the dates in ``text`` that have a time beside them, as if it were UTC."""
    text = _western(text)
    for start, end, year, month, day in _spans(text, language):
        hour, minute, second, after = _clock_beside(text, start, end)
        if hour is not None and (stamp := _stamp(year, month, day, hour, minute, second, UTC, after, text)):
            yield stamp.when


def _numeric(text: str, language: str, latest: datetime | None, months: frozenset[tuple[int, int]]) -> Iterator[tuple[int, int, int, int, int]]:
    if text.count("/") < 2 and text.count(".") < 2 and text.count("-") < 2 and (text.isascii() or not _FAR_MARK.search(text)):
        return
    for match in _NUMERIC.finditer(text):
        one, mark, two, three = match[1], match[2], int(match[3]), match[4]
        if len(one) == 4:
            if len(three) == 2 and 1 <= two <= 12:
                year, month, day = int(one), two, int(three)
                if 1300 <= year < 1500 and language[:3].rstrip("-") in _PERSIAN_LANGUAGES:
                    if converted := _from_persian(year, month, day):
                        yield match.start(), match.end(), *converted
                    continue
                yield match.start(), match.end(), year, month, day
            continue
        if len(three) == 4 and 1300 <= int(three) < 1500 and len(one) <= 2 and language[:3].rstrip("-") in _PERSIAN_LANGUAGES:
            if converted := _from_persian(int(three), two, int(one)):
                yield match.start(), match.end(), *converted
            continue
        if len(one) > 2 or (len(three) == 2 and mark not in "./"):
            continue
        year = int(three) if len(three) == 4 else 2000 + int(three) if int(three) < 70 else 1900 + int(three)
        if year > 2400 and language.startswith("th"):
            year -= BUDDHIST
        first = int(one)
        either = first <= 12 and two <= 12
        month_first = (first <= 12 and two > 12) or (mark != "." and either and language in ("en", "en-us", "en-ph", "", "es-us"))
        if month_first and two <= 12 and latest is not None and (year, first, two) > (latest.year, latest.month, latest.day) >= (year, two, first):
            month_first = False  # that way it would not have happened yet
        if mark != "." and either and ((year, first) in months) != ((year, two) in months):
            month_first = (year, first) in months  # the page's address knows
        day, month = (two, first) if month_first else (first, two)
        yield match.start(), match.end(), year, month, day


@lru_cache(maxsize=256)  # a date line is read for the byline, for the day, and for the line that shows it
def _named(text: str, language: str) -> tuple[tuple[int, int, int, int, int], ...]:
    return tuple(_named_days(text, _MONTHS_HERE.get(language[:2], {})))


def _named_days(text: str, here: Mapping[str, int]) -> Iterator[tuple[int, int, int, int, int]]:
    # Most lines with a number in them name no month: their words alone are had for a tenth of what it costs to know where each stands.
    if text.isascii():
        if _MONTH_WORDS.isdisjoint(text.encode().translate(_ASCII_LETTERS).decode("ascii").split()):
            return
        text = text.lower()
        tokens = [(*match.span(), match[0]) for match in _TOKEN.finditer(text)]
    elif _MONTH_WORDS.isdisjoint(map(_folded_month, _TOKEN.findall(text))):
        return
    else:
        tokens = [(*match.span(), _folded_month(match[0])) for match in _TOKEN.finditer(text)]
    for i, (start, _, token) in enumerate(tokens):
        if token not in _MONTH_WORDS:
            continue
        month = here.get(token) or _MONTHS.get(token)
        last = i
        if month is None and i + 1 < len(tokens) and (month := _MONTH_PAIRS.get((token, tokens[i + 1][2]))):
            last = i + 1
        if month is None and (persian := _PERSIAN_MONTHS.get(token)):
            before, after = _number_near(tokens, i, -1), _number_near(tokens, i, 1)
            if before and after and len(after[2]) == 4 and (converted := _from_persian(int(after[2]), persian, int(before[2]))):
                yield before[0], after[1], *converted
                continue
        if month is None and token == "tháng" and i + 1 < len(tokens) and _is_month(tokens[i + 1][2]):
            month, last = int(tokens[i + 1][2]), i + 1
        if month is None:
            continue
        before = _number_near(tokens, i, -1)
        after = _number_near(tokens, last, 1)
        if after and len(after[2]) == 2 and text[after[1] : after[1] + 1] in (":", "h") and text[after[1] + 1 : after[1] + 3].isdigit():
            after = None  # 13 May, 17:46
        if before and after and _is_day(before[2]) and _is_year(after[2]) and (len(after[2]) == 4 or len(text) <= 40):  # 13 May 2024
            yield before[0], after[1], _year(after[2]), month, int(before[2])
        elif after and _is_day(after[2]) and (then := _number_near(tokens, after[3], 1)) and _is_year(then[2]) and len(then[2]) == 4:  # May 13, 2024
            yield start, then[1], int(then[2]), month, int(after[2])
        elif before and after and len(before[2]) == 4 and _is_year(before[2]) and _is_day(after[2]):  # 2024 May 13
            yield before[0], after[1], int(before[2]), month, int(after[2])
        elif before and _is_day(before[2]) and (then := _number_near(tokens, before[3], -1)) and len(then[2]) == 4 and _is_year(then[2]):
            yield then[0], tokens[last][1], int(then[2]), month, int(before[2])  # 2024, 13 May


def _number_near(tokens: list[tuple[int, int, str]], i: int, step: int) -> tuple[int, int, str, int] | None:
    """Return the number beside token ``i``, over at most three words that only glue."""
    for j in range(i + step, i + 5 * step, step):
        if not 0 <= j < len(tokens):
            return None
        start, end, token = tokens[j]
        if token.isdigit() and token.isascii():
            return start, end, token, j
        if token not in _GLUE and token not in _MONTHS:  # some write a month in both its names
            return None
    return None


def _is_month(token: str) -> bool:
    return token.isdigit() and token.isascii() and len(token) <= 2 and 1 <= int(token) <= 12


def _is_day(token: str) -> bool:
    return len(token) <= 2 and 1 <= int(token) <= 31


def _is_year(token: str) -> bool:
    return (len(token) == 4 and token[:2] in ("19", "20")) or (len(token) == 2 and int(token) < 70)


def _year(token: str) -> int:
    return int(token) if len(token) == 4 else 2000 + int(token)


# What people see

_PUBLISHED_WORDS = ("publi", "posted", "posté", "veröffentlicht", "erstellt", "ersch", "geplaatst",
    "zveřejn", "zverejn", "közzét", "megjelen", "paskelbt", "avaldat", "diterbit", "tayang", "xuất bản", "ngày đăng", "công bố",
    "публікац",
    "публикув", "опубл", "дата публ", "δημοσ", "نشر", "انتشار", "פורסם", "प्रकाशित", "প্রকাশ",
    "เผยแพร่", "გამოქვეყნ", "հրապարակ", "发表", "發表", "掲載", "投稿",
    "게시", "승인", "pubbl", "objav", "wydan", "dodan", "created",
    "mis en ligne",
                    "geschrieben", "verfasst", "written", "opublik", "опубл", "公開", "发布", "發布", "입력", "등록", "julkaistu",
                    "yayın")  # fmt: skip
_MODIFIED_WORDS = ("updat", "aktualis", "aktualiz", "geändert", "mis à jour", "modif", "actuali", "aggiorn", "bijgewerkt", "stand:", "last ",
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
_OTHER_WORDS = (
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


def _visible(document: Document, blocks: Sequence[Block], title_block: int | None, reading: _Reader) -> Iterator[Candidate]:
    """Yield the dates of ``time`` elements and of short lines, those near the headline with more weight."""
    place_of = {id(block.element): block.index for block in blocks}
    title = title_block if title_block is not None else 0
    headline = blocks[title].text if title_block is not None else ""
    lines: list[tuple[Block, list[Stamp]]] = []
    alike: dict[tuple[str, str], set[date]] = {}
    for block in blocks[max(0, title - MAX_BLOCKS) : title + MAX_BLOCKS]:
        if len(block.text) <= 400 and _NUMBERS.search(block.text) and (stamps := list(reading.all_words(block.text))):
            lines.append((block, stamps))
            alike.setdefault(_signature(block), set()).add(stamps[0].when.date())
        if 0 < block.index - title <= MAX_STEPS and len(block.text) > 120 and (opening := _dateline(block.text, reading)):
            yield Candidate(opening, "dateline", DATELINE - 0.8 * (block.index - title))
    for i, element in enumerate(document.by_tag["time"][:20]):
        stamp = reading.machine(element.get("datetime")) or reading.words(_words_of(element))
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
        if _dated_class(block.element):
            weight += 10
        changed: set[tuple[datetime, Precision]] = set()
        if len(stamps) > 1 and len(pieces := _labelled(text)) > 1:  # "Updated: today, 10:05 | Published: yesterday, 07:35"
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


def _dateline(text: str, reading: _Reader) -> Stamp | None:
    """Return the day with which a paragraph opens, after a place at most: "PORT-NEUF, May 13, 2024 (Agency) \u2014", "Ellery (13.05.2024). The"."""
    head = text[:100]
    for start, end, year, month, day in _spans(head, reading.language, reading.latest, reading.months)[:1]:
        before = [word for word in _NO_WORDS.split(head[:start]) if word]
        if start > 45 or len(before) > 5 or any(word[0].islower() for word in before) or not _DATELINE_END.match(head, end):
            return None
        return reading._plausible(_stamp(year, month, day, None, None, None, None, "", head))
    return None


def _tells(text: str, language: str) -> bool:
    """Say whether a line is a sentence that comes to a day: words in small letters before it, and no word of publication."""
    spans = _spans(text, language)
    if not spans or any(word in text.lower() for word in (*_PUBLISHED_WORDS, *_MODIFIED_WORDS)):
        return False
    return sum(word[:1].islower() for word in text[: spans[0][0]].split()) >= 4


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


_YEAR_MONTH = re.compile(r"(?<!\d)((?:19|20)\d\d)[/_-]([a-z]{3,9}|\d{1,2})(?![a-z\d])", re.ASCII | re.IGNORECASE)


def _months_in(url: str) -> frozenset[tuple[int, int]]:
    """Return the (year, month) pairs that an address spells out: ``/2024/05/``, ``/2024/may/``."""
    found = set()
    for match in _YEAR_MONTH.finditer(url[:2000]):
        month = int(match[2]) if match[2].isdigit() else _MONTHS.get(match[2].lower(), 0)
        if 1 <= month <= 12:
            found.add((int(match[1]), month))
    return frozenset(found)


def _signature(block: Block) -> tuple[str, str]:
    parent = block.element.getparent()
    return f"{block.tag} {block.element.get('class')}", str(parent.get("class") if parent is not None else None)


def _corroborated(found: Iterable[Candidate], months: frozenset[tuple[int, int]], address: Sequence[Candidate]) -> Iterator[Candidate]:
    """Yield the candidates, heavier where the page's address names the same day, or the same month."""
    day = address[0].stamp.when.date() if address else None
    for one in found:
        when = one.stamp.when
        if day == when.date():
            yield replace(one, weight=one.weight + 20)
        elif (when.year, when.month) in months:
            yield replace(one, weight=one.weight + 6)
        else:
            yield one


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
    if any(word in low for word in _MODIFIED_WORDS):
        worth -= 3
    if any(word in low for word in _OTHER_WORDS):
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


_IN_ADDRESS = re.compile(r"(?<!\d)((?:19|20)\d\d)([/_.-]?)(\d{1,2})\2(\d{1,2})(?!\d)", re.ASCII)
# A number that begins with a day and its clock: "A2026012918400000123", as the systems of agencies and papers count their stories.
_COUNTED = re.compile(r"(?<!\d)(20\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])[0-5]\d\d{0,10}(?!\d)", re.ASCII)


def _days_in(url: str) -> Iterator[date]:
    """Yield the days that an address spells out."""
    for match in _IN_ADDRESS.finditer(url[:2000].split("?", 1)[0]):
        if (match[2] or len(match[0]) == 8) and (stamp := _stamp(int(match[1]), int(match[3]), int(match[4]), None, None, None, None, "", match[0])):
            yield stamp.when.date()


def _address(document: Document, reading: _Reader) -> Iterator[Candidate]:
    """Yield the day that the page's address spells out."""
    for url in (document.url, document.meta_first("og:url") or ""):
        for match in _IN_ADDRESS.finditer(url[:2000].split("?", 1)[0]):
            if not match[2] and len(match[0]) != 8:
                continue
            stamp = _stamp(int(match[1]), int(match[3]), int(match[4]), None, None, None, None, "", match[0])
            if stamp and reading._plausible(stamp):
                yield Candidate(stamp, "url", 54.0)
                return
        for match in _COUNTED.finditer(url[:2000].split("?", 1)[0]):
            stamp = _stamp(int(match[1]), int(match[2]), int(match[3]), None, None, None, None, "", match[0][:8])
            if stamp and reading._plausible(stamp):
                yield Candidate(stamp, "url", COUNTED)
                return


COUNTED = 30.0
"""What a number in the address weighs: less than a line by the headline."""

# The choice


def _choose(found: Iterable[Candidate]) -> Candidate | None:
    """Return the heaviest candidate, in the sharpest form that any other gives of the same day."""
    ranked = sorted(enumerate(found), key=lambda pair: (-pair[1].weight, pair[0]))
    if not ranked:
        return None
    return _sharpest(ranked[0][1], [one for _, one in ranked])


def _sharpest(best: Candidate, others: Sequence[Candidate]) -> Candidate:
    """Return ``best``, or the same day as another source gives it with time and zone."""
    if best.stamp.precision != "day":
        return best
    for other in others:
        if other.stamp.precision != "day" and other.stamp.when.date() == best.stamp.when.date():
            return other
    return best
