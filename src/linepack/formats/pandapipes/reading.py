"""From a file of pandapipes to a network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from linepack.formats.json_text import read_json
from linepack.formats.pandapipes.elements import CONVERTERS, Tables, convert
from linepack.formats.pandapipes.fluid import gas_of
from linepack.formats.pandapipes.frames import OBJECT, Frames, Json, Notes
from linepack.formats.pandapipes.layout import FLUID, OPTIONS, PASSIVE, REFUSED
from linepack.formats.raw import Reading
from linepack.formats.text import UnreadableError
from linepack.network.header import NetworkHeader
from linepack.network.network import Network
from linepack.network.schema import table_schema
from linepack.network.values import value_findings
from linepack.units import NORMAL_TEMPERATURE

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

READ: Final = frozenset({*CONVERTERS, *REFUSED, "junction", "ext_grid", "junction_geodata"})

FRICTION: Final = {
    "colebrook": ("colebrook_white", ""),
    "nikuradse": (
        "nikuradse",
        "pandapipes adds the laminar factor 64/Re to the rough one in all flow; here each holds in its own.",
    ),
    "swamee-jain": (
        "colebrook_white",
        "it is an explicit formula for that of Colebrook and White, which is taken.",
    ),
}
"""Friction law of each of pandapipes' models, and what is told about it."""

TEMPERATURE: Final = 293.15
"""Temperature of the gas where no junction says one. [K]"""


def read_pandapipes(path: Path) -> Reading:
    """Return the network of a file and everything that is wrong with it."""
    notes = Notes(path.name)
    document = _document(path, notes)
    if document is None:
        return Reading(None, notes.findings)
    frames = Frames(document, notes)
    tables = Tables(frames, notes)
    _junctions(tables)
    convert(tables)
    _strangers(frames, notes)
    header = NetworkHeader(
        name=_name(frames.others.get("name"), path),
        gas=gas_of(frames.others.get(FLUID), _temperature(frames, notes), notes),
        friction=_friction(frames.others.get(OPTIONS), notes),
        reference_temperature=NORMAL_TEMPERATURE,
    )
    return _reading(header, tables, path.name)


def _document(path: Path, notes: Notes) -> Mapping[str, Json] | None:
    try:
        content = read_json(path, nan=True)
    except UnreadableError as unreadable:
        notes.wrong("file", "", "", unreadable.finding, unreadable.remedy)
        return None
    inside = content.get(OBJECT) if isinstance(content, dict) else None
    if not isinstance(inside, dict):
        remedy = "Write the file with pandapipes.to_json."
        notes.wrong("file", "", "", "it holds no network of pandapipes.", remedy)
        return None
    return inside


def _name(value: Json, path: Path) -> str:
    return value if isinstance(value, str) and value else path.stem


def _junctions(tables: Tables) -> None:
    """Add a node per junction: those in service, and those that something in service ends at."""
    frames = tables.frames
    places = {row.index: row for row in frames.rows("junction_geodata")}
    used = _ends_in_service(frames)
    left_out = 0
    for row in frames.rows("junction"):
        if not row.truth("in_service") and row.index not in used:
            left_out += 1
            continue
        height = row.number("height_m", 0.0)
        place: dict[str, Any] = {"elevation": height, **_place(places, row.index)}
        node = tables.add("nodes", row, **place)
        tables.names[row.index], tables.places[node] = node, place
        tables.height[row.index] = height
    if left_out:
        finding = f"{left_out} junction(s) are out of service and left out."
        tables.notes.unsure("junction", "", "in_service", finding, "Put them in service to have them.")


def _place(places: Mapping[str, Any], index: str) -> dict[str, float]:  # rows by junction
    """Return longitude and latitude, where the place can be one."""
    if index not in places:
        return {}
    x, y = places[index].number("x", np.nan), places[index].number("y", np.nan)
    return {"longitude": x, "latitude": y} if abs(x) <= 180.0 and abs(y) <= 90.0 else {}


