"""Keeping an optimum below the speed of sound: the end of a pipe that would choke gets a least pressure.

The pipe law of the optimiser has no kinetic term, so an optimum may ask more of a pipe than can leave it. A
pipe that carries just what it can ends, in that law, at a potential that depends on the flow. This potential
becomes a lower bound where the pipe ends, and is moved until flow and bound agree.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from linepack.optimize.limits import Limit
from linepack.physics.kinetic import diagnose

if TYPE_CHECKING:
    from linepack.optimize.model import TransportProblem
    from linepack.optimize.optimum import Optimum

Array = NDArray[np.float64]

ROUNDS: Final = 20
"""Most optima with bounds for choking pipes; long pipes need two."""

SETTLED: Final = 1e-6
"""Share of what it can carry by which a bounded pipe may stay below it: 1e-3 kg/s of the largest lines."""

MARGIN: Final = 1e-7
"""Share by which a bound is raised, so that round-off does not leave a pipe choked."""

CHOKING: Final = "choking pressure"
"""Column of the limit that stands for the speed of sound at the outlet of a pipe."""


def unchoked(problem: TransportProblem, optimum: Optimum) -> tuple[TransportProblem, Optimum]:
    """Return a problem with bounds where pipes choke at its optimum, and the optimum within them.

    Both are the given ones where no pipe chokes, or where no optimum within the bounds is found.
    """
    bounds = _Bounds(problem)
    bounded, found = problem, optimum
    for _ in range(ROUNDS):
        if not found.found or not bounds.moved(found):
            break
        bounded = bounds.of_problem()
        found = type(found.optimizer).of(bounded).solve(bounded)
    return (bounded, found) if found.found else (problem, optimum)


class _Bounds:
    """The least potentials at the ends of choking pipes, moved optimum by optimum."""

    def __init__(self, problem: TransportProblem) -> None:
        self.problem = problem
        self.pipes, _ = problem.of_kind("pipes")
        self.bound: dict[int, float] = {}
        self.node: dict[int, int] = {}
        self.tried: dict[int, tuple[float, float]] = {}

    def moved(self, optimum: Optimum) -> bool:
        """Move the bounds towards what belongs to the flows of an optimum; say whether any moved."""
        flow = optimum.flow[self.pipes]
        largest, friction = self._choke(optimum)
        size = np.abs(flow)
        moving = set(np.flatnonzero(size > largest).tolist())
        moving |= {at for at in self.bound if size[at] < largest[at] * (1.0 - SETTLED)}
        for at in moving:
            end = self.problem.head if flow[at] >= 0.0 else self.problem.tail
            self.node[at] = int(end[self.pipes[at]])
            here = self.bound.get(at, float(optimum.potential[self.node[at]]))
            room = float(friction[at] * (1.0 - (largest[at] / size[at]) ** 2))
            wanted = max(float(optimum.potential[self.node[at]]) + room, 0.0)
            self.bound[at] = self._next(at, here, wanted)
        return bool(moving)

    def of_problem(self) -> TransportProblem:
        """Return the problem with these bounds."""
        problem, gas = self.problem, self.problem.system.gas
        low, limits = problem.pressure_min.copy(), problem.low_limit
        for at, bound in self.bound.items():
            pressure = float(gas.pressure(np.array([bound * (1.0 + MARGIN)]))[0])
            node = self.node[at]
            if pressure > low[node]:
                low[node] = pressure
                name = problem.flow_limit[int(self.pipes[at])].element
                limits = limits.replaced(node, Limit("pipes", name, CHOKING, pressure))
        low = np.minimum(low, problem.pressure_max)
        return replace(problem, pressure_min=low, low_limit=limits)

    def _choke(self, optimum: Optimum) -> tuple[Array, Array]:
        """Return the flows at which pipes choke, infinite where they are far from it, and their friction."""
        problem, potential = self.problem, optimum.potential
        ends = potential[problem.tail[self.pipes]], potential[problem.head[self.pipes]]
        flow = optimum.flow[self.pipes]
        found = diagnose(problem.pipe_law, *ends, flow, problem.system.gas)
        _, resistance, _ = problem.pipe_terms(potential, flow)
        return np.where(np.isfinite(found.largest), found.largest, np.inf), resistance * flow**2

    def _next(self, at: int, bound: float, wanted: float) -> float:
        """Return where the secant through two trials meets the bound that its own flow wants."""
        before = self.tried.get(at)
        self.tried[at] = bound, wanted
        if before is None or before[0] == bound:
            return wanted
        slope = (wanted - before[1]) / (bound - before[0])
        return bound + (wanted - bound) / (1.0 - min(slope, 0.0))
