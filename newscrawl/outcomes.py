"""What becomes of a URL, decided from its answer: settle it, try it again, or wait for its host. Pure: the time comes in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Literal
from urllib.parse import quote, urljoin, urlsplit

from newscrawl.archive.frontier import Lease
from newscrawl.archive.store import Blob, Settlement
from newscrawl.discover.rights import forbids_keeping
from newscrawl.errors import BadAddress
from newscrawl.items import Link, Page
from newscrawl.sites.known import KnownSites
from newscrawl.urls import request_url, url_key
from newscrawl.workers import Result

MIN_DELAY_SECONDS = 2.0
ATTEMPTS = 3
BACKOFF_SECONDS = 1.0
"""A host in trouble is left alone for this long, or its delay if that is longer; three times as long after each further failure in a row."""
MAX_DEPTH = 6
"""Links from a seed. Home, section and story are 1 to 3; what lies deeper than 6 on one site is a trap or has been found on the way."""
SITEMAP_DEPTH = 3
"""An index names sitemaps, and one that robots.txt names may be an index of indexes; what goes deeper has no end."""
MAX_RETRY_AFTER = timedelta(days=7)
ROBOTS_LIFE = timedelta(hours=24)  # RFC 9309 section 2.4
ROBOTS_ABSENT_LIFE = timedelta(hours=1)
"""How long a robots.txt that could not be had is not asked for again."""
ROBOTS_HOPS = 5  # RFC 9309 section 2.3.1.2

REDIRECTS = frozenset((301, 302, 303, 307, 308))
PASSING = frozenset("dns timeout refused reset unreachable truncated proxy".split())
"""Errors that may be gone in a minute."""
_GATE = frozenset("dns certificate private-address".split())
"""Errors that meet every request to a host alike: with no way in, robots.txt has nothing to say, and each page gets this very error."""
_CUT = frozenset("reset truncated".split())
"""Errors of a connection that was there."""
_CUSTOMARY = ("hint", "api")
_READER = frozenset("reader-timeout reader-memory reader-crash reader-error".split())
_SOURCES = ("home", "feed", "sitemap")
_LISTS = frozenset("feed sitemap news-sitemap api".split())
_MARKUP = ("html", "xml", "text/plain", "json")
_HELD_BACK = ("interrupted",)
_WALLS = frozenset("login consent-wall captcha blocked soft-404 js-shell".split())


@dataclass(frozen=True, slots=True)
class Fetched:
    """One answer on its way through the pipelines, with the row it answers and, once read, what a worker said of it."""

    lease: Lease
    page: Page
    wait_seconds: float
    """How long its host is left alone from ``page.fetched_at`` on."""
    failures: int = 0
    """Failures of its host in a row, this one counted."""
    result: Result | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Robots:
    """What is now known of a host's robots.txt."""

    rules: str | None
    state: str
    expires_at: datetime
    delay_seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """One of: a settlement, a mere word (``dropped``), another try at ``again_at``, this row at another address (``moved``), the row given back."""

    settlement: Settlement | None = None
    dropped: str | None = None
    again_at: datetime | None = None
    reason: str | None = None
    moved: str | None = None
    given_back: bool = False
    robots: Robots | None = None
    further: tuple[Link, ...] = ()
    """Further pages of the list: as near to the seed as the page itself."""
    sitemaps: tuple[Link, ...] = ()
    left_out: int = 0
    """Links found that belong to no site of ours, that a site's file forbids, or that were not asked for."""
    site: str | None = None
    """The site of a redirect's target where it is another than the row's: a seed may lead to where the site has moved."""


def delay_seconds(crawl_delay: float | None, asked: float | None, *, opened: bool, ruled: float | None = None) -> float:
    """Return how long a host is left alone between two requests.

    ``asked`` is ``--delay``; below two seconds it counts for hosts that ``--allow-net`` opened. The host's own Crawl-delay and what the site's file
    says (``ruled``) are never undercut.
    """
    own = MIN_DELAY_SECONDS if asked is None else asked if opened else max(asked, MIN_DELAY_SECONDS)
    return max(own, crawl_delay or 0.0, ruled or 0.0)


