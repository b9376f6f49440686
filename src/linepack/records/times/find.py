"""The dates and periods of a document: read one by one, then joined and opened by the words around."""

from __future__ import annotations

import re
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, Final

from linepack.records.model import Anchor, Doubt, Span, TimeExpression
from linepack.records.plain import any_of, plain_text
from linepack.records.times import intervals
from linepack.records.times.intervals import Interval
from linepack.records.times.pieces import EXPLICIT, UNSURE_ORDER, Reader, nearest, of_year
from linepack.records.times.recall import read_lengths, read_phrases
from linepack.records.times.scan import read_dates, read_named, speaks_of_the_future
from linepack.records.times.vocabulary import ending_in, listed, table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from linepack.records.model import Document
    from linepack.records.plain import PlainText
    from linepack.records.times.pieces import Piece

INCLUSIVE: Final = "inclusive by default"
_HEADER_NOISE: Final = frozenset({"scrape_date", "publication_time"})
_JOINTS: Final = re.compile(
    r"\.? ?(?:-|,? ?(?:to|until|till|through|and|up to|bis|bis zum|a|au|al|et|e|y|hasta el"
    r"|fino al|до|по|и|do|i|εω[σς]"
    r"|μεχρι|και|εω[σς] το|μεχρι το|pana la|la|si"
    r"|pana in|ve|es|ile|ila|і|و|to the end of|till the end of|до конца|tot|en|to at least)"
    r"(?: (?:the|le|il|el|los|las|den|dem|das|jahr|year))?) ?"
)
_PAIRS: Final = re.compile(r",? (?:and|et|e|y|и|i|και|si|ve|und|en|es|і|و) ?")
_ROW: Final = re.compile(r", ?")
_LASTS: Final = re.compile(r"duration of (\d+) (year|month)s?")
_APART: Final = 40


def find_times(document: Document) -> tuple[TimeExpression, ...]:
    """Return the dates and periods of a document in order of the text.

    Relative words are resolved against ``document.published`` only; without it they stay, unresolved, with
    the reason in ``basis``.

    Parameters
    ----------
    document
        Any; noise is not read.

    Returns
    -------
    tuple of TimeExpression
        First and last day inclusive; None for an open end, or both where nothing resolves the words.
    """
    plain = plain_text(document)
    reader = Reader(document.published.day if document.published else None, document.language)
    found = [*read_dates(plain, document.text, reader), *read_named(plain, reader)]
    found += [*read_phrases(plain, reader), *read_lengths(plain, reader)]
    headers = [noise.span for noise in document.noise if noise.kind in _HEADER_NOISE]
    pieces = [p for p in _apart(found) if not any(span.meets(Span(p.start, p.end)) for span in headers)]
    joined = _joined([_narrowed(piece, plain) for piece in pieces], plain, reader.published)
    joined = _lasting([*joined], plain, reader.language)
    return tuple(_expression(piece, plain, document.text) for piece in joined)


def doubts_of(times: Sequence[TimeExpression]) -> tuple[Doubt, ...]:
    """Return a doubt for every date in digits whose order of day and month nothing tells."""
    return tuple(
        Doubt(
            "",
            f"{time.words} was read with the day first; the month may come first",
            "compare with another report of the event, or look up how the outlet prints dates",
            "times: order of day and month",
            time.anchor,
        )
        for time in times
        if time.basis.startswith(UNSURE_ORDER)
    )


def _apart(pieces: Iterable[Piece]) -> list[Piece]:
    """Return pieces that do not overlap: of two, the one that starts first, then the longer one."""
    kept: list[Piece] = []
    for piece in sorted(pieces, key=lambda p: (p.start, -p.end)):
        if not kept or piece.start >= kept[-1].end:
            kept.append(piece)
        elif piece.end > kept[-1].end and piece.rule in ("quarter", "half year", "season", "gas year"):
            kept[-1] = piece
    return kept


@cache
def _parts() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((part, ending_in(line.split("|"))) for part, line in table("parts").items())


