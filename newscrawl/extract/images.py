"""Images: where the largest version is, which are tiny or stand for others, and when two are one picture."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TypeAlias
from urllib.parse import unquote, urlsplit

import lxml.html

from newscrawl.text import both_cases

MAX_DEPTH = 60
"""Ancestors looked at from an image; real ones have up to 40."""
Element: TypeAlias = lxml.html.HtmlElement
_POOR_URL = re.compile(
    r"(?i)logo|sprite|avatar|gravatar|(?<![a-z])icons?(?![a-z])|pixel|placeholder|spacer|(?<![a-z])blank|emoji|tracking|1x1|transparent|"
    r"badge|(?<![a-z])load(?:ing|er)|spinner|favicon|/ads?/"
)
_SIZE = both_cases(r"[-_.@]?(?:\d{2,4}x\d{2,4}|\d{2,4}[wh](?![a-z0-9])|scaled|thumb(?:nail)?|small|medium|large|big|crop(?:ped)?|orig(?:inal)?)")
_NOT_NAME = re.compile(r"[^a-z0-9]+")


def has_any(low: str, hints: tuple[str, ...]) -> bool:
    """Say whether one of ``hints`` is in ``low``; a plain loop is twice as fast as ``any`` here."""
    for hint in hints:  # noqa: SIM110
        if hint in low:
            return True
    return False


def has_ancestor(element: Element, limit: Element, tag: str) -> bool:
    node: Element | None = element
    for _ in range(MAX_DEPTH):
        if node is None:
            return False
        if node.tag == tag:
            return True
        if node is limit:
            return False
        node = node.getparent()
    return False


def leads_to_picture(link: Element) -> bool:
    """Say whether a link leads to a picture, or nowhere."""
    href = (link.get("href") or "").strip().lower()
    return not href or href.startswith("#") or href.split("?")[0].endswith((".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif"))


def is_own_link(link: Element, url: str) -> bool:
    """Say whether a link around an image leads to the picture itself, or nowhere, rather than to another story."""
    href = (link.get("href") or "").strip()
    if not href or href.startswith(("#", "javascript:", "data:")):
        return True
    if "author" in (link.get("rel") or ""):
        return False
    path = href.split("?")[0].split("#")[0].lower()
    if path.endswith((".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif")) or _PICTURE_LINK.search(path):
        return True
    return path.rstrip("/") in (url.split("?")[0].rstrip("/").lower(), urlsplit(url).path.rstrip("/").lower()) if path else True


_PICTURE_LINK = re.compile(r"/[a-z]{0,12}[_-]?(?:photo|image|gallery|foto|galerie|galería|bild|img|media|fullscreen|lightbox)")
_URL_ATTRIBUTES = ("src", "data-src", "data-original", "data-lazy-src", "data-srcset", "srcset", "data-lazy", "data-full-src")
_LOOKS_URL = re.compile(r"(?:https?:)?//[^\s\"'<>]{4,1900}|/[^\s\"'<>]{1,1900}\.(?:jpe?g|png|webp|avif|gif)(?![a-z])", re.IGNORECASE)


def is_image(tag: object) -> bool:
    """Say whether elements of this tag show a picture: ``img``, ``amp-img``, and what sites make themselves (``x-image``)."""
    return tag == "img" or (isinstance(tag, str) and "-" in tag and bool(_IMAGE_TAG.search(tag)))


_IMAGE_TAG = re.compile(r"-(?:img|image|picture|photo)(?![a-z])")


def _addresses(image: Element) -> Iterator[str | None]:
    """Yield what may be the picture's address, in order: most images have it in the first."""
    yield from (image.get(name) for name in _URL_ATTRIBUTES)
    for name, value in image.items()[:40]:
        named = name.startswith("data-") or "src" in name or "lazy" in name
        if named and name not in _URL_ATTRIBUTES and _LOOKS_URL.match(value[:2_000].strip()):
            yield value
    parent = image.getparent()
    if parent is not None and parent.tag in ("picture", "source"):
        while parent.tag == "source" and parent.getparent() is not None:  # an HTML 4 parser nests unclosed sources
            parent = parent.getparent()
        for _, source in zip(range(8), parent.iter("source"), strict=False):
            yield source.get("srcset")
            yield source.get("data-srcset")


def address_of(image: Element) -> str | None:
    """Return the picture's address as it is written: what is shown, or what a script would put there."""
    poor: str | None = None
    for written in _addresses(image):
        value: str = (written or "")[:4_000].strip()
        if not value or value.startswith(("data:", "blob:", "about:")) or "{{" in value or "${" in value:
            continue
        if len(value.split(None, 1)) > 1:
            value = _largest(value)
        value = value.rstrip(",")
        if _is_poor(_path(value)):
            poor = poor or value
        else:
            return value
    return poor


