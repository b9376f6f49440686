"""What every row of a conforming table must have: required values and allowed words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linepack.network.places import bounded, error, suggestion
from linepack.network.tables import shown

if TYPE_CHECKING:
    import pandas as pd

    from linepack.errors import Finding
    from linepack.network.schema import Column, TableSchema


def value_findings(schema: TableSchema, table: pd.DataFrame) -> list[Finding]:
    """Return every required value that is missing and every word that is not allowed."""
    findings: list[Finding] = []
    for column in schema.columns:
        if column.name not in table.columns:
            continue
        if column.required:
            findings += _missing(schema.kind, column, table)
        if column.choices and column.dtype == "str":
            findings += _not_allowed(schema.kind, column, table)
    return findings


def _missing(kind: str, column: Column, table: pd.DataFrame) -> list[Finding]:
    cells = table[column.name]
    absent = cells.isna() if column.dtype == "float" else cells == ""
    unit = f" in {column.unit}" if column.is_quantity else ""
    remedy = f"Give the {column.name}{unit}."
    return bounded(
        [error(kind, str(row), column.name, "the value is missing.", remedy) for row in table.index[absent]]
    )


def _not_allowed(kind: str, column: Column, table: pd.DataFrame) -> list[Finding]:
    cells = table[column.name].to_numpy(dtype=object)
    wrong = [row for row, cell in enumerate(cells) if cell != "" and cell not in column.choices]
    allowed = "Allowed are " + ", ".join(column.choices) + "."
    return bounded(
        [
            error(
                kind,
                str(table.index[row]),
                column.name,
                f"{shown(cells[row])} is not allowed.",
                f"{suggestion(str(cells[row]), column.choices)} {allowed}".strip(),
            )
            for row in wrong
        ]
    )
