"""Photos: every one starts at an image, keeps its own caption and credit, and belongs to the article."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newscrawl.blocks import segment
from newscrawl.document import parse
from newscrawl.extract.photos import MAX_PHOTOS, PhotoReading, read_photos
from newscrawl.items import Page, Photo

TITLE = "Harbour board closes the ferry pier"
TEXT = (
    "The harbour board voted on Tuesday to close the old ferry pier, ending a service that has run since before the war.",
    "Members approved the plan by seven votes to two after a debate that lasted for most of the afternoon in the hall.",
    "Engineers had told the board in March that the wooden piles could no longer carry the weight of loaded lorries.",
)


def page(lead: str = "", inside: str = "", after: str = "", head: str = "") -> str:
    """Return an article with markup under the headline, inside the text and behind the article."""
    paragraphs = [f"<p>{text}</p>" for text in TEXT]
    return (
        f"<html><head><title>{TITLE}</title>{head}</head><body><nav><a href=/>Home</a><img src=/static/logo.png></nav><main><article><h1>{TITLE}</h1>"
        f"{lead}<div class=text>{paragraphs[0]}{inside}{paragraphs[1]}{paragraphs[2]}</div></article>{after}</main></body></html>"
    )


def read(html: str, title: str | None = TITLE) -> PhotoReading:
    document = parse(Page(url="https://news.example/2026/pier", body=html.encode()))
    assert document is not None
    return read_photos(document, segment(document), title=title)


def told(html: str) -> list[tuple[str | None, str | None]]:
    """Return the captions and credits that the page is read to have."""
    return [(photo.caption, photo.credit) for photo in read(html).photos]


CAPTION = "Lorries wait in the rain at the old pier."
IMG = "<img src=/p/pier.jpg>"
FIG = f"<figure>{IMG}"
WHO = "Ann Roe / dpa"
SHAPES = {
    "figcaption": f"{FIG}<figcaption>{CAPTION} Foto: {WHO}</figcaption></figure>",
    "credit in a span": f"{FIG}<figcaption>{CAPTION} <span class=photo-credit>{WHO}</span></figcaption></figure>",
    "credit in an unnamed span": f"{FIG}<figcaption>{CAPTION} <span class=x81>{WHO}</span></figcaption></figure>",
    "credit in itemprop": f"{FIG}<figcaption><p>{CAPTION}</p><p itemprop=copyrightHolder>{WHO}</p></figcaption></figure>",
    "credit in a data attribute": f"{FIG}<figcaption><p>{CAPTION}<b data-captionauthor> / {WHO}</b></p></figcaption></figure>",
    "credit outside the figcaption": f"{FIG}<figcaption>{CAPTION}</figcaption><small class=credit>{WHO}</small></figure>",
    "credit behind the figure": f"{FIG}<figcaption>{CAPTION}</figcaption></figure><p>Foto: {WHO}</p>",
    "caption behind the figure": f"<div><figure>{IMG}</figure><p class=img-description>{CAPTION} | <b>{WHO}</b></p></div>",
    "wp-caption": f'<div class="wp-caption">{IMG}<p class="wp-caption-text">{CAPTION} ({WHO})</p></div>',
    "words for screen readers": f"{FIG}<span><span class=visually-hidden>Image source, </span>{WHO}</span><figcaption><span "
    f"class=sr-only>Image caption, </span>{CAPTION}</figcaption></figure>",
    "an article element of its own": f'<div class="field"><article class="media media--type-image"><div>{IMG}</div>'
    f'<div class="field--caption">{CAPTION}</div><div class="field--copyright">Foto: {WHO}</div></article></div>',
    "a paragraph behind it, the label without a colon": f"<p>{IMG}</p><p>{CAPTION} Fot. {WHO}</p>",
    "class names only": f'<div class="picture">{IMG}</div><div class="caption">{CAPTION} <i class="credit">{WHO}</i></div>',
    "inline legend": f"<div class=box><div>{IMG}</div><span class=legend>{CAPTION} ({WHO})</span></div>",
    "caption without a name, credit after it": f"<div><div>{IMG}<div class=a1>{CAPTION}</div><div class=b2>{WHO}</div></div></div>",
    "amp": f"<amp-img src=/p/pier.jpg></amp-img><p class=caption>{CAPTION} Foto: {WHO}</p>",
    "element of its own": f'<div class=media><x-image data-src="/p/pier.jpg"></x-image><div class=caption>{CAPTION} <i>Foto: {WHO}</i></div></div>',
    "sources nested by the parser": "<figure><picture>"
    + "<source srcset=/p/pier.webp>" * 12
    + f"{IMG}</picture><figcaption>{CAPTION} Foto: {WHO}</figcaption></figure>",
    "lazy, with a fallback": '<figure><img src="data:image/gif;base64,R0" data-src="/p/pier.jpg"><noscript><img src="/p/pier.jpg"></noscript>'
    f"<figcaption>{CAPTION} Foto: {WHO}</figcaption></figure>",
    "linked to itself": f'<figure><a href="/p/pier.jpg">{IMG}</a><figcaption>{CAPTION} Foto: {WHO}</figcaption></figure>',
    "caption and source in what is called both": f"<div class=on-image>{IMG}<span class=caption-source><span class=caption>{CAPTION}</span>"
    f"<span class=source><span>{WHO}</span></span></span></div>",
    "all of it called copyright": f"<div class=shot>{IMG}<span class=copyright>{CAPTION} © {WHO}</span></div>",
    "a line called caption, in the next paragraph": f"{IMG}<p><span class=article-caption>{CAPTION} | Foto: {WHO}</span></p>",
    "a maker who writes too, linked to": f'<div class="wp-caption">{IMG}<span class=media-credit><a href="/author/ann-roe/">{WHO}</a></span>'
    f"<p class=wp-caption-text>{CAPTION}</p></div>",
    "an aside that holds the picture": f"<aside class=image>{IMG}<p class=caption>{CAPTION} <span class=credits>({WHO})</span></p></aside>",
}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("where", ["lead", "inside"])
def test_caption_and_credit_are_found_in_the_shapes_of_many_sites(shape: str, where: str) -> None:
    reading = read(page(**{where: SHAPES[shape]}))
    (photo,) = reading.photos
    assert photo.url in ("https://news.example/p/pier.jpg", "https://news.example/p/pier.webp")
    assert (photo.caption, photo.credit) == (CAPTION, "Ann Roe / dpa")
    assert (photo.creators, photo.agency) == (("Ann Roe",), "dpa")


@pytest.mark.parametrize("tag", ["p", "div", "span", "figcaption"])
@pytest.mark.parametrize("sentence", ["", "<p>The prime minister of Eastmoor meets the mayor in Northgate</p>"])
def test_alt_sentence_and_caption_with_a_credit_in_brackets_are_one_photo(tag: str, sentence: str) -> None:
    lead = (
        f'<div class="entry-image"><img src="/uploads/meeting.jpg" alt="The prime minister of Eastmoor meets the mayor in Northgate">{sentence}'
        f"<{tag}>The prime minister of Eastmoor meets the mayor in Northgate. (photo credit: DANA LEVIN/GPO)</{tag}></div>"
    )
    assert read(page(lead)).photos == (
        Photo(
            "https://news.example/uploads/meeting.jpg",
            "The prime minister of Eastmoor meets the mayor in Northgate.",
            "DANA LEVIN/GPO",
            ("DANA LEVIN",),
            "GPO",
        ),
    )


def test_a_name_alone_is_a_caption_where_its_element_says_so() -> None:
    assert told(page(inside=f'<div class="wp-caption">{IMG}<p class="wp-caption-text">Ann Roe</p></div>')) == [("Ann Roe", None)]


def test_a_file_name_that_tells_what_is_seen_is_no_icon() -> None:
    assert len(read(page(inside='<figure><img src="/p/lorry-loading-at-the-old-pier.jpg"></figure>')).photos) == 1
    assert not read(page(inside='<figure><img src="/p/loading.jpg"></figure>')).photos


def test_counters_beside_a_picture_are_nobodys_credit() -> None:
    assert told(page(inside=f"<figure>{IMG}<figcaption>{CAPTION}</figcaption><span class=owner>x 12</span></figure>")) == [(CAPTION, None)]


def test_the_blocks_of_captions_and_credits_are_named_and_no_others() -> None:
    html = page(SHAPES["figcaption"], SHAPES["credit behind the figure"].replace("pier.jpg", "quay.jpg"))
    document = parse(Page(url="https://news.example/", body=html.encode()))
    assert document is not None
    blocks = segment(document)
    taken = [blocks[i].text for i in sorted(read_photos(document, blocks, title=TITLE).blocks)]
    assert taken == [f"{CAPTION} Foto: Ann Roe / dpa", CAPTION, "Foto: Ann Roe / dpa"]


def test_no_image_no_photo() -> None:
    assert read(page(f"<figure><figcaption>{CAPTION} Foto: Ann Roe / dpa</figcaption></figure><p class=caption>Foto: dpa</p>")) == PhotoReading()


def test_an_empty_credit_is_none_and_leaves_the_caption() -> None:
    assert told(page(f"<figure><img src=/p/pier.jpg><figcaption>{CAPTION} (photo credit: )</figcaption></figure>")) == [(CAPTION, None)]


NOT_OURS = {
    "teaser": '<div class="box"><a href="/2026/other"><img src=/p/other.jpg alt="Fish"><h3>Fish prices rise again in spring</h3></a></div>',
    "teaser with a dateline": '<div><a href="/2026/other"><img src=/p/other.jpg></a><a href="/2026/other">Fish prices rise again in '
    "spring</a><span>4 May</span></div>",
    "related": '<div class="related-stories"><figure><img src=/p/other.jpg><figcaption>Fish on ice at the market.</figcaption></figure></div>',
    "teaser in a figure": '<figure><a href="/2026/other"><img src=/p/other.jpg></a><figcaption><a href="/2026/other">Fish prices rise '
    "again in spring</a></figcaption></figure>",
    "author's head": '<figure><a rel=author href="/authors/roe"><img src=/p/roe.jpg alt="Ann Roe"></a><figcaption>By <a '
    'href="/authors/roe">Ann Roe</a></figcaption></figure>',
    "logo": "<img src=/img/logo-large.png width=300 height=100>",
    "tracking pixel": "<img src=https://count.example/c.gif?x=1 width=1 height=1>",
    "emoji": '<img class="emoji" src=/e/1f600.png>',
    "drawing of a button": "<button><img src=/img/zoom.svg alt=Zoom></button>",
    "another article": "<article><figure><img src=/p/other.jpg><figcaption>Fish on ice at the market. Foto: "
    "dpa</figcaption></figure><p>Short.</p></article>",
    "side column": "<aside><div><img src=/p/other.jpg><p>Our shop sells mugs and caps</p></div></aside>",
}


@pytest.mark.parametrize("kind", NOT_OURS)
@pytest.mark.parametrize("where", ["inside", "after"])
def test_what_is_not_the_articles_picture_is_left_out(kind: str, where: str) -> None:
    reading = read(page(SHAPES["figcaption"], **{where: NOT_OURS[kind]}))
    assert [photo.url for photo in reading.photos] == ["https://news.example/p/pier.jpg"]


def test_a_credit_under_the_story_goes_to_the_first_photo_and_in_the_plural_to_all() -> None:
    two = ("<figure><img src=/p/pier.jpg></figure>", f"<figure><img src=/p/quay.jpg><figcaption>{CAPTION}</figcaption></figure>")
    one = page(*two).replace("</div></article>", "<p>Titelbild: Ann Roe / dpa</p></div></article>")
    assert told(one) == [(None, WHO), (CAPTION, None)]
    assert told(one.replace("Titelbild", "Fotos")) == [(None, WHO), (CAPTION, WHO)]
    assert told(one.replace("Titelbild", "Quelle")) == [(None, None), (CAPTION, None)]


def test_a_placeholder_is_a_picture_where_words_speak_of_one() -> None:
    holder = '<img src="data:image/svg+xml,x">'
    assert read(page(f"<figure>{holder}<figcaption>{CAPTION} Foto: dpa</figcaption></figure>{holder}")).photos == (
        Photo(None, CAPTION, "dpa", (), "dpa"),
    )


def test_a_licence_in_the_credit_is_no_byline() -> None:
    caption = 'Image credit: Roe Museum via Flickr (<a href="https://creativecommons.org/licenses/by/2.0/">license</a>)'
    assert told(page(f"{FIG}<figcaption>{caption}</figcaption></figure>")) == [(None, "Roe Museum via Flickr (license)")]


def test_the_same_picture_in_other_sizes_is_one() -> None:
    small = "<img src=/p/pier-300x200.jpg?w=300>"
    assert told(page(small + SHAPES["figcaption"], SHAPES["figcaption"].replace("pier.jpg", "pier-1200x800.jpg"))) == [(CAPTION, "Ann Roe / dpa")]


def test_one_picture_with_two_captions_is_told_twice() -> None:
    other = SHAPES["figcaption"].replace(CAPTION, "Nobody believed that piles would last a century.")
    assert len(told(page(SHAPES["figcaption"], other))) == 2


def json_ld(**said: object) -> str:
    image = {"@type": "ImageObject", "url": "https://news.example/p/pier-1200x800.jpg", **said}
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", "image": [image]})}</script>'


@pytest.mark.parametrize(
    "said",
    [
        {"creditText": "Ann Roe / dpa"},
        {"creator": {"@type": "Person", "name": "Ann Roe / dpa"}},
        {"author": ["Ann Roe", "dpa"]},
        {"copyrightHolder": {"name": "Ann Roe / dpa"}},
        {"caption": f"{CAPTION} Foto: Ann Roe / dpa"},
    ],
)
def test_json_ld_of_the_same_picture_gives_a_credit_the_page_does_not_show(said: dict[str, object]) -> None:
    assert told(page(f"<figure><img src=/p/pier.jpg><figcaption>{CAPTION}</figcaption></figure>", head=json_ld(**said))) == [
        (CAPTION, "Ann Roe / dpa")
    ]


def test_json_ld_of_another_picture_gives_nothing() -> None:
    html = page(f"<figure><img src=/p/quay.jpg><figcaption>{CAPTION}</figcaption></figure>", head=json_ld(creditText="Ann Roe / dpa"))
    assert told(html) == [(CAPTION, None)]


def test_a_headline_in_json_ld_is_no_caption() -> None:
    assert told(page("<figure><img src=/p/pier.jpg></figure>", head=json_ld(caption=TITLE))) == [(None, None)]


@pytest.mark.parametrize("said", [{"caption": {"a": [1]}, "creditText": 7}, {"author": [[[[["x"]]]]]}, {"creator": None, "url": 5}])
def test_json_ld_of_wrong_types_is_passed_over(said: dict[str, object]) -> None:
    assert told(page(SHAPES["figcaption"], head=json_ld(**said))) == [(CAPTION, "Ann Roe / dpa")]


def test_a_label_inside_the_image_title_gives_the_credit() -> None:
    html = page(f'<div class=media><img src=/p/pier.jpg title="The pier | Bildquelle: Ann Roe / dpa"><p class=infotext>{CAPTION}</p></div>')
    assert told(html) == [(CAPTION, "Ann Roe / dpa")]


def test_text_of_the_story_beside_a_bare_image_is_no_caption() -> None:
    assert told(page(inside="<div><img src=/p/pier.jpg width=800><p>The board did not say who will pay for the buses.</p></div>")) == [(None, None)]


def test_every_slide_of_a_carousel_has_its_own_caption() -> None:
    slides = "".join(
        f"<div class=slide><div class=media><img src=/p/slide{name}.jpg></div><div class=info><span>{i} of 3</span>"
        f"<span class=description><p>View of {name} pier from the sea. (AP Photo/Ann Roe)</p></span><button>Read More</button></div></div>"
        for i, name in enumerate(("north", "south", "west"), 1)
    )
    assert told(page(f"<div class=carousel>{slides}</div>")) == [
        (f"View of {name} pier from the sea.", "AP Photo/Ann Roe") for name in ("north", "south", "west")
    ]


def test_a_second_document_behind_the_first_is_no_trouble() -> None:
    assert told(page(SHAPES["figcaption"]) + "<html><body><p>A counter</p></body></html>") == [(CAPTION, WHO)]


def test_readers_say_one_word_a_photo() -> None:
    reading = read(page(SHAPES["figcaption"], SHAPES["wp-caption"].replace("pier", "quay").replace("old", "new")))
    assert reading.readers == ("figure", "frame")


HOSTILE = {
    "a hundred thousand images": "<img src=/p/pier.jpg>" * 100_000,
    "as many different ones": "".join(f"<img src=/p/picture{i}.jpg>" for i in range(60_000)),
    "as many figures": "".join(
        f"<figure><img src=/p/picture{i}.jpg><figcaption>Pier {i} in the rain. Foto: dpa</figcaption></figure>" for i in range(20_000)
    ),
    "deep figures": "<figure>" * 1_900 + "<img src=/p/pier.jpg>",
    "deep boxes with images": "".join(f"<div class=image><img src=/p/picture{i}.jpg>" for i in range(1_900)),
    "a megabyte of alt": '<figure><img src=/p/pier.jpg alt="' + "Foto: " * 170_000 + '"></figure>',
    "a megabyte of class": '<div class="' + "image " * 170_000 + '"><img src=/p/pier.jpg><i class="' + "credit " * 100_000 + '">x</i></div>',
    "a megabyte of srcset": '<img srcset="' + "/p/a.jpg 1w, " * 80_000 + '">',
    "a caption of many spans": "<figure><img src=/p/pier.jpg><figcaption>" + "<span>Ann Roe</span>" * 50_000 + "</figcaption></figure>",
    "a caption of many lines": "<figure><img src=/p/pier.jpg><figcaption>" + "Ann Roe<br>" * 100_000 + "</figcaption></figure>",
    "many lines beside an image": "<div><img src=/p/pier.jpg>" + "Ann Roe<br>" * 100_000 + "</div>",
    "many credits": "<figure><img src=/p/pier.jpg>" + "<div class=credit>Ann Roe</div>" * 50_000 + "</figure>",
    "a wide image": '<img src=/p/pier.jpg width="' + "9" * 100_000 + '">',
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_page_is_read_in_linear_time(kind: str) -> None:
    document = parse(Page(url="https://news.example/", body=page(HOSTILE[kind]).encode()))
    assert document is not None
    blocks = segment(document)
    began = time.process_time()
    reading = read_photos(document, blocks, title=TITLE)
    assert time.process_time() - began < 3
    assert len(reading.photos) <= MAX_PHOTOS


PARTS = [
    *(
        "<figure>",
        "</figure>",
        "<figcaption>",
        "</figcaption>",
        "<div class=image>",
        "<div class=credit>",
        "</div>",
        "<p>",
        "<a href=/x>",
        "</a>",
        "<picture>",
    ),
    *(
        "<img src=/p/pier.jpg>",
        "<img src=/p/quay.jpg alt='Foto: dpa'>",
        "<img data-src='//h.example/q.jpg' src='data:,'>",
        "<img src='http://[bad'>",
        "<noscript>",
    ),
    *(
        "Lorries wait.",
        "Foto: Ann Roe / dpa",
        "(AFP)",
        "<h1>Title</h1>",
        "<h2>",
        "<article>",
        "</article>",
        "<p>" + TEXT[0] + "</p>",
        "<br>",
        "©",
        " / ",
    ),
]


@given(st.lists(st.sampled_from(PARTS), max_size=30).map("".join))
@settings(max_examples=150, deadline=None)
def test_any_markup_is_read_the_same_twice_and_points_at_real_blocks(html: str) -> None:
    document = parse(Page(url="https://news.example/", body=f"<body>{html}</body>".encode()))
    if document is None:
        return
    blocks = segment(document)
    reading = read_photos(document, blocks, title=TITLE)
    assert reading == read_photos(document, blocks, title=TITLE)
    assert reading.blocks <= set(range(len(blocks)))
    assert len(reading.readers) == len(reading.photos)
    for photo in reading.photos:
        assert photo.url is None or photo.url.startswith("http")
        assert photo.caption != "" and photo.credit != ""


LINKED = f'<a href="/p/pier-big.jpg">{IMG}</a>'
PLAIN = {
    "table cell": f"<table align=right width=240><tr><td>{IMG}<br><font size=1><i>{CAPTION} (Foto : {WHO})</i></font></td></tr></table>",
    "next row": f"<table align=right><tr><td>{LINKED}</td></tr><tr><td><font size=1>{CAPTION} (Foto: {WHO})</font></td></tr></table>",
    "credit on its own line, no colon": f"<table><tr><td>{IMG}<br><font size=1><i>{CAPTION}<br>Photo {WHO}</i></font></td></tr></table>",
    "italics under a break": f"<p>{IMG}<br><em>{CAPTION} (Foto: {WHO})</em></p>",
    "italics right behind": f"<p>{IMG}<em>{CAPTION} (Foto: {WHO})</em></p>",
    "small, two lines": f"<p>{LINKED}<br><small>{CAPTION}<br>Foto: {WHO}</small></p>",
    "center": f"<center>{IMG}<br>{CAPTION} (Foto: {WHO})</center>",
    "centred, then a centred paragraph": f"<div align=center>{IMG}</div><p align=center>{CAPTION} (Foto: {WHO})</p>",
    "a paragraph each": f"<p>{LINKED}</p><p>{CAPTION} (Foto: {WHO})</p>",
    "a paragraph each, small": f"<p>{LINKED}</p><p><small>{CAPTION} Foto: {WHO}</small></p>",
    "a list of definitions": f"<dl><dt>{IMG}</dt><dd>{CAPTION} Foto: {WHO}</dd></dl>",
    "names that say nothing": f"<div class=css-1><div class=css-2>{IMG}</div><div class=css-3><span>{CAPTION}</span> <cite>{WHO}</cite></div></div>",
    "placeholder with a fallback": f'<div><div><img src="data:image/gif;base64,R0"><noscript>{IMG}</noscript></div><div><span>{CAPTION}</span>'
    f"<span>Foto: {WHO}</span></div></div>",
    "amp without a figure": f"<amp-img src=/p/pier.jpg></amp-img><amp-figcaption>{CAPTION} Foto: {WHO}</amp-figcaption>",
    "credit in an attribute": f'<figure><img src=/p/pier.jpg data-credit="{WHO}"><figcaption>{CAPTION}</figcaption></figure>',
}


@pytest.mark.parametrize("shape", PLAIN)
@pytest.mark.parametrize("where", ["lead", "inside"])
def test_caption_and_credit_are_found_where_no_name_says_so(shape: str, where: str) -> None:
    assert told(page(**{where: PLAIN[shape]})) == [(CAPTION, WHO)]


NO_CAPTION = {
    "text around a floating image": "<p><img src=/p/pier.jpg align=left>The ferry was built in 1931 and carried nine lorries a day.</p>",
    "text behind an image": f"<p>{IMG}</p><p>The ferry was built in 1931 and carried nine lorries a day across the sound.</p>",
    "a box that leads to a form": "<div><img src=/p/promo.jpg><div>Get the briefing every day.</div><a href=/letter>Sign up</a></div>",
    "who wrote this": "<div><img src=/p/head.jpg><div><b>Ann Roe</b> is our harbour reporter. She lives in Eastmoor.</div></div>",
    "a subheading": f"<p>{IMG}</p><h2>The next day</h2>",
}


@pytest.mark.parametrize("shape", NO_CAPTION)
@pytest.mark.parametrize("where", ["lead", "inside", "after"])
def test_what_stands_beside_a_picture_is_not_always_its_caption(shape: str, where: str) -> None:
    assert all(pair == (None, None) for pair in told(page(**{where: NO_CAPTION[shape]})))


def test_captions_of_a_gallery_of_bare_lists_stay_with_their_pictures() -> None:
    items = "".join(
        f'<dl class=gallery-item><dt><a href="/p/{name}.jpg"><img src="/p/{name}.jpg"></a></dt><dd class="wp-caption-text">{text}</dd></dl>'
        for name, text in (("harbour", f"{CAPTION} Foto: {WHO}"), ("quayside", "The quay at low tide."))
    )
    assert told(page(f"<div class=gallery>{items}</div>")) == [(CAPTION, WHO), ("The quay at low tide.", None)]


def test_json_ld_of_another_crop_gives_its_credit_to_the_same_caption() -> None:
    said = json_ld(url="https://cdn.example/crops/77fa01c2-wide.jpg", caption=CAPTION, creditText=WHO)
    assert told(page(f"{FIG}<figcaption>{CAPTION}</figcaption></figure>", head=said)) == [(CAPTION, WHO)]


@pytest.mark.parametrize("name", ["p\x02", "div\x0b", "x-\ufffe", "amp-img\x01", "h3\x1f"])
def test_an_element_whose_name_no_search_takes_costs_no_photo(name: str) -> None:
    photo = '<figure><img src="/pier.jpg" width="800"><figcaption>The pier at noon. Photo: Per Aune</figcaption></figure>'
    plain, odd = read(page(inside=photo)), read(page(inside=f"{photo}<{name}>Odd words of a broken page stand here</{name}>"))
    assert [(found.caption, found.credit) for found in odd.photos] == [(found.caption, found.credit) for found in plain.photos]
    assert plain.photos


def test_short_paragraphs_of_a_script_without_spaces_are_text_too() -> None:
    text = (
        "市政府周二宣布，将投入一亿二千万元修复位于江边的百年老码头。",
        "附近的居民担心施工期间交通更加拥堵，希望先拓宽沿江的道路。",
        "项目招标将在十二月举行，结果将向社会公布，欢迎监督。",
    )
    figure = "<figure><img src=/p/pier.jpg><figcaption>江边的老码头已经停用二十年。 图／王例伟</figcaption></figure>"
    html = f"<html lang=zh><body><main><article><h1>百年老码头</h1>{figure}{''.join(f'<p>{one}</p>' for one in text)}</article></main></body></html>"
    assert told(html) == [("江边的老码头已经停用二十年。", "王例伟")]


def test_the_credit_behind_a_picture_is_found_where_loose_text_comes_later() -> None:
    loose = "<br><br>".join(TEXT)
    box = f'<div class="detail">{IMG}<div class="pic-author">Photo: {WHO}</div><div>03.11.2026</div><div>By Jo Doe</div><div>{loose}</div> more</div>'
    assert told(f"<html><body><h1>{TITLE}</h1>{box}<p>last</p></body></html>") == [(None, WHO)]


def test_words_that_a_script_will_show_are_caption_and_credit() -> None:
    kept = '<figure><img src="/2026/quay.jpg" width="900"><div data-c-caption="The quay at noon on Friday." data-c-credit="Jane Roe"></div></figure>'
    assert told(page(kept)) == [("The quay at noon on Friday.", "Jane Roe")]
    own = '<figure><img src="/2026/quay.jpg" width="900" data-caption="The quay at noon on Friday. Photo: Jane Roe"></figure>'
    assert told(page(own)) == [("The quay at noon on Friday.", "Jane Roe")]
    shown = '<figure><img src="/2026/quay.jpg" width="900" data-caption="Another thing"><figcaption>The quay at noon.</figcaption></figure>'
    assert told(page(shown)) == [("The quay at noon.", None)]
    said = '<figure><img src="/2026/quay.jpg" width="900" data-caption="{&quot;id&quot;: 4}" data-credit="/credits/4"></figure>'
    assert told(page(said)) == [(None, None)]


def test_a_box_that_is_called_a_picture_s_holds_its_caption() -> None:
    assert told(page('<div class="obit-pic"><img src="/o.jpg" width="220"><br><small>The quay at noon on Friday.</small></div>')) == [
        ("The quay at noon on Friday.", None)
    ]


@pytest.mark.parametrize(
    "imprint", ["<footer><p>© 2026 The Pier Post</p></footer>", "<div class=site-footer><div>Copyright © 2026 Pier Post</div></div>"]
)
def test_the_sites_own_copyright_line_is_no_credit_of_the_last_picture(imprint: str) -> None:
    figure = "<figure><img src=/p.jpg width=600 height=400><figcaption>The pier at dusk.<br>Photo: Lena Hartwell</figcaption></figure>"
    html = page(after=figure).replace("</body>", f"{imprint}</body>")
    assert told(html) == [("The pier at dusk.", "Lena Hartwell")]


def test_a_copyright_line_right_below_a_picture_is_its_credit() -> None:
    assert told(page(lead="<div><img src=/p.jpg width=600 height=400><p class=credit>© 2026 Lena Hartwell</p></div>"))[0][1] == "Lena Hartwell"


TITLES = {"写真：田中はなこ": "田中はなこ", "撮影・田中はなこ": "田中はなこ", "Foto di Anna Prova": "Anna Prova"}


@pytest.mark.parametrize(("words", "credit"), TITLES.items())
def test_a_credit_may_stand_in_the_images_title(words: str, credit: str) -> None:
    assert told(page(lead=f'<img src="/p/pier.jpg" width="900" height="600" title="{words}">')) == [(None, credit)]


def test_what_follows_a_label_that_leads_on_with_dots_is_the_credit() -> None:
    for who in ("Ann Roe for The Pier", "森岡 健"):
        shown = f"<span>Lorries at the pier</span><span><span>Credit...</span><span>{who}</span></span>"
        assert told(page(f"{FIG}<figcaption>{shown}</figcaption></figure>")) == [("Lorries at the pier", who)]


def test_a_known_name_alone_between_a_picture_and_its_caption_is_the_credit() -> None:
    beside = "<figure><div><span>{}</span>" + IMG + f"</div><figcaption>{CAPTION}</figcaption></figure>"
    assert told(page(beside.format("Peter Okonjo"))) == [(CAPTION, "Peter Okonjo")]
    assert told(page(beside.format("UP NEXT"))) == [(CAPTION, None)]


def test_a_name_behind_a_caption_and_a_stroke_is_the_credit_but_not_one_of_two_names() -> None:
    assert told(page(f"{FIG}<figcaption>Lorries wait at the old pier / Peter Okonjo</figcaption></figure>")) == [
        ("Lorries wait at the old pier", "Peter Okonjo")
    ]
    assert told(page(f"{FIG}<figcaption>Anna Marr / Peter Okonjo</figcaption></figure>")) == [("Anna Marr / Peter Okonjo", None)]


def test_a_photo_is_the_storys_where_the_h1_is_the_sites_name_and_a_comment_is_longer_than_the_story() -> None:
    comment = "Nobody listened when we said so ten years ago, and now it is too late for all of us. " * 12
    shown = (
        f"<html><head><title>{TITLE} – Coast Post</title></head><body><header><h1><a href=/>Coast Post</a></h1></header><div id=content><article>"
        f"<h2 class=entry-title>{TITLE}</h2><div class=entry-content><div class=wp-caption><img src=/p.jpg width=600 height=400>"
        f"<p class=wp-caption-text>{CAPTION} Foto: {WHO}</p></div><p>{TEXT[0]}</p><p>{TEXT[1]}</p></div></article>"
        f"<ol><li class=comment><p>{comment}</p></li></ol></div></body></html>"
    )
    assert told(shown) == [(CAPTION, WHO)]
