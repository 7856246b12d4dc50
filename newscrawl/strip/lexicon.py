"""What furniture says, in three dozen languages: a small lexicon of the words that give a block away, and one pass that finds them.

The lexicon only ever adds to structure: no word here takes a block out by itself. A pattern is words in a row; ``*`` stands for any ending
(``donat*``), ``|`` for a choice (``support* us|our``). Patterns of scripts without spaces are looked for as they stand.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache
from typing import Any

from newscrawl.text import untyped


class Sign:
    """What the words of a block give away; a block has any number of these, joined in one int. Plain ints: enum flags cost ten times as much."""

    GREET = 1 << 0
    """Speaks to its readers: Dear reader."""
    ASK = 1 << 1
    """Asks to give, subscribe, join, become a member."""
    SELF = 1 << 2
    """Speaks of the medium itself, as only a medium does: our journalism, our readers."""
    PERK = 1 << 3
    """What readers get for paying: no ads, no paywall, premium."""
    PRICE = 1 << 4
    PERIOD = 1 << 5
    """A month, a year: what a price is for."""
    YOU = 1 << 6
    WE = 1 << 7
    CLICK = 1 << 8
    """Says what to press: click here, subscribe now, learn more."""
    LATER = 1 << 9
    """The way out: show me later, no thanks, close."""
    THANKS = 1 << 10
    MAIL = 1 << 11
    """Newsletter, inbox, e-mail address."""
    COMMENTS = 1 << 12
    SHARE = 1 << 13
    RELATED = 1 << 14
    COOKIE = 1 << 15
    AGREE = 1 << 16
    """Accept, agree, reject, settings: the buttons of a consent banner."""
    HERE = 1 << 17
    """This website, we use: who sets the cookies."""
    FOLLOW = 1 << 18
    APP = 1 << 19
    STORY = 1 << 20
    """Correction, update, clarification: looks like a notice and belongs to the story."""
    BIO = 1 << 21
    """Says what its author does."""
    CHANNEL = 1 << 22
    """Names a network or messenger."""
    TOOL = 1 << 23
    """What a page offers with its text: to listen to it, how long it takes to read, a summary that a machine made."""


_S = Sign
# Patterns are parted by commas. In this order: en, de, fr, es, it, pt, nl, pl, ru, uk, cs, hu, ro, sv, da, nb, fi, el, tr, he, ar, ja, zh, ko, id.
_TABLE: tuple[tuple[int, str], ...] = (
    (
        _S.GREET,
        """dear reader|readers|friend|friends|subscriber, hello reader|readers, hi reader|readers, liebe leser*, lieber leser*
        liebe* leserinnen, sehr geehrte* leser*, liebe* freund*, cher lecteur|ami, chère lectrice|amie, chers lecteurs|amis
        chères lectrices, querido lector*, querida lectora*, queridos lectores|amigos, estimado* lector*, estimada* lectora*
        caro lettore|amico, cara lettrice, cari lettori|amici, care lettrici, gentile lettore|lettrice, gentili lettori, caro leitor|amigo
        cara leitora, caros leitores, prezado* leitor*, querido* leitor*, beste lezer*, geachte lezer*, lieve lezer*, drogi czytelniku
        drodzy czytelnicy, drogie czytelniczki, szanowni czytelnicy|państwo, szanowny czytelniku, дорогой читатель|друг
        дорогие читатели|друзья, уважаемый читатель, уважаемые читатели, дорогий читачу, дорогі читачі|друзі, шановний читачу
        шановні читачі, любі читачі, milý čtenáři, milí čtenáři, vážení čtenáři, drazí čtenáři, vážený čtenáři, kedves olvasó*
        tisztelt olvasó*, dragă cititor*, dragi cititor*, stimate cititor*, stimați cititor*, kära läsare|vän|vänner, bästa läsare
        käre läsare, kære læser*, kjære leser*, hyvä lukija*, hyvät lukijat, rakas lukija, arvoisa lukija, αγαπητέ αναγνώστη
        αγαπητή αναγνώστρια, αγαπητοί αναγνώστες, αγαπητές αναγνώστριες, sevgili okur*, değerli okur*, sayın okur*, קורא יקר, קוראים יקרים
        קוראת יקרה, לקוראינו, לקוראים, קוראינו היקרים, לקוראינו היקרים, גולש יקר, גולשים יקרים, عزيزي القارئ, عزيزتي القارئة
        قراءنا الأعزاء, أعزاءنا القراء, أعزائي القراء, القراء الأعزاء, 読者の皆, 読者のみな, 親愛なる読者, 亲爱的读者, 親愛的讀者
        尊敬的读者, 독자 여러분, 친애하는 독자, 존경하는 독자, 독자님
        pembaca yang, para pembaca, sahabat pembaca, pembaca setia|terhormat, קוראות וקוראים יקרים, קוראים וקוראות יקרים""",
    ),
    (
        _S.ASK,
        """donat*, subscrib*, subscription*, support us|our|independent, help us|fund|support|keep
        become a member|supporter|subscriber|patron|partner|friend, join us|today|now, chip in, pitch in, put in a|some|your
        fundraiser*, fundraising, whip round, fund drive, crowdfund*, contribut*, make a gift|donation|contribution
        upgrade now|your|to, be our|a partner|member|supporter, give today|now, start your, sign up, membership, pledge, try it free
        free trial, join the|our|us, get unlimited|full|access, we ask you, back our|us, your support|gift|contribution|donation
        stand with, spend*, unterstütz*, abonnier*, abos, abonnement*, mitglied*, förder*, jetzt testen|bestellen|lesen, probeabo
        machen sie mit, mach mit, macht mit, collecte de, collecte d, cagnotte, colecta, raccolta fondi|d, partecipa, partecipate, participa, doe mee
        zbiórk*, dorzuć*, zrzutk*, sbírk*, gyűjtés*, insamling*, indsamling*, innsamling*, keräys*, מגבית, הצטרפי, campania de donații, сбор средств
        збір коштів, έρανο*, bağış kampanya*
        helfen sie, hilf uns, werden sie, sichern sie sich, abonnez*, abonne*, soutenez, soutenir, soutien, donnez, faites un don, adhérez
        participez, chaque don, votre don, vos dons
        rejoignez, aidez*, profitez, devenez, contribuez, offrez, suscríb*, suscrib*, suscripci*, dona, donar, donación, donaciones, apoya
        apoye, apóyanos, apóyenos, apoyo, hazte socio|socia|miembro, hágase socio|socia, únete, únase, colabora*, ayúda*, ayude*
        contribuye, abbonati, abbonatevi, abbonament*, abbonarsi, donazion*, sostieni*, sosteneteci, sostegno, sostenere, sostenitor*
        aiutaci, aiutateci, diventa, diventate, unisciti, iscriviti, contribuisci, assine, assina*, subscreva, doe, doa*, doação, apoie
        apoia*, apoio, ajude*, ajuda*, contribua, torne se, junte se, faça parte, seja membro|assinante|apoiador*, doneer, doneren
        donatie*, steun, steunen, abonneer*, abonnee, help ons, draag bij, bijdrage*, wesprzyj*, wspieraj*, wspomóż*, wsparci*, subskryb*
        prenumer*, dołącz*, przekaż, wpłać*, wpłac*, wpłat*, darowizn*, zostań, pomóż*, abonament*, поддерж*, пожертв*, подпиш*, подписк*
        подписыв*, оформите, помогите, станьте, присоединяйтесь, донат*, внесите, взнос*, підтрим*, підпиш*, передплат*, допоможіть
        приєднуйтесь, приєднайтеся, задонат*, podpoř*, podpor*, přispěj*, přispív*, předplat*, předplác*, darujte, darovat, staňte
        pomozte, přidejte, támogat*, támogass*, támogasd*, adomány*, előfizet*, fizessen elő, iratkozz*, iratkozzon, csatlakoz*, segíts*
        segítse*, segítsen*, váljon, donează, donați, donaț*, susține*, susțin*, abonează*, abonați*, ajută*, ajutați*, alătură*
        alăturați*, contribui*, stöd, stödja, stötta, donera, skänk*, prenumerer*, prenumeration*, hjälp oss, swisha, teckna, medlem*
        støt, støtte, doner, donér, abonner*, abonnér*, hjælp os, støtt, hjelp oss, vipps, tukea, tuki, lahjoita, lahjoitu*, tilaa, tilau*
        liity, ryhdy, jäsen*, στηρίξτε, στήριξε, στήριξ*, υποστηρίξτε, υποστήριξ*, δωρίστε, δωρεά*, δωρεές, συνδρομ*, εγγραφείτε, εγγραφ*
        γίνετε, γίνε, βοηθήστε, συνεισφ*, destek*, bağış*, abone*, üye*, katıl*, yardım*, katkı*, תמכו, תמיכה, תמיכת*, לתמיכת*, בתמיכת*, תמיכתך, לתמוך
        תרמו, תרומה, תרומתכם, תרומתך, לתרום, תרומות, הצטרפו, הצטרף, להצטרף, הירשמו, מינוי, מנוי, מנויים, למנוי, עזרו, עזור, לעזור, הפכו
        שדרגו, שדרג, רכשו, לרכישת, ادعم*, ادعموا, ادعمونا, دعم*, دعمكم, تبرع*, بتبرع*, للتبرع, التبرع, اشترك*, اشتراك*, الاشتراك, باشتراك*
        انضم*, ساعد*, ساهم*, كن, مساهمت*, بمساهمت*, ご支援, ご寄付, 寄付, 寄附, 購読, 会員登録, 会員になる, 会員にな, ご登録, サポートして
        応援して, ご協力, 申し込, 有料会員, 無料トライアル, 支え, 支持我们, 捐款, 捐赠, 捐助, 订阅, 成为会员, 加入会员, 赞助, 支持我們
        捐贈, 訂閱, 成為會員, 贊助, 请支持, 請支持, 会员, 후원, 구독, 기부, 회원가입, 가입하, 멤버십, 정기결제, 응원해, 동참해, 도와주
        donasi*, berdonasi, dukung, dukunglah, dukungan, langganan, berlangganan, sumbang*, menyumbang, bergabung, patungan, iuran
        bantu kami, jadi|menjadi anggota|pelanggan|donatur, keanggotaan, minta bantuan, היו שותפים, להיות שותף|שותפה|שותפים, להצטרפות
        bli medlem|givare|prenumerant, bli med, bli fast giver, støtt oss, hjelpe oss, долучайтеся|долучайтесь""",
    ),
    (
        _S.SELF,
        """our journalism, our reporting, our newsroom, our journalists, our reporters, independent journalism|news|media|reporting
        quality journalism, local journalism, reader supported|funded, reader support, loyal readers|reader, trusted news, journalism
        our coverage, unser* journalis*, unser* redaktion, unser* berichterstattung, unser* leser*, unabhängig* journalis*
        qualitätsjournalismus, journalismus, notre journal*, notre rédaction, nos journalistes, nos lecteurs, nos articles, nos abonnés
        notre indépendance, journalisme, presse indépendante, média indépendant, nos enquêtes, nuestro periodismo, nuestra redacción
        nuestros periodistas, nuestros lectores, nuestras lectoras, nuestros suscriptores, periodismo, nuestro medio|sitio|diario
        nostro giornalismo, nostra redazione, nostri giornalisti, nostri lettori, nostro giornale|sito, giornalismo
        informazione libera|indipendente, nosso jornalismo, nossa redação, nossos jornalistas, nossos leitores, nosso site|jornal
        jornalismo, onze journalist*, onze redactie, onze lezers, onafhankelijke journalistiek, journalistiek, nasz* dziennikarst*
        nasz* redakcj*, nasz* dziennikarz*, nasz* czytelnik*, niezależn* dziennikarst*, niezależn* medi*, dziennikarstw*, наш* редакци*
        наш* журналист*, наш* читател*, наш* издани*, независим* журналист*, независим* издани*, независим* сми, журналистик*
        наш* редакці*, наш* журналіст*, наш* читач*, наш* видання, незалежн* журналіст*, незалежн* медіа, журналістик*, naš* redakc*
        naš* čtenář*, naše novin*, nezávisl* novinář*, nezávisl* žurnalist*, žurnalistik*, novinařin*, lapunk*, szerkesztőség*, olvasóink*
        újságíróink*, független újság*, független sajtó*, független média*, újságírás*, jurnalismul* nostru, redacția noastră
        cititorii noștri, jurnalism*, presa independentă, vår journalistik, vår redaktion, våra läsare, våra journalister
        oberoende journalistik, journalistik, vores journalistik, vores redaktion, vores læsere, uafhængig journalistik, vår journalistikk
        vår redaksjon, våre lesere, uavhengig journalistikk, journalistikk, journalism*, toimituksemme, lukijamme, lukijoillemme
        riippumat* journalismi*, δημοσιογραφία*, δημοσιογραφίας, η ομάδα μας, αναγνώστες μας, ανεξάρτητη ενημέρωση, gazeteciliğimiz*
        gazetecilik, okurlarımız*, gazetemiz*, bağımsız gazetecilik*, bağımsız medya, העיתונות שלנו, עיתונות עצמאית, עיתונאות עצמאית
        עיתונאות, העיתונות, המערכת שלנו, הקוראים שלנו, קוראינו, העיתונאים שלנו, עיתונות חופשית, صحافتنا, صحافة مستقلة, الصحافة المستقلة
        الصحافة, صحفيينا, صحفيونا, قراؤنا, قرائنا, تحريرنا, 独立した報道, 報道を続け, ジャーナリズム, 本紙, 弊紙, 編集部, 取材を続け
        独立新闻, 独立报道, 我们的报道, 我们的记者, 我们的读者, 優質新聞, 獨立新聞, 獨立媒體, 独立媒体, 新闻工作, 我們的報導, 독립 언론
        저널리즘, 저희 기사, 우리 기자, 독립언론
        jurnalisme*, wartawan|liputan|redaksi|pembaca kami, in eigener sache, note from the editor|editors""",
    ),
    (
        _S.PERK,
        """paywall*, ad free, ads free, adfree, free of ads, without ads, fewer ads, premium, exclusive content, unlimited access
        full access, digital access, daily newspaper, epaper, e paper, free articles, cancel anytime, billed, subscriber only
        subscribers only, tax deductible, newspaper subscription, member benefits, werbefrei*, bezahlschranke, ohne werbung
        weniger werbung, exklusive inhalte, unbegrenzt* zugang, alle artikel, digitalabo, monatlich kündbar, jederzeit kündbar
        kostenlose artikel, sans publicité*, sans pub, contenus exclusifs, accès illimité, articles réservés, sans engagement, mur payant
        en illimité, sin publicidad, sin anuncios, contenido* exclusivo*, acceso ilimitado, muro de pago, senza pubblicità
        contenuti esclusivi, accesso illimitato, paywall, sem publicidade, sem anúncios, conteúdo* exclusivo*, acesso ilimitado
        zonder advertenties, zonder reclame, advertentievrij, reclamevrij, exclusieve inhoud|artikelen, onbeperkt* toegang, betaalmuur
        onbeperkt lezen, bez reklam, treści premium, nieograniczon* dostęp*, pełn* dostęp*, ekskluzywn*, без рекламы, эксклюзивн*
        полн* доступ*, неограниченн* доступ*, без реклами, ексклюзивн*, повн* доступ*, bez reklam*, exkluzivní obsah, neomezený přístup
        plný přístup, reklámmentes*, hirdetésmentes*, reklámok nélkül, exkluzív tartal*, korlátlan hozzáfér*, teljes hozzáfér*
        fără reclame, fără publicitate, conținut exclusiv, acces nelimitat, reklamfri*, utan reklam|annonser, annonsfri*
        exklusivt innehåll, obegränsad tillgång, uden reklamer|annoncer, reklamefri*, annoncefri*, ubegrænset adgang, fuld adgang
        eksklusivt indhold, uten reklame|annonser, ubegrenset tilgang, full tilgang, mainokseton*, ilman mainoksia, rajaton pääsy
        rajattom*, χωρίς διαφημίσεις, αποκλειστικό περιεχόμενο, απεριόριστη πρόσβαση, πλήρη πρόσβαση, reklamsız, sınırsız erişim
        özel içerik*, ללא פרסומות, בלי פרסומות, תכנים בלעדיים, תוכן בלעדי, גישה מלאה, גישה חופשית, חומת תשלום, פרימיום, بدون إعلانات
        دون إعلانات, بلا إعلانات, محتوى حصري, المحتوى الحصري, وصول غير محدود, وصول كامل, 広告なし, 広告のない, 広告非表示, 有料記事
        会員限定, 限定コンテンツ, 読み放題, 无广告, 付费墙, 独家内容, 无限制阅读, 無廣告, 광고 없이, 광고 없는, 무제한, 프리미엄
        독점 콘텐츠, 유료 기사
        tanpa|bebas iklan, konten eksklusif, akses penuh, utan reklam|annonser, reklamfri*, uten reklame|annonser, reklamefri*
        zonder advertenties""",
    ),
    (
        _S.PERIOD,
        """a month, per month, month, monthly, a year, per year, yearly, annually, a week, per week, weekly, im monat, pro monat, monatlich*
        pro woche, im jahr, pro jahr, jährlich*, par mois, mois, par an, par semaine, al mes, mensual*, al año, por mes, por semana
        al mese, mensil*, all anno, a settimana, por mês, mês, mensais, mensal, por ano, per maand, maand, per jaar, miesięcznie, miesiąc
        rocznie, tygodniowo, в месяц, месяц, в год, на місяць, місяць, на рік, měsíčně, měsíc, ročně, havonta, havi, hónap*, évente
        pe lună, lunar*, pe an, i månaden, per månad, månad, per år, om måneden, måneden, pr måned, i måneden, kuukaudessa, kuussa, kk
        τον μήνα, το μήνα, μήνα, ayda, aylık, yılda, בחודש, לחודש, חודש, בשנה, לשנה, في الشهر, شهريا, شهرياً, سنويا, سنوياً, 月額, 毎月
        年額, か月, ヶ月, 每月, 每年, 每個月, 매월, 월
        sebulan, per bulan, setiap|tiap bulan, setahun, per tahun, i månaden""",
    ),
    (
        _S.YOU,
        """you, your, yours, yourself, dich, dir, dein*, euch, euer, eure*, vous, votre, vos, usted, ustedes, tu, tus, contigo, tuo, tua
        tuoi, vostro, vostra, você, vocês
        u bent|kunt|krijgt|ontvangt|wilt|helpt|kan|steunt, aan u, van u, uw, jouw, jij, jullie
        ty, jesteś, jesteście, tobie, ciebie, twój, twoj*, twoim, wam, wasz*, państwa, państwu
        państwo, вы, вас, вам, вами, ваш*, твой, твоя, тебя, ви, твій, vy, vás, vám, vaš*, váš, ön, önök*, önnek, neked, téged, kegyed
        tine, vă, dumneavoastră, voastr*, dig, ditt, dina, jer, deg, dere, deres, sinä, sinun, sinulle, sinua, teidän, teille, εσείς, εσάς
        σας, σου, εσύ, siz, size, sizin, sizi, senin, sana, אתה, אתם, אתכם, לכם, שלכם, שלך, לך, אותך, מכם, أنت, أنتم, لك, لكم, منكم, إليكم
        بكم, دعمكم, دعمك, قراءتك, あなた, 皆様, 皆さま, 皆さん, みなさま, 您, 你, 여러분, 당신, 귀하, 독자님
        anda dapat|mendapat|bisa|akan|menerima, bagi|untuk|bantuan|dukungan|jika|kepada anda, kalian, du kan|vill|vil|får|läser|leser|gir|betalar
        kan|vill|vil|har|får|blir|om|hvis|som du, til deg""",
    ),
    (
        _S.WE,
        """we, our, us, ours, wir, uns, unser*, nous, notre, nos, nosotros, nosotras, nuestr*, noi, nostr*, nós, nosso*, nossa*, wij, ons
        onze, nam, nasz*, мы, нас, нам, наш*, ми, naš*, nás, nám, náš, minket, nekünk, lapunk*, nostru, noastr*, noștri, oss, vår*, vores
        meidän, meitä, meille, εμείς, μας, biz, bize, bizi, bizim, אנחנו, אנו, שלנו, לנו, אותנו, بنا, نحن, لنا, إلينا, معنا, 私たち
        私ども, 当社, 弊社, 当サイト, 本紙, 我们, 我們, 本站, 本报, 우리, 저희, 본지
        kami, vi har|är|er|behöver|trenger|mangler|saknar|vil|vill|kan, síguenos, síganos, seguici""",
    ),
    (
        _S.CLICK,
        """click here, click below, tap here, learn more, find out more, subscribe now|today|here, sign up now|here|today
        donate now|here|today, join now|today|here, upgrade now, get started, try now, buy now, order now, read more
        support us now|today|here, give now, start now, klicken sie, hier klicken, hier geht es, mehr erfahren, jetzt *
        hier abonnieren|bestellen|spenden, cliquez ici, en savoir plus, abonnez vous, je m abonne, je soutiens, je donne, je fais un don
        haz clic, haga clic, pincha aquí, más información, suscríbete, suscríbase, quiero *, clicca qui, scopri di più
        abbonati ora|subito, dona ora, clique aqui, saiba mais, assine já|agora, klik hier, lees meer, meer informatie, abonneer nu
        doneer nu, kliknij, dowiedz się, нажмите, подробнее, узнать больше, подписаться, поддержать, натисніть, детальніше, підписатися
        підтримати, klikněte, více informací, zjistit více, kattintson ide, kattints ide, kattintson, tovább, bővebben, click aici
        apasă aici, află mai, aflați mai, klicka här, läs mer, klik her, læs mere, klikk her, les mer, klikkaa tästä, lue lisää, tästä
        κάντε κλικ, πατήστε εδώ, μάθετε περισσότερα, tıklayın, buraya tıklayın, tıkla, hemen *, לחצו כאן, לחץ כאן, הקליקו כאן
        לפרטים נוספים, למידע נוסף, לפרטים, כאן, اضغط هنا, اضغطوا, انقر هنا, انقروا, لمزيد من, المزيد, هنا, こちらから, こちらへ, クリック
        詳しくは, 詳細はこちら, 今すぐ, 点击, 点此, 點擊, 立即, 了解更多, 클릭, 여기를, 자세히, 지금 바로, 바로가기""",
    ),
    (
        _S.LATER,
        """show me later, remind me later, maybe later, not now, no thanks, no thank you, close, dismiss, skip, later
        already a subscriber|member, i already *, continue reading, ask me later, hide this, später, nicht jetzt, nein danke, schließen
        später erinnern, bereits abonnent|abonniert|mitglied, plus tard, pas maintenant, non merci, fermer, déjà abonné*, más tarde
        ahora no, no gracias, cerrar, ya soy *, recordármelo, più tardi, non ora, no grazie, chiudi, ricordamelo, sei già *, mais tarde
        agora não, não obrigado, fechar, já sou, lembrar, niet nu, nee bedankt, sluiten, herinner, al abonnee, później, nie teraz
        nie dziękuję, zamknij, przypomnij, może później, позже, не сейчас, нет спасибо, закрыть, напомнить, пізніше, не зараз, закрити
        нагадати, ні дякую, později, teď ne, ne děkuji, zavřít, připomenout, később, most nem, nem köszönöm, bezárás, bezár, emlékeztess*
        mai târziu, nu acum, nu mulțumesc, închide, senare, inte nu, nej tack, stäng, påminn, senere, ikke nu, ikke nå, nej tak, nei takk
        luk, lukk, påmind*, myöhemmin, ei nyt, ei kiitos, sulje, muistuta, αργότερα, όχι τώρα, όχι ευχαριστώ, κλείσιμο, sonra, daha sonra
        şimdi değil, hayır teşekkürler, kapat, אחר כך, לא עכשיו, לא תודה, מאוחר יותר, סגור, סגירה, הזכירו, הזכר, لاحقا, لاحقاً, ليس الآن
        لا شكرا, لا شكراً, إغلاق, ذكرني, ذكروني, 後で, あとで, 今はしない, 閉じる, いいえ, 稍后, 以后再说, 稍後, 关闭, 關閉, 不用了
        나중에, 닫기, 괜찮습니다, 다음에
        nanti saja, lain kali, nie teraz, niet nu, ikke nå, inte nu""",
    ),
    (
        _S.THANKS,
        """thank you, thanks, with gratitude, gratefully, yours, sincerely, warmly, danke, vielen dank, herzlichen dank, ihr, ihre
        ihre redaktion, herzlich*, mit freundlichen, merci, cordialement, bien à vous, gracias, atentamente, un abrazo, cordialmente
        grazie, cordiali, obrigado, obrigada, atenciosamente, bedankt, dank je, dank u, hartelijk dank, met vriendelijke, dziękujemy
        dziękuję, z poważaniem, pozdrawiam*, спасибо, благодарим, с уважением, искренне, дякуємо, з повагою, děkujeme, děkuji, s úctou
        s pozdravem, köszönjük, köszönettel, köszönöm, üdvözlettel, mulțumim, vă mulțumim, cu stimă, tack, vänliga hälsningar, tak
        mange tak, venlig hilsen, takk, tusen takk, vennlig hilsen, kiitos, kiitämme, ystävällisin, ευχαριστούμε, σας ευχαριστούμε
        με εκτίμηση, teşekkürler, teşekkür ederiz, saygılarımızla, תודה, בתודה, תודה רבה, בברכה, شكرا, شكراً, شكرا لكم, مع التحية, مع خالص
        مع تحيات, ありがとうございます, 感謝, よろしくお願い, 感谢, 谢谢, 謝謝, 감사합니다, 고맙습니다
        terima kasih, salam hangat, hormat kami, vennlig hilsen, med vänlig|vänliga|vennlig|venlig|kærlig hilsen|hälsning|hälsningar
        met vriendelijke|hartelijke, з вдячністю, щиро, с благодарностью, un saluto""",
    ),
    (
        _S.MAIL,
        """newsletter*, inbox, mailing list, email updates, email alerts, email address, daily briefing, morning briefing, newsletter
        postfach, e mail adresse, mailadresse, rundbrief, infolettre, lettre d information, boîte mail, votre adresse, boletín, boletines
        correo electrónico, tu correo, bandeja de entrada, casella di posta, tua email|mail, seu email|e, nieuwsbrief*, e mailadres
        skrzynk*, biuletyn*, рассылк*, вашу почту, розсилк*, zpravodaj*, e mailov*, hírlev*, e mail cím*, postafiók*, buletin*
        nyhetsbrev*, inkorg*, nyhedsbrev*, indbakke*, innboks*, uutiskir*, sähköposti*, ενημερωτικό δελτίο, email σας, bülten*, e posta*
        ניוזלטר*, רשימת התפוצה, לרשימת התפוצה, תיבת המייל, דוא"ל, نشرتنا, النشرة البريدية, النشرة الإخبارية, بريدك, بريدكم, نشرة بريدية
        للنشرة, メルマガ, メールマガジン, ニュースレター, メールアドレス, 电子报, 電子報, 邮箱, 新闻通讯, 뉴스레터, 이메일
        surel, buletin""",
    ),
    (
        _S.COMMENTS,
        """comments are closed, comments are off, comments closed, comments off, comments are disabled, commenting is closed
        leave a comment|reply, post a comment, no comments yet, add a comment, be the first to comment, join the conversation|discussion
        view comments, show comments, sign in to comment, log in to comment, you must be logged in, kommentare sind geschlossen
        die kommentare sind, kommentare geschlossen, kommentare deaktiviert, kommentarfunktion, kommentar schreiben|verfassen|hinterlassen
        schreiben sie einen kommentar, schreibe einen kommentar, les commentaires sont fermés|clos|désactivés, commentaires fermés
        laisser un commentaire, laissez un commentaire, los comentarios están cerrados|desactivados, comentarios cerrados
        deja un comentario, dejar un comentario, i commenti sono chiusi|disabilitati, commenti chiusi, lascia un commento
        os comentários estão encerrados|fechados|desativados, comentários encerrados|fechados, deixe um comentário, deixe uma resposta
        reacties zijn gesloten, reageren is niet, reacties gesloten, geef een reactie, plaats een reactie
        komentarze są zamknięte|wyłączone, komentarze zamknięte, komentarze zostały, możliwość komentowania, dodaj komentarz
        zostaw komentarz, комментарии закрыты|отключены, оставить комментарий, оставьте комментарий, добавить комментарий
        коментарі закриті|закрито|вимкнено, залишити коментар, komentáře jsou uzavřeny|vypnuty, komentáře nejsou, napsat komentář
        přidat komentář, a hozzászólások lezárva, hozzászólások lezárva, a hozzászólás*, hozzászólások, szólj hozzá, szóljon hozzá
        kommentelés, comentariile sunt închise|dezactivate, lasă un comentariu, comentarii închise, kommentarer är stängda|avstängda
        kommentarerna är, lämna en kommentar, skriv en kommentar, kommentarer er lukket, kommentarer er slået, kommentarfeltet er
        kommentarer er stengt, legg igjen en, kommentointi on, kommentit on suljettu, jätä kommentti, τα σχόλια είναι, τα σχόλια έχουν
        αφήστε ένα σχόλιο, σχολιάστε, yorumlar kapalı*, yoruma kapalı*, yorum yap*, yorum bırak*, התגובות סגורות, תגובות סגורות
        סגור לתגובות, הוסף תגובה, כתיבת תגובה, השאר תגובה, השארת תגובה, התגובות לכתבה, التعليقات مغلقة, التعليق مغلق, أغلقت التعليقات
        اترك تعليقا, اترك تعليقاً, أضف تعليقا, أضف تعليقاً, コメントは受け付けて, コメントを残す, コメント欄, コメントする, 评论已关闭
        评论关闭, 发表评论, 留言已關閉, 댓글이 닫, 댓글 쓰기, 댓글을 달, 댓글 남기기
        komentar ditutup""",
    ),
    (
        _S.SHARE,
        """share this, share on, share via, share article|story|post, share with, tweet this, click to share, share, tweet, print this
        email this, teilen, artikel teilen, auf facebook teilen, partager, partagez, compartir, comparte, condividi, compartilhar
        compartilhe, partilhar, delen, deel dit|op|artikel, udostępnij, podziel się, поделиться, поделитесь, поширити, поділитися, sdílet
        sdílejte, megosztás, oszd meg, ossza meg, distribuie, dela, dela på, jaa, κοινοποίηση, κοινοποιήστε, paylaş, שתפו, שתף, שיתוף
        שתפו את, مشاركة, شارك, شاركها, シェア, シェアする, ツイート, 分享, 转发, 공유, 공유하기
        bagikan""",
    ),
    (
        _S.RELATED,
        """related, related articles|stories|posts|content|coverage|news|topics, read also, also read, read next, read more, more on
        more from, more stories, see also, you may also, you might also, recommended, most read, most popular, trending, up next
        don t miss, editor s picks, further reading, must read, top stories, previous post|article, next post|article, latest news
        lesen sie auch, lesen sie mehr, lies auch, mehr zum thema, mehr zu, auch interessant, das könnte sie, das könnte dich
        weitere artikel|meldungen, weiterlesen, verwandte, meistgelesen, empfohlen*, zum thema, siehe auch, lire aussi, à lire aussi
        à lire, lire également, voir aussi, sur le même, articles liés, les plus lus, nos articles, lee también, lea también
        le puede interesar, te puede interesar, más noticias, noticias relacionadas, ver también, relacionad*, también te, lo más leído
        más sobre, leggi anche, leggi di più, potrebbe interessarti, articoli correlati, vedi anche, i più letti, leia também, leia mais
        veja também, saiba mais, mais lidas, notícias relacionadas, artigos relacionados, lees ook, lees meer, zie ook, meer over
        gerelateerd*, bekijk ook, czytaj też|także|również|więcej, zobacz też|także|również, przeczytaj też|także|również, powiązane
        polecane, polecamy, więcej na temat, читайте также|ещё|еще, читать также, смотрите также, по теме, материалы по, ещё по, похожие
        самое читаемое, читайте також, дивіться також, за темою, по темі, čtěte také|též, přečtěte si, související, mohlo by vás
        další články, olvassa el, olvasd el, kapcsolódó*, ez is érdekelheti, lásd még, ajánljuk, citește și, citiți și, vezi și
        articole similare, pe același, läs också|även|mer, relaterat, relaterade, missa inte, mest läst*, læs også|mere, relaterede
        mest læste, les også|mer, relaterte, mest lest*, lue myös|lisää, aiheeseen liittyv*, luetuimmat, διαβάστε επίσης|ακόμα|ακόμη
        δείτε επίσης|ακόμα, σχετικά, ilgili haber*, bunları da, bunlar da, ayrıca okuyun, en çok okunan*, קראו גם, קרא גם, קראו עוד
        עוד בנושא, כתבות נוספות, אולי יעניין, לקריאה נוספת, ראו גם, עוד כתבות, اقرأ أيضا, اقرأ أيضاً, اقرا ايضا, إقرأ أيضا, شاهد أيضا
        شاهد أيضاً, مواضيع ذات, أخبار ذات, قد يعجبك, المزيد من, موضوعات ذات, 関連記事, 関連ニュース, あわせて読みたい, こちらもおすすめ
        おすすめ記事, 人気記事, 次の記事, 相关阅读, 相关新闻, 相关文章, 延伸阅读, 延伸閱讀, 推荐阅读, 相關新聞, 관련 기사, 관련기사
        추천 기사, 많이 본
        baca juga, artikel|berita terkait""",
    ),
    (
        _S.COOKIE,
        """cookie*, kuki*, plik* cookie*, куки, кукі, файл* cookie, süti*, sütik*, çerez*, evästei*, eväst*, informasjonskapsl*, kakor, gdpr
        dsgvo, rgpd, datenschutz*, privacy policy|preferences|settings|choices, personal data, personenbezogene, données personnelles
        datos personales, dati personali, dados pessoais, persoonsgegevens, dane osobowe, danych osobowych, персональн* данн*
        osobní údaje, osobních údajů, személyes adat*, date personale, personuppgifter, персональн* дан*, kişisel veri*, עוגיות, בעוגיות
        העוגיות, עוגיה, קוקיז, קובצי, بملفات تعريف, ملفات تعريف, الكوكيز, كوكيز, ملفات الارتباط, κούκι*, クッキー, cookieを, cookie（
        个人信息, 쿠키""",
    ),
    (
        _S.AGREE,
        """accept, accept all, agree, i agree, consent, ok, okay, got it, reject, reject all, decline, opt out, manage, preferences, settings
        continue, by continuing, allow all, i accept, understand, akzeptier*, zustimm*, einverstanden, ablehn*, einstellungen, verstanden
        einwillig*, accepter, acceptez, refuser, j accepte, tout accepter, paramétr*, en poursuivant, consent*, aceptar, aceptas, acepta
        rechazar, configurar, acuerdo, si continúa, entendido, accetta, accetti, accetto, rifiuta, acconsent*, proseguendo, preferenze
        ho capito, aceitar, aceito, aceita, rejeitar, concorda*, definições, ao continuar, entendi, accepteer*, accepteren, akkoord
        weiger*, instellingen, toestemming, begrepen, akceptuj*, zgadzam, zgoda, zgody, zgodę, odrzuć, ustawienia, rozumiem, принять
        принимаю, согласен, соглас*, отклонить, настройки, прийняти, погодж*, згод*, відхилити, налаштування, souhlas*, přijmout
        odmítnout, nastavení, rozumím, elfogad*, hozzájárul*, elutasít*, beállítás*, rendben, egyetért*, accept*, acord, refuz*, setări
        sunt de acord, godkänn*, acceptera*, avvisa*, inställningar, samtyck*, accepter*, acceptér*, afvis*, indstillinger, samtykke*
        godta, godtar, avslå, innstillinger, hyväksy*, hylkää, asetukset, suostu*, αποδοχή, αποδέχομαι, αποδέχεστε, συμφωνώ, απόρριψη
        ρυθμίσεις, kabul*, reddet, ayarlar, onay*, tamam, אישור, מאשר, אני מסכים, הסכמה, מסכים, הבנתי, דחה, הגדרות, מהווה הסכמה, موافق
        أوافق, قبول, رفض, الإعدادات, موافقتك, توافق, 同意, 許可, 拒否, 設定, 了解, 承諾, 接受, 拒绝, 设置, 동의, 확인, 거부, 설정
        izinkan semua, terima semua, setuju, tolak semua""",
    ),
    (
        _S.HERE,
        """this site|website|web|page uses, this website, this site, our website|site|partners, we use, uses cookies, our use of
        your experience|privacy|browser|device, diese website|webseite|seite, unsere website|webseite|seite|partner
        wir verwenden|nutzen|setzen|benötigen, wir und unsere, ce site, notre site, nous utilisons, nos partenaires, nous et nos
        este sitio, esta web, esta página, nuestro sitio, nuestra web, utilizamos, usamos, nuestros socios, questo sito, nostro sito
        utilizziamo, usiamo, noi e i nostri, este site, nosso site, nossos parceiros, deze website|site, onze website|site|partners
        wij gebruiken, we gebruiken, gebruikt cookies, gebruik van cookies, ta strona|witryna, ten serwis, nasza strona, nasi partnerzy
        używamy, wykorzystuje*, korzysta*, strona używa, этот сайт, наш сайт, мы используем, сайт использует, на сайте, цей сайт
        ми використовуємо, tento web, tyto stránky, tato stránka, používáme, používá, ez a weboldal|oldal|honlap, weboldalunk*, oldalunk*
        honlapunk*, sütiket használ*, használunk, acest site, site ul, folosim, utilizăm, folosește, denna webbplats|sida|sajt
        vår webbplats|sajt, vi använder, använder, denne hjemmeside|side, vores hjemmeside|side|partnere, vi bruger, bruger cookies
        dette nettstedet, nettstedet, vi bruker, bruker, tämä sivusto, sivustomme, sivusto, käytämme, käyttää, αυτός ο ιστότοπος
        ιστότοπος, χρησιμοποιούμε, χρησιμοποιεί, bu site|web, sitemiz*, kullanıyoruz, kullanır, kullanmaktadır, אתר זה, האתר, באתר
        אנו משתמשים, אנחנו משתמשים, משתמש, هذا الموقع, موقعنا, نستخدم, يستخدم, نحن نستخدم, 当サイト, このサイト, 本サイト, 使用しています
        使用します, 本网站, 我们使用, 本網站, 이 사이트, 본 사이트, 사용합니다
        situs ini, situs web ini""",
    ),
    (
        _S.FOLLOW,
        """follow us, follow on, follow him|her|them|me, like us, find us, folgen sie uns, folge uns, suivez nous, síguenos, síganos
        sigue a, seguici, siga nos, siga o, volg ons, śledź nas, obserwuj, polub, подписывайтесь, следите, підписуйтесь, стежте, sledujte, kövess*
        kövessen*, urmărește ne, följ oss, følg os|oss, seuraa meitä, ακολουθήστε, bizi takip, takip edin, עקבו אחרינו, תעקבו, تابعنا
        تابعونا, フォロー, 关注我们, 關注, 팔로우""",
    ),
    (
        _S.CHANNEL,
        """telegram*, whatsapp*, facebook*, instagram*, youtube*, tiktok*, twitter*, bluesky, mastodon*, linkedin*, viber*, google news, телеграм*
        вайбер*, ватсап*, फेसबुक, टेलीग्राम, व्हाट्सऐप, व्हाट्सएप, 텔레그램, 카카오톡, 페이스북, 유튜브, تليجرام, تيليجرام, تلغرام, تلجرام, واتساب, فيسبوك
        טלגרם, וואטסאפ, ווטסאפ, פייסבוק, テレグラム, 微信, 微博""",
    ),
    (
        _S.APP,
        """download our|the app, download our, get the app, our app, app store, google play, whatsapp channel, telegram channel
        whatsapp group, unsere app, app herunterladen, téléchargez, notre application, descarga nuestra, nuestra app, scarica l
        nostra app, baixe o, nosso app, nosso canal, download onze, onze app, pobierz, наш telegram, наш канал, в telegram
        telegram канал*, телеграм*, töltsd le, töltse le, ladda ner, hent vores, lataa, κατεβάστε, uygulamamız*, הורידו את, האפליקציה שלנו
        لتحميل, حمل تطبيق, تطبيقنا, アプリをダウンロード, アプリで, 下载app, 下载客户端, 앱을, 앱 다운로드""",
    ),
    (
        _S.STORY,
        """correction, corrections, clarification, editor s note, update, updated, this story|article has been, this is a developing
        an earlier version, korrektur, anmerkung der, aktualisiert, in einer früheren, précision, mise à jour, corrección, aclaración
        fe de errores, nota del editor, actualización, correzione, nota della redazione, rettifica, errata, correção, rectificatie
        correctie, sprostowanie, aktualizacja, уточнение, исправление, обновлено, уточнення, виправлення, oprava, upřesnění, helyesbítés
        frissítés, pontosítás, erată, rättelse, rettelse, korjaus, oikaisu, διόρθωση, düzeltme, תיקון, הבהרה, עדכון, تصحيح, توضيح, تحديث
        訂正, 更正, 정정""",
    ),
    (
        _S.BIO,
        """is a reporter|journalist|columnist|correspondent|editor|contributor|freelancer
        is a staff|freelance|senior|political|contributing writer|journalist|reporter, is the editor, covers * for, writes about|for
        has covered|reported, joined the *, can be reached, ist redakteur*, ist journalist*, ist korrespondent*, ist autor*, ist freie
        schreibt über|für, est journaliste|rédacteur|rédactrice|correspondant*, es periodista|redactor|redactora|corresponsal|columnista
        è giornalista, è un giornalista, è una giornalista, è redattore|redattrice, é jornalista|repórter|colunista|correspondente
        is journalist|redacteur|verslaggever|correspondent, schrijft over|voor, jest dziennikarz*, jest dziennikark*, dziennikarz*
        журналист*, корреспондент*, обозреватель, журналіст*, кореспондент*, je novinář*, je redaktor*, újságíró, szerkesztő
        este jurnalist*, är journalist|reporter|redaktör, er journalist|redaktør, on toimittaja, είναι δημοσιογράφος, gazeteci, muhabiri
        כתב, כתבת, עיתונאי, עיתונאית, صحفي, صحفية, كاتب, كاتبة
        adalah wartawan|jurnalis|reporter|penulis|redaktur""",
    ),
    (
        _S.TOOL,
        """min read|reading, mins read, minute read, minutes read, minutes to read, reading time, read time, listen to this|article|story|post
        audio version, ai generated summary, ai summary, summary by ai, summarized by ai, generated by ai, written by ai, lesezeit, min lesen
        minuten lesezeit, artikel anhören|vorlesen|hören, vorlesen lassen, ki zusammenfassung, ki generierte zusammenfassung
        mit ki erstellt, ki erstellt, temps de lecture, min de lecture|lectura|leitura|lettura, minutes de lecture
        écouter l|cet|cette|article, écoutez cet|l, résumé par ia|l, résumé généré par, tiempo de lectura, minutos de lectura|leitura
        escuchar el|este|artículo, escucha el|este, resumen generado|hecho|por, tempo di lettura, minuti di lettura, ascolta l|articolo|questo
        riassunto generato|creato, tempo de leitura, ouvir o|esta|este|artigo, ouça este|esta|a, resumo gerado|feito, leestijd, minuten leestijd
        min leestijd, luister naar dit|het, artikel beluisteren, samenvatting door ai, czas czytania, min czytania, minut czytania
        minuty czytania, posłuchaj artykułu|tekstu, odsłuchaj, podsumowanie ai|wygenerowane, время чтения, мин чтения, минут чтения, минуты чтения
        слушать статью, прослушать, пересказ нейросети, час читання, хв читання, хвилин читання, хвилини читання, слухати статтю|текст, doba čtení
        min čtení, minut čtení, minuty čtení, poslechnout článek, poslechněte si článek, shrnutí vytvořil*, shrnutí ai, olvasási idő, perc olvasás
        perces olvasmány, cikk meghallgatása, timp de citire, min de citit|citire, minute de citit|citire, ascultă articolul, lästid, min läsning
        lyssna på artikeln, lyssna på texten, læsetid, min læsning, lyt til artiklen, lesetid, min lesing, lytt til artikkelen|saken, lukuaika
        min lukuaika, kuuntele juttu|artikkeli, χρόνος ανάγνωσης, λεπτά ανάγνωσης|ανάγνωση, λεπτα αναγνωσης|αναγνωση, χρονος αναγνωσης, ακούστε το
        ακουστε το, okuma süresi, dk okuma, dakika okuma|okunma, haberi dinle, makaleyi dinle, yapay zeka özeti, זמן קריאה, דקות קריאה
        האזינו לכתבה, האזנה לכתבה, סיכום ai, مدة القراءة, وقت القراءة, دقائق قراءة|للقراءة, دقيقة قراءة, استمع إلى, استمع للمقال, ملخص بالذكاء
        読了時間, 分で読め, この記事を聴く, この記事を聞く, ai要約, aiによる要約, 阅读时间, 閱讀時間, 分钟阅读, 分鐘閱讀, 收听本文, 聽新聞,
        ai摘要, 읽는 시간, 분 소요, 기사 듣기, ai 요약, waktu baca
        menit baca|membaca, menit waktu, dengarkan artikel|berita, ringkasan ai, ringkasan dibuat, phút đọc, thời gian đọc, nghe bài, nghe tin
        tóm tắt do|bởi, vrijeme čitanja, vreme čitanja, min čitanja, minuta čitanja, poslušaj članak, poslušajte članak, време читања, мин читања
        послушајте чланак, време за четене, мин четене, doba čítania, min čítania, minút čítania, vypočujte si, čas branja, min branja
        poslušaj članek, temps de lectura, minuts de lectura, escolta l, escolteu l, resum fet|generat, skaitymo laikas, min skaitymo
        klausytis straipsnio, lasīšanas laiks, min lasīšanas, klausīties rakstu, lugemisaeg, min lugemist, kuula artiklit, irakurtzeko denbora
        زمان مطالعه, دقیقه مطالعه, به این خبر گوش, منٹ کا مطالعہ, مطالعے کا وقت, पढ़ने का समय, मिनट में पढ़ें, मिनट पढ़ें, यह लेख सुनें
        খবরটি শুনুন, লেখাটি শুনুন, পড়তে লাগবে, মিনিটে পড়ুন, ใช้เวลาอ่าน, นาทีในการอ่าน, ฟังบทความ, ฟังข่าว, สรุปโดย ai, สรุปโดยปัญญาประดิษฐ์""",
    ),
    # Languages that came later, and gaps of the others: vi, fa, eu, sw, bg, sr/hr, sk, ca, sl, lt, lv, et; hi and th as they stand.
    (
        _S.GREET,
        """bạn đọc thân|yêu|quý, quý bạn đọc, quý độc giả, độc giả thân mến, خواننده گرامی|عزیز, خوانندگان گرامی|عزیز, مخاطبان گرامی|عزیز
        irakurle maitea|agurgarria|maiteok|maiteak, mpendwa msomaji, wapendwa wasomaji, ndugu msomaji, скъпи читатели|читателю
        уважаеми читатели|читателю, драги читатели, dragi čitatelji|čitaoci|čitatelju|čitaoče|bralci, poštovani čitatelji|čitaoci
        драги читаоци, поштовани читаоци, spoštovani bralci, milí čitatelia, milý čitateľ, vážení čitatelia, drahí čitatelia
        benvolgut* lector*, estimat* lector*, benvolgudes lectores, estimades lectores, mieli skaitytojai, gerbiami skaitytojai
        cienījamie lasītāji, mīļie lasītāji, dārgais lasītāj, hea lugeja, head lugejad, kallis lugeja
        प्रिय पाठक, प्रिय मित्र, อ่านที่รัก, เรียนผู้อ่าน""",
    ),
    (
        _S.ASK,
        """ủng hộ chúng|tòa|báo|ngay, tôi ủng hộ, hãy ủng hộ, quyên góp, đăng ký, chung tay, cùng góp, góp thêm, trở thành thành viên
        حمایت کنید|مالی, کمک کنید|مالی, عضو شوید, مشترک شوید, همراه ما, اشتراک, بپیوندید, egin zaitez, egin ekarpen*, lagundu iezaguzu|gaitzazu
        harpidetu, harpidetza*, bazkidetu, emaiguzu, emazu, diru ekarpen*, bat egitea, zatoz, changia, nachangia, changieni, jiunge, jiunga
        jiandikishe, tuunge mkono, tusaidie, ungana nasi, uwe mshirika, подкреп*, дарете, дарение, дарения, абонирай*, абонамент*
        включете се, помогнете, podrži, podržite, donira*, doniraj*, pretplat*, postanite, učlani*, pomozite, uplati, uplatite
        донирај*, подржите, претплат*, podporte, podporiť, prispej*, predplať*, predplatn*, staňte, pomôžte, pridajte, podprite, naročite
        naročnin*, prispevajte, fes te, feu vos, fes un donatiu, donatiu*, subscriu*, subscripci*, dóna suport, doneu suport, col labora*
        ajuda ns, uneix te, paremkite, prenumeruo*, prenumerat*, aukokite, prisijunkite, atbalsti, atbalstiet, ziedo, ziedojiet, abonē*
        pievienojieties, toeta meid, toetage, tellige, annetage, anneta, annetus*, सहयोग करें, सहयोग दें, दान करें, सदस्य बनें
        सब्सक्राइब करें, आर्थिक सहयोग, योगदान दें, भी जुड़ें, हमसे जुड़ें, บริจาค, สนับสนุนเรา, ร่วมสนับสนุน, สมัครสมาชิก
        consider a gift|donation|contribution|membership|subscription, consider giving|donating|contributing|subscribing|joining|supporting
        consider becoming|making, gift of any, tule mukaan, lähde mukaan, tue toimitusta|meitä|työtämme, bli en av, blir du med
        γινε, γινετε, στηριξτε, στηριξε, υποστηριξτε, 함께해 주, 동행을""",
    ),
    (
        _S.SELF,
        """tòa soạn, báo chí độc lập, تحریریه ما, تحریریه حمایت, روزنامه نگاری مستقل, رسانه مستقل, gure kazetariok|kazetarien, kazetaritza
        uandishi wa habari, chumba cha habari, нашата редакция, нашите журналисти|читатели, naš* novinar*, naš* čitatelj*, novinarstv*, новинарств*
        novinárstv*, našich čitateľov, naši čitatelia, periodisme, la nostra redacció, हमारी पत्रकारिता, हमारे पत्रकार, स्वतंत्र पत्रकारिता""",
    ),
    (
        _S.PERK,
        """không quảng cáo, بدون آگهی|تبلیغات, iragarkirik gabe*, bila matangazo, без реклами, bez oglasa|oglasov|reklama|reklám
        без огласа|реклама, sense publicitat|anuncis, be reklamos|reklamų, bez reklām*, reklaamivaba*, ilma reklaamita
        बिना विज्ञापन, विज्ञापन मुक्त, ไม่มีโฆษณา, ไร้โฆษณา""",
    ),
    (
        _S.PERIOD,
        """mỗi tháng, hàng tháng, một tháng, mỗi năm, ماهانه, سالانه, در ماه, hilean, hileko, kwa mwezi, kila mwezi, kwa mwaka, на месец, месечно
        mjesečno, mesečno, na mjesec|mesec, mesačne, ročne, per mėnesį, mēnesī, cada mes, प्रति माह, रुपये महीने, रुपये महीना, हर महीने
        ต่อเดือน, เดือนละ, τον|το μηνα""",
    ),
    (
        _S.PRICE,
        """रुपये महीने, रुपये महीना, रुपये प्रति, บาทต่อเดือน, টাকায়, টাকা দিয়ে""",
    ),
    (
        _S.YOU,
        """bạn, quý vị, شما, شماست, zure, zuri, zeure, dizugu, bazaizu, wewe, wako, nawe, unaweza, utapata, vama, vaši*, vaše*, vosaltres, jums
        jūsų, jūsu, आपको, आपसे, आपका, आपके, आपकी, आप भी, ของคุณ, ให้คุณ""",
    ),
    (
        _S.WE,
        """chúng tôi, gurekin, gure, wetu, nasi, tunakuomba, ние, нашия, нашата, нашите, nosaltres, nostre, mūsų, mūsu, meie, meiega
        हमारे, हमारी, हमें, ของเรา""",
    ),
    (_S.CLICK, """nhấn vào đây, bấm vào đây, کلیک کنید, egin klik, sakatu hemen, bofya hapa, क्लिक करें, คลิกที่นี่"""),
    (_S.LATER, """để sau, orain ez, geroago, ne sada, kasnije, možda kasnije, teraz nie, neskôr, možno neskôr, ara no, potser més tard, अभी नहीं"""),
    (
        _S.THANKS,
        """trân trọng, cảm ơn, chân thành cảm ơn, سپاس, سپاسگزاریم, eskerrik asko, esker onez, asante, hvala, zahvaljujemo, s poštovanjem
        srdačno, s spoštovanjem, ďakujeme, gràcies, atentament, ačiū, dėkojame, pagarbiai, paldies, ar cieņu, aitäh, täname, lugupidamisega
        धन्यवाद, आभार, ขอบคุณ""",
    ),
    (
        _S.GREET,
        """محترم قارئین|قاری, معزز قارئین, عزیز قارئین, پیارے قارئین, প্রিয় পাঠক, সুপ্রিয় পাঠক, সম্মানিত পাঠক, அன்பான வாசகர், அன்புள்ள வாசகர்
        வாசகர்களே, драги читаоче, поштовани читаоче, поштована читатељко, драга читатељко, poštovana čitateljice, draga čitateljice, milá čtenářko
        vážená čtenářko, milé čtenářky, pembaca terkasih|tercinta|terhormat|setia, pembaca budiman, thưa bạn đọc, thưa quý, gerbiamas skaitytojau
        mielas skaitytojau, miela skaitytoja, estimades i|lectores, ถึงผู้อ่าน, เรียนท่านผู้อ่าน""",
    ),
    (
        _S.ASK,
        """عطیہ, عطیات, چندہ, تعاون کریں|کیجیے, مدد کریں|کیجیے, ساتھ دیں|دیجیے, رکن بنیں, ممبر بنیں, سبسکرائب, شامل ہوں, অনুদান, চাঁদা, সহায়তা করুন
        সাহায্য করুন, সমর্থন করুন, সদস্য হোন, সাবস্ক্রাইব করুন, গ্রাহক হোন, যোগ দিন, পাশে থাকুন, পাশে দাঁড়ান, நன்கொடை, ஆதரவு தாருங்கள்
        ஆதரியுங்கள், சந்தா, உறுப்பினராகுங்கள், உதவுங்கள், прикључите се, придружите се, помозите, останите уз, остајем уз, приложите
        pridružite se|nam, podupri*, budi uz, budite uz, přidejte se, přidám se, přihoďte, vydržte s, станьте, долучитися, urunan, traktir*
        ikut menopang|mendukung|urunan, mời tác giả, góp tiền, đi cùng tòa|chúng, góp sức, prisidėk*, likite su|kartu, palaikykite
        fes una aportació, sumeu, suma t, m hi""",
    ),
    (
        _S.SELF,
        """ہماری صحافت, ہمارا ادارہ, آزاد صحافت, ہمارے صحافی|قارئین, আমাদের সাংবাদিকতা, আমাদের সাংবাদিক, আমাদের পাঠক, স্বাধীন সাংবাদিকতা
        எங்கள் இதழியல், எங்கள் வாசகர்கள், нашег новинарства, нашу редакцију, наша редакција, našu redakciju, naša redakcija, náš* redakc*
        našu redakciju""",
    ),
    (
        _S.PERK,
        """اشتہار کے بغیر, بغیر اشتہار*, اشتہارات سے پاک, বিজ্ঞাপনহীন, বিজ্ঞাপন ছাড়া, বিজ্ঞাপনমুক্ত, விளம்பரமின்றி, விளம்பரம் இல்லாத, bez reklam, без реклами""",
    ),
    (_S.PERIOD, """ماہانہ, ہر ماہ, سالانہ, প্রতি মাসে, মাসিক, মাসে, বছরে, மாதந்தோறும், மாதம், щомісяця, за месец, месечно, měsíčně, mėnesiui"""),
    (_S.YOU, """آپ, آپ کو, آپ کی, آپ کا, আপনি, আপনার, আপনাকে, আপনারা, আপনাদের, আপনিও, நீங்கள், உங்கள், உங்களை"""),
    (_S.WE, """ہم, ہمیں, ہمارے, ہماری, আমরা, আমাদের, நாங்கள், எங்கள், எங்களை, нама"""),
    (
        _S.LATER,
        """پھر کبھی, ابھی نہیں, এখন নয়, பிறகு, други пут, не сада, drugi put, jindy, příště, іншим разом,
        lain waktu, lần khác, kitą kartą, ne dabar""",
    ),
    (_S.THANKS, """شکریہ, شکریے, কৃতজ্ঞতাসহ, ধন্যবাদ, நன்றி, хвала, захваљујемо, с поштовањем, uz zahvalu, s poštovanjem, обіймаємо, su padėka"""),
    (_S.MAIL, """hộp thư, thư điện tử, خبرنامه, postontzi*, buletin*, barua pepe, न्यूज़लेटर, ईमेल, จดหมายข่าว"""),
)

_Slots = tuple[tuple[str, ...], ...]
_Pattern = tuple[int, _Slots, int, frozenset[str]]
"""Words before the one it is filed under, all its words, what it is a sign of, and words of which one must be there too (none: any may do)."""
_TOKEN = re.compile(r"[^\W_]+")
_COMMON_MARKS = ",.-:\"()'"
"""What most often stands between words and is no part of them."""
# Tables of bytes: one of characters is looked up anew for each that differs, in every text.
_ASCII_GAPS = bytes(ord(chr(code).lower()) if chr(code).isalnum() or code == 10 else 32 for code in range(128)).ljust(256)
_LATIN_GAPS = bytes(code if chr(code).isalnum() or code == 10 else 32 for code in range(256))
DENSE = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]")
_UNBROKEN = re.compile("[\u0900-\u0dff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]")
"""Scripts whose words are not found by their letters: none stand between them, or their vowel signs are no letters."""
_SYMBOL_PRICE = re.compile(r"[$€£¥₪₽₴₺₹₩￥৳₨₫฿₦₱₸₾]\s?\d|\d\s?[万萬만억億천]?\s?(?:[$€£¥₪₽₴₺₹₩￥৳₨₫฿₦₱₸₾円元원]|ש[\"״]ח)")
# What no price in text beyond ASCII is without: one look at each character instead of two patterns tried at it.
_MONEY = "$€£¥₪₽₴₺₹₩￥৳₨₫฿₦₱₸₾円元원ש"
_PRICED = _S.PRICE
_DENSE = 1 << 30
"""Beside the signs of a word met: it is of a script without spaces."""
_CURRENCIES = frozenset(
    [
        "usd",
        "eur",
        "euro",
        "euros",
        "gbp",
        "chf",
        "nis",
        "ils",
        "pln",
        "zł",
        "zl",
        "huf",
        "ft",
        "czk",
        "kč",
        "ron",
        "lei",
        "sek",
        "dkk",
        "nok",
        "kr",
        "kroner",
        "kronor",
        "руб",
        "рублей",
        "рубля",
        "гривень",
        "грн",
        "лв",
        "tl",
        "lira",
        "aed",
        "sar",
        "egp",
        "jpy",
        "dollar",
        "dollars",
        "pound",
        "pounds",
        "forint",
        "forinttal",
        "forintért",
        "евро",
        "євро",
        "ευρώ",
        "شيكل",
        "دولار",
        "دولارات",
        "درهم",
        "ريال",
        "جنيه",
        "שח",
        "שקל",
        "שקלים",
        "₪",
        "złotych",
        "korun",
        "reais",
        "real",
        "pesos",
        "ευρω",
        "đồng",
        "vnđ",
        "تومان",
        "euroren",
        "shilingi",
        "лева",
        "dinara",
        "динара",
        "динар",
        "rupiah",
        "روپے",
        "روپیہ",
        "baht",
        "evra",
        "eura",
        "eurų",
        "tenge",
        "тенге",
    ]
)


# Words that stand in every other paragraph: no pattern is looked for by one of these if it has another.
_COMMON = frozenset(
    "the of on zu from up may a in per to and not nicht more "
    "also most like this make use get back next per here we our you your us mehr auch hier sie ihre werden".split()
)


def _index() -> tuple[dict[str, list[tuple[int, _Slots, int]]], dict[str, list[tuple[str, int, _Slots, int]]], dict[str, list[tuple[str, int]]]]:
    """Return patterns by a whole word, by the first three letters of a stem, and those of scripts without spaces by their first letter.

    A pattern is filed under its rarest word, roughly its longest, with how many words stand before that one: first words are "a", "in" and "the".
    """
    whole: dict[str, list[tuple[int, _Slots, int]]] = {}
    stems: dict[str, list[tuple[str, int, _Slots, int]]] = {}
    dense: dict[str, list[tuple[str, int]]] = {}
    for sign, text in _TABLE:
        for pattern in dict.fromkeys(part.strip().casefold() for line in text.split("\n") for part in line.split(",")):
            if not pattern:
                continue
            if _UNBROKEN.search(pattern):
                dense.setdefault(pattern[0], []).append((pattern, sign))
                continue
            slots = tuple(tuple(word.split("|")) for word in pattern.replace('"', " ").split())
            anchor = max(range(len(slots)), key=lambda place: (_COMMON.isdisjoint(slots[place]), min(len(choice) for choice in slots[place]), -place))
            for word in slots[anchor]:
                if word.endswith("*"):
                    stems.setdefault(word[:3].rstrip("*"), []).append((word[:-1], anchor, slots if len(slots) > 1 else (), sign))
                else:
                    whole.setdefault(word, []).append((anchor, slots if len(slots) > 1 else (), sign))
    return whole, stems, dense


_WHOLE, _STEMS, _UNSPACED = _index()
_FILED = _WHOLE.keys() | _CURRENCIES
_BEGINNINGS = {head: tuple({stem for stem, *_ in patterns}) for head, patterns in _STEMS.items()}


_HOT: dict[str, tuple[int, tuple[_Pattern, ...], frozenset[str]]] = {}
"""What a word says by itself, the patterns of several words that it is one of, and words of which one must stand beside it for any of them.

