"""The Panhandle A law."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from linepack.physics.friction.power_law import PowerLaw


@dataclass(frozen=True)
class PanhandleA(PowerLaw):
    r"""A power of the Reynolds number, fitted to large transmission lines in operation.

    Notes
    -----
    .. math:: \lambda = 0.0847\, Re^{-0.1461}

    It does not know the roughness; the efficiency E of a pipe, by whose square the factor is divided, makes
    up for it (0.9 to 0.95 in practice). For Re 5e6 to 1.1e7; docs/theory/friction.md, eq. 11.

    References
    ----------
    .. [1] M. Mohitpour, H. Golshan, A. Murray, Pipeline Design & Construction, 2007, ch. 3.
    .. [2] E. S. Menon, Gas Pipeline Hydraulics, 2005, ch. 2 (range).

    Examples
    --------
    >>> import numpy as np
    >>> PanhandleA().factor(np.array([1e7]), np.array([1e-5]), np.array([0.9])).round(6)
    array([0.008039])
    """

    coefficient: ClassVar[float] = 0.0847
    exponent: ClassVar[float] = 0.1461
    reynolds_range: ClassVar[tuple[float, float]] = (5e6, 1.1e7)
    made_for: ClassVar[str] = "Re 5e6 to 1.1e7"
