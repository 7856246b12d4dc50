"""The second site: a newspaper with JSON-LD, feeds, a sitemap index, figures with credits in many styles, boxes between the paragraphs and a door or two that is shut."""

# ruff: noqa: E501  (markup stands in lines as it is served)

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape

from newscrawl.demo.blog import png, slug
from newscrawl.demo.stories import Resource, Shot, Story, TrueArticle, TruePhoto, blocks, paragraphs, render, table_cells, teaser, when
from newscrawl.demo.stories_paper import STORIES

NAME = "Nordufer Zeitung"
MAKE = "a newspaper with JSON-LD, feeds and sitemaps"
PER_PAGE = 4
CRAWL_DELAY = 0.1
NEWSLETTER = (
    "Der Morgen am Nordufer",
    "Was heute an der Küste wichtig wird, jeden Werktag um sechs in Ihrem Postfach, kostenlos und jederzeit kündbar.",
    "Jetzt anmelden",
)
CONSENT = (
    "Ihre Privatsphäre ist uns wichtig",
    "Wir und unsere 143 Partner speichern Informationen auf Ihrem Gerät und greifen darauf zu, um Inhalte und Anzeigen zu personalisieren und ihre "
    "Leistung zu messen.",
    "Alle akzeptieren",
    "Einstellungen verwalten",
)
PAYWALL = (
    "Weiterlesen mit NZ Plus",
    "Testen Sie NZ Plus vier Wochen lang für 1 Euro und lesen Sie alle Artikel, Analysen und das E-Paper ohne Grenze.",
    "Bereits Abonnent? Hier anmelden",
)
_RIGHTS = "© 2026 Verlag Nordufer. Alle Rechte vorbehalten. Vervielfältigung nur mit Genehmigung des Verlages."
_SHARE = ("Teilen", "Per E-Mail versenden", "Auf Facebook teilen", "Artikel drucken")
_LISTEN = "Artikel anhören"
_COMMENTS = ("Diskutieren Sie mit: 14 Kommentare", "Das hätte mein Großvater nicht mehr geglaubt. Guter Text, danke.", "Und wer bezahlt das wieder? Wir alle, wie immer.")
_BIO = {
    "Lena Petersen": "Lena Petersen berichtet seit 2014 aus dem Rathaus. Sie wurde auf einer Fähre geboren und kommt trotzdem pünktlich.",
    "Femke Janssen": "Dr. Femke Janssen leitet das Ressort Wissen. Sie hat über Strandschnecken promoviert.",
    "Imke Claasen": "Imke Claasen schreibt über Betriebe, in denen noch jemand etwas anfasst.",
    "Wiebke Thaden": "Wiebke Thaden ist Redakteurin im Ressort Wissen und misst gern nach.",
    "Keno Albers": "Keno Albers war selbst Torwart, allerdings mit offenen Augen.",
}
_HTML = "text/html; charset=utf-8"


