"""The schema: what tables and columns a network has, read from the CSV files beside this module.

Each element kind is one file ``schema/<kind>.csv`` with one row per column and one line in
``schema/kinds.csv``; the columns that all dated kinds share stand in ``schema/dated.csv``. Checks, file
formats and documentation read these tables, so a new column is one new row.

Reading the schema needs the standard library only.
"""

from __future__ import annotations

import csv
import math
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Final

DTYPES: Final = ("str", "float", "int", "bool", "date")
"""Data types of a column. Text and dates are ``""`` where absent, numbers NaN."""

LIST_SEPARATOR: Final = ";"
"""Between the ids of ``superseded_by`` and ``project``; an id may not contain it."""

Value = str | float | int | bool | None


@dataclass(frozen=True)
class Interval:
    """A range of numbers, written like ``(0,10]``; ``inf`` leaves an end open."""

    low: float
    high: float
    low_included: bool
    high_included: bool
    text: str

    @classmethod
    def parse(cls, text: str) -> Interval:
        """Return the interval that a text such as ``(0,10]`` writes."""
        low, high = text[1:-1].split(",")
        return cls(float(low), float(high), text[0] == "[", text[-1] == "]", text.replace(",", ", "))

    def __contains__(self, value: float) -> bool:
        above = value >= self.low if self.low_included else value > self.low
        below = value <= self.high if self.high_included else value < self.high
        return above and below

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Column:
    """One column of a table.

    Attributes
    ----------
    name
        Name of the column.
    dtype
        One of :data:`DTYPES`.
    unit
        SI unit of a quantity, ``1`` for a plain number, empty for text.
    face_unit
        Unit that people read it in; a key of :data:`linepack.units.UNITS`.
    default
        Value where none is given; None where there is none.
    required
        Whether every row must give a value.
    choices
        Allowed words; empty where anything goes. A ``float`` column with choices takes a word or a number.
    range
        Values outside it are errors.
    plausible
        Values outside it are warnings: most often a unit was mistaken.
    description
        One sentence for people.
    """

    name: str
    dtype: str
    unit: str
    face_unit: str
    default: Value
    required: bool
    choices: tuple[str, ...]
    range: Interval | None
    plausible: Interval | None
    description: str

    @property
    def is_quantity(self) -> bool:
        """Whether a number in this column means nothing without a unit."""
        return self.dtype == "float" and self.unit not in ("", "1")


@dataclass(frozen=True)
class TableSchema:
    """The columns of one table.

    Attributes
    ----------
    kind
        Name of the table.
    description
        One sentence for people.
    dated
        Whether rows have a status, dates, a project and a successor.
    columns
        The columns in their order.
    """

    kind: str
    description: str
    dated: bool
    columns: tuple[Column, ...]

    @cached_property
    def by_name(self) -> dict[str, Column]:
        """Columns by name."""
        return {column.name: column for column in self.columns}

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the columns in their order."""
        return tuple(self.by_name)

    @property
    def ends(self) -> tuple[str, ...]:
        """Names of the columns that hold a node: two for an edge, one at a node, none for nodes."""
        return tuple(name for name in ("from_node", "to_node", "node") if name in self.by_name)


@cache
def kinds() -> tuple[str, ...]:
    """Return the element kinds in their order, nodes first."""
    return tuple(row["kind"] for row in _rows("kinds"))


@cache
def edge_kinds() -> tuple[str, ...]:
    """Return the kinds that run from one node to another."""
    return tuple(kind for kind in kinds() if len(table_schema(kind).ends) == 2)


@cache
def node_kinds() -> tuple[str, ...]:
    """Return the kinds that are attached to one node."""
    return tuple(kind for kind in kinds() if len(table_schema(kind).ends) == 1)


@cache
def table_schema(kind: str) -> TableSchema:
    """Return the schema of an element kind.

    Raises
    ------
    KeyError
        If there is no such kind.
    """
    row = {row["kind"]: row for row in _rows("kinds")}[kind]
    dated = row["dated"] == "true"
    columns = _columns(kind) + (_columns("dated") if dated else ())
    return TableSchema(kind, row["description"], dated, columns)


@cache
def header_schema() -> TableSchema:
    """Return the schema of the network's header; the gas's entries start with ``gas.``."""
    return TableSchema("header", "Facts of the whole network.", False, _columns("header"))


@cache
def provenance_schema() -> TableSchema:
    """Return the schema of the provenance table."""
    return TableSchema("provenance", "Where values come from.", False, _columns("provenance"))


def to_markdown() -> str:
    """Return all tables of the schema as Markdown, as the reference page shows them."""
    tables = [header_schema(), *(table_schema(kind) for kind in kinds()), provenance_schema()]
    return "\n".join(_markdown(table) for table in tables)


def _markdown(table: TableSchema) -> str:
    head = [f"### {table.kind}", "", table.description, ""]
    head += [
        "| column | type | unit | default | required | allowed | meaning |",
        "|---|---|---|---|---|---|---|",
    ]
    return "\n".join([*head, *(_markdown_row(column) for column in table.columns), ""])


def _markdown_row(column: Column) -> str:
    absent = column.default is None or column.default != column.default
    default = "" if absent else str(column.default)
    default = default.lower() if column.dtype == "bool" else default
    allowed = ", ".join([*column.choices, *([str(column.range)] if column.range else [])])
    required = "yes" if column.required else ""
    cells = (column.name, column.dtype, column.unit, default, required, allowed, column.description)
    return "| " + " | ".join(cells).replace("  ", " ") + " |"


@cache
def _rows(name: str) -> tuple[dict[str, str], ...]:
    text = files(__package__).joinpath("schema", f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


@cache
def _columns(name: str) -> tuple[Column, ...]:
    return tuple(_column(row) for row in _rows(name))


def _column(row: dict[str, str]) -> Column:
    return Column(
        name=row["column"],
        dtype=row["dtype"],
        unit=row["unit"],
        face_unit=row["face"],
        default=_default(row["default"], row["dtype"]),
        required=row["required"] == "true",
        choices=tuple(row["choices"].split("|")) if row["choices"] else (),
        range=Interval.parse(row["range"]) if row["range"] else None,
        plausible=Interval.parse(row["plausible"]) if row["plausible"] else None,
        description=row["description"],
    )


def _default(text: str, dtype: str) -> Value:
    """Return the default of a column; numbers without one are NaN, text is empty."""
    if dtype in ("str", "date"):
        return text
    if dtype == "bool":
        return text == "true"
    if dtype == "int":
        return int(text) if text else None
    try:
        return float(text) if text else math.nan
    except ValueError:
        return text
