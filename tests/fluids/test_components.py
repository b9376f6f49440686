"""The component table against sources that are independent of it."""

from __future__ import annotations

import numpy as np
import pytest

from linepack.constants import ATMOSPHERE
from linepack.fluids.components import components

CoolProp = pytest.importorskip("CoolProp.CoolProp")

HEATING_TEMPERATURES = ("0", "15", "15.55", "20", "25")
COMBUSTIBLE = [
    name for name, part in components().items() if part.gross_heating_values["25"] and name != "water"
]

COOLPROP_NAMES = {
    "methane": "Methane", "nitrogen": "Nitrogen", "carbon_dioxide": "CarbonDioxide", "ethane": "Ethane",
    "propane": "n-Propane", "isobutane": "IsoButane", "n_butane": "n-Butane", "isopentane": "Isopentane",
    "n_pentane": "n-Pentane", "n_hexane": "n-Hexane", "n_heptane": "n-Heptane", "n_octane": "n-Octane",
    "n_nonane": "n-Nonane", "n_decane": "n-Decane", "hydrogen": "Hydrogen", "oxygen": "Oxygen",
    "carbon_monoxide": "CarbonMonoxide", "water": "Water", "hydrogen_sulfide": "HydrogenSulfide",
    "helium": "Helium", "argon": "Argon",
}  # fmt: skip

# (carbon, hydrogen, oxygen, sulfur) atoms of the combustible components
ATOMS = {
    "methane": (1, 4, 0, 0), "ethane": (2, 6, 0, 0), "propane": (3, 8, 0, 0), "isobutane": (4, 10, 0, 0),
    "n_butane": (4, 10, 0, 0), "isopentane": (5, 12, 0, 0), "n_pentane": (5, 12, 0, 0),
    "n_hexane": (6, 14, 0, 0), "n_heptane": (7, 16, 0, 0), "n_octane": (8, 18, 0, 0),
    "n_nonane": (9, 20, 0, 0), "n_decane": (10, 22, 0, 0), "hydrogen": (0, 2, 0, 0),
    "carbon_monoxide": (1, 0, 1, 0), "hydrogen_sulfide": (0, 2, 0, 1),
}  # fmt: skip

# Gas-phase enthalpies of formation at 25 degC, J/mol: CODATA key values 1989 and the NIST WebBook.
FORMATION = {
    "methane": -74.6e3, "ethane": -84.0e3, "propane": -104.7e3, "isobutane": -134.99e3, "n_butane": -125.8e3,
    "isopentane": -153.7e3, "n_pentane": -146.8e3, "n_hexane": -167.2e3, "n_heptane": -187.8e3,
    "n_octane": -208.7e3, "n_nonane": -228.3e3, "n_decane": -249.7e3, "hydrogen": 0.0,
    "carbon_monoxide": -110.53e3, "hydrogen_sulfide": -20.6e3,
}  # fmt: skip
CARBON_DIOXIDE, LIQUID_WATER, SULFUR_DIOXIDE = -393.51e3, -285.83e3, -296.81e3

FORMATION_TOLERANCE = 2.2e3  # J/mol; scatter between sources for the heavier alkanes
SLOPE_TOLERANCE = 0.01  # of the change with temperature, from ideal heat capacities of another program
TABLE_ROUNDING = 12.0  # J/mol; both ends of a difference are rounded to 0.01 kJ/mol
MOLAR_MASS_TOLERANCE = 3e-5  # tables of atomic masses of different years
CRITICAL_TOLERANCE = 0.015  # critical points of heavy alkanes differ by that between sources
Z_TOLERANCE = 1.2e-4  # the standard states its summation factors to 5e-4 to 4e-3, for light gases

LIGHT = ["methane", "nitrogen", "carbon_dioxide", "ethane", "propane", "oxygen", "carbon_monoxide", "argon"]


def ideal_heat_capacity(name: str, temperature: float) -> float:
    return float(CoolProp.PropsSI("CP0MOLAR", "T", temperature, "P", ATMOSPHERE, name))


