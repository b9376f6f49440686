"""Numbers as people read them: three significant digits, thin spaces, ranges in brackets.

An absent number is NaN inside and a dash on the page.
"""

from __future__ import annotations

import math
from datetime import date
from typing import Final

THIN: Final = "\u202f"
"""Narrow space that does not break: between thousands, and between a number and its unit."""

DASH: Final = "–"
MINUS: Final = "−"
FIGURE_SPACE: Final = "\u2007"
POINT_SPACE: Final = "\u2008"
DIGITS: Final = 3

MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def decimals_for(value: float, digits: int = DIGITS) -> int:
    """Return how many decimals show ``digits`` significant digits of a number.

    Examples
    --------
    >>> [decimals_for(value) for value in (1.8, 59.25, 1339.0, 0.04, 0.0)]
    [2, 1, 0, 4, 0]
    """
    if value == 0.0 or not math.isfinite(value):
        return 0
    return max(0, digits - 1 - math.floor(math.log10(abs(value))))


def needed_decimals(value: float, digits: int = DIGITS) -> int:
    """Return the decimals of a rounded number without its closing zeros: 1.80 needs one, 3.00 none."""
    if not math.isfinite(value):
        return 0
    written = f"{value:.{decimals_for(value, digits)}f}"
    return len(written.rstrip("0").partition(".")[2])


def fixed(value: float, decimals: int) -> str:
    """Write a number with so many decimals; infinite and absent ones in words.

    Examples
    --------
    >>> fixed(1339.0, 0) == "1" + THIN + "339", fixed(-0.001, 1), fixed(float("nan"), 2)
    (True, '0.0', '–')
    """
    if math.isnan(value):
        return DASH
    if math.isinf(value):
        return "no limit" if value > 0 else f"{MINUS}∞"
    written = f"{value:,.{decimals}f}".replace(",", THIN)
    if written.startswith("-"):
        written = MINUS + written[1:] if float(f"{value:.{decimals}f}") else written[1:]
    return written


def plain(value: float, digits: int = DIGITS) -> str:
    """Write a number to three significant digits, without closing zeros.

    Examples
    --------
    >>> [plain(value) for value in (1.7963, 3.0, 0.0412, 59.25)]
    ['1.8', '3', '0.0412', '59.2']
    """
    return fixed(value, needed_decimals(value, digits))


def with_unit(value: float, unit: str) -> str:
    """Write a number with its unit, or the dash alone."""
    return DASH if math.isnan(value) else f"{plain(value)}{THIN}{unit}".rstrip()


def ranged(value: float, low: float, high: float) -> str:
    """Write a number with its band, all three to the same decimals.

    Examples
    --------
    >>> ranged(1.8, 1.6, 2.0), ranged(1.8, float("nan"), 2.0)
    ('1.8 (1.6–2.0)', '1.8')
    """
    if math.isnan(value) or math.isnan(low) or math.isnan(high) or low == value == high:
        return plain(value)
    most = decimals_for(max(abs(value), abs(low), abs(high)))
    decimals = min(most, max(needed_decimals(number) for number in (value, low, high)))
    return f"{fixed(value, decimals)} ({fixed(low, decimals)}{DASH}{fixed(high, decimals)})"


def aligned(value: float, decimals: int) -> str:
    """Write a number padded so that the points of a column stand under each other."""
    own = needed_decimals(value)
    if not math.isfinite(value):
        return fixed(value, 0)
    if decimals == 0:
        return fixed(value, 0)
    padding = FIGURE_SPACE * (decimals - own)
    return fixed(value, own) + (padding if own else POINT_SPACE + padding)


def long_date(written: str) -> str:
    """Return an ISO date as in text; a year or a month keeps what it has; other words stay as they are.

    Examples
    --------
    >>> long_date("2023-11-07"), long_date("2023-11"), long_date("2026"), long_date("soon")
    ('7 November 2023', 'November 2023', '2026', 'soon')
    """
    parts = written.strip()[:10].split("-")
    if len(parts) == 3:
        try:
            day = date.fromisoformat("-".join(parts))
        except ValueError:
            return written
        return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    if len(parts) == 2 and parts[0].isdigit() and parts[1].isdigit() and 1 <= int(parts[1]) <= len(MONTHS):
        return f"{MONTHS[int(parts[1]) - 1]} {parts[0]}"
    return written
