"""Write what a page turned out to be: capture, article, photos, removals, index, links and the page's outcome, all in one job."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime
from json.encoder import encode_basestring  # a string as JSON: what dumps would make an encoder for, every time
from typing import Any

from newscrawl.archive import captures, clusters, frontier, furniture, index, revisions
from newscrawl.archive.frontier import Lease
from newscrawl.archive.schema import MINUTE_SLOTS, insert, insert_unless_held, moment, restamp, stamp
from newscrawl.errors import NotFound
from newscrawl.items import Article, Link, Page, Photo, Reading, Removal
from newscrawl.urls import article_id, registrable_domain, url_key


@dataclass(frozen=True, slots=True)
class Blob:
    """A page's body, compressed where it was read (a worker), and how it came over the wire."""

    digest: str
    """SHA-256 of the uncompressed body, hex."""
    codec: str
    """``zstd`` (captures.Shelf) or ``plain``."""
    data: bytes
    length: int
    wire_digest: str
    wire_length: int
    dictionary: int | None = None
    """dictionaries.id of what it is compressed against; None: it stands alone."""


@dataclass(frozen=True, slots=True)
class Settlement:
    """What one request came to."""

    page: Page
    """Without its body: url, status, headers, fetched_at, kind, error."""
    reading: Reading | None = None
    """What a page said; None for feeds, sitemaps, robots files and answers that were not read."""
    links: tuple[Link, ...] = ()
    """What to put into the frontier, already chosen: of a page, a feed, a sitemap."""
    redirect: str | None = None
    """Where a 3xx leads, absolute; it becomes a row of its own."""
    reason: str | None = None
    """Overrides the word that would be derived (``soft-404``, ``too-large``, ``robots-txt`` …)."""
    blob: Blob | None = None
    """None: no capture is kept."""
    repeats: bool = False
    """Whether the article's text is one that this run has seen under another address: no evidence that more of its kind are worth asking for."""
    copy_of: str | None = None
    """The url_key of the story that this page is only another form of (``frontier.defer``): its article and capture are not kept."""
    withheld: bool = False
    """Whether its links were not asked for: who asks for them next needs the page again, changed or not."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of it."""

    state: str
    reason: str | None
    article: str | None
    new_links: int
    trapped: int = 0
    tally: Counter[str] = field(default_factory=Counter)
    """What became of the links: ``new``, ``known``, ``refused``."""


def settle(db: sqlite3.Connection, lease: Lease, result: Settlement, *, run: int, now: datetime) -> Settled:
    """Write ``result`` of ``lease``; one job of the writer. Everything or, when it raises, nothing."""
    page = result.page
    fetched_at = page.fetched_at or now
    title = result.reading.article.title if result.reading and result.reading.article else None
    if result.copy_of is not None:
        result = replace(result, reading=None, blob=None)
    capture = _capture(db, lease, result, fetched_at, run) if result.blob else None
    article = result.reading.article if result.reading else None
    reason: str | None = None
    leads_to: str | None = None
    id: str | None = lease.article
    if result.reading is not None and article is not None:
        state, id = put_article(db, lease, article, result.reading, capture, fetched_at)
        frontier.copies_unlike(db, lease.url_key, title)
    elif result.copy_of is not None:
        state, reason, leads_to = "duplicate", frontier.COPY, result.copy_of
    else:
        state, reason, leads_to = _outcome(lease, result)
        if state == "duplicate" and leads_to is not None and (circle := _circle(db, lease.url_key, leads_to)):
            state, reason, leads_to = "failed", "redirect-loop", None
            for row in circle:
                frontier.settle_row(db, row, {"state": state, "reason": reason, "leads_to": None, "settled_run": run})
    (seen_before,) = db.execute("SELECT settled_at IS NOT NULL FROM frontier WHERE id = ?", (lease.id,)).fetchone()
    changes: dict[str, Any] = {
        "state": state, "reason": reason, "settled_at": stamp(fetched_at), "settled_run": run, "http_status": page.status or None,
        "article": id,
    }  # fmt: skip
    if leads_to is not None or reason is None or lease.article is None:  # else a story's new address is known from an earlier answer, and stays so
        changes["leads_to"] = leads_to
    if result.copy_of is not None:
        changes["hint_title"] = title
    if page.status == 200:
        kept = not result.withheld
        changes |= {"etag": page.header("etag") if kept else None, "last_modified": page.header("last-modified") if kept else None}
        changes["hops"] = 0  # a visit's number that changes at each poll is one hop each time, not one more
    frontier.settle_row(db, lease.id, changes)
    tally = Counter[str]()
    new = frontier.add(db, result.links, run=run, now=now, site=lease.site, found_in=lease.url_key, depth=lease.depth + 1, tally=tally)
    if result.redirect:
        target = Link(result.redirect, kind=lease.kind if lease.kind != "robots" else "page", source="redirect")
        new += frontier.add(db, [target], run=run, now=now, site=lease.site, found_in=lease.url_key, depth=lease.depth, hops=lease.hops + 1)
    trapped = 0
    fruitful = article is not None and not result.repeats
    if seen_before and not fruitful:
        pass  # a list that is polled is no evidence of a trap
    elif lease.kind == "page" and (fruitful or lease.source not in frontier.TRUSTED):
        trapped = frontier.count_trap(db, lease, fruitful=fruitful, now=now, run=run)
    elif lease.kind == "sitemap" and page.status == 200 and not page.error:
        trapped = frontier.count_trap(db, lease, fruitful=any(link.kind == "page" for link in result.links), now=now, run=run)
    return Settled(state, reason, id, new, trapped, tally)


