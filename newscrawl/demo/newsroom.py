"""The newsroom's server: three sites in threads of this process, an access log, two editions, and the truth about every address."""

from __future__ import annotations

import errno
import gzip
import hashlib
import socketserver
import threading
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import NamedTuple, Self
from urllib.parse import urldefrag, urlsplit

from newscrawl.demo import blog, paper, plain
from newscrawl.demo.stories import Resource, TrueArticle

PORTS = (8701, 8702, 8703)
"""Tried first where no ports are given, so that an archive kept from an earlier demo still knows its addresses."""

_EDITION_TIMES = {1: datetime(2026, 11, 20, 6, 0, tzinfo=UTC), 2: datetime(2026, 11, 21, 6, 0, tzinfo=UTC)}
_NOT_FOUND = Resource(b"<html><head><title>404 Not Found</title></head><body><h1>Not Found</h1></body></html>", status=404, reason="http-404")


@dataclass(frozen=True, slots=True)
class DemoSite:
    """One of the newsroom's sites."""

    name: str
    home_url: str
    host: str
    make: str


class Visit(NamedTuple):
    """One request that was answered: a line of the access log, written when the answer began."""

    monotonic: float
    host: str
    method: str
    path: str
    status: int


class Newsroom:
    """Three sites on 127.0.0.1, served while the context is open.

    ``ports`` of 0 take free ports; with none given the fixed PORTS are tried, and free ones taken where they are in use.
    ``delay`` is how many seconds every answer takes. ``edition`` may be set to 2 at any time.
    """

    def __init__(self, ports: tuple[int, int, int] | None = None, edition: int = 1, delay: float = 0.0) -> None:
        self._ports = ports
        self._delay = delay
        self._edition = edition
        self._lock = threading.Lock()
        self._seen: set[tuple[str, str]] = set()
        self._servers: list[_Server] = []
        self._threads: list[threading.Thread] = []
        self._editions: dict[int, dict[str, dict[str, Resource]]] = {}
        self.log: list[Visit] = []
        self.sites: tuple[DemoSite, ...] = ()

    def __enter__(self) -> Self:
        for wanted in self._ports or PORTS:
            self._servers.append(_bind(self, wanted, fall_back=self._ports is None))
        hosts = [f"127.0.0.1:{server.server_address[1]}" for server in self._servers]
        bases = [f"http://{host}" for host in hosts]
        for edition in (1, 2):
            built = (blog.build(bases[0], edition, paper_base=bases[1]), paper.build(bases[1], edition), plain.build(bases[2], edition))
            self._editions[edition] = dict(zip(hosts, built, strict=True))
        for host in hosts:  # whatever the second edition changes says when, if only a list of headlines beside the story
            older = self._editions[1][host]
            for target, resource in self._editions[2][host].items():
                if target in older and older[target].body != resource.body and older[target].last_modified == resource.last_modified:
                    self._editions[2][host][target] = replace(resource, last_modified=_EDITION_TIMES[2])
        makes = ((blog.NAME, blog.MAKE), (paper.NAME, paper.MAKE), (plain.NAME, plain.MAKE))
        self.sites = tuple(DemoSite(name, base + "/", host, make) for (name, make), base, host in zip(makes, bases, hosts, strict=True))
        for server, host in zip(self._servers, hosts, strict=True):
            server.host = host
            thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, name=f"newsroom {host}", daemon=True)
            thread.start()
            self._threads.append(thread)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for server in self._servers:
            if server.host:
                server.shutdown()
            server.server_close()
        for thread in self._threads:
            thread.join(timeout=5)
        self._servers.clear()
        self._threads.clear()

    @property
    def hosts(self) -> tuple[str, ...]:
        """``127.0.0.1:PORT`` of each site, as ``--allow-net`` takes them."""
        return tuple(site.host for site in self.sites)

    @property
    def edition(self) -> int:
        """The edition on sale: in the second one story is edited and three are new."""
        return self._edition

    @edition.setter
    def edition(self, number: int) -> None:
        if number not in _EDITION_TIMES:
            raise ValueError(f"there is no edition {number}")
        self._edition = number

    def truth(self) -> list[TrueArticle]:
        """Return every article that can be reached in this edition, with what its page states."""
        return [resource.article for _, resource in self._resources() if resource.article]

    def not_articles(self) -> dict[str, str]:
        """Return every other address that the sites link to, with the reason why there is no article (pictures and style sheets are in ``assets``).

        The reasons of ``newscrawl.items.Reason``, and ``robots`` (disallowed), ``redirect``, ``http-404``, ``feed``, ``sitemap``, ``robots-file``.
        """
        return {url: resource.reason for url, resource in self._resources() if resource.reason}

    def assets(self) -> frozenset[str]:
        """Return the addresses of pictures and style sheets: a crawler of articles has no business there."""
        return frozenset(url for url, resource in self._resources() if not resource.reason and not resource.article)

    def expected(self, url: str) -> str | None:
        """Return what should become of ``url``: None for an article, else the reason; what no page links to is ``http-404``."""
        parts = urlsplit(urldefrag(url).url)
        resource = self.find(parts.netloc, (parts.path or "/") + (f"?{parts.query}" if parts.query else ""))
        return resource.reason

    def find(self, host: str, target: str) -> Resource:
        """Return what stands at ``target`` (path and query) of ``host`` in this edition; ``utm_…`` parameters change nothing, as on most servers."""
        path, _, query = target.partition("?")
        query = "&".join(one for one in query.split("&") if one and not one.startswith("utm_"))
        target = f"{path}?{query}" if query else path
        return self._editions[self._edition][host].get(target, _NOT_FOUND)

    def respond(self, host: str, target: str) -> tuple[Resource, int]:
        """Return what stands at ``target`` and the status to answer with now: some addresses refuse the first time."""
        resource = self.find(host, target)
        with self._lock:
            first = (host, target) not in self._seen
            self._seen.add((host, target))
        return resource, resource.first_status if first and resource.first_status else resource.status

    def note(self, visit: Visit) -> None:
        """Write ``visit`` into the access log."""
        self.log.append(visit)  # list.append is atomic

    def wait(self) -> None:
        """Take as long as an answer takes here."""
        if self._delay:
            time.sleep(self._delay)

    def _resources(self) -> list[tuple[str, Resource]]:
        return [(f"http://{host}{target}", resource) for host, site in self._editions[self._edition].items() for target, resource in site.items()]


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64
    host = ""
    newsroom: Newsroom

    def server_bind(self) -> None:
        """As HTTPServer does, without asking DNS for this machine's name."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = "127.0.0.1", self.server_address[1]

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: a crawler that is killed leaves broken connections, and they are not this server's news."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "DemoNewsroom"
    sys_version = ""
    disable_nagle_algorithm = True
    timeout = 30
    server: _Server

    def do_GET(self) -> None:
        newsroom, host = self.server.newsroom, self.server.host
        newsroom.wait()
        resource, status = newsroom.respond(host, self.path)
        body, headers = resource.body, [("Content-Type", resource.media_type)]
        if status in (429, 503):
            body = f"<html><title>{status}</title><body><h1>{HTTPStatus(status).phrase}</h1></body></html>".encode()
            headers = [("Content-Type", "text/html")]
            if resource.retry_after is not None:
                headers.append(("Retry-After", str(resource.retry_after)))
        elif resource.location:
            headers.append(("Location", resource.location))
        elif status == 200:
            tag = 'W/"' + hashlib.sha256(body).hexdigest()[:20] + '"'
            modified = (resource.last_modified or _EDITION_TIMES[1]).astimezone(UTC)
            headers += [("ETag", tag), ("Last-Modified", format_datetime(modified, usegmt=True))]
            headers += [("Cache-Control", "no-cache"), ("Vary", "Accept-Encoding")]
            if self._is_fresh(tag, modified):
                self._send(304, headers[1:], b"")
                return
        packed = resource.media_type.startswith(("image/", "application/gzip"))
        if len(body) > 500 and not packed and "gzip" in self.headers.get("Accept-Encoding", ""):
            body = gzip.compress(body, 6, mtime=0)
            headers.append(("Content-Encoding", "gzip"))
        self._send(status, headers, body)

    do_HEAD = do_GET

    def _is_fresh(self, tag: str, modified: datetime) -> bool:
        """RFC 9110: If-None-Match alone counts where it is sent."""
        if sent := self.headers.get("If-None-Match"):
            return sent.strip() == "*" or tag.removeprefix("W/") in [one.strip().removeprefix("W/") for one in sent.split(",")]
        if since := self.headers.get("If-Modified-Since"):
            try:
                return modified <= parsedate_to_datetime(since)
            except (ValueError, TypeError):
                return False
        return False

    def _send(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        self.server.newsroom.note(Visit(time.monotonic(), self.server.host, self.command, self.path, status))
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD" and body:
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet: the access log is ``Newsroom.log``."""


def _bind(newsroom: Newsroom, port: int, *, fall_back: bool) -> _Server:
    try:
        server = _Server(("127.0.0.1", port), _Handler)
    except OSError as error:
        if not fall_back or error.errno != errno.EADDRINUSE:
            raise
        server = _Server(("127.0.0.1", 0), _Handler)
    server.newsroom = newsroom
    return server
