"""Sensitivities of a result of a solved state to everything that was given, as a labelled table."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from linepack.errors import Finding, InputError
from linepack.network.schema import table_schema
from linepack.steady.adjoint import STEP, Adjoint, Target
from linepack.system import compile_system
from linepack.system.compile import LOADS, PRESSURE_SOURCES
from linepack.system.gas import gas_of
from linepack.system.system import EDGE_KINDS
from linepack.units import UNITS

if TYPE_CHECKING:
    from linepack.network import Network
    from linepack.steady.state import State
    from linepack.system.system import System

Array = NDArray[np.float64]

PLACE: Final = re.compile(r"^(?P<kind>\w+)(\[(?P<element>.+)\])?\.(?P<column>\w+)$")
"""How a result is named: ``nodes[X].pressure``, ``compressors[C1].power``, ``pipes.linepack``."""

UNSET: Final = (
    "technical_capacity",
    "pressure_max",
    "reference_elevation",
    "outer_diameter",
    "wall_thickness",
)
"""Columns that no equation of the state reads."""

COLUMNS: Final = ("what", "kind", "element", "column", "unit", "derivative", "face_unit", "face_derivative")
RESULTS: Final = {"pressure": ("Pa", "bar"), "power": ("W", "MW"), "linepack": ("kg", "kg")}
"""SI and face unit of a result; kg/s where it is not named."""


@dataclass(frozen=True)
class Sensitivity:
    """Derivatives of one result.

    Attributes
    ----------
    what
        The result, as it was named.
    table
        One row per given number: ``what``, ``kind``, ``element``, ``column``, ``unit`` and ``derivative``
        (SI), ``face_unit`` and ``face_derivative``. Rows whose derivative is not defined are not in it.
    switches
        Devices that stand between two modes and that the result depends on. The derivatives hold as long
        as they keep the mode that the solution names; moved the other way the result has another slope.
    undecided
        Given numbers, as places, that meet another bound exactly: only they have no derivative.
    """

    what: str
    table: pd.DataFrame
    switches: tuple[str, ...] = ()
    undecided: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the table as records, with the switches."""
        return {
            "what": self.what,
            "switches": list(self.switches),
            "undecided": list(self.undecided),
            "records": self.table.to_dict("records"),
        }


def sensitivity(network: Network, state: State, what: str) -> Sensitivity:
    """Return the derivatives of a result to every given number of a solved network; see ``Solution``."""
    adjoint = Adjoint(state, _target(network, state, what))
    if not np.isfinite(adjoint.multipliers[1]).all():
        return Sensitivity(what, _frame(what, []), switches=("a loop of elements without resistance",))
    switches = tuple(_edge_name(network, state, int(at)) for at in adjoint.switches)
    edges = _edge_rows(network, adjoint)
    found = [*_point_rows(network, adjoint), *(row for row in edges if not row.kink)]
    found.append(_temperature(network, adjoint))
    undecided = tuple(f"{row.kind}[{row.element}].{row.column}" for row in edges if row.kink)
    return Sensitivity(what, _frame(what, found), switches, undecided)


@dataclass(frozen=True)
class _Row:
    kind: str
    element: str
    column: str
    derivative: float
    kink: bool = False


def _frame(what: str, rows: list[_Row]) -> pd.DataFrame:
    matched = PLACE.match(what)
    own, shown = RESULTS.get(matched["column"] if matched else "", ("kg/s", "kg/s"))
    records = []
    for row in rows:
        unit, face = _units(row.kind, row.column)
        scale = UNITS[face].factor / UNITS[shown].factor if face in UNITS else 1.0 / UNITS[shown].factor
        records.append(
            (
                what,
                row.kind,
                row.element,
                row.column,
                _per(own, unit),
                row.derivative,
                _per(shown, face),
                row.derivative * scale,
            )
        )
    return pd.DataFrame(records, columns=list(COLUMNS))


def _per(unit: str, other: str) -> str:
    return unit if other == "1" else f"{unit} per {other}"


def _units(kind: str, column: str) -> tuple[str, str]:
    if kind == "gas":
        return "K", "K"
    known = table_schema(kind).by_name[column]
    return known.unit, known.face_unit


def _target(network: Network, state: State, what: str) -> Target:
    """Return the result that a name means.

    Raises
    ------
    InputError
        If there is no such result.
    """
    matched, system = PLACE.match(what), state.system
    if matched:
        kind, element, column = matched["kind"], matched["element"], matched["column"]
        if kind == "nodes" and element is not None:
            return _node_target(network, system, element, column, what)
        if kind in EDGE_KINDS and column in ("mass_flow", "power", "fuel", "linepack"):
            return _edge_target(network, system, kind, element, column, what)
    raise _no_result(what)


def _node_target(network: Network, system: System, element: str, column: str, what: str) -> Target:
    at = network.node_positions.get(element, -1)
    node = int(system.hydraulic_node[at]) if at >= 0 else -1
    if node < 0 or column not in ("pressure", "injection"):
        raise _no_result(what)
    target = Target.nothing(system)
    here = (np.arange(system.n_nodes) == node).astype(float)
    if column == "pressure":
        return replace(target, pressure=here)
    if not system.fixed[node]:
        raise _no_result(what)
    leaving = here[system.tail]
    return replace(target, load=here, flow=leaving - here[system.head], fuel=leaving)


