"""Sparse elimination without pivoting on a fixed pattern, in plain array code.

For matrices whose pattern is that of a graph and that need no pivoting: weighted Laplacians with something
held, symmetric or not. Independent sets of nodes are eliminated together, one round after the other, so that
a tree or a chain of any size needs a few dozen array operations. Values may have a trailing axis: one
program then eliminates many matrices at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Iterator

Array = NDArray[np.float64]
Index = NDArray[np.intp]
Mask = NDArray[np.bool_]

LOW_DEGREE: Final = 2
"""Neighbours up to which the elimination of a node adds no more entries than it removes."""

FEWEST: Final = 0.02
"""Share of the nodes that a round of low degrees must remove to be worth its overhead."""


@dataclass(frozen=True)
class Pattern:
    """Where the entries of a matrix stand: the diagonal first, then two for each pair of neighbours.

    Attributes
    ----------
    count
        Number of nodes.
    first, second
        The pairs, each (n_pairs,), first below second; pair k has M[first, second] at count + 2k and
        M[second, first] behind it.
    """

    count: int
    first: Index
    second: Index

    @classmethod
    def of(cls, count: int, tail: Index, head: Index) -> tuple[Pattern, Index]:
        """Return the pattern of a graph and the pair of each edge, (n_edges,); no edge is a loop."""
        low, high = np.minimum(tail, head), np.maximum(tail, head)
        keys, pair = np.unique(low * count + high, return_inverse=True)
        return cls(count, keys // count, keys % count), np.asarray(pair, dtype=np.intp)

    def entry(self, row: Index, pair: Index) -> Index:
        """Return the position of the entry in a row of each pair."""
        return np.asarray(self.count + 2 * pair + (row != self.first[pair]), dtype=np.intp)


@dataclass(frozen=True)
class Round:
    """Nodes that are eliminated together: no two are neighbours.

    Attributes
    ----------
    node
        The nodes, (k,); also the positions of their pivots.
    owner, neighbour
        For each neighbour of each of them: which of the k nodes, and the neighbour, each (m,), by owner.
    across, down
        Positions of M[node, neighbour] and of M[neighbour, node], each (m,).
    by_neighbour, neighbours, starts
        Order of the m by neighbour, the distinct neighbours and where each begins in that order.
    update
        Positions that change, distinct.
    left, right, update_starts
        Which of the m make up the products to subtract, and where each position's products begin.
    """

    node: Index
    owner: Index
    neighbour: Index
    across: Index
    down: Index
    by_neighbour: Index
    neighbours: Index
    starts: Index
    owner_starts: Index
    owners: Index
    update: Index
    left: Index
    right: Index
    update_starts: Index


def round_of(
    node: Index, owner: Index, neighbour: Index, across: Index, down: Index, products: _Products
) -> Round:
    """Return a round with the orders its sums need."""
    by_neighbour = np.argsort(neighbour, kind="stable")
    neighbours, starts = np.unique(neighbour[by_neighbour], return_index=True)
    owners, owner_starts = np.unique(owner, return_index=True)
    order = np.argsort(products.target, kind="stable")
    update, update_starts = np.unique(products.target[order], return_index=True)
    return Round(
        node=node,
        owner=owner,
        neighbour=neighbour,
        across=across,
        down=down,
        by_neighbour=by_neighbour,
        neighbours=neighbours,
        starts=starts,
        owner_starts=owner_starts,
        owners=owners,
        update=update,
        left=products.left[order],
        right=products.right[order],
        update_starts=update_starts,
    )


@dataclass(frozen=True)
class _Products:
    """Which products are subtracted where: target −= down[left] · across[right] / pivot."""

    target: Index
    left: Index
    right: Index


@dataclass(frozen=True)
class Elimination:
    """The program that eliminates some nodes of a pattern, and what is left of it.

    Attributes
    ----------
    pattern
        With the pairs that the elimination adds.
    given
        How many pairs the matrix itself has.
    rounds
        In order.
    core
        Nodes that are left, (n_core,).
    core_pairs
        Pairs among them.
    """

    pattern: Pattern
    given: int
    rounds: tuple[Round, ...]
    core: Index
    core_pairs: Index

    @property
    def size(self) -> int:
        """Number of entries with those that are added."""
        return self.pattern.count + 2 * len(self.pattern.first)

    def eliminate(self, entries: Array) -> Array:
        """Eliminate in place and return the pivots' reciprocals, (n_nodes, ...), of eliminated nodes alone.

        Parameters
        ----------
        entries : (size, ...)
            The matrix; becomes its factors, and the core what is left of it.
        """
        reciprocal = np.zeros((self.pattern.count, *entries.shape[1:]))
        for one in self.rounds:
            inverse = 1.0 / entries[one.node]
            reciprocal[one.node] = inverse
            if len(one.owner):
                factor = entries[one.down] * inverse[one.owner]
                entries[one.down] = factor
                product = factor[one.left] * entries[one.across][one.right]
                entries[one.update] -= np.add.reduceat(product, one.update_starts, axis=0)
        return reciprocal

    def forward(self, entries: Array, right: Array) -> None:
        """Carry the right side, (n_nodes, ...), to the core, in place."""
        for one in self.rounds:
            if len(one.owner):
                share = entries[one.down] * right[one.node][one.owner]
                right[one.neighbours] -= np.add.reduceat(share[one.by_neighbour], one.starts, axis=0)

    def backward(self, entries: Array, reciprocal: Array, right: Array) -> None:
        """Put the eliminated nodes' unknowns in the place of their right side, in place."""
        for one in reversed(self.rounds):
            value = right[one.node]
            if len(one.owner):
                share = entries[one.across] * right[one.neighbour]
                value[one.owners] -= np.add.reduceat(share, one.owner_starts, axis=0)
            right[one.node] = value * reciprocal[one.node]


