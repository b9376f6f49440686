"""From a network to GasLib: a .net file, and a .scn file of the same name with its loads."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final
from xml.sax.saxutils import quoteattr

import pandas as pd

from linepack.constants import ATMOSPHERE, GAS_CONSTANT
from linepack.fluids.composition import Composition
from linepack.formats.atomic import replacing_file
from linepack.formats.gaslib.kinds import CONNECTIONS, FLOWS, NODE_FIELDS, PLACES
from linepack.formats.losses import KEEP, lost_values
from linepack.network.places import warning
from linepack.units import KILO, NORMAL_TEMPERATURE, from_si, volume_from_mass_flow

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from linepack.errors import Finding
    from linepack.network.header import NetworkHeader
    from linepack.network.network import Network

    Row = dict[str, Any]  # cells of a table's row

UNITS: Final = {
    "Pa": ("bar", "bar"),
    "m": ("m", "m"),
    "K": ("K", "K"),
    "kg/m3": ("kg/m3", "kg_per_m_cube"),
    "kg/mol": ("g/mol", "kg_per_kmol"),
}
"""Unit of linepack and its name in GasLib that a value in SI is written in."""

FLOW_UNIT: Final = "1000m_cube_per_hour"

TAGS: Final = {kind.table: tag for tag, kind in CONNECTIONS.items()} | {
    "check_valves": "valve",
    "heaters": "shortPipe",
}
"""What a table's rows are called; the last two come nearest."""

INTO: Final = ("supplies", "storages", "lng_terminals")
LOADS: Final = (*INTO, "demands")

HELD: Final[dict[str, frozenset[str]]] = {
    "nodes": frozenset({"id", "name", "kind", *PLACES.values(), *(one for one, _ in NODE_FIELDS.values())}),
    "supplies": frozenset({"id", "node", "mass_flow", "flow_min", "flow_max"}),
    "demands": frozenset({"id", "node", "mass_flow", "flow_max"}),
}
"""Columns of nodes and loads that are written."""

ENDS: Final = frozenset({"id", "from_node", "to_node", "name", "internal_bypass"})
NAMESPACES: Final = 'xmlns="http://gaslib.zib.de/Gas" xmlns:framework="http://gaslib.zib.de/Framework"'


def write_gaslib(network: Network, path: Path, _units: str) -> None:
    """Write a network and its loads beside it; each file whole or not at all."""
    density = _density(network.header)
    for target, lines in (
        (path, _net(network, density)),
        (path.with_suffix(".scn"), _scenario(network, density)),
    ):
        with replacing_file(target) as draft:
            text = "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', *lines])
            draft.write_text(text + "\n", encoding="utf-8", newline="\n")


def losses(network: Network) -> list[Finding]:
    """Return what of a network GasLib cannot hold, one warning per column or kind."""
    lost = [*lost_values(network, "GasLib", _held)]
    lost += [*_lost_kinds(network), *_lost_loads(network)]
    if network.header.gas.composition is not None:
        finding = "only the molar mass of the composition is written."
        lost.append(warning("header", "", "gas.composition", finding, KEEP))
    return lost


def _held(kind: str) -> frozenset[str]:
    if kind in HELD:
        return HELD[kind]
    if kind in CONNECTIONS_BY_TABLE:
        held = CONNECTIONS_BY_TABLE[kind]
        return ENDS | {column for column, _ in held.fields.values()} | {held.cap}
    return ENDS | {"node", "mass_flow"}


CONNECTIONS_BY_TABLE: Final = {kind.table: kind for kind in CONNECTIONS.values()}


def _lost_kinds(network: Network) -> Iterator[Finding]:
    stands_for = {"check_valves": "a valve", "heaters": "a short pipe", "storages": "a source"}
    stands_for["lng_terminals"] = "a source"
    for kind, word in stands_for.items():
        if count := len(network.table(kind)):
            finding = f"GasLib has none; {count} row(s) are written as {word}."
            yield warning(kind, "", "", finding, KEEP)


def _lost_loads(network: Network) -> Iterator[Finding]:
    """Return a warning per node where loads become one, or are called otherwise than their node."""
    at: dict[str, list[str]] = {}
    for kind in LOADS:
        table = network.table(kind)
        for name, node in zip(table.index, table["node"], strict=True):
            at.setdefault(str(node), []).append(str(name))
    for node, names in at.items():
        if names != [node]:
            finding = f"its load is called by the node and is one: {', '.join(names)} are summed up."
            yield warning("nodes", node, "", finding, "Give each load a node of its own of the same id.")


def _density(header: NetworkHeader) -> float:
    """Return what volumes are counted with: the stated normal density, else that of the ideal gas."""
    if header.reference_density and header.reference_temperature == NORMAL_TEMPERATURE:
        return header.reference_density
    return ATMOSPHERE * _molar_mass(header) / (GAS_CONSTANT * NORMAL_TEMPERATURE)


def _molar_mass(header: NetworkHeader) -> float:
    gas = header.gas
    if gas.molar_mass is not None:
        return gas.molar_mass
    return Composition(gas.composition or {}).molar_mass


