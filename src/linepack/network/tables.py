"""Bringing tables into the form of the schema, with everything that does not fit as findings.

A conforming table is indexed by ``id`` (unique, not empty), has every column of its schema in order, and one
data type per column: text and dates are text with ``""`` for absent, quantities are float with NaN for
absent, the rest int and bool. Whether the values make sense together is the business of
:mod:`linepack.network.check`.
"""

from __future__ import annotations

import datetime as dt
import math
import numbers
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final, cast

import numpy as np
import pandas as pd

from linepack.network.places import at, bounded, error, listed, suggestion

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from linepack.errors import Finding
    from linepack.network.schema import Column, TableSchema, Value

Cells = Sequence[Any]  # what a table holds before its types are known
RowPlace = Callable[[int], str]
"""From the number of a row, counted from 0, to where it was read, like ``pipes.csv line 7``."""

TableLike = pd.DataFrame | Iterable[Mapping[str, Any]] | Mapping[str, Cells]

_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""Characters that text files and workbooks cannot carry; tabs and line ends are allowed in texts."""

_ISO_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_SHOWN: Final = 40


@dataclass(frozen=True)
class Problem:
    """One cell that does not fit: its position, what is wrong and what to do."""

    position: int
    finding: str
    remedy: str


def conform(
    schema: TableSchema, data: TableLike | None, place: RowPlace | None = None
) -> tuple[pd.DataFrame, list[Finding]]:
    """Return a table in the form of the schema and everything in it that did not fit.

    Parameters
    ----------
    schema
        Schema of the table.
    data
        A DataFrame with a column or an index ``id``, rows as mappings, or columns by name; None is empty.
    place
        Where each row was read, for the findings.

    Returns
    -------
    table
        Conforming; cells that did not fit have the default, rows without a usable id are left out.
    findings
        Everything that did not fit.
    """
    try:
        columns, count = _columns_of(data)
    except (TypeError, ValueError, AttributeError) as problem:
        return conform(schema, None)[0], [_no_table(schema, problem)]
    findings = _column_findings(schema, columns, count)
    rows = _Rows(schema.kind, _row_names(columns, count), place)
    values: dict[str, Any] = {}  # arrays of the type of each column
    told: set[int] = set()  # rows whose id was refused already
    for column in schema.columns:
        values[column.name], problems = coerce(column, columns.get(column.name), count)
        findings += rows.findings(column.name, problems)
        told = {one.position for one in problems} if column.name == "id" else told
    if schema.by_name["id"].required:
        frame, found = _indexed(schema, values, rows, told)
        return frame, findings + found
    return pd.DataFrame(
        {name: _stored(schema.by_name[name], cells) for name, cells in values.items()}
    ), findings


def coerce(column: Column, cells: Cells | None, count: int) -> tuple[Any, list[Problem]]:
    """Return the cells of a column as an array of its type, (count,), and the cells that did not fit."""
    if cells is None:
        return _filled(column, count), []
    fast = _fast(column, cells)
    if fast is not None:
        return fast, []
    values: list[Value] = []
    problems: list[Problem] = []
    convert = CONVERTERS[column.dtype]
    for position, cell in enumerate(cells):
        if _is_absent(cell):
            values.append(column.default)
            continue
        try:
            values.append(convert(cell))
        except _MisfitError as misfit:
            values.append(column.default)
            problems.append(Problem(position, misfit.finding, misfit.remedy))
    return _array(column, values), problems


class _MisfitError(Exception):
    """A cell does not fit its column."""

    def __init__(self, finding: str, remedy: str) -> None:
        self.finding = finding
        self.remedy = remedy
        super().__init__(finding)


def texts(table: pd.DataFrame, column: str) -> NDArray[np.object_]:
    """Return a text column of a conforming table, (n_rows,); an array compares faster than a column."""
    return table[column].to_numpy(dtype=object)


def numbers_of(table: pd.DataFrame, column: str) -> NDArray[np.float64]:
    """Return a column of numbers of a conforming table, (n_rows,); absent ones are NaN."""
    return table[column].to_numpy(dtype=float)


def shown(cell: object) -> str:
    """Return a cell in quotes, cut to a readable length."""
    text = str(cell)
    text = text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
    return "'" + "".join(sign if sign.isprintable() else "�" for sign in text) + "'"


def _text(cell: object) -> str:
    if isinstance(cell, str):
        text = str(cell)
    elif isinstance(cell, numbers.Integral) and not isinstance(cell, bool | np.bool_):
        text = str(int(cell))
    else:
        raise _MisfitError(f"{shown(cell)} is not text.", "Give it as text.")
    if _CONTROL.search(text):
        raise _MisfitError(f"{shown(text)} holds a character that files cannot carry.", "Remove it.")
    return text


def _number(cell: object) -> float:
    if isinstance(cell, str):
        raise _MisfitError(f"{shown(cell)} is text in a number.", "Give a number, or leave the cell empty.")
    if isinstance(cell, bool | np.bool_) or not isinstance(cell, numbers.Real):
        raise _MisfitError(f"{shown(cell)} is not a number.", "Give a number, or leave the cell empty.")
    value = _finite(cell)
    if value is None:
        raise _MisfitError(f"{shown(cell)} is not a finite number.", "Leave the cell empty for no limit.")
    return value


def _finite(cell: numbers.Real) -> float | None:
    try:
        value = float(cell)
    except OverflowError:
        return None
    return value if math.isfinite(value) else None


def _integer(cell: object) -> int:
    value = _number(cell)
    if value != round(value) or abs(value) > 2**53:
        raise _MisfitError(f"{shown(cell)} is not a whole number.", "Give a whole number.")
    return round(value)


def _truth(cell: object) -> bool:
    if isinstance(cell, bool | np.bool_):
        return bool(cell)
    raise _MisfitError(f"{shown(cell)} is neither true nor false.", "Give true or false.")


def _date(cell: object) -> str:
    if isinstance(cell, dt.datetime):
        if cell.time() != dt.time(0):
            raise _MisfitError(f"{shown(cell)} has a time of day.", "Give a date alone.")
        return cell.date().isoformat()
    if isinstance(cell, dt.date):
        return cell.isoformat()
    try:
        return iso_date(str(cell) if isinstance(cell, str) else "")
    except ValueError:
        finding = f"{shown(cell)} is not a date."
        raise _MisfitError(finding, "Write year, month and day, like 2023-11-07.") from None


def iso_date(text: str) -> str:
    """Return a date written as year-month-day; raise ValueError for anything else."""
    if not _ISO_DATE.fullmatch(text):
        raise ValueError(text)
    return dt.date.fromisoformat(text).isoformat()


CONVERTERS: Final[dict[str, Callable[[object], Value]]] = {
    "str": _text,
    "float": _number,
    "int": _integer,
    "bool": _truth,
    "date": _date,
}
"""From one cell to the value of a column's type."""


