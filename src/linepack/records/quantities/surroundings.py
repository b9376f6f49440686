"""Bound and rate of an amount from the words beside it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from linepack.records.plain import any_of, fold
from linepack.records.quantities.vocabulary import pattern, table

if TYPE_CHECKING:
    from linepack.records.plain import PlainText

BOUNDS: Final = table("bound before")
"""Words straight before a number. ``do`` and ``до`` are read so before amounts only, never before years."""

BOUNDS_AFTER: Final = table("bound after")

_RATE_AFTER: Final = table("rate after")
_RATE_BEFORE: Final = table("rate before")
_PRICE: Final = pattern("price")
_NEAR: Final = 60
_FAR: Final = 110


@cache
def _bounds() -> tuple[re.Pattern[str], dict[str, str]]:
    kinds = {fold(phrase): kind for kind, line in BOUNDS.items() for phrase in line.split("|")}
    small = (
        "the",
        "a",
        "an",
        "il",
        "lo",
        "la",
        "le",
        "l'",
        "les",
        "der",
        "die",
        "das",
        "den",
        "dem",
        "el",
        "i",
        "los",
    )
    more = (
        "unos",
        "τα",
        "τις",
        "additional",
        "another",
        "further",
        "total of",
        "a total of",
        "its",
        "évi",
        "napi",
        "jährlich",
        "godišnje",
        "годишње",
        "yearly",
        "annual",
    )
    articles = rf"(?:(?:{any_of((*small, *more))}) ){{0,2}}"
    return re.compile(rf"(?<![\w'])({any_of(kinds)}) ?{articles}\Z"), kinds


@cache
def _bounds_after() -> tuple[re.Pattern[str], dict[str, str]]:
    kinds = {fold(phrase): kind for kind, line in BOUNDS_AFTER.items() for phrase in line.split("|")}
    return re.compile(rf"[ '-]?(?:of (?:natural )?gas )?({any_of(kinds)})(?!\w)"), kinds


_REACHES: Final = re.compile(r"(?:до|do|az|hasta|fino a|bis|pana la|εως) ?\Z")
_CONTRACT_ON: Final = re.compile(
    r"(?:vertrag\w*|abkommen|vereinbarung\w*|memorandum|auftrag|kredit|darlehen|zuschuss) uber ?\Z"
)


_UP: Final = re.compile(
    r"\b(?:edge[sd]?|edging|inch\w*|creep|crept|go|goes|going|went|gone|climb\w*|ramp\w*|scal\w+|step\w*|push\w*"
    r"|mov\w+|tick\w*|drift\w*|creeping|bring\w*|brought|tak\w+|took) up to\Z"
)
_OVER_THE: Final = re.compile(
    r"\bover (?:an? )?(?:the|its|their|his|further|another|additional|total of)\b.{0,12}\Z"
)
"""Talks over a further amount: what the talks are about."""


def _no_bound(match: re.Match[str], before: str) -> bool:
    """Say whether the word is no bound: "raised to", "a contract on"."""
    words = before[: match.end(1)]
    if _CONTRACT_ON.search(words) or _OVER_THE.search(before):
        return True
    if _UP.search(words):
        return True
    return bool(_REACHES.search(words) and pattern("rise").search(before[: match.start(1)]))


def bound_at(plain: PlainText, start: int, end: int) -> tuple[str, int]:
    """Return the bound of the amount between two positions, and where its words start."""
    before = plain.before(start, 64)
    bounds, kinds = _bounds()
    match = bounds.search(before)
    if match is not None and not _no_bound(match, before):
        return kinds[match[1]], start - len(before) + match.start(1)
    after, after_kinds = _bounds_after()
    found = after.match(plain.after(end, 40))
    if found:
        return after_kinds[found[1]], start
    return ("upper" if plain.text.endswith("dek", 0, end) else "exact"), start


@cache
def _rates() -> tuple[re.Pattern[str], re.Pattern[str]]:
    after = "|".join(f"(?P<{per}>{fold(forms)})" for per, forms in _RATE_AFTER.items())
    before = "|".join(f"(?P<{per}>{fold(forms)})" for per, forms in _RATE_BEFORE.items())
    return re.compile(rf"(?:(?<=[ ,(/])|(?=/)|^)(?:{after})(?!\w)"), re.compile(rf"\b(?:{before})\b")


def rate_after(plain: PlainText, end: int, stop: int) -> tuple[str, int]:
    """Return the rate that is named after an amount, before another amount, and where its words end."""
    after = re.split(
        r"[;:(]|, (?:while|whereas|and|but|compared)\b", plain.after(end, min(70, max(0, stop - end)))
    )[0]
    match = _rates()[0].search(after)
    if match is not None and "," in after[: match.start()] and end + match.end() + 1 >= stop:
        return "", end
    return ("", end) if match is None else (match.lastgroup or "", end + match.end())


def rate_before(plain: PlainText, start: int, floor: int) -> str:
    """Return the rate that is named before an amount, after the amount before it.

    From afar it counts within the clause only: "the annual demand of the country is at least 0.8 bcm".
    """
    before = plain.before(start, max(0, min(_FAR, start - floor)))
    before = re.split(r"[;:)]", before.rstrip(": "))[-1]
    near = before[-_NEAR:]
    text = near if "," in before[:-_NEAR] or "," in near else before
    found = [match.lastgroup or "" for match in _rates()[1].finditer(text)]
    return found[-1] if found else ""


def is_price(plain: PlainText, end: int) -> bool:
    """Say whether a money amount is a price of something."""
    return _PRICE.match(plain.after(end, 30)) is not None
