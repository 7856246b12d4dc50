"""What every request passes on its way out: the address filter, and the proxy that the command line named."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from scrapy import Request
from scrapy.exceptions import IgnoreRequest, NotConfigured

from newscrawl.errors import BadAddress
from newscrawl.resolver import AllowNet, check

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


class Refused(IgnoreRequest):
    """An address that may not be fetched; ``why`` says it in words."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class AddressFilter:
    """Lets http and https to public hosts through, and what ``--allow-net`` names; nothing else leaves."""

    def __init__(self, allowed: AllowNet) -> None:
        self.allowed = allowed

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> AddressFilter:
        return cls(AllowNet(crawler.settings.getlist("NEWSCRAWL_ALLOW_NET")))

    def process_request(self, request: Request) -> None:
        try:
            check(request.url, self.allowed)
        except BadAddress as error:
            raise Refused(str(error)) from None


class ProxyByOption:
    """Sends requests through ``--proxy``; the environment's proxies are not taken."""

    def __init__(self, proxy: str | None) -> None:
        self.proxy, self.authorization = None, None
        if proxy:
            parts = urlsplit(proxy if "://" in proxy else f"http://{proxy}")
            self.proxy = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
            if parts.username is not None:
                pair = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
                self.authorization = b"Basic " + base64.b64encode(pair.encode())

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> ProxyByOption:
        if not crawler.settings.get("NEWSCRAWL_PROXY"):
            raise NotConfigured
        return cls(crawler.settings["NEWSCRAWL_PROXY"])

    def process_request(self, request: Request) -> None:
        if self.proxy:
            request.meta["proxy"] = self.proxy
            if self.authorization:
                request.headers["Proxy-Authorization"] = self.authorization
