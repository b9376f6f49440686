"""The transport problem A → B of one network: what is free, what is bounded, what is fixed.

The base state settles the loads, what every other source injects and which devices are shut against a
higher pressure. Free are all potentials, all flows, the set-points of all devices within their limits and
the injection at A; the withdrawal at B on top of the base load is what is maximised.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from linepack.constants import ATMOSPHERE
from linepack.errors import Finding, InputError
from linepack.network.schema import kinds
from linepack.physics.pipe import PipeLaw, mean_growth, mean_viscosity
from linepack.steady.limits import pipe_pressure_limits
from linepack.steady.verdict import slack_injection

if TYPE_CHECKING:
    from collections.abc import Iterable

    from linepack.network import Network
    from linepack.steady.state import State
    from linepack.system.system import System

Array = NDArray[np.float64]
Index = NDArray[np.intp]
Mask = NDArray[np.bool_]

EDGE_KINDS: Final = ("pipes", "regulators", "compressors", "check_valves")

HIGHEST_PRESSURE: Final = 250e5
"""Pressure limit where a network states none: the end of the gas tables. [Pa]"""

SHUT_MARGIN: Final = 1e-6
"""Relative pressure difference below which a closed device counts as ready to open."""

FUEL_MARGIN: Final = 1e-6
"""Room around what other sources inject: round-off of the base state must not shut the problem. [kg/s]"""

LEAST_FLOW: Final = 1e-3
"""Flow at which friction is taken where there is none. [kg/s]"""

LOWEST_PRESSURE: Final = ATMOSPHERE
"""Pressure limit where a network states none: gas leaves a pipe at the atmosphere. [Pa]"""


@dataclass(frozen=True)
class Limit:
    """A bound of the problem and the table entry it comes from.

    Attributes
    ----------
    kind, element, column
        Table, id and column.
    value
        SI; NaN where it is the general limit and not an entry.
    """

    kind: str
    element: str
    column: str
    value: float

    @property
    def place(self) -> str:
        """Where it stands, ``kind[id].column``."""
        return f"{self.kind}[{self.element}].{self.column}"


@dataclass(frozen=True)
class TransportProblem:
    """Arrays of one problem A → B on the part of the system that holds A and B.

    Attributes
    ----------
    system
        The system.
    source, target
        Hydraulic nodes of A and B.
    tail, head
        Edge ends among the kept nodes, (n_edges,).
    edge, node
        Kept edges and nodes as positions in the system.
    load
        Net withdrawal without fuel and without what pressure sources inject, (n_nodes,). [kg/s]
    others
        Places of the pressure sources other than A, (n_others,).
    others_min, others_max
        What they may inject, (n_others,): no more than in the base state, less by no more than the fuel
        that the base state burns. [kg/s]
    pressure_min, pressure_max
        Bounds of the nodes, (n_nodes,). [Pa]
    low_limit, high_limit
        What they come from.
    flow_min, flow_max
        Physical bounds of the edges (direction, closed devices, flow limits), (n_edges,). [kg/s]
    ratio_max, power_max
        Limits of the compressors, inf where there is none, (n_edges,): 1 and W.
    capacity
        Published technical capacities of the edges, inf where there is none, (n_edges,). [kg/s]
    injection_min, injection_max
        Bounds of the injection at A. [kg/s]
    shut
        Devices shut against a higher pressure, (n_edges,).
    state
        The base state.
    network
        The network.
    """

    network: Network
    system: System
    state: State
    source: int
    target: int
    edge: Index
    node: Index
    tail: Index
    head: Index
    load: Array
    others: Index
    others_min: Array
    others_max: Array
    pressure_min: Array
    pressure_max: Array
    low_limit: tuple[Limit, ...]
    high_limit: tuple[Limit, ...]
    flow_min: Array
    flow_max: Array
    flow_limit: tuple[Limit, ...]
    ratio_max: Array
    power_max: Array
    capacity: Array
    capacity_limit: tuple[Limit, ...]
    injection_min: float
    injection_max: float
    injection_limit: Limit
    shut: Mask

    @property
    def n_nodes(self) -> int:
        """Number of kept nodes."""
        return len(self.node)

    @property
    def n_edges(self) -> int:
        """Number of kept edges."""
        return len(self.edge)

    def of_kind(self, kind: str) -> tuple[Index, Index]:
        """Return positions among the kept edges of a kind, and the same as positions in that kind."""
        stops = np.cumsum([0, *(len(edges) for edges in self.system.edges)])
        at = EDGE_KINDS.index(kind)
        kept = np.flatnonzero((self.edge >= stops[at]) & (self.edge < stops[at + 1]))
        return kept, self.edge[kept] - stops[at]

    def table_rows(self, kind: str) -> Index:
        """Return the table rows of the kept edges of a kind."""
        _, own = self.of_kind(kind)
        return self.system.edges[EDGE_KINDS.index(kind)].row[own]

    @property
    def incidence(self) -> Array:
        """+1 where an edge arrives, −1 where it leaves, (n_nodes, n_edges)."""
        matrix = np.zeros((self.n_nodes, self.n_edges))
        columns = np.arange(self.n_edges)
        matrix[self.head, columns] += 1.0
        matrix[self.tail, columns] -= 1.0
        return matrix

    @property
    def source_columns(self) -> tuple[Index, Array]:
        """Nodes and signs of injection at A, extra withdrawal at B and the other sources' injections."""
        nodes = np.concatenate([[self.source, self.target], self.others]).astype(np.intp)
        return nodes, np.concatenate([[1.0, -1.0], np.ones(len(self.others))])

    def pipe_terms(self, potential: Array, flow: Array) -> tuple[Array, Array, Array]:
        """Return growth e^S, drop over flow² and its slope share for the kept pipes, each (n_pipes,).

        Parameters
        ----------
        potential : (n_nodes,)
            Potentials of the kept nodes. [Pa kg/m3]
        flow : (n_pipes,)
            Flows to take the friction at. [kg/s]
        """
        law = self.pipe_law
        at_flow = np.maximum(np.abs(flow), LEAST_FLOW)
        viscosity, weight = self.pipe_surroundings(potential)
        drop, slope = law.friction_drop(at_flow, viscosity)
        return self.pipe_growth(potential), drop * weight / at_flow**2, slope * weight

    def pipe_growth(self, potential: Array) -> Array:
        """Return e^S of the kept pipes, (n_pipes,)."""
        exponent = self.pipe_law.elevation_exponent(*self._pipe_ends(potential), self.system.gas)
        return np.asarray(np.exp(exponent))

    @cached_property
    def pipe_law(self) -> PipeLaw:
        """The law of the kept pipes alone."""
        law, (_, own) = self.system.pipes, self.of_kind("pipes")
        names = ("length", "diameter", "relative_roughness", "efficiency", "rise", "lines", "friction_factor")
        return replace(law, **{name: getattr(law, name)[own] for name in names})

    def pipe_surroundings(self, potential: Array) -> tuple[Array, Array]:
        """Return viscosity and elevation weight E(S) of the kept pipes, each (n_pipes,)."""
        ends = self._pipe_ends(potential)
        exponent = self.pipe_law.elevation_exponent(*ends, self.system.gas)
        return mean_viscosity(*ends, self.system.gas), mean_growth(exponent)

    def _pipe_ends(self, potential: Array) -> tuple[Array, Array]:
        kept, _ = self.of_kind("pipes")
        return potential[self.tail[kept]], potential[self.head[kept]]


