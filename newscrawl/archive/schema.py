"""The archive's tables, as commented DDL in steps that are only ever appended; and how the file is opened.

``sqlite3 archive.db .schema`` is the documentation: every comment stands inside a statement, where SQLite keeps it.
"""

from __future__ import annotations

import contextlib
import logging
import os
import shlex
import shutil
import sqlite3
import time
import zlib
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from newscrawl.archive import sums
from newscrawl.errors import NotFound, StorageError, UsageError

log = logging.getLogger(__name__)

OLDEST_SQLITE = (3, 37, 0)
"""STRICT tables came with 3.37 (November 2021)."""
MINIMUM_FREE_BYTES = 500 * 1024 * 1024
LITTLE_BYTES = 1024 * 1024
"""With less than that on the disk an I/O error says nothing of the archive."""
APPLICATION_ID = 0x4E455753
"""``NEWS``: how file(1) and others may know the file."""
BUSY_MILLISECONDS = 30_000
PAGE_BYTES = 8192
"""Of a new file. Most articles are 2 to 4 KB: two or three fill such a page, while one leaves half of 4,096 bytes empty. A tenth less to write."""

MERGED = 16
"""Segments of the index that are merged into one; FTS5's own number is 4. Each merge copies all there is of them: 20,000 articles by batches of 5,000
were indexed in .21 ms each instead of .26, and a crawl, whose batches are small, merges half as often. Twice as many are merged at once."""

MINUTE_SLOTS = 256
"""docids in one minute. 256 lets 368,640 articles carry one day and costs at most one byte a posting against rowids without gaps."""

TOKENIZER = "unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'"
"""What splits texts into the words of the index ``search``."""
WORDS = "temp.search_words"
"""The words of the index one by one, as every connection that ``open_archive`` gives has them (FTS5's own fts5vocab)."""

