"""Offices around a name: "Serbian First Deputy Prime Minister and Foreign Minister X", "X, CEO of Y"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from linepack.records.gazetteer import fold, gazetteer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .page import Page
    from .scan import Hit

LITTLE: Final = (
    r"and|und|et|e|y|i|и|та|ve|və|of|for|the|von|für|der|des|du|de|della|del|di|la|le|les|den|dem|il|na|на|at|in|to|Mr\.?|Ms\.?|Mrs\.?"
    r"|Dr\.?|H\.E\.|His Excellency|Republic|Kingdom|State|Islamic|new|acting|interim|former|then|visiting"
)
JOINT: Final = re.compile(rf"(?:[’']s)?[,\s]*(?:(?:{LITTLE})\b[\s,]*|l[’']|dell[’']|d[’'])*")
FIRST: Final = re.compile(r",?\s+(?:(?:Mr|Ms|Mrs|Dr)\.?\s|H\.E\.\s|His Excellency\s|the late\s)?")
REMIT: Final = re.compile(
    r"\s(?:(?:for|of|on|in charge of|responsible for|de"
    r"|du|des|de la|della|del|do|dos|da|für)\s|de l[’']|dell[’'])"
    r"(?:the\s)?\w[\w ,’'-]{3,60}\s"
)
DIRECT: Final = re.compile(r"(?:[’']s)?[\s-]+(?:(?:new|acting|interim|former|then|visiting|outgoing|own)\s)?")
BELONGS: Final = re.compile(
    r"[\s,]*(?:(?:of|for|at|in|von|für|der|des|du|de|de la|della|del|dell[’']|di|na|на|u|the|Republic of"
    r"|Kingdom of|State of|Islamic Republic of|Arab Republic of|Federal Republic of|the Republic of)[\s]*)*"
)
APPOSITION: Final = re.compile(r"\s?[,(–—]\s?(?:the |an? |who is (?:the |an? )?|its |head of )?")
PEOPLE_GROUPS: Final = frozenset(("offices", "countries", "orgs", "ministries"))
FARTHEST: Final = 70
GENERIC: Final = frozenset(("Minister", "Head", "Expert", "Spokesperson", "Adviser", "Special Envoy"))


@dataclass(frozen=True, slots=True)
class Title:
    """An office as printed.

    Attributes
    ----------
    title
        Canonical title; for heads of companies the printed one.
    code
        Suffix of the ministry or body (``MFA``); an id of an organisation for heads of companies.
    country
        ISO 3166 alpha-2, empty where the words do not say.
    """

    title: str
    code: str
    country: str
    start: int
    end: int
    plain: bool = False

    @property
    def org(self) -> str:
        """Id of the body, empty where code or country is missing."""
        if self.code and (self.code in ("EC", "EUCO") or ("orgs", self.code) in gazetteer().entries):
            return self.code
        return f"{self.country}-{self.code}" if self.code and self.country else ""


def chain_before(page: Page, start: int) -> list[Hit]:
    """Return offices, states and bodies that lead up to a name, in order; empty without an office."""
    chain: list[Hit] = []
    edge = start
    index = page.before(start)
    if index < 0 or start - page.hits[index].end > FARTHEST:
        return chain
    while index >= 0:
        hit = page.hits[index]
        gap = page.text[hit.end : edge]
        if (hit.group not in PEOPLE_GROUPS and not speaking_capital(hit)) or not joins(gap, first=not chain):
            break
        chain.append(hit)
        edge = hit.start
        index -= 1
    chain.reverse()
    return trimmed(page, chain)


def speaking_capital(hit: Hit) -> bool:
    """Say whether a hit is a capital, which may stand for a state before an office."""
    return hit.group == "places" and hit.form.role == "capital"


def joins(gap: str, *, first: bool) -> bool:
    """Say whether a gap joins two parts of a title, or (first) a title and its name."""
    if gap == " ":
        return True
    if first:
        return FIRST.fullmatch(gap) is not None or REMIT.fullmatch(gap) is not None
    return JOINT.fullmatch(gap) is not None or REMIT.fullmatch(gap) is not None


def trimmed(page: Page, chain: list[Hit]) -> list[Hit]:
    """Leave out what stands before the first office without being tied to it; empty without an office."""
    first = next((index for index, hit in enumerate(chain) if hit.group == "offices"), None)
    if first is None:
        return []
    if first and DIRECT.fullmatch(page.text[chain[first - 1].end : chain[first].start]):
        first -= 1
    return chain[first:]


def chain_after(page: Page, end: int) -> list[Hit]:
    """Return offices, states and bodies in apposition behind a name, in order; empty without an office."""
    lead = APPOSITION.match(page.text, end)
    if lead is None and page.document.language != "hu":
        return []
    chain: list[Hit] = []
    edge = lead.end() if lead else end
    for hit in page.hits[page.after(edge) :]:
        gap = page.text[edge : hit.start]
        close = gap.strip() == "" if not chain else BELONGS.fullmatch(gap) or DIRECT.fullmatch(gap)
        if hit.group not in PEOPLE_GROUPS or not close:
            break
        chain.append(hit)
        edge = hit.end
    if not any(hit.group == "offices" for hit in chain[:2]) or (lead and named_next(page, edge)):
        return []
    return chain


def named_next(page: Page, edge: int) -> bool:
    """Say whether a capitalised word follows at once: the offices lead up to that name."""
    following = page.text[edge : edge + 2]
    return len(following) == 2 and following[0] == " " and following[1].isupper()


def titles(page: Page, chain: list[Hit], state: Sequence[Hit] = ()) -> list[Title]:
    """Return the offices of a chain, each with its body and its state, which may stand behind the name."""
    out: list[Title] = []
    country = state[0].country if len(state) == 1 else ""
    for index, hit in enumerate(chain):
        if hit.group != "offices":
            continue
        title, code = whole_office(page, hit)
        ahead_country, ahead_body = belonging(page, chain, index)
        if index and DIRECT.fullmatch(page.text[chain[index - 1].end : hit.start]):
            previous = chain[index - 1]
            if previous.group == "orgs":
                ahead_body = ahead_body or previous.entry.id
            elif previous.country:
                country = previous.country
        own = ahead_country or country
        body = ahead_body or code
        out.append(
            Title(
                title,
                body if body != "CO" else "",
                own,
                hit.start,
                hit.end,
                hit.entry.id in GENERIC and not ahead_body,
            )
        )
    return out


def belonging(page: Page, chain: list[Hit], index: int) -> tuple[str, str]:
    """Return state and body that stand behind an office ("of Energy of Azerbaijan", "of SOCAR")."""
    country = body = ""
    for previous, hit in zip(chain[index:], chain[index + 1 :], strict=False):
        if hit.group == "offices" or not BELONGS.fullmatch(page.text[previous.end : hit.start]):
            break
        close = hit.form.role == "name" or page.text[previous.end : hit.start] == " "
        if hit.group == "countries" and close:
            country = country or hit.country
        elif hit.group in ("orgs", "ministries"):
            body = body or hit.entry.id
    return country, body


def whole_office(page: Page, hit: Hit) -> tuple[str, str]:
    """Return title and code of an office; a state may part it from its field ("ministro azero …")."""
    if hit.entry.id == "Minister":
        index = page.after(hit.end)
        apart = index < len(page.hits) and page.hits[index].form.role == "adjective"
        begin = page.hits[index].end if apart and page.hits[index].start == hit.end + 1 else hit.end
        words = page.text[begin : begin + 60].split()
        if not words or not words[0][0].islower():
            return printed_title(page, hit), code_of(hit)
        head = page.text[hit.start : hit.end]
        for count in range(min(6, len(words)), 0, -1):
            key = fold(f"{head} {' '.join(words[:count])}")
            found = gazetteer().automaton.get(f" {key} ", None)
            office = (
                next((form.entry for form in found[1] if form.entry.group == "offices"), None)
                if found
                else None
            )
            if office:
                return office.id, office.kind
    return printed_title(page, hit), code_of(hit)


def code_of(hit: Hit) -> str:
    """Return the code of an office; that of "deputy energy minister" is the energy minister's."""
    if hit.entry.id != "Deputy Minister":
        return hit.entry.kind
    rest = fold(hit.form.printed).removeprefix("first ").removeprefix("deputy ").removeprefix("assistant ")
    found = gazetteer().automaton.get(f" {rest} ", None)
    return next((form.entry.kind for form in found[1] if form.entry.group == "offices"), "") if found else ""


def printed_title(page: Page, hit: Hit) -> str:
    """Return the canonical title, or the printed one of heads of companies and of deputy ministers."""
    if hit.entry.id in ("Director", "Head", "Deputy Minister", "Adviser", "Special Envoy", "Expert"):
        return page.text[hit.start : hit.end]
    return hit.entry.id