def _ends_in_service(frames: Frames) -> set[str]:
    ends = ("junction", "from_junction", "to_junction")
    return {
        row.reference(end)
        for name in (*CONVERTERS, "ext_grid")
        for row in frames.rows(name)
        if row.truth("in_service")
        for end in ends
        if row.has(end)
    }


def _strangers(frames: Frames, notes: Notes) -> None:
    """Tell tables and entries that are not read; results of an earlier solve are none of them."""
    for name in frames.names:
        rows = frames.rows(name)
        if rows and name not in READ and name not in PASSIVE and not name.startswith("res_"):
            finding = f"a network has no place for its {len(rows)} row(s); they are not read."
            notes.unsure(name, "", "", finding, "Keep the file.")
    for name, value in frames.others.items():
        if value and name not in PASSIVE and name not in (FLUID, OPTIONS) and not name.startswith("_"):
            notes.unsure(name, "", "", "no entry has this name; it is not read.", "Keep the file.")


def _temperature(frames: Frames, notes: Notes) -> float:
    """Return the mean temperature of the junctions, those of grids that set one included. [K]"""
    found = {row.index: row.number("tfluid_k", np.nan) for row in frames.rows("junction")}
    for row in frames.rows("ext_grid"):
        if row.truth("in_service") and row.text("type") in ("", "t", "pt") and row.has("t_k"):
            found[row.reference("junction")] = row.number("t_k")
    values = np.array([value for value in found.values() if np.isfinite(value)])
    if not len(values):
        finding = f"no junction has a temperature; {TEMPERATURE:g} K is taken."
        notes.unsure("junction", "", "tfluid_k", finding, "Give one.")
        return TEMPERATURE
    low, high, mean = float(values.min()), float(values.max()), float(values.mean())
    if low < high:
        finding = f"temperatures go from {low:g} to {high:g} K; the mean of {mean:.6g} K holds everywhere."
        notes.unsure("junction", "", "tfluid_k", finding, "Choose another in the header.")
        return mean
    return low


def _friction(options: Json, notes: Notes) -> str:
    model = options.get("friction_model", "nikuradse") if isinstance(options, dict) else "nikuradse"
    if model not in FRICTION:
        known = ", ".join(FRICTION)
        finding = f"there is no friction model {str(model)[:40]!r}."
        notes.wrong(OPTIONS, "", "friction_model", finding, f"Models are {known}.")
        return "colebrook_white"
    law, told = FRICTION[model]
    if told:
        notes.unsure(OPTIONS, "", "friction_model", told, "Use colebrook on both sides to compare.")
    return law


def _reading(header: NetworkHeader, tables: Tables, label: str) -> Reading:
    network, unfit = Network.assemble(
        header=header, provenance=_statements(header, tables, label), **_given(tables)
    )
    findings = [*tables.notes.findings, *unfit]
    for kind in tables.rows:
        findings += value_findings(table_schema(kind), network.table(kind))

    def locate(table: str, row: str) -> str:
        if table == "header":
            return label
        known = tables.origin.get((table, row))
        return f"{label} {known[0]} {known[1]}" if known else ""

    return Reading(network, findings, locate)


def _given(tables: Tables) -> Any:  # each a list of rows, under the name of its kind
    return tables.rows


def _statements(header: NetworkHeader, tables: Tables, label: str) -> list[dict[str, Any]]:  # rows
    made = [
        {"table": kind, "id": ident, "source": f"{label} {table} {number}", "basis": "sourced"}
        for (kind, ident), (table, number) in tables.origin.items()
    ]
    if header.gas.molar_mass is not None:
        made.append(
            {
                "table": "header",
                "column": "gas.molar_mass",
                "source": f"{label} fluid",
                "basis": "inferred",
                "note": "gives the fluid's density at 0 degC and 1.01325 bar",
            }
        )
    return made
