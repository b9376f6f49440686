"""Pressure limits of pipes at their two ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from linepack.constants import STANDARD_GRAVITY

if TYPE_CHECKING:
    from linepack.fluids.gas import Gas
    from linepack.network import Network

Array = NDArray[np.float64]


def pipe_pressure_limits(network: Network, gas: Gas) -> tuple[Array, Array]:
    """Return the largest pressure at the from and the to end of every pipe, each (n_pipes,), NaN if none.

    Notes
    -----
    A maximum operating pressure belongs to a reference elevation where one is given: a point below it may
    carry the weight of the gas column on top, ρ g Δz at the column's mean density (offshore
    lines are designed that way).
    """
    elevation = network.column("nodes", "elevation")
    limit, reference = (network.column("pipes", name) for name in ("pressure_max", "reference_elevation"))
    known = np.isfinite(limit)
    if not np.isfinite(reference[known]).any():
        return limit, limit
    top = np.where(known, limit, 0.0)
    ends = []
    for end in ("from_node", "to_node"):
        own = elevation[network.node_rows("pipes", end)]
        depth = np.where(np.isfinite(reference), np.maximum(reference - own, 0.0), 0.0)
        column = np.zeros(len(limit))
        for _ in range(COLUMN_SWEEPS if depth.any() else 0):
            column = STANDARD_GRAVITY * depth * gas.density(top + 0.5 * column)
        ends.append(limit + column)
    return ends[0], ends[1]


COLUMN_SWEEPS: Final = 4
"""Sweeps that settle the mean density of the column; each gains two digits."""
