"""Where a site's stories are announced, and which addresses are likely stories: evidence from addresses, words and a page's navigation.

Nothing here is certain; the crawl learns from what it fetches. An address is worth asking for even when the evidence is poor, only later.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, unquote, urlsplit

import lxml.html

from newscrawl.discover.links import anchor_text, find_links, forwards_to, is_no_follow, locate
from newscrawl.discover.robots import Robots, allowed
from newscrawl.document import Document
from newscrawl.errors import BadAddress
from newscrawl.items import Link
from newscrawl.text import words
from newscrawl.urls import host_of, registrable_domain

MAX_SECTIONS = 30
MAX_FEEDS = 8
# Asked for by custom where the page and its robots file name none. Few: each is a request to somebody's server, on the first visit only.
FEED_HINTS = ("/feed/", "/rss.xml")
SITEMAP_HINTS = ("/sitemap.xml", "/sitemap_index.xml", "/news-sitemap.xml")

# Segments of addresses that lead to lists, services and legal pages; whole segments, folded.
_LIST_WORDS = frozenset(
    "tag tags topic topics category categories section sections author authors archive archives search page pages thema themen schlagwort "
    "kategorie autor autoren "
    "archiv suche seite etiqueta etiquetas categoria categorias autores archivo archivos buscar tema temas pagina mot-cle sujet sujets "
    "auteur auteurs categorie "
    "rubrique recherche argomento argomenti autore archivio cerca assunto onderwerp zoeken tagg taggar emne emner avainsana aihe temat "
    "tematy tagi kategoria szukaj "
    "stitek yazar etiket konu kategori rubrika rubric teg tegi label labels".split()
)
_SERVICE_WORDS = frozenset(
    "about about-us contact contact-us imprint impressum kontakt datenschutz agb privacy privacy-policy terms terms-of-use "
    "terms-of-service cookies cookie-policy legal "
    "disclaimer login logout signin sign-in signup sign-up register registration subscribe subscription subscriptions account my-account "
    "konto anmelden registrieren abo "
    "abonnement newsletter newsletters advertise advertising jobs careers stellenmarkt shop store cart checkout donate spenden "
    "faq help hilfe support rss feed "
    "feeds sitemap app apps podcast podcasts video videos tv live wetter weather meteo games spiele horoscope horoskop kreuzwort "
    "traueranzeigen wp-login.php wp-admin "
    "wp-json wp-content cdn-cgi amp print share comment comments connexion inscription se-connecter mentions-legales aviso-legal "
    "privacidad suscripcion registro "
    "iniciar-sesion entrar assine contatti chi-siamo abbonati accedi over-ons inloggen kontakta logga-in kirjaudu zaloguj regulamin uye-ol".split()
)
_DATE = re.compile(r"/(?:19|20)\d\d[-/_.]?(?:1[0-2]|0?[1-9]|[a-z]{3})(?:[-/_.]?(?:3[01]|[12]\d|0?[1-9]))?(?=[-/_.]|\Z)", re.IGNORECASE)
_EXTENSION = re.compile(r"\.(?:s?html?|php|aspx?|jsp|cms|ece|story|article|read)\Z", re.IGNORECASE)
_MENU = re.compile(r"(?:^|[\s_-])(?:navi?|ressorts?|rubriken|sections?)(?:$|[\s_-])|nav(?:bar|igation)|menu", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")
_HEX = re.compile(r"(?=[0-9a-f-]*\d)(?=[0-9a-f-]*[a-f])[0-9a-f]{8,}(?:-[0-9a-f]{4,})*\Z", re.IGNORECASE)


def likely_sources(document: Document | None, home_url: str | None = None, robots: Robots | None = None) -> tuple[Link, ...]:
    """Return the addresses to try for the site whose home page is ``document`` (None: not to be had), best first.

    Where a front page sends its readers on to, which is the front page then; the feeds that the page declares, the sitemaps that its robots file
    names, addresses tried by custom (``hint``) where one of these is missing, and the sections of its navigation (``section``). What ``robots``
    forbids is left out.
    """
    home_url = home_url or (document.url if document is not None else "")
    found: dict[str, Link] = {}
    if document is not None and (onward := forwards_to(document)) and (place := locate(document.base, onward)):
        found[place[0]] = Link(place[0], "home", "redirect")  # the page with the sections and stories is there
    stories = [link for link in find_links(document) if link.kind == "feed"] if document is not None else []
    for link in stories[:MAX_FEEDS]:
        found.setdefault(link.url, link)
    for url in robots.sitemaps if robots is not None else ():
        found.setdefault(url, Link(url, "sitemap", "sitemap"))
    for path in FEED_HINTS if not stories else ():
        if place := locate(home_url, path):
            found.setdefault(place[0], Link(place[0], "feed", "hint"))
    for path in SITEMAP_HINTS if robots is None or not robots.sitemaps else ():
        if place := locate(home_url, path):
            found.setdefault(place[0], Link(place[0], "sitemap", "hint"))
    for link in sections(document) if document is not None else ():
        found.setdefault(link.url, link)
    return tuple(link for link in found.values() if robots is None or allowed(robots, link.url))


def sections(document: Document) -> tuple[Link, ...]:
    """Return the links of the page's navigation that look like sections of the same site, in page order; of all its links if it has no navigation."""
    if is_no_follow(document):
        return ()
    home = _domain(document.url)
    inside: dict[str, Link] = {}
    anywhere: dict[str, Link] = {}
    for element in document.root.iter("a"):
        href = element.get("href")
        if not href or not (place := locate(document.base, href)) or place[0] in anywhere or _domain(place[0]) != home:
            continue
        text = anchor_text(element)
        if not _is_section(place[0], text):
            continue
        link = Link(place[0], "page", "section", text=text)
        anywhere[place[0]] = link
        if _in_menu(element):
            inside[place[0]] = link
    chosen = inside if len(inside) >= 2 else anywhere
    own = locate(document.url, document.url)
    return tuple(link for link in chosen.values() if own is None or link.url != own[0])[:MAX_SECTIONS]


