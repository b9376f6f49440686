"""Newton's method on one unknown: where full steps run in a circle, and where they do not."""

from __future__ import annotations

import numpy as np
import pytest

from linepack.numerics.newton import NewtonProblem, newton

MANY = 1000


def cubic() -> NewtonProblem[tuple[float, float]]:
    """x³ − 2 x + 2: full steps from 0 go to 1 and back."""
    return NewtonProblem(
        linearise=lambda x: (float(x[0] ** 3 - 2.0 * x[0] + 2.0), float(3.0 * x[0] ** 2 - 2.0)),
        merit=lambda here: abs(here[0]),
        direction=lambda here: np.array([-here[0] / here[1]]),
        converged=lambda here: abs(here[0]) < 1e-12,
    )


def test_full_steps_that_run_in_a_circle_end_soon() -> None:
    outcome = newton(cubic(), np.array([0.0]), max_iterations=MANY, damped=False)
    assert not outcome.converged
    assert outcome.iterations < 10


@pytest.mark.parametrize("start", [-4.0, 2.0])
def test_full_steps_that_arrive_go_on(start: float) -> None:
    outcome = newton(cubic(), np.array([start]), max_iterations=MANY, damped=False)
    assert outcome.converged
    assert outcome.point[0] == pytest.approx(-1.7692923542386314)
