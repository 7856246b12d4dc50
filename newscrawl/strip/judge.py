"""What a template says of one page: which of its blocks are furniture, what goes with them, and a digest of all that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from itertools import chain, islice, pairwise

import lxml.html

from newscrawl.blocks import BOLD, Block
from newscrawl.document import Document
from newscrawl.items import FurnitureKind
from newscrawl.strip.evidence import (
    CAP,
    MAX_REASONS,
    PHONE,
    is_label,
    is_pool,
    is_quoted,
    is_sure,
    is_verbatim,
    reason_of,
    was_dropped_when_out,
    weeks_near,
)
from newscrawl.strip.kinds import signs_in, signs_in_each
from newscrawl.strip.lexicon import DENSE, Sign, tokens_of, tokens_of_each
from newscrawl.strip.marks import ANY_HEADING, LINKS, SENTENCE_END, is_call, is_teaser, label_of, links_at_end, looks_like, window_of
from newscrawl.strip.parts import CLOSERS
from newscrawl.strip.prints import EDGES, LOOKED, Own, label_print, own_words, prints_and_bones, skeleton
from newscrawl.strip.shape import Mark, around_body, fences
from newscrawl.strip.standing import FEW, LINE, stand_together
from newscrawl.strip.template import ASKING, Known, Template, always_there, came_out, week_of

_HEADING = 90
"""Characters of a line that announces a box."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a template says of a page: the marks; or none and ``doubtful``, if they would have left too little of the text."""

    marks: dict[int, Mark]
    doubtful: bool = False


