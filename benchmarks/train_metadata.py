"""Trains the weights of the title and byline readers, and says by cross-validation over domains what title, byline and dates are worth.

    python benchmarks/train_metadata.py --corpus DIR [--evaluate] [--out folds.jsonl] [--weights newscrawl/extract]

``--evaluate`` reads every page with weights that saw no page of its domain and prints the corpus scorer's measures; ``--out`` keeps those readings as
JSON lines in the scorer's format. ``--weights`` writes ``title_model.json`` and ``byline_model.json``, trained on all pages.
Needs lightgbm, numpy and scipy (development only; lightgbm brings both). The same corpus gives the same weights.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import importlib.util
import json
import os
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy: the same sums in the same order, whatever the machine

import lightgbm
import numpy as np
from scipy import optimize

from newscrawl.blocks import Block, segment
from newscrawl.document import Document, parse
from newscrawl.extract import byline, claims, title
from newscrawl.extract.dates import read_dates
from newscrawl.extract.metadata import read_metadata
from newscrawl.extract.trees import compiled
from newscrawl.items import Page

FOLDS = 5
TITLE_WEIGHTS, BYLINE_WEIGHTS = {"fundus": 4.0}, {"fundus": 2.5}
"""What a page of a source counts: news with careful gold is rare in the corpus and what we are for. Over three splits into folds titles were right on
.812 of fundus at 2.5, .820 at 4, .817 at 6 (by pairs), the others within .006. Authors F1 over two splits at 1, 2.5, 4: fundus .884, .888, .888, wcxb
.794, .788, .785, trafilatura-eval .717, .711, .711."""
NEWS_WEIGHTS, NEWS_SHRINK = {"fundus": 8.0}, 30.0
"""Of the newsroom's weights (``title.scorer``): what a page of a source counts, and how hard they are held small. Right on fundus over five
splits: 8 and 30 .865, 8 and 60 .860, 4 and 10 .865, 12 and 60 .861; the others the same. With all terms weighed apart on news .852 (8 and 60),
for none .834."""
NEWS_OWN = (
    "json-ld", "og", "twitter", "h1", "title", "sources", "slug-in", "dash", "colon", "twitter-in", "twitter-of", "title-in", "title-of", "og-in",
    "og-of", "h1-in", "h1-of", "json-ld-in", "json-ld-of", "json-ld&h1", "og&h1",
)  # fmt: skip
COMMON: dict[str, Any] = {
    "min_data_in_leaf": 15,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 5.0,
    "max_bin": 127,
    "seed": 7,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 1,
    "verbosity": -1,
}
# Right on fundus / wcxb / trafilatura-eval over three splits into folds: by pairs (lambdarank) .820 / .890 / .893, with 6 leaves .828 / .890 / .890;
# each candidate by itself (binary) .825 / .889 / .893, three times quicker to train: no difference beyond noise, a page of fundus is .008.
# Over four splits binary with 8 leaves .833 on fundus, 12 leaves .823, 6 leaves .802, 80 trees of 6 leaves .782.
TITLE = COMMON | {"objective": "binary", "learning_rate": 0.06, "num_leaves": 8, "min_data_in_leaf": 20}
BYLINE = COMMON | {"objective": "binary", "learning_rate": 0.06, "num_leaves": 10}
TITLE_TREES, BYLINE_TREES = 120, 150


@dataclass
class Sample:
    """The candidates of one page for one field, and which of them the gold names."""

    id: str
    source: str
    fold: int
    rows: list[list[float]]
    labels: list[bool]


@dataclass
class Models:
    """Weights by fold (trained without it), and those of all pages under None."""

    title: dict[int | None, Any] = field(default_factory=dict)
    byline: dict[int | None, Any] = field(default_factory=dict)


def main() -> int:
    """Train, cross-validate, print, write."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--corpus", required=True, type=Path)
    ask.add_argument("--evaluate", action="store_true", help="print the scorer's measures, out of fold")
    ask.add_argument("--out", type=Path, help="write what was read out of fold, as JSON lines")
    ask.add_argument("--weights", type=Path, help="folder that the weights trained on all pages go to")
    ask.add_argument("--jobs", type=int, default=2)
    args = ask.parse_args()
    records = load(args.corpus)
    models = Models()
    with ProcessPoolExecutor(args.jobs) as pool:
        tasks = [(args.corpus, record, None) for record in records]
        titles = [sample for sample in pool.map(title_sample, tasks, chunksize=20) if sample]
        models.title = {fold: fit_title(titles, fold) for fold in (*range(FOLDS), None)}
        there = statistics.mean(any(sample.labels) for sample in titles)
        print(f"title: {len(titles)} pages, the right one among the candidates on {there:.3f}", file=sys.stderr)
        tasks = [(args.corpus, record, models.title[fold_of(record)]) for record in records]
        names = [sample for sample in pool.map(byline_sample, tasks, chunksize=20) if sample]
        models.byline = {fold: fit(names, BYLINE, BYLINE_TREES, fold) for fold in (*range(FOLDS), None)}
        print(f"byline: {len(names)} pages", file=sys.stderr)
        if args.evaluate or args.out:
            whole = [(args.corpus, record, models.title[fold_of(record)], models.byline[fold_of(record)]) for record in records]
            got = {row["id"]: row for row in pool.map(reading, whole, chunksize=20)}
            if args.out:
                args.out.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in got.values()), encoding="utf-8")
            report(args.corpus, records, got)
    if args.weights:
        for name, model in (("title", models.title[None]), ("byline", {"trees": models.byline[None]})):
            path = args.weights / f"{name}_model.json"
            path.write_text(json.dumps(model, separators=(",", ":")) + "\n", encoding="ascii")
            print(f"{path}: {path.stat().st_size:,} bytes", file=sys.stderr)
    return 0


