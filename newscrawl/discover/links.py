"""The links of a page, in page order: stories, the next page of a list, and the feeds that the page declares.

Follows the WHATWG URL rules through ``urls``; robots ``nofollow`` of the whole page is obeyed, of a single link it is not (it is about ranking).
"""

from __future__ import annotations

import re
from itertools import islice
from urllib.parse import parse_qsl, urlsplit

import lxml.html

from newscrawl import urls
from newscrawl.document import Document
from newscrawl.items import Kind, Link
from newscrawl.text import clean

MAX_LINKS = 5_000
"""Links taken from one page; the largest front page measured has some 900, link farms have more than any number."""
MAX_ANCHOR = 300
MAX_REFRESH_SECONDS = 15
_REFRESH = re.compile(r"""\s*(\d{1,4})(?:\.\d*)?\s*[;,\s]\s*(?:url\s*=\s*)?['"]?\s*([^'"\s]+)""", re.IGNORECASE)
AGENT = "newscrawl"
_ASSETS = frozenset(
    (
        "jpg jpeg png gif webp avif svg svgz bmp ico tif tiff heic pdf doc docx xls xlsx ppt pptx odt ods odp rtf epub mobi zip gz tgz bz2 xz "
        "7z rar tar iso dmg exe msi apk deb rpm mp3 m4a aac ogg oga opus wav flac wma m3u m3u8 mp4 m4v mov avi mkv webm wmv flv mpg mpeg css "
        "js mjs map woff woff2 ttf otf eot swf csv ics vcf kml gpx torrent"
    ).split()
)
_OTHER_SCHEMES = frozenset("javascript mailto tel data sms whatsapp about blob file ftp viber tg intent".split())
_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml", "text/xml+rss")

# Feeds that are not of stories: what readers wrote below one, and what one person or one word brings together, which the site's own feeds have too.
# Some systems declare one on every page they make: polled, they would be a request a story at each visit.
_COMMENTS = re.compile(r"comment|kommentar|commentaire|comentario|commenti|reacties|komentar|yorum|комментар", re.IGNORECASE)
_NARROW = frozenset(
    (
        "tag tags author authors autor autoren autores auteur auteurs autore schlagwort schlagworte stichwort etiqueta etiquetas mot-cle mots-cles "
        "tagg taggar avainsana tagi etiket yazar"
    ).split()
)

# Pagination. Names of the page number in addresses are few and international; words are only believed beside an address that looks paginated
# or stays on the same list, save for the unmistakable "older posts".
_PAGE_PARAMETERS = frozenset(
    (
        "page p paged pg pagenum page_num seite pagina página sida side strona strana sayfa sivu oldal halaman trang stranica pag n start offset from"
    ).split()
)
_PAGE_SEGMENT = re.compile(
    r"/(?:page|p|seite|pagina|p%C3%A1gina|sida|side|strona|strana|sayfa|sivu|oldal|halaman|trang|stranica|stranitsa|pag)[-_/]?(\d{1,4})(?=/|\.|\Z)",
    re.IGNORECASE,
)
_ARROWS = frozenset("» › > >> → ⟩ ▶ ► ❯ ⇒ 〉 ≫ ＞".split())
_NEXT_WORDS = frozenset(
    (
        "next|next page|more|older|older posts|older entries|older stories|older articles|previous posts|previous entries|load more|show more|"
        "weiter|nächste|nächste seite|ältere beiträge|ältere artikel|mehr|suivant|suivante|page suivante|articles plus anciens|siguiente|"
        "página siguiente|entradas anteriores|más|próxima|próximo|próxima página|seguinte|posts antigos|mais|successiva|successivo|avanti|"
        "pagina successiva|articoli meno recenti|volgende|volgende pagina|oudere berichten|nästa|nästa sida|äldre inlägg|neste|neste side|"
        "eldre innlegg|næste|ældre indlæg|seuraava|vanhemmat|następna|następna strona|starsze wpisy|další|starší|ďalšia|következő|régebbi|"
        "următoarea|articole mai vechi|следующая|следующие|далее|вперёд|вперед|дальше|старые записи|наступна|далі|следваща|sonraki|"
        "sonraki sayfa|önceki yazılar|επόμενη|επόμενο|παλαιότερα|التالي|الصفحة التالية|بعدی|הבא|דף הבא|अगला|अगला पेज|পরবর্তী|次へ|次のページ|"
        "次ページ|下一页|下一頁|下页|다음|다음 페이지|หน้าถัดไป|ถัดไป|tiếp|trang sau|berikutnya|selanjutnya|seterusnya|ifuatayo"
    ).split("|")
)
_OLDER = frozenset(
    (
        "older posts|older entries|older stories|older articles|previous posts|previous entries|ältere beiträge|ältere artikel|"
        "articles plus anciens|entradas anteriores|posts antigos|articoli meno recenti|oudere berichten|äldre inlägg|eldre innlegg|"
        "ældre indlæg|starsze wpisy|старые записи|articole mai vechi|önceki yazılar|παλαιότερα"
    ).split("|")
)


