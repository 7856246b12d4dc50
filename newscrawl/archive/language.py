"""The query language: one for search, count, export, reread and all that ask. Any string gives a Query or a QueryError that points at the place.

    words            putin visit            both, in any field
    phrases          "prime minister"       in this order
    prefix           elect*  "white hou"*
    operators        a AND b   a OR b   a NOT b   -b   ( … )      AND binds closer than OR
    nearness         NEAR(a b, 5)           at most 5 words between
    fields           title: standfirst: body: byline: credit: caption:     one term, "phrase" or ( … )
    filters          site:example.org  lang:en  after:2026-03  before:2026-04-15  cluster:ID  agency:GPO  id:ID
                     has:photo|credit|byline|date|standfirst|cluster|revision|removal|capture   kind:appeal (something of that kind was taken out)

``after:`` is from that day, month or year on, ``before:`` ends where it begins; both go by the date of publication (UTC), or that of fetching where
the page does not say. Pure: no database.
"""

from __future__ import annotations

import itertools
import json
import math
import re
import unicodedata
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from difflib import get_close_matches
from typing import NoReturn, get_args

from newscrawl.archive.schema import MINUTE_SLOTS
from newscrawl.archive.scripts import indexed_form
from newscrawl.errors import QueryError
from newscrawl.items import FurnitureKind

FIELDS = {
    "title": "title", "standfirst": "standfirst", "body": "body", "text": "body", "byline": "byline", "author": "byline",
    "credit": "credits", "credits": "credits", "caption": "captions", "captions": "captions",
}  # fmt: skip
HAS = {
    "photo": "a.has & 16",
    "credit": "a.has & 8",
    "byline": "a.has & 1",
    "date": "a.has & 2",
    "standfirst": "a.has & 4",
    "cluster": "a.docid IN (SELECT docid FROM articles WHERE cluster IS NOT NULL)",  # by the index, not a walk through all articles
    "revision": "a.docid IN (SELECT docid FROM articles WHERE id IN (SELECT article FROM revisions))",
    "removal": "a.kinds != '[]'",
    "capture": "a.docid IN (SELECT docid FROM articles WHERE capture IS NOT NULL)",
}
KINDS: tuple[str, ...] = get_args(FurnitureKind)
FILTERS = frozenset({"site", "lang", "language", "after", "before", "cluster", "agency", "id", "has", "kind"})
_MOST_WAYS = 64
"""Of writing what stands in one NEAR( … )."""
DEEPEST = 20
"""Parentheses inside one another; FTS5's own parser ends at about 30."""
MOST_TERMS = 200
LONGEST = 10_000

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_QUOTES = '"\u201c\u201d\u201e\u00ab\u00bb'
_LEX = re.compile(rf"\s+|(?P<quote>[{_QUOTES}])|(?P<open>\()|(?P<close>\))|(?P<word>[^\s(){_QUOTES}]+)")


@dataclass(frozen=True, slots=True)
class Query:
    """What a query string asks for, ready for SQLite."""

    text: str
    match: str | None = None
    """An FTS5 expression; None: filters alone."""
    without: str | None = None
    """An FTS5 expression whose matches are left out, where ``match`` is None."""
    low: int | None = None
    """Smallest docid, from ``after:``."""
    high: int | None = None
    """First docid that is too large, from ``before:``."""
    conditions: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """(SQL on ``articles AS a`` or, of agencies and kinds, ``facets AS a``; its values)."""
    spread: bool = False
    """Whether its words stand in every spelling of theirs that the archive holds (archive.spellings)."""


@dataclass(slots=True)
class _Node:
    kind: str  # and, or, not, term, near, field, filter
    place: int
    children: list[_Node] = field(default_factory=list)
    text: str = ""
    value: str = ""
    prefix: bool = False
    number: int = 10


@dataclass(slots=True)
class _Token:
    kind: str  # phrase, word, open, close, and, or, not, end
    text: str
    place: int
    prefix: bool = False
    glued: bool = False  # nothing stands between it and the token before


def parse(text: str) -> Query:
    """Return what ``text`` asks for. Raises QueryError."""
    if len(text) > LONGEST:
        raise QueryError(text, LONGEST, f"longer than {LONGEST} characters")
    text = _typed(text)
    return _compile(text, _Parser(text).parse())