def scorer_of(corpus: Path) -> ModuleType:
    """Return the corpus' own scorer."""
    spec = importlib.util.spec_from_file_location("score", corpus / "score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def load(corpus: Path) -> list[dict[str, Any]]:
    """Return the records whose gold says something of title, authors or date."""
    lines = filter(None, (corpus / "records.jsonl").read_text(encoding="utf-8").split("\n"))  # not splitlines: U+2028 stands in the gold
    return [record for record in map(json.loads, lines) if any(record["gold"].get(name) for name in ("title", "authors", "date"))]


def fold_of(record: dict[str, Any]) -> int:
    """Return the fold of a record: pages of one domain are in one."""
    return int(hashlib.sha256((record["domain"] or record["id"]).encode()).hexdigest(), 16) % FOLDS


def page_of(corpus: Path, record: dict[str, Any]) -> tuple[Document, tuple[Block, ...]] | None:
    """Return the record's page, parsed and in blocks."""
    body = gzip.decompress((corpus / record["html_path"]).read_bytes())
    document = parse(Page(record["url"] or "https://unknown.example/", body))
    return (document, segment(document)) if document else None


def title_sample(task: tuple[Path, dict[str, Any], Any]) -> Sample | None:
    """Return the page's title candidates, or None if there is no gold for them."""
    corpus, record, _ = task
    page = page_of(corpus, record) if record["gold"].get("title") else None
    if page is None:
        return None
    score = scorer_of(corpus)
    found = title.candidates(page[0])
    gold = score.folded(record["gold"]["title"])
    labels = [score.folded(one.text) == gold for one in found]
    return Sample(record["id"], record["source"], fold_of(record), title.features(*page, found), labels) if found else None


def byline_sample(task: tuple[Path, dict[str, Any], Any]) -> Sample | None:
    """Return the page's candidates for authors, or None if there is no gold for them."""
    corpus, record, trees = task
    page = page_of(corpus, record) if record["gold"].get("authors") else None
    if page is None:
        return None
    headline = title.read_title(*page, title.scorer(trees))
    place = headline.block if headline else None
    found = claims.candidates(*page, place)
    score = scorer_of(corpus)
    gold = {name_key(score, name) for name in record["gold"]["authors"]}
    labels = [name_key(score, one.text) in gold for one in found]
    return Sample(record["id"], record["source"], fold_of(record), byline.features(*page, place, found), labels) if found else None


def name_key(score: ModuleType, name: object) -> str:
    """Return a name as the scorer compares it."""
    return " ".join(score.folded(score.BYLINE_WORD.sub("", str(name).strip())))


def fit(samples: list[Sample], parameters: dict[str, Any], trees: int, fold: int | None) -> Any:
    """Return trees trained on all samples that are not in ``fold``, in the form that ``newscrawl.extract.trees`` reads."""
    one_right = parameters is TITLE
    mine = [sample for sample in samples if sample.fold != fold and (any(sample.labels) or not one_right)]
    rows = np.array([row for sample in mine for row in sample.rows])
    labels = np.array([label for sample in mine for label in sample.labels], dtype=float)
    worth = TITLE_WEIGHTS if one_right else BYLINE_WEIGHTS
    weights = np.array([worth.get(sample.source, 1.0) for sample in mine for _ in sample.rows])
    model = lightgbm.train(parameters, lightgbm.Dataset(rows, labels, weight=weights), trees)
    return [plain(tree["tree_structure"]) for tree in model.dump_model()["tree_info"]]


def plain(node: dict[str, Any]) -> Any:
    """Return a node of LightGBM's dump as nested lists."""
    if "leaf_value" in node:
        return round(node["leaf_value"], 5)
    return [node["split_feature"], round(node["threshold"], 6), plain(node["left_child"]), plain(node["right_child"])]


def fit_title(samples: list[Sample], fold: int | None) -> dict[str, Any]:
    """Return the title's weights trained on all folds but ``fold``, as ``title.scorer`` takes them."""
    return {"trees": fit(samples, TITLE, TITLE_TREES, fold), "news": fit_news(samples, fold)}


def fit_news(samples: list[Sample], fold: int | None) -> list[float]:
    """Return the newsroom's weights: a conditional logit, the chance that a page's own headline is picked among its candidates.

    Weights of all pages, and of news pages what differs from them in NEWS_OWN, each held small: a hundred newspaper pages have gold.
    """
    own = [title.NEWS_TERMS.index(name) for name in NEWS_OWN]
    mine = [sample for sample in samples if sample.fold != fold and any(sample.labels) and not all(sample.labels)]
    terms = np.array([title.news_terms(row) for sample in mine for row in sample.rows])
    news = np.array([title.is_news(row) for sample in mine for row in sample.rows], dtype=float)
    scale = terms.std(axis=0) + 1e-6
    rows = np.hstack([terms / scale, (terms / scale)[:, own] * news[:, None]])
    sizes = np.array([len(sample.rows) for sample in mine])
    page, starts = np.repeat(np.arange(len(mine)), sizes), np.concatenate([[0], np.cumsum(sizes)[:-1]])
    right = np.array([label for sample in mine for label in sample.labels], dtype=float)
    counts = np.array([NEWS_WEIGHTS.get(sample.source, 1.0) for sample in mine])

    def loss(weights: Any) -> tuple[float, Any]:
        margin = rows @ weights
        odds = np.exp(margin - np.maximum.reduceat(margin, starts)[page])
        chance = odds / np.add.reduceat(odds, starts)[page]
        hit = np.add.reduceat(chance * right, starts) + 1e-12
        slope = rows.T @ (counts[page] * (chance - chance * right / hit[page])) + NEWS_SHRINK * weights
        return float(-(counts * np.log(hit)).sum() + NEWS_SHRINK * (weights @ weights) / 2), slope

    found = optimize.minimize(loss, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 150}).x
    weights = found[: terms.shape[1]].copy()
    weights[own] += found[terms.shape[1] :]
    return [round(float(weight), 5) for weight in weights / scale]


