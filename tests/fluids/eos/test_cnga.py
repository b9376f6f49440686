from __future__ import annotations

import numpy as np
import pytest

from linepack.constants import GAS_CONSTANT, MOLAR_MASS_AIR
from linepack.errors import InputError
from linepack.fluids.composition import Composition
from linepack.fluids.eos import Cnga, SimpleCnga, equation_of_state
from linepack.fluids.eos.cnga import SIMPLE, VALID_PRESSURE
from linepack.fluids.gas import Gas

STATED = 1e-9  # the coefficients of case A4 are printed to ten digits
CASE = 1e-8  # of the outlet pressure of case A4
ROUND_OFF = 2e-14
ATMOSPHERE = 101_350.0  # Pa, of case A4
SPECIFIC = 8.314 / (0.6 * 0.02896)  # J/(kg K), of case A4
LEAN = {"methane": 0.96, "ethane": 0.025, "propane": 0.005, "nitrogen": 0.008, "carbon_dioxide": 0.002}


def gas_of_case_a4() -> Gas:
    equation = Cnga(gravity=0.6, atmosphere=ATMOSPHERE)
    return Gas.from_equation(equation, molar_mass=GAS_CONSTANT / SPECIFIC, temperature=288.706)


def test_coefficients_of_case_a4():
    b1, b2 = Cnga(gravity=0.6, atmosphere=ATMOSPHERE).coefficients(288.706)
    assert b1 == pytest.approx(1.0024417832, rel=STATED)
    assert b2 == pytest.approx(2.4092582574e-8, rel=STATED)


def test_outlet_pressure_of_case_a4():
    gas = gas_of_case_a4()
    area = 0.25 * np.pi * 0.9**2
    drop = 0.0108 * 100e3 * 350.0**2 / (2.0 * 0.9 * area**2)
    assert gas.pressure(gas.potential(75e5) - drop) == pytest.approx(3_502_663.814, rel=CASE)


def test_density_is_the_quadratic_and_the_potential_the_cubic_in_the_units_of_the_formula():
    """Computed once more by hand in psi and degrees Rankine."""
    pressure, temperature, gravity = np.array([8e5, 40e5, 75e5]), 288.0, 0.58
    psi, rankine = pressure / 6894.757293168, temperature * 1.8
    reciprocal = 1.0 + 344_400.0 * psi * 10.0 ** (1.785 * gravity) / rankine**3.825
    equation = Cnga(gravity=gravity, convention="plus_atmosphere", atmosphere=1e-9)
    np.testing.assert_allclose(equation.compressibility(pressure, temperature), 1.0 / reciprocal, rtol=1e-14)
    gas = Gas.from_equation(equation, molar_mass=0.0168, temperature=temperature)
    scale = GAS_CONSTANT / 0.0168 * temperature
    np.testing.assert_allclose(gas.density(pressure), pressure * reciprocal / scale, rtol=1e-14)
    b2 = (reciprocal[2] - 1.0) / pressure[2]
    cubic = (pressure**2 / 2 + b2 * pressure**3 / 3) / scale
    np.testing.assert_allclose(gas.potential(pressure), cubic, rtol=1e-13)


@pytest.mark.parametrize("equation", [Cnga(0.6), Cnga(0.6, "gauge"), SimpleCnga()])
def test_integral_meets_quadrature(equation):
    branch = equation.branch(288.0)
    points, weights = np.polynomial.legendre.leggauss(12)
    pressure = np.geomspace(1.0, branch.ceiling, 60)
    half = 0.5 * pressure[:, None]
    s = half * (1.0 + points)
    exact = np.sum(half * weights * s / equation.compressibility(s, 288.0), axis=1)
    np.testing.assert_allclose(branch.integral(pressure), exact, rtol=ROUND_OFF)


def test_the_cubic_is_continued_oddly_and_not_as_it_stands():
    gas = gas_of_case_a4()
    assert gas.potential(-75e5) == -gas.potential(75e5)
    b1, b2 = gas.equation.coefficients(288.706)
    as_it_stands = (b1 * 75e5**2 / 2 - b2 * 75e5**3 / 3) / (SPECIFIC * 288.706)
    assert as_it_stands > 0.0
    assert gas.pressure(gas.potential(-75e5)) == pytest.approx(-75e5, rel=1e-12)


def test_conventions_differ_by_half_a_percent_of_density():
    gauge, plus = Cnga(0.6, "gauge"), Cnga(0.6, "plus_atmosphere")
    pressure = np.array([50e5])
    ratio = gauge.compressibility(pressure, 288.0) / plus.compressibility(pressure, 288.0)
    assert ratio[0] - 1.0 == pytest.approx(0.0045, abs=5e-4)


def test_gauge_pressure_zero_is_the_ideal_gas():
    z = Cnga(0.6, "gauge", ATMOSPHERE).compressibility(np.array([ATMOSPHERE]), 288.0)
    assert z[0] == pytest.approx(1.0, abs=1e-15)


def test_simple_numbers_hold_at_every_temperature():
    b1, b2 = SIMPLE
    z = equation_of_state("simple_cnga").compressibility(np.full(2, 60e5), np.array([270.0, 320.0]))
    np.testing.assert_allclose(z, 1.0 / (b1 + b2 * 60e5), rtol=1e-15)


@pytest.mark.parametrize("convention", ["gauge", "plus_atmosphere"])
def test_within_the_range_it_is_near_gerg2008(convention):
    pytest.importorskip("pyaga8")
    composition = Composition(LEAN)
    equation = Cnga(composition.molar_mass / MOLAR_MASS_AIR, convention)
    pressure = np.linspace(*VALID_PRESSURE, 21)
    for temperature in (278.15, 288.15, 303.15):
        reference = Gas.gerg2008(composition, temperature).compressibility(pressure)
        ratio = equation.compressibility(pressure, temperature) / reference
        assert np.abs(ratio - 1.0).max() < 0.025


@pytest.mark.parametrize(
    ("changed", "place"),
    [
        ({"gravity": 0.0}, "gas.gravity"),
        ({"atmosphere": -1.0}, "gas.atmospheric_pressure"),
        ({"convention": "absolute"}, "gas.cnga_convention"),
    ],
)
def test_impossible_parameters_are_refused(changed, place):
    with pytest.raises(InputError, match=place):
        Cnga(**{"gravity": 0.6} | changed)
