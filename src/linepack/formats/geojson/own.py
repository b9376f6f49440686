"""linepack's own GeoJSON: every row a feature, all columns as properties with units, nothing lost."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from linepack.formats.assemble import assemble
from linepack.formats.atomic import replacing_file
from linepack.formats.excel import parse_cell
from linepack.formats.folder import TABLES
from linepack.formats.headers import write_header
from linepack.formats.raw import RawNetwork, RawTable, RawValue, Reading
from linepack.formats.sheets import sheets
from linepack.network.places import Findings, at, error, warning

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from linepack.errors import Finding
    from linepack.formats.sheets import Sheet, Value
    from linepack.network.network import Network

    Json = Any  # whatever a JSON file holds

MEMBER: Final = "linepack"
"""Member of a collection that holds the header and the provenance, and that says it is ours."""

TABLE: Final = "table"
"""Property that says which table a feature is a row of."""

PROVENANCE: Final = "provenance"


def write_geojson(network: Network, path: Path, units: str) -> None:
    """Write a network as a collection of points and lines, all or nothing."""
    header = {key: [entry.value, entry.unit] for key, entry in write_header(network.header, units).items()}
    places = _places(network)
    features: list[Json] = []
    statements: list[Json] = []
    for sheet in sheets(network, units):
        if sheet.kind == PROVENANCE:
            statements = [_properties(sheet, row) for row in sheet.rows]
        else:
            features += [_feature(sheet, row, places) for row in sheet.rows]
    ours = {"header": header, PROVENANCE: statements}
    with replacing_file(path) as draft, draft.open("w", encoding="utf-8", newline="\n") as file:
        file.write('{"type": "FeatureCollection",\n')
        file.write(f'"{MEMBER}": {_text(ours)},\n"features": [\n')
        file.write(",\n".join(_text(feature) for feature in features))
        file.write("\n]}\n")


def read_own(document: Mapping[str, Json], label: str) -> Reading:
    """Return the network of a collection that linepack wrote, and everything that is wrong with it."""
    findings = Findings()
    ours = document.get(MEMBER)
    ours = ours if isinstance(ours, dict) else {}
    tables = _tables(document.get("features"), label, findings)
    statements = ours.get(PROVENANCE, [])
    if isinstance(statements, list) and all(isinstance(one, dict) for one in statements):
        numbered = list(enumerate(statements, start=1))
        if numbered:
            tables[PROVENANCE] = _table(PROVENANCE, f"{label} {PROVENANCE}", numbered)
    else:
        told = error(PROVENANCE, "", "", "it is no list of objects.", "Write [{…}, …].")
        findings.append(at(told, label))
    if "nodes" not in tables:
        told = error("nodes", "", "", "no feature is a node.", "Add points whose table is nodes.")
        findings.append(at(told, label))
    header = _header(ours.get("header"), label, findings)
    return assemble(RawNetwork(header, f"{label} {MEMBER}.header", tables, parse_cell, findings))


def _text(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _places(network: Network) -> dict[str, list[float]]:
    nodes = network.table("nodes")[["longitude", "latitude"]].dropna()
    return {str(node): [float(x), float(y)] for node, x, y in nodes.itertuples()}


def _properties(sheet: Sheet, row: Any) -> dict[str, Value]:  # cells of a row
    return {title: cell for title, cell in zip(sheet.titles, row, strict=True) if cell is not None}


def _feature(sheet: Sheet, row: Any, places: Mapping[str, list[float]]) -> Json:  # as above
    properties = {TABLE: sheet.kind, **_properties(sheet, row)}
    ends = [properties.get(end) for end in ("from_node", "to_node")]
    if ends[0] is not None:
        line = [places.get(str(end)) for end in ends]
        geometry: Json = {"type": "LineString", "coordinates": line} if None not in line else None
    else:
        node = places.get(str(properties.get("node", properties.get("id"))))
        geometry = {"type": "Point", "coordinates": node} if node else None
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def _header(value: Json, label: str, findings: list[Finding]) -> dict[str, RawValue] | None:
    if not isinstance(value, dict):
        told = error("header", "", "", "there is none.", f"Give it in the member {MEMBER}.")
        findings.append(at(told, label))
        return None
    entries: dict[str, RawValue] = {}
    for key, entry in value.items():
        if isinstance(entry, list) and len(entry) == 2 and isinstance(entry[1], str):
            entries[key] = RawValue(entry[0], entry[1])
        else:
            told = error("header", "", str(key), "it is no value with a unit.", 'Write [value, "unit"].')
            findings.append(at(told, label))
    return entries


def _tables(features: Json, label: str, findings: list[Finding]) -> dict[str, RawTable]:
    rows: dict[str, list[tuple[int, dict[str, Json]]]] = {}
    for number, properties in _rows(features, label, findings):
        kind = str(properties.pop(TABLE, ""))
        if kind not in TABLES or kind == PROVENANCE:
            told = warning(
                kind or "feature", "", "", "no table has this name; it is not read.", "Correct it."
            )
            findings.append(at(told, f"{label} feature {number}"))
        else:
            rows.setdefault(kind, []).append((number, properties))
    return {kind: _table(kind, label, found) for kind, found in rows.items()}


def _rows(features: Json, label: str, findings: list[Finding]) -> Iterator[tuple[int, dict[str, Json]]]:
    if not isinstance(features, list):
        findings.append(at(error("features", "", "", "there is no list of them.", "Write [{…}, …]."), label))
        return
    for number, feature in enumerate(features, start=1):
        properties = feature.get("properties") if isinstance(feature, dict) else None
        if isinstance(properties, dict):
            yield number, dict(properties)
        else:
            told = error("features", str(number), "", "it is no feature with properties.", "Correct it.")
            findings.append(at(told, label))


def _table(kind: str, label: str, rows: list[tuple[int, dict[str, Json]]]) -> RawTable:
    titles = list(dict.fromkeys(title for _, row in rows for title in row))
    numbers = [number for number, _ in rows]
    return RawTable(
        kind, label, "feature", titles, numbers, [[row.get(one) for one in titles] for _, row in rows]
    )
