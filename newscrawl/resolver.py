"""The address guard: no name and no literal leads a crawl into the machine or the network it runs on.

It sits in the DNS resolver, behind everything that a page, feed, sitemap, robots file or redirect can say, and sees what is about to be connected to.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from scrapy.resolver import CachingHostnameResolver
from twisted.internet.interfaces import IHostResolution, IResolutionReceiver
from zope.interface import implementer  # type: ignore[import-untyped]

from newscrawl.errors import BadAddress, UsageError
from newscrawl.urls import host_of, split

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from twisted.internet.base import ReactorBase
    from twisted.internet.interfaces import IAddress

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_LOCAL_NAMES = ("localhost", "local", "internal", "localdomain", "home.arpa")
_PORTS = {"http": 80, "https": 443}


def is_public(address: str) -> bool:
    """Return whether ``address`` (an IP address, zone ignored) is one that anybody on the internet may be asked at.

    Addresses that carry another inside (v4-mapped, 6to4, NAT64) are as public as that one.
    """
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour
        if inner is None and ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            ip = inner
    return ip.is_global and not ip.is_multicast


def as_literal(host: str) -> str | None:
    """Return the IP address that ``host`` spells in any of its ways (``2130706433``, ``0x7f.1``, ``0177.0.0.1``, ``[::1]``), or None for a name."""
    host = host.removeprefix("[").removesuffix("]").rstrip(".")
    try:
        return str(ipaddress.ip_address(host.partition("%")[0]))
    except ValueError:
        pass
    try:
        return socket.inet_ntoa(socket.inet_aton(host))  # the C library's reading is what getaddrinfo will do with it
    except (OSError, UnicodeError, ValueError):
        return None


class AllowNet:
    """What ``--allow-net HOST[:PORT]`` opened: exactly the hosts it names, on the port it names or on all of them."""

    def __init__(self, names: Iterable[str]) -> None:
        self._ports: dict[str, set[int | None]] = {}
        for name in names:
            try:
                parts = urlsplit(f"//{name.strip()}")
                host, port = parts.hostname, parts.port
            except ValueError:
                host, port = None, None
            if not host or parts.path or parts.username is not None or "*" in name:
                raise UsageError(f"--allow-net {name!r}: write HOST or HOST:PORT")
            self._ports.setdefault(host.rstrip("."), set()).add(port)

    def __bool__(self) -> bool:
        return bool(self._ports)

    def __contains__(self, host_port: tuple[str, int]) -> bool:
        host, port = host_port
        ports = self._ports.get(host.removeprefix("[").removesuffix("]").rstrip(".").lower(), ())
        return None in ports or port in ports

    def has(self, host: str) -> bool:
        """Return whether ``host`` (``name`` or ``name:port``, as the frontier writes it) is opened; without a port, on either of the web's two."""
        parts = urlsplit(f"//{host}")
        ports = [parts.port] if parts.port else list(_PORTS.values())
        return any(((parts.hostname or ""), port) in self for port in ports)


def check(url: str, allowed: AllowNet) -> None:
    """Raise BadAddress if ``url`` is none that may be fetched, as far as can be seen without looking up its name."""
    parts = split(url)
    host = parts.hostname or ""
    if (host, parts.port or _PORTS[parts.scheme.lower()]) in allowed:
        return
    literal = as_literal(host)
    if literal is not None and not is_public(literal):
        raise BadAddress(url, f"a private address; --allow-net {host_of(url)} opens it")
    name = host.rstrip(".").lower()
    if any(name == local or name.endswith("." + local) for local in _LOCAL_NAMES):
        raise BadAddress(url, f"a name of this machine or network; --allow-net {host_of(url)} opens it")


@implementer(IResolutionReceiver)
class _Filter:
    """Hands on the addresses that may be connected to, and remembers the look-up if there was none."""

    def __init__(self, receiver: Any, guard: GuardedResolver, host: str, port: int) -> None:
        self._receiver, self._guard, self._host, self._port = receiver, guard, host, port
        self._dropped = self._passed = 0

    def resolutionBegan(self, resolution: IHostResolution) -> None:
        self._receiver.resolutionBegan(resolution)

    def addressResolved(self, address: IAddress) -> None:
        if (self._host, self._port) in self._guard.allowed or is_public(getattr(address, "host", "")):
            self._passed += 1
            self._receiver.addressResolved(address)
        else:
            self._dropped += 1

    def resolutionComplete(self) -> None:
        if self._dropped and not self._passed:
            self._guard.refused.add((self._host, self._port))
        self._receiver.resolutionComplete()


class GuardedResolver(CachingHostnameResolver):
    """Scrapy's caching resolver that answers with public addresses only, whatever the name, the literal or the cache says."""

    def __init__(self, reactor: ReactorBase, cache_size: int, allowed: AllowNet) -> None:
        super().__init__(reactor, cache_size)
        self.allowed = allowed
        self.refused: set[tuple[str, int]] = set()
        """(host, port) of look-ups that led nowhere but into private networks: their outcome says so, instead of "no such host"."""

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> GuardedResolver:
        return cls(reactor, crawler.settings.getint("DNSCACHE_SIZE"), AllowNet(crawler.settings.getlist("NEWSCRAWL_ALLOW_NET")))

    def resolveHostName(
        self,
        resolutionReceiver: IResolutionReceiver,
        hostName: str,
        portNumber: int = 0,
        addressTypes: Sequence[type[IAddress]] | None = None,
        transportSemantics: str = "TCP",
    ) -> IHostResolution:
        receiver = _Filter(resolutionReceiver, self, hostName, portNumber)
        return super().resolveHostName(receiver, hostName, portNumber, addressTypes, transportSemantics)  # type: ignore[arg-type]  # zope again
