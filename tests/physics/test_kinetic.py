"""The kinetic term and choking: case A3, and every equation of state against the differential equation."""

from __future__ import annotations

import numpy as np
import pytest

from linepack.fluids.eos import Aga, Cnga
from linepack.fluids.gas import Gas
from linepack.physics.kinetic import choke, choked_mass_flow, outlet_pressure, sonic_mass_flux

CASE = 1e-8  # of case A3, as stated
PRINTED = 0.005  # Pa, the choked outlet pressure is printed to two decimals
INTEGRATED = 1e-8  # of the classical fourth-order integration with 4000 steps, measured 1e-11
AREA = 0.25 * np.pi * 0.9**2
RESISTANCE = np.array([0.0108 * 100e3 / (2.0 * 0.9)])
INLET = np.array([75e5])
PA = Gas.constant_z(molar_mass=0.0165, compressibility=0.88, temperature=283.15)
GASES = {
    "constant_z": PA,
    "papay": Gas.papay(
        molar_mass=0.0165, critical_pressure=46.4e5, critical_temperature=192.0, temperature=283.15
    ),
    "cnga": Gas.from_equation(Cnga(0.6), molar_mass=0.0174, temperature=288.0),
    "aga": Gas.from_equation(Aga(46.4e5, 192.0), molar_mass=0.0165, temperature=283.15),
}


def test_outlet_pressure_of_case_a3():
    outlet = outlet_pressure(INLET, np.array([350.0 / AREA]), RESISTANCE, PA)
    assert outlet[0] == pytest.approx(3_252_848.903, rel=CASE)


def test_choked_flow_of_case_a3():
    assert choked_mass_flow(INLET, AREA, RESISTANCE, PA)[0] == pytest.approx(387.400839, rel=CASE)
    assert choke(INLET, RESISTANCE, PA).outlet_pressure[0] == pytest.approx(215_779.61, abs=PRINTED)


def test_choke_of_constant_compressibility_by_its_own_formula():
    """With p ∝ ρ the condition is (r² - 1)/2 = R + ln r for r = p1/p2, solved here by halving."""
    low, high = 1.0, 1e3
    for _ in range(200):
        r = 0.5 * (low + high)
        low, high = (r, high) if 0.5 * (r * r - 1.0) < RESISTANCE[0] + np.log(r) else (low, r)
    assert choke(INLET, RESISTANCE, PA).outlet_pressure[0] == pytest.approx(75e5 / low, rel=1e-13)


@pytest.mark.parametrize("name", list(GASES))
def test_outlet_pressure_meets_the_differential_equation(name):
    """dp/dx = -(λ/2D) G²/ρ / (1 - M²), integrated step by step; knows nothing of the potential."""
    gas, flux, length, steps = GASES[name], 500.0, 100e3, 4000
    friction = RESISTANCE[0] / length

    def slope(pressure: float) -> float:
        density = float(gas.density(pressure))
        mach = flux / (density * float(gas.isothermal_sound_speed(pressure)))
        return -friction * flux**2 / density / (1.0 - mach**2)

    pressure, h = 75e5, length / steps
    for _ in range(steps):
        k1 = slope(pressure)
        k2 = slope(pressure + 0.5 * h * k1)
        k3 = slope(pressure + 0.5 * h * k2)
        pressure += h / 6.0 * (k1 + 2.0 * k2 + 2.0 * k3 + slope(pressure + h * k3))
    closed = outlet_pressure(INLET, np.array([flux]), RESISTANCE, gas)
    assert closed[0] == pytest.approx(pressure, rel=INTEGRATED)


@pytest.mark.parametrize("name", list(GASES))
def test_choke_is_the_largest_flux_over_all_outlet_pressures(name):
    """G² = (Π1 - Π2)/(R + ln ρ1/ρ2) on a fine grid has its top where the choke says, at Mach 1."""
    gas = GASES[name]
    top = choke(INLET, RESISTANCE, gas)
    outlet = top.outlet_pressure * np.linspace(0.9, 1.1, 2001)
    lost = RESISTANCE + np.log(gas.density(INLET) / gas.density(outlet))
    flux = np.sqrt((gas.potential(INLET) - gas.potential(outlet)) / lost)
    assert outlet[np.argmax(flux)] == pytest.approx(top.outlet_pressure[0], rel=2e-4)
    assert flux.max() == pytest.approx(top.mass_flux[0], rel=1e-8)
    assert sonic_mass_flux(top.outlet_pressure, gas)[0] == pytest.approx(top.mass_flux[0], rel=1e-14)


@pytest.mark.parametrize(
    ("share", "flows"), [(0.5, True), (1.0 - 1e-9, True), (1.0 + 1e-9, False), (9.0, False)]
)
def test_above_the_choke_there_is_no_outlet_pressure(share, flows):
    flux = share * choke(INLET, RESISTANCE, PA).mass_flux
    outlet = outlet_pressure(INLET, flux, RESISTANCE, PA)[0]
    assert np.isfinite(outlet) == flows


def test_no_flow_has_no_drop():
    assert outlet_pressure(INLET, np.zeros(1), RESISTANCE, PA)[0] == pytest.approx(75e5, rel=1e-12)
