"""A second crawl of sites on which nothing has changed: no story is asked for again, and lists conditionally wherever their server lets us."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from newscrawl.clock import now
from tests.hostile_server import Answer, Crawl, Server, Visit, answer, listing, story

DATE = "Mon, 02 Mar 2026 08:00:00 GMT"
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


class Paper(Server):
    """A paper whose answers carry the validators named: ``ETag``, ``Last-Modified``, both or none; conditional requests are honoured then."""

    def __init__(self, *validators: str) -> None:
        super().__init__()
        stories = [f"/news/the-harbour-story-number-{number}" for number in range(8)]
        items = "".join(f"<item><title>Story {path}</title><link>{self.url(path)}</link><pubDate>{DATE}</pubDate></item>" for path in stories)
        places = "".join(f"<url><loc>{self.url(path)}</loc><lastmod>2026-03-02</lastmod></url>" for path in stories)
        pages = {
            "/": (listing([*stories[:3], "/harbour/"], extra='<link rel="alternate" type="application/rss+xml" href="/feed.xml">'), "text/html"),
            "/harbour/": (listing(stories[3:]), "text/html"),
            "/feed.xml": (f'<rss version="2.0"><channel><title>Paper</title>{items}</channel></rss>', "application/rss+xml"),
            "/sitemap.xml": (f'<urlset xmlns="{NAMESPACE}">{places}</urlset>', "text/xml"),
        }
        self.lists, self.statuses = list(pages), list[tuple[str, int]]()
        for path, (body, kind) in (pages | {path: (story(f"Harbour story {path}"), "text/html") for path in stories}).items():
            self.routes[path] = self.answering(path, body, kind, validators)

    def answering(self, path: str, body: str, kind: str, validators: tuple[str, ...]) -> object:
        headers = {"ETag": f'"{path}"', "Last-Modified": DATE}
        conditions = {"ETag": "if-none-match", "Last-Modified": "if-modified-since"}

        def reply(visit: Visit, connection: socket.socket) -> None:
            same = any(visit.headers.get(conditions[name]) == headers[name] for name in validators)
            self.statuses.append((path, 304 if same else 200))
            whole = answer(body, content_type=kind, **{name.replace("-", "_"): headers[name] for name in validators})
            connection.sendall(b"HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n" if same else whole)

        return reply


@pytest.mark.parametrize("papers", [(("ETag",), ("Last-Modified",), ("ETag", "Last-Modified"), ())])
def test_of_an_unchanged_site_no_story_is_fetched_and_lists_only_if_they_must_be(tmp_path: Path, papers: tuple[tuple[str, ...], ...]) -> None:
    servers = [Paper(*validators) for validators in papers]
    with servers[0], servers[1], servers[2], servers[3]:
        crawl = Crawl(tmp_path, servers)
        assert crawl.run(*(server.url() for server in servers))["stored"] == 8 * len(servers)
        for _ in range(2):
            for server in servers:
                server.statuses.clear()
                server.visits.clear()
            report = crawl.run()
            assert (report["returncode"], report["stored"], report["pending"]) == (0, 0, 0), report
            for server, validators in zip(servers, papers, strict=True):
                assert sorted(server.statuses) == sorted((path, 304 if validators else 200) for path in server.lists)
                assert "/robots.txt" not in server.paths, "good for a day"
        assert crawl.query("SELECT count(*) FROM articles") == [(8 * len(servers),)]


def test_what_failed_in_passing_is_tried_again_by_later_crawls_for_a_week(tmp_path: Path) -> None:
    paths = ["/news/the-harbour-story-that-comes-back", "/news/the-harbour-story-that-does-not"]
    with Server({"/": answer(listing(paths)), **dict.fromkeys(paths, answer("", 500))}) as server:
        crawl = Crawl(tmp_path, [server])
        hook = "import newscrawl.outcomes as o; o.BACKOFF_SECONDS = 0.05; import newscrawl.clock as k; k._OFFSET = k.timedelta(days={})"
        crawl.run(server.url(), hook=hook.format(0))
        server.routes |= {"/": answer(listing([])), paths[0]: answer(story("The harbour story that comes back"))}  # and no list names them
        asked = []
        for day in (0, 1, 8):
            server.visits.clear()
            assert crawl.run(hook=hook.format(day))["returncode"] in (0, 4)  # 4: a site that has brought nothing for days
            asked.append({path for path in server.paths if "story" in path})
        assert asked == [set(), set(paths), set()]
        assert [crawl.outcomes()[server.url(path)] for path in paths] == [("stored", None), ("failed", "http-500")]


def test_what_a_front_page_names_at_each_poll_though_it_cannot_be_read_is_asked_for_once_a_day(tmp_path: Path) -> None:
    huge, lost = "/files/the-year-in-one-file.html", "/news/the-harbour-story-that-comes-back"
    with Server({"/": answer(listing([huge, lost])), huge: answer("<p>x</p>" * 1000), lost: answer("", 500)}) as server:
        crawl = Crawl(tmp_path, [server], {"DOWNLOAD_MAXSIZE": 5000})
        asked = []
        for hours in (0, 2, 4, 30):
            server.visits.clear()
            hook = "import newscrawl.outcomes as o; o.BACKOFF_SECONDS = 0.05; import newscrawl.clock as k; k._OFFSET = k.timedelta(hours={})"
            crawl.run(server.url(), hook=hook.format(hours))
            asked.append((server.paths.count(huge), lost in server.paths))
        assert asked == [(1, True), (0, True), (0, True), (1, True)]
        assert crawl.outcomes()[server.url(huge)] == ("failed", "too-large")


def test_a_story_that_its_feed_names_before_it_is_there_is_tried_again_that_day(tmp_path: Path) -> None:
    path, feed = "/news/the-harbour-story-that-is-late", '<rss version="2.0"><channel><title>Harbour</title>{}</channel></rss>'
    head = '<link rel="alternate" type="application/rss+xml" href="/feed.xml">'
    item = f"<item><title>Late</title><link>{path}</link></item><item><title>Never</title><link>{path}-and-never</link></item>"
    with Server({"/": answer(listing([], extra=head)), "/feed.xml": answer(feed.format(item), content_type="application/rss+xml")}) as server:
        crawl = Crawl(tmp_path, [server])
        hook = "import newscrawl.clock as k; k._OFFSET = k.timedelta(hours={})"
        crawl.run(server.url(), hook=hook.format(0))
        assert crawl.outcomes()[server.url(path)] == ("failed", "http-404")
        server.routes["/feed.xml"] = answer(feed.format(""), content_type="application/rss+xml")
        server.routes[path] = answer(story("The harbour story that is late"))
        tries = []
        for hours in (2, 3, 5, 9, 30, 60):
            server.visits.clear()
            crawl.run(server.url(), hook=hook.format(hours))
            tries.append(f"{path}-and-never" in server.paths)
        assert crawl.stories() == 1 and crawl.outcomes()[server.url(path)] == ("stored", None)
        assert tries == [True, False, True, False, False, False]


def test_stories_that_a_site_refused_while_it_shut_us_out_are_asked_for_again_once_it_lets_us_in(tmp_path: Path) -> None:
    paths = [f"/news/the-harbour-story-number-{number}" for number in range(4)]
    routes = {path: answer(story(f"Harbour story {path}")) for path in paths}
    with Server({"/": answer(listing(paths[:3])), **routes, **dict.fromkeys(paths[1:3], answer("", 403))}) as server:
        crawl = Crawl(tmp_path, [server])
        asked = []
        for hours, shown, refused in ((0, paths[:3], paths[1:3]), (2, paths[:3], paths[1:3]), (4, paths, []), (6, paths, [])):
            server.routes |= {"/": answer(listing(shown)), **routes, **dict.fromkeys(refused, answer("", 403))}
            server.visits.clear()
            crawl.run(server.url(), hook=f"import newscrawl.clock as k; k._OFFSET = k.timedelta(hours={hours})")
            asked.append([int(path[-1]) for path in sorted(server.paths) if "number" in path])
        assert asked == [[0, 1, 2], [], [3], [1, 2]], "not while it refuses"
        assert crawl.stories() == 4


class Counting(Server):
    """A paper that has the number of a visit in its paths, as ASP.NET does for who keeps no cookies; it sends on whoever comes with another one."""

    visit = 0
    stories = tuple(f"/news/the-harbour-story-number-{number}" for number in range(3))

    def reply(self, target: str) -> Answer:
        session = f"/(S({self.visit:024d}))"
        path = target[len(session) :] if target.startswith("/(S(") else target
        if path == "/robots.txt":
            return answer("", 404)
        if not target.startswith(session):
            return answer("", 302, Location=session + path)
        return answer(listing([session + one for one in self.stories]) if path == "/" else story(f"Harbour story {path}"))


def test_a_site_that_numbers_each_visit_in_its_paths_has_every_story_once_whatever_the_number_of_polls(tmp_path: Path) -> None:
    with Counting() as server:
        crawl = Crawl(tmp_path, [server])
        for _ in range(6):
            server.visit += 1
            crawl.run(server.url())
            assert crawl.query("SELECT state, reason FROM outcomes WHERE kind = 'home'") == [("dropped", "home")]
        assert crawl.stories() == 3


def test_a_lastmod_in_the_future_has_a_story_asked_for_once_not_at_each_poll(tmp_path: Path) -> None:
    path = "/news/the-harbour-story-of-next-year"
    places = f"<url><loc>http://HOST{path}</loc><lastmod>{now().year + 2}-03-02</lastmod></url>"
    with Server({"/": answer(listing([])), path: answer(story("Next year"))}) as server:
        server.routes["/sitemap.xml"] = answer(f'<urlset xmlns="{NAMESPACE}">{places.replace("HOST", server.host)}</urlset>', content_type="text/xml")
        crawl = Crawl(tmp_path, [server])
        for _ in range(3):
            crawl.run(server.url())
        assert server.paths.count(path) == 1
        moved_on = places.replace("HOST", server.host).replace("-03-02", "-03-03")
        server.routes["/sitemap.xml"] = answer(f'<urlset xmlns="{NAMESPACE}">{moved_on}</urlset>', content_type="text/xml")
        crawl.run(server.url())
        assert server.paths.count(path) == 2
