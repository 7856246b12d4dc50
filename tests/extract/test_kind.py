from __future__ import annotations

from datetime import UTC, datetime

import pytest

from newscrawl.blocks import segment
from newscrawl.document import parse
from newscrawl.extract.kind import refusal
from newscrawl.items import Page
from newscrawl.text import words

NAV = '<nav><a href="/">Home</a> <a href="/politics/">Politics</a> <a href="/sport/">Sport</a></nav>'
STORY = "".join(
    f"<p>The ferry company said on day {i} that its crews would return to work once the harbour authority had answered the letter of the union.</p>"
    for i in range(6)
)
RELATED = (
    "<aside><h3>Read more</h3><ul>"
    + "".join(f'<li><a href="/2026/other-story-{i}">Another story about the harbour number {i}</a></li>' for i in range(15))
    + "</ul></aside>"
)
FOOT = "<footer><p>News Example is an independent paper of the coast. All rights reserved.</p></footer>"
DATE = datetime(2026, 11, 22, tzinfo=UTC)


BOX = """<article><h2><a href="/s/{0}">Headline of the story number {0}</a></h2>
  <p>What the story number {0} says in one short sentence.</p></article>"""


def teasers(count: int, make: str = BOX) -> str:
    return "".join(make.format(i) for i in range(count))


def why(
    body: str,
    url: str = "https://news.example/2026/11/ferry-strike-ends-after-a-week",
    title: str | None = "Ferry strike ends",
    published: datetime | None = None,
    page_type: str | None = None,
    head: str = "",
) -> str | None:
    """Return the reason, with every block in a p, h2, li or article outside of navigation taken for the body, as a careless reader would."""
    document = parse(Page(url=url, body=f"<html><head><title>{title or ''}</title>{head}</head><body>{body}</body></html>".encode()))
    assert document is not None
    blocks = segment(document)
    outside = {"nav", "footer", "aside"}
    taken = [
        block.index for block in blocks if block.tag in ("p", "h2", "li", "td") and outside.isdisjoint(a.tag for a in block.element.iterancestors())
    ]
    count = sum(len(words(blocks[index].text)) for index in taken)
    return refusal(document, blocks, taken, count, 0.9, title, published, page_type)


@pytest.mark.parametrize("page_type", [None, "article", "website", "newsarticle"])
@pytest.mark.parametrize("published", [None, DATE])
def test_a_story_is_one_whatever_it_calls_itself_and_however_many_others_stand_beside_it(page_type: str | None, published: datetime | None) -> None:
    assert why(NAV + f"<h1>Ferry strike ends</h1>{STORY}{RELATED}{FOOT}", published=published, page_type=page_type) is None


def test_a_paywalled_story_and_a_story_of_two_lines_are_stories() -> None:
    wall = '<div class="paywall"><h2>Continue reading with a subscription</h2><form><input type="email"><button>Log in</button></form></div>'
    assert why(NAV + f"<h1>Ferry strike ends</h1><p>The crews return.</p>{wall}{RELATED}", published=DATE, page_type="article") is None
    assert (
        why(
            NAV + "<h1>Ferry strike ends</h1><p>The crews return to work on Monday, the union said.</p>" + RELATED,
            published=DATE,
            page_type="article",
        )
        is None
    )


def test_a_story_about_cookies_or_captchas_or_missing_pages_is_a_story() -> None:
    text = STORY.replace("letter", "letter about cookies, consent, captcha and error 404 page not found, access denied")
    assert why(f"<h1>404 page not found: how sites fail</h1>{text}", title="404 page not found: how sites fail") is None


@pytest.mark.parametrize(
    ("url", "body"),
    [
        ("https://news.example/", teasers(12)),
        ("https://news.example/politics/", teasers(5)),
        ("https://news.example/tag/harbour/", teasers(1)),
        ("https://news.example/author/jane-roe", teasers(3)),
        ("https://news.example/politics/page/2/", teasers(2)),
        ("https://news.example/politics/?seite=2", teasers(1)),
        (
            "https://news.example/old/list.htm",
            "<table>" + teasers(9, '<tr><td><a href="s{0}.htm">The story about harbour number {0}</a><td>22 November') + "</table>",
        ),
        ("https://news.example/x", "<ul>" + teasers(9, '<li><a href="/s/{0}">The story about the harbour number {0}</a></li>') + "</ul>"),
        (
            "https://news.example/x",
            teasers(9, '<h3><a href="/s/{0}">The story about the harbour number {0}</a></h3><p>It says this and that of the harbour.</p>'),
        ),
    ],
)
def test_a_list_of_stories_is_a_listing(url: str, body: str) -> None:
    assert why(NAV + body + FOOT, url=url, title="News Example") == "listing"


