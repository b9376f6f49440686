"""Whether any flows at all can serve the loads: a proof of infeasibility that needs no pressure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from linepack.numerics.linear_program import minimise

if TYPE_CHECKING:
    from linepack.system.system import System

Array = NDArray[np.float64]

LEAST_SHORTAGE: Final = 1e-9
"""Share of the loads below which a shortage is round-off."""


@dataclass(frozen=True)
class Shortage:
    """Loads that no flow within the devices' directions and flow limits can serve.

    Attributes
    ----------
    amount
        Least total that must go unserved or unsold. [kg/s]
    nodes
        Hydraulic nodes whose load is cut in one such solution.
    edges
        Devices whose flow limit or direction causes it.
    """

    amount: float
    nodes: NDArray[np.intp]
    edges: NDArray[np.intp]


def flow_shortage(system: System) -> Shortage | None:
    """Return the shortage of a system, None where the loads can be served as far as flows go."""
    low, high = flow_limits(system)
    free = np.flatnonzero(~system.fixed)
    n_edges, n_free = system.n_edges, len(free)
    if not n_free:
        return None
    position = np.full(system.n_nodes, -1, dtype=np.intp)
    position[free] = np.arange(n_free)
    rows, columns, values = [], [], []
    for ends, sign in ((system.head, 1.0), (system.tail, -1.0)):
        inside = np.flatnonzero(position[ends] >= 0)
        rows.append(position[ends[inside]])
        columns.append(inside)
        values.append(np.full(len(inside), sign))
    load = system.load[free]
    rows.append(np.arange(n_free))
    columns.append(n_edges + np.arange(n_free))
    values.append(np.where(load >= 0.0, 1.0, -1.0))
    shape = (n_free, n_edges + n_free)
    balance = csr_array(
        (np.concatenate(values), (np.concatenate(rows), np.concatenate(columns))), shape=shape
    )
    solution = minimise(
        np.concatenate([np.zeros(n_edges), np.ones(n_free)]),
        equal=balance,
        equal_to=load,
        lower=np.concatenate([low, np.zeros(n_free)]),
        upper=np.concatenate([high, np.abs(load)]),
    )
    if not solution.solved or solution.value <= LEAST_SHORTAGE * max(float(np.abs(load).sum()), 1.0):
        return None
    cut = solution.point[n_edges:] > 0.0
    pull = np.abs(solution.upper_gain[:n_edges]) + np.abs(solution.lower_gain[:n_edges])
    return Shortage(solution.value, free[cut], np.flatnonzero(pull > LEAST_SHORTAGE))


def flow_limits(system: System) -> tuple[Array, Array]:
    """Return the flow range that the devices leave each edge, (n_edges,). [kg/s]

    A compressor's flow limit is none here: in bypass it lets pass whatever comes.
    """
    pipes = len(system.pipe_edges)
    low, high = np.full(system.n_edges, -np.inf), np.full(system.n_edges, np.inf)
    low[pipes:] = 0.0
    regulators = slice(pipes, pipes + len(system.regulator_edges))
    for bound in system.regulators.slacks.flow.values():
        high[regulators] = np.fmin(high[regulators], np.where(np.isfinite(bound), bound, np.inf))
    return low, high
