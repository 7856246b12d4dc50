"""What one page's blocks look like where they stand: what the archive counts of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

import lxml.html

from newscrawl.blocks import ITALIC, SMALL, Block
from newscrawl.document import Document
from newscrawl.items import BlockMark, FurnitureKind
from newscrawl.strip.kinds import HEADINGS, kind_by_signs, signs_in
from newscrawl.strip.lexicon import Sign, signs_of
from newscrawl.strip.parts import ENDS_SENTENCE, MAX_LINE
from newscrawl.strip.pressed import HOST
from newscrawl.strip.prints import LOOKED, STOPS, Own, is_linked, label_print, opening_name, own_words, prints_and_bones
from newscrawl.strip.shape import Box, around_body
from newscrawl.urls import registrable_domain

_LABEL = re.compile(r"^[^:：]{2,40}[:：]\s")


def label_of(document: Document, block: Block) -> str | None:
    """Return what announces another story of the site at the head of a line that links to it: its label, folded, or "related" for a known one.

    None if the block is no such line. On one page it may as well be the writer's own hint, so nothing goes by this alone: see ``judge``.
    """
    size = len(block.text)
    if not 0.5 * size <= block.link_chars or not 12 <= size <= 220 or block.tag in HEADINGS:
        return None
    if size < 25 and len(list(islice(block.element.iter("a"), 2))) < 2:
        return None  # a few words with one link say too little; with several they are a list of tags
    if signs_in(block.text) & Sign.RELATED and _labelled(block.text):
        return "related"
    label = _LABEL.match(block.text)
    if label is None or not size - len(label[0]) <= block.link_chars + 2:
        return None
    address = next((href for one in block.element.iter("a") if (href := one.get("href"))), "")
    there, here = HOST.match(address), HOST.match(document.url)
    if there is not None and (here is None or registrable_domain(there[1].lower()) != registrable_domain(here[1].lower())):
        return None  # a source, a partner: text
    return label[0].strip().casefold()


def _labelled(text: str) -> bool:
    """Return whether ``text`` opens with the words that announce another story, and does not go on as a sentence of this one."""
    if ENDS_SENTENCE.search(text) and not _LABEL.match(text):
        return False
    return bool(signs_of(" ".join(text.split()[:4]) if " " in text else text[:12]) & Sign.RELATED)


_FULL_STOPS = ".!。！।۔"
SENTENCE_END = re.compile(f"[{''.join(STOPS)}]$")
_ARROW_END = re.compile(r"(?:>>+|»|›|→|➜|➔|▶|⟶)$")
_QUOTES = re.compile('[“”„«»"「」]')
_STARRED = re.compile(r"[*∗⁎＊†‡]+\s*[^\W\d_]")
_BEFORE, _AFTER = 4, 10
"""Blocks before and after the text that are counted with it."""
ANY_HEADING = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_CALL = 50
"""Characters of a link that says where to press."""


def _ends_linked(block: Block) -> bool:
    return 0 < block.link_chars * 2 <= len(block.text)


def _ends_pressed(block: Block) -> bool:
    """Return whether the last link of ``block`` ends it as no link in a story's sentence does: drawn as a button, or a call behind a full stop."""
    link = next(reversed(list(block.element.iter("a"))), None)
    said = " ".join("".join(link.itertext()).split()) if link is not None else ""
    text = block.text
    if link is not None and said and not text.endswith(said):
        text = text.rstrip(_FULL_STOPS)  # the stop may stand behind the link
    if link is None or not said or not text.endswith(said):
        return False
    if link.get("role") == "button" or _BUTTON.search(link.get("class") or "") is not None:
        return True
    if len(said) > _CALL or said.endswith(STOPS):
        return False
    return text[: -len(said)].rstrip().endswith(STOPS) or _pictured(block, link.get("href"))


def _pictured(block: Block, address: str | None) -> bool:
    """Return whether ``block`` is the caption of a picture that leads to ``address`` as well."""
    figure = block.element
    for _ in range(3):
        if figure.tag == "figure":
            return bool(address) and any(link.get("href") == address for image in figure.iter("img") for link in image.iterancestors("a"))
        if (above := figure.getparent()) is None:
            break
        figure = above
    return False


