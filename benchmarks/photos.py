"""Read the photos of a corpus' pages and score captions and credits with the corpus' own scorer.

    python -m benchmarks.photos --corpus DIR [--out photos.jsonl] [--sources fundus]

DIR holds ``records.jsonl``, ``html/`` and ``score.py``. The reader is rules; nothing is trained, so there is no fit to cross-validate. Instead
the domains are split in two by a hash of their names, and both halves are shown.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import importlib.util
import json
import statistics
import sys
import time
from pathlib import Path
from typing import Any

from newscrawl.blocks import segment
from newscrawl.document import parse
from newscrawl.extract.photos import read_photos
from newscrawl.items import Page


def scorer(corpus: Path) -> Any:
    """Return the corpus' ``score.py`` as a module."""
    spec = importlib.util.spec_from_file_location("corpus_score", corpus / "score.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def half(domain: str) -> str:
    """Return which half of the domains ``domain`` is in: ``a`` or ``b``."""
    return "ab"[hashlib.md5(domain.encode()).digest()[0] & 1]


def read(corpus: Path, record: dict[str, Any]) -> dict[str, Any]:
    """Return what is read on the page of ``record``, in the scorer's format; ``seconds`` is CPU without parsing, blocks, meta tags and JSON-LD."""
    body = gzip.decompress((corpus / record["html_path"]).read_bytes())
    document = parse(Page(url=record["url"], body=body))
    if document is None:
        return {"id": record["id"], "photos": [], "seconds": 0.0}
    blocks = segment(document)
    _ = document.meta, document.json_ld, document.base
    title = document.meta_first("og:title")  # the gold title would be more than a reader has
    began = time.process_time()
    reading = read_photos(document, blocks, title=title)
    seconds = time.process_time() - began
    photos = [{"url": p.url, "caption": p.caption, "credit": p.credit, "creators": p.creators, "agency": p.agency} for p in reading.photos]
    return {"id": record["id"], "photos": photos, "seconds": seconds}


def main() -> int:
    """Read, write, score, print."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--corpus", required=True, type=Path)
    ask.add_argument("--out", type=Path, help="write what was read, one JSON object a line")
    ask.add_argument("--sources", default="fundus")
    args = ask.parse_args()
    score = scorer(args.corpus)
    with (args.corpus / "records.jsonl").open(encoding="utf-8") as lines:
        records = [r for r in map(json.loads, lines) if r["source"] in args.sources.split(",")]
    rows = []
    for count, record in enumerate(records, 1):
        rows.append(read(args.corpus, record))
        if count % 25 == 0:
            print(f"read {count} of {len(records)}", file=sys.stderr)
    if args.out:
        args.out.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    judged = [
        (half(record["domain"]), score.score_page(record["source"], {"images": record["gold"]["images"]}, row))
        for record, row in zip(records, rows, strict=True)
        if "images" in record["gold"]
    ]
    unasked = set()
    for field in ("captions", "credits"):
        for part in ("a", "b", "ab"):
            pages = [page[field] for side, page in judged if side in part]
            found = score.f_of([p for p in pages if p[2]])
            name = "all" if part == "ab" else f"half {part}"
            print(f"{field:9}{name:8}P {found['P']:.3f}  R {found['R']:.3f}  F1 {found['F1']:.3f}  gold {found['gold']}")
        empty = {i for i, (_, page) in enumerate(judged) if not page[field][2] and page[field][1]}
        unasked |= empty
        print(f"{field:9}{'':8}{len(empty)} pages have some where the gold has none")
    neither = {i for i, (_, page) in enumerate(judged) if not page["captions"][2] and not page["credits"][2]}
    print(f"pages with captions or credits where the gold lacks that field: {len(unasked)}; where it has neither: {len(unasked & neither)}")
    seconds = [row["seconds"] for row in rows]
    print(f"CPU ms a page: median {statistics.median(seconds) * 1e3:.1f}  mean {statistics.mean(seconds) * 1e3:.1f}  worst {max(seconds) * 1e3:.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
