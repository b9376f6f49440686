"""The text in plain small letters of the same length, so that a position in it is a position in the document.

Every grammar of dates and amounts is written once, without accents, and reads this form: ``m³`` is ``m3``,
``Č`` is ``c``, a long dash is a hyphen, Arabic and other digits are ours. Between two sentences, and in place
of noise, stand line feeds, so that no pattern runs on from one sentence into the next.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from linepack.records.memo import once_for_each

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from linepack.records.model import Document, Sentence, Span

_SPECIAL: Final = {
    **dict.fromkeys("\t\r\n\u00a0\u2007\u2009\u202f\u200a\u2002\u2003", " "),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
    **dict.fromkeys("\u2018\u2019\u02bc\u00b4`", "'"),
    **dict(zip("ıəøđłðς", "ieodldσ", strict=True)),
    **dict(zip("ё٫٬¹²³⁴⁰", "е.,12340", strict=True)),
}
_FOLDED_BLOCKS: Final = ((0xC0, 0x24F), (0x1E00, 0x1EFF), (0x370, 0x3FF), (0x660, 0x669), (0x6F0, 0x6F9))


def _plain_letter(letter: str) -> str:
    digit = unicodedata.digit(letter, None)
    base = unicodedata.normalize("NFD", letter)[0]
    return str(digit) if digit is not None else base


def _letters() -> dict[str, str]:
    folded = {
        chr(code): _plain_letter(chr(code))
        for first, last in _FOLDED_BLOCKS
        for code in range(first, last + 1)
    }
    return {letter: plain for letter, plain in {**folded, **_SPECIAL}.items() if letter != plain}


_LETTERS: Final = _letters()
_WORD: Final = re.compile(r"\w+")
_REMEMBERED: Final = 100_000
_UNEVEN: Final = re.compile("[" + "".join(map(re.escape, _LETTERS)) + "]")


def fold(text: str) -> str:
    """Return the text in small letters without accents, letter for letter.

    Examples
    --------
    >>> fold("İyirmi m³ — Đedović")
    'iyirmi m3 - dedovic'
    """
    small = text.replace("\u0130", "i").lower()
    return _UNEVEN.sub(lambda match: _LETTERS[match.group()], small)


class Trigger:
    """The words that a pattern matches whole; all triggers look at a text together, word by word.

    Parameters
    ----------
    pattern
        Of one word in plain letters.
    """

    def __init__(self, pattern: str) -> None:
        self.number = len(_TRIGGERS)
        self.fits = re.compile(pattern).fullmatch
        _TRIGGERS.append(self)
        _TRIGGERED.clear()


class _Triggered(dict[str, tuple[int, ...]]):
    """The numbers of the triggers that know a word, remembered for every word once seen."""

    def __missing__(self, word: str) -> tuple[int, ...]:
        found = tuple(one.number for one in _TRIGGERS if one.fits(word))
        if len(self) < _REMEMBERED:
            self[word] = found
        return found


_TRIGGERS: Final[list[Trigger]] = []
_TRIGGERED: Final = _Triggered()


@dataclass(frozen=True)
class PlainText:
    """A document's own sentences in plain letters, position for position.

    Attributes
    ----------
    text
        As long as the document's text; noise and the gaps between sentences are line feeds.
    sentences
        Those that are not noise, in order.
    starts
        Where they start.
    words, word_starts
        Every run of letters and digits, and where it starts.
    """

    text: str
    sentences: tuple[Sentence, ...]
    starts: tuple[int, ...]
    words: tuple[str, ...]
    word_starts: tuple[int, ...]

    def sentence_at(self, position: int) -> Sentence:
        """Return the sentence that a position lies in."""
        return self.sentences[max(0, bisect_right(self.starts, position) - 1)]

    def windows(self, trigger: Trigger, before: int, after: int) -> list[tuple[int, int]]:
        """Return the stretches of text around the words that may begin or end something, merged.

        A costly pattern is run there instead of over the whole text: most words are no part of a date.
        """
        out: list[tuple[int, int]] = []
        for start, end in self.spots(trigger):
            if out and start - before <= out[-1][1]:
                out[-1] = (out[-1][0], end + after)
            else:
                out.append((max(0, start - before), end + after))
        return out

    def spots(self, trigger: Trigger) -> list[tuple[int, int]]:
        """Return where the words of a trigger start and end."""
        if len(self._spots) < len(_TRIGGERS):
            self._spots[:] = self._all_spots()
        return self._spots[trigger.number]

    @cached_property
    def _spots(self) -> list[list[tuple[int, int]]]:
        """Those of every trigger made so far."""
        return []

    def _all_spots(self) -> list[list[tuple[int, int]]]:
        """Return the words of every trigger, found in one pass."""
        out: list[list[tuple[int, int]]] = [[] for _ in _TRIGGERS]
        known = map(_TRIGGERED.__getitem__, self.words)
        for start, word, numbers in zip(self.word_starts, self.words, known, strict=True):
            for number in numbers:
                out[number].append((start, start + len(word)))
        return out

    def matches(
        self, pattern: re.Pattern[str], trigger: Trigger, before: int, after: int
    ) -> Iterator[re.Match[str]]:
        """Yield the matches of a pattern near the words that may be part of one.

        Behind a match the search goes on at the next such word: the letters between begin none.
        """
        spots = self.spots(trigger)
        for first, last in self.windows(trigger, before, after):
            position = first
            while match := pattern.search(self.text, position, last):
                yield match
                position = match.end() + (match.end() == match.start())
                following = bisect_left(spots, (position,))
                if following == len(spots) or spots[following][0] >= last:
                    break
                position = max(position, spots[following][0] - before)

    def words_in(self, span: Span) -> Iterable[tuple[int, str]]:
        """Return start and word of the words of a stretch of text."""
        first, last = bisect_left(self.word_starts, span.start), bisect_left(self.word_starts, span.end)
        return zip(self.word_starts[first:last], self.words[first:last], strict=True)

    def before(self, position: int, width: int) -> str:
        """Return up to so many letters before a position, of the same sentence."""
        return self.text[max(0, position - width) : position].rpartition("\n")[2]

    def after(self, position: int, width: int) -> str:
        """Return up to so many letters from a position on, of the same sentence."""
        return self.text[position : position + width].partition("\n")[0]


_BROKEN: Final = re.compile(r"[ .!?]\Z")


@once_for_each
def plain_text(document: Document) -> PlainText:
    """Return the document's body in plain letters."""
    letters = fold(document.text)
    body = document.body
    pieces, position = [""], 0
    for sentence in body:
        start, end = sentence.span.start, sentence.span.end
        pieces.append("\n" * (start - position) if start > position else _BROKEN.sub("\n", pieces.pop()))
        pieces.append(letters[start:end])
        position = end
    pieces.append("\n" * (len(letters) - position))
    text = "".join(pieces)
    matches = list(_WORD.finditer(text))
    words = tuple([match[0] for match in matches])
    word_starts = tuple([match.start() for match in matches])
    return PlainText(text, body, tuple(sentence.span.start for sentence in body), words, word_starts)