def test_a_front_page_that_calls_itself_an_article_is_a_listing_all_the_same() -> None:
    assert why(NAV + teasers(12) + FOOT, url="https://news.example/", title="News Example", page_type="article", published=DATE) == "listing"


@pytest.mark.parametrize(
    ("url", "title"),
    [
        ("https://news.example/about-us/", "Who makes this paper"),
        ("https://news.example/impressum.html", "Impressum"),
        ("https://news.example/seite/77", "Datenschutzerklärung"),
        ("https://news.example/info/mentions-legales", "Mentions légales"),
        ("https://news.example/p/12", "Политика конфиденциальности"),
        ("https://news.example/p/12", "お問い合わせ"),
    ],
)
def test_about_contact_and_legal_pages_are_static(url: str, title: str) -> None:
    assert why(NAV + STORY + FOOT, url=url, title=title) == "static-page"


def test_a_story_whose_address_has_such_a_word_among_others_is_a_story() -> None:
    assert why(STORY, url="https://news.example/2026/privacy-law-passes", title="Privacy law passes") is None
    assert why(STORY, url="https://news.example/contact", title="First contact", published=DATE, page_type="article") is None


def test_the_second_page_of_a_story_is_a_later_page_and_the_first_is_not() -> None:
    first, second = "https://news.example/ferry-strike.html", "https://news.example/ferry-strike.html?seite=2"
    pages = f'<p class="pages"><a href="{first}">1</a> <a href="{second}">2</a></p>'
    assert why(STORY + pages, url=second) == "later-page"
    assert why(STORY, url=second, head=f'<link rel="prev" href="{first}">') == "later-page"
    assert why(STORY + pages, url=first) is None


def test_a_story_that_ends_in_a_number_is_no_later_page() -> None:
    assert why(STORY + '<a rel="prev" href="/2026/another-story">The story before</a>', url="https://news.example/2026/top-10") is None


FORM = (
    '<form action="/login"><p><label>User</label><input type="text"></p><p><label>Pass</label><input type="password"></p><button>Go</button></form>'
)


@pytest.mark.parametrize("title", ["Log in – News Example", "Anmelden", "Connexion", "Iniciar sesión", "ログイン", "Войти"])
def test_a_password_form_and_little_else_is_a_login(title: str) -> None:
    assert why(FORM, url="https://news.example/konto", title=title) == "login"


def test_a_password_form_in_a_story_s_header_is_no_login() -> None:
    assert why(f"<header>{FORM}</header><h1>Ferry</h1>{STORY}") is None


@pytest.mark.parametrize(
    "text",
    [
        "We use cookies and other tracking. Do you consent to cookies?",
        "Weiterlesen mit Werbung oder mit dem Pur-Abo. Sie willigen in Cookies ein, Ihre Einwilligung gilt. Zustimmen",
        "Nous utilisons des cookies. Accepter et continuer, ou refuser les cookies.",
        "We and our 812 partners store and access information on your device. Choose whether you accept.",
        "Ми и наших 812 сарадника чувамо колачиће на вашем уређају. Да ли прихватате?",
        "Við og 812 samstarfsaðilar geymum vafrakökur á tækinu. Samþykkir þú vafrakökur?",
    ],
)
def test_a_page_that_only_asks_for_consent_is_a_consent_wall(text: str) -> None:
    assert why(f"<div><h1>{text[:40]}</h1><p>{text}</p><button>OK</button><button>No</button></div>", title="News Example") == "consent-wall"


