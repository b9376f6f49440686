"""Kind and status of an amount from the words of its sentence."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from linepack.records.plain import fold
from linepack.records.quantities.vocabulary import pattern, table

if TYPE_CHECKING:
    from linepack.records.plain import PlainText
    from linepack.records.quantities.amounts import Amount

_GAS_KINDS: Final = table("kind")
"""A word of these, the nearest one, tells what a gas volume is; none means supply."""

_REACH: Final = 90
_INCREMENT: Final = pattern("increment")
_GROW: Final = pattern("grow")
_LNG: Final = pattern("lng")
_SHARE: Final = re.compile(
    rf"\b(?:{_GAS_KINDS['consumption']}|imports?|supplies|import\w*|supply|mix|market|увоз\w*|uvoz\w*|gas|газа|gasa|gaza|requirements)\b"
)
_SHARE_FORM: Final = pattern("share form")
_GROWTH: Final = pattern("growth")
_STAKE: Final = pattern("stake")
_COST: Final = pattern("cost")
_GRANT: Final = pattern("grant")

_STATUS: Final = table("status")
_FIRST: Final = ("option", "conditional")


@cache
def _kind_pattern() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:" + "|".join(f"(?P<{kind}>{fold(forms)})" for kind, forms in _GAS_KINDS.items()) + r")(?!\w)"
    )


@cache
def _status_pattern() -> re.Pattern[str]:
    return re.compile(
        r"(?<!\w)(?:" + "|".join(f"(?P<{kind}>{fold(forms)})" for kind, forms in _STATUS.items()) + r")(?!\w)"
    )


def _nearest(pattern: re.Pattern[str], before: str, after: str) -> str:
    """Return the group whose word stands nearest; words after the amount count as a little farther."""
    hits = [(len(before) - m.end(), m.lastgroup or "") for m in pattern.finditer(before)]
    hits += [(m.start() + 12, m.lastgroup or "") for m in pattern.finditer(after)]
    return min(hits, default=(0, ""))[1]


def gas_kind(plain: PlainText, amount: Amount) -> str:
    """Return what a gas volume is: capacity, its increment, storage, consumption, production or supply."""
    before, after = plain.before(amount.start, _REACH), plain.after(amount.end, 45)
    kind = _nearest(_kind_pattern(), before, after) or "supply"
    if kind == "capacity" and _is_increment(before):
        return "capacity increment"
    if amount.unit == "t" and not _LNG.search(before + after):
        return ""
    return kind


def _is_increment(before: str) -> bool:
    return bool(_INCREMENT.search(before) and _GROW.search(before))


def percent_kind(plain: PlainText, amount: Amount) -> tuple[str, str]:
    """Return the kind of a percentage and its base; an empty kind for stakes, rates and the like."""
    before, after = plain.before(amount.start, 80), plain.after(amount.end, 80)
    if _STAKE.search(before[-50:] + " " + after[:30]) and not _SHARE.search(after[:60]):
        return "", ""
    if _SHARE_FORM.match(after) and _SHARE.search(after):
        return "share of consumption", base_of(after)
    if _GROWTH.search(before) or _GROWTH.search(after[:40]):
        return "relative growth", ""
    return (
        ("share of consumption", base_of(after))
        if _SHARE.search(after[:50] + " " + before[-50:])
        else ("", "")
    )


def base_of(after: str) -> str:
    """Return up to six words after "of", to the end of the clause."""
    match = re.match(r" ?(?:of|der|des|de|del|della|dei|от|του|της|των|din) ((?:[^\s,.;:()]+ ?){1,6})", after)
    return match[1].strip() if match else ""


def money_kind(plain: PlainText, amount: Amount) -> str:
    """Return grant, cost or value."""
    around = plain.before(amount.start, 90) + " " + plain.after(amount.end, 40)
    if _GRANT.search(around):
        return "grant"
    return "cost" if _COST.search(around) else "value"


def status_of(plain: PlainText, amount: Amount, kind: str) -> str:
    """Return how far an amount is from a fact, by the nearest word; a condition or an option wins."""
    before, after = plain.before(amount.start, 160), plain.after(amount.end, 60)
    found = _nearest(_status_pattern(), before, after)
    for early in _FIRST:
        if any(match.lastgroup == early for match in _status_pattern().finditer(before[-120:])):
            return early
    if kind in ("capacity", "capacity increment") and found in ("", "actual", "contracted"):
        return "capacity"
    if kind in ("length", "cost", "grant", "value", "power", "duration") and found == "actual":
        return "stated"
    return found or "stated"
