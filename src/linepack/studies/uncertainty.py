"""Uncertain inputs of a network, from the ranges that its statements carry, and answers sampled over them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from linepack.numerics.tracing import upstream_shares
from linepack.optimize import sequential
from linepack.optimize.bounds import published_capacity
from linepack.optimize.model import TransportProblem, Transports
from linepack.steady.assemble import Equations
from linepack.steady.flows import slack_injection
from linepack.steady.state import State
from linepack.system import compile_system
from linepack.system.gas import gas_of
from linepack.system.system import EDGE_KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from linepack.network import Network
    from linepack.optimize.capacity import Capacity

Array = NDArray[np.float64]

HEADER_TEMPERATURE: Final = ("header", "gas.temperature")
"""The one uncertain value that stands in the header."""

UNUSED: Final = (("pipes", "wall_thickness"), ("regulators", "outlet_pressure"))
"""Ranges that a capacity does not read: the wall is in the inner diameter already, set-points are free."""

BY_ELEMENT: Final = (
    ("compressors", "power_max"),
    ("demands", "mass_flow"),
    ("regulators", "outlet_pressure"),
    ("regulators", "outlet_pressure_max"),
    ("regulators", "technical_capacity"),
    ("supplies", "pressure"),
    ("supplies", "flow_max"),
)
"""Columns whose elements vary on their own; all others vary together, pipes' sizes by pipeline."""

BY_PIPELINE: Final = (("pipes", "diameter"), ("pipes", "length"))


@dataclass(frozen=True)
class UncertainInput:
    """Values that one guess decides together.

    Attributes
    ----------
    table, column
        Where they stand.
    element
        Id, pipeline, or empty for all elements.
    ids, rows
        Ids and positions of the rows, (n,).
    value, low, high
        Best value and range of each, SI, (n,).
    basis, source
        What they rest on.
    """

    table: str
    column: str
    element: str
    ids: tuple[str, ...]
    rows: tuple[int, ...]
    value: Array
    low: Array
    high: Array
    basis: str
    source: str

    @property
    def name(self) -> str:
        """Column and element, for people."""
        label = self.column.replace("gas.", "gas ").replace("_", " ")
        return f"{label} of {self.element}" if self.element else f"{label} ({self.table})"

    def at(self, shift: float) -> Array:
        """Return the values at a shift from −1 (low) over 0 (best) to 1 (high), (n,)."""
        side = self.high - self.value if shift > 0.0 else self.value - self.low
        return np.asarray(self.value + shift * side)


def uncertain_inputs(network: Network) -> list[UncertainInput]:
    """Return the uncertain inputs of a dated network, in a stable order."""
    statements = network.provenance
    ranged = statements[statements["low"].notna() & statements["high"].notna()]
    rows = _Ranges(network, {name: ranged[name].to_numpy(dtype=object) for name in STATED})
    groups: dict[tuple[str, str, str], list[int]] = {}
    for position in range(len(ranged)):
        key = rows.key(position)
        if key[:2] not in UNUSED:
            groups.setdefault(key, []).append(position)
    found = [rows.input(np.array(positions), *key) for key, positions in sorted(groups.items())]
    return [item for item in found if item is not None]


STATED: Final = ("table", "id", "column", "low", "high", "basis", "source", "note")
"""What is read of a statement with a range."""


class _Ranges:
    """Statements with a range, and the values of the network that they speak of."""

    def __init__(self, network: Network, stated: dict[str, NDArray[np.object_]]) -> None:
        self.network, self.stated = network, stated
        self.pipelines = network.table("pipes")["pipeline"].to_dict()
        self.columns: dict[tuple[str, str], Array] = {}
        self.rows: dict[str, dict[str, int]] = {}

    def key(self, position: int) -> tuple[str, str, str]:
        """Return table, column and what one guess decides together."""
        table, column, row = (str(self.stated[name][position]) for name in ("table", "column", "id"))
        if (table, column) in BY_PIPELINE:
            return table, column, str(self.pipelines[row]) or row
        return table, column, row if (table, column) in BY_ELEMENT else ""

    def input(
        self, positions: NDArray[np.intp], table: str, column: str, element: str
    ) -> UncertainInput | None:
        """Return the input that some statements make up, None where none has a range about a known value."""
        ids = [str(name) for name in self.stated["id"][positions]]
        value, rows = self._values(table, column, ids)
        low, high = (self.stated[name][positions].astype(float) for name in ("low", "high"))
        known = np.isfinite(value) & (high > low)
        if not known.any():
            return None
        first = positions[0]
        return UncertainInput(
            table,
            column,
            element,
            tuple(np.array(ids, dtype=object)[known]),
            tuple(rows[known].tolist()),
            value[known],
            low[known],
            high[known],
            str(self.stated["basis"][first]),
            str(self.stated["source"][first]) or str(self.stated["note"][first]),
        )

    def _values(self, table: str, column: str, ids: list[str]) -> tuple[Array, NDArray[np.intp]]:
        """Return the values of some rows of a column and their positions, each (n,)."""
        if (table, column) == HEADER_TEMPERATURE:
            return np.array([self.network.header.gas.temperature]), np.zeros(1, dtype=np.intp)
        if table not in self.rows:
            self.rows[table] = {str(name): at for at, name in enumerate(self.network.table(table).index)}
        if (table, column) not in self.columns:
            self.columns[table, column] = self.network.column(table, column)
        rows = np.array([self.rows[table][name] for name in ids], dtype=np.intp)
        return self.columns[table, column][rows], rows


