"""A site's furniture is learned from its stories; what recurs honestly stays; the order of stories leaves no trace."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.blocks import Block, segment
from newscrawl.document import Document, parse
from newscrawl.items import BlockMark, Page
from newscrawl.strip.judge import apply, judge, judgement
from newscrawl.strip.marks import marks_of
from newscrawl.strip.prints import Own, fingerprint
from newscrawl.strip.template import SITE, BlockCount, Template, fold, fold_story, learn

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
# A language that no lexicon knows, invented word by word, so that only recurrence speaks.
_WORDS = [
    "".join(pair)
    for pair in zip(
        ["bar", "kel", "mor", "tin", "sul", "vem", "dro", "fas", "gil", "hun", "jep", "lor"] * 12,
        ["ata", "eno", "iki", "oru", "ume", "ase", "ibo", "ody", "une", "ame", "eli", "oto", "ugi"] * 12,
        strict=False,
    )
]
BOX = ["Kel moruta sulibo vem tinata, hune jepody lorume.", "Vemase droiki fasoru", "Gil hunody jepune 5 lorame", "Baroto kelugi"]


def _paragraph(rng: random.Random) -> str:
    return " ".join(rng.choice(_WORDS) + rng.choice(_WORDS) for _ in range(rng.randint(12, 30))).capitalize() + "."


def story(number: int, *, box: list[str] | None = None, at: int = 3, extra: dict[int, str] | None = None, markup: str = "<p>{}</p>") -> str:
    rng = random.Random(number)
    parts = [f"<p>{_paragraph(rng)}</p>" for _ in range(7)]
    for place, text in (extra or {}).items():
        parts.insert(place, f"<p>{text}</p>")
    parts[at:at] = [markup.format(line) for line in (BOX if box is None else box)]
    head = f"<head><title>Titulo {number}</title></head>"
    return f"<html>{head}<body><h1>Heado {_paragraph(rng)[:40]}</h1><div class='t'>{''.join(parts)}</div></body></html>"


def look(html: str) -> tuple[Document, tuple[Block, ...], list[int]]:
    document = parse(Page("https://news.example/s", html.encode()))
    assert document is not None
    blocks = segment(document)
    return document, blocks, [block.index for block in blocks if block.tag != "h1"]


def known(pages: list[tuple[str, datetime]], order: list[int] | None = None) -> dict[str, BlockCount]:
    counts: dict[str, BlockCount] = {}
    for number in order or range(len(pages)):
        html, seen = pages[number]
        counts.update(fold_story(counts, marks_of(*look(html)), seen, f"story-{number}"))
    return counts


def kept(template: Template, html: str, seen: datetime | None = None) -> list[str]:
    document, blocks, body = look(html)
    marks = apply(template, document, blocks, body, seen)
    return [blocks[i].text for i in body if i not in marks]


def days(*numbers: float) -> list[datetime]:
    return [NOON + timedelta(days=number) for number in numbers]


WEEKS = days(0, 3, 8, 12, 15, 20, 24, 30)


@pytest.mark.parametrize("at", [1, 3, 7])
@pytest.mark.parametrize(
    "markup", ["<p>{}</p>", "<div>{}</div>", "<blockquote>{}</blockquote>", "<div style='border:1px'><p>{}</p></div>", "<ul><li>{}</li></ul>"]
)
def test_a_box_in_an_unknown_language_goes_after_five_stories(at: int, markup: str) -> None:
    template = learn(known([(story(n, at=at, markup=markup), WEEKS[n]) for n in range(5)]).values())
    new = story(77, at=at, markup=markup)
    assert kept(template, new, WEEKS[5]) == kept(Template(), story(77, box=[]), WEEKS[5])


def test_one_story_teaches_nothing() -> None:
    template = learn(known([(story(0), NOON)]).values())
    assert apply(template, *look(story(0)), NOON) == {}


def test_pages_of_one_story_are_one_story() -> None:
    counts: dict[str, BlockCount] = {}
    for _ in range(9):
        counts.update(fold_story(counts, marks_of(*look(story(0))), NOON, "the same"))
    assert {count.stories for count in counts.values()} == {1}


def test_changing_numbers_and_names_are_one_block() -> None:
    lines = [
        f"{number} keloruta gaven lastumo, ond {name} Sulino hafte maxoru kelata."
        for number, name in ((12431, "Anna"), (12977, "Bert"), (13002, "Carl"))
    ]
    assert len({fingerprint(line) for line in lines}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Support our work with a gift of 5 euros each month.", "Support our work with a gift of 7 euros each month."),
        ("SUBSCRIBE NOW", "Subscribe now"),
        ("Comments are closed.", "Comments  are closed"),
        ("“Read more”", "Read more »"),
        (
            "We depend on the readers of this newspaper, who pay for everything that our correspondents investigate in the provinces.",
            "We depend on the readers of this newspaper, who paid for everything our correspondents investigate in the provinces!",
        ),
    ],
)
def test_fingerprints_survive(one: str, other: str) -> None:
    assert fingerprint(one) == fingerprint(other)


def test_a_storys_own_title_in_the_furniture_makes_no_difference() -> None:
    titles = ["Harbour board closes the pier", "Orchestra wins a prize in Northgate"]
    prints = {fingerprint(f"Did you like “{title}”? Help us to write more of this.", Own(title)) for title in titles}
    assert len(prints) == 1


def test_different_paragraphs_have_different_fingerprints() -> None:
    rng = random.Random(5)
    texts = [_paragraph(rng) for _ in range(3_000)]
    assert len({fingerprint(text) for text in texts}) == len(texts)


@given(st.text(max_size=300))
def test_any_text_has_a_fingerprint(text: str) -> None:
    assert len(fingerprint(text)) == 16
    assert fingerprint(text) == fingerprint(text)


# -- what recurs honestly stays --------------------------------------------------------------------------------------------------------------------

OPENING = "Hunody jepune lorame baroto kelugi, moruta sulibo vemase droiki."


def test_a_columns_first_sentence_stays() -> None:
    pages = [(story(n, box=[], extra={0: OPENING} if n % 3 == 0 else {}), WEEKS[n]) for n in range(8)]
    assert OPENING in kept(learn(known(pages).values()), story(90, box=[], extra={0: OPENING}), WEEKS[7])


def test_a_statement_quoted_all_day_stays() -> None:
    quoted = "“Hunody jepune lorame baroto kelugi, moruta sulibo vemase droiki,” fasoru gilume."
    pages = [(story(n, box=[], extra={n % 5 + 1: quoted}), NOON + timedelta(hours=n)) for n in range(5)]
    pages += [(story(n + 20, box=[]), NOON + timedelta(hours=n)) for n in range(3)]
    assert quoted in kept(learn(known(pages).values()), story(90, box=[], extra={4: quoted}), NOON + timedelta(hours=6))


def test_formulas_with_changing_numbers_stay_where_few_stories_have_them() -> None:
    def weather(n: int) -> str:
        return f"Sulibo vemase {n}.{n + 7} droiki, hunody {n + 20} jepune lorame."

    pages = [(story(n, box=[], extra={7: weather(n)} if n % 2 else {}), WEEKS[n]) for n in range(8)]
    assert weather(66) in kept(learn(known(pages).values()), story(90, box=[], extra={7: weather(66)}), WEEKS[7])


def test_a_refrain_within_one_story_stays() -> None:
    html = story(5, box=[], extra={1: OPENING, 3: OPENING, 5: OPENING})
    counts = known([(story(n, box=[]), WEEKS[n]) for n in range(4)] + [(html, WEEKS[4])])
    assert kept(learn(counts.values()), html, WEEKS[4]).count(OPENING) == 3


def test_an_appeal_dropped_months_ago_and_quoted_now_is_text() -> None:
    pages = [(story(n), NOON + timedelta(days=3 * n)) for n in range(10)]
    pages += [(story(n, box=[]), NOON + timedelta(days=120 + 3 * n)) for n in range(10, 25)]
    template = learn(known(pages).values())
    quoting = story(91, box=[BOX[0]])
    assert BOX[0] in kept(template, quoting, NOON + timedelta(days=200))
    assert BOX[0] not in kept(template, quoting, NOON + timedelta(days=20))


def test_a_rereading_of_the_quoting_story_itself_changes_nothing() -> None:
    pages = [(story(n), NOON + timedelta(days=3 * n)) for n in range(10)]
    pages += [(story(n, box=[]), NOON + timedelta(days=120 + 3 * n)) for n in range(10, 25)]
    pages += [(story(91, box=[BOX[0]]), NOON + timedelta(days=200))]
    assert BOX[0] in kept(learn(known(pages).values()), pages[-1][0], NOON + timedelta(days=200))


def _first_crawl(*boxed: bool) -> tuple[Template, list[tuple[str, datetime]]]:
    """Return what is learned of a site whose stories came out every third day and were all fetched in one minute, with (page, when it came out)."""
    crawled = NOON + timedelta(days=400)
    pages = [(story(n, box=None if has else []), NOON + timedelta(days=3 * n)) for n, has in enumerate(boxed)]
    counts: dict[str, BlockCount] = {}
    for n, (html, out) in enumerate(pages):
        counts.update(fold_story(counts, marks_of(*look(html)), crawled + timedelta(seconds=n), f"story-{n}", out))
    return learn(counts.values()), pages


def test_what_a_site_dropped_and_a_story_quotes_is_text_though_one_crawl_fetched_both() -> None:
    template, _ = _first_crawl(*[True] * 10, *[False] * 8)
    at = NOON + timedelta(days=400)
    for days_later, stays in ((20, False), (90, True)):
        document, blocks, body = look(story(91))
        out = NOON + timedelta(days=days_later)
        marks = judge(template, document, blocks, body, at, published=out).marks
        assert [line in [blocks[i].text for i in body if i not in marks] for line in BOX] == [stays] * 4
        told = [(mark.fingerprint, mark.in_body, mark.kind) for mark in marks_of(document, blocks, body)]
        assert bool(judgement(template, told, at, published=out)) != stays


def test_what_all_stories_of_years_have_goes_from_each_however_it_was_fetched() -> None:
    template, pages = _first_crawl(*[True] * 20)
    for number, (html, out) in enumerate(pages):
        document, blocks, body = look(html)
        marks = judge(template, document, blocks, body, NOON + timedelta(days=400), published=out).marks
        assert [blocks[i].text for i in body if i not in marks] == kept(Template(), story(number, box=[]))
    assert learn(template.counts) == template


@pytest.mark.parametrize("at_once", [False, True])
def test_a_letter_on_every_sixth_story_of_a_weekly_is_not_dropped_in_between(at_once: bool) -> None:
    counts: dict[str, BlockCount] = {}
    stories = [text for text, _ in _stories(UNKNOWN, 6)]
    out = [NOON + timedelta(days=7 * number) for number in range(30)]
    seen = [NOON + timedelta(days=250, seconds=number) if at_once else moment for number, moment in enumerate(out)]
    for number, (_, marks) in enumerate(_stories(UNKNOWN, 6)):
        counts.update(fold_story(counts, marks, seen[number], str(number), out[number]))
    template = learn(counts.values())
    for number in range(0, 30, 6):
        html = "<h1>Rakonto</h1>" + "".join(f"<p>{one}</p>" for one in stories[number])
        document = parse(Page(f"https://haveno.example/{number}", html.encode()))
        assert document is not None
        found = segment(document)
        body = [block.index for block in found if block.tag == "p"]
        marks = judge(template, document, found, body, seen[number], published=out[number]).marks
        assert {found[index].text for index in marks} == set(UNKNOWN), number


def test_a_correction_stays() -> None:
    note = "Correction: an earlier version of this story gave the wrong year."
    pages = [(story(n, box=[], extra={7: note} if n % 2 else {}), WEEKS[n]) for n in range(8)]
    assert note in kept(learn(known(pages).values()), story(90, box=[], extra={7: note}), WEEKS[7])


def test_a_page_that_would_lose_nearly_all_its_text_is_doubtful_and_whole() -> None:
    template = learn(known([(story(n), WEEKS[n]) for n in range(6)]).values())
    document, blocks, body = look(f"<html><body><h1>Heado</h1>{''.join(f'<p>{line}</p>' for line in BOX)}</body></html>")
    verdict = judge(template, document, blocks, body, WEEKS[6])
    assert verdict.doubtful
    assert verdict.marks == {}


# -- laws ------------------------------------------------------------------------------------------------------------------------------------------


@given(st.permutations(range(8)))
def test_the_order_of_stories_leaves_no_trace(order: list[int]) -> None:
    pages = [(story(n, extra={0: OPENING} if n % 3 == 0 else {}), WEEKS[n]) for n in range(8)]
    assert known(pages, order) == known(pages)
    assert learn(known(pages, order).values()) == learn(reversed(known(pages).values()))


def test_a_template_is_made_again_from_its_own_counts() -> None:
    template = learn(known([(story(n), WEEKS[n]) for n in range(6)]).values())
    assert learn(template.counts) == template


def test_what_a_person_kept_stays_and_what_a_person_dropped_goes() -> None:
    counts = known([(story(n), WEEKS[n]) for n in range(6)])
    line, paragraph = fingerprint(BOX[0]), marks_of(*look(story(3, box=[])))[2].fingerprint
    counts[line] = replace(counts[line], ruled="keep")
    counts[paragraph] = replace(counts[paragraph], ruled="drop")
    document, blocks, body = look(story(3))
    marks = apply(learn(counts.values()), document, blocks, body, WEEKS[5])
    by_print = {fingerprint(blocks[i].text): i for i in body}
    assert by_print[line] not in marks
    assert marks[by_print[paragraph]].reason == "ruled"


def test_evidence_is_told_in_words() -> None:
    template = learn(known([(story(n), WEEKS[n]) for n in range(5)]).values())
    marks = apply(template, *look(story(77)), WEEKS[5])
    assert "stands in 5 of 5 stories since 2026-03-02" in {mark.evidence for mark in marks.values()}
    assert {mark.reason for mark in marks.values()} == {"template"}


def test_marks_say_place_and_what_the_reader_would_keep() -> None:
    document, blocks, body = look(story(1))
    marks = marks_of(document, blocks, body[1:-1])
    inside = [mark for mark in marks if mark.in_body]
    assert inside[0].place == 0
    assert inside[-1].place == 1
    assert [mark.place for mark in marks] == sorted(mark.place for mark in marks)
    assert all(mark.place < 0 or mark.place > 1 for mark in marks if not mark.in_body)


def test_a_page_without_text_has_no_marks() -> None:
    document, blocks, _ = look(story(1))
    assert marks_of(document, blocks, []) == ()
    assert apply(learn(known([(story(n), WEEKS[n]) for n in range(5)]).values()), document, blocks, []) == {}


def test_a_site_counts_its_stories() -> None:
    counts = known([(story(n), WEEKS[n]) for n in range(5)])
    assert counts[SITE].stories == 5
    assert sum(number for _, number in counts[SITE].weeks) == 5


def test_folding_one_mark_by_itself() -> None:
    mark = BlockMark("0" * 16, 1.0, True, "plug", "Join now")
    count = fold(fold(None, mark, NOON, "a"), mark, NOON + timedelta(days=1), "b")
    assert (count.stories, count.in_body, count.closing, count.kind) == (2, 2, 2, "plug")
    assert (count.first_seen, count.last_seen) == (NOON, NOON + timedelta(days=1))


UNKNOWN = (
    "Karaj legantoj,",
    "Paperon, lumon kaj la homojn, kiuj iras al ĉiu kunsido, oni devas pagi, kaj la butikoj foriris.",
    "Por 4 eŭroj monate vi ricevos:",
    "La marhorarojn semajnon antaŭe",
    "Du lokojn ĉe la vintra manĝo",
    "Kun danko,",
    "IĜU LAMPISTO DE NIA HAVENO",
)
PASTED = tuple(
    f"La {work} de la haveno estis konstruita antaŭ longe kaj poste riparita per mono de la urbo kaj de ĝiaj amikoj."
    for work in ("kluzo", "turo", "muro", "halo")
)


def _stories(lines: tuple[str, ...], every: int) -> list[tuple[list[str], list[BlockMark]]]:
    """Return thirty stories of paragraphs that never recur, ``lines`` in the middle of each that ``every`` divides."""
    out = []
    for number in range(30):
        text = [f"Rakonto {chr(97 + number)}{chr(97 + place)}vorto{chr(97 + place)} pri alia{chr(97 + number)} afero." for place in range(6)]
        if number % every == 0:
            text[3:3] = lines
        marks = [BlockMark(fingerprint(one), place / (len(text) - 1), True, None, one) for place, one in enumerate(text)]
        out.append((text, marks))
    return out


@pytest.mark.parametrize(("lines", "goes"), [(UNKNOWN, True), (PASTED, False)])
def test_a_letter_in_no_known_language_goes_at_a_fifth_of_the_stories_and_pasted_background_stays(lines: tuple[str, ...], goes: bool) -> None:
    counts: dict[str, BlockCount] = {}
    moment = datetime(2026, 3, 2, tzinfo=UTC)
    stories = _stories(lines, 5)
    for number, (_, marks) in enumerate(stories):
        counts.update(fold_story(counts, marks, moment + timedelta(days=number), str(number)))
    template = learn(counts.values())
    text = stories[5][0]
    document = parse(Page("https://haveno.example/5", ("<h1>Rakonto</h1>" + "".join(f"<p>{one}</p>" for one in text)).encode()))
    assert document is not None
    found = segment(document)
    body = [block.index for block in found if block.tag == "p"]
    gone = apply(template, document, found, body, moment + timedelta(days=5))
    assert {found[index].text for index in gone} == (set(lines) if goes else set())
    assert {mark.kind for mark in gone.values()} <= {"appeal", "plug"}
    judged = judgement(template, ((mark.fingerprint, mark.in_body, mark.kind) for mark in stories[5][1]), moment + timedelta(days=5))
    assert bool(judged) == goes


CAMPAIGNS = (
    ("Notre collecte de printemps est ouverte.", "Jusqu’à Pâques, un mécène double chaque don.", "Participez, il suffit d’un instant."),
    ("Unsere Frühjahrsaktion läuft.", "Bis Ostern verdoppelt ein Verein jede Spende.", "Machen Sie mit, es geht ganz schnell."),
    ("Our spring drive is open.", "Until Easter a patron doubles each sum.", "Support us, it takes a moment."),
)
PAIR = ("Our lights cost money.", "Support us with a small gift, dear readers.")
# Who asks for witnesses says where to call.
WITNESSES = ("Were you on the quay that night?", "Help us find the driver.", "You can call the desk on 0555 010 203.")
# Of others, in the third person, though of giving: what a desk repeats under each report on one affair.
AFFAIR = ("The hospice fund was set up in 2019.", "It took donations from 400 households.", "Its treasurer has denied any wrong.")


@pytest.mark.parametrize(
    ("lines", "every", "goes"),
    [*((lines, every, every < 15) for lines in CAMPAIGNS for every in (5, 10, 15)), (PAIR, 8, True), (AFFAIR, 3, False), (WITNESSES, 3, False)],
)
def test_short_lines_that_ask_together_go_once_three_stories_have_them(lines: tuple[str, ...], every: int, goes: bool) -> None:
    counts: dict[str, BlockCount] = {}
    stories = _stories(lines, every)
    for number, (_, marks) in enumerate(stories):
        counts.update(fold_story(counts, marks, NOON, str(number)))
    document = parse(Page("https://haveno.example/0", ("<h1>Rakonto</h1>" + "".join(f"<p>{one}</p>" for one in stories[0][0])).encode()))
    assert document is not None
    found = segment(document)
    gone = apply(learn(counts.values()), document, found, [block.index for block in found if block.tag == "p"], NOON)
    assert {found[index].text for index in gone} == (set(lines) if goes else set())


HAT = "* Der Hafenbote lebt von seinen Lesern. Gefiel der Bericht? Dann legt uns etwas in den Hut."


@pytest.mark.parametrize(
    ("note", "above", "goes"),
    [
        (f"<hr><p><small>{HAT}</small></p>", "", True),
        (f"<p>{HAT}</p>", "", True),
        ("<hr><p><small>Did this report help you? The hat by the door is open.</small></p>", "", True),
        ("<p><small>Did this report help you? The hat by the door is open.</small></p>", "", False),
        ("<p>* We have changed her name to protect her children.</p>", "Anna* ", False),
        ("<hr><p><small>Our journey was paid for by the harbour of Eastmoor.</small></p>", "", False),
    ],
)
def test_a_footnote_that_speaks_to_readers_and_that_nothing_refers_to_goes_once_it_recurs(note: str, above: str, goes: bool) -> None:
    def page(number: int) -> str:
        return (
            story(number, box=[])
            .replace("<div class='t'><p>", f"<div class='t'><p>{above}")
            .replace("</div>", f"{note}<p>Vemo {number * 'ra'}.</p></div>")
        )

    plain = [story(number, box=[]) for number in range(40, 54)]
    template = learn(known([(html, NOON) for html in (*map(page, range(7)), *plain)]).values())
    text = kept(template, page(3), NOON)
    assert len(text) == (8 if goes else 9)
    assert any("hat by" in one or one.startswith(("*", "Our journey")) for one in text) != goes


WRITERS = ("Oda Brackwater", "Tam Lindqvist", "Ines Corrado", "Ulf Haverkamp", "Mira Stolz")


@pytest.mark.parametrize("byline", ["<p>By <a rel='author' href='/a'>{}</a></p>", "<address class='vcard author'>By {}</address>", ""])
def test_standing_bios_of_several_authors_in_one_wording_are_one_block(byline: str) -> None:
    def page(number: int, *, about: str = "{} covers the coast for Eastmoor Gazette.") -> str:
        name = WRITERS[number % 5]
        head = "</title><meta property='og:site_name' content='Eastmoor Gazette'>" + ("" if byline else f"<meta name='author' content='{name}'>")
        html = story(number, box=[]).replace("</title>", head).replace("<div class='t'>", byline.format(name) + "<div class='t'>")
        return html.replace("</div>", f"<p><em>{about.format(name)}</em></p></div>")

    plain = [story(number, box=[]) for number in range(40, 50)]
    template = learn(known([(html, NOON) for html in (*map(page, range(4)), *plain)]).values())
    assert not any("covers the coast" in text for text in kept(template, page(4), NOON))
    # of somebody in the story, in whose words no byline speaks
    honest = page(4, about="Edda Lorimer covers the coast for Eastmoor Gazette no longer, said the board.")
    assert any("no longer" in text for text in kept(template, honest, NOON))


def _site(extra: list[dict[int, str]]) -> tuple[list[str], Template]:
    """Return a site's pages, each with its ``extra`` paragraphs, and what is known once all have been read on one day."""
    pages = [story(number, box=[], extra=one) for number, one in enumerate(extra)]
    return pages, learn(known([(html, NOON) for html in pages]).values())


