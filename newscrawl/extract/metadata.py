"""What a page says of itself beside its text: address, site, language, section, keywords; and which JSON-LD object speaks for the page.

Follows Open Graph, schema.org (JSON-LD), HTML's own ``lang`` and ``rel=canonical``, and Google's paywall marking (``isAccessibleForFree``).
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from itertools import compress, islice, repeat
from typing import Any
from weakref import WeakKeyDictionary, ref

import lxml.html
from lxml import etree

from newscrawl import urls
from newscrawl.document import Document
from newscrawl.text import clean, folded

MAX_FIELD = 5_000
"""Characters of any field that are kept; a real description has a few hundred."""
MAX_KEYWORDS = 100

# schema.org's types for a written story. ``WebPage`` and its kin only speak where none of these does.
_STORY = frozenset({
    "article", "newsarticle", "blogposting", "reportagenewsarticle", "analysisnewsarticle", "opinionnewsarticle", "reviewnewsarticle",
    "backgroundnewsarticle", "askpublicnewsarticle", "liveblogposting", "report", "advertisercontentarticle", "satiricalarticle", "techarticle",
    "scholarlyarticle", "medicalscholarlyarticle", "socialmediaposting", "discussionforumposting", "interview", "review", "criticreview",
    "recipe", "howto",
})  # fmt: skip
_PAGE = frozenset({
    "webpage", "itempage", "medicalwebpage", "collectionpage", "videoobject", "creativework", "podcastepisode", "event", "product", "qapage",
    "faqpage", "aboutpage",
})  # fmt: skip
# Under these names stand other people's stories, or parts of this one.
_SIDE = frozenset({
    "itemListElement", "item", "mentions", "hasPart", "isPartOf", "comment", "comments", "review", "reviews", "liveBlogUpdate", "blogPost",
    "relatedLink", "isRelatedTo", "citation", "isBasedOn", "subjectOf", "itemReviewed", "associatedMedia", "video", "image", "about",
    "acceptedAnswer", "suggestedAnswer",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the page says of itself; None or empty: it does not say."""

    canonical_url: str | None = None
    """Absolute http(s) address that the page claims as its own; a claim, never a key."""
    site: str | None = None
    """The site's name in the page's own spelling."""
    language: str | None = None
    """Lower-case BCP 47."""
    section: str | None = None
    keywords: tuple[str, ...] = ()
    description: str | None = None
    is_accessible_for_free: bool | None = None
    page_type: str | None = None
    """``og:type`` or the JSON-LD type of the page's own object, lower-case."""
    found_by: tuple[tuple[str, str], ...] = ()
    """(field, reader) pairs."""


def read_metadata(document: Document) -> Metadata:
    """Return what ``document`` says of itself. Never raises on what a page may hold."""
    node = facts(document).story
    found: dict[str, Any] = {}
    by: list[tuple[str, str]] = []
    for field, readers in READERS.items():
        for reader in readers:
            value = reader(document, node)
            if value is not None and value != ():
                found[field] = value
                by.append((field, reader.__name__.removeprefix("_").split("_", 1)[1].replace("_", "-")))
                break
    return Metadata(**found, found_by=tuple(by))


# JSON-LD, as the other readers of this room use it


def types_of(node: dict[str, Any]) -> set[str]:
    """Return the object's types without their vocabulary, lower-case."""
    said = node.get("@type")
    names = said[:10] if isinstance(said, list) else (said,)
    return {one[:200].rstrip("/").rsplit("/", 1)[-1].rsplit(":", 1)[-1].lower() for one in names if isinstance(one, str)}


def string_of(value: object) -> str | None:
    """Return the first string in a JSON-LD value (a string, ``{"@value": …}``, or a list of those), through the text gate."""
    for one in value[:10] if isinstance(value, list) else (value,):
        if isinstance(one, dict):
            one = one.get("@value")
        if isinstance(one, str) and (text := _plain(one)):
            return text
    return None


def _plain(said: str) -> str | None:
    """A JSON-LD string through the text gate; JSON knows no entities, but templates write them ("K&uuml;hl")."""
    said = said[:MAX_FIELD]
    return clean(html.unescape(said) if "&" in said else said)


