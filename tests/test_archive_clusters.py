"""Reprints find each other, in whatever order they come."""

from __future__ import annotations

import itertools
import random
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from newscrawl.archive import clusters, query
from newscrawl.archive.schema import open_archive
from newscrawl.archive.writer import Writer
from tests.archive_kit import NOW, Desk, story

LUCK = random.Random(5)
VOCABULARY = [f"{a}{b}{c}" for a in "bdfgklmnprst" for b in ("a", "e", "i", "o", "u") for c in ("l", "n", "r", "st", "m", "nd")]


def text(words: int, seed: int) -> str:
    luck = random.Random(seed)
    return " ".join(luck.choice(VOCABULARY) for _ in range(words))


WIRE = text(400, 1)
STORIES = {
    "wire.example/1": f"OSLO (Coastline) - {WIRE}",
    "paper.example/2": WIRE.replace("a", "a", 1) + " " + text(30, 2),
    "cut.example/3": " ".join(WIRE.split()[:250]),
    "other.example/4": text(400, 4),
    "short.example/5": "Subscribe to read on.",
    "short.example/6": "Subscribe to read on.",
    "edited.example/7": " ".join(word if i % 60 else "changed" for i, word in enumerate(WIRE.split())),
}


def build(path, order: list[str]) -> Desk:
    desk = Desk(path)
    for name in order:
        number = list(STORIES).index(name)
        url = f"https://{name}"
        desk.fetch(url, story(url, body=STORIES[name], date_published=NOW + timedelta(hours=number)), blob=None)
        while clusters.update(desk.db, 2):
            pass
    return desk


@pytest.fixture
def desk(tmp_path) -> Iterator[Desk]:
    desk = build(tmp_path / "a.db", list(STORIES))
    yield desk
    desk.close()


def test_reprints_cut_edited_and_extended_are_one_cluster_and_others_are_not(desk: Desk) -> None:
    held = dict(desk.db.execute("SELECT replace(url, 'https://', ''), cluster FROM articles"))
    together = {name for name, cluster in held.items() if cluster is not None}
    assert together == {"wire.example/1", "paper.example/2", "cut.example/3", "edited.example/7"}
    assert len({held[name] for name in together}) == 1


def test_a_cluster_says_who_was_first_and_whose_text_it_is(desk: Desk) -> None:
    members = clusters.members(desk.db, query.find(desk.db, "cut.example/3"))
    assert [member["site"] for member in members] == ["wire.example", "paper.example", "cut.example", "edited.example"] or len(members) == 4
    assert [member["first"] for member in members] == [True, False, False, False]
    assert members[0]["agency"] == "Coastline"


def test_clusters_do_not_depend_on_the_order_of_arrival(tmp_path) -> None:
    seen = []
    for turn in range(4):
        order = list(STORIES)
        random.Random(turn).shuffle(order)
        desk = build(tmp_path / f"{turn}.db", order)
        seen.append(desk.db.execute("SELECT url, cluster FROM articles ORDER BY url").fetchall())
        desk.close()
    assert all(one == seen[0] for one in seen)


def test_a_story_that_was_rewritten_leaves_its_cluster(desk: Desk) -> None:
    url = "https://cut.example/3"
    desk.fetch(url, story(url, body=text(300, 9)), blob=None)
    clusters.update(desk.db)
    assert desk.db.execute("SELECT cluster FROM articles WHERE url = ?", (url,)).fetchone()[0] is None
    assert desk.db.execute("SELECT count(*) FROM articles WHERE cluster IS NOT NULL").fetchone()[0] == 3


def test_of_a_cluster_a_unique_search_shows_one(desk: Desk) -> None:
    word = WIRE.split()[3]
    every, unique = (query.search(desk.db, f"{word} has:cluster", unique=unique).hits for unique in (False, True))
    assert (len(every), len(unique)) == (4, 1)
    assert query.count(desk.db, f"cluster:{every[0].cluster}") == 4


@pytest.mark.parametrize(
    ("start", "agency"),
    [
        ("KYIV, Nov 22 (Coastline) - The", "Coastline"),
        ("BERLIN (dpa-style Agency) – Der", None),
        ("AFN — The", "AFN"),
        ("The mayor (62) - who", None),
        ("Once upon a time", None),
    ],
)
def test_a_dateline_names_the_agency(start: str, agency: str | None) -> None:
    assert clusters.agency_of(start) == agency


def test_the_writer_finds_reprints_in_its_idle_moments(tmp_path) -> None:
    path = tmp_path / "a.db"
    desk = Desk(path)
    for name in ("wire.example/1", "paper.example/2"):
        url = f"https://{name}"
        desk.fetch(url, story(url, body=STORIES[name]), blob=None)
    assert clusters.waiting(desk.db) == 2
    desk.close()
    with Writer(path) as writer:
        deadline = time.monotonic() + 5
        while writer.run(clusters.waiting) and time.monotonic() < deadline:
            time.sleep(0.1)
    with closing(open_archive(path)) as db:
        assert db.execute("SELECT count(*) FROM articles WHERE cluster IS NOT NULL").fetchone()[0] == 2
        assert clusters.waiting(db) == 0


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """Count how many pairs of texts are compared in full; a crowd is large sooner."""
    monkeypatch.setattr(clusters, "LARGE", 20)
    count = [0]
    likeness = clusters.likeness

    def counting(one: set[str], other: set[str]) -> float:
        count[0] += 1
        return likeness(one, other)

    monkeypatch.setattr(clusters, "likeness", counting)
    yield count


def crowd(path, number: int) -> Desk:
    desk = Desk(path)
    for n in range(number):
        url = f"https://notices.example/{n}"
        desk.fetch(url, story(url, body=f"{text(60, 1)} {n}"), blob=None)
    return desk


