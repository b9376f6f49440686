"""Which files belong together, and their rows: text in columns, Python literals in cells."""

from __future__ import annotations

import ast
import csv
import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from linepack.errors import Finding, InputError
from linepack.formats.text import UnreadableError, lines
from linepack.network.places import Findings, at, error, listed, warning

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

PIPES: Final = "PipeSegments"
NODES: Final = "Nodes"
FACILITIES: Final = ("Compressors", "Storages", "LNGs", "Productions", "Consumers", "BorderPoints")
KINDS: Final = (PIPES, NODES, *FACILITIES)

SUFFIXES: Final = (".csv", ".csv.gz")

COLUMNS: Final = ("id", "node_id", "lat", "long", "param", "uncertainty", "method")
"""Columns that every file must have."""

LITERAL_STARTS: Final = "[{('-.0123456789" + '"'
"""How a cell begins that is more than a bare word."""

RAW: Final = "raw"
"""What ``method`` says of a value that was measured or published."""

MOST_ROWS: Final = 500_000
"""Rows of the largest file that is read: a hundred times the pipes of Europe."""


@dataclass(frozen=True)
class Value:
    """One attribute of a row.

    Attributes
    ----------
    number
        Its value in the unit of its name.
    spread
        Its uncertainty in that unit, NaN where none is stated.
    method
        How it was come by; ``raw`` is from a source.
    """

    number: float
    spread: float
    method: str

    @property
    def is_raw(self) -> bool:
        """Whether it comes from a source."""
        return self.method == RAW


@dataclass(frozen=True)
class Row:
    """One row of a file.

    Attributes
    ----------
    kind, label, line
        Which file, and where in it.
    ident, name
        Its id and name.
    nodes
        Nodes that it ends at, one for a facility.
    longitude, latitude
        Places along it. [deg]
    countries
        Country codes, as many as there are; empty for none.
    """

    kind: str
    label: str
    line: int
    ident: str
    name: str
    nodes: list[str]
    longitude: list[float]
    latitude: list[float]
    countries: list[str]
    param: Mapping[str, Any]
    uncertainty: Mapping[str, Any]
    method: Mapping[str, Any]

    @property
    def place(self) -> str:
        """Where it was read."""
        return f"{self.label} line {self.line}"

    def value(self, name: str) -> Value | None:
        """Return an attribute that is a number, None where it is absent."""
        number = _number(self.param.get(name))
        if math.isnan(number):
            return None
        return Value(number, _number(self.uncertainty.get(name)), str(self.method.get(name) or ""))

    def word(self, name: str) -> str:
        """Return an attribute that is a text, empty where it is absent."""
        value = self.param.get(name)
        return value.strip() if isinstance(value, str) else ""


