"""First page of a site: appeals, plugs and the like go, every paragraph of the story stays."""

from __future__ import annotations

import pytest

from newscrawl.blocks import Block, segment
from newscrawl.document import Document, parse
from newscrawl.items import Page
from newscrawl.strip.appeal import find_appeals
from newscrawl.strip.consent import find_consent
from newscrawl.strip.kinds import kind_of
from newscrawl.strip.shape import Mark

STORY = (
    "The harbour board of Eastmoor voted on Tuesday to close the old ferry pier, ending a service that has run since 1931.",
    "Members approved the plan by seven votes to two after a debate that lasted most of the afternoon.",
    "Engineers had told the board in March that the wooden piles could no longer carry the weight of loaded lorries.",
    "“We did not want this day to come,” said the board's chairwoman, Edda Lorimer, “but nobody can repair what the sea has eaten.”",
    "Passengers will be taken by bus to Northgate from 4 May, and the fare of $4.50 will not change before the autumn.",
    "The last crossing is expected to leave on the evening of 3 May with a brass band on deck.",
)
# Asked in the ways of many sites; invented for this test.
LETTER = (
    "X",
    "Dear Reader,",
    "You may have noticed that the Eastmoor Gazette is read by more people than ever. Advertising no longer pays for our reporting, and unlike"
    " others we have not put up a paywall. We want to keep our journalism open to everyone on this coast.",
    "As a loyal reader, we ask you to stand with us.",
    "For $6 a month you get the following:",
    "• A website free of ads",
    "• The weekend magazine as an e-paper",
    "• Our cookery archive",
    "Help us to tell the story of this coast.",
    "Thank you,",
    "Mara Quillfeather, Publisher",
    "Tom Osgood-Bell, Managing Editor",
    "BECOME A FRIEND OF THE GAZETTE FOR $6 A MONTH Remind me later",
)
PLUG = "Upgrade to Gazette Premium now for only $3 and enjoy the site without ads and with exclusive content. Click here >>"


def _p(text: str) -> str:
    return f"<p>{text}</p>"


def _letter(markup: str, letter: tuple[str, ...] = LETTER) -> str:
    items = [line for line in letter if line.startswith("•")]
    listed = "<ul>" + "".join(f"<li>{line[1:].strip()}</li>" for line in items) + "</ul>"
    parts: list[str] = []
    for line in letter:
        if line.startswith("•"):
            if line == items[0]:
                parts.append(listed)
        else:
            parts.append(f"<div>{line}</div>" if markup == "divs" else line + "<br><br>" if markup == "breaks" else _p(line))
    inner = "".join(parts)
    return {
        "paragraphs": inner,
        "divs": inner,
        "breaks": f"<p>{inner}</p>",
        "box": f'<div style="border: 1px solid #ccc">{inner}</div>',
        "quotation": f"<blockquote>{inner}</blockquote>",
        "aside": f"<aside>{inner}</aside>",
        "lightbox": f'<div class="lightbox-wrap"><div role="dialog">{inner}</div></div>',
        "section": f'<section class="support-banner">{inner}</section>',
    }[markup]


MARKUPS = ("paragraphs", "divs", "breaks", "box", "quotation", "aside", "lightbox", "section")


def page(paragraphs: list[str], *, title: str = "Eastmoor closes its ferry pier", after: str = "", language: str = "en") -> str:
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{title} – The Reprint Blog</title></head>'
        '<body class="single subscriber">'
        f'<header><a href="/">The Reprint Blog</a><nav><ul><li><a href="/">Home</a></li><li><a href="/about">About</a></li></ul></nav></header>'
        f'<main><article><h1 class="entry-title">{title}</h1><div class="entry-content">{"".join(paragraphs)}</div></article>{after}</main>'
        "<footer><p>Proudly published with a press of our own</p></footer></body></html>"
    )


def look(html: str) -> tuple[Document, tuple[Block, ...], list[int], dict[int, Mark]]:
    document = parse(Page("https://news.example/story", html.encode()))
    assert document is not None
    blocks = segment(document)
    taken = find_consent(document, blocks)
    # the worst case: a reader that takes everything in the article's container for text
    body = [
        block.index
        for block in blocks
        if block.index not in taken and any("entry-content" in (e.get("class") or "") for e in [block.element, *block.element.iterancestors()])
    ]
    return document, blocks, body, {**taken, **find_appeals(document, blocks, body, taken)}


def kept(html: str) -> list[str]:
    _, blocks, body, marks = look(html)
    return [blocks[i].text for i in body if i not in marks]


@pytest.mark.parametrize("markup", MARKUPS)
@pytest.mark.parametrize("place", [0, 1, 3, 5, 6])
def test_a_letter_to_the_readers_goes_whole_and_the_story_stays(markup: str, place: int) -> None:
    story = [_p(text) for text in STORY]
    story.insert(place, _letter(markup))
    assert kept(page([*story, _p(PLUG)], after="<p class='nocomments'>Comments are closed.</p>")) == list(STORY)


def test_comments_are_closed_is_no_part_of_the_story() -> None:
    assert kept(page([*map(_p, STORY), _p("Comments are closed.")])) == list(STORY)


def test_a_run_has_one_kind() -> None:
    _, _, body, marks = look(page([*map(_p, STORY[:3]), _letter("paragraphs"), *map(_p, STORY[3:])]))
    assert {marks[i].kind for i in body if i in marks} == {"appeal"}


