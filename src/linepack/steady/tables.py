"""Result tables of a state: schema columns plus results, SI, indexed by id."""

from __future__ import annotations

import itertools
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from linepack.network.schema import table_schema
from linepack.network.topology import PASS_THROUGH, lossless
from linepack.physics.compression import outlet_temperature, shaft_power
from linepack.physics.devices import CLOSED, OPEN
from linepack.physics.pipe import mean_viscosity
from linepack.steady.flows import POINT_SIGNS, injection, joined_flows, point_flow

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from linepack.network import Network
    from linepack.steady.state import State

Array = NDArray[np.float64]


def build(network: Network, state: State) -> dict[str, pd.DataFrame]:
    """Return all result tables of a state by element kind, and the ledger."""
    tables = Tables(network, state)
    return {kind: tables.table(kind) for kind in KINDS}


KINDS: Final = (
    "nodes",
    "pipes",
    "resistors",
    "valves",
    *PASS_THROUGH,
    "check_valves",
    "regulators",
    "compressors",
    "supplies",
    "storages",
    "lng_terminals",
    "demands",
    "ledger",
)
"""All result tables."""

LOSSLESS: Final = "lossless"
IDLE: Final = "idle"
"""Mode of a device that nothing holds the pressure of."""


OFF: Final = "off"
AT_REST: Final = "at rest"
DIRECTIONS: Final = {"storages": ("withdrawing", "injecting"), "lng_terminals": ("sending out", "taking in")}
"""Modes of a source at one node: flow into the network and out of it."""