@pytest.mark.parametrize("label", ["Read also:", "Legu ankaŭ:"])
def test_lines_that_link_to_other_stories_go_once_their_label_came_again(label: str) -> None:
    lines = [f'{label} <a href="/s{number}">How number {_WORDS[number % 9]} was mended in {1950 + number}</a>' for number in range(8)]
    pages, template = _site([{3: line} for line in lines])
    assert not [one for html in pages for one in kept(template, html, NOON) if label in one]
    assert any(label in one for one in kept(learn([]), pages[0], NOON))


def test_lines_that_link_to_sources_elsewhere_stay() -> None:
    lines = [
        f'Source: <a href="https://records.example.net/{number}">Register of the {_WORDS[number]} harbour and its {_WORDS[-number - 1]}</a>'
        for number in range(8)
    ]
    pages, template = _site([{3: line} for line in lines])
    assert all(any("Source:" in one for one in kept(template, html, NOON)) for html in pages)


def test_links_alone_that_end_the_text_go_once_other_stories_end_so() -> None:
    ends = [{7: f'<a href="/a{n}">Late boat number {_WORDS[n]} sued</a>', 8: f'<a href="/b{n}">Pier {_WORDS[n + 1]} delayed</a>'} for n in range(4)]
    pages, template = _site(ends)
    assert not [one for html in pages for one in kept(template, html, NOON) if "sued" in one or "delayed" in one]


