"""Figures against each other: rate by days, two units of one figure, parts and sums, shares of a demand.

Nothing is corrected. A figure that was compared says with what, and by how much it misses; where the miss is
more than rounding and load can explain, a doubt asks a person.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from linepack.records.model import Doubt
from linepack.records.quantities.bands import NATIONAL_DEMAND
from linepack.records.quantities.conversion import BCM

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from linepack.records.model import Extraction, Quantity

RULE: Final = "consistency: arithmetic"
DAYS: Final = 365.0
ROUNDING: Final = 0.03
"""Relative miss of sums and rates that rounded figures explain."""

LOAD: Final = 0.25
"""How much a yearly figure may lie below rate by days: no line runs full all year."""

SHARE: Final = 0.25
"""Relative miss of a share of demand that loose words explain."""

APART: Final = 1_000_000
"""Sentences between two documents: what stands in different ones stands in no common sentence."""

HEATING_VALUE: Final = (9.0, 12.0)
"""kWh/m³ between which any natural gas lies at any reference temperature of the press."""


@dataclass(frozen=True)
class Check:
    """One comparison of two figures.

    Attributes
    ----------
    about, other
        Ids of the figure that is compared and of the one it is compared with.
    words
        What was compared, with the residual.
    fits
        Whether rounding and load explain the residual.
    """

    about: str
    other: str
    words: str
    fits: bool


def checked(extraction: Extraction) -> Extraction:
    """Return an extraction whose figures say what they were checked against; misses are added as doubts."""
    if len(extraction.quantities) < 2:
        return extraction
    found = list(checks(extraction.quantities))
    words = {check.about: check.words for check in reversed(found)}
    rows = tuple(
        replace(row, cross_check=words[row.id]) if row.id in words else row for row in extraction.quantities
    )
    anchors = {row.id: row.anchor for row in rows}
    doubts = tuple(
        Doubt(check.about, check.words, _remedy(check.other), RULE, anchors[check.about])
        for check in found
        if not check.fits
    )
    return replace(extraction, quantities=rows, doubts=(*extraction.doubts, *doubts))


def checked_cluster(figures: Mapping[str, Sequence[Quantity]]) -> tuple[Doubt, ...]:
    """Return the misses between figures of different documents about one event.

    Rates, yearly amounts, shares and demands are compared across documents.

    Parameters
    ----------
    figures
        What the documents say, by the name of each.

    Returns
    -------
    tuple of Doubt
        ``about`` is the name of a document and the id of its figure, parted by ``#``.
    """
    named = [
        [_of_document(row, name, place) for row in rows if not row.flag and not row.duplicate_of]
        for place, (name, rows) in enumerate(figures.items())
    ]
    own = {check for rows in named for check in checks(rows)}
    everything = [row for rows in named for row in rows]
    anchors = {f"{name}#{row.id}": row.anchor for name, rows in figures.items() for row in rows}
    between = [check for check in (*_rates(everything), *_shares(everything)) if check not in own]
    return tuple(
        Doubt(check.about, check.words, _remedy(check.other), RULE, anchors[check.about])
        for check in between
        if not check.fits
    )


def _of_document(row: Quantity, name: str, place: int) -> Quantity:
    """Return a figure under its document's name, in a sentence that no other document has."""
    apart = replace(row.anchor, sentence=row.anchor.sentence + place * APART)
    return replace(row, id=f"{name}#{row.id}", anchor=apart)


def _remedy(other: str) -> str:
    return f"compare with {other}, keep both as printed and say which one holds"


def checks(rows: Sequence[Quantity]) -> Iterator[Check]:
    """Yield every comparison that the figures of one document allow."""
    plain = [row for row in rows if not row.flag and not row.duplicate_of]
    yield from _rates(plain)
    yield from _units(plain)
    yield from _sums(plain)
    yield from _shares(plain)
    yield from _growth(plain)


def volume(row: Quantity) -> float:
    """Return the printed amount of gas in bcm, rate aside."""
    return row.value * BCM[row.unit]


def _related(first: Quantity, second: Quantity) -> bool:
    """Say whether two figures may speak of one flow: what both say agrees, and they share something."""
    pairs = (
        (first.asset, second.asset),
        (first.flow.origin, second.flow.origin),
        (first.flow.destination, second.flow.destination),
    )
    if any(a and b and a != b for a, b in pairs):
        return False
    return first.anchor.sentence == second.anchor.sentence or any(a and a == b for a, b in pairs)


def _rates(rows: Sequence[Quantity]) -> Iterator[Check]:
    """Compare a daily rate with a yearly amount of the same flow."""
    gas = [row for row in rows if row.kind == "supply" and row.unit in BCM]
    daily = [row for row in gas if row.per == "day"]
    yearly = [row for row in gas if row.per == "year"]
    for rate in daily:
        for amount in yearly:
            if _related(rate, amount):
                yield _rate_by_days(rate, amount)


