"""Bounds of a transport problem and the table entries they come from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Self

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Iterator

Array = NDArray[np.float64]
Index = NDArray[np.intp]
Mask = NDArray[np.bool_]
Words = NDArray[np.object_]


@dataclass(frozen=True)
class Limit:
    """A bound of the problem and the table entry it comes from.

    Attributes
    ----------
    kind, element, column
        Table, id and column.
    value
        SI; NaN where it is the general limit and not an entry.
    """

    kind: str
    element: str
    column: str
    value: float

    @property
    def place(self) -> str:
        """Where it stands, ``kind[id].column``."""
        return f"{self.kind}[{self.element}].{self.column}"


@dataclass(frozen=True)
class Limits:
    """The limits of many nodes or edges, each made when it is asked for.

    Attributes
    ----------
    kind, element, column
        Table, id and column of each, (n,).
    value
        SI, (n,).
    """

    kind: Words
    element: Words
    column: Words
    value: Array

    @classmethod
    def general(cls, column: str, count: int) -> Self:
        """Return limits that hold for a whole network and come from no table."""
        kind, element, name = (np.full(count, word, dtype=object) for word in ("network", "", column))
        return cls(kind, element, name, np.full(count, np.nan))

    def __getitem__(self, at: int) -> Limit:
        """Return one limit."""
        return Limit(self.kind[at], str(self.element[at]), self.column[at], float(self.value[at]))

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.value)

    def __iter__(self) -> Iterator[Limit]:
        """Go through all of them."""
        return (self[at] for at in range(len(self)))

    def of(self, kept: Index) -> Limits:
        """Return the limits of some nodes or edges."""
        return Limits(self.kind[kept], self.element[kept], self.column[kept], self.value[kept])

    def replaced(self, at: int, limit: Limit) -> Limits:
        """Return the limits with another one at a place."""
        kind, element, column = (array.copy() for array in (self.kind, self.element, self.column))
        value = self.value.copy()
        kind[at], element[at], column[at], value[at] = limit.kind, limit.element, limit.column, limit.value
        return Limits(kind, element, column, value)


@dataclass(frozen=True)
class LimitColumn:
    """One column of pressure limits: ids, values and hydraulic nodes of its rows, each (n,)."""

    kind: str
    column: str
    ids: Words
    values: Array
    at: Index

    def where(self, kept: Mask) -> LimitColumn:
        """Return the limits of some rows."""
        return replace(self, ids=self.ids[kept], values=self.values[kept], at=self.at[kept])

    def tighten(self, best: Array, limits: Limits, *, highest: bool) -> None:
        """Put the rows in place that lie beyond the best value of their node, the first of equal ones."""
        sign = -1.0 if highest else 1.0
        known = np.flatnonzero(np.isfinite(self.values) & (self.at >= 0))
        known = known[sign * self.values[known] < sign * best[self.at[known]]]
        order = np.argsort(sign * self.values[known], kind="stable")
        nodes, first = np.unique(self.at[known[order]], return_index=True)
        rows = known[order][first]
        best[nodes] = limits.value[nodes] = self.values[rows]
        limits.kind[nodes], limits.column[nodes] = self.kind, self.column
        limits.element[nodes] = self.ids[rows]
