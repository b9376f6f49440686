"""Balances at the nodes of one graph under many sets of weights, eliminated side by side.

The same matrices as in :mod:`linepack.numerics.nodal`, with a trailing axis of cases. Nodes with few
neighbours that are not next to each other are eliminated together, one round after the other; every
operation works on all cases at once, so that they share the cost of the order and of each call. The
diagonals dominate: no pivoting is needed.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from linepack.numerics.nodal import OUTSIDE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Array = NDArray[np.float64]
Index = NDArray[np.intp]

FEW: Final = 2
"""Neighbours up to which the elimination of a node adds no more entries than it removes."""


@dataclass(frozen=True)
class Round:
    """Nodes with as many neighbours, eliminated together; no two are next to each other.

    Attributes
    ----------
    nodes
        Which nodes, in the order of elimination.
    neighbours
        The nodes next to each of them by then, (degree, n), in the order of elimination.
    down, across
        Positions of M[neighbour, node] and of M[node, neighbour], the neighbour's number slowest.
    targets
        Positions that change: M[first, second] of all pairs of neighbours, (degree, degree, n).
    """

    nodes: slice
    neighbours: Index
    down: slice
    across: slice
    targets: Index


@dataclass(frozen=True)
class Program:
    """How a graph is eliminated.

    Attributes
    ----------
    order
        The nodes in the order of elimination, (count,).
    rounds
        What is done.
    place
        Where each entry beside the diagonal stands, by the nodes of its row and column.
    """

    order: Index
    rounds: tuple[Round, ...]
    place: dict[tuple[int, int], int]


@dataclass(frozen=True)
class ManyPattern:
    """A graph whose weights come in many cases.

    Attributes
    ----------
    count
        Number of unknown nodes.
    tail, head
        Nodes at the ends of the edges, −1 where the potential is known, each (n_edges,).
    """

    count: int
    tail: Index
    head: Index

    @cached_property
    def program(self) -> Program:
        """How the graph is eliminated."""
        near: list[set[int]] = [set() for _ in range(self.count)]
        for a, b in zip(self.tail.tolist(), self.head.tolist(), strict=True):
            if a != b and OUTSIDE not in (a, b):
                near[a].add(b)
                near[b].add(a)
        return _program(near)

    @cached_property
    def _assembly(self) -> csr_array:
        """The matrix that adds the edges' weights at tail and at head into the entries."""
        edges, inside = np.arange(len(self.tail)), (self.tail != OUTSIDE) & (self.head != OUTSIDE)
        position = np.argsort(self.program.order)
        there = [end != OUTSIDE for end in (self.tail, self.head)]
        both = np.flatnonzero(inside & (self.tail != self.head))
        loops = np.flatnonzero(inside & (self.tail == self.head))
        pairs = list(zip(self.tail[both].tolist(), self.head[both].tolist(), strict=True))
        place = self.program.place
        below, above = ([place[pair[::way]] for pair in pairs] for way in (-1, 1))
        at_tail, at_head = edges, edges + len(edges)
        rows = [position[self.tail[there[0]]], position[self.head[there[1]]], below, above]
        columns = [at_tail[there[0]], at_head[there[1]], at_tail[both], at_head[both]]
        rows += [position[self.tail[loops]], position[self.head[loops]]]
        columns += [at_head[loops], at_tail[loops]]
        signs = [np.full(len(at), 1.0 if number < 2 else -1.0) for number, at in enumerate(columns)]
        entry = np.concatenate([np.asarray(at, dtype=np.intp) for at in rows])
        shape = (self.count + len(place), 2 * len(edges))
        return csr_array((np.concatenate(signs), (entry, np.concatenate(columns))), shape=shape)

    @cached_property
    def arrival(self) -> csr_array:
        """The matrix that takes the edges' flows to what arrives at each node, (count, n_edges)."""
        edges = np.arange(len(self.tail))
        ends = [(end, end != OUTSIDE, sign) for end, sign in ((self.head, 1.0), (self.tail, -1.0))]
        rows = np.concatenate([end[there] for end, there, _ in ends])
        columns = np.concatenate([edges[there] for _, there, _ in ends])
        signs = np.concatenate([np.full(int(there.sum()), sign) for _, there, sign in ends])
        return csr_array((signs, (rows, columns)), shape=(self.count, len(edges)))

    def solver(self, at_tail: Array, at_head: Array) -> Callable[[Array], Array]:
        """Return what solves for the potentials of right sides, (count, n_cases).

        Parameters
        ----------
        at_tail, at_head : (n_edges, n_cases)
            Weights of the edges, at least 0. The potentials of a case with a singular matrix are not finite.
        """
        entries = np.asarray(self._assembly @ np.concatenate([at_tail, at_head]))
        return _Factors(self.program, entries).solve


