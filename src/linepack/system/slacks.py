"""Set-points and limits of the devices' tables as slacks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from linepack.network.schema import table_schema
from linepack.physics.devices import Slacks

if TYPE_CHECKING:
    from linepack.fluids.gas import Gas
    from linepack.network import Network

Array = NDArray[np.float64]
Index = NDArray[np.intp]
Mask = NDArray[np.bool_]

IDLE_SETPOINTS: Final = {"ratio": 1.0, "differential": 0.0}
"""Set-points at which a regulator is fully open, and is called so."""

HELD_FROM_BELOW: Final = ("inlet_pressure", "differential")
"""Set-points that a device keeps from falling: their limit is a least one."""

SETPOINTS: Final = {
    "regulators": ("outlet_pressure", "inlet_pressure", "flow", "ratio", "differential"),
    "compressors": ("outlet_pressure", "inlet_pressure", "flow", "ratio", "power"),
}
"""What the devices of a kind can be set to."""


def slacks(network: Network, gas: Gas, kind: str, rows: Index) -> Slacks:
    """Return the set-points and limits of some rows of a kind, as each of them is kept."""
    bounds = _bounds(network, kind, rows)
    if kind == "regulators":
        _without_idle(network, bounds, rows)
    else:
        highest = bounds["outlet_pressure"]["outlet_pressure_max"]
        bounds["outlet_pressure"]["outlet_pressure_max"] = np.fmin(highest, gas.pressure_end)
    _without_limits(bounds, unconditional(network, kind, rows))
    return Slacks(**{name: bounds.get(name, {}) for name in (*SETPOINTS["compressors"], "differential")})


def unconditional(network: Network, kind: str, rows: Index) -> Mask:
    """Return which of some rows of a kind hold their set-point whatever it takes, (n_rows,)."""
    return np.asarray(network.column(kind, "unconditional")[rows] > 0.0)


def _bounds(network: Network, kind: str, rows: Index) -> dict[str, dict[str, Array]]:
    """Set-points of the chosen control, and the limits that always hold."""
    control = network.words(kind, "control")[rows]
    bounds: dict[str, dict[str, Array]] = {}
    for name in SETPOINTS[kind]:
        bounds[name] = {name: np.where(control == name, network.column(kind, name)[rows], np.nan)}
        limit = f"{name}_min" if name in HELD_FROM_BELOW else f"{name}_max"
        if limit in table_schema(kind).by_name:
            bounds[name][limit] = network.column(kind, limit)[rows]
    return bounds


def _without_idle(network: Network, bounds: dict[str, dict[str, Array]], rows: Index) -> None:
    """Drop the regulators' set-points that ask for nothing, and the least falls that a bypass evades."""
    throttles = ~unconditional(network, "regulators", rows)
    for name, idle in IDLE_SETPOINTS.items():
        bounds[name][name] = np.where(throttles & (bounds[name][name] == idle), np.nan, bounds[name][name])
    passing = network.column("regulators", "internal_bypass")[rows] > 0.0
    least = bounds["differential"]["differential_min"]
    bounds["differential"]["differential_min"] = np.where(passing, np.nan, least)


def _without_limits(bounds: dict[str, dict[str, Array]], freed: Mask) -> None:
    """Drop the limits of unconditional devices, which act on nothing; the result is held against them."""
    for name, group in bounds.items():
        for limit in group.keys() - {name}:
            group[limit] = np.where(freed, np.nan, group[limit])
