"""Thousands of scenarios of one network: solved in blocks, by all cores, without loss when interrupted."""

from __future__ import annotations

import gc
import os
import signal
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from multiprocessing import get_context
from typing import TYPE_CHECKING, Final

import numpy as np

from linepack.errors import InputError
from linepack.network.topology import lossless
from linepack.steady.batch import Batch, Chunk
from linepack.steady.block import Block, Outcome
from linepack.steady.keep import Folder
from linepack.steady.prepare import BOUNDARY, Prepared, prepare
from linepack.steady.scenarios import Scenarios
from linepack.steady.sift import POSITIONS, Sieve
from linepack.steady.single import alone, nothing
from linepack.steady.solve import solve_system
from linepack.steady.state import WARM_ITERATIONS
from linepack.system.contract import join
from linepack.system.slacks import SETPOINTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from linepack.network import Network
    from linepack.steady.state import Guess, State

    Array = NDArray[np.float64]
    Mask = NDArray[np.bool_]
    Index = NDArray[np.intp]
    Progress = Callable[[int, int], None]

LARGEST: Final = 512
"""Scenarios of a block at most: more gain little and leave the processor's cache."""

MOST_NUMBERS: Final = 400_000
"""Edges times scenarios of a block at most, for the same reason."""

SMALLEST: Final = 32
"""Scenarios of a block at least, if there are as many: each block has a cost of its own."""

PARTS: Final = 4
"""Blocks that even a small batch is cut into, for the cores and for what is kept of it."""

BLOCK_COLUMNS: Final = BOUNDARY | {(kind, name) for kind, names in SETPOINTS.items() for name in names}
"""Columns that may differ within a block; a batch with others is solved one by one."""

LARGEST_NETWORK: Final = 20_000
"""Edges above which scenarios are solved one by one: a block would gain nothing."""


def solve_many(
    network: Network | Prepared,
    scenarios: Scenarios | Mapping[tuple[str, str], Array],
    *,
    workers: int | None = None,
    folder: str | os.PathLike[str] | None = None,
    progress: Progress | None = None,
) -> Batch:
    """Return the steady states of many scenarios of one network.

    Parameters
    ----------
    network
        Any network without an error of :func:`linepack.check`, or one that :func:`linepack.prepare` has made
        ready, which saves its set-up.
    scenarios
        What differs between the scenarios, or its columns alone.
    workers
        Processes; by default one for each core. The results do not depend on it.
    folder
        Where to keep what is done. A run with the same network and scenarios goes on from there.
    progress
        Called with the number of scenarios that are done, and of all.

    Returns
    -------
    Batch
        One labelled array and a status for every scenario, as a solve of each alone would give them. After
        an interruption from the keyboard it holds what is done; the rest is ``not run``.

    Raises
    ------
    InputError
        If network or scenarios do not go together, or the folder holds another batch.

    Examples
    --------
    >>> import numpy as np
    >>> import linepack as lp
    >>> from linepack.network import GasSpec, Network, NetworkHeader
    >>> gas = GasSpec(eos="constant_z", temperature=283.15, molar_mass=0.0165, compressibility=0.88)
    >>> network = Network.build(
    ...     header=NetworkHeader(name="one pipe", gas=gas),
    ...     nodes=[{"id": "A"}, {"id": "B"}],
    ...     pipes=[{"id": "P", "from_node": "A", "to_node": "B", "length": 1e5, "diameter": 0.9,
    ...             "roughness": 1e-5}],
    ...     supplies=[{"id": "in", "node": "A", "control": "pressure", "pressure": 7.5e6}],
    ...     demands=[{"id": "out", "node": "B", "mass_flow": 250.0}],
    ... )
    >>> batch = lp.solve_many(network, {("demands", "mass_flow"): np.array([[200.0], [300.0], [900.0]])})
    >>> batch
    Batch(3 scenarios: 2 solved, 1 infeasible)
    >>> batch.table("nodes", "pressure")["B"].round(-3).tolist()
    [6655000.0, 5456000.0, nan]
    """
    given = scenarios if isinstance(scenarios, Scenarios) else Scenarios(scenarios)
    prepared = network if isinstance(network, Prepared) else prepare(network)
    work = Work(prepared, given.checked(prepared.network))
    kept = Folder.of(folder, prepared.network, given) if folder is not None else None
    done = kept.chunks() if kept else []
    left = work.parts(done)
    count = sum(len(chunk.scenario) for chunk in done)
    with _gathering(done, _run(work, left, workers or _cores())) as arriving:
        for chunk in arriving:
            if kept:
                kept.add(chunk)
            count += len(chunk.scenario)
            if progress:
                progress(count, len(given))
    return Batch.joined(tuple(given.names), work.sieve.layout, done)


