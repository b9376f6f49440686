"""What a friction law offers."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

LAMINAR_RESISTANCE: Final = 64.0
"""λ Re of laminar pipe flow (Hagen and Poiseuille)."""

LAMINAR_END: Final = 2000.0
"""Reynolds number up to which the flow counts as laminar."""


@dataclass(frozen=True)
class FrictionLaw(ABC):
    """Darcy friction factor of turbulent flow, and how it changes with the Reynolds number.

    A law is one file with one subclass and one line in ``FRICTION_LAWS``; it has no state. The laws are
    made for Re >= 4000 and are smooth down to Re = 2000, which :class:`BlendedLaw` relies on.
    """

    @abstractmethod
    def evaluate(self, reynolds: Array, relative_roughness: Array) -> tuple[Array, Array]:
        """Return the factor and its logarithmic slope, each (n,).

        Parameters
        ----------
        reynolds : (n,)
            Reynolds number, at least 2000. [-]
        relative_roughness : (n,)
            Roughness height over inner diameter, k/D. [-]

        Returns
        -------
        factor : (n,)
            Darcy friction factor λ. [-]
        log_slope : (n,)
            dlnλ/dlnRe. [-]
        """

    def laminar_end(self, relative_roughness: Array) -> Array:
        """Return the Reynolds number up to which laminar flow is joined to this law, (n,).

        It is 2000 for a law that gives more friction than laminar flow there; λ Re must not fall from the
        laminar 64, or the flow through a pipe would not be unique.
        """
        return np.full(np.shape(relative_roughness), LAMINAR_END)

    def factor(self, reynolds: Array, relative_roughness: Array) -> Array:
        """Return the Darcy friction factor λ, (n,); see :meth:`evaluate`."""
        return self.evaluate(reynolds, relative_roughness)[0]

    def log_slope(self, reynolds: Array, relative_roughness: Array) -> Array:
        """Return dlnλ/dlnRe, (n,); see :meth:`evaluate`."""
        return self.evaluate(reynolds, relative_roughness)[1]
