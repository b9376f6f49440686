"""Linear systems of balances at the nodes of a graph, factorised again and again on one pattern.

Every edge carries a flow w_tail Π_tail − w_head Π_head with positive weights; the matrix of the balances has
a dominant diagonal, so that no pivoting is needed (docs/theory/steady.md, eq. 13). The order of elimination
is found once. Where both weights of every edge are equal the factors come from QDLDL if it is installed;
otherwise, and where they differ, from SuperLU.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_matrix
from scipy.sparse.linalg import splu

if TYPE_CHECKING:
    from collections.abc import Callable

Array = NDArray[np.float64]
Index = NDArray[np.intp]

OUTSIDE: Final = -1
"""Node of an edge's end whose potential is known."""


@dataclass(frozen=True)
class NodalPattern:
    """Where the weights of a graph's edges go in its matrix.

    Attributes
    ----------
    count
        Number of unknown nodes.
    tail, head
        Nodes at the ends of the edges, −1 where the potential is known, each (n_edges,).
    """

    count: int
    tail: Index
    head: Index
    _kept: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)  # factors of any library

    def __getstate__(self) -> dict[str, Any]:  # what dataclass fields and cached arrays there are
        return {name: value for name, value in self.__dict__.items() if name != "_kept"}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state, _kept={})

    @cached_property
    def _both(self) -> Index:
        return np.flatnonzero((self.tail != OUTSIDE) & (self.head != OUTSIDE))

    @cached_property
    def _upper(self) -> _Layout:
        """The diagonal and the upper triangle."""
        low, high = self._sorted_ends
        every = np.arange(self.count)
        return _Layout.of(self.count, np.concatenate([every, low]), np.concatenate([every, high]))

    @cached_property
    def _full(self) -> _Layout:
        at, every = self._both, np.arange(self.count)
        rows = np.concatenate([every, self.tail[at], self.head[at]])
        columns = np.concatenate([every, self.head[at], self.tail[at]])
        return _Layout.of(self.count, rows, columns)

    @cached_property
    def _paired(self) -> Index:
        """Edges between unknown nodes; one from a node to itself twice: both triangles are the diagonal."""
        loops = self._both[self.tail[self._both] == self.head[self._both]]
        return np.concatenate([self._both, loops])

    @cached_property
    def _sorted_ends(self) -> tuple[Index, Index]:
        tail, head = self.tail[self._paired], self.head[self._paired]
        return np.minimum(tail, head), np.maximum(tail, head)

    def gather(self, at_tail: Array, at_head: Array) -> Array:
        """Return the sum of values of the edges' ends at each node, (n_nodes,)."""
        total = np.bincount(self.tail + 1, at_tail, self.count + 1)
        total += np.bincount(self.head + 1, at_head, self.count + 1)
        return np.asarray(total[1:], dtype=np.float64)

    def solver(self, at_tail: Array, at_head: Array) -> Callable[[Array], Array]:
        """Return what solves for the potentials, (n_nodes,), of a right side; good until the next call.

        Parameters
        ----------
        at_tail, at_head : (n_edges,)
            Weights of the edges, at least 0.

        Raises
        ------
        RuntimeError
            If the matrix is singular.
        """
        diagonal, both = self.gather(at_tail, at_head), self._both
        if not self.count:
            return np.copy
        qdldl = _qdldl()
        if qdldl is not None and np.array_equal(at_tail[both], at_head[both]):
            return self._symmetric(qdldl, diagonal, at_tail[self._paired])
        values = np.concatenate([diagonal, -at_head[both], -at_tail[both]])
        matrix = self._full.matrix(values)
        options = {"SymmetricMode": True}
        factors = splu(matrix, permc_spec="MMD_AT_PLUS_A", diag_pivot_thresh=0.0, options=options)
        solve: Callable[[Array], Array] = factors.solve
        return solve

    # Any: QDLDL has no types
    def _symmetric(self, qdldl: Any, diagonal: Array, weight: Array) -> Callable[[Array], Array]:
        if not (diagonal > 0.0).all():
            raise RuntimeError("a node of the matrix hangs on nothing")
        matrix = self._upper.matrix(np.concatenate([diagonal, -weight]))
        if "solver" in self._kept:
            self._kept["solver"].update(matrix, upper=True)
        else:
            self._kept["solver"] = qdldl.Solver(matrix, upper=True)
        solve: Callable[[Array], Array] = self._kept["solver"].solve
        return solve


@dataclass(frozen=True)
class _Layout:
    """A compressed pattern and where the values of a list of entries go in it."""

    count: int
    place: Index
    indices: NDArray[np.int32]
    indptr: NDArray[np.int32]
    single: bool

    @classmethod
    def of(cls, count: int, rows: Index, columns: Index) -> _Layout:
        """Return the layout; several entries may stand at one place."""
        keys = columns.astype(np.int64) * count + rows
        known, place = np.unique(keys, return_inverse=True)
        indptr = np.searchsorted(known, np.arange(count + 1, dtype=np.int64) * count)
        single = len(known) == len(keys)
        indices = (known % count if count else known).astype(np.int32)
        return cls(count, np.asarray(place, dtype=np.intp), indices, indptr.astype(np.int32), single)

    def matrix(self, values: Array) -> csc_matrix:
        """Return the matrix of the values of all entries; those at one place are added."""
        if self.single:
            data = np.empty(len(self.indices))
            data[self.place] = values
        else:
            data = np.bincount(self.place, values, len(self.indices)).astype(np.float64)
        return csc_matrix((data, self.indices, self.indptr), shape=(self.count, self.count))


def _qdldl() -> Any:  # the module, or None
    try:
        import qdldl
    except ImportError:
        return None
    return qdldl
