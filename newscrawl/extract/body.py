"""The body of a story: which blocks of a page are its text, by boosted trees over blocks, in two rounds.

The first round judges a block by itself, its place in the tree and the company it keeps there; the second sees what the first thought of its
neighbours, its container and its look-alikes. ``benchmarks/train_body.py`` makes the weights.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import accumulate, pairwise
from typing import Any

from newscrawl.blocks import BOLD, ITALIC, Block
from newscrawl.document import Document
from newscrawl.extract.named import WORD_IN_NAME
from newscrawl.extract.survey import ENDS, FAR_STOPS, HEADER, HEADINGS, LEAD_TAGS, TABLE, Box, Survey
from newscrawl.extract.trees import Score, compiled, probability
from newscrawl.text import clean

MAX_BLOCKS = 20_000
"""Blocks of a page that are looked at, the longest ones; of 1,263 real pages the fullest has 6,570."""
SURELY_TEXT = 0.85
"""How likely text a block has to be to stay the first paragraph where neither its name, its place nor its type sets it apart as a standfirst."""
SETTLED = 0.1
"""What the first round thinks less likely text than this, or more than the rest, the second is not asked about: of 210,000 blocks of pages that
neither had seen, two thirds were such, and it moved next to none of them over the line. A tenth of a page's reading time."""
RUNS_ON, SHORT = 0.35, 12
"""How likely text a short sentence (of so many words) has to be that goes on with the text above: the trees know little of it but its size."""
HEADS_ON = 0.25
"""The same of a heading that stands between two paragraphs of the text."""
LIKELY_TEXT = 0.75
"""How likely text a block has to be to be the first paragraph although a name calls it what first paragraphs are called too."""
KICKER = 3
"""Words of a line above the headline that names a section."""
MOSTLY, FEW = 0.8, 5
"""The share of a text that one cell of a table holds, for others to be its margins, and the words of a line there at most, in the mean."""


@dataclass(frozen=True, slots=True)
class Body:
    """What of a page is its story's text."""

    paragraphs: tuple[tuple[int, str], ...]
    """(block index, text) of what was kept, in reading order, through the text gate."""
    standfirst: tuple[int, str] | None
    """The lead-in between headline and text; not among the paragraphs."""
    confidence: float
    """0 to 1: the F1 that pages read like this one had in cross-validation."""
    scores: tuple[float, ...]
    """For every block how likely it is text of the story."""


def read_body(
    document: Document,
    blocks: tuple[Block, ...],
    *,
    title: str | None,
    barred: AbstractSet[int] = frozenset(),
    captions: AbstractSet[int] = frozenset(),
) -> Body:
    """Return the body among ``blocks``, without those ``barred`` (taken out before) and those claimed as ``captions``.

    A caption longer than captions are may be text all the same: claiming whole columns of pages with many pictures was the dearest mistake.
    """
    if len(blocks) > MAX_BLOCKS:
        return _read_longest(document, blocks, title, barred | captions)
    model = _model()
    page = Survey(document, blocks, title, barred, captions).narrowed()
    chances, lead = judged(page, model)
    return chosen_body(page, chances, lead, model)


def judged(page: Survey, model: Model) -> tuple[list[float], list[float] | None]:
    """Return for each block of ``page.kept`` how likely it is text, and how likely it is the standfirst."""
    first = [probability(model.first(row)) for row in page.first_rows()]
    may_lead = lead_candidates(page, first)
    asked = [k for k, p in enumerate(first) if may_lead[k] or SETTLED < p < 1 - SETTLED]
    rows = dict(zip(asked, page.second_rows(first, asked), strict=True))
    chances = levelled(page, [probability(model.second(rows[k])) if SETTLED < p < 1 - SETTLED else p for k, p in enumerate(first)])
    return chances, lead_chances(page, model.lead, rows, chances) if model.lead else None


def _read_longest(document: Document, blocks: tuple[Block, ...], title: str | None, barred: AbstractSet[int]) -> Body:
    """Return the body among the ``MAX_BLOCKS`` longest of more ``blocks`` than a page has."""
    places = sorted(sorted(range(len(blocks)), key=lambda i: (-len(blocks[i].text), i))[:MAX_BLOCKS])
    longest = tuple(replace(blocks[i], index=k) for k, i in enumerate(places))
    found = read_body(document, longest, title=title, barred={k for k, i in enumerate(places) if i in barred})
    scores = [0.0] * len(blocks)
    for i, score in zip(places, found.scores, strict=True):
        scores[i] = score
    standfirst = (places[found.standfirst[0]], found.standfirst[1]) if found.standfirst else None
    return Body(tuple((places[k], text) for k, text in found.paragraphs), standfirst, found.confidence, tuple(scores))