def _narrowed(piece: Piece, plain: PlainText) -> Piece:
    """Return "early 2026" of "2026"."""
    if piece.interval is None or piece.interval.precision not in ("year", "month"):
        return piece
    before = plain.before(piece.start, 24)
    for part, pattern in _parts():
        match = pattern.search(before)
        if match and piece.interval.first and piece.interval.last:
            moved = piece._replace(start=piece.start - len(before) + match.start())
            return moved.on(intervals.part_of(piece.interval, part))
    return piece


def _joined(pieces: list[Piece], plain: PlainText, published: date | None) -> list[Piece]:
    """Return the pieces with "from A to B" made one."""
    out: list[Piece] = []
    for piece in pieces:
        between = plain.text[out[-1].end : piece.start] if out else "\n"
        whole = _one(out[-1], piece, between, plain) if out else None
        if whole is None:
            out.append(piece)
        else:
            out[-1] = _in_the_past(whole, out[-1], piece, plain, published)
    return out


def _in_the_past(whole: Piece, first: Piece, last: Piece, plain: PlainText, published: date | None) -> Piece:
    """Return "between January and September" as months that are over, unless it is of the future."""
    interval = whole.interval
    bare = first.yearless and last.yearless and not first.day and not last.day
    if not bare or published is None or interval is None or interval.first is None or interval.last is None:
        return whole
    if interval.last <= published or speaks_of_the_future(plain, plain.sentence_at(first.start).span):
        return whole
    earlier = of_year(interval.first.year - 1, interval.first.month, 0)
    end = of_year(interval.last.year - 1, interval.last.month, 0)
    if earlier is None or end is None or end.last is None or end.last > published:
        return whole
    return whole.on(Interval(earlier.first, end.last, "period"))


@cache
def _between() -> re.Pattern[str]:
    return ending_in(
        (
            "between",
            "zwischen",
            "entre",
            "tra",
            "fra",
            "между",
            "između",
            "μεταξύ",
            "between the",
            "між",
            "بين",
            "بين عامي",
            "între",
            "pomiędzy",
            "mezi",
            "tussen",
            "entre os anos",
            "entre os",
        )
    )


def _one(first: Piece, second: Piece, between: str, plain: PlainText) -> Piece | None:
    if len(between) > 24 or not (_JOINTS.fullmatch(between) or _ROW.fullmatch(between)):
        return None
    first, second = _with_years(first, second)
    if first.interval is None or second.interval is None or not _in_order(first.interval, second.interval):
        return None
    listed = _PAIRS.fullmatch(between) or _ROW.fullmatch(between)
    if listed and not (_neighbours(first, second) or _both(first, second, plain)):
        return None
    basis = first.basis if first.basis == second.basis else "publication time"
    interval = Interval(first.interval.first, second.interval.last, "period")
    return first._replace(end=second.end, interval=interval, basis=basis, month=0, rule="from A to B")


def _both(first: Piece, second: Piece, plain: PlainText) -> bool:
    """Say whether "between A and B" stands there, or "2026 és 2030 között"."""
    return bool(
        _between().search(plain.before(first.start, 18)) or _BETWEEN_AFTER.match(plain.after(second.end, 14))
    )


_BETWEEN_AFTER: Final = re.compile(r" (?:kozott|arasinda)\b")


def _lasting(pieces: list[Piece], plain: PlainText, language: str) -> list[Piece]:
    """Return the pieces opened, and "for 20 years from 2030" made one that ends."""
    out: list[Piece] = []
    for piece in (_opened(one, plain, language) for one in pieces):
        last = out[-1] if out else None
        whole = None if last is None else _ending(last, piece) or _ending(piece, last)
        between = "\n" if last is None else plain.text[last.end : piece.start]
        if last is None or whole is None or "\n" in between or len(between) > _APART:
            out.append(piece)
        else:
            out[-1] = whole._replace(start=last.start, end=piece.end)
    return out


