"""Joining nodes that lossless open elements connect, and recovering the flows through them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csc_matrix, csr_array
from scipy.sparse.csgraph import connected_components
from scipy.sparse.linalg import splu

if TYPE_CHECKING:
    from collections.abc import Callable

Array = NDArray[np.float64]
Index = NDArray[np.intp]


def join(count: int, tail: Index, head: Index) -> Index:
    """Return the group of each of ``count`` nodes when the given links join their ends, (count,)."""
    ones = np.ones(len(tail))
    graph = coo_array((ones, (tail, head)), shape=(count, count))
    return np.asarray(connected_components(graph, directed=False)[1], dtype=np.intp)


@dataclass(frozen=True)
class LosslessLinks:
    """Links without loss, and which flows they carry.

    Attributes
    ----------
    tail, head : (n_links,)
        Ends of the links.
    """

    tail: Index
    head: Index

    def flows(self, surplus: Array) -> Array:
        """Return the flows that carry each node's surplus away, (n_links, ...). [kg/s]

        Parameters
        ----------
        surplus : (count, ...)
            What arrives at a node through everything else, less what is drawn there. [kg/s]

        Notes
        -----
        Among all flows that balance every node this is the one of least norm: in a loop of lossless links
        the split is not determined by physics, and an even one is reported.
        """
        if not len(self.tail):
            return np.zeros((0, *surplus.shape[1:]))
        left = surplus[self._touched]
        excess = left - (self._mean @ left)[self._part]
        level = np.zeros_like(left)
        if self._solve is not None:
            level[self._free] = self._solve(excess[self._free])
        return np.asarray(self._incidence.T @ level)

    @cached_property
    def _places(self) -> tuple[Index, Index]:
        """The nodes that links touch, and the number among them of each end."""
        touched, local = np.unique(np.concatenate([self.tail, self.head]), return_inverse=True)
        return touched, np.asarray(local, dtype=np.intp)

    @property
    def _touched(self) -> Index:
        return self._places[0]

    @cached_property
    def _incidence(self) -> csr_array:
        touched, local = self._places
        links, ones = np.arange(len(self.tail)), np.ones(len(self.tail))
        shape = (len(touched), len(self.tail))
        return csr_array((np.concatenate([ones, -ones]), (local, np.tile(links, 2))), shape=shape)

    @cached_property
    def _laplacian(self) -> csr_array:
        return csr_array(self._incidence @ self._incidence.T)

    @cached_property
    def _part(self) -> Index:
        return np.asarray(connected_components(self._laplacian, directed=False)[1], dtype=np.intp)

    @cached_property
    def _mean(self) -> csr_array:
        """The matrix of the mean of each part."""
        size = np.bincount(self._part)
        shape = (len(size), len(self._part))
        return csr_array((1.0 / size[self._part], (self._part, np.arange(len(self._part)))), shape=shape)

    @cached_property
    def _free(self) -> Index:
        """All touched nodes but one of each part, which is its zero."""
        free = np.ones(len(self._part), dtype=bool)
        free[np.unique(self._part, return_index=True)[1]] = False
        return np.flatnonzero(free)

    @cached_property
    def _solve(self) -> Callable[[Array], Array] | None:
        free = self._free
        if not free.size:
            return None
        solve: Callable[[Array], Array] = splu(csc_matrix(self._laplacian[free][:, free])).solve
        return solve


def lossless_flows(tail: Index, head: Index, surplus: Array) -> Array:
    """Return the flows of lossless links once; see :meth:`LosslessLinks.flows`."""
    return LosslessLinks(tail, head).flows(surplus)
