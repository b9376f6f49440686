"""The outlet that a page names at its head or in its tags: sender, source, name beside date and place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from linepack.records.reading.dateline import AGENCY_WORD
from linepack.records.reading.labels import label_kinds
from linepack.records.reading.months import month_number
from linepack.records.reading.phrases import alternatives

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from linepack.records.reading.segment import Unit

HEADS: Final = frozenset(("publication_time", "agency_tag", "section_label", "byline", "page_control"))
SENDER: Final = re.compile(
    r"From:\s\"?(?:(?:Redac[tț]ia|Redakcija|Redaktion|Rédaction|Redazione)\s)?([^\"<@|]{3,40}?)\"?\s?<"
)
TAGGED: Final = re.compile(
    r"[/(\[]\s?(?:The\s)?([^/()\[\],|\n\d]{3,40}?)\s?(?:,\s(?:via|with)\s[^/()\[\]]+)?[/)\],]"
)
SOURCE: Final = re.compile(
    rf"(?:^|[|(]\s?)(?:agency|outlet|publisher|medium|{alternatives('source')})\s?:\s?([^"
    rf"|,;:()]{{3,40}}?)\s?(?=[|,;)]|$)",
    re.IGNORECASE,
)
SEGMENTS: Final = re.compile(r"\s[|•·–—-]\s|,\s")
BEHIND_DATE: Final = re.compile(r"\d{4}\.\s([^\W\d_a-zа-яё]{4,}(?:\s[^\W\d_a-zа-яё]{3,}){0,2})\s[–—-]")
NAME: Final = re.compile(
    r"[^\W\d_a-zа-яё][\w.’'&-]*(?:\s(?:(?:of|de|du|del|della|di|da|and|&|за"
    r"|i)\s(?:the\s)?)?[^\W\d_a-zа-яё][\w.’'&-]*){0,4}"
)
ZONE: Final = re.compile(
    r"(?<![\w-])(?:UTC|GMT|CET|CEST|EET|MSK|AMT|EST|EDT|Updated|Posted|Published)\b", re.IGNORECASE
)


def headed(units: Sequence[Unit]) -> str:
    """Return the outlet that the lines of the head name, empty where none does."""
    return next((name for unit in _heads(units) for name in _names(unit) if is_name(name)), "")


def _heads(units: Sequence[Unit]) -> Iterator[Unit]:
    """Yield the noisy lines before the report, its dateline, and the tags of an agency."""
    before = True
    for unit in units:
        kinds = {mark.kind for mark in unit.marks}
        if (before and kinds & HEADS) or (unit.noise and "agency_tag" in kinds):
            yield unit
        before = before and (unit.noise or not unit.prose)


def _names(unit: Unit) -> Iterator[str]:
    """Yield what may be the name of an outlet in a line, the surest first."""
    words = unit.words[:DATELINE] if not unit.noise else unit.words
    if found := SENDER.match(words):
        yield found[1].strip()
    if found := SOURCE.search(words):
        yield found[1].strip()
    agency = AGENCY_WORD.search(words)
    yield from (found[1].strip() for found in TAGGED.finditer(words) if not agency or agency[0] in found[1])
    if found := BEHIND_DATE.search(words):
        yield found[1]
    if agency is None and {mark.kind for mark in unit.marks} >= {"publication_time", "section_label"}:
        yield from (part for part in SEGMENTS.split(words) if " " in part and not part.isupper())


DATELINE: Final = 90
"""Characters of a sentence within which its dateline ends."""


def is_name(words: str) -> bool:
    """Say whether words may be the name of an outlet: capitalised, no date, no label, no single agency.

    Examples
    --------
    >>> is_name("Karakum Today"), is_name("18 October"), is_name("by staff")
    (True, False, False)
    """
    if not NAME.fullmatch(words) or ZONE.search(words) or words.lower() in label_kinds():
        return False
    if AGENCY_WORD.search(words) and " " in words:
        return False
    return not any(month_number(word.strip(".,")) for word in words.split())
