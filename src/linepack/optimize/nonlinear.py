"""The hydraulic optimum of A → B: a solution of the exact pipe law, local and said so.

In the potential the pipe law is quadratic whatever the equation of state; friction factors, elevation
exponents and fuel are brought in by a few sweeps around the solver.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from linepack.optimize import sequential
from linepack.optimize.gains import Multipliers, gains
from linepack.optimize.numbers import Frame, Numbers
from linepack.optimize.optimum import Gain, Optimum
from linepack.optimize.program import Program, Shape, program_for
from linepack.optimize.reduction import Reduction
from linepack.optimize.rows import FlowRows

if TYPE_CHECKING:
    from linepack.optimize.model import TransportProblem

Array = NDArray[np.float64]

SWEEPS: Final = 10
"""Most sweeps over friction, elevation and fuel around the solver."""

BRISK: Final = 5.0
"""Speed at which the friction of a pipe at rest is taken in the first sweep. [m/s]"""

SWEEP_GAIN: Final = 1e-4
"""A sweep that moves the optimum by less than this share ends them, once potentials rest too."""

SWEEP_MOVE: Final = 1e-5
"""Move of a scaled potential below which it counts as resting: 1e-5 of the pressure."""


def hydraulic_optimum(problem: TransportProblem, keep: frozenset[int] = frozenset()) -> Optimum:
    """Return a local optimum of the hydraulic problem.

    Parameters
    ----------
    problem
        The problem.
    keep
        Nodes whose bounds are likely to matter: it is found out anyhow, but later.

    Raises
    ------
    MissingExtraError
        Without CasADi.
    """
    return Optimizer.of(problem, keep).solve(problem)


@dataclass(frozen=True)
class Optimizer:
    """The compiled program of a problem; solves it for any data of the same topology and question.

    Attributes
    ----------
    reduction, rows, program
        The reduced graph, the rows of its flow limits, and the program.
    keep
        Inner nodes of chains that are kept because a bound on them mattered.
    """

    reduction: Reduction
    rows: FlowRows
    program: Program
    keep: frozenset[int]

    @classmethod
    def of(cls, problem: TransportProblem, keep: frozenset[int] = frozenset()) -> Optimizer:
        """Return the optimizer of a problem that keeps some further nodes."""
        reduction = Reduction.of(problem, keep)
        rows = FlowRows.of(problem, reduction)
        return cls(reduction, rows, program_for(Shape.of(problem, reduction, rows.edge)), keep)

    def solve(
        self,
        problem: TransportProblem,
        *,
        start: Optimum | None = None,
        settled: float = sequential.FOLLOWED,
    ) -> Optimum:
        """Return a local optimum for the data of a problem of the same topology.

        Parameters
        ----------
        problem
            The data.
        start
            An optimum of similar data to start from.
        settled
            Scaled violation and move at which an optimum that is followed counts as found.

        Notes
        -----
        Where the optimum passes a bound at an inner node of a chain, that node is kept and the solver
        goes on from there.
        """
        optimizer = self
        point, passed = optimizer._reduced(problem, start or _base_point(problem), settled)
        while passed:
            optimizer = Optimizer.of(problem, optimizer.keep | passed)
            near = replace(point, basis=None, optimizer=optimizer)
            point, passed = optimizer._reduced(problem, near, settled)
        return point

    def _reduced(
        self, problem: TransportProblem, start: Optimum, settled: float
    ) -> tuple[Optimum, frozenset[int]]:
        """Return the optimum of the reduced problem and the inner nodes whose bounds it passes."""
        frame = Frame(problem, self.reduction, self.rows, self.program.shape)
        near = start.optimizer is self
        return (self._followed_from(frame, start, settled) if near else None) or self._swept(frame, start)

    def _followed_from(
        self, frame: Frame, start: Optimum, settled: float
    ) -> tuple[Optimum, frozenset[int]] | None:
        """Return the optimum that a near one leads to and what it passes, None where that does not settle."""
        followed = self._followed(frame, start, settled)
        if followed is None:
            return None
        return followed, self.reduction.passed(followed.potential, frame.bottom, frame.top)

    def _followed(self, frame: Frame, start: Optimum, settled: float) -> Optimum | None:
        numbers = Numbers.of(frame, start.potential, start.flow)

        def data(point: Array) -> sequential.Data:
            nonlocal numbers
            potential, flow, _ = numbers.unpack(point)
            numbers = Numbers.of(frame, potential, flow)
            return numbers.data(bent=True)

        first = numbers.pack(start.potential, start.flow, start.value)
        outcome = self.program.sequential.follow(data, first, start.basis, settled=settled)
        if outcome.status != sequential.SOLVED or not self.rows.possible(frame.problem, numbers.given):
            return None
        potential, flow, extra = numbers.unpack(outcome.point)
        explain = partial(self._gains, numbers, outcome)
        return Optimum(extra, potential, flow, outcome.status, outcome.basis, self, explain)

    def _swept(self, frame: Frame, start: Optimum) -> tuple[Optimum, frozenset[int]]:
        """Return the optimum found in sweeps over friction, elevation and fuel, and what it passes.

        A sweep ends near the optimum, which is followed from there where that settles; else sweeps go on.
        """
        potential, flow, extra = start.potential, start.flow, start.value
        basis = start.basis if start.optimizer is self else None
        previous = np.inf
        for sweep in range(SWEEPS):
            numbers = Numbers.of(frame, potential, flow)
            settled = sequential.SETTLED if sweep else sequential.NEAR
            answer, message = self._answer(numbers, numbers.pack(potential, flow, extra), basis, settled)
            if answer is None:
                return Optimum(float("nan"), potential, flow, message), frozenset()
            basis, before = answer.basis, potential
            potential, flow, extra = numbers.unpack(answer.point)
            rough = Optimum(extra, potential, flow, message, basis, self)
            followed = self._followed_from(frame, rough, sequential.FOLLOWED) if basis is not None else None
            if followed is not None:
                return followed
            moved = float(np.max(np.abs(potential - before))) / frame.unit
            if abs(extra - previous) <= SWEEP_GAIN * max(abs(extra), 1.0) and moved <= SWEEP_MOVE:
                break
            previous = extra
        explain = partial(self._gains, numbers, answer)
        optimum = Optimum(extra, potential, flow, message, basis, self, explain)
        return optimum, self.reduction.passed(potential, frame.bottom, frame.top)

    def _answer(
        self, numbers: Numbers, start: Array, basis: Any, settled: float
    ) -> tuple[sequential.Outcome | None, str]:
        """Solve by linear programs; by interior point what they do not settle or do not solve at first."""
        if not self.rows.possible(numbers.problem, numbers.given):
            return None, sequential.NOTHING_FITS
        data = numbers.data(bent=False)
        outcome = self.program.sequential.solve(data, start, basis, settled=settled)
        if outcome.status == sequential.SOLVED:
            return outcome, outcome.status
        if outcome.status == sequential.NOTHING_FITS and basis is not None:
            return None, outcome.status
        return self._interior(data, start)

    def _interior(self, data: sequential.Data, start: Array) -> tuple[sequential.Outcome | None, str]:
        solver = self.program.interior_point
        limits = {"lbx": data.lower, "ubx": data.upper, "lbg": data.low, "ubg": data.high}
        result = solver(x0=start, p=data.parameters, **limits)
        message = str(solver.stats()["return_status"])
        if not solver.stats()["success"]:
            return None, message
        point, bound, constraint = (np.asarray(result[name]).ravel() for name in ("x", "lam_x", "lam_g"))
        return sequential.Outcome(sequential.SOLVED, point, bound, constraint, None), message

    def _gains(self, numbers: Numbers, answer: sequential.Outcome | None) -> tuple[Gain, ...]:
        if answer is None:
            return ()
        potential, flow, _ = numbers.unpack(answer.point)
        sizes = numbers.shape.sizes
        parts = np.split(answer.constraint, np.cumsum(list(sizes.values()))[:-1])
        node = np.zeros(numbers.problem.n_nodes)
        node[self.reduction.node] = answer.bound[: len(self.reduction.node)]
        return gains(numbers, Multipliers(node, dict(zip(sizes, parts, strict=True)), potential, flow))


def _base_point(problem: TransportProblem) -> Optimum:
    """The base state within the bounds, with brisk flows in pipes at rest: friction is taken there first."""
    gas = problem.system.gas
    low, high = gas.potential(problem.pressure_min), gas.potential(problem.pressure_max)
    potential = np.clip(problem.state.potential[problem.node], low, high)
    flow = problem.state.flow[problem.edge].copy()
    pipes, _ = problem.of_kind("pipes")
    density = gas.density(gas.pressure(potential[problem.tail[pipes]]))
    brisk = problem.pipe_law.area * problem.pipe_law.lines * density * BRISK
    slow = np.abs(flow[pipes]) < 0.1 * brisk
    flow[pipes] = np.where(slow, np.where(flow[pipes] < 0.0, -brisk, brisk), flow[pipes])
    return Optimum(float("nan"), potential, flow, "")
