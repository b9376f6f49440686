"""How a result of a steady state answers to the equations: one transposed solve (docs/theory/steady.md).

The slopes of the equations are fourth-order differences of the residuals themselves, edge by edge, so that
every dependence counts, also those that Newton's own Jacobian leaves out: of the elevation exponent and the
viscosity on the potentials, and of the inlet's compressibility on the power. Where a device stands between
two modes its equation has two slopes: that of the mode in the result is taken, and the device is named.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csc_matrix
from scipy.sparse.linalg import splu

from linepack.physics.compression import shaft_power
from linepack.steady.assemble import Equations

if TYPE_CHECKING:
    from collections.abc import Callable

    from linepack.steady.state import State
    from linepack.system.system import System

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]

STEP: Final = 2e-5
"""Relative step of a difference: its error, h⁴, and round-off, 1e-16/h, both stay below 1e-10."""

LEAST_FLOW: Final = 1e-3
"""Scaled flow whose step a smaller flow takes."""

BEND: Final = 1e-3
"""Change of a slope within two steps, over the slope, that only a kink makes."""

NO_SLOPE: Final = 1e-9
"""Scaled slope that counts as none."""

NO_WEIGHT: Final = 1e-9
"""Multiplier, over the largest, of an equation that a result does not depend on."""


@dataclass(frozen=True)
class Target:
    """A result as a weighted sum.

    Attributes
    ----------
    pressure, load
        Weights of the pressures and the loads of hydraulic nodes, (n_nodes,).
    flow, fuel, power, linepack
        Weights of what belongs to the edges, (n_edges,).
    """

    pressure: Array
    load: Array
    flow: Array
    fuel: Array
    power: Array
    linepack: Array

    @classmethod
    def nothing(cls, system: System) -> Target:
        """Return the sum without a term, to be filled."""
        nodes, edges = system.n_nodes, system.n_edges
        return cls(*(np.zeros(n) for n in (nodes, nodes, edges, edges, edges, edges)))


@dataclass(frozen=True)
class Local:
    """What belongs to each edge: its residual, its fuel, its part of the result, as rows, (3, n_edges)."""

    state: State
    target: Target

    def __call__(self, system: System, tail: Array, head: Array, flow: Array) -> Array:
        """Return the three rows at potentials of the ends and flows, each (n_edges,)."""
        equations = Equations(system, self.state.scales)
        pipes, compressors = equations.spans[0], equations.spans[2]
        residual = equations.residuals(tail, head, flow)
        work = system.compressors.head(tail[compressors], head[compressors], system.gas)
        forward = np.maximum(flow[compressors], 0.0)
        power = shaft_power(forward, work, system.compressors.efficiency)
        fuel = np.zeros(len(flow))
        fuel[compressors] = power * system.fuel.per_power
        part = self.target.flow * flow + self.target.fuel * fuel
        part[compressors] += self.target.power[compressors] * power
        if self.target.linepack.any():
            mass = system.pipes.linepack(tail[pipes], head[pipes], flow[pipes], system.gas)
            part[pipes] += self.target.linepack[pipes] * mass
        return np.stack([residual, fuel, part])


@dataclass(frozen=True)
class Slope:
    """A derivative and where it has none.

    Attributes
    ----------
    value
        The derivative.
    kink
        Whether the slope changes within the steps, of the same shape.
    """

    value: Array
    kink: Mask


def slope_of(function: Callable[[Array], Array], step: Array | float) -> Slope:
    """Return the derivative of a function of a step at 0, by differences of fourth order.

    Parameters
    ----------
    function
        Takes a change of its argument; an array of them may have any shape that broadcasts to the result.
    step
        Size of the step, 0 where the derivative is not wanted and taken as 0.
    """
    size = np.asarray(step, dtype=float)
    here = function(0.0 * size)
    up, down, far_up, far_down = (function(share * size) for share in (1.0, -1.0, 2.0, -2.0))
    per = 1.0 / np.where(size == 0.0, 1.0, size)
    value = (8.0 * (up - down) - (far_up - far_down)) * per / 12.0
    first, second = (far_up - here) * per / 2.0, (here - far_down) * per / 2.0
    steep = np.maximum(np.abs(first), np.abs(second))
    unit = NO_SLOPE * np.abs(per)
    return Slope(value, np.abs(first - second) > BEND * steep + unit)


@dataclass(frozen=True)
class Adjoint:
    """The multipliers of a result at a state.

    Attributes
    ----------
    state
        A converged state.
    target
        The result.
    """

    state: State
    target: Target

    @cached_property
    def local(self) -> Local:
        """What belongs to each edge."""
        return Local(self.state, self.target)

    @cached_property
    def ends(self) -> tuple[Array, Array, Array]:
        """Potentials of the tails and the heads and flows of all edges."""
        system = self.state.system
        return (
            self.state.potential[system.tail],
            self.state.potential[system.head],
            self.state.flow,
        )

    @cached_property
    def slopes(self) -> tuple[Slope, Slope, Slope]:
        """Slopes of the local rows to the potentials of tail and head and to the flow, each (3, n_edges)."""
        system, scales, here = self.state.system, self.state.scales, self.ends
        potential = [STEP * np.maximum(np.abs(part), STEP * scales.potential) for part in here[:2]]
        flow = STEP * np.maximum(np.abs(here[2]), LEAST_FLOW * scales.flow)

        def moved(which: int) -> Callable[[Array], Array]:
            def function(change: Array) -> Array:
                ends = [part + change if at == which else part for at, part in enumerate(here)]
                return self.local(system, ends[0], ends[1], ends[2])

            return function

        tail, head, through = (slope_of(moved(at), step) for at, step in enumerate((*potential, flow)))
        return tail, head, through

    @cached_property
    def multipliers(self) -> tuple[Array, Array]:
        """Those of the balances of all nodes, 0 at fixed ones, and of the edges; NaN if undetermined."""
        system, equations = self.state.system, Equations(self.state.system, self.state.scales)
        free, count, edges = equations.free, system.n_nodes, system.n_edges
        matrix = self._jacobian()
        kept = np.concatenate([free, count + np.arange(edges)])
        right = np.concatenate([self._potential_gain(), self._flow_gain()])[kept]
        rows = np.concatenate([free, count + np.arange(edges)])
        square = csc_matrix(matrix[rows][:, kept].T)
        node, edge = np.zeros(count), np.full(edges, np.nan)
        try:
            found = splu(square).solve(right)
        except RuntimeError:  # exactly singular: the state does not settle the result
            return node * np.nan, edge
        node[free] = found[: len(free)]
        return node, found[len(free) :]

    def _jacobian(self) -> csc_matrix:
        """All balances and edge equations by all potentials and flows, columns scaled, rows as they are."""
        system, scales = self.state.system, self.state.scales
        tail, head, flow = self.slopes
        count, edges = system.n_nodes, system.n_edges
        own = count + np.arange(edges)
        t, h = system.tail, system.head
        unit_p, unit_q = scales.potential, scales.flow
        named = self.state.linearised
        entries = [
            (own, t, np.where(self.kinks, named.d_tail, tail.value[0] * unit_p)),
            (own, h, np.where(self.kinks, named.d_head, head.value[0] * unit_p)),
            (own, own, np.where(self.kinks, named.d_flow, flow.value[0] * unit_q)),
            (t, t, -tail.value[1] * unit_p / unit_q),
            (t, h, -head.value[1] * unit_p / unit_q),
            (t, own, -flow.value[1] - 1.0),
            (h, own, np.ones(edges)),
        ]
        row, column, value = (np.concatenate(parts) for parts in zip(*entries, strict=True))
        size = count + edges
        return csc_matrix(coo_array((value, (row, column)), shape=(size, size)))

    def _potential_gain(self) -> Array:
        """Direct slope of the result to the scaled potentials, (n_nodes,)."""
        system, scales = self.state.system, self.state.scales
        tail, head, _ = self.slopes
        count = system.n_nodes
        pressure = system.gas.pressure(self.state.potential)
        per_node = self.target.pressure / system.gas.density(pressure)
        edges = np.bincount(system.tail, tail.value[2], count) + np.bincount(
            system.head, head.value[2], count
        )
        return np.asarray((per_node + edges) * scales.potential)

    def _flow_gain(self) -> Array:
        return np.asarray(self.slopes[2].value[2] * self.state.scales.flow)

    @cached_property
    def kinks(self) -> Mask:
        """Edges whose equation has a kink at the state, (n_edges,)."""
        tail, head, flow = self.slopes
        return np.asarray(tail.kink[0] | head.kink[0] | flow.kink[0])

    @cached_property
    def switches(self) -> NDArray[np.intp]:
        """Edges whose equation has a kink that the result depends on, as positions."""
        return np.flatnonzero(self.kinks & self.reaches)

    @cached_property
    def reaches(self) -> Mask:
        """Edges whose equation the result depends on, (n_edges,)."""
        edge = np.abs(self.multipliers[1])
        return np.asarray(~(edge <= NO_WEIGHT * np.max(edge, initial=0.0)))

    def per_load(self) -> Array:
        """Derivative of the result to the load of every hydraulic node, (n_nodes,). [per kg/s]"""
        return np.asarray(self.target.load + self.multipliers[0] / self.state.scales.flow)

    def per_fixed_potential(self) -> Array:
        """Derivative of the result to the potential of every node where it is held, (n_nodes,)."""
        node, edge = self.multipliers
        column = np.asarray(self._jacobian().T @ np.concatenate([node, edge]))[: len(node)]
        return np.asarray((self._potential_gain() - column) / self.state.scales.potential)

    def per_edge(self, change: Callable[[float], System], step: float) -> Slope:
        """Derivative of the result to a parameter of every edge, (n_edges,), and where it has a kink.

        Parameters
        ----------
        change
            Returns the system after a change of the parameter of all edges.
        step
            Size of the change.
        """
        found = slope_of(lambda by: self.local(change(float(by)), *self.ends), step)
        node, edge = self.multipliers
        at_tail = node[self.state.system.tail] / self.state.scales.flow
        value = found.value[2] - edge * found.value[0] + at_tail * found.value[1]
        return Slope(np.asarray(value), found.kink[0] & self.reaches)

    def at_nodes(self, change: Callable[[float], System], step: float) -> Array:
        """Direct slope of the result through the pressures of the nodes to a parameter of the gas."""
        found = slope_of(lambda by: change(float(by)).gas.pressure(self.state.potential), step)
        return np.asarray(self.target.pressure * found.value)
