"""Damped Newton iteration on a linearised problem, with a line search that tolerates kinks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Callable

Array = NDArray[np.float64]
Linearised = TypeVar("Linearised")

SUFFICIENT_DECREASE: Final = 1e-4
"""Share of the predicted decrease that a damped step must bring (Armijo)."""

SHORTEST_STEP: Final = 2.0**-8
"""A damped step shorter than this means that the direction is no descent."""

MEMORY: Final = 4
"""How many past merits a step is compared with: kinks need a step that first goes up a little."""

LONGEST_CYCLE: Final = 6
"""Full steps between kinks may run in a circle of so many points."""

SAME_MERIT: Final = 1e-6
"""Relative difference of merits that count as the same when a circle is looked for."""


@dataclass(frozen=True)
class NewtonProblem(Generic[Linearised]):
    """What the iteration needs to know.

    Attributes
    ----------
    linearise
        Returns residual, derivatives and whatever else at a point.
    merit
        Scaled size of the residual; 0 at a solution.
    direction
        The full Newton step at a linearised point.
    converged
        Says, in the problem's own units, whether a point is a solution.
    limit
        Largest share of a step from a point that is to be trusted, between 0 and 1.
    """

    linearise: Callable[[Array], Linearised]
    merit: Callable[[Linearised], float]
    direction: Callable[[Linearised], Array]
    converged: Callable[[Linearised], bool]
    limit: Callable[[Array, Array], float] = lambda *_: 1.0


@dataclass(frozen=True)
class NewtonOutcome(Generic[Linearised]):
    """Where the iteration ended.

    Attributes
    ----------
    point
        Last point, (n,).
    linearised
        The problem linearised there.
    converged
        Whether the problem called it a solution.
    iterations
        Full linear solves spent.
    """

    point: Array
    linearised: Linearised
    converged: bool
    iterations: int


def newton(
    problem: NewtonProblem[Linearised], start: Array, *, max_iterations: int, damped: bool
) -> NewtonOutcome[Linearised]:
    """Iterate from ``start`` until converged, stalled or out of iterations.

    Parameters
    ----------
    problem
        The problem.
    start : (n,)
        Starting point.
    max_iterations
        Most linear solves.
    damped
        Whether a line search shortens steps. Full steps pass over stretches where a face has no slope and
        no shorter step brings a decrease, and end where they run in a circle; damped ones go on there.

    Returns
    -------
    NewtonOutcome
        The last point, converged or not; the iteration never raises for lack of convergence.
    """
    point = start
    here = problem.linearise(point)
    merits = [problem.merit(here)]
    for iteration in range(max_iterations):
        if problem.converged(here):
            return NewtonOutcome(point, here, True, iteration)
        step = problem.direction(here)
        if not np.all(np.isfinite(step)):
            return NewtonOutcome(point, here, False, iteration)
        if damped:
            point, here, merit = _line_search(problem, point, step, max(merits[-MEMORY:]))
            merits.append(merit)
        else:
            point = point + problem.limit(point, step) * step
            here = problem.linearise(point)
            merits.append(problem.merit(here))
            if _circles(merits) and not problem.converged(here):
                return NewtonOutcome(point, here, False, iteration + 1)
    return NewtonOutcome(point, here, problem.converged(here), max_iterations)


def _circles(merits: list[float]) -> bool:
    """Say whether the last merits are three times the same ones."""
    for period in range(1, LONGEST_CYCLE + 1):
        last = np.array(merits[-3 * period :])
        if len(last) == 3 * period and np.allclose(last[period:], last[:-period], rtol=SAME_MERIT, atol=0.0):
            return True
    return False


def _line_search(
    problem: NewtonProblem[Linearised], point: Array, step: Array, reference: float
) -> tuple[Array, Linearised, float]:
    """Halve the step until the merit falls below the reference; take the best try if none does."""
    longest = problem.limit(point, step)
    length = longest
    best: tuple[Array, Linearised, float] | None = None
    while length >= SHORTEST_STEP * longest:
        candidate = point + length * step
        there = problem.linearise(candidate)
        merit = problem.merit(there)
        if np.isfinite(merit) and (best is None or merit < best[2]):
            best = candidate, there, merit
        if merit <= (1.0 - SUFFICIENT_DECREASE * length) * reference:
            return candidate, there, merit
        length *= 0.5
    if best is None:
        there = problem.linearise(point)
        return point, there, problem.merit(there)
    return best
