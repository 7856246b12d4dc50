"""Addresses: one spelling a page, and nothing but http and https."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newscrawl.errors import BadAddress
from newscrawl.urls import MAX_LENGTH, _joined, article_id, host_of, join, locate, registrable_domain, request_url, url_key

PIECES = st.text(alphabet="abcXYZ019-._~%/?&=+;:@!$'()*,äßλ中 ", max_size=40)


@given(PIECES)
def test_the_key_of_a_key_is_itself(tail: str) -> None:
    try:
        key = url_key("https://Example.org/" + tail)
    except BadAddress:
        return
    assert url_key(key) == key


@given(PIECES)
def test_what_is_requested_is_asked_for_the_same_way_again(tail: str) -> None:
    try:
        url = request_url("http://example.org/" + tail)
    except BadAddress:
        return
    assert request_url(url) == url
    assert url.isascii()
    assert url_key(url) == url_key("http://example.org/" + tail)


BASES = st.sampled_from(
    (
        "https://example.org/",
        "http://news.example.org/a/b.html?x=1#y",
        "https://example.org",
        "https://example.org?q=/",
        "https://example.org:8443/a/",
        "http://127.0.0.1:8701/a",
        "HTTPS://Example.org/",
        "https://user@example.org/",
        "https://example.org;x/a",
        "nonsense",
    )
)
HEADS = st.sampled_from(
    ("", "/", "//", "./", "../", "?", "#", "https://other.example", "http://other.example/", "//other.example/", "HTTP://O.example/")
)
PARTS = st.lists(
    st.sampled_from(
        [
            *"/ // . .. /. /./ /../ /(S(lit3py55t21z5v55)) ( a Story-1 b.html ; ;sid=1 = & ? # % %2f %2F %41 %C3%A9 %c3 + , : @ ! ~".split(),
            *"a=1 &b=2 &a=0 &utm_source=x &ID=3 &sid=2 ä [ ] | && &= ?page=2 ?a".split(),
            " ",
            "\n",
        ]
    ),
    max_size=9,
).map("".join)


@settings(max_examples=1500)
@given(BASES, HEADS, PARTS)
def test_an_address_is_located_as_if_it_were_joined_and_keyed(base: str, head: str, rest: str) -> None:
    url = _joined(base, head + rest)
    assert join(base, head + rest) == url
    try:
        expected = (url, url_key(url)) if url else None
    except BadAddress:
        expected = None
    assert locate(base, head + rest) == expected


def test_a_backslash_before_the_query_is_a_slash_as_in_browsers() -> None:
    for href in (r"\news\a?b=\c", r"https:\\example.org\news\a?b=\c", r"\\example.org/news\a?b=\c"):
        assert join("https://example.org/x/y", href) == "https://example.org/news/a?b=%5Cc"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://example.org/a", "https://example.org/a"),
        ("https://EXAMPLE.org:443/a", "https://example.org/a"),
        ("https://example.org/a?utm_source=x&id=3&fbclid=9", "https://example.org/a?id=3"),
        ("https://example.org/a?b=2&a=1", "https://example.org/a?a=1&b=2"),
        ("https://example.org/a/../b/./c", "https://example.org/b/c"),
        ("https://example.org/%7Euser/%41", "https://example.org/~user/A"),
        ("https://example.org/a#part", "https://example.org/a"),
        ("https://example.org", "https://example.org/"),
        ("https://example.org/s;jsessionid=A1B2", "https://example.org/s"),
        ("https://example.org/(S(lit3py55t21z5v55vlm25s55))/news/1.aspx", "https://example.org/news/1.aspx"),
        ("https://example.org/app/(X(1)S(lit3py55t21z5v55vlm25s55))/", "https://example.org/app/"),
        ("https://bücher.example/x", "https://xn--bcher-kva.example/x"),
    ],
)
def test_two_spellings_of_a_page_have_one_key(one: str, other: str) -> None:
    assert url_key(one) == url_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.org/a?id=3", "https://example.org/a?id=4"),
        ("https://example.org/a?p=3", "https://example.org/a"),
        ("https://example.org/A", "https://example.org/a"),
        ("https://example.org/(s(ome))/a", "https://example.org/a"),
        ("https://example.org/a/", "https://example.org/a"),
        ("https://example.org:8080/a", "https://example.org/a"),
    ],
)
def test_two_pages_have_two_keys(one: str, other: str) -> None:
    assert url_key(one) != url_key(other)
    assert article_id(url_key(one)) != article_id(url_key(other))


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://example.org/a",
        "javascript:alert(1)",
        "data:text/html,x",
        "s3://bucket/key",
        "https:///nohost",
        "https://user:secret@example.org/",
        "https://example.org:0/",
        "https://example.org:99999/",
        "https://exa mple.org/",
        "https://example.org/a\x00b",
        "https://example.org/" + "a" * MAX_LENGTH,
        "http://[::1",
        "",
        "story.html",
    ],
)
def test_what_may_not_be_fetched_is_refused_with_the_address_in_the_error(url: str) -> None:
    for function in (request_url, url_key):
        with pytest.raises(BadAddress) as refused:
            function(url)
        assert refused.value.exit_code == 2
        assert refused.value.why


def test_a_link_is_read_as_browsers_read_it() -> None:
    assert join("https://example.org/a/b", "../c d?x=1#z") == "https://example.org/c%20d?x=1"
    assert join("https://example.org/", " /x\n/y ") == "https://example.org/x/y"
    assert join("https://example.org/", "//other.example/z") == "https://other.example/z"
    assert join("https://example.org/", "javascript:void(0)") is None


def test_hosts_keep_a_port_that_is_not_the_usual_one() -> None:
    assert host_of("http://Example.org:80/") == "example.org"
    assert host_of("http://127.0.0.1:8701/") == "127.0.0.1:8701"
    assert host_of("https://[2001:DB8::1]:8443/") == "[2001:db8::1]:8443"


def test_the_domain_that_somebody_registered() -> None:
    assert registrable_domain("news.paper.co.uk") == "paper.co.uk"
    assert registrable_domain("127.0.0.1:8701") == "127.0.0.1:8701"
    assert registrable_domain("localhost") == "localhost"


@pytest.mark.parametrize("port", ["", ":8701"])
@pytest.mark.parametrize("name", ["paper.example", "paper.intranet"])
def test_where_the_list_knows_no_suffix_a_host_and_those_below_it_are_one_domain(name: str, port: str) -> None:
    assert {registrable_domain(f"{below}{name}{port}") for below in ("", "www.", "a.b.")} == {f"{name}{port}"}


@pytest.mark.parametrize("kind", ["", "a.", "b.a."])
def test_registrable_domains_are_those_of_the_public_suffix_list(kind: str) -> None:
    import tldextract

    from newscrawl.urls import _PLATFORMS, _suffix_rules

    whole = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)
    odd = ["", ".com", "a..com", "1.2.3.4", "xn--55qx5d.cn", "co.uk."]
    for name in [*odd, *(rule.lstrip("!").replace("*", "w") for rule in sorted(_suffix_rules()[0] - _PLATFORMS)[::9])]:
        assert registrable_domain(kind + name) == (whole(kind + name).top_domain_under_public_suffix or kind + name)


@pytest.mark.parametrize("platform", ["wordpress.com", "blogspot.com", "substack.com", "github.io", "uk.com"])
def test_who_publishes_under_a_name_of_their_own_at_a_host_of_many_is_a_site(platform: str) -> None:
    assert registrable_domain(f"quay.{platform}") == f"quay.{platform}"
    assert registrable_domain(f"www.quay.{platform}") == f"quay.{platform}"
    assert registrable_domain(f"ferry.{platform}") != registrable_domain(f"quay.{platform}")
    assert registrable_domain(platform) == registrable_domain(f"www.{platform}") == platform


@pytest.mark.parametrize("came", ["ref=next", "src=rss", "from=home&ref=related", "Source=Newsletter", "utm_source=x&via=twitter"])
def test_where_a_reader_came_from_is_not_which_page_it_is(came: str) -> None:
    assert url_key(f"https://paper.example/s/1?{came}") == url_key("https://paper.example/s/1")
    assert locate("https://paper.example/", f"/s/1?{came}") == (f"https://paper.example/s/1?{came}", "https://paper.example/s/1")


@pytest.mark.parametrize("said", ["ref=12", "from=10", "src=reuters", "source=city-desk", "page=next", "id=home"])
def test_a_parameter_that_may_name_the_page_stays_in_the_key(said: str) -> None:
    assert url_key(f"https://paper.example/s?{said}") == f"https://paper.example/s?{said}"
