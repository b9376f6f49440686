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
from linepack.network.schema import table_schema
from linepack.optimize.limits import Limit, LimitColumn, Limits
from linepack.optimize.resistance import refuse_resistors
from linepack.physics.devices import CLOSED
from linepack.steady.flows import slack_injection
from linepack.steady.limits import pipe_pressure_limits
from linepack.system.system import EDGE_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from linepack.network import Network
    from linepack.physics.pipe import PipeLaw
    from linepack.steady.state import State
    from linepack.system.system import System

Array = NDArray[np.float64]
Index = NDArray[np.intp]
Mask = NDArray[np.bool_]

EDGE_LIMITS: Final = ("flow_max", "ratio_max", "power_max", "technical_capacity")

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
    low_limit: Limits
    high_limit: Limits
    flow_min: Array
    flow_max: Array
    flow_limit: Limits
    ratio_max: Array
    power_max: Array
    capacity: Array
    capacity_limit: Limits
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
        return self._by_kind[kind]

    @cached_property
    def _by_kind(self) -> dict[str, tuple[Index, Index]]:
        stops = np.cumsum([0, *(len(edges) for edges in self.system.edges)])
        places = {}
        for kind, start, stop in zip(EDGE_KINDS, stops[:-1], stops[1:], strict=True):
            kept = np.flatnonzero((self.edge >= start) & (self.edge < stop))
            places[kind] = kept, self.edge[kept] - start
        return places

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
        """Return growth e^S, drop over flow² and the bend of the drop for the kept pipes, each (n_pipes,).

        The bend is the slope of the drop less that of resistance · q|q| at the flow: what friction, falling
        with the flow, leaves out of the square. [Pa s/m3]

        Parameters
        ----------
        potential : (n_nodes,)
            Potentials of the kept nodes. [Pa kg/m3]
        flow : (n_pipes,)
            Flows to take the friction at. [kg/s]
        """
        law = self.pipe_law
        at_flow = np.maximum(np.abs(flow), LEAST_FLOW)
        viscosity, growth, weight = self.pipe_surroundings(potential)
        drop, slope = law.friction_drop(at_flow, viscosity)
        resistance = drop * weight / at_flow**2
        bend = slope * weight - 2.0 * resistance * at_flow
        return growth, resistance, np.where(at_flow > LEAST_FLOW, bend, 0.0)

    @cached_property
    def pipe_law(self) -> PipeLaw:
        """The law of the kept pipes alone."""
        law, (_, own) = self.system.pipes, self.of_kind("pipes")
        names = ("length", "diameter", "relative_roughness", "efficiency", "rise", "lines", "friction_factor")
        return replace(law, **{name: getattr(law, name)[own] for name in names})

    def pipe_surroundings(self, potential: Array) -> tuple[Array, Array, Array]:
        """Return viscosity, growth e^S and elevation weight E(S) of the kept pipes, each (n_pipes,)."""
        kept, _ = self.of_kind("pipes")
        ends = potential[self.tail[kept]], potential[self.head[kept]]
        return self.pipe_law.surroundings(*ends, self.system.gas)


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
    (low_viscosity, low, low_weight), (high_viscosity, high, high_weight) = (
        problem.pipe_surroundings(end) for end in (bottom, top)
    )
    surroundings = (low_viscosity, low_weight), (high_viscosity, high_weight)
    return PipeRange(problem.pipe_law, np.minimum(low, high), np.maximum(low, high), surroundings)


def transport_problem(network: Network, state: State, from_node: str, to_node: str) -> TransportProblem:
    """Set up one problem from a solved base state; see :class:`Transports`."""
    return Transports(network, state).between(from_node, to_node)


