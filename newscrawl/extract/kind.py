"""Whether a page is a story at all, and if not, why: from its structure first, from words only where structure cannot tell.

A page is refused on positive evidence of being something else, never for lack of evidence of being a story: a paywalled, truncated or two-line
story is one. The word lists are short, whole phrases, and only believed on pages with next to no text of their own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from itertools import islice
from typing import NamedTuple
from urllib.parse import parse_qsl, unquote, urljoin, urlsplit

import lxml.html

from newscrawl.blocks import Block
from newscrawl.document import Document
from newscrawl.extract.datelines import is_date_line
from newscrawl.extract.metadata import types_of
from newscrawl.extract.written import date_spans
from newscrawl.items import Reason
from newscrawl.text import count_words, folded, words

# Words of a body that is too short to be judged as a story by itself. Half of the real stories below it are pictures and videos with a caption.
FEW_WORDS = 80
# A list of stories: this many different pages are introduced, by this share of the body's words, and no block says more on its own behalf.
TEASERS = 3
TEASER_SHARE = 0.7
# Fewer words, if nothing but dated introductions follows the text.
PROFILE_SHARE, PROFILE_STORIES = 0.4, 5
LONGEST = 100
# An introduction and the box it stands in with its headline, date and label are no longer than this.
TEASER_CHARS, BOX_CHARS = 500, 900
# Blocks that may stand between a headline and its text: date, byline, section, tags, the photo's caption.
_BYLINES = 10
# A page with more text than this is no wall and no shell, and needs introductions to be a list.
WALL_WORDS = 150
# The same of a page that says that it is a story, and when.
STATED_WORDS = 40
# A list without introductions: headlines that lead elsewhere, beside next to no text.
HEADLINES = 8
_STORY_TYPES = (
    "article",
    "newsarticle",
    "reportagenewsarticle",
    "blogposting",
    "analysisnewsarticle",
    "opinionnewsarticle",
    "liveblogposting",
    "report",
)
_LIST_TYPES = ("collectionpage", "itemlist", "searchresultspage", "profilepage", "profile")
_GOODS = ("product", "og:product", "product.item")
_TOPS = frozenset(("body", "html", "main"))
_HEADINGS = frozenset(("h2", "h3", "h4", "h5", "dt"))
_OUTSIDE = frozenset(("nav", "footer", "aside", "header"))

_LIST_SEGMENTS = frozenset(
    (
        "tag tags topic topics category categories section sections author authors archive archives search rubrik rubriken thema themen "
        "schlagwort kategorie autor autoren "
        "archiv suche etiqueta etiquetas categoria categorias autores archivo archivos buscar tema temas mot-cle mots-cles sujet sujets "
        "auteur auteurs categorie rubrique "
        "recherche argomento argomenti autore archivio cerca assunto assuntos onderwerp auteur zoeken tagg taggar emne emner avainsana "
        "aihe temat tematy tagi kategoria "
        "autorzy szukaj stitek tema yazar etiket konu kategori rubrika rubric tegi mavzu"
    ).split()
)
_SEGMENTS_OF_FRONT = re.compile(r"(?:(?:index|home|default)[-_]?\d{0,4}(?:\.\w{2,5})?)?")  # some systems number the pages of the front page
_SLUG = re.compile(r"(?:[^\W_]+[-_+]){3}|\d{5}")
_PAGE_PARAMETERS = frozenset(
    "page paged pg seite pagina página sida side strona strana sayfa sivu oldal halaman trang stranica pag p pagenum".split()
)
_FRONT = re.compile(r"/?(?:index\.php)?")
# What a blog's front page is asked for where a list is wanted: categories, months, searches, a page's number.
_LIST_PARAMETERS = (_PAGE_PARAMETERS - {"p"}) | set("cat category category_name tag m year monthnum author author_name s q search offset".split())
_PAGE_SEGMENT = re.compile(
    r"/(?:page|p|seite|pagina|sida|side|strona|strana|sayfa|sivu|oldal|halaman|trang|stranica|pag)[-_/]?(\d{1,3})(?=/|\.|\Z)", re.IGNORECASE
)
_PAGE_BARE = re.compile(r"(?<=/)(?=[^/]*[^\W\d_])[^/]*-[^/]*/(\d{1,2})/?\Z")
"""A number alone behind a slug: page two as WordPress tells it."""
_PAGE_SUFFIX = re.compile(r"(?<=[^\W\d_])[-_,](?:page|seite|pagina|p)?[-_]?(\d{1,2})(?=(?:\.\w{2,5})?/?\Z)", re.IGNORECASE)

# Last segments of an address that mean the same page on every site. The whole segment has to match, and the page must not say that it is a story.
_STATIC_SEGMENTS = frozenset(
    (
        "about about-us aboutus about_us contact contact-us contacts contactus imprint impressum kontakt datenschutz "
        "datenschutzerklaerung datenschutzhinweise agb "
        "nutzungsbedingungen ueber-uns uber-uns mediadaten privacy privacy-policy privacypolicy privacy-notice terms terms-of-use "
        "terms-of-service terms-and-conditions "
        "tos cookie-policy cookies disclaimer legal legal-notice accessibility advertise advertise-with-us advertising masthead "
        "newsletter newsletters subscribe subscription "
        "abo abonnement faq mentions-legales politique-de-confidentialite confidentialite qui-sommes-nous a-propos contactez-nous cgu "
        "cgv aviso-legal politica-de-privacidad "
        "politica-de-cookies privacidad quienes-somos contacto acerca-de sobre-nosotros nosotros sobre sobre-nos quem-somos contato "
        "contacto politica-de-privacidade "
        "termos-de-uso fale-conosco chi-siamo contatti note-legali informativa-privacy privacy-e-cookie over-ons contact-opnemen "
        "privacybeleid privacyverklaring colofon "
        "voorwaarden om-oss kontakta-oss om-os personvern integritetspolicy personuppgifter tietoa-meista yhteystiedot tietosuoja o-nas "
        "kontakty polityka-prywatnosci regulamin "
        "redakcja ochrana-osobnich-udaju rolunk kapcsolat adatvedelem impresszum despre-noi despre contact-noi "
        "politica-de-confidentialitate hakkimizda iletisim kunye "
        "gizlilik-politikasi o-proekte o-kompanii kontakti reklama o-nama politika-privatnosti pro-nas tentang-kami kontak-kami "
        "hubungi-kami redaksi kebijakan-privasi "
        "pedoman-media-siber gioi-thieu lien-he sitemap site-map rss team jobs careers karriere donate spenden donations"
    ).split()
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

# Phrases of pages that say of themselves that there is nothing: matched folded, in the title or a heading, or as one of the first short blocks.
_MISSING = re.compile(
    r"(?<![\w\s,;.:'’”\"“„«،、，])\s*\b404\b|^\W*404\b|\b404\b(?=\s*(?:$|[^\w\s]|error|not |page))|"
    r"(?:error|http|code|fehler|erreur|fout|błąd|hata|ошибка|שגיאה) 404\b|"
    r"page (?:was |could )?(?:not |n't |cannot |can't )(?:be )?(?:found|exist)|page (?:not found|does(?:n't|n’t| not) exist|"
    r"is missing|has (?:been )?(?:moved|removed))|"
    r"(?:couldn't|couldn’t|could not|can't|can’t|cannot) (?:be found|find (?:that|this|the|your) page|find what)|not found|"
    r"no longer (?:available|exists?)|nothing (?:was )?found(?: here)?|"
    r"(?:this|the) (?:article|story|content|post) (?:is|was|has been) (?:not available|removed|deleted|moved)|"
    r"seite (?:konnte )?(?:wurde )?(?:leider )?(?:nicht|existiert nicht)(?: mehr)?(?: gefunden)?|nicht gefunden|nicht mehr verfügbar|"
    r"page (?:introuvable|non trouvée|inexistante)|"
    r"n['’]existe (?:pas|plus)|p[áa]gina no (?:encontrada|existe|disponible)|no (?:se )?(?:ha )?(?:podido )?(?:encontra(?:da|do|r|mos)|existe)|"
    r"p[áa]gina n[ãa]o (?:foi )?(?:encontrada|existe)|n[ãa]o (?:foi )?encontrad[ao]|pagina non (?:trovata|esiste|disponibile)|"
    r"non (?:è stata )?trovat[ao]|pagina (?:is )?niet gevonden|"
    r"niet gevonden|bestaat niet|sidan (?:kunde inte hittas|finns inte|hittades inte)|siden (?:finnes ikke|findes ikke|"
    r"ble ikke funnet|blev ikke fundet)|ikke fun[nd]et|"
    r"sivua ei l[öo]y|ei löytynyt|nie znaleziono|nie istnieje|nebyla nalezena|stránka neexistuje|nenalezena|nem található|"
    r"nu a fost găsit|pagina nu (?:există|a fost)|"
    r"sayfa bulunamadı|bulunamadı|страница не найдена|не найден[аоы]?|не существует|сторінк[ау] не знайдено|не знайден|не е намерена|"
    r"δεν βρέθηκε|الصفحة غير موجودة|غير موجود|"
    r"لم يتم العثور|הדף לא נמצא|לא נמצא|पेज नहीं मिला|नहीं मिला|見つかりません|存在しません|ページが見つかり|找不到|不存在|页面未找到|"
    r"찾을 수 없|존재하지 않|không tìm thấy|"
    r"không tồn tại|tidak ditemukan|ไม่พบ"
)
_CONSENT = re.compile(
    r"cookie|consent|tracking|gdpr|dsgvo|pur-abo|mit werbung|werbung und tracking|einwillig|zustimm|datenschutz|accepter et|"
    r"acepta[r]?|rechazar|accetta|aceitar|accepteer|"
    r"galetes|accepteu|kolačić|колачић|prihvat|прихват|vafrak[öa]k|samþykk|küpsis|sīkdat|slapuk|piškot|бисквит|informasjonskaps|süti(?:k|ket)|ciasteczk|"
    r"information on (?:your|a) device|legitimate interest|our (?:\d{2,4} )?partners|"
    r"toestemming|samtyck|samtykke|evästee|suostum|plik(?:i|ów) cookie|zgod[aęy]|souhlas|hozzájárul|çerez|файлы? cookie|згод|"
    r"συγκατάθεση|הסכמ|ملفات تعريف الارتباط|クッキー|同意|쿠키|동의"
)
_CHALLENGE_SOURCES = re.compile(
    r"recaptcha|hcaptcha|captcha-delivery|/cdn-cgi/challenge-platform|challenges\.cloudflare\.com|turnstile|geo\.captcha|perimeterx|"
    r"px-captcha|arkoselabs|funcaptcha|awswaf|ddos-guard",
    re.IGNORECASE,
)
_CHALLENGE = re.compile(
    r"captcha|(?:are|you(?:'re|’re| are)) (?:not )?a (?:robot|human|bot)|verify(?:ing)? (?:that )?you(?:'re|’re|"
    r" are)? (?:are )?(?:a )?(?:not a )?(?:human|robot)|"
    r"(?:i am|i'm) not a robot|human verification|security check|checking your browser|just a moment|unusual (?:traffic|activity)|"
    r"automated (?:access|queries|requests)|"
    r"kein roboter|sind sie ein (?:mensch|roboter)|sicherheitsüberprüfung|êtes(?:-|\s)vous un (?:humain|robot)|pas un robot|no (?:soy|"
    r"eres) un robot|não (?:sou|é) um robô|non sono un robot|"
    r"geen robot|inte en robot|nie jestem robotem|nejsem robot|robot değil|не робот|вы человек|не робот|לא רובוט|لست روبوت|"
    r"ロボットではありません|不是机器人|我不是機器人|로봇이 아닙니다"
)
_BLOCKED = re.compile(
    r"access (?:to this page )?(?:has been |is |was )?(?:denied|blocked|restricted)|(?:you have been|been|request|were) (?:blocked|"
    r"forbidden)|\b403\b|forbidden|\b451\b|unavailable for legal reasons|"
    r"not available in your (?:country|region|location)|(?:attention required|pardon our interruption)|permission to access|"
    r"zugriff (?:verweigert|gesperrt|blockiert)|accès (?:refusé|interdit|bloqué)|"
    r"acceso (?:denegado|restringido|bloqueado)|acesso (?:negado|bloqueado)|accesso (?:negato|bloccato)|toegang geweigerd|"
    r"åtkomst nekad|adgang nægtet|ingen tilgang|pääsy estetty|dostęp zabroniony|"
    r"odmowa dostępu|přístup odepřen|hozzáférés megtagadva|erişim engellendi|доступ (?:запрещ|ограничен|заборонен)|доступ заборонено|"
    r"تم رفض الوصول|הגישה נדחתה|アクセスが拒否|访问被拒绝|접근이 거부"
)
_LOGIN = re.compile(
    r"log ?in|sign ?in|anmeld|einloggen|se connecter|connexion|connectez|identifiez|iniciar sesi[óo]n|inicia sesi[óo]n|accede a|"
    r"entrar|fa[çc]a login|accedi|inloggen|aanmelden|logga in|"
    r"logg inn|log ind|kirjaudu|zaloguj|logowanie|přihl[áa]|prihl[áa]s|bejelentkez|autentific|giriş yap|oturum aç|войти|вход|увійти|"
    r"вхід|σύνδεση|تسجيل الدخول|התחבר|लॉग इन|ログイン|登录|登入|로그인|đăng nhập|masuk|เข้าสู่ระบบ"
)
_SCRIPT_NEEDED = re.compile(r"java ?script|ジャバスクリプト|джаваскрипт", re.IGNORECASE)


class Shape(NamedTuple):
    """What the refusals look at: counts over one page."""

    teased: int
    """Different pages that the body's blocks introduce."""
    teaser_words: int
    body_words: int
    headlines: int
    """Links of headline length to other pages of the site, each alone in its block, outside navigation."""
    headline_words: int
    visible_words: int
    """Of the first blocks; not counted where the body is too long for a wall: its own words stand here then."""
    longest: int
    """Words of the longest body block that introduces nothing."""
    opening: int
    """Words of the first body block that is no heading; 0 if it introduces another page."""
    after: int
    """Words of body blocks that introduce nothing and stand after one that does."""
    dated: int
    """Introduced pages beside which a day of their own stands."""
    dated_headlines: int
    """Such pages whether the body introduces them or another part of the page."""


