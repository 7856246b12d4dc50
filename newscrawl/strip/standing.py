"""What stands together on story after story: letters, boxes and campaigns, told from what a desk pastes as background."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from newscrawl.strip.evidence import MAX_REASONS, PHONE, has_lapsed, how_common, is_quoted, is_verbatim, stories_between
from newscrawl.strip.kinds import signs_in
from newscrawl.strip.lexicon import Sign
from newscrawl.strip.marks import SENTENCE_END
from newscrawl.strip.parts import Part, parts_of, shapes
from newscrawl.strip.template import Known, Template, always_there

_RUN = 4
"""Blocks that must stand together, word for word, for their shape to say that they are a letter."""
FEW, LINE = 3, 160
"""Blocks that must stand together, word for word, to be an appeal if they ask and speak for the site; and the characters of the longest of them."""
_MAX_ROWS = 2_000
_THOUSANDS = re.compile(r"\b\d{1,3}(?:[.\u00a0\u202f ]\d{3})+\b")


def stand_together(template: Template, prints: Iterable[str], week: int, reach: int) -> Mapping[str, str]:
    """Return those of ``prints`` (a story's own text, in order) that stand together as letters stand, word for word, on other stories too.

    Background that a desk pastes into story after story comes in runs as well, but in sentences; a letter has lines, an offer, a button, a list.
    """
    row: list[Known | None] = [None]
    for mark in dict.fromkeys(prints):
        known = template.known.get(mark)
        if known is not None and _stands_here(template, known, week, reach):
            row.append(known)
        elif row[-1] is not None:
            row.append(None)  # how much of the story's own stands there matters to nobody
    key = (week, tuple([known.count.fingerprint if known is not None else "" for known in row]))
    if (found := template.letters.get(key)) is None:
        if len(template.letters) >= _MAX_ROWS:
            template.letters.clear()
        found = template.letters[key] = _letters_in(template, row, week, reach)
    return found


def _letters_in(template: Template, row: Sequence[Known | None], week: int, reach: int) -> dict[str, str]:
    """Return ``stand_together`` of what is known in a story's text, in order; None is what the story alone has."""
    found: dict[str, str] = {}
    start = 0
    while start < len(row):
        end = start
        while end + 1 < len(row) and _joined(template, row, end):
            end += 1
        beyond_it = end + 1
        whole = [one for one in row[start:beyond_it] if one is not None]
        if len(whole) < 2:  # as with nearly every paragraph
            start = beyond_it
            continue
        # a sentence that says nothing of the kind may happen to stand beside a letter on all stories that have it: a column's first, say
        while start <= end and not _part(row[start]):
            start += 1
        while end > start and not _part(row[end]):
            end -= 1
        run = [one for one in row[start : end + 1] if one is not None]
        parts = [_part(one) for one in run]
        if (
            len(run) >= _RUN
            and (shapes(parts) >= 2 or _are_offers(template, run))
            and sum(1 for one in parts if one & (Part.LINE | Part.COLON)) >= 2
            and sum(map(is_verbatim, run)) >= _RUN
        ):
            told = f"one of {len(run)} lines that stand together in {min(one.count.stories for one in run)} of {template.stories} stories"
            # a greeting that several letters share stands oftener than each of them
            for step, at in ((-1, start), (1, end)):
                while 0 <= at + step < len(row):
                    edge, beyond = row[at], row[at + step]
                    if edge is None or beyond is None or beyond.count.stories < edge.count.stories:
                        break
                    side = edge.count.before if step < 0 else edge.count.after
                    if always_there(side) != beyond.count.fingerprint or not _part(beyond) & (Part.LINE | Part.COLON):
                        break
                    run.append(beyond)
                    at += step
            found.update((one.count.fingerprint, told) for one in run)
        else:
            for part in (whole, *_as_common(whole)):
                run = _without_tools(part)
                if _asks_together(run) or _is_campaign(template, run) or _is_box(template, run, week, reach):
                    told = f"one of {len(run)} lines that ask together in {min(one.count.stories for one in run)} of {template.stories} stories"
                    found.update((one.count.fingerprint, told) for one in run)
                    break
        start = beyond_it
    return found


def _stands_here(template: Template, known: Known, week: int, reach: int) -> bool:
    """Return whether a block may be one of a run in a story of ``week``: on how many near that date matters little, if it is not over."""
    key = (known.count.fingerprint, week)
    if (stands := template.standing.get(key)) is None:
        stands = known.count.ruled is None and known.count.stories >= 3 and not has_lapsed(template, known, week)
        if stands and known.count.stories < 5:
            here, share = how_common(template, known, week, reach)
            stands = here >= 3 and share >= 0.1
        if len(template.standing) >= MAX_REASONS:
            template.standing.clear()
        template.standing[key] = stands
    return stands


def _part(known: Known | None) -> int:
    return parts_of(known.count.text, signs_in(known.count.text), False) if known is not None else 0


def _without_tools(run: list[Known]) -> list[Known]:
    """Return ``run`` without sharing links and the like at its ends: these ask of everybody, whatever stands beside them."""
    first, last = 0, len(run)
    while first < last and run[first].count.kind in ("share", "related", "comments", "bio"):
        first += 1
    while last > first and run[last - 1].count.kind in ("share", "related", "comments", "bio"):
        last -= 1
    return run[first:last]


def _as_common(run: Sequence[Known]) -> list[list[Known]]:
    """Return the parts of ``run`` that are about as common as one another, if there are several: a campaign stands below what stands all year."""
    parts: list[list[Known]] = []
    for one in run:
        few, many = sorted((one.count.stories, parts[-1][-1].count.stories)) if parts else (0, 1)
        if few * 5 >= many * 4:
            parts[-1].append(one)
        else:
            parts.append([one])
    return parts if len(parts) > 1 else []


def _is_campaign(template: Template, run: Sequence[Known]) -> bool:
    """Return whether lines that always stand together, in whatever story, are one standing text in which numbers change, and ask or count money.

    What a desk pastes as background has the same numbers every time, and a table of prices has little that stays.
    """
    few = min((one.count.stories for one in run), default=0)
    texts = [one.count.text for one in run]
    if len(run) < 2 or few < 4 or any(len(text) > LINE for text in texts):
        return False
    if not all(is_verbatim(one) or any(letter.isdigit() for letter in text) for one, text in zip(run, texts, strict=True)):
        return False
    union = money = 0
    for one, text in zip(run, texts, strict=True):
        signs = signs_in(text)
        if signs & Sign.STORY or is_quoted(text):
            return False
        union |= signs
        money |= not is_verbatim(one) and bool(signs & Sign.PRICE)
    steady = [one.count.text for one in run if is_verbatim(one)]
    if len(steady) == len(run) or len(steady) * 2 < len(run):
        return False
    asks = union & (Sign.YOU | Sign.WE | Sign.ASK)
    if not (
        (len(run) >= FEW and money and (asks or sum(1 for text in steady if SENTENCE_END.search(text)) >= 2))
        or (union & Sign.YOU and union & (Sign.WE | Sign.ASK | Sign.PRICE | Sign.SELF | Sign.GREET))
        or _is_pressed(template, run[-1].count.after, few)
    ):
        return False
    return _is_free(template, run[0].count.before, few) or _is_free(template, run[-1].count.after, few)


def _is_box(template: Template, run: Sequence[Known], week: int, reach: int) -> bool:
    """Return whether lines that are always next to each other, in different surroundings, stand on so many stories that they are one standing box.

    One of them keeps its words while the numbers of another change, and they speak to somebody, of themselves or of money; or the reader took them
    for no text in every third story. What a desk pastes as background is text wherever it stands, with the same numbers every time.
    """
    few = min((one.count.stories for one in run), default=0)
    texts = [one.count.text for one in run]
    if len(run) < 2 or few < 3 or any(len(text) > LINE for text in texts):
        return False
    # on three stories, or four: enough only for lines of which one counts, that ask or speak to somebody, in ever other company or above a button
    seldom = few < (4 if len(run) >= FEW else 5)
    share = min(how_common(template, one, week, reach)[0] for one in run) / max(
        1, stories_between(template.weeks, template.sums, week - reach, week + reach)
    )
    if share < (0.25 if len(run) >= FEW else 0.33) or not all(_mutual(one, other) for one, other in pairwise(run)):
        return False
    union = 0
    for one, text in zip(run, texts, strict=True):
        signs = signs_in(text)
        changes = not is_verbatim(one) and not any(letter.isdigit() for letter in text)
        if changes or signs & Sign.STORY or is_quoted(text) or one.count.opening * 2 > one.count.stories:
            return False
        union |= signs
    if not any(map(is_verbatim, run)) and not (union & Sign.PRICE and SENTENCE_END.search(texts[-1]) and len(texts[-1].split()) >= 8):
        return False  # prices in a row are a table; "day 45" above a sentence that counts money is a collection
    free = (_is_free(template, run[0].count.before, few), _is_free(template, run[-1].count.after, few))
    if not any(free):
        return False
    if seldom:
        if not free[0] or all(map(is_verbatim, run)):
            return False
        pressed = _is_pressed(template, run[-1].count.after, few)
        if pressed and union & Sign.PRICE and SENTENCE_END.search(texts[-1]) and len(texts[-1].split()) >= 8:
            return True  # a collection, as below
        asks = union & ((Sign.YOU | Sign.ASK | Sign.WE | Sign.SELF | Sign.PERK) if pressed else (Sign.YOU | Sign.ASK))
        return bool(asks) and (pressed or (free[1] and any(map(is_verbatim, run))))
    if all(one.count.in_body * 3 <= one.count.stories * 2 for one in run):
        return True
    return not all(map(is_verbatim, run)) and bool(union & _SPOKEN)


_SPOKEN = Sign.YOU | Sign.WE | Sign.ASK | Sign.HERE | Sign.SELF | Sign.PERK | Sign.GREET | Sign.PRICE


def _mutual(one: Known, other: Known) -> bool:
    """Return whether two blocks never stand but next to each other."""
    return always_there(one.count.after) == other.count.fingerprint and always_there(other.count.before) == one.count.fingerprint


def _is_pressed(template: Template, side: tuple[str, str] | None, few: int) -> bool:
    """Return whether below a run of ``few`` stories the same words always stand that were taken for no text: a button, of these stories alone."""
    below = template.known.get(always_there(side) or "")
    if below is None or below.count.kind in ("share", "related", "comments", "bio"):
        return False
    return len(below.count.text) <= _PRESSED and below.count.in_body * 2 <= below.count.stories and below.count.stories * 4 <= few * 5


def _is_free(template: Template, side: tuple[str, str] | None, few: int) -> bool:
    """Return whether what stands on one side of a run of ``few`` stories is not always the same, or stands on many more."""
    beside = template.known.get(always_there(side) or "")
    return beside is None or beside.count.stories * 4 >= few * 5


def _asks_together(run: Sequence[Known]) -> bool:
    """Return whether short lines that stand together, word for word, in different surroundings speak to somebody or of themselves, and ask.

    A desk's background speaks of others, an appeal of somebody in the story stands in quotation marks, a notice says that it is one, and who offers
    help or asks for witnesses says which number to call. Where few stories have them, two of three lines must speak so, or both of two ask.
    """
    if len(run) < 2:
        return False
    union = asking = 0
    for one in run:
        text = one.count.text
        signs = signs_in(text)
        changes = not is_verbatim(one) and not any(letter.isdigit() for letter in text)  # what is still missing, or how many gave, may change
        if len(text) > LINE or changes or PHONE.search(_THOUSANDS.sub("0", text)):
            return False
        if signs & Sign.STORY or is_quoted(text):
            return False
        union |= signs
        if len(run) >= FEW:
            asking += bool(signs & (Sign.ASK | Sign.SELF | Sign.PERK | Sign.WE | Sign.YOU | Sign.PRICE)) + bool(signs & Sign.ASK and signs & Sign.WE)
        else:
            asking += bool(signs & (Sign.ASK | Sign.SELF | Sign.PERK)) + bool(signs & Sign.PRICE and signs & Sign.YOU)
            asking += bool(signs & (Sign.ASK | Sign.YOU) and signs & (Sign.GREET | Sign.SELF | Sign.PERK | Sign.PRICE))
    asks = union & Sign.ASK and union & (Sign.WE | Sign.YOU | Sign.PRICE)
    if (not asks and not (union & Sign.PRICE and union & Sign.YOU)) or not any(map(is_verbatim, run)):
        return False
    few = min(one.count.stories for one in run)
    if len(run) >= FEW and few >= 5:
        return True
    # where the run always has the same neighbours the text around it is the same story's
    open_ended = always_there(run[0].count.before) is None or always_there(run[-1].count.after) is None
    return few >= 3 and asking >= 2 and open_ended


def _are_offers(template: Template, run: Sequence[Known]) -> bool:
    """Return whether a run names a price, and is parted by a button: offers side by side."""
    return any(_is_parted(template, one, other) for one, other in pairwise(run)) and any(signs_in(one.count.text) & Sign.PRICE for one in run)


def _is_parted(template: Template, one: Known, other: Known) -> bool:
    """Return whether the same line that was never taken for text always stands between two blocks: a button."""
    below = always_there(one.count.after)
    between = template.known.get(below) if below is not None and below == always_there(other.count.before) else None
    return between is not None and not between.count.in_body and len(between.count.text) <= _PRESSED


_PRESSED = 60
"""Characters of what is to be pressed."""


def _joined(template: Template, row: Sequence[Known | None], at: int) -> bool:
    """Return whether two neighbours belong to one run: about as common and always beside one another, or one a variant that always stands inside.

    Between the offers of a row there may be a button, which is no text.
    """
    one, other = row[at], row[at + 1]
    if one is None or other is None:
        return False
    few, many = sorted((one.count.stories, other.count.stories))
    if few * 5 >= many * 4 and (
        always_there(one.count.after) == other.count.fingerprint or always_there(other.count.before) == one.count.fingerprint
    ):
        return True
    if few == many and _is_parted(template, one, other):
        return True
    return any(
        (inner := row[place]) is not None
        and 0 < place < len(row) - 1
        and (left := row[place - 1]) is not None
        and (right := row[place + 1]) is not None
        and always_there(inner.count.before) == left.count.fingerprint
        and always_there(inner.count.after) == right.count.fingerprint
        and max(left.count.stories, right.count.stories) * 4 <= min(left.count.stories, right.count.stories) * 5  # both of one letter
        for place in (at, at + 1)
    )
