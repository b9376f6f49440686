"""Tables of a pandapipes file: JSON text inside JSON, row by row, every misfit noted with its place."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from linepack.formats.json_text import parse_json
from linepack.formats.text import UnreadableError
from linepack.network.places import Findings, at, error, warning

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from linepack.errors import Finding

Json = Any  # whatever a JSON file holds

OBJECT: Final = "_object"


@dataclass
class Notes:
    """What is wrong with a file, and what it holds that a network cannot."""

    label: str
    findings: list[Finding] = field(default_factory=Findings)

    def wrong(self, table: str, row: str, column: str, finding: str, remedy: str) -> None:
        """Note something that stops the run."""
        self.findings.append(at(error(table, row, column, finding, remedy), self.label))

    def unsure(self, table: str, row: str, column: str, finding: str, remedy: str) -> None:
        """Note something that a reader should know."""
        self.findings.append(at(warning(table, row, column, finding, remedy), self.label))


@dataclass(frozen=True)
class Row:
    """One row of a table, with the number that pandapipes knows it by."""

    table: str
    index: str
    values: Mapping[str, Json]
    notes: Notes

    def has(self, column: str) -> bool:
        """Return whether there is a value."""
        return not _absent(self.values.get(column))

    def number(self, column: str, default: float | None = None) -> float:
        """Return a number; one that is missing or none is noted, and NaN stands for it."""
        value = self.values.get(column)
        if _absent(value):
            if default is not None:
                return default
            return self._wrong(column, "it is missing.")
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            return self._wrong(column, f"{str(value)[:40]!r} is no number.")
        return float(value)

    def truth(self, column: str, *, default: bool = True) -> bool:
        """Return a truth value; one that is none is noted."""
        value = self.values.get(column)
        if _absent(value):
            return default
        if value not in (True, False, 0, 1):
            self._wrong(column, f"{str(value)[:40]!r} is neither true nor false.")
            return default
        return bool(value)

    def text(self, column: str) -> str:
        """Return a text, empty where there is none."""
        value = self.values.get(column)
        return value.strip() if isinstance(value, str) else ""

    def reference(self, column: str) -> str:
        """Return the number of another row; one that is missing or none is noted."""
        value = self.values.get(column)
        if isinstance(value, int | float) and not isinstance(value, bool) and float(value).is_integer():
            return str(int(value))
        if isinstance(value, str) and value:
            return value
        self._wrong(column, "it is missing." if _absent(value) else f"{str(value)[:40]!r} names no row.")
        return ""

    def _wrong(self, column: str, finding: str) -> float:
        self.notes.wrong(self.table, self.index, column, finding, "Correct it in pandapipes.")
        return math.nan


def unpacked(value: Json) -> Json:
    """Return what an entry holds: text of JSON inside an object is read, anything else stays.

    Raises
    ------
    UnreadableError
        If the text is no JSON.
    """
    inside = value.get(OBJECT) if isinstance(value, dict) and OBJECT in value else value
    if isinstance(inside, str) and isinstance(value, dict):
        return parse_json(inside, nan=True)
    return inside


class Frames:
    """The tables of a file by name."""

    def __init__(self, document: Mapping[str, Json], notes: Notes) -> None:
        self._notes = notes
        self._rows: dict[str, list[Row]] = {}
        self.others: dict[str, Json] = {}
        for name, value in document.items():
            if isinstance(value, dict) and value.get("_class") == "DataFrame":
                self._rows[name] = list(self._read(name, value))
            else:
                self.others[name] = value

    @property
    def names(self) -> list[str]:
        """Names of the tables."""
        return list(self._rows)

    def rows(self, name: str) -> list[Row]:
        """Return the rows of a table, none where it is absent."""
        return self._rows.get(name, [])

    def _read(self, name: str, value: Mapping[str, Json]) -> Iterator[Row]:
        try:
            frame = unpacked(value)
        except UnreadableError as unreadable:
            self._notes.wrong(name, "", "", unreadable.finding, unreadable.remedy)
            return
        columns, index, data = _parts(frame)
        if columns is None or index is None or data is None:
            remedy = "Write the file with pandapipes.to_json."
            self._notes.wrong(name, "", "", "it is no table of columns, index and data.", remedy)
            return
        for number, cells in zip(index, data, strict=True):
            if not isinstance(cells, list) or len(cells) != len(columns):
                remedy = "Write the file with pandapipes.to_json."
                self._notes.wrong(name, str(number), "", "its cells are not those of the columns.", remedy)
            else:
                yield Row(name, str(number), dict(zip(columns, cells, strict=True)), self._notes)


def _parts(frame: Json) -> tuple[list[str] | None, list[Json] | None, list[Json] | None]:
    if not isinstance(frame, dict):
        return None, None, None
    columns, index, data = (frame.get(key) for key in ("columns", "index", "data"))
    if not (isinstance(columns, list) and isinstance(index, list) and isinstance(data, list)):
        return None, None, None
    if len(index) != len(data):
        return None, None, None
    return [str(one) for one in columns], index, data


def _absent(value: Json) -> bool:
    return value is None or value == "" or (isinstance(value, float) and math.isnan(value))