def _rate_by_days(rate: Quantity, amount: Quantity) -> Check:
    at_full = volume(rate) * DAYS
    residual = at_full / volume(amount) - 1.0
    words = (
        f"{rate.value:g} {rate.unit} a day for {DAYS:g} days are {at_full:.3g} bcm, {residual:+.0%} against "
        f"{amount.value:g} {amount.unit} a year, for {volume(amount) / volume(rate):.0f} days of it"
    )
    return Check(rate.id, amount.id, words, -ROUNDING <= residual <= LOAD / (1.0 - LOAD) + ROUNDING)


def _units(rows: Sequence[Quantity]) -> Iterator[Check]:
    """Compare a figure with the same figure in another unit."""
    by_id = {row.id: row for row in rows}
    for row in rows:
        other = by_id.get(row.same_as)
        if other is None or row.unit not in BCM or other.unit not in BCM:
            continue
        heating = _heating_value(other, row)
        if heating is None:
            residual = volume(row) / volume(other) - 1.0
            words = f"{row.value:g} {row.unit} for {other.value:g} {other.unit} miss by {residual:+.1%}"
            yield Check(row.id, other.id, words, abs(residual) <= ROUNDING)
        else:
            words = f"{row.value:g} {row.unit} and {other.value:g} {other.unit} mean {heating:.1f} kWh/m³"
            yield Check(row.id, other.id, words, HEATING_VALUE[0] <= heating <= HEATING_VALUE[1])


def _heating_value(first: Quantity, second: Quantity) -> float | None:
    """Return the heating value in kWh/m³ that energy and volume mean; None where neither is energy."""
    energy = [row for row in (first, second) if row.unit in ("TWh", "GWh")]
    if len(energy) != 1:
        return None
    other = second if energy[0] is first else first
    return 10.0 * volume(energy[0]) / volume(other)


def _sums(rows: Sequence[Quantity]) -> Iterator[Check]:
    """Compare a first, largest figure of a sentence with the sum of the parts that follow it."""
    sentences: dict[tuple[int, str, str], list[Quantity]] = {}
    for row in rows:
        if row.unit in BCM and not row.same_as and not row.role and row.value_max is None:
            sentences.setdefault((row.anchor.sentence, row.unit, row.kind), []).append(row)
    for group in sentences.values():
        total, parts = group[0], group[1:]
        if len(parts) > 1 and all(part.value < total.value for part in parts):
            yield _sum(total, parts)


def _sum(total: Quantity, parts: Sequence[Quantity]) -> Check:
    added = sum(volume(part) for part in parts)
    residual = volume(total) - added
    words = f"{len(parts)} parts are {added:.4g} of {volume(total):.4g} bcm; {residual:.4g} bcm are left"
    return Check(total.id, parts[0].id, words, residual >= -ROUNDING * volume(total))


def _shares(rows: Sequence[Quantity]) -> Iterator[Check]:
    """Compare a share of demand with supply by demand: demand from the text, else the band of the country."""
    supplies = [r for r in rows if r.kind == "supply" and r.per in ("year", "total") and r.unit in BCM]
    demands = [
        r for r in rows if r.kind == "consumption" and r.unit in BCM and r.per in ("year", "total", "")
    ]
    for share in rows:
        if share.kind != "share of consumption" or share.unit not in ("percent", "multiple"):
            continue
        near = [row for row in supplies if abs(row.anchor.sentence - share.anchor.sentence) <= 1]
        for supply in near[:1]:
            check = _share_of(share, supply, demands)
            if check is not None:
                yield check


def _share_of(share: Quantity, supply: Quantity, demands: Sequence[Quantity]) -> Check | None:
    part = share.value / (100.0 if share.unit == "percent" else 1.0)
    band = _demand(supply, demands)
    if band is None or part <= 0.0:
        return None
    least, most = band
    implied = volume(supply) / part
    words = (
        f"{supply.value:g} {supply.unit} as {part:.0%} mean a demand of {implied:.3g} bcm against "
        f"{least:.3g} to {most:.3g} bcm"
    )
    return Check(share.id, supply.id, words, least * (1.0 - SHARE) <= implied <= most * (1.0 + SHARE))


def _demand(supply: Quantity, demands: Sequence[Quantity]) -> tuple[float, float] | None:
    if demands:
        there = volume(demands[0])
        return there, there
    buyers = supply.flow.destination
    return NATIONAL_DEMAND.get(buyers[0]) if len(buyers) == 1 else None


def _growth(rows: Sequence[Quantity]) -> Iterator[Check]:
    """Compare a change from one value to another with the percentage beside it."""
    for first, second in pairwise(rows):
        if {first.role, second.role} != {"from", "to"} or first.anchor.sentence != second.anchor.sentence:
            continue
        start, end = (first, second) if first.role == "from" else (second, first)
        for row in rows:
            percent = row.kind == "relative growth" and row.unit == "percent"
            if percent and row.anchor.sentence == start.anchor.sentence:
                yield _grown(row, start, end)


def _grown(growth: Quantity, start: Quantity, end: Quantity) -> Check:
    change = abs(end.value / start.value - 1.0)
    ends = f"from {start.value:g} to {end.value:g} {end.unit}"
    words = f"{ends} is a change of {change:.1%}, {growth.value:g}% printed"
    return Check(growth.id, end.id, words, abs(change - growth.value / 100.0) <= ROUNDING)
