"""Peng and Robinson's equation of state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from linepack.fluids.eos.two_constants import TwoConstants

Array = NDArray[np.float64]


@dataclass(frozen=True)
class PengRobinson(TwoConstants):
    """A cubic equation with u = 2, w = -1, m = 0.37464 + 1.54226 ω - 0.26992 ω².

    References
    ----------
    .. [1] D.-Y. Peng, D. B. Robinson, Ind. Eng. Chem. Fundam. 15 (1976) 59.
    """

    u: ClassVar[float] = 2.0
    w: ClassVar[float] = -1.0
    attraction: ClassVar[float] = 0.457235528921
    covolume: ClassVar[float] = 0.0777960739039
    interactions: ClassVar[str] = "peng_robinson"

    @staticmethod
    def steepness(acentric_factor: Array) -> Array:
        """Return m of the attraction's fall with the temperature, (n,)."""
        return np.asarray(0.37464 + acentric_factor * (1.54226 - 0.26992 * acentric_factor))
