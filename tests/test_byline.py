"""Byline: who wrote it, told from sites, roles, towns, agencies' desks and the neighbours' authors."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newscrawl.blocks import segment
from newscrawl.document import parse
from newscrawl.extract.byline import FEATURES, Byline, _choose, features, read_byline
from newscrawl.extract.claims import Candidate, candidates
from newscrawl.extract.people import people
from newscrawl.items import Page
from newscrawl.text import clean


def byline(body: str = "", head: str = "", url: str = "https://paper.example/story") -> Byline:
    shown = f"<h1>Harbour reopens</h1>{body}<p>The first ferry came in at dawn.</p>"
    page = f"<html lang='en'><head><title>Harbour reopens</title>{head}</head><body>{shown}</body></html>"
    document = parse(Page(url, page.encode()))
    assert document is not None
    blocks = segment(document)
    return read_byline(document, blocks, next(block.index for block in blocks if block.tag == "h1"))


def linked(author: object, **more: object) -> str:
    node = {"@type": "NewsArticle", "headline": "Harbour reopens", "author": author, **more}
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


PERSON = {"@type": "Person", "name": "Jane Roe"}

LINES = {
    "By Jane Roe": ["Jane Roe"],
    "ByJane Roe": ["Jane Roe"],
    "By Jane Roe and John Q. Doe": ["Jane Roe", "John Q. Doe"],
    "Von Jana Muster und Udo Beispiel": ["Jana Muster", "Udo Beispiel"],
    "Par Jeanne Exemple": ["Jeanne Exemple"],
    "Por Juana Muestra": ["Juana Muestra"],
    "Di Gianna Prova": ["Gianna Prova"],
    "Door Jan Voorbeeld": ["Jan Voorbeeld"],
    "Af Jens Eksempel": ["Jens Eksempel"],
    "Written by: Jane Roe | 13 May 2024": ["Jane Roe"],
    "Jane Roe, Published 13 May 2024": ["Jane Roe"],
    "Text: Jana Muster": ["Jana Muster"],
    "文／山田太郎": ["山田太郎"],
    "김가상 기자": ["김가상"],
    "記者：王小明": ["王小明"],
    "Haber: Elif Örnek": ["Elif Örnek"],
    "Haber Merkezi": ["Haber Merkezi"],
    "Авторка: Ірина Приклад": ["Ірина Приклад"],
    "Της Μαρίας Υποδείγματος": ["Μαρίας Υποδείγματος"],
    "كتبت: ليلى المثال": ["ليلى المثال"],
    "نویسنده: نرگس نمونه": ["نرگس نمونه"],
    "द्वारा सुनीता उदाहरण": ["सुनीता उदाहरण"],
    "প্রতিবেদক: তানিয়া উদাহরণ": ["তানিয়া উদাহরণ"],
    "โดย สุภาพร ตัวอย่าง": ["สุภาพร ตัวอย่าง"],
    "Tác giả: Nguyễn Thu Mẫu": ["Nguyễn Thu Mẫu"],
    "Penulis: Dewi Contoh": ["Dewi Contoh"],
    "Oleh Prykladenko": ["Oleh Prykladenko"],
    "文=山田花子": ["山田花子"],
    "द्वारा": [],
    "كتبت": [],
    "By Renata Exemplo03/11/2026 14h05": ["Renata Exemplo"],
    "Av Karin Exempel3 november 2026 kl. 14.05": ["Karin Exempel"],
    "Szerző: Kovács Példa 2026. november 3. 14:05": ["Kovács Példa"],
    "Par Jeanne Exemple Publié le 3 novembre 2026 à 14h05": ["Jeanne Exemple"],
    "Por Juana Muestra 3 de noviembre de 2026": ["Juana Muestra"],
    "von lupa am 7. Juli 2019": ["lupa"],
    "Penulis: Dewi Contoh Selasa, 3 November 2026": ["Dewi Contoh"],
    "Da sabato gli abitanti dell’isola si muovono soltanto con barche private.": [],
    "Jane Roe, MD": ["Jane Roe"],
    "Staff and news service reports": ["Staff and news service reports"],
    "Jane Roe Nov 15, 2025": ["Jane Roe"],
    "Jana Muster 1. Januar 2023": ["Jana Muster"],
    "Eingestellt von Jana Muster": ["Jana Muster"],
    "Contributors: Jane Roe, John Doe": ["Jane Roe", "John Doe"],
    "Text: von Jana Muster": ["Jana Muster"],
    "Von Di Prova": ["Di Prova"],
    "Written by": [],
    "Sign in": [],
    "jane.roe@paper.example": [],
    "https://paper.example/jane": [],
    "13 May 2024": [],
    "": [],
}


@pytest.mark.parametrize("line", LINES)
def test_names_in_a_line(line: str) -> None:
    assert people(line) == LINES[line]


def test_linked_data_and_the_visible_line_agree() -> None:
    found = byline("<p class='byline'>By <a rel='author' href='/jane'>Jane Roe</a></p>", linked(PERSON))
    assert found.authors == ("Jane Roe",)
    assert (found.byline, found.block) == ("By Jane Roe", 1)


def test_a_visible_line_is_enough() -> None:
    assert byline("<p class='byline'>By <a href='/author/jane-roe' rel='author'>Jane Roe</a></p>").authors == ("Jane Roe",)


def test_several_authors_keep_their_order() -> None:
    assert byline(head=linked([PERSON, {"@type": "Person", "name": "John Doe"}, {"@type": "Person", "name": "Ann Other"}])).authors == (
        "Jane Roe",
        "John Doe",
        "Ann Other",
    )


def test_a_reference_to_a_person_is_followed() -> None:
    graph = [{"@type": "NewsArticle", "headline": "Harbour reopens", "author": {"@id": "#jane"}}, PERSON | {"@id": "#jane"}]
    assert byline(head=f'<script type="application/ld+json">{json.dumps({"@graph": graph})}</script>').authors == ("Jane Roe",)


def test_the_site_is_not_the_author_where_a_person_is() -> None:
    head = '<meta property="og:site_name" content="The Paper">' + linked([{"@type": "Organization", "name": "The Paper"}, PERSON])
    assert byline("<p class='byline'>By <a rel='author' href='/jane'>Jane Roe</a></p>", head).authors == ("Jane Roe",)


def test_an_address_is_no_author() -> None:
    assert byline(head='<meta property="article:author" content="https://social.example/thepaper">').authors == ()


def test_a_page_that_names_nobody_has_no_author() -> None:
    found = byline("<p>It was quiet for nine years.</p>")
    assert found == Byline()


WRONG = [5, True, None, [], {}, [[]], [[["x"]]], {"name": 5}, {"name": {"name": "x"}}, {"@id": 7}, {"@id": "#none"}, "\ud800", 1e300]


@pytest.mark.parametrize("wrong", WRONG)
def test_authors_of_wrong_types_are_none(wrong: object) -> None:
    assert isinstance(byline(head=linked(wrong)).authors, tuple)


@given(st.text(max_size=120))
@settings(max_examples=100, deadline=None)
def test_names_are_clean_and_bounded(text: str) -> None:
    for name in people(text):
        assert 0 < len(name) <= 80 and clean(name) is not None


@given(st.text(max_size=80), st.text(max_size=80))
@settings(max_examples=40, deadline=None)
def test_whatever_the_page_says_authors_are_clean_strings(one: str, two: str) -> None:
    safe = two.encode("utf-8", "replace").decode().replace("<", " ").replace("\0", " ")
    found = byline(f"<p class='author'>{safe}</p>", linked([one, {"name": two}]))
    assert all(name == clean(name) for name in found.authors)


def test_every_candidate_has_every_feature() -> None:
    document = parse(Page("https://paper.example/a", f"<h1>Harbour</h1>{linked(PERSON)}<p>By John Doe</p>".encode()))
    assert document is not None
    blocks = segment(document)
    found = candidates(document, blocks, 0)
    assert len(found) == 2 and all(len(row) == len(FEATURES) for row in features(document, blocks, 0, found))


def test_many_classes_and_endless_lines_cost_little() -> None:
    body = "".join(f"<p class='author{i}'>J</p>" for i in range(30_000)) + "<p class='byline'>By " + "A and " * 9_000 + "</p>"
    start = time.process_time()
    byline(body)
    assert time.process_time() - start < 4


@pytest.mark.parametrize(
    ("line", "names"),
    (
        ("13/05/2024 - by Jane Roe", ("Jane Roe",)),
        ("Mis en ligne le 13 mai 2024 - par Anne Exemple et Luc Mod\u00e8le", ("Anne Exemple", "Luc Mod\u00e8le")),
        ("Port-Neuf, le 13 mai 2024 - par Anne Exemple", ("Anne Exemple",)),
        ("Posted on May 13, 2024 at 10:15 am by Jane Roe", ("Jane Roe",)),
        ("13.05.2024, 23:58 Uhr Von Jana Muster und Udo Beispiel", ("Jana Muster", "Udo Beispiel")),
    ),
)
def test_a_name_after_the_date_is_read_and_its_line_known(line: str, names: tuple[str, ...]) -> None:
    found = byline(f"<div>{line}</div>")
    assert (found.authors, found.block, found.byline) == (names, 1, line)


@pytest.mark.parametrize(
    ("language", "line", "name"),
    (
        ("ro", "De Ioana Exemplu", "Ioana Exemplu"),
        ("id", "Oleh Dewi Contoh", "Dewi Contoh"),
        ("nl", "De Jong", "De Jong"),
        ("uk", "Oleh Prykladenko", "Oleh Prykladenko"),
    ),
)
def test_a_word_that_is_a_name_elsewhere_leads_to_one_in_its_language_alone(language: str, line: str, name: str) -> None:
    assert people(line, language) == [name]


@pytest.mark.parametrize(
    "line",
    (
        "3 नवंबर 2026 · सुनीता उदाहरण",
        "3 نوفمبر 2026 · ليلى المثال",
        "3 בנובמבר 2026 | נועה דוגמה",
        "2026年11月3日 · 陈晓例",
        "2026. november 3. · Kovács Példa",
    ),
)
def test_a_bare_name_behind_the_date_needs_no_capitals(line: str) -> None:
    found = byline(f"<p>{line}</p>")
    assert found.authors == (line.rsplit(" · " if "·" in line else " | ")[-1],)


def test_a_long_line_of_letters_and_signs_behind_a_date_costs_little() -> None:
    start = time.process_time()
    assert byline(f"<p>3 नवंबर 2026 · {'ि' * 60}{'का' * 30}!</p>").authors == ()
    assert time.process_time() - start < 1


@pytest.mark.parametrize("line", ("2026년 11월 3일 · 박예시 기자", "박예시 기자 입력 2026.11.03 14:05", "박예시 기자 | 2026-11-03 14:05:00"))
def test_a_reporter_is_known_by_the_word_behind_the_name_on_either_side_of_the_date(line: str) -> None:
    assert byline(f"<p>{line}</p>").authors == ("박예시",)


def test_a_section_behind_the_date_wrote_nothing() -> None:
    for line in ("3 नवंबर 2026 · देश", "2026年11月3日 · 本地新闻", "3 نوفمبر 2026 · محليات"):
        assert byline(f"<p>{line}</p>").authors == ()


@pytest.mark.parametrize("line", ("Fot. Marek Przykład / PAP", "Фото: Антон Пример", "사진=최예시 기자", "تصوير: كريم المثال", "记者 王例伟 摄"))
def test_who_took_the_picture_wrote_nothing(line: str) -> None:
    assert byline(f'<div class="pic-author">{line}</div>').authors == ()
    assert byline(f"<p>{line}</p>").authors == ()


@pytest.mark.parametrize("line", ("Dear Reader,", "Dear friends", "Liebe Leserinnen und Leser,", "Chers lecteurs,", "Thank Your Editor"))
def test_who_is_spoken_to_wrote_nothing(line: str) -> None:
    assert byline(f"<p>{line}</p>").authors == ()


def test_a_surname_that_greets_is_a_name() -> None:
    assert people("By Jeremy Dear and Caro You") == ["Jeremy Dear", "Caro You"]


def test_a_byline_in_brackets_is_read() -> None:
    assert byline("<p>\uff08\u8d23\u7f16\uff1a\u738b\u5c0f\u660e\u3001\u674e\u5927\u534e\uff09</p>").authors


def test_names_that_only_their_elements_keep_apart_are_several() -> None:
    assert byline("<div><a href='/a'>Jane Mary Roe</a> <a href='/b'>John Doe</a> <a href='/c'>Anne Exemple</a></div>").authors == (
        "Jane Mary Roe", "John Doe", "Anne Exemple",
    )  # fmt: skip


def offers(body: str = "", head: str = "", title: str = "Harbour reopens") -> dict[str, set[str]]:
    document = parse(
        Page("https://paper.example/story", f"<html><head><title>{title}</title>{head}</head><body><h1>x</h1>{body}</body></html>".encode())
    )
    assert document is not None
    return {one.text: set(one.sources) for one in candidates(document, segment(document), 0)}


def test_letters_behind_a_name_are_offered_with_it_and_without() -> None:
    found = offers(head='<meta name="author" content="Jane Roe, MS, RD">')
    assert found.keys() == {"Jane Roe", "Jane Roe, MS, RD"}
    assert offers(head='<meta name="author" content="Jane Roe, Editor in chief">').keys() == {"Jane Roe", "Editor in chief"}


def test_who_names_the_site_after_themselves_may_be_the_author() -> None:
    assert offers(title="Harbour reopens | Jane Roe")["Jane Roe"] == {"site-name"}
    assert offers(title="Harbour reopens | the coast") == {}


def test_the_sites_own_name_is_an_author_where_nobody_else_is_likely() -> None:
    head = '<meta property="og:site_name" content="Jane Roe"><meta name="author" content="Jane Roe"><meta name="parsely-author" content="Ann Poe">'
    document = parse(Page("https://paper.example/story", f"<html><head>{head}</head><body><h1>Harbour reopens</h1></body></html>".encode()))
    assert document is not None
    meta = FEATURES.index("meta-author")
    assert read_byline(document, segment(document), 0, lambda row: 0.3 if row[meta] else -9.0).authors == ("Jane Roe",)


def test_all_names_of_one_line_are_taken_where_one_of_them_is() -> None:
    document = parse(
        Page("https://paper.example/story", b"<html><body><h1>Harbour reopens</h1><p>By Ann Poe, Jane Roe and John Doe</p></body></html>")
    )
    assert document is not None
    first = FEATURES.index("rank")
    assert read_byline(document, segment(document), 0, lambda row: -0.8 - 0.5 * row[first]).authors == ("Ann Poe", "Jane Roe", "John Doe")


@pytest.mark.parametrize("end", [", 14 November 2026", " 14.11.2026, 18:00 Uhr", " | November 14, 2026", ""])
def test_the_date_that_ends_a_line_is_no_part_of_the_byline(end: str) -> None:
    found = byline(f"<p class=by>By Jane Roe{end}</p>")
    assert (found.byline, found.authors) == ("By Jane Roe", ("Jane Roe",))


@pytest.mark.parametrize("line", ["2026-11-12 · 2 min · Mara Duda", "November 12, 2026 · 5 min read · Mara Duda", "12.11.26 | 3 Min. | Mara Duda"])
def test_how_long_a_text_takes_to_read_may_stand_between_its_day_and_its_author(line: str) -> None:
    assert byline(f"<div>{line}</div><p>The first ferry came in at dawn.</p>").authors == ("Mara Duda",)


def test_who_only_comments_wrote_nothing() -> None:
    comment = "<li class='comment' id='comment-7'><div class='comment-author vcard'><cite class='fn'>Bev Roe</cite> says</div></li>"
    story = "<p>The first ferry came in at dawn, and the harbour was open again.</p>"
    assert byline(f"{story}<ol class='commentlist'>{comment}</ol>").authors == ()
    assert byline(f"<p class='byline'>By Bev Roe</p>{story}<ol class='commentlist'>{comment}</ol>").authors == ("Bev Roe",)


def test_a_name_under_a_picture_alone_took_the_picture() -> None:
    credit = "<div class='wp-caption'><img src='/1.jpg'><span class='media-credit'><a href='/author/x/'>Lars Brug</a>/AP</span></div>"
    story = "<p>The first ferry came in at dawn, and the harbour was open again.</p>"
    assert byline(f"{credit}<p>By Henrike Voll</p>{story}").authors == ("Henrike Voll",)
    assert byline(f"{credit}<p>By Lars Brug</p>{story}").authors == ("Lars Brug",)


def test_who_is_named_in_one_field_with_an_author_is_one_too() -> None:
    one, two = (Candidate((name.lower(), "muster"), f"{name} Muster", rank, {"meta-article": rank}) for rank, name in enumerate(("Anna", "Jo")))
    blank = [0.0] * len(FEATURES)
    assert [name.text for name in _choose([one, two], [blank, blank], [0.5, 0.2])] == ["Anna Muster", "Jo Muster"]
    two.whole = True  # it was named alone
    assert [name.text for name in _choose([one, two], [blank, blank], [0.5, 0.2])] == ["Anna Muster"]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Text: Jordi Exemple i Soler", ["Jordi Exemple i Soler"]),
        ("Per Marta Prova i Jordi Exemple i Soler", ["Marta Prova", "Jordi Exemple i Soler"]),
        ("Marta Prova i Jordi Exemple", ["Marta Prova", "Jordi Exemple"]),
        ("Marta Prova i EFE", ["Marta Prova", "EFE"]),
    ],
)
def test_in_catalan_a_second_surname_is_no_second_author(line: str, names: list[str]) -> None:
    assert people(line, "ca") == names


def test_the_answers_of_a_poll_are_no_byline() -> None:
    assert byline("<p>Were you pleased with the harbour?</p><ul><li>Da</li><li>Ne</li></ul>") == Byline()


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("<div><time datetime=2026-10-28>28 10 2026</time> · شیرین نمونه</div>", "شیرین نمونه"),
        ("<h4>कविता उदाहरण / <time datetime=2026-11-09>9 11 2026</time></h4>", "कविता उदाहरण"),
    ],
)
def test_in_a_script_without_capitals_who_stands_beside_the_time_wrote_it(line: str, name: str) -> None:
    assert byline(line).authors == (name,)


def test_who_is_named_in_a_byline_by_the_headline_with_an_author_is_one_too() -> None:
    names = ["Ana Prva", "Bo Drugi", "AI at Work"]
    one, other, section = (Candidate(tuple(name.lower().split()), name, i, {"line-lead": i}, blocks=[4]) for i, name in enumerate(names))
    row = [0.0] * len(FEATURES)
    row[FEATURES.index("near")] = 3.0
    assert _choose([one, other, section], [row, row, row], [0.7, 0.2, 0.2]) == [one, other]
    far = [*row]
    far[FEATURES.index("near")] = 99.0
    assert _choose([one, other], [far, far], [0.7, 0.2]) == [one]


def test_a_list_of_several_names_is_no_name_though_an_agency_stands_in_it() -> None:
    document = parse(Page("https://paper.example/story", linked("Jana Muster und Udo Beispiel, dpa").encode() + b"<h1>Harbour reopens</h1>"))
    assert document is not None
    names = [one.text for one in candidates(document, segment(document), 0)]
    assert names == ["Jana Muster", "Udo Beispiel", "dpa"]


def test_who_stands_in_one_marked_field_with_an_author_is_one_too_and_the_site_is_none() -> None:
    fields = {"itemprop": 0, "class-author": 0, "line-lead": 0}
    one = Candidate(("ana", "prva"), "Ana Prva", 0, fields, blocks=[4])
    other = Candidate(("bo", "drugi"), "Bo Drugi", 1, dict.fromkeys(fields, 1), blocks=[4])
    site = Candidate(("glas", "luke"), "Glas Luke", 2, {"line-names": 0, "site-name": 0}, blocks=[9])
    row = [0.0] * len(FEATURES)
    row[FEATURES.index("near")], row[FEATURES.index("rivals")] = 99.0, 1.0
    assert _choose([one, other, site], [row, row, row], [0.8, 0.2, 0.5]) == [one, other]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("<div><span>Af Jens Eksempel</span><time>12. marts 2026 kl. 14.35</time><a>Udskriv</a><a>Send</a></div>", "Af Jens Eksempel"),
        ("<p>By Jane Roe on November 19, 2019, 6:21 AM EST 5 min read</p>", "By Jane Roe"),
        ("<p>Von Jana Muster | 20. Mai 2007 | Keine Kommentare</p>", "Von Jana Muster"),
        ("<p>By Jane Roe, 14 November 2026, Science editor</p>", "By Jane Roe, 14 November 2026, Science editor"),
    ],
)
def test_the_byline_ends_where_day_and_buttons_begin(line: str, said: str) -> None:
    assert byline(line).byline == said


@pytest.mark.parametrize(
    ("said", "line", "name"),
    [
        ("JANE ROE", "<p>By Jane Roe</p>", "Jane Roe"),
        ("Jane Roe in New Haven", "", "Jane Roe"),
        ("Jana Muster, dpa", "", "Jana Muster"),
        ("JANE ROE Associated Press", "", "JANE ROE"),
        ("Sofie in 't Voorbeeld", "", "Sofie in 't Voorbeeld"),
    ],
)
def test_a_name_is_told_without_town_and_agency_and_as_people_see_it(said: str, line: str, name: str) -> None:
    assert byline(line, linked({"@type": "Person", "name": said})).authors == (name,)


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("Roe, Jane", ("Jane Roe",)),
        ("Roe, Jane; Doe, John Q.", ("Jane Roe", "John Q. Doe")),
        ("van Muster, Jan", ("Jan van Muster",)),
        ("Jane Roe, John Doe", ("Jane Roe", "John Doe")),
        ("Jane Roe", ("Jane Roe",)),
    ],
)
def test_a_library_field_names_people_surname_first(said: str, names: tuple[str, ...]) -> None:
    assert byline(head=f'<meta name="DC.Creator" content="{said}">').authors == names


def test_who_made_what_a_story_is_about_did_not_write_it() -> None:
    book = {"@type": "Book", "name": "Tides", "author": {"@type": "Person", "name": "Wilma Beispiel"}}
    assert byline(head=linked(PERSON, **{"@type": "Review", "itemReviewed": book})).authors == ("Jane Roe",)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Words: Jane Roe · Pictures: John Doe", ["Jane Roe"]),
        ("Piše Ana Primjer", ["Ana Primjer"]),
        ("Jana Muster Jana Muster", ["Jana Muster"]),
        ("Jana MusterJana Muster", ["Jana Muster"]),
    ],
)
def test_whose_the_words_are_is_told_from_whose_the_pictures_are_and_once(line: str, names: list[str]) -> None:
    assert people(line, "hr" if line.startswith("Piše") else "en") == names


def test_a_name_marked_as_author_below_a_picture_is_its_maker_s() -> None:
    photo = '<figure><img src="a.jpg"><figcaption>Seen. <span itemprop="author">John Doe</span></figcaption></figure>'
    assert byline(photo).authors == ()
    assert byline(f'{photo}<p class="byline">By Jane Roe</p>').authors == ("Jane Roe",)


def test_a_newspaper_s_name_in_the_footer_signs_nothing() -> None:
    names = '<meta property="og:site_name" content="Morning Courier">'
    assert byline('<footer><p><a href="/">Morning Courier</a></p></footer>', names).authors == ()
    assert byline("<p>2026 m. rugsėjo 17 d., Autorius: Rasa Pavyzdė</p>").authors == ("Rasa Pavyzdė",)


def test_who_reviewed_edited_or_updated_what_others_wrote_did_not_write_it() -> None:
    line = '<p class="byline">By <a rel="author" href="/author/roe">Jane Roe</a></p>'
    for said in ("Medically reviewed by", "Fact-checked by", "Updated by", "Übersetzt von", "Traducido por"):
        other = f'<p class="byline">{said} <a rel="author" href="/author/doe">John Doe</a></p>'
        assert byline(line + other).authors == ("Jane Roe",)
    assert byline('<p class="byline">Edited by <a rel="author" href="/author/doe">John Doe</a></p>').authors == ("John Doe",)


def test_a_plain_byline_by_the_headline_is_believed_where_nothing_else_names_anybody() -> None:
    comments = "".join(f'<div class="comment-author">Reader {i} at Another Story</div>' for i in range(6))
    assert byline("<p>A standfirst that says what this is about.</p><p>Von Jana Muster und Udo Beispiel</p>" + comments).authors == (
        "Jana Muster",
        "Udo Beispiel",
    )


@pytest.mark.parametrize(
    ("line", "name"),
    [("By Joe S.", "Joe S."), ("By Jane Roe Jr.", "Jane Roe Jr."), ("By Jane Roe.", "Jane Roe"), ("● Jane Roe ●", "Jane Roe")],
)
def test_a_name_keeps_the_dot_that_is_its_own(line: str, name: str) -> None:
    assert people(line) == [name]


def test_names_that_an_author_s_element_holds_for_machines_alone_are_read() -> None:
    unseen = '<span itemprop="author" itemscope itemtype="http://schema.org/Person"><meta itemprop="name" content="Jane Roe"></span>'
    assert byline(unseen).authors == ("Jane Roe",)
    assert byline('<span property="author" typeof="Person"><span property="name">Jane Roe</span></span>').authors == ("Jane Roe",)


@pytest.mark.parametrize("ago", ["3 h", "12 hours ago", "vor 3 Stunden", "il y a 2 heures", "5 min siden", "3小時前"])
def test_how_long_ago_it_was_is_no_part_of_a_name(ago: str) -> None:
    found = byline(f'<div><span class="name">Jane Roe</span><span>{ago}</span></div>')
    assert found.authors == ("Jane Roe",)
    assert found.block is not None


@pytest.mark.parametrize("line", ["• 3 h", "· 5 min", "- 2 hours ago"])
def test_a_line_that_only_says_how_long_ago_it_was_names_nobody(line: str) -> None:
    assert byline(f"<p>{line}</p>") == Byline()


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Вера Сомова пишет для «Маяка» о гаванях, складах и ветре.", []),
        ("Vera Somm writes for the Beacon of harbours, cranes and winds.", []),
        ("Vera Somm, Udo Beispiel, dpa", ["Vera Somm", "Udo Beispiel", "dpa"]),
    ],
)
def test_what_somebody_writes_of_is_nobody(line: str, names: list[str]) -> None:
    assert people(line) == names


def test_a_paragraph_that_would_end_in_a_title_if_it_were_cut_names_nobody() -> None:
    told = "「港の灯りを見ながら歩くのが毎朝のいちばんの楽しみだ」。市場で働く佐原ミヨ子".ljust(38, "ー") + "さんは、そう言って網を広げた。"
    assert told[:40].endswith("さん")
    assert byline(f"<p>{told}町には今も三つの市場が残っている。</p>") == Byline()


def test_a_name_that_runs_into_the_next_elements_word_is_not_another_author() -> None:
    names = "By <a href=/author/a>Jane Roe</a> and <a href=/author/b>John Doe</a>"
    line = f"<div class=entry-meta><span class=byline>{names}</span><time>Updated May 2, 2026</time></div>"
    assert byline(line).authors == ("Jane Roe", "John Doe")


def shown(above: str = "", below: str = "", head: str = "", language: str = "en", text: str = "The first ferry came in at dawn.") -> tuple[str, ...]:
    body = f"{above}<h1>Harbour reopens</h1>{below}" + 3 * f"<p>{text} People waved from the quay as they had not done for nine years, and sang.</p>"
    document = parse(Page("https://paper.example/story", f"<html lang='{language}'><head>{head}</head><body>{body}</body></html>".encode()))
    assert document is not None
    blocks = segment(document)
    return read_byline(document, blocks, next(block.index for block in blocks if block.tag == "h1")).authors


def test_names_right_above_the_headline_are_the_authors_where_nobody_else_is() -> None:
    assert shown("<p>Helen Muster</p><p>Peter Probe</p>") == ("Helen Muster", "Peter Probe")
    assert shown("<p>Helen Muster</p>", "<p>Peter Probe</p>") == ("Helen Muster", "Peter Probe")


def test_whom_a_story_is_about_is_no_author_for_standing_above_its_headline() -> None:
    assert shown("<p>Helen Muster</p>", text="Ms Muster cut the ribbon herself.") == ()
    assert shown("<p><a href='/topic/helen-muster'>Helen Muster</a></p>") == ()
    assert shown("<p>Harbour Life</p>") == ()


def test_names_and_roles_that_take_turns_are_all_authors() -> None:
    lines = "<div>Helen Muster</div><div>Reporter</div><div>Peter Da Probe</div><div>Deputy editor</div><time>14 May 2024</time>"
    assert shown(below=lines) == ("Helen Muster", "Peter Da Probe")


def test_the_site_that_says_it_wrote_it_gives_way_to_the_name_beside_the_date() -> None:
    head = '<meta name="author" content="নমুনা বার্তা"><meta property="og:site_name" content="নমুনা বার্তা">'
    dated = "<div>১১ ফেব্রুয়ারি ২০২৫</div>"
    assert shown(below=f"<div>সুমাইয়া নমুনা</div>{dated}", head=head, language="bn") == ("সুমাইয়া নমুনা",)
    assert shown(below=f"<div>শেয়ার করুন</div>{dated}", head=head, language="bn") == ("নমুনা বার্তা",)


def test_the_maker_of_a_picture_inside_the_story_is_not_its_author() -> None:
    person = '<span itemprop="author" itemscope itemtype="https://schema.org/Person"><span itemprop="name">{}</span></span>'
    picture = f'<div itemscope itemtype="https://schema.org/ImageObject"><img src="/a.jpg"><p>The quay. {person.format("Helen Muster")}</p></div>'
    story = f'<div itemscope itemtype="https://schema.org/NewsArticle">{person.format("Jane Roe")} {person.format("John Doe")}{picture}</div>'
    assert shown(below=story) == ("Jane Roe", "John Doe")


INSIDE = {
    "zh": ("来源：示例晚报 作者：蒋雨桐 沈浩然字号：大 中 小", ("蒋雨桐", "沈浩然")),
    "ko": ("예시일보 윤서린 기자 |", ("윤서린",)),
    "ar": ("كتبت: هالة المثال - زياد المثال", ("هالة المثال", "زياد المثال")),
    "ro": ("De Ilinca Exemplu și Tudor Exemplu", ("Ilinca Exemplu", "Tudor Exemplu")),
}


@pytest.mark.parametrize("language", INSIDE)
def test_names_are_found_inside_lines_as_each_language_writes_them(language: str) -> None:
    line, names = INSIDE[language]
    assert shown(below=f"<div>{line}</div>", language=language) == names


def test_lines_by_the_headline_that_hold_a_name_or_a_role_are_told() -> None:
    body = "<p>Helen Muster</p><h1>Harbour reopens</h1><p>Peter Probe<br>Staff Writer</p>"
    body += 4 * "<p>The ferry came in at dawn.</p>" + "<p>Peter Probe</p>"
    document = parse(Page("https://paper.example/story", f"<html lang='en'><body>{body}</body></html>".encode()))
    assert document is not None
    blocks = segment(document)
    found = read_byline(document, blocks, 1)
    assert found.authors == ("Helen Muster", "Peter Probe")
    assert sorted(blocks[place].text for place in found.lines) == ["Helen Muster", "Peter Probe", "Staff Writer"]


def test_elements_marked_as_an_authors_with_a_role_inside_are_authors() -> None:
    item = '<li class="authors__item"><span class="authors__name">{}</span><span class="authors__role">{}</span></li>'
    marked = f'<ul>{item.format("Helen Muster", "Reporter")}{item.format("Okko Probe", "Editor")}</ul>'
    assert shown(below=marked) == ("Helen Muster", "Okko Probe")


def test_a_field_for_catalogues_may_tell_two_surnames_first() -> None:
    assert byline(head='<meta name="DC.Creator" content="Muster Probe, Ana Maria">').authors == ("Ana Maria Muster Probe",)
    assert "Helen Muster" in byline(head='<meta name="DC.Creator" content="Helen Muster, Peter Probe">').authors


def test_the_label_of_a_byline_is_no_author() -> None:
    assert shown(below='<div class="author">Tác giả:</div><div class="author"><a href="/author/ha">Nguyễn Thu Mẫu</a></div>') == ("Nguyễn Thu Mẫu",)


FORMS = {
    "Jane Roe @janeroe": ("Jane Roe",),
    "Guest post by Jane Roe": ("Jane Roe",),
    "EXCLUSIVE by Jane Roe, Heritage Editor": ("Jane Roe",),
    "Jane Roe in Harbour and John Doe in Hilltown": ("Jane Roe", "John Doe"),
    "Jane Roe <span>Religious affairs correspondent</span>": ("Jane Roe",),
    "Posted by Jane Roe on Thursday, September 17 @ 16:42:00 BST": ("Jane Roe",),
}


@pytest.mark.parametrize("line", FORMS)
def test_what_stands_beside_a_name_in_its_line_is_not_of_it(line: str) -> None:
    assert shown(below=f'<p class="byline">{line}</p>' if " in " in line else f"<p>{line}</p>") == FORMS[line]


def test_who_looked_over_a_story_is_told_in_lines_that_are_no_text() -> None:
    body = "<h1>Harbour reopens</h1><p>Written by Jane Roe</p><p>Edited by John Doe</p>" + 4 * "<p>The ferry came in at dawn.</p>"
    document = parse(Page("https://paper.example/story", f"<html lang='en'><body>{body}</body></html>".encode()))
    assert document is not None
    found = read_byline(document, segment(document), 0)
    assert found.authors == ("Jane Roe",) and found.lines == {2}


def test_a_link_to_all_that_somebody_wrote_in_a_byline_below_the_story_names_its_author() -> None:
    below = '<footer><address class="vcard">By <a class="url" href="/author/maelle-muster.html">Maëlle Muster</a></address></footer>'
    body = f"<article><h1>Harbour reopens</h1>{12 * '<p>The ferry came in at dawn, and the quay was full of people.</p>'}{below}</article>"
    document = parse(Page("https://paper.example/story", f"<html lang='fr'><body>{body}</body></html>".encode()))
    assert document is not None
    assert read_byline(document, segment(document), 0).authors == ("Maëlle Muster",)


def test_a_name_right_under_a_wide_picture_is_its_caption() -> None:
    assert shown(below='<div><img src="/a.jpg" width="900"><p>Helen Muster</p></div>') == ()
    assert shown(below='<div><img src="/me.jpg" width="60"><p>Helen Muster</p></div>') == ("Helen Muster",)


@pytest.mark.parametrize(("language", "label"), [("zh", "金融市场"), ("zh", "金融"), ("hi", "राज्य समाचार"), ("bn", "সারা দেশ"), ("ar", "أخبار محلية")])
def test_a_section_beside_the_date_is_no_author(language: str, label: str) -> None:
    head = '<meta name="author" content="示例晚报"><meta property="og:site_name" content="示例晚报">'
    assert shown(below=f"<div>2025-02-11</div><div>{label}</div>", head=head, language=language) == ("示例晚报",)


def test_more_from_a_section_names_nobody() -> None:
    assert shown("<h2>More from Transport</h2><p>Library closes its reading room</p>", "<p>By Jane Roe</p>") == ("Jane Roe",)


def test_who_is_called_a_pictures_author_wrote_nothing() -> None:
    assert byline('<div class="pic-sign">The pier at noon<span class="pic-author">Photo Pat Rowell</span></div>').authors == ()
