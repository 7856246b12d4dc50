"""The sites that a crawl knows by their files, and which of them an address belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from newscrawl.errors import SiteFileError
from newscrawl.sites.files import Site, load
from newscrawl.urls import host_of, registrable_domain


class KnownSites:
    """Sites by the domains they name. A site without a file is its registrable domain, or host and port where that has none."""

    def __init__(self, sites: Iterable[Site] = ()) -> None:
        self._by_name: dict[str, Site] = {}
        self._by_domain: dict[str, Site] = {}
        for site in sites:
            self._by_name[site.name] = site
            for domain in site.domains:
                self._by_domain.setdefault(domain, site)
        self._ignored = {site.name: [re.compile(pattern) for pattern in site.ignore_urls] for site in self._by_name.values()}
        self._stories = {site.name: [re.compile(pattern) for pattern in site.article_urls] for site in self._by_name.values()}

    @classmethod
    def in_folder(cls, folder: Path) -> KnownSites:
        """Return the sites of ``folder``'s TOML files. Raises SiteFileError for one that cannot be used, and for a name given twice."""
        sites: dict[str, Site] = {}
        for path in sorted(folder.glob("*.toml")) if folder.is_dir() else ():
            site = load(path)
            if site.name in sites:
                raise SiteFileError(path, "name", f"{site.name!r} is the name of another site as well")
            sites[site.name] = site
        return cls(sites.values())

    def __iter__(self) -> Iterator[Site]:
        return iter(self._by_name.values())

    def named(self, name: str) -> Site | None:
        """Return the site called ``name``."""
        return self._by_name.get(name)

    def of(self, url: str) -> Site | None:
        """Return the site whose file names the domain of ``url``, the closest one; None if no file does. Raises BadAddress."""
        if not self._by_domain:
            return None
        host = host_of(url)
        names = [host, host.rpartition(":")[0]] if re.search(r":\d+\Z", host) else [host]
        for name in names:
            while name:
                if name in self._by_domain:
                    return self._by_domain[name]
                name = name.partition(".")[2]
        return None

    def key(self, url: str) -> str:
        """Return the word under which the frontier keeps the site of ``url``; it does not change when a file is given another name."""
        site = self.of(url)
        return site.domains[0] if site and site.domains else registrable_domain(host_of(url))

    def ignores(self, url: str) -> bool:
        """Say whether the site's file forbids ``url``."""
        site = self.of(url) if self._by_domain else None
        return site is not None and any(pattern.search(url) for pattern in self._ignored[site.name])

    def is_story(self, url: str) -> bool:
        """Say whether the site's file calls ``url`` a story's; False where it says nothing."""
        site = self.of(url) if self._by_domain else None
        return site is not None and any(pattern.search(url) for pattern in self._stories[site.name])
