"""Saying where in a network something was found, and what may have been meant."""

from __future__ import annotations

from dataclasses import replace
from difflib import get_close_matches
from itertools import islice
from typing import TYPE_CHECKING, Final

from linepack.errors import Finding

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

MOST_PER_CONCERN: Final = 1000
"""Findings of one kind in one column that are listed one by one; the rest are counted."""

MOST_COMPARED: Final = 20_000
"""Known names that a misspelt one is compared with: 0.1 s for one name."""

LONGEST_NAME: Final = 120
"""Signs of a name that are shown."""

MOST_SUGGESTED: Final = 20
"""Misspelt names in one column that get a suggestion: with more of them the column as a whole is wrong."""


def place_of(table: str, row: str = "", column: str = "") -> str:
    """Return a place such as ``pipes[P17].diameter``; names too long to read are cut."""
    return table + (f"[{_short(row)}]" if row else "") + (f".{_short(column)}" if column else "")


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[:LONGEST_NAME]}…"


def error(table: str, row: str, column: str, finding: str, remedy: str) -> Finding:
    """Return a finding that stops the run."""
    return Finding(place_of(table, row, column), finding, remedy, table, row, column)


def warning(table: str, row: str, column: str, finding: str, remedy: str) -> Finding:
    """Return a finding that does not stop the run."""
    return Finding(place_of(table, row, column), finding, remedy, table, row, column, "warning")


def at(finding: Finding, where: str) -> Finding:
    """Return a finding with where it was read before its place, like ``pipes.csv line 7, pipes[P17]``."""
    return replace(finding, place=f"{where}, {finding.place}")


def suggestion(name: str, known: Collection[str], likeness: float = 0.6) -> str:
    """Return ``Did you mean 'x'?`` for the nearest known name, empty where none is as near as asked."""
    if not name or len(known) > MOST_COMPARED:
        return ""
    by_folded = {word.casefold(): word for word in known if word}
    near = get_close_matches(name.casefold(), by_folded, n=1, cutoff=likeness)
    return f"Did you mean '{by_folded[near[0]]}'?" if near else ""


def suggestions(names: Iterable[str], known: Collection[str]) -> dict[str, str]:
    """Return suggestions for the first few different names; each one is compared with every known name."""
    asked = list(dict.fromkeys(names))[:MOST_SUGGESTED]
    return {name: near for name in asked if (near := suggestion(name, known))}


def listed(names: Iterable[str], most: int = 5) -> str:
    """Return the first names joined by commas, with how many more there are."""
    every = list(names)
    more = f" and {len(every) - most} more" if len(every) > most else ""
    return ", ".join(every[:most]) + more


def bounded(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings of one concern in one column, the last ones as a count where they are too many."""
    every = iter(findings)
    kept = list(islice(every, MOST_PER_CONCERN))
    rest = sum(1 for _ in every)
    return [*kept, _rest_of(kept[0], rest)] if rest else kept


class Findings(list[Finding]):
    """Findings of many concerns; those of one kind in one column beyond the first ones are counted only.

    What reads a file appends to one, so that a file full of mistakes does not fill the memory.
    """

    def __init__(self, findings: Iterable[Finding] = ()) -> None:
        super().__init__()
        self._count: dict[tuple[str, str, str], int] = {}
        self._rest: dict[tuple[str, str, str], int] = {}
        for finding in findings:
            self.append(finding)

    def append(self, finding: Finding) -> None:
        """Keep a finding, or count it where there are too many of its concern."""
        concern = (finding.table, finding.column, finding.severity)
        count = self._count[concern] = self._count.get(concern, 0) + 1
        rest = count - MOST_PER_CONCERN
        if rest <= 0:
            super().append(finding)
            return
        if rest == 1:
            self._rest[concern] = len(self)
            super().append(finding)
        self[self._rest[concern]] = _rest_of(finding, rest)


def _rest_of(finding: Finding, count: int) -> Finding:
    """Return the finding that stands for so many more like one."""
    return Finding(
        place_of(finding.table, "", finding.column),
        f"{count} more row(s) have the same problem.",
        "Look at the whole column.",
        finding.table,
        "",
        finding.column,
        finding.severity,
    )


def without_echo(findings: Iterable[Finding], told: Iterable[Finding]) -> list[Finding]:
    """Return the findings less those about a cell, or a whole column, that was already told.

    A cell that could not be read is empty afterwards; that it is empty is no second finding.
    """
    cells = {(one.table, one.row, one.column) for one in told if one.column}
    return [
        one
        for one in findings
        if (one.table, one.row, one.column) not in cells and (one.table, "", one.column) not in cells
    ]
