"""Papay's equation of state."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from linepack.fluids.eos.equation import PRESSURE_MAX, refuse
from linepack.units import BAR

Array = NDArray[np.float64]

PRESSURE_LIMIT: Final = 150.0 * BAR
"""Up to which Papay's equation is used for lean gas. [Pa]"""

REDUCED_TEMPERATURE_MIN: Final = 1.05
"""Lowest reduced temperature of the chart (Standing and Katz 1942) that the equation reproduces."""

TURNING_SHARE: Final = 0.9
"""Share of the pressure at which the density stops increasing up to which the isotherm is used."""

SERIES_SHARE: Final = 0.1
"""Below this p sqrt(β) the series replaces the closed form, which loses digits there by cancellation."""

SERIES_TERMS: Final = 17
"""Terms of the series: 0.1 to the 17th is below round-off."""


@dataclass(frozen=True)
class Papay:
    r"""Papay's compressibility for lean natural gas.

    Attributes
    ----------
    critical_pressure
        Pseudo-critical pressure. [Pa]
    critical_temperature
        Pseudo-critical temperature. [K]

    Notes
    -----
    .. math:: Z = 1 - 3.52\,p_r e^{-2.260 T_r} + 0.274\,p_r^2 e^{-1.878 T_r} = 1 - \alpha p + \beta p^2

    Z has its minimum at p = α/(2β); up to there, and to 150 bar, the equation counts as valid. The density
    p/(Z Rs T) increases up to p = β^(-1/2) (docs/theory/gas.md, eq. 4 to 7).

    References
    ----------
    .. [1] J. Pápay, OGIL Műszaki Tudományos Közlemények, Budapest, 1968.

    Examples
    --------
    >>> Papay(critical_pressure=46.4e5, critical_temperature=192.0).compressibility(np.array([75e5]), 283.15)
    array([0.84181949])
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
        alpha, beta = self._coefficients(np.asarray(temperature, dtype=np.float64))
        return np.asarray(1.0 - pressure * (alpha - beta * pressure))

    def reference_compressibility(self, pressure: float, temperature: float) -> float:
        """Return Z at reference conditions."""
        return float(self.compressibility(np.array(pressure), temperature))

    def branch(self, temperature: float) -> PapayBranch:
        """Return 1/Z and its integral at one temperature.

        Raises
        ------
        InputError
            Below a reduced temperature of 1.05.
        """
        reduced = temperature / self.critical_temperature
        if not reduced >= REDUCED_TEMPERATURE_MIN:
            finding = f"Papay's equation needs a reduced temperature above 1.05; it is {reduced:.3f}."
            raise refuse(
                "gas.temperature", finding, "Use gerg2008, or check temperature and critical temperature."
            )
        alpha, beta = self._coefficients(np.asarray(temperature, dtype=np.float64))
        return PapayBranch(float(alpha), float(beta), min(PRESSURE_MAX, TURNING_SHARE / math.sqrt(beta)))

    def valid_pressure(self, temperature: float) -> tuple[float, float]:
        """Return the valid range: to 150 bar or, if lower, to the minimum of Z, in Pa."""
        alpha, beta = self._coefficients(np.asarray(temperature, dtype=np.float64))
        return 0.0, min(PRESSURE_LIMIT, float(0.5 * alpha / beta))

    def _coefficients(self, temperature: Array) -> tuple[Array, Array]:
        """Return α [1/Pa] and β [1/Pa2]."""
        reduced = temperature / self.critical_temperature
        alpha = 3.52 / self.critical_pressure * np.exp(-2.260 * reduced)
        beta = 0.274 / self.critical_pressure**2 * np.exp(-1.878 * reduced)
        return np.asarray(alpha), np.asarray(beta)


@dataclass(frozen=True)
class PapayBranch:
    """1/(1 - αp + βp²) and its integral in closed form; α² < 4β at reduced temperatures above 0.92."""

    alpha: float
    beta: float
    ceiling: float

    def reciprocal(self, pressure: Array) -> Array:
        """Return 1/Z, (n,)."""
        return np.asarray(1.0 / (1.0 - pressure * (self.alpha - self.beta * pressure)))

    def slope(self, pressure: Array) -> Array:
        """Return the derivative of 1/Z to the pressure, (n,), in 1/Pa."""
        return np.asarray((self.alpha - 2.0 * self.beta * pressure) * self.reciprocal(pressure) ** 2)

    def integral(self, pressure: Array) -> Array:
        """Return the integral of s/Z(s), (n,): one log and one atan, or a series near 0, in Pa2."""
        border = SERIES_SHARE / math.sqrt(self.beta)
        small = pressure < border
        if not small.any():
            return self._closed_form(pressure)
        series = self._series(np.minimum(pressure, border))
        return series if small.all() else np.where(small, series, self._closed_form(pressure))

    def _closed_form(self, pressure: Array) -> Array:
        alpha, beta = self.alpha, self.beta
        root = math.sqrt(4.0 * beta - alpha**2)
        log = np.log1p(pressure * (beta * pressure - alpha))
        angle = np.arctan2(root * pressure, 2.0 - alpha * pressure)
        return np.asarray((0.5 * log + alpha / root * angle) / beta)

    def _series(self, pressure: Array) -> Array:
        """Return the sum of c_n p^(n+2)/(n+2) with c_n = α c_(n-1) - β c_(n-2), (n,)."""
        c = [1.0, self.alpha]
        while len(c) < SERIES_TERMS:
            c.append(self.alpha * c[-1] - self.beta * c[-2])
        value = np.zeros_like(pressure)
        for n in range(SERIES_TERMS - 1, -1, -1):
            value = value * pressure + c[n] / (n + 2)
        return np.asarray(value * pressure**2)
