"""How the network hangs together: parts, pressure references, nodes without company.

Node numbers are positions in the nodes table; ends at unknown nodes are left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from linepack.network.network import UNKNOWN
from linepack.network.schema import edge_kinds, node_kinds, table_schema

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from linepack.network.network import Network

Index = NDArray[np.intp]
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Parts:
    """Parts of a network: nodes between which gas can pass.

    Attributes
    ----------
    label
        Part of each node, (n_nodes,).
    has_reference
        Whether something holds a pressure in the part, (n_parts,).
    """

    label: Index
    has_reference: Mask

    def __len__(self) -> int:
        return len(self.has_reference)


def passable(network: Network, kind: str) -> Mask:
    """Return which rows of an edge kind let gas pass, (n_rows,): not shut valves, not closed stations."""
    columns = table_schema(kind).by_name
    if "open" in columns:
        return network.column(kind, "open") > 0.0
    if "control" in columns:
        return np.asarray(network.words(kind, "control") != "closed")
    return np.ones(len(network.words(kind)), dtype=bool)


def lossless(network: Network, kind: str) -> Mask:
    """Return which rows of an edge kind join their ends without loss, (n_rows,).

    These are open valves, bypasses, heaters, and short pipes and resistors without drag.
    """
    columns, count = table_schema(kind).by_name, len(network.words(kind))
    if "open" in columns:
        return network.column(kind, "open") > 0.0
    if "control" in columns:
        return np.asarray(network.words(kind, "control") == "bypass")
    if "pressure_drop" in columns:
        drag, drop = network.column(kind, "drag_factor"), network.column(kind, "pressure_drop")
        return np.asarray(np.where(np.isnan(drop), drag, drop) == 0.0)
    if "drag_factor" in columns:
        return np.asarray(~(network.column(kind, "drag_factor") > 0.0))
    return np.full(count, kind in PASS_THROUGH)


PASS_THROUGH: Final = ("short_pipes", "heaters")
"""Element kinds that join their ends unless a row has a drag."""


def components(network: Network) -> Index:
    """Return the part of each node, (n_nodes,): parts are joined by everything that lets gas pass."""
    return _labels(network, passable)


def joined(network: Network) -> Index:
    """Return the group of each node, (n_nodes,): groups are joined by what takes no pressure."""
    return _labels(network, lossless)


def parts(network: Network) -> Parts:
    """Return the parts of the network and which of them have a pressure reference."""
    label = components(network)
    has_reference = np.zeros(int(label.max(initial=-1)) + 1, dtype=bool)
    for kind in pressure_kinds():
        at = network.node_rows(kind, "node")[holds_pressure(network.table(kind))]
        has_reference[label[at[at != UNKNOWN]]] = True
    return Parts(label, has_reference)


def pressure_kinds() -> tuple[str, ...]:
    """Return the kinds at a node that can hold its pressure."""
    return tuple(kind for kind in node_kinds() if "pressure" in table_schema(kind).by_name)


def holds_pressure(table: pd.DataFrame) -> Mask:
    """Return which rows hold the pressure of their node, (n_rows,)."""
    return np.asarray(table["control"].to_numpy(dtype=object) == "pressure")


def referenced(network: Network) -> Mask:
    """Return which nodes have a pressure reference somewhere in their part, (n_nodes,)."""
    found = parts(network)
    return np.asarray(found.has_reference[found.label])


def isolated(network: Network) -> pd.Index[Any]:
    """Return the ids of the nodes that no row of any table is attached to."""
    nodes = network.table("nodes").index
    attached = np.zeros(len(nodes), dtype=bool)
    for kind in (*edge_kinds(), *node_kinds()):
        for column in table_schema(kind).ends:
            at = network.node_rows(kind, column)
            attached[at[at != UNKNOWN]] = True
    return nodes[~attached]


def without_isolated(network: Network) -> Network:
    """Return the network without the nodes that nothing is attached to."""
    alone = isolated(network)
    return network.with_table("nodes", network.table("nodes").drop(index=alone)) if len(alone) else network


def _labels(network: Network, chosen: Callable[[Network, str], Mask]) -> Index:
    count = len(network.table("nodes"))
    tails, heads = [np.zeros(0, dtype=np.intp)], [np.zeros(0, dtype=np.intp)]
    for kind in edge_kinds():
        keep = chosen(network, kind)
        tail, head = (network.node_rows(kind, column)[keep] for column in ("from_node", "to_node"))
        known = (tail != UNKNOWN) & (head != UNKNOWN)
        tails.append(tail[known])
        heads.append(head[known])
    tail, head = np.concatenate(tails), np.concatenate(heads)
    graph = coo_array((np.ones(len(tail)), (tail, head)), shape=(count, count))
    if not count:
        return np.zeros(0, dtype=np.intp)
    return np.asarray(connected_components(graph, directed=False)[1], dtype=np.intp)
