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
PARAMETERS = {
    "constant_z": {"factor": 0.9},
    "papay": {
        "critical_pressure": COMPOSITION.critical_pressure,
        "critical_temperature": COMPOSITION.critical_temperature,
    },
    "gerg2008": {"composition": COMPOSITION},
}


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


def test_valid_range_lies_within_the_branch(equation):
    low, high = equation.valid_pressure(TEMPERATURE)
    assert low == 0.0
    assert 100e5 <= high <= equation.branch(TEMPERATURE).ceiling


def test_any_equation_makes_a_gas(equation):
    gas = Gas.from_equation(equation, molar_mass=COMPOSITION.molar_mass, temperature=TEMPERATURE)
    assert gas.pressure(gas.potential(60e5)) == pytest.approx(60e5, rel=1e-12)


def test_an_unknown_name_is_refused_with_the_known_ones():
    with pytest.raises(InputError, match="constant_z, gerg2008, papay"):
        equation_of_state("redlich_kwong")
