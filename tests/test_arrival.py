"""The order in which pages come does not show in the archive: not in one crawl, not over several with learning in between, not in merging."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from newscrawl import learn as teaching
from newscrawl import workers
from newscrawl.archive import dump, furniture, keeping
from newscrawl.archive.schema import open_archive
from newscrawl.archive.verify import verify
from newscrawl.items import Page
from newscrawl.read import read
from newscrawl.templates import template_of
from newscrawl.urls import registrable_domain
from tests.archive_kit import NOW, Desk, blob

STORIES = 12
HOST = "lantern.example"
NOUNS = "ferry harbour council bridge winter market school river tower garden station library museum theatre orchard valley quarry mill".split()
VERBS = "closed opened praised mended flooded painted counted moved bought doubted visited measured".split()
PEOPLE = ("Ada Quill", "Borin Castel", "Mira Holt")


def sentence(luck: random.Random) -> str:
    words = [luck.choice(NOUNS), luck.choice(VERBS), "the", luck.choice(NOUNS), "near the", luck.choice(NOUNS), "before anyone", luck.choice(VERBS)]
    return f"The {' '.join(words)} the {luck.choice(NOUNS)} in {luck.randrange(1950, 2026)}."


def page(number: int) -> Page:
    """Return a story among furniture that recurs: an ask with a changing number in the text, an author's bio, a box, a line under every story."""
    luck = random.Random(number)
    author = PEOPLE[number % 3]
    paragraphs = [f"<p>{' '.join(sentence(luck) for _ in range(6))}</p>" for _ in range(6)]
    if number % 4 == 0:
        paragraphs.insert(0, "<p>Every week we walk one street of the town and write down what we see.</p>")
    if number != 3:
        ask = f"Dear reader, {luck.randrange(900, 9000)} people give to the Lantern. Please <a href=/give>donate</a> today and support our work."
        paragraphs.insert(luck.randrange(2, 5), f"<p>{ask}</p>")
    paragraphs.append(f"<p><em>{author} writes for the Lantern.</em></p>")
    paragraphs.append("<p>Comments are closed. The Lantern is printed by its readers in the old mill.</p>")
    box = "<aside class=more><h3>More stories</h3><ul><li><a href='/a'>The mill</a></li><li><a href='/b'>The quay</a></li></ul></aside>"
    title = f"The {luck.choice(NOUNS)} and the {luck.choice(NOUNS)} of {1900 + number}"
    dated = f"<meta property='article:published_time' content='2026-11-{number + 1:02d}T08:00:00Z'>"
    head = f"<title>{title}</title><meta property='og:type' content='article'>{dated}"
    text = f"<h1>{title}</h1><p class=byline>By {author}</p>{''.join(paragraphs)}"
    body = f"<article>{text}</article>{box}<footer><p>The Lantern, Mill Lane</p></footer>"
    html = f"<html lang=en><head>{head}</head><body><nav><a href='/'>The Lantern</a></nav>{body}</body></html>"
    headers = (("content-type", "text/html; charset=utf-8"),)
    # Two came at one instant: then the address decides.
    return Page(f"https://{HOST}/2026/story-{number}", html.encode(), 200, headers, NOW + timedelta(hours=number // 2))


def _read_held(crew: workers.Crew, ids: Sequence[str], *, whole: bool = False, **_: Any) -> Iterator[tuple[int, workers.Result]]:
    assert crew.archive is not None
    workers._template.cache_clear()
    for place, id in enumerate(ids):
        said = json.loads(json.dumps(workers._read_held(id, None, crew.archive, whole=whole)))
        yield place, workers._take(workers.Result("page"), said, b"")
    if ids:
        workers._archive(crew.archive).close()
    workers._archive.cache_clear()


@pytest.fixture(autouse=True, scope="module")
def _reading_here() -> Iterator[None]:
    """Read in this process what is read again: a worker each would be the same, and slow."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workers.Crew, "read_held", _read_held)
        yield


def arrive(path: Path, numbers: Sequence[int], page_of: Callable[[int], Page] = page) -> None:
    """Archive pages in this order, read with what is known of the site's furniture before the first of them."""
    desk = Desk(path)
    template = template_of(desk.db, registrable_domain(HOST))
    for number in numbers:
        one = page_of(number)
        reading = read(one, None, template)
        assert reading.article is not None
        desk.fetch(one.url, reading.article, reading=reading, page=replace(one, body=b""), blob=blob(one.body))
    desk.close()


def learned(path: Path) -> list[str]:
    teaching.learn(path)
    assert list(verify(path)) == []
    with closing(open_archive(path)) as db:
        return list(dump.canonical(db))


@pytest.fixture(scope="module")
def in_order(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    path = tmp_path_factory.mktemp("arrival") / "a.db"
    arrive(path, range(STORIES))
    return learned(path)


def test_the_site_has_furniture_to_learn(in_order: list[str]) -> None:
    removed = [removal[5] for line in in_order for removal in json.loads(line).get("removals", ())]
    assert sum("people give to the Lantern" in text for text in removed) == STORIES - 1
    assert not any("walk one street" in text for text in removed)


@pytest.mark.parametrize("seed", range(6))
def test_pages_that_come_in_any_order_give_the_same_archive(tmp_path: Path, in_order: list[str], seed: int) -> None:
    numbers = random.Random(seed).sample(range(STORIES), STORIES)
    arrive(tmp_path / "a.db", numbers)
    assert learned(tmp_path / "a.db") == in_order


@pytest.mark.parametrize("seed", range(6))
def test_several_crawls_with_learning_in_between_give_the_same_archive(tmp_path: Path, in_order: list[str], seed: int) -> None:
    luck = random.Random(seed)
    numbers = luck.sample(range(STORIES), STORIES)
    cuts = sorted(luck.sample(range(1, STORIES), 3))
    for start, end in zip([0, *cuts], [*cuts, STORIES], strict=True):
        arrive(tmp_path / "a.db", numbers[start:end])
        lines = learned(tmp_path / "a.db")
    assert lines == in_order


@pytest.mark.parametrize("seed", range(6))
def test_archives_merged_either_way_and_then_learned_are_the_same(tmp_path: Path, in_order: list[str], seed: int) -> None:
    luck = random.Random(seed)
    numbers = luck.sample(range(STORIES), STORIES)
    parts = numbers[:8], numbers[5:]
    for folder, (into, other) in (("x", (0, 1)), ("y", (1, 0))):
        (tmp_path / folder).mkdir()
        for which, part in enumerate(parts):
            arrive(tmp_path / folder / f"{which}.db", part)
            if seed % 2:
                teaching.learn(tmp_path / folder / f"{which}.db")
        keeping.merge(tmp_path / folder / f"{into}.db", tmp_path / folder / f"{other}.db")
    one, two = learned(tmp_path / "x" / "0.db"), learned(tmp_path / "y" / "1.db")
    assert one == two
    assert one == in_order


def _asking(number: int, told: int | None = None) -> Page:
    """Return a short story with a long letter to its readers in it, in no known language; ``told``: another's text under an address of its own."""
    luck = random.Random(1000 + (number if told is None else told))
    made = random.Random(5)
    letter = ["".join(made.choice("aeiou") + made.choice("klmnrst") for _ in range(4)) for _ in range(130)]
    lines = [" ".join(letter[i : i + 10]).capitalize() for i in range(0, 130, 10)]
    story = [" ".join(sentence(luck) for _ in range(2)) for _ in range(4)]
    paragraphs = [*story[:2], *lines, *story[2:]]
    text = "".join(f"<p>{one}</p>" for one in paragraphs)
    html = f"<html><head><title>{sentence(luck)}</title></head><body><article><h1>{sentence(luck)}</h1>{text}</article></body></html>"
    return Page(f"https://{HOST}/2026/asking-{number}", html.encode(), 200, page(0).headers, NOW + timedelta(hours=number))


def test_what_is_known_of_a_block_says_out_of_how_many_articles_it_was_taken(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    arrive(path, range(STORIES))
    learned(path)
    with closing(open_archive(path)) as db:
        known = furniture.known(db, registrable_domain(HOST))
    assert [one["out"] for one in known if "people give to the Lantern" in one["text"]] == [STORIES - 1]
    assert [one["out"] for one in known if "walk one street" in one["text"]] == [0]


def test_stories_that_share_a_long_letter_are_no_reprints_and_lose_it(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    desk = Desk(path)
    for number in range(8):
        one = _asking(number, 3 if number == 7 else None)
        reading = read(one)
        assert reading.article is not None
        desk.fetch(one.url, reading.article, reading=reading, page=replace(one, body=b""), blob=blob(one.body))
    desk.close()
    learned(path)
    with closing(open_archive(path)) as db:
        assert db.execute("SELECT stories FROM furniture WHERE fingerprint = ''").fetchone() == (7,)  # of the two with one text, one
        assert {len(body.split("\n\n")) for (body,) in db.execute("SELECT body FROM articles")} == {4}


def test_what_a_story_alone_had_is_forgotten_with_time_and_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, short = tmp_path / "whole.db", tmp_path / "short.db"
    arrive(whole, range(STORIES))
    expected = learned(whole)
    monkeypatch.setattr(furniture, "ONCE", 4)
    arrive(short, range(STORIES))
    assert learned(short) == expected
    query = "SELECT sum(length(blocks)) FROM story_blocks"
    with closing(open_archive(whole)) as one, closing(open_archive(short)) as other:
        assert other.execute(query).fetchone()[0] < one.execute(query).fetchone()[0]
    # what is left is known for what it was: reading again finds nothing to note, and learning nothing to read
    with closing(open_archive(short)) as db:
        template = template_of(db, registrable_domain(HOST))
        for number in range(STORIES):
            one_page = page(number)
            reading = read(one_page, None, template)
            id = db.execute("SELECT id FROM articles WHERE url = ?", (one_page.url,)).fetchone()[0]
            assert furniture.is_noted(db, id, reading)
    assert teaching.learn(short).read == 0
