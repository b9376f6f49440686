"""Newton's iteration on many scenarios of one network side by side."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from linepack.network.tile import Tile
from linepack.numerics.many import ManyPattern
from linepack.steady.assemble import EDGE_TOLERANCE, FARTHEST, FLOW_TOLERANCE, Equations, Linearised
from linepack.steady.shortage import carries
from linepack.steady.state import SETTLED, SETTLING_ITERATIONS, Guess, State, closed_edges, cuts_off
from linepack.system.tile import retiled, tiled

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from linepack.network import Network
    from linepack.system.system import System

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]
Kind = TypeVar("Kind", bound=np.generic)

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
    locked
        Which converged ones have closed devices that lock gas in, whose level is yet to settle, (n,).
    open
        Which are neither converged nor given up, (n,).
    point
        Scaled unknowns of all scenarios, (n_unknowns, n).
    iterations
        Linear solves spent on each, (n,).
    out
        Edges that let nothing pass, (n_edges, n), None where there are none.
    """

    network: Tile
    state: State
    converged: Mask
    locked: Mask
    open: Mask
    point: Array
    iterations: NDArray[np.intp]
    out: Mask | None

    def guess(self, scenario: int) -> Guess:
        """Return the potentials and flows of one scenario, to start from."""
        system, scales, count = self.state.system, self.state.scales, len(self.converged)
        potential = system.fixed_potential[scenario::count].copy()
        free = np.flatnonzero(~system.fixed[scenario::count])
        potential[free] = self.point[: len(free), scenario] * scales.potential
        return Guess(potential, self.point[len(free) :, scenario] * scales.flow)


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
        lost |= done & ~self._carried(equations.system, here)
        done &= ~lost
        final, here, loose = self._settled(equations, point, here, out, done)
        state = State(
            equations.system, self.scales, final.ravel(), here, True, int(iterations.max(initial=0))
        )
        return Outcome(network, state, done & ~loose, loose, ~(done | lost), point, iterations, out)

    def _carried(self, system: System, here: Linearised) -> Mask:
        """Say in which scenarios every device has a flow that it can have, (n,)."""
        return np.asarray(self._many(carries(system, here.flow, self.scales.flow)).all(axis=0))

    def _settled(
        self, equations: Equations, point: Array, here: Linearised, out: Mask | None, done: Mask
    ) -> tuple[Array, Linearised, Mask]:
        """Lead gas that closed devices lock in to its level, as :func:`find_state` does.

        Scenarios with the same edges shut share the matrix of one of them: what moves yet is linear.

        Returns
        -------
        tuple
            The point, the equations there, and which converged scenarios did not settle, (n,).
        """
        groups = self._locked(here, out, done)
        moving = np.zeros(self.count, dtype=bool)
        names = {
            name: getattr(here, name) for name in ("regulator_mode", "compressor_mode", "check_valve_mode")
        }
        solvers = [(group, self._whole(here, int(group[0]))) for group in groups]
        for group in groups:
            moving[group] = True
        for _ in range(SETTLING_ITERATIONS if groups else 0):
            right = -np.concatenate([self._many(here.imbalance)[self.free], self._many(here.residual)])
            step = np.zeros_like(point)
            for group, solve in solvers:
                step[:, group] = solve(right[:, group])
            change = np.max(np.abs(step[: self.n_free]), axis=0, initial=0.0)
            point = point + np.where(moving & np.isfinite(step).all(axis=0), step, 0.0)
            here = replace(_shut(equations.linearise(point.ravel()), out, self.scales.flow), **names)
            moving &= ~((change <= SETTLED) & self._done(here))
            if not moving.any():
                break
        return point, here, moving

    def _whole(self, here: Linearised, scenario: int) -> Callable[[Array], Array]:
        """Return what solves the linear equations of one scenario with all flows among the unknowns."""
        one = Equations(self.near.system, self.scales)
        parts = (here.d_tail, here.d_head, here.d_flow)
        try:
            return one.whole_solver(*(part[scenario :: self.count] for part in parts))
        except RuntimeError:  # exactly singular
            return lambda right: np.full_like(right, np.nan)

    def _many(self, values: NDArray[Kind]) -> NDArray[Kind]:
        return values.reshape(-1, self.count)

    def _locked(self, here: Linearised, out: Mask | None, done: Mask) -> list[NDArray[np.intp]]:
        """Return the converged scenarios in which shut edges cut nodes off from every held pressure.

        Each group has the same edges shut.
        """
        shut = closed_edges(self.system, here).reshape(-1, self.count)
        shut = shut if out is None else shut | out
        if not shut.any():
            return []
        kept, place = np.unique(np.packbits(shut, axis=0), axis=1, return_inverse=True)
        patterns = np.unpackbits(kept, axis=0, count=len(shut)).astype(bool)
        groups = [np.flatnonzero(done & (place.ravel() == at)) for at in range(patterns.shape[1])]
        return [
            group
            for group, pattern in zip(groups, patterns.T, strict=True)
            if len(group) and cuts_off(self.near.system, pattern)
        ]

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
        d_tail, d_head, d_flow, residual, imbalance = (part.reshape(-1, self.count) for part in parts)
        return self._step(d_tail, d_head, d_flow, residual, imbalance[self.free])

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
