"""The page that started it: read as the only page ever seen of its site, and as the thirtieth, with what the other pages taught."""

# ruff: noqa: E501  (markup stands in lines as it is served)

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from html import escape

import pytest

from newscrawl.demo.blog import COOKIES
from newscrawl.demo.stories import blocks, paragraphs
from newscrawl.demo.stories_blog import APPEALS, PLUGS, STORIES
from newscrawl.items import Page, Reading
from newscrawl.read import read
from newscrawl.strip.template import BlockCount, Template, fold_story, learn

BLOG = "The Reprint Drawer"
SAMPLE = next(story for story in STORIES if "from-post" in story.look)
STORY = list(paragraphs(blocks(SAMPLE.body)))
START = datetime(2026, 3, 2, 6, tzinfo=UTC)
MARKUPS = ("flat", "breaks", "one-paragraph", "box", "table", "quotation", "divs", "lines", "lone-link", "bold-button", "paragraphs-of-lines")
THEMES = ("wordpress", "twentyseventeen", "jekyll", "pelican", "ghost", "plain", "blocks", "blogger", "drupal")


def appeal(markup: str) -> str:
    """Return the appeal as the sample page has it, in one of several markups."""
    parts: list[str] = []
    for part in APPEALS["post"]:
        lines = [escape(line.removeprefix("- ").strip("[]").replace("|", " "), quote=False) for line in part.split("\n")]
        if part.startswith("- "):
            listed = "<br>\n".join("• " + line for line in lines) if markup in ("breaks", "one-paragraph", "table", "paragraphs-of-lines") else ""
            if markup == "lines":
                parts += lines
                continue
            parts.append(listed or "<ul>" + "".join(f"<li>{line}</li>" for line in lines) + "</ul>")
        elif part.startswith("["):
            button = lines[0].removesuffix(" Show me later")
            if markup == "bold-button":
                parts += [f"<strong>{button}</strong>", "Show me later"]
            else:
                parts.append(f'<a href="https://subscribe.example/">{button}</a>' + ("" if markup == "lone-link" else " <span>Show me later</span>"))
        else:
            parts.append("<br>\n".join(lines))
    if markup in ("breaks", "one-paragraph"):
        text = "<br><br>\n".join(parts)
        return f"<p>{text}</p>" if markup == "one-paragraph" else text + "<br><br>"
    if markup == "table":
        return '<table border="1"><tr><td>' + "<br><br>".join(parts) + "</td></tr></table>"
    tag = "div" if markup == "divs" else "p"
    bare = ("<ul>", "<a ") if markup == "lone-link" else ("<ul>",)
    text = "\n".join(part if part.startswith(bare) else f"<{tag}>{part}</{tag}>" for part in parts)
    return {"box": f'<div class="reader-note">{text}</div>', "quotation": f"<blockquote>{text}</blockquote>"}.get(markup, text)


def page(title: str, photo: str, story: list[str], markup: str, theme: str, at: int) -> bytes:
    text = [f"<p>{escape(one, quote=False)}</p>" for one in story]
    text.insert(at, appeal(markup))
    plug, _, click = PLUGS["post"].rpartition(". ")
    text.append(f'<p>{escape(plug, quote=False)}. <a href="https://subscribe.example/">{escape(click, quote=False)}</a></p>')
    inner = photo + "\n".join(text)
    heading = escape(title, quote=False)
    nav = '<ul><li><a href="/">Home</a></li><li><a href="/about/">About</a></li><li><a href="/category/world/">World</a></li></ul>'
    closed = '<p class="no-comments">Comments are closed.</p>'
    main = {
        "wordpress": f'<div id="content"><div class="post hentry"><h1 class="entry-title">{heading}</h1><div class="entry-content">{inner}</div></div>'
        f'<div id="comments">{closed}</div></div>',
        "twentyseventeen": f'<div class="site-content-contain"><div class="wrap"><div id="primary" class="content-area"><main id="main" class="site-main">'
        f'<article class="post type-post format-standard hentry"><header class="entry-header"><h1 class="entry-title">{heading}</h1></header>'
        f'<div class="entry-content">{inner}</div></article><div id="comments" class="comments-area">{closed}</div></main></div></div></div>',
        "jekyll": f'<main class="page-content"><div class="wrapper"><article class="post h-entry"><header class="post-header"><h1 class="post-title p-name">'
        f'{heading}</h1></header><div class="post-content e-content">{inner}</div></article>{closed}</div></main>',
        "pelican": f'<section id="content" class="body"><article><header><h1 class="entry-title"><a href="./sample.html">{heading}</a></h1></header>'
        f'<div class="entry-content">{inner}</div></article>{closed}</section>',
        "ghost": f'<main class="gh-main"><article class="gh-article post"><header class="gh-article-header"><h1 class="gh-article-title">{heading}</h1></header>'
        f'<section class="gh-content gh-canvas">{inner}</section></article></main><footer class="gh-footer">{closed}</footer>',
        "blocks": f'<div class="wp-site-blocks"><main class="wp-block-group"><h1 class="wp-block-post-title">{heading}</h1>'
        f'<div class="entry-content wp-block-post-content is-layout-constrained">{inner}</div><div class="wp-block-comments">{closed}</div></main></div>',
        "blogger": f'<div class="main-outer"><div class="post-outer"><div class="post hentry uncustomized-post-template"><h3 class="post-title entry-title">'
        f'{heading}</h3><div class="post-body entry-content">{inner}<div style="clear: both;"></div></div></div>{closed}</div></div>',
        "drupal": f'<div class="region region-content"><h1 class="page-header">{heading}</h1><article class="node node--type-article"><div class="content">'
        f'<div class="field field--name-body"><div class="field__item">{inner}</div></div></div><section>{closed}</section></article></div>',
        "plain": f'<table width="100%"><tr><td width="150">{nav}</td><td><h1>{heading}</h1>{inner}{closed}</td></tr></table>',
    }[theme]
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{heading} – {BLOG}</title></head><body class="single">'
        f'<header class="site-header"><p class="site-title"><a href="/">{BLOG}</a></p><nav>{nav}</nav></header>{main}'
        f'<div id="cookie-law-info-bar"><span>{escape(COOKIES, quote=False)} <a role="button" class="cli-plugin-button">Accept</a> '
        f'<a href="/privacy/">Read More</a></span></div></body></html>'
    ).encode()


