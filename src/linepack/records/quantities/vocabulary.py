"""The word lists of ``words.csv`` as tables, compiled patterns and cues."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from linepack.records.plain import alternatives, fold, word_tables

if TYPE_CHECKING:
    from linepack.records.model import Span
    from linepack.records.plain import PlainText

_REMEMBERED: Final = 100_000
_NO_WORD: Final = re.compile(r"(?<!\\)[ '-]")


def table(name: str) -> dict[str, str]:
    """Return a word list by its names; the words of each are parted by ``|``."""
    return word_tables("linepack.records.quantities")[name]


@cache
def pattern(name: str) -> re.Pattern[str]:
    """Return a compiled pattern of the table ``pattern``."""
    return re.compile(fold(table("pattern")[name]).replace(r"\z", r"\Z"))


class Cue(NamedTuple):
    """A word or phrase that tells something, with the name of what it tells."""

    start: int
    end: int
    name: str


class Cues(dict[str, str]):
    """The names that words of a table stand for, remembered for every word once seen; phrases apart."""

    def __init__(self, lists: dict[str, str]) -> None:
        super().__init__()
        forms = [(name, form) for name, line in lists.items() for form in alternatives(fold(line))]
        self._word = _named([(name, form) for name, form in forms if not _NO_WORD.search(form)])
        self._phrase = _named([(name, form) for name, form in forms if _NO_WORD.search(form)])

    def __missing__(self, word: str) -> str:
        match = self._word.fullmatch(word)
        name = (match.lastgroup or "") if match else ""
        if len(self) < _REMEMBERED:
            self[word] = name
        return name

    def found(self, plain: PlainText, span: Span) -> list[Cue]:
        """Return the cues of a stretch of text, words first."""
        words = plain.words_in(span)
        cues = [Cue(start, start + len(word), name) for start, word in words if (name := self[word])]
        phrases = self._phrase.finditer(plain.text, span.start, span.end)
        return cues + [Cue(*match.span(), match.lastgroup or "") for match in phrases]


def _named(forms: list[tuple[str, str]]) -> re.Pattern[str]:
    names = dict.fromkeys(name for name, _ in forms)
    groups = (f"(?P<{name}>{'|'.join(form for own, form in forms if own == name)})" for name in names)
    return re.compile(rf"(?<!\w)(?:{'|'.join(groups)})(?!\w)")


@cache
def cues(name: str) -> Cues:
    """Return the cues of a table."""
    return Cues(table(name))
