"""The third site: pages made by hand in the nineties, with tables and ``<font>``, no feed, no sitemap, no metadata, and a charset that only a meta tag states."""

# ruff: noqa: E501  (markup stands in lines as it is served)

from __future__ import annotations

from datetime import UTC, datetime
from html import escape

from newscrawl.demo.blog import png
from newscrawl.demo.stories import Resource, Shot, Story, TrueArticle, TruePhoto, blocks, inline, paragraphs, table_cells, teaser
from newscrawl.demo.stories_plain import STORIES

NAME = "Le Petit Courrier de la Combe"
MAKE = "a plain old site without feed, sitemap or metadata"
SECTIONS = {"Vie locale": "locale.htm", "Nature": "nature.htm", "Culture": "culture.htm"}
SUPPORT = (
    "Le Petit Courrier est fait par trois bénévoles et une imprimante. Si vous l'aimez, glissez un billet de cinq euros dans la boîte de la mairie, au nom du journal.",
    "D'avance, merci à tous ! L'équipe du Petit Courrier",
)
_MENU = "Accueil"
_COUNTER = "Vous êtes le 48 213e visiteur depuis le 1er mars 1998."
_PRINT = "Imprimer cette page"
_MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
_DAYS = "lundi mardi mercredi jeudi vendredi samedi dimanche".split()
_PER_PAGE = 10


def build(base: str, edition: int) -> dict[str, Resource]:
    """Return the site's addresses and what stands there in ``edition``."""
    stories = sorted((story for story in STORIES if story.edition <= edition), key=lambda story: story.published or "", reverse=True)
    out: dict[str, Resource] = {}
    for place, story in enumerate(stories):
        out[_path(story)] = _story(base, stories, place)
        for shot in story.shots:
            out[f"/photos/{shot.file}"] = Resource(png(shot.file), "image/png")
    latest = "".join(_line(story, "articles/") for story in stories[:6])
    out["/"] = _page(
        NAME,
        '<h1><font color="#003366">Bienvenue dans la vallée de la Combe</font></h1>\n<font size="2">Nouvelles du pays, mises en ligne quand elles arrivent.</font><hr>\n'
        f'{latest}<p><a href="archives.htm"><font size="2">Tous les articles</font></a></p>',
        "",
        "listing",
    )
    out["/index.htm"] = Resource(out["/"].body, out["/"].media_type, reason="listing")
    for section, file in SECTIONS.items():
        out[f"/{file}"] = _page(
            section,
            f'<h1><font color="#003366">{section}</font></h1><hr>\n' + "".join(_line(story, "articles/") for story in stories if story.section == section),
            "",
            "listing",
        )
    pages = [stories[i : i + _PER_PAGE] for i in range(0, len(stories), _PER_PAGE)]
    for number, page in enumerate(pages, 1):
        name = "archives.htm" if number == 1 else f"archives{number}.htm"
        further = f'<p align="right"><a href="archives{number + 1}.htm">Page suivante &gt;&gt;</a></p>' if number < len(pages) else ""
        out[f"/{name}"] = _page(
            f"Archives, page {number}",
            f'<h1><font color="#003366">Archives</font></h1><hr>\n' + "".join(_line(story, "articles/") for story in page) + further,  # noqa: F541
            "",
            "listing",
        )
    out["/contact.htm"] = _page(
        "Contact",
        '<h1><font color="#003366">Contact</font></h1><hr>\n<font face="Arial" size="3">Le Petit Courrier, 4 rue du Lavoir, Saint-Aubin-sur-Combe.<br><br>'
        "Permanence le mercredi de dix heures à midi, sauf pendant la récolte. Les annonces sont gratuites et paraissent si elles sont drôles ou utiles.<br><br>"
        'Webmestre : <a href="mailto:webmestre@combe.example">Gaston</a></font>',
        "",
        "static-page",
    )
    out["/liens/meteo.htm"] = Resource(b"<html><head><title>404 Not Found</title></head><body><h1>Not Found</h1></body></html>", "text/html", status=404, reason="http-404")
    return out


