"""Who made a picture: the grammar of credit lines, in the words and scripts that newspapers write them.

A credit is kept as it stands (IPTC Credit Line, schema.org ``creditText``), without the word that only says that it is one,
and read into people and agency.
Labels and punctuation decide where a credit begins; a short list of agencies helps where there is neither.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from newscrawl.extract.names import is_japanese, is_known
from newscrawl.text import both_cases, clean


@dataclass(frozen=True, slots=True)
class Credit:
    """A credit line: verbatim without its label, the people it names, and the agency or house, None where there is none."""

    credit: str
    creators: tuple[str, ...] = ()
    agency: str | None = None


MAX_CREDIT = 160
"""Characters; what is longer is a sentence. The longest real one seen has 120."""
MAX_TEXT = 4_000
"""Characters of a caption that are looked at."""

# What stands before a colon (or =, ／ …) and says "the rest is a credit". Nouns of pictures, makers, sources, rights.
_NOUNS = (
    # English, German, Dutch, Scandinavian, Finnish, Icelandic, Baltic
    "photos? credits?|image credits?|picture credits?|photo credit line|media credit|photo courtesy|image courtesy|photos?|photograph(?:s|"
    "er|ers|y)?|pictures?|pics?|images?|credits?|"
    "source|sources|image source|photo source|courtesy|copyright|photo illustration|illustrations?|graphic|video|collage|kolaj|koláž|"
    "kolaż|коллаж|колаж|"
    "fotos?|bild(?:er|quellen?|nachweis|rechte|credit|agentur)?|fotograf(?:ie|in|ía|ia|en|er)?|foto ?credits?|foto ?nachweis|foto ?quelle|"
    "quellen?|symbol(?:bild|foto)|archiv(?:bild|foto)|grafik|montage|"
    "screenshot|fotomontage|repro|beeld|afbeelding|fotograaf|bron|billeder?|bilder?|bilde|kilde|arkivfoto|arkivbild|pressefoto|pressbild|"
    "källa|kuva(?:t|aja)?|valokuva|lähde|ljósmynd|mynd|"
    "nuotr|nuotrauk(?:a|os)|nuotraukos autor(?:ius|ė)|šaltinis|attēls|avots|pilt|allikas|"
    # French, Spanish, Catalan, Portuguese, Italian, Romanian, Basque
    "crédits?(?: photos?| image)?|photos? d.archives?|photographies?|photographes?|crédits?|créditos?|crédito (?:de la )?(?:foto|imagen)|"
    "fotografías?|fotógraf[oa]|imagen|imágenes|vídeo|fuente|cortesía|imatge|font|"
    "imagem|imagens|fonte|reprodução|divulgação|crediti|credito|immagin[ei]|fotografi[ea]|fotografo|surs[aă](?: foto)?|imagine|argazki(?:a|ak)?|"
    # Slavic, Hungarian, Albanian, Greek, Turkish
    "fot|zdjęci[ea]|źródło|autor(?: zdjęcia| fotografie)?|zdroj|fotografie|snímek|snímka|snímky|fotó|kép|képek|forrás|fénykép|"
    "fotografij[ae]|slik[ae]|izvor|vir|burimi|snimi(?:o|la|li)|snimatelj|fotografira(?:o|la|l)|posnel[ai]?|fotografoval[ai]?|fotografował[ai]?|"
    "fényképezte|fotózta|снимио|снимила|снимал[аи]?|"
    "фото(?:графія|графия|графии|граф)?|світлин[аи]|зображення|джерело|автор(?: фото)?|снимк[аи]|снимок|източник|источник|изображение|"
    "извор|фотографија|"
    "φωτογραφί(?:α|ες)|φωτό?|πηγή|εικόνα|fotoğraf(?:lar|çı)?|kaynak|görsel|fotografi|şəkil|ფოტო|լուսանկար(?:ը)?|"
    # Hebrew, Arabic, Persian, Urdu, South Asia, South-East Asia, Africa
    "צילומים|צילום|צילם|צילמה|תמונה|תמונות|קרדיט(?: צילום| תמונה)?|تصوير|صورة|الصورة|مصدر الصورة|المصدر|مصدر|عدسة|عکس|عکاس|منبع|تصویر|"
    "फोटो|फ़ोटो|तस्वीर|चित्र|छायाचित्र|साभार|स्रोत|ছবি|সূত্র|ফটো|படம்|புகைப்படம்|ఫోటో|ഫോട്ടോ|ภาพ(?:โดย|จาก|ถ่าย)?|ที่มา|เครดิต(?:ภาพ)?|"
    "ảnh|hình(?: ảnh)?|nguồn(?: ảnh)?|sumber(?: foto)?|gambar|picha|larawan|kuha ni|"
    "dok|dokumentasi|kredit(?: foto)?|"
    # East Asia
    "写真提供|画像提供|写真|撮影者?|画像|提供|出典|图片来源|圖片來源|图源|圖源|图片?|圖片?|摄影|攝影|摄|攝|照片|"
    "来源|來源|资料图|사진 ?제공|사진 ?출처|사진|출처|제공|촬영|이미지"
)
_QUALIFIER = (
    r"(?:file |archive |handout |symbol|archiv|titel|vorschau|teaser|header|cover |lead |featured |hero |banner |main |top |"
    r"thumbnail |hlavní |ilustrační |illustrasjons|press|pool )?"
)
_SEPARATOR = r"\s{0,2}(?::|：|=|＝|／|\|| - |・)\s{0,3}"
# A label with its colon: anywhere after a break between words (CJK has none).
_LABEL = both_cases(
    rf"(?:(?<=[^\w])|(?<=[\u3040-\u9fff\uac00-\ud7af])(?=[写撮画提出图圖摄攝사출제촬])|^)(?:{_QUALIFIER}(?:{_NOUNS}))\.?{_SEPARATOR}"
)
_LONGEST_LABEL = 60
"""Characters of a label, more than any has."""
# A colon may follow in parentheses: "Photo (left): …" is none of ours.
_NOUN = re.compile(rf"(?:{_QUALIFIER}(?:{_NOUNS}))", re.IGNORECASE)
# Verbal labels, which need no colon.
_BY = both_cases(
    r"(?<!\w)(?:(?:file |handout |pool |press |staff |contributed |hero |featured |cover |header |banner |lead |main |top )?"
    r"(?:photo(?:graph)?s?|images?|"
    r"pictures?|pics?|illustrations?|photo illustration|graphic|"
    r"video|artwork)\s(?:(?:courtesy of|via|by|from|provided by|supplied by|taken by)(?!\w):?|©)|"
    r"(?:(?:image|photo|picture) (?:source|credit|copyright)|fuente de la imagen|crédito(?: da imagem)?|crédit photo|источник изображения|автор фото|"
    r"джерело зображення|sumber gambar|görüntü kaynağı|nguồn hình ảnh),|(?:画像提供|圖像來源|图像来源|사진 출처)[,，、]|"
    r"(?:صدر الصورة|مصدر الصورة|منبع تصویر|تصویر کا ذریعہ)،|(?:इमेज स्रोत|ছবির উৎস),|"
    r"photographed by|credits?(?:\.\.\.|…)|(?:photos? |image )?courtesy(?: of)?(?::|\b)|"
    r"(?:foto|fotos|bild|bilder|illustration|fotografie|grafik)\s(?:von|©|by)|foto(?:grafía|grafia|s)?\s(?:di|de|del|da|por|door|av|af|"
    r"van)|foto ©|photos?\s(?:de|par|d')|"
    r"fotografi(?:a|e) (?:di|de)|immagine di|imagem de|imagen de|zdj[eę]cie autorstwa|фото (?:от|автора)|fotograf(?!\w):?|fotó(?!\w):?|"
    r"foto(?=\s[A-ZÀ-Þ]{2})|fot\.|nuotr\.(?=\s\S)|φωτ\.|ảnh(?= [A-ZĐ]))\s{0,2}"
)
_SIGN = re.compile(
    r"(?:©️?|ⓒ|Ⓒ|[(（][cCＣｃ][)）]|&copy;)(?:\s{0,2}(?:copyright|by))?\s{0,2}:?\s{0,2}(?:(?:19|20)\d\d(?:\s?[-–]\s?\d{2,4})?[,.]?\s{1,2})?|"
    r"(?<!\w)copyright\s{1,2}(?:©\s{0,2})?(?:(?:19|20)\d\d[,.]?\s)?",
    re.IGNORECASE,
)
_SIGN_HINT = re.compile(r"[©ⓒⒸ(（&]|[Cc][Oo][Pp][Yy]")
"""What _SIGN is not without."""
# Labels that stand behind: "NAME 摄", "NAME提供", "NAME 기자", "NAME nuotr."
_BEHIND = re.compile(
    r"(?P<credit>[^\s。．.，,、；;！!（(）)＝=:：「」]{1,24}(?:[ ・·/／][^\s。．.，,、；;（(）)＝=:：「」]{1,24}){0,5}?)\s{0,2}"
    r"(?P<label>摄影|攝影|摄|攝|撮影|写真|提供|供图|供圖|기자|제공|촬영|특파원|인턴기자)\s{0,2}[。．.]?$"
)
_BEHIND_LABELS = ("摄影", "攝影", "摄", "攝", "撮影", "写真", "提供", "供图", "供圖", "기자", "제공", "촬영", "특파원")
_NUOTR = re.compile(r"(?P<credit>[^\s()][^()]{2,60}?)\s(?P<label>nuotr(?:\.|auka)?)$", re.IGNORECASE)

# Agencies and picture houses as they sign. Short all-capitals are compared as they stand, longer names folded.
_SHORT = frozenset(
    "AP AFP EPA DPA dpa EFE ANSA TASS PA AAP ANP TT NTB APA SDA GPO IDF UPI EPA-EFE AA MTI CTK ČTK PAP Lusa LUSA ANI PTI IANS RIA KNA epd "
    "SID sid ATS Belga BELGA LETA BNS ELTA STA HINA FENA Tanjug TANJUG "
    "NASA ESA ESO NOAA UN UNHCR UNICEF WHO CP CNS VCG CFP WAM SPA SANA IRNA ISNA MENA NNA KUNA QNA KCNA NHK BBC CNN ABC NBC CBS ZDF ARD "
    "Ansa Afp Efe Tass WDR NDR SWR MDR BR AKG akg ullstein imago Imago IMAGO ddp DDP afp ap "
    "GTRES MAXPPP Abaca ABACA Rex REX SOPA NurPhoto ZUMA Zuma Hollandse WENN PNN SNS INPHO Inpho AFPTV Keystone KEYSTONE KEYSTONE-SDA TNS "
    "MCT USGS FEMA USAF AAPIMAGE CPA EUP ＡＰ ＡＦＰ ＥＰＡ POOL-AFP ES PIB ISPR ISW "
    "ANTARA Antara Bernama BERNAMA TTXVN VNA PNA APP BSS UNB GNA Agerpres AGERPRES Mediafax MEDIAFAX BTA BGNES БТА БГНЕС МИА TASR SITA MTVA "
    "Ukrinform УНН BelTA БЕЛТА Kazinform Казинформ AZERTAC Armenpress WAFA SUNA INA وفا واس АФП АП Рейтер Télam Telam Notimex Cuartoscuro "
    "ANDINA Andina Aton Pixsell PIXSELL Cropix CROPIX FoNet BOBO F64 STT Profimedia PROFIMEDIA Mafra MAFRA EUROKINISSI Eurokinissi "
    "ΑΠΕ-ΜΠΕ SOOC MaxPPP PhotoPQR DPPI KMSP PANAPRESS".split()
)
_LONG = frozenset(
    name.casefold()
    for name in (
        "AP Photo|AP Images|Associated Press|The Associated Press|AFP Photo|Agence France-Presse|Reuters|Thomson Reuters|Getty Images|Getty|"
        "Gettyimages|GettyImages|Getty Images Europe|iStock|iStockphoto|Getty Images/iStockphoto|Shutterstock|Shutterstock.com|Alamy|"
        "Alamy Stock Photo|Adobe Stock|AdobeStock|stock.adobe.com|Depositphotos|Dreamstime|Fotolia|123RF|Unsplash|Pexels|Pixabay|Flickr|"
        "Wikimedia|Wikimedia Commons|Wikipedia|Creative Commons|picture alliance|picture-alliance|picture alliance/dpa|dpa-Bildfunk|"
        "DPA Images|imago images|IMAGO Images|ullstein bild|laif|action press|actionpress|Camera Press|Corbis|Bettmann|Magnum Photos|Magnum|"
        "VII Photo|Redux|Contour|Europa Press|EuropaPress|Xinhua|Xinhua News Agency|Kyodo|Kyodo News|Jiji|Jiji Press|Yonhap|Yonhap News|"
        "Yonhap News Agency|Newsis|News1|Press Association|PA Wire|PA Images|PA Media|Press Association Images|EPA Images|Sipa|Sipa USA|"
        "SIPA Press|Anadolu|Anadolu Agency|Anadolu Ajansı|DHA|IHA|İHA|Demirören|Bloomberg|Bloomberg News|Zuma Press|ZUMA Wire|Nur Photo|"
        "LaPresse|La Presse|Agenzia Fotogramma|IPA|Fotogramma|Hans Lucas|Agencia EFE|Agência Brasil|Agência Lusa|Estadão Conteúdo|Folhapress|"
        "The Canadian Press|Canadian Press|Postmedia|Postmedia News|Postmedia Network|CP Images|Ritzau|Ritzau Scanpix|Scanpix|NTB Scanpix|"
        "TT Nyhetsbyrån|Bildbyrån|Lehtikuva|Lehtikuva/AFP|Reuters Connect|Newscom|MPR|EyeEm|Gallo Images|Flash90|Flash 90|ITAR-TASS|Sputnik|"
        "RIA Novosti|РИА Новости|ТАСС|Коммерсантъ|УНИАН|УНІАН|Укринформ|Укрінформ|Интерфакс|新华社|新華社|中新社|新京报|视觉中国|共同|"
        "共同通信|共同通信社|時事|時事通信|時事通信社|代表撮影|ロイター|ロイター通信|연합뉴스|뉴시스|뉴스1|게티이미지|게티이미지뱅크|"
        "게티이미지코리아|로이터|AP연합뉴스|AFP연합뉴스|Global Images Ukraine|Panos Pictures|Eyevine|eyevine|Barcroft Media|SWNS|Splash News|"
        "Splash|Backgrid|BACKGRID|Mega|The Mega Agency|WireImage|FilmMagic|Everett Collection|Photofest|Library of Congress|NASA/JPL-Caltech|"
        "U.S. Navy|U.S. Air Force|U.S. Army|White House|The White House|Kremlin|Government Press Office|APA-Images|APA Images|APA/AFP|APAweb|"
        "Picturedesk|picturedesk.com|APA-PictureDesk|Action Images|Sportimage|Offside|ProSports|Cal Sport Media|Icon Sportswire|"
        "USA Today Sports|USA TODAY Network|USA TODAY NETWORK|Imagn|Imagn Images|Tribune News Service|ANP|Belga Image|Agence QMI|"
        "Presse Canadienne|La Presse Canadienne|Belga Photo|Photo News|Ritzau Foto|ANTARA FOTO|Agencja Gazeta|Agencja Wyborcza.pl|East News|"
        "Inquam Photos|Global Imagens|Agência Senado|Agência Câmara|Agencia Uno|Imagoeconomica|Presse Sports|Icon Sport|Depo Photos|"
        "İhlas Haber Ajansı|Demirören Haber Ajansı|Nation Media Group|Press Trust of India|Indo-Asian News Service|Press Information Bureau|"
        "Press Association of Pakistan|رويترز|أ ف ب|أ.ف.ب|فرانس برس|وكالة فرانس برس|الأناضول|وكالة الأناضول|أسوشيتد برس|غيتي|غيتي إيمجز|إيرنا|"
        "ایرنا|ایسنا|تسنیم|خبرگزاری مهر|خبرگزاری فارس|רויטרס|פלאש 90|פלאש90|איי אף פי|אי.פי|גטי אימג'ס|לע\"מ|דובר צה\"ל|पीटीआई|एएनआई|एएफपी|"
        "रॉयटर्स|রয়টার্স|এএফপি|এপি|বাসস|ইউএনবি|รอยเตอร์|เอเอฟพี|เอพี|ゲッティ|ゲッティイメージズ|ＡＦＰ時事|AFP時事|AFP＝時事|AFP=時事|"
        "ＡＰ／アフロ|アフロ|路透社|路透|法新社|美联社|美聯社|中央社|中通社|中新网|人民视觉|東方IC|东方IC|欧新社|歐新社|로이터연합뉴스|"
        "EPA연합뉴스|AP뉴시스|이데일리|머니투데이|Интерпресс|Рейтерс|Ассошиэйтед Пресс|Укринформ|iStock by Getty Images"
    ).split("|")
)
# What may stand among the names of a credit and is neither a person nor a house.
_NOT_NAMES = frozenset(
    "left right center centre top bottom above below links rechts file photo files archive archives archiv archivbild archivfoto archivio "
    "archivo arquivo arkiv arhiva архив handout pool poolfoto illustrative illustration illustrativ illustratie symbolbild symbolfoto "
    "screenshot screengrab screen grab bildschirmfoto skjermdump video vídeo via courtesy supplied provided private privat privé privee "
    "privada privato zvg undated montage composite collage "
    "foto photo photos image images picture bild stock reproduction repro reprodução divulgação social media facebook instagram twitter x "
    "tiktok youtube telegram pr handout/ "
    "資料写真 資料 イメージ 写真はイメージ 자료사진 资料图 資料圖片".split()
) | {
    "file photo",
    "social media",
    "screen grab",
    "zvg.",
    "illustrative photo",
    "stock photo",
    "all rights reserved",
    "file image",
    "pool photo",
    "handout photo",
    "foto archivo",
    "de archivo",
    "courtesy photo",
}
# Marks that say whence a picture came and stand alone as a credit.
_SUPPLIED = frozenset(
    "supplied handout provided submitted contributed privat privé privat/zvg zvg courtesy screenshot skjermdump cedida reproducción "
    "reprodução".split()
) | {
    *("contributed photo", "submitted photo", "provided photo", "photo provided", "photo submitted", "courtesy photo", "handout photo"),
    "supplied photo",
}
_PARTICLES = frozenset(
    "de del della di da do dos das van von der den ten ter la le el al bin ibn ben zu zur zum y e i af av und and und mc mac st".split()
)
_BETWEEN = r"[/／|｜;；•·,，、()（）\[\]]|\s[-–—]\s|:\s|(?<=\s)(?:via|through|for|für|pour|para|per|voor|för|in|and|und|et|og|och|&)(?=\s)"
_SPLIT = re.compile(rf"\s*(?:{_BETWEEN})\s*", re.IGNORECASE)
_SPLIT_KEPT = re.compile(rf"({_BETWEEN})", re.IGNORECASE)
_ORGANISATION = re.compile(
    r"(?i)(?<!\w)(?:images?|pictures?|photos?|press|agency|agencia|agence|agentur|news|media|studios?|times|shimbun|journal|gazette|"
    r"herald|tribune|post|paper|ministry|government|office|university|universität|police|polizei|museum|institute?|council|department|"
    r"foundation|archives?|library|association|company|group|inc|ltd|gmbh|corp|the|commons|tv|television|wire|service|collection|club|"
    r"church|court|navy|army|force|forces|city|stadt|gemeinde|via|network|parliament|presidency|embassy|instagram|facebook|"
    r"youtube|twitter|tiktok|stock|bild|verlag|zeitung|magazin|film|films|pictures|entertainment|sport|sports|festival|hospital|society|"
    r"federation|party|party|district|county|state|national|international|reports?|creators?|board|trust|union|team|holdings?|bank|center|"
    r"centre|school|college|academy|ajansı|agentura|telegram|ville d[eu']|mairie|ayuntamiento|ajuntament|"
    r"comune|gemeente|kommune?|kunta|kaupunki|città|gmina|"
    r"minist[eè]r\w{1,6}|musée|museo|museu|muzeum|múzeum|muzeul|museet|musée|biblioth\w{2,6}|biblioteca|gobierno|gouvernement|governo|présidence|presidencia|"
    r"presidência|préfecture|gendarmerie|sapeurs-pompiers|bomberos|bombeiros|vigili|policía|polícia|policie|policja|politi|polisen|agenzia|agência|fundaci\w{2,4}|"
    r"fundação|fondation|fondazione|stiftung|institut[oeu]?|universi\w{2,8}|teatr\w{0,3}|théâtre|theater|orchester|bistum|diözese|diocese|diócesis|familie|"
    r"sammlung|collezione|colecci\w{2}|archivio|archivo|archivos|arquivo|arkiv|arxiu|archiv\w{0,3}|família|famille|familia|club|"
    r"министерство|міністерство|музей|архив|архів|полиция|поліція|пресс-служба|прес-служба|служба|мвд|мчс|дснс|университет|газета|правительство|администрация|"
    r"υπουργείο|αρχείο|belediyesi|bakanlığı|müzesi|valiliği|kementerian|polres|polda|"
    r"\w{3,20}(?:archiv|feuerwehr|polizei|museum|amt|ministerium|verein|verband|klinikum|werke|bibliothek|universität)|"
    r"(?:feuerwehr|polizei)\w{0,20}|(?:heimat|sport|turn|musik)verein|arkivet|kommunen)(?!\w)|\.(?:com|org|net|de|gov|co)\b|通信|新聞|社$|뉴스|신문|일보"
)
_BRACKETS = {"(": ")", "（": "）", "[": "]", "【": "】"}
_SENTENCE = re.compile(r"(?:(?<=\w\w\w)\.|[!?…])[\"”’'»)）]?\s(?![a-zà-ÿ])|[。！？]")


def is_agency(text: str) -> bool:
    """Say whether ``text`` is a news or picture agency by its name."""
    return text in _SHORT or text.casefold() in _LONG or (text.isupper() and text.title() in _LONG)


@lru_cache(maxsize=512)  # one text is asked about several times while its page is read
def parse_credit(text: str) -> Credit | None:
    """Return the credit that ``text``, known to be one (an element, a field), tells: label and brackets off, people and agency apart.

    None for an empty one ("(photo credit: )"), and for what is too long to be a credit.
    """
    line = _bare(clean(text[:MAX_TEXT]) or "")
    if not line or len(line) > MAX_CREDIT or not any(c.isalnum() for c in line) or _NOUN.fullmatch(line) or _RIGHTS_NOTICE.search(line):
        return None
    if line.isascii() and line.isalpha() and line.islower() and not is_agency(line) and line not in _NOT_NAMES:
        return None  # one plain word ("brand", "sponsored") names nobody
    if _COUNTER.fullmatch(line):
        return None
    half = len(line) // 2
    if line[:half].strip(" |/,") == line[half:].strip(" |/,") and len(line) > 8:  # said twice
        line = line[:half].strip(" |/,")
    creators, agency = _names(line)
    return Credit(line, creators, agency)


_COUNTER = re.compile(r"[x×]?\W{0,3}\d{1,6}(?:\W{1,3}\d{1,6})?")
"""Of likes, of pictures in a row: "x 12", "3 / 9"."""
# What stands under every page is nobody's credit.
_RIGHTS_NOTICE = re.compile(
    r"(?i)all rights reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos|todos os direitos|tutti i diritti|alle rechten|"
    r"все права|усі права|wszelkie prawa|무단|재배포|転載|无断|無斷|版权所有|版權所有|כל הזכויות|جميع الحقوق|powered by|sponsored"
)


def split_caption(text: str) -> tuple[str | None, str | None]:
    """Return the caption without its credit, and the credit without its label; either is None where there is none.

    What is left of the caption stands as it stood. A credit in the middle of a caption stays there.
    """
    return _parted(text[:MAX_TEXT])


@lru_cache(maxsize=512)
def _parted(text: str) -> tuple[str | None, str | None]:
    line = clean(text)
    if not line:
        return None, None
    for split in (_split_bracket, _split_label, _split_behind, _split_tail):
        found = split(line)
        if found is not None:
            caption, credit = found
            caption = trimmed(caption) or ""
            bare = _bare(credit)
            # A credit may be all that its brackets or label held; an empty one leaves the caption alone.
            return caption or None, (bare if any(c.isalnum() for c in bare) else None)
    return line, None


_EDGE = re.compile(r"^[\s|•·/–—,;:-]{1,9}|[\s|•·/–—,;:＝(（\[【-]{1,9}$")
_WORDS = re.compile(r"[^\W\d_]+(?:['’.\-][^\W\d_]+)*\.?")


def trimmed(caption: str) -> str | None:
    """Return ``caption`` without the dash, bar or bracket that led to its credit; None if no word is left."""
    caption = _EDGE.sub("", caption)
    return caption if any(c.isalnum() for c in caption) else None


def _split_bracket(line: str) -> tuple[str, str] | None:
    """A credit in brackets at the end: "… in town. (Photo: Jane Roe/AP)", "… (AFP)"."""
    body = line.rstrip(" .。")
    close = body[-1:]
    opening = next((key for key, value in _BRACKETS.items() if value == close), None)
    if opening is None:
        return None
    depth = 0
    for at in range(len(body) - 1, max(-1, len(body) - MAX_CREDIT - 40), -1):
        depth += (body[at] == close) - (body[at] == opening)
        if depth == 0:
            inner = body[at + 1 : -1].strip()
            if at == 0 and len(inner) <= 60 and (_kind(inner) in ("person", "agency") or _ORGANISATION.search(inner)):
                return "", inner
            before = line[:at].rstrip()
            if (
                before.endswith((".", "!", "?", ".”", '."', ".»", "…"))
                and len(inner) <= 90
                and inner[:1].isupper()
                and _plausible(inner)
                and _kind(inner) != "mark"
            ):
                return before, inner
            if is_agency(inner) and (name := _NAME_AT_END.search(before, max(0, len(before) - 80))) and _kind(name["name"]) == "person":
                return before[: name.end("stop")], line[name.start("name") :]  # "… in town. Jane Roe (AFP)"
            if _opening_label(inner) is not None or _looks_credit(inner) or _BEHIND_END.search(inner) or _made_for(inner):
                return line[:at], inner
            break
    return None


_NAME_AT_END = re.compile(r"(?P<stop>[.!?。…]|(?<=\s)[-–—|/•·])\s(?:[-–—|/•·]\s?)?(?P<name>[^\W\d_a-z][^.!?/|()]{3,40})$")
"""A name behind the last sentence, or behind the sign that parts it from the caption."""


def _made_for(text: str) -> bool:
    """Say whether ``text`` is a person, "for" and the name of a house: Jane Roe for The Evening Post.

    A house of one word that is no known agency could be anything one is for ("Jane Roe for Mayor").
    """
    found = _MADE_FOR.fullmatch(text)
    if found is None or _kind(found["who"]) != "person":
        return False
    house = found["house"].split()
    return (
        is_agency(found["house"])
        or (2 <= len(house) <= 6 and all(not word[0].islower() or word in _PARTICLES for word in house))
        or (len(house) == 1 and _NEWSPAPER.fullmatch(house[0]) is not None)
    )


_NEWSPAPER = re.compile(
    r"[A-ZÀ-Þ]\w*(?:blatt|post|zeitung|anzeiger|kurier|bote|nachrichten|rundschau|times|news|press|herald|bladet|avis|avisen|dagblad|posten|tidningen)|"
    r"(?i:gazette|gazeta|tribune|journal|herald|guardian|independent|telegraph|observer)"
)
_MADE_FOR = re.compile(r"(?P<who>[^.!?,;:]{3,50}?) (?:for|für|pour|para|per|voor|för) (?P<house>\w[^.!?;:]{1,50})")


_BEHIND_END = re.compile(r"^[^。．.！!？?]{1,30}(?:摄影|攝影|摄|攝|撮影|提供|供图|供圖|제공|기자|nuotr\.?)$")


def _split_label(line: str) -> tuple[str, str] | None:
    """A label and what follows it to the end: "… in town. Foto: Jane Roe / dpa", "… © AFP"."""
    for match in _marks(line):
        rest = _RIGHTS.sub("", line[match.end() :].strip())
        before = line[: match.start()].rstrip()
        colon = match[0].rstrip()[-1:] in ":：=＝／/|"
        if (not colon or not before) and not _plausible(rest.rstrip(" )）]】")):
            continue
        if len(rest) > MAX_CREDIT or (_SENTENCE.search(rest.rstrip(" .。!")) and not _looks_credit(rest)):
            if match.start() == 0:
                # "Foto: dpa | What is seen": the credit comes first.
                for bar in (" | ", " - ", " – ", " — "):
                    head, bar, tail = (rest + " ").partition(bar)
                    if bar and _looks_credit(head) and not _looks_credit(rest):
                        return tail, head
            continue
        if colon and (house := _HOUSE_BEFORE.search(before, max(0, len(before) - 12))) is not None:
            return before[: house.start(1)], line[house.start(1) :]  # "… in town. ST PHOTO: JANE ROE"
        if before.endswith(("(", "（", "[", "【")):
            rest = rest.rstrip(" .)）]】")
        elif (
            before
            and before[-1] not in _BOUNDARY
            and match[0][0] != "©"  # which nobody writes in the middle of a sentence
            and not _looks_credit(rest)
            and (rest[:1].islower() or (not colon and _kind(_SPLIT.split(rest)[0].strip(" .")) != "person"))
        ):  # in the middle of a sentence "seen in a picture from 1931" is none, "seen here photo by Jane Roe" is one
            continue
        return before, rest
    return None


_HOUSE_BEFORE = re.compile(r"[.!?…]\s([A-Z]{2,4})$")
_RIGHTS = re.compile(r"(?i)[\s.,;|-]{1,4}(?:all rights(?: reserved)?|alle rechte vorbehalten|tous droits réservés|todos los derechos reservados)\.?$")
_BOUNDARY = ".!?。！？…)）]】»”\"'’」』|/-–—•·,;；、，:＝*"


def _plausible(rest: str) -> bool:
    """Say whether what follows a label can be names rather than a sentence."""
    parts = [part for part in _SPLIT.split(rest) if part]
    return len(rest.split()) <= 3 or (
        len(rest) <= 120 and sum(_kind(part.strip(" .")) == "other" for part in parts) * 3 <= len(parts) and bool(parts)
    )


_HAS_SEPARATOR = re.compile(r"[:：=＝／/|・]| - ")


def _marks(line: str) -> list[re.Match[str]]:
    """Labels in ``line``, by place."""
    far = not line.isascii()
    low = line if far else line.lower()
    found: list[re.Match[str]] = [*_BY[far].finditer(low)]
    if _SIGN_HINT.search(low):
        found += _SIGN.finditer(line)
    if separator := _HAS_SEPARATOR.search(line):
        found += _LABEL[far].finditer(low, max(0, separator.start() - _LONGEST_LABEL))
    found.sort(key=lambda match: (match.start(), -match.end()))
    return found[:8]


def _split_behind(line: str) -> tuple[str, str] | None:
    """A label behind the name: "…。新华社记者 某某 摄", "…＝共同", "… Jane Roe nuotr."."""
    tail = max(0, len(line) - 120)
    if (
        line.rstrip(" 。．.").endswith(_BEHIND_LABELS)
        and (match := _BEHIND.search(line, tail))
        and (match.start() == 0 or line[match.start() - 1] in " 。．.！!？?）)＝=、，,：:」")
    ):
        return line[: match.start()], match["credit"] + (" " + match["label"] if match["label"].endswith("기자") else "")
    at = max(line.rfind("＝"), line.rfind("="))
    if at > 0 and len(line) - at <= 24 and _looks_credit(line[at + 1 :]):
        return line[:at], line[at + 1 :]
    if "nuotr" in line[-12:].casefold() and _NUOTR.search(line[-80:]):
        for mark in _BEFORE_NAME.finditer(line, max(0, len(line) - 90)):
            if _plausible(_NUOTR.sub(r"\g<credit>", line[mark.end() :])):
                return line[: mark.start() + 1], line[mark.end() :]
    return None


_BEFORE_NAME = re.compile(r"[.!?;|/–—-]\s")


def _split_tail(line: str) -> tuple[str, str] | None:
    """No label at all: a name or an agency behind the last sentence, a dash or a bar."""
    best = 0
    for mark in _TAIL.finditer(line, max(0, len(line) - 120)):
        rest = line[mark.end() :].lstrip("-–—|/•· ")
        sign = mark[0].strip()[:1]
        stop = sign in (*".!?。！？…|", "") or (sign == "/" and len(line[: mark.start()].split()) > 3)  # not one of two names
        if _looks_credit(rest) or (stop and (rest.strip(" .").casefold() in _SUPPLIED or _is_signature(rest))):
            best = mark.end()
            break
    if not best:
        return (line[:0], line) if len(line) <= 80 and _looks_credit(line) else None
    return line[:best], line[best:]


def _is_signature(rest: str) -> bool:
    """Say whether what follows the last sentence is somebody's known name, alone, with a house or a role, or behind a picture's label."""
    rest = rest.strip(" .")
    if not 5 <= len(rest) <= 80 or _SENTENCE.search(rest):
        return False
    if (label := _LOOSE.match(rest)) is not None:
        return _all_names(rest[label.end() :])
    first, *others = [part.strip(" .") for part in _SPLIT.split(rest) if part.strip(" .")]
    if not is_known(first) or _kind(first) != "person" or _NO_SURNAMES.search(first):
        return False
    if not others:
        return len(first.split()) <= 4
    return len(others) <= 2 and all(_STAFF.fullmatch(part) or _kind(part) in ("house", "agency", "mark", "person") for part in others)


_STAFF = re.compile(
    r"(?i)(?:staff|chief|senior|special|freelance|contributing)?"
    r"(?: ?(?:photographer|photojournalist|photo|writer|correspondent|reporter|staff|contributor|special to .{3,40}))?"
)
"""What a local paper writes behind its photographer's name."""


