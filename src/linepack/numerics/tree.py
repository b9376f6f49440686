"""Spanning trees of a graph: which edges are bridges, and the flows that a tree alone decides."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import breadth_first_order

Array = NDArray[np.float64]
Index = NDArray[np.intp]
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class SpanningTree:
    """A spanning tree of a connected graph, seen from its root.

    Attributes
    ----------
    order
        Nodes from the root outwards, (n_nodes,).
    parent
        Next node towards the root, −1 at the root, (n_nodes,).
    parent_edge
        Edge to it, −1 at the root, (n_nodes,).
    tail, head
        Ends of all edges, (n_edges,).
    """

    order: Index
    parent: Index
    parent_edge: Index
    tail: Index
    head: Index

    @classmethod
    def of(cls, count: int, tail: Index, head: Index, root: int = 0) -> SpanningTree:
        """Return a tree of shortest paths to the root of a connected graph of ``count`` nodes."""
        graph = csr_array((np.ones(len(tail)), (tail, head)), shape=(count, count))
        order, parent = breadth_first_order(graph, root, directed=False)
        ends = {frozenset((int(a), int(b))): edge for edge, (a, b) in enumerate(zip(tail, head, strict=True))}
        parent_edge = np.full(count, -1, dtype=np.intp)
        for node in order[1:]:
            parent_edge[node] = ends[frozenset((int(node), int(parent[node])))]
        return cls(order.astype(np.intp), np.where(parent < 0, -1, parent), parent_edge, tail, head)

    def bridges(self) -> Mask:
        """Return which edges lie in no cycle, (n_edges,)."""
        bridge = np.ones(len(self.tail), dtype=bool)
        depth = np.zeros(len(self.order), dtype=np.intp)
        for node in self.order[1:]:
            depth[node] = depth[self.parent[node]] + 1
        chords = np.setdiff1d(np.arange(len(self.tail)), self.parent_edge)
        for chord in chords:
            bridge[chord] = False
            bridge[self._between(int(self.tail[chord]), int(self.head[chord]), depth)] = False
        return bridge

    def _between(self, a: int, b: int, depth: Index) -> list[int]:
        """Return the tree edges between two nodes."""
        path = []
        while a != b:
            if depth[a] < depth[b]:
                a, b = b, a
            path.append(int(self.parent_edge[a]))
            a = int(self.parent[a])
        return path

    def flows(self, withdrawal: Array) -> Array:
        """Return the flows that serve withdrawals from the root along the tree alone, (n_edges,).

        Parameters
        ----------
        withdrawal : (n_nodes,)
            What each node draws; the root gives the sum. On bridges this is the flow of any solution.
        """
        carried = withdrawal.astype(np.float64, copy=True)
        flow = np.zeros(len(self.tail))
        for node in self.order[:0:-1]:
            edge, parent = self.parent_edge[node], self.parent[node]
            flow[edge] = carried[node] if self.head[edge] == node else -carried[node]
            carried[parent] += carried[node]
        return flow
