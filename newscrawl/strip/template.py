"""A site's furniture, learned: what stands on many different stories of a site is part of none of them, in any language and without a rule.

    fold_story  what ``marks`` says of one story, into the site's counts; the order of stories does not matter
    learn       counts into a Template: an immutable value, handed to ``read``, where ``judge`` asks it about a page

Frequency alone convicts nobody. Honest text recurs too: a column's first sentence, a statement quoted all day, formulas of obituaries and weather,
corrections. Evidence is the share of the stories of its own time, the place, the wording (verbatim or with changing names), the company it keeps, and
what it looks like; and it has dates: what a site dropped months ago and a story quotes today is text again.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import accumulate, pairwise
from typing import Literal

from newscrawl.items import BlockMark, FurnitureKind
from newscrawl.strip.kinds import kind_by_signs, signs_in
from newscrawl.strip.prints import TOKEN, skeleton

SITE = ""
"""The fingerprint under which the stories of the site itself are counted, in the same shape."""
SAMPLE = 8
"""Story ids that a count remembers: enough to see that the first few sightings are of different stories."""
LATE_DAYS = 14
POOL = 0.35
"""Share of a site's text that must recur for its stories to be drawn from a pool."""
ASKING: frozenset[str | None] = frozenset(("consent", "appeal", "newsletter", "plug", "related", "share", "comments"))


@dataclass(frozen=True, slots=True)
class BlockCount:
    """What is known of one fingerprint on one site.

    All sums, extremes and sorted samples: the order in which stories are folded in leaves no trace.
    """

    fingerprint: str
    stories: int = 0
    first_seen: datetime | None = None
    last_seen: datetime | None = None
    weeks: tuple[tuple[int, int], ...] = ()
    """(week, stories) in ascending order; a week is the days since 1970-01-01 divided by seven."""
    out: tuple[tuple[int, int], ...] = ()
    """The same of when they came out, of the stories that were fetched LATE_DAYS later or more: a first crawl fetches years in an hour."""
    in_body: int = 0
    """Stories in which the reader took it for text; of ``SITE`` the blocks of text of all stories."""
    opening: int = 0
    """Stories in which it was the first of the text."""
    closing: int = 0
    """Stories in which it was the last of the text or stood below."""
    place: int = 0
    """Sum of its places in thousandths."""
    spot: tuple[int, int] = (0, 0)
    """Sums of its places in hundredths and of their squares, where it was text: what is pasted keeps its place, what stories share does not."""
    kinds: tuple[tuple[str, int], ...] = ()
    """(kind, stories) by name, of the stories in which it looked like something."""
    text: str = ""
    """Of its wordings the first in alphabetical order, cut to 200 characters."""
    wordings: tuple[int, int] | None = None
    """Least and greatest checksum of its wordings: equal if it never varied."""
    before: tuple[str, str] | None = None
    """Least and greatest fingerprint of what stands before it: equal if that is always the same. "" is nothing."""
    after: tuple[str, str] | None = None
    sample: tuple[str, ...] = ()
    """The first ids of its stories in alphabetical order."""
    ruled: Literal["keep", "drop"] | None = None
    """What a person said, which ends the matter."""

    @property
    def days(self) -> float:
        """Days between the first and the last of its stories at least: as they were fetched, or as they came out."""
        seen = (self.last_seen - self.first_seen).total_seconds() / 86_400 if self.first_seen and self.last_seen else 0.0
        return max(seen, 7.0 * (self.out[-1][0] - self.out[0][0] - 1)) if self.out else seen

    @property
    def kind(self) -> FurnitureKind | None:
        """What it mostly looks like; None if in more than half of its stories it looks like nothing."""
        if not self.kinds or sum(number for _, number in self.kinds) * 2 < self.stories:
            return None
        return max(self.kinds, key=lambda pair: (pair[1], pair[0]))[0]  # type: ignore[return-value]  # only FurnitureKind goes in


Calendar = tuple[tuple[int, ...], tuple[int, ...]]
"""Weeks in ascending order, and stories up to and with each of them."""


@dataclass(frozen=True, slots=True)
class Known:
    """One fingerprint as the template knows it: its count, and what makes it furniture (None: nothing does)."""

    count: BlockCount
    since: tuple[int, ...]
    """Its weeks."""
    sums: tuple[int, ...]
    """Stories up to and with each of them."""
    out: Calendar | None
    """The weeks in which its stories came out, where most of them were fetched long after."""
    words: frozenset[str]
    skeleton: frozenset[str]
    says: FurnitureKind | None = None
    """What its words look like, wherever they stand."""


@dataclass(frozen=True, slots=True)
class Loose:
    """How much text recurs in ever other company."""

    blocks: int
    different: int
    squares: int
    """Sum of the squares of how often each stands in the text."""
    sway: float
    """The variance of their places in the text, in hundredths of it."""


