"""Flows that follow from a state: what sources inject, and what passes elements that join their ends."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from linepack.network.topology import lossless
from linepack.system.contract import lossless_flows
from linepack.system.system import EDGE_KINDS, LOSSLESS_KINDS

if TYPE_CHECKING:
    from linepack.network import Network
    from linepack.steady.state import State

Array = NDArray[np.float64]

POINT_SIGNS: Final = {"supplies": 1.0, "storages": 1.0, "lng_terminals": 1.0, "demands": -1.0}
"""Element kinds at one node and the sign that makes their mass flow an injection."""


def slack_injection(state: State) -> Array:
    """Return what the fixed nodes inject, (n_nodes,), 0 elsewhere. [kg/s]"""
    system, here = state.system, state.linearised
    burnt = np.bincount(system.compressor_edges.tail, here.fuel, system.n_nodes) if len(here.fuel) else 0.0
    return np.where(system.fixed, system.load + burnt - system.structure.arriving(here.flow), 0.0)


def shared_injection(network: Network, state: State, kind: str) -> Array:
    """Return the injection of the rows of a kind that hold a pressure; those at one place share it evenly."""
    places = {}
    for each in ("supplies", "storages", "lng_terminals"):
        held = network.words(each, "control") == "pressure"
        places[each] = state.system.hydraulic_node[network.node_rows(each, "node")[held]]
    count = np.bincount(np.concatenate(list(places.values())) + 1, minlength=state.system.n_nodes + 1)[1:]
    injected = slack_injection(state)
    at = places[kind]
    return np.where(at >= 0, injected[at] / np.maximum(count[at], 1.0), 0.0)


def point_flow(network: Network, state: State, kind: str) -> Array:
    """Return the flow of the rows of a kind at one node, as that kind counts it, (n_rows,). [kg/s]"""
    flow = np.nan_to_num(network.column(kind, "mass_flow"))
    if kind == "demands" or not len(flow):
        return np.asarray(flow)
    control = network.words(kind, "control")
    held = control == "pressure"
    result = np.where(control == "flow", flow, 0.0)
    if held.any():
        result[held] = shared_injection(network, state, kind)
    return result


def injection(network: Network, state: State) -> Array:
    """Return what supplies less demands put in at each table node, without fuel, (n_table_nodes,). [kg/s]"""
    total = np.zeros(len(state.system.hydraulic_node))
    for kind, sign in POINT_SIGNS.items():
        at, flow = network.node_rows(kind, "node"), point_flow(network, state, kind)
        total += sign * np.bincount(at, flow, len(total)) if len(at) else 0.0
    return total


def joined_flows(network: Network, state: State) -> dict[str, Array]:
    """Return the flows of all open valves and bypassed devices by kind, from the balance of the table nodes.

    Only the rows that join their ends have one (:func:`linepack.network.topology.lossless`).
    """
    surplus, stops = injection(network, state), np.cumsum([0, *(len(kind) for kind in state.system.edges)])
    flows = [state.flow[a:b] for a, b in itertools.pairwise(stops)]
    for kind, edges, flow in zip(EDGE_KINDS, state.system.edges, flows, strict=True):
        rows, first = np.unique(edges.row, return_index=True)
        for end, sign in (("from_node", -1.0), ("to_node", 1.0)):
            np.add.at(surplus, network.node_rows(kind, end)[rows], sign * flow[first])
    burnt = network.node_rows("compressors", "from_node")[state.system.compressor_edges.row]
    np.add.at(surplus, burnt, -state.linearised.fuel)
    joined = {kind: lossless(network, kind) for kind in LOSSLESS_KINDS}
    tail, head = (
        np.concatenate([network.node_rows(kind, end)[rows] for kind, rows in joined.items()])
        for end in ("from_node", "to_node")
    )
    flow = lossless_flows(tail, head, surplus)
    ends = np.cumsum([0, *(int(rows.sum()) for rows in joined.values())])
    return {kind: flow[a:b] for kind, a, b in zip(LOSSLESS_KINDS, ends[:-1], ends[1:], strict=True)}