def test_a_line_that_says_the_storys_whole_title_goes_once_others_say_theirs() -> None:
    pages = []
    for number in range(6):
        title = f"The {_WORDS[number]} bridge of {_WORDS[number + 1]} reopens"
        line = f"Ĉu plaĉis “{title}”? Donu al ni kafon por {number + 3} eŭroj."
        html = story(number, box=[], extra={7: line} if number % 2 else {})
        pages.append(html.replace("<head>", f'<head><meta property="og:title" content="{title}">'))
    template = learn(known([(html, NOON) for html in pages]).values())
    assert not [one for html in pages for one in kept(template, html, NOON) if "kafon" in one]


def test_a_subhead_of_four_in_five_stories_stays() -> None:
    pages, template = _site([{2 + number: "Kio sekvos nun"} if number else {} for number in range(5)])
    assert all("Kio sekvos nun" in kept(template, html, NOON) for html in pages[1:])


def test_a_word_that_a_campaign_shares_with_the_title_does_not_make_it_another() -> None:
    own = Own("How the winter surge became a headache", frozenset({"winter", "became", "headache"}))
    assert fingerprint("Our winter campaign has begun.", own) == fingerprint("Our winter campaign has begun.")


def test_a_sentence_of_the_story_stays_though_readers_quote_it_in_their_comments() -> None:
    pages = []
    for number in range(6):
        html = story(number, box=[])
        comments = f"<div class='comments'><p>{BOX[0]}</p></div>"
        pages.append((html.replace("</body>", f"{comments}</body>"), WEEKS[number]))
    new = story(77, box=[], extra={2: BOX[0]})
    assert BOX[0] in kept(learn(known(pages).values()), new, WEEKS[6])