def _ending(length: Piece, start: Piece) -> Piece | None:
    """Return a piece with an open end, ended after a length of time."""
    lasts, interval = _LASTS.fullmatch(length.basis), start.interval
    if lasts is None or interval is None or interval.first is None or interval.last is not None:
        return None
    end = intervals.shift(interval.first, int(lasts[1]), lasts[2]) - timedelta(days=1)
    return start.on(Interval(interval.first, end, "period"))


def _with_years(first: Piece, second: Piece) -> tuple[Piece, Piece]:
    """Return the two with the year of one lent to the other, so that the first comes before the second."""
    if first.yearless and second.interval and second.interval.last:
        last = second.interval.last
        year = last.year - (first.month > last.month)
        same = second.basis if not second.yearless else first.basis
        if not second.yearless:
            return first.on(of_year(year, first.month, first.day), same), second
    if second.yearless and first.interval and first.interval.first:
        start = first.interval.first
        return first, second.on(of_year(start.year + (second.month < start.month), second.month, second.day))
    return first, second


def _in_order(first: Interval, second: Interval) -> bool:
    return bool(first.first and second.last and first.first <= second.last)


def _neighbours(first: Piece, second: Piece) -> bool:
    """Say whether one starts where the other ends, so that "2027 and 2028" is one period."""
    if (
        first.interval is None
        or second.interval is None
        or not first.interval.last
        or not second.interval.first
    ):
        return False
    return (second.interval.first - first.interval.last).days == 1


@cache
def _prepositions() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    return (
        ending_in(listed("words", "from words")),
        ending_in(listed("words", "until words")),
        ending_in(listed("words", "each words")),
    )


@cache
def _postpositions() -> tuple[re.Pattern[str], re.Pattern[str]]:
    onwards = (
        *listed("words", "from after"),
        " onwards",
        " onward",
        " on",
        " and beyond",
        " and onwards",
        "-",
        "+",
    )
    return re.compile(rf"(?:{any_of(onwards)})(?!\w)"), re.compile(
        rf"(?:{any_of(listed('words', 'until after'))})(?!\w)"
    )


def _opened(piece: Piece, plain: PlainText, language: str) -> Piece:
    """Return the piece with an open end after "from", open at first after "until", marked after "each"."""
    before, after = plain.before(piece.start, 30), plain.after(piece.end, 24)
    starting, ending, each = _prepositions()
    if each.search(before):
        piece = piece._replace(distributive=True)
    interval = piece.interval
    if interval is None or interval.first is None or interval.last is None or piece.rule == "from A to B":
        return piece
    within = _WITHIN.search(plain.text, piece.start, piece.end)
    onwards, until = _postpositions()
    if interval.precision == "day" and interval.first != interval.last:
        return piece
    if ending.search(before) or until.match(after) or (within and within["until"]):
        basis = INCLUSIVE if piece.basis == EXPLICIT else f"{piece.basis}; {INCLUSIVE}"
        return piece.on(Interval(None, interval.last, interval.precision), basis)
    italian = language == "it" and before.endswith(" da ")
    if italian or starting.search(before) or onwards.match(after) or within:
        return piece.on(Interval(interval.first, None, interval.precision))
    return piece


_WITHIN: Final = re.compile(r"-c[iu] (?:(?P<from>ilden)|(?P<until>iledek|ile qeder))\b")
"""From and until inside the words of a year in Azerbaijani."""


def _expression(piece: Piece, plain: PlainText, text: str) -> TimeExpression:
    interval = piece.interval or Interval(None, None, "period")
    anchor = Anchor(
        plain.sentence_at(piece.start).number, Span(piece.start, piece.end), f"times: {piece.rule}"
    )
    return TimeExpression(
        anchor,
        text[piece.start : piece.end],
        interval.first,
        interval.last,
        interval.precision,
        piece.basis,
        piece.distributive,
    )


__all__ = ["doubts_of", "find_times", "nearest"]