@dataclass(frozen=True)
class PipeRange:
    """The least and the largest that pipe terms can be within the pressure bounds of the ends.

    Attributes
    ----------
    law
        Law of the pipes.
    growth_min, growth_max
        Of e^S, each (n_pipes,).
    surroundings
        Viscosity and elevation weight E(S), each (n_pipes,), at the lower and at the upper bounds.
    """

    law: PipeLaw
    growth_min: Array
    growth_max: Array
    surroundings: tuple[tuple[Array, Array], tuple[Array, Array]]

    def least_resistance(self, flow: Array) -> Array:
        """Return the least drop over flow² at a flow, (n_pipes,). [Pa s2/(kg m3)]"""
        at_flow = np.maximum(np.abs(flow), LEAST_FLOW)
        drops = [
            self.law.friction_drop(at_flow, viscosity)[0] * weight for viscosity, weight in self.surroundings
        ]
        return np.asarray(np.minimum(*drops) / at_flow**2)


def pipe_range(problem: TransportProblem) -> PipeRange:
    """Return the range of the pipe terms over the pressure bounds of the ends."""
    gas = problem.system.gas
    bottom, top = (gas.potential(p) for p in (problem.pressure_min, problem.pressure_max))
    low, high = (problem.pipe_growth(end) for end in (bottom, top))
    surroundings = problem.pipe_surroundings(bottom), problem.pipe_surroundings(top)
    return PipeRange(problem.pipe_law, np.minimum(low, high), np.maximum(low, high), surroundings)


