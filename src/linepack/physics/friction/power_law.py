"""What the laws share whose factor is a power of the Reynolds number."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from linepack.physics.friction.law import LAMINAR_END, LAMINAR_RESISTANCE, FrictionLaw

Array = NDArray[np.float64]


class PowerLaw(FrictionLaw):
    r"""A law of the form :math:`\lambda = c\, Re^{-m}`.

    Attributes
    ----------
    coefficient, exponent
        c and m. [-]
    """

    coefficient: ClassVar[float]
    exponent: ClassVar[float]

    def evaluate(self, reynolds: Array, relative_roughness: Array, diameter: Array) -> tuple[Array, Array]:
        """Return the factor and its logarithmic slope, each (n,)."""
        shape = np.broadcast_shapes(np.shape(reynolds), np.shape(relative_roughness), np.shape(diameter))
        factor = self.coefficient * np.broadcast_to(reynolds, shape) ** -self.exponent
        return np.asarray(factor), np.full(shape, -self.exponent)

    def laminar_end(self, relative_roughness: Array, diameter: Array) -> Array:
        """Return where the law meets laminar flow, (n,), later than 2000."""
        end = (LAMINAR_RESISTANCE / self.coefficient) ** (1.0 / (1.0 - self.exponent))
        shape = np.broadcast_shapes(np.shape(relative_roughness), np.shape(diameter))
        return np.full(shape, max(LAMINAR_END, end))
