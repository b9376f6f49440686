r"""Density and potential of a gas at one temperature, for every real pressure, with the inverse.

An equation of state gives a :class:`Branch`: 1/Z and :math:`I(p) = \int_0^p s/Z(s)\,ds` for
0 <= p <= ceiling. With :math:`\rho = p/(Z R_s T)` the potential is :math:`\Pi = I/(R_s T)`, so that Π' = ρ
holds to round-off whatever Z is. Above the ceiling the density goes on along its tangent and below 0 the
potential is odd: solvers pass through such pressures, answers there are flagged by
:meth:`~linepack.fluids.gas.Gas.check_range`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from linepack.fluids.eos.cubic import PiecewisePolynomial, UniformGrid, hermite

Array = NDArray[np.float64]

INVERSE_CELLS: Final = 256
"""Cells of the table that starts the inverse, about 1 bar each; its relative error is below 1e-7."""

TABLE_STEPS: Final = 8
"""Newton steps for the nodes of the inverse table, from a coarse start; the function is convex."""


class Branch(Protocol):
    """One isotherm of an equation of state, without the gas constant."""

    @property
    def ceiling(self) -> float:
        """Pressure up to which the branch is used, in Pa."""
        ...

    def reciprocal(self, pressure: Array) -> Array:
        """Return 1/Z, (n,), at 0 <= pressure <= ceiling."""
        ...

    def slope(self, pressure: Array) -> Array:
        """Return the derivative of 1/Z to the pressure, (n,), in 1/Pa."""
        ...

    def integral(self, pressure: Array) -> Array:
        """Return the integral of s/Z(s) from 0 to pressure, (n,), in Pa2."""
        ...


@runtime_checkable
class ClosedBranch(Branch, Protocol):
    """A branch whose integral has an inverse in closed form."""

    def root(self, integral: Array) -> Array:
        """Return the pressure of an integral up to the ceiling's, (n,), in Pa."""
        ...


@dataclass(frozen=True)
class Isotherm:
    """A branch, continued to every real pressure, and its inverse.

    Attributes
    ----------
    branch
        1/Z and its integral up to the ceiling.
    scale
        Specific gas constant times temperature. [J/kg]
    start
        First guess of the pressure by the square root of twice the integral. [Pa] by [Pa]
    top_integral, top_flux, top_slope
        At the ceiling: the integral [Pa2], p/Z [Pa] and d(p/Z)/dp [-].
    closed
        The branch, if its integral has an inverse in closed form.
    """

    branch: Branch
    scale: float
    start: PiecewisePolynomial
    top_integral: float
    top_flux: float
    top_slope: float
    closed: ClosedBranch | None = None

    def compressibility(self, pressure: Array) -> Array:
        """Return Z, (n,)."""
        size, ceiling = np.abs(pressure), self.branch.ceiling
        z = 1.0 / self.branch.reciprocal(np.minimum(size, ceiling))
        if not _any_above(size, ceiling):
            return np.asarray(z)
        return np.where(size > ceiling, size / np.maximum(self._flux(size), self.top_flux), z)

    def density(self, pressure: Array) -> Array:
        """Return the density at |pressure|, (n,), in kg/m3."""
        return np.asarray(self._flux(np.abs(pressure)) / self.scale)

    def density_slope(self, pressure: Array) -> Array:
        """Return dρ/dp at |pressure|, (n,), in kg/(m3 Pa)."""
        size, ceiling = np.abs(pressure), self.branch.ceiling
        inside = np.minimum(size, ceiling)
        flux_slope = self.branch.reciprocal(inside) + inside * self.branch.slope(inside)
        return np.asarray(np.where(size > ceiling, self.top_slope, flux_slope) / self.scale)

    def potential(self, pressure: Array) -> Array:
        """Return the potential, odd in the pressure, (n,), in Pa kg/m3."""
        return np.asarray(np.copysign(self._integral(np.abs(pressure)), pressure) / self.scale)

    def pressure(self, potential: Array) -> Array:
        """Return the pressure of a potential, (n,), relative error below 1e-12, in Pa."""
        integral = np.abs(potential) * self.scale
        if _any_above(integral, self.top_integral):
            excess = np.maximum(integral - self.top_integral, 0.0)
            inside = self._solve(np.minimum(integral, self.top_integral))
            root = np.sqrt(self.top_flux**2 + 2.0 * self.top_slope * excess)
            size = inside + (root - self.top_flux) / self.top_slope
        else:
            size = self._solve(integral)
        return np.asarray(np.copysign(size, potential))

    def _flux(self, size: Array) -> Array:
        """Return p/Z, (n,), in Pa."""
        ceiling = self.branch.ceiling
        if not _any_above(size, ceiling):
            return size * self.branch.reciprocal(size)
        inside = np.minimum(size, ceiling)
        return inside * self.branch.reciprocal(inside) + self.top_slope * (size - inside)

    def _integral(self, size: Array) -> Array:
        ceiling = self.branch.ceiling
        if not _any_above(size, ceiling):
            return self.branch.integral(size)
        inside = np.minimum(size, ceiling)
        excess = size - inside
        return self.branch.integral(inside) + excess * (self.top_flux + 0.5 * self.top_slope * excess)

    def _solve(self, integral: Array) -> Array:
        """Return the pressure of an integral up to the ceiling's, (n,), in Pa; one step squares 1e-7."""
        if self.closed is not None:
            return self.closed.root(integral)
        return newton_step(self.branch, self.start(np.sqrt(2.0 * integral)), integral)