def test_paragraphs_that_stories_share_in_any_order_stay_and_what_keeps_its_place_goes() -> None:
    rng = random.Random(5)
    pool = [_paragraph(rng) for _ in range(7)]
    pasted = "Fasume droeli kelata."
    pages = []
    for number in range(24):
        told = rng.sample(pool, 5)
        told.insert(2, pasted)
        pages.append(("<h1>Heado</h1>" + "".join(f"<p>{one}</p>" for one in told), NOON + timedelta(days=number)))
    template = learn(known(pages).values())
    for html, seen in pages:
        _, blocks, body = look(html)
        assert kept(template, html, seen) == [blocks[i].text for i in body if blocks[i].text != pasted]


COUNTED = ("We are filling the winter fund.", "So far {n} people have brought us to £{n},000.", "Chip in today, and your name goes on the wall.")
FOREIGN = ("Keluga hunata morume.", "Tinume {n} sulody: {n} 000 €.", "Vemase droiki fasoru gilame.")
PRICES = ("Market at noon", "Barley {n} € a sack", "Oats {n} € a sack", "Rye {n} € a sack")
WEATHER = ("The weather on the coast.", "Highs of {n} degrees, {n} by the sea.", "More rain tomorrow.")


@pytest.mark.parametrize(("lines", "goes"), [(COUNTED, True), (FOREIGN, True), (PRICES, False), (WEATHER, False)])
def test_a_campaign_that_counts_goes_from_a_quarter_of_the_stories_and_tables_stay(lines: tuple[str, ...], goes: bool) -> None:
    pages = []
    for number in range(24):
        box = [line.replace("{n}", str(11 + 7 * number)) for line in lines] if number % 4 == 0 else []
        pages.append((story(number, box=box, at=2 + number % 3), NOON + timedelta(days=number)))
    new = story(77, box=[line.replace("{n}", "503") for line in lines])
    without = kept(Template(), story(77, box=[]))
    assert (kept(learn(known(pages).values()), new, NOON + timedelta(days=23)) == without) == goes