Of the words met so far that patterns are filed under. It says nothing but what _WHOLE and _STEMS say, only sooner; emptied when full.
"""
_MAX_KNOWN = 100_000


def _filed(tokens: set[str]) -> set[str]:
    """Return those of ``tokens`` that patterns are filed under, or that are of a script without spaces. ``_HOT`` knows them by now."""
    found = tokens & _FILED
    found.update([token for token in tokens if (head := token[:3]) in _BEGINNINGS and token.startswith(_BEGINNINGS[head])])
    if _is_unbroken(" ".join(tokens)):
        found.update(filter(_UNBROKEN.search, tokens))
    if len(_HOT) > _MAX_KNOWN:  # now, and not between two of these
        _HOT.clear()
    for token in found:
        if token not in _HOT:
            _HOT[token] = _filed_under(token)
    return found


def _filed_under(token: str) -> tuple[int, tuple[_Pattern, ...], frozenset[str]]:
    """Return what ``_HOT`` knows of a token."""
    stems = tuple([stem for stem in _BEGINNINGS.get(token[:3], ()) if token.startswith(stem)])
    alone, several, company = _known_by(token if token in _WHOLE else "", stems)
    return (alone | _DENSE if not token.isascii() and _UNBROKEN.search(token) else alone), several, company


@cache
def _known_by(word: str, stems: tuple[str, ...]) -> tuple[int, tuple[_Pattern, ...], frozenset[str]]:
    """Return what is known of a token that is ``word`` ("": none of ours) and begins with ``stems``; most that begin with one stem are the same."""
    patterns = list(_WHOLE.get(word, ()))
    if stems:
        patterns += [(anchor, slots, sign) for stem, anchor, slots, sign in _STEMS[stems[0][:3]] if stem in stems]
    alone = 0
    for _, slots, sign in patterns:
        if not slots:
            alone |= sign
    several = tuple((*pattern, _company(*pattern[:2])) for pattern in dict.fromkeys(patterns) if pattern[1])
    needs = [need for _, _, _, need in several]
    return alone, several, frozenset().union(*needs) if all(needs) else frozenset()


def _company(anchor: int, slots: _Slots) -> frozenset[str]:
    """Return the words of a pattern's rarest place beside the one it is filed under, if they are whole words; none if all places hold stems."""
    whole = [slot for place, slot in enumerate(slots) if place != anchor and not any(word.endswith("*") for word in slot)]
    return frozenset(max(whole, key=lambda slot: (_COMMON.isdisjoint(slot), min(map(len, slot))), default=()))


