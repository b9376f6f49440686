"""Bodies and assets that no table has, known by the form of their name or by what the text calls them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from linepack.records.gazetteer import fold, gazetteer

from .found import Found
from .page import CAPITALS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .page import Page

WORD: Final = rf"[{CAPITALS}][\w&.’'-]*"
TRADE: Final = re.compile(
    r"\b(?:Energy|Energie|Energía|Energia|Gas|Gaz|Petroleum|Petróleo|Oil|Power|Trading|Commodities"
    r"|Resources|Group"
    r"|Company|Corporation|Ventures|Partners|Exploration|Midstream|Upstream|Pipelines|Networks"
    r"|Industries|Engineering"
    r"|Bank|Fund|Institute|Association|Authority|Agency|Council|Forum|Exchange|Holdings|Analytics"
    r"|Consulting|Shipping"
    r"|Maritime|Foundation|Markets|Utilities|Infrastructure|LNG|Enerji|Energetika|Hydrocarbons"
    r"|Commission|Committee|Office|Organisation|Organization|Union|Federation|Chamber|Ministry"
    r"|Directorate|Secretariat)\b"
)
KINDS: Final = (
    (("Bank", "Fund"), "bank"),
    (
        ("Institute", "Forum", "Foundation", "Association", "Union", "Federation", "Chamber", "Council"),
        "institution",
    ),
    (("Authority", "Agency", "Commission", "Committee", "Office", "Directorate", "Secretariat"), "agency"),
)
BEFORE: Final = re.compile(
    rf"(?:{WORD}(?:\s(?:of|for|and|&|de|des|du|do|da|della|del|di)(?:\sthe)?)?\s){{1,4}}$"
)
OF_WHAT: Final = re.compile(rf"\s(?:of|for)\s(?:the\s)?{WORD}(?:\s(?:and\s)?{WORD}){{0,3}}")
KEPT: Final = frozenset(("New", "National", "North", "South"))
"""Vague words that belong to a name where another word follows."""

NEEDS_OF: Final = frozenset(
    ("Ministry", "Office", "Directorate", "Union", "Federation", "Organisation", "Organization")
)
ORDER: Final = frozenset(("First", "Second", "Third"))
POSSESSIVE: Final = ("'s", "’s")
CALLED: Final = re.compile(
    r"\b(?:[Ss]tate-(?:run|owned|controlled)(?:\s(?:company|utility|producer|oil company|gas company"
    r"|energy company))?|[Uu]tility|[Tt]raders?|"
    r"[Oo]perators?|[Ss]uppliers?|[Pp]roducers?|[Dd]evelopers?|[Ii]mporters?|[Cc]onsultanc(?:y|ies)"
    r"|[Cc]ontractors?|[Ss]hipowners?|[Cc]ompany|[Ff]irm|[Mm]ajor"
    r"|[Gg]iant|[Cc]onglomerate|[Nn]ewspaper|[Dd]aily|[Bb]roadcaster|[Ww]ebsite|[Pp]ortal|[Cc]onsortium"
    r"|[Dd]istributor|[Rr]egulator)\s"
    rf"[\"“«„]?({WORD}(?:\s(?:&\s)?{WORD}){{0,2}})"
)
NO_NAME: Final = re.compile(r"(?:In|On|At|The|He|She|It|They|We|A|An|As|But|And)\b")
BLOCK: Final = re.compile(
    r"\b(?:OML|OPL|PSC|PML|Blocks?|Lots?|Bloc|Bloque|Bloco"
    r"|Блок)\s(?:No\.?\s)?(?:[A-Z]{0,3}-?\d{1,4}[A-Z]?(?:[/-]\d{1,3})?)(?![\w.,]*\d)"
)
HEADLINE_SHARE: Final = 0.7
LONG_WORD: Final = 4
LONGEST_HEADLINE: Final = 200
INITIAL: Final = 2
"""Letters of a word with a full stop that may be an initial."""


def firms_by_form(page: Page) -> Iterator[Found]:
    """Yield bodies whose last word is one of their trade ("Meridian Energy")."""
    last = 0
    for word in TRADE.finditer(page.text):
        if word.start() < last or page.text[word.end() : word.end() + 1] in ("-", "–"):
            continue
        found = by_form(page, word)
        if found:
            last = found.end
            yield found


def by_form(page: Page, word: re.Match[str]) -> Found | None:
    """Return the body around a word of trade, None where the words before it name none."""
    lead = BEFORE.search(page.text, max(0, word.start() - 60), word.start())
    sentence = page.sentence(word.start())
    if lead is None or sentence.noise or titled(sentence.text):
        return None
    start = max(lead.start(), sentence.span.start)
    words = page.text[start : word.start()].split()
    own = max((index + 1 for index, one in enumerate(words) if one.endswith(POSSESSIVE)), default=0)
    start += sum(len(one) + 1 for one in words[:own])
    words = words[own:]
    while words and words[0] in gazetteer().vague and not (len(words) > 1 and words[0] in KEPT):
        start += len(words[0]) + 1
        words = words[1:]
    end = word.end()
    behind = OF_WHAT.match(page.text, end)
    if behind and word.group() not in ("Gas", "Oil", "Power", "Energy", "LNG"):
        end = behind.end()
    if not words or not words[-1][0].isupper() or set(words) & ORDER:
        return None
    if covered(page, start, end, words) or (word.group() in NEEDS_OF and not behind):
        return None
    if page.text[end : end + 1] == " " and page.text[end + 1 : end + 2].isupper():
        return None
    name = " ".join(page.text[start:end].split())
    return Found(start, end, "orgs", ident(name), "form of the name", name, kind_of(word.group()))


def covered(page: Page, start: int, end: int, words: list[str]) -> bool:
    """Say whether tables know something in a name, or states alone stand before the word of trade."""
    inside = page.within(start, end)
    states = {hit.start for hit in inside if hit.group in ("countries", "places")}
    if any(hit.group not in ("countries", "places", "words") for hit in inside):
        return True
    return bool(states) and len(states) >= len(words)


def titled(sentence: str) -> bool:
    """Say whether most long words of a sentence begin with a capital, as in a headline."""
    if len(sentence) > LONGEST_HEADLINE:
        return False
    long = [word for word in sentence.split() if len(word) >= LONG_WORD and word[0].isalpha()]
    return len(long) > 1 and sum(word[0].isupper() for word in long) > HEADLINE_SHARE * len(long)


def ident(name: str) -> str:
    """Return the id of a body or asset that no table has."""
    return fold(name).upper().replace(" ", "-")


def kind_of(trade: str) -> str:
    """Return the kind of a body by its word of trade."""
    return next((kind for words, kind in KINDS if trade in words), "company")


def firms_by_label(page: Page) -> Iterator[Found]:
    """Yield bodies that the text introduces by what they are ("state-run Petrobangla")."""
    for label in CALLED.finditer(page.text):
        start = label.start(1)
        words = within_sentence(label[1])
        end = start + len(words)
        inside = page.within(start, end)
        known = words.split()[0] in gazetteer().given or fold(words.split()[0]) in gazetteer().given
        if inside or known or NO_NAME.match(words) or page.sentence(start).noise:
            continue
        words = words.rstrip(".’'")
        words = words.removesuffix("’s").removesuffix("'s")
        end = start + len(words)
        if len(words) > 2 and not titled(page.sentence(start).text):
            yield Found(start, end, "orgs", ident(words), "called a company", words, "company")


def within_sentence(words: str) -> str:
    """Return the words up to a full stop that ends a sentence ("MET. The" is "MET").

    Examples
    --------
    >>> within_sentence("MET. The"), within_sentence("J. Smith Gas")
    ('MET', 'J. Smith Gas')
    """
    kept: list[str] = []
    for word in words.split():
        kept.append(word)
        if word.endswith(".") and len(word) > INITIAL:
            return " ".join(kept).removesuffix(".")
    return words


def blocks(page: Page) -> Iterator[Found]:
    """Yield licence blocks by number ("Block 6", "OML 144")."""
    for block in BLOCK.finditer(page.text):
        if not page.within(*block.span()):
            name = " ".join(block.group().split())
            yield Found(*block.span(), "assets", ident(name), "block by number", name, "licence block")
