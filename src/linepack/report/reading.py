"""A study as the report reads it: plain records, absent values as NaN or an empty text.

The tables of a study may lack a column, a row or be missing altogether; nothing here fails for that,
and what is missing shows as a dash.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from pandas import DataFrame

NAN: Final = float("nan")

Record = Mapping[str, object]
Records = Sequence[Record]

TARGET_LABELS: Final[Mapping[str, str]] = {
    "serbia_ibs": "Serbia over IBS",
    "serbia_balkan_stream": "Serbia over Balkan Stream",
    "bulgaria": "Bulgaria",
    "italy": "Italy",
    "north_macedonia": "North Macedonia",
}


class StudyLike(Protocol):
    """What the report reads of a study; see the dataclass of the studies floor."""

    @property
    def name(self) -> str:
        """Return the name of the study as the command line takes it."""

    @property
    def title(self) -> str:
        """Return the title in words."""

    @property
    def question(self) -> str:
        """Return the question it answers."""

    @property
    def headline(self) -> str:
        """Return the answer in one sentence."""

    @property
    def answers_in_words(self) -> tuple[str, ...]:
        """Return the further answers, a sentence each."""

    @property
    def notes(self) -> tuple[str, ...]:
        """Return what a reader must know to use the numbers."""

    @property
    def as_of(self) -> str:
        """Return the date of the facts, ISO."""

    @property
    def seed(self) -> int:
        """Return the seed of the sampling."""

    @property
    def n_samples(self) -> int:
        """Return the number of samples behind each band."""

    @property
    def tables(self) -> Mapping[str, DataFrame]:
        """Return the result tables by name."""

    @property
    def reference(self) -> str:
        """Return the reference conditions of all volumes."""

    @property
    def status(self) -> str:
        """Return ``complete`` or what is missing."""


def records(table: DataFrame | None) -> Records:
    """Return a table as records; no table gives none."""
    if table is None or table.empty:
        return ()
    return [{str(key): value for key, value in row.items()} for row in table.to_dict("records")]


def is_absent(value: object) -> bool:
    """Tell whether a value is missing: None, NaN, NaT or the missing value of the table library."""
    if isinstance(value, float):
        return math.isnan(value)
    return value is None or type(value).__name__ in {"NAType", "NaTType"}


def number(record: Record, column: str) -> float:
    """Return a number of a record, NaN where there is none."""
    value = record.get(column)
    if isinstance(value, float):
        return value
    if is_absent(value):
        return NAN
    try:
        return float(str(value))
    except ValueError:
        return NAN


def text(record: Record, column: str) -> str:
    """Return a text of a record, empty where there is none."""
    value = record.get(column)
    if isinstance(value, str):
        return value.strip()
    return "" if is_absent(value) else str(value).strip()


def flag(record: Record, column: str) -> bool:
    """Return a truth value of a record, false where there is none."""
    return text(record, column).lower() in {"true", "1", "1.0", "yes"}


def known(values: Iterable[float]) -> list[float]:
    """Return the finite numbers among some."""
    return [value for value in values if math.isfinite(value)]


@dataclass(frozen=True)
class Reading:
    """The tables of a study as records, and the scenarios in their order."""

    tables: Mapping[str, Records]
    scenarios: tuple[str, ...]
    labels: Mapping[str, str]
    main: str

    def of(self, table: str, scenario: str | None = None) -> Records:
        """Return the records of a table, of one scenario where one is given."""
        if scenario is None:
            return self.tables.get(table, ())
        return self._by_scenario.get((table, scenario), [])

    @cached_property
    def _by_scenario(self) -> dict[tuple[str, str], list[Record]]:
        """The records by table and scenario."""
        found: dict[tuple[str, str], list[Record]] = {}
        for table, rows in self.tables.items():
            for row in rows:
                found.setdefault((table, text(row, "scenario")), []).append(row)
        return found

    def label(self, scenario: str) -> str:
        """Return a scenario in words."""
        return self.labels.get(scenario, "") or scenario

    @property
    def targets(self) -> tuple[str, ...]:
        """Return the targets in the order of the answers."""
        return tuple(dict.fromkeys(text(row, "target") for row in self.of("answers")))

    def target_label(self, target: str) -> str:
        """Return a target in words."""
        given = (text(row, "target_label") for row in self.of("answers") if text(row, "target") == target)
        return next(filter(None, given), "") or TARGET_LABELS.get(target, target)


def main_scenario(scenarios: Records, as_of: str) -> str:
    """Return the scenario the page opens with: without projects, the last one not after ``as_of``."""
    plain = [row for row in scenarios if not text(row, "projects")] or list(scenarios)
    past = [row for row in plain if text(row, "date") and (not as_of or text(row, "date") <= as_of)]
    best = max(past, key=lambda row: text(row, "date"), default=plain[0] if plain else {})
    return text(best, "scenario")


def scenario_names(tables: Mapping[str, Records]) -> tuple[str, ...]:
    """Return every scenario that a table names, those of the scenario table first."""
    names = [text(row, "scenario") for rows in (tables.get("scenarios", ()),) for row in rows]
    names += [
        text(row, "scenario") for table in ("answers", "pipes", "profile") for row in tables.get(table, ())
    ]
    return tuple(dict.fromkeys(filter(None, names)))


def read_study(study: StudyLike) -> Reading:
    """Return the reading of a study."""
    tables = {name: records(table) for name, table in study.tables.items()}
    scenarios = tables.get("scenarios", ())
    names = scenario_names(tables)
    main = main_scenario(scenarios, str(study.as_of)) or (names[0] if names else "")
    return Reading(tables, names, {text(row, "scenario"): text(row, "label") for row in scenarios}, main)
