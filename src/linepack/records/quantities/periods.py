"""Which period of the sentence an amount belongs to, and what that makes of its rate."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from linepack.records.model import Span
from linepack.records.plain import fold
from linepack.records.quantities.vocabulary import pattern
from linepack.records.times.vocabulary import period_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from linepack.records.model import TimeExpression
    from linepack.records.plain import PlainText
    from linepack.records.quantities.amounts import Amount

_FAR: Final = 140
_UNDATED: Final = 60
"""How much farther "for ten years" counts than words with a date."""

TOTALS: Final = ("supply", "consumption", "production")
_SHORT: Final = ("day", "week")
_YEARS: Final = ("year", "gas_year")
_OPEN: Final = ("end", "later", "day", "week")
"""Relative words that name no closed period, or none that gas is counted over."""

_IN_TOTAL: Final = pattern("in total")
_CLAUSE: Final = pattern("clause")
_VERB: Final = re.compile(
    r"\b(?:could|will|would|can|may|might|should"
    r"|expand\w*|doubled|raised|rising|growing|increasing|then|later|down from|up from)\b"
)


def period_of(
    plain: PlainText, amount: Amount, kind: str, times: Sequence[TimeExpression], between: tuple[int, int]
) -> TimeExpression | None:
    """Return the period nearest to an amount, not beyond a clause or another amount unless they are a list.

    Parameters
    ----------
    times
        Of the sentence.
    between
        End of the amount before and start of the amount after.
    """
    best, least = None, _FAR
    for time in times:
        span = time.anchor.span
        if span.meets(Span(amount.start, amount.end)) or not _is_period(time, kind):
            continue
        after = span.start >= amount.end
        gap = span.start - amount.end if after else amount.start - span.end + 8
        text = plain.text[amount.end : span.start] if after else plain.text[span.end : amount.start]
        crossed = span.start >= between[1] or span.end <= between[0]
        gap += (
            _UNDATED * (time.first is None and time.last is None)
            + 40 * crossed
            + 150 * bool(after and _CLAUSE.search(text))
            + 140 * bool(crossed and _VERB.search(text))
        )
        if gap < least:
            best, least = time, gap
    return best


def _is_period(time: TimeExpression, kind: str) -> bool:
    """Say whether the words are a period for gas: no plain day, which is when something was said or done.

    What is built has no closed period: "inaugurated in 2023" is no period of a capacity.
    """
    if kind not in TOTALS and time.first is not None and time.last is not None:
        return kind in ("relative growth", "share of consumption")
    if time.precision not in _SHORT:
        return (
            time.first is not None
            or time.last is not None
            or "duration" in time.basis
            or "unresolved" in time.basis
        )
    return time.first is None or time.last is None


def rate_of(plain: PlainText, amount: Amount, kind: str, period: TimeExpression | None) -> tuple[str, str]:
    """Return the rate that words of a sum or a period give a volume without one, and why.

    "In total" and a closed period make a total of it; "each year" makes a yearly rate.
    """
    if period is not None and period.distributive:
        return "year", "each year of the period"
    if kind not in TOTALS:
        return "", ""
    around = plain.before(amount.start, 30) + "|" + plain.after(amount.end, 34)
    if _IN_TOTAL.search(around):
        return "total", "explicit"
    return _closed(period)


def _closed(period: TimeExpression | None) -> tuple[str, str]:
    """Return what a period that ends makes of a volume: of a whole year a yearly rate, else a sum.

    Words that nothing resolves, "last winter", tell as much.
    """
    if period is None:
        return "", ""
    if period.first is None or period.last is None:
        code = period_table().get(fold(period.words), "") if "unresolved" in period.basis else ""
        closed = code and not code.startswith(_OPEN) and period.first is None and period.last is None
        whole = code.startswith("year")
    else:
        closed, whole = True, period.precision in _YEARS
    if not closed:
        return "", ""
    return ("year", "whole year") if whole else ("total", "closed period")
