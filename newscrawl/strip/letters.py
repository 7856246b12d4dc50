"""Letters to the readers, known on one page by their shape: an offer or a button, a list, a leave-taking, signatures."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import islice, pairwise

import lxml.html

from newscrawl.blocks import Block
from newscrawl.document import Document
from newscrawl.strip.boxes import LONGEST_BOX, parent_tag
from newscrawl.strip.kinds import HEADINGS, MAX_BLOCK, QUOTES, unquoted
from newscrawl.strip.lexicon import Sign, signs_of
from newscrawl.strip.names import names_one, own_names, without_names
from newscrawl.strip.parts import COMMAS, ENDS_SENTENCE, MAX_LINE, Part, is_letter, parts_of
from newscrawl.strip.pressed import QUESTION, address_of, follows_up, host_in, is_link, leads_within
from newscrawl.strip.runs import ENDS_COLON, is_commercial, is_introduced, is_shut, is_whole
from newscrawl.strip.shape import Mark


def find_letters(
    document: Document,
    free: Sequence[Block],
    signs: Mapping[int, int],
    taken: Collection[int],
    trunk: Collection[lxml.html.HtmlElement],
    giving: Collection[int],
) -> Iterable[dict[int, Mark]]:
    """Yield letters to the readers by their shape: grown from an offer or a button over lines and over who speaks to somebody.

    ``giving`` are the blocks to press that lead to where this very site is joined or paid.
    """
    parts: dict[int, int] = {}

    def part(i: int) -> int:
        if i not in parts:
            block = free[i]
            has = signs[block.index]
            if block.index in taken or is_whole(has):
                # whole in itself: what stands between it and a letter may be the story's
                parts[i] = Part.WHOLE
                return parts[i]
            if not has and MAX_LINE < len(block.text) <= MAX_BLOCK:
                # inside a letter the paragraphs that plead need not name the medium
                has = signs_of(unquoted(block.text)) & (Sign.YOU | Sign.WE)
            parts[i] = parts_of(block.text, has, block.tag in ("li", "dd", "dt") or parent_tag(block) == "li")
            if block.index in giving:
                parts[i] |= Part.BUTTON | Part.JOIN
        return parts[i]

    done = -1
    texts, said = [block.text for block in free], [signs[block.index] for block in free]
    seeds = [i for i, (text, has) in enumerate(zip(texts, said, strict=True)) if has & _SOLD or text[:8].isupper()]
    pressed = [i for i, one in enumerate(free) if one.index in giving] if giving else []
    for i in sorted({*seeds, *pressed}) if pressed else seeds:
        if i <= done:
            continue
        if part(i) & Part.WHOLE or not part(i) & (Part.OFFER | Part.BUTTON):
            continue
        first, last = _opening(free, part, i), _ending(free, signs, part, i)
        run = _whole_paragraphs(free, range(max(first, done + 1), last + 1), done)
        if not is_letter([part(j) for j in run]) or is_introduced(free, run[0]):
            continue
        apart = {*run, *(j for j, one in enumerate(free) if one.index in taken)}
        if is_commercial(document, free, signs, apart) and not any(part(j) & Part.GREET for j in run):
            continue
        done = run[-1]
        yield {free[j].index: Mark("appeal", "structure", "a letter to the readers by its shape: offer, lines, button") for j in run}
    leaving = [
        i
        for i, (text, has) in enumerate(zip(texts, said, strict=True))
        if text.endswith(COMMAS) or has & Sign.THANKS or (text.endswith("!") and i and _hails(free[i]) and part(i - 1) & Part.ITEM)
    ]
    for run in _signed_lists(document, free, signs, part, leaving, trunk):
        if not is_introduced(free, run[0]):
            yield {free[j].index: Mark("appeal", "structure", "a list with a leave-taking and signatures below it") for j in run}
    for run in _signed_letters(document, free, part, leaving):
        if not is_introduced(free, run[0]):
            yield {free[j].index: Mark("appeal", "structure", "a letter by its shape: address, leave-taking, names, something to press") for j in run}
    priced = [i for i, has in enumerate(said) if has & Sign.PRICE]
    for run in _offers(document, free, part, priced) if priced else ():
        if not is_introduced(free, run[0]) and not is_commercial(document, free, signs, run):
            yield {free[j].index: Mark("appeal", "structure", "the site's own offer: its price, what it brings, something to press") for j in run}
    for run in _pleas(free, part, said, own_names(document), pressed) if pressed else ():
        if not is_introduced(free, run[0]) and not is_commercial(document, free, signs, run):
            yield {free[j].index: Mark("appeal", "structure", "the site speaks of itself and of money above what leads to giving") for j in run}
    for run in _rows_of_offers(document, free, part, priced, trunk) if len(priced) > 1 else ():
        yield {free[j].index: Mark("appeal", "structure", "offers side by side, whose buttons lead to one page of this site") for j in run}
    for run in _accounts(document, free, part, texts, said):
        if not is_introduced(free, run[0]) and not is_commercial(document, free, signs, run):
            yield {free[j].index: Mark("appeal", "structure", "names the site and the account to pay to") for j in run}


_SOLD = Sign.PRICE | Sign.LATER


def _whole_paragraphs(free: Sequence[Block], run: range, done: int) -> range:
    """Return ``run`` with what stands in one paragraph with its first and last lines, parted by breaks, if that is mostly of the run."""
    first, last = run[0], run[-1]
    while first - 1 > done and free[first - 1].element is free[run[0]].element:
        first -= 1
    while last + 1 < len(free) and free[last + 1].element is free[run[-1]].element:
        last += 1
    if len(run) == last + 1 - first or len(run) * 2 < last + 1 - first or last + 1 - first > LONGEST_BOX:
        return run
    whole = range(first, last + 1)
    return whole if 2 * sum(len(free[i].text) for i in whole) <= sum(len(one.text) for one in free) else run


def _signed_lists(
    document: Document,
    free: Sequence[Block],
    signs: Mapping[int, int],
    part: Callable[[int], int],
    leaving: Iterable[int],
    trunk: Collection[lxml.html.HtmlElement],
) -> Iterable[range]:
    """Yield letters known by a list, a leave-taking below it (one of ``leaving``) and who signs.

    Where something is to press then, or words ask as well, no story does so. Of an open letter in the news the list is made of sentences, or nothing
    is to press below its names.
    """
    for i in leaving:
        if i < 3 or len(free[i].text) > 70:
            continue
        if not (part(i) & (Part.COMMA | Part.THANKS) or _hails(free[i])) or part(i) & (Part.GREET | Part.ITEM):
            continue
        first = i
        while first and part(first - 1) & Part.ITEM and part(first - 1) & Part.LINE:
            first -= 1
        head = first - 1
        if i - first < 2 or head < 0:
            continue
        last = i
        while last + 1 < len(free) and last - i < 3 and _is_signature(free[last + 1], part(last + 1)):
            if last > i and _is_to_press(free[last + 1]):
                break
            last += 1
        below = free[last + 1] if last + 1 < len(free) else None
        pressed = below is not None and _is_to_press(below)
        if last == i or not (part(i) & (Part.COMMA | Part.THANKS) or (pressed and part(last + 1) & Part.JOIN)):
            continue  # "Let's get started!" ends many a list
        box = _box_around(free, trunk, head, last + 1) if pressed else None
        above = _letter_above(document, free, part, head) if pressed and box is None else head
        if not _leads_in(free[head], part(head)):
            # with something to press right below the names, what leads in need not ask in words that are known
            if below is None or not pressed or len(free[head].text) > MAX_BLOCK:
                continue
            known = box or above < head or free[head].text.endswith(QUESTION)
            if not (part(head) & Part.SPEAKS or (known and leads_within(host_in(document), below, address_of(below)))):
                continue
        said = [part(j) & (Part.ASKS | Part.OFFER | Part.PLEADS) or signs[free[j].index] & Sign.PRICE for j in range(max(0, head - 3), last + 1)]
        if not (pressed or sum(map(bool, said)) >= 2):
            continue
        while head and (part(head - 1) & (Part.OFFER | Part.PLEADS) or (signs[free[head - 1].index] & Sign.PRICE and part(head - 1) & Part.SPEAKS)):
            head -= 1
        last += pressed
        if pressed:
            head = min(head, above)
            if last + 1 < len(free) and is_link(free[last + 1]) and free[last + 1].link_chars:
                last += 1  # who asks to be asked later presses that instead
        yield range(min(head, box[0]), max(last, box[-1]) + 1) if box else range(head, last + 1)


def _signed_letters(document: Document, free: Sequence[Block], part: Callable[[int], int], leaving: Sequence[int]) -> Iterable[range]:
    """Yield letters in any language: a line that ends with a comma, sentences, another such line (both of ``leaving``), who signs, and right below
    them something to press that leads to a page of this site that is no story.

    An open letter in the news ends with its names, and the lines of a poem are no sentences.
    """
    for first, i in pairwise(leaving):
        if not 2 <= i - first <= _PARAGRAPHS or not part(first) & (Part.COMMA | Part.GREET) or not part(i) & (Part.COMMA | Part.THANKS):
            continue
        told = range(first + 1, i)
        if any(part(j) & Part.WHOLE or free[j].tag in HEADINGS or len(free[j].text) > MAX_BLOCK for j in told):
            continue
        if not any(ENDS_SENTENCE.search(free[j].text) and len(free[j].text) >= _SENTENCE for j in told):
            continue
        last = i
        while last + 1 < len(free) and last - i < 3 and _is_name(free[last + 1], part(last + 1)):
            last += 1
        if last > i and last + 1 < len(free) and _leads_to_join(document, free[last + 1]):
            yield range(first, last + 2)


def _offers(document: Document, free: Sequence[Block], part: Callable[[int], int], priced: Sequence[int]) -> Iterable[range]:
    """Yield what the site offers: a line that names it (or asks) with a price (one of ``priced``) and a colon, or with two sums, lines that are no
    sentences, and something to press."""
    for i in priced:
        if len(free[i].text) > MAX_LINE:
            continue
        offered = bool(part(i) & Part.OFFER and ENDS_COLON.search(free[i].text))
        if not offered and len(_NUMBER.findall(free[i].text)) < 2:
            continue
        first, last = i, i + 1
        while last < len(free) and last - i <= _PERKS and part(last) & Part.LINE and not _is_to_press(free[last]):
            last += 1
        if not 1 + offered <= last - i <= _PERKS or last == len(free) or not _leads_to_join(document, free[last]):
            continue
        if not ((offered and part(i) & Part.ASKS) or names_one(free[i].text, own_names(document))):
            continue
        while first and i - first < _COUNTED and part(first - 1) & Part.LINE and _NUMBER.search(free[first - 1].text):
            first -= 1  # how many have given, and how many are wanted
        yield range(first, last + 1)


def _pleas(
    free: Sequence[Block], part: Callable[[int], int], said: Sequence[int], names: Sequence[str], pressed: Iterable[int]
) -> Iterable[range]:
    """Yield paragraphs in a row that speak to their readers or count, from the one on that names the site to the line to press (one of ``pressed``)
    that leads to giving.

    They name a price for a time, or any and who may pay it, or they ask.
    """
    for i in pressed:
        if part(i) & Part.WHOLE:
            continue
        first = i
        union = parts = 0
        for at in range(i - 1, max(-1, i - 1 - _HAILED), -1):
            text = free[at].text
            if free[at].tag in HEADINGS or len(text) > _IN_A_BOX or free[at].link_chars or part(at) & Part.WHOLE or follows_up(free[at]):
                break
            if QUOTES.search(without_names(text, names)):
                break
            speaks = part(at) & (Part.SPEAKS | Part.ASKS | Part.THANKS | Part.OFFER)
            if names_one(text, names) and (speaks or (parts & Part.OFFER and parts & Part.ASKS)):
                first = at
                break
            if not speaks and not (len(text) <= MAX_LINE and _NUMBER.search(text)):
                break
            union, parts = union | said[at], parts | part(at)
        if first == i or not (parts & (Part.OFFER | Part.ASKS) or (union & Sign.PRICE and union & Sign.YOU)):
            continue
        above = free[first - 1] if first else None
        if above is not None and len(above.text) <= _HEADLINE and part(first - 1) & (Part.SPEAKS | Part.GREET | Part.THANKS) and not above.link_chars:
            first -= 1
        yield range(first, i + 1)


def _rows_of_offers(
    document: Document, free: Sequence[Block], part: Callable[[int], int], priced: Sequence[int], trunk: Collection[lxml.html.HtmlElement]
) -> Iterable[range]:
    """Yield prices side by side, each with lines that are no sentences and something to press below it that leads to the same page of the site."""
    row = range(0)
    target, offers = "", 0
    for i in priced:
        if len(free[i].text) > _OFFERED:
            continue
        end = i + 1
        while end < len(free) and end - i <= _LINES and part(end) & Part.LINE and not _is_to_press(free[end]):
            end += 1
        if end == len(free) or not (page := re.split("[?#]", address_of(free[end]))[0]) or not _leads_to_join(document, free[end]):
            continue
        first = _named_above(free, part, trunk, i, end)
        if row and first <= row[-1] + 1 and page == target:
            row, offers = range(row[0], end + 1), offers + 1
            continue
        if offers >= 2:
            yield row
        row, target, offers = range(first, end + 1), page, 1
    if offers >= 2:
        yield row


def _named_above(free: Sequence[Block], part: Callable[[int], int], trunk: Collection[lxml.html.HtmlElement], head: int, last: int) -> int:
    """Return where an offer from ``head`` to ``last`` begins: with the lines above it in the innermost box that holds both."""
    inside = {free[head].element, *free[head].element.iterancestors()}
    box = next((element for element in (free[last].element, *free[last].element.iterancestors()) if element in inside), None)
    first = head
    while box is not None and box not in trunk and first and head - first < _LINES and part(first - 1) & Part.LINE:
        above = free[first - 1].element
        if above is not box and box not in above.iterancestors():
            break
        first -= 1
    return first


_OFFERED, _LINES = 60, 4
"""Characters of the line with the price, and lines below it of what that brings."""


def _accounts(
    document: Document, free: Sequence[Block], part: Callable[[int], int], texts: Sequence[str], said: Sequence[int]
) -> Iterable[range]:
    """Yield the account of the site itself: a line with its number, right below what names the site or asks for itself, and whose it is below that.

    What a story says of giving to others names them above their account.
    """
    done = -1
    lines = "\n".join([text for text in texts if len(text) <= MAX_LINE])
    if not any(map(lines.__contains__, _PAID)):
        return  # as with nearly every page
    for i, text in enumerate(texts):
        if i <= done or len(text) > MAX_LINE or not _ACCOUNT.search(text):
            continue
        first = i
        while first and i - first < 2 and len(texts[first]) <= _IN_A_BOX and not _is_own(document, texts[first], said[first]):
            first -= 1
        if not _is_own(document, texts[first], said[first]) or len(texts[first]) > _IN_A_BOX or free[first].tag in HEADINGS:
            continue
        last = i
        for below in range(i + 1, min(i + 4, len(free))):
            if len(texts[below]) > _OFFERED or not part(below) & Part.LINE or not _TOLD.search(texts[below]):
                break
            last = below
        done = last
        yield range(first, last + 1)


def _is_own(document: Document, text: str, signs: int) -> bool:
    """Return whether ``text`` names the site, in nobody's quotation marks, or asks for those who say it."""
    asks = signs & Sign.ASK and signs & (Sign.WE | Sign.SELF)
    return bool(asks) or (unquoted(text) == text and names_one(text, own_names(document)))


