"""The Panhandle B law."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final

import numpy as np
from numpy.typing import NDArray

from linepack.physics.friction.law import LAMINAR_END, LAMINAR_RESISTANCE, FrictionLaw

Array = NDArray[np.float64]

COEFFICIENT: Final = 0.0147
EXPONENT: Final = 0.0392


@dataclass(frozen=True)
class PanhandleB(FrictionLaw):
    r"""A power of the Reynolds number, fitted to large transmission lines in operation.

    Notes
    -----
    .. math:: \lambda = 0.0147\, Re^{-0.0392}

    It does not know the roughness; the efficiency E of a pipe, by whose square the factor is divided, makes
    up for it (0.9 to 0.95 in practice). For Re 4e6 to 4e7; docs/theory/friction.md, eq. 12.

    References
    ----------
    .. [1] M. Mohitpour, H. Golshan, A. Murray, Pipeline Design & Construction, 2007, ch. 3.
    .. [2] E. S. Menon, Gas Pipeline Hydraulics, 2005, ch. 2 (range).

    Examples
    --------
    >>> PanhandleB().factor(np.array([1e7]), np.array([1e-5]), np.array([0.9])).round(6)
    array([0.007815])
    """

    reynolds_range: ClassVar[tuple[float, float]] = (4e6, 4e7)
    made_for: ClassVar[str] = "Re 4e6 to 4e7"

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