@pytest.mark.parametrize(
    ("body", "title", "reason"),
    [
        ('<div class="g-recaptcha"></div><p>Please verify you are human.</p>', "Just a moment...", "captcha"),
        ('<script src="https://challenges.cloudflare.com/x.js"></script><p>One moment.</p>', "news.example", "captcha"),
        ("<h1>Access denied</h1><p>You do not have permission to access this server.</p>", "Access denied", "blocked"),
        ("<h1>Zugriff verweigert</h1><p>Ihre Anfrage wurde abgelehnt.</p>", "Fehler", "blocked"),
        (NAV + "<h1>Page not found</h1><p>Try our front page.</p>" + FOOT, "News Example", "soft-404"),
        (NAV + "<h1>Seite nicht gefunden</h1><p>Vielleicht hilft die Suche.</p>" + RELATED, "Fehler 404", "soft-404"),
        (NAV + "<h1>Oops – 404</h1>", "News", "soft-404"),
        (NAV + "<h1>Página no encontrada</h1>", "News", "soft-404"),
        (NAV + "<h1>ページが見つかりません</h1>", "News", "soft-404"),
        (NAV + "<h1>Страница не найдена</h1>", "News", "soft-404"),
        ('<noscript>You need to enable JavaScript to run this app.</noscript><div id="root"></div><script src="/a.js"></script>', "News", "js-shell"),
        ('<div id="__next"></div><script src="/a.js"></script>', "News", "js-shell"),
        ("", None, "empty"),
    ],
)
def test_what_stands_in_the_place_of_a_story_is_named(body: str, title: str | None, reason: str) -> None:
    assert why(body, title=title) == reason


@pytest.mark.parametrize(
    "title",
    [
        "In Ellery 404 residents signed against the pier",
        "According to the harbour office, 404 residents signed against the pier",
        "Ellery: 404 residents signed against the pier",
        "“No pier!” 404 residents signed against it",
    ],
)
def test_a_number_in_a_headline_is_no_missing_page(title: str) -> None:
    assert why(f"{NAV}<h1>{title}</h1>{LEAD}", title=title, published=None) is None


FULL = (
    '<article><h1><a href="{}">The ferry strike of Ellery ends</a></h1>'
    '<footer><p>Published: 20 August</p><p>By <a href="/author/x">A. Writer</a></p></footer>{}</article>'
)


@pytest.mark.parametrize("path", ["tag/ferries.html", "author/a-writer.html", "category/coast.html", "", "index.html", "index4.html", "2026/11/"])
def test_a_list_that_tells_its_only_or_newest_story_in_full_is_a_list(path: str) -> None:
    page = f'<header><h1><a href="https://news.example/">News</a></h1></header>{NAV}{FULL.format("/2026/ferry-strike-ends.html", STORY)}'
    assert why(page, f"https://news.example/{path}", title="News", published=DATE) == "listing"


@pytest.mark.parametrize("url", ["https://news.example/topics/ferry-strike-ends.html", "https://news.example/tag/x/ferry-strike-ends"])
def test_a_story_under_a_lists_address_whose_headline_leads_to_itself_or_nowhere_is_a_story(url: str) -> None:
    assert why(NAV + FULL.format(url, STORY), url) is None
    assert why(f"{NAV}<h1>The ferry strike of Ellery ends</h1>{STORY}", url) is None
    assert why(f'{NAV}<h1><a href="/">News of the coast</a></h1>{STORY}', url) is None


def test_an_empty_list_is_a_list_in_any_language() -> None:
    said = "<h1>Nic tu zatím</h1><p>Zdá se, že jsme to nenašli. Zkuste hledání.</p><form role='search'><input type='search'></form>"
    assert why(said, "https://news.example/category/uncategorized/", title="Nic tu zatím") == "listing"
    assert why(said, "https://news.example/author/admin/", title="Nic tu zatím") == "listing"
    assert why(said, "https://news.example/2026/11/nic-tu-zatim-neni", title="Nic tu zatím") is None


LEAD = "<p>The harbour of Ellery was closed for three days after the storm tore away two of its four piers.</p>"
OWN = "https://news.example/news/harbour-open-again"
HARBOUR = "Harbour open again"
MORE = (
    "<section><h2>More</h2><ul>"
    + "".join(f'<li><a href="/s/{i}">Another story about the harbour number {i}</a></li>' for i in range(12))
    + "</ul></section>"
)
NOTICE = (
    "<div class='cookie-notice' role='dialog'><p>We use cookies to give you the best experience. By continuing you consent to our cookies.</p>"
    "<button>Accept</button><button>Decline</button><a href='/privacy'>Cookie policy</a></div>"
)
FORM = "<form><h2>Subscribe to read on</h2><p>Already a subscriber?</p><input type='email'><input type='password'><button>Log in</button></form>"


