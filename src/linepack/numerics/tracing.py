"""Which source the flow through each node comes from."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Index = NDArray[np.intp]

AT_REST: Final = 1e-4
"""Share of all injections below which the flow through a node is none: loops at rest have no source."""


def upstream_shares(tail: Index, head: Index, flow: Array, injection: Array, sources: Index) -> Array:
    """Return what part of the flow through each node comes from each source, (n_sources, n_nodes).

    Parameters
    ----------
    tail, head, flow : (n_edges,)
        Edges and their flows, below 0 from head to tail.
    injection : (n_nodes,)
        What enters at the nodes, at least 0.
    sources : (n_sources,)
        Nodes asked for.

    Notes
    -----
    What arrives at a node mixes, and every flow that leaves it has the node's parts: with x the parts of one
    source, T the flow through a node, x_i T_i = Σ q_ji x_j + what the source injects there. Parts are 0 where
    nothing flows.

    References
    ----------
    .. [1] J. Bialek, Tracing the flow of electricity, IEE Proc. Gener. Transm. Distrib. 143 (1996) 313.

    Examples
    --------
    >>> ends = np.array([0, 1]), np.array([2, 2])
    >>> upstream_shares(*ends, np.array([30.0, 10.0]), np.array([30.0, 10.0, 0.0]), np.array([1]))
    array([[0.  , 1.  , 0.25]])
    """
    count, size = len(injection), np.abs(flow)
    start, end = np.where(flow >= 0.0, tail, head), np.where(flow >= 0.0, head, tail)
    through = injection + np.bincount(end, size, count)
    moving = through > AT_REST * injection.sum()
    matrix = np.zeros((count, count))
    np.add.at(matrix, (end, start), -size)
    matrix[~moving] = 0.0
    matrix[:, ~moving] = 0.0
    matrix[np.arange(count), np.arange(count)] += np.where(moving, through, 1.0)
    right = np.zeros((count, len(sources)))
    right[sources, np.arange(len(sources))] = np.where(moving, injection, 0.0)[sources]
    return np.asarray(np.linalg.solve(matrix, right).T)