@contextmanager
def _gathering(done: list[Chunk], arriving: Iterable[Chunk]) -> Iterator[Iterator[Chunk]]:
    """Give the chunks on as they arrive and list them; an interruption from the keyboard ends them."""

    def listed() -> Iterator[Chunk]:
        for chunk in arriving:
            done.append(chunk)
            yield chunk

    try:
        yield listed()
    except KeyboardInterrupt:
        return


@dataclass(frozen=True)
class Work:
    """A network and its scenarios, ready to be solved in parts by any process.

    Attributes
    ----------
    prepared
        The network.
    scenarios
        What differs.
    """

    prepared: Prepared
    scenarios: Scenarios

    @property
    def network(self) -> Network:
        """The network."""
        return self.prepared.network

    @cached_property
    def sieve(self) -> Sieve:
        """How the states of a block are read."""
        return Sieve(self.network, self.prepared.system)

    @cached_property
    def refused(self) -> dict[int, str]:
        """Scenarios with numbers that are not allowed, and which."""
        return self.scenarios.refused(self.network)

    @cached_property
    def base(self) -> tuple[dict[tuple[str, str], Array], State] | None:
        """Columns and state that blocks start from: the mean of all scenarios, else the network's own."""
        good = np.setdiff1d(np.arange(len(self.scenarios)), list(self.refused))
        if not good.size or self.prepared.system.n_edges > LARGEST_NETWORK:
            return None
        if not set(self.scenarios.columns) <= BLOCK_COLUMNS:
            return None
        mean = {key: np.mean(values[good], axis=0) for key, values in self.scenarios.columns.items()}
        own = {key: self.network.column(*key) for key in mean}
        for columns in (mean, own):
            changed = self.network.with_columns(columns)
            try:
                state = solve_system(changed, self.prepared.system_of(changed, columns)).state
            except InputError:
                continue
            if state.converged:
                return columns, state
        return None

    @property
    def size(self) -> int:
        """Scenarios of a block."""
        edges = max(self.prepared.system.n_edges, 1)
        most = max(min(LARGEST, MOST_NUMBERS // edges), 1)
        return min(most, max(SMALLEST, -(-len(self.scenarios) // PARTS)))

    def warm(self) -> None:
        """Make what every part needs, before other processes take a copy of it."""
        if self.base is not None:
            self._block(self.size)

    def parts(self, done: list[Chunk]) -> list[Index]:
        """Return the numbers of the scenarios that are left, cut into parts."""
        left = np.ones(len(self.scenarios), dtype=bool)
        for chunk in done:
            left[chunk.scenario] = False
        at = np.flatnonzero(left)
        return [at[start : start + self.size] for start in range(0, len(at), self.size)]

    def run(self, part: Index) -> Chunk:
        """Return the results of some scenarios."""
        easy = np.array([self._fits_a_block(at) for at in part.tolist()], dtype=bool)
        guesses: dict[int, Guess] = {}
        chunks = self._in_blocks(part[easy], guesses) if self.base is not None and easy.any() else []
        left = np.setdiff1d(part, np.concatenate([chunk.scenario for chunk in chunks] or [part[:0]]))
        return Chunk.joined([*chunks, *(self._alone(at, guesses.get(at)) for at in left.tolist())])

    def _fits_a_block(self, number: int) -> bool:
        """Say whether a scenario has sound numbers, and nothing out that joins nodes, gives or cuts off."""
        outages = self.scenarios.outages[number] if self.scenarios.outages else ()
        if number in self.refused or not all(self._edges_of(*item) is not None for item in outages):
            return False
        return not outages or self._hangs_together(outages)

    def _edges_of(self, kind: str, row: str) -> Index | None:
        """Return which edges of the system an element is, None if it is more than edges."""
        if kind not in POSITIONS or self._joins[kind][self._rows[kind][row]]:
            return None
        found = np.flatnonzero(self.prepared.system.edges[POSITIONS[kind]].row == self._rows[kind][row])
        return np.asarray(self.sieve.spans[POSITIONS[kind]].start + found)

    def _hangs_together(self, outages: Sequence[tuple[str, str]]) -> bool:
        """Say whether every node is still linked to one with a held pressure."""
        system = self.prepared.system
        left = np.ones(system.n_edges, dtype=bool)
        for item in outages:
            left[self._edges_of(*item)] = False
        part = join(system.n_nodes, system.tail[left], system.head[left])
        return len(np.unique(part[system.fixed])) == int(part.max(initial=-1)) + 1

    @cached_property
    def _joins(self) -> dict[str, Mask]:
        return {kind: lossless(self.network, kind) for kind in POSITIONS}

    @cached_property
    def _rows(self) -> dict[str, dict[str, int]]:
        """Rows of the edges' tables by id."""
        return {kind: {row: at for at, row in enumerate(self.network.words(kind))} for kind in POSITIONS}

    def _in_blocks(self, numbers: Index, guesses: dict[int, Guess]) -> list[Chunk]:
        """Solve scenarios side by side, those that take longer in smaller and smaller blocks.

        Where closed devices lock gas in, only a guess is noted: the level of that gas is yet to settle.
        """
        chunks: list[Chunk] = []
        start: Array | None = None
        hard: list[Index] = []
        spent = 0
        while len(numbers):
            last = len(numbers) <= SMALLEST
            found = self._solved(numbers, start, WARM_ITERATIONS - spent, patient=last)
            chunks.append(self._noted(found, numbers, spent, guesses))
            spent += max(int(found.iterations.max(initial=0)), 1)
            here = slice(0, len(numbers))
            lagging = np.flatnonzero(found.open[here] & (not last and spent < WARM_ITERATIONS))
            hard.append(numbers[~(found.converged | found.locked | found.open)[here]])
            hard.append(numbers[found.open[here]] if not len(lagging) else numbers[:0])
            numbers, start = numbers[lagging], found.point[:, lagging]
        left = np.sort(np.concatenate(hard))
        pieces = [left[at : at + self.size] for at in range(0, len(left), self.size)]
        return chunks + [self._by_halves(piece, guesses) for piece in pieces]

    def _by_halves(self, numbers: Index, guesses: dict[int, Guess]) -> Chunk:
        """Solve scenarios by way of one half way between them and the state that blocks start from."""
        half = self._solved(numbers, None, WARM_ITERATIONS, patient=True, share=0.5)
        found = self._solved(numbers, half.point[:, : len(numbers)], WARM_ITERATIONS, patient=True)
        return self._noted(found, numbers, 2 * WARM_ITERATIONS, guesses)

    def _noted(self, found: Outcome, numbers: Index, spent: int, guesses: dict[int, Guess]) -> Chunk:
        """Return what converged, and note where gas is locked in."""
        if found.out is None:
            locked = np.flatnonzero(found.locked[: len(numbers)]).tolist()
            guesses |= {int(numbers[at]): found.guess(at) for at in locked}
        return self.sieve.chunk(found, numbers, spent)

    def _solved(
        self, numbers: Index, start: Array | None, most: int, *, patient: bool, share: float = 1.0
    ) -> Outcome:
        """Solve scenarios in a block that the last of them fills, at a share of the way from the base."""
        count = _block_size(len(numbers), self.size)
        place = np.minimum(np.arange(count), len(numbers) - 1)
        columns = {key: values[numbers[place]].T for key, values in self.scenarios.columns.items()}
        if share < 1.0 and self.base is not None:
            known = self.base[0]
            columns = {key: share * own + (1.0 - share) * known[key][:, None] for key, own in columns.items()}
        start = None if start is None else start[:, place]
        out = self._out(numbers[place])
        return self._block(count).solve(columns, out=out, start=start, most=most, patient=patient)

    def _out(self, numbers: Index) -> Mask | None:
        """Return which edges are out in which scenario, None if nothing is."""
        if not self.scenarios.outages:
            return None
        out = np.zeros((self.prepared.system.n_edges, len(numbers)), dtype=bool)
        for place, number in enumerate(numbers.tolist()):
            for item in self.scenarios.outages[number]:
                out[self._edges_of(*item), place] = True
        return out if out.any() else None

    def _block(self, count: int) -> Block:
        if count not in self._blocks:
            assert self.base is not None  # noqa: S101 - asked before
            self._blocks[count] = Block(self.network, self.base[1], count)
        return self._blocks[count]

    @cached_property
    def _blocks(self) -> dict[int, Block]:
        """Blocks by size, made once in each process."""
        return {}

    def _alone(self, number: int, guess: Guess | None) -> Chunk:
        """Solve one scenario as if it were the only one."""
        layout = self.sieve.layout
        if number in self.refused:
            return nothing(layout, number, self.refused[number])
        columns = {key: values[number] for key, values in self.scenarios.columns.items()}
        outages = self.scenarios.outages[number] if self.scenarios.outages else ()
        return alone(self.prepared, layout, columns, outages, number, guess)


def _block_size(left: int, most: int) -> int:
    """Return the size of the block for so many scenarios: few sizes, so that blocks are made once."""
    return most if left > most // 2 else max(SMALLEST, 1 << (left - 1).bit_length())


def _run(work: Work, parts: list[Index], workers: int) -> Iterator[Chunk]:
    """Return the results of the parts as they are done."""
    if min(workers, len(parts)) <= 1:
        yield from map(work.run, parts)
        return
    method = "fork" if os.name == "posix" else "spawn"
    work.warm()
    with ProcessPoolExecutor(
        min(workers, len(parts)), get_context(method), initializer=_start, initargs=(work,)
    ) as pool:
        futures = [pool.submit(_solve_part, part) for part in parts]
        try:
            for future in as_completed(futures):
                yield future.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


_works: Final[list[Work]] = []
"""What a worker process works on."""


def _start(work: Work) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process ends the others
    gc.freeze()
    _works[:] = [work]


def _solve_part(part: Index) -> Chunk:
    return _works[0].run(part)


def _cores() -> int:
    """Return the number of cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