@pytest.mark.parametrize(
    "beside", [MORE, "<div>" + teasers(9, "<p><a href='/s/{0}'>Headline of the story number {0}</a></p>") + "</div>", FORM, NOTICE]
)
def test_one_sentence_under_its_headline_is_a_story_whatever_stands_beside_it(beside: str) -> None:
    aside = f"<aside>{beside}</aside>"  # no date, no type: nothing else speaks for it
    assert why(f"{NAV}<h1>{HARBOUR}</h1>{LEAD}{aside}{FOOT}", OWN, title=HARBOUR) is None


@pytest.mark.parametrize(
    "url", ["https://news.example/harbour", "https://news.example/tag/harbour-open-again", "https://news.example/search?q=harbour"]
)
def test_a_sentence_over_a_list_under_a_lists_address_is_its_introduction(url: str) -> None:
    assert why(f"{NAV}<h1>{HARBOUR}</h1>{LEAD}<main>{teasers(9)}</main>{FOOT}", url, title=HARBOUR) == "listing"


def test_a_story_of_five_things_whose_headings_lead_to_them_is_a_story_and_a_list_of_nine_is_none() -> None:
    url, title = "https://news.example/2026/03/five-things-to-know-today", "Five things to know today"
    things = (
        "<div><h2><a href='/s/{0}'>Thing number {0} of today</a></h2><p>What is to be known of the thing number {0} before the day is over.</p></div>"
    )
    assert why(f"{NAV}<h1>{title}</h1>{LEAD}{teasers(4, things)}{FOOT}", url, title=title) is None
    assert why(f"{NAV}<h1>{title}</h1>{teasers(9, things)}{FOOT}", url, title=title) == "listing"


def test_a_list_with_nothing_in_it_is_no_consent_wall_and_no_missing_page() -> None:
    nothing = "<main><h1>Nothing found</h1><p>It seems we can’t find what you’re looking for. Perhaps searching helps.</p></main>"
    for body in (nothing, "<main><h1>Ferries</h1></main>"):
        assert why(f"{NAV}{body}<footer>{NOTICE}</footer>", "https://news.example/category/ferries/", title="Ferries") == "listing"
    gone = why(f"{NAV}{nothing}<footer>{NOTICE}</footer>", "https://news.example/news/gone-for-good", title="Page not found")
    assert gone == "soft-404"


def test_a_wall_that_stands_at_the_storys_address_is_a_wall() -> None:
    wall = f"<h1>We value your privacy</h1><p>We and our 812 partners keep cookies on your device with your consent, and read them.</p>{NOTICE}"
    assert why(wall, OWN, title="We value your privacy") == "consent-wall"
    login = f"<h1>Log in to read on</h1><p>Enter the address and the password of your account with the paper.</p>{FORM}"
    assert why(login, OWN, title="Log in to read on") == "login"


@pytest.mark.parametrize(
    "body",
    [
        "<h1>Storm on the coast: as it happened</h1>" + teasers(8, "<div><h2><a href='#post-{0}'>What happened at {0}</a></h2>" + LEAD + "</div>"),
        "<h1>The storm in pictures</h1>" + LEAD + teasers(9, "<figure><img src='/{0}.jpg'><figcaption>Pier {0}. Photo: J. Roe</figcaption></figure>"),
        "<h1>Ferries late again?</h1>" + teasers(6, "<div><a href='/user/{0}'>user{0}</a><span>4 March 2026</span>" + LEAD + "</div>"),
        "<h1>Harbour of Ellery reopens</h1><p>ELLERY, 4 March 2026 – The port authority opens its piers.</p>" + LEAD + "<p>Contact: Jane Roe</p>",
    ],
    ids=["live blog", "gallery", "forum thread", "press release"],
)  # fmt: skip
def test_other_forms_of_a_story_are_stories(body: str) -> None:
    assert why(NAV + body + RELATED + FOOT, "https://news.example/2026/03/what-happened-on-the-coast", title="Storm on the coast") is None


