"""Cubic equations of two constants and AGA8: other solvers, other programs, and what is refused."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from scipy.optimize import brentq

from linepack.constants import GAS_CONSTANT
from linepack.errors import InputError
from linepack.fluids.components import components
from linepack.fluids.composition import Composition
from linepack.fluids.eos import Aga8, Gerg2008, PengRobinson, SoaveRedlichKwong
from linepack.fluids.eos.two_constants import interactions
from linepack.fluids.gas import Gas

EQUATIONS = {"peng_robinson": PengRobinson, "soave_redlich_kwong": SoaveRedlichKwong}
COOLPROP = {"peng_robinson": "PR", "soave_redlich_kwong": "SRK"}
RICH = {"methane": 0.85, "ethane": 0.09, "propane": 0.04, "carbon_dioxide": 0.01, "nitrogen": 0.01}
LEAN = {"methane": 0.96, "ethane": 0.03, "nitrogen": 0.01}
ROUND_OFF = 1e-11
TABLE_TOLERANCE = 1e-6  # of Z, what the table promises
SAME_CODE = 1e-9  # CoolProp prints its constants to ten digits
VIRIAL = 2e-6  # m3/mol; k_ij are rounded to 1e-4 and the coefficients are taken at 0.2 bar


def by_volume(name: str, parts: dict[str, float], pressure: float, temperature: float) -> float:
    """Return Z from the volume at which the equation gives the pressure, written out once more."""
    soave = name == "soave_redlich_kwong"
    a = b = 0.0
    own = {}
    for part, share in parts.items():
        data = components()[part]
        w, critical = data.acentric_factor, data.critical_temperature
        m = 0.480 + 1.574 * w - 0.176 * w**2 if soave else 0.37464 + 1.54226 * w - 0.26992 * w**2
        alpha = (1.0 + m * (1.0 - math.sqrt(temperature / critical))) ** 2
        weight = 0.42748023354 if soave else 0.457235528921
        own[part] = weight * (GAS_CONSTANT * critical) ** 2 / data.critical_pressure * alpha
        size = 0.0866403499650 if soave else 0.0777960739039
        b += share * size * GAS_CONSTANT * critical / data.critical_pressure
    for one, other in itertools.product(parts, parts):
        k = interactions()[name].get(frozenset((one, other)), 0.0)
        a += parts[one] * parts[other] * math.sqrt(own[one] * own[other]) * (1.0 - k)

    def miss(volume: float) -> float:
        below = volume * (volume + b) if soave else volume * (volume + b) + b * (volume - b)
        return GAS_CONSTANT * temperature / (volume - b) - a / below - pressure

    ideal = GAS_CONSTANT * temperature / pressure
    return pressure * float(brentq(miss, 0.3 * ideal + b, ideal + b, xtol=1e-18)) / GAS_CONSTANT / temperature


@pytest.mark.parametrize("name", EQUATIONS)
@pytest.mark.parametrize("parts", [LEAN, RICH, {"hydrogen": 1.0}], ids=["lean", "rich", "hydrogen"])
@pytest.mark.parametrize(("pressure", "temperature"), [(1e5, 288.15), (60e5, 283.15), (150e5, 310.0)])
def test_the_root_is_that_of_the_volume(
    name: str, parts: dict[str, float], pressure: float, temperature: float
) -> None:
    found = EQUATIONS[name](Composition(parts)).compressibility(np.array([pressure]), temperature)[0]
    assert found == pytest.approx(by_volume(name, parts, pressure, temperature), rel=ROUND_OFF)


@pytest.mark.parametrize("name", EQUATIONS)
@pytest.mark.parametrize(("pressure", "temperature"), [(40e5, 283.15), (80e5, 283.15), (120e5, 310.0)])
def test_methane_is_that_of_coolprop(name: str, pressure: float, temperature: float) -> None:
    coolprop = pytest.importorskip("CoolProp")
    state = coolprop.AbstractState(COOLPROP[name], "Methane")
    state.specify_phase(coolprop.iphase_gas)
    state.update(coolprop.PT_INPUTS, pressure, temperature)
    found = EQUATIONS[name](Composition({"methane": 1.0})).compressibility(np.array([pressure]), temperature)
    assert found[0] == pytest.approx(state.compressibility_factor(), rel=SAME_CODE)


@pytest.mark.parametrize("name", EQUATIONS)
@pytest.mark.parametrize("parts", [LEAN, RICH])
def test_the_table_meets_the_equation(name: str, parts: dict[str, float]) -> None:
    gas = Gas.from_equation(EQUATIONS[name](Composition(parts)), molar_mass=0.018, temperature=283.15)
    pressure = np.linspace(0.0, 250e5, 1237)
    exact = gas.equation.compressibility(pressure, 283.15)
    np.testing.assert_allclose(gas.compressibility(pressure), exact, rtol=0.0, atol=TABLE_TOLERANCE)


@pytest.mark.parametrize("name", EQUATIONS)
@pytest.mark.parametrize(("part", "temperature"), [("propane", 283.15), ("carbon_dioxide", 283.15)])
def test_what_turns_liquid_is_refused(name: str, part: str, temperature: float) -> None:
    with pytest.raises(InputError, match="not one smooth gaseous phase"):
        EQUATIONS[name](Composition({part: 1.0})).branch(temperature)


@pytest.mark.parametrize("equation", [PengRobinson, SoaveRedlichKwong])
@pytest.mark.parametrize("temperature", [249.0, 451.0])
def test_temperatures_outside_the_range_are_refused(
    equation: type[PengRobinson] | type[SoaveRedlichKwong], temperature: float
) -> None:
    with pytest.raises(InputError, match="outside 250 to 450 K"):
        equation(Composition(LEAN)).branch(temperature)


@pytest.mark.parametrize("name", EQUATIONS)
def test_interactions_meet_the_virial_coefficients_of_gerg2008(name: str) -> None:
    pytest.importorskip("pyaga8")
    pressure, temperature = 2e4, 290.0

    def excess(equation: type, one: str, other: str) -> float:
        def virial(parts: dict[str, float]) -> float:
            z = equation(Composition(parts)).compressibility(np.array([pressure]), temperature)[0]
            return float(z - 1.0) * GAS_CONSTANT * temperature / pressure

        return 4.0 * virial({one: 0.5, other: 0.5}) - 2.0 * virial({one: 1.0}) - 2.0 * virial({other: 1.0})

    for pair in interactions()[name]:
        one, other = sorted(pair)
        assert excess(EQUATIONS[name], one, other) == pytest.approx(
            excess(Gerg2008, one, other), abs=VIRIAL
        ), pair


@pytest.mark.parametrize(("name", "error"), [("peng_robinson", 0.03), ("soave_redlich_kwong", 0.04)])
@pytest.mark.parametrize("temperature", [270.0, 283.15, 310.0])
def test_a_lean_gas_is_near_gerg2008(name: str, error: float, temperature: float) -> None:
    pytest.importorskip("pyaga8")
    pressure = np.linspace(1e5, 120e5, 60)
    reference = Gerg2008(Composition(LEAN)).compressibility(pressure, temperature)
    found = EQUATIONS[name](Composition(LEAN)).compressibility(pressure, temperature)
    np.testing.assert_allclose(found, reference, rtol=error)


def test_aga8_gives_the_example_of_nist() -> None:
    pytest.importorskip("pyaga8")
    parts = {
        "methane": 0.77824, "nitrogen": 0.02, "carbon_dioxide": 0.06, "ethane": 0.08, "propane": 0.03,
        "isobutane": 0.0015, "n_butane": 0.003, "isopentane": 0.0005, "n_pentane": 0.00165,
        "n_hexane": 0.00215, "n_heptane": 0.00088, "n_octane": 0.00024, "n_nonane": 0.00015,
        "n_decane": 0.00009, "hydrogen": 0.004, "oxygen": 0.005, "carbon_monoxide": 0.002, "water": 0.0001,
        "hydrogen_sulfide": 0.0025, "helium": 0.007, "argon": 0.001,
    }  # fmt: skip
    z = Aga8(Composition(parts)).compressibility(np.array([50e6]), 400.0)
    assert z[0] == pytest.approx(1.173801364147326, rel=1e-14)


@pytest.mark.parametrize("temperature", [260.0, 283.15, 320.0])
def test_aga8_is_near_gerg2008_and_its_table_near_it(temperature: float) -> None:
    pytest.importorskip("pyaga8")
    pressure = np.linspace(1e5, 120e5, 60)
    reference = Gerg2008(Composition(LEAN)).compressibility(pressure, temperature)
    equation = Aga8(Composition(LEAN))
    exact = equation.compressibility(pressure, temperature)
    np.testing.assert_allclose(exact, reference, rtol=1e-3)  # both state 0.1 % for pipeline gas
    table = 1.0 / equation.branch(temperature).reciprocal(pressure)
    np.testing.assert_allclose(table, exact, rtol=0.0, atol=TABLE_TOLERANCE)