class Facts:
    """What several readers ask of one page, each found out once: it depends on the page alone."""

    def __init__(self, document: Document) -> None:
        self._document = ref(document)

    @property
    def document(self) -> Document:
        document = self._document()
        assert document is not None  # whoever asks holds it
        return document

    @cached_property
    def story(self) -> dict[str, Any] | None:
        """The JSON-LD object that speaks for the page's own story."""
        return _story_node(self.document)

    @cached_property
    def page(self) -> dict[str, Any] | None:
        """The JSON-LD ``WebPage``, which some sites keep beside the story and date more fully."""
        return next((node for node in self.document.json_ld if "webpage" in types_of(node)), None)

    @cached_property
    def ids(self) -> dict[str, dict[str, Any]]:
        """The page's JSON-LD objects by ``@id``; of several the one that says most."""
        found: dict[str, dict[str, Any]] = {}
        for node in self.document.json_ld:
            name = node.get("@id")
            if isinstance(name, str) and (name not in found or len(found[name]) < len(node)):
                found[name] = node
        return found

    @cached_property
    def aside(self) -> frozenset[int]:
        """``id()`` of the JSON-LD objects that are parts of others, or other people's stories."""
        return frozenset(_aside(self.document.json_ld))

    @cached_property
    def sites(self) -> tuple[str, ...]:
        """Every name the page gives its site, and the host's own name: what is neither title nor author."""
        names = [name for reader in READERS["site"] if (name := reader(self.document, self.story))]
        host = self.document.url.split("://", 1)[-1].split("/", 1)[0].rsplit("@", 1)[-1].split(":", 1)[0].lower()
        if host:
            names.append(urls.registrable_domain(host))
        return tuple(dict.fromkeys(names))

    @cached_property
    def classes(self) -> tuple[list[str | None], tuple[str, ...], str]:
        """The ``class`` of each of the page's elements, the distinct ones, and those as one lower-case string, a line each."""
        found = list(map(_GET, self.document.elements, repeat(b"class")))
        distinct = tuple(filter(None, dict.fromkeys(found)))
        return found, distinct, "\n".join([one.replace("\n", " ") for one in distinct]).lower()

    def classed(self, needles: tuple[str, ...], limit: int) -> list[lxml.html.HtmlElement]:
        """Return the first ``limit`` elements with one of ``needles`` (lower-case) in their class, in page order.

        A page repeats few classes often, so the distinct ones are searched, as one string.
        """
        found, distinct, flat = self.classes
        wanted = set()
        for needle in needles:
            line = last = 0
            at = flat.find(needle)
            while at >= 0:
                line += flat.count("\n", last, at)
                last = at
                wanted.add(distinct[line])
                end = flat.find("\n", at)
                at = flat.find(needle, end) if end >= 0 else -1
        if not wanted:
            return []
        return list(islice(compress(self.document.elements, map(wanted.__contains__, found)), limit))

    @cached_property
    def links(self) -> tuple[list[lxml.html.HtmlElement], list[str | None], list[str | None]]:
        """The page's ``a`` elements, and the ``href`` and the ``rel`` of each."""
        links = self.document.by_tag["a"]
        return links, list(map(_GET, links, repeat(b"href"))), list(map(_GET, links, repeat(b"rel")))

    @cached_property
    def properties(self) -> dict[str, list[lxml.html.HtmlElement]]:
        """The page's microdata elements by ``itemprop`` (one entry for each of its words)."""
        found: dict[str, list[lxml.html.HtmlElement]] = {}
        for one in _ITEMPROPS(self.document.root)[:2000]:
            for name in one.split()[:4]:
                found.setdefault(name, []).append(one.getparent())
        return found

    @cached_property
    def rdfa(self) -> list[tuple[str, lxml.html.HtmlElement]]:
        """What RDFa's ``property`` says of the page's first 300 elements that have one, ``meta`` aside, and those elements."""
        said = ((one, one.getparent()) for one in _PROPERTIES(self.document.root))
        return list(islice((pair for pair in said if pair[1].tag != "meta"), 300))


_GET: Callable[..., str | None] = etree._Element.get
"""Takes a name in bytes too, and has not to encode it for each element then."""
_PROPERTIES: Callable[[Any], Any] = etree.XPath("descendant::*/@property")
_ITEMPROPS: Callable[[Any], Any] = etree.XPath("descendant-or-self::*/@itemprop")
_KNOWN: WeakKeyDictionary[Document, Facts] = WeakKeyDictionary()


