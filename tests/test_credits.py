"""Credit lines: what is a credit, where it begins, and whom it names."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newscrawl.extract.credits import MAX_CREDIT, is_agency, looks_credit, opens_with_label, parse_credit, split_caption
from newscrawl.text import clean

# text → (credit, creators, agency)
PARSED = {
    "(photo credit: DANA LEVIN/GPO)": ("DANA LEVIN/GPO", ("DANA LEVIN",), "GPO"),
    "Foto: Jane Roe / dpa": ("Jane Roe / dpa", ("Jane Roe",), "dpa"),
    "AP Photo/J. Roe, File": ("AP Photo/J. Roe, File", ("J. Roe",), "AP"),
    "© Getty Images": ("Getty Images", (), "Getty Images"),
    "(c) 2023 Jane Roe": ("Jane Roe", ("Jane Roe",), None),
    "Jane Roe via Reuters": ("Jane Roe via Reuters", ("Jane Roe",), "Reuters"),
    "Jane Roe for The Paper": ("Jane Roe for The Paper", ("Jane Roe",), "The Paper"),
    "Jane Roe/Getty Images for Roe Holdings": ("Jane Roe/Getty Images for Roe Holdings", ("Jane Roe",), "Getty Images"),
    "Photo by Jane Roe/AFP via Getty Images": ("Jane Roe/AFP via Getty Images", ("Jane Roe",), "AFP"),
    "Jane Roe / Reuters file": ("Jane Roe / Reuters file", ("Jane Roe",), "Reuters"),
    "Hero image by Jane Roe": ("Jane Roe", ("Jane Roe",), None),
    "Urs Muster (Keystone)": ("Urs Muster (Keystone)", ("Urs Muster",), "Keystone"),
    "picture alliance / Nordbild | Jane Roe": ("picture alliance / Nordbild | Jane Roe", ("Jane Roe",), "picture alliance"),
    "Jane Roe/Harbour Light": ("Jane Roe/Harbour Light", ("Jane Roe",), "Harbour Light"),
    "Nordbild/Jane Roe": ("Nordbild/Jane Roe", ("Jane Roe",), "Nordbild"),
    "Roe & Partner/Jane Roe": ("Roe & Partner/Jane Roe", ("Jane Roe",), "Roe & Partner"),
    "Jane Roe and Ann Doe/AP": ("Jane Roe and Ann Doe/AP", ("Jane Roe", "Ann Doe"), "AP"),
    "Presse- und Bildamt / Jane Roe": ("Presse- und Bildamt / Jane Roe", ("Jane Roe",), "Presse- und Bildamt"),
    "Jane Roe on Unsplash": ("Jane Roe on Unsplash", ("Jane Roe",), "Unsplash"),
    "Jane Roe (CC BY-SA 4.0)": ("Jane Roe (CC BY-SA 4.0)", ("Jane Roe",), None),
    "Jane Roe, 31.05.2013": ("Jane Roe, 31.05.2013", ("Jane Roe",), None),
    "写真=山田太郎": ("山田太郎", ("山田太郎",), None),
    "（c）AFP": ("AFP", (), "AFP"),
    "김가상 기자": ("김가상 기자", ("김가상",), None),
}


@pytest.mark.parametrize("text", PARSED)
def test_a_credit_is_read_into_people_and_agency(text: str) -> None:
    found = parse_credit(text)
    assert found is not None
    assert (found.credit, found.creators, found.agency) == PARSED[text]


# One label a language, as newspapers write it.
LABELS = {
    "en": "Photo credit: ",
    "de": "Foto: ",
    "de, source": "Bildquelle: ",
    "fr": "Crédit photo : ",
    "es": "Fotografía: ",
    "pt": "Crédito: ",
    "it": "Foto di ",
    "nl": "Beeld: ",
    "da": "Billede: ",
    "no": "Bilde: ",
    "sv": "Bild: ",
    "fi": "Kuva: ",
    "is": "Mynd: ",
    "pl": "fot. ",
    "pl, noun": "Zdjęcie: ",
    "cs": "Zdroj: ",
    "hu": "Fotó: ",
    "ro": "Sursa foto: ",
    "hr": "Izvor: ",
    "lt": "Nuotr.: ",
    "lv": "Attēls: ",
    "et": "Pilt: ",
    "sq": "Burimi: ",
    "ru": "Фото: ",
    "uk": "Світлина: ",
    "bg": "Снимка: ",
    "el": "Φωτογραφία: ",
    "tr": "Fotoğraf: ",
    "he": "צילום: ",
    "ar": "تصوير: ",
    "fa": "عکس: ",
    "hi": "फोटो: ",
    "th": "ภาพ: ",
    "vi": "Ảnh: ",
    "id": "Sumber foto: ",
    "ja": "写真＝",
    "zh": "图片来源：",
    "ko": "사진 제공=",
}


@pytest.mark.parametrize("language", LABELS)
def test_the_label_is_known_in_its_language_and_is_not_part_of_the_credit(language: str) -> None:
    found = parse_credit(LABELS[language] + "AFP")
    assert found is not None
    assert (found.credit, found.agency) == ("AFP", "AFP")


@pytest.mark.parametrize("language", LABELS)
def test_a_caption_ends_where_the_label_begins(language: str) -> None:
    assert split_caption(f"Boats lie in the old harbour. {LABELS[language]}AFP") == ("Boats lie in the old harbour.", "AFP")


@pytest.mark.parametrize("text", ["(photo credit: )", "Foto:", "©", "Photo", "()", "", "  / ", "写真＝"])
def test_an_empty_credit_is_none(text: str) -> None:
    assert parse_credit(text) is None


@pytest.mark.parametrize("text", ["© 2024 Harbour News. All rights reserved.", "ⓒ 항구신문 무단전재 및 재배포 금지", "Powered By", "brand"])
def test_what_stands_under_every_page_is_no_credit(text: str) -> None:
    assert parse_credit(text) is None


@pytest.mark.parametrize("mark", ["File", "Archiv", "illustrative", "Handout", "Screenshot", "Symbolbild"])
def test_a_mark_of_origin_is_no_creator(mark: str) -> None:
    found = parse_credit(f"Jane Roe / AFP / {mark}")
    assert found is not None
    assert found.creators == ("Jane Roe",)
    assert found.agency == "AFP"


SPLIT = {
    "Boats lie in the harbour. (photo credit: DANA LEVIN/GPO)": ("Boats lie in the harbour.", "DANA LEVIN/GPO"),
    "Boats lie in the harbour. (photo credit: )": ("Boats lie in the harbour.", None),
    "Boats lie in the harbour (AP Photo/J. Roe, File)": ("Boats lie in the harbour", "AP Photo/J. Roe, File"),
    "Boats lie in the harbour. (Harbour Museum, North Quay)": ("Boats lie in the harbour.", "Harbour Museum, North Quay"),
    "Boats lie in the harbour. REUTERS/Jane Roe/File Photo": ("Boats lie in the harbour.", "REUTERS/Jane Roe/File Photo"),
    "Boats lie in the harbour — Jane Roe/AFP": ("Boats lie in the harbour", "Jane Roe/AFP"),
    "Boats lie in the harbour | AFP": ("Boats lie in the harbour", "AFP"),
    "Boats lie in the harbour. Photograph: Jane Roe/AFP": ("Boats lie in the harbour.", "Jane Roe/AFP"),
    "Boats lie in the harbour. Supplied": ("Boats lie in the harbour.", "Supplied"),
    "Boats lie in the harbour (Ann Roe for The Evening Lantern)": ("Boats lie in the harbour", "Ann Roe for The Evening Lantern"),
    "Boats lie in the harbour (a gift for Four Parishes)": ("Boats lie in the harbour (a gift for Four Parishes)", None),
    "Boats lie in the harbour (Ann Roe for Hafenblatt)": ("Boats lie in the harbour", "Ann Roe for Hafenblatt"),
    "Placards in the harbour (Ann Roe for Mayor)": ("Placards in the harbour (Ann Roe for Mayor)", None),
    "Boats in the harbour © Roe Tourism GmbH / Jane Roe": ("Boats in the harbour", "Roe Tourism GmbH / Jane Roe"),
    "港に並ぶ船＝共同": ("港に並ぶ船", "共同"),
    "港に並ぶ船（港湾局提供）": ("港に並ぶ船", "港湾局"),
    "船停在港口。新华社记者 某某 摄": ("船停在港口。", "新华社记者 某某"),
    "항구에 배가 늘어서 있다. 연합뉴스": ("항구에 배가 늘어서 있다.", "연합뉴스"),
    "Laivai uoste. / J. Pavyzdys / LRT nuotr.": ("Laivai uoste.", "J. Pavyzdys / LRT nuotr"),
    "Foto: dpa": (None, "dpa"),
    "(Harbour News)": (None, "Harbour News"),
}


@pytest.mark.parametrize("text", SPLIT)
def test_the_credit_comes_out_of_the_caption(text: str) -> None:
    assert split_caption(text) == SPLIT[text]


@pytest.mark.parametrize(
    "text",
    [
        "Two sisters, Ann Roe (left) and Bea Roe (right).",
        "A photo by the harbour master hangs in the hall of the old customs house.",
        "Imagen de un barco en el puerto viejo, en la edición de este año.",
        "Boats lie in the harbour in a picture from 1931 (archive picture).",
        "港に並ぶ船＝13日、北港で",
        "The crew (from left): Ann Roe, Bea Roe and Cy Roe.",
        "Price: 20 euros. Source of the river, seen from above.",
    ],
)
def test_a_caption_without_a_credit_stays_whole(text: str) -> None:
    assert split_caption(text) == (text, None)


def test_agencies_are_known_by_their_own_spelling() -> None:
    assert is_agency("AP") and is_agency("Getty Images") and is_agency("REUTERS") and is_agency("新華社")
    assert not is_agency("ap.") and not is_agency("Jane Roe")


def test_a_sentence_does_not_look_like_a_credit() -> None:
    assert looks_credit("Jane Roe/AFP") and looks_credit("dpa")
    assert not looks_credit("Boats lie in the harbour") and not looks_credit("and/or what he said/did")


def test_a_label_opens_a_line_in_brackets_too() -> None:
    assert opens_with_label("(Foto: dpa)") and opens_with_label("© dpa")
    assert not opens_with_label("Photographers met in town")


PIECES = [*"aB .,:;/|()（）©=＝-–\n", "Foto: ", "AFP", "Jane Roe", "写真", "摄", "기자", "(photo credit: ", "photo by ", "nuotr."]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)


@given(st.one_of(st.text(max_size=200), TEXTS))
@settings(max_examples=300, deadline=None)
def test_what_is_split_was_there(text: str) -> None:
    caption, credit = split_caption(text)
    whole = clean(text) or ""
    assert caption is None or caption in whole
    assert credit is None or all(piece in whole for piece in credit.split())
    assert caption != "" and credit != ""


@given(st.one_of(st.text(max_size=200), TEXTS))
@settings(max_examples=300, deadline=None)
def test_a_credit_is_verbatim_short_and_names_what_it_holds(text: str) -> None:
    found = parse_credit(text)
    if found is not None:
        assert found.credit in (clean(text) or "")
        assert 0 < len(found.credit) <= MAX_CREDIT
        assert all(name in found.credit for name in found.creators)
        assert found.agency is None or found.agency in found.credit


@pytest.mark.parametrize("piece", ["Foto: ", "(", "(((Foto:", "A B ", "a/", "摄", "、", "nuotr. ", "photo by ", "© "])
def test_a_megabyte_of_marks_is_read_at_once(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    split_caption(text)
    parse_credit(text)


@pytest.mark.parametrize("text", ["Photo Jane Roe / AFP", "Foto Jane Roe", "Crédit photo Jane Roe", "Фото Анна Рощина", "Bild Jane Roe/dpa"])
def test_a_label_without_a_colon_is_one_before_nothing_but_names(text: str) -> None:
    found = parse_credit(text)
    assert found is not None and len(found.creators) == 1 and not found.credit.casefold().startswith(("photo", "foto", "bild", "crédit", "фото"))


@pytest.mark.parametrize("text", ["Photo Gallery Tour", "Photo Finish Winner", "Fotos gingen verloren", "Photo archives of the town"])
def test_a_picture_word_before_other_words_is_no_label(text: str) -> None:
    assert not opens_with_label(text)


@pytest.mark.parametrize("house", ["Archives départementales", "Stadtarchiv Nordholm", "Musée d'Orsay", "Ville de Nordholm", "Пресс-служба МВД"])
def test_an_institution_is_a_house_and_no_person(house: str) -> None:
    found = parse_credit(house)
    assert found is not None and found.creators == () and found.agency == house


@pytest.mark.parametrize("name", ["رويترز", "פלאש 90", "पीटीआई", "রয়টার্স", "รอยเตอร์", "法新社", "アフロ", "EPA연합뉴스", "БТА", "ΑΠΕ-ΜΠΕ"])
def test_agencies_are_known_in_their_own_scripts(name: str) -> None:
    assert is_agency(name)
    found = parse_credit(name)
    assert found is not None and found.agency == name and found.creators == ()


def test_a_documentation_label_is_no_part_of_the_credit() -> None:
    assert split_caption("Warga menunggu di pelabuhan. (Dok: Jane Roe)") == ("Warga menunggu di pelabuhan.", "Jane Roe")


def test_a_word_that_begins_like_a_label_is_no_label() -> None:
    caption, credit = split_caption("Podul vechi, fotografiat luni dimineața. FOTO: Andrei Exemplu")
    assert (caption, credit) == ("Podul vechi, fotografiat luni dimineața.", "Andrei Exemplu")


@pytest.mark.parametrize("label", ["Snimio", "Snimila", "Снимио", "Снимила", "Fotografoval", "Fotografował", "Fényképezte", "Posnel"])
def test_who_took_the_picture_is_a_label_as_a_verb_too(label: str) -> None:
    assert split_caption(f"Stari most u magli. ({label}: Ivana Primjer)") == ("Stari most u magli.", "Ivana Primjer")


@pytest.mark.parametrize("label", ["Image source, ", "Fuente de la imagen, ", "Источник изображения, ", "画像提供,", "صدر الصورة، "])
def test_a_comma_may_follow_the_label(label: str) -> None:
    found = parse_credit(f"{label}Joanna Muster")
    assert found is not None and found.credit == "Joanna Muster"


SIGNED = {
    "Joanna Muster | Staff": "Joanna Muster | Staff",
    "JOANNA MUSTER/DAILY REEL": "JOANNA MUSTER/DAILY REEL",
    "(Staff photo by Joanna Muster)": "Joanna Muster",
    "Joanna Muster, staff photographer": "Joanna Muster, staff photographer",
    "Joanna Muster, The Daily Reel": "Joanna Muster, The Daily Reel",
    "Joanna Muster for The Daily Reel": "Joanna Muster for The Daily Reel",
    "Joanna Muster (AFP)": "Joanna Muster (AFP)",
    "/ Joanna Muster (AFP)": "Joanna Muster (AFP)",
    "- Joanna Muster / AFP": "Joanna Muster / AFP",
    "Joanna Muster": "Joanna Muster",
    "Photo Joanna Muster": "Joanna Muster",
    "— Reuters pic": "Reuters pic",
    "– AFP PHOTO": "AFP PHOTO",
    "HL PHOTO: JOANNA MUSTER": "HL PHOTO: JOANNA MUSTER",
    "Contributed photo": "Contributed photo",
    "Credit...Joanna Muster for The Daily Reel": "Joanna Muster for The Daily Reel",
    "/뉴시스": "뉴시스",
    "[사진 연합뉴스]": "연합뉴스",
    "图/视觉中国": "视觉中国",
    "(ภาพโดย ณัฐธิดา ตัวอย่าง)": "ณัฐธิดา ตัวอย่าง",
}


@pytest.mark.parametrize("behind", SIGNED)
def test_who_signs_behind_the_last_sentence_made_the_picture(behind: str) -> None:
    assert split_caption(f"The last boat leaves the quay at noon. {behind}") == ("The last boat leaves the quay at noon.", SIGNED[behind])


@pytest.mark.parametrize(
    "text",
    [
        "The last boat leaves the quay with Joanna Muster",
        "On the quay stand, from the left, Peter Probe and Joanna Muster.",
        "The boat was named by the mayor. Joanna Muster held the rope while he spoke",
        "The boat waits. Grand Harbour Hotel",
    ],
)
def test_who_is_seen_in_a_picture_did_not_make_it(text: str) -> None:
    assert split_caption(text) == (text, None)
