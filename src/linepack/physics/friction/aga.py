"""The law of the American Gas Association: partially and fully turbulent flow."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from linepack.physics.friction.law import FrictionLaw

Array = NDArray[np.float64]

PER_LOG: Final = 4.0 / math.log(10.0)
"""4 log10(x) is this times ln(x)."""

NEWTON_STEPS: Final = 5
"""The start is within 25 % of the smooth pipe's factor for Re from 2000; the steps leave round-off."""


@dataclass(frozen=True)
class Aga(FrictionLaw):
    r"""The smaller transmission factor of a smooth pipe with bends and of a rough pipe.

    Attributes
    ----------
    drag_factor
        D_f, what bends and fittings leave of the smooth pipe's factor: 0.90 to 0.99 in practice. [-]

    Notes
    -----
    .. math:: F = \frac{2}{\sqrt{\lambda}} = \min\left(4 \log_{10}\frac{3.7 D}{k},\; D_f F_t\right), \quad
              F_t = 4 \log_{10}\frac{Re}{F_t} - 0.6

    The smaller of the two has a kink where they meet, and it is kept: the factor is exact on both sides,
    its slope there is that of the rough pipe, and Newton's method takes it as a semismooth step. At a drag
    factor of 1 the formula is also written with F itself under the logarithm, which is then the same.
    For 4e3 <= Re <= 1e8 and k/D up to 0.05; docs/theory/friction.md, eq. 8.

    References
    ----------
    .. [1] A. E. Uhl et al., Steady Flow in Gas Pipelines, IGT Technical Report 10, AGA, 1965.
    .. [2] E. S. Menon, Gas Pipeline Hydraulics, 2005, ch. 2.

    Examples
    --------
    >>> Aga().factor(np.array([1e6, 1e8]), np.array([2e-5, 2e-5]), np.array([0.9, 0.9])).round(6)
    array([0.011885, 0.009011])
    """

    drag_factor: float = 1.0

    def evaluate(
        self,
        reynolds: Array,
        relative_roughness: Array,
        diameter: Array,  # noqa: ARG002
    ) -> tuple[Array, Array]:
        """Return the factor and its logarithmic slope, each (n,)."""
        smooth = PER_LOG * np.log(reynolds) - 5.0
        for _ in range(NEWTON_STEPS):
            residual = smooth - PER_LOG * np.log(reynolds / smooth) + 0.6
            smooth = smooth - residual / (1.0 + PER_LOG / smooth)
        with np.errstate(divide="ignore"):
            rough = PER_LOG * np.log(3.7 / np.asarray(relative_roughness))
        partial = self.drag_factor * smooth < rough
        transmission = np.where(partial, self.drag_factor * smooth, rough)
        slope = np.where(partial, -2.0 * PER_LOG / (smooth + PER_LOG), 0.0)
        return np.asarray(4.0 / transmission**2), np.asarray(slope)

    def with_drag_factor(self, drag_factor: float) -> Aga:
        """Return the law with that drag factor."""
        return replace(self, drag_factor=drag_factor)