def settle_earlier(db: sqlite3.Connection, lease: Lease, result: Settlement, *, run: int) -> str:
    """Write a page that was fetched before its address was last settled: its capture, and its article as a version before the one held.

    The later outcome stays; where that was no article, the archive has one now. Returns ``stored``, ``earlier`` (a version) or ``unchanged``.
    """
    fetched_at = result.page.fetched_at
    assert fetched_at is not None
    capture = _capture(db, lease, result, fetched_at, run) if result.blob else None
    article = result.reading.article if result.reading else None
    if result.reading is None or article is None:
        return "unchanged"
    if lease.article is None:
        if db.execute("SELECT 1 FROM frontier WHERE id = ? AND reason = ?", (lease.id, frontier.COPY)).fetchone():
            return "unchanged"  # a form of a story that is held, or waited for, under another address
        state, id = put_article(db, lease, article, result.reading, capture, fetched_at)
        frontier.settle_row(db, lease.id, {"state": "unchanged", "article": id})
        return state
    row = article_row(lease.url, lease.url_key, lease.site, article, result.reading.confidence, capture, fetched_at)
    version = {name: row[name] for name in revisions.FIELDS if name != "photos"} | {"photos": _photo_rows(article)}
    held = revisions.every(db, lease.article)
    if any((one["fetched_at"], one["hash"]) == (version["fetched_at"], version["hash"]) for one in held):
        return "unchanged"
    *before, newest = held
    versions = [*sorted([*before, version], key=lambda one: (one["fetched_at"], one["hash"])), newest]
    revisions.rewrite(db, lease.article, versions)
    return "earlier" if len(revisions.history(db, lease.article)) > max(1, len(held)) else "unchanged"


def _circle(db: sqlite3.Connection, key: str, target: str) -> list[int]:
    """Return the rows of the circle of redirects that one from ``key`` to ``target`` closes; empty: none.

    So answers a site that wants its cookie back. Each alone would seem to be a story under another address, and none is held.
    """
    rows: list[int] = []
    for _ in range(frontier.MAX_HOPS):
        row = db.execute("SELECT id, leads_to FROM frontier WHERE url_key = ? AND state = 'duplicate' AND reason = 'redirect'", (target,)).fetchone()
        if row is None:
            return []
        rows.append(row[0])
        if row[1] == key:
            return rows
        target = row[1]
    return []