def low_degree_elimination(pattern: Pattern) -> Elimination:
    """Return the program that eliminates leaves and chains: all of a tree, the fringe of a mesh."""
    peel = _Peel(pattern)
    rounds = tuple(peel.rounds())
    return Elimination(peel.pattern(), len(pattern.first), rounds, np.flatnonzero(peel.alive), peel.pairs)


class _Peel:
    """The pattern while it loses nodes of low degree."""

    def __init__(self, pattern: Pattern) -> None:
        self.count = pattern.count
        self.alive = np.ones(self.count, dtype=bool)
        self.first, self.second = pattern.first, pattern.second  # of the pairs alive
        self.pairs = np.arange(len(self.first))  # their numbers
        self.added: list[tuple[Index, Index]] = []
        self.total = len(self.first)
        self.base = pattern
        self.rank = np.random.default_rng(0).permutation(self.count)

    def pattern(self) -> Pattern:
        first = np.concatenate([self.base.first, *(low for low, _ in self.added)])
        second = np.concatenate([self.base.second, *(high for _, high in self.added)])
        return Pattern(self.count, first, second)

    def rounds(self) -> Iterator[Round]:
        while True:
            chosen = self._independent()
            left = int(self.alive.sum())
            few = chosen.sum() < FEWEST * left and len(self.pairs) > left
            if not chosen.any() or few:
                return
            yield self._remove(chosen)

    def _independent(self) -> Mask:
        """Return nodes of low degree no two of which are neighbours, by rank."""
        degree = np.bincount(self.first, minlength=self.count) + np.bincount(
            self.second, minlength=self.count
        )
        chosen = self.alive & (degree <= LOW_DEGREE)
        both = chosen[self.first] & chosen[self.second]
        a, b = self.first[both], self.second[both]
        loser = np.where(self.rank[a] > self.rank[b], a, b)
        chosen[loser] = False
        return np.asarray(chosen)

    def _remove(self, chosen: Mask) -> Round:
        node = np.flatnonzero(chosen)
        of_first, of_second = chosen[self.first], chosen[self.second]
        out = of_first | of_second
        at = np.concatenate([np.flatnonzero(of_first), np.flatnonzero(of_second)])
        is_first = np.arange(len(at)) < int(of_first.sum())
        pivot = np.where(is_first, self.first[at], self.second[at])
        other = np.where(is_first, self.second[at], self.first[at])
        place = np.zeros(self.count, dtype=np.intp)
        place[node] = np.arange(len(node))
        order = np.argsort(place[pivot], kind="stable")
        owner, other, pair = place[pivot][order], other[order], self.pairs[at[order]]
        low = np.minimum(node[owner], other) == node[owner]
        across = self.count + 2 * pair + ~low
        down = self.count + 2 * pair + low
        self.alive[node] = False
        self.first, self.second, self.pairs = self.first[~out], self.second[~out], self.pairs[~out]
        return round_of(node, owner, other, across, down, self._products(owner, other))

    def _products(self, owner: Index, other: Index) -> _Products:
        every = np.arange(len(owner))
        double = np.flatnonzero(owner[1:] == owner[:-1])
        a, b = other[double], other[double + 1]
        pair, a_low = self._fill(a, b)
        return _Products(
            np.concatenate([other, self.count + 2 * pair + ~a_low, self.count + 2 * pair + a_low]),
            np.concatenate([every, double, double + 1]),
            np.concatenate([every, double + 1, double]),
        )

    def _fill(self, a: Index, b: Index) -> tuple[Index, Mask]:
        """Return the pairs of two nodes, added where they are new, and whether a is the first."""
        low, high = np.minimum(a, b), np.maximum(a, b)
        if not len(a):
            return np.zeros(0, dtype=np.intp), np.zeros(0, dtype=bool)
        wanted, inverse = np.unique(low * self.count + high, return_inverse=True)
        keys = self.first * self.count + self.second
        order = np.argsort(keys)
        found = np.searchsorted(keys, wanted, sorter=order)
        known = np.zeros(len(wanted), dtype=bool)
        inside = found < len(keys)
        known[inside] = keys[order[found[inside]]] == wanted[inside]
        number = np.empty(len(wanted), dtype=np.intp)
        number[known] = self.pairs[order[found[known]]]
        new = wanted[~known]
        number[~known] = self.total + np.arange(len(new))
        self.total += len(new)
        self.added.append((new // self.count, new % self.count))
        self.first = np.concatenate([self.first, new // self.count])
        self.second = np.concatenate([self.second, new % self.count])
        self.pairs = np.concatenate([self.pairs, number[~known]])
        return number[inverse], np.asarray(a == low)
