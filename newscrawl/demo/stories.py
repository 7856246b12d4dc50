"""What a story of the demo newsroom is: its copy as written, and the truth a reader of its page should come to."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import escape
from typing import Literal

BlockKind = Literal["p", "h", "ul", "quote", "table", "break"]
_LINK = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")


@dataclass(frozen=True, slots=True)
class Shot:
    """A photo as the desk files it; ``style`` is how the page shows its credit."""

    file: str
    caption: str | None
    credit: str | None = None
    creators: tuple[str, ...] = ()
    agency: str | None = None
    style: str = "span"
    label: str = ""
    """What stands before the credit on the page (``Foto: ``); no part of it."""


@dataclass(frozen=True, slots=True)
class Story:
    """The copy of one story.

    ``body`` is light markup: ``## `` subhead, ``- `` list, ``> `` quotation, ``| `` table, ``---`` page break, ``[words](/path)``.
    """

    slug: str
    title: str
    body: str
    standfirst: str | None = None
    authors: tuple[str, ...] = ()
    byline: str | None = None
    """As the page shows it, without its "by"; None if it shows none."""
    published: str | None = None
    """ISO, exactly as the page's machine-readable date has it; None if the page does not say."""
    section: str = ""
    tags: tuple[str, ...] = ()
    shots: tuple[Shot, ...] = ()
    look: frozenset[str] = frozenset()
    """What this page has that others lack (``appeal-middle``, ``comments``, ``paywall``, …): see the site's template."""
    edition: int = 1
    """The edition it first stands in."""
    edit: tuple[str, str] | None = None
    """What the second edition replaces in the body, by what."""
    edited: str | None = None
    """When it did."""
    language: str = "en"

    def text(self, edition: int) -> str:
        """Return the body's copy as of ``edition``."""
        if self.edit and edition >= 2:
            assert self.body.count(self.edit[0]) == 1, self.slug
            return self.body.replace(*self.edit)
        return self.body


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a story's copy; a list's and a table's rows are in ``rows``."""

    kind: BlockKind
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


def blocks(copy: str) -> tuple[Block, ...]:
    """Return the blocks of ``copy`` in order."""
    out: list[Block] = []
    for chunk in re.split(r"\n\s*\n", copy.strip()):
        lines = [line.strip() for line in chunk.strip().splitlines()]
        if lines[0] == "---":
            out.append(Block("break"))
        elif lines[0].startswith("## "):
            out.append(Block("h", lines[0][3:]))
        elif lines[0].startswith("- "):
            out.append(Block("ul", rows=tuple((line[2:],) for line in lines)))
        elif lines[0].startswith("| "):
            out.append(Block("table", rows=tuple(tuple(cell.strip() for cell in line.strip("|").split("|")) for line in lines)))
        elif lines[0].startswith("> "):
            out.append(Block("quote", " ".join(line.removeprefix("> ") for line in lines)))
        else:
            out.append(Block("p", " ".join(lines)))
    return tuple(out)


def plain(text: str) -> str:
    """Return ``text`` without the marks of its links, white space folded: as a reader sees it."""
    return " ".join(_LINK.sub(r"\1", text).split())


def inline(text: str) -> str:
    """Return ``text`` as HTML, its links made."""
    return _LINK.sub(r'<a href="\2">\1</a>', escape(text, quote=False))


def render(parts: tuple[Block, ...], between: Callable[[int], str] = lambda count: "", heading: str = "h2") -> str:
    """Return ``parts`` as HTML; ``between(n)`` is what the site puts in after the n-th block (from 1; 0 is before the first)."""
    out = [between(0)]
    for count, part in enumerate(parts, 1):
        match part.kind:
            case "p":
                out.append(f"<p>{inline(part.text)}</p>")
            case "h":
                out.append(f"<{heading}>{inline(part.text)}</{heading}>")
            case "quote":
                out.append(f"<blockquote><p>{inline(part.text)}</p></blockquote>")
            case "ul":
                out.append("<ul>\n" + "\n".join(f"<li>{inline(row[0])}</li>" for row in part.rows) + "\n</ul>")
            case "table":
                head, *rows = part.rows
                out.append(
                    "<table>\n<tr>" + "".join(f"<th>{inline(cell)}</th>" for cell in head) + "</tr>\n"
                    + "\n".join("<tr>" + "".join(f"<td>{inline(cell)}</td>" for cell in row) + "</tr>" for row in rows) + "\n</table>"
                )  # fmt: skip
            case "break":
                pass
        out.append(between(count))
    return "\n".join(piece for piece in out if piece)


