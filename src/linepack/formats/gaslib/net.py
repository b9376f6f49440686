"""A network of GasLib as its file says it: nodes and connections, rows in SI with notes."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from linepack.formats.gaslib.kinds import (
    BYPASS,
    CONNECTIONS,
    DIFFERENCES,
    FLOWS,
    GAS_FIELDS,
    NODE_FIELDS,
    NODES,
    PLACES,
    SOURCE,
    Fields,
)
from linepack.formats.gaslib.scenario import Bounds, written
from linepack.formats.gaslib.values import Values
from linepack.formats.gaslib.xml import BrokenXmlError, records
from linepack.network.places import at, error, suggestion, warning

if TYPE_CHECKING:
    from pathlib import Path

    from linepack.errors import Finding
    from linepack.formats.gaslib.xml import Element

Row = dict[str, Any]
"""Cells of one row by column: numbers in SI, texts and truth values."""

KNOWN: Final = frozenset({"id", "from", "to", "alias", BYPASS, *PLACES})


@dataclass
class Item:
    """One node or connection.

    Attributes
    ----------
    tag
        What GasLib calls its kind.
    line
        Where it begins.
    row
        Its cells.
    flow
        Bounds of its flow as they are written, in kg/s once the density is known.
    gas
        Properties of the gas, of a source.
    notes
        What no column holds.
    """

    tag: str
    line: int
    row: Row
    flow: Bounds = field(default_factory=Bounds)
    gas: dict[str, float] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


@dataclass
class NetFile:
    """What a .net file says.

    Attributes
    ----------
    label
        Name of the file.
    information
        Title, date and documentation.
    nodes
        By id.
    connections
        In the order of the file.
    density
        Of the gas at normal conditions, the mean of the sources by their largest flow. [kg/m3]
    findings
        Everything wrong with it, and what no column holds.
    """

    label: str
    information: dict[str, str] = field(default_factory=dict)
    nodes: list[Item] = field(default_factory=list)
    connections: list[Item] = field(default_factory=list)
    density: float = math.nan
    findings: list[Finding] = field(default_factory=list)


def read_net(path: Path) -> NetFile:
    """Return what a .net file says and everything that is wrong with it."""
    net = NetFile(path.name)
    reader = _Reader(net, Values(path.name, net.findings))
    try:
        with path.open("rb") as stream:
            for record in records(stream, 3):
                reader.take(record.parents, record.element)
    except BrokenXmlError as broken:
        place = f"{path.name} line {broken.line}"
        net.findings.append(at(error("network", "", "", broken.finding, broken.remedy), place))
    reader.finish()
    return net


class _Reader:
    """Takes the records of a .net file in; flows wait for the density of the gas."""

    def __init__(self, net: NetFile, values: Values) -> None:
        self._net = net
        self._values = values
        self._flows: list[tuple[Item, Element]] = []
        self._unheld: Counter[tuple[str, str]] = Counter()

    def take(self, parents: tuple[Element, ...], element: Element) -> None:
        root, section = parents[0].tag, parents[1].tag
        if root != "network":
            raise BrokenXmlError(f"it is a file of {root}, no network.", "Give a .net file.", parents[0].line)
        if section == "information":
            self._net.information[element.tag] = element.text
        elif section == "nodes" and element.tag in NODES:
            self._node(element)
        elif section == "connections" and element.tag in CONNECTIONS:
            self._connection(element)
        else:
            near = suggestion(element.tag, [*NODES, *CONNECTIONS])
            finding = f"{section} holds a {element.tag}, which is no element of GasLib."
            self._values.error(element, section, element.attributes.get("id", ""), finding, near)

    def finish(self) -> None:
        """Turn flows into kg/s, and say what no column holds."""
        net = self._net
        if not net.findings and not net.nodes:
            net.findings.append(at(error("nodes", "", "", "there are no nodes.", "Add them."), net.label))
        net.density = self._density()
        for item, element in self._flows:
            subject = (_table(item.tag), item.row["id"])
            value = self._values.quantity(element, "kg/s", subject, net.density)
            if math.isfinite(value):
                item.flow.narrow("lower" if element.tag == "flowMin" else "upper", value)
        for (kind, tag), count in sorted(self._unheld.items()):
            finding = f"{tag} of {count} {kind}(s) has no column; it does not act."
            told = warning(_table(kind), "", tag, finding, "It is kept in the notes of provenance.")
            net.findings.append(at(told, net.label))

    def _density(self) -> float:
        given = [one.gas["density"] for one in self._net.nodes if "density" in one.gas]
        if given or not self._flows:
            return math.fsum(given) / len(given) if given else math.nan
        finding = "no source gives a normDensity, so volumes cannot be weighed."
        told = error("nodes", "", "normDensity", finding, "Give normDensity in kg_per_m_cube.")
        self._net.findings.append(at(told, self._net.label))
        return math.nan

    def _node(self, element: Element) -> None:
        item = Item(element.tag, element.line, {"id": element.attributes.get("id", "")})
        item.row["name"] = element.attributes.get("alias", "")
        item.row["kind"] = element.tag
        for attribute, column in PLACES.items():
            if text := element.attributes.get(attribute, ""):
                item.row[column] = self._coordinate(element, attribute, text, item.row["id"])
        fields = NODE_FIELDS | GAS_FIELDS if element.tag == SOURCE else NODE_FIELDS
        self._children(element, item, fields)
        item.gas = {key: item.row.pop(key) for key, _ in GAS_FIELDS.values() if key in item.row}
        self._net.nodes.append(item)

    def _coordinate(self, element: Element, attribute: str, text: str, row: str) -> float:
        inner = type(element)(attribute, {"value": text}, element.line)
        return self._values.quantity(inner, "", ("nodes", row))

    def _connection(self, element: Element) -> None:
        attributes, kind = element.attributes, CONNECTIONS[element.tag]
        item = Item(element.tag, element.line, {"id": attributes.get("id", "")})
        item.row |= {"from_node": attributes.get("from", ""), "to_node": attributes.get("to", "")}
        item.row["name"] = attributes.get("alias", "")
        if BYPASS in attributes:
            item.row["internal_bypass"] = attributes[BYPASS] == "1"
        self._children(element, item, kind.fields)
        self._net.connections.append(item)

    def _children(self, element: Element, item: Item, fields: Fields) -> None:
        table, name = _table(element.tag), item.row["id"]
        for child in element.children:
            if child.tag in FLOWS:
                self._flows.append((item, child))
            elif child.tag in fields:
                column, unit = fields[child.tag]
                item.row[column] = self._values.quantity(_absolute(child), unit, (table, name))
            else:
                self._keep(item, child.tag, written(child))
        for attribute, value in element.attributes.items():
            if attribute not in KNOWN and value:
                self._keep(item, attribute, f"{attribute} {value}")

    def _keep(self, item: Item, tag: str, note: str) -> None:
        self._unheld[item.tag, tag] += 1
        item.notes.append(note)


def _table(tag: str) -> str:
    return CONNECTIONS[tag].table if tag in CONNECTIONS else "nodes"


def _absolute(element: Element) -> Element:
    """Return the element of a difference of pressures with a unit that has no zero of its own."""
    if element.tag in DIFFERENCES and element.attributes.get("unit") == "barg":
        element.attributes["unit"] = "bar"
    return element
