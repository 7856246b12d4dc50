"""A newsroom of weeks with a clock of its own: what each of its sources showed at any moment, and the truth about every story.

Everything follows from a seed and a moment; nothing waits. ``Weeks(seed).answer(path, moment)`` is the page as it stood then; ``serve`` puts it on
loopback with a clock that can be set. Weeks 1 to 4 are ordinary (short outages, a feed cut short, robots.txt failing for an hour); in week 5 comes a
redesign (day 4) and the feed dies (day 5) while the front page lives on; in week 6 the site is away for half a day.
"""

from __future__ import annotations

import bisect
import hashlib
import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

START = datetime(2026, 3, 2, tzinfo=UTC)  # a Monday
QUIET_WEEKS = 4
# A local day: quiet nights, a peak before noon, one in the evening.
HOURS = (1, 0.6, 0.4, 0.3, 0.5, 1.5, 4, 6, 8, 9, 9, 8.5, 7.5, 7.5, 8, 8, 8, 7.5, 7, 6, 5, 4, 3, 2)
DAYS = (1.0, 1.05, 1.05, 1.0, 0.95, 0.5, 0.45)
PATHS = {"feed": "/feed.xml", "section-1-feed": "/section-1/feed.xml", "front": "/", "news-sitemap": "/news-sitemap.xml"}
NOUNS = "council harbour bridge school budget strike museum river market clinic tram festival court garden union library station forest".split()
VERBS = "reopens delays doubles questions rejects celebrates repairs approves loses finds sells studies awaits defends renames".split()
PLACES = "Norwick Aldmouth Tessbury Quarrel Hill Penham Lower Wick Osterby Carrow Vale Highfen Marl Strand Dunmere".split()
NAMES = "Ada Holm, Ben Okoro, Clara Weiss, Dario Lund, Edda Marsh, Femi Stone, Greta Vance, Hugo Pell".split(", ")


@dataclass(frozen=True, slots=True)
class Story:
    """One story, as it truly was."""

    id: int
    section: str
    title: str
    published: datetime
    """What the page claims."""
    shown: datetime
    """When it came online; later than ``published`` for a late one."""
    fields: frozenset[str]
    words: int
    edits: tuple[datetime, ...]
    gone: datetime | None
    """Taken down; None: stays."""
    path: str

    def version(self, moment: datetime) -> int:
        return sum(1 for edit in self.edits if edit <= moment)


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that goes wrong for a time. ``source`` '' is the whole site."""

    kind: str
    """down · robots · cut · emptied · reordered · dead · renamed · pinned"""
    source: str
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class View:
    """What a source shows at one moment."""

    status: int
    stories: tuple[Story, ...] = ()
    renamed: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """One HTTP answer."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


