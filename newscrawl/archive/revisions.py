"""Every version of an article: what the publisher changed, told in kinds, and kept as steps back from the newest."""

from __future__ import annotations

import difflib
import json
import re
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from newscrawl.archive.schema import insert, restamp
from newscrawl.errors import NotFound, StorageError

FIELDS = (
    "canonical_url", "title", "standfirst", "byline", "authors", "date_published", "date_offset_minutes", "date_published_raw", "date_precision",
    "date_modified", "language", "section", "keywords", "description", "body", "is_accessible_for_free", "photos", "fetched_at", "hash",
)  # fmt: skip
"""What a version is made of; ``photos`` is [[url, caption, credit, creators, agency], …]."""

_KINDS = (
    ("title", ("title",)),
    ("standfirst", ("standfirst",)),
    ("byline", ("byline", "authors")),
    ("date", ("date_published",)),
    ("paywall", ("is_accessible_for_free",)),
)
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_QUOTE = re.compile('["“„«「『](.{3,600}?)["”“»」』]', re.DOTALL)
# A note that a story was put right, in the words papers use for it; at a paragraph's beginning, or as a label of its own.
_CORRECTION = re.compile(
    r"^\W*(?:(?:editor[’']?s )?note|correction|corrected|clarification|amended|an earlier version"
    r"|this (?:article|story|report) (?:was|has been) (?:amended|corrected|updated)"
    r"|korrektur|berichtigung|richtigstellung|anmerkung der redaktion|in einer früheren"
    r"|rectificatif|erratum|une version précédente|corrección|fe de erratas|una versión anterior|rettifica|correção"
    r"|поправка|уточнение|更正|訂正|정정|تصحيح)\b",
    re.IGNORECASE,
)

Version = dict[str, Any]


def current(db: sqlite3.Connection, id: str) -> Version:
    """Return the newest version of an article, as held. Raises NotFound."""
    names = [name for name in FIELDS if name != "photos"]
    row = db.execute(f"SELECT {', '.join(names)} FROM articles WHERE id = ?", (id,)).fetchone()  # noqa: S608 (our own column names)
    if row is None:
        raise NotFound(f"{id}: no such article in this archive")
    version = dict(zip(names, row, strict=True))
    version["photos"] = [
        list(photo) for photo in db.execute("SELECT url, caption, credit, creators, agency FROM photos WHERE article = ? ORDER BY position", (id,))
    ]
    return version


def changes(old: Version, new: Version) -> list[str]:
    """Return what the publisher changed from ``old`` to ``new``, as kinds in a fixed order; empty: nothing that a reader could see.

    title standfirst byline date paywall credit caption photos paragraphs-added paragraphs-removed paragraphs-edited numbers quotes correction.
    """
    kinds = [kind for kind, fields in _KINDS if any(old[field] != new[field] for field in fields)]
    for kind, columns in (("credit", (2, 3, 4)), ("caption", (1,))):
        if [[photo[c] for c in columns] for photo in old["photos"]] != [[photo[c] for c in columns] for photo in new["photos"]]:
            kinds.append(kind)
    if len(old["photos"]) != len(new["photos"]):
        kinds.append("photos")
    added, removed, edited = paragraphs(old["body"], new["body"])
    kinds += [kind for kind, found in (("paragraphs-added", added), ("paragraphs-removed", removed), ("paragraphs-edited", edited)) if found]
    for kind, pattern in (("numbers", _NUMBER), ("quotes", _QUOTE)):
        if any(pattern.findall(before) != pattern.findall(after) for before, after in edited):
            kinds.append(kind)
    if any(_CORRECTION.search(text) for text in (*added, *(after for before, after in edited if not _CORRECTION.search(before)))):
        kinds.append("correction")
    return kinds


def paragraphs(old: str, new: str) -> tuple[list[str], list[str], list[tuple[str, str]]]:
    """Return (added, removed, edited pairs) of two bodies' paragraphs. A pair is edited when more than half of it is the same."""
    before, after = old.split("\n\n"), new.split("\n\n")
    added: list[str] = []
    removed: list[str] = []
    edited: list[tuple[str, str]] = []
    for kind, i1, i2, j1, j2 in _steps(before, after, COMPARED):
        if kind == "equal":
            continue
        left = [_Words(text) for text in before[i1:i2]]
        may_pair = sum(len(one.words) for one in left) * (j2 - j1) <= PAIRED
        for text in after[j1:j2]:
            words = _Words(text)
            likest = max(((one.likeness(words), one) for one in left), key=lambda found: found[0], default=None) if may_pair else None
            if likest is not None and likest[0] > 0.5:
                left.remove(likest[1])
                edited.append((likest[1].text, text))
            else:
                added.append(text)
        removed += [one.text for one in left]
    return [text for text in added if text], [text for text in removed if text], edited


COMPARED, COMPARED_BY_WORDS = 5_000_000, 100_000_000
"""Steps that difflib may take at the worst, a tenth of a microsecond each, over the paragraphs of two versions, and over their words for who asks."""
PAIRED = 1_000_000
"""Words, times paragraphs that they are compared with, up to which it is told which paragraph became which."""


