"""Captions and credits told apart in the lines below a picture."""

from __future__ import annotations

import re

from newscrawl.blocks import Block
from newscrawl.extract.credits import (
    MAX_CREDIT,
    is_name,
    is_press,
    looks_credit,
    opens_with_label,
    parse_credit,
    split_caption,
    trimmed,
)
from newscrawl.text import folded_words

MAX_CAPTION = 1_500
NOISE_TEXT = re.compile(
    r"(?i)^(?:open (?:image|gallery|media)[^.]{0,40}|view (?:image|gallery|larger)[^.]{0,30}|(?:click|tap) to (?:enlarge|expand|"
    r"view)[^.]{0,30}|enlarge(?: (?:image|this image))?|toggle caption|"
    r"hide caption|show caption|close|share|save|expand|vis mer|les mer|lue lisää|ampliar|zoom|read more|show more|mehr|weiterlesen|"
    r"caption|full ?screen|vollbild|bild vergrößern|"
    r"afbeelding vergroten|press enter or click to view image in full size|images?|bild|foto|photos?|gall?er(?:y|ie|ia|ía)|\d{1,3} "
    r"(?:bilder|photos?|fotos?|images?)|[^.]{0,20}(?:download|herunterladen)|×|advertisement|anzeige|(?:image )?\d{1,3}\s?(?:of|/|von|de|"
    r"sur|av|af|из|z)\s?\d{1,3}\W*|play|pause|loading\W*)$"
)


def said_once(texts: list[Block]) -> list[Block]:
    """Return ``texts`` without those that another one holds: the picture's words as plain text, then again with a credit."""
    plain = [" ".join(folded_words(block.text[:MAX_CAPTION])) for block in texts]
    return [
        block
        for at, block in enumerate(texts)
        if not any(
            at != other and len(plain[at]) >= 20 and plain[at] in text and (len(text) > len(plain[at]) or other < at)
            for other, text in enumerate(plain)
        )
    ]


def caption_and_credit(pieces: list[tuple[str, bool]]) -> tuple[str | None, str | None]:
    """Return caption and credit from the pieces of a frame's text; True marks a piece whose element is called a credit."""
    pieces = [(text, marked) for text, marked in pieces if not NOISE_TEXT.match(text.strip())]
    credits = [text for text, marked in pieces if marked and any(c.isalnum() for c in text)]
    rest = [text for text, marked in pieces if not marked]
    first = next((at for at, text in enumerate(credits) if opens_with_label(text)), 0)
    if first and not "".join(rest).strip():  # one element called credit around the caption and the labelled credit
        rest, credits = credits[:first], credits[first:]
    credit = _joined(credits)
    if credit and len(credit) > MAX_CREDIT:  # an element called "source" around everything
        rest, credit = [text for text, _ in pieces], None
    while len(rest) > 1 and not credit:
        last = rest[-1].strip()
        if not last:
            rest.pop()
        elif len(last) <= MAX_CREDIT and (
            opens_with_label(last) or looks_credit(last) or is_name(last) or (_ENDED.search("".join(rest[:-1])) and _SHORT_LINE.fullmatch(last))
        ):
            credit = last
            rest.pop()
        else:
            break
    while len(rest) > 1 and not rest[0].strip():
        rest.pop(0)
    if not credit and len(rest) > 1 and len(rest[0]) <= 60 and (opens_with_label(rest[0]) or looks_credit(rest[0]) or is_press(rest[0])):
        credit = rest.pop(0).strip()  # it comes first on some sites
    text = " ".join("".join(rest).split())
    caption, found = split_caption(text) if text else (None, None)
    if caption and credit:
        caption = trimmed(caption)
    if credit is None:
        credit = found
    elif found is not None and not set(folded_words(found)) & set(folded_words(credit)):
        credit = f"{found} / {credit}"
    if credit is not None:
        before, sign, _ = credit.partition("©")
        if sign and not caption and before.strip(" /|") and not is_name(before.strip(" /|,")):  # "What is seen © Who": all of it called a credit
            caption, credit = split_caption(credit)
            credit = credit or found
    if credit is not None:
        bare = parse_credit(credit)
        inner = split_caption(credit) if bare is None or len(bare.credit) > 80 else (None, None)
        if inner[0] and inner[1] and not caption:  # the element called a credit holds the caption too
            return inner
        credit = credit if bare else None
    return caption, credit


_ENDED = re.compile(r"[.!?。！？…][\"”’'»)）]?\s*$")
_SHORT_LINE = re.compile(r"[\"“„(]?[A-ZÀ-ÞА-ЯΑ-Ω][^.!?:;]{1,50}\)?")


def _joined(credits: list[str]) -> str | None:
    out = ""
    for text in credits:
        text = " ".join(text.split())
        if not text or text in out:
            continue
        if out:
            out += " " if text[0] in "/|,(–-©" or out[-1] in "/|,:–-©=＝" or (opens_with_label(out + " ") and len(out) < 20) else " / "
        out += text
    return out or None
