"""Numbers in digits and in words.

A point or a comma before exactly three digits is read by the language and by what is plausible for the unit:
a trunk line carries 1.375 bcm or has 1.200 MW beside it, never 1,375 bcm or 1.2 MW of the same look.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from linepack.records.plain import any_of, fold
from linepack.records.quantities.vocabulary import table

DECIMAL_POINT: Final = frozenset({"en", "zh", "ja", "he", "th", "ko", "ar", "fa", ""})
"""Languages that print 1.5; all others print 1,5."""

WORDS: Final = table("number")
ARTICLES: Final = ("a", "an", "another", "один")
"""They stand for one before a multiplier only: "a billion cubic metres"."""

DIGITS: Final = r"\d{1,3}(?:[., ']\d{3})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,]\d+)?"
_GROUPED: Final = re.compile(r"\d{1,3}(?:[., ']\d{3})+(?:[.,]\d+)?")
_JOIN: Final = r"(?: |-| and (?:a )?|-and-(?:a-)?| und | et | e | y | i | и | με | και | ve | и | si | i )"
FRACTIONS: Final = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 0.3333, "⅔": 0.6667}
"""Signs that stand behind a number or alone."""


@cache
def word_values() -> dict[str, float]:
    """Return the value of every number word."""
    values: dict[str, float] = {fold(word): float(n) for n, line in WORDS.items() for word in line.split("|")}
    values.pop(fold("милиард"), None)
    return values


@cache
def foreign_words(language: str) -> frozenset[str]:
    """Return the number words that are other words in a language: ``hat`` is six in Hungarian only.

    Of an unknown language all of them are.
    """
    lists = table("own number").items()
    return frozenset(fold(word) for word, line in lists if language not in line.split("|"))


@cache
def number_pattern(language: str) -> str:
    """Return the pattern of a number in digits or words, without groups, as a language may have it."""
    words = any_of(word for word in word_values() if word not in foreign_words(language))
    signs = "".join(FRACTIONS)
    digits = rf"(?:{DIGITS})(?: ?[{signs}])?|[{signs}]"
    return rf"(?:{digits}|(?:{words})\b(?:{_JOIN}(?:{words})\b)*|(?:{any_of(ARTICLES)})\b)"


def read_number(printed: str, language: str, *, large_unit: bool) -> float | None:
    """Return the value of a printed number.

    Parameters
    ----------
    printed
        In plain letters.
    language
        ISO 639-1 of the text; decides between 1.5 and 1,5.
    large_unit
        Whether thousands of the unit make no sense (billions, percent), so that a mark before three digits is
        a decimal one.

    Examples
    --------
    >>> read_number("1.200", "de", large_unit=False), read_number("1,375", "de", large_unit=True)
    (1200.0, 1.375)
    >>> read_number("eight hundred and fifty", "en", large_unit=False)
    850.0
    """
    if printed[-1:] in FRACTIONS:
        whole = printed[:-1].strip()
        return FRACTIONS[printed[-1]] + (_digits(whole, language, large_unit=large_unit) if whole else 0.0)
    if printed[:1].isdigit():
        return _digits(printed, language, large_unit=large_unit)
    return 1.0 if printed in ARTICLES else _words(printed)


def _digits(printed: str, language: str, *, large_unit: bool) -> float:
    marks = [letter for letter in printed if letter in ".,"]
    plain = printed.replace(" ", "").replace("'", "")
    if len(set(marks)) == 2:
        decimal = marks[-1]
        return float(plain.replace("," if decimal == "." else ".", "").replace(decimal, "."))
    if len(marks) > 1:
        return float(plain.replace(marks[0], ""))
    if (
        marks
        and _GROUPED.fullmatch(printed)
        and not _is_decimal(plain, marks[0], language, large_unit=large_unit)
    ):
        return float(plain.replace(marks[0], ""))
    return float(plain.replace(",", "."))


def _is_decimal(plain: str, mark: str, language: str, *, large_unit: bool) -> bool:
    """Say whether a mark before exactly three digits is a decimal mark."""
    if plain.startswith("0"):
        return True
    if large_unit:
        return not plain.endswith("000")
    return mark == "." and language in DECIMAL_POINT and not plain.endswith("00")


def _words(printed: str) -> float | None:
    values = word_values()
    if printed in values:
        return values[printed]
    total, current = 0.0, 0.0
    for word in re.split(r"[ -]", printed):
        value = values.get(word)
        if value is None:
            continue
        if value == 100 and 0 < current < 10:
            current *= 100
        else:
            current += value
    return total + current or None