def shifted(network: Network, shifts: Mapping[int, float], inputs: list[UncertainInput]) -> Network:
    """Return the network with some inputs moved; ``shifts`` maps positions in ``inputs`` to −1 … 1."""
    columns: dict[tuple[str, str], Array] = {}
    header = network.header
    for position, shift in shifts.items():
        item = inputs[position]
        if (item.table, item.column) == HEADER_TEMPERATURE:
            header = replace(header, gas=replace(header.gas, temperature=float(item.at(shift)[0])))
            continue
        key = (item.table, item.column)
        if key not in columns:
            columns[key] = network.column(item.table, item.column)
        columns[key][list(item.rows)] = item.at(shift)
    return network.with_columns(columns).replace(header=header)


def draws(count: int, dimensions: int, seed: int) -> Array:
    """Return a Latin hypercube of shifts between −1 and 1, (count, dimensions)."""
    random = np.random.default_rng(seed)
    order = np.argsort(random.random((dimensions, count)), axis=1).T
    return np.asarray(2.0 * (order + random.random((count, dimensions))) / count - 1.0)


def moved_state(network: Network, base: State) -> State:
    """Return the base state's potentials and flows as a state of a network with moved inputs."""
    system = compile_system(network, gas_of(network.header), like=base.system)
    equations = Equations(system, base.scales)
    point = equations.pack(base.potential, base.flow)
    return State(system, base.scales, point, equations.linearise(point), True, 0)


@dataclass(frozen=True)
class Moved:
    """A network with moved inputs, and the base state seen on it."""

    network: Network
    state: State

    @cached_property
    def transports(self) -> Transports:
        """The problems on it."""
        return Transports(self.network, self.state)

    @classmethod
    def of(cls, network: Network, base: State) -> Moved:
        """Return the network with the base state on it."""
        return cls(network, moved_state(network, base))


PAST_CAPACITY: Final = "the base load passes a published capacity"
"""Why a draw is out: flows within the published capacities and the supplies do not serve its loads."""

NOTHING_FITS: Final = "the base load breaks a limit of pressure or station"
"""Why a draw is out: the hydraulics do not serve its loads, each source following those that it serves."""

NOT_SETTLED: Final = "no optimum settled"
"""Why a draw is out: the solver ended without an answer; it says nothing about the network."""

INFEASIBLE: Final = (sequential.NOTHING_FITS, "Infeasible_Problem_Detected")
"""What the solvers say of a problem that has no solution near."""


