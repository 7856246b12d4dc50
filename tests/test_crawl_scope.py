"""What a crawl finds, fetches, and leaves alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.hostile_server import Crawl, Server, answer, listing, story


OLDER = "</ul><p><a rel=\"next\" href=\"/country.html?page=2\">Older posts</a></p>"


def old_site(stories: int = 12) -> dict[str, bytes]:
    """A site with neither feed nor sitemap: home, two sections, one of them with a second page, stories that link to each other."""
    paths = [f"/news/story-about-the-{number}-lost-keys.html" for number in range(stories)]
    half = len(paths) // 2
    routes = {
        "/": answer(listing(["/town.html", "/country.html", paths[0]], "Test Gazette")),
        "/town.html": answer(listing(paths[1:half], "Town")),
        "/country.html": answer(listing(paths[half:-2], "Country").replace("</ul>", OLDER)),
        "/country.html?page=2": answer(listing(paths[-2:-1], "Country, page 2")),
    }
    for number, path in enumerate(paths):
        onward = [paths[-1]] if number == 3 else []  # the last story stands in no list, one other links to it
        routes[path] = answer(story(f"Story number {number} about lost keys", onward))
    return routes


@pytest.mark.xdist_group("crawl")
def test_an_old_site_is_found_whole_from_its_home_page(tmp_path: Path) -> None:
    with Server(old_site()) as server:
        crawl = Crawl(tmp_path, [server])
        report = crawl.run(server.url())
        assert report["returncode"] == 0, report["stderr"]
        assert report["stored"] == 12
        assert report["pending"] == 0
        assert server.paths[0] == "/robots.txt"
        assert sorted(server.paths) == sorted(set(server.paths)), "nothing twice"