_TAIL = re.compile(r"(?:[.!?。！？…][\"”’'»)）]?|[\"”»)）]|\s[-–—|•·/])\s{1,2}|[。！？]|\s{0,2}\|\s{0,2}")


@lru_cache(maxsize=512)
def _looks_credit(text: str) -> bool:
    """Say whether ``text``, without any label, has the shape of a credit: an agency's name, or NAME/AGENCY."""
    text = text.strip(" .()（）[]")
    if not 2 <= len(text) <= 120 or (_SENTENCE.search(text) and "/" not in text):
        return False
    if is_agency(text) or is_agency(_without_photo(text)) or (text[:4] == "via " and is_agency(text[4:])):
        return True
    parts = [part for part in (part.strip(" .") for part in _SPLIT.split(text)) if part]
    if not 2 <= len(parts) <= 8:
        return False
    kinds = [_kind(part) for part in parts]
    if "other" in kinds:
        return False
    if "/" in text and len(parts) == 2 and any(_DOMAIN.fullmatch(part.casefold()) for part in parts):  # somebody / picturehouse.example
        return True
    return "agency" in kinds or ("/" in text and "person" in kinds and "house" in kinds and all(len(part) <= 40 for part in parts))


@lru_cache(maxsize=512)
def _opening_label(text: str) -> int | None:
    """Return where the label that ``text`` opens with ends, or None."""
    far = not text.isascii()
    low = text if far else text.lower()
    for pattern in (_LABEL[far], _BY[far], _SIGN):
        if match := pattern.match(low):
            return match.end()
    if match := _SLASHED.match(text):
        return match.end()
    match = _LOOSE.match(text)
    return match.end() if match and _all_names(text[match.end() :]) else None