@dataclass(frozen=True, slots=True)
class Template:
    """What is known of a site's furniture; made by ``learn``, asked by ``judge``. Holds only what stands on two stories or more, or was ruled on."""

    stories: int = 0
    known: Mapping[str, Known] = field(default_factory=dict)
    weeks: tuple[int, ...] = ()
    sums: tuple[int, ...] = ()
    by_word: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What may have variants, by the words of its skeleton."""
    said: frozenset[str] = frozenset()
    """All words of what may have variants."""
    texts: int = 0
    """Blocks of text of all its stories."""
    out: Calendar = ((), ())
    """The weeks in which those of its stories came out that were fetched long after, and stories up to and with each of them."""
    loose: Loose | None = None
    """What recurs in the text of its stories in ever other company, if it is much of what neither asks nor keeps company: then stories are drawn from
    a pool, and that a paragraph recurs says nothing."""
    kept: frozenset[str] = frozenset()
    """What a person said is text."""
    slots: frozenset[tuple[str, str]] = frozenset()
    """Two blocks between which ever other short lines stand, which stand nowhere else: who gave yesterday, what is missing this month."""
    reasons: dict[tuple[str, int, bool, FurnitureKind | None, bool], str | None] = field(default_factory=dict, repr=False, compare=False)
    """What was said of a fingerprint in a week, as text or beside it: it follows from the rest, and the next page of that week asks the same."""
    sure: dict[tuple[str, int], bool] = field(default_factory=dict, repr=False, compare=False)
    """Whether nearly all stories of a week had it; as ``reasons``."""
    standing: dict[tuple[str, int], bool] = field(default_factory=dict, repr=False, compare=False)
    """Whether it may be one of a run in a week; as ``reasons``."""
    letters: dict[tuple[int, tuple[str, ...]], dict[str, str]] = field(default_factory=dict, repr=False, compare=False)
    """What of such a row stands together as letters stand in a week; as ``reasons``."""
    beside: dict[tuple[str, str], str] = field(default_factory=dict, repr=False, compare=False)
    """What ``_side_by_side`` says of two; as ``reasons``."""

    @property
    def counts(self) -> tuple[BlockCount, ...]:
        """The counts it was made from, as far as it needs them: ``learn`` makes the same template from these again."""
        weeks, out = (
            tuple(zip(weeks, (b - a for a, b in pairwise((0, *sums))), strict=True)) for weeks, sums in ((self.weeks, self.sums), self.out)
        )
        site = BlockCount(SITE, self.stories, weeks=weeks, out=out, in_body=self.texts)
        return (site, *(known.count for known in self.known.values()))


def _calendar(pairs: tuple[tuple[int, int], ...]) -> Calendar:
    return tuple(week for week, _ in pairs), tuple(accumulate(number for _, number in pairs))


def week_of(moment: datetime) -> int:
    return int(moment.timestamp() // 604_800)


def _add_pair(pairs: tuple[tuple[int, int], ...], key: int) -> tuple[tuple[int, int], ...]:
    counted = dict(pairs)
    counted[key] = counted.get(key, 0) + 1
    return tuple(sorted(counted.items()))


def _spread(known: tuple[str, str] | None, value: str) -> tuple[str, str]:
    return (value, value) if known is None else (min(known[0], value), max(known[1], value))


def came_out(seen_at: datetime, published: datetime | None) -> int | None:
    """Return the week in which a story came out that was fetched long after; None for one that was not, or says nothing of it."""
    return week_of(published) if published is not None and (seen_at - published).days >= LATE_DAYS else None


def fold(
    count: BlockCount | None, mark: BlockMark, seen_at: datetime, story_id: str, before: str = "", after: str = "", out: int | None = None
) -> BlockCount:
    """Return ``count`` (None: never seen) with one more story in which ``mark`` stands between ``before`` and ``after``.

    ``out`` is what ``came_out`` says of the story.

    Stories must be different ones: no revision, reprint or later page of one that was folded in. The caller sees to that; the few ids that a count
    remembers only guard the first sightings, on which it depends most.
    """
    count = count or BlockCount(mark.fingerprint)
    if story_id in count.sample:
        return count
    checksum = zlib.crc32(mark.text.encode("utf-8", "replace"))
    spot = round(100 * max(0.0, min(1.0, mark.place)))
    kinds = dict(count.kinds)
    if mark.kind is not None:
        kinds[mark.kind] = kinds.get(mark.kind, 0) + 1
    return replace(
        count,
        stories=count.stories + 1,
        first_seen=min(count.first_seen or seen_at, seen_at),
        last_seen=max(count.last_seen or seen_at, seen_at),
        weeks=_add_pair(count.weeks, week_of(seen_at)),
        out=count.out if out is None else _add_pair(count.out, out),
        in_body=count.in_body + mark.in_body,
        opening=count.opening + (mark.in_body and mark.place <= 0),
        closing=count.closing + (mark.place >= 1),
        place=count.place + round(1_000 * max(-2.0, min(3.0, mark.place))),
        spot=(count.spot[0] + spot, count.spot[1] + spot * spot) if mark.in_body else count.spot,
        kinds=tuple(sorted(kinds.items())),
        text=min(count.text, mark.text) if count.stories else mark.text,
        wordings=(checksum, checksum) if count.wordings is None else (min(count.wordings[0], checksum), max(count.wordings[1], checksum)),
        before=_spread(count.before, before),
        after=_spread(count.after, after),
        sample=tuple(sorted((*count.sample, story_id))[:SAMPLE]),
    )


def fold_story(
    counts: Mapping[str, BlockCount], marks: Sequence[BlockMark], seen_at: datetime, story_id: str, published: datetime | None = None
) -> dict[str, BlockCount]:
    """Return the counts that one story changes, by fingerprint, that of the ``SITE`` among them.

    ``counts`` holds what is known so far, at least of these fingerprints and of ``SITE``. ``seen_at`` is the page's ``fetched_at``, aware;
    ``published`` when it came out, if it says so.
    """
    site = BlockMark(SITE, 0.0, False, None, "")
    out = came_out(seen_at, published)
    told = fold(counts.get(SITE), site, seen_at, story_id, out=out)
    if (before_it := counts.get(SITE)) is None or before_it.stories < told.stories:
        told = replace(told, in_body=told.in_body + sum(mark.in_body for mark in marks))
    changed = {SITE: told}
    for place, mark in enumerate(marks):
        before = marks[place - 1].fingerprint if place else ""
        after = marks[place + 1].fingerprint if place + 1 < len(marks) else ""
        changed[mark.fingerprint] = fold(counts.get(mark.fingerprint), mark, seen_at, story_id, before, after, out)
    return changed


def learn(counts: Iterable[BlockCount], stories: int = 0) -> Template:
    """Return the template of a site from its counts, in any order; those of one story, which are nearly all, are passed over, so memory is bounded.

    ``stories`` is how many were folded in; the ``SITE`` count among ``counts`` says it with dates and goes before.
    """
    site = BlockCount(SITE, stories)
    kept: list[BlockCount] = []
    for count in counts:
        if count.fingerprint == SITE:
            site = count
        elif count.stories >= 2 or count.ruled is not None:
            kept.append(count)
    kept.sort(key=lambda count: count.fingerprint)
    known: dict[str, Known] = {}
    by_word: dict[str, list[str]] = {}
    said: set[str] = set()
    for count in kept:
        bones = frozenset(skeleton(count.text))
        weeks, sums = _calendar(count.weeks)
        out = _calendar(count.out)
        words = frozenset(TOKEN.findall(count.text.casefold()))
        says = kind_by_signs(signs_in(count.text), 0, len(count.text))
        known[count.fingerprint] = Known(count, weeks, sums, out if out[1] and out[1][-1] * 2 > count.stories else None, words, bones, says)
        if len(bones) >= 4:
            for word in bones:
                by_word.setdefault(word, []).append(count.fingerprint)
            said |= words
    loose = [one.count for one in known.values() if one.count.in_body and is_loose(one, one.count.kind)]
    blocks = sum(count.in_body for count in loose)
    company = sum(one.count.in_body for one in known.values() if one.count.stories >= 2) - blocks
    return Template(
        site.stories,
        known,
        *_calendar(site.weeks),
        {word: tuple(prints) for word, prints in by_word.items()},
        frozenset(said),
        site.in_body,
        _calendar(site.out),
        Loose(blocks, len(loose), sum(count.in_body**2 for count in loose), sum(map(sway_of, loose)) / blocks)
        if site.in_body and blocks > POOL * (site.in_body - company)
        else None,
        frozenset(mark for mark, one in known.items() if one.count.ruled == "keep"),
        _slots_in(known),
    )


def _slots_in(known: Mapping[str, Known]) -> frozenset[tuple[str, str]]:
    """Return the pairs of blocks on as many stories as one another between which in three of five there stands one of several that recur."""
    between: dict[tuple[str, str], list[int]] = {}
    for one in known.values():
        before, after = always_there(one.count.before), always_there(one.count.after)
        if before and after and len(one.count.text) <= _SLOT and one.count.ruled is None:
            between.setdefault((before, after), []).append(one.count.stories)
    found: set[tuple[str, str]] = set()
    for pair, stories in between.items():
        left, right = known.get(pair[0]), known.get(pair[1])
        if left is None or right is None or left.count.stories != right.count.stories:
            continue
        if len(stories) >= 2 and sum(stories) * 5 >= left.count.stories * 3:
            found.add(pair)
    return frozenset(found)


_SLOT = 160
"""Characters of a line that changes from story to story between two that do not."""


def is_loose(known: Known, kind: FurnitureKind | None) -> bool:
    """Return whether a block that recurs and looks like ``kind`` where it stands neither asks for anything nor keeps any company."""
    count = known.count
    if count.ruled is not None or count.stories < 2 or kind in ASKING or kind == "bio" or known.says in ASKING:
        return False
    return count.stories < 3 or (always_there(count.before) is None and always_there(count.after) is None)


def sway_of(count: BlockCount) -> float:
    """Return the variance of a block's places in the text, in hundredths of it, times how often it stands there."""
    return count.spot[1] - count.spot[0] ** 2 / max(1, count.in_body)


def always_there(pair: tuple[str, str] | None) -> str | None:
    return pair[0] if pair is not None and pair[0] == pair[1] and pair[0] else None
