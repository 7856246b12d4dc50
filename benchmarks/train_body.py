"""Trains the body reader's trees and says, by cross-validation over domains, what they are worth.

    python benchmarks/train_body.py --corpus DIR [--out folds.jsonl] [--weights newscrawl/extract/body_model.json]

Prints the corpus scorer's measures of every page read by a model that saw no page of its domain, and the paired interval against trafilatura.
Needs lightgbm and numpy (development only). The same corpus gives the same weights.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import importlib.util
import json
import random
import statistics
import sys
import time
from collections import Counter, defaultdict
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from types import ModuleType
from typing import Any

import lightgbm
import numpy as np
from lxml import etree

from newscrawl.blocks import segment
from newscrawl.document import Document, parse
from newscrawl.extract import body as reader
from newscrawl.extract.byline import read_byline
from newscrawl.extract.dates import read_dates
from newscrawl.extract.photos import read_photos
from newscrawl.extract.survey import Survey
from newscrawl.extract.title import read_title
from newscrawl.items import Page
from newscrawl.strip.consent import find_consent

FOLDS = 5
SNIPPET_WEIGHT = 0.4
"""Of a page whose text is known by a few sentences only; the rest of it is labelled by the model of the fully known pages."""
SENTENCE_WEIGHT = 4.0
"""Of the blocks that hold those sentences against the rest of such a page: what a person said of few blocks is worth more than a guess of all.
Without it .006 of the snippets' F1 is lost, and nothing gained."""
SOURCE_WEIGHTS = {"aeb": 1.5, "fundus": 1.5}
"""News with careful gold is rare in the corpus and what we are for."""
PARAMETERS: dict[str, Any] = {
    "objective": "binary",
    "learning_rate": 0.07,
    "num_leaves": 16,
    "min_data_in_leaf": 60,
    "feature_fraction": 0.4,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 15.0,
    "max_bin": 127,
    "seed": 27,  # of three that read the corpus alike (7, 17, 27) the one that reads most of 1,021 invented pages right
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 1,
    "verbosity": -1,
}
TWIN_WEIGHT = 0.3
"""Of a page with its whole gold, trained on once more as a small old site would have made it."""
FIRST_TREES, SECOND_TREES, LEAD_TREES = 90, 60, 60
SECOND_FORESTS = 3
"""The second round is asked about a third of the blocks: it can afford to be the mean of several forests."""
SECOND_RATE = 0.1
OPEN = 0.05
"""The second round learns from blocks that the first, not having seen their page, finds no less likely than this, and no more than the rest. A little
wider than what it is asked about: that it knows what lies beyond."""
THRESHOLD, LEAD_THRESHOLD = 0.53, 0.35
"""What a block must reach to be text, or the standfirst. Lower, wcxb gains what fundus and aeb lose; a lower second one costs snippets."""


Chances = dict[str, tuple[list[float], list[float]]]
"""Of a page, by its id: how likely its kept blocks are text, and how likely its standfirst."""


@dataclass
class Sample:
    """One page of the corpus, looked over, with what the gold says of the blocks worth asking about."""

    record: dict[str, Any]
    survey: Survey
    rows: Any
    labels: Any
    """1 text, 0 not, -1 unknown; one for each of ``survey.kept``."""
    weights: Any
    lead: Any
    twin: bool
    """Whether it is a page of the corpus made plain: trained on, not scored."""
    missed: float
    """Share of the gold's words in blocks that nobody asked about."""
    fold: int


