"""From the files of GasLib to a network."""

from __future__ import annotations

import math
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from linepack.errors import Finding, InputError
from linepack.formats.assemble import assemble
from linepack.formats.gaslib.controls import Controls
from linepack.formats.gaslib.decisions import read_decisions
from linepack.formats.gaslib.files import DAMAGED, bundle_of, chosen, sources_of
from linepack.formats.gaslib.gas import gas_of
from linepack.formats.gaslib.kinds import COMPRESSOR_STATION, CONNECTIONS, SINK, SOURCE
from linepack.formats.gaslib.net import read_net
from linepack.formats.gaslib.scenario import LEAST_FLOW, ScenarioFile, read_scenario
from linepack.formats.gaslib.stations import read_stations
from linepack.formats.raw import RawNetwork, Reading
from linepack.formats.rows import raw_network, raw_table
from linepack.network.header import NetworkHeader
from linepack.network.places import at, error, listed, warning
from linepack.network.schema import table_schema
from linepack.units import NORMAL_TEMPERATURE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from linepack.formats.gaslib.decisions import Group
    from linepack.formats.gaslib.files import Bundle, Source
    from linepack.formats.gaslib.net import Item, NetFile, Row
    from linepack.formats.gaslib.scenario import Nomination
    from linepack.formats.gaslib.stations import Station

UNSAID: Final = ScenarioFile("", "")
"""The scenario of a network without one: nothing flows."""

POWER_RULE: Final = "rule G9: most power of a configuration, its drives together"
RATIO_RULE: Final = "rule G10: largest ratio of a configuration at Z = 1, its stages multiplied"


def read_gaslib(path: Path) -> Reading:
    """Return the network of a path, with the scenario beside it where there is just one."""
    return _guarded(path, lambda bundle: bundle.scenarios[0] if len(bundle.scenarios) == 1 else None)


def read_with_scenario(path: Path, scenario: str) -> Reading:
    """Return the network of a path with one of its scenarios, by name or by path."""
    return _guarded(path, lambda bundle: chosen(bundle, scenario))


def scenarios(path: Path, place: Path | None) -> Iterator[tuple[str, Reading]]:
    """Return the network of a path once per scenario, of another path or of those beside it.

    Raises
    ------
    InputError
        If there is none.
    """
    bundle = bundle_of(path)
    sources = bundle.scenarios if place is None else sources_of(place)
    if not sources:
        finding = Finding(str(place or path), "no scenario is found.", "Give a .scn file, a folder or a zip.")
        raise InputError([finding], str(path))
    files = _Files.of(bundle)
    for source in sources:
        yield source.name, files.reading(source)


def _guarded(path: Path, choose: Any) -> Reading:  # from a bundle to a scenario's source or None
    try:
        bundle = bundle_of(path)
        return _Files.of(bundle).reading(choose(bundle))
    except InputError as wrong:
        return Reading(None, wrong.findings)


@dataclass(frozen=True)
class _Files:
    """What the files of a network say, but for the scenario."""

    bundle: Bundle
    groups: Sequence[Group]
    stations: Mapping[str, Station]
    findings: Sequence[Finding]

    @classmethod
    def of(cls, bundle: Bundle) -> _Files:
        groups, wrong = read_decisions(bundle.decisions) if bundle.decisions else ([], [])
        stations, found = read_stations(bundle.stations) if bundle.stations else ({}, [])
        return cls(bundle, groups, stations, [*wrong, *found])

    @cached_property
    def _net(self) -> NetFile:
        return read_net(self.bundle.network)

    def reading(self, source: Source | None) -> Reading:
        net = deepcopy(self._net)
        scenario, more = UNSAID, list(self.findings)
        if source is not None:
            try:
                scenario = read_scenario(source, net.density)
            except DAMAGED as damage:
                more.append(
                    error("scenario", "", "", f"the archive is damaged ({damage}).", "Fetch it again.")
                )
        else:
            more.append(_unsaid(self.bundle))
        return _Assembly(net, scenario, self, more).reading()


def _unsaid(bundle: Bundle) -> Finding:
    names = listed(source.name for source in bundle.scenarios)
    finding = "no scenario is chosen, so nothing flows."
    return at(
        warning("scenario", "", "", finding, f"Choose one: {names or 'a .scn file'}."), bundle.network.name
    )