# Each step's statements, by table. A comment stands in the statement, else SQLite drops it.
M001: tuple[str, ...] = (
    """CREATE TABLE runs (
    -- One row for every time something wrote here. Times everywhere: UTC text 'YYYY-MM-DDTHH:MM:SS.mmmZ', so that they sort as text.
    id INTEGER PRIMARY KEY,
    started_at TEXT NOT NULL,
    ended_at TEXT,              -- null: running, or killed
    command TEXT NOT NULL,      -- as it was typed
    exit_code INTEGER,          -- null: running, or killed
    figures TEXT,               -- JSON object: what was counted
    checksum INTEGER NOT NULL   -- CRC-32 of the other columns but an INTEGER PRIMARY KEY; `newscrawl verify` computes it again
) STRICT""",
    """CREATE TABLE hosts (
    -- Politeness: one row for every host ever asked. It outlives the process, so a restart waits too.
    host TEXT PRIMARY KEY,      -- 'name' or 'name:port'
    scheme TEXT NOT NULL,       -- 'https' or 'http': where its robots.txt is asked for
    robots TEXT,                -- JSON: its rules as parsed; null with robots_state 'ok' means: everything is allowed
    robots_state TEXT NOT NULL CHECK (robots_state IN ('unknown', 'ok', 'denied')),  -- 'denied': no answer, nothing is fetched (RFC 9309)
    robots_expires_at TEXT,     -- then robots.txt is asked for again
    delay_seconds REAL,         -- its Crawl-delay; null: the crawl's own delay
    next_at TEXT,               -- no request before; null: at once
    failures INTEGER NOT NULL DEFAULT 0,  -- in a row, for growing pauses
    checksum INTEGER NOT NULL
) STRICT, WITHOUT ROWID""",
    """CREATE TABLE frontier (
    -- Every URL ever discovered, exactly once, and how it stands. One row is one HTTP request.
    id INTEGER PRIMARY KEY,
    url TEXT NOT NULL,          -- as it is requested
    url_key TEXT NOT NULL UNIQUE,  -- its one normal form
    kind TEXT NOT NULL CHECK (kind IN ('page', 'home', 'feed', 'sitemap', 'robots')),
    host TEXT NOT NULL,         -- hosts.host
    pattern TEXT NOT NULL,      -- the address with what varies left out: what a trap is counted by
    site TEXT NOT NULL,         -- the site for which it was discovered
    state TEXT NOT NULL CHECK (state IN ('pending', 'leased', 'stored', 'unchanged', 'duplicate', 'dropped', 'failed')),
                                -- leased: a run is fetching it · stored, unchanged: an article is held · dropped: read or refused, and no article
    reason TEXT,                -- why, in a word: 'listing', 'feed', 'robots', 'trap', 'http-404', 'timeout' ...
    priority INTEGER NOT NULL,  -- 0 robots, 1 home and seeds, 2 feeds and sitemaps, 3 pages: smaller is first
    depth INTEGER NOT NULL,     -- links from a seed
    hops INTEGER NOT NULL,      -- redirects that led here
    source TEXT NOT NULL,       -- where it stood: 'seed', 'feed', 'sitemap', 'news-sitemap', 'section', 'next', 'page', 'redirect', 'canonical',
                                -- 'hint', 'api', 'robots'
    found_in TEXT,              -- url_key of the page it stood on
    found_at TEXT NOT NULL,
    found_run INTEGER NOT NULL, -- runs.id
    hint_title TEXT,            -- what its finder said of it
    hint_published TEXT,
    hint_modified TEXT,
    hint_language TEXT,
    attempts INTEGER NOT NULL DEFAULT 0,
    next_at TEXT,               -- not to be tried again before; null: at any time
    leased_run INTEGER,
    settled_at TEXT,            -- when its latest outcome was written
    settled_run INTEGER,
    http_status INTEGER,
    etag TEXT,                  -- for a conditional request
    last_modified TEXT,
    leads_to TEXT,              -- of a duplicate: url_key of the redirect's target, or of the story that it is a form of (reason 'canonical')
    article TEXT,               -- articles.id
    checksum INTEGER NOT NULL
) STRICT""",
    "CREATE INDEX frontier_turn ON frontier (host, priority, depth, hint_published DESC, id) WHERE state = 'pending' -- frontier.lease",
    "CREATE INDEX frontier_leased ON frontier (host) WHERE state = 'leased' -- frontier.recover: what a killed run had in flight",
    "CREATE INDEX frontier_pattern ON frontier (host, pattern) WHERE state = 'pending' -- frontier.count_trap: the rest of a trap is dropped at once",
    "CREATE INDEX frontier_copies ON frontier (leads_to) WHERE reason = 'canonical' -- frontier.copies_unlike: who waits for a page",
    """CREATE TABLE patterns (
    -- Trap budget: pages fetched in a row under one pattern that neither were an article nor led to one.
    host TEXT NOT NULL,
    pattern TEXT NOT NULL,
    barren INTEGER NOT NULL,
    trapped INTEGER NOT NULL DEFAULT 0 CHECK (trapped IN (0, 1)),  -- 1: the pattern's further pages are dropped as 'trap'
    checksum INTEGER NOT NULL,
    PRIMARY KEY (host, pattern)
) STRICT, WITHOUT ROWID""",
    """CREATE TABLE dictionaries (
    -- Earlier pages of a site that its captures are compressed against, and packs of pages: artefacts of their own, kept while a blob needs them.
    id INTEGER PRIMARY KEY,
    site TEXT NOT NULL,
    made_at TEXT NOT NULL,
    parent INTEGER REFERENCES dictionaries (id),  -- what this one continues, and is compressed against
    pack INTEGER NOT NULL CHECK (pack IN (0, 1)),  -- 1: pages packed as one piece by `newscrawl compact`
    digest TEXT NOT NULL,       -- SHA-256 of what it adds, uncompressed, hex
    codec TEXT NOT NULL,        -- 'zstd' (raw content of the parents as prefix) or 'lzma' (LZMA2, lc 4, pb 0)
    data BLOB NOT NULL,
    checksum INTEGER NOT NULL
) STRICT""",
    "CREATE INDEX dictionaries_of_site ON dictionaries (site) WHERE pack = 0 -- captures.keep",
    """CREATE TABLE blobs (
    -- Pages as fetched (content codings undone), each once, whatever number of captures has it.
    id INTEGER PRIMARY KEY,
    digest TEXT NOT NULL UNIQUE,  -- SHA-256 of the uncompressed body, hex
    codec TEXT NOT NULL,        -- 'zstd', 'plain', or 'part': data is the offset in the dictionary's content, in digits
    dictionary INTEGER REFERENCES dictionaries (id),  -- what zstd needs to read it; null: nothing
    length INTEGER NOT NULL,    -- bytes, uncompressed
    data BLOB NOT NULL
) STRICT""",
    """CREATE TABLE captures (
    -- One page as fetched, at one time (Memento, WARC).
    id INTEGER PRIMARY KEY,
    url TEXT NOT NULL,
    url_key TEXT NOT NULL,
    fetched_at TEXT NOT NULL,
    run INTEGER NOT NULL,       -- runs.id
    status INTEGER NOT NULL,    -- HTTP status
    headers TEXT NOT NULL,      -- JSON: [[name, value], ...] in order as received, names in lower case
    digest TEXT NOT NULL REFERENCES blobs (digest),
    length INTEGER NOT NULL,    -- bytes of the body
    wire_digest TEXT NOT NULL,  -- SHA-256 of what came over the wire, hex
    wire_length INTEGER NOT NULL,
    checksum INTEGER NOT NULL
) STRICT""",
    "CREATE INDEX captures_of_page ON captures (url_key, fetched_at) -- every capture of one page, in order",
    "CREATE INDEX captures_of_blob ON captures (digest) -- who needs this blob",
    """CREATE TABLE articles (
    -- The story as its page tells it, without the site's furniture. null always means: the page does not say.
    docid INTEGER PRIMARY KEY,  -- runs with the date: minutes since 1970 times 256 and a free slot, so newest first is by docid
    id TEXT NOT NULL UNIQUE,    -- first 16 hex digits of SHA-256 of url_key
    url TEXT NOT NULL,
    url_key TEXT NOT NULL UNIQUE,
    canonical_url TEXT,         -- what the page claims; never a key
    site TEXT NOT NULL,
    title TEXT,
    standfirst TEXT,            -- the lead-in between headline and text; not in body
    byline TEXT,
    authors TEXT NOT NULL,      -- JSON array of names
    date_published TEXT,
    date_offset_minutes INTEGER,  -- the page's own offset from UTC
    date_published_raw TEXT,    -- the string it was read from
    date_precision TEXT CHECK (date_precision IN ('second', 'minute', 'day')),
    date_modified TEXT,
    language TEXT,
    section TEXT,
    keywords TEXT NOT NULL,     -- JSON array
    description TEXT,
    body TEXT NOT NULL,         -- paragraphs apart by a blank line
    word_count INTEGER NOT NULL,
    photo_credit TEXT,          -- the credit of the first photo that has one
    is_accessible_for_free INTEGER CHECK (is_accessible_for_free IN (0, 1)),  -- 0: paywalled, stored with what the page shows
    cluster TEXT,               -- reprints and near-duplicates share it; null: stands alone
    found_by TEXT NOT NULL,     -- JSON object: field to reader
    fetched_at TEXT NOT NULL,   -- when this text was fetched
    seen_at TEXT NOT NULL,      -- when the page was last found to say this
    capture INTEGER REFERENCES captures (id),  -- the page it was read from; null: not kept
    confidence REAL NOT NULL,   -- 0 to 1: how sure the reader is of the body
    hash TEXT NOT NULL,         -- first 16 hex digits of SHA-256 of what the publisher says (fields, photos): equal hash, same article
    checksum INTEGER NOT NULL
) STRICT""",
    """CREATE TABLE photos (
    article TEXT NOT NULL REFERENCES articles (id),
    position INTEGER NOT NULL,  -- 0 first
    url TEXT,
    caption TEXT,
    credit TEXT,                -- verbatim, without its label
    creators TEXT NOT NULL,     -- JSON array of names
    agency TEXT,
    checksum INTEGER NOT NULL,
    PRIMARY KEY (article, position)
) STRICT, WITHOUT ROWID""",
    """CREATE TABLE removals (
    -- Blocks taken out of a text, and why: marks that can be undone.
    article TEXT NOT NULL REFERENCES articles (id),
    position INTEGER NOT NULL,  -- 0 first
    id TEXT NOT NULL,           -- the same furniture has the same id on every page
    kind TEXT NOT NULL,         -- consent appeal newsletter plug related bio share comments notice other
    reason TEXT NOT NULL,       -- which pass took it
    evidence TEXT NOT NULL,     -- what it was taken on
    place INTEGER NOT NULL,     -- paragraphs of the body that stand before it
    text TEXT NOT NULL,
    checksum INTEGER NOT NULL,
    PRIMARY KEY (article, position)
) STRICT, WITHOUT ROWID""",
    """CREATE TABLE search_texts (
    -- For articles with writing that has no spaces (Chinese, Japanese, Thai ...) or optional marks (Arabic, Hebrew): the fields as they are indexed.
    docid INTEGER PRIMARY KEY REFERENCES articles (docid),
    title TEXT, standfirst TEXT, body TEXT, byline TEXT, captions TEXT, credits TEXT
) STRICT""",
    """CREATE TABLE search_queue (
    -- Articles stored in this transaction and not yet indexed: always empty outside of one.
    docid INTEGER PRIMARY KEY
) STRICT""",
    """CREATE VIEW search_content AS
    -- What the index `search` is made of, row by row.
    SELECT a.docid,
        CASE WHEN t.docid IS NULL THEN a.title ELSE t.title END AS title,
        CASE WHEN t.docid IS NULL THEN a.standfirst ELSE t.standfirst END AS standfirst,
        CASE WHEN t.docid IS NULL THEN a.body ELSE t.body END AS body,
        CASE WHEN t.docid IS NULL THEN a.byline ELSE t.byline END AS byline,
        CASE WHEN t.docid IS NULL THEN
            (SELECT group_concat(caption, char(10)) FROM (SELECT caption FROM photos WHERE article = a.id ORDER BY position))
        ELSE t.captions END AS captions,
        CASE WHEN t.docid IS NULL THEN
            (SELECT group_concat(credit, char(10)) FROM (SELECT credit FROM photos WHERE article = a.id ORDER BY position))
        ELSE t.credits END AS credits
    FROM articles AS a LEFT JOIN search_texts AS t ON t.docid = a.docid""",
    """CREATE VIRTUAL TABLE search USING fts5 (
    title, standfirst, body, byline, captions, credits,
    content = 'search_content', content_rowid = 'docid',
    tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'"
)""",
    """CREATE VIEW outcomes AS
    -- Exactly one row for every URL ever discovered, and what became of it.
    SELECT url, state, reason, kind, http_status, site, host, source, found_in, found_at, settled_at, attempts, leads_to, article, url_key
    FROM frontier""",
)

