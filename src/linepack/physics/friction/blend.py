"""From laminar to turbulent flow without a kink."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from linepack.physics.friction.law import LAMINAR_RESISTANCE

if TYPE_CHECKING:
    from linepack.physics.friction.law import FrictionLaw

Array = NDArray[np.float64]


@dataclass(frozen=True)
class BlendedLaw:
    r"""A turbulent law, laminar flow, and a twice differentiable blend between them.

    The blend is made in the resistance λ Re, which is proportional to λ|q| and finite at zero flow where λ
    itself is not.

    Attributes
    ----------
    turbulent
        The law from twice its ``laminar_end`` on, usually Re = 4000.

    Notes
    -----
    .. math:: \lambda Re = 64 + w (\lambda_t Re - 64), \quad w = t^3 (10 - 15 t + 6 t^2), \quad
              t = \frac{Re - Re_1}{Re_1}

    with t cut to 0 ... 1 and Re_1 = 2000, or where the turbulent law meets laminar flow if that is later;
    docs/theory/friction.md, eq. 6 and 7. This is no measured law: between 2000 and 4000 the flow of a real
    pipe is not determined.

    Examples
    --------
    >>> from linepack.physics.friction import Hofer
    >>> law = BlendedLaw(Hofer())
    >>> law.resistance_flow(np.array([0.0, 1e6]), np.array([1e-5, 1e-5]), np.array([0.9, 0.9]))[0].round(2)
    array([   64.  , 11890.76])
    """

    turbulent: FrictionLaw

    def resistance_flow(
        self, reynolds: Array, relative_roughness: Array, diameter: Array
    ) -> tuple[Array, Array]:
        """Return λ Re and its derivative to Re, each as ``reynolds``; finite at Re = 0.

        Parameters
        ----------
        reynolds : (n,) or (n_points, n)
            Reynolds number, at least 0. [-]
        relative_roughness : (n,)
            k/D. [-]
        diameter : (n,)
            Inner diameter. [m]
        """
        start = self.turbulent.laminar_end(relative_roughness, diameter)
        inside = np.maximum(reynolds, start)
        factor, log_slope = self.turbulent.evaluate(inside, relative_roughness, diameter)
        resistance, slope = factor * inside, factor * (1.0 + log_slope)
        slow = np.nonzero(inside < 2.0 * start)
        if slow[0].size:
            weight, weight_slope = _weight(inside[slow], np.broadcast_to(start, inside.shape)[slow])
            excess = resistance[slow] - LAMINAR_RESISTANCE
            resistance[slow] = LAMINAR_RESISTANCE + weight * excess
            slope[slow] = weight * slope[slow] + weight_slope * excess
        return resistance, slope

    def factor(self, reynolds: Array, relative_roughness: Array, diameter: Array) -> Array:
        """Return the Darcy friction factor λ, (n,), for Re > 0."""
        return np.asarray(self.resistance_flow(reynolds, relative_roughness, diameter)[0] / reynolds)

    def log_slope(self, reynolds: Array, relative_roughness: Array, diameter: Array) -> Array:
        """Return dlnλ/dlnRe, (n,): -1 where the flow is laminar."""
        resistance, slope = self.resistance_flow(reynolds, relative_roughness, diameter)
        return np.asarray(slope * reynolds / resistance - 1.0)


def blended(law: FrictionLaw) -> BlendedLaw:
    """Return ``law`` with laminar flow below Re = 2000 and a blend up to 4000."""
    return BlendedLaw(law)


def _weight(reynolds: Array, start: Array) -> tuple[Array, Array]:
    """Return the share of the turbulent law, from 0 at ``start`` to 1 at twice that, and its slope, (n,)."""
    t = np.minimum(reynolds / start - 1.0, 1.0)
    weight = t**3 * (10.0 + t * (6.0 * t - 15.0))
    return np.asarray(weight), np.asarray(30.0 * (t * (1.0 - t)) ** 2 / start)
