"""Where an iteration starts: every zone between devices at a pressure that something there is set to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

if TYPE_CHECKING:
    from linepack.physics.devices import Scales
    from linepack.system.system import System

HAIR: Final = 1e-3
"""Share of a set-point by which the start is on its idle side: a device without flow is then found closed."""

Array = NDArray[np.float64]
Index = NDArray[np.intp]


def zone_potentials(system: System, scales: Scales) -> Array:
    """Return a potential for every node, the same within a zone but at its fixed nodes, (n_nodes,).

    Parameters
    ----------
    system
        The compiled network.
    scales
        Its reference values; a zone that nothing says anything of starts at their potential.

    Notes
    -----
    A zone is what pipes, resistors and check valves join. Its potential is the mean of what is fixed in it,
    else of the set-points that devices hold at its border. Any start has the same solution: this one is near.
    """
    zone, count = _zones(system)
    fixed = np.flatnonzero(system.fixed)
    nodes, pressures = _setpoints(system)
    held = system.gas.potential(pressures)
    level = np.full(count, scales.potential)
    for at, potential in ((nodes, held), (fixed, system.fixed_potential[fixed])):
        number = np.bincount(zone[at], minlength=count)
        total = np.bincount(zone[at], potential, minlength=count)
        level = np.where(number > 0, total / np.maximum(number, 1), level)
    return np.where(system.fixed, system.fixed_potential, level[zone])


def unreferenced(system: System) -> NDArray[np.bool_]:
    """Return which nodes lie in a zone without any fixed potential, (n_nodes,)."""
    zone, count = _zones(system)
    held = np.zeros(count, dtype=bool)
    held[zone[system.fixed]] = True
    return np.asarray(~held[zone])


def _zones(system: System) -> tuple[Index, int]:
    kinds = (system.pipe_edges, system.check_valve_edges, system.resistor_edges, system.short_pipe_edges)
    tail, head = (np.concatenate([getattr(edges, end) for edges in kinds]) for end in ("tail", "head"))
    graph = coo_array((np.ones(len(tail)), (tail, head)), shape=(system.n_nodes, system.n_nodes))
    count, zone = connected_components(graph, directed=False)
    return np.asarray(zone, dtype=np.intp), int(count)


def _setpoints(system: System) -> tuple[Index, Array]:
    """Return the nodes that devices hold and the pressures that they are to have there.

    No start lies above a set-point and above every pressure that a source holds: a zone at rest keeps its
    start, and a device must not seem to face a pressure that nothing could have made.
    """
    nodes: list[Index] = []
    pressures: list[Array] = []
    highest = np.max(system.gas.pressure(system.fixed_potential[system.fixed]), initial=0.0)
    for edges, law in (
        (system.regulator_edges, system.regulators),
        (system.compressor_edges, system.compressors),
    ):
        for at, bounds, name, side in (
            (edges.head, law.slacks.outlet_pressure, "outlet_pressure", 1.0),
            (edges.tail, law.slacks.inlet_pressure, "inlet_pressure", -1.0),
        ):
            wanted = bounds.get(name, np.full(len(at), np.nan))
            there = np.isfinite(wanted)
            nodes.append(at[there])
            beside = wanted[there] * (1.0 + side * HAIR)
            pressures.append(np.minimum(beside, np.maximum(wanted[there], highest)))
    return np.concatenate(nodes), np.concatenate(pressures)
