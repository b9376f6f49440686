"""Dates that end before they start, and retired rows that nobody can date."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from linepack.network.places import bounded, error, warning
from linepack.network.schema import kinds, table_schema
from linepack.network.tables import texts

if TYPE_CHECKING:
    from linepack.errors import Finding
    from linepack.network.network import Network


def dates(network: Network) -> list[Finding]:
    """Return what is wrong with when rows are in use."""
    findings: list[Finding] = []
    for schema in map(table_schema, kinds()):
        if not schema.dated:
            continue
        table = network.table(schema.kind)
        start, end = texts(table, "start_date"), texts(table, "end_date")
        never = (start != "") & (end != "") & (start >= end)
        findings += bounded(
            error(
                schema.kind,
                str(table.index[row]),
                "end_date",
                f"it ends on {end[row]}, not after its start on {start[row]}.",
                "end_date is the first day no longer in use; correct one of the two.",
            )
            for row in np.flatnonzero(never).tolist()
        )
        undated = (texts(table, "status") == "retired") & (end == "")
        findings += bounded(
            warning(
                schema.kind,
                str(row),
                "end_date",
                "it is retired without an end date, so it is never in use.",
                "Give the first day it was no longer in use.",
            )
            for row in table.index[undated]
        )
    return findings
