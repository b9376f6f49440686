from __future__ import annotations

import pickle
import subprocess
import sys
import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from linepack.constants import GAS_CONSTANT
from linepack.errors import InputError
from linepack.fluids.composition import Composition
from linepack.fluids.eos import PRESSURE_MAX, Papay, RangeWarning
from linepack.fluids.gas import Gas, default_isentropic_exponent
from linepack.fluids.reference import AT_SIXTY_FAHRENHEIT, NORMAL, STANDARD, ReferenceConditions

ROUND_OFF = 1e-13  # of integrals over one cell against quadrature: sums of a few hundred cells
INVERSE_TOLERANCE = 1e-12  # what the solver is promised
STATED = 1e-8  # of case A5
RENORMALISED = 1e-12  # the same gas from fractions that were scaled

pressures = npst.arrays(
    np.float64, st.integers(1, 30), elements=st.floats(-300e5, 300e5, allow_subnormal=False)
)
GAUSS_POINTS, GAUSS_WEIGHTS = np.polynomial.legendre.leggauss(24)


def integral_of_density(gas: Gas, low: float, high: float, pieces: int) -> float:
    """Gauss quadrature that knows nothing of the potential; pieces do not cross a cell of the table."""
    edges = np.linspace(low, high, pieces + 1)
    half = 0.5 * np.diff(edges)[:, None]
    nodes = edges[:-1, None] + half * (1.0 + GAUSS_POINTS)
    return float(np.sum(half * GAUSS_WEIGHTS * gas.density(nodes)))


@pytest.mark.parametrize("high", [0.78125e5, 50e5, 120e5, 250e5])
def test_potential_is_the_integral_of_the_density(gas, high):
    pieces = round(high / 0.78125e5)
    assert gas.potential(high) == pytest.approx(integral_of_density(gas, 0.0, high, pieces), rel=ROUND_OFF)


@given(st.floats(1e3, 249e5))
def test_slope_of_the_potential_is_the_density(gas, pressure):
    """Pi' = rho, by quadrature over a short stretch: free of the noise of a difference quotient."""
    cell = PRESSURE_MAX / 320
    low = np.floor(pressure / cell) * cell
    high = low + cell
    rise = gas.potential(high) - gas.potential(low)
    noise = 20 * np.finfo(float).eps * gas.potential(high)  # of the difference of two large numbers
    assert rise == pytest.approx(integral_of_density(gas, low, high, 1), rel=ROUND_OFF, abs=noise)


@given(pressures)
def test_potential_is_odd_and_density_is_even(gas, pressure):
    np.testing.assert_array_equal(gas.potential(-pressure), -gas.potential(pressure))
    np.testing.assert_array_equal(gas.density(-pressure), gas.density(pressure))
    np.testing.assert_array_equal(
        gas.pressure(-gas.potential(pressure)), -gas.pressure(gas.potential(pressure))
    )


@given(pressures)
def test_pressure_inverts_the_potential(gas, pressure):
    back = gas.pressure(gas.potential(pressure))
    normal = np.abs(pressure) > 1e-100  # squares of smaller numbers underflow
    np.testing.assert_allclose(back[normal], pressure[normal], rtol=INVERSE_TOLERANCE)


@given(npst.arrays(np.float64, 20, elements=st.floats(-1e9, 1e9)))
def test_potential_inverts_the_pressure(gas, potential):
    back = gas.potential(gas.pressure(potential))
    normal = np.abs(potential) > 1e-100
    np.testing.assert_allclose(back[normal], potential[normal], rtol=INVERSE_TOLERANCE)


def test_potential_and_density_increase(gas):
    pressure = np.linspace(0.0, 400e5, 20_001)
    assert (np.diff(gas.potential(pressure)) > 0.0).all()
    assert (np.diff(gas.density(pressure)) > 0.0).all()


def test_density_is_continuous_with_its_slope_at_the_ceiling(gas):
    ceiling = gas.isotherm.branch.ceiling
    step = 1e-5 * ceiling
    below, here, above = gas.density(ceiling + step * np.array([-1.0, 0.0, 1.0]))
    assert above - here == pytest.approx(here - below, rel=1e-4)  # differences over 250 Pa


def test_compressibility_and_density_agree(gas):
    pressure = np.array([1e3, 1e5, 70e5, 240e5, 300e5])
    gas_law = gas.density(pressure) * gas.compressibility(pressure)
    np.testing.assert_allclose(
        gas_law, pressure / (gas.specific_gas_constant * gas.temperature), rtol=ROUND_OFF
    )


def test_zero_pressure_is_no_special_case(gas):
    zero = np.zeros(2)
    assert gas.density(zero).tolist() == [0.0, 0.0]
    assert gas.potential(zero).tolist() == [0.0, 0.0]
    assert gas.pressure(zero).tolist() == [0.0, 0.0]
    at_zero = gas.compressibility(np.array([0.0, 300e5]))[0]
    assert at_zero == gas.compressibility(0.0) == pytest.approx(gas.compressibility(1.0), rel=1e-6)
    assert (gas.dynamic_viscosity(zero) > 0.0).all()


def test_shapes_are_kept_and_nan_stays_where_it_is(gas):
    for function in (gas.density, gas.potential, gas.pressure, gas.compressibility, gas.dynamic_viscosity):
        assert np.shape(function(1e5)) == ()
        assert function(np.full((2, 3), 1e5)).shape == (2, 3)
        assert function(np.array([])).shape == (0,)
    for function in (gas.density, gas.potential, gas.pressure, gas.dynamic_viscosity):
        assert np.isnan(function(np.array([np.nan, 1e5]))).tolist() == [True, False]