M002: tuple[str, ...] = (
    """CREATE TABLE revisions (
    -- Versions of articles that the publisher changed, 1 first; the last number is the text in articles. No rows: it never changed.
    article TEXT NOT NULL REFERENCES articles (id),
    number INTEGER NOT NULL,
    fetched_at TEXT NOT NULL,   -- when this version was first fetched
    changes TEXT NOT NULL,      -- JSON array: what changed from the version before: title byline credit numbers correction ...
    back TEXT,                  -- JSON: what leads from the next version back to this one; null: the newest
    capture INTEGER REFERENCES captures (id),  -- the page it was read from; null: the newest, or not kept
    checksum INTEGER NOT NULL,
    PRIMARY KEY (article, number)
) STRICT, WITHOUT ROWID""",
    """CREATE TABLE cluster_bands (
    -- MinHash bands of bodies: articles that share a number may be reprints of one another.
    band INTEGER NOT NULL,
    article TEXT NOT NULL REFERENCES articles (id),
    PRIMARY KEY (band, article)
) STRICT, WITHOUT ROWID""",
    "CREATE INDEX cluster_bands_of_article ON cluster_bands (article) -- clusters.forget",
    """CREATE TABLE cluster_queue (
    -- Articles whose text is new and not compared yet.
    article TEXT PRIMARY KEY REFERENCES articles (id)
) STRICT, WITHOUT ROWID""",
    """CREATE TABLE searches (
    -- Saved queries.
    name TEXT PRIMARY KEY,
    query TEXT NOT NULL,
    made_at TEXT NOT NULL,
    asked_at TEXT,              -- when its new articles were last shown; null: never
    checksum INTEGER NOT NULL
) STRICT, WITHOUT ROWID""",
    "CREATE INDEX articles_of_site ON articles (site) -- site: without words, and the counts of what is held",
    "CREATE INDEX articles_of_cluster ON articles (cluster) WHERE cluster IS NOT NULL -- clusters.members",
    "CREATE INDEX articles_fetched ON articles (fetched_at) -- what is new since",
    "CREATE INDEX articles_of_capture ON articles (capture) WHERE capture IS NOT NULL -- prune",
)