def _fits(word: str, choices: tuple[str, ...]) -> bool:
    return any(word.startswith(choice[:-1]) if choice.endswith("*") else word == choice for choice in choices)


def _stands(tokens: list[str], start: int, slots: _Slots) -> bool:
    """Return whether the words of ``slots`` stand in ``tokens`` from ``start`` on."""
    return start >= 0 and start + len(slots) <= len(tokens) and all(_fits(tokens[start + i], slot) for i, slot in enumerate(slots))


def _finder(whole: Collection[str], stems: Collection[str], gap: str) -> re.Pattern[str]:
    """Return what finds any word that is in ``whole`` or begins with one of ``stems``, behind a ``gap``.

    A look at a word's first three letters, which is the end of most, then one walk through a tree of letters: a text's new words cost no more than
    those that other texts had.
    """
    tree: dict[str, Any] = {}
    for word, end in [(stem, _STEM) for stem in sorted(stems, key=len)] + [(word, _END) for word in sorted(whole)]:
        at = tree
        for letter in word:
            if _STEM in at:
                break  # all that goes on here is found
            at = at.setdefault(letter, {})
        at[end] = {}

    def pattern(at: dict[str, Any]) -> str:
        if _STEM in at:
            return ""
        ways = [re.escape(letter) + pattern(below) for letter, below in at.items() if letter != _END] + [_END] * (_END in at)
        return ways[0] if len(ways) == 1 else f"(?:{'|'.join(ways)})"

    words = [*whole, *stems]
    look = ""
    for place in range(3):
        letters = "".join(sorted({word[place] for word in words if len(word) > place}))
        ends = any(len(word) == place for word in words)
        look += f"[{re.escape(letters)}{_GAP * ends}]"
        if ends:
            break
    return re.compile(f"{gap}(?={look}){pattern(tree)}")