_PAID = ("IBAN", "PayPal", "paypal.", "BTC", "bc1")
_ACCOUNT = re.compile(
    r"\b[A-Z]{2}\d{2}(?:[ \u00a0]?[A-Z0-9]{4}){2,7}|paypal\.(?:me|com)/\w|PayPal\s?:?\s?\S+@\S|\b(?:bc1[a-z0-9]{20,}|[13][A-Za-z0-9]{26,34})\b"
)
_TOLD = re.compile(r"[:：]|\d")
"""How a line says to whom an account belongs, or what the payer shall write."""
_NUMBER = re.compile(r"\d+")
_COUNTED = 3
"""Lines above an offer that count."""
_PARAGRAPHS, _SENTENCE, _PERKS = 8, 50, 10
"""Blocks between a letter's address and its leave-taking, characters of a sentence among them, and lines of what an offer brings."""


def _is_name(block: Block, part: int) -> bool:
    """Return whether a line can be the name of who signs, or what they are."""
    return bool(part & Part.LINE) and not part & Part.BUTTON and len(block.text) <= 90 and not block.link_chars


def _leads_to_join(document: Document, block: Block) -> bool:
    return _is_to_press(block) and leads_within(host_in(document), block, address_of(block))


def _box_around(free: Sequence[Block], trunk: Collection[lxml.html.HtmlElement], head: int, last: int) -> range | None:
    """Return the blocks of the innermost element, not of the text's column, that holds those from ``head`` to ``last`` and little else; else None."""
    for element in free[last].element.iterancestors():
        if element in trunk or element.tag in ("body", "article", "main"):
            return None
        if element not in free[head].element.iterancestors():
            continue
        first, end = head, last
        while first and head - first <= _ABOVE + 1 and element in free[first - 1].element.iterancestors():
            first -= 1
        while end + 1 < len(free) and end - last <= 2 and element in free[end + 1].element.iterancestors():
            end += 1
        box = range(first, end + 1)
        if head - first > _ABOVE + 1 or end - last > 2 or any(len(free[i].text) > _IN_A_BOX for i in box):
            return None
        return box
    return None


