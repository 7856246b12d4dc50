"""The first site: a WordPress blog of reprints, each pasted in with its first publisher's appeal, button and plug flattened into the text."""

# ruff: noqa: E501  (markup stands in lines as it is served)

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape

from newscrawl.demo.stories import Resource, Shot, Story, TrueArticle, TruePhoto, blocks, inline, paragraphs, plain, render, table_cells, teaser, when
from newscrawl.demo.stories_blog import APPEALS, COMMENTS, PLUGS, STORIES
from newscrawl.demo.stories_paper import STORIES as PAPER_STORIES

NAME = "Jesus' Coming Back"
MAKE = "a WordPress blog of reprints, with appeals in mid-text"
PER_PAGE = 8
COOKIES = "This website uses cookies to improve your experience. We'll assume you're ok with this, but you can opt-out if you wish."
_SHARE = ("Share this:", "Click to share on Facebook (Opens in new window)", "Click to email this to a friend (Opens in new window)")
_SIDEBAR = "If this blog is of use to you, you may buy its editor a coffee; he answers every letter in the order in which they come."


@dataclass(frozen=True, slots=True)
class _Entry:
    """A story as the blog lists it."""

    story: Story
    number: int

    @property
    def path(self) -> str:
        return f"/{self.story.slug}/"


def build(base: str, edition: int, paper_base: str) -> dict[str, Resource]:
    """Return the blog's addresses (path and query) and what stands there in ``edition``."""
    entries = [_Entry(story, 100 + 7 * n) for n, story in enumerate(reversed(STORIES)) if story.edition <= edition]
    entries.reverse()  # newest first, and a post keeps its number when new ones come
    site = _Site(base, entries)
    out: dict[str, Resource] = {}
    for place, entry in enumerate(entries):
        reprint_of = None
        if "reprint" in entry.story.look:
            original = next(one for one in PAPER_STORIES if one.body == entry.story.body)
            reprint_of = f"{paper_base}/{original.section.lower()}/{original.slug}.html"
        out[entry.path] = site.single(place, reprint_of)
        out[f"/?p={entry.number}"] = Resource(status=301, location=base + entry.path, reason="redirect")
        for shot in entry.story.shots:
            out[f"/wp-content/uploads/{shot.file}"] = Resource(png(shot.file), "image/png")
    out |= site.lists("/", None, entries)
    for section in sorted({entry.story.section for entry in entries}):
        out |= site.lists(f"/category/{slug(section)}/", section, [entry for entry in entries if entry.story.section == section])
    for tag in site.tags:
        out |= site.lists(f"/tag/{slug(tag)}/", tag, [entry for entry in entries if tag in entry.story.tags])
    for month in site.months:
        out |= site.lists(f"/{month.replace('-', '/')}/", f"Month: {month}", [entry for entry in entries if (entry.story.published or "").startswith(month)])
    out |= site.lists("/author/admin/", "Author: admin", entries[:PER_PAGE])
    out["/feed/"] = site.feed()
    out["/comments/feed/"] = site.comments_feed()
    out["/about/"] = site.page(
        "About",
        "<p>This is a private blog. Its editor collects reports about rivers, ports and towns from papers that allow it, because such reports vanish behind "
        "fees or with the papers themselves.</p>\n<p>Nothing here is written by the blog; every reprint names where it came from where that is known. "
        'The <a href="/author/admin/">editor</a> can be reached by post, and corrections are made on the day they come in.</p>',
        "static-page",
    )
    out["/privacy-policy/"] = site.page(
        "Privacy Policy",
        "<h2>Who we are</h2>\n<p>Our website address is given in the bar of your browser. One person runs this blog in spare hours.</p>\n<h2>Comments</h2>\n"
        "<p>When visitors leave comments we keep what is shown in the form, and the visitor&#8217;s address for thirty days to keep spam out.</p>\n"
        "<h2>Cookies</h2>\n<p>If you log in, a cookie remembers it for two days. Readers who only read get the one that remembers the cookie notice.</p>",
        "static-page",
    )
    out["/wp-login.php"] = _login(base)
    out["/wp-json/"] = Resource(b'{"code":"rest_disabled","message":"The REST API is off.","data":{"status":401}}', "application/json", reason="robots")
    out["/wp-admin/"] = Resource(status=302, location=base + "/wp-login.php", reason="robots")
    out["/old-links/"] = Resource(
        site.frame("Page not found", "error404", "<h1>Oops! That page can&rsquo;t be found.</h1>").encode(), _HTML, status=404, reason="http-404"
    )
    out["/robots.txt"] = Resource(
        b"User-agent: *\nDisallow: /wp-admin/\nDisallow: /wp-json/\nAllow: /wp-admin/admin-ajax.php\n", "text/plain; charset=utf-8", reason="robots-file"
    )
    out["/wp-content/themes/quarto/style.css"] = Resource(b"body{font:18px/1.6 Georgia,serif;max-width:70rem;margin:auto}\n", "text/css")
    return out