class Resampler:
    """Answers one capacity again for moved inputs: same topology, same base state, the optimum found anew."""

    def __init__(self, capacity: Capacity) -> None:
        if capacity.problem is None or capacity.point is None or not capacity.point.found:
            raise ValueError("only a capacity with an optimum can be sampled")
        self.capacity = capacity
        self.original = capacity.problem
        self.start = capacity.point

    def deliverable(self, moved: Moved) -> float:
        """Return the deliverable amount, NaN where not even the base load fits or none was found. [kg/s]"""
        return self.drawn(moved)[0]

    def drawn(self, moved: Moved) -> tuple[float, str]:
        """Return the deliverable amount [kg/s] and, where it is NaN, why the draw has none."""
        problem = self._problem(moved)
        cap = published_capacity(problem)
        if np.isnan(cap.value):
            return float("nan"), PAST_CAPACITY
        optimum = self.start.optimizer.solve(problem, start=self.start, settled=sequential.DRAWN)
        if optimum.found and optimum.optimizer is not self.start.optimizer:
            self.start = optimum.optimizer.solve(self.original, start=self.start)
        if not optimum.found:
            return float("nan"), NOTHING_FITS if optimum.message in INFEASIBLE else NOT_SETTLED
        return float(np.fmin(cap.value, optimum.value)), ""

    def holds(self, item: UncertainInput) -> bool:
        """Say whether the problem has any of the rows that an input moves."""
        if item.table not in EDGE_KINDS:
            return True
        index = self.original.network.table(item.table).index
        here = set(index[self.original.table_rows(item.table)])
        return not here.isdisjoint(item.ids)

    def _problem(self, moved: Moved) -> TransportProblem:
        ends = self.capacity.from_node, self.capacity.to_node
        problem = moved.transports.between(*ends)
        shut = self.original.shut
        more = self._served @ (problem.load - self.original.load)
        return replace(
            problem,
            shut=shut,
            flow_max=np.where(shut, 0.0, problem.flow_max),
            others_min=problem.others_min + more,
            others_max=problem.others_max + more,
        )

    @cached_property
    def _served(self) -> Array:
        """What part of each load the other sources serve in the base state, (n_others, n_nodes)."""
        problem = self.original
        flow, injected = problem.state.flow[problem.edge], slack_injection(problem.state)[problem.node]
        entering = np.maximum(injected, 0.0) + np.maximum(-problem.load, 0.0)
        return upstream_shares(problem.tail, problem.head, flow, entering, problem.others)


@dataclass(frozen=True)
class Band:
    """Deliverable amounts over sampled inputs.

    Attributes
    ----------
    best
        The amount at the best values. [kg/s]
    values
        One per sample, NaN where the base load does not fit or none was found, (n_samples,). [kg/s]
    reasons
        Why a sample has no amount, empty where it has one.
    """

    best: float
    values: Array
    reasons: tuple[str, ...]

    @property
    def kept(self) -> int:
        """Number of samples with an amount."""
        return int(np.isfinite(self.values).sum())

    @property
    def dropped(self) -> str:
        """Why samples have no amount and how many of them, the most frequent first."""
        counted = Counter(reason for reason in self.reasons if reason)
        return "; ".join(f"{count}: {reason}" for reason, count in counted.most_common())

    @property
    def low(self) -> float:
        """Lowest amount. [kg/s]"""
        return float(np.nanmin(np.append(self.values, self.best)))

    @property
    def high(self) -> float:
        """Highest amount. [kg/s]"""
        return float(np.nanmax(np.append(self.values, self.best)))


@dataclass(frozen=True)
class Swing:
    """What one input alone does to an answer.

    Attributes
    ----------
    item
        The input.
    at_low, at_high
        Deliverable amount at its low and its high end. [kg/s]
    """

    item: UncertainInput
    at_low: float
    at_high: float

    @property
    def size(self) -> float:
        """Distance between the two, 0 where one is unknown. [kg/s]"""
        size = abs(self.at_high - self.at_low)
        return size if np.isfinite(size) else 0.0


def band(resampler: Resampler, samples: Sequence[Moved | str]) -> Band:
    """Return the deliverable amounts over networks with sampled inputs; a text says why one is out."""
    drawn = [
        (float("nan"), sample) if isinstance(sample, str) else resampler.drawn(sample) for sample in samples
    ]
    reasons = tuple(reason for _, reason in drawn)
    return Band(resampler.capacity.deliverable, np.array([value for value, _ in drawn]), reasons)


def still_possible(samples: Sequence[Moved | str], found: Band) -> list[Moved | str]:
    """Leave out samples whose base load does not fit: questions from one place share it.

    A sample in which no optimum settled stays in, another question may settle.
    """
    lasting = [reason if reason in (PAST_CAPACITY, NOTHING_FITS) else "" for reason in found.reasons]
    return [reason or sample for sample, reason in zip(samples, lasting, strict=True)]


def tornado(resampler: Resampler, network: Network, inputs: list[UncertainInput]) -> list[Swing]:
    """Return what each input that the problem holds does alone, the largest swing first."""
    base = resampler.capacity.base.state
    swings = []
    for position, item in enumerate(inputs):
        if not resampler.holds(item):
            continue
        ends = [Moved.of(shifted(network, {position: side}, inputs), base) for side in (-1.0, 1.0)]
        swings.append(Swing(item, *(resampler.deliverable(end) for end in ends)))
    return sorted(swings, key=lambda swing: -swing.size)
