"""Plain conversion of printed gas amounts to bcm a year, mcm a day or bcm in total.

Only decimal conversion and press conventions: 10 kWh/m³ for energy (a petajoule is 1/3.6 TWh), 1,360 m³ for
a tonne of LNG, cubic feet at the exact foot. The cubic metre is taken as printed: texts do not say whether at
0, 15 or 20 °C, and the same gas reads 7.3 % more at 20 °C than at 0 °C. A declared calorific value or
reference temperature replaces the conventions later.
"""

from __future__ import annotations

from typing import Final

BCM: Final = {
    "bcm": 1.0,
    "mcm": 1e-3,
    "tcf": 28.316846592,
    "TWh": 0.1,
    "GWh": 1e-4,
    "PJ": 0.1 / 3.6,
    "MMscfd": 2.8316846592e-5,
    "t": 1.36e-6,
}
"""One unit in 10⁹ m³."""


def canonical(value: float, unit: str, per: str) -> tuple[float | None, str]:
    """Return the value in the canonical unit of its rate; None for no gas and where no rate is said.

    Examples
    --------
    >>> canonical(400.0, "mcm", "year")
    (0.4, 'bcm_per_year')
    """
    if unit not in BCM or not per:
        return None, ""
    volume = value * BCM[unit]
    if per in ("day", "hour", "week", "month"):
        days = {"hour": 1 / 24, "day": 1.0, "week": 7.0, "month": 365.25 / 12}[per]
        return _short(volume * 1e3 / days), "mcm_per_day"
    return _short(volume), {"year": "bcm_per_year", "total": "bcm_total"}[per]


def _short(value: float) -> float:
    return float(f"{value:.10g}")