def transport_problem(network: Network, state: State, from_node: str, to_node: str) -> TransportProblem:
    """Set up the problem from a solved base state.

    Raises
    ------
    InputError
        If A or B is unknown, both are one place, or nothing connects them.
    """
    return _Builder(network, state, from_node, to_node).build()


@dataclass(frozen=True)
class _Limits:
    """One column of pressure limits: ids, values and hydraulic nodes of its rows, each (n,)."""

    kind: str
    column: str
    ids: NDArray[np.object_]
    values: Array
    at: Index

    def where(self, kept: Mask) -> _Limits:
        """Return the limits of some rows."""
        return replace(self, ids=self.ids[kept], values=self.values[kept], at=self.at[kept])

    def tighten(self, best: Array, limits: list[Limit], beyond: np.ufunc) -> None:
        """Put the rows in place that lie beyond the best value of their node, the first of equal ones."""
        known = np.flatnonzero(np.isfinite(self.values) & (self.at >= 0))
        known = known[beyond(self.values[known], best[self.at[known]])]
        order = np.argsort(self.values[known] * (1.0 if beyond is np.less else -1.0), kind="stable")
        nodes, first = np.unique(self.at[known[order]], return_index=True)
        for node, row in zip(nodes.tolist(), known[order][first].tolist(), strict=True):
            best[node] = self.values[row]
            limits[node] = Limit(self.kind, str(self.ids[row]), self.column, float(self.values[row]))


