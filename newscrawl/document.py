"""A page decoded and parsed once: the one tree, its meta tags and its JSON-LD, that everything in the pure part reads from.

Follows the WHATWG Encoding Standard for the bytes and schema.org's JSON-LD for linked data.
"""

from __future__ import annotations

import codecs
import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any, AnyStr
from urllib.parse import urljoin

import lxml.html
import webencodings
from lxml import etree

from newscrawl.items import Page
from newscrawl.text import clean

# One class for all elements, chosen in C: lxml.html's own lookup calls Python for every element that anybody looks at, a tenth of a reading.
_CLASSES = etree.ElementDefaultClassLookup(element=lxml.html.HtmlElement)
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_META_CHARSET = re.compile(rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""")  # in lower case: ignoring it costs twenty times as much
_XML_ENCODING = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})""", re.IGNORECASE)
_HEADER_CHARSET = re.compile(r"""charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
_JSON_NOISE = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)|(?:-->|//\s*\]\]>|\]\]>|/\*\s*\]\]>\s*\*/|;)\s*$")
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
MAX_JSON_LD = 2_000_000
"""Characters of one JSON-LD script that are read; real ones have a few thousand."""
MAX_JSON_NODES = 5_000
MAX_ATTRIBUTES = 500
"""Attributes of one tag that are kept; the most on a real page seen is some 60."""
MAX_DEPTH = 500
"""Open elements that are kept on a page that is too deep for the parser."""
_LONG = 4_000
_LONG_TAG = re.compile(rf"<[A-Za-z][^>]{{{_LONG}}}")
_LONG_TAG_BYTES = re.compile(rb"<[A-Za-z][^>]{%d}" % _LONG)
# Tokens as the HTML standard cuts them, each quantifier possessive: one pass, no way back. What is neither start nor end tag is passed over whole.
_ATTRIBUTE = re.compile(r"""[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"?+|'[^']*+'?+|[^\s>"'][^\s>]*+)?+)?+""")
_MANY_ATTRIBUTES = re.compile(rf"<[A-Za-z][^\s/>]*+(?:{_ATTRIBUTE.pattern}){{0,{MAX_ATTRIBUTES}}}+(?P<many>{_ATTRIBUTE.pattern})?+")
_TOKEN = re.compile(
    r"(?P<other><!--.*?(?:-->|\Z)|<(script|style|textarea|title|noscript|xmp|iframe)\b[^>]{0,4000}+>.*?(?:</\2|\Z))"
    r"|(?P<end></(?P<closing>[A-Za-z][^\s/>]*+)[^>]*+)|(?P<tag>(?P<name><[A-Za-z][^\s/>]*+)(?:" + _ATTRIBUTE.pattern + r")*+[\s/]*+)",
    re.DOTALL | re.IGNORECASE,
)
_NOSCRIPT = re.compile(r"(?P<start><noscript\b[^>]{0,4000}+>)(?P<inside>.*?)(?P<close></noscript|\Z)", re.DOTALL | re.IGNORECASE)
_TAG_NAME = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z][^\s/>]*+)")
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_SELF_CLOSING = frozenset("p li td th tr dt dd option optgroup tbody thead tfoot".split())
_FLOWING = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp small span strike strong sub sup time tt u var".split()
)
_HTML_LANG = re.compile(rb"""<html[^>]{0,300}?\slang\s*=\s*["']?([A-Za-z]{2,3}(?:-[A-Za-z]{2})?)""", re.IGNORECASE)
_BYTE_TAGS = re.compile(rb"<script\b.*?(?:</script|\Z)|<style\b.*?(?:</style|\Z)|<[^<>]{0,2000}>|[\x00-\x20]+", re.DOTALL | re.IGNORECASE)
_HIGH_RUNS = re.compile(rb"[\x80-\xff]{3,}")
# The charset of each language's web before UTF-8, where one was the rule (WHATWG's locale defaults). Chinese, Japanese and Russian had several.
_LEGACY_OF_LANGUAGE = {
    **dict.fromkeys("pl cs sk hu sl hr bs ro".split(), "windows-1250"),
    **dict.fromkeys("lt lv et".split(), "windows-1257"),
    "el": "windows-1253",
    "tr": "windows-1254",
    "he": "windows-1255",
    **dict.fromkeys("ar fa ur".split(), "windows-1256"),
    "th": "windows-874",
    "vi": "windows-1258",
    **dict.fromkeys("en de fr es it pt nl sv da fi nb nn no is ca gl eu ga af id ms".split(), "windows-1252"),
}
# What each language writes beside a to z. The table in which a page's bytes are its letters is the one that it is in.
_ACCENTS = {
    "de": "äöüß",
    "fr": "àâæçéèêëîïôœùûüÿ",
    "es": "áéíñóúü¿¡ªº",
    "pt": "ãõâêôáéíóúàçüªº",
    "it": "àèéìíîòóùúº",
    "ca": "àçèéíïòóúü·",
    "nl": "áäéèëêïíóöü",
    "sv": "åäöé",
    "da": "æøåé",
    "is": "áéíóúýþæöð",
    "pl": "ąćęłńóśźż",
    "cs": "áčďéěíňóřšťúůýž",
    "sk": "áäčďéíĺľňóôŕšťúýž",
    "hu": "áéíóöőúüű",
    "hr": "čćđšž",
    "ro": "ăâîşţ",
    "tr": "çğıöşüİâî",
    "lt": "ąčęėįšųūž",
    "lv": "āčēģīķļņšūž",
    "et": "õäöüšž",
}
_TABLES = {"windows-1250": ("windows-1250", "iso-8859-2")}
_PUNCTUATION = frozenset("\xa0\xad«»„“”‘’‚‹›–—…§°€£©®™•´")
_DETECTED = ["cp1251", "koi8_r", "cp1253", "cp1255", "cp1256", "gb18030", "big5", "shift_jis", "cp932", "euc_jp", "euc_kr", "cp949", "iso8859_5"]


