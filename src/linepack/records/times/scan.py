"""One pass over the text for dates with digits or month names, one for named parts of years."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from linepack.records.plain import any_of, fold
from linepack.records.times import intervals
from linepack.records.times.pieces import UNSURE_ORDER, of_year
from linepack.records.times.vocabulary import (
    WEAK_MONTHS,
    YEAR,
    date_trigger,
    ending_in,
    listed,
    month_number,
    month_pattern,
    named_trigger,
    ordinal_numbers,
    season_table,
    table,
    year_references,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from linepack.records.model import Span
    from linepack.records.plain import PlainText
    from linepack.records.times.intervals import Interval
    from linepack.records.times.pieces import Piece, Reader

_DIGITS: Final = "date in digits"
_ROMAN: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_OF: Final = (
    r"(?:,? ?(?:of the year|of|des jahres|del|de|do|da|du|von|на|от|του|din|من|of gas year|-ci ilin|yilinin"
    r"|r\.) ?"
    r"|[ ,]+|/)"
)
_UNITS_AFTER: Final = (
    r"(?! ?(?:bcm|mcm|bn\b|mln|bln|million|billion|mw|gw|twh|gwh|km\b|kilom|per ?cent|%|milij|milion|mlrd|mrd"
    r"|млрд|млн|милиј|милиа|милио|тыс|хил|thousand|tonn|euro|usd|m3|cubic|δισ|εκατ|milyar|milyon|years?\b|states|countries|:\d))"
)


@cache
def dates_pattern() -> re.Pattern[str]:
    """Return the pattern of everything with a month name or a year in it."""
    month, of = month_pattern(), r"(?:de |of |del |d'|di )?"
    ordinal = r"(?:\.|st|nd|rd|th|er|º|-?(?:го|ти|ви|ри|ми|ого|то|я)|η|ης|ª)?"
    joint = r" ?(?:-|to|and|bis|till|until|et|au|e|al|y|и|по|до|i|do|και|εως|si|ve) ?"
    year_end = r"(?:-?c[iu]\b(?: il\w*)?)?"
    parts = (
        r"(?P<iso>(?:19|20)\d\d-[01]\d-[0-3]\d)\b",
        r"(?P<nd>\d{1,2})(?P<sep>[./]) ?(?P<nm>\d{1,2})[./] ?(?P<ny>(?:19|20)\d\d)\b(?:г\.|\.)?",
        rf"(?P<d1>\d{{1,2}}){ordinal}(?:{joint}(?P<d1b>\d{{1,2}}){ordinal})? ?{of}(?P<m1>{month})\b\.?"
        rf"(?:,? {of}(?P<y1>{YEAR})\b{year_end})?",
        rf"(?P<y2>{YEAR})(?:\.|-c[iu] ilin| yilinin|\. ev)?,? (?P<m2>{month})\b"
        rf"(?: (?P<d2>\d{{1,2}})\b{_UNITS_AFTER})?",
        rf"(?P<m3>{month})\b\.?(?: (?P<d3>\d{{1,2}})(?:st|nd|rd|th)?\b(?![.,]\d){_UNITS_AFTER}"
        rf"(?: ?(?:-|to|and|through|until) ?(?P<d3b>\d{{1,2}})(?:st|nd|rd|th)?\b{_UNITS_AFTER})?"
        rf"(?:,? (?P<y3>{YEAR})\b)?"
        rf"|,? {of}(?P<y3b>{YEAR})\b)?",
        rf"(?P<y4>{YEAR}) ?[-/] ?(?P<y4b>{YEAR}|\d\d)\b(?!-)",
        rf"(?P<y5>{YEAR})\b{year_end}(?![.,]\d|[%°])"
        r"(?! ?(?:km|mw|gw|mcm|bcm|m3|cubic|euro|million|mln|tonn|meter|metre)\b)",
    )
    return re.compile(rf"(?:(?<![\w$€£.,/#@])|(?<=\bو))(?:{'|'.join(parts)})")


_MONTH_COUNTS: Final = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "drei": 3, "vier": 4, "funf": 5, "sechs": 6, "sieben": 7, "acht": 8, "neun": 9, "zehn": 10,
    "elf": 11, "два": 2, "три": 3, "четыре": 4, "пять": 5, "шесть": 6, "семь": 7, "восемь": 8, "девять": 9,
    "десять": 10, "одиннадцать": 11, "двух": 2, "трех": 3, "четырех": 4, "пяти": 5, "шести": 6, "семи": 7,
    "восьми": 8, "девяти": 9, "десяти": 10, "одиннадцати": 11, "devet": 9, "sest": 6, "pet": 5, "osam": 8,
    "девет": 9, "шест": 6, "пет": 5, "осам": 8, "осем": 8, "trois": 3, "neuf": 9, "nove": 9,
    "sei": 6, "seis": 6, "nueve": 9, "dez": 10, "dokuz": 9, "alti": 6, "doqquz": 9, "noua": 9, "kilenc": 9,
    "hat": 6,
}  # fmt: skip


@cache
def named_pattern() -> re.Pattern[str]:
    """Return the pattern of quarters, halves, gas years, seasons and "the first nine months"."""
    names = table("patterns")
    quarters, halves, terms = (fold(names[name]) for name in ("quarter", "half", "half year"))
    ordinal, month_words = any_of(ordinal_numbers()), names["months"]
    reference = rf"(?:{YEAR}|{any_of(year_references())})\b"
    span = rf"(?P<{{0}}>{YEAR})(?: ?[-/] ?(?P<{{0}}b>{YEAR}|\d\d)\b)?"
    parts = (
        rf"(?P<q>(?:{ordinal}|[1-4](?:\.|-[ияй]\w?|-то)?|iv|iii|ii|i) (?:{quarters})|q[1-4]\b)"
        rf"(?:{_OF}(?P<qy>{reference}))?",
        rf"(?P<h>(?:{ordinal}|[12](?:\.|-\w+)?|ii|i) (?:{halves})|h[12]\b)"
        rf"(?:{_OF}(?P<hy>{reference})|(?P<ho> of the year))",
        rf"(?P<t>(?:{ordinal}|[12](?:\.|-\w+)?|ii|i) (?:{terms})\b)(?:{_OF}(?P<ty>{reference}))?",
        rf"(?:yilin|ilin) (?P<yh>{ordinal}) (?:yari\w*)",
        rf"(?P<g>{any_of(listed('words', 'gas years'))})s?,? ?(?:of |the )?{span.format('gy')}",
        rf"(?:{span.format('wy')}) (?P<gw>{any_of((*listed('words', 'gas years'), *season_table()))})\b",
        rf"(?P<s>{any_of(season_table())})\b(?:{_OF}){span.format('sy')}\b",
        r"(?:(?:first|ersten|premiers|primi|primeros|primeiros|первые|первых|prvih|првих|първите|првите|ilk"
        r"|primele|πρωτους?|pierwszych|elso)|(?P<over>по итогам|за))"
        rf" (?P<fm>\d{{1,2}}|{any_of(_MONTH_COUNTS)}) (?:{month_words})(?:{_OF}(?P<fy>{reference}))?",
    )
    return re.compile(rf"(?<![\w.,/-])(?:{'|'.join(parts)})")


@cache
def _before_month() -> re.Pattern[str]:
    return ending_in(
        (*listed("words", "in words"), *listed("words", "from words"), *listed("words", "until words"))
    )


_LAST: Final = re.compile(
    r"\b(?:last|letzten|vergangenen|dernier|scorso|pasado|прошл\w+|prosl\w+"
    r"|минал\w+|περασμενο|gecen|otan|trecut) \Z"
)
_NEXT: Final = re.compile(
    r"\b(?:next|nachsten|kommenden|prochain|prossimo|proximo"
    r"|следующ\w+|sledec\w+|следећ\w+|следващ\w+|idu[ck]\w+) \Z"
)


@cache
def _future() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_of(listed('words', 'future words'))})\b")


@cache
def _verbs() -> re.Pattern[str]:
    """Return the words of the past, the future and of what begins: they tell the tense of a date."""
    names = {"past": "past words", "later": "future words", "now": "present words"}
    return re.compile(
        "|".join(rf"\b(?P<{name}>{any_of(listed('words', entry))})\b" for name, entry in names.items())
    )


def tense_at(plain: PlainText, position: int) -> int:
    """Return -1 after "last", 1 after "next"; else the tense of the verb before, or the first after."""
    before = plain.before(position, 120)
    if _LAST.search(before):
        return -1
    if _NEXT.search(before) or _future().search(before):
        return 1
    found = [match.lastgroup for match in _verbs().finditer(before)]
    if found:
        return -1 if found[-1] == "past" else 0
    after = _verbs().search(plain.after(position, 100))
    return -1 if after is not None and after.lastgroup == "past" else 0


def speaks_of_the_future(plain: PlainText, span: Span) -> bool:
    """Say whether a sentence has a word of the future."""
    return _future().search(plain.text, span.start, span.end) is not None


def read_dates(plain: PlainText, original: str, reader: Reader) -> Iterator[Piece]:
    """Yield the dates and years printed with digits or month names."""
    for match in plain.matches(dates_pattern(), date_trigger(), 34, 44):
        piece = _read_date(match, plain, original, reader)
        if piece is not None:
            yield piece


def _read_date(match: re.Match[str], plain: PlainText, original: str, reader: Reader) -> Piece | None:
    kind = match.lastgroup or ""
    if match["m1"] or match["m2"] or match["m3"]:
        return _with_month(match, plain, original, reader)
    if kind == "iso":
        year, month, day = map(int, match["iso"].split("-"))
        return reader.dated(match.span(), intervals.day(year, month, day), "ISO date")
    if match["ny"]:
        return _numeric(match, plain, reader)
    if match["y4"]:
        return reader.dated(match.span(), year_range(match["y4"], match["y4b"]), "range of years")
    return reader.dated(match.span(), intervals.year(int(match["y5"])), "year")


def _numeric(match: re.Match[str], plain: PlainText, reader: Reader) -> Piece | None:
    """Return the day that digits mean, with the day first unless the page shows the month first.

    The order is doubted in English where both are possible, no other date of the text tells it, and neither
    reading lies close to the publication.
    """
    first, second, year = int(match["nd"]), int(match["nm"]), int(match["ny"])
    by_day, by_month = intervals.day(year, second, first), intervals.day(year, first, second)
    if match["sep"] != "/" or by_day is None or by_month is None or first == second:
        return reader.dated(match.span(), by_day or (by_month if match["sep"] == "/" else None), _DIGITS)
    order = _order(plain.text, reader.language) or _nearer(by_day, by_month, reader.published)
    piece = reader.dated(match.span(), by_month if order == "month" else by_day, _DIGITS)
    return piece if order or piece is None else piece.on(piece.interval, UNSURE_ORDER)


_SLASHED: Final = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(?:19|20)\d\d(?!\d)")
_MONTHS: Final = 12
_CLOSE, _AWAY = 10, 21
"""Days within which a date is likely that of the news, and beyond which it is not."""


@lru_cache(maxsize=1)
def _order(text: str, language: str) -> str:
    """Return what stands first in dates of a text, day or month, by the dates that leave no choice."""
    if language not in ("en", ""):
        return "day"
    pairs = [(int(one), int(two)) for one, two in _SLASHED.findall(text)]
    day = any(one > _MONTHS >= two for one, two in pairs)
    month = any(two > _MONTHS >= one for one, two in pairs)
    return "" if day == month else "day" if day else "month"


def _nearer(by_day: Interval, by_month: Interval, published: date | None) -> str:
    """Return the order whose date lies at the publication, where that of the other lies far from it."""
    if published is None or by_day.first is None or by_month.first is None:
        return ""
    day, month = (abs((one.first - published).days) for one in (by_day, by_month) if one.first)
    if min(day, month) > _CLOSE or max(day, month) < _AWAY:
        return ""
    return "day" if day < month else "month"


def year_range(first: str, last: str) -> Interval | None:
    """Return the years from the first to the last; the last may be printed with two digits."""
    begin = int(first)
    end = int(last) if len(last) == 4 else begin // 100 * 100 + int(last)
    if not begin < end <= begin + 60:
        return None
    return intervals.Interval(intervals.year(begin).first, intervals.year(end).last, "period")


def _with_month(match: re.Match[str], plain: PlainText, original: str, reader: Reader) -> Piece | None:
    slot = "1" if match["m1"] else "2" if match["m2"] else "3"
    name = match["m" + slot]
    day = int(match["d" + slot] or 0)
    year = match["y" + slot] or (match["y3b"] if slot == "3" else None)
    month = _month_number(name, match.start("m" + slot), original, reader, near=bool(day or year))
    if month is None or not _may_stand_alone(match, slot, plain, near=bool(day or year)):
        return _year_before(match, reader)
    last = match["d1b"] if slot == "1" else match["d3b"] if slot == "3" else None
    if year:
        return reader.dated(match.span(), _days(int(year), month, day, last), "date with month name")
    if day > 31:
        return None
    piece = reader.implied(match.span(), month, day, tense_at(plain, match.start()))
    if last and piece.interval and piece.interval.first:
        return piece.on(_days(piece.interval.first.year, month, day, last))
    return piece


def _year_before(match: re.Match[str], reader: Reader) -> Piece | None:
    """Return the year of "in 2025 may", where the name after it turned out to be no month."""
    if match["y2"] is None:
        return None
    return reader.dated(match.span("y2"), intervals.year(int(match["y2"])), "year")


def _days(year: int, month: int, day: int, last: str | None) -> Interval | None:
    first = of_year(year, month, day)
    end = intervals.day(year, month, int(last)) if last else None
    if first is None or end is None:
        return first
    return intervals.Interval(first.first, end.last, "period")


def _month_number(name: str, start: int, original: str, reader: Reader, *, near: bool) -> int | None:
    """Return the month; None of a verb or a short form that stands alone."""
    if (
        name in ("may", "march", "august", "mars")
        and reader.language in ("en", "")
        and not original[start].isupper()
    ):
        return None
    return month_number(name, reader.language, short=near)


def _may_stand_alone(match: re.Match[str], slot: str, plain: PlainText, *, near: bool) -> bool:
    name = match["m" + slot]
    if near or (len(name) > 4 and name not in WEAK_MONTHS):
        return True
    before = plain.before(match.start(), 25)
    return bool(
        _before_month().search(before)
        or _after_month().search(before)
        or _and_month().match(plain.after(match.end(), 20))
    )


_ROW: Final = r"\.? ?(?:-|and|to|through|und|bis|et|a|au|e|y|и|по|i|do|και|εως|ve|ile|si|la) ?"


@cache
def _after_month() -> re.Pattern[str]:
    """Return the pattern of another month before: "between January and June", "January-May"."""
    return re.compile(rf"\b{month_pattern()}{_ROW}\Z")


@cache
def _and_month() -> re.Pattern[str]:
    return re.compile(rf"{_ROW}{month_pattern()}\b")


def read_named(plain: PlainText, reader: Reader) -> Iterator[Piece]:
    """Yield quarters, halves, gas years, seasons with a year and first months of a year."""
    for match in plain.matches(named_pattern(), named_trigger(), 40, 50):
        piece = _read_named(match, reader)
        if piece is not None:
            yield piece


def _read_named(match: re.Match[str], reader: Reader) -> Piece | None:
    if match["q"] or match["h"] or match["t"] or match["yh"]:
        return _part_of_year(match, reader)
    if match["g"]:
        return reader.dated(match.span(), intervals.gas_year(int(match["gy"])), "gas year")
    if match["gw"]:
        return reader.dated(match.span(), _season_of(match["gw"], match["wy"], match["wyb"]), "season")
    if match["s"]:
        return reader.dated(match.span(), _season_of(match["s"], match["sy"], match["syb"]), "season")
    return _first_months(match, reader)


def _season_of(name: str, year: str, second: str | None) -> Interval:
    season = season_table().get(name)
    if season is None:
        return intervals.gas_year(int(year))
    if second and season in ("winter", "heating"):
        last = intervals.season(season, year_of(second, year) - 1)
        return intervals.Interval(intervals.season(season, int(year)).first, last.last, "season")
    return intervals.season(season, int(year))


def year_of(digits: str, before: str) -> int:
    """Return the year of two or four digits, in the century of the year before it."""
    return int(digits) if len(digits) == 4 else int(before) // 100 * 100 + int(digits)


def _part_of_year(match: re.Match[str], reader: Reader) -> Piece | None:
    words_read = match["q"] or match["h"] or match["t"] or match["yh"]
    number = _ordinal_number(words_read.split()[0])
    if number is None:
        return None
    reference = match["qy"] or match["hy"] or match["ty"]
    year = resolve_year(reference, reader)
    build = intervals.quarter if match["q"] else intervals.half
    rule = "quarter" if match["q"] else "half year"
    if year is None:
        return reader.relative(match.span(), None, rule)
    explicit = (reference or "").isdigit()
    found = build(year, number)
    return reader.dated(match.span(), found, rule) if explicit else reader.relative(match.span(), found, rule)


def _ordinal_number(word: str) -> int | None:
    if word[-1:].isdigit() or word[:1].isdigit():
        return int(re.sub(r"\D", "", word))
    return (
        ordinal_numbers().get(word)
        or _ROMAN.get(word)
        or next((n for form, n in ordinal_numbers().items() if form.split()[0] == word), None)
    )


def resolve_year(reference: str | None, reader: Reader) -> int | None:
    """Return the year that "2026", "next year" or nothing means; None where only publication could tell."""
    if reference and reference.isdigit():
        return int(reference)
    if reader.published is None:
        return None
    return reader.published.year + (year_references()[reference] if reference else 0)


def _first_months(match: re.Match[str], reader: Reader) -> Piece | None:
    count = _MONTH_COUNTS.get(match["fm"]) or int(match["fm"])
    year = resolve_year(match["fy"], reader)
    if not 1 < count <= 12:
        return None
    if year is None:
        return reader.relative(match.span(), None, "first months")
    found = intervals.months(year, 1, count, "period")
    explicit = (match["fy"] or "").isdigit()
    return (reader.dated if explicit else reader.relative)(match.span(), found, "first months")
