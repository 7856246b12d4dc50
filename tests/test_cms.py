"""Pages as five publishing systems make them, with what their owners paste into the stories: once a site is learned, its bodies are the stories'."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest

from newscrawl.items import Page
from newscrawl.read import read
from newscrawl.strip.template import BlockCount, Template, fold_story, learn

STORIES = 12
NOW = datetime(2026, 11, 22, tzinfo=UTC)


@dataclass(frozen=True)
class Tongue:
    """One language's invented words; ``frames`` make the stories, the rest is what is pasted into them."""

    things: tuple[str, ...]
    places: tuple[str, ...]
    people: tuple[str, ...]
    frames: tuple[str, ...]
    column: str
    statement: str
    quoted: str
    about: str
    letter: tuple[str, ...]
    perks: tuple[str, ...]
    thanks: tuple[str, str]
    button: str
    box: tuple[str, str, str]
    plug: tuple[str, str]
    news: tuple[str, str, str]
    closed: str
    cookie: tuple[str, str, str]
    photo: str


ENGLISH = Tongue(
    things=("the swing bridge", "the night bus", "the seed library", "the tidal barrier", "the canteen roof", "the wool mill", "the ice rink"),
    places=("Port Ellery", "Dunwick", "Ostley", "Harrow Vale", "Little Corran"),
    people=("Marta Quill", "Idris Penhallow", "Oona Bracken", "Teodor Vance"),
    frames=(
        "Nobody in {place} had expected {thing} to become the argument of the year.",
        "According to the surveyors, {thing} costs the district {n} thousand crowns each winter.",
        "{person} has followed the dispute since {y} and calls the outcome sensible but late.",
        "Opponents point out that {thing} was promised once before, in {y}, and nothing came of it.",
        "Engineers from {place} inspected {thing} on a wet Thursday and left without comment.",
        "The figures are not disputed: {n} people signed and the rest shrugged.",
        "“Ask anyone who grew up here about {thing} and you will get a story,” {person} said.",
        "An earlier attempt to settle the matter collapsed after {n} days of talks in {place}.",
        "By noon the chamber was full and the clerk had run out of chairs.",
        "Tests last spring showed that {thing} performed better than its manual suggests.",
        "The contract obliges the builder to replace {thing} within {n} days at no charge.",
        "Much hangs on whether the regional office accepts {thing} as a matter of safety.",
    ),
    column="Every Tuesday this column answers one question from the letter box.",
    statement="“The regional office takes note of the concerns voiced and will reply in due course,” a spokeswoman said.",
    quoted="The leaflet read: “Dear neighbour, we ask you to give what you can, five crowns or fifty, so that the hall stays open.”",
    about="The charity collected donations by asking visitors to accept cookies, and it never let them refuse, the auditors found.",
    letter=(
        "Dear Reader,",
        "As the editor of {site} I am asking you for something today that I do not ask lightly.",
        "We came to this coast eleven years ago with two desks and a borrowed camera, because small towns deserve reporting of their own.",
        "For as little as $6 a month you will help our quality journalism and receive:",
    ),
    perks=("Every edition free of advertising", "A weekly letter from the editor", "An invitation to our summer walk"),
    thanks=("Thank you for reading,", "Wilma Thorne, founding editor"),
    button="Join the circle",
    box=("You’re a loyal reader", "{count} readers already give. Please consider a small donation to {site} today.", "Support us"),
    plug=("Join the readers of {site} on the evening list.", "Click here >>"),
    news=("Get the morning briefing", "The five stories that matter, in your inbox by seven.", "Sign up"),
    closed="Comments are closed.",
    cookie=("We value your privacy", "We and our 214 partners use cookies to store and access information on your device.", "Accept all"),
    photo="Photo: {person}/Norda",
)
GERMAN = Tongue(
    things=("das Schöpfwerk", "die Grundschule", "der Wochenmarkt", "das Freibad", "die Buslinie", "das Stadtarchiv", "die Fähre"),
    places=("Neuenfelde", "Altmoor", "Kranichsee", "Wiesenburg", "Sandkamp"),
    people=("Jutta Ahrendt", "Klaas Immenhof", "Renate Sölring", "Bodo Wittkamp"),
    frames=(
        "In {place} hat kaum jemand damit gerechnet, dass {thing} zum Streitfall des Jahres wird.",
        "Nach Angaben der Prüfer kostet {thing} den Landkreis jeden Winter {n} Tausend Taler.",
        "{person} begleitet das Thema seit {y} und nennt das Ergebnis vernünftig, wenn auch verspätet.",
        "Gegner erinnern daran, dass {thing} schon {y} versprochen worden war.",
        "Fachleute aus {place} sahen sich {thing} an einem verregneten Donnerstag an und schwiegen.",
        "An den Zahlen zweifelt niemand: {n} Unterschriften dafür, der Rest enthielt sich.",
        "„Fragen Sie hier irgendwen, und Sie bekommen eine Geschichte über {thing}“, sagt {person}.",
        "Ein früherer Anlauf war nach {n} Tagen in {place} an Kleinigkeiten gescheitert.",
        "Der Saal war schon um sieben voll, die Stühle reichten nicht.",
        "Messungen im Frühjahr zeigten, dass {thing} besser abschneidet als gedacht.",
        "Laut Vertrag muss die Firma {thing} innerhalb von {n} Tagen kostenlos ersetzen.",
        "Nun hängt vieles davon ab, ob der Landkreis {thing} als Frage der Sicherheit anerkennt.",
    ),
    column="Jeden Dienstag beantwortet diese Kolumne eine Frage aus dem Briefkasten.",
    statement="„Der Landkreis nimmt die Einwände zur Kenntnis und wird zu gegebener Zeit antworten“, teilte eine Sprecherin mit.",
    quoted="Auf dem Flugblatt stand: „Liebe Nachbarn, bitte spenden Sie, was Sie können, fünf Taler oder fünfzig, damit der Saal offen bleibt.“",
    about="Der Verein sammelte Spenden, indem er Besucher um Zustimmung zu Cookies bat und kein Nein gelten ließ, so die Prüfer.",
    letter=(
        "Liebe Leserin, lieber Leser,",
        "heute wende ich mich mit einer Bitte an Sie, die mir nicht leicht fällt.",
        "Seit elf Jahren berichten wir für {site} aus Orten, in die sonst niemand fährt, unabhängig und ohne Verlag im Rücken.",
        "Schon ab 6 Euro im Monat ermöglichen Sie unsere Arbeit und erhalten:",
    ),
    perks=("Alle Ausgaben ohne Werbung", "Jeden Sonntag einen Brief aus der Redaktion", "Eine Einladung zum Sommerspaziergang"),
    thanks=("Herzlichen Dank,", "Wilma Dornbach, Chefredakteurin"),
    button="Jetzt unterstützen",
    box=("Journalismus kostet Geld", "{count} Menschen spenden bereits. Bitte unterstützen Sie {site} mit einem kleinen Beitrag.", "Jetzt spenden"),
    plug=("Mehr Geschichten aus der Region im Abendbrief von {site}.", "Hier anmelden >>"),
    news=("Der Morgenbrief", "Die fünf wichtigsten Meldungen um sieben in Ihrem Postfach.", "Abonnieren"),
    closed="Kommentare sind geschlossen.",
    cookie=("Wir schätzen Ihre Privatsphäre", "Wir und unsere 214 Partner verwenden Cookies, um Informationen zu speichern.", "Alle akzeptieren"),
    photo="Foto: {person}/Norda",
)
FRENCH = Tongue(
    things=("le vieux canal", "la halle du marché", "le lavoir", "la cantine", "le phare", "la fanfare", "le verger communal"),
    places=("Saint-Arvel", "Montbrisac", "La Ferrade", "Corbenay", "Aiguevive"),
    people=("Solène Marchais", "Gaspard Thévenot", "Odile Brunac", "Yann Kerdoual"),
    frames=(
        "Personne à {place} n’avait imaginé que {thing} deviendrait la querelle de l’année.",
        "Selon les experts, {thing} coûte chaque hiver {n} mille écus au canton.",
        "{person}, qui suit l’affaire depuis {y}, juge l’issue raisonnable mais tardive.",
        "Les opposants rappellent que l’on avait déjà promis {thing} en {y}, sans suite.",
        "Des ingénieurs de {place} ont examiné {thing} un jeudi de pluie et sont repartis sans un mot.",
        "Les chiffres ne sont contestés par personne : {n} signatures, et le reste hausse les épaules.",
        "« Demandez à n’importe quel ancien, il vous parlera de {thing} », s’amuse {person}.",
        "Une tentative précédente avait échoué à {place} au bout de {n} jours de palabres.",
        "À dix-neuf heures, la salle était comble et les chaises manquaient.",
        "Les mesures du printemps montrent que {thing} tient mieux que prévu.",
        "Le contrat oblige l’entreprise à remplacer {thing} sans frais dans les {n} jours.",
        "Tout dépend désormais de la préfecture, qui doit dire si {thing} relève de la sécurité.",
    ),
    column="Chaque mardi, cette chronique répond à une question du courrier.",
    statement="« La préfecture prend acte des inquiétudes exprimées et répondra en temps utile », a indiqué une porte-parole.",
    quoted="Le tract disait : « Chers voisins, donnez ce que vous pouvez, cinq écus ou cinquante, pour que la salle reste ouverte. »",
    about="L’association recueillait des dons en demandant aux visiteurs d’accepter des cookies, sans permettre de refuser, dit l’audit.",
    letter=(
        "Chère lectrice, cher lecteur,",
        "je vous adresse aujourd’hui une demande qui ne m’est pas facile.",
        "Depuis onze ans, {site} raconte des villages où personne d’autre n’envoie de journaliste, sans actionnaire et sans publicité.",
        "Dès 6 € par mois, vous soutenez notre journalisme et recevez :",
    ),
    perks=("Toutes les éditions sans publicité", "Chaque dimanche une lettre de la rédaction", "Une invitation à notre promenade d’été"),
    thanks=("Merci de nous lire,", "Wilma Dorval, rédactrice en chef"),
    button="Je soutiens",
    box=("L’information a un prix", "{count} lecteurs donnent déjà. Faites un petit don à {site}.", "Faire un don"),
    plug=("Recevez la lettre du soir de {site}.", "Cliquez ici >>"),
    news=("La lettre du matin", "Les cinq nouvelles du jour dans votre boîte à sept heures.", "Je m’inscris"),
    closed="Les commentaires sont fermés.",
    cookie=("Nous respectons votre vie privée", "Nous et nos 214 partenaires utilisons des cookies sur votre appareil.", "Tout accepter"),
    photo="Photo : {person}/Norda",
)


