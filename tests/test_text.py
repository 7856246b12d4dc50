"""The text gate: what is stored can be stored, shown and compared, whatever a page says."""

from __future__ import annotations

import sqlite3
import unicodedata
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl import text
from newscrawl.text import clean, count_whole_words, count_words, counted, folded_words, unspaced, words

ANYTHING = st.text(st.characters(blacklist_categories=()) | st.sampled_from("\x00\x1b\x9b\ud800\u202e\u2066\ufeff\xad\t\n\r\u2028 \xa0"), max_size=60)


@given(ANYTHING)
def test_the_gate_lets_nothing_through_that_acts_on_a_terminal_or_breaks_a_database(value: str) -> None:
    gated = clean(value) or ""
    gated.encode("utf-8")
    for char in gated:
        assert unicodedata.category(char) not in ("Cc", "Cs")
        assert char not in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
    db = sqlite3.connect(":memory:")
    assert db.execute("SELECT ?", (gated,)).fetchone()[0] == gated
    db.close()


@given(ANYTHING)
def test_the_gate_changes_nothing_the_second_time(value: str) -> None:
    once = clean(value)
    assert clean(once) == once


@given(ANYTHING | st.text("ab \n港_1é", max_size=40))
def test_huge_text_is_folded_and_counted_piece_by_piece_as_if_it_were_one(value: str) -> None:
    with patch.object(text, "_LONG", 3):
        assert unspaced(value) == " ".join(value.split())
        assert count_words(value) == len(words(value))


def test_a_field_is_one_line() -> None:
    assert clean("  a\tb\r\n c\u2028d ") == "a b c d"
    assert clean(" \x00 ") is None
    assert clean(5) is None


def test_joiners_that_persian_and_emoji_need_stay() -> None:
    assert clean("می\u200cخواهم 👩\u200d🚀") == "می\u200cخواهم 👩\u200d🚀"


def test_a_character_is_a_word_where_words_are_not_spaced() -> None:
    assert words("東京 news 42") == ["東", "京", "news", "42"]
    assert len(words("ข่าว")) == 4


@given(ANYTHING | st.text(st.characters(max_codepoint=255) | st.sampled_from("’„“…łя字"), max_size=40))
def test_words_found_by_tables_are_those_that_an_expression_finds(value: str) -> None:
    assert words(value) == text._WORD.findall(value)
    assert folded_words(value) == text._WORD.findall(unicodedata.normalize("NFKC", value).casefold())
    assert count_words(value) == len(words(value))


def test_a_number_has_its_noun_in_the_right_number() -> None:
    said = [counted(number, noun) for number, noun in ((1, "address"), (2, "address"), (0, "story"), (1_204, "article"), (1, "story"), (3, "box"))]
    assert said == ["1 address", "2 addresses", "0 stories", "1,204 articles", "1 story", "3 boxes"]


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("बंदरगाह सोमवार को फिर खुला, और किसानों की माँग मानी गई।", 11),
        ("துறைமுகம் திங்களன்று மீண்டும் திறந்தது.", 4),
        ("বন্দরটি সোমবার আবার খুলেছে।", 4),
        ("فُتِحَ المرفأ يوم الإثنين", 4),
        ("הַנָּמֵל נפתח מחדש", 3),
        ("او می‌خواهد کتاب‌ها را ببیند", 5),
        ("Το λιμάνι άνοιξε ξανά.", 4),
        ("Der Hafen öffnet am Montag wieder.", 6),
        ("ท่าเรือ", 7),
        ("港口重新开放", 6),
        ("क्‍षमा", 1),
        ("", 0),
    ],
)
def test_an_articles_words_are_counted_as_its_readers_count_them(said: str, number: int) -> None:
    assert count_whole_words(said) == number
    assert count_whole_words(said, count_words(said)) == number


@given(st.lists(st.text("कतिीुे्ंَُفبмаeé\u200c", min_size=1, max_size=6), max_size=8))
def test_signs_part_no_word_and_what_has_none_has_as_many_words_as_ever(tokens: list[str]) -> None:
    said = " ".join(tokens)
    whole = count_whole_words(said)
    assert whole == sum(any(map(str.isalnum, token)) for token in tokens)
    assert whole <= count_words(said)
    if said.isascii() or all(unicodedata.category(char) not in ("Mn", "Mc", "Cf") for char in said):
        assert whole == count_words(said)
