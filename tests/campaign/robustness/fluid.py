"""A gas written apart from linepack: density from the formulas, the potential by quadrature."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.interpolate import CubicSpline

from linepack.fluids.components import components

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from linepack.network import GasSpec

    Array = NDArray[np.float64]

R = 8.314462618  # J/(mol K)
HIGHEST = 25e6  # Pa, to which the tables of the equations of state go
R_GERG = 8.314472  # J/(mol K), the gas constant that GERG-2008 is written with
AIR = 0.02896546  # kg/mol, of the gravity
CELLS = 1500
AGA8_NAMES = {"n_hexane": "hexane", "n_heptane": "heptane", "n_octane": "octane"}


class Fluid:
    """Density, potential and viscosity of one gas at one temperature.

    Attributes
    ----------
    thermal
        R T / M. [J/kg]
    kappa
        Isentropic exponent.
    """

    def __init__(self, spec: GasSpec) -> None:
        self.temperature, self.molar_mass = spec.temperature, molar_mass(spec)
        self.thermal = R * spec.temperature / self.molar_mass
        self.kappa = spec.isentropic_exponent or 1.29 - 5.8824e-4 * (spec.temperature - 273.15)
        self.fixed_viscosity = None if isinstance(spec.viscosity, str) else float(spec.viscosity)
        self._reciprocal = RECIPROCALS[spec.eos](spec, self.molar_mass)
        nodes = np.linspace(0.0, HIGHEST, CELLS + 1)
        points, weights = np.polynomial.legendre.leggauss(4)
        half = 0.5 * np.diff(nodes)
        inside = nodes[:-1, None] + half[:, None] * (points + 1.0)
        cells = half * (self.density(inside) @ weights)
        integral = np.concatenate([[0.0], np.cumsum(cells)])
        start = 0.5 * self._reciprocal(np.zeros(1)) / self.thermal  # limit of the integral over p² at 0
        self._integral = CubicSpline(nodes, np.concatenate([start, integral[1:] / nodes[1:] ** 2]))
        self._pressure = CubicSpline(np.sqrt(integral), nodes)

    def density(self, pressure: Array) -> Array:
        return pressure * self._reciprocal(pressure) / self.thermal

    def compressibility(self, pressure: Array) -> Array:
        return 1.0 / self._reciprocal(pressure)

    def potential(self, pressure: Array) -> Array:
        return self._integral(pressure) * np.asarray(pressure) ** 2

    def pressure(self, potential: Array) -> Array:
        return self._pressure(np.sqrt(np.maximum(potential, 0.0)))

    def viscosity(self, density: Array) -> Array:
        """Lee, Gonzalez and Eakin, in Pa s."""
        if self.fixed_viscosity is not None:
            return np.full(np.shape(density), self.fixed_viscosity)
        m, t = self.molar_mass * 1e3, self.temperature * 1.8
        x = 3.5 + 986.0 / t + 0.01 * m
        k = (9.4 + 0.02 * m) * t**1.5 / (209.0 + 19.0 * m + t)
        return 1e-7 * k * np.exp(x * (density / 1e3) ** (2.4 - 0.2 * x))


@lru_cache(maxsize=32)
def fluid_of(spec: GasSpec) -> Fluid:
    return Fluid(spec)


def molar_mass(spec: GasSpec) -> float:
    if spec.composition is None or (spec.molar_mass and spec.eos != "gerg2008"):
        return float(spec.molar_mass or np.nan)
    return _mean(spec, "molar_mass")


def _mean(spec: GasSpec, name: str) -> float:
    parts = spec.composition or {}
    given = getattr(spec, name, None)
    if given and name != "molar_mass":
        return float(given)
    return sum(share * getattr(components()[part], name) for part, share in parts.items()) / sum(
        parts.values()
    )


def _constant(spec: GasSpec, mass: float) -> Callable[[Array], Array]:
    factor = 1.0 if spec.eos == "ideal" else float(spec.compressibility or np.nan)
    return lambda pressure: np.full(np.shape(pressure), 1.0 / factor)


def _papay(spec: GasSpec, mass: float) -> Callable[[Array], Array]:
    critical, reduced = (
        _mean(spec, "critical_pressure"),
        spec.temperature / _mean(spec, "critical_temperature"),
    )
    alpha = 3.52 / critical * np.exp(-2.26 * reduced)
    beta = 0.274 / critical**2 * np.exp(-1.878 * reduced)
    return lambda pressure: 1.0 / (1.0 - alpha * pressure + beta * pressure**2)


def _full_cnga(spec: GasSpec, mass: float) -> Callable[[Array], Array]:
    gravity = spec.gravity or mass / AIR
    slope = 344400.0 * 10.0 ** (1.785 * gravity) / (1.8 * spec.temperature) ** 3.825 / 6894.757293168
    sign = 1.0 if spec.cnga_convention == "plus_atmosphere" else -1.0
    return lambda pressure: 1.0 + sign * slope * spec.atmospheric_pressure + slope * pressure


def _gerg2008(spec: GasSpec, mass: float) -> Callable[[Array], Array]:
    """1/Z from the reference code at 400 pressures, joined by a spline."""
    import pyaga8

    parts = pyaga8.Composition()
    total = sum((spec.composition or {}).values())
    for name, share in (spec.composition or {}).items():
        setattr(parts, AGA8_NAMES.get(name, name), share / total)
    engine: Any = pyaga8.Gerg2008()
    engine.set_composition(parts)
    engine.temperature = spec.temperature
    nodes, values = np.linspace(0.0, HIGHEST, 401), [1.0]
    for pressure in nodes[1:]:
        engine.pressure = pressure / 1e3
        engine.calc_density(0)
        values.append(engine.d * 1e3 * R_GERG * spec.temperature / pressure)
    return CubicSpline(nodes, values)


RECIPROCALS = {
    "ideal": _constant,
    "constant_z": _constant,
    "papay": _papay,
    "full_cnga": _full_cnga,
    "gerg2008": _gerg2008,
}
