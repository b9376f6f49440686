"""Where the gas of an amount comes from and goes to, and which asset it belongs to, from the mentions."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Final

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


@dataclass
class Ends:
    """What was found for one sentence, before it is frozen."""

    origin: str = ""
    destination: list[str] = field(default_factory=list)
    via: list[str] = field(default_factory=list)


def flow_in(plain: PlainText, mentions: Sequence[Mention], window: tuple[int, int]) -> Flow:
    """Return from, to and via of gas in a clause by prepositions, adjectives before gas, sellers, buyers.

    Parameters
    ----------
    mentions
        Of the sentence.
    window
        Positions between which countries count.
    """
    ends = Ends()
    countries = [
        m for m in mentions if m.group == "countries" and window[0] <= m.anchor.span.start < window[1]
    ]
    rest = [m for m in countries if not _placed(plain, m, ends)]
    _by_verbs(plain, rest, ends)
    destination = tuple(dict.fromkeys(ref for ref in ends.destination if ref != ends.origin))
    return Flow(ends.origin, destination, tuple(dict.fromkeys(ends.via)))


def _placed(plain: PlainText, mention: Mention, ends: Ends) -> bool:
    """Give a country its end by the preposition before it or the gas after it; say whether it has one."""
    span = mention.anchor.span
    if _GAS_AFTER.match(plain.after(span.end, 30)):
        ends.origin = ends.origin or mention.ref
        return True
    match = _prepositions().search(plain.before(span.start, _REACH_BACK))
    if match is None or mention.role == "adjective":
        return False
    group = (match.lastgroup or "")[2:]
    if group == "from":
        ends.origin = ends.origin or mention.ref
    else:
        (ends.destination if group == "to" else ends.via).append(mention.ref)
    return True


def _by_verbs(plain: PlainText, rest: list[Mention], ends: Ends) -> None:
    """Let the country before a verb of selling be the origin, before one of buying the destination."""
    for mention in rest:
        after = plain.after(mention.anchor.span.end, 60)
        sells, buys = SELLS.search(after), BUYS.search(after)
        if sells and (not buys or sells.start() < buys.start()):
            ends.origin = ends.origin or mention.ref
        elif buys and not ends.destination:
            ends.destination.append(mention.ref)


def asset_of(amount: Amount, kind: str, here: Sequence[Mention], before: Sequence[Mention]) -> str:
    """Return the asset nearest to an amount in its sentence, else of works the last one before."""
    assets = [mention for mention in here if mention.group == "assets"]
    if assets:
        return min(assets, key=lambda mention: _gap(mention, amount)).ref
    earlier = [mention for mention in before if mention.group == "assets"]
    return earlier[-1].ref if earlier and kind in _ASSET_KINDS else ""


def _gap(mention: Mention, amount: Amount) -> int:
    span = mention.anchor.span
    return amount.start - span.end if span.end <= amount.start else span.start - amount.end + 5