_IN_A_BOX = 400
"""Characters of the longest line of a letter that is known by its box."""


def find_dismissed(
    document: Document,
    free: Sequence[Block],
    signs: Mapping[int, int],
    taken: Collection[int],
    trunk: Collection[lxml.html.HtmlElement],
) -> Iterable[dict[int, Mark]]:
    """Yield appeals known by their last line: a link to a page of this site that is no story, beside one that leads nowhere, for who will not.

    Above it goes the rest of its box, or what speaks to somebody, and the line that is its title or addresses its readers.
    """
    for i, block in enumerate(free):
        if not block.link_chars or len(block.text) > _HEADING_OF_TWO or block.link_chars * 10 < len(block.text) * 8:
            continue
        if not i or block.index in taken or " " not in block.text:
            continue
        if not _may_be_left(document, block):
            continue
        first, titled = i, False
        names = own_names(document)
        silent = 0
        for at in range(i - 1, max(-1, i - 2 - _ABOVE), -1):
            one = free[at]
            has = parts_of(one.text, signs[one.index] or signs_of(unquoted(one.text)) & (Sign.YOU | Sign.WE), one.tag == "li")
            if one.index in taken or len(one.text) > _IN_A_BOX or one.link_chars * 2 > len(one.text):
                break
            if has & Part.LINE and not has & Part.ITEM and at < i - 1:
                first, titled = (at, True) if len(one.text) <= _HEADLINE and not silent else (first, False)
                break
            if has & (Part.SPEAKS | Part.ASKS | Part.ITEM) or names_one(one.text, names):
                first, silent = at, 0
            elif silent or len(one.text) > MAX_LINE:
                break
            else:
                silent += 1
        asks = any(free[at].text.endswith(_ASKED) or signs[free[at].index] & (Sign.ASK | Sign.PRICE) for at in range(first, i))
        if (box := _box_around(free, trunk, i - 1, i)) and box[-1] == i and len(box) <= _LONGEST_DISMISSED:
            first, asks = min(first, box[0]), True
        elif (addressed := _addressed(free, i)) is not None:
            first, asks = min(first, addressed), True
        if first < i and (titled or asks):
            yield {free[j].index: Mark("appeal", "structure", "asks above a line to press and one to be left alone") for j in range(first, i + 1)}


