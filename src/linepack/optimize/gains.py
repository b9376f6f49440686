"""What one more unit of each limit would add to the flow, from the multipliers of the optimum."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from linepack.optimize.limits import Limit
from linepack.optimize.optimum import Gain
from linepack.optimize.program import FLOW_UNIT

if TYPE_CHECKING:
    from linepack.optimize.numbers import Numbers

Array = NDArray[np.float64]

ACTIVE: Final = 1e-3
"""Least gain, relative to the largest, of a limit that counts as binding."""

DIAMETER_STEP: Final = 0.01
"""Share by which a pipeline is widened in the marginal table."""

DIAMETER_EXPONENT: Final = 5.0
"""K is proportional to D to this power at constant friction factor."""


@dataclass(frozen=True)
class Multipliers:
    """Multipliers of an optimum.

    Attributes
    ----------
    node
        Of the potential bounds, above 0 at upper ones, (n_nodes,).
    groups
        Of the constraints, by group.
    potential, flow
        State at the optimum, (n_nodes,) and (n_edges,). [Pa kg/m3] and [kg/s]
    """

    node: Array
    groups: dict[str, Array]
    potential: Array
    flow: Array


def gains(numbers: Numbers, multipliers: Multipliers) -> tuple[Gain, ...]:
    """Return the limits with a gain, largest first, then those of widening the pipelines."""
    found = [
        *_pressure_gains(numbers, multipliers),
        *_flow_gains(numbers, multipliers),
        *_device_gains(numbers, multipliers),
    ]
    largest = max((gain.per_unit * _step(gain.limit) for gain in found), default=0.0)
    kept = [gain for gain in found if gain.per_unit * _step(gain.limit) > ACTIVE * largest]
    kept.sort(key=lambda gain: -gain.per_unit * _step(gain.limit))
    return (*kept, *_diameter_gains(numbers, multipliers))


def _step(limit: Limit) -> float:
    """A fair step of each kind of limit, for ranking: 1 bar, 1 kg/s, 0.1 of a ratio, 1 MW."""
    if "pressure" in limit.column:
        return 1e5
    if "power" in limit.column:
        return 1e6
    return 0.1 if "ratio" in limit.column else 1.0


def _pressure_gains(numbers: Numbers, multipliers: Multipliers) -> list[Gain]:
    problem, found = numbers.problem, []
    for limits, pressure, side in (
        (problem.low_limit, problem.pressure_min, -1.0),
        (problem.high_limit, problem.pressure_max, 1.0),
    ):
        per_potential = side * multipliers.node * FLOW_UNIT / numbers.unit
        per_pascal = per_potential * numbers.gas.density(pressure)
        found += [Gain(limits[at], float(per_pascal[at])) for at in np.flatnonzero(per_pascal > 0.0).tolist()]
    return found


def _flow_gains(numbers: Numbers, multipliers: Multipliers) -> list[Gain]:
    """Gains of flow limits: of the edges that share a row the tightest decides."""
    problem, rows, found = numbers.problem, numbers.rows, []
    _, most = rows.room(problem, numbers.given)
    _, upper = rows.bounds(problem, numbers.given)
    for row in np.flatnonzero((multipliers.groups["flows"] > 0.0) & np.isfinite(upper)):
        of_row = np.flatnonzero(rows.row == row)
        edge = rows.limited[of_row[np.argmin(most[of_row])]]
        found.append(Gain(problem.flow_limit[edge], float(multipliers.groups["flows"][row])))
    injection = float(multipliers.groups["injection"][0])
    if np.isfinite(problem.injection_max) and injection > 0.0:
        found.append(Gain(problem.injection_limit, injection))
    return found


def _device_gains(numbers: Numbers, multipliers: Multipliers) -> list[Gain]:
    problem, reduction = numbers.problem, numbers.reduction
    found = []
    for name in ("ratio", "power"):
        edges = reduction.device[getattr(numbers.shape, name) - reduction.n_chains]
        limit = numbers.limit(name)
        scale = FLOW_UNIT / limit if name == "power" else _per_ratio(numbers, multipliers, edges)
        for at, edge in enumerate(edges):
            gain = float(abs(multipliers.groups[name][at]) * scale[at])
            place = Limit("compressors", problem.flow_limit[edge].element, f"{name}_max", float(limit[at]))
            found.append(Gain(place, gain))
    return found


def _per_ratio(numbers: Numbers, multipliers: Multipliers, edges: NDArray[np.intp]) -> Array:
    """Derivatives of the scaled rooms of ratio limits to the limits, times the flow unit."""
    inlet = numbers.gas.pressure(multipliers.potential[numbers.problem.tail[edges]])
    return np.asarray(FLOW_UNIT * inlet / numbers.fit[1])


def _diameter_gains(numbers: Numbers, multipliers: Multipliers) -> tuple[Gain, ...]:
    """Gain of widening each pipeline by one percent, largest first."""
    problem, chains = numbers.problem, numbers.reduction.chains
    table = problem.network.table("pipes")
    rows = problem.table_rows("pipes")
    names, ids = table["pipeline"].to_numpy(dtype=str)[rows], table.index.to_numpy(dtype=str)[rows]
    pipeline = np.where(names == "", ids, names)[chains.pipe]
    total: dict[str, float] = {}
    for name, gain in zip(pipeline, _per_share(numbers, multipliers), strict=True):
        total[name] = total.get(name, 0.0) + float(gain) * DIAMETER_STEP
    largest = max(total.values(), default=0.0)
    ranked = sorted(total.items(), key=lambda item: -item[1])
    return tuple(
        Gain(Limit("pipes", name, "diameter", DIAMETER_STEP), gain)
        for name, gain in ranked
        if gain > ACTIVE * largest
    )


def _per_share(numbers: Numbers, multipliers: Multipliers) -> Array:
    """Gain per share of the diameter of each pipe, in the order of the chains, (n_pipes,). [kg/s]"""
    chains, resistance = numbers.reduction.chains, numbers.terms[1]
    before = np.append(0.0, resistance[:-1])
    before[chains.first] = 0.0
    pipes, _ = numbers.problem.of_kind("pipes")
    flow = multipliers.flow[pipes[chains.pipe]]
    drop = (resistance - before) * flow * flow / numbers.unit
    gain = np.abs(multipliers.groups["chains"][chains.of] * drop)
    return np.asarray(gain * DIAMETER_EXPONENT * FLOW_UNIT)