def _is_latin(word: str) -> bool:
    return max(word) <= "\xff"


_STEM, _END, _GAP = "*", r"(?![^\W_])", r"\W_"
_CORE = _S.GREET | _S.SELF | _S.PERK | _S.MAIL
_CORE_WHOLE = [word for word, patterns in _WHOLE.items() if any(sign & _CORE for _, _, sign in patterns)]
_CORE_STEMS = [stem for patterns in _STEMS.values() for stem, _, _, sign in patterns if sign & _CORE]
# In a ``_line`` of ASCII, where no other word stands, in one of Latin-1, and in any other.
_IN_ASCII = _finder(list(filter(str.isascii, _CORE_WHOLE)), list(filter(str.isascii, _CORE_STEMS)), " ")
_IN_LATIN = _finder(list(filter(_is_latin, _CORE_WHOLE)), list(filter(_is_latin, _CORE_STEMS)), " ")
_IN_ANY = _finder(_CORE_WHOLE, _CORE_STEMS, rf"[{_GAP}]")


def may_ask(text: str) -> bool:
    """Return whether ``text`` may greet readers, speak of the medium or want an address: a sieve through which most paragraphs of a story fall."""
    line, finder = _line(text)
    return finder.search(line) is not None or _is_unbroken(line)


def _is_unbroken(text: str) -> bool:
    """Return whether ``text`` has characters of a script whose words are not found by their letters."""
    try:
        text.encode("latin-1")  # most text passes, in no time
    except UnicodeEncodeError:
        return _UNBROKEN.search(text) is not None
    return False


