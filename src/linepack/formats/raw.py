"""What a file holds before its words become a network: cells as written, and where each was found."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from linepack.errors import Finding
    from linepack.network.network import Network
    from linepack.network.schema import Column

Cell = Any  # text from a CSV file; text, number, truth value or date from a workbook


@dataclass(frozen=True)
class RawTable:
    """One table as written.

    Attributes
    ----------
    kind
        Element kind, or ``provenance``.
    label
        Where it was found, like ``pipes.csv``.
    counted
        What its rows are called there: ``line`` or ``row``.
    titles
        Cells of the header row.
    numbers
        Number of each row in its file, counted from 1, (n_rows,).
    rows
        Cells of each row, as many as there are titles.
    """

    kind: str
    label: str
    counted: str
    titles: Sequence[Cell]
    numbers: Sequence[int]
    rows: Sequence[Sequence[Cell]]

    def place(self, position: int) -> str:
        """Return where a row was read, like ``pipes.csv line 7``."""
        return f"{self.label} {self.counted} {self.numbers[position]}"


@dataclass(frozen=True)
class RawValue:
    """One entry of a header as written: its value, and its unit where that stands apart."""

    value: Cell
    unit: str = ""


@dataclass(frozen=True)
class RawNetwork:
    """A network as written.

    Attributes
    ----------
    header
        Entries by key, those of the gas under ``gas.``; None where there is no header.
    header_label
        Where the header was found, or should have been.
    tables
        Tables by kind.
    parse
        From a column and a cell to its value: a number, text or truth value, None for absent; raises
        :class:`Misfit` where the cell is not what the column holds.
    findings
        What was wrong already.
    verbatim
        Data types whose cells are the values already; ``parse`` would give them back as they are.
    """

    header: Mapping[str, RawValue] | None
    header_label: str
    tables: Mapping[str, RawTable]
    parse: Callable[[Column, Cell], Cell]
    findings: Sequence[Finding] = ()
    verbatim: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Reading:
    """What a format makes of a file.

    Attributes
    ----------
    network
        As much of a network as could be read; None where there was none.
    findings
        What was wrong with the file.
    locate
        From a table and a row id to where that was read; empty where unknown.
    """

    network: Network | None
    findings: Sequence[Finding]
    locate: Callable[[str, str], str] = field(default=lambda _table, _row: "")


def _no_losses(_network: Network) -> Sequence[Finding]:
    return ()


@dataclass(frozen=True)
class Format:
    """One file format.

    Attributes
    ----------
    name
        Name for people.
    suffixes
        File name suffixes that choose it for writing; ``""`` is a folder.
    recognises
        Whether a path holds this format, by its content.
    read
        Reads a path that was recognised.
    write
        Writes a network to a path, in SI or in the units that people read.
    losses
        What of a network the format cannot hold, as warnings.
    read_scenario
        Reads a path with one of its scenarios, by name, or with the scenario of another path; None where the
        format has none.
    scenarios
        Reads a path once per scenario: those beside it, or those of another path; None as above.
    """

    name: str
    suffixes: tuple[str, ...]
    recognises: Callable[[Path], bool]
    read: Callable[[Path], Reading]
    write: Callable[[Network, Path, str], None]
    losses: Callable[[Network], Sequence[Finding]] = _no_losses
    read_scenario: Callable[[Path, str], Reading] | None = None
    scenarios: Callable[[Path, Path | None], Iterator[tuple[str, Reading]]] | None = None


class Misfit(Exception):  # noqa: N818 - a finding on its way, not an error
    """A cell is not what its column holds."""

    def __init__(self, finding: str, remedy: str) -> None:
        self.finding = finding
        self.remedy = remedy
        super().__init__(finding)
