"""Common given names and surnames: what tells a  that is a person's name and nothing else from a section, a place or a thing to press.

Most names are in no list, so a name that is not known says nothing. Where a page offers no better witness than where a line stands, a known one is
asked.
"""

from __future__ import annotations

from newscrawl.text import folded

GIVEN = frozenset(
    folded(
        """
    aaron abby abdul abdullah abel abigail ada adam adel adele adeline adrian adriana adrien agata agnes agnieszka agustín ahmad ahmed
    ahmet aidan aileen aimee aino aisha aki alain alan alba albert alberto aldo alec alejandra alejandro aleksandar aleksander aleksandra
    alena alessandra alessandro alessia alex alexa alexander alexandra alexandre alexandru alexei alexia alexis alfie alfonso alfred
    alfredo ali alice alicia alicja alina alison alistair allan allen allison alma alonso álvaro alyssa amanda amara amber amélie amelia
    amina amir amit amy ana anastasia anaïs anders andré andrea andreas andreea andrei andrej andrés andrew andrzej andy anette ángel
    angela angelica angelika angelina angelo angus anika anil anita anja anke ann anna annabel anne anneli annemarie annette annie annika
    ansgar anthony antje antoine anton antonella antonia antonín antonio antónio anu anya ariane ariel arjun arlene armin arnaud arne
    arnold arthur artur arturo arvid ashley ashok åsa astrid asya attila aude audrey august aurélie aurora axel ayesha aylin ayşe balázs
    barbara barbora barnaby barry bart bartosz bas bastian baptiste beata beate beatrice beatriz béatrice becky béla belén ben benedict
    benedikt benjamin benoît bente berit bernadette bernard bernd bernhard bert bertrand beth bethany betty bianca bilal bill birgit
    birgitta birte bjarne björn blake blanca bob bogdan bojan bonnie boris borja brad bradley brandon branko breanna brenda brendan brent
    brett brian bridget brigitte britta brooke bruce bruno bryan burak caitlin caio camila camilla camille candice carina carine carl carla
    carlo carlos carmen carol carole carolin caroline carolyn carrie carsten casey cassandra catalina catarina caterina catherine cathrine
    cathy cecilia cécile cecilie céline celia cem cesar césar chandra charles charlie cheryl chiara chloe chloé chris christa christel
    christelle christian christiane christin christina christine christof christoph christophe christopher chuck ciara cindy claes claire
    clara clarissa claude claudia claudio claus clémence clement clément cleo clive cody colette colin colleen connor conor constance
    constantin cora corinna corinne cornelia corry cosima courtney craig cristian cristiana cristiano cristina curtis cynthia cyril dagmar
    dagny daisy dale damian damien dan dana daniel daniela daniele danielle danilo danuta daphne dariusz darius darko darren dave david
    davide dawid dawn dean débora deborah debra declan deepak delphine denis denisa denise dennis derek desmond devon diana diane didier
    diego dieter dilan dimitri dimitris dina dinesh dirk dolores dominic dominik dominika dominique donald donna donovan dora doris dorota
    dorothea dorothée dorothy doug douglas dušan duncan dustin dylan ebba eckart ed eddie edgar edith edmund eduard eduardo edward edwin
    efraín eileen eirik ekaterina elaine eleanor eléonore elena eleni eleonora elham eli elias elif elin elina elisa elisabet elisabeth
    elise elizabeth ella elle ellen elliot elliott elodie eloise élodie elsa else elvira elvis emanuel emanuela emil emilia emiliano emilie
    emilio emily emine emir emma emmanuel emmanuelle emre enno enrico enrique eric erica erich erik erika erin ernest ernesto ernst ester
    esther estelle eszter ethan etienne étienne eugene eugenia eva evan evelyn evgeny ewa ewan ewelina fabian fabien fabienne fabio fabiola
    fabrice fabrizio faisal faith falk fanny farah fatih fatima fatma federica federico felicia felicity felipe felix fenna ferdinand
    ferenc fernanda fernando filip filippo finn fiona flavia flavio fleur flora florent florian francesca francesco francine francis
    francisca francisco franck franco françois françoise frank franz franziska fred freddie frederic frédéric frederick frederik frederike
    fredrik frieda friederike friedrich fritz gábor gabriel gabriela gabriele gabriella gabrielle gael gaëlle gareth garry gary gavin gemma
    gene geoff geoffrey georg george georges georgina gérald gerald gerard gérard gerd gerda gerhard gerrit gert gesine gianluca gianni
    gilbert gilles gina ginevra giorgia giorgio giorgos giovanna giovanni gisela gitta gitte giulia giuliana giulio giuseppe gloria goran
    gordon grace graeme graham grant greg gregor gregory grégory greta grzegorz guido guilherme guillaume guillermo gunnar günter günther
    gustav gustavo guy gwen hannah hanna hanne hannes hans harald harold harriet harry hasan hassan hector héctor hedda heidi heike heiko
    heinrich heinz helen helena helene hélène helga helge helmut hendrik henning henri henriette henrik henrike henrique henry herbert
    hermann hervé hilary hilda hilde holger holly horst howard hugh hugo hüseyin iain ian ibrahim ida ignacio igor ikram ilaria ilinca ilka
    ilona ilse imke imogen imran ines inés inès inga inge ingeborg ingo ingrid ingvild ioana ion irena irene irina iris irma isaac isabel
    isabell isabella isabelle isak isla ismail istván ivan iván ivana ivar ivo ivona iwona izabela jaakko jack jackie jacob jacqueline
    jacques jade jaime jake jakob jakub jamal james jamie jan jana jane janet janice janina janine janne jannis jarosław jasmin jasmine
    jason javier jay jean jean-baptiste jean-claude jean-françois jean-luc jean-marc jean-michel jean-paul jean-philippe jean-pierre
    jeanette jeanne jeff jeffrey jelena jenna jennifer jenny jens jérémy jeremy jeroen jérôme jerry jerzy jess jesse jessica jessie jesús
    jill jim jimmy jiří joachim joan joana joanna joanne joão joaquín jochen jodie joe joel joelle johan johann johanna johannes john
    johnny jon jonas jonathan jordi jorge jörg joris jörn jørgen josé josef josefina joseph josephine joshua jost josie josip joyce jozef
    juan juana judith judy jukka jules julia julian juliana juliane julie julien juliet juliette julio julius jürgen justin justina justine
    justyna jutta kai kaja kalle kamil kamila kara karel karen kari karim karin karina karl karla karolina karoline karsten kasper kate
    katarina katarzyna kateřina katerina katharina katharine katherine kathleen kathrin kathrine kathryn kathy katie katja katrin katrina
    katrine kay kayla keith kelly kelsey ken kendra kenneth kerry kerstin kerttu kevin kieran kiran kim kimberly kinga kira kirsten kirsty
    kjell klara klaus knut konrad konstantin konstantinos kostas krista kristen kristian kristiina kristin kristina kristine kristoffer
    kristýna krystyna krzysztof kurt kyle kylie laetitia laila lara larissa larry lars lasse laura laure lauren laurence laurent laurie lea
    léa leah leander leif leila lena lenka leo léo leon leonard leonardo leonie leonor leopold leslie leszek leticia lewis liam liana lidia
    lieke lili lilian liliana lilly lily lina linda lindsay lindsey line linn linnea linus lionel lisa lisbeth liv livia liz loes logan
    lola lorena lorenzo loretta lori lorraine lothar lotte lou louis louisa louise luc luca lucas lucia lucía lucie lucien lucy ludivine
    ludovic ludwig luigi luis luís luisa luiz lukas lukáš łukasz luke luna lutz lydia lynn maarten macarena maciej madeleine mads magda
    magdalena magnus maia maike maja makoto malcolm małgorzata malin malte mandy manfred manlio manoj manon manuel manuela mara marc
    marc-andré marcel marcela marcelo marcia marcin marco marcos marcus marek margaret margarete margarida margarita margaux margot
    marguerite margit maria maría mária mariam marian mariana marianne mariano marica marie marie-claire mariela marieke mariella marijke
    marika marilyn marina marine mario mário marion marisa marisol marit marius mariusz marja mark marko markus marlene marlies márta marta
    marte martha marthe martin martín martina martine marvin mary maryam mason massimo mateo mateusz mathias mathieu mathilda mathilde mats
    matt matteo matthew matthias matthieu mattia mattias maud maura maureen maurice mauricio maurizio mauro max maxim maxime maximilian
    maya máté mayra mehdi mehmet melania mélanie melanie melinda melissa melody meredith merel mert mette mia michael michaël michaela
    michał michal michel michela michele michèle michelle miguel mihai mikael mike mikkel mikko mila milena milica miloš mina minna mira
    miranda mireille mirela miriam mirjam mirko miroslav misha mohamed mohammad mohammed mohit moira molly mona monica mónica monika
    monique morag morgan moritz morten moses muhammad murat mustafa mylène myriam nadia nadège nadine nadja nancy naomi natacha natalia
    natálie natalie natasha nathalie nathan nathaniel nazim ned neha neil nele nelly nelson nerea nicholas nick nicky nico nicola nicolas
    nicolás nicole nicoletta niels nigel nikita nikki niklas niko nikola nikolaj nikolaos nikolaus nikos nils nina noah noel noemi noémie
    nora nóra norbert norma norman nuno nuria núria oda odile ola olaf olav ole oleg olena olga oliver olivia olivier olle ollie omar
    ondřej onni orla oscar óscar oskar otto owain owen özge pablo paige pål pamela paola paolo parisa pascal pascale pat patricia patricio
    patrick patrik patrycja patrizia paul paula paulina pauline paulo pavel paweł pedro peggy penelope penny per percy perry peter petar
    petr petra petri petros phil philip philipp philippa philippe phillip phoebe pía pia piero pierre pierre-yves pieter pilar piotr polly
    pooja poul priya priyanka przemysław quentin quinn rachael rachel radek radim radosław rafael rafaela rafał raffaella rahul rainer raj
    rajesh rakel ralf ralph ramón ramona randi randy ranjit raphael raphaël raquel rasmus ravi ray raymond raúl rebecca rebecka regina
    régis reiner reinhard rémi rémy renata renate renato renaud rené renée reto rhiannon rhys ricarda riccardo ricardo richard rick rina
    rita ritva rob robert roberta roberto robin robyn rocco rocío rod roderick rodrigo roger rohan roland rolf romain roman román romy ron
    ronald ronan ronja rory rosa rosalía rosalie rosanna rose roser rosie ross rowan roy ruben rubén rudi rudolf rui rune rupert russell
    ruth ryan sabina sabine sabrina sadie said salma salvador salvatore sally sam samantha samir samira samuel samuli sandeep sandra
    sandrine sandro sandy sanjay sanna sara sarah sari sascha saskia saul scott sean sebastian sebastián sébastien selena selin selina
    selma serena serge sergej sergei sergey sergio sérgio seth severin shane shannon sharon shaun shawn sheila shirley sibylle siegfried
    sigrid sigrun silje silke silvana silvia silvio simon simona simone siobhan siobhán siri sissel skye slavica smita sofía sofie solange
    solveig sonia sonja sonya sophia sophie søren soren spencer stacey stacy stan stanislav stanisław stefan stefania stefanie stefano
    steffen stella sten stephan stéphane stephanie stéphanie stephen steve steven stewart stig stuart sue suman sunil sunita susan susana
    susanna susanne susie suzanne sven svenja sverre svetlana sylvain sylvia sylvie szymon tadeusz tamara tamás tania tanja tanya tara
    tarik tarek tatiana tatjana taylor ted teemu teodor teresa terje terence terry tessa thea theo théo theodor theodore theresa thérèse
    theresia thibault thierry thomas thorsten tiago tibor tiffany till tilman tim timo timothy tina tiina tobias todd tom tomas tomás tomáš
    tomasz tommaso tommy toni tony tor tore torben torsten tove tracey tracy trevor trine tristan trond trudy tudor tuomas tuva tuula tymon
    tyler udo ulf ulla ulrich ulrik ulrika ulrike umberto urs ursula urszula ute uwe václav valentin valentina valeria valérie valerie
    vanessa vanja vasile vera verena verónica veronica veronika veronique véronique vesna vicente vicki vicky victor víctor vid vidar vijay
    vikram viktor viktoria viktória vilja vincent vincenzo violeta violetta virginie vito vittoria vittorio viviane vivian vivien vlad
    vladimir vladimír vojtěch volker walter waltraud wanda warren wendy werner wesley wiebke wilhelm will willem william willy wim winfried
    witold wojciech wolfgang wolfram xander xavier ximena yael yan yanis yann yannick yara yasmin yasmine yosef yolanda youssef yulia yuri
    yusuf yves yvette yvonne zach zachary zbigniew zdeněk zeynep zoe zoé zofia zoltán zuzana zygmunt aarav aditi aditya agus ajay akhil
    alok amar ananya andi anjali ankit anwar arif aryan asif bagas bambang budi darma dewi dian dwi eka endang esra fajar farhan fitri
    fitria gokhan gökhan gülsüm hakan halil hendra imam indah indra intan irfan jamil kamal kavita kemal kunal lakshmi mahmud manish meera
    meltem merve mukesh nadir naveen neeraj nikhil nur nurul okan oğuz osman özlem pankaj prakash pradeep prasad puja putri rakesh ramesh
    ratna reza rizky rohit sachin sanjeev santosh selim serkan shreya siti sri sudhir sumit suresh swati tarık tolga tri tuğba ufuk uğur
    umar usman vinod volkan wahyu wayan yusra yılmaz zahra zainab zeki zehra defne elvan cihan kwame kofi ama chinedu chioma emeka ifeoma
    ngozi oluwaseun tunde adebayo thabo sipho lerato wanjiru otieno achieng juma mwangi baraka zawadi александр алекса́ндр александра
    алексей алёна алена алина алиса алла анастасия анатолий андрей анна антон антонина арина арсений артём артем богдан борис вадим
    валентин валентина валерий валерия варвара василий василиса вера вероника виктор виктория виталий владимир владислав всеволод вячеслав
    галина геннадий георгий глеб григорий дарья денис дина диана дмитрий евгений евгения егор екатерина елена елизавета жанна зинаида зоя
    иван игорь илья инна ирина кира кирилл константин кристина ксения лариса лев леонид лидия лилия любовь людмила майя максим маргарита
    марина мария марк матвей михаил надежда наталия наталья ника никита николай нина оксана олег олеся ольга павел пётр петр полина раиса
    регина роман руслан светлана семён семен сергей снежана софия софья станислав степан тамара татьяна тимофей тимур тихон ульяна фёдор
    федор эдуард элина эльвира юлия юрий яков яна ярослав анастасія андрій богдана василь вікторія віталій володимир дарина дмитро євген
    євгенія єлизавета ігор ірина катерина кирило ксенія леся любов марія микола михайло надія назар наталія наталя олександр олександра
    олексій олена остап павло петро сергій соломія софія тарас тетяна юлія юрій ярина злата христина ангел асен ася атанас биляна венцислав
    георги гергана даниела десислава димитър емил желю ива ивайло ивана иво йоана йордан камен красимир любомир мартин милена мирослава
    петя петър пламен радка радослав росен румен светла стефан стоян теодора тодор цветан цветелина александар ана бојан бранко весна вук
    дејан драган драгана горан зоран јана јелена јован јована марко милан милица миљан мирјана наташа немања никола предраг саша слободан
    соња αθηνά αικατερίνη αλέξανδρος αλεξάνδρα ανδρέας αναστασία αντώνης αντωνία άννα άρης βασίλης βασιλική βαγγέλης γιάννης γιώργος
    γεωργία δέσποινα δημήτρης δήμητρα ειρήνη ελένη ελπίδα ευαγγελία εύα ευγενία ηλίας θανάσης θοδωρής ιωάννα ιωάννης κατερίνα κώστας
    κωνσταντίνος κωνσταντίνα λίνα λευτέρης μανώλης μαρία μαρίνα μάριος μιχάλης μυρτώ νίκος νικόλας νικηφόρος ντίνα παναγιώτης παύλος πέτρος
    σοφία σπύρος σταύρος στέφανος στέλλα σωτήρης τάσος φωτεινή χάρης χρήστος χριστίνα
    """
    ).split()
)
"""First words of people's names in scripts that have capitals."""

