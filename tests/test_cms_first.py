"""Offers among the paragraphs of a site's first page, known by what there is to press and where it leads: by structure, in any language."""

from __future__ import annotations

import pytest

from tests.test_appeal import STORY, _p, kept, page

# Invented words: nothing of it is in a lexicon but what a sum of money looks like.
RULED = (
    "<hr><p>Vorto de la redakcio</p><p>Tiu ĉi teksto legeblas senpage, kaj tiel ĝi restu.</p>"
    "<p>Se ĉiu deka donus 4 € monate, sufiĉus ĝis somero.</p><ol><li>la jarlibro</li><li>voĉo en la kunveno</li></ol>"
    "<p>Orla Fenwick kaj ĉiuj aliaj</p><p><a href='/join?a=3'>Fariĝu membro</a></p><hr>"
)
OFFER = "<p>Du vortoj</p><p>The Reprint Blog vivas de siaj legantoj jam dek jarojn.</p>{}<p><a href='/iom/'>Elektu</a></p>"
PRICED = "<ul><li>3 €: unu telefono</li><li>10 €: unu vojaĝo</li><li>30 €: unu proceso</li></ul>"
BOXES = {
    "between rules": RULED,
    "a styled box": f"<div style='border-top:3px solid #0a6;padding:1em'>{OFFER.format(PRICED)}</div>",
    "a quotation": f"<blockquote>{OFFER.format(PRICED)}</blockquote>",
    "a box": f"<div class='iomo'>{OFFER.format(PRICED + '<p>We thank you.</p>')}</div>",
    "a list": (
        "<ul><li>Du vortoj</li><li>The Reprint Blog vivas de siaj legantoj jam dek jarojn.</li><li>3 €: unu telefono</li>"
        "<li>10 €: unu vojaĝo</li><li>With thanks from all of us</li><li><a href='/iom/'>Elektu</a></li></ul>"
    ),
}


@pytest.mark.parametrize("box", BOXES)
@pytest.mark.parametrize("place", [1, 3, 6])
def test_a_box_that_offers_goes_and_nothing_beside_it(box: str, place: int) -> None:
    story = [_p(text) for text in STORY]
    story.insert(place, BOXES[box])
    assert kept(page(story)) == list(STORY)


HONEST = {
    "a product, its price and where to buy it": (
        "<div><p>Best under $500: the Bream No. 2</p><p>Price: around $499 a year with the service plan</p><p>You can have it in grey and in red.</p>"
        "<p><a href='/out/bream'>See the price</a></p></div>"
    ),
    "facts with a guide to them": (
        "<div style='background:#eee'><p>How to vote</p><p>You need the card that was sent to you.</p><p><a href='/guide/'>To the guide</a></p></div>"
    ),
    "help that is offered": (
        "<div style='background:#eee'><p>If you need to talk to somebody</p><p>The Reprint Blog lists places that help you and ask for nothing:"
        " 0800 555 0199.</p><p><a href='/help/'>All places</a></p></div>"
    ),
    "a story between two rules": f"<hr>{''.join(map(_p, STORY[:2]))}<p><a href='/2026/pier/the-board-votes.html'>The vote</a></p><hr>",
}


@pytest.mark.parametrize("box", HONEST)
def test_a_box_that_tells_stays(box: str) -> None:
    story = [_p(text) for text in STORY]
    assert len(kept(page([*story[:3], HONEST[box], *story[3:]]))) >= len(STORY) + 2


def test_a_letter_in_a_language_of_no_lexicon_goes_where_it_has_the_whole_shape_of_one() -> None:
    letter = (
        "<p>X</p><p>Karaj legantoj,</p><p>La gazeto estas farata de sep homoj en luata domo.</p><p>Por tio vi ricevos ĉi tion:</p>"
        "<ul><li>retejo sen reklamoj</li><li>papera revuo</li></ul><p>Amike salutas,</p><p>Orla Fenwick, redaktorino</p><p>MI VOLAS HELPI NUN</p>"
    )
    assert kept(page([*map(_p, STORY[:3]), letter, *map(_p, STORY[3:])])) == list(STORY)


FORMS = {
    "a field for an address": (
        "<div class='n'><p>La dimanĉa letero</p><p>Unu longa teksto.</p><form action='/l'><input name='email'><button>Sendu</button></form></div>"
    ),
    "any field": (
        "<section><p>Ĉu vi scias pli?</p><p>Skribu al ni.</p><form action='/l'><input name='m'><input type='submit' value='Sendu'></form></section>"
    ),
}