def main() -> int:
    """Cross-validate, print, write the weights of all pages together."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--corpus", required=True, type=Path)
    ask.add_argument("--out", type=Path, help="write what was read out of fold, as JSON lines")
    ask.add_argument("--weights", type=Path, help="write the weights trained on all pages")
    ask.add_argument("--jobs", type=int, default=2)
    args = ask.parse_args()
    scorer = _scorer(args.corpus)
    samples = load(args.corpus, args.jobs)
    asked = [sample for sample in samples if not sample.twin]
    chances = {id: chance for _, some in cross_validated(samples, args.jobs) for id, chance in some.items()}
    got, model_settings = settle(scorer, asked, chances)
    report(scorer, asked, got, peer(args.corpus, asked, args.jobs))
    if args.out:
        args.out.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in got.values()), encoding="utf-8")
    if args.weights:
        weights = fit(samples) | model_settings
        args.weights.write_text(json.dumps(weights, separators=(",", ":")) + "\n", encoding="ascii")
        print(f"{args.weights}: {args.weights.stat().st_size:,} bytes", file=sys.stderr)
    return 0


def _scorer(corpus: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", corpus / "score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def load(corpus: Path, jobs: int) -> list[Sample]:
    """Return the pages of ``corpus`` whose gold says something of the body."""
    lines = filter(None, (corpus / "records.jsonl").read_text(encoding="utf-8").split("\n"))  # not splitlines: U+2028 stands in the gold
    records = [r for r in map(json.loads, lines) if r["gold"].get("body") or r["gold"].get("with")]
    with ProcessPoolExecutor(jobs) as pool:
        found = pool.map(_samples, ((corpus, r) for r in records), chunksize=20)
        return [sample for some in found for sample in some]


def _samples(task: tuple[Path, dict[str, Any]]) -> list[Sample]:
    corpus, record = task
    page = Page(record["url"] or "https://unknown.example/", gzip.decompress((corpus / record["html_path"]).read_bytes()))
    if (document := parse(page)) is None:
        return []
    found = [_sample(corpus, record, document, twin=False)]
    if record["gold"].get("body") and (twin := parse(page)) is not None:
        make_plain(twin, random.Random(record["id"]))
        found.append(_sample(corpus, record, twin, twin=True))
    return [sample for sample in found if sample]


_OF_HTML_5 = ("article", "section", "main", "aside", "nav", "header", "footer", "figure", "figcaption")


def make_plain(document: Document, draw: random.Random) -> None:
    """Take from a page what small and old sites do without: names, roles, the tags of HTML 5, paragraphs marked as such."""
    flat = draw.choice(("p", "div", "br", "br"))
    for element in list(document.root.iter(etree.Element)):
        for name in ("class", "id", "itemprop", "role", "itemtype", "itemscope"):
            element.attrib.pop(name, None)
        if element.tag in (*_OF_HTML_5, *(("h2", "h3", "h4") if flat != "p" else ()), *(("p",) if flat == "div" else ())):
            element.tag = "div"
        elif element.tag == "p" and flat == "br" and element.getparent() is not None:
            for _ in range(2):
                mark = element.makeelement("br")
                mark.tail, element.tail = element.tail, None
                element.addnext(mark)
            with suppress(ValueError):  # text that lxml read but will not write
                element.drop_tag()
    document.changed()


def _sample(corpus: Path, record: dict[str, Any], document: Document, twin: bool) -> Sample | None:
    blocks = segment(document)
    gold = record["gold"]
    # As newscrawl.read does it: what is trained on titles from the gold, and on pages with their captions, is lost on pages as they come.
    title = read_title(document, blocks)
    headline = title.text if title else None
    place = title.block if title else None
    lines = (read_byline(document, blocks, place).block, read_dates(document, blocks, place).block)
    captions = read_photos(document, blocks, title=headline).blocks | {line for line in lines if line is not None}
    survey = Survey(document, blocks, headline, find_consent(document, blocks).keys(), captions)
    if not survey.kept:
        return None
    scorer = _scorer(corpus)
    labels = align(scorer, [b.text for b in blocks], gold["body"]) if gold.get("body") else snippets([b.text for b in blocks], gold)
    sizes = np.array([survey.size[i] for i in survey.kept])
    mine = np.array([labels[i] for i in survey.kept], dtype=np.int8)
    positive = sum(size for size, y in zip(survey.size, labels, strict=True) if y == 1) or 1
    missed = 1 - sizes[mine == 1].sum() / positive
    weights = np.minimum(sizes, 80) + 6.0
    weights = weights / weights.sum()
    weights = weights * (SOURCE_WEIGHTS.get(record["source"], 1.0) if gold.get("body") else SNIPPET_WEIGHT)
    if not gold.get("body"):
        weights[mine >= 0] *= SENTENCE_WEIGHT
    fold = int(hashlib.sha256((record["domain"] or record["id"]).encode()).hexdigest(), 16) % FOLDS
    rows = np.array(survey.first_rows(), dtype=np.float32)
    for block in blocks:  # what is kept of a page travels between processes
        block.element = None
    return Sample(record, survey, rows, mine, weights * (TWIN_WEIGHT if twin else 1.0), leads(survey, mine), twin, missed, fold)


def align(scorer: ModuleType, texts: list[str], gold: str) -> list[int]:
    """Return for each of ``texts`` whether it is part of ``gold``: by 4-word shingles, short ones by their place, repeats once."""
    tokens = scorer.folded(gold)
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for size in (1, 2, 3, 4):
        for i in range(len(tokens) - size + 1):
            places[tuple(tokens[i : i + size])].append(i)
    labels = [0] * len(texts)
    spans: dict[int, tuple[int, int]] = {}
    mine = [scorer.folded(text) for text in texts]
    for index, words in enumerate(mine):
        if len(words) >= 4:
            found = [places.get(tuple(words[i : i + 4])) for i in range(len(words) - 3)]
            hits = [at[0] - i for i, at in enumerate(found) if at]
            if len(hits) * 2 >= len(found):
                start = int(statistics.median(hits))
                spans[index] = (start, start + len(words))
                labels[index] = 1

    # Text that stands once in the gold and twice on the page (a pull quote, a teaser, a hidden copy): the one in the company it has in the gold.
    def company(index: int) -> int:
        start = spans[index][0]
        near = ((spans[other][0] - start) * (1 if other > index else -1) for other in range(index - 8, index + 9) if other in spans)
        return sum(0 < distance < 300 for distance in near)

    covered = [0] * (len(tokens) + 1)
    for index in sorted(spans, key=lambda index: (-company(index), index)):
        words = mine[index]
        new = total = 0
        for i in range(len(words) - 3):
            if at := places.get(tuple(words[i : i + 4])):
                total += 1
                free = next((place for place in at if not covered[place]), None)
                if free is not None:
                    covered[free] = 1
                    new += 1
        if new * 2 < total:
            labels[index] = -1 if len(words) >= 8 else 0
            del spans[index]
    order = sorted(spans)
    for index, words in enumerate(mine):
        if 0 < len(words) < 4:
            left = max((i for i in order if i < index), default=None)
            right = min((i for i in order if i > index), default=None)
            if left is None and right is None:
                continue
            low = spans[left][1] - 2 if left is not None else -1
            high = spans[right][0] + 2 if right is not None else len(tokens) + 1
            if any(low <= at and at + len(words) <= high for at in places.get(tuple(words), ())):
                labels[index] = 1
    return labels


def snippets(texts: list[str], gold: dict[str, Any]) -> list[int]:
    """Return 1 for texts that hold a wanted sentence, 0 for those that hold an unwanted one, -1 for the rest."""
    out = []
    for text in texts:
        wanted = any(" ".join(s.split()) in text for s in gold.get("with", ()))
        barred = any(" ".join(s.split()) in text for s in gold.get("without", ()))
        out.append(1 if wanted and not barred else 0 if barred and not wanted else -1)
    return out


def leads(survey: Survey, labels: Any) -> Any:
    """Return 1 for kept blocks that open the gold but stand apart from the run of its text, 0 for those that do not."""
    out = np.zeros(len(labels), dtype=np.int8)
    mass: Counter[int] = Counter()
    looks: Counter[int] = Counter()
    for i, y in zip(survey.kept, labels, strict=True):
        if y == 1:
            mass[id(survey.box[i].parent)] += survey.size[i]
            looks[id(survey.look[i])] += survey.size[i]
    if not mass:
        return out
    main_look = looks.most_common(1)[0][0]
    for k, (i, y) in enumerate(zip(survey.kept, labels, strict=True)):
        if y != 1:
            continue
        if id(survey.look[i]) == main_look or survey.size[i] < 4:
            break
        out[k] = 1
        break
    return out


Forests = list[lightgbm.Booster]
"""What is thought is the mean of what they think."""


def _trees(forests: Forests) -> list[Any]:
    def node(tree: dict[str, Any]) -> Any:
        if "leaf_value" in tree:
            return float(f"{tree['leaf_value'] / len(forests):.4g}")
        return [tree["split_feature"], float(f"{tree['threshold']:.6g}"), node(tree["left_child"]), node(tree["right_child"])]

    return [node(tree["tree_structure"]) for forest in forests for tree in forest.dump_model()["tree_info"]]


def _train(rows: Any, labels: Any, weights: Any, count: int, forests: int = 1, **parameters: Any) -> Forests:
    keep = labels >= 0
    rows, labels, weights = rows[keep], labels[keep], weights[keep] / weights[keep].mean()
    seed = PARAMETERS["seed"]
    return [
        lightgbm.train(PARAMETERS | parameters | {"seed": seed + k}, lightgbm.Dataset(rows, labels, weight=weights), count) for k in range(forests)
    ]


def _chances(forests: Forests, rows: Any) -> Any:
    return 1 / (1 + np.exp(-np.mean([forest.predict(rows, num_threads=1, raw_score=True) for forest in forests], axis=0)))


def _settled(first: Any, second: Forests, rows: Any) -> Any:
    """Return what both rounds think: the second where the first leaves it open."""
    return np.where(np.abs(first - 0.5) < 0.5 - reader.SETTLED, _chances(second, rows), first)


def fit(samples: list[Sample]) -> dict[str, Any]:
    """Return the trees trained on ``samples``."""
    known = [s for s in samples if s.record["gold"].get("body")]
    vague = [s for s in samples if not s.record["gold"].get("body")]
    labels = {id(s): s.labels for s in known}
    # The first round's answers that the second learns from come from models that did not see the page.
    if vague:
        rounds = _both(known, labels)
        for s in vague:
            first = _chances(rounds[0], s.rows)
            second = _settled(first, rounds[1], np.array(s.survey.second_rows(first.tolist()), dtype=np.float32))
            guess = np.where(second > 0.7, 1, np.where(second < 0.3, 0, -1))
            labels[id(s)] = np.where(s.labels >= 0, s.labels, guess)
    first, second, stacked, unseen = _both(known + vague, labels)
    # Only the gold of fundus holds standfirsts. Elsewhere what is text is none; what is not might be one.
    lead_rows, lead_labels = [], []
    for s, rows, chances in zip(known + vague, stacked, unseen, strict=True):
        can = np.array(reader.lead_candidates(s.survey, _settled(chances, second, rows).tolist())) | (s.lead == 1)
        if s.twin:
            continue
        if s.record["source"] != "fundus":
            can &= s.labels == 1
        lead_rows.append(rows[can])
        lead_labels.append(s.lead[can] if s.record["source"] == "fundus" else np.zeros(can.sum(), dtype=np.int8))
    lead = _train(np.concatenate(lead_rows), np.concatenate(lead_labels), np.ones(sum(map(len, lead_labels))), LEAD_TREES)
    return {"first": _trees(first), "second": _trees(second), "lead": _trees(lead)}


def _both(samples: list[Sample], labels: dict[int, Any]) -> tuple[Forests, Forests, list[Any], list[Any]]:
    """Return both rounds, and of each sample the second's rows and what a first round that had not seen it thinks."""

    def stack(some: list[Sample]) -> tuple[Any, Any, Any]:
        return (
            np.concatenate([s.rows for s in some]),
            np.concatenate([labels[id(s)] for s in some]),
            np.concatenate([s.weights for s in some]),
        )

    groups = [int(hashlib.sha256(b"inner" + (s.record["domain"] or s.record["id"]).encode()).hexdigest(), 16) % 4 for s in samples]
    stacked: list[Any] = [None] * len(samples)
    unseen: list[Any] = [None] * len(samples)
    for group in range(4):
        inner = _train(*stack([s for s, g in zip(samples, groups, strict=True) if g != group]), FIRST_TREES)
        for k, s in enumerate(samples):
            if groups[k] == group:
                unseen[k] = _chances(inner, s.rows)
                stacked[k] = np.array(s.survey.second_rows(unseen[k].tolist()), dtype=np.float32)
    rows, marks, weights = stack(samples)
    first = _train(rows, marks, weights, FIRST_TREES)
    open_ones = np.abs(np.concatenate(unseen) - 0.5) < 0.5 - OPEN
    seconds = np.concatenate(stacked)[open_ones], marks[open_ones], weights[open_ones]
    return first, _train(*seconds, SECOND_TREES, SECOND_FORESTS, learning_rate=SECOND_RATE), stacked, unseen


