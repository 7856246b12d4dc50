"""Why a block that recurs is furniture in a story of some week, if anything says so."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import UTC
from math import exp, log

from newscrawl.items import FurnitureKind
from newscrawl.strip.marks import SENTENCE_END
from newscrawl.strip.prints import STOPS
from newscrawl.strip.template import ASKING, POOL, BlockCount, Calendar, Known, Loose, Template, always_there, is_loose, sway_of

_QUOTED_WHOLE = re.compile('^[“„«「"‘‚].*[”“»」"’][.,]?$|^[–—-]\\s')
_NEAR = 8
"""Stories of the site that are enough to say how common a block is around one date."""
_LABEL = 60
"""Characters of a line that opens a text and is no sentence: how long it takes to read, what it is filed under."""
CAP = 0.8
"""No more of a body than this goes by what is learned; beyond it nothing goes and the page is doubtful."""
MAX_REASONS = 20_000
PHONE = re.compile(r"\d[\d ()/.–-]{4,}\d|@\w")
_KEPT, _KEPT_SHARE = 4.0, 0.12
"""Variance of places, in hundredths of the text and as a share of that of the paragraphs around, up to which a block keeps its place."""


def stories_between(weeks: tuple[int, ...], sums: tuple[int, ...], first: int, last: int) -> int:
    """Return how many stories fall in the weeks from ``first`` to ``last``."""
    left, right = bisect_left(weeks, first), bisect_right(weeks, last)
    return (sums[right - 1] if right else 0) - (sums[left - 1] if left else 0)


def weeks_near(template: Template, week: int) -> int:
    """Return how many weeks before and after ``week`` have stories enough to say what was common then."""
    for reach in (2, 4, 8, 16, 52, 5_200):
        if stories_between(template.weeks, template.sums, week - reach, week + reach) >= _NEAR:
            return reach
    return 5_200


def how_common(template: Template, known: Known, week: int, reach: int) -> tuple[int, float]:
    """Return on how many stories around ``week`` a block stands, and on what share of those since it first stood anywhere."""
    if not known.since:
        return 0, 0.0
    first, last = max(known.since[0], week - reach), min(known.since[-1], week + reach)
    here = stories_between(known.since, known.sums, first, last)
    site = max(here, stories_between(template.weeks, template.sums, first, last)) if template.weeks else max(here, template.stories)
    return here, here / site if site else 0.0


def is_pool(template: Template, text: Iterable[tuple[str, FurnitureKind | None]]) -> bool:
    """Return whether the stories of the site, or the one whose ``text`` ((fingerprint, kind) pairs) this is, are drawn from a pool of paragraphs.

    Then most of what is no furniture by its looks or its company recurs. ``frequency`` is no evidence there.
    """
    if template.loose is not None:
        return True
    loose = other = 0
    for mark, kind in dict(text).items():
        known = template.known.get(mark)
        if known is None or known.count.stories < 2:
            other += 1
        elif kind != "other" and is_loose(known, kind):  # what names the site or is a note below its texts is no paragraph that others draw
            loose += 1
    return loose >= 3 and loose > POOL * (loose + other)


def reason_of(template: Template, known: Known, week: int, reach: int, is_text: bool, kind: FurnitureKind | None, pool: bool) -> str | None:
    """Return ``_evidence``, remembered in the template."""
    key = (known.count.fingerprint, week, is_text, kind, pool)
    reasons = template.reasons
    if key not in reasons:
        if len(reasons) >= MAX_REASONS:
            reasons.clear()
        reasons[key] = _evidence(template, known, week, reach, is_text, kind, pool)
    return reasons[key]


def _evidence(template: Template, known: Known, week: int, reach: int, is_text: bool, looks: FurnitureKind | None, pool: bool) -> str | None:
    """Return why a block that ``looks`` like something is furniture in a story of ``week``, or None if too little speaks for it.

    ``pool``: stories of this site are drawn from few paragraphs, so that to recur is nothing.
    """
    count = known.count
    if count.ruled is not None:
        return "a person said so" if count.ruled == "drop" else None
    if count.stories < 2 or not known.since:
        return None
    here, share = how_common(template, known, week, reach)
    if here < 2:
        return None
    # of all stories of the time, not only of those since it first stood there: four of the last four say nothing of a block that is three weeks old
    wide = here / max(here, stories_between(template.weeks, template.sums, week - reach, week + reach)) if template.weeks else share
    told = f"stands in {count.stories} of {max(template.stories, count.stories)} stories"
    if count.first_seen is not None:
        told += f" since {count.first_seen.astimezone(UTC):%Y-%m-%d}"
    days = count.days
    if not is_text:  # a mark costs nothing
        return told if share >= 0.1 or here >= 5 else None
    opens = count.opening * 2 > count.stories
    # What its words say it says everywhere; what its surroundings made of it elsewhere it need not be here: who comments quotes the story.
    kind = count.kind
    if (kind in ASKING or kind == "bio") and known.says != kind and dict(count.kinds).get(looks or "", 0) * 2 < count.stories:
        kind = known.says
    quoted = is_quoted(count.text)
    verbatim = count.wordings is not None and count.wordings[0] == count.wordings[1]
    if has_lapsed(template, known, week):
        return None
    if kind in ASKING and not quoted:
        if count.stories == 2 and known.says != kind and dict(count.kinds).get(kind or "", 0) < 2:
            return None  # what looked so in one of two stories alone is a story's own text and a teaser of it
        return told if share >= 0.1 or here >= 5 else None
    closes = not pool or known.says == "bio" or (here >= 4 and count.closing == count.stories)  # there a name at the end may be anybody's
    if kind == "bio" and closes and (count.place >= 600 * count.stories or (count.place >= 450 * count.stories and here >= 3 and share >= 0.1)):
        return told
    if kind == "other" and here >= 3 and wide >= 0.5 and not quoted and not pool:
        return told
    if kind == "other" and verbatim and here >= 4 and wide >= 0.2 and not (quoted or opens or pool):
        return told  # what names the site in ever the same words, on one story in five: no formula of reporters is as common
    wide *= _as_text(count)
    if verbatim and not quoted and here >= 4 and days >= 3 and wide >= 0.5 and _in_a_run(template, count):
        return told
    # a line that is no sentence and opens the text wherever it is text; what opens a column is a sentence, and needs days to be told from it
    label = (count.opening == count.in_body or count.place <= 100 * count.stories) and is_label(count) and not quoted
    if label and wide >= 0.9 and here >= (8 if verbatim else 6):
        return told
    if pool and not _stands_out(template, known):
        return None
    if wide < 0.9 and count.in_body >= 8 and sway_of(count) >= _ANYWHERE * count.in_body and is_loose(known, looks):
        return None
    if quoted or kind == "notice":
        return told if here >= 10 and wide >= 0.9 and days >= 7 else None
    if opens:
        return told if here >= 8 and wide >= 0.95 and days >= 3 else None
    ends = count.closing == count.in_body or count.place >= 750 * count.stories  # all of a site's notes stand one below the other
    if verbatim and ends and count.in_body == count.stories and here >= 6 and wide >= 0.5 and not PHONE.search(count.text):
        return told
    if not verbatim:  # names or numbers change: a formula, unless no story is without it
        return told if here >= 6 and wide >= 0.9 else None
    if wide >= 0.5 and count.stories >= 6 and _steady(template, known):
        return told
    if _is_subhead(count):
        return told if here >= 8 and wide >= (0.95 if here < 12 else 0.9) else None
    if here >= 4 and wide >= (0.75 if days >= 3 else 0.95):
        return told
    return None


_ANYWHERE = 500
"""Variance of places, in hundredths of the text, from which a block stands anywhere: of paragraphs in any order it is 800 and more."""


def _as_text(count: BlockCount) -> float:
    """Return the share of its stories in which a block did not stand in comments, teasers and the like."""
    aside = sum(number for kind, number in count.kinds if kind in ("comments", "related", "share"))
    return 1 - aside / max(1, count.stories)


def _stands_out(template: Template, known: Known) -> bool:
    """Return whether a block is no paragraph of those that a site's stories are drawn from: it keeps its place, or stands on more than by chance."""
    count = known.count
    often = count.in_body
    span = stories_between(template.weeks, template.sums, known.since[0], known.since[-1])
    loose = template.loose or Loose(0, 0, 0, 0.0)
    others = max(1, loose.different - 1)
    # how often one of the others comes up, as a reader meets them: rare ones say nothing of those that he sees all the time
    usual = max(0.05, (loose.squares - often * often) / max(1, loose.blocks - often) / max(1, template.stories))
    if often < 8 or span < 8:
        return False
    if often >= 10 and sway_of(count) <= often * max(_KEPT, _KEPT_SHARE * loose.sway):
        return True
    if usual >= 1:
        return False
    # at most `chance` for one, by Chernoff: share s where u is usual
    share = min(1.0, often / span)
    if share <= usual:
        return False
    gain = share * log(share / usual) + ((1 - share) * log((1 - share) / (1 - usual)) if share < 1 else 0.0)
    return others * exp(-span * gain) < 1e-4


