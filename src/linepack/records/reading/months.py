"""Names of months in the languages whose pages are read."""

from __future__ import annotations

from typing import Final

from linepack.records.reading.tables import rows

MONTHS: Final[dict[str, int]] = {
    name: number for row in rows("months") for number, name in enumerate(row["names"].split(), start=1)
} | {"sept": 9}
"""Lower-case name to number from 1."""

CROATIAN: Final = {"listopad": 10, "listopada": 10}
"""Where a Croatian month bears the name of a different Czech and Polish one."""


def month_number(name: str, language: str = "") -> int | None:
    """Return the number of a month by its name, None where it is no month.

    Examples
    --------
    >>> month_number("November"), month_number("novembra"), month_number("gas")
    (11, 11, None)
    """
    lower = name.lower().rstrip(".")
    if language in ("hr", "bs") and lower in CROATIAN:
        return CROATIAN[lower]
    return MONTHS.get(lower)
