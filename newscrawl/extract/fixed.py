"""Pages that every site has and that are no stories: about, contact, imprint, prices, and offers of a job."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from itertools import islice
from urllib.parse import urlsplit

import lxml.html

from newscrawl.blocks import Block
from newscrawl.document import Document
from newscrawl.extract.addresses import SLUG, STATIC_SEGMENTS, page_at, segments_of, stem_of
from newscrawl.extract.leads import MANY, MAX_BLOCKS
from newscrawl.extract.metadata import types_of
from newscrawl.items import Reason
from newscrawl.text import folded, words

STORY_TYPES = (
    "article",
    "newsarticle",
    "reportagenewsarticle",
    "blogposting",
    "analysisnewsarticle",
    "opinionnewsarticle",
    "liveblogposting",
    "report",
)
_STATIC_TITLES = frozenset(
    (
        "about|about us|contact|contact us|imprint|impressum|kontakt|datenschutz|datenschutzerklärung|privacy policy|privacy notice|"
        "terms of use|terms of service|"
        "terms and conditions|cookie policy|legal notice|über uns|agb|allgemeine geschäftsbedingungen|mentions légales|"
        "politique de confidentialité|qui sommes-nous|à propos|"
        "contactez-nous|aviso legal|política de privacidad|quiénes somos|contacto|sobre nosotros|política de privacidade|quem somos|"
        "contato|termos de uso|chi siamo|contatti|"
        "note legali|informativa sulla privacy|over ons|privacyverklaring|privacybeleid|colofon|om oss|kontakta oss|personvernerklæring|"
        "integritetspolicy|tietosuojaseloste|"
        "o nas|polityka prywatności|regulamin|o nás|kontakty|ochrana osobních údajů|rólunk|kapcsolat|adatvédelem|impresszum|despre noi|"
        "politica de confidențialitate|hakkımızda|"
        "iletişim|künye|gizlilik politikası|о нас|контакты|о проекте|политика конфиденциальности|про нас|контакти|за нас|σχετικά με εμάς|"
        "επικοινωνία|πολιτική απορρήτου|من نحن|"
        "اتصل بنا|سياسة الخصوصية|אודות|צור קשר|हमारे बारे में|संपर्क करें|会社概要|お問い合わせ|プライバシーポリシー|利用規約|关于我们|"
        "联系我们|隐私政策|회사소개|개인정보처리방침|tentang kami|"
        "حریم خصوصی|سیاست حریم خصوصی|درباره ما|دربارهٔ ما|دربارۀ ما|تماس با ما|faragha|sera ya faragha|kuhusu sisi|wasiliana nasi|गोपनीयता|"
        "गोपनीयता नीति|संपर्क|हमसे संपर्क करें|আমাদের সম্পর্কে|যোগাযোগ|গোপনীয়তা নীতি|எங்களைப் பற்றி|ہمارے بارے میں|رازداری کی پالیسی|"
        "privatlivspolitik|om os|kontakt os|persondatapolitik|cookiepolitik|abonnementsvilkår|personvern|kontakt oss|om os|"
        "personuppgiftspolicy|kontakta redaktionen|qui som|política de privacitat|contacte|qui sóm|subscriu-te|o nama|uvjeti korištenja|"
        "pravila privatnosti|politika privatnosti|oglašavanje|o nás|zásady ochrany osobných údajov|podmienky používania|pogoji uporabe|o podjetju|"
        "политика за поверителност|общи условия|о нама|политика приватности|apie mus|privatumo politika|par mums|privātuma politika|meist|"
        "privaatsuspoliitika|rreth nesh|politika e privatësisë|nor gara|lege oharra|sobre nós|"
        "kebijakan privasi|về chúng tôi|liên hệ|เกี่ยวกับเรา|ติดต่อเรา"
    ).split("|")
)


def is_job_ad(document: Document, title: str | None, published: datetime | None) -> bool:
    """Say whether the page offers one job: its data say so and nothing of a story, or its title says for whom ("(m/w/d)") and it has no date."""
    kinds = [types_of(node) for node in document.json_ld[:MAX_NODES]]
    offers = sum("jobposting" in kind for kind in kinds)
    if offers == 1 and not any(kind & set(STORY_TYPES) for kind in kinds):
        return True
    return published is None and title is not None and _FOR_ALL.search(title) is not None


MAX_NODES = 200
_FOR_ALL = re.compile(
    r"\(\s?(?:[mwfdxhnvikž]\s?[/|*.,]\s?){1,3}[mwfdxhnvikž]\s?\)|(?<![^\W\d_])(?:[mwfd]/[mwfd]/[mwfdx]|[HF]/[FH])(?![^\W\d_])", re.IGNORECASE
)
"""For whom a job is: "(m/w/d)", "(f/m/x)", "H/F"."""


def as_static(document: Document, title: str | None, published: datetime | None, story: bool) -> Reason | None:
    """About, contact, imprint, privacy, terms: by the whole last segment of a short address, or by a title that is nothing else."""
    segments = segments_of(document.url)
    if not story and _PAGE_ID.search(document.url) and _is_a_systems_page(document):
        return "static-page"
    if not segments or len(segments) > 3:
        return None
    name = re.sub(r"(?:-\d)?(?:\.(?:html?|php|aspx?|jsp))?\Z", "", segments[-1], count=1)
    by_address = name in STATIC_SEGMENTS
    by_title = title is not None and folded(title).strip(" .:!?") in _STATIC_TITLES
    if by_title and (by_address or published is None):
        return "static-page"
    if by_address and _is_a_systems_page(document):
        return "static-page"
    return "static-page" if by_address and not story and published is None else None


HUB_WORDS = 200
"""Words of what introduces a section; a page in the site's menu with more to say is let through."""


