"""What a crawl finds, fetches, and leaves alone."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from newscrawl.crawl import read_seeds, run
from newscrawl.errors import UsageError
from tests.hostile_server import ROOT, Answer, Crawl, Server, Visit, answer, listing, self_signed, story
from tests.many_hosts import ManyHosts, Paper

OLDER = '</ul><p><a rel="next" href="/country.html?page=2">Older posts</a></p>'


def old_site(stories: int = 12) -> dict[str, Answer]:
    """A site with neither feed nor sitemap: home, two sections, one of them with a second page, stories that link to each other."""
    paths = [f"/news/story-about-the-{number}-lost-keys.html" for number in range(stories)]
    half = len(paths) // 2
    routes: dict[str, Answer] = {
        "/": answer(listing(["/town.html", "/country.html", paths[0]], "Test Gazette")),
        "/town.html": answer(listing(paths[1:half], "Town")),
        "/country.html": answer(listing(paths[half:-2], "Country").replace("</ul>", OLDER)),
        "/country.html?page=2": answer(listing(paths[-2:-1], "Country, page 2")),
    }
    for number, path in enumerate(paths):
        onward = [paths[-1]] if number == 3 else []  # the last story stands in no list, one other links to it
        routes[path] = answer(story(f"Story number {number} about lost keys", onward))
    return routes


def test_an_old_site_is_found_whole_from_its_home_page(tmp_path: Path) -> None:
    with Server(old_site()) as server:
        crawl = Crawl(tmp_path, [server])
        report = crawl.run(server.url())
        assert report["returncode"] == 0, report["stderr"]
        assert crawl.stories() == 12
        assert report["pending"] == 0
        assert server.paths[0] == "/robots.txt"
        assert sorted(server.paths) == sorted(set(server.paths)), "nothing twice"


def test_a_second_crawl_asks_for_sources_and_for_what_is_new(tmp_path: Path) -> None:
    routes = old_site()
    feed_entry = "<item><title>{0}</title><link>{1}</link><pubDate>{2}</pubDate></item>"
    stories = [f"/news/story-about-the-{number}-lost-keys.html" for number in range(3)]

    def feed(host: str, entries: list[tuple[str, str]]) -> bytes:
        items = "".join(feed_entry.format(path, f"http://{host}{path}", date) for path, date in entries)
        return answer(f'<?xml version="1.0"?><rss version="2.0"><channel><title>T</title>{items}</channel></rss>', content_type="application/rss+xml")

    with Server(routes) as server:
        extra = '<link rel="alternate" type="application/rss+xml" href="/feed.xml">'
        home = listing(["/town.html", "/country.html", stories[0]], "Test Gazette", extra)
        server.routes["/"] = answer(home, ETag='"home-1"')
        server.routes["/feed.xml"] = feed(server.host, [(path, "Wed, 04 Mar 2026 08:00:00 GMT") for path in stories])
        crawl = Crawl(tmp_path, [server])
        crawl.run(server.url())
        assert crawl.stories() == 12
        first = len(server.visits)

        def not_modified(visit: Visit, connection: socket.socket) -> None:
            same = visit.headers.get("if-none-match") == '"home-1"'
            connection.sendall(b"HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n" if same else answer(home))

        server.routes["/"] = not_modified
        new = "/news/a-story-nobody-has-seen-yet.html"
        server.routes[new] = answer(story("A story nobody has seen yet"))
        server.routes["/feed.xml"] = feed(
            server.host, [(new, "Thu, 05 Mar 2026 08:00:00 GMT"), *((path, "Wed, 04 Mar 2026 08:00:00 GMT") for path in stories)]
        )
        report = crawl.run(server.url())
        assert (crawl.stories(), report["pending"]) == (13, 0)
        asked = server.paths[first:]
        assert sorted(path for path in asked if "story" in path or path in ("/", "/feed.xml", "/robots.txt")) == ["/", "/feed.xml", new]
        assert len(asked) == len(set(asked))
        if crawl.outcomes()[server.url("/town.html")] == ("dropped", "listing"):
            assert "/town.html" in asked, "section pages are polled"
        assert server.visits[first].path == "/"
        assert server.visits[first].headers["if-none-match"] == '"home-1"'


@pytest.mark.parametrize("due", [False, True])
def test_a_front_page_that_was_looked_at_for_its_sources_alone_is_read_whole_by_the_next_crawl(tmp_path: Path, due: bool) -> None:
    with Server(old_site()) as server:
        home = listing(["/town.html", "/country.html", "/news/story-about-the-0-lost-keys.html"], "Test Gazette")

        def tagged(visit: Visit, connection: socket.socket) -> None:
            same = visit.headers.get("if-none-match") == '"home-1"'
            connection.sendall(b"HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n" if same else answer(home, ETag='"home-1"'))

        server.routes["/"] = tagged
        crawl = Crawl(tmp_path, [server])
        crawl.run(server.url(), follow="sources")
        assert crawl.stories() == 0
        crawl.run(*([] if due else [server.url()]), due=due)
        assert crawl.stories() == 12
        seen = len(server.visits)
        crawl.run(server.url())
        assert server.visits[seen].headers["if-none-match"] == '"home-1"'


def test_without_following_links_are_recorded_and_not_fetched(tmp_path: Path) -> None:
    with Server() as server:
        paths = [f"/news/story-about-the-{number}-lost-keys" for number in range(5)]
        places = "".join(f"<url><loc>{server.url(path)}</loc></url>" for path in paths)
        sitemap = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{places}</urlset>'
        server.routes = {
            "/sitemap.xml": answer(sitemap, content_type="application/xml"),
            "/the-one-story": answer(story("The one story", paths)),
            **{path: answer(story(path)) for path in paths},
        }
        crawl = Crawl(tmp_path, [server])
        seeds = [{"url": server.url("/sitemap.xml"), "kind": "sitemap"}, {"url": server.url("/the-one-story"), "kind": "page"}]
        report = crawl.run(seeds=seeds, follow=False)
        assert (report["stored"], report["pending"]) == (1, 5)
        assert sorted(server.paths) == ["/robots.txt", "/sitemap.xml", "/the-one-story"]
        assert {crawl.outcomes()[server.url(path)] for path in paths} == {("pending", None)}
        assert crawl.run()["stored"] == 5, "a crawl of everything then fetches them"


def test_limit_counts_articles_stored_and_the_next_crawl_goes_on(tmp_path: Path) -> None:
    with Server(old_site()) as server:
        crawl = Crawl(tmp_path, [server])
        report = crawl.run(server.url(), limit=5)
        assert (report["returncode"], report["stored"]) == (0, 5)
        assert report["pending"] > 0
        crawl.run()
        assert crawl.stories() == 12


def test_no_more_is_asked_for_than_a_limit_lets_be_stored(tmp_path: Path) -> None:
    papers = [Paper(6, takes=0.0) for _ in range(12)]
    with ManyHosts(papers):
        names = [paper.host for paper in papers]
        report = Crawl(tmp_path).run(*(f"http://{name}/" for name in names), allow_net=names, limit=5, workers=2)
    stories = [one.path for paper in papers for one in paper.log if one.path.startswith("/news/")]
    assert (report["returncode"], report["stored"], len(stories)) == (0, 5, 5)


def test_what_can_neither_be_written_nor_be_said_to_have_failed_ends_the_crawl(tmp_path: Path) -> None:
    hook = """
