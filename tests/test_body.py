"""The body reader on pages in the shape of real ones."""

from __future__ import annotations

import time

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newscrawl.blocks import Block, segment
from newscrawl.document import Document, parse
from newscrawl.extract.body import Body, Model, chosen_body, judged, lead_chances, read_body
from newscrawl.extract.survey import Survey
from newscrawl.extract.trees import compiled, probability
from newscrawl.items import Page

TITLE = "Harbour town reopens its old swing bridge after three years"
LEAD = "The crossing closed when a barge struck a pier; ferries carried the traffic ever since."
STORY = (
    "The swing bridge over the harbour mouth opened on Saturday, three years after a gravel barge tore a hole into its northern pier.",
    "Several hundred people walked across before the first cars went. “I had forgotten how short it is,” said Marta Lindqvist, a baker.",
    "The repair cost twelve million crowns, four more than the council had planned, because divers found rot in beams unseen since 1961.",
    "A ferry had carried cyclists in the meantime. It will run until the end of the summer, the harbour office said, and be sold.",
    "Engineers will inspect the new bearings every month for a year. The bridge turns nine hundred times a season to let boats pass.",
    "Whether lorries may use it again is decided in the autumn, when a load test is done. Hauliers want an answer by October.",
)  # fmt: skip
CHROME = (
    "<nav><ul><li><a href=/n>News</a><li><a href=/s>Sport</a><li><a href=/w>Weather</a></ul></nav>",
    "<aside class=sidebar><h3>Most read</h3><ul><li><a href=/1>Storm takes the fish hall</a><li><a href=/2>Six goals in a night</a></ul></aside>"
    "<footer><p>Copyright Harbour Courier</p><ul><li><a href=/i>Imprint</a><li><a href=/p>Privacy</a></ul></footer>",
)


def page(story: str, head: str = "") -> Document:
    markup = f"<!doctype html><html lang=en><head><title>{TITLE}</title>{head}</head><body>{CHROME[0]}{story}{CHROME[1]}</body></html>"
    document = parse(Page("http://courier.test/bridge", markup.encode()))
    assert document is not None
    return document


def read(document: Document, **options: frozenset[int]) -> tuple[Body, tuple[Block, ...]]:
    blocks = segment(document)
    return read_body(document, blocks, title=TITLE, **options), blocks


def body_of(story: str) -> list[str]:
    return [text for _, text in read(page(story))[0].paragraphs]


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def test_the_story_is_kept_whole_and_what_stands_around_it_is_not() -> None:
    assert body_of(f"<main><article><h1>{TITLE}</h1><div class=article-body>{paragraphs(*STORY)}</div></article></main>") == list(STORY)


def test_a_lead_in_between_headline_and_text_is_the_standfirst_and_no_paragraph() -> None:
    head = f'<meta property="og:description" content="{LEAD}">'
    story = f"<article><header><h1>{TITLE}</h1><p class=standfirst>{LEAD}</p></header><div class=article-body>{paragraphs(*STORY)}</div></article>"
    body, _ = read(page(story, head))
    assert body.standfirst is not None
    assert body.standfirst[1] == LEAD
    assert LEAD not in [text for _, text in body.paragraphs]


@pytest.mark.parametrize("element", ["story-standfirst", "x-article-deck"])
def test_a_lead_in_alone_in_an_element_of_the_sites_own_making_that_says_so_is_the_standfirst(element: str) -> None:
    head = f'<meta property="og:description" content="{LEAD}">'
    body, _ = read(page(f"<a-story><h1>{TITLE}</h1><{element}><p>{LEAD}</p></{element}><a-text>{paragraphs(*STORY)}</a-text></a-story>", head))
    assert body.standfirst is not None
    assert body.standfirst[1] == LEAD
    assert [text for _, text in body.paragraphs] == list(STORY)


def test_an_element_that_holds_the_whole_story_sets_nothing_apart_whatever_it_is_called() -> None:
    assert body_of(f"<main><h1>{TITLE}</h1><story-deck>{paragraphs(*STORY)}</story-deck></main>") == list(STORY)