def is_fixed(document: Document, blocks: Sequence[Block], body_blocks: Sequence[int], title: str | None, *, above: bool = False) -> bool:
    """Say whether a page without a date has its place in the site's footer: below its text, under its own name and among other short links, it links
    to itself. ``above``: or in its menu, above the text.

    About, imprint and prices do; no story does for long.
    """
    named = set(words(folded(title or "")))
    segments = segments_of(document.url)
    if not 1 <= len(named) <= _NAME_WORDS or len(segments) > 2 or any(SLUG.search(segment) for segment in segments):
        return False
    own = stem_of(document.url)
    if own.endswith("/?") or "/" not in own:
        return False
    site = (urlsplit(document.url).hostname or "").removeprefix("www.")
    seen: dict[str, str | None] = {}
    text = max(body_blocks, key=lambda index: len(blocks[index].text), default=-1)
    below = (block for block in (blocks[:text][:MANY] if above else blocks[text + 1 : text + 1 + MANY]) if block.link_chars)
    for link in islice((link for block in below for link in block.element.iter("a")), MAX_BLOCKS):
        href = link.get("href")
        if not href or len(href) > 300 or href.startswith("#"):
            continue
        if href not in seen:
            seen[href] = page_at(href, document.base, site)
        if seen[href] != own:
            continue
        said = set(words(folded(" ".join(islice(link.itertext(), 5)))[:80]))
        if said and len(said) <= _NAME_WORDS and (said <= named or named <= said) and _in_menu(link):
            return True
    return False


_NAME_WORDS = 4


def _in_menu(link: lxml.html.HtmlElement) -> bool:
    """Say whether a link stands among other short ones, in no heading, no trail of crumbs and no running text."""
    node: lxml.html.HtmlElement | None = link
    for _ in range(4):
        node = node.getparent() if node is not None else None
        if node is None or node.tag in ("h1", "h2", "h3", "body", "html", "article") or "crumb" in (node.get("class") or "").lower():
            return False
        links = list(islice(node.iter("a"), 12))
        if len(links) >= 3:
            sizes = [sum(map(len, islice(one.itertext(), 5))) for one in links]
            told = sum(len(text) for text in islice(node.itertext(), 60))
            return all(size <= 40 for size in sizes) and told <= 3 * sum(sizes) + 120
    return False


def _is_a_systems_page(document: Document) -> bool:
    """Say whether the system that made the page calls it a page in the class of its body, not a post, and ``og:type`` calls it no article.

    Ghost writes an article's JSON-LD, with its date, into both.
    """
    if (document.meta_first("og:type") or "").strip().lower() == "article":
        return False
    body = document.root.find("body")
    classes = (body.get("class") or "").lower().split() if body is not None else []
    return not _PAGE_CLASSES.isdisjoint(classes) and _POST_CLASSES.isdisjoint(classes)


_PAGE_ID = re.compile(r"[?&]page_id=\d")  # WordPress numbers its pages and its posts apart
_PAGE_CLASSES = frozenset("page page-template page-template-default".split())
_POST_CLASSES = frozenset("single single-post post post-template".split())