def build(base: str, edition: int) -> dict[str, Resource]:
    """Return the newspaper's addresses (path and query) and what stands there in ``edition``."""
    site = _Site(base, edition)
    out: dict[str, Resource] = {}
    for story in site.stories:
        out |= site.story(story)
        for shot in story.shots:
            out[f"/bilder/{shot.file}"] = Resource(png(shot.file), "image/png")
    out["/"] = site.home()
    for section in site.sections:
        out |= site.lists(f"/{slug(section)}/", section, [story for story in site.stories if story.section == section])
    for tag in site.tags:
        out |= site.lists(f"/thema/{_tag(tag)}/", f"Thema: {tag}", [story for story in site.stories if tag in story.tags])
    out["/rss.xml"] = site.rss()
    out["/wissen/atom.xml"] = site.atom([story for story in site.stories if story.section == "Wissen"])
    out |= site.sitemaps()
    out["/robots.txt"] = Resource(
        f"User-agent: *\nCrawl-delay: {CRAWL_DELAY}\nDisallow: /suche\nDisallow: /intern/\n\nSitemap: {base}/sitemap_index.xml\n".encode(), "text/plain", reason="robots-file"
    )
    out["/suche?q=Auer"] = Resource(site.frame("Suche", "<h1>Suche</h1><p>3 Treffer</p>").encode(), _HTML, reason="robots")
    out["/intern/dienstplan.html"] = Resource(site.frame("Dienstplan", "<h1>Dienstplan der Redaktion</h1><p>Nur für den Dienstgebrauch.</p>").encode(), _HTML, reason="robots")
    moved = next(story for story in site.stories if "moved" in story.look)
    out["/artikel/4711"] = Resource(status=301, location=base + _path(moved), reason="redirect")
    out["/politik/altbau.html"] = Resource(site.frame("404", "<h1>Fehler 404</h1>").encode(), _HTML, status=404, reason="http-404")
    out["/impressum.html"] = site.page(
        "Impressum",
        "<p>Verlag Nordufer GmbH, Am Alten Speicher 3, Nordholm. Geschäftsführung: Wencke Detlefs. Registergericht Nordholm, HRB 0815.</p>"
        "<p>Verantwortlich für den Inhalt: Ubbo Renken. Für unverlangt eingesandte Fotos und Manuskripte wird keine Haftung übernommen.</p>"
        "<p>Telefon der Redaktion: 0000 123456, werktags von neun bis achtzehn Uhr. Druck: Küstendruck eG, Süderhafen.</p>",
        "static-page",
    )
    out["/datenschutz.html"] = site.page(
        "Datenschutzerklärung",
        "<h2>Verantwortliche Stelle</h2><p>Verantwortlich im Sinne der Datenschutz-Grundverordnung ist die Verlag Nordufer GmbH. Sie erreichen unseren "
        "Datenschutzbeauftragten unter der Anschrift des Verlages.</p><h2>Welche Daten wir erheben</h2><p>Beim Aufruf unserer Seiten speichert der Server Zeitpunkt, "
        "Adresse und Browserkennung für sieben Tage. Eine Zusammenführung mit anderen Daten findet nicht statt.</p><h2>Ihre Rechte</h2><p>Sie haben das Recht auf Auskunft, "
        "Berichtigung, Löschung und Widerspruch.</p>",
        "static-page",
    )
    out["/konto/anmelden.html"] = site.page(
        "Anmelden",
        '<form action="/konto/anmelden.html" method="post"><label>E-Mail-Adresse <input type="email" name="mail"></label><label>Passwort <input type="password" '
        'name="passwort"></label><button type="submit">Anmelden</button></form><p>Passwort vergessen? Noch kein Konto? Jetzt registrieren.</p>',
        "login",
    )
    out["/kultur/bilder-des-tages.html"] = _bare(
        "Mit Werbung weiterlesen oder Pur-Abo abschließen",
        '<div id="consent-wall" role="dialog" aria-modal="true"><h1>Weiterlesen mit Werbung oder mit dem Pur-Abo</h1><p>Besuchen Sie unsere Seiten wie gewohnt mit Werbung und '
        "Tracking. Details finden Sie in der Datenschutzerklärung und im Privacy Center. Ihre Einwilligung können Sie jederzeit widerrufen.</p><p>Mit Ihrer Zustimmung "
        "verarbeiten wir und 143 Drittanbieter Cookies und personenbezogene Daten, um Anzeigen zu messen und Profile zu bilden.</p><button>Akzeptieren und weiter</button>"
        "<p>Oder nutzen Sie das Pur-Abo für 2,99 Euro im Monat ohne Werbetracking.</p><button>Pur-Abo abschließen</button></div>",
        "consent-wall",
    )
    out["/leserfotos.html"] = _bare(
        "Sicherheitsüberprüfung",
        '<h1>Bitte bestätigen Sie, dass Sie ein Mensch sind</h1><p>Unsere Systeme haben ungewöhnlichen Datenverkehr festgestellt. Lösen Sie bitte das Captcha, um fortzufahren.</p>'
        '<form id="challenge-form" method="post"><div class="g-recaptcha" data-sitekey="demo"></div><input type="submit" value="Ich bin kein Roboter"></form>',
        "captcha",
    )  # fmt: skip
    out["/live/"] = _bare(
        "Live-Ticker",
        '<noscript>Bitte aktivieren Sie JavaScript, um diese Seite zu sehen.</noscript><div id="root"></div>'
        "<script>window.__APP__={ticker:1,api:'/intern/api'};document.getElementById('root').dataset.ready='0';</script>",
        "js-shell",
    )
    out["/wirtschaft/hafenfest-abgesagt.html"] = Resource(
        site.frame(
            "Seite nicht gefunden",
            "<h1>Seite nicht gefunden</h1><p>Die gesuchte Seite existiert leider nicht oder nicht mehr. Vielleicht hat sich die Adresse geändert, oder der Artikel ist nicht "
            'länger verfügbar.</p><p>Nutzen Sie bitte die Suche oder gehen Sie zur <a href="/">Startseite</a>.</p>',
        ).encode(),
        _HTML,
        reason="soft-404",
    )
    for name in ("portrait.png", "logo.png"):
        out[f"/static/{name}"] = Resource(png(name), "image/png")
    out["/static/nz.css"] = Resource(b"body{font:17px/1.5 sans-serif}article{max-width:42rem}\n", "text/css")
    return out