def facts(document: Document) -> Facts:
    """Return the facts of ``document``: the same object as long as the document lives."""
    found = _KNOWN.get(document)
    if found is None:
        found = _KNOWN[document] = Facts(document)
    return found


def _story_node(document: Document) -> dict[str, Any] | None:
    """Return the JSON-LD object that speaks for the page's own story, or None.

    Many pages carry objects of other stories (lists, related, comments): the one that names this page's address or headline wins, then the one with
    the stronger type, then the first.
    """
    nodes = document.json_ld
    if not nodes:
        return None
    best: dict[str, Any] | None = None
    best_score = 0.0
    addresses = titles = aside = None
    for node in nodes:
        kinds = types_of(node)
        if kinds & _STORY or any(kind.endswith("article") for kind in kinds):
            score = 4.0 if not kinds <= {"review", "recipe", "howto", "criticreview"} else 2.5
        elif kinds & _PAGE:
            score = 1.0 if kinds & {"webpage", "itempage", "medicalwebpage"} else 0.5
        else:
            continue
        if addresses is None:
            addresses, titles, aside = _addresses(document), _titles(document), facts(document).aside
        assert titles is not None and aside is not None
        if id(node) in aside:
            score -= 3.0
        if not addresses.isdisjoint(_own_addresses(node)):
            score += 3.0
        headline = string_of(node.get("headline")) or string_of(node.get("name"))
        if headline:
            key = _tight(headline)
            score += 2.0 if key in titles else 1.0 if len(key) > 15 and any(key in title for title in titles) else -0.5
        score += 0.5 * ("datePublished" in node) + 0.5 * ("author" in node) + 0.25 * ("headline" in node)
        if score > best_score:
            best, best_score = node, score
    return best


def is_story(node: dict[str, Any]) -> bool:
    """Return whether the object is of a type for written stories."""
    kinds = types_of(node)
    return bool(kinds & _STORY) or any(kind.endswith("article") for kind in kinds)


def _tight(text: str) -> str:
    text = folded(text[:300])
    return text.encode().translate(None, _SIGNS).decode("ascii") if text.isascii() else "".join(filter(str.isalnum, text))


_SIGNS = bytes(code for code in range(128) if not chr(code).isalnum())


def _bare(url: object) -> str | None:
    """An address without scheme, www, query, fragment and closing slash: as two spellings of one page agree."""
    if not isinstance(url, str) or "://" not in url[:12]:
        return None
    bare = url.strip().split("#", 1)[0].split("?", 1)[0].split("://", 1)[1].removeprefix("www.").rstrip("/")
    return bare if "/" in bare else None  # the bare host is the site, not the page


def _addresses(document: Document) -> set[str]:
    said = {_bare(document.url), _bare(document.meta_first("og:url"))}
    for link in document.by_tag["link"]:
        if (link.get("rel") or "").lower() == "canonical":
            said.add(_bare(link.get("href")))
    return {one for one in said if one}


def _own_addresses(node: dict[str, Any]) -> set[str]:
    said = [node.get("url"), node.get("@id")]
    main = node.get("mainEntityOfPage")
    said += [main.get("@id"), main.get("url")] if isinstance(main, dict) else [main]
    return {bare for one in said if (bare := _bare(one))}


def _titles(document: Document) -> set[str]:
    said = [document.meta_first("og:title"), document.meta_first("twitter:title")]
    said += ["".join(element.itertext())[:500] for tag in ("title", "h1") for element in document.by_tag[tag][:5]]
    return {key for one in said if one and len(key := _tight(one)) > 3}


def _aside(nodes: tuple[dict[str, Any], ...]) -> set[int]:
    found: set[int] = set()
    for node in nodes:
        for name, value in node.items():
            if name not in _SIDE:
                continue
            if isinstance(value, dict):
                found.add(id(value))
            elif isinstance(value, list):
                found.update(id(one) for one in value if isinstance(one, dict))
    return found


# The readers, field by field: (document, story node) -> value or None

Node = dict[str, Any] | None


def _canonical_link(document: Document, node: Node) -> str | None:
    for link in document.by_tag["link"]:
        if "canonical" in (link.get("rel") or "").lower().split() and (href := clean(link.get("href"))):
            return urls.join(document.base, href)
    return None


