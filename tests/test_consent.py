"""Consent banners go from the first page on; articles about cookies keep every word."""

from __future__ import annotations

import pytest

from newscrawl.blocks import segment
from newscrawl.document import parse
from newscrawl.items import Page
from newscrawl.strip.consent import PLATFORMS, find_consent

STORY = (
    "The harbour board of Eastmoor voted on Tuesday to close the old ferry pier, ending a service that has run since 1931.",
    "Engineers had told the board in March that the wooden piles could no longer carry the weight of loaded lorries.",
    "Passengers will be taken by bus to Northgate, and the fare will not change before the autumn, the board's chairwoman said.",
)
BANNER = "This website uses cookies to improve your visit. We assume that you agree, but you can opt out."


def page(banner: str, *, where: str = "end", story: tuple[str, ...] = STORY, title: str = "Eastmoor closes its pier") -> str:
    paragraphs = "".join(f"<p>{one}</p>" for one in story)
    text = f'<main><article><h1>{title}</h1><div class="entry">{paragraphs}</div></article></main>'
    start, end = (banner, "") if where == "start" else ("", banner)
    return (
        f'<html><head><title>{title}</title></head><body class="cookies-not-set has-consent-banner">{start}'
        f'<header><a href="/">Gazette</a></header>{text}'
        f'<footer><p><a href="/privacy">Privacy policy</a> · <a href="/cookies">Cookie settings</a></p></footer>{end}</body></html>'
    )


def marked(html: str) -> tuple[list[str], list[str]]:
    document = parse(Page("https://news.example/a", html.encode()))
    assert document is not None
    blocks = segment(document)
    marks = find_consent(document, blocks)
    assert {mark.kind for mark in marks.values()} <= {"consent"}
    return [block.text for block in blocks if block.index in marks], [block.text for block in blocks if block.index not in marks]


@pytest.mark.parametrize("name", [name for name, _ in PLATFORMS])
@pytest.mark.parametrize("where", ["start", "end"])
def test_banners_of_known_platforms_go(name: str, where: str) -> None:
    for prefix in dict(PLATFORMS)[name].split():
        banner = f'<div id="{prefix}x1"><div><h2>Your choice</h2><p>Nous rangeons des choses.</p><button>Oui</button></div></div>'
        gone, left = marked(page(banner, where=where))
        assert gone == ["Your choice", "Nous rangeons des choses.", "Oui"]
        assert set(STORY) <= set(left)


def test_a_platforms_widget_inside_the_sites_own_column_goes() -> None:
    form = '<form><input type="submit" value="ok"></form>'
    widget = f'<div id="sidebar"><div class="widget widget_eu_cookie_law_widget"><div id="eu-cookie-law">{form}{BANNER}</div></div></div>'
    gone, left = marked(page(widget))
    assert gone == [BANNER]
    assert set(STORY) <= set(left)


@pytest.mark.parametrize(
    "markup",
    [
        "<p>{} <a href='#'>Accept</a> <a href='/c'>Read more</a></p>",
        "<div>{} Accept Read More</div>",
        "<div style='position:fixed; bottom:0'><p>{}</p><button>OK</button></div>",
        "<div role='dialog'><p>{}</p><button>Accept</button><button>Reject</button></div>",
        "<aside><p>{}</p><a href='#'>Accept</a></aside>",
        "<dialog open><h2>We value your privacy</h2><p>{}</p></dialog>",
        "<div class='gdpr-strip'><span>{}</span></div>",
    ],
)
@pytest.mark.parametrize("where", ["start", "end"])
def test_banners_of_a_sites_own_make_go(markup: str, where: str) -> None:
    gone, left = marked(page(markup.format(BANNER), where=where))
    assert any(BANNER in text for text in gone)
    assert not any(BANNER in text for text in left)
    assert set(STORY) <= set(left)