@dataclass(frozen=True)
class Story:
    """One story as its author wrote it, and the page it stands on."""

    url: str
    title: str
    author: str
    date: datetime
    body: tuple[str, ...]
    html: str


# -- what is pasted into the stories, in six markups -----------------------------------------------------------------------------------------------


def bare_letter(t: Tongue) -> str:
    perks = "".join(f"<li>{perk}</li>" for perk in t.perks)
    lines = "".join(f"<p>{line}</p>" for line in t.letter)
    return f'{lines}<ul>{perks}</ul><p>{t.thanks[0]}</p><p>{t.thanks[1]}</p><p><a href="/support/">{t.button}</a></p>'


def quoted_letter(t: Tongue) -> str:
    return f'<blockquote class="wp-block-quote">{bare_letter(t)}</blockquote>'


def boxed_letter(t: Tongue) -> str:
    return f'<div class="callout">{bare_letter(t)}</div>'


def broken_letter(t: Tongue) -> str:
    lines = [*t.letter, *(f"– {perk}" for perk in t.perks), *t.thanks, f'<a href="/support/">{t.button}</a>']
    return f"<p>{'<br>'.join(lines)}</p>"


def card_letter(t: Tongue) -> str:
    text = "<br>".join([*t.letter, *t.perks, *t.thanks])
    return (
        f'<div class="kg-card kg-callout-card"><div class="kg-callout-text">{text}</div></div>'
        f'<div class="kg-card kg-button-card"><a href="/support/" class="kg-btn">{t.button}</a></div>'
    )


