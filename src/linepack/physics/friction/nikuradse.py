"""Nikuradse's law of the fully rough pipe."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final

import numpy as np
from numpy.typing import NDArray

from linepack.physics.friction.law import LAMINAR_END, LAMINAR_RESISTANCE, TURBULENT_START, FrictionLaw

Array = NDArray[np.float64]


ROUGH_HEIGHT: Final = 70.0
"""Roughness height in wall units from which the flow is fully rough (Nikuradse, Schlichting). [-]"""


@dataclass(frozen=True)
class Nikuradse(FrictionLaw):
    r"""Fully rough flow: the factor does not depend on the Reynolds number.

    Notes
    -----
    .. math:: \lambda = \left(2 \log_{10}\frac{3.71 D}{k}\right)^{-2} \approx
              \left(2 \log_{10}\frac{D}{k} + 1.138\right)^{-2}

    The first form is used: it is the limit of Colebrook-White for infinite Re; the other differs by 3e-4.
    In a pipe that is not fully rough it gives too little friction (35 % less than Colebrook-White at
    Re = 1e5, k/D = 1e-4) and so overstates what the pipe carries. Needs k > 0;
    docs/theory/friction.md, eq. 4.

    References
    ----------
    .. [1] J. Nikuradse, VDI-Forschungsheft 361, 1933.

    Examples
    --------
    >>> Nikuradse().factor(np.array([1e6]), np.array([2e-5]), np.array([0.9])).round(8)
    array([0.00900724])
    """

    made_for: ClassVar[str] = "fully rough flow, a roughness of 70 wall units and more"

    def evaluate(
        self,
        reynolds: Array,
        relative_roughness: Array,
        diameter: Array,  # noqa: ARG002
    ) -> tuple[Array, Array]:
        """Return the factor and its logarithmic slope, which is 0, each (n,)."""
        factor = _rough(relative_roughness) + np.zeros(np.shape(reynolds))
        return np.asarray(factor), np.zeros(factor.shape)

    def laminar_end(self, relative_roughness: Array, diameter: Array) -> Array:
        """Return where the law meets laminar flow, (n,), or 2000 where that is lower."""
        end = LAMINAR_RESISTANCE / _rough(relative_roughness)
        return np.maximum(LAMINAR_END, end + np.zeros(np.shape(diameter)))

    def outside_range(
        self,
        reynolds: Array,
        relative_roughness: Array,
        diameter: Array,  # noqa: ARG002
    ) -> NDArray[np.bool_]:
        """Return where a turbulent flow is not fully rough, (n,)."""
        height = reynolds * np.sqrt(_rough(relative_roughness) / 8.0) * relative_roughness
        return np.asarray((reynolds >= TURBULENT_START) & (height < ROUGH_HEIGHT))


def _rough(relative_roughness: Array) -> Array:
    return np.asarray((2.0 * np.log10(relative_roughness / 3.71)) ** -2)