def retry_after(value: str | None, now: datetime) -> float | None:
    """Return the seconds that a Retry-After header asks for (a number or a date, RFC 9110 section 10.2.3), at most a week; None for nonsense."""
    if value is None:
        return None
    value = value.strip()
    if value.isascii() and value.isdigit():
        seconds = float(value[:12])
    else:
        try:
            date = parsedate_to_datetime(value)
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
        if date.tzinfo is None:
            date = date.replace(tzinfo=UTC)
        seconds = (date - now).total_seconds()
    return min(max(seconds, 0.0), MAX_RETRY_AFTER.total_seconds())


def failed(page: Page, source: str = "") -> bool:
    """Return whether ``page``, an address of this ``source``, is the host's trouble, not the page's own.

    A connection cut at an address that was tried by custom is not: what guards a site cuts off who asks for what it does not have.
    """
    if source in _CUSTOMARY and page.error in _CUT:
        return False
    return page.error in PASSING or page.status in (429, 503)


def wait_seconds(page: Page, delay: float, failures: int, now: datetime) -> float:
    """Return how long the host of ``page`` is left alone now; ``failures`` in a row make it longer, its own word longest."""
    wait = delay
    if page.status == 429 or page.status >= 500:
        wait = max(wait, retry_after(page.header("retry-after"), now) or 0.0)
    if failed(page) and wait <= delay:
        wait = max(wait, min(max(delay, BACKOFF_SECONDS) * 3.0 ** (min(failures, 12) - 1), 86_400.0))
    return wait


def to_be_read(page: Page) -> bool:
    """Return whether there is anything for a worker to look at in ``page``."""
    return page.error is None and page.status in (200, 203) and (page.kind == "robots" or _is_markup(page))


def _is_markup(page: Page) -> bool:
    said = (page.header("content-type") or "").partition(";")[0].strip().lower()
    return page.kind in ("feed", "sitemap") or "/" not in said or said == "application/octet-stream" or any(word in said for word in _MARKUP)


def decide(fetched: Fetched, now: datetime, *, follow: bool | Literal["sources"], sites: KnownSites, obey: bool = True) -> Decision:
    """Return what becomes of ``fetched``.

    A passing failure is tried again, three times in all; who did not answer in time has had all the time there is, and later crawls try again.
    A redirect becomes a row of its own, or this very one if the archive's key does not tell the two addresses apart. ``follow``: whether links are
    followed, or those to ``"sources"`` alone; feeds and sitemaps hand theirs on in any case.
    ``obey``: a page that asks not to be kept (``noarchive``) is not.
    """
    lease, page, result = fetched.lease, fetched.page, fetched.result
    bare = replace(page, body=b"")
    if page.error in _HELD_BACK:
        return Decision(given_back=True)
    if lease.kind == "robots":
        return _robots(fetched, now, sites)
    hopeless = lease.attempts >= ATTEMPTS or page.error == "timeout" or (page.error == "dns" and fetched.failures >= ATTEMPTS)
    if lease.source in _CUSTOMARY and page.error in _CUT and lease.attempts >= 2:
        return Decision(dropped="absent")
    if (page.error in PASSING or page.status == 429 or page.status >= 500) and not hopeless:
        pause = fetched.wait_seconds if failed(page, lease.source) else max(fetched.wait_seconds, BACKOFF_SECONDS * 2.0**lease.attempts)
        if page.error in _CUT and lease.kind != "home":
            pause *= 3  # others of its host come first: one that answers shows that it was the address, not the host
        return Decision(again_at=now + timedelta(seconds=pause), reason=page.error or f"http-{page.status}")
    if page.error:
        return Decision(Settlement(bare))
    if page.status in REDIRECTS:
        return _redirect(lease, bare, sites)
    if page.status == 304:
        return Decision(Settlement(bare, reason=lease.kind if lease.kind in _SOURCES else None))
    if page.status >= 400 or page.status < 200:
        if lease.source in _CUSTOMARY and 400 <= page.status < 500:  # an address tried by custom owes us nothing, nor does an API shut off
            return Decision(dropped="absent")
        return Decision(Settlement(bare))
    if page.status not in (200, 203):
        return Decision(Settlement(replace(bare, error="partial" if page.status == 206 else "no-content")))
    if result is None:
        return Decision(Settlement(bare, reason="not-html"))
    return _read(lease, bare, result, sites, follow=follow, obey=obey)