_LONGEST_DISMISSED = 9
"""Blocks of a letter above a line that lets its reader press or leave it."""


def _addressed(free: Sequence[Block], i: int) -> int | None:
    """Return where a letter begins whose last line is ``i``: a few words that end with a comma or an exclamation mark, sentences below them."""
    for at in range(i - 1, max(-1, i - _LONGEST_DISMISSED), -1):
        text = free[at].text
        if free[at].link_chars or len(text) > _IN_A_BOX or free[at].tag in HEADINGS:
            return None
        if i - at > 2 and len(text) <= _HEADLINE and text.endswith((*COMMAS, "!", "！")) and not any(map(str.isdigit, text)):
            return at
    return None


def _may_be_left(document: Document, block: Block) -> bool:
    """Return whether ``block`` has two links: to a page of this site that is no story, and one in words that leads nowhere."""
    pair = list(islice(block.element.iter("a"), 3))
    if len(pair) != 2 or any(len("".join(one.itertext()).strip()) < 2 for one in pair):
        return False
    address, other = (one.get("href") or "#" for one in pair)
    if address == "#" or address.startswith("javascript:") or not other.startswith(("#", "javascript:")) or other.startswith("#/"):
        return False
    return leads_within(host_in(document), block, address)


_HEADING_OF_TWO = 90
"""Characters of a line with something to press twice."""
_ASKED = (*QUESTION, ";")


