"""Figures of a recorded commitment as one mass flow with its range, or the reason why there is none."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from linepack.units import mass_flow_from_volume

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from linepack.records.model import Quantity, TimeExpression

BILLIONS: Final = {"bcm": 1.0, "mcm": 1e-3}
"""Units of volume that need no calorific value, in bcm."""

SAME: Final = 0.01
"""Two amounts are one if they differ by less than this share."""

UNUSABLE: Final = ("denied", "interrupted")
"""Statuses of figures that no gas stands behind."""

DAYS_PER_YEAR: Final = 365.0


@dataclass(frozen=True)
class Amount:
    """A volume per year of one commitment.

    Attributes
    ----------
    figure
        The figure it rests on.
    yearly
        The volume; of a range its upper end. [bcm/y]
    low, high
        Its range, NaN where no end is said. [bcm/y]
    """

    figure: Quantity
    yearly: float
    low: float
    high: float

    def mass_flow(self, density: float) -> float:
        """Return it as a mass flow at a density of the reference volume. [kg/s]"""
        return float(mass_flow_from_volume(self.yearly, "bcm/y", density))

    def range(self, density: float) -> tuple[float, float]:
        """Return its range as mass flows. [kg/s]"""
        low, high = (float(mass_flow_from_volume(end, "bcm/y", density)) for end in (self.low, self.high))
        return low, high

    @property
    def words(self) -> str:
        """The amount for people, its bound kept."""
        bound = {"upper": "up to ", "lower": "at least ", "approx": "about "}.get(self.figure.bound, "")
        return f"{bound}{self.yearly:.3g} bcm/y"

    def same_as(self, other: Amount) -> bool:
        """Say whether two amounts are one."""
        return abs(self.yearly - other.yearly) <= SAME * self.yearly


def amount_of(figures: Sequence[Quantity], day: date) -> Amount | str:
    """Return the volume that figures of one commitment give on a day, or why they give none.

    A figure counts once: repeats and other units of the same figure are left out; so are parts where the
    total is there, and periods that do not hold on the day.
    """
    supply = [figure for figure in figures if figure.kind == "supply" and figure.status not in UNUSABLE]
    if not supply:
        return "it names no volume of supply"
    held = [figure for figure in supply if in_force(figure.period, day)]
    if not held:
        return f"its volume is for another time than {day}: {_periods(supply)}"
    amounts = [amount for amount in map(_amount, _once(held)) if amount is not None]
    if not amounts:
        return f"no volume a year or a day can be read from {', '.join(figure.printed for figure in held)}"
    return _one(amounts)


def in_force(period: TimeExpression | None, day: date) -> bool:
    """Say whether a period holds on a day; none, and one without ends, always does."""
    if period is None:
        return True
    return (period.first is None or period.first <= day) and (period.last is None or day <= period.last)


def _periods(figures: Iterable[Quantity]) -> str:
    return ", ".join(dict.fromkeys(figure.period.words for figure in figures if figure.period is not None))


def _once(figures: Sequence[Quantity]) -> list[Quantity]:
    known = {figure.id for figure in figures}
    return [figure for figure in figures if not {figure.same_as, figure.duplicate_of} & known]


def _amount(figure: Quantity) -> Amount | None:
    rate = _rate(figure)
    if rate is None or not figure.value:
        return None
    top = rate * (figure.value_max or figure.value) / figure.value
    nan = math.nan
    low, high = {"upper": (0.0, rate), "lower": (rate, nan), "range": (rate, top)}.get(
        figure.bound, (nan, nan)
    )
    return Amount(figure, top if figure.bound == "range" else rate, low, high)


def _rate(figure: Quantity) -> float | None:
    """Return a figure as a yearly volume, None where its time is not said. [bcm/y]"""
    if figure.canonical is not None and figure.canonical_unit in ("bcm_per_year", "mcm_per_day"):
        daily = figure.canonical_unit == "mcm_per_day"
        return figure.canonical * DAYS_PER_YEAR * 1e-3 if daily else figure.canonical
    if figure.unit not in BILLIONS:
        return None
    volume = figure.value * BILLIONS[figure.unit]
    if figure.per in ("year", "day"):
        return volume * (DAYS_PER_YEAR if figure.per == "day" else 1.0)
    period = figure.period
    if period is None or period.first is None or period.last is None:
        return None
    return volume * DAYS_PER_YEAR / ((period.last - period.first).days + 1)


def _one(amounts: list[Amount]) -> Amount | str:
    """Return the amount that stands for all: the only one, or the total of the others."""
    top = max(amounts, key=lambda amount: amount.yearly)
    others = [amount for amount in amounts if amount is not top and not amount.same_as(top)]
    if not others or abs(sum(other.yearly for other in others) - top.yearly) <= SAME * top.yearly:
        return top
    return f"which of {', '.join(amount.words for amount in amounts)} holds is not said"
