"""The demo newsroom tells the truth about itself: what it serves is what it says it serves."""

from __future__ import annotations

import gzip
import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest

from newscrawl.demo import Newsroom


class _Reader(HTMLParser):
    """The links and the visible words of a page, by another parser than the crawler's."""

    def __init__(self, base: str) -> None:
        super().__init__()
        self.base, self.links, self.words, self.pictures, self.scripts = base, [], [], [], ""
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag in ("script", "style"):
            self.hidden += 1
        if tag in ("a", "link") and (href := values.get("href")):
            self.links.append(urldefrag(urljoin(self.base, href)).url)
        if tag == "img":
            self.pictures.append(urljoin(self.base, values.get("data-src") or values.get("src") or ""))
        self.words.append(" " if tag not in ("a", "b", "i", "span", "font", "small") else "")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self.hidden -= 1

    def handle_data(self, data: str) -> None:
        if self.hidden:
            self.scripts += data
        else:
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())


class _Opener:
    """Asks without following redirects."""

    class _Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *args: object, **kwargs: object) -> None:
            return None

    def __init__(self) -> None:
        self.opener = urllib.request.build_opener(self._Stay, urllib.request.ProxyHandler({}))

    def get(self, url: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        request = urllib.request.Request(url, headers={name.replace("_", "-"): value for name, value in headers.items()})
        try:
            with self.opener.open(request, timeout=10) as answer:
                return answer.status, {name.lower(): value for name, value in answer.headers.items()}, answer.read()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, {name.lower(): value for name, value in error.headers.items()}, error.read()

    def page(self, url: str) -> tuple[int, _Reader]:
        status, headers, body = self.get(url)
        if status in (429, 503):
            status, headers, body = self.get(url)
        said = re.search(rb"charset=[\"']?([\w-]+)", body[:1000])
        charset = "cp1252" if said and said[1].lower() == b"iso-8859-1" else "utf-8"
        reader = _Reader(url)
        if "html" in headers.get("content-type", ""):
            reader.feed(body.decode(charset))
            reader.close()
        return status, reader


@pytest.fixture(scope="module")
def newsroom() -> Iterator[Newsroom]:
    with Newsroom((0, 0, 0)) as running:
        yield running


@pytest.fixture(scope="module")
def web() -> _Opener:
    return _Opener()


@pytest.fixture(params=[1, 2])
def edition(request: pytest.FixtureRequest, newsroom: Newsroom) -> Iterator[int]:
    newsroom.edition = request.param
    yield request.param
    newsroom.edition = 1


def test_there_are_sixty_articles_on_three_sites_in_three_languages(newsroom: Newsroom) -> None:
    truth = newsroom.truth()
    assert len(truth) >= 60
    assert len({article.url for article in truth}) == len(truth)
    assert {article.language for article in truth} == {"en", "de", "fr"}
    assert {article.site for article in truth} == {site.name for site in newsroom.sites}
    assert len(newsroom.hosts) == len(newsroom.sites) == 3
    assert len(truth) + len(newsroom.not_articles()) <= 190


def test_every_page_shows_what_the_truth_says_of_it(newsroom: Newsroom, web: _Opener, edition: int) -> None:
    for article in newsroom.truth():
        status, page = web.page(article.url)
        assert status == 200
        for shown in (article.title, article.standfirst, article.byline, *article.paragraphs, *article.tables, *article.furniture):
            assert shown is None or " ".join(shown.split()) in page.text, (article.url, shown)
        assert article.body.strip() and "\n\n\n" not in article.body
        for photo in article.photos:
            assert photo.url in page.pictures
            assert photo.caption is None or photo.caption in page.text
            assert photo.credit is None or photo.credit in page.text or photo.credit in page.scripts
            assert all(name in (photo.credit or "") for name in (*photo.creators, photo.agency or ""))
        for url, body in article.later_pages:
            status, page = web.page(url)
            assert status == 200 and all(one in page.text for one in body.split("\n\n"))
            assert newsroom.not_articles()[url] == "later-page"


def test_the_story_about_the_moscow_visit_is_told_as_its_page_shows_it(newsroom: Newsroom, web: _Opener) -> None:
    (story,) = [article for article in newsroom.truth() if "Putin" in article.body]
    assert story.title == "PM’s Moscow visit seen as symbolic end to tension over downing spy plane"
    assert story.body.startswith("Israel will continue to act") and story.body.endswith("between the two leaders.")
    assert len(story.paragraphs) == 15
    assert (story.date_published, story.byline, story.authors) == (None, None, ())
    (photo,) = story.photos
    assert (photo.credit, photo.creators, photo.agency) == ("KOBI GIDEON/GPO", ("KOBI GIDEON",), "GPO")
    text = web.page(story.url)[1].text
    order = ("Dear Reader,", "For $5 a month", "UPGRADE YOUR JPOST", "Israel will continue", "Click here>>", "Comments are closed.", "This website")
    assert [text.index(one) for one in order] == sorted(text.index(one) for one in order)
    assert text.index("(photo credit: KOBI GIDEON/GPO)") < text.index("Dear Reader,")


def test_the_plain_site_states_its_charset_in_a_meta_tag_alone(newsroom: Newsroom, web: _Opener) -> None:
    _, headers, body = web.get(newsroom.sites[2].home_url)
    assert headers["content-type"] == "text/html"
    assert b"charset=iso-8859-1" in body
    with pytest.raises(UnicodeDecodeError):
        body.decode("utf-8")


def test_no_furniture_is_part_of_a_body(newsroom: Newsroom) -> None:
    for article in newsroom.truth():
        for line in article.furniture:
            assert line not in article.body, (article.url, line)


def test_no_two_stories_share_a_paragraph_but_a_reprint_and_its_original(newsroom: Newsroom) -> None:
    owner: dict[str, str] = {}
    reprints = [article for article in newsroom.truth() if article.reprint_of]
    for article in newsroom.truth():
        if not article.reprint_of:
            for paragraph in article.paragraphs:
                assert owner.setdefault(paragraph, article.url) == article.url
            assert len(article.body.split()) >= 100, article.url
    bodies = {article.url: article for article in newsroom.truth()}
    assert reprints
    for article in reprints:
        original = bodies[article.reprint_of or ""]
        assert original.body == article.body and original.site != article.site


def test_every_link_leads_to_something_known_and_every_known_page_is_linked(newsroom: Newsroom, web: _Opener, edition: int) -> None:
    reasons, assets = newsroom.not_articles(), newsroom.assets()
    known = {article.url for article in newsroom.truth()} | set(reasons)
    waiting, seen = [site.home_url for site in newsroom.sites], set[str]()
    while waiting:
        url = waiting.pop()
        if url in seen:
            continue
        seen.add(url)
        status, page = web.page(url)
        if status in (301, 302):
            page.links.append(web.get(url)[1]["location"])
        for link in page.links + page.pictures:
            if urlsplit(link).netloc in newsroom.hosts:
                assert link in known | assets, (url, link)
                if link not in assets:
                    waiting.append(link)
    # What only a robots file or another sitemap leads to.
    assert {reasons[url] for url in known - seen} <= {"robots-file", "sitemap"}


def test_feeds_and_sitemaps_name_only_what_is_known(newsroom: Newsroom, web: _Opener, edition: int) -> None:
    for url, reason in newsroom.not_articles().items():
        if reason in ("feed", "sitemap"):
            body = web.get(url)[2]
            text = (gzip.decompress(body) if url.endswith(".gz") else body).decode()
            for link in re.findall(r"<(?:link|loc)>([^<]+)<", text) + re.findall(r'<link[^>]+href="([^"]+)"', text):
                assert newsroom.expected(unescape(link)) != "http-404", (url, link)


def test_statuses_fit_the_reasons(newsroom: Newsroom, web: _Opener) -> None:
    wanted = {"redirect": (301,), "http-404": (404,), "robots": (200, 302)}
    for url, reason in newsroom.not_articles().items():
        assert web.get(url)[0] in wanted.get(reason, (200,)), (url, reason)
    every = "listing static-page later-page login consent-wall captcha soft-404 js-shell robots redirect http-404 feed sitemap"
    assert set(every.split()) <= set(newsroom.not_articles().values())


def test_an_unchanged_page_is_answered_with_304(newsroom: Newsroom, web: _Opener) -> None:
    url = newsroom.truth()[3].url
    _, headers, _ = web.get(url)
    assert web.get(url, If_None_Match=headers["etag"])[0] == 304
    assert web.get(url, If_None_Match='"other"')[0] == 200
    assert web.get(url, If_Modified_Since=headers["last-modified"])[0] == 304
    assert web.get(url, If_None_Match='"other"', If_Modified_Since=headers["last-modified"])[0] == 200


def test_a_page_comes_gzipped_to_whom_it_suits(newsroom: Newsroom, web: _Opener) -> None:
    url = newsroom.sites[1].home_url
    _, headers, body = web.get(url, Accept_Encoding="gzip")
    assert headers["content-encoding"] == "gzip"
    assert gzip.decompress(body) == web.get(url)[2]


def test_two_stories_refuse_the_first_request_and_say_when_to_come_again(web: _Opener) -> None:
    with Newsroom((0, 0, 0)) as fresh:
        refused = {}
        for article in fresh.truth():
            status, headers, _ = web.get(article.url)
            if status != 200:
                refused[status] = headers["retry-after"]
                assert web.get(article.url)[0] == 200
        assert refused == {429: "1", 503: "1"}
        assert [visit.status for visit in fresh.log].count(429) == 1
        assert {visit.host for visit in fresh.log} == set(fresh.hosts)


def test_the_second_edition_edits_one_story_and_brings_three(web: _Opener) -> None:
    with Newsroom((0, 0, 0)) as newsroom:
        before = {article.url: article for article in newsroom.truth()}
        sitemap = next(url for url in newsroom.not_articles() if url.endswith("sitemap-news.xml"))
        feed = next(url for url in newsroom.not_articles() if url.endswith("rss.xml"))
        newsroom.edition = 2
        after = {article.url: article for article in newsroom.truth()}
        assert len(after.keys() - before.keys()) == 3 and before.keys() <= after.keys()
        assert {after[url].site for url in after.keys() - before.keys()} == {site.name for site in newsroom.sites}
        (edited,) = [url for url in before if before[url].body != after[url].body]
        assert before[edited].date_modified is None and after[edited].date_modified is not None
        stamp = after[edited].date_modified.isoformat()
        tags = []
        for edition in (1, 2):
            newsroom.edition = edition
            _, headers, body = web.get(edited)
            tags.append((headers["etag"], headers["last-modified"]))
            for text in (body.decode(), web.get(sitemap)[2].decode(), web.get(feed)[2].decode()):
                assert (stamp in text) == (edition == 2)
        assert tags[0][0] != tags[1][0] and tags[0][1] != tags[1][1]


def test_an_edition_that_does_not_exist_is_refused(newsroom: Newsroom) -> None:
    with pytest.raises(ValueError, match="no edition 3"):
        newsroom.edition = 3


def test_a_second_newsroom_takes_other_ports_where_the_fixed_ones_are_in_use() -> None:
    with Newsroom() as one, Newsroom() as other:
        assert not set(one.hosts) & set(other.hosts)


def test_two_newsrooms_print_the_same_pages(newsroom: Newsroom) -> None:
    with Newsroom((0, 0, 0)) as other:
        def told(room: Newsroom) -> list[tuple[str, str]]:
            return [(urlsplit(article.url).path, article.body) for article in room.truth()]

        assert told(newsroom) == told(other)
