"""Addresses: the one normal form that the archive keys on, and which may be asked for at all (RFC 3986, WHATWG URL)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, quote, urlencode, urljoin, urlsplit, urlunsplit

from newscrawl.errors import BadAddress

# Parameters that say how a reader came, never which page it is. Exact names and prefixes; ``id``, ``p``, ``page`` and the like are not here.
_TRACKING = frozenset(
    "fbclid gclid dclid gbraid wbraid msclkid yclid twclid igshid mc_cid mc_eid _ga _gl _hsenc _hsmi hsctatracking mkt_tok ref_src ref_url "
    "cmpid icid ncid ns_campaign ns_mchannel ns_source wt_mc wtmc xtor at_medium at_campaign s_cid sr_share spm vero_id oly_enc_id oly_anon_id "
    "__twitter_impression guccounter guce_referrer guce_referrer_sig fb_action_ids fb_action_types jsessionid phpsessid sid "
    "igsh ttclid li_fat_id srsltid mibextid intcmp intcid soc_src soc_trk smid ocid ito cmp ftcamp".split()
)
_TRACKING_PREFIXES = ("utm_", "pk_", "piwik_", "matomo_", "mtm_", "hsa_", "at_custom", "ns_")
# And these where the value is a place that readers come from: ``?ref=home`` says how, ``?ref=12`` may be which page it is.
_CAME_BY = frozenset("ref referer referrer src source from via origin xref partner".split())
_PLACES = frozenset(
    "rss feed atom home homepage front frontpage index newsletter email mail push app social twitter x facebook fb whatsapp telegram linkedin reddit "
    "google googlenews flipboard share next related more recommended readmore nav menu top footer header sidebar teaser ticker".split()
)
# Java's and PHP's; and ASP.NET's, a segment of its own: /(S(lit3py55t21z5v55vlm25s55))/news/1.aspx, with others' before it: (A(…)F(…)S(…)).
_SESSION_IN_PATH = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/?#;]*|/\((?:[a-z]\([\w-]+\))*s\([\w-]{16,}\)\)(?=/|\Z)", re.IGNORECASE)
_DEFAULT_PORTS = {"http": 80, "https": 443}
_BARRED = re.compile("[\x00-\x20\x7f\ud800-\udfff]")
_SAFE_PATH = "/%:@!$&'()*+,;=~-._"
# What needs no thought: every character is one that neither the request nor the key changes, there is no dot segment and no session.
# That ``join`` and ``locate`` agree on these with what is taken apart and put together again is a law in the tests.
_ESCAPED = "%(?:[0189A-F][0-9A-F]|2[0-9A-CF]|3[A-F]|40|5[B-E]|60|7[B-DF])"  # all but letters, digits and ``-._~``
_MORE = rf"(?:[A-Za-z0-9_~:@!$&')*+,=/-]++|{_ESCAPED}|(?<!/)(?:\.(?![./])|\())"
_PLAIN_REST = rf"({_MORE}*+)(?:\?((?:[A-Za-z0-9_.~-]++=[A-Za-z0-9_.~:/,-]*+&?+)++(?<!&)))?(?:#[!-~]*+)?\Z"
_PLAIN_URL = re.compile(rf"(https?)://([a-z0-9-]++(?:\.[a-z0-9-]++)++)(?=[/#]|\Z){_PLAIN_REST}")
_PLAIN_PATH = re.compile(rf"(?=/(?!/)){_PLAIN_REST}")
_PLAIN_HOST = re.compile(r"[a-z0-9-]++(?:\.[a-z0-9-]++)++\Z")
_PLAIN_ORIGIN = re.compile(r"(https?)://([a-z0-9-]++(?:\.[a-z0-9-]++)++)(?=[/?#]|\Z)")
MAX_LENGTH = 8000
"""Characters; hardly any server takes a longer request line. Which of them are asked for is the frontier's business."""


def split(url: str) -> SplitResult:
    """Return the parts of an http or https address, checked.

    Raises BadAddress for another scheme, no host, userinfo, a port that is none, controls or white space inside, or more than MAX_LENGTH characters.
    """
    if len(url) > MAX_LENGTH:
        raise BadAddress(url, f"longer than {MAX_LENGTH} characters")
    if _BARRED.search(url):
        raise BadAddress(url, "white space or control characters inside")
    try:
        parts = urlsplit(url)
        if parts.scheme in _DEFAULT_PORTS and _PLAIN_HOST.match(parts.netloc):
            return parts
        port = parts.port
    except ValueError as error:
        raise BadAddress(url, f"not an address ({error})") from None
    if parts.scheme.lower() not in _DEFAULT_PORTS:
        raise BadAddress(url, "only http and https are fetched; write https://… in front")
    if not parts.hostname:
        raise BadAddress(url, "no host")
    if parts.username is not None or parts.password is not None:
        raise BadAddress(url, "user and password in an address are not supported")
    if port == 0:
        raise BadAddress(url, "port 0")
    return parts


