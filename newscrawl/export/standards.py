"""Articles under the names of two standards, one JSON object a line: schema.org's NewsArticle (JSON-LD) and IPTC's ninjs 2.1.

What a standard has no name for (removals, readers, clusters) is left out, and so is what a page does not say.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import IO, Any

NINJS = {"name": "ninjs", "version": "2.1", "schema": "https://www.iptc.org/std/ninjs/ninjs-schema_2.1.json"}


def write_schemaorg(file: IO[str], articles: Iterable[dict[str, Any]]) -> int:
    """Write ``articles`` as https://schema.org/NewsArticle; returns how many."""
    return _write(file, articles, schemaorg)


def write_ninjs(file: IO[str], articles: Iterable[dict[str, Any]]) -> int:
    """Write ``articles`` as https://iptc.org/standards/ninjs/; returns how many."""
    return _write(file, articles, ninjs)


def _write(file: IO[str], articles: Iterable[dict[str, Any]], form: Callable[[dict[str, Any]], dict[str, Any]]) -> int:
    number = 0
    for article in articles:
        file.write(json.dumps(form(article), ensure_ascii=False) + "\n")
        number += 1
    return number


def schemaorg(article: dict[str, Any]) -> dict[str, Any]:
    """Return a NewsArticle. A date known to the day is a schema.org Date, any other a DateTime with the page's own offset."""
    return _said(
        {
            "@context": "https://schema.org", "@type": "NewsArticle", "@id": article["url"], "identifier": article["id"], "url": article["url"],
            "mainEntityOfPage": article["canonical_url"], "publisher": _organization(article["site"]),
            "headline": article["title"], "abstract": article["standfirst"], "description": article["description"],
            "author": [_person(name) for name in article["authors"]],
            "datePublished": article["date_published"], "dateModified": article["date_modified"], "inLanguage": article["language"],
            "articleSection": article["section"], "keywords": article["keywords"], "articleBody": article["body"], "wordCount": article["word_count"],
            "isAccessibleForFree": article["is_accessible_for_free"],
            "image": [
                _said({
                    "@type": "ImageObject", "contentUrl": photo["url"], "caption": photo["caption"], "creditText": photo["credit"],
                    "creator": [_person(name) for name in photo["creators"]], "provider": _organization(photo["agency"]),
                })
                for photo in article["photos"]
            ],
        }
    )  # fmt: skip


def ninjs(article: dict[str, Any]) -> dict[str, Any]:
    """Return a ninjs 2.1 item of type ``text``, its photos as associated items of type ``picture``; a date known to the day is no instant there."""
    published = _instant(article["date_published"])
    return _said(
        {
            "uri": article["url"], "standard": NINJS, "type": "text", "pubstatus": "usable",
            "representationtype": "partial" if article["is_accessible_for_free"] is False else "full",
            "versioncreated": _instant(article["date_modified"]) or published or _instant(article["fetched_at"]), "contentcreated": published,
            "language": article["language"], "by": article["byline"] or ", ".join(article["authors"]),
            "headlines": [{"role": "main", "contenttype": "text/plain", "value": value} for value in (article["title"],) if value],
            "descriptions": [
                {"role": role, "contenttype": "text/plain", "value": article[name]}
                for role, name in (("standfirst", "standfirst"), ("summary", "description"))
                if article[name]
            ],
            "bodies": [
                {
                    "role": "main", "contenttype": "text/plain", "charcount": len(article["body"]), "wordcount": article["word_count"],
                    "value": article["body"],
                }
            ],
            "subjects": [{"name": name} for name in dict.fromkeys([*filter(None, [article["section"]]), *article["keywords"]])],
            "infosources": [{"name": article["site"]}] if article["site"] else [],
            "altids": [
                {"role": role, "value": article[name]} for role, name in (("id", "id"), ("canonical", "canonical_url")) if article[name]
            ],
            "associations": [_picture(article["url"], number, photo) for number, photo in enumerate(article["photos"], 1)],
        }
    )  # fmt: skip


def _picture(url: str, number: int, photo: dict[str, Any]) -> dict[str, Any]:
    return _said(
        {
            "name": f"photo-{number}", "uri": photo["url"] or f"{url}#photo-{number}", "type": "picture", "by": photo["credit"],
            "descriptions": [{"role": "caption", "contenttype": "text/plain", "value": value} for value in (photo["caption"],) if value],
            "infosources": [{"name": photo["agency"]}] if photo["agency"] else [],
            "renditions": [{"name": "main", "href": photo["url"]}] if photo["url"] else [],
        }
    )  # fmt: skip


def _said(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None and value not in ("", [])}


def _person(name: str) -> dict[str, str]:
    return {"@type": "Person", "name": name}


def _organization(name: str | None) -> dict[str, str] | None:
    return {"@type": "Organization", "name": name} if name else None


def _instant(date: str | None) -> str | None:
    """Return a date as RFC 3339 has it, with seconds; None for a day."""
    if date is None or "T" not in date:
        return None
    clock = date[11:]
    return f"{date[:16]}:00{date[16:]}" if clock[5:6] != ":" else date