@dataclass
class Data:
    """The rows of all files by kind, and what is wrong with them."""

    name: str
    files: Mapping[str, Path]
    findings: Findings = field(default_factory=Findings)

    def rows(self, kind: str) -> Iterator[Row]:
        """Return the rows of a kind one after the other; what is wrong is noted."""
        path = self.files.get(kind)
        if path is None:
            return
        try:
            yield from self._read(kind, path)
        except UnreadableError as unreadable:
            self.findings.append(at(error(kind, "", "", unreadable.finding, unreadable.remedy), path.name))
        except csv.Error as wrong:
            finding = f"it is no CSV ({wrong}); what follows is not read."
            self.findings.append(at(error(kind, "", "", finding, "Close every quote."), path.name))

    def wrong(self, row: Row, column: str, finding: str, remedy: str) -> None:
        """Note something that stops the run."""
        self.findings.append(at(error(row.kind, row.ident, column, finding, remedy), row.place))

    def unsure(self, kind: str, column: str, finding: str, remedy: str = "Keep the files.") -> None:
        """Note something that a reader should know about a whole file."""
        self.findings.append(at(warning(kind, "", column, finding, remedy), self.name))

    def _read(self, kind: str, path: Path) -> Iterator[Row]:
        reader = csv.reader(lines(path), delimiter=";", strict=True)
        titles = next(reader, [])
        missing = [name for name in COLUMNS if name not in titles]
        if missing:
            finding = f"there is no column {listed(missing)}."
            raise UnreadableError(finding, "Give a file of SciGRID_gas, with ; between the cells.")
        start = reader.line_num + 1
        for count, cells in enumerate(reader):
            if count >= MOST_ROWS:
                raise UnreadableError(f"it has more than {MOST_ROWS} rows.", "Split it.")
            line, start = start, reader.line_num + 1
            if any(cells) and (row := self._row(kind, path.name, line, titles, cells)):
                yield row

    def _readable(self, name: str) -> str:
        """Return a name without the signs that no file carries, left by wrong encodings."""
        bare = "".join(sign for sign in name if sign.isprintable())
        if bare != name:
            finding = f"{bare[:40]!r} and maybe others held signs that no file carries; they are dropped."
            if not any(one.column == "name" for one in self.findings):
                self.unsure("files", "name", finding)
        return bare

    def _row(self, kind: str, label: str, line: int, titles: list[str], cells: list[str]) -> Row | None:
        if len(cells) != len(titles):
            finding = f"the line has {len(cells)} cells, the titles are {len(titles)}."
            told = error(kind, cells[0], "", finding, "Put cells that hold a ; into quotes.")
            self.findings.append(at(told, f"{label} line {line}"))
            return None
        given = dict(zip(titles, cells, strict=True))
        held: dict[str, Any] = {}  # what literals say
        for column in ("node_id", "lat", "long", "country_code", "param", "uncertainty", "method"):
            try:
                held[column] = _literal(given.get(column, ""))
            except ValueError:
                told = error(kind, given["id"], column, "it is no literal of Python.", "Correct it.")
                self.findings.append(at(told, f"{label} line {line}"))
                return None
        names = ("param", "uncertainty", "method")
        dicts = [held[one] if isinstance(held[one], dict) else {} for one in names]
        nodes, countries = (
            [str(one).strip() for one in _listed(held[column])] for column in ("node_id", "country_code")
        )
        name = self._readable(given.get("name", ""))
        return Row(
            kind,
            label,
            line,
            given["id"],
            "" if name in ("None", given["id"]) else name,
            nodes,
            [_number(one) for one in _listed(held["long"])],
            [_number(one) for one in _listed(held["lat"])],
            ["" if one in ("XX", "None") else one for one in countries],
            *dicts,
        )


def kind_of(path: Path) -> str:
    """Return which table a file is by its name, empty for none."""
    name = path.name
    for suffix in SUFFIXES:
        if name.casefold().endswith(suffix):
            stem = name[: -len(suffix)].rpartition("_")[2]
            return next((kind for kind in KINDS if kind.casefold() == stem.casefold()), "")
    return ""


def recognises(path: Path) -> bool:
    """Return whether a path is a file of pipes of SciGRID_gas, or a folder with one."""
    if path.is_dir():
        return any(kind_of(entry) == PIPES and entry.is_file() for entry in path.iterdir())
    return kind_of(path) == PIPES and path.is_file()


def data_of(path: Path) -> Data:
    """Return the files that belong to a file of pipes, or to the one of a folder.

    Raises
    ------
    InputError
        If a folder holds more than one file of pipes.
    """
    folder = path if path.is_dir() else path.parent
    by_kind: dict[str, list[Path]] = {}
    for entry in sorted(folder.iterdir()):
        kind = kind_of(entry)
        if kind and (entry.is_file() or entry.is_symlink()):
            by_kind.setdefault(kind, []).append(entry)
    pipes = by_kind.get(PIPES, [])
    if path.is_dir() and len(pipes) > 1:
        finding = f"it holds {len(pipes)} files of pipes: {listed(one.name for one in pipes)}."
        raise InputError([Finding(str(path), finding, "Give one of them.")], str(path))
    chosen = pipes[0] if path.is_dir() else path
    prefix = _prefix(chosen)
    files = {PIPES: chosen}
    for kind in KINDS[1:]:
        there = by_kind.get(kind, [])
        same = [one for one in there if _prefix(one) == prefix]
        if same or len(there) == 1:
            files[kind] = (same or there)[0]
    return Data(prefix or chosen.name, files)


def _prefix(path: Path) -> str:
    return path.name.rpartition("_")[0]


def _literal(text: str) -> Any:  # whatever it says
    """Return what a literal of Python says; a bare word is a text.

    Raises
    ------
    ValueError
        If it is none.
    """
    bare = text.strip()
    if not bare or bare == "None":
        return None
    if bare[0] not in LITERAL_STARTS:
        return bare
    try:
        return ast.literal_eval(bare)
    except (SyntaxError, TypeError, MemoryError, RecursionError) as wrong:
        raise ValueError from wrong


def _listed(value: Any) -> list[Any]:  # as above
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple) else [value]


def _number(value: Any) -> float:  # as above
    if isinstance(value, bool) or not isinstance(value, int | float):
        return math.nan
    try:
        number = float(value)
    except OverflowError:
        return math.nan
    return number if math.isfinite(number) else math.nan
