"""A network in the making, row by row, each with the line it stands on."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from linepack.errors import Finding
from linepack.formats.assemble import assemble
from linepack.formats.rows import raw_network, raw_table
from linepack.network.places import MOST_PER_CONCERN, at, error, place_of, warning

if TYPE_CHECKING:
    from collections.abc import Sequence

    from linepack.formats.raw import Reading
    from linepack.network.header import NetworkHeader

    Row = dict[str, Any]  # cells of a table's row by column

CONFIDENCE: Final = {"sourced": "high", "inferred": "medium"}


class Draft:
    """Rows, statements on where they come from, and findings, of one file.

    Attributes
    ----------
    label
        What the file is called.
    findings
        Everything wrong with it, in the order in which it was found.
    """

    def __init__(self, label: str) -> None:
        self.label = label
        self.findings: list[Finding] = []
        self._rows: dict[str, list[tuple[int, Row]]] = {}
        self._statements: list[Row] = []
        self._told: Counter[tuple[str, str, str]] = Counter()
        self._unread: Counter[tuple[str, str]] = Counter()

    def place(self, line: int) -> str:
        """Return where a line is, like ``case.m line 7``; the file alone for line 0."""
        return f"{self.label} line {line}" if line else self.label

    def wrong(self, line: int, place: tuple[str, str, str], finding: str, remedy: str) -> None:
        """Note what stops the run; ``place`` is table, row and column in the words of the file."""
        self._tell(line, error(*place, finding, remedy))

    def unsure(self, line: int, place: tuple[str, str, str], finding: str, remedy: str) -> None:
        """Note what a reader should know; see :meth:`wrong`."""
        self._tell(line, warning(*place, finding, remedy))

    def _tell(self, line: int, finding: Finding) -> None:
        key = (finding.table, finding.column, finding.severity)
        self._told[key] += 1
        if self._told[key] <= MOST_PER_CONCERN:
            self.findings.append(at(finding, self.place(line)))

    def leave(self, table: str, column: str) -> None:
        """Count a value that no column of a network holds."""
        self._unread[table, column] += 1

    def add(self, table: str, line: int, row: Row, notes: Sequence[str] = (), *, source: str = "") -> None:
        """Add a row, and say that the file, or another source, states it."""
        self._rows.setdefault(table, []).append((line, row))
        self.state(table, row["id"], "", "sourced", line, notes)
        if source:
            self._statements[-1]["source"] += f"; {source}"

    def state(
        self, table: str, row: str, column: str, basis: str, line: int, notes: Sequence[str] = ()
    ) -> None:
        """Say where a row or a value comes from."""
        statement = {"table": table, "id": row, "column": column, "source": self.place(line)}
        statement |= {"basis": basis, "confidence": CONFIDENCE.get(basis, "low"), "note": "; ".join(notes)}
        self._statements.append(statement)

    def reading(self, header: NetworkHeader) -> Reading:
        """Return the network and everything wrong with the file."""
        rows: dict[str, list[tuple[int, Row]]] = {"nodes": []} | self._rows
        tables = {kind: raw_table(kind, self.label, "line", found) for kind, found in rows.items()}
        return assemble(raw_network(header, self.label, tables, self._statements, self.all_findings()))

    def all_findings(self) -> list[Finding]:
        """Return the findings, those of one kind beyond a thousand as a count, and what was left out."""
        more = [
            Finding(
                place_of(table, "", column),
                f"{count - MOST_PER_CONCERN} more row(s) have the same problem.",
                "Look at the whole column.",
                table,
                "",
                column,
                severity,
            )
            for (table, column, severity), count in self._told.items()
            if count > MOST_PER_CONCERN
        ]
        left = [
            at(
                warning(
                    table,
                    "",
                    column,
                    f"{count} value(s) have no place in a network and do not act.",
                    "They are kept as notes in provenance.",
                ),
                self.label,
            )
            for (table, column), count in self._unread.items()
        ]
        return [*self.findings, *more, *left]
