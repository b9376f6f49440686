"""Collecting the tables of a network from the files of SciGRID_gas, with how each value was come by."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from linepack.formats.assemble import assemble
from linepack.formats.estimates import USUAL_GAS, USUAL_NORMAL_DENSITY, estimate, gas_statements
from linepack.formats.rows import raw_network, raw_table
from linepack.formats.scigrid.files import PIPES
from linepack.network.header import NetworkHeader
from linepack.units import NORMAL_TEMPERATURE

if TYPE_CHECKING:
    from linepack.formats.raw import Reading
    from linepack.formats.scigrid.files import Data, Row, Value

    Cells = dict[str, Any]  # cells of a table's row

SURE, QUITE_SURE = 0.05, 0.2
"""Share of a value up to which an uncertainty leaves it sure, or quite sure. [-]"""

DERIVED: Final = ("replace_length", "fill_length", "make_Attrib(latlong")
"""How methods begin that work a value out from the map."""


@dataclass
class Grid:
    """Collects the rows of the tables.

    Attributes
    ----------
    rows
        Line and values of each row, by table.
    statements
        Where values come from.
    label
        Name of the file of each table.
    """

    data: Data
    rows: dict[str, list[tuple[int, Cells]]] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    statements: list[Cells] = field(default_factory=list)
    places: dict[str, tuple[float, float]] = field(default_factory=dict)

    def add(self, table: str, row: Row, cells: Cells, *, note: str = "") -> None:
        """Add a row to a table, with where it was read."""
        self.rows.setdefault(table, []).append((row.line, cells))
        self.labels[table] = row.label
        said = {"table": table, "id": cells["id"], "source": row.place, "basis": "sourced", "note": note}
        self.statements.append(said)

    def state(self, subject: tuple[str, str, str], row: Row, value: Value, factor: float) -> None:
        """State how a value of a table, row and column was come by, and in which range it lies."""
        spread = value.spread * factor if math.isfinite(value.spread) else math.nan
        middle = value.number * factor
        said: Cells = dict(zip(("table", "id", "column"), subject, strict=True))
        said |= {"source": row.place, "note": f"method {value.method or 'none'}"}
        said |= {"basis": _basis(value), "confidence": _confidence(value)}
        if spread > 0.0:
            said |= {"low": max(middle - spread, 0.0), "high": middle + spread}
        self.statements.append(said)

    def reading(self) -> Reading:
        """Return the network of everything that was added."""
        header = NetworkHeader(
            name=self.data.name,
            title=f"SciGRID_gas {self.data.name}",
            gas=USUAL_GAS,
            friction="colebrook_white",
            reference_temperature=NORMAL_TEMPERATURE,
            reference_density=USUAL_NORMAL_DENSITY,
        )
        self.statements += gas_statements(header)
        note = "usual for natural gas; volumes of the files are counted at 0 degC and 1.01325 bar"
        self.statements.append(estimate("header", "", "reference_density", note))
        label = self.data.files[PIPES].name
        tables = {
            kind: raw_table(kind, self.labels.get(kind, label), "line", rows)
            for kind, rows in self.rows.items()
        }
        tables.setdefault("nodes", raw_table("nodes", label, "line", []))
        return assemble(raw_network(header, label, tables, self.statements, self.data.findings))


def _basis(value: Value) -> str:
    if value.is_raw:
        return "sourced"
    return "inferred" if value.method.startswith(DERIVED) else "estimate"


def _confidence(value: Value) -> str:
    """Return how sure a value is: by its method, and by its uncertainty as a share of it."""
    share = value.spread / abs(value.number) if value.number else math.inf
    if value.is_raw:
        return "high" if not share > SURE else "medium" if share <= QUITE_SURE else "low"
    return "medium" if share <= SURE else "low"