def box_aside(t: Tongue) -> str:
    return f'<aside class="support-box"><h4>{t.box[0]}</h4><p>{t.box[1]}</p><p><a class="button" href="/support/">{t.box[2]}</a></p></aside>'


def box_table(t: Tongue) -> str:
    rows = "".join(
        f'<tr><td style="padding:1em">{line}</td></tr>' for line in (f"<b>{t.box[0]}</b>", t.box[1], f'<a href="/support/">{t.box[2]}</a>')
    )
    return f'<table style="background:#fde;width:100%">{rows}</table>'


def box_lightbox(t: Tongue) -> str:
    inner = f'<div style="margin:10% auto"><h3>{t.box[0]}</h3><p>{t.box[1]}</p><a href="/support/">{t.box[2]}</a></div>'
    return f'<div style="position:fixed;top:0;left:0;width:100%;z-index:9999">{inner}</div>'


def box_bare(t: Tongue) -> str:
    return f'<p><strong>{t.box[0]}</strong></p><p>{t.box[1]}</p><p><a href="/support/">{t.box[2]}</a></p>'


def plug(t: Tongue) -> str:
    return f'<p><em>{t.plug[0]} <a href="/list/">{t.plug[1].replace(">", "&gt;")}</a></em></p>'


def newsletter(t: Tongue) -> str:
    form = f'<form action="/list/"><input type="email"><button>{t.news[2]}</button></form>'
    return f'<div class="newsletter"><h4>{t.news[0]}</h4><p>{t.news[1]}</p>{form}</div>'