def test_a_dated_paragraph_under_its_headline_is_a_story_over_any_list_of_others() -> None:
    short = f"<h2>{HARBOUR} after the storm</h2><p>{LEAD[3:-5]} The first ferry came in at dawn, an hour late.</p>"
    url, title = "https://news.example/en/story/10939686", f"{HARBOUR} after the storm"
    others = "<h3>More of the Post</h3>" + teasers(
        20, "<div><p><a href='/s/{0}'>Headline of the story number {0}</a></p><p>" + LEAD[3:-4] + "</p></div>"
    )
    assert why(NAV + short + others + FOOT, url, title=title, published=DATE) is None
    assert why(NAV + short + others + FOOT, url, title=title) == "listing"  # an introduction of a topic looks the same
    assert why(NAV + short + others + FOOT, "https://news.example/topics/storm", title=title, published=DATE) == "listing"


LINES = [
    "The council keeps the old bridge open after a long debate",
    "Ferries will stop at three in the afternoon",
    "A choir of the deaf sings in the town hall",
    "The librarian found a letter of the poet",
    "Fishermen sell the last boat of the fleet",
]


@pytest.mark.parametrize(
    "card",
    [
        '<li>20.11.2026 <a href="/s/{n}">{line}</a></li>',
        '<div><h2>{line}</h2><p>In the end there were eleven votes for it and four against, and … <a href="/s/{n}">Read more »</a></p></div>',
        '<div><h3>{line}</h3><p>In the end there were eleven votes for it and four against. <a href="/s/{n}">Weiterlesen</a></p></div>',
    ],
)
def test_a_list_is_one_whether_its_headlines_or_its_last_words_are_links(card: str) -> None:
    cards = "".join(card.format(n=n, line=line) for n, line in enumerate(LINES))
    assert why(f"<main><h1>Local</h1>{cards}</main>", "https://news.example/section.php?c=local", title="Local") == "listing"


def test_paragraphs_that_end_with_a_link_under_subheads_are_a_story_s() -> None:
    told = "".join(
        f"<h2>{line}</h2><p>{' '.join(LINES)}. {' '.join(reversed(LINES))}.</p><p>More of it stood in <a href='/s/{n}'>our report</a></p>"
        for n, line in enumerate(LINES)
    )
    assert why(f"<main><article><h1>What the town talked of this week</h1>{told}</article></main>", "https://news.example/week-47") is None


DAY = "4 March 2026"


@pytest.mark.parametrize(
    "card",
    [
        f"<li><span>{DAY}</span> <a href='/s/{{n}}'>{{line}}</a><p>In the end there were eleven votes for it and four against.</p></li>",
        f"<li>{DAY} <a href='/s/{{n}}'>{{line}}</a></li>",
        f"<article><h3><a href='/s/{{n}}'>{{line}}</a></h3><time>{DAY}</time><p>In the end there were eleven votes for it.</p></article>",
    ],
)
def test_a_list_whose_entries_have_their_days_in_words_is_one_and_needs_no_lists_address(card: str) -> None:
    cards = "".join(card.format(n=n, line=line) for n, line in enumerate(LINES))
    assert why(f"{NAV}<main><h1>The bridge</h1><ul>{cards}</ul></main>", "https://news.example/t/4711", title="The bridge") == "listing"
    hub = f"{NAV}<main><h1>The old stone bridge</h1><ul>{cards}</ul></main>"
    assert why(hub, "https://news.example/old-stone-bridge", title="The old stone bridge") == "listing"


DATED = "".join(f"<article><h3><a href='/s/{n}'>{line}</a></h3><time>{DAY}</time><p>Eleven votes.</p></article>" for n, line in enumerate(LINES * 2))
LIFE = "Jane Roe has written of the coast since the first ferry, and of all who work on it, in four books and some six hundred columns."


@pytest.mark.parametrize("url", ["https://news.example/people/77", "https://news.example/who/jane"])
def test_a_life_and_then_dated_stories_is_a_list(url: str) -> None:
    assert why(f"{NAV}<main><h1>Jane Roe</h1><p>{LIFE} {LIFE}</p>{DATED}</main>{FOOT}", url, title="Jane Roe") == "listing"
    assert why(f"{NAV}<main><h1>Jane Roe</h1><p>{LIFE} {LIFE}</p></main><section>{DATED}</section>{FOOT}", url, title="Jane Roe") == "listing"
    obituary = f"<h1>Jane Roe</h1><p>By A. Writer, {DAY}</p><p>{LIFE} {LIFE}</p>"
    assert why(f"{NAV}<main>{obituary}</main><section>{DATED}</section>{FOOT}", "https://news.example/n/1977", title="Jane Roe") is None