def _outcome(lease: Lease, result: Settlement) -> tuple[str, str | None, str | None]:
    """Return (state, reason, url_key a redirect leads to) of a page that showed no article."""
    page = result.page
    if page.status == 304:
        return ("unchanged", None, None) if lease.article else ("dropped", result.reason or "not-modified", None)
    if result.redirect:
        try:
            # A story that is held stays, and is asked for again: it may have moved for good, or be behind a login for an hour.
            return "unchanged" if lease.article else "duplicate", result.reason or "redirect", url_key(result.redirect)
        except ValueError:
            return "dropped", "bad-redirect", None
    if page.error:
        state, reason = "failed", result.reason or page.error
    elif page.kind == "robots" and 400 <= page.status < 500:  # no robots.txt is an answer: everything is allowed (RFC 9309)
        state, reason = "dropped", result.reason or "robots-txt"
    elif page.status >= 400 or page.status < 200:
        state, reason = "failed", result.reason or f"http-{page.status}"
    elif page.kind != "page":
        state, reason = "dropped", result.reason or ("robots-txt" if page.kind == "robots" else page.kind)
    else:
        state, reason = "dropped", result.reason or (result.reading.reason if result.reading else None) or "empty"
    if lease.article:  # the archive keeps what it holds; the reason says how the page answered last
        return "unchanged", reason, None
    return state, reason, None


def _capture(db: sqlite3.Connection, lease: Lease, result: Settlement, fetched_at: datetime, run: int) -> int:
    blob, page = result.blob, result.page
    assert blob is not None
    is_article = result.reading is not None and result.reading.article is not None
    captures.keep(
        db, lease.site, blob.digest, blob.codec, blob.data, blob.length, article=is_article, now=fetched_at, dictionary=blob.dictionary
    )
    return insert(
        db,
        "captures",
        {
            "url": page.url, "url_key": lease.url_key, "fetched_at": stamp(fetched_at), "run": run, "status": page.status,
            "headers": json.dumps(page.headers, ensure_ascii=False), "digest": blob.digest, "length": blob.length,
            "wire_digest": blob.wire_digest, "wire_length": blob.wire_length,
        },
    )  # fmt: skip


def put_article(
    db: sqlite3.Connection, lease: Lease, article: Article, reading: Reading, capture: int | None, fetched_at: datetime
) -> tuple[str, str]:
    """Write the article under the lease's url_key; returns (``stored`` or ``unchanged``, its id)."""
    id = article_id(lease.url_key)
    row = article_row(lease.url, lease.url_key, lease.site, article, reading.confidence, capture, fetched_at)
    # Most are new, and what decides it is the write itself: two look-ups less.
    docid = _wanted_docid(article.date_published, article.date_precision, fetched_at, id)
    if insert_unless_held(db, "articles", {"docid": docid, **row}, key="docid"):
        held = None
    else:
        held = db.execute("SELECT docid, hash, date_published, fetched_at, cluster, body, capture FROM articles WHERE id = ?", (id,)).fetchone()
        if held and held[1] == row["hash"]:
            db.execute("UPDATE articles SET seen_at = ? WHERE docid = ?", (stamp(fetched_at), held[0]))
            restamp(db, "articles", "docid = ?", (held[0],))
            return "unchanged", id
        if held:
            docid = _replace(db, id, held, row, article, capture, fetched_at)
        else:
            docid = free_docid(db, article.date_published, article.date_precision, fetched_at, id)
            insert(db, "articles", {"docid": docid, **row}, key="docid")
    put_parts(db, id, article.photos, reading.removals)
    if held or reading.blocks:
        furniture.note(db, id, row["site"], reading, fetched_at)
    index.queue(db, docid, indexed_fields(article))
    if held is None or held[5] != article.body:
        clusters.enqueue(db, id)
    return "stored", id


