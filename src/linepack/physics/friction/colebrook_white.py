"""Colebrook and White's law, solved to machine precision."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from linepack.physics.friction.law import FrictionLaw

Array = NDArray[np.float64]

SLOPE_OF_LOG: Final = 2.0 / math.log(10.0)
"""2 log10(x) is this times ln(x)."""

HALLEY_STEPS: Final = 2
"""The start is within 6 % of X; steps of third order leave less than 1e-5 and round-off."""

TYPICAL: Final = 6.0
"""X inside the logarithm of the start; no other value comes as near over the whole range."""


@dataclass(frozen=True)
class ColebrookWhite(FrictionLaw):
    r"""The implicit law of Colebrook and White.

    Notes
    -----
    .. math:: X = \lambda^{-1/2}, \quad X + 2 \log_{10}\left(\frac{k}{3.71 D} + \frac{2.51 X}{Re}\right) = 0

    is concave and increasing in X: Halley's method needs two steps from what a typical X inside the
    logarithm gives. The slope follows from the equation, not from the iteration. For Re >= 4000 and k/D up
    to 0.05; docs/theory/friction.md, eq. 2.

    References
    ----------
    .. [1] C. F. Colebrook, J. Inst. Civ. Eng. 11 (1939) 133.
    .. [2] D. Clamond, Ind. Eng. Chem. Res. 48 (2009) 3665, for the iteration in X.

    Examples
    --------
    >>> ColebrookWhite().factor(np.array([1e6, 1e7]), np.array([2e-5, 1e-5]), np.array([0.9, 0.9])).round(8)
    array([0.01207948, 0.00899377])
    """

    def evaluate(
        self,
        reynolds: Array,
        relative_roughness: Array,
        diameter: Array,  # noqa: ARG002
    ) -> tuple[Array, Array]:
        """Return the factor and its logarithmic slope, each (n,)."""
        rough, smooth = relative_roughness / 3.71, 2.51 / reynolds
        x = -SLOPE_OF_LOG * np.log(rough + TYPICAL * smooth)
        for _ in range(HALLEY_STEPS):
            inside = rough + smooth * x
            bend = smooth / inside
            slope = 1.0 + SLOPE_OF_LOG * bend
            step = (x + SLOPE_OF_LOG * np.log(inside)) / slope
            x = x - step / (1.0 + 0.5 * SLOPE_OF_LOG * step * bend * bend / slope)
        share = SLOPE_OF_LOG * smooth / (rough + smooth * x)
        return np.asarray(1.0 / (x * x)), np.asarray(-2.0 * share / (1.0 + share))
