"""Magnitudes that a gas figure of a kind can have, to catch units and digits printed wrong.

Wide on purpose: a band is left by a factor of ten or a thousand, not by a good year. Press values of national
demand, trunk lines and deals are the source.
"""

from __future__ import annotations

from typing import Final

from linepack.records.quantities.conversion import BCM, canonical

YEARLY: Final = {
    "supply": (0.001, 400.0),
    "capacity": (0.02, 250.0),
    "capacity increment": (0.02, 100.0),
    "consumption": (0.005, 1200.0),
    "production": (0.005, 1300.0),
    "storage": (0.003, 200.0),
}
"""Least and greatest bcm a year (of storage: bcm held)."""

DAILY: Final = (0.005, 1500.0)
"""Least and greatest mcm a day of one line or deal, or of the demand of all but the greatest countries."""

NATIONAL_DAILY: Final = 4500.0
"""Greatest mcm a day that a country produces or burns: the United States produce 3,000."""

NATIONAL_DEMAND: Final = {
    "RS": (2.5, 3.5), "BG": (2.5, 3.5), "MK": (0.2, 0.5), "BA": (0.2, 0.3), "RO": (9.0, 11.0),
    "HU": (8.0, 10.0), "GR": (5.0, 7.0), "IT": (60.0, 75.0), "TR": (48.0, 60.0), "DE": (75.0, 95.0),
}  # fmt: skip
"""Yearly demand in bcm by press values."""

RESERVES: Final = 400.0
"""bcm above which a total without a rate can be the gas in a field only."""


def repair(value: float, unit: str, per: str, kind: str) -> str:
    """Return a proposed repair of a figure outside its band; empty where the figure is plausible.

    Examples
    --------
    >>> repair(400.0, "bcm", "day", "supply")
    '400 mcm a day, or 400 bcm a year'
    >>> repair(1.0, "bcm", "year", "supply")
    ''
    """
    if unit not in BCM or kind not in YEARLY:
        return ""
    if per in ("day", "week", "hour"):
        return _daily(value, unit, per, NATIONAL_DAILY if kind in ("production", "consumption") else DAILY[1])
    size = value * BCM[unit]
    least, most = YEARLY[kind]
    if size > most and (per == "year" or kind != "production"):
        return f"{value:g} mcm instead of {value:g} {unit}"
    if per == "year" and 0 < size < least:
        return f"{value:g} bcm instead of {value:g} {unit}"
    return ""


def _daily(value: float, unit: str, per: str, most: float) -> str:
    rate, _ = canonical(value, unit, per)
    if rate is None or DAILY[0] <= rate <= most:
        return ""
    if unit == "bcm":
        return f"{value:g} mcm a {per}, or {value:g} bcm a year"
    return (
        f"{value:g} {unit} a year instead of a {per}"
        if rate > most
        else f"{value:g} bcm instead of {value:g} {unit}"
    )