M003: tuple[str, ...] = (
    """CREATE TABLE furniture (
    -- Blocks of a site's pages, counted over different stories: what recurs is furniture, unless it is honest text. Once seen, soon forgotten.
    site TEXT NOT NULL,         -- articles.site
    fingerprint TEXT NOT NULL,  -- removals.id; '' counts the stories of the site themselves
    stories INTEGER NOT NULL,   -- on how many different stories it stands; reprints and revisions of one story are one
    kind TEXT,                  -- what it mostly looks like; null: nothing
    text TEXT NOT NULL,         -- of its wordings the first in alphabetical order, 200 characters at most
    ruled TEXT CHECK (ruled IN ('keep', 'drop')),  -- what a person said, which ends the matter
    first_seen TEXT,
    last_seen TEXT,
    data TEXT NOT NULL,         -- JSON: the whole count, as the learner has it
    checksum INTEGER NOT NULL,
    PRIMARY KEY (site, fingerprint)
) STRICT, WITHOUT ROWID""",
    """CREATE TABLE story_blocks (
    -- Which blocks the page of an article has, in and around the text: whose text depends on a fingerprint.
    article TEXT PRIMARY KEY REFERENCES articles (id),
    blocks BLOB NOT NULL,       -- eleven bytes a block: fingerprint; 1 for text, twice its kind's number above; place, 0 to 1000 within the text
    judged TEXT NOT NULL,       -- a digest of which of them were furniture when the article was last read; '': none
    counted INTEGER NOT NULL CHECK (counted IN (0, 1))  -- 1: its story is in the counts of its site
) STRICT, WITHOUT ROWID""",
    """CREATE TABLE learn_queue (
    -- Articles whose blocks are not counted yet.
    article TEXT PRIMARY KEY REFERENCES articles (id),
    site TEXT NOT NULL,
    fetched_at TEXT NOT NULL,
    blocks TEXT NOT NULL        -- JSON array of [fingerprint, place, in body, kind, text]
) STRICT, WITHOUT ROWID""",
    "CREATE INDEX learn_queue_turn ON learn_queue (site, fetched_at) -- furniture.waiting",
    """CREATE TABLE learn_dirty (
    -- Sites whose articles may have to be read again, because what is known of their furniture has changed.
    site TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID""",
)

M004: tuple[str, ...] = (
    """CREATE TABLE visits (
    -- When an article is to be looked at again, as often as its site changes articles of that age. No row: not again by itself.
    article TEXT PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE,
    next_at TEXT NOT NULL
) STRICT, WITHOUT ROWID""",
    "CREATE INDEX visits_due ON visits (next_at) -- crawl --due",
    """CREATE TABLE rights (
    -- What a page, its headers and its host said may be done with it, when it was fetched. No row: nothing was said, and robots.txt allowed it.
    capture INTEGER PRIMARY KEY REFERENCES captures (id) ON DELETE CASCADE,
    said TEXT NOT NULL          -- JSON object: robots_tag, robots_meta, tdm_reservation, tdm_policy, license
) STRICT""",
    """CREATE VIEW doubtful AS
    -- Articles fetched since an alarm of their site that lasts: not to be believed in that field until read again or accepted.
    SELECT a.id, a.url, a.site, alarms.field, alarms.id AS alarm FROM alarms
    JOIN articles AS a ON a.site = alarms.site AND a.fetched_at >= alarms.since
    WHERE alarms.ended_at IS NULL""",
)

M005: tuple[str, ...] = (
    """CREATE TABLE sums (
    -- What the rows of a table come to where they have no checksum of their own, or one that leaves their id out.
    name TEXT PRIMARY KEY,      -- the table
    sum INTEGER NOT NULL        -- of a CRC-32 a row; `newscrawl verify` computes it again
) STRICT, WITHOUT ROWID""",
    """CREATE TABLE index_blocks (
    -- The CRC-32 of every block of the index (search_data but its sizes); 0 is for search_config.
    id INTEGER PRIMARY KEY,
    sum INTEGER NOT NULL
) STRICT""",
    """CREATE TABLE index_segments (
    -- The segments of the index, and what their rows in search_idx come to.
    segment INTEGER PRIMARY KEY,
    term BLOB NOT NULL,         -- the last one
    sum INTEGER NOT NULL        -- of a CRC-32 a row
) STRICT""",
)