class _Words:
    """A paragraph as its words."""

    def __init__(self, text: str) -> None:
        self.text, self.words = text, text.split()
        self.counted = Counter(self.words)

    def likeness(self, other: _Words) -> float:
        """Return how much of both is the same in the same order, 0 to 1; of what is long without the order; anything up to 0.5 is less than half."""
        shared = (self.counted & other.counted).total() * 2 / (len(self.words) + len(other.words) or 1)
        if shared <= 0.5 or _is_too_much(self.words, other.words, COMPARED):
            return shared if shared > 0.5 else 0.0
        return difflib.SequenceMatcher(None, self.words, other.words, autojunk=False).ratio()


def _is_too_much(before: Sequence[str], after: Sequence[str], most: int) -> bool:
    """Return whether difflib might take more than ``most`` steps: for each run it finds it goes through all pairs of equals."""
    counted = Counter(after)
    pairs = sum(counted[one] for one in before)
    return (len(before) + pairs) * min(len(before), len(after)) > most


def _steps(before: Sequence[str], after: Sequence[str], most: int) -> Iterator[tuple[str, int, int, int, int]]:
    """Yield what leads from ``before`` to ``after`` as difflib's opcodes; of too much to compare, what stands before and behind all changes is equal.

    A publisher may write what he likes, and this runs where pages are stored: one text of 200,000 words took 20 s, one of two words for ever.
    """
    if not _is_too_much(before, after, most):
        yield from difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
        return
    shorter = min(len(before), len(after))
    low = next((i for i in range(shorter) if before[i] != after[i]), shorter)
    tail = next((i for i in range(shorter - low) if before[-1 - i] != after[-1 - i]), shorter - low)
    end, end_after = len(before) - tail, len(after) - tail
    for kind, step in (("equal", (0, low, 0, low)), ("replace", (low, end, low, end_after)), ("equal", (end, len(before), end_after, len(after)))):
        if step[0] < step[1] or step[2] < step[3]:
            yield kind, *step


def words(old: str, new: str) -> Iterator[tuple[str, str]]:
    """Yield (``same``, ``gone`` or ``new``, text) runs that lead from ``old`` to ``new``, by words, white space kept."""
    blocks, others = (re.split(r"(?<=\n\n)", text) for text in (old, new))
    for kind, i1, i2, j1, j2 in _steps(blocks, others, COMPARED):
        one, other = "".join(blocks[i1:i2]), "".join(others[j1:j2])
        if kind == "equal":
            yield "same", one
        else:
            yield from _words_of_block(one, other)


_NO_SPACES = "\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
"""Of Thai, Japanese and Chinese, whose words no space parts: there a character is compared as a word is elsewhere."""
# A word with the space behind it: spaces of their own are all alike, and most of what there would be to compare.
_COMPARED = re.compile(rf"[{_NO_SPACES}]\s*|[^\s{_NO_SPACES}]+\s*|\s+")


def _words_of_block(old: str, new: str) -> Iterator[tuple[str, str]]:
    before, after = _COMPARED.findall(old), _COMPARED.findall(new)
    for kind, i1, i2, j1, j2 in _steps(before, after, COMPARED_BY_WORDS):
        if kind == "equal":
            yield "same", "".join(before[i1:i2])
            continue
        if i1 < i2:
            yield "gone", "".join(before[i1:i2])
        if j1 < j2:
            yield "new", "".join(after[j1:j2])


def step_back(old: Version, new: Version) -> str:
    """Return what leads from ``new`` back to ``old``, as JSON: other values whole, the body as runs of kept paragraphs."""
    delta: dict[str, Any] = {name: old[name] for name in FIELDS if old[name] != new[name] and name != "body"}
    if old["body"] != new["body"]:
        before, after = old["body"].split("\n\n"), new["body"].split("\n\n")
        runs: list[Any] = []
        for kind, i1, i2, j1, j2 in _steps(after, before, COMPARED):
            runs += [[i1, i2]] if kind == "equal" else before[j1:j2]
        delta["body"] = runs
    return json.dumps(delta, ensure_ascii=False, sort_keys=True)


def apply(new: Version, delta: str) -> Version:
    """Return the version that ``step_back`` was given as ``old``."""
    changed = json.loads(delta)
    old = {**new, **changed}
    if "body" in changed:
        after = new["body"].split("\n\n")
        old["body"] = "\n\n".join(text for run in changed["body"] for text in (after[run[0] : run[1]] if isinstance(run, list) else [run]))
    return old