def is_large(image: Element) -> bool:
    """Say whether nothing speaks against an image being a photo of some size."""
    width = _pixels(image, "width")
    return width is None or width >= 200 or width == 0


def _pixels(image: Element, name: str) -> int | None:
    """Return an attribute as a number of pixels; None if it is none."""
    value = (image.get(name) or "").strip().removesuffix("px")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 7 else None


def _largest(srcset: str) -> str:
    """Return the address with the largest descriptor of a srcset."""
    best, size = srcset.split()[0], -1.0
    for match in re.finditer(r"(\S+)\s{1,9}(\d{1,6}(?:\.\d{1,3})?)[wx](?=[\s,]|$)", srcset):
        if float(match[2]) > size:
            best, size = match[1].lstrip(","), float(match[2])
    return best


def _path(url: str) -> str:
    """Return the path of an address as it is written, without checking it."""
    rest = url.split("?", 1)[0].split("#", 1)[0]
    if (at := rest.find("//")) >= 0 and at < 7:
        slash = rest.find("/", at + 2)
        return rest[slash:] if slash > 0 else "/"
    return rest


def is_tiny(image: Element, url: str) -> bool:
    """Say whether an image is a logo, an icon, a pixel or a head rather than a photo."""
    for name in ("width", "height"):
        size = _pixels(image, name)
        # A lazy picture may say 1 x 1 or 0 until a script comes.
        if size is not None and 0 < size <= 60 and not (size == 1 and image.get("data-src")):
            return True
    path = _path(url)
    if path.lower().endswith((".svg", ".ico")):
        return True
    named = f"{image.get('class') or ''} {image.get('id') or ''}"[:400]
    far = not named.isascii()
    return _is_poor(path) or bool(_ICON_CLASS[far].search(named if far else named.lower()))


@lru_cache(maxsize=512)  # of one picture by whoever looks at it
def _is_poor(path: str) -> bool:
    """Say whether an address is that of an icon, a logo, a pixel or a placeholder, by its words."""
    low = path[-300:].lower()
    if not has_any(low, _POOR_HINTS):
        return False
    name = low.rpartition("/")[2]
    if len(_SLUG_WORD.findall(name)) >= SLUG:  # "shoppers-loading-a-truck-in-the-rain.jpg" tells what is seen
        low = low[: -len(name)]
    return _POOR_URL.search(low) is not None


SLUG = 5
"""Words of a file name from which on it is a description; icons and pixels are called by fewer."""
_SLUG_WORD = re.compile(r"[a-z]{2,}")
_ICON_CLASS = both_cases(r"(?<![a-z])(?:logo|icon|avatar|emoji)(?![a-z])")
_POOR_HINTS = tuple(
    "logo sprite avatar icon pixel placeholder spacer blank emoji tracking 1x1 transparent badge loading loader spinner /ads/ /ad/".split()
)


def same_picture(one: Element, other: Element) -> bool:
    """Say whether two images of one frame are the same picture: a lazy one and its fallback, two sizes."""
    a, b = (e.get("src") or e.get("data-src") or "" for e in (one, other))
    if not a or not b or a.startswith("data:") or b.startswith("data:") or key_of(a) == key_of(b):
        return True
    alt = one.get("alt")
    return bool(alt) and alt == other.get("alt")


@lru_cache(maxsize=512)  # every image of a frame is compared with the others
def key_of(url: str) -> str:
    """Return what is the same for all sizes of one picture: its file name, or its whole path where that says nothing."""
    path = _path(url)
    if "%" in path:
        path = unquote(path)
    if (at := path.rfind("http")) > 0:  # a resizer that takes the address in its path
        path = path[at:].split("?")[0]
    name = path.rstrip("/").rsplit("/", 1)[-1].lower()
    stem, _, kind = name.rpartition(".") if "." in name else (name, "", "")
    stem = _NOT_NAME.sub("", _SIZE[not stem.isascii()].sub("", stem))
    if len(stem) >= 6 and kind not in ("php", "aspx", "ashx", "jsp") and stem not in _SAYS_NOTHING:
        return stem
    if stem in _SAYS_NOTHING or kind in ("php", "aspx", "ashx", "jsp", ""):
        return _NOT_NAME.sub("", url.lower())
    whole = path.lower().removesuffix(f".{kind}")
    return _NOT_NAME.sub("", _SIZE[not whole.isascii()].sub("", whole))


_SAYS_NOTHING = frozenset(("", "default", "image", "images", "picture", "photo", "img", "getimage", "index"))
