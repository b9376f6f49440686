"""Devices that no flow can satisfy: lossless, between two held pressures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from linepack.steady.assemble import EDGE_TOLERANCE, Equations
from linepack.steady.state import reference_scales

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from linepack.system.system import System

ANY_FLOW: Final = 1e6
"""Scaled flow beyond every flow limit: what is still open there is open at every flow."""


def unbounded_edges(system: System) -> NDArray[np.intp]:
    """Return the devices whose two pressures are held and would drive gas through them without end.

    Notes
    -----
    With both potentials known a device's equation is a function of its flow alone, and falls with it; it has
    no root where it is still positive at a flow beyond every limit, or still negative at one the other way.
    """
    between = system.fixed[system.tail] & system.fixed[system.head]
    between[: len(system.pipe_edges)] = False
    if not between.any():
        return np.zeros(0, dtype=np.intp)
    equations = Equations(system, reference_scales(system))
    flow = np.where(between, ANY_FLOW * equations.scales.flow, 0.0)
    flat = np.where(system.fixed, system.fixed_potential, equations.scales.potential)
    forth, back = (equations.linearise(equations.pack(flat, way)).residual for way in (flow, -flow))
    return np.flatnonzero(between & ((forth > EDGE_TOLERANCE) | (back < -EDGE_TOLERANCE)))
