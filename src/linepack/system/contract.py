"""Joining nodes that lossless open elements connect, and recovering the flows through them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

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
    links = np.arange(len(tail))
    ones = np.ones(len(tail))
    touched, local = np.unique(np.concatenate([tail, head]), return_inverse=True)
    incidence = np.zeros((len(touched), len(tail)))
    incidence[local[: len(tail)], links] += ones
    incidence[local[len(tail) :], links] -= ones
    return np.asarray(np.linalg.lstsq(incidence, surplus[touched], rcond=None)[0])
