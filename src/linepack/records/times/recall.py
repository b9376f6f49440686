"""Relative words and durations against the time of publication."""

from __future__ import annotations

import re
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, Final

from linepack.records.plain import any_of
from linepack.records.times import intervals
from linepack.records.times.intervals import Interval
from linepack.records.times.pieces import Piece
from linepack.records.times.scan import tense_at
from linepack.records.times.vocabulary import (
    ending_in,
    length_pattern,
    length_trigger,
    listed,
    number_table,
    own_languages,
    period_table,
    phrase_trigger,
    weekday_table,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from linepack.records.plain import PlainText
    from linepack.records.times.pieces import Reader

_CODE: Final = re.compile(r"(\w+?)([+-]\d)")


@cache
def phrase_pattern() -> re.Pattern[str]:
    """Return the pattern of relative phrases and weekdays."""
    return re.compile(
        rf"(?<![\w-])(?:(?P<p>{any_of(period_table())})|(?P<w>{any_of(weekday_table()[0])}))(?!\w)"
    )


@cache
def length_of_time() -> re.Pattern[str]:
    """Return the pattern of "two years", with a number in digits or words."""
    return re.compile(rf"(?<![\w.,-])(?P<n>\d{{1,3}}|{any_of(number_table())})[ -](?:{length_pattern()})\b")


def read_phrases(plain: PlainText, reader: Reader) -> Iterator[Piece]:
    """Yield relative words and weekdays."""
    for match in plain.matches(phrase_pattern(), phrase_trigger(), 46, 46):
        phrase = match["p"]
        if phrase is None:
            piece = _weekday(match, plain, reader)
            if piece is not None:
                yield piece
        elif reader.language in own_languages().get(phrase, (reader.language,)):
            interval = None if reader.published is None else resolve(period_table()[phrase], reader.published)
            yield reader.relative(match.span(), interval, "relative words")


@cache
def _before_weekday() -> re.Pattern[str]:
    return ending_in(listed("words", "weekday prepositions"))


def _weekday(match: re.Match[str], plain: PlainText, reader: Reader) -> Piece | None:
    names, bare = weekday_table()
    name = match["w"]
    if name not in bare and not _before_weekday().search(plain.before(match.start(), 12)):
        return None
    if reader.published is None:
        return reader.relative(match.span(), None, "weekday")
    tense = tense_at(plain, match.start())
    back = (reader.published.weekday() - names[name]) % 7
    there = reader.published + timedelta(days=(7 - back) % 7 if tense > 0 else -back)
    return reader.relative(match.span(), Interval(there, there, "day"), "weekday")


def resolve(code: str, there: date) -> Interval:
    """Return the days that a code such as ``year+1`` means on a day.

    Examples
    --------
    >>> from datetime import date
    >>> resolve("end+1", date(2025, 11, 7)).last.isoformat()
    '2026-12-31'
    """
    if code.startswith("sofar-"):
        return Interval(intervals.around(there, code[6:], 0).first, there, "period")
    if code.startswith("later-"):
        return Interval(there, intervals.around(there, code[6:], 0).last, "period")
    match = _CODE.fullmatch(code)
    unit, offset = (match[1], int(match[2])) if match else (code, 0)
    if unit == "end":
        return Interval(None, intervals.year(there.year + offset).last, "year")
    if unit in ("winter", *intervals.SEASONS):
        return intervals.season_near(there, unit, offset)
    return intervals.around(there, unit, offset)


@cache
def _leads() -> tuple[re.Pattern[str], ...]:
    return tuple(ending_in(listed("leads", name)) for name in ("ahead", "behind", "lasting", "in future"))


@cache
def _ago() -> re.Pattern[str]:
    return re.compile(rf" (?:{any_of(listed('leads', 'ago'))})\b")


def read_lengths(plain: PlainText, reader: Reader) -> Iterator[Piece]:
    """Yield "over the next two years", "for ten years", "two years ago" and "in five months"."""
    for match in plain.matches(length_of_time(), length_trigger(), 24, 4):
        piece = _length(match, plain, reader)
        if piece is not None:
            yield piece


def _length(match: re.Match[str], plain: PlainText, reader: Reader) -> Piece | None:
    count = int(match["n"]) if match["n"].isdigit() else number_table()[match["n"]]
    unit = match.lastgroup or "year"
    before = plain.before(match.start(), 40)
    if _ago().match(plain.after(match.end(), 12)):
        return _moment(match, plain, reader, -count, unit)
    ahead, behind, lasting, later = (lead.search(before) for lead in _leads())
    lead = ahead or behind or lasting or later
    if lead is None:
        return None
    start = match.start() - len(before) + lead.start()
    if ahead or behind:
        return _stretch((start, match.end()), reader, count if ahead else -count, unit)
    if lasting:
        return Piece(start, match.end(), None, f"duration of {count} {unit}{'s' * (count > 1)}", "duration")
    return _moment(match, plain, reader, count, unit)


def _stretch(span: tuple[int, int], reader: Reader, count: int, unit: str) -> Piece:
    if reader.published is None:
        return reader.relative(span, None, "stretch of time")
    ends = sorted((reader.published, intervals.shift(reader.published, count, unit)))
    return reader.relative(span, Interval(ends[0], ends[1], "period"), "stretch of time")


def _moment(match: re.Match[str], plain: PlainText, reader: Reader, count: int, unit: str) -> Piece:
    there = None if reader.published is None else intervals.shift(reader.published, count, unit)
    wide = {"year": "year", "month": "month", "week": "week", "day": "day"}[unit]
    interval = None if there is None else intervals.around(there, wide, 0)
    end = match.end()
    after = _ago().match(plain.after(end, 12)) if count < 0 else None
    return reader.relative(
        (match.start(), end + (after.end() if after else 0)), interval, "moment counted from now"
    )