def _replace(
    db: sqlite3.Connection, id: str, held: tuple[Any, ...], row: dict[str, Any], article: Article, capture: int | None, fetched_at: datetime
) -> int:
    """Put ``row`` in the place of the article that is held, whose photos and removals go; returns its docid."""
    _note_change(db, id, held, row, article, capture)
    index.remove(db, held[0])
    # Undated, it stays where it was first seen.
    if row["date_published"] is None:
        docid = held[0]
    else:
        docid = held[0] if row["date_published"] == held[2] else free_docid(db, article.date_published, article.date_precision, fetched_at, id)
    for table in ("photos", "removals"):
        db.execute(f"DELETE FROM {table} WHERE article = ?", (id,))  # noqa: S608 (two constants)
    row["cluster"] = held[4]
    names = tuple(row)
    db.execute(f"UPDATE articles SET docid = ?, {', '.join(f'{name} = ?' for name in names)} WHERE id = ?", (docid, *row.values(), id))  # noqa: S608
    restamp(db, "articles", "docid = ?", (docid,))
    return int(docid)


def _note_change(db: sqlite3.Connection, id: str, held: tuple[Any, ...], row: dict[str, Any], article: Article, capture: int | None) -> None:
    """Keep the version that ``row`` replaces, if it is the publisher who changed it: the same bytes read differently are not a revision."""
    old = revisions.current(db, id)
    new = {name: row[name] for name in revisions.FIELDS if name != "photos"}
    new["photos"] = _photo_rows(article)
    same_page = (
        capture is not None
        and db.execute(
            "SELECT 1 FROM captures AS a JOIN captures AS b ON b.digest = a.digest WHERE a.id = ? AND b.id = ?", (held[6], capture)
        ).fetchone()
    )
    if same_page or not revisions.keep(db, id, old, new, held[6]):
        revisions.mend(db, id, old, new)


def put_rights(db: sqlite3.Connection, key: str, rights: dict[str, str]) -> None:
    """Note what the page captured last under ``key`` says may be done with it, if it says anything."""
    if rights:
        said = json.dumps(rights, ensure_ascii=False, sort_keys=True)
        db.execute("INSERT OR REPLACE INTO rights (capture, said) SELECT max(id), ? FROM captures WHERE url_key = ?", (said, key))


def differences(db: sqlite3.Connection, id: str, reading: Reading) -> dict[str, tuple[Any, Any]]:
    """Return field to (held, read) where a capture read again gives something else than is held; empty: nothing would change. Raises NotFound."""
    return _compare(db, id, reading)[2]


def reread(db: sqlite3.Connection, id: str, reading: Reading) -> tuple[str, ...]:
    """Put in place of an article what its own capture reads as now; returns the fields that changed. Never a revision; twice changes nothing.

    A reading without an article changes nothing: what was held once is not lost to a reader's doubt. Raises NotFound.
    """
    held, row, changed = _compare(db, id, reading)
    if reading.article is None:
        return ()
    furniture.note(db, id, held["site"], reading, moment(held["fetched_at"]))
    if not changed:
        return ()
    article = reading.article
    new = {name: row[name] for name in revisions.FIELDS if name != "photos"}
    new["photos"] = _photo_rows(article)
    revisions.mend(db, id, revisions.current(db, id), new)
    index.remove(db, held["docid"])
    docid = held["docid"]
    if row["date_published"] is not None and row["date_published"] != held["date_published"]:
        docid = free_docid(db, article.date_published, article.date_precision, moment(held["fetched_at"]), id)
    for table in ("photos", "removals"):
        db.execute(f"DELETE FROM {table} WHERE article = ?", (id,))  # noqa: S608 (two constants)
    db.execute(f"UPDATE articles SET docid = ?, {', '.join(f'{name} = ?' for name in row)} WHERE id = ?", (docid, *row.values(), id))  # noqa: S608
    restamp(db, "articles", "docid = ?", (docid,))
    put_parts(db, id, article.photos, reading.removals)
    index.queue(db, docid, indexed_fields(article))
    if "body" in changed:
        clusters.enqueue(db, id)
    return tuple(changed)


