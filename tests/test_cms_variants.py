"""A block that is nearly one that was learned goes with it: also from the articles that were read before, and only those are read again."""

from __future__ import annotations

import random
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from newscrawl import learn as teaching
from newscrawl.archive import furniture
from newscrawl.archive.schema import open_archive
from newscrawl.items import Page
from newscrawl.read import read
from tests.archive_kit import NOW, Desk, blob
from tests.test_arrival import HOST, _reading_here, arrive, learned, page, sentence

STORIES = 9
ODD = 4
"""The story with a wording of its own."""
ASKS = "The evening boat leaves without passengers whenever nobody remembers yesterday's forgotten timetable beside the lighthouse"
VARIES = "The evening boat leaves without passengers whenever everybody remembers yesterday's forgotten timetable beside the lighthouse"

__all__ = ["_reading_here"]


def told(number: int) -> Page:
    luck = random.Random(500 + number)
    paragraphs = [" ".join(sentence(luck) for _ in range(4)) for _ in range(5)]
    paragraphs.insert(3, f"{VARIES if number == ODD else ASKS}.")
    title = f"{sentence(luck)} {number}"
    text = "".join(f"<p>{one}</p>" for one in paragraphs)
    html = f"<html lang=en><head><title>{title}</title></head><body><article><h1>{title}</h1>{text}</article></body></html>"
    return Page(f"https://{HOST}/2026/told-{number}", html.encode(), 200, page(0).headers, NOW + timedelta(days=number))


def bodies(path: Path) -> list[str]:
    with closing(open_archive(path)) as db:
        return [body for (body,) in db.execute("SELECT body FROM articles ORDER BY url")]


@pytest.mark.parametrize("order", [(ODD, *range(ODD), *range(ODD + 1, STORIES)), (*range(ODD), *range(ODD + 1, STORIES), ODD), range(STORIES)])
@pytest.mark.parametrize("cut", [0, 1, STORIES - 1])
def test_a_variant_goes_whenever_it_came(tmp_path: Path, order: Sequence[int], cut: int) -> None:
    path = tmp_path / "a.db"
    for numbers in (order[:cut], order[cut:]):
        arrive(path, numbers, told)
        learned(path)
    assert not any("lighthouse" in body for body in bodies(path))
    assert all(len(body.split("\n\n")) == 5 for body in bodies(path))
    assert teaching.learn(path).read == 0


def test_a_variant_comes_back_when_a_person_keeps_the_block_and_only_its_holders_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    arrive(path, range(STORIES), told)
    luck = random.Random(1)
    plain = told(77)
    plain = replace(plain, body=plain.body.replace(ASKS.encode(), sentence(luck).encode()))
    desk = Desk(path)
    reading = read(plain)
    assert reading.article is not None
    desk.fetch(plain.url, reading.article, reading=reading, page=replace(plain, body=b""), blob=blob(plain.body))
    desk.close()
    learned(path)
    with closing(open_archive(path, write=True)) as db:
        (id,) = db.execute("SELECT fingerprint FROM furniture WHERE text LIKE '%nobody remembers%' ORDER BY stories DESC").fetchone()
        furniture.rule(db, id, "keep")
        db.commit()
    assert teaching.learn(path).read == STORIES
    assert sum("lighthouse" in body for body in bodies(path)) == STORIES