def any_of(words: Iterable[str]) -> str:
    """Return a pattern that matches any of the words, longest first, as a tree of shared beginnings.

    Examples
    --------
    >>> any_of(["may", "mai", "march"])
    'ma(?:i|rch|y)'
    """
    tree: dict[str, dict] = {}  # type: ignore[type-arg]
    for word in words:
        branch = tree
        for letter in fold(word):
            branch = branch.setdefault(letter, {})
        branch[""] = {}
    return _branches(tree)


def _branches(tree: dict[str, dict]) -> str:  # type: ignore[type-arg]
    optional = "" in tree
    parts = [re.escape(letter) + _branches(tree[letter]) for letter in sorted(tree) if letter]
    if not parts:
        return ""
    if len(parts) == 1 and not optional:
        return parts[0]
    return f"(?:{'|'.join(parts)})" + ("?" if optional else "")


@cache
def word_tables(package: str) -> dict[str, dict[str, str]]:
    """Return the word lists of a package's ``words.csv``: by table and name, as printed there."""
    out: dict[str, dict[str, str]] = {}
    with (files(package) / "words.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            table = out.setdefault(row["table"], {})
            known = table.get(row["name"])
            table[row["name"]] = row["words"] if known is None else f"{known}|{row['words']}"
    return out


def alternatives(pattern: str) -> list[str]:
    """Return the alternatives of a pattern, those inside brackets left whole.

    Examples
    --------
    >>> alternatives("a(?:b|c)|d")
    ['a(?:b|c)', 'd']
    """
    out, depth = [""], 0
    for letter in pattern:
        depth += (letter in "([") - (letter in ")]")
        if letter == "|" and depth == 0:
            out.append("")
        else:
            out[-1] += letter
    return out
