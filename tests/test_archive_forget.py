"""Forgotten is forgotten: no table, no index, no dictionary, no free page and no log holds a word of it, and no crawl brings it back."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from newscrawl import audit, polling
from newscrawl.archive import captures, clusters, dump, frontier, furniture, keeping, ledger, query
from newscrawl.archive.forget import forget
from newscrawl.archive.schema import open_archive, restamp
from newscrawl.archive.verify import verify
from newscrawl.archive.writer import Writer
from newscrawl.errors import NotFound
from newscrawl.items import BlockMark, Link, Page, Photo, Reading
from newscrawl.templates import fold
from tests.archive_kit import HOST, NOW, Desk, blob, removal, settlement, story
from tests.hostile_server import Crawl, Server, answer, listing
from tests.hostile_server import story as page_about

NUMBERS = range(8)
SECRET = "zyxwort"
"""How every word begins that only the forgotten story has."""
MENU = "".join(f"<a href='/{i * 37 % 91}'>Section {i} of the paper</a>" for i in range(300))


def address(number: int) -> str:
    return f"https://{HOST}/s/{number}"


def words(number: int, of: str, count: int = 90) -> str:
    luck = random.Random(number)
    return " ".join(of + "".join(luck.choice("aeioulnrst") for _ in range(6)) for _ in range(count))


def fill(path: Path) -> None:
    desk = Desk(path)
    for number in NUMBERS:
        mine = SECRET if number == 2 else f"plain{number}"
        for version in range(2):
            text = words(number + version * 100, mine)
            article = story(
                address(number), number, title=f"{mine}title {version}", body=text, standfirst=f"{mine}lead", byline=f"{mine}pen",
                photos=(Photo(None, f"{mine}caption", f"{mine}credit", (f"{mine}maker",), None),), description=f"{mine}description",
            )  # fmt: skip
            marks = [BlockMark(f"{number:08x}{i:08x}", 0.5, True, None, f"{text} {i}"[:200]) for i in range(3)]
            marks.append(BlockMark("f" * 16, 1.5, False, "appeal", f"Give a coin, {mine}"))
            reading = Reading(address(number), article, removals=(removal(f"{mine}removal"),), blocks=tuple(marks))
            page = Page(address(number), fetched_at=NOW + timedelta(hours=version), headers=(("link", f"{mine}header"),))
            desk.know()
            desk.add(Link(address(number), source="seed", title=f"{mine}hint"))
            desk.fetch(address(number), article, reading=reading, page=page, blob=blob(f"<html>{MENU}<p>{text}</p>{MENU}</html>".encode()))
    desk.fetch(f"https://{HOST}/old", None, redirect=address(2), page=Page(f"https://{HOST}/old", status=301), reading=None)
    while clusters.update(desk.db):
        pass
    while stories := furniture.waiting(desk.db, HOST, 100):
        fold(desk.db, HOST, stories)
        furniture.done(desk.db, [one.article for one in stories])
    desk.close()


def grep(path: Path, word: str) -> list[str]:
    """Return the files of the archive in which ``word`` stands, in whatever case."""
    files = [file for file in path.parent.glob(f"{path.name}*") if not file.name.endswith(".lock")]
    return [file.name for file in files if word.encode() in file.read_bytes().lower()]


@pytest.fixture(params=["as written", "compacted"])
def path(request, tmp_path) -> Iterator[Path]:
    path = tmp_path / "a.db"
    fill(path)
    if request.param == "compacted":
        keeping.compact(path)
    assert grep(path, SECRET)
    yield path


def bodies(path: Path) -> dict[str, bytes]:
    with closing(open_archive(path)) as db:
        return {f"{key} {at}": captures.body(db, id) for id, key, at in db.execute("SELECT id, url_key, fetched_at FROM captures")}


@pytest.mark.parametrize("name", [address(2), f"https://{HOST}/old"])
def test_no_word_of_a_forgotten_story_is_left_in_file_or_log(path: Path, name: str) -> None:
    before = bodies(path)
    done = forget(path, [name], now=NOW)
    assert (done.articles, done.captures, done.reprints) == (1, 3, ())
    assert grep(path, SECRET) == []
    assert all(SECRET.encode() not in body for body in bodies(path).values())
    assert bodies(path) == {key: body for key, body in before.items() if "/s/2" not in key and "/old" not in key}
    assert list(verify(path)) == []
    with closing(open_archive(path)) as db:
        assert query.count(db, f"{SECRET}*") == 0
        assert query.count(db, "plain3title") == 1
        counted = db.execute("SELECT text, stories FROM furniture WHERE fingerprint = ?", ("f" * 16,)).fetchone()
        assert counted is None or SECRET not in counted[0]


def test_a_forgotten_address_is_never_fetched_or_added_again(path: Path) -> None:
    forget(path, [address(2)], now=NOW)
    desk = Desk(path)
    later = NOW + timedelta(days=30)
    for link in (Link(address(2), source="seed", title=f"{SECRET}hint", date_modified=later), Link(address(2), kind="feed", source="seed")):
        assert desk.add(link, now=later) == 0
        assert desk.state(address(2)) == ("dropped", "forgotten")
    leased = [lease.url for _ in range(20) for lease in desk.lease(later)]
    assert address(2) not in leased
    desk.close()
    assert grep(path, SECRET) == []
    with closing(open_archive(path)) as db, pytest.raises(NotFound, match="forgotten"):
        query.get(db, address(2))


def test_an_address_never_seen_can_be_forgotten_ahead(tmp_path) -> None:
    path = tmp_path / "a.db"
    said = forget(path, ["harbour.example/private"], now=NOW)
    assert said.unseen == ("https://harbour.example/private",) and len(said.addresses) == 1
    assert forget(path, ["harbour.example/private"], now=NOW).unseen == ()
    with Writer(path) as writer:
        link = Link("https://harbour.example/private")
        assert writer.run(lambda db: frontier.add(db, [link], run=1, now=NOW, site=HOST)) == 0


def test_a_reprint_elsewhere_stays_and_is_named(tmp_path) -> None:
    path = tmp_path / "a.db"
    desk = Desk(path)
    for number in (1, 2):
        desk.fetch(address(number), story(address(number), body=words(5, "same")))
    while clusters.update(desk.db):
        pass
    desk.close()
    done = forget(path, [address(1)], now=NOW)
    assert len(done.reprints) == 1
    with closing(open_archive(path)) as db:
        assert query.article(db, done.reprints[0])["cluster"] is None


def test_merging_an_archive_that_holds_it_does_not_bring_it_back_either_way(tmp_path) -> None:
    for name in ("a.db", "b.db", "c.db", "d.db"):
        fill(tmp_path / name)
    forget(tmp_path / "a.db", [address(2)], now=NOW)
    forget(tmp_path / "c.db", [address(2)], now=NOW)
    keeping.merge(tmp_path / "a.db", tmp_path / "b.db")
    keeping.merge(tmp_path / "d.db", tmp_path / "c.db")
    lines = []
    for name in ("a.db", "d.db"):
        assert grep(tmp_path / name, SECRET) == []
        assert list(verify(tmp_path / name)) == []
        with closing(open_archive(tmp_path / name)) as db:
            lines.append(list(dump.canonical(db)))
    assert lines[0] == lines[1]


def test_a_story_that_leads_to_the_front_page_does_not_take_it_along(tmp_path) -> None:
    path = tmp_path / "a.db"
    desk = Desk(path)
    home = f"https://{HOST}/"
    desk.fetch(home, None)
    for number in (1, 2):
        desk.fetch(address(number), None, redirect=home, page=Page(address(number), status=301), reading=None)
    desk.close()
    assert forget(path, [address(1)], now=NOW).addresses == (frontier.url_key(address(1)),)


def test_nobody_makes_a_forgotten_address_pending_again(path: Path) -> None:
    """Not a source whose time has come, not an audit, not a list that goes on, not a page that says it is a form of it."""
    with closing(open_archive(path, write=True)) as db:
        source = ledger.add_source(db, HOST, address(2), frontier.url_key(address(2)), "section", NOW)
        db.execute("INSERT INTO visits (article, next_at) SELECT id, '2026-01-01T00:00:00.000Z' FROM articles")
    forget(path, [address(2)], now=NOW)
    later, key = NOW + timedelta(days=9), frontier.url_key(address(2))
    desk = Desk(path)
    db = desk.db
    ledger.record_sightings(db, source, [key], later, NOW)
    polling.make_due(db, later, None)
    audit.queue(db, [key])
    (row,) = db.execute("SELECT id FROM frontier WHERE url_key = ?", (key,)).fetchone()
    frontier.settle_row(db, row, {"state": "pending", "reason": None, "attempts": 0})
    assert desk.state(address(2)) == ("dropped", "forgotten")
    desk.know()
    desk.add(Link(f"{address(2)}/print", source="page"))
    (lease,) = (lease for _ in range(20) for lease in desk.lease(later) if lease.url.endswith("print"))
    assert frontier.defer(db, lease, Link(address(2), source="canonical"), "Whatever", run=desk.run, now=later) == key
    assert desk.state(address(2)) == ("dropped", "forgotten")
    assert grep(path, SECRET) == []


def test_what_led_there_in_the_other_archive_goes_too_when_they_are_merged(tmp_path) -> None:
    for name in ("a.db", "b.db", "c.db", "d.db"):
        fill(tmp_path / name)
    with closing(open_archive(tmp_path / "b.db", write=True)) as db, closing(open_archive(tmp_path / "d.db", write=True)) as other:
        for one in (db, other):
            one.execute("UPDATE frontier SET leads_to = ? WHERE url_key = ?", (frontier.url_key(address(2)), frontier.url_key(address(5))))
            restamp(one, "frontier", "url_key = ?", (frontier.url_key(address(5)),))
    forget(tmp_path / "a.db", [address(2)], now=NOW)
    forget(tmp_path / "c.db", [address(2)], now=NOW)
    keeping.merge(tmp_path / "a.db", tmp_path / "b.db")
    keeping.merge(tmp_path / "d.db", tmp_path / "c.db")
    for name in ("a.db", "d.db"):
        with closing(open_archive(tmp_path / name)) as db:
            gone = {key for (key,) in db.execute("SELECT url_key FROM frontier WHERE reason = 'forgotten'")}
        assert gone >= {frontier.url_key(address(2)), frontier.url_key(address(5)), frontier.url_key(f"https://{HOST}/old")}, name
        assert list(verify(tmp_path / name)) == []


def test_settling_is_the_only_other_way_in(tmp_path) -> None:
    """A lease that outlived its address (a run killed before it was forgotten) is not given again."""
    path = tmp_path / "a.db"
    desk = Desk(path)
    desk.know()
    desk.add(Link(address(1), source="seed"))
    (lease,) = desk.lease()
    desk.close()
    forget(path, [address(1)], now=NOW)
    with Writer(path) as writer:
        assert writer.run(frontier.recover) == 0
    assert settlement(lease.url).page.url == address(1)


def test_no_later_crawl_asks_for_it_though_the_whole_site_links_to_it(tmp_path) -> None:
    paths = [f"/news/story-about-the-{number}-lost-keys.html" for number in range(6)]
    with Server({path: answer(page_about(f"Story number {number} about lost keys", paths)) for number, path in enumerate(paths)}) as server:
        entries = "".join(f"<item><link>{server.url(path)}</link><pubDate>Wed, 04 Mar 2026 08:00:00 GMT</pubDate></item>" for path in paths)
        dates = "".join(f"<url><loc>{server.url(path)}</loc><lastmod>2099-01-01</lastmod></url>" for path in paths)
        server.routes |= {
            "/": answer(listing([*paths, "/moved"], "Gazette", '<link rel="alternate" type="application/rss+xml" href="/feed.xml">')),
            "/feed.xml": answer(f'<rss version="2.0"><channel>{entries}</channel></rss>', content_type="application/rss+xml"),
            "/robots.txt": answer(f"Sitemap: {server.url('/sitemap.xml')}", content_type="text/plain"),
            "/sitemap.xml": answer(f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{dates}</urlset>', content_type="text/xml"),
            "/moved": answer("", 301, Location=paths[2]),
        }
        crawl = Crawl(tmp_path, [server])
        crawl.run(server.url())
        assert crawl.stories() == 6
        said = "story number 2 about lost keys” was the only thing"
        assert grep(crawl.archive, said)
        forget(crawl.archive, [server.url(paths[2])], now=datetime.now(UTC))
        before = len(server.visits)
        for options in ({}, {"seeds": [{"url": server.url(paths[2]), "kind": "page"}, {"url": server.url("/moved"), "kind": "page"}]}):
            crawl.run(server.url(), **options)
        asked = server.paths[before:]
        assert paths[2] not in asked and "/moved" not in asked
        assert "/" in asked and crawl.stories() == 5
        assert crawl.outcomes()[server.url(paths[2])] == ("dropped", "forgotten")
    assert grep(crawl.archive, said) == []
    assert list(verify(crawl.archive)) == []
