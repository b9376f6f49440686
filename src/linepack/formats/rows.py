"""Rows that a reader made, as tables as written: values in SI, each with the number of where it was read."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

from linepack.formats.headers import write_header
from linepack.formats.raw import RawNetwork, RawTable
from linepack.network.schema import provenance_schema, table_schema

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from linepack.errors import Finding
    from linepack.network.header import NetworkHeader

    Row = dict[str, Any]  # cells of a table's row, by column

PROVENANCE: Final = "provenance"


def raw_table(kind: str, label: str, counted: str, rows: Sequence[tuple[int, Row]]) -> RawTable:
    """Return rows as a table as written: titles with SI units, cells as they are.

    Parameters
    ----------
    kind
        Kind of the table, or ``provenance``.
    label, counted
        Where it was read, and what its rows are called there.
    rows
        Number and values of each row.
    """
    schema = provenance_schema() if kind == PROVENANCE else table_schema(kind)
    present = {column for _, row in rows for column in row}
    columns = [column for column in schema.columns if column.name in present or column.required]
    titles = [f"{one.name} [{one.unit}]" if one.is_quantity else one.name for one in columns]
    cells = [[_cell(row.get(column.name), column.dtype) for column in columns] for _, row in rows]
    return RawTable(kind, label, counted, titles, [number for number, _ in rows], cells)


def raw_network(
    header: NetworkHeader,
    label: str,
    tables: Mapping[str, RawTable],
    statements: Sequence[Row],
    findings: Sequence[Finding],
) -> RawNetwork:
    """Return tables with their header and the statements on where values come from."""
    numbered = list(enumerate(statements, start=1))
    entries = write_header(header, "SI")
    return RawNetwork(
        header={key: one for key, one in entries.items() if not _is_nan(one.value)},
        header_label=label,
        tables={**tables, PROVENANCE: raw_table(PROVENANCE, label, "statement", numbered)},
        parse=lambda _column, cell: cell,
        findings=findings,
        verbatim=frozenset({"float", "str", "date", "bool", "int"}),
    )


def _is_nan(value: object) -> bool:
    return isinstance(value, float) and math.isnan(value)


def _cell(value: object, dtype: str) -> object:
    if dtype in ("str", "date"):
        return "" if value is None else value
    return None if isinstance(value, float) and not math.isfinite(value) else value
