"""Word lists as tables: one regular expression per table and language, read once.

A table is a file of tab-separated rows ``language  name  detail  pattern`` beside the package that uses it.
A pattern is written in small letters; a blank in it stands for any run of blanks, and the alternatives of
its outermost level are tried longest first, over all rows of the table.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

EVERY_LANGUAGE: Final = "*"
DEFAULT_LANGUAGE: Final = "en"
REMEMBERED: Final = 20_000


@dataclass(frozen=True)
class Row:
    """One row: what its words stand for."""

    name: str
    detail: str
    pattern: str


class Hit(NamedTuple):
    """A row found in a text: its name and detail, and where."""

    name: str
    detail: str
    start: int
    end: int


def small(text: str) -> str:
    """Return the text in small letters, every character at its place.

    The dotted capital I would become two characters, so it is replaced first.

    Examples
    --------
    >>> small("İzmir"), len(small("İzmir"))
    ('izmir', 5)
    """
    return text.replace("İ", "i").lower().replace("’", "'")


def alternatives(pattern: str) -> list[str]:
    """Return the alternatives of the outermost level.

    Examples
    --------
    >>> alternatives("a(?:b|c)|d[|]")
    ['a(?:b|c)', 'd[|]']
    """
    parts, depth, last = [], 0, 0
    for place, sign in enumerate(pattern):
        depth += (sign in "([") - (sign in ")]")
        if sign == "|" and depth == 0:
            parts.append(pattern[last:place])
            last = place + 1
    return [*parts, pattern[last:]]


def closing_bracket(part: str) -> int:
    """Return the place of the bracket that closes the one at the head."""
    depth = 0
    for place, sign in enumerate(part):
        depth += (sign == "(") - (sign == ")")
        if depth == 0:
            return place
    return len(part)


def opened(part: str) -> list[str]:
    """Return an alternative without a group at its head, so that its first letter is known.

    Examples
    --------
    >>> opened("(?:gas )?(?:flows|supplies) began")
    ['gas (?:flows|supplies) began', 'flows began', 'supplies began']
    """
    if not part.startswith("(?:"):
        return [part]
    close = closing_bracket(part)
    inner, rest = alternatives(part[3:close]), part[close + 1 :]
    if rest[:1] in ("*", "+", "{"):
        return [part]
    heads = [*inner, ""] if rest[:1] == "?" else inner
    rest = rest[1:] if rest[:1] == "?" else rest
    return [whole for head in heads for whole in opened(head + rest)]


class Lexicon:
    """All rows of a table that one language uses."""

    def __init__(self, rows: list[Row]) -> None:
        pairs = [
            (part.replace(" ", r"\s+"), row)
            for row in rows
            for whole in alternatives(row.pattern)
            for part in opened(whole)
        ]
        pairs.sort(key=lambda pair: -len(pair[0]))
        self._parts = [(re.compile(part), row) for part, row in pairs]
        self._pattern = re.compile(by_first_letter([part for part, _ in pairs]))
        self._known: dict[str, Row] = {}

    def scan(self, low: str) -> Iterator[Hit]:
        """Find the rows in a text in small letters, in order, none over another."""
        for match in self._pattern.finditer(low):
            row = self._known.get(match[0]) or self._row(match[0])
            yield Hit(row.name, row.detail, *match.span())

    def _row(self, words: str) -> Row:
        """Return the row of matched words, and remember it."""
        row = next(row for part, row in self._parts if part.fullmatch(words))
        if len(self._known) < REMEMBERED:
            self._known[words] = row
        return row


def by_first_letter(parts: list[str]) -> str:
    """Return one pattern for all alternatives, grouped by first letter so that most words fail at once."""
    groups: dict[str, list[str]] = {}
    for part in parts:
        plain = part[:1].isalpha() and part[1:2] not in ("?", "*", "+", "{")
        groups.setdefault(part[0] if plain else "", []).append(part[1:] if plain else part)
    branches = [f"{letter}(?:{'|'.join(rests)})" for letter, rests in groups.items()]
    return rf"(?<!\w)(?:{'|'.join(branches)})(?!\w)" if branches else r"(?!)"


def grouped(pattern: str) -> str:
    """Return a pattern with its alternatives grouped by first letter, which is faster to search for.

    Examples
    --------
    >>> grouped("gas|pipe|plant|lng")
    'g(?:as)|p(?:ipe|lant)|l(?:ng)'
    """
    groups: dict[str, list[str]] = {}
    for part in alternatives(pattern):
        head = 3 if part.startswith(r"\b") else 1
        groups.setdefault(part[:head], []).append(part[head:])
    return "|".join(f"{letter}(?:{'|'.join(rests)})" for letter, rests in groups.items())


@cache
def _tables(package: str, table: str) -> dict[str, list[Row]]:
    rows: dict[str, list[Row]] = {}
    text = resources.files(package).joinpath(table).read_text(encoding="utf-8")
    for line in csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        rows.setdefault(line["language"], []).append(Row(line["name"], line["detail"], line["pattern"]))
    return rows


@cache
def lexicon(package: str, table: str, language: str) -> Lexicon:
    """Return the rows of a table for a language, of English where the table does not know it."""
    rows = _tables(package, table)
    known = language if language in rows else DEFAULT_LANGUAGE
    return Lexicon([*rows.get(known, []), *rows.get(EVERY_LANGUAGE, [])])
