"""Dates that a page states to machines: linked data, meta, microdata, its scripts, its own address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import islice

import lxml.html

from newscrawl.document import Document
from newscrawl.extract.metadata import facts
from newscrawl.extract.stamps import MAX_RAW, Candidate, stamp_of
from newscrawl.extract.written import Reader

Said = tuple[object, str, float]


def from_json_ld(document: Document) -> Iterator[Said]:
    node = facts(document).story
    if node is not None:
        yield node.get("datePublished"), "json-ld", 100.0
        yield node.get("uploadDate"), "json-ld-upload", 70.0
        yield node.get("dateCreated"), "json-ld-created", 65.0
    page = facts(document).page
    if page is not None and page is not node:
        yield page.get("datePublished"), "json-ld-page", 85.0


def _meta(document: Document) -> Iterator[Said]:
    for weight, names in _META_PUBLISHED:
        for name in names:
            for said in document.meta.get(name, ())[:3]:
                yield said, f"meta-{name}"[:40], weight


_META_PUBLISHED: tuple[tuple[float, tuple[str, ...]], ...] = (
    (90.0, ("article:published_time", "og:article:published_time", "article:published", "og:published_time", "datepublished", "parsely-pub-date",
        "publishdate",
            "publish-date", "publish_date", "publication_date", "publicationdate", "article.published", "published_time", "published", "pubdate",
            "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "sailthru.date", "citation_publication_date", "citation_online_date",
            "dc.date.issued",
            "dcterms.issued", "dc.date.published", "date.published", "displaydate", "ptime", "article_date_original", "originalpublicationdate",
            "vr:published_time",
            "bt:pubdate", "rnews:datepublished", "mediator_published_time", "shareaholic:article_published_time", "datepublished og:published_time")),
    (75.0, ("dc.date.created", "dcterms.created", "datecreated", "og:pubdate", "created", "creation_date", "article:created", "release_date",
        "og:release_date",
            "video:release_date")),
    (70.0, ("date", "dc.date", "dcterms.date", "dc:date", "citation_date", "article_date", "pub_date", "article:post_date", "pdate", "timestamp")),
)  # fmt: skip


def _microdata(document: Document) -> Iterator[Said]:
    properties = facts(document).properties
    for element in (properties.get("datePublished", []) + properties.get("dateCreated", []))[:3]:
        if element.tag == "meta":
            yield element.get("content"), "microdata", 80.0
            continue
        yield element.get("content") or element.get("datetime") or element.get("title"), "microdata", 80.0
        yield words_in(element), "microdata", 79.0


def _json_ld_modified(document: Document) -> Iterator[Said]:
    for node in (facts(document).story, facts(document).page):
        if node is not None:
            yield node.get("dateModified"), "json-ld", 100.0


def _meta_modified(document: Document) -> Iterator[Said]:
    for name in ("article:modified_time", "og:article:modified_time", "og:updated_time", "article:updated_time", "datemodified", "dc.date.modified",
                 "dcterms.modified",
                 "parsely-mod-date", "lastmod", "last-modified", "modified", "date.modified", "revised", "utime", "article.updated",
                 "updated_time"):  # fmt: skip
        for said in document.meta.get(name, ())[:2]:
            yield said, "meta", 90.0


def _microdata_modified(document: Document) -> Iterator[Said]:
    for element in facts(document).properties.get("dateModified", ())[:2]:
        yield element.get("content") or element.get("datetime") or words_in(element), "microdata", 80.0


HATOM = frozenset("published dt-published dtstart".split())
HATOM_MODIFIED = frozenset("updated dt-updated modified".split())


def _hatom(document: Document) -> Iterator[Said]:
    """The microformats' way (hAtom): the instant in the title of an ``abbr``, the words for people inside."""
    for element in document.by_tag["abbr"]:
        if not HATOM.isdisjoint((element.get("class") or "").split()):
            yield element.get("title"), "microformat", 80.0


def _hatom_modified(document: Document) -> Iterator[Said]:
    for element in document.by_tag["abbr"]:
        if not HATOM_MODIFIED.isdisjoint((element.get("class") or "").split()):
            yield element.get("title"), "microformat", 80.0


_RDFA = frozenset(
    "schema:datepublished schema:datecreated datepublished datecreated dc:date dc:created dc:issued dcterms:created dcterms:issued".split()
)
_RDFA_MODIFIED = frozenset("schema:datemodified datemodified dc:modified dcterms:modified".split())


