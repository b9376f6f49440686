"""What every registered equation of state keeps."""

from __future__ import annotations

import numpy as np
import pytest

from linepack.errors import InputError
from linepack.fluids.composition import Composition
from linepack.fluids.eos import EQUATIONS, equation_of_state
from linepack.fluids.gas import Gas

TEMPERATURE = 283.15
BRANCH_TOLERANCE = 1e-6  # a branch may be a table of the equation

COMPOSITION = Composition({"methane": 0.96, "ethane": 0.03, "nitrogen": 0.01})
CRITICAL_POINT = {
    "critical_pressure": COMPOSITION.critical_pressure,
    "critical_temperature": COMPOSITION.critical_temperature,
}
PARAMETERS = {
    "ideal": {},
    "constant_z": {"factor": 0.9},
    "simple_cnga": {},
    "full_cnga": {"gravity": 0.58},
    "aga": CRITICAL_POINT,
    "papay": CRITICAL_POINT,
    "peng_robinson": {"composition": COMPOSITION},
    "soave_redlich_kwong": {"composition": COMPOSITION},
    "aga8": {"composition": COMPOSITION},
    "gerg2008": {"composition": COMPOSITION},
}


ABOVE_100_PSIG = 100.0 * 6894.757293168 + 101_325.0
VALID = {
    "ideal": (0.0, 250e5),
    "constant_z": (0.0, 250e5),
    "simple_cnga": (ABOVE_100_PSIG, 100e5),
    "full_cnga": (ABOVE_100_PSIG, 100e5),
    "aga": (0.0, 70e5),
    "papay": (0.0, 150e5),
    "peng_robinson": (0.0, 250e5),
    "soave_redlich_kwong": (0.0, 250e5),
    "aga8": (0.0, 250e5),
    "gerg2008": (0.0, 250e5),
}
DIFFERENCE = 1e-6  # relative, of a central difference of the slope with a step of 100 Pa


@pytest.fixture(params=list(EQUATIONS))
def equation(request):
    return equation_of_state(request.param, **PARAMETERS[request.param])


def test_branch_is_the_equation_at_one_temperature(equation):
    pressure = np.linspace(0.0, 150e5, 101)
    branch = 1.0 / equation.branch(TEMPERATURE).reciprocal(pressure)
    exact = equation.compressibility(pressure, TEMPERATURE)
    np.testing.assert_allclose(branch, exact, rtol=0.0, atol=BRANCH_TOLERANCE)


def test_compressibility_takes_arrays_of_temperatures(equation):
    z = equation.compressibility(np.full((2, 3), 50e5), np.array([280.0, 290.0, 300.0]))
    assert z.shape == (2, 3)
    assert (np.diff(z, axis=1) >= 0.0).all()


def test_reference_compressibility_is_near_one(equation):
    assert equation.reference_compressibility(101_325.0, 288.15) == pytest.approx(1.0, abs=3e-3)


@pytest.mark.parametrize("name", list(EQUATIONS))
def test_valid_range_is_the_stated_one_and_lies_within_the_branch(name):
    equation = equation_of_state(name, **PARAMETERS[name])
    assert equation.valid_pressure(TEMPERATURE) == pytest.approx(VALID[name])
    assert equation.valid_pressure(TEMPERATURE)[1] <= equation.branch(TEMPERATURE).ceiling


def test_slope_of_the_branch_meets_differences(equation):
    branch = equation.branch(TEMPERATURE)
    pressure, step = np.linspace(1e5, 240e5, 300), 100.0
    up, down = branch.reciprocal(pressure + step), branch.reciprocal(pressure - step)
    slope = branch.slope(pressure)
    scale = np.abs(slope).max() + 1e-12
    np.testing.assert_allclose(slope, (up - down) / (2.0 * step), rtol=0.0, atol=DIFFERENCE * scale)


def test_sound_speed_is_the_slope_of_the_pressure(equation):
    gas = Gas.from_equation(equation, molar_mass=COMPOSITION.molar_mass, temperature=TEMPERATURE)
    pressure, step = np.array([1e5, 50e5, 120e5, 300e5]), 100.0
    rise = gas.density(pressure + step) - gas.density(pressure - step)
    np.testing.assert_allclose(gas.isothermal_sound_speed(pressure) ** -2, rise / (2.0 * step), rtol=1e-6)


def test_any_equation_makes_a_gas(equation):
    gas = Gas.from_equation(equation, molar_mass=COMPOSITION.molar_mass, temperature=TEMPERATURE)
    assert gas.pressure(gas.potential(60e5)) == pytest.approx(60e5, rel=1e-12)


def test_an_unknown_name_is_refused_with_the_known_ones():
    with pytest.raises(
        InputError, match="aga, aga8, constant_z, full_cnga, gerg2008, ideal, papay, peng_robinson"
    ):
        equation_of_state("redlich_kwong")