@pytest.mark.parametrize("box", FORMS)
def test_a_small_box_with_a_field_to_fill_in_goes(box: str) -> None:
    assert kept(page([*map(_p, STORY[:4]), FORMS[box], *map(_p, STORY[4:])])) == list(STORY)


def test_a_form_around_the_whole_page_or_one_to_search_takes_nothing() -> None:
    whole = page(list(map(_p, STORY))).replace("<main>", "<form action='/'><input name='x'><main>").replace("</main>", "</main></form>")
    assert kept(whole) == list(STORY)
    search = "<div><p>The archive of the board has the minutes.</p><form role='search'><input name='q'></form></div>"
    assert len(kept(page([*map(_p, STORY), search]))) == len(STORY) + 1


def test_the_line_that_a_theme_names_for_what_was_posted_when_is_no_text() -> None:
    posted = "<p class='postmetadata alt'><small>Orla Fenwick — 7 Oktobro 2026 18:37. <a href='/urbo'>Urbo</a></small></p>"
    assert kept(page([*map(_p, STORY), posted])) == list(STORY)


def test_a_heading_a_sentence_that_asks_and_a_line_to_press_go_and_the_paragraph_above_stays() -> None:
    pressed = "<p><a href='/support/?from=3'>Choose a sum</a></p>"
    asks = f"<p>Good work takes time</p><p>4,112 neighbours support us already, and you can join them.</p>{pressed}"
    told = "You can still catch the last boat, and you will not be alone on it."
    assert kept(page([*map(_p, STORY), _p(told), asks])) == [*STORY, told]


def test_a_storys_own_paragraph_above_a_line_to_press_stays() -> None:
    asks = "The crews ask everybody to donate what they can, five crowns or fifty."
    assert kept(page([*map(_p, STORY), _p(asks), "<p><a href='/support/'>Support us</a></p>"]))[:7] == [*STORY, asks]


OWNED = "The Reprint Blog is owned by its readers. Every pound goes into reporting, so chip in what your coffee costs you."


def test_a_last_paragraph_that_names_the_site_to_its_readers_and_asks_goes() -> None:
    assert kept(page([*map(_p, STORY), _p(OWNED)])) == list(STORY)


@pytest.mark.parametrize("line", [OWNED.replace("The Reprint Blog", "The Heron Fund"), OWNED.replace(", so chip in what your coffee costs you", "")])
def test_a_last_paragraph_that_asks_for_another_or_asks_nothing_stays(line: str) -> None:
    assert kept(page([*map(_p, STORY), _p(line)])) == [*STORY, line]


def test_a_site_named_by_an_everyday_word_is_not_meant_wherever_it_stands() -> None:
    line = "Nature would like you to chip in as well, and to donate what your coffee costs."
    assert line in kept(page([*map(_p, STORY), _p(line)]).replace("The Reprint Blog", "Nature"))

PLEA = (
    "<p>Dear readers,</p><p>Sep homoj faras ĉi tiun gazeton, en luata domo apud la rivero, sen mastroj kaj sen partioj, kaj tiel ĝi restu.</p>"
    "<p>If you can, stand by us with 4 € a month.</p><p><a href='{}'>Mi volas</a></p>"
)


@pytest.mark.parametrize("place", [1, 4, 6])
def test_a_letter_bare_among_paragraphs_goes_with_what_leads_to_giving_below_it(place: int) -> None:
    story = [_p(text) for text in STORY]
    story.insert(place, PLEA.format("/support/"))
    assert kept(page(story)) == list(STORY)


@pytest.mark.parametrize("to", ["https://bells.example/donate", "/2026/pier/the-board-votes-again.html"])
def test_the_same_lines_above_a_link_elsewhere_keep_what_says_nothing(to: str) -> None:
    shown = kept(page([*map(_p, STORY[:4]), PLEA.format(to), *map(_p, STORY[4:])]))
    assert [line for line in STORY if line in shown] == list(STORY)
    assert any(line.startswith("Sep homoj") for line in shown)


def test_an_offer_in_a_table_that_a_system_wraps_in_a_figure_goes() -> None:
    rows = "".join(f"<tr><td>{row}</td></tr>" for row in ("Du vortoj", *OFFER_ROWS, "<a href='/support/'>Elektu</a>"))
    box = f"<figure class='wp-block-table'><table><tbody>{rows}</tbody></table></figure>"
    assert kept(page([*map(_p, STORY[:3]), box, *map(_p, STORY[3:])])) == list(STORY)