def _story(base: str, stories: list[Story], place: int) -> Resource:
    story = stories[place]
    parts = blocks(story.body)
    title = escape(story.title, quote=False)
    pictures = [_picture(shot) for shot in story.shots]
    text: list[str] = []
    for count, part in enumerate(parts):
        if count == 1 and pictures:
            text.append(pictures[0])
        if count == 4 and len(pictures) > 1:
            text.append(pictures[1])
        match part.kind:
            case "p" | "quote":
                words = inline(part.text).replace('href="/', 'href="../')
                words = f"<i>{words}</i>" if part.kind == "quote" else words
                text.append(f"<p>{words}" if "unclosed" in story.look else f"<p align=justify>{words}</p>" if "justified" in story.look else f"{words}<br><br>")
            case "h":
                text.append(f"<b>{inline(part.text)}</b><br><br>")
            case "ul":
                text.append("<ul>" + "".join(f"<li>{inline(row[0])}" for row in part.rows) + "</ul>")
            case "table":
                text.append('<table border="1">' + "".join("<tr>" + "".join(f"<td>{inline(cell)}</td>" for cell in row) + "</tr>" for row in part.rows) + "</table><br>")
            case "break":
                pass
    shown = _shown(story)
    signed = f"par {story.byline}" if story.byline else ""
    stamp = " - ".join(one for one in (shown, signed) if one)
    lead = f'<font size="3"><b>{escape(story.standfirst, quote=False)}</b></font><br><br>\n' if story.standfirst else ""
    support = f'<table width="100%" bgcolor="#ffffcc"><tr><td><font size="2">{SUPPORT[0]}<br>{SUPPORT[1]}</font></td></tr></table>\n' if "support" in story.look else ""
    before = f'<a href="{stories[place - 1].slug}.htm">&lt;&lt; Article suivant</a>' if place else ""
    after = f'<a href="{stories[place + 1].slug}.htm">Article précédent &gt;&gt;</a>' if place + 1 < len(stories) else ""
    content = f"""<h1><font color="#003366">{title}</font></h1>
<font size="1" color="gray">{stamp}</font><hr>
{lead}<font face="Arial" size="3">
{chr(10).join(text)}
</font>
{support}<hr><font size="1"><a href="javascript:window.print()">{_PRINT}</a> | <a href="../index.htm">Retour à l'accueil</a></font>
<table width="100%"><tr><td>{before}</td><td align="right">{after}</td></tr></table>"""
    date = datetime.fromisoformat(story.published).replace(tzinfo=UTC) if story.published else None
    article = TrueArticle(
        url=base + _path(story),
        site=NAME,
        title=story.title,
        body="\n\n".join(paragraphs(parts)),
        standfirst=story.standfirst,
        byline=story.byline,
        authors=story.authors,
        date_published=date,
        date_precision="day" if date else None,
        photos=tuple(TruePhoto(f"{base}/photos/{shot.file}", shot.caption, shot.credit, shot.creators, shot.agency) for shot in story.shots),
        furniture=(*(SUPPORT if "support" in story.look else ()), _COUNTER, _PRINT, "Retour à l'accueil"),
        tables=table_cells(parts),
        language="fr",
    )
    page = _page(story.title, content, "../", None)
    return Resource(page.body, page.media_type, article=article, last_modified=date)


def _page(title: str, content: str, up: str, reason: str | None) -> Resource:
    menu = "<br>\n".join(
        f'<a href="{up}{file}"><font size="2" color="white">{name}</font></a>'
        for name, file in ((_MENU, "index.htm"), *SECTIONS.items(), ("Archives", "archives.htm"), ("Météo", "liens/meteo.htm"), ("Contact", "contact.htm"))
    )
    shown = title if title == NAME else f"{NAME} - {title}"
    text = f"""<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">
<html>
<head>
<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">
<title>{escape(shown, quote=False)}</title>
</head>
<body bgcolor="#ffffff" link="#003366">
<table width="760" border="0" cellpadding="6" align="center">
<tr><td colspan="2" bgcolor="#003366"><font color="white" size="5"><b>{NAME}</b></font></td></tr>
<tr><td width="150" valign="top" bgcolor="#336699">
{menu}
</td><td valign="top">
{content}
</td></tr>
<tr><td colspan="2" align="center"><font size="1">{_COUNTER}<br>Site optimisé pour une résolution de 800 x 600.</font></td></tr>
</table>
</body>
</html>
"""
    return Resource(text.encode("cp1252"), "text/html", reason=reason)


def _path(story: Story) -> str:
    return f"/articles/{story.slug}.htm"


def _line(story: Story, folder: str) -> str:
    shown = _shown(story)
    when = f'<font size="1" color="gray">{shown}</font><br>' if shown else ""
    return f'<p><a href="{folder}{story.slug}.htm"><b>{escape(story.title, quote=False)}</b></a><br>{when}<font size="2">{escape(teaser(story), quote=False)}</font></p>\n'


def _shown(story: Story) -> str:
    """Return the date as the page shows it, in one of four hands."""
    if not story.published:
        return ""
    day = datetime.fromisoformat(story.published)
    if "numeric" in story.look:
        return f"{day:%d/%m/%Y}"
    words = f"{'1er' if day.day == 1 else day.day} {_MONTHS[day.month - 1]} {day.year}"
    if "weekday" in story.look:
        return f"{_DAYS[day.weekday()].capitalize()} {words}"
    if "place" in story.look:
        return f"Saint-Aubin, le {words}"
    return f"Mis en ligne le {words}"


def _picture(shot: Shot) -> str:
    credit = f" ({shot.label}{shot.credit})" if shot.style == "paren" and shot.credit else f"<br>{shot.label}{shot.credit}" if shot.credit else ""
    return (
        f'<table align="right" width="240"><tr><td><img src="../photos/{shot.file}" width="240" height="160" alt=""><br>'
        f'<font size="1"><i>{escape(shot.caption or "", quote=False)}{escape(credit, quote=False).replace("&lt;br&gt;", "<br>")}</i></font></td></tr></table>'
    )
