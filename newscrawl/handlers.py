"""The one way bytes come in: Scrapy's HTTP/1.1 handler with a cap on headers, verified certificates, and an end that can be called."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from OpenSSL import SSL
from scrapy import signals
from scrapy.core.downloader.contextfactory import _ScrapyClientContextFactory
from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    TunnelError,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
)
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    ResponseDataLossError,
    StopDownload,
)
from scrapy.utils.httpobj import urlparse_cached
from service_identity import VerificationError
from twisted.web._newclient import HEADER, STATUS

from newscrawl.middlewares import Refused
from newscrawl.resolver import GuardedResolver
from newscrawl.sites.known import KnownSites
from newscrawl.workers import CUT_BYTES

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from twisted.internet.interfaces import IAddress

log = logging.getLogger(__name__)

MAX_HEADER_BYTES = 256 * 1024
"""Of one answer, with every ``100 Continue`` before it. Servers allow requests 8 KB; a flood costs this much and ends."""


class StopInTime:
    """After a stop was asked for, waits for answers on their way no longer than the grace, then cuts them off; their rows stay pending.

    Scrapy itself would wait as long as the slowest server pleases.
    """

    def __init__(self, crawler: Crawler, grace_seconds: float) -> None:
        self.crawler, self.grace_seconds = crawler, grace_seconds
        self.cut = False
        """Whether answers were, or are to be, cut off."""
        self._downloads: set[asyncio.Future[Any]] = set()
        self._others: list[Callable[[], Awaitable[None]]] = []
        self._watch: asyncio.Task[None] | None = None
        crawler.signals.connect(self._started, signals.engine_started)
        crawler.signals.connect(self._stopped, signals.engine_stopped)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> StopInTime:
        return cls(crawler, crawler.settings.getfloat("NEWSCRAWL_GRACE_SECONDS"))

    def end_with(self, close: Callable[[], Awaitable[None]]) -> None:
        """Have ``close`` awaited when the grace is over."""
        self._others.append(close)

    async def download(self, request: Awaitable[Response]) -> Response:
        """Await ``request``. Raises DownloadCancelledError once answers are cut off."""
        if self.cut:
            raise DownloadCancelledError("stopping")
        task = asyncio.ensure_future(request)
        self._downloads.add(task)
        try:
            return await task
        except asyncio.CancelledError:
            raise DownloadCancelledError("stopping") from None
        finally:
            self._downloads.discard(task)

    def cut_off(self) -> None:
        """Cut off what is on its way, now."""
        self.cut = True
        for download in tuple(self._downloads):
            download.cancel()

    def _started(self) -> None:
        self._watch = asyncio.ensure_future(self._wait())

    def _stopped(self) -> None:
        if self._watch is not None:
            self._watch.cancel()

    async def _wait(self) -> None:
        while self.crawler.crawling:  # set by the first signal; Scrapy has no event for it
            await asyncio.sleep(0.2)
        await asyncio.sleep(self.grace_seconds)
        log.info("cut off downloads=%d grace_seconds=%g", len(self._downloads), self.grace_seconds)
        self.cut_off()
        await asyncio.sleep(2)  # for pages that readers have in hand
        for close in self._others:
            await close()


class _CappedProtocol(_LenientHTTP11ClientProtocol):
    """Gives up on an answer whose headers do not end."""

    _header_bytes = 0

    def request(self, request: Any) -> Any:
        self._header_bytes = 0
        return super().request(request)

    def dataReceived(self, data: bytes) -> None:
        parser = self._parser
        if parser is not None and parser.state in (STATUS, HEADER):
            self._header_bytes += len(data)
            if self._header_bytes > MAX_HEADER_BYTES + 64 * 1024:  # the last chunk may be mostly body
                self.transport.abortConnection()  # type: ignore[union-attr]  # a protocol that receives has one
                return
        super().dataReceived(data)  # type: ignore[no-untyped-call]


class _CappedFactory(_LenientHTTP11ClientFactory):
    def buildProtocol(self, addr: IAddress | None) -> _CappedProtocol:
        return _CappedProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]


class _Certificates(_ScrapyClientContextFactory):
    """Verifies every host's certificate, but of those whose site file says ``accept_bad_certificate``."""

    accepted: frozenset[str] = frozenset()
    _lax: _ScrapyClientContextFactory | None = None

    def creatorForNetloc(self, hostname: bytes, port: int) -> Any:
        if self._lax is not None and is_under(hostname.decode("ascii"), self.accepted):
            return self._lax.creatorForNetloc(hostname, port)
        return super().creatorForNetloc(hostname, port)