@pytest.mark.parametrize(
    ("opening", "chance", "apart"),
    [
        ("<p>{}</p>", 0.95, False),
        ("<p>{}</p>", 0.6, True),
        ("<p class=standfirst>{}</p>", 0.95, True),
        ("<p><b>{}</b></p>", 0.95, True),
        ("<header><p>{}</p></header>", 0.95, True),
    ],
)
def test_what_is_surely_text_is_the_first_paragraph_unless_its_name_place_or_type_sets_it_apart(opening: str, chance: float, apart: bool) -> None:
    document = page(f"<article><h1>{TITLE}</h1><div>{opening.format(LEAD)}{paragraphs(*STORY)}</div></article>")
    survey = Survey(document, segment(document), TITLE, frozenset())
    told = [survey.blocks[index].text for index in survey.kept]
    model = Model(lambda row: 0.0, lambda row: 0.0, None, 0.5, 0.35, ((0.0, 0.0), (1.0, 1.0)))
    body = chosen_body(survey, [chance if text == LEAD else 0.99 for text in told], [0.6 if text == LEAD else 0.0 for text in told], model)
    assert (body.standfirst is not None) == apart
    assert (LEAD in [text for _, text in body.paragraphs]) != apart


@pytest.mark.parametrize(
    "story",
    [
        "<div class=text>" + "<br><br>".join(STORY) + "</div>",
        "<div class=text>" + "".join(f"<div>{text}</div>" for text in STORY) + "</div>",
        "<div class=text>" + "<p></p>".join(STORY) + "</div>",
        "<div>" * 300 + paragraphs(*STORY) + "</div>" * 300,
    ],
    ids=["line breaks", "divs only", "loose text", "deep"],
)
def test_text_is_found_however_it_is_marked_up(story: str) -> None:
    assert body_of(f"<article><h1>{TITLE}</h1>{story}</article>") == list(STORY)


def test_subheads_lists_and_quotes_inside_the_text_are_text() -> None:
    inner = (
        paragraphs(*STORY[:3])
        + "<h2>What the repair replaced</h2><ul><li>Forty oak beams below the waterline, some of them a century old.</li>"
        + "<li>All bearings of the turning span.</li></ul>"
        + "<blockquote><p>“We found things down there that no drawing shows,” said the head diver.</p></blockquote>"
        + paragraphs(*STORY[3:])
    )
    body = body_of(f"<article><h1>{TITLE}</h1><div class=article-body>{inner}</div></article>")
    assert set(STORY) <= set(body)
    assert "What the repair replaced" in body
    assert "“We found things down there that no drawing shows,” said the head diver." in body
    assert "Forty oak beams below the waterline, some of them a century old." in body


def test_readers_comments_are_not_the_story() -> None:
    comments = "".join(f"<li class=comment><div>Anna {k}</div><p>{text.replace('bridge', 'thing')}</p></li>" for k, text in enumerate(STORY))
    body = body_of(f"<article><h1>{TITLE}</h1><div class=article-body>{paragraphs(*STORY)}</div></article><ol class=comments>{comments}</ol>")
    assert body == list(STORY)


def test_the_story_told_twice_on_a_page_is_read_once() -> None:
    body = body_of(f"<article><h1>{TITLE}</h1><div class=text>{paragraphs(*STORY)}</div><div class=print>{paragraphs(*STORY)}</div></article>")
    assert sorted(body) == sorted(STORY)


def test_the_title_is_not_repeated_in_the_body() -> None:
    assert TITLE not in body_of(f"<article><h1>{TITLE}</h1><div class=article-body><p>{TITLE}</p>{paragraphs(*STORY)}</div></article>")