M008: tuple[str, ...] = (
    """CREATE TABLE facets (
    -- What is counted and filtered by, written with the index `search`: a million articles are gone through without their texts.
    docid INTEGER PRIMARY KEY,  -- articles.docid
    site TEXT NOT NULL,
    language TEXT,
    authors TEXT NOT NULL,      -- JSON array of names
    agencies TEXT NOT NULL,     -- JSON array of the different agencies of its photos
    fetched_at TEXT NOT NULL
) STRICT""",
)

M009: tuple[str, ...] = (
    "DROP TABLE facets",
    """CREATE TABLE facets (
    -- What is counted and filtered by, written with the index `search`: a million articles are gone through without their texts.
    docid INTEGER PRIMARY KEY,  -- articles.docid
    site TEXT NOT NULL,
    language TEXT,
    authors TEXT NOT NULL,      -- JSON array of names
    agencies TEXT NOT NULL,     -- JSON array of the different agencies of its photos
    kinds TEXT NOT NULL,        -- JSON array of the different kinds of furniture that were taken out of it (removals.kind)
    fetched_at TEXT NOT NULL
) STRICT""",
)

M010: tuple[str, ...] = (
    "DROP TABLE facets",
    """CREATE TABLE facets (
    -- What is counted and filtered by, written with the index `search`: a million articles are gone through without their texts.
    docid INTEGER PRIMARY KEY,  -- articles.docid
    site TEXT NOT NULL,
    language TEXT,
    authors TEXT NOT NULL,      -- JSON array of names
    agencies TEXT NOT NULL,     -- JSON array of the different agencies of its photos
    kinds TEXT NOT NULL,        -- JSON array of the different kinds of furniture that were taken out of it (removals.kind)
    has INTEGER NOT NULL,       -- the sum of what it has: 1 a byline, 2 a date_published, 4 a standfirst, 8 a photo_credit, 16 photos
    fetched_at TEXT NOT NULL
) STRICT""",
    """CREATE TABLE learned (
    -- Which reader counted the furniture of a site. What another one counted is counted anew, from the captures, by `newscrawl learn`.
    site TEXT PRIMARY KEY,      -- furniture.site
    reader TEXT NOT NULL,       -- a digest of its code; '': not known, or more than one
    anew TEXT,                  -- the reader that is counting into furniture_anew; null: none is
    counted_at TEXT,            -- articles.fetched_at and url_key of the last story that it has counted; null: none
    counted_key TEXT
) STRICT, WITHOUT ROWID""",
    M003[0].replace("CREATE TABLE furniture (", "CREATE TABLE furniture_anew (", 1).replace(
        "Blocks of a site's pages, counted over different stories: what recurs is furniture, unless it is honest text. Once seen, soon forgotten.",
        "As in furniture, while they are counted anew, and put in their place in the end.",
    ),
)


def m001_first(db: sqlite3.Connection) -> None:
    """Everything of the first release."""
    _run(db, M001)


def m002_versions_and_clusters(db: sqlite3.Connection) -> None:
    """Revisions, clusters, saved queries."""
    _run(db, M002)


def m003_furniture(db: sqlite3.Connection) -> None:
    """What is learned of each site's furniture."""
    _run(db, M003)


def m004_ledger(db: sqlite3.Connection) -> None:
    """Sources, polls, gaps, baselines, alarms; when articles are looked at again; what may be done with a capture."""
    from newscrawl.archive.ledger import STATEMENTS  # it writes through this module

    _run(db, STATEMENTS)
    _run(db, M004)


def m005_sums(db: sqlite3.Connection) -> None:
    """A figure for every table whose rows have no checksum."""
    _run(db, M005)


def m006_blobs_summed_as_they_are(db: sqlite3.Connection) -> None:
    """The checksum of a row with a blob, which was of the blob's spelling in Python. A row that does not come to its old one keeps it."""
    _sum_anew(db, ("dictionaries",), lambda row: zlib.crc32(repr(row).encode("utf-8", "surrogatepass")), _by_spelling, 5)


def m007_texts_summed_as_they_are(db: sqlite3.Connection) -> None:
    """The checksums of all rows, which were of Python's spelling of them: a third of the time. A row that does not come to its old one keeps it."""
    tables = (
        "runs hosts frontier patterns dictionaries captures articles photos removals revisions searches furniture sources polls gaps baselines alarms"
    )
    _sum_anew(db, tables.split(), _by_spelling, _by_value, 6)


def m008_facets(db: sqlite3.Connection) -> None:
    """What facets count, apart from the texts; a later step fills it."""
    _run(db, M008)


def m009_kinds_of_furniture(db: sqlite3.Connection) -> None:
    """Which kinds of furniture were taken out of an article, where filters look: article by article in removals took minutes of a million."""
    _run(db, M009)


def m010_what_it_has_and_who_counted(db: sqlite3.Connection) -> None:
    """Which fields an article has, where filters look; which reader counted the furniture of a site. Who did so before is not known."""
    from newscrawl.archive.index import FACETS  # it is written with the index

    _run(db, M010)
    db.execute(f"INSERT INTO facets {FACETS}")
    db.execute("INSERT INTO learned (site, reader) SELECT DISTINCT site, '' FROM furniture UNION SELECT DISTINCT site, '' FROM learn_queue")