def refusal(
    document: Document,
    blocks: Sequence[Block],
    body_blocks: Sequence[int],
    body_words: int,
    confidence: float,
    title: str | None,
    published: datetime | None,
    page_type: str | None,
    *,
    status: int = 200,
) -> Reason | None:
    """Return why the page is no story, or None if it is one.

    ``body_blocks`` are the indexes of the blocks that the reader took for the body, ``body_words`` their words; ``page_type`` is what the page calls
    itself (``og:type`` or its JSON-LD type, lower-case), ``published`` its date if it has one.
    """
    if body_words <= FEW_WORDS and body_blocks and all(_RIGHTS.match(blocks[index].text) for index in body_blocks):
        body_blocks, body_words = (), 0  # nothing but the footer's line of whose the rights are
    body_words -= sum(_surplus(blocks[index].text) for index in body_blocks)
    story = (page_type or "") in _STORY_TYPES
    if reason := _static(document, title, published, story and body_words > FEW_WORDS):
        return reason
    if published is None and (page_type or "") in _GOODS:
        return "static-page"
    if not (story and published) and (_heads_a_list(document, blocks, body_blocks) or _fronts_a_list(document, blocks)):
        return "listing"
    if not story and _is_job_ad(document, title, published):
        return "static-page"
    undated = not story and published is None
    fixed = undated and _is_fixed(document, blocks, body_blocks, title)
    hub = undated and not fixed and body_words <= HUB_WORDS and _is_fixed(document, blocks, body_blocks, title, above=True)
    enough = STATED_WORDS if story and published is not None else WALL_WORDS
    long = not (fixed or hub) and body_words > enough and (page_type or "") not in _LIST_TYPES and page_number(document.url)[1] < 2
    if long and (_is_plainly_text(blocks, body_blocks, body_words) or not _could_be_list(document, blocks, body_blocks)):
        return None
    shape = measure(document, blocks, body_blocks, body_words)
    told = _tells_a_story(document, blocks, body_blocks, shape, title)
    return (
        _wall(document, blocks, shape, title, published if story else None, status, told)
        or _list(document, shape, story, published, page_type or "", told)
        or _later(document, shape)
        or _nothing(document, blocks, shape, story and title is not None)
        or ("listing" if _is_empty_list(document.url, shape, story or published is not None) else None)
        or _textless(shape, story and title is not None, published is not None and _shows_something(document))
        or (("listing" if shape.headlines >= TEASERS and shape.after <= LONGEST else "static-page") if fixed else None)
        or ("listing" if hub and shape.headlines >= TEASERS else None)
    )