def _compare(db: sqlite3.Connection, id: str, reading: Reading) -> tuple[dict[str, Any], dict[str, Any], dict[str, tuple[Any, Any]]]:
    """Return (the row held, the row that ``reading`` gives, what differs)."""
    cursor = db.execute("SELECT * FROM articles WHERE id = ?", (id,))
    values = cursor.fetchone()
    if values is None:
        raise NotFound(f"{id}: no such article in this archive")
    held = dict(zip((column[0] for column in cursor.description), values, strict=True))
    if reading.article is None:
        return held, {}, {"article": (held["title"], reading.reason)}
    row = article_row(held["url"], held["url_key"], held["site"], reading.article, reading.confidence, held["capture"], moment(held["fetched_at"]))
    row |= {"seen_at": held["seen_at"], "cluster": held["cluster"]}
    changed = {name: (held[name], value) for name, value in row.items() if held[name] != value and name != "hash"}
    photos = revisions.current(db, id)["photos"]
    removals = [
        list(r) for r in db.execute("SELECT id, kind, reason, evidence, place, text FROM removals WHERE article = ? ORDER BY position", (id,))
    ]
    read = [[r.id, r.kind, r.reason, r.evidence, r.place, r.text] for r in reading.removals]
    if photos != _photo_rows(reading.article):
        changed["photos"] = photos, _photo_rows(reading.article)
    if _marks(removals) != _marks(read):
        changed["removals"] = removals, read
    return held, row, changed


def _marks(removals: list[list[Any]]) -> list[list[Any]]:
    """Return removals without the evidence against learned furniture: in how many stories it stood when they were read, as every poll changes it."""
    return [[*removal[:3], None, *removal[4:]] if removal[2] == "template" else removal for removal in removals]


def _photo_rows(article: Article) -> list[list[Any]]:
    return [[p.url, p.caption, p.credit, _json(p.creators), p.agency] for p in article.photos]


