"""What follows from the edges and the fixed nodes of a system alone: made once, whatever the loads."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array

from linepack.numerics.nodal import OUTSIDE, NodalPattern

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from linepack.system.edges import Edges

    Array = NDArray[np.float64]
    Index = NDArray[np.intp]
    Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Structure:
    """Edges of all kinds in a row, and the numbers of the free nodes.

    Attributes
    ----------
    fixed
        Whether the potential of a node is known, (n_nodes,).
    edges
        Edges by kind in the order of the flow vector.
    """

    fixed: Mask
    edges: tuple[Edges, ...]

    def fits(self, fixed: Mask, edges: tuple[Edges, ...]) -> bool:
        """Say whether it was made of these very arrays."""
        same = all(a is b for a, b in zip(self.edges, edges, strict=True))
        return same and (self.fixed is fixed)

    @cached_property
    def tail(self) -> Index:
        """Node at the from end of every edge, (n_edges,)."""
        return _frozen(np.concatenate([kind.tail for kind in self.edges]))

    @cached_property
    def head(self) -> Index:
        """Node at the to end of every edge, (n_edges,)."""
        return _frozen(np.concatenate([kind.head for kind in self.edges]))

    @cached_property
    def free(self) -> Index:
        """Nodes whose potential is unknown, (n_free,)."""
        return _frozen(np.flatnonzero(~self.fixed))

    @cached_property
    def free_ends(self) -> tuple[Index, Index]:
        """Ends of the edges as positions among the free nodes, −1 at fixed ones."""
        position = np.full(len(self.fixed), OUTSIDE, dtype=np.intp)
        position[self.free] = np.arange(len(self.free))
        return _frozen(position[self.tail]), _frozen(position[self.head])

    @cached_property
    def arrival(self) -> csr_array:
        """The matrix that takes the flows to what arrives less what leaves at each node."""
        edges, ones = np.arange(len(self.tail)), np.ones(len(self.tail))
        places = np.concatenate([self.head, self.tail]), np.tile(edges, 2)
        return csr_array((np.concatenate([ones, -ones]), places), shape=(len(self.fixed), len(edges)))

    def arriving(self, flow: Array) -> Array:
        """Return what arrives less what leaves at each node, (n_nodes,), of flows (n_edges,)."""
        return np.asarray(self.arrival @ flow)

    @cached_property
    def nodal(self) -> NodalPattern:
        """The pattern of the balances of the free nodes, all edges' flows eliminated."""
        return NodalPattern(len(self.free), *self.free_ends)


def _frozen(values: Index) -> Index:
    values.flags.writeable = False
    return values