# "Photo Jane Roe / AFP": no colon, but nothing except names behind it.
_LOOSE = re.compile(
    r"(?i)(?:crédits? photos?|photos?|photographies?|fotos?|fotografie|bild(?:er)?|beeld|billede|bilde|kuvat?|valokuva|snímek|zdjęcie|"
    r"фото|світлина|снимка|фотография|φωτό?|φωτογραφία|görsel|fotoğraf|ảnh|foto's)\s{1,2}(?=(?-i:[A-ZÀ-ÞĀ-ŽΑ-ΩА-ЯЁІЇЄ]))|"
    r"(?:사진|제공)\s{1,2}(?=[\uac00-\ud7af])|ภาพ(?:โดย|จาก)\s{0,2}(?=[\u0e00-\u0e7f])"
)
_SLASHED = re.compile(r"(?:图片?|圖片?|摄影?|攝影?|写真)\s?/\s?(?=[^\W\d_])")
"""A label of one or two signs that a plain stroke parts from the name."""
_NO_SURNAMES = re.compile(
    r"(?i)(?<!\w)(?:galler\w*|galerie\w*|galería|essay|editor|finish|studio|album|archive|archiv|of|op|the|stories|story)(?!\w)"
)


def _all_names(rest: str) -> bool:
    """Say whether ``rest`` is nothing but names of people and agencies."""
    rest = rest.strip(" .)")
    if len(rest) > 80 or _NO_SURNAMES.search(rest):
        return False
    kinds = [_kind(part.strip(" .")) for part in _SPLIT.split(rest) if part]
    return bool(kinds) and kinds[0] in ("person", "agency") and not {"other", "mark"} & set(kinds)


