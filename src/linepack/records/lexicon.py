"""Word lists as tables: one regular expression per table and language, read once.

A table is a file of tab-separated rows ``language  name  detail  pattern`` beside the package that uses it.
A pattern is written in small letters; a blank in it stands for any run of blanks, and the alternatives of
its outermost level are tried longest first, over all rows of the table.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from itertools import compress, count
from operator import itemgetter
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

EVERY_LANGUAGE: Final = "*"
DEFAULT_LANGUAGE: Final = "en"
REMEMBERED: Final = 20_000
HEAD: Final = 6
"""Letters of a word by which the rows that may begin with it are chosen."""

WORD: Final = re.compile(r"\w+")
LITERAL: Final = re.compile(r"[^\\(\[?*+{|.^$]*")
SIGN: Final = re.compile(r"\\.|\[\^?\]?(?:[^\\\]]|\\.)*\]|.", re.DOTALL)
"""One sign of a pattern: an escape and a class of letters are one."""

UNSEEN: Final = re.compile(r"(?:\\b|\(\?<!(?:[^()\\\[]|\\.)*\))*")
"""What takes no letter at the head of a pattern: the edge of a word, and what may not stand before."""

ANY_WORD: Final = r"\w+\s+"


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
    for found in SIGN.finditer(pattern):
        sign = found[0]
        depth += (sign == "(") - (sign == ")")
        if sign == "|" and depth == 0:
            parts.append(pattern[last : found.start()])
            last = found.end()
    return [*parts, pattern[last:]]


def closing_bracket(part: str) -> int:
    """Return the place of the bracket that closes the one at the head."""
    depth = 0
    for found in SIGN.finditer(part):
        depth += (found[0] == "(") - (found[0] == ")")
        if depth == 0:
            return found.start()
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


class Words(NamedTuple):
    """A text in small letters with the places of its words and the first letters of each."""

    low: str
    starts: list[int]
    heads: list[str]


def words_of(low: str) -> Words:
    """Return the words of a text in small letters, found once for every table that is looked for in it.

    Examples
    --------
    >>> words_of("gas flows").heads
    ['gas fl', 'flows']
    """
    starts = [match.start() for match in WORD.finditer(low)]
    return Words(low, starts, [low[start : start + HEAD] for start in starts])


class Part(NamedTuple):
    """An alternative: its pattern, the letters that it begins with for certain, and its row."""

    pattern: str
    head: str
    row: Row


def head_of(pattern: str) -> str:
    r"""Return the first letters that every match has, a few at most; empty where the first is open.

    Examples
    --------
    >>> head_of("gas(?:es)?"), head_of("gas?"), head_of(r"(?<!pre-)\bfid\b"), head_of(r"\w+ed")
    ('gas', 'ga', 'fid', '')
    """
    plain = pattern[UNSEEN.match(pattern).end() :]  # type: ignore[union-attr]
    letters = LITERAL.match(plain)[0]  # type: ignore[index]
    if plain[len(letters) : len(letters) + 1] in ("?", "*", "+", "{"):
        letters = letters[:-1]
    return letters[:HEAD]


class Second(dict[str, bool]):
    """Which words may stand second in a row that any word opens ("… talks took place"), by first letters."""

    def __init__(self, heads: Iterable[str]) -> None:
        super().__init__()
        self._heads = tuple(heads)

    def __missing__(self, head: str) -> bool:
        found = head.startswith(self._heads)
        if len(self) < REMEMBERED:
            self[head] = found
        return found

    def places(self, text: Words) -> Iterator[int]:
        """Yield the numbers of the words of a text that such a word follows."""
        return compress(count(), map(self.__getitem__, text.heads[1:]))


class Lexicon(dict[str, "re.Pattern[str] | None"]):
    """All rows of a table that one language uses, by the first letters of a word of the text.

    Most words begin like no row: they cost one look into the dictionary, and only the others are matched,
    against the rows that begin like them.
    """

    def __init__(self, rows: list[Row]) -> None:
        super().__init__()
        found = [
            (part.replace(" ", r"\s+"), row)
            for row in rows
            for whole in alternatives(row.pattern)
            for part in opened(whole)
        ]
        found.sort(key=lambda pair: -len(pair[0]))
        self._parts = [Part(part, head_of(part), row) for part, row in found]
        order: dict[str, int] = {}
        for part in self._parts:
            order.setdefault(first_letter(part.pattern), len(order))
        tried = sorted(self._parts, key=lambda part: order[first_letter(part.pattern)])
        firsts = {part.head[0] for part in self._parts if part.head}
        free = [part for part in tried if not part.head and head_of(part.pattern.removeprefix(ANY_WORD))]
        self._open = [part for part in tried if not part.head and part not in free]
        self._begun = {
            first: [part for part in tried if part in self._open or part.head[:1] == first]
            for first in firsts
        }
        self._second = Second(head_of(part.pattern.removeprefix(ANY_WORD)) for part in free)
        self._tried, self._free = tried, frozenset(part.pattern for part in free)
        signs = {part.head[0] for part in self._parts if part.head and not WORD.match(part.head)}
        self._signs = re.compile(rf"(?<!\w)[{re.escape(''.join(sorted(signs)))}]") if signs else None
        self._known: dict[str, Row] = {}

    def __missing__(self, head: str) -> re.Pattern[str] | None:
        begun = self._begun.get(head[:1], self._open)
        parts = tuple(part.pattern for part in begun if head.startswith(part.head))
        pattern = any_part(parts) if parts else None
        if len(self) < REMEMBERED:
            self[head] = pattern
        return pattern

    def scan(self, text: Words) -> Iterator[Hit]:
        """Find the rows in a text, in order, none over another."""
        low, last = text.low, 0
        for start, pattern in self._candidates(text):
            match = pattern.match(low, start) if start >= last else None
            if match:
                words, last = match[0], match.end()
                row = self._known.get(words) or self._row(words)
                yield Hit(row.name, row.detail, start, last)

    def _candidates(self, text: Words) -> list[tuple[int, re.Pattern[str]]]:
        """Return where a row may begin: at a word, and at the few signs that rows begin with."""
        pairs = zip(text.starts, map(self.__getitem__, text.heads), strict=True)
        found = [(start, pattern) for start, pattern in pairs if pattern]
        if self._free:
            led = {text.starts[place]: self._led(text.heads[place]) for place in self._second.places(text)}
            found = sorted({**dict(found), **led}.items()) if led else found
        signs = [match.start() for match in self._signs.finditer(text.low)] if self._signs else []
        if not signs:
            return found
        more = [(start, self[text.low[start : start + HEAD]]) for start in signs]
        return sorted([*found, *((start, pattern) for start, pattern in more if pattern)], key=itemgetter(0))

    def _led(self, head: str) -> re.Pattern[str]:
        """Return the pattern of the rows that begin like a word, and of those that any word may open."""
        return any_part(
            tuple(
                part.pattern
                for part in self._tried
                if head.startswith(part.head)
                and (part.head or part in self._open or part.pattern in self._free)
            )
        )

    def _row(self, words: str) -> Row:
        """Return the row of matched words, and remember it."""
        like = (part for part in self._parts if words.startswith(part.head))
        row = next(part.row for part in like if re.fullmatch(part.pattern, words))
        if len(self._known) < REMEMBERED:
            self._known[words] = row
        return row


@lru_cache(REMEMBERED)
def any_part(parts: tuple[str, ...]) -> re.Pattern[str]:
    """Return the pattern of one of the alternatives, up to the end of a word."""
    return re.compile(rf"(?:{'|'.join(parts)})(?!\w)")


def first_letter(part: str) -> str:
    """Return the letter that an alternative begins with, empty where it may begin otherwise."""
    return part[0] if part[:1].isalpha() and part[1:2] not in ("?", "*", "+", "{") else ""


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