def _is_absent(cell: object) -> bool:
    if cell is None or cell is pd.NA or cell is pd.NaT:
        return True
    if isinstance(cell, str):
        return cell == ""
    return isinstance(cell, float | np.floating) and bool(np.isnan(cell))


def _fast(column: Column, cells: Cells) -> Any:  # an array of the column's type, or None
    """Return cells that fit as a whole; None where the slow way is needed."""
    if column.dtype in ("str", "date"):
        return _fast_texts(column, cells)
    if column.dtype != "float" or not isinstance(cells, np.ndarray) or cells.dtype.kind not in "fiu":
        return None
    values = np.array(cells, dtype=np.float64)
    if bool(np.isinf(values).any()):
        return None
    default = column.default
    if isinstance(default, float) and not math.isnan(default):
        values[np.isnan(values)] = default
    return values


def _fast_texts(column: Column, cells: Cells) -> Any:  # an array of texts, or None
    """Return cells that are all texts that fit; None where the slow way is needed."""
    if isinstance(cells, np.ndarray) or not set(map(type, cells)) <= {str}:
        return None
    given = set(cells) - {""}
    fits = all(map(_is_iso_date, given)) if column.dtype == "date" else not _CONTROL.search("".join(given))
    if not fits:
        return None
    return _array(column, [cell or column.default for cell in cells] if column.default else list(cells))


def _is_iso_date(text: str) -> bool:
    try:
        iso_date(text)
    except ValueError:
        return False
    return True


def _filled(column: Column, count: int) -> Any:  # an array of the column's type
    return _array(column, [column.default] * count)


def _array(column: Column, values: list[Value]) -> Any:  # an array of the column's type
    if column.dtype == "float":
        return np.array(values, dtype=np.float64)
    if column.dtype == "int":
        return np.array([value if value is not None else 0 for value in values], dtype=np.int64)
    if column.dtype == "bool":
        return np.array(values, dtype=np.bool_)
    return np.array(values, dtype=object)


@cache
def _text_type() -> Any:  # a type of pandas
    """Return the type that columns of text have in the installed pandas."""
    return pd.Series([], dtype="str").dtype


def _stored(column: Column, values: Any) -> Any:  # an array of numpy or of pandas
    """Return an array as a table holds it; text has the text type of the installed pandas."""
    return pd.array(values, dtype=_text_type()) if column.dtype in ("str", "date") else values


@dataclass(frozen=True)
class _Rows:
    """What the rows of a table are called in findings."""

    table: str
    names: Sequence[str]
    place: RowPlace | None

    def where(self, position: int) -> str:
        """Return where a row stands."""
        return self.place(position) if self.place else f"row {position + 1} of the table"

    def findings(self, column: str, problems: Sequence[Problem]) -> list[Finding]:
        """Return the findings that the problems of a column make."""
        found = (
            error(self.table, self.names[one.position], column, one.finding, one.remedy) for one in problems
        )
        if self.place is None:
            return bounded(found)
        placed = zip(found, problems, strict=True)
        return bounded(at(one, self.place(problem.position)) for one, problem in placed)