def _sum_anew(
    db: sqlite3.Connection, tables: Iterable[str], old: Callable[[tuple[Any, ...]], int], new: Callable[[tuple[Any, ...]], int], steps: int
) -> None:
    """Have the rows of ``tables``, as they are after so many steps, summed by ``new`` where they come to what ``old`` says."""
    db.create_function("sum_anew", -1, lambda held, *row: new(row) if held == old(row) else held)
    for table in tables:
        db.execute(f"UPDATE {table} SET checksum = sum_anew(checksum, {', '.join(_columns(table, steps))})")  # noqa: S608 (our own names)


def _by_spelling(row: tuple[Any, ...]) -> int:
    """Return a row's checksum as steps 6 and, without a blob, before had it."""
    lengths = tuple((bytes, len(value)) if isinstance(value, bytes) else value for value in row)
    found = zlib.crc32(repr(lengths).encode("utf-8", "surrogatepass"))
    for value in row:
        if isinstance(value, bytes):
            found = zlib.crc32(value, found)
    return found


def _by_value(row: tuple[Any, ...]) -> int:
    """Return the CRC-32 of a row's values: texts as they are, of a blob its length and behind the row its bytes, others by their spelling."""
    if bytes in map(type, row):
        blobs = [value for value in row if isinstance(value, bytes)]
        row = tuple((bytes, len(value)) if isinstance(value, bytes) else value for value in row)
    else:
        blobs = []
    found = zlib.crc32("\0".join([value if isinstance(value, str) else f"\1{value!r}" for value in row]).encode("utf-8", "surrogatepass"))
    for blob in blobs:
        found = zlib.crc32(blob, found)
    return found


def _run(db: sqlite3.Connection, statements: Iterable[str]) -> None:
    for statement in statements:
        db.execute(statement)


MIGRATIONS: tuple[Callable[[sqlite3.Connection], None], ...] = (
    m001_first,
    m002_versions_and_clusters,
    m003_furniture,
    m004_ledger,
    m005_sums,
    m006_blobs_summed_as_they_are,
    m007_texts_summed_as_they_are,
    m008_facets,
    m009_kinds_of_furniture,
    m010_what_it_has_and_who_counted,
)
STEPS: tuple[str, ...] = tuple(step.__name__ for step in MIGRATIONS)


def migrate(db: sqlite3.Connection, steps: int | None = None) -> None:
    """Take those of the first ``steps`` (None: all) that ``db`` has not taken yet, each in a transaction, and have sqlite-utils write them down."""
    from sqlite_utils import Database, Migrations  # it brings numpy where there is one: a fifth of a second that no archive at hand need wait

    migrations = Migrations("newscrawl")
    for step in MIGRATIONS[:steps]:
        migrations(name=step.__name__)(lambda database, step=step: step(database.conn))
    migrations.apply(Database(db))


def stamp(moment: datetime) -> str:
    """Return ``moment`` (aware) as the archive writes times: UTC, milliseconds, fixed width."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")[:23] + "Z"


def moment(text: str) -> datetime:
    """Return the instant that ``stamp`` wrote."""
    return datetime.fromisoformat(text)


def checksum(values: Iterable[Any]) -> int:
    """Return the CRC-32 of a row's values (None, int, float, str, bytes): it sees every change of up to 32 bits in a row."""
    return _by_value(tuple(values))


@lru_cache(maxsize=64)
def _columns(table: str, steps: int) -> tuple[str, ...]:
    with contextlib.closing(sqlite3.connect(":memory:")) as db:
        for step in MIGRATIONS[:steps]:
            step(db)
        columns = db.execute("SELECT name, type, pk FROM pragma_table_info(?)", (table,)).fetchall()
    one_key = sum(1 for _, _, key in columns if key) == 1
    return tuple(name for name, kind, key in columns if not (key and one_key and kind == "INTEGER") and name != "checksum")


def summed(table: str) -> tuple[str, ...]:
    """Return the columns that ``table``'s checksum covers, in order."""
    return _columns(table, len(STEPS))


def restamp(db: sqlite3.Connection, table: str, where: str, parameters: tuple[Any, ...]) -> None:
    """Compute the checksums of the rows that ``where`` (a constant of the code, never a value) selects."""
    db.execute(_restamp(table, where), parameters)


@lru_cache(maxsize=128)
def _restamp(table: str, where: str) -> str:
    return f"UPDATE {table} SET checksum = row_checksum({', '.join(summed(table))}) WHERE {where}"  # noqa: S608 (names of our own tables, not values)


@lru_cache(maxsize=64)
def insertion(table: str, key: str = "") -> str:
    """Return the INSERT for one whole row of ``table``: its summed columns, the checksum, and ``key``, an INTEGER PRIMARY KEY that is given."""
    names = (*summed(table), "checksum", key) if key else (*summed(table), "checksum")
    return f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"  # noqa: S608 (names of our own tables, not values)


def insert(db: sqlite3.Connection, table: str, values: dict[str, Any], key: str = "") -> int:
    """Insert one row; columns that ``values`` leaves out are null. Returns its rowid."""
    row = [values.get(name) for name in summed(table)]
    if key:
        return db.execute(insertion(table, key), (*row, checksum(row), values[key])).lastrowid or 0
    return db.execute(insertion(table), (*row, checksum(row))).lastrowid or 0


