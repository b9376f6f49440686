"""GERG-2008, evaluated by pyaga8 and tabulated at one temperature."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Final

import numpy as np
from numpy.typing import NDArray

from linepack.errors import MissingExtraError
from linepack.fluids.eos.equation import PRESSURE_MAX
from linepack.fluids.eos.tabulated import TableBranch, no_single_gas, tabulated
from linepack.units import KILO

if TYPE_CHECKING:
    from collections.abc import Callable

    from linepack.fluids.composition import Composition

Array = NDArray[np.float64]

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
    density_options
        What pyaga8's search for the density takes.

    Notes
    -----
    For one gaseous phase at 250 to 450 K and up to 250 bar. pyaga8 returns a liquid root without saying so;
    a table whose density does not increase, or that jumps, is refused (docs/theory/gas.md, eq. 8 and 9).

    References
    ----------
    .. [1] O. Kunz, W. Wagner, J. Chem. Eng. Data 57 (2012) 3032.
    """

    composition: Composition

    density_options: ClassVar[tuple[int, ...]] = (0,)

    def compressibility(self, pressure: Array, temperature: Array | float) -> Array:
        """Return Z, (n,), at pressures (n,) in Pa and temperatures in K, straight from pyaga8.

        The phase is not checked here, only in :meth:`branch`.
        """
        pressures, temperatures = np.broadcast_arrays(pressure, temperature)
        engine = self._engine()
        pairs = zip(pressures.ravel(), temperatures.ravel(), strict=True)
        values = [self._state(engine, float(p), float(t))[0] for p, t in pairs]
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
        return tabulated(self._states(temperature), temperature)

    def _states(self, temperature: float) -> Callable[[Array], tuple[Array, Array]]:
        """Return Z and d(1/Z)/dp [1/Pa] at one temperature as a function of pressures."""
        engine = self._engine()

        def state(pressure: Array) -> tuple[Array, Array]:
            pairs = np.array([self._state(engine, float(p), temperature) for p in pressure])
            near = (1.0 / self._state(engine, NEAR_ZERO, temperature)[0] - 1.0) / NEAR_ZERO
            return pairs[:, 0], np.where(pressure == 0.0, near, pairs[:, 1])

        return state

    # Any: pyaga8 ships no types.
    def _engine(self) -> Any:
        """Return pyaga8's equation for the composition."""
        return engine_of(self.composition, "Gerg2008")

    # Any: pyaga8 ships no types.
    def _state(self, engine: Any, pressure: float, temperature: float) -> tuple[float, float]:
        """Return Z and d(1/Z)/dp [1/Pa] at one state; pyaga8 counts in kPa and mol/l."""
        if pressure == 0.0:
            return 1.0, np.nan
        engine.temperature, engine.pressure = temperature, pressure / KILO
        try:
            engine.calc_density(*self.density_options)
        except RuntimeError as error:
            raise no_single_gas(temperature, pressure) from error
        engine.calc_properties()
        z = float(engine.z)
        relative_growth = 1.0 / (engine.d * engine.dp_dd * KILO)
        return z, (relative_growth - 1.0 / pressure) / z

    def valid_pressure(self, temperature: float) -> tuple[float, float]:  # noqa: ARG002 - the same at each
        """Return the range of the table, in Pa."""
        return 0.0, PRESSURE_MAX


# Any: pyaga8 ships no types.
def engine_of(composition: Composition, equation: str) -> Any:
    """Return one of pyaga8's equations for a composition."""
    try:
        import pyaga8
    except ImportError as error:
        raise MissingExtraError("eos", "pyaga8") from error
    parts = pyaga8.Composition()
    for name, fraction in composition.mole_fractions.items():
        setattr(parts, PYAGA8_NAMES.get(name, name), fraction)
    engine = getattr(pyaga8, equation)()
    engine.set_composition(parts)
    return engine
