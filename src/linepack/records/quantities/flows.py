"""Where the gas of an amount comes from and goes to, and which asset it belongs to, from the mentions."""

from __future__ import annotations

import re
import sys
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from linepack.records.gazetteer.loader import rows
from linepack.records.model import Flow
from linepack.records.plain import any_of
from linepack.records.quantities.vocabulary import pattern, table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from linepack.records.model import Mention
    from linepack.records.plain import PlainText
    from linepack.records.quantities.amounts import Amount

_GAS_AFTER: Final = pattern("gas after")
SELLS: Final = pattern("sells")
BUYS: Final = pattern("buys")
_REACH_BACK: Final = 26
_MOST: Final = 0.75
_REGIONS: Final = {"pl-europe": "Europe"}
_ASSET_KINDS: Final = frozenset({"capacity", "capacity increment", "length", "cost", "grant", "storage"})


@cache
def _prepositions() -> re.Pattern[str]:
    words = (
        "the",
        "la",
        "le",
        "l'",
        "il",
        "lo",
        "les",
        "der",
        "die",
        "den",
        "dem",
        "el",
        "los",
        "las",
        "την",
        "τη",
        "το",
    )
    more = ("republic of", "the republic of", "republika", "republike", "neighbouring", "neighboring")
    articles = rf"(?:{any_of((*words, *more))} ?)?"
    groups = table("preposition").items()
    ends = "|".join(f"(?P<g_{name}>{any_of(line.split('|'))})" for name, line in groups)
    return re.compile(rf"(?<![\w])(?:{ends})['  ]?{articles}\Z")


@dataclass(frozen=True)
class End:
    """A country with the end of the flow that its words give it."""

    position: int
    end: str
    ref: str


def ends_of(plain: PlainText, mentions: Sequence[Mention]) -> list[End]:
    """Return the ends of gas flows that countries, regions and trading companies of a document stand at."""
    named = (one for one in mentions if one.group in ("countries", "orgs") or one.ref in _REGIONS)
    return [end for mention in named if (end := _end_of(plain, mention)) is not None]


def flow_in(ends: Sequence[End], amount: Amount, amounts: Sequence[Amount], window: tuple[int, int]) -> Flow:
    """Return from, to and via of gas in a clause by prepositions, adjectives before gas, sellers, buyers.

    Of several amounts in a sentence each has its own destination: "9 bcm to A, 2 bcm to B"; what stands
    before the first of them is shared.

    Parameters
    ----------
    ends
        Of the document.
    amounts
        Gas amounts of the sentence in order, this one among them.
    window
        Positions between which countries count.
    """
    ends = [end for end in ends if window[0] <= end.position < window[1]]
    sources = [end for end in ends if end.end == "from"]
    origins = [end.ref for end in _own(sources, amount, amounts) or sources]
    destinations = [end.ref for end in _own([e for e in ends if e.end == "to"], amount, amounts)]
    via = [end.ref for end in _own([e for e in ends if e.end == "via"], amount, amounts)]
    origin = origins[0] if origins else ""
    return Flow(
        origin, tuple(dict.fromkeys(r for r in destinations if r != origin)), tuple(dict.fromkeys(via))
    )


def main_end(ends: Sequence[End], name: str, least: int = 1) -> str:
    """Return the country that a document has at one end of its flows, where it has one only or nearly so."""
    counts = Counter(end.ref for end in ends if end.end == name)
    if not counts:
        return ""
    ref, most = counts.most_common(1)[0]
    return ref if most >= max(least, _MOST * counts.total()) else ""


def _own(ends: list[End], amount: Amount, amounts: Sequence[Amount]) -> list[End]:
    """Return the ends that belong to one amount of several."""
    if len(amounts) < 2:
        return ends
    index = next(i for i, other in enumerate(amounts) if other.start == amount.start)
    edges = [*(other.start for other in amounts), sys.maxsize]
    head = [end for end in ends if end.position < edges[0]]
    if any(end.position >= amounts[-1].end for end in ends):
        mine = [end for end in ends if amount.end <= end.position < edges[index + 1]]
    else:
        floor = amounts[index - 1].end if index else 0
        mine = [end for end in ends if floor <= end.position < amount.start]
    return mine or head


