"""Phrases that announce a kind of line, in many languages; the patterns stand in ``tables/phrases.csv``.

A blank in a pattern stands for any one blank of the text. Patterns are tried by the first two letters of the
text, so that the number of languages costs nothing.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from linepack.records.reading.tables import rows

LITERAL: Final = re.compile(r"[^\\(\[?*+{|.^$]*")
KEY: Final = 2


def alternatives(use: str) -> str:
    """Return the patterns of a use as one alternation without a group around it."""
    found = sorted((row["pattern"] for row in rows("phrases") if row["use"] == use), key=len, reverse=True)
    return "|".join(pattern.replace(" ", r"\s") for pattern in found)


class Openings:
    """The phrases of some uses, matched at a given place of a text.

    Parameters
    ----------
    tails
        Name of each use in the table, and the pattern that has to follow its phrases.
    """

    def __init__(self, tails: dict[str, str]) -> None:
        grouped: dict[str, dict[str, list[str]]] = {}
        for row in rows("phrases"):
            if (use := row["use"]) in tails:
                by_use = grouped.setdefault(_key(row["pattern"]), {})
                by_use.setdefault(use, []).append(row["pattern"].replace(" ", r"\s"))
        self._patterns = {
            key: [(use, _compiled(by_use[use], tails[use])) for use in tails if use in by_use]
            for key, by_use in grouped.items()
        }
        self._keyless = self._patterns.pop("", [])

    def match(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """Return the match of the longest phrase that begins at a place, None where none does."""
        found = self.find(text, start, end)
        return found[1] if found else None

    def find(self, text: str, start: int = 0, end: int | None = None) -> tuple[str, re.Match[str]] | None:
        """Return use and match of the phrase that begins at a place, None where none does."""
        known = self._patterns.get(text[start : start + KEY].lower(), ())
        if not known and not self._keyless:
            return None
        stop = len(text) if end is None else end
        for use, pattern in (*known, *self._keyless) if self._keyless else known:
            if found := pattern.match(text, start, stop):
                return use, found
        return None


def _key(pattern: str) -> str:
    """Return the letters that a text must begin with to match; empty where they are not two plain ones."""
    literal = LITERAL.match(pattern)
    plain = literal.group() if literal else ""
    if pattern[len(plain) : len(plain) + 1] in tuple("?*+{"):
        plain = plain[:-1]
    return plain[:KEY].lower() if len(plain) >= KEY else ""


def _compiled(patterns: list[str], tail: str) -> re.Pattern[str]:
    """Compile one group of phrases, the longest first."""
    ordered = "|".join(sorted(patterns, key=len, reverse=True))
    return re.compile(f"(?:{ordered}){tail}", re.IGNORECASE)


@cache
def openings(use: str, tail: str = "") -> Openings:
    """Return the phrases of a use, compiled once.

    Examples
    --------
    >>> bool(openings("follow").match("Follow us on Telegram"))
    True
    """
    return Openings({use: tail})
