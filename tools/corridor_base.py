"""Facts, rules and growing tables: what every part of the corridor builder stands on."""

from __future__ import annotations

import csv
import itertools
import math
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from linepack.constants import EARTH_RADIUS
from linepack.units import DAYS_PER_YEAR, STANDARD_TEMPERATURE, TWENTY_CELSIUS, mass_flow_from_volume, to_si

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

Value = float | int | str | bool

RULES = "linepack assumptions (assumptions.csv)"
FACT_TABLES = (
    "nodes",
    "routes",
    "pipelines",
    "compressors",
    "interconnection_points",
    "supply_demand",
    "contracts",
    "projects",
    "tariffs",
    "gas_quality",
)
_KEYS = {"compressors": "station_id"}


@dataclass(frozen=True)
class Statement:
    """Where something comes from and how sure it is."""

    source: str
    as_of: str = ""
    confidence: str = "low"
    basis: str = "estimate"
    note: str = ""

    def noted(self, note: str) -> Statement:
        """Return the statement with one more note."""
        return replace(self, note="; ".join(part for part in (self.note, note) if part))


@dataclass(frozen=True)
class Cell:
    """One value with the statement behind it and the range it may lie in (SI)."""

    value: Value
    statement: Statement | None = None
    low: float | None = None
    high: float | None = None


Cells = dict[str, Value | Cell | None]
"""The columns of one row; None leaves a column out."""


def basis_of_source(source: str) -> str:
    """Return the basis that the words of a source name."""
    if source.startswith("unsourced, well known"):
        return "memory"
    if source.startswith("estimate by this fact sheet"):
        return "estimate"
    return "inferred" if source.startswith("implied") else "sourced"


class Facts:
    """The fact tables as lists of rows of text."""

    def __init__(self, folder: Path) -> None:
        self.tables = {name: _read(folder / f"{name}.csv") for name in FACT_TABLES}

    def row(self, table: str, key: str) -> dict[str, str]:
        """Return the row with that id."""
        column = _KEYS.get(table, "id")
        found = [row for row in self.tables[table] if row[column] == key]
        if len(found) != 1:
            raise KeyError(f"{table}[{key}]: {len(found)} rows")
        return found[0]

    def number(self, table: str, key: str, column: str) -> float:
        """Return the number that a row holds."""
        return float(self.row(table, key)[column])

    def statement(self, table: str, key: str, note: str = "") -> Statement:
        """Return the statement of a whole row."""
        row = self.row(table, key)
        return row_statement(row, f"{table}.csv {key}").noted(note)

    def route(self, key: str) -> list[dict[str, str]]:
        """Return the points of a route in order."""
        rows = [row for row in self.tables["routes"] if row["pipeline_id"] == key]
        return sorted(rows, key=lambda row: int(row["order"]))


def row_statement(row: Mapping[str, str], note: str = "") -> Statement:
    """Return the statement that a fact row makes."""
    source = row["source"]
    return Statement(source, row["as_of"], row["confidence"], basis_of_source(source), note)


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Rules:
    """The stated rules (assumptions.csv); every estimate names one."""

    def __init__(self, path: Path) -> None:
        self.rows = {row["id"]: row for row in _read(path)}

    def value(self, rule: str) -> float:
        """Return the number of a rule."""
        return float(self.rows[rule]["value"])

    def bounds(self, rule: str) -> tuple[float | None, float | None]:
        """Return the range of a rule's number."""
        row = self.rows[rule]
        return (float(row["low"]) if row["low"] else None, float(row["high"]) if row["high"] else None)

    def statement(self, rule: str, note: str = "", confidence: str = "low") -> Statement:
        """Return the statement of a value that follows from a rule."""
        if rule not in self.rows:
            raise KeyError(f"assumptions.csv has no rule {rule}")
        return Statement(RULES, "", confidence, "estimate", f"rule {rule}").noted(note)

    def cell(self, rule: str) -> Cell:
        """Return the number of a rule with its range as a cell."""
        low, high = self.bounds(rule)
        return Cell(self.value(rule), self.statement(rule), low, high)


@dataclass
class Tables:
    """The network's tables while they grow, and the provenance beside them."""

    rows: dict[str, dict[str, dict[str, Value]]] = field(default_factory=dict)
    provenance: list[dict[str, Value]] = field(default_factory=list)

    def add(
        self, kind: str, key: str, statement: Statement, cells: Mapping[str, Value | Cell | None]
    ) -> None:
        """Add a row; a cell with its own statement gets a line of provenance of its own."""
        table = self.rows.setdefault(kind, {})
        if key in table:
            raise ValueError(f"{kind}[{key}] twice")
        table[key] = {}
        self.say(kind, key, "", statement)
        for column, cell in cells.items():
            if cell is None:
                continue
            known = cell if isinstance(cell, Cell) else Cell(cell)
            table[key][column] = known.value
            if known.statement is not None:
                self.say(kind, key, column, known.statement, known.low, known.high)

    def say(self, kind: str, key: str, column: str, statement: Statement, *bounds: float | None) -> None:
        """Add one line of provenance."""
        low, high = bounds or (None, None)
        line: dict[str, Value] = {"table": kind, "id": key, "column": column}
        line |= {
            name: getattr(statement, name) for name in ("source", "as_of", "confidence", "basis", "note")
        }
        line |= {name: value for name, value in (("low", low), ("high", high)) if value is not None}
        self.provenance.append(line)


@dataclass(frozen=True)
class Corridor:
    """Everything a part of the builder reads and writes."""

    facts: Facts
    rules: Rules
    tables: Tables

    def gauge(self, barg: float) -> float:
        """Return a gauge pressure in bar as absolute pressure. [Pa]"""
        return to_si(barg, "barg")

    def density(self, reference: str) -> float:
        """Return the density of the model gas at ``15`` or ``20`` degC. [kg/m3]"""
        standard = self.rules.value("gas-density")
        return standard if reference == "15" else standard * STANDARD_TEMPERATURE / TWENTY_CELSIUS

    def flow(self, number: float, unit: str, reference: str = "15") -> float:
        """Return a volume or energy flow as mass flow. [kg/s]"""
        if unit == "GWh/d":
            return to_si(number * 1e6 / self.rules.value("energy-to-mass") / 24.0, "kg/h")
        return mass_flow_from_volume(number, unit, self.density(reference))

    def yearly_energy(self, terawatt_hours: float) -> float:
        """Return a yearly energy in TWh as mass flow. [kg/s]"""
        return self.flow(terawatt_hours * 1e3 / DAYS_PER_YEAR, "GWh/d")


def said(number: float, unit: str, reference: str = "15") -> str:
    """Return the words that tell how a flow was converted."""
    if unit == "GWh/d":
        return f"{number:g} GWh/d by rule energy-to-mass"
    return f"{number:g} {unit} at {reference} degC by rules volume-reference and gas-density"


def great_circle(points: Iterable[tuple[float, float]]) -> list[float]:
    """Return the great-circle lengths between successive points (latitude, longitude in degrees). [m]"""
    listed = [(math.radians(lat), math.radians(lon)) for lat, lon in points]
    lengths = []
    for (lat_a, lon_a), (lat_b, lon_b) in itertools.pairwise(listed):
        half = math.sin((lat_b - lat_a) / 2) ** 2
        half += math.cos(lat_a) * math.cos(lat_b) * math.sin((lon_b - lon_a) / 2) ** 2
        lengths.append(2 * EARTH_RADIUS * math.asin(math.sqrt(half)))
    return lengths
