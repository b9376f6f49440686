"""Joining nodes that lossless open elements connect, and recovering the flows through them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csc_matrix, csr_array
from scipy.sparse.csgraph import connected_components
from scipy.sparse.linalg import splu

Array = NDArray[np.float64]
Index = NDArray[np.intp]


def join(count: int, tail: Index, head: Index) -> Index:
    """Return the group of each of ``count`` nodes when the given links join their ends, (count,)."""
    ones = np.ones(len(tail))
    graph = coo_array((ones, (tail, head)), shape=(count, count))
    return np.asarray(connected_components(graph, directed=False)[1], dtype=np.intp)


def lossless_flows(tail: Index, head: Index, surplus: Array) -> Array:
    """Return the flows of lossless links that carry each node's surplus away, (n_links,). [kg/s]

    Parameters
    ----------
    tail, head : (n_links,)
        Ends of the links.
    surplus : (count,)
        What arrives at a node through everything else, less what is drawn there. [kg/s]

    Notes
    -----
    Among all flows that balance every node this is the one of least norm: in a loop of lossless links the
    split is not determined by physics, and an even one is reported.
    """
    if not len(tail):
        return np.zeros(0)
    touched, local = np.unique(np.concatenate([tail, head]), return_inverse=True)
    links, ones = np.arange(len(tail)), np.ones(len(tail))
    places = np.concatenate([local[: len(tail)], local[len(tail) :]])
    shape = (len(touched), len(tail))
    incidence = csr_array((np.concatenate([ones, -ones]), (places, np.tile(links, 2))), shape=shape)
    return np.asarray(incidence.T @ _levels(incidence, surplus[touched]))


def _levels(incidence: csr_array, surplus: Array) -> Array:
    """Return the potentials of the nodes whose differences along the links are the flows of least norm."""
    laplacian = csr_array(incidence @ incidence.T)
    count, part = connected_components(laplacian, directed=False)
    excess = np.bincount(part, surplus, count) / np.bincount(part, minlength=count)
    free = np.ones(len(surplus), dtype=bool)
    free[np.unique(part, return_index=True)[1]] = False  # one node of each part is its zero
    level = np.zeros(len(surplus))
    if free.any():
        level[free] = splu(csc_matrix(laplacian[free][:, free])).solve((surplus - excess[part])[free])
    return level