def test_characters_of_scripts_without_spaces_are_half_a_word_each() -> None:
    life = "山田花子は海岸と港、そこで働く人々について長く書いている記者である。" * 5
    cards = "".join(
        f"<article><h3><a href='/s/{n}'>港の話{n}：市議会が古い石橋の保存を決める</a></h3><time>2026年3月4日</time><p>採決は十一対四。</p></article>"
        for n in range(8)
    )
    page = f"{NAV}<main><h1>山田花子</h1><p>{life}</p>{cards}</main>{FOOT}"
    assert why(page, "https://news.example/author/yamada", title="山田花子") == "listing"


def test_a_date_over_one_sentence_tells_a_story_whose_list_of_others_the_reader_took_for_text() -> None:
    story = f"<main><h1>{HARBOUR} after the storm</h1><p>By Jane Roe, {DAY}</p><div>{LEAD}</div></main>"
    cards = "".join(
        f"<li><span>{DAY}</span> <a href='/s/{n}'>{line}</a><p>In the end there were eleven votes.</p></li>" for n, line in enumerate(LINES)
    )
    url, title = "https://news.example/n/77", f"{HARBOUR} after the storm"
    assert why(f"{NAV}{story}<ul>{cards}</ul>{FOOT}", url, title=title, published=DATE) is None
    undated = story.replace(f"<p>By Jane Roe, {DAY}</p>", "")
    assert why(f"{NAV}{undated}<ul>{cards}</ul>{FOOT}", url, title=title, published=DATE) == "listing"


def test_a_tag_that_calls_itself_a_dated_article_is_a_list() -> None:
    url = "https://news.example/tag/bridge"
    assert why(f"{NAV}<main><h1>Bridge</h1>{DATED}</main>", url, title="Bridge", published=DATE, page_type="article") == "listing"
    told = f"{NAV}<h1>The ferry strike of Ellery ends</h1>{STORY}<aside>{DATED}</aside>"
    assert why(told, f"{url}/ferry-strike-of-ellery-ends", published=DATE, page_type="article") is None


@pytest.mark.parametrize("name", ["about", "about-2", "privacy.html"])
def test_what_the_system_calls_a_page_is_static_under_such_an_address_though_its_data_date_it(name: str) -> None:
    def said(body: str, head: str = "") -> str | None:
        page = f"<html><head><title>Who makes this paper</title>{head}</head><body class='{body}'>{STORY}</body></html>"
        document = parse(Page(f"https://news.example/{name}", page.encode()))
        assert document is not None
        blocks = segment(document)
        return refusal(document, blocks, [block.index for block in blocks], 120, 0.9, "Who makes this paper", DATE, "article")

    assert said("page-template page-about") == "static-page"
    assert said("post-template") is None
    assert said("page-template page-about", "<meta property='og:type' content='article'>") is None


def test_links_without_words_over_boxes_make_a_list() -> None:
    cards = "".join(
        f"<article><h2>{line}</h2><div><p>In the end there were eleven votes for it.</p></div><footer>{DAY}</footer>"
        f"<a aria-label='post link to {line}' href='/posts/{n}-of-the-day'></a></article>"
        for n, line in enumerate(LINES)
    )
    assert why(f"{NAV}<main><h1>Posts</h1>{cards}</main>", "https://news.example/posts", title="Posts") == "listing"


@pytest.mark.parametrize(("query", "reason"), [("cat=5&paged=2", "listing"), ("m=202610", "listing"), ("s=ferry", "listing"), ("p=19", None)])
def test_what_a_blog_is_asked_for_tells_a_list_with_one_entry_from_a_story(query: str, reason: str | None) -> None:
    entry = f"<div><h3><a href='/?p=18'>{LINES[0]}</a></h3><small>{DAY}</small><div><p>In the end there were eleven votes for it […]</p></div></div>"
    assert why(f"{NAV}{entry}", f"https://news.example/?{query}", title="News Example") == reason


