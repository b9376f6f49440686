"""When a page was published: header line first, then the dateline, then what the file says about itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from linepack.records.model import Moment, Span
from linepack.records.reading.dateline import dateline
from linepack.records.reading.moments import YEAR, printed_in
from linepack.records.reading.months import month_number
from linepack.records.reading.weekday import fits, weekday_of, year_by_weekday

if TYPE_CHECKING:
    from collections.abc import Sequence

    from linepack.records.reading.moments import Printed
    from linepack.records.reading.segment import Unit


YEAR_NEAR: Final = 1500
"""Characters of a report in which a full date may complete its dateline."""

BY_DAY: Final = "dateline, order of day and month by the weekday"

NUMBER: Final = re.compile(r"(?<!\d)\d{1,2}(?!\d)")
BESIDE: Final = 40
"""Characters between the day of a printed date and its year, at most."""

SOON: Final = 31
"""Days between a report and its retrieval up to which the year of one is taken for that of the other."""

DAY_FIRST: Final = frozenset(
    (
        "fr",
        "it",
        "es",
        "pt",
        "de",
        "ro",
        "ru",
        "uk",
        "sr",
        "hr",
        "bs",
        "mk",
        "bg",
        "tr",
        "az",
        "el",
        "pl",
        "ar",
        "nl",
    )
)
"""Languages that print the day before the month wherever figures alone are printed."""

RANKS: Final = {"published": 0, "": 2, "updated": 4}
"""How far down the list a date of the header stands by the words before it."""


@dataclass(frozen=True, slots=True)
class Publication:
    """The publication time, and what a reader should know about it."""

    moment: Moment | None
    findings: tuple[str, ...] = ()


def published(text: str, units: Sequence[Unit], meta: Moment | None, language: str) -> Publication:
    """Find the publication time; the time of retrieval is never taken for it."""
    printed = _header_dates(units)
    retrieved = _retrieval(units)
    near = [when for when in (retrieved, meta.day if meta else None) if when is not None]
    if printed:
        return _from_header(text, printed, near, language)
    if found := _from_dateline(text, units, near, language):
        return Publication(found)
    if meta is not None:
        return Publication(meta)
    told = f" The page was retrieved on {retrieved}, which is not when it was published." if retrieved else ""
    return Publication(None, (f"No publication time was found.{told}",))


def _header_dates(units: Sequence[Unit]) -> list[tuple[int, Printed]]:
    """Return the dates of header lines with their rank, best first: labelled, with a time, in order."""
    found = []
    for unit in units:
        if unit.marks:
            for piece in unit.pieces:
                if piece.kind == "publication_time" and piece.moment is not None:
                    rank = RANKS[piece.labelled] + (piece.moment.time is None)
                    found.append((rank, piece.moment))
    return sorted(found, key=lambda pair: pair[0])


def _retrieval(units: Sequence[Unit]) -> date | None:
    """Return the day of retrieval where the page says it."""
    for unit in units:
        for piece in unit.pieces:
            if piece.kind == "scrape_date" and piece.moment is not None:
                return piece.moment.day
    return None


def _from_header(
    text: str, printed: list[tuple[int, Printed]], near: list[date], language: str
) -> Publication:
    """Turn the best date of the header into the publication time."""
    best = printed[0][1]
    span = Span(best.start, best.end)
    if best.other is None:
        precision = "time" if best.time else "day"
        return Publication(Moment(best.day, precision, "header line", best.time, span))
    near += [other.day for _, other in printed if other.other is None]
    known_days = {day for day in (best.day, best.other) for known in near if abs((known - day).days) <= 3}
    if len(known_days) == 1:
        basis = "header line, order of day and month by another date of the page"
        return _ordered(best, known_days.pop(), basis, span)
    if language in DAY_FIRST:
        day = next(day for day in (best.day, best.other) if _is_day_first(span.of(text), day))
        return _ordered(best, day, "header line, day before month as the language has it", span)
    weekday = weekday_of(text, best.end)
    by_weekday = [day for day in (best.day, best.other) if weekday is not None and fits(day, weekday)]
    if len(by_weekday) == 1:
        return _ordered(best, by_weekday[0], "header line, order of day and month by the weekday", span)
    finding = (
        f'"{span.of(text)}" may be {min(best.day, best.other)} or {max(best.day, best.other)}: '
        "the page does not say whether the day or the month comes first."
    )
    basis = "header line, order of day and month unknown"
    return Publication(Moment(min(best.day, best.other), "year", basis, None, span), (finding,))


def _ordered(best: Printed, day: date, basis: str, span: Span) -> Publication:
    """Return the publication on the one of two days that the order of day and month gives."""
    time = best.time.replace(year=day.year, month=day.month, day=day.day) if best.time else None
    return Publication(Moment(day, "time" if time else "day", basis, time, span))


def _is_day_first(printed: str, day: date) -> bool:
    """Say whether the first number of a printed date is the day's."""
    first = re.search(r"\d+", printed)
    return first is not None and int(first[0]) == day.day


