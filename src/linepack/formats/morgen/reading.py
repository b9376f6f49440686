"""From a table of edges and a scenario to a network; see docs/reference/morgen.md."""

from __future__ import annotations

import math
from collections import deque
from pathlib import Path
from typing import TYPE_CHECKING, Final

from linepack.constants import GAS_CONSTANT
from linepack.errors import Finding, InputError
from linepack.formats.draft import Draft
from linepack.formats.morgen.net import COMPRESSOR, KINDS, PIPE, VALVE, read_net
from linepack.formats.morgen.scenario import AT, ScenarioFile, read_scenario
from linepack.formats.raw import Reading
from linepack.network.header import GasSpec, NetworkHeader
from linepack.network.places import listed, suggestion
from linepack.units import BAR, ZERO_CELSIUS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from linepack.formats.morgen.net import Edge, Net
    from linepack.network.network import Network

SUFFIX: Final = ".ini"
DEFAULT: Final = "training"
"""The scenario that every network of morgen has: constant pressures and flows."""

CRITICAL_TEMPERATURE: Final = 190.555
CRITICAL_PRESSURE: Final = 45.988 * BAR
"""Critical point of morgen's compressibility. [K], [Pa]"""

TEMPERATURE, SPECIFIC_CONSTANT = 10.0, 530.0
"""Taken where no scenario states them. [degC], [J/(kg K)]"""

LEVEL: Final = 1e-6
"""Difference between two ways to the height of a node that is round-off. [m]"""

LAW: Final = "0.11 (k/D)^0.25, which is morgen's own choice"


def read_morgen(path: Path) -> Reading:
    """Return the network of a path, with its training scenario or the only one beside it."""
    beside = _beside(path)
    chosen = next((one for one in beside if one.stem == DEFAULT), beside[0] if len(beside) == 1 else None)
    return _Reader(path).reading(chosen, None)


def read_with_scenario(path: Path, scenario: str) -> Reading:
    """Return the network of a path with one of its scenarios, by name or path, ``@`` seconds behind it."""
    found = AT.fullmatch(scenario)
    name, time = (found["name"], float(found["time"])) if found else (scenario, None)
    known = {one.stem: one for one in _beside(path)}
    source = known.get(name) or (Path(name) if Path(name).is_file() else None)
    if source is None:
        near = suggestion(name, list(known)) or f"Scenarios are: {listed(known) or 'none'}."
        return Reading(None, [Finding(str(path), f"there is no scenario '{name}'.", near)])
    return _Reader(path).reading(source, time)


def scenarios(path: Path, place: Path | None) -> Iterator[tuple[str, Reading]]:
    """Return the network once per scenario and mark of time, like ``day@3600``.

    Raises
    ------
    InputError
        If there is none.
    """
    files = _beside(path) if place is None else _files(place)
    if not files:
        remedy = "Give an .ini file or a folder of them."
        raise InputError([Finding(str(place or path), "no scenario is found.", remedy)], str(path))
    reader = _Reader(path)
    for source in files:
        marks = reader.marks(source)
        for mark in marks:
            name = f"{source.stem}@{mark:g}" if len(marks) > 1 else source.stem
            yield name, reader.reading(source, mark)


def write_morgen(network: Network, path: Path, units: str) -> None:  # noqa: ARG001 - one signature for all
    """Refuse to write: the format knows neither ids nor friction factors, limits or set-points."""
    finding = f"{network.header.name} cannot be written as a network of morgen."
    raise InputError([Finding(str(path), finding, "Write a folder of tables or a workbook.")], str(path))


def _beside(path: Path) -> list[Path]:
    return _files(path.with_suffix(""))


def _files(place: Path) -> list[Path]:
    if place.is_dir():
        return sorted(one for one in place.iterdir() if one.suffix.casefold() == SUFFIX)
    return [place] if place.is_file() else []