def _letter_above(document: Document, free: Sequence[Block], part: Callable[[int], int], head: int) -> int:
    """Return where a letter begins of which ``head`` and what is below are known: where it was to be closed, or where it names the site of itself."""
    near = range(head - 1, max(-1, head - 1 - _HAILED), -1)
    first = head
    names = own_names(document)
    for at in near:
        block = free[at]
        if part(at) & (Part.CROSS | Part.GREET | Part.THANKS) or _hails(block):
            return at
        if part(at) & Part.WHOLE or len(block.text) > MAX_BLOCK or block.tag in HEADINGS:
            break
        if head - at <= _ABOVE and names_one(block.text, names):
            first = at
    for at in range(first, head + 1):
        if at and names_one(free[at].text, names):
            above = free[at - 1]
            if part(at - 1) & (Part.LINE | Part.SPEAKS) and len(above.text) <= _HEADLINE and above.link_chars == 0:
                return at - 1
            break
    return first


def _hails(block: Block) -> bool:
    """Return whether a line of three words at most calls out to somebody, in nobody's quotation marks: "Hello everybody!"."""
    text = block.text
    return len(text) <= 30 and text.endswith(("!", "！")) and len(text.split()) <= 3 and text[:1].isalpha() and not block.link_chars


_HAILED = 6
"""Blocks above a letter's list, or the line that leads to it, among which it may address its readers."""
_ABOVE = 4
"""Paragraphs of a letter that may stand above its list."""
_HEADLINE = 60
"""Characters of a line above a letter that is its title."""


