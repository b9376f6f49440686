"""Cut the report's basemap out of Natural Earth; run by hand, its result is committed.

Usage::

    npm pack world-atlas@2.0.2 && tar xf world-atlas-2.0.2.tgz
    python tools/build_basemap.py package src/linepack/report/basemap/region.json

Land comes from the physical land layer, because merged countries paint some water as land; borders
are the arcs that two countries share. Both are clipped to the region with a margin, simplified and
stored as whole multiples of ``STEP`` degrees, longitude and latitude in turn.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, Final

Point = tuple[float, float]
Line = list[Point]

BOX: Final = (8.0, 31.5, 58.0, 51.5)
"""West, south, east, north of the cut: the drawn region, lon 12-53 and lat 35-49, with a margin. [deg]"""

SIDES: Final = ((0, BOX[0], True), (1, BOX[1], True), (0, BOX[2], False), (1, BOX[3], False))
"""Axis, bound, and whether what lies above the bound is kept."""

STEP: Final = 0.005
"""Spacing of the stored coordinates. [deg]"""

TOLERANCE: Final = 0.011
"""A point nearer than this to the line between its neighbours is dropped. [deg]"""

SMALLEST_RING: Final = 0.0025
"""Islands and lakes below this area are left out. [deg2]"""

DISPUTED: Final = ({"Kosovo", "Serbia"},)
"""Borders that the neighbours do not agree on; drawn dashed, so that the map takes no side."""

CRIMEAN_NECK: Final = (32.5, 45.5, 35.5, 46.6)
"""Where Natural Earth 4.1 draws a border between Ukraine and Crimea; dashed too. [deg]"""

CITIES: Final[dict[str, tuple[float, float, int]]] = {
    "Baku": (49.87, 40.41, 1),
    "Tbilisi": (44.83, 41.72, 1),
    "Yerevan": (44.51, 40.18, 3),
    "Erzurum": (41.27, 39.90, 3),
    "Ankara": (32.86, 39.93, 1),
    "Istanbul": (28.98, 41.01, 1),
    "İzmir": (27.14, 38.42, 3),
    "Thessaloniki": (22.94, 40.64, 1),
    "Athens": (23.73, 37.98, 1),
    "Sofia": (23.32, 42.70, 1),
    "Niš": (21.90, 43.32, 1),
    "Belgrade": (20.46, 44.82, 1),
    "Budapest": (19.04, 47.50, 1),
    "Bucharest": (26.10, 44.43, 1),
    "Skopje": (21.43, 42.00, 2),
    "Tirana": (19.82, 41.33, 1),
    "Rome": (12.50, 41.90, 1),
    "Bari": (16.87, 41.12, 2),
    "Sarajevo": (18.41, 43.86, 3),
    "Plovdiv": (24.75, 42.15, 3),
    "Odesa": (30.73, 46.48, 3),
}
"""Longitude, latitude [deg] and rank (1 is labelled first); positions as any atlas prints them."""


def arcs_of(topology: dict[str, Any]) -> list[Line]:
    """Return the arcs of a quantised topology in degrees."""
    (scale_x, scale_y), (shift_x, shift_y) = (
        topology["transform"]["scale"],
        topology["transform"]["translate"],
    )
    lines = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            line.append((x * scale_x + shift_x, y * scale_y + shift_y))
        lines.append(line)
    return lines


def rings_of(geometry: dict[str, Any]) -> list[list[int]]:
    """Return every ring of a polygon or a collection as arc numbers; ~n is arc n backwards."""
    match geometry["type"]:
        case "Polygon":
            return list(geometry["arcs"])
        case "MultiPolygon":
            return [ring for polygon in geometry["arcs"] for ring in polygon]
        case "GeometryCollection":
            return [ring for part in geometry["geometries"] for ring in rings_of(part)]
        case _:
            return []


def joined(ring: list[int], arcs: list[Line]) -> Line:
    """Return a ring as one closed line."""
    line: Line = []
    for number in ring:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        line += arc[1:] if line else arc
    return line


def clipped_ring(ring: Line) -> Line:
    """Cut a ring to the box by cutting at one side after the other (Sutherland and Hodgman, 1974)."""
    for axis, bound, keep_above in SIDES:
        kept: Line = []
        for start, end in zip(ring[-1:] + ring[:-1], ring, strict=True):
            inside = [(point[axis] >= bound) == keep_above for point in (start, end)]
            if inside[0] != inside[1]:
                share = (bound - start[axis]) / (end[axis] - start[axis])
                kept.append((start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])))
            if inside[1]:
                kept.append(end)
        ring = kept
        if not ring:
            return []
    return ring


def pieces_inside(line: Line) -> list[Line]:
    """Return the runs of a line whose points lie in the box."""
    pieces: list[Line] = [[]]
    for x, y in line:
        if BOX[0] <= x <= BOX[2] and BOX[1] <= y <= BOX[3]:
            pieces[-1].append((x, y))
        elif pieces[-1]:
            pieces.append([])
    return [piece for piece in pieces if len(piece) > 1]


def simplified(line: Line) -> Line:
    """Drop points nearer than the tolerance to their chord (Douglas and Peucker, 1973)."""
    keep = {0, len(line) - 1}
    spans = [(0, len(line) - 1)]
    while spans:
        first, last = spans.pop()
        (x0, y0), (x1, y1) = line[first], line[last]
        length = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5
        farthest, distance = 0, TOLERANCE
        for index in range(first + 1, last):
            x, y = line[index]
            away = (
                abs((x1 - x0) * (y0 - y) - (x0 - x) * (y1 - y0)) / length
                if length
                else ((x - x0) ** 2 + (y - y0) ** 2) ** 0.5
            )
            if away > distance:
                farthest, distance = index, away
        if farthest:
            keep.add(farthest)
            spans += [(first, farthest), (farthest, last)]
    return [line[index] for index in sorted(keep)]


def area(ring: Line) -> float:
    """Return the unsigned area of a ring, in square degrees."""
    pairs = zip(ring, ring[1:] + ring[:1], strict=True)
    return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairs)) / 2.0


def stored(line: Line) -> list[int]:
    """Return a line as whole steps, longitude and latitude in turn, without repeated points."""
    steps = [(round(x / STEP), round(y / STEP)) for x, y in line]
    thinned = [point for index, point in enumerate(steps) if index == 0 or point != steps[index - 1]]
    return [number for point in thinned for number in point]


def land(topology: dict[str, Any]) -> list[list[int]]:
    """Return the land rings of the region, holes included (drawn with the even-odd rule)."""
    arcs = arcs_of(topology)
    rings = [clipped_ring(joined(ring, arcs)) for ring in rings_of(topology["objects"]["land"])]
    return [stored(simplified(ring)) for ring in rings if len(ring) > 2 and area(ring) > SMALLEST_RING]


def owners(topology: dict[str, Any]) -> dict[int, set[str]]:
    """Return the countries that use each arc."""
    used: dict[int, set[str]] = {}
    for country in topology["objects"]["countries"]["geometries"]:
        for number in {n for ring in rings_of(country) for n in ring}:
            used.setdefault(number if number >= 0 else ~number, set()).add(country["properties"]["name"])
    return used


def is_disputed(pair: set[str], arc: Line) -> bool:
    """Tell whether a border is to be drawn dashed: the pairs of DISPUTED and the neck of Crimea."""
    west, south, east, north = CRIMEAN_NECK
    on_the_neck = all(west < x < east and south < y < north for x, y in arc)
    return pair in DISPUTED or (pair == {"Ukraine", "Russia"} and on_the_neck)


def borders(topology: dict[str, Any], *, disputed: bool) -> list[list[int]]:
    """Return the lines that two countries share, agreed or disputed."""
    arcs = arcs_of(topology)
    shared = [
        arcs[number]
        for number, pair in sorted(owners(topology).items())
        if len(pair) > 1 and is_disputed(pair, arcs[number]) == disputed
    ]
    return [stored(simplified(piece)) for arc in shared for piece in pieces_inside(arc)]


def read(path: Path) -> dict[str, Any]:
    """Return a topology."""
    topology: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return topology


def build(folder: Path) -> dict[str, Any]:
    """Return the basemap made from the world-atlas package unpacked in ``folder``."""
    countries = read(folder / "countries-10m.json")
    return {
        "origin": "Natural Earth 4.1 (public domain), 1:10m land and borders, through world-atlas 2.0.2",
        "box": BOX,
        "step": STEP,
        "land": land(read(folder / "land-10m.json")),
        "borders": borders(countries, disputed=False),
        "disputed": borders(countries, disputed=True),
        "cities": [
            {"name": name, "longitude": lon, "latitude": lat, "rank": rank}
            for name, (lon, lat, rank) in CITIES.items()
        ],
    }


if __name__ == "__main__":
    basemap = build(Path(sys.argv[1]))
    text = json.dumps(basemap, ensure_ascii=False, separators=(",", ":"))
    Path(sys.argv[2]).write_text(text + "\n", encoding="utf-8")
    print(f"{len(text) / 1000:.0f} kB, {len(basemap['land'])} rings, {len(basemap['borders'])} border lines")
