"""Dates and periods as they are printed, one at a time, before neighbours are joined."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from linepack.records.times import intervals

if TYPE_CHECKING:
    from linepack.records.times.intervals import Interval

UNRESOLVED: Final = "unresolved (no publication time)"
FROM_PUBLICATION: Final = "publication time"
EXPLICIT: Final = "explicit"
UNSURE_ORDER: Final = "explicit; day first, though nothing tells the order of day and month"
NEAREST: Final = 183


class Piece(NamedTuple):
    """One date or period.

    Attributes
    ----------
    start, end
        Positions in the text.
    interval
        None where nothing resolves it.
    month, day
        Of a date without a year.
    rule
        Name of the rule that read it.
    """

    start: int
    end: int
    interval: Interval | None
    basis: str
    rule: str
    month: int = 0
    day: int = 0
    distributive: bool = False

    @property
    def yearless(self) -> bool:
        """Say whether the year is implied."""
        return self.month > 0

    def on(self, interval: Interval | None, basis: str = "") -> Piece:
        """Return the piece with another interval."""
        return self._replace(interval=interval, basis=basis or self.basis)


@dataclass(frozen=True)
class Reader:
    """What a date is read against: the day of publication and the language."""

    published: date | None
    language: str

    def dated(self, span: tuple[int, int], interval: Interval | None, rule: str) -> Piece | None:
        """Return an explicit piece, None where the calendar refuses it."""
        return None if interval is None else Piece(*span, interval, EXPLICIT, rule)

    def relative(self, span: tuple[int, int], interval: Interval | None, rule: str) -> Piece:
        """Return a piece that rests on the publication time."""
        return Piece(*span, interval, UNRESOLVED if interval is None else FROM_PUBLICATION, rule)

    def implied(self, span: tuple[int, int], month: int, day: int, tense: int) -> Piece:
        """Return a date whose year is implied: nearest to publication, before or after it by tense."""
        if self.published is None:
            return Piece(*span, None, UNRESOLVED, "implied year", month, day)
        interval = nearest(self.published, month, day, tense)
        return Piece(*span, interval, FROM_PUBLICATION, "implied year", month, day)


def of_year(year: int, month: int, day: int) -> Interval | None:
    """Return the month or the day of a year."""
    return intervals.day(year, month, day) if day else intervals.month(year, month)


def nearest(there: date, month: int, day: int, tense: int) -> Interval | None:
    """Return the month or day nearest to a day: any for tense 0, not after it for -1, not before for 1.

    The month of publication itself counts for both tenses, and for a past or future tense only whole
    months before or after it otherwise.
    """
    found = [of_year(year, month, day) for year in (there.year - 1, there.year, there.year + 1)]
    known = [interval for interval in found if interval is not None]
    if tense < 0:
        known = [i for i in known if i.first is not None and i.first <= there]
    if tense > 0:
        known = [i for i in known if i.last is not None and i.last >= there - timedelta(days=31)]
    return min(known, key=lambda interval: _distance(interval, there), default=None)


def _distance(interval: Interval, there: date) -> int:
    first, last = interval.first or there, interval.last or there
    return max((first - there).days, (there - last).days, 0)
