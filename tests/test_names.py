"""Names: a common given name or surname tells a person's name, and a name in no list is none for that."""

from __future__ import annotations

import pytest

from newscrawl.extract.names import GIVEN, GIVEN_UNCASED, is_japanese, is_known
from newscrawl.text import folded

NAMES = ("Jane Roe", "JANE ROE", "Jean-Yves Exemple", "Ольга Пример", "Ελένη Παράδειγμα", "سارة المثال", "נועה דוגמה", "नेहा नमूना")


@pytest.mark.parametrize("name", NAMES)
def test_common_given_names_open_a_name(name: str) -> None:
    assert is_known(name)


@pytest.mark.parametrize("text", ["Jane", "Real Estate", "City Hall", "", " ", "Roe, Jane", "جريدة المثال"])
def test_a_section_a_single_word_and_a_surname_first_do_not(text: str) -> None:
    assert not is_known(text)


def test_a_japanese_name_is_a_surname_and_a_few_signs() -> None:
    assert is_japanese("田中はなこ") and is_japanese("佐藤 花") and is_japanese("長谷川翔")
    assert not is_japanese("田中") and not is_japanese("会員限定") and not is_japanese("鈴木花子さんの物語")


def test_the_lists_hold_words_as_they_are_compared() -> None:
    assert all(folded(word) == word and " " not in word for word in GIVEN | GIVEN_UNCASED)
