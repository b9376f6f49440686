"""Numbers with units in order of the text: one at a time, then pairs of them as ranges, changes and sums."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from linepack.records.plain import Trigger, any_of
from linepack.records.quantities.numerals import ARTICLES, number_pattern, read_number, word_values
from linepack.records.quantities.units import (
    SYMBOLS,
    Unit,
    multiplier_value,
    multipliers,
    tail_pattern,
    units,
)
from linepack.records.quantities.vocabulary import pattern, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linepack.records.plain import PlainText

MONEY: Final = frozenset(SYMBOLS.values()) | {"TRY", "GEL"}
GAS: Final = frozenset({"bcm", "mcm", "tcf", "TWh", "GWh", "PJ", "MMscfd", "t"})
TIME: Final = frozenset({"year", "month", "week", "day", "hour"})
OF_TOTAL: Final = re.compile(
    r" (?:of|out of|от|из|od|од|von|su|sur|de|din|z|από|/|instead of"
    r"|umesto|уместо|statt|вместо|au lieu de|invece di) "
    r"(?:a total of |общо |укупно |ukupno |insgesamt |un total(?:e)? d[ei] |total |celkem )?(?:the )?"
)
_LARGE: Final = frozenset({"bcm", "tcf", "percent", "TWh"})
_PLAIN_COUNTS: Final = 1e5
_METRIC_TONNES: Final = 1e3
"""From here on, and after "million", ``mt`` is a metric tonne and not a million of them."""
_CUBIC: Final = ("cubic metre", "square metre", "cubic foot")
_SMALLER: Final = {"GW": ("MW", 1e3), "MWh": ("GWh", 1e-3), "kWh": ("GWh", 1e-6)}


class Amount(NamedTuple):
    """A number with its unit as the text has it.

    Attributes
    ----------
    start, end
        Positions of number and unit.
    value, value_max
        In the unit; the second of a range.
    per
        The rate that the unit itself carries.
    flag, printed_unit
        ``unit_error`` where the unit printed cannot be meant.
    bound, role
        Set by the form: range, from, to.
    """

    start: int
    end: int
    value: float
    unit: str
    per: str = ""
    value_max: float | None = None
    bound: str = ""
    role: str = ""
    flag: str = ""
    printed_unit: str = ""


class _Token(NamedTuple):
    start: int
    end: int
    number: str
    times: str
    unit: Unit | None
    symbol: str
    half: bool = False

    @property
    def bare(self) -> bool:
        """Say whether no unit stands with it."""
        return self.unit is None and not self.symbol


def _code() -> str:
    """Return the pattern of a code of money."""
    return rf"(?:{any_of(word for word in SYMBOLS if word.isalpha())})\b"


@cache
def _number(language: str) -> re.Pattern[str]:
    """Return the pattern of a number with a sign of money before it, as a language may have it."""
    articles = rf"(?:{any_of(ARTICLES)})\b(?! (?:{any_of(multipliers())})\b)"
    ones = any_of(word for line in table("multiplier one").values() for word in line.split("|"))
    symbols = rf"(?P<symbol>us\$|[$€£]|{_code()}(?= ?\d)|%(?=\d)|yuzde\b)?"
    return re.compile(
        rf"(?<![\w.,/:]){symbols} ?(?!{articles})(?P<number>{number_pattern(language)}|(?=(?:{ones})\b))"
    )


@cache
def _spoken() -> frozenset[str]:
    """Return the languages that have number words which are other words elsewhere."""
    return frozenset(language for line in table("own number").values() for language in line.split("|"))


@cache
def _number_trigger() -> Trigger:
    words = (word for phrase in word_values() for word in phrase.split())
    return Trigger(rf"\d.*|{any_of((*words, *multipliers()))}")


def _tokens(plain: PlainText, language: str) -> Iterator[_Token]:
    tail, known, last = tail_pattern(), units(), 0
    spoken = language if language in _spoken() else ""
    for match in plain.matches(_number(spoken), _number_trigger(), 6, 60):
        end = match.end()
        rest = tail.match(plain.text, end)
        if rest is None or match.start() < last:
            continue
        group = rest.lastgroup or ""
        unit = known[int(group[1:])] if group.startswith("u") else None
        times = rest["times"] or ""
        if not match["number"] and unit is None:
            continue
        stop = rest.end() if unit else rest.end("times") if times else end
        last = stop
        yield _Token(
            match.start("symbol") if match["symbol"] else match.start("number"),
            stop,
            match["number"],
            times,
            unit,
            match["symbol"] or "",
            bool(rest["half"]),
        )


_RANGE: Final = pattern("range")
_JOINERS: Final = re.compile(r"(?: and| und| e| y| et| и| i| και| si| ve|,)? ?")
_FROM: Final = pattern("from number")
_RISE: Final = pattern("rise")
_BETWEEN: Final = pattern("between")


def read_amounts(plain: PlainText, language: str) -> list[Amount]:
    """Return the amounts of a text in order, ranges and changes resolved.

    Parameters
    ----------
    plain
        The text in plain letters.
    language
        ISO 639-1; decides marks and some multiplier words.
    """
    out: list[Amount] = []
    unsaid: list[_Token] = []
    waiting: _Token | None = None
    for token in _tokens(plain, language):
        if token.bare:
            elliptic = _elliptic(token, out, plain, language)
            if elliptic is not None:
                out.append(elliptic)
            elif waiting is None or not _sums(waiting, token, plain):
                waiting = token
                unsaid.append(token)
            continue
        out += _resolved(waiting, token, plain, language)
        waiting = None
    spoken = [*out, *_understood(unsaid, out, plain, language)]
    return paired(sorted(spoken, key=lambda amount: amount.start), plain)


_COUNTED: Final = pattern("counted thing")
_NEAR: Final = 400


def _understood(
    tokens: list[_Token], known: list[Amount], plain: PlainText, language: str
) -> Iterator[Amount]:
    """Yield "20 billion" as gas or money where the amount nearest to it, a sentence or two away, is that."""
    known = [amount for amount in known if amount.unit not in TIME]
    for token in tokens:
        if token.times and multiplier_value(token.times, language) in (1e6, 1e9):
            near = min(known, key=lambda amount: _distance(amount, token), default=None)
            free = near is not None and not near.start <= token.start < near.end
            if (
                near is None
                or not free
                or _distance(near, token) > _NEAR
                or near.unit not in ("bcm", "mcm", *MONEY)
            ):
                continue
            if _COUNTED.match(plain.text, token.end) or not token.number or not _stands_alone(token, plain):
                continue
            unit = Unit(near.unit if near.unit in MONEY else "cubic metre", 1.0, "")
            amount = _amount(token._replace(unit=unit), language)
            if amount is not None:
                yield amount


_FOLLOWS: Final = pattern("follows a figure")
_LATIN: Final = re.compile(r" [a-z]{4,}")


def _stands_alone(token: _Token, plain: PlainText) -> bool:
    """Say whether no unknown unit stands beside a number: "RON 480 million", "120 billion tenge"."""
    if _LATIN.match(plain.text, token.end) and not _FOLLOWS.match(plain.text, token.end):
        return False
    return not (token.symbol == "" and _CURRENCY.search(plain.before(token.start, 5)))


_CURRENCY: Final = re.compile(rf"\b(?:{_code()}|tmt\b|mad\b|ils\b|zar\b) ?\Z")


def _distance(amount: Amount, token: _Token) -> int:
    return max(amount.start - token.end, token.start - amount.end, 0)


_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_REACHED: Final = pattern("reached")
_ENDS_HERE: Final = re.compile(
    r" ?(?:[,;)\n]|\.(?:\n|\Z)|\Z|by |in |u |до |do |bis |by the |to |from |via |through |par "
    r"|tramite |uber |через |из |aus |nach |go |goes |went |came |were |was |will |per "
    r"|a year|per year|annually|од |која |чини |je |of which)"
)


def _elliptic(token: _Token, out: list[Amount], plain: PlainText, language: str) -> Amount | None:
    """Return a number whose unit is that of the amount before it: "450 million m³, and 750 later".

    With a multiplier the amount may stand anywhere before in the sentence; without one the number has to
    follow a word of reaching.
    """
    last = out[-1] if out else None
    if last is None or token.start - last.end > 110 or "\n" in plain.text[last.end : token.start]:
        return None
    if not _ENDS_HERE.match(plain.text, token.end) or last.unit not in ("bcm", "mcm", *MONEY):
        return None
    if not token.times and (
        _YEAR.fullmatch(token.number)
        or last.unit in MONEY
        or not _REACHED.search(plain.before(token.start, 30))
    ):
        return None
    unit = Unit(last.unit if last.unit in MONEY else "cubic metre", 1.0, "")
    times = token.times or {"bcm": "bn", "mcm": "mln"}[last.unit]
    return _amount(token._replace(unit=unit, times=times), language)


def _sums(first: _Token, second: _Token, plain: PlainText) -> bool:
    """Say whether "one billion" waits for more than this number: no unit has come yet."""
    return (
        bool(first.times)
        and second.start - first.end < 6
        and bool(_JOINERS.fullmatch(plain.text[first.end : second.start]))
    )


def _resolved(waiting: _Token | None, token: _Token, plain: PlainText, language: str) -> list[Amount]:
    amount = _amount(token, language)
    if amount is None:
        return []
    if waiting is None or waiting.end > token.start or _is_year(waiting, amount):
        return [amount]
    between = plain.text[waiting.end : token.start]
    summed = _sum(waiting, token, amount, between, language)
    if summed is not None:
        return [summed]
    if OF_TOTAL.fullmatch(between):
        part = _amount(_like(waiting, token), language)
        return [amount] if part is None else [part, amount]
    if not _RANGE.fullmatch(between):
        return [amount]
    first = _amount(_like(waiting, token), language)
    return [amount] if first is None else _pair(first, amount, between, plain)


def _is_year(waiting: _Token, amount: Amount) -> bool:
    """Say whether a number before an amount of gas is a year: "1.4 bcm in 2024 and 2.5 bcm in 2023"."""
    return bool(_YEAR.fullmatch(waiting.number)) and not waiting.times and amount.unit in GAS


def _like(waiting: _Token, token: _Token) -> _Token:
    """Return a token without a unit with the unit, and where it has none the multiplier, of another."""
    return _Token(
        waiting.start, waiting.end, waiting.number, waiting.times or token.times, token.unit, token.symbol
    )


def _sum(waiting: _Token, token: _Token, amount: Amount, between: str, language: str) -> Amount | None:
    """Return "one billion and eight hundred million" as one amount."""
    if not (waiting.times and token.times) or not _JOINERS.fullmatch(between):
        return None
    large, small = (multiplier_value(t.times, language) for t in (waiting, token))
    if large <= small:
        return None
    first = _amount(token._replace(number=waiting.number, times=waiting.times), language)
    if first is None:
        return None
    factor = {"mcm": 1e-3}.get(amount.unit, 1.0) if first.unit == "bcm" else 1.0
    return amount._replace(start=waiting.start, value=first.value + amount.value * factor, unit=first.unit)


def _pair(first: Amount, second: Amount, between: str, plain: PlainText) -> list[Amount]:
    """Return a range, a change of a value, or the second alone where the two are not joined."""
    before = plain.before(first.start, 90)
    dashed = "-" in between
    opened = _FROM.search(before)
    moved = between.strip() in ("на", "auf", "na") or _RISE.search(before)
    if opened and not dashed and moved:
        return [first._replace(role="from"), second._replace(role="to")]
    if between.strip() in ("and", "und", "e", "et", "y", "и", "i", "και", "si", "ve") and not _BETWEEN.search(
        before
    ):
        return [first, second] if first.unit == second.unit else [second]
    if first.value >= second.value and not dashed:
        return [first._replace(role="from"), second._replace(role="to")] if opened else [second]
    if first.value >= second.value:
        return [second]
    return [_range(first, second)]


def _amount(token: _Token, language: str) -> Amount | None:
    scale = multiplier_value(token.times, language) if token.times else 1.0
    name = _unit_name(token)
    large = name in _LARGE or (scale >= 1e9 and (name in _CUBIC or name in MONEY))
    value = read_number(token.number, language, large_unit=large) if token.number else 1.0
    if value is None or not name:
        return None
    value += 0.5 * token.half
    factor = token.unit.scale if token.unit and token.unit.name == name else 1.0
    if name == "t" and factor > 1 and (scale >= _PLAIN_COUNTS or value >= _METRIC_TONNES):
        factor = 1.0
    measured = _measured(value, name, scale, factor)
    if measured is None:
        return None
    per = token.unit.per if token.unit and not token.symbol else ""
    value, unit, printed_unit = measured
    flag = "unit_error" if printed_unit else ""
    return Amount(token.start, token.end, value, unit, per, flag=flag, printed_unit=printed_unit)


def _unit_name(token: _Token) -> str:
    if token.symbol:
        return SYMBOLS.get(token.symbol, "percent")
    return token.unit.name if token.unit else ""


def _measured(value: float, name: str, scale: float, factor: float) -> tuple[float, str, str] | None:
    """Return value, unit, and the printed unit where that one cannot be meant."""
    if name == "cubic foot":
        return value * scale / 1e12, "tcf", ""
    if name in _CUBIC:
        return _volume(value, name, scale)
    if name in _SMALLER:
        unit, step = _SMALLER[name]
        return _tidy(value * scale * step), unit, ""
    wrong = name == "bcm" and scale >= 1e3
    return _tidy(value * scale * factor), name, "thousand bcm" if wrong else ""


def _volume(value: float, name: str, scale: float) -> tuple[float, str, str] | None:
    """Return cubic metres as bcm or mcm; square metres of gas are a unit that cannot be meant."""
    total = value * scale
    if total < _PLAIN_COUNTS:
        return None
    unit, size = ("bcm", 1e9) if scale >= 1e9 or (scale < 1e6 and total >= 1e9) else ("mcm", 1e6)
    return _tidy(value * (scale / size)), unit, name if name == "square metre" else ""


def _tidy(value: float) -> float:
    """Return the value without the last digits that binary arithmetic leaves."""
    return float(f"{value:.12g}")


_CHANGE: Final = pattern("change")
_BACK: Final = pattern("back")
_AND: Final = pattern("and")


def paired(amounts: list[Amount], plain: PlainText) -> list[Amount]:
    """Return the amounts with roles where two with units of their own are a change, and ranges made one."""
    out: list[Amount] = []
    for amount in amounts:
        last = out[-1] if out else None
        if (
            last is None
            or last.unit != amount.unit
            or last.role
            or amount.role
            or amount.start - last.end > 30
        ):
            out.append(amount)
            continue
        out[-1:] = _joined(last, amount, plain)
    return out


def _joined(first: Amount, second: Amount, plain: PlainText) -> list[Amount]:
    between, before = plain.text[first.end : second.start], plain.before(first.start, 90)
    if "\n" in between:
        return [first, second]
    rises = _RISE.search(before)
    if _CHANGE.fullmatch(between) and _FROM.search(before) and rises:
        return [first._replace(role="from"), second._replace(role="to")]
    if _CHANGE.fullmatch(between) and _FROM.search(before) and first.value < second.value:
        return [_range(first, second)]
    if _BACK.fullmatch(between) and (rises or between.lstrip(", ").startswith(("up", "down"))):
        return [first._replace(role="to"), second._replace(role="from")]
    if (
        _AND.fullmatch(between)
        and first.value < second.value
        and (_BETWEEN.search(before) or between.strip() == "-")
    ):
        return [_range(first, second)]
    return [first, second]


def _range(first: Amount, second: Amount) -> Amount:
    return second._replace(start=first.start, value=first.value, value_max=second.value, bound="range")
