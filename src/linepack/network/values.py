"""What every row of a conforming table must have: required values and allowed words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from linepack.network.places import bounded, error, suggestion
from linepack.network.tables import numbers_of, shown, texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from linepack.errors import Finding
    from linepack.network.schema import Column, TableSchema

    Called = Sequence[object] | NDArray[np.object_]


def value_findings(
    schema: TableSchema, table: pd.DataFrame, names: Sequence[object] | None = None
) -> list[Finding]:
    """Return every required value that is missing and every word that is not allowed.

    ``names`` says what each row is called, where that is not its id.
    """
    called = table.index.to_numpy(dtype=object) if names is None else names
    there = set(table.columns)
    findings: list[Finding] = []
    for column in schema.columns if len(table) else ():
        if column.name in there and column.required:
            findings += _missing(schema.kind, column, table, called)
        if column.name in there and column.choices and column.dtype == "str":
            findings += _not_allowed(schema.kind, column, table, called)
    return findings


def _missing(kind: str, column: Column, table: pd.DataFrame, called: Called) -> list[Finding]:
    numeric = column.dtype == "float"
    absent = np.isnan(numbers_of(table, column.name)) if numeric else texts(table, column.name) == ""
    unit = f" in {column.unit}" if column.is_quantity else ""
    remedy = f"Give the {column.name}{unit}."
    return bounded(
        error(kind, str(called[row]), column.name, "the value is missing.", remedy)
        for row in np.flatnonzero(absent).tolist()
    )


def _not_allowed(kind: str, column: Column, table: pd.DataFrame, called: Called) -> list[Finding]:
    cells = texts(table, column.name)
    strange = set(cells) - {"", *column.choices}
    wrong = [row for row, cell in enumerate(cells) if cell in strange] if strange else []
    allowed = "Allowed are " + ", ".join(column.choices) + "."
    return bounded(
        error(
            kind,
            str(called[row]),
            column.name,
            f"{shown(cells[row])} is not allowed.",
            f"{suggestion(str(cells[row]), column.choices)} {allowed}".strip(),
        )
        for row in wrong
    )
