from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from linepack.fluids.eos.cubic import UniformGrid, first_moment, hermite

ROUND_OFF = 1e-12


def cubic(coefficients):
    return np.polynomial.Polynomial(coefficients)


@given(st.lists(st.floats(-2.0, 2.0), min_size=4, max_size=4))
def test_a_cubic_is_reproduced_and_its_moment_is_exact(coefficients):
    grid, exact = UniformGrid(0.25, 8), cubic(coefficients)
    table = hermite(grid, exact(grid.nodes()), exact.deriv()(grid.nodes()))
    x = np.linspace(0.0, 2.0, 33)
    np.testing.assert_allclose(table(x), exact(x), atol=ROUND_OFF)
    moment = (cubic([0.0, 1.0]) * exact).integ()
    np.testing.assert_allclose(first_moment(table)(x), moment(x) - moment(0.0), atol=10 * ROUND_OFF)


def test_error_falls_with_the_fourth_power_of_the_step():
    errors = []
    for cells in (8, 16, 32):
        grid = UniformGrid(1.0 / cells, cells)
        table = hermite(grid, np.exp(grid.nodes()), np.exp(grid.nodes()))
        x = np.linspace(0.0, 1.0, 1001)
        errors.append(np.abs(table(x) - np.exp(x)).max())
    orders = np.log2(np.array(errors[:-1]) / errors[1:])
    assert orders == pytest.approx([4.0, 4.0], abs=0.1)


def test_tables_are_read_only():
    table = hermite(UniformGrid(1.0, 2), np.zeros(3), np.zeros(3))
    with pytest.raises(ValueError, match="read-only"):
        table.coefficients[0, 0] = 1.0