def cookie(t: Tongue) -> str:
    buttons = f'<span><a href="#" id="cn-accept-cookie" class="cn-button">{t.cookie[2]}</a></span>'
    return f'<div id="cookie-notice" role="dialog"><h3>{t.cookie[0]}</h3><span id="cn-notice-text">{t.cookie[1]}</span>{buttons}</div>'


# -- the page makes --------------------------------------------------------------------------------------------------------------------------------


def classic_theme(t: Tongue, name: str, story: Story, content: str) -> str:
    return f"""<html><head><title>{story.title} – {name}</title></head><body class="post-template single"><header id="masthead"><p class="site-title">
<a href="/">{name}</a></p></header><main id="main"><article class="post hentry"><header class="entry-header"><h1 class="entry-title">{story.title}
</h1>
</header><div class="entry-content">{content}</div><footer class="entry-footer"><div class="posted-by"><span class="posted-on">Published
<time class="entry-date published" datetime="{story.date.isoformat()}">{story.date:%B %d, %Y}</time></span><span class="byline">By
<a href="/author/x/" rel="author">{story.author}</a></span></div></footer></article><p class="no-comments">{t.closed}</p></main>{cookie(t)}</body>
</html>"""


def block_theme(t: Tongue, name: str, story: Story, content: str) -> str:
    return f"""<html><head><title>{story.title} – {name}</title></head><body><div class="wp-site-blocks"><header><p class="wp-block-site-title">
<a href="/">
{name}</a></p></header><main class="wp-block-group"><h1 class="wp-block-post-title">{story.title}</h1>
<div class="entry-content wp-block-post-content">
{content}</div><div class="wp-block-post-date"><time datetime="{story.date.isoformat()}">{story.date:%d.%m.%Y}</time></div>
<div class="wp-block-post-author">
<p class="wp-block-post-author__name">{story.author}</p></div></main><footer><p>{name}</p></footer></div>{cookie(t)}</body></html>"""


def static_theme(t: Tongue, name: str, story: Story, content: str) -> str:
    return f"""<html><head><title>{story.title} | {name}</title></head><body><header class="site-header"><a class="site-title" href="/">{name}</a>
<nav>
<a href="/a-propos/">À propos</a></nav></header><main><article class="post h-entry"><header class="post-header">
<h1 class="post-title p-name">{story.title}
</h1><p class="post-meta"><time class="dt-published" datetime="{story.date.isoformat()}">{story.date:%b %d, %Y}</time> •
<span class="p-author h-card"><span class="p-name">{story.author}</span></span></p></header><div class="post-content e-content">{content}</div>
</article>
</main><footer class="site-footer"><p>{name}</p></footer>{cookie(t)}</body></html>"""


