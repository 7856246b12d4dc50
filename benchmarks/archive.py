"""What the archive does at N articles, beside plain FTS5 by sqlite-utils (enable_fts, search()), in one run.

    python benchmarks/archive.py --articles 20000
    python benchmarks/archive.py --articles 1000000 --folder big --keep     (under an hour; --keep to ask again without building)
    python benchmarks/archive.py --reread 5000                              (captures of invented pages read again, on all cores)
    python benchmarks/archive.py --furniture 1000                           (what is known of furniture takes, 6 sites of so many stories)
    python benchmarks/archive.py --corpus DIR                               (what captures of real pages take)

Ingest is what storing an article takes: from an Article and its address's key to what is committed, rows made, index included. What is done
elsewhere is told beside it: words are counted by the processes that read, addresses keyed when they are discovered, articles compared with one
another and pieces of the index merged in idle moments. The peer's rows are made by the same code from the same articles and keys. Milliseconds are
of the wall clock, with CPU beside them: on a busy machine only the second means much.

A tenth of the articles are put into an archive of their own as well, and the same questions, newest first, are put to both in turn.

Articles are invented: Zipf vocabulary, log-normal lengths, 60 sites, 5 languages (one of them Chinese), 11 years, out of order.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import gzip
import hashlib
import itertools
import json
import math
import multiprocessing
import os
import random
import resource
import shutil
import sqlite3
import statistics
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from newscrawl.archive import captures, clusters, figures, frontier, furniture, index, keeping, query, store, sums
from newscrawl.archive.frontier import Lease
from newscrawl.archive.schema import insert, open_archive, stamp
from newscrawl.archive.writer import writing
from newscrawl.items import Article, BlockMark, Link, Page, Photo, Reading
from newscrawl.read import read
from newscrawl.reread import reread
from newscrawl.templates import fold
from newscrawl.text import words as words_of
from newscrawl.urls import article_id, url_key

FIRST, YEARS, SITES = datetime(2015, 11, 22, tzinfo=UTC), 11, 60
VOCABULARY = 120_000
LANGUAGES = ("en", "de", "fr", "es", "ru")
BATCH = 5000
SYLLABLES = [c + v for c in "b c d f g l m n p r s t v st tr ch".split() for v in "a e i o u ai ou en er".split()]

CYRILLIC = str.maketrans("abcdefghilmnoprstuv", "абкдефгхилмнопрстув")


class World:
    """A vocabulary for each language, most used word first, and stories made of it: the same for the same seed."""

    def __init__(self, seed: int = 7) -> None:
        luck = random.Random(seed)
        self.words: dict[str, list[str]] = {}
        for language in LANGUAGES:
            words: dict[str, None] = {}
            while len(words) < VOCABULARY:
                word = "".join(luck.choice(SYLLABLES) for _ in range(1 + min(3, int(luck.expovariate(0.8)))))[:14]
                word += luck.choice(("", "s", "n", language[0]))
                words[word.translate(CYRILLIC) if language == "ru" else word] = None
            self.words[language] = sorted(words, key=len)
        # Zipf-Mandelbrot: the first word stands in about two stories of three, the hundredth in one of five.
        self.weights = list(itertools.accumulate(1 / (rank + 2.7) ** 1.05 for rank in range(VOCABULARY)))

    def article(self, number: int) -> Article:
        """Return story ``number``."""
        luck = random.Random(number)
        language = LANGUAGES[luck.randrange(len(LANGUAGES))]
        size = max(40, min(3000, int(luck.lognormvariate(math.log(380), 0.6))))
        drawn = luck.choices(self.words[language], cum_weights=self.weights, k=size + 14)
        paragraphs = [" ".join(drawn[i : i + 45]) + "." for i in range(14, len(drawn), 45)]
        site = f"paper{luck.randrange(SITES):02d}.example"
        names = [w.capitalize() for w in drawn[8:12]]
        photos = tuple(
            Photo(
                f"https://{site}/img/{number}-{i}.jpg",
                " ".join(drawn[2:10]),
                f"{' '.join(names[:2])}/Agency {i % 9}",
                (" ".join(names[:2]),),
                f"Agency {i % 9}",
            )
            for i in range(luck.choice((0, 1, 1, 1, 2)))
        )
        names_read = (("title", "json-ld"), ("body", "text"))
        return Article(
            f"https://{site}/{number}/{drawn[0]}", title=' '.join(drawn[:9]), site=site, byline=" ".join(names[2:]), authors=(" ".join(names[2:]),),
            standfirst=' '.join(drawn[3:14]) if number % 3 == 0 else None, date_published=FIRST + timedelta(minutes=luck.randrange(YEARS * 525_960)),
            date_published_raw="as printed", date_precision=luck.choice(("minute", "minute", "second", "day")), language=language, section=drawn[5],
            keywords=tuple(drawn[4:7]), description=' '.join(drawn[3:14]), body="\n\n".join(paragraphs), photos=photos, found_by=names_read,
        )  # fmt: skip


def lease(article: Article) -> Lease:
    return Lease(0, article.url, url_key(article.url), "page", "", article.site or "", 0, 0, 1, "page", None, None, None, None)


Story = tuple[Article, Lease]


class Stopwatch:
    """Adds up the seconds spent inside of ``with``: by the wall clock and of CPU."""

    def __init__(self) -> None:
        self.wall = self.cpu = 0.0

    def __enter__(self) -> None:
        self._started = time.perf_counter(), time.process_time()

    def __exit__(self, *_: object) -> None:
        self.wall += time.perf_counter() - self._started[0]
        self.cpu += time.process_time() - self._started[1]


class Ours:
    """The archive, written in large transactions as merge and reread do."""

    def __init__(self, path: Path) -> None:
        self.took, self.db = Stopwatch(), open_archive(path, write=True)

    def take(self, group: list[Story]) -> None:
        with self.took:
            self.db.execute("BEGIN IMMEDIATE")
            for article, leased in group:
                store.put_article(self.db, leased, article, Reading(article.url, article), None, FIRST)
            index.update(self.db)
            self.db.execute("COMMIT")

    def close(self) -> None:
        with self.took:
            self.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        self.db.close()


def plain_row(article: Article, key: str) -> dict[str, Any]:
    row = store.article_row(article.url, key, article.site or "", article, 1.0, None, FIRST)
    row["captions"] = "\n".join(photo.caption or "" for photo in article.photos)
    row["credits"] = "\n".join(photo.credit or "" for photo in article.photos)
    row["photos"] = json.dumps([[photo.url, photo.creators, photo.agency] for photo in article.photos])
    return row


class Plain:
    """What a user of sqlite-utils does: a table, enable_fts with triggers, insert_all (or upsert) of rows."""

    def __init__(self, path: Path, *, one_by_one: bool = False) -> None:
        self.took, self.one_by_one, self.db = Stopwatch(), one_by_one, Database(path)
        self.db.enable_wal()
        some = plain_row(World().article(1), "")
        self.db["articles"].create({key: type(value) if value is not None else str for key, value in some.items()}, pk="id")
        self.db["articles"].create_index(["url_key"], unique=True)
        fields = ["title", "standfirst", "body", "byline", "captions", "credits"]
        self.db["articles"].enable_fts(fields, create_triggers=True, tokenize="unicode61 remove_diacritics 2")

    def take(self, group: list[Story]) -> None:
        with self.took:
            rows = (plain_row(article, leased.url_key) for article, leased in group)
            if self.one_by_one:
                for row in rows:
                    self.db["articles"].upsert(row, pk="id")
            else:
                self.db["articles"].insert_all(rows, pk="id")

    def close(self) -> None:
        with self.took:
            self.db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        self.db.close()


def stories(number: int) -> Iterator[list[Story]]:
    """Yield ``number`` stories in a shuffled order, some at once, invented in a process of their own: words counted, addresses keyed."""
    order = list(range(number))
    random.Random(1).shuffle(order)
    with ProcessPoolExecutor(1, initializer=_begin) as pool:
        ahead: deque[Future[list[Story]]] = deque()
        for i in range(0, number, BATCH):
            ahead.append(pool.submit(_invent, order[i : i + BATCH]))
            if len(ahead) > 2:
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()


_worlds: list[World] = []


def _begin() -> None:
    _worlds.append(World())


def _invent(numbers: list[int]) -> list[Story]:
    articles = map(_worlds[0].article, numbers)
    return [(replace(article, counted=(article.body, article.word_count)), lease(article)) for article in articles]


Bar = tuple[str, str, float, str, str]
"""What is measured, the bar as text (``<= 60``), what was measured, the same of CPU, and the peer's figure."""