OFFER_ROWS = ("The Reprint Blog vivas de siaj legantoj jam dek jarojn.", "Se ĉiu deka donus 4 € monate, sufiĉus.")


def test_a_caption_above_a_table_in_a_figure_stays() -> None:
    box = "<figure><table><tr><td>Karno</td><td>14</td></tr></table><figcaption>Karno kaj 14 aliaj, photographed in May.</figcaption></figure>"
    shown = kept(page([*map(_p, STORY[:3]), box, *map(_p, STORY[3:])]))
    assert [line for line in shown if line in STORY] == list(STORY)


@pytest.mark.parametrize("question", ["Kaj kion vi ricevos?", "Jen kion vi ricevos:"])
def test_a_signed_list_goes_with_the_call_that_opens_its_letter(question: str) -> None:
    perks = "<ul><li>glumarko por la fridujo</li><li>via nomo sur la muro</li><li>fermita babilejo</li></ul>"
    letter = (
        f"<p>Saluton amikoj!</p><p>Pro vi ĉi tiu teksto estas malfermita.</p><p>Metu prezon de kafo, kaj ni restos.</p><p>{question}</p>{perks}"
        "<p>Thank you!</p><p>Dana</p><p>Itai</p><p><a href='/support/'>Mi venas</a></p>"
    )
    assert kept(page([*map(_p, STORY[:3]), letter, *map(_p, STORY[3:])])) == list(STORY)


CALL = "Se vi travivis tion, you can call 0800 555 0199 day and night."
TIER = "<tr><td>{n} € a month</td><td>la {n}-a libro</td><td><a href='/plans/'>Elektu</a></td></tr>"
TIERS = f"<table>{''.join(TIER.format(n=n) for n in (3, 8, 20))}</table>"


def test_a_number_to_call_above_prices_side_by_side_stays() -> None:
    assert kept(page([*map(_p, STORY), _p(CALL), TIERS])) == [*STORY, CALL]


NAMED = (
    "<details><summary>Du vortoj</summary><p>У «Речного вестника» нет ни хозяина, ни рекламы, только такие люди, как вы.</p>"
    "<p>От 200 ₽ в месяц вы делаете нас возможными.</p><p><a href='/iom/'>Elektu</a></p></details>"
)


def _elsewhere(html: str) -> str:
    return html.replace("The Reprint Blog", "Речной вестник")


def test_an_offer_that_names_the_site_in_the_case_of_its_language_and_in_its_quotation_marks_goes() -> None:
    assert kept(_elsewhere(page([*map(_p, STORY[:3]), NAMED, *map(_p, STORY[3:])]))) == list(STORY)


def test_an_offer_that_names_another_site_so_stays() -> None:
    other = NAMED.replace("Речного вестника", "Лесного дневника")
    assert len(kept(_elsewhere(page([*map(_p, STORY[:3]), other, *map(_p, STORY[3:])])))) >= len(STORY) + 2


PLEAS = (
    "<p>The Reprint Blog has no owner and no advertisers, only people like you.</p><p>Ĉiu teksto kostas. From 3 € a month you make the next one.</p>"
    "<p>Ĝis hodiaŭ pagas 412 homoj, mankas 800.</p><p><a href='{}'>Partopreni</a></p>"
)


@pytest.mark.parametrize("place", [2, 5])
def test_paragraphs_that_name_the_site_and_a_price_go_with_what_leads_to_giving_below_them(place: int) -> None:
    story = [_p(text) for text in STORY]
    story.insert(place, PLEAS.format("#/portal/signup"))
    assert kept(page(story)) == list(STORY)


def test_a_price_in_the_story_right_above_what_leads_to_giving_stays() -> None:
    told = "Whoever takes the bus pays 29 € a month, and you can buy the pass at the pier."
    press = "<p><a href='/support/'>Partopreni</a></p>"
    assert [line for line in kept(page([*map(_p, STORY[:4]), _p(told), press, *map(_p, STORY[4:])])) if line == told] == [told]


@pytest.mark.parametrize("leave", ["Brakumojn!", "Dankon kaj ĝis!"])
def test_a_list_with_a_call_as_leave_taking_and_names_goes(leave: str) -> None:
    perks = "<ul><li>glumarko por la fridujo</li><li>via nomo sur la muro</li></ul>"
    letter = f"<p>Kaj kion vi ricevos?</p>{perks}<p>{leave}</p><p>Dana</p><p>Itai</p><p><a href='/support/'>Mi venas</a></p>"
    assert kept(page([*map(_p, STORY[:3]), letter, *map(_p, STORY[3:])])) == list(STORY)