SENTENCES = {
    "de": (
        "Der Gemeinderat von Altenried hat am Dienstag beschlossen, das alte Hallenbad zu schließen.",
        "Neun Mitglieder stimmten dafür, vier dagegen, wie der Bürgermeister nach der Sitzung mitteilte.",
        "Die Heizung stammt aus dem Jahr 1967 und verbraucht nach Angaben der Stadtwerke doppelt so viel wie eine neue.",
    ),
    "fr": (
        "Le conseil municipal de Valbrune a voté mardi soir la fermeture de l'ancienne piscine.",
        "Neuf élus ont approuvé le projet et quatre s'y sont opposés, a indiqué la mairie.",
        "La chaudière date de 1967 et consomme deux fois plus qu'une installation récente.",
    ),
    "es": (
        "El ayuntamiento de Robledal aprobó el martes el cierre de la antigua piscina municipal.",
        "Nueve concejales votaron a favor y cuatro en contra, según informó el alcalde tras el pleno.",
        "La caldera es de 1967 y consume el doble que una nueva, según los técnicos municipales.",
    ),
    "it": (
        "Il consiglio comunale di Montefosco ha deciso martedì la chiusura della vecchia piscina.",
        "Nove consiglieri hanno votato a favore e quattro contro, ha riferito il sindaco.",
        "La caldaia risale al 1967 e consuma il doppio di un impianto moderno.",
    ),
    "pt": (
        "A câmara de Vale Sereno aprovou na terça-feira o encerramento da antiga piscina.",
        "Nove vereadores votaram a favor e quatro contra, informou o presidente depois da reunião.",
        "A caldeira é de 1967 e consome o dobro de uma instalação nova, segundo os técnicos.",
    ),
    "nl": (
        "De gemeenteraad van Oosterveen besloot dinsdag om het oude zwembad te sluiten.",
        "Negen raadsleden stemden voor en vier tegen, meldde de burgemeester na afloop.",
        "De ketel dateert uit 1967 en verbruikt twee keer zoveel als een nieuwe.",
    ),
    "pl": (
        "Rada gminy Stare Brzezie zdecydowała we wtorek o zamknięciu starego basenu.",
        "Dziewięciu radnych głosowało za, czterech przeciw, poinformował burmistrz po sesji.",
        "Kocioł pochodzi z 1967 roku i zużywa dwa razy więcej gazu niż nowy.",
    ),
    "ru": (
        "Городской совет Белоозёрска решил во вторник закрыть старый бассейн.",
        "Девять депутатов проголосовали за, четверо против, сообщил мэр после заседания.",
        "Котёл был установлен в 1967 году и расходует вдвое больше газа, чем новый.",
    ),
    "hu": (
        "Kisbereny képviselő-testülete kedden úgy döntött, hogy bezárja a régi uszodát.",
        "Kilenc képviselő igennel, négy nemmel szavazott, közölte a polgármester az ülés után.",
        "A kazán 1967-ben készült, és kétszer annyi gázt fogyaszt, mint egy új.",
    ),
    "he": (
        "מועצת העיר נווה ארז החליטה ביום שלישי לסגור את הבריכה הישנה.",
        "תשעה חברי מועצה הצביעו בעד וארבעה נגד, מסר ראש העיר לאחר הישיבה.",
        "הדוד הותקן בשנת 1967 וצורך פי שניים גז מדוד חדש.",
    ),
    "ar": (
        "قرر المجلس البلدي في مدينة الوادي الأخضر يوم الثلاثاء إغلاق المسبح القديم.",
        "وصوت تسعة أعضاء لصالح القرار وعارضه أربعة، بحسب رئيس البلدية.",
        "ويعود تاريخ السخان إلى عام 1967 ويستهلك ضعف ما يستهلكه الجديد.",
    ),
    "ja": (
        "北浜市議会は火曜日、老朽化した市営プールを閉鎖することを決めた。",
        "賛成は九人、反対は四人だったと市長が議会後に明らかにした。",
        "ボイラーは一九六七年に設置され、新型の二倍の燃料を使うという。",
    ),
    "tr": (
        "Akçadere belediye meclisi salı günü eski yüzme havuzunun kapatılmasına karar verdi.",
        "Dokuz üye lehte, dört üye aleyhte oy kullandı, dedi belediye başkanı.",
        "Kazan 1967 yılından kalma ve yenisinin iki katı gaz tüketiyor.",
    ),
    "sv": (
        "Kommunfullmäktige i Granvik beslutade på tisdagen att stänga den gamla simhallen.",
        "Nio ledamöter röstade för och fyra emot, meddelade ordföranden efter mötet.",
        "Pannan är från 1967 och drar dubbelt så mycket gas som en ny.",
    ),
}
APPEALS = {
    "de": (
        "Liebe Leserinnen und Leser,",
        "unabhängiger Journalismus kostet Geld. Wir verzichten auf eine Bezahlschranke, damit alle lesen können, was im Tal geschieht.",
        "Unterstützen Sie unsere Redaktion schon ab 5 Euro im Monat:",
        "• Alle Seiten werbefrei",
        "• Das Wochenheft als E-Paper",
        "Vielen Dank!",
        "Jetzt Mitglied werden",
        "Später erinnern",
    ),
    "fr": (
        "Chers lecteurs,",
        "Notre journal vit de votre soutien. Nous avons choisi de ne pas installer de mur payant, pour que nos articles restent ouverts à tous.",
        "Pour 5 € par mois, vous recevez :",
        "• Un site sans publicité",
        "• Le magazine du mois",
        "Soutenez notre rédaction indépendante.",
        "Merci,",
        "Je fais un don",
        "Plus tard",
    ),
    "es": (
        "Queridos lectores:",
        "El periodismo independiente necesita tu apoyo. No tenemos muro de pago porque queremos que nuestras noticias lleguen a todos.",
        "Por 5 € al mes recibirás lo siguiente:",
        "• Una web sin publicidad",
        "• La revista mensual",
        "Gracias,",
        "Hazte socio hoy",
        "Más tarde",
    ),
    "it": (
        "Cari lettori,",
        "il giornalismo indipendente ha bisogno di voi. Abbiamo scelto di non mettere un paywall perché il nostro giornale resti aperto a tutti.",
        "Con 5 euro al mese riceverete:",
        "• Un sito senza pubblicità",
        "• La rivista mensile",
        "Sostenete la nostra redazione.",
        "Grazie",
        "Abbonati ora",
    ),
    "pt": (
        "Caros leitores,",
        "O nosso jornalismo depende do seu apoio. Não temos paywall porque queremos que todos possam ler as nossas notícias.",
        "Por 5 € por mês você recebe:",
        "• Um site sem publicidade",
        "• A revista mensal",
        "Obrigado,",
        "Assine já",
        "Mais tarde",
    ),
    "nl": (
        "Beste lezer,",
        "Onafhankelijke journalistiek kost geld. Wij hebben geen betaalmuur, zodat iedereen kan lezen wat er in de streek gebeurt.",
        "Steun onze redactie voor 5 euro per maand en ontvang:",
        "• Een website zonder advertenties",
        "• Het maandblad",
        "Bedankt",
        "Doneer nu",
        "Niet nu",
    ),
    "pl": (
        "Drodzy Czytelnicy,",
        "niezależne dziennikarstwo kosztuje. Nie mamy paywalla, bo chcemy, by nasze teksty mógł czytać każdy.",
        "Wesprzyj naszą redakcję kwotą 20 zł miesięcznie, a otrzymasz:",
        "• Stronę bez reklam",
        "• Miesięcznik",
        "Dziękujemy!",
        "Wesprzyj nas",
        "Może później",
    ),
    "ru": (
        "Дорогие читатели!",
        "Независимая журналистика живёт благодаря вам. Мы не закрываем наши тексты, чтобы их мог прочесть каждый.",
        "Поддержите нашу редакцию за 300 рублей в месяц, и вы получите:",
        "• Сайт без рекламы",
        "• Ежемесячный журнал",
        "Спасибо!",
        "Поддержать",
        "Не сейчас",
    ),
    "hu": (
        "Kedves Olvasóink!",
        "A független újságírás pénzbe kerül. Nem állítottunk fizetőfalat, hogy lapunkat mindenki olvashassa.",
        "Támogasd szerkesztőségünket havi 2000 forinttal, és ezt kapod:",
        "• Reklámmentes oldal",
        "• A havi magazin",
        "Köszönjük!",
        "Támogatom",
        "Később",
    ),
    "he": (
        "קוראים יקרים,",
        "עיתונות עצמאית עולה כסף. בחרנו שלא להקים חומת תשלום כדי שהאתר שלנו יישאר פתוח לכולם.",
        'תמכו במערכת שלנו תמורת 20 ש"ח בחודש ותקבלו:',
        "• אתר ללא פרסומות",
        "• המגזין החודשי",
        "תודה",
        "הצטרפו עכשיו",
        "לא עכשיו",
    ),
    "ar": (
        "قراءنا الأعزاء،",
        "الصحافة المستقلة تحتاج إلى دعمكم. لم نضع جدار دفع لأننا نريد أن يبقى موقعنا مفتوحا للجميع.",
        "مقابل 5 دولارات في الشهر ستحصلون على:",
        "• موقع بدون إعلانات",
        "• المجلة الشهرية",
        "شكرا لكم",
        "ادعمونا الآن",
        "ليس الآن",
    ),
    "ja": (
        "読者の皆さまへ",
        "独立した報道には費用がかかります。私たちは有料化せず、誰でも読めるようにしています。ご支援をお願いします。",
        "月額500円で次の特典があります:",
        "• 広告なしのサイト",
        "• 月刊誌",
        "ありがとうございます",
        "今すぐ寄付する",
        "後で",
    ),
    "tr": (
        "Sevgili okurlar,",
        "Bağımsız gazetecilik sizin desteğinizle ayakta duruyor. Haberlerimizi herkes okuyabilsin diye ücretli duvar koymadık.",
        "Ayda 50 TL ile bize destek olun, karşılığında:",
        "• Reklamsız site",
        "• Aylık dergi",
        "Teşekkürler",
        "Hemen abone ol",
        "Daha sonra",
    ),
    "sv": (
        "Kära läsare,",
        "Oberoende journalistik kostar pengar. Vi har ingen betalvägg, för vi vill att alla ska kunna läsa vår journalistik.",
        "Stöd vår redaktion för 50 kr i månaden så får du:",
        "• En webbplats utan reklam",
        "• Månadstidningen",
        "Tack!",
        "Bli medlem",
        "Inte nu",
    ),
}


