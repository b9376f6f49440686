"""The dateline before the first sentence of an agency report: place, date, agency."""

from __future__ import annotations

import re
from typing import Final

from linepack.records.reading.months import month_number
from linepack.records.reading.pieces import AGENCY

_PLACE: Final = r"[^\W\d_][^\W\d_a-zа-яё]+(?:[ /-][^\W\d_a-zа-яё]{2,}){0,3}"
_MIXED: Final = r"[^\W\d_a-zа-яё](?:[^\W\d_]|['’](?=\w))+(?:[ /-][^\W\d_a-zа-яё][^\W\d_]+){0,2}"
_DATE: Final = (
    r"(?:(?P<month>[^\W\d_]{3,10})\.?\s(?P<day>\d{1,2})(?:,?\s(?P<year>\d{4}))?"
    r"|(?:(?:le|am|den|il|el|on)\s)?(?P<full>\d{1,2}[./]\d{1,2}[./](?:(?:19|20)\d\d|\d\d\b))"
    r"|(?P<year3>(?:19|20)\d\d)\.\s(?P<month3>[^\W\d_]{3,12})\s(?P<day3>\d{1,2})\.?(?:,\s[^\W\d_]{4,12})?"
    r"|(?P<day2>\d{1,2})\.?\s(?P<month2>[^\W\d_]{3,12})\.?(?:,?\s(?P<year2>\d{4})\.?)?)"
)
_TIME: Final = r"(?:,?\s\d{1,2}[:.]\d\d)?"
_TAG: Final = r"(?:[/(\[]\s?(?P<tag>[^/()\[\]\n]{2,48}?)\s?[/)\]])"
_CAPITALS: Final = r"[^\W\d_a-zа-яё]{3,}(?:\s[^\W\d_a-zа-яё]{3,})?"
_BARE: Final = rf"(?P<bare>{AGENCY.pattern})(?=\s?[:.,–—-]|$)|(?P<capitals>{_CAPITALS})(?=\s[–—-]\s)"
TAG_ALONE: Final = re.compile(
    rf"[/(\[]?(?:{AGENCY.pattern})[/)\]]?\s?(?:[.:,]?\s?(?:--|[-–—])|:)\s|[/(\[](?:{AGENCY.pattern})[/)\]]\.?\s"
)
DATELINE: Final = re.compile(
    rf"(?:{TAG_ALONE.pattern})?"
    rf"(?:(?P<place>{_PLACE})|(?P<mixed>{_MIXED}))(?:\s/[^\W\d_]+/|(?:,\s{_MIXED}(?!\w|\.?\s\d)){{0,2}})"
    rf"(?:,?\s?(?P<first>{_TAG.replace('<tag>', '<early>')}))?"
    rf"(?:(?:[.,]|\s?[-–—])?\s{_DATE}{_TIME})?\s?[.,]?\s?(?:{_TAG}|{_BARE})?\s?"
    rf"(?P<dash>[.:]?\s?(?:--|[-–—])(?:\s|$)|[.:,]?\s?)"
)
AGENCY_WORD: Final = re.compile(rf"(?<!\w){AGENCY.pattern}(?!\w)")
TOLD: Final = ("month", "month2", "month3", "full", "tag", "early", "bare", "dash", "place")
"""Groups of a dateline that decide whether it is one."""

NEAR: Final = 110
"""Characters within which a dateline ends."""


def dateline(text: str, start: int, end: int) -> re.Match[str] | None:
    """Return the dateline at the start of a paragraph, None where there is none.

    A place in capitals or with a date, then a date, an agency or a dash.
    """
    limit = min(end, start + NEAR)
    match = DATELINE.match(text, start, limit)
    return match if match and _is_dateline(match, end) else TAG_ALONE.match(text, start, limit)


def _is_dateline(match: re.Match[str], end: int) -> bool:
    """Say whether a match holds a date and an end, an agency, or a place in capitals and a dash."""
    first, second, third, full, printed, early, bare, dash, place = match.group(*TOLD)
    month, tag = first or second or third, printed or early or ""
    dashed = any(sign in dash for sign in "-–—")
    if not (month or full or tag or bare or dashed):
        return False
    dated = bool(full) or (month is not None and month_number(month) is not None)
    tagged = bool(bare) or AGENCY_WORD.search(tag) is not None
    if month is not None and not dated:
        return False
    closed = dashed or match.end() == end or match.group().rstrip()[-1] in ".:)]/"
    tagged = tagged or (dashed and tag[:1].isupper())
    return tagged or (dated and closed) or (bool(place) and dashed)


def dateline_end(text: str, start: int, end: int) -> int:
    """Return where the text after the dateline begins, 0 where there is none."""
    match = dateline(text, start, end)
    return match.end() if match and match.end() < end else 0
