"""The address guard: which addresses a crawl may connect to, in every spelling, from every direction."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from newscrawl.errors import BadAddress, UsageError
from newscrawl.resolver import AllowNet, as_literal, check, is_public
from tests.hostile_server import ROOT, Crawl, Server, answer, story

NOBODY = AllowNet(())


@pytest.mark.parametrize(
    "address",
    "127.0.0.1 127.8.9.1 0.0.0.0 10.0.0.1 172.16.3.4 192.168.1.1 169.254.169.254 100.64.0.1 224.0.0.1 239.1.1.1 255.255.255.255 192.0.2.1 198.18.0.1 "
    "240.0.0.1 :: ::1 fe80::1 fe80::1%eth0 fc00::1 fd12:3456::1 ff02::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:169.254.169.254 2002:7f00:1:: "
    "2002:a00:1:: 64:ff9b::7f00:1 64:ff9b::a9fe:a9fe 2001:db8::1 nonsense".split(),
)
def test_private_addresses_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", "8.8.8.8 93.184.216.34 2606:4700::1111 ::ffff:8.8.8.8 64:ff9b::808:808".split())
def test_public_addresses_are(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    ("spelling", "address"),
    [
        ("2130706433", "127.0.0.1"),
        ("0x7f000001", "127.0.0.1"),
        ("0x7f.0.0.1", "127.0.0.1"),
        ("0177.0.0.1", "127.0.0.1"),
        ("017700000001", "127.0.0.1"),
        ("127.1", "127.0.0.1"),
        ("127.0.0.1.", "127.0.0.1"),
        ("0", "0.0.0.0"),
        ("[::1]", "::1"),
        ("[::ffff:7f00:1]", "::ffff:7f00:1"),
        ("example.com", None),
        ("127.example", None),
    ],
)
def test_literals_are_seen_in_every_spelling(spelling: str, address: str | None) -> None:
    found = as_literal(spelling)
    assert found == address or (found and address and socket.inet_pton(socket.AF_INET6, found) == socket.inet_pton(socket.AF_INET6, address))


@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST.", "printer.local", "db.internal", "a.localhost", "127.0.0.1", "[::1]", "2130706433", "0x7f.1"]
)
def test_local_hosts_are_refused_by_name(host: str) -> None:
    with pytest.raises(BadAddress, match="--allow-net"):
        check(f"http://{host}/", NOBODY)


def test_allow_net_opens_exactly_what_it_names() -> None:
    allowed = AllowNet(["127.0.0.1:8000", "newsroom.local"])
    check("http://127.0.0.1:8000/x", allowed)
    check("http://newsroom.local/", allowed)
    check("https://newsroom.local:9/", allowed)
    for url in (
        "http://127.0.0.1:8001/",
        "http://127.0.0.1/",
        "http://127.0.0.2:8000/",
        "http://localhost:8000/",
        "http://a.newsroom.local/",
        "http://2130706433:8000/",
    ):
        with pytest.raises(BadAddress):
            check(url, allowed)


@pytest.mark.parametrize("name", ["", "*", "*.example.com", "http://x/", "a b:c", "host:99999", "10.0.0.0/8"])
def test_allow_net_takes_hosts_only(name: str) -> None:
    with pytest.raises(UsageError):
        AllowNet([name])


def test_no_redirect_leads_to_a_private_address(tmp_path: Path) -> None:
    hidden = Server({"/": answer(story("The secret story"))})
    with hidden, Server() as server:
        port = hidden.host.partition(":")[2]
        forms = (
            "127.0.0.1 localhost 127.1 2130706433 0x7f000001 0x7f.0.0.1 0177.0.0.1 017700000001 0.0.0.0 0 [::1] [::ffff:127.0.0.1] [::ffff:7f00:1] "
            f"127.0.0.1. LOCALHOST 127.0.0.2 {socket.gethostname()}"
        ).split()
        for number, form in enumerate(forms):
            server.routes[f"/to-{number}"] = answer("", 302, Location=f"http://{form}:{port}/")
        server.routes["/to-metadata"] = answer("", 307, Location="http://169.254.169.254/latest/meta-data/")
        crawl = Crawl(tmp_path, [server])
        crawl.run(seeds=[{"url": server.url(path), "kind": "page"} for path in server.routes], follow=False)
        assert hidden.visits == []
        outcomes = crawl.outcomes()
        for path in server.routes:
            state, reason = outcomes[server.url(path)]
            assert state in ("dropped", "failed", "duplicate"), (path, state, reason)
        assert crawl.query("SELECT count(*) FROM articles") == [(0,)]


_PROBE = """
import asyncio, json, sys
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings
import scrapy
from newscrawl import scheduler
settings = Settings()
settings.setmodule("newscrawl.settings", priority="project")
ours = {"NEWSCRAWL_ARCHIVE": sys.argv[1], "NEWSCRAWL_ALLOW_NET": ["127.0.0.1:1"], "LOG_LEVEL": "ERROR", "NEWSCRAWL_DELAY_SECONDS": 0}
ours["STATS_DUMP"] = False
settings.setdict(ours, priority="cmdline")
from newscrawl.spiders.news import NewsSpider
process = AsyncCrawlerProcess(settings)
crawler = process.create_crawler(NewsSpider)
seen = {}
def look():
    from twisted.internet import reactor
    handlers = crawler.engine.downloader.handlers
    seen["resolver"] = type(reactor.nameResolver).__qualname__
    seen["schemes"] = sorted(handlers._schemes)
    seen["http"] = type(handlers._get_handler("https")).__qualname__
    seen["verifies"] = handlers._get_handler("https")._contextFactory._verify_certificates
    seen["components"] = sorted(
        type(one).__name__
        for manager in (crawler.extensions, crawler.engine.downloader.middleware, crawler.engine.scraper.spidermw)
        for one in manager.middlewares
    )
    import socket as s
    seen["listening"] = [str(r) for r in reactor.getReaders() if "Port" in type(r).__name__]
    for name in ("DOWNLOAD_MAXSIZE", "DOWNLOAD_TIMEOUT", "COOKIES_ENABLED", "REDIRECT_ENABLED", "RETRY_ENABLED", "USER_AGENT"):
        seen[name] = crawler.settings[name]