def insert_unless_held(db: sqlite3.Connection, table: str, values: dict[str, Any], key: str) -> bool:
    """Insert one row as ``insert`` does, unless one with a key of it is there; returns whether it was inserted."""
    row = [values.get(name) for name in summed(table)]
    return db.execute(f"{insertion(table, key)} ON CONFLICT DO NOTHING", (*row, checksum(row), values[key])).rowcount == 1


def open_archive(path: Path | str, *, write: bool = False, room: int | None = None) -> sqlite3.Connection:
    """Return a connection to the archive at ``path``; a writer creates it, and brings an older one up to date after a copy was made of it.

    The connection is in autocommit mode: writers say BEGIN IMMEDIATE. Readers never block nor are blocked. ``room``: bytes that have to be free
    for a writer (MINIMUM_FREE_BYTES); none for one that makes room.
    Raises NotFound (nothing there to read), UsageError (SQLite or the archive too old, or the archive too new), StorageError (full, damaged).
    """
    path = Path(path)
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise UsageError(f"SQLite {sqlite3.sqlite_version} is too old: 3.37 or later is needed; install a newer Python")
    if not write and not path.exists():
        raise NotFound(f"{path}: no archive here yet; newscrawl crawl URL makes one")
    if write:
        path.parent.mkdir(parents=True, exist_ok=True)
        free = shutil.disk_usage(path.resolve().parent).free  # a link may lead to another disk
        if free < (room := MINIMUM_FREE_BYTES if room is None else room):
            raise StorageError(f"{path}: only {free >> 20} MB free, {room >> 20} MB are needed to start; make room or use --archive elsewhere")
    try:
        return _open_to_write(path) if write else _open_to_read(path)
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:  # SQLite's own message may quote what is damaged
        if path.is_file() and path.stat().st_size and _head(path) != b"SQLite format 3\0":
            raise StorageError(f"{path}: not an archive, or its first bytes are damaged; choose another --archive, or a backup") from error
        if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY:
            raise StorageError(f"{path}: {error}; close the other program that is writing to it and run again") from error
        if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_IOERR and shutil.disk_usage(path.resolve().parent).free < LITTLE_BYTES:
            raise StorageError(f"{path}: the disk is full; make a little room there, SQLite needs some beside the archive even to read it") from error
        raise StorageError(f"{path}: {error}; newscrawl verify says what is damaged") from error


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(16)


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    db = sqlite3.connect(
        f"file:{quote(str(path.absolute()))}?mode={mode}",
        uri=True,
        isolation_level=None,
        timeout=BUSY_MILLISECONDS / 1000,
        cached_statements=512,
        check_same_thread=False,
    )
    db.create_function("row_checksum", -1, lambda *values: checksum(values), deterministic=True)
    name_sites(db, lambda name: name)
    try:
        for pragma in ("foreign_keys = ON", "cache_size = -65536", "temp_store = MEMORY", "mmap_size = 0"):
            db.execute(f"PRAGMA {pragma}")
    except BaseException:
        db.close()
        raise
    return db


def _write_ahead(db: sqlite3.Connection) -> None:
    """Put the file into WAL mode. While somebody looks at a file that is being made, SQLite refuses that at once, where it waits for all else."""
    until = time.monotonic() + BUSY_MILLISECONDS / 1000
    while True:
        try:
            db.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
        time.sleep(0.02)


def name_sites(db: sqlite3.Connection, key: Callable[[str], str]) -> None:
    """Have ``site:`` in queries of this connection take what people call a site: ``key`` says what it is called here."""
    db.create_function("site_key", 1, key, deterministic=True)


def heed_interruption(db: sqlite3.Connection, tick: Callable[[], None] = lambda: None) -> None:
    """Have Ctrl-C end a long statement of this connection too (``is_interruption``), and call ``tick`` meanwhile."""
    db.set_progress_handler(tick, 1_000_000)  # a twentieth of a second: in there Python raises what a signal asked for, which ends the statement


def is_interruption(error: BaseException) -> bool:
    """Return whether ``error`` is what a statement raises that was interrupted."""
    return isinstance(error, sqlite3.OperationalError) and getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_INTERRUPT


def _open_to_read(path: Path) -> sqlite3.Connection:
    try:
        return _read(path, "ro")
    except sqlite3.OperationalError as error:
        real = path.resolve()
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_CANTOPEN or os.access(real.parent, os.W_OK):
            raise
        # SQLite reads a file in WAL mode only where it may put two small ones beside it. Where nobody writes nothing changes under who reads.
        log = real.with_name(f"{real.name}-wal")
        if log.exists() and log.stat().st_size:
            raise StorageError(f"{path}: its last changes are in {log.name}, which cannot be read here; copy both to a folder of yours") from error
        return _read(path, "ro&immutable=1")


def _read(path: Path, mode: str) -> sqlite3.Connection:
    db = _connect(path, mode)
    try:
        version = _version(db, path)
        if version == 0:
            raise UsageError(f"{path}: its making was cut off, and it holds nothing yet; the next newscrawl crawl makes it whole")
        if version < len(STEPS):
            mend = f"newscrawl compact --archive {shlex.quote(str(path))} brings it up to date, and leaves a copy beside it"
            raise UsageError(f"{path}: made by an older newscrawl (schema {version}, now {len(STEPS)}); {mend}")
        _name_words(db)
        heed_interruption(db)
        db.execute("PRAGMA query_only = ON")
        return db
    except BaseException:
        db.close()
        raise


