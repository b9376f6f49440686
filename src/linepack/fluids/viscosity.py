"""Dynamic viscosity of a gas as a function of its density."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from linepack.errors import Finding, InputError
from linepack.units import CENTIPOISE, KILO, RANKINE

Array = NDArray[np.float64]

LEE_GONZALEZ_EAKIN: Final = "lee-gonzalez-eakin"
"""Name of the law in a network's header."""


class ViscosityLaw(Protocol):
    """Viscosity of one gas at one temperature."""

    def __call__(self, density: Array) -> Array:
        """Return the dynamic viscosity, (n,), in Pa s, at densities (n,) in kg/m3."""
        ...


@dataclass(frozen=True)
class ConstantViscosity:
    """The same viscosity at every density.

    Attributes
    ----------
    value
        [Pa s]
    """

    value: float

    def __call__(self, density: Array) -> Array:
        """Return the constant in the shape of ``density``, (n,), in Pa s."""
        return np.full(np.shape(density), self.value)


@dataclass(frozen=True)
class LeeGonzalezEakin:
    """The law of Lee, Gonzalez and Eakin for one gas at one temperature; see :func:`lee_gonzalez_eakin`.

    Attributes
    ----------
    molar_mass
        [kg/mol]
    temperature
        [K]
    """

    molar_mass: float
    temperature: float

    def __call__(self, density: Array) -> Array:
        """Return the dynamic viscosity, (n,), in Pa s, at densities (n,) in kg/m3."""
        return lee_gonzalez_eakin(density, molar_mass=self.molar_mass, temperature=self.temperature)


def lee_gonzalez_eakin(density: Array, *, molar_mass: float, temperature: float) -> Array:
    r"""Dynamic viscosity of natural gas.

    Parameters
    ----------
    density : (n,)
        At least 0. [kg/m3]
    molar_mass
        [kg/mol]
    temperature
        [K]

    Returns
    -------
    (n,)
        Dynamic viscosity. [Pa s]

    Notes
    -----
    In cP, with T in °R, M in g/mol and ρ in g/cm3 (docs/theory/gas.md, eq. 12):

    .. math:: \mu = 10^{-4} K \exp(X \rho^Y), \quad K = \frac{(9.4 + 0.02 M) T^{1.5}}{209 + 19 M + T}, \quad
              X = 3.5 + \frac{986}{T} + 0.01 M, \quad Y = 2.4 - 0.2 X

    Made from data at 311 to 444 K and 7 to 550 bar; in common use below that temperature, where
    ``test_viscosity_is_near_the_reference_correlation`` finds it within 4 % of a reference correlation for
    methane at 280 to 320 K and up to 100 bar.

    References
    ----------
    .. [1] A. L. Lee, M. H. Gonzalez, B. E. Eakin, J. Pet. Technol. 18 (1966) 997.

    Examples
    --------
    >>> lee_gonzalez_eakin(np.array([0.7, 50.0]), molar_mass=0.0175, temperature=288.15) * 1e3
    array([0.01086876, 0.01223359])
    """
    mass, rankine = molar_mass * KILO, temperature / RANKINE
    k = (9.4 + 0.02 * mass) * rankine**1.5 / (209.0 + 19.0 * mass + rankine)
    x = 3.5 + 986.0 / rankine + 0.01 * mass
    y = 2.4 - 0.2 * x
    return np.asarray(1e-4 * CENTIPOISE * k * np.exp(x * (density / KILO) ** y))


def viscosity_law(viscosity: float | str, *, molar_mass: float, temperature: float) -> ViscosityLaw:
    """Return the law that a header names, or a constant.

    Parameters
    ----------
    viscosity
        ``lee-gonzalez-eakin`` or a constant. [Pa s]
    molar_mass
        [kg/mol]
    temperature
        [K]

    Raises
    ------
    InputError
        If the name is unknown or the constant is not above 0.
    """
    if viscosity == LEE_GONZALEZ_EAKIN:
        return LeeGonzalezEakin(molar_mass, temperature)
    if not isinstance(viscosity, str) and viscosity > 0.0:
        return ConstantViscosity(float(viscosity))
    remedy = f"Give {LEE_GONZALEZ_EAKIN!r} or a viscosity above 0 in Pa s."
    raise InputError([Finding("gas.viscosity", f"{viscosity!r} is not a viscosity.", remedy)], "the gas")
