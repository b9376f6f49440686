"""What a state means: physical or not, and which limits it breaks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from linepack.errors import Finding
from linepack.physics.compression import shaft_power
from linepack.physics.devices import BYPASS, FULLY_OPEN
from linepack.steady.flows import joined_flows, shared_injection, slack_injection
from linepack.steady.limits import pipe_pressure_limits
from linepack.units import BAR

if TYPE_CHECKING:
    from linepack.network import Network
    from linepack.steady.state import State
    from linepack.system.edges import Edges

Array = NDArray[np.float64]

SOLVED: Final = "solved"
LIMITS_VIOLATED: Final = "solved, limits violated"
INFEASIBLE: Final = "infeasible"
NOT_CONVERGED: Final = "not converged"

MASS_TOLERANCE: Final = 1e-9
"""Largest node imbalance of a solved state, relative to the throughput (methods §2.5)."""

PRESSURE_TOLERANCE: Final = 1.0
"""Largest edge residual of a solved state, as a pressure. [Pa]"""

LIMIT_TOLERANCE: Final = 100.0
"""A pressure limit is broken when it is missed by more than this, a tenth of what a gauge shows. [Pa]"""

FLOW_LIMIT_TOLERANCE: Final = 1e-5
"""A limit of flow, ratio or power is broken when it is missed by more than this share of it, one of 0 when it
is missed by more than this. [kg/s]"""

SOURCE_LIMITS: Final = {
    "supplies": {"flow_max": (1.0, 1.0, True), "flow_min": (1.0, -1.0, True)},
    "storages": {
        "withdrawal_max": (1.0, 1.0, True),
        "withdrawal_min": (1.0, -1.0, False),
        "injection_max": (-1.0, 1.0, True),
        "injection_min": (-1.0, -1.0, False),
    },
    "lng_terminals": {"sendout_max": (1.0, 1.0, True), "sendout_min": (1.0, -1.0, False)},
}
"""Limits of what a source injects: sign of the flow that counts, +1 for a largest and −1 for a smallest, and
whether it holds when the flow runs the other way."""

SMALLEST: Final = 1e-3
"""Keeps the room left to a bound of 0 finite. [SI]"""

BYPASS_LIMITS: Final = ("outlet_pressure_max", "inlet_pressure_min", "flow_max", "technical_capacity")
"""Limits of a station that hold in bypass too."""

LEAST_PASSING: Final = 1e-7
"""Share of the throughput below which a device passes nothing and its pressure limits do not apply."""

LONGEST_LIST: Final = 3
"""Culprits named in a message; the findings have all of them."""


@dataclass(frozen=True)
class Residuals:
    """Residuals of a state in physical units.

    Attributes
    ----------
    mass
        Largest imbalance of a node. [kg/s]
    throughput
        Sum of all withdrawals and supplies, halved; the scale of ``mass``. [kg/s]
    pressure
        Largest residual of an edge equation, as a pressure. [Pa]
    worst_node, worst_edge
        Where they occur: position of the hydraulic node and of the edge.
    """

    mass: float
    throughput: float
    pressure: float
    worst_node: int
    worst_edge: int

    @property
    def small(self) -> bool:
        """Whether both are within the tolerance of a solved state."""
        return self.mass <= MASS_TOLERANCE * max(1.0, self.throughput) and self.pressure <= PRESSURE_TOLERANCE


def residuals(state: State) -> Residuals:
    """Return the residuals of a state in physical units."""
    here, system, scales = state.linearised, state.system, state.scales
    imbalance = np.abs(here.imbalance) * scales.flow
    density = system.gas.density(system.gas.pressure(np.array([scales.potential])))[0]
    edge = np.abs(here.residual) * scales.potential / density
    return Residuals(
        mass=float(imbalance.max(initial=0.0)),
        throughput=throughput(state),
        pressure=float(edge.max(initial=0.0)),
        worst_node=int(np.argmax(imbalance)) if imbalance.size else -1,
        worst_edge=int(np.argmax(edge)) if edge.size else -1,
    )


def throughput(state: State) -> float:
    """Return the gas entering the system. [kg/s]"""
    injected = slack_injection(state)
    load = state.system.load
    return float(np.maximum(injected, 0.0).sum() + np.maximum(-load, 0.0).sum())


def unphysical_nodes(state: State) -> NDArray[np.intp]:
    """Return the nodes whose potential is not positive: proof that no physical state exists."""
    return np.flatnonzero(state.potential <= 0.0)


@dataclass(frozen=True)
class Broken:
    """A limit and by how much it is missed.

    Attributes
    ----------
    kind, element
        Element kind and id.
    limit
        Column of the limit.
    value, bound
        What the state has and what the limit asks, SI.
    """

    kind: str
    element: str
    limit: str
    value: float
    bound: float

    def binding(self) -> Finding:
        """Return it as what keeps more from being delivered."""
        _, unit, scale = _face(self.limit)
        bound = f"{self.bound / scale:.4g} {unit}".strip()
        return replace(
            self.finding(),
            finding=f"it is used up at the largest deliverable amount: {bound}.",
            remedy="Change it, or ask for no more than the largest deliverable amount.",
        )

    def finding(self) -> Finding:
        """Return it as a finding."""
        shown, unit, scale = _face(self.limit)
        side = "below" if self.value < self.bound else "above"
        return Finding(
            place=f"{self.kind}[{self.element}].{self.limit}",
            finding=f"{shown} is {self.value / scale:.4g} {unit}, {side} the limit of "
            f"{self.bound / scale:.4g} {unit}.",
            remedy="Ask for less, or change the limit or the controls that lead to it.",
            table=self.kind,
            row=self.element,
            column=self.limit,
            severity="warning",
        )


def _face(limit: str) -> tuple[str, str, float]:
    if limit == "internal_bypass":
        return "the flow past the machine", "kg/s", 1.0
    if any(word in limit for word in ("flow", "capacity", "withdrawal", "injection", "sendout")):
        return "the flow", "kg/s", 1.0
    if "differential" in limit:
        return "the fall of the pressure", "bar", BAR
    if "ratio" in limit:
        return "the pressure ratio", "", 1.0
    if "power" in limit:
        return "the power", "W", 1.0
    return "the pressure", "bar", BAR


@dataclass(frozen=True)
class Comparison:
    """A limit of one table against what a state has; NaN where there is no limit or it does not apply.

    Attributes
    ----------
    kind, limit
        Table and column.
    ids
        Ids of the rows.
    value, bound
        What the state has and what the limit asks, each (n_rows,), SI.
    side
        +1 for a largest, −1 for a smallest.
    """

    kind: str
    limit: str
    ids: NDArray[np.object_]
    value: Array
    bound: Array
    side: float

    def broken(self) -> list[Broken]:
        """Return the rows whose value lies beyond the bound by more than the tolerance."""
        return [self._row(at) for at in self.beyond().tolist()]

    def beyond(self) -> NDArray[np.intp]:
        """Return the positions of the rows that are :meth:`broken`."""
        with np.errstate(invalid="ignore"):
            return np.flatnonzero(self.side * (self.value - self.bound) > self._allowed)

    def room(self) -> float:
        """Return the least room left, as a share of the bound, below 0 where a limit is broken."""
        edge = self.bound + self.side * self._allowed
        value = self.value
        if "pressure" in self.limit:  # squares fall about evenly with the square of a flow
            edge, value = edge * np.abs(edge), value * np.abs(value)
        with np.errstate(invalid="ignore"):
            room = self.side * (edge - value) / np.maximum(np.abs(edge), SMALLEST)
        return float(np.min(room, initial=np.inf, where=np.isfinite(room)))

    @property
    def _allowed(self) -> Array:
        if "pressure" in self.limit or "differential" in self.limit:
            return np.full(len(self.bound), LIMIT_TOLERANCE)
        return FLOW_LIMIT_TOLERANCE * np.where(self.bound == 0.0, 1.0, np.abs(self.bound))

    def _row(self, at: int) -> Broken:
        return Broken(self.kind, str(self.ids[at]), self.limit, float(self.value[at]), float(self.bound[at]))


def compare(network: Network, state: State, passing: Array | None = None) -> list[Comparison]:
    """Return every limit of a network against a state.

    Parameters
    ----------
    network, state
        The network and a state of it.
    passing : (n_edges,)
        Flow below which an edge passes nothing, without it one for all. [kg/s]
    """
    view = _View(network, state, passing)
    found = view.node_pressures() + view.demand_pressures() + view.pipe_pressures()
    found += view.device_limits("regulators", 1) + view.device_limits("compressors", 2)
    found += view.bypassed_limits("regulators") + view.bypassed_limits("compressors")
    return found + view.capacities("pipes", 0) + view.capacities("resistors", 4) + view.source_flows()


def broken_limits(network: Network, state: State) -> list[Broken]:
    """Return every limit that a physical state breaks."""
    return broken_among(compare(network, state))


def broken_among(comparisons: list[Comparison]) -> list[Broken]:
    """Return the broken limits, each element and limit once."""
    found = [item for comparison in comparisons for item in comparison.broken()]
    return list({(item.kind, item.element, item.limit): item for item in found}.values())


class _View:
    """A state seen through the tables; each method looks at one kind of limit."""

    def __init__(self, network: Network, state: State, passing: Array | None) -> None:
        self.network, self.state = network, state
        if passing is None:
            passing = np.full(state.system.n_edges, LEAST_PASSING * max(throughput(state), 1.0))
        self.passing = passing
        pressure = state.pressure
        at = state.system.hydraulic_node
        self.hydraulic_pressure = pressure
        self.node_pressure = (
            np.where(at >= 0, pressure[at], np.nan) if len(pressure) else np.full(len(at), np.nan)
        )

    def ids(self, kind: str) -> NDArray[np.object_]:
        return self.network.words(kind)

    def column(self, kind: str, name: str) -> Array:
        return self.network.column(kind, name)

    def node_pressures(self) -> list[Comparison]:
        return [
            one
            for limit, side in (("pressure_min", -1.0), ("pressure_max", 1.0))
            for one in _compare(
                "nodes", self.ids("nodes"), limit, self.node_pressure, self.column("nodes", limit), side
            )
        ]

    def demand_pressures(self) -> list[Comparison]:
        drawn = self.column("demands", "mass_flow") > 0.0
        pressure = self.node_pressure[self.network.node_rows("demands", "node")[drawn]]
        bound = self.column("demands", "pressure_min")[drawn]
        return _compare("demands", self.ids("demands")[drawn], "pressure_min", pressure, bound, -1.0)

    def pipe_pressures(self) -> list[Comparison]:
        found: list[Comparison] = []
        limits = pipe_pressure_limits(self.network, self.state.system.gas)
        for end, limit in zip(("from_node", "to_node"), limits, strict=True):
            pressure = self.node_pressure[self.network.node_rows("pipes", end)]
            found += _compare("pipes", self.ids("pipes"), "pressure_max", pressure, limit, 1.0)
        return found

    def device_limits(self, kind: str, position: int) -> list[Comparison]:
        edges = self.state.system.edges[position]
        if not len(edges):
            return []
        inlet, outlet = self.hydraulic_pressure[edges.tail], self.hydraulic_pressure[edges.head]
        flow = self._flow(position)
        passing = flow > self._span(self.passing, position)
        high, low = np.where(passing, outlet, np.nan), np.where(passing, inlet, np.nan)
        found = self.limit(kind, edges.row, "outlet_pressure_max", high, 1.0)
        found += self.limit(kind, edges.row, "inlet_pressure_min", low, -1.0)
        found += self.limit(kind, edges.row, "flow_max", flow, 1.0)
        if kind == "compressors":
            found += self.work_limits(edges, passing) + self.bypass_limits(edges, flow)
        else:
            found += self.differences(edges, np.where(passing, inlet - outlet, np.nan))
        return found + self.capacities(kind, position)

    def bypassed_limits(self, kind: str) -> list[Comparison]:
        """Limits of stations whose control is bypass: they are open lines, whichever way gas passes."""
        rows = np.flatnonzero(self.network.words(kind, "control") == "bypass")
        if not any(np.isfinite(self.column(kind, name)[rows]).any() for name in BYPASS_LIMITS):
            return []
        pressure = self.node_pressure[self.network.node_rows(kind, "from_node")[rows]]
        flow = self._joined[kind]
        found = self.limit(kind, rows, "outlet_pressure_max", pressure, 1.0)
        found += self.limit(kind, rows, "inlet_pressure_min", pressure, -1.0)
        found += self.limit(kind, rows, "flow_max", flow, 1.0)
        return found + self.limit(kind, rows, "technical_capacity", np.abs(flow), 1.0)

    @cached_property
    def _joined(self) -> dict[str, Array]:
        return joined_flows(self.network, self.state)

    def limit(
        self, kind: str, rows: NDArray[np.intp], name: str, value: Array, side: float
    ) -> list[Comparison]:
        """Compare some rows of a kind with the limit of that name."""
        return _compare(kind, self.ids(kind)[rows], name, value, self.column(kind, name)[rows], side)

    def work_limits(self, edges: Edges, passing: NDArray[np.bool_]) -> list[Comparison]:
        """Ratio and power of compressors that work."""
        system, potential = self.state.system, self.state.potential
        head = system.compressors.head(potential[edges.tail], potential[edges.head], system.gas)
        power = shaft_power(self._flow(2), head, system.compressors.efficiency)
        ratio = self.hydraulic_pressure[edges.head] / np.maximum(self.hydraulic_pressure[edges.tail], 1.0)
        works = passing & (ratio > 1.0)
        found = self.limit("compressors", edges.row, "ratio_max", np.where(works, ratio, np.nan), 1.0)
        return found + self.limit("compressors", edges.row, "power_max", np.where(works, power, np.nan), 1.0)

    def differences(self, edges: Edges, fall: Array) -> list[Comparison]:
        """Fall of the pressure over regulators that pass gas; one that is open on a bypass has no least."""
        passable = self.column("regulators", "internal_bypass")[edges.row] > 0.0
        bypassed = passable & (self.state.linearised.regulator_mode == FULLY_OPEN)
        found = self.limit("regulators", edges.row, "differential_max", fall, 1.0)
        least = np.where(bypassed, np.nan, fall)
        return found + self.limit("regulators", edges.row, "differential_min", least, -1.0)

    def bypass_limits(self, edges: Edges, flow: Array) -> list[Comparison]:
        """Flow past compressors that have no bypass to let it past."""
        passable = self.column("compressors", "internal_bypass")[edges.row] > 0.0
        past = (self.state.linearised.compressor_mode == BYPASS) & ~passable
        value, bound = np.where(past, flow, np.nan), np.where(past, 0.0, np.nan)
        names = self.ids("compressors")[edges.row]
        return _compare("compressors", names, "internal_bypass", value, bound, 1.0)

    def capacities(self, kind: str, position: int) -> list[Comparison]:
        edges = self.state.system.edges[position]
        if not np.isfinite(self.column(kind, "technical_capacity")).any():
            return []
        rows, first = np.unique(edges.row, return_index=True)
        return self.limit(kind, rows, "technical_capacity", np.abs(self._flow(position)[first]), 1.0)

    def source_flows(self) -> list[Comparison]:
        """What sources inject that hold a pressure; a given flow has been held against its limits before."""
        found: list[Comparison] = []
        for kind, limits in SOURCE_LIMITS.items():
            held = np.flatnonzero(self.network.words(kind, "control") == "pressure")
            if not held.size:
                continue
            flow = shared_injection(self.network, self.state, kind)
            for limit, (way, side, always) in limits.items():
                moved = way * flow
                value = moved if always else np.where(moved > 0.0, moved, np.nan)
                found += self.limit(kind, held, limit, value, side)
        return found

    def _flow(self, position: int) -> Array:
        return self._span(self.state.flow, position)

    def _span(self, values: Array, position: int) -> Array:
        """Return the values of the edges of one kind."""
        stops = np.cumsum([0, *(len(kind) for kind in self.state.system.edges)])
        return values[stops[position] : stops[position + 1]]


def _compare(
    kind: str, ids: NDArray[np.object_], limit: str, value: Array, bound: object, side: float
) -> list[Comparison]:
    """Compare the rows of a table with one limit; none where no row has it."""
    edge = np.asarray(bound, dtype=float)
    if not np.isfinite(edge).any():
        return []
    return [Comparison(kind, limit, ids, value, edge, side)]