def test_a_greeting_with_its_number_goes_from_the_middle_of_the_text() -> None:
    line = "Dear reader, {n} people give a little every month. Join them with a coin."
    pages = [(story(n, box=[line.format(n=9_000 + 311 * n)] if n else [], at=1 + n % 5), NOON + timedelta(days=n)) for n in range(12)]
    new = story(77, box=[line.format(n=41_322)])
    assert kept(learn(known(pages).values()), new, NOON + timedelta(days=11)) == kept(Template(), story(77, box=[]))


def test_the_heading_of_a_box_goes_with_the_lines_below_it() -> None:
    box = "<section><header><strong>Jepody lorume gil.</strong></header>" + "".join(f"<p>{line}</p>" for line in BOX) + "</section>"
    pages = [(story(n, box=["|"]).replace("<p>|</p>", box.replace("Jepody lorume gil.", "") if n % 4 else box), WEEKS[n]) for n in range(8)]
    new = story(77, box=["|"]).replace("<p>|</p>", box)
    assert kept(learn(known(pages).values()), new, WEEKS[7]) == kept(Template(), story(77, box=[]))


@pytest.mark.parametrize("text", ["Ada  Roe writes for The Tern about harbours.", " writes for The Tern.", "  The Tern."])
def test_spaces_in_a_row_are_no_name(text: str) -> None:
    assert fingerprint(text, Own("The winter surge", sites=("The Tern",)))


