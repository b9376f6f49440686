r"""The steady pipe law, in the potential.

With :math:`\Pi(p) = \int_0^p \rho\,dp` the momentum balance of a pipe reads
:math:`d\Pi/dx = -\lambda q|q| / (2 D A^2) - g \rho^2 dz/dx`. Over a piece on which
:math:`\sigma = \rho^2/\Pi` is constant it integrates to (docs/theory/steady.md, eq. 3)

.. math:: \Pi_1 - \Pi_2 e^S - h(q)\,E(S) = 0, \quad S = g\,\Delta z\,\sigma, \quad E(S) = (e^S - 1)/S .

Horizontal pipes are exact for every equation of state; at constant compressibility the law is exact at
every slope; otherwise σ is its mean along the piece (:meth:`PipeLaw.surroundings`) and ``system`` cuts a pipe
into pieces of limited height.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from linepack.constants import STANDARD_GRAVITY
from linepack.numerics.faces import Face

if TYPE_CHECKING:
    from linepack.fluids.gas import Gas
    from linepack.physics.friction import BlendedLaw

Array = NDArray[np.float64]

SERIES_LIMIT: Final = 1e-6
"""Below this |S| the series of E(S) is exact to round-off."""

GAUSS_POINTS: Final = 12
"""Quadrature points of the linepack integral; its integrand is smooth, 12 leave round-off."""

NEAR: Final = 0.2
"""Share of the larger potential below which the fall along a pipe counts as small."""

NEAR_POINTS: Final = 6
"""Quadrature points for a small fall; the error of a square root falls with 17.9^(-2n) there."""


@dataclass(frozen=True)
class PipeLaw:
    """All pipe pieces of a network at once.

    Attributes
    ----------
    length, diameter, relative_roughness, efficiency, rise
        Each (n,): length [m], inner diameter [m], k/D, flow efficiency, outlet less inlet height [m].
    lines
        Number of equal parallel lines, (n,).
    friction_factor
        Darcy factor where it is given, NaN where the law decides, (n,).
    friction
        The friction law.
    """

    length: Array
    diameter: Array
    relative_roughness: Array
    efficiency: Array
    rise: Array
    lines: Array
    friction_factor: Array
    friction: BlendedLaw

    @cached_property
    def level(self) -> bool:
        """Whether no pipe rises or falls."""
        return not self.rise.any()

    @cached_property
    def area(self) -> Array:
        """Cross-section of one line, (n,). [m2]"""
        return np.asarray(0.25 * np.pi * self.diameter**2)

    @property
    def volume(self) -> Array:
        """Volume of all lines, (n,). [m3]"""
        return self.area * self.length * self.lines

    @cached_property
    def _drag_scale(self) -> Array:
        """Potential per (λ q |q|) of one line, (n,)."""
        return np.asarray(self.length / (2.0 * self.diameter * self.area**2 * self.efficiency**2))

    @cached_property
    def _given(self) -> NDArray[np.bool_] | None:
        """Where the friction factor is given, (n,), None where it is nowhere."""
        given = np.isfinite(self.friction_factor)
        return given if given.any() else None

    def friction_drop(self, mass_flow: Array, viscosity: Array) -> tuple[Array, Array]:
        r"""Return :math:`h(q) = \lambda L q|q|/(2 D A^2)` and its slope, each (n,).

        Parameters
        ----------
        mass_flow : (n,)
            Flow of all lines together. [kg/s]
        viscosity : (n,)
            Dynamic viscosity. [Pa s]
        """
        area = self.area
        flow = mass_flow / self.lines
        per_flow = self.diameter / (area * viscosity)
        resistance, slope = self.friction.resistance_flow(
            np.abs(flow) * per_flow, self.relative_roughness, self.diameter
        )
        scale, given = self._drag_scale, self._given
        drag, drag_slope = resistance / per_flow, slope
        if given is not None:
            factor = np.where(given, self.friction_factor, 0.0)
            drag = np.where(given, factor * np.abs(flow), drag)
            drag_slope = np.where(given, factor, drag_slope)
        return scale * drag * flow, scale * (drag + drag_slope * np.abs(flow)) / self.lines

    def darcy_factor(self, mass_flow: Array, viscosity: Array) -> Array:
        """Return the Darcy friction factor at a flow, (n,); infinite at zero flow of a laminar law."""
        reynolds = np.abs(mass_flow) / self.lines * self.diameter / (self.area * viscosity)
        resistance, _ = self.friction.resistance_flow(reynolds, self.relative_roughness, self.diameter)
        with np.errstate(divide="ignore", invalid="ignore"):
            law = resistance / reynolds
        return np.where(np.isfinite(self.friction_factor), self.friction_factor, law)

    def outside_range(self, mass_flow: Array, viscosity: Array) -> NDArray[np.bool_]:
        """Return where the friction law decides outside what it is made for, (n,)."""
        reynolds = np.abs(mass_flow) / self.lines * self.diameter / (self.area * viscosity)
        outside = self.friction.turbulent.outside_range(reynolds, self.relative_roughness, self.diameter)
        return np.asarray(outside & ~np.isfinite(self.friction_factor))

    def elevation_exponent(self, potential_in: Array, potential_out: Array, gas: Gas) -> Array:
        """Return S = g Δz ρ²/Π with the mean of ρ²/Π along the piece, (n,)."""
        return self._mean_states(potential_in, potential_out, gas)[0]

    def surroundings(self, potential_in: Array, potential_out: Array, gas: Gas) -> tuple[Array, Array, Array]:
        """Return viscosity, growth e^S and elevation weight E(S) between two potentials, each (n,).

        Notes
        -----
        To first order in the change of σ = ρ²/Π along the piece its mean weighs it with Π e^{S x}: with the
        height where the gas rests, with Π where friction alone acts. Simpson's rule takes it at the ends
        and in the middle, Π_m = (Π_1 + Π_2 e^{S/2})/(1 + e^{S/2}).
        """
        if self.level:
            one = np.ones(len(potential_in))
            return mean_viscosity(potential_in, potential_out, gas), one, one
        exponent, pressure = self._mean_states(potential_in, potential_out, gas)
        viscosity = gas.dynamic_viscosity(np.minimum(pressure, gas.valid_pressure[1]))
        return viscosity, np.asarray(np.exp(exponent)), mean_growth(exponent)

    def _mean_states(self, potential_in: Array, potential_out: Array, gas: Gas) -> tuple[Array, Array]:
        """Return S and the pressure at the mean of the potentials' sizes, each (n,)."""
        sizes = np.abs(np.stack([potential_in, potential_out, np.zeros_like(potential_in)]))
        sizes[2] = 0.5 * (sizes[0] + sizes[1])
        pressure = gas.pressure(sizes.ravel())
        safe = np.maximum(sizes, potential_floor(gas))
        stiffness = gas.density(pressure).reshape(sizes.shape) ** 2 / safe
        start, end, mean = stiffness
        head = STANDARD_GRAVITY * self.rise
        half = np.exp(0.5 * head * mean)
        fall = safe[0] - safe[1]
        slope = np.where(fall == 0.0, 0.0, (start - end) / np.where(fall == 0.0, 1.0, fall))
        middle = mean + (start - end) * (1.0 / (1.0 + half) - 0.5 - slope * safe[2] * head / 8.0)
        at_start, at_end = safe[0], safe[1] * half * half
        at_middle = 4.0 * half * (safe[0] + safe[1] * half) / (1.0 + half)
        total = at_start + at_middle + at_end
        mean = (at_start * start + at_middle * middle + at_end * end) / total
        return np.asarray(head * mean), pressure.reshape(sizes.shape)[2]

    def linearise(self, potential_in: Array, potential_out: Array, mass_flow: Array, gas: Gas) -> Face:
        """Return the residual of the law and its derivatives.

        Parameters
        ----------
        potential_in, potential_out : (n,)
            Potentials at the ends. [Pa kg/m3]
        mass_flow : (n,)
            From inlet to outlet. [kg/s]
        gas
            The gas.

        Returns
        -------
        Face
            Residual in Pa kg/m3. The weak dependence of S and of the viscosity on the potentials is kept
            in the residual and left out of the derivatives.
        """
        viscosity, growth, weight = self.surroundings(potential_in, potential_out, gas)
        drop, slope = self.friction_drop(mass_flow, viscosity)
        residual = potential_in - potential_out * growth - drop * weight
        return Face.of(residual, 1.0, -growth, -slope * weight)

    def factor_of(self, mass_flow: Array, drop: Array) -> Array:
        """Return the Darcy friction factor of a drop of :meth:`friction_drop`, (n,); NaN at rest."""
        flow = mass_flow / self.lines
        with np.errstate(divide="ignore", invalid="ignore"):
            law = drop / (self._drag_scale * flow * np.abs(flow))
        return law if self._given is None else np.where(self._given, self.friction_factor, law)

    def linepack(self, potential_in: Array, potential_out: Array, mass_flow: Array, gas: Gas) -> Array:
        """Return the mass of gas in each pipe piece, (n,). [kg]"""
        drop, _ = self.friction_drop(mass_flow, mean_viscosity(potential_in, potential_out, gas))
        return self.linepack_with(drop, potential_in, potential_out, gas)

    def linepack_with(self, drop: Array, potential_in: Array, potential_out: Array, gas: Gas) -> Array:
        """Return the mass of gas in each piece, (n,), with the drop by friction at hand. [kg]"""
        larger = np.maximum(np.abs(potential_in), np.abs(potential_out))
        near = np.abs(potential_in - potential_out) < NEAR * larger
        mass = np.empty(len(drop))
        for rows, count in ((near, NEAR_POINTS), (~near, GAUSS_POINTS)):
            if rows.all():
                return self._linepack_by(count, drop, potential_in, potential_out, gas)
            if rows.any():
                some = drop[rows], potential_in[rows], potential_out[rows]
                mass[rows] = self.take(rows)._linepack_by(count, *some, gas)
        return mass

    def take(self, rows: NDArray[np.bool_] | NDArray[np.intp]) -> PipeLaw:
        """Return the law of some pieces."""
        arrays: dict[str, Any] = {  # arrays alone, under the names of their fields
            one.name: value[rows]
            for one in fields(self)
            if isinstance(value := getattr(self, one.name), np.ndarray)
        }
        return replace(self, **arrays)

    def _linepack_by(
        self, count: int, drop: Array, potential_in: Array, potential_out: Array, gas: Gas
    ) -> Array:
        """Return the mass of gas in each piece by a number of quadrature points, (n,). [kg]"""
        points, weights = gauss(count)
        share = 0.5 * (points[:, None] + 1.0)
        if self.level:
            inside = potential_in - drop * share
        else:
            exponent = self.elevation_exponent(potential_in, potential_out, gas) * share
            inside = (potential_in - drop * share * mean_growth(exponent)) * np.exp(-exponent)
        density = gas.density(gas.pressure(inside.ravel())).reshape(inside.shape)
        return np.asarray(0.5 * weights @ density * self.volume)


@cache
def gauss(count: int) -> tuple[Array, Array]:
    """Return points and weights of a Gauss quadrature from −1 to 1, each (count,)."""
    points, weights = np.polynomial.legendre.leggauss(count)
    return points, weights


def mean_viscosity(potential_in: Array, potential_out: Array, gas: Gas) -> Array:
    """Return the viscosity at the mean of the potentials' sizes, (n,). [Pa s]"""
    return gas.viscosity_of(mean_size(potential_in, potential_out))


def mean_size(potential_in: Array, potential_out: Array) -> Array:
    """Return the mean of the sizes of two potentials, (n,). [Pa kg/m3]"""
    return np.asarray(0.5 * (np.abs(potential_in) + np.abs(potential_out)))


def potential_floor(gas: Gas) -> float:
    """Return the potential at 1 Pa, below which ρ²/Π keeps its value. [Pa kg/m3]"""
    return float(gas.potential(np.ones(1))[0])


def mean_growth(exponent: Array) -> Array:
    """Return (e^S − 1)/S, (n,), by its series near S = 0."""
    small = np.abs(exponent) < SERIES_LIMIT
    safe = np.where(small, 1.0, exponent)
    return np.where(small, 1.0 + 0.5 * exponent, np.expm1(safe) / safe)
