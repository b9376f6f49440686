from __future__ import annotations

import numpy as np
import pytest

from linepack.errors import InputError
from linepack.fluids.composition import Composition
from linepack.fluids.eos import Aga
from linepack.fluids.gas import Gas

ROUND_OFF = 2e-14  # of closed form and series against quadrature
EQUATION = Aga(critical_pressure=46.4e5, critical_temperature=192.0)
LEAN = {"methane": 0.96, "ethane": 0.025, "propane": 0.005, "nitrogen": 0.008, "carbon_dioxide": 0.002}


def formula(pressure, temperature):
    p, t = pressure / 46.4e5, temperature / 192.0
    return 1.0 + 0.257 * p - 0.533 * p / t


def test_compressibility_is_the_published_formula():
    pressure = np.linspace(0.0, 70e5, 8)
    np.testing.assert_allclose(
        EQUATION.compressibility(pressure, 283.15), formula(pressure, 283.15), rtol=1e-14
    )


@pytest.mark.parametrize("temperature", [210.0, 283.15, 398.0, 450.0])
def test_integral_meets_quadrature_on_both_sides_of_the_series(temperature):
    """Above 398 K the factor rises with pressure; there the log runs the other way."""
    branch = EQUATION.branch(temperature)
    points, weights = np.polynomial.legendre.leggauss(60)
    pressure = np.geomspace(1.0, branch.ceiling, 300)
    half = 0.5 * pressure[:, None]
    s = half * (1.0 + points)
    exact = np.sum(half * weights * s / formula(s, temperature), axis=1)
    np.testing.assert_allclose(branch.integral(pressure), exact, rtol=10 * ROUND_OFF)


def test_the_isotherm_ends_before_the_factor_vanishes():
    branch = EQUATION.branch(210.0)
    assert branch.ceiling < 250e5
    assert 1.0 / branch.reciprocal(np.array([branch.ceiling]))[0] == pytest.approx(0.1)


def test_within_the_range_it_is_near_gerg2008():
    pytest.importorskip("pyaga8")
    composition = Composition(LEAN)
    equation = Aga(composition.critical_pressure, composition.critical_temperature)
    pressure = np.linspace(1e5, 70e5, 21)
    for temperature in (278.15, 288.15, 303.15):
        reference = Gas.gerg2008(composition, temperature).compressibility(pressure)
        assert np.abs(equation.compressibility(pressure, temperature) / reference - 1.0).max() < 0.02


def test_a_gas_below_the_chart_is_refused():
    with pytest.raises(InputError, match=r"above 1\.05; it is 1\.042"):
        EQUATION.branch(200.0)


@pytest.mark.parametrize("name", ["critical_pressure", "critical_temperature"])
def test_impossible_critical_points_are_refused(name):
    with pytest.raises(InputError, match=f"gas.{name}"):
        Aga(**{"critical_pressure": 46e5, "critical_temperature": 192.0} | {name: 0.0})
