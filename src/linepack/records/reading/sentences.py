"""Where a sentence ends: the second half of rule R1.

A full stop ends a sentence where a capital, a digit or a letter of a script without capitals follows,
unless the word before it is known to carry one: a title, an initial, a unit, a month, an ordinal number. Such
a word may still end a sentence: the rules look whether the next word commonly opens one. A number in brackets
that stands last ("… in May. (17)") refers to the sentence before it and is none by itself.
"""

from __future__ import annotations

import re
from typing import Final

from linepack.records.reading.abbreviations import (
    BEFORE_NAMES,
    BEFORE_NUMBERS,
    MAY_END,
    MONTH_NAMES,
    ORDINAL_LANGUAGES,
    STARTERS,
)

CANDIDATE: Final = re.compile(
    r"([.!?…؟۔。।։;\u037e]+)([\"'”’»“)\]]*(?:\[\d{1,3}\])*)(\s*)(?=([“”\"'«„‘(\[¿¡#@<*]*)(\w)|$)",
)
TOKEN: Final = re.compile(r"[^\s(\[“”\"«„‘/]+$")
NEXT_WORD: Final = re.compile(r"[^\W\d_]+")
INITIALS: Final = re.compile(r"(?:[^\W\d_]{1,2}\.)*[^\W\d_]$")
SHORT_INITIAL: Final = re.compile(r"[A-ZŠČŽÇŞА-Я][a-zа-яžé]$")
DOMAIN: Final = re.compile(
    r"(?:az|com|net|org|eu|rs|bg|ru|tr|info|gr|ro|ge|am|kz|tm)\b(?!\s[a-z])", re.IGNORECASE
)
NUMBER: Final = re.compile(r"(?:\d{1,2}|100)$")
DATE_PIECE: Final = re.compile(r"\d{1,2}(?:\.\d{1,2})?$")
ROMAN: Final = re.compile(r"[IVX]{2,5}$")
REFERENCE: Final = re.compile(r"\s+[(\[]\d{1,4}[)\]]\.?")
"""A number in brackets, as a reference to a note or list is printed behind a sentence."""

QUOTES: Final = frozenset("\"'”’»“")
GREEK_QUESTION: Final = ";\u037e"
GEORGIAN: Final = ("\u10d0", "\u10ff")


def sentence_spans(text: str, start: int, end: int, language: str = "") -> list[tuple[int, int]]:
    """Cut a run of text into sentences.

    Parameters
    ----------
    text
        The whole document.
    start, end
        Characters of the run; no blank at either end.
    language
        ISO 639-1 where known: "7. November" is an ordinal in German and the end of a sentence in English.
    """
    spans: list[tuple[int, int]] = []
    begin = start
    for match in CANDIDATE.finditer(text, start, end):
        stop = match.end(2)
        if match.end(3) >= end or REFERENCE.fullmatch(text, stop, end):
            break
        if _ends(text, match, begin, language):
            spans.append((begin, stop))
            begin = match.end(3)
    spans.append((begin, end))
    return spans


def _ends(text: str, match: re.Match[str], begin: int, language: str) -> bool:
    """Decide one candidate."""
    mark, closers, gap, _, first = match.groups()
    if first is None or (mark[0] in GREEK_QUESTION and language != "el"):
        return False
    opens = first.isupper() or first.isdigit() or not (first.islower() or first == "_") or _is_georgian(first)
    if not gap:
        return _ends_without_blank(text, match, first)
    if not opens:
        return False
    if mark != "." or any(sign in QUOTES for sign in closers):
        return True
    token = TOKEN.search(text, max(begin, match.start() - 30), match.start())
    word = token.group() if token else ""
    return not _carries_stop(text, match, word, begin, language)


def _is_georgian(letter: str) -> bool:
    """Say whether a letter is of the everyday Georgian script, which has no capitals in running text."""
    return GEORGIAN[0] <= letter <= GEORGIAN[1]


def _ends_without_blank(text: str, match: re.Match[str], first: str) -> bool:
    """Decide a stop with no blank after it: two words run together, or a web address or an initial."""
    if match.group(1) == "。":
        return True
    before = text[max(0, match.start() - 3) : match.start()]
    after = text[match.end() : match.end() + 3].lstrip("“\"'«„(")
    if not (first.isupper() and len(before) == 3 and before.isalpha() and before[1:].islower()):
        return False
    token = TOKEN.search(text, max(0, match.start() - 30), match.start())
    word = token.group() if token else ""
    return (
        (len(after) < 2 or after[1].islower() or after[1] == " ")
        and not any(sign in word for sign in "@./")
        and word.lower() != "www"
        and DOMAIN.match(text, match.end()) is None
        and word.lower() not in MAY_END
        and word.lower() not in BEFORE_NAMES
    )


def _carries_stop(text: str, match: re.Match[str], word: str, begin: int, language: str) -> bool:
    """Say whether the stop belongs to the word before it and no sentence ends there."""
    lower = word.lower().strip(",;:-–")
    first = match.group(5)
    if first.isdigit():
        return lower in BEFORE_NUMBERS or DATE_PIECE.match(lower) is not None or lower in BEFORE_NAMES
    if lower in BEFORE_NAMES:
        return True
    if SHORT_INITIAL.match(word):
        return not _opens_sentence(text, match)
    if NUMBER.match(lower):
        return _is_ordinal(text, match, word, begin, language)
    if lower in MAY_END or INITIALS.match(lower) or lower in BEFORE_NUMBERS:
        return not _opens_sentence(text, match)
    return (
        ROMAN.match(word) is not None and language in ORDINAL_LANGUAGES and not _opens_sentence(text, match)
    )


def _is_ordinal(text: str, match: re.Match[str], word: str, begin: int, language: str) -> bool:
    """Say whether a short number before the stop is an ordinal or the number of a list entry."""
    if match.start() - len(word) <= begin:
        return True
    following = NEXT_WORD.match(text, match.start(5))
    if following and following.group().lower() in MONTH_NAMES:
        return True
    return language in ORDINAL_LANGUAGES and not _opens_sentence(text, match)


def _opens_sentence(text: str, match: re.Match[str]) -> bool:
    """Say whether the next word commonly opens a sentence."""
    following = NEXT_WORD.match(text, match.start(5))
    if following is None or following.group() not in STARTERS:
        return False
    return len(following.group()) > 1 or text[following.end() : following.end() + 1] != "."
