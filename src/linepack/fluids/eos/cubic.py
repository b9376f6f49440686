"""Piecewise cubic functions on a uniform grid that starts at 0."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True)
class UniformGrid:
    """Cells of equal width from 0 on.

    Attributes
    ----------
    step
        Width of a cell.
    cells
        Number of cells.
    """

    step: float
    cells: int

    def nodes(self) -> Array:
        """Return the ends of all cells, (cells + 1,)."""
        return np.asarray(self.step * np.arange(self.cells + 1), dtype=np.float64)

    def locate(self, x: Array) -> tuple[NDArray[np.intp], Array]:
        """Return the cell of each x, (n,) and not a scalar, and the place in it, 0 to 1; NaN stays NaN."""
        place = x / self.step
        inside = np.fmin(place, self.cells - 1.0)
        cell = np.fmax(inside, 0.0, out=inside).astype(np.intp)
        place -= cell
        return cell, place


@dataclass(frozen=True)
class PiecewisePolynomial:
    """One polynomial per cell, in the place within the cell.

    Attributes
    ----------
    grid
        The cells.
    coefficients
        (cells, degree + 1), rising powers.
    """

    grid: UniformGrid
    coefficients: Array

    def __call__(self, x: Array) -> Array:
        """Return the values at x, (n,)."""
        if not np.ndim(x):
            return np.asarray(self(np.reshape(x, 1))[0])
        cell, place = self.grid.locate(x)
        rows = self.coefficients.take(cell, axis=0)
        value = np.asarray(rows[..., -1] * place)
        for power in range(self.coefficients.shape[1] - 2, 0, -1):
            value += rows[..., power]
            value *= place
        value += rows[..., 0]
        return value


def hermite(grid: UniformGrid, values: Array, slopes: Array) -> PiecewisePolynomial:
    """Return the cubic with the given values and slopes at the nodes, continuous with its slope.

    Parameters
    ----------
    grid
        The cells.
    values, slopes : (cells + 1,)
        At the nodes.
    """
    left, right = values[:-1], values[1:]
    left_rise, right_rise = grid.step * slopes[:-1], grid.step * slopes[1:]
    rise = right - left
    parts = [left, left_rise, 3.0 * rise - 2.0 * left_rise - right_rise, left_rise + right_rise - 2.0 * rise]
    return PiecewisePolynomial(grid, frozen(np.column_stack(parts)))


def derivative(function: PiecewisePolynomial) -> PiecewisePolynomial:
    """Return the derivative of a piecewise polynomial, cell by cell."""
    grid, c = function.grid, function.coefficients
    return PiecewisePolynomial(grid, frozen(c[:, 1:] * np.arange(1, c.shape[1]) / grid.step))


def first_moment(function: PiecewisePolynomial) -> PiecewisePolynomial:
    r"""Return :math:`\int_0^x s f(s)\,ds` of a piecewise cubic f, exactly: a piecewise quintic."""
    grid, c = function.grid, function.coefficients
    start, step = grid.nodes()[:-1], grid.step
    rising = np.zeros((grid.cells, 6))
    rising[:, 1:5] += step * start[:, None] * c / np.arange(1, 5)
    rising[:, 2:6] += step**2 * c / np.arange(2, 6)
    rising[1:, 0] = np.cumsum(rising.sum(axis=1))[:-1]
    return PiecewisePolynomial(grid, frozen(rising))


def frozen(values: Array) -> Array:
    """Return the array, made read-only."""
    values.flags.writeable = False
    return values
