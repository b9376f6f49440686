"""Dates and times as the head of a page prints them."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone
from typing import Final, NamedTuple

from linepack.records.reading.months import month_number
from linepack.records.reading.tables import words

_TIME: Final = (
    r"(?P<{0}hour>[01]?\d|2[0-3])[:.h](?P<{0}minute>[0-5]\d)(?::[0-5]\d(?:\.\d+)?)?"
    r"(?:\s?(?P<{0}half>[ap]\.?m\b\.?|[πμ]\.μ\.))?(?:\s?(?:Uhr|h|hrs|ч|ора|год)\b\.?)?"
)
_ZONE: Final = (
    r"(?:\s?\(?(?P<{0}zone>(?:UTC|GMT)\s?(?:[+\-−–]\s?\d{{1,2}}(?::?\d{{2}})?)?|[+\-−]\d{{2}}:?\d{{2}}"
    r"|Z\b|[A-Z]{{2,4}}T\b|МСК\b|MSK\b|Baku\stime|TSİ\b)\)?)?"
)
_WEEKDAYS: Final = "|".join(sorted(words("word_lists", "weekday"), key=len, reverse=True))
_WEEKDAY: Final = rf"(?:(?:{_WEEKDAYS})\.?,?\s)?"
_DAY: Final = (
    r"(?:(?P<y1>(?:19|20)\d\d)[-./](?P<m1>\d{1,2})[-./](?P<d1>\d{1,2})\.?"
    r"|(?P<d2>\d{1,2})(?:st|nd|rd|th|er|º|°)?\.?(?:\s(?:de|of))?[\s-](?P<n2>[^\W\d_]{3,12})\.?,?(?:\s(?:de|del))?[\s-]"
    r"(?P<y2>(?:19|20)\d\d)\b\.?"
    r"|(?P<n3>[^\W\d_]{3,12})\.?\s(?P<d3>\d{1,2})(?:st|nd|rd|th)?,?\s(?P<y3>(?:19|20)\d\d)\b\.?"
    r"|(?P<y4>(?:19|20)\d\d)\.?\s(?P<n4>[^\W\d_]{3,12})\s(?P<d4>\d{1,2})\b\.?"
    r"|(?P<d5>\d{1,2})(?P<s5>[./-])\s?(?P<m5>\d{1,2})(?P=s5)\s?(?P<y5>(?:19|20)\d\d)\b\.?)"
)
MOMENT: Final = re.compile(
    "(?:"
    + _TIME.format("a")
    + _ZONE.format("a")
    + r"\s?[,/|·-]?\s?)?"
    + _WEEKDAY
    + _DAY
    + r"(?:\s?(?:г|год|god|yil|il)\.?(?!\w))?"
    + rf"(?:,?\s(?:{_WEEKDAYS})\b)?"
    + "(?:(?:[T]|,?\\s?\\[?(?:[-–—|/·•@]|at|um|à|alle|ore|u|în|в|στις|saat)?\\s?)"
    + _TIME.format("b")
    + _ZONE.format("b")
    + ")?",
    re.IGNORECASE,
)
YEAR: Final = re.compile(r"(?:19|20)\d\d")
"""What every date of a head holds; cheap to look for."""

ZONES: Final = {
    "z": 0,
    "utc": 0,
    "gmt": 0,
    "wet": 0,
    "bst": 60,
    "west": 60,
    "cet": 60,
    "cest": 120,
    "eet": 120,
    "eest": 180,
    "msk": 180,
    "мск": 180,
    "trt": 180,
    "tsi̇": 180,
    "azt": 240,
    "get": 240,
    "baku time": 240,
    "est": -300,
    "edt": -240,
    "cst": -360,
    "cdt": -300,
    "pst": -480,
    "pdt": -420,
}
"""Minutes east of Greenwich. IST, AST and the like mean several zones and are left out."""


class Printed(NamedTuple):
    """A date found at a place of the text.

    Attributes
    ----------
    start, end
        Its characters.
    day
        The date; of an ambiguous one the reading with the day first.
    other
        The reading with the month first where both are possible.
    time
        With the time of day where printed, aware where a zone is.
    """

    start: int
    end: int
    day: date
    other: date | None = None
    time: datetime | None = None


def printed_at(text: str, position: int, end: int, language: str = "") -> Printed | None:
    """Read a date that begins exactly at a position.

    Examples
    --------
    >>> printed_at("7 November 2023 17:41 (UTC+04:00)", 0, 33).time.isoformat()
    '2023-11-07T17:41:00+04:00'
    >>> printed_at("12/1/2025", 0, 9).other
    datetime.date(2025, 12, 1)
    """
    if YEAR.search(text, position, end) is None:
        return None
    match = MOMENT.match(text, position, end)
    return _printed(match, language) if match else None


def printed_in(text: str, start: int, end: int, language: str = "") -> Printed | None:
    """Read the first date between two positions."""
    for match in MOMENT.finditer(text, start, end):
        if found := _printed(match, language):
            return found
    return None


def _printed(match: re.Match[str], language: str) -> Printed | None:
    """Turn a match into a date; None where the numbers are none."""
    found = match.groupdict()
    year, month, day = _parts(found, language)
    first = _date(year, month, day)
    swapped = _date(year, day, month) if found["s5"] in ("/", "-") and day != month else None
    if first is None:
        first, swapped = swapped, None
    if first is None:
        return None
    half = found["ahalf"] or found["bhalf"]
    if swapped and half and language in ("", "en"):
        first, swapped = swapped, None
    return Printed(match.start(), match.end(), first, swapped, _time(first, found))


def _parts(found: dict[str, str | None], language: str) -> tuple[int, int, int]:
    """Return year, month and day as numbers, 0 where a name is no month."""
    for form in "12345":
        if year := found[f"y{form}"]:
            name = found.get(f"n{form}")
            month = (month_number(name, language) or 0) if name else int(found[f"m{form}"] or 0)
            return int(year), month, int(found[f"d{form}"] or 0)
    return 0, 0, 0


def _date(year: int, month: int, day: int) -> date | None:
    """Return the date, None where there is none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _time(day: date, found: dict[str, str | None]) -> datetime | None:
    """Return day and time of day, with the zone where one is printed and known."""
    for side in "ba":
        if found[f"{side}hour"] is None:
            continue
        hour = int(found[f"{side}hour"] or 0)
        half = (found[f"{side}half"] or "").lower()
        if half[:1] in ("p", "μ") and hour < 12:
            hour += 12
        elif half[:1] in ("a", "π") and hour == 12:
            hour = 0
        zone = _zone(found[f"{side}zone"] or "")
        return datetime(day.year, day.month, day.day, hour, int(found[f"{side}minute"] or 0), tzinfo=zone)
    return None


def _zone(printed: str) -> timezone | None:
    """Return the zone that the words name, None where none is named or the name means several."""
    plain = printed.lower().replace("−", "-").replace("–", "-").replace(" ", "")
    if not plain:
        return None
    if offset := re.search(r"([+-])(\d{1,2}):?(\d{2})?$", plain):
        sign, hours, minutes = offset.groups()
        return timezone((1 if sign == "+" else -1) * timedelta(hours=int(hours), minutes=int(minutes or 0)))
    known = ZONES.get(plain) if plain in ZONES else ZONES.get(printed.lower())
    return None if known is None else timezone(timedelta(minutes=known))
