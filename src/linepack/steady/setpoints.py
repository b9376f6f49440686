"""Set-points that a state does not reach though no limit of the device itself is in the way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from linepack.errors import Finding
from linepack.physics.compression import shaft_power
from linepack.physics.devices import CLOSED, HIGHEST_RATIO
from linepack.units import BAR

if TYPE_CHECKING:
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


def missed(network: Network, state: State) -> dict[int, Mask]:
    """Return which devices :func:`unreached` names, by the position of their kind, each (n_edges,)."""
    limits = Rows(network, "compressors", state.system.compressor_edges.row)
    slack, beyond = _short_of(limits, state)
    return {
        1: _missed_flows(Rows(network, "regulators", state.system.regulator_edges.row), state, 1),
        2: _missed_flows(limits, state, 2) | slack | beyond,
    }


@dataclass(frozen=True)
class Rows:
    """Some rows of a table."""

    network: Network
    kind: str
    row: NDArray[np.intp]

    def numbers(self, name: str) -> Array:
        """Return a column of numbers of the rows."""
        return np.asarray(self.network.column(self.kind, name)[self.row])

    def words(self, name: str) -> NDArray[np.object_]:
        """Return a column of texts of the rows."""
        return np.asarray(self.network.words(self.kind, name)[self.row])


def _flows(network: Network, state: State, kind: str, position: int) -> list[Finding]:
    """Return the devices that miss the flow they are set to for no limit of their own."""
    rows = Rows(network, kind, state.system.edges[position].row)
    modes = _modes(state, position)
    return [
        _finding(rows, at, f"the device is {modes[at]}", state, position)
        for at in np.flatnonzero(_missed_flows(rows, state, position)).tolist()
    ]


def _missed_flows(rows: Rows, state: State, position: int) -> Mask:
    if not len(rows.row):
        return np.zeros(0, dtype=bool)
    modes = _modes(state, position)
    wanted = np.where(rows.words("control") == "flow", rows.numbers("flow"), np.nan)
    start = sum(len(kind) for kind in state.system.edges[:position])
    off = np.abs(state.flow[start : start + len(modes)] - wanted)
    least = np.maximum(SHORT * np.abs(wanted), LEAK * state.scales.flow)
    missing = (modes != "flow") & (off > least)
    if missing.any():
        missing &= ~(np.char.endswith(modes, "_max") | np.char.endswith(modes, "_min"))
        missing &= ~_at_own_pressure(rows, *_ends(state, position))
    return np.asarray(missing)


def _at_own_pressure(rows: Rows, inlet: Array, outlet: Array) -> Mask:
    """Return which devices stand at a pressure limit of their own; at rest they may be called closed."""
    full = outlet >= rows.numbers("outlet_pressure_max") * (1.0 - SHORT)
    return np.asarray(full | (inlet <= rows.numbers("inlet_pressure_min") * (1.0 + SHORT)))


def _modes(state: State, position: int) -> NDArray[np.str_]:
    here = state.linearised
    return here.regulator_mode if position == 1 else here.compressor_mode


def _capped(network: Network, state: State) -> list[Finding]:
    """Return the compressors that only a bound of the model keeps from their set-point."""
    rows = Rows(network, "compressors", state.system.compressor_edges.row)
    slack, beyond = _short_of(rows, state)
    found = []
    for at in np.flatnonzero(slack | beyond).tolist():
        if state.linearised.compressor_mode[at] == CLOSED:
            reason = "nothing flows through the device"
        elif beyond[at]:
            reason = f"the equation of state ends at {_highest(state) / BAR:.4g} bar"
        else:
            reason = f"no machine is taken to reach a ratio above {HIGHEST_RATIO:g}"
        found.append(_finding(rows, at, reason, state, 2))
    return found


def _short_of(rows: Rows, state: State) -> tuple[Mask, Mask]:
    """Return which compressors have power left, and which only the end of the gas holds."""
    if not len(rows.row):
        return np.zeros(0, dtype=bool), np.zeros(0, dtype=bool)
    control, mode = rows.words("control"), state.linearised.compressor_mode
    done = _done(state, *_ends(state, 2))
    idle = (control == "power") & _below(done["power"], rows.numbers("power")) & ~_limited(rows, done)
    slack = (mode == "power_max") & _below(done["power"], rows.numbers("power_max"))
    beyond = (mode == "outlet_pressure_max") & ~(rows.numbers("outlet_pressure_max") <= _highest(state))
    set_otherwise = control != "flow"
    return np.asarray((idle | slack) & set_otherwise), np.asarray(beyond & set_otherwise)


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


def _limited(rows: Rows, done: dict[str, Array]) -> Mask:
    """Return which compressors have used up a limit of their own."""
    used = np.zeros(len(rows.row), dtype=bool)
    for name, value in done.items():
        if name == "inlet_pressure":
            used |= value <= rows.numbers("inlet_pressure_min") * (1.0 + SHORT)
        else:
            used |= value >= rows.numbers(f"{name}_max") * (1.0 - SHORT)
    return used


def _below(value: Array, wanted: Array) -> Mask:
    return np.asarray(value < wanted * (1.0 - SHORT))


def _ends(state: State, position: int) -> tuple[Array, Array]:
    """Return the pressures before and behind the devices of a kind."""
    pressure, edges = state.pressure, state.system.edges[position]
    return pressure[edges.tail], pressure[edges.head]


def _highest(state: State) -> float:
    return state.system.gas.pressure_end


def _finding(rows: Rows, at: int, reason: str, state: State, position: int) -> Finding:
    inlet, outlet = (end[at] for end in _ends(state, position))
    kind, name, control = rows.kind, str(rows.words("id")[at]), str(rows.words("control")[at])
    unit, size = UNITS[control]
    wanted = f"{float(rows.numbers(control)[at]) / size:.6g} {unit}".rstrip()
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
