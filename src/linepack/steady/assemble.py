"""The steady equations of a system and their Newton step, in the gradient form.

Unknown are the potentials of the free nodes and the flows of all edges, both scaled. Flows of pipes are
eliminated from the linearised equations (their law always has a slope in the flow), flows of devices stay:
the system is a weighted Laplacian bordered by one row per device (docs/theory/steady.md, eq. 11 to 13).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array, csc_matrix
from scipy.sparse.linalg import splu

from linepack.numerics.faces import Face
from linepack.numerics.nodal import OUTSIDE
from linepack.physics.compression import shaft_power
from linepack.physics.devices import DeviceState, Easing
from linepack.physics.pipe import mean_viscosity

if TYPE_CHECKING:
    from collections.abc import Callable

    from linepack.physics.devices import Scales
    from linepack.system.structure import Structure
    from linepack.system.system import System

Array = NDArray[np.float64]
Index = NDArray[np.intp]

FARTHEST: Final = 5.0
"""A Newton step changes no scaled potential by more than that times the largest one: long steps jump from
one end of the gas tables to the other where a device has just closed."""

FLATTEST: Final = 1e-9
"""Least slope of a scaled device equation in each of its variables, in the Jacobian only: keeps loops of
lossless devices, and parts whose level a device's present face does not settle, solvable."""

LEAST_FLOW: Final = 1e-8
"""Scaled flow below which a pipe's slope is held, in the Jacobian only (zero flow has zero slope)."""

MOST_FUEL: Final = 0.05
"""Largest share of its flow that a compressor burns on a smoothed path, where inlets may pass zero pressure;
the exact equations know no such bound."""

FLOW_TOLERANCE: Final = 1e-11
"""Largest scaled node imbalance of a converged state."""

EDGE_TOLERANCE: Final = 1e-10
"""Largest scaled residual of an edge equation of a converged state."""

BEYOND: Final = 1e3
"""Scaled potential that no physical state has. Where a load hangs on a closed device alone, potentials are
far beyond, and the residual of an edge is held against the size of the numbers in it."""

REPAIRS: Final = 1
"""Further solves on the same factors that win back what the difference of near potentials lost."""

EXACT: Final = Easing()
"""The equations as they stand."""


NO_DEVICES: Final = DeviceState(Face.of(np.zeros(0), 0.0, 0.0, 0.0), np.zeros(0, dtype=np.str_))
"""The equation of a kind without rows."""


@dataclass(frozen=True)
class Linearised:
    """The equations at one point.

    Attributes
    ----------
    potential
        Of all nodes, (n_nodes,). [Pa kg/m3]
    flow
        Of all edges, (n_edges,). [kg/s]
    residual
        Scaled edge residuals, (n_edges,).
    d_tail, d_head, d_flow
        Their derivatives to scaled potentials and flows, (n_edges,).
    imbalance
        Scaled inflow less outflow of every node, (n_nodes,); 0 at fixed nodes.
    fuel
        Gas burnt by each compressor, (n_compressors,). [kg/s]
    regulator_mode, compressor_mode, check_valve_mode, resistor_mode
        Names of the deciding faces.
    """

    potential: Array
    flow: Array
    residual: Array
    d_tail: Array
    d_head: Array
    d_flow: Array
    imbalance: Array
    fuel: Array
    regulator_mode: NDArray[np.str_]
    compressor_mode: NDArray[np.str_]
    check_valve_mode: NDArray[np.str_]
    resistor_mode: NDArray[np.str_]