def _is_job_ad(document: Document, title: str | None, published: datetime | None) -> bool:
    """Say whether the page offers one job: its data say so and nothing of a story, or its title says for whom ("(m/w/d)") and it has no date."""
    kinds = [types_of(node) for node in document.json_ld[:MAX_NODES]]
    offers = sum("jobposting" in kind for kind in kinds)
    if offers == 1 and not any(kind & set(_STORY_TYPES) for kind in kinds):
        return True
    return published is None and title is not None and _FOR_ALL.search(title) is not None


MAX_NODES = 200
_FOR_ALL = re.compile(
    r"\(\s?(?:[mwfdxhnvikž]\s?[/|*.,]\s?){1,3}[mwfdxhnvikž]\s?\)|(?<![^\W\d_])(?:[mwfd]/[mwfd]/[mwfdx]|[HF]/[FH])(?![^\W\d_])", re.IGNORECASE
)
"""For whom a job is: "(m/w/d)", "(f/m/x)", "H/F"."""

_RIGHTS = re.compile(r"\s*(?:\u00a9|\(c\)\s|copyright\b)", re.IGNORECASE)


def _shows_something(document: Document) -> bool:
    """Say whether there is a picture, a film or a sound that could be the story where there is no text."""
    if any(name in document.meta for name in ("og:image", "twitter:image", "og:video", "og:audio")):
        return True
    return any(True for _ in document.root.iter("figure", "video", "audio", "iframe", "object", "embed"))


def _is_plainly_text(blocks: Sequence[Block], body_blocks: Sequence[int], body_words: int) -> bool:
    """Say whether so little of a long body could introduce other pages that nothing need be counted to know it for a story's.

    Exact in one direction: what ``_list`` would refuse (the other refusals have nothing to say of a body of so many words) is never called so.
    Nine of ten stories are.
    """
    beside: dict[lxml.html.HtmlElement | None, int] = {}
    for index in body_blocks:
        parent = blocks[index].element.getparent()
        beside[parent] = beside.get(parent, 0) + len(blocks[index].text)
    doubtful = 0
    for index in body_blocks:
        block = blocks[index]
        if len(block.text) > TEASER_CHARS:
            continue
        # Its box holds more than an introduction's, it has no link of its own, and no linked heading stands before it.
        alone = beside[block.element.getparent()] > BOX_CHARS and not block.link_chars and not _may_link(block.element)
        if alone and not any(blocks[before].link_chars and blocks[before].tag in _HEADINGS for before in (index - 1, index - 2) if before >= 0):
            continue
        doubtful += _count(block.text)
    return doubtful < TEASER_SHARE * max(1, body_words, doubtful)