class Weeks:
    """A site over ``weeks`` weeks, all of it decided by ``seed``; ``a_day``: how many stories it has on a weekday, None: that too."""

    quiet_days = 7 * QUIET_WEEKS

    def __init__(self, seed: int, weeks: float = 6, a_day: float | None = None) -> None:
        chance = random.Random(seed)
        self.seed, self.weeks = seed, weeks
        self.end = START + timedelta(weeks=weeks)
        self.offset = timedelta(hours=chance.choice((-5, 0, 1, 2, 8)))
        drawn = 50 * 8 ** chance.random()
        self.a_day = a_day or drawn
        self.sections = tuple(f"section-{number}" for number in range(1, chance.choice((4, 5, 6)) + 1))
        self.lengths = {"feed": chance.choice((15, 20, 30, 50)), "section-1-feed": chance.choice((10, 15, 20))}
        self.lengths |= {section: chance.choice((20, 25, 30)) for section in self.sections}
        self.has_sitemap = chance.random() < 0.7
        self.front_slots = chance.choice((40, 55, 70))
        self.redesign = self._at(0, self.quiet_days + 3, 9 + 3 * chance.random())
        self.loses = frozenset(chance.sample(("byline", "credit", "date"), 2)) | {"words"}
        self.sources = ("feed", "section-1-feed", *(("news-sitemap",) if self.has_sitemap else ()), "front", *self.sections)
        self.stories = self._write(chance)
        self.by_path = {story.path: story for story in self.stories}
        self.troubles = self._troubles(chance)
        self._windows = {source: self._rolling(source, random.Random(f"{seed} {source}")) for source in self.lengths}
        self._front = self._fronted(random.Random(f"{seed} front"))
        self._mapped = sorted(
            ((story.shown + timedelta(minutes=chance.uniform(1, 12)), story) for story in self.stories), key=lambda pair: pair[0]
        )
        self._mapped_at = [moment for moment, _ in self._mapped]

    # ------------------------------------------------------------------------------------------------------------------ what is true

    def view(self, source: str, moment: datetime) -> View:
        """Return what ``source`` shows at ``moment``."""
        if self._trouble("down", "", moment):
            return View(503)
        dead = self._trouble("dead", source, moment)
        at = dead.since if dead else moment
        stories = self._listed(source, at)
        if self._trouble("emptied", source, at):
            return View(200)
        if self._trouble("cut", source, at):
            stories = stories[: max(1, len(stories) // 6)]
        if self._trouble("reordered", source, at):
            stories = tuple(sorted(stories, key=lambda story: story.title))
        if (pinned := self._trouble("pinned", source, at)) and (before := self._listed(source, pinned.since)):
            stories = (before[-1], *(story for story in stories if story is not before[-1]))[: len(stories)]
        return View(200, stories, bool(self._trouble("renamed", source, at)))

    def robots_fails(self, moment: datetime) -> bool:
        return bool(self._trouble("robots", "", moment) or self._trouble("down", "", moment))

    def ever_shown(self, until: datetime | None = None) -> dict[Story, datetime]:
        """Return every story that any source showed, and when the first one did; what stood there from the start is of START."""
        first: dict[Story, datetime] = {}
        for source in sorted(self.sources, key="front".__eq__):
            for moment, story in self.shown_by(source):
                if until is None or moment <= until:
                    if source == "front" and story not in first:
                        # Nowhere else: whether it ever stood among the front page's slots has to be looked at.
                        if story.shown < START and story not in self.view(source, START).stories:
                            continue
                        moment = next((at for n in range(600) if story in self.view(source, at := moment + n * timedelta(minutes=10)).stories), None)
                    if moment is not None:
                        first[story] = min(first.get(story, moment), moment)
        return first

    def shown_by(self, source: str) -> list[tuple[datetime, Story]]:
        """Return (when first, story) for all that ``source`` showed while it could be asked; outages hide what came and went inside them."""
        found: dict[Story, datetime] = {}
        if source in self._windows:
            times, windows = self._windows[source]
            for position, (moment, window) in enumerate(zip(times, windows, strict=True)):
                until = times[position + 1] if position + 1 < len(times) else self.end
                visible = self._first_visible(source, max(moment, START), until)
                if visible is not None:
                    for story in window:
                        found.setdefault(story, visible)
        else:
            mapped = [(moment, story, min(story.gone or self.end, moment + timedelta(hours=48))) for moment, story in self._mapped]
            pairs = mapped if source == "news-sitemap" else self._front
            for moment, story, until in pairs:
                visible = self._first_visible(source, max(moment, START), min(until, self.end))
                if visible is not None:
                    found.setdefault(story, visible)
        return sorted(((moment, story) for story, moment in found.items()), key=lambda pair: (pair[0], pair[1].id))

    def fields(self, story: Story, moment: datetime) -> tuple[frozenset[str], int]:
        """Return what a reader that knows the old design finds at ``moment``: fields, words."""
        if moment < self.redesign:
            return story.fields, story.words
        return story.fields - self.loses, story.words // 5

    def _listed(self, source: str, moment: datetime) -> tuple[Story, ...]:
        if source in self._windows:
            times, windows = self._windows[source]
            return windows[max(0, bisect.bisect_right(times, moment) - 1)]
        if source == "news-sitemap":
            low = bisect.bisect_right(self._mapped_at, moment - timedelta(hours=48))
            high = bisect.bisect_right(self._mapped_at, moment)
            return tuple(story for _, story in self._mapped[low:high] if story.gone is None or story.gone > moment)[::-1][:1000]
        low = bisect.bisect_right(self._front_at, moment - timedelta(days=3))
        high = bisect.bisect_right(self._front_at, moment)
        there = [story for _, story, until in self._front[low:high] if until > moment]
        if len(there) < 25:
            # A quiet night's front page keeps the evening's stories.
            stayed = [story for _, story, until in self._front[low:high][::-1] if until <= moment and (story.gone is None or story.gone > moment)]
            there += stayed[: 25 - len(there)]
        # Editors, not the clock, decide who stands above whom.
        there.sort(key=lambda story: (story.id * 7919 % 97) + (moment - story.shown).total_seconds() / 400)
        return tuple(there[: self.front_slots])

    def _first_visible(self, source: str, since: datetime, until: datetime) -> datetime | None:
        """Return the first moment in [since, until) at which nothing hides the source."""
        for _ in range(20):
            hiding = next((t for k in ("down", "emptied", "dead") if (t := self._trouble(k, "" if k == "down" else source, since))), None)
            if hiding is None:
                return since if since < until else None
            since = hiding.until
        return None

    def _trouble(self, kind: str, source: str, moment: datetime) -> Trouble | None:
        return next((t for t in self.troubles if t.kind == kind and t.source == source and t.since <= moment < t.until), None)

    # ------------------------------------------------------------------------------------------------------------------ how it comes

    def _at(self, week: int, day: int, local_hour: float) -> datetime:
        return START + timedelta(weeks=week, days=day, hours=local_hour) - self.offset

    def _write(self, chance: random.Random) -> tuple[Story, ...]:
        stories = []
        # Three days before the clock starts, so that the first poll finds full windows.
        day = START - timedelta(days=3)
        mean = sum(HOURS)
        bursts: list[tuple[datetime, datetime]] = []
        while day < self.end:
            news = chance.lognormvariate(0, 0.12) * DAYS[day.weekday()] * self.a_day
            if chance.random() < 0.15:
                begins = day + timedelta(hours=chance.uniform(7, 20)) - self.offset
                bursts.append((begins, begins + timedelta(hours=3)))
            for hour in range(24):
                start = day + timedelta(hours=hour) - self.offset
                rate = news * HOURS[hour] / mean * (2.0 if any(a <= start < b for a, b in bursts) else 1.0)
                for _ in range(_poisson(chance, rate)):
                    shown = start + timedelta(seconds=chance.randrange(3600))
                    if START - timedelta(days=3) <= shown < self.end:
                        stories.append(self._story(chance, len(stories), shown))
            day += timedelta(days=1)
        return tuple(sorted(stories, key=lambda story: story.shown))

    def _story(self, chance: random.Random, number: int, shown: datetime) -> Story:
        late = timedelta(hours=chance.uniform(2, 30)) if chance.random() < 0.02 else timedelta(0)
        wire = chance.random() < 0.3
        fields = {"title", "date"} if chance.random() < 0.99 else {"title"}
        if chance.random() < (0.25 if wire else 0.93):
            fields.add("byline")
        if chance.random() < 0.75:
            fields.add("credit")
        edits = []
        if chance.random() < 0.35:
            at = shown
            for _ in range(chance.choice((1, 1, 1, 2, 3))):
                at += timedelta(hours=chance.expovariate(1 / 4))
                edits.append(at)
        gone = shown + timedelta(hours=4 + chance.expovariate(1 / 30)) if chance.random() < 0.006 else None
        section = self.sections[min(int(chance.random() ** 1.5 * len(self.sections)), len(self.sections) - 1)]
        title = f"{chance.choice(PLACES)} {chance.choice(NOUNS)} {chance.choice(VERBS)} {chance.choice(NOUNS)} after {number + 1000} days"
        slug = title.lower().replace(" ", "-")
        words = max(60, int(chance.lognormvariate(5.9 if not wire else 5.2, 0.5)))
        return Story(
            number, section, title, shown - late, shown, frozenset(fields), words, tuple(edits), gone, f"/{section}/{slug}-{100000 + number}.html"
        )

    def _troubles(self, chance: random.Random) -> tuple[Trouble, ...]:
        found = []

        def add(kind: str, source: str, week: int, hours: float, low: float = 7, high: float = 20, days: int = 7) -> None:
            since = self._at(week, chance.randrange(days), chance.uniform(low, high))
            found.append(Trouble(kind, source, since, since + timedelta(hours=hours)))

        for week in range(QUIET_WEEKS):
            if chance.random() < 0.6:
                add("down", "", week, chance.uniform(0.5, 5))
        add("robots", "", chance.randrange(1, 4), 1)
        add("cut", "feed", chance.randrange(1, 4), chance.uniform(1, 6))
        add("emptied", "feed", chance.randrange(1, 4), chance.uniform(0.5, 4))
        add("reordered", "feed", chance.randrange(1, 4), chance.uniform(1, 3))
        add("pinned", "feed", chance.randrange(1, 4), 60)
        since = self._at(chance.randrange(2, 4), chance.randrange(7), chance.uniform(0, 24))
        found.append(Trouble("renamed", "feed", since, self.end + timedelta(days=1)))
        dies = self._at(QUIET_WEEKS, 4, chance.uniform(7.5, 12))
        found.append(Trouble("dead", "feed", dies, self.end + timedelta(days=1)))
        if self.weeks > QUIET_WEEKS + 1:
            add("down", "", QUIET_WEEKS + 1, 12, 6, 10, days=5)
        return tuple(found)

    def _rolling(self, source: str, chance: random.Random) -> tuple[list[datetime], list[tuple[Story, ...]]]:
        """Return the moments at which a source of fixed length changes, and what it shows from each on."""
        section = source.removesuffix("-feed") if source != "feed" else None
        coming = []
        for story in self.stories:
            if (section is None or story.section == section) and chance.random() < (0.98 if section is None else 1.0):
                coming.append((story.shown + timedelta(seconds=chance.uniform(0, 240)), 1, story))
                if story.gone:
                    coming.append((max(story.gone, story.shown + timedelta(minutes=5)), 0, story))
        coming.sort(key=lambda event: (event[0], event[1], event[2].id))
        held: list[tuple[datetime, int, Story]] = []
        times, windows = [START - timedelta(days=4)], [()]
        for moment, comes, story in coming:
            # A feed is sorted by the date a story claims, a section by when it came.
            key = ((story.published if section is None else story.shown), story.id, story)
            if comes:
                bisect.insort(held, key, key=lambda row: row[:2])
            elif key in held:
                held.remove(key)
            del held[: -self.lengths[source] - 5]
            window = tuple(row[2] for row in reversed(held[-self.lengths[source] :]))
            if window != windows[-1]:
                times.append(moment)
                windows.append(window)
        return times, windows

    def _fronted(self, chance: random.Random) -> list[tuple[datetime, Story, datetime]]:
        found = []
        for story in self.stories:
            if chance.random() < 0.85:
                since = story.shown + timedelta(seconds=chance.uniform(0, 900))
                until = since + timedelta(hours=min(60.0, chance.lognormvariate(1.5, 0.7)))
                found.append((since, story, min(until, story.gone) if story.gone else until))
        found = [row for row in found if row[2] > row[0]]
        found.sort(key=lambda row: (row[0], row[1].id))
        self._front_at = [row[0] for row in found]
        return found

    # ------------------------------------------------------------------------------------------------------------------ as bytes

    def url(self, story: Story, base: str, renamed: bool = False) -> str:
        return f"{base}{story.path}" + ("?src=rss&v=2" if renamed else "")

    def path_of(self, source: str) -> str:
        return PATHS.get(source, f"/{source}/")

    def answer(
        self, path: str, moment: datetime, base: str = "http://news.test", *, etag: str | None = None, since: datetime | None = None
    ) -> Answer:
        """Return the answer to a GET of ``path`` at ``moment``; 304 where ``etag`` or ``since`` (If-Modified-Since) say so."""
        path = path.partition("?")[0]
        if self._trouble("down", "", moment):
            return Answer(503, (("retry-after", "600"),), b"")
        if path == "/robots.txt":
            if self.robots_fails(moment):
                return Answer(503, (), b"")
            maps = f"Sitemap: {base}/news-sitemap.xml\n" if self.has_sitemap else ""
            return Answer(200, (("content-type", "text/plain"),), f"User-agent: *\nAllow: /\n{maps}".encode())
        source = next((name for name in self.sources if self.path_of(name) == path), None)
        if source is not None:
            return self._source_page(source, moment, base, etag)
        story = self.by_path.get(path)
        if story is None or moment < story.shown:
            return Answer(404, (("content-type", "text/html"),), b"<title>Not found</title><h1>Not found</h1>")
        if story.gone is not None and moment >= story.gone:
            return Answer(410 if story.id % 2 else 404, (("content-type", "text/html"),), b"<title>Gone</title><h1>Gone</h1>")
        changed = max((edit for edit in story.edits if edit <= moment), default=story.shown)
        if moment >= self.redesign:
            changed = max(changed, self.redesign)
        return _answered(self._article_page(story, moment, base), "text/html; charset=utf-8", changed, etag, since)

    def _source_page(self, source: str, moment: datetime, base: str, etag: str | None) -> Answer:
        view = self.view(source, moment)
        if view.status != 200:
            return Answer(view.status, (), b"")
        if source.endswith("feed"):
            link = [(self.url(story, base, view.renamed), story) for story in view.stories]
            items = "".join(
                f"<item><title>{escape(story.title)}</title><link>{escape(url)}</link><guid>{escape(url)}</guid>"
                f"<pubDate>{format_datetime(story.published)}</pubDate></item>"
                for url, story in link
            )
            body = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Simulated {self.seed}</title><ttl>10</ttl>{items}</channel></rss>'
            return _answered(body, "application/rss+xml", None, etag, None, max_age=120)
        if source == "news-sitemap":
            urls = "".join(
                f"<url><loc>{escape(self.url(story, base))}</loc><news:news><news:publication><news:name>Simulated</news:name>"
                f"<news:language>en</news:language></news:publication><news:publication_date>{story.published.isoformat()}</news:publication_date>"
                f"<news:title>{escape(story.title)}</news:title></news:news></url>"
                for story in view.stories
            )
            spaces = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
            return _answered(f'<?xml version="1.0"?><urlset {spaces}>{urls}</urlset>', "application/xml", None, etag, None)
        teasers = "".join(f'<article><h2><a href="{escape(story.path)}">{escape(story.title)}</a></h2></article>' for story in view.stories)
        menu = "".join(f'<li><a href="/{name}/">{name.replace("-", " ").title()}</a></li>' for name in self.sections)
        feeds = "".join(f'<link rel="alternate" type="application/rss+xml" href="{PATHS[name]}">' for name in ("feed", "section-1-feed"))
        head = f"<!doctype html><html lang=en><head><title>Simulated {self.seed}</title>{feeds}</head>"
        page = f"{head}<body><nav><ul>{menu}</ul></nav><main>{teasers}</main></body></html>"
        return _answered(page, "text/html; charset=utf-8", None, etag, None)

    def _article_page(self, story: Story, moment: datetime, base: str) -> str:
        version = story.version(moment)
        name = NAMES[story.id % len(NAMES)]
        chance = random.Random(story.id)
        title = story.title + (f" (update {version})" if version else "")
        paragraphs, left = [], story.words
        while left > 0:
            count = min(left, chance.randrange(28, 60))
            paragraphs.append(" ".join(chance.choice(NOUNS + VERBS) for _ in range(count)).capitalize() + ".")
            left -= count
        if version:
            paragraphs[-1] += f" The desk added line {version} to this report later on the same day."
        if moment >= self.redesign:
            # What a careless relaunch leaves to those who run no scripts: a headline and a teaser.
            return (
                f"<!doctype html><html lang=en><head><title>{escape(title)}</title></head><body><div id=root><h1>{escape(title)}</h1>"
                f"<p>{paragraphs[0]}</p></div><script src=/app.js></script></body></html>"
            )
        data = [f'"@context":"https://schema.org","@type":"NewsArticle","headline":"{title}","mainEntityOfPage":"{base}{story.path}"']
        if "date" in story.fields:
            data.append(f'"datePublished":"{story.published.isoformat()}"')
        if "byline" in story.fields:
            data.append(f'"author":{{"@type":"Person","name":"{name}"}}')
        byline = f'<p class=byline>By {name}</p>' if "byline" in story.fields else ""
        credit = f" <span class=credit>Photo: {NAMES[(story.id + 3) % len(NAMES)]}</span>" if "credit" in story.fields else ""
        text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
        return (
            f"<!doctype html><html lang=en><head><title>{escape(title)}</title>"
            f'<script type="application/ld+json">{{{",".join(data)}}}</script></head>'
            f"<body><article><h1>{escape(title)}</h1>{byline}<figure><img src=/p/{story.id}.jpg width=800 height=500><figcaption>A view of the "
            f"{NOUNS[story.id % len(NOUNS)]} this week.{credit}</figcaption></figure>{text}</article></body></html>"
        )


def _answered(
    text: str, content_type: str, changed: datetime | None, etag: str | None, since: datetime | None, max_age: int | None = None
) -> Answer:
    body = text.encode()
    tag = f'"{hashlib.blake2b(body, digest_size=8).hexdigest()}"'
    headers = [("content-type", content_type), ("etag", tag)]
    if changed is not None:
        headers.append(("last-modified", format_datetime(changed.replace(microsecond=0), usegmt=True)))
    if max_age is not None:
        headers.append(("cache-control", f"max-age={max_age}"))
    if etag == tag or (etag is None and since is not None and changed is not None and changed.replace(microsecond=0) <= since):
        return Answer(304, tuple(headers[1:]), b"")
    return Answer(200, tuple(headers), body)


def _poisson(chance: random.Random, mean: float) -> int:
    """Return a Poisson number (Knuth)."""
    limit, count, product = 2.718281828459045**-mean, 0, chance.random()
    while product > limit:
        count += 1
        product *= chance.random()
    return count


class Days(Weeks):
    """Ten days in which it all happens: outage on the third, robots.txt failing on the fourth, redesign on the eighth, the feed dead on the ninth."""

    quiet_days = 4

    def __init__(self, seed: int, a_day: float = 60) -> None:
        super().__init__(seed, 10 / 7, a_day)

    def _troubles(self, chance: random.Random) -> tuple[Trouble, ...]:
        def trouble(kind: str, source: str, day: int, hour: float, hours: float) -> Trouble:
            since = self._at(0, day, hour)
            return Trouble(kind, source, since, since + timedelta(hours=hours))

        return (
            trouble("down", "", 2, chance.uniform(8, 14), 5),
            trouble("robots", "", 3, chance.uniform(8, 18), 1),
            trouble("cut", "feed", 5, chance.uniform(8, 14), chance.uniform(1, 6)),
            trouble("dead", "feed", self.quiet_days + 4, chance.uniform(7.5, 12), 1000),
        )


class Clock:
    """A clock that is set, and an access log."""

    def __init__(self, now: datetime = START) -> None:
        self.now = now
        self.log: list[tuple[datetime, str, int]] = []


@contextmanager
def serve(newsroom: Weeks, clock: Clock, port: int = 0) -> Iterator[str]:
    """Serve ``newsroom`` on 127.0.0.1 as it stood at ``clock.now``; yields its base address."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            since = self.headers.get("If-Modified-Since")
            base = f"http://127.0.0.1:{self.server.server_address[1]}"
            found = newsroom.answer(
                self.path, clock.now, base, etag=self.headers.get("If-None-Match"), since=parsedate_to_datetime(since) if since else None
            )
            clock.log.append((clock.now, self.path, found.status))
            self.send_response(found.status)
            for name, value in found.headers:
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(found.body)))
            self.end_headers()
            self.wfile.write(found.body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