def _read(lease: Lease, page: Page, result: Result, sites: KnownSites, *, follow: bool | Literal["sources"], obey: bool) -> Decision:
    page = replace(page, kind=result.kind)
    blob = None
    if (capture := result.capture) is not None:
        blob = Blob(capture.digest, capture.codec, capture.data, capture.length, capture.wire_digest, capture.wire_length, capture.dictionary)
    if result.error in ("not-html",):
        return Decision(Settlement(page, reason=result.error))
    if result.error:
        return Decision(Settlement(replace(page, error=result.error), blob=blob))
    links = within(result.links, lease.site, sites)
    if result.kind in ("feed", "sitemap"):
        if lease.kind == "page" and lease.source in _LISTS:  # a list that another list calls a story: such chains have no end
            links = ()
        elif lease.depth >= SITEMAP_DEPTH:
            links = tuple(link for link in links if link.kind != "sitemap")
        reason = f"broken-{result.kind}" if result.problem and not result.links else None
        further = tuple(link for link in links if link.source == "next")
        links = tuple(link for link in links if link.source != "next")
        left_out = len(result.links) - len(links) - len(further)
        return Decision(Settlement(page, links=links, reason=reason, blob=blob), further=further, left_out=left_out)
    reading = result.reading
    if reading is not None and reading.article is not None and lease.kind == "home" and urlsplit(page.url)[2:4] in (("", ""), ("/", "")):
        reading = replace(reading, article=None, reason="home")  # a word of welcome is no story: a site's root is its front page, whatever it says
    found = len(result.links) + (len(reading.links) if reading is not None else 0)
    further = ()
    withheld = False
    if reading is not None and follow is True and lease.depth < MAX_DEPTH:
        links += within(reading.links, lease.site, sites)
        if reading.article is not None:
            links = tuple(link for link in links if link.kind != "feed" or not _is_below(link.url, page.url))
        further = tuple(link for link in links if link.source == "next")
        links = tuple(link for link in links if link.source != "next")
    elif follow is not True:
        withheld = reading is not None and bool(within(reading.links, lease.site, sites))
        links = tuple(link for link in links if follow and link.kind in ("feed", "sitemap"))
    if obey and forbids_keeping(result.rights):  # its links are followed, itself is not kept
        blob = None
        if reading is not None and reading.article is not None:
            left_out = found - len(links) - len(further)
            return Decision(
                Settlement(page, links=links, reason="noarchive" if result.kind == "page" else None, withheld=withheld),
                further=further, left_out=left_out,
            )  # fmt: skip
    wall = reading.reason if reading is not None and reading.reason in _WALLS else None  # a home behind a wall is not read as a home
    left_out = found - len(links) - len(further)
    settlement = Settlement(page, reading=reading, links=links, reason=wall, blob=blob, withheld=withheld)
    return Decision(settlement, further=further, left_out=left_out)


def _is_below(url: str, story: str) -> bool:
    """Say whether a feed's address is made of a story's: it has what readers say of that story, and no other."""
    base = story.partition("?")[0].partition("#")[0].rstrip("/")
    return urlsplit(story).path.strip("/") != "" and url.startswith(base + "/")


