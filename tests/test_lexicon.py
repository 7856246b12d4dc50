"""What words give away does not hang on what was met before, nor on the shortcuts that find it."""

from __future__ import annotations

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.strip import lexicon
from newscrawl.strip.lexicon import Sign, may_ask, signs_of, tokens_of, tokens_of_each
from newscrawl.strip.shape import Box, box_of

ASKS = "Dear reader, please support our journalism today, for 5 euros a month."


def test_words_met_so_far_may_be_forgotten_between_any_two_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    said = signs_of(ASKS)
    assert said & Sign.GREET and said & Sign.ASK and said & Sign.PRICE
    monkeypatch.setattr(lexicon, "_MAX_KNOWN", 30)
    for number in range(60):
        assert signs_of(f"{ASKS} w{number} v{number}") & said == said


def test_ascii_text_is_cut_into_the_words_that_any_text_is() -> None:
    text = "It's 5.50$ a_month, e-mail me@x.example: DON'T (really) wait!"
    assert tokens_of(text) == tokens_of(text + "—") == lexicon._TOKEN.findall(text.lower())


def test_a_pattern_of_several_words_needs_all_of_them_in_a_row() -> None:
    assert signs_of("You can stand with the coast") & Sign.ASK
    assert not signs_of("With it we stand") & Sign.ASK


def test_a_latin_stem_is_heard_within_a_word_of_another_script() -> None:
    assert signs_of("cookieを") & Sign.COOKIE
    assert signs_of("この記事は購読者の皆さんに") & Sign.ASK
    assert may_ask("この記事は")


def test_german_speaks_to_its_readers_in_capital_letters_within_a_sentence() -> None:
    assert signs_of("Das geht nur, weil viele von Ihnen zahlen.") & Sign.YOU
    assert not signs_of("Ihnen war kalt, und sie gaben ihnen Decken. Sie kamen von ihren Eltern.") & Sign.YOU


_WORDS = st.sampled_from(sorted({*lexicon._WHOLE, *(stem for patterns in lexicon._STEMS.values() for stem, *_ in patterns)}))


_ENDS = st.sampled_from(["", "x", "é", "_", "’s", ".", "を"])


@given(st.lists(st.builds("".join, st.tuples(_WORDS, _ENDS)), max_size=4), st.sampled_from([" ", "–", "("]))
def test_the_sieve_lets_through_what_has_a_word_of_the_medium_and_nothing_else(pieces: list[str], gap: str) -> None:
    def tells(token: str) -> bool:
        signs = [sign for *_, sign in lexicon._WHOLE.get(token, ())]
        signs += [sign for stem, *_, sign in lexicon._STEMS.get(token[:3], ()) if token.startswith(stem)]
        return any(sign & lexicon._CORE for sign in signs)

    text = gap.join(pieces)
    assert may_ask(text) == (any(map(tells, tokens_of(text))) or lexicon.DENSE.search(text) is not None)


@given(st.lists(st.text("aB éß\u00b5→ł–.’を\u0130", max_size=12), max_size=5))
def test_lines_cut_into_words_together_are_cut_as_each_alone(texts: list[str]) -> None:
    assert tokens_of_each(texts) == [tokens_of(text) for text in texts]


@pytest.mark.parametrize(
    ("markup", "box"),
    [
        ('<div class="top-bar">', Box.OVERLAY),
        ('<div class="x bottombar">', Box.OVERLAY),
        ('<div class="promoted">', 0),
        ('<div id="post-author" class="x">', Box.AUTHOR),
        ('<div class="a-share">', Box.SHARING),
        ('<h2 id="opt-in-schemes">', 0),
        ('<h2 class="no-comments">', Box.COMMENTS),
        ('<div style="POSITION : fixed">', Box.OVERLAY),
        ('<div aria-modal="true">', Box.OVERLAY),
        ('<div role="complementary">', Box.ASIDE),
        ('<aside id="cta">', Box.ASIDE | Box.OFFER),
    ],
)
def test_a_box_is_known_by_its_tag_its_names_its_role_and_its_style(markup: str, box: int) -> None:
    element = lxml.html.fragment_fromstring(markup + "text")
    assert box_of(element) == box