def _bare(line: str) -> str:
    """Return ``line`` without brackets around it and without the labels it opens with."""
    for _ in range(5):
        line = line.strip(" ,;|/-–—•·*")
        if line[:1] in _BRACKETS and line.endswith(_BRACKETS[line[0]]) and line.count(line[0]) == 1:
            line = line[1:-1]
            continue
        end = _opening_label(line)
        if end is None:
            noun = _NOUN.fullmatch(line.rstrip(" :：=＝."))
            if noun and line.rstrip()[-1:] in ":：=＝":
                return ""
            break
        line = line[end:]
    if (
        line.rstrip(" 。．.").endswith(_BEHIND_LABELS)
        and (match := _BEHIND.fullmatch(line))
        and match["label"] not in ("기자", "특파원", "인턴기자", "写真")
    ):
        line = match["credit"]
    if line.endswith((")", "）", "]")) and not any(key in line for key in _BRACKETS):
        line = line[:-1]
    return line.strip(" ,;|/-–—•·*").removesuffix(" .").strip() if not _ends_sentence(line) else line.strip(" ,;|/-–—•·*.").strip()


def _ends_sentence(line: str) -> bool:
    """Say whether the full stop at the end belongs to the sentence and not to an abbreviation or initial."""
    word = line.rsplit(None, 1)[-1] if line.split() else ""
    return word.endswith(".") and len(word) > 4 and "." not in word[:-1]


