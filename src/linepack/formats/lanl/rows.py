"""Rows of the files: named values with checks, every misfit noted with its place."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from linepack.network.places import Findings, at, error, warning

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from linepack.errors import Finding

Json = Any  # whatever a JSON file holds


@dataclass
class Notes:
    """What is wrong with the files, and what they hold that a network cannot."""

    findings: list[Finding] = field(default_factory=Findings)
    unread: dict[str, list[str]] = field(default_factory=dict)

    def wrong(self, file: str, table: str, row: str, column: str, finding: str, remedy: str) -> None:
        """Note something that stops the run."""
        self.findings.append(at(error(table, row, column, finding, remedy), file))

    def unsure(self, file: str, table: str, row: str, column: str, finding: str, remedy: str) -> None:
        """Note something that a reader should know."""
        self.findings.append(at(warning(table, row, column, finding, remedy), file))

    def leave(self, file: str, table: str, row: str, keys: list[str]) -> None:
        """Note keys of a row that are not read; they are told once per table."""
        for key in keys:
            self.unread.setdefault(f"{file} {table}.{key}", []).append(row)

    def told(self) -> list[Finding]:
        """Return everything noted."""
        more = [
            at(
                warning(place.split(" ")[1].partition(".")[0], "", place.rpartition(".")[2], LEFT, ""),
                f"{place.split(' ')[0]} ({len(rows)} row(s))",
            )
            for place, rows in self.unread.items()
        ]
        return [*self.findings, *more]


LEFT: Final = "a network has no place for it, or the format's own solver does not apply it: it is not read."


@dataclass(frozen=True)
class Row:
    """One element of a section."""

    file: str
    table: str
    name: str
    values: Mapping[str, Json]
    notes: Notes

    def first(self, *names: str) -> Json:
        """Return the value of the first name that is there, None without one."""
        return next((self.values[name] for name in names if name in self.values), None)

    def number(self, *names: str, default: float | None = None) -> float:
        """Return a number; one that is missing or none is noted, and NaN stands for it."""
        value = self.first(*names)
        if value is None:
            if default is not None:
                return default
            self.notes.wrong(self.file, self.table, self.name, names[0], "it is missing.", "Give a number.")
            return float("nan")
        if isinstance(value, bool) or not isinstance(value, int | float):
            finding = f"{str(value)[:40]!r} is no number."
            self.notes.wrong(self.file, self.table, self.name, names[0], finding, "Give a number.")
            return float("nan")
        return float(value)

    def node(self, *names: str) -> str:
        """Return a reference to a node; a missing one is noted."""
        value = self.first(*names)
        if isinstance(value, bool) or not isinstance(value, str | int):
            finding = "it is missing." if value is None else f"{str(value)[:40]!r} names no node."
            self.notes.wrong(self.file, self.table, self.name, names[0], finding, "Give the id of a node.")
            return ""
        return str(value)


def rows_of(document: Mapping[str, Json], section: str, file: str, notes: Notes) -> Iterator[Row]:
    """Return the rows of a section, none where it is absent; what is no row is noted."""
    content = document.get(section) or {}
    if not isinstance(content, dict):
        notes.wrong(file, section, "", "", "it is no object of rows by id.", 'Write {"1": {…}, …}.')
        return
    for name, values in content.items():
        if isinstance(values, dict):
            yield Row(file, section, str(name), values, notes)
        else:
            notes.wrong(file, section, str(name), "", "it is no object.", "Write its values by name.")