def test_barred_blocks_and_captions_are_never_text() -> None:
    document = page(f"<article><h1>{TITLE}</h1><div class=article-body>{paragraphs(*STORY)}</div></article>")
    at = {block.text: block.index for block in segment(document)}
    body, blocks = read(document, barred=frozenset({at[STORY[1]]}), captions=frozenset({at[STORY[3]]}))
    kept = [text for _, text in body.paragraphs]
    assert STORY[1] not in kept
    assert STORY[3] not in kept
    assert body.scores[at[STORY[1]]] == body.scores[at[STORY[3]]] == 0.0
    assert len(body.scores) == len(blocks)


def test_a_caption_whose_characters_are_words_is_no_longer_than_another() -> None:
    caption = "土曜日の朝、三年ぶりに開通した港の旋回橋を歩いて渡る市民ら。橋の向こうに灯台が見える。"
    story = "港の古い旋回橋が三年ぶりに開通し、週末には数百人の市民が歩いて渡った。修理には予定より多くの費用がかかったという。"
    document = page(f"<article><h1>{TITLE}</h1><div class=article-body><p>{story}</p><p>{caption}</p><p>{story[::-1]}</p></div></article>")
    at = {block.text: block.index for block in segment(document)}
    body, _ = read(document, captions=frozenset({at[caption]}))
    assert body.scores[at[caption]] == 0.0


@pytest.mark.parametrize(
    "sentence",
    [
        "港の古い旋回橋が三年ぶりに開通し、週末には数百人の市民が歩いて渡った。修理には予定より多くの費用がかかったという。",
        "เทศบาลเปิดสะพานเก่าอีกครั้งหลังจากปิดซ่อมนานสามปี ชาวเมืองหลายร้อยคนเดินข้ามสะพานในวันเสาร์",
        "أعيد فتح الجسر القديم عند مدخل الميناء يوم السبت بعد إغلاق دام ثلاث سنوات، وعبره مئات السكان سيرا على الأقدام.",
    ],
    ids=["japanese", "thai", "arabic"],
)
def test_other_scripts_are_text_too(sentence: str) -> None:
    story = [f"{k} {sentence}" for k in range(6)]
    assert body_of(f"<article><h1>{TITLE}</h1><div class=article-body>{paragraphs(*story)}</div></article>") == story


def test_a_page_without_text_gives_an_empty_body_and_no_confidence() -> None:
    document = parse(Page("http://courier.test/", b"<html><body><a href=/a>a</a></body></html>"))
    assert document is not None
    body, _ = read(document)
    assert body.paragraphs == ()
    assert body.standfirst is None
    assert body.confidence == 0.0


def test_confidence_is_higher_for_a_story_than_for_a_list_of_links_with_teasers() -> None:
    story, _ = read(page(f"<article><h1>{TITLE}</h1><div class=article-body>{paragraphs(*STORY)}</div></article>"))
    teasers = "".join(f"<div class=card><a href=/{k}><h3>Headline number {k}</h3></a><p>{text[:70]}</p></div>" for k, text in enumerate(STORY))
    listing, _ = read(page(f"<main><h1>Latest</h1>{teasers}</main>"))
    assert 0 <= listing.confidence < story.confidence <= 1


TAGS = ["<div>", "</div>", "<p>", "<article>", "</article>", "<h1>", "</h1>", "<li>", "<br>", "<aside>"]


@given(st.lists(st.sampled_from([*TAGS, *STORY, "short", "<a href=x>link</a>"]), max_size=40))
@settings(max_examples=50, deadline=None)
def test_what_is_kept_was_there_in_this_order_and_reading_again_says_the_same(parts: list[str]) -> None:
    document = parse(Page("http://courier.test/x", ("<body>x" + "".join(parts)).encode()))
    assert document is not None
    body, blocks = read(document)
    places = [index for index, _ in body.paragraphs]
    assert places == sorted(set(places))
    assert all(" ".join(blocks[index].text.split()) == text for index, text in body.paragraphs)
    assert all(0 <= score <= 1 for score in body.scores)
    assert read(document)[0] == body