def reaction_heat_capacity(name: str, temperature: float) -> float:
    """Heat capacity of products, water liquid, less that of the ideal-gas reactants."""
    c, h, o, s = ATOMS[name]
    water = CoolProp.PropsSI("CPMOLAR", "T", temperature, "P", ATMOSPHERE, "Water")
    products = c * ideal_heat_capacity("CarbonDioxide", temperature) + 0.5 * h * water
    products += s * ideal_heat_capacity("SulfurDioxide", temperature)
    oxygen = (c + 0.25 * h - 0.5 * o + s) * ideal_heat_capacity("Oxygen", temperature)
    return products - oxygen - ideal_heat_capacity(COOLPROP_NAMES[name], temperature)


@pytest.mark.parametrize("name", list(COOLPROP_NAMES))
def test_molar_masses_and_critical_points_meet_coolprop(name):
    part, other = components()[name], COOLPROP_NAMES[name]
    assert part.molar_mass == pytest.approx(CoolProp.PropsSI("M", other), rel=MOLAR_MASS_TOLERANCE)
    assert part.critical_temperature == pytest.approx(
        CoolProp.PropsSI("Tcrit", other), rel=CRITICAL_TOLERANCE
    )
    assert part.critical_pressure == pytest.approx(CoolProp.PropsSI("pcrit", other), rel=CRITICAL_TOLERANCE)


@pytest.mark.parametrize("name", COMBUSTIBLE)
def test_heating_values_follow_from_enthalpies_of_formation(name):
    c, h, _, s = ATOMS[name]
    expected = FORMATION[name] - c * CARBON_DIOXIDE - 0.5 * h * LIQUID_WATER - s * SULFUR_DIOXIDE
    assert components()[name].gross_heating_values["25"] == pytest.approx(expected, abs=FORMATION_TOLERANCE)


@pytest.mark.parametrize("name", COMBUSTIBLE)
def test_heating_values_change_with_temperature_as_heat_capacities_say(name):
    """Kirchhoff's law between every pair of neighbouring columns: a wrong digit shows up here."""
    values = components()[name].gross_heating_values
    celsius = np.array([float(label) for label in HEATING_TEMPERATURES])
    measured = -np.diff([values[label] for label in HEATING_TEMPERATURES])
    middles = 273.15 + 0.5 * (celsius[1:] + celsius[:-1])
    expected = np.array([reaction_heat_capacity(name, t) for t in middles]) * np.diff(celsius)
    np.testing.assert_allclose(measured, expected, rtol=SLOPE_TOLERANCE, atol=TABLE_ROUNDING)


def test_gross_value_of_water_is_its_heat_of_vaporisation():
    for label, value in components()["water"].gross_heating_values.items():
        kelvin = 273.15 + float(label) if label != "0" else 273.16
        vapour, liquid = (
            CoolProp.PropsSI("HMOLAR", "T", kelvin, "Q", quality, "Water") for quality in (1, 0)
        )
        assert value == pytest.approx(vapour - liquid, rel=1e-3)  # ideal against saturated vapour


@pytest.mark.parametrize("name", LIGHT)
@pytest.mark.parametrize("label", ["0", "15", "15.55", "20"])
def test_summation_factors_of_light_gases_meet_coolprop(name, label):
    z = CoolProp.PropsSI("Z", "T", 273.15 + float(label), "P", ATMOSPHERE, COOLPROP_NAMES[name])
    assert 1.0 - components()[name].summation_factors[label] ** 2 == pytest.approx(z, abs=Z_TOLERANCE)


@pytest.mark.parametrize("name", list(components()))
def test_summation_factors_fall_smoothly_with_temperature(name):
    s = [components()[name].summation_factors[label] for label in ("0", "15", "15.55", "20")]
    assert s == sorted(s, reverse=True)
    line = np.interp(15.55, [15.0, 20.0], [s[1], s[3]])
    assert s[2] == pytest.approx(line, abs=6e-4 * max(1.0, s[0] / 0.1))
    assert np.interp(15.0, [0.0, 20.0], [s[0], s[3]]) >= s[1] - 1e-4  # convex


@pytest.mark.parametrize("name", list(components()))
def test_hydrogen_atoms_fit_the_formula(name):
    hydrogen = {"water": 2}.get(name, ATOMS.get(name, (0, 0, 0, 0))[1])
    assert components()[name].hydrogen_atoms == hydrogen