def host_of(url: str) -> str:
    """Return ``host`` or ``host:port`` (port only if not the scheme's own), lower-case, IDNA-encoded."""
    return _host(split(url), url)


def _host(parts: SplitResult, url: str) -> str:
    if _PLAIN_HOST.match(parts.netloc):
        return parts.netloc
    name = (parts.hostname or "").rstrip(".").lower()
    if not name.isascii():
        try:
            name = name.encode("idna").decode("ascii")
        except UnicodeError:
            raise BadAddress(url, "not a host name") from None
    if ":" in name:
        name = f"[{name}]"
    port = parts.port
    return name if port is None or port == _DEFAULT_PORTS[parts.scheme.lower()] else f"{name}:{port}"


def request_url(url: str) -> str:
    """Return ``url`` as it is requested: fragment dropped, host in ASCII, the path percent-encoded where it must be.

    Nothing else is touched: some servers mind order and case. Raises BadAddress.
    """
    parts = split(url.strip())
    path = quote(parts.path, safe=_SAFE_PATH) or "/"
    query = quote(parts.query, safe=_SAFE_PATH + "?[]|")
    return urlunsplit((parts.scheme.lower(), _host(parts, url.strip()), _without_dots(path), query, ""))


def url_key(url: str) -> str:
    """Return the one spelling of ``url`` that the archive keys on.

    http and https are one; host in lower case, default port, fragment, tracking and session parameters dropped, the other parameters sorted,
    dot segments and needless percent-encodings resolved. Idempotent. Raises BadAddress.
    """
    parts = split(url.strip())
    path = _SESSION_IN_PATH.sub("", parts.path)
    path = _without_dots(_recode(path, _SAFE_PATH)) or "/"
    pairs = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if not _is_tracking(name, value)]
    query = urlencode(sorted(pairs), quote_via=quote, safe="~-._,:/@!$'()*")
    return urlunsplit(("https", _host(parts, url.strip()), path, query, ""))


def article_id(key: str) -> str:
    """Return the id of the article under ``key`` (a ``url_key``): the first 16 hex digits of its SHA-256."""
    return hashlib.sha256(key.encode()).hexdigest()[:16]


def copied_from(key: str, canonical: str) -> str | None:
    """Return the ``url_key`` of ``canonical`` if the page under ``key`` is, by its address, only another form of that one; else None.

    A print, AMP, sorted or reply form says all that its story's address says, and something more: the story's path segments stand in its own, in
    order, and so do its parameters. A canonical that says anything else is often a mistake of the site's, and is not believed. A home page is
    nobody's story.
    """
    try:
        wanted = url_key(canonical)
    except ValueError:
        return None
    own, other = urlsplit(key), urlsplit(wanted)
    if wanted == key or own.netloc != other.netloc or (other.path == "/" and not other.query):
        return None
    segments = iter(own.path.strip("/").split("/"))
    if not all(segment in segments for segment in other.path.strip("/").split("/")):
        return None
    return wanted if set(parse_qsl(other.query, keep_blank_values=True)) <= set(parse_qsl(own.query, keep_blank_values=True)) else None


def join(base: str, href: str) -> str | None:
    """Return ``href`` as seen from ``base``, ready to be requested, or None if it leads nowhere that may be fetched."""
    if (plain := _plainly(base, href)) is not None:
        scheme, host, path, query = plain
        return f"{scheme}://{host}{path or '/'}?{query}" if query else f"{scheme}://{host}{path or '/'}"
    return _joined(base, href)


def _joined(base: str, href: str) -> str | None:
    """Return what ``join`` does, the long way."""
    href = href.strip().replace("\n", "").replace("\r", "").replace("\t", "").replace(" ", "%20")
    if "\\" in href:  # a slash to browsers, before the query
        end = min((place for mark in "?#" if (place := href.find(mark)) >= 0), default=len(href))
        href = href[:end].replace("\\", "/") + href[end:]
    whole = href.startswith(("http://", "https://")) and ";" not in href and href[8:9] not in "/?#"
    try:
        return request_url(href if whole else urljoin(base, href))
    except ValueError:
        return None


def locate(base: str, href: str) -> tuple[str, str] | None:
    """Return ``href`` seen from ``base`` as (address to request, its ``url_key``), or None if it leads nowhere that may be fetched.

    The same as ``join`` and then ``url_key``; most addresses of a page are plain, and a sixth of the time is enough for those.
    """
    if (plain := _plainly(base, href)) is not None:
        return _plain(*plain)
    url = _joined(base, href)
    if url is None:
        return None
    try:
        return url, url_key(url)
    except BadAddress:  # quoting can make it too long
        return None


def _plainly(base: str, href: str) -> tuple[str, str, str, str | None] | None:
    """Return scheme, host, path and query of ``href`` seen from ``base`` where all that has to be done is to put them together; else None."""
    if len(href) < 1000 and len(base) < 1000:
        if href[:1] != "/":
            if match := _PLAIN_URL.match(href):
                return match[1], match[2], match[3], match[4]
        elif (match := _PLAIN_PATH.match(href)) and (origin := _origin_of(base)):
            return origin[0], origin[1], match[1], match[2]
    return None