class _Site:
    def __init__(self, base: str, edition: int) -> None:
        self.base = base
        self.edition = edition
        self.stories = sorted((story for story in STORIES if story.edition <= edition), key=lambda story: story.published or "", reverse=True)
        self.sections = ("Politik", "Wirtschaft", "Wissen", "Kultur", "Sport", "English")
        self.tags = sorted({tag for story in self.stories for tag in story.tags})

    def story(self, story: Story) -> dict[str, Resource]:
        """Return the pages of one story."""
        parts = blocks(story.text(self.edition))
        cut = next((n for n, part in enumerate(parts) if part.kind == "break"), len(parts))
        first, later = parts[:cut], parts[cut + 1 :]
        path = _path(story)
        paywall = "paywall" in story.look
        english = story.language == "en"
        furniture = [*_SHARE, _LISTEN, *CONSENT, _RIGHTS]
        others = [one for one in self.stories if one != story and one.section == story.section]
        inserts: dict[int, str] = {}
        if "newsletter" in story.look:
            furniture += NEWSLETTER
            inserts[2] = _newsletter()
        if "related" in story.look:
            furniture.append("Lesen Sie auch")
            links = "".join(f'<li><a href="{_path(one)}">{escape(one.title, quote=False)}</a></li>' for one in others[:2])
            if story.section == "Politik":
                links += '<li><a href="/politik/altbau.html">Altbau: Was aus dem Speicher wird</a></li>'
            elif story.section == "Wirtschaft":
                links += '<li><a href="/wirtschaft/hafenfest-abgesagt.html">Hafenfest: Was die Händler sagen</a></li>'
            place = min(4, len(first) - 1)
            place -= first[place - 1].kind == "h"  # nobody sets a box between a subhead and its text
            furniture += [one.title for one in others[:2]]
            inserts[place] = inserts.get(place, "") + f'\n<div class="nz-teaserbox"><p class="nz-teaserbox__title">Lesen Sie auch</p><ul>{links}</ul></div>'
        tail = ""
        if paywall:
            furniture += PAYWALL
            tail = (
                f'<div class="nz-paywall" id="paywall"><h2>{PAYWALL[0]}</h2><p>{PAYWALL[1]}</p><a class="nz-button" href="https://abo.example/">4 Wochen für 1 Euro</a>'
                f'<p><a href="/konto/anmelden.html">{PAYWALL[2]}</a></p></div>'
            )
        if "bio" in story.look:
            bio = _BIO[story.authors[0]]
            furniture.append(bio)
            tail += f'<div class="nz-author"><img src="/static/portrait.png" alt="" width="60" height="60"><p>{bio}</p></div>'
        if later:
            tail += f'<nav class="nz-pages">Seite 1 von 2 <a href="{path}?seite=2" rel="next">Weiter auf Seite 2</a></nav>'
            furniture.append("Weiter auf Seite 2")
        comments = ""
        if "comments" in story.look:
            furniture += _COMMENTS
            comments = f'<section class="nz-comments"><h2>{_COMMENTS[0]}</h2>' + "".join(f'<div class="nz-comment"><b>Leser {n}</b><p>{text}</p></div>' for n, text in enumerate(_COMMENTS[1:], 1)) + "</section>"
        pictures = [_figure(shot, eager=n == 0) for n, shot in enumerate(story.shots)]
        if len(pictures) > 1:
            place = min(3, len(first) - 1)
            place -= first[place - 1].kind == "h"
            inserts[place] = pictures[1] + inserts.get(place, "")
        share = '<ul class="nz-share">' + "".join(f'<li><a href="https://social.example/?u={self.base}{path}">{word}</a></li>' for word in _SHARE) + "</ul>"
        said = f'<p class="nz-byline">{"By" if english else "Von"} <span class="nz-byline__name">{escape(story.byline or "")}</span></p>'
        stamp = _stamp(story.published or "", english)
        edited = story.edited if self.edition >= 2 else None
        changed = f' <span class="nz-updated">Aktualisiert: {_stamp(edited, english)}</span>' if edited else ""
        more = '<section class="nz-more"><h2>Mehr zum Thema</h2>' + "".join(_card(one) for one in others[-3:]) + "</section>"
        furniture += [line for one in others[-3:] for line in (one.title, teaser(one))]
        lead = f'<p class="nz-article__lead">{escape(story.standfirst, quote=False)}</p>' if story.standfirst else ""
        tags = "".join(f'<a href="/thema/{_tag(tag)}/">{tag}</a> ' for tag in story.tags)
        content = f"""<article class="nz-article">
<header><span class="nz-kicker">{story.section}</span><h1>{escape(story.title, quote=False)}</h1>
{lead}
{said}<p class="nz-date"><time datetime="{story.published}">{stamp}</time>{changed}</p>
{share}<button class="nz-audio">{_LISTEN}</button></header>
{pictures[0] if pictures else ""}
<div class="nz-article__body">
{render(first, lambda count: inserts.get(count, ""))}
</div>
{tail}
<p class="nz-rights">{_RIGHTS}</p>
<p class="nz-tags">{tags}</p>
</article>
{more}
{comments}"""
        url = self.base + path
        date, precision = when(story.published)
        article = TrueArticle(
            url=url,
            site=NAME,
            title=story.title,
            body="\n\n".join(paragraphs(first)),
            standfirst=story.standfirst,
            byline=story.byline,
            authors=story.authors,
            date_published=date,
            date_precision=precision,
            date_modified=when(edited)[0],
            photos=tuple(TruePhoto(f"{self.base}/bilder/{shot.file}", shot.caption, shot.credit, shot.creators, shot.agency) for shot in story.shots),
            furniture=tuple(dict.fromkeys(furniture)),
            tables=table_cells(first),
            is_accessible_for_free=not paywall,
            language=story.language,
            section=story.section,
            canonical_url=url,
            later_pages=((f"{url}?seite=2", "\n\n".join(paragraphs(later))),) if later else (),
        )
        linked = {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "mainEntityOfPage": {"@type": "WebPage", "@id": url},
            "headline": story.title,
            **({"description": story.standfirst} if story.standfirst else {}),
            "datePublished": story.published,
            **({"dateModified": edited} if edited else {}),
            "author": [{"@type": "Person", "name": name} for name in story.authors],
            "publisher": {"@type": "NewsMediaOrganization", "name": NAME, "logo": {"@type": "ImageObject", "url": f"{self.base}/static/logo.png"}},
            "image": [
                {"@type": "ImageObject", "url": f"{self.base}/bilder/{shot.file}", **({"caption": shot.caption, "creditText": shot.credit} if shot.style == "jsonld" else {})}
                for shot in story.shots
            ],
            "isAccessibleForFree": not paywall,
            **({"hasPart": {"@type": "WebPageElement", "isAccessibleForFree": False, "cssSelector": ".nz-paywall"}} if paywall else {}),
            "articleSection": story.section,
            "keywords": list(story.tags),
            "inLanguage": story.language,
        }
        head = f"""<link rel="canonical" href="{url}">
<meta name="description" content="{escape(teaser(story))}">
<meta property="og:type" content="article"><meta property="og:title" content="{escape(story.title)}"><meta property="og:site_name" content="{NAME}">
{f'<meta property="og:image" content="{self.base}/bilder/{story.shots[0].file}">' if story.shots else ""}
<script type="application/ld+json">{json.dumps(linked, ensure_ascii=False)}</script>
{f'<link rel="next" href="{url}?seite=2">' if later else ""}"""
        refuses = 429 if "flaky-429" in story.look else 503 if "flaky-503" in story.look else None
        changed_at = when(edited)[0] or _moment(story)
        out = {
            path: Resource(
                self.frame(story.title, content, head, story.language).encode(),
                _HTML,
                article=article,
                first_status=refuses,
                retry_after=1 if refuses else None,
                last_modified=changed_at,
            )
        }
        if later:
            content = f"""<article class="nz-article"><header><span class="nz-kicker">{story.section}</span><h1>{escape(story.title, quote=False)}</h1>{said}</header>
<div class="nz-article__body">
{render(later)}
</div>
<nav class="nz-pages"><a href="{path}" rel="prev">Zurück zu Seite 1</a> Seite 2 von 2</nav></article>"""
            head = f'<link rel="canonical" href="{url}?seite=2">\n<link rel="prev" href="{url}">\n<meta property="og:type" content="article">'
            out[f"{path}?seite=2"] = Resource(
                self.frame(f"{story.title} (Seite 2)", content, head).encode(), _HTML, reason="later-page", last_modified=changed_at
            )
        return out

    def home(self) -> Resource:
        lead, *rest = self.stories
        content = (
            f'<section class="nz-lead"><h2><a href="{_path(lead)}">{escape(lead.title, quote=False)}</a></h2><p>{escape(teaser(lead), quote=False)}</p></section>\n'
            + "\n".join(_card(story) for story in rest[:9])
            + '\n<aside class="nz-service"><h2>Service</h2><ul><li><a href="/live/">Live-Ticker</a></li><li><a href="/leserfotos.html">Leserfotos</a></li>'
            '<li><a href="/kultur/bilder-des-tages.html">Bilder des Tages</a></li><li><a href="/artikel/4711">Meistgelesen: Der Minister und sein Rad</a></li>'
            '<li><a href="/suche?q=Auer">Alles über die Auer</a></li><li><a href="/intern/dienstplan.html">Für Mitarbeiter</a></li></ul></aside>'
        )
        head = (
            f'<link rel="alternate" type="application/rss+xml" title="{NAME}" href="{self.base}/rss.xml">\n'
            f'<link rel="alternate" type="application/atom+xml" title="{NAME}: Wissen" href="/wissen/atom.xml">\n<meta property="og:type" content="website">'
        )
        return Resource(self.frame(NAME, content, head).encode(), _HTML, reason="listing")

    def lists(self, path: str, title: str, stories: list[Story]) -> dict[str, Resource]:
        """Return the pages of a section or topic: ``path``, ``path?seite=2``, …"""
        size = PER_PAGE if path.count("/") == 2 else 12
        pages = [stories[i : i + size] for i in range(0, len(stories), size)]
        out: dict[str, Resource] = {}
        for number, page in enumerate(pages, 1):
            links, head = "", ""
            if number > 1:
                links += f'<a href="{path if number == 2 else f"{path}?seite={number - 1}"}" rel="prev">Neuere Artikel</a> '
            if number < len(pages):
                links += f'<a href="{path}?seite={number + 1}" rel="next">Ältere Artikel</a>'
                head = f'<link rel="next" href="{path}?seite={number + 1}">'
            content = f'<h1 class="nz-section">{title}</h1>\n' + "\n".join(_card(story) for story in page) + (f'\n<nav class="nz-pager">{links}</nav>' if links else "")
            out[path if number == 1 else f"{path}?seite={number}"] = Resource(self.frame(title, content, head).encode(), _HTML, reason="listing")
        return out

    def page(self, title: str, text: str, reason: str) -> Resource:
        return Resource(self.frame(title, f"<main><h1>{title}</h1>{text}</main>").encode(), _HTML, reason=reason)

    def frame(self, title: str, content: str, head: str = "", language: str = "de") -> str:
        sections = "".join(f'<li><a href="/{slug(section)}/">{section}</a></li>' for section in self.sections)
        topics = " ".join(f'<a href="/thema/{_tag(tag)}/">#{tag}</a>' for tag in self.tags)
        shown = escape(title, quote=False) + (f" | {NAME}" if title != NAME else ": Nachrichten von der Küste")
        return f"""<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<title>{shown}</title>
<link rel="stylesheet" href="/static/nz.css">
{head}
</head>
<body>
<header class="nz-head"><a class="nz-logo" href="/">{NAME}</a><nav><ul>{sections}<li><a href="/konto/anmelden.html">Anmelden</a></li></ul></nav></header>
{content}
<footer class="nz-foot"><p class="nz-topics">Themen: {topics}</p><p><a href="/impressum.html">Impressum</a> <a href="/datenschutz.html">Datenschutz</a> <a href="/rss.xml">RSS</a></p></footer>
<div id="nz-consent" class="nz-consent-layer" role="dialog" aria-label="Datenschutz"><h2>{CONSENT[0]}</h2><p>{CONSENT[1]} <a href="/datenschutz.html">Mehr erfahren</a></p>
<button>{CONSENT[2]}</button><button>{CONSENT[3]}</button></div>
</body>
</html>
"""

    def rss(self) -> Resource:
        items = "\n".join(
            f"<item><title>{escape(story.title, quote=False)}</title><link>{self.base}{_path(story)}?utm_source=rss&amp;utm_medium=feed</link>"
            f'<guid isPermaLink="true">{self.base}{_path(story)}</guid><pubDate>{format_datetime(_moment(story))}</pubDate>'
            + (f"<atom:updated>{story.edited}</atom:updated>" if story.edited and self.edition >= 2 else "")
            + f"<description>{escape(teaser(story), quote=False)}</description><category>{story.section}</category></item>"
            for story in self.stories[:12]
        )
        text = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>{NAME}</title><link>{self.base}/</link><description>Nachrichten von der Küste</description>