def _rdfa(document: Document, wanted: frozenset[str] = _RDFA) -> Iterator[Said]:
    """RDFa, as Drupal writes it: the instant in ``content``, the words for people inside."""
    for said, element in facts(document).rdfa:
        if not wanted.isdisjoint(said.lower().split()[:4]):
            yield element.get("content") or element.get("datetime") or words_in(element), "rdfa", 80.0
            return


def _rdfa_modified(document: Document) -> Iterator[Said]:
    return _rdfa(document, _RDFA_MODIFIED)


PUBLISHED = (from_json_ld, _meta, _microdata, _hatom, _rdfa)
MODIFIED = (_json_ld_modified, _meta_modified, _microdata_modified, _hatom_modified, _rdfa_modified)
MAX_STATE = 300_000
"""Characters of a page's scripts that are searched for a day of publication."""
_STATE = re.compile(
    r"(?:date_?published|published_?(?:at|date|on|time)|publish_?(?:date|time|_at)|publication_?(?:date|time)|first_?published(?:_?(?:at|date))?|"
    r"pub_?date)\\{0,3}[\"']?\s{0,3}[:=]\s{0,3}\\{0,3}[\"']((?:19|20)\d\d-\d\d-\d\d[^\"'\\]{0,30})",
    re.ASCII | re.IGNORECASE,
)


def from_scripts(document: Document, reading: Reader) -> Iterator[Candidate]:
    """Yield the day of publication in the data that scripts hold, or that stand in a meta tag by mistake, if they tell one day alone.

    For pages that say nothing else: of 150 that had such data, and other dates to check them by, it was right on 140.
    """
    texts = [value for values in document.meta.values() for value in values[:2] if value.startswith("{")]
    texts += [script.text for script in document.by_tag["script"] if script.text and "ld+json" not in (script.get("type") or "")]
    found: list[Candidate] = []
    left = MAX_STATE
    for text in texts:
        found += [Candidate(stamp, "state", STATE) for match in _STATE.finditer(text[:left]) if (stamp := reading.machine(match[1]))]
        left -= len(text)
        if left <= 0:
            break
    if len({one.stamp.when.date() for one in found}) == 1:
        yield max(found, key=lambda one: one.stamp.precision != "day")


STATE = 20.0


def words_in(element: lxml.html.HtmlElement) -> str:
    found: list[str] = []
    size = 0
    for piece in islice(element.itertext(), 100):
        found.append(piece)
        size += len(piece)
        if size > MAX_RAW:
            break
    return " ".join(" ".join(found)[: 2 * MAX_RAW].split())[:MAX_RAW]


_IN_ADDRESS = re.compile(r"(?<!\d)((?:19|20)\d\d)([/_.-]?)(\d{1,2})\2(\d{1,2})(?!\d)", re.ASCII)
# A number that begins with a day and its clock: "A2026012918400000123", as the systems of agencies and papers count their stories.
_COUNTED = re.compile(r"(?<!\d)(20\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])[0-5]\d\d{0,10}(?!\d)", re.ASCII)


def days_in(url: str) -> Iterator[date]:
    """Yield the days that an address spells out."""
    for match in _IN_ADDRESS.finditer(url[:2000].split("?", 1)[0]):
        if (match[2] or len(match[0]) == 8) and (
            stamp := stamp_of(int(match[1]), int(match[3]), int(match[4]), None, None, None, None, "", match[0])
        ):
            yield stamp.when.date()


def from_address(document: Document, reading: Reader) -> Iterator[Candidate]:
    """Yield the day that the page's address spells out."""
    for url in (document.url, document.meta_first("og:url") or ""):
        for match in _IN_ADDRESS.finditer(url[:2000].split("?", 1)[0]):
            if not match[2] and len(match[0]) != 8:
                continue
            stamp = stamp_of(int(match[1]), int(match[3]), int(match[4]), None, None, None, None, "", match[0])
            if stamp and reading._plausible(stamp):
                yield Candidate(stamp, "url", 54.0)
                return
        for match in _COUNTED.finditer(url[:2000].split("?", 1)[0]):
            stamp = stamp_of(int(match[1]), int(match[2]), int(match[3]), None, None, None, None, "", match[0][:8])
            if stamp and reading._plausible(stamp):
                yield Candidate(stamp, "url", COUNTED)
                return


COUNTED = 30.0
"""What a number in the address weighs: less than a line by the headline."""
