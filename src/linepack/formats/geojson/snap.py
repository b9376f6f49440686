"""Making nodes of places: what lies within a tolerance is one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import KDTree

from linepack.constants import EARTH_RADIUS

if TYPE_CHECKING:
    from collections.abc import Sequence

Array = NDArray[np.float64]
Index = NDArray[np.intp]


@dataclass(frozen=True)
class Places:
    """Places joined into nodes.

    Attributes
    ----------
    node
        Node of each place, (n_places,).
    longitude, latitude
        Mean of the places of each node, (n_nodes,). [deg]
    """

    node: Index
    longitude: Array
    latitude: Array
    _tree: KDTree
    _snap: float

    def near(self, longitude: Array, latitude: Array) -> Index:
        """Return the node of the nearest place within the tolerance of each point, -1 for none, (n,)."""
        distance, place = self._tree.query(_points(longitude, latitude), distance_upper_bound=self._snap)
        found = np.isfinite(distance)
        return np.asarray(np.where(found, self.node[np.where(found, place, 0)], -1))


def joined(longitude: Sequence[float], latitude: Sequence[float], snap: float) -> Places:
    """Return places joined into nodes: any two within the tolerance [m], and what hangs together by that."""
    east, north = np.asarray(longitude, dtype=np.float64), np.asarray(latitude, dtype=np.float64)
    points = _points(east, north)
    tree = KDTree(points)
    reach = max(snap, 1e-9)
    pairs = tree.query_pairs(reach, output_type="ndarray")
    graph = coo_array((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=(len(points), len(points)))
    count, label = connected_components(graph, directed=False)
    first = np.full(count, len(points))
    np.minimum.at(first, label, np.arange(len(points)))
    order = np.argsort(first, kind="stable")
    rank = np.empty(count, dtype=np.intp)
    rank[order] = np.arange(count)
    node = rank[label]
    share = 1.0 / np.bincount(node)
    start = np.sort(first)  # means are taken from the first place of each node: they may straddle 180 degrees
    apart = (east - east[start[node]] + 180.0) % 360.0 - 180.0
    east_mean = east[start] + np.bincount(node, apart) * share
    return Places(node, (east_mean + 180.0) % 360.0 - 180.0, np.bincount(node, north) * share, tree, reach)


def _points(longitude: Array, latitude: Array) -> Array:
    """Return places on the sphere as points in space, (n, 3). [m]"""
    east, north = np.radians(longitude), np.radians(latitude)
    flat = EARTH_RADIUS * np.cos(north)
    return np.column_stack([flat * np.cos(east), flat * np.sin(east), EARTH_RADIUS * np.sin(north)])