class _Reader:
    """Puts a network and a scenario together."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._read: tuple[Path, ScenarioFile, Sequence[Finding]] | None = None

    def marks(self, source: Path) -> list[float]:
        """Return the marks of time of a scenario. [s]"""
        return self._scenario(source)[0].marks

    def _scenario(self, source: Path) -> tuple[ScenarioFile, Draft]:
        """Return what a scenario's file says, and where more is noted; the last one is kept."""
        said = Draft(f"{source.parent.name}/{source.name}")
        if self._read is None or self._read[0] != source:
            self._read = (source, read_scenario(source, said), tuple(said.all_findings()))
        said.findings = list(self._read[2])
        return self._read[1], said

    def reading(self, source: Path | None, time: float | None) -> Reading:
        """Return the network with a scenario at a time; None is its first mark."""
        draft = Draft(self._path.name)
        net = read_net(self._path, draft)
        scenario = ScenarioFile("")
        if source is not None:
            scenario, said = self._scenario(source)
            _told(scenario, time, said)
            _Ports(net, scenario, time, draft, said).fill()
            draft.findings += said.all_findings()
        else:
            place = ("scenario", "", "")
            names = listed(one.stem for one in _beside(self._path)) or "an .ini file"
            draft.unsure(0, place, "no scenario is chosen, so nothing flows.", f"Choose one: {names}.")
            _Ports(net, scenario, time, draft, draft).fill()
        title = f"{self._path.stem}, {scenario.name}" if scenario.name else ""
        return draft.reading(NetworkHeader(name=self._path.stem, title=title, gas=_gas(scenario)))


def _told(scenario: ScenarioFile, time: float | None, said: Draft) -> None:
    if time is None and len(scenario.marks) > 1:
        finding = f"it holds {len(scenario.marks)} times; its first values are taken."
        remedy = f"Choose another: {scenario.name}@{scenario.marks[-1]:g}."
        said.unsure(0, ("scenario", "", "ut"), finding, remedy)
    for name in ("T0", "Rs"):
        if name not in scenario.single:
            value = TEMPERATURE if name == "T0" else SPECIFIC_CONSTANT
            said.unsure(0, ("scenario", "", name), f"it is missing; {value:g} is taken.", "State it.")


def _gas(scenario: ScenarioFile) -> GasSpec:
    constant = scenario.single.get("Rs", SPECIFIC_CONSTANT)
    return GasSpec(
        eos="aga",
        temperature=scenario.single.get("T0", TEMPERATURE) + ZERO_CELSIUS,
        molar_mass=GAS_CONSTANT / constant if constant > 0.0 else math.nan,
        critical_temperature=CRITICAL_TEMPERATURE,
        critical_pressure=CRITICAL_PRESSURE,
    )


