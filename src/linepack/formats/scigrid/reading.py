"""From the tables of SciGRID_gas to a network; the rules are those of docs/reference/scigrid.md."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from linepack.errors import InputError
from linepack.formats.estimates import (
    USUAL_NORMAL_DENSITY,
    USUAL_ROUGHNESS,
    estimate,
    roughness_statement,
)
from linepack.formats.geodesic import distances
from linepack.formats.raw import Reading
from linepack.formats.scigrid.facilities import Facilities
from linepack.formats.scigrid.files import NODES, PIPES, Row, data_of
from linepack.formats.scigrid.grid import Grid
from linepack.units import BAR, DAY, KILO, MEGA, MILLI

if TYPE_CHECKING:
    from pathlib import Path

    Cells = dict[str, Any]  # cells of a table's row

PIPE_COLUMNS: Final = {
    "length": ("length_km", KILO),
    "diameter": ("diameter_mm", MILLI),
    "pressure_max": ("max_pressure_bar", BAR),
    "technical_capacity": ("max_cap_M_m3_per_d", MEGA / DAY * USUAL_NORMAL_DENSITY),
}
"""Attribute of each column of a pipe, and what one of its unit is in SI."""

CLASSES: Final = {"S": (0.45, 0.2, 0.6), "M": (0.75, 0.6, 0.9), "L": (1.05, 0.9, 1.4), "": (0.6, 0.2, 1.4)}
"""Diameter that is taken for a class of pipes that state none, and where it lies. [m]"""


def read_scigrid(path: Path) -> Reading:
    """Return the network of a file of pipes and of the files beside it, and everything wrong with them."""
    try:
        data = data_of(path)
    except InputError as wrong:
        return Reading(None, wrong.findings)
    grid = Grid(data)
    _Pipes(grid).add()
    Facilities(grid).add()
    return grid.reading()


class _Pipes:
    """Adds the pipes and the nodes that they end at."""

    def __init__(self, grid: Grid) -> None:
        self._grid = grid
        self._estimated: dict[str, int] = {}
        self._classless = self._loops = self._count = 0
        self._taken: set[str] = set()

    def add(self) -> None:
        """Add every pipe, and tell what the files do not say."""
        for row in self._grid.data.rows(PIPES):
            self._pipe(row)
        self._name_nodes()
        self._report()

    def _pipe(self, row: Row) -> None:
        data, count = self._grid.data, len(row.longitude)
        whole = np.array([row.longitude, row.latitude], dtype=float)
        fitting = len(row.nodes) == 2 and count >= 2 and count == len(row.latitude)
        if not fitting or not np.all(np.isfinite(whole)):
            data.wrong(
                row, "node_id", "it has not two ends with a place each.", "Correct node_id, lat and long."
            )
            return
        if np.any(np.abs(whole[0]) > 180.0) or np.any(np.abs(whole[1]) > 90.0):
            data.wrong(row, "lat", "its places are none on the globe.", "Correct lat and long.")
            return
        self._count += 1
        if row.nodes[0] == row.nodes[1]:
            self._loops += 1
            return
        for end, name in ((0, row.nodes[0]), (-1, row.nodes[1])):
            self._node(row, name, end)
        self._row(row, float(distances(whole[0], whole[1]).sum()))

    def _node(self, row: Row, name: str, end: int) -> None:
        if name not in self._grid.places:
            self._grid.places[name] = (row.longitude[end], row.latitude[end])
            cells = {"id": name, "longitude": row.longitude[end], "latitude": row.latitude[end]}
            cells["country"] = row.countries[end] if len(row.countries) >= 2 else ""
            self._grid.add("nodes", row, cells)

    def _row(self, row: Row, geodesic: float) -> None:
        ident = row.ident
        while ident in self._taken:
            ident += "'"
        self._taken.add(ident)
        cells: Cells = {"id": ident, "name": row.name, "from_node": row.nodes[0], "to_node": row.nodes[1]}
        given = {column: row.value(name) for column, (name, _) in PIPE_COLUMNS.items()}
        length = given["length"]
        if not (length and length.number > 0.0) and geodesic == 0.0:
            self._grid.add("short_pipes", row, cells, note="it has no length")
            return
        cells["operator"] = row.word("operator_name")
        self._grid.add("pipes", row, cells, note=_notes(row))
        for column, value in given.items():
            if value and value.number > 0.0:
                factor = PIPE_COLUMNS[column][1]
                cells[column] = value.number * factor
                self._grid.state(("pipes", ident, column), row, value, factor)
                if not value.is_raw:
                    self._estimated[column] = self._estimated.get(column, 0) + 1
        self._fill(row, ident, cells, geodesic)
        year = row.value("start_year")
        if year and year.is_raw and 1800.0 <= year.number <= 2100.0:
            cells["start_date"] = f"{int(year.number)}-01-01"

    def _fill(self, row: Row, ident: str, cells: Cells, geodesic: float) -> None:
        """Put estimates where the files say nothing."""
        if "length" not in cells:
            cells["length"] = geodesic
            said = {"table": "pipes", "id": ident, "column": "length", "basis": "inferred"}
            self._grid.statements.append(
                {**said, "confidence": "medium", "note": "the geodesic between its ends"}
            )
        if "diameter" not in cells:
            size = row.word("pipe_class_EMap") if row.word("pipe_class_EMap") in CLASSES else ""
            cells["diameter"], low, high = CLASSES[size]
            note = (
                f"rule S2: usual for class {size}"
                if size
                else "rule S2: usual where not even a class is stated"
            )
            self._grid.statements.append(estimate("pipes", ident, "diameter", note, low=low, high=high))
            self._classless += 1
        cells["roughness"] = USUAL_ROUGHNESS
        self._grid.statements.append(roughness_statement(ident))

    def _name_nodes(self) -> None:
        """Give nodes the names of the file of nodes; those that no pipe ends at are left out."""
        nodes = {cells["id"]: cells for _, cells in self._grid.rows.get("nodes", [])}
        lonely = 0
        for row in self._grid.data.rows(NODES):
            cells = nodes.get(row.ident)
            if cells is None:
                lonely += 1
            elif row.name:
                cells["name"] = row.name
        if lonely:
            finding = f"{lonely} node(s) are no end of a pipe; they are left out."
            self._grid.data.unsure(NODES, "", finding)

    def _report(self) -> None:
        """Tell what the files estimate, and what they do not say at all."""
        unsure, count = self._grid.data.unsure, self._count
        for column, number in self._estimated.items():
            finding = f"{number} of {count} pipes have one that the files estimate or work out."
            unsure("pipes", column, finding, "Look at provenance.")
        if self._classless:
            finding = f"{self._classless} of {count} pipes state no diameter; one is taken by rule S2."
            unsure("pipes", "diameter", finding, "Give them a diameter.")
        if self._loops:
            unsure("pipes", "to_node", f"{self._loops} pipe(s) end where they begin; they are left out.")
        for table, column, what in UNSAID:
            unsure(table, column, what, "Give it.")


UNSAID: Final = (
    ("pipes", "roughness", "the files state no roughness; that of a usual steel pipeline is taken."),
    ("nodes", "elevation", "the files state no elevation; 0 m is taken everywhere."),
    ("header", "gas", "the files state no gas; usual natural gas is taken."),
)
"""What no file of SciGRID_gas says."""


def _notes(row: Row) -> str:
    """Return what a pipe says that no column holds."""
    kept = (
        "is_bothDirection",
        "is_H_gas",
        "num_compressor",
        "waterDepth_m",
        "pipe_class_LKD",
        "pipe_class_EMap",
    )
    return "; ".join(f"{name} {row.param[name]}" for name in kept if row.param.get(name) is not None)
