"""From a network to tables of cells, for formats that write tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from linepack.formats.quantities import at_face
from linepack.network.schema import kinds, provenance_schema, table_schema

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pandas as pd

    from linepack.network.network import Network
    from linepack.network.schema import Column, TableSchema

Value = str | float | int | bool | None


@dataclass(frozen=True)
class Sheet:
    """One table as it is written: titles, and values by row; None is an empty cell."""

    kind: str
    titles: Sequence[str]
    rows: Sequence[Sequence[Value]]


def sheets(network: Network, units: str) -> Iterator[Sheet]:
    """Yield the tables of a network that have rows, the nodes always, provenance last.

    Columns in which nothing is given are left out; reading fills them in again.

    Parameters
    ----------
    network
        The network.
    units
        ``SI``, which loses nothing, or ``face`` for the units that people read.
    """
    for schema in map(table_schema, kinds()):
        table = network.table(schema.kind).reset_index()
        if len(table) or schema.kind == "nodes":
            yield _sheet(schema, table, units)
    statements = network.provenance
    if len(statements):
        yield _sheet(provenance_schema(), statements, units)


def _sheet(schema: TableSchema, table: pd.DataFrame, units: str) -> Sheet:
    given = [column for column in schema.columns if column.required or _has_any(table[column.name])]
    cells = [_cells(column, table[column.name], units) for column in given]
    return Sheet(schema.kind, [title(column, units) for column in given], list(zip(*cells, strict=True)))


def title(column: Column, units: str) -> str:
    """Return the title of a column with its unit."""
    unit = column.face_unit if units == "face" else column.unit
    return f"{column.name} [{unit}]" if column.is_quantity else column.name


def _has_any(cells: pd.Series[Any]) -> bool:
    return bool(((cells != "") & cells.notna()).any())


def _cells(column: Column, cells: pd.Series[Any], units: str) -> list[Value]:
    if column.dtype == "float":
        numbers = cells.to_numpy(dtype=float)
        numbers = at_face(numbers, column) if units == "face" else numbers
        return [None if np.isnan(value) else value for value in numbers.tolist()]
    if column.dtype in ("int", "bool"):
        return list(cells.tolist())
    return [str(cell) if cell else None for cell in cells]
