"""Edges of one kind as arrays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Index = NDArray[np.intp]


@dataclass(frozen=True)
class Edges:
    """Where the edges of a kind run and which table rows they are.

    Attributes
    ----------
    tail, head
        Hydraulic node at the from and to end, (n_edges,).
    row
        Row of the element table, (n_edges,); a pipe cut into pieces repeats its row.
    """

    tail: Index
    head: Index
    row: Index

    def __len__(self) -> int:
        return len(self.row)