def _line(text: str) -> tuple[str, re.Pattern[str]]:
    """Return ``text`` case folded, beginning and ending with a space, and what finds words in it.

    Of ASCII and Latin-1, which cost half as much, nothing but its words between spaces.
    """
    plain = text if text.isascii() else untyped(text)
    if plain.isascii():
        return f" {_ascii_words(plain)} ", _IN_ASCII
    plain = plain.casefold()
    try:
        return f" {plain.encode('latin-1').translate(_LATIN_GAPS).decode('latin-1')} ", _IN_LATIN
    except UnicodeEncodeError:
        return f" {plain} ", _IN_ANY


def _anywhere(tokens: list[str], token: str, anchor: int, slots: _Slots) -> bool:
    """Return whether the words of ``slots`` stand somewhere in ``tokens``, ``token`` at the place ``anchor`` among them."""
    place = -1
    for _ in range(tokens.count(token)):
        place = tokens.index(token, place + 1)
        if _stands(tokens, place - anchor, slots):
            return True
    return False


def tokens_of_each(texts: Collection[str]) -> list[list[str]]:
    """Return ``tokens_of`` each of ``texts``, at less than they cost one by one."""
    joined = "\n".join(texts)
    plain = joined if joined.isascii() else untyped(joined)
    if plain.count("\n") >= len(texts):
        return list(map(tokens_of, texts))  # somebody's text has lines
    if plain.isascii():
        return list(map(str.split, _ascii_words(plain).split("\n")))
    plain = plain.casefold()
    if (latin := _latin_words(plain)) is not None:
        return list(map(str.split, latin.split("\n")))
    # a few lines of a page in Latin letters have an arrow or a far name, and cost three times what the others do
    return [
        _ascii_words(line).split() if line.isascii() else _tokens(line) if (latin := _latin_words(line)) is None else latin.split()
        for line in plain.split("\n")
    ]


