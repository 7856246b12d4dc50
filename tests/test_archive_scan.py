"""What search finds, a scan of the texts finds, and nothing else: words, phrases, prefixes and their combinations, in eight scripts."""

from __future__ import annotations

import contextlib
import random
import re
import time
import unicodedata
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newscrawl.archive import query
from newscrawl.errors import QueryError
from tests.archive_kit import HOST, NOW, Desk, story

ARTICLES = 48
SPACED = {
    "en": "harbour ferry council Bridge winter market naïve café 1984 3rd covid grass",
    "fr": "été élève théâtre hiver garçon cœur coeur Noël marché port",
    "de": "Straße Strasse Brücke Häuser Übung Wärme Markt Größe Fähre",
    "ru": "гавань мост зима рынок Ёлка елка ещё школа река паром",
    "ar": "المرفأ فُتِحَ العبّارة مدينة إلى أُعيد سوق المَدينة مـــدينة",
    "he": "הַנָּמֵל הנמל עיר גֶּשֶׁר גשר חורף שׁוּק שוק",
}
UNSPACED = {"zh": "港口重新开放经济学家渡轮很重要市长说", "th": "ท่าเรือเปิดอีกครั้งในวันจันทร์ผู้โดยสารดีใจ", "ja": "月曜日に港が再開したフェリーは市民の足だ"}
_ALEF = str.maketrans("أإآٱ", "اااا")


def plain(text: str) -> str:
    """Return ``text`` as one reads it who minds neither case nor accents nor vowel signs; й is a letter of its own, ё is none."""
    folded = text.lower().translate(_ALEF).replace("ـ", "").replace("ё", "е").replace("ß", "ss").replace("œ", "oe")
    return "".join(c if "а" <= c <= "я" else _bare(c) for c in folded)


def _bare(letter: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", letter) if unicodedata.category(c) != "Mn")


def unspaced(text: str) -> str:
    """Return only letters and their signs of a text without spaces: as with words, a phrase may go over the end of a sentence."""
    return re.sub(r"[。，. ]+", "", text)


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, dict[str, str], dict[str, str]]]:
    luck = random.Random(5)
    desk = Desk(tmp_path_factory.mktemp("scan") / "a.db")
    texts, languages = {}, {}
    names = [*SPACED, *UNSPACED]
    for number in range(ARTICLES):
        language = names[number % len(names)]
        if language in SPACED:
            words = SPACED[language].split()
            body = ". ".join(" ".join(luck.choice(words) for _ in range(6)) for _ in range(2)) + "."
        else:
            source = UNSPACED[language]
            cuts = [luck.randrange(len(source) - 6) for _ in range(3)]
            body = "。".join(source[cut : cut + luck.randrange(3, 7)].strip("ิัุู็่้๊๋์ีึื") or source[:4] for cut in cuts)
        url = f"https://{HOST}/{number}"
        desk.fetch(url, story(url, number, title="-", body=body, byline=None, standfirst=None, photos=(), language=language))
        texts[url], languages[url] = body, language
    yield desk, texts, languages
    desk.close()


def found(desk: Desk, text: str, **options: object) -> set[str]:
    return {hit.url for hit in query.search(desk.db, text, limit=200, **options).hits}  # type: ignore[arg-type]


def tokens(text: str) -> list[str]:
    return [plain(word) for word in re.findall(r"[^\s.]+", text)]


@pytest.mark.parametrize("language", SPACED)
def test_words_phrases_and_prefixes_of_a_spaced_script(held: tuple[Desk, dict[str, str], dict[str, str]], language: str) -> None:
    desk, texts, languages = held
    listed = {url: tokens(text) for url, text in texts.items() if languages[url] in SPACED}
    luck = random.Random(language)
    words = SPACED[language].split()
    for _ in range(25):
        one, other = luck.choice(words), luck.choice(words)
        asked = luck.choice((one, plain(one), one if "ß" in one else one.upper()))
        a, b = plain(one), plain(other)
        has_a = {url for url, said in listed.items() if a in said}
        has_b = {url for url, said in listed.items() if b in said}
        assert found(desk, f'"{asked}"') == has_a, asked
        assert found(desk, f"{asked} {plain(other)}") == has_a & has_b
        assert found(desk, f"{asked} OR {other}") == has_a | has_b
        assert found(desk, f"{asked} NOT {other}") == has_a - has_b
        pairs = {url for url, said in listed.items() if any(said[i : i + 2] == [a, b] for i in range(len(said)))}
        assert found(desk, f'"{one} {other}"') == pairs
        start = a[: luck.randrange(2, len(a) + 1)]
        assert found(desk, f"{start}*") == {url for url, said in listed.items() if any(word.startswith(start) for word in said)}, start
        for order in ("newest", "relevance"):
            assert found(desk, asked, order=order) == has_a
        assert query.count(desk.db, asked) == len(has_a)


