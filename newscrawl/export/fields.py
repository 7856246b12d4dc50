"""The fields of an article in exports, what they mean and of which type they are; and the codebook of a file that was written (Frictionless Data)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from newscrawl import __version__

FIELDS: dict[str, tuple[str, str]] = {
    "id": ("string", "First 16 hex digits of SHA-256 of the address's normal form: the same over merges, rereads and exports."),
    "url": ("string", "The address, as fetched."),
    "canonical_url": ("string", "The address that the page claims."),
    "site": ("string", "The registrable domain, or host and port."),
    "title": ("string", "The headline."),
    "standfirst": ("string", "The lead-in between headline and text; no part of body."),
    "byline": ("string", "The authors' line, as it stands there."),
    "authors": ("names", "Names out of the byline or the page's data."),
    "date_published": ("any", "2026-10-29T08:00:00+01:00, with the page's own offset; 2026-10-29 where date_precision is day."),
    "date_published_raw": ("string", "What the date was read from, as the page has it."),
    "date_precision": ("string", "second, minute or day. A local time without a zone is a day; the rest of it stays in date_published_raw."),
    "date_modified": ("any", "As date_published: when the page says that it was changed."),
    "language": ("string", "As the page says: BCP 47, lower case (en, de-at)."),
    "section": ("string", "As the page says."),
    "keywords": ("names", "As the page says."),
    "description": ("string", "The page's own summary of itself."),
    "body": ("string", "Paragraphs apart by a blank line, without furniture, captions and credits."),
    "word_count": ("integer", "Words of body as readers count them; in Chinese, Japanese, Korean and Thai the characters."),
    "photo_credit": ("string", "The credit of the first photo that has one."),
    "photos": ("array", "[{url, caption, credit, creators, agency}]; credit verbatim without its label, creators and agency out of it."),
    "is_accessible_for_free": ("boolean", "false: paywalled, stored with what the page shows."),
    "cluster": ("string", "Reprints and near-duplicates share it; null: stands alone."),
    "removals": ("array", "[{id, kind, reason, evidence, place, text}]: what was taken out of the text, and why; place: paragraphs before it."),
    "found_by": ("object", "Which reader found each field."),
    "fetched_at": ("datetime", "When this text was fetched, UTC."),
    "capture": ("integer", "Which kept page it was read from: captures.id in the archive; null: not kept, or pruned."),
    "moved_to": ("string", "Where its address redirects by now to another article."),
    "revisions": ("array", "[{number, fetched_at, changes}]: the versions that the publisher made, 1 first; empty: it never changed."),
}
"""Name to (type of Frictionless Table Schema, or ``names``, a list of strings; meaning), in the order of exports."""


def codebook(path: Path, form: str, rows: int, said: Mapping[str, Any]) -> dict[str, Any]:
    """Return the Data Package (https://specs.frictionlessdata.io/) of the file at ``path``: its digest, its fields, and ``said``: how it was chosen.

    The same file gives the same codebook: nothing in it tells when it was written.
    """
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    fields = [{"name": name, "type": _type(kind, form), "description": _meaning(kind, text, form)} for name, (kind, text) in FIELDS.items()]
    missing = [""] if form == "csv" else []
    name = _slug(_stem(path))
    compression = {"compression": "gz"} if path.suffix.lower() == ".gz" else {}
    return {
        "profile": "data-package",
        "name": name,
        "newscrawl": {"version": __version__, "articles": rows, **said},
        "resources": [
            {
                "name": name, "path": path.name, "format": form, "mediatype": MEDIA[form], "encoding": "utf-8", **compression,
                "bytes": path.stat().st_size, "hash": f"sha256:{digest}",
                "schema": {"fields": fields, "primaryKey": "id", "missingValues": missing},
            }
        ],
    }  # fmt: skip


MEDIA = {"csv": "text/csv", "jsonl": "application/jsonl"}
"""The formats that have all fields, and may have a codebook."""


def beside(path: Path) -> Path:
    """Return where the codebook of an export to ``path`` stands."""
    return path.with_name(f"{_stem(path)}.datapackage.json")


def _stem(path: Path) -> str:
    return Path(path.stem).stem if path.suffix.lower() == ".gz" else path.stem


def text(book: Mapping[str, Any]) -> str:
    """Return a codebook as its file has it."""
    return json.dumps(book, ensure_ascii=False, indent=2) + "\n"


def _slug(name: str) -> str:
    return "".join(char if (char.isalnum() and char.isascii()) or char in "-_." else "-" for char in name.lower())


def _type(kind: str, form: str) -> str:
    return {"csv": "string"}.get(form, "array") if kind == "names" else kind


def _meaning(kind: str, meaning: str, form: str) -> str:
    return f"{meaning} Joined by '; '." if kind == "names" and form == "csv" else meaning
