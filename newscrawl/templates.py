"""A site's template as the archive knows it: counts as JSON and back, and stories folded in."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import fields
from datetime import datetime
from typing import Any

from newscrawl.archive import furniture
from newscrawl.archive.furniture import Waiting
from newscrawl.items import BlockMark
from newscrawl.strip.template import SITE, BlockCount, Template, fold_story, learn

_TUPLES = {one.name for one in fields(BlockCount) if one.name in ("weeks", "out", "spot", "kinds", "wordings", "before", "after", "sample")}
_FIELDS = tuple(one.name for one in fields(BlockCount))


def to_json(count: BlockCount) -> dict[str, Any]:
    """Return ``count`` as JSON values, with its kind; ``from_json`` undoes it."""
    said = {name: getattr(count, name) for name in _FIELDS}
    for name in ("first_seen", "last_seen"):
        said[name] = said[name] and said[name].isoformat()
    return said | {"kind": count.kind}


def from_json(said: dict[str, Any]) -> BlockCount:
    """Return the count that ``to_json`` wrote."""
    values = {name: _frozen(value) if name in _TUPLES else value for name, value in said.items() if name != "kind"}
    for name in ("first_seen", "last_seen"):
        values[name] = datetime.fromisoformat(values[name]) if values.get(name) else None
    return BlockCount(**values)


def _frozen(value: Any) -> Any:
    return tuple(_frozen(one) for one in value) if isinstance(value, list) else value


def template_of(db: sqlite3.Connection, site: str) -> Template | None:
    """Return what is known of the furniture of ``site``; None: nothing."""
    counts = [from_json(said) for said in furniture.counts(db, site)]
    counts += [from_json(said) for said in furniture.counts(db, site, [SITE]) if all(count.fingerprint != SITE for count in counts)]
    return learn(counts) if any(count.fingerprint != SITE for count in counts) else None


def fold(db: sqlite3.Connection, site: str, stories: Iterable[Waiting], *, anew: bool = False) -> None:
    """Count the blocks of ``stories``, each story once. What they share is fetched and written once for all of them.

    ``anew``: into the counts that are being made anew (``archive.furniture.begin_anew``).
    """
    held: dict[str, BlockCount] = {}
    asked: set[str] = set()
    changed: set[str] = set()

    def write() -> None:
        furniture.put(db, site, (to_json(held[fingerprint]) for fingerprint in sorted(changed)), anew=anew)
        changed.clear()

    for story in stories:
        if furniture.counted(db, site, story, write, anew=anew):
            continue
        marks = [BlockMark(**block | {"in_body": bool(block["in_body"])}) for block in story.blocks]
        new = {SITE, *(mark.fingerprint for mark in marks)} - asked
        asked |= new
        held.update((count.fingerprint, count) for count in map(from_json, furniture.counts(db, site, sorted(new), anew=anew)))
        told = fold_story(held, marks, story.fetched_at, story.article, story.published)
        held.update(told)
        changed.update(told)
    write()
