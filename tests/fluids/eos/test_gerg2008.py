from __future__ import annotations

import builtins

import numpy as np
import pytest

from linepack.errors import InputError, MissingExtraError
from linepack.fluids.composition import Composition
from linepack.fluids.eos import Gerg2008
from linepack.fluids.gas import Gas

pyaga8 = pytest.importorskip("pyaga8")

TABLE_TOLERANCE = 1e-6  # of Z, what the table promises
CODE_TOLERANCE = 1e-4  # two codes of GERG-2008 differ by up to 7e-5 in Z

NIST = {
    "methane": 0.77824, "nitrogen": 0.02, "carbon_dioxide": 0.06, "ethane": 0.08, "propane": 0.03,
    "isobutane": 0.0015, "n_butane": 0.003, "isopentane": 0.0005, "n_pentane": 0.00165, "n_hexane": 0.00215,
    "n_heptane": 0.00088, "n_octane": 0.00024, "n_nonane": 0.00015, "n_decane": 0.00009, "hydrogen": 0.004,
    "oxygen": 0.005, "carbon_monoxide": 0.002, "water": 0.0001, "hydrogen_sulfide": 0.0025, "helium": 0.007,
    "argon": 0.001,
}  # fmt: skip
GASES = {
    "methane": {"methane": 1.0},
    "lean": {"methane": 0.96, "ethane": 0.025, "propane": 0.005, "nitrogen": 0.008, "carbon_dioxide": 0.002},
    "rich": {"methane": 0.85, "ethane": 0.09, "propane": 0.04, "n_butane": 0.01, "nitrogen": 0.01},
    "hydrogen": {"methane": 0.8, "hydrogen": 0.2},
    "all": NIST,
}


def test_example_of_nist():
    """Case G1: 400 K, 50 MPa."""
    z = Gerg2008(Composition(NIST)).compressibility(np.array([50e6]), 400.0)
    assert z[0] == pytest.approx(1.174690666383717, rel=1e-14)


def test_every_component_reaches_pyaga8():
    """A component that went missing on the way would change the molar mass."""
    from linepack.fluids.eos.gerg2008 import engine_of

    engine = engine_of(Composition(NIST), "Gerg2008")
    engine.temperature, engine.pressure = 400.0, 50_000.0
    engine.calc_density(0)
    engine.calc_properties()
    assert engine.mm == pytest.approx(20.5427445016, rel=1e-12)
    assert engine.d == pytest.approx(12.79828626082062, rel=1e-12)


@pytest.mark.parametrize("temperature", [250.0, 283.15, 320.0, 400.0])
@pytest.mark.parametrize("name", GASES)
def test_table_meets_pyaga8(name, temperature):
    gas = Gas.gerg2008(Composition(GASES[name]), temperature)
    pressure = np.linspace(0.0, 250e5, 1237)
    exact = gas.equation.compressibility(pressure, temperature)
    np.testing.assert_allclose(gas.compressibility(pressure), exact, rtol=0.0, atol=TABLE_TOLERANCE)


@pytest.mark.parametrize("pressure", [1e5, 40e5, 80e5, 120e5])
@pytest.mark.parametrize("temperature", [270.0, 283.15, 320.0])
def test_compressibility_meets_coolprop(temperature, pressure):
    coolprop = pytest.importorskip("CoolProp")
    state = coolprop.AbstractState("HEOS", "Methane&Ethane&Propane&Nitrogen&CarbonDioxide")
    state.set_mole_fractions([0.96, 0.025, 0.005, 0.008, 0.002])
    state.specify_phase(coolprop.iphase_gas)
    state.update(coolprop.PT_INPUTS, pressure, temperature)
    ours = Gas.gerg2008(Composition(GASES["lean"]), temperature).compressibility(pressure)
    assert ours == pytest.approx(state.compressibility_factor(), abs=CODE_TOLERANCE)


@pytest.mark.parametrize(
    ("name", "temperature"),
    [
        ("carbon_dioxide", 283.15),
        ("ethane", 320.0),
        ("propane", 283.15),
        ("n_butane", 320.0),
        ("water", 300.0),
    ],
)
def test_liquids_and_near_critical_states_are_refused(name, temperature):
    with pytest.raises(InputError, match="not one smooth gaseous phase"):
        Gas.gerg2008(Composition({name: 1.0}), temperature)


@pytest.mark.parametrize("temperature", [249.0, 451.0, 10.0])
def test_temperatures_outside_the_range_are_refused(temperature):
    with pytest.raises(InputError, match="outside 250 to 450 K"):
        Gas.gerg2008(Composition(GASES["lean"]), temperature)


def test_a_missing_package_is_named_with_its_extra(monkeypatch):
    original = builtins.__import__

    def without_pyaga8(name, *args, **kwargs):
        if name == "pyaga8":
            raise ImportError(name)
        return original(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without_pyaga8)
    with pytest.raises(MissingExtraError, match=r"linepack\[eos\]"):
        Gas.gerg2008(Composition(GASES["lean"]), 283.15)