@pytest.mark.parametrize(
    "markup",
    [
        "a<br>" * 60_000,
        "<p>some words of a story. " * 20_000,
        "<table>" + "<tr><td>one two three four<td>five" * 15_000,
        "<div>x" * 2_000 + "<p>y" * 5_000,
    ],
)
def test_hostile_pages_take_their_length_and_no_more(markup: str) -> None:
    document = parse(Page("http://courier.test/x", f"<body>{markup}".encode()))
    assert document is not None
    started = time.process_time()
    read(document)
    assert time.process_time() - started < 8


def test_compiled_trees_answer_as_their_nodes_say() -> None:
    score = compiled([[0, 1.5, [2, 0.0, 1.0, 2.0], -3.0], [1, 0.0, 10.0, 20.0]])
    assert score([1, 0, 0]) == 11.0
    assert score([1, 1, 5]) == 22.0
    assert score([2, 1, 0]) == 17.0


def test_a_tree_of_anything_but_numbers_is_refused() -> None:
    with pytest.raises((TypeError, ValueError)):
        compiled([["__import__('os')", 0.0, 1.0, 2.0]])


def test_probability_stands_extremes() -> None:
    assert probability(0.0) == 0.5
    assert probability(-1e9) == 0.0
    assert probability(1e9) == 1.0


def test_a_table_of_results_in_the_story_is_kept_or_left_as_a_whole() -> None:
    names = ("Lindqvist", "Okafor", "Brandt", "Moreau", "Silva", "Petrov")
    rows = "".join(f"<tr><td>{place}<td>{name}<td>{40 - place}" for place, name in enumerate(names, 1))
    found = body_of(f"<article><h1>{TITLE}</h1>{paragraphs(*STORY[:3])}<table>{rows}</table>{paragraphs(*STORY[3:])}</article>")
    assert [name for name in names if name in found] in ([], list(names))


def test_a_page_is_read_the_same_whatever_was_read_before() -> None:
    story = f"<div><h1>{TITLE}</h1>{STORY[0]}<br><br>{STORY[1]}<br><br><a href=/more>More of the harbour</a></div>"
    first = read(page(story))[0]
    for n in range(30):
        read(page(f"<p>{STORY[n % 6]}</p><a href=/{n}>Another one of many</a>"))
    assert read(page(story))[0] == first


def test_paragraphs_that_begin_alike_are_all_kept() -> None:
    opening = "The spokeswoman of the harbour office told this paper on Tuesday afternoon that"
    longer = "nobody was hurt, and that the two men who had been on the pier when the barge struck it are well again, as everyone had hoped"
    others = [f"{opening} {end}." for end in ("the crane will be sold", "the pier stays shut", "the barge was insured")]
    said = [*others, f"{opening} {longer}. {longer.capitalize()}.", *STORY]
    story = "".join(f"<p>{one}</p>" for one in said)
    document = parse(Page("https://paper.example/story", f"<html><body><article><h1>{TITLE}</h1>{story}</article></body></html>".encode()))
    assert document is not None
    found = [text for _, text in read_body(document, segment(document), title=TITLE).paragraphs]
    assert [one for one in said if one not in found] == []


@pytest.mark.parametrize(
    ("heading", "chance", "kept"),
    [
        ("<h3>What comes next</h3>", 0.4, True),
        ("<h3>What comes next</h3>", 0.1, False),  # surely none
        ("<h3><a href='/more'>What comes next</a></h3>", 0.4, False),  # a teaser
        ("<div><h3>What comes next</h3></div>", 0.4, False),  # a box's
        ("<div>What comes next</div>", 0.4, False),
    ],
)
def test_a_heading_between_two_paragraphs_of_the_text_is_text_where_that_is_half_likely(heading: str, chance: float, kept: bool) -> None:
    document = page(f"<article>{paragraphs(*STORY[:2])}{heading}{paragraphs(*STORY[2:])}</article>")
    survey = Survey(document, segment(document), TITLE, frozenset())
    told = [survey.blocks[i].text for i in survey.kept]
    chances = [0.95 if text in STORY else chance if text == "What comes next" else 0.0 for text in told]
    model = Model(compiled([]), compiled([]), None, 0.5, 0.5, ())
    assert ("What comes next" in [text for _, text in chosen_body(survey, chances, None, model).paragraphs]) == kept


