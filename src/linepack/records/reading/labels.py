"""Short labels that pages carry beside their text, in many languages: ``tables/labels.csv``."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from linepack.records.reading.tables import rows

TOKEN: Final = re.compile(r"[\w&'’()+.-]*\w[\w)+]*|[|•·–—/>»«,:;→←›‹-]")
MARKS: Final = frozenset("|•·–—/>»«,:;→←›‹-")
LONGEST: Final = 5
"""Words of the longest label that is looked up inside a line."""


@cache
def label_kinds() -> dict[str, str]:
    """Return label, in lower case, to kind: one of the noise kinds, or ``related`` or ``background``."""
    return {words: row["kind"] for row in reversed(rows("labels")) for words in row["words"].split(";")}


@cache
def _heads() -> frozenset[str]:
    """Return the first words of all labels."""
    return frozenset(head[0] for words in label_kinds() if (head := TOKEN.match(words)))


def whole_label(words: str) -> str:
    """Return the kind of a line that is one label and nothing else, empty where it is none.

    Examples
    --------
    >>> whole_label("Read more »"), whole_label("Подробнее..."), whole_label("The gas flows")
    ('link_label', 'link_label', '')
    """
    return label_kinds().get(words.lower().strip(" \t»«›‹>→.…:|[]()*-–—•·\xa0"), "")


def label_at(tokens: list[re.Match[str]], place: int, text: str) -> tuple[str, int]:
    """Return kind and number of tokens of the longest label that begins at a token, 0 for none."""
    if tokens[place][0].lower() not in _heads():
        return "", 0
    kinds = label_kinds()
    for count in range(min(LONGEST, len(tokens) - place), 0, -1):
        words = text[tokens[place].start() : tokens[place + count - 1].end()].lower()
        if kind := kinds.get(words):
            return kind, count
    return "", 0
