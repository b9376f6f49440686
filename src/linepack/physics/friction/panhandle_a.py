"""The Panhandle A law."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final

import numpy as np
from numpy.typing import NDArray

from linepack.physics.friction.law import LAMINAR_END, LAMINAR_RESISTANCE, FrictionLaw

Array = NDArray[np.float64]

COEFFICIENT: Final = 0.0847
EXPONENT: Final = 0.1461


@dataclass(frozen=True)
class PanhandleA(FrictionLaw):
    r"""A power of the Reynolds number, fitted to large transmission lines in operation.

    Notes
    -----
    .. math:: \lambda = 0.0847\, Re^{-0.1461}

    It does not know the roughness; the efficiency E of a pipe, by whose square the factor is divided, makes
    up for it (0.9 to 0.95 in practice). For Re 5e6 to 1.1e7; docs/theory/friction.md, eq. 11.

    References
    ----------
    .. [1] M. Mohitpour, H. Golshan, A. Murray, Pipeline Design & Construction, 2007, ch. 3.
    .. [2] E. S. Menon, Gas Pipeline Hydraulics, 2005, ch. 2 (range).

    Examples
    --------
    >>> PanhandleA().factor(np.array([1e7]), np.array([1e-5]), np.array([0.9])).round(6)
    array([0.008039])
    """

    reynolds_range: ClassVar[tuple[float, float]] = (5e6, 1.1e7)
    made_for: ClassVar[str] = "Re 5e6 to 1.1e7"

    def evaluate(self, reynolds: Array, relative_roughness: Array, diameter: Array) -> tuple[Array, Array]:
        """Return the factor and its logarithmic slope, each (n,)."""
        shape = np.broadcast_shapes(np.shape(reynolds), np.shape(relative_roughness), np.shape(diameter))
        factor = COEFFICIENT * np.broadcast_to(reynolds, shape) ** -EXPONENT
        return np.asarray(factor), np.full(shape, -EXPONENT)

    def laminar_end(self, relative_roughness: Array, diameter: Array) -> Array:
        """Return where the law meets laminar flow, (n,), later than 2000."""
        end = (LAMINAR_RESISTANCE / COEFFICIENT) ** (1.0 / (1.0 - EXPONENT))
        shape = np.broadcast_shapes(np.shape(relative_roughness), np.shape(diameter))
        return np.full(shape, max(LAMINAR_END, end))
