"""The article's photos: picture, caption and credit, found from the picture outwards.

Every photo starts at an image element. Around it stands a frame: a ``figure``, or the widest element that holds this picture alone and
little text. The frame's text is caption and credit. What the page says in JSON-LD of the same picture fills what is missing. No image, no photo.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from newscrawl.blocks import Block
from newscrawl.document import Document
from newscrawl.extract.credits import parse_credit
from newscrawl.extract.frames import Frame, Frames, image_tags
from newscrawl.items import Photo
from newscrawl.text import clean, folded, words
from newscrawl.urls import join

MAX_PHOTOS = 50


@dataclass(frozen=True, slots=True)
class PhotoReading:
    """The photos in page order, which blocks are their captions and credits, and who found them."""

    photos: tuple[Photo, ...] = ()
    blocks: frozenset[int] = frozenset()
    readers: tuple[str, ...] = ()
    """One a photo, what its caption came from: ``figure``, ``frame`` (no figure element), ``json-ld``."""


def read_photos(document: Document, blocks: tuple[Block, ...], *, title: str | None = None) -> PhotoReading:
    """Return the photos of the article on the page, with captions and credits apart.

    ``title`` is the article's: it tells the right heading among several, and a headline put into JSON-LD as a caption from a caption.
    Looks at MAX_IMAGES images and returns at most MAX_PHOTOS. A photo's ``url`` is None where the page has only a placeholder for it.
    """
    if not (tags := image_tags(document)):
        return PhotoReading()
    page = Frames(document, blocks, title, tags)
    frames = _merged(page.frames())
    page.credit_from_footnote(frames)
    photos: list[Photo] = []
    readers: list[str] = []
    taken: set[int] = set()
    for frame in frames[:MAX_PHOTOS]:
        url = join(document.base, frame.url) if frame.url else None
        if frame.url and url is None:
            continue
        credit = parse_credit(frame.credit) if frame.credit else None
        caption = clean(frame.caption)
        photos.append(
            Photo(
                url,
                caption,
                credit.credit if credit else None,
                credit.creators if credit else (),
                credit.agency if credit else None,
            )
        )
        readers.append(frame.reader)
        taken.update(frame.blocks)
    return PhotoReading(tuple(photos), frozenset(taken), tuple(readers))


def _alike(one: str, other: str) -> bool:
    """Say whether two captions tell the same, one perhaps shorter."""
    a, b = set(words(one)), set(words(other))
    return len(a & b) * 2 >= min(len(a), len(b))


def _merged(frames: Iterable[Frame]) -> list[Frame]:
    """Return ``frames`` with the same picture, or the same words, once: the fuller one at the earlier place."""
    out: list[Frame] = []
    by_key: dict[str, int] = {}
    by_words: dict[tuple[str, str], int] = {}
    for frame in frames:
        said = (folded(frame.caption or ""), folded(frame.credit or ""))
        at = by_key.get(frame.key)
        if at is not None and said[0] and out[at].caption and not _alike(said[0], folded(out[at].caption or "")):
            at = None  # one picture told twice in other words: a video and a photo, two moments of one file name
        if at is None and len(said[0]) > 12:
            at = by_words.get(said)
        if at is None:
            by_key[frame.key] = len(out)
            if said[0]:
                by_words[said] = len(out)
            out.append(frame)
        elif (frame.caption is not None) + (frame.credit is not None) > (out[at].caption is not None) + (out[at].credit is not None):
            frame.blocks = frame.blocks + out[at].blocks
            out[at] = frame
        else:
            out[at].blocks = out[at].blocks + frame.blocks
    return out
