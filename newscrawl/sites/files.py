"""Site files: TOML, one file a site, every key optional but the home page. A wrong key or value is named with its line."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from cssselect import SelectorError
from lxml import etree
from lxml.cssselect import CSSSelector

from newscrawl.errors import BadAddress, SiteFileError
from newscrawl.urls import host_of, registrable_domain, request_url, split

MAX_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class Site:
    """A site and its rules. What is None or empty is decided by the crawler."""

    name: str
    home: str
    domains: tuple[str, ...] = ()
    seeds: tuple[str, ...] = ()
    delay_seconds: float | None = None
    interval_minutes: int | None = None
    accept_bad_certificate: bool = False
    article_urls: tuple[str, ...] = ()
    ignore_urls: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    standfirst: tuple[str, ...] = ()
    byline: tuple[str, ...] = ()
    date: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()


KEYS: dict[str, str] = {
    "name": "What the site is called on the command line and in the archive: letters, digits, dots and hyphens. The file's name if missing.",
    "home": "The address of its front page. Required.",
    "domains": "Host names whose pages belong to the site, subdomains included. The home page's registrable domain if missing.",
    "seeds": "Further addresses to start from: feeds, sitemaps, section pages.",
    "delay_seconds": "Seconds between two requests to one host, 0 to 3600; never less than what robots.txt asks for. 2 if missing.",
    "interval_minutes": "Minutes between two visits at most, 1 to 525600. Learned if missing.",
    "accept_bad_certificate": "true: fetch in spite of a wrong certificate, and mark what was fetched so.",
    "article_urls": "Regular expressions; an address in which one is found is a story's.",
    "ignore_urls": "Regular expressions; an address in which one is found is never fetched.",
    "article.title": "CSS selectors, tried in order, for the headline.",
    "article.standfirst": "CSS selectors, tried in order, for the lead-in between headline and text.",
    "article.byline": "CSS selectors, tried in order, for the authors' line.",
    "article.date": "CSS selectors, tried in order, for the date of publication.",
    "article.body": "CSS selectors, tried in order, for the element around the story's text.",
    "article.remove": "CSS selectors, all of them applied, for what is no part of the story.",
}
"""Every key of a site file, and what it means: the documentation is made of this table."""
_SELECTORS = frozenset(("title", "standfirst", "byline", "date", "body", "remove"))
_NAME = re.compile(r"[a-z0-9](?:[a-z0-9.-]{0,98}[a-z0-9])?")
_KEY = re.compile(r"""\s*(?:["']?([\w-]+)["']?\s*\.\s*)?["']?([\w-]+)["']?\s*[=.]""")
_SEE = "see docs/site-files.md"


def site_for(url: str) -> Site:
    """Return the site of ``url`` as it is known without a file: named after its registrable domain, or host and port where it has none."""
    parts = split(url.strip())
    domain = registrable_domain(host_of(url.strip()))
    name = re.sub(r"[^a-z0-9.-]+", "-", domain.lower()).strip("-.") or "site"
    return Site(name=name, home=request_url(f"{parts.scheme.lower()}://{host_of(url.strip())}/"), domains=(domain,))


def is_name(text: str) -> bool:
    """Say whether a site may be called so: a file of that name, and a word on the command line."""
    return _NAME.fullmatch(text) is not None


def load(path: Path | str) -> Site:
    """Return the site that the file at ``path`` describes. Raises SiteFileError."""
    path = Path(path)
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise SiteFileError(path, "file", f"cannot be read ({error.strerror})") from None
    if len(raw) > MAX_BYTES:
        raise SiteFileError(path, "file", f"larger than {MAX_BYTES} bytes")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise SiteFileError(path, f"line {line}", "not UTF-8") from None
    return parse(text, path)


def parse(text: str, path: Path | str = "site.toml") -> Site:
    """Return the site that ``text`` describes; ``path`` is for the name and for messages. Raises SiteFileError."""
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        place = re.search(r"\(at (line \d+, column \d+|end of document)\)", str(error))
        raise SiteFileError(path, place[1] if place else "file", f"not TOML ({str(error).split(' (at')[0]})") from None
    article = data.pop("article", {})
    if not isinstance(article, dict):
        raise SiteFileError(path, _where(text, "article", None), f"has to be a table: [article]; {_SEE}")
    values: dict[str, Any] = {}
    for key, value in [*data.items(), *((f"article.{name}", value) for name, value in article.items())]:
        table, _, name = key.rpartition(".")
        where = _where(text, name, table or None)
        if key not in KEYS:
            raise SiteFileError(path, f"{where}, {key}", f"no such key{_nearest(key)}; {_SEE}")
        values[name] = _checked(name, value, path, f"{where}, {key}")
    if "home" not in values:
        raise SiteFileError(path, "home", f'is missing: home = "https://…"; {_SEE}')
    default = site_for(values["home"])
    values.setdefault("name", re.sub(r"[^a-z0-9.-]+", "-", Path(path).stem.lower()).strip("-.") or default.name)
    values.setdefault("domains", default.domains)
    return Site(**values)


def dump(site: Site) -> str:
    """Return ``site`` as the text of a site file; ``parse`` gives the same site back. What is as it would be without being said is left out."""
    default = Site(site.name, site.home)
    lines = [f"name = {_quoted(site.name)}", f"home = {_quoted(site.home)}"]
    tables: list[str] = []
    for one in fields(Site)[2:]:
        value = getattr(site, one.name)
        if value != getattr(default, one.name):
            (tables if one.name in _SELECTORS else lines).append(f"{one.name} = {_written(value)}")
    return "\n".join([*lines, *(["", "[article]", *tables] if tables else [])]) + "\n"


def _checked(name: str, value: object, path: Path | str, where: str) -> object:
    if name == "accept_bad_certificate":
        if not isinstance(value, bool):
            raise SiteFileError(path, where, "has to be true or false")
        return value
    if name in ("delay_seconds", "interval_minutes"):
        low, high = (0, 3600) if name == "delay_seconds" else (1, 525_600)
        wanted = (int, float) if name == "delay_seconds" else (int,)
        if isinstance(value, bool) or not isinstance(value, wanted) or not low <= value <= high:
            raise SiteFileError(path, where, f"has to be a number from {low} to {high}")
        return float(value) if name == "delay_seconds" else int(value)
    if name in ("name", "home"):
        if not isinstance(value, str):
            raise SiteFileError(path, where, "has to be a string")
        if name == "name" and not is_name(value):
            raise SiteFileError(path, where, f"{value[:40]!r}: lower-case letters, digits, dots and hyphens, 100 at most")
        return _address(value, path, where) if name == "home" else value
    listed = [value] if isinstance(value, str) else value
    if not isinstance(listed, list) or not all(isinstance(one, str) for one in listed):
        raise SiteFileError(path, where, "has to be a list of strings")
    check = _SELECTOR_OR_ELSE.get(name, _selector)
    return tuple(check(one, path, f"{where}[{index}]" if isinstance(value, list) else where) for index, one in enumerate(listed))


def _address(value: str, path: Path | str, where: str) -> str:
    try:
        return request_url(value)
    except BadAddress as error:
        raise SiteFileError(path, f'{where} "{value[:80]}"', error.why) from None


def _domain(value: str, path: Path | str, where: str) -> str:
    try:
        found = host_of(f"https://{value}/")
    except BadAddress:
        found = ""
    if not found or "/" in value or "@" in value:
        raise SiteFileError(path, f'{where} "{value[:80]}"', "not a host name")
    return found


def _expression(value: str, path: Path | str, where: str) -> str:
    try:
        re.compile(value)
    except (re.error, RecursionError, OverflowError) as error:
        raise SiteFileError(path, f'{where} "{value[:80]}"', f"not a regular expression ({error})") from None
    return value


def _selector(value: str, path: Path | str, where: str) -> str:
    try:
        CSSSelector(value, translator="html")(etree.Element("html"))  # as the reader will: a name space that nobody declared is found by trying
    except (SelectorError, etree.XPathError, RecursionError):
        raise SiteFileError(path, f'{where} "{value[:80]}"', f"not a CSS selector; {_SEE}") from None
    return value


_SELECTOR_OR_ELSE: dict[str, Callable[[str, Path | str, str], str]] = {
    "domains": _domain,
    "seeds": _address,
    "article_urls": _expression,
    "ignore_urls": _expression,
}


def _where(text: str, key: str, table: str | None) -> str:
    """Return ``line N``: where ``key`` of ``table`` (None: the top) is written; the standard library's parser does not tell."""
    current: str | None = None
    for number, line in enumerate(text.splitlines(), 1):
        if match := re.match(r"\s*\[+\s*([^\]]+?)\s*\]+", line):
            current = match[1].strip("\"'")
            if table is None and current == key:
                return f"line {number}"
        elif (match := _KEY.match(line)) and match[2] == key and (match[1] or current) == table:
            return f"line {number}"
    return "line 1"


def _nearest(key: str) -> str:
    close = difflib.get_close_matches(key, KEYS, 1, cutoff=0.5)
    return f", do you mean {close[0]}?" if close else ""


def _written(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return "[" + ", ".join(_quoted(one) for one in value) + "]"
    return repr(value) if isinstance(value, int | float) else _quoted(str(value))


def _quoted(value: str) -> str:
    """Return a TOML basic string."""
    plain = value.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + re.sub(r"[\x00-\x1f\x7f]", lambda match: f"\\u{ord(match[0]):04x}", plain) + '"'
