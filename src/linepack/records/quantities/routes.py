"""Flows that a sentence leaves open, filled in from who sells and who buys.

==========================  =====================================================================
rule                        what it does
==========================  =====================================================================
turned                      two ends without prepositions stand against the trade: they are swapped
two parties                 a supply with a seller and a buyer in its sentence flows between them
the other end               a supply with one end gets the only fitting country of its sentence, else one
                            that is not told to be an export gets the one buyer of the document
the pipe                    a supply through a pipe from a seller to a buyer flows the pipe's way
the document                a supply without countries flows between the one seller and the one buyer
                            that the document speaks of
==========================  =====================================================================

Who sells stands in ``gazetteer/data/exporters.csv``: a country sells to one at least two ranks below.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Final

from linepack.records.gazetteer.loader import rows
from linepack.records.model import Flow
from linepack.records.quantities.flows import company_countries

if TYPE_CHECKING:
    from collections.abc import Sequence

    from linepack.records.model import Document, Mention, Quantity

APART: Final = 2
PRODUCER: Final = 7
"""Rank from which a country sells gas of its own."""

TOLD: Final = re.compile(
    r"\b(?:from|to|by|von|aus|nach|de|da|od|из|в|u|у|από|στην?|din|către)\s+(?:the\s+)?$"
)
EXPORT: Final = re.compile(r"export|ausfuhr|esport|экспорт|izvoz|извоз|износ|εξαγωγ|ihrac|ixrac")
REACH: Final = 16
OFTEN: Final = 2
UNION: Final = "EU"


@cache
def ranks() -> dict[str, int]:
    """Return the rank of each country that sells gas on; 0 for all others."""
    return {country: int(row["rank"]) for row in rows("exporters") for country in row["countries"].split()}


@cache
def pipes() -> dict[str, tuple[str, str]]:
    """Return first and last country of the pipes that lead from a seller to a buyer."""
    found = {row["id"]: row["ends"].split() for row in rows("assets") if row["ends"]}
    return {
        ref: (ends[0], ends[-1])
        for ref, ends in found.items()
        if len(ends) > 1 and sells_to(ends[0], ends[-1])
    }


def rank(country: str) -> int:
    """Return how surely a country sells gas."""
    return ranks().get(country, 0)


def sells_to(seller: str, buyer: str) -> bool:
    """Say whether gas between two countries flows this way."""
    return rank(seller) - rank(buyer) >= APART


@dataclass(frozen=True)
class Trade:
    """The countries that a document speaks of: by sentence, and the one seller and buyer of the whole."""

    places: dict[int, list[tuple[int, str]]]
    main: Flow
    buyer: str


def trade_of(mentions: Sequence[Mention]) -> Trade:
    """Return who trades in a document: states and the countries of companies."""
    homes = company_countries()
    places: dict[int, list[tuple[int, str]]] = {}
    for mention in mentions:
        whole = mention.group == "countries" or mention.ref == UNION
        country = mention.ref if whole else homes.get(mention.ref, "")
        if country:
            places.setdefault(mention.anchor.sentence, []).append((mention.anchor.span.start, country))
    counts = Counter(country for row in places.values() for _, country in row)
    return Trade(places, main_flow(counts), leading_buyer(counts))


def main_flow(counts: Counter[str]) -> Flow:
    """Return the flow between the seller and the buyer named clearly more often than any other of their kind.

    Examples
    --------
    >>> main_flow(Counter(["AZ", "AZ", "RS", "RS", "RS", "BG"])).destination
    ('RS',)
    """
    seller = leading(counts, [country for country in counts if rank(country) >= PRODUCER])
    buyer = leading_buyer(counts)
    return Flow(seller, (buyer,)) if seller and buyer and sells_to(seller, buyer) else Flow()


def leading_buyer(counts: Counter[str]) -> str:
    """Return the country that buys which is named clearly more often than any other, empty where none is."""
    return leading(counts, [country for country in counts if rank(country) < PRODUCER])


def leading(counts: Counter[str], countries: list[str]) -> str:
    """Return the country named twice as often as the next one, and more than once."""
    ranked = sorted(((counts[country], country) for country in countries), reverse=True)
    if not ranked or ranked[0][0] < OFTEN or (len(ranked) > 1 and ranked[0][0] < OFTEN * ranked[1][0]):
        return ""
    return ranked[0][1]


def routed(
    quantities: Sequence[Quantity], mentions: Sequence[Mention], document: Document
) -> tuple[Quantity, ...]:
    """Return the figures with the flows that their sentences leave open.

    Parameters
    ----------
    quantities
        Of a document, with the flows that prepositions and verbs give.
    mentions
        Names found in it.
    """
    if not any(row.kind == "supply" for row in quantities):
        return tuple(quantities)
    trade = trade_of(mentions)
    return tuple(
        replace(row, flow=flow_of(row, trade, document)) if row.kind == "supply" else row
        for row in quantities
    )


def flow_of(row: Quantity, trade: Trade, document: Document) -> Flow:
    """Return the flow of a supply."""
    flow, here = row.flow, trade.places.get(row.anchor.sentence, [])
    countries = list(dict.fromkeys(country for _, country in here))
    if flow.origin and flow.destination:
        return turned(flow, here, document.text)
    if flow.origin or flow.destination:
        told = other_end(flow, countries)
        return (
            told
            if told != flow or not flow.origin
            else to_buyer(flow, trade, countries, document.sentences[row.anchor.sentence - 1].text)
        )
    return two_parties(flow, countries) or through_pipe(row, countries) or told_before(trade.main, countries)


def turned(flow: Flow, here: list[tuple[int, str]], text: str) -> Flow:
    """Return a flow turned round where it runs against the trade and no preposition says so."""
    buyer = flow.destination[0]
    if len(flow.destination) > 1 or not sells_to(buyer, flow.origin):
        return flow
    if buyer not in [country for _, country in here]:
        return replace(flow, destination=())
    if any(
        TOLD.search(text[max(0, at - REACH) : at]) for at, country in here if country in (buyer, flow.origin)
    ):
        return flow
    return replace(flow, origin=buyer, destination=(flow.origin,))


def other_end(flow: Flow, countries: list[str]) -> Flow:
    """Return a flow with the missing end, where one country of the sentence alone fits."""
    if flow.origin:
        fitting = [country for country in countries if sells_to(flow.origin, country)]
        known = {flow.origin, *flow.via}
    else:
        fitting = [country for country in countries if sells_to(country, flow.destination[0])]
        known = {*flow.destination, *flow.via}
    fitting = [country for country in fitting if country not in known]
    if len(fitting) != 1:
        return flow
    return replace(flow, destination=(fitting[0],)) if flow.origin else replace(flow, origin=fitting[0])


def to_buyer(flow: Flow, trade: Trade, countries: list[str], words: str) -> Flow:
    """Return a flow from a seller with the document's one buyer, unless it is told as an export."""
    alone = not set(countries) - {flow.origin, trade.buyer}
    if not alone or not sells_to(flow.origin, trade.buyer) or EXPORT.search(words.lower()):
        return flow
    return replace(flow, destination=(trade.buyer,))


def two_parties(flow: Flow, countries: list[str]) -> Flow | None:
    """Return the flow between the two countries of a sentence, None where there are not two."""
    parties = [country for country in countries if country not in flow.via]
    if len(parties) != 2:
        return None
    first, second = parties
    if sells_to(first, second):
        return replace(flow, origin=first, destination=(second,))
    return replace(flow, origin=second, destination=(first,)) if sells_to(second, first) else None


def through_pipe(row: Quantity, countries: list[str]) -> Flow | None:
    """Return the way of the pipe that a supply runs through, unless its sentence names another country."""
    ends = pipes().get(row.asset)
    if ends is None or set(countries) - set(ends):
        return None
    return replace(row.flow, origin=ends[0], destination=(ends[1],))


def told_before(main: Flow, countries: list[str]) -> Flow:
    """Return the document's flow, unless the sentence names another country than its ends."""
    return main if not set(countries) - {main.origin, *main.destination} else Flow()