@lru_cache(maxsize=16)  # all links of a page have one base
def _origin_of(base: str) -> tuple[str, str] | None:
    """Return scheme and host of a plain address; None of another."""
    match = _PLAIN_ORIGIN.match(base)
    return (match[1], match[2]) if match else None


def _plain(scheme: str, host: str, path: str, query: str | None) -> tuple[str, str]:
    rest = f"{host}{path or '/'}"
    if not query:
        return f"{scheme}://{rest}", f"https://{rest}"
    pairs = [pair for pair in query.split("&") if not _is_tracking(*pair.partition("=")[::2])]
    if len(pairs) > 1:
        pairs.sort(key=lambda pair: pair.partition("=")[::2])
    return f"{scheme}://{rest}?{query}", f"https://{rest}?{'&'.join(pairs)}" if pairs else f"https://{rest}"


def _is_tracking(name: str, value: str) -> bool:
    name = name.lower()
    return name in _TRACKING or name.startswith(_TRACKING_PREFIXES) or (name in _CAME_BY and value.lower() in _PLACES)


@lru_cache(maxsize=4096)
def registrable_domain(host: str) -> str:
    """Return the registrable domain of ``host`` (Public Suffix List), or the host with its port where it has none (IP addresses, ``localhost``).

    Where everybody publishes under a name of their own (``a.blogspot.com``, ``b.wordpress.com``), that name is the domain: the sites of one platform
    have no more in common than those of one country.
    Of a suffix that the list does not know (an intranet's, one newer than the list) the list's own default holds: the last two labels, and the port,
    by which such hosts are told apart.
    """
    name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
    labels = name.rstrip(".").split(".")
    if labels[-1].isdigit() or "[" in name:
        return host
    rules, shared = _suffix_rules()
    known = [_unicode(label) for label in labels]
    for place in range(len(labels)):
        rest = ".".join(known[place:])
        if f"!{rest}" in rules:
            return ".".join(labels[place:])
        if rest in rules or f"*.{'.'.join(known[place + 1 :])}" in rules:
            if rest in shared and labels[:place] == ["www"]:
                return rest  # the platform's own pages
            return ".".join(labels[place - 1 :]) if place and labels[place - 1] else host
    return ".".join(labels[-2:]) + host[len(name) :] if len(labels) > 2 and all(labels[-2:]) else host


_PLATFORMS = frozenset(
    (
        "bearblog.dev beehiiv.com blog.fc2.com blog.hu blogg.no blogg.se blogs.com canalblog.com dreamwidth.org exblog.jp ghost.io home.blog "
        "jimdofree.com livejournal.com livedoor.blog mataroa.blog medium.com micro.blog news.blog over-blog.com seesaa.net substack.com tistory.com "
        "tumblr.com typepad.com webnode.com wordpress.com"
    ).split()
)
"""Hosts of everybody's blogs and newsletters that are not in the list, whose entries are made by those who run such hosts."""


@cache
def _suffix_rules() -> tuple[frozenset[str], frozenset[str]]:
    """Return the rules of the Public Suffix List, as the package tldextract ships it (no request to anybody) with ``_PLATFORMS``, and those of them
    that are names somebody registered for others to publish under.

    That package's own reader loads an HTTP client and builds a tree, a tenth of a second at each start of a reader.
    """
    spec = find_spec("tldextract")
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError("the package tldextract is missing: its list of public suffixes is needed")
    text = (Path(spec.submodule_search_locations[0]) / ".tld_set_snapshot").read_text(encoding="utf-8")
    registries, _, others = text.partition("// ===BEGIN PRIVATE DOMAINS===")
    shared = _PLATFORMS.union(_rules(others))
    return shared.union(_rules(registries)), shared


def _rules(text: str) -> Iterator[str]:
    return (line.split()[0] for line in text.splitlines() if line.strip() and not line.startswith("//"))


def _unicode(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        return label.encode("ascii").decode("idna")
    except UnicodeError:
        return label


def _recode(path: str, safe: str) -> str:
    """Percent-encode what must be, decode what need not be: RFC 3986 section 6.2.2."""

    def one(match: re.Match[str]) -> str:
        char = chr(int(match[1], 16))
        return char if char.isascii() and (char.isalnum() or char in "-._~") else match[0].upper()

    return re.sub(r"%([0-9A-Fa-f]{2})", one, quote(path, safe=safe))


def _without_dots(path: str) -> str:
    """Resolve ``.`` and ``..`` segments: RFC 3986 section 5.2.4."""
    if "/." not in path:
        return path
    out: list[str] = []
    pieces = path.split("/")
    for i, piece in enumerate(pieces):
        if piece == "..":
            if len(out) > 1:
                out.pop()
        elif piece != ".":
            out.append(piece)
            continue
        if i == len(pieces) - 1:
            out.append("")
    return "/".join(out) or "/"