_HTML = "text/html; charset=UTF-8"


class _Site:
    def __init__(self, base: str, entries: list[_Entry]) -> None:
        self.base = base
        self.entries = entries
        count: dict[str, int] = {}
        for entry in entries:
            for tag in entry.story.tags:
                count[tag] = count.get(tag, 0) + 1
        self.tags = sorted(count)
        self.months = sorted({entry.story.published[:7] for entry in entries if entry.story.published}, reverse=True)

    def single(self, place: int, reprint_of: str | None) -> Resource:
        entry = self.entries[place]
        story = entry.story
        parts = blocks(story.body)
        appeal, appeal_lines = _appeal(story)
        plug = PLUGS[_paper(story)] if "no-plug" not in story.look and _paper(story) else ""
        furniture = [*appeal_lines, COOKIES, "Comments are closed.", _SIDEBAR, *_SHARE] + ([plug] if plug else [])
        where = 0
        if "appeal-third" in story.look:
            where = 3
        elif "appeal-middle" in story.look:
            where = (len(parts) + 1) // 2
        elif "appeal-late" in story.look:
            where = len(parts) - 1
        share = "".join(f"<li><a rel='nofollow noopener' class='share-icon' href='https://social.example/share' title='{line}'><span>{line}</span></a></li>" for line in _SHARE[1:])
        body = render(parts, lambda count: appeal if count == where else "")
        dek = f'<h3 class="article-subtitle">{escape(story.standfirst, quote=False)}</h3>' if story.standfirst else ""
        pictures = "\n".join(_figure(entry.number, shot) for shot in story.shots)
        byline = f'<p class="reprint-byline">By {escape(story.byline)}</p>' if story.byline else ""
        title, address = escape(story.title, quote=False), self.base + entry.path
        meta, shown = "", ""
        if story.published:
            day = _day(story.published)
            if "T" in story.published:
                meta = f'<meta property="article:published_time" content="{story.published}" />\n'
                shown = f'<span class="posted-on">Posted on <a href="{entry.path}" rel="bookmark"><time class="entry-date published" datetime="{story.published}">{day}</time></a></span>'
            else:
                shown = f'<span class="posted-on">Posted on {day}</span>'
        comment_lines: tuple[str, ...] = ()
        comments = '<div id="comments" class="comments-area">\n<p class="nocomments">Comments are closed.</p>\n</div>'
        if "comments" in story.look:
            comment_lines = tuple(text for _, text in COMMENTS)
            comments = (
                '<div id="comments" class="comments-area"><h2 class="comments-title">2 thoughts on this story</h2>\n<ol class="comment-list">\n'
                + "\n".join(
                    f'<li class="comment even depth-1"><article class="comment-body"><footer class="comment-meta"><b class="fn">{name}</b> <span class="says">says:</span></footer>'
                    f'<div class="comment-content"><p>{text}</p></div></article></li>'
                    for name, text in COMMENTS
                )
                + '\n</ol>\n<p class="nocomments">Comments are closed.</p>\n</div>'
            )
        furniture += comment_lines
        near = [self.entries[i] for i in (place - 1, place + 1) if 0 <= i < len(self.entries)]
        furniture += [one.story.title for one in near]
        pager = "".join(
            f'<div class="nav-{side}"><a href="{one.path}" rel="{rel}">{escape(one.story.title, quote=False)}</a></div>'
            for one, side, rel in zip(near, ("next", "previous"), ("next", "prev"), strict=False)
        )
        also = ""
        if "also" in story.look:
            also = '<div class="yarpp yarpp-related"><h3>You may also like:</h3><ol>' + "".join(
                f'<li><a href="{one.path}" rel="bookmark">{escape(one.story.title, quote=False)}</a></li>' for one in self.entries if one.story.section == story.section and one != entry
            ) + "</ol></div>"  # fmt: skip
            furniture.append("You may also like:")
        tags = ", ".join(f'<a href="/tag/{slug(tag)}/" rel="tag">{tag}</a>' for tag in story.tags)
        content = f"""<article id="post-{entry.number}" class="post-{entry.number} post type-post status-publish format-standard hentry category-{slug(story.section)}">
<header class="entry-header"><h1 class="entry-title">{title}</h1><div class="entry-meta">{shown}</div></header>
<div class="entry-content">
{dek}
{pictures}
{byline}
{body}
{f'<p>{_click(plug)}</p>' if plug else ""}
<div class="sharedaddy sd-sharing-enabled"><h3 class="sd-title">Share this:</h3><ul>{share}</ul></div>
{also}
</div>
<footer class="entry-footer"><span class="cat-links">Posted in <a href="/category/{slug(story.section)}/" rel="category tag">{story.section}</a></span>
<span class="tags-links">Tagged {tags}</span></footer>
</article>
<nav class="navigation post-navigation"><h2 class="screen-reader-text">Post navigation</h2>{pager}</nav>
{comments}"""
        canonical = reprint_of or address
        head = f"""<link rel="canonical" href="{canonical}" />
<link rel='shortlink' href='{self.base}/?p={entry.number}' />
<meta property="og:type" content="article" />
<meta property="og:title" content="{escape(story.title)} - {escape(NAME)}" />
<meta property="og:url" content="{address}" />
<meta property="og:site_name" content="{escape(NAME)}" />
{meta}"""
        classes = f"post-template-default single single-post postid-{entry.number} single-format-standard"
        date, precision = when(story.published)
        told = "\n\n".join(paragraphs(parts))
        article = TrueArticle(
            url=address,
            site=NAME,
            title=story.title,
            body=told,
            standfirst=story.standfirst,
            byline=story.byline,
            authors=story.authors,
            date_published=date,
            date_precision=precision,
            photos=tuple(TruePhoto(f"{self.base}/wp-content/uploads/{shot.file}", shot.caption, shot.credit, shot.creators, shot.agency) for shot in story.shots),
            furniture=tuple(line for line in dict.fromkeys(furniture) if line not in told),  # one story quotes a letter that begins as an appeal does
            tables=table_cells(parts),
            language="en",
            section=story.section,
            canonical_url=canonical,
            reprint_of=reprint_of,
        )
        return Resource(self.frame(story.title, classes, content, head).encode(), _HTML, article=article, last_modified=_posted(story))

    def lists(self, path: str, title: str | None, entries: list[_Entry]) -> dict[str, Resource]:
        """Return the pages of one archive: ``path``, ``path/page/2/``, …"""
        pages = [entries[i : i + PER_PAGE] for i in range(0, len(entries), PER_PAGE)] or [[]]
        out: dict[str, Resource] = {}
        for number, page in enumerate(pages, 1):
            here = path if number == 1 else f"{path}page/{number}/"
            links = [
                f'<span class="page-numbers current">{n}</span>' if n == number else f'<a class="page-numbers" href="{path if n == 1 else f"{path}page/{n}/"}">{n}</a>'
                for n in range(1, len(pages) + 1)
            ]
            if number < len(pages):
                links.append(f'<a class="next page-numbers" href="{path}page/{number + 1}/">Older posts</a>')
            heading = f'<header class="page-header"><h1 class="page-title">{escape(title)}</h1></header>\n' if title else ""
            items = "\n".join(
                f'<article id="post-{entry.number}" class="post-{entry.number} post hentry"><h2 class="entry-title"><a href="{entry.path}" rel="bookmark">'
                f'{escape(entry.story.title, quote=False)}</a></h2>\n<div class="entry-summary"><p>{escape(teaser(entry.story), quote=False)} '
                f'<a href="{entry.path}" class="more-link">Continue reading</a></p></div></article>'
                for entry in page
            )
            content = heading + items + (f'\n<nav class="navigation pagination"><div class="nav-links">{" ".join(links)}</div></nav>' if len(pages) > 1 else "")
            feed = f'<link rel="alternate" type="application/rss+xml" title="Comments Feed" href="{self.base}/comments/feed/" />' if path == "/" else ""
            out[here] = Resource(self.frame(title or NAME, "home blog" if path == "/" else "archive", content, feed).encode(), _HTML, reason="listing")
        return out

    def page(self, title: str, text: str, reason: str) -> Resource:
        content = f'<article class="page type-page hentry"><header class="entry-header"><h1 class="entry-title">{title}</h1></header>\n<div class="entry-content">\n{text}\n</div></article>'
        return Resource(self.frame(title, "page-template-default page", content).encode(), _HTML, reason=reason)

    def frame(self, title: str, classes: str, content: str, head: str = "") -> str:
        recent = "".join(f'<li><a href="{entry.path}">{escape(entry.story.title, quote=False)}</a></li>' for entry in self.entries[:5])
        sections = "".join(
            f'<li class="cat-item"><a href="/category/{slug(section)}/">{section}</a></li>' for section in sorted({entry.story.section for entry in self.entries})
        )
        cloud = " ".join(f'<a href="/tag/{slug(tag)}/" class="tag-cloud-link">{tag}</a>' for tag in self.tags)
        months = "".join(f'<li><a href="/{month.replace("-", "/")}/">{_month(month)}</a></li>' for month in self.months)
        shown = f"{escape(title, quote=False)} &#8211; {escape(NAME)}" if title != NAME else escape(NAME)
        return f"""<!DOCTYPE html>
<html lang="en-US">
<head>
<meta charset="UTF-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<title>{shown}</title>
<link rel="alternate" type="application/rss+xml" title="{escape(NAME)} &raquo; Feed" href="{self.base}/feed/" />
{head}<link rel="stylesheet" href="{self.base}/wp-content/themes/quarto/style.css" />
<link rel="https://api.w.org/" href="{self.base}/wp-json/" />
<meta name="generator" content="WordPress 5.1" />
</head>
<body class="{classes}">
<div id="page" class="site">
<a class="skip-link screen-reader-text" href="#content">Skip to content</a>
<header id="masthead" class="site-header"><p class="site-title"><a href="/" rel="home">{escape(NAME, quote=False)}</a></p>
<nav id="site-navigation" class="main-navigation"><ul class="menu"><li><a href="/">Home</a></li>{sections}<li><a href="/about/">About</a></li></ul></nav></header>
<div id="content" class="site-content">
<main id="main" class="site-main">
{content}
</main>
<aside id="secondary" class="widget-area">
<section class="widget widget_text"><h2 class="widget-title">Keep it going</h2><div class="textwidget"><p>{_SIDEBAR}</p></div></section>
<section class="widget widget_recent_entries"><h2 class="widget-title">Recent Posts</h2><ul>{recent}</ul></section>
<section class="widget widget_archive"><h2 class="widget-title">Archives</h2><ul>{months}</ul></section>
<section class="widget widget_tag_cloud"><h2 class="widget-title">Tags</h2><div class="tagcloud">{cloud}</div></section>
<section class="widget widget_meta"><h2 class="widget-title">Meta</h2><ul><li><a href="/wp-login.php">Log in</a></li><li><a href="/feed/">Entries feed</a></li>
<li><a href="/wp-admin/">Site Admin</a></li><li><a href="/old-links/">Links</a></li><li><a href="https://wordpress.org/">WordPress.org</a></li></ul></section>
</aside>
</div>
<footer id="colophon" class="site-footer"><div class="site-info"><a href="/privacy-policy/">Privacy Policy</a> <span class="sep">|</span> Proudly powered by WordPress</div></footer>
</div>
<!--googleoff: all--><div id="cookie-law-info-bar" data-nosnippet="true"><span>{escape(COOKIES, quote=False)} <a role="button" data-cli_action="accept" id="cookie_action_close_header" class="medium cli-plugin-button cli-plugin-main-button cookie_action_close_header cli_action_button">Accept</a> <a href="/privacy-policy/" id="CONSTANT_OPEN_URL" class="cli-plugin-main-link">Read More</a></span></div><!--googleon: all-->
</body>
</html>
"""

    def feed(self) -> Resource:
        items = "\n".join(
            f"<item><title>{escape(entry.story.title, quote=False)}</title><link>{self.base}{entry.path}</link>"
            + (f"<pubDate>{format_datetime(_posted(entry.story))}</pubDate>" if entry.story.published else "")
            + f'<category><![CDATA[{entry.story.section}]]></category><guid isPermaLink="false">{self.base}/?p={entry.number}</guid>'
            f"<description><![CDATA[{teaser(entry.story)}]]></description></item>"
            for entry in self.entries[:10]
        )
        return _rss(NAME, self.base, items)

    def comments_feed(self) -> Resource:
        items = "\n".join(
            f"<item><title>By: {name}</title><link>{self.base}{entry.path}#comment-{n}</link><description><![CDATA[{text}]]></description></item>"
            for entry in self.entries
            if "comments" in entry.story.look
            for n, (name, text) in enumerate(COMMENTS, entry.number)
        )
        return _rss(f"Comments for {NAME}", self.base, items)