from newscrawl.archive import frontier, store
settle = store.settle
def odd(db, lease, *args, **options):
    if lease.kind == "page":
        raise ValueError("odd")
    return settle(db, lease, *args, **options)
def fail(*args, **options):
    raise ValueError("odder")
store.settle, frontier.fail = odd, fail
"""
    with Server(old_site()) as server:
        crawl = Crawl(tmp_path, [server])
        report = crawl.run(server.url(), hook=hook, timeout=30)
        assert report["returncode"] == 5
        assert "odder" in report["stderr"]
        assert crawl.run()["returncode"] == 0
        assert crawl.stories() == 12


def test_a_crawl_that_cannot_look_for_its_next_pages_ends(tmp_path: Path) -> None:
    hook = """
from newscrawl.archive import frontier
lease, asked = frontier.lease, []
def odd(*args, **options):
    asked.append(1)
    if len(asked) > 3:
        raise ValueError("odd")
    return lease(*args, **options)
frontier.lease = odd
"""
    with Server(old_site()) as server:
        crawl = Crawl(tmp_path, [server])
        report = crawl.run(server.url(), hook=hook, timeout=30)
        assert report["returncode"] == 5
        assert crawl.run()["returncode"] == 0
        assert crawl.stories() == 12


def test_a_crawl_of_one_site_leaves_the_other_alone(tmp_path: Path) -> None:
    with Server(old_site()) as one, Server(old_site()) as other:
        crawl = Crawl(tmp_path, [one, other])
        crawl.run(one.url(), limit=3)
        asked = len(one.visits)
        one.routes["/"] = answer(listing([other.url()]))
        crawl.run(other.url())
        assert sum(url.startswith(other.url()) and "story" in url and state == "stored" for url, (state, _) in crawl.outcomes().items()) == 12
        assert len(one.visits) == asked


def test_scrapy_crawl_news_works_from_a_checkout(tmp_path: Path) -> None:
    with Server(old_site()) as server:
        crawl = Crawl(tmp_path, [server])
        environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "NEWSCRAWL_ARCHIVE": str(crawl.archive), "NEWSCRAWL_ALLOW_NET": server.host}
        command = [sys.executable, "-m", "scrapy", "crawl", "news", "-a", f"url={server.url()}", "-s", "NEWSCRAWL_DELAY_SECONDS=0"]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, done.stderr
        assert crawl.stories() == 12
        assert "Traceback" not in done.stderr


def test_a_proxy_is_used_if_it_may_be_and_never_the_environments(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Server(old_site()) as proxy, Server(old_site()) as server:
        monkeypatch.setenv("http_proxy", proxy.url())
        crawl = Crawl(tmp_path, [server])
        crawl.run(server.url())
        assert proxy.visits == []
        refused = crawl.run(server.url(), proxy=proxy.url())
        assert refused["exit_code"] == 2
        assert "--allow-net" in refused["error"]
        seen = len(server.visits)
        other = tmp_path / "other"
        other.mkdir()
        proxied = Crawl(other, [server, proxy])
        proxied.run(server.url(), proxy=proxy.url())
        assert proxied.stories() == 12
        assert len(server.visits) == seen
        assert proxy.paths[0] == "/robots.txt"


def test_a_moved_home_takes_the_crawl_with_it(tmp_path: Path) -> None:
    with Server(old_site()) as new, Server() as old:
        old.routes["/"] = answer("", 301, Location=new.url())
        crawl = Crawl(tmp_path, [new, old])
        crawl.run(old.url())
        assert crawl.stories() == 12
        assert crawl.outcomes()[old.url()] == ("duplicate", "redirect")


@pytest.mark.parametrize(
    ("targets", "options", "words"),
    [
        (["ftp://example.com/"], {}, "only http and https"),
        (["http://127.0.0.1:9/"], {}, "--allow-net 127.0.0.1:9"),
        (["gazette"], {}, "no site of that name"),
        ([], {}, "nothing to crawl"),
        (["https://example.com/"], {"delay_seconds": -1}, "--delay"),
        (["https://example.com/"], {"allow_net": ("*",)}, "--allow-net"),
    ],
)
def test_what_was_typed_wrong_is_one_line(tmp_path: Path, targets: list[str], options: dict[str, Any], words: str) -> None:
    with pytest.raises(UsageError, match=words) as error:
        run(targets, archive=tmp_path / "a.db", sites_dir=tmp_path, **options)
    assert "\n" not in str(error.value)


def test_seeds_that_are_none_name_their_line(tmp_path: Path) -> None:
    path = tmp_path / "seeds.jsonl"
    for text, words in (
        ('{"url": "https://example.com/"}\nnonsense', "line 2"),
        ('{"url": "https://example.com/", "kind": "robots"}', "kind must be"),
        ("", "no seeds"),
    ):
        path.write_text(text)
        with pytest.raises(UsageError, match=words):
            read_seeds(path)


def test_any_page_of_a_site_stands_for_the_site(tmp_path: Path) -> None:
    with Server(old_site()) as server:
        crawl = Crawl(tmp_path, [server])
        crawl.run(server.url("/news/story-about-the-5-lost-keys.html"))
        assert crawl.stories() == 12


def test_a_redirect_to_the_same_key_stays_one_row(tmp_path: Path) -> None:
    with Server() as server:
        server.routes["/story-about-it?utm_source=feed"] = answer("", 302, Location="/story-about-it")
        server.routes["/story-about-it"] = answer(story("A story about it"))
        crawl = Crawl(tmp_path, [server])
        crawl.run(seeds=[{"url": server.url("/story-about-it?utm_source=feed"), "kind": "page"}])
        outcomes = {url: outcome for url, outcome in crawl.outcomes().items() if "story" in url}
        assert outcomes == {server.url("/story-about-it"): ("stored", None)}


def test_a_chain_of_redirects_ends_after_ten(tmp_path: Path) -> None:
    routes: dict[str, Answer] = {f"/hop-{n}": answer("", 302, Location=f"/hop-{n + 1}") for n in range(30)}
    with Server(routes) as server:
        crawl = Crawl(tmp_path, [server])
        crawl.run(seeds=[{"url": server.url("/hop-0"), "kind": "page"}], follow=False)
        assert len(server.visits) == 12, "robots.txt, the first, and ten hops"
        assert crawl.outcomes()[server.url("/hop-11")] == ("dropped", "hops")


def test_a_site_file_rules(tmp_path: Path) -> None:
    with Server(old_site()) as server:
        (tmp_path / "sites").mkdir()
        text = f'name = "gazette"\nhome = "{server.url()}"\nignore_urls = ["about-the-[34]-"]\n'
        (tmp_path / "sites" / "gazette.toml").write_text(text)
        crawl = Crawl(tmp_path, [server])
        crawl.run("gazette")
        assert crawl.stories() == 9, "two are forbidden, and the one that only the third links to is not found"
        assert not any("-3-" in path or "-4-" in path for path in server.paths)
        before = len(server.visits)
        crawl.run()
        assert server.paths[before] == "/", "without a name, every known site is crawled"


def test_trouble_with_the_disk_ends_the_crawl_with_5_and_the_next_one_completes_it(tmp_path: Path) -> None:
    hook = """