def _ascii_words(plain: str) -> str:
    """Return the words of lines in ASCII, case folded, between spaces."""
    return plain.encode().translate(_ASCII_GAPS).decode("ascii")


def _latin_words(folded: str) -> str | None:
    """Return the words of ``folded`` lines in Latin-1 between spaces; None if there are other characters."""
    try:
        return folded.encode("latin-1").translate(_LATIN_GAPS).decode("latin-1")
    except UnicodeEncodeError:
        return None


def tokens_of(text: str) -> list[str]:
    """Return the words of ``text``, case folded, in order."""
    return _tokens(text if text.isascii() else untyped(text))


def _tokens(plain: str) -> list[str]:
    """Return the words of a text that is ``untyped``."""
    if plain.isascii():
        return _ascii_words(plain).split()
    plain = plain.casefold()
    for mark in _COMMON_MARKS:
        plain = plain.replace(mark, " ")
    pieces = plain.split()
    if "".join(pieces).isalnum():  # nothing but words is left of most text, in half the time that it takes to look for each
        return pieces
    return [word for piece in pieces for word in ((piece,) if piece.isalnum() else _TOKEN.findall(piece))]


def _priced(tokens: list[str]) -> bool:
    """Return whether a number stands within two words of a currency; Hebrew ש"ח comes as two tokens."""
    return any(token in _CURRENCIES and any(near.isdigit() for near in tokens[max(0, place - 2) : place + 3]) for place, token in enumerate(tokens))


