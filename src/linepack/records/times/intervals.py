"""First and last days of months, quarters, seasons and years."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import Final, NamedTuple

Days = tuple[date, date]

SEASONS: Final = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11)}
WINTER_FIRST, WINTER_LAST = 12, 2
GAS_YEAR_MONTH: Final = 10
GAS_WINTER_LAST: Final = 3


class Interval(NamedTuple):
    """First and last day, inclusive (None where open), with precision."""

    first: date | None
    last: date | None
    precision: str


def day(year: int, month: int, number: int) -> Interval | None:
    """Return one day, None where the calendar has no such day."""
    if not (1 <= month <= 12 and 1 <= number <= calendar.monthrange(year, month)[1]):
        return None
    there = date(year, month, number)
    return Interval(there, there, "day")


def months(year: int, first: int, last: int, precision: str) -> Interval:
    """Return whole months of a year; a last month before the first lies in the next year."""
    end_year = year + (last < first)
    return Interval(
        date(year, first, 1), date(end_year, last, calendar.monthrange(end_year, last)[1]), precision
    )


def month(year: int, number: int) -> Interval:
    """Return a month."""
    return months(year, number, number, "month")


def quarter(year: int, number: int) -> Interval:
    """Return a quarter, counted from 1."""
    return months(year, 3 * number - 2, 3 * number, "quarter")


def half(year: int, number: int) -> Interval:
    """Return a half year, 1 or 2."""
    return months(year, 6 * number - 5, 6 * number, "half")


def year(number: int) -> Interval:
    """Return a calendar year."""
    return months(number, 1, 12, "year")


def gas_year(number: int) -> Interval:
    """Return the gas year that starts on 1 October of a year."""
    return months(number, GAS_YEAR_MONTH, GAS_YEAR_MONTH - 1, "gas_year")


def season(name: str, number: int) -> Interval:
    """Return a season; a winter (December to February) or heating season starts in the year given.

    The heating season is October to March, the winter half of the gas year.
    """
    if name == "winter":
        return months(number, WINTER_FIRST, WINTER_LAST, "season")
    if name in SEASONS:
        return months(number, *SEASONS[name], "season")
    return months(number, GAS_YEAR_MONTH, GAS_WINTER_LAST, "season")


def shift_months(there: date, count: int) -> date:
    """Return the day so many months later, or the month's last where it has no such day."""
    index = there.year * 12 + there.month - 1 + count
    target = index // 12, index % 12 + 1
    return date(*target, min(there.day, calendar.monthrange(*target)[1]))


def shift(there: date, count: int, unit: str) -> date:
    """Return the day so many days, weeks, months or years later."""
    if unit in ("day", "week"):
        return there + timedelta(days=count * (7 if unit == "week" else 1))
    return shift_months(there, count * {"month": 1, "quarter": 3, "year": 12}[unit])


def around(there: date, unit: str, offset: int) -> Interval:
    """Return the day, week, month, quarter or year around a day, so many later or earlier."""
    moved = shift(there, offset, unit)
    if unit == "day":
        return Interval(moved, moved, "day")
    if unit == "week":
        monday = moved - timedelta(days=moved.weekday())
        return Interval(monday, monday + timedelta(days=6), "week")
    if unit == "month":
        return month(moved.year, moved.month)
    return quarter(moved.year, (moved.month + 2) // 3) if unit == "quarter" else year(moved.year)


def season_near(there: date, name: str, offset: int) -> Interval:
    """Return this season (the running one, else that of this year), the one before or the one after."""
    in_late_winter = name not in SEASONS and there.month <= GAS_WINTER_LAST
    return season(name, there.year - in_late_winter + offset)


def part_of(interval: Interval, part: str) -> Interval:
    """Return the early, middle, late, first or last part of a month or year, or its end.

    Of a year: early and beginning are the first quarter, middle is May to August, late is the last quarter,
    end is December. Of a month: thirds.
    """
    first, last = interval.first, interval.last
    if first is None or last is None:
        return interval
    if interval.precision == "year":
        spans = {"early": (1, 3), "middle": (5, 8), "late": (10, 12), "end": (12, 12)}
        return months(first.year, *spans[part], "month" if part == "end" else "period")
    third = (last - first) // 3
    edges = {
        "early": (first, first + third),
        "middle": (first + third, last - third),
        "late": (last - third, last),
        "end": (last - third, last),
    }
    return Interval(*edges[part], "period")
