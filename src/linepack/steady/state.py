"""Finding the state of a system: start, Newton, and what to do when plain Newton stalls."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from linepack.numerics.newton import NewtonProblem, newton
from linepack.physics.devices import Scales
from linepack.physics.pipe import mean_viscosity
from linepack.steady.assemble import Equations, Linearised

if TYPE_CHECKING:
    from linepack.system.system import System

Array = NDArray[np.float64]

FULL_ITERATIONS: Final = 30
"""Full Newton steps before a run counts as cycling; typical runs need 4 to 15."""

DAMPED_ITERATIONS: Final = 20
"""Damped Newton steps before a run counts as stalled."""

SMOOTH_ITERATIONS: Final = 25
"""Newton steps for each width of the smoothing."""

WIDTHS: Final = tuple(10.0 ** (-2 * k) for k in range(6))
"""Widths of the smoothed kinks, from the size of the unknowns down to round-off."""

FIRST_LOAD_STEP: Final = 0.25
"""First share of the loads when they are raised in steps."""

LAST_LOAD_STEP: Final = 1e-3
"""Step below which raising the loads ends."""

DEVICE_CONDUCTANCE: Final = 1e3
"""Scaled conductance of a device in the linear start: close to lossless."""

DEFAULT_PRESSURE: Final = 50e5
"""Reference pressure of a system without any fixed pressure. [Pa]"""

SLOW: Final = 1.0
"""Speed that the flow scale is never below, whatever the loads. [m/s]"""


@dataclass(frozen=True)
class State:
    """A state of a system, solved or the last one reached.

    Attributes
    ----------
    system
        The system.
    scales
        Its reference values.
    point
        Scaled unknowns.
    linearised
        The exact equations there.
    converged
        Whether all equations hold to round-off.
    iterations
        Linear solves spent.
    """

    system: System
    scales: Scales
    point: Array
    linearised: Linearised
    converged: bool
    iterations: int

    @property
    def potential(self) -> Array:
        """Potentials of all hydraulic nodes, (n_nodes,). [Pa kg/m3]"""
        return self.linearised.potential

    @property
    def flow(self) -> Array:
        """Flows of all edges, (n_edges,). [kg/s]"""
        return self.linearised.flow


@dataclass(frozen=True)
class Guess:
    """Where to start: potentials of all nodes (n_nodes,) and flows of all edges (n_edges,)."""

    potential: Array
    flow: Array


def find_state(system: System, *, start: State | Guess | None = None, patient: bool = True) -> State:
    """Return the state of a system.

    Parameters
    ----------
    system
        The compiled network.
    start
        A state or guess of a system of the same topology to start from.
    patient
        Whether to damp and to smooth where full Newton steps do not converge.

    Returns
    -------
    State
        ``converged`` says whether the equations hold; potentials may be negative, which proves that no
        physical state exists (methods: generalised solution).
    """
    scales = reference_scales(system)
    exact = Equations(system, scales)
    points = [exact.pack(start.potential, start.flow)] if start else []
    points.append(_linear_start(exact))
    spent = 0
    for attempt in (_full_steps, _damped, _smoothed)[: None if patient else 1]:
        for point in points:
            state = attempt(exact, point)
            spent += state.iterations
            if state.converged:
                return replace(state, iterations=spent)
    return replace(state, iterations=spent)


def follow_load(system: System) -> tuple[State | None, float]:
    """Raise the loads from nothing in steps, each state starting from the one before.

    Returns
    -------
    tuple
        The last state that converged and its share of the loads. The walk ends at the full loads, at the
        first state with a potential that is not positive, or where no step converges any more.
    """
    share, step = 0.0, FIRST_LOAD_STEP
    best: State | None = None
    while share < 1.0 and step >= LAST_LOAD_STEP:
        wanted = min(1.0, share + step)
        trial = find_state(system.with_load(system.load * wanted), start=best, patient=False)
        if not trial.converged:
            step *= 0.5
            continue
        best, share, step = trial, wanted, 2.0 * step
        if (trial.potential <= 0.0).any():
            break
    return best, share


def reference_scales(system: System) -> Scales:
    """Return the median fixed potential and the mean load of a system."""
    fixed = system.fixed_potential[system.fixed]
    default = float(system.gas.potential(np.array([DEFAULT_PRESSURE]))[0])
    potential = float(np.median(fixed)) if fixed.size else default
    total = float(np.abs(system.load).sum())
    sources = max(int(system.fixed.sum()), 1)
    return Scales(potential=potential, flow=max(total / sources, _idle_flow(system, potential)))


def _idle_flow(system: System, potential: float) -> float:
    """Return the flow of the median pipe at a slow speed, the scale of a system at rest. [kg/s]"""
    if not len(system.pipe_edges):
        return 1.0
    density = float(system.gas.density(system.gas.pressure(np.array([potential])))[0])
    return float(np.median(system.pipes.area * system.pipes.lines)) * density * SLOW


def _full_steps(exact: Equations, point: Array) -> State:
    return _newton(exact, point, max_iterations=FULL_ITERATIONS, damped=False)


def _damped(exact: Equations, point: Array) -> State:
    return _newton(exact, point, max_iterations=DAMPED_ITERATIONS, damped=True)


def _smoothed(exact: Equations, point: Array) -> State:
    """Follow the solution while the rounding of the kinks shrinks, then finish on the exact equations."""
    spent = 0
    for width in WIDTHS:
        rounded = replace(exact, smoothing=width)
        state = _newton(rounded, point, max_iterations=SMOOTH_ITERATIONS, damped=True)
        point, spent = state.point, spent + state.iterations
    state = _full_steps(exact, point)
    return replace(state, iterations=spent + state.iterations)


def _newton(equations: Equations, point: Array, *, max_iterations: int, damped: bool) -> State:
    problem = NewtonProblem(
        equations.linearise, equations.merit, equations.direction, equations.converged, equations.keep
    )
    outcome = newton(problem, point, max_iterations=max_iterations, damped=damped)
    system, scales = equations.system, equations.scales
    return State(system, scales, outcome.point, outcome.linearised, outcome.converged, outcome.iterations)


def _linear_start(exact: Equations) -> Array:
    """Return flat potentials and the flows of a linear network with lossless devices."""
    system, scales = exact.system, exact.scales
    flat = np.where(system.fixed, system.fixed_potential, scales.potential)
    point = exact.pack(flat, np.zeros(system.n_edges))
    pipes, (tail, head) = exact.spans[0], exact.ends
    viscosity = mean_viscosity(flat[tail][pipes], flat[head][pipes], system.gas)
    drop, _ = system.pipes.friction_drop(np.full(len(system.pipe_edges), scales.flow), viscosity)
    slope = np.full(system.n_edges, 1.0 / DEVICE_CONDUCTANCE)
    slope[pipes] = np.maximum(drop / scales.potential, 1.0 / DEVICE_CONDUCTANCE)
    ones = np.ones(system.n_edges)
    fall = (flat[tail] - flat[head]) / scales.potential
    node = np.where(system.fixed, 0.0, system.load / scales.flow)[exact.free]
    step = exact.solve_linear(ones, -ones, -slope, -fall, node)
    step[: len(exact.free)] = 0.0
    return point + np.nan_to_num(step)