_BUTTON = re.compile(r"(?:^|[\s_-])(?:btn|button)(?:$|[\s_-])")


def window_of(blocks: Sequence[Block], body: Sequence[int]) -> range:
    return range(max(0, body[0] - _BEFORE), min(len(blocks), body[-1] + 1 + _AFTER))


def marks_of(
    document: Document,
    blocks: Sequence[Block],
    body: Sequence[int],
    scores: Sequence[float] = (),
    own: Own | None = None,
    lead: int | None = None,
) -> tuple[BlockMark, ...]:
    """Return the blocks of the text (``body``, ascending indexes) and its neighbourhood in page order, as the site's furniture is learned from them.

    ``scores`` (how likely each block is text) leave out what is far from it before and after. A block that stands twice is told once. ``own`` is the
    story's ``own_words``, where the caller has them already. ``lead`` is the block of the standfirst, which is text too.
    """
    if not body:
        return ()
    inside = frozenset(body)
    around = around_body(document, blocks, body)
    told: list[tuple[int, float, int]] = []
    seen = 0
    end = max(1, len(body) - 1)
    for index in window_of(blocks, body):
        block = blocks[index]
        is_text = index in inside
        if is_text:
            place = seen / end
            seen += 1
        elif not seen:
            place = (index - body[0]) / 10
        elif seen == len(body):
            place = 1 + (index - body[-1]) / 10
        else:
            place = (seen - 0.5) / end
        boxes = around.of(block.element)
        if not is_text and (
            boxes & Box.CHROME or (scores and not body[0] <= index <= body[-1] and scores[index] < 0.005 and block.link_chars * 2 > len(block.text))
        ):
            continue
        told.append((index, place, boxes))
    own = own or own_words(document)
    prints = prints_and_bones(document, blocks, (index for index, _, _ in told), own)
    known = LOOKED[document].looks.get(tuple(body), {})
    marks: dict[str, BlockMark] = {}
    for index, place, boxes in told:
        block, mark, is_text = blocks[index], prints[index][0], index in inside or index == lead
        if mark in marks:
            continue
        kind = known[index] if index in known else looks_like(document, block, place, boxes, is_text, blocks, body, own)
        marks[mark] = BlockMark(mark, round(place, 3), is_text, kind, _told(block.text, own))
    labels = {label: place for index, place, _ in told if blocks[index].link_chars and (label := label_of(document, blocks[index]))}
    if links_at_end(blocks, body):
        labels[LINKS] = 1.0
    for label, place in labels.items():
        marks.setdefault(label_print(label), BlockMark(label_print(label), round(place, 3), False, "related", label[:200]))
    return tuple(marks.values())


def _told(text: str, own: Own) -> str:
    """Return of a block's ``text`` what the archive keeps: its beginning, without the story's title."""
    return (text.replace(own.title, "…") if own.title and len(own.title) < len(text) else text)[:200]


def looks_like(
    document: Document, block: Block, place: float, boxes: int, is_text: bool, blocks: Sequence[Block], body: Sequence[int], own: Own
) -> FurnitureKind | None:
    """Return what ``block`` looks like where it stands."""
    text = block.text
    kind = kind_by_signs(signs_in(text), boxes, len(text))
    if (kind == "bio" and place < 0.4) or (kind in ("related", "share") and not block.link_chars and SENTENCE_END.search(text)):
        kind = None
    if kind is not None:
        return kind
    last = block.index == body[-1]
    if last and len(text) <= 320 and (_ARROW_END.search(text) or _ends_linked(block)):
        return "plug"  # in any language; it is furniture only if it comes again
    if (is_text or boxes & Box.FIGURE) and 0 < block.link_chars * 2 <= len(text) <= 320 and _ends_pressed(block):
        return "plug"
    if is_text and block.tag not in ANY_HEADING and is_linked(block) and len(text) <= MAX_LINE:
        return "plug"  # a link alone, in the midst of the text
    if (
        (last or (is_text and place >= 0.75))
        and (name := opening_name(text, own))
        and (
            # who is named in the third person below their own story, or works there: it is furniture only if it comes again
            last or any(site in text[len(name) :] for site in own.sites)
        )
    ):
        return "bio"
    if (
        (is_text and place >= 0.75 and len(text) <= 320)
        and any(name in text for name in own.authors)
        and (block.style & (ITALIC | SMALL) or any(site in text for site in own.sites))
    ):
        return "bio"  # not every language begins with who it is
    if is_text and len(text) <= 400 and len(own.title) >= 16 and len(own.title) + 10 < len(text) and own.title in text:
        return "plug"  # who says a story's whole title within it stands outside of it: again, if it comes again
    if is_text and place >= 0.5 and _is_footnote(block, blocks, body):
        return "plug"
    if not is_text or len(text) > MAX_LINE:
        return None
    if block.link_chars and len(text) <= _CALL_AWAY and not _LABEL.match(text) and _ends_elsewhere(document, block):
        return "plug"  # follow us there
    if any(site in text for site in own.sites) and not _QUOTES.search(_unquoted_names(text, own.sites)):
        return "other"  # what names the site, again and again in one wording
    if place >= 0.6 and block.style == ITALIC and not _QUOTES.search(text):
        return "other"  # a note below the text, in its own type; small print may say who paid for the journey
    return None


