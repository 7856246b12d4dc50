# ruff: noqa: E501  (invented sentences, one a line, are data)
"""How much of a site's furniture goes, and how much of its stories stays: invented sites, seeded, read page by page.

    python benchmarks/furniture.py --seeds 101-120 [--reader greedy|newscrawl|trafilatura|trafilatura-dedup] [--language eo] [--worst 10]

Every site has one of sixteen page designs, one of six languages, thirty stories over twenty weeks, eight kinds of furniture in fourteen markups, one of five
ways of asking, and twelve kinds of honest text that recurs. ``greedy`` takes everything between heading and footer for text, so that stripping alone is on trial; ``newscrawl`` is
``newscrawl.read.read``. ``--pool``: sites whose stories are drawn from few sentences or paragraphs, which stand in comments and teasers too, so that every honest
line recurs. A seventh language, Esperanto, is in no lexicon: it shows what is learned without a word known.
Tune on seeds 1 to 20, report on 101 to 120.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from html import escape
from itertools import repeat

from newscrawl.blocks import segment
from newscrawl.document import parse
from newscrawl.items import BlockMark, Page
from newscrawl.strip.appeal import find_appeals
from newscrawl.strip.consent import find_consent
from newscrawl.strip.judge import judge
from newscrawl.strip.marks import marks_of
from newscrawl.strip.shape import Box, box_of
from newscrawl.strip.template import SITE, BlockCount, Template, fold_story, learn

STORIES = 30
DESIGNS = 16
LEARNT = 5
LANGUAGES = ("en", "de", "fr", "es", "pl", "he")
KINDS = ("consent", "appeal", "newsletter", "plug", "related", "bio", "share", "comments")
MARKUPS = (
    "paragraphs",
    "list",
    "blockquote",
    "aside",
    "inline-style",
    "lightbox",
    "footnote",
    "changing-numbers",
    "split",
    "own-words",
    "one-paragraph",
    "table",
    "kg-card",
    "wp-block",
)

# Per language: nouns and verb phrases for stories; sentences with slots; the site's voice; what recurs honestly.
# Slots: {N} a name, {O} a body, {P} a place, {D} a number, {a} {b} nouns, {v} a verb phrase, {S} the site, {T} the story's title.
TEXT: dict[str, dict[str, list[str]]] = {
    "en": {
        "a": "bridge,harvest,tram line,school roof,ferry,water main,orchestra,budget,quarry,archive,bakery,heating plant,cycle path,market hall,lighthouse,nursery,"
        "swimming pool,town wall,printing works,observatory".split(","),
        "v": "will be rebuilt,was closed,cost more than planned,drew hundreds of visitors,was sold at auction,needs new owners,fell silent,was flooded twice,"
        "reopened under protest,was measured again,lost its licence,won a prize,was struck by lightning,divided the council".split(","),
        "s": [
            "{N} told the {O} on Tuesday that the {a} {v}, and that nobody had asked about the {b}.",
            "The {a} of {P} {v} after {D} months of quarrel over the {b}.",
            "According to {N}, {D} people signed against the plan for the {a}.",
            "Engineers found {D} cracks near the {b}, the {O} of {P} said.",
            "In {P} the {a} {v}, while the old {b} {v2}.",
            "{N}, who has lived beside the {a} for {D} years, called the decision a pity.",
            "A vote in the {O} ended {D} to {D2}; the {b} {v2}.",
            "What becomes of the {b} is open, since the {O} has no money for a {a}.",
            "“The {a} {v},” said {N}, “and we shall see what the {b} brings.”",
            "The police in {P} counted {D} lorries on the way to the {b} before noon.",
        ],
        "greet": ["Dear Reader,", "Dear readers,", "Dear friends of {S},"],
        "pitch": [
            "More people read {S} than ever, yet advertising no longer pays for our reporting. We have not put up a paywall, because we want our journalism to stay open.",
            "Independent journalism costs money. Unlike others, {S} asks nobody for a password, and we hope that you will help us keep it so.",
            "{D} readers gave last month. Our newsroom depends on people like you.",
        ],
        "ask": [
            "As one of our loyal readers, we ask you to support us.",
            "Please help us with a donation, large or small.",
            "Become a member and stand with us.",
        ],
        "price": ["For ${D} a month you will receive:", "From ${D} a month you get the following:"],
        "perks": [
            "A website free of ads",
            "Our monthly magazine",
            "The crossword archive",
            "An invitation to the summer party",
            "The e-paper on the evening before",
        ],
        "thanks": ["Thank you,", "With thanks,"],
        "roles": ["Editor-in-Chief", "Publisher", "Managing Editor"],
        "button": ["Support us now", "DONATE FROM ${D} A MONTH", "Yes, I want to help"],
        "later": ["Show me later", "Not now", "No thanks"],
        "plug": [
            "Upgrade to {S} Premium now for just ${D} and enjoy the site without ads and with exclusive content. Click here >>",
            "Read {S} for ${D} a month: unlimited access to everything we publish. Subscribe now",
        ],
        "newsletter": [
            "Sign up for our newsletter and get the news of {P} in your inbox every morning.",
            "Our daily newsletter: enter your email address to subscribe.",
        ],
        "consent": [
            "This website uses cookies to improve your experience. By continuing you agree.",
            "We use cookies and similar techniques. You can opt out at any time.",
        ],
        "ok": ["Accept", "Settings"],
        "comments": ["Comments are closed.", "Leave a comment"],
        "share": ["Share on Facebook", "Tweet this", "Share via e-mail"],
        "related": ["Related articles", "Read also"],
        "bio": ["{N} is a reporter for {S} and writes about towns.", "{N} is a columnist at {S}."],
        "own": [
            "Did you like “{T}”? Support our journalism with ${D} a month and help us write more of this.",
            "Stories like {T} take time. Help us: become a member of {S}.",
        ],
        "column": ["Every week this column looks at one thing that stands in the way and asks who put it there."],
        "statement": ["“The {a} was safe on the day of the accident, and all inspections had been made,” the {O} said in a statement."],
        "live": ["This page follows the events in {P} as they happen; the newest entry stands on top."],
        "obituary": ["{N} is survived by two children and {D} grandchildren; the service will be private."],
        "weather": ["Sunrise is at {D}.{D2}, sunset at {D2}.{D}; highs reach {D} degrees inland and less by the sea."],
        "dateline": ["{P}, Tuesday"],
        "refrain": ["And the river took it all away."],
        "correction": ["Correction: an earlier version of this story misstated the age of {N}."],
        "notice": ["The town hall announces that the {a} office stays closed on the {D}th for stocktaking."],
        "signoff": ["More from the allotments next week, if the slugs allow."],
        "subhead": ["What happens next"],
    },
    "de": {
        "a": "Brücke,Ernte,Straßenbahn,Turnhalle,Fähre,Wasserleitung,Kapelle,Mühle,Werkstatt,Bücherei,Bäckerei,Heizung,Radroute,Markthalle,Sternwarte,Kita,Stadtmauer,"
        "Druckerei,Schleuse,Ziegelei".split(","),
        "v": "wird neu gebaut,wurde geschlossen,kostete mehr als geplant,zog viele Besucher an,wurde versteigert,sucht neue Besitzer,verstummte,stand zweimal unter Wasser,"
        "öffnete unter Protest,wurde neu vermessen,verlor die Zulassung,gewann einen Preis,wurde vom Blitz getroffen,spaltete den Rat".split(","),
        "s": [
            "{N} sagte dem {O} am Dienstag, die {a} {v}, und niemand habe nach der {b} gefragt.",
            "Die {a} von {P} {v}, nachdem {D} Monate über die {b} gestritten worden war.",
            "Nach Angaben von {N} haben {D} Menschen gegen die Pläne für die {a} unterschrieben.",
            "Fachleute fanden {D} Risse nahe der {b}, teilte der {O} von {P} mit.",
            "In {P} {v} die {a}, während die alte {b} {v2}.",
            "{N} lebt seit {D} Jahren neben der {a} und nannte die Entscheidung schade.",
            "Die Abstimmung im {O} endete {D} zu {D2}; die {b} {v2}.",
            "Was aus der {b} wird, ist offen, denn der {O} hat kein Geld für eine {a}.",
            "„Die {a} {v}“, sagte {N}, „und wir werden sehen, was die {b} bringt.“",
            "Die Polizei in {P} zählte bis zum Mittag {D} Lastwagen auf dem Weg zur {b}.",
        ],
        "greet": ["Liebe Leserinnen und Leser,", "Liebe Leser,"],
        "pitch": [
            "Immer mehr Menschen lesen {S}, doch Anzeigen bezahlen unsere Redaktion nicht mehr. Wir haben keine Bezahlschranke, weil unser Journalismus offen bleiben soll.",
            "Unabhängiger Journalismus kostet Geld. {S} verlangt von niemandem ein Passwort, und wir hoffen, dass es mit Ihrer Hilfe so bleibt.",
            "{D} Leser haben im letzten Monat gespendet. Unsere Redaktion lebt von Menschen wie Ihnen.",
        ],
        "ask": [
            "Als treuen Leser bitten wir Sie: Unterstützen Sie uns.",
            "Bitte helfen Sie uns mit einer Spende, ob klein oder groß.",
            "Werden Sie Mitglied.",
        ],
        "price": ["Für {D} Euro im Monat erhalten Sie:", "Ab {D} Euro im Monat bekommen Sie:"],
        "perks": ["Alle Seiten werbefrei", "Unser Monatsheft", "Das Rätselarchiv", "Eine Einladung zum Sommerfest", "Das E-Paper am Vorabend"],
        "thanks": ["Vielen Dank,", "Herzlichen Dank,"],
        "roles": ["Chefredakteur", "Herausgeberin", "Geschäftsführung"],
        "button": ["Jetzt unterstützen", "AB {D} EURO IM MONAT SPENDEN", "Ja, ich helfe mit"],
        "later": ["Später erinnern", "Nicht jetzt", "Nein danke"],
        "plug": [
            "Jetzt {S} Premium für nur {D} Euro im Monat testen: werbefrei und mit exklusiven Inhalten. Hier klicken >>",
            "{S} lesen für {D} Euro im Monat: unbegrenzter Zugang zu allem, was wir schreiben. Jetzt abonnieren",
        ],
        "newsletter": [
            "Abonnieren Sie unseren Newsletter und lesen Sie jeden Morgen, was in {P} geschieht.",
            "Unser Newsletter: E-Mail-Adresse eingeben und jetzt abonnieren.",
        ],
        "consent": [
            "Diese Website verwendet Cookies. Wenn Sie weiterlesen, stimmen Sie zu.",
            "Wir verwenden Cookies und ähnliche Techniken. Sie können ablehnen.",
        ],
        "ok": ["Akzeptieren", "Einstellungen"],
        "comments": ["Kommentare sind geschlossen.", "Schreiben Sie einen Kommentar"],
        "share": ["Auf Facebook teilen", "Artikel teilen", "Per E-Mail teilen"],
        "related": ["Mehr zum Thema", "Lesen Sie auch"],
        "bio": ["{N} ist Redakteurin bei {S} und schreibt über Städte.", "{N} ist Redakteur von {S}."],
        "own": [
            "Hat Ihnen „{T}“ gefallen? Unterstützen Sie unseren Journalismus mit {D} Euro im Monat.",
            "Texte wie {T} brauchen Zeit. Helfen Sie uns: Werden Sie Mitglied von {S}.",
        ],
        "column": ["Jede Woche betrachtet diese Kolumne ein Ding, das im Weg steht, und fragt, wer es dort abgestellt hat."],
        "statement": ["„Die {a} war am Tag des Unfalls sicher, alle Prüfungen waren erfolgt“, hieß es in einer Erklärung."],
        "live": ["Diese Seite begleitet die Ereignisse in {P}; der neueste Eintrag steht oben."],
        "obituary": ["{N} hinterlässt zwei Kinder und {D} Enkel; die Beisetzung findet im engsten Kreis statt."],
        "weather": ["Die Sonne geht um {D}.{D2} Uhr auf und um {D2}.{D} Uhr unter; die Höchstwerte liegen bei {D} Grad."],
        "dateline": ["{P}, Dienstag"],
        "refrain": ["Und der Fluss nahm alles mit."],
        "correction": ["Korrektur: In einer früheren Fassung war das Alter von {N} falsch angegeben."],
        "notice": ["Die Stadt teilt mit, dass das Amt für die {a} am {D}. wegen Inventur geschlossen bleibt."],
        "signoff": ["Mehr aus dem Schrebergarten nächste Woche, wenn die Schnecken es erlauben."],
        "subhead": ["Wie es weitergeht"],
    },
    "fr": {
        "a": "passerelle,récolte,piscine,école,gare,fontaine,fanfare,carrière,bibliothèque,boulangerie,chaufferie,halle,crèche,imprimerie,écluse,briqueterie,chapelle,"
        "scierie,mairie,patinoire".split(","),
        "v": "sera reconstruite,a été fermée,a coûté plus que prévu,a attiré des centaines de visiteurs,a été vendue aux enchères,cherche un repreneur,s'est tue,"
        "a été inondée deux fois,a rouvert malgré les protestations,a perdu son agrément,a gagné un prix,a été touchée par la foudre,divise les élus".split(
            ","
        ),
        "s": [
            "{N} a déclaré mardi au {O} que la {a} {v} et que personne n'avait parlé de la {b}.",
            "La {a} de {P} {v} après {D} mois de querelle autour de la {b}.",
            "Selon {N}, {D} personnes ont signé contre le projet de {a}.",
            "Des ingénieurs ont trouvé {D} fissures près de la {b}, a indiqué le {O} de {P}.",
            "À {P}, la {a} {v} tandis que la vieille {b} {v2}.",
            "{N}, qui habite à côté de la {a} depuis {D} ans, trouve la décision dommage.",
            "Le vote du {O} s'est achevé sur un score de {D} à {D2} ; la {b} {v2}.",
            "L'avenir de la {b} reste ouvert, car le {O} n'a pas d'argent pour une {a}.",
            "« La {a} {v}, a dit {N}, et nous verrons ce que la {b} apportera. »",
            "La police de {P} a compté {D} camions sur la route de la {b} avant midi.",
        ],
        "greet": ["Chers lecteurs,", "Chère lectrice, cher lecteur,"],
        "pitch": [
            "Vous êtes toujours plus nombreux à lire {S}, mais la publicité ne paie plus notre rédaction. Nous n'avons pas de mur payant, car notre journal doit rester ouvert.",
            "Le journalisme indépendant coûte cher. {S} ne demande de mot de passe à personne, et nous espérons votre soutien.",
            "{D} lecteurs ont donné le mois dernier. Notre rédaction dépend de votre soutien.",
        ],
        "ask": ["Lecteur fidèle, soutenez notre journal.", "Aidez-nous par un don, petit ou grand.", "Devenez membre dès aujourd'hui."],
        "price": ["Pour {D} € par mois, vous recevrez :", "Dès {D} € par mois, vous obtenez :"],
        "perks": [
            "Un site sans publicité",
            "Notre magazine du mois",
            "Les archives des mots croisés",
            "Une invitation à la fête d'été",
            "Le journal numérique dès la veille",
        ],
        "thanks": ["Merci,", "Un grand merci,"],
        "roles": ["rédactrice en chef", "directeur de la publication", "gérante"],
        "button": ["Je fais un don", "SOUTENEZ-NOUS POUR {D} € PAR MOIS", "Oui, je soutiens"],
        "later": ["Plus tard", "Pas maintenant", "Non merci"],
        "plug": [
            "Abonnez-vous à {S} Premium pour {D} € par mois : sans publicité et avec des contenus exclusifs. Cliquez ici >>",
            "Lisez {S} pour {D} € par mois : accès illimité à tous nos articles. Abonnez-vous",
        ],
        "newsletter": [
            "Abonnez-vous à notre newsletter et recevez chaque matin les nouvelles de {P}.",
            "Notre newsletter : abonnez-vous avec votre adresse électronique.",
        ],
        "consent": [
            "Ce site utilise des cookies. En poursuivant, vous acceptez leur usage.",
            "Nous utilisons des cookies et des techniques semblables. Vous pouvez refuser.",
        ],
        "ok": ["Tout accepter", "Paramétrer"],
        "comments": ["Les commentaires sont fermés.", "Laisser un commentaire"],
        "share": ["Partager sur Facebook", "Partager", "Partager par courriel"],
        "related": ["À lire aussi", "Sur le même sujet"],
        "bio": ["{N} est journaliste à {S} et écrit sur les villes.", "{N} est rédactrice à {S}."],
        "own": [
            "« {T} » vous a plu ? Soutenez notre journal pour {D} € par mois.",
            "Un article comme {T} prend du temps. Aidez-nous : devenez membre de {S}.",
        ],
        "column": ["Chaque semaine, cette chronique regarde une chose posée en travers du chemin et demande qui l'y a mise."],
        "statement": ["« La {a} était sûre le jour de l'accident et tous les contrôles avaient été faits », a indiqué le {O} dans un communiqué."],
        "live": ["Cette page suit les événements de {P} ; la dernière entrée figure en haut."],
        "obituary": ["{N} laisse deux enfants et {D} petits-enfants ; les obsèques auront lieu dans l'intimité."],
        "weather": ["Le soleil se lève à {D} h {D2} et se couche à {D2} h {D} ; il fera jusqu'à {D} degrés."],
        "dateline": ["{P}, mardi"],
        "refrain": ["Et la rivière a tout emporté."],
        "correction": ["Correction : une version antérieure donnait un âge erroné pour {N}."],
        "notice": ["La mairie annonce que le bureau de la {a} sera fermé le {D} pour inventaire."],
        "signoff": ["La suite du potager la semaine prochaine, si les limaces le permettent."],
        "subhead": ["Et maintenant"],
    },
    "es": {
        "a": "pasarela,cosecha,piscina,escuela,estación,fuente,banda,cantera,biblioteca,panadería,caldera,lonja,guardería,imprenta,esclusa,fábrica,capilla,serrería,muralla,"
        "pista de hielo".split(","),
        "v": "será reconstruida,fue cerrada,costó más de lo previsto,atrajo a cientos de visitantes,fue subastada,busca nuevos dueños,quedó en silencio,se inundó dos veces,"
        "reabrió entre protestas,perdió la licencia,ganó un premio,fue alcanzada por un rayo,dividió al pleno".split(","),
        "s": [
            "{N} dijo el martes al {O} que la {a} {v} y que nadie había preguntado por la {b}.",
            "La {a} de {P} {v} tras {D} meses de disputa por la {b}.",
            "Según {N}, {D} personas firmaron contra el proyecto de la {a}.",
            "Los ingenieros hallaron {D} grietas junto a la {b}, informó el {O} de {P}.",
            "En {P} la {a} {v}, mientras la vieja {b} {v2}.",
            "{N}, que vive junto a la {a} desde hace {D} años, lamentó la decisión.",
            "La votación del {O} acabó {D} a {D2}; la {b} {v2}.",
            "El futuro de la {b} está abierto, porque el {O} no tiene dinero para una {a}.",
            "«La {a} {v}», dijo {N}, «y ya veremos qué trae la {b}».",
            "La policía de {P} contó {D} camiones camino de la {b} antes del mediodía.",
        ],
        "greet": ["Queridos lectores:", "Estimada lectora, estimado lector:"],
        "pitch": [
            "Cada vez más personas leen {S}, pero la publicidad ya no paga nuestra redacción. No tenemos muro de pago porque queremos que nuestro periodismo siga abierto.",
            "El periodismo independiente cuesta dinero. {S} no pide contraseña a nadie, y esperamos contar con tu apoyo.",
            "{D} lectores aportaron el mes pasado. Nuestra redacción depende de gente como tú.",
        ],
        "ask": ["Como lector fiel, te pedimos tu apoyo.", "Ayúdanos con una donación, grande o pequeña.", "Hazte socio y únete a nosotros."],
        "price": ["Por {D} € al mes recibirás:", "Desde {D} € al mes tendrás:"],
        "perks": [
            "Una web sin publicidad",
            "Nuestra revista mensual",
            "El archivo de crucigramas",
            "Una invitación a la fiesta de verano",
            "El diario digital la víspera",
        ],
        "thanks": ["Gracias,", "Muchas gracias,"],
        "roles": ["directora", "editor", "jefa de redacción"],
        "button": ["Quiero apoyar", "DONA DESDE {D} € AL MES", "Sí, hazte socio"],
        "later": ["Más tarde", "Ahora no", "No, gracias"],
        "plug": [
            "Suscríbete a {S} Premium por solo {D} € al mes: sin publicidad y con contenidos exclusivos. Haz clic aquí >>",
            "Lee {S} por {D} € al mes: acceso ilimitado a todo lo que publicamos. Suscríbete",
        ],
        "newsletter": [
            "Suscríbete a nuestro boletín y recibe cada mañana las noticias de {P} en tu correo.",
            "Nuestra newsletter: escribe tu correo electrónico y suscríbete.",
        ],
        "consent": ["Este sitio utiliza cookies. Si continúa, acepta su uso.", "Utilizamos cookies y técnicas similares. Puede rechazar su uso."],
        "ok": ["Aceptar", "Configurar"],
        "comments": ["Los comentarios están cerrados.", "Deja un comentario"],
        "share": ["Compartir en Facebook", "Compartir", "Compartir por correo"],
        "related": ["Noticias relacionadas", "Lee también"],
        "bio": ["{N} es periodista de {S} y escribe sobre ciudades.", "{N} es redactora de {S}."],
        "own": ["¿Te ha gustado «{T}»? Apoya nuestro periodismo con {D} € al mes.", "Textos como {T} llevan tiempo. Ayúdanos: hazte socio de {S}."],
        "column": ["Cada semana esta columna mira una cosa que estorba el paso y pregunta quién la puso allí."],
        "statement": ["«La {a} era segura el día del accidente y se habían hecho todas las revisiones», señaló el {O} en un comunicado."],
        "live": ["Esta página sigue lo que ocurre en {P}; la entrada más reciente está arriba."],
        "obituary": ["{N} deja dos hijos y {D} nietos; el funeral será en la intimidad."],
        "weather": ["El sol sale a las {D}.{D2} y se pone a las {D2}.{D}; las máximas llegarán a {D} grados."],
        "dateline": ["{P}, martes"],
        "refrain": ["Y el río se lo llevó todo."],
        "correction": ["Corrección: una versión anterior daba mal la edad de {N}."],
        "notice": ["El ayuntamiento anuncia que la oficina de la {a} cerrará el día {D} por inventario."],
        "signoff": ["Más desde el huerto la semana que viene, si las babosas lo permiten."],
        "subhead": ["Qué pasará ahora"],
    },
    "pl": {
        "a": "kładka,stacja,szkoła,fontanna,orkiestra,biblioteka,piekarnia,kotłownia,hala,drukarnia,śluza,cegielnia,kaplica,wieża,zajezdnia,latarnia,wytwórnia,przychodnia,"
        "strzelnica,pralnia".split(","),
        "v": "zostanie odbudowana,została zamknięta,kosztowała więcej niż planowano,przyciągnęła tłumy,poszła pod młotek,szuka właściciela,zamilkła,dwa razy stała pod wodą,"
        "ruszyła mimo protestów,straciła licencję,zdobyła nagrodę,ucierpiała od pioruna,podzieliła radnych".split(","),
        "s": [
            "{N} powiedział we wtorek, że {a} {v}, a o sprawę drugą, jaką jest {b}, nikt nie pytał.",
            "W miejscowości {P} {a} {v} po {D} miesiącach sporu.",
            "Jak mówi {N}, {D} osób podpisało się przeciw planom, którymi objęta jest {a}.",
            "Inżynierowie znaleźli {D} pęknięć tam, gdzie stoi {b}, podał {O} w {P}.",
            "W {P} {a} {v}, a stara {b} {v2}.",
            "{N} mieszka obok od {D} lat i żałuje, że {a} {v}.",
            "Głosowanie zakończyło się wynikiem {D} do {D2}; {b} {v2}.",
            "Nie wiadomo, co czeka {b}, bo {O} nie ma pieniędzy.",
            "„{a} {v}”, mówi {N}, „i zobaczymy, co będzie dalej”.",
            "Policja w {P} naliczyła przed południem {D} ciężarówek tam, gdzie {b} {v2}.",
        ],
        "greet": ["Drodzy Czytelnicy,", "Szanowni Czytelnicy,"],
        "pitch": [
            "Coraz więcej osób czyta {S}, ale reklamy nie utrzymują już naszej redakcji. Nie mamy paywalla, bo chcemy, by nasze dziennikarstwo było otwarte.",
            "Niezależne dziennikarstwo kosztuje. {S} nikogo nie pyta o hasło i liczymy na wasze wsparcie.",
            "{D} czytelników wsparło nas w zeszłym miesiącu. Nasza redakcja zależy od was.",
        ],
        "ask": ["Prosimy, wesprzyj nas jako stały czytelnik.", "Pomóżcie nam wpłatą, małą albo dużą.", "Dołącz do nas i zostań członkiem."],
        "price": ["Za {D} zł miesięcznie otrzymasz:", "Od {D} zł miesięcznie dostajesz:"],
        "perks": [
            "Strona bez reklam",
            "Nasz miesięcznik",
            "Archiwum krzyżówek",
            "Zaproszenie na letnie święto",
            "Wydanie elektroniczne dzień wcześniej",
        ],
        "thanks": ["Dziękujemy,", "Z podziękowaniem,"],
        "roles": ["redaktor naczelna", "wydawca", "kierownik redakcji"],
        "button": ["Wesprzyj nas", "WSPIERAJ OD {D} ZŁ MIESIĘCZNIE", "Tak, chcę pomóc"],
        "later": ["Może później", "Nie teraz", "Nie, dziękuję"],
        "plug": [
            "Dołącz do {S} Premium już za {D} zł miesięcznie: bez reklam i z treściami premium. Kliknij tutaj >>",
            "Czytaj {S} za {D} zł miesięcznie: nieograniczony dostęp do wszystkich tekstów. Prenumeruj",
        ],
        "newsletter": [
            "Zapisz się na nasz newsletter i czytaj co rano wieści z {P} w swojej skrzynce. Dołącz do nas",
            "Nasz newsletter: subskrybuj, podaj swój adres.",
        ],
        "consent": [
            "Ta strona używa plików cookie. Czytając dalej, wyrażasz zgodę.",
            "Używamy plików cookie i podobnych technik. Zgoda jest dobrowolna.",
        ],
        "ok": ["Akceptuję", "Ustawienia"],
        "comments": ["Komentarze są zamknięte.", "Dodaj komentarz"],
        "share": ["Udostępnij na Facebooku", "Udostępnij", "Podziel się"],
        "related": ["Czytaj także", "Zobacz też"],
        "bio": ["{N} jest dziennikarką {S} i pisze o miastach.", "{N} jest dziennikarzem {S}."],
        "own": [
            "Podobał się tekst „{T}”? Wesprzyj nasze dziennikarstwo kwotą {D} zł miesięcznie.",
            "Teksty takie jak {T} wymagają czasu. Pomóż nam: dołącz do {S}.",
        ],
        "column": ["Co tydzień ta rubryka przygląda się rzeczy, która stoi na drodze, i pyta, kto ją tam postawił."],
        "statement": ["„W dniu wypadku wszystko było bezpieczne i po przeglądach”, napisał {O} w oświadczeniu."],
        "live": ["Ta strona śledzi wydarzenia w {P}; najnowszy wpis znajduje się u góry."],
        "obituary": ["{N} zostawia dwoje dzieci i {D} wnuków; pogrzeb odbędzie się w gronie rodziny."],
        "weather": ["Słońce wschodzi o {D}.{D2} i zachodzi o {D2}.{D}; najwyżej {D} stopni."],
        "dateline": ["{P}, wtorek"],
        "refrain": ["I wszystko zabrała rzeka."],
        "correction": ["Sprostowanie: we wcześniejszej wersji podano błędny wiek osoby {N}."],
        "notice": ["Urząd ogłasza, że {a} będzie nieczynna dnia {D} z powodu inwentaryzacji."],
        "signoff": ["Więcej z działek za tydzień, jeśli ślimaki pozwolą."],
        "subhead": ["Co dalej"],
    },
    "he": {
        "a": "הגשר,הבריכה,התחנה,המזרקה,התזמורת,המחצבה,הספרייה,המאפייה,השוק,המגדלור,הדפוס,המצפה,המפעל,החומה,הגן,המסילה,הנמל,הבאר,המוזיאון,הטחנה".split(
            ","
        ),
        "v": "ייבנה מחדש,נסגר,עלה יותר מהמתוכנן,משך מאות מבקרים,נמכר במכירה פומבית,מחפש בעלים,השתתק,הוצף פעמיים,נפתח למרות המחאה,נמדד שוב,איבד את הרישיון,זכה בפרס,נפגע מברק,פילג את המועצה".split(
            ","
        ),
        "s": [
            "{N} מסר ביום שלישי כי {a} {v} וכי איש לא שאל על {b}.",
            "{a} של {P} {v} אחרי {D} חודשים של ויכוח על {b}.",
            "לדברי {N}, {D} תושבים חתמו נגד התוכנית שבמרכזה {a}.",
            "מהנדסים מצאו {D} סדקים ליד {b}, כך נמסר ב{P}.",
            "ב{P} {a} {v}, ואילו {b} {v2}.",
            "{N} גר ליד {a} כבר {D} שנים והצטער על ההחלטה.",
            "ההצבעה הסתיימה ביחס של {D} מול {D2}, ו{b} {v2}.",
            "עתיד {b} אינו ברור, כי אין כסף בשביל {a}.",
            "״{a} {v}״, אמר {N}, ״ועוד נראה מה יביא {b}״.",
            "המשטרה ב{P} ספרה {D} משאיות בדרך אל {b} לפני הצהריים.",
        ],
        "greet": ["קוראים יקרים,", "קורא יקר,"],
        "pitch": [
            "יותר ויותר אנשים קוראים את {S}, אך הפרסומות כבר אינן מממנות את המערכת שלנו. אין לנו חומת תשלום, כי אנו רוצים עיתונאות פתוחה.",
            "עיתונות עצמאית עולה כסף. {S} אינו מבקש סיסמה מאיש, ואנו מקווים לתמיכתכם.",
            "{D} קוראים תרמו בחודש שעבר. העיתונות שלנו תלויה בכם ובתמיכתכם, הצטרפו.",
        ],
        "ask": ["אנו מבקשים את תמיכתכם.", "עזרו לנו בתרומה, קטנה או גדולה.", "הצטרפו אלינו כמנויים."],
        "price": ["תמורת {D} ₪ בחודש תקבלו:", "החל מ-{D} ₪ לחודש תקבלו:"],
        "perks": ["אתר ללא פרסומות", "המגזין החודשי שלנו", "ארכיון התשבצים", "הזמנה למסיבת הקיץ", "העיתון הדיגיטלי בערב שלפני"],
        "thanks": ["תודה,", "בתודה,"],
        "roles": ["עורכת ראשית", "מוציא לאור", "מנכ״לית"],
        "button": ["תמכו עכשיו", "תרמו החל מ-{D} ₪ לחודש", "כן, הצטרפו"],
        "later": ["אחר כך", "לא עכשיו", "לא תודה"],
        "plug": [
            "שדרגו ל-{S} פרימיום ב-{D} ₪ לחודש בלבד: אתר ללא פרסומות ותכנים בלעדיים. לחצו כאן >>",
            "קראו את {S} ב-{D} ₪ לחודש: גישה מלאה לכל מה שאנו מפרסמים. רכשו מינוי, לחצו כאן",
        ],
        "newsletter": ["הצטרפו לניוזלטר שלנו וקבלו כל בוקר את החדשות של {P}. הירשמו כאן", "הניוזלטר שלנו: הירשמו עם תיבת המייל שלכם."],
        "consent": ["אתר זה משתמש בעוגיות. המשך הגלישה מהווה הסכמה.", "אנו משתמשים בעוגיות ובאמצעים דומים. אישור או הגדרות."],
        "ok": ["אישור", "הגדרות"],
        "comments": ["התגובות סגורות.", "הוסף תגובה"],
        "share": ["שתפו בפייסבוק", "שתף", "שתפו במייל"],
        "related": ["קראו גם", "כתבות נוספות"],
        "bio": ["{N} הוא כתב של {S} וכותב על ערים.", "{N} היא כתבת של {S}."],
        "own": ["אהבתם את ״{T}״? תמכו בעיתונאות שלנו, העיתונות שלנו עולה {D} ₪ לחודש.", "כתבות כמו {T} דורשות זמן. עזרו לנו: הצטרפו אל {S}."],
        "column": ["מדי שבוע מביט הטור הזה בדבר אחד שעומד בדרך ושואל מי הניח אותו שם."],
        "statement": ["״ביום התאונה היה הכול בטוח וכל הבדיקות נעשו״, נמסר בהודעה."],
        "live": ["הדף הזה עוקב אחר האירועים ב{P}, והעדכון החדש ביותר נמצא למעלה."],
        "obituary": ["{N} הותיר אחריו שני ילדים ו-{D} נכדים, והלוויה תהיה פרטית."],
        "weather": ["הזריחה בשעה {D}:{D2} והשקיעה בשעה {D2}:{D}, והחום יגיע ל-{D} מעלות."],
        "dateline": ["{P}, יום שלישי"],
        "refrain": ["והנהר לקח את הכול."],
        "correction": ["תיקון: בגרסה קודמת הובא בטעות גילו של {N}."],
        "notice": ["העירייה מודיעה כי {a} יהיה סגור ב-{D} לחודש לרגל ספירת מלאי."],
        "signoff": ["עוד מן הגינה בשבוע הבא, אם החלזונות ירשו."],
        "subhead": ["מה הלאה"],
    },
    "eo": {
        "a": "ponto,rikolto,tramo,lernejo,pramo,fontano,orkestro,minejo,biblioteko,bakejo,hejtejo,halo,kluzo,presejo,brikejo,kapelo,turo,segejo,muro,lumturo".split(
            ","
        ),
        "v": "estos rekonstruita,estis fermita,kostis pli ol planite,altiris centojn da homoj,estis aŭkciita,serĉas posedanton,eksilentis,dufoje inundiĝis,"
        "remalfermiĝis malgraŭ protestoj,perdis la permeson,gajnis premion,estis trafita de fulmo,dividis la konsilion".split(","),
        "s": [
            "{N} diris mardon, ke la {a} {v} kaj ke neniu demandis pri la {b}.",
            "La {a} de {P} {v} post {D} monatoj da kverelo pri la {b}.",
            "Laŭ {N}, {D} homoj subskribis kontraŭ la plano pri la {a}.",
            "Inĝenieroj trovis {D} fendojn apud la {b}, sciigis la {O} de {P}.",
            "En {P} la {a} {v}, dum la malnova {b} {v2}.",
            "{N}, kiu loĝas apud la {a} jam {D} jarojn, bedaŭris la decidon.",
            "La voĉdonado finiĝis {D} kontraŭ {D2}; la {b} {v2}.",
            "La sorto de la {b} estas malcerta, ĉar mankas mono por la {a}.",
            "“La {a} {v},” diris {N}, “kaj ni vidos, kion alportos la {b}.”",
            "La polico en {P} kalkulis {D} kamionojn survoje al la {b} antaŭ tagmezo.",
        ],
        "greet": ["Karaj legantoj,"],
        "pitch": [
            "Pli kaj pli da homoj legas {S}, sed reklamoj ne plu pagas nian laboron. Ni ne starigis pagmuron, ĉar ni volas resti malfermaj al ĉiuj.",
            "Sendependa ĵurnalismo kostas monon. {S} de neniu postulas pasvorton, kaj ni esperas vian helpon.",
            "{D} legantoj donacis lastmonate. Nia redakcio dependas de homoj kiel vi.",
        ],
        "ask": ["Ni petas vin: subtenu nin.", "Bonvolu helpi per donaco, ĉu eta ĉu granda."],
        "price": ["Por {D} eŭroj monate vi ricevos:"],
        "perks": [
            "Retejo sen reklamoj",
            "Nia monata gazeto",
            "La arkivo de krucvortoj",
            "Invito al la somera festo",
            "La bitgazeto la antaŭan vesperon",
        ],
        "thanks": ["Dankon,"],
        "roles": ["ĉefredaktoro", "eldonisto"],
        "button": ["Subtenu nin nun", "DONACU EKDE {D} EŬROJ MONATE"],
        "later": ["Poste", "Ne nun"],
        "plug": ["Legu {S} sen reklamoj por nur {D} eŭroj monate. Alklaku ĉi tie >>"],
        "newsletter": ["Mendu nian bultenon kaj ricevu ĉiumatene la novaĵojn de {P}."],
        "consent": ["Ĉi tiu retejo uzas kuketojn. Legante plu vi konsentas."],
        "ok": ["Akcepti", "Agordoj"],
        "comments": ["Komentoj estas fermitaj."],
        "share": ["Diskonigu ĉe Facebook", "Diskonigu"],
        "related": ["Legu ankaŭ"],
        "bio": ["{N} raportas por {S} kaj verkas pri urboj."],
        "own": ["Ĉu plaĉis al vi “{T}”? Subtenu nian laboron per {D} eŭroj monate."],
        "column": ["Ĉiusemajne ĉi tiu rubriko rigardas unu aĵon, kiu staras survoje, kaj demandas, kiu metis ĝin tien."],
        "statement": ["“La {a} estis sekura en la tago de la akcidento kaj ĉiuj kontroloj estis faritaj,” sciigis la {O}."],
        "live": ["Ĉi tiu paĝo sekvas la okazaĵojn en {P}; la plej nova afiŝo staras supre."],
        "obituary": ["{N} postlasas du infanojn kaj {D} genepojn; la funebra ceremonio estos privata."],
        "weather": ["La suno leviĝas je {D}.{D2} kaj subiras je {D2}.{D}; la maksimumo estos {D} gradoj."],
        "dateline": ["{P}, mardo"],
        "refrain": ["Kaj la rivero forportis ĉion."],
        "correction": ["Korekto: pli frua versio misindikis la aĝon de {N}."],
        "notice": ["La urbodomo anoncas, ke la {a} restos fermita la {D}-an pro inventaro."],
        "signoff": ["Pli el la ĝardeno venontsemajne, se la limakoj permesos."],
        "subhead": ["Kio sekvos"],
    },
}
# Letters that name neither journalism nor support: what gives them away is how they are built. {S} is the paper they came from.
QUIET: dict[str, list[list[str]]] = {
    "en": [
        [
            "X",
            "Dear Reader,",
            "You came to {S} today, as did {D} others before noon. Paper, ferries and the people who walk to every meeting have to be paid for, and the shops that once did so have gone.",
            "Will you walk with us?",
            "For £{D} a month you will receive:",
            "• The tide tables a week ahead",
            "• Two seats at the winter supper",
            "• Every page, quietly",
            "Whatever you can spare keeps a lamp burning.",
            "With gratitude,",
            "Orla Fenwick, Publisher",
            "Bram Oster, Managing Editor",
            "BECOME A LAMPLIGHTER FOR £{D} PER MONTH Show me later",
        ],
        [
            "A word before you go on",
            "{S} belongs to those who read it. Three of our desks are paid for by people like you, and we would like it to be all of them.",
            "From {D}$ a year you get:",
            "• The bound volumes back to 1911",
            "• A vote in the spring",
            "Thank you for reading this far,",
            "Ada Pell and Jon Wick, for the owners",
            "CARRY A DESK Maybe later",
        ],
    ],
    "de": [
        [
            "X",
            "Liebe Leserin, lieber Leser,",
            "Sie sind heute zu {S} gekommen, wie {D} andere vor dem Mittag. Papier, Strom und die Leute, die zu jeder Sitzung gehen, wollen bezahlt sein.",
            "Gehen Sie ein Stück mit uns?",
            "Für {D} € im Monat erhalten Sie:",
            "• Den Fahrplan eine Woche im Voraus",
            "• Zwei Plätze beim Winteressen",
            "Was Sie geben können, hält eine Lampe am Brennen.",
            "Mit herzlichem Dank,",
            "Orla Fenwick, Verlegerin",
            "Bram Oster, Redaktionsleiter",
            "LATERNE WERDEN FÜR {D} € IM MONAT Später",
        ],
        [
            "Ein Wort, bevor Sie weiterlesen",
            "{S} gehört denen, die es lesen. Drei unserer Tische werden von Menschen wie Ihnen bezahlt, und wir hätten gern, dass es alle sind.",
            "Ab {D} € im Jahr bekommen Sie:",
            "• Die Bände zurück bis 1911",
            "• Eine Stimme im Frühling",
            "Danke, dass Sie bis hierher gelesen haben,",
            "Ada Pell und Jon Wick, für die Eigentümer",
            "EINEN TISCH TRAGEN Nicht jetzt",
        ],
    ],
    "fr": [
        [
            "X",
            "Chère lectrice, cher lecteur,",
            "Vous êtes venu chez {S} aujourd'hui, comme {D} autres avant midi. Le papier, la lumière et ceux qui vont à chaque réunion, il faut bien les payer.",
            "Ferez-vous un bout de chemin avec nous ?",
            "Pour {D} € par mois, vous recevrez :",
            "• L'horaire des marées une semaine avant",
            "• Deux places au dîner d'hiver",
            "Ce que vous pouvez donner garde une lampe allumée.",
            "Avec gratitude,",
            "Orla Fenwick, éditrice",
            "Bram Oster, chef d'édition",
            "DEVENIR LANTERNE POUR {D} € PAR MOIS Plus tard",
        ],
        [
            "Un mot avant de continuer",
            "{S} est à ceux qui le lisent. Trois de nos bureaux sont payés par des gens comme vous, et nous voudrions qu'ils le soient tous.",
            "Dès {D} € par an, vous avez :",
            "• Les volumes reliés depuis 1911",
            "• Une voix au printemps",
            "Merci d'avoir lu jusqu'ici,",
            "Ada Pell et Jon Wick, pour les propriétaires",
            "PORTER UN BUREAU Pas maintenant",
        ],
    ],
    "es": [
        [
            "X",
            "Querida lectora, querido lector:",
            "Usted ha venido hoy a {S}, como {D} más antes del mediodía. El papel, la luz y la gente que va a cada reunión hay que pagarlos.",
            "¿Caminará usted con nosotros?",
            "Por {D} € al mes recibirá:",
            "• Las mareas con una semana de antelación",
            "• Dos sitios en la cena de invierno",
            "Lo que usted pueda dar mantiene encendida una lámpara.",
            "Con gratitud,",
            "Orla Fenwick, editora",
            "Bram Oster, jefe de edición",
            "SER FAROL POR {D} € AL MES Más tarde",
        ],
        [
            "Una palabra antes de seguir",
            "{S} es de quienes lo leen. Tres de nuestras mesas las paga gente como usted, y nos gustaría que fueran todas.",
            "Desde {D} € al año tiene usted:",
            "• Los tomos desde 1911",
            "• Un voto en primavera",
            "Gracias por leer hasta aquí,",
            "Ada Pell y Jon Wick, por los dueños",
            "LLEVAR UNA MESA Ahora no",
        ],
    ],
    "pl": [
        [
            "X",
            "Drodzy Czytelnicy,",
            "Dziś do {S} przyszliście wy i {D} innych przed południem. Papier, światło i ludzie, którzy chodzą na każde zebranie, kosztują.",
            "Czy pójdziecie z nami?",
            "Za {D} zł miesięcznie otrzymacie:",
            "• Rozkład rejsów tydzień wcześniej",
            "• Dwa miejsca na zimowej kolacji",
            "Każda kwota od was pozwala palić lampę.",
            "Z wdzięcznością,",
            "Orla Fenwick, wydawczyni",
            "Bram Oster, kierownik wydania",
            "ZOSTAŃ LATARNIKIEM ZA {D} ZŁ MIESIĘCZNIE Później",
        ],
        [
            "Słowo, zanim przeczytacie dalej",
            "{S} należy do tych, którzy to czytają. Trzy z naszych biurek opłacają ludzie tacy jak wy, a nam się marzy, by wszystkie.",
            "Od {D} zł rocznie dostajecie:",
            "• Roczniki od 1911 roku",
            "• Głos na wiosnę",
            "Dziękujemy za uwagę,",
            "Ada Pell i Jon Wick, w imieniu właścicieli",
            "NIEŚ BIURKO Nie teraz",
        ],
    ],
    "he": [
        [
            "X",
            "קוראים יקרים,",
            "באתם היום אל {S}, כמו עוד {D} אנשים לפני הצהריים. נייר, חשמל ואנשים שהולכים לכל ישיבה עולים כסף, ואנו זקוקים לכם.",
            "האם תלכו איתנו?",
            "תמורת {D} ₪ בחודש תקבלו:",
            "• לוח ההפלגות שבוע מראש",
            "• שני מקומות בארוחת החורף",
            "מה שתוכלו לתת שומר על מנורה דולקת, בזכותכם.",
            "בתודה,",
            "אורלה פנויק, מוציאה לאור",
            "ברם אוסטר, ראש המערכת",
            "להיות פנסאי ב-{D} ₪ לחודש אחר כך",
        ],
        [
            "מילה לפני שתמשיכו",
            "{S} שייך למי שקורא אותו. שלושה מן השולחנות שלנו משולמים בידי אנשים כמוכם, והיינו רוצים שכולם.",
            "החל מ-{D} ₪ בשנה תקבלו:",
            "• הכרכים מאז 1911",
            "• קול באביב",
            "תודה שקראתם עד כאן,",
            "עדה פל ויון ויק, בשם הבעלים",
            "לשאת שולחן לא עכשיו",
        ],
    ],
    "eo": [
        [
            "X",
            "Kara leganto,",
            "Vi venis hodiaŭ al {S}, same kiel {D} aliaj antaŭ tagmezo. Paperon, lumon kaj la homojn, kiuj iras al ĉiu kunsido, oni devas pagi.",
            "Ĉu vi iros kun ni?",
            "Por {D} eŭroj monate vi ricevos:",
            "• La marhorarojn semajnon antaŭe",
            "• Du lokojn ĉe la vintra manĝo",
            "Kion vi povas doni, tio tenas lampon brulanta.",
            "Kun danko,",
            "Orla Fenwick, eldonisto",
            "Bram Oster, redaktestro",
            "IĜU LAMPISTO POR {D} EŬROJ MONATE Poste",
        ],
        [
            "Vorto antaŭ ol vi legos plu",
            "{S} apartenas al siaj legantoj. Tri el niaj tabloj estas pagataj de homoj kiel vi, kaj ni volus, ke ĉiuj estu.",
            "Ekde {D} eŭroj jare vi havas:",
            "• La volumojn ekde 1911",
            "• Voĉon en printempo",
            "Dankon pro la legado,",
            "Ada Pell kaj Jon Wick, por la posedantoj",
            "PORTU TABLON Ne nun",
        ],
    ],
}
SITUATIONS = ("one letter", "three papers", "since a month", "two variants", "quiet")
"""How a site asks: one letter on (nearly) all stories; letters of three papers whose stories it reprints, each on a quarter; a letter only since a month;
two variants on trial; a letter that names neither journalism nor support."""
RECURRING = (
    "column",
    "statement",
    "live",
    "obituary",
    "weather",
    "dateline",
    "refrain",
    "correction",
    "notice",
    "signoff",
    "subhead",
    "quoted-appeal",
)
_SYLLABLES = "mar ten lo bri sa quel dor fen wi ost ha rim bel tor nau gre len mo vas kir pol ad er ul zan".split()
_HEBREW = "מר תן לו ברי סא דור פן וי הא רם בל טור נא גר לן מו קיר פול אד זן".split()


@dataclass
class Story:
    url: str
    html: str
    seen_at: datetime
    paragraphs: list[str]
    recurring: dict[str, list[str]]
    """Honest text that recurs, by kind; part of ``paragraphs``."""
    furniture: dict[str, list[str]]
    """Lines of furniture that stand on the page, by kind."""
    published: datetime | None = None
    """When it came out, if its page says so."""


@dataclass
class Site:
    name: str
    language: str
    design: int
    situation: str = ""
    plan: dict[str, str] = field(default_factory=dict)
    """Which markup each kind of furniture has."""
    stories: list[Story] = field(default_factory=list)


class Maker:
    """Makes one site; everything random comes from its seed."""

    def __init__(self, seed: int, design: int, language: str) -> None:
        self.random = random.Random(f"{seed}/{design}/{language}")
        self.language, self.text, self.design = language, TEXT[language], design
        self.name = self.word().title() + " " + self.word().title()
        self.places = [self.word().title() for _ in range(6)]
        self.bodies = [self.word().title() + "-" + self.word().title() for _ in range(3)]
        self.staff = [self.person() for _ in range(4)]

    def word(self) -> str:
        return "".join(self.random.choice(_HEBREW if self.language == "he" else _SYLLABLES) for _ in range(self.random.randint(2, 3)))

    def person(self) -> str:
        return f"{self.word().title()} {self.word().title()}"

    def fill(self, template: str, title: str = "") -> str:
        r, text = self.random, self.text
        values = {
            "N": self.person(),
            "O": r.choice(self.bodies),
            "P": r.choice(self.places),
            "D": str(r.randint(2, 900)),
            "D2": str(r.randint(2, 60)),
            "a": r.choice(text["a"]),
            "b": r.choice(text["a"]),
            "v": r.choice(text["v"]),
            "v2": r.choice(text["v"]),
            "S": self.name,
            "T": title,
        }
        out = re.sub(r"\{(\w+)\}", lambda match: values[match[1]], template)
        return out[0].upper() + out[1:]

    def paragraph(self) -> str:
        return " ".join(self.fill(self.random.choice(self.text["s"])) for _ in range(self.random.randint(1, 3)))

    def site(self) -> Site:
        r, text = self.random, self.text
        site = Site(self.name, self.language, self.design)
        start = datetime(2026, 3, 2, 6, tzinfo=UTC)
        # what stands where, decided once for the site
        plan = {kind: r.choice(MARKUPS) for kind in KINDS}
        site.plan = plan
        fixed = {kind: r.choice(text[kind]) for kind in ("plug", "newsletter", "consent", "comments", "related", "own")}
        fixed = {kind: self.fill(one) if kind not in ("own",) else one for kind, one in fixed.items()}
        letter = self.letter()
        situation = site.situation = r.choice(SITUATIONS)
        papers = [self.quiet(which % 2) for which in range(3)]
        paper_plugs = [self.fill(r.choice(text["plug"]).replace("{S}", self.word().title() + " " + self.word().title())) for _ in range(3)]
        variants = (letter, [letter[0], self.fill(text["pitch"][2]), *letter[2:]])
        places = {"appeal": r.choice((0, 1, 2, 3, -1)), "plug": r.choice((2, -1, -1)), "newsletter": r.choice((1, 3, -1))}
        odds = {kind: r.choice((1.0, 1.0, 0.8)) for kind in KINDS}
        odds["consent"] = 1.0
        bios = {name: self.fill(r.choice(text["bio"]).replace("{N}", name)) for name in self.staff}
        old = self.fill(text["pitch"][1])  # an appeal of former years, dropped before the crawl
        standing = {kind: self.fill(text[kind][0]) for kind in ("column", "live", "refrain", "signoff", "subhead", "statement")}
        days = sorted(r.uniform(0, 140) for _ in range(STORIES))
        accident = r.randrange(8, STORIES - 4)
        for one in (accident, accident + 1, accident + 2):
            days[one] = days[accident] + 0.01 * (one - accident)
        days.sort()
        dropped = [number for number in range(STORIES) if days[number] < 30]
        roles: dict[int, list[str]] = defaultdict(list)
        for kind, number in (
            ("column", 7),
            ("live", 3),
            ("obituary", 4),
            ("weather", 4),
            ("dateline", 8),
            ("refrain", 2),
            ("correction", 3),
            ("notice", 3),
            ("subhead", 9),
        ):
            for one in r.sample(range(STORIES), number):
                roles[one].append(kind)
        for one in (accident, accident + 1, accident + 2):
            roles[one].append("statement")
        for one in list(roles):
            if "column" in roles[one]:
                roles[one].append("signoff")
        roles[STORIES - 2].append("quoted-appeal")
        for number in range(STORIES):
            title = self.fill(r.choice(text["s"][1:3])).rstrip(".")[:90]
            paragraphs = [self.paragraph() for _ in range(r.randint(4, 14))]
            recurring: dict[str, list[str]] = {}
            has = roles[number]
            inner: list[tuple[int, str, str]] = []
            for kind in has:
                if kind in standing:
                    lines = [standing[kind]]
                elif kind == "quoted-appeal":
                    lines = [f"“{old}”"]
                else:
                    lines = [self.fill(text[kind][0])]
                at = {
                    "column": 0,
                    "live": 0,
                    "dateline": 0,
                    "obituary": len(paragraphs),
                    "weather": len(paragraphs) - 1,
                    "correction": len(paragraphs),
                    "notice": 0,
                }.get(kind, r.randint(1, len(paragraphs) - 1))
                if kind == "signoff":
                    at = len(paragraphs)
                for line in lines:
                    inner.append((at, kind, line))
                    if kind == "refrain":
                        inner.append((max(1, at - 1), kind, line))
                recurring[kind] = lines
            for at, _, line in sorted(inner, key=lambda entry: -entry[0]):
                paragraphs.insert(min(at, len(paragraphs)), line)
            author = r.choice(self.staff)
            furniture: dict[str, list[str]] = {}
            pieces: dict[str, str] = {}
            paper = r.randrange(4)
            for kind in KINDS:
                if r.random() > odds[kind]:
                    continue
                markup = plan[kind]
                lines = self.lines(kind, markup, fixed, letter, bios[author], title)
                if kind == "appeal" and situation == "since a month" and days[number] < 110:
                    continue
                if kind in ("appeal", "plug") and situation == "three papers":
                    if paper == 3:
                        continue
                    lines = papers[paper] if kind == "appeal" else [escape(paper_plugs[paper])]
                elif kind == "appeal" and situation == "quiet":
                    lines = papers[0]
                elif kind == "appeal" and situation == "two variants":
                    lines = variants[r.randrange(2)]
                furniture[kind] = [re.sub(r"<[^>]+>", "", line) for line in lines]
                pieces[kind] = self.dress(kind, markup, lines)
            if number in dropped and "appeal" in furniture:
                furniture["appeal"].append(old)
                pieces["appeal"] += f"<p>{escape(old, quote=False)}</p>"
            html = self.page(title, author, paragraphs, pieces, places, standing["subhead"])
            seen = start + timedelta(days=days[number])
            site.stories.append(Story(f"https://{self.design}.example/{self.language}/{number}", html, seen, paragraphs, recurring, furniture))
        return site

    def letter(self) -> list[str]:
        r, text = self.random, self.text
        lines = [
            self.fill(r.choice(text["greet"])),
            self.fill(text["pitch"][0]),
            self.fill(r.choice(text["ask"])),
            self.fill(r.choice(text["price"])),
        ]
        lines += ["• " + perk for perk in r.sample(text["perks"], r.randint(2, 4))]
        lines += [self.fill(r.choice(text["ask"])), r.choice(text["thanks"])]
        lines += [f"{name}, {role}" for name, role in zip(self.staff, r.sample(text["roles"], r.randint(1, 2)), strict=False)]
        lines += [self.fill(r.choice(text["button"])), r.choice(text["later"])]
        return list(dict.fromkeys(lines))

    def quiet(self, which: int) -> list[str]:
        name = self.word().title() + " " + self.word().title()
        lines = [self.fill(line.replace("{S}", name)) if "{" in line else line for line in QUIET[self.language][which]]
        return list(dict.fromkeys(lines))

    def lines(self, kind: str, markup: str, fixed: dict[str, str], letter: list[str], bio: str, title: str) -> list[str]:
        r, text = self.random, self.text
        if kind == "appeal":
            if markup == "own-words":
                return [self.fill(fixed["own"], title)]
            if markup == "changing-numbers":
                return [self.fill(text["pitch"][2]), *letter[2:]]
            return letter
        if kind == "share":
            return [f'<a href="#s{r.randrange(99)}">{label}</a>' for label in text["share"]]
        if kind == "related":
            links = [self.fill(r.choice(text["s"][1:3])).rstrip(".")[:80] for _ in range(3)]
            return [fixed["related"], *(f'<a href="/{r.randrange(9999)}">{escape(link)}</a>' for link in links)]
        if kind == "bio":
            return [bio]
        if kind == "consent":
            return [fixed["consent"], *(f"<a href='#'>{one}</a>" for one in text["ok"])]
        if kind in ("plug", "newsletter"):
            return [f'<a href="/?utm={r.randrange(9999)}">{escape(fixed[kind])}</a>' if r.random() < 0.0 else escape(fixed[kind])]
        return [fixed[kind]]

    def dress(self, kind: str, markup: str, lines: Sequence[str]) -> str:
        shown = [line if line.startswith("<a") else escape(line, quote=False).replace("&amp;gt;", "&gt;") for line in lines]
        items = [line[2:] for line in shown if line.startswith("• ")]
        listed = "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>" if items else ""

        def flow(tag: str, style: str = "") -> str:
            out, done = "", False
            for line in shown:
                if line.startswith("• "):
                    out += "" if done else listed
                    done = True
                else:
                    out += f"<{tag}{style}>{line}</{tag}>"
            return out

        box = {
            "consent": "notice-bar",
            "appeal": "ask-box",
            "newsletter": "letter-box",
            "plug": "house",
            "related": "more",
            "bio": "who",
            "share": "tools",
            "comments": "talk",
        }[kind]
        if kind == "consent":
            return {
                "lightbox": f'<div class="popup-overlay" role="dialog">{flow("p")}</div>',
                "aside": f"<aside>{flow('p')}</aside>",
                "inline-style": f'<div style="position: fixed; bottom: 0">{flow("p")}</div>',
                "list": f'<div class="cookie-bar">{flow("p")}</div>',
            }.get(markup, f'<div id="bar{self.design}">{" ".join(shown)}</div>')
        if markup in ("paragraphs", "changing-numbers", "own-words"):
            return flow("p")
        if markup == "list":
            return "<ul>" + "".join(f"<li>{line.removeprefix('• ')}</li>" for line in shown) + "</ul>"
        if markup == "blockquote":
            return f"<blockquote>{flow('p')}</blockquote>"
        if markup == "aside":
            return f"<aside>{flow('p')}</aside>"
        if markup == "inline-style":
            return f'<div style="background:#eee;padding:1em">{flow("p", " style=" + chr(34) + "font-weight:bold" + chr(34))}</div>'
        if markup == "lightbox":
            return f'<div class="lightbox {box}"><div role="dialog">{flow("p")}</div></div>'
        if markup == "one-paragraph":
            return "<p>" + "<br>\n".join(shown) + "</p>"
        if markup == "table":
            return '<table border="1"><tr><td>' + "<br><br>".join(shown) + "</td></tr></table>"
        if markup == "kg-card":
            return f'<div class="kg-card kg-callout-card kg-callout-card-grey"><div class="kg-callout-text">{"<br>".join(shown)}</div></div>'
        if markup == "wp-block":
            return f'<div class="wp-block-group has-background"><div class="wp-block-group__inner-container">{flow("p")}</div></div>'
        if markup == "footnote":
            return f"<hr><small>{flow('p')}</small>"
        return f'<div class="{box}">{flow("div")}</div>'

    def page(self, title: str, author: str, paragraphs: list[str], pieces: dict[str, str], places: dict[str, int], subhead: str) -> str:
        shown = [f"<h3>{escape(text)}</h3>" if text == subhead else f"<p>{escape(text, quote=False)}</p>" for text in paragraphs]
        design = self.design
        if design == 3:
            shown = [one.replace("<p>", "<div>").replace("</p>", "</div>") for one in shown]
        if design == 4:
            shown = [one.replace("<p>", "").replace("</p>", "<br><br>") for one in shown]
        slots: dict[int, list[str]] = defaultdict(list)
        for kind in ("appeal", "newsletter", "plug"):
            if kind in pieces:
                at = places[kind]
                slots[len(shown) if at < 0 else min(at, len(shown))].append(pieces[kind])
        text = ""
        for index, one in enumerate(shown):
            text += "".join(slots[index]) + one
        text += "".join(slots[len(shown)])
        share, bio = pieces.get("share", ""), pieces.get("bio", "")
        related, comments, consent = pieces.get("related", ""), pieces.get("comments", ""), pieces.get("consent", "")
        name, heading = escape(self.name), escape(title)
        nav = '<nav><ul><li><a href="/">Home</a></li><li><a href="/a">A–Z</a></li><li><a href="/b">B</a></li></ul></nav>'
        top = f'<div class="top"><a href="/">{name}</a>{nav}</div>'
        foot = f'<footer><p>© {name}</p><p><a href="/imprint">Imprint</a></p></footer>'
        by = f'<p class="byline">{escape(author)}</p>'
        end = f"{bio}{share}{related}{comments}"
        wraps: tuple[Callable[[], str], ...] = (
            lambda: f'<div id="content"><div class="post"><h1>{heading}</h1><div class="entry-content">{text}{end}</div></div></div>',
            lambda: f"<main><article><header><h1>{heading}</h1>{by}</header>{text}{end}</article></main>",
            lambda: f"<table><tr><td>{nav}</td><td><h1>{heading}</h1>{text}{end}</td></tr></table>",
            lambda: f'<div class="wrap"><h1>{heading}</h1><div class="text">{text}</div>{end}</div>',
            lambda: f'<div class="story"><h1>{heading}</h1><div>{text}</div>{end}</div>',
            lambda: (
                f'<main><h1>{heading}</h1><section>{share}{text}{bio}{related}</section>{comments}<aside><p><a href="/x">Archive</a></p></aside></main>'
            ),
            lambda: (
                f'<main><article class="post"><h1>{heading}</h1><section class="post-content">{text}{bio}</section></article>{share}{related}{comments}</main>'
            ),
            lambda: f'<div class="main"><h3 class="post-title">{heading}</h3><h1>{heading}</h1><div class="post-body">{text}{end}</div></div>',
            lambda: f"<article><div><div><h1>{heading}</h1>{share}{text}{bio}</div></div><div>{related}{comments}</div></article>",
            lambda: (
                f'<div class="grid"><div class="col8"><h1>{heading}</h1>{by}{text}{end}</div><div class="col4"><ul><li><a href="/1">1</a></li></ul></div></div>'
            ),
            lambda: (
                f'<div class="node"><h1>{heading}</h1><div class="field-items"><div class="field-item">{text}{bio}{share}</div></div>{related}{comments}</div>'
            ),
            lambda: f"<h1>{heading}</h1>{text}{end}",
            lambda: (
                f'<div class="site-content-contain"><div class="wrap"><div class="content-area"><main class="site-main"><article class="post hentry"><header class="entry-header">'
                f'<h1 class="entry-title">{heading}</h1></header><div class="entry-content">{text}{share}</div></article>{bio}<div class="comments-area">{comments}</div>{related}</main></div></div></div>'
            ),
            lambda: (
                f'<main class="page-content"><div class="wrapper"><article class="post h-entry"><h1 class="post-title p-name">{heading}</h1><div class="post-content e-content">{text}{bio}</div></article>{end}</div></main>'
            ),
            lambda: (
                f'<section id="content" class="body"><article><header><h1 class="entry-title"><a href="./x.html">{heading}</a></h1></header><div class="entry-content">{text}</div></article>{end}</section>'
            ),
            lambda: (
                f'<main class="gh-main"><article class="gh-article post"><header class="gh-article-header"><h1 class="gh-article-title">{heading}</h1></header>'
                f'<section class="gh-content gh-canvas">{text}{bio}</section></article>{share}{related}{comments}<section class="gh-subscribe"><p>{name}</p></section></main>'
            ),
        )
        return (
            f'<!doctype html><html lang="{self.language}"><head><meta charset="utf-8"><title>{heading} | {name}</title>'
            f'<meta property="og:title" content="{heading}"></head><body>{top}{wraps[design % DESIGNS]()}{foot}{consent}</body></html>'
        )


POOLS = ("sentences", "paragraphs", "lorem", "frames", "shuffled", "few", "mixed")
"""What the stories of a pool site are drawn from: a dozen sentences, each a paragraph; forty paragraphs, eight a story; a dozen paragraphs of a tongue that does not
exist; the language's own frames with names and numbers changing; a handful of sentences put together to new paragraphs each time; seven paragraphs, four to six a story;
five paragraphs, three a story, among as many that are new."""


class Pool(Maker):
    """Makes a site whose stories are drawn from a pool, which stands in its comments, teasers and related boxes as well."""

    def __init__(self, seed: int, design: int, language: str) -> None:
        super().__init__(seed + 1_000_000, design, language)
        r = self.random
        self.sort = POOLS[seed % len(POOLS)]
        sentences = [self.fill(one) for one in self.text["s"]] + [self.fill(r.choice(self.text["s"])) for _ in range(r.randint(0, 8))]
        if self.sort == "lorem":
            sentences = [" ".join(self.word() for _ in range(r.randint(6, 16))).capitalize() + "." for _ in range(30)]
        if self.sort == "paragraphs":
            self.pool = [" ".join(self.fill(r.choice(self.text["s"])) for _ in range(r.randint(1, 4))) for _ in range(40)]
        elif self.sort == "lorem":
            self.pool = [" ".join(r.sample(sentences, r.randint(2, 5))) for _ in range(r.randint(10, 20))]
        else:
            self.pool = list(dict.fromkeys(sentences))
        if self.sort in ("few", "mixed"):
            self.pool = [self.paragraph() for _ in range(7 if self.sort == "few" else 5)]
        self.number = r.choice((12, 20, 30))
        self.least, self.most = r.choice(((4, 6), (5, 8), (8, 8)))

    def told(self) -> list[str]:
        """Return a story's paragraphs."""
        r, many = self.random, self.random.randint(self.least, self.most)
        if self.sort == "frames":
            return list(dict.fromkeys(self.fill(one) for one in r.sample(self.text["s"], many)))
        if self.sort == "shuffled":
            return list(dict.fromkeys(" ".join(r.sample(self.pool, r.randint(1, 3))) for _ in range(many)))
        if self.sort == "mixed":
            told = r.sample(self.pool, 3) + [self.paragraph() for _ in range(r.randint(3, 4))]
            r.shuffle(told)
            return told
        return r.sample(self.pool, min(many, len(self.pool) - 1))

    def beside(self, at: int) -> tuple[str, str]:
        """Return (comments, teasers) of a page, made of what the stories are made of."""
        r = self.random
        said = "".join(
            f'<li class="comment"><div class="comment-body"><cite>{self.person()}</cite><p>{escape(r.choice(self.told()), quote=False)}</p></div></li>'
            for _ in range(r.choice((0, 2, 5)))
        )
        comments = ("", f'<div class="comments"><ol class="comment-list">{said}</ol></div>', f"<section><h3>{self.text['comments'][1]}</h3><ul>{said}</ul></section>")[
            self.design % 3
        ]
        cards = "".join(
            f'<div class="card"><h4><a href="/{r.randrange(999)}">{escape(self.told()[0][:70])}</a></h4><p>{escape(self.told()[0], quote=False)}</p></div>'
            for _ in range(3)
        )
        teasers = ("", f'<section class="related-posts"><h3>{self.text["related"][0]}</h3>{cards}</section>', f"<div>{cards}</div>")[self.design // 3 % 3]
        return comments, teasers

    def site(self) -> Site:
        r, text = self.random, self.text
        site = Site(self.name, self.language, self.design, self.sort)
        site.plan = {kind: r.choice(MARKUPS) for kind in KINDS}
        fixed = {kind: self.fill(r.choice(text[kind])) for kind in ("plug", "newsletter", "consent", "comments", "related")} | {"own": r.choice(text["own"])}
        letter = self.letter() if r.random() < 0.7 else self.quiet(0)
        places = {"appeal": r.choice((1, 2, 3, -1)), "plug": r.choice((2, -1)), "newsletter": r.choice((1, 3, -1))}
        odds = {kind: r.choice((1.0, 0.8)) for kind in KINDS}
        minutes = r.choice((1, 60 * 24, 60 * 24 * 5))
        for number in range(self.number):
            title, author, paragraphs = self.fill(r.choice(text["s"][1:3])).rstrip(".")[:90], r.choice(self.staff), self.told()
            furniture: dict[str, list[str]] = {}
            pieces: dict[str, str] = {}
            for kind in ("consent", "appeal", "newsletter", "plug"):
                if r.random() <= odds[kind]:
                    lines = letter if kind == "appeal" and letter[0] in QUIET[self.language][0] else self.lines(kind, site.plan[kind], fixed, letter, "", title)
                    furniture[kind] = lines
                    pieces[kind] = self.dress(kind, site.plan[kind], lines)
            comments, teasers = self.beside(number)
            html = self.page(title, author, paragraphs, pieces | {"comments": comments, "related": teasers}, places, "")
            seen = datetime(2026, 3, 2, 6, tzinfo=UTC) + timedelta(minutes=minutes * number)
            furniture = {kind: [re.sub(r"<[^>]+>", "", line) for line in lines] for kind, lines in furniture.items()}
            site.stories.append(Story(f"https://{self.design}.example/{self.language}/{number}", html, seen, paragraphs, {"pool": paragraphs}, furniture))
        return site


def sites(seeds: Sequence[int], languages: Sequence[str], maker: type[Maker] = Maker, *, at_once: bool = False) -> Iterator[Site]:
    """Yield one site a seed and language, the designs in turn: over sixteen seeds every language has stood in every design."""
    for seed in seeds:
        for number, language in enumerate(languages):
            site = maker(seed, (seed + 2 * number) % DESIGNS, language).site()
            if at_once:
                site.stories = list(map(dated, site.stories, repeat(site.stories[-1].seen_at)))
            yield site


def dated(story: Story, last: datetime) -> Story:
    """Return ``story`` with its date on its page, fetched by a first crawl a day after the ``last`` one came out."""
    at = last + timedelta(days=1, seconds=20 * int(story.url.rsplit("/", 1)[1]))
    stated = f'<meta property="article:published_time" content="{story.seen_at.isoformat()}"></head>'
    return replace(story, html=story.html.replace("</head>", stated, 1), seen_at=at, published=story.seen_at)


# -- readers: a page and what is known of its site → paragraphs, and marks to learn from --------------------------------------------------------------

Reader = Callable[[Story, Template | None], tuple[list[str], Sequence[BlockMark]]]


def greedy(story: Story, template: Template | None) -> tuple[list[str], Sequence[BlockMark]]:
    """Take everything between heading and footer for text, then strip."""
    document = parse(Page(story.url, story.html.encode()))
    assert document is not None
    blocks = segment(document)
    taken = find_consent(document, blocks)
    start = next(block.index for block in blocks if block.tag == "h1")
    body = [
        block.index
        for block in blocks
        if block.index > start
        and block.index not in taken
        and not any(box_of(element) & Box.CHROME for element in [block.element, *block.element.iterancestors()])
    ]
    marks = marks_of(document, blocks, body)
    gone = {**taken, **find_appeals(document, blocks, body, taken)}
    if template is not None:
        gone.update(judge(template, document, blocks, body, story.seen_at, published=story.published).marks)
    return [blocks[i].text for i in body if i not in gone], marks


def newscrawl(story: Story, template: Template | None) -> tuple[list[str], Sequence[BlockMark]]:
    """Read as the archive reads."""
    from newscrawl.read import read

    reading = read(Page(story.url, story.html.encode(), fetched_at=story.seen_at), None, template)
    if (article := reading.article) is None:
        return [], reading.blocks
    return [*([article.standfirst] if article.standfirst else []), *article.body.split("\n\n")], reading.blocks


def trafilatura(story: Story, template: Template | None) -> tuple[list[str], Sequence[BlockMark]]:
    from trafilatura import extract

    return (extract(story.html, include_comments=False) or "").split("\n"), ()


def trafilatura_dedup(story: Story, template: Template | None) -> tuple[list[str], Sequence[BlockMark]]:
    from trafilatura import extract

    return (extract(story.html, include_comments=False, deduplicate=True) or "").split("\n"), ()


READERS: dict[str, Reader] = {"greedy": greedy, "newscrawl": newscrawl, "trafilatura": trafilatura, "trafilatura-dedup": trafilatura_dedup}


# -- the score -------------------------------------------------------------------------------------------------------------------------------------


def _norm(text: str) -> str:
    return re.sub(r"\W+", " ", text).casefold().strip()


@dataclass
class Tally:
    furniture: Counter[str] = field(default_factory=Counter)
    leaked: Counter[str] = field(default_factory=Counter)
    paragraphs: int = 0
    lost: int = 0
    recurring: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    worst: list[str] = field(default_factory=list)
    by: Counter[str] = field(default_factory=Counter)

    def add(self, site: Site, story: Story, got: Sequence[str], *, but: str = "") -> None:
        lines = Counter(_norm(line) for line in got)
        whole = " \n ".join(lines)
        where = f"{site.language} design {site.design} {story.url.rsplit('/', 1)[1]}"
        honest = {_norm(text) for text in story.paragraphs}
        for kind, texts in story.furniture.items():
            for text in texts:
                key = _norm(text)
                if not key or key in honest:
                    continue
                self.furniture[kind] += 1
                if key in lines or (len(key) > 25 and key in whole):
                    self.leaked[kind] += 1
                    self.by[f"{kind} {site.language} {site.plan[kind]} {site.situation}"] += 1
                    self.worst.append(f"leaked {kind:10} {where}: {text[:90]}")
        again = {_norm(text): kind for kind, texts in story.recurring.items() for text in texts}
        for text in story.paragraphs:
            key = _norm(text)
            here = key in lines or key in whole
            if key in again and again[key] == but:
                continue
            if key in again:
                self.recurring[again[key]] += 1
                if not here:
                    self.missed[again[key]] += 1
                    self.worst.append(f"missed {again[key]:10} {where}: {text[:90]}")
            else:
                self.paragraphs += 1
                if not here:
                    self.lost += 1
                    self.worst.append(f"lost              {where}: {text[:90]}")

    def show(self, label: str, kinds: Sequence[str] = KINDS) -> str:
        furniture, leaked = sum(self.furniture[kind] for kind in kinds), sum(self.leaked[kind] for kind in kinds)
        recurring, missed = sum(self.recurring.values()), sum(self.missed.values())
        leaks = " ".join(f"{kind} {self.leaked[kind]}/{self.furniture[kind]}" for kind in kinds if self.leaked[kind])
        misses = " ".join(f"{kind} {number}/{self.recurring[kind]}" for kind, number in self.missed.items())
        return (
            f"{label:28} furniture out {1 - leaked / max(1, furniture):8.3%} of {furniture:6}   paragraphs lost {self.lost / max(1, self.paragraphs):7.3%} of {self.paragraphs:6}"
            f"   recurring kept {1 - missed / max(1, recurring):8.3%} of {recurring:5}"
            + (f"\n    leaked: {leaks}" if leaks else "")
            + (f"\n    missed: {misses}" if misses else "")
        )


def run(
    reader: Reader, seeds: Sequence[int], languages: Sequence[str], *, learns: bool = True, maker: type[Maker] = Maker, at_once: bool = False
) -> dict[str, Tally]:
    """Read every site as it arrives: the first page alone, after five stories, with all that came before, and once more with all known."""
    tallies = {name: Tally() for name in ("first page", "five stories known", "as they come, from the sixth", "all known")}
    for site in sites(seeds, languages, maker, at_once=at_once):
        counts: dict[str, BlockCount] = {}
        five: Template | None = None
        for number, story in enumerate(site.stories):
            first, marks = reader(story, None)
            tallies["first page"].add(site, story, first)
            if not learns:
                continue
            if number == LEARNT:
                five = learn(counts.values())
            if number >= LEARNT:
                # nothing tells five stories of March that an appeal was dropped in April
                tallies["five stories known"].add(site, story, reader(story, five)[0], but="quoted-appeal")
                tallies["as they come, from the sixth"].add(site, story, reader(story, learn(counts.values()))[0])
            counts.update(fold_story(counts, marks, story.seen_at, story.url, story.published))
        if not learns:
            continue
        assert counts[SITE].stories == len(site.stories)
        known = learn(counts.values())
        for story in site.stories:
            tallies["all known"].add(site, story, reader(story, known)[0])
    return tallies


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", default="101-120")
    parser.add_argument("--reader", choices=sorted(READERS), default="greedy")
    parser.add_argument("--language", action="append", choices=sorted(TEXT))
    parser.add_argument("--pool", action="store_true", help="sites whose stories are drawn from few sentences")
    parser.add_argument("--at-once", action="store_true", help="fetched within minutes, as a first crawl does, and each page says when it came out")
    parser.add_argument("--worst", type=int, default=0)
    options = parser.parse_args(arguments)
    first, _, last = options.seeds.partition("-")
    seeds = range(int(first), int(last or first) + 1)
    languages = tuple(options.language or LANGUAGES)
    learns, maker = not options.reader.startswith("trafilatura"), Pool if options.pool else Maker
    tallies = run(READERS[options.reader], seeds, languages, learns=learns, maker=maker, at_once=options.at_once)
    print(f"{options.reader}, seeds {options.seeds}, {', '.join(languages)}: {len(seeds) * len(languages)} sites, {'pools' if options.pool else f'{STORIES} stories each'}")
    for name, tally in tallies.items():
        if name == "first page":
            print(tally.show("first page, consent, appeal", ("consent", "appeal")))
        print(tally.show(name))
        if options.worst:
            print("    by", dict(tally.by.most_common(options.worst)))
        for line in sorted(tally.worst, key=lambda line: ("lost", "miss", "leak").index(line[:4]))[: options.worst]:
            print("   ", line)
        if options.reader.startswith("trafilatura"):
            break
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
