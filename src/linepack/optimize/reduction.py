"""A transport problem with its chains of pipes merged and its flows carried by a spanning tree, exactly.

At given growth and resistance a chain of pipes is one pipe, and the balance settles the flow of every edge
up to the extra flow, the other sources and one flow around each cycle. What is left has a quarter of the
unknowns. Pressure bounds at the inner nodes of chains are left out and checked afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from linepack.optimize.model import TransportProblem

Array = NDArray[np.float64]
Index = NDArray[np.intp]
Mask = NDArray[np.bool_]

DEVICES: Final = ("regulators", "check_valves", "compressors")

INNER_TOLERANCE: Final = 1e-9
"""Share of the potential by which an inner node may pass its bound: round-off of the merged law."""


@dataclass(frozen=True)
class Chains:
    """Pipes in rows, each row from one kept node to the next.

    Attributes
    ----------
    pipe
        Positions among the pipes of the problem, chain after chain, (n_pipes,).
    sign
        +1 where the pipe runs along its chain, −1 where it runs against it, (n_pipes,).
    first
        Where each chain starts, (n_chains,).
    beyond
        Node at the far end of each pipe, (n_pipes,).
    """

    pipe: Index
    sign: Array
    first: Index
    beyond: Index

    @cached_property
    def of(self) -> Index:
        """Chain of each pipe, (n_pipes,)."""
        return np.repeat(np.arange(len(self.first)), np.diff(np.append(self.first, len(self.pipe))))

    @cached_property
    def last(self) -> Index:
        """Where each chain ends, (n_chains,)."""
        return np.append(self.first[1:], len(self.pipe)) - 1

    @cached_property
    def inner(self) -> Index:
        """Places, in the order of the pipes, whose far end is an inner node."""
        return np.setdiff1d(np.arange(len(self.pipe)), self.last)

    def merged(self, growth: Array, resistance: Array) -> tuple[Array, Array]:
        """Return growth and resistance from the start of the chain to the far end of each pipe, (n_pipes,).

        Π_start = growth Π_end + resistance q|q|, of pipes with Π_tail = growth Π_head + resistance q|q|.
        """
        along = np.where(self.sign > 0.0, growth[self.pipe], 1.0 / growth[self.pipe])
        drop = np.where(self.sign > 0.0, 1.0, along) * resistance[self.pipe]
        logs = np.cumsum(np.log(along))
        before = logs - np.log(along)
        start = before[self.first][self.of]
        drops = np.cumsum(drop * np.exp(before - start))
        offset = (drops - drop * np.exp(before - start))[self.first][self.of]
        return np.exp(logs - start), drops - offset


@dataclass(frozen=True)
class Reduction:
    """The reduced graph of a problem: kept nodes, and chains and devices as edges.

    Attributes
    ----------
    node
        Kept nodes as positions in the problem, (n_kept,).
    chains
        The chains of pipes; they are the first edges.
    device
        Devices as edges of the problem, in the order of :data:`DEVICES`; they are the other edges.
    tail, head
        Ends of the edges as positions among the kept nodes, (n_edges,).
    shut
        Edges without flow, (n_edges,).
    per_load
        Flow of each edge for a withdrawal at each kept node, (n_edges, n_kept); withdrawals sum to 0.
    around
        Flow of each edge for a flow around each cycle, (n_edges, n_cycles).
    chord
        The edge that each cycle's flow is counted on, (n_cycles,).
    """

    node: Index
    chains: Chains
    device: Index
    tail: Index
    head: Index
    shut: Mask
    per_load: Array
    around: Array
    chord: Index

    @classmethod
    def of(cls, problem: TransportProblem, keep: frozenset[int] = frozenset()) -> Reduction:
        """Return the reduction of a problem that keeps some further nodes."""
        kept = _kept(problem)
        kept[list(keep)] = True
        chains = _chains(problem, kept)
        node = np.flatnonzero(kept)
        position = np.full(problem.n_nodes, -1, dtype=np.intp)
        position[node] = np.arange(len(node))
        device = np.concatenate([problem.of_kind(kind)[0] for kind in DEVICES])
        tail, head = _chain_ends(problem, chains)
        tail = position[np.concatenate([tail, problem.tail[device]])]
        head = position[np.concatenate([head, problem.head[device]])]
        shut = np.concatenate([np.zeros(len(chains.first), dtype=bool), problem.shut[device]])
        per_load, around, chord = _flows(len(node), tail, head, shut)
        return cls(node, chains, device, tail, head, shut, per_load, around, chord)

    @property
    def n_chains(self) -> int:
        """Number of chains."""
        return len(self.chains.first)

    def opened(self, problem: TransportProblem, kind: str) -> Index:
        """Return the edges that are open devices of a kind."""
        kept, _ = problem.of_kind(kind)
        start = self.n_chains + int(np.flatnonzero(self.device == kept[0])[0]) if len(kept) else 0
        edges = start + np.arange(len(kept))
        return edges[~self.shut[edges]]

    def flows(self, problem: TransportProblem, edge_flow: Array) -> Array:
        """Return the flows of all edges of the problem from those of the reduced ones, (n_edges,)."""
        flow = np.zeros(problem.n_edges)
        pipes, _ = problem.of_kind("pipes")
        flow[pipes[self.chains.pipe]] = self.chains.sign * edge_flow[self.chains.of]
        flow[self.device] = edge_flow[self.n_chains :]
        return flow

    def edge_flows(self, problem: TransportProblem, flow: Array) -> Array:
        """Return the flows of the reduced edges from those of the problem, (n_reduced_edges,)."""
        pipes, _ = problem.of_kind("pipes")
        first = self.chains.first
        along = self.chains.sign[first] * flow[pipes[self.chains.pipe[first]]]
        return np.concatenate([along, flow[self.device]])

    def potentials(
        self, problem: TransportProblem, kept: Array, drop: Array, terms: tuple[Array, Array]
    ) -> Array:
        """Return the potentials of all nodes from those of the kept ones.

        Parameters
        ----------
        problem
            The problem.
        kept : (n_kept,)
            Potentials of the kept nodes.
        drop : (n_chains,)
            q|q| of the chains.
        terms
            What :meth:`Chains.merged` returns.
        """
        potential = np.empty(problem.n_nodes)
        potential[self.node] = kept
        at, chain = self.chains.inner, self.chains.of[self.chains.inner]
        growth, resistance = terms
        start = kept[self.tail[: self.n_chains]][chain]
        potential[self.chains.beyond[at]] = (start - resistance[at] * drop[chain]) / growth[at]
        return potential

    def passed(self, potential: Array, bottom: Array, top: Array) -> frozenset[int]:
        """Return the inner nodes whose potential is outside its bounds."""
        inner = self.chains.beyond[self.chains.inner]
        low = potential[inner] < bottom[inner] * (1.0 - INNER_TOLERANCE)
        high = potential[inner] > top[inner] * (1.0 + INNER_TOLERANCE)
        return frozenset(inner[low | high].tolist())


def _kept(problem: TransportProblem) -> Mask:
    """Every node but those between two pipes where nothing enters or leaves."""
    pipes, _ = problem.of_kind("pipes")
    count = problem.n_nodes
    ends = np.concatenate([problem.tail, problem.head])
    pipe_ends = np.concatenate([problem.tail[pipes], problem.head[pipes]])
    inner = np.bincount(ends, minlength=count) == 2
    inner &= np.bincount(pipe_ends, minlength=count) == 2
    inner &= problem.load == 0.0
    inner[[problem.source, problem.target, *problem.others.tolist()]] = False
    return np.asarray(~inner)


def _chains(problem: TransportProblem, kept: Mask) -> Chains:
    """Walk from every kept node along its pipes to the next one; a walk that comes back keeps a node."""
    pipes, _ = problem.of_kind("pipes")
    ends = list(zip(problem.tail[pipes].tolist(), problem.head[pipes].tolist(), strict=True))
    at: dict[int, list[int]] = {}
    for pipe, (a, b) in enumerate(ends):
        at.setdefault(a, []).append(pipe)
        at.setdefault(b, []).append(pipe)
    walked: set[int] = set()
    rows: list[list[tuple[int, int, int]]] = []
    for start in (node for node in np.flatnonzero(kept).tolist() if node in at):
        for first in at[start]:
            if first not in walked:
                rows += _walk(first, start, ends, at, kept, walked)
    flat = [step for row in rows for step in row]
    lengths = np.array([len(row) for row in rows], dtype=np.intp)
    steps = np.array(flat, dtype=np.intp).reshape(-1, 3)
    first_of = np.cumsum(lengths) - lengths
    return Chains(steps[:, 0], steps[:, 1].astype(float), first_of, steps[:, 2])


def _walk(
    pipe: int,
    start: int,
    ends: list[tuple[int, int]],
    at: dict[int, list[int]],
    kept: Mask,
    walked: set[int],
) -> list[list[tuple[int, int, int]]]:
    """Return the chains from a kept node over a pipe to the next kept one: one, or two around a loop."""
    row, node = [], start
    while True:
        walked.add(pipe)
        a, b = ends[pipe]
        node, sign = (b, 1) if node == a else (a, -1)
        row.append((pipe, sign, node))
        if kept[node]:
            break
        pipe = next(other for other in at[node] if other != pipe)
    if node != start or len(row) == 1:
        return [row]
    kept[row[0][2]] = True
    return [row[:1], row[1:]]


def _chain_ends(problem: TransportProblem, chains: Chains) -> tuple[Index, Index]:
    pipes, _ = problem.of_kind("pipes")
    first = pipes[chains.pipe[chains.first]]
    start = np.where(chains.sign[chains.first] > 0.0, problem.tail[first], problem.head[first])
    return start, chains.beyond[chains.last]


def _flows(count: int, tail: Index, head: Index, shut: Mask) -> tuple[Array, Array, Index]:
    """Return flow per withdrawal at each node, flow per cycle, and the chords, of a connected graph."""
    tree = _spanning(count, tail, head, shut)
    incidence = np.zeros((count, len(tail)))
    np.add.at(incidence, (head, np.arange(len(tail))), 1.0)
    np.add.at(incidence, (tail, np.arange(len(tail))), -1.0)
    per_load = np.zeros((len(tail), count))
    inverse = np.rint(np.linalg.inv(incidence[1:, tree])) if count > 1 else np.zeros((0, 0))
    per_load[tree, 1:] = inverse
    chord = np.setdiff1d(np.flatnonzero(~shut), tree)
    around = np.zeros((len(tail), len(chord)))
    around[tree] = -inverse @ incidence[1:, chord]
    around[chord, np.arange(len(chord))] = 1.0
    return per_load, around, chord


def _spanning(count: int, tail: Index, head: Index, shut: Mask) -> Index:
    """Return the edges of a spanning tree that takes shut edges only where nothing else connects."""
    group = list(range(count))

    def root(node: int) -> int:
        while group[node] != node:
            group[node] = group[group[node]]
            node = group[node]
        return node

    tree = []
    for edge in np.argsort(shut, kind="stable").tolist():
        a, b = root(int(tail[edge])), root(int(head[edge]))
        if a != b:
            group[a] = b
            tree.append(edge)
    return np.array(sorted(tree), dtype=np.intp)