@dataclass(frozen=True, slots=True)
class Model:
    """The weights as they lie in ``body_model.json``."""

    first: Score
    second: Score
    lead: Score | None
    threshold: float
    lead_threshold: float
    calibration: tuple[tuple[float, float], ...]
    """(expected F1, F1 found) pairs, rising: the line between them is the confidence."""


def model_from(weights: dict[str, Any]) -> Model:
    """Return the model of ``weights``, as ``json.load`` gives them."""
    return Model(
        compiled(weights["first"]),
        compiled(weights["second"]),
        compiled(weights["lead"]) if weights.get("lead") else None,
        weights["threshold"],
        weights["lead_threshold"],
        tuple((x, y) for x, y in weights["calibration"]),
    )


@cache
def _model() -> Model:
    return model_from(json.loads(files("newscrawl.extract").joinpath("body_model.json").read_text("ascii")))
_LEAD_NAMES = frozenset("chapo deck dek kicker lede standfirst sub subhead subheading subheadline subline subtitle vorspann".split())
"""Of these the ones that no first paragraph is called."""
_LEAD_NAMES_ABROAD = frozenset(
    "bajada catenaccio copete entradilla ingress ingressi manchet perex podnaslov sommario zajawka".split()
)
"""What newsrooms of other languages call them. The trees have not met these."""
_CALLED_LEAD = _LEAD_NAMES | _LEAD_NAMES_ABROAD
_FULL_STOPS = frozenset(f".!?{FAR_STOPS}")


def levelled(page: Survey, chances: Sequence[float]) -> list[float]:
    """Return the probabilities of ``kept`` with those of a table of figures, and of a list, made one: such stand or fall as a whole."""
    groups: dict[int, list[int]] = {}
    for k, i in enumerate(page.kept):
        box = page.box[i]
        if box.flags & TABLE:
            table = box
            while table.tag != "table" and table.parent:
                table = table.parent
            if table.count >= 6 and table.size <= 8 * table.count:
                groups.setdefault(id(table), []).append(k)
                continue
        if box.tag == "li" and box.parent:
            groups.setdefault(id(box.parent), []).append(k)
        elif box.parent and box.parent.tag == "li" and box.parent.parent:
            groups.setdefault(id(box.parent.parent), []).append(k)
    out = list(chances)
    for group in groups.values():
        if len(group) >= 3:
            mean = sum(chances[k] * page.size[page.kept[k]] for k in group) / sum(page.size[page.kept[k]] for k in group)
            for k in group:
                out[k] = mean
    return out


def lead_chances(page: Survey, score: Score, rows: Mapping[int, Sequence[float]], chances: Sequence[float]) -> list[float]:
    """Return for each of ``kept`` how likely it is the standfirst, by the ``rows`` of the second round that there are; 0 where it cannot be."""
    found = [probability(score(rows[k])) if can and k in rows else 0.0 for k, can in enumerate(lead_candidates(page, chances))]
    for k, i in enumerate(page.kept):
        # Named as one, right under the headline, and not one of many: that is enough. What is called an intro, a summary or a lead is
        # as often the first paragraph: where it is likely text, and in no header, it stays that.
        if found[k] and 0 <= page.heading < i <= page.heading + 5 and page.look[i].count <= 2 and (name := _lead_name(page, i)) is not None:
            called_so = not _CALLED_LEAD.isdisjoint(map(str.lower, WORD_IN_NAME.findall(name)))
            found[k] = max(found[k], 0.5) if called_so or chances[k] < LIKELY_TEXT or page.box[i].flags & HEADER else 0.0
    if (place := _set_apart(page, chances, found)) is not None:
        found[place] = max(found[place], 0.5)
    return found


def _lead_name(page: Survey, i: int) -> str | None:
    """Return the name that calls a block, or an element that it is alone in, what lead-ins are called; None if there is none."""
    box = page.box[i]
    if box.said.lead == box.depth:
        return box.named
    if box.named and not _LEAD_NAMES_ABROAD.isdisjoint(map(str.lower, WORD_IN_NAME.findall(box.named[:200]))):
        return box.named
    for one in (box, box.parent):
        # <story-standfirst>: an element of one's own making is named as classes are.
        if one is not None and one.count == 1 and "-" in one.tag and not _LEAD_NAMES.isdisjoint(one.tag.split("-")):
            return one.tag
    return None