@pytest.mark.parametrize("language", UNSPACED)
def test_any_run_of_characters_of_a_script_without_spaces(held: tuple[Desk, dict[str, str], dict[str, str]], language: str) -> None:
    desk, texts, languages = held
    luck = random.Random(language)
    mine = [url for url in texts if languages[url] == language]
    for _ in range(60):
        text = unspaced(texts[luck.choice(mine)])
        start = luck.randrange(len(text))
        run = text[start : start + luck.randrange(1, 5)]
        if unicodedata.category(run[0]) in ("Mn", "Mc"):  # a sign without its letter is nothing that anybody types
            continue
        scanned = {url for url, said in texts.items() if languages[url] in UNSPACED and run in unspaced(said)}
        got = found(desk, run)
        cut = {url for url in scanned if all(unicodedata.category(c) == "Mn" for c in _after(unspaced(texts[url]), run))}
        assert scanned - cut <= got <= scanned, run


def _after(text: str, run: str) -> list[str]:
    """Return what follows ``run`` wherever it stands: a sign there belongs to its last letter, so another syllable stands in the text."""
    return [text[place + len(run)] if place + len(run) < len(text) else "|" for place in range(len(text)) if text.startswith(run, place)]


PIECES = ["harbour", "fer*", "été", "港口", "مدينة", "שוק", '"', "(", ")", "-", ":", "OR", "NOT", "AND", "NEAR(a b, 3)", "title:", "after:2026"]
PIECES += ["*", " ", "^"]


def test_random_strings_are_searched_either_way_within_a_second(held: tuple[Desk, dict[str, str], dict[str, str]]) -> None:
    desk = held[0]
    luck = random.Random(11)
    for _ in range(3000):
        text = luck.choice(("", " ")).join(luck.choice(PIECES) for _ in range(luck.randrange(8)))
        started = time.thread_time()
        try:
            newest = query.search(desk.db, text, limit=200)
            ranked = query.search(desk.db, text, limit=200, order="relevance")
            assert {hit.id for hit in newest.hits} == {hit.id for hit in ranked.hits}, text
            assert query.count(desk.db, text) == len(newest.hits)
        except QueryError as error:
            assert "\n" not in str(error)
        assert time.thread_time() - started < 1, text