def find_links(document: Document) -> tuple[Link, ...]:
    """Return the links of ``document`` in page order, each address once (by ``url_key``): declared feeds of stories, then pages.

    Where the page sends its readers on to, and its frames, are links too.
    ``source`` is ``next`` for the next page of the same list and ``page`` for the rest. Assets, mail, scripts and the page itself are left out;
    nothing is returned from a page whose robots tag says ``nofollow``, but for its declared feeds.
    """
    found: list[Link] = []
    places: dict[str, int] = {}  # where the page under a key stands in ``found``
    base = document.base
    seen: set[str] = {place[1] for url in {document.url, base} if (place := locate(url, url))}
    own = _paged(document.url)
    no_follow = is_no_follow(document)
    for element in document.by_tag["link"][:500]:
        href = element.get("href")
        if not href:
            continue
        relations = (element.get("rel") or "").lower().split()
        if "alternate" in relations and (element.get("type") or "").lower().split(";")[0].strip() in _FEED_TYPES:
            title = clean(element.get("title"))
            if not _COMMENTS.search(f"{href} {title or ''}") and not is_narrow(href):
                _add(found, seen, base, href, "feed", "page", title)
        elif "next" in relations and not no_follow:
            place = locate(base, href)
            if place and _continues(own, place[0], strong=True):
                _add(found, seen, base, href, "page", "next", None)
    if no_follow:
        return tuple(found)
    for href in (forwards_to(document), *(frame.get("src") for frame in document.by_tag["frame"][:20])):
        if href:
            _add(found, seen, base, href, "page", "page", None)
    done: set[str] = set()
    known: dict[str, tuple[str, str] | None] = {}
    for element in document.root.iter("a", "area") if document.by_tag["area"] else document.by_tag["a"]:
        href = element.get("href")
        if not href or href in done or href[0] == "#":  # the first anchor with words speaks for an address; a picture before it is replaced below
            continue
        place = known[href] if href in known else known.setdefault(href, locate(base, href))
        if place is None or _is_asset(place[0]):
            done.add(href)
            continue
        url, key = place
        if key in seen and key not in places:
            continue
        text = anchor_text(element)
        if text:
            done.add(href)
        if (index := places.get(key)) is not None:
            # Picture and headline stand together: words further on are those of another box.
            if text and found[index].text is None and len(found) - index <= 5:
                found[index] = Link(found[index].url, "page", found[index].source, None, text)
            continue
        seen.add(key)
        places[key] = len(found)
        found.append(Link(url, "page", "next" if _is_next(element, text, own, url) else "page", None, text))
        if len(found) >= MAX_LINKS:
            break
    return tuple(found)


def forwards_to(document: Document) -> str | None:
    """Return the address that the page sends its readers on to at once (``<meta http-equiv=refresh>``), as it is written; None if it does not.

    A page that renews itself, or is left for another after minutes, sends nobody on; what stands in ``noscript`` is for few.
    """
    for element in document.by_tag["meta"][:200]:
        if (element.get("http-equiv") or "").strip().lower() != "refresh" or any(above.tag == "noscript" for above in element.iterancestors()):
            continue
        said = _REFRESH.match(element.get("content") or "")
        if said is None or int(said[1]) > MAX_REFRESH_SECONDS:
            continue
        here, there = locate(document.url, document.url), locate(document.base, said[2])
        return said[2] if there is not None and (here is None or here[1] != there[1]) else None
    return None