def _open_to_write(path: Path) -> sqlite3.Connection:
    db = _connect(path, "rwc")
    try:
        version = _version(db, path)
        if version == 0:
            db.execute(f"PRAGMA page_size = {PAGE_BYTES}")  # an older file keeps its own
        # WAL: readers go on while we write. FULL: what was acknowledged outlives a power cut (NORMAL lost commits in replayed cuts).
        _write_ahead(db)
        db.execute("PRAGMA synchronous = FULL")
        db.execute("PRAGMA fullfsync = ON")  # macOS alone knows the difference: there fsync leaves it in the drive's own memory
        db.execute("PRAGMA secure_delete = OFF")  # Debian builds with it on: twice the writes for nothing that we promise
        if version == 0 or version < len(STEPS):
            if version:
                _copy(db, path.with_name(f"{path.name}.before-{len(STEPS)}"))
            migrate(db)
            db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            # Half the cost of an index kept by triggers: more postings are sorted in memory before a segment is written.
            db.execute("INSERT INTO search (search, rank) VALUES ('hashsize', 67108864)")
            for setting, segments in (("automerge", MERGED), ("crisismerge", 2 * MERGED)):
                db.execute("INSERT INTO search (search, rank) VALUES (?, ?)", (setting, segments))
            if version == 0:
                db.execute("INSERT INTO search (search, rank) VALUES ('pgsz', ?)", (PAGE_BYTES - 46,))  # as 4,050 is to 4,096
            db.execute("BEGIN IMMEDIATE")
            sums.count(db)
            db.execute("COMMIT")
            db.execute(f"PRAGMA user_version = {len(STEPS)}")  # last: until then the next writer does all of this again
        sums.watch(db)
        _name_words(db)
        return db
    except BaseException:
        db.close()
        raise


def _name_words(db: sqlite3.Connection) -> None:
    db.execute(f"CREATE VIRTUAL TABLE {WORDS} USING fts5vocab (main, search, instance)")


def _version(db: sqlite3.Connection, path: Path) -> int:
    """Return how many steps the file has; 0 for an empty one. Raises UsageError for a newer one and for another program's file."""
    version = int(db.execute("PRAGMA user_version").fetchone()[0])
    if version == 0 and db.execute("SELECT count(*) FROM sqlite_master WHERE tbl_name NOT LIKE '\\_sqlite\\_migrations%' ESCAPE '\\'").fetchone()[0]:
        applied = db.execute("SELECT count(*) FROM sqlite_master WHERE name = '_sqlite_migrations'").fetchone()[0]
        if not applied or not db.execute("SELECT count(*) FROM _sqlite_migrations WHERE migration_set = 'newscrawl'").fetchone()[0]:
            raise UsageError(f"{path}: a database, but not a newscrawl archive; choose another --archive")
    if version > len(STEPS):
        raise UsageError(f"{path}: made by a newer newscrawl (schema {version}, this one knows {len(STEPS)}); upgrade newscrawl")
    return version


def _copy(db: sqlite3.Connection, target: Path) -> None:
    """Write a whole copy of the archive to ``target``, replacing an older one when it is complete. Raises StorageError where there is no room."""
    size = db.execute("PRAGMA page_count").fetchone()[0] * db.execute("PRAGMA page_size").fetchone()[0]
    free = shutil.disk_usage(target.parent).free
    if free < size + MINIMUM_FREE_BYTES:
        raise StorageError(f"{target}: {size >> 20} MB are needed for this copy, made before a migration; {free >> 20} MB are free")
    log.warning("copying to=%s megabytes=%d because=an-older-archive-is-brought-up-to-date", target, size >> 20)
    temporary = target.with_name(f".{target.name}.part")
    temporary.unlink(missing_ok=True)
    with contextlib.closing(sqlite3.connect(temporary)) as copy:
        db.backup(copy)
    temporary.replace(target)


def ddl() -> list[tuple[str, str | None, str, str]]:
    """Return (name, statement, type, table) of everything in a fresh archive, as SQLite keeps it."""
    with contextlib.closing(sqlite3.connect(":memory:")) as db:
        migrate(db)
        rows: list[tuple[str, str | None, str, str]] = db.execute("SELECT name, sql, type, tbl_name FROM sqlite_master ORDER BY rowid").fetchall()
    return rows


def documentation() -> str:
    """Return docs/schema.md: the DDL as the file holds it, table by table."""
    lines = [
        "# The archive's schema",
        "",
        "Made by `python -m newscrawl.archive.schema > docs/schema.md` from the statements that make an archive; a test compares.",
        f"The same stands in every archive: `sqlite3 archive.db .schema`. `PRAGMA user_version` is {len(STEPS)}.",
        "",
    ]
    for name, sql, _, _ in ddl():
        if sql is None:
            continue
        if name.startswith(("_sqlite", "idx__sqlite", "search_")) and name not in ("search_texts", "search_queue", "search_content"):
            continue  # sqlite-utils' own record of steps, and FTS5's own tables
        kind = sql.split(None, 2)[1].lower() if not sql.upper().startswith("CREATE VIRTUAL") else "full-text index"
        if kind != "index":
            lines += [f"## {name}", ""]
        lines += ["```sql", sql, "```", ""]
    return "\n".join(lines)


if __name__ == "__main__":
    print(documentation(), end="")
