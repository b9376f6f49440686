r"""The steady pipe law with the kinetic term, and choking.

A level pipe at one temperature obeys, for every equation of state (docs/theory/steady.md, eq. 14),

.. math:: \Pi_1 - \Pi_2 - G^2 \ln\frac{\rho_1}{\rho_2} = R\,G^2, \quad R = \frac{\lambda L}{2 D},

index 1 upstream. The flow is largest where the gas leaves at its isothermal speed of sound, G = ρ₂ a₂: the
pipe chokes. The laws are for level pipes; :func:`diagnose` looks at a sloping pipe as at a level one that
ends at the same pressure with the same friction.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from linepack.physics.pipe import mean_viscosity

if TYPE_CHECKING:
    from collections.abc import Callable

    from linepack.fluids.gas import Gas
    from linepack.physics.pipe import PipeLaw

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]

HALVINGS: Final = 64
"""Of an interval of pressures: below round-off, also over eight decades."""

LOWEST_SHARE: Final = 1e-8
"""Outlet pressure of a choked pipe over its inlet pressure that is not looked for below."""

SLOW: Final = 0.2
"""Mach number of a solution without the kinetic term below which a pipe cannot choke. At the choke it is
(1 + 2 ln(p₁/p₂))^(-1/2) for an ideal gas: below 0.2 only at pressure ratios above 10^5."""


@dataclass(frozen=True)
class Choke:
    """The largest flow of pipes from given inlet pressures.

    Attributes
    ----------
    mass_flux
        (n,). [kg/(s m2)]
    outlet_pressure
        Where the gas is as fast as its isothermal sound, (n,). [Pa]
    """

    mass_flux: Array
    outlet_pressure: Array


def kinetic_loss(density_in: Array, density_out: Array, mass_flux: Array) -> Array:
    """Return G² ln(ρ₁/ρ₂), (n,), what the acceleration of the gas takes of the potential. [Pa kg/m3]"""
    return np.asarray(mass_flux**2 * np.log(density_in / density_out))


def sonic_mass_flux(pressure: Array, gas: Gas) -> Array:
    """Return ρ a, (n,), the mass flux at the isothermal speed of sound. [kg/(s m2)]"""
    return np.asarray(gas.density(pressure) * gas.isothermal_sound_speed(pressure))


def choke(inlet_pressure: Array, resistance: Array, gas: Gas) -> Choke:
    """Return the largest mass flux of level pipes and the outlet pressure that belongs to it.

    Parameters
    ----------
    inlet_pressure : (n,)
        Above 0. [Pa]
    resistance : (n,)
        λ L/(2 D), at least 0. [-]
    gas
        The gas; ρ a must increase with the pressure.
    """
    top, density = gas.potential(inlet_pressure), gas.density(inlet_pressure)

    def surplus(pressure: Array) -> Array:
        lost = resistance + np.log(density / gas.density(pressure))
        return np.asarray(top - gas.potential(pressure) - sonic_mass_flux(pressure, gas) ** 2 * lost)

    outlet = _halved(surplus, LOWEST_SHARE * inlet_pressure, inlet_pressure)
    return Choke(sonic_mass_flux(outlet, gas), outlet)


def choked_mass_flow(inlet_pressure: Array, area: Array, resistance: Array, gas: Gas) -> Array:
    """Return the largest mass flow of level pipes of a cross-section [m2], (n,); see :func:`choke`. [kg/s]"""
    return choke(inlet_pressure, resistance, gas).mass_flux * area


def outlet_pressure(inlet_pressure: Array, mass_flux: Array, resistance: Array, gas: Gas) -> Array:
    """Return the outlet pressure with the kinetic term, (n,), NaN where the pipe chokes.

    Parameters
    ----------
    inlet_pressure : (n,)
        Above 0. [Pa]
    mass_flux : (n,)
        Downstream, at least 0. [kg/(s m2)]
    resistance : (n,)
        λ L/(2 D), at least 0. [-]
    gas
        The gas.
    """
    top, density = gas.potential(inlet_pressure), gas.density(inlet_pressure)

    def below_sound(pressure: Array) -> Array:
        return np.asarray(mass_flux - sonic_mass_flux(pressure, gas))

    def surplus(pressure: Array) -> Array:
        loss = kinetic_loss(density, gas.density(pressure), mass_flux)
        return np.asarray(top - gas.potential(pressure) - loss - resistance * mass_flux**2)

    sonic = _halved(below_sound, LOWEST_SHARE * inlet_pressure, inlet_pressure)
    flows = (below_sound(inlet_pressure) <= 0.0) & (surplus(sonic) >= 0.0)
    return np.where(flows, _halved(surplus, sonic, inlet_pressure), np.nan)


@dataclass(frozen=True)
class Diagnosis:
    """How much a state without the kinetic term leaves out.

    Attributes
    ----------
    mach
        Largest speed in the pipe over the isothermal speed of sound, (n,).
    pressure_drop
        What the kinetic term would take of the outlet pressure, to first order, (n,). [Pa]
    choked
        Whether the pipe carries more than it can, (n,).
    largest
        The flow at which it chokes, NaN where it is far from it, (n,). [kg/s]
    """

    mach: Array
    pressure_drop: Array
    choked: Mask
    largest: Array


def diagnose(
    law: PipeLaw, potential_in: Array, potential_out: Array, mass_flow: Array, gas: Gas
) -> Diagnosis:
    """Return how near to the speed of sound a state without the kinetic term is.

    Parameters
    ----------
    law
        The pipes.
    potential_in, potential_out : (n,)
        At the ends, above 0. [Pa kg/m3]
    mass_flow : (n,)
        Of all lines together, from inlet to outlet. [kg/s]
    gas
        The gas.
    """
    forward = mass_flow >= 0.0
    first = gas.pressure(np.where(forward, potential_in, potential_out))
    last = gas.pressure(np.where(forward, potential_out, potential_in))
    flux = np.abs(mass_flow) / (law.lines * law.area)
    at_end = flux / sonic_mass_flux(last, gas)
    mach = np.maximum(flux / sonic_mass_flux(first, gas), at_end)
    loss = kinetic_loss(gas.density(first), gas.density(last), flux)
    with np.errstate(divide="ignore"):
        drop = loss / (gas.density(last) * np.maximum(1.0 - at_end**2, 0.0))
    largest = np.full(len(flux), np.nan)
    fast = np.flatnonzero(mach > SLOW)
    if fast.size:
        viscosity = mean_viscosity(potential_in, potential_out, gas)
        friction = np.abs(law.friction_drop(mass_flow, viscosity)[0])[fast]
        level = gas.pressure(gas.potential(last[fast]) + friction)
        limit = choke(level, friction / flux[fast] ** 2, gas).mass_flux
        largest[fast] = limit * (law.lines * law.area)[fast]
    with np.errstate(invalid="ignore"):
        return Diagnosis(mach, drop, np.abs(mass_flow) > largest, largest)


def _halved(function: Callable[[Array], Array], low: Array, high: Array) -> Array:
    """Return where a function falls through 0 between two pressures, (n,), by halving on a log scale."""
    for _ in range(HALVINGS):
        middle = np.sqrt(low * high)
        inside = function(middle) > 0.0
        low, high = np.where(inside, middle, low), np.where(inside, high, middle)
    return np.asarray(0.5 * (low + high))