@lru_cache(maxsize=512)
def _kind(part: str) -> str:
    """What one piece of a credit is: ``agency`` (by name), ``mark`` (file, handout, a year), ``person``, ``house``, or ``other`` (running text)."""
    folded = part.casefold().strip(" .")
    if is_agency(part) or is_agency(_without_photo(part)):
        return "agency"
    if folded in _NOT_NAMES or part.isdigit() or all(word in _NOT_NAMES for word in folded.split()):
        return "mark"
    if re.fullmatch(r"@[\w.]+|[\w.+-]+@[\w.-]+", part) or _LICENCE.search(part):
        return "mark"
    tokens = part.split()
    if len(part) > 60 or len(tokens) > 7:
        return "other"
    if any("\u3040" <= c <= "\u9fff" or "\uac00" <= c <= "\ud7af" for c in part):
        if _ORGANISATION.search(part) or len(part) > 12:
            return "house"
        name = _ROLE.sub("", part)
        known = len(name.replace(" ", "")) <= 4 or (" " in name and len(name) <= 9) or is_japanese(name)
        return "person" if name != part or known else "house"
    lowered = [t for t in tokens if t[:1].islower() and t.casefold() not in _PARTICLES]
    if lowered and len(lowered) * 2 >= len(tokens) and not (len(tokens) == 1 and len(part) < 25):
        return "other"
    if _ORGANISATION.search(part) or lowered or "&" in tokens or any(c.isdigit() for c in part):
        return "house"
    if not all(t.casefold() in _PARTICLES or t[:1].isalpha() or t[0] in "'’\"“„" for t in tokens):
        return "other"
    if 2 <= len(tokens) <= 4 + sum(t.casefold() in _PARTICLES for t in tokens):
        return "person"
    return "house"


