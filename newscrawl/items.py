"""What travels between the rooms: frozen values, which Scrapy takes as items as they are."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Kind = Literal["page", "home", "feed", "sitemap", "robots"]
"""What a URL is asked for. A ``home`` is a page whose sources (feeds, sitemaps, sections) are looked for as well."""

FurnitureKind = Literal["consent", "appeal", "newsletter", "plug", "related", "bio", "share", "comments", "notice", "other"]

Reason = Literal["listing", "static-page", "later-page", "login", "consent-wall", "captcha", "blocked", "soft-404", "js-shell", "empty", "truncated"]
"""Why a page that was read is no article."""


@dataclass(frozen=True, slots=True)
class Page:
    """One answer to one request, as it came, before anybody looked into it.

    ``body`` is what came over the wire (content codings not undone); ``headers`` keeps order, names lower-case.
    ``error`` is one word when there is no usable answer (``timeout``, ``dns``, ``refused``, ``too-large``, …); ``status`` is 0 then.
    """

    url: str
    body: bytes = field(repr=False, default=b"")
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    fetched_at: datetime | None = None
    kind: Kind = "page"
    error: str | None = None

    def header(self, name: str) -> str | None:
        """Return the first header called ``name`` (lower-case), or None."""
        return next((value for key, value in self.headers if key == name), None)


@dataclass(frozen=True, slots=True)
class Link:
    """An address found, and what its finder says of it; everything but ``url`` may be unknown."""

    url: str
    kind: Kind = "page"
    source: str = "page"
    """Where it stood: ``feed``, ``sitemap``, ``news-sitemap``, ``next`` (pagination), ``section``, ``page``, ``redirect``, ``seed``, or ``hint``:
    an address tried because it is customary."""
    title: str | None = None
    text: str | None = None
    """The anchor's words, for a link on a page."""
    date_published: datetime | None = None
    date_modified: datetime | None = None
    """``lastmod`` or ``updated``: an aware instant, newer than our capture means that the page may have changed."""
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Removal:
    """A block taken out of the text: a mark that can be undone, with the text it took."""

    id: str
    """Its fingerprint, 16 hex digits: the same furniture has the same id on every page."""
    kind: FurnitureKind
    reason: str
    """Which pass took it, in a word: ``platform`` (known consent platform), ``structure``, ``template`` (learned), ``ruled`` (a person said so)."""
    evidence: str
    """What it was taken on, for people: ``stands in 14 of 30 stories since 2026-10-01``."""
    place: int
    """How many paragraphs of the body stand before it."""
    text: str


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo of the article. ``credit`` is verbatim without its label; None where the page does not say."""

    url: str | None
    caption: str | None = None
    credit: str | None = None
    creators: tuple[str, ...] = ()
    agency: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """A story as its page tells it. None (or empty) always means: the page does not say.

    ``body`` is paragraphs separated by a blank line, without title, standfirst, captions, credits and furniture.
    Dates are aware; ``date_precision`` is ``second``, ``minute`` or ``day`` (midnight UTC then). ``*_raw`` is the string they were read from.
    """

    url: str
    title: str | None = None
    canonical_url: str | None = None
    site: str | None = None
    standfirst: str | None = None
    byline: str | None = None
    authors: tuple[str, ...] = ()
    date_published: datetime | None = None
    date_published_raw: str | None = None
    date_precision: str | None = None
    date_modified: datetime | None = None
    language: str | None = None
    section: str | None = None
    keywords: tuple[str, ...] = ()
    description: str | None = None
    body: str = ""
    photos: tuple[Photo, ...] = ()
    is_accessible_for_free: bool | None = None
    found_by: tuple[tuple[str, str], ...] = ()
    """(field, reader) pairs: which reader found each field."""
    counted: tuple[str, int] | None = field(default=None, repr=False, compare=False)
    """(body, how many words it has) where the process that read has counted them, so that the one that writes need not."""

    @property
    def word_count(self) -> int:
        """Words of the body as its readers count them; a Chinese, Japanese, Korean or Thai character is a word."""
        from newscrawl.text import count_whole_words

        if self.counted is not None and self.counted[0] is self.body:  # not of a body that was replaced
            return self.counted[1]
        return count_whole_words(self.body)

    @property
    def photo_credit(self) -> str | None:
        """The credit of the first photo that has one."""
        return next((photo.credit for photo in self.photos if photo.credit), None)


@dataclass(frozen=True, slots=True)
class BlockMark:
    """One block of a page's text or its neighbourhood, as the site's furniture is learned from it."""

    fingerprint: str
    """16 hex digits; survives names, numbers, case, link targets and small edits."""
    place: float
    """Where it stands: 0 at the first paragraph of the body, 1 at the last; below and above outside of it."""
    in_body: bool
    """Whether the reader would keep it as text if nothing were known of the site."""
    kind: FurnitureKind | None
    """What it looks like, if anything."""
    text: str
    """Its first 200 characters, for people."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one page said: an article, or the reason why there is none; and what was found and taken out on the way."""

    url: str
    article: Article | None = None
    reason: Reason | str | None = None
    confidence: float = 1.0
    """0 to 1: how sure the reader is of the body."""
    doubtful: bool = False
    """What is known of the site's furniture would have left too little of the text, so nothing was taken by it."""
    judged: str = ""
    """A digest of which of ``blocks`` the site's template holds for furniture; empty: none."""
    links: tuple[Link, ...] = ()
    removals: tuple[Removal, ...] = ()
    blocks: tuple[BlockMark, ...] = ()
    title: str | None = None
    """Of a refused page, as ``date_published`` and ``date_precision``: what it states all the same. An article has its own."""
    date_published: datetime | None = None
    date_precision: str | None = None
