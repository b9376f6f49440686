"""Sequential linear programs on made-up programs whose optima are known in closed form."""

from __future__ import annotations

from typing import Any

import casadi
import numpy as np
import pytest

from linepack.optimize.sequential import NOTHING_FITS, SOLVED, UNSETTLED, Data, Sequential

SETTLED = 1e-8  # the steps end at moves and misfits of 1e-9


def two_pipes(n_elastic: int = 2) -> tuple[Sequential, dict[str, Any]]:
    """Two pipes in a row: a − b = K x², b − c = L x²; x, the flow, is to be as large as can be."""
    a, b, c, x, k = (casadi.SX.sym(name) for name in ("a", "b", "c", "x", "k"))
    statement = {
        "x": casadi.vertcat(a, b, c, x),
        "f": -x,
        "g": casadi.vertcat(a - b - k * x * x, b - c - 2.0 * k * x * x, x),
        "p": casadi.vertcat(k),
    }
    return Sequential(casadi, statement, watched=3, n_elastic=n_elastic), statement


def data(resistance: float, *, low: float, top: float = 1.0, most: float = np.inf) -> Data:
    """Potentials between ``low`` and ``top``, a largest flow, laws that hold exactly."""
    return Data(
        parameters=np.array([resistance]),
        lower=np.array([low, low, low, 0.0]),
        upper=np.array([top, top, top, np.inf]),
        low=np.array([0.0, 0.0, 0.0]),
        high=np.array([0.0, 0.0, most]),
    )


START = np.array([1.0, 0.9, 0.8, 0.2])


@pytest.mark.parametrize("low", [0.1, 0.5, 0.9])
def test_the_optimum_is_the_root_of_drop_over_resistance(low: float) -> None:
    sequential, _ = two_pipes()
    found = sequential.solve(data(0.3, low=low), START)
    assert found.status == SOLVED
    assert found.point[3] == pytest.approx(np.sqrt((1.0 - low) / 0.9), abs=SETTLED)
    assert found.point[0] - found.point[1] == pytest.approx(0.3 * found.point[3] ** 2, abs=SETTLED)


def test_multipliers_are_the_derivatives_of_the_optimum() -> None:
    """x = √((top − low)/3K): by the chain rule the bounds' multipliers are ±1/(6 K x)."""
    sequential, _ = two_pipes()
    found = sequential.solve(data(0.3, low=0.5), START)
    slope = 1.0 / (6.0 * 0.3 * found.point[3])
    assert found.bound[0] == pytest.approx(slope, rel=1e-6)
    assert found.bound[2] == pytest.approx(-slope, rel=1e-6)
    assert found.bound[1] == pytest.approx(0.0, abs=1e-9)
    assert np.abs(found.constraint[:2]) == pytest.approx(slope, rel=1e-6)


def test_a_flow_limit_binds_before_the_laws() -> None:
    sequential, _ = two_pipes()
    found = sequential.solve(data(0.3, low=0.1, most=0.25), START)
    assert found.point[3] == pytest.approx(0.25, abs=SETTLED)
    assert found.constraint[2] == pytest.approx(1.0, abs=1e-9)


def test_what_cannot_be_is_told_from_a_linearisation_that_cannot() -> None:
    """A least flow whose drop is larger than the pressures allow fits nothing, from any start."""
    sequential, _ = two_pipes()
    asked = data(0.3, low=0.5)
    asked.low[2], asked.high[2] = 2.0, 3.0
    for start in (START, np.array([0.6, 0.6, 0.6, 2.5])):
        assert sequential.solve(asked, start).status == NOTHING_FITS


def test_a_bad_start_is_mended_by_elastic_laws() -> None:
    """Linearised far out the laws leave no flow at all; the elastic ones lead back."""
    sequential, _ = two_pipes()
    far = np.array([1.0, 1.0, 1.0, 40.0])
    found = sequential.solve(data(0.3, low=0.5), far)
    assert found.status == SOLVED
    assert found.point[3] == pytest.approx(np.sqrt(0.5 / 0.9), abs=SETTLED)


def test_a_basis_of_a_near_problem_leads_to_the_same_point() -> None:
    sequential, _ = two_pipes()
    first = sequential.solve(data(0.3, low=0.5), START)
    cold = sequential.solve(data(0.31, low=0.48), START)
    warm = sequential.solve(data(0.31, low=0.48), first.point, first.basis)
    assert warm.status == SOLVED
    assert warm.point == pytest.approx(cold.point, abs=SETTLED)


def test_following_takes_the_data_anew_at_every_point() -> None:
    """A resistance K = 0.2 + 0.1 x: the end obeys the law at its own flow, 3 K x² = 0.5."""
    sequential, _ = two_pipes()
    first = sequential.solve(data(0.3, low=0.5), START)
    found = sequential.follow(lambda point: data(0.2 + 0.1 * point[3], low=0.5), first.point, first.basis)
    flow = found.point[3]
    assert found.status == SOLVED
    assert 3.0 * (0.2 + 0.1 * flow) * flow**2 == pytest.approx(0.5, abs=1e-5)  # follows to 1e-6 in x


def test_data_that_never_rest_do_not_settle() -> None:
    sequential, _ = two_pipes()
    first = sequential.solve(data(0.3, low=0.5), START)
    turns = iter(range(10**6))
    found = sequential.follow(
        lambda _: data(0.3 + 0.1 * (next(turns) % 2), low=0.5), first.point, first.basis
    )
    assert found.status == UNSETTLED