def is_narrow(url: str) -> bool:
    """Say whether ``url`` is by its words the list of one tag, author or date: a site may have thousands, and other lists name their stories too."""
    try:
        segments = [segment for segment in urlsplit(url.lower()).path.split("/") if segment]
    except ValueError:
        return False
    dated = [segment for segment in segments if not segment.isdigit()]
    return not _NARROW.isdisjoint(segments) or (
        len(dated) < len(segments) and all(name in ("archive", "archives", "archiv", "date") for name in dated)
    )


def is_no_follow(document: Document) -> bool:
    """Say whether the page's robots tag asks that its links be not followed."""
    said = " ".join(content for name in ("robots", AGENT) for content in document.meta.get(name, ()))
    return not {"nofollow", "none"}.isdisjoint(re.split(r"[\s,]+", said.lower()))


def locate(base: str, href: str) -> tuple[str, str] | None:
    """Return ``href`` seen from ``base`` as (address to request, its url_key), or None if it leads nowhere that may be fetched."""
    if href[:1] != "/" and href[:4] != "http":
        head = href[:30].lstrip().partition(":")
        if head[1] and head[0].lower() in _OTHER_SCHEMES:
            return None
    return urls.locate(base, href)


def anchor_text(element: lxml.html.HtmlElement) -> str | None:
    """Return the words of a link: its text, else its label, title or picture's alternative text."""
    text = clean((" ".join(islice(element.itertext(), 60)) if len(element) else element.text or "")[: MAX_ANCHOR * 4])
    if not text:
        picture = next(islice(element.iter("img"), 1), None)
        text = clean(element.get("aria-label")) or clean(element.get("title")) or (clean(picture.get("alt")) if picture is not None else None)
    return text[:MAX_ANCHOR] if text else None


def _add(found: list[Link], seen: set[str], base: str, href: str, kind: Kind, source: str, title: str | None) -> None:
    place = locate(base, href)
    if place and place[1] not in seen:
        seen.add(place[1])
        found.append(Link(url=place[0], kind=kind, source=source, title=title))


def _is_asset(url: str) -> bool:
    path = url.split("?", 1)[0].split("#", 1)[0]
    place = path.rfind(".", path.rfind("/", 9) + 1)  # no dot but the host's: the address is that of a front page
    return place > 0 and path.find("/", 8) > 0 and path[place + 1 :].lower() in _ASSETS


def _paged(url: str) -> tuple[str, int]:
    """Return ``url`` without its page number (host, path and the other parameters), and that number (1 where there is none)."""
    parts = urlsplit(url)
    number = 1
    path = parts.path
    if match := _PAGE_SEGMENT.search(path):
        number = int(match[1])
        path = path[: match.start()] + path[match.end() :]
    kept = []
    for name, value in parse_qsl(parts.query, keep_blank_values=True):
        if name.lower() in _PAGE_PARAMETERS and value.isdigit() and len(value) <= 5:
            number = int(value)
        else:
            kept.append(f"{name}={value}")
    stem = re.sub(r"(?:index)?\.(?:html?|php|aspx?)\Z", "", path).rstrip("/")
    return f"{parts.netloc.lower()}{stem}?{'&'.join(sorted(kept))}", number


def _continues(own: tuple[str, int], url: str, *, strong: bool) -> bool:
    """Say whether ``url`` is a further page of the list ``own``; ``strong`` evidence elsewhere lets any paginated address of the host pass."""
    stem, number = _paged(url)
    if stem == own[0]:
        return number > own[1]
    if not strong:
        return False
    return stem.split("/", 1)[0] == own[0].split("/", 1)[0] and number > 1


def _is_next(element: lxml.html.HtmlElement, text: str | None, own: tuple[str, int], url: str) -> bool:
    relations = (element.get("rel") or "").lower().split()
    if "next" not in relations and len(text or "") > 60:
        return False
    words = (text or "").lower().strip(" .:…")
    bare = words.strip("»›>→⟩▶►❯⇒〉≫＞«‹<←… \u00a0")
    if "next" in relations or bare in _NEXT_WORDS or words in _ARROWS:
        if _continues(own, url, strong=True):
            return True
        return bare in _OLDER and urlsplit(url).netloc.lower() == own[0].split("/", 1)[0].split("?", 1)[0]
    return words.isdigit() and len(words) <= 4 and _continues(own, url, strong=False)