_DOMAIN = re.compile(r"(?:www\.)?[a-z0-9-]{2,40}\.(?:com|org|net|info|de|at|ch|fr|it|es|eu|nl|pl|co\.uk)")
_LICENCE = re.compile(
    r"(?i)(?<!\w)(?:licen[cs]e[ds]?|licencia|licença|licenza|licentie|lisens|lizenz|лицензия|cc0|cc[ -]by(?:[ -]\w\w)*|public domain|gemeinfrei|"
    r"domaine public|dominio público|domínio público|pubblico dominio)(?!\w)"
)
_ROLE = re.compile(r"\s{0,2}(?:기자|특파원|인턴기자|선임기자|摄影|撮影|摄|記者|记者)$")


def _without_photo(part: str) -> str:
    """Return "AP" for "AP Photo"."""
    return _AFTER_AGENCY.sub("", part)


_AFTER_AGENCY = re.compile(r"(?i)[\s-](?:photos?|pics?|foto|fotos|pool|wire|files?|archive?|archivo|handout)$")


def _names(line: str) -> tuple[tuple[str, ...], str | None]:
    """Return the people and the agency in a bare credit line."""
    if is_agency(line):
        return (), _without_photo(line) if _without_photo(line) in _SHORT else line
    creators: list[str] = []
    agencies: list[str] = []
    houses: list[str] = []
    slashed: list[str] = []
    between = ""
    if (found := _ON_AGENCY.fullmatch(line)) and is_agency(found["agency"].strip(" .")):
        line = f"{found['who']} / {found['agency']}"
    pieces = _together(_SPLIT_KEPT.split(line))
    for at in range(0, len(pieces), 2):
        part = pieces[at].strip()
        between = pieces[at - 1].strip().casefold() if at else ""
        part = _inner_label(_CONJUNCTION.sub("", part.strip(" .") if _ends_sentence(part) else part))
        if not any(c.isalpha() for c in part):  # a date, a number of the picture
            continue
        kind = _kind(part)
        if kind == "person" and between in _FOR:  # "Jane Roe for The Paper": whom it was made for is a house, whatever it is called
            kind = "house"
        if kind == "other" and part[:1].isupper() and len(part.split()) <= 6 and _ORGANISATION.search(part):
            kind = "house"  # "Archives départementales": small letters, yet a name
        if kind == "agency":
            agencies.append(part if is_agency(part) and _without_photo(part) not in _SHORT else _without_photo(part))
        elif kind == "person":
            name = _ROLE.sub("", part)
            if name not in creators:
                creators.append(name)
                if between in ("/", "／") and at == len(pieces) - 1:
                    slashed.append(name)
        elif kind == "house":
            houses.append(part)
    # "Studio Roe, Berlin": a place may follow; what is called a studio goes first.
    agency = agencies[0] if agencies else next((house for house in houses if _ORGANISATION.search(house)), houses[-1] if houses else None)
    if agency is None and len(creators) == 2 and slashed and not slashed[0].isupper():  # NAME/AGENCY: the shape decides where the name does not
        agency = slashed[0]
        creators.remove(agency)
    return tuple(creators[:10]), agency