GIVEN_UNCASED = frozenset(
    """
    أحمد محمد محمود مصطفى علي عمر عثمان خالد وليد سامي سامر كريم حسن حسين إبراهيم إسماعيل يوسف طارق زياد رامي هاني ماجد نبيل فادي باسل أيمن
    أنس بلال جمال حسام رنا ريم سارة فاطمة عائشة مريم منى هالة هبة نور ندى نادية ليلى لينا سلمى سمر سهى شيماء دينا دعاء رانيا رشا زينب عبير
    غادة إيمان أمل أميرة آية عبدالله عبدالرحمن عبدالعزيز عبدالكريم عبد ياسر ياسمين يحيى فيصل سعيد سعد صالح صلاح طه عادل عماد عصام فؤاد فهد
    ناصر نواف هشام وائل جورج إلياس بدر محمّد علی محمدرضا علیرضا امیر امیرحسین حسین رضا مهدی مهران مهرداد سعید سامان سینا آرش آرمان آرمین
    بابک بهرام بهمن بهزاد پدرام پرویز پوریا پیمان حمید داریوش رامین سهراب سیاوش شاهین فرهاد فرزاد کامران کاوه کیوان کورش محسن مجید مسعود
    مصطفی منصور میلاد نادر نوید هادی هومن یاسر زهرا فاطمه مریم سارا نرگس نسترن نسرین نگار نیلوفر الهام الهه پریسا پروین ترانه رویا ریحانه
    سمیه سحر شیرین شیما شهره فرزانه فریبا لیلا مهسا مینا معصومه مرضیه نازنین ندا هانیه یاسمن آیدا آزاده طاهره عاطفه عمران ثنا عائشہ فرح
    نعیم شاہد אבי אביב אבישי אברהם אדם אהוד אודי אור אורי אורית אורלי איילת איילה איתי איתמר איתן אלון אלי אליעד אלעד אמיר אמנון אסף אפרת
    אריאל אריק ארנון בועז בן בר ברק גדי גיא גיל גל גלי דורון דוד דן דנה דני דניאל דפנה הדס הדר הילה ורד זאב זהבה חגי חיים חן טל טלי יאיר
    יואב יובל יוני יונתן יוסי יוסף יעל יערה יצחק ירון ישראל כרמית לי ליאור לילך לימור מאיה מאיר מיכאל מיכל מירב מירי משה נדב נוגה נועם נועה
    ניר נעמה נעמי נתן סיון עדי עדן ענבל ענת עומר עופר עידן עידו ערן פנינה צבי קרן רועי רון רונן רונית רות רחל רינה שחר שי שיר שירה שירי
    שלום שלומי שמואל שני שרה שרון תומר תמר अजय अजीत अनिल अनीता अनुज अनुराग अभय अभिषेक अमित अमर अरुण अर्चना अर्जुन अशोक आकाश आदित्य आनंद
    आलोक आशा आशीष इमरान उमेश ऋचा कविता किरण कृष्ण गौरव चंदन जितेंद्र ज्योति दिनेश दिलीप दीपक दीपा देवेंद्र धर्मेंद्र नरेंद्र नवीन निखिल
    निशा नीरज नीलम नेहा पंकज पवन पूजा पूनम प्रकाश प्रदीप प्रमोद प्रवीण प्रिया प्रियंका बबीता मनीष मनोज महेश मोहित मुकेश मोहम्मद मीना
    मीनाक्षी योगेश रजनी रवि रश्मि राकेश राजीव राजेश राजेंद्र राधा राहुल रितु रीना रोहित लक्ष्मी ललित विकास विजय विनय विनोद विवेक विशाल
    शालिनी शिखा शिवम श्वेता संजय संजीव संतोष संदीप सचिन सतीश सरिता सागर सीमा सुधीर सुनील सुनीता सुमन सुमित सुरेश सुषमा सौरभ स्वाति हरीश
    हिमांशु हेमंत মোহাম্মদ মুহাম্মদ মো মোঃ আবদুল আবদুর আবু আকাশ আনিস আনোয়ার আরিফ আরিফুল আলী আসিফ আহমেদ ইমরান কামাল কামরুল কাজী জাহিদ
    জাহাঙ্গীর তানভীর তাহমিনা তানিয়া নাসির নাসরিন নাহিদ নুসরাত নূর ফাহিম ফারজানা ফারহানা ফয়সাল বিপ্লব মাহবুব মাহমুদ মাসুদ মিজানুর মুন্নি
    রফিক রফিকুল রহিম রাকিব রাকিবুল রাশেদ রিয়াজ রুবেল রেজাউল রোকেয়া শাহ শাহীন শামীম শামসুন শফিক শফিকুল সাইফুল সাদিয়া সানজিদা সাবরিনা
    সালমা সুমন সুমাইয়া সেলিম সোহেল সোহরাব হাবিব হাসান অমিত অনিন্দ্য অর্ণব দেবাশিস পার্থ প্রিয়াঙ্কা সৌমিত্র সুব্রত அருண் அனிதா ஆனந்த்
    இளங்கோ உமா கண்ணன் கமலா கவிதா கார்த்திக் குமார் கோபால் சரவணன் சிவா சுதா சுமதி சுரேஷ் செந்தில் தேவி நந்தினி பாலா பிரகாஷ் பிரியா மணி மாலா
    மீனா முருகன் முருகேசன் ரமேஷ் ரவி ராஜா ராஜேஷ் ராம் ரேகா லட்சுமி வசந்தி விஜய் வினோத் வெங்கடேஷ் ஜெயா
    """.split()
)
"""First words of people's names in scripts without capitals whose words stand apart."""

