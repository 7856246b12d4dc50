"""What stands where a story should: consent walls, log-ins, captchas, pages that are missing or blocked, frames that a script fills."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from newscrawl.blocks import Block
from newscrawl.document import Document
from newscrawl.extract.leads import MAX_BLOCKS, TEASERS, WALL_WORDS, Shape, count_fairly
from newscrawl.extract.lists import FEW_WORDS, HEADLINES, Told, is_empty_list
from newscrawl.items import Reason
from newscrawl.text import folded

# The same of a page that says that it is a story, and when.
STATED_WORDS = 40

# Phrases of pages that say of themselves that there is nothing: matched folded, in the title or a heading, or as one of the first short blocks.
_MISSING = re.compile(
    r"(?<![\w\s,;.:'’”\"“„«،、，])\s*\b404\b|^\W*404\b|\b404\b(?=\s*(?:$|[^\w\s]|error|not |page))|"
    r"(?:error|http|code|fehler|erreur|fout|błąd|hata|ошибка|שגיאה) 404\b|"
    r"page (?:was |could )?(?:not |n't |cannot |can't )(?:be )?(?:found|exist)|page (?:not found|does(?:n't|n’t| not) exist|"
    r"is missing|has (?:been )?(?:moved|removed))|"
    r"(?:couldn't|couldn’t|could not|can't|can’t|cannot) (?:be found|find (?:that|this|the|your) page|find what)|not found|"
    r"no longer (?:available|exists?)|nothing (?:was )?found(?: here)?|"
    r"(?:this|the) (?:article|story|content|post) (?:is|was|has been) (?:not available|removed|deleted|moved)|"
    r"seite (?:konnte )?(?:wurde )?(?:leider )?(?:nicht|existiert nicht)(?: mehr)?(?: gefunden)?|nicht gefunden|nicht mehr verfügbar|"
    r"page (?:introuvable|non trouvée|inexistante)|"
    r"n['’]existe (?:pas|plus)|p[áa]gina no (?:encontrada|existe|disponible)|no (?:se )?(?:ha )?(?:podido )?(?:encontra(?:da|do|r|mos)|existe)|"
    r"p[áa]gina n[ãa]o (?:foi )?(?:encontrada|existe)|n[ãa]o (?:foi )?encontrad[ao]|pagina non (?:trovata|esiste|disponibile)|"
    r"non (?:è stata )?trovat[ao]|pagina (?:is )?niet gevonden|"
    r"niet gevonden|bestaat niet|sidan (?:kunde inte hittas|finns inte|hittades inte)|siden (?:finnes ikke|findes ikke|"
    r"ble ikke funnet|blev ikke fundet)|ikke fun[nd]et|"
    r"sivua ei l[öo]y|ei löytynyt|nie znaleziono|nie istnieje|nebyla nalezena|stránka neexistuje|nenalezena|nem található|"
    r"nu a fost găsit|pagina nu (?:există|a fost)|"
    r"sayfa bulunamadı|bulunamadı|страница не найдена|не найден[аоы]?|не существует|сторінк[ау] не знайдено|не знайден|не е намерена|"
    r"δεν βρέθηκε|الصفحة غير موجودة|غير موجود|"
    r"لم يتم العثور|הדף לא נמצא|לא נמצא|पेज नहीं मिला|नहीं मिला|見つかりません|存在しません|ページが見つかり|找不到|不存在|页面未找到|"
    r"찾을 수 없|존재하지 않|không tìm thấy|"
    r"không tồn tại|tidak ditemukan|ไม่พบ"
)
_CONSENT = re.compile(
    r"cookie|consent|tracking|gdpr|dsgvo|pur-abo|mit werbung|werbung und tracking|einwillig|zustimm|datenschutz|accepter et|"
    r"acepta[r]?|rechazar|accetta|aceitar|accepteer|"
    r"galetes|accepteu|kolačić|колачић|prihvat|прихват|vafrak[öa]k|samþykk|küpsis|sīkdat|slapuk|piškot|бисквит|informasjonskaps|süti(?:k|ket)|ciasteczk|"
    r"information on (?:your|a) device|legitimate interest|our (?:\d{2,4} )?partners|"
    r"toestemming|samtyck|samtykke|evästee|suostum|plik(?:i|ów) cookie|zgod[aęy]|souhlas|hozzájárul|çerez|файлы? cookie|згод|"
    r"συγκατάθεση|הסכמ|ملفات تعريف الارتباط|クッキー|同意|쿠키|동의"
)
_CHALLENGE_SOURCES = re.compile(
    r"recaptcha|hcaptcha|captcha-delivery|/cdn-cgi/challenge-platform|challenges\.cloudflare\.com|turnstile|geo\.captcha|perimeterx|"
    r"px-captcha|arkoselabs|funcaptcha|awswaf|ddos-guard",
    re.IGNORECASE,
)
_CHALLENGE = re.compile(
    r"captcha|(?:are|you(?:'re|’re| are)) (?:not )?a (?:robot|human|bot)|verify(?:ing)? (?:that )?you(?:'re|’re|"
    r" are)? (?:are )?(?:a )?(?:not a )?(?:human|robot)|"
    r"(?:i am|i'm) not a robot|human verification|security check|checking your browser|just a moment|unusual (?:traffic|activity)|"
    r"automated (?:access|queries|requests)|"
    r"kein roboter|sind sie ein (?:mensch|roboter)|sicherheitsüberprüfung|êtes(?:-|\s)vous un (?:humain|robot)|pas un robot|no (?:soy|"
    r"eres) un robot|não (?:sou|é) um robô|non sono un robot|"
    r"geen robot|inte en robot|nie jestem robotem|nejsem robot|robot değil|не робот|вы человек|не робот|לא רובוט|لست روبوت|"
    r"ロボットではありません|不是机器人|我不是機器人|로봇이 아닙니다"
)
_BLOCKED = re.compile(
    r"access (?:to this page )?(?:has been |is |was )?(?:denied|blocked|restricted)|(?:you have been|been|request|were) (?:blocked|"
    r"forbidden)|\b403\b|forbidden|\b451\b|unavailable for legal reasons|"
    r"not available in your (?:country|region|location)|(?:attention required|pardon our interruption)|permission to access|"
    r"zugriff (?:verweigert|gesperrt|blockiert)|accès (?:refusé|interdit|bloqué)|"
    r"acceso (?:denegado|restringido|bloqueado)|acesso (?:negado|bloqueado)|accesso (?:negato|bloccato)|toegang geweigerd|"
    r"åtkomst nekad|adgang nægtet|ingen tilgang|pääsy estetty|dostęp zabroniony|"
    r"odmowa dostępu|přístup odepřen|hozzáférés megtagadva|erişim engellendi|доступ (?:запрещ|ограничен|заборонен)|доступ заборонено|"
    r"تم رفض الوصول|הגישה נדחתה|アクセスが拒否|访问被拒绝|접근이 거부"
)
_LOGIN = re.compile(
    r"log ?in|sign ?in|anmeld|einloggen|se connecter|connexion|connectez|identifiez|iniciar sesi[óo]n|inicia sesi[óo]n|accede a|"
    r"entrar|fa[çc]a login|accedi|inloggen|aanmelden|logga in|"
    r"logg inn|log ind|kirjaudu|zaloguj|logowanie|přihl[áa]|prihl[áa]s|bejelentkez|autentific|giriş yap|oturum aç|войти|вход|увійти|"
    r"вхід|σύνδεση|تسجيل الدخول|התחבר|लॉग इन|ログイン|登录|登入|로그인|đăng nhập|masuk|เข้าสู่ระบบ"
)
_SCRIPT_NEEDED = re.compile(r"java ?script|ジャバスクリプト|джаваскрипт", re.IGNORECASE)


def as_wall(
    document: Document, blocks: Sequence[Block], shape: Shape, title: str | None, published: datetime | None, status: int, told: Told
) -> Reason | None:
    """A page that stands where the story should: nothing of a story on it, and its own words or machinery say what it is."""
    if shape.body_words > WALL_WORDS or (published is not None and shape.body_words > STATED_WORDS):
        return None
    head = _head(document, blocks, title)
    text = folded(" ".join(block.text for block in blocks[:60]))[:6000]
    little = shape.visible_words < 250
    if little and (_challenge(document) and (_CHALLENGE.search(text + " " + head) or shape.visible_words < 60)):
        return "captcha"
    if little and shape.visible_words < 120 and _CHALLENGE.search(head):
        return "captcha"
    if _MISSING.search(head) and published is None and not _BLOCKED.search(head):
        named = next((element.text or "" for element in document.root.iter("title")), "")
        return "listing" if is_empty_list(document.url, shape, False) and not _MISSING.search(folded(named)[:300]) else "soft-404"
    if _BLOCKED.search(head) and shape.visible_words < 200 and published is None:
        return "blocked"
    if published is None and told.headed and told.named and not (_CONSENT.search(head) or _LOGIN.search(head)):
        return None  # a short story, with a notice or a form beside it
    if published is None and _consent_wall(document, blocks, shape, text, head):
        return "consent-wall"
    if published is None and _login(document, shape, text, head):
        return "login"
    return None


def _head(document: Document, blocks: Sequence[Block], title: str | None) -> str:
    """Return what the page calls itself: its title, its headings, and its first short block inside the main part, folded."""
    said = [title or "", *(element.text or "" for element in document.by_tag["title"][:1])]
    said += [block.text for block in blocks if block.tag in ("h1", "h2") and len(block.text) < 120 and block.link_chars * 2 < len(block.text)][:3]
    return folded(" | ".join(said))[:800]


def _challenge(document: Document) -> bool:
    for element in document.root.iter("script", "iframe", "div", "form"):
        for name in ("src", "action", "id", "class"):
            value = element.get(name)
            if value and _CHALLENGE_SOURCES.search(value[:500]):
                return True
    return False


def _speaks_first(blocks: Sequence[Block], head: str) -> bool:
    """Say whether the page has text of its own before the first block that asks, and does not ask in its heading: the notice is a bar below it."""
    said = 0
    for block in blocks[:MAX_BLOCKS]:
        if _CONSENT.search(folded(block.text[:500])):
            break
        said += count_fairly(block.text) if block.link_chars * 2 < len(block.text) and block.tag not in ("h1", "h2", "li", "title") else 0
    return said >= _OWN_TEXT and not _CONSENT.search(head)


_OWN_TEXT = 15


def _consent_wall(document: Document, blocks: Sequence[Block], shape: Shape, text: str, head: str) -> bool:
    """Nothing but the question: it fills the page, asks in its heading or in most of its words, and there are buttons to answer with."""
    hits = len(_CONSENT.findall(text))
    if is_empty_list(document.url, shape, False) and not _CONSENT.search(head):
        return False  # a list with nothing in it, and the notice in its footer
    if hits < 2 or shape.headlines >= HEADLINES or shape.visible_words > 700 or _speaks_first(blocks, head):
        return False
    buttons = sum(1 for _ in document.root.iter("button", "input", "form"))
    return buttons > 0 and (bool(_CONSENT.search(head)) or hits * 40 > shape.visible_words)


def _login(document: Document, shape: Shape, text: str, head: str) -> bool:
    """A form that asks for a password and little else; one folded away in a page's header does not count."""
    if shape.headlines >= HEADLINES or shape.visible_words > 400:
        return False
    for field in document.root.iter("input"):
        folded_away = any(ancestor.tag in ("header", "nav", "footer", "dialog") for ancestor in field.iterancestors())
        if (field.get("type") or "").lower() == "password" and not folded_away:
            return shape.body_words < FEW_WORDS and bool(_LOGIN.search(head) or shape.visible_words < 120 or _LOGIN.search(text[:1500]))
    return bool(_LOGIN.match(head.split(" | ")[0])) and shape.visible_words < 120


