"""Boxes on a few stories only, boxes made of one paragraph's lines, lines that name the story they stand in, and languages that came later."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from newscrawl.read import read
from newscrawl.strip.lexicon import Sign, may_ask, signs_of
from newscrawl.strip.prints import Own, fingerprint
from tests.test_appeal import STORY, _p, kept, page
from tests.test_cms import Story, learned, stories
from tests.test_cms import page as page_of

MAKE = "plain static site, letter in one paragraph, table"
HEAD = "<p>Three weeks went into this</p>"
PRESSED = "<p><a href='/panier/'>Choose a sum</a></p>"
SELDOM = {
    "two lines, one of which counts and speaks to the reader": HEAD + "<p>{n} people pay for it. There is a chair for you.</p>",
    "two lines above something to press": f"{HEAD}<p>{{n}} people pay for it. Come and join us.</p>{PRESSED}",
    "one line that ends with a button": (
        "<div class='cta'><span>Three weeks went into this</span> <span>{n} people pay for it.</span>"
        " <a class='btn btn-primary' href='/panier/'>Choose</a></div>"
    ),
    "days, and a sentence that counts money, above something to press": (
        f"<p>{{m}} days to go</p><p>Of the ${{n}} that the coming season takes {{m}} percent is in the jar.</p>{PRESSED}"
    ),
}
HONEST = {
    "a game's facts": "<p>The facts of the game</p><p>{n} looked on, and the referee showed {m} yellow cards.</p>",
    "where to call": "<p>Where to get help</p><p>You can call the line at 0800 555 0199 day and night.</p>",
    "a sentence that ends with a link": "<p>The figures of {n} households are in <a href='/files/{m}.csv'>a table of the office</a></p>",
}


def with_box(box: str, every: int) -> list[Story]:
    draw = random.Random(box)
    made = []
    for number, story in enumerate(stories(MAKE)[:8]):
        if number % every == 0:
            paragraph = f"<p>{story.body[number % 3]}</p>"
            assert paragraph in story.html
            told = box.format(n=f"{draw.randint(2000, 40000):,}", m=draw.randint(1, 9))
            story = replace(story, html=story.html.replace(paragraph, paragraph + told))
        made.append(story)
    return made


@pytest.mark.parametrize("box", SELDOM)
def test_a_box_on_three_of_eight_stories_goes_once_learned(box: str) -> None:
    site = with_box(SELDOM[box], 3)
    template = learned(site)
    for story in site:
        article = read(page_of(story), None, template).article
        assert article is not None and article.body.split("\n\n") == list(story.body)


@pytest.mark.parametrize("box", HONEST)
def test_what_tells_on_three_of_eight_stories_stays(box: str) -> None:
    site = with_box(HONEST[box], 3)
    template = learned(site)
    for number, story in enumerate(site):
        article = read(page_of(story), None, template).article
        assert article is not None and len(article.body.split("\n\n")) == len(story.body) + (0 if number % 3 else HONEST[box].count("<p>"))


def test_an_appeal_whose_lines_are_parted_by_breaks_goes_by_where_its_last_line_leads() -> None:
    lines = ("Antaŭ ol vi legas plu", "Ĉiun tekston pagas ĝiaj legantoj.", "Ĉu vi estos la sekva?", "- 4 por petoj", "- 12 por tago", "Orla kaj ĉiuj")
    box = f"<p>{'<br>'.join(lines)}<br><a href='/pages/join.html'>Mi ankaŭ</a></p>"
    assert kept(page([*map(_p, STORY[:3]), box, *map(_p, STORY[3:])])) == list(STORY)


def test_a_paragraph_with_a_break_among_others_is_no_box() -> None:
    verse = f"<p>{STORY[0]}<br>{STORY[1]}</p>"
    assert kept(page([verse, *map(_p, STORY[2:]), "<p><a href='/pages/join.html'>The society</a></p>"]))[:2] == list(STORY[:2])


TITLE = "Eastmoor closes its ferry pier"


@pytest.mark.parametrize("title", [TITLE, f"{TITLE} after a winter of storms, and nobody says for how long"])
@pytest.mark.parametrize("place", [1, 3, 6])
def test_lines_that_name_this_very_story_and_ask_go(place: int, title: str) -> None:
    told = [_p(text) for text in STORY]
    told.insert(place, f"<p>You are reading “{title}” at no cost.</p><p>If it was of use to you, please consider a gift of any size.</p>")
    assert kept(page(told, title=title)) == list(STORY)


def test_a_line_that_quotes_the_title_and_asks_nothing_stays() -> None:
    line = f"You may remember our first report, “{TITLE}”, which told of the vote."
    assert line in kept(page([*map(_p, STORY), _p(line)], title=TITLE))


@pytest.mark.parametrize(
    "text, signs",
    [
        ("Bạn đọc thân mến,", Sign.GREET),
        ("Với 30.000 đồng mỗi tháng bạn có trang không quảng cáo.", Sign.PRICE | Sign.PERIOD | Sign.YOU | Sign.PERK),
        ("خوانندهٔ گرامی، از ما حمایت مالی کنید", Sign.GREET | Sign.ASK),
        ("Irakurle maitea, egin zaitez bazkide", Sign.GREET | Sign.ASK),
        ("Mpendwa msomaji, changia leo", Sign.GREET | Sign.ASK),
        ("Уважаеми читатели, подкрепете ни", Sign.GREET | Sign.ASK),
        ("Dragi čitatelji, podržite nas mjesečno", Sign.GREET | Sign.ASK | Sign.PERIOD),
        ("Vážení čitatelia, podporte nás mesačne", Sign.GREET | Sign.ASK | Sign.PERIOD),
        ("Benvolguts lectors, uneix-te sense anuncis", Sign.GREET | Sign.ASK | Sign.PERK),
        ("प्रिय पाठक, बिना विज्ञापन के पढ़ने के लिए सहयोग करें", Sign.GREET | Sign.ASK | Sign.PERK),
        ("บริจาคเดือนละ 50 บาท อ่านแบบไม่มีโฆษณา", Sign.ASK | Sign.PERIOD | Sign.PERK),
        ("ΓΙΝΕ ΜΕΛΟΣ ΜΕ 5 ΕΥΡΩ ΤΟΝ ΜΗΝΑ", Sign.ASK | Sign.PRICE | Sign.PERIOD),
    ],
)
def test_languages_that_came_later_are_heard(text: str, signs: int) -> None:
    assert signs_of(text) & signs == signs
    assert may_ask(text) or not signs & (Sign.GREET | Sign.PERK)


def test_a_letter_in_one_paragraph_goes_from_its_greeting_on() -> None:
    lines = (
        "Dear readers,", "The Gazette has no owner.", "Nor does it have a roof of its own.", "It will never have a fence around it.",
        "For $6 a month you get:", "- pages free of ads", "- the almanac", "Thank you,", "Mara Quillfeather",
    )  # fmt: skip
    box = f"<p>{'<br>'.join(lines)}<br><a href='/x/'>JOIN FOR $6 A MONTH</a></p>"
    assert kept(page([*map(_p, STORY[:3]), box, *map(_p, STORY[3:])])) == list(STORY)


def test_a_subhead_in_capitals_below_a_pressed_letter_stays() -> None:
    letter = (
        "<div>Dear readers,</div><div>For $6 a month you get:</div><div>– pages free of ads</div><div>– the almanac</div><div>Thank you,</div>"
        "<div>Mara Quillfeather</div><div><a href='/x/'>I AM WITH YOU FOR $6</a></div>"
    )
    assert kept(page([*map(_p, STORY[:3]), letter, "<h2>THE LAST CROSSING of May</h2>", *map(_p, STORY[3:])])) == [
        *STORY[:3], "THE LAST CROSSING of May", *STORY[3:],
    ]  # fmt: skip


def test_the_storys_title_is_known_where_the_first_heading_is_the_sites_name() -> None:
    lines = f"<p>You are reading “{TITLE}” at no cost.</p><p>If it was of use to you, please consider a gift of any size.</p>"
    html = page([*map(_p, STORY), lines], title=TITLE)
    assert kept(html.replace("<body", "<h1>The Gazette of the Coast</h1><body", 1)) == list(STORY)


@pytest.mark.parametrize("bio", ["{} शहर के स्कूलों पर लिखती हैं।", "{} يكتب عن مدارس المدينة؟", "{} writes about schools and roads."])
def test_bios_of_all_authors_are_one_block_in_scripts_without_capitals_too(bio: str) -> None:
    names = ("सीमा वर्मा", "अनिल घोष राय")
    assert len({fingerprint(bio.format(name), Own(authors=(name,))) for name in names}) == 1