@pytest.mark.parametrize("markup", ["paragraphs", "divs", "quotation", "lightbox", "box"])
@pytest.mark.parametrize("language", sorted(APPEALS))
def test_appeals_go_in_many_languages(language: str, markup: str) -> None:
    story = [*SENTENCES[language]]
    html = page([_p(story[0]), _p(story[1]), _letter(markup, APPEALS[language]), _p(story[2])], title="—", language=language)
    assert kept(html) == story


@pytest.mark.parametrize(
    "paragraph",
    [
        "Readers of the Harbour Post were asked on Monday to give $5 a month after the paper lost its last advertiser.",
        "“Dear readers, support our journalism for $5 a month,” the paper wrote on its front page on Monday. “We need your help.”",
        "A subscription to the streaming service now costs $9.99 a month, and subscribers can cancel at any time.",
        "Donations to the flood fund can be made at any branch of the savings bank. To give, click here.",
        "You can get tickets for $25 at the door. Doors open at seven, and you should bring a coat.",
        "She said she would join the premium league next year and thanked her supporters for their help.",
        "If you have information about the missing boy, please call the police on 555 0199.",
        "Our reporter found the office locked on Friday; a note on the door thanked customers for their support.",
    ],
)
def test_a_paragraph_of_the_story_that_sounds_like_asking_stays(paragraph: str) -> None:
    story = [*STORY[:2], paragraph, *STORY[2:]]
    assert kept(page([_p(text) for text in story])) == story