@pytest.mark.parametrize(
    ("story", "kept"),
    [
        (f"<p>{STORY[0]}</p><p>The mill shut down in 1987.</p>", True),
        (f"<div><p>{STORY[0]}</p></div><div><p>The mill shut down in 1987.</p></div>", True),  # each paragraph in a box of its own
        (f"<p>{STORY[0]}</p><p>The mill shut down in 1987</p>", False),  # no sentence
        (f"<p>{STORY[0]}</p><p><a href=/m>The mill</a> shut down in 1987.</p>", False),
        (f"<p>{STORY[0]}</p><p class=more>The mill shut down in 1987.</p>", False),
        (f"<div><p>{STORY[0]}</p><p>{STORY[1]}</p></div><div><p>The mill shut down in 1987.</p></div>", False),
        (f"<p>{STORY[0]}</p><p>{STORY[1]}</p>", False),  # the trees know what to think of a long one
    ],
)
def test_a_short_sentence_that_goes_on_with_the_text_is_text_where_that_is_half_likely(story: str, kept: bool) -> None:
    document = page(f"<main>{story}</main>")
    survey = Survey(document, segment(document), None, frozenset())
    chances = [0.0] * len(survey.kept)
    last = 0
    for k, i in enumerate(survey.kept):
        if survey.blocks[i].text in (*STORY, "The mill shut down in 1987.", "The mill shut down in 1987"):
            chances[k], last = 0.9, k
    chances[last] = 0.4
    model = Model(compiled([]), compiled([]), None, 0.5, 0.5, ())
    paragraphs = [text for _, text in chosen_body(survey, chances, None, model).paragraphs]
    assert paragraphs[0] == STORY[0]
    assert (len(paragraphs) == sum(chance > 0 for chance in chances)) is kept


@pytest.mark.parametrize(("first", "asked"), [(-5.0, False), (0.0, True), (5.0, False)])
def test_the_second_round_is_asked_about_what_the_first_leaves_open(first: float, asked: bool) -> None:
    document = page(f"<article><h1>{TITLE}</h1><div>{paragraphs(*STORY)}</div></article>")
    survey = Survey(document, segment(document), TITLE, frozenset())
    model = Model(lambda row: first, lambda row: 0.5, None, 0.5, 0.35, ())
    chances, lead = judged(survey, model)
    assert lead is None
    assert chances == pytest.approx([probability(0.5 if asked else first)] * len(survey.kept))


def survey_of(story: str) -> Survey:
    document = page(story)
    return Survey(document, segment(document), TITLE, frozenset())


def asked_of(survey: Survey) -> list[str]:
    return [survey.blocks[index].text for index in survey.kept]


def test_what_is_called_comments_is_asked_about_where_there_is_nothing_else() -> None:
    posts = "".join(f"<div class=comment><p>{text}</p></div>" for text in STORY)
    thread = f"<main><h1>{TITLE}</h1><div class=comments>{posts}</div></main>"
    beside_a_story = f"<main><h1>{TITLE}</h1><div class=text>{paragraphs(*reversed(STORY))}</div><div class=comments>{posts}</div></main>"
    assert set(STORY) <= set(asked_of(survey_of(thread)))
    assert [text for text in asked_of(survey_of(beside_a_story)) if text in STORY] == list(reversed(STORY))


def test_a_heading_that_is_a_link_is_asked_about_inside_the_text_and_not_outside() -> None:
    heading = "<h3><a href=/{0}>The {0} report</a></h3>"
    inside = paragraphs(*STORY[:3]) + heading.format("divers") + paragraphs(*STORY[3:])
    found = asked_of(survey_of(f"<h1>{TITLE}</h1><div class=text>{inside}</div><div class=more>{heading.format('fishing')}</div>"))
    assert "The divers report" in found
    assert "The fishing report" not in found