def predict(weights: dict[str, Any], some: list[Sample]) -> Chances:
    """Return (text probabilities, lead probabilities) of the kept blocks of each sample, by the code that ships."""
    model = reader.model_from({"threshold": THRESHOLD, "lead_threshold": LEAD_THRESHOLD, "calibration": [], **weights})
    out = {}
    for s in some:
        chances, lead = reader.judged(s.survey.narrowed(), model)
        out[s.record["id"]] = (chances, lead or [])
    return out


def fold_weights(corpus: Path, jobs: int) -> list[dict[str, Any]]:
    """Return for each fold the weights trained without its pages, as ``newscrawl.extract.body.model_from`` takes them."""
    samples = load(corpus, jobs)
    found = cross_validated(samples, jobs)
    chances = {id: chance for _, some in found for id, chance in some.items()}
    scorer = _scorer(corpus)
    return [weights | settle(scorer, [s for s in samples if s.fold != fold and not s.twin], chances)[1] for fold, (weights, _) in enumerate(found)]


_SAMPLES: list[Sample] = []
"""What the forked workers of ``cross_validated`` train on: too much to send."""


def cross_validated(samples: list[Sample], jobs: int) -> list[tuple[dict[str, Any], Chances]]:
    """Return for each fold the weights trained without it, and what they think of its pages."""
    _SAMPLES[:] = samples
    with ProcessPoolExecutor(min(jobs, FOLDS), mp_context=get_context("fork")) as pool:
        return list(pool.map(_fold, range(FOLDS)))


