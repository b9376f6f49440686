from __future__ import annotations

import numpy as np
import pytest

from linepack.errors import InputError
from linepack.fluids.composition import Composition
from linepack.fluids.gas import Gas
from linepack.fluids.viscosity import ConstantViscosity, LeeGonzalezEakin, lee_gonzalez_eakin, viscosity_law

STATED = 1e-8  # relative tolerance of the verification values
CORRELATION_TOLERANCE = 0.04  # largest difference from the reference correlation of methane, measured 3.8 %


@pytest.mark.parametrize(("density", "centipoise"), [(0.7, 0.0108687585), (50.0, 0.0122335881)])
def test_verification_values(density, centipoise):
    viscosity = lee_gonzalez_eakin(np.array([density]), molar_mass=0.0175, temperature=288.15)
    assert viscosity[0] == pytest.approx(1e-3 * centipoise, rel=STATED)


@pytest.mark.parametrize("temperature", [280.0, 300.0, 320.0])
def test_viscosity_is_near_the_reference_correlation(temperature):
    coolprop = pytest.importorskip("CoolProp.CoolProp")
    gas = Gas.gerg2008(Composition({"methane": 1.0}), temperature)
    pressure = np.array([1e5, 25e5, 50e5, 75e5, 100e5])
    reference = [coolprop.PropsSI("V", "T", temperature, "P", p, "Methane") for p in pressure]
    np.testing.assert_allclose(gas.dynamic_viscosity(pressure), reference, rtol=CORRELATION_TOLERANCE)


def test_viscosity_is_finite_at_zero_density():
    assert np.isfinite(lee_gonzalez_eakin(np.zeros(1), molar_mass=0.0175, temperature=288.15)).all()


def test_a_header_names_the_law_or_gives_a_constant():
    assert viscosity_law("lee-gonzalez-eakin", molar_mass=0.0165, temperature=280.0) == LeeGonzalezEakin(
        0.0165, 280.0
    )
    constant = viscosity_law(1.1e-5, molar_mass=0.0165, temperature=280.0)
    assert constant == ConstantViscosity(1.1e-5)
    np.testing.assert_array_equal(constant(np.array([1.0, 50.0])), 1.1e-5)


@pytest.mark.parametrize("viscosity", ["lbc", 0.0, -1e-5, float("nan")])
def test_other_viscosities_are_refused(viscosity):
    with pytest.raises(InputError, match="not a viscosity"):
        viscosity_law(viscosity, molar_mass=0.0165, temperature=280.0)
