"""Sloping pipes against an integration of the momentum balance, at the greatest height of a piece."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from linepack.constants import STANDARD_GRAVITY
from linepack.fluids.eos import Aga, Cnga
from linepack.fluids.gas import Gas
from linepack.physics.friction import friction_law
from linepack.physics.pipe import PipeLaw
from linepack.system.compile import HIGHEST_RISE

GASES = {
    "papay": Gas.papay(
        molar_mass=0.0165, critical_pressure=46.4e5, critical_temperature=192.0, temperature=283.15
    ),
    "cnga": Gas.from_equation(Cnga(0.6), molar_mass=0.0174, temperature=288.0),
    "aga": Gas.from_equation(Aga(46.4e5, 192.0), molar_mass=0.0165, temperature=283.15),
    "constant_z": Gas.constant_z(molar_mass=0.0165, compressibility=0.88, temperature=283.15),
}
PRESSURES = (20e5, 60e5, 120e5)
TURNS = 200  # of the fixed point for the outlet; each gains a digit or more
ALLOWED = {0.0: 1e-7, 0.1: 1e-6, 0.3: 1e-6, 0.6: 1e-4}  # of the outlet pressure, by the share friction takes


def piece(rise: float) -> PipeLaw:
    values = 1e4, 1.0, 1e-5, 1.0, rise, 1.0, 0.01
    return PipeLaw(*(np.array([value]) for value in values), friction=friction_law("hofer"))


def by_the_law(gas: Gas, rise: float, potential: float, drop: float) -> float:
    """The outlet pressure of a piece whose friction takes a given part of the inlet's potential."""
    law, start, end = piece(rise), np.array([potential]), np.array([potential - drop])
    for _ in range(TURNS):
        _, growth, weight = law.surroundings(start, end, gas)
        end = (start - drop * weight) / growth
    return float(gas.pressure(end)[0])


def integrated(gas: Gas, rise: float, potential: float, drop: float) -> float:
    """The same by the differential equation dΠ/dx = -drop - g rise ρ²."""

    def slope(_: float, here: np.ndarray) -> np.ndarray:
        return -drop - STANDARD_GRAVITY * rise * gas.density(gas.pressure(here)) ** 2

    found = solve_ivp(slope, (0.0, 1.0), [potential], "DOP853", rtol=1e-12, atol=1e-14 * potential)
    return float(gas.pressure(found.y[:, -1])[0])


@pytest.mark.parametrize("rise", [HIGHEST_RISE, -HIGHEST_RISE])
@pytest.mark.parametrize("share", list(ALLOWED))
@pytest.mark.parametrize("name", list(GASES))
def test_sloping_pipes_follow_the_integrated_balance(name: str, share: float, rise: float) -> None:
    gas = GASES[name]
    for pressure in PRESSURES:
        potential = float(gas.potential(np.array([pressure]))[0])
        case = gas, rise, potential, share * potential
        assert by_the_law(*case) == pytest.approx(integrated(*case), rel=ALLOWED[share])


@pytest.mark.parametrize("name", list(GASES))
def test_heights_around_a_loop_at_rest_cancel(name: str) -> None:
    """Up in one piece or in five, the gas at rest ends at the same pressure."""
    gas = GASES[name]
    start = float(gas.potential(np.array([60e5]))[0])
    whole, steps = by_the_law(gas, HIGHEST_RISE, start, 0.0), start
    for _ in range(5):
        steps = float(gas.potential(np.array([by_the_law(gas, HIGHEST_RISE / 5.0, steps, 0.0)]))[0])
    assert whole == pytest.approx(float(gas.pressure(np.array([steps]))[0]), rel=1e-8)