def plain_theme(t: Tongue, name: str, story: Story, content: str) -> str:
    return f"""<html><head><title>{name} - {story.title}</title></head><body><header><nav><ul><li><a href="/category/coast.html">Coast</a></li>
</ul></nav>
</header><main><article><header><h1><a href="{story.url}" rel="bookmark">{story.title}</a></h1></header>{content}<p>{t.closed}</p>{cookie(t)}
<footer><p>
Published: <time datetime="{story.date.isoformat()}">{story.date:%a %d %B %Y}</time></p><address>By <a href="/author/x.html">{story.author}</a>
</address>
</footer></article></main></body></html>"""


def card_theme(t: Tongue, name: str, story: Story, content: str) -> str:
    return f"""<html><head><title>{story.title}</title><meta property="og:type" content="article"><meta property="og:site_name" content="{name}">
<meta property="article:published_time" content="{story.date.isoformat()}"></head><body class="post-template"><header class="gh-head">
<a href="/">{name}</a>
<a class="gh-head-button" href="#/portal/signup">Subscribe</a></header><main><article class="article post"><header class="article-header"><h1
class="article-title">{story.title}</h1><h4 class="author-name"><a href="/author/x/">{story.author}</a></h4><time datetime="{story.date:%Y-%m-%d}">
{story.date:%b %d, %Y}</time><span class="byline-reading-time">4 min read</span></header><section class="gh-content">{content}</section></article>
</main>
<section class="footer-cta"><h2>{t.news[0]}</h2><a class="footer-cta-button" href="#/portal">{t.news[2]}</a></section>{cookie(t)}</body></html>"""


Paste = Callable[[Tongue], str]
Theme = Callable[[Tongue, str, Story, str], str]
MAKES: dict[str, tuple[Tongue, Theme, Paste, Paste]] = {
    "classic theme, letter in bare paragraphs, boxed appeal": (ENGLISH, classic_theme, bare_letter, box_aside),
    "block theme, letter in a quotation, bare appeal": (GERMAN, block_theme, quoted_letter, box_bare),
    "static site, letter in a box, lightbox": (FRENCH, static_theme, boxed_letter, box_lightbox),
    "plain static site, letter in one paragraph, table": (ENGLISH, plain_theme, broken_letter, box_table),
    "cards, letter in a callout, table": (ENGLISH, card_theme, card_letter, box_table),
}