import sqlite3
from newscrawl.archive import store
settle, seen = store.settle, []
def full(*args, **options):
    seen.append(1)
    if len(seen) > 6:
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise error
    return settle(*args, **options)
store.settle = full
"""
    with Server(old_site()) as server:
        crawl = Crawl(tmp_path, [server])
        report = crawl.run(server.url(), hook=hook)
        assert report["returncode"] == 5, report
        assert "disk is full" in report["stderr"]
        assert crawl.run()["returncode"] == 0
        assert crawl.stories() == 12


def test_a_bad_certificate_is_refused_unless_the_site_file_takes_it(tmp_path: Path) -> None:
    with Server(old_site(), certificate=self_signed(tmp_path)) as server:
        crawl = Crawl(tmp_path, [server])
        home = server.url().replace("http:", "https:")
        crawl.run(home)
        assert crawl.outcomes()[home] == ("failed", "certificate")
        assert server.visits == []
        (tmp_path / "sites").mkdir()
        rule = f'name = "gazette"\nhome = "{home}"\ndomains = ["{server.host}", "127.0.0.1"]\naccept_bad_certificate = true\n'
        (tmp_path / "sites" / "gazette.toml").write_text(rule)
        crawl.run("gazette")
        assert crawl.stories() == 12
        assert all("not verified" in headers for (headers,) in crawl.query("SELECT headers FROM captures"))


def test_a_story_is_asked_for_again_when_its_lastmod_moves_on(tmp_path: Path) -> None:
    def sitemap(host: str, lastmod: str) -> bytes:
        places = "".join(
            f"<url><loc>http://{host}/news/story-{n}-of-the-sea</loc><lastmod>{day}</lastmod></url>" for n, day in ((1, lastmod), (2, "2026-01-05"))
        )
        return answer(f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{places}</urlset>', content_type="application/xml")

    with Server({f"/news/story-{n}-of-the-sea": answer(story(f"Story {n} of the sea"), ETag=f'"{n}"') for n in (1, 2)}) as server:
        server.routes["/sitemap.xml"] = sitemap(server.host, "2026-01-05")
        crawl = Crawl(tmp_path, [server])
        seeds = [{"url": server.url("/sitemap.xml"), "kind": "sitemap"}]
        assert crawl.run(seeds=seeds)["stored"] == 2
        asked = len(server.visits)
        server.routes["/sitemap.xml"] = sitemap(server.host, "2026-01-06")
        assert crawl.run(seeds=seeds)["unchanged"] == 1
        assert sorted(server.paths[asked:]) == ["/news/story-1-of-the-sea", "/sitemap.xml"]
        assert server.visits[-1].headers["if-none-match"] == '"1"'


def test_lists_of_one_tag_or_month_are_polled_again_only_if_they_found_something(tmp_path: Path) -> None:
    paths = [f"/news/story-about-the-{number}-lost-keys.html" for number in range(4)]
    routes = {
        "/": answer(listing([*paths[:3], "/town/", "/tag/keys/", "/tag/locks/", "/2026/11/"], "Test Gazette")),
        "/town/": answer(listing(paths[:3], "Town")),
        "/tag/keys/": answer(listing(paths[1:], "Keys")),
        "/tag/locks/": answer(listing(paths[:3], "Locks")),
        "/2026/11/": answer(listing(paths[:3], "November")),
        **{path: answer(story(f"Story number {number} about lost keys")) for number, path in enumerate(paths)},
    }
    with Server(routes) as server:
        crawl = Crawl(tmp_path, [server])
        assert crawl.run(server.url())["returncode"] == 0
        assert crawl.stories() == 4
        seen = len(server.paths)
        assert crawl.run(server.url())["returncode"] == 0
        assert sorted(server.paths[seen:]) == ["/", "/tag/keys/", "/town/"]


def test_an_address_too_long_to_be_asked_for_has_its_outcome_and_one_that_a_person_names_is_asked_for(tmp_path: Path) -> None:
    long, further, named = (f"/news/{name}-{'harbour-' * 260}story" for name in ("linked", "redirected-to", "named"))
    with Server({"/": answer(listing([long, "/moved"])), "/moved": answer("", 301, Location=further), named: answer(story("Named"))}) as server:
        crawl = Crawl(tmp_path, [server])
        report = crawl.run(server.url())
        assert report["not_articles"]["too-long"] == 2
        crawl.run(server.url(named))
        found = crawl.outcomes()
        assert [found[server.url(path)] for path in (long, further)] == [("dropped", "too-long")] * 2
        assert found[server.url("/moved")] == ("duplicate", "redirect")
        assert found[server.url(named)] == ("stored", None)
        assert long not in server.paths


def test_seeds_are_addresses_one_a_line_or_json(tmp_path) -> None:
    path = tmp_path / "seeds.txt"
    path.write_text('https://paper.example/a\n\n  http://paper.example/b  \n{"url": "https://paper.example/feed", "kind": "feed"}\n')
    assert [(link.url, link.kind) for link in read_seeds(path)] == [
        ("https://paper.example/a", "page"),
        ("http://paper.example/b", "page"),
        ("https://paper.example/feed", "feed"),
    ]
    for line, said in (('{"url": 3}', "neither an address nor"), ("paper.example", "neither an address nor"), ("https://", "seeds.txt, line 1")):
        path.write_text(line)
        with pytest.raises(UsageError, match=said):
            read_seeds(path)


def test_stories_of_a_site_that_wants_its_cookie_back_have_failed_and_are_no_other_story(tmp_path: Path) -> None:
    paths = [f"/news/the-harbour-story-number-{number}" for number in range(3)]
    routes = {path: answer("", 302, Location=f"/check?to={path}", Set_Cookie="seen=1") for path in paths}
    routes |= {f"/check?to={path}": answer("", 302, Location=f"/wall?to={path}") for path in paths}
    routes |= {f"/wall?to={path}": answer("", 302, Location=path) for path in paths}
    with Server({"/": answer(listing(paths)), **routes}) as server:
        crawl = Crawl(tmp_path, [server])
        for _ in range(2):
            report = crawl.run(server.url())
            assert (report["pending"], report["duplicates"]) == (0, 0)
        assert {outcome for url, outcome in crawl.outcomes().items() if "number" in url} == {("failed", "redirect-loop")}
        assert len([path for path in server.paths if "number" in path]) == 9, "and are not asked for again before tomorrow"