_ON_AGENCY = re.compile(r"(?i)(?P<who>.{2,80}?)\s(?:on|from|auf|bei|von|sur|de|su|da|em|op|på)[\s/]{1,3}(?P<agency>[^/,;|]{2,30})")
"""Jane Roe on Unsplash."""
_AND = frozenset("& and und et e y en og och".split())


def _together(pieces: list[str]) -> list[str]:
    """Return ``pieces`` (names, and what stands between them, in turn) with one house where an "and" joins no two people: "Roe & Partners"."""
    joined = pieces[:1]
    for between, name in zip(pieces[1::2], pieces[2::2], strict=True):
        before = joined[-1].strip()
        if between.strip().casefold() in _AND and before and name.strip() and {_kind(before), _kind(name.strip())} & {"house", "other"}:
            joined[-1] += between + name
        else:
            joined += [between, name]
    return joined


_CONJUNCTION = re.compile(r"(?i)^(?:and|und|et|y|e|og|och|en|&)\s+")
_FOR = frozenset("for für pour para per voor för via through in".split())


def _inner_label(part: str) -> str:
    end = _opening_label(part)
    return part[end:].strip() if end is not None else part


def leads_on(text: str) -> bool:
    """Say whether ``text`` is a credit's label that leads on with dots, and nothing else: "Credit..."."""
    bare = text.strip()
    return len(bare) <= 30 and bare.endswith(("...", "…")) and _NOUN.fullmatch(bare.rstrip(" .…")) is not None