class _Ports:
    """Fills the tables: edges as they are, pressures and flows where the scenario has them."""

    def __init__(
        self, net: Net, scenario: ScenarioFile, time: float | None, draft: Draft, said: Draft
    ) -> None:
        self._net, self._scenario, self._draft, self._said = net, scenario, draft, said
        self._time = scenario.marks[0] if time is None else time

    def fill(self) -> None:
        """Add every row."""
        heights = _heights(self._net, self._draft)
        for node, line in self._net.nodes.items():
            self._draft.add("nodes", line, {"id": node, "elevation": heights[node]})
        stations = [edge for edge in self._net.edges if edge.kind == COMPRESSOR]
        outlets = dict(zip([edge.name for edge in stations], self._values("cp", len(stations)), strict=True))
        for edge in self._net.edges:
            self._edge(edge, outlets.get(edge.name, math.nan))
        self._supplies()
        self._demands()

    def _values(self, name: str, count: int) -> Sequence[float]:
        """Return the values of the ports, NaN for each where there are none or another number of them."""
        values = self._scenario.at(name, self._time) or ()
        if len(values) == count:
            return values
        if self._scenario.name:
            words = {"cp": "compressor(s)", "up": "supply node(s)", "uq": "demand node(s)"}[name]
            finding = f"it has {len(values)} value(s), the network has {count} {words}."
            line = self._scenario.lines.get(name, 0)
            self._said.wrong(line, ("scenario", "", name), finding, "Give one for each, by ';'.")
        return [math.nan] * count

    def _source(self, name: str) -> str:
        line = self._scenario.lines.get(name, 0)
        return self._said.place(line) if line else ""

    def _edge(self, edge: Edge, outlet: float) -> None:
        row: dict[str, object] = {"id": edge.name, "from_node": edge.tail, "to_node": edge.head}
        source = ""
        if edge.kind == PIPE:
            row |= self._pipe(edge)
        elif edge.kind == COMPRESSOR:
            row |= {"fuel": "none", "control": "bypass"}
            if math.isfinite(outlet):
                row |= {"control": "outlet_pressure", "outlet_pressure": outlet * BAR, "unconditional": True}
                source = self._source("cp")
        elif edge.kind == VALVE:
            row["open"] = True
        self._draft.add(KINDS[edge.kind], edge.line, row, source=source)

    def _pipe(self, edge: Edge) -> dict[str, float]:
        values = {name: edge.numbers[name] for name in ("length", "diameter", "roughness")}
        for name, value in values.items():
            if math.isnan(value):
                self._draft.wrong(edge.line, ("pipes", edge.name, name), "it is missing.", "Give a number.")
        rough = values["roughness"] / values["diameter"] if values["diameter"] > 0.0 else math.nan
        if rough > 0.0:
            values["friction_factor"] = 0.11 * rough**0.25
            self._draft.state("pipes", edge.name, "friction_factor", "inferred", edge.line, [LAW])
        return values

    def _supplies(self) -> None:
        nodes = self._net.supplies
        for node, pressure in zip(nodes, self._values("up", len(nodes)), strict=True):
            row: dict[str, object] = {"id": node, "node": node, "control": "flow", "mass_flow": 0.0}
            if math.isfinite(pressure):
                row |= {"control": "pressure", "pressure": pressure * BAR, "mass_flow": math.nan}
            self._draft.add("supplies", self._net.nodes[node], row, source=self._source("up"))

    def _demands(self) -> None:
        """Add a demand at every demand node; one that gives instead is a supply."""
        nodes = self._net.demands
        for node, flow in zip(nodes, self._values("uq", len(nodes)), strict=True):
            drawn = flow if math.isfinite(flow) else 0.0
            row: dict[str, object] = {"id": node, "node": node, "mass_flow": abs(drawn)}
            table = "demands" if drawn >= 0.0 else "supplies"
            self._draft.add(table, self._net.nodes[node], row, source=self._source("uq"))


def _heights(net: Net, draft: Draft) -> dict[str, float]:
    """Return the height of each node over the first one of its part; ways that disagree are noted."""
    ways: dict[str, list[tuple[str, float]]] = {node: [] for node in net.nodes}
    for edge in net.edges:
        rise = edge.numbers["height"] if math.isfinite(edge.numbers["height"]) else 0.0
        ways[edge.tail].append((edge.head, rise))
        ways[edge.head].append((edge.tail, -rise))
    height: dict[str, float] = {}
    for start in net.nodes:
        if start in height:
            continue
        height[start], waiting = 0.0, deque([start])
        while waiting:
            node = waiting.popleft()
            for other, rise in ways[node]:
                if other not in height:
                    height[other] = height[node] + rise
                    waiting.append(other)
    for edge in net.edges:
        rise = edge.numbers["height"]
        if math.isfinite(rise) and abs(height[edge.head] - height[edge.tail] - rise) > LEVEL:
            finding = f"its {rise:g} m do not fit those of the other edges of its loop."
            draft.wrong(edge.line, (KINDS[edge.kind], edge.name, "height"), finding, "Correct one of them.")
    return height
