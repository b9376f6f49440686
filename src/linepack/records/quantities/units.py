"""Units of the texts and the words for thousand, million, billion that stand before them."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from linepack.records.plain import any_of, fold
from linepack.records.quantities.vocabulary import table

MULTIPLIERS: Final = table("multiplier")
"""Words for 10¹² in the languages of the long scale."""
TWO_WORDS: Final = {
    "mil millones": 1e9,
    "mil milhoes": 1e9,
    "thousand million": 1e9,
    "hundred million": 1e8,
    "hundred thousand": 1e5,
}

SYMBOLS: Final = {
    "€": "EUR",
    "$": "USD",
    "us$": "USD",
    "£": "GBP",
    "eur": "EUR",
    "usd": "USD",
    "euro": "EUR",
    **{
        code.lower(): code
        for code in (
            "BGN",
            "AZN",
            "RON",
            "RSD",
            "TRY",
            "GBP",
            "KZT",
            "RUB",
            "UAH",
            "PLN",
            "HUF",
            "CZK",
            "NOK",
            "SEK",
            "PKR",
            "INR",
            "CNY",
            "JPY",
            "CHF",
            "NGN",
            "DZD",
            "EGP",
            "UZS",
            "GEL",
            "AED",
            "QAR",
            "MKD",
            "MDL",
        )
    },
}
"""Signs and codes of money that stand before a number."""


@dataclass(frozen=True)
class Unit:
    """A unit as printed: its name, what one of it counts, and the rate it carries itself."""

    name: str
    scale: float
    per: str


@cache
def units() -> tuple[Unit, ...]:
    """Return the units of the table, in order."""
    return tuple(Unit(row["unit"], float(row["scale"]), row["per"]) for row in _rows())


@cache
def _rows() -> tuple[dict[str, str], ...]:
    with (files("linepack.records.quantities") / "units.csv").open(encoding="utf-8") as table:
        return tuple(csv.DictReader(table))


@cache
def unit_pattern() -> str:
    """Return a pattern with the group ``u0``, ``u1`` … of the unit that matched."""
    return "|".join(f"(?P<u{index}>{fold(row['pattern'])})" for index, row in enumerate(_rows()))


@cache
def multipliers() -> dict[str, float]:
    """Return the value of every multiplier word."""
    words = {fold(word): float(value) for value, line in MULTIPLIERS.items() for word in line.split("|")}
    return {**words, **TWO_WORDS}


def multiplier_value(word: str, language: str) -> float:
    """Return what a multiplier word means in a language: ``mil`` is a thousand in Spanish, else a million."""
    if word == "mil" and language in ("es", "pt"):
        return 1e3
    if word == "min" and language not in ("az", ""):
        return 0.0
    return multipliers()[word]


@cache
def tail_pattern() -> re.Pattern[str]:
    """Return the pattern of what follows a number: multiplier, unit."""
    half = rf"(?P<half>(?: |-)(?:{table('pattern')['and a half']}))?"
    times = rf"(?P<times>{any_of(multipliers())})\b\.?{half} ?-?"
    return re.compile(rf"[ -]?(?:(?:de )?{times})?(?:of |de |di |d'|e )?(?:{unit_pattern()})?")