def test_a_line_of_rights_and_a_page_without_a_word_are_no_stories() -> None:
    assert why(f"{NAV}<a href='/?offset=36'>More</a><p>© News Example 2026 – all rights reserved</p>", "https://news.example/?offset=30") == "empty"
    bare = f"{NAV}<div>Local</div><div><a href='local/'>More local</a></div>"
    assert why(bare, "https://news.example/stories/2026/11/13/local", title="Local", published=DATE) == "empty"
    shown = f"<figure><img src='/1.jpg'></figure>{FOOT}"
    assert why(bare + shown, "https://news.example/stories/2026/11/13/local", title="Local", published=DATE) is None
    assert why(bare + FOOT, "https://news.example/stories/2026/11/13/local", title="Local", published=DATE) == "empty"


def test_a_front_page_that_tells_one_storys_beginning_at_length_is_a_list() -> None:
    entries = "".join(
        f"<li><span>{DAY}</span><h3><a href='/s/{n}'>{line}</a></h3>{LEAD[:-4] * 8 if n == 3 else ''}</li>" for n, line in enumerate(LINES * 2)
    )
    page = f"{NAV}<main><h2>Posts</h2><ul>{entries}</ul></main>"
    assert why(page, "https://news.example/", title="News Example", published=DATE) == "listing"
    assert why(f"<h1>Harbour open again</h1>{STORY}<ul>{entries}</ul>", "https://news.example/2026/harbour-open-again", title=HARBOUR) is None


LEGAL = "".join(
    f"<p>{i}. Qui fa servir aquest lloc accepta aquestes condicions i es compromet a no copiar-ne res, ni avui ni demà.</p>" for i in range(9)
)
PEU = '<div class="peu"><a href="/avis-legal">Avís legal</a> <a href="/qui-som">Qui som</a> <a href="/publicitat">Publicitat</a> © 2026</div>'


def test_an_undated_page_that_its_own_footer_links_to_is_static_in_any_language() -> None:
    page = f"<ul><li><a href=/poble>Poble</a></li></ul><h1>Avís legal</h1>{LEGAL}{PEU}"
    assert why(page, url="https://news.example/avis-legal", title="Avís legal") == "static-page"
    assert why(page, url="https://news.example/avis-legal", title="Avís legal", published=DATE) is None
    assert why(page, url="https://news.example/2026/un-altre", title="Avís legal") is None
    assert why(f"<h1>Avís legal</h1>{LEGAL}", url="https://news.example/avis-legal", title="Avís legal") is None


def test_a_story_that_links_to_itself_in_print_crumbs_or_heading_is_none_of_the_sites_fixed_pages() -> None:
    crumbs = '<p class="breadcrumbs"><a href="/">Home</a> <a href="/sea">Sea</a> <a href="/ferry">Ferry strike ends</a></p>'
    tools = '<p><a href="/ferry?print=1">Print</a> <a href="/ferry">Link</a> <a href="/mail">Mail</a></p>'
    assert why(f'<h1><a href="/ferry">Ferry strike ends</a></h1>{STORY}{crumbs}{tools}{FOOT}', url="https://news.example/ferry") is None


def test_a_page_with_a_cookie_bar_below_its_text_is_no_consent_wall() -> None:
    bar = "<div><p>This site uses cookies. You may accept cookies or reject cookies, and change your consent.</p><button>Accept</button></div>"
    text = "<p>The paper was founded by three neighbours who wanted to know what the council decides, and is printed on Fridays.</p>"
    assert why(f"<h1>The paper</h1>{text}{bar}", url="https://news.example/?page_id=2", title="The paper") is None
    assert why(f"<h1>The paper</h1>{bar}", url="https://news.example/?page_id=2", title="The paper") == "consent-wall"


def test_a_dated_picture_whose_address_is_its_headline_is_a_story_though_an_appeal_leads_elsewhere() -> None:
    appeal = '<div><p>If you like it you can help us with four coins a month.</p><p><a href="/join-us-now">Become a member of ours</a></p></div>'
    page = f"<h1>The brook in flood</h1><figure><img src=/i.jpg></figure>{appeal}"
    assert why(page, url="https://news.example/video/brook-flood.html", title="The brook in flood", published=DATE) is None


