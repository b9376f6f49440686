"""The law of the European Gas Research Group."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from linepack.physics.friction.law import FrictionLaw

Array = NDArray[np.float64]

LN_10: Final = math.log(10.0)

EXPONENT: Final = 0.942
"""Of the smooth part: half the slope 1.884 of the smooth pipe's law, per decade."""

SMOOTH_STEPS: Final = 3
"""Newton steps for the smooth pipe's X, only a start."""

NEWTON_STEPS: Final = 7
"""The start is within 0.7/n of X; the steps leave round-off."""


@dataclass(frozen=True)
class Gerg(FrictionLaw):
    r"""A law of the form of Colebrook and White's with the smooth limit of newer measurements.

    Attributes
    ----------
    drag_factor
        f_r, for bends, fittings and welds; 1 for a straight pipe. [-]
    transition
        n, how sharp smooth flow turns into rough flow: 1 gradual, as Colebrook and White, 10 sudden. [-]

    Notes
    -----
    .. math:: \frac{1}{\sqrt{\lambda}} = -\frac{2}{n} \log_{10}\left( \left(\frac{k}{3.71 D}\right)^n
              + \left(\frac{1.499}{f_r Re \sqrt{\lambda}}\right)^{0.942\,n f_r} \right)

    Its smooth limit at f_r = 1 is 1.884 log10(Re sqrt(λ)) - 0.331, the law of Zagarola's measurements
    (``test_gerg_meets_zagarola_in_smooth_pipes``). For 4e3 <= Re <= 1e8 and k/D up to 0.05;
    docs/theory/friction.md, eq. 9.

    References
    ----------
    .. [1] K. Gersten et al., New transmission-factor formula proposed for gas pipelines,
       Oil & Gas J. 98(7) (2000) 58.
    .. [2] M. V. Zagarola, A. J. Smits, J. Fluid Mech. 373 (1998) 33.

    Examples
    --------
    >>> Gerg().factor(np.array([1e6, 1e7]), np.array([2e-5, 1e-5]), np.array([0.9, 0.9])).round(6)
    array([0.012319, 0.009191])
    """

    drag_factor: float = 1.0
    transition: float = 1.0

    def evaluate(
        self,
        reynolds: Array,
        relative_roughness: Array,
        diameter: Array,  # noqa: ARG002
    ) -> tuple[Array, Array]:
        """Return the factor and its logarithmic slope, each (n,)."""
        n = self.transition
        power = EXPONENT * n * self.drag_factor
        rough = (np.asarray(relative_roughness) / 3.71) ** n
        smooth = 1.499 / (self.drag_factor * reynolds)
        x = self._start(rough, smooth)
        for _ in range(NEWTON_STEPS):
            part = (smooth * x) ** power
            pull = 2.0 * power / (n * LN_10) * part / (rough + part)
            x = x - (x + 2.0 / n * np.log10(rough + part)) / (1.0 + pull / x)
        part = (smooth * x) ** power
        pull = 2.0 * power / (n * LN_10) * part / (rough + part)
        return np.asarray(1.0 / (x * x)), np.asarray(-2.0 * pull / (x + pull))

    def with_drag_factor(self, drag_factor: float) -> Gerg:
        """Return the law with that drag factor."""
        return replace(self, drag_factor=drag_factor)

    def _start(self, rough: Array, smooth: Array) -> Array:
        """Return the smaller X of the smooth and the rough pipe, (n,)."""
        weight = 2.0 * EXPONENT * self.drag_factor / LN_10
        x = np.full(np.shape(smooth), 10.0)
        for _ in range(SMOOTH_STEPS):
            x = x - (x + weight * np.log(smooth * x)) / (1.0 + weight / x)
        with np.errstate(divide="ignore"):
            return np.asarray(np.minimum(x, -2.0 / self.transition * np.log10(rough)))
