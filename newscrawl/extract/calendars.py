"""Months and calendars by the names that people give them."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta


def folded_month(word: str) -> str:
    """Return a word as months are compared: in lower case and one composition, without the dot that lower case leaves on a Turkish İ."""
    return word.casefold() if word.isascii() else unicodedata.normalize("NFC", word.casefold().replace("\u0307", ""))


_MONTHS_OF = {
    "en": "january|jan february|feb march|mar april|apr may june|jun july|jul august|aug september|sept|sep october|oct november|nov december|dec",
    "de": "januar|jänner|jaenner|jän februar|feber märz|maerz|mär|mrz april mai juni juli august september oktober|okt november dezember|dez",
    "fr": "janvier|janv février|févr|fév mars avril|avr mai juin juillet|juil août septembre octobre novembre décembre|déc",
    "es": "enero|ene febrero marzo abril|abr mayo junio julio agosto|ago septiembre|setiembre|set octubre noviembre diciembre|dic",
    "pt": "janeiro fevereiro|fev março abril maio|mai junho julho agosto setembro outubro|out novembro dezembro",
    "it": "gennaio|gen febbraio marzo aprile maggio|mag giugno|giu luglio|lug agosto settembre|sett ottobre|ott novembre dicembre",
    "nl": "januari februari maart|mrt april mei juni juli augustus september oktober november december",
    "sv": "januari februari mars april maj juni juli augusti september oktober november december",
    "da": "januar februar marts april maj juni juli august september oktober november december",
    "no": "januar februar mars april mai juni juli august september oktober november desember|des",
    "fi": "tammikuu helmikuu maaliskuu huhtikuu toukokuu kesäkuu heinäkuu elokuu syyskuu lokakuu marraskuu joulukuu",
    "fi2": "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta marraskuuta joulukuuta",
    "pl": "styczeń|stycznia|sty luty|lutego|lut marzec|marca kwiecień|kwietnia|kwi maj|maja czerwiec|czerwca|cze lipiec|lipca|lip "
          "sierpień|sierpnia|sie "
          "wrzesień|września|wrz październik|października|paź listopad|listopada|lis grudzień|grudnia|gru",
    "cs": "leden|ledna únor|února březen|března duben|dubna květen|května červen|června červenec|července "
          "srpen|srpna září říjen|října listopad|listopadu prosinec|prosince",
    "sk": "január|januára február|februára marec|marca apríl|apríla máj|mája jún|júna júl|júla "
          "august|augusta september|septembra október|októbra november|novembra december|decembra",
    "sl": "januarja februarja marca aprila maja junija julija avgusta|avgust septembra oktobra novembra decembra",
    "hr": "siječnja|siječanj veljače|veljača ožujka|ožujak travnja|travanj svibnja|svibanj lipnja|lipanj srpnja|srpanj "
          "kolovoza|kolovoz rujna|rujan listopada studenoga|studenog|studeni prosinca|prosinac",
    "sr": "januar februar mart april maj jun jul avgust|avg septembar oktobar novembar decembar",
    "sr2": "јануар фебруар март април мај "
           "јун јул август септембар "
           "октобар новембар децембар",
    "hu": "január február március|márc április|ápr május|máj június|jún július|júl augusztus "
          "szeptember|szept október november december",
    "ro": "ianuarie|ian februarie martie aprilie mai iunie|iun iulie|iul august septembrie octombrie noiembrie|noi decembrie",
    "tr": "ocak şubat|şub mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
    "ru": "января|январь|янв февраля|фев "
          "марта|мар апреля|апр мая|май "
          "июня|июнь июля|июль августа|авг "
          "сентября|сен|сент октября|окт "
          "ноября|ноя декабря|дек",
    "uk": "січня лютого березня квітня "
          "травня червня липня серпня "
          "вересня жовтня листопада грудня",
    "bg": "януари февруари март април май юни "
          "юли август септември октомври "
          "ноември декември",
    "lt": "sausio vasario kovo balandžio gegužės birželio liepos rugpjūčio rugsėjo spalio lapkričio gruodžio",
    "lv": "janvāris|janvārī februāris|februārī marts|martā aprīlis|aprīlī maijs|maijā jūnijs|jūnijā "
          "jūlijs|jūlijā augusts|augustā septembris|septembrī oktobris|oktobrī novembris|novembrī decembris|decembrī",
    "et": "jaanuar veebruar märts aprill mai juuni juuli august september oktoober november detsember",
    "ca": "gener febrer març abril maig juny juliol agost setembre octubre novembre desembre",
    "el": "ιανουαρίου φεβρουαρίου "
          "μαρτίου απριλίου μαΐου|μαΐου "
          "ιουνίου ιουλίου αυγούστου "
          "σεπτεμβρίου οκτωβρίου "
          "νοεμβρίου δεκεμβρίου",
    "ar": "يناير فبراير مارس أبريل|ابريل "
          "مايو يونيو يوليو أغسطس "
          "سبتمبر أكتوبر نوفمبر ديسمبر",
    "ar2": "_ شباط آذار|اذار نيسان أيار|ايار "
           "حزيران تموز آب أيلول|ايلول _ _ _",
    "he": "בינואר בפברואר במרץ באפריל "
          "במאי ביוני ביולי באוגוסט "
          "בספטמבר באוקטובר בנובמבר בדצמבר",
    "id": "januari|jan februari|feb|peb maret april mei juni juli agustus|agt|agu|ags september oktober november|nop desember",
    "cs2": "led úno bře dub kvě čvn čvc srp zář říj lis pro",
    "sr3": "januara februara marta aprila maja juna jula avgusta septembra oktobra novembra decembra",
    "sr4": "јануара фебруара марта априла маја јуна јула августа септембра октобра новембра децембра",
    "hu2": "jan febr márc ápr máj jún júl aug szept okt nov dec",
    "tr2": "oca|ocak şub nis|mart nis|nisan may|mayis haz tem ağu eyl eki kas|kasim ara|aralik",
    "ru2": "янв февр|февраль март апрель май июн июл август сентябрь октябрь нояб|ноябрь декабрь",
    "uk2": "січень|січ лютий|лют березень|бер квітень|квіт|кві травень|трав|тра червень|черв|чер липень|лип серпень|серп|сер "
           "вересень|вер жовтень|жовт|жов листопад|лист грудень|груд|гру",
    "bg2": "яну фев мар апр май юни юли авг сеп окт ное|ноем дек",
    "be": "студзеня|студзень лютага|люты сакавіка|сакавік красавіка|красавік мая|май чэрвеня|чэрвень ліпеня|ліпень жніўня|жнівень "
          "верасня|верасень кастрычніка|кастрычнік лістапада|лістапад снежня|снежань",
    "mk": "јануари февруари март април мај јуни јули август септември октомври ноември декември",
    "kk": "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан",
    "lt2": "sausis|saus vasaris|vas kovas|kov balandis|bal gegužė|geg birželis|birž liepa|liep rugpjūtis|rugp rugsėjis|rugs spalis|spal "
           "lapkritis|lapkr gruodis|gruod",
    "lv2": "janv febr marts apr maijs jūn jūl aug sept okt nov dec",
    "et2": "jaan veebr märts apr mai juuni juuli aug sept okt nov dets",
    "fi2b": "tammi helmi maalis huhti touko kesä heinä elo syys loka marras joulu",
    "el2": "ιανουάριος|ιαν φεβρουάριος|φεβ μάρτιος|μαρ απρίλιος|απρ μάιος|μαϊ ιούνιος|ιουν ιούλιος|ιουλ αύγουστος|αυγ σεπτέμβριος|σεπ "
           "οκτώβριος|οκτ νοέμβριος|νοε δεκέμβριος|δεκ",
    "sq": "janar shkurt mars prill maj qershor korrik gusht shtator tetor nëntor dhjetor",
    "is": "janúar febrúar mars apríl maí júní júlí ágúst september október nóvember desember",
    "gl": "xaneiro|xan febreiro marzo abril maio xuño xullo|xul agosto setembro outubro novembro decembro",
    "ms": "januari februari mac april mei jun julai ogos september oktober november disember|dis",
    "sw": "januari februari machi aprili mei juni julai agosti septemba oktoba novemba desemba",
    "fil": "enero pebrero marso abril mayo hunyo hulyo agosto setyembre oktubre nobyembre disyembre",
    "az": "yanvar fevral mart aprel may iyun iyul avqust sentyabr oktyabr noyabr dekabr",
    "uz": "yanvar fevral mart aprel may iyun iyul avgust sentabr oktabr noyabr dekabr",
    "lb": "januar|jan februar mäerz abrëll mee juni juli august september oktober november dezember",
    "af": "januarie februarie maart april mei junie julie augustus september oktober november desember",
    "ka": "იანვარი|იან|იანვარს თებერვალი|თებ მარტი|მარ აპრილი|აპრ მაისი|მაი ივნისი|ივნ ივლისი|ივლ აგვისტო|აგვ სექტემბერი|სექ "
          "ოქტომბერი|ოქტ ნოემბერი|ნოე დეკემბერი|დეკ",
    "hy": "հունվարի|հունվար|հնվ փետրվարի|փետրվար|փտվ մարտի|մարտ|մրտ ապրիլի|ապրիլ|ապր մայիսի|մայիս|մյս հունիսի|հունիս|հնս "
          "հուլիսի|հուլիս|հլս օգոստոսի|օգոստոս|օգս սեպտեմբերի|սեպտեմբեր|սեպ հոկտեմբերի|հոկտեմբեր|հոկ նոյեմբերի|նոյեմբեր|նոյ "
          "դեկտեմբերի|դեկտեմբեր|դեկ",
    "he2": "ינואר|ינו פברואר|פבר|בפבר מרץ|מרס|במרס אפריל|אפר מאי יוני יולי אוגוסט|אוג ספטמבר|ספט אוקטובר|אוק נובמבר|נוב דצמבר|דצמ",
    "ar3": "جانفي فيفري مارس أفريل|افريل ماي جوان جويلية|يوليوز أوت|غشت|اغسطس شتنبر اكتوبر نونبر دجنبر",
    "ur": "جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر",
    "fa": "ژانویه|ژانویهٔ فوریه|فوریهٔ مارس آوریل مه|مهٔ|می ژوئن|جون ژوئیه|ژوئیهٔ|جولای اوت|آگوست سپتامبر اکتبر نوامبر دسامبر",
    "hi": "जनवरी|जन फ़रवरी|फरवरी|फर मार्च अप्रैल मई जून जुलाई|जुल अगस्त|अग सितंबर|सितम्बर|सित अक्टूबर|अक्तूबर|अक्टू "
          "नवंबर|नवम्बर|नव दिसंबर|दिसम्बर|दिस",
    "mr": "जानेवारी|जाने फेब्रुवारी|फेब्रु मार्च एप्रिल|एप्रि मे जून जुलै ऑगस्ट|ऑग सप्टेंबर|सप्टें ऑक्टोबर|ऑक्टो नोव्हेंबर|नोव्हें डिसेंबर|डिसें",
    "bn": "জানুয়ারি|জানুয়ারী|জানু ফেব্রুয়ারি|ফেব্রুয়ারী|ফেব মার্চ এপ্রিল মে জুন জুলাই আগস্ট|আগষ্ট সেপ্টেম্বর|সেপ্টে অক্টোবর|অক্টো "
          "নভেম্বর|নভে ডিসেম্বর|ডিসে",
    "pa": "ਜਨਵਰੀ ਫ਼ਰਵਰੀ|ਫਰਵਰੀ ਮਾਰਚ ਅਪ੍ਰੈਲ ਮਈ ਜੂਨ ਜੁਲਾਈ ਅਗਸਤ ਸਤੰਬਰ ਅਕਤੂਬਰ ਨਵੰਬਰ ਦਸੰਬਰ",
    "gu": "જાન્યુઆરી|જાન્યુ ફેબ્રુઆરી|ફેબ્રુ માર્ચ એપ્રિલ મે જૂન જુલાઈ ઑગસ્ટ|ઓગસ્ટ સપ્ટેમ્બર|સપ્ટે ઑક્ટોબર|ઓક્ટોબર નવેમ્બર ડિસેમ્બર",
    "ta": "ஜனவரி|ஜன பிப்ரவரி|பிப் மார்ச் ஏப்ரல்|ஏப் மே ஜூன் ஜூலை ஆகஸ்ட்|ஆக செப்டம்பர்|செப் அக்டோபர்|அக் நவம்பர்|நவ டிசம்பர்|டிச",
    "te": "జనవరి|జన ఫిబ్రవరి|ఫిబ్ర మార్చి ఏప్రిల్ మే జూన్ జులై|జూలై ఆగస్టు|ఆగస్ట్ సెప్టెంబర్|సెప్టెంబరు అక్టోబర్|అక్టోబరు నవంబర్|నవంబరు డిసెంబర్|డిసెంబరు",
    "kn": "ಜನವರಿ ಫೆಬ್ರವರಿ ಮಾರ್ಚ್ ಏಪ್ರಿಲ್ ಮೇ ಜೂನ್ ಜುಲೈ ಆಗಸ್ಟ್ ಸೆಪ್ಟೆಂಬರ್ ಅಕ್ಟೋಬರ್ ನವೆಂಬರ್ ಡಿಸೆಂಬರ್",
    "ml": "ജനുവരി ഫെബ്രുവരി മാർച്ച് ഏപ്രിൽ മേയ്|മെയ് ജൂൺ ജൂലൈ ഓഗസ്റ്റ്|ആഗസ്റ്റ് സെപ്റ്റംബർ ഒക്ടോബർ നവംബർ ഡിസംബർ",
    "sl2": "januar februar marec april maj junij julij avgust september oktober november december",
    "ne": "जनवरी फेब्रुअरी|फेब्रुवरी मार्च अप्रिल मे जुन जुलाई अगस्ट|अगस्त सेप्टेम्बर अक्टोबर नोभेम्बर डिसेम्बर",
    "km": "មករា កុម្ភៈ|កុម្ភះ មីនា មេសា ឧសភា មិថុនា កក្កដា សីហា កញ្ញា តុលា វិច្ឆិកា ធ្នូ",
    "my": "ဇန်နဝါရီ ဖေဖော်ဝါရီ မတ် ဧပြီ မေ ဇွန် ဇူလိုင် ဩဂုတ်|သြဂုတ် စက်တင်ဘာ အောက်တိုဘာ နိုဝင်ဘာ ဒီဇင်ဘာ",
    "lo": "ມັງກອນ ກຸມພາ ມີນາ ເມສາ ພຶດສະພາ ມິຖຸນາ ກໍລະກົດ ສິງຫາ ກັນຍາ ຕຸລາ ພະຈິກ ທັນວາ",
    "eu": "urtarrilaren otsailaren martxoaren apirilaren maiatzaren ekainaren uztailaren abuztuaren irailaren urriaren azaroaren abenduaren",
    "cy": "ionawr chwefror mawrth ebrill mai mehefin gorffennaf awst medi hydref tachwedd rhagfyr",
    "ga": "eanáir feabhra márta aibreán bealtaine meitheamh iúil lúnasa _ _ samhain nollaig",
    "mt": "jannar frar marzu april mejju ġunju lulju awwissu settembru ottubru novembru diċembru",
    "ku": "rêbendan reşemî|sibat adar nîsan gulan hezîran tîrmeh tebax îlon cotmeh mijdar berfanbar",
    "so": "janaayo febraayo maarso abriil maajo juun luulyo agoosto sebtembar oktoobar nofembar diseembar",
    "ha": "janairu fabrairu maris afrilu mayu yuni yuli agusta satumba oktoba nuwamba disamba",
    "si": "ජනවාරි පෙබරවාරි මාර්තු අප්‍රේල් මැයි ජූනි ජූලි අගෝස්තු සැප්තැම්බර් ඔක්තෝබර් නොවැම්බර් දෙසැම්බර්",
}  # fmt: skip
MONTHS: dict[str, int] = {}
for _names in _MONTHS_OF.values():
    for _number, _group in enumerate(_names.split(), 1):
        for _name in _group.split("|"):
            MONTHS.setdefault(folded_month(_name), _number)
MONTHS_HERE = {"hr": {"listopada": 10}, "bs": {"listopada": 10}}  # the same word is November further north
# The solar calendar of Iran and, by other names, of Afghanistan.
PERSIAN_MONTHS = {
    folded_month(_name): _number
    for _names in (
        "فروردین|فروردين اردیبهشت|ارديبهشت خرداد تیر|تير مرداد|امرداد شهریور|شهريور مهر آبان آذر دی|دي بهمن اسفند",
        "حمل ثور جوزا سرطان اسد سنبله میزان|ميزان عقرب قوس جدی|جدي دلو حوت",
    )
    for _number, _group in enumerate(_names.split(), 1)
    for _name in _group.split("|")
}
# The Levant's months of two words.
MONTH_PAIRS = {
    ("كانون", "الثاني"): 1, ("كانون", "ثاني"): 1, ("كانون", "الأول"): 12, ("كانون", "الاول"): 12, ("كانون", "أول"): 12,
    ("meán", "fómhair"): 9, ("deireadh", "fómhair"): 10,
    ("تشرين", "الأول"): 10, ("تشرين", "الاول"): 10, ("تشرين", "أول"): 10, ("تشرين", "الثاني"): 11, ("تشرين", "ثاني"): 11,
}  # fmt: skip
MONTH_WORDS = frozenset({*MONTHS, *PERSIAN_MONTHS, *(first for first, _ in MONTH_PAIRS), "tháng"})
THAI_MONTHS = {
    _name: _number
    for _number, _group in enumerate(
        "มกราคม|ม.ค. กุมภาพันธ์|ก.พ. มีนาคม|มี.ค. เมษายน|เม.ย. พฤษภาคม|พ.ค. มิถุนายน|มิ.ย. กรกฎาคม|ก.ค. สิงหาคม|ส.ค. กันยายน|ก.ย. "
        "ตุลาคม|ต.ค. พฤศจิกายน|พ.ย. ธันวาคม|ธ.ค.".split(), 1
    )
    for _name in _group.split("|")
}  # fmt: skip
THAI = re.compile(rf"(?<!\d)(\d{{1,2}})\s{{0,2}}({'|'.join(map(re.escape, THAI_MONTHS))})\s{{0,2}}(?:[พค]\.ศ\.\s?)?(\d{{4}}|\d{{2}})(?!\d)")
BUDDHIST = 543
"""Years by which Thailand counts ahead."""
# The first years of the eras, less one: 令和元年 is 2019, 民國元年 1912.
ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911}
ERA = re.compile(r"(令和|平成|昭和|民國|民国)\s?(元|\d{1,3})\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日?")


def from_persian(year: int, month: int, day: int) -> tuple[int, int, int] | None:
    """Return year, month and day of a day of the Persian solar calendar (1300 to 1499); None where it has no such day."""
    length = 31 if month <= 6 else 30
    if not (1300 <= year < 1500 and 1 <= month <= 12 and 1 <= day <= length):
        return None
    # Years since 1300, whose first day was 21 March 1921; in this span the years are leap by the cycle of 33.
    leaps = sum(1 for one in range(1300, year) if one % 33 in _PERSIAN_LEAPS)
    if month == 12 and day == 30 and year % 33 not in _PERSIAN_LEAPS:
        return None
    days = (year - 1300) * 365 + leaps + (month - 1) * 31 - max(0, month - 7) + day - 1
    when = date(1921, 3, 21) + timedelta(days=days)
    return when.year, when.month, when.day


_PERSIAN_LEAPS = frozenset({1, 5, 9, 13, 17, 22, 26, 30})
PERSIAN_LANGUAGES = ("fa", "prs", "ps")
