"""The copy of the newspaper, newest first: in German, with a section in English. All of it is invented."""

# ruff: noqa: E501  (copy: long lines, typographic quotes and dashes)

from __future__ import annotations

from newscrawl.demo.stories import Shot, Story

BRIDGE_LETTERS = """
Once a week the post office at Nordholm delivers a letter to an address that does not exist. It says “The Old Bridge, by the ferry steps”,
and the bridge was blown up by ice in the winter of 1986.

The first letters came from children, who had been told in class to write to something they missed. Then grown-ups began to do it. The
postman, Henk Dirksen, did not have the heart to send them back. He put a tin box on the one pier that still stands.

There are about three thousand by now. A man apologises for having carved his name into the railing. A widow reports to the bridge,
every year on the fourth of May, what has become of the boy who proposed to her on it: that he became a dentist, that he snored, that he
is dead.

“I have read only those without an envelope,” says Mr Dirksen, who retired in spring and still goes by on Thursdays. “You cannot help
reading a postcard.”

Now the city plans a new crossing at the same place. Its engineers have asked whether the box might be moved. In the two weeks since, the
number of letters has doubled, and most of the new ones are addressed to the engineers.

They have answered every one, on office paper. The pier stays, they write, and so does the box: the new bridge will make a small bend around it.
"""