def _rss(title: str, base: str, items: str) -> Resource:
    text = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>{escape(title, quote=False)}</title><link>{base}/</link>
{items}
</channel></rss>
"""
    return Resource(text.encode(), "application/rss+xml; charset=UTF-8", reason="feed")


def _login(base: str) -> Resource:
    text = f"""<!DOCTYPE html>
<html lang="en-US"><head><meta charset="UTF-8" /><title>Log In &lsaquo; {escape(NAME)} &#8212; WordPress</title><meta name="robots" content="noindex, noarchive" /></head>
<body class="login login-action-login wp-core-ui"><div id="login"><h1><a href="https://wordpress.org/">Powered by WordPress</a></h1>
<form name="loginform" id="loginform" action="{base}/wp-login.php" method="post"><p><label for="user_login">Username or Email Address</label>
<input type="text" name="log" id="user_login" /></p><p><label for="user_pass">Password</label><input type="password" name="pwd" id="user_pass" /></p>
<p class="submit"><input type="submit" name="wp-submit" value="Log In" /></p></form>
<p id="backtoblog"><a href="{base}/">&larr; Go to {escape(NAME)}</a></p></div></body></html>
"""
    return Resource(text.encode(), _HTML, reason="login")


def _figure(number: int, shot: Shot) -> str:
    caption = escape(shot.caption or "", quote=False)
    if shot.credit:
        credit = escape(shot.label + shot.credit, quote=False)
        caption += f" ({credit})" if shot.style == "paren" else f' <span class="wp-media-credit">{credit}</span>' if shot.style == "span" else f" {credit}"
    alt = escape((shot.caption or "").rstrip("."))
    return (
        f'<div id="attachment_{number}" style="width: 710px" class="wp-caption aligncenter"><img class="size-large wp-image-{number}" src="/wp-content/uploads/{shot.file}" '
        f'alt="{alt}" width="700" height="394" /><p class="wp-caption-text">{caption.strip()}</p></div>'
    )


def _appeal(story: Story) -> tuple[str, tuple[str, ...]]:
    """Return the appeal of the paper a story came from, as HTML flat among the paragraphs, and its lines."""
    if not any(one.startswith("appeal") for one in story.look):
        return "", ()
    parts = APPEALS[_paper(story)]
    html: list[str] = []
    lines: list[str] = []
    boxed = "appeal-boxed" in story.look
    for part in parts:
        if part.startswith("- "):
            items = [item.removeprefix("- ") for item in part.split("\n")]
            html.append("<ul>\n" + "\n".join(f"<li>{escape(item, quote=False)}</li>" for item in items) + "\n</ul>")
            lines += items
        elif part.startswith("["):
            words = part.strip("[]").split("|")
            html.append(f'<p><a href="https://subscribe.example/">{escape(words[0], quote=False)}</a> <span>{escape(words[1], quote=False)}</span></p>')
            lines += words
        else:
            html.append("<p>" + "<br />\n".join(escape(line, quote=False) for line in part.split("\n")) + "</p>")
            lines += part.split("\n")
    text = "\n".join(html)
    if boxed:
        text = f'<div class="reader-support">\n{text}\n</div>'
    return text, tuple(line for line in lines if len(line) > 1)


def _paper(story: Story) -> str:
    return next((one.removeprefix("from-") for one in story.look if one.startswith("from-")), "")


def _click(plug: str) -> str:
    text, _, link = plug.rpartition(". ")
    return f'{escape(text, quote=False)}. <a href="https://subscribe.example/">{escape(link, quote=False)}</a>'


def _posted(story: Story) -> datetime:
    moment = datetime.fromisoformat(story.published or "2019-02-27T06:00:00+00:00")
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


_MONTHS = "January February March April May June July August September October November December".split()


def _day(iso: str) -> str:
    moment = datetime.fromisoformat(iso)
    return f"{_MONTHS[moment.month - 1]} {moment.day}, {moment.year}"


def _month(iso: str) -> str:
    return f"{_MONTHS[int(iso[5:7]) - 1]} {iso[:4]}"


def slug(text: str) -> str:
    """Return ``text`` as it stands in an address."""
    return "-".join("".join(c if c.isalnum() else " " for c in text.lower()).split())


def png(name: str) -> bytes:
    """Return a tiny picture, grey by its name."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    grey = bytes([zlib.crc32(name.encode()) % 256])
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(b"\0" + grey)) + chunk(b"IEND", b"")


__all__ = ["COOKIES", "MAKE", "NAME", "build", "inline", "plain", "png", "slug"]
