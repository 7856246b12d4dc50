"""What a page calls its site and its story."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from weakref import WeakKeyDictionary

import lxml.html

from newscrawl.document import Document

TITLE_CUTS = (" - ", " | ", " – ", " — ", " · ", " :: ", " » ", " « ")


_OWN: WeakKeyDictionary[Document, list[str]] = WeakKeyDictionary()
"""What was found out about a page, for all who ask about it."""


def own_names(document: Document) -> list[str]:
    """Return what the site calls itself: what the page states, or the end of its title; not what the story is called or about."""
    if (names := _OWN.get(document)) is None:
        names = _OWN[document] = _own_names(document)
    return names


def _own_names(document: Document) -> list[str]:
    title = next(iter(document.by_tag["title"]), None)
    said = " ".join(((title.text or "") if title is not None else "").split())
    ends = tuple(part for cut in TITLE_CUTS if cut in said for part in (said.rsplit(cut, 1)[1],))
    stated = (*document.meta.get("og:site_name", ()), *document.meta.get("application-name", ()))
    names = [name for name in (*stated, *ends) if 3 < len(name) < 60]
    headings = (" ".join("".join(heading.itertext()).split()) for heading in document.by_tag["h1"])
    headline = next((heading for heading in headings if heading not in names), "")  # in a heading of its own it is the site's, in the page's head
    return [name for name in names if name not in headline]


def names_one(text: str, names: Sequence[str]) -> bool:
    """Return whether ``text`` has one of ``names``, in whatever case its language puts it: «Речного вестника» is the «Речной вестник»."""
    if any(name in text for name in names):
        return True
    # to make a pattern of each site's name costs more than all that is looked for with it
    if not names or not any(beginning in text for beginning in _beginnings(tuple(names))):
        return False
    return (stems := _stems(tuple(names))) is not None and stems.search(text) is not None


def without_names(text: str, names: Sequence[str]) -> str:
    """Return ``text`` without ``names`` and the quotation marks around them, in which some languages put what newspapers are called."""
    stems = _stems(tuple(names))
    for name in names:
        text = text.replace(name, "")
    return _EMPTY.sub("", text if stems is None else stems.sub("", text))


@lru_cache(maxsize=64)
def _beginnings(names: tuple[str, ...]) -> list[str]:
    """Return of each of ``names`` what no form of it is without: the beginning of its longest word."""
    return [_stem(max(words, key=len)) for name in names if (words := name.split())]


def _stem(word: str) -> str:
    return word[: max(4, len(word) - 2)] if len(word) >= 6 else word


@lru_cache(maxsize=64)
def _stems(names: tuple[str, ...]) -> re.Pattern[str] | None:
    """Return what finds ``names`` whose long words have other endings; None if none of them is long enough to be told from other words."""
    found = []
    for name in names:
        words = name.split()
        if sum(map(len, words)) >= _TOLD_APART and name[0].lower() != name[0]:
            found.append(r"\s+".join(re.escape(_stem(word)) + r"\w{0,5}" if len(word) >= 6 else re.escape(word) for word in words))
    return re.compile(rf"\b(?:{'|'.join(found)})\b") if found else None


_TOLD_APART = 10
"""Letters of a name from which on its beginning is no other word's."""
_EMPTY = re.compile("«»|“”|„[“”]|\"\"|””|「」")


def headlines_of(document: Document) -> list[str]:
    """Return what may be the title of the story on a page."""
    said = [*document.meta.get("og:title", ()), *("".join(one.itertext()) for one in document.by_tag["h1"])]
    if (title := title_of(document)) is not None:
        whole = title.text or ""
        said += [whole, *(whole.rsplit(cut, 1)[0] for cut in TITLE_CUTS if cut in whole)]
    return [words for one in said if len(words := " ".join(one.split())) >= _TITLE]


_TITLE = 20
"""Characters of a title that no sentence quotes by chance."""


def title_of(document: Document) -> lxml.html.HtmlElement | None:
    """Return the page's ``title``: in its head, or wherever its makers put it."""
    titles = document.by_tag["title"]
    in_head = (title for title in titles if (above := title.getparent()) is not None and above.tag == "head" and above.getparent() is document.root)
    return next(in_head, titles[0] if titles else None)


def site_names(document: Document, headline: str | None = None) -> list[str]:
    """Return what the site may call itself, and the author: what the page states, the last part of its title, and the first if not the ``headline``.

    Without a ``headline`` the page's first h1 is asked.
    """
    names = [*document.meta.get("og:site_name", ()), *document.meta.get("author", ()), *document.meta.get("application-name", ())]
    title = title_of(document)
    parts = re.split(r"\s[|–—»-]\s", (title.text or "").strip()) if title is not None else []
    if len(parts) > 1:
        names.append(parts[-1].strip())
        if headline is None:
            heading = next(iter(document.by_tag["h1"]), None)
            headline = "".join(heading.itertext()) if heading is not None else parts[0]
        if parts[0].strip() not in headline:
            names.append(parts[0].strip())
            names.append(_short_name(parts[0].split()))
    return [name for name in names if 3 < len(name) < 60]


def _short_name(words: Sequence[str]) -> str:
    """Return how a name of many words is shortened: its first two or three, if they say enough."""
    for number in (2, 3):
        if len(words) > number and len(name := " ".join(words[:number])) >= 10:
            return name
    return ""
