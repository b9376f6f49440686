"""The results of many scenarios: one array with labels, and a status each."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from linepack.network.schema import kinds, table_schema
from linepack.steady.verdict import INFEASIBLE, LIMITS_VIOLATED, LONGEST_LIST, NOT_CONVERGED, SOLVED

if TYPE_CHECKING:
    from linepack.network import Network

Array = NDArray[np.float64]
Codes = NDArray[np.int16]

REFUSED: Final = "refused"
"""Status of a scenario with input that no solve takes."""

NOT_RUN: Final = "not run"
"""Status of a scenario that an interruption left out."""

STATUSES: Final = (NOT_RUN, SOLVED, LIMITS_VIOLATED, INFEASIBLE, NOT_CONVERGED, REFUSED)
"""All statuses; a chunk keeps their numbers."""

QUANTITIES: Final = (
    ("nodes", "pressure"),
    ("pipes", "mass_flow"),
    ("resistors", "mass_flow"),
    ("valves", "mass_flow"),
    ("short_pipes", "mass_flow"),
    ("heaters", "mass_flow"),
    ("check_valves", "mass_flow"),
    ("regulators", "mass_flow"),
    ("compressors", "mass_flow"),
    ("compressors", "power"),
    ("supplies", "mass_flow"),
    ("storages", "mass_flow"),
    ("lng_terminals", "mass_flow"),
)
"""What the array holds of every scenario, SI, named as in the result tables of one."""

WITH_MODES: Final = ("resistors", "check_valves", "regulators", "compressors")
"""Kinds that choose a mode."""

UNSERVED: Final = (
    "Infeasible: no physical state carries these loads with these controls. Solve it alone for more."
)
"""What is said of a scenario whose state is not physical."""

OUT: Final = "out"
"""Mode of a device that is out."""


@dataclass(frozen=True)
class Layout:
    """Which column of the array is what.

    Attributes
    ----------
    ids
        By element kind the ids of its rows.
    """

    ids: dict[str, NDArray[np.object_]]

    @classmethod
    def of(cls, network: Network) -> Layout:
        """Return the layout of the results of a network."""
        return cls({kind: network.words(kind) for kind in kinds()})

    @cached_property
    def spans(self) -> dict[tuple[str, str], slice]:
        """Columns of each quantity."""
        stops = np.cumsum([len(self.ids[kind]) for kind, _ in QUANTITIES]).tolist()
        starts = [0, *stops[:-1]]
        return {key: slice(a, b) for key, a, b in zip(QUANTITIES, starts, stops, strict=True)}

    @property
    def width(self) -> int:
        """Number of columns."""
        return sum(len(self.ids[kind]) for kind, _ in QUANTITIES)

    @cached_property
    def mode_spans(self) -> dict[str, slice]:
        """Columns of the modes of each kind."""
        stops = np.cumsum([len(self.ids[kind]) for kind in WITH_MODES]).tolist()
        return {kind: slice(a, b) for kind, a, b in zip(WITH_MODES, [0, *stops[:-1]], stops, strict=True)}

    @property
    def n_modes(self) -> int:
        """Number of columns of modes."""
        return sum(len(self.ids[kind]) for kind in WITH_MODES)


@dataclass(frozen=True)
class Excess:
    """Broken limits of many scenarios, one entry each.

    Attributes
    ----------
    scenario
        Number of the scenario.
    kind, row, limit
        Element kind by its place in the schema, row of its table, and column by its place in the schema.
    value, bound
        What the state has and what the limit asks, SI.
    """

    scenario: NDArray[np.intp]
    kind: Codes
    row: NDArray[np.intp]
    limit: Codes
    value: Array
    bound: Array

    @classmethod
    def none(cls) -> Excess:
        """Return no broken limit."""
        return cls.joined([])

    def taken(self, keep: NDArray[np.bool_], numbers: NDArray[np.intp]) -> Excess:
        """Return some entries, their scenarios under other numbers."""
        parts = {name: getattr(self, name)[keep] for name in self.__dataclass_fields__}
        return Excess(**parts | {"scenario": numbers[parts["scenario"]]})

    @classmethod
    def joined(cls, parts: list[Excess]) -> Excess:
        """Return the broken limits of all parts, sorted by scenario."""
        types = (np.intp, np.int16, np.intp, np.int16, np.float64, np.float64)
        names = ("scenario", "kind", "row", "limit", "value", "bound")
        arrays = [
            np.concatenate([np.zeros(0, dtype=kind), *(getattr(part, name) for part in parts)])
            for name, kind in zip(names, types, strict=True)
        ]
        order = np.argsort(arrays[0], kind="stable")
        return cls(*(array[order] for array in arrays))


@dataclass(frozen=True)
class Chunk:
    """The results of some scenarios.

    Attributes
    ----------
    scenario
        Numbers of the scenarios, (n,).
    status
        By their place in :data:`STATUSES`, (n,).
    iterations
        Linear solves spent, (n,).
    results
        Of all quantities, NaN where the status is not one of solved, (n, width).
    modes
        By their place in :attr:`words`, one behind the last where there is no result, (n, n_modes).
    words
        The modes that occur.
    excess
        Broken limits; ``scenario`` counts within the batch.
    notes
        What is to be said about single scenarios, by number.
    """

    scenario: NDArray[np.intp]
    status: NDArray[np.int8]
    iterations: NDArray[np.intp]
    results: Array
    modes: Codes
    words: tuple[str, ...]
    excess: Excess
    notes: dict[int, str]

    @classmethod
    def joined(cls, parts: list[Chunk]) -> Chunk:
        """Return the results of all parts, at least one, by the number of the scenario."""
        words = tuple(sorted({word for part in parts for word in part.words}))
        places = {word: at for at, word in enumerate(words)}
        recoded = [
            np.array([*(places[word] for word in part.words), len(words)], dtype=np.int16)[part.modes]
            for part in parts
        ]
        scenario = np.concatenate([part.scenario for part in parts])
        order = np.argsort(scenario)
        return cls(
            scenario=scenario[order],
            status=np.concatenate([part.status for part in parts])[order],
            iterations=np.concatenate([part.iterations for part in parts])[order],
            results=np.concatenate([part.results for part in parts])[order],
            modes=np.concatenate(recoded)[order],
            words=words,
            excess=Excess.joined([part.excess for part in parts]),
            notes={number: note for part in parts for number, note in part.notes.items()},
        )


@dataclass(frozen=True, eq=False, repr=False)
class Batch:
    """Many scenarios of one network, solved; made by :func:`linepack.solve_many`.

    Attributes
    ----------
    names
        What the scenarios are called.
    status
        Of each scenario: those of :func:`linepack.solve_steady`, ``refused`` for input that no solve takes,
        ``not run`` where an interruption came first. (n_scenarios,)
    iterations
        Linear solves spent on each, (n_scenarios,).
    array
        All results, SI; NaN where the status does not start with ``solved``. (n_scenarios, n_results)
    layout
        Which column is what.
    """

    names: tuple[str, ...]
    status: NDArray[np.object_]
    iterations: NDArray[np.intp]
    array: Array
    layout: Layout
    _modes: NDArray[np.object_]
    _excess: Excess
    _notes: dict[int, str]

    @classmethod
    def joined(cls, names: tuple[str, ...], layout: Layout, chunks: list[Chunk]) -> Batch:
        """Return the batch of the chunks there are; scenarios in none of them are not run."""
        count = len(names)
        code, iterations = np.zeros(count, dtype=np.int8), np.zeros(count, dtype=np.intp)
        array = np.full((count, layout.width), np.nan)
        modes = np.full((count, layout.n_modes), "", dtype=object)
        notes: dict[int, str] = {}
        for chunk in chunks:
            at = _run_of(chunk.scenario)
            code[at], iterations[at], array[at] = chunk.status, chunk.iterations, chunk.results
            modes[at] = np.array([*chunk.words, ""], dtype=object)[chunk.modes]
            notes |= chunk.notes
        status = np.array(STATUSES, dtype=object)[code]
        excess = Excess.joined([chunk.excess for chunk in chunks])
        return cls(names, status, iterations, array, layout, modes, excess, notes)

    def __len__(self) -> int:
        return len(self.names)

    def __repr__(self) -> str:
        counts = ", ".join(f"{count} {status}" for status, count in self.counts.items())
        return f"Batch({len(self)} scenarios: {counts or 'none'})"

    @property
    def counts(self) -> dict[str, int]:
        """How many scenarios have each status."""
        found = Counter(self.status.tolist())
        return {status: found[status] for status in STATUSES if found[status]}

    @property
    def complete(self) -> bool:
        """Whether every scenario was run."""
        return NOT_RUN not in self.counts

    @cached_property
    def results(self) -> pd.DataFrame:
        """All results: scenarios by table, column and id."""
        keys = [(kind, name, row) for kind, name in QUANTITIES for row in self.layout.ids[kind]]
        columns = pd.MultiIndex.from_tuples(keys, names=["table", "column", "id"])
        return pd.DataFrame(self.array, index=self._index, columns=columns, copy=False)

    def table(self, kind: str, column: str) -> pd.DataFrame:
        """Return one quantity: scenarios by id.

        Raises
        ------
        KeyError
            If the array does not hold it.
        """
        span = self.layout.spans[kind, column]
        columns = pd.Index(self.layout.ids[kind], name="id")
        return pd.DataFrame(self.array[:, span], index=self._index, columns=columns)

    def modes(self, kind: str) -> pd.DataFrame:
        """Return the modes of a kind of devices: scenarios by id; empty where there is no result.

        A device that passes nothing and rests at its set-point may have the name of the one or the other.
        """
        span = self.layout.mode_spans[kind]
        columns = pd.Index(self.layout.ids[kind], name="id")
        return pd.DataFrame(self._modes[:, span], index=self._index, columns=columns)

    @cached_property
    def limits(self) -> pd.DataFrame:
        """Broken limits, one row each: scenario, table, id, limit, value and bound, SI."""
        excess, schemas = self._excess, [table_schema(kind) for kind in kinds()]
        tables, places = (
            np.array(kinds(), dtype=object)[excess.kind],
            zip(excess.kind, excess.row, strict=True),
        )
        rows = [self.layout.ids[kinds()[kind]][row] for kind, row in places]
        limits = [schemas[kind].names[name] for kind, name in zip(excess.kind, excess.limit, strict=True)]
        frame: dict[str, Any] = {
            "scenario": np.array(self.names, dtype=object)[excess.scenario],
            "table": tables,
            "id": rows,
            "limit": limits,
            "value": excess.value,
            "bound": excess.bound,
        }
        return pd.DataFrame(frame)

    def message(self, scenario: str | int) -> str:
        """Return what there is to say about a scenario, by its name or number."""
        at = self.names.index(scenario) if isinstance(scenario, str) else scenario
        if at in self._notes:
            return self._notes[at]
        status, spent = str(self.status[at]), f"{self.iterations[at]} iterations"
        if status == SOLVED:
            return f"Solved in {spent}."
        if status == LIMITS_VIOLATED:
            return f"Solved in {spent}, but {self._broken_by(at)}."
        return "It was not run." if status == NOT_RUN else f"{status.capitalize()}."

    def _broken_by(self, at: int) -> str:
        first, last = np.searchsorted(self._excess.scenario, [at, at + 1])
        rows = self.limits.iloc[first:last]
        names = [f"{row.table}[{row.id}].{row.limit}" for row in rows.head(LONGEST_LIST).itertuples()]
        more = f" and {len(rows) - len(names)} more" if len(rows) > len(names) else ""
        return f"{len(rows)} limit(s) are violated: {', '.join(names)}{more}"

    @cached_property
    def _index(self) -> pd.Index[Any]:
        return pd.Index(self.names, name="scenario")


def coded(names: NDArray[np.object_]) -> tuple[NDArray[np.int16], tuple[str, ...]]:
    """Return words as numbers, in the same shape, and what they stand for."""
    words = tuple(sorted(set(names.ravel().tolist())))
    code = np.zeros(names.shape, dtype=np.int16)
    for number, word in enumerate(words):
        code[names == word] = number
    return code, words


def _run_of(numbers: NDArray[np.intp]) -> slice | NDArray[np.intp]:
    """Return consecutive numbers as a slice, which copies faster."""
    if len(numbers) and numbers[-1] - numbers[0] + 1 == len(numbers) and (np.diff(numbers) == 1).all():
        return slice(int(numbers[0]), int(numbers[-1]) + 1)
    return numbers
