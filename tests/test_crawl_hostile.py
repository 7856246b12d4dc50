"""Servers that mean harm, or are merely broken: each address gets an outcome in one word, and the good pages beside it are stored."""

from __future__ import annotations

import gzip
import socket
import struct
import sys
import time
import zlib
from pathlib import Path

import brotli

from newscrawl.archive.verify import verify
from tests import hostile_server as hostile
from tests.hostile_server import Answer, Crawl, Server, Visit, answer, listing, many_attributes, story

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

IMPATIENT = "import newscrawl.outcomes as o; o.BACKOFF_SECONDS = 0.1"


def bomb(coding: str, megabytes: int = 100) -> bytes:
    """Return that many megabytes of zeros, compressed."""
    zeros = b"\0" * 1_000_000
    if coding == "br":
        compressor = brotli.Compressor(quality=1)
        return b"".join(compressor.process(zeros) for _ in range(megabytes)) + compressor.finish()
    if coding == "zstd":
        return zstd.compress(zeros * megabytes, level=1)
    stream = zlib.compressobj(9, zlib.DEFLATED, 31 if coding == "gzip" else 15)
    return b"".join(stream.compress(zeros) for _ in range(megabytes)) + stream.flush()


def test_every_bad_answer_has_an_outcome_and_every_good_page_is_stored(tmp_path: Path) -> None:
    good = {f"/good-{number}": answer(story(f"A good story, number {number}")) for number in range(5)}
    bad: dict[str, tuple[Answer, str, str]] = {
        "/endless-body": (hostile.endless_body, "failed", "too-large"),
        "/huge-length": (hostile.huge_length, "failed", "too-large"),
        "/cut-short": (hostile.cut_short, "failed", "truncated"),
        "/partial": (answer("<p>a part</p>", 206), "failed", "partial"),
        "/unknown-coding": (answer("<p>x</p>", Content_Encoding="rot13"), "failed", "unknown-encoding"),
        "/not-gzip": (answer(b"\x1f\x8b\x08\0\0\0\0\0\0\0 nonsense", Content_Encoding="gzip"), "failed", "bad-encoding"),
        "/gzip-cut-short": (answer(gzip.compress(story("Cut").encode())[:-40], Content_Encoding="gzip"), "failed", "truncated"),
        "/bomb-gzip": (answer(bomb("gzip"), Content_Encoding="gzip"), "failed", "too-large"),
        "/bomb-deflate": (answer(bomb("deflate"), Content_Encoding="deflate"), "failed", "too-large"),
        "/bomb-br": (answer(bomb("br"), Content_Encoding="br"), "failed", "too-large"),
        "/bomb-zstd": (answer(bomb("zstd"), Content_Encoding="zstd"), "failed", "too-large"),
        "/bomb-in-gzip": (answer(gzip.compress(bomb("gzip")), Content_Encoding="gzip, gzip"), "failed", "too-large"),
        "/picture": (answer(b"\x89PNG\r\n\x1a\n" + b"\0" * 500, content_type="image/png"), "dropped", "not-html"),
        "/picture-as-html": (answer(b"\x89PNG\r\n\x1a\n" + b"\0" * 500), "dropped", "not-html"),
        "/to-file": (answer("", 302, Location="file:///etc/passwd"), "dropped", "bad-redirect"),
        "/to-data": (answer("", 302, Location="data:text/html,<p>hello</p>"), "dropped", "bad-redirect"),
        "/to-itself": (answer("", 302, Location="/to-itself"), "failed", "redirect-loop"),
        "/nowhere": (answer("", 302), "failed", "redirect-loop"),
        "/gone": (answer("gone", 410), "failed", "http-410"),
    }
    with Server({**good, **{path: reply for path, (reply, _, _) in bad.items()}}) as server:
        crawl = Crawl(tmp_path, [server])
        report = crawl.run(seeds=[{"url": server.url(path), "kind": "page"} for path in [*bad, *good]], follow=False)
        assert report["returncode"] == 0, report["stderr"]
        outcomes = crawl.outcomes()
        assert {path: outcomes[server.url(path)] for path in bad} == {path: (state, reason) for path, (_, state, reason) in bad.items()}
        assert report["stored"] == len(good)
        assert "WARNING" not in report["stderr"], "the outcomes say it"
        assert 0 < report["peak_bytes"] < 400_000_000, "the largest process stayed small"