class Tables:
    """One state seen through the element tables; each is built when it is asked for."""

    def __init__(self, network: Network, state: State) -> None:
        self.network, self.state, self.system = network, state, state.system
        self.gas = state.system.gas
        self.pressure = state.pressure
        stops = np.cumsum([0, *(len(kind) for kind in self.system.edges)])
        self.flows = [state.flow[a:b] for a, b in itertools.pairwise(stops)]

    def table(self, kind: str) -> pd.DataFrame:
        """Return the result table of a kind."""
        makers: dict[str, Callable[[], pd.DataFrame]] = {
            "nodes": self.nodes,
            "pipes": self.pipes,
            "resistors": lambda: self.devices("resistors", 4, self.state.linearised.resistor_mode),
            "short_pipes": lambda: self.devices("short_pipes", 5, np.array(OPEN)),
            "check_valves": lambda: self.devices("check_valves", 3, self.state.linearised.check_valve_mode),
            "regulators": lambda: self.devices("regulators", 1, self.state.linearised.regulator_mode),
            "compressors": self.compressors,
            "demands": self.demands,
            "ledger": self.ledger,
        }
        if kind in makers:
            return makers[kind]()
        return self.sources(kind) if kind in POINT_SIGNS else self.plain_edges(kind)

    def at_nodes(self, values: Array) -> Array:
        """Spread values of hydraulic nodes over the node table, NaN where a node is left out."""
        at = self.system.hydraulic_node
        return np.where(at >= 0, values[at], np.nan) if len(values) else np.full(len(at), np.nan)

    @cached_property
    def node_pressure(self) -> Array:
        """Pressure at the table nodes. [Pa]"""
        return self.at_nodes(self.pressure)

    def pressure_at(self, kind: str, end: str) -> Array:
        """Pressure at an end of all rows of a kind. [Pa]"""
        return np.asarray(self.node_pressure[self.network.node_rows(kind, end)])

    def frame(self, kind: str, copied: tuple[str, ...], results: Mapping[str, NDArray[Any]]) -> pd.DataFrame:
        """Return columns of the element table followed by results, indexed by id."""
        table = self.network.peek(kind)
        return pd.DataFrame(
            {name: table[name] for name in copied} | dict(results), index=table.index, copy=False
        )

    def nodes(self) -> pd.DataFrame:
        """Pressures, densities and injections of the nodes."""
        pressure = self.node_pressure
        known = np.isfinite(pressure)
        density = np.where(known, self.gas.density(np.where(known, pressure, 0.0)), np.nan)
        results = {
            "pressure": pressure,
            "density": density,
            "temperature": np.full(len(pressure), self.gas.temperature),
            "injection": self.injection,
        }
        return self.frame("nodes", ("name", "elevation"), results)

    @cached_property
    def injection(self) -> Array:
        """What supplies less demands put in at each table node, without fuel. [kg/s]"""
        return injection(self.network, self.state)

    def point_flow(self, kind: str) -> Array:
        """Flow of the rows of a kind at one node, as that kind counts it. [kg/s]"""
        return point_flow(self.network, self.state, kind)

    def edge_frame(self, kind: str, flow: Array, results: Mapping[str, NDArray[Any]]) -> pd.DataFrame:
        """Ends, flow and end pressures of a kind of edges, followed by results."""
        ends = {f"pressure_{end}": self.pressure_at(kind, f"{end}_node") for end in ("from", "to")}
        return self.frame(kind, ("from_node", "to_node"), {"mass_flow": flow, **ends, **results})

    def pipes(self) -> pd.DataFrame:
        """Flows, end pressures, velocity, friction, linepack and kinetic diagnosis."""
        system, edges = self.system, self.system.pipe_edges
        rows, first = np.unique(edges.row, return_index=True)
        count = len(self.network.words("pipes"))
        flow, lowest = np.full(count, np.nan), np.full(count, np.inf)
        flow[rows] = self.flows[0][first]
        ends = np.minimum(self.pressure[edges.tail], self.pressure[edges.head])
        np.minimum.at(lowest, edges.row, ends)
        tail, head = self.state.potential[edges.tail], self.state.potential[edges.head]
        drop, _ = system.pipes.friction_drop(self.flows[0], mean_viscosity(tail, head, self.gas))
        mass = system.pipes.linepack_with(drop, tail, head, self.gas)
        linepack = np.where(np.isfinite(flow), np.bincount(edges.row, mass, count), np.nan)
        diameter, lines = (self.network.column("pipes", name) for name in ("diameter", "parallel_lines"))
        area = 0.25 * np.pi * diameter**2 * lines
        thinnest = self.gas.density(np.where(np.isfinite(lowest), lowest, 1.0))
        with np.errstate(divide="ignore", invalid="ignore"):
            velocity = np.abs(flow) / (thinnest * area)
        results = {
            "velocity_max": velocity,
            "friction_factor": self._friction(count, drop),
            "linepack": linepack,
        }
        return self.edge_frame("pipes", flow, results | self._kinetic(count))

    def _kinetic(self, count: int) -> dict[str, Array]:
        """Mach number and neglected kinetic pressure drop of each pipe, NaN in a state without pressures."""
        row = self.system.pipe_edges.row
        mach, drop = np.full(count, np.nan), np.full(count, np.nan)
        if (self.state.potential > 0.0).all():
            found = self.state.kinetic
            mach[row], drop[row] = 0.0, 0.0
            np.maximum.at(mach, row, found.mach)
            np.add.at(drop, row, found.pressure_drop)
        return {"mach": mach, "kinetic_pressure_drop": drop}

    def _friction(self, count: int, drop: Array) -> Array:
        factor = self.system.pipes.factor_of(self.flows[0], drop)
        result = np.full(count, np.nan)
        result[self.system.pipe_edges.row] = np.where(np.isfinite(factor), factor, np.nan)
        return result

    def devices(self, kind: str, position: int, mode: NDArray[np.str_]) -> pd.DataFrame:
        """Flows, end pressures and modes of a kind of devices."""
        edges = self.system.edges[position]
        modes = role(self.network, kind)
        flow = np.where(modes == CLOSED, 0.0, np.nan)
        flow[edges.row] = self.flows[position]
        joined = lossless(self.network, kind)
        if joined.any():
            flow[joined] = self._lossless[kind]
        modes[edges.row] = mode
        return self.edge_frame(kind, flow, {"mode": modes})

    def compressors(self) -> pd.DataFrame:
        """Modes, ratio, power, fuel and outlet temperature."""
        edges, law = self.system.compressor_edges, self.system.compressors
        frame = self.devices("compressors", 2, self.state.linearised.compressor_mode)
        tail, head = self.state.potential[edges.tail], self.state.potential[edges.head]
        work = law.head(tail, head, self.gas)
        flow = np.maximum(self.flows[2], 0.0)
        passing = flow > 0.0
        inlet, outlet = self.pressure[edges.tail], self.pressure[edges.head]
        ratio = np.maximum(outlet / np.maximum(inlet, 1.0), 1.0)
        hot = outlet_temperature(
            ratio,
            temperature=self.gas.temperature,
            isentropic_exponent=self.gas.isentropic_exponent,
            efficiency=law.efficiency,
        )
        results = {
            "ratio": outlet / np.maximum(inlet, 1.0),
            "head": np.where(passing, work, 0.0),
            "power": shaft_power(flow, work, law.efficiency),
            "fuel": self.state.linearised.fuel,
            "temperature_to": np.where(passing, hot, self.gas.temperature),
        }
        for name, values in results.items():
            column = np.full(len(frame), np.nan if name == "ratio" else 0.0)
            column[edges.row] = values
            frame[name] = column
        return frame

    def plain_edges(self, kind: str) -> pd.DataFrame:
        """Flows of what is open without loss or shut."""
        joined = lossless(self.network, kind)
        flow = np.zeros(len(joined))
        if joined.any():
            flow[joined] = self._lossless[kind]
        return self.edge_frame(kind, flow, {"mode": np.where(joined, OPEN, CLOSED).astype(object)})

    @cached_property
    def _lossless(self) -> dict[str, Array]:
        """Flows of all open valves and bypassed devices, from the balance of the table nodes."""
        return joined_flows(self.network, self.state)

    def sources(self, kind: str) -> pd.DataFrame:
        """Flows and pressures of supplies, storages or terminals, and which way the latter two move gas."""
        flow = self.point_flow(kind)
        results: dict[str, Any] = {"mass_flow": flow, "pressure": self.pressure_at(kind, "node")}
        if kind in DIRECTIONS:
            control = self.network.words(kind, "control")
            ways = [control == OFF, flow > 0.0, flow < 0.0]
            results["mode"] = np.select(ways, [OFF, *DIRECTIONS[kind]], AT_REST)
        return self.frame(kind, ("node", "control"), results)

    def demands(self) -> pd.DataFrame:
        """Flows and pressures of demands."""
        results = {"mass_flow": self.point_flow("demands"), "pressure": self.pressure_at("demands", "node")}
        return self.frame("demands", ("node",), results)

    def ledger(self) -> pd.DataFrame:
        """What enters (+) and leaves (−) the network; the last row is what does not close. [kg/s]"""
        entries: dict[str, float] = {}
        for kind, sign in POINT_SIGNS.items():
            entries[kind] = sign * float(self.point_flow(kind).sum())
        entries["compressor fuel"] = -float(self.state.linearised.fuel.sum())
        entries["imbalance"] = sum(entries.values())
        frame: dict[str, Any] = {"item": list(entries), "mass_flow": list(entries.values())}
        return pd.DataFrame(frame).set_index("item")


def role(network: Network, kind: str) -> NDArray[np.object_]:
    """Return the mode of the rows of a kind that are no edge: their control says it, (n_rows,)."""
    if "control" not in table_schema(kind).by_name:
        passing = OPEN if kind in PASS_THROUGH else LOSSLESS
        return np.where(lossless(network, kind), passing, IDLE).astype(object)
    control = network.words(kind, "control")
    return np.where(np.isin(control, ("bypass", CLOSED)), control, IDLE).astype(object)
