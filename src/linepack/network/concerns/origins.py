"""Statements about where values come from: that they speak of something, and of the value that is there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from linepack.network.places import bounded, suggestion, suggestions, warning
from linepack.network.schema import header_schema, kinds, table_schema
from linepack.network.statements import provenance_findings
from linepack.network.tables import numbers_of, texts

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd
    from numpy.typing import NDArray

    from linepack.errors import Finding
    from linepack.network.network import Network

    Rows = NDArray[np.intp]  # positions of statements
    Texts = NDArray[np.object_]

HEADER = "header"


def origins(network: Network) -> list[Finding]:
    """Return what is wrong with the statements of the provenance table."""
    statements = network.provenance
    findings = provenance_findings(statements)
    unsourced = (texts(statements, "basis") == "sourced") & (texts(statements, "source") == "")
    findings += _each(
        np.flatnonzero(unsourced),
        "source",
        "the basis is sourced, but no source is given.",
        "Name the source.",
    )
    tables = texts(statements, "table")
    for kind in sorted(set(tables)):
        findings += _about(network, kind, statements, np.flatnonzero(tables == kind))
    return bounded(findings)


def _about(network: Network, kind: str, statements: pd.DataFrame, rows: Rows) -> list[Finding]:
    if kind not in (HEADER, *kinds()):
        remedy = f"{suggestion(kind, (HEADER, *kinds()))} Correct the table.".strip()
        return _each(rows, "table", f"there is no table '{kind}'.", remedy)
    columns = texts(statements, "column")
    findings = _unknown_columns(kind, columns, rows)
    if kind == HEADER:
        return findings
    table, ids = network.table(kind), texts(statements, "id")
    position = {row: at for at, row in enumerate(table.index)}
    there = np.array([position.get(ids[row], -1) for row in rows], dtype=np.intp)
    lost = rows[there < 0]
    near = suggestions(ids[lost], position)
    for number in lost:
        remedy = f"{near.get(ids[number], '')} Correct the id or remove the statement.".strip()
        findings.append(_one(number, "id", f"there is no row '{ids[number]}' in {kind}.", remedy))
    return findings + _outside(table, statements, rows[there >= 0], there[there >= 0])


def _unknown_columns(kind: str, columns: Texts, rows: Rows) -> list[Finding]:
    known = (header_schema() if kind == HEADER else table_schema(kind)).names
    strange = {name for name in set(columns[rows]) - {"", *known} if not name.startswith("gas.composition.")}
    findings = []
    for number in rows if strange else ():
        if (name := columns[number]) in strange:
            remedy = f"{suggestion(name, known)} Correct the column.".strip()
            findings.append(_one(number, "column", f"there is no column '{name}' in {kind}.", remedy))
    return findings


def _outside(table: pd.DataFrame, statements: pd.DataFrame, rows: Rows, there: Rows) -> list[Finding]:
    """Return the statements whose range does not hold the value that they speak of.

    ``there`` are the positions in the table of what the statements at ``rows`` speak of.
    """
    low, high = (numbers_of(statements, name)[rows] for name in ("low", "high"))
    ranged = ~(np.isnan(low) & np.isnan(high))
    columns = texts(statements, "column")[rows]
    findings: list[Finding] = []
    for column in sorted(set(columns[ranged])):
        if column in table.columns and table[column].dtype.kind in "fi":
            values = numbers_of(table, column)[there]
            wrong = ranged & (columns == column) & ((values < low) | (values > high))
            words = f"the {column} is outside its stated range."
            findings += _each(rows[wrong], "low", words, "Correct one of them.")
    return findings


def _each(rows: Iterable[Any], column: str, finding: str, remedy: str) -> list[Finding]:  # positions
    """Return one warning per statement; its row says what it speaks of."""
    return [_one(number, column, finding, remedy) for number in rows]


def _one(number: int, column: str, finding: str, remedy: str) -> Finding:
    return warning("provenance", str(number + 1), column, finding, remedy)