def costs(text: str) -> bool:
    """Return whether ``text`` names money: a currency, with or without a number in digits."""
    return bool(_SYMBOL_PRICE.search(text)) or not _CURRENCIES.isdisjoint(tokens_of(text))


_POLITE_WORDS = (" Sie", " Ihnen", " Ihr")
_POLITE = re.compile(r"(?<=[a-zäöüß,;] )(?:Sie|Ihnen|Ihr(?:e[mnrs]?)?)(?![^\W_])")
"""German speaks to its readers in words that mean "they" and "her" in small letters, and may at a sentence's beginning."""


def signs_of(text: str) -> int:
    """Return what the words of ``text`` give away: ``Sign`` values joined."""
    return signs_of_each((text,))[0]


def signs_of_each(texts: Sequence[str]) -> list[int]:
    """Return ``signs_of`` each of ``texts``: what no text of a page says is found out once, not once for each."""
    if not texts:
        return []
    words = tokens_of_each(texts)
    warm = _filed(set().union(*words))
    found = [_said(tokens, here) if (here := warm.intersection(tokens)) else 0 for tokens in words]
    for place, signs in enumerate(found):
        if signs & _DENSE:
            found[place] = _unspaced(texts[place].casefold(), signs & ~_DENSE)
    joined = "\n".join(texts)
    if any(word in joined for word in _POLITE_WORDS):
        for place, text in enumerate(texts):
            if _POLITE.search(text):
                found[place] |= Sign.YOU
    if money := [sign for sign in _MONEY if sign in joined]:  # to look for each is a tenth of the price of looking at every character
        for place, text in enumerate(texts):
            if any(sign in text for sign in money) and _SYMBOL_PRICE.search(text):
                found[place] |= _PRICED
    return found


def _said(tokens: list[str], warm: Collection[str]) -> int:
    """Return what ``tokens`` give away, of which ``warm`` are those that patterns are filed under."""
    found = 0
    several: list[tuple[str, tuple[_Pattern, ...]]] = []
    different = frozenset(tokens)
    for token in warm:
        alone, patterns, company = _HOT[token]
        found |= alone
        if patterns and not (company and company.isdisjoint(different)):
            several.append((token, patterns))
    for token, patterns in several:
        for anchor, slots, sign, company in patterns:
            if not found & sign and not (company and company.isdisjoint(different)) and _anywhere(tokens, token, anchor, slots):
                found |= sign
    if not _CURRENCIES.isdisjoint(warm) and _priced(tokens):
        found |= _PRICED
    return found


def _unspaced(folded: str, found: int) -> int:
    """Return the signs ``found`` and those of patterns in scripts without spaces that stand in a ``folded`` text."""
    for letter in _UNSPACED.keys() & set(folded):
        for pattern, sign in _UNSPACED[letter]:
            if not found & sign and pattern in folded:
                found |= sign
    return found
