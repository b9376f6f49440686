"""What a friction law offers."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import ClassVar, Final, Self

import numpy as np
from numpy.typing import NDArray

from linepack.errors import Finding, InputError

Array = NDArray[np.float64]

LAMINAR_RESISTANCE: Final = 64.0
"""λ Re of laminar pipe flow (Hagen and Poiseuille)."""

LAMINAR_END: Final = 2000.0
"""Reynolds number up to which the flow counts as laminar."""

TURBULENT_START: Final = 4000.0
"""Reynolds number from which the flow counts as turbulent, where the range of a law is looked at."""

ROUGHEST: Final = 0.05
"""Relative roughness up to which the laws are made. [-]"""


@dataclass(frozen=True)
class FrictionLaw(ABC):
    """Darcy friction factor of turbulent flow, and how it changes with the Reynolds number.

    A law is one file with one subclass and one line in ``FRICTION_LAWS``; its only state are parameters
    of the law. The laws can be evaluated down to Re = 2000, which :class:`BlendedLaw` relies on.

    Attributes
    ----------
    reynolds_range
        Reynolds numbers the law is made for. [-]
    made_for
        The whole range in words.
    """

    reynolds_range: ClassVar[tuple[float, float]] = (TURBULENT_START, 1e8)
    made_for: ClassVar[str] = "Re 4e3 to 1e8 and k/D up to 0.05"

    @abstractmethod
    def evaluate(self, reynolds: Array, relative_roughness: Array, diameter: Array) -> tuple[Array, Array]:
        """Return the factor and its logarithmic slope, each (n,).

        Parameters
        ----------
        reynolds : (n,)
            Reynolds number, at least 2000. [-]
        relative_roughness : (n,)
            Roughness height over inner diameter, k/D. [-]
        diameter : (n,)
            Inner diameter, which old empirical laws ask for. [m]

        Returns
        -------
        factor : (n,)
            Darcy friction factor λ. [-]
        log_slope : (n,)
            dlnλ/dlnRe. [-]
        """

    def laminar_end(self, relative_roughness: Array, diameter: Array) -> Array:
        """Return the Reynolds number up to which laminar flow is joined to this law, (n,).

        It is 2000 for a law that gives more friction than laminar flow there; λ Re must not fall from the
        laminar 64, or the flow through a pipe would not be unique.
        """
        return np.full(np.broadcast_shapes(np.shape(relative_roughness), np.shape(diameter)), LAMINAR_END)

    def outside_range(
        self,
        reynolds: Array,
        relative_roughness: Array,
        diameter: Array,  # noqa: ARG002
    ) -> NDArray[np.bool_]:
        """Return where a turbulent flow is outside what the law is made for, (n,)."""
        low, high = self.reynolds_range
        turbulent = reynolds >= TURBULENT_START
        rough = relative_roughness > ROUGHEST
        return np.asarray(turbulent & ((reynolds < low) | (reynolds > high) | rough))

    def with_drag_factor(self, drag_factor: float) -> Self:
        """Return the law with that drag factor for bends and fittings.

        Raises
        ------
        InputError
            If the law has none.
        """
        finding = f"The law has no drag factor, but {drag_factor:g} is given."
        raise InputError([Finding("friction_drag_factor", finding, "Remove it, or use the law aga or gerg.")])

    def factor(self, reynolds: Array, relative_roughness: Array, diameter: Array) -> Array:
        """Return the Darcy friction factor λ, (n,); see :meth:`evaluate`."""
        return self.evaluate(reynolds, relative_roughness, diameter)[0]

    def log_slope(self, reynolds: Array, relative_roughness: Array, diameter: Array) -> Array:
        """Return dlnλ/dlnRe, (n,); see :meth:`evaluate`."""
        return self.evaluate(reynolds, relative_roughness, diameter)[1]
