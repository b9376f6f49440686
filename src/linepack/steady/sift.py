"""What the states of a block mean: status, results and broken limits of every scenario at once."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from linepack.network.schema import kinds, table_schema
from linepack.network.topology import lossless
from linepack.physics.compression import shaft_power
from linepack.physics.devices import CLOSED
from linepack.physics.kinetic import SLOW, sonic_mass_flux
from linepack.steady import tables
from linepack.steady.batch import OUT, STATUSES, UNSERVED, WITH_MODES, Chunk, Excess, Layout
from linepack.steady.flows import POINT_SIGNS, slack_injection
from linepack.steady.setpoints import missed
from linepack.steady.tables import Tables
from linepack.steady.verdict import (
    INFEASIBLE,
    LEAST_PASSING,
    LIMITS_VIOLATED,
    SOLVED,
    compare,
)
from linepack.system.contract import LosslessLinks
from linepack.system.system import EDGE_KINDS, LOSSLESS_KINDS

if TYPE_CHECKING:
    from linepack.network import Network
    from linepack.steady.block import Outcome
    from linepack.steady.state import State
    from linepack.system.system import System

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]

POSITIONS: Final = {kind: position for position, kind in enumerate(EDGE_KINDS)}
"""Place of the edges of each kind in the flow vector."""


@dataclass(frozen=True)
class Sieve:
    """One network and its system, to read the states of many scenarios by.

    Attributes
    ----------
    network, system
        Of one scenario.
    """

    network: Network
    system: System

    @cached_property
    def layout(self) -> Layout:
        """Which column of the results is what."""
        return Layout.of(self.network)

    @cached_property
    def spans(self) -> list[slice]:
        """Flows of each kind of edges."""
        stops = np.cumsum([0, *(len(kind) for kind in self.system.edges)]).tolist()
        return [slice(a, b) for a, b in itertools.pairwise(stops)]

    @cached_property
    def first(self) -> dict[str, tuple[NDArray[np.intp], NDArray[np.intp]]]:
        """The rows of each kind that are edges, and the first edge of each."""
        return {
            kind: np.unique(edges.row, return_index=True)
            for kind, edges in zip(EDGE_KINDS, self.system.edges, strict=True)
        }

    @cached_property
    def joined(self) -> dict[str, Mask]:
        """Which rows join their ends without loss."""
        return {kind: lossless(self.network, kind) for kind in LOSSLESS_KINDS}

    @cached_property
    def links(self) -> LosslessLinks:
        """The rows that join their ends, kind by kind."""
        ends = (
            np.concatenate([self.network.node_rows(kind, end)[rows] for kind, rows in self.joined.items()])
            for end in ("from_node", "to_node")
        )
        return LosslessLinks(*ends)

    def chunk(self, found: Outcome, numbers: NDArray[np.intp], spent: int) -> Chunk:
        """Return the results of the scenarios of a block that converged.

        Parameters
        ----------
        found
            Where the scenarios ended.
        numbers
            Numbers of the scenarios, the first ones of the block.
        spent
            Linear solves spent on each before.
        """
        status, excess = self.statuses(found)
        here = np.flatnonzero(found.converged[: len(numbers)])
        succeeded = status[here] != STATUSES.index(INFEASIBLE)
        values = self.values(found)[here]
        values[~succeeded] = np.nan
        modes, words = self.modes(found)
        modes = np.where(succeeded[:, None], modes[here], len(words))
        kept = np.isin(excess.scenario, here)
        notes = {int(numbers[at]): UNSERVED for at in here[~succeeded].tolist()}
        return Chunk(
            scenario=numbers[here],
            status=status[here],
            iterations=found.iterations[here] + spent,
            results=values,
            modes=modes.astype(np.int16),
            words=words,
            excess=excess.taken(kept, numbers),
            notes=notes,
        )

    def statuses(self, found: Outcome) -> tuple[NDArray[np.int8], Excess]:
        """Return the status of each scenario that converged, (n,), and the limits that are broken."""
        state, count = found.state, len(found.converged)
        bad = (state.potential <= 0.0).reshape(-1, count).any(axis=0)
        for mask in missed(found.network, state).values():
            bad |= mask.reshape(-1, count).any(axis=0)
        bad |= _choked(state, count)
        excess = self._excess(found, ~bad & found.converged)
        status = np.full(count, STATUSES.index(SOLVED), dtype=np.int8)
        status[excess.scenario] = STATUSES.index(LIMITS_VIOLATED)
        status[bad] = STATUSES.index(INFEASIBLE)
        return status, excess

    def _excess(self, found: Outcome, physical: Mask) -> Excess:
        """Return the broken limits of the scenarios with a physical state; they count within the block."""
        state, count = found.state, len(physical)
        injected = np.maximum(slack_injection(state), 0.0) + np.maximum(-state.system.load, 0.0)
        least = LEAST_PASSING * np.maximum(injected.reshape(-1, count).sum(axis=0), 1.0)
        passing = np.tile(least, self.system.n_edges)
        names, parts = kinds(), []
        for one in compare(found.network, state, passing):
            beyond = one.beyond()
            beyond = beyond[physical[np.asarray(one.ids[beyond], dtype=np.intp) % count]]
            if not beyond.size:
                continue
            row, scenario = np.divmod(np.asarray(one.ids[beyond], dtype=np.intp), count)
            kind, limit = names.index(one.kind), table_schema(one.kind).names.index(one.limit)
            codes = (np.full(len(row), code, dtype=np.int16) for code in (kind, limit))
            kind_code, limit_code = codes
            parts.append(Excess(scenario, kind_code, row, limit_code, one.value[beyond], one.bound[beyond]))
        return _once(Excess.joined(parts))

    def values(self, found: Outcome) -> Array:
        """Return all results, (n, width); those of a scenario that did not converge mean nothing."""
        state, count = found.state, len(found.converged)
        result = np.empty((self.layout.width, count))
        spans, view = self.layout.spans, Tables(found.network, state)
        result[spans["nodes", "pressure"]] = view.node_pressure.reshape(-1, count)
        for kind in EDGE_KINDS:
            result[spans[kind, "mass_flow"]] = self._edge_flow(kind, state.flow.reshape(-1, count))
        for kind in POINT_SIGNS:
            if (kind, "mass_flow") in spans:
                result[spans[kind, "mass_flow"]] = view.point_flow(kind).reshape(-1, count)
        self._put_lossless(result, view, count)
        result[spans["compressors", "power"]] = self._power(state, count)
        return result.T

    def _edge_flow(self, kind: str, flow: Array) -> Array:
        """Return the flows of the rows of a kind, (n_rows, n): 0 where shut, NaN where nothing is known."""
        rows, first = self.first[kind]
        count = len(self.network.words(kind))
        result = np.full((count, flow.shape[1]), np.nan)
        result[tables.role(self.network, kind) == CLOSED] = 0.0
        result[rows] = flow[self.spans[POSITIONS[kind]]][first]
        return result

    @cached_property
    def _arrival(self) -> csr_array:
        """The matrix that takes the flows of all edges' rows to what arrives at the table nodes."""
        ends = [
            (self.network.node_rows(kind, end)[rows], first + self.spans[POSITIONS[kind]].start, sign)
            for kind, (rows, first) in self.first.items()
            for end, sign in (("from_node", -1.0), ("to_node", 1.0))
        ]
        nodes = np.concatenate([at for at, _, _ in ends])
        edges = np.concatenate([edge for _, edge, _ in ends])
        signs = np.concatenate([np.full(len(at), sign) for at, _, sign in ends])
        shape = (len(self.network.words("nodes")), self.system.n_edges)
        return csr_array((signs, (nodes, edges)), shape=shape)

    def _put_lossless(self, result: Array, view: Tables, count: int) -> None:
        """Put the flows of everything without loss in its place; what is shut has none."""
        surplus = view.injection.reshape(-1, count) + self._arrival @ view.state.flow.reshape(-1, count)
        burnt = self.network.node_rows("compressors", "from_node")[self.system.compressor_edges.row]
        np.add.at(surplus, burnt, -view.state.linearised.fuel.reshape(-1, count))
        flows, start = self.links.flows(surplus), 0
        for kind, joined in self.joined.items():
            part = result[self.layout.spans[kind, "mass_flow"]]
            if kind not in EDGE_KINDS:
                part[:] = 0.0
            stop = start + int(joined.sum())
            part[joined] = flows[start:stop]
            start = stop

    def _power(self, state: State, count: int) -> Array:
        """Return the power of the compressors, (n_rows, n)."""
        result = np.zeros((len(self.network.words("compressors")), count))
        edges, law = state.system.compressor_edges, state.system.compressors
        if len(edges):
            work = law.head(state.potential[edges.tail], state.potential[edges.head], state.system.gas)
            flow = state.flow.reshape(-1, count)[self.spans[POSITIONS["compressors"]]]
            power = shaft_power(np.maximum(flow.ravel(), 0.0), work, law.efficiency)
            result[self.system.compressor_edges.row] = power.reshape(-1, count)
        return result

    def modes(self, found: Outcome) -> tuple[NDArray[np.int16], tuple[str, ...]]:
        """Return the modes of the devices, (n, n_modes), and the words that their numbers stand for."""
        count, here = len(found.converged), found.state.linearised
        code, words = np.zeros((self.layout.n_modes, count), dtype=np.int16), ["", OUT]
        of = {
            "resistors": here.resistor_mode,
            "check_valves": here.check_valve_mode,
            "regulators": here.regulator_mode,
            "compressors": here.compressor_mode,
        }
        for kind in WITH_MODES:
            part, edges = code[self.layout.mode_spans[kind]], self.system.edges[POSITIONS[kind]]
            part[:] = _numbered(tables.role(self.network, kind), words)[:, None]
            if len(edges):
                mode = _numbered(of[kind], words).reshape(-1, count)
                gone = False if found.out is None else found.out[self.spans[POSITIONS[kind]]]
                part[edges.row] = np.where(gone, words.index(OUT), mode)
        return code.T, tuple(words)