crawler.signals.connect(look, scrapy.signals.spider_opened)
process.crawl(crawler, url="http://127.0.0.1:1/")
import newscrawl.outcomes as o; o.BACKOFF_SECONDS = 0.05
process.start()
print(json.dumps(seen))
"""


def test_a_running_crawler_has_every_door_shut(tmp_path: Path) -> None:
    environment = {"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "HTTP_PROXY": "http://127.0.0.1:9/", "http_proxy": "http://127.0.0.1:9/"}
    done = subprocess.run(
        [sys.executable, "-c", _PROBE, str(tmp_path / "a.db")], capture_output=True, text=True, timeout=60, env=environment, cwd=tmp_path, check=True
    )
    seen = json.loads(done.stdout.strip().splitlines()[-1])
    assert seen["resolver"] == "GuardedResolver"
    assert seen["schemes"] == ["http", "https"]
    assert seen["http"] == "Handler"
    assert seen["verifies"] is True
    assert seen["listening"] == []
    forbidden = {
        "TelnetConsole",
        "RemoteControl",
        "CookiesMiddleware",
        "RedirectMiddleware",
        "MetaRefreshMiddleware",
        "RetryMiddleware",
        "HttpProxyMiddleware",
    }
    forbidden |= {"HttpCompressionMiddleware", "HttpCacheMiddleware", "RobotsTxtMiddleware", "AutoThrottle", "HttpErrorMiddleware"}
    assert forbidden.isdisjoint(seen["components"]), seen["components"]
    assert seen["DOWNLOAD_MAXSIZE"] == 10_000_000
    assert seen["DOWNLOAD_TIMEOUT"] == 30
    assert not any(seen[name] for name in ("COOKIES_ENABLED", "REDIRECT_ENABLED", "RETRY_ENABLED"))
    assert seen["USER_AGENT"].startswith("newscrawl/") and "(+" in seen["USER_AGENT"]
