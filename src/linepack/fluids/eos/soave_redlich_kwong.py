"""Soave's form of Redlich and Kwong's equation of state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from linepack.fluids.eos.two_constants import TwoConstants

Array = NDArray[np.float64]


@dataclass(frozen=True)
class SoaveRedlichKwong(TwoConstants):
    """A cubic equation with u = 1, w = 0, m = 0.480 + 1.574 ω - 0.176 ω².

    References
    ----------
    .. [1] G. Soave, Chem. Eng. Sci. 27 (1972) 1197.
    """

    u: ClassVar[float] = 1.0
    w: ClassVar[float] = 0.0
    attraction: ClassVar[float] = 0.427480233540
    covolume: ClassVar[float] = 0.0866403499650
    interactions: ClassVar[str] = "soave_redlich_kwong"

    @staticmethod
    def steepness(acentric_factor: Array) -> Array:
        """Return m of the attraction's fall with the temperature, (n,)."""
        return np.asarray(0.480 + acentric_factor * (1.574 - 0.176 * acentric_factor))
