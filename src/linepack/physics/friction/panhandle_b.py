"""The Panhandle B law."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from linepack.physics.friction.power_law import PowerLaw


@dataclass(frozen=True)
class PanhandleB(PowerLaw):
    r"""A power of the Reynolds number, fitted to large transmission lines in operation.

    Notes
    -----
    .. math:: \lambda = 0.0147\, Re^{-0.0392}

    It does not know the roughness; the efficiency E of a pipe, by whose square the factor is divided, makes
    up for it (0.9 to 0.95 in practice). For Re 4e6 to 4e7; docs/theory/friction.md, eq. 12.

    References
    ----------
    .. [1] M. Mohitpour, H. Golshan, A. Murray, Pipeline Design & Construction, 2007, ch. 3.
    .. [2] E. S. Menon, Gas Pipeline Hydraulics, 2005, ch. 2 (range).

    Examples
    --------
    >>> import numpy as np
    >>> PanhandleB().factor(np.array([1e7]), np.array([1e-5]), np.array([0.9])).round(6)
    array([0.007815])
    """

    coefficient: ClassVar[float] = 0.0147
    exponent: ClassVar[float] = 0.0392
    reynolds_range: ClassVar[tuple[float, float]] = (4e6, 4e7)
    made_for: ClassVar[str] = "Re 4e6 to 4e7"