def keep(db: sqlite3.Connection, id: str, old: Version, new: Version, capture: int | None) -> list[str]:
    """Note that ``old``, held until now (read from ``capture``), is replaced by ``new``; returns what changed.

    Nothing is kept of changes that no reader sees.
    """
    kinds = changes(old, new)
    if not kinds:
        return []
    last = db.execute("SELECT max(number) FROM revisions WHERE article = ?", (id,)).fetchone()[0]
    if last is None:
        last = 1
        insert(db, "revisions", {"article": id, "number": 1, "fetched_at": old["fetched_at"], "changes": "[]"})
    db.execute("UPDATE revisions SET back = ?, capture = ? WHERE article = ? AND number = ?", (step_back(old, new), capture, id, last))
    restamp(db, "revisions", "article = ? AND number = ?", (id, last))
    insert(db, "revisions", {"article": id, "number": last + 1, "fetched_at": new["fetched_at"], "changes": json.dumps(kinds)})
    return kinds


def mend(db: sqlite3.Connection, id: str, old: Version, new: Version) -> None:
    """Keep the step back to the version before the newest right when the newest is replaced by itself read better, or quietly changed."""
    row = db.execute("SELECT number, back FROM revisions WHERE article = ? AND back IS NOT NULL ORDER BY number DESC LIMIT 1", (id,)).fetchone()
    if row is None:
        return
    db.execute("UPDATE revisions SET back = ? WHERE article = ? AND number = ?", (step_back(apply(old, row[1]), new), id, row[0]))
    restamp(db, "revisions", "article = ? AND number = ?", (id, row[0]))


def made(db: sqlite3.Connection, id: str) -> list[dict[str, Any]]:
    """Return the versions of an article that its publisher changed, oldest first: number, fetched_at, changes. Empty: it never changed."""
    rows = db.execute("SELECT number, fetched_at, changes FROM revisions WHERE article = ? ORDER BY number", (id,))
    return [{"number": number, "fetched_at": fetched, "changes": json.loads(kinds)} for number, fetched, kinds in rows]


def history(db: sqlite3.Connection, id: str) -> list[dict[str, Any]]:
    """Return the versions of an article, as ``made`` does. One that never changed has one."""
    return made(db, id) or [{"number": 1, "fetched_at": current(db, id)["fetched_at"], "changes": []}]


def version(db: sqlite3.Connection, id: str, number: int | None = None) -> Version:
    """Return version ``number`` of an article (None: the newest). Raises NotFound; StorageError where it cannot be rebuilt."""
    found = current(db, id)
    steps = db.execute("SELECT number, back FROM revisions WHERE article = ? ORDER BY number DESC", (id,)).fetchall()
    newest = steps[0][0] if steps else 1
    if number is None or number == newest:
        return found
    if not 1 <= number < newest:
        raise NotFound(f"{id}: has {newest} version{'s' if newest > 1 else ''}, no number {number}")
    for at, back in steps[1:]:
        if back is None:
            raise StorageError(f"{id}: version {at} cannot be rebuilt, its step is missing")
        found = apply(found, back)
        if at == number:
            break
    return found


def capture(db: sqlite3.Connection, id: str, number: int) -> int | None:
    """Return captures.id of the page from which version ``number`` of an article was read; None: not kept."""
    row = db.execute("SELECT capture, back FROM revisions WHERE article = ? AND number = ?", (id, number)).fetchone()
    if row is None or row[1] is None:  # the newest
        row = db.execute("SELECT capture FROM articles WHERE id = ?", (id,)).fetchone()
    return int(row[0]) if row[0] is not None else None


def every(db: sqlite3.Connection, id: str) -> list[Version]:
    """Return all versions, oldest first."""
    versions = [current(db, id)]
    for (back,) in db.execute("SELECT back FROM revisions WHERE article = ? AND back IS NOT NULL ORDER BY number DESC", (id,)):
        versions.append(apply(versions[-1], back))
    return versions[::-1]


def record(version: Version) -> dict[str, Any]:
    """Return a version as exports write an article: arrays for arrays, photos by name, the dates as they are held (UTC)."""
    photos = [dict(zip(("url", "caption", "credit", "creators", "agency"), photo, strict=True)) for photo in version["photos"]]
    free = version["is_accessible_for_free"]
    return version | {
        "authors": json.loads(version["authors"]), "keywords": json.loads(version["keywords"]),
        "photos": [photo | {"creators": json.loads(photo["creators"])} for photo in photos],
        "is_accessible_for_free": None if free is None else bool(free),
    }  # fmt: skip


def rewrite(db: sqlite3.Connection, id: str, versions: list[Version]) -> None:
    """Make the chain anew from ``versions``, oldest first; the last is the one that ``articles`` holds."""
    db.execute("DELETE FROM revisions WHERE article = ?", (id,))
    chain = [versions[0]]
    for one in versions[1:]:
        if changes(chain[-1], one):
            chain.append(one)
        else:
            chain[-1] = one
    chain[-1] = versions[-1]
    if len(chain) == 1:
        return
    for number, one in enumerate(chain, 1):
        back = step_back(one, chain[number]) if number < len(chain) else None
        kinds = changes(chain[number - 2], one) if number > 1 else []
        insert(db, "revisions", {"article": id, "number": number, "fetched_at": one["fetched_at"], "changes": json.dumps(kinds), "back": back})
