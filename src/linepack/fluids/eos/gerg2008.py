"""GERG-2008, evaluated by pyaga8 and tabulated at one temperature."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from linepack.errors import MissingExtraError
from linepack.fluids.eos.cubic import PiecewisePolynomial, UniformGrid, derivative, first_moment, hermite
from linepack.fluids.eos.equation import PRESSURE_MAX, refuse
from linepack.units import KILO

if TYPE_CHECKING:
    from linepack.errors import InputError
    from linepack.fluids.composition import Composition

Array = NDArray[np.float64]

TEMPERATURE_RANGE: Final = (250.0, 450.0)
"""From the coldest transmission gas to the end of the equation's normal range. [K]"""

CELLS: Final = 320
"""Cells of the table; 0.8 bar each leave an error in Z below 1e-8 for transmission gas."""

TABLE_TOLERANCE: Final = 1e-6
"""Largest error in 1/Z at the middle of a cell; more means a phase change or a state near one."""

NEAR_ZERO: Final = 100.0
"""Pressure at which the slope of 1/Z at 0 is taken; Z is linear there to 1e-12. [Pa]"""

PYAGA8_NAMES: Final = {
    "n_hexane": "hexane",
    "n_heptane": "heptane",
    "n_octane": "octane",
    "n_nonane": "nonane",
    "n_decane": "decane",
}
"""Components that pyaga8 names otherwise than linepack."""


@dataclass(frozen=True)
class Gerg2008:
    """The GERG-2008 equation for one composition.

    Attributes
    ----------
    composition
        The gas.

    Notes
    -----
    For one gaseous phase at 250 to 450 K and up to 250 bar. pyaga8 returns a liquid root without saying so;
    a table whose density does not increase, or that jumps, is refused (docs/theory/gas.md, eq. 8 and 9).

    References
    ----------
    .. [1] O. Kunz, W. Wagner, J. Chem. Eng. Data 57 (2012) 3032.
    """

    composition: Composition

    def compressibility(self, pressure: Array, temperature: Array | float) -> Array:
        """Return Z, (n,), at pressures (n,) in Pa and temperatures in K, straight from pyaga8.

        The phase is not checked here, only in :meth:`branch`.
        """
        pressures, temperatures = np.broadcast_arrays(pressure, temperature)
        engine = _engine(self.composition)
        pairs = zip(pressures.ravel(), temperatures.ravel(), strict=True)
        values = [_state(engine, float(p), float(t))[0] for p, t in pairs]
        return np.array(values, dtype=np.float64).reshape(pressures.shape)

    def reference_compressibility(self, pressure: float, temperature: float) -> float:
        """Return Z at reference conditions."""
        return float(self.compressibility(np.array(pressure), temperature))

    def branch(self, temperature: float) -> TableBranch:
        """Return the table of 1/Z at one temperature.

        Raises
        ------
        InputError
            Outside 250 to 450 K, or where the gas is not one gaseous phase up to 250 bar.
        MissingExtraError
            If pyaga8 is not installed.
        """
        low, high = TEMPERATURE_RANGE
        if not low <= temperature <= high:
            finding = f"{temperature:g} K is outside {low:g} to {high:g} K."
            raise refuse("gas.temperature", finding, "Give the gas temperature in K.")
        return _table(self.composition, temperature)

    def valid_pressure(self, temperature: float) -> tuple[float, float]:  # noqa: ARG002 - the same at each
        """Return the range of the table, in Pa."""
        return 0.0, PRESSURE_MAX


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


def _table(composition: Composition, temperature: float) -> TableBranch:
    grid = UniformGrid(PRESSURE_MAX / CELLS, CELLS)
    engine = _engine(composition)
    values, slopes = np.empty(CELLS + 1), np.empty(CELLS + 1)
    values[0] = 1.0
    slopes[0] = (1.0 / _state(engine, NEAR_ZERO, temperature)[0] - 1.0) / NEAR_ZERO
    for index, pressure in enumerate(grid.nodes()[1:], start=1):
        z, slope = _state(engine, float(pressure), temperature)
        values[index], slopes[index] = 1.0 / z, slope
    table = hermite(grid, values, slopes)
    _refuse_two_phases(table, engine, temperature)
    return TableBranch(table, derivative(table), first_moment(table), PRESSURE_MAX)


def _refuse_two_phases(table: PiecewisePolynomial, engine: Any, temperature: float) -> None:
    """Raise unless the table meets pyaga8 between its nodes and its density increases everywhere."""
    nodes = table.grid.nodes()
    middles = 0.5 * (nodes[:-1] + nodes[1:])
    exact = np.array([1.0 / _state(engine, float(p), temperature)[0] for p in middles])
    with np.errstate(invalid="ignore"):
        meets = np.abs(table(middles) - exact) <= TABLE_TOLERANCE
    p = np.sort(np.concatenate([nodes, middles]))
    rises = np.diff(p * table(p)) > 0.0
    if not (meets.all() and rises.all()):
        bad = float(min(np.append(middles[~meets], np.inf).min(), np.append(p[1:][~rises], np.inf).min()))
        raise _no_single_gas(temperature, bad)


def _no_single_gas(temperature: float, pressure: float) -> InputError:
    """Return the error for a state that is liquid, in two phases or near a critical point."""
    finding = f"At {temperature:g} K the gas is not one smooth gaseous phase near {pressure:.3g} Pa."
    return refuse("gas.composition", finding, "Check composition and temperature; liquids are not covered.")


# Any: pyaga8 ships no types.
def _engine(composition: Composition) -> Any:
    """Return pyaga8's GERG-2008 for a composition."""
    try:
        import pyaga8
    except ImportError as error:
        raise MissingExtraError("eos", "pyaga8") from error
    parts = pyaga8.Composition()
    for name, fraction in composition.mole_fractions.items():
        setattr(parts, PYAGA8_NAMES.get(name, name), fraction)
    engine = pyaga8.Gerg2008()
    engine.set_composition(parts)
    return engine


def _state(engine: Any, pressure: float, temperature: float) -> tuple[float, float]:
    """Return Z and d(1/Z)/dp [1/Pa] at one state; pyaga8 counts in kPa and mol/l."""
    if pressure == 0.0:
        return 1.0, np.nan
    engine.temperature, engine.pressure = temperature, pressure / KILO
    try:
        engine.calc_density(0)
    except RuntimeError as error:
        raise _no_single_gas(temperature, pressure) from error
    engine.calc_properties()
    z = float(engine.z)
    relative_growth = 1.0 / (engine.d * engine.dp_dd * KILO)
    return z, (relative_growth - 1.0 / pressure) / z