def test_a_story_about_subscriptions_keeps_all_its_text() -> None:
    story = [
        "Three streaming services raise their prices this month, and you may want to look at what you pay for.",
        "Pictoria now costs $11.99 a month without ads; you can subscribe to the version with ads for $5.99.",
        "Subscribe to Lumen for $8 a month and you get premium films in 4K and exclusive content. Click here to compare.",
        "Wavelet has a free trial of seven days, then $6 a month. Cancel anytime.",
        "You can save money when you join your family's plan, and you can upgrade to premium later.",
    ]
    assert kept(page([_p(text) for text in story], title="What you pay for streaming: the new prices")) == story


def test_an_editors_letter_that_is_the_article_stays() -> None:
    letter = [
        "Dear readers,",
        "This week the Eastmoor Gazette is a hundred years old, and we want to thank you for your support.",
        "Our journalism has always depended on you. Please subscribe or donate $5 a month to keep our newsroom open.",
        "Help us reach the next hundred years. Thank you.",
    ]
    assert kept(page([_p(text) for text in letter], title="A letter from the editor")) == letter


def test_words_announced_by_a_colon_are_a_quotation() -> None:
    quoted = "Dear readers, support our journalism for $5 a month. Without you, our newsroom will close."
    html = page([*map(_p, STORY[:3]), _p("On its front page the Gazette wrote:"), f"<blockquote><p>{quoted}</p></blockquote>", *map(_p, STORY[3:])])
    assert quoted in kept(html)


def test_a_caption_inside_a_donation_aside_is_kept() -> None:
    aside = (
        '<aside class="donation-box"><figure><img src="pier.jpg"><figcaption>The pier at low tide</figcaption></figure>'
        "<p>Support our journalism: give $5 a month and help us report from your coast.</p></aside>"
    )
    _, blocks, _, marks = look(page([*map(_p, STORY[:3]), aside, *map(_p, STORY[3:])]))
    by_text = {block.text: block.index for block in blocks}
    assert by_text["The pier at low tide"] not in marks
    assert by_text["Support our journalism: give $5 a month and help us report from your coast."] in marks


def test_half_of_a_story_in_a_box_named_for_its_offer_is_kept_with_the_offer_in_it() -> None:
    later = "".join(map(_p, [*STORY[3:], *(f"{text} So it went on in the year {1950 + place}." for place, text in enumerate(STORY))]))
    box = f'<div class="promo-gate">{later}<p>Subscribe for $5 a month.</p></div>'
    got = kept(page([*map(_p, STORY), *map(_p, STORY[:3]), box]))
    assert got[: len(STORY)] == list(STORY)
    assert len(got) >= 2 * len(STORY) + 6


def test_an_aside_with_facts_is_kept() -> None:
    aside = "<aside><h3>The pier in numbers</h3><p>Built in 1931, it is 240 metres long and cost $90,000 at the time.</p></aside>"
    assert "Built in 1931, it is 240 metres long and cost $90,000 at the time." in kept(page([*map(_p, STORY[:3]), aside, *map(_p, STORY[3:])]))


def test_a_newsletter_box_goes() -> None:
    box = (
        '<div class="nl-signup"><h4>The Tide</h4><p>Sign up for our daily newsletter and get the news in your inbox.</p>'
        "<form><button>Subscribe</button></form></div>"
    )
    assert kept(page([*map(_p, STORY[:3]), box, *map(_p, STORY[3:])])) == list(STORY)


def test_links_to_other_stories_stay_on_one_page_where_nothing_says_that_the_site_has_them() -> None:
    links = '<p><a href="/a">Ferry company sued over late boats</a></p><p><a href="/b">Pier repairs delayed again</a></p>'
    hint = '<p>Read more: <a href="/c">How the pier was built in 1931</a></p>'
    got = kept(page([*map(_p, STORY[:2]), hint, *map(_p, STORY[2:]), links]))
    assert got == [
        *STORY[:2],
        "Read more: How the pier was built in 1931",
        *STORY[2:],
        "Ferry company sued over late boats",
        "Pier repairs delayed again",
    ]


def test_one_linked_sentence_at_the_end_stays() -> None:
    last = '<p><a href="/report.pdf">The board\'s report runs to 80 pages.</a></p>'
    assert kept(page([*map(_p, STORY), last]))[-1] == "The board's report runs to 80 pages."


def test_an_empty_body_has_no_appeals() -> None:
    document = parse(Page("https://news.example/", b"<p>Subscribe now for $5 a month to our journalism. Dear readers, click here</p>"))
    assert document is not None
    assert find_appeals(document, segment(document), ()) == {}


def test_looking_twice_finds_the_same() -> None:
    html = page([_p(STORY[0]), _letter("paragraphs"), *map(_p, STORY[1:])])
    assert look(html)[3] == look(html)[3]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Comments are closed.", "comments"),
        ("Kommentare sind geschlossen.", "comments"),
        ("Support our journalism for $5 a month. Donate now", "plug"),
        ("Inscrivez-vous à notre newsletter et recevez l'essentiel dans votre boîte mail", "newsletter"),
        ("Lees ook: brug blijft dicht", "related"),
        ("Correction: an earlier version of this story gave the wrong year.", "notice"),
        ("The harbour board voted on Tuesday to close the pier.", None),
    ],
)
def test_kinds_by_words(text: str, kind: str | None) -> None:
    assert kind_of(text) == kind