def _fold(fold: int) -> tuple[dict[str, Any], Chances]:
    started = time.monotonic()
    weights = fit([s for s in _SAMPLES if s.fold != fold])
    chances = predict(weights, [s for s in _SAMPLES if s.fold == fold and not s.twin])
    print(f"fold {fold + 1} of {FOLDS}: {time.monotonic() - started:.0f} s", file=sys.stderr)
    return weights, chances


def settle(
    scorer: ModuleType, samples: list[Sample], chances: Chances
) -> tuple[dict[str, dict[str, Any]], dict[str, Any]]:
    """Return the readings that out-of-fold ``chances`` amount to, and the settings they were made with."""
    settings: dict[str, Any] = {"threshold": THRESHOLD, "lead_threshold": LEAD_THRESHOLD, "calibration": []}

    def model() -> reader.Model:
        return reader.Model(_nothing, _nothing, None, THRESHOLD, LEAD_THRESHOLD, tuple(map(tuple, settings["calibration"])))

    points = []
    for s in samples:
        if s.record["gold"].get("body"):
            second, lead = chances[s.record["id"]]
            read = reader.chosen_body(s.survey.narrowed(), second, lead or None, model())
            points.append((read.confidence, scorer.score_page(s.record["source"], s.record["gold"], _row(s, read))["body"][2]))
    settings["calibration"] = rising(points)
    got = {}
    for s in samples:
        second, lead = chances[s.record["id"]]
        got[s.record["id"]] = _row(s, reader.chosen_body(s.survey.narrowed(), second, lead or None, model()))
    return got, settings