@pytest.mark.parametrize(
    ("line", "goes"),
    [
        ('Vemase droiki fasoru gil. <a href="/app">Hunody jepune</a>', True),
        ('<a href="/give">Hunody jepune</a>', True),
        ('Vemase droiki <a href="/report">fasoru gil hunody jepune</a>.', False),
        ("Vemase droiki fasoru gil. Hunody jepune.", False),
    ],
)
def test_a_call_behind_a_full_stop_goes_from_a_third_of_the_stories(line: str, goes: bool) -> None:
    pages = [(story(n, box=[] if n % 3 else [line], at=1 + n % 5), NOON) for n in range(12)]
    new = story(77, box=[line], at=4)
    assert (kept(learn(known(pages).values()), new, NOON) == kept(Template(), story(77, box=[]))) == goes


def test_the_box_above_a_link_alone_goes_with_it_in_no_known_language() -> None:
    box = ["Kel moruta sulibo", "{n} tinata hune jepody lorume vemase.", '<a href="/give">Gil hunody</a>']
    pages = [(story(n, box=[] if n % 2 else [line.format(n=311 * n) for line in box], at=1 + n % 4), NOON) for n in range(12)]
    new = story(77, box=[line.format(n=4_711) for line in box], at=5)
    assert kept(learn(known(pages).values()), new, NOON) == kept(Template(), story(77, box=[]))


@pytest.mark.parametrize(("line", "goes"), [("Vemase {n} droiki", True), ("Vemase droiki fasoru", True), ("Vemase droiki fasoru gil hunody.", False)])
def test_a_label_that_opens_every_text_goes_on_the_first_day_and_the_first_sentence_of_a_column_stays(line: str, goes: bool) -> None:
    pages = [(story(n, box=[], extra={0: line.format(n=n + 2)}), NOON) for n in range(12)]
    new = story(77, box=[], extra={0: line.format(n=7)})
    assert (kept(learn(known(pages).values()), new, NOON) == kept(Template(), story(77, box=[]))) == goes


@pytest.mark.parametrize("line", ["Vemase droiki fasoru ({n} gil)", "Vemase droiki fasoru"])
def test_a_label_near_the_top_goes_though_a_line_stands_above_it_now_and_then(line: str) -> None:
    def page(number: int, *, label: bool = True) -> str:
        extra = {0: line.format(n=number + 2)} if label else {}
        return story(number, box=["Kel moruta."] if number % 3 == 0 and label else [], at=0, extra=extra)

    template = learn(known([(page(number), NOON) for number in range(12)]).values())
    new = page(77)
    assert [one for one in kept(template, new, NOON) if "Vemase" in one] == []


def test_a_word_between_the_paragraphs_of_nine_in_ten_stories_is_no_subhead_of_theirs() -> None:
    word = "Vemase droiki"
    pages = [(story(n, box=[], extra={} if n == 9 else {2 + n % 3: word}), NOON) for n in range(14)]
    assert word not in kept(learn(known(pages).values()), story(77, box=[], extra={3: word}), NOON)
    pages = [(story(n, box=[], extra={} if n % 3 == 0 else {2 + n % 3: word}), NOON) for n in range(14)]
    assert word in kept(learn(known(pages).values()), story(77, box=[], extra={3: word}), NOON)


