"""Haaland's explicit law."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from linepack.physics.friction.law import FrictionLaw

Array = NDArray[np.float64]

LN_10: Final = math.log(10.0)


@dataclass(frozen=True)
class Haaland(FrictionLaw):
    r"""Explicit form of the Colebrook-White law after Haaland.

    Notes
    -----
    .. math:: \lambda = \left(1.8 \log_{10}\left(\left(\frac{k}{3.7 D}\right)^{1.11}
              + \frac{6.9}{Re}\right)\right)^{-2}

    For 4e3 <= Re <= 1e8 and k/D up to 0.05; docs/theory/friction.md, eq. 5.

    References
    ----------
    .. [1] S. E. Haaland, J. Fluids Eng. 105 (1983) 89.

    Examples
    --------
    >>> Haaland().factor(np.array([1e6]), np.array([2e-5]), np.array([0.9])).round(8)
    array([0.01196141])
    """

    def evaluate(
        self,
        reynolds: Array,
        relative_roughness: Array,
        diameter: Array,  # noqa: ARG002
    ) -> tuple[Array, Array]:
        """Return the factor and its logarithmic slope, each (n,)."""
        smooth = 6.9 / reynolds
        inside = (relative_roughness / 3.7) ** 1.11 + smooth
        x = -1.8 * np.log10(inside)
        return np.asarray(1.0 / (x * x)), np.asarray(-3.6 / (x * LN_10) * smooth / inside)