def rising(points: list[tuple[float, float]], bins: int = 10) -> list[list[float]]:
    """Return the rising line nearest to the means of ``points`` in bins of equal size."""
    points = sorted(points)
    line: list[list[float]] = []
    for k in range(bins):
        some = points[len(points) * k // bins : len(points) * (k + 1) // bins]
        line.append([statistics.mean(x for x, _ in some), statistics.mean(y for _, y in some), len(some)])
        while len(line) > 1 and line[-2][1] > line[-1][1]:
            (x0, y0, n0), (x1, y1, n1) = line[-2:]
            line[-2:] = [[(x0 * n0 + x1 * n1) / (n0 + n1), (y0 * n0 + y1 * n1) / (n0 + n1), n0 + n1]]
    return [[round(x, 4), round(y, 4)] for x, y, _ in line]


def _nothing(row: Any) -> float:
    return 0.0


def _row(sample: Sample, read: reader.Body) -> dict[str, Any]:
    return {
        "id": sample.record["id"],
        "title": None,
        "standfirst": read.standfirst[1] if read.standfirst else None,
        "body": "\n\n".join(text for _, text in read.paragraphs),
        "seconds": None,
        "confidence": read.confidence,
    }


def peer(corpus: Path, samples: list[Sample], jobs: int) -> dict[str, dict[str, Any]]:
    """Return what trafilatura reads on the same pages."""
    with ProcessPoolExecutor(jobs) as pool:
        bodies = pool.map(_peer, ((corpus, s.record) for s in samples), chunksize=20)
        return {s.record["id"]: {"id": s.record["id"], "body": text} for s, text in zip(samples, bodies, strict=True)}


def _peer(task: tuple[Path, dict[str, Any]]) -> str:
    import trafilatura

    corpus, record = task
    return trafilatura.extract(gzip.decompress((corpus / record["html_path"]).read_bytes()), include_comments=False) or ""


def report(scorer: ModuleType, samples: list[Sample], got: dict[str, dict[str, Any]], other: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Print the scorer's measures by source, and the paired interval against ``other``."""
    table: dict[str, Any] = {}
    for source in sorted({s.record["source"] for s in samples}):
        rows = [s.record for s in samples if s.record["source"] == source]
        pages = [scorer.score_page(source, r["gold"], got.get(r["id"], {})) for r in rows]
        theirs = [scorer.score_page(source, r["gold"], other.get(r["id"], {})) for r in rows]
        table[source] = scorer.summary(pages)
        for name, figures in ((("ours"), table[source]), ("trafilatura", scorer.summary(theirs))):
            said = [f"{k} {v:.3f}" for k, v in figures.get("body", {}).items() if k != "n"]
            if "snippets" in figures:
                said.append("snippets " + " ".join(f"{k} {figures['snippets'][k]:.3f}" for k in ("P", "R", "F1")))
            print(f"{source:16} {len(rows):4} {name:12} " + "  ".join(said))
        if source in ("aeb", "fundus", "wcxb"):
            kept = [(p["body"], t["body"]) for p, t in zip(pages, theirs, strict=True) if "body" in p]
            print(
                "                 against trafilatura  " + "  ".join(f"{k} {v:+.4f}" for k, v in scorer.bootstrap(*zip(*kept, strict=True)).items())
            )
    return table


if __name__ == "__main__":
    sys.exit(main())
