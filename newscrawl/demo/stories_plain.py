"""The copy of the plain old site, in French. All of it is invented."""

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
    Story(
        "horloge-gare",
        "L’horloge de la gare avance, et c’est exprès",
        """
Les voyageurs de Saint-Aubin qui courent pour attraper le train de 7 h 12 n’ont pas besoin de courir. L’horloge du hall avance de deux minutes, et le chef de
gare vient d’avouer qu’il la règle ainsi depuis 1994.

L’aveu figure dans la petite allocution que Marcel Tissot a prononcée vendredi, à l’occasion de son départ à la retraite. Il y eut d’abord un silence. Puis une
dame du fond s’est mise à rire, et la fanfare a joué plus tôt que prévu.

« J’ai vu trop de gens rester sur le quai avec leur valise », a-t-il expliqué. En trente-deux ans, selon ses cahiers, le train est parti sans quelqu’un à neuf
reprises seulement ; chaque fois, il s’agissait d’un voyageur qui portait une montre.

La compagnie, prévenue par un usager de la ville, a fait savoir que toutes les horloges de la ligne seraient bientôt pilotées à distance. Le conseil municipal a voté
lundi une motion pour que celle-ci ne le soit pas. Le texte a été adopté à 20 h 02, ou à 20 heures, on ne sait plus.
""",
        standfirst="Pendant trente-deux ans, le chef de gare a donné deux minutes à tout le monde",
        authors=("Paul Garnier",),
        byline="Paul Garnier",
        published="2026-11-09",
        section="Vie locale",
        shots=(Shot("horloge.png", "Marcel Tissot sous son horloge.", "Noémie Lacroix", ("Noémie Lacroix",), None, "line", "Photo "),),
        look=frozenset({"place"}),
    ),
    Story(
        "concours-epouvantails",
        "Un épouvantail gagne le concours, puis rentre chez lui",
        """
Trente-sept épouvantails étaient alignés samedi le long du chemin des Écoliers. Le jury, composé de trois enfants et d’un corbeau apprivoisé, a donné le premier
prix au numéro 14, un vieil homme en veste de velours assis sur une chaise.

C’était Albert Pugin, quatre-vingt-six ans, qui s’était arrêté là pour souffler. On s’en est aperçu au moment de lui épingler la cocarde.

Le règlement ne prévoyait pas le cas. Il dit que l’épouvantail doit tenir debout sans aide, être vêtu d’habits usagés et ne pas dépasser deux mètres. Monsieur Pugin
ne tenait pas debout sans aide, mais le numéro 22 non plus, et personne n’avait rien dit.

Après délibération, le prix lui a été maintenu : un jambon et un bon pour dix séances chez le rebouteux. Le deuxième, une danseuse en sacs d’engrais, a été acheté
par un restaurant de la côte.

Quant au corbeau, il est resté tout l’après-midi sur l’épaule du gagnant. Les organisateurs y voient la preuve qu’il avait voté en toute connaissance de cause.
""",
        published="2026-11-02",
        section="Vie locale",
        look=frozenset({"weekday"}),
    ),
    Story(
        "truffes-chien-aveugle",
        "La meilleure truffière de la vallée appartient à un chien aveugle",
        """
Fanfan a quatorze ans, une patte raide et plus aucune vue depuis le printemps dernier. Cela ne l’a pas empêché de trouver, entre la Saint-Martin et dimanche, onze kilos de
truffes, soit le double de l’hiver précédent.

Son maître, Étienne Roux, croyait l’emmener une dernière fois, par amitié. « Avant, il regardait les écureuils », dit-il. « Maintenant il travaille. »

Le vétérinaire de Combe-Haute n’est pas surpris. Chez l’animal privé d’un sens, explique-t-il, les autres ne deviennent pas meilleurs, mais ils sont moins dérangés. Il
conseille néanmoins une clochette, non pour le maître, mais pour que Fanfan sache où se trouve celui-ci.

Les prix, cette année, tournent autour de neuf cents euros le kilo. Deux trufficulteurs ont essayé de bander les yeux de leurs chiens. L’un s’est assis, l’autre a
déterré une bottine.

Étienne Roux ne dit pas où se trouvent ses chênes. Il raconte volontiers, en revanche, qu’à la fin de la journée c’est Fanfan qui le ramène à la voiture.
""",
        standfirst="Privé de la vue, Fanfan a trouvé deux fois plus de truffes que l’an passé",
        authors=("Claire Morin",),
        byline="Claire Morin",
        published="2026-11-18",
        section="Nature",
        shots=(Shot("fanfan.png", "Fanfan et son maître au pied d’un chêne.", "Claire Morin", ("Claire Morin",), None, "paren", "Photo : "),),
        look=frozenset({"weekday", "justified", "support"}),
    ),
    Story(
        "glacier-carnet",
        "Le glacier rend un carnet perdu en 1953",
        """
Un randonneur a trouvé en août, à la langue du glacier des Oules, un carnet relié de toile cirée. Il était trempé, gonflé, lisible. Son propriétaire l’avait laissé
tomber dans une crevasse soixante-treize ans plus tôt et deux kilomètres plus haut.

Les restaurateurs des archives départementales l’ont séché feuille à feuille, entre des buvards, pendant neuf semaines. On peut maintenant lire les quarante premières
pages, écrites au crayon d’une main serrée.

## Des mesures, et une recette

L’auteur s’appelait Georges Meynier et comptait des névés pour l’administration des eaux. À chaque halte il notait l’épaisseur de la neige, la température, puis ce
qu’il avait mangé. Le 14 juillet 1953, par moins trois degrés, ce fut une omelette de onze œufs.

Pour les glaciologues, ces chiffres valent de l’or. On ne possédait rien sur ce versant avant 1967. Il faudra refaire toute la courbe, dit l’un d’eux, et elle
descendra plus vite que l’on croyait.

## Une fille qui attendait

Meynier est mort en 1990. Sa fille, qui habite toujours la vallée, a reconnu l’écriture avant qu’on lui dise le nom. Son père avait parlé du carnet toute sa vie, et
personne, à la maison, ne croyait aux onze œufs.
""",
        authors=("Noémie Lacroix",),
        byline="Noémie Lacroix",
        published="2026-10-26",
        section="Nature",
        shots=(
            Shot("carnet.png", "La page du 14 juillet 1953.", "Archives départementales", (), "Archives départementales", "paren", "Photo : "),
            Shot("glacier.png", "La langue du glacier, là où le carnet est apparu.", "Bruno Sallaz/AFP", ("Bruno Sallaz",), "AFP", "paren", "Photo : "),
        ),
        look=frozenset({"numeric"}),
    ),
    Story(
        "chorale-lavoir",
        "La chorale répète au lavoir, faute de chauffage",
        """
Depuis que la chaudière de la salle des fêtes a rendu l’âme, les vingt-six choristes de Saint-Aubin se retrouvent au lavoir. L’eau y sort de terre à treize degrés, été comme hiver, et
sous la charpente il fait presque doux.

Le chef, Mathilde Vernay, a dû changer de programme. Le toit renvoie les basses et avale les aigus ; un motet qu’on préparait depuis septembre y devenait, dit-elle, un train de marchandises.

On a donc cherché des chants de lavandières. Il n’en restait pas dans les livres, mais trois dames de la maison de retraite en savaient onze par cœur. L’une d’elles, Lucienne, quatre-vingt-quatorze ans, vient
désormais le jeudi et bat la mesure avec un battoir.

Le concert de Noël aura lieu sur place. Le public se tiendra de l’autre côté du bassin, et il est prié d’apporter une couverture, une lampe et, s’il en possède, du linge : Lucienne
estime que sans linge on ne comprend pas les paroles.

La mairie a reçu le devis pour une chaudière neuve, 31 000 €. Elle a demandé à la chorale si c’était urgent. La chorale a répondu que non.
""",
        standfirst="Onze chants de lavandières sortent de l’oubli",
        authors=("Noémie Lacroix",),
        byline="Noémie Lacroix",
        published="2026-11-12",
        section="Culture",
        shots=(Shot("chorale.png", "Les choristes autour du bassin, jeudi soir.", "Paul Garnier", ("Paul Garnier",), None, "paren", "Photo : "),),
        look=frozenset({"unclosed", "support"}),
    ),
    Story(
        "bibliobus-dernier-tour",
        "Dernier tour pour le bibliobus, qui a tout de même eu trois mille rendez-vous",
        """
Il a calé devant l’école de Rochebrune, comme presque chaque mardi depuis quarante ans. Cette fois personne n’a poussé. Le bibliobus de la vallée avait fini sa tournée, et le
chauffeur a coupé le contact lui-même.

Gaby Perrin l’a conduit pendant vingt-trois ans. Elle connaît les lecteurs par leurs habitudes : celui qui ne prend que des livres bleus, la fermière qui emprunte toujours deux exemplaires
parce que la chèvre mange les coins, l’enfant qui rend ses bandes dessinées avec des corrections.

À partir de janvier, des casiers remplaceront le véhicule dans six communes. On commandera par téléphone, on ouvrira avec un code. Le département compte économiser 40 000 euros par an.

Que deviendra le bus ? Trois offres ont été déposées :

- un apiculteur voudrait y loger des ruches, à cause des étagères ;
- le foyer des jeunes en ferait une salle de répétition ;
- Gaby Perrin, enfin, propose de l’acheter avec les livres, et de ne rien changer.

La commission tranchera le mois prochain. Elle a reçu, en faveur de la troisième offre, deux cents lettres, dont une aux coins mangés.
""",
        authors=("Paul Garnier",),
        byline="Paul Garnier",
        published="2026-11-16",
        section="Culture",
        shots=(Shot("bibliobus.png", "Gaby Perrin au volant.", "Noémie Lacroix", ("Noémie Lacroix",), None, "line", "Photo "),),
        look=frozenset({"numeric"}),
    ),
    Story(
        "vigneron-cave-inondee",
        "Il vend le vin que la crue lui a laissé",
        """
Quand l’eau s’est retirée de la cave de Bastien Fournel, en octobre 2024, il restait neuf cents bouteilles sans étiquette, couchées dans la vase. Le vigneron ne savait plus lesquelles
étaient du blanc, lesquelles du rouge, ni de quelle année.

Il aurait pu les jeter. L’assurance le lui conseillait. Il les a lavées, rangées, puis mises en vente avec une étiquette où ne figure qu’un point d’interrogation.

La moitié est partie en trois semaines. Les clients l’ouvrent en famille, parient, se trompent. Un notaire a cru reconnaître un 2015 et l’a fait analyser ; c’était du jus de pomme, que la
grand-mère Fournel mettait autrefois au frais au même endroit.

« Je n’ai jamais eu aussi peu de réclamations », remarque Bastien Fournel. « On ne peut pas être déçu quand on ne sait pas ce qu’on attendait. »

D’autres producteurs de la rive ont demandé comment obtenir la même patine sur le verre. Il leur a répondu que c’était simple, qu’il suffisait de deux mètres d’eau, et qu’il
ne le souhaitait à personne.
""",
        standfirst="Neuf cents bouteilles sans nom trouvent preneur",
        authors=("Claire Morin",),
        byline="Claire Morin",
        published="2026-10-19",
        section="Vie locale",
        shots=(Shot("cave.png", "Bastien Fournel et l’étiquette au point d’interrogation.", "Claire Morin", ("Claire Morin",), None, "paren", "Photo : "),),
        look=frozenset({"place", "support"}),
    ),
    Story(
        "lettre-information-pigeons",
        "La lettre d’information du village voyage par pigeon",
        """
Abonnez-vous, dit l’affichette collée à la porte du café, et recevez des nouvelles du hameau directement sur votre toit. Ce n’est pas une image. Depuis septembre, le bulletin des Granges
est distribué par sept pigeons voyageurs.

Le hameau n’a plus de réseau depuis la tempête, et l’opérateur promet une réparation pour l’an prochain. Raymond Duchêne, colombophile, a proposé ses bêtes. Chaque abonné lui confie un
oiseau né dans son propre grenier ; le samedi, tous rentrent chez eux avec un feuillet roulé à la patte.

Le texte ne doit pas dépasser quatre-vingts mots. Cette contrainte a fait du bien au style, juge l’institutrice, qui le rédige. Les querelles de bornage tiennent désormais en une ligne, et la
météo en un seul adjectif.

Deux numéros se sont perdus. L’un a été rapporté par le chat de l’abonné. L’autre est arrivé dans la préfecture voisine, où un fonctionnaire, croyant à une requête, lui a donné un numéro
de dossier.

On compte aujourd’hui trente et un abonnés. Pour se désabonner, il suffit de garder le pigeon.
""",
        authors=("Raymonde Vial",),
        byline="Raymonde Vial",
        published="2026-10-13",
        section="Vie locale",
        look=frozenset({"justified"}),
    ),
    Story(
        "etoiles-extinction",
        "On a éteint les lampadaires, et les étoiles sont revenues avec les disputes",
        """
À vingt-trois heures précises, le 1er octobre, le village de Combe-Haute s’est retrouvé dans le noir. Il y eut un oh, un aboiement, puis plus rien. Au-dessus de la place, la Voie lactée coupait le ciel
en deux.

Cette extinction, décidée pour un an, doit réduire d’un tiers la facture d’électricité. Elle a surtout révélé que personne ne s’accordait sur les constellations. Le boucher tient la Grande Ourse pour une
casserole, le pharmacien pour un chariot, et l’on s’est fâché.

Une astronome en retraite, Viviane Estève, donne à présent des leçons sur le parking de l’école. Elle a imposé une règle : on a le droit d’inventer, à condition de montrer du doigt la même chose à tout
le monde.

Quarante constellations nouvelles ont ainsi été adoptées, parmi lesquelles la Débroussailleuse, la Belle-Mère et les Deux Maires.

Côté sécurité, la gendarmerie ne signale rien, hormis un accident : un habitant, le nez en l’air, est entré dans la fontaine. L’eau, a-t-il déclaré au procès-verbal, était pleine d’étoiles.
""",
        standfirst="Depuis octobre, Combe-Haute éteint à vingt-trois heures",
        authors=("Noémie Lacroix",),
        byline="Noémie Lacroix",
        published="2026-11-04",
        section="Nature",
        shots=(Shot("etoiles.png", "La place de Combe-Haute, peu après l’extinction.", "Viviane Estève", ("Viviane Estève",), None, "paren", "Photo : "),),
        look=frozenset({"unclosed"}),
    ),
    Story(
        "moulin-papier",
        "Au moulin, on fait du papier avec de vieux jeans",
        """
Le pilon descend toutes les deux secondes, et chaque fois le plancher tressaille. Dans la cuve, une bouillie bleue : soixante pantalons, lavés, dépouillés de leurs boutons, coupés en carrés larges
comme la main.

Avant le bois, rappelle Agnès Dutour, le papier se faisait de chiffons. Elle a repris en 2022 le moulin des Aulnes, qui en fabriqua jusqu’en 1911, et y produit cent feuilles par jour. Le bleu ne
s’en va jamais tout à fait. Il donne au papier une couleur de ciel après la pluie.

Les clients sont des relieurs, des peintres et, depuis peu, un ministère, lequel cherchait pour ses traités un support que les souris dédaignent. Les souris, en effet, n’aiment pas le coton teint.

| Matière | Feuilles par kilo | Prix |
| Jean bleu | 24 | 2,10 € |
| Drap blanc | 31 | 1,80 € |
| Voile de bateau | 18 | 3,40 € |

Reste le bruit. Le voisin le plus proche, à deux cents mètres, s’est plaint la première semaine. Il s’est plaint de nouveau au mois d’août, quand le moulin était en congé : il n’arrivait plus à
s’endormir.
""",
        standfirst="Cent feuilles par jour, d’un bleu de ciel après la pluie",
        authors=("Claire Morin",),
        byline="Claire Morin",
        published="2026-09-30",
        section="Culture",
        shots=(Shot("papier.png", "Une feuille encore humide sort de la forme.", "Noémie Lacroix", ("Noémie Lacroix",), None, "paren", "Photo : "),),
        look=frozenset({"weekday", "support"}),
    ),
    Story(
        "loup-cloches",
        "Contre le loup, les brebis portent des cloches désaccordées",
        """
D’ordinaire, un troupeau bien mené sonne juste : le berger choisit les cloches une à une, et l’ensemble fait un accord. Celui de Pascal Thévenet grince. C’est voulu, et depuis deux étés il n’a perdu
aucune bête.

L’idée lui est venue d’un fondeur de la plaine, qui lui avait livré par erreur une série manquée. Les chiens refusaient de s’en approcher. Le berger s’est dit que le loup était, après tout, un
cousin.

Des chercheurs de l’école d’agronomie ont suivi huit troupeaux, quatre justes et quatre faux. Les premiers ont subi dix-neuf attaques, les seconds trois. L’échantillon est mince, préviennent-ils ; il se
peut aussi que les bergers, agacés par le vacarme, dorment simplement moins bien.

Le fondeur, à qui l’on commande maintenant des fausses notes, s’en trouve malheureux. Manquer une cloche exprès est difficile, assure-t-il, la main corrige d’elle-même.

Quant aux touristes, ils se plaignent à l’office. On leur distribue un dépliant qui explique la méthode, avec une paire de bouchons de cire.
""",
        authors=("Bruno Sallaz",),
        byline="Bruno Sallaz",
        published="2026-10-08",
        section="Nature",
        shots=(Shot("brebis.png", "Le troupeau de Pascal Thévenet à l’estive.", "Bruno Sallaz", ("Bruno Sallaz",), None, "line", "Photo "),),
        look=frozenset({"place"}),
    ),
    Story(
        "cinema-drap",
        "Le cinéma tient sur un drap, et le drap sur deux platanes",
        """
Chaque premier vendredi du mois, on tend un drap de lin entre les platanes de la place, on débranche le lampadaire et l’on attend la nuit. Le projecteur est un modèle de 1961 que l’ancien instituteur avait
caché au grenier pour qu’on ne le lui prenne pas.

Les films viennent d’un déménagement. Une société de distribution, en vidant ses caves, a donné cent quarante bobines, dont la moitié n’ont plus de titre. On les découvre ensemble. En juillet, la bobine numéro
trois et la numéro quatre n’appartenaient pas à la même histoire ; le public a préféré la seconde version.

Comme le drap est mince, on voit aussi de l’autre côté, à l’envers. Les habitants de la rue du Puits suivent les séances depuis leurs fenêtres, et trouvent que tout le monde est gaucher.

« Quand il y a du vent, les visages respirent », dit Simone, qui vend les billets, deux euros la chaise, gratuit si l’on apporte la sienne.

Le Centre du cinéma a proposé un écran gonflable. L’association a remercié, et demandé plutôt du fil à coudre.
""",
        standfirst="Cent quarante bobines, dont la moitié n’ont plus de titre",
        section="Culture",
        shots=(Shot("drap.png", "La place, un soir de séance.", None),),
        look=frozenset({"unclosed"}),
    ),
    Story(
        "pont-chevres",
        "Les chèvres inaugurent le pont avant le préfet",
        """
Le ruban tricolore devait être coupé à onze heures. À dix heures et demie, quarante chèvres de la ferme des Combettes l’avaient mangé.

La passerelle des Rives, emportée par l’éboulement de septembre, a été rebâtie en six semaines par le génie. Elle supporte douze tonnes. Les chèvres, à elles toutes, en pèsent un peu plus de deux, ce qui
constitue, a fait observer un capitaine, un premier essai de charge.

Le préfet, arrivé à l’heure dite, a prononcé son discours sur la rive gauche, tandis que le troupeau l’écoutait depuis la rive droite. On a noué un nouveau ruban avec l’écharpe du maire. Il fut coupé sans
incident, à cela près que l’écharpe était neuve.

Selon la chevrière, Maud Pelletier, il ne faut pas y voir de malice : la bande avait toujours traversé à cet endroit pour aller au sel, et elle attendait depuis deux mois.

La plaque sera posée en janvier. Le conseil hésite encore sur la date à y graver, celle du préfet ou l’autre.
""",
        authors=("Paul Garnier",),
        byline="Paul Garnier",
        published="2026-10-29",
        section="Vie locale",
        shots=(Shot("chevres.png", "Le troupeau sur la passerelle, mercredi matin.", "Maud Pelletier", ("Maud Pelletier",), None, "paren", "Photo : "),),
        look=frozenset({"weekday"}),
    ),
    Story(
        "dictionnaire-patois",
        "Un dictionnaire du patois, avec les silences",
        """
Comment écrire un mot que l’on prononce en haussant les épaules ? La question a occupé deux soirées du groupe qui prépare, à Rochebrune, le premier dictionnaire du parler de la haute vallée. On a fini par
inventer un signe, un petit accent couché sur la lettre.

Onze personnes parlent encore cette langue, toutes âgées de plus de quatre-vingts ans. Une étudiante, Jeanne Collomb, les enregistre depuis 2023. Elle a recueilli 6 400 mots, dont quarante-deux pour la boue.

Il y a la boue qui prend le sabot et celle qui le rend. Il y a celle du dimanche, plus ennuyeuse que les autres. En revanche il n’existe pas de terme pour « merci » : on dit, en partant, le nom de la personne,
et cela suffit.

Les anciens ne sont pas toujours d’accord entre eux. Le village du haut et celui du bas, séparés par un kilomètre, emploient le même mot pour l’avare et pour le prudent ; seul change celui des deux
auquel on pense.

L’ouvrage paraîtra en mars, imprimé au moulin des Aulnes. Onze exemplaires sont déjà réservés. Ils seront reliés en gros caractères.
""",
        standfirst="Onze locuteurs, 6 400 mots, dont quarante-deux pour la boue",
        authors=("Claire Morin", "Jules Amiot"),
        byline="Claire Morin et Jules Amiot",
        published="2026-09-23",
        section="Culture",
        look=frozenset({"support"}),
    ),
    Story(
        "neige-artificielle",
        "La station renonce aux canons et loue des luges",
        """
Il n’y aura plus de neige fabriquée aux Oules. Le domaine, trois téléskis et une buvette, a vendu ses quatorze canons à un studio de cinéma, qui s’en servira pour un film sur la retraite de Russie.

À l’altitude de onze cents mètres, la saison durait cent jours en 1985 et trente et un l’an dernier. Produire le reste coûtait plus que les forfaits ne rapportaient. « On arrosait la montagne avec des billets », résume le
directeur, Yvan Charrière.

Désormais l’on ouvrira quand il neige. Une sonnerie, donnée par le clocher, avertira la vallée ; les écoles ont accepté de libérer les enfants à partir de midi, cinq fois par hiver au plus. Deux cents luges de bois attendent
dans le hangar.

Sans neige, la piste servira aux moutons, qui s’y trouvent bien, et aux amateurs de luge d’été, qui s’y trouvent moins bien depuis que les moutons y sont.

> Nous avons cessé de vendre de l’hiver, nous vendons de l’attente.

La formule est de Charrière. Elle figure déjà sur les affiches, avec la photographie d’un enfant qui regarde le ciel par la fenêtre d’une classe.
""",
        authors=("Bruno Sallaz",),
        byline="Bruno Sallaz",
        published="2026-11-15",
        section="Nature",
        shots=(Shot("luges.png", "Deux cents luges attendent.", "Bruno Sallaz/AFP", ("Bruno Sallaz",), "AFP", "paren", "Photo : "),),
        look=frozenset({"justified"}),
    ),
    Story(
        "marche-silencieux",
        "Une heure de silence au marché, et l’on vend davantage",
        """
De neuf à dix heures, le samedi, on n’entend à Saint-Aubin que les cageots. Ni musique, ni boniment, ni moteur : la municipalité a instauré au marché une heure muette, pensée pour les personnes que le bruit fatigue.

Les commerçants craignaient d’y perdre. Le poissonnier, dont la voix portait jusqu’à l’église, s’était fait porter pâle la première semaine. Il est revenu avec une ardoise, puis avec des dessins, et ses maquereaux coiffés
d’un chapeau ont fait le tour de la vallée.

Sur deux mois, les ventes de cette heure-là ont augmenté de 18 %. On choisit plus lentement, on touche, on sent. Les disputes ont disparu, car il est malaisé de marchander avec les doigts au-delà de cinq.

L’effet le plus curieux vient ensuite. À dix heures, quand la cloche rend la parole, tout le monde parle à la fois, et si fort que les habitants de la place ont demandé s’il ne serait pas possible de prolonger.

Le conseil y réfléchit. Il a promis d’en débattre, lui aussi, en silence.
""",
        standfirst="Le poissonnier a troqué sa voix contre une ardoise",
        authors=("Noémie Lacroix",),
        byline="Noémie Lacroix",
        published="2026-10-01",
        section="Vie locale",
        shots=(Shot("marche.png", "L’ardoise du poissonnier, samedi.", "Paul Garnier", ("Paul Garnier",), None, "paren", "Photo : "),),
        look=frozenset({"unclosed"}),
    ),
    Story(
        "orgue-abeilles",
        "Les abeilles de l’orgue ont donné un la",
        """
Quand l’organiste de Rochebrune a tiré le bourdon de seize pieds, le dimanche des Rameaux, il n’est sorti qu’un murmure, et quelques gouttes de miel. Un essaim logeait dans le plus grand des tuyaux.

Le facteur d’orgues appelé à l’aide n’avait jamais vu cela ; l’apicultrice non plus. À eux deux, ils ont attendu l’automne. On ne déplace pas une colonie en pleine miellée, disait-elle. On ne démonte pas un bourdon avant la Toussaint,
disait-il.

Pendant six mois l’instrument a donc joué avec ses locataires. Le tuyau, à demi plein de cire, avait monté d’une tierce. Les paroissiens s’y sont faits, et l’organiste a transposé.

L’opération eut lieu la semaine dernière, à la fraîche. Les abeilles ont déménagé en une ruche de paille, derrière la sacristie. On a récolté quatorze kilos de miel, que la paroisse vend au profit de la restauration, en pots marqués du
nom de la note.

Le tuyau, nettoyé, a retrouvé son do. Plusieurs fidèles l’ont trouvé triste.
""",
        authors=("Jules Amiot",),
        byline="Jules Amiot",
        section="Culture",
        shots=(Shot("orgue.png", "Le grand tuyau pendant l’opération.", "Jules Amiot", ("Jules Amiot",), None, "paren", "Photo : "),),
        look=frozenset({"justified"}),
    ),
)