def as_nothing(document: Document, blocks: Sequence[Block], shape: Shape, announced: bool) -> Reason | None:
    """A frame that a script fills, or nothing at all."""
    if shape.body_words >= 25:
        return None
    if shape.visible_words < 60:
        if any(_SCRIPT_NEEDED.search(element.text_content()[:2000]) for element in document.root.iter("noscript")):
            return "js-shell"
        if any(_SCRIPT_NEEDED.search(block.text) for block in blocks[:20]):
            return "js-shell"
        body = document.root.find("body")
        scripts = sum(1 for element in document.root.iter("script") if element.get("src") or element.get("type") == "module")
        if scripts and body is not None:
            for element in body.iter("div", "main"):
                if (
                    element.get("id") in ("root", "app", "__next", "__nuxt", "___gatsby", "app-root", "main", "svelte")
                    and len(element.text_content().split()) < 30
                ):
                    return "js-shell"
    if shape.body_words == 0 and shape.visible_words < 10 and not announced:
        return "empty"
    return None


def as_textless(shape: Shape, announced: bool, dated: bool) -> Reason | None:
    """A page without any text of its own that does not call itself a story: a list of links, or, where it has no date either, nothing to keep."""
    if shape.body_words or announced:
        return None
    return "listing" if shape.headlines >= TEASERS else None if dated else "empty"
