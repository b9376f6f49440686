"""Figures against what is plausible: press values of the asset, deals of the region, the length of a pipe.

A unit that cannot be meant at all is flagged while the text is read (``quantities.bands``). Here a figure
with a possible unit is compared with what is known of its asset. The press values are for such checks only;
they are no model data.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from linepack.records.gazetteer.loader import rows
from linepack.records.model import Doubt
from linepack.records.quantities.conversion import BCM

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from linepack.records.model import Quantity

RULE: Final = "consistency: magnitudes"
CAPACITY: Final = (0.1, 3.5)
"""Share of the press capacity that a printed capacity may be: a first phase, a full build-out."""

FLOW: Final = 1.6
"""Yearly flow over press capacity that still is plausible: an expansion that the table does not know."""

LENGTH: Final = (0.2, 1.5)
"""Share of the press length that a printed length may be: one country's section, a rounding."""


@dataclass(frozen=True)
class PressValue:
    """Capacity in bcm a year and length in km of an asset, None where unknown."""

    capacity: float | None
    length: float | None


@cache
def press_values() -> dict[str, PressValue]:
    """Return the press values of all assets by id."""
    return {
        row["id"]: PressValue(_number(row.get("capacity_bcm")), _number(row.get("length_km")))
        for row in rows("assets")
    }


def _number(cell: str | None) -> float | None:
    """Return a figure of the table, None where the cell is empty or holds words."""
    try:
        return float(cell) if cell else None
    except ValueError:
        return None


def implausible(quantities: Iterable[Quantity]) -> Iterator[Doubt]:
    """Yield a doubt for every figure that its asset's press value makes implausible."""
    for row in quantities:
        finding = "" if row.flag or row.duplicate_of else _finding(row)
        if finding:
            yield Doubt(row.id, finding, "read the passage and compare with other reports", RULE, row.anchor)


def _finding(row: Quantity) -> str:
    known = press_values().get(row.asset)
    if known is None:
        return ""
    if row.kind == "length" and row.unit == "km" and known.length:
        return _outside(row, row.value / known.length, LENGTH, f"the {known.length:g} km of {row.asset}")
    if row.unit not in BCM or row.per == "day" or not known.capacity:
        return ""
    share = row.value * BCM[row.unit] / known.capacity
    words = f"the {known.capacity:g} bcm a year of {row.asset}"
    if row.kind == "capacity":
        return _outside(row, share, CAPACITY, words)
    return _outside(row, share, (0.0, FLOW), words) if row.kind == "supply" and row.per == "year" else ""


def _outside(row: Quantity, share: float, band: tuple[float, float], words: str) -> str:
    if band[0] <= share <= band[1]:
        return ""
    return f"{row.kind} of {row.value:g} {row.unit} is {share:.2g} times {words}"
