"""Where the gas of an amount comes from and goes to, and which asset it belongs to, from the mentions."""

from __future__ import annotations

import re
import sys
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
class _End:
    """A country with the end of the flow that its words give it."""

    position: int
    end: str
    ref: str


def flow_in(
    plain: PlainText,
    mentions: Sequence[Mention],
    amount: Amount,
    amounts: Sequence[Amount],
    window: tuple[int, int],
) -> Flow:
    """Return from, to and via of gas in a clause by prepositions, adjectives before gas, sellers, buyers.

    Of several amounts in a sentence each has its own destination: "9 bcm to A, 2 bcm to B"; what stands
    before the first of them is shared.

    Parameters
    ----------
    mentions
        Of the sentence.
    amounts
        Gas amounts of the sentence in order, this one among them.
    window
        Positions between which countries count.
    """
    named = [m for m in mentions if m.group in ("countries", "orgs") or m.ref in _REGIONS]
    countries = [m for m in named if window[0] <= m.anchor.span.start < window[1]]
    ends = [end for mention in countries if (end := _end_of(plain, mention)) is not None]
    sources = [end for end in ends if end.end == "from"]
    origins = [end.ref for end in _own(sources, amount, amounts) or sources]
    destinations = [end.ref for end in _own([e for e in ends if e.end == "to"], amount, amounts)]
    via = [end.ref for end in _own([e for e in ends if e.end == "via"], amount, amounts)]
    origin = origins[0] if origins else ""
    return Flow(
        origin, tuple(dict.fromkeys(r for r in destinations if r != origin)), tuple(dict.fromkeys(via))
    )


def _own(ends: list[_End], amount: Amount, amounts: Sequence[Amount]) -> list[_End]:
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


def _end_of(plain: PlainText, mention: Mention) -> _End | None:
    """Return a country's end by the gas after it, its preposition, its case ending, or the verb after it."""
    span = mention.anchor.span
    before = plain.before(span.start, _REACH_BACK)
    end = "from" if _GAS_AFTER.match(plain.after(span.end, 30)) else ""
    if not end and mention.role != "adjective":
        match = _prepositions().search(before)
        end = "to" if _GIVES.search(before) else end
        end = (
            end or (match.lastgroup or "")[2:]
            if match
            else _by_case(plain, span.end) or _by_verb(plain, span.end)
        )
    place = _country_of(mention) if end else ""
    return _End(span.start, end, place) if place else None


@cache
def _companies() -> dict[str, str]:
    return {row["id"]: row["country"] for row in rows("organisations") if row["kind"] == "company"}


def _country_of(mention: Mention) -> str:
    """Return the country or region of a mention: of a company the one it trades for."""
    if mention.group == "orgs":
        return _companies().get(mention.ref, "")
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
    sells, buys = SELLS.search(after), BUYS.search(after)
    if sells and (not buys or sells.start() < buys.start()):
        return "from"
    return "to" if buys else ""


def asset_of(amount: Amount, kind: str, here: Sequence[Mention], before: Sequence[Mention], sole: str) -> str:
    """Return the asset nearest to an amount in its sentence; of works else the last one before."""
    assets = [mention for mention in here if mention.group == "assets"]
    if assets:
        return min(assets, key=lambda mention: _gap(mention, amount)).ref
    earlier = [mention for mention in before if mention.group == "assets"]
    return (earlier[-1].ref if earlier else sole) if kind in _ASSET_KINDS else ""


def _gap(mention: Mention, amount: Amount) -> int:
    span = mention.anchor.span
    return amount.start - span.end if span.end <= amount.start else span.start - amount.end + 5