def article_row(url: str, key: str, site: str, article: Article, confidence: float, capture: int | None, fetched_at: datetime) -> dict[str, Any]:
    """Return the columns of ``articles`` but docid, cluster and checksum."""
    published = article.date_published
    offset = published.utcoffset() if published else None
    row: dict[str, Any] = {
        "id": article_id(key), "url": url, "url_key": key, "canonical_url": article.canonical_url,
        "site": article.site or site or registrable_domain(url.split("/")[2]),
        "title": article.title, "standfirst": article.standfirst, "byline": article.byline, "authors": _json(article.authors),
        "date_published": published and stamp(published), "date_offset_minutes": int(offset.total_seconds() // 60) if offset is not None else None,
        "date_published_raw": article.date_published_raw, "date_precision": article.date_precision if published else None,
        "date_modified": article.date_modified and stamp(article.date_modified), "language": article.language, "section": article.section,
        "keywords": _json(article.keywords), "description": article.description, "body": article.body, "word_count": article.word_count,
        "photo_credit": article.photo_credit,
        "is_accessible_for_free": None if article.is_accessible_for_free is None else int(article.is_accessible_for_free),
        "cluster": None, "found_by": _json_object(article.found_by),
    }  # fmt: skip
    row["hash"] = content_hash(row, article.photos)
    at = stamp(fetched_at)
    row |= {"fetched_at": at, "seen_at": at, "capture": capture, "confidence": float(confidence)}
    return row


HASHED = (
    "canonical_url", "title", "standfirst", "byline", "authors", "date_published", "date_offset_minutes", "date_precision", "date_modified",
    "language", "section", "keywords", "description", "body", "is_accessible_for_free",
)  # fmt: skip
"""What the publisher says of an article, photos apart: a page fetched again with the same of these has not changed."""


def content_hash(row: dict[str, Any], photos: tuple[Photo, ...]) -> str:
    """Return the first 16 hex digits of SHA-256 of what the publisher says: of ``[[fields], [photos]]`` as JSON."""
    before = ", ".join([_json_value(row[name]) for name in _BEFORE_BODY])
    parts = ", ".join(
        [f"[{_json_value(p.url)}, {_json_value(p.caption)}, {_json_value(p.credit)}, {_json(p.creators)}, {_json_value(p.agency)}]" for p in photos]
    )
    said = hashlib.sha256(f"[[{before}, ".encode("utf-8", "surrogatepass"))
    said.update(_quoted(row["body"]))
    said.update(f", {_json_value(row['is_accessible_for_free'])}], [{parts}]]".encode("utf-8", "surrogatepass"))
    return said.hexdigest()[:16]


_BEFORE_BODY = HASHED[: HASHED.index("body")]
_ESCAPED = bytes(range(32)).replace(b"\n", b"")


def _quoted(text: str) -> bytes:
    """Return ``text`` as JSON in UTF-8: the encoder goes through a body letter by letter, which takes four times as long."""
    raw = text.encode("utf-8", "surrogatepass")
    if len(raw.translate(None, _ESCAPED)) != len(raw):
        return encode_basestring(text).encode("utf-8", "surrogatepass")
    return b'"%b"' % raw.replace(b"\\", b"\\\\").replace(b'"', b'\\"').replace(b"\n", b"\\n")


def put_parts(db: sqlite3.Connection, id: str, photos: tuple[Photo, ...], removals: tuple[Removal, ...]) -> None:
    """Write an article's photos and removals; it has none yet."""
    for position, photo in enumerate(photos):
        insert(
            db,
            "photos",
            {
                "article": id, "position": position, "url": photo.url, "caption": photo.caption, "credit": photo.credit,
                "creators": _json(photo.creators), "agency": photo.agency,
            },
        )  # fmt: skip
    for position, removal in enumerate(removals):
        insert(
            db,
            "removals",
            {
                "article": id, "position": position, "id": removal.id, "kind": removal.kind, "reason": removal.reason,
                "evidence": removal.evidence, "place": removal.place, "text": removal.text,
            },
        )  # fmt: skip


def indexed_fields(article: Article) -> tuple[str | None, ...]:
    """Return the article's texts in index.FIELDS' order, as the view search_content has them."""
    captions = "\n".join(p.caption for p in article.photos if p.caption is not None) or None
    credits = "\n".join(p.credit for p in article.photos if p.credit is not None) or None
    return article.title, article.standfirst, article.body, article.byline, captions, credits


def free_docid(db: sqlite3.Connection, published: datetime | None, precision: str | None, fetched_at: datetime, id: str) -> int:
    """Return a docid that no article has, in the minute of ``published`` (``fetched_at`` where the page does not say).

    A day without a time gives a minute of that day by the article's id. A full minute gives into the next ones, but not into the next day
    while this one has room: date filters are ranges of docids.
    """
    start = _wanted_docid(published, precision, fetched_at, id)
    day = start // (1440 * MINUTE_SLOTS) * 1440
    for low, high in ((start, (day + 1440) * MINUTE_SLOTS), (day * MINUTE_SLOTS, start), (start, 1 << 62)):
        found = _first_free(db, low)
        if found < high:
            return found
    raise OverflowError(f"no docid free from {start}")


def _wanted_docid(published: datetime | None, precision: str | None, fetched_at: datetime, id: str) -> int:
    """Return the docid that an article has unless another one has it."""
    minute = int((published or fetched_at).timestamp() // 60)
    spread = int(id[:8], 16)
    if precision == "day" and published:
        minute = minute // 1440 * 1440 + spread % 1440
    return minute * MINUTE_SLOTS + (spread >> 11) % MINUTE_SLOTS // 2


def _first_free(db: sqlite3.Connection, low: int) -> int:
    """Return the first docid from ``low`` on that no article has."""
    if db.execute("SELECT 1 FROM articles WHERE docid = ?", (low,)).fetchone() is None:
        return low
    row = db.execute(
        "SELECT docid + 1 FROM articles AS a WHERE docid >= ?"
        " AND NOT EXISTS (SELECT 1 FROM articles WHERE docid = a.docid + 1) ORDER BY docid LIMIT 1",
        (low,),
    ).fetchone()
    return int(row[0])


def _json(values: tuple[str, ...]) -> str:
    return f"[{', '.join(map(encode_basestring, values))}]"


def _json_object(pairs: tuple[tuple[str, str], ...]) -> str:
    return f"{{{', '.join([f'{encode_basestring(name)}: {encode_basestring(value)}' for name, value in sorted(dict(pairs).items())])}}}"


def _json_value(value: str | int | None) -> str:
    return encode_basestring(value) if isinstance(value, str) else "null" if value is None else str(value)
