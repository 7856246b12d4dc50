"""What an address says of its page: that of a list, of a later page of something, of what every site has, or of a story."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, unquote, urljoin, urlsplit

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
SEGMENTS_OF_FRONT = re.compile(r"(?:(?:index|home|default)[-_]?\d{0,4}(?:\.\w{2,5})?)?")  # some systems number the pages of the front page
SLUG = re.compile(r"(?:[^\W_]+[-_+]){3}|\d{5}")
_PAGE_PARAMETERS = frozenset(
    "page paged pg seite pagina página sida side strona strana sayfa sivu oldal halaman trang stranica pag p pagenum".split()
)
_FRONT = re.compile(r"/?(?:index\.php)?")
# What a blog's front page is asked for where a list is wanted: categories, months, searches, a page's number.
_LIST_PARAMETERS = (_PAGE_PARAMETERS - {"p"}) | set("cat category category_name tag m year monthnum author author_name s q search offset".split())
PAGE_SEGMENT = re.compile(
    r"/(?:page|p|seite|pagina|sida|side|strona|strana|sayfa|sivu|oldal|halaman|trang|stranica|pag)[-_/]?(\d{1,3})(?=/|\.|\Z)", re.IGNORECASE
)
_PAGE_BARE = re.compile(r"(?<=/)(?=[^/]*[^\W\d_])[^/]*-[^/]*/(\d{1,2})/?\Z")
"""A number alone behind a slug: page two as WordPress tells it."""
_PAGE_SUFFIX = re.compile(r"(?<=[^\W\d_])[-_,](?:page|seite|pagina|p)?[-_]?(\d{1,2})(?=(?:\.\w{2,5})?/?\Z)", re.IGNORECASE)

# Last segments of an address that mean the same page on every site. The whole segment has to match, and the page must not say that it is a story.
STATIC_SEGMENTS = frozenset(
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


def page_at(href: str, base: str, site: str) -> str | None:
    try:
        url = urljoin(base, href.strip())
        host = (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return None
    if not (host == site or host.endswith("." + site) or site.endswith("." + host)):
        return None
    return stem_of(url)


def stem_of(url: str) -> str:
    """Return host, path and query of ``url`` as pages are told apart here."""
    try:
        parts = urlsplit(url)
        return f"{(parts.netloc or '').removeprefix('www.')}{parts.path.rstrip('/')}?{parts.query}"
    except ValueError:
        return url


def segments_of(url: str) -> list[str]:
    try:
        return [unquote(segment).lower() for segment in urlsplit(url).path.split("/") if segment]
    except ValueError:
        return []


def is_section_address(segments: list[str]) -> bool:
    """Say whether the address could be that of a section: one or two short words."""
    return 1 <= len(segments) <= 2 and all(len(name) <= 20 and name.count("-") <= 1 and not re.search(r"[\d.]", name) for name in segments)


def is_list_address(segments: list[str], url: str) -> bool:
    """Say whether the address is that of a front page or of a list by its words."""
    if segments and all(re.fullmatch(r"(?:19|20)\d\d|\d{1,2}", segment) for segment in segments):  # an archive by date
        return True
    if not segments or (len(segments) == 1 and SEGMENTS_OF_FRONT.fullmatch(segments[0])):
        asked = {name.lower() for name, _ in parse_qsl(urlsplit(url).query, keep_blank_values=True)}
        return asked <= _LIST_PARAMETERS
    if _FILED.fullmatch("/".join(segments[-2:])):
        return False
    return not _LIST_SEGMENTS.isdisjoint(segments[:-1]) or segments[-1] in _LIST_SEGMENTS or (len(segments) <= 2 and segments[0] in _LIST_SEGMENTS)


# A story by its number among those kept ("/archive/5521.shtml"), no list of a year's.
_FILED = re.compile(r"(?:archive?s?|archiv|archivos?|archivio|archief|arkiv|arhiv[ae]?)/(?!(?:19|20)\d\d\.)\D{0,8}\d{4,9}\.[a-z]{2,5}")


def page_number(url: str) -> tuple[str, int]:
    """Return ``url`` (host, path, other parameters) without its page number, and that number: 1 where there is none."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url, 1
    path, number = parts.path, 1
    for pattern in (PAGE_SEGMENT, _PAGE_SUFFIX):
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
