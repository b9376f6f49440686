"""What a rule finds: a stretch of text and what it names, before it becomes mentions and entities."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from linepack.records.model import Doubt


class Found(NamedTuple):
    """A name, with all that its entity needs.

    Attributes
    ----------
    start, end
        Characters in the text as received; equal where the text has no form of it.
    group, ref, role, rule
        As in ``Mention`` and ``Anchor``.
    name, kind, country, candidates, basis
        As in ``Entity``.
    short
        Canonical name without its class word, for the judgement of spellings.
    spelled
        The form without class words, where it may be another spelling of ``short``; empty: none.
    """

    start: int
    end: int
    group: str
    ref: str
    rule: str
    name: str = ""
    kind: str = ""
    country: str = ""
    role: str = "name"
    candidates: tuple[str, ...] = ()
    basis: str = ""
    short: str = ""
    spelled: str = ""


class Taken:
    """Stretches of a text that names hold, none over another, asked for in any order.

    Examples
    --------
    >>> taken = Taken([(5, 9)])
    >>> taken.meets(8, 12), taken.meets(9, 12)
    (True, False)
    """

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._spans = sorted(spans)

    def meets(self, start: int, end: int) -> bool:
        """Say whether a stretch shares a character with one that is held."""
        place = bisect_left(self._spans, (end, end))
        return any(last > start for _, last in self._spans[max(0, place - REACH) : place])

    def add(self, start: int, end: int) -> None:
        """Hold one more."""
        self._spans.insert(bisect_left(self._spans, (start, end)), (start, end))


REACH: Final = 4
"""How many names before a place may still hold it: one may lie inside another."""


@dataclass
class Findings:
    """What the rules of one group found and what they leave to a person."""

    found: list[Found] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