def _typed(text: str) -> str:
    return "".join(" " if c < " " or "\ud800" <= c <= "\udfff" else c for c in text)


def parts(text: str) -> list[tuple[str, Query]]:
    """Return what ``text`` asks for at once, each as it was typed with the Query of it alone; what it wants to be missing is left out."""
    text = _typed(text)
    nodes = _flat(_Parser(text).parse())
    places = [*(node.place for node in nodes[1:]), len(text)]
    wanted = [(text[node.place : end].strip(" ()"), node) for node, end in zip(nodes, places, strict=True) if node.kind != "not"]
    return [(said.removesuffix(" AND"), _compile(text, node)) for said, node in wanted if node.kind == "filter" or _fts(text, node)]


def also(query: Query, condition: str, *values: str) -> Query:
    """Return ``query`` narrowed by SQL on ``articles AS a``, a constant of the code."""
    return replace(query, conditions=(*query.conditions, (condition, values)))


def _lex(text: str) -> list[_Token]:
    tokens: list[_Token] = []
    position, end = 0, len(text)
    last_end = -1
    while position < end:
        found = _LEX.match(text, position)
        assert found is not None
        start, position = found.start(), found.end()
        kind = found.lastgroup
        glued = start == last_end
        if kind == "quote":
            close = next((i for i in range(position, end) if text[i] in _QUOTES), -1)
            if close < 0:
                raise QueryError(text, start, "this quotation mark is not closed")
            inside, position = text[position:close], close + 1
            prefix = text[position : position + 1] == "*"
            position += prefix
            tokens.append(_Token("phrase", inside, start, prefix, glued))
        elif kind == "word":
            word = found["word"]
            operator = word.lower() if word in ("AND", "OR", "NOT") else "word"
            if operator == "word" and word.startswith("-") and not glued and (len(word) > 1 or text[position : position + 1] in (*_QUOTES, "(")):
                tokens.append(_Token("not", "-", start))
                start, word, glued = start + 1, word[1:], True
                if not word:
                    last_end = position
                    continue
            prefix = word.endswith("*") and operator == "word"
            tokens.append(_Token(operator, word.rstrip("*") if prefix else word, start, prefix, glued))
        elif kind:
            tokens.append(_Token(kind, found[0], start, glued=glued))
        if kind:
            last_end = position
    return [*tokens, _Token("end", "", end)]