def _numbered(names: NDArray[Any], words: list[str]) -> NDArray[np.int16]:  # arrays of texts or objects
    """Return the places of names in a list of words, (n,), which grows by those that are new."""
    code = np.full(len(names), -1, dtype=np.int16)
    while (code < 0).any():
        word = str(names[np.argmax(code < 0)])
        if word not in words:
            words.append(word)
        code[names == word] = words.index(word)
    return code


def _choked(state: State, count: int) -> Mask:
    """Return the scenarios with a pipe that carries more than it can, (n,)."""
    edges, law = state.system.pipe_edges, state.system.pipes
    with np.errstate(all="ignore"):  # scenarios without a physical state are told from others before
        sonic = sonic_mass_flux(state.pressure, state.system.gas)
        flux = np.abs(state.flow[: len(edges)]) / (law.lines * law.area)
        if not (flux > SLOW * np.minimum(sonic[edges.tail], sonic[edges.head])).any():
            return np.zeros(count, dtype=bool)
        return np.asarray(state.kinetic.choked.reshape(-1, count).any(axis=0))


def _once(excess: Excess) -> Excess:
    """Return each limit of an element once: a pipe has the same one at either end, and the last counts."""
    pipes = np.flatnonzero(excess.kind == kinds().index("pipes"))
    if not len(pipes):
        return excess
    keys = np.stack([excess.scenario[pipes], excess.row[pipes], excess.limit[pipes]])
    _, first = np.unique(keys[:, ::-1], axis=1, return_index=True)
    keep = np.ones(len(excess.kind), dtype=bool)
    keep[pipes] = False
    keep[pipes[len(pipes) - 1 - first]] = True
    return Excess(*(getattr(excess, name)[keep] for name in excess.__dataclass_fields__))
