"""Hofer's explicit law."""

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
class Hofer(FrictionLaw):
    r"""Explicit form of the Colebrook-White law after Hofer.

    Notes
    -----
    .. math:: \lambda = \left(2 \log_{10}\left(\frac{4.518}{Re} \log_{10}\frac{Re}{7}
              + \frac{k}{3.71 D}\right)\right)^{-2}

    Within 2.1 % of Colebrook-White for 4e3 <= Re <= 1e8 and 1e-6 <= k/D <= 1e-2
    (``test_hofer_stays_near_colebrook``); docs/theory/friction.md, eq. 3.

    References
    ----------
    .. [1] P. Hofer, GWF Gas/Erdgas 114 (1973) 113.

    Examples
    --------
    >>> Hofer().factor(np.array([1e6, 1e7]), np.array([1e-5, 1e-5]), np.array([0.9, 0.9])).round(5)
    array([0.01189, 0.00903])
    """

    def evaluate(
        self,
        reynolds: Array,
        relative_roughness: Array,
        diameter: Array,  # noqa: ARG002
    ) -> tuple[Array, Array]:
        """Return the factor and its logarithmic slope, each (n,)."""
        per_reynolds, log_term = 4.518 / reynolds, np.log(reynolds / 7.0) / LN_10
        inside = per_reynolds * log_term + relative_roughness / 3.71
        x = -2.0 / LN_10 * np.log(inside)
        inside_slope = per_reynolds * (1.0 / LN_10 - log_term)
        return np.asarray(1.0 / (x * x)), np.asarray(4.0 / (x * LN_10) * inside_slope / inside)
