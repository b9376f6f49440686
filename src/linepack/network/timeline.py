"""Which rows are in use on a day."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from linepack.errors import Finding, InputError
from linepack.network.places import listed, suggestion
from linepack.network.schema import LIST_SEPARATOR, kinds, table_schema
from linepack.network.tables import iso_date, shown, texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    Mask = NDArray[np.bool_]

Day = str | dt.date

_OPERATING: Final = frozenset({"operating", "retired"})
_CONSTRUCTION: Final = _OPERATING | {"commissioning", "under_construction"}
_FID: Final = _CONSTRUCTION | {"fid"}

STATUS_FILTERS: Final[dict[str, frozenset[str]]] = {
    "operating": _OPERATING,
    "construction": _CONSTRUCTION,
    "fid": _FID,
    "announced": _FID | {"announced"},
}
"""Statuses that each filter lets through; a retired row was in use until its end date."""


def resolve(
    tables: Mapping[str, pd.DataFrame], date: Day, status_filter: str, with_projects: Iterable[str]
) -> tuple[str, dict[str, pd.DataFrame]]:
    """Return the day as ISO text and the tables with the rows that are in use then.

    Raises
    ------
    InputError
        For a date, filter or project that does not exist.
    """
    projects = [with_projects] if isinstance(with_projects, str) else list(with_projects)
    day = _asked(tables, date, status_filter, projects)
    dated = [kind for kind in tables if table_schema(kind).dated]
    chosen = {kind: _in_use(tables[kind], day, status_filter, projects) for kind in dated}
    resolved = {kind: tables[kind] for kind in tables}
    for kind in dated:
        keep = chosen[kind] & ~superseded(tables, chosen, kind)
        table = tables[kind][keep]
        resolved[kind] = table.assign(superseded_by=pd.Series("", index=table.index, dtype="str"))
    return day, resolved


def superseded(tables: Mapping[str, pd.DataFrame], chosen: Mapping[str, Mask], kind: str) -> Mask:
    """Return which rows of a kind are superseded by a chosen row, (n_rows,).

    An id is looked up in the row's own table first, and in the other tables only where it is not there.
    """
    in_use = {other: set(tables[other].index[mask]) for other, mask in chosen.items()}
    own = set(tables[kind].index)
    elsewhere = set().union(*(ids for other, ids in in_use.items() if other != kind))

    def is_out(successors: str) -> bool:
        return any(one in in_use[kind] if one in own else one in elsewhere for one in split_ids(successors))

    column = texts(tables[kind], "superseded_by")
    return np.fromiter((is_out(cell) if cell else False for cell in column), dtype=bool, count=len(column))


def split_ids(cell: str) -> list[str]:
    """Return the ids of a cell that lists them, joined by semicolons."""
    return [one.strip() for one in cell.split(LIST_SEPARATOR) if one.strip()]


def project_ids(tables: Mapping[str, pd.DataFrame]) -> set[str]:
    """Return the ids of all projects that some row belongs to."""
    cells = {
        cell for kind in kinds() if table_schema(kind).dated for cell in tables[kind]["project"].unique()
    }
    return {one for cell in cells for one in split_ids(cell)}


def _in_use(table: pd.DataFrame, day: str, status_filter: str, projects: list[str]) -> Mask:
    status, start, end = (texts(table, name) for name in ("status", "start_date", "end_date"))
    real = np.array([word in STATUS_FILTERS[status_filter] for word in status], dtype=bool)
    known = real & ((status != "retired") | (end != ""))
    today = (start <= day) & ((end == "") | (day < end))
    asked = set(projects)
    named = (not asked.isdisjoint(split_ids(cell)) for cell in texts(table, "project"))
    promised = np.fromiter(named, dtype=bool, count=len(table)) if asked else np.zeros(len(table), dtype=bool)
    return np.asarray((known & today) | promised, dtype=bool)


def _asked(tables: Mapping[str, pd.DataFrame], date: Day, status_filter: str, projects: list[str]) -> str:
    """Return the day as ISO text once all that was asked for exists."""
    findings = []
    day = ""
    try:
        day = _iso(date)
    except ValueError:
        remedy = "Write year, month and day, like 2023-11-07."
        findings.append(Finding("date", f"{shown(date)} is not a date.", remedy))
    if status_filter not in STATUS_FILTERS:
        remedy = f"{suggestion(status_filter, STATUS_FILTERS)} Allowed are {', '.join(STATUS_FILTERS)}."
        findings.append(Finding("status_filter", f"{shown(status_filter)} is not allowed.", remedy.strip()))
    known = project_ids(tables) if projects else set()
    for project in projects:
        if project not in known:
            remedy = f"{suggestion(project, known)} Known are: {listed(sorted(known), 20) or 'none'}."
            findings.append(Finding("with_projects", f"no row belongs to {shown(project)}.", remedy.strip()))
    if findings:
        raise InputError(findings, "what was asked of Network.at")
    return day


def _iso(date: Day) -> str:
    if isinstance(date, dt.datetime):
        return date.date().isoformat()
    return date.isoformat() if isinstance(date, dt.date) else iso_date(str(date))
