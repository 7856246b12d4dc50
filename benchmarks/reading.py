"""Reads real pages with newscrawl and with every other reader that is installed, in one run, and prints what each got right and took.

    python benchmarks/reading.py --corpus DIR [--jobs 2] [--fitted] [--unstripped] [--out DIR] [--sources aeb,fundus]

What is trained of newscrawl is scored by cross-validation over domains: each page is read with weights that saw no page of its domain. ``--fitted``
reads with the weights that ship instead (a corpus they were not trained on, or a check for over-fitting). DIR holds ``records.jsonl``, the pages and
``score.py``.
``--unstripped`` reads once more without taking out appeals and banners, and says what stripping does to the text and what it costs.
Readers take turns on each page in one process, in ever another order; CPU seconds are theirs alone. Needs lightgbm and numpy for the
cross-validation.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import random
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from types import ModuleType
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

import pytest

from newscrawl import codec
from newscrawl.document import parse
from newscrawl.items import Page

FOLDS = 5
Record = dict[str, Any]
Row = dict[str, Any]


def ours(record: Record, body: bytes) -> Row:
    """Return what newscrawl reads."""
    from newscrawl.read import read

    said = codec.public(read(Page(record["url"] or "https://unknown.example/", body), alone=True))
    return {name: said.get(name) for name in ("title", "standfirst", "authors", "date_published", "body", "photos", "reason")}


def unstripped(record: Record, body: bytes) -> Row:
    """Return what newscrawl reads if nothing is looked for that may have to go."""
    from newscrawl import read

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(read, "find_consent", lambda *_: {})
        patch.setattr(read, "find_appeals", lambda *_: {})
        return ours(record, body)


def by_trafilatura(record: Record, body: bytes) -> Row:
    """Return what trafilatura reads, with metadata."""
    import trafilatura

    found = trafilatura.bare_extraction(body, url=record["url"], with_metadata=True, include_comments=False)
    if found is None:
        return {}
    said = found if isinstance(found, dict) else found.as_dict()
    authors = [name.strip() for name in (said.get("author") or "").split(";") if name.strip()]
    return {"title": said.get("title"), "authors": authors, "date_published": said.get("date"), "body": said.get("text")}


def by_newspaper(record: Record, body: bytes) -> Row:
    """Return what newspaper4k reads."""
    import newspaper

    article = newspaper.Article(record["url"] or "https://unknown.example/", fetch_images=False)
    article.download(input_html=body.decode("utf-8", "replace"))
    article.parse()
    when = article.publish_date
    return {"title": article.title, "authors": article.authors, "date_published": when and when.isoformat(), "body": article.text}


def by_readability(record: Record, body: bytes) -> Row:
    """Return what readability-lxml reads."""
    import lxml.html
    import readability

    page = readability.Document(body.decode("utf-8", "replace"))
    paragraphs = [" ".join(p.text_content().split()) for p in lxml.html.fromstring(page.summary()).iter("p", "h2", "h3", "li")]
    return {"title": page.short_title(), "body": "\n\n".join(filter(None, paragraphs))}


READERS: dict[str, tuple[str, Callable[[Record, bytes], Row]]] = {
    "newscrawl": ("newscrawl", ours),
    "unstripped": ("newscrawl", unstripped),
    "trafilatura": ("trafilatura", by_trafilatura),
    "newspaper4k": ("newspaper", by_newspaper),
    "readability": ("readability", by_readability),
}
"""Name to (module that must be there, what reads)."""

TABLE: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...] = (
    ("body F1", (("aeb", "body", "F1"), ("fundus", "body", "F1"), ("wcxb", "body", "F1"))),
    ("paragraphs leaked, lost (fundus)", (("fundus", "body", "leak"), ("fundus", "body", "loss"))),
    ("exact body (aeb)", (("aeb", "body", "exact"),)),
    ("snippets F1 (trafilatura-eval)", (("trafilatura-eval", "snippets", "F1"),)),
    (
        "title right, fundus / wcxb / trafilatura-eval",
        (("fundus", "title", "right"), ("wcxb", "title", "right"), ("trafilatura-eval", "title", "right")),
    ),
    ("authors F1, fundus / wcxb / trafilatura-eval", (("fundus", "authors", "F1"), ("wcxb", "authors", "F1"), ("trafilatura-eval", "authors", "F1"))),
    ("date fundus day, instant", (("fundus", "date", "day"), ("fundus", "date", "instant"))),
    ("date day htmldate-eval / wcxb", (("htmldate-eval", "date", "day"), ("wcxb", "date", "day"))),
    ("captions, credits F1 (fundus)", (("fundus", "captions", "F1"), ("fundus", "credits", "F1"))),
    (
        "pages with captions, credits where the gold has none",
        (("fundus", "captions", "emitted_without_gold"), ("fundus", "credits", "emitted_without_gold")),
    ),
)


def main() -> int:
    """Read, score, print."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--corpus", required=True, type=Path)
    ask.add_argument("--jobs", type=int, default=2)
    ask.add_argument("--fitted", action="store_true", help="read with the weights that ship, not by cross-validation")
    ask.add_argument("--unstripped", action="store_true", help="newscrawl without stripping beside it")
    ask.add_argument("--out", type=Path, help="folder for what each reader read, as JSON lines")
    ask.add_argument("--sources", help="only these, separated by commas")
    args = ask.parse_args()
    if not (args.corpus / "records.jsonl").is_file():
        ask.error(f"{args.corpus}: no records.jsonl in it")
    score = _module("score", args.corpus / "score.py")
    lines = filter(None, (args.corpus / "records.jsonl").read_text(encoding="utf-8").split("\n"))  # not splitlines: U+2028 stands in the gold
    wanted = args.sources.split(",") if args.sources else None
    records = [record for record in map(json.loads, lines) if wanted is None or record["source"] in wanted]
    readers = [name for name, (module, _) in READERS.items() if importlib.util.find_spec(module) and (name != "unstripped" or args.unstripped)]
    weights = None if args.fitted else fold_weights(args.corpus, args.jobs)
    got = {row["id"]: row for row in _read(args.corpus, records, readers, weights, args.jobs)}
    _print(score, records, readers, got, "weights as they ship" if args.fitted else "cross-validated over domains")
    if args.out:
        args.out.mkdir(parents=True, exist_ok=True)
        for name in readers:
            path = args.out / f"{name}.jsonl"
            path.write_text("".join(json.dumps({"id": id} | row[name], ensure_ascii=False) + "\n" for id, row in got.items()), encoding="utf-8")
    return 0


