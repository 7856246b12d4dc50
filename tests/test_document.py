"""Documents: the whole page in one tree, and the right letters where nothing says which charset they are in."""

from __future__ import annotations

import time

import pytest
import webencodings.labels

from newscrawl.blocks import segment
from newscrawl.document import MAX_ATTRIBUTES, Document, decode, parse
from newscrawl.items import Page


def document(markup: str) -> Document:
    found = parse(Page(url="https://news.example/a", body=markup.encode()))
    assert found is not None
    return found


def test_a_second_document_behind_the_first_is_read_after_it() -> None:
    page = document(
        "<html><head><title>One</title></head><body><h1>Ferry strike ends</h1></body></html>\n"
        '<html><head><meta name="author" content="Jane Roe"></head><body>Loose words.<p>The crews return.</p></body></html>'
        "<html><body><p>They sail on Monday.</p></body></html>"
    )
    assert [block.text for block in segment(page)] == ["Ferry strike ends", "Loose words.", "The crews return.", "They sail on Monday."]
    assert page.meta_first("author") == "Jane Roe"
    assert [element.tag for element in page.root.iter("html", "body")] == ["html", "body"]


STORY = "".join(f"<p>On day {day} of the strike no ferry left the harbour, and the crews met again in the old sail loft.</p>" for day in range(9))


def test_a_page_between_two_halves_of_a_box_without_scripts_is_read_as_browsers_read_it() -> None:
    around = "<noscript><div class='plain'></noscript>", "<noscript></div></noscript>"
    page = document(f"<html><body>{around[0]}<main><h1>Ferry strike</h1>{STORY}</main>{around[1]}</body></html>")
    assert [block.text for block in segment(page)] == [block.text for block in segment(document(f"<body><h1>Ferry strike</h1>{STORY}</body>"))]


def test_a_noscript_that_ends_where_it_says_is_left_as_it_is() -> None:
    for inside in ("<img src='/pier.jpg'>", f"<div>{STORY}</div>", f"<p>{STORY}"):
        page = document(f"<body><h1>Ferry strike</h1><noscript>{inside}</noscript><p>The crews return.</p></body>")
        (kept,) = page.root.iter("noscript")
        assert len(kept) and [block.text for block in segment(page)] == ["Ferry strike", "The crews return."]


def test_thousands_of_noscripts_one_in_the_other_cost_no_more_than_a_parse() -> None:
    started = time.process_time()
    document("<body>" + "<noscript><div>" * 900 + "word " * 400_000)
    assert time.process_time() - started < 2


def test_nothing_is_left_beside_the_root_however_the_page_is_cut() -> None:
    cut = ("</html><html>x", "<p>a</html><div>b", "<html><frameset></frameset></html><html><body>b", "<!doctype html></body></html><p>b<html>")
    for markup in cut:
        root = document(markup).root
        assert list(root.itersiblings()) == []
        assert root.getparent() is None


def test_a_picture_in_an_attribute_is_kept_and_a_run_of_attributes_is_not() -> None:
    picture = "data:image/png;base64," + "A" * 60_000
    page = document(f"<body><img src='{picture}' alt='A ferry'><p {' '.join(f'a{i}=1' for i in range(20_000))}>The crews return.</p>")
    image, paragraph = page.root.find(".//img"), page.root.find(".//p")
    assert image is not None and image.get("src") == picture and image.get("alt") == "A ferry"
    assert paragraph is not None and len(paragraph.attrib) <= MAX_ATTRIBUTES
    assert [block.text for block in segment(page)] == ["The crews return."]