def _canonical_og(document: Document, node: Node) -> str | None:
    said = document.meta_first("og:url")
    return urls.join(document.base, said) if said else None


def _canonical_json_ld(document: Document, node: Node) -> str | None:
    if node is None:
        return None
    main = node.get("mainEntityOfPage")
    for value in (main.get("@id") if isinstance(main, dict) else main, node.get("url")):
        said = string_of(value)
        if said and said.startswith(("http://", "https://")):
            return urls.join(document.base, said)
    return None


def _site_og(document: Document, node: Node) -> str | None:
    return _name(document.meta_first("og:site_name"))


def _site_json_ld_publisher(document: Document, node: Node) -> str | None:
    return _name(party_name((node or {}).get("publisher"), document))


def _site_application_name(document: Document, node: Node) -> str | None:
    return _name(document.meta_first("application-name", "apple-mobile-web-app-title"))


def _site_json_ld_website(document: Document, node: Node) -> str | None:
    return next((name for one in document.json_ld if "website" in types_of(one) and (name := _name(string_of(one.get("name"))))), None)


def _site_meta_publisher(document: Document, node: Node) -> str | None:
    said = document.meta_first("publisher", "dc.publisher", "dcterms.publisher", "citation_publisher")
    return None if said and "://" in said else _name(said)


def _name(said: str | None) -> str | None:
    return said if said and len(said) <= 150 else None


def party_name(value: object, document: Document) -> str | None:
    """Return the name of a person or organisation as JSON-LD gives it: a string, an object, a reference, a list of those (the first)."""
    for one in value[:5] if isinstance(value, list) else (value,):
        if isinstance(one, str):
            return _plain(one)
        if isinstance(one, dict):
            name = string_of(one.get("name"))
            if name is None and isinstance(one.get("@id"), str):
                name = string_of(facts(document).ids.get(one["@id"], {}).get("name"))
            if name:
                return name
    return None


def _language_page(document: Document, node: Node) -> str | None:
    return document.language


def _language_json_ld(document: Document, node: Node) -> str | None:
    said = string_of((node or {}).get("inLanguage"))
    return said.replace("_", "-").lower() if said and re.fullmatch(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}", said) else None


# Scripts that one living language of the news owns. Han alone says nothing: Chinese and Japanese share it.
_SCRIPTS = (("ja", "\u3041", "\u30fe"), ("ko", "\uac00", "\ud7a3"), ("th", "\u0e01", "\u0e4e"), ("el", "\u03b1", "\u03ce"),
            ("he", "\u05d0", "\u05ea"), ("hy", "\u0561", "\u0586"), ("ka", "\u10d0", "\u10f0"), ("ta", "\u0b85", "\u0bcd"), ("te", "\u0c05",
                "\u0c4d"))  # fmt: skip


def _language_script(document: Document, node: Node) -> str | None:
    title = next(iter(document.by_tag["title"]), None)
    shown = (title.text if title is not None else None) or ""
    text = shown[:300] + " " + (document.meta_first("og:title", "og:description", "description") or "")[:300]
    counts = [(sum(first <= c <= last for c in text), language) for language, first, last in _SCRIPTS]
    most, language = max(counts)
    return language if most >= 5 else None


def _section_meta(document: Document, node: Node) -> str | None:
    return _name(document.meta_first("article:section", "parsely-section", "sailthru.section", "dc.section", "section"))


def _section_json_ld(document: Document, node: Node) -> str | None:
    return _name(string_of((node or {}).get("articleSection")))


def _section_category(document: Document, node: Node) -> str | None:
    """The first link that the page marks as its story's category (``rel="category tag"``); a list of many stories marks many, and says nothing."""
    names: dict[str, None] = {}
    links, _, relations = facts(document).links
    marked = (link for link, rel in zip(links, relations, strict=True) if rel and "category" in rel and "tag" in rel)
    for link in islice(marked, 4 * MAX_CATEGORIES):
        if name := _name(clean("".join(islice(link.itertext(), 10)))):
            names[name] = None
    return next(iter(names)) if 0 < len(names) <= MAX_CATEGORIES else None


MAX_CATEGORIES = 6
"""More on one page are those of several stories."""