def _could_be_list(document: Document, blocks: Sequence[Block], body_blocks: Sequence[int]) -> bool:
    """Say whether the blocks of a long body may introduce TEASERS pages, and none of them is so long for itself that ``_list`` lets it through.

    Exact in one direction, as above: a box whose share of the body alone is too much for an introduction's is none, and what stands neither in the
    body, nor before it, nor in a small box with some of it introduces nothing of it. A tenth of the price of ``measure``, which most are spared so.
    """
    sizes: dict[lxml.html.HtmlElement, int] = {}
    for index in body_blocks:
        block = blocks[index]
        size = len(block.text)
        if size > TEASER_CHARS and block.tag not in _HEADINGS and _count(block.text) >= LONGEST:
            return False
        for ancestor in _up(block.element, 5):
            sizes[ancestor] = sizes.get(ancestor, 0) + size
    near = {index - back for index in body_blocks for back in (0, 1, 2)}
    boxes = {element for element, size in sizes.items() if size <= BOX_CHARS}
    leads = _Leads(document, blocks)
    found: set[str] = set()
    for block in blocks:
        if not (block.link_chars or block.tag in _HEADINGS) or (block.index not in near and boxes.isdisjoint(_up(block.element, 5))):
            continue
        if (lead := leads.of(block)) is not None:
            found.add(lead[0])
            if len(found) >= TEASERS:
                return True
    return False


def _may_link(element: lxml.html.HtmlElement) -> bool:
    """Say whether a link is in ``element``, or so much that to look for one in every box of a deep page would take minutes."""
    return any(one.tag == "a" or number == _MANY for number, one in enumerate(element.iter()))


_MANY = 200
MAX_BLOCKS = 2_000
"""Blocks of a page that are looked into one by one; real lists have fewer."""


def measure(document: Document, blocks: Sequence[Block], body_blocks: Sequence[int], body_words: int) -> Shape:
    """Return the counts that ``refusal`` decides on."""
    chains: dict[lxml.html.HtmlElement | None, tuple[lxml.html.HtmlElement, ...]] = {None: ()}

    def up(element: lxml.html.HtmlElement) -> tuple[lxml.html.HtmlElement, ...]:
        """As ``_up`` of five levels; siblings share what is above them."""
        parent = element.getparent()
        if parent not in chains:
            chains[parent] = tuple(_up(parent, 5))
        return () if element.tag in _TOPS else (element, *chains[parent][:4])

    leads = _Leads(document, blocks)
    led = {block.index: lead for block in blocks if (lead := leads.of(block)) is not None}
    # A page's first headline counts: that of a link before that of a heading.
    found = {index: led[index] for index in sorted(led, key=lambda index: not blocks[index].link_chars)}
    targets = {index: target for index, (target, _) in found.items()}
    owners: dict[lxml.html.HtmlElement, set[str]] = {}
    for index, target in targets.items():
        for ancestor in up(blocks[index].element):
            owners.setdefault(ancestor, set()).add(target)
    sizes: dict[lxml.html.HtmlElement, int] = {}
    for block in blocks if targets else ():
        size = len(block.text)
        for ancestor in up(block.element):
            sizes[ancestor] = sizes.get(ancestor, 0) + size
    seen: set[str] = set()
    headline_words = 0
    for index, target in targets.items():
        if target not in seen and not any(ancestor.tag in _OUTSIDE for ancestor in _up(blocks[index].element, 8)):
            seen.add(target)
            headline_words += found[index][1]
    teased: set[str] = set()
    teaser_words = longest = opening = after = 0
    first = next((index for index in body_blocks if blocks[index].tag not in _HEADINGS and blocks[index].tag != "h1"), None)
    for index in body_blocks:
        count = _count(blocks[index].text)
        introduced = _introduced(blocks, index, targets, owners, sizes) if targets else None
        if introduced is None:
            longest = max(longest, count)
            after += count if teased else 0
            opening = count if index == first else opening
        else:
            teased.add(introduced)
            teaser_words += count
    visible = sum(_count(block.text) for block in blocks[:400]) if body_words <= WALL_WORDS else body_words
    asked = (len(teased) >= TEASERS and longest < LONGEST) or (body_words < WALL_WORDS and len(seen) >= PROFILE_STORIES)  # who asks for days: _list
    dated = _dated(document, blocks, targets, owners, sizes) if asked else set()
    counts_of_days = (len(dated & teased), len(dated))
    return Shape(len(teased), teaser_words, body_words, len(seen), headline_words, visible, longest, opening, after, *counts_of_days)


def _dated(
    document: Document,
    blocks: Sequence[Block],
    targets: dict[int, str],
    owners: dict[lxml.html.HtmlElement, set[str]],
    sizes: dict[lxml.html.HtmlElement, int],
) -> set[str]:
    """Return the introduced pages that have a day of their own beside them: in the headline's block, or as a line in their small box."""
    language = document.language or ""
    found: set[str] = set()
    for block in blocks[:MAX_BLOCKS]:
        if len(block.text) > 300 or not _DIGIT.search(block.text):
            continue
        if block.index not in targets and len(block.text) > 60:
            continue
        if not (spans := date_spans(block.text, language)):
            continue
        if block.index in targets:
            found.add(targets[block.index])
        elif is_date_line(block.text, spans):
            for ancestor in _up(block.element, 5):
                if sizes.get(ancestor, 0) > BOX_CHARS:
                    break
                if ancestor in owners:
                    found |= owners[ancestor] if len(owners[ancestor]) == 1 else set()
                    break
    return found


_DIGIT = re.compile(r"\d")
_DENSE = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")


def _count(text: str) -> int:
    """Return the words of ``text``, where of scripts that do not part them two characters are one: the thresholds are of words."""
    return count_words(text) - _surplus(text)


