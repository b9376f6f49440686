"""Patterns of many phrases that are run only where letters stand which every match of them holds.

A search through a sentence tries all phrases at every letter, and most sentences hold none. For each phrase
its longest plain letters are therefore looked for first, all at once, which costs a tenth.
"""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any, Final

import ahocorasick

from linepack.records.lexicon import SIGN, alternatives, closing_bracket, opened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SHORTEST: Final = 2
"""Letters that are telling enough to be looked for."""

EDGE: Final = r"\b"
PLAIN: Final = re.compile(r"[^\\\[\](){}?*+|.^$]")


class Phrases:
    r"""A compiled pattern that is searched for only where it may be found; else as ``re.Pattern``.

    Parameters
    ----------
    pattern
        In small letters or plain ones, as the texts that it is looked for in.

    Examples
    --------
    >>> works = Phrases(r"under construction|\bbuil[dt]\b")
    >>> works.search("the line was built"), works.search("gas flows")
    (<re.Match object; span=(13, 18), match='built'>, None)
    """

    def __init__(self, pattern: str) -> None:
        compiled = re.compile(pattern)
        letters = letters_of(pattern)
        self.pattern = pattern
        self.match, self.fullmatch, self.sub = compiled.match, compiled.fullmatch, compiled.sub
        self._search, self._finditer = compiled.search, compiled.finditer
        self._letters = automaton_of(letters) if all(letters) else None

    def may_be_in(self, text: str, start: int = 0, end: int = sys.maxsize) -> bool:
        """Say whether a stretch of text holds letters of a phrase."""
        if self._letters is None:
            return True
        stop = min(end, len(text))
        return start < stop and next(self._letters.iter(text, start, stop), None) is not None

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Return the first match."""
        return self._search(text, start, end) if self.may_be_in(text, start, end) else None

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """Return the matches in order."""
        return self._finditer(text, start, end) if self.may_be_in(text, start, end) else iter(())


def automaton_of(letters: Iterable[str]) -> Any:  # pyahocorasick ships no types
    """Return the automaton that finds letters in a text."""
    automaton = ahocorasick.Automaton()
    for word in letters:
        automaton.add_word(word, word)
    automaton.make_automaton()
    return automaton


def letters_of(pattern: str) -> frozenset[str]:
    r"""Return letters of which every match of a pattern holds some; empty ones for a phrase without any.

    Examples
    --------
    >>> sorted(letters_of(r"is (?:being )?built|lift\w* the (?:ban|siege)|\bfids?\b|[ab]\w+"))
    ['', ' the ', 'built', 'fid']
    >>> sorted(letters_of(r"\b(?:an?\s+)+(?:sources?|insiders?)"))
    ['insider', 'source']
    """
    found = [
        max(_held(part), key=_telling, default=frozenset({""}))
        for whole in alternatives(pattern)
        for part in opened(whole.removeprefix(EDGE))
    ]
    return frozenset().union(*found)


def _telling(letters: frozenset[str]) -> tuple[int, int]:
    """Return how telling letters are: the shortest of them counts, then how few they are."""
    return min(map(len, letters)), -len(letters)


def _held(part: str) -> Iterator[frozenset[str]]:
    """Yield what every match of a phrase holds: letters in a row, or those of one of a group's phrases."""
    run, place = "", 0
    while place < len(part):
        if PLAIN.match(part, place):
            run, place = run + part[place], place + 1
            continue
        run = run[:-1] if part[place] in "?*{" else run
        after = _after(part, place)
        yield frozenset({run if len(run) >= SHORTEST else ""})
        if part.startswith("(?:", place) and part[after : after + 1] not in tuple("?*{"):
            yield letters_of(part[place + 3 : after - 1])
        run, place = "", after
    yield frozenset({run if len(run) >= SHORTEST else ""})


def _after(part: str, place: int) -> int:
    """Return the place behind a sign that is no plain letter: an escape, a class, a group, a count."""
    if part[place] == "(":
        return place + closing_bracket(part[place:]) + 1
    if part[place] == "{":
        return part.index("}", place) + 1
    return SIGN.match(part, place).end()  # type: ignore[union-attr]
