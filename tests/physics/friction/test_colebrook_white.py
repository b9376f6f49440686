from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from linepack.physics.friction import ColebrookWhite

ROUND_OFF = 2e-14  # of X against a root found by bisection, a few units in the last place

reynolds_numbers = st.floats(3.3, 9.0).map(lambda exponent: 10.0**exponent)
roughnesses = st.one_of(st.just(0.0), st.floats(-7.0, -1.3).map(lambda exponent: 10.0**exponent))


def root_by_bisection(reynolds: float, roughness: float) -> float:
    """1/sqrt(lambda), by halving: slow and independent of any start."""
    low, high = 1.0, 40.0
    while True:
        x = 0.5 * (low + high)
        if x in (low, high):
            return x
        if x + 2.0 * np.log10(roughness / 3.71 + 2.51 * x / reynolds) > 0.0:
            high = x
        else:
            low = x


@given(reynolds_numbers, roughnesses)
def test_solution_is_the_root_to_round_off(reynolds, roughness):
    factor = ColebrookWhite().factor(np.array([reynolds]), np.array([roughness]), np.array([0.9]))
    assert factor[0] ** -0.5 == pytest.approx(root_by_bisection(reynolds, roughness), rel=ROUND_OFF)


def test_large_reynolds_numbers_reach_the_fully_rough_limit():
    factor = ColebrookWhite().factor(np.array([1e14]), np.array([1e-4]), np.array([0.9]))
    assert factor[0] == pytest.approx((2.0 * np.log10(3.71e4)) ** -2, rel=1e-7)