class ByTag(dict[Any, list[lxml.html.HtmlElement]]):
    """Elements by tag."""

    def __missing__(self, tag: Any) -> list[lxml.html.HtmlElement]:
        return []


class Document:
    """One parsed page. ``root`` is the ``html`` element; ``url`` the address asked for; ``base`` what relative links start from."""

    def __init__(self, url: str, root: lxml.html.HtmlElement, *, truncated: bool = False) -> None:
        self.url = url
        self.root = root
        self.truncated = truncated
        """Whether the parser gave up before the page's end, in spite of everything: what follows is missing from the tree."""

    # The tree is looked over once for all readers: to ask an element itself costs five times as much as to look into a list.

    @cached_property
    def elements(self) -> list[lxml.html.HtmlElement]:
        """The elements in page order (entities and the like among them, as lxml gives them)."""
        # A Python object for every element, made once and kept: whoever walks the tree would make them all again.
        return list(self.root.iter())

    @cached_property
    def tags(self) -> list[Any]:
        """The tag of each of ``elements``; of what is no element something that is no string."""
        return [element.tag for element in self.elements]

    def changed(self) -> None:
        """Forget ``elements``, ``tags`` and ``by_tag``: the tree is not what it was."""
        for name in ("elements", "tags", "by_tag"):
            self.__dict__.pop(name, None)

    def append(self, element: lxml.html.HtmlElement) -> None:
        """Put ``element``, with all that is in it, at the end of the page's body."""
        body = self.root.find("body")
        (self.root if body is None else body).append(element)
        self.changed()

    @cached_property
    def by_tag(self) -> ByTag:
        """The page's elements by tag, those of each in page order; an empty list for a tag that the page has not."""
        found: defaultdict[Any, list[lxml.html.HtmlElement]] = defaultdict(list)
        for element, tag in zip(self.elements, self.tags, strict=True):
            found[tag].append(element)
        return ByTag(found)

    @cached_property
    def base(self) -> str:
        """The address that relative links on the page start from (``<base href>`` where there is one)."""
        for element in self.by_tag["base"]:
            if href := element.get("href"):
                try:
                    return str(urljoin(self.url, href.strip()))
                except ValueError:
                    break
        return self.url

    @cached_property
    def meta(self) -> dict[str, tuple[str, ...]]:
        """Contents of the meta tags by ``name``, ``property``, ``itemprop`` or ``http-equiv`` (lower-case), in page order, through the text gate."""
        found: dict[str, list[str]] = {}
        for element in self.by_tag["meta"]:
            said = dict(element.items())
            content = clean(said.get("content"))
            if content:
                for attribute in ("property", "name", "itemprop", "http-equiv"):
                    if name := said.get(attribute):
                        for one in name.lower().split()[:4]:
                            found.setdefault(one, []).append(content)
        return {name: tuple(contents) for name, contents in found.items()}

    def meta_first(self, *names: str) -> str | None:
        """Return the first non-empty content under the first of ``names`` that the page has."""
        meta = self.meta
        for name in names:
            if name in meta:
                return meta[name][0]
        return None

    @cached_property
    def json_ld(self) -> tuple[dict[str, Any], ...]:
        """Every JSON-LD object of the page in page order, outer before inner, ``@graph`` unfolded; what cannot be read is left out."""
        nodes: list[dict[str, Any]] = []
        for script in self.by_tag["script"]:
            if "ld+json" in (script.get("type") or "").lower() and (source := script.text):
                nodes.extend(_objects(_loads(source[:MAX_JSON_LD])))
                if len(nodes) >= MAX_JSON_NODES:
                    break
        return tuple(nodes[:MAX_JSON_NODES])

    @cached_property
    def language(self) -> str | None:
        """The page's language as it says itself (``html lang``, then meta), lower-case BCP 47 (``en-gb``), or None."""
        said = self.root.get("lang") or self.root.get("{http://www.w3.org/XML/1998/namespace}lang") or self.root.get("xml:lang")
        for value in (said, self.meta_first("og:locale", "content-language", "language", "dc.language")):
            if value and re.fullmatch(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*", value.strip()):
                return value.strip().replace("_", "-").lower()
        return None


def parse(page: Page, text: str | None = None) -> Document | None:
    """Return ``page`` (its body already free of content codings) as a Document, or None if there is no markup in it.

    ``text`` is its decoded body, where the caller has it already. Thousands of attributes on one tag are cut to a few hundred before the parser sees
    them; what is nested deeper than the parser goes keeps its text and loses its tags.
    """
    source: bytes | None = None
    if text is None:
        text, exact = _decoded(page.body, page.header("content-type"))
        source = page.body if exact else None
    if not text or text.isspace():
        return None
    # Most pages have some character that makes their text two or four times as long as its source: the text is searched where that says so.
    short = _without_attribute_runs(text) if source is None or _long_tag(source, 0, b">", _LONG_TAG_BYTES) else text
    document = _parsed(page.url, short, source if short is text else None)
    if document is not None and _swallowed(document, short) and (mended := _NOSCRIPT.sub(_balanced, short)) != short:
        document = _parsed(page.url, mended)
    return document


def _parsed(url: str, text: str, source: bytes | None = None) -> Document | None:
    """Return the document of ``text`` (``source``: its bytes in UTF-8, where they are at hand)."""
    # Most pages are UTF-8 already: to encode their text again would cost a tenth of the parse.
    root, whole = _tree(source if source is not None else text.encode("utf-8", "replace"))
    if not whole:
        root, whole = _tree(_flattened(text).encode("utf-8", "replace"))
    return None if root is None else Document(url, root, truncated=not whole)


_length: Callable[[lxml.html.HtmlElement], float] = etree.XPath("string-length()")  # type: ignore[assignment]  # so it answers


def _swallowed(document: Document, text: str) -> bool:
    """Return whether a noscript of the tree holds more than any does in ``text``.

    To a browser a noscript is plain text up to the first ``</noscript``. To libxml2 it is an element like others, and one with ``<div>`` alone in it,
    whose ``</div>`` stands in a second one at the page's end, is all of the page.
    """
    held = seen = 0.0
    for element in document.by_tag["noscript"]:
        held = max(held, length := _length(element))
        seen += length
        if seen > 2 * len(text):  # one inside the other: the outermost came first
            break
    return held > 200 and held > max((len(match["inside"]) for match in _NOSCRIPT.finditer(text)), default=0)


def _balanced(match: re.Match[str]) -> str:
    """Return a noscript as it is, or without anything in it if not all of its tags are closed in it."""
    count = Counter[str]()
    for tag in _TAG_NAME.finditer(match["inside"]):
        count[tag["name"].lower()] += -1 if tag["end"] else 1
    return match[0] if all(not number or name in _VOID for name, number in count.items()) else match["start"] + match["close"]


def _tree(source: bytes) -> tuple[lxml.html.HtmlElement | None, bool]:
    """Return the tree, and whether the parser saw the whole of ``source``: it stops at 2,048 open elements, without an error."""
    # Nobody looks an element up by its id, and a table of ids costs a twelfth of the parse.
    # lxml.html's own parser would first make its look-up of classes, which is not wanted.
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, collect_ids=False)
    parser.set_element_class_lookup(_CLASSES)
    try:
        root = lxml.html.document_fromstring(source, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None, True
    for second in list(root.itersiblings()):  # the parser puts what follows a second <html> beside the first, where nobody looks
        for body in second.iterchildren("body"):
            body.tag = "div"
        second.tag = "div" if second.tag == "html" else second.tag
        main = root.find("body")
        (root if main is None else main).append(second)
    _begin_body(root)
    _hide_readings(root)
    last = parser.error_log.last_error
    return root, last is None or last.type != etree.ErrorTypes.ERR_RESOURCE_LIMIT


def _hide_readings(root: lxml.html.HtmlElement) -> None:
    """Make how words are read, above them, elements that show no text, where no bracket parts it from the word it would be glued to in a line."""
    for ruby in root.iter("ruby"):
        if next(ruby.iter("rp"), None) is None:
            for reading in list(ruby.iter("rt")):
                reading.tag = "rtc"


_OF_HEAD = "meta link script style title base noscript template svg object bgsound basefont isindex".split()
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that pages have, and that lxml takes from its parser alone."""
# Asked of libxml2 itself: to make a Python object of each of a head's hundred elements would cost a tenth of the parse.
_ASTRAY: Callable[[lxml.html.HtmlElement], list[lxml.html.HtmlElement]] = etree.XPath(  # type: ignore[assignment]
    f"head/*[not({' or '.join(f'self::{tag}' for tag in _OF_HEAD)})][1]"
)


def _begin_body(root: lxml.html.HtmlElement) -> None:
    """Begin the body where browsers do: at the first element that is none of a head's.

    ``</head>`` and ``<body>`` may be left out, and libxml2 knows where they belong only before elements of HTML 4: a page that begins with
    ``<article>`` or with one of its own making would be all head, which nobody reads.
    """
    astray = _ASTRAY(root)
    if not astray:
        return
    found = [astray[0], *astray[0].itersiblings()]
    body = root.find("body")
    if body is None:
        body = lxml.html.HtmlElement()
        body.tag = "body"
        root.append(body)
    for place, element in enumerate(found):
        body.insert(place, element)
    if body.text:  # text that no element of the head held back begins the body for libxml2
        found[-1].tail = _NO_XML.sub(" ", (found[-1].tail or "") + body.text)
        body.text = None


def _without_attribute_runs(text: str) -> str:
    """Return ``text`` with all but the first MAX_ATTRIBUTES attributes of any tag taken out.

    libxml2 compares every attribute with every other: 40,000 on a tag cost 1.6 s, 100,000 cost 10 s. The search costs 0.1 ms on an ordinary page.
    Quoted ``>`` can hide a run from it; such a page is left to the reader's deadline.
    """
    place = scanned = 0
    while match := _long_tag(text, place, ">", _LONG_TAG):
        # Most long tags hold a picture or a program in one attribute: count where they stand before every token of the page is looked at.
        attributes = _MANY_ATTRIBUTES.match(text, match.start())
        scanned += attributes.end() - match.start() if attributes else 0
        if scanned > 2 * len(text) or (attributes and attributes["many"] is not None):
            break
        place = match.end()
    else:
        return text

    def shorten(match: re.Match[str]) -> str:
        tag = match[0]
        if match.lastgroup != "tag" or len(tag) < 2 * MAX_ATTRIBUTES:
            return tag
        place = match.end("name") - match.start()
        for _ in range(MAX_ATTRIBUTES):
            attribute = _ATTRIBUTE.match(tag, place)
            if attribute is None:
                return tag
            place = attribute.end()
        return tag[:place]

    return _TOKEN.sub(shorten, text)


def _long_tag(text: AnyStr, place: int, close: AnyStr, pattern: re.Pattern[AnyStr]) -> re.Match[AnyStr] | None:
    """Return the first match of ``pattern``, one of _LONG_TAG, from ``place``: by leaps from one ``close``, its ``>``, to the last that is near.

    A tenth of what a plain search costs.
    """
    while place < len(text):
        last = text.rfind(close, place, place + _LONG)
        if last >= 0:
            place = last + 1
            continue
        end = text.find(close, place)
        end = len(text) if end < 0 else end
        if match := pattern.search(text, place, end):
            return match
        place = end + 1
    return None


def _flattened(text: str) -> str:
    """Return ``text`` without the tags that stand deeper than MAX_DEPTH; where one that breaks the line goes, ``<br>`` stays."""
    out: list[str] = []
    open_names: list[str] = []
    counts: dict[str, int] = {}
    place = 0
    for match in _TOKEN.finditer(text):
        if match.lastgroup == "other":
            continue
        out.append(text[place : match.start()])
        place = match.end()
        if match.lastgroup == "end":
            name = match["closing"].lower()
            if not counts.get(name):
                continue
            deep = len(open_names) > MAX_DEPTH
            while open_names:  # an end tag closes what was left open inside
                last = open_names.pop()
                counts[last] -= 1
                if last == name:
                    break
            if len(open_names) < MAX_DEPTH:
                out.append(match[0] + ">" if not deep or len(open_names) == MAX_DEPTH - 1 else f"</{name}>")
            elif name not in _FLOWING:
                out.append("<br>")
            place += text.startswith(">", place)
            continue
        name = match["name"][1:].lower()
        closed = text.startswith(">", place)
        place += closed
        if name in _VOID:
            out.append(match[0] + ">")
            continue
        if open_names and open_names[-1] == name and name in _SELF_CLOSING:
            counts[open_names.pop()] -= 1
        if len(open_names) < MAX_DEPTH:
            out.append(match[0] + ">")
        elif name not in _FLOWING:
            out.append("<br>")
        open_names.append(name)
        counts[name] = counts.get(name, 0) + 1
    out.append(text[place:])
    return "".join(out)


def decode(body: bytes, content_type: str | None = None) -> str:
    """Return ``body`` as text by the WHATWG rules: BOM, then the header, then ``<meta charset>`` in the first kilobytes, then a guess.

    Only WHATWG labels count (no ``zlib``, ``idna``, ``utf-7``). A page that is valid UTF-8 with something outside ASCII is UTF-8, whatever it says.
    In one that is UTF-8 but for a few bytes, each of these is the windows-1252 character it would be, or U+FFFD for what is left of a cut one.
    One that says UTF-8, or nothing, and is none is guessed from its language and its bytes. Never raises.
    """
    return _decoded(body, content_type)[0]


def _decoded(body: bytes, content_type: str | None) -> tuple[str, bool]:
    """Return ``body`` as text, see ``decode``, and whether it is UTF-8 as it is: what the text would be encoded to again."""
    for bom, name in _BOMS:
        if body.startswith(bom):
            return body[len(bom) :].decode(name, "replace"), False
    said = _label(_HEADER_CHARSET.search(content_type or "")) or _meta_label(body)
    if said in ("utf-16-le", "utf-16-be"):  # WHATWG: without a BOM a declared utf-16 in ASCII-readable bytes is utf-8
        said = "utf-8" if b"\0" not in body[:4] else said
    if said not in ("utf-16-le", "utf-16-be", "iso-2022-jp"):
        try:
            return body.decode("utf-8"), True
        except UnicodeDecodeError:
            pass
        text = body.decode("utf-8", "replace")
        wrong = text.count("\ufffd")
        right = len(text) - len(text.encode("ascii", "ignore")) - wrong
        # Other charsets are valid UTF-8 by chance in a few places at most; 20 and 2 leave room on both sides of what was seen (0; 25 upwards).
        if right > wrong * (20 if said not in (None, "utf-8") else 2):
            return body.decode("utf-8", _MEND), False
    if said is None or said == "utf-8":
        said = _guess(body)
        if said == "windows-1252":  # what is UTF-8 in it is no accident all the same
            return body.decode("utf-8", _MEND_ALL), False
    return body.decode(_codec(said), "replace"), False


def _mend(error: UnicodeError) -> tuple[str, int]:
    """A byte alone that is no UTF-8 is the windows-1252 character it would be; several are what is left of a character that was cut."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return _cp1252(error) if error.end - error.start == 1 else "\ufffd", error.end


def _mend_all(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return _cp1252(error), error.end


def _cp1252(error: UnicodeDecodeError) -> str:
    return error.object[error.start : error.end].decode("cp1252", "replace")


_MEND, _MEND_ALL = "newscrawl.mend", "newscrawl.mend-all"
codecs.register_error(_MEND, _mend)
codecs.register_error(_MEND_ALL, _mend_all)


def _guess(body: bytes) -> str:
    """Return the WHATWG name of the charset that a page without a true word about it is probably in.

    Where bytes above 127 stand alone they are accents, and the language tells which table; where they stand in runs it is another script, and a
    detector decides (charset-normalizer comes with trafilatura), on the words only.
    """
    match = _HTML_LANG.search(body[:4096])
    language = match[1].decode("ascii").lower() if match else ""
    if language in ("zh-tw", "zh-hk"):
        return "big5"
    language = language.split("-")[0]
    if language in _LEGACY_OF_LANGUAGE and language not in _ACCENTS:
        return _LEGACY_OF_LANGUAGE[language]
    sample = _BYTE_TAGS.sub(b" ", body[:60_000])
    if language in _LEGACY_OF_LANGUAGE:
        return _accented(sample, (language,), _LEGACY_OF_LANGUAGE[language])
    runs = b"".join(_HIGH_RUNS.findall(sample))
    high = sum(sample.count(bytes((byte,))) for byte in range(128, 256))
    if high < 20 or (len(runs) * 2 < high and high * 4 < len(sample)):
        return _accented(sample, tuple(_ACCENTS), "windows-1252")
    from charset_normalizer import from_bytes

    best = from_bytes(sample[:20_000], cp_isolation=_DETECTED).best()
    found = webencodings.lookup({"cp949": "euc-kr", "cp932": "shift_jis"}.get(best.encoding, best.encoding.replace("_", "-"))) if best else None
    return str(found.name) if found else "windows-1252"


def _accented(sample: bytes, languages: tuple[str, ...], usual: str) -> str:
    """Return the table in which the most of the bytes above 127 are letters of one of ``languages``: ``usual`` unless another is clearly better."""
    best, most = usual, 0.0
    for charset in dict.fromkeys((usual, "windows-1252", "windows-1250", "iso-8859-2", "windows-1254", "windows-1257")):
        counts = Counter(sample.decode(_codec(charset), "replace"))
        odd = {char: count for char, count in counts.items() if char > "\x7f" and char not in _PUNCTUATION}
        every = sum(odd.values())
        if every < 5:
            return usual
        for language in languages:
            if charset in _TABLES.get(_LEGACY_OF_LANGUAGE[language], (_LEGACY_OF_LANGUAGE[language],)):
                share = sum(count for char, count in odd.items() if char.lower() in _ACCENTS[language] or char in _ACCENTS[language]) / every
                if share > most and (charset == usual or share > max(0.85, most + 0.1)):  # a few odd signs on an English page prove nothing
                    best, most = charset, share
    return best


def decode_xml(body: bytes, content_type: str | None = None) -> str:
    """Return the text of an XML file (feed, sitemap): as ``decode``, with its XML declaration in the place of ``<meta charset>``.

    utf-16 without a BOM is known by its zeros. UTF-8 is tried before what a header or a declaration says. Never raises.
    """
    for bom, name in _BOMS:
        if body.startswith(bom):
            return body[len(bom) :].decode(name, "replace")
    head = body[:400].lstrip(b" \t\r\n")
    if head.startswith(b"<\0") or head[1:2] == b"\0":
        return body.decode("utf-16-le", "replace")
    if head.startswith(b"\0<"):
        return body.decode("utf-16-be", "replace")
    match = _XML_ENCODING.search(head)
    declared = _label(match)
    header = _label(_HEADER_CHARSET.search(content_type or ""))
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        pass
    for label in (header, declared):
        if label and label not in ("utf-8", "utf-16-le", "utf-16-be"):
            return body.decode(_codec(label), "replace")
    return decode(body, "charset=utf-8")


def _meta_label(body: bytes) -> str | None:
    head = body[:4096].lower()
    at = head.find(b"charset")  # a tag that names one ends behind it: the tags before need not be gone through
    label = _label(_META_CHARSET.search(head, head.rfind(b">", 0, at) + 1)) if at >= 0 else None
    return "utf-8" if label in ("utf-16-le", "utf-16-be") else label


def _label(match: re.Match[str] | re.Match[bytes] | None) -> str | None:
    if match is None:
        return None
    raw = match[1]
    try:
        found = webencodings.lookup(raw.decode("ascii", "replace") if isinstance(raw, bytes) else raw)
    except LookupError:  # the standard's "replacement", for charsets that nobody may read: guessed like a page without one
        return None
    return found.name if found and found.name not in ("x-user-defined", "replacement") else None


def _codec(name: str) -> str:
    return _PYTHONS.get(name, name)


_PYTHONS = {
    "windows-1252": "cp1252", "windows-874": "cp874", "gbk": "gb18030", "iso-8859-8-i": "iso-8859-8", "x-mac-cyrillic": "mac_cyrillic",
    "macintosh": "mac_roman",
}  # fmt: skip


def _loads(source: str) -> Any:
    """Return the JSON of a script as people write it: comments around it, trailing commas, raw newlines. None if it is beyond that."""
    for mend in (str, _bare_json, _without_last_commas):  # what is JSON as it is has nothing to be taken off, and to look for it costs as much
        try:
            return json.loads(mend(source), strict=False)
        except (ValueError, RecursionError):
            continue
    return _several(_without_last_commas(source))


def _several(source: str) -> list[Any] | None:
    """Return the JSON documents of a script that holds more than one, one after the other, up to what is none; None without any."""
    read = json.JSONDecoder(strict=False).raw_decode
    found: list[Any] = []
    at = 0
    while len(found) < MAX_DOCUMENTS and (start := _NEXT_DOCUMENT.match(source, at)) is not None:
        try:
            one, at = read(source, start.end() - 1)
        except (ValueError, RecursionError):
            break
        found.append(one)
    return found or None


MAX_DOCUMENTS = 20
_NEXT_DOCUMENT = re.compile(r"[\s,;]*[{\[]")


def _bare_json(source: str) -> str:
    return _JSON_NOISE.sub("", _JSON_NOISE.sub("", source))


def _without_last_commas(source: str) -> str:
    return _TRAILING_COMMA.sub(r"\1", _bare_json(source))


def _objects(data: Any) -> Iterator[dict[str, Any]]:
    """Yield every object in ``data``, outer before inner, without recursion."""
    stack = [data]
    while stack:
        node = stack.pop()
        if isinstance(node, dict):
            yield node
            stack.extend(value for value in reversed(list(node.values())) if isinstance(value, dict | list))
        elif isinstance(node, list):
            stack.extend(value for value in reversed(node) if isinstance(value, dict | list))
