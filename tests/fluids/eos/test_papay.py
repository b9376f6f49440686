from __future__ import annotations

import numpy as np
import pytest

from linepack.errors import InputError
from linepack.fluids.eos import Papay

ROUND_OFF = 2e-14  # of closed form and series against quadrature
EQUATION = Papay(critical_pressure=46.4e5, critical_temperature=192.0)


def formula(pressure, temperature):
    p, t = pressure / 46.4e5, temperature / 192.0
    return 1.0 - 3.52 * p * np.exp(-2.260 * t) + 0.274 * p**2 * np.exp(-1.878 * t)


def test_compressibility_is_the_published_formula():
    pressure = np.linspace(0.0, 150e5, 16)
    np.testing.assert_allclose(
        EQUATION.compressibility(pressure, 283.15), formula(pressure, 283.15), rtol=1e-15
    )


@pytest.mark.parametrize("temperature", [210.0, 250.0, 283.15, 350.0, 450.0])
def test_integral_meets_quadrature_on_both_sides_of_the_series(temperature):
    branch = EQUATION.branch(temperature)
    points, weights = np.polynomial.legendre.leggauss(40)
    pressure = np.geomspace(1.0, branch.ceiling, 400)
    half = 0.5 * pressure[:, None]
    s = half * (1.0 + points)
    exact = np.sum(half * weights * s / formula(s, temperature), axis=1)
    np.testing.assert_allclose(branch.integral(pressure), exact, rtol=ROUND_OFF)


def test_minimum_of_z_is_where_the_theory_page_says():
    pressure = np.linspace(100e5, 240e5, 140_001)
    minimum = pressure[np.argmin(EQUATION.compressibility(pressure, 283.15))]
    assert minimum / 46.4e5 == pytest.approx(6.42 * np.exp(-0.382 * 283.15 / 192.0), rel=1e-3)
    assert minimum == pytest.approx(170e5, rel=0.01)


def test_valid_range_ends_at_150_bar_or_at_the_minimum_of_z():
    assert EQUATION.valid_pressure(283.15) == (0.0, 150e5)
    warm = EQUATION.valid_pressure(400.0)[1]
    assert warm < 150e5
    assert EQUATION.compressibility(np.array([warm]), 400.0) < EQUATION.compressibility(
        np.array([warm + 1e5]), 400.0
    )


def test_density_turns_where_the_theory_page_says():
    turn = 46.4e5 * 1.91 * np.exp(0.939 * 283.15 / 192.0)
    pressure = turn * np.array([0.98, 0.99, 1.0, 1.01, 1.02])
    density = pressure / formula(pressure, 283.15)
    assert np.argmax(density) == 2


def test_the_isotherm_is_cut_before_the_density_turns():
    small = Papay(critical_pressure=25e5, critical_temperature=192.0).branch(215.0)
    assert small.ceiling < 250e5
    pressure = np.linspace(0.0, small.ceiling, 1001)
    assert (np.diff(pressure * small.reciprocal(pressure)) > 0.0).all()


def test_a_gas_below_the_chart_is_refused():
    with pytest.raises(InputError, match=r"above 1\.05; it is 1\.042"):
        EQUATION.branch(200.0)


@pytest.mark.parametrize("name", ["critical_pressure", "critical_temperature"])
def test_impossible_critical_points_are_refused(name):
    with pytest.raises(InputError, match=f"gas.{name}"):
        Papay(**{"critical_pressure": 46e5, "critical_temperature": 192.0} | {name: 0.0})