def _steady(template: Template, known: Known) -> bool:
    """Return whether a block stands on seven of ten stories for as long as it stands at all, not as a subhead does: by chance fewer may be near."""
    span = stories_between(template.weeks, template.sums, known.since[0], known.since[-1])
    return span > 0 and known.count.stories >= 0.7 * span and not _is_subhead(known.count)


def _is_subhead(count: BlockCount) -> bool:
    """Return whether a block is a few words within the text that never have the same neighbour, as a subhead that many stories have."""
    return (
        len(count.text) <= 60
        and count.in_body == count.stories
        and not count.closing
        and always_there(count.before) is None
        and always_there(count.after) is None
        and not SENTENCE_END.search(count.text)
    )


def is_verbatim(known: Known) -> bool:
    return known.count.wordings is not None and known.count.wordings[0] == known.count.wordings[1]


def _in_a_run(template: Template, count: BlockCount) -> bool:
    """Return whether the same two blocks always stand before and after this one: so it is inside a letter or a box, hardly ever in stories."""
    for pair in (count.before, count.after):
        beside = template.known.get(always_there(pair) or "")
        if beside is None or beside.count.stories * 5 < count.stories * 4:
            return False
    return True


def has_lapsed(template: Template, known: Known, week: int) -> bool:
    """Return whether the site had dropped the block for weeks around ``week``, whose own story does not count as a sighting."""
    return _was_dropped((known.since, known.sums), (template.weeks, template.sums), week)