QUIET = (
    "✕",
    "Dear Reader,",
    "You opened these pages today, as did many others before noon. Paper and the people who walk to every meeting have to be paid for.",
    "Will you walk a little way with us?",
    "For £4 a month you will receive:",
    "• The tide tables a week ahead",
    "• Two seats at the winter supper",
    "Whatever you can spare keeps a lamp burning.",
    "With gratitude,",
    "Orla Fenwick, Publisher",
    "BECOME A LAMPLIGHTER FOR £4 PER MONTH Show me later",
)


@pytest.mark.parametrize("markup", MARKUPS)
@pytest.mark.parametrize("place", [0, 3, 6])
def test_a_letter_goes_by_its_shape_though_it_names_neither_journalism_nor_support(markup: str, place: int) -> None:
    story = [_p(text) for text in STORY]
    story.insert(place, _letter(markup, QUIET))
    assert kept(page(story)) == list(STORY)


@pytest.mark.parametrize("price", ["£4 a month", "5$ per month", "3 € im Monat", "1 499 Ft havonta", "20 zł miesięcznie"])
def test_a_price_for_a_period_is_one_in_any_currency_and_place(price: str) -> None:
    letter = (*(line.replace("£4 a month", price) for line in QUIET[:-1]), "BECOME A LAMPLIGHTER Show me later")
    assert kept(page([*map(_p, STORY[:3]), _letter("paragraphs", letter), *map(_p, STORY[3:])])) == list(STORY)


def test_a_letter_quoted_in_the_story_without_an_offer_or_a_button_stays() -> None:
    letter = ["Dear bridge,", "You have been gone for forty years, and we still look for you.", "With love,", "The ferrymen of Eastmoor"]
    text = [*STORY[:3], *letter, *STORY[3:]]
    assert kept(page([_p(one) for one in text])) == text


def test_a_plug_opens_with_asking_and_ends_with_where_to_press() -> None:
    plug = '<p>Join the Tide Club today and get the first two months for nothing. <a href="/join">Sign up here&gt;&gt;</a></p>'
    assert kept(page([*map(_p, STORY), plug])) == list(STORY)


def test_a_gift_for_somebody_in_the_story_stays() -> None:
    call = '<p>Donate to the families of the flooded street <a href="/fund">here</a>.</p>'
    assert kept(page([*map(_p, STORY), call]))[-1] == "Donate to the families of the flooded street here."


BOXED = (
    "<p><strong>You are a loyal reader</strong></p>"
    "<p>15,859 readers already give. If you value what we do, please consider a small donation to the Eastmoor Gazette today.</p>"
    '<p><a href="/support/">Support us</a></p>'
)
ITEMS = (
    "A review of the catch, at $900; by noon the chamber was full and the clerk had run out of chairs. Nobody had foreseen it.",
    "Repairs to the lighthouse roof, expected to take 47 weeks; the keeper has a notebook going back to 1981.",
    "A fund of 776 crowns for residents; a surveyor warned of it in 2021.",
)


@pytest.mark.parametrize("tag", ["blockquote", "aside", "div", "section"])
@pytest.mark.parametrize("listed", [True, False])
def test_a_list_of_the_story_right_below_a_closed_box_stays(tag: str, *, listed: bool) -> None:
    below = "<ul>" + "".join(f"<li>{item}</li>" for item in ITEMS) + "</ul>" if listed else "".join(f"<p>{item}</p>" for item in ITEMS)
    parts = [_p(text) for text in STORY]
    parts.insert(3, f"<{tag}>{BOXED}</{tag}>{below}")
    document = parse(Page("https://gazette.example/pier", f"<html><body><article>{''.join(parts)}</article></body></html>".encode()))
    assert document is not None
    blocks = segment(document)
    marks = find_appeals(document, blocks, [block.index for block in blocks])
    left = [block.text for block in blocks if block.index not in marks]
    assert left == [*STORY[:3], *ITEMS, *STORY[3:]]


def test_a_list_of_the_story_right_below_a_letter_and_its_button_stays() -> None:
    letter = [
        "Dear readers,",
        "Nobody owns the Harbour Echo and no bank does either; a few thousand of you pay for the lights.",
        "For $5 a month there is:",
    ]
    perks = "<ul><li>the Sunday letter</li><li>not a single advert</li></ul>"
    leave = '<p>See you in print,</p><p>Orla Fettes, who edits it</p><p><a href="/give/">Count me in</a></p>'
    facts = ("repairs lasting 43 weeks, which the clerk had not foreseen.", "a review by surveyors from another town.")
    listed = "<ul>" + "".join(f"<li>{one}</li>" for one in facts) + "</ul>"
    got = kept(page([*map(_p, STORY[:3]), *map(_p, letter), perks, leave, listed, *map(_p, STORY[3:])]))
    assert got == [*STORY[:3], *facts, *STORY[3:]]


@pytest.mark.parametrize("box", ["<div class='wp-block-group has-background'>{}</div>", "<blockquote>{}</blockquote>"])
def test_the_paragraph_below_a_letters_box_is_the_storys(box: str) -> None:
    perks = "<ul><li>Every edition free of advertising</li><li>A letter from the editor on Sundays</li></ul>"
    button = "<div><a href='/give'>I will help</a></div>"
    letter = f"<h4>We have to talk</h4><p>For $6 a month you help our journalism and get:</p>{perks}<p>Thank you,<br>Wilma Thorne</p>{button}"
    below = "The leaflet asked each neighbour for “a minute of your time”, and nobody on the quay had one to give you, they said."
    assert below in kept(page([_p(one) for one in (*STORY[:3], "|", below, *STORY[3:])]).replace("<p>|</p>", box.format(letter)))


