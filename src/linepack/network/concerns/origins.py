"""Statements about where values come from: that they speak of something, and of the value that is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from linepack.network.places import bounded, suggestion, suggestions, warning
from linepack.network.schema import header_schema, kinds, table_schema
from linepack.network.statements import provenance_findings

if TYPE_CHECKING:
    import pandas as pd

    from linepack.errors import Finding
    from linepack.network.network import Network

HEADER = "header"


def origins(network: Network) -> list[Finding]:
    """Return what is wrong with the statements of the provenance table."""
    statements = network.provenance
    findings = provenance_findings(statements)
    unsourced = statements[(statements["basis"] == "sourced") & (statements["source"] == "")]
    findings += _each(
        unsourced, "source", "the basis is sourced, but no source is given.", "Name the source."
    )
    for kind, group in statements.groupby("table"):
        findings += _about(network, str(kind), group)
    return bounded(findings)


def _about(network: Network, kind: str, group: pd.DataFrame) -> list[Finding]:
    if kind not in (HEADER, *kinds()):
        remedy = f"{suggestion(kind, (HEADER, *kinds()))} Correct the table.".strip()
        return _each(group, "table", f"there is no table '{kind}'.", remedy)
    findings = _unknown_columns(kind, group)
    if kind == HEADER:
        return findings
    table = network.table(kind)
    lost = group.loc[~group["id"].isin(table.index), "id"]
    near = suggestions(lost, table.index)
    for number, row in lost.items():
        remedy = f"{near.get(str(row), '')} Correct the id or remove the statement.".strip()
        findings += [_one(str(number), "id", f"there is no row '{row}' in {kind}.", remedy)]
    return findings + _outside(table, group[group["id"].isin(table.index)])


def _unknown_columns(kind: str, group: pd.DataFrame) -> list[Finding]:
    known = (header_schema() if kind == HEADER else table_schema(kind)).names
    findings = []
    for number, name in group["column"].items():
        if name and name not in known and not str(name).startswith("gas.composition."):
            remedy = f"{suggestion(str(name), known)} Correct the column.".strip()
            findings.append(_one(str(number), "column", f"there is no column '{name}' in {kind}.", remedy))
    return findings


def _outside(table: pd.DataFrame, group: pd.DataFrame) -> list[Finding]:
    """Return the statements whose range does not hold the value that they speak of."""
    findings: list[Finding] = []
    for column, said in group[group["low"].notna() | group["high"].notna()].groupby("column"):
        if column in table.columns and table[str(column)].dtype.kind in "fi":
            values = table[str(column)].reindex(said["id"]).to_numpy(dtype=float)
            low, high = (said[name].to_numpy(dtype=float) for name in ("low", "high"))
            wrong = said[np.asarray((values < low) | (values > high))]
            findings += _each(
                wrong, "low", f"the {column} is outside its stated range.", "Correct one of them."
            )
    return findings


def _each(statements: pd.DataFrame, column: str, finding: str, remedy: str) -> list[Finding]:
    """Return one warning per statement; its row says what it speaks of."""
    return [_one(str(number), column, finding, remedy) for number in statements.index]


def _one(number: str, column: str, finding: str, remedy: str) -> Finding:
    return warning("provenance", str(int(number) + 1), column, finding, remedy)