def test_a_line_that_ends_half_of_the_texts_goes_and_the_beginning_of_a_story_that_others_tease_stays() -> None:
    line = "Vemase droiki fasoru gil hunody. Jepune lorame baroto."
    pages = [(story(n, box=[], extra={} if n % 2 else {7: line}), NOON) for n in range(14)]
    new = story(77, box=[], extra={7: line})
    assert kept(learn(known(pages).values()), new, NOON) == kept(Template(), story(77, box=[]))
    below = f"<div class='next'><p>{line}</p></div></body>"
    teased = [(story(n, box=[]).replace("</body>", "" if n % 2 else below), NOON) for n in range(14)]
    counts: dict[str, BlockCount] = {}
    for number, (html, seen) in enumerate(teased):
        document, blocks, body = look(html)
        counts.update(fold_story(counts, marks_of(document, blocks, body[:7]), seen, f"story-{number}"))
    assert line in kept(learn(counts.values()), story(77, box=[], extra={0: line}), NOON)


@pytest.mark.parametrize("stop", [".", "۔", "။", "።"])
def test_a_bio_ends_with_the_full_stop_of_its_script(stop: str) -> None:
    own = Own("The winter surge", authors=("Ada Roe",))
    assert fingerprint(f"Ada Roe vemase droiki fasoru{stop}", own) == fingerprint(f"vemase droiki fasoru{stop}", own)


def test_a_brief_below_a_long_letter_is_kept_and_the_letter_goes() -> None:
    letter = [_paragraph(random.Random(1_000 + n)) for n in range(5)]
    pages = [(story(n, box=letter), NOON) for n in range(12)]
    brief = "<p>Dro fasoru gil hunody jepune lorame baroto kelugi.</p>"
    html = f"<html><body><h1>Heado</h1><div class='t'>{brief}{''.join(f'<p>{line}</p>' for line in letter)}</div></body></html>"
    template = learn(known(pages).values())
    assert kept(template, html, NOON) == ["Dro fasoru gil hunody jepune lorame baroto kelugi."]
    document, blocks, body = look(html.replace(brief, ""))
    verdict = judge(template, document, blocks, body, NOON)
    assert verdict.doubtful
    assert not verdict.marks  # where nothing would be left nothing goes


@pytest.mark.parametrize(("one", "other"), [("רות שגיא", "עומר דביר"), ("حنا بشیر", "عدنان ملک")])
def test_bios_of_several_authors_are_one_block_in_scripts_without_capitals(one: str, other: str) -> None:
    own = Own("The winter surge", sites=("קול הנמל", "کنارہ"))
    site = own.sites[one == "حنا بشیر"]
    assert fingerprint(f"{one} כותב ב {site} על העירייה ועל בתי הספר.", own) == fingerprint(f"{other} כותב ב {site} על העירייה ועל בתי הספר.", own)
    assert fingerprint(f"{one} כותב על העירייה.", own) != fingerprint(f"{other} כותב על העירייה.", own)


@pytest.mark.parametrize(
    ("lines", "goes"),
    [
        (("Kel moruta sulibo", "{n} tinata hune jepody.", '<a href="/give">Gil hunody</a>'), True),
        (("Kel moruta sulibo vem tinata hune jepody.", '<a href="/report">Gil hunody</a>'), False),
    ],
)
def test_of_two_stories_a_box_with_a_number_goes_and_a_sentence_above_a_link_stays(lines: tuple[str, ...], goes: bool) -> None:
    pages = [(story(n, box=[line.format(n=311 * n + 9) for line in lines] if n % 3 == 0 else [], at=2 + n % 4), NOON) for n in range(6)]
    template = learn(known(pages).values())
    for number in (0, 3):
        left = kept(template, pages[number][0], NOON)
        assert (left == kept(Template(), story(number, box=[]))) == goes
        assert "Gil hunody" not in left


def _of_a_site(made: list[str]) -> list[tuple[str, datetime]]:
    return [(html.replace("</title>", " | La Maravo</title>"), WEEKS[number % len(WEEKS)]) for number, html in enumerate(made)]


def test_a_line_that_ends_with_what_to_press_and_its_stop_goes_from_half_of_the_of_a_site() -> None:
    def one(number: int) -> str:
        line = f'Kelo moruta {number * 811}: sulibo vem tinata hune jepody lorume. <a href="/cxapelo/">Gilu nun</a>.'
        return story(number, box=[line] if number % 2 == 0 else [])

    template = learn(known(_of_a_site([one(number) for number in range(8)])).values())
    assert kept(template, one(10), WEEKS[5]) == kept(Template(), story(10, box=[]), WEEKS[5])


def test_the_note_on_each_author_is_one_though_a_comma_follows_the_name() -> None:
    names = ["Defo Arala", "Kero Bozoka", "Nermo Taskira"]

    def one(number: int, *, note: bool = True) -> str:
        line = f"{names[number % 3]}, La Maravo tarloru garata mahkemo yazoru."
        return story(number, box=[line] if note else [], at=7)

    def seen(html: str) -> str:
        return html.replace("</title>", " | La Maravo</title>")

    template = learn(known(_of_a_site([one(number) for number in range(9)])).values())
    assert kept(template, seen(one(12)), WEEKS[5]) == kept(Template(), seen(one(12, note=False)), WEEKS[5])


