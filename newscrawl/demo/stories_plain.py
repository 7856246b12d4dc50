"""The copy of the plain old site, newest first, in French. All of it is invented."""

# ruff: noqa: E501  (copy: long lines, typographic quotes and dashes)

from __future__ import annotations

from newscrawl.demo.stories import Shot, Story

STORIES: tuple[Story, ...] = (
    Story(
        "four-communal",
        "Le four communal reprend du service un dimanche sur deux",
        """
Il a fallu deux jours de feu pour que les pierres veuillent bien chauffer. Dimanche, à onze heures, les premières miches sont sorties du four
communal de Saint-Aubin, fermé depuis la mort du dernier boulanger en 1987.

Les travaux ont été menés par une douzaine d'habitants, le soir après la traite. La voûte avait perdu trois briques, et un couple de chouettes
occupait la cheminée. On a refait la voûte et attendu que les chouettes s'en aillent d'elles-mêmes.

« Le plus difficile, c'était le levain », raconte Odile Ferrand, qui garde désormais les clefs. Le sien vient d'une cousine du Jura. Il a voyagé
en autocar, sur les genoux, dans un bocal qu'il fallait ouvrir à chaque arrêt.

Chacun peut apporter sa pâte un dimanche sur deux, à condition de fournir trois bûches. Quarante familles se sont déjà inscrites. La mairie a
fait installer un banc, car la cuisson dure une heure et personne ne rentre chez soi entre-temps.

Les chouettes, elles, ont déménagé dans le clocher. Le curé ne s'en plaint pas : les souris mangeaient les cierges.
""",
        standfirst="Fermé depuis 1987, il a rendu dimanche ses premières miches",
        authors=("Claire Morin",),
        byline="Claire Morin",
        published="2026-11-21",
        section="Vie locale",
        shots=(Shot("four.png", "Odile Ferrand devant la gueule du four.", "Claire Morin", ("Claire Morin",), None, "paren", "Photo : "),),
        look=frozenset({"support"}),
        edition=2,
    ),
    Story(
        "facteur-velo",
        "Le facteur a rangé sa voiture, et tout le monde lui parle",
        """
Depuis la Toussaint, Julien Bresson distribue le courrier de la haute vallée à bicyclette. Il met quarante minutes de plus qu'avant, et il en
est le premier surpris, car la route compte onze kilomètres de montée.

L'idée n'est pas venue de la Poste. En septembre, un éboulement avait coupé le pont des Rives et les voitures ne passaient plus. Le facteur avait
emprunté le vélo de sa fille, un modèle rose à trois vitesses, en pensant le rendre le lendemain.

« En voiture, on me faisait signe. À vélo, on m'arrête », dit-il. Il a appris en deux mois que madame Roche cherchait un accordeur, que les
cousins Vial ne se parlaient plus et que le maire savait faire les confitures.

Le pont est réparé depuis trois semaines. La direction départementale a demandé au facteur de reprendre la voiture jaune ; les habitants ont
répondu par une lettre signée de cent douze noms, qu'ils lui ont remise afin qu'il la porte lui-même.

La réponse est arrivée mardi. Il gardera le vélo, à l'essai, jusqu'au printemps. Sa fille, en attendant, va à l'école à pied.
""",
        authors=("Paul Garnier",),
        byline="Paul Garnier",
        published="2026-11-17",
        section="Vie locale",
        shots=(Shot("facteur.png", "Julien Bresson dans la côte des Rives.", "Paul Garnier", ("Paul Garnier",), None, "paren", "Photo : "),),
        look=frozenset({"weekday", "support"}),
    ),
    Story(
        "castors-barrage",
        "Les castors ont fini avant les ingénieurs",
        """
Le syndicat de rivière avait prévu un barrage de pierres sur le ruisseau de la Brune, pour ralentir les crues. Le dossier comptait quatre cents pages et le
chantier devait commencer au printemps. Une famille de castors l'a devancé.

L'ouvrage mesure vingt-deux mètres de long et un peu plus d'un mètre de haut. Il est fait de saule, de boue et d'un panneau d'interdiction de pêcher. Il se
trouve à quatre mètres de l'endroit que les calculs avaient désigné.

« Nous nous étions trompés de quatre mètres », reconnaît l'hydrologue Sylvie Armand, qui a refait les mesures. Pendant la pluie du 8 novembre, le niveau au
moulin est monté de trente centimètres de moins que lors d'un orage semblable en 2021.

Les animaux n'ont rien coûté, si ce n'est onze peupliers appartenant à un viticulteur de la rive gauche. Le syndicat les lui paiera au prix du bois. Il gardera
le reste du budget pour surveiller le barrage, c'est-à-dire, a précisé le président, pour acheter une paire de jumelles.
""",
        standfirst="Sur la Brune, un barrage prévu pour le printemps existe déjà",
        authors=("Claire Morin",),
        byline="Claire Morin",
        published="2026-11-14",
        section="Nature",
        shots=(Shot("castors.png", "Le barrage vu de la rive droite.", "Sylvie Armand/AFP", ("Sylvie Armand",), "AFP", "paren", "Photo : "),),
        look=frozenset({"numeric", "justified"}),
    ),
)
