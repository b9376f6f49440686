"""What an equation of state offers, and the warning for leaving its range."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

import numpy as np
from numpy.typing import NDArray

from linepack.errors import Finding, InputError
from linepack.units import BAR

if TYPE_CHECKING:
    from linepack.fluids.eos.isotherm import Branch

Array = NDArray[np.float64]

PRESSURE_MAX: Final = 250.0 * BAR
"""Up to which isotherms are made: no transmission pipe goes higher. [Pa]"""


class RangeWarning(UserWarning):
    """A gas law was evaluated outside the range it is made for."""


class EquationOfState(Protocol):
    """The compressibility of one gas.

    ``valid_pressure`` is the range the equation is made for at a temperature; its :class:`Branch` may reach
    further, so that a solver can pass through.
    """

    def compressibility(self, pressure: Array, temperature: Array | float) -> Array:
        """Return Z, (n,), at pressures (n,) in Pa, at least 0, and temperatures in K."""
        ...

    def reference_compressibility(self, pressure: float, temperature: float) -> float:
        """Return Z at reference conditions, near atmospheric pressure."""
        ...

    def branch(self, temperature: float) -> Branch:
        """Return 1/Z and its integral at one temperature, in K."""
        ...

    def valid_pressure(self, temperature: float) -> tuple[float, float]:
        """Return the lowest and the highest valid pressure at a temperature, in Pa."""
        ...


def refuse(place: str, finding: str, remedy: str) -> InputError:
    """Return the error for a gas that an equation of state cannot describe."""
    return InputError([Finding(place, finding, remedy)], "the gas")
