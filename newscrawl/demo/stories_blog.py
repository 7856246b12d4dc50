"""The copy of the blog of reprints, newest first. All of it is invented, but the story about the Moscow visit, which is the sample this project began with."""

# ruff: noqa: E501  (copy: long lines, typographic quotes and dashes)

from __future__ import annotations

from newscrawl.demo.stories import Shot, Story
from newscrawl.demo.stories_paper import BRIDGE_LETTERS

APPEALS: dict[str, tuple[str, ...]] = {
    "post": (
        "X",
        "Dear Reader,\nAs you can imagine, more people are reading The Jerusalem Post than ever before. Nevertheless, traditional business models are no longer "
        "sustainable and high-quality publications, like ours, are being forced to look for new ways to keep going. Unlike many other news organizations, we have "
        "not put up a paywall. We want to keep our journalism open and accessible and be able to keep providing you with news and analysis from the frontlines of "
        "Israel, the Middle East and the Jewish World.",
        "As one of our loyal readers, we ask you to be our partner.",
        "For $5 a month you will receive access to the following:",
        "- A user experience almost completely free of ads\n- Access to our Premium Section\n- Content from the award-winning Jerusalem Report and our monthly "
        "magazine to learn Hebrew – Ivrit\n- A brand new ePaper featuring the daily newspaper as it appears in print in Israel",
        "Help us grow and continue telling Israel’s story to the world.",
        "Thank you,",
        "Ronit Hasin-Hochman, CEO, Jerusalem Post Group\nYaakov Katz, Editor-in-Chief",
        "[UPGRADE YOUR JPOST EXPERIENCE FOR 5$ PER MONTH|Show me later]",
    ),
    "courier": (
        "X",
        "Dear Reader,\nYou are one of four hundred thousand people who opened the Harbour Courier this month. Presses, ferry reporters and a desk that checks every "
        "figure cost more than advertising brings in, and yet we have decided against locking our pages. We would rather be read on the quay than in the boardroom alone.",
        "Will you stand beside us as a Courier Companion?",
        "For £4 a month you will receive:",
        "- The morning tide letter before six o’clock\n- Every page without advertising\n- Two places at our yearly evening on the lightship\n- The printed weekend edition at half its price",
        "Whatever you can spare keeps a reporter on the waterfront.",
        "With gratitude,",
        "Marian Oakes, Publisher\nDesmond Tull, Managing Editor",
        "[BECOME A COMPANION FOR £4 PER MONTH|Show me later]",
    ),
    "star": (
        "Before you read on",
        "Nobody owns the Upland Star but the people who read it. That is why we may write what we find, and also why there is no rich uncle when the paper "
        "bill comes. This winter three of our nine desks are paid for by readers like you, and we would like it to be all nine.",
        "From €3 a month you get:",
        "- The full archive back to 1911\n- Our hikers’ weather by text message\n- A vote at the annual meeting",
        "Thank you for thinking about it,",
        "Pavel Horak and Ines Dorner, for the cooperative",
        "[SUPPORT THE STAR|Maybe later]",
    ),
    "ledger": (),
}
PLUGS = {
    "post": "Join Jerusalem Post Premium Plus now for just $5 and upgrade your experience with an ads-free website and exclusive content. Click here>>",
    "courier": "Join the Courier Companions now for just £4 and read all our pages without a single advertisement. Click here>>",
    "star": "Join the Upland Star cooperative today and get the first two months for nothing. Sign up here>>",
    "ledger": "Subscribe to the Coastal Ledger’s Friday letter and win a weekend for two on the islands. Click here>>",
}
COMMENTS = (
    ("gullwatcher", "I drove past there on Sunday and the sign has been upside down for a month, which tells you everything about this council."),
    ("Old Tom", "My father worked that stretch for thirty years and always said it would end like this. Thank you for keeping these reports."),
)