def print_bars(bars: Iterable[Bar]) -> None:
    """Print each figure beside its bar and the peer's."""
    print(f"\n{'bar':52} {'asked':>9} {'ours':>9}  {'':5} {'CPU':>7}  plain FTS5 by sqlite-utils")
    for name, asked, ours, cpu, peer in bars:
        sign, bound = asked.split()
        met = ours <= float(bound) if sign == "<=" else ours >= float(bound)
        print(f"{name:52} {asked:>9} {ours:9.2f}  {'met' if met else 'SHORT':5} {cpu:>7}  {peer}")


@dataclass(frozen=True)
class Took:
    """Milliseconds that some questions took."""

    median: float
    p95: float
    cpu: float
    """95th percentile of the CPU time."""


def p95(run: Callable[[str], Any], questions: list[str], rounds: int = 3) -> Took:
    """Return what ``run`` takes for ``questions``."""
    return p95_of_several([run], questions, rounds)[0]


def p95_of_several(runs: list[Callable[[str], Any]], questions: list[str], rounds: int = 3) -> list[Took]:
    """Return what each of ``runs`` takes for ``questions``, one question after the other put to all of them: the same load for all."""
    spent: list[list[tuple[float, float]]] = [[] for _ in runs]
    for _ in range(rounds):
        for question in questions:
            for run, of_run in zip(runs, spent, strict=True):
                started, cpu = time.perf_counter(), time.thread_time()
                run(question)
                of_run.append(((time.perf_counter() - started) * 1000, (time.thread_time() - cpu) * 1000))
    found = []
    for of_run in spent:
        wall, cpus = (sorted(several) for several in zip(*of_run, strict=True))
        last = math.ceil(len(wall) * 0.95) - 1
        found.append(Took(statistics.median(wall), wall[last], cpus[last]))
    return found


