"""From ``network.json``, ``params.json`` and ``bc.json`` to a network.

The files state a pipe's friction factor, an ideal or CNGA gas at one temperature, and devices by their
pressure ratio, outlet pressure or flow, each an equation that holds whatever it takes. A withdrawal is
positive. Limits are not enforced by the format's own solvers: those of nodes are kept to be held against the
result, those of devices are left out and told.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from linepack.constants import GAS_CONSTANT
from linepack.errors import Finding, InputError
from linepack.formats.json_text import read_json
from linepack.formats.lanl import boundary as bc
from linepack.formats.lanl.redundant import release
from linepack.formats.lanl.rows import Notes, Row, rows_of
from linepack.formats.raw import Format, Reading
from linepack.formats.text import UnreadableError
from linepack.network.header import GasSpec, NetworkHeader
from linepack.network.network import Network
from linepack.network.schema import table_schema
from linepack.network.values import value_findings

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from linepack.formats.lanl.rows import Json

NETWORK: Final = "network.json"
PARAMS: Final = "params.json"

SOLVER_GAS_CONSTANT: Final = 8.314
"""Universal gas constant of the format's solvers. [J/(mol K)]"""

SOLVER_AIR: Final = 0.02896
"""Molar mass of air of the format's solvers. [kg/mol]"""

SOLVER_ATMOSPHERE: Final = 101350.0
"""Atmospheric pressure in the full CNGA equation of the format's solvers. [Pa]"""

TEMPERATURE: Final = 288.706
GRAVITY: Final = 0.6
EXPONENT: Final = 1.4
"""Values of the format's solvers where the file states none: 60 degF [K], gravity, heat capacity ratio."""

INITIAL: Final = "ic.json"

SHORT_LOSS: Final = 1e-5
"""Loss of a short pipe over the square of its flow, both as shares of the nominal values of the format's
solvers."""

SHORT_DIAMETER: Final = 1.0
"""Diameter that the drag factor of a short pipe is counted with. [m]"""

NOMINAL_SPEED: Final = 100.0
"""The nominal velocity of the format's solvers is the sonic one over this, rounded up. [1]"""

SECTIONS: Final = (
    "nodes",
    "pipes",
    "compressors",
    "short_pipes",
    "valves",
    "control_valves",
    "resistors",
    "loss_resistors",
)
SET_POINTS: Final = {bc.RATIO: "ratio", bc.OUTLET: "outlet_pressure", bc.FLOW: "flow"}
ENDS: Final = (("fr_node", "from_node"), ("to_node",))
NAMES: Final = ("id", "name", "fr_node", "from_node", "to_node")
NODE_KEYS: Final = ("min_pressure", "max_pressure", "x_coord", "y_coord", "slack_bool")
LOSS: Final = ("p_loss", "pressure_drop", "pressure_loss")


def recognises(path: Path) -> bool:
    """Return whether a path is a folder with a ``network.json``, or that file."""
    return (path.is_dir() and (path / NETWORK).is_file()) or (path.is_file() and path.name == NETWORK)


def read_lanl(path: Path) -> Reading:
    """Return the network of a folder and everything that is wrong with its files."""
    folder = path.parent if path.is_file() else path
    notes = Notes()
    documents = {name: _document(folder / name, notes) for name in (NETWORK, PARAMS, bc.FILE)}
    if documents[NETWORK] is None:
        return Reading(None, notes.told())
    header = _header(folder.resolve().name, documents[PARAMS] or {}, notes)
    boundary = bc.Boundary(documents[bc.FILE] or {}, notes)
    nominal = _Parameters(_inside(documents[PARAMS] or {}), notes)
    tables = _Tables(documents[NETWORK], boundary, _short_drag(header.gas, nominal), notes).made()
    release(tables, lambda: _initial_pressures(folder / INITIAL, notes), notes)
    given: dict[str, Any] = tables  # each a list of rows, under the name of its kind
    network, unfit = Network.assemble(header=header, **given)
    findings = [*notes.told(), *unfit]
    for kind in tables:
        findings += value_findings(table_schema(kind), network.table(kind))
    return Reading(network, findings)