def _surplus(text: str) -> int:
    """Return how many words too many ``count_words`` counts in scripts that do not part them."""
    return 0 if text.isascii() or not _DENSE.search(text) else (len(text) - len(_DENSE.sub("", text))) // 2


class _Leads:
    """Where the blocks of one page lead."""

    def __init__(self, document: Document, blocks: Sequence[Block]) -> None:
        self.document, self.blocks = document, blocks
        self.language = document.language or ""
        self.site = (urlsplit(document.url).hostname or "").removeprefix("www.")
        self.own = _stem(document.url)
        self.seen: dict[str, str | None] = {}

    def of(self, block: Block) -> tuple[str, int] | None:
        """Return the other page of the site that a block introduces as its headline, and that headline's words; None if it is none."""
        if not block.link_chars:
            if block.tag not in _HEADINGS or block.index >= MAX_BLOCKS or not 4 <= (count := _count(block.text)) <= LONGEST:
                return None
            target = _overlaid(block, self.document, self.site, self.seen)
            return (target, count) if target is not None and target != self.own else None
        if len(block.text) > TEASER_CHARS:
            return None
        if _is_link(block, self.language):
            count = _count(block.text)
        elif block.index and self.blocks[block.index - 1].tag in _HEADINGS and _leads_on(block):
            count = _count(self.blocks[block.index - 1].text)
        else:
            return None
        if count < 4 or (target := _target(block.element, self.document, self.site, self.seen)) is None or target == self.own:
            return None
        return target, count


def _is_link(block: Block, language: str) -> bool:
    """Say whether a block is one link, but for a few words, or for a date ("20.11. Ferries will stop at three")."""
    if len(block.text) > 300 or block.link_chars * 3 < len(block.text):
        return False
    if block.link_chars * 5 >= len(block.text) * 4:
        return True
    own = sum(map(str.isalpha, block.text)) - sum(sum(map(str.isalpha, link.text_content())) for link in block.element.iter("a"))
    if own > 3 and _DIGIT.search(block.text):
        own -= sum(sum(map(str.isalpha, block.text[start:end])) for start, end in date_spans(block.text, language))
    return own <= 3


def _overlaid(block: Block, document: Document, site: str, seen: dict[str, str | None]) -> str | None:
    """Return the page to which a link without words leads that lies over the heading's box and names it in its label; None if there is none."""
    node = block.element.getparent()
    for _ in range(3):
        if node is None or node.tag in _TOPS:
            return None
        for element in islice(node.iter(), _MANY):
            if element.tag == "a" and block.text in f"{element.get('aria-label') or ''} {element.get('title') or ''}" and not _has_words(element):
                return _target(element, document, site, seen)
        node = node.getparent()
    return None


def _has_words(element: lxml.html.HtmlElement) -> bool:
    return any(text.strip() for text in islice(element.itertext(), 20))


def _leads_on(block: Block) -> bool:
    """Say whether a block is a text that ends with one short link: "… Read more" under a headline that is none itself."""
    if block.link_chars > 40 or block.link_chars * 3 > len(block.text):
        return False
    links = list(block.element.iter("a"))
    if len(links) != 1 or (links[0].tail or "").strip(" \t\n\r.»›→…)]"):
        return False
    return block.text.rstrip(" .»›→…)]").endswith(" ".join(links[0].text_content().split()).rstrip(" .»›→…)]"))


def _introduced(
    blocks: Sequence[Block],
    index: int,
    targets: dict[int, str],
    owners: dict[lxml.html.HtmlElement, set[str]],
    sizes: dict[lxml.html.HtmlElement, int],
) -> str | None:
    """Return the page that the block introduces: its own link's, that of the small box both stand in, or that of the heading just before it."""
    if index in targets:
        return targets[index]
    if len(blocks[index].text) > TEASER_CHARS:
        return None
    for ancestor in _up(blocks[index].element, 5):
        if sizes[ancestor] > BOX_CHARS:
            break
        if ancestor in owners:
            return min(owners[ancestor]) if len(owners[ancestor]) <= 2 else None
    for before in (index - 1, index - 2):
        if before in targets and blocks[before].tag in _HEADINGS:
            return targets[before]
    return None


def _up(element: lxml.html.HtmlElement, levels: int) -> list[lxml.html.HtmlElement]:
    """Return the element and its ancestors below ``body``, at most ``levels`` of them."""
    found: list[lxml.html.HtmlElement] = []
    node: lxml.html.HtmlElement | None = element
    while node is not None and len(found) < levels and node.tag not in _TOPS:
        found.append(node)
        node = node.getparent()
    return found


def _target(element: lxml.html.HtmlElement, document: Document, site: str, seen: dict[str, str | None]) -> str | None:
    """Return the page of the same site that the block's (first) link leads to, or None."""
    link = next(element.iter("a"), None)
    node: lxml.html.HtmlElement | None = element
    for _ in range(4):
        if link is not None or node is None:
            break
        node = node.getparent()
        link = node if node is not None and node.tag == "a" else None
    href = link.get("href") if link is not None else None
    if not href or href.startswith(("#", "javascript:", "mailto:")):
        return None
    if href not in seen:
        seen[href] = _page_of(href, document.base, site)
    return seen[href]


