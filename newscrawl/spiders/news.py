"""The spider: turns answers into items and nothing else. What is fetched next is the frontier's business, what a page says the readers'."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit

import scrapy
from scrapy.http import Request, Response
from twisted.python.failure import Failure

from newscrawl import clock
from newscrawl.handlers import StopInTime, error_word, is_under, unverified
from newscrawl.items import Link, Page
from newscrawl.outcomes import Fetched

if TYPE_CHECKING:
    from newscrawl.scheduler import FrontierScheduler


class NewsSpider(scrapy.Spider):
    """``scrapy crawl news -a url=https://…`` (commas between several), ``-a kind=feed``, ``-a follow=no``; without ``url``: what is pending."""

    name = "news"

    def __init__(
        self, url: str | None = None, kind: str = "home", follow: str | bool = True, seeds: tuple[Link, ...] = (), whole: bool = False,
        due: bool = False, since: datetime | None = None, until: datetime | None = None, obey: bool = True, **rest: Any,
    ) -> None:  # fmt: skip
        super().__init__(**rest)
        given = [part.strip() for part in (url or "").split(",") if part.strip()]
        self.seeds = (*seeds, *(Link(address if "://" in address else f"https://{address}", kind=kind, source="seed") for address in given))  # type: ignore[arg-type]  # checked when it goes in
        self.follow: bool | Literal["sources"] = "sources" if follow == "sources" else follow not in (False, "no", "0", "false")
        self.due, self.since, self.until = due, since, until
        self.obey = obey
        """Whether pages that ask not to be kept are not."""
        self.whole = whole or not self.seeds
        """Whether the crawl is of everything in the archive, not of the seeds' sites alone."""

    @cached_property
    def _unverified(self) -> frozenset[str]:
        return unverified(self.crawler)

    async def start(self) -> AsyncIterator[Any]:
        """Yield nothing: the seeds are rows of the frontier before the first request is made."""
        return
        yield

    def parse(self, response: Response, **_: Any) -> Iterator[Fetched]:
        """Yield the answer."""
        request = response.request
        assert request is not None
        headers = tuple((name.decode("latin-1").lower(), value.decode("latin-1")) for name, values in response.headers.items() for value in values)
        if response.url.startswith("https:") and is_under(urlsplit(response.url).hostname or "", self._unverified):
            headers += (("newscrawl-certificate", "not verified"),)  # kept with the capture: who reads it shall know
        page = Page(url=response.url, body=response.body, status=response.status, headers=headers, fetched_at=_now(), kind=request.meta["lease"].kind)
        yield from self._hand_on(request, page)

    def failed(self, failure: Failure) -> Iterator[Fetched]:
        """Yield the answer that did not come; it takes the same way to the archive."""
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy puts it there
        stop = self.crawler.get_extension(StopInTime)
        assert failure.value is not None
        word = error_word(failure.value, request, cut=stop is not None and stop.cut)
        page = Page(url=request.url, status=0, fetched_at=_now(), kind=request.meta["lease"].kind, error=word)
        if word in ("reset", "unreachable"):
            self.logger.info("no answer url=%s error=%s detail=%r", request.url, word, failure.value)
        yield from self._hand_on(request, page)

    def _hand_on(self, request: Request, page: Page) -> Iterator[Fetched]:
        scheduler: FrontierScheduler = self.crawler.engine.scheduler  # type: ignore[assignment]  # settings.py says so
        fetched = scheduler.answered(request, page)
        if fetched is not None:
            yield fetched


def _now() -> datetime:
    return clock.now()
