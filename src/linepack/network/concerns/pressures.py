"""Nodes whose pressure more than one element fixes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from linepack.network.concerns.setpoints import HELD_AT
from linepack.network.network import UNKNOWN
from linepack.network.places import bounded, error
from linepack.network.schema import kinds, table_schema
from linepack.network.tables import numbers_of, texts
from linepack.network.timeline import split_ids
from linepack.network.topology import joined

if TYPE_CHECKING:
    import pandas as pd

    from linepack.errors import Finding
    from linepack.network.network import Network

MOST_AT_ONE_NODE: Final = 200
"""Elements at one node that are compared pair by pair."""


@dataclass(frozen=True)
class Holder:
    """An element that fixes the pressure of a node, and when it is in use."""

    kind: str
    row: str
    column: str
    node: str
    value: float
    status: str
    start: str
    end: str
    successors: tuple[str, ...]

    def meets(self, other: Holder) -> bool:
        """Return whether both are in use on some day; rows that are not real yet are left to ``at``."""
        both_real = self.status == other.status == "operating"
        overlap = (not other.end or self.start < other.end) and (not self.end or other.start < self.end)
        return both_real and overlap and other.row not in self.successors and self.row not in other.successors


def fixed_twice(network: Network) -> list[Finding]:
    """Return every element that fixes a pressure that another element fixes at the same time.

    Nodes that open valves join count as one. While the tables hold rows of all dates, only rows that are in
    use together count; :meth:`linepack.Network.at` settles the rest.
    """
    resolved = bool(network.header.date)
    group = joined(network)
    at_group: dict[int, list[Holder]] = {}
    findings: list[Finding] = []
    for node, holder in _holders(network):
        others = at_group.setdefault(int(group[node]), [])
        other = next((one for one in others if resolved or holder.meets(one)), None)
        if other is not None:
            findings.append(_finding(holder, other))
        if len(others) < MOST_AT_ONE_NODE:
            others.append(holder)
    return bounded(findings)


def _finding(holder: Holder, other: Holder) -> Finding:
    where = f"node '{holder.node}'" + ("" if holder.node == other.node else f" (joined to '{other.node}')")
    return error(
        holder.kind,
        holder.row,
        holder.column,
        f"it holds the pressure of {where} at {holder.value:.9g} Pa, which {other.kind}[{other.row}] already "
        f"holds at {other.value:.9g} Pa.",
        "Let one of them control something else, or join them into one.",
    )


def _holders(network: Network) -> list[tuple[int, Holder]]:
    """Return every element that fixes a pressure, with the position of its node."""
    found: list[tuple[int, Holder]] = []
    for schema in map(table_schema, kinds()):
        if "control" not in schema.by_name:
            continue
        table = network.table(schema.kind)
        for column, end in HELD_AT.items():
            if column in schema.by_name and end in schema.by_name:
                at = network.node_rows(schema.kind, end)
                held = np.flatnonzero((texts(table, "control") == column) & (at != UNKNOWN))
                holders = _rows(schema.kind, table.iloc[held], column, end) if len(held) else []
                found += zip(at[held].tolist(), holders, strict=True)
    return found


def _rows(kind: str, table: pd.DataFrame, column: str, end: str) -> list[Holder]:
    """Return every row of a table as a holder of the pressure that stands in a column."""
    words = (texts(table, name) for name in (end, "status", "start_date", "end_date", "superseded_by"))
    rows = zip(table.index, numbers_of(table, column).tolist(), *words, strict=True)
    return [
        Holder(kind, str(row), column, node, value, status, start, last, tuple(split_ids(successors)))
        for row, value, node, status, start, last, successors in rows
    ]