class _Parser:
    def __init__(self, text: str) -> None:
        self.text, self.tokens, self.at, self.terms = text, _lex(text), 0, 0

    def fail(self, place: int, why: str) -> NoReturn:
        raise QueryError(self.text, place, why)

    @property
    def token(self) -> _Token:
        return self.tokens[self.at]

    def take(self) -> _Token:
        token = self.tokens[self.at]
        self.at += 1
        return token

    def parse(self) -> _Node:
        node = self.either(0)
        if self.token.kind == "close":
            self.fail(self.token.place, "this parenthesis was never opened")
        return node

    def either(self, depth: int) -> _Node:
        if depth > DEEPEST:
            self.fail(self.token.place, f"more than {DEEPEST} parentheses deep")
        parts = [self.all(depth)]
        while self.token.kind == "or":
            operator = self.take()
            if self.token.kind in ("end", "close", "or", "and"):
                self.fail(operator.place, "OR needs a word on either side")
            if not parts[0].children:
                self.fail(operator.place, "OR needs a word on either side")
            parts.append(self.all(depth))
        return parts[0] if len(parts) == 1 else _Node("or", parts[0].place, parts)

    def all(self, depth: int) -> _Node:
        node = _Node("and", self.token.place)
        while self.token.kind not in ("end", "close", "or"):
            if self.token.kind == "and":
                operator = self.take()
                if not node.children or self.token.kind in ("end", "close", "or", "and"):
                    self.fail(operator.place, "AND needs a word on either side")
                continue
            node.children.append(self.one(depth))
        return node

    def one(self, depth: int) -> _Node:
        token = self.take()
        if token.kind == "not":
            if self.token.kind in ("end", "close", "or", "and", "not"):
                self.fail(token.place, "NOT needs a word after it")
            return _Node("not", token.place, [self.one(depth)])
        if token.kind == "open":
            return self.group(token, depth)
        if token.kind == "phrase":
            return self.term(token.text, token.place, token.prefix)
        if token.text == "NEAR" and self.token.kind == "open" and self.token.glued:
            return self.near(token)
        name, colon, rest = token.text.partition(":")
        if colon and name.lower() in FIELDS:
            return self.in_field(FIELDS[name.lower()], token, rest, depth)
        if colon and name.lower() in FILTERS:
            if not rest and (self.token.kind == "phrase" or (self.token.kind == "word" and not self.names_a_field())):
                rest = self.take().text
            if not rest.strip():
                self.fail(token.place, f"{name}: needs a value, e.g. {name}:{_EXAMPLES[name.lower()]}")
            return _Node("filter", token.place, text=name.lower(), value=rest.strip())
        if rest and (meant := _meant(name.lower())):
            self.fail(token.place, f"there is no {name}: to search in; {meant} is meant, or in quotes the words")
        return self.term(token.text, token.place, token.prefix)

    def group(self, opening: _Token, depth: int) -> _Node:
        node = self.either(depth + 1)
        if self.token.kind != "close":
            self.fail(opening.place, "this parenthesis is not closed")
        self.take()
        return node

    def in_field(self, column: str, token: _Token, rest: str, depth: int) -> _Node:
        if rest:
            child = self.term(rest, token.place, token.prefix)
        elif self.token.kind in ("open", "phrase") or (self.token.kind == "word" and not self.names_a_field()):
            child = self.one(depth)
        else:
            self.fail(token.place, f"{token.text} needs a word, a phrase or ( … ) after it")
        return _Node("field", token.place, [child], text=column)

    def names_a_field(self) -> bool:
        """Say whether the next word begins a field or filter of its own."""
        name, colon, _ = self.token.text.partition(":")
        return bool(colon) and (name.lower() in FIELDS or name.lower() in FILTERS)

    def near(self, token: _Token) -> _Node:
        opening = self.take()
        node = _Node("near", token.place)
        while self.token.kind in ("word", "phrase"):
            part = self.take()
            if part.prefix or part.text.partition(",")[0].endswith("*"):
                self.fail(part.place, "NEAR( … ) takes whole words, none that ends in *")
            if part.kind == "phrase":
                node.children.append(self.term(part.text, part.place, False))
                continue
            word, comma, number = part.text.partition(",")
            if word:
                node.children.append(self.term(word, part.place, False))
            if comma:
                if not number and self.token.kind == "word":
                    number = self.take().text
                if not (number.isascii() and number.isdigit() and len(number) < 5):
                    self.fail(part.place, "NEAR( … , N) needs a number after the comma")
                node.number = int(number)
                break
        if self.token.kind != "close":
            self.fail(opening.place, "NEAR( … ) takes words and phrases, then a comma and a number")
        self.take()
        return node

    def term(self, text: str, place: int, prefix: bool) -> _Node:
        self.terms += 1
        if self.terms > MOST_TERMS:
            self.fail(place, f"more than {MOST_TERMS} words")
        return _Node("term", place, text=text, prefix=prefix)


_EXAMPLES = {
    "site": "example.org", "lang": "en", "language": "en", "after": "2026-03", "before": "2026-03-15", "cluster": "ID", "agency": "GPO", "id": "ID",
    "has": "photo", "kind": "appeal",
}  # fmt: skip