def _from_dateline(text: str, units: Sequence[Unit], near: list[date], language: str) -> Moment | None:
    """Read the date of the dateline; a missing year is taken from a known later day, never guessed."""
    for unit in units:
        if not any(mark.rule == "noise.dateline" for mark in unit.marks):
            continue
        place = next(mark.start for mark in unit.marks if mark.rule == "noise.dateline")
        match = dateline(text, place, unit.end)
        if match is None or not match.groupdict():
            continue
        if found := _dateline_day(match, near, language):
            return found
    return None


def _dateline_day(match: re.Match[str], near: list[date], language: str) -> Moment | None:
    """Return the day of a dateline."""
    groups = match.groupdict()
    if groups["full"]:
        return _numeric(groups["full"], Span(*match.span("full")), weekday_of(match.string, match.end()))
    side = next(side for side in ("", "2", "3") if groups[f"month{side}"] or side == "3")
    month = month_number(groups[f"month{side}"] or "", language)
    if month is None:
        return None
    places = [match.span(f"{name}{side}") for name in ("month", "day", "year") if groups[f"{name}{side}"]]
    first, last = min(place[0] for place in places), max(place[1] for place in places)
    day, span = int(groups[f"day{side}"]), Span(first, last)
    if groups[f"year{side}"]:
        return _day(int(groups[f"year{side}"]), month, day, "dateline", span)
    return _with_year(match.string, match.end(), (month, day), near, span)


def _numeric(words: str, span: Span, weekday: int | None = None) -> Moment | None:
    """Return the day of a dateline in figures; where day and month could be swapped the weekday must tell."""
    first, second, year = (int(part) for part in re.split(r"[./]", words))
    year += 2000 if year < 100 else 0
    if "/" in words and max(first, second) <= 12 and first != second:
        both = (_day(year, second, first, BY_DAY, span), _day(year, first, second, BY_DAY, span))
        fitting = [one for one in both if one and weekday is not None and fits(one.day, weekday)]
        return fitting[0] if len(fitting) == 1 else None
    month, day = (first, second) if second > 12 else (second, first)
    return _day(year, month, day, "dateline", span)


def _with_year(text: str, start: int, when: tuple[int, int], near: list[date], span: Span) -> Moment | None:
    """Complete a dateline without a year: by the same day in the text, or by a retrieval soon after it."""
    (month, day), begin = when, start
    end = min(len(text), start + YEAR_NEAR)
    while _stands_with_year(text, start, end, day) and (found := printed_in(text, start, end)):
        if (found.day.month, found.day.day) == when:
            return _day(found.day.year, month, day, "dateline, year from the text", span)
        start = found.end
    for known in near:
        for year in (known.year, known.year - 1):
            made = _day(year, month, day, "dateline, year from the day of retrieval", span)
            if made and 0 <= (known - made.day).days <= SOON:
                return made
    told = year_by_weekday(text, begin, month, day)
    return _day(told, month, day, "dateline, year from weekday and years of the text", span) if told else None


def _stands_with_year(text: str, start: int, end: int, day: int) -> bool:
    """Say whether the number of a day stands near a year: else no date of that day is there to be read."""
    return any(
        YEAR.search(text, max(start, found.start() - BESIDE), min(end, found.end() + BESIDE))
        for found in NUMBER.finditer(text, start, end)
        if int(found[0]) == day
    )


def _day(year: int, month: int, day: int, basis: str, span: Span) -> Moment | None:
    """Return a moment of one day, None where the numbers are no date."""
    try:
        return Moment(date(year, month, day), "day", basis, None, span)
    except ValueError:
        return None