def _set_apart(page: Survey, chances: Sequence[float], leads: Sequence[float]) -> int | None:
    """Return the place in ``kept`` of a line under the headline that is set apart by its type from the text it stands on.

    A line: no full stop (a first paragraph in bold has one, and is text), not made of figures (dates, minutes to read).
    """
    for k, i in enumerate(page.kept):
        text, size = page.blocks[i].text, page.size[i]
        if i <= page.heading or size < 5 or (chances[k] < 0.25 and leads[k] < 0.1):
            continue
        if page.heading < 0 or i > page.heading + 8:
            return None
        following = next((j for p, j in zip(chances[k + 1 :], page.kept[k + 1 :], strict=True) if p > 0.5 and page.size[j] >= 8), None)
        type_of_text = page.blocks[following].style if following is not None else BOLD | ITALIC
        apart = page.blocks[i].style & (BOLD | ITALIC) and not type_of_text & (BOLD | ITALIC)
        ends = text.rstrip("\"»”’")[-1:] in ".!?:。！？…"
        if size > 40:
            return None
        figures = sum(any(map(str.isdigit, word)) for word in text.split())
        return k if apart and not ends and page.density[i] < 0.3 and (not figures or (size >= 9 and figures * 4 <= size)) else None
    return None


def lead_candidates(page: Survey, chances: Sequence[float]) -> list[bool]:
    """Return for each of ``kept`` whether it may be the standfirst: above the middle of the text, a sentence long."""
    heaviest = sum(p * page.size[i] for i, p in zip(page.kept, chances, strict=True)) * 0.3
    heard = 0.0
    out = []
    for i, p in zip(page.kept, chances, strict=True):
        out.append(heard <= heaviest and 4 <= page.size[i] <= 150 and page.density[i] < 0.5)
        if p > 0.5:
            heard += p * page.size[i]
    return out


def chosen_body(page: Survey, chances: Sequence[float], lead: Sequence[float] | None, model: Model) -> Body:
    """Return the body that the probabilities of ``kept`` amount to."""
    scores = [0.0] * len(page.blocks)
    for i, p in zip(page.kept, chances, strict=True):
        scores[i] = p
    standfirst = None
    if lead:
        place = max(range(len(lead)), key=lambda k: lead[k])
        i = page.kept[place]
        text = clean(page.blocks[i].text)
        apart = page.box[i].flags & HEADER or _lead_name(page, i) is not None or page.blocks[i].style & (BOLD | ITALIC)
        if lead[place] >= model.lead_threshold and text and (apart or page.box[i].tag in LEAD_TAGS or chances[place] < SURELY_TEXT):
            standfirst = (i, text)
    # What a page says twice (for phones and for desks, in a pull quote) is said once: where it is surest.
    # What stands twice in one box is a refrain, and stays.
    surest: dict[str, tuple[float, int]] = {}
    for i, p in zip(page.kept, chances, strict=True):
        if page.size[i] >= 8 and page.texts[said_twice := page.blocks[i].text] > 1 and p > surest.get(said_twice, (0.0, 0))[0] + 0.05:
            surest[said_twice] = (p, i)
    if standfirst:
        surest[page.blocks[standfirst[0]].text] = (1.0, standfirst[0])
    chosen: list[int] = []
    whole = 0.0
    lead_place = standfirst[0] if standfirst else -1
    for i, p in zip(page.kept, chances, strict=True):
        twin = surest.get(page.blocks[i].text, (0.0, i))[1]
        if twin != i and (twin == lead_place or page.box[twin].parent is not page.box[i].parent):
            continue
        whole += p * page.size[i]
        if i != lead_place and (p >= model.threshold or (p >= RUNS_ON and _runs_on(page, i, chosen))):
            chosen.append(i)
    chosen = _with_subheads(page, chances, _without_margins(page, _without_copies(page, chosen)))
    paragraphs = [(i, text) for i in chosen if (text := clean(page.blocks[i].text))]
    said = sum(scores[i] * page.size[i] for i in chosen)
    kept = sum(page.size[i] for i in chosen)
    expected = 2 * said / (kept + whole) if kept + whole else 0.0
    confidence = _between(model.calibration, expected) if paragraphs else 0.0
    return Body(tuple(paragraphs), standfirst, confidence, tuple(scores))