def _compile(text: str, root: _Node) -> Query:
    wanted: list[str] = []
    unwanted: list[str] = []
    conditions: list[tuple[str, tuple[str, ...]]] = []
    low: int | None = None
    high: int | None = None
    for node in _flat(root):
        inner, negative = node, False
        while inner.kind == "not":
            inner, negative = inner.children[0], not negative
        lone = _flat(inner)
        if len(lone) == 1 and lone[0].kind == "filter":
            inner = lone[0]
        if inner.kind == "filter":
            if inner.text in ("after", "before"):
                if negative:
                    raise QueryError(text, node.place, f"NOT {inner.text}: is not a thing; use {'before' if inner.text == 'after' else 'after'}:")
                docid = _first_docid(text, inner)
                if inner.text == "after":
                    low = docid if low is None else max(low, docid)
                else:
                    high = docid if high is None else min(high, docid)
            else:
                sql, values = _condition(text, inner)
                conditions.append((f"NOT coalesce({sql}, 0)" if negative else sql, values))
            continue
        expression = _fts(text, inner)
        if expression is not None:
            (unwanted if negative else wanted).append(expression)
    if low is not None and high is not None and low >= high:
        raise QueryError(text, 0, "no day lies between after: and before:, which ends where that day, month or year begins")
    if not (wanted or unwanted or conditions or low is not None or high is not None):
        raise QueryError(text, 0, "no word to search for")
    match = " AND ".join(wanted) or None
    if match is None:
        return Query(text, None, " OR ".join(unwanted) or None, low, high, tuple(conditions))
    for expression in unwanted:
        match = f"({match}) NOT {expression}"
    return Query(text, match, None, low, high, tuple(conditions))


def _flat(node: _Node) -> list[_Node]:
    """Return what ``node`` ANDs together, parentheses dissolved."""
    return [part for child in node.children for part in _flat(child)] if node.kind == "and" else [node]


def _fts(text: str, node: _Node) -> str | None:
    """Return the FTS5 expression of ``node``; None if it holds no word at all."""
    if node.kind == "term":
        return _term(node)
    if node.kind == "filter":
        raise QueryError(text, node.place, f"{node.text}: is a filter: it may stand beside the words, not inside OR, NOT ( … ) or a field")
    if node.kind == "near":
        terms = [phrases for child in node.children if (phrases := _phrases(child))]
        if not terms:
            return None
        while math.prod(map(len, terms)) > _MOST_WAYS:  # the one with the most gives up its least likely
            max(terms, key=len).pop()
        options = [f"NEAR({' '.join(choice)}, {node.number})" if len(choice) > 1 else choice[0] for choice in itertools.product(*terms)]
        return f"({' OR '.join(options)})" if len(options) > 1 else options[0]
    if node.kind == "field":
        inside = _fts(text, node.children[0])
        return inside and f"{{{node.text}}} : ({inside})"
    if node.kind == "or":
        options = [part for child in node.children if (part := _fts(text, child))]
        return f"({' OR '.join(options)})" if len(options) > 1 else options[0] if options else None
    if node.kind == "not":
        raise QueryError(text, node.place, "NOT needs a word before it here, as in a NOT b")
    wanted: list[str] = []
    unwanted: list[str] = []
    for child in _flat(node):
        negative = child.kind == "not"
        while child.kind == "not":
            child = child.children[0]
            if child.kind == "not":
                negative = not negative
        part = _fts(text, child)
        if part:
            (unwanted if negative else wanted).append(part)
    if unwanted and not wanted:
        raise QueryError(text, node.place, "NOT needs a word before it here, as in a NOT b")
    if not wanted:
        return None
    expression = f"({' AND '.join(wanted)})" if len(wanted) > 1 else wanted[0]
    for part in unwanted:
        expression = f"({expression} NOT {part})"
    return expression


def _term(node: _Node) -> str | None:
    options = _phrases(node)
    return f"({' OR '.join(options)})" if len(options) > 1 else options[0] if options else None


def _phrases(node: _Node) -> list[str]:
    """Return the FTS5 phrases any of which is what the term ``node`` asks for; none if it holds no word at all."""
    found: dict[str, None] = {}
    for text in _widths(unicodedata.normalize("NFC", node.text)):
        form = " ".join(indexed_form(text).replace('"', " ").split())
        if any(has_token(c) for c in form):
            found |= dict.fromkeys((form, *_joined_otherwise(form)))
    return [f'"{spelling}"' + (" *" if node.prefix else "") for spelling in found]


_HALF_WIDE = {unicodedata.normalize("NFKC", chr(code)): chr(code) for code in range(0xFF66, 0xFFA0)}
_FULL_KANA, _HALF_KANA = re.compile("[\u30a1-\u30f4\u30fc]"), re.compile("[\uff66-\uff9f]+")


