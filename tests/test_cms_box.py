"""A short box with nothing to press, on some stories only: its company, its share and its changing numbers give it away, once learned."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from newscrawl.read import read
from tests.test_cms import ENGLISH, Story, learned, page, stories

MAKE = "plain static site, letter in one paragraph, table"
BOXES = {
    "two lines, every second story": (
        2,
        ("Good reporting takes its time", "{n} of your neighbours carry this page between them. There is room for one more."),
    ),
    "three lines, every third story": (
        3,
        ("The year is nearly out", "By the last evening the sums have to add up.", "{n} people did their share. Do yours today."),
    ),
    "sums of money, every second story": (2, ("The drive for the winter", "Of the $90,000 that are needed ${n} are in the jar.")),
}
HONEST = {
    "background, word for word": ("The barrier was begun in 1987.", "Its builder went bankrupt before the gates were hung."),
    "a match's facts": ("The facts of the game", "{n} looked on, and the referee showed {m} yellow cards."),
}


def with_box(lines: tuple[str, ...], every: int, *, behind: int) -> list[Story]:
    draw = random.Random(lines[0])
    made = []
    for number, story in enumerate(stories(MAKE)):
        if number % every == 0:
            told = "".join(f"<p>{line.format(n=f'{draw.randint(2000, 40000):,}', m=draw.randint(1, 9))}</p>" for line in lines)
            paragraph = f"<p>{story.body[behind]}</p>"
            assert paragraph in story.html
            story = replace(story, html=story.html.replace(paragraph, paragraph + told))
        made.append(story)
    return made


@pytest.mark.parametrize("behind", [0, -1])
@pytest.mark.parametrize("box", BOXES)
def test_a_box_of_a_few_lines_on_many_stories_goes_though_nothing_is_to_press(box: str, behind: int) -> None:
    every, lines = BOXES[box]
    site = with_box(lines, every, behind=behind)
    template = learned(site)
    for story in site:
        article = read(page(story), None, template).article
        assert article is not None and article.body.split("\n\n") == list(story.body)


@pytest.mark.parametrize("lines", HONEST)
def test_what_a_desk_pastes_into_story_after_story_stays(lines: str) -> None:
    site = with_box(HONEST[lines], 2, behind=2)
    template = learned(site)
    for number, story in enumerate(site):
        article = read(page(story), None, template).article
        assert article is not None
        assert len(article.body.split("\n\n")) == len(story.body) + (2 if number % 2 == 0 else 0)


def test_the_first_paragraph_that_opens_with_its_title_and_is_teased_on_one_other_page_stays() -> None:
    site = stories(MAKE)
    story = site[3]
    opening = f"{story.title}: by noon the chamber was full and the clerk had run out of chairs, {story.author} said."
    site[3] = replace(story, body=(opening, *story.body[1:]), html=story.html.replace(f"<p>{story.body[0]}</p>", f"<p>{opening}</p>"))
    site[4] = replace(site[4], html=site[4].html.replace("</body>", f"<div><p>{opening}</p></div></body>"))
    article = read(page(site[3]), None, learned(site)).article
    assert article is not None and opening in article.body


TURNS = (
    "The roof of the pressroom leaks whenever the wind turns to the east.",
    "Eleven winters ago two desks and a kettle were all there was.",
    "Whoever answers the telephone at night is also the one who sweeps.",
)
STANDING = ("Before the page goes on", "Tea and coffee on us at the open evening", "Your name above the counter", "A bound volume each spring")


def with_turns(*, own: bool) -> list[Story]:
    made = []
    for number, story in enumerate(stories(MAKE)):
        lines = [STANDING[0], TURNS[number % 3], *STANDING[1:]]
        inside = f"<p>{story.body[3]}</p>" if own else ""
        box = f'<div class="band">{"".join(f"<p>{line}</p>" for line in lines)}{inside}</div>'
        paragraph = f"<p>{story.body[3]}</p>"
        made.append(replace(story, html=story.html.replace(paragraph, box if own else paragraph + box)))
    return made


@pytest.mark.parametrize("own", [False, True])
def test_lines_that_take_turns_in_a_box_go_with_it_and_a_storys_own_in_it_stays(own: bool) -> None:
    site = with_turns(own=own)
    template = learned(site)
    for story in site:
        article = read(page(story), None, template).article
        assert article is not None
        told = article.body.split("\n\n")
        assert [line for line in story.body if line not in told] == []
        assert not set(told) & set(STANDING)
        assert own or not set(told) & set(TURNS)


def test_a_storys_paragraph_between_a_short_box_and_a_letter_stays_on_the_first_page() -> None:
    for story in with_box(BOXES["two lines, every second story"][1], 1, behind=1):
        article = read(page(story)).article
        assert article is not None and [line for line in story.body if line not in article.body.split("\n\n")] == []


def test_nothing_above_its_greeting_belongs_to_a_letter() -> None:
    asked = "If you spend an hour with the ferrymen, you will hear of the winter when the harbour froze and the letters came over the ice."
    for story in stories(MAKE)[:4]:
        lines = "".join(f"<p>{line}</p>" for line in ("X", "Dear Reader,", *ENGLISH.letter[1:], *ENGLISH.perks, *ENGLISH.thanks))
        paragraph = f"<p>{story.body[2]}</p>"
        html = story.html.replace(paragraph, f"{paragraph}<p>{asked}</p><p>So that you know where you are going, here is what they say.</p>{lines}")
        article = read(page(replace(story, html=html))).article
        assert article is not None and asked in article.body and "So that you know" in article.body