def test_slow_answers_end_within_the_deadline_and_hold_nobody_up(tmp_path: Path) -> None:
    slow = {
        "trickle": hostile.trickle,
        "silence": hostile.silence,
        "endless-headers": hostile.endless_headers,
        "continue-flood": hostile.continue_flood,
    }
    servers = [Server({"/": reply, "/robots.txt": answer("", 404)}) for reply in slow.values()]
    good = Server(site := {"/": answer(listing(f"/story-about-{n}" for n in range(10)))})
    site.update({f"/story-about-{n}": answer(story(f"Story about {n}")) for n in range(10)})
    good.routes.update(site)
    with servers[0], servers[1], servers[2], servers[3], good:
        crawl = Crawl(tmp_path, [*servers, good], {"DOWNLOAD_TIMEOUT": 6.0})
        seeds = [{"url": server.url(), "kind": "page"} for server in servers] + [{"url": good.url(), "kind": "home"}]
        began = time.monotonic()
        report = crawl.run(seeds=seeds, hook=IMPATIENT)
        assert report["returncode"] == 0, report["stderr"]
        assert report["stored"] == 10
        outcomes = crawl.outcomes()
        for name, server in zip(slow, servers, strict=True):
            expected = ("failed", "timeout") if name in ("trickle", "silence") else ("failed", "reset")
            assert outcomes[server.url()] == expected, name
        given_up, last_good = servers[0].visits[-1].began + 6.0, good.visits[-1].began
        assert last_good < given_up, "the good site was done before the slow one was given up"
        assert time.monotonic() - began < 30


def test_a_page_that_takes_for_ever_to_read_delays_no_other(tmp_path: Path) -> None:
    routes: dict[str, Answer] = {f"/story-about-{n}": answer(story(f"Story about {n}")) for n in range(10)}
    routes |= {"/attributes": answer(many_attributes()), "/monster": answer("<html><body>" + "<p>word <b>after</b> word" * 350_000)}
    routes["/"] = answer(listing(["/attributes", "/monster", *routes]))
    hook = "import newscrawl.workers as w; w.Pool.__init__.__kwdefaults__['deadline_seconds'] = 1.5"
    with Server(routes) as server:
        crawl = Crawl(tmp_path, [server])
        report = crawl.run(server.url(), hook=hook, workers=2)
        assert report["returncode"] == 0, report["stderr"]
        assert report["stored"] == 10
        outcomes = crawl.outcomes()
        assert outcomes[server.url("/monster")] == ("failed", "reader-timeout")
        assert outcomes[server.url("/attributes")][0] in ("dropped", "failed")
        assert crawl.query("SELECT count(*) FROM captures WHERE url LIKE '%/monster'") == [(1,)], "what killed its reader is kept"


def test_who_cuts_off_customary_addresses_is_crawled_all_the_same(tmp_path: Path) -> None:
    links = [f"/story-about-{n}" for n in range(4)]

    def cut(visit: Visit, connection: socket.socket) -> None:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # closing resets

    routes: dict[str, Answer] = {link: answer(story(f"Story about {link[-1]}")) for link in links} | {"/": answer(listing(links))}
    routes |= dict.fromkeys(("/feed/", "/feed", "/rss.xml", "/rss", "/sitemap.xml", "/sitemap_index.xml", "/news-sitemap.xml"), cut)
    with Server(routes) as server:
        crawl = Crawl(tmp_path, [server])
        report = crawl.run(server.url(), hook=IMPATIENT)
        assert (report["returncode"], report["stored"], report["pending"], report["failed"]) == (0, 4, 0, {}), report


