"""Flow limits of a reduced problem as rows: edges whose flows move together share one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from linepack.optimize.model import TransportProblem
    from linepack.optimize.reduction import Reduction

Array = NDArray[np.float64]
Index = NDArray[np.intp]


@dataclass(frozen=True)
class FlowRows:
    """Rows of flow limits.

    Attributes
    ----------
    edge
        A reduced edge for each row, whose flow moves as the row's do, (n_rows,).
    limited
        Edges of the problem that have a limit and are not shut, (n_limited,).
    at
        Their reduced edges, (n_limited,).
    sign
        −1 where the edge runs against its chain, (n_limited,).
    row
        Their rows, −1 where the flow is settled by the loads alone, (n_limited,).
    along, others
        What one unit of extra flow and of each other source adds to the reduced edges' flows,
        (n_reduced_edges,) and (n_reduced_edges, n_others).
    """

    edge: Index
    limited: Index
    at: Index
    sign: Array
    row: Index
    along: Array
    others: Array

    @classmethod
    def of(cls, problem: TransportProblem, reduction: Reduction) -> FlowRows:
        """Return the rows of a reduced problem."""
        position = np.zeros(problem.n_nodes, dtype=np.intp)
        position[reduction.node] = np.arange(len(reduction.node))
        source, target = position[[problem.source, problem.target]]
        per_load = reduction.per_load
        along = per_load[:, target] - per_load[:, source]
        others = per_load[:, [source]] - per_load[:, position[problem.others]]
        limited, at, sign = _limited(problem, reduction)
        moves = np.column_stack([along, others, reduction.around])[at]
        first: dict[bytes, int] = {}
        row = np.full(len(at), -1, dtype=np.intp)
        for place, move in enumerate(moves):
            if move.any():
                row[place] = first.setdefault((move + 0.0).tobytes(), len(first))
        edge = np.array([at[np.flatnonzero(row == which)[0]] for which in range(len(first))], dtype=np.intp)
        return cls(edge, limited, at, sign, row, along, others)

    def room(self, problem: TransportProblem, given: Array) -> tuple[Array, Array]:
        """Return how far each limited flow may move below and above what the loads settle, (n_limited,).

        Parameters
        ----------
        problem
            The problem.
        given : (n_reduced_edges,)
            Flows that the loads settle. [kg/s]
        """
        low, high = problem.flow_min[self.limited], problem.flow_max[self.limited]
        low, high = np.where(self.sign > 0.0, low, -high), np.where(self.sign > 0.0, high, -low)
        return low - given[self.at], high - given[self.at]

    def bounds(self, problem: TransportProblem, given: Array) -> tuple[Array, Array]:
        """Return the bounds of the rows, each (n_rows,). [kg/s]"""
        low, high = np.full(len(self.edge), -np.inf), np.full(len(self.edge), np.inf)
        least, most = self.room(problem, given)
        moving = self.row >= 0
        np.maximum.at(low, self.row[moving], least[moving])
        np.minimum.at(high, self.row[moving], most[moving])
        return low, high

    def possible(self, problem: TransportProblem, given: Array) -> bool:
        """Say whether the flows that the loads alone settle are within their limits."""
        low, high = self.room(problem, given)
        settled = self.row < 0
        return bool((low[settled] <= ROUND_OFF).all() and (high[settled] >= -ROUND_OFF).all())


ROUND_OFF = 1e-6
"""Flow by which a settled flow may pass its limit: round-off of the base state. [kg/s]"""


def _limited(problem: TransportProblem, reduction: Reduction) -> tuple[Index, Index, Array]:
    """Return the limited edges, their reduced edges and their signs."""
    chains = reduction.chains
    pipes, _ = problem.of_kind("pipes")
    edge = np.concatenate([pipes[chains.pipe], reduction.device])
    at = np.concatenate([chains.of, reduction.n_chains + np.arange(len(reduction.device))])
    sign = np.concatenate([chains.sign, np.ones(len(reduction.device))])
    finite = np.isfinite(problem.flow_min[edge]) | np.isfinite(problem.flow_max[edge])
    use = finite & ~problem.shut[edge]
    return edge[use], at[use], sign[use]
