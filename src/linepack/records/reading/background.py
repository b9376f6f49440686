"""Sentences that recall earlier matters instead of telling news."""

from __future__ import annotations

from functools import cache
from typing import Final

from linepack.records.reading.phrases import Openings

OPENING: Final = " \t\"'“”«„‘([*–—-"


@cache
def _openings() -> Openings:
    """Return the phrases that recall, and those that tell of an earlier time."""
    return Openings({"recall": "", "earlier": r"\b"})


def recollection(words: str) -> str:
    """Say how a sentence recalls: ``recall`` with what follows in its paragraph, ``earlier`` by itself.

    Examples
    --------
    >>> recollection("To recall, gas has flowed since 2020."), recollection("Earlier, both had met in Rome.")
    ('recall', 'earlier')
    >>> recollection("Earlier today both met."), recollection("It was noted that gas flows.")
    ('', '')
    """
    found = _openings().find(words if words[0].isalpha() else words.lstrip(OPENING))
    return found[0] if found else ""
