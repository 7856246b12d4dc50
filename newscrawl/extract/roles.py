"""What the names of elements say of pictures: captions, credits, and what stands at the side of a story."""

from __future__ import annotations

from functools import lru_cache

from newscrawl.extract.images import has_any
from newscrawl.text import both_cases

# Words inside class, id, itemprop and data attributes, found by one search over them.
CREDIT_CLASS = both_cases(
    r"credit|copyright|photograph?er|fotograf|distributor|attribution|bildquelle|bildnachweis|kilde|crédit|"
    r"(?<![a-z])(?:img|image|photo|pic|picture|caption|media|figure|figcaption|foto|bild)?[-_]*(?:source|author|byline|rights|owner|"
    r"agency|artist|creator|auteur|autor|quelle|bron)(?![a-z])|"
    r"[a-z](?:source|author|byline|rights|agency|owner)(?![a-z])|captionauthor|photoauthor|imageauthor"
)
_CAPTION_CLASS = both_cases(
    r"caption|legend|cutline|bildunterschrift|bildtext|imagetext|(?:image|img|photo|media|picture|foto|figure)[-_]*(?:desc|text|title|"
    r"info)|unterschrift|description|infotext|leyenda|"
    r"didascalia|epigrafe|bildetekst|billedtekst|altyaz|(?<![a-z])desc(?![a-z])"
)
# Whose pictures are never the article's, and whose seldom are (a caption beside the picture outweighs these).
_SIDE_CLASS = both_cases(
    r"related|recommend|newsletter|avatar|author(?![a-z]*-?(?:content|article))|logo|comment|footer|(?<![a-z])nav|outbrain|taboola|"
    r"most-?(?:read|popular|viewed)|trending|popular|"
    r"read-?(?:more|also|next)|more-?(?:from|stories|on|news)|also-?like|ranking|cookie|consent|subscribe|paywall|topbar|"
    r"breadcrumb|suggest|recirc|next-?(?:article|story)|weather|"
    r"podcast-?list|playlist|ticker|thumbnails?-?(?:list|nav)|affiliate|(?<![a-z])bio(?![a-z])"
)
_DOUBTFUL_CLASS = both_cases(
    r"teaser|promo|sidebar|masthead|advert|banner|menu|social|share|sponsor|widget-?(?:list|posts)|(?<![a-z])(?:ads?|aside|topics?|tags?)(?![a-z])|"
    r"product|shop|carousel-?nav"
)
# One of these must be in a name before it is looked at closely: plain searches are ten times as fast as the patterns.
_SIDE_HINTS = tuple(
    "relat recommend newsletter avatar author logo comment footer nav outbrain taboola most trending popular read more also ranking "
    "cookie consent subscribe paywall topbar breadcrumb suggest recirc next weather podcast playlist ticker thumbnail affiliate bio".split()
)
_DOUBTFUL_HINTS = tuple("teaser promo sidebar masthead ad banner menu social share sponsor widget topic tag product shop aside carousel".split())
_CREDIT_HINTS = tuple(
    "credit copyright photogra fotograf distributor attribution quelle bildnachweis kilde crédit source author byline right owner agency "
    "artist creator auteur autor bron".split()
)
_CAPTION_HINTS = tuple("caption legend cutline unterschrift bildtext text title info desc leyenda didascalia epigrafe tekst altyaz".split())


# The pages of a site say the same names again and again.
@lru_cache(maxsize=2048)
def sides_of(named: str) -> tuple[bool, bool]:
    """Return whether names say that what is inside is never, or seldom, the article's own."""
    low, far = named.lower(), not named.isascii()
    shown = named if far else low
    return (
        has_any(low, _SIDE_HINTS) and _SIDE_CLASS[far].search(shown) is not None,
        has_any(low, _DOUBTFUL_HINTS) and _DOUBTFUL_CLASS[far].search(shown) is not None,
    )


@lru_cache(maxsize=2048)
def roles_of(named: str) -> tuple[bool, bool]:
    """Return whether names say credit, and caption."""
    low, far = named.lower(), not named.isascii()
    shown = named if far else low
    return (
        has_any(low, _CREDIT_HINTS) and CREDIT_CLASS[far].search(shown) is not None,
        has_any(low, _CAPTION_HINTS) and _CAPTION_CLASS[far].search(shown) is not None,
    )