class Transports:
    """The problems on one solved base state; what does not depend on A and B is worked out once.

    Raises
    ------
    InputError
        If a resistor is left: see :func:`linepack.optimize.resistance.with_pipes_for_resistors`.
    """

    def __init__(self, network: Network, state: State) -> None:
        refuse_resistors(network)
        self.network, self.state, self.system = network, state, state.system
        self.shut = self._shut()
        self._mattered = np.zeros(self.system.n_nodes, dtype=bool)

    def mattered(self, problem: TransportProblem) -> frozenset[int]:
        """Return the nodes of a problem whose bounds mattered in an earlier one, as its positions."""
        return frozenset(np.flatnonzero(self._mattered[problem.node]).tolist())

    def remember(self, problem: TransportProblem, nodes: frozenset[int]) -> None:
        """Take up nodes of a problem whose bounds mattered: later ones look at them from the start."""
        self._mattered[problem.node[list(nodes)]] = True

    def between(self, from_node: str, to_node: str) -> TransportProblem:
        """Return the problem A → B.

        Raises
        ------
        InputError
            If A or B is unknown, both are one place, or nothing connects them.
        """
        system = self.system
        source, target = self._places(from_node, to_node)
        if self.part[source] != self.part[target]:
            raise _unconnected(from_node, to_node)
        here = self.part == self.part[source]
        alive = self._alive(here, [source, target])
        node = np.flatnonzero(alive)
        edge = np.flatnonzero(alive[system.tail] & alive[system.head])
        position = np.full(system.n_nodes, -1, dtype=np.intp)
        position[node] = np.arange(len(node))
        low, low_limit = self._lowest(target)
        high, high_limit = self._highest
        limits, injection_limit = self._injection(source, from_node)
        others = np.flatnonzero(system.fixed & here)
        others = others[others != source]
        given = slack_injection(self.state)[others]
        values = self._edge_columns
        return TransportProblem(
            network=self.network,
            system=system,
            state=self.state,
            source=int(position[source]),
            target=int(position[target]),
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
            low_limit=low_limit.of(node),
            high_limit=high_limit.of(node),
            flow_min=self._least_flow[edge],
            flow_max=np.where(self.shut, 0.0, values["flow_max"])[edge],
            flow_limit=self._edge_limits("flow_max").of(edge),
            ratio_max=values["ratio_max"][edge],
            power_max=values["power_max"][edge],
            capacity=values["technical_capacity"][edge],
            capacity_limit=self._edge_limits("technical_capacity").of(edge),
            injection_min=limits[0],
            injection_max=limits[1],
            injection_limit=injection_limit,
            shut=self.shut[edge],
        )

    def _places(self, from_node: str, to_node: str) -> tuple[int, int]:
        names = (from_node, to_node)
        unknown = [_unknown(name) for name in names if name not in self.network.node_positions]
        if unknown:
            raise InputError(unknown, "the question")
        source, target = (
            int(self.system.hydraulic_node[self.network.node_positions[name]]) for name in names
        )
        findings = [_unheld(name) for name, at in zip(names, (source, target), strict=True) if at < 0]
        if not findings and source == target:
            findings.append(_one_place(from_node, to_node))
        if findings:
            raise InputError(findings, "the question")
        return source, target

    @cached_property
    def part(self) -> NDArray[np.int32]:
        """The connected part that each hydraulic node lies in, (n_nodes,)."""
        system = self.system
        graph = coo_array((np.ones(system.n_edges), (system.tail, system.head)), shape=(system.n_nodes,) * 2)
        return np.asarray(connected_components(graph, directed=False)[1])

    def _alive(self, kept: Mask, ends: list[int]) -> Mask:
        """Take off dead ends, again and again: a branch at rest carries nothing and limits nothing."""
        system = self.system
        needed = (system.load != 0.0) | system.fixed
        needed[ends] = True
        kept = kept.copy()
        while True:
            inside = kept[system.tail] & kept[system.head]
            degree = np.bincount(system.tail[inside], minlength=system.n_nodes)
            degree += np.bincount(system.head[inside], minlength=system.n_nodes)
            dead = kept & ~needed & (degree <= 1)
            if not dead.any():
                return kept
            kept[dead] = False

    def _lowest(self, target: int) -> tuple[Array, Limits]:
        """Return the least pressures of the nodes; a demand states one where it draws, and at B."""
        count = self.system.n_nodes
        low, limit = np.full(count, LOWEST_PRESSURE), Limits.general("lowest pressure", count)
        at_nodes, at_demands, *at_devices = self._low_limits
        drawn = self.network.column("demands", "mass_flow") > 0.0
        for group in (at_nodes, at_demands.where(drawn | (at_demands.at == target)), *at_devices):
            group.tighten(low, limit, highest=True)
        return low, limit

    @cached_property
    def _highest(self) -> tuple[Array, Limits]:
        """The largest pressures of the nodes."""
        count = self.system.n_nodes
        high, limit = np.full(count, HIGHEST_PRESSURE), Limits.general("highest pressure", count)
        for group in self._high_limits():
            group.tighten(high, limit, highest=False)
        return high, limit

    @cached_property
    def _low_limits(self) -> tuple[LimitColumn, ...]:
        return (
            self._at_nodes("nodes", "pressure_min", "id"),
            self._at_nodes("demands", "pressure_min", "node"),
            self._at_edges("compressors", "inlet_pressure_min", "tail"),
            self._at_edges("regulators", "inlet_pressure_min", "tail"),
        )

    def _high_limits(self) -> Iterable[LimitColumn]:
        yield self._at_nodes("nodes", "pressure_max", "id")
        yield from self._at_pipes()
        yield self._at_edges("compressors", "outlet_pressure_max", "head")
        yield self._at_edges("regulators", "outlet_pressure_max", "head")
        for kind in ("supplies", "storages", "lng_terminals"):
            held = self.network.words(kind, "control") == "pressure"
            yield self._at_nodes(kind, "pressure", "node").where(held)

    def _at_pipes(self) -> Iterable[LimitColumn]:
        """Pressure limits at the table ends of the pipes; inner points of a cut pipe lie between them."""
        ends = zip(("from_node", "to_node"), pipe_pressure_limits(self.network, self.system.gas), strict=True)
        for end, values in ends:
            places = self._hydraulic("pipes", end)
            yield LimitColumn("pipes", "pressure_max", self.network.words("pipes"), values, places)

    def _at_nodes(self, kind: str, column: str, node: str) -> LimitColumn:
        values = self.network.column(kind, column)
        return LimitColumn(kind, column, self.network.words(kind), values, self._hydraulic(kind, node))

    def _hydraulic(self, kind: str, node: str) -> Index:
        """Return the hydraulic nodes of a column of node ids, (n_rows,)."""
        return self.system.hydraulic_node[self.network.node_rows(kind, node)]

    def _at_edges(self, kind: str, column: str, end: str) -> LimitColumn:
        edges = self.system.edges[EDGE_KINDS.index(kind)]
        values = self.network.column(kind, column)[edges.row]
        places = edges.tail if end == "tail" else edges.head
        start = sum(len(kept) for kept in self.system.edges[: EDGE_KINDS.index(kind)])
        found = LimitColumn(kind, column, self.network.words(kind)[edges.row], values, places)
        return found.where(~self.shut[start : start + len(edges)])

    @cached_property
    def _edge_columns(self) -> dict[str, Array]:
        """Limits of all edges, inf where a kind lacks the column or a row leaves it empty."""
        return {column: self._edge_values(column) for column in EDGE_LIMITS}

    def _edge_values(self, column: str) -> Array:
        values = [
            self.network.column(kind, column)[edges.row]
            if column in table_schema(kind).by_name
            else np.full(len(edges), np.nan)
            for kind, edges in zip(EDGE_KINDS, self.system.edges, strict=True)
        ]
        found = np.concatenate(values)
        return np.where(np.isfinite(found), found, np.inf)

    def _edge_limits(self, column: str) -> Limits:
        """The places of a limit of all edges, NaN where there is none."""
        kind, name = self._edge_names
        values = self._edge_columns[column]
        columns = np.full(len(values), column, dtype=object)
        return Limits(kind, name, columns, np.where(np.isfinite(values), values, np.nan))

    @cached_property
    def _edge_names(self) -> tuple[NDArray[np.object_], NDArray[np.object_]]:
        """Kinds and ids of all edges, each (n_edges,)."""
        edges = self.system.edges
        kind = np.repeat(np.array(EDGE_KINDS, dtype=object), [len(own) for own in edges])
        names = [self.network.words(kind)[own.row] for kind, own in zip(EDGE_KINDS, edges, strict=True)]
        return kind, np.concatenate(names)

    @cached_property
    def _least_flow(self) -> Array:
        lower = np.full(self.system.n_edges, -np.inf)
        lower[len(self.system.pipe_edges) :] = 0.0
        return lower

    def _shut(self) -> Mask:
        """Devices that face a higher pressure than they could ever reach: they stay closed."""
        here, system, gas = self.state.linearised, self.system, self.system.gas
        first = len(system.pipe_edges)
        modes = [here.regulator_mode, here.compressor_mode, here.check_valve_mode, here.resistor_mode]
        inlet = gas.pressure(self.state.potential[system.tail[first:]])
        outlet = gas.pressure(self.state.potential[system.head[first:]])
        ratio = np.ones(len(inlet))
        span = slice(len(system.regulator_edges), len(system.regulator_edges) + len(system.compressor_edges))
        limit = self.network.column("compressors", "ratio_max")
        ratio[span] = np.nan_to_num(limit[system.compressor_edges.row], nan=np.inf)
        shut = np.zeros(system.n_edges, dtype=bool)
        shut[first:] = (np.concatenate(modes) == CLOSED) & (outlet > ratio * inlet * (1.0 + SHUT_MARGIN))
        return shut

    def _injection(self, source: int, from_node: str) -> tuple[tuple[float, float], Limit]:
        """Return the bounds of the injection at A and where the upper one comes from."""
        network = self.network
        held = network.words("supplies", "control") == "pressure"
        here = held & (self._hydraulic("supplies", "node") == source)
        if not here.any():
            return (0.0, np.inf), Limit("supplies", from_node, "flow_max", np.nan)
        low = float(np.nansum(network.column("supplies", "flow_min")[here]))
        largest = network.column("supplies", "flow_max")[here]
        high = float(largest.sum()) if np.isfinite(largest).all() else np.inf
        return (low, high), Limit("supplies", str(network.words("supplies")[here][0]), "flow_max", high)


def _unknown(name: str) -> Finding:
    return Finding(
        f"nodes[{name}]", "there is no such node.", "Name a node of the network.", "nodes", name, "id"
    )


def _unheld(name: str) -> Finding:
    text = "no source holds the pressure of the part of the network that this node lies in."
    return Finding(f"nodes[{name}]", text, "Choose a connected node or another date.", "nodes", name)


def _one_place(from_node: str, to_node: str) -> Finding:
    text = f"{from_node} and {to_node} are one place (joined by open valves)."
    return Finding(f"nodes[{to_node}]", text, "Name two different places.", "nodes", to_node)


def _unconnected(from_node: str, to_node: str) -> InputError:
    text = f"nothing connects {from_node} with {to_node} on this date."
    remedy = "Choose another date, a wider status filter or a project that connects them."
    return InputError([Finding(f"nodes[{to_node}]", text, remedy, "nodes", to_node)], "the question")
