"""Set-points that a state does not reach though no limit of the device itself is in the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from linepack.errors import Finding
from linepack.physics.compression import shaft_power
from linepack.physics.devices import CLOSED, HIGHEST_RATIO
from linepack.units import BAR

if TYPE_CHECKING:
    import pandas as pd

    from linepack.network import Network
    from linepack.steady.state import State

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]

SHORT: Final = 1e-5
"""Share of a set-point or limit by which it may be missed."""

LEAK: Final = 1e-7
"""Share of the reference flow that a closed device may pass."""

UNITS: Final = {
    "outlet_pressure": ("bar", BAR),
    "inlet_pressure": ("bar", BAR),
    "flow": ("kg/s", 1.0),
    "ratio": ("", 1.0),
    "power": ("W", 1.0),
}
"""Unit in which a message shows a set-point, and its size in SI."""


def unreached(network: Network, state: State) -> list[Finding]:
    """Return the devices whose set-point a state does not reach for no limit of their own, each named."""
    flows = [*_flows(network, state, "regulators", 1), *_flows(network, state, "compressors", 2)]
    return [*flows, *_capped(network, state)]


def _flows(network: Network, state: State, kind: str, position: int) -> list[Finding]:
    """Return the devices that miss the flow they are set to for no limit of their own."""
    edges, here = state.system.edges[position], state.linearised
    if not len(edges):
        return []
    modes = here.regulator_mode if position == 1 else here.compressor_mode
    table = network.table(kind).iloc[edges.row]
    inlet, outlet = _ends(state, position)
    wanted = np.where(
        table["control"].to_numpy(dtype=str) == "flow", table["flow"].to_numpy(dtype=float), np.nan
    )
    start = sum(len(kind) for kind in state.system.edges[:position])
    off = np.abs(state.flow[start : start + len(edges)] - wanted)
    limited = np.char.endswith(modes, "_max") | np.char.endswith(modes, "_min")
    least = np.maximum(SHORT * np.abs(wanted), LEAK * state.scales.flow)
    missed = (modes != "flow") & (off > least) & ~limited
    return [
        _finding(kind, table.iloc[at], f"the device is {modes[at]}", inlet[at], outlet[at])
        for at in np.flatnonzero(missed)
    ]


def _capped(network: Network, state: State) -> list[Finding]:
    """Return the compressors that only a bound of the model keeps from their set-point."""
    edges = state.system.compressor_edges
    if not len(edges):
        return []
    table = network.table("compressors").iloc[edges.row]
    inlet, outlet = _ends(state, 2)
    control = table["control"].to_numpy(dtype=str)
    mode = state.linearised.compressor_mode
    done, highest = _done(state, inlet, outlet), table["outlet_pressure_max"].to_numpy(dtype=float)
    idle = (control == "power") & _below(done["power"], table["power"]) & ~_limited(table, done)
    slack = (mode == "power_max") & _below(done["power"], table["power_max"])
    beyond = (mode == "outlet_pressure_max") & ~(highest <= _highest(state))
    found = []
    for at in np.flatnonzero((idle | slack | beyond) & (control != "flow")):
        if mode[at] == CLOSED:
            reason = "nothing flows through the device"
        elif beyond[at]:
            reason = f"the equation of state ends at {_highest(state) / BAR:.4g} bar"
        else:
            reason = f"no machine is taken to reach a ratio above {HIGHEST_RATIO:g}"
        found.append(_finding("compressors", table.iloc[at], reason, inlet[at], outlet[at]))
    return found


def _done(state: State, inlet: Array, outlet: Array) -> dict[str, Array]:
    """Return what the compressors do, by the name of the quantity, each (n_compressors,)."""
    system, edges = state.system, state.system.compressor_edges
    start = len(system.pipe_edges) + len(system.regulator_edges)
    flow = state.flow[start : start + len(edges)]
    head = system.compressors.head(state.potential[edges.tail], state.potential[edges.head], system.gas)
    return {
        "outlet_pressure": outlet,
        "inlet_pressure": inlet,
        "flow": flow,
        "ratio": outlet / np.maximum(inlet, 1.0),
        "power": shaft_power(np.maximum(flow, 0.0), head, system.compressors.efficiency),
    }


def _limited(table: pd.DataFrame, done: dict[str, Array]) -> Mask:
    """Return which compressors have used up a limit of their own."""
    used = np.zeros(len(table), dtype=bool)
    for name, value in done.items():
        if name == "inlet_pressure":
            used |= value <= table["inlet_pressure_min"].to_numpy(dtype=float) * (1.0 + SHORT)
        else:
            used |= value >= table[f"{name}_max"].to_numpy(dtype=float) * (1.0 - SHORT)
    return used


def _below(value: Array, wanted: pd.Series[float]) -> Mask:
    return np.asarray(value < wanted.to_numpy(dtype=float) * (1.0 - SHORT))


def _ends(state: State, position: int) -> tuple[Array, Array]:
    """Return the pressures before and behind the devices of a kind."""
    pressure, edges = state.system.gas.pressure(state.potential), state.system.edges[position]
    return pressure[edges.tail], pressure[edges.head]


def _highest(state: State) -> float:
    return state.system.gas.pressure_end


def _finding(kind: str, row: Any, reason: str, inlet: float, outlet: float) -> Finding:
    name, control = str(row.name), str(row.control)
    unit, size = UNITS[control]
    wanted = f"{float(row[control]) / size:.6g} {unit}".rstrip()
    return Finding(
        place=f"{kind}[{name}].{control}",
        finding=f"the set-point of {wanted} cannot be reached: {reason}, with {inlet / BAR:.4g} bar before "
        f"and {outlet / BAR:.4g} bar behind it.",
        remedy="Lower the set-point, raise the pressure before it or lower the pressure behind it."
        if control == "flow"
        else "Lower the set-point, let more gas through, or give the device a limit of its own.",
        table=kind,
        row=name,
        column=control,
    )
