"""The simple equation of state of the American Gas Association."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from linepack.fluids.eos.equation import PRESSURE_MAX, refuse
from linepack.units import BAR

Array = NDArray[np.float64]

PRESSURE_LIMIT: Final = 70.0 * BAR
"""Up to which the equation is used. [Pa]"""

REDUCED_TEMPERATURE_MIN: Final = 1.05
"""Lowest reduced temperature at which it is used, as for Papay. [-]"""

ZERO_SHARE: Final = 0.9
"""Share of the pressure at which Z would vanish up to which the isotherm is used."""

SERIES_SHARE: Final = 0.05
"""Below this size of gamma p the series replaces the closed form, which loses digits there."""

SERIES_TERMS: Final = 13
"""Terms of the series: 0.05 to the 13th is below round-off."""


@dataclass(frozen=True)
class Aga:
    r"""The compressibility that falls on a straight line with the pressure.

    Attributes
    ----------
    critical_pressure
        Pseudo-critical pressure. [Pa]
    critical_temperature
        Pseudo-critical temperature. [K]

    Notes
    -----
    .. math:: Z = 1 + 0.257\,p_r - 0.533\,\frac{p_r}{T_r} = 1 - \gamma p

    For lean gas up to 70 bar, where it is within 2 % of GERG-2008 (docs/theory/gas.md, eq. 23 and 24).

    References
    ----------
    .. [1] T. Koch, B. Hiller, M. Pfetsch, L. Schewe (eds.), Evaluating Gas Network Capacities, 2015, ch. 2.

    Examples
    --------
    >>> Aga(critical_pressure=46.4e5, critical_temperature=192.0).compressibility(np.array([50e5]), 283.15)
    array([0.88747873])
    """

    critical_pressure: float
    critical_temperature: float

    def __post_init__(self) -> None:
        for name in ("critical_pressure", "critical_temperature"):
            if not 0.0 < getattr(self, name) < math.inf:
                raise refuse(
                    f"gas.{name}", f"{getattr(self, name)!r} is not above 0.", "Give it in SI units."
                )

    def compressibility(self, pressure: Array, temperature: Array | float) -> Array:
        """Return Z, (n,), at pressures (n,) in Pa, at least 0, and temperatures in K."""
        return np.asarray(1.0 - self._gamma(np.asarray(temperature, dtype=np.float64)) * pressure)

    def reference_compressibility(self, pressure: float, temperature: float) -> float:
        """Return Z at reference conditions."""
        return float(self.compressibility(np.array(pressure), temperature))

    def branch(self, temperature: float) -> AgaBranch:
        """Return 1/Z and its integral at one temperature.

        Raises
        ------
        InputError
            Below a reduced temperature of 1.05.
        """
        reduced = temperature / self.critical_temperature
        if not reduced >= REDUCED_TEMPERATURE_MIN:
            finding = f"The AGA equation needs a reduced temperature above 1.05; it is {reduced:.3f}."
            raise refuse(
                "gas.temperature", finding, "Use gerg2008, or check temperature and critical temperature."
            )
        gamma = float(self._gamma(np.asarray(temperature, dtype=np.float64)))
        end = ZERO_SHARE / gamma if gamma > 0.0 else math.inf
        return AgaBranch(gamma, min(PRESSURE_MAX, end))

    def valid_pressure(self, temperature: float) -> tuple[float, float]:
        """Return the valid range: to 70 bar or, if lower, to the end of the isotherm, in Pa."""
        return 0.0, min(PRESSURE_LIMIT, self.branch(temperature).ceiling)

    def _gamma(self, temperature: Array) -> Array:
        reduced = temperature / self.critical_temperature
        return np.asarray((0.533 / reduced - 0.257) / self.critical_pressure)


@dataclass(frozen=True)
class AgaBranch:
    """1/(1 - γp) and its integral in closed form."""

    gamma: float
    ceiling: float

    def reciprocal(self, pressure: Array) -> Array:
        """Return 1/Z, (n,)."""
        return np.asarray(1.0 / (1.0 - self.gamma * pressure))

    def slope(self, pressure: Array) -> Array:
        """Return the derivative of 1/Z to the pressure, (n,), in 1/Pa."""
        return np.asarray(self.gamma / (1.0 - self.gamma * pressure) ** 2)

    def integral(self, pressure: Array) -> Array:
        """Return the integral of s/Z(s), (n,): one log, or a series near 0, in Pa2."""
        x = self.gamma * pressure
        small = np.abs(x) < SERIES_SHARE
        series = np.zeros_like(x)
        for n in range(SERIES_TERMS - 1, -1, -1):
            series = series * np.where(small, x, 0.0) + 1.0 / (n + 2)
        wide = np.where(small, SERIES_SHARE, x)
        closed = -(wide + np.log1p(-wide)) / wide**2
        return np.asarray(pressure**2 * np.where(small, series, closed))