def drain(desk: Desk, **options: bool) -> None:
    while clusters.update(desk.db, 20, **options):
        pass


def test_each_of_a_crowd_of_near_copies_is_compared_once(tmp_path, compared: list[int]) -> None:
    number = clusters.LARGE + 45
    desk = crowd(tmp_path / "a.db", number)
    drain(desk)
    assert compared[0] == number - 1
    assert desk.db.execute("SELECT count(DISTINCT cluster), count(cluster) FROM articles").fetchone() == (1, number)
    desk.close()


def test_a_crowd_whose_texts_all_changed_is_compared_once_more_and_named_alike(tmp_path, compared: list[int]) -> None:
    number = clusters.LARGE + 45
    desk = crowd(tmp_path / "a.db", number)
    drain(desk)
    before, compared[0] = desk.db.execute("SELECT id, cluster FROM articles ORDER BY id").fetchall(), 0
    for id, _ in before:
        clusters.enqueue(desk.db, id)
    drain(desk)
    assert compared[0] <= 2 * number
    assert desk.db.execute("SELECT id, cluster FROM articles ORDER BY id").fetchall() == before
    desk.close()


def test_one_that_changes_in_a_crowd_costs_a_crawl_one_comparison(tmp_path, compared: list[int]) -> None:
    desk = crowd(tmp_path / "a.db", clusters.LARGE + 45)
    drain(desk)
    before = desk.db.execute("SELECT id, cluster FROM articles ORDER BY id").fetchall()
    for id, _ in (before[0], before[30]):  # the one that gives the name, and another
        compared[0] = 0
        clusters.enqueue(desk.db, id)
        drain(desk, apart=False)
        assert compared[0] == 1
        assert desk.db.execute("SELECT id, cluster FROM articles ORDER BY id").fetchall() == before
    desk.close()


def test_who_is_rewritten_leaves_a_crowd_that_stays_together(tmp_path, compared: list[int]) -> None:
    for apart in (True, False):
        desk = crowd(tmp_path / f"{apart}.db", clusters.LARGE + 10)
        drain(desk)
        url = "https://notices.example/7"
        desk.fetch(url, story(url, body=text(300, 9)), blob=None)
        drain(desk, apart=apart)
        assert desk.db.execute("SELECT url FROM articles WHERE cluster IS NULL").fetchall() == [(url,)]
        desk.close()


def half_alike(number: int) -> Iterator[str]:
    """Yield reports of one make: nearly half is the same in all, and of the rest some share more than others."""
    stock = [" ".join(f"{word}{n}" for word in "wind from the coast will turn".split()) for n in range(8 + 20 * 40)]
    for n in range(number):
        luck = random.Random(n // 3 if n % 10 == 0 else n)
        first = 8 + 40 * luck.randrange(20)
        own = [stock[first + i] for i in range(40) if luck.random() < 0.35]
        yield ". ".join((*stock[:8], *own)) + f". Report {n}."


def components(texts: dict[str, str]) -> dict[str, str | None]:
    """Return what each belongs to by comparing all with all."""
    runs = {id: clusters.runs(body) for id, body in texts.items()}
    bands = {id: set(clusters.bands(of)) for id, of in runs.items()}
    name = {id: id for id in texts}
    for one, other in itertools.combinations(sorted(texts), 2):
        if bands[one] & bands[other] and clusters.likeness(runs[one], runs[other]) >= clusters.ALIKE and name[one] != name[other]:
            low, high = sorted((name[one], name[other]))
            name = {id: low if of == high else of for id, of in name.items()}
    sizes = Counter(name.values())
    return {id: of if sizes[of] > 1 else None for id, of in name.items()}


@pytest.fixture(scope="module")
def reports(tmp_path_factory) -> Iterator[tuple[Desk, dict[str, str | None]]]:
    desk = Desk(tmp_path_factory.mktemp("reports") / "a.db")
    for n, body in enumerate(half_alike(140)):
        url = f"https://weather{n % 3}.example/{n}"
        desk.fetch(url, story(url, body=body), blob=None)
    expected = components(dict(desk.db.execute("SELECT id, body FROM articles")))
    sizes = Counter(expected.values())
    assert len(sizes) > 3
    assert sizes[None] > 10
    yield desk, expected
    desk.close()


@settings(max_examples=3, deadline=None, phases=[Phase.generate])
@given(st.randoms(use_true_random=False), st.integers(1, 60), st.integers(5, 400))
def test_a_crowd_of_half_alike_is_the_same_clusters_in_whatever_order_and_portions_it_came(reports, luck, portion: int, most: int) -> None:
    desk, expected = reports
    for sql in ("UPDATE articles SET cluster = NULL", "DELETE FROM cluster_bands", "DELETE FROM cluster_queue"):
        desk.db.execute(sql)
    order = list(expected)
    luck.shuffle(order)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clusters, "COMPARED", most)
        for place, id in enumerate(order):
            clusters.enqueue(desk.db, id)
            if luck.random() < 0.1:  # and some change, to what they were
                clusters.enqueue(desk.db, order[luck.randrange(place + 1)])
            if place % portion == 0:
                clusters.update(desk.db, 20, apart=luck.random() < 0.5)
        drain(desk)
    assert dict(desk.db.execute("SELECT id, cluster FROM articles")) == expected


def test_of_a_text_without_end_its_beginning_is_compared() -> None:
    text = " ".join(f"word{number}" for number in range(30_000))
    endless = text * (clusters.LONGEST // len(text) + 2)
    assert clusters.runs(endless) == clusters.runs(endless[: clusters.LONGEST])
    assert clusters.likeness(clusters.runs(text), clusters.runs(endless)) > 0.99