def paragraphs(parts: tuple[Block, ...]) -> tuple[str, ...]:
    """Return the text of ``parts`` as a reader should keep it.

    List items, subheads and quotations are paragraphs of their own; tables are left out.
    """
    out: list[str] = []
    for part in parts:
        if part.kind in ("p", "h", "quote"):
            out.append(plain(part.text))
        elif part.kind == "ul":
            out.extend(plain(row[0]) for row in part.rows)
    return tuple(out)


def table_cells(parts: tuple[Block, ...]) -> tuple[str, ...]:
    """Return the texts of the tables' cells."""
    return tuple(plain(cell) for part in parts if part.kind == "table" for row in part.rows for cell in row)


@dataclass(frozen=True, slots=True)
class TruePhoto:
    """A photo of a story as its page states it; the credit without its label."""

    url: str
    caption: str | None
    credit: str | None
    creators: tuple[str, ...] = ()
    agency: str | None = None
    """The agency, paper or house; also where it alone is credited."""


@dataclass(frozen=True, slots=True)
class TrueArticle:
    """What a perfect reader gets from the story's page. None means: the page does not say."""

    url: str
    site: str
    """The site's name; the plain site's pages show it in ``<title>`` and their first table alone."""
    title: str
    body: str
    """Paragraphs apart by a blank line; subheads, list items and quotations are paragraphs of their own. As far as this page shows it."""
    standfirst: str | None = None
    byline: str | None = None
    authors: tuple[str, ...] = ()
    date_published: datetime | None = None
    date_precision: str | None = None
    date_modified: datetime | None = None
    """Stated by the page; None if it is not, or equals ``date_published``."""
    photos: tuple[TruePhoto, ...] = ()
    furniture: tuple[str, ...] = ()
    """Lines on the page that may not be in the body (nor in a caption)."""
    tables: tuple[str, ...] = ()
    """Cells of tables within the story: may be in the body, need not."""
    is_accessible_for_free: bool | None = None
    """Stated by the page; None if it does not say."""
    language: str = "en"
    """Of the text, without region; the blog states ``en-US``, the plain site nothing."""
    section: str | None = None
    later_pages: tuple[tuple[str, str], ...] = ()
    """(url, body) of the story's further pages."""
    canonical_url: str | None = None
    """What the page claims; the reprint claims its original, on another site."""
    reprint_of: str | None = None
    """The URL of the same text on another of the sites."""

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The body's paragraphs."""
        return tuple(self.body.split("\n\n"))


@dataclass(frozen=True, slots=True)
class Resource:
    """One address of a site and its answer."""

    body: bytes = field(repr=False, default=b"")
    media_type: str = "text/html"
    """With charset or not: it goes into Content-Type as it is."""
    status: int = 200
    reason: str | None = None
    """Why it is no article; None for an article and an asset."""
    article: TrueArticle | None = None
    location: str | None = None
    first_status: int | None = None
    """What it answers the first time (429, 503); ``status`` from then on."""
    retry_after: int | None = None
    last_modified: datetime | None = None


def when(iso: str | None) -> tuple[datetime | None, str | None]:
    """Return (instant, precision) of a date as a page states it: a time without a zone is not guessed, the day remains."""
    if iso is None:
        return None, None
    moment = datetime.fromisoformat(iso)
    if moment.tzinfo is None:
        return datetime(moment.year, moment.month, moment.day, tzinfo=UTC), "day"
    return moment, "second" if re.search(r"T\d\d:\d\d:\d\d", iso) else "minute"


def teaser(story: Story) -> str:
    """Return what a list of stories shows of ``story``: its standfirst, or the first words of its text."""
    if story.standfirst:
        return story.standfirst
    words = next(plain(part.text) for part in blocks(story.body) if part.kind == "p").split()
    return " ".join(words[:22]) + " …"