def was_dropped_when_out(template: Template, known: Known, week: int) -> bool:
    """As ``has_lapsed``, of a block most of whose stories were fetched long after they came out, and of the week in which this one did.

    A crawl that fetches years of a site in an hour sees what it dropped and what a story quotes of it side by side.
    """
    return known.out is not None and known.count.ruled is None and _was_dropped(known.out, template.out, week)


def _was_dropped(seen_in: Calendar, site: Calendar, week: int) -> bool:
    since, sums = seen_in
    place = bisect_left(since, week)
    nearest: int | None = None
    for other in (*range(place - 1, max(-1, place - 2), -1), *range(place, min(len(since), place + 2))):
        seen = since[other]
        alone = seen == week and sums[other] - (sums[other - 1] if other else 0) < 2
        if not alone and (nearest is None or abs(seen - week) < abs(nearest - week)):
            nearest = seen
    if nearest is None or abs(nearest - week) < 5:
        return False
    first, last = (nearest + 1, week - 1) if nearest < week else (week + 1, nearest - 1)
    silent = stories_between(*site, first, last)
    if silent < 4:
        return False
    # what stands on one story in six is silent for five of them each time, and not over
    others = [one for one in (since[0], since[-1], *since[1:2], *since[-2:-1]) if one != week]
    while_it_ran = stories_between(*site, min(others), max(others))
    return silent * sums[-1] > _SILENCE * while_it_ran


_SILENCE = 2
"""How much longer than its usual distance from story to story a block must be away to have been dropped."""


def is_quoted(text: str) -> bool:
    """Return whether ``text`` opens and ends as somebody's words, or more than half of it stands in quotation marks."""
    if _QUOTED_WHOLE.match(text):
        return True
    inside = sum(len(found) for found in re.findall('“[^”]*”?|„[^“”]*[“”]?|«[^»]*»?|「[^」]*」?|"[^"]*"?', text))
    return inside * 2 > len(text)


def is_sure(template: Template, mark: str, week: int, reach: int) -> bool:
    """Return whether nearly all stories of the time have a block, eight at least, or a person said that it is furniture."""
    known = template.known.get(mark)
    if known is None or known.count.stories < _NEAR or known.count.ruled is not None:
        return known is not None and known.count.ruled == "drop"
    if (key := (mark, week)) not in template.sure:
        if len(template.sure) >= MAX_REASONS:
            template.sure.clear()
        here, share = how_common(template, known, week, reach)
        template.sure[key] = here >= _NEAR and share >= CAP
    return template.sure[key]


def is_label(count: BlockCount) -> bool:
    return len(count.text) <= _LABEL and not count.text.endswith(STOPS)