class _Builder:
    def __init__(self, network: Network, state: State, from_node: str, to_node: str) -> None:
        self.network, self.state, self.system = network, state, state.system
        self.tables = {kind: network.table(kind) for kind in kinds()}
        self.row = {name: position for position, name in enumerate(self.tables["nodes"].index)}
        self.from_node, self.to_node = from_node, to_node
        self.source, self.target = self._places()
        self.shut = self._shut()

    def _places(self) -> tuple[int, int]:
        findings = [
            Finding(
                f"nodes[{name}]", "there is no such node.", "Name a node of the network.", "nodes", name, "id"
            )
            for name in (self.from_node, self.to_node)
            if name not in self.row
        ]
        if findings:
            raise InputError(findings, "the question")
        source, target = (
            int(self.system.hydraulic_node[self.row[name]]) for name in (self.from_node, self.to_node)
        )
        for name, at in ((self.from_node, source), (self.to_node, target)):
            if at < 0:
                text = "no source holds the pressure of the part of the network that this node lies in."
                findings.append(
                    Finding(f"nodes[{name}]", text, "Choose a connected node or another date.", "nodes", name)
                )
        if not findings and source == target:
            text = f"{self.from_node} and {self.to_node} are one place (joined by open valves)."
            findings.append(
                Finding(f"nodes[{self.to_node}]", text, "Name two different places.", "nodes", self.to_node)
            )
        if findings:
            raise InputError(findings, "the question")
        return source, target

    def build(self) -> TransportProblem:
        system = self.system
        part = self._part()
        alive = self._alive(part == part[self.source])
        node = np.flatnonzero(alive)
        edge = np.flatnonzero(alive[system.tail] & alive[system.head])
        position = np.full(system.n_nodes, -1, dtype=np.intp)
        position[node] = np.arange(len(node))
        low, high, low_limit, high_limit = self._pressures()
        flow_min, flow_max = self._flows()
        capacity = self._edge_values("technical_capacity", np.inf)
        limits, injection_limit = self._injection()
        others = np.flatnonzero(system.fixed & (part == part[self.source]))
        others = others[others != self.source]
        given = slack_injection(self.state)[others]
        return TransportProblem(
            network=self.network,
            system=system,
            state=self.state,
            source=int(position[self.source]),
            target=int(position[self.target]),
            edge=edge,
            node=node,
            tail=position[system.tail[edge]],
            head=position[system.head[edge]],
            load=system.load[node],
            others=position[others],
            others_min=given - float(self.state.linearised.fuel.sum()) - FUEL_MARGIN,
            others_max=given + FUEL_MARGIN,
            pressure_min=low[node],
            pressure_max=high[node],
            low_limit=tuple(low_limit[at] for at in node),
            high_limit=tuple(high_limit[at] for at in node),
            flow_min=flow_min[edge],
            flow_max=flow_max[edge],
            flow_limit=self._edge_limits("flow_max", self._edge_values("flow_max", np.inf), edge),
            ratio_max=self._edge_values("ratio_max", np.inf)[edge],
            power_max=self._edge_values("power_max", np.inf)[edge],
            capacity=capacity[edge],
            capacity_limit=self._edge_limits("technical_capacity", capacity, edge),
            injection_min=limits[0],
            injection_max=limits[1],
            injection_limit=injection_limit,
            shut=self.shut[edge],
        )

    def _part(self) -> NDArray[np.int32]:
        system = self.system
        graph = coo_array((np.ones(system.n_edges), (system.tail, system.head)), shape=(system.n_nodes,) * 2)
        _, part = connected_components(graph, directed=False)
        if part[self.source] != part[self.target]:
            text = f"nothing connects {self.from_node} with {self.to_node} on this date."
            remedy = "Choose another date, a wider status filter or a project that connects them."
            raise InputError(
                [Finding(f"nodes[{self.to_node}]", text, remedy, "nodes", self.to_node)], "the question"
            )
        return np.asarray(part)

    def _alive(self, kept: Mask) -> Mask:
        """Take off dead ends, again and again: a branch at rest carries nothing and limits nothing."""
        system = self.system
        needed = (system.load != 0.0) | system.fixed
        needed[[self.source, self.target]] = True
        kept = kept.copy()
        while True:
            inside = kept[system.tail] & kept[system.head]
            degree = np.bincount(system.tail[inside], minlength=system.n_nodes)
            degree += np.bincount(system.head[inside], minlength=system.n_nodes)
            dead = kept & ~needed & (degree <= 1)
            if not dead.any():
                return kept
            kept[dead] = False

    def _pressures(self) -> tuple[Array, Array, list[Limit], list[Limit]]:
        count = self.system.n_nodes
        low, high = np.full(count, LOWEST_PRESSURE), np.full(count, HIGHEST_PRESSURE)
        low_limit = [Limit("network", "", "lowest pressure", np.nan)] * count
        high_limit = [Limit("network", "", "highest pressure", np.nan)] * count
        for group in self._low_limits():
            group.tighten(low, low_limit, np.greater)
        for group in self._high_limits():
            group.tighten(high, high_limit, np.less)
        return low, high, low_limit, high_limit

    def _low_limits(self) -> Iterable[_Limits]:
        yield self._at_nodes("nodes", "pressure_min", "id")
        at_demands = self._at_nodes("demands", "pressure_min", "node")
        drawn = self.tables["demands"]["mass_flow"].to_numpy(dtype=float) > 0.0
        yield at_demands.where(drawn | (at_demands.at == self.target))
        yield self._at_edges("compressors", "inlet_pressure_min", "tail")
        yield self._at_edges("regulators", "inlet_pressure_min", "tail")

    def _high_limits(self) -> Iterable[_Limits]:
        yield self._at_nodes("nodes", "pressure_max", "id")
        yield from self._at_pipes()
        yield self._at_edges("compressors", "outlet_pressure_max", "head")
        yield self._at_edges("regulators", "outlet_pressure_max", "head")
        for kind in ("supplies", "storages", "lng_terminals"):
            held = self.tables[kind]["control"].to_numpy(dtype=object) == "pressure"
            yield self._at_nodes(kind, "pressure", "node").where(held)

    def _at_pipes(self) -> Iterable[_Limits]:
        """Pressure limits at the table ends of the pipes; inner points of a cut pipe lie between them."""
        ends = zip(("from_node", "to_node"), pipe_pressure_limits(self.network, self.system.gas), strict=True)
        for end, values in ends:
            yield _Limits("pipes", "pressure_max", self._ids("pipes"), values, self._hydraulic("pipes", end))

    def _at_nodes(self, kind: str, column: str, node: str) -> _Limits:
        values = self.tables[kind][column].to_numpy(dtype=float)
        return _Limits(kind, column, self._ids(kind), values, self._hydraulic(kind, node))

    def _ids(self, kind: str) -> NDArray[np.object_]:
        return self.tables[kind].index.to_numpy(dtype=object)

    def _hydraulic(self, kind: str, node: str) -> Index:
        """Return the hydraulic nodes of a column of node ids, (n_rows,)."""
        names = self._ids(kind) if node == "id" else self.tables[kind][node].to_numpy(dtype=object)
        rows = np.fromiter((self.row[name] for name in names), dtype=np.intp, count=len(names))
        return np.asarray(self.system.hydraulic_node[rows])

    def _at_edges(self, kind: str, column: str, end: str) -> _Limits:
        edges = self.system.edges[EDGE_KINDS.index(kind)]
        values = self.tables[kind][column].to_numpy(dtype=float)[edges.row]
        places = edges.tail if end == "tail" else edges.head
        start = sum(len(kept) for kept in self.system.edges[: EDGE_KINDS.index(kind)])
        found = _Limits(kind, column, self._ids(kind)[edges.row], values, places)
        return found.where(~self.shut[start : start + len(edges)])

    def _edge_values(self, column: str, default: float) -> Array:
        """Return a column of all edges, default where a kind lacks it or a row leaves it empty."""
        values = []
        for kind, edges in zip(EDGE_KINDS, self.system.edges, strict=True):
            table = self.tables[kind]
            has = column in table.columns
            values.append(
                table[column].to_numpy(dtype=float)[edges.row] if has else np.full(len(edges), np.nan)
            )
        found = np.concatenate(values)
        return np.where(np.isfinite(found), found, default)

    def _edge_limits(self, column: str, values: Array, kept: Index) -> tuple[Limit, ...]:
        """Return the places of a column of the kept edges."""
        names = np.concatenate(
            [
                self.tables[kind].index.to_numpy(dtype=object)[edges.row]
                for kind, edges in zip(EDGE_KINDS, self.system.edges, strict=True)
            ]
        )
        sizes = [len(edges) for edges in self.system.edges]
        kind_of = np.repeat(np.array(EDGE_KINDS, dtype=object), sizes)
        known = np.where(np.isfinite(values), values, np.nan)
        return tuple(
            Limit(kind, str(name), column, value)
            for kind, name, value in zip(kind_of[kept], names[kept], known[kept].tolist(), strict=True)
        )

    def _flows(self) -> tuple[Array, Array]:
        upper = self._edge_values("flow_max", np.inf)
        lower = np.full(self.system.n_edges, -np.inf)
        lower[len(self.system.pipe_edges) :] = 0.0
        return lower, np.where(self.shut, 0.0, upper)

    def _shut(self) -> Mask:
        """Devices that face a higher pressure than they could ever reach: they stay closed."""
        here, system, gas = self.state.linearised, self.system, self.system.gas
        first = len(system.pipe_edges)
        modes = np.concatenate([here.regulator_mode, here.compressor_mode, here.check_valve_mode])
        inlet = gas.pressure(self.state.potential[system.tail[first:]])
        outlet = gas.pressure(self.state.potential[system.head[first:]])
        ratio = np.ones(len(modes))
        span = slice(len(system.regulator_edges), len(system.regulator_edges) + len(system.compressor_edges))
        limit = self.tables["compressors"]["ratio_max"].to_numpy(dtype=float)
        ratio[span] = np.nan_to_num(limit[system.compressor_edges.row], nan=np.inf)
        shut = np.zeros(system.n_edges, dtype=bool)
        shut[first:] = (modes == "closed") & (outlet > ratio * inlet * (1.0 + SHUT_MARGIN))
        return shut

    def _injection(self) -> tuple[tuple[float, float], Limit]:
        """Return the bounds of the injection at A and where the upper one comes from."""
        supplies = self.tables["supplies"]
        at = self.system.hydraulic_node[[self.row[name] for name in supplies["node"]]]
        here = supplies[(at == self.source) & (supplies["control"].to_numpy(dtype=str) == "pressure")]
        if here.empty:
            return (0.0, np.inf), Limit("supplies", self.from_node, "flow_max", np.nan)
        low = float(np.nansum(here["flow_min"].to_numpy(dtype=float)))
        largest = here["flow_max"].to_numpy(dtype=float)
        high = float(largest.sum()) if np.isfinite(largest).all() else np.inf
        return (low, high), Limit("supplies", str(here.index[0]), "flow_max", high)