class _Factors:
    """The eliminated matrices: reciprocals of the pivots and what is beside them."""

    def __init__(self, program: Program, entries: Array) -> None:
        self.program, self.entries = program, entries
        rows = list(entries)
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            for one in program.rounds:
                pivot = entries[one.nodes]
                np.divide(1.0, pivot, out=pivot)
                down, across = self._beside(one)
                np.multiply(down, pivot, out=down)
                for factor, targets in zip(down, one.targets, strict=True):
                    for value, target in zip(across, targets, strict=True):
                        _subtract(rows, target, factor * value)

    def _beside(self, one: Round) -> tuple[Array, Array]:
        """Return M[neighbour, node] and M[node, neighbour], each (degree, n, n_cases)."""
        shape = (*one.neighbours.shape, self.entries.shape[1])
        return self.entries[one.down].reshape(shape), self.entries[one.across].reshape(shape)

    def solve(self, right: Array) -> Array:
        """Return the potentials of right sides, (count, n_cases)."""
        values = np.take(right, self.program.order, axis=0)
        rows = list(values)
        with np.errstate(invalid="ignore", over="ignore"):
            for one in self.program.rounds:
                for factor, others in zip(self._beside(one)[0], one.neighbours, strict=True):
                    _subtract(rows, others, factor * values[one.nodes])
            for one in reversed(self.program.rounds):
                own = values[one.nodes]
                for value, others in zip(self._beside(one)[1], one.neighbours, strict=True):
                    np.subtract(own, value * np.take(values, others, axis=0), out=own)
                np.multiply(own, self.entries[one.nodes], out=own)
        solved = np.empty_like(values)
        solved[self.program.order] = values
        return solved


def _subtract(rows: list[Array], targets: Index, values: Array) -> None:
    """Subtract values from rows, one after the other: a row may stand twice."""
    for target, value in zip(targets.tolist(), values, strict=True):
        row = rows[target]
        np.subtract(row, value, out=row)


def _program(near: list[set[int]]) -> Program:
    """Return how a graph is eliminated, by the neighbours of each node."""
    groups: list[tuple[list[int], list[list[int]]]] = []
    for chosen in _independent(near):
        for degree in sorted({len(near[node]) for node in chosen}):
            nodes = [node for node in chosen if len(near[node]) == degree]
            groups.append((nodes, [sorted(near[node]) for node in nodes]))
        for node in chosen:
            for other in near[node]:
                near[other] |= near[node]
                near[other] -= {other, node}
    order = [node for nodes, _ in groups for node in nodes]
    number = {node: at for at, node in enumerate(order)}
    place: dict[tuple[int, int], int] = {}
    starts: list[int] = []
    for nodes, those in groups:
        starts.append(len(order) + len(place))
        beside = list(zip(*those, strict=True))
        for row in beside:
            place |= {
                (a, node): len(order) + len(place) + k
                for k, (a, node) in enumerate(zip(row, nodes, strict=True))
            }
        for row in beside:
            place |= {
                (node, a): len(order) + len(place) + k
                for k, (a, node) in enumerate(zip(row, nodes, strict=True))
            }
    rounds = tuple(_round(*group, start, number, place) for group, start in zip(groups, starts, strict=True))
    return Program(np.array(order, dtype=np.intp), rounds, place)


def _independent(near: list[set[int]]) -> Iterator[list[int]]:
    """Choose nodes with few neighbours, none next to another, again and again until none is left."""
    left = set(range(len(near)))
    while left:
        few = max(FEW, min(len(near[node]) for node in left))
        taken: set[int] = set()
        chosen: list[int] = []
        for node in sorted(
            (node for node in left if len(near[node]) <= few), key=lambda n: (len(near[n]), n)
        ):
            if node not in taken:
                chosen.append(node)
                taken |= near[node]
        yield chosen
        left -= set(chosen)


def _round(
    nodes: list[int],
    those: list[list[int]],
    start: int,
    number: dict[int, int],
    place: dict[tuple[int, int], int],
) -> Round:
    degree, size = len(those[0]), len(nodes) * len(those[0])
    targets = [
        [[number[near[a]] if a == b else place[near[a], near[b]] for near in those] for b in range(degree)]
        for a in range(degree)
    ]
    first = number[nodes[0]]
    return Round(
        nodes=slice(first, first + len(nodes)),
        neighbours=np.array([[number[a] for a in near] for near in those], dtype=np.intp)
        .reshape(len(nodes), degree)
        .T,
        down=slice(start, start + size),
        across=slice(start + size, start + 2 * size),
        targets=np.array(targets, dtype=np.intp).reshape(degree, degree, len(nodes)),
    )