def _end_of(plain: PlainText, mention: Mention) -> End | None:
    """Return a country's end by the gas after it, its preposition, its case ending, or the verb after it."""
    span = mention.anchor.span
    before = plain.before(span.start, _REACH_BACK)
    end = "from" if _GAS_AFTER.match(plain.after(span.end, 30)) else ""
    if mention.role == "adjective" and _GAS_BEFORE.search(before):
        end = "from"
    if not end and mention.role != "adjective":
        match = _prepositions().search(before)
        end = "to" if _GIVES.search(before) else end
        end = (
            end or (match.lastgroup or "")[2:]
            if match
            else _by_case(plain, span.end) or _by_verb(plain, span.end)
        )
    place = _country_of(mention) if end else ""
    return End(span.start, end, place) if place else None


@cache
def company_countries() -> dict[str, str]:
    """Return the country of each company of the tables."""
    return {row["id"]: row["country"] for row in rows("organisations") if row["kind"] == "company"}


def _country_of(mention: Mention) -> str:
    """Return the country or region of a mention: of a company the one it trades for."""
    if mention.group == "orgs":
        return company_countries().get(mention.ref, "")
    return _REGIONS.get(mention.ref, mention.ref)


_GIVES: Final = re.compile(
    r"\b(?:suppl(?:y|ies|ied|ying)|provid\w+|snabd\w+|снабд\w+|belief\w+|versorg\w+) (?:the )?\Z"
)
_CASES: Final = re.compile(
    r"'?(?:(?P<from>[dt][ae]n|tol|bol|rol)|(?P<to>y?[ae]|ba|be|ra|re|nak|nek)|(?P<none>n?[iu]n|d[ae]|t[ae]))\b"
)


def _by_case(plain: PlainText, end: int) -> str:
    """Return the end that a case ending of Turkish, Azerbaijani or Hungarian gives: "Türkiye'ye"."""
    match = _CASES.match(plain.text, end)
    return "" if match is None or match.lastgroup == "none" else match.lastgroup or ""


def _by_verb(plain: PlainText, end: int) -> str:
    """Return from where a verb of selling follows first, to where one of buying does."""
    after = plain.after(end, 110)
    sells = next((match for match in SELLS.finditer(after) if not _is_noun(after, match.start())), None)
    buys = BUYS.search(after)
    if sells and (not buys or sells.start() < buys.start()):
        return "from"
    return "to" if buys else ""


_GAS_BEFORE: Final = pattern("gas before")
_NOUN: Final = re.compile(
    r"\b(?:on|for|of|the|a|an|in|to the|future|long-term|gas|lng|annual|its|their|about|over) \Z"
)


def _is_noun(after: str, start: int) -> bool:
    """Say whether a word of selling is no verb: "a contract on the supply of"."""
    return _NOUN.search(after[:start]) is not None


def asset_of(amount: Amount, kind: str, words: str, number: int, assets: Sequence[Mention]) -> str:
    """Return the asset that an amount belongs to: the nearest in its sentence, else the one spoken of.

    Parameters
    ----------
    words
        Of the sentence, in plain letters.
    number
        Of the sentence.
    assets
        Mentions of assets of the document in order.
    """
    here = [mention for mention in assets if mention.anchor.sentence == number]
    if here:
        return min(here, key=lambda mention: _gap(mention, amount)).ref
    if kind not in _ASSET_KINDS and not pattern("the asset").search(words):
        return ""
    earlier = [one for one in assets if 0 < number - one.anchor.sentence <= _SENTENCES_BACK]
    fitting = [one for one in earlier if _fits(kind, one.ref)]
    if fitting or earlier:
        return (fitting or earlier)[-1].ref
    return assets[0].ref if len({one.ref for one in assets}) == 1 else ""


_SENTENCES_BACK: Final = 3
_FITS: Final = {
    "length": ("pipeline", "corridor", "interconnect"),
    "storage": ("storage", "field"),
    "production": ("field", "lng"),
}


def _fits(kind: str, ref: str) -> bool:
    """Say whether an asset is of a sort that has such a figure; most sorts have a capacity and a cost."""
    sorts, own = _FITS.get(kind, ()), _asset_kinds().get(ref, "").lower()
    return not sorts or any(sort in own for sort in sorts)


@cache
def _asset_kinds() -> dict[str, str]:
    return {row["id"]: row["kind"] for row in rows("assets")}


def _gap(mention: Mention, amount: Amount) -> int:
    span = mention.anchor.span
    return amount.start - span.end if span.end <= amount.start else span.start - amount.end + 5