@pytest.mark.parametrize(
    ("head", "name", "chance", "lead"),
    [("div", "intro", 0.6, 0.5), ("div", "intro", 0.95, 0.0), ("header", "intro", 0.95, 0.5), ("div", "article-standfirst", 0.95, 0.5)],
)
def test_what_first_paragraphs_are_called_too_is_one_where_it_is_likely_text(head: str, name: str, chance: float, lead: float) -> None:
    opening = f"<{head}><h1>{TITLE}</h1><p class={name}>{LEAD}</p></{head}>"
    survey = survey_of(f"<article>{opening}<div class=text>{paragraphs(*STORY)}</div></article>")
    chances = [chance if survey.blocks[index].text == LEAD else 0.99 for index in survey.kept]
    survey.first_rows()
    found = lead_chances(survey, lambda row: -5.0, dict(enumerate(survey.second_rows(chances))), chances)
    assert found[asked_of(survey).index(LEAD)] == pytest.approx(lead)


@pytest.mark.parametrize(
    ("between", "asked"),
    [
        ("<p><a href=/x>FERRY CREWS FEAR FOR THEIR WORK AS THE SWING BRIDGE OPENS ONCE MORE</a></p>", False),
        ("<h3><a href=#crews>WHAT THE FERRY CREWS FEAR</a></h3>", True),
        ("<p>FERRY CREWS FEAR FOR THEIR WORK AS THE SWING BRIDGE OPENS ONCE MORE</p>", True),
        ("<p><a href=/x>Ferry crews fear for their work as the swing bridge opens once more</a></p>", True),
        ("<p>).</p>", False),
        ("<p>https://courier.test/pictures/bridge-17.jpg</p>", False),
        ("<p>___</p>", True),  # as news agencies part a story from what they say of it
        ("<p>Why?</p>", True),
    ],
)
def test_a_line_of_capitals_that_is_all_link_and_signs_that_are_no_words_are_not_asked_about(between: str, asked: bool) -> None:
    survey = survey_of(f"<article><h1>{TITLE}</h1><div>{paragraphs(*STORY[:3])}{between}{paragraphs(*STORY[3:])}</div></article>")
    found = asked_of(survey.narrowed())
    assert set(STORY) <= set(found)
    assert (lxml.html.fromstring(between).text_content() in found) is asked


def test_what_leads_in_above_the_box_of_the_text_is_asked_about_and_the_foot_of_the_page_is_not() -> None:
    foot = "<footer><div><div><p class=end>The Courier is printed on Thursdays</p><p class=end>Letters to the quay</p></div></div></footer>"
    survey = survey_of(f"<div><h1>{TITLE}</h1><p class=x>Ferry to be sold</p></div><main><div>{paragraphs(*STORY)}</div></main>{foot}")
    narrow = survey.narrowed()
    assert {"Ferry to be sold", *STORY} <= set(asked_of(narrow))
    assert "Letters to the quay" in asked_of(survey)
    assert "Letters to the quay" not in asked_of(narrow)


def test_the_few_words_of_other_cells_of_a_page_made_of_tables_are_not_the_story() -> None:
    text = "".join(
        f"<p>The harbour board voted on day {i} of its session to close the old ferry pier, which had run since before the war.</p>" for i in range(6)
    )
    document = page(
        '<table><tr><td width="130"><b>News</b><br><a href="/1">Another story</a></td>'
        f'<td width="480"><font>Harbour</font><br><h2>The title of the page</h2>{text}'
        "<table><tr><td>North pier</td><td>Open</td></tr><tr><td>South pier</td><td>Closed</td></tr></table></td>"
        '<td width="150"><b>Read also</b><br><a href="/2">One more story</a></td></tr>'
        "<tr><td colspan=3>Copyright 2003 The Evening Lantern of Harbour</td></tr></table>"
    )
    told = [said for _, said in read(document)[0].paragraphs]
    assert sum(said.startswith("The harbour board") for said in told) == 6
    assert {"News", "Read also", "Copyright 2003 The Evening Lantern of Harbour"}.isdisjoint(told)