def _module(name: str, path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def fold_of(record: Record) -> int:
    """Return the fold of a record: pages of one domain are in one, the same for everything that is trained."""
    import train_metadata

    return train_metadata.fold_of(record)


def fold_weights(corpus: Path, jobs: int) -> list[dict[str, Any]]:
    """Return for each fold the weights of body, title and byline trained without it."""
    import train_body
    import train_metadata

    records = train_metadata.load(corpus)
    with ProcessPoolExecutor(jobs) as pool:
        _say("training title and byline")
        tasks = [(corpus, record, None) for record in records]
        titles = [sample for sample in pool.map(train_metadata.title_sample, tasks, chunksize=20) if sample]
        title = [train_metadata.fit_title(titles, fold) for fold in range(FOLDS)]
        tasks = [(corpus, record, title[fold_of(record)]) for record in records]
        names = [sample for sample in pool.map(train_metadata.byline_sample, tasks, chunksize=20) if sample]
        byline = [train_metadata.fit(names, train_metadata.BYLINE, train_metadata.BYLINE_TREES, fold) for fold in range(FOLDS)]
    _say("training body")
    body = train_body.fold_weights(corpus, jobs)
    return [{"title": title[fold], "byline": byline[fold], "body": body[fold]} for fold in range(FOLDS)]


def _read(corpus: Path, records: list[Record], readers: list[str], weights: list[dict[str, Any]] | None, jobs: int) -> Iterator[Row]:
    started, done = time.monotonic(), 0
    for fold in range(FOLDS):
        mine = [record for record in records if fold_of(record) == fold] if weights else records
        if not mine:
            continue
        with ProcessPoolExecutor(jobs, initializer=_use, initargs=(weights[fold] if weights else None, (corpus, mine[0], readers))) as pool:
            for row in pool.map(_page, ((corpus, record, readers) for record in mine), chunksize=4):
                done += 1
                if done % 50 == 0 or done == len(records):
                    _say(f"{done:,} of {len(records):,} pages, {time.monotonic() - started:.0f} s")
                yield row
        if not weights:
            break
    print(file=sys.stderr)


def _use(weights: dict[str, Any] | None, task: tuple[Path, Record, list[str]]) -> None:
    """Have this process read with ``weights``, and warm every reader up on ``task``: loading itself is no page's time."""
    if weights is not None:
        from newscrawl.extract import body, byline, title
        from newscrawl.extract.trees import compiled

        model, score_title, score_name = body.model_from(weights["body"]), title.scorer(weights["title"]), compiled(weights["byline"])
        body._model = lambda: model  # type: ignore[assignment]
        title._score = lambda: score_title  # type: ignore[assignment]
        byline._score = lambda: score_name  # type: ignore[assignment]
    _page(task)


def _page(task: tuple[Path, Record, list[str]]) -> Row:
    """Return what each reader makes of one page, with its CPU seconds, and those of an lxml parse alone."""
    corpus, record, readers = task
    body = gzip.decompress((corpus / record["html_path"]).read_bytes())
    row: Row = {"id": record["id"]}
    start = time.process_time()
    parse(Page("https://unknown.example/", body))
    row["parse"] = time.process_time() - start
    # what one of them looked up the next finds known: so each goes before each other as often as behind it
    for name in random.Random(record["id"]).sample(readers, len(readers)):
        start = time.process_time()
        try:
            said = READERS[name][1](record, body)
        except Exception as error:
            said = {"error": f"{type(error).__name__}: {error}"}
        row[name] = said | {"seconds": time.process_time() - start}
    return row


def _print(score: ModuleType, records: list[Record], readers: list[str], got: dict[str, Row], how: str) -> None:
    pages: dict[str, dict[str, list[Any]]] = {name: defaultdict(list) for name in readers}
    for record in records:
        for name in readers:
            pages[name][record["source"]].append(score.score_page(record["source"], record["gold"], got[record["id"]][name]))
    summaries = {name: {source: score.summary(rows) for source, rows in pages[name].items()} for name in readers}
    print(f"{len(records):,} pages; newscrawl {how}\n")
    rows = [(label, [" / ".join(_figure(summaries[name], where) for where in wheres) for name in readers]) for label, wheres in TABLE]
    gold = [record for record in records if record["gold"].get("body") or record["gold"].get("with")]
    rows.append(
        ("articles refused", [f"{sum(not (got[r['id']][name].get('body') or '').strip() for r in gold) / max(1, len(gold)):.3f}" for name in readers])
    )
    seconds = {name: [got[record["id"]][name]["seconds"] for record in records] for name in readers}
    for label, measure in (("median", statistics.median), ("mean", statistics.mean), ("p99", lambda values: sorted(values)[int(len(values) * 0.99)])):
        rows.append((f"CPU ms a page, {label}", [f"{1000 * measure(seconds[name]):.1f}" for name in readers]))
    if "unstripped" in readers:
        whole, without = sum(seconds["newscrawl"]), sum(seconds["unstripped"])
        rows.append(("stripping, share of CPU", [f"{1 - without / whole:.3f}" if name == "newscrawl" else "" for name in readers]))
    if "trafilatura" in readers:
        for label, measure in (("median", statistics.median), ("mean", statistics.mean)):
            rows.append(
                (f"CPU against trafilatura, {label}", [f"{measure(seconds[name]) / measure(seconds['trafilatura']):.2f}" for name in readers])
            )
    slowest = [max(got[r["id"]][name]["seconds"] / max(got[r["id"]]["parse"], 2e-4) for r in records) for name in readers]
    rows.append(("slowest page against its own parse", [f"{ratio:.0f}" for ratio in slowest]))
    width = max(len(label) for label, _ in rows)
    widths = [max([len(name), *(len(cells[i]) for _, cells in rows)]) for i, name in enumerate(readers)]
    print(" " * width + "  " + "  ".join(name.ljust(w) for name, w in zip(readers, widths, strict=True)))
    for label, cells in rows:
        print(label.ljust(width) + "  " + "  ".join(cell.ljust(w) for cell, w in zip(cells, widths, strict=True)))
    if "trafilatura" in readers:
        print("\nbody F1 against trafilatura, paired by page (difference, 95 % interval)")
        for source in ("aeb", "fundus", "wcxb"):
            pairs = [(a["body"], b["body"]) for a, b in zip(pages["newscrawl"][source], pages["trafilatura"][source], strict=True) if "body" in a]
            if pairs:
                found = score.bootstrap(*zip(*pairs, strict=True))
                print(f"  {source:8} {found['difference']:+.4f}  [{found['low']:+.4f}, {found['high']:+.4f}]")


def _figure(summary: dict[str, Any], where: tuple[str, str, str]) -> str:
    value = summary.get(where[0], {}).get(where[1], {}).get(where[2])
    return "–" if value is None else f"{value:.3f}" if isinstance(value, float) else str(value)


def _say(text: str) -> None:
    print(f"\r{text}".ljust(60), end="" if sys.stderr.isatty() else "\n", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
