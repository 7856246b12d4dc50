"""Read one page: the whole way from bytes to an article, or to the reason why there is none. Pure: no network, clock, database or state."""

from __future__ import annotations

from newscrawl.blocks import segment
from newscrawl.document import parse
from newscrawl.items import Article, Page, Reading
from newscrawl.text import clean


def read(page: Page, site: object = None, template: object = None) -> Reading:
    """Return what ``page`` (its body free of content codings) says."""
    document = parse(page)
    if document is None:
        return Reading(page.url, reason="empty")
    blocks = segment(document)
    body = [text for block in blocks if block.tag == "p" and block.link_chars * 2 < len(block.text) and (text := clean(block.text))]
    title = next((clean(h1.text_content()) for h1 in document.root.iter("h1")), None)
    if len(body) < 2:
        return Reading(page.url, reason="listing")
    return Reading(page.url, article=Article(page.url, title=title, body="\n\n".join(body)))
