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
    pipes = network.table("pipes")
    elevation = network.table("nodes")["elevation"]
    limit = pipes["pressure_max"].to_numpy(dtype=float)
    reference = pipes["reference_elevation"].to_numpy(dtype=float)
    known = np.isfinite(limit)
    top = np.where(known, limit, 0.0)
    ends = []
    for end in ("from_node", "to_node"):
        own = elevation.loc[pipes[end]].to_numpy(dtype=float)
        depth = np.where(np.isfinite(reference), np.maximum(reference - own, 0.0), 0.0)
        column = np.zeros(len(pipes))
        for _ in range(COLUMN_SWEEPS):
            column = STANDARD_GRAVITY * depth * gas.density(top + 0.5 * column)
        ends.append(limit + column)
    return ends[0], ends[1]


COLUMN_SWEEPS: Final = 4
"""Sweeps that settle the mean density of the column; each gains two digits."""
