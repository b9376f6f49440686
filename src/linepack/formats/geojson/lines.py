"""From lines and points of a map to a network."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from linepack.formats.assemble import assemble
from linepack.formats.estimates import (
    USUAL_GAS,
    USUAL_ROUGHNESS,
    estimate,
    gas_statements,
    roughness_statement,
)
from linepack.formats.geodesic import distances
from linepack.formats.geojson.properties import (
    IDS,
    LINE_NAMES,
    POINT_NAMES,
    WORDS,
    Quantity,
    quantities,
    text,
    unread,
)
from linepack.formats.geojson.snap import Places, joined
from linepack.formats.rows import raw_network, raw_table
from linepack.network.header import GasSpec, NetworkHeader
from linepack.network.places import Findings, at, error, warning
from linepack.network.schema import table_schema
from linepack.units import NORMAL_TEMPERATURE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from linepack.formats.raw import Reading

    Json = Any  # whatever a JSON file holds
    Row = dict[str, Any]  # cells of a table's row
    Line = list[tuple[float, float]]  # places of a line

LINES: Final = ("LineString", "MultiLineString")

KNOWN_CRS: Final = ("CRS84", "EPSG::4326", "EPSG:4326")


@dataclass(frozen=True)
class LineOptions:
    """How lines become a network.

    Attributes
    ----------
    snap
        Ends of lines and points so near to each other are one node. [m]
    diameter
        Diameter of lines that state none, as an estimate; without it such lines are errors. [m]
    roughness
        Roughness of lines that state none, as an estimate. [m]
    gas
        The gas, which no map states.
    friction
        Friction law of the pipes.
    """

    snap: float = 10.0
    diameter: float | None = None
    roughness: float = USUAL_ROUGHNESS
    gas: GasSpec = USUAL_GAS
    friction: str = "colebrook_white"


@dataclass(frozen=True)
class _Feature:
    """One line or point: the number of its feature, its properties and its places."""

    number: int
    properties: Mapping[str, Json]
    parts: list[Line]
    is_point: bool


@dataclass
class _Map:
    """Collects the rows of the tables."""

    label: str
    options: LineOptions
    findings: Findings = field(default_factory=Findings)
    rows: dict[str, list[tuple[int, Row]]] = field(default_factory=dict)
    statements: list[Row] = field(default_factory=list)
    taken: dict[str, set[str]] = field(default_factory=dict)

    def reading(self, document: Mapping[str, Json], name: str) -> Reading:
        self._crs(document.get("crs"))
        features = list(self._features(document))
        lines = [one for one in features if not one.is_point]
        points = [one for one in features if one.is_point]
        if not lines:
            self.wrong(0, "features", "", "no feature is a line.", "Give LineString or MultiLineString.")
        places = self._places(points, lines)
        if places is not None:
            names = self._nodes(points, places)
            self._lines(lines, places, names, len(points))
        header = NetworkHeader(
            name=name,
            gas=self.options.gas,
            friction=self.options.friction,
            reference_temperature=NORMAL_TEMPERATURE,
        )
        if self.options.gas == USUAL_GAS:
            self.statements += gas_statements(header)
            self.unsure(0, "header", "gas", "a map states no gas; usual natural gas is taken.", "State it.")
        tables = {kind: raw_table(kind, self.label, "feature", rows) for kind, rows in self.rows.items()}
        tables.setdefault("nodes", raw_table("nodes", self.label, "feature", []))
        return assemble(raw_network(header, self.label, tables, self.statements, self.findings))

    def wrong(self, number: int, table: str, column: str, finding: str, remedy: str) -> None:
        where = f"{self.label} feature {number}" if number else self.label
        self.findings.append(at(error(table, "", column, finding, remedy), where))

    def unsure(self, number: int, table: str, column: str, finding: str, remedy: str) -> None:
        where = f"{self.label} feature {number}" if number else self.label
        self.findings.append(at(warning(table, "", column, finding, remedy), where))

    def _crs(self, value: Json) -> None:
        """Refuse coordinates that are not those of WGS 84."""
        if value is None:
            return
        inside = value.get("properties") if isinstance(value, dict) else None
        name = str(inside.get("name") if isinstance(inside, dict) else value)
        if not any(known in name for known in KNOWN_CRS):
            finding = f"the coordinates are of {name[:60]!r}."
            self.wrong(0, "crs", "", finding, "Convert them to longitude and latitude of WGS 84.")

    def _features(self, document: Mapping[str, Json]) -> Iterator[_Feature]:
        features = document.get("features")
        if not isinstance(features, list):
            self.wrong(0, "features", "", "there is no list of them.", "Give a FeatureCollection.")
            return
        strange: dict[str, int] = {}
        for number, feature in enumerate(features, start=1):
            kind, parts, properties = _geometry(feature)
            if kind not in (*LINES, "Point"):
                strange[kind] = strange.get(kind, 0) + 1
            elif parts is None:
                self.wrong(
                    number, "features", "", "its coordinates are none.", "Give longitude and latitude."
                )
            else:
                yield _Feature(number, properties, parts, kind == "Point")
        for kind, count in strange.items():
            finding = (
                f"{count} feature(s) of geometry {kind} are neither lines nor points; they are not read."
            )
            self.unsure(0, "features", "", finding, "Give lines and points.")

    def _places(self, points: list[_Feature], lines: list[_Feature]) -> Places | None:
        """Return the nodes of points and ends of lines, None without any."""
        ends = [one.parts[0][0] for one in points]
        ends += [end for one in lines for part in one.parts for end in (part[0], part[-1])]
        if not ends:
            return None
        return joined([x for x, _ in ends], [y for _, y in ends], self.options.snap)

    def _nodes(self, points: list[_Feature], places: Places) -> list[str]:
        """Add the nodes; return their ids. A node is called like the first point at it."""
        rows: list[Row] = [
            {"longitude": float(x), "latitude": float(y)}
            for x, y in zip(places.longitude, places.latitude, strict=True)
        ]
        numbers = [0] * len(rows)
        for position, point in enumerate(points):
            node = int(places.node[position])
            if "id" not in rows[node]:
                numbers[node] = point.number
                rows[node]["id"] = self._free("nodes", text(point.properties, IDS) or f"node {node + 1}")
                self._said("nodes", rows[node]["id"], point.number)
            self._point(point, rows[node])
        for node, row in enumerate(rows):
            if "id" not in row:
                row["id"] = self._free("nodes", f"node {node + 1}")
        self.rows["nodes"] = list(zip(numbers, rows, strict=True))
        return [row["id"] for row in rows]

    def _point(self, point: _Feature, row: Row) -> None:
        """Put what a point says into the row of its node, or into a demand or a supply."""
        found = self._quantities(point, POINT_NAMES, "nodes")
        for column in ("elevation", "pressure_min", "pressure_max"):
            if column in found:
                row[column] = found[column].value
        for column in ("country", "kind"):
            word = text(point.properties, WORDS[column])
            if word:
                row[column] = word
        for column, kind in (("demand", "demands"), ("supply", "supplies")):
            if column in found:
                load = {
                    "id": self._free(kind, row["id"]),
                    "node": row["id"],
                    "mass_flow": found[column].value,
                }
                self.rows.setdefault(kind, []).append((point.number, load))
        if "pressure" in found:
            name = self._free("supplies", row["id"])
            held = {"id": name, "node": row["id"], "control": "pressure", "pressure": found["pressure"].value}
            self.rows.setdefault("supplies", []).append((point.number, held))

    def _lines(self, lines: list[_Feature], places: Places, names: list[str], start: int) -> None:
        place = start
        for line in lines:
            found = self._quantities(line, LINE_NAMES, "pipes")
            whole = [distances(*np.array(part).T) for part in line.parts]
            total = float(sum(lengths.sum() for lengths in whole))
            name = text(line.properties, IDS) or f"line {line.number}"
            pieces: list[tuple[int, int, float]] = []
            for part, lengths in zip(line.parts, whole, strict=True):
                ends = int(places.node[place]), int(places.node[place + 1])
                place += 2
                pieces += _split(part, lengths, places, ends)
            for number, (tail, head, length) in enumerate(pieces, start=1):
                called = name if len(pieces) == 1 else f"{name} piece {number}"
                row = {"from_node": names[tail], "to_node": names[head]}
                self._pipe(line, called, row, found, length / total if total else math.nan, length)

    def _pipe(
        self, line: _Feature, name: str, row: Row, found: Mapping[str, Quantity], share: float, length: float
    ) -> None:
        ident = self._free("pipes", name)
        values = {column: one.value for column, one in found.items()}
        self._said("pipes", ident, line.number)
        if "length" in values:
            values["length"] *= share
        else:
            values["length"] = length
            note = "the geodesic along the line"
            basis = {"table": "pipes", "id": ident, "column": "length", "basis": "inferred"}
            self.statements.append({**basis, "confidence": "medium", "note": note})
        if "roughness" not in values:
            values["roughness"] = self.options.roughness
            self.statements.append(roughness_statement(ident))
        if "diameter" not in values:
            self._diameter(line, ident, values)
        words = {column: text(line.properties, names) for column, names in WORDS.items()}
        known = table_schema("pipes").by_name
        words = {column: word for column, word in words.items() if word and column in known}
        self.rows.setdefault("pipes", []).append((line.number, {"id": ident, **words, **row, **values}))

    def _diameter(self, line: _Feature, ident: str, values: dict[str, float]) -> None:
        """Work out the diameter from the outer one and the wall, or take the estimate."""
        inner = values.get("outer_diameter", math.nan) - 2.0 * values.get("wall_thickness", math.nan)
        if inner > 0.0:
            values["diameter"] = inner
        elif self.options.diameter is not None:
            values["diameter"] = self.options.diameter
            note = "the map states none; the one given for such lines"
            self.statements.append(estimate("pipes", ident, "diameter", note))
        else:
            remedy = "Give it as diameter_mm, or read the lines with a diameter for those that state none."
            self.wrong(line.number, "pipes", "diameter", "the line states none.", remedy)

    def _quantities(
        self, feature: _Feature, names: Mapping[str, tuple[str, ...]], table: str
    ) -> dict[str, Quantity]:
        found, wrong = quantities(feature.properties, names)
        for title, misfit in wrong:
            self.wrong(feature.number, table, title, misfit.finding, misfit.remedy)
        for title in unread(feature.properties, names):
            self.unsure(feature.number, table, title, "a network has no place for it; it is not read.", "")
        return found

    def _free(self, kind: str, name: str) -> str:
        """Return a name that no other row of a kind has."""
        taken, free, number = self.taken.setdefault(kind, set()), name, 1
        while free in taken:
            number += 1
            free = f"{name} ({number})"
        taken.add(free)
        return free

    def _said(self, table: str, row: str, number: int) -> None:
        source = f"{self.label} feature {number}"
        self.statements.append({"table": table, "id": row, "source": source, "basis": "sourced"})


def read_map(document: Mapping[str, Json], label: str, name: str, options: LineOptions) -> Reading:
    """Return the network of the lines and points of a collection, and everything that is wrong with it."""
    return _Map(label, options).reading(document, name)


def _geometry(feature: Json) -> tuple[str, list[Line] | None, dict[str, Json]]:
    """Return the kind of a feature, its places by part, None where they are none, and its properties."""
    inside = feature if isinstance(feature, dict) else {}
    geometry, properties = inside.get("geometry"), inside.get("properties")
    held = dict(properties) if isinstance(properties, dict) else {}
    if inside.get("id") is not None and not text(held, IDS):
        held["id"] = inside["id"]
    if not isinstance(geometry, dict):
        return "none", None, held
    kind, coordinates = str(geometry.get("type"))[:40], geometry.get("coordinates")
    if kind in ("LineString", "Point"):
        coordinates = [[coordinates]] if kind == "Point" else [coordinates]
    return kind, _parts(coordinates), held


def _parts(coordinates: Json) -> list[Line] | None:
    """Return the places of each part of a line or point, None where one is none."""
    if not isinstance(coordinates, list) or not coordinates:
        return None
    parts: list[Line] = []
    for part in coordinates:
        if not isinstance(part, list) or not part:
            return None
        places = [_place(one) for one in part]
        if None in places:
            return None
        parts.append([one for one in places if one is not None])
    return parts


def _place(value: Json) -> tuple[float, float] | None:
    if not isinstance(value, list) or len(value) < 2:
        return None
    x, y = value[:2]
    if any(isinstance(one, bool) or not isinstance(one, int | float) for one in (x, y)):
        return None
    return (float(x), float(y)) if abs(x) <= 180.0 and abs(y) <= 90.0 else None


def _split(
    part: Line,
    lengths: Any,
    places: Places,
    ends: tuple[int, int],  # lengths: an array
) -> list[tuple[int, int, float]]:
    """Return the pieces of a line between the nodes that it passes: their ends and lengths [m]."""
    start, end = ends
    inner = np.array(part[1:-1])
    passed = places.near(inner[:, 0], inner[:, 1]).tolist() if len(inner) else []
    stops = [(0, start)]
    for vertex, node in enumerate(passed, start=1):
        if node not in (-1, stops[-1][1], end):
            stops.append((vertex, node))
    stops.append((len(part) - 1, end))
    return [
        (tail, head, float(lengths[before:after].sum())) for (before, tail), (after, head) in pairwise(stops)
    ]
