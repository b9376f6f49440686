"""Whether the laws hold where a solved state used them: choking, ranges, and fuel that nothing weighs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from linepack.errors import Finding
from linepack.physics.pipe import mean_viscosity
from linepack.units import BAR

if TYPE_CHECKING:
    from linepack.network import Network
    from linepack.steady.state import State


def choked_pipes(network: Network, state: State) -> list[Finding]:
    """Return the pipes that carry more than they can from their inlet pressure, each named."""
    found = state.kinetic
    rows = state.system.pipe_edges.row
    names = network.table("pipes").index
    flow = np.abs(state.flow[: len(rows)])
    worst = {int(rows[at]): int(at) for at in np.flatnonzero(found.choked)}
    return [
        Finding(
            place=f"pipes[{names[row]}].mass_flow",
            finding=f"{flow[at]:.6g} kg/s is more than the {found.largest[at]:.6g} kg/s at which the pipe "
            "chokes: the gas cannot leave it faster than its isothermal sound.",
            remedy="Ask for less, raise the pressure before it or widen it.",
            table="pipes",
            row=str(names[row]),
            column="mass_flow",
        )
        for row, at in worst.items()
    ]


def choke_room(state: State) -> float:
    """Return the least share of its largest flow that a fast pipe has left, infinite where all are slow."""
    found = state.kinetic
    flow = np.abs(state.flow[: len(found.largest)])
    fast = np.isfinite(found.largest)
    return float(np.min(1.0 - flow[fast] / found.largest[fast], initial=np.inf))


def cautions(network: Network, state: State) -> list[Finding]:
    """Return a warning for every law that a physical state used outside its range, and for unweighed fuel."""
    return [*_gas_range(network, state), *_friction_range(network, state), *_unweighed_fuel(network, state)]


def _gas_range(network: Network, state: State) -> list[Finding]:
    gas, at = state.system.gas, state.system.hydraulic_node
    pressure = np.where(at >= 0, state.pressure[at], gas.valid_pressure[1])
    outside = np.flatnonzero(gas.outside_range(pressure))
    if not outside.size:
        return []
    low, high = (limit / BAR for limit in gas.valid_pressure)
    first = network.table("nodes").index[outside[0]]
    finding = (
        f"{outside.size} node(s) have a pressure outside {low:.4g} to {high:.4g} bar, where "
        f"{network.header.gas.eos} is valid; nodes[{first}] has {pressure[outside[0]] / BAR:.4g} bar."
    )
    return [_caution("gas.eos", finding, "Use gerg2008, or mind the error of the density.", "header", "")]


def _friction_range(network: Network, state: State) -> list[Finding]:
    system = state.system
    pipes, edges = system.pipes, system.pipe_edges
    viscosity = mean_viscosity(state.potential[edges.tail], state.potential[edges.head], system.gas)
    outside = pipes.outside_range(state.flow[: len(edges)], viscosity)
    rows = np.unique(edges.row[outside])
    if not rows.size:
        return []
    first = str(network.table("pipes").index[rows[0]])
    law = network.header.friction
    finding = (
        f"{rows.size} pipe(s), pipes[{first}] first, are used outside what the law {law} is made for: "
        f"{pipes.friction.turbulent.made_for}."
    )
    return [_caution("friction", finding, "Use colebrook_white, or mind the error.", "header", "")]


def _unweighed_fuel(network: Network, state: State) -> list[Finding]:
    """Return the working compressors whose fuel counts as 0 because the gas has no heating value."""
    system, edges = state.system, state.system.compressor_edges
    if system.gas.composition is not None or not len(edges):
        return []
    table = network.table("compressors").iloc[edges.row]
    tail, head = state.potential[edges.tail], state.potential[edges.head]
    start = len(system.pipe_edges) + len(system.regulator_edges)
    works = (system.compressors.head(tail, head, system.gas) > 0.0) & (
        state.flow[start : start + len(edges)] > 0.0
    )
    burning = works & (table["fuel"].to_numpy(dtype=str) == "gas")
    finding = "its fuel counts as 0: without a composition the gas has no heating value."
    remedy = "Give the gas a composition, or say fuel = electric or none."
    return [
        _caution(f"compressors[{name}].fuel", finding, remedy, "compressors", str(name))
        for name in table.index[burning]
    ]


def _caution(place: str, finding: str, remedy: str, table: str, row: str) -> Finding:
    column = place.rpartition("]")[2].lstrip(".") or place
    return Finding(place, finding, remedy, table, row, column, severity="warning")