def test_beginnings_of_other_stories_in_a_box_of_links_at_the_end_go() -> None:
    told = "The harbour office has counted its boats again, and of forty that were there in spring only eleven have come back from the winter yard."
    cards = "".join(f"<li><a href='/{n}'>Boats of the year {n}</a><p>{told} It was the year {n}.</p></li>" for n in (1981, 1982, 1983))
    html = page([_p(one) for one in STORY], after=f"<div class='yarpp-related'><h3>More of this</h3><ol>{cards}</ol></div>")
    assert not any(line.startswith("The harbour office") for line in kept(html))


# No price for a period, no shouting button; the second in a tongue of no lexicon, with its shape alone.
SIGNED = {
    "English": (
        "May we have a minute of your time?",
        "You have come to the middle of this report and met no paywall on the way, because we believe that the news of a town is for all of it.",
        "Paper, ink and one salary do not pay for themselves, though, and the advertisements cover a fifth of what they cost.",
        "If everyone reading this gave £2, we would be done before supper.",
        "Those who become Friends of the Reprint Blog receive:",
        "• The Sunday letter from the desk",
        "• A seat at the autumn supper",
        "With thanks,",
        "Orla Fenwick, editor",
        "<a href=/friends>Become a Friend</a>",
    ),
    "invented": (
        "Tavro menili oskadi vento:",
        "• Lerva dominika pressa",
        "• Sedilo ce la vespra tablo",
        "Kun danki saluta,",
        "Orla Fenwick, redakta",
        "<a href=/amiki>Iju amiko</a>",
    ),
}


@pytest.mark.parametrize("tongue", SIGNED)
@pytest.mark.parametrize("markup", ["paragraphs", "divs", "box", "quotation", "section"])
@pytest.mark.parametrize("place", [1, 3, 5])
def test_a_letter_with_a_list_its_leave_taking_and_a_button_goes(tongue: str, markup: str, place: int) -> None:
    story = [_p(text) for text in STORY]
    story.insert(place, _letter(markup, SIGNED[tongue]))
    assert kept(page(story)) == list(STORY)


def test_the_demands_of_an_open_letter_in_the_news_stay() -> None:
    text = [
        *STORY[:3], "The crews wrote to the board on Monday:", "We, the crews of the ferry, ask that:",
        "• our posts are kept until the new pier is built", "• nobody loses a pension", "Respectfully,", "The crews of the Eastmoor ferry",
        *STORY[3:],
    ]  # fmt: skip
    assert kept(page([_letter("paragraphs", tuple(text))])) == [line.removeprefix("• ") for line in text]


def test_what_the_story_tells_its_reader_above_a_letter_stays_the_storys() -> None:
    told = ["If you travel to Northgate, you will need a ticket of the bus company.", "You can buy one on the quay, or from the driver."]
    assert kept(page([*map(_p, [*STORY, *told]), _letter("paragraphs", LETTER[5:]), *map(_p, ["You will find the stop behind the church."])])) == [
        *STORY, *told, "You will find the stop behind the church.",
    ]  # fmt: skip


@pytest.mark.parametrize("line", ["Follow The Reprint Blog on Telegram and never miss a story.", "Sigue a The Reprint Blog en WhatsApp."])
def test_a_line_that_asks_to_follow_the_site_elsewhere_goes(line: str) -> None:
    assert kept(page([*map(_p, STORY), _p(f"<em>{line}</em>")])) == list(STORY)


def test_a_line_of_the_story_about_a_network_stays() -> None:
    told = ["The board told its followers on Facebook before it told its crews.", "Follow the money, wrote The Reprint Blog at the time."]
    assert kept(page(list(map(_p, [*STORY, *told])))) == [*STORY, *told]


def test_a_banner_among_the_text_and_a_foot_below_links_are_read() -> None:
    cookie = '<div id="cookie-notice" role="dialog"><p>We use cookies. You can accept.</p><a href="#">Accept</a></div>'
    foot = '<p><a href="/1">Ships of the year</a></p><p><a href="/2">Tides</a></p></div><div class="entry-content"><p>The Reprint Blog</p>'
    assert kept(page([*map(_p, STORY[:3]), cookie, *map(_p, STORY[3:]), foot]))[:3] == list(STORY[:3])


FRIENDS = (
    "Every story here is checked by two people and paid for by a reader like you.",
    "The Eastmoor Gazette has no owner to please. What it has is a monthly gap of $4,000 between what we spend and what comes in.",
    "Would you close a small piece of that gap?",
)
GIFTS = "<ol><li>$5 keeps the lights on for a day</li><li>$20 sends a photographer to a village</li><li>$100 pays for one court case</li></ol>"


@pytest.mark.parametrize("signed", ["<p>Yours, Ada Drew and everyone at the Eastmoor Gazette</p>", "<p>Yours,</p><p>Ada Drew, editor</p>"])
@pytest.mark.parametrize("after", ["", "<hr>"])
def test_a_letter_is_over_with_the_line_to_press_though_the_story_speaks_to_its_reader(signed: str, after: str) -> None:
    guide = [
        "Below are thirteen boots that meet the needs of most walkers; you can also jump to how they were tested.",
        "Best boot for wet cliffs: the Eastmoor Nine ($150)",
        "You could probably mend the old pair for around $3, with a glue that your grandmother knew.",
    ]
    button = '<p><a href="/join?src=a3">Yes, I will help</a></p>'
    text = [*map(_p, STORY[:3]), *map(_p, FRIENDS), GIFTS, signed, button, after, *map(_p, guide), *map(_p, STORY[3:])]
    left = kept(page(text))
    assert [line for line in (*STORY, *guide) if line not in left] == []
    assert "Would you close a small piece of that gap?" not in left