def _edge_target(
    network: Network, system: System, kind: str, element: str | None, column: str, what: str
) -> Target:
    start = sum(len(edges) for edges in system.edges[: EDGE_KINDS.index(kind)])
    edges = system.edges[EDGE_KINDS.index(kind)]
    names = network.words(kind)[edges.row]
    at = start + np.flatnonzero(np.ones(len(names), dtype=bool) if element is None else names == element)
    owner = {"power": "compressors", "fuel": "compressors", "linepack": "pipes"}.get(column, kind)
    if not at.size or kind != owner or (column == "mass_flow" and element is None):
        raise _no_result(what)
    weight = np.zeros(system.n_edges)
    weight[at[:1] if column == "mass_flow" else at] = 1.0
    return replace(Target.nothing(system), **{"flow" if column == "mass_flow" else column: weight})


def _no_result(what: str) -> InputError:
    finding = Finding(
        place=what,
        finding="there is no result of this name, or the state does not settle it.",
        remedy="Name nodes[X].pressure, nodes[X].injection (held pressure), KIND[X].mass_flow, "
        "compressors[X].power, compressors[X].fuel, pipes[X].linepack, or the sums compressors.power, "
        "compressors.fuel and pipes.linepack.",
    )
    return InputError([finding], "the sensitivity")


def _point_rows(network: Network, adjoint: Adjoint) -> list[_Row]:
    """Return the derivatives to the flows and the held pressures of what stands at one node."""
    system, rows = adjoint.state.system, []
    per_load, per_potential = adjoint.per_load(), adjoint.per_fixed_potential()
    density = system.gas.density(system.gas.pressure(system.fixed_potential))
    for kind, sign in LOADS.items():
        names, places = network.words(kind), system.hydraulic_node[network.node_rows(kind, "node")]
        held = np.zeros(len(names), dtype=bool)
        if kind in PRESSURE_SOURCES:
            held = network.words(kind, "control") == "pressure"
        flow = network.column(kind, "mass_flow")
        for name, node, holds, value in zip(names, places, held, flow, strict=True):
            if node < 0:
                continue
            if holds:
                rows.append(_Row(kind, name, "pressure", float(per_potential[node] * density[node])))
            elif np.isfinite(value):
                rows.append(_Row(kind, name, "mass_flow", float(sign * per_load[node])))
    return rows


def _edge_rows(network: Network, adjoint: Adjoint) -> list[_Row]:
    """Return the derivatives to the numbers of the edges that any equation reads."""
    rows = []
    start = 0
    for kind, edges in zip(EDGE_KINDS, adjoint.state.system.edges, strict=True):
        span = slice(start, start + len(edges))
        start = span.stop
        for column in table_schema(kind).columns if len(edges) else ():
            if column.dtype == "float" and not column.choices and column.name not in UNSET:
                rows += _column_rows(network, adjoint, kind, column.name, span)
    return rows


def _column_rows(network: Network, adjoint: Adjoint, kind: str, column: str, span: slice) -> list[_Row]:
    system = adjoint.state.system
    row = system.edges[EDGE_KINDS.index(kind)].row
    values = network.column(kind, column)
    size = np.abs(values)
    if not (np.isfinite(values[row]) & (size[row] > 0.0)).any():
        return []

    def changed(by: float) -> System:
        other = network.with_columns({(kind, column): values * (1.0 + by)})
        return compile_system(other, system.gas, like=system)

    found = adjoint.per_edge(changed, STEP)
    total = np.bincount(row, found.value[span], len(values))
    kink = np.bincount(row, found.kink[span], len(values)) > 0
    names = network.words(kind)
    used = [at for at in np.unique(row).tolist() if np.isfinite(values[at]) and size[at] > 0.0]
    return [_Row(kind, names[at], column, float(total[at] / values[at]), bool(kink[at])) for at in used]


def _temperature(network: Network, adjoint: Adjoint) -> _Row:
    """Return the derivative to the temperature of the gas, with everything that depends on it."""
    system, spec = adjoint.state.system, network.header.gas

    def warmer(by: float) -> System:
        gas = replace(spec, temperature=spec.temperature * (1.0 + by))
        other = network.replace(header=replace(network.header, gas=gas))
        return compile_system(other, gas_of(other.header), like=system)

    edges = adjoint.per_edge(warmer, STEP).value.sum()
    held = system.gas.pressure(system.fixed_potential)
    shifted = [warmer(by).gas.potential(held) for by in (STEP, -STEP)]
    fixed = np.where(system.fixed, (shifted[0] - shifted[1]) / (2.0 * STEP), 0.0)
    nodes = adjoint.at_nodes(warmer, STEP).sum() + adjoint.per_fixed_potential() @ fixed
    return _Row("gas", "", "temperature", float((edges + nodes) / spec.temperature))


def _edge_name(network: Network, state: State, position: int) -> str:
    for kind, edges in zip(EDGE_KINDS, state.system.edges, strict=True):
        if position < len(edges):
            return f"{kind}[{network.words(kind)[edges.row[position]]}]"
        position -= len(edges)
    return "no edge"
