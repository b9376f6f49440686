"""Rows of a case by name, in SI, every misfit noted with its line."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from linepack.formats.matgas.layout import COUNT, EXTENSION, FURTHER, NUMBER, TABLES, TEXT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from linepack.formats.draft import Draft
    from linepack.formats.matgas.matlab import CaseFile, Matrix, Value


@dataclass
class Record:
    """One row of a table.

    Attributes
    ----------
    table, name, line
        Table, id and line of the row.
    values
        Its cells by column, as written.
    """

    table: str
    name: str
    line: int
    values: Mapping[str, Value]
    draft: Draft
    scales: Mapping[str, float]
    used: set[str] = field(default_factory=set)

    def number(self, column: str, default: float | None = None) -> float:
        """Return a number in SI; one that is missing without a default, or none, is noted and NaN."""
        self.used.add(column)
        value = self.values.get(column)
        place = (self.table, self.name, column)
        if value is None:
            if default is None:
                self.draft.wrong(self.line, place, "it is missing.", "Give a number.")
            return math.nan if default is None else default
        if isinstance(value, str):
            self.draft.wrong(self.line, place, f"{value[:40]!r} is no number.", "Give a number.")
            return math.nan
        kind = TABLES[self.table].get(column) or FURTHER.get(column, NUMBER)
        return value * self.scales.get(kind, 1.0)

    def text(self, column: str) -> str:
        """Return a text, empty where there is none; whole numbers are written without a point."""
        self.used.add(column)
        return written(self.values.get(column, ""))

    def flag(self, column: str, default: int) -> int:
        """Return a whole number."""
        value = self.number(column, float(default))
        if math.isfinite(value) and value == int(value):
            return int(value)
        if value == value:  # noqa: PLR0124 - NaN was told
            finding = f"{value:g} is no whole number."
            self.draft.wrong(self.line, (self.table, self.name, column), finding, "Give 0, 1 or 2.")
        return default

    def reference(self, column: str) -> str:
        """Return the id of a junction; one that is missing is noted."""
        name = self.text(column)
        if not name:
            place = (self.table, self.name, column)
            self.draft.wrong(self.line, place, "it is missing.", "Give the id of a junction.")
        return name

    def left(self) -> list[str]:
        """Return the values that nothing asked for, as words, and count them; 0 and empty say nothing."""
        found = []
        for column, value in self.values.items():
            if column not in self.used and value not in (0.0, ""):
                self.draft.leave(self.table, column)
                found.append(f"{column} {written(value)}")
        return found


def written(value: Value) -> str:
    """Return a value as a word: whole numbers without a point."""
    if isinstance(value, str):
        return value
    return str(int(value)) if math.isfinite(value) and value == int(value) else repr(value)


def records(case: CaseFile, table: str, draft: Draft, scales: Mapping[str, float]) -> Iterator[Record]:
    """Yield the rows of a table with their further columns, none where it is absent."""
    matrix = case.matrices.get(table)
    if matrix is None:
        return
    further = _further(case, table, matrix, draft)
    columns = matrix.columns or tuple(TABLES[table])
    for position, (line, cells) in enumerate(matrix.rows):
        values = _named(table, columns, line, cells, draft)
        name = written(values.get("id", ""))
        if not name:
            draft.wrong(line, (table, "", "id"), "the row has no id.", "Give it one.")
            continue
        yield Record(table, name, line, values | further(position), draft, scales)


def _named(
    table: str, columns: tuple[str, ...], line: int, cells: list[Value], draft: Draft
) -> dict[str, Value]:
    """Return cells by column; at the end of a row they may be missing, but not be too many."""
    if len(cells) > len(columns):
        finding = f"the row has {len(cells)} values, the columns are {len(columns)}: {', '.join(columns)}."
        remedy = "Name every column in a comment above the matrix that starts with id."
        draft.wrong(line, (table, written(cells[0]), ""), finding, remedy)
    absent = [math.isnan(cell) if isinstance(cell, float) else False for cell in cells]
    return {name: cell for name, cell, nan in zip(columns, cells, absent, strict=False) if not nan}


class _Further:
    """Further columns of a table, row by row."""

    def __init__(self) -> None:
        self.parts: list[tuple[tuple[str, ...], Matrix]] = []

    def __call__(self, position: int) -> dict[str, Value]:
        found: dict[str, Value] = {}
        for columns, matrix in self.parts:
            found |= dict(zip(columns, matrix.rows[position][1], strict=False))
        return found


def _further(case: CaseFile, table: str, base: Matrix, draft: Draft) -> _Further:
    found = _Further()
    for name, matrix in case.matrices.items():
        if name != table + EXTENSION:
            continue
        if matrix.columns is None:
            remedy = "Write %column_names% and the names above it."
            draft.wrong(matrix.line, (name, "", ""), "its columns have no names.", remedy)
        elif len(matrix.rows) != len(base.rows):
            finding = f"it has {len(matrix.rows)} row(s), {table} has {len(base.rows)}."
            draft.wrong(matrix.line, (name, "", ""), finding, "Give one row for each.")
        else:
            found.parts.append((matrix.columns, matrix))
    return found


__all__ = ["COUNT", "TEXT", "Record", "records", "written"]