def questions(world: World) -> dict[str, list[str]]:
    words = world.words["en"]
    step = 12
    return {
        "rare": words[30_000 : 30_000 + step],
        "common": words[150 : 150 + step],
        "very common": words[:step],
        "and": [f"{words[i]} {words[i * 40 + 20]}" for i in range(step)],
        "phrase": [f'"{words[i]} {words[i + 1]}"' for i in range(step)],
        "prefix": [f"{words[900 + i * 31][:4]}*" for i in range(step)],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--folder", type=Path, help="where to build; a temporary folder otherwise")
    parser.add_argument("--keep", action="store_true", help="ask an archive built before")
    parser.add_argument("--only-ours", action="store_true", help="leave sqlite-utils out")
    parser.add_argument("--reread", type=int, help="so many captures of invented pages read again, instead")
    parser.add_argument("--corpus", type=Path, help="real pages (records.jsonl, html/): what captures take, instead")
    parser.add_argument("--furniture", type=int, help="what the counts of furniture take, with so many stories a site, instead")
    options = parser.parse_args()
    if options.furniture:
        with tempfile.TemporaryDirectory() as name:
            furniture_room(Path(name), options.furniture)
        return
    if options.corpus:
        pages(options.corpus)
        return
    if options.reread:
        with tempfile.TemporaryDirectory() as name:
            read_again(Path(name), options.reread)
        return
    folder = options.folder or Path(tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    try:
        run(folder, options.articles, options.keep, options.only_ours)
    finally:
        if options.folder is None:
            shutil.rmtree(folder)


def run(folder: Path, number: int, keep: bool, only_ours: bool) -> None:
    bars: list[Bar] = []
    ours, plain, tenth = folder / "ours.db", folder / "plain.db", folder / "tenth.db"
    if not keep or not ours.exists():
        build(folder, number, only_ours, bars)
    else:
        tidied(ours)  # and brought up to today's schema
    if not keep or not tenth.exists():
        fill(tenth, number // 10)
    world = World()
    gc.freeze()  # what the benchmark itself holds is no archive's garbage
    db, small = open_archive(ours), open_archive(tenth)
    other = Database(plain) if plain.exists() and not only_ours else None
    dated = " after:2020-03 before:2020-09"
    held = db.execute("SELECT count(*) FROM articles").fetchone()[0]
    print(f"{held:,} articles; milliseconds: median / p95 (CPU); load {os.getloadavg()[0]:.1f}")
    growth: list[Bar] = []
    for name, asked in questions(world).items():
        wide = name in ("phrase", "prefix")
        figures_of = {
            "newest": p95(lambda q: query.search(db, q), asked),
            "newest, half a year": p95(lambda q: query.search(db, q + dated), asked),
            "relevance": p95(lambda q: query.search(db, q, order="relevance"), asked),
        }
        full = [q for q in asked if query.count(small, q) > PAGE]
        if len(full) > len(asked) / 2:  # a page that is not full in the smaller one is no yardstick
            both = p95_of_several([lambda q: query.search(db, q), lambda q: query.search(small, q)], full, 10)
            wall, cpu = both[0].p95 / both[1].p95, both[0].cpu / both[1].cpu
            said = f"{both[1].p95:.2f} ms, here {both[0].p95:.2f}"
            growth.append((f"newest, {name}, p95, times that of a tenth", "<= 1.5", wall, f"{cpu:.2f}", said))
        peers = {}
        if other is not None:
            by_date = p95(lambda q: list(other["articles"].search(q, limit=20, order_by="date_published desc")), asked[:2], 1)
            peers = {"newest": by_date, "relevance": p95(lambda q: list(other["articles"].search(q, limit=20)), asked, 1)}
        said = "   ".join(f"{kind} {one.median:.1f} / {one.p95:.1f} ({one.cpu:.1f})" for kind, one in figures_of.items())
        print(f"{name:12} {query.count(db, asked[0]):8} matches   {said}", flush=True)
        for kind, one in figures_of.items():
            bound = (250 if wide else 60) if kind == "relevance" else 40 if name == "prefix" else 10
            peer = f"{peers[kind].p95:.1f}, CPU {peers[kind].cpu:.1f}" if kind in peers else ""
            bars.append((f"{kind}, {name}, p95 ms", f"<= {bound}", one.p95, f"{one.cpu:.1f}", peer))
    word = questions(world)["very common"][0]
    for name, bound, ask in (
        ("count", 1000, lambda: query.count(db, word)),
        ("monthly timeline", 1000, lambda: figures.timeline(db, word)),
        ("facets", 300, lambda: figures.facets(db, word)),
    ):
        took = p95(lambda _, ask=ask: ask(), [word])
        bars.append((f"{name}, {query.count(db, word):,} matches, ms", f"<= {bound}", took.median, f"{took.cpu:.1f}", ""))
    share, words = recall(db, world)
    bars.append((f"recall@10 against full bm25, {words} words", ">= 0.95", share, "", ""))
    bars += growth
    db.close()
    small.close()
    print_bars(bars)
    print(f"beyond {query.RANKED:,} matches the newest {query.RANKED_BEYOND:,} are ranked, and the results say so")


PAGE = 20
"""Hits that a search shows."""


def fill(path: Path, number: int) -> None:
    """Write ``number`` stories into an archive, and do what a writer does in idle moments for its index."""
    path.unlink(missing_ok=True)
    ours = Ours(path)
    for group in stories(number):
        ours.take(group)
    ours.close()
    tidied(path)


def tidied(path: Path) -> tuple[int, int, float]:
    """Have the index of the archive merged as a writer does in idle moments; returns (pieces before, pieces after, seconds of CPU)."""
    with contextlib.closing(open_archive(path, write=True)) as db:
        before, spent, more = len(list(sums.segments(db))), time.process_time(), True
        while more:
            db.execute("BEGIN IMMEDIATE")
            more = index.tidy(db)
            db.execute("COMMIT")
        return before, len(list(sums.segments(db))), time.process_time() - spent


def build(folder: Path, number: int, only_ours: bool, bars: list[Bar]) -> None:
    """Write ``number`` stories into the stores, beside one another group by group, and add to ``bars`` what that took."""
    paths = [folder / "ours.db", folder / "plain.db", folder / "single.db"]
    for path in paths:
        path.unlink(missing_ok=True)
    stores: list[Ours | Plain] = [Ours(paths[0])] if only_ours else [Ours(paths[0]), Plain(paths[1]), Plain(paths[2], one_by_one=True)]
    few, done, started, counting = min(number, BATCH), 0, time.perf_counter(), 0.0
    for group in stories(number):
        gc.freeze()  # what the benchmark itself holds is no store's garbage
        for store_ in stores:
            if done < few or not getattr(store_, "one_by_one", False):
                store_.take(group)
        if not done:
            spent = time.process_time()
            for article, _ in group:
                len(words_of(article.body)), lease(article)
            counting = (time.process_time() - spent) / len(group)
        done += len(group)
        if done % 50_000 == 0:
            print(f"{done:,} in {time.perf_counter() - started:.0f} s, load {os.getloadavg()[0]:.1f}", flush=True)
    for store_ in stores:
        store_.close()
    took = stores[0].took
    minutes = (time.perf_counter() - started) / 60
    print(f"built in {minutes:.1f} minutes; ingest {number / took.wall:.0f} articles a second; milliseconds of CPU an article:")
    print(f"    {took.cpu / number * 1000:.3f} written and indexed", flush=True)
    print(f"    {counting * 1000:.3f} before, elsewhere: words counted, the address keyed")
    with contextlib.closing(open_archive(paths[0], write=True)) as db:
        spent = time.process_time()
        placed = clusters.update(db, 500)
        spent = (time.process_time() - spent) / placed * 1000
        print(f"    {spent:.3f} afterwards, in idle moments: compared with the others (of the first {placed})")
    before, after, spent = tidied(paths[0])
    print(f"    {spent / number * 1000:.3f} afterwards, in idle moments: {before} pieces of the index merged into {after}")
    if only_ours:
        return
    sizes = paths[0].stat().st_size, paths[1].stat().st_size
    wall = [number / took.wall, number / stores[1].took.wall, few / stores[2].took.wall]
    cpu = [number / took.cpu, number / stores[1].took.cpu, few / stores[2].took.cpu]
    alone = 1 / (1 / cpu[0] + counting), 1 / (1 / cpu[1] + counting)
    several = "insert_all with triggers"
    bars += [
        (f"ingest, times {several}", ">= 1.5", wall[0] / wall[1], f"{cpu[0] / cpu[1]:.2f}", f"{wall[1]:.0f} a second, ours {wall[0]:.0f}"),
        ("the same, words counted, addresses keyed too", ">= 1.5", alone[0] / alone[1], "", f"{alone[1]:.0f} a second of CPU, ours {alone[0]:.0f}"),
        ("ingest, times upsert one by one", ">= 2.5", wall[0] / wall[2], f"{cpu[0] / cpu[2]:.2f}", f"{wall[2]:.0f} a second"),
        ("file, times plain FTS5's", "<= 1.3", sizes[0] / sizes[1], "", f"{sizes[1] >> 20} MB, ours {sizes[0] >> 20} MB"),
    ]


def recall(db: sqlite3.Connection, world: World) -> tuple[float, int]:
    """Return how many of the ten best of a full bm25 the ranked search shows, and over how many words of up to query.RANKED matches."""
    shares = []
    weights = ", ".join(map(str, query.WEIGHTS))
    for word in world.words["en"][200:5000:160]:
        if 10 < query.count(db, word) <= query.RANKED:
            full = f"SELECT rowid FROM search WHERE search MATCH ? ORDER BY bm25(search, {weights}), rowid DESC LIMIT 10"  # noqa: S608 (constants)
            best = {docid for (docid,) in db.execute(full, (word,))}
            shares.append(len(best & {hit.docid for hit in query.search(db, word, limit=10, order="relevance").hits}) / len(best))
    return statistics.mean(shares), len(shares)


def page_of(article: Article) -> bytes:
    """Return a page of some 100 KB that shows ``article``: menus, a sidebar and a footer around it."""
    site = article.site or ""
    menu = "".join(f"<li class='nav-{i % 7}'><a href='https://{site}/section/{i}'>Section {i} of {site}</a></li>" for i in range(500))
    cards = "".join(f"<div class='card'><a href='https://{site}/more/{i}'><h3>Story {i} of today</h3></a></div>" for i in range(200))
    text = "".join(f"<p>{paragraph}</p>" for paragraph in article.body.split("\n\n"))
    head = f"<title>{article.title}</title><meta property='og:type' content='article'><meta property='og:title' content='{article.title}'>"
    dated = f"<time datetime='{article.date_published.isoformat() if article.date_published else ''}'></time>"
    return (
        f"<!doctype html><html lang='{article.language}'><head>{head}</head><body><nav><ul>{menu}</ul></nav><article><h1>{article.title}</h1>"
        f"<p class='byline'>By {article.byline}</p>{dated}{text}</article><aside>{cards}</aside><footer>{menu}</footer></body></html>"
    ).encode()


PLAIN = 1000
"""Pages that the plain pool reads."""
_BODIES: list[Page] = []


def _plainly(place: int) -> Reading:
    return replace(read(_BODIES[place]), links=())


def read_again(folder: Path, number: int) -> None:
    """Print how fast captures are read again, beside a plain pool of processes that reads such pages out of its memory and throws away what it read.

    The archive holds what this reader reads; once nothing changes, once a tenth of the titles, as if an older reader had left something in them.
    """
    world, path = World(), folder / "archive.db"
    html = (("content-type", "text/html; charset=utf-8"),)

    def page(article: Article) -> Page:
        return Page(article.url, page_of(article), 200, html, FIRST)

    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    with contextlib.closing(open_archive(path, write=True)) as db:
        run = frontier.begin_run(db, FIRST, "benchmark")
        shelf = captures.Shelf()
        for first in range(0, number, PLAIN):
            _BODIES[:] = [page(article) for article in map(world.article, range(first, min(number, first + PLAIN)))]
            with multiprocessing.get_context("fork").Pool(cores) as pool:
                readings = pool.map(_plainly, range(len(_BODIES)), chunksize=8)
            db.execute("BEGIN IMMEDIATE")
            for one, reading in zip(_BODIES, readings, strict=True):
                assert reading.article is not None
                site, key, name = reading.article.site or "", url_key(one.url), captures.digest(one.body)
                frontier.add(db, [Link(one.url)], run=run, now=FIRST, site=site)
                dictionary, data = shelf.compress(db, site, name, one.body)
                captures.keep(db, site, name, "zstd", data, len(one.body), article=True, now=FIRST, dictionary=dictionary)
                row = {"url": one.url, "url_key": key, "fetched_at": stamp(FIRST), "run": run, "status": 200, "headers": json.dumps(html)}
                capture = insert(db, "captures", {**row, "digest": name, "length": len(one.body), "wire_digest": name, "wire_length": len(one.body)})
                store.put_article(db, lease(reading.article), reading.article, reading, capture, FIRST)
            index.update(db)
            db.execute("COMMIT")
    bars: list[Bar] = []
    for turn, changed in (("nothing changes", 0), ("a tenth changes", number // 10), ("twice", 0)):
        if changed:
            with writing(path) as db:
                for place in range(0, number, 10):
                    reading = read(page(world.article(place)))
                    assert reading.article is not None
                    older = replace(reading.article, title=f"{reading.article.title} | Home", byline=None)
                    store.reread(db, article_id(url_key(reading.article.url)), replace(reading, article=older))
        started, spent = time.perf_counter(), os.times()
        with multiprocessing.get_context("fork").Pool(cores) as pool:
            for _ in pool.imap_unordered(_plainly, range(len(_BODIES)), chunksize=8):
                pass
        plain = time.perf_counter() - started
        before = os.times()
        alone = (before.children_user + before.children_system - spent.children_user - spent.children_system) / len(_BODIES)
        started, own = time.perf_counter(), time.process_time()
        done = reread(path)
        seconds, own = time.perf_counter() - started, (time.process_time() - own) / done.read
        after = os.times()
        workers = (after.children_user + after.children_system - before.children_user - before.children_system) / done.read
        print(f"{turn}: {done.read} pages in {seconds:.1f} s, {done.changed} changed {dict(done.fields)}; CPU a page: ", end="")
        print(f"{own * 1000:.2f} ms here, {workers * 1000:.1f} in workers, {alone * 1000:.1f} in the plain pool", flush=True)
        rate = done.read / seconds
        bars.append((f"{turn}: reading's share of CPU", ">= 0.85", alone / (workers + own), "", "in a plain pool"))
        bars.append((f"{turn}: pages a second, times", ">= 0.85", rate / (len(_BODIES) / plain), "", f"{len(_BODIES) / plain:.0f}, ours {rate:.0f}"))
        bars.append((f"{turn}: times {cores} cores / CPU a page", ">= 0.85", rate * workers / cores, "", f"load {os.getloadavg()[0]:.1f}"))
        assert done.changed == changed
    print_bars(bars)


def marks_of(article: Article, number: int) -> tuple[BlockMark, ...]:
    """Return some 30 blocks around and in a story: most of them its own, eight of its site's."""
    luck = random.Random(number)
    words = article.body.split()
    own = [" ".join(luck.choices(words, k=luck.randint(8, 60)))[:200] for _ in range(22)]
    of_site = [f"{article.site} says every day, block {i}, what its readers have read before" for i in range(8)]
    texts = [*own[:11], *of_site[:4], *own[11:], *of_site[4:]]
    prints = [hashlib.sha256(text.encode()).hexdigest()[:16] for text in texts]
    return tuple(
        BlockMark(name, i / len(texts), i % 2 == 0, "appeal" if text in of_site else None, text)
        for i, (name, text) in enumerate(zip(prints, texts, strict=True))
    )


def furniture_room(folder: Path, number: int) -> None:
    """Print what is known of the furniture of sites takes, against the articles themselves, and the memory that counting needs."""
    world, sites, path = World(), 6, folder / "archive.db"
    with contextlib.closing(open_archive(path, write=True)) as db:
        for first in range(0, number * sites, BATCH):
            db.execute("BEGIN IMMEDIATE")
            for n in range(first, min(number * sites, first + BATCH)):
                article = replace(world.article(n), site=f"paper{n % sites}.example")
                reading = Reading(article.url, article, blocks=marks_of(article, n))
                store.put_article(db, lease(article), article, reading, None, FIRST + timedelta(minutes=n))
            index.update(db)
            db.execute("COMMIT")
        before, spent, waits = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time(), False
        most = 0
        for site in furniture.sites_to_learn(db):
            waits = True
            while waits:  # as newscrawl.learn counts
                db.execute("BEGIN IMMEDIATE")
                batch = furniture.waiting(db, site, 200)
                fold(db, site, batch)
                furniture.done(db, (one.article for one in batch))
                waits = bool(batch)
                most = max(most, db.execute("SELECT count(*) FROM furniture").fetchone()[0])
                if not batch and (horizon := furniture.horizon(db, site)) is not None:
                    furniture.forget_single(db, site, horizon)
                db.execute("COMMIT")
            horizon, last = furniture.horizon(db, site), ""
            while horizon is not None and last is not None:
                db.execute("BEGIN IMMEDIATE")
                last = furniture.prune(db, site, horizon, last, 2_000)
                db.execute("COMMIT")
        spent = time.process_time() - spent
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        db.execute("VACUUM")
        rows = db.execute("SELECT name, sum(pgsize) FROM dbstat GROUP BY name").fetchall()
    room = dict(rows)
    known = sum(room.get(name, 0) for name in ("furniture", "learn_queue", "learn_dirty"))
    blocks, whole = room["story_blocks"], sum(room.values())
    counted = number * sites
    rest = (whole - known - blocks) / counted
    print(f"{sites} sites of {number} stories: {rest:.0f} bytes an article, {blocks / counted:.0f} of which blocks it has,", end=" ")
    print(f"{known / sites:.0f} of counts a site; at most {most:,} blocks at once, single ones forgotten last")
    print(f"counted at {spent / counted * 1000:.1f} ms of CPU a story, memory grew by {grown >> 10} MB")
    million, at = 1_000_000, SITES
    counts, both = known / sites * at, known / sites * at + blocks / counted * million
    page = 35_000
    bars: list[Bar] = [
        ("at 1,000,000: counts, % of the file, no captures", "<= 5", counts / (counts + (rest + blocks / counted) * million) * 100, "", ""),
        ("the same, with the blocks of each article", "<= 5", both / (both + rest * million) * 100, "", ""),
        ("both, where pages are kept at 35 KB", "<= 5", both / (both + (rest + page) * million) * 100, "", ""),
    ]
    print_bars(bars)


def pages(corpus: Path) -> None:
    """Print what captures of real pages take: those of sites with three or more, in the order of their records."""
    sites: dict[str, dict[str, None]] = {}
    for line in (corpus / "records.jsonl").open(encoding="utf-8"):
        record = json.loads(line)
        sites.setdefault(record["domain"] or "", {})[record["html_path"]] = None
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "captures.db"
        alone, number, seconds, plainly, shelf = 0, 0, 0.0, 0.0, captures.Shelf()
        with contextlib.closing(open_archive(path, write=True)) as db:
            run = frontier.begin_run(db, FIRST, "benchmark")
            for site, paths in sites.items():
                if len(paths) < 3 or not site:
                    continue
                db.execute("BEGIN IMMEDIATE")  # as the writer does: many pages to a commit
                for i, html_path in enumerate(paths):
                    body = gzip.decompress((corpus / html_path).read_bytes())
                    started = time.process_time()
                    alone, number = alone + len(captures.compress(body)), number + 1
                    plainly += time.process_time() - started
                    started = time.process_time()  # from the body on: its digest and its frame are made in a reader, the rest in the writer
                    name = captures.digest(body)
                    dictionary, data = shelf.compress(db, site, name, body)
                    captures.keep(db, site, name, "zstd", data, len(body), article=True, now=FIRST, dictionary=dictionary)
                    seconds += time.process_time() - started
                    url = f"https://{site}/{i}"
                    frontier.add(db, [Link(url)], run=run, now=FIRST, site=site)
                    row: dict[str, Any] = {
                        "url": url,
                        "url_key": url_key(url),
                        "fetched_at": stamp(FIRST),
                        "run": run,
                        "status": 200,
                        "headers": "[]",
                    }
                    insert(db, "captures", {**row, "digest": name, "length": len(body), "wire_digest": name, "wire_length": len(body)})
                started = time.process_time()
                db.execute("COMMIT")
                seconds += time.process_time() - started
            held = "SELECT (SELECT sum(length(data)) FROM blobs) + (SELECT sum(length(data)) FROM dictionaries)"
            written = db.execute(held).fetchone()[0]
        started = time.process_time()
        keeping.compact(path)
        packing = time.process_time() - started
        with contextlib.closing(open_archive(path)) as db:
            packed = db.execute(held).fetchone()[0]
        print(f"{number} captures of sites with three or more pages, zstd-3 alone {alone >> 10} KB = 1:")
        print_bars(
            [
                ("captures as written, of zstd-3's size", "<= 0.75", written / alone, "", "1.00"),
                ("the same, ms of CPU a page", "<= 2", seconds / number * 1000, "", f"{plainly / number * 1000:.2f} for the frame alone"),
                ("captures compacted, of zstd-3's size", "<= 0.58", packed / alone, "", f"at {packing / number * 1000:.0f} ms a page"),
            ]
        )


if __name__ == "__main__":
    main()