def variants(template: Template | None, said: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return by fingerprint the known one that a block is a variant of, of those ((fingerprint, text as a ``BlockMark`` has it)) that are."""
    found: dict[str, str] = {}
    if template is None or not template.by_word:
        return found
    filed = template.by_word.keys()
    unknown = ((mark, text) for mark, text in said if mark not in template.known)
    while some := list(islice(unknown, _AT_ONCE)):
        for (mark, text), tokens in zip(some, tokens_of_each([text for _, text in some]), strict=True):
            words = set(tokens)  # of nearly all they say that it is none, and skeletons cost more
            if (len(filed & words) < 3 and (text.isascii() or not DENSE.search(text))) or len(words & template.said) < _SAME * len(words):
                continue
            if (known := _alike(template, text, skeleton(text))) is not None:
                found[mark] = known
    return found


_AT_ONCE = 500
"""Texts that are cut into words together, of all that a site has."""


def judgement(
    template: Template | None,
    blocks: Iterable[tuple[str, bool, FurnitureKind | None]],
    seen_at: datetime | None,
    like: Mapping[str, str] | None = None,
    published: datetime | None = None,
) -> str:
    """Return a digest of which of ``blocks`` ((fingerprint, whether it is text, kind)) are furniture in a story of that time; "" for none.

    Two readings of a page with the same digest were told the same of its blocks: the page need not be read again. ``like`` are the ``variants`` among
    them, ``published`` is when the story came out, if its page says so.
    """
    if template is None or not template.known:
        return ""
    week = week_of(seen_at) if seen_at is not None else template.weeks[-1] if template.weeks else 0
    reach = weeks_near(template, week)
    blocks = tuple((like.get(mark, mark), is_text, kind) for mark, is_text, kind in blocks) if like else tuple(blocks)
    if over := _over(template, (mark for mark, is_text, _ in blocks if is_text), seen_at, week, published):
        blocks = tuple(("" if is_text and mark in over else mark, is_text, kind) for mark, is_text, kind in blocks)
    letters = stand_together(template, [mark for mark, is_text, _ in blocks if is_text], week, reach)
    pool = is_pool(template, ((mark, kind) for mark, is_text, kind in blocks if is_text))
    found = {
        f"{mark}{is_text:d}{known.count.kind}{'s' * (is_text and is_sure(template, mark, week, reach))}"  # what kind it is a removal says too
        for mark, is_text, kind in blocks
        if (known := template.known.get(mark)) is not None
        and (mark in letters or reason_of(template, known, week, reach, is_text, kind, pool) is not None)
    }
    known_here = [template.known.get(mark) for mark, _, _ in blocks]
    if found:  # what else goes beside these depends on how often the neighbours stand together
        found |= {_side_by_side(template, one, other) for one, other in pairwise(known_here) if one is not None and other is not None}
    if template.slots:
        found |= {f"{one}{other}" for (one, *_), (other, *_) in zip(blocks, blocks[2:], strict=False) if (one, other) in template.slots}
    found |= {f"{one.count.fingerprint}l" for one in known_here if one is not None and _may_announce(one)}
    return blake2b(" ".join(sorted(found)).encode(), digest_size=8).hexdigest() if found else ""


def _side_by_side(template: Template, one: Known, other: Known) -> str:
    """Return all that ``_close_ranks`` asks of two known neighbours, as a word."""
    left, right = one.count, other.count
    key = (left.fingerprint, right.fingerprint)
    if (known := template.beside.get(key)) is not None:
        return known
    always = (always_there(left.after) == right.fingerprint, always_there(right.before) == left.fingerprint)
    shares = [a * y >= b * x for a, b in ((left.stories, right.stories), (right.stories, left.stories)) for x, y in ((3, 4), (1, 2))]
    told = f"{left.fingerprint}{always}{shares}{min(left.stories, 4)}{min(right.stories, 4)}" if any(always) else ""
    if told and left.stories < 4:
        told += f"{_boxes_up(one)}{len(left.text) <= LINE}{left.opening * 2 <= left.stories}"
    if len(template.beside) >= MAX_REASONS:
        template.beside.clear()
    template.beside[key] = told
    return told


def _over(template: Template, text: Iterable[str], seen_at: datetime | None, week: int, published: datetime | None) -> set[str]:
    """Return those of a story's blocks of ``text`` that its site had dropped when it came out: there they are text again."""
    if not template.out[0]:
        return set()
    at = came_out(seen_at, published) if seen_at is not None else None
    here = week if at is None else at
    return {mark for mark in text if (known := template.known.get(mark)) is not None and was_dropped_when_out(template, known, here)}


def judge(
    template: Template,
    document: Document,
    blocks: Sequence[Block],
    body: Sequence[int],
    seen_at: datetime | None,
    own: Own | None = None,
    lead: int | None = None,
    published: datetime | None = None,
) -> Verdict:
    """Return what ``template`` says of a page fetched at ``seen_at`` (None: as of the last story it knows); ``own``, ``lead`` as for ``marks_of``.

    ``published``: when the story came out, if its page says so.
    """
    if not body or not template.known:
        return Verdict({})
    week = week_of(seen_at) if seen_at is not None else template.weeks[-1] if template.weeks else 0
    reach = weeks_near(template, week)
    window = list(window_of(blocks, body))
    signs_in_each([blocks[index].text for index in window])  # each is asked for, now or by who looks for appeals: together they cost less
    own = own or own_words(document)
    prints = prints_and_bones(document, blocks, window, own)
    seen_as = {index: mark for index, (mark, _) in prints.items()}
    inside = frozenset(body)
    marks: dict[int, Mark] = {}

    def reason(mark: str, is_text: bool, looks: FurnitureKind | None = None) -> str | None:
        known = template.known.get(mark)
        return reason_of(template, known, week, reach, is_text, looks, pool) if known is not None else None

    def put(index: int, mark: str, evidence: str) -> None:
        count = template.known[mark].count
        # a letter whose language nobody here understands is one all the same
        marks[index] = Mark(count.kind or ("appeal" if mark in letters else "other"), "ruled" if count.ruled else "template", evidence)

    like = {
        index: one for index in window if seen_as[index] not in template.known and (one := _alike(template, blocks[index].text, prints[index][1]))
    }
    texts = [index for index in window if index in inside or index == lead]
    if over := _over(template, (like.get(index, seen_as[index]) for index in texts), seen_at, week, published):
        for index in texts:
            if like.get(index, seen_as[index]) in over:
                seen_as[index] = ""
                like.pop(index, None)
    letters = stand_together(template, [like.get(index, seen_as[index]) for index in window if index in inside], week, reach)
    looks: dict[int, FurnitureKind | None] = {}
    around = around_body(document, blocks, body)
    LOOKED[document].looks[tuple(body)] = looks  # marks_of asks the same of the same text
    for seen, index in enumerate(body):
        if like.get(index, seen_as[index]) in template.known:
            place, boxes = seen / max(1, len(body) - 1), around.of(blocks[index].element)
            looks[index] = looks_like(document, blocks[index], place, boxes, True, blocks, body, own)
    pool = is_pool(template, ((seen_as[index], looks.get(index)) for index in body))
    for index in window:
        mark = like.get(index, seen_as[index])
        if (evidence := reason(mark, index in inside or index == lead, looks.get(index)) or letters.get(mark)) is not None:
            seen_as[index] = mark
            put(index, mark, f"as one that {evidence}" if index in like else evidence)
        elif (
            blocks[index].link_chars and (label := label_of(document, blocks[index])) and (evidence := reason(label_print(label), False)) is not None
        ):
            marks[index] = Mark("related", "template", f"a line that links to another story; its label {evidence}")
    if (ending := links_at_end(blocks, [index for index in body if index not in marks])) and (evidence := reason(label_print(LINKS), False)):
        marks.update((index, Mark("related", "template", f"links alone end the text, as it {evidence}")) for index in ending)
    _close_ranks(template, blocks, window, seen_as, marks)
    _links_below(blocks, window, marks)
    if marks:
        _with_their_boxes(blocks, body, marks)
        if not pool:
            _rest_of_boxes(template, blocks, body, seen_as, around.trunk, marks)
        _signed_above(blocks, body, own, marks)
        marks.update(fences(blocks, body, marks))
    taken = sum(len(blocks[i].text) for i in marks if i in inside)
    if taken and (taken > CAP * sum(len(blocks[i].text) for i in body) or all(i in marks for i in body)):
        # a brief below a long letter: what nearly every story has goes all the same, if something is left that no other story has
        sure = {index: mark for index, mark in marks.items() if index not in inside or is_sure(template, seen_as[index], week, reach)}
        left = [index for index in body if index not in sure]
        if len(left) == len(body) or not any(seen_as[index] not in template.known and SENTENCE_END.search(blocks[index].text) for index in left):
            return Verdict({}, doubtful=True)
        return Verdict(sure)
    return Verdict(marks)


def _alike(template: Template, text: str, bones: Sequence[str]) -> str | None:
    """Return the known fingerprint that ``text`` is a variant of, if its words nearly are that one's."""
    by_word = template.by_word
    filed = [by_word[word] for word in bones if word in by_word]
    if len(filed) < 3:  # so it is with nearly every paragraph
        return None
    votes = Counter(chain.from_iterable(filed))
    most = max(votes.values())
    if most < 3:
        return None
    best = max(mark for mark, number in votes.items() if number == most)
    known = template.known[best]
    if most * 2 < len(known.skeleton):
        return None
    words = set(tokens_of(text[:200]))
    return best if len(words & known.words) >= _SAME * max(len(words), len(known.words)) else None


_SAME = 0.7
"""Share of their words that a block and its variant have in common."""


def _close_ranks(template: Template, blocks: Sequence[Block], window: Sequence[int], seen_as: Mapping[int, str], marks: dict[int, Mark]) -> None:
    """Take what always stands between two blocks that are furniture, and what stands where such a one always stood."""
    for before, index, after in zip(window, window[1:], window[2:], strict=False):
        if index in marks or before not in marks or after not in marks:
            continue
        if seen_as[before] not in template.known or seen_as[after] not in template.known:
            continue
        left, mark, right = template.known[seen_as[before]].count, template.known.get(seen_as[index]), template.known[seen_as[after]].count
        if (left.fingerprint, right.fingerprint) in template.slots and _fits(blocks[index]):
            marks[index] = Mark(left.kind or right.kind or "other", "template", f"ever another line between the same two, in {left.stories} stories")
            continue
        if mark is not None:
            count = mark.count
            if (
                count.ruled is None
                and count.stories >= 3
                and count.stories * 2 >= left.stories
                and always_there(count.before) == left.fingerprint
                and always_there(count.after) == right.fingerprint
            ):
                marks[index] = Mark(left.kind or right.kind or "other", "template", f"always between two that are, in {count.stories} stories")
        else:
            slot = always_there(left.after)
            if slot is not None and slot == always_there(right.before) and slot in template.known:
                usual = len(template.known[slot].count.text)
                if usual * 0.5 <= min(200, len(blocks[index].text)) <= usual * 2:
                    marks[index] = Mark(left.kind or "other", "template", "stands where the furniture's own line always stood")
    _labels(template, blocks, window, seen_as, marks)
    for index, below in pairwise(window):
        if index not in marks and below in marks and blocks[index].text.casefold() in CLOSERS:
            marks[index] = Mark(marks[below].kind, "template", "the cross that closed it")
    pressed = {index: 1 for index in marks if is_call(blocks[index])}  # how many lines of a box with something to press have gone already
    for step in (1, -1):  # the end of a run: what is furniture's neighbour as often as that stands at all
        ordered = window[::-step]
        for beside, index in pairwise(ordered):
            if (
                index in marks
                or beside not in marks
                or seen_as[beside] not in template.known
                or (known := template.known.get(seen_as[index])) is None
            ):
                continue
            count, other = known.count, template.known[seen_as[beside]].count
            if step < 0 and count.opening * 2 > count.stories:
                continue  # what opens the text has a byline or share buttons above it, and is a column's own for all that
            side = count.after if step > 0 else count.before
            boxed = step > 0 and beside in pressed and count.stories == other.stories and count.opening * 2 <= count.stories
            if boxed and len(count.text) <= LINE:
                # above what is to be pressed, in each of its stories
                few = 2 if _boxes_up(known) or pressed[beside] > FEW else 3
            else:
                few = 3 if count.stories == other.stories and len(count.text) <= _HEADING and is_verbatim(known) else 4
            if count.ruled is None and count.stories >= few and count.stories * 4 >= other.stories * 3 and always_there(side) == other.fingerprint:
                marks[index] = Mark(other.kind or "other", "template", f"always beside one that is, in {count.stories} stories")
                if boxed:
                    pressed[index] = pressed[beside] + 1


def _fits(block: Block) -> bool:
    """Return whether a block may be the line of a box that changes from story to story: no correction, quotation or number to call."""
    text = block.text
    return len(text) <= LINE and not (signs_in(text) & Sign.STORY or is_quoted(text) or PHONE.search(text))


def _signed_above(blocks: Sequence[Block], body: Sequence[int], own: Own, marks: dict[int, Mark]) -> None:
    """Take the line with the author's name and nothing else right above what says who that is, which goes."""
    for index, below in pairwise(body):
        if below in marks and index not in marks and marks[below].kind == "bio" and blocks[index].text.strip(EDGES) in own.authors:
            marks[index] = Mark("bio", "template", "the name of the author whose note goes")


def _boxes_up(known: Known) -> bool:
    """Return whether a block is what a box says above its button: another number in each story, a few words that are no sentence, or that it asks."""
    counts = not is_verbatim(known) and any(letter.isdigit() for letter in known.count.text)
    return counts or is_label(known.count) or known.says == "other" or known.says in ASKING


def _labels(template: Template, blocks: Sequence[Block], window: Sequence[int], seen_as: Mapping[int, str], marks: dict[int, Mark]) -> None:
    """Take a few words that stand on several stories, always in one wording, above two links or more in the text's second half: they announce them.

    The links go with them; see ``_links_below``. In the first half a list of links may be what the story is about.
    """
    for place, index in enumerate(window[:-2]):
        known = template.known.get(seen_as[index])
        if index in marks or known is None or not _may_announce(known) or len(blocks[index].text) > 60:
            continue
        if all(is_teaser(blocks[below]) for below in window[place + 1 : place + 3]):
            marks[index] = Mark("related", "template", f"stands above links in {known.count.stories} stories")


def _may_announce(known: Known) -> bool:
    count = known.count
    return (
        count.ruled is None
        and count.stories >= 3
        and len(count.text) <= 60
        and is_verbatim(known)
        and count.place >= 500 * count.stories
        and not SENTENCE_END.search(count.text)
    )


def _links_below(blocks: Sequence[Block], window: Sequence[int], marks: dict[int, Mark]) -> None:
    """Take two or more lines that are links and nothing else right below furniture: teasers change with every story, their label does not."""
    links: list[int] = []
    under = False
    for index in (*window, -1):
        block = blocks[index]
        if index >= 0 and index not in marks and under and is_teaser(block):
            links.append(index)
            continue
        if len(links) >= 2:
            for one in links:
                marks[one] = Mark("related", "template", "links alone below furniture")
        links = []
        under = index in marks


def _with_their_boxes(blocks: Sequence[Block], body: Sequence[int], marks: dict[int, Mark]) -> None:
    """Take the bold line or heading that opens a box whose other lines all go, and what stands below a title that goes in its item of a list."""
    inside = frozenset(body)
    for index in body:
        if index in marks:
            continue
        block, above, below = blocks[index], marks.get(index - 1), marks.get(index + 1)
        teased = index > 0 and (above.kind == "related" if above is not None else is_teaser(blocks[index - 1]))
        item = _item_of(block.element) if teased else None
        if item is not None and item is _item_of(blocks[index - 1].element) and (above is not None or _among_related(blocks, index, item, marks)):
            marks[index] = Mark("related", "template", "stands below a title that goes, in one item of a list")
        elif below is not None and len(block.text) <= _HEADING and (block.style & BOLD or block.tag in ANY_HEADING):
            box = _joint_box(block, blocks[index + 1])
            if box is None or (index and _within(blocks[index - 1].element, box)):
                continue
            last = index + 1
            while last + 1 < len(blocks) and _within(blocks[last + 1].element, box):
                last += 1
            if last - index >= 2 and all(one in marks or one not in inside for one in range(index + 1, last + 1)):
                marks[index] = Mark(below.kind, "template", f"opens a box whose other {last - index} lines are furniture")


def _rest_of_boxes(
    template: Template,
    blocks: Sequence[Block],
    body: Sequence[int],
    seen_as: Mapping[int, str],
    trunk: Collection[lxml.html.HtmlElement],
    marks: dict[int, Mark],
) -> None:
    """Take the lines of a box apart of which most goes by what is learned, if each of them stands on another story too: letters take turns in it.

    What is a story's own stands on no other, so a box that holds any of it is left alone; so is one with a statement in quotation marks.
    """
    inside = frozenset(body)

    def recurs(index: int) -> bool:
        known = template.known.get(seen_as.get(index, ""))
        if known is None or known.count.ruled is not None or known.count.stories < 2 or known.count.kind == "notice":
            return False
        return not is_quoted(known.count.text)

    def changes(index: int) -> bool:
        """Return whether a line that stands nowhere else may be a box's own, of that story: short, right between two lines of it that go."""
        if index - 1 not in marks or index + 1 not in marks or not _fits(blocks[index]):
            return False
        return blocks[index - 1].element.getparent() is blocks[index].element.getparent() is blocks[index + 1].element.getparent()

    for index in body:
        if index in marks or (index - 1 not in marks and index + 1 not in marks) or not (recurs(index) or changes(index)):
            continue
        element: lxml.html.HtmlElement | None = blocks[index].element
        while element is not None and element not in trunk:
            first = last = index
            while first and index - first <= _LONGEST_BOX and _within(blocks[first - 1].element, element):
                first -= 1
            while last + 1 < len(blocks) and last - first <= _LONGEST_BOX and _within(blocks[last + 1].element, element):
                last += 1
            if last - first >= _LONGEST_BOX:
                break
            lines = range(first, last + 1)
            gone = [marks[one] for one in lines if one in marks]
            rest = [one for one in lines if one not in marks and one in inside]
            if not all(map(recurs, rest)) and rest != [index]:
                break
            if len(gone) >= 3 and len(gone) >= (2 if recurs(index) else 4) * len(rest):
                kinds = Counter(mark.kind for mark in gone)
                kind = max(kinds, key=lambda one: (kinds[one], one))
                marks.update((one, Mark(kind, "template", f"in a box of which {len(gone)} other lines are furniture")) for one in rest)
                break
            element = element.getparent()


_LONGEST_BOX = 24
"""Blocks of a box that are looked at for what is left of it."""


def _among_related(blocks: Sequence[Block], index: int, item: lxml.html.HtmlElement, marks: Mapping[int, Mark]) -> bool:
    """Return whether the list around ``item``, in which the block ``index`` stands, holds what goes as related, or has such a label right above."""
    whole = item.getparent()
    if whole is None:
        return False
    first = last = index
    while first and _within(blocks[first - 1].element, whole):
        first -= 1
    while last + 1 < len(blocks) and _within(blocks[last + 1].element, whole):
        last += 1
    return any((mark := marks.get(one)) is not None and mark.kind == "related" for one in range(max(0, first - 1), last + 1))


def _item_of(element: lxml.html.HtmlElement) -> lxml.html.HtmlElement | None:
    """Return the item of a list that ``element`` is or stands in, two levels up at most."""
    at: lxml.html.HtmlElement | None = element
    for _ in range(3):
        if at is None or at.tag == "li":
            return at
        at = at.getparent()
    return None


def _joint_box(one: Block, other: Block) -> lxml.html.HtmlElement | None:
    """Return the innermost element around both blocks, unless it is the page's or the story's."""
    at = one.element.getparent()
    while at is not None and at.tag not in ("body", "html", "main", "article"):
        if _within(other.element, at):
            return at
        at = at.getparent()
    return None


def _within(element: lxml.html.HtmlElement, box: lxml.html.HtmlElement) -> bool:
    return element is box or box in element.iterancestors()


def apply(template: Template, document: Document, blocks: Sequence[Block], body: Sequence[int], seen_at: datetime | None = None) -> dict[int, Mark]:
    """Return the blocks of a page that ``template`` knows for furniture, by index; see ``judge``."""
    return judge(template, document, blocks, body, seen_at).marks