def unverified(crawler: Crawler) -> frozenset[str]:
    """Return the domains whose certificate is taken as it is, because their site's file says so."""
    sites = KnownSites.in_folder(Path(crawler.settings["NEWSCRAWL_SITES"]))
    return frozenset(domain for site in sites if site.accept_bad_certificate for domain in site.domains)


def is_under(host: str, domains: frozenset[str]) -> bool:
    """Return whether ``host`` is one of ``domains`` or below one."""
    return any(host == domain or host.endswith("." + domain) for domain in domains)


class Handler(HTTP11DownloadHandler):
    """Scrapy's handler with our caps; every download can be cut off."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool._factory = _CappedFactory
        self._pool.maxPersistentPerHost = 1
        factory = _Certificates.from_crawler(crawler)
        factory.accepted = unverified(crawler)
        if factory.accepted:
            factory._lax = _ScrapyClientContextFactory(verify_certificates=False)
        self._contextFactory = factory  # type: ignore[assignment]  # zope interfaces are nothing to mypy
        stop = crawler.get_extension(StopInTime)
        assert stop is not None  # settings.py has it
        self._stop = stop
        self._room: WeakKeyDictionary[Request, int] = WeakKeyDictionary()
        """Bytes that may still come of each robots.txt, feed and sitemap on its way."""
        crawler.signals.connect(self._came, signals.bytes_received)

    async def download_request(self, request: Request) -> Response:
        lease = request.meta.get("lease")
        if lease is not None and lease.kind in CUT_BYTES:  # what a long one says first holds; were it an error, its host would be closed for it
            self._room[request] = CUT_BYTES[lease.kind]
            request.meta["download_maxsize"] = 0
        return await self._stop.download(super().download_request(request))

    def _came(self, data: bytes, request: Request) -> None:
        if request in self._room:
            self._room[request] -= len(data)
            if self._room[request] <= 0:
                raise StopDownload(fail=False)


def error_word(error: BaseException, request: Request, *, cut: bool) -> str:
    """Return in one word why ``request`` got no answer that can be used.

    ``private-address dns timeout refused certificate too-large truncated proxy unreachable reset``; ``interrupted`` where we cut it off (``cut``).
    """
    if isinstance(error, Refused):
        return "private-address"
    if isinstance(error, CannotResolveHostError):
        parts = urlparse_cached(request)
        return "private-address" if _was_refused(parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)) else "dns"
    if isinstance(error, DownloadTimeoutError):
        return "timeout"
    if isinstance(error, DownloadConnectionRefusedError):
        return "refused"
    if isinstance(error, DownloadCancelledError):
        return "interrupted" if cut else "too-large"
    if isinstance(error, ResponseDataLossError):
        return "truncated"
    if isinstance(error, TunnelError):
        return "proxy"
    reasons = [reason.value for reason in getattr(error.__cause__, "reasons", ())] + [error.__cause__, error]
    if any(isinstance(reason, SSL.Error | VerificationError) for reason in reasons):
        return "certificate"
    return "unreachable" if isinstance(error, OSError) else "reset"


def _was_refused(host: str, port: int) -> bool:
    with contextlib.suppress(ImportError):
        from twisted.internet import reactor

        resolver = getattr(reactor, "nameResolver", None)
        if isinstance(resolver, GuardedResolver):
            return (host, port) in resolver.refused
    return False