def _is_to_press(block: Block) -> bool:
    """Return whether ``block`` is a short line to press, or two beside each other: "Join | Not now"."""
    if len(block.text) > 60:
        return False
    if block.tag == "button" or block.link_chars * 10 >= len(block.text) * 9 or next(block.element.iter("button"), None) is not None:
        return True
    return block.link_chars * 3 >= len(block.text) and _PARTED.search(block.text) is not None


_PARTED = re.compile(r" [/|·•] ")


def _leads_in(block: Block, part: int) -> bool:
    """Return whether a letter's list may follow ``block``: a line with a colon or one that asks, or all that it pleads in one paragraph."""
    if len(block.text) <= MAX_LINE:
        return bool(part & (Part.COLON | Part.ASKS))
    return len(block.text) <= MAX_BLOCK and bool(ENDS_COLON.search(block.text)) and bool(part & Part.PLEADS and part & Part.ASKS)


def _is_signature(block: Block, part: int) -> bool:
    """Return whether ``block`` is a line that can be a name: short, no sentence, nothing to press."""
    return bool(part & Part.LINE) and not part & (Part.ITEM | Part.BUTTON) and len(block.text) <= 90 and block.link_chars * 2 < len(block.text)


def _opening(free: Sequence[Block], part: Callable[[int], int], i: int) -> int:
    """Return where the letter begins in which the block ``i`` is an offer or a button."""
    first, opened, at = i, -1, i - 1
    long = 0
    while at >= 0 and i - at <= 24:
        has, size = part(at), len(free[at].text)
        if size > MAX_BLOCK or has & Part.WHOLE:
            break
        if has & (Part.CROSS | Part.GREET):
            opened = at - 1 if at and part(at - 1) & Part.CROSS else at
            break
        if free[at].tag in HEADINGS and not has & (Part.SPEAKS | Part.ASKS | Part.OFFER):
            break
        if not has & (Part.LINE | Part.ITEM | Part.COLON | Part.THANKS | Part.OFFER | Part.SPEAKS | Part.ASKS):
            # what says nothing may still stand between a greeting and the rest
            above = next((j for j in range(at - 1, max(-1, at - 3), -1) if part(j) & (Part.CROSS | Part.GREET | Part.COMMA)), -1)
            if above < 0:
                break
        if has & Part.COMMA and not has & Part.THANKS and at + 1 < i and not part(at + 1) & Part.LINE:
            opened = at - 1 if at and part(at - 1) & Part.CROSS else at
            break
        at -= 1
    if opened >= 0:
        return opened
    while first - 1 > at:
        has, size = part(first - 1), len(free[first - 1].text)
        if not has & (Part.LINE | Part.ITEM | Part.COLON | Part.PLEADS | Part.ASKS | Part.OFFER):
            break
        long += size > 200
        if long > 1:
            break
        first -= 1
    while first < i and not part(first) & (Part.SPEAKS | Part.ASKS | Part.OFFER | Part.COMMA | Part.THANKS):
        first += 1  # a dateline, a subhead
    return first