def write_lanl(network: Network, path: Path, units: str) -> None:  # noqa: ARG001 - one signature for all formats
    """Refuse to write: the format holds constant friction factors and ideal or CNGA gases alone."""
    finding = f"{network.header.name} cannot be written as JSON files of the simulators."
    raise InputError([Finding(str(path), finding, "Write a folder of tables or a workbook.")], str(path))


LANL: Final = Format("folder of simulator JSON files", (), recognises, read_lanl, write_lanl)


def _document(file: Path, notes: Notes) -> dict[str, Json] | None:
    if not file.is_file():
        notes.wrong(
            file.name, file.stem, "", "", "the file is missing.", f"Put {file.name} beside the others."
        )
        return None
    try:
        content = read_json(file)
    except UnreadableError as unreadable:
        notes.wrong(file.name, file.stem, "", "", unreadable.finding, unreadable.remedy)
        return None
    if not isinstance(content, dict):
        notes.wrong(file.name, file.stem, "", "", "it is no JSON object.", 'It starts with "{".')
        return None
    return content


def _initial_pressures(file: Path, notes: Notes) -> Mapping[str, float]:
    """Return the pressures at the nodes that the file of starting values states, if there is one."""
    document = _document(file, notes) if file.is_file() else None
    stated = (document or {}).get("initial_nodal_pressure")
    pressures = stated if isinstance(stated, dict) else {}
    return {name: float(value) for name, value in pressures.items() if isinstance(value, int | float)}


def _inside(document: Mapping[str, Json]) -> Mapping[str, Json]:
    inside = document.get("params", document.get("simulation_params", document))
    return inside if isinstance(inside, dict) else {}


def _header(name: str, document: Mapping[str, Json], notes: Notes) -> NetworkHeader:
    """Return the header; the gas constant of the format's solvers goes into the molar mass."""
    values = _Parameters(_inside(document), notes)
    gravity = values.number("Gas specific gravity", GRAVITY)
    if values.number("units", 0.0) != 0.0:
        finding = "the files are in US standard units."
        notes.wrong(PARAMS, "params", "", "units", finding, "Convert them to SI and set the unit flag to 0.")
    gas = GasSpec(
        eos="ideal",
        temperature=values.number("Temperature", TEMPERATURE),
        molar_mass=SOLVER_AIR * gravity * GAS_CONSTANT / SOLVER_GAS_CONSTANT,
        gravity=gravity,
        atmospheric_pressure=SOLVER_ATMOSPHERE,
        isentropic_exponent=values.number("Specific heat capacity ratio", EXPONENT),
    )
    finding = "the files do not state an equation of state; ideal gas is taken."
    notes.unsure(PARAMS, "params", "", "eos", finding, "Choose simple_cnga or full_cnga for another.")
    return NetworkHeader(name=name, gas=gas)


class _Parameters:
    """Numbers by the beginning of their title, whatever unit it names behind."""

    def __init__(self, values: Mapping[str, Json], notes: Notes) -> None:
        self._values, self._notes = values, notes

    def number(self, title: str, default: float) -> float:
        """Return a number; where there is none, the default of the format's solvers."""
        value = next((v for k, v in self._values.items() if k.casefold().startswith(title.casefold())), None)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return float(value)
        if value is not None:
            finding = f"{str(value)[:40]!r} is no number."
            self._notes.wrong(PARAMS, "params", "", title, finding, "Give a number.")
        elif title != "units":
            finding = f"it is missing; {default:g} is taken as the format's solvers do."
            self._notes.unsure(PARAMS, "params", "", title, finding, "State it.")
        return default

    def nominal(self, title: str) -> float | None:
        """Return a nominal value of the format's solvers, None where the file states none."""
        known = (value for key, value in self._values.items() if key.casefold() == f"nominal_{title}")
        value = next(known, None)
        return float(value) if isinstance(value, int | float) and value > 0.0 else None


