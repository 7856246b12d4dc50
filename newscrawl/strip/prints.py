"""Fingerprints of blocks, and what a story says of itself that furniture may repeat."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from weakref import WeakKeyDictionary

from newscrawl.blocks import Block
from newscrawl.document import Document
from newscrawl.items import FurnitureKind
from newscrawl.strip.lexicon import DENSE
from newscrawl.strip.names import site_names

TOKEN = re.compile(r"[^\W_]+")
_WORD = re.compile(r"[^\W\d_]+")
_ASCII_GAPS = bytes(code if chr(code).isalpha() else 32 for code in range(128)).ljust(256)
EDGES = "“”„«»\"‘’'‚.,;:!?…()[]–—-/*·•。、，！？「」（）׳״،؛؟"
_PARAGRAPH = 200
"""Characters of a text from which its long words are looked for first: they are most of what it is known by, and a quarter of the work."""
STOPS = tuple(".!?…。！？؟।॥۔։።។။")
_SCRIPT_RUN = re.compile(
    "[\u4e00-\u9fff\u3400-\u4dbf]+|[\u30a0-\u30ff]+|[\u3040-\u309f]+|[\uac00-\ud7af]+|[^\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+"
)
_SHORT = 8
"""Up to so many different words a block is known by all of them, above by its longest: they say what it is about, and small edits miss them."""
_LONGEST = 6
_WHOLE = 200_000
"""Characters of a block that are looked at; the longest of a real page seen has a tenth of it."""


@dataclass(frozen=True, slots=True)
class Own:
    """A story's own words, which furniture may repeat: its title, the folded long words of it, the names of its authors and of the site."""

    title: str = ""
    words: frozenset[str] = frozenset()
    authors: tuple[str, ...] = ()
    """The longest first."""
    sites: tuple[str, ...] = ()


_NOTHING = Own()


def skeleton(text: str, own: Own = _NOTHING) -> list[str]:
    """Return the words that ``text`` is known by, sorted: without numbers, names, and the story's ``own`` words.

    A name is a capitalised word within a sentence, where most words are not capitalised. Of a long text only the longest words count.
    """
    text = text[:_WHOLE]
    if own.title and own.title in text and len(own.title) < len(text) - 10:
        text = text.replace(own.title, " ")
    if name := opening_name(text, own):
        text = text[len(name) :]  # the bios of all authors in one wording are one block
    if len(text) >= _PARAGRAPH:
        long = {word for piece in text.split() if len(piece) >= 7 and (word := piece.strip(EDGES)).islower() and len(word) >= 7 and word.isalpha()}
        if len(long) >= _LONGEST + len(own.words):
            return _longest(_without_title(long, own))
    if text.isascii():
        tokens = text.encode().translate(_ASCII_GAPS).decode("ascii").split()
    else:
        tokens = _WORD.findall(text)
        if DENSE.search(text):
            tokens = [run for token in tokens for run in _SCRIPT_RUN.findall(token)]
    different = set(tokens)
    kept = set(filter(str.islower, different))
    if len(kept) * 2 <= len(different):
        kept = {token.casefold() for token in different}
    elif tokens[0] not in kept and len(tokens) <= _SHORT * 2:
        kept.add(tokens[0].casefold())  # the first word of a sentence is no name; of a long text it is not needed
    kept = _without_title(kept, own)
    if len(kept) > _SHORT:
        long = {word for word in kept if len(word) >= 7}
        return _longest(long if len(long) >= _LONGEST else kept)
    return sorted(kept) or ["0" if token.isdigit() else token.casefold() for token in TOKEN.findall(text)[:12]] or [text[:40]]


def _without_title(words: set[str], own: Own) -> set[str]:
    """Return ``words`` without those of the title, if they tell it; one word of it stands in any text."""
    said = words & own.words
    return words - said if len(said) >= 2 and len(said) * 2 >= len(own.words) else words


def _longest(words: set[str]) -> list[str]:
    """Return the longest few of ``words``, in the order of the alphabet; among words as long the first in it."""
    ordered = sorted(words)
    ordered.sort(key=len, reverse=True)
    return sorted(ordered[:_LONGEST])


def fingerprint(text: str, own: Own = _NOTHING, *, linked: bool = False) -> str:
    """Return 16 hex digits that survive names, numbers, case, punctuation, link targets and small edits of ``text``.

    ``own`` is the story it stands in: furniture that quotes its title is the same furniture. A block that is nothing but a link (``linked``) is never
    the same as a paragraph: teasers repeat what stories say.
    """
    return _hashed(skeleton(text, own), linked)


