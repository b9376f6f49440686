"""Whether any flows at all can serve the loads: a proof of infeasibility that needs no pressure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, diags_array, hstack
from scipy.sparse.csgraph import breadth_first_order

from linepack.numerics.linear_program import minimise
from linepack.steady.setpoints import LEAK, SHORT

if TYPE_CHECKING:
    from linepack.system.system import System

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]

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
    share
        Largest share of all loads that such flows can serve.
    """

    amount: float
    nodes: NDArray[np.intp]
    edges: NDArray[np.intp]
    share: float


def may_be_short(system: System) -> bool:
    """Say whether directions and flow limits of devices can keep loads from being served.

    They cannot where no device limits its flow, and every load can be reached from a held pressure and every
    injection reaches one, in the directions in which devices let gas pass.
    """
    if system.n_edges == len(system.pipe_edges):
        return False
    low, high = flow_limits(system)
    if np.isfinite(high).any():
        return True
    forth, back = np.flatnonzero(high > 0.0), np.flatnonzero(low < 0.0)
    begin = np.concatenate([system.tail[forth], system.head[back]])
    end = np.concatenate([system.head[forth], system.tail[back]])
    unserved = (system.load > 0.0) & ~_reached(system, begin, end)
    unsold = (system.load < 0.0) & ~_reached(system, end, begin)
    return bool((unserved | unsold).any())


def _reached(system: System, begin: NDArray[np.intp], end: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Return which nodes can be reached from those with a held pressure, (n_nodes,)."""
    count, held = system.n_nodes, np.flatnonzero(system.fixed)
    rows, columns = np.append(begin, np.full(len(held), count)), np.append(end, held)
    graph = csr_array((np.ones(len(rows)), (rows, columns)), shape=(count + 1, count + 1))
    found = np.zeros(count + 1, dtype=bool)
    found[breadth_first_order(graph, count, return_predecessors=False)] = True
    return found[:count]


def flow_shortage(system: System) -> Shortage | None:
    """Return the shortage of a system, None where the loads can be served as far as flows go."""
    low, high = flow_limits(system)
    free = np.flatnonzero(~system.fixed)
    n_edges, n_free = system.n_edges, len(free)
    if not n_free:
        return None
    load = system.load[free]
    unserved = csr_array(diags_array(np.where(load >= 0.0, 1.0, -1.0)))
    solution = minimise(
        np.concatenate([np.zeros(n_edges), np.ones(n_free)]),
        equal=hstack([_balance(system, free), unserved]),
        equal_to=load,
        lower=np.concatenate([low, np.zeros(n_free)]),
        upper=np.concatenate([high, np.abs(load)]),
    )
    if not solution.solved or solution.value <= LEAST_SHORTAGE * max(float(np.abs(load).sum()), 1.0):
        return None
    cut = solution.point[n_edges:] > 0.0
    pull = np.abs(solution.upper_gain[:n_edges]) + np.abs(solution.lower_gain[:n_edges])
    edges = np.flatnonzero(pull > LEAST_SHORTAGE)
    return Shortage(solution.value, free[cut], edges, _share(system, free, low, high))


def _share(system: System, free: NDArray[np.intp], low: Array, high: Array) -> float:
    """Return the largest share of all loads that flows within the limits serve."""
    load = csr_array(-system.load[free][:, None])
    solution = minimise(
        np.append(np.zeros(system.n_edges), -1.0),
        equal=hstack([_balance(system, free), load]),
        equal_to=np.zeros(len(free)),
        lower=np.append(low, 0.0),
        upper=np.append(high, 1.0),
    )
    return float(solution.point[-1]) if solution.solved else 1.0


def _balance(system: System, free: NDArray[np.intp]) -> csr_array:
    """Return the matrix that gives the inflow less outflow of the free nodes, (n_free, n_edges)."""
    position = np.full(system.n_nodes, -1, dtype=np.intp)
    position[free] = np.arange(len(free))
    rows, columns, values = [], [], []
    for ends, sign in ((system.head, 1.0), (system.tail, -1.0)):
        inside = np.flatnonzero(position[ends] >= 0)
        rows.append(position[ends[inside]])
        columns.append(inside)
        values.append(np.full(len(inside), sign))
    shape = (len(free), system.n_edges)
    return csr_array((np.concatenate(values), (np.concatenate(rows), np.concatenate(columns))), shape=shape)


def flow_limits(system: System) -> tuple[Array, Array]:
    """Return the flow range that the devices leave each edge, (n_edges,). [kg/s]

    A compressor's flow limit is none here: in bypass it lets pass whatever comes. An unconditional device
    lets pass whatever comes as well, or its set-point alone.
    """
    start = len(system.pipe_edges)
    low, high = np.full(system.n_edges, -np.inf), np.full(system.n_edges, np.inf)
    one_way = system.n_edges - len(system.resistor_edges) - len(system.short_pipe_edges)
    low[start:one_way] = 0.0
    for law in (system.regulators, system.compressors):
        held = law.unconditional
        span = slice(start, start + len(held))
        low[span] = np.where(held, -np.inf, low[span])
        for bound in law.slacks.flow.values():
            acts = held | (law is system.regulators)
            high[span] = np.fmin(high[span], np.where(acts, bound, np.nan))
            low[span] = np.fmax(low[span], np.where(held, bound, np.nan))
        start = span.stop
    return low, high


def carries(system: System, flow: Array, reference: float) -> Mask:
    """Say which edges have a flow that they can have, (n_edges,).

    Where all have one, the flow itself proves that there is no shortage. Otherwise a closed device seems to
    pass what nothing else takes.

    Parameters
    ----------
    system
        The system.
    flow : (n_edges,)
        Of a converged state. [kg/s]
    reference
        Reference flow of the equations. [kg/s]
    """
    low, high = flow_limits(system)
    below, above = (LEAK * reference + SHORT * np.abs(limit) for limit in (low, high))
    return np.asarray((flow >= low - below) & (flow <= high + above))
