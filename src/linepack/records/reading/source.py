"""Who a page says it is from: author, outlet, address."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from linepack.records.reading.dateline import AGENCY_WORD
from linepack.records.reading.outlet import headed
from linepack.records.reading.pieces import author_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from linepack.records.reading.segment import Unit

CREDIT_END: Final = re.compile(r"[;,()]")
HANDLE: Final = re.compile(r"@(\w{4,})")
WHOLE_WORD: Final = re.compile(r"\w+")
NEXT_WORD: Final = re.compile(r"\s\w+")
SHORTEST_NAME: Final = 4
"""Letters of the shortest name that an account may be known by."""

RIGHTS: Final = re.compile(
    r"(?:©|\(c\))\s?(?:[Cc]opyright\s)?(?:\d{4}(?:\s?[-–]\s?\d{4})?)?[,\s]*"
    r"(?P<name>[^\W\d_a-zа-яё][\w.&'’-]*(?:\s[^\W\d_a-zа-яё][\w.&'’-]*){0,3}?)(?=[.,|]|\s(?:All|\d{4}|Все|Alle|Tous)\b|\.?$)"
)
ADDRESS: Final = re.compile(r"https?://[^\s<>\"')\]]+")


def _marked(text: str, units: Sequence[Unit], kind: str) -> Iterator[str]:
    """Give the words of all noise of a kind."""
    for unit in units:
        for mark in unit.marks:
            if mark.kind == kind:
                yield " ".join(text[mark.start : mark.end].split())


def byline_of(text: str, units: Sequence[Unit]) -> str:
    """Return the author that the page names, without the words before the name."""
    for words in _marked(text, units, "byline"):
        return CREDIT_END.split(author_of(words.lstrip("(")), maxsplit=1)[0].strip()
    return ""


def outlet_of(text: str, units: Sequence[Unit]) -> str:
    """Return the outlet: holder of the rights, name of an account, name in the head, or agency."""
    for words in _marked(text, units, "follow_footer"):
        if found := RIGHTS.search(words):
            return found["name"].rstrip(".")
        for handle in HANDLE.findall(words):
            if name := _named_like(text, handle.lower()):
                return name
    if name := headed(units):
        return name
    agencies = (AGENCY_WORD.search(words) for words in _marked(text, units, "agency_tag"))
    return next((agency.group() for agency in agencies if agency), "")


def _named_like(text: str, handle: str) -> str:
    """Return the longest word of the text that an account's name begins with; may be empty."""
    lower = text.lower()
    for size in range(len(handle), SHORTEST_NAME - 1, -1):
        place = lower.find(handle[:size])
        while place >= 0:
            word = WHOLE_WORD.match(text, place)
            if word and word.end() == place + size and text[place].isupper() and _begins_word(text, place):
                return _lengthened(text, word.start(), word.end(), handle)
            place = lower.find(handle[:size], place + 1)
    return ""


def _lengthened(text: str, start: int, end: int, handle: str) -> str:
    """Return a name with the words behind it that the account's name goes on with."""
    while following := NEXT_WORD.match(text, end):
        if not handle.startswith("".join(WHOLE_WORD.findall(text[start : following.end()])).lower()):
            break
        end = following.end()
    return text[start:end]


def _begins_word(text: str, place: int) -> bool:
    """Say whether no letter and no sign of an account stands before a place."""
    return place == 0 or not (text[place - 1].isalnum() or text[place - 1] in "@#_/")


def url_of(units: Sequence[Unit]) -> str:
    """Return the address that stands alone on a line before the report."""
    for unit in units:
        if unit.prose and not unit.noise:
            return ""
        if unit.noise and (found := ADDRESS.fullmatch(unit.words)):
            return found.group()
    return ""