def test_the_authors_name_above_the_note_that_goes_goes_too() -> None:
    def one(number: int, *, note: bool = True, first: str = "") -> str:
        lines = ["Ada Drew", "Ada Drew, La Maravo tarloru garata mahkemo yazoru."] if note else []
        html = story(number, box=([first] if first else []) + lines, at=7).replace("<head>", '<head><meta name="author" content="Ada Drew">')
        return html.replace("</title>", " | La Maravo</title>")

    pages = [(one(number, first=f"Unue presita kiel numero {_paragraph(random.Random(number))}"), WEEKS[number % 8]) for number in range(9)]
    template = learn(known(pages).values())
    assert kept(template, one(12), WEEKS[5]) == kept(Template(), one(12, note=False), WEEKS[5])


def test_tags_below_a_label_go_though_they_are_two_short_ones() -> None:
    def one(number: int, *, tags: bool = True) -> str:
        words = [_WORDS[number * 7 % len(_WORDS)], _WORDS[number * 11 % len(_WORDS)]]
        line = "Etiko: " + " ".join(f'<a href="/t/{word}">#{word}</a>' for word in words)
        return story(number, box=[line] if tags else [], at=7)

    template = learn(known(_of_a_site([one(number) for number in range(9)])).values())
    assert kept(template, one(13), WEEKS[5]) == kept(Template(), one(13, tags=False), WEEKS[5])


NAMES = ("Vemase", "Droiki", "Fasoru", "Gilume")


def gifts(number: int, line: str = "{} hunody 50 jepune") -> list[str]:
    return ["Kel moruta sulibo vem tinata.", "Lorume vemase fasoru!", line.format(NAMES[number % 4].lower()), "Hune jepody baroto.", "Kelugi morata"]


def test_a_line_that_names_somebody_else_in_each_story_goes_with_the_letter_around_it() -> None:
    pages = [(story(n, box=gifts(n), at=1 + n % 5), NOON) for n in range(12)]
    new = story(77, box=gifts(0, "Tinata hunody 50 jepune"), at=4)
    assert kept(learn(known(pages).values()), new, NOON) == kept(Template(), story(77, box=[]))


@pytest.mark.parametrize("line", ["“{} hunody 50 jepune.”", "{}: 0800 555 0199", "Correction: {} hunody 50 jepune."])
def test_what_is_quoted_corrected_or_to_be_called_between_two_lines_of_furniture_stays(line: str) -> None:
    pages = [(story(n, box=gifts(n), at=1 + n % 5), NOON) for n in range(12)]
    new = story(77, box=gifts(0, line.format("Tinata")), at=4)
    assert line.format("tinata") in [one.replace("Tinata", "tinata") for one in kept(learn(known(pages).values()), new, NOON)]


def test_a_paragraph_of_the_story_between_two_lines_of_furniture_stays() -> None:
    own = [_paragraph(random.Random(900 + n))[:120] for n in range(13)]
    told = [story(n, box=["Kel moruta sulibo vem tinata.", own[n], "Hune jepody baroto."]) for n in range(13)]
    assert own[12] in kept(learn(known([(html, NOON) for html in told[:12]]).values()), told[12], NOON)


def test_a_line_of_one_story_inside_a_box_whose_other_lines_all_go_goes_with_them() -> None:
    def box(number: int) -> list[str]:
        lines = ["Kel moruta sulibo vem tinata.", "Lorume vemase fasoru!", f"{_WORDS[number]}ana hunody", "Hune jepody baroto.", "Kelugi morata"]
        return [f"<section>{''.join(f'<p>{line}</p>' for line in lines)}</section>"]

    pages = [(story(n, box=box(n), at=1 + n % 5, markup="{}"), NOON) for n in range(12)]
    assert kept(learn(known(pages).values()), story(77, box=box(50), markup="{}"), NOON) == kept(Template(), story(77, box=[]))


def test_notes_that_name_the_site_do_not_make_a_story_with_formulas_one_of_a_pool() -> None:
    note, said = "Titulo vemase droiki fasoru gil hunody.", ("Jepune lorame baroto kelugi.", "Sulibo tinata morata vem.")
    head = '<meta property="og:site_name" content="Titulo vemase">'
    extra = {2: said[0], 5: note, 8: said[1]}

    def told(number: int, lines: dict[int, str]) -> str:
        html = story(number, box=[], extra=lines).replace("<head>", f"<head>{head}")
        first, *rest = html.split("<p>")
        return "<p>".join([first, *(line for place, line in enumerate(rest) if place not in (0, 3, 6))])  # short: half of what it says is formulas

    pages = [(told(n, extra if n % 4 == 1 else {1 + n % 6: note}), NOON) for n in range(12)]
    shown = kept(learn(known(pages).values()), told(77, extra), NOON)
    assert note not in shown
    assert [line for line in said if line in shown]


@pytest.mark.parametrize("line", ["Y el río sigue a lo suyo.", "E a vida siga o seu curso.", "Siitä seuraa se.", "Șeful urmărește totul."])
def test_a_refrain_that_says_follows_of_something_else_stays(line: str) -> None:
    pages = [(story(n, box=[line] if n % 5 == 0 else [], at=7), seen) for n, seen in enumerate(days(*range(0, 40, 2)))]
    assert line in kept(learn(known(pages).values()), story(77, box=[line], at=7), days(41)[0])


@pytest.mark.parametrize("line", ["Two years later", "Sonra deniz sustu.", "Später regnete es."])
def test_a_few_words_that_say_later_of_something_else_stay(line: str) -> None:
    pages = [(story(n, box=[line] if n % 5 == 0 else [], at=5), seen) for n, seen in enumerate(days(*range(0, 40, 2)))]
    assert line in kept(learn(known(pages).values()), story(77, box=[line], at=5), days(41)[0])