def stories(make: str, *, drawn: bool = False) -> list[Story]:
    """Return the stories of a site of this make, newest first; the second appeal stands on a third of them.

    ``drawn``: their paragraphs come from a dozen sentences, and so do the comments below and the teasers of other stories.
    """
    t, theme, letter, box = MAKES[make]
    name = "Tern Review"
    draw = random.Random(make)
    made = []
    pool = [frame.format(thing=t.things[0], place=t.places[0], person=t.people[0], n=214, y=1987) for frame in t.frames]
    for number in range(STORIES):
        body = []
        for pick in range(6):
            frames = draw.sample(t.frames, 3) if pick else [t.frames[number], *draw.sample(t.frames, 2)]
            body.append(
                " ".join(
                    frame.format(
                        thing=draw.choice(t.things),
                        place=draw.choice(t.places),
                        person=draw.choice(t.people),
                        n=draw.randint(20, 900),
                        y=draw.randint(1961, 2021),
                    )
                    for frame in dict.fromkeys(frames)
                )
            )
        if drawn:
            body = draw.sample(pool, 7)
        if number in (1, 5, 9):
            body.insert(0, t.column)
        if number in (2, 3, 6):
            body.insert(3, t.statement)
        if number == 4:
            body.insert(3, t.quoted)
        if number == 7:
            body.insert(2, t.about)
        thing = t.things[number % len(t.things)]
        title = f"{thing[0].upper()}{thing[1:]}, {t.places[number % 5]}: {number + 3} / {number + 9}"
        date = datetime(2026, 11, 20, 9, 30, tzinfo=UTC) - timedelta(days=5 * number, minutes=7 * number)
        story = Story(f"https://{make[:4]}.example/{date:%Y/%m}/story-{number}-of-the-coast.html", title, t.people[number % 4], date, tuple(body), "")
        caption = f"{t.places[number % 5]} {1990 + number}. {t.photo.format(person=t.people[1])}"
        parts = [f'<figure><img src="/{number}.jpg" width="800" height="500"><figcaption>{caption}</figcaption></figure>']
        parts += [f"<p>{paragraph}</p>" for paragraph in body]
        parts.insert(4, letter(t))
        if number % 3 == 0:
            parts.insert(6, box(t))
        parts += [plug(t), newsletter(t)]
        content = "\n".join(parts).replace("{site}", name).replace("{count}", f"{draw.randint(3000, 19000):,}")
        html = theme(t, name, story, content)
        if drawn:
            said = "".join(f'<li class="comment"><cite>{draw.choice(t.people)}</cite><p>{draw.choice(pool)}</p></li>' for _ in range(number % 5))
            more = "".join(f'<div><h4><a href="/{n}">{t.things[n]}</a></h4><p>{draw.choice(pool)}</p></div>' for n in range(3))
            html = html.replace("</main>", f'<section class="comments"><ol>{said}</ol></section><div class="more-stories">{more}</div></main>')
        made.append(Story(story.url, story.title, story.author, story.date, story.body, html))
    return made


def page(story: Story) -> Page:
    return Page(story.url, story.html.encode(), headers=(("content-type", "text/html; charset=utf-8"),), fetched_at=NOW)


def learned(site: list[Story]) -> Template:
    counts: dict[str, BlockCount] = {}
    for story in site:
        counts.update(fold_story(counts, read(page(story)).blocks, NOW, story.url))
    return learn(counts.values())


@pytest.mark.parametrize("make", MAKES)
def test_once_learned_every_body_is_its_storys_and_nothing_else(make: str) -> None:
    site = stories(make)
    template = learned(site)
    wrong = {}
    for story in site:
        reading = read(page(story), None, template)
        got = reading.article.body.split("\n\n") if reading.article else [str(reading.reason)]
        if got != list(story.body) or reading.doubtful:
            wrong[story.url] = ([line for line in got if line not in story.body], [line for line in story.body if line not in got])
    assert wrong == {}


@pytest.mark.parametrize("make", MAKES)
def test_stories_drawn_from_a_dozen_sentences_lose_none_to_what_was_learned(make: str) -> None:
    site = stories(make, drawn=True)
    for known in (5, 8, STORIES):
        template = learned(site[:known])
        lost = {}
        for story in site:
            reading = read(page(story), None, template)
            assert reading.article is not None
            told = [reading.article.standfirst or "", *reading.article.body.split("\n\n")]
            if missing := [line for line in story.body if line not in told]:
                lost[story.url] = missing
            if known == STORIES:
                assert told[1:] == list(story.body[1:] if told[0] else story.body)
        assert lost == {}


@pytest.mark.parametrize("make", MAKES)
def test_titles_authors_instants_and_credits_are_what_the_page_says(make: str) -> None:
    for story in stories(make):
        article = read(page(story)).article
        assert article is not None
        assert (article.title, article.authors, article.date_published) == (story.title, (story.author,), story.date)
        assert article.photo_credit is not None and article.photo_credit.endswith("/Norda")


def test_a_tag_with_one_story_told_in_full_is_a_list() -> None:
    story = stories("plain static site, letter in one paragraph, table")[2]
    tag = Page("https://plai.example/tag/coast.html", story.html.encode(), fetched_at=NOW)
    assert read(tag).reason == "listing"
    assert read(page(story)).article is not None


# -- a campaign whose sums change, and a box with its button above a story's paragraph -------------------------------------------------------------

