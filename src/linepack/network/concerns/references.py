"""References to rows that do not exist or make no sense: end nodes and successors."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from linepack.network.network import UNKNOWN
from linepack.network.places import MOST_SUGGESTED, bounded, error, listed, suggestions
from linepack.network.schema import kinds, table_schema
from linepack.network.tables import texts
from linepack.network.timeline import split_ids

if TYPE_CHECKING:
    import pandas as pd

    from linepack.errors import Finding
    from linepack.network.network import Network

    Row = tuple[str, str]  # kind and id


def end_nodes(network: Network) -> list[Finding]:
    """Return every end at a node that does not exist and every edge from a node to itself."""
    findings: list[Finding] = []
    for schema in map(table_schema, kinds()):
        for column in schema.ends if network.node_positions else ():
            findings += _unknown_nodes(network, schema.kind, column)
        if len(schema.ends) == 2:
            findings += _loops(network, schema.kind)
    return findings


def _unknown_nodes(network: Network, kind: str, column: str) -> list[Finding]:
    table = network.table(kind)
    names = texts(table, column)
    wrong = np.flatnonzero((network.node_rows(kind, column) == UNKNOWN) & (names != ""))
    near = suggestions(names[wrong], network.node_positions)
    return bounded(
        error(
            kind,
            str(table.index.to_numpy()[row]),
            column,
            f"there is no node '{names[row]}'.",
            f"{near.get(names[row], '')} Add the node or correct the name.".strip(),
        )
        for row in wrong
    )


def _loops(network: Network, kind: str) -> list[Finding]:
    table = network.table(kind)
    tail, head = texts(table, "from_node"), texts(table, "to_node")
    same = np.asarray((tail == head) & (tail != ""))
    return bounded(
        error(kind, str(row), "to_node", "it runs from a node to the same node.", "Correct one of its ends.")
        for row in table.index[same]
    )


def successors(network: Network) -> list[Finding]:
    """Return every successor that does not exist, and rows that supersede each other in a circle."""
    lists = _successor_lists(network)
    if not lists:
        return []
    rows: list[Row] = [(kind, str(row)) for kind in kinds() for row in network.table(kind).index]
    number = {row: position for position, row in enumerate(rows)}
    findings: list[Finding] = []
    links: list[tuple[int, int]] = []
    known = [row for _, row in rows]
    for (kind, row), ids in lists:
        found = {one: _lookup(kind, one, number) for one in ids}
        lost = [one for one, at in found.items() if not at]
        near = suggestions(lost if len(findings) < MOST_SUGGESTED else [], known)
        findings += [_no_successor(kind, row, one, near.get(one, "")) for one in lost]
        links += [(number[kind, row], other) for at in found.values() for other in at]
    return bounded(findings) + _circles(rows, links)


def _successor_lists(network: Network) -> list[tuple[Row, list[str]]]:
    dated = [schema.kind for schema in map(table_schema, kinds()) if schema.dated]
    return [
        ((kind, row), split_ids(cell))
        for kind in dated
        for row, cell in _given(network.table(kind), "superseded_by")
    ]


def _given(table: pd.DataFrame, column: str) -> list[tuple[str, str]]:
    """Return the texts of a column that are given, each with the id of its row."""
    cells = texts(table, column)
    return [(str(table.index[at]), cells[at]) for at in np.flatnonzero(cells != "").tolist()]


def _lookup(kind: str, name: str, number: dict[Row, int]) -> list[int]:
    """Return the rows that an id names: that of its own table, or else those of the others."""
    if (kind, name) in number:
        return [number[kind, name]]
    return [number[other, name] for other in kinds() if (other, name) in number and table_schema(other).dated]


def _no_successor(kind: str, row: str, name: str, near: str) -> Finding:
    remedy = f"{near} Correct it or leave the cell empty.".strip()
    return error(kind, row, "superseded_by", f"there is no row '{name}'.", remedy)


def _circles(rows: list[Row], links: list[tuple[int, int]]) -> list[Finding]:
    if not links:
        return []
    tail, head = np.array(links).T
    graph = coo_array((np.ones(len(tail)), (tail, head)), shape=(len(rows), len(rows)))
    label = connected_components(graph, directed=True, connection="strong")[1]
    in_circle = {int(one) for one in np.flatnonzero(np.bincount(label) > 1)}
    in_circle |= {int(label[one]) for one in tail[tail == head]}
    findings = []
    for circle in sorted(in_circle):
        members = [rows[one] for one in np.flatnonzero(label == circle)]
        names = listed(f"{kind}[{row}]" for kind, row in members)
        finding = f"it is superseded in a circle: {names}."
        findings.append(error(*members[0], "superseded_by", finding, "Say which one comes last."))
    return bounded(findings)