@dataclass(frozen=True)
class Equations:
    """The steady equations of a system as a Newton problem.

    Attributes
    ----------
    system
        The compiled network.
    scales
        Reference potential and flow.
    easing
        How far the devices' equations are from the exact ones.
    anchor
        Potential at the tail of each edge to which gas that is locked in there is drawn, (n_edges,), NaN
        where it finds its level by itself; None where it does so everywhere.
    least_slope
        Scaled slope of each pipe at the least flow, where it is at hand, (n_pipes,).
    """

    system: System
    scales: Scales
    easing: Easing = EXACT
    anchor: Array | None = None
    least_slope: Array | None = None

    @cached_property
    def structure(self) -> Structure:
        """What follows from edges and fixed nodes alone."""
        return self.system.structure

    @property
    def free(self) -> Index:
        """Nodes whose potential is unknown."""
        return self.structure.free

    @property
    def ends(self) -> tuple[Index, Index]:
        """Nodes at the tail and the head of every edge."""
        return self.structure.tail, self.structure.head

    @cached_property
    def spans(self) -> tuple[slice, slice, slice, slice, slice, slice]:
        """Spans of the kinds of edges in the flow vector."""
        stops = np.cumsum([len(kind) for kind in self.system.edges])
        starts = stops - [len(kind) for kind in self.system.edges]
        pipes, regulators, compressors, checks, *drags = map(slice, starts.tolist(), stops.tolist())
        return pipes, regulators, compressors, checks, drags[0], drags[1]

    def pack(self, potential: Array, flow: Array) -> Array:
        """Return the scaled unknowns of a state."""
        return np.concatenate([potential[self.free] / self.scales.potential, flow / self.scales.flow])

    def unpack(self, point: Array) -> tuple[Array, Array]:
        """Return potentials of all nodes and flows of all edges of scaled unknowns."""
        potential = self.system.fixed_potential.copy()
        count = len(self.free)
        potential[self.free] = point[:count] * self.scales.potential
        return potential, point[count:] * self.scales.flow

    def limit(self, point: Array, step: Array) -> float:
        """Return the largest share of a step that stays near enough to trust it."""
        count = len(self.free)
        size = float(np.max(np.abs(point[:count]), initial=1.0))
        change = float(np.max(np.abs(step[:count]), initial=0.0))
        return min(1.0, FARTHEST * size / change) if change > 0.0 else 1.0

    def linearise(self, point: Array) -> Linearised:
        """Evaluate all equations and their derivatives."""
        potential, flow = self.unpack(point)
        tail, head = self.ends
        at_tail, at_head = potential[tail], potential[head]
        pipes = self._pipes(at_tail, at_head, flow)
        devices = self._devices(at_tail, at_head, flow)
        regulators, compressors, checks, resistors, _ = devices
        laws = zip(devices, self.spans[1:], strict=True)
        faces = [pipes, *(self._scaled(law.face, at_tail[s], at_head[s], flow[s]) for law, s in laws)]
        fuel = self._fuel(at_tail, at_head, flow)
        return Linearised(
            potential=potential,
            flow=flow,
            residual=np.concatenate([face.value for face in faces]),
            d_tail=np.concatenate([face.d_in for face in faces]),
            d_head=np.concatenate([face.d_out for face in faces]),
            d_flow=np.concatenate([face.d_flow for face in faces]),
            imbalance=self._imbalance(flow, fuel),
            fuel=fuel,
            regulator_mode=regulators.mode,
            compressor_mode=compressors.mode,
            check_valve_mode=checks.mode,
            resistor_mode=resistors.mode,
        )

    def residuals(self, at_tail: Array, at_head: Array, flow: Array) -> Array:
        """Return the scaled residuals of the edges at potentials of their ends that need not agree."""
        devices = self._devices(at_tail, at_head, flow)
        faces = [self._pipes(at_tail, at_head, flow), *(law.face for law in devices)]
        return np.concatenate([face.value for face in faces])

    def merit(self, here: Linearised) -> float:
        """Return the norm of all scaled residuals."""
        return float(np.sqrt(np.sum(here.residual**2) + np.sum(here.imbalance**2)))

    def converged(self, here: Linearised) -> bool:
        """Say whether every scaled residual is at round-off."""
        if np.max(np.abs(here.imbalance), initial=0.0) > FLOW_TOLERANCE:
            return False
        off = np.abs(here.residual)
        if np.max(off, initial=0.0) <= EDGE_TOLERANCE:
            return True
        highest = BEYOND * self.scales.potential
        if not np.max(np.abs(here.potential), initial=0.0) > highest:
            return False
        tail, head = self.ends
        size = np.abs(here.d_tail * here.potential[tail]) + np.abs(here.d_head * here.potential[head])
        return bool(np.all(off <= EDGE_TOLERANCE * np.maximum(1.0, size / highest)))

    def direction(self, here: Linearised, *, whole: bool = False) -> Array:
        """Return the full Newton step; NaN where the linear system is singular; see :meth:`solve_linear`."""
        return self.solve_linear(
            here.d_tail, here.d_head, here.d_flow, -here.residual, -here.imbalance[self.free], whole=whole
        )

    def solve_linear(
        self, d_tail: Array, d_head: Array, d_flow: Array, edge: Array, node: Array, *, whole: bool = False
    ) -> Array:
        """Solve d_tail Π_tail + d_head Π_head + d_flow q = edge and (in − out) q = node, all scaled.

        Parameters
        ----------
        d_tail, d_head, d_flow, edge : (n_edges,)
            Slopes and right side of the edge equations.
        node : (n_free,)
            Right side of the balances of the free nodes.
        whole
            Whether the flows of the pipes stay among the unknowns.

        Returns
        -------
        (n_free + n_edges,)
            Potentials and flows, NaN where the equations are singular. The flows of the pipes are
            eliminated, so that only potentials and device flows enter the factorisation; where that is
            singular, as pipes at rest dwarf the traces that tell the level of a locked-in part, they stay.
        """
        if len(edge) == self.spans[0].stop:
            return self._nodal(d_tail, d_head, d_flow, edge, node)
        for eliminated in dict.fromkeys((0 if whole else self.spans[0].stop, 0)):
            matrix, shift = self._bordered(d_tail, d_head, d_flow, edge, eliminated)
            right = np.concatenate([node + shift, edge[eliminated:]])
            try:
                unknown = splu(matrix, permc_spec="COLAMD").solve(right)
            except RuntimeError:  # exactly singular
                continue
            return self._with_pipes(unknown, d_tail, d_head, d_flow, edge, eliminated)
        return np.full(len(self.free) + len(edge), np.nan)

    def whole_solver(self, d_tail: Array, d_head: Array, d_flow: Array) -> Callable[[Array], Array]:
        """Return what solves the linear equations with all flows among the unknowns for many right sides.

        A right side is what the balances of the free nodes miss, then what the edges' equations miss,
        (n_free + n_edges, ...).

        Raises
        ------
        RuntimeError
            If the equations are singular.
        """
        matrix, _ = self._bordered(d_tail, d_head, d_flow, np.zeros(len(d_flow)), 0)
        solve: Callable[[Array], Array] = splu(matrix, permc_spec="COLAMD").solve
        return solve

    def _with_pipes(
        self, unknown: Array, d_tail: Array, d_head: Array, d_flow: Array, edge: Array, eliminated: int
    ) -> Array:
        """Put the flows that were eliminated back among the unknowns."""
        (tail, head), count, gone = self.structure.free_ends, len(self.free), slice(0, eliminated)
        potential = np.append(unknown[:count], 0.0)
        pull = edge[gone] - d_tail[gone] * potential[tail[gone]] - d_head[gone] * potential[head[gone]]
        return np.concatenate([unknown[:count], pull / d_flow[gone], unknown[count:]])

    def _nodal(self, d_tail: Array, d_head: Array, d_flow: Array, edge: Array, node: Array) -> Array:
        """Solve the linear equations of pipes alone; then correct the balances on the same factors."""
        pattern, (tail, head) = self.structure.nodal, self.structure.free_ends
        conductance = -1.0 / d_flow
        at_tail, at_head, push = d_tail * conductance, -d_head * conductance, -edge * conductance
        try:
            solve = pattern.solver(at_tail, at_head)
        except RuntimeError:
            return np.full(len(node) + len(edge), np.nan)
        flow, potential, wanted = push, np.zeros(len(node)), -node
        for _ in range(1 + REPAIRS):
            step = solve(wanted + pattern.gather(-flow, flow))
            potential = potential + step
            ends = np.append(potential, 0.0)
            flow = push + at_tail * ends[tail] - at_head * ends[head]
        return np.concatenate([potential, flow])

    def _bordered(
        self, d_tail: Array, d_head: Array, d_flow: Array, edge: Array, n_pipes: int
    ) -> tuple[csc_matrix, Array]:
        """Return the bordered Laplacian of the first pipes and what their flows add to the node balances."""
        tail, head = self.structure.free_ends
        count = len(self.free)
        devices = np.arange(n_pipes, len(tail))
        own = count + devices - n_pipes
        t, h, conductance = tail[:n_pipes], head[:n_pipes], 1.0 / d_flow[:n_pipes]
        from_tail, from_head = d_tail[:n_pipes] * conductance, d_head[:n_pipes] * conductance
        rows = [h, h, t, t, head[devices], tail[devices], own, own, own]
        columns = [t, h, t, h, own, own, tail[devices], head[devices], own]
        ones = np.ones(len(devices))
        values = [-from_tail, -from_head, from_tail, from_head, ones, -ones]
        values += [d_tail[devices], d_head[devices], d_flow[devices]]
        row, column, value = np.concatenate(rows), np.concatenate(columns), np.concatenate(values)
        inside = (row != OUTSIDE) & (column != OUTSIDE)
        size = count + len(devices)
        matrix = csc_array((value[inside], (row[inside], column[inside])), shape=(size, size))
        offset = edge[:n_pipes] * conductance
        shift = np.bincount(t + 1, offset, count + 1) - np.bincount(h + 1, offset, count + 1)
        return csc_matrix(matrix), np.asarray(shift[1:], dtype=np.float64)

    def _pipes(self, at_tail: Array, at_head: Array, flow: Array) -> Face:
        span, system = self.spans[0], self.system
        face = system.pipes.linearise(at_tail[span], at_head[span], flow[span], system.gas)
        unit = 1.0 / self.scales.potential
        steepness = face.d_flow * self.scales.flow * unit
        still = np.flatnonzero(np.abs(flow[span]) < LEAST_FLOW * self.scales.flow)
        if still.size:
            steepness[still] = np.minimum(steepness[still], -self.slope_at_least(still))
        return Face(face.value * unit, face.d_in, face.d_out, steepness)

    def slope_at_least(self, rows: Index) -> Array:
        """Return the scaled slope of some pipes at the least flow, (n_rows,)."""
        if self.least_slope is not None:
            return self.least_slope[rows]
        system, flow = self.system, LEAST_FLOW * self.scales.flow
        flat = np.full(len(rows), self.scales.potential)
        viscosity = mean_viscosity(flat, flat, system.gas)
        _, slope = system.pipes.take(rows).friction_drop(np.full(len(rows), flow), viscosity)
        return slope * self.scales.flow / self.scales.potential

    def _devices(
        self, at_tail: Array, at_head: Array, flow: Array
    ) -> tuple[DeviceState, DeviceState, DeviceState, DeviceState, DeviceState]:
        system, scales, easing, gas = self.system, self.scales, self.easing, self.system.gas

        def at(span: slice) -> tuple[Array, Array, Array]:
            return at_tail[span], at_head[span], flow[span]

        def anchor(span: slice) -> Array | None:
            return None if self.anchor is None else self.anchor[span]

        _, regulators, compressors, checks, resistors, short_pipes = self.spans
        return (
            system.regulators.linearise(
                *at(regulators), gas=gas, scales=scales, easing=easing, anchor=anchor(regulators)
            )
            if len(system.regulator_edges)
            else NO_DEVICES,
            system.compressors.linearise(
                *at(compressors), gas=gas, scales=scales, easing=easing, anchor=anchor(compressors)
            )
            if len(system.compressor_edges)
            else NO_DEVICES,
            system.check_valves.linearise(*at(checks), scales=scales, easing=easing)
            if len(system.check_valve_edges)
            else NO_DEVICES,
            system.resistors.linearise(*at(resistors), gas=gas, scales=scales, easing=easing)
            if len(system.resistor_edges)
            else NO_DEVICES,
            system.short_pipes.linearise(*at(short_pipes), gas=gas, scales=scales, easing=easing)
            if len(system.short_pipe_edges)
            else NO_DEVICES,
        )

    def _scaled(self, face: Face, at_tail: Array, at_head: Array, flow: Array) -> Face:
        """Bring a device's derivatives to the scaled unknowns, keep every slope off zero, add the leak."""
        leak, floor = self.easing.smoothing, max(FLATTEST, self.easing.smoothing)
        passing = (at_tail - at_head) / self.scales.potential - flow / self.scales.flow
        return Face(
            face.value + leak * passing,
            np.maximum(face.d_in * self.scales.potential + leak, floor),
            np.minimum(face.d_out * self.scales.potential - leak, -floor),
            np.minimum(face.d_flow * self.scales.flow - leak, -floor),
        )

    def _fuel(self, at_tail: Array, at_head: Array, flow: Array) -> Array:
        span, system = self.spans[2], self.system
        if not len(system.compressor_edges):
            return np.zeros(0)
        head = system.compressors.head(at_tail[span], at_head[span], system.gas)
        forward = np.maximum(flow[span], 0.0)
        fuel = shaft_power(forward, head, system.compressors.efficiency) * system.fuel.per_power
        return np.asarray(np.minimum(fuel, MOST_FUEL * forward) if self.easing.smoothing > 0.0 else fuel)

    def _imbalance(self, flow: Array, fuel: Array) -> Array:
        system = self.system
        burnt = np.bincount(system.compressor_edges.tail, fuel, system.n_nodes) if len(fuel) else 0.0
        rest = (self.structure.arriving(flow) - system.load - burnt) / self.scales.flow
        return np.where(system.fixed, 0.0, rest)
