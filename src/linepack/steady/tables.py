"""Result tables of a state: schema columns plus results, SI, indexed by id."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from linepack.network.topology import PASS_THROUGH, lossless
from linepack.physics.compression import outlet_temperature, shaft_power
from linepack.physics.devices import CLOSED, OPEN
from linepack.physics.pipe import mean_viscosity
from linepack.steady.validity import kinetic_diagnosis
from linepack.steady.verdict import shared_injection
from linepack.system.contract import lossless_flows
from linepack.system.system import EDGE_KINDS, LOSSLESS_KINDS

if TYPE_CHECKING:
    from linepack.network import Network
    from linepack.steady.state import State

Array = NDArray[np.float64]


def build(network: Network, state: State) -> dict[str, pd.DataFrame]:
    """Return all result tables of a state by element kind, and the ledger."""
    view = _View(network, state)
    result = {
        "nodes": view.nodes(),
        "pipes": view.pipes(),
        "resistors": view.devices("resistors", 4, state.linearised.resistor_mode),
        **{kind: view.plain_edges(kind) for kind in ("valves", *PASS_THROUGH)},
        "check_valves": view.devices("check_valves", 3, state.linearised.check_valve_mode),
        "regulators": view.devices("regulators", 1, state.linearised.regulator_mode),
        "compressors": view.compressors(),
    }
    for kind in ("supplies", "storages", "lng_terminals"):
        result[kind] = view.sources(kind)
    result["demands"] = view.demands()
    result["ledger"] = view.ledger(result)
    return result


LOSSLESS: Final = "lossless"
IDLE: Final = "idle"
"""Mode of a device that nothing holds the pressure of."""


OFF: Final = "off"
AT_REST: Final = "at rest"
DIRECTIONS: Final = {"storages": ("withdrawing", "injecting"), "lng_terminals": ("sending out", "taking in")}
"""Modes of a source at one node: flow into the network and out of it."""


class _View:
    """One state seen through the element tables."""

    def __init__(self, network: Network, state: State) -> None:
        self.network, self.state, self.system = network, state, state.system
        self.gas = state.system.gas
        self.pressure = self.gas.pressure(state.potential)
        self.names = network.table("nodes").index
        self.row = {name: position for position, name in enumerate(self.names)}
        stops = np.cumsum([0, *(len(kind) for kind in self.system.edges)])
        self.flows = [state.flow[a:b] for a, b in itertools.pairwise(stops)]

    def at_nodes(self, values: Array) -> Array:
        """Spread values of hydraulic nodes over the node table, NaN where a node is left out."""
        at = self.system.hydraulic_node
        return np.where(at >= 0, values[at], np.nan) if len(values) else np.full(len(at), np.nan)

    def node_values(self, nodes: pd.Series, values: Array) -> Array:
        return self.at_nodes(values)[[self.row[name] for name in nodes]] if len(nodes) else np.zeros(0)

    def nodes(self) -> pd.DataFrame:
        pressure = self.at_nodes(self.pressure)
        known = np.isfinite(pressure)
        density = np.where(known, self.gas.density(np.where(known, pressure, 0.0)), np.nan)
        table = self.network.table("nodes")
        injection = self._node_injection()
        return table[["name", "elevation"]].assign(
            pressure=pressure, density=density, temperature=self.gas.temperature, injection=injection
        )

    def _node_injection(self) -> Array:
        """What supplies less demands put in at each table node, without fuel. [kg/s]"""
        injection = np.zeros(len(self.names))
        for kind, sign in (("supplies", 1.0), ("storages", 1.0), ("lng_terminals", 1.0), ("demands", -1.0)):
            table = self.network.table(kind)
            at = [self.row[name] for name in table["node"]]
            np.add.at(injection, at, sign * self._point_flow(table))
        return injection

    def _point_flow(self, table: pd.DataFrame) -> Array:
        flow = np.nan_to_num(table["mass_flow"].to_numpy(dtype=float))
        if "control" not in table.columns:
            return np.asarray(flow)
        control = table["control"].to_numpy(dtype=str)
        held = control == "pressure"
        result = np.where(control == "flow", flow, 0.0)
        result[held] = shared_injection(self.network, self.state, table["node"][held])
        return result

    def edge_frame(self, kind: str, flow: Array) -> pd.DataFrame:
        table = self.network.table(kind)
        ends = {end: self.node_values(table[f"{end}_node"], self.pressure) for end in ("from", "to")}
        return table[["from_node", "to_node"]].assign(
            mass_flow=flow, pressure_from=ends["from"], pressure_to=ends["to"]
        )

    def pipes(self) -> pd.DataFrame:
        system, edges = self.system, self.system.pipe_edges
        rows, first = np.unique(edges.row, return_index=True)
        count = len(self.network.table("pipes"))
        flow, lowest = np.full(count, np.nan), np.full(count, np.inf)
        flow[rows] = self.flows[0][first]
        ends = np.minimum(self.pressure[edges.tail], self.pressure[edges.head])
        np.minimum.at(lowest, edges.row, ends)
        tail, head = self.state.potential[edges.tail], self.state.potential[edges.head]
        mass = system.pipes.linepack(tail, head, self.flows[0], self.gas)
        linepack = np.where(np.isfinite(flow), np.bincount(edges.row, mass, count), np.nan)
        diameter = self.network.table("pipes")["diameter"].to_numpy(dtype=float)
        lines = self.network.table("pipes")["parallel_lines"].to_numpy(dtype=float)
        area = 0.25 * np.pi * diameter**2 * lines
        thinnest = self.gas.density(np.where(np.isfinite(lowest), lowest, 1.0))
        with np.errstate(divide="ignore", invalid="ignore"):
            velocity = np.abs(flow) / (thinnest * area)
        return self.edge_frame("pipes", flow).assign(
            velocity_max=velocity,
            friction_factor=self._friction(count),
            linepack=linepack,
            **self._kinetic(count),
        )

    def _kinetic(self, count: int) -> dict[str, Array]:
        """Mach number and neglected kinetic pressure drop of each pipe, NaN in a state without pressures."""
        row = self.system.pipe_edges.row
        mach, drop = np.full(count, np.nan), np.full(count, np.nan)
        if (self.state.potential > 0.0).all():
            found = kinetic_diagnosis(self.state)
            mach[row], drop[row] = 0.0, 0.0
            np.maximum.at(mach, row, found.mach)
            np.add.at(drop, row, found.pressure_drop)
        return {"mach": mach, "kinetic_pressure_drop": drop}

    def _friction(self, count: int) -> Array:
        edges = self.system.pipe_edges
        ends = self.state.potential[edges.tail], self.state.potential[edges.head]
        viscosity = mean_viscosity(*ends, self.gas)
        factor = self.system.pipes.darcy_factor(self.flows[0], viscosity)
        result = np.full(count, np.nan)
        result[edges.row] = np.where(np.isfinite(factor), factor, np.nan)
        return result

    def devices(self, kind: str, position: int, mode: NDArray[np.str_]) -> pd.DataFrame:
        edges = self.system.edges[position]
        flow = np.where(self._role(kind) == "closed", 0.0, np.nan)
        flow[edges.row] = self.flows[position]
        joined = lossless(self.network, kind)
        if joined.any():
            flow[joined] = self._lossless()[kind]
        modes = self._role(kind)
        modes[edges.row] = mode
        return self.edge_frame(kind, flow).assign(mode=modes)

    def _role(self, kind: str) -> NDArray[np.object_]:
        """Mode of the rows that are no edge: their control says it."""
        table = self.network.table(kind)
        if "control" not in table.columns:
            return np.where(lossless(self.network, kind), LOSSLESS, IDLE).astype(object)
        control = table["control"].to_numpy(dtype=str)
        fixed = np.isin(control, ("bypass", "closed"))
        return np.where(fixed, control, IDLE).astype(object)

    def compressors(self) -> pd.DataFrame:
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
        table = self.network.table(kind)
        flow = np.zeros(len(table))
        joined = lossless(self.network, kind)
        flow[joined] = self._lossless()[kind]
        return self.edge_frame(kind, flow).assign(mode=np.where(joined, OPEN, CLOSED))

    def _lossless(self) -> dict[str, Array]:
        """Flows of all open valves and bypassed devices, from the balance of the table nodes."""
        if not hasattr(self, "_lossless_flows"):
            self._lossless_flows = self._balance_lossless()
        return self._lossless_flows

    def _balance_lossless(self) -> dict[str, Array]:
        surplus = self._node_injection()
        for kind, edges, flow in zip(EDGE_KINDS, self.system.edges, self.flows, strict=True):
            rows, first = np.unique(edges.row, return_index=True)
            table = self.network.table(kind).iloc[rows]
            for end, sign in (("from_node", -1.0), ("to_node", 1.0)):
                np.add.at(surplus, [self.row[name] for name in table[end]], sign * flow[first])
        burnt = self.network.table("compressors").iloc[self.system.compressor_edges.row]
        np.add.at(surplus, [self.row[name] for name in burnt["from_node"]], -self.state.linearised.fuel)
        links = {kind: self.network.table(kind)[lossless(self.network, kind)] for kind in LOSSLESS_KINDS}
        ends = pd.concat([table[["from_node", "to_node"]] for table in links.values()])
        tail, head = (
            np.array([self.row[name] for name in ends[end]], dtype=np.intp)
            for end in ("from_node", "to_node")
        )
        flow = lossless_flows(tail, head, surplus)
        stops = np.cumsum([0, *(len(table) for table in links.values())])
        return {kind: flow[a:b] for kind, a, b in zip(LOSSLESS_KINDS, stops[:-1], stops[1:], strict=True)}

    def sources(self, kind: str) -> pd.DataFrame:
        table = self.network.table(kind)
        flow = self._point_flow(table)
        found = table[["node", "control"]].assign(
            mass_flow=flow, pressure=self.node_values(table["node"], self.pressure)
        )
        if kind not in DIRECTIONS:
            return found
        moves = np.select(
            [table["control"] == OFF, flow > 0.0, flow < 0.0], [OFF, *DIRECTIONS[kind]], AT_REST
        )
        return found.assign(mode=moves)

    def demands(self) -> pd.DataFrame:
        table = self.network.table("demands")
        return table[["node"]].assign(
            mass_flow=self._point_flow(table),
            pressure=self.node_values(table["node"], self.pressure),
        )

    def ledger(self, tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
        """What enters (+) and leaves (−) the network; the last row is what does not close. [kg/s]"""
        entries: dict[str, float] = {}
        for kind in ("supplies", "storages", "lng_terminals"):
            entries[kind] = float(tables[kind]["mass_flow"].sum())
        entries["demands"] = -float(tables["demands"]["mass_flow"].sum())
        entries["compressor fuel"] = -float(tables["compressors"]["fuel"].sum())
        entries["imbalance"] = sum(entries.values())
        frame: dict[str, Any] = {"item": list(entries), "mass_flow": list(entries.values())}
        return pd.DataFrame(frame).set_index("item")
