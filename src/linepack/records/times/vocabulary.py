"""The word lists of the calendar as look-up tables and pattern fragments, built once."""

from __future__ import annotations

import re
from functools import cache
from itertools import product
from typing import TYPE_CHECKING, Final

from linepack.records.plain import Trigger, any_of, fold, word_tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

YEAR: Final = r"(?:19|20)\d\d"
WEAK_MONTHS: Final = frozenset(
    map(fold, ("may", "march", "mars", "mai", "maj", "мај", "mart", "juli", "lipa", "studeni"))
)
"""Month names that are other words as well: alone they count after a preposition of time only."""

_ENDINGS: Final = re.compile(r"\(([^)]*)\)")
_SUFFIXED: Final = ("tr", "az", "hu")
_BARE_WEEKDAYS: Final = ("en", "de", "fr", "hu", "nl")
_KIN: Final = {"hr": ("hr", "sr-latn"), "bs": ("sr-latn", "hr"), "sr": ("sr", "sr-latn"), "sk": ("cs",)}


def table(name: str) -> dict[str, str]:
    """Return a word list of ``words.csv`` by its names."""
    return word_tables("linepack.records.times")[name]


def listed(name: str, entry: str) -> tuple[str, ...]:
    """Return the words of one entry of a table."""
    return tuple(table(name)[entry].split("|"))


def spellings(name: str) -> Iterator[str]:
    """Yield the forms of a name such as ``zim(a|e)``; ``§`` stands for a blank, ``|`` parts whole names.

    Examples
    --------
    >>> list(spellings("ma(y|j)"))
    ['may', 'maj']
    """
    parts = _ENDINGS.split(name.replace("§", " "))
    if len(parts) == 1:
        yield from parts[0].split("|")
        return
    choices = [part.split("|") if index % 2 else [part] for index, part in enumerate(parts)]
    for chosen in product(*choices):
        yield "".join(chosen)


def _numbered(line: str) -> dict[str, int]:
    names = line.split()
    return {
        fold(form): number for number, name in enumerate(names, 1) for form in spellings(name) if form != "-"
    }


@cache
def _full_months() -> dict[str, dict[str, int]]:
    return {language: _numbered(line) for language, line in table("months").items()}


@cache
def _short_months() -> dict[str, dict[str, int]]:
    return {language: _numbered(line) for language, line in table("short months").items()}


@cache
def months_of(language: str) -> tuple[dict[str, int], dict[str, int]]:
    """Return the numbers of the full and the short names of months as a text of a language means them."""
    full, short = _full_months(), _short_months()
    own = _KIN.get(language, (language,))
    order = [*(key for key in full if key not in own), *(key for key in reversed(own) if key in full)]
    names = {name: number for key in order for name, number in full[key].items()}
    shorter = {name: number for key in ("en", *reversed(own)) for name, number in short.get(key, {}).items()}
    return names, shorter


def month_number(name: str, language: str, *, short: bool) -> int | None:
    """Return the number of a month name in a language, with or without a case ending.

    Examples
    --------
    >>> month_number("listopad", "hr", short=False), month_number("listopad", "pl", short=False)
    (10, 11)
    >>> month_number("noyabrin", "az", short=False)
    11
    """
    names, shorter = months_of(language)
    found = names.get(name) or (shorter.get(name) if short else None)
    stems = (name[:end] for end in range(len(name) - 1, 2, -1))
    return found or next((names[stem.rstrip("'")] for stem in stems if stem.rstrip("'") in names), None)


@cache
def month_pattern() -> str:
    """Return a pattern of every month name, full or short."""
    full = _full_months()
    suffixed = any_of(name for key in _SUFFIXED for name in full[key])
    names = any_of(name for tables in (full, _short_months()) for key in tables for name in tables[key])
    return rf"(?:{suffixed}'?(?:{any_of(listed('words', 'suffixes'))})\b|{names})"


@cache
def weekday_table() -> tuple[dict[str, int], frozenset[str]]:
    """Return the days of the week from 0 for Monday, and those names that need no preposition."""
    tables = {language: _numbered(line) for language, line in table("weekdays").items()}
    names = {name: number - 1 for days in tables.values() for name, number in days.items()}
    return names, frozenset(name for language in _BARE_WEEKDAYS for name in tables[language])


@cache
def season_table() -> dict[str, str]:
    """Return winter, heating, summer, autumn or spring of every form of their names."""
    lists = table("seasons").items()
    return {fold(form): key for key, line in lists for name in line.split() for form in spellings(name)}


@cache
def ordinal_numbers() -> dict[str, int]:
    """Return 1 to 4 of first to fourth, as they stand before quarters and halves."""
    lists = table("ordinals").items()
    return {fold(form): int(n) for n, line in lists for name in line.split() for form in spellings(name)}


@cache
def period_table() -> dict[str, str]:
    """Return the code of every relative phrase: ``year+1`` of ``next year``."""
    lists = (*table("periods").items(), *table("days").items())
    return {fold(phrase): code for code, line in lists for phrase in line.split("|")}


@cache
def own_languages() -> dict[str, frozenset[str]]:
    """Return the languages of those words for today or tomorrow that mean something else elsewhere."""
    return {fold(word): frozenset(line.split("|")) for word, line in table("own languages").items()}


@cache
def year_references() -> dict[str, int]:
    """Return the offsets of the phrases that name a year: 1 of ``next year``."""
    return {
        phrase: int(code[4:]) for phrase, code in period_table().items() if re.fullmatch(r"year[+-]\d", code)
    }


@cache
def number_table() -> dict[str, int]:
    """Return the small numbers that stand before years and months."""
    return {fold(word): int(number) for number, line in table("numbers").items() for word in line.split("|")}


@cache
def length_pattern() -> str:
    """Return a pattern with a named group per unit of duration."""
    return "|".join(f"(?P<{unit}>{fold(forms)})" for unit, forms in table("lengths").items())


def ending_in(phrases: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern of one of the phrases at the end of a piece of text, with blanks after it."""
    return re.compile(rf"(?<![\w-])(?:{any_of(phrases)})[ -]*\Z")


@cache
def date_trigger() -> Trigger:
    """Return which words can be in a date: month names and years."""
    return Trigger(rf"{month_pattern()}|و?{YEAR}.{{0,3}}")


@cache
def named_trigger() -> Trigger:
    """Return which words can be in the name of a part of a year: quarter, half, season, months, years."""
    names = table("patterns")
    seasons = any_of(form.split()[-1] for form in season_table())
    parts = (
        rf"{YEAR}.{{0,3}}",
        "[qh][1-4]",
        fold(names["quarter"]),
        fold(names["half"]),
        fold(names["half year"]),
        names["months"],
        seasons,
    )
    return Trigger("|".join(parts))


@cache
def phrase_trigger() -> Trigger:
    """Return one word, the longest, of every relative phrase, and the days of the week."""
    phrases = {max(re.findall(r"\w+", phrase), key=len) for phrase in period_table()}
    return Trigger(any_of({*phrases, *weekday_table()[0]}))


@cache
def length_trigger() -> Trigger:
    """Return the words for years, months, weeks and days."""
    return Trigger("|".join(fold(forms) for forms in table("lengths").values()))