STORIES: tuple[Story, ...] = (
    Story(
        "fluss-bekommt-eigenes-postfach",
        "Der Fluss bekommt ein eigenes Postfach",
        """
Wer dem Fluss etwas mitteilen will, kann das von Montag an schriftlich tun. Die Stadt Nordholm hat der Auer ein Postfach eingerichtet, und
eine Beamtin, die es leert, gibt es auch schon.

Hintergrund ist ein Beschluss des Rates aus dem Sommer, nach dem das Gewässer bei allen Bauvorhaben am Ufer anzuhören ist. Wie man einen
Fluss anhört, hatte der Beschluss offengelassen. Die Verwaltung behilft sich nun damit, dass jeder für ihn schreiben darf.

„Wir rechnen mit Beschwerden über Paddler und mit Liebesbriefen“, sagte die zuständige Amtsleiterin Silke Brodersen. Beides werde
abgeheftet. Ernst wird es bei Bauanträgen: Gehen zu einem Vorhaben mehr als fünfzig Briefe ein, muss ein Gutachter ins Wasser.

Die Opposition spricht von einem Scherz auf Kosten der Steuerzahler. Das Postfach kostet im Jahr 24 Euro, die Beamtin verbringt nach
Angaben der Stadt etwa zwei Stunden in der Woche mit der Post des Flusses.

Der erste Brief lag bereits am Freitag im Kasten, obwohl das Fach noch nicht freigeschaltet war. Er enthielt einen Ehering und die Bitte,
ihn diesmal zu behalten.
""",
        standfirst="In Nordholm dürfen Bürger künftig im Namen der Auer schreiben. Ab fünfzig Briefen muss ein Gutachter ins Wasser.",
        authors=("Lena Petersen",),
        byline="Lena Petersen",
        published="2026-11-21T06:00:00+01:00",
        section="Politik",
        tags=("Auer",),
        shots=(Shot("postfach.jpg", "Silke Brodersen mit dem ersten Brief an die Auer.", "Mats Lüders / Nordufer Zeitung", ("Mats Lüders",), "Nordufer Zeitung", "span", "Foto: "),),
        look=frozenset({"newsletter", "related"}),
        edition=2,
        language="de",
    ),
    Story(
        "rat-streitet-ueber-neue-bruecke",
        "Rat streitet bis Mitternacht über die neue Brücke",
        """
Sieben Stunden hat der Rat der Stadt am Donnerstag über eine Brücke debattiert, die noch niemand gezeichnet hat. Am Ende stimmten 31
Abgeordnete dafür, 28 dagegen, und eine war eingeschlafen.

Die Querung soll dort entstehen, wo bis 1986 die alte Eisenbrücke stand. Seither setzt eine Fähre über, die im Winter an vierzig Tagen
ausfällt. Baudezernent Ole Harms veranschlagt die Kosten auf 38 Millionen Euro; davon trägt das Land die Hälfte.

„Wer heute Nein sagt, sagt seinen Enkeln, dass sie außen herum fahren sollen“, rief Harms in den Saal. Die Fraktion der Uferliste hielt ihm
vor, dass die Zufahrten nicht eingerechnet seien. Auf Nachfrage räumte er das ein.

## Der Fährmann sitzt im Publikum

Auf der Besuchertribüne verfolgte Claas Wiebe die Sitzung, der das Boot seit 22 Jahren steuert. Er wolle wissen, wie lange er noch
gebraucht werde, sagte er in der Pause. Eine Antwort bekam er nicht, aber drei Angebote, im Rathaus als Bote anzufangen.

Nun muss der Entwurf ausgeschrieben werden. Vor dem Frühjahr 2029, heißt es in der Verwaltung, wird kein Pfahl gesetzt.
""",
        standfirst="38 Millionen Euro, drei Stimmen Mehrheit und eine Abgeordnete, die nichts davon mitbekam",
        authors=("Lena Petersen", "Arne Voß"),
        byline="Lena Petersen und Arne Voß",
        published="2026-11-19T23:58:00+01:00",
        section="Politik",
        tags=("Auer", "Verkehr"),
        shots=(
            Shot("rat.jpg", "Kurz vor Mitternacht im Ratssaal: Baudezernent Ole Harms.", "Mats Lüders / dpa", ("Mats Lüders",), "dpa", "span", "Foto: "),
            Shot("faehre.jpg", "Die Fähre am alten Pfeiler.", "Greta Simonsen", ("Greta Simonsen",), None, "paren", "Foto: "),
        ),
        look=frozenset({"newsletter", "related", "bio"}),
        edit=(
            "28 dagegen, und eine war eingeschlafen.",
            "29 dagegen; eine von ihnen hatte geschlafen und wurde erst am Freitag nachgezählt.",
        ),
        edited="2026-11-21T05:30:00+01:00",
        language="de",
    ),
    Story(
        "verwaltung-schafft-das-formular-17-ab",
        "Die Verwaltung schafft das Formular 17 ab, und keiner weiß, wozu es gut war",
        """
Zum Jahresende verschwindet in Nordholm ein Vordruck, den jeder Bürger mindestens einmal ausgefüllt hat. Das Formular 17 lag jedem Antrag
bei, vom Hundepass bis zur Baugenehmigung, und es fragte nach der Schuhgröße.

Gefunden hat die Lücke ein Auszubildender. Janno Behrens sollte das Papier in eine Bildschirmmaske übertragen und erkundigte sich, in welchem
Amt die Angaben gebraucht würden. Er fragte in elf Ämtern, dann im Archiv.

Dort stieß er auf einen Erlass von 1951. Weil Gummistiefel knapp waren, wollte die Stadt wissen, welche Größen sie bei Hochwasser ausgeben
muss. Aufgehoben wurde der Erlass nie.

Etwa 600.000 ausgefüllte Bögen lagern im Keller der alten Reederei. Der Datenschutzbeauftragte verlangt, dass sie vernichtet werden; das
Statistikamt hätte sie vorher gern ausgewertet. Vermutet wird dort, dass die Nordholmer Füße seit dem Krieg um anderthalb Größen gewachsen sind.

Behrens hat inzwischen nach dem Formular 18 gefragt.
""",
        authors=("Arne Voß",),
        byline="Arne Voß",
        published="2026-11-18T11:20:00+01:00",
        section="Politik",
        tags=("Stadtarchiv",),
        shots=(Shot("formular.jpg", "Ein ausgefülltes Formular 17 aus dem Jahr 1964", "Stadtarchiv Nordholm", (), "Stadtarchiv Nordholm", "copyright", "© "),),
        look=frozenset({"related"}),
        language="de",
    ),
    Story(
        "gericht-kippt-den-vorgewaehlten-haken",
        "Gericht kippt den vorgewählten Haken: Was Betreiber von Webseiten jetzt beachten müssen",
        """
Wer auf einer Webseite Cookies setzen will, muss fragen, und zwar so, dass ein Nein nicht schwerer ist als ein Ja. Das hat das
Oberlandesgericht am Dienstag entschieden und damit einem Verein von Verbrauchern recht gegeben.

Geklagt hatte der Verein gegen ein Möbelhaus. „Wir verwenden Cookies, um Ihr Erlebnis zu verbessern“, stand dort in großer Schrift, darunter
ein grünes Feld. Das Ablehnen verbarg sich hinter drei weiteren Seiten und einem Schieberegler, der von selbst zurücksprang.

Der Senat nannte das „eine Befragung, bei der die Antwort schon im Formular steht“. Künftig gelte:

- Zustimmen und Ablehnen stehen nebeneinander und sind gleich groß.
- Kein Haken ist im Voraus gesetzt.
- Wer schweigt, hat nicht zugestimmt, auch wenn er weiterliest.

Das Möbelhaus kündigte Revision an. Bis dahin zeigt seine Seite ein Banner, das fast den ganzen Bildschirm füllt und nur aus zwei gleich
großen Feldern besteht. Auf dem einen steht Ja. Auf dem anderen, so berichten Kunden, steht: Wirklich?
""",
        standfirst="Ein Möbelhaus unterliegt mit seinem Cookie-Banner. Das Urteil nennt drei Regeln.",
        authors=("Jule Harmsen",),
        byline="Jule Harmsen",
        published="2026-11-17T15:04:00+01:00",
        section="Politik",
        tags=("Recht",),
        shots=(Shot("gericht.jpg", "Der Senat am Dienstag bei der Verkündung.", "Nils Overbeck/picture alliance", ("Nils Overbeck",), "picture alliance", "span", "Foto: "),),
        look=frozenset({"newsletter"}),
        language="de",
    ),
    Story(
        "minister-kommt-mit-dem-rad-und-geht-zu-fuss",
        "Der Minister kommt mit dem Rad und geht zu Fuß",
        """
Eigentlich wollte Verkehrsminister Henrik Thomsen am Mittwoch nur einen Radweg eröffnen, vier Kilometer auf dem alten Deich zwischen Nordholm
und Süderhafen. Nach der Rede war sein Fahrrad weg.

Es stand, wie mehrere Zeugen bestätigen, unabgeschlossen am Rednerpult. Thomsen nahm es mit Fassung. Er lief die Strecke zu Fuß, begleitet von
dreißig Radfahrern, die aus Höflichkeit schoben.

Unterwegs erfuhr er einiges, das nicht in seinem Manuskript stand: dass an der Schleuse ein Poller in der Mitte des Weges steht, dass die Bänke
gegen die Aussicht gerichtet sind und dass Schafe keinen Unterschied zwischen Weg und Weide machen.

„Ich werde künftig öfter bestohlen“, sagte der Minister am Ziel. Sein Haus prüft jetzt, ob man Wege vor der Eröffnung grundsätzlich einmal
abgehen sollte.

Das Rad fand sich am Abend auf dem Revier. Ein Rentner hatte es abgegeben, weil es nach seiner Auffassung herrenlos herumstand und einen Platten hatte.
""",
        authors=("Lena Petersen",),
        byline="Lena Petersen",
        published="2026-11-11T18:30+01:00",
        section="Politik",
        tags=("Verkehr",),
        shots=(Shot("minister.jpg", "Zu Fuß auf dem Deich: Henrik Thomsen (Mitte)", "Greta Simonsen/Nordufer Zeitung", ("Greta Simonsen",), "Nordufer Zeitung", "sibling", "Bild: "),),
        look=frozenset({"bio", "moved"}),
        language="de",
    ),
    Story(
        "werft-baut-wieder-holzboote",
        "Die Werft baut wieder Boote aus Holz, weil Stahl zu laut ist",
        """
In der Halle, in der früher Schlepper lagen, riecht es nach Lärche. Die Werft Jessen & Söhne, 140 Jahre lang ein Haus des Stahls, hat im
Oktober den Kiel für ein Forschungsschiff aus Holz gestreckt, das erste seit 1931.

Auftraggeber ist das Institut für Meeresakustik. Dessen Biologen wollen Schweinswale belauschen und hören bisher vor allem sich selbst: Ein
Rumpf aus Stahl trägt jeden Schritt ins Wasser. Holz schluckt ihn.

Werftchefin Maren Jessen musste dafür Rentner zurückholen. Vier Bootsbauer zwischen 68 und 81 Jahren bringen zwölf Schweißern bei, wie man eine
Planke dämpft. „Beim Stahl korrigierst du mit der Flamme“, sagt einer von ihnen. „Beim Holz korrigierst du, indem du von vorn anfängst.“

Der Neubau kostet 4,2 Millionen Euro, rund ein Drittel mehr als ein Schiff aus Stahl. Dafür soll er unter Segeln so leise fahren, dass man ihn auf
fünfzig Meter nicht bemerkt. Die Wale vielleicht auch nicht; getestet wird das im August.

Zwei weitere Institute haben angefragt. Und ein Herr, der anonym bleiben möchte und sich ein Hausboot wünscht, auf dem er seinen Nachbarn nicht hört.
""",
        standfirst="Ein Institut will Wale belauschen und hört bisher nur die eigenen Schritte",
        authors=("Tjark Ohlsen",),
        byline="Tjark Ohlsen",
        published="2026-11-16T05:00:00+01:00",
        section="Wirtschaft",
        tags=("Hafen",),
        shots=(Shot("werft.jpg", "Planke für Planke: Lehrling Svea Kock in der Halle 3.", "Mats Lüders", ("Mats Lüders",), None, "jsonld", ""),),
        look=frozenset({"newsletter", "related", "flaky-429"}),
        language="de",
    ),
    Story(
        "baecker-backen-mit-windstrom",
        "Wenn der Wind dreht, gibt es frische Brötchen",
        """
Bei Bäcker Lorenzen in Süderhafen hängt kein Schild mit Öffnungszeiten, sondern eine Windfahne. Gebacken wird, wenn der Strom billig ist, und
billig ist er, wenn es weht.

Seit die Netzbetreiber stündliche Preise verlangen, haben sich 23 Betriebe an der Küste zusammengetan. Ein kleines Programm sagt ihnen zwei Tage
im Voraus, wann sich das Anheizen lohnt. Der Teig wartet so lange in der Kühlung.

Nach einem Jahr zieht die Innung Bilanz: Die Stromkosten sind um 31 Prozent gesunken, der Umsatz um zwei. Manche Kunden kommen vergeblich, andere
dafür nachts. Bei Sturm im Februar standen um drei Uhr früh vierzig Leute vor der Tür.

Die Gesellen sahen den Plan zunächst mit Sorge. Inzwischen ist vereinbart, dass niemand mehr als zweimal in der Woche vor vier Uhr anfangen
muss, und für Flauten gibt es einen Ruhetag, der bezahlt wird.

Sorgen macht der Innung nur der Herbst 2025, an den sich alle noch erinnern. Elf Tage Hochdruck, sagt Obermeister Lorenzen, das sei für einen
Bäcker neuer Art wie früher eine Missernte.
""",
        standfirst="23 Betriebe richten sich nach dem Wetterbericht",
        authors=("Imke Claasen",),
        byline="Imke Claasen",
        published="2026-11-14T04:30:00+01:00",
        section="Wirtschaft",
        tags=("Energie",),
        shots=(Shot("baecker.jpg", "Es weht, also wird gebacken: Momme Lorenzen am Ofen", "Greta Simonsen / dpa", ("Greta Simonsen",), "dpa", "lazy", "Foto: "),),
        look=frozenset({"related", "bio"}),
        language="de",
    ),
    Story(
        "der-letzte-seiler",
        "Der letzte Seiler sucht jemanden, der rückwärts gehen kann",
        """
Dreihundert Meter misst die Bahn, auf der Harm Tiedemann seine Taue schlägt, und er legt sie jeden Tag dutzendfach zurück. Rückwärts, denn der
Seiler sieht auf das, was er getan hat, und nicht auf das, was kommt.

Im März wird er siebzig. Einen Nachfolger hat er nicht. Dabei sind die Bücher voll: Museumsschiffe, Zirkusse und neuerdings Kletterhallen wollen
Hanf aus Nordholm.

Drei Lehrlinge hat er in den vergangenen Jahren gehabt. Dem ersten wurde beim Gehen schwindlig, der zweite ging zur Bahn, die dritte heiratete einen
Kunden und führt jetzt mit ihm einen Zirkus.

Die Handwerkskammer hat die Stelle als „Fachkraft für lineare Textilfertigung“ ausgeschrieben. Gemeldet hat sich niemand. Tiedemann hat darauf ein
eigenes Plakat an die Fähre gehängt: „Suche Menschen mit Geduld und gutem Rücken.“ Darauf meldeten sich neunzehn.

Acht von ihnen probten in dieser Woche. Wer die Bahn ohne Umsehen schafft, darf wiederkommen. Bis Freitag waren es fünf, darunter ein
pensionierter Lokführer, der nach eigenen Worten endlich einmal sehen wollte, wo er herkommt.
""",
        authors=("Tjark Ohlsen",),
        byline="Tjark Ohlsen",
        published="2026-11-10T09:15:00+01:00",
        section="Wirtschaft",
        tags=("Hafen", "Handwerk"),
        shots=(Shot("seiler.jpg", "Harm Tiedemann auf seiner Bahn", "Imago/Knut Reimers", ("Knut Reimers",), "Imago", "sibling", "Foto: "),),
        look=frozenset({"newsletter", "comments"}),
        language="de",
    ),
    Story(
        "sparkasse-verleiht-regenschirme",
        "Die Sparkasse verleiht Regenschirme, und sie kommen zurück",
        """
Ein altes Wort sagt, dass Banken Schirme verleihen, wenn die Sonne scheint, und sie zurückfordern, sobald es regnet. Die Sparkasse Nordholm wollte
das nicht länger auf sich sitzen lassen.

In ihren zwölf Filialen stehen seit September Ständer mit roten Schirmen. Wer einen braucht, nimmt ihn mit; ein Pfand wird nicht verlangt. Von
2.000 Stück waren nach zehn Wochen noch 1.871 im Umlauf, hinzu kamen 212 fremde, die jemand in die Ständer gestellt hatte.

Der Bestand wächst also, und zwar mit einer Rate, die nach Angaben des Vorstands derzeit über dem Zins für Festgeld liegt.

Bei Westwind sammeln sich die Schirme in der Filiale am Bahnhof, bei Ostwind am Hafen. Zweimal in der Woche fährt ein Auszubildender sie zurück.
Die Fachhochschule hat angefragt, ob sie die Bewegungen auswerten darf, als Modell für Leihräder.

Kritik kommt vom Schirmmacher in der Twiete. Er verkaufe weniger, sagt er, repariere aber mehr, und zwar vor allem rote. Die Sparkasse hat ihm darauf
einen Kredit angeboten. Es schien gerade die Sonne.
""",
        standfirst="Nach zehn Wochen hat das Haus mehr Schirme als zuvor",
        authors=("Imke Claasen",),
        byline="Imke Claasen",
        published="2026-11-04T12:00:00",
        section="Wirtschaft",
        tags=("Handwerk",),
        shots=(Shot("schirme.jpg", "Rot und gratis: Schirmständer in der Filiale am Hafen.", "Mats Lüders/Nordufer Zeitung", ("Mats Lüders",), "Nordufer Zeitung", "dash", "Bild: "),),
        look=frozenset({"related"}),
        language="de",
    ),
    Story(
        "preise-fuer-deichschafe-steigen",
        "Plus-Analyse: Warum ein Deichschaf inzwischen mehr kostet als ein Rasenmäher für drei Deiche",
        """
Auf der Auktion in Süderhafen wechselte am Samstag ein Mutterschaf für 1.940 Euro den Besitzer, so viel wie noch nie. Im Saal wurde gelacht,
dann wurde es still.

Die Deichverbände brauchen die Tiere, denn keine Maschine tritt den Boden so fest. Gleichzeitig geben immer mehr Halter auf, weil Wolle nichts
mehr einbringt und der Winter lang ist. Was das für die Sicherheit der Küste bedeutet, rechnen drei Fachleute unterschiedlich.

Einig sind sie sich nur in der Ausgangslage. Vor zwanzig Jahren grasten zwischen Nordholm und Wittsand 38.000 Schafe, heute sind es noch 21.000, und
die Deiche sind in derselben Zeit um einen Meter höher und um ein Viertel breiter geworden. Auf jedes Tier kommt damit fast die doppelte Fläche. Wo
es nicht hinkommt, graben Wühlmäuse.
""",
        standfirst="Rekord auf der Auktion in Süderhafen: Drei Fachleute erklären, was der Preis mit der Sicherheit der Küste zu tun hat",
        authors=("Tjark Ohlsen",),
        byline="Tjark Ohlsen",
        published="2026-11-08T17:45:00+01:00",
        section="Wirtschaft",
        tags=("Küste",),
        shots=(Shot("schafe.jpg", "Begehrt: Deichschafe vor der Versteigerung.", "Knut Reimers/dpa", ("Knut Reimers",), "dpa", "span", "Foto: "),),
        look=frozenset({"paywall"}),
        language="de",
    ),
    Story(
        "seegras-laesst-sich-pflanzen",
        "Seegras lässt sich pflanzen wie Salat, wenn man es richtig bindet",
        """
Achttausend Halme, jeder von Hand an einen Nagel gebunden: So begann vor drei Jahren in der Bucht von Süderhafen ein Versuch, an den anfangs
nur die Taucher glaubten. Nun steht dort auf der Fläche eines Fußballfelds wieder eine Wiese.

Seegras war in der Bucht seit den siebziger Jahren verschwunden. Wo es fehlt, treibt der Sand, das Wasser wird trüb, und junge Heringe finden keine
Deckung. Alle Pflanzungen zuvor hatte die erste Sturmflut ausgerissen.

Der Kniff stammt von einer Floristin. Sie riet der Meeresbiologin Ayla Demir, die Halme nicht einzeln zu setzen, sondern in Sträußen zu sieben, die
sich gegenseitig halten. Von den Sträußen überlebten 84 von hundert, von den einzelnen Halmen elf.

Im vergangenen Sommer zählten Demir und ihre Studierenden in der neuen Wiese 26 Arten, darunter Seenadeln und den ersten Seehasen seit einer
Generation. Das Wasser ist an ruhigen Tagen anderthalb Meter tiefer zu durchblicken.

Bis 2031 sollen zehn Hektar bepflanzt werden. Dafür fehlt es weniger an Geld als an Händen: Ein geübter Taucher schafft achtzig Sträuße am Tag. Die
Floristin bindet an Land in derselben Zeit dreihundert.
""",
        standfirst="Eine Meeresbiologin und eine Floristin bringen eine Unterwasserwiese zurück",
        authors=("Femke Janssen",),
        byline="Femke Janssen",
        published="2026-11-15T07:00:00+01:00",
        section="Wissen",
        tags=("Küste",),
        shots=(
            Shot("seegras.jpg", "Ein Strauß Seegras vor dem Setzen.", "Ayla Demir", ("Ayla Demir",), None, "paren", "Foto: "),
            Shot("taucher.jpg", "Achtzig Sträuße am Tag: eine Taucherin bei der Arbeit.", "Jens Kolk/Reuters", ("Jens Kolk",), "Reuters", "span", ""),
        ),
        look=frozenset({"newsletter", "bio"}),
        language="de",
    ),
    Story(
        "das-gedaechtnis-des-watts",
        "Das Gedächtnis des Watts",
        """
Wenn Professor Iven Brar einen Bohrkern aufschneidet, legt er zuerst das Ohr daran. Das habe keinen Nutzen, sagt er, aber man höre das Wasser
herauslaufen, und das sei in manchen Fällen viertausend Jahre alt.

Vor der Insel Wittsand hat seine Gruppe in diesem Sommer dreiundvierzig Meter tief gebohrt. Der Kern, in Stücke von einem Meter zersägt, füllt die
Kühlkammer des Instituts bis zur Decke.

## Eine Handbreit für jede Flut

Schicht für Schicht lässt sich ablesen, was das Meer gebracht hat. Ein helles Band steht für einen ruhigen Sommer, ein dunkles für einen nassen
Herbst. Die groben Lagen mit Muscheln dazwischen sind Sturmfluten, und von manchen weiß kein Buch.

Die mächtigste ist eine Handbreit dick. Sie stammt aus der Zeit um 1050 vor Christus und enthält Holzkohle, verkohlte Gerste und die Scherbe einer
Schale. Irgendwo in der Nähe, so Brar, habe damals jemand gewohnt und an jenem Tag gekocht.
---
## Was die Pollen erzählen

Unter dem Mikroskop kommen die Wälder zurück. Hasel zuerst, dann Linde, dann in wenigen Jahrzehnten fast nur noch Gras: Menschen hatten begonnen, das
Land hinter der Küste zu roden. Brars Doktorandin Runa Ketels hat 61.000 Körner bestimmt.

Sie kann auch sagen, wann es wärmer war als heute. Zweimal, vor 6.200 und vor 5.400 Jahren, wuchs am Ufer die Wassernuss, die man jetzt erst wieder
in Südfrankreich findet. Beide Male stieg das Meer danach um mehr als einen Meter.

Wie schnell, das ist die Frage, die alle stellen. Die Antwort steckt in einer Lage von elf Millimetern, und die liegt noch ungeöffnet im Kühlraum. Brar
will warten, bis ein besseres Gerät da ist. Der Kern habe so lange Zeit gehabt, sagt er, da komme es auf den Winter nicht an.
""".replace("\n---\n", "\n\n---\n\n"),
        standfirst="Dreiundvierzig Meter Schlick erzählen von Fluten, die in keinem Buch stehen",
        authors=("Femke Janssen",),
        byline="Femke Janssen",
        published="2026-11-13T06:30:00+01:00",
        section="Wissen",
        tags=("Küste",),
        shots=(Shot("bohrkern.jpg", "Iven Brar mit einem Stück des Kerns.", "Greta Simonsen", ("Greta Simonsen",), None, "copyright", "© "),),
        look=frozenset({"two-pages", "related"}),
        language="de",
    ),
    Story(
        "warum-moewen-nicht-ueber-rot-gehen",
        "Warum Möwen nicht bei Rot gehen",
        """
Am Fähranleger von Nordholm warten morgens nicht nur Pendler auf Grün. Auch die Silbermöwen tun es, und zwar, wie eine Studie jetzt zeigt,
gewissenhafter als die Menschen.

Zwei Jahre lang hat die Verhaltensforscherin Tomma Reents die Kreuzung gefilmt. Die Vögel lassen Muscheln auf den Asphalt fallen, damit Autos sie
knacken, und holen sich das Fleisch in der nächsten Rotphase des Verkehrs. Von 3.900 beobachteten Gängen erfolgten nur 46 zur falschen Zeit.

Farben spielen dabei keine Rolle. Als Reents an einem Sonntag die Lampen vertauschen ließ, blieben die Möwen unbeirrt: Sie achten auf das Geräusch der
Bremsen. Elektrische Busse verwirren sie, mit denen hatten sie im ersten Winter neun Unfälle.

Jungvögel brauchen etwa sechs Wochen, bis sie die Kreuzung beherrschen, und sie lernen es von einem bestimmten älteren Tier, das die Forscherin
„die Lotsin“ nennt. Wird die Lotsin fortgefangen, wächst die Zahl der Fehler auf das Fünffache.

Menschen überquerten dieselbe Straße übrigens in jedem siebten Fall bei Rot. Die Verkehrswacht erwägt eine Plakatreihe. Ein Vorbild steht schon fest.
""",
        standfirst="An einer Kreuzung in Nordholm lernen Vögel von einer Lotsin",
        authors=("Wiebke Thaden",),
        byline="Wiebke Thaden",
        published="2026-11-06T10:10:00+01:00",
        section="Wissen",
        tags=("Verkehr",),
        shots=(Shot("moewe.jpg", "Frühstück auf dem Zebrastreifen.", "Tomma Reents/Universität Nordholm", ("Tomma Reents",), "Universität Nordholm", "paren", "Foto: "),),
        look=frozenset({"newsletter", "related", "flaky-503"}),
        language="de",
    ),
    Story(
        "uhr-geht-nach-wie-ein-erdbeben-die-zeit-verschob",
        "Die Turmuhr ging nach: Wie ein fernes Beben die Stadt vier Sekunden kostete",
        """
Am 2. Oktober um 3.17 Uhr blieb das Pendel der Turmuhr von St. Annen für einen Augenblick stehen. Niemand bemerkte es, bis der Küster am Sonntag zu
spät läutete, jedenfalls nach seinem Funkwecker.

Die Erklärung lieferte das Erdbebenzentrum der Universität. Zur selben Zeit lief die Oberflächenwelle eines Bebens, das sich 9.000 Kilometer entfernt
unter dem Pazifik ereignet hatte, durch den Untergrund der Stadt. Sie hob den Kirchturm um sechs Millimeter und setzte ihn wieder ab.

Für ein Gebäude ist das nichts. Ein Pendel von vier Metern Länge aber, das zufällig in Richtung der Welle schwang, verlor dabei seinen Takt.

Der Geophysiker Bero Kayser fand in den Büchern der Gemeinde seit 1874 insgesamt siebzehn ähnliche Einträge. Vierzehn passen zu bekannten Beben. Die
drei übrigen sucht er nun; eines davon fällt auf die Nacht, in der ein Küster heiratete, und wird wohl anders zu erklären sein.

Die Gemeinde hat beschlossen, die fehlenden Sekunden nicht nachzustellen. Eine Tafel am Turm soll erklären, woher sie kommen und dass sie noch
irgendwo unterwegs sind.
""",
        authors=("Wiebke Thaden",),
        byline="Wiebke Thaden",
        published="2026-10-28T05:45:00+01:00",
        section="Wissen",
        tags=("Stadtarchiv",),
        shots=(),
        look=frozenset({"bio"}),
        language="de",
    ),
    Story(
        "museum-zeigt-nur-rueckseiten",
        "Das Museum zeigt seine Bilder von hinten",
        """
Man sieht Keilrahmen, Nägel, Spinnweben, einen Fahrplan von 1922. Die Kunsthalle Nordholm hat für ihre Winterausstellung achtzig Gemälde umgedreht,
und das Gedränge ist größer als bei der letzten Schau von vorn.

Auf den Rückseiten steht, was keiner sehen sollte. Maler rechnen dort ihre Miete aus. Händler kleben Zettel übereinander, Zöllner drücken
Stempel auf, und hinter einer Madonna hat ein Kind das Einmaleins mit der Acht geübt, bis zum Fehler bei sieben mal acht.

„Vorne steht, was einer konnte, hinten, wie es ihm ging“, sagt die Kuratorin Elske Wübbena. Zwei Bilder hat sie im Laufe der Arbeit umschreiben müssen. Das
eine ist jünger als gedacht, wie ein Etikett der Rahmenhandlung beweist, das andere gehörte früher einer Familie, die nun gesucht wird.

Wer wissen will, was auf der anderen Seite ist, bekommt am Ausgang ein Heft. Die Hälfte der Besucher, hat die Aufsicht gezählt, nimmt es nicht.
""",
        standfirst="Achtzig Gemälde, umgedreht: Die Kunsthalle erzählt, was sonst an der Wand klebt",
        authors=("Jule Harmsen",),
        byline="Jule Harmsen",
        published="2026-11-12T16:20:00+01:00",
        section="Kultur",
        tags=("Ausstellung",),
        shots=(
            Shot("rueckseite.jpg", "Rückseite eines Stilllebens mit Fahrplan", "Elske Wübbena/Kunsthalle Nordholm", ("Elske Wübbena",), "Kunsthalle Nordholm", "span", "Foto: "),
            Shot("kuratorin.jpg", "Die Kuratorin Elske Wübbena im zweiten Saal.", "Mats Lüders", ("Mats Lüders",), None, "dash", "Foto: "),
        ),
        look=frozenset({"related", "newsletter"}),
        language="de",
    ),
    Story(
        "chor-singt-den-fahrplan",
        "Ein Chor singt den Fahrplan",
        """
„Nordholm ab, sechs Uhr vier“, beginnt der Sopran, und die Bässe antworten mit den Anschlüssen nach Süderhafen. Dann folgen, in achtstimmigem Satz, die
Verkehrstage und die Ausnahmen an Feiertagen.

Fünfundvierzig Minuten dauert das Werk, das der Kammerchor am Samstag in der Wagenhalle uraufgeführt hat. Komponiert hat es Sören Abels, der
hauptberuflich Weichen stellt. Ein Text müsse nicht schön sein, findet er, nur wahr.

Zwei Mal gab es Szenenapplaus: nach der Fuge über den Schienenersatzverkehr und beim leisen Schluss, wenn alle Stimmen bis auf eine verstummen, weil
spätabends nur noch ein Zug fährt.

Die Bahn, um Erlaubnis gefragt, hat sie erteilt und zugleich mitgeteilt, dass der Fahrplan im Dezember wechselt. Abels arbeitet deshalb an einer zweiten
Fassung. Sie wird kürzer, sagt er, und sie steht in Moll.
""",
        authors=("Piet Ahrends",),
        byline="Piet Ahrends",
        published="2026-11-09T13:00:00+01:00",
        section="Kultur",
        tags=("Verkehr",),
        shots=(Shot("chor.jpg", "Der Kammerchor zwischen zwei Triebwagen", "Greta Simonsen/epd", ("Greta Simonsen",), "epd", "paren", "Foto: "),),
        look=frozenset({"related"}),
        language="de",
    ),
    Story(
        "kino-ohne-werbung-aber-mit-suppe",
        "Kino ohne Werbung, aber mit Suppe",
        """
Zwanzig Minuten, bevor der Film anfängt, kommt in den Kammerlichtspielen die Suppe. Sie wird in Bechern durch die Reihen gereicht, im Dunkeln, und was
es ist, muss man schmecken.

Früher liefen zu dieser Zeit Reklamefilme. Sie brachten im Jahr 14.000 Euro ein, hat Betreiberin Nele Onken nachgerechnet, und kosteten sie nach einer
Umfrage jeden fünften Besucher, der absichtlich zu spät kam und dann auf fremde Füße trat.

Die Suppe kostet drei Euro Aufschlag. Sie trägt sich, weil der Wirt nebenan kocht, was übrig ist. An guten Tagen passt sie zum Film: Borschtsch zum
russischen Epos, Brühe zum Krankenhausdrama. An schlechten Tagen gibt es Linsen.

Dem Verband der Werbefilmer gefällt das nicht, er spricht von einem Präzedenzfall. Drei Häuser in anderen Städten wollen nachziehen. In einem davon soll es
Eis geben, doch davor warnt Onken. Eis, sagt sie, knistert.
""",
        standfirst="Wie ein kleines Haus seine Pünktlichkeit zurückgewann",
        authors=("Piet Ahrends",),
        byline="Piet Ahrends",
        published="2026-10-31T19:30:00+01:00",
        section="Kultur",
        tags=("Ausstellung",),
        shots=(Shot("kino.jpg", "Nele Onken am Topf, kurz vor der Abendvorstellung.", "Jens Kolk", ("Jens Kolk",), None, "lazy", "Foto: "),),
        look=frozenset({"newsletter", "comments"}),
        language="de",
    ),
    Story(
        "torwart-haelt-mit-geschlossenen-augen",
        "Der Torwart, der die Augen schließt",
        """
Vier Elfmeter hintereinander hat Jelto Fokken am Sonntag gehalten, und jedes Mal, so zeigen es die Bilder, hatte er dabei die Augen zu. Der SV Nordholm steht
damit zum ersten Mal seit 1998 in der dritten Runde des Pokals.

Fokken, 19, im Hauptberuf Klavierstimmer, spricht ungern darüber. Er höre den Anlauf, sagt er dann doch, der letzte Schritt sei entweder hell oder
dunkel. Hell heiße links.

Sein Trainer hat das anfangs für Unsinn gehalten und ihn im Training mit Ohrenschützern ins Tor gestellt. Danach ging jeder zweite Ball hinein. Seither darf
beim Elfmeter niemand auf der Bank mehr husten.

Der Gegner aus der zweiten Liga nahm die Niederlage nicht leicht. Einer der Schützen sagte, er habe den Mann für ohnmächtig gehalten und aus Mitleid in die
Mitte geschossen.

In der nächsten Runde kommt der Meister. Dessen Fans, heißt es, üben bereits das Trommeln.
""",
        standfirst="Vier gehaltene Elfmeter bringen den SV Nordholm in die dritte Runde",
        authors=("Keno Albers",),
        byline="Keno Albers",
        published="2026-11-15T19:52:10+01:00",
        section="Sport",
        tags=("Pokal",),
        shots=(Shot("torwart.jpg", "Jelto Fokken pariert den dritten Elfmeter.", "Nils Overbeck / dpa", ("Nils Overbeck",), "dpa", "span", "Foto: "),),
        look=frozenset({"related", "newsletter"}),
        language="de",
    ),
    Story(
        "ruderinnen-gewinnen-gegen-die-tide",
        "Die Ruderinnen gewinnen gegen die Tide",
        """
Auf dem Papier hatte der Achter aus Nordholm keine Chance. Er war das älteste Boot im Feld, im Schnitt 51 Jahre, und hatte bei der Auslosung die Bahn in der
Mitte bekommen, wo der Strom am stärksten steht.

Dann tat Steuerfrau Hilke Boomgarden etwas, das nicht verboten ist: nichts. Während die anderen Boote nach dem Startschuss loszogen, ließ sie ihre
Mannschaft vierzig Sekunden warten.

| Boot | Start | Ziel |
| Nordholm | 10:00:40 | 10:31:12 |
| Wittsand | 10:00:00 | 10:31:55 |
| Süderhafen | 10:00:00 | 10:33:20 |

„Das Wasser kippt um kurz nach zehn, das weiß bei uns jedes Kind“, sagte sie später. Die Favoritinnen aus Wittsand verbrauchten ihre Kräfte gegen die
letzte Ebbe; der Achter aus Nordholm fuhr mit der ersten Flut.

Im Ziel waren es dreiundvierzig Sekunden Vorsprung. Die Wettkampfleitung beriet eine Stunde lang über einen Protest und lehnte ihn ab. Das Warten, heißt es
in der Begründung, stehe jedem Boot frei.
""",
        standfirst="Vierzig Sekunden Warten bringen den Sieg auf der Auer",
        authors=("Keno Albers",),
        byline="Keno Albers",
        published="2026-11-01T15:40:00+01:00",
        section="Sport",
        tags=("Auer",),
        shots=(Shot("achter.jpg", "Der siegreiche Achter vor der Speicherzeile.", "Mats Lüders/Nordufer Zeitung", ("Mats Lüders",), "Nordufer Zeitung", "copyright", "© "),),
        look=frozenset({"related", "bio"}),
        language="de",
    ),
    Story(
        "schachspielerin-zieht-im-zug",
        "Die Meisterin zieht im Zug",
        """
Ihr Brett ist aus Filz, damit in Kurven nichts verrutscht. Swantje Ubben, seit Samstag Landesmeisterin im Schach, hat für das Turnier ausschließlich in der
Regionalbahn trainiert, auf der Strecke zwischen Nordholm und der Hauptstadt.

Zwei Stunden hin, zwei zurück, an vier Tagen in der Woche: Die 34-jährige Zahntechnikerin pendelt. Gegner fand sie in jedem Wagen. Ein Pfarrer eröffnete
stets gleich, ein Schüler schlug sie viermal, und ein Kontrolleur nannte ihr beim Lochen der Karte den besseren Zug.

Im Endspiel gegen den Titelverteidiger Onno Rieken geriet sie in Zeitnot. Das sei ihr nicht neu gewesen, sagte sie. Vor der Hauptstadt liege ein Tunnel,
danach müsse man fertig sein.

Sie opferte die Dame und gewann in neun Zügen. Einen Fernzug, mit dem sie künftig eine halbe Stunde sparen würde, will sie nicht nehmen. Dort, sagt Ubben,
sähen alle nur auf ihre Bildschirme.
""",
        authors=("Keno Albers",),
        byline="Keno Albers",
        published="2026-10-25T20:05:00+01:00",
        section="Sport",
        tags=("Pokal", "Verkehr"),
        shots=(Shot("schach.jpg", "Swantje Ubben auf dem Weg zur Arbeit", "Greta Simonsen", ("Greta Simonsen",), None, "span", "Foto: "),),
        look=frozenset({"newsletter"}),
        language="de",
    ),
    Story(
        "letters-to-a-bridge",
        "Letters to a bridge that has been gone for forty years",
        BRIDGE_LETTERS,
        standfirst="In Nordholm a tin box on a ruined pier has become the busiest address in town",
        authors=("Arne Voß",),
        byline="Arne Voß",
        published="2026-10-29T08:00:00+01:00",
        section="English",
        tags=("Auer",),
        shots=(Shot("pier.jpg", "The last pier of the Old Bridge, with the box.", "Greta Simonsen", ("Greta Simonsen",), None, "paren", "Photo: "),),
        look=frozenset({"newsletter"}),
        language="en",
    ),
    Story(
        "how-nordholm-lost-its-smell",
        "How Nordholm lost its smell, and hired somebody to find it",
        """
For as long as anyone can remember the old harbour smelt of tar, coffee and herring. Then the smokehouse closed, the roastery moved to an industrial
estate, and the boats were painted with something from a tin. In a survey last year visitors described the place as “clean”.

The tourist office took that as an alarm. In March it engaged Yasmin Aydin, a perfumer by trade, to establish what had been lost and whether
it could be got back.

She began with noses. Sixty people over seventy were led along the quay and handed strips of paper, one after another, until they said: there. Tar from
birch, it turned out, not from coal. Coffee a little burnt. And something sweet that no one could name, until a retired sailmaker laughed and
said it was the glue factory.

Nothing is going to be sprayed, Ms Aydin insists. Instead the city lets a stall with a smoker stand at the steps on Saturdays, the roastery has promised to
burn one batch a week in a van, and two pilot boats get their tar again.

The glue is not coming back. Its recipe was found, along with the reason why the factory was closed.
""",
        authors=("Imke Claasen",),
        byline="Imke Claasen",
        published="2026-10-22T09:30:00+02:00",
        section="English",
        tags=("Hafen",),
        shots=(Shot("perfumer.jpg", "Yasmin Aydin on the harbour steps.", "Mats Lüders / AFP", ("Mats Lüders",), "AFP", "span", "Photo: "),),
        look=frozenset({"bio"}),
        language="en",
    ),
    Story(
        "a-timetable-for-the-herons",
        "The drawbridge now keeps a timetable for the herons",
        """
Drivers who wait at the drawbridge of Süderhafen between April and July have a new reason to be patient. A sign with a bird on it lights up, and for
six minutes nothing crosses: not a lorry, not a tram, not the mayor.

Herons nest in the poplars on the north bank and fish in the flats to the south. When the bridge was rebuilt with taller masts, the birds began to fly
beneath the deck instead of above it, just as the counterweight comes down. Eleven were lost in the first season.

A keeper noticed that they commute. They go out at half ebb and come home with the flood, within a quarter of an hour, in a line. The office of works
has laid those times into the bridge’s calendar, next to the ones for barges with tall cargo.

Since then two birds have been hurt in three years. The costs are put at nine hundred hours of waiting a summer, shared among some forty thousand
people, or eighty seconds each.

Opposition has been mild. A haulier asked for compensation and was given a pair of binoculars.
""",
        standfirst="Six minutes at half ebb, when nothing crosses but birds",
        authors=("Wiebke Thaden",),
        byline="Wiebke Thaden",
        published="2026-10-19T07:10:00+02:00",
        section="English",
        tags=("Verkehr", "Küste"),
        shots=(Shot("heron.jpg", "Right of way: a heron below the deck.", "Jens Kolk/Reuters", ("Jens Kolk",), "Reuters", "dash", "Photo: "),),
        look=frozenset({"related"}),
        language="en",
    ),
)