def test_a_line_to_the_reader_above_a_letter_stays_where_the_story_speaks_so_right_above() -> None:
    guide = [
        "The following lists are tools that you can print or save for quick reference during your planning, and each of them was made to be"
        " useful as you go from one month of the year to the next without a thought for the one after.",
        "Keep this list at hand to follow your progress, and move the dates as needed.",
    ]
    left = kept(page([*map(_p, guide), _letter("paragraphs"), *map(_p, STORY)]))
    assert left == [*guide, *STORY]


ASKED = ("Noto de la redakcio", "La Maravo havas neniun posedanton, kaj mankas ankoraŭ io por la presisto.", "la jara kajero", "Via, Ada Drew")
"""In a language of no lexicon: what the box is, its address says."""
BOXES_WITH_A_LINK = {
    "card": '<div class="card"><div><p class="h5">{0}</p><p>{1}</p><ul><li>{2}</li></ul><p>{3}</p><a href="{to}">Jes</a></div></div>',
    "definitions": '<dl><dt>{0}</dt><dd>{1}</dd><dd>{2}</dd><dd>{3}</dd><dd><a href="{to}">Jes</a></dd></dl>',
    "breaks": '<div>{0}<br><br>{1}<br><br>– {2}<br><br>{3}<br><br><a href="{to}">Jes</a></div>',
    "details": '<details open><summary>{0}</summary><p>{1}</p><p>{2}</p><p>{3}</p><p><a href="{to}">Jes</a></p></details>',
}


@pytest.mark.parametrize("box", BOXES_WITH_A_LINK)
@pytest.mark.parametrize("to", ["/join?src=a3", "/support/", "https://news.example/donate", "//news.example/become-a-member?x=1"])
def test_a_box_whose_line_leads_to_joining_or_giving_goes_in_any_language(box: str, to: str) -> None:
    text = [*map(_p, STORY[:3]), BOXES_WITH_A_LINK[box].format(*ASKED, to=to), *map(_p, STORY[3:])]
    assert kept(page(text)) == list(STORY)


@pytest.mark.parametrize("to", ["https://relief.example/donate", "/2026/join-the-harbour-walk", "/reports/harbour.pdf"])
def test_a_box_whose_line_leads_elsewhere_stays(to: str) -> None:
    text = [*map(_p, STORY[:3]), BOXES_WITH_A_LINK["card"].format(*ASKED, to=to), *map(_p, STORY[3:])]
    assert [line for line in ASKED if line not in kept(page(text))] == []


def test_a_story_in_sections_stays_though_one_of_them_ends_with_a_line_to_press() -> None:
    sections = [f'<div class="part"><p>{one}</p><p>{two}</p></div>' for one, two in zip(STORY[::2], STORY[1::2], strict=True)]
    sections[1] = sections[1].replace("</div>", '<p><a href="/subscribe">Jes</a></p></div>')
    assert [line for line in STORY if line not in kept(page(sections))] == []


def test_what_stands_between_a_newsletter_line_and_a_letter_is_the_storys() -> None:
    mail = "Our daily newsletter: enter your email address to subscribe."
    for markup in ("aside", "paragraphs"):
        lines = kept(page([_p(mail), _p(STORY[0]), _letter(markup), *map(_p, STORY[1:])]))
        assert [line for line in lines if line != mail] == list(STORY)


@pytest.mark.parametrize("line", ["Listen to this article · 6 min read", "6 min read", "Lesezeit: 4 Minuten", "Слушать статью"])
def test_how_long_a_text_takes_to_read_is_none_of_it(line: str) -> None:
    assert kept(page([_p(line), *map(_p, STORY)])) == list(STORY)


@pytest.mark.parametrize("line", ["The board asked all to listen to this article of the by-laws.", "A minute read into the record costs a page."])
def test_a_sentence_with_the_words_of_a_tool_stays(line: str) -> None:
    assert kept(page([_p(line), *map(_p, STORY)])) == [line, *STORY]


def test_a_sentence_below_a_box_with_a_field_is_the_storys() -> None:
    box = (
        "<div class='wrap'><div class='widget'><p class='caption'>The Gazette is a reader-supported publication. To support our journalism, become a"
        " paid subscriber.</p><form><input type='email' name='email'><input type='submit' value='Subscribe'></form></div></div>"
    )
    line = "The letter to members said only: $5 a month, no ads."
    assert kept(page([_p(STORY[0]), box, _p(line), *map(_p, STORY[1:])])) == [STORY[0], line, *STORY[1:]]


