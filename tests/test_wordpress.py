"""WordPress's API in the crawl: found, polled politely, followed as far as it brings news, and taken for a count."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from newscrawl.discover.wordpress import api_root, further, is_edits, posts_url, since, total
from newscrawl.document import parse
from newscrawl.items import Page
from tests.hostile_server import Answer, Crawl, Server, answer, listing, story

FIELDS = "_fields=id,link,title,date_gmt,modified_gmt"
START = datetime(2026, 3, 2, 8, tzinfo=UTC)


class Blog(Server):
    """A WordPress blog with ``posts`` of which its feed and front page show the last five; it makes the API's answers as WordPress does."""

    def __init__(self, posts: int, *, robots: str = "", status: int = 200, header_only: bool = False) -> None:
        super().__init__()
        self.posts = [START + timedelta(hours=number) for number in range(posts)]
        self.modified = dict(enumerate(self.posts))
        self.status, self.header_only = status, header_only
        self.api: list[dict[str, str]] = []
        """What the API was asked, each time."""
        self.routes["/robots.txt"] = answer(robots, content_type="text/plain") if robots else answer("", 404)

    def path(self, number: int) -> str:
        return f"/{self.posts[number]:%Y/%m}/the-harbour-story-number-{number}/"

    def reply(self, target: str) -> Answer:
        if target.startswith("/wp-json/wp/v2/posts?"):
            return self.posts_asked_for(target)
        if target != "/":
            found = next((number for number in range(len(self.posts)) if self.path(number) == target), None)
            return super().reply(target) if found is None else answer(story(f"Harbour story number {found}, version {self.modified[found]:%H%M}"))
        last = [self.path(number) for number in range(len(self.posts))][-5:]
        root = self.url("/wp-json/")
        if self.header_only:
            return answer(listing(reversed(last)), Link=f'<{root}>; rel="https://api.w.org/"')
        return answer(listing(reversed(last), extra=f'<link rel="https://api.w.org/" href="{root}">'))

    def posts_asked_for(self, target: str) -> bytes:
        asked = {name: values[0] for name, values in parse_qs(urlsplit(target).query).items()}
        self.api.append(asked)
        if self.status != 200:
            return answer('{"code":"rest_cannot_access","message":"No.","data":{"status":401}}', self.status, "application/json; charset=UTF-8")
        chosen = list(range(len(self.posts)))
        if "modified_after" in asked:
            after = datetime.fromisoformat(asked["modified_after"]).replace(tzinfo=UTC)
            chosen = [number for number in chosen if self.modified[number] > after]
        when = self.modified.__getitem__ if asked.get("orderby") == "modified" else self.posts.__getitem__
        chosen.sort(key=when, reverse=True)
        each, page = int(asked["per_page"]), int(asked["page"])
        said = [
            {
                "id": number, "link": self.url(self.path(number)), "title": {"rendered": f"Harbour story number {number} &#8211; told"},
                "date_gmt": f"{self.posts[number]:%Y-%m-%dT%H:%M:%S}", "modified_gmt": f"{self.modified[number]:%Y-%m-%dT%H:%M:%S}",
            }
            for number in chosen[each * (page - 1) : each * page]
        ]  # fmt: skip
        pages = -(-len(chosen) // each)
        return answer(json.dumps(said), 200, "application/json; charset=UTF-8", X_WP_Total=str(len(chosen)), X_WP_TotalPages=str(pages))


def test_what_follows_an_answer_is_told_by_its_headers() -> None:
    url = posts_url("https://paper.example/wp-json/")
    assert url == f"https://paper.example/wp-json/wp/v2/posts?per_page=100&page=1&{FIELDS}"
    headers = (("x-wp-total", "230"), ("x-wp-totalpages", "3"))
    older, edits = further(url, headers)
    assert (older.url, older.source) == (url.replace("&page=1", "&page=2"), "next")
    assert is_edits(edits.url) and not is_edits(url)
    assert [link.url for link in further(older.url, headers)] == [url.replace("&page=1", "&page=3")]
    assert further(older.url.replace("&page=2", "&page=3"), headers) == ()
    asked = since(edits.url, START)
    assert asked.endswith("&orderby=modified&modified_after=2026-03-01T08%3A00%3A00") and not is_edits(asked)
    assert [link.url for link in further(asked, headers)] == [asked.replace("&page=1", "&page=2")]
    assert further(url, (("x-wp-totalpages", "many"),)) == (edits,)
    assert (total(headers), total(()), total((("x-wp-total", "-4"),))) == (230, None, None)


@pytest.mark.parametrize(
    ("value", "root"),
    [
        ('<https://paper.example/wp-json/>; rel="https://api.w.org/"', "https://paper.example/wp-json/"),
        ('</s.css>; rel=preload; as=style, </?rest_route=/>; rel="https://api.w.org/"', "https://paper.example/?rest_route=/"),
        ('</wp-json/wp/v2/posts/7>; rel="alternate"; type="application/json"', None),
        ('<file:///etc/passwd>; rel="https://api.w.org/"', None),
        ("<" * 9000, None),
    ],
)
def test_the_api_is_found_in_the_link_header_too(value: str, root: str | None) -> None:
    document = parse(Page("https://paper.example/", b"<html><body><p>Hello"))
    assert document is not None
    assert api_root(document, (("server", "x"), ("link", value))) == root


def test_the_whole_blog_is_found_through_its_api_then_only_what_is_new_or_edited(tmp_path: Path) -> None:
    with Blog(104) as blog:
        crawl = Crawl(tmp_path, [blog])
        first = crawl.run(blog.url())
        assert (first["returncode"], first["stored"]) == (0, 104), first
        assert [asked["page"] for asked in blog.api] == ["1", "2"] and all("modified_after" not in asked for asked in blog.api)
        assert crawl.query("SELECT DISTINCT source FROM frontier WHERE url LIKE '%number-3/'") == [("api",)]
        ((hint, title),) = crawl.query("SELECT hint_published, hint_title FROM frontier WHERE url LIKE '%number-3/'")
        assert (hint, title) == ("2026-03-02T11:00:00.000Z", "Harbour story number 3 – told")
        assert crawl.query("SELECT kind FROM sources ORDER BY kind") == [("api",), ("front",)]

        blog.api.clear()
        blog.visits.clear()
        assert crawl.run()["stored"] == 0
        assert not [path for path in blog.paths if "number" in path], "nothing changed, so no story is asked for"
        assert [("modified_after" in asked, asked["page"]) for asked in blog.api] == [(False, "1"), (True, "1")]

        blog.visits.clear()
        now = datetime.now(UTC).replace(microsecond=0)
        blog.posts.append(now)
        blog.modified |= {104: now, 7: now}
        again = crawl.run()
        assert again["stored"] == 2, "one is new; one, too old for any list, was edited"
        assert sorted(path for path in blog.paths if "number" in path) == sorted([blog.path(104), blog.path(7)])
        assert crawl.query("SELECT state, count(*) FROM outcomes WHERE kind <> 'robots' AND state NOT IN ('stored', 'dropped') GROUP BY 1") == []


def test_an_api_that_robots_forbids_or_that_is_shut_off_is_left_alone(tmp_path: Path) -> None:
    with Blog(8, robots="User-agent: *\nDisallow: /wp-json/") as barred, Blog(8, status=401, header_only=True) as shut:
        crawl = Crawl(tmp_path, [barred, shut])
        report = crawl.run(barred.url(), shut.url())
        assert (report["returncode"], report["stored"]) == (0, 10)
        assert barred.api == [] and len(shut.api) == 1
        said = {url.partition("/wp-json")[0]: outcome for url, outcome in crawl.outcomes().items() if "wp-json" in url}
        assert said == {barred.url()[:-1]: ("dropped", "robots"), shut.url()[:-1]: ("dropped", "absent")}
        assert crawl.run()["returncode"] == 0
        assert barred.api == [] and len(shut.api) == 1, "not asked again so soon"


def test_nonsense_from_an_api_is_one_broken_source(tmp_path: Path) -> None:
    class Broken(Blog):
        def posts_asked_for(self, target: str) -> bytes:
            self.api.append({})
            return answer('[{"link": ' * 20_000, 200, "application/json", X_WP_TotalPages="999999999")

    with Broken(8) as blog:
        crawl = Crawl(tmp_path, [blog])
        report = crawl.run(blog.url())
        assert (report["returncode"], report["stored"], len(blog.api)) == (0, 5, 1)
        assert {outcome for url, outcome in crawl.outcomes().items() if "wp-json" in url} == {("dropped", "broken-feed")}
