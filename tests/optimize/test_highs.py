"""Linear programs against an independent solver; rows added later, gains as derivatives."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from scipy.optimize import linprog
from scipy.sparse import csr_array

from linepack.optimize.highs import GrowingProgram

TOLERANCE = 1e-7  # of two solvers with tolerances of 1e-9 on programs of unit size


def program(random: np.random.Generator, size: int = 8, equal: int = 3, rows: int = 12):
    """A bounded program that has a point: costs, bounds, equalities through a point, rows above it."""
    cost, point = random.normal(size=size), random.uniform(-1.0, 1.0, size)
    lower, upper = point - random.uniform(0.1, 2.0, size), point + random.uniform(0.1, 2.0, size)
    balance, cuts = random.normal(size=(equal, size)), random.normal(size=(rows, size))
    return cost, lower, upper, balance, balance @ point, cuts, cuts @ point + random.uniform(0.0, 0.5, rows)


@pytest.mark.parametrize("seed", range(6))
def test_optima_agree_with_another_solver_row_by_row(seed: int) -> None:
    cost, lower, upper, balance, right, cuts, most = program(np.random.default_rng(seed))
    growing = GrowingProgram(cost, lower, upper, csr_array(balance), right)
    values = []
    for count in range(len(cuts) + 1):
        if count:
            growing.add(csr_array(cuts[count - 1 : count]), most[count - 1 : count])
        found = growing.solve()
        other = linprog(
            cost,
            cuts[:count],
            most[:count],
            balance,
            right,
            np.column_stack([lower, upper]),
            method="highs-ipm",
        )
        assert found.solved
        values.append(float(cost @ found.point))
        assert values[-1] == pytest.approx(other.fun, abs=TOLERANCE)
        assert (cuts[:count] @ found.point <= most[:count] + TOLERANCE).all()
        assert balance @ found.point == pytest.approx(right, abs=TOLERANCE)
    assert all(later >= before - TOLERANCE for before, later in pairwise(values))


def test_gains_are_the_derivatives_of_the_bounds() -> None:
    cost, lower, upper, balance, right, _, _ = program(np.random.default_rng(3))
    step = 1e-4

    def value(at: int, shift: float) -> float:
        low, high = lower.copy(), upper.copy()
        low[at] += shift * (point[at] - lower[at] < upper[at] - point[at])
        high[at] += shift * (point[at] - lower[at] >= upper[at] - point[at])
        found = GrowingProgram(cost, low, high, csr_array(balance), right).solve()
        return float(cost @ found.point)

    first = GrowingProgram(cost, lower, upper, csr_array(balance), right).solve()
    point = first.point
    for at in np.flatnonzero(np.abs(first.gain) > 1e-6):
        slope = (value(at, step) - value(at, -step)) / (2.0 * step)
        assert first.gain[at] == pytest.approx(slope, rel=1e-5)


def test_what_has_no_point_or_no_end_is_not_solved() -> None:
    one = csr_array(np.array([[1.0, 1.0]]))
    nothing = GrowingProgram(np.ones(2), np.zeros(2), np.ones(2), one, np.array([3.0]))
    assert not nothing.solve().solved
    endless = GrowingProgram(np.array([-1.0, 0.0]), np.zeros(2), np.full(2, np.inf), one * 0.0, np.zeros(1))
    found = endless.solve()
    assert not found.solved
    assert not len(found.point)


def test_a_program_leaves_nothing_to_the_next() -> None:
    """All programs take turns on one solver: rows and bases of one must not reach another."""
    cost, lower, upper, balance, right, cuts, most = program(np.random.default_rng(5))
    alone = GrowingProgram(cost, lower, upper, csr_array(balance), right).solve().point
    between = GrowingProgram(cost, lower, upper, csr_array(balance), right)
    between.add(csr_array(cuts), most)
    between.solve()
    again = GrowingProgram(cost, lower, upper, csr_array(balance), right).solve().point
    assert again == pytest.approx(alone, abs=TOLERANCE)
