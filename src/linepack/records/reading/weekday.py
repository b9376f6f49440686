"""The year of a dateline that prints none: the weekday of the first sentences and the years of the text.

A report of 18 November that tells of "Tuesday" was written in a year in which that day was one. The years
tried are the last one that the text tells of as past and the three after it, else those that it prints. Where
two of them fit, none is taken.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from typing import Final

from linepack.records.reading.tables import rows

LEAD: Final = 700
"""Characters behind a dateline in which the weekday of the news stands."""

LONGEST: Final = 6000
YEAR: Final = re.compile(r"(?<![\d.,/-])(20\d\d)(?!\d|[.,]\d)")
AHEAD: Final = re.compile(
    r"\b(?:will|would|shall|expect\w*|plan\w*|target\w*|forecast\w*|project\w*|propos\w*|from|until|till"
    r"|by|to be|starting|beginning|after|before|could|may|might|aim\w*|next|due|expir\w*|ends?|runs?"
    r"|wird|werden|soll\w*|sera|seront"
    r"|prévu\w*|sarà|saranno|entro|dal|da|será\w*|hasta|desde|će|ће|будет|будут|до|с|ще|θα|έως|do|od)\b",
    re.IGNORECASE,
)
TOLD: Final = re.compile(
    r"\b(?:was|were|had|has|have|did|rose|fell|took|sold|bought|grew|went|came|held|began|won|sent|hit|said|last"
    r"|\w{3,}ed|wurde\w*|war|waren|hatte\w*|a été|ont|avait|è stat\w+|sono|hanno|ha|fue|fueron|foi|foram"
    r"|je|su|був|был\w*|составил\w*|беше|бяха|ήταν|oldu|edildi|a fost|au fost|volt)\b",
    re.IGNORECASE,
)
PHRASES: Final = re.compile(r"[.!?;\n]")
REACH: Final = 3
"""Years after the last one told as past."""

CLAUSE: Final = 90
DAY: Final = timedelta(days=1)


@cache
def weekdays() -> re.Pattern[str]:
    """Return a pattern that finds the weekdays of all languages, one group per day."""
    days: list[list[str]] = [[] for _ in range(7)]
    for row in rows("weekdays"):
        for place, cell in enumerate(row.values()):
            days[place] += cell.split("|")
    groups = (f"(?P<d{place}>{'|'.join(dict.fromkeys(words))})" for place, words in enumerate(days))
    return re.compile(rf"(?<!\w)(?<!\d )(?:{'|'.join(groups)})(?!\w)", re.IGNORECASE)


def weekday_of(text: str, start: int) -> int | None:
    """Return the weekday that the first paragraph behind a dateline names, Monday 0; None without one.

    Examples
    --------
    >>> weekday_of("The minister arrived on Tuesday.", 0)
    1
    """
    stop = text.find("\n\n", start, start + LEAD)
    end = stop if text[start:stop].strip() and stop > 0 else min(len(text), start + LEAD)
    found = weekdays().search(text, start, end)
    return int(str(found.lastgroup)[1:]) if found else None


def fits(day: date, weekday: int) -> bool:
    """Say whether news of a weekday may have been printed on a day: that day, or the one after."""
    return weekday in (day.weekday(), (day - DAY).weekday())


def year_by_weekday(text: str, start: int, month: int, day: int) -> int | None:
    """Return the year of a dateline without one; None where the text does not settle it.

    Parameters
    ----------
    text
        As received.
    start
        Where the dateline ends.
    month, day
        As printed in it.
    """
    weekday = weekday_of(text, start)
    if weekday is None:
        return None
    past = told_year(text, start)
    years = set(range(past, past + REACH + 1)) if past else printed_years(text, start)
    days = (made_of(year, month, day) for year in years)
    fitting = [made.year for made in days if made and made.weekday() == weekday]
    return fitting[0] if len(fitting) == 1 else None


def printed_years(text: str, start: int) -> set[int]:
    """Return the years that a text prints."""
    return {int(found[1]) for found in YEAR.finditer(text, start, min(len(text), start + LONGEST))}


def told_year(text: str, start: int) -> int:
    """Return the last year that a text tells of as past, 0 where it tells of none."""
    years = YEAR.finditer(text, start, min(len(text), start + LONGEST))
    return max((int(found[1]) for found in years if is_told(text, start, found)), default=0)


def is_told(text: str, start: int, found: re.Match[str]) -> bool:
    """Say whether the clause before a year tells of the past and of nothing ahead."""
    lead = text[max(start, found.start() - CLAUSE) : found.start()]
    lead = PHRASES.split(lead)[-1]
    return TOLD.search(lead) is not None and AHEAD.search(lead) is None


def made_of(year: int, month: int, day: int) -> date | None:
    """Return a day, None where the numbers are no date."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
