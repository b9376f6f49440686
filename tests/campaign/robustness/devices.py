"""The rules of devices from result tables, each written as what a device may and may not do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from linepack.network import Network
    from robustness.fluid import Fluid

PASCAL = 1.0  # residual of a solved state, as a pressure at the sources
TRACE = 1e-8  # share of the throughput that a shut device may leak
HOLDS = 1e-6  # share of a flow
HIGHEST_RATIO = 10.0  # that any power reaches
HIGHEST = 25e6  # Pa, end of the gas tables
FORWARD = ("flow", "flow_max")


@dataclass(frozen=True)
class Rules:
    """What the rules of devices are held against.

    Attributes
    ----------
    fluid
        The gas.
    dense
        Density at the sources, which turns potentials into pressures. [kg/m3]
    throughput
        What enters the network. [kg/s]
    """

    fluid: Fluid
    dense: float
    throughput: float

    @property
    def leak(self) -> float:
        return TRACE * max(self.throughput, 100.0)

    def gap(self, high: float, low: float) -> float:
        """Return how far one pressure is above another, in tolerances of a solved state."""
        pressures = np.array([max(high, 0.0), max(low, 0.0)])
        above, below = self.fluid.potential(pressures)
        return float(above - below) / self.dense / PASCAL

    def rooms(self, kind: str, row: Any, result: Any) -> dict[str, float]:
        """Return the room left to the set-point and limits of a device, in tolerances."""
        found = {}
        for name, bound in bounds(kind, row):
            found[name] = self._room(name, bound, row, result)
        return found

    def _room(self, name: str, bound: float, row: Any, result: Any) -> float:
        before, behind, flow = result.pressure_from, result.pressure_to, result.mass_flow
        if name.startswith("outlet_pressure"):
            return self.gap(bound, behind)
        if name.startswith("inlet_pressure"):
            return self.gap(before, bound)
        if name.startswith("flow"):
            return (bound - flow) / (HOLDS * max(bound, 1.0))
        if name.startswith("ratio"):
            return self.gap(bound * before, behind)
        if name.startswith("differential"):
            return self.gap(before - bound, behind)
        return self.gap(self.reach(bound, row, before, flow) * before, behind)

    def reach(self, power: float, row: Any, before: float, flow: float) -> float:
        """Return the ratio that a power reaches at a flow."""
        fluid, share = self.fluid, (self.fluid.kappa - 1.0) / self.fluid.kappa
        thermal = float(fluid.compressibility(np.array(before))) * fluid.thermal
        growth = 1.0 + share * row.efficiency * power / (thermal * max(flow, 1e-12))
        return min(growth ** min(1.0 / share, 700.0 / np.log(max(growth, 1.1))), HIGHEST_RATIO)


def bounds(kind: str, row: Any) -> Iterator[tuple[str, float]]:
    """Return the set-point of a device and the limits that it keeps by itself."""
    if np.isfinite(wanted := getattr(row, row.control, np.nan)):
        yield row.control, wanted
    limits = ["outlet_pressure_max", "inlet_pressure_min", "flow_max"]
    limits += ["ratio_max", "power_max"] if kind == "compressors" else []
    if kind == "regulators" and not getattr(row, "internal_bypass", True):
        limits.append("differential_min")
    for name in limits:
        if np.isfinite(bound := getattr(row, name, np.nan)):
            yield name, bound
    if kind == "compressors":
        yield "outlet_pressure_max", min(HIGHEST, np.nan_to_num(row.outlet_pressure_max, nan=HIGHEST))


def complaints(network: Network, tables: dict[str, pd.DataFrame], rules: Rules) -> list[str]:
    """Return every device that does what it cannot or leaves undone what it should."""
    found = []
    for kind in ("regulators", "compressors"):
        for row, result in _rows(network, tables, kind):
            problem = _problem(kind, row, result, rules)
            found += [f"{kind}[{row.Index}] ({result.mode}): {problem}"] if problem else []
    for _, result in _rows(network, tables, "check_valves"):
        rise = rules.gap(result.pressure_from, result.pressure_to)
        if result.mass_flow < -rules.leak or rise > PASCAL or (result.mass_flow > rules.leak and rise < -1.0):
            found.append(f"check_valves[{result.Index}]: {result.mass_flow:.3g} kg/s, {rise:.3g} Pa")
    return found + _plain(network, tables, rules) + _resistors(network, tables, rules)


def _rows(network: Network, tables: dict[str, pd.DataFrame], kind: str) -> Iterator[tuple[Any, Any]]:
    """Return row and result of every element that has pressures."""
    pairs = zip(network.table(kind).itertuples(), tables[kind].itertuples(), strict=True)
    for row, result in pairs:
        if np.isfinite(result.pressure_from) and np.isfinite(result.pressure_to):
            yield row, result


def _problem(kind: str, row: Any, result: Any, rules: Rules) -> str:
    """Return what is wrong with a regulator or compressor, empty if nothing is."""
    drop, flow = rules.gap(result.pressure_from, result.pressure_to), result.mass_flow
    if row.control == "closed":
        return "" if flow == 0.0 else f"passes {flow:.3g} kg/s though shut"
    if row.control == "bypass":
        return "" if abs(drop) <= 1.0 else f"loses {drop:.3g} Pa in bypass"
    if flow < -rules.leak:
        return f"passes {flow:.3g} kg/s backwards"
    rooms = rules.rooms(kind, row, result)
    least = min(rooms.values(), default=np.inf)
    own_limit = result.mode.endswith(("_max", "_min"))
    if row.control == "flow" and abs(flow - row.flow) > 2e-5 * max(row.flow, 1e-3) and not own_limit:
        return f"passes {flow:.6g} kg/s instead of {row.flow:.6g}"
    law = _regulator if kind == "regulators" else _compressor
    return law(row, flow > rules.leak, drop, least) or _mode(result.mode, drop, flow, rooms, rules)


def _regulator(row: Any, passes: bool, drop: float, least: float) -> str:
    spare = min(drop if getattr(row, "internal_bypass", True) else np.inf, least)
    if passes and drop < -1.0:
        return f"raises the pressure by {-drop:.3g} Pa"
    if spare > 1.0:
        return f"could pass more: {spare:.3g}"
    return f"passes more than it may: {spare:.3g}" if passes and spare < -1.0 else ""


def _compressor(row: Any, passes: bool, drop: float, least: float) -> str:
    if drop > 1.0:
        return f"lowers the pressure by {drop:.3g} Pa"
    if least > 1.0:
        return f"could work more: {least:.3g}"
    return f"works more than it may: {least:.3g}, {drop:.3g}" if passes and max(drop, least) < -1.0 else ""


def _mode(mode: str, drop: float, flow: float, rooms: dict[str, float], rules: Rules) -> str:
    """Return what the name of the mode says that is not so."""
    if mode in ("bypass", "fully open"):
        return "" if abs(drop) <= 1.0 else f"loses {drop:.3g} Pa"
    if mode == "closed":
        return "" if abs(flow) <= rules.leak else f"passes {flow:.3g} kg/s"
    left = rooms.get(mode, np.inf)
    return "" if abs(left) <= 1.0 else f"has {left:.3g} left"


def _plain(network: Network, tables: dict[str, pd.DataFrame], rules: Rules) -> list[str]:
    """Return the valves, short pipes and heaters that lose pressure or pass gas though shut."""
    found = []
    for kind in ("valves", "short_pipes", "heaters"):
        for row, result in _rows(network, tables, kind) if kind in tables else ():
            if getattr(row, "drag_factor", 0.0) > 0.0:
                continue
            loss = abs(rules.gap(result.pressure_from, result.pressure_to))
            is_open = getattr(row, "open", True)
            if (is_open and loss > 1.0) or (not is_open and result.mass_flow != 0.0):
                found.append(f"{kind}[{row.Index}]: {result.mass_flow:.3g} kg/s, {loss:.3g} Pa")
    return found


def _resistors(network: Network, tables: dict[str, pd.DataFrame], rules: Rules) -> list[str]:
    found = []
    rows = [pair for kind in ("resistors", "short_pipes") for pair in _rows(network, tables, kind)]
    for row, result in rows:
        if not (np.isfinite(getattr(row, "pressure_drop", np.nan)) or row.drag_factor > 0.0):
            continue
        flow, before, behind = result.mass_flow, result.pressure_from, result.pressure_to
        if np.isfinite(getattr(row, "pressure_drop", np.nan)):
            share = np.clip(flow / 1e-2, -1.0, 1.0)  # a fixed loss turns smoothly below 0.01 kg/s
            miss = rules.gap(before - row.pressure_drop * share * (1.5 - 0.5 * share**2), behind)
        else:
            area = np.pi * np.nan_to_num(row.diameter, nan=1.0) ** 2 / 4.0
            loss = row.drag_factor * flow * abs(flow) / (2.0 * area**2)
            miss = rules.gap(before, behind) - loss / rules.dense
        if abs(miss) > 1.0:
            found.append(f"element {row.Index}: misses its loss by {miss:.3g} Pa")
    return found


def work(network: Network, tables: dict[str, pd.DataFrame], rules: Rules) -> list[str]:
    """Return the compressors whose power, head, ratio or fuel is not what their flow and pressures give."""
    found, fluid = [], rules.fluid
    share = (fluid.kappa - 1.0) / fluid.kappa
    for row, result in _rows(network, tables, "compressors"):
        if row.control in ("bypass", "closed"):
            continue
        ratio = result.pressure_to / result.pressure_from
        z = float(fluid.compressibility(np.array(result.pressure_from)))
        head = z * fluid.thermal / share * (max(ratio, 1.0) ** share - 1.0) if result.mass_flow > 0.0 else 0.0
        power = max(result.mass_flow, 0.0) * head / row.efficiency
        told = np.array([result.ratio, result.head, result.power])
        if not np.allclose(told, [ratio, head, power], rtol=1e-6, atol=1e-3):
            found.append(f"compressors[{row.Index}]: {told} instead of {[ratio, head, power]}")
    return found