BANNERS = {
    "de": "Diese Website verwendet Cookies. Wenn Sie die Seite weiter nutzen, stimmen Sie zu. Akzeptieren",
    "fr": "Ce site utilise des cookies pour améliorer votre visite. En poursuivant, vous acceptez. Tout accepter",
    "es": "Este sitio utiliza cookies para mejorar tu visita. Si continúa, acepta su uso. Aceptar",
    "it": "Questo sito utilizza i cookie per migliorare la visita. Proseguendo, accetti. Accetto",
    "pt": "Este site usa cookies para melhorar a sua visita. Ao continuar, concorda. Aceitar",
    "nl": "Deze website gebruikt cookies om uw bezoek te verbeteren. Akkoord Instellingen",
    "pl": "Ta strona używa plików cookie. Korzystając z niej, wyrażasz zgodę. Akceptuję",
    "ru": "Этот сайт использует файлы cookie. Продолжая, вы выражаете согласие. Принять",
    "hu": "Ez a weboldal sütiket használ. Az oldal használatával elfogadja ezt. Elfogadom",
    "he": "אתר זה משתמש בעוגיות. המשך הגלישה מהווה הסכמה. אישור",
    "ar": "يستخدم هذا الموقع ملفات تعريف الارتباط لتحسين زيارتك. موافق",
    "ja": "当サイトではクッキーを使用しています。閲覧を続けると同意したことになります。同意する",
    "tr": "Bu site çerez kullanmaktadır. Devam ederek onay vermiş olursunuz. Kabul et",
    "sv": "Denna webbplats använder kakor. Acceptera Inställningar",
    "fi": "Tämä sivusto käyttää evästeitä. Hyväksy Asetukset",
    "el": "Αυτός ο ιστότοπος χρησιμοποιεί cookies. Αποδοχή",
    "ko": "이 사이트는 쿠키를 사용합니다. 동의",
}


@pytest.mark.parametrize("language", sorted(BANNERS))
@pytest.mark.parametrize("markup", ["<div>{}</div>", "<div class='overlay'><p>{}</p></div>", "<aside><p>{}</p></aside>"])
def test_banners_go_in_many_languages(language: str, markup: str) -> None:
    gone, left = marked(page(markup.format(BANNERS[language])))
    assert gone == [BANNERS[language]]
    assert set(STORY) <= set(left)


ABOUT = (
    "Websites that use cookies must ask their visitors to accept them, the court ruled on Tuesday.",
    "“This website uses cookies. By continuing you agree” is no consent, the judges wrote: users must be able to reject all with one click.",
    "We use cookies, says the notice on the ministry's page, and asks visitors to accept or manage their settings.",
    "The regulator had fined three publishers whose consent banners offered only one button: Accept all.",
    "Cookie banners annoy most people: in a survey by the regulator two thirds said they click OK without reading.",
)


def test_an_article_about_cookies_keeps_every_paragraph() -> None:
    gone, left = marked(page(f"<div id='onetrust-consent-sdk'><p>{BANNER}</p></div>", story=ABOUT, title="Court: cookie banners must offer a choice"))
    assert gone == [BANNER]
    assert set(ABOUT) <= set(left)


@pytest.mark.parametrize("name", ["cookie-story", "consent-article", "post-cookies"])
def test_an_article_whose_own_box_is_named_after_its_subject_is_kept(name: str) -> None:
    inner = "".join(f"<p>{one}</p>" for one in ABOUT)
    box = f"<div class='{name}'><h1>Court rules</h1>{inner}</div>"
    gone, left = marked(f"<html><body><header>Gazette</header>{box}<footer><p>Imprint</p></footer></body></html>")
    assert not gone
    assert set(ABOUT) <= set(left)


def test_a_bare_page_of_paragraphs_about_cookies_is_kept() -> None:
    gone, _ = marked("<html><body>" + "".join(f"<p>{one}</p>" for one in ABOUT) + "</body></html>")
    assert gone == []


def test_links_to_the_cookie_policy_are_no_banner() -> None:
    assert marked(page(""))[0] == []
