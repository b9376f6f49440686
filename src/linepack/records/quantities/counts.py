"""Amounts without a unit: double, a third of demand, the fifth buyer, sixteen countries, anniversaries."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from linepack.records.plain import Trigger, alternatives, any_of, fold
from linepack.records.quantities import flows
from linepack.records.quantities.context import SHARE, base_of
from linepack.records.quantities.numerals import word_values
from linepack.records.quantities.vocabulary import pattern, table
from linepack.records.times.vocabulary import ordinal_numbers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from linepack.records.plain import PlainText
    from linepack.records.quantities.vocabulary import Cue

_MULTIPLES: Final = table("multiple")
_FRACTIONS: Final = table("fraction")
_BUYER: Final = table("count")["buyer"]
_BUYER_NOUN: Final = pattern("buyer noun")
_GAS: Final = pattern("gas")
_OCCASION: Final = table("count")["occasion"]
_STATES: Final = table("count")["states"]
_PART_OF_YEAR: Final = re.compile(r"(?:first|second|latter|other|1st|2nd) ?(?:a )?\Z")
_GAS_VERB: Final = pattern("gas verb")


class Count(NamedTuple):
    """A number whose unit is multiple, ordinal or count; without a kind it is no figure."""

    start: int
    end: int
    value: float
    unit: str
    kind: str
    base: str = ""


@cache
def _pattern() -> re.Pattern[str]:
    multiples = "|".join(f"(?P<m{index}>{fold(forms)})" for index, forms in enumerate(_MULTIPLES.values()))
    fractions = "|".join(f"(?P<f{index}>{fold(forms)})" for index, forms in enumerate(_FRACTIONS.values()))
    endings = r"(?:st|nd|rd|th|-?(?:ти|ви|ри|ми|й|я|го|ой|и|ta|ci|cu|inci|nci)|\.|e|eme|º|ª)?"
    ordinals = rf"(?P<number>\d{{1,3}}){endings}|(?P<word>{any_of(_ordinals())})"
    nouns = rf"(?:(?P<buyer>{_BUYER})\b|(?P<occasion>(?:\w+ )?(?:{_OCCASION})\b))"
    return re.compile(
        rf"(?<![\w.,-])(?:(?:{multiples})\b|(?:{fractions})|(?P<ordinal>{ordinals})[ -]{nouns})"
    )


@cache
def _ordinals() -> dict[str, int]:
    lists = table("ordinal").items()
    return {**ordinal_numbers(), **{fold(word): int(n) for n, line in lists for word in line.split("|")}}


@cache
def _countries() -> re.Pattern[str]:
    words = any_of(word for word, value in word_values().items() if value.is_integer() and value <= 60)
    return re.compile(rf"(?<![\w.,-])(?P<n>\d{{1,2}}|{words}) (?:{_STATES})\b")


@cache
def _trigger() -> Trigger:
    """Return the last words of everything that is counted without a unit."""
    forms = [
        form.split(" ")[-1].lstrip("?") for line in _MULTIPLES.values() for form in alternatives(fold(line))
    ]
    nouns = [form.split(" ")[-1].lstrip("?") for form in alternatives(_OCCASION)]
    more = (table("pattern")["fraction noun"], table("pattern")["counted noun"])
    return Trigger("|".join((*forms, *nouns, *more)))


@cache
def _states_trigger() -> Trigger:
    return Trigger(fold(table("pattern")["states noun"]))


def read_counts(plain: PlainText) -> Iterator[Count]:
    """Yield multiples, fractions of demand, numbered buyers, counts of buyers, and numbered occasions."""
    for match in plain.matches(_pattern(), _trigger(), 50, 30):
        count = _count(match, plain)
        if count is not None:
            yield count
    for match in plain.matches(_countries(), _states_trigger(), 40, 2):
        around = plain.before(match.start(), 60) + plain.after(match.end(), 60)
        if _GAS.search(around) and (flows.SELLS.search(around) or flows.BUYS.search(around)):
            value = float(match["n"]) if match["n"].isdigit() else word_values()[match["n"]]
            yield Count(match.start(), match.end(), value, "count", "count of buyer countries")


@cache
def _loose() -> re.Pattern[str]:
    lists = enumerate(table("loose fraction").values())
    return re.compile(rf"(?<![\w.,-])(?:{'|'.join(f'(?P<l{n}>{fold(forms)})' for n, forms in lists)})(?!\w)")


def read_parts(plain: PlainText, cues: Callable[[int], list[Cue]]) -> Iterator[Count]:
    """Yield fractions that no "of demand" follows: "by a third", "a little more than half" of a capacity.

    Parameters
    ----------
    cues
        The cues of the table ``kind`` in the sentence around a position.
    """
    values = [float(value) for value in table("loose fraction")]
    for match in plain.matches(_loose(), _fraction_trigger(), 30, 2):
        before = plain.before(match.start(), 90)
        value = values[int((match.lastgroup or "l0")[1:])]
        if _BY_A_PART.search(before) and (
            _RISE.search(before) or _GROWN.search(plain.after(match.end(), 30))
        ):
            yield Count(*match.span(), value, "multiple", "relative growth")
        elif _BOUNDED.search(before):
            kind = _part_kind(cues(match.start()), match)
            if kind:
                yield Count(*match.span(), value, "multiple", kind)


def _part_kind(cues: list[Cue], match: re.Match[str]) -> str:
    gaps = [(max(match.start() - cue.end, cue.start - match.end()), cue.name) for cue in cues]
    name = min(gaps, default=(0, ""))[1]
    return {"capacity": "capacity", "consumption": "share of consumption"}.get(name, "")


_BY_A_PART: Final = pattern("by a part")
_RISE: Final = pattern("rise")
_GROWN: Final = re.compile(
    r" (?:больше|меньше|more|less|higher|lower|mehr|weniger|више|мање|vise|manje|in piu)\b"
)
_BOUNDED: Final = re.compile(
    r"(?:than|plus de|moins de|piu di|meno di|od|од|от|al|ate|almost|nearly|fast"
    r"|presque|quasi|about|als|de) ?\Z"
)


@cache
def _fraction_trigger() -> Trigger:
    return Trigger(
        table("pattern")["fraction noun"] + "|terzi|fifths|quarters|metade|cincime|sfert|quart\\w*|tercios"
    )


def _count(match: re.Match[str], plain: PlainText) -> Count | None:
    if match["ordinal"]:
        return _numbered(match, plain)
    if not _about_gas(match, plain):
        return None
    group = next(name for name, words in match.groupdict().items() if words and name[1:].isdigit())
    values = list(_MULTIPLES if group[0] == "m" else _FRACTIONS)
    value = float(values[int(group[1:])])
    after = plain.after(match.end(), 80)
    if group[0] == "m":
        return Count(*match.span(), value, "multiple", "relative growth", base_of(after))
    base = base_of("of " + after.strip().removeprefix("of "))
    if not SHARE.search(base) or _PART_OF_YEAR.search(plain.before(match.start(), 12)):
        return None
    return Count(*match.span(), value, "multiple", "share of consumption", base)


def _about_gas(match: re.Match[str], plain: PlainText) -> bool:
    around = plain.before(match.start(), 120) + plain.after(match.end(), 80)
    return bool(
        _GAS_VERB.search(around)
        or re.search(r"capacit|kapacit|капацит|мощност|volum|demand|consumption|needs", around)
    )


def _numbered(match: re.Match[str], plain: PlainText) -> Count | None:
    value = float(match["number"]) if match["number"] else float(_ordinals()[match["word"]])
    if match["occasion"]:
        return Count(match.start(), match.end(), value, "ordinal", "")
    if match["number"] and match["number"] == match["ordinal"]:
        return None
    words = match["buyer"]
    after = plain.after(match.end(), 90)
    trades = flows.SELLS.search(after[:50]) or flows.BUYS.search(after[:50])
    buyer = _BUYER_NOUN.search(words)
    about_gas = buyer or (trades and _GAS.search(words + after))
    if not about_gas or words.endswith(("countries", "states")):
        return None
    return Count(match.start(), match.end(), value, "ordinal", "count of buyer countries")
