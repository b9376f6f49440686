"""Constant compressibility: teaching, checks, and the ideal gas."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from linepack.fluids.eos.equation import PRESSURE_MAX, refuse

Array = NDArray[np.float64]


@dataclass(frozen=True)
class ConstantZ:
    r"""The same compressibility at every pressure and temperature.

    The constant stands for the conditions in the line; at reference conditions the gas counts as ideal,
    because a constant chosen for 60 bar would make every reference volume wrong by ten per cent.

    Attributes
    ----------
    factor
        Compressibility factor Z, above 0. [-]

    Notes
    -----
    .. math:: \Pi(p) = \frac{p^2}{2 Z R_s T}

    docs/theory/gas.md, eq. 3.
    """

    factor: float = 1.0

    def __post_init__(self) -> None:
        if not 0.0 < self.factor < np.inf:
            raise refuse(
                "gas.compressibility", f"{self.factor!r} is not above 0.", "Give Z, for example 0.9."
            )

    def compressibility(self, pressure: Array, temperature: Array | float) -> Array:
        """Return the constant, (n,)."""
        return np.full(np.broadcast_shapes(np.shape(pressure), np.shape(temperature)), self.factor)

    def reference_compressibility(self, pressure: float, temperature: float) -> float:  # noqa: ARG002
        """Return 1: at reference conditions the gas counts as ideal."""
        return 1.0

    def branch(self, temperature: float) -> ConstantBranch:  # noqa: ARG002 - the same at each
        """Return the isotherm, the same at every temperature."""
        return ConstantBranch(self.factor, PRESSURE_MAX)

    def valid_pressure(self, temperature: float) -> tuple[float, float]:  # noqa: ARG002 - the same at each
        """Return the range in which results are trusted: all of it, the user chose the constant, in Pa."""
        return 0.0, PRESSURE_MAX


def ideal_gas() -> ConstantZ:
    """Return the ideal gas, Z = 1."""
    return ConstantZ(1.0)


@dataclass(frozen=True)
class ConstantBranch:
    """1/Z and p²/(2Z)."""

    factor: float
    ceiling: float

    def reciprocal(self, pressure: Array) -> Array:
        """Return 1/Z, (n,)."""
        return np.full(np.shape(pressure), 1.0 / self.factor)

    def slope(self, pressure: Array) -> Array:
        """Return the derivative of 1/Z, which is 0, (n,)."""
        return np.zeros(np.shape(pressure))

    def integral(self, pressure: Array) -> Array:
        """Return p²/(2Z), (n,), in Pa2."""
        return np.asarray(pressure**2 * (0.5 / self.factor))

    def root(self, integral: Array) -> Array:
        """Return the pressure of an integral, (n,), in Pa."""
        return np.asarray(np.sqrt(integral * (2.0 * self.factor)))