def _ends_elsewhere(document: Document, block: Block) -> bool:
    """Return whether the last link of ``block`` ends it, but for a stop, and leads to another site."""
    link = next(reversed(list(block.element.iter("a"))), None)
    said = " ".join("".join(link.itertext()).split()) if link is not None else ""
    if link is None or not said or not block.text.rstrip(_FULL_STOPS + " ").endswith(said.rstrip(_FULL_STOPS)):
        return False
    there, here = HOST.match(link.get("href") or ""), HOST.match(document.url)
    return there is not None and here is not None and registrable_domain(there[1].lower()) != registrable_domain(here[1].lower())


_CALL_AWAY = 120
"""Characters of a line that sends its readers to a channel, a podcast, a network."""


def _unquoted_names(text: str, sites: Sequence[str]) -> str:
    """Return ``text`` without the quotation marks in which many languages put a paper's name."""
    for site in sites:
        for before, after in ("«»", "“”", "„“", '""', "「」"):
            text = text.replace(f"{before}{site}{after}", site)
    return text


LINKS = "(links alone)"
"""What links that end a text are counted as: they change with every story, that a site's stories end with some does not."""


def links_at_end(blocks: Sequence[Block], body: Sequence[int]) -> list[int]:
    """Return the lines, two or more, that are links and nothing else and end the text; up to two short lines may follow on three."""
    links: list[int] = []
    below = 0
    for index in reversed(body):
        if is_teaser(blocks[index]):
            links.append(index)
        elif not links and len(blocks[index].text) <= 60 and below < 2:
            below += 1  # a line about comments, in a language we do not know
        else:
            break
    return links if len(links) >= (3 if below else 2) and len(links) < len(body) else []


def _is_footnote(block: Block, blocks: Sequence[Block], body: Sequence[int]) -> bool:
    """Return whether ``block`` stands like a footnote and speaks to the readers, though nothing in the text refers to it.

    A note on a name that was changed has its asterisk above; small print below a rule may tell who paid for the journey.
    """
    if len(block.text) > 320:
        return False
    starred = bool(_STARRED.match(block.text))
    if not starred and not (block.style & SMALL and _under_a_rule(block)):
        return False
    if starred and any(block.text[0] in blocks[index].text for index in body if index != block.index):
        return False
    return bool(signs_of(block.text) & (Sign.YOU | Sign.ASK | Sign.SELF | (Sign.WE if starred else 0)))


def _under_a_rule(block: Block) -> bool:
    at: lxml.html.HtmlElement | None = block.element
    for _ in range(4):
        if at is None:
            return False
        if (before := at.getprevious()) is not None:
            return bool(before.tag == "hr")
        at = at.getparent()
    return False


def is_call(block: Block) -> bool:
    """Return whether ``block`` is a link and nothing else, of a few words that are no sentence."""
    return is_linked(block) and len(block.text) <= _CALL and not block.text.endswith(STOPS)


def is_teaser(block: Block) -> bool:
    return block.link_chars >= 0.95 * len(block.text) and len(block.text) <= 200 and not SENTENCE_END.search(block.text)