def looks_like_article(url: str, text: str | None = None) -> float:
    """Return how likely ``url`` is a story's, 0 to 1, from the address and the words of a link to it; 0.5 says nothing either way."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return 0.0
    segments = [unquote(segment).lower() for segment in parts.path.split("/") if segment]
    query = parse_qsl(parts.query)
    if not segments and not query:
        return 0.02
    last = _EXTENSION.sub("", segments[-1]) if segments else ""
    score = 0.3
    if _DATE.search(parts.path):
        score += 0.3
    parted = [piece for piece in re.split(r"[-_+ ,]", last) if piece]
    spelled = sum(1 for piece in parted if not piece.isdigit())
    score += 0.35 if spelled >= 4 or len(last) >= 45 else 0.15 if spelled == 3 else 0.0
    if re.search(r"\d{5,}", last) or any(_HEX.match(piece) for piece in (last, parted[-1] if parted else "")):
        score += 0.25
    elif any(value.isdigit() and len(value) >= 3 and name.lower() not in ("page", "paged", "seite") for name, value in query):
        score += 0.15
    if segments and _EXTENSION.search(segments[-1]):
        score += 0.1
    if text is not None:
        count = len(words(text))
        score += 0.15 if count >= 5 else -0.15 if count <= 2 else 0.0
    if len(segments) == 1 and spelled <= 2 and not query and score < 0.5:
        score -= 0.2
    if not _SERVICE_WORDS.isdisjoint(segments) or last in _SERVICE_WORDS:  # print.php?id=100 is the print of a story
        score -= 0.5 if len(segments) <= 2 or last in _SERVICE_WORDS else 0.15
    if not _LIST_WORDS.isdisjoint(segments):
        score -= 0.45
    if any(
        name.lower() in ("s", "q", "query", "search", "suche", "replytocom", "share", "print", "sort", "order", "filter", "lang") for name, _ in query
    ):
        score -= 0.4
    return round(min(0.98, max(0.02, score)), 3)


def pattern(url: str) -> str:
    """Return the template that ``url`` is made by: host and path with dates, numbers and slugs replaced, and the names of its parameters.

    Stories of a site share a few of these; a trap has very many addresses of one, or templates without end.
    """
    try:
        parts = urlsplit(url)
        names = sorted({name.lower() for name, _ in parse_qsl(parts.query, keep_blank_values=True)})
    except ValueError:
        return ""
    path = _DATE.sub("/{date}", parts.path.lower())
    pieces = [_collapsed(segment) for segment in path.split("/")]
    return f"{parts.netloc.lower().removeprefix('www.')}{'/'.join(pieces)}" + (f"?{'&'.join(names)}" if names else "")


def _collapsed(segment: str) -> str:
    if not segment or segment == "{date}":
        return segment
    extension = _EXTENSION.search(segment)
    tail = extension[0] if extension else ""
    name = segment[: len(segment) - len(tail)]
    if _HEX.match(name):
        return "{id}" + tail
    if _NUMBER.fullmatch(name):
        return "{n}" + tail
    decoded = unquote(name).removeprefix("{date}")
    if len(re.findall(r"[-_+ ,]", decoded)) >= 2 or len(decoded) > 24:
        number = re.search(r"[-_,.a-z]\d{4,}\Z", name)
        return "{slug}" + ("-{n}" if number else "") + tail
    return _NUMBER.sub("{n}", name) + tail


def _is_section(url: str, text: str | None) -> bool:
    segments = [segment.lower() for segment in urlsplit(url).path.split("/") if segment]
    if not 1 <= len(segments) <= 3 or urlsplit(url).query or not text or (len(words(text)) > 5 and len(text) > 30):
        return False
    if not _SERVICE_WORDS.isdisjoint(segments) or any(len(unquote(segment)) > 40 or re.search(r"\d{3}", segment) for segment in segments):
        return False
    return looks_like_article(url, text) < 0.5 and not (set(segments) & {"tag", "tags", "author", "authors", "autor", "page", "search"})


def _in_menu(element: lxml.html.HtmlElement) -> bool:
    for count, ancestor in enumerate(element.iterancestors()):
        if ancestor.tag in ("nav", "header"):
            return True
        if ancestor.tag in ("ul", "ol", "div", "table") and _MENU.search(f"{ancestor.get('class') or ''} {ancestor.get('id') or ''}"):
            return True
        if ancestor.tag in ("footer", "main", "article", "body") or count > 10:
            return False
    return False


def _domain(url: str) -> str:
    try:
        return registrable_domain(host_of(url))
    except BadAddress:
        return ""
