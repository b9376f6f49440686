"""The numbers of one problem, scaled, at one linearisation point, for a compiled program."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from linepack.optimize.program import FIT_DEGREE, FLOW_UNIT, ROUNDING, Shape
from linepack.optimize.sequential import Data
from linepack.physics.compression import adiabatic_head, shaft_power

if TYPE_CHECKING:
    from linepack.fluids.gas import Gas
    from linepack.optimize.model import TransportProblem
    from linepack.optimize.reduction import Reduction
    from linepack.optimize.rows import FlowRows

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Frame:
    """What the numbers of a problem share at all points: the problem, its form and its scales."""

    problem: TransportProblem
    reduction: Reduction
    rows: FlowRows
    shape: Shape

    @cached_property
    def bottom(self) -> Array:
        """Lower potential bounds of all nodes, (n_nodes,)."""
        return self.problem.system.gas.potential(self.problem.pressure_min)

    @cached_property
    def top(self) -> Array:
        """Upper potential bounds of all nodes, (n_nodes,)."""
        return self.problem.system.gas.potential(self.problem.pressure_max)

    @cached_property
    def unit(self) -> float:
        """Scale of the potentials."""
        return float(np.median(self.top))

    @cached_property
    def fit(self) -> tuple[Array, float]:
        """Coefficients of p/√Π in √Π, both scaled, and the unit of the pressure. [Pa]"""
        return _pressure_fit(self.problem.system.gas, self.unit)


@dataclass(frozen=True)
class Numbers:
    """The numbers of a problem at a point.

    Attributes
    ----------
    frame
        The problem, its form and its scales.
    terms
        Growth and resistance along the chains (:meth:`Chains.merged`).
    bend, at
        Slope of the chains' laws beyond that of resistance · q|q|, and the flows where it is taken, each
        (n_chains,).
    load
        Withdrawals with fuel, (n_nodes,). [kg/s]
    others_max
        What the other sources may inject, (n_others,). [kg/s]
    inlet
        Inlet pressures of the compressors with a power limit, (n_power,). [Pa]
    """

    frame: Frame
    terms: tuple[Array, Array]
    bend: Array
    at: Array
    load: Array
    others_max: Array
    inlet: Array

    @classmethod
    def of(cls, frame: Frame, potential: Array, flow: Array) -> Numbers:
        """Return the numbers at a state of all nodes and edges: friction, elevation and fuel there."""
        problem, reduction = frame.problem, frame.reduction
        pipes, _ = problem.of_kind("pipes")
        growth, resistance, bend = problem.pipe_terms(potential, flow[pipes])
        fuel = _fuel(problem, potential, flow)
        more = float(fuel.sum() - problem.state.linearised.fuel.sum())
        power = reduction.device[frame.shape.power - reduction.n_chains]
        return cls(
            frame=frame,
            terms=reduction.chains.merged(growth, resistance),
            bend=reduction.chains.merged(growth, bend)[1][reduction.chains.last],
            at=reduction.edge_flows(problem, flow)[: reduction.n_chains],
            load=problem.load + fuel,
            others_max=problem.others_max + max(more, 0.0),
            inlet=problem.system.gas.pressure(potential[problem.tail[power]]),
        )

    @property
    def problem(self) -> TransportProblem:
        """The problem."""
        return self.frame.problem

    @property
    def reduction(self) -> Reduction:
        """Its reduced graph."""
        return self.frame.reduction

    @property
    def rows(self) -> FlowRows:
        """The rows of its flow limits."""
        return self.frame.rows

    @property
    def shape(self) -> Shape:
        """The shape of its program."""
        return self.frame.shape

    @property
    def unit(self) -> float:
        """Scale of the potentials."""
        return self.frame.unit

    @property
    def fit(self) -> tuple[Array, float]:
        """Coefficients of p/√Π in √Π, both scaled, and the unit of the pressure. [Pa]"""
        return self.frame.fit

    @property
    def gas(self) -> Gas:
        """The gas."""
        return self.problem.system.gas

    @cached_property
    def given(self) -> Array:
        """Flows that the loads settle, (n_reduced_edges,). [kg/s]"""
        drawn = self.load.copy()
        drawn[self.problem.source] -= self.load.sum()
        return np.asarray(self.reduction.per_load @ drawn[self.reduction.node])

    @cached_property
    def ends(self) -> tuple[Array, Array]:
        """Growth and resistance of whole chains, each (n_chains,)."""
        last = self.reduction.chains.last
        return self.terms[0][last], self.terms[1][last]

    def limit(self, name: str) -> Array:
        """Return the limits ``ratio`` or ``power`` of the compressors that have one, (n_limited,)."""
        edges = getattr(self.shape, name) - self.reduction.n_chains
        values: Array = getattr(self.problem, f"{name}_max")
        return np.asarray(values[self.reduction.device[edges]])

    def data(self, *, bent: bool) -> Data:
        """Return parameters and bounds for the solver; see :meth:`parameters`."""
        return Data(self.parameters(bent=bent), *self.bounds(), *self.constraint_bounds())

    def parameters(self, *, bent: bool) -> Array:
        """Return the values of the program's parameters.

        With ``bent`` the chains' laws have their slope, for a step from this point; without it they are
        squares, fit for any flow.
        """
        growth, resistance = self.ends
        bend = self.bend if bent else np.zeros_like(self.bend)
        return np.concatenate([
            resistance * FLOW_UNIT**2 / self.unit,
            growth,
            bend * FLOW_UNIT / self.unit,
            self.at / FLOW_UNIT,
            self.given / FLOW_UNIT,
            self.rows.along,
            self.rows.others.ravel(order="F"),
            self.fit[0],
            self.limit("ratio"),
            FLOW_UNIT * self._work() / self.limit("power"),
        ])  # fmt: skip

    def _work(self) -> Array:
        """Z R T κ/(κ − 1)/η at the inlets of the compressors with a power limit. [J/kg]"""
        gas, kappa = self.gas, self.gas.isentropic_exponent
        edges = self.reduction.device[self.shape.power - self.reduction.n_chains]
        kept, own = self.problem.of_kind("compressors")
        efficiency = np.ones(self.problem.n_edges)
        efficiency[kept] = self.problem.system.compressors.efficiency[own]
        scale = gas.specific_gas_constant * gas.temperature * kappa / (kappa - 1.0)
        return np.asarray(gas.compressibility(self.inlet) * scale / efficiency[edges])

    def bounds(self) -> tuple[Array, Array]:
        """Return the bounds of the variables."""
        node, problem = self.reduction.node, self.problem
        free = np.full(len(self.reduction.chord), np.inf)
        low = [self.frame.bottom[node] / self.unit, np.zeros(1), problem.others_min / FLOW_UNIT, -free]
        high = [self.frame.top[node] / self.unit, np.full(1, np.inf), self.others_max / FLOW_UNIT, free]
        return np.concatenate(low), np.concatenate(high)

    def constraint_bounds(self) -> tuple[Array, Array]:
        """Return the bounds of the constraints."""
        sizes, problem = self.shape.sizes, self.problem
        low = {name: np.zeros(size) for name, size in sizes.items()}
        high = {name: np.full(size, np.inf) for name, size in sizes.items()}
        high["chains"], high["check_valves"] = low["chains"], low["check_valves"]
        least, most = self.rows.bounds(problem, self.given)
        low["flows"], high["flows"] = least / FLOW_UNIT, most / FLOW_UNIT
        loads = float(self.load.sum())
        low["injection"] = np.array([(problem.injection_min - loads) / FLOW_UNIT])
        high["injection"] = np.array([(problem.injection_max - loads) / FLOW_UNIT])
        return np.concatenate(list(low.values())), np.concatenate(list(high.values()))

    def pack(self, potential: Array, flow: Array, extra: float) -> Array:
        """Return the scaled variables of a state, with its potentials inside their bounds."""
        inside = (np.clip(potential, self.frame.bottom, self.frame.top) / self.unit)[self.reduction.node]
        around = self.reduction.edge_flows(self.problem, flow)[self.reduction.chord]
        flows = np.concatenate([[extra if np.isfinite(extra) else 0.0], self.others_max, around])
        return np.concatenate([inside, flows / FLOW_UNIT])

    def unpack(self, point: Array) -> tuple[Array, Array, float]:
        """Return potentials of all nodes, flows of all edges and the extra flow of scaled variables."""
        n_nodes, n_others = len(self.reduction.node), len(self.problem.others)
        extra = point[n_nodes] * FLOW_UNIT
        others = point[n_nodes + 1 : n_nodes + 1 + n_others] * FLOW_UNIT
        around = point[n_nodes + 1 + n_others :] * FLOW_UNIT
        moved = self.rows.along * extra + self.rows.others @ others + self.reduction.around @ around
        flow = self.given + moved
        chain = flow[: self.reduction.n_chains]
        potential = self.reduction.potentials(
            self.problem, point[:n_nodes] * self.unit, chain * np.hypot(chain, ROUNDING), self.terms
        )
        return potential, self.reduction.flows(self.problem, flow), float(extra)


def _fuel(problem: TransportProblem, potential: Array, flow: Array) -> Array:
    """Fuel drawn at the inlets at a state, as load, (n_nodes,). [kg/s]"""
    kept, own = problem.of_kind("compressors")
    gas = problem.system.gas
    inlet, outlet = (gas.pressure(potential[end[kept]]) for end in (problem.tail, problem.head))
    work = adiabatic_head(
        np.maximum(outlet / inlet, 1.0),
        compressibility=gas.compressibility(inlet),
        specific_gas_constant=gas.specific_gas_constant,
        temperature=gas.temperature,
        isentropic_exponent=gas.isentropic_exponent,
    )
    efficiency = problem.system.compressors.efficiency[own]
    power = shaft_power(np.maximum(flow[kept], 0.0), work, efficiency)
    fuel = power * problem.system.fuel.per_power[own]
    return np.bincount(problem.tail[kept], fuel, problem.n_nodes).astype(np.float64)


def _pressure_fit(gas: Gas, unit: float) -> tuple[Array, float]:
    """Return the coefficients of p/√Π in √Π, scaled so that the fit gives p over its unit, and the unit."""
    root = np.cos(np.linspace(0.0, np.pi, 60)) * 0.5 + 0.5
    top = np.sqrt(float(gas.potential(np.array([250e5]))[0]) / unit)
    root = 0.02 + root * (top - 0.02)
    reference = float(gas.pressure(np.array([unit]))[0])
    pressure = gas.pressure(root**2 * unit) / reference
    return np.polynomial.polynomial.polyfit(root, pressure / root, FIT_DEGREE), reference