def _hashed(bones: Sequence[str], linked: bool) -> str:
    words = " ".join(bones)
    return blake2b(("a " + words if linked else words).encode("utf-8", "replace"), digest_size=8).hexdigest()


def prints_of(document: Document, blocks: Sequence[Block], indexes: Iterable[int], own: Own) -> dict[int, str]:
    """Return the fingerprints of some blocks of a page in the story ``own``, by index."""
    return {index: mark for index, (mark, _) in prints_and_bones(document, blocks, indexes, own).items()}


def is_linked(block: Block) -> bool:
    return block.link_chars >= 0.9 * len(block.text)


@dataclass(slots=True)
class _Looked:
    """What was found out about the blocks of one page, for all who ask about it."""

    own: Own
    prints: dict[tuple[str, int], tuple[str, list[str]]] = field(default_factory=dict)
    """(fingerprint, skeleton) by text and characters linked."""
    looks: dict[tuple[int, ...], dict[int, FurnitureKind | None]] = field(default_factory=dict)
    """By which blocks are text, what these look like."""


LOOKED: WeakKeyDictionary[Document, _Looked] = WeakKeyDictionary()


def prints_and_bones(document: Document, blocks: Sequence[Block], indexes: Iterable[int], own: Own) -> dict[int, tuple[str, list[str]]]:
    """Return of some blocks (fingerprint, skeleton); looked at once for all who ask about the same page."""
    if (last := LOOKED.get(document)) is None or last.own != own:
        last = LOOKED[document] = _Looked(own)
    known = last.prints
    found: dict[int, tuple[str, list[str]]] = {}
    for index in indexes:
        block = blocks[index]
        key = (block.text, block.link_chars)
        if (both := known.get(key)) is None:
            bones = skeleton(block.text, own)
            both = known[key] = (_hashed(bones, is_linked(block)), bones)
        found[index] = both
    return found


def opening_name(text: str, own: Own) -> str:
    """Return the name with which ``text`` opens if it may say who somebody is: the author's, or any where the site is named behind it; "" if none."""
    if len(text) > 320 or not text.endswith(STOPS):
        return ""
    for name in own.authors:
        if text.startswith((name + " ", name + ", ")) and len(text) >= len(name) + 15:
            return name
    if not any(site in text for site in own.sites):
        return ""
    opening: list[str] = []
    words = text.split(" ", 5)
    if text[:1].isalpha() and text[0].lower() == text[0].upper():
        # a script without capitals: two words are a name where the site is named behind them
        opening = words[:2] if len(words) > 3 and "".join(words[:2]).isalpha() else []
        words = []
    for word in words:
        bare = word.removesuffix(",")
        if not (bare[:1].isupper() and bare.replace("-", "").replace("’", "").replace("'", "").isalpha()):
            break
        opening.append(bare)
        if bare != word:
            break  # "Oona Bracken, for this paper, looks after the archive"
    if not 2 <= len(opening) <= 4:
        return ""
    name = " ".join(opening)
    return name if any(site in text[len(name) :] for site in own.sites) else ""


def own_words(document: Document, authors: Iterable[str] = (), title: str | None = None) -> Own:
    """Return the story's title (``title``, else as the page states it), its words, its authors (``authors``, and the head's) and the site's names."""
    title = title or document.meta_first("og:title", "twitter:title")
    if not title:
        heading = next(iter(document.by_tag["h1"]), None)
        title = "".join(heading.itertext())[:300] if heading is not None else ""
    title = " ".join(title.split())
    words = frozenset(word for word in TOKEN.findall(title.casefold()) if len(word) > 5)
    names: set[str] = set()
    for one in (*authors, *document.meta.get("author", ()), *document.meta.get("article:author", ())):
        parts = one.split()
        # "By Oona Bracken": the first word may not be the name's
        names.update(" ".join(part) for part in (parts, parts[1:]) if 2 <= len(part) <= 4 and all(word[0].isalpha() for word in part))
    names -= {" ".join(name.split()) for name in document.meta.get("og:site_name", ())}
    people = set(document.meta.get("author", ())).difference(document.meta.get("og:site_name", ()))  # a site may sign its stories itself
    sites = tuple(name for name in dict.fromkeys(site_names(document, title or None)) if name not in people and name != title)
    return Own(title if len(title) >= 12 else "", words, tuple(sorted(names, key=lambda name: (-len(name), name))), sites)


def label_print(label: str) -> str:
    """Return the fingerprint under which the label of lines that link to other stories is counted: the lines differ, it does not."""
    return blake2b(f"label {label}".encode("utf-8", "replace"), digest_size=8).hexdigest()