@pytest.mark.parametrize("to", ["#chapter-1", "/guide/"])
def test_a_table_of_contents_with_a_call_to_begin_stays(to: str) -> None:
    contents = f"<ul><li>What it costs</li><li>Who is for it</li></ul><p>Let’s get started!</p><p>Chapter 1</p><p><a href='{to}'>Read on</a></p>"
    shown = kept(page([*map(_p, STORY[:3]), _p("In this article, we’ll discuss:"), contents, *map(_p, STORY[3:])]))
    assert {"What it costs", "Who is for it", "Let’s get started!"} <= set(shown)


TOLD = "<aside><h4>Du vortoj</h4><p>Iu alia pagis ĉi tiun paĝon.</p><p>Unu monero, kaj ni restos ĝis ĵaŭdo.</p><a href='{}'>Mi ĵetas</a></aside>"


@pytest.mark.parametrize("to", ["https://ko-fi.com/thereprintblog", "https://www.patreon.com/reprintblog?ref=a", "https://steadyhq.com/en/the-reprint-blog"])
def test_a_box_above_a_link_to_the_sites_own_page_where_gifts_are_taken_goes(to: str) -> None:
    assert kept(page([*map(_p, STORY[:3]), TOLD.format(to), *map(_p, STORY[3:])])) == list(STORY)


@pytest.mark.parametrize("to", ["https://ko-fi.com/eddalorimer", "https://www.patreon.com/", "https://ko-fi.elsewhere.example/thereprintblog"])
def test_the_same_box_stays_where_gifts_are_taken_for_somebody_in_the_story(to: str) -> None:
    shown = kept(page([*map(_p, STORY[:3]), TOLD.format(to), *map(_p, STORY[3:])]))
    assert "Unu monero, kaj ni restos ĝis ĵaŭdo." in shown


def test_paragraphs_that_name_the_site_and_what_a_story_costs_go_with_what_leads_to_giving_below_them() -> None:
    letter = (
        "<p>I began The Reprint Blog at a kitchen table, and four of us write it now.</p>"
        "<p>No party tells us what to print. That costs about £900 a story.</p>"
        "<p>If you would like a next one, put in what a sandwich costs.</p><p>The drive ends in 9 days.</p><p><a href='/donate?a=b'>Chip in</a></p>"
    )
    assert kept(page([*map(_p, STORY[:3]), letter, *map(_p, STORY[3:])])) == list(STORY)


@pytest.mark.parametrize("to", ["/unterstuetzen/", "/sostienici", "/apoyanos/", "/destek-ol", "/tamogatas", "/podderzhat", "/abbonati", "/word-lid"])
def test_a_box_above_a_page_of_giving_goes_in_many_languages(to: str) -> None:
    assert kept(page([*map(_p, STORY[:3]), TOLD.format(to), *map(_p, STORY[3:])])) == list(STORY)


@pytest.mark.parametrize("to", ["/apoyo-del-alcalde-de-la-villa-al-puerto", "/2026/05/pledge-of-the-mayor-to-the-board.html"])
def test_a_box_above_a_story_about_giving_stays(to: str) -> None:
    assert "Unu monero, kaj ni restos ĝis ĵaŭdo." in kept(page([*map(_p, STORY[:3]), TOLD.format(to), *map(_p, STORY[3:])]))


def test_an_offer_and_a_call_to_join_go_with_the_paragraph_above_that_names_the_site_in_a_language_whose_verbs_say_we() -> None:
    letter = (
        "<p>Grazie di essere qui.</p><p>The Reprint Blog non ha padroni: lo scriviamo in quattro e lo pagano le persone che lo leggono.</p>"
        "<p>Ogni inchiesta ci costa circa 900 euro. Con 5 euro al mese rendi possibile la prossima.</p><p>Unisciti a chi ci crede.</p>"
        "<p><a href='/abbonati/'>Ci sto</a></p>"
    )
    assert kept(page([*map(_p, STORY[:3]), letter, *map(_p, STORY[3:])])) == list(STORY)


def test_a_paragraph_that_names_the_site_above_a_price_of_the_story_stays() -> None:
    told = "The mayor confirmed to The Reprint Blog that the pier would close."
    fare = "A pass costs 29 € a month."
    shown = kept(page([*map(_p, STORY[:3]), _p(told), _p(fare), "<p><a href='/support/'>Join</a></p>", *map(_p, STORY[3:])]))
    assert told in shown
    assert fare in shown
