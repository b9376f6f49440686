"""Which period of the sentence an amount belongs to, and what that makes of its rate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from linepack.records.model import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from linepack.records.model import TimeExpression
    from linepack.records.quantities.amounts import Amount

_FAR: Final = 110
_TOTALS: Final = ("supply", "consumption", "production")
_SHORT: Final = ("day", "week")


def period_of(
    amount: Amount, times: Sequence[TimeExpression], neighbours: tuple[int, int]
) -> TimeExpression | None:
    """Return the period nearest to an amount, not beyond another amount where one is nearer to that.

    Parameters
    ----------
    times
        Of the sentence.
    neighbours
        End of the amount before and start of the amount after.
    """
    best, least = None, _FAR
    for time in times:
        span = time.anchor.span
        if span.meets(Span(amount.start, amount.end)) or not _is_period(time):
            continue
        after = span.start >= amount.end
        gap = span.start - amount.end if after else amount.start - span.end + 8
        gap += 60 * (span.start >= neighbours[1] or span.end <= neighbours[0])
        if gap < least:
            best, least = time, gap
    return best


def _is_period(time: TimeExpression) -> bool:
    """Say whether the words are a period for gas: no plain day, which is when something was said or done."""
    if time.precision not in _SHORT:
        return (
            time.first is not None
            or time.last is not None
            or "duration" in time.basis
            or "unresolved" in time.basis
        )
    return time.first is None or time.last is None


def rate_of(kind: str, period: TimeExpression | None) -> tuple[str, str]:
    """Return the rate that a period gives a volume without one, and why.

    A closed period makes a total of it; "each year" makes a yearly rate.
    """
    if period is None:
        return "", ""
    if period.distributive:
        return "year", "each year of the period"
    closed = period.first is not None and period.last is not None
    return ("total", "closed period") if closed and kind in _TOTALS else ("", "")