def newton_step(branch: Branch, pressure: Array, integral: Array) -> Array:
    """Return a better root of ``branch.integral(pressure) = integral``, (n,), within the branch, in Pa."""
    flux = pressure * branch.reciprocal(pressure)
    step = (branch.integral(pressure) - integral) / np.maximum(flux, np.finfo(np.float64).tiny)
    return np.asarray(np.minimum(pressure - step, branch.ceiling))


def isotherm(branch: Branch, scale: float) -> Isotherm:
    """Return the isotherm of a branch.

    Parameters
    ----------
    branch
        1/Z and its integral; p/Z must increase.
    scale
        Specific gas constant times temperature. [J/kg]
    """
    top = np.array([branch.ceiling])
    integral, flux = float(branch.integral(top)[0]), float((top * branch.reciprocal(top))[0])
    return Isotherm(
        branch=branch,
        scale=scale,
        start=_inverse_start(branch, integral),
        top_integral=integral,
        top_flux=flux,
        top_slope=_slope_at_ceiling(branch),
        closed=branch if isinstance(branch, ClosedBranch) else None,
    )


def _inverse_start(branch: Branch, top_integral: float) -> PiecewisePolynomial:
    """Return the pressure as a piecewise cubic of y = sqrt(2 I); dp/dy = y Z/p, at 0 the root of Z."""
    grid = UniformGrid(np.sqrt(2.0 * top_integral) / INVERSE_CELLS, INVERSE_CELLS)
    y = grid.nodes()
    pressure = np.linspace(0.0, branch.ceiling, y.size)
    pressure = np.interp(y, np.sqrt(2.0 * branch.integral(pressure)), pressure)
    for _ in range(TABLE_STEPS):
        pressure[1:] = newton_step(branch, pressure[1:], 0.5 * y[1:] ** 2)
    reciprocal = branch.reciprocal(pressure)
    slope = 1.0 / np.sqrt(reciprocal)
    slope[1:] = y[1:] / (pressure[1:] * reciprocal[1:])
    return hermite(grid, pressure, slope)


def _slope_at_ceiling(branch: Branch) -> float:
    """Return d(p/Z)/dp at the ceiling, from the parabola through three points below it."""
    width = 1e-4 * branch.ceiling
    p = branch.ceiling - width * np.array([2.0, 1.0, 0.0])
    flux = p * branch.reciprocal(p)
    return float((flux[0] - 4.0 * flux[1] + 3.0 * flux[2]) / (2.0 * width))


def _any_above(values: Array, limit: float) -> bool:
    """Return whether a value is above the limit or not a number."""
    return not values.max(initial=0.0) <= limit
