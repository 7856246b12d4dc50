"""The hostile list of fetching, row by row, as crawls in processes of their own: bombs, schemes, private names, robots files, traps, broken lists."""

from __future__ import annotations

import gzip
import itertools
import socket
import sys
import time
import zlib
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import brotli
import pytest

from tests import hostile_server as hostile
from tests.hostile_server import Answer, Crawl, Server, Visit, answer, listing, story

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

IMPATIENT = "import newscrawl.outcomes as o; o.BACKOFF_SECONDS = 0.1"
ZEROS = b"\0" * 1_000_000
GIGABYTE = 1074
"""Of a million bytes each."""


def rest_of(path: str) -> str:
    return path.rpartition("/")[2]


@lru_cache
def bomb(coding: str) -> bytes:
    """Return a gigabyte of zeros, compressed; made of pieces that follow each other, so that it is quickly done."""
    if coding == "gzip":  # members
        return gzip.compress(ZEROS * 50, 9) * (GIGABYTE // 50 + 1)
    if coding == "zstd":  # frames
        return zstd.compress(ZEROS * 50, level=1) * (GIGABYTE // 50 + 1)
    if coding == "br":
        compressor = brotli.Compressor(quality=0)
        return b"".join(compressor.process(ZEROS) for _ in range(GIGABYTE)) + compressor.finish()
    stream = zlib.compressobj(9)
    head = stream.compress(ZEROS) + stream.flush(zlib.Z_FULL_FLUSH)
    piece = stream.compress(ZEROS) + stream.flush(zlib.Z_FULL_FLUSH)  # nothing in it leans on what was before
    return head + piece * GIGABYTE + stream.flush()


def test_a_gigabyte_in_any_coding_costs_less_than_100_megabytes(tmp_path: Path) -> None:
    bombs: dict[str, Answer] = {f"/bomb-{coding}": answer(bomb(coding), Content_Encoding=coding) for coding in ("gzip", "deflate", "br", "zstd")}
    bombs["/bomb-twice"] = answer(gzip.compress(bomb("gzip")), Content_Encoding="gzip, gzip")
    bombs["/bomb-layers"] = answer(bomb("gzip"), Content_Encoding=", ".join(["gzip"] * 40))
    lists: dict[str, Answer] = {"/sitemap.xml.gz": answer(bomb("gzip"), content_type="application/gzip"), "/feed": answer(bomb("gzip"))}
    good = {f"/good-{number}": answer(story(f"A good story, number {number}")) for number in range(3)}
    with Server({**good, **bombs, **lists}) as server:
        crawl = Crawl(tmp_path, [server])
        usual = crawl.run(seeds=[{"url": server.url("/good-0"), "kind": "page"}], follow=False)["peak_bytes"]
        seeds = [{"url": server.url(path), "kind": "page"} for path in bombs] + [{"url": server.url(path), "kind": "page"} for path in good]
        seeds += [{"url": server.url("/sitemap.xml.gz"), "kind": "sitemap"}, {"url": server.url("/feed"), "kind": "feed"}]
        report = crawl.run(seeds=seeds, follow=False)
        assert report["returncode"] == 0, report["stderr"]
        assert report["stored"] == 2
        assert report["peak_bytes"] - usual < 100_000_000
        outcomes = crawl.outcomes()
        assert {outcomes[server.url(path)] for path in bombs if path != "/bomb-layers"} == {("failed", "too-large")}
        assert outcomes[server.url("/bomb-layers")][0] == "failed"
        assert {outcomes[server.url(path)][1] for path in lists} <= {"broken-sitemap", "broken-feed", "too-large"}


def test_no_list_nor_tag_leads_to_another_scheme_or_a_private_address(tmp_path: Path) -> None:
    with Server({"/": answer(story("The secret story"))}) as hidden, Server() as server:
        port = hidden.host.partition(":")[2]
        bad = ["file:///etc/passwd", "data:text/html,hello", "ftp://127.0.0.1/x", "javascript:alert(1)", hidden.url(), f"http://localhost:{port}/"]
        bad += [f"http://2130706433:{port}/", f"http://[::ffff:127.0.0.1]:{port}/", "http://169.254.169.254/latest/meta-data/", "\\\\share\\file"]
        places = "".join(f"<url><loc>{url}</loc></url>" for url in [*bad, server.url("/story-in-the-sitemap")])
        items = "".join(f"<item><title>Some</title><link>{url}</link><guid>{url}</guid></item>" for url in [*bad, server.url("/story-in-the-feed")])
        server.routes["/robots.txt"] = answer("".join(f"Sitemap: {url}\n" for url in [*bad, server.url("/map.xml")]), content_type="text/plain")
        server.routes["/map.xml"] = answer(f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{places}</urlset>', content_type="text/xml")
        server.routes["/feed.xml"] = answer(f'<rss version="2.0"><channel>{items}</channel></rss>', content_type="application/rss+xml")
        declared = "".join(f'<link rel="alternate" type="application/rss+xml" href="{url}">' for url in [*bad, "/feed.xml"])
        declared += "".join(f'<link rel="https://api.w.org/" href="{url}">' for url in bad)
        refreshing = "".join(f'<meta http-equiv="refresh" content="0; url={url}">' for url in bad)
        canonical = "".join(f'<link rel="canonical" href="{url}"><meta property="og:url" content="{url}"><base href="{url}">' for url in bad)
        server.routes["/"] = answer(listing(["/story-on-the-page", "/story-elsewhere"], extra=declared + refreshing))
        for name in ("in-the-sitemap", "in-the-feed", "on-the-page"):
            server.routes[f"/story-{name}"] = answer(story(f"A story {name}").replace("<head>", f"<head>{refreshing}"))
        server.routes["/story-elsewhere"] = answer(story("A story that says it is elsewhere").replace("<head>", f"<head>{canonical}"))
        crawl = Crawl(tmp_path, [server])
        report = crawl.run(server.url())
        assert report["returncode"] == 0, report["stderr"]
        assert hidden.visits == []
        assert report["stored"] == 4, crawl.outcomes()
        assert all(url.startswith(server.url()) for url in crawl.outcomes())
        assert crawl.query("SELECT count(*) FROM articles WHERE url_key LIKE '%story-elsewhere'") == [(1,)]


NAMES = "press.example metadata.example inner.example six.example mapped.example both.example"
LOOK_UP = """
import socket
import twisted.internet._resolver as r
private = dict(zip(NAMES.split(), ("127.0.0.1", "169.254.169.254", "10.0.0.7", "::1", "::ffff:127.0.0.1", "127.0.0.1")))
whole = socket.getaddrinfo
def look_up(host, port, *rest, **named):
    host = host.decode() if isinstance(host, bytes) else host
    return whole(private.get(host, host), port, *rest, **named)
r.GAIResolver.__init__.__defaults__ = (None, look_up)
import newscrawl.outcomes as o; o.BACKOFF_SECONDS = 0.05
"""


def test_a_public_name_that_resolves_to_a_private_address_is_not_connected_to(tmp_path: Path) -> None:
    with Server({"/": answer(story("The secret story"))}) as hidden, Server({"/story": answer(story("A good story"))}) as server:
        port = hidden.host.partition(":")[2]
        homes = [f"http://{name}:{port}/" for name in NAMES.split()]
        crawl = Crawl(tmp_path, [server])
        seeds = [{"url": url, "kind": "page"} for url in homes] + [{"url": server.url("/story"), "kind": "page"}]
        report = crawl.run(seeds=seeds, hook=LOOK_UP.replace("NAMES", repr(NAMES)), delay_seconds=None)
        assert report["returncode"] == 0, report["stderr"]
        assert hidden.visits == []
        assert report["stored"] == 1
        outcomes = crawl.outcomes()
        # A machine without IPv6 cannot even look two of them up.
        assert {outcomes[url] for url in homes} <= {("failed", "private-address"), ("failed", "dns")}
        assert outcomes[homes[0]] == ("failed", "private-address")


def endless_rules(coding: str = "") -> Callable[[Visit, socket.socket], None]:
    """Return a robots.txt that begins with a rule for us and goes on as long as somebody listens; its ``coding`` does not make it shorter."""

    def send(visit: Visit, connection: socket.socket) -> None:
        stream = zlib.compressobj(level=0, wbits=31)
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n" + (b"Content-Encoding: gzip\r\n" if coding else b"") + b"\r\n")
        lines = b"User-agent: *\nDisallow: /private\n"
        for number in itertools.count():
            connection.sendall(stream.compress(lines) if coding else lines)
            lines = b"".join(b"Disallow: /y%x\n" % (number * 1000 + step) for step in range(1000))

    return send


def test_robots_files_that_are_odd_huge_or_lead_away(tmp_path: Path) -> None:
    rule = "User-agent: *\nDisallow: /private"
    many = "User-agent: *\nDisallow: /private\n" + "".join(f"Disallow: /x{number:x}*\n" for number in range(500_000))
    most = many + many.partition("/private\n")[2] * 3
    with Server({"/": answer(story("The secret story"))}) as hidden:
        binding: dict[str, Answer] = {
            "utf-16": answer(rule.encode("utf-16"), content_type="text/plain"),
            "with a mark": answer(b"\xef\xbb\xbf" + rule.encode(), content_type="text/plain"),
            "no last newline": answer(rule, content_type="text/plain"),
            "carriage returns": answer(rule.replace("\n", "\r"), content_type="text/plain"),
            "called html": answer(rule),
            "500,000 rules": answer(many, content_type="text/plain"),
            "two million rules": answer(most, content_type="text/plain"),
            "two million rules, a gzip file": answer(gzip.compress(most.encode(), 1), content_type="text/plain"),
            "rules without end": endless_rules(),
            "rules without end, compressed": endless_rules("gzip"),
        }
        closing: dict[str, Answer] = {
            "reset": hostile.reset,
            "silence": hostile.silence,
            "trickle": hostile.trickle,
            "to a private address": answer("", 301, Location=hidden.url("/")),
            "gzip bomb": answer(bomb("gzip"), content_type="text/plain", Content_Encoding="gzip"),
        }
        opening: dict[str, Answer] = {name: answer("", status) for name, status in (("gone", 410), ("forbidden", 403))}
        opening["endless markup"] = hostile.endless_body  # no rule in its first 500 KiB
        opening["six redirects"] = answer("", 302, Location="/robots.txt?1")
        servers = {name: Server({"/robots.txt": reply}) for name, reply in (binding | closing | opening).items()}
        for number in range(1, 9):
            servers["six redirects"].routes[f"/robots.txt?{number}"] = answer("", 302, Location=f"/robots.txt?{number + 1}")
        for name, server in servers.items():
            server.routes |= {"/story": answer(story(f"The public story of {name}")), "/private-story": answer(story(f"The private story of {name}"))}
            server.__enter__()
        try:
            crawl = Crawl(tmp_path, list(servers.values()), {"DOWNLOAD_TIMEOUT": 1.5, "NEWSCRAWL_PATIENCE_SECONDS": 20.0})
            seeds = [{"url": server.url(path), "kind": "page"} for server in servers.values() for path in ("/story", "/private-story")]
            began = time.monotonic()
            report = crawl.run(seeds=seeds, hook=IMPATIENT)
            assert report["returncode"] == 0, report["stderr"]
            assert time.monotonic() - began < 40
            outcomes = crawl.outcomes()
            said = {name: [outcomes[server.url(path)] for path in ("/story", "/private-story")] for name, server in servers.items()}
            assert {name: said[name] for name in binding} == {name: [("stored", None), ("dropped", "robots")] for name in binding}
            assert {name: [state for state, _ in said[name]] for name in closing} == {name: ["pending", "pending"] for name in closing}
            assert {name: said[name] for name in opening} == {name: [("stored", None), ("stored", None)] for name in opening}
            assert set(report["waiting"]) == {servers[name].host for name in closing}
            for name in closing:
                assert set(servers[name].paths) == {"/robots.txt"}, name
            assert hidden.visits == []
        finally:
            for server in servers.values():
                server.__exit__(None, None, None)


def calendar(path: str) -> bytes:
    day = int(rest_of(path)) if rest_of(path).isdigit() else 1
    return answer(listing([f"/calendar/{(day * 7 + step) % 10**9}" for step in range(20)], f"Day {day}"))


def sessions(path: str) -> bytes:
    """A story whose every link has a session of its own; the first two lead on to itself."""
    number = int(parse_qs(urlsplit(path).query).get("visit", ["1"])[0], 16)
    links = [f"/lobby/a-long-story-of-the-lobby-1911?visit={(number * 1_103_515_245 + step) % 2**32:08x}" for step in (12_345, 54_321)]
    return answer(story("The lobby", links))


def growing(path: str) -> bytes:
    return answer(listing([f"{path.rstrip('/')}/{name}" for name in ("on", "off", *"abcdefgh")], "The way"))


def facets(path: str) -> bytes:
    chosen = parse_qs(urlsplit(path).query)
    names = [name for name in ("colour", "size", "sort", "brand") if name not in chosen]
    links = [f"/shop?{name}={value}&{urlsplit(path).query}" for name in names for value in range(5)]
    return answer(listing(links, "The shop"))


def relative(path: str) -> bytes:
    return answer(listing([f"{name}/more/" for name in ("north", "south", *"abcdefgh")], "Around and around"))


def endless_feed(path: str) -> bytes:
    number = int(rest_of(path).partition(".")[0]) if rest_of(path).partition(".")[0].isdigit() else 1
    items = "".join(f"<item><title>More of it</title><link>/feeds/{number + step}.xml</link></item>" for step in (1, 2))
    return answer(f'<rss version="2.0"><channel><title>Feed {number}</title>{items}</channel></rss>', content_type="application/rss+xml")


def endless_sitemap(path: str) -> bytes:
    number = int(rest_of(path).partition(".")[0]) if rest_of(path).partition(".")[0].isdigit() else 1
    children = "".join(f"<sitemap><loc>/maps/{number * 50 + step}.xml</loc></sitemap>" for step in range(50))
    return answer(f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{children}</sitemapindex>', content_type="text/xml")


TRAPS: dict[str, tuple[str, Callable[[str], bytes]]] = {
    "/calendar/1": ("/calendar/", calendar),
    "/lobby/a-long-story-of-the-lobby-1911?visit=1": ("/lobby", sessions),
    "/way/": ("/way", growing),
    "/shop?all=1": ("/shop", facets),
    "/loop/": ("/loop", relative),
    "/feeds/1.xml": ("/feeds/", endless_feed),
    "/maps/1.xml": ("/maps/", endless_sitemap),
}
BUDGET = 40


class Trap(Server):
    """A paper of ten stories with a trap beside them."""

    def __init__(self, door: str) -> None:
        self.inside, self.made = TRAPS[door]
        stories = [f"/news/the-harbour-story-number-{number}" for number in range(10)]
        super().__init__({path: answer(story(f"Harbour story {rest_of(path)}")) for path in stories})
        # The trap comes first, and the stories stand on a page of their own behind it.
        feed = '<link rel="alternate" type="application/rss+xml" href="/feeds/1.xml">' if self.made is endless_feed else ""
        self.routes["/"] = answer(listing([door, "/older/"], extra=feed))
        if self.made is endless_sitemap:
            self.routes["/robots.txt"] = answer(f"Sitemap: {self.url(door)}\n", content_type="text/plain")
        self.routes["/older/"] = answer(listing(stories))

    def reply(self, target: str) -> Answer:
        return self.made(target) if target.startswith(self.inside) else super().reply(target)


def test_every_trap_ends_by_itself_and_every_good_page_beside_it_is_stored(tmp_path: Path) -> None:
    traps = {door: Trap(door) for door in TRAPS}
    for trap in traps.values():
        trap.__enter__()
    try:
        crawl = Crawl(tmp_path, list(traps.values()))
        # A fifth of the usual budget, and so a fifth of the 500 requests that a trap may cost; and what is on its way when it is found out.
        hook = f"import newscrawl.archive.frontier as f; f.TRAP_BUDGET = {BUDGET}"
        report = crawl.run(*(trap.url() for trap in traps.values()), hook=hook, workers=2, timeout=120)
        assert report["returncode"] == 0, report["stderr"]
        asked = {door: sum(path.startswith(trap.inside) for path in trap.paths) for door, trap in traps.items()}
        assert all(0 < count <= 500 * BUDGET / 200 + 64 for count in asked.values()), asked
        assert crawl.query("SELECT count(*) FROM articles WHERE url LIKE '%/news/%'") == [(10 * len(traps),)], asked
        assert report["pending"] == 0
    finally:
        for trap in traps.values():
            trap.__exit__(None, None, None)


@pytest.mark.parametrize("due", [True, False])
def test_what_a_trap_made_is_not_polled(tmp_path: Path, due: bool) -> None:
    with Trap("/loop/") as trap:
        trap.made = lambda path: answer(listing([f"{path}on-{number}/" for number in range(4)], "Going round"))
        crawl = Crawl(tmp_path, [trap])
        hook = f"import newscrawl.archive.frontier as f; f.TRAP_BUDGET = {BUDGET}; import newscrawl.clock as k; k._OFFSET = k.timedelta(hours={{}})"
        assert crawl.run(trap.url(), hook=hook.format(0))["returncode"] == 0
        assert crawl.query("SELECT count(*) FROM sources WHERE url LIKE '%/loop/%'")[0][0] >= BUDGET, "lists they are, and read"
        trap.visits.clear()
        crawl.run(trap.url(), due=due, hook=hook.format(60))
        assert "/older/" in trap.paths and sum(path.startswith(trap.inside) for path in trap.paths) < 10


RSS = '<rss version="2.0"><channel><title>Harbour</title>{}</channel></rss>'
ITEM = "<item><title>Story {0}</title><link>/news/the-harbour-story-number-{0}</link></item>"
ITEMS = "".join(ITEM.format(number) for number in range(3))
ENTITIES = '<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">' + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)) + "]>"


@pytest.mark.parametrize(
    "feeds",
    [
        {
            "cut": (RSS.format(ITEMS).removesuffix("</channel></rss>") + ITEM.format(3))[:-30].encode(),
            "utf-16": ('<?xml version="1.0" encoding="utf-16"?>' + RSS.format(ITEMS)).encode("utf-16"),
            "declared utf-16": ('<?xml version="1.0" encoding="utf-16"?>' + RSS.format(ITEMS)).encode(),
            "junk first": b"\r\n\r\n<br />Warning: something in line 3\n" + RSS.format(ITEMS).encode(),
            "NUL": RSS.format(ITEMS).replace("Story", "Sto\0ry").encode(),
            "XXE": ('<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + RSS.format(ITEMS).replace("Harbour", "&x;")).encode(),
            "entity bomb": (ENTITIES + RSS.format(ITEMS).replace("Harbour", "&j;")).encode(),
            "64 KB author": RSS.format(ITEMS).replace("<link>", "<author>" + "a@b.c (" * 9_000 + "</author><link>").encode(),
        }
    ],
)
def test_broken_feeds_give_their_good_entries_to_the_crawl(tmp_path: Path, feeds: dict[str, bytes]) -> None:
    servers = {name: Server({"/feed": answer(body, content_type="application/rss+xml")}) for name, body in feeds.items()}
    for server in servers.values():
        server.routes |= {f"/news/the-harbour-story-number-{n}": answer(story(f"Harbour story {n} of {server.host}")) for n in range(3)}
        server.__enter__()
    try:
        crawl = Crawl(tmp_path, list(servers.values()))
        report = crawl.run(seeds=[{"url": server.url("/feed"), "kind": "feed"} for server in servers.values()])
        assert report["returncode"] == 0, report["stderr"]
        held = dict(crawl.query("SELECT host, count(*) FROM outcomes WHERE state = 'stored' GROUP BY host"))
        assert {name: held.get(server.host) for name, server in servers.items()} == dict.fromkeys(servers, 3)
        assert crawl.query("SELECT count(*) FROM articles WHERE body LIKE '%root:%'") == [(0,)]
    finally:
        for server in servers.values():
            server.__exit__(None, None, None)


def test_of_a_sitemap_longer_than_we_load_the_addresses_at_its_head_are_had(tmp_path: Path) -> None:
    entry = "<url><loc>/news/the-harbour-story-number-{}</loc><lastmod>2026-03-04T08:15:00+01:00</lastmod></url>" + " " * 400
    whole = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{"".join(entry.format(number) for number in range(26_000))}</urlset>'
    assert len(whole) > 12_000_000
    with Server({"/map.xml": answer(whole, content_type="application/xml")}) as server:
        crawl = Crawl(tmp_path, [server])
        crawl.run(seeds=[{"url": server.url("/map.xml"), "kind": "sitemap"}], follow=False)
        assert crawl.outcomes()[server.url("/map.xml")] == ("dropped", "sitemap")
        assert 19_000 < crawl.query("SELECT count(*) FROM frontier WHERE url LIKE '%harbour-story%'")[0][0] < 26_000