SURNAMES_JAPANESE = frozenset(
    """
    佐藤 鈴木 高橋 田中 伊藤 渡辺 渡邊 渡邉 山本 中村 小林 加藤 吉田 山田 佐々木 山口 松本 井上 木村 林 斎藤 斉藤 齋藤 齊藤 清水 山崎 阿部
    森 池田 橋本 山下 石川 中島 前田 藤田 小川 後藤 岡田 長谷川 村上 近藤 石井 坂本 遠藤 青木 藤井 西村 福田 太田 三浦 岡本 松田 中川 中野
    原田 小野 田村 竹内 金子 和田 中山 石田 上田 森田 小島 柴田 原 宮崎 酒井 工藤 横山 宮本 内田 高木 安藤 谷口 大野 丸山 今井 高田 藤本
    河野 小山 武田 村田 上野 杉山 増田 平野 菅原 久保 松井 千葉 岩崎 桜井 木下 野口 松尾 野村 菊地 菊池 佐野 大塚 杉本 新井 古川 小松 浜田
    市川 水野 島田 山内 西田 本田 平田 高野 荒木 大久保 中田 永井 川口 久保田 松岡 川崎 吉川 辻 服部 大西 岩田 土屋 福島 樋口 秋山 田口
    中西 川上 永田 山中 矢野 広瀬 吉村 馬場 石原 松下 大橋 浅野 東 望月 熊谷 星野 森本 大島 西川 菅野 内藤 小池 五十嵐 川村 早川 関 三宅
    北村 奥村 大谷 本間 片山 安田 尾崎 堀 小西 吉岡 小田 西山 成田 荒井 関口 堀川 三好 岩本 黒田 桐谷 野中 須藤 大川 川田 平井 飯田 堀内
    榎本 塚本 栗原 田辺 松村 桑原 足立 児玉 古賀 津田 岸本 牧野 片岡 今村 岡崎 多田 富田 大山 天野 河合 萩原 根本 小泉 浅井 大石 高山 坂田
    須田 白石 町田 吉野 野田 沢田 藤原 中井 岡 村山 田島 相馬 植田 島崎 戸田 平山 柳田 松永 矢島 稲垣 江口 水谷 大森 青山 若林 小沢 小澤
    金井 米田 福井 岩井 落合 長田 田代 大平 三上 神田 森川 松浦 嶋田 村井 三木 川島 竹田 河村 横田 寺田 福本 宮田 宮川 日高 篠原 柏木 榊原
    千田 志村 藤野 藤川 藤岡 井口 井出 井川 梅田 梅原 久野 黒木 甲斐 北川 北野
    """.split()
)


def is_known(name: str) -> bool:
    """Return whether ``name``, two words or more, begins as people's names do: with a common given name."""
    first, _, rest = name.strip().partition(" ")
    return bool(rest) and is_given(first)


def is_given(first: str) -> bool:
    """Return whether one word is a common given name."""
    if first[:1].isupper():
        return folded(first) in GIVEN or ("-" in first and folded(first.partition("-")[0]) in GIVEN)
    return first in GIVEN_UNCASED


def is_japanese(name: str) -> bool:
    """Return whether ``name`` is a common Japanese surname and one to four signs."""
    flat = name.replace(" ", "").replace("\u3000", "")
    return any(flat[:size] in SURNAMES_JAPANESE and 1 <= len(flat) - size <= 4 for size in (1, 2, 3))
