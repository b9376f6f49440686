"""Gases that the tests of this folder share."""

from __future__ import annotations

import pytest

from linepack.fluids.composition import Composition
from linepack.fluids.eos import Aga, Cnga
from linepack.fluids.gas import Gas

LEAN = {"methane": 0.96, "ethane": 0.025, "propane": 0.005, "nitrogen": 0.008, "carbon_dioxide": 0.002}
RICH = {"methane": 0.85, "ethane": 0.09, "propane": 0.04, "n_butane": 0.01, "nitrogen": 0.01}
HYDROGEN_BLEND = {"methane": 0.8, "hydrogen": 0.2}

GASES = {
    "ideal": lambda: Gas.constant_z(molar_mass=0.0165, temperature=283.15),
    "constant_z": lambda: Gas.constant_z(molar_mass=0.0165, compressibility=0.88, temperature=283.15),
    "cnga": lambda: Gas.from_equation(Cnga(0.6), molar_mass=0.0174, temperature=288.706),
    "cnga_gauge": lambda: Gas.from_equation(Cnga(0.6, "gauge"), molar_mass=0.0174, temperature=288.706),
    "aga": lambda: Gas.from_equation(Aga(46.4e5, 192.0), molar_mass=0.0165, temperature=283.15),
    "aga_cold": lambda: Gas.from_equation(Aga(46.4e5, 192.0), molar_mass=0.0165, temperature=250.0),
    "papay": lambda: papay(283.15),
    "papay_cold": lambda: papay(250.0),
    "gerg_lean": lambda: Gas.gerg2008(Composition(LEAN), 283.15),
    "gerg_rich_cold": lambda: Gas.gerg2008(Composition(RICH), 255.0),
    "gerg_hydrogen": lambda: Gas.gerg2008(Composition(HYDROGEN_BLEND), 300.0),
}


def papay(temperature: float) -> Gas:
    return Gas.papay(
        molar_mass=0.0165, critical_pressure=46.4e5, critical_temperature=192.0, temperature=temperature
    )


@pytest.fixture(scope="session", params=list(GASES))
def gas(request: pytest.FixtureRequest) -> Gas:
    """Every equation of state, at least once."""
    return GASES[request.param]()


@pytest.fixture(scope="session")
def lean() -> Composition:
    return Composition(LEAN)


@pytest.fixture(scope="session")
def papay_gas() -> Gas:
    return papay(283.15)