def test_an_undated_article_stands_where_it_was_fetched_and_says_so(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "a.db")
    for name, changes in (("dated", {"date_published": NOW - timedelta(days=400)}), ("undated", {"date_published": None, "date_precision": None})):
        desk.fetch(f"https://{HOST}/{name}", story(f"https://{HOST}/{name}", **changes))

    def names(text: str) -> list[str]:
        return [hit.url.rsplit("/", 1)[1] for hit in query.search(desk.db, text).hits]

    assert names("ferry") == ["undated", "dated"]
    assert names(f"ferry after:{NOW:%Y-%m-%d}") == ["undated"]
    assert names(f"ferry before:{NOW:%Y-%m-%d}") == names("ferry has:date") == ["dated"]
    assert names("ferry NOT has:date") == ["undated"]
    (hit,) = query.search(desk.db, "ferry NOT has:date").hits
    assert hit.date_published is None
    desk.close()


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Der Zug hielt an der Hauptstraße.", "hauptstrasse"),
        ("Der Zug hielt an der Grossstrasse.", "großstraße"),
        ("Это всё ещё парк.", '"все еще"'),
        ("Еще один парк.", "ещё"),
        ("Le cœur de la ville.", "coeur"),
        ("The mediæval harbour.", "mediaeval"),
        ("They sailed to Lodz.", "Łódź"),
        ("They sailed to Łódź.", "lodz"),
        ("They sailed to ŁÓDŹ.", "Lod*"),
        ("Okulda Işık adında biri var.", "isik"),
        ("Okulda IŞIK adında biri var.", "ışık"),
        ("İstanbul'da fiyatını sordu.", "fiyatini"),
        ("The road to Kobenhavn.", "København"),
        ("The road to København.", "kobenhavn"),
        ("Dođi u Đakovo.", '"dodi u dakovo"'),
        ("Il-Ħamrun u Għawdex.", "ghaw*"),
        ("Þórður fór til Seyðisfjarðar.", "Thordur"),
        ("Þórður fór til Seyðisfjarðar.", "seydisfjardar"),
        ("Thordur went by ferry.", "Þórður"),
        ("Die Straße am Hafen.", "stras*"),
        ("Die Strasse am Hafen.", "straß*"),
        ("Þorp og höfn.", "t*"),
        ("Το λιμάνι άνοιξε ξανά.", "λιμανι"),
        ("ΤΟ ΛΙΜΑΝΙ ΑΝΟΙΞΕ ΞΑΝΑ.", '"λιμάνι άνοιξε"'),
        ("Ο δήμος ψήφισε τον προϋπολογισμό.", "ΠΡΟΥΠΟΛΟΓ*"),
        ("Ο δήμος ψήφισε τον προϋπολογισμό.", "δημος"),
    ],
)
def test_words_are_found_in_either_spelling_and_shown_as_the_text_has_them(tmp_path: Path, text: str, asked: str) -> None:
    with contextlib.closing(Desk(tmp_path / "a.db")) as desk:
        desk.fetch(f"https://{HOST}/1", story(f"https://{HOST}/1", 1, title="-", body=text, byline=None, standfirst=None, photos=()))
        (hit,) = query.search(desk.db, asked, limit=5).hits
        assert hit.snippet.replace(query.MARK, "").replace(query.UNMARK, "") == text
        assert query.MARK in hit.snippet
        assert query.count(desk.db, f"({asked}) AND body:({asked})") == 1
        assert asked.endswith("*") or query.count(desk.db, f"NEAR({asked} {asked}, 40)") == 1


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with contextlib.closing(Desk(tmp_path_factory.mktemp("bare") / "a.db")) as desk:
        yield desk


STROKES = {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss", "ё": "е"}
STROKES |= {"ά": "α", "ί": "ι", "ϊ": "ι", "ΐ": "ι", "ώ": "ω"}
WORDS = st.text(alphabet="".join(STROKES) + "oldhitasеéαιω", min_size=1, max_size=5)


@settings(max_examples=100, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=8), st.data())
def test_a_question_finds_what_reads_the_same_however_either_is_spelled(bare: Desk, words: list[str], data: st.DataObject) -> None:
    def folded(text: str) -> str:
        return text.replace("é", "e").translate(str.maketrans(STROKES))

    bare.db.execute("BEGIN")
    try:
        bare.db.executemany("INSERT INTO search (rowid, body) VALUES (?, ?)", enumerate(words, 1))
        for word in (data.draw(st.sampled_from(words)), data.draw(WORDS)):
            begins = word[: data.draw(st.integers(1, len(word)))]
            held = {place: folded(one) for place, one in enumerate(words, 1)}
            sql = "SELECT rowid FROM search WHERE search MATCH ?"
            for asked in (word, folded(word), word.upper() if not {*"ıißΐ"} & {*word} else word):
                match = query.asking(bare.db, asked).match
                assert {id for (id,) in bare.db.execute(sql, (match,))} == {place for place, one in held.items() if one == folded(word)}
            for asked in (begins, folded(begins)):
                match = query.asking(bare.db, f"{asked}*").match
                assert {id for (id,) in bare.db.execute(sql, (match,))} == {place for place, one in held.items() if one.startswith(folded(begins))}
    finally:
        bare.db.execute("ROLLBACK")


def test_the_longest_of_questions_is_answered_though_every_word_of_it_has_spellings(held: tuple[Desk, dict[str, str], dict[str, str]]) -> None:
    started = time.process_time()
    many = [" OR ".join([word] * 200) for word in ("переделанее", "ανακοινωσεις")]
    for text in (*many, '"' + "ещё всё " * 1000 + '"', f"NEAR({'ещё ' * 150}, 5)", "ss" * 2000 + "*"):
        query.search(held[0].db, text, limit=200)
    assert time.process_time() - started < 3