def _redirect(lease: Lease, page: Page, sites: KnownSites) -> Decision:
    try:
        url = _target(lease.url, page)
        key = url_key(url)
        site = sites.key(url)
    except ValueError:
        return Decision(Settlement(page, reason="bad-redirect"))
    if key == lease.url_key:
        if url == lease.url or lease.hops >= ATTEMPTS:
            return Decision(Settlement(replace(page, error="redirect-loop")))
        return Decision(moved=url)
    if site != lease.site and lease.depth > 0:
        return Decision(Settlement(page, reason="off-site"))
    return Decision(Settlement(page, redirect=url), site=site if site != lease.site else None)


def _target(base: str, page: Page) -> str:
    """Return where ``page``, a redirect, leads. Raises ValueError.

    Servers write addresses as they have them: with spaces, and bytes of UTF-8 (headers are held as Latin-1) or of whatever their pages are in.
    """
    said = (page.header("location") or "").strip().replace(" ", "%20")
    try:
        said = said.encode("latin-1").decode("utf-8")
    except UnicodeEncodeError:  # not as it came over the wire
        pass
    except UnicodeDecodeError:
        said = quote(said.encode("latin-1"), safe=_PRINTABLE)
    return request_url(urljoin(base, said))


_PRINTABLE = "".join(map(chr, range(33, 127)))


def _robots(fetched: Fetched, now: datetime, sites: KnownSites) -> Decision:
    """RFC 9309: 4xx means that everything is allowed, 5xx and no answer that nothing is; too many redirects count as 4xx."""
    lease, page, result = fetched.lease, fetched.page, fetched.result
    settlement = Settlement(replace(page, body=b""))
    if page.error in _GATE and (page.error != "dns" or lease.attempts >= ATTEMPTS):
        return Decision(settlement, robots=Robots(None, "ok", now + ROBOTS_ABSENT_LIFE))
    if result is not None and result.robots is not None:
        rules = Robots(result.robots, "ok", now + ROBOTS_LIFE, result.crawl_delay)
        sitemaps = within(result.sitemaps, sites.key(lease.url), sites)
        return Decision(settlement, robots=rules, sitemaps=sitemaps, left_out=len(result.sitemaps) - len(sitemaps))
    if (400 <= page.status < 500 and page.status != 429) or page.status in REDIRECTS:
        return Decision(dropped="absent", robots=Robots(None, "ok", now + ROBOTS_LIFE))
    if lease.attempts < ATTEMPTS and page.error != "private-redirect" and (result is None or result.error in _READER):
        return Decision(again_at=now + timedelta(seconds=fetched.wait_seconds), reason=page.error or f"http-{page.status}")
    wait = max(ROBOTS_ABSENT_LIFE, timedelta(seconds=fetched.wait_seconds))
    if result is not None and result.error:
        settlement = replace(settlement, page=replace(settlement.page, error=result.error))
    return Decision(settlement, robots=Robots(None, "denied", now + wait))


def robots_target(fetched: Fetched, hops: int) -> str | None:
    """Return where a redirected robots.txt is to be asked for next, or None if it is not a redirect or the fifth was not the last."""
    page = fetched.page
    if fetched.lease.kind != "robots" or page.status not in REDIRECTS or hops >= ROBOTS_HOPS:
        return None
    try:
        return _target(page.url, page)
    except ValueError:
        return None


def within(links: Iterable[Link], site: str, sites: KnownSites) -> tuple[Link, ...]:
    """Return those of ``links`` that belong to ``site`` and that its file does not forbid."""
    known: dict[str, bool] = {}
    chosen = []
    for link in links:
        origin = _ORIGIN.match(link.url)  # not urlsplit: on a page of 150 links that took longer than all else here
        start = origin[0] if origin else link.url
        if start not in known:
            try:
                known[start] = sites.key(link.url) == site
            except BadAddress:
                known[start] = False
        if known[start] and not sites.ignores(link.url):
            chosen.append(link)
    return tuple(chosen)


_ORIGIN = re.compile(r"https?://[\w.:-]+(?=[/?#]|$)", re.IGNORECASE)
"""A scheme and a host that are spelled without anything odd: addresses that begin alike are of one host."""