def _page_of(href: str, base: str, site: str) -> str | None:
    try:
        url = urljoin(base, href.strip())
        host = (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return None
    if not (host == site or host.endswith("." + site) or site.endswith("." + host)):
        return None
    return _stem(url)


def _stem(url: str) -> str:
    """Return host, path and query of ``url`` as pages are told apart here."""
    try:
        parts = urlsplit(url)
        return f"{(parts.netloc or '').removeprefix('www.')}{parts.path.rstrip('/')}?{parts.query}"
    except ValueError:
        return url


def _segments(url: str) -> list[str]:
    try:
        return [unquote(segment).lower() for segment in urlsplit(url).path.split("/") if segment]
    except ValueError:
        return []


class Told(NamedTuple):
    """What speaks for one story in a page that does not call itself one."""

    headed: bool = False
    """Its headline, of three words or more, stands over a text of its own that introduces no other page."""
    named: bool = False
    """The address is the headline's words, and no list's."""
    opened: bool = False
    """Under the headline stands a paragraph of its own, whatever follows."""
    portrait: bool = False
    """The headline is as short as a name, and the text begins with it."""


def _tells_a_story(document: Document, blocks: Sequence[Block], body_blocks: Sequence[int], shape: Shape, title: str | None) -> Told:
    """Look for a headline over a text, and for the headline in the address: short news beside many others has nothing else to show for itself."""
    segments = _segments(document.url)
    said = words(folded(title or ""))
    if _is_portrait(document, blocks, body_blocks, said):
        return Told(portrait=True)
    if len(said) < 3 or not segments or _is_list_address(segments, document.url) or _is_section_address(segments):
        return Told()
    slug = [word for word in words(re.sub(r"\.\w{2,5}\Z", "", segments[-1]).replace("_", " ")) if len(word) > 2 and not word.isdigit()]
    named = len(slug) >= 2 and len(set(slug) & set(said)) >= max(2, 0.6 * len(slug))
    first = body_blocks[0] if body_blocks else 0
    heads = [
        block.index
        for block in blocks[max(0, first - _BYLINES) : first + 1]
        if block.tag in ("h1", "h2") and block.link_chars * 5 < len(block.text) * 4 and set(said) <= set(words(folded(block.text)))
    ]
    if not heads:
        return Told(False, named)
    dated = _opens_dated(document, blocks[heads[-1] + 1 : max(first, heads[-1]) + 2])
    return Told(not shape.teased and shape.longest >= OWN_WORDS, named, dated or shape.opening >= OPENING_WORDS)


def _is_portrait(document: Document, blocks: Sequence[Block], body_blocks: Sequence[int], said: list[str]) -> bool:
    """Say whether the title is as short as a name, the text's first paragraph begins with it, and no date stands between."""
    if not body_blocks or not 2 <= len(said) <= (8 if _DENSE.match(said[0]) else 4):
        return False
    first = body_blocks[0]
    if words(folded(blocks[first].text[:200]))[: len(said)] != said or blocks[first].tag in ("h1", "h2"):
        return False
    language = document.language or ""
    return not any(len(one.text) <= 160 and date_spans(one.text, language) for one in blocks[max(0, first - 4) : first])


def _opens_dated(document: Document, blocks: Sequence[Block]) -> bool:
    """Say whether a date line stands between the headline and a paragraph of its own: a list's dates stand with its entries.

    The reader of the body may have taken a list below such a story of one sentence for its text.
    """
    language = document.language or ""
    dated = False
    for block in blocks:
        spans = date_spans(block.text, language) if len(block.text) <= 160 else []
        if spans and is_date_line(block.text, spans):
            if block.link_chars * 2 > len(block.text):
                return False
            dated = True
        elif block.tag in _HEADINGS or block.tag == "li":
            if block.link_chars:
                return False
        elif dated and block.link_chars * 2 < len(block.text) and _count(block.text) >= OWN_WORDS:
            return True
    return False


OWN_WORDS, OPENING_WORDS = 8, 20
"""Words of a paragraph that can be a story's ("The crews return to work on Monday morning."), and of one that can be all of it over a list."""


def _list(document: Document, shape: Shape, story: bool, published: datetime | None, page_type: str, told: Told) -> Reason | None:
    """A front, section, tag or author page, a search result: it introduces other pages and says little itself.

    The date of a page that says it is a story counts; on others it may be any teaser's.
    """
    stated = published if story else None
    segments = _segments(document.url)
    slug = bool(segments) and _SLUG.search(segments[-1]) is not None
    share = shape.teaser_words / max(1, shape.body_words, shape.teaser_words)
    if shape.teased >= TEASERS and shape.longest < LONGEST and not (told.opened and published is not None):
        if share >= TEASER_SHARE and stated is None and (not told.named or (shape.dated >= TEASERS and not told.opened)):
            return "listing"
        # Under a list's address its claim to be a story, and the date, are the system's habit.
        if share >= TEASER_SHARE and not slug and shape.dated >= TEASERS and _is_list_address(segments, document.url):
            return "listing"
        # A text of two paragraphs or so, and then stories with their days.
        if share >= PROFILE_SHARE and stated is None and not (told.named or told.opened) and not shape.after and shape.dated >= PROFILE_STORIES:
            return "listing"
        # A page that says it is a story, and when, has to be a list through and through: front pages of many systems call themselves articles too.
        if share >= 0.85 and shape.teased >= 2 * TEASERS and shape.longest < LONGEST // 2 and (not slug or stated is None):
            return "listing"
    if not shape.body_words and not slug and shape.headlines >= TEASERS and _is_list_address(segments, document.url):
        return "listing"
    if stated is not None:
        return None
    # Somebody's life and work, and the dated stories outside what was taken for the body.
    if told.portrait and shape.dated_headlines >= PROFILE_STORIES and shape.body_words < WALL_WORDS:
        return "listing"
    stem, number = page_number(document.url)
    bare = stem[:-1].split("/")[1:] if stem.endswith("?") else None  # the address without a page number, if that is all it asks
    listed = _is_list_address(segments, document.url) or bare == []
    section = bare is not None and _is_section_address(bare) and not (told.named and published is not None)
    if (listed or section) and shape.longest < 60 and shape.body_words < 150 and not story:
        if shape.teased >= (1 if listed or number > 1 else 2):
            return "listing"
        if shape.headlines >= (3 if listed and shape.body_words >= FEW_WORDS // 2 else 1) and shape.body_words < (150 if listed else FEW_WORDS // 2):
            return "listing"
    if page_type in _LIST_TYPES and shape.headlines >= 3 and shape.longest < LONGEST:
        return "listing"
    few = shape.body_words < FEW_WORDS and not story and not slug and published is None and not told.headed
    return "listing" if few and shape.headlines >= HEADLINES and shape.headline_words > 2 * shape.body_words else None


def _heads_a_list(document: Document, blocks: Sequence[Block], body_blocks: Sequence[int]) -> bool:
    """Say whether a list begins with a story told in full: the address is a list's, and the headline over the body leads to another page of the site.

    A tag with one story, a front page with its newest: everything but the headline looks like the story's own page, where it leads nowhere or home.
    """
    if not body_blocks or not (_is_list_address(_segments(document.url), document.url) or _PAGE_SEGMENT.search(document.url)):
        return False  # a number at a slug's end is a story's as often as a list's
    site = (urlsplit(document.url).hostname or "").removeprefix("www.")
    first = body_blocks[0]
    for index in range(first, max(-1, first - _BYLINES - 1), -1):
        block = blocks[index]
        if block.tag not in ("h1", "h2", "h3"):
            continue
        if block.link_chars * 5 < len(block.text) * 4 or count_words(block.text) < 2:
            return False
        target = _target(block.element, document, site, {})
        return target is not None and unquote(target) not in (unquote(_stem(document.url)), _stem(urljoin(document.url, "/")))
    return False


def _fronts_a_list(document: Document, blocks: Sequence[Block]) -> bool:
    """Say whether a front page has many headlines that lead elsewhere, each with a day beside it: some tell a story's whole beginning below one."""
    segments = _segments(document.url)
    if _SEGMENTS_OF_FRONT.fullmatch("/".join(segments)) is None or not _is_list_address(segments, document.url):
        return False
    language = document.language or ""
    found = 0
    for block in blocks[:MAX_BLOCKS]:
        if block.tag in _HEADINGS and block.link_chars * 5 >= len(block.text) * 4 and count_words(block.text) >= 2:
            beside = (*blocks[max(0, block.index - 2) : block.index], *blocks[block.index + 1 : block.index + 3])
            found += any(len(one.text) <= 60 and _DIGIT.search(one.text) and date_spans(one.text, language) for one in beside)
    return found >= HEADLINES


def _is_empty_list(url: str, shape: Shape, dated: bool) -> bool:
    """Say whether the address is that of a list other than the front page, and there is next to nothing on it."""
    segments = _segments(url)
    return (
        not dated
        and shape.body_words < FEW_WORDS // 2
        and _SEGMENTS_OF_FRONT.fullmatch("/".join(segments)) is None
        and _is_list_address(segments, url)
    )


def _is_section_address(segments: list[str]) -> bool:
    """Say whether the address could be that of a section: one or two short words."""
    return 1 <= len(segments) <= 2 and all(len(name) <= 20 and name.count("-") <= 1 and not re.search(r"[\d.]", name) for name in segments)


def _is_list_address(segments: list[str], url: str) -> bool:
    """Say whether the address is that of a front page or of a list by its words."""
    if segments and all(re.fullmatch(r"(?:19|20)\d\d|\d{1,2}", segment) for segment in segments):  # an archive by date
        return True
    if not segments or (len(segments) == 1 and _SEGMENTS_OF_FRONT.fullmatch(segments[0])):
        asked = {name.lower() for name, _ in parse_qsl(urlsplit(url).query, keep_blank_values=True)}
        return asked <= _LIST_PARAMETERS
    if _FILED.fullmatch("/".join(segments[-2:])):
        return False
    return not _LIST_SEGMENTS.isdisjoint(segments[:-1]) or segments[-1] in _LIST_SEGMENTS or (len(segments) <= 2 and segments[0] in _LIST_SEGMENTS)


# A story by its number among those kept ("/archive/5521.shtml"), no list of a year's.
_FILED = re.compile(r"(?:archive?s?|archiv|archivos?|archivio|archief|arkiv|arhiv[ae]?)/(?!(?:19|20)\d\d\.)\D{0,8}\d{4,9}\.[a-z]{2,5}")


def _static(document: Document, title: str | None, published: datetime | None, story: bool) -> Reason | None:
    """About, contact, imprint, privacy, terms: by the whole last segment of a short address, or by a title that is nothing else."""
    segments = _segments(document.url)
    if not story and _PAGE_ID.search(document.url) and _is_a_systems_page(document):
        return "static-page"
    if not segments or len(segments) > 3:
        return None
    name = re.sub(r"(?:-\d)?(?:\.(?:html?|php|aspx?|jsp))?\Z", "", segments[-1], count=1)
    by_address = name in _STATIC_SEGMENTS
    by_title = title is not None and folded(title).strip(" .:!?") in _STATIC_TITLES
    if by_title and (by_address or published is None):
        return "static-page"
    if by_address and _is_a_systems_page(document):
        return "static-page"
    return "static-page" if by_address and not story and published is None else None


HUB_WORDS = 200
"""Words of what introduces a section; a page in the site's menu with more to say is let through."""


def _is_fixed(document: Document, blocks: Sequence[Block], body_blocks: Sequence[int], title: str | None, *, above: bool = False) -> bool:
    """Say whether a page without a date has its place in the site's footer: below its text, under its own name and among other short links, it links
    to itself. ``above``: or in its menu, above the text.

    About, imprint and prices do; no story does for long.
    """
    named = set(words(folded(title or "")))
    segments = _segments(document.url)
    if not 1 <= len(named) <= _NAME_WORDS or len(segments) > 2 or any(_SLUG.search(segment) for segment in segments):
        return False
    own = _stem(document.url)
    if own.endswith("/?") or "/" not in own:
        return False
    site = (urlsplit(document.url).hostname or "").removeprefix("www.")
    seen: dict[str, str | None] = {}
    text = max(body_blocks, key=lambda index: len(blocks[index].text), default=-1)
    below = (block for block in (blocks[:text][:_MANY] if above else blocks[text + 1 : text + 1 + _MANY]) if block.link_chars)
    for link in islice((link for block in below for link in block.element.iter("a")), MAX_BLOCKS):
        href = link.get("href")
        if not href or len(href) > 300 or href.startswith("#"):
            continue
        if href not in seen:
            seen[href] = _page_of(href, document.base, site)
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


def page_number(url: str) -> tuple[str, int]:
    """Return ``url`` (host, path, other parameters) without its page number, and that number: 1 where there is none."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url, 1
    path, number = parts.path, 1
    for pattern in (_PAGE_SEGMENT, _PAGE_SUFFIX):
        if match := pattern.search(path):
            number = int(match[1])
            path = path[: match.start()] + path[match.end() :]
            break
    else:
        if (match := _PAGE_BARE.search(path)) is not None:
            number, path = int(match[1]), path[: match.start(1)]
    kept = []
    for name, value in parse_qsl(parts.query, keep_blank_values=True):
        counts = name.lower() in _PAGE_PARAMETERS and not (name == "p" and _FRONT.fullmatch(parts.path))  # there it names a blog's post
        if counts and value.isascii() and value.isdigit() and len(value) <= 3:
            number = int(value)
        else:
            kept.append(f"{name}={value}")
    path = re.sub(r"\.(?:html?|php|aspx?)\Z", "", path).rstrip("/")
    return f"{parts.netloc.removeprefix('www.')}{path}?{'&'.join(sorted(kept))}", number


def _later(document: Document, shape: Shape) -> Reason | None:
    """Page two or later of one story: its address has the number, and its first page is declared or linked with a number or as the previous one."""
    stem, number = page_number(document.url)
    if number < 2 or number > 60 or shape.body_words < 25 or shape.teaser_words * 2 > shape.body_words:
        return None
    numbers: set[int] = set()
    for element in document.root.iter("link", "a"):
        href = element.get("href")
        if not href or href.startswith("#"):
            continue
        try:
            full = urljoin(document.base, href.strip())
            other, place = (stem, 1) if _stem(full) == stem else page_number(full)  # a slug may end in a number of its own
        except ValueError:
            continue
        if other != stem or place == number:
            continue
        relations = (element.get("rel") or "").lower().split()
        if place == number - 1 and ("prev" in relations or "previous" in relations):
            return "later-page"
        if element.tag == "link" and "canonical" in relations and place == 1:
            return "later-page"
        if element.tag == "a" and "".join(element.itertext()).strip(" \t\r\n.[]()«‹<") == str(place):
            numbers.add(place)
    return "later-page" if number - 1 in numbers else None


def _wall(
    document: Document, blocks: Sequence[Block], shape: Shape, title: str | None, published: datetime | None, status: int, told: Told
) -> Reason | None:
    """A page that stands where the story should: nothing of a story on it, and its own words or machinery say what it is."""
    if shape.body_words > WALL_WORDS or (published is not None and shape.body_words > STATED_WORDS):
        return None
    head = _head(document, blocks, title)
    text = folded(" ".join(block.text for block in blocks[:60]))[:6000]
    little = shape.visible_words < 250
    if little and (_challenge(document) and (_CHALLENGE.search(text + " " + head) or shape.visible_words < 60)):
        return "captcha"
    if little and shape.visible_words < 120 and _CHALLENGE.search(head):
        return "captcha"
    if _MISSING.search(head) and published is None and not _BLOCKED.search(head):
        named = next((element.text or "" for element in document.root.iter("title")), "")
        return "listing" if _is_empty_list(document.url, shape, False) and not _MISSING.search(folded(named)[:300]) else "soft-404"
    if _BLOCKED.search(head) and shape.visible_words < 200 and published is None:
        return "blocked"
    if published is None and told.headed and told.named and not (_CONSENT.search(head) or _LOGIN.search(head)):
        return None  # a short story, with a notice or a form beside it
    if published is None and _consent_wall(document, blocks, shape, text, head):
        return "consent-wall"
    if published is None and _login(document, shape, text, head):
        return "login"
    return None


def _head(document: Document, blocks: Sequence[Block], title: str | None) -> str:
    """Return what the page calls itself: its title, its headings, and its first short block inside the main part, folded."""
    said = [title or "", *(element.text or "" for element in document.by_tag["title"][:1])]
    said += [block.text for block in blocks if block.tag in ("h1", "h2") and len(block.text) < 120 and block.link_chars * 2 < len(block.text)][:3]
    return folded(" | ".join(said))[:800]


def _challenge(document: Document) -> bool:
    for element in document.root.iter("script", "iframe", "div", "form"):
        for name in ("src", "action", "id", "class"):
            value = element.get(name)
            if value and _CHALLENGE_SOURCES.search(value[:500]):
                return True
    return False


def _speaks_first(blocks: Sequence[Block], head: str) -> bool:
    """Say whether the page has text of its own before the first block that asks, and does not ask in its heading: the notice is a bar below it."""
    said = 0
    for block in blocks[:MAX_BLOCKS]:
        if _CONSENT.search(folded(block.text[:500])):
            break
        said += _count(block.text) if block.link_chars * 2 < len(block.text) and block.tag not in ("h1", "h2", "li", "title") else 0
    return said >= _OWN_TEXT and not _CONSENT.search(head)


_OWN_TEXT = 15


def _consent_wall(document: Document, blocks: Sequence[Block], shape: Shape, text: str, head: str) -> bool:
    """Nothing but the question: it fills the page, asks in its heading or in most of its words, and there are buttons to answer with."""
    hits = len(_CONSENT.findall(text))
    if _is_empty_list(document.url, shape, False) and not _CONSENT.search(head):
        return False  # a list with nothing in it, and the notice in its footer
    if hits < 2 or shape.headlines >= HEADLINES or shape.visible_words > 700 or _speaks_first(blocks, head):
        return False
    buttons = sum(1 for _ in document.root.iter("button", "input", "form"))
    return buttons > 0 and (bool(_CONSENT.search(head)) or hits * 40 > shape.visible_words)


def _login(document: Document, shape: Shape, text: str, head: str) -> bool:
    """A form that asks for a password and little else; one folded away in a page's header does not count."""
    if shape.headlines >= HEADLINES or shape.visible_words > 400:
        return False
    for field in document.root.iter("input"):
        folded_away = any(ancestor.tag in ("header", "nav", "footer", "dialog") for ancestor in field.iterancestors())
        if (field.get("type") or "").lower() == "password" and not folded_away:
            return shape.body_words < FEW_WORDS and bool(_LOGIN.search(head) or shape.visible_words < 120 or _LOGIN.search(text[:1500]))
    return bool(_LOGIN.match(head.split(" | ")[0])) and shape.visible_words < 120


def _nothing(document: Document, blocks: Sequence[Block], shape: Shape, announced: bool) -> Reason | None:
    """A frame that a script fills, or nothing at all."""
    if shape.body_words >= 25:
        return None
    if shape.visible_words < 60:
        if any(_SCRIPT_NEEDED.search(element.text_content()[:2000]) for element in document.root.iter("noscript")):
            return "js-shell"
        if any(_SCRIPT_NEEDED.search(block.text) for block in blocks[:20]):
            return "js-shell"
        body = document.root.find("body")
        scripts = sum(1 for element in document.root.iter("script") if element.get("src") or element.get("type") == "module")
        if scripts and body is not None:
            for element in body.iter("div", "main"):
                if (
                    element.get("id") in ("root", "app", "__next", "__nuxt", "___gatsby", "app-root", "main", "svelte")
                    and len(element.text_content().split()) < 30
                ):
                    return "js-shell"
    if shape.body_words == 0 and shape.visible_words < 10 and not announced:
        return "empty"
    return None


def _textless(shape: Shape, announced: bool, dated: bool) -> Reason | None:
    """A page without any text of its own that does not call itself a story: a list of links, or, where it has no date either, nothing to keep."""
    if shape.body_words or announced:
        return None
    return "listing" if shape.headlines >= TEASERS else None if dated else "empty"