PHOTO = (
    '<div class="wp-caption"><img src="/moscow.jpg" width="700" height="394" alt=""><p class="wp-caption-text">'
    "Israeli Prime Minister Benjamin Netanyahu meets Russian President Vladimir Putin in Moscow. (photo credit: KOBI GIDEON/GPO)</p></div>"
)
_TOWNS = "Altmoor Brackwell Corrie Dunhaven Estering Fallow Grimsey Harrowby Inverlock Jarrow Kelling Lowmere Marling Nethercote Oxley".split()
_WORKS = "bridge weir library ferry observatory bakery orchestra quarry lighthouse tramway archive reservoir orchard mill pier".split()


def other(number: int, markup: str, theme: str, at: int) -> bytes:
    """Return the page of another story of the site, with the same furniture."""
    town, works = _TOWNS[number % 15], _WORKS[(number * 7) % 15]
    story = [
        f"The {_WORKS[(number + place) % 15]} of {town} took {number + place + 3} months to mend, and its keeper says the {works} will be next in the year"
        f" {1990 + number + place}. {_TOWNS[(number * 3 + place) % 15]} lent the tools, and {_TOWNS[(number + place * 5) % 15]} lent {place + 2} of its carpenters."
        for place in range(10)
    ]
    return page(f"How {town} mended its {works} after {number + 3} months", "", story, markup, theme, min(at, 5))


def told(body: bytes, number: int, template: Template | None = None) -> Reading:
    return read(Page(f"https://drawer.example/story-{number}/", body, fetched_at=START + timedelta(days=3 * number)), None, template)


def promised(reading: Reading) -> None:
    article = reading.article
    assert article is not None, reading.reason
    assert article.title == "PM’s Moscow visit seen as symbolic end to tension over downing spy plane"
    assert article.body.split("\n\n") == STORY
    assert article.body.startswith("Israel will continue to act")
    assert article.body.endswith("between the two leaders.")
    assert len(article.photos) == 1
    photo = article.photos[0]
    assert photo.caption == "Israeli Prime Minister Benjamin Netanyahu meets Russian President Vladimir Putin in Moscow."
    assert (photo.credit, photo.creators, photo.agency) == ("KOBI GIDEON/GPO", ("KOBI GIDEON",), "GPO")
    assert article.date_published is None
    assert article.byline is None
    assert article.authors == ()
    assert not reading.doubtful


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("markup", "at"), [*((markup, 0) for markup in MARKUPS), ("flat", 6), ("one-paragraph", 16), ("table", 9)])
def test_the_sample_page_alone_keeps_every_promise(markup: str, at: int, theme: str) -> None:
    promised(told(page(SAMPLE.title, PHOTO, STORY, markup, theme, at), 0))


@pytest.mark.parametrize(
    ("markup", "theme", "at"), list(zip(MARKUPS, (*THEMES, "wordpress", "ghost"), (0, 0, 3, 6, 0, 16, 9, 4, 0, 8, 2), strict=True))
)
def test_the_sample_page_as_the_thirtieth_of_its_site_keeps_every_promise(markup: str, theme: str, at: int) -> None:
    counts: dict[str, BlockCount] = {}
    for number in range(29):
        body = other(number, markup, theme, at)
        reading = told(body, number)
        assert reading.article is not None
        counts.update(fold_story(counts, reading.blocks, START + timedelta(days=3 * number), str(number)))
    promised(told(page(SAMPLE.title, PHOTO, STORY, markup, theme, at), 29, learn(counts.values())))
