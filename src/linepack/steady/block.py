"""Newton's iteration on many scenarios of one network side by side."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from linepack.network.tile import Tile
from linepack.numerics.many import ManyPattern
from linepack.steady.assemble import EDGE_TOLERANCE, FARTHEST, FLOW_TOLERANCE, Equations, Linearised
from linepack.steady.state import State
from linepack.system.tile import retiled, tiled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from linepack.network import Network
    from linepack.system.system import System

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]
Columns = dict[tuple[str, str], Array]

FEW_LEFT: Final = 0.1
"""Share of the scenarios below which those that are not done yet are left for a smaller block."""


@dataclass(frozen=True)
class Outcome:
    """Where the scenarios of a block ended.

    Attributes
    ----------
    network, state
        The copies, and the state of all of them; copy c of row r is row r n + c.
    converged
        Which scenarios hold to round-off, (n,).
    open
        Which are neither converged nor given up, (n,).
    point
        Scaled unknowns of all scenarios, (n_unknowns, n).
    iterations
        Linear solves spent on each, (n,).
    """

    network: Tile
    state: State
    converged: Mask
    open: Mask
    point: Array
    iterations: NDArray[np.intp]


class Block:
    """A number of scenarios of one network that are solved together.

    Parameters
    ----------
    network
        The network.
    near
        A state of it that the iteration starts from.
    count
        Number of scenarios, n.
    """

    def __init__(self, network: Network, near: State, count: int) -> None:
        self.count, self.scales = count, near.scales
        self.near = near
        self.network = Tile.of(network, count)
        self.system = tiled(near.system, self.network)
        structure = near.system.structure
        self.free, self.ends = structure.free, structure.free_ends
        self.n_free = len(self.free)
        self.pattern = ManyPattern(self.n_free, *self.ends)
        pipes = np.arange(len(near.system.pipe_edges))
        self.least_slope = np.repeat(Equations(near.system, near.scales).slope_at_least(pipes), count)
        self.repairs = 1 if near.system.n_edges > len(near.system.pipe_edges) else 0

    def solve(
        self,
        columns: Mapping[tuple[str, str], Array],
        *,
        out: Mask | None = None,
        start: Array | None = None,
        most: int,
        patient: bool = False,
    ) -> Outcome:
        """Iterate on all scenarios.

        Parameters
        ----------
        columns
            What differs between the scenarios, (n_rows, n) each.
        out : (n_edges, n)
            Edges that let nothing pass.
        start : (n_unknowns, n)
            Where to start, by default at the known state.
        most
            Most linear solves.
        patient
            Whether to go on for the last few.
        """
        network = self.network.differing(columns)
        equations = Equations(retiled(self.system, network), self.scales, least_slope=self.least_slope)
        point = self._predicted(equations.system) if start is None else start.copy()
        iterations = np.zeros(self.count, dtype=np.intp)
        lost = np.zeros(self.count, dtype=bool)
        here = _shut(equations.linearise(point.ravel()), out, self.scales.flow)
        done = self._done(here)
        while iterations.max(initial=0) < most and not (done | lost).all():
            step = self._direction(here)
            lost |= ~np.isfinite(step).all(axis=0)
            busy = ~(done | lost)
            if not patient and busy.sum() < FEW_LEFT * self.count:
                break
            point += np.where(busy, self._trusted(point, step), 0.0)
            iterations[busy] += 1
            here = _shut(equations.linearise(point.ravel()), out, self.scales.flow)
            done |= self._done(here) & ~lost
        state = State(
            equations.system, self.scales, point.ravel(), here, True, int(iterations.max(initial=0))
        )
        return Outcome(network, state, done, ~(done | lost), point, iterations)

    def _predicted(self, system: System) -> Array:
        """Return the known state, led on to the loads and held potentials of each scenario to first order.

        At the known state all scenarios share one matrix; set-points and outages come in with the first step.
        """
        known, scales, ends = self.near.linearised, self.scales, self.near.system.structure
        load, held = (values.reshape(-1, self.count) for values in (system.load, system.fixed_potential))
        lifted = (held - self.near.system.fixed_potential[:, None]) / scales.potential
        d_tail, d_head = known.d_tail[:, None], known.d_head[:, None]
        residual = d_tail * lifted[ends.tail] + d_head * lifted[ends.head]
        wanted = (self.near.system.load[:, None] - load)[self.free] / scales.flow
        step = self._step(d_tail, d_head, known.d_flow[:, None], residual, wanted)
        point = np.repeat(self.near.point[:, None], self.count, axis=1)
        return point + np.where(np.isfinite(step).all(axis=0), self._trusted(point, step), 0.0)

    def _done(self, here: Linearised) -> Mask:
        """Say for which scenarios every scaled residual is at round-off, (n,)."""
        edge, node = (
            np.max(np.abs(values.reshape(-1, self.count)), axis=0, initial=0.0)
            for values in (here.residual, here.imbalance)
        )
        return np.asarray((edge <= EDGE_TOLERANCE) & (node <= FLOW_TOLERANCE))

    def _trusted(self, point: Array, step: Array) -> Array:
        """Return the step, shortened where it leads too far; see :meth:`Equations.limit`."""
        size = np.max(np.abs(point[: self.n_free]), axis=0, initial=1.0)
        change = np.max(np.abs(step[: self.n_free]), axis=0, initial=0.0)
        if (change <= FARTHEST * size).all():
            return step
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.asarray(step * np.minimum(1.0, FARTHEST * size / change))

    def _direction(self, here: Linearised) -> Array:
        """Return Newton's step of all scenarios, (n_unknowns, n)."""
        parts = (here.d_tail, here.d_head, here.d_flow, here.residual, here.imbalance)
        *edges, imbalance = (part.reshape(-1, self.count) for part in parts)
        return self._step(*edges, imbalance[self.free])

    def _step(self, d_tail: Array, d_head: Array, d_flow: Array, residual: Array, wanted: Array) -> Array:
        """Return potentials and flows, (n_unknowns, n), not finite where the equations are singular.

        Flows of devices are eliminated like those of pipes: their equations always have a slope in the flow.

        Parameters
        ----------
        d_tail, d_head, d_flow : (n_edges, n) or (n_edges, 1)
            Slopes of the edges' equations.
        residual : (n_edges, n)
            What they miss.
        wanted : (n_free, n)
            What the free nodes have too much.
        """
        tail, head = self.ends
        with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
            conductance = -1.0 / d_flow
            at_tail, at_head = d_tail * conductance, -d_head * conductance
            push = residual * conductance
            solve = self.pattern.solver(at_tail, at_head)
            flow, potential = push, np.zeros_like(wanted)
            for _ in range(1 + self.repairs):
                potential = potential + solve(wanted + self.pattern.arrival @ flow)
                ends = np.concatenate([potential, np.zeros((1, self.count))])
                flow = push + at_tail * np.take(ends, tail, axis=0) - at_head * np.take(ends, head, axis=0)
        return np.concatenate([potential, flow])


def _shut(here: Linearised, out: Mask | None, flow: float) -> Linearised:
    """Return the equations with q = 0 in place of the laws of the edges that are out."""
    if out is None:
        return here
    shut = out.ravel()
    return replace(
        here,
        residual=np.where(shut, -here.flow / flow, here.residual),
        d_tail=np.where(shut, 0.0, here.d_tail),
        d_head=np.where(shut, 0.0, here.d_head),
        d_flow=np.where(shut, -1.0, here.d_flow),
    )