def _widths(text: str) -> list[str]:
    """Return ``text``, and with its katakana in the other width: the index has either as it is written."""
    full = _HALF_KANA.sub(lambda run: unicodedata.normalize("NFKC", run[0]), text)
    half = _FULL_KANA.sub(lambda kana: "".join(_HALF_WIDE.get(part, part) for part in unicodedata.normalize("NFD", kana[0])), text)
    return list(dict.fromkeys((text, full, half)))


_APART = "\u200c"
"""The zero-width non-joiner; the index splits at it, as at a space."""
_PERSIAN = re.compile("(\\bن?مي)(?=\\w{2})|(?<=\\w\\w)(?=(?:ها|هاي|هايي|تر|ترين)\\b)")
"""Where Persian has a non-joiner or, written hastily, nothing: after می and نمی, before ها, های, هایی, تر and ترین (ی as the index has it)."""


def _joined_otherwise(form: str) -> list[str]:
    """Return the other ways in which what a non-joiner parts is written: as one word, and taken apart where Persian parts it."""
    other = form.replace(_APART, "") if _APART in form else _PERSIAN.sub(r"\1 ", form) if " " not in form else form
    return [] if other == form else [" ".join(other.split())]


def has_token(char: str) -> bool:
    """Return whether the index keeps ``char``: letters, digits and the marks that belong to them."""
    return unicodedata.category(char) in _TOKEN


def _meant(name: str) -> str | None:
    """Return which field or filter a mistyped one looks like; None: none, it is a word before a colon."""
    if name in _ELSEWHERE:
        return _ELSEWHERE[name]
    near = get_close_matches(name, (*FIELDS, *FILTERS), 1, 0.8) if len(name) > 3 else []
    return f"{near[0]}:" if near else None


_ELSEWHERE = {
    "date": "after: or before:", "since": "after:", "until": "before:", "headline": "title:", "domain": "site:", "photographer": "credit:",
}  # fmt: skip
"""What other search engines call it."""
_TOKEN = frozenset({"Lu", "Ll", "Lt", "Lm", "Lo", "Nd", "Nl", "No", "Co", "Mn", "Mc"})


def _first_docid(text: str, node: _Node) -> int:
    found = _DATE.fullmatch(node.value)
    try:
        if not found:
            raise ValueError
        when = datetime(int(found[1]), int(found[2] or 1), int(found[3] or 1), tzinfo=UTC)
    except ValueError:
        raise QueryError(text, node.place, f"{node.text}: needs a date like 2026, 2026-03 or 2026-03-15") from None
    return int(when.timestamp() // 60) * MINUTE_SLOTS


def _condition(text: str, node: _Node) -> tuple[str, tuple[str, ...]]:
    name, value = node.text, node.value
    if name == "site":
        return "a.site = site_key(?)", (value.lower(),)  # archive.schema.name_sites
    if name in ("lang", "language"):
        return "(a.language = ? OR a.language LIKE ? ESCAPE '\\')", (
            value.lower(),
            value.lower().replace("\\", "").replace("%", "").replace("_", "") + "-%",
        )
    if name == "cluster":
        return "a.cluster = coalesce((SELECT cluster FROM articles WHERE id = ?), ?)", (value, value)
    if name == "agency":
        quoted = re.sub("([%_!])", "!\\1", json.dumps(value, ensure_ascii=False))  # as it stands in the array, whole; LIKE does not mind case either
        return "a.agencies LIKE ? ESCAPE '!'", (f"%{quoted}%",)
    if name == "id":
        if len(value) < 16:  # the first eight digits of one are enough to name it everywhere else
            return "(a.id >= ? AND a.id < ? || 'g')", (value.lower(), value.lower())
        return "a.id = ?", (value.lower(),)
    if name == "kind":
        if value.lower() not in KINDS:
            raise QueryError(text, node.place, f"kind: knows {', '.join(KINDS)}")
        return "instr(a.kinds, ?)", (json.dumps(value.lower()),)  # as it stands in the array, whole
    sql = HAS.get(value.lower())
    if sql is None:
        raise QueryError(text, node.place, f"has: knows {', '.join(HAS)}")
    return sql, ()