def reading(task: tuple[Path, dict[str, Any], Any, Any]) -> dict[str, Any]:
    """Return the page as the readers of this room read it, in the scorer's format; ``seconds`` is their CPU time."""
    corpus, record, title_trees, byline_trees = task
    page = page_of(corpus, record)
    if page is None:
        return {"id": record["id"]}
    score_title, score_name = _compiled(title_trees, title.scorer), _compiled(byline_trees, compiled)
    start = time.process_time()
    read_metadata(page[0])
    headline = title.read_title(*page, score_title)
    place = headline.block if headline else None
    line = byline.read_byline(*page, place, score_name)
    dates = read_dates(*page, place)
    seconds = time.process_time() - start
    when = dates.published.isoformat() if dates.published else None
    if when and dates.precision == "day":
        when = when[:10]
    return {
        "id": record["id"], "title": headline.text if headline else None, "authors": list(line.authors), "date_published": when, "seconds": seconds,
        "byline": line.byline,
    }  # fmt: skip


_KNOWN: dict[int, Any] = {}


def _compiled(model: Any, compile: Any) -> Any:
    """Compile weights once a process: equal weights arrive as new lists with every task."""
    key = hash(json.dumps(model))
    if key not in _KNOWN:
        _KNOWN[key] = compile(model)
    return _KNOWN[key]


def report(corpus: Path, records: list[dict[str, Any]], got: dict[str, dict[str, Any]]) -> None:
    """Print the scorer's measures of title, authors and date by source."""
    score = scorer_of(corpus)
    by_source: dict[str, list[Any]] = defaultdict(list)
    for record in records:
        by_source[record["source"]].append(score.score_page(record["source"], record["gold"], got.get(record["id"], {})))
    for source, pages in sorted(by_source.items()):
        measures = score.summary(pages)
        print(f"{source}: {len(pages)} pages")
        for name in ("title", "authors", "date"):
            if name in measures:
                print(f"  {name:8}" + "".join(f" {k} {v:.3f}" if isinstance(v, float) else f" {k} {v}" for k, v in measures[name].items()))
    seconds = sorted(row["seconds"] for row in got.values() if "seconds" in row)
    print("CPU ms a page: " + " ".join(f"{name} {1000 * value:.2f}" for name, value in _spread(seconds)))


def _spread(seconds: list[float]) -> Iterator[tuple[str, float]]:
    yield "median", statistics.median(seconds)
    yield "mean", statistics.mean(seconds)
    yield "p99", seconds[int(len(seconds) * 0.99)]
    yield "max", seconds[-1]


if __name__ == "__main__":
    sys.exit(main())
