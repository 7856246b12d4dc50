"""Lines that hold a date and what goes with it, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newscrawl.extract.written import CLOCK, SIGNS

MAX_STRANGERS = 6
"""Words of a date line that may be a place or names; "Jane van der Roe and John Doe" and a town."""
NO_WORDS = re.compile(rf"(?:[^\w{SIGNS}]|[\d_])+")
# What stands beside a date in its line: labels, weekdays, bylines' lead words, zones, reading times. Folded.
_LINE_WORDS = frozenset(
    """published posted updated modified edited created written first last originally online on at by from the and of am pm a.m p.m of date time
    est edt cst cdt mst mdt pst pdt gmt utc bst cet cest ist jst et ct pt mt hrs hours min mins minute minutes read reading ago
    monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun st nd rd th
    veröffentlicht erschienen erstellt aktualisiert geändert zuletzt zuerst publiziert geschrieben verfasst stand datum vom von am um uhr den der im
    und lesezeit minuten min montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so
    publié publiée mis mise en ligne à jour modifié créé écrit rédigé posté le la par et de du heure heures h lundi mardi mercredi jeudi vendredi
    samedi dimanche lun mer jeu ven sam dim dernière modification
    publicado publicada actualizado actualizada creado escrito el por a las y e del hora horas lunes martes miércoles jueves viernes sábado domingo
    atualizado em às segunda terça quarta quinta sexta feira
    pubblicato aggiornato scritto creato il di alle ore da lunedì martedì mercoledì giovedì venerdì sabato domenica
    gepubliceerd geplaatst bijgewerkt geschreven op door om uur en maandag dinsdag woensdag donderdag vrijdag zaterdag zondag
    publicerad uppdaterad senast av den kl och måndag tisdag onsdag torsdag fredag lördag söndag publisert oppdatert sist publiceret opdateret
    af og mandag tirsdag onsdag torsdag lørdag søndag julkaistu päivitetty klo opublikowano aktualizacja dodano data przez dnia godz
    poniedziałek wtorek środa czwartek piątek sobota niedziela vydáno publikováno aktualizováno zveřejněno dne autor pondělí úterý středa čtvrtek
    pátek neděle yayınlanma güncelleme tarihi giriş saat опубликовано обновлено дата автор в г понедельник вторник среда четверг пятница суббота
    воскресенье
    更新 公開 发布 發布 时间 時間 日期 作者 来源 來源 記者 记者 입력 수정 등록 승인 기사입력
    掲載 投稿 配信 نشر تاريخ النشر آخر تحديث في الساعة تاریخ انتشار ساعت פורסם עודכן בתאריך בשעה प्रकाशित अपडेट
    δημοσίευση δημοσιεύτηκε ενημέρωση ενημερώθηκε στις ώρα publicat actualizat la ora közzétéve frissítve опубліковано оновлено о рік року
    понеділок вівторок середа четвер п’ятниця п'ятниця субота неділя luni marți miercuri joi vineri sâmbătă duminică hétfő kedd szerda csütörtök
    péntek szombat vasárnap maanantai tiistai keskiviikko torstai perjantai lauantai sunnuntai pazartesi salı çarşamba perşembe cuma cumartesi pazar
    δευτέρα τρίτη τετάρτη πέμπτη παρασκευή σάββατο κυριακή senin selasa rabu kamis jumat sabtu minggu wita wit น
    diterbitkan diperbarui pukul wib đăng cập nhật lúc ngày giờ thứ hai ba tư năm sáu bảy chủ nhật tháng hs hrs horário brasília vr za zo wo v ve
    hodin o ч година годині u у ob uri м мск d m val gada plkst kell p ятниця
    objavljeno ažurirano objavio objavila postavljeno sati ponedjeljak utorak srijeda četvrtak petak subota nedjelja ponedeljek torek sreda
    četrtek petek sobota nedelja ponedeljak četvrtak posodobljeno zverejnené aktualizované uverejnené dňa hod pondelok utorok streda štvrtok
    piatok nedeľa публикувана публикувано обновена обновено ч часа понеделник вторник сряда четвъртък петък събота неделя објављено
    ажурирано сати понедељак уторак среда четвртак петак субота недеља објавено понеделник вторник сабота недела publicat publicada
    actualitzat actualitzada les dilluns dimarts dimecres dijous divendres dissabte diumenge luns mércores xoves venres paskelbta atnaujinta
    pirmadienis antradienis trečiadienis ketvirtadienis penktadienis šeštadienis sekmadienis pirmadienį antradienį trečiadienį ketvirtadienį
    penktadienį šeštadienį sekmadienį publicēts atjaunots pirmdiena otrdiena trešdiena ceturtdiena piektdiena sestdiena svētdiena avaldatud
    uuendatud esmaspäev teisipäev kolmapäev neljapäev reede laupäev pühapäev publikuar përditësuar më hënë martë mërkurë enjte premte shtunë
    diel astelehena asteartea asteazkena osteguna ostirala larunbata igandea eguneratua petang pagi malam sore tengahari
    maandag dinsdag vrydag saterdag sondag isnin khamis
    jumaat sabtu ahad mánudagur þriðjudagur miðvikudagur fimmtudagur föstudagur laugardagur sunnudagur uppfært birt dydd llun mawrth mercher
    iau gwener sadwrn sul lunes miyerkules huwebes biyernes
    기자 午前 午後 上午 下午 曜日 日 月 火 水 木 金 土""".split()
)


def is_date_line(text: str, spans: Sequence[tuple[int, int]]) -> bool:
    """Return whether a line with dates at ``spans`` is a date line, with label, place and byline at most: no sentence, no heading of anything."""
    rest = text
    for start, end in reversed(spans):
        rest = rest[:start] + " " + rest[end:]
    if sum(c.isdigit() for c in rest) > 12:  # two clocks of seconds; more are results, prices, numbers to call
        return False
    strangers = [word for word in NO_WORDS.split(CLOCK.sub(lambda match: " " + match[5], rest)) if word and word.casefold() not in _LINE_WORDS]
    return len(strangers) <= MAX_STRANGERS and sum(map(len, strangers)) <= 60 and all(not word[0].islower() for word in strangers)


def without_line_words(text: str) -> str:
    """Return ``text`` without labels and weekdays at its end, as they stand before a date: "Jane Roe, Monday", "Jane Roe on"."""
    while (cut := text.rfind(" ")) > 0 and (last := text[cut + 1 :].strip(".,:;|")).casefold() in _LINE_WORDS:
        if (len(last) < _LONG_WORD and last[:1].isupper()) or last in _TITLES:
            break
        text = text[:cut].rstrip(" \t,;:.|/–—-•·(")
    return text


_TITLES = frozenset(("기자", "記者", "记者"))
"""Behind a name they are part of a byline."""
_LONG_WORD = 4
"""Letters; shorter ones with a capital are names as well ("Le", "Do")."""