def _leaves(free: Sequence[Block], part: Callable[[int], int], at: int) -> bool:
    """Return whether thanks or a button follow right after the sentence ``at``, which says nothing by itself and has a list above it."""
    below = [part(j) for j in range(at + 1, min(len(free), at + 3))]
    return bool(at and part(at - 1) & Part.ITEM) and any(
        one & (Part.COMMA | Part.THANKS | Part.BUTTON) and not one & (Part.GREET | Part.WHOLE) for one in below
    )


def _ending(free: Sequence[Block], signs: Mapping[int, int], part: Callable[[int], int], i: int) -> int:
    """Return where the letter ends in which the block ``i`` is an offer or a button."""
    last = firm = at = i
    left = part(i) & (Part.THANKS | Part.COMMA)
    signed = 0
    while at + 1 < len(free) and at - i <= 16:
        pressed, linked = part(at) & Part.BUTTON, is_link(free[at])
        at += 1
        block, has = free[at], part(at)
        if has & Part.GREET:
            return firm  # another letter begins; what stands above it is the story's
        if linked and not is_link(block):
            # below what was pressed indeed, words in capitals that say nothing are the story's next subhead
            shouts = has & Part.BUTTON and not signs[block.index] & (Sign.LATER | Sign.CLICK | Sign.ASK | Sign.PRICE)
            if shouts or not has & (Part.BUTTON | Part.CROSS | Part.THANKS | Part.COMMA):
                break
        if has & Part.WHOLE or (pressed and not has & (Part.BUTTON | Part.CROSS)) or is_shut(free, signs, at, Sign.ASK | Sign.SELF | Sign.PRICE):
            break
        if has & Part.ITEM and not part(at - 1) & Part.ITEM and (left or free[at - 1].link_chars * 2 > len(free[at - 1].text)):
            break  # it has taken its leave, or said where to press: a list that begins below is the story's
        if has & (Part.ITEM | Part.BUTTON | Part.CROSS | Part.THANKS | Part.OFFER | Part.COMMA):
            last = firm = at
            left = left or has & (Part.THANKS | Part.COMMA)
        elif has & Part.LINE and left and signed < 3 and block.tag not in HEADINGS:
            signed += 1
            last = at
        elif has & (Part.SPEAKS | Part.ASKS) and len(block.text) <= 240 and block.tag not in HEADINGS:
            last = at
        elif block.tag in HEADINGS or (not has & (Part.LINE | Part.COLON) and (left or len(block.text) > MAX_LINE or not _leaves(free, part, at))):
            break
    return last
