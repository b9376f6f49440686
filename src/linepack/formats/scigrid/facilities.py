"""What stands at the nodes of SciGRID_gas, and the pressure references that no file states."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from scipy.spatial import KDTree

from linepack.constants import EARTH_RADIUS
from linepack.formats.estimates import USUAL_NORMAL_DENSITY, estimate
from linepack.formats.gaslib.zones import Groups
from linepack.formats.scigrid.files import FACILITIES
from linepack.network.places import listed
from linepack.units import BAR, DAY, KILO, MEGA

if TYPE_CHECKING:
    from collections.abc import Callable

    from linepack.formats.scigrid.files import Row
    from linepack.formats.scigrid.grid import Grid

    Cells = dict[str, Any]  # cells of a table's row

FARTHEST: Final = 25e3
"""Distance to the nearest node up to which a facility is taken to stand there. [m]"""

FLOW: Final = MEGA / DAY * USUAL_NORMAL_DENSITY
"""A million normal cubic metres per day. [kg/s]"""

AMOUNT: Final = MEGA * USUAL_NORMAL_DENSITY
"""A million normal cubic metres. [kg]"""

FALLBACK_PRESSURE: Final = 50.0 * BAR
"""Pressure of a part where no pipe states its highest one. [Pa]"""

STATION: Final = "compressor station"

REFERENCE_RULE: Final = (
    "rule S1: the entry of the largest capacity in a part holds its lowest highest pressure"
)


class Facilities:
    """Adds what stands at nodes, and one pressure reference per part."""

    def __init__(self, grid: Grid) -> None:
        self._grid = grid
        self._names = list(grid.places)
        self._nodes = {cells["id"]: cells for _, cells in grid.rows.get("nodes", [])}
        self._tree = KDTree(_points(list(grid.places.values()))) if grid.places else None
        self._taken: set[tuple[str, str]] = set()

    def add(self) -> None:
        """Add every facility of every file, and tell which files are not there."""
        makers: dict[str, Callable[[Row, str, str], None]] = {
            "Compressors": self._compressor,
            "Storages": self._storage,
            "LNGs": self._terminal,
            "Productions": self._production,
            "Consumers": self._consumer,
            "BorderPoints": self._border,
        }
        absent = [kind for kind in FACILITIES if kind not in self._grid.data.files]
        if absent:
            finding = f"there is no file of {', '.join(absent)}."
            self._grid.data.unsure("files", "", finding, "Put them beside the pipes.")
        for kind in FACILITIES:
            self._all(kind, makers[kind])
        count = sum(cells.get("kind") == STATION for cells in self._nodes.values())
        if count:
            finding = f"{count} node(s) have a station; the files do not say which way it compresses."
            self._grid.data.unsure("Compressors", "", finding, "Add compressors between two nodes.")
        self._references()
        finding = "the files state capacities and no flows, so nothing flows."
        self._grid.data.unsure("demands", "mass_flow", finding, "Give flows to demands and supplies.")

    def _all(self, kind: str, make: Callable[[Row, str, str], None]) -> None:
        moved, far = 0, []
        for row in self._grid.data.rows(kind):
            node, distance = self._node(row)
            far += [] if node else [row.ident]
            moved += distance > 0.0
            note = f"put at the nearest node of a pipe, {distance / KILO:.1f} km away" if distance else ""
            if node:
                make(row, node, note)
        if moved:
            finding = f"{moved} row(s) stand at no node of a pipe; each is put at the nearest one."
            self._grid.data.unsure(kind, "node_id", finding, "Look at provenance.")
        if far:
            finding = (
                f"{len(far)} row(s) are left out, no pipe ends within {FARTHEST / KILO:g} km of them: "
                f"{listed(far)}."
            )
            self._grid.data.unsure(kind, "node_id", finding)

    def _node(self, row: Row) -> tuple[str, float]:
        """Return the node of a facility, by id, else the nearest one and how far it is. [m]"""
        known = next((one for one in row.nodes if one in self._grid.places), "")
        if known:
            return known, 0.0
        if self._tree is None or not row.longitude or not row.latitude:
            return "", 0.0
        place = (row.longitude[0], row.latitude[0])
        if not all(map(math.isfinite, place)):
            return "", 0.0
        distance, nearest = self._tree.query(_points([place])[0], distance_upper_bound=FARTHEST)
        return (self._names[int(nearest)], float(distance)) if math.isfinite(distance) else ("", 0.0)

    def _load(
        self,
        table: str,
        row: Row,
        stand: tuple[str, str],
        limits: dict[str, tuple[str, float]],
        **cells: Any,
    ) -> None:
        """Add a row that stands at a node, with its limits and how each was come by."""
        ident = row.ident
        while (table, ident) in self._taken:
            ident += "'"
        self._taken.add((table, ident))
        node, note = stand
        made: Cells = {"id": ident, "node": node, "name": row.name, **cells}
        self._grid.add(table, row, made, note=note)
        for column, (name, factor) in limits.items():
            value = row.value(name)
            if value and value.number >= 0.0:
                made[column] = value.number * factor
                self._grid.state((table, ident, column), row, value, factor)

    def _compressor(self, row: Row, node: str, note: str) -> None:
        """Mark the node: the files do not say which way a station compresses."""
        cells = self._nodes[node]
        if cells.get("kind") == STATION:
            return
        cells["kind"] = STATION
        power = row.value("max_power_MW")
        words = f"{row.name or row.ident}, {power.number:g} MW" if power else row.name or row.ident
        said = {"table": "nodes", "id": node, "column": "kind", "source": row.place, "basis": "sourced"}
        self._grid.statements.append({**said, "note": f"{words}; {note}".rstrip("; ")})

    def _storage(self, row: Row, node: str, note: str) -> None:
        limits = {
            "withdrawal_max": ("max_cap_store2pipe_M_m3_per_d", FLOW),
            "injection_max": ("max_cap_pipe2store_M_m3_per_d", FLOW),
            "working_gas": ("max_workingGas_M_m3", AMOUNT),
        }
        self._load("storages", row, (node, note), limits)

    def _terminal(self, row: Row, node: str, note: str) -> None:
        limits = {
            "sendout_max": ("max_cap_store2pipe_M_m3_per_d", FLOW),
            "tank": ("max_workingGas_M_m3", AMOUNT),
        }
        self._load("lng_terminals", row, (node, note), limits)

    def _production(self, row: Row, node: str, note: str) -> None:
        self._load(
            "supplies", row, (node, note), {"flow_max": ("max_supply_M_m3_per_d", FLOW)}, kind="production"
        )

    def _consumer(self, row: Row, node: str, note: str) -> None:
        self._load(
            "demands", row, (node, note), {"flow_max": ("max_demand_M_m3_per_d", FLOW)}, kind="power plant"
        )

    def _border(self, row: Row, node: str, note: str) -> None:
        """Add a supply where gas comes in from outside; a border inside the grid is none."""
        inside = row.value("is_EU_to_EU")
        enters = row.value("max_cap_from_to_M_m3_per_d")
        if enters and enters.number > 0.0 and not (inside and inside.number):
            limits = {"flow_max": ("max_cap_from_to_M_m3_per_d", FLOW)}
            self._load("supplies", row, (node, note), limits, kind="interconnection")

    def _references(self) -> None:
        """Let one entry of each part hold a pressure, or add one where there is none."""
        parts = Groups(self._grid.places)
        highest: dict[str, float] = {}
        edges = [cells for kind in ("pipes", "short_pipes") for _, cells in self._grid.rows.get(kind, [])]
        for cells in edges:
            parts.join(cells["from_node"], cells["to_node"])
        for cells in edges:
            part = parts.of(cells["from_node"])
            highest[part] = min(highest.get(part, math.inf), cells.get("pressure_max", math.inf))
        best = self._largest(parts)
        for node in self._grid.places:
            part = parts.of(node)
            if part in highest:
                pressure = highest.pop(part)
                self._hold(best.get(part), node, pressure if math.isfinite(pressure) else FALLBACK_PRESSURE)

    def _largest(self, parts: Groups) -> dict[str, Cells]:
        """Return the supply of the largest capacity in each part."""
        best: dict[str, Cells] = {}
        for _, cells in self._grid.rows.get("supplies", []):
            part = parts.of(cells["node"])
            if part not in best or cells.get("flow_max", 0.0) > best[part].get("flow_max", 0.0):
                best[part] = cells
        return best

    def _hold(self, supply: Cells | None, node: str, pressure: float) -> None:
        if supply is None:
            supply = {"id": f"reference {node}", "node": node}
            self._grid.rows.setdefault("supplies", []).append((0, supply))
        supply |= {"control": "pressure", "pressure": pressure}
        for column in ("control", "pressure"):
            self._grid.statements.append(estimate("supplies", supply["id"], column, REFERENCE_RULE))


def _points(places: list[tuple[float, float]]) -> Any:  # an array, (n, 3)
    """Return places on the sphere as points in space, (n, 3). [m]"""
    east, north = np.radians(np.array(places, dtype=float)).T
    flat = EARTH_RADIUS * np.cos(north)
    return np.column_stack([flat * np.cos(east), flat * np.sin(east), EARTH_RADIUS * np.sin(north)])
