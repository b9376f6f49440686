"""From a network's tables to arrays and laws."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from linepack.errors import Finding, InputError
from linepack.network.schema import table_schema
from linepack.network.topology import lossless, passable
from linepack.physics.devices import CheckValveLaw, CompressorLaw, RegulatorLaw
from linepack.physics.friction import friction_law
from linepack.physics.pipe import PipeLaw
from linepack.physics.resistor import ResistorLaw
from linepack.system.contract import join
from linepack.system.edges import Edges
from linepack.system.slacks import slacks, unconditional
from linepack.system.system import EDGE_KINDS, LOSSLESS_KINDS, FuelUse, System

if TYPE_CHECKING:
    from linepack.fluids.gas import Gas
    from linepack.network import Network

Array = NDArray[np.float64]
Index = NDArray[np.intp]
Mask = NDArray[np.bool_]

HIGHEST_RISE: Final = 500.0
"""Height within one piece of a pipe. [m]

Keeps the error of the pipe law below 1e-6 of the outlet pressure where friction takes up to 0.3 of the
inlet's potential, and below 1e-4 up to 0.6 (``test_sloping_pipes_follow_the_integrated_balance``).
"""

LOADS: Final = {"supplies": -1.0, "demands": 1.0, "storages": -1.0, "lng_terminals": -1.0}
"""Element kinds at one node and the sign that makes their mass flow a withdrawal."""

PRESSURE_SOURCES: Final = ("supplies", "storages", "lng_terminals")
"""Element kinds that can hold the pressure of their node."""

RESISTOR_COLUMNS: Final = ("drag_factor", "diameter", "pressure_drop")


def compile_system(network: Network, gas: Gas, *, like: System | None = None) -> System:
    """Return the arrays and laws of a network.

    Parameters
    ----------
    network
        A network that :func:`linepack.check` finds no error in.
    gas
        The gas at the network's temperature.
    like
        A system of a network that differs in values alone: its pipes are cut into as many pieces, so that
        both have the same unknowns.

    Raises
    ------
    InputError
        If a loaded part of the network has no pressure reference.
    """
    layout = _Layout.of(network)
    load = _loads(network, layout)
    fixed, fixed_potential = _fixed(network, layout, gas)
    kept = _referenced(layout, load, fixed, network)
    return _System(network, gas, layout, load, fixed, fixed_potential, kept, like).build()


def with_boundary(system: System, network: Network) -> System:
    """Return the system with the loads and held pressures of a network that differs in those values alone."""
    load, potential = np.zeros(system.n_nodes), np.zeros(system.n_nodes)
    for kind, sign in LOADS.items():
        at = system.hydraulic_node[network.node_rows(kind, "node")]
        flow = network.column(kind, "mass_flow")
        if kind in PRESSURE_SOURCES:
            control = network.words(kind, "control")
            flow = np.where(control == "flow", flow, 0.0)
            held = (control == "pressure") & (at >= 0)
            potential[at[held]] = system.gas.potential(network.column(kind, "pressure")[held])
        load += sign * np.bincount(at + 1, np.nan_to_num(flow), system.n_nodes + 1)[1:]
    return replace(system, load=load, fixed_potential=potential)


def with_setpoints(system: System, network: Network) -> System:
    """Return the system with the set-points of a network that differs in those values alone."""
    gas, regulators, compressors = system.gas, system.regulators, system.compressors
    return replace(
        system,
        regulators=replace(regulators, slacks=slacks(network, gas, "regulators", system.regulator_edges.row)),
        compressors=replace(
            compressors, slacks=slacks(network, gas, "compressors", system.compressor_edges.row)
        ),
    )


@dataclass(frozen=True)
class _Layout:
    """Which nodes are joined and which rows are edges."""

    group: Index  # (n_table_nodes,)
    count: int
    rows: dict[str, Index]  # edge rows by kind
    ends: dict[str, tuple[Index, Index]]  # groups at the ends by kind, for all rows of the table

    @classmethod
    def of(cls, network: Network) -> _Layout:
        rows: dict[str, Index] = {}
        raw: dict[str, tuple[Index, Index]] = {}
        links: list[tuple[Index, Index]] = []
        for kind in dict.fromkeys((*EDGE_KINDS, *LOSSLESS_KINDS)):
            tail, head = (network.node_rows(kind, end) for end in ("from_node", "to_node"))
            joined, edge = _roles(network, kind)
            raw[kind], rows[kind] = (tail, head), np.flatnonzero(edge)
            links.append((tail[joined], head[joined]))
        group = join(
            len(network.words("nodes")),
            np.concatenate([a for a, _ in links]),
            np.concatenate([b for _, b in links]),
        )
        ends = {kind: (group[tail], group[head]) for kind, (tail, head) in raw.items()}
        return cls(group, int(group.max(initial=-1)) + 1, rows, ends)


def _roles(network: Network, kind: str) -> tuple[Mask, Mask]:
    """Return (joins its ends, is an edge of the system) for each row."""
    joins, passes = lossless(network, kind), passable(network, kind)
    return joins, passes & ~joins if kind in EDGE_KINDS else np.zeros(len(joins), dtype=bool)


def _loads(network: Network, layout: _Layout) -> Array:
    load = np.zeros(layout.count)
    for kind, sign in LOADS.items():
        flow = network.column(kind, "mass_flow")
        if "control" in table_schema(kind).by_name:
            flow = np.where(network.words(kind, "control") == "flow", flow, 0.0)
        np.add.at(load, layout.group[network.node_rows(kind, "node")], sign * np.nan_to_num(flow))
    return load


def _fixed(network: Network, layout: _Layout, gas: Gas) -> tuple[Mask, Array]:
    fixed = np.zeros(layout.count, dtype=bool)
    potential = np.zeros(layout.count)
    for kind in PRESSURE_SOURCES:
        holds = network.words(kind, "control") == "pressure"
        at = layout.group[network.node_rows(kind, "node")[holds]]
        fixed[at] = True
        potential[at] = gas.potential(network.column(kind, "pressure")[holds])
    return fixed, potential


def _referenced(layout: _Layout, load: Array, fixed: Mask, network: Network) -> Mask:
    """Return which groups have a pressure reference; refuse loads where there is none."""
    tail, head = (
        np.concatenate([layout.ends[kind][end][layout.rows[kind]] for kind in EDGE_KINDS]) for end in (0, 1)
    )
    graph = coo_array((np.ones(len(tail)), (tail, head)), shape=(layout.count, layout.count))
    _, part = connected_components(graph, directed=False)
    has_reference = np.zeros(layout.count, dtype=bool)
    has_reference[part[fixed]] = True
    kept = has_reference[part]
    stranded = np.flatnonzero(~kept & (load != 0.0))
    if stranded.size:
        raise InputError(
            [
                _stranded_finding(part[at], part, layout, load, network)
                for at in _first_of_each(part, stranded)
            ]
        )
    return np.asarray(kept)


def _first_of_each(part: NDArray[np.int32], nodes: Index) -> Index:
    _, first = np.unique(part[nodes], return_index=True)
    return np.asarray(nodes[first])


def _stranded_finding(
    label: int, part: NDArray[np.int32], layout: _Layout, load: Array, network: Network
) -> Finding:
    groups = np.flatnonzero(part == label)
    names = network.words("nodes")[np.isin(layout.group, groups)]
    shown = ", ".join(names[:5]) + (", …" if len(names) > 5 else "")
    return Finding(
        place=f"nodes[{names[0]}]",
        finding=f"a part of the network ({len(names)} node(s): {shown}) has no pressure reference but "
        f"a net withdrawal of {load[groups].sum():.6g} kg/s.",
        remedy="Give one of its supplies control = pressure, or connect it to a part that has one.",
        table="nodes",
        row=str(names[0]),
    )


@dataclass(frozen=True)
class _System:
    """Builds the System once the layout is known."""

    network: Network
    gas: Gas
    layout: _Layout
    load: Array
    fixed: Mask
    fixed_potential: Array
    kept: Mask
    like: System | None

    def build(self) -> System:
        number = np.where(self.kept, np.cumsum(self.kept) - 1, -1)
        pipe_edges, pipe_law, inner_elevation = self._pipes(number)
        extra = len(inner_elevation)
        elevation = np.concatenate([self._elevation()[self.kept], inner_elevation])
        return System(
            gas=self.gas,
            hydraulic_node=np.asarray(number[self.layout.group], dtype=np.intp),
            elevation=elevation,
            load=np.concatenate([self.load[self.kept], np.zeros(extra)]),
            fixed=np.concatenate([self.fixed[self.kept], np.zeros(extra, dtype=bool)]),
            fixed_potential=np.concatenate([self.fixed_potential[self.kept], np.zeros(extra)]),
            pipe_edges=pipe_edges,
            pipes=pipe_law,
            regulator_edges=(regulators := self._edges("regulators", number)),
            regulators=RegulatorLaw(
                slacks(self.network, self.gas, "regulators", regulators.row),
                unconditional(self.network, "regulators", regulators.row),
            ),
            compressor_edges=(compressors := self._edges("compressors", number)),
            compressors=CompressorLaw(
                slacks(self.network, self.gas, "compressors", compressors.row),
                self._column("compressors", "efficiency")[compressors.row],
                unconditional(self.network, "compressors", compressors.row),
            ),
            check_valve_edges=(checks := self._edges("check_valves", number)),
            check_valves=CheckValveLaw(len(checks)),
            resistor_edges=(resistors := self._edges("resistors", number)),
            resistors=ResistorLaw.of(
                *(self._column("resistors", name)[resistors.row] for name in RESISTOR_COLUMNS)
            ),
            short_pipe_edges=(short := self._edges("short_pipes", number)),
            short_pipes=ResistorLaw.of(
                self._column("short_pipes", "drag_factor")[short.row],
                self._column("short_pipes", "diameter")[short.row],
                np.full(len(short), np.nan),
            ),
            fuel=self._fuel(compressors.row),
        )

    def _column(self, kind: str, name: str) -> Array:
        return self.network.column(kind, name)

    def _elevation(self) -> Array:
        """Mean elevation of the nodes of each group; joined nodes stand at one place."""
        total = np.bincount(self.layout.group, self._column("nodes", "elevation"), self.layout.count)
        return np.asarray(total / np.maximum(np.bincount(self.layout.group, minlength=self.layout.count), 1))

    def _edges(self, kind: str, number: NDArray[np.int64]) -> Edges:
        rows = self.layout.rows[kind]
        tail, head = (number[end[rows]] for end in self.layout.ends[kind])
        keep = tail >= 0
        return Edges(tail[keep], head[keep], rows[keep])

    def _pipes(self, number: NDArray[np.int64]) -> tuple[Edges, PipeLaw, Array]:
        """Cut steep pipes into pieces and return their edges, their law and the inner nodes' elevation."""
        whole = self._edges("pipes", number)
        elevation = self._elevation()[self.kept]
        low, high = elevation[whole.tail], elevation[whole.head]
        pieces = np.maximum(np.ceil(np.abs(high - low) / HIGHEST_RISE), 1).astype(np.intp)
        if self.like is not None:
            pieces = np.bincount(self.like.pipe_edges.row, minlength=int(whole.row.max(initial=0)) + 1)[
                whole.row
            ]
        edges, inner_of, step = _cut(whole, pieces, int(self.kept.sum()))
        inner_elevation = low[inner_of] + (high - low)[inner_of] * step / pieces[inner_of]
        return (
            edges,
            self._pipe_law(edges.row, np.repeat(pieces, pieces), np.repeat(high - low, pieces)),
            inner_elevation,
        )

    def _pipe_law(self, row: Index, pieces: Index, rise: Array) -> PipeLaw:

        def column(name: str) -> Array:
            return self._column("pipes", name)[row]

        return PipeLaw(
            length=column("length") / pieces,
            diameter=column("diameter"),
            relative_roughness=np.nan_to_num(column("roughness") / column("diameter")),
            efficiency=column("efficiency"),
            rise=rise / pieces,
            lines=column("parallel_lines"),
            friction_factor=column("friction_factor"),
            friction=friction_law(self.network.header.friction, self.network.header.friction_drag_factor),
        )

    def _fuel(self, rows: Index) -> FuelUse:
        burns = self.network.words("compressors", "fuel")[rows] == "gas"
        efficiency = self._column("compressors", "driver_efficiency")[rows]
        if not burns.any() or self.gas.composition is None:
            return FuelUse(np.zeros(len(rows)))
        heating_value = self.gas.quality().net_mass
        return FuelUse(np.where(burns, 1.0 / (efficiency * heating_value), 0.0))


def _cut(whole: Edges, pieces: Index, first_inner: int) -> tuple[Edges, Index, Index]:
    """Cut each edge into its number of pieces.

    Returns
    -------
    tuple
        The edges of the pieces; for each inner node the edge it lies in and its step along it, from 1.
    """
    inner = pieces - 1
    inner_of = np.repeat(np.arange(len(whole)), inner)
    start = np.concatenate([[0], np.cumsum(inner)])[:-1]
    step = np.arange(len(inner_of)) - start[inner_of] + 1 if len(inner_of) else np.zeros(0, dtype=np.intp)
    position = np.arange(int(pieces.sum())) - np.repeat(np.cumsum(pieces) - pieces, pieces)
    node = first_inner + np.repeat(start, pieces) + position
    last = position == np.repeat(pieces, pieces) - 1
    tail = np.where(position == 0, np.repeat(whole.tail, pieces), node - 1)
    head = np.where(last, np.repeat(whole.head, pieces), node)
    return Edges(tail, head, np.repeat(whole.row, pieces)), inner_of, step