class _Assembly:
    """Puts the rows of the tables together."""

    def __init__(
        self, net: NetFile, scenario: ScenarioFile, files: _Files, findings: Sequence[Finding]
    ) -> None:
        self._net, self._scenario, self._files = net, scenario, files
        self._findings = [*net.findings, *scenario.findings, *findings]
        self._rows: dict[str, list[tuple[int, Row]]] = {}
        self._statements: list[Row] = []
        self._nodes = {item.row["id"]: dict(item.row) for item in net.nodes}

    def reading(self) -> Reading:
        for name, nomination in self._scenario.nodes.items():
            self._limit(name, nomination)
        controls = Controls(self._net, self._nodes, self._flows())
        controls.decide(self._files.groups)
        header = self._header()
        controls.hold()
        for item in self._net.nodes:
            self._node(item)
        self._loads(controls)
        for item in self._net.connections:
            self._connection(item, header)
        self._say(controls.said)
        return assemble(self._raw(header))

    def _limit(self, name: str, nomination: Nomination) -> None:
        """Narrow the limits of a node's pressure by those of the scenario."""
        row = self._nodes.get(name)
        place = f"{self._scenario.label} line {nomination.line}"
        if row is None:
            told = error("scenario", name, "", f"there is no node '{name}'.", "Correct the id.")
            self._findings.append(at(told, place))
            return
        low, high = nomination.pressure.low, nomination.pressure.high
        if math.isfinite(low):
            row["pressure_min"] = max(low, row.get("pressure_min", -math.inf))
        if math.isfinite(high):
            row["pressure_max"] = min(high, row.get("pressure_max", math.inf))
        if row.get("pressure_min", 0.0) > row.get("pressure_max", math.inf):
            row["pressure_min"], row["pressure_max"] = low, high
            finding = "its pressures and those of the network have nothing in common; the scenario's hold."
            told = warning("nodes", name, "pressure_min", finding, "Correct one of the two.")
            self._findings.append(at(told, place))

    def _flows(self) -> dict[str, float]:
        return {name: one.drawn for name, one in self._scenario.nodes.items() if name in self._nodes}

    def _header(self) -> NetworkHeader:
        net, scenario = self._net, self._scenario
        sources = [item for item in net.nodes if item.tag == SOURCE]
        entries = {name: -one.drawn for name, one in scenario.nodes.items() if one.enters}
        gas, said, findings = gas_of(sources, entries, net.label)
        self._findings += findings
        for column, note in said.items():
            self._state("header", "", column, f"{net.label}: {note}", "inferred")
        title = net.information.get("title", "")
        return NetworkHeader(
            name=self._files.bundle.network.stem,
            gas=gas,
            title=f"{title}, {scenario.name}" if scenario.name else title,
            description=net.information.get("documentation", ""),
            reference_temperature=NORMAL_TEMPERATURE,
            reference_density=net.density if math.isfinite(net.density) else None,
        )

    def _node(self, item: Item) -> None:
        row = self._nodes[item.row["id"]]
        self._add("nodes", item.line, row)
        nomination = self._scenario.nodes.get(row["id"])
        notes = item.notes + (nomination.notes if nomination else [])
        source = self._at(item.line) + (f"; {self._said_at(nomination)}" if nomination else "")
        self._state("nodes", row["id"], "", source, "sourced", notes)

    def _loads(self, controls: Controls) -> None:
        """Make a supply of every source and entry and a demand of every sink and exit."""
        for item in self._net.nodes:
            nomination = self._scenario.nodes.get(item.row["id"])
            enters = nomination.enters if nomination else item.tag == SOURCE
            if item.tag == SOURCE or (nomination and enters):
                self._supply(item, nomination if enters else None, controls)
            if item.tag == SINK or (nomination and not enters):
                self._demand(item, None if enters else nomination)

    def _supply(self, item: Item, nomination: Nomination | None, controls: Controls) -> None:
        row = self._load("supplies", item, nomination)
        row["flow_min"], row["flow_max"] = self._bounds(item, row["mass_flow"], nomination)
        if row["id"] in controls.reference:
            row |= {"control": "pressure", "pressure": controls.reference[row["id"]]}
        self._add("supplies", item.line, row)

    def _demand(self, item: Item, nomination: Nomination | None) -> None:
        row = self._load("demands", item, nomination)
        _, row["flow_max"] = self._bounds(item, row["mass_flow"], nomination)
        self._add("demands", item.line, row)

    def _load(self, table: str, item: Item, nomination: Nomination | None) -> Row:
        name, flow = item.row["id"], nomination.flow if nomination else None
        source = self._said_at(nomination) if nomination else self._at(item.line)
        self._state(table, name, "", source, "sourced")
        if flow and flow.low < flow.high:
            note = "rule G11: the mean of two bounds, or the only one"
            self._state(table, name, "mass_flow", source, "estimate", [note])
        return {"id": name, "node": name, "mass_flow": abs(nomination.drawn) if nomination else 0.0}

    def _bounds(self, item: Item, asked: float, nomination: Nomination | None) -> tuple[float, float]:
        """Return the bounds of a flow that is asked for; those that it breaks give way to it."""
        low, high = item.flow.low, item.flow.high
        if nomination and not low - LEAST_FLOW <= asked <= high + LEAST_FLOW:
            finding = (
                f"{asked:.6g} kg/s is nominated, but the node's own bounds are {low:.6g} and {high:.6g}."
            )
            told = warning("scenario", item.row["id"], "flow", finding, "The nomination holds.")
            self._findings.append(at(told, self._said_at(nomination)))
            return math.nan, math.nan
        low = low if math.isfinite(low) and low <= asked else math.nan
        return low, high if math.isfinite(high) and high >= asked else math.nan

    def _connection(self, item: Item, header: NetworkHeader) -> None:
        kind = CONNECTIONS[item.tag]
        table, row, notes = kind.table, dict(item.row), list(item.notes)
        largest = max((abs(v) for v in (item.flow.low, item.flow.high) if math.isfinite(v)), default=math.nan)
        if kind.cap:
            row[kind.cap] = largest if table in ("pipes", "resistors") else _positive(item.flow.high)
        if math.isfinite(item.flow.low) and (item.flow.low != -largest or not kind.cap):
            notes.append(f"flow from {item.flow.low:.9g} to {item.flow.high:.9g} kg/s")
        if item.tag == COMPRESSOR_STATION:
            notes += self._machines(row, header)
        if not row.get("name"):
            row.pop("name", None)
        self._add(table, item.line, _fitting(table, row))
        self._state(table, row["id"], "", self._at(item.line), "sourced", notes)

    def _machines(self, row: Row, header: NetworkHeader) -> list[str]:
        """Add the limits that a station's machines imply; return what is kept as notes."""
        station = self._files.stations.get(row["id"])
        if station is None:
            return []
        stated = (
            ("power_max", station.power, POWER_RULE),
            ("ratio_max", station.ratio(header.gas), RATIO_RULE),
        )
        cs = self._files.bundle.stations
        for column, value, rule in stated:
            if math.isfinite(value) and value > 0.0:
                row[column] = value
                source = f"{cs.name if cs else ''} line {station.line}"
                self._state("compressors", row["id"], column, source, "inferred", [rule])
        electric = station.drives and all(one.kind == "electricMotor" for one in station.drives.values())
        row["fuel"] = "electric" if electric else "gas"
        return station.words()

    def _say(self, said: Mapping[tuple[str, str, str], str]) -> None:
        for (table, row, column), rule in said.items():
            self._state(table, row, column, "", "estimate", [rule])

    def _state(
        self, table: str, row: str, column: str, source: str, basis: str, notes: Sequence[str] = ()
    ) -> None:
        confidence = {"sourced": "high", "inferred": "medium"}.get(basis, "low")
        self._statements.append(
            {
                "table": table,
                "id": row,
                "column": column,
                "source": source,
                "basis": basis,
                "confidence": confidence,
                "note": "; ".join(notes),
            }
        )

    def _at(self, line: int) -> str:
        return f"{self._net.label} line {line}"

    def _said_at(self, nomination: Nomination) -> str:
        return f"{self._scenario.label} line {nomination.line}"

    def _add(self, table: str, line: int, row: Row) -> None:
        self._rows.setdefault(table, []).append((line, row))

    def _raw(self, header: NetworkHeader) -> RawNetwork:
        label = self._net.label
        rows: dict[str, list[tuple[int, Row]]] = {"nodes": []} | self._rows
        tables = {kind: raw_table(kind, label, "line", found) for kind, found in rows.items()}
        return raw_network(header, label, tables, self._statements, self._findings)


def _positive(value: float) -> float:
    return value if math.isfinite(value) and value > 0.0 else math.nan


def _fitting(table: str, row: Row) -> Row:
    known = table_schema(table).by_name
    return {column: value for column, value in row.items() if column in known}