def _section_first_json_ld(document: Document, node: Node) -> str | None:
    """The same, without a meta tag's slug: people's spelling ("Local politics") over the machine's ("local-politics")."""
    said = _section_json_ld(document, node)
    return said if said and (" " in said or said[:1].isupper()) else None


def _keywords_json_ld(document: Document, node: Node) -> tuple[str, ...]:
    said = (node or {}).get("keywords")
    if isinstance(said, str):
        return _terms((said,))
    if isinstance(said, list):
        names = (one.get("name") if isinstance(one, dict) and "name" in one else one for one in said[:MAX_KEYWORDS])
        return _terms(tuple(text for name in names if (text := string_of(name))))
    return ()


def _keywords_news(document: Document, node: Node) -> tuple[str, ...]:
    return _terms(document.meta.get("news_keywords", ()))


def _keywords_tags(document: Document, node: Node) -> tuple[str, ...]:
    return _terms(document.meta.get("article:tag", ()) or document.meta.get("parsely-tags", ()))


def _keywords_meta(document: Document, node: Node) -> tuple[str, ...]:
    return _terms(document.meta.get("keywords", ()))


def _terms(said: tuple[str, ...]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for one in said:
        for piece in re.split("[,;|\u3001\uff0c\uff1b]", one[: 4 * MAX_FIELD]):
            term = clean(piece.strip(" \t\n\"'[]"))
            if term and len(term) <= 100 and not term.startswith(("http://", "https://")):
                found.setdefault(folded(term), term)
            if len(found) >= MAX_KEYWORDS:
                break
    return tuple(found.values())


def _description_og(document: Document, node: Node) -> str | None:
    return _short(document.meta_first("og:description"))


def _description_meta(document: Document, node: Node) -> str | None:
    return _short(document.meta_first("description", "twitter:description", "dc.description"))


def _description_json_ld(document: Document, node: Node) -> str | None:
    return string_of((node or {}).get("description"))


def _short(said: str | None) -> str | None:
    return said[:MAX_FIELD].rstrip() if said else None


def _free_json_ld(document: Document, node: Node) -> bool | None:
    """The story's own word; else any part of it that is not free; else what the page object says."""
    if node is not None and (said := _truth(node.get("isAccessibleForFree"))) is not None:
        return said
    parts: list[bool] = []
    for one in (node, facts(document).page):
        if one is None:
            continue
        inner = one.get("hasPart")
        for part in inner[:50] if isinstance(inner, list) else (inner,):
            if isinstance(part, dict) and (said := _truth(part.get("isAccessibleForFree"))) is not None:
                parts.append(said)
        if (said := _truth(one.get("isAccessibleForFree"))) is not None:
            parts.append(said)
    return all(parts) if parts else None


def _free_meta(document: Document, node: Node) -> bool | None:
    tier = document.meta_first("article:content_tier", "content_tier")
    if tier and tier.lower() in ("free", "locked"):
        return tier.lower() == "free"
    return _truth(document.meta_first("isaccessibleforfree", "article:is_accessible_for_free"))


def _truth(value: object) -> bool | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        return {"true": True, "false": False, "yes": True, "no": False}.get(value.strip().rstrip("/").rsplit("/", 1)[-1].lower())
    return None


def _type_og(document: Document, node: Node) -> str | None:
    said = document.meta_first("og:type")
    return said.lower() if said and len(said) <= 60 else None


def _type_json_ld(document: Document, node: Node) -> str | None:
    return min(types_of(node), default=None) if node else None


READERS: dict[str, tuple[Callable[[Document, Node], Any], ...]] = {
    "canonical_url": (_canonical_link, _canonical_og, _canonical_json_ld),
    "site": (_site_og, _site_json_ld_publisher, _site_application_name, _site_json_ld_website, _site_meta_publisher),
    "language": (_language_page, _language_json_ld, _language_script),
    "section": (_section_first_json_ld, _section_meta, _section_json_ld, _section_category),
    "keywords": (_keywords_json_ld, _keywords_news, _keywords_tags, _keywords_meta),
    "description": (_description_og, _description_meta, _description_json_ld),
    "is_accessible_for_free": (_free_json_ld, _free_meta),
    "page_type": (_type_og, _type_json_ld),
}
"""A field's readers, tried in order; the name after the first underscore part says whose word it is."""