def _short_drag(gas: GasSpec, nominal: _Parameters) -> float:
    """Return the drag factor of a short pipe, with the loss that the format's solvers give it.

    They take Δπ = 1e-5 (p0/m0)² f|f| of π = ∫ p/Z dp, where m0 = ρ0 v0 over 1 m2, ρ0 = p0/a² and
    v0 = ⌈a/100⌉ unless the file states them, and a² = RT/M: a few 1e-6 of the pressure at 100 kg/s, which is
    more than the accuracy that results are compared with.
    """
    squared = GAS_CONSTANT * gas.temperature / (gas.molar_mass or math.nan)
    pressure, density = nominal.nominal("pressure"), nominal.nominal("density")
    velocity = nominal.nominal("velocity") or math.ceil(math.sqrt(squared) / NOMINAL_SPEED)
    per_flux = (pressure / density if pressure and density else squared) / velocity
    area = 0.25 * math.pi * SHORT_DIAMETER**2
    return 2.0 * area**2 * SHORT_LOSS * per_flux**2 / squared


class _Tables:
    """The tables of the network, from the elements and what holds them."""

    def __init__(
        self, document: Mapping[str, Json], boundary: bc.Boundary, short_drag: float, notes: Notes
    ) -> None:
        self._document, self._boundary, self._notes = document, boundary, notes
        self._short_drag = short_drag
        self._rows: dict[str, list[dict[str, Any]]] = {}  # rows by kind
        devices = (bc.COMPRESSOR, bc.CONTROL_VALVE)
        self._points = {section: boundary.set_points(section) for section in devices}
        self._off = {section: boundary.switched(section)["off"] for section in (*devices, bc.VALVE)}

    def made(self) -> dict[str, list[dict[str, Any]]]:
        """Return the rows by kind."""
        for name, content in self._document.items():
            if name not in SECTIONS and content:
                self._stranger(name, content)
        for section in SECTIONS:
            for row in rows_of(self._document, section, NETWORK, self._notes):
                getattr(self, f"_{section}")(row)
        self._sources()
        for section, kind in ((bc.COMPRESSOR, "compressors"), (bc.CONTROL_VALVE, "control_valves")):
            self._boundary.note_strangers(section, kind, self._names(kind))
        self._boundary.note_strangers(bc.VALVE, "valves", self._names("valves"))
        self._boundary.note_series()
        return self._rows

    def _names(self, section: str) -> set[str]:
        rows = self._document.get(section)
        return set(rows) if isinstance(rows, dict) else set()

    def _stranger(self, name: str, content: Json) -> None:
        """Refuse an unknown section of elements with ends; tell any other."""
        rows = content.values() if isinstance(content, dict) else content if isinstance(content, list) else ()
        ends = any(isinstance(row, dict) and "to_node" in row for row in rows)
        told = self._notes.wrong if ends else self._notes.unsure
        remedy = "Sections are " + ", ".join(SECTIONS) + "."
        told(NETWORK, name, "", "", "no section has this name; it is not read.", remedy)

    def _add(self, kind: str, row: Row, *read: str, **values: Any) -> None:
        """Add a row to a table; keys of the file that nothing reads are noted."""
        self._rows.setdefault(kind, []).append({"id": row.name, "name": _name(row), **values})
        known = {*NAMES, *read}
        left = [key for key in row.values if key not in known and not key.endswith(("_id", "_name"))]
        self._notes.leave(NETWORK, row.table, row.name, left)

    def _edge(self, kind: str, row: Row, *read: str, **values: Any) -> None:
        tail, head = (row.node(*names) for names in ENDS)
        self._add(kind, row, *read, from_node=tail, to_node=head, **values)

    def _nodes(self, row: Row) -> None:
        limits = {
            f"pressure_{end}": row.number(f"{end}_pressure")
            for end in ("min", "max")
            if f"{end}_pressure" in row.values
        }
        self._add("nodes", row, *NODE_KEYS, **limits)

    def _pipes(self, row: Row) -> None:
        names = ("length", "diameter", "friction_factor")
        self._edge("pipes", row, *names, "disc_seg", **{name: row.number(name) for name in names})

    def _short_pipes(self, row: Row) -> None:
        self._edge("short_pipes", row, drag_factor=self._short_drag, diameter=SHORT_DIAMETER)

    def _valves(self, row: Row) -> None:
        self._edge("valves", row, open=row.name not in self._off[bc.VALVE])

    def _resistors(self, row: Row) -> None:
        if row.number("drag", default=0.0):
            finding = "its drag is not applied: the format's own solvers let gas pass it without loss."
            self._notes.unsure(
                NETWORK, "resistors", row.name, "drag", finding, "Set drag_factor to apply it."
            )
        self._edge(
            "resistors",
            row,
            "drag",
            "diameter",
            drag_factor=0.0,
            diameter=row.number("diameter", default=1.0),
        )

    def _loss_resistors(self, row: Row) -> None:
        """Add a loss resistor; the table of resistors holds both kinds, so ids of both get a word before."""
        if row.number(*LOSS, default=0.0):
            finding = "its loss is not applied: the format's own solvers let gas pass it without loss."
            remedy = "Set pressure_drop to apply it."
            self._notes.unsure(NETWORK, row.table, row.name, "pressure_drop", finding, remedy)
        if row.name in self._names("resistors"):
            name = f"loss_resistor {row.name}"
            finding = f"a resistor has this id as well; it is called '{name}'."
            self._notes.unsure(NETWORK, row.table, row.name, "", finding, "Give it another id.")
            row = replace(row, name=name)
        self._edge("resistors", row, *LOSS, pressure_drop=0.0)

    def _compressors(self, row: Row) -> None:
        self._device(row, bc.COMPRESSOR)

    def _control_valves(self, row: Row) -> None:
        self._device(row, bc.CONTROL_VALVE)

    def _device(self, row: Row, section: str) -> None:
        """Add a compressor or control valve with its set-point, which holds whatever it takes."""
        kind = "compressors" if section == bc.COMPRESSOR else "regulators"
        point = self._points[section].get(row.name)
        values: dict[str, object] = {"control": "bypass"}
        if row.name in self._off[section]:
            values["control"] = "closed"
        elif point is None:
            finding = "no set-point is stated for it; it is in bypass."
            self._notes.unsure(bc.FILE, row.table, row.name, "", finding, f"State one under {section}.")
        elif (point.control, point.value) != (bc.RATIO, 1.0):
            name = SET_POINTS[point.control]
            values |= {"control": name, name: point.value, "unconditional": True}
        if kind == "compressors":
            values["fuel"] = "none"
        self._edge(kind, row, **values)

    def _sources(self) -> None:
        """Held pressures become supplies, withdrawals demands and injections supplies."""
        held, drawn = (self._boundary.numbers(section) for section in (bc.SLACK, bc.WITHDRAWAL))
        for node, pressure in held.items():
            supply = {"id": f"slack {node}", "node": node, "control": "pressure", "pressure": pressure}
            self._rows.setdefault("supplies", []).append(supply)
        for node, flow in drawn.items():
            if node in held and flow:
                finding = "its pressure is held as well; its flow follows from that."
                self._notes.unsure(bc.FILE, bc.WITHDRAWAL, node, "", finding, "State one of the two.")
            elif flow > 0.0:
                self._rows.setdefault("demands", []).append({"id": node, "node": node, "mass_flow": flow})
            elif flow < 0.0:
                self._rows.setdefault("supplies", []).append({"id": node, "node": node, "mass_flow": -flow})
        for row in rows_of(self._document, "nodes", NETWORK, Notes()):
            if row.values.get("slack_bool") == 1 and row.name not in held:
                finding = "it is marked as slack, but no pressure is stated for it."
                self._notes.wrong(bc.FILE, bc.SLACK, row.name, "", finding, "State its pressure.")


def _name(row: Row) -> str:
    found = next((v for k, v in row.values.items() if k == "name" or k.endswith("_name")), "")
    return str(found)
