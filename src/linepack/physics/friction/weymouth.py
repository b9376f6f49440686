"""Weymouth's law."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final

import numpy as np
from numpy.typing import NDArray

from linepack.physics.friction.law import LAMINAR_END, LAMINAR_RESISTANCE, TURBULENT_START, FrictionLaw

Array = NDArray[np.float64]

DIAMETER_RANGE: Final = (0.02, 0.30)
"""Of the pipes that Weymouth's numbers come from, 0.8 to 11.8 inches. [m]"""


@dataclass(frozen=True)
class Weymouth(FrictionLaw):
    r"""Friction by the diameter alone, from measurements on small rough pipes of a century ago.

    Notes
    -----
    .. math:: \lambda = 0.00939\, D^{-1/3}

    with D in m. It knows neither roughness nor Reynolds number; the efficiency of a pipe makes up for it.
    For diameters of 0.02 to 0.30 m, turbulent flow; docs/theory/friction.md, eq. 10.

    References
    ----------
    .. [1] T. R. Weymouth, Trans. ASME 34 (1912) 185.
    .. [2] M. Mohitpour, H. Golshan, A. Murray, Pipeline Design & Construction, 2007, ch. 3.

    Examples
    --------
    >>> Weymouth().factor(np.array([1e6]), np.array([2e-5]), np.array([0.3])).round(6)
    array([0.014027])
    """

    made_for: ClassVar[str] = "diameters of 0.02 to 0.30 m"

    def evaluate(self, reynolds: Array, relative_roughness: Array, diameter: Array) -> tuple[Array, Array]:
        """Return the factor and its logarithmic slope, which is 0, each (n,)."""
        shape = np.broadcast_shapes(np.shape(reynolds), np.shape(relative_roughness))
        factor = _factor(diameter) + np.zeros(shape)
        return np.asarray(factor), np.zeros(factor.shape)

    def laminar_end(self, relative_roughness: Array, diameter: Array) -> Array:
        """Return where the law meets laminar flow, (n,), or 2000 where that is lower."""
        end = LAMINAR_RESISTANCE / _factor(diameter) + np.zeros(np.shape(relative_roughness))
        return np.maximum(LAMINAR_END, end)

    def outside_range(
        self,
        reynolds: Array,
        relative_roughness: Array,  # noqa: ARG002
        diameter: Array,
    ) -> NDArray[np.bool_]:
        """Return where a turbulent flow runs in a pipe thinner or wider than the law's, (n,)."""
        low, high = DIAMETER_RANGE
        return np.asarray((reynolds >= TURBULENT_START) & ((diameter < low) | (diameter > high)))


def _factor(diameter: Array) -> Array:
    return np.asarray(0.00939 / np.cbrt(diameter))
