"""An isotherm as a table: 1/Z at equidistant pressures with its slope, checked against the equation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from linepack.fluids.eos.cubic import PiecewisePolynomial, UniformGrid, derivative, first_moment, hermite
from linepack.fluids.eos.equation import PRESSURE_MAX, refuse

if TYPE_CHECKING:
    from collections.abc import Callable

    from linepack.errors import InputError

Array = NDArray[np.float64]

TEMPERATURE_RANGE: Final = (250.0, 450.0)
"""From the coldest transmission gas to the end of GERG-2008's normal range. [K]"""

CELLS: Final = 320
"""Cells of the table; 0.8 bar each leave an error in Z below 1e-8 for transmission gas."""

TABLE_TOLERANCE: Final = 1e-6
"""Largest error in 1/Z at the middle of a cell; more means a phase change or a state near one."""


@dataclass(frozen=True)
class TableBranch:
    """1/Z as a piecewise cubic, continuous with its slope, and the exact integral of that cubic."""

    reciprocal_table: PiecewisePolynomial
    slope_table: PiecewisePolynomial
    integral_table: PiecewisePolynomial
    ceiling: float

    def reciprocal(self, pressure: Array) -> Array:
        """Return 1/Z, (n,)."""
        return self.reciprocal_table(pressure)

    def slope(self, pressure: Array) -> Array:
        """Return the derivative of the table to the pressure, (n,), in 1/Pa."""
        return self.slope_table(pressure)

    def integral(self, pressure: Array) -> Array:
        """Return the integral of s/Z(s), (n,), in Pa2."""
        return self.integral_table(pressure)


def tabulated(state: Callable[[Array], tuple[Array, Array]], temperature: float) -> TableBranch:
    """Return the table of an equation at one temperature.

    Parameters
    ----------
    state
        Z and d(1/Z)/dp [1/Pa] at pressures (n,) in Pa, each (n,), the slope also at 0.
    temperature
        [K]

    Raises
    ------
    InputError
        Outside 250 to 450 K, or where the gas is not one gaseous phase up to 250 bar.
    """
    low, high = TEMPERATURE_RANGE
    if not low <= temperature <= high:
        finding = f"{temperature:g} K is outside {low:g} to {high:g} K."
        raise refuse("gas.temperature", finding, "Give the gas temperature in K.")
    grid = UniformGrid(PRESSURE_MAX / CELLS, CELLS)
    z, slopes = state(grid.nodes())
    table = hermite(grid, 1.0 / z, slopes)
    _refuse_two_phases(table, state, temperature)
    return TableBranch(table, derivative(table), first_moment(table), PRESSURE_MAX)


def _refuse_two_phases(
    table: PiecewisePolynomial, state: Callable[[Array], tuple[Array, Array]], temperature: float
) -> None:
    """Raise unless the table meets the equation between its nodes and its density increases everywhere."""
    nodes = table.grid.nodes()
    middles = 0.5 * (nodes[:-1] + nodes[1:])
    exact = 1.0 / state(middles)[0]
    with np.errstate(invalid="ignore"):
        meets = np.abs(table(middles) - exact) <= TABLE_TOLERANCE
    p = np.sort(np.concatenate([nodes, middles]))
    rises = np.diff(p * table(p)) > 0.0
    if not (meets.all() and rises.all()):
        bad = float(min(np.append(middles[~meets], np.inf).min(), np.append(p[1:][~rises], np.inf).min()))
        raise no_single_gas(temperature, bad)


def no_single_gas(temperature: float, pressure: float) -> InputError:
    """Return the error for a state that is liquid, in two phases or near a critical point."""
    finding = f"At {temperature:g} K the gas is not one smooth gaseous phase near {pressure:.3g} Pa."
    return refuse("gas.composition", finding, "Check composition and temperature; liquids are not covered.")