def _runs_on(page: Survey, i: int, chosen: Sequence[int]) -> bool:
    """Whether a short sentence without a link stands right below the last paragraph ``chosen``, in a box with it, and looks as it does."""
    if not chosen or chosen[-1] != i - 1 or page.size[i] > SHORT or page.density[i] or page.look[i] is not page.look[i - 1]:
        return False
    around, around_last = page.box[i].parent, page.box[i - 1].parent
    while around is not around_last and around and around_last and around.count == around_last.count == 1:  # each paragraph in boxes of its own
        around, around_last = around.parent, around_last.parent
    return around is around_last and page.box[i].tag in ("p", "div") and page.blocks[i].text.rstrip("\"»”’")[-1:] in _FULL_STOPS


def _with_subheads(page: Survey, chances: Sequence[float], chosen: list[int]) -> list[int]:
    """Return ``chosen`` with the headings that stand right between two of its blocks in one box: what is likely text above and below has them."""
    inside = set(chosen)
    found: list[int] = []
    for i, p in zip(page.kept, chances, strict=True):
        if not HEADS_ON <= p < SURELY_TEXT or i in inside or page.box[i].tag not in HEADINGS or page.density[i]:
            continue
        if i - 1 in inside and i + 1 in inside and page.box[i].parent is page.box[i - 1].parent is page.box[i + 1].parent:
            found.append(i)
    return sorted((*chosen, *found)) if found else chosen


def _without_margins(page: Survey, chosen: list[int]) -> list[int]:
    """Return ``chosen`` without the few words that stand in other cells of a table than the one that holds nearly all of the text.

    Pages made of tables keep their menus and lists of stories in cells beside it; what no name tells apart, a heading of two words gets through.
    """
    cells: dict[Box | None, list[int]] = {}
    for i in chosen:
        box: Box | None = page.box[i]
        while box is not None and box.tag not in ("td", "th"):
            box = box.parent
        cells.setdefault(box, []).append(i)
    if len(cells) < 2:
        return chosen
    sizes = {cell: sum(page.size[i] for i in places) for cell, places in cells.items()}
    main = max(sizes, key=lambda cell: sizes[cell])
    if main is None or sizes[main] < MOSTLY * sum(sizes.values()):
        return chosen
    gone = {i for i in cells[main] if i < page.heading and page.size[i] <= KICKER and page.blocks[i].text[-1] not in ENDS}
    for cell, places in cells.items():
        if cell is None or cell is main:
            continue
        if sizes[cell] <= FEW * len(places) or (len(places) == 1 and _RIGHTS.match(page.blocks[places[0]].text)):
            around: Box | None = cell.parent
            while around is not None and around is not main:
                around = around.parent
            gone.update(places if around is None else ())
    return [i for i in chosen if i not in gone]


def _without_copies(page: Survey, chosen: list[int]) -> list[int]:
    """Return ``chosen`` without blocks that are mostly made of others: the whole story once more, for machines, in one lump."""
    if not 2 < len(chosen) <= 1000:
        return chosen
    texts = [page.blocks[i].text for i in chosen]
    copied: dict[int, int] = {}
    lumps = sorted([k for k, text in enumerate(texts) if len(text) > 300], key=lambda k: -len(texts[k]))
    if not lumps:
        return chosen
    # The longest first: a text is looked for in those that are longer than it, in one search.
    joined = "\n".join([texts[lump] for lump in lumps])
    lengths = [-len(texts[lump]) for lump in lumps]
    ends = list(accumulate([1 - length for length in lengths], initial=0))
    for k, text in enumerate(texts):
        if len(text) >= 40 and (longer := ends[bisect_left(lengths, -len(text))]) and joined.find(text[:60], 0, longer) >= 0:
            for lump in lumps:
                # Two paragraphs may begin alike ("The council's spokeswoman told the paper on Tuesday that …"); a copy also ends alike.
                if lump != k and len(texts[lump]) > len(text) and text[:60] in texts[lump] and text[-60:] in texts[lump]:
                    copied[lump] = copied.get(lump, 0) + len(text)
    return [i for k, i in enumerate(chosen) if copied.get(k, 0) < 0.6 * len(texts[k])]


_RIGHTS = re.compile(r"\s*(?:\u00a9|\(c\)\s|copyright\b)", re.IGNORECASE)


def _between(line: Sequence[tuple[float, float]], x: float) -> float:
    """Return the height at ``x`` of the line through rising points, level outside of them."""
    if not line:
        return x
    if x <= line[0][0]:
        return line[0][1]
    for (x0, y0), (x1, y1) in pairwise(line):
        if x <= x1:
            return y0 + (y1 - y0) * (x - x0) / (x1 - x0) if x1 > x0 else y1
    return line[-1][1]