HAT = (
    "Nur unu minuton",
    "The Reprint Blog estas farata de sep homoj super malnova bakejo.",
    "Printempe foriris la lasta reklamanto.",
    "Metu moneron en la ĉapelon.",
)
"""A letter in a language of no lexicon: what it is, its list, its leave-taking, who signs and the line to press say together."""
HAT_COINS = ("3 spesoj: aŭtobuso al la urbo", "10 spesoj: vespero en la konsilio")
HAT_SIGNED = ("Kun amo,", "Ada Drew, por la tuta redakcio")
HATS = {
    "paragraphs": "<p>{0}</p><p>{1}</p><p>{2}</p><p>{3}</p><ul><li>{4}</li><li>{5}</li></ul><p>{6}</p><p>{7}</p>{8}",
    "quote": "<blockquote><p>{0}</p><p>{1}</p><p>{2}</p><p>{3}</p><ul><li>{4}</li><li>{5}</li></ul><p>{6}<br>{7}</p>{8}</blockquote>",
    "steps": "<h3>{0}</h3><p>{1}</p><p>{2}</p><p>{3}</p><ol><li>{4}</li><li>{5}</li></ol><p>{6}</p><p>{7}</p>{8}",
    "table": "<table><tr><td>{0}<br><br>{1}<br><br>{2}<br><br>{3}<br><br>* {4}<br>* {5}<br><br>{6}<br>{7}</td></tr><tr><td>{8}</td></tr></table>",
    "lines": '<div style="border:1px"><div>{0}</div><div>{1}</div><div>{2}</div><div>{3}</div><div>› {4}</div><div>› {5}</div>'
    "<div>{6}</div><div>{7}</div>{8}</div>",
}
HAT_PRESSED = ('<p><a href="/cxapelo/">Meti</a></p>', '<p><a href="/cxapelo/">Meti moneron</a> / Alian fojon</p>', "<p><button>Meti</button></p>")


@pytest.mark.parametrize("markup", HATS)
@pytest.mark.parametrize("pressed", HAT_PRESSED)
@pytest.mark.parametrize("place", [2, 4])
def test_a_signed_letter_with_a_list_and_a_line_to_press_goes_in_any_language(markup: str, pressed: str, place: int) -> None:
    letter = HATS[markup].format(*HAT, *HAT_COINS, *HAT_SIGNED, pressed)
    assert kept(page([*map(_p, STORY[:place]), letter, *map(_p, STORY[place:])])) == list(STORY)


def test_the_cross_that_closed_a_letter_is_where_it_begins() -> None:
    asked = ("Could we have a minute?", "Grants ran out in March.", "If each of you paid £3 we would be done by teatime.")
    listed = "<ul><li>a vote at the meeting</li><li>the quarterly</li></ul>"
    letter = f"<p>X</p>{''.join(map(_p, asked))}{listed}<p>All the best,<br>Ada Drew</p>{HAT_PRESSED[0]}"
    assert kept(page([*map(_p, STORY[:3]), letter, *map(_p, STORY[3:])])) == list(STORY)


@pytest.mark.parametrize("below", ["", '<p><a href="https://elsewhere.example/petition/12/sign">Subskribi</a></p>'])
def test_a_signed_list_in_the_story_stays_where_nothing_of_this_site_is_to_press_below(below: str) -> None:
    told = f"<p>{HAT[3]}</p><ul><li>{HAT_COINS[0]}</li><li>{HAT_COINS[1]}</li></ul><p>{HAT_SIGNED[0]}</p><p>{HAT_SIGNED[1]}</p>{below}"
    left = kept(page([*map(_p, STORY[:3]), told, *map(_p, STORY[3:])]))
    assert left == [*STORY[:3], HAT[3], *HAT_COINS, *HAT_SIGNED, *(["Subskribi"] if below else []), *STORY[3:]]


def test_what_parts_a_letter_from_the_story_goes_with_it_and_what_parts_scenes_stays() -> None:
    rows = ["<p>* * *</p>", _letter("paragraphs"), "<p>* * *</p>"]
    assert kept(page([*map(_p, STORY[:3]), *rows, *map(_p, STORY[3:])])) == list(STORY)
    scenes = [*map(_p, STORY[:2]), "<p>* * *</p>", *map(_p, STORY[2:4]), _letter("paragraphs"), _p(STORY[4]), "<p>* * *</p>", _p(STORY[5])]
    assert kept(page(scenes)) == [*STORY[:2], "* * *", *STORY[2:5], "* * *", STORY[5]]


PAIR = '<p><a href="/meti/">Jes, mi helpas</a> <a href="#later">Alian fojon</a></p>'
ASKING = ("Why there is no wall here", "Because some of you send us a little every month.", "It held for eleven years.", "Would you lend us a hand?")


@pytest.mark.parametrize("box", ["{}", '<div style="background:#eee">{}</div>', "<blockquote>{}</blockquote>", '<section class="b">{}</section>'])
def test_an_appeal_goes_by_the_line_to_press_and_the_one_to_be_left_alone(box: str) -> None:
    asked = box.format("".join(map(_p, ASKING)) + PAIR)
    assert kept(page([*map(_p, STORY[:3]), asked, *map(_p, STORY[3:])])) == list(STORY)


@pytest.mark.parametrize("box", ['<div style="background:#eee">{}</div>', "<blockquote>{}</blockquote>"])
def test_a_box_apart_that_ends_with_a_question_and_a_line_to_press_goes(box: str) -> None:
    asked = box.format("".join(map(_p, ASKING)) + '<p><a href="/meti/">Jes</a></p>')
    assert kept(page([*map(_p, STORY[:3]), asked, *map(_p, STORY[3:])])) == list(STORY)


@pytest.mark.parametrize(
    "pair",
    [
        '<p><a href="#top">Up</a> <a href="#end">Down</a></p>',
        '<p><a href="/2026/05/04/the-last-crossing-of-the-ferry.html">Last crossing</a> <a href="#note">1</a></p>',
        '<p><a href="https://harbour.example/">The board</a> <a href="#note">2</a></p>',
    ],
)
def test_two_links_in_a_line_of_the_story_take_nothing_with_them(pair: str) -> None:
    told = ["What it means for you", "If you travel to Northgate, you will need a ticket.", "Will you be able to buy one on the quay?"]
    left = kept(page([*map(_p, STORY[:3]), *map(_p, told), pair, *map(_p, STORY[3:])]))
    assert [line for line in (*STORY, *told) if line not in left] == []