STORIES: tuple[Story, ...] = (
    Story(
        "tide-mill-grinds-flour-again",
        "Tide mill at Saltreach grinds flour again after ninety years",
        """
The water wheel at Saltreach turned for eleven minutes before anybody on the causeway thought of clapping. Then the first handful of coarse
grey flour came down the chute, and a crowd of two hundred made up for it.

Volunteers have spent nine winters on the mill, which takes its power from nothing but the difference between high and low water. The pond
behind it fills twice a day through a pair of oak gates; when the creek has emptied, the gates are opened by hand and the wheel has a little
over four hours of work.

“People ask why we did not simply put in a motor,” said Hester Quill, who leads the trust and used to repair lifts for a living. “A motor
would have been finished in a month. But then you have a motor in a shed, and there are plenty of those.”

The stones came from a farm where they had served as doorsteps. A cooper in the next valley cut the new teeth from apple wood, which wears
evenly and does not strike sparks.

The trust hopes to sell about two tonnes a year to bakers along the coast, enough to pay for grease and insurance. On days with a spring
tide the mill will be open to anyone who does not mind getting wet shoes.
""",
        standfirst="Two hundred people watch the first sack fill at a wheel that the sea drives",
        authors=("Ingrid Vale",),
        byline="Ingrid Vale",
        published="2026-11-21T05:40:00+00:00",
        section="Towns",
        tags=("harbours", "museums"),
        shots=(Shot("tide-mill.png", "The wheel at Saltreach on its first turn.", "Ola Brandt/Harbour Courier", ("Ola Brandt",), "Harbour Courier", "paren", "photo credit: "),),
        look=frozenset({"from-courier", "appeal-middle"}),
        edition=2,
    ),
    Story(
        "ferry-captains-learn-to-read-fog",
        "Ferry captains learn to read the fog from above",
        """
On the bridge of the ferry Kittiwake the windows showed nothing at all on Tuesday morning. The screen beside the wheel showed everything: a
grey tongue of fog four miles long, two fishing boats inside it, and a clean edge half a mile to the south.

The picture came from a balloon. Since September six of them have stood over the strait on steel threads, each the size of a delivery van,
with a camera that sees heat instead of light.

Captain Rosalind Meaker was among those who laughed when the idea was presented. “I said that my knees tell me about fog a day before it
comes. That is still true. But my knees cannot tell me where it stops.”

In the first six weeks the ferries on the route lost nine hours to bad visibility; in the same weeks of last year they lost seventy-one. The
operator has stopped short of calling that proof. Autumn was mild, and two of the foggiest days fell on a strike.

What worries the pilots’ association is habit. A young officer who has always had the picture may be lost on the day when a thread
breaks, says its secretary, and threads do break: one balloon was found in a turnip field in October, deflated and unhurt.

For now the rule is simple. Whoever uses the screen must also call out, every two minutes, what can be seen without it. On Tuesday that was
the word “nothing”, forty-three times.
""",
        standfirst="Six tethered balloons have cut delays on the strait, and started an argument about skill",
        authors=("Callum Reith",),
        byline="Callum Reith",
        published="2026-11-12T07:15:00+00:00",
        section="Science",
        tags=("harbours", "weather"),
        shots=(
            Shot("kittiwake.png", "The Kittiwake leaves its berth in thick fog.", "Ola Brandt", ("Ola Brandt",), None, "paren", "photo credit: "),
            Shot("balloon.png", "One of the six balloons above the strait.", "Tess Marlow/Reuters", ("Tess Marlow",), "Reuters", "span", "Photo: "),
        ),
        look=frozenset({"from-courier", "appeal-top", "also"}),
    ),
    Story(
        "village-votes-to-keep-its-only-traffic-light",
        "Village votes to keep its only traffic light",
        """
By 212 votes to 207 the people of Lower Anker have decided that the traffic light outside the bakery shall stay. The county had wanted to
take it away, since the road it regulates was closed to traffic eleven years ago.

Nobody in the hall on Thursday claimed that the light was needed. It was put up in 1974 for lorries from the quarry. The quarry is a lake
now, and the lorries’ road a path on which children learn to cycle.

“We teach them on that light,” said Bettina Rausch, who runs the nursery school. “Red means wait, green means look and then go. Where
else would they learn it? The next one is nineteen miles away.”

The opposing side spoke about money. Each year the light uses current for 340 euros, and twice a decade somebody has to come from the city
to change the controller. That money, said a farmer, would buy gravel for the whole of Mill Lane.

After the count the losers asked for a recount and lost again by the same five votes. Then the two sides went to the inn together. On the
way, several witnesses report, all of them waited at red.
""",
        authors=(),
        published="2026-11-09",
        section="Towns",
        tags=("trains",),
        shots=(Shot("traffic-light.png", "Still in service: the light of Lower Anker.", "Jana Petrik", ("Jana Petrik",), None, "paren", "Photo: "),),
        look=frozenset({"from-star", "appeal-third"}),
    ),
    Story(
        "night-train-returns-to-the-coast",
        "The night train returns to the coast, with eleven passengers and a cat",
        """
At 21:52 on Friday a train of five sleeping cars left the capital for the coast, the first in fourteen years. It carried eleven paying
passengers, twenty-six journalists, two ministers and, in a basket in compartment 7, a cat called Admiral.

The line had been given up when the motorway was finished. Flights were cheap then and the carriages old; the last of them had served as a
hostel in a siding until this spring.

## A slow timetable on purpose

The journey takes nine hours and ten minutes, nearly two hours more than it must. The train stands in a station in the hills from two until
four in the morning so that nobody has to get up before the coast is light.

“Our competitor is not the aeroplane but the bed at home,” said the director of the new company, Thea Lindqvist. The mattresses were chosen
by a panel of lorry drivers. There is one carriage without any announcements, and another in which a steward reads aloud at ten o’clock.

## Doubts about money

Whether it will last is another matter. The state guarantees the route for thirty months. After that two thirds of the beds must be sold,
a share which the old train reached in only three of its last ten years.

Admiral’s owner, a piano tuner who travels to the coast for work every month, was not impressed by the calculation. She had slept until the
junction at Brede, she said, and so had the cat.
""",
        standfirst="Fourteen years after the last sleeper, a private company tries again",
        authors=("Mirela Toma", "Jonas Feld"),
        byline="Mirela Toma and Jonas Feld",
        published="2026-11-07T06:05:00+00:00",
        section="World",
        tags=("trains",),
        shots=(Shot("night-train.png", "Stewards wait beside the sleeping cars on Friday evening.", "DARIUS KLEIN/AP", ("DARIUS KLEIN",), "AP", "paren", "photo credit: "),),
        look=frozenset({"from-star", "appeal-late", "comments"}),
    ),
    Story(
        "what-the-eels-of-the-marl-know",
        "What the eels of the Marl know about the moon",
        """
For two nights each autumn the eels of the river Marl leave all at once. They slide over the weir at Corran in their thousands, silver and
thick as a wrist, and by the third night the river is empty of them until spring.

Fishermen have always said that it happens in the dark of the moon after the first real flood. A team from the university at Hale has now
put numbers to the saying, and it holds up better than most.

The researchers counted with sound, from a frame of microphones on the river bed. Over seven autumns 92 per cent of the eels that passed did so
within forty hours of a new moon, but only if the water had risen by more than a hand’s breadth in the week before. In the two dry years they
waited a month for the next one.

- A rise of less than ten centimetres moved almost no fish.
- A rise in moonlight moved a few, and they kept to the deep side.
- A rise in darkness moved the rest, most of them before midnight.

How an animal that lies under a stone in muddy water can tell the phase of the moon is not known. “It may feel the tide, which reaches much
further up than we thought,” said the biologist Wren Adeyemi. “Or it simply sees better than we give it credit for.”

The finding has a use. The power station at Corran will stop its turbines on two nights a year instead of screening the whole of autumn. That
costs it about a day of income, and is thought to save four eels in five.
""",
        standfirst="Seven autumns of listening to a river confirm an old fishermen’s rule",
        authors=("Wilfred Asante",),
        byline="Wilfred Asante",
        published="2026-11-03T09:00:00+00:00",
        section="Science",
        tags=("rivers",),
        shots=(Shot("eels.png", "The weir at Corran at dusk.", "Moira Finch/Coastal Ledger", ("Moira Finch",), "Coastal Ledger", "paren", "photo credit: "),),
        look=frozenset({"from-ledger"}),
    ),
    Story(
        "letters-to-a-bridge",
        "Letters to a bridge that has been gone for forty years",
        BRIDGE_LETTERS,
        published="2026-10-30",
        section="Towns",
        tags=("rivers", "museums"),
        look=frozenset({"reprint", "from-ledger"}),
    ),
    Story(
        "library-writes-to-every-overdue-reader",
        "Library writes to every overdue reader, and gets its books back",
        """
“Dear Reader, we miss your book more than we mind its absence.” With this sentence began the 3,118 letters which the town library of
Penmarsh sent out in spring, each signed by hand. By the end of September 2,604 books had come home.

The idea was born of a leaking roof. The library needed to know what it still possessed before the shelves went into storage, and the usual
reminders, grey cards with a printed sum, had brought in fewer than forty volumes in a year.

“Nobody wants to be the person who owes eleven pounds for a book on tortoises,” said the librarian, Augusta Prowse. “So we wrote that they
owed nothing. We only asked whether the tortoise was well.”

Some books came with explanations. One reader had been at sea. Another had lent a cookery book to a neighbour, who had married and taken it
to Canada; it arrived in July with a recipe for maple tart on the last page. A guide to butterflies, due in 1983, was handed in by the
borrower’s granddaughter.

A second letter asked those who had returned something whether they would support the new roof. “Thank you for your help,” it ended, and
then, for those who had none to give, “thank you for the tortoise.” It raised 19,000 pounds, six thousand more than the slates will cost.

Other towns have asked Mrs Prowse for her text. She sends it gladly, but advises them to write their own.
""",
        standfirst="A letter without a fine works better than a fine without a letter",
        authors=("Ingrid Vale",),
        byline="Ingrid Vale",
        published="2026-10-27T08:20:00+00:00",
        section="Towns",
        tags=("museums",),
        shots=(Shot("library.png", "Augusta Prowse with some of the letters she signed.", "Ola Brandt/Harbour Courier", ("Ola Brandt",), "Harbour Courier", "paren", "photo credit: "),),
        look=frozenset({"from-courier", "appeal-middle", "comments"}),
    ),
    Story(
        "storm-opens-a-roman-quay",
        "Storm opens a Roman quay under the fish market",
        """
When the October gale had finished with the fish market at Dunmere there was a hole in the floor large enough for a horse. At the bottom of
the hole, dry and perfectly level, lay a row of dressed stones with iron rings in them.

Archaeologists who climbed down on Monday needed less than an hour to agree. It is the edge of a quay, built at the end of the second
century, when the sea stood a quarter of a mile further inland than today.

So far eighteen metres have been uncovered. The rings are worn on one side only, which means that ships always lay in the same direction,
bow to the river. Between two blocks somebody had wedged a lead seal from a cargo of olive oil.

“We have looked for the Roman harbour for sixty years, and always in the fields,” said Dr Lucan Abbott of the county museum. “All that time
people were selling haddock on top of it.”

The fishmongers have moved to the car park and do a better trade than before, since everybody who comes for the hole also buys a crab. The
council must decide by Christmas whether the market gets a glass floor or the quay gets its earth back.
""",
        published="2026-10-24T16:45:00+00:00",
        section="Science",
        tags=("harbours", "museums", "weather"),
        shots=(Shot("quay.png", "An iron ring in the newly found quay.", "Felix Orme", ("Felix Orme",), None, "paren", "photo credit: "),),
        look=frozenset({"from-courier", "appeal-top", "no-plug"}),
    ),
    Story(
        "a-school-that-floats",
        "In the delta, a school that floats wherever its pupils are",
        """
Every morning at seven the classroom comes round the bend, pushed by a tug with a hole in its funnel. Nine children stand on the bank in
clean shirts. By a quarter past the gangplank is in and the second form is doing fractions.

The floods have become so long in the lower delta that fixed schools stand empty for a third of the year. Four barges now follow the
families, who move their cattle from one dry ridge to another.

Each barge carries thirty desks, solar panels, a shelf of about six hundred books and a toilet that took longer to design than the rest of the
vessel. The teacher sleeps on board. So does the goat, which belongs to no one and has failed every examination.

“In my old school I waited for the children and they did not come,” said the headmaster, Idris Bakari. “Here I can see on the map who is
missing, and we go there.”

Attendance last year was 94 per cent, better than in the provincial capital. The ministry has ordered six more barges. It has also sent an
inspector, who fell in, was pulled out by the fourth form and wrote a favourable report.

What the project does not have is a plan for when the pupils turn fourteen. The secondary school is in town, and it does not float.
""",
        standfirst="Four barges follow the families who follow the dry ground",
        authors=("Nadia Oyelaran",),
        byline="Nadia Oyelaran",
        published="2026-10-20T10:10:00+00:00",
        section="World",
        tags=("rivers",),
        shots=(Shot("school-barge.png", "Pupils board the second of the four barges.", "SADE COLE/AFP", ("SADE COLE",), "AFP", "paren", "photo credit: "),),
        look=frozenset({"from-star", "appeal-third", "also"}),
    ),
    Story(
        "the-man-who-maps-silence",
        "The man who maps silence",
        """
Tobias Grell owns eleven microphones, a folding stool and a map of the country on which most of the surface is red. Red means that within
any quarter of an hour a machine can be heard. He is looking for the parts that are not red, and there are fewer each year.

He began in 2009, after a holiday in the hills on which he could not sleep. Something hummed. It took him four nights to find the pump of a
fish farm, two valleys away.

Since then he has sat in nine hundred places, always for six hours, three by day and three by night. He writes down every sound that
somebody makes with an engine: strimmer, jet, distant lorry, fridge. What wind, water and animals do is not noise, he holds, however loud.

Fourteen places on his map are green. He publishes none of them. “I did once, for a magazine. The next Saturday there were eighty people
sitting there in folding chairs, eating crisps.”

Acousticians at the technical university have checked a sample of his work and found it sound, as one of them put it with visible regret.
They would like the addresses of the green spots to study the birds there. Mr Grell is thinking about it. He may take them there himself, he
says, one at a time, with their telephones left in the car.
""",
        standfirst="He has sat in nine hundred places for six hours each, and found fourteen without an engine",
        authors=("Hanne Moor",),
        byline="Hanne Moor",
        published="2026-10-16T07:30:00+00:00",
        section="World",
        tags=("museums",),
        look=frozenset({"from-star", "appeal-middle", "appeal-boxed"}),
    ),
    Story(
        "lock-keepers-job-draws-a-thousand",
        "A lock-keeper’s job draws a thousand applications",
        """
The canal company advertised for one lock-keeper at Tarn Cut, wages modest, house included. It had reckoned with a dozen letters. When the
box was emptied on Monday there were 1,046.

Among those who would like to open and close two gates for the rest of their lives are a heart surgeon, several dozen teachers, a champion
at chess, and the former head of a bank that no longer exists. More than three hundred enclosed a photograph of their dog.

“Most of them write that they want peace and quiet,” said Roly Marchbanks, who has done the job for thirty-four years and is to choose
his successor. “I have to tell them that in August there is a boat every six minutes, and everybody on it has an opinion.”

The lock works by hand, with a windlass of eleven kilos. The keeper lives in a hexagonal house of three rooms in which no cupboard has ever
fitted. In winter the path is under water for some weeks, and the shopping has to come by punt.

Mr Marchbanks has put aside all letters which use the word “idyll”. There are still 388 left. He reads five each evening after supper, and
hopes to have found somebody before the ice comes.
""",
        published="2026-10-12T06:00:00+00:00",
        section="Rivers",
        tags=("rivers",),
        shots=(Shot("tarn-cut.png", "Roly Marchbanks at the lower gate.", "Felix Orme/Harbour Courier", ("Felix Orme",), "Harbour Courier", "paren", "photo credit: "),),
        look=frozenset({"from-courier", "appeal-late"}),
    ),
    Story(
        "dredger-crew-finds-ships-bell",
        "Dredger crew finds a ship’s bell, and a town its name",
        """
The bell came up on Wednesday in a bucket of blue clay, between a bicycle and a great deal of rope. On its rim, once the crew of the
dredger Hollis had hosed it down, stood a word that nobody in the port could read at first: ALDERHYTHE.

That is what the place was called until the fire of 1703. Every document with the old name burnt along with the customs house, and historians
have argued since about how it was spelled. There were nine suggestions. None of them had a Y.

The bell belonged to a coaster that carried lime, and which sank within sight of the quay in 1688, when a rope caught the tiller. All hands
walked ashore.

“It is rather as if someone had found your birth certificate in the garden,” said the town’s archivist, Petra Lowe, who had favoured the
spelling with two Ls. She has ordered new letterheads for the society, and has taken down the old ones with her own hands.

It will hang in the harbour office when it has been desalted, which takes about a year. The crew get a reward of 250 pounds, the bicycle, and
the right to ring it first.
""",
        standfirst="A word on a rim settles three centuries of argument",
        authors=("Callum Reith",),
        byline="Callum Reith",
        published="2026-10-08T11:25:00+00:00",
        section="Towns",
        tags=("harbours", "museums"),
        shots=(Shot("bell.png", "The bell on the deck of the Hollis.", "Ola Brandt", ("Ola Brandt",), None, "plain", "Photo: "),),
        look=frozenset({"from-courier", "appeal-third"}),
    ),
    Story(
        "five-towns-one-orchestra",
        "Five towns, one orchestra, and a van",
        """
None of the five towns along the upper Sorrel has enough violinists for a symphony. Orrin has a bassoon and no strings at all; Castle Dray
has eleven cellos. Together, since last month, they have an orchestra, and it lives in a van.

The van collects the musicians on Tuesday evenings in the order of the river, from the spring down. Rehearsal begins when the second
horn gets in. There is room for nineteen people and a harp, as long as nobody brings an umbrella.

The first concert took place in a cattle hall in Orrin, because it has the best acoustics for miles. It smelt of hay. The conductor, Lidia
Baran, a former bus driver, had chosen pieces in which the brass can be late without harm.

“I have sat in the great halls,” said a listener who had come on foot over the pass. “There they cough. Here a cow coughed, once, and in
the right place.”

For next year the five town halls have promised money for fuel. A sixth town has asked to join, and offers two trombones. The van, it has
been decided, would have to make the journey twice.
""",
        authors=("Hanne Moor",),
        byline="Hanne Moor",
        published="2026-10-05",
        section="Towns",
        tags=("rivers", "trains"),
        shots=(Shot("orchestra-van.png", None, "Jana Petrik", ("Jana Petrik",), None, "paren", "Photo: "),),
        look=frozenset({"from-star", "appeal-top"}),
    ),
    Story(
        "hailstones-under-the-microscope",
        "Every hailstone has a passport, say physicists",
        """
A hailstone the size of a walnut fell on the roof of the physics institute in June, and Dr Amara Field caught it with an oven glove. Cut
into slices thinner than paper and laid under polarised light, it told her where it had been.

Like a tree, a hailstone grows in rings. Clear ice forms where the cloud is wet and comparatively warm, milky ice where it is dry and cold. The
isotopes of oxygen in each layer betray the height to within three hundred metres.

The June stone had gone up and down four times, Dr Field’s group reports. It began as a frozen raindrop around a grain of pollen from a
lime tree, climbed to eleven kilometres, fell, and was caught by the next updraught. The whole life took nineteen minutes.

| Ring | Ice | Height |
| first | clear | 4,100 m |
| second | milky | 10,900 m |
| third | clear | 5,300 m |
| fourth | milky | 9,200 m |

Knowing the way helps those who warn of storms. Until now models let hail rise once and fall; they therefore expected the largest stones in the
middle of a storm, while insurers see the most broken roofs at its southern edge. Stones that are tossed several times drift outward.

The group now asks the public for help. Whoever finds hail above two centimetres should put it into the freezer in a bag, with place and
time. Peas, Dr Field adds, should be taken out of the bag beforehand.
""",
        standfirst="Slices thinner than paper show how often a stone was thrown up before it fell",
        authors=("Wilfred Asante",),
        byline="Wilfred Asante",
        published="2026-09-29T12:00:00+00:00",
        section="Science",
        tags=("weather",),
        look=frozenset({"from-ledger"}),
    ),
    Story(
        "last-coal-barge-becomes-a-theatre",
        "The last coal barge becomes a theatre",
        """
For sixty-one years the barge Perseverance carried coal from the pits to the gasworks, four hundred tonnes at a time. On Saturday she carried
a hundred and eighty people through the second act of a comedy, very slowly, and moored for the third.

The hold is the auditorium. Rows rise from the keel towards the bow, and the black on the planks has been left as it was, so that nobody in a
pale coat stays pale. The stage is where the engine used to be.

Owning a theatre that moves has advantages, says the director, Cosmo Pell. When the scene changes from town to country, he casts off. A
storm in the last act was to have been made with a sheet of tin, but the weather supplied a real one, and the audience applauded the
bargeman.

There are rules. No performance when the river is above the second mark. No dancing by more than six persons at once, and never all on the
same side.

Through the winter she will lie at Brindle Basin, heated with a stove from a church. The opening play is about a miser who loses his gold in
a river; it is sold out until February, apart from the seats behind the pump.
""",
        published="2026-09-25T18:30:00+00:00",
        section="Rivers",
        tags=("rivers", "harbours", "museums"),
        shots=(Shot("perseverance.png", "The Perseverance on her way to the third act.", "Moira Finch", ("Moira Finch",), None, "paren", "photo credit: "),),
        look=frozenset({"from-ledger", "also"}),
    ),
    Story(
        "capital-counts-its-sparrows",
        "The capital counts its sparrows and finds a surprise",
        """
Six thousand people stood still in the capital for exactly one hour on the first Sunday in September and counted sparrows. They found 41,206,
twice as many as ten years ago, and three quarters of them in places where nobody had expected any.

The birds have left the parks. They now nest in the hollow arms of street lamps, in the letters above supermarkets and, in one case, in the
second O of a furniture store, where a family of nine was noted.

Ornithologists have a simple explanation. Parks are tidied, hedges trimmed and feed removed; a car park, on the other hand, has crumbs, dust
for bathing and warm metal all night. “We had planned our whole protection around green spaces,” admitted Olga Reyes of the bird society.
“The sparrow had other plans.”

The city will now ask shops to leave one letter of their signs unsealed. A chain of chemists has agreed at once. Its name has two Os, a D and
a B, and thereby room for about eleven hundred young a year.

Next autumn it is the pigeons’ turn. For these, the organisers say, they are going to need more people, or a shorter hour.
""",
        standfirst="Six thousand volunteers stood still for an hour",
        authors=("Nadia Oyelaran",),
        byline="Nadia Oyelaran",
        published="2026-09-21T05:50:00+00:00",
        section="World",
        tags=("weather",),
        shots=(Shot("sparrows.png", "Nesting in the second O.", "PILAR SANTOS/EPA", ("PILAR SANTOS",), "EPA", "paren", "photo credit: "),),
        look=frozenset({"from-star", "appeal-middle"}),
    ),
    Story(
        "islanders-buy-their-own-lighthouse",
        "Islanders buy their own lighthouse for one crown",
        """
With a coin from the collection plate the 63 inhabitants of Little Skarra have bought the tower that has kept them awake for a hundred and
forty years. The lighthouse board wanted no more than a symbolic price, provided that the light goes on burning.

It could have gone out. Ships have other means of knowing where they are, and the board is giving up one tower in five. For Skarra, where
the light is the only thing that visitors photograph, a dark tower would have been the beginning of the end, said the schoolmistress, who
is also mayor, postwoman and coxswain.

The islanders have divided the year among themselves. Each household takes care of the lamp for a little less than three weeks, cleans the
lens with vinegar and climbs the 201 steps whenever the automatic winding sticks. Old Mrs Haldane, who is ninety, has asked for June, when the
nights are short.

To pay for paint they are going to let the keeper’s room. Guests should know that the bed is curved like the wall, and that the beam comes
past every twelve seconds. In the guest book, begun in August, somebody has already complained about it. Somebody else has written
underneath: “That is what it is for.”
""",
        published="2026-09-17",
        section="Rivers",
        tags=("harbours",),
        shots=(Shot("skarra.png", "The tower of Little Skarra seen from the ferry.", "Felix Orme", ("Felix Orme",), None, "span", "Photo: "),),
        look=frozenset({"from-courier", "appeal-middle"}),
    ),
    Story(
        "a-museum-for-things-that-were-mended",
        "A museum for things that were mended",
        """
The teapot in the first case has been broken at least seven times. There is a spout of tin, a handle of plaited wire and, across its belly,
a row of brass staples that make it look like a wound. It still holds tea, and on Sundays the museum’s director proves it.

Everything in the new house at Vennhill was damaged once and repaired by someone who did not want to part with it: a wooden leg with a
wooden knee, umbrellas, a cello that had been a door for a while. The collection has 1,900 pieces. None of them was bought.

Sabine Ott, who taught physics before she inherited the teapot, wants to show how people thought. In times of want a mend is hidden; in
times of plenty it is shown off. During the war it was done with whatever lay on the street.

> A repair is a letter from one careful person to another whom they will never meet.

That is what the wall of the last room says. Below it stands a bench with glue, thread and clamps, where visitors may bring something of
their own. On the opening weekend forty-one things were mended. One man carried in a marriage contract torn in two; he was given tape, and
left alone for a while.
""",
        standfirst="Nineteen hundred pieces, not one of them whole, and none bought",
        authors=("Hanne Moor",),
        byline="Hanne Moor",
        published="2026-09-11T09:40:00+00:00",
        section="Towns",
        tags=("museums",),
        shots=(Shot("teapot.png", "Seven repairs, and it holds tea.", "Jana Petrik/Upland Star", ("Jana Petrik",), "Upland Star", "paren", "photo credit: "),),
        look=frozenset({"from-star", "appeal-third"}),
    ),
    Story(
        "water-meter-that-sings",
        "The water meter that sings when a pipe leaks",
        """
Under the streets of Garrow a choir is at work. Twelve hundred water meters have been fitted with a reed like that of a mouth organ, and
when water flows where it should not, the reed sounds a note that a dog can hear through forty centimetres of asphalt.

The dog is called Basil. He walks the town between two and four in the morning with Mr Emil Sorensen of the waterworks and sits down
wherever something is playing. In three months they have found sixty-four leaks. The old method, a man with a listening stick, used to find
about twenty a year.

The reeds cost less than a loaf of bread each. They need no battery and no network; an engineer thought of them when his daughter practised
in the bathroom with the tap open.

Garrow used to lose every fourth litre on the way from reservoir to kitchen. It now loses every sixth. Two cities have asked for drawings, a
third wanted to know whether it could also have Basil.

The single complaint so far has come from an organ tuner who lives in Canal Street. He cannot hear the notes, he writes, but he knows that
they are flat.
""",
        published="2026-09-05T06:35:00+00:00",
        section="Science",
        tags=("rivers",),
        look=frozenset({"from-ledger", "no-plug"}),
    ),
    Story(
        "harvest-by-moonlight",
        "Harvest by moonlight: the vineyards move to the night shift",
        """
Shortly after midnight the first lamps come on between the rows. The pickers wear them on their foreheads, and from the road it looks as if
a procession had lost its way. By six they will be done, and the grapes in the cellar before the sun has warmed a single berry.

Four estates in ten along the Aune now harvest by night. In the last decade the days of September have grown so hot that fruit picked
after ten in the morning begins to ferment in the crate.

“At first I thought it was cruel,” said Rosa Almada, who has picked for thirty seasons. “Now I would not go back. There is no sun on your
neck, nobody is thirsty, and you hear the owls.” Night work pays a quarter more. The bus home leaves when the bakers open.

Not everyone is content. Moths fly into the lamps, leaves are harder to tell from grapes, and a snake is more of a surprise. One doctor in
the valley has treated eleven twisted ankles this year, as against four in all of last.

The wine itself is said to be fresher. A tasting with covered labels is to settle that in spring. Until then growers sell the idea with a
drawing of the moon, which, as an older colleague of theirs remarked, has shone on worse.
""",
        authors=("Wilfred Asante",),
        byline="Wilfred Asante",
        section="World",
        tags=("weather",),
        shots=(Shot("night-harvest.png", "Pickers at two in the morning above the Aune.", "LEO FARIA/AP", ("LEO FARIA",), "AP", "paren", "photo credit: "),),
        look=frozenset({"from-courier", "appeal-late"}),
    ),
    Story(
        "pms-moscow-visit-seen-as-symbolic-end-to-tension-over-downing-spy-plane",
        "PM’s Moscow visit seen as symbolic end to tension over downing spy plane",
        """
Israel will continue to act against Iranian bases in Syria until its forces leave  the country, Prime Minister Benjamin Netanyahu said Tuesday evening before leaving for Moscow and a meeting with Russian President Vladimir Putin.

Netanyahu said that he wants the talks to focus on Iranian entrenchment in Syria.

Iran, Netanyahu said, threatens to destroy Israel, “and we will not give it a base near our border.”

Netanyahu, who was scheduled to leave for Moscow at about midnight on Tuesday for a 24-hour trip, has characterized his meeting with Putin as “very important” for Israel’s security.

Israeli officials said the meeting with Putin is important not only because it will afford Netanyahu the opportunity to update the Russian leader on Israel’s intentions in Syria, and how it plans to act against Iranian efforts to entrench themselves there, but also because of the perception of the visit.

The meeting with Putin Wednesday in the Kremlin will be a sign that relations between the two countries are back on track following the downing of the Russian intelligence plane in Syria in September that Moscow indirectly blamed on Israel.

Less than three weeks after that incident in September, Netanyahu – eager to meet Putin as soon as possible to move past the incident – told the cabinet that he would be meeting with Putin “soon.” The Russians balked, however, and that meeting did not take place.

In November, the two met briefly on the sidelines of events in Paris commemorating the end of World War I. This will be the first formal meeting between the two leaders since the plane incident, though they have spoken repeatedly on the phone.

This will be the 11th meeting between the two since Russia became involved militarily in Syria in September 2015 to save the regime of Syrian President Bashar Assad. They met four times last year alone, and over the last four years, Netanyahu has met with Putin more than any other world leader.

Netanyahu was originally scheduled to meet Putin last Thursday, but postponed that meeting to deal with political developments in Israel.

While Netanyahu will want the meeting to focus on Iran’s efforts to entrench itself in Syria, the Russians – according to Israeli sources – have an interest in also discussing the Palestinian issue with Netanyahu.

The Russians see themselves as well-positioned to mediate various conflicts around the world.

This month, Moscow has already hosted a Palestinian delegation – including representatives from Hamas and Fatah – in an unsuccessful attempt at intra-Palestinian unity; the Iranian and Turkish leaders to search of a long-term political solution in Syria; and representatives of the Taliban and opposition Afghan leaders for talks.

According to Israeli sources, Russia is also very interested in regaining a place around the table in the Middle East diplomatic process, something they are expected to raise with Netanyahu as US President Donald Trump is on the verge of rolling out his long-awaited peace plan.

Netanyahu will be accompanied to Moscow by Military Intelligence Directorate head Maj.-Gen. Tamir Hayman, and Russian-speaking Jerusalem Affairs Minister Ze’ev Elkin who has long served as translator in talks between the two leaders.
""",
        standfirst="Israeli Prime Minister Benjamin Netanyahu meets Russian President Vladimir Putin in Moscow",
        section="World",
        tags=("diplomacy",),
        shots=(
            Shot(
                "moscow.png",
                "Israeli Prime Minister Benjamin Netanyahu meets Russian President Vladimir Putin in Moscow.",
                "KOBI GIDEON/GPO",
                ("KOBI GIDEON",),
                "GPO",
                "paren",
                "photo credit: ",
            ),
        ),
        look=frozenset({"from-post", "appeal-top"}),
    ),
)
