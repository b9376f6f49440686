"""How the network hangs together: no nodes, nodes without company, parts without a pressure reference."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from linepack.network.network import UNKNOWN
from linepack.network.places import bounded, error, listed, warning
from linepack.network.schema import node_kinds
from linepack.network.tables import texts
from linepack.network.topology import isolated, parts

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from linepack.errors import Finding
    from linepack.network.network import Network

    Mask = NDArray[np.bool_]


def connection(network: Network) -> list[Finding]:
    """Return what is wrong with how the network hangs together."""
    if not len(network.table("nodes")):
        return [error("nodes", "", "", "the network has no nodes.", "Add the nodes that pipes run between.")]
    alone = isolated(network)
    told = alone[:0] if network.header.date else alone  # on one day, nodes of other days have no company
    words = "no pipe, valve, station or load is attached."
    findings = [warning("nodes", str(node), "", words, "Remove the node or connect it.") for node in told]
    return bounded(findings) + _without_reference(network, network.table("nodes").index.isin(alone))


def _without_reference(network: Network, alone: Mask) -> list[Finding]:
    """Return one finding per part that nothing holds a pressure in: an error where gas is to flow."""
    found, nodes = parts(network), network.table("nodes").index
    lost = np.unique(found.label[~found.has_reference[found.label] & ~alone])
    loads = _loads(network) if lost.size else {}
    findings: list[Finding] = []
    for part in lost:
        members = np.flatnonzero(found.label == part)
        loaded = [name for node in members for name in loads.get(int(node), [])]
        names = listed(str(nodes[int(node)]) for node in members)
        make = error if loaded else warning
        flows = f", but {listed(loaded)} carr{'ies' if len(loaded) == 1 else 'y'} flow" if loaded else ""
        finding = (
            f"this part of the network ({len(members)} node(s): {names}) has no pressure reference{flows}."
        )
        remedy = "Give one supply in it control = pressure, or connect it to a part that has a reference."
        findings.append(make("nodes", str(nodes[int(members[0])]), "", finding, remedy))
    return bounded(findings)


def _loads(network: Network) -> dict[int, list[str]]:
    """Return the rows that carry a given flow by the position of their node."""
    found: dict[int, list[str]] = {}
    for kind in node_kinds():
        table, at = network.table(kind), network.node_rows(kind, "node")
        flows = np.nan_to_num(table["mass_flow"].to_numpy(dtype=float)) != 0.0
        if "control" in table.columns:
            flows &= texts(table, "control") == "flow"
        for row in np.flatnonzero(flows & (at != UNKNOWN)):
            found.setdefault(int(at[row]), []).append(f"{kind}[{table.index[int(row)]}]")
    return found
