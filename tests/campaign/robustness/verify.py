"""Everything that is wrong with a state that claims to be solved, from its tables alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from robustness import devices, limits, pipes
from robustness.fluid import fluid_of

if TYPE_CHECKING:
    from linepack.network import Network
    from linepack.steady import Solution
    from robustness.fluid import Fluid

CLOSES = 1e-9  # share of the throughput
SOURCES = ("supplies", "storages", "lng_terminals")
EDGES = (
    "pipes",
    "valves",
    "check_valves",
    "regulators",
    "compressors",
    "resistors",
    "short_pipes",
    "heaters",
)


def complaints(network: Network, solution: Solution) -> list[str]:
    """Return what is wrong with a solved state."""
    tables, fluid = solution.partial, fluid_of(network.header.gas)
    through = throughput(tables)
    found = _mass(network, tables, through) + _pressures(network, tables)
    if found:
        return found
    rules = devices.Rules(fluid, _dense(network, fluid), through)
    found += _pipes(network, tables, rules)
    found += devices.complaints(network, tables, rules) + devices.work(network, tables, rules)
    return found + limits.complaints(network, solution, through, fluid)


def throughput(tables: dict[str, pd.DataFrame]) -> float:
    """Return the gas that enters the network. [kg/s]"""
    return sum(float(tables[kind]["mass_flow"].clip(lower=0.0).sum()) for kind in SOURCES)


def edge_kinds(tables: dict[str, pd.DataFrame]) -> list[str]:
    return [kind for kind in EDGES if kind in tables]


def _dense(network: Network, fluid: Fluid) -> float:
    """Return the density at the median of the held pressures. [kg/m3]"""
    held = [table["pressure"][table["control"] == "pressure"] for table in map(network.table, SOURCES)]
    return float(fluid.density(np.array([pd.concat(held).median()]))[0])


def _mass(network: Network, tables: dict[str, pd.DataFrame], through: float) -> list[str]:
    """Return the nodes at which mass does not close, and a ledger that does not."""
    nodes = network.table("nodes").index
    net = pd.Series(0.0, index=nodes)
    for kind in edge_kinds(tables):
        flow = tables[kind]["mass_flow"].fillna(0.0)
        net = net.add(flow.groupby(tables[kind]["to_node"]).sum(), fill_value=0.0)
        net = net.sub(flow.groupby(tables[kind]["from_node"]).sum(), fill_value=0.0)
    for kind, sign in (*((kind, 1.0) for kind in SOURCES), ("demands", -1.0)):
        flow = tables[kind]["mass_flow"].groupby(tables[kind]["node"]).sum()
        net = net.add(sign * flow, fill_value=0.0)
    station = tables["compressors"]
    net = net.sub(station["fuel"].groupby(station["from_node"]).sum(), fill_value=0.0)
    allowed = CLOSES * max(through, 1.0)
    worst = net.abs().idxmax()
    found = [f"nodes[{worst}]: {net[worst]:.3g} kg/s are lost"] if abs(net[worst]) > allowed else []
    rest = tables["ledger"].at["imbalance", "mass_flow"]
    return [*found, f"ledger: {rest:.3g} kg/s are lost"] if abs(rest) > allowed else found


def _pressures(network: Network, tables: dict[str, pd.DataFrame]) -> list[str]:
    """Return pressures that are not positive, not those of their sources, or other ones at another place."""
    pressure = tables["nodes"]["pressure"]
    found = [f"nodes[{name}]: {pressure[name]:.4g} Pa" for name in pressure.index[pressure <= 0.0]]
    for kind in SOURCES:
        table = network.table(kind)
        held = table[table["control"] == "pressure"]
        miss = (pressure[held["node"]].to_numpy() / held["pressure"].to_numpy()) - 1.0
        found += [f"{kind}[{name}]: not held" for name in held.index[~(np.abs(miss) <= CLOSES)]]
    for kind in edge_kinds(tables):
        for end in ("from", "to"):
            there = pressure[tables[kind][f"{end}_node"]].to_numpy()
            if not np.array_equal(there, tables[kind][f"pressure_{end}"].to_numpy(), equal_nan=True):
                found.append(f"{kind}: other pressures than at the nodes")
    return found


def _pipes(network: Network, tables: dict[str, pd.DataFrame], rules: devices.Rules) -> list[str]:
    table, height = tables["pipes"], heights(network)
    missed = pipes.misses(network, table, height, rules.fluid)
    top = table[["pressure_from", "pressure_to"]].max(axis=1).to_numpy()
    dense = rules.fluid.density(np.nan_to_num(top, nan=1.0))
    rises = np.array(
        [height[b] - height[a] for a, b in zip(table["from_node"], table["to_node"], strict=True)]
    )
    pieces = np.maximum(np.ceil(np.abs(rises) / pipes.PIECE), 1.0)
    allowed = devices.PASCAL * pieces * rules.dense / np.maximum(dense, 1e-9)
    wrong = np.flatnonzero(missed > allowed)
    return [f"pipes[{table.index[at]}]: misses its law by {missed[at]:.3g} Pa" for at in wrong]


def heights(network: Network) -> dict[str, float]:
    """Return where each node stands: nodes that nothing takes pressure between stand at their mean."""
    nodes = network.table("nodes")
    at = {name: row for row, name in enumerate(nodes.index)}
    tails, heads = [], []
    for kind in ("valves", "regulators", "compressors", "resistors", "short_pipes", "heaters"):
        table = network.table(kind)
        for row in table[_joins(table)].itertuples():
            tails.append(at[row.from_node])
            heads.append(at[row.to_node])
    graph = coo_array((np.ones(len(tails)), (tails, heads)), shape=(len(nodes), len(nodes)))
    label = connected_components(graph, directed=False)[1]
    height = nodes["elevation"].to_numpy(dtype=float)
    mean = np.bincount(label, height) / np.bincount(label)
    return dict(zip(nodes.index, mean[label].tolist(), strict=True))


def _joins(table: pd.DataFrame) -> pd.Series[bool]:
    if "open" in table:
        return table["open"].astype(bool)
    if "control" in table:
        return table["control"] == "bypass"
    if "drag_factor" in table:
        drag = table["drag_factor"].fillna(0.0)
        return (table["pressure_drop"].fillna(drag) if "pressure_drop" in table else drag) == 0.0
    return pd.Series(data=True, index=table.index)