def test_links_to_other_schemes_and_private_hosts_are_never_followed(tmp_path: Path) -> None:
    hidden = Server({"/": answer(story("The secret story")), "/robots.txt": answer("", 404)})
    links = ["file:///etc/passwd", "data:text/html,x", "ftp://127.0.0.1/x", "javascript:alert(1)", "http://localhost/x", "/good-story-here"]
    with hidden, Server({"/good-story-here": answer(story("A good story"))}) as server:
        server.routes["/"] = answer(listing([*links, hidden.url()], extra=f'<link rel="alternate" type="application/rss+xml" href="{hidden.url()}">'))
        crawl = Crawl(tmp_path, [server])
        report = crawl.run(server.url())
        assert report["stored"] == 1, report
        assert hidden.visits == []
        assert all(url.startswith(server.url()) for url in crawl.outcomes())


def test_a_robots_file_that_cannot_be_had_closes_its_host(tmp_path: Path) -> None:
    swollen = answer(bomb("gzip"), content_type="text/plain", Content_Encoding="gzip")
    servers = [
        Server({"/": answer(story("Not for us")), "/robots.txt": reply}) for reply in (*(answer("", status) for status in (500, 503, 429)), swollen)
    ]
    with servers[0], servers[1], servers[2], servers[3]:
        report = Crawl(tmp_path, servers).run(*(server.url() for server in servers), hook=IMPATIENT)
        for server in servers:
            assert set(server.paths) == {"/robots.txt"}
        assert report["pending"] == 4
        assert set(report["waiting"]) == {server.host for server in servers}


BROKEN = """
import newscrawl.workers as w
well = w.Pool.run
async def run(self, page, **said):
    if page.url.endswith("-1"):
        raise TypeError("a bug of ours")
    return await well(self, page, **said)
w.Pool.run = run
"""


def test_a_bug_on_the_way_to_a_reader_costs_its_page_and_ends_no_crawl(tmp_path: Path) -> None:
    routes = {"/": answer(listing(f"/story-about-{n}" for n in range(4)))} | {f"/story-about-{n}": answer(story(f"Story {n}")) for n in range(4)}
    with Server(routes) as server:
        crawl = Crawl(tmp_path, [server])
        report = crawl.run(server.url(), hook=BROKEN)
        assert report["stored"] == 3
        assert crawl.outcomes()[server.url("/story-about-1")] == ("failed", "reader-error")


def test_redirected_robots_files_are_followed_five_times(tmp_path: Path) -> None:
    routes: dict[str, Answer] = {
        "/": answer(story("A story")),
        "/private-story": answer(story("A private story")),
        "/robots.txt": answer("", 301, Location="/r1"),
    }
    routes |= {f"/r{n}": answer("", 302, Location=f"/r{n + 1}") for n in range(1, 5)}
    routes["/r5"] = answer("User-agent: *\nDisallow: /private", content_type="text/plain")
    with Server(routes) as server:
        crawl = Crawl(tmp_path, [server])
        crawl.run(seeds=[{"url": server.url("/"), "kind": "page"}, {"url": server.url("/private-story"), "kind": "page"}], follow=False)
        assert server.paths == ["/robots.txt", "/r1", "/r2", "/r3", "/r4", "/r5", "/"]
        assert crawl.outcomes()[server.url("/private-story")] == ("dropped", "robots")


LYING = """
import json
import newscrawl.workers as w
heard = w._take
def take(result, said, blob):
    if "capture" in said and (number := said["capture"]["length"] % 3):
        said = {"capture": said["capture"] | ({"dictionary": 4711} if number == 1 else {"codec": "zstd"})}
        blob = blob if number == 1 else b"not a frame"
    return heard(result, said, blob)
w._take = take
"""


def test_a_reader_that_lies_about_a_page_costs_that_page_and_the_archive_stays_sound(tmp_path: Path) -> None:
    names = [f"/story-about-{'x' * n}" for n in range(9)]
    with Server({"/": answer(listing(names))} | {name: answer(story(f"Story {'x' * n}")) for n, name in enumerate(names)}) as server:
        crawl = Crawl(tmp_path, [server])
        report = crawl.run(*map(server.url, names), hook=LYING)
        assert report["returncode"] == 3, report["stderr"]  # what those pages link to is not accounted for
        outcomes = [crawl.outcomes()[server.url(name)] for name in names]
        assert set(outcomes) == {("stored", None), ("failed", "not-written")}
        assert crawl.stories() == outcomes.count(("stored", None)) == crawl.query("SELECT count(*) FROM captures")[0][0]
        assert list(verify(crawl.archive)) == []