def test_pickling_keeps_a_gas(gas):
    back = pickle.loads(pickle.dumps(gas))  # noqa: S301 - our own bytes
    pressure = np.linspace(0.0, 250e5, 11)
    np.testing.assert_array_equal(back.potential(pressure), gas.potential(pressure))


def test_outlet_pressure_of_case_a5(papay_gas):
    """100 km, 0.9 m, lambda 0.0108, 350 kg/s from 75 bar, Papay within the integral."""
    area = 0.25 * np.pi * 0.9**2
    drop = 0.0108 * 100e3 * 350.0**2 / (2.0 * 0.9 * area**2)
    assert papay_gas.pressure(papay_gas.potential(75e5) - drop) == pytest.approx(3_321_289.265, rel=STATED)


def test_outlet_pressure_of_case_a1():
    gas = Gas.constant_z(molar_mass=0.0165, compressibility=0.88, temperature=283.15)
    area = 0.25 * np.pi * 0.9**2
    drop = 0.0108 * 100e3 * 350.0**2 / (2.0 * 0.9 * area**2)
    assert gas.pressure(gas.potential(75e5) - drop) == pytest.approx(3_262_594.347, rel=1e-9)


def test_normal_density_of_case_n7():
    """Papay at normal conditions gives the density that the case states, with its own gas constant."""
    gas = Gas.papay(
        molar_mass=GAS_CONSTANT / 518.28,
        critical_pressure=46.4e5,
        critical_temperature=192.0,
        temperature=278.0,
    )
    assert gas.normal_density == pytest.approx(0.717884, rel=3e-4)  # the case's critical point is not stated


def test_reference_densities_take_the_compressibility_of_the_standard(lean):
    gas = Gas.gerg2008(lean, 283.15)
    assert gas.normal_density == pytest.approx(gas.quality(NORMAL).density, rel=1e-14)
    assert gas.standard_density == pytest.approx(gas.quality(STANDARD).density, rel=1e-14)
    papay = Gas.from_equation(
        Papay(46.4e5, 192.0), molar_mass=lean.molar_mass, temperature=283.15, composition=lean
    )
    assert papay.normal_density == gas.normal_density


def test_reference_density_elsewhere_takes_the_equation(lean):
    gas = Gas.gerg2008(lean, 283.15)
    at_25 = gas.density_at(ReferenceConditions("25 degC", 298.15))
    at_20 = gas.density_at(ReferenceConditions("20 degC", 293.15))
    ideal = 293.15 / 298.15
    assert at_25 / at_20 == pytest.approx(ideal, rel=3e-4)  # Z changes by 1.4e-4


def test_a_constant_compressibility_counts_as_ideal_at_reference():
    gas = Gas.constant_z(molar_mass=0.0165, compressibility=0.88, temperature=283.15)
    assert gas.normal_density == pytest.approx(101_325.0 * 0.0165 / (GAS_CONSTANT * 273.15))
    assert gas.density_at(AT_SIXTY_FAHRENHEIT) < gas.normal_density


@given(st.floats(0.9999, 1.0001))
def test_scaled_fractions_are_the_same_gas(scale):
    parts = {"methane": 0.9, "ethane": 0.06, "nitrogen": 0.04}
    one = Gas.gerg2008(Composition(parts), 283.15)
    scaled = Composition({name: x * (1.0 + 0.9 * (scale - 1.0)) for name, x in parts.items()})
    other = Gas.gerg2008(scaled, 283.15)
    assert other.potential(70e5) == pytest.approx(one.potential(70e5), rel=RENORMALISED)


def test_pressures_outside_the_range_are_flagged_and_warned_about(papay_gas):
    pressure = np.array([-1e5, 0.0, 70e5, 150e5, 151e5, np.nan])
    expected = [True, False, False, False, True, True]
    assert papay_gas.outside_range(pressure).tolist() == expected
    with pytest.warns(RangeWarning, match="3 of 6 pressures are outside 0 to 150 bar, where Papay is valid"):
        assert papay_gas.check_range(pressure).tolist() == expected


def test_pressures_inside_the_range_pass_in_silence(gas):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert not gas.check_range(np.linspace(*gas.valid_pressure, 5)).any()


def test_isentropic_exponent_by_temperature_or_as_given():
    by_temperature = Gas.constant_z(molar_mass=0.0165, temperature=293.15)
    assert by_temperature.isentropic_exponent == default_isentropic_exponent(293.15)
    assert default_isentropic_exponent(293.15) == pytest.approx(1.29 - 5.8824e-4 * 20.0)
    given_value = Gas.constant_z(molar_mass=0.0165, temperature=293.15, isentropic_exponent=1.31)
    assert given_value.isentropic_exponent == 1.31


@pytest.mark.parametrize(
    ("changed", "place"),
    [
        ({"molar_mass": 0.0}, "gas.molar_mass"),
        ({"temperature": -1.0}, "gas.temperature"),
        ({"compressibility": 0.0}, "gas.compressibility"),
        ({"isentropic_exponent": 1.0}, "gas.isentropic_exponent"),
        ({"viscosity": "water"}, "gas.viscosity"),
    ],
)
def test_impossible_gases_are_refused(changed, place):
    with pytest.raises(InputError) as caught:
        Gas.constant_z(**{"molar_mass": 0.0165, "temperature": 283.15} | changed)
    assert caught.value.findings[0].place == place


def test_heating_values_need_a_composition():
    gas = Gas.constant_z(molar_mass=0.0165, temperature=283.15)
    with pytest.raises(InputError, match="need a composition"):
        gas.quality()


def test_import_brings_neither_pandas_nor_scipy():
    code = (
        "import sys, linepack.fluids.gas; "
        "print([m for m in ('pandas', 'scipy', 'pyaga8', 'CoolProp') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
