"""Letters, offers and dialogs in a language of no lexicon, known on a first page by their shape; and single lines that a site's pages give away."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from newscrawl.items import Page
from newscrawl.read import read
from newscrawl.strip.template import Template, fold_story, learn
from tests.test_appeal import STORY, _p, kept, page

ADDRESS, LEAVE, NAMES = "Karaj legantoj,", "Kore salutas,", "Orla Fenwick, redaktorino"
TOLD = (
    "ĉiun matenon malgranda grupo eliras por rakonti, kio okazas en la kvartalo, sen mastroj.",
    "Se tio gravas al vi, venu kaj iru kun ni plu.",
)
PRESS = "<a href='{}'>Mi volas helpi</a>"


def letter(shape: str, to: str = "/join") -> str:
    lines = (ADDRESS, *TOLD, LEAVE, NAMES)
    press = PRESS.format(to) if to else ""
    return {
        "paragraphs": "".join(map(_p, lines)) + _p(press),
        "bold": "".join(_p(f"<b>{line}</b>") for line in lines) + _p(press),
        "one paragraph": _p("<br>".join((*lines, press))),
        "a list": _p(lines[0]) + f"<ul>{''.join(f'<li>{line}</li>' for line in lines[1:])}</ul>" + _p(press),
        "a table": f"<table><tr><td>{''.join(map(_p, lines))}{_p(press)}</td></tr></table>",
    }[shape]


SHAPES = ("paragraphs", "bold", "one paragraph", "a list", "a table")


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("to", ["/join", "../join/", "join.html"])
def test_a_letter_of_which_no_word_is_known_goes_by_its_address_its_names_and_what_is_to_press(shape: str, to: str) -> None:
    assert kept(page([*map(_p, STORY[:3]), letter(shape, to), *map(_p, STORY[3:])])) == list(STORY)


@pytest.mark.parametrize("to", ["", "https://elsewhere.example/join", "/2026/03/the-whole-letter-in-the-words-of-the-teachers.html"])
def test_an_open_letter_in_the_news_stays(to: str) -> None:
    shown = kept(page([*map(_p, STORY[:3]), letter("paragraphs", to), *map(_p, STORY[3:])]))
    assert [line for line in (ADDRESS, *TOLD, LEAVE, NAMES) if line in shown] == [ADDRESS, *TOLD, LEAVE, NAMES]


def test_the_lines_of_a_poem_stay() -> None:
    poem = ("La ponto staras sola,", "la vento iras for,", "kaj sub la ponto fluas,", "la akvo de la hor,", "Orla Fenwick")
    shown = kept(page([*map(_p, STORY[:3]), *map(_p, poem), _p(PRESS.format("/poems")), *map(_p, STORY[3:])]))
    assert [line for line in poem if line in shown] == list(poem)


def offer(line: str, to: str = "/iom") -> str:
    return _p(line) + _p("la jarlibro, sendita hejmen") + _p("ĉiuj malnovaj numeroj") + _p(PRESS.format(to))


def test_an_offer_that_names_the_site_and_its_price_goes_with_what_it_brings() -> None:
    line = "Subtenu The Reprint Blog per 5 € monate kaj vi ricevos:"
    assert kept(page([*map(_p, STORY[:3]), offer(line), *map(_p, STORY[3:])])) == list(STORY)
    assert kept(page([*map(_p, STORY[:3]), offer(line, "../iom"), *map(_p, STORY[3:])])) == list(STORY)


@pytest.mark.parametrize(
    ("line", "to"),
    [
        ("La festo de la haveno kostas 5 € kaj enhavas:", "/iom"),  # names somebody else
        ("The Reprint Blog komparis ĉion ĝis 5 € monate:", "https://shop.example/buy"),  # leads away
        ("The Reprint Blog demandis la partiojn:", "/iom"),  # names no price
    ],
)
def test_a_list_under_a_colon_that_sells_nothing_of_the_sites_own_stays(line: str, to: str) -> None:
    assert line in kept(page([*map(_p, STORY[:3]), offer(line, to), *map(_p, STORY[3:])]))


def test_a_site_whose_name_is_the_first_heading_of_the_page_is_known_by_it() -> None:
    html = page([*map(_p, STORY[:3]), offer("Subtenu The Reprint Blog per 5 € monate kaj vi ricevos:"), *map(_p, STORY[3:])])
    headed = html.replace('<a href="/">The Reprint Blog</a>', '<h1><a href="/">The Reprint Blog</a></h1>', 1)
    assert headed != html
    assert kept(headed) == list(STORY)


@pytest.mark.parametrize("box", ["<div role='dialog'>{}</div>", "<dialog open>{}</dialog>", "<section role='alertdialog'>{}</section>"])
def test_a_dialog_with_a_button_goes_whatever_it_says(box: str) -> None:
    asked = box.format("<p>Ĉi tiu paĝo uzas iujn dosieretojn, kaj vi konsentas.</p><button>Bone</button>")
    assert kept(page([*map(_p, STORY), asked])) == list(STORY)
    told = box.format("".join(map(_p, STORY)) + "<button>Close</button>")
    assert len(kept(page([told]))) >= len(STORY)


# ── learned ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

SYLLABLES = "ka lo mi ter ve san du ri no pel gu tra be zo fin la".split()
AT = datetime(2026, 11, 2, 9, tzinfo=UTC)


def paragraphs(number: int) -> list[str]:
    draw = random.Random(number)

    def word() -> str:
        return "".join(draw.choice(SYLLABLES) for _ in range(draw.choice((2, 3, 3, 4))))

    return [f"{word().capitalize()} {' '.join(word() for _ in range(24))}." for _ in range(6)]


Dress = Callable[[int, list[str]], list[str]]


def site(dress: Dress, *, stories: int = 14, head: str = "") -> tuple[Template, list[Page]]:
    """Return what is learned of a site's stories, all fetched on one day, and their pages; ``dress`` makes each one's markup."""
    pages = []
    for number in range(stories):
        html = page(dress(number, [_p(text) for text in paragraphs(number)]), title=f"{paragraphs(number + 100)[0][:40]}")
        html = html.replace("</head>", f"{head}</head>")
        pages.append(Page(f"https://reprint.example/{number}/", html.encode(), fetched_at=AT + timedelta(minutes=number)))
    counts: dict[str, object] = {}
    for number, one in enumerate(pages):
        reading = read(one)
        assert one.fetched_at is not None
        counts |= fold_story(counts, reading.blocks, one.fetched_at, f"{number:016}")  # type: ignore[arg-type]
    return learn(counts.values()), pages  # type: ignore[arg-type]


def bodies(template: Template, pages: list[Page]) -> list[list[str]]:
    return [article.body.split("\n\n") for one in pages if (article := read(one, None, template).article)]


def pasted(line: str, every: int = 3, at: int = 4) -> Dress:
    return lambda number, told: [*told[:at], _p(line), *told[at:]] if number % every == 0 else told


@pytest.mark.parametrize(
    ("line", "head"),
    [
        ("<a href='https://chat.example/x'>Sekvu nin en la kanalo kaj perdu nenion plu el la urbo.</a>", ""),  # nothing but a link
        ("Elŝutu la programeton de The Reprint Blog por via telefono.", ""),
        ("Elŝutu la programeton de «The Reprint Blog» por via telefono.", ""),  # a paper's name in quotation marks is no speech
        (
            "Elŝutu la programeton de The Reprint Blog por via telefono.",
            "<meta name=author content='The Reprint Blog'><meta property=og:site_name content='The Reprint Blog'>",  # it signs its stories itself
        ),
    ],
)
def test_a_single_line_on_a_third_of_the_stories_goes_once_learned_be_it_all_in_one_day(line: str, head: str) -> None:
    template, pages = site(pasted(line), head=head)
    assert bodies(template, pages) == [paragraphs(number) for number in range(14)]


def test_a_sentence_on_a_third_of_the_stories_that_neither_names_the_site_nor_is_a_link_stays() -> None:
    line = "La ponto fermiĝis en marto, kiam la rivero leviĝis."
    template, pages = site(pasted(line))
    assert [line in told for told in bodies(template, pages)] == [number % 3 == 0 for number in range(14)]


def test_who_the_author_is_goes_where_the_sentence_does_not_begin_with_the_name() -> None:
    people = ("Orla Fenwick", "Tamsin Hale", "Corin Wray")

    def dress(number: int, told: list[str]) -> list[str]:
        name = people[number % 3]
        note = [f"<p><i>Estas {name} raportisto kaj skribas pri urboj.</i></p>"] if number % 2 else []
        return [f"<p class=byline>By <a rel=author href='/a/{number % 3}'>{name}</a></p>", *told, *note]

    template, pages = site(dress)
    assert bodies(template, pages) == [paragraphs(number) for number in range(14)]


@pytest.mark.parametrize(
    "line", ["Sekvu nin en <a href='https://chat.example/x'>la kanalo</a>!", "Aŭskultu nin ĉe <a href='https://pod.example/a'>Podo</a>."]
)
def test_a_short_line_that_ends_with_a_link_to_another_site_goes_once_learned(line: str) -> None:
    template, pages = site(pasted(line))
    assert bodies(template, pages) == [paragraphs(number) for number in range(14)]


def test_a_source_with_its_label_stays() -> None:
    line = "Fonto: <a href='https://agency.example/'>La agentejo de la haveno</a>"
    template, pages = site(pasted(line))
    assert ["Fonto: La agentejo de la haveno" in told for told in bodies(template, pages)] == [number % 3 == 0 for number in range(14)]


def test_a_note_in_type_of_its_own_below_the_text_goes_once_learned() -> None:
    template, pages = site(pasted("<em>Ĉu vi vidis eraron? Marku ĝin kaj premu la klavon.</em>", at=6))
    assert bodies(template, pages) == [paragraphs(number) for number in range(14)]


def test_what_half_of_the_stories_have_among_their_last_lines_goes_once_learned() -> None:
    notes = ("Ĉi tiu teksto aperis ankaŭ en la papera eldono de vendredo.", "Venu al nia babilado kun la legantoj en la domo ĉe la rivero.")

    def dress(number: int, told: list[str]) -> list[str]:
        return [*told, *(_p(note) for place, note in enumerate(notes) if (number + place) % 2 == 0 or number % 4 == 0)]

    template, pages = site(dress)
    assert bodies(template, pages) == [paragraphs(number) for number in range(14)]


def test_a_row_of_offers_with_a_button_below_each_goes_once_learned() -> None:
    offers = ("Amiko<br>4 € monate<br>Letero ĉiusemajne", "Patrono<br>9 € monate<br>Du biletoj vespere", "Gardanto<br>25 € monate<br>Nomo sur muro")
    cells = "".join(f"<td>{offer}<br><a href='/rondo?{place}'>Venu</a></td>" for place, offer in enumerate(offers))

    def dress(number: int, told: list[str]) -> list[str]:
        row = [f"<table><tr>{cells}</tr></table>"] if number % 3 == 1 else []
        return [*told[:3], *row, *told[3:], *(["<p><a href='/rondo'>Venu</a></p>"] if number % 5 == 0 else [])]

    template, pages = site(dress)
    assert bodies(template, pages) == [paragraphs(number) for number in range(14)]


CHOICE = "<a href='/rondo'>Venu en la rondon</a> <a href='#'>Eble poste</a>"
DISMISSED = ("Karaj legantoj!", *TOLD, "Tiel ni restos ĝis printempo.")


@pytest.mark.parametrize("box", ["{}", "<div class='tip'>{}</div>", "<blockquote>{}</blockquote>", "<details open>{}</details>"])
@pytest.mark.parametrize("parted", ["<p>{}</p>", "{}<br>"])
def test_a_letter_goes_whole_where_its_reader_may_leave_it(box: str, parted: str) -> None:
    lines = "".join(parted.format(line) for line in (*DISMISSED, CHOICE))
    assert kept(page([*map(_p, STORY[:3]), box.format(lines if parted.startswith("<p>") else _p(lines)), *map(_p, STORY[3:])])) == list(STORY)


def test_what_stands_above_the_address_of_such_a_letter_stays() -> None:
    lines = "".join(map(_p, ("La ponto estis fermita.", *DISMISSED, CHOICE)))
    assert "La ponto estis fermita." in kept(page([*map(_p, STORY[:3]), lines, *map(_p, STORY[3:])]))


ROW = ("Amiko<br>4 € monate<br>Letero ĉiusemajne", "Patrono<br>9 € monate<br>Du biletoj vespere", "Gardanto<br>25 € monate<br>Nomo sur muro")


@pytest.mark.parametrize("cell", ["<td>{}<br>{}</td>", "<td><p>{}</p><p>{}</p></td>"])
def test_offers_side_by_side_go_at_first_sight_where_their_buttons_lead_to_one_page_of_the_site(cell: str) -> None:
    def row(address: str) -> str:
        parted = (lines.replace("<br>", "</p><p>") if "<p>" in cell else lines for lines in ROW)
        cells = (cell.format(lines, f"<a href='{address.format(place)}'>Venu</a>") for place, lines in enumerate(parted))
        return f"<table><tr>{''.join(cells)}</tr></table>"

    assert kept(page([*map(_p, STORY[:3]), row("/rondo?{}"), *map(_p, STORY[3:])])) == list(STORY)
    for address in ("/bileto-{}", "https://shop.example/rondo?{}", ""):  # what a story compares is bought in several places, or elsewhere
        assert len(kept(page([*map(_p, STORY[:3]), row(address), *map(_p, STORY[3:])]))) > len(STORY)


ACCOUNT = "IBAN: XY12 3456 7890 1234 5678 90"


@pytest.mark.parametrize("account", [ACCOUNT, "PayPal: kaso@reprint.example", "https://paypal.me/reprint"])
def test_the_account_of_the_site_goes_at_first_sight_with_what_names_the_site_above_it(account: str) -> None:
    lines = ("The Reprint Blog vivas per tio, kion ĝiaj legantoj sendas.", account)
    assert kept(page([*map(_p, STORY), *map(_p, lines)])) == list(STORY)


def test_an_account_of_somebody_in_the_story_stays() -> None:
    lines = ("La familio de la fiŝisto petas pri helpo.", ACCOUNT, "Celo: Fiŝisto")
    told = [*STORY[:4], *lines, *STORY[4:]]
    assert kept(page(list(map(_p, told)))) == told


def test_an_offer_in_two_sums_goes_with_what_counts_above_it() -> None:
    lines = ("412 el 1.000 subtenoj", "Mankas 588 ĝis la celo", "Subtenu The Reprint Blog: 7 € monate aŭ 70 € jare.", "Subtenu", PRESS.format("/iom"))
    assert kept(page([*map(_p, STORY[:3]), *map(_p, lines), *map(_p, STORY[3:])])) == list(STORY)
