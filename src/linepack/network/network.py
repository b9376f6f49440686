"""The network: frozen tables with a header and a statement of where values come from."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, Self

import numpy as np
import pandas as pd

from linepack.errors import Finding, InputError
from linepack.network.places import error, listed, suggestion, without_echo
from linepack.network.provenance import Provenance
from linepack.network.schema import kinds, provenance_schema, table_schema
from linepack.network.statements import provenance_findings
from linepack.network.tables import RowPlace, TableLike, conform, texts
from linepack.network.timeline import Day, resolve
from linepack.network.values import value_findings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from numpy.typing import NDArray

    from linepack.network.header import NetworkHeader

_COPY_ON_WRITE: Final = int(pd.__version__.split(".")[0]) >= 3
"""Whether a shallow copy of a table is safe from edits."""

UNKNOWN: Final = -1
"""Row of a node id that the nodes table lacks."""

_NUMBERS: Final = "numbers"
_WORDS: Final = "words"
_ROWS: Final = "rows"


@dataclass(frozen=True, eq=False, repr=False)
class Network:
    """A gas network: one table per element kind, frozen.

    Every table is a conforming one (see :mod:`linepack.network.tables`), so ids are unique and columns have
    one type; whether the network makes sense is for :func:`linepack.check`. Make one with :meth:`build`,
    change it with :mod:`linepack.network.edit`, :meth:`with_table` or :meth:`replace`: each returns a new
    network and leaves this one alone.

    Attributes
    ----------
    header
        What holds for the whole network.

    Examples
    --------
    >>> from linepack.network import GasSpec, Network, NetworkHeader
    >>> gas = GasSpec(eos="constant_z", temperature=283.15, molar_mass=0.0165, compressibility=0.88)
    >>> network = Network.build(
    ...     header=NetworkHeader(name="one pipe", gas=gas),
    ...     nodes=[{"id": "A"}, {"id": "B"}],
    ...     pipes=[{"id": "P", "from_node": "A", "to_node": "B", "length": 1e5, "diameter": 0.9,
    ...             "roughness": 1e-5}],
    ...     supplies=[{"id": "in", "node": "A", "control": "pressure", "pressure": 7.5e6}],
    ...     demands=[{"id": "out", "node": "B", "mass_flow": 350.0}],
    ... )
    >>> network
    Network('one pipe': 2 nodes, 1 pipes, 1 supplies, 1 demands)
    >>> float(network.pipes.at["P", "length"])
    100000.0
    """

    header: NetworkHeader
    _tables: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    _provenance: pd.DataFrame = field(default_factory=lambda: conform(provenance_schema(), None)[0])
    _arrays: dict[tuple[str, str, str], NDArray[Any]] = field(default_factory=dict, init=False)

    @classmethod
    def build(
        cls, *, header: NetworkHeader, provenance: TableLike | None = None, **tables: TableLike | None
    ) -> Self:
        """Return a network of the given tables, with defaults filled in and types brought in order.

        Parameters
        ----------
        header
            What holds for the whole network.
        provenance
            Where values come from; columns as in ``schema/provenance.csv``.
        tables
            One table per element kind: a DataFrame, a list of rows as dictionaries, or a dictionary of
            columns. Kinds that are not given are empty. All values are SI.

        Raises
        ------
        InputError
            Lists everything that does not fit the schema.
        """
        given: dict[str, Any] = tables  # each a TableLike, under the name of its kind
        network, findings = cls.assemble(header=header, provenance=provenance, **given)
        for schema in map(table_schema, kinds()):
            findings += without_echo(value_findings(schema, network._tables[schema.kind]), findings)
        if findings:
            raise InputError(findings, f"network {header.name}")
        return network

    @classmethod
    def assemble(
        cls,
        *,
        header: NetworkHeader,
        provenance: TableLike | None = None,
        places: Mapping[str, RowPlace] | None = None,
        **tables: TableLike | None,
    ) -> tuple[Self, list[Finding]]:
        """Return a network of everything that fits the schema, and findings for everything that does not.

        For listing all problems of an input at once: cells that do not fit are absent, rows without an id of
        their own are left out, and the rest can be checked further. ``places`` says by table where each row
        was read, by its number from 0.
        """
        places = places or {}
        findings = _unknown_kinds(tables)
        made: dict[str, pd.DataFrame] = {}
        for kind in kinds():
            made[kind], found = conform(table_schema(kind), tables.get(kind), places.get(kind))
            findings += found
        statements, found = conform(provenance_schema(), provenance, places.get("provenance"))
        found += without_echo(provenance_findings(statements), found)
        return cls(header, made, statements), findings + found

    def table(self, kind: str) -> pd.DataFrame:
        """Return the table of an element kind, indexed by id; editing it does not change the network.

        Raises
        ------
        InputError
            If there is no such kind.
        """
        if kind not in kinds():
            raise InputError(_unknown_kinds({kind: None}))
        table = self._tables.get(kind)
        return conform(table_schema(kind), None)[0] if table is None else safe_copy(table)

    def peek(self, kind: str) -> pd.DataFrame:
        """Return the table of a kind itself, for reading alone; :meth:`table` costs a copy."""
        table = self._tables.get(kind)
        return self.table(kind) if table is None else table

    def column(self, kind: str, name: str) -> NDArray[np.float64]:
        """Return a column of numbers as an array of its own, (n_rows,); cheaper than its whole table."""
        return self._array(kind, name, _NUMBERS).copy()

    def words(self, kind: str, name: str = "id") -> NDArray[np.object_]:
        """Return a column of texts, or the ids, as a read-only array, (n_rows,)."""
        return self._array(kind, name, _WORDS)

    def node_rows(self, kind: str, name: str) -> NDArray[np.intp]:
        """Return the rows in the nodes table of a column of node ids, read-only, (n_rows,); −1 if unknown."""
        return self._array(kind, name, _ROWS)

    def _array(self, kind: str, name: str, form: str) -> NDArray[Any]:
        """Return a column in a form, made once."""
        key = (kind, name, form)
        if key not in self._arrays:
            made = self._made(kind, name, form)
            made.flags.writeable = False
            self._arrays[key] = made
        return self._arrays[key]

    def _handed_on(self, other: Self, same: Callable[[str, str], bool]) -> Self:
        """Return the other network with the arrays of the columns that are the same in both."""
        other._arrays.update((key, array) for key, array in self._arrays.items() if same(*key[:2]))
        return other

    def _made(self, kind: str, name: str, form: str) -> NDArray[Any]:
        if form == _ROWS:
            names, rows = self.words(kind, name), self.node_positions
            return np.fromiter((rows.get(node, UNKNOWN) for node in names), dtype=np.intp, count=len(names))
        table = self._tables.get(kind)
        table = self.table(kind) if table is None else table
        values = table.index if name == "id" else table[name]
        return np.array(values, dtype=np.float64 if form == _NUMBERS else object)

    if TYPE_CHECKING:

        def __getattr__(self, kind: str) -> pd.DataFrame: ...

    else:

        def __getattr__(self, kind: str) -> pd.DataFrame:
            if kind in kinds():
                return self.table(kind)
            raise AttributeError(f"a network has no {kind!r}")

    def __dir__(self) -> Iterable[str]:
        return sorted({*super().__dir__(), *kinds()})

    @property
    def provenance(self) -> pd.DataFrame:
        """Where values come from, one statement per row; editing it does not change the network."""
        return safe_copy(self._provenance)

    def with_table(self, kind: str, table: TableLike) -> Self:
        """Return the network with another table of one kind.

        Raises
        ------
        InputError
            Lists everything in the table that does not fit the schema.
        """
        tables: dict[str, Any] = {kind: table}  # a name that replace() takes for itself is no kind
        return self.replace(**tables)

    def replace(
        self, *, header: NetworkHeader | None = None, provenance: TableLike | None = None, **tables: TableLike
    ) -> Self:
        """Return the network with another header, other statements or other tables.

        Raises
        ------
        InputError
            Lists everything that does not fit the schema.
        """
        findings = _unknown_kinds(tables)
        changed: dict[str, pd.DataFrame] = {}
        for kind in (kind for kind in tables if kind in kinds()):
            changed[kind], found = conform(table_schema(kind), tables[kind])
            findings += found
            findings += without_echo(value_findings(table_schema(kind), changed[kind]), found)
        statements = self._provenance
        if provenance is not None:
            statements, found = conform(provenance_schema(), provenance)
            findings += found + without_echo(provenance_findings(statements), found)
        if findings:
            raise InputError(findings, f"network {self.header.name}")
        other = replace(
            self,
            header=header or self.header,
            _tables={**self._tables, **changed},
            _provenance=statements,
        )
        return self._handed_on(other, lambda kind, _: kind not in changed and "nodes" not in changed)

    def with_columns(self, columns: Mapping[tuple[str, str], NDArray[np.float64]]) -> Self:
        """Return the network with other finite numbers in some columns; ``columns`` is by table and column.

        Raises
        ------
        ValueError
            If a column does not fit its table or lost a number it had.
        """
        changed: dict[str, pd.DataFrame] = {}
        for (kind, name), values in columns.items():
            table = changed.setdefault(kind, self._tables[kind].copy(deep=False))
            if not np.array_equal(np.isfinite(values), np.isfinite(table[name].to_numpy(dtype=float))):
                raise ValueError(f"{kind}.{name}: numbers must stay numbers")
            table[name] = values
        other = replace(self, _tables={**self._tables, **changed})
        return self._handed_on(other, lambda kind, name: (kind, name) not in columns)

    def at(self, date: Day, status_filter: str = "operating", with_projects: Iterable[str] = ()) -> Self:
        """Return the network of one day: the rows that are in use then.

        Parameters
        ----------
        date
            The day, as a date or as ISO text.
        status_filter
            How real a row must be: ``operating``, ``construction`` (also being built or commissioned),
            ``fid`` (also decided) or ``announced`` (also announced). Ideas and dormant rows are in only
            with their project.
        with_projects
            Ids of projects whose rows are all in, whatever their status and dates.

        Returns
        -------
        Network
            Its header carries the date. Rows that a row in use supersedes are out. All nodes stay.
            Statements about rows that are out are gone too.

        Raises
        ------
        InputError
            For a date, filter or project that does not exist.
        """
        day, tables = resolve(
            {kind: self.table(kind) for kind in kinds()}, date, status_filter, with_projects
        )
        return replace(
            self,
            header=replace(self.header, date=day),
            _tables=tables,
            _provenance=_about(self._provenance, tables),
        )

    def source_of(self, kind: str, row: str, column: str = "") -> Provenance:
        """Return where a value comes from.

        The statement about the value itself speaks; else the one about its row, without its range; else the
        value is an estimate of low confidence.

        Parameters
        ----------
        kind
            Table, or ``header``.
        row
            Id of the row; empty for the header.
        column
            Column; empty asks for the whole row.
        """
        position = self._statement_positions.get((kind, row, column))
        if position is not None:
            return _provenance_of(self._statement_at(position), "column" if column else "row")
        position = self._statement_positions.get((kind, row, ""))
        if position is None:
            return Provenance()
        nan = float("nan")
        return replace(_provenance_of(self._statement_at(position), "row"), low=nan, high=nan)

    def _statement_at(self, position: int) -> dict[str, Any]:
        return {name: values[position] for name, values in self._statement_columns.items()}

    @cached_property
    def _statement_columns(self) -> dict[str, NDArray[np.object_]]:
        """The columns of the provenance table as arrays: an index, derived."""
        return {str(name): values.to_numpy(dtype=object) for name, values in self._provenance.items()}

    @cached_property
    def _statement_positions(self) -> dict[tuple[str, str, str], int]:
        """Positions in the provenance table by what the statement speaks of: an index, derived."""
        statements = self._provenance
        keys = zip(statements["table"], statements["id"], statements["column"], strict=True)
        return {key: position for position, key in enumerate(keys)}

    @cached_property
    def node_positions(self) -> Mapping[str, int]:
        """Positions in the nodes table by id: an index, derived."""
        return {node: position for position, node in enumerate(self.words("nodes"))}

    def equals(self, other: Network) -> bool:
        """Return whether the other network is the same to the last bit, rows and statements in order."""
        same = self.header == other.header and self.provenance.equals(other.provenance)
        return same and all(self.table(kind).equals(other.table(kind)) for kind in kinds())

    def __repr__(self) -> str:
        counts = [f"{len(table)} {kind}" for kind in kinds() if len(table := self.table(kind))]
        return f"Network({self.header.name!r}: {', '.join(counts) or 'empty'})"


def safe_copy(table: pd.DataFrame) -> pd.DataFrame:
    """Return a copy of a table whose editing leaves the table alone, as cheap as pandas allows."""
    return table.copy(deep=not _COPY_ON_WRITE)


def _unknown_kinds(tables: Mapping[str, Any]) -> list[Finding]:
    remedy = "Tables are " + listed(kinds(), most=20) + "."
    return [
        error(kind, "", "", f"there is no table '{kind}'.", f"{suggestion(kind, kinds())} {remedy}".strip())
        for kind in tables
        if kind not in kinds()
    ]


def _about(statements: pd.DataFrame, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the statements about rows that the tables have, and about the header."""
    there = {kind: set(table.index) for kind, table in tables.items()}
    said = zip(texts(statements, "table"), texts(statements, "id"), strict=True)
    keep = np.array([kind not in there or row in there[kind] for kind, row in said], dtype=bool)
    return statements[keep].reset_index(drop=True)


def _provenance_of(row: Mapping[str, Any], scope: str) -> Provenance:
    return Provenance(
        source=str(row["source"]),
        as_of=str(row["as_of"]),
        confidence=str(row["confidence"]) or "low",
        basis=str(row["basis"]) or "estimate",
        low=float(row["low"]),
        high=float(row["high"]),
        note=str(row["note"]),
        scope=scope,
    )
