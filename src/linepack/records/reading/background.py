"""Sentences that recall earlier matters instead of telling news."""

from __future__ import annotations

from typing import Final

from linepack.records.reading.phrases import openings

OPENING: Final = " \t\"'“”«„‘([*–—-"


def recalls(words: str) -> bool:
    """Say whether a sentence announces that what follows in its paragraph is known.

    Examples
    --------
    >>> recalls("To recall, gas has flowed since 2020."), recalls("It was noted that gas flows.")
    (True, False)
    """
    return openings("recall").match(words.lstrip(OPENING)) is not None


def is_earlier(words: str) -> bool:
    """Say whether a sentence tells of an earlier time.

    Examples
    --------
    >>> is_earlier("Earlier, both sides had met in Rome."), is_earlier("Earlier today both sides met.")
    (True, False)
    """
    return openings("earlier", r"\b").match(words.lstrip(OPENING)) is not None