<atom:link rel="self" type="application/rss+xml" href="{self.base}/rss.xml"/>
{items}
</channel></rss>
"""
        return Resource(text.encode(), "application/rss+xml", reason="feed")

    def atom(self, stories: list[Story]) -> Resource:
        entries = "\n".join(
            f'<entry><title>{escape(story.title, quote=False)}</title><link rel="alternate" href="{self.base}{_path(story)}"/><id>tag:nordufer.example,2026:{story.slug}</id>'
            f"<published>{_moment(story).isoformat()}</published><updated>{_moment(story).isoformat()}</updated><summary>{escape(teaser(story), quote=False)}</summary></entry>"
            for story in stories
        )
        text = f"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>{NAME}: Wissen</title><id>tag:nordufer.example,2026:wissen</id><updated>{_moment(stories[0]).isoformat()}</updated>
<link rel="self" href="{self.base}/wissen/atom.xml"/>
{entries}
</feed>
"""
        return Resource(text.encode(), "application/atom+xml", reason="feed")

    def sitemaps(self) -> dict[str, Resource]:
        """Return the index, a news sitemap of the latest ten, and a gzipped archive of everything."""
        news = "\n".join(
            f"<url><loc>{self.base}{_path(story)}</loc><lastmod>{self._changed(story)}</lastmod><news:news><news:publication><news:name>{NAME}</news:name>"
            f"<news:language>{story.language}</news:language></news:publication><news:publication_date>{story.published}</news:publication_date>"
            f"<news:title>{escape(story.title, quote=False)}</news:title></news:news></url>"
            for story in self.stories[:10]
        )
        archive = "\n".join(f"<url><loc>{self.base}{_path(story)}</loc><lastmod>{self._changed(story)}</lastmod></url>" for story in self.stories)
        newest = max(self._changed(story) for story in self.stories)
        head = '<?xml version="1.0" encoding="UTF-8"?>\n'
        schema = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        index = f"""{head}<sitemapindex {schema}>
<sitemap><loc>{self.base}/sitemap-news.xml</loc><lastmod>{newest}</lastmod></sitemap>
<sitemap><loc>{self.base}/sitemap-archiv.xml.gz</loc><lastmod>{newest}</lastmod></sitemap>
</sitemapindex>
"""
        news = f'{head}<urlset {schema} xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">\n{news}\n</urlset>\n'
        archive = f"{head}<urlset {schema}>\n{archive}\n</urlset>\n"
        return {
            "/sitemap_index.xml": Resource(index.encode(), "application/xml", reason="sitemap"),
            "/sitemap-news.xml": Resource(news.encode(), "application/xml", reason="sitemap"),
            "/sitemap-archiv.xml.gz": Resource(gzip.compress(archive.encode(), mtime=0), "application/gzip", reason="sitemap"),
        }

    def _changed(self, story: Story) -> str:
        return (story.edited if self.edition >= 2 else None) or _moment(story).isoformat()


