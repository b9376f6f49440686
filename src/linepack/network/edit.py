"""Edits: each returns a changed network and leaves the one it was given alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from linepack.errors import InputError
from linepack.network.places import error, suggestion
from linepack.network.provenance import Provenance

if TYPE_CHECKING:
    from collections.abc import Iterable

    from linepack.errors import Finding
    from linepack.network.network import Network

    Values = Any  # a value of the column's type, or one per row


def add(
    network: Network,
    kind: str,
    rows: pd.DataFrame | Iterable[Mapping[str, Values]] | Mapping[str, Values],
) -> Network:
    """Return the network with rows added to the end of a table.

    Parameters
    ----------
    network
        The network.
    kind
        Table.
    rows
        One row as a dictionary, or several, or a DataFrame; columns that are not given get their defaults.

    Raises
    ------
    InputError
        Lists everything in the rows that does not fit, ids that exist already among it.
    """
    given: Any = [rows] if isinstance(rows, Mapping) else rows
    given = given.to_dict("records") if isinstance(given, pd.DataFrame) else list(given)
    present: Any = network.table(kind).reset_index().to_dict("records")  # rows by column name
    return network.with_table(kind, [*present, *given])


def remove(network: Network, kind: str, ids: str | Iterable[str]) -> Network:
    """Return the network without some rows, and without what was said about them.

    Raises
    ------
    InputError
        For every id that the table does not have.
    """
    table, rows = _rows(network, kind, ids)
    statements = network.provenance
    about = (statements["table"] == kind) & statements["id"].isin(rows)
    return network.replace(provenance=statements[~about], **_one(kind, table.drop(index=rows)))


def change(
    network: Network,
    kind: str,
    ids: str | Iterable[str],
    provenance: Provenance | None = None,
    **values: Values,
) -> Network:
    """Return the network with other values in some rows.

    Parameters
    ----------
    network
        The network.
    kind
        Table.
    ids
        Id of the row, or ids of several.
    provenance
        Where the new values come from. Without it they are estimates: what was said about the old ones no
        longer speaks for them.
    values
        New values by column: one for all the rows or one per row.

    Raises
    ------
    InputError
        For every id or column that does not exist and every value that does not fit.
    """
    table, rows = _rows(network, kind, ids)
    unknown = [_unknown(kind, "", column, table.columns) for column in values if column not in table.columns]
    if unknown:
        raise InputError(unknown, f"a change of network {network.header.name}")
    changed = table.astype(dict.fromkeys(values, object))
    for column, value in values.items():
        changed.loc[rows, column] = value
    said = _restated(network.provenance, kind, rows, list(values), provenance or Provenance(note="changed"))
    return network.replace(provenance=said, **_one(kind, changed))


def _one(kind: str, table: pd.DataFrame) -> dict[str, Any]:  # a keyword that is a table's name
    return {kind: table}


def _rows(network: Network, kind: str, ids: str | Iterable[str]) -> tuple[pd.DataFrame, list[str]]:
    table = network.table(kind)
    rows = [ids] if isinstance(ids, str) else list(ids)
    unknown = [_unknown(kind, row, "", table.index) for row in rows if row not in table.index]
    if unknown:
        raise InputError(unknown, f"a change of network {network.header.name}")
    return table, rows


def _unknown(kind: str, row: str, column: str, known: Iterable[str]) -> Finding:
    name, what = (row, "row") if row else (column, "column")
    remedy = suggestion(name, list(known)) or f"Look at the {what}s of the table."
    return error(kind, row, column, f"there is no {what} '{name}'.", remedy)


def _restated(
    statements: pd.DataFrame, kind: str, rows: list[str], columns: list[str], provenance: Provenance
) -> pd.DataFrame:
    """Return the statements with new ones about some values in place of the old."""
    about = (statements["table"] == kind) & statements["id"].isin(rows) & statements["column"].isin(columns)
    said = {name: getattr(provenance, name) for name in statements.columns if hasattr(provenance, name)}
    fresh = [{"table": kind, "id": row, "column": column, **said} for row in rows for column in columns]
    kept = statements[~about]
    tables = [table for table in (kept, pd.DataFrame(fresh)) if len(table)]
    return pd.concat(tables, ignore_index=True) if tables else kept