def test_a_section_in_the_menu_with_a_long_introduction_is_a_listing_and_a_story_in_it_is_none() -> None:
    menu = '<ul class=nav><li><a href="/harbour/">Harbour</a></li><li><a href="/council/">Council</a></li><li><a href="/sport/">Sport</a></li></ul>'
    said = "<p>Everything that we wrote about the harbour since the paper began, by the desk that knows every boat by its name.</p>" * 2
    cards = "".join(
        f'<div class="card"><a href="/2026/11/wall-{i}"><span>Wall number {i} of the harbour is mended again</span></a></div>' for i in range(6)
    )
    assert why(f"{menu}<h1>Harbour</h1>{said}{cards}", url="https://news.example/harbour/", title="Harbour") == "listing"
    assert why(f"{menu}<h1>The harbour wall</h1>{said}{cards}", url="https://news.example/2026/11/the-harbour-wall", title="The harbour wall") is None


def test_what_wordpress_numbers_as_a_page_is_static() -> None:
    body = f"<h2>House rules</h2>{STORY}"
    document = parse(Page(url="https://news.example/?page_id=7", body=f'<html><body class="page page-id-7">{body}</body></html>'.encode()))
    assert document is not None
    blocks = segment(document)
    taken = [block.index for block in blocks if block.tag == "p"]
    assert refusal(document, blocks, taken, 150, 0.9, "House rules", None, None) == "static-page"


def test_a_page_of_next_to_nothing_at_a_customary_address_is_static_whatever_its_system_calls_it() -> None:
    page = "<h1>Faragha na wewe</h1><p>Faragha.</p>"
    assert why(page, url="https://news.example/privacy/", title="Faragha na wewe", page_type="article") == "static-page"
    assert why(page, url="https://news.example/privacy/", title="Faragha na wewe", page_type="article", published=DATE) != "static-page"


def test_goods_without_a_date_are_no_story() -> None:
    mug = "<h1>Harbour mug</h1><p>White china with the masthead of 1887. It is safe in the dishwasher and comes within five days.</p>"
    assert why(mug, "https://news.example/shop/mug-12", "Harbour mug", page_type="product") == "static-page"
    assert why(mug, "https://news.example/shop/mug-12", "Harbour mug", DATE, page_type="product") is None


JOB = NAV + "<h1>{}</h1><p>We are looking for somebody who likes early ferries. Write to us before the first of March.</p>" + FOOT
OFFER = '<script type="application/ld+json">{"@type": "JobPosting", "title": "Deckhand", "datePosted": "2026-11-22"}</script>'


def test_an_offer_of_one_job_is_no_story_however_short_or_dated() -> None:
    url = "https://news.example/jobs/deckhand"
    assert why(JOB.format("Deckhand"), url, "Deckhand", DATE, head=OFFER) == "static-page"
    assert why(JOB.format("Deckhand (m/w/d)"), url, "Deckhand (m/w/d)") == "static-page"
    assert why(JOB.format("Matelot H/F"), url, "Matelot H/F") == "static-page"


def test_a_story_about_jobs_is_one() -> None:
    story = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Ferry strike ends"}</script>'
    assert why(NAV + f"<h1>Ferry strike ends</h1>{STORY}", published=DATE, page_type="newsarticle", head=OFFER + story) is None
    assert why(NAV + f"<h1>What (m/w/d) means to us</h1>{STORY}", title="What (m/w/d) means to us", published=DATE) is None


def test_a_story_by_its_number_in_the_archive_is_one() -> None:
    side = "".join(f'<li><a href="/archive/{i}.shtml">Another story about the harbour number {i}</a></li>' for i in range(6))
    text = "<p>The ferry company said that its crews would return to work.</p>" * 2
    page = f"<ul>{side}</ul><h1>Ferry strike ends</h1>{text}"
    assert why(page, "https://news.example/archive/5521.shtml", published=DATE) is None
    assert why(page, "https://news.example/archive/", published=DATE) == "listing"


@pytest.mark.parametrize("slug", ["ferry-strike-ends", "ferry-strike-of-line-9"])
def test_page_two_behind_a_bare_number_is_a_later_page_where_page_one_is_linked(slug: str) -> None:
    first = f"https://news.example/2026/11/{slug}/"
    links = f'<p>Page <a href="{first}">1</a> 2 <a href="{first}3/">3</a></p>'
    assert why(f"<h1>Ferry strike ends</h1>{STORY}{links}", f"{first}2/", published=DATE, page_type="article") == "later-page"
    assert why(f"<h1>Ferry strike ends</h1>{STORY}", f"{first}2/", published=DATE, page_type="article") is None
    assert why(f"<h1>Ferry strike ends</h1>{STORY}{links}", first, published=DATE, page_type="article") is None