# A paragraph in each of the charsets that pages without any label are met in.
JAPANESE = (
    "港の作業員の組合は月曜日に仕事へ戻ると発表した。会社は新しい勤務表を来週までに示す約束をしたが、フェリーの運航は当"
    "分のあいだ半分に減らされるという。島の住民は喜んでいる。"
)
RUSSIAN = (
    "Профсоюз портовых рабочих объявил, что в понедельник они вернутся к работе. Компания обещала новое расписание до "
    "следующей недели, но паромы пока будут ходить вдвое реже."
)
PARAGRAPHS = {
    "shift_jis": JAPANESE,
    "euc_jp": JAPANESE,
    "euc_kr": (
        "항구 노동조합은 월요일에 일터로 돌아가겠다고 밝혔다. 회사는 다음 주까지 새 근무표를 내놓기로 약속했지만 여객선은 "
        "당분간 절반만 다닐 것이라고 한다. 섬 주민들은 반가워했다."
    ),
    "big5": (
        "港口工會宣布工人將在星期一回到工作崗位。公司答應下個星期以前提出新的班表，但是渡輪在一段時間內只會開出一半的班次。"
        "島上的居民表示歡迎，商店也重新開門。"
    ),
    "gb18030": (
        "港口工会宣布工人将在星期一回到工作岗位。公司答应下个星期以前提出新的班表，但是渡轮在一段时间内只会开出一半的班次。"
        "岛上的居民表示欢迎，商店也重新开门。"
    ),
    "cp1251": RUSSIAN,
    "koi8_r": RUSSIAN,
    "iso8859_5": RUSSIAN,
    "iso8859_7": (
        "Το σωματείο των εργατών του λιμανιού ανακοίνωσε ότι επιστρέφουν στη δουλειά τη Δευτέρα. Η εταιρεία υποσχέθηκε νέο "
        "πρόγραμμα μέχρι την άλλη εβδομάδα."
    ),
    "iso8859_8": (
        "ועד העובדים בנמל הודיע כי הם חוזרים לעבודה ביום שני. החברה הבטיחה לוח משמרות חדש עד השבוע הבא, אך המעבורות יפליגו בינתיים רק במחצית מהזמן."
    ),
    "cp1256": (
        "أعلنت نقابة عمال الميناء أنهم سيعودون إلى العمل يوم الاثنين. ووعدت الشركة بجدول جديد قبل الأسبوع المقبل، لكن "
        "العبارات ستبحر بنصف عددها فقط في الوقت الحالي."
    ),
    "cp1252": (
        "Die Gewerkschaft der Hafenarbeiter kündigte an, dass die Mannschaften am Montag zurückkehren. „Für die Inseln ist "
        "das schön“, hieß es; die Fähren fahren vorläufig nur halb so häufig."
    ),
    "iso8859_1": (
        "Le syndicat du port a annoncé que les équipages reprendraient leur travail à partir de lundi. La société a déjà "
        "promis un nouvel horaire, mais les bateaux resteront moitié moins fréquents."
    ),
    "iso8859_2": (
        "Związek zawodowy pracowników portu ogłosił, że załogi wrócą do pracy w poniedziałek. Spółka obiecała nowy grafik, "
        "lecz promy będą pływać rzadziej niż dotąd, także w święta."
    ),
    "iso8859_9": (
        "Liman işçilerinin sendikası, çalışanların pazartesi günü işe döneceğini açıkladı. Şirket gelecek haftaya kadar "
        "yeni bir çizelge sözü verdi; ancak feribotlar şimdilik yarı sıklıkta işleyecek."
    ),
}


@pytest.mark.parametrize("charset", PARAGRAPHS)
@pytest.mark.parametrize("times", [1, 5])
def test_a_page_without_any_label_is_read_in_its_own_letters(charset: str, times: int) -> None:
    menu = '<nav><a href="/news">News</a> <a href="/sport">Sport</a> <a href="/contact">Contact</a></nav>'
    markup = f"<html><head><title>News</title><script>var a = 1;</script></head><body>{menu}{f'<p>{PARAGRAPHS[charset]}</p>' * times}</body></html>"
    assert decode(markup.encode(charset)) == markup


@pytest.mark.parametrize("label", sorted(webencodings.labels.LABELS))
def test_a_page_may_call_itself_by_any_charset_the_standard_names(label: str) -> None:
    page = f'<html lang="th"><head><meta charset="{label}"></head><body><h1>'.encode() + "สะพานเก่า".encode("cp874") + b"</h1></body></html>"
    for headers in ((), (("content-type", f"text/html; charset={label}"),)):
        document = parse(Page("https://paper.example/", page, headers=headers))
        assert document is not None
        if webencodings.labels.LABELS[label] == "windows-874":
            assert document.root.findtext(".//h1") == "สะพานเก่า"


def test_json_documents_one_after_the_other_in_one_script_are_all_read() -> None:
    two = '<script type="application/ld+json">{"@type": "WebSite"}\n{"@type": "NewsArticle", "headline": "Tide"};</script>'
    document = parse(Page("https://paper.example/", f"<html><head>{two}</head><body><p>x</p></body></html>".encode()))
    assert document is not None
    assert [node["@type"] for node in document.json_ld] == ["WebSite", "NewsArticle"]


@pytest.mark.parametrize("first", ["article", "main", "header", "section", "quay-story", "div"])
def test_a_page_that_leaves_out_head_and_body_begins_its_body_where_browsers_begin_it(first: str) -> None:
    source = f"<!DOCTYPE html><title>x</title><meta charset=utf-8><{first}><p>One boat.</p></{first}>two boats<link rel=x href=/y><p>Three boats.</p>"
    document = parse(Page("https://quay.example/boats", source.encode()))
    assert document is not None
    assert [child.tag for child in document.root] == ["head", "body"]
    assert [block.text for block in segment(document)] == ["One boat.", "two boats", "Three boats."]


@pytest.mark.parametrize("control", ["\x01", "\x1f", "\ufffe"])
def test_control_characters_where_no_body_begins_cost_no_page(control: str) -> None:
    page = document(f"<title>T</title><article>Ferry strike ends</article>The crews{control} return.<p>They sail on Monday.</p>")
    assert [block.text for block in segment(page)] == ["Ferry strike ends", "The crews return.", "They sail on Monday."]


def test_what_belongs_into_a_head_stays_there() -> None:
    head = "<title>Boats</title><noscript><img src=/1.gif></noscript><template><p>x</p></template><script>1</script><style>p{}</style>"
    document = parse(Page("https://quay.example/boats", f"<head>{head}</head><body><p>One boat.</p></body>".encode()))
    assert document is not None
    assert [child.tag for child in document.root.find("head")] == ["title", "noscript", "template", "script", "style"]