def _indexed(
    schema: TableSchema, values: dict[str, Any], rows: _Rows, told: set[int]
) -> tuple[pd.DataFrame, list[Finding]]:
    """Return the table by id and what is wrong with the ids, less the rows that were told already."""
    ids = values.pop("id")
    keep, problems = _usable(ids, rows)
    findings = rows.findings("id", [one for one in problems if one.position not in told])
    index = pd.Index(_stored(schema.by_name["id"], ids[keep]), name="id")
    columns = {
        name: _stored(schema.by_name[name], cells if keep.all() else cells[keep])
        for name, cells in values.items()
    }
    frame = pd.DataFrame(columns, index=index)
    return frame, findings


def _usable(ids: Any, rows: _Rows) -> tuple[Any, list[Problem]]:
    """Return which rows have an id of their own, (n_rows,), and what is wrong with the others."""
    keep = np.ones(len(ids), dtype=bool)
    first: dict[str, int] = {}
    problems: list[Problem] = []
    for position, name in enumerate(ids):
        if name == "":
            problems.append(Problem(position, "the id is empty.", "Give every row an id of its own."))
            keep[position] = False
        elif name in first:
            finding = f"the id stands twice, first in {rows.where(first[name])}."
            problems.append(Problem(position, finding, "Rename one of the rows or remove it."))
            keep[position] = False
        else:
            first[name] = position
            problems += _id_form(position, name)
    return keep, problems


def _id_form(position: int, name: str) -> list[Problem]:
    if name == name.strip() and ";" not in name and "\n" not in name:
        return []
    finding = f"the id {shown(name)} has a semicolon, a line end, or a space at an end."
    return [Problem(position, finding, "Rename it; rows are referred to by their ids.")]


def _columns_of(data: TableLike | None) -> tuple[dict[str, Cells], int]:
    """Return the columns of a table by name and the number of rows."""
    if data is None:
        return {}, 0
    if isinstance(data, pd.DataFrame):
        return _columns_of_frame(data), len(data)
    if isinstance(data, Mapping):
        columns = {str(name): _listed_cells(cells) for name, cells in data.items()}
        counts = {len(cells) for cells in columns.values()}
        if len(counts) > 1:
            raise ValueError("its columns have different lengths")
        return columns, counts.pop() if counts else 0
    rows = [dict(row) for row in data]
    names = dict.fromkeys(name for row in rows for name in row)
    return {str(name): [row.get(name) for row in rows] for name in names}, len(rows)


def _columns_of_frame(data: pd.DataFrame) -> dict[str, Cells]:
    if not data.columns.is_unique:
        twice = listed(str(name) for name in data.columns[data.columns.duplicated()])
        raise ValueError(f"these columns stand twice: {twice}")
    columns = {str(name): _listed_cells(data[name].to_numpy()) for name in data.columns}
    if "id" not in columns and (data.index.name == "id" or not isinstance(data.index, pd.RangeIndex)):
        columns = {"id": _listed_cells(data.index.to_numpy()), **columns}
    return columns


def _listed_cells(cells: Any) -> Cells:  # what a caller gives as a column
    if isinstance(cells, str | bytes):
        raise TypeError("a column is one text")
    if isinstance(cells, pd.Series):
        cells = cells.to_numpy()
    if isinstance(cells, np.ndarray):
        if cells.ndim != 1:
            raise ValueError("a column has more than one dimension")
        return cast("Cells", cells if cells.dtype.kind in "fiu" else list(cells.astype(object)))
    return list(cells)


def _column_findings(schema: TableSchema, columns: Mapping[str, Cells], count: int) -> list[Finding]:
    unknown = [name for name in columns if name not in schema.by_name]
    findings = [
        error(
            schema.kind,
            "",
            name,
            f"there is no column {shown(name)} in {schema.kind}.",
            f"{suggestion(name, schema.names)} Rename or remove it.".strip(),
        )
        for name in unknown
    ]
    missing = [column.name for column in schema.columns if column.required and column.name not in columns]
    findings += [
        error(schema.kind, "", name, "the column is missing.", "Every row needs it; add the column.")
        for name in (missing if count else [])
    ]
    return findings


def _row_names(columns: Mapping[str, Cells], count: int) -> list[str]:
    """Return what to call each row in a finding: its id, or else its number."""
    ids = columns.get("id")
    return _named(ids) if ids is not None else [f"row {number}" for number in range(1, count + 1)]


def _named(ids: Cells) -> list[str]:
    return [f"row {number}" if _is_absent(name) else str(name) for number, name in enumerate(ids, start=1)]


def _no_table(schema: TableSchema, problem: Exception) -> Finding:
    remedy = "Give a DataFrame, a list of rows as dictionaries, or a dictionary of columns."
    return error(schema.kind, "", "", f"it is not a table: {problem}.", remedy)