def looks_credit(text: str) -> bool:
    """Say whether ``text``, without any label, has the shape of a credit: an agency's name, or NAME/AGENCY."""
    return _looks_credit(text)


def opens_with_label(text: str) -> bool:
    """Say whether ``text`` begins with a word that says it is a credit."""
    return _opening_label(text.lstrip(" (（[|/–—-")) is not None


def opens_with_picture_label(text: str) -> bool:
    """Say whether ``text`` begins with a label that speaks of a picture, not of any source, or is nothing but a name and the word behind it."""
    line = text.lstrip(" (（[")
    far = not line.isascii()
    low = line if far else line.lower()
    match = _LABEL[far].match(low) or _BY[far].match(low)
    if match is not None and _OF_PICTURES.search(match[0]) is not None:
        return True
    return len(line) <= 40 and line.rstrip(" )）]。").endswith(_TAKEN)


_TAKEN = ("摄影", "攝影", "摄", "攝", "撮影", "촬영")


def names_picture(text: str) -> bool:
    """Say whether a picture's label stands anywhere in ``text``."""
    return any(_OF_PICTURES.search(match[0]) for match in _marks(text))


_OF_PICTURES = re.compile(
    r"(?i)photo|foto|fot\.|fotó|image|picture|bild|beeld|billed|kuva|nuotr|zdjęci|snímk|imagen|imagem|immagin|mynd|pilt|attēl|slik|"
    r"фото|світлин|снимк|снимок|φωτ|εικόν|şəkil|görsel|צילום|תמונ|تصوير|صور|عکس|फोटो|फ़ोटो|तस्वीर|ছবি|ภาพ|ảnh|hình|gambar|"
    r"写真|撮影|画像|图片|圖片|图源|圖源|摄|攝|사진|이미지"
)


def is_name(text: str) -> bool:
    """Say whether ``text`` is nothing but the name of a person, an agency or a mark like "Archive"."""
    return _kind(text.strip(" ().")) in ("person", "agency", "mark")


def is_press(text: str) -> bool:
    """Say whether ``text`` is the name of a newspaper or an agency."""
    return is_agency(text.strip(" ().")) or bool(_PRESS.search(text) and _kind(text.strip()) == "house")


_PRESS = re.compile(
    r"(?i)(?<!\w)(?:news|times|post|shimbun|journal|gazette|herald|tribune|zeitung|tageblatt|nachrichten|anzeiger|diario|periódico|jornal|"
    r"gazeta|gazzetta|correo|press)(?!\w)|新聞|通信|일보|신문|뉴스"
)