ASKING: dict[Tongue, tuple[str, str, str]] = {
    ENGLISH: (
        "We are raising 40,000 crowns before the year is out.",
        "So far {some} people have brought us to {sum} crowns; every one of them goes to reporting.",
        "Chip in today and your name goes into the draw for a framed front page.",
    ),
    GERMAN: (
        "Unsere Winteraktion läuft.",
        "Bis heute haben {some} Menschen {sum} Taler gegeben, und jeder davon wird zu einer Geschichte.",
        "Machen Sie mit, es dauert eine Minute.",
    ),
    FRENCH: (
        "Notre collecte d’hiver a commencé.",
        "À ce jour, {some} personnes ont donné {sum} écus, et chacun d’eux devient un reportage.",
        "Participez vous aussi, cela prend une minute.",
    ),
}
CAMPAIGNS: dict[str, Callable[[tuple[str, ...]], str]] = {
    "bare": lambda lines: "".join(f"<p>{line}</p>" for line in lines),
    "one paragraph": lambda lines: f"<p><strong>{lines[0]}</strong><br>{'<br>'.join(lines[1:])}</p>",
    "a quotation": lambda lines: f"<blockquote>{''.join(f'<p>{line}</p>' for line in lines)}</blockquote>",
    "inline styles": lambda lines: (
        f'<div style="border-left:6px solid #c33;padding:18px"><span style="font-size:20px">{lines[0]}</span><br>'
        f"<span>{'<br>'.join(lines[1:])}</span></div>"
    ),
}


@pytest.mark.parametrize("markup", CAMPAIGNS)
@pytest.mark.parametrize(("make", "behind"), [(make, behind) for make, behind in zip(list(MAKES)[:3], (2, -1, -1), strict=True)])
def test_a_campaign_on_the_newest_stories_is_learned_whatever_its_sums(make: str, behind: int, markup: str) -> None:
    site = []
    for number, story in enumerate(stories(make)):
        if number < 6:
            some, money = 137 + 61 * number, f"{2 + 5 * number},{311 + number}"
            lines = tuple(line.format(some=some, sum=money) for line in ASKING[MAKES[make][0]])
            paragraph = f"<p>{story.body[behind]}</p>"
            assert paragraph in story.html
            story = replace(story, html=story.html.replace(paragraph, paragraph + CAMPAIGNS[markup](lines)))
        site.append(story)
    template = learned(site)
    for story in site:
        article = read(page(story), None, template).article
        assert article is not None and article.body.split("\n\n") == list(story.body)


def boxed_with_perks(t: Tongue) -> str:
    perks = "".join(f"<li>{perk}</li>" for perk in t.perks)
    lines = "".join(f"<p>{line}</p>" for line in t.letter[1:])
    return (
        f'<div class="wp-block-group has-background"><h4>{t.letter[0]}</h4>{lines}<ul>{perks}</ul><p>{t.thanks[0]}<br>{t.thanks[1]}</p>'
        f'<div class="wp-block-button"><a class="wp-block-button__link" href="/support/">{t.button}</a></div></div>'
    )


def ruled_off(t: Tongue) -> str:
    perks = "".join(f"<li>{perk}</li>" for perk in t.perks)
    lines = "".join(f"<p>{line}</p>" for line in t.letter)
    return f'<hr>{lines}<ol>{perks}</ol><p>{" ".join(t.thanks)}</p><p><a href="/join?src=a3" class="b">{t.button}</a></p><hr>'


@pytest.mark.parametrize("box", [boxed_with_perks, ruled_off])
@pytest.mark.parametrize("make", list(MAKES)[:3])
def test_a_letter_is_over_with_its_button_on_the_first_page_too(make: str, box: Paste) -> None:
    t = MAKES[make][0]
    for story in stories(make)[:2]:
        for here in story.body[1:-1]:
            html = story.html.replace(f"<p>{here}</p>", f"<p>{here}</p>{box(t)}")
            article = read(page(replace(story, html=html))).article
            assert article is not None and [line for line in story.body if line not in article.body.split("\n\n")] == []