def _bare(title: str, content: str, reason: str) -> Resource:
    text = f'<!doctype html>\n<html lang="de"><head><meta charset="utf-8"><title>{title} | {NAME}</title></head>\n<body>{content}</body></html>\n'
    return Resource(text.encode(), _HTML, reason=reason)


def _path(story: Story) -> str:
    return f"/{slug(story.section)}/{story.slug}.html"


def _tag(tag: str) -> str:
    return slug(tag).replace("ü", "ue").replace("ä", "ae")


def _moment(story: Story) -> datetime:
    moment = datetime.fromisoformat(story.published or "")
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _stamp(iso: str, english: bool) -> str:
    moment = datetime.fromisoformat(iso)
    return f"{moment:%d/%m/%Y, %H:%M}" if english else f"{moment:%d.%m.%Y, %H:%M} Uhr"


def _newsletter() -> str:
    return (
        f'<aside class="nz-box nz-box--letter"><h3>{NEWSLETTER[0]}</h3><p>{NEWSLETTER[1]}</p><form action="https://abo.example/"><input type="email" placeholder="E-Mail-Adresse">'
        f"<button>{NEWSLETTER[2]}</button></form></aside>"
    )


def _card(story: Story) -> str:
    return (
        f'<div class="nz-card"><span class="nz-kicker">{story.section}</span><h3><a href="{_path(story)}">{escape(story.title, quote=False)}</a></h3>'
        f"<p>{escape(teaser(story), quote=False)}</p></div>"
    )


def _figure(shot: Shot, *, eager: bool) -> str:
    """Return the picture as the page shows it; each ``style`` is one of the ways in which newspapers set a credit."""
    src = f"/bilder/{shot.file}"
    credit = escape(shot.label + (shot.credit or ""), quote=False)
    caption = escape(shot.caption or "", quote=False)
    image = f'<img src="{src}" alt="{caption}" width="1200" height="675"{"" if eager else " loading=lazy"}>'
    match shot.style:
        case "lazy":
            image = f'<img class="lazyload" src="data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=" data-src="{src}" alt="{caption}">'
            caption += f' <span class="nz-credit">{credit}</span>'
        case "paren":
            caption += f" ({credit})"
        case "copyright":
            caption += f' <small class="nz-copyright">{credit}</small>'
        case "dash":
            caption += f" – {credit}"
        case "sibling":
            return f'<figure class="nz-figure">{image}<figcaption>{caption}</figcaption></figure>\n<div class="nz-bildnachweis">{credit}</div>'
        case "jsonld":
            pass
        case _:
            caption += f' <span class="nz-credit">{credit}</span>'
    return f'<figure class="nz-figure">{image}<figcaption>{caption}</figcaption></figure>'