def _net(network: Network, density: float) -> Iterator[str]:
    header = network.header
    yield f"<network {NAMESPACES}>"
    yield "  <framework:information>"
    yield f"    <framework:title>{_text(header.title or header.name)}</framework:title>"
    yield "    <framework:type>gas</framework:type>"
    yield f"    <framework:documentation>{_text(header.description)}</framework:documentation>"
    yield "  </framework:information>"
    yield "  <framework:nodes>"
    entries, exits = _nodes_of(network, INTO), _nodes_of(network, ("demands",))
    for row in _rows(network, "nodes"):
        tag = "source" if row["id"] in entries else "sink" if row["id"] in exits else "innode"
        yield from _node(row, tag, header, (entries | exits).get(row["id"], {}), density)
    yield "  </framework:nodes>"
    yield "  <framework:connections>"
    for kind, tag in TAGS.items():
        for row in _rows(network, kind):
            yield from _connection(row, kind, tag, density)
    yield "  </framework:connections>"
    yield "</network>"


def _rows(network: Network, kind: str) -> list[Row]:
    rows: Any = network.table(kind).reset_index().to_dict("records")  # keys are column names
    return list(rows)


def _nodes_of(network: Network, sorts: tuple[str, ...]) -> dict[str, Row]:
    """Return the loads of some kinds by node; of several at one node the last bounds stand."""
    return {str(row["node"]): row for kind in sorts for row in _rows(network, kind)}


def _node(row: Row, tag: str, header: NetworkHeader, load: Row, density: float) -> Iterator[str]:
    attributes = {"id": row["id"], "alias": row["name"], "x": "0", "y": "0"}
    attributes |= {key: _number(row[column]) for key, column in PLACES.items() if _there(row[column])}
    yield f"    <{tag} {_attributes(attributes)}>"
    for child, (column, unit) in NODE_FIELDS.items():
        yield from _value(child, row.get(column), unit)
    yield from _flow("flowMin", load.get("flow_min"), density)
    yield from _flow("flowMax", load.get("flow_max"), density)
    if tag == "source":
        gas = header.gas
        yield from _value("gasTemperature", gas.temperature, "K")
        yield from _value("normDensity", density, "kg/m3")
        yield from _value("molarMass", _molar_mass(header), "kg/mol")
        yield from _value("pseudocriticalPressure", gas.critical_pressure, "Pa")
        yield from _value("pseudocriticalTemperature", gas.critical_temperature, "K")
    yield f"    </{tag}>"


def _connection(row: Row, kind: str, tag: str, density: float) -> Iterator[str]:
    attributes = {"id": row["id"], "from": row["from_node"], "to": row["to_node"], "alias": row["name"]}
    if "internal_bypass" in row:
        attributes["internalBypassRequired"] = str(int(row["internal_bypass"]))
    yield f"    <{tag} {_attributes(attributes)}>"
    held = CONNECTIONS_BY_TABLE.get(kind)
    if kind == "check_valves":
        yield from _flow(FLOWS[0], 0.0, density)
    if held and held.cap:
        cap = row[held.cap]
        one_way = kind in ("regulators", "compressors")
        yield from _flow(FLOWS[0], 0.0 if one_way else -cap, density) if _there(cap) else ()
        yield from _flow(FLOWS[1], cap, density)
    for child, (column, unit) in held.fields.items() if held else ():
        yield from _value(child, row.get(column), unit)
    yield f"    </{tag}>"


def _scenario(network: Network, density: float) -> Iterator[str]:
    yield f"<boundaryValue {NAMESPACES}>"
    yield f"  <scenario id={quoteattr(network.header.name)}>"
    flows: dict[str, float] = {}
    for kind in LOADS:
        sign = -1.0 if kind == "demands" else 1.0
        for row in _rows(network, kind):
            flow = row["mass_flow"] if _there(row["mass_flow"]) else 0.0
            flows[row["node"]] = flows.get(row["node"], 0.0) + sign * flow
    entries = _nodes_of(network, INTO)
    for node, flow in flows.items():
        enters = flow > 0.0 or (flow == 0.0 and node in entries)
        yield f'    <node type="{"entry" if enters else "exit"}" id={quoteattr(str(node))}>'
        volume = volume_from_mass_flow(abs(flow), "m3/h", density) / KILO
        yield f'      <flow bound="both" value="{_number(volume)}" unit="{FLOW_UNIT}"/>'
        yield "    </node>"
    yield "  </scenario>"
    yield "</boundaryValue>"


def _value(tag: str, value: Any, unit: str) -> Iterator[str]:  # a cell of a column of numbers
    if not _there(value):
        return
    known, name = UNITS.get(unit, ("", ""))
    number = from_si(float(value), known) if known else float(value)
    written = f' unit="{name}"' if name else ""
    yield f'      <{tag} value="{_number(number)}"{written}/>'


def _flow(tag: str, value: Any, density: float) -> Iterator[str]:  # as above
    if _there(value):
        volume = volume_from_mass_flow(float(value), "m3/h", density) / KILO
        yield f'      <{tag} value="{_number(volume)}" unit="{FLOW_UNIT}"/>'


def _there(value: Any) -> bool:  # as above
    return value is not None and not pd.isna(value) and math.isfinite(value)


def _number(value: float) -> str:
    return repr(float(value))


def _attributes(values: dict[str, Any]) -> str:  # texts and ids
    return " ".join(f"{name}={quoteattr(str(value))}" for name, value in values.items())


def _text(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
