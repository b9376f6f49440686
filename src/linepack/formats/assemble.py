"""From tables as written to a network, with everything that is wrong on the way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from linepack.formats.headers import read_header
from linepack.formats.quantities import Reference, in_si, split_title, title_examples, unit_of, units_like
from linepack.formats.raw import Cell, Misfit, RawNetwork, RawTable, Reading
from linepack.network.header import GasSpec, NetworkHeader
from linepack.network.network import Network
from linepack.network.places import Findings, at, bounded, error, place_of, suggestion, without_echo
from linepack.network.schema import kinds, provenance_schema, table_schema
from linepack.network.tables import shown
from linepack.network.values import value_findings
from linepack.units import UNITS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from linepack.errors import Finding
    from linepack.network.schema import Column, TableSchema

_NO_HEADER = NetworkHeader(name="", gas=GasSpec(eos="", temperature=float("nan")))


def assemble(raw: RawNetwork) -> Reading:
    """Return what the tables as written make, and everything that is wrong with them."""
    header, reference, findings = _header(raw)
    columns: dict[str, Any] = {}  # cells by column, by kind
    for kind, table in raw.tables.items():
        schema = provenance_schema() if kind == "provenance" else table_schema(kind)
        columns[kind], found = _Reader(schema, table, raw, reference).read()
        findings += found
    places = {kind: table.place for kind, table in raw.tables.items()}
    network, unfit = Network.assemble(header=header, places=places, **columns)
    locate = _locator(raw, columns)
    findings += without_echo([placed(one, locate) for one in unfit], findings)
    findings = [*raw.findings, *findings]
    for schema in map(table_schema, kinds()):
        missing = without_echo(value_findings(schema, network.table(schema.kind)), findings)
        findings += [placed(one, locate) for one in missing]
    return Reading(network, findings, locate)


def placed(finding: Finding, locate: Callable[[str, str], str]) -> Finding:
    """Return a finding with where it was read; one that has it already stays as it is."""
    bare = finding.place == place_of(finding.table, finding.row, finding.column)
    where = locate(finding.table, finding.row) if bare else ""
    return at(finding, where) if where else finding


def _header(raw: RawNetwork) -> tuple[NetworkHeader, Reference, list[Finding]]:
    if raw.header is None:
        return _NO_HEADER, Reference(None, named=False), []
    return read_header(raw.header, raw.header_label)


def _locator(raw: RawNetwork, columns: Mapping[str, Mapping[str, Any]]) -> Callable[[str, str], str]:
    """Return where rows were read: by id, provenance by its number."""
    rows: dict[str, dict[str, int]] = {}
    for kind in raw.tables:
        count = len(raw.tables[kind].rows)
        names = columns[kind].get("id", ()) if kind != "provenance" else map(str, range(1, count + 1))
        rows[kind] = {}
        for position, name in enumerate(names):
            rows[kind].setdefault(str(name), position)

    def locate(table: str, row: str) -> str:
        if table == "header":
            return raw.header_label
        if table not in raw.tables:
            return ""
        position = rows[table].get(row)
        return raw.tables[table].label if position is None else raw.tables[table].place(position)

    return locate


@dataclass(frozen=True)
class _Reader:
    """Reads one table."""

    schema: TableSchema
    table: RawTable
    raw: RawNetwork
    reference: Reference

    def read(self) -> tuple[dict[str, Any], list[Finding]]:  # cells by column, of any type
        """Return the columns in SI and everything that is wrong with titles and cells."""
        columns: dict[str, Any] = {}  # as above
        findings: list[Finding] = []
        ids = self._ids()
        for position, title in enumerate(self.table.titles):
            cells = [row[position] for row in self.table.rows]
            try:
                name, unit = split_title(str(title if title is not None else ""))
                self._known(name, cells, columns)
            except Misfit as misfit:
                findings.append(self._title_finding(str(title or ""), misfit))
                continue
            if name:
                columns[name], found = self._column(self.schema.by_name[name], unit, cells, ids)
                findings += found
        findings += self._missing(columns, findings)
        return columns, findings

    def _known(self, name: str, cells: list[Cell], columns: Mapping[str, object]) -> None:
        """Refuse a title that is no column of the schema; an empty one must have nothing below it."""
        if not name and any(cell not in (None, "") for cell in cells):
            raise Misfit("a column has no title.", "Give it a title or remove it.")
        if name in columns:
            raise Misfit(f"the column {shown(name)} stands twice.", "Remove one of the two.")
        if name and name not in self.schema.by_name:
            remedy = f"{suggestion(name, self.schema.names)} Rename or remove it.".strip()
            raise Misfit(f"there is no column {shown(name)} in {self.schema.kind}.", remedy)

    def _column(
        self, column: Column, unit: str | None, cells: list[Cell], ids: list[str]
    ) -> tuple[Any, list[Finding]]:  # an array of numbers, or a list of cells
        values, findings = self._parsed(column, cells, ids)
        try:
            known = unit_of(column, unit, self.reference, title_examples(column))
        except Misfit as misfit:
            findings.append(self._title_finding(column.name, misfit))
            findings += bounded(self._impossible(column, values, ids))
            return [None] * len(values), findings
        return _numbers(column, values, known, self.reference), findings

    def _parsed(
        self, column: Column, cells: list[Cell], ids: list[str]
    ) -> tuple[list[Any], list[Finding]]:  # of the type of the column
        """Return the values of the cells, None for absent, and what is wrong with them."""
        if column.dtype in self.raw.verbatim:
            return cells, []
        findings = Findings()
        values: list[Any] = []  # as above
        for position, cell in enumerate(cells):
            try:
                values.append(self.raw.parse(column, cell))
            except Misfit as misfit:
                values.append(None)
                place = self.table.place(position)
                finding = error(self.schema.kind, ids[position], column.name, misfit.finding, misfit.remedy)
                findings.append(at(finding, place))
        return values, findings

    def _impossible(self, column: Column, values: list[Any], ids: list[str]) -> list[Finding]:  # numbers
        """Return the numbers that no unit makes possible: 0 and less, where all units share their zero."""
        if (
            column.range is None
            or column.range.low < 0.0
            or any(UNITS[unit].offset for unit in units_like(column))
        ):
            return []
        limit = "below 0" if 0.0 in column.range else "not above 0"
        remedy = f"Give the {column.name}: {column.description[:1].lower()}{column.description[1:]}"
        return [
            at(
                error(
                    self.schema.kind,
                    ids[row],
                    column.name,
                    f"{value!r} is {limit}, whatever the unit.",
                    remedy,
                ),
                self.table.place(row),
            )
            for row, value in enumerate(values)
            if isinstance(value, float) and value <= 0.0 and value not in column.range
        ]

    def _ids(self) -> list[str]:
        """Return what to call each row: its id, or its number."""
        count = len(self.table.rows)
        numbers = [str(number) for number in range(1, count + 1)]
        if self.schema.kind == "provenance":
            return numbers
        titles = [str(title).strip() for title in self.table.titles]
        if "id" not in titles:
            return [f"row {number}" for number in numbers]
        cells = [row[titles.index("id")] for row in self.table.rows]
        return [
            f"row {number}" if cell in (None, "") else str(cell)
            for number, cell in zip(numbers, cells, strict=True)
        ]

    def _missing(self, columns: Mapping[str, object], told: list[Finding]) -> list[Finding]:
        """Return required columns that are not there although no title spells them wrongly."""
        missing = [one for one in self.schema.columns if one.required and one.name not in columns]
        findings = []
        for column in missing:
            title = title_examples(column) if column.is_quantity else column.name
            finding = error(
                self.schema.kind, "", column.name, "the column is missing.", f"Add it, titled {title}."
            )
            findings.append(at(finding, self.table.label))
        return without_echo(findings, told)

    def _title_finding(self, column: str, misfit: Misfit) -> Finding:
        finding = error(self.schema.kind, "", column.strip(), misfit.finding, misfit.remedy)
        return at(finding, self.table.label)


def _numbers(column: Column, values: list[Any], unit: str, reference: Reference) -> Any:  # as for _column
    """Return the numbers of a column in SI as an array, other cells as they are."""
    if column.dtype != "float" or any(not isinstance(value, float | None) for value in values):
        return values
    return in_si(np.array([np.nan if value is None else value for value in values]), unit, reference)
