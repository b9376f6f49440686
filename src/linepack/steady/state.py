"""Finding the state of a system: start, Newton, and what to do when plain Newton stalls."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from linepack.numerics.newton import NewtonProblem, newton
from linepack.physics.devices import CLOSED, Easing, Scales
from linepack.physics.kinetic import Diagnosis, diagnose
from linepack.physics.pipe import mean_viscosity
from linepack.steady.assemble import Equations, Linearised
from linepack.steady.start import unreferenced, zone_potentials

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from linepack.system.system import System

    Way = Callable[[Equations, NDArray[np.float64]], "State"]

Array = NDArray[np.float64]

WARM_ITERATIONS: Final = 8
"""Newton steps from a known state before the search starts afresh."""

EASED_ITERATIONS: Final = 50
"""Newton steps on each of the eased equations and on the exact ones."""

TRACES: Final = (1e-2, 1e-4, 1e-6)
"""Weights of the room left in closed devices' equations on the way to the exact one: large ones tell the
levels of locked-in parts by sound numbers, and small ones move those levels no more."""

SLOW_TRACES: Final = tuple(10.0**-k for k in range(8))
"""The same way in small steps, for systems in which nothing flows."""

SETTLING_ITERATIONS: Final = 4
"""Newton steps beyond convergence, where closed devices lock gas in."""

CLEAR_TRACE: Final = 1e-4
"""Trace of the room left that tells that level by eleven digits."""

SETTLED: Final = 1e-11
"""Change of the scaled potentials at which they are settled."""

SHARPENING_ITERATIONS: Final = 24
"""Newton steps beyond convergence, where short pipes lose a little."""

SHARP: Final = 1e-8
"""Change of the scaled flows of short pipes at which they stand."""

PATH_ITERATIONS: Final = 12
"""Damped Newton steps for each width of the smoothing."""

FIRST_DECADE: Final = 1.0
"""First fall of the smoothing's width along the path, in decades."""

LAST_DECADE: Final = 0.05
"""Fall below which the path ends."""

NARROWEST: Final = 10.0
"""Decades after which a smoothed solution is an exact one but for the last digits."""

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

    @cached_property
    def pressure(self) -> Array:
        """Pressures of all hydraulic nodes, (n_nodes,). [Pa]"""
        return self.system.gas.pressure(self.potential)

    @cached_property
    def kinetic(self) -> Diagnosis:
        """How near the pipe pieces of a physical state are to the speed of sound."""
        edges = self.system.pipe_edges
        tail, head = self.potential[edges.tail], self.potential[edges.head]
        return diagnose(self.system.pipes, tail, head, self.flow[: len(edges)], self.system.gas)


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
        Whether to try harder where the first way does not converge.

    Returns
    -------
    State
        ``converged`` says whether the equations hold; potentials may be negative, which proves that no
        physical state exists (methods: generalised solution).
    """
    exact = Equations(system, reference_scales(system))
    spent = 0
    if start:
        state = find_near(system, start)
        if state.converged:
            return state
        spent = state.iterations
    point = _linear_start(exact)
    for equations, attempt in _ways(exact, patient=patient):
        state = attempt(equations, point)
        spent += state.iterations
        if state.converged:
            return _finished(exact, equations, replace(state, iterations=spent))
    return replace(state, iterations=spent)


def _ways(exact: Equations, *, patient: bool) -> Iterator[tuple[Equations, Way]]:
    """Yield equations and ways to solve them, the quick ones first."""
    if exact.system.n_edges == len(exact.system.pipe_edges):  # there is nothing to ease
        yield exact, _plain
    yield exact, _eased
    held = _anchored(exact)
    if held is not exact:
        yield held, _eased
    if patient:
        yield held, _smoothed
        yield held, _slowly_eased


def _anchored(exact: Equations) -> Equations:
    """Return equations in which gas that devices lock in before them has a level, if there may be any."""
    system, tail = exact.system, exact.ends[0]
    anchor = np.where(unreferenced(system)[tail], zone_potentials(system, exact.scales)[tail], np.nan)
    stations = slice(exact.spans[1].start, exact.spans[2].stop)
    return replace(exact, anchor=anchor) if np.isfinite(anchor[stations]).any() else exact


def _finished(exact: Equations, equations: Equations, state: State) -> State:
    """Return a converged state without anchors, where it can do without, and settled."""
    if equations is not exact:
        free = _newton(exact, state.point, max_iterations=WARM_ITERATIONS)
        if free.converged:
            spent = state.iterations + free.iterations
            return _sharpened(exact, _settled(exact, replace(free, iterations=spent)))
    return _sharpened(equations, _settled(equations, state))


def find_near(system: System, start: State | Guess) -> State:
    """Return the state of a system from a near one, not converged where the way is too far."""
    exact = Equations(system, reference_scales(system))
    point = exact.pack(start.potential, start.flow)
    return _sharpened(exact, _settled(exact, _newton(exact, point, max_iterations=WARM_ITERATIONS)))


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


def _plain(exact: Equations, point: Array) -> State:
    """Take full Newton steps."""
    return _newton(exact, point, max_iterations=EASED_ITERATIONS)


def _eased(exact: Equations, point: Array, traces: tuple[float, ...] = TRACES) -> State:
    """Weigh the room left in closed devices a lot at first, then less and less.

    Eased equations are left as soon as their merit falls to their trace: they can tell no more. The way ends
    where they lead nowhere.
    """
    spent = 0
    for trace in traces:
        eased = replace(exact, easing=Easing(trace=trace))
        state = _newton(eased, point, max_iterations=EASED_ITERATIONS, near=trace)
        spent += state.iterations
        if not state.converged:
            return replace(state, iterations=spent)
        point = state.point
    state = _newton(exact, point, max_iterations=EASED_ITERATIONS)
    return replace(state, iterations=spent + state.iterations)


def _slowly_eased(exact: Equations, point: Array) -> State:
    return _eased(exact, point, SLOW_TRACES)


def _smoothed(exact: Equations, point: Array) -> State:
    """Follow the solution while rounding and leak of the devices fall by as much as Newton can take."""
    spent, fallen, step = 0, -FIRST_DECADE, FIRST_DECADE
    while fallen < NARROWEST and step >= LAST_DECADE:
        rounded = replace(exact, easing=Easing(smoothing=10.0 ** -(fallen + step)))
        trial = _newton(rounded, point, max_iterations=PATH_ITERATIONS, damped=True)
        spent += trial.iterations
        if trial.converged:
            point, fallen, step = trial.point, fallen + step, 2.0 * step
        else:
            step *= 0.5
    state = _newton(exact, point, max_iterations=EASED_ITERATIONS)
    return replace(state, iterations=spent + state.iterations)


def _settled(equations: Equations, state: State) -> State:
    """Take further steps while gas that closed devices lock in still moves to its level.

    Only the trace of the room left tells that level, a hundred times smaller than the tolerance of a flow. A
    larger trace tells it by more digits, and it is the same where nothing needs to leak.
    """
    if not (state.converged and _locks_in(state)):
        return state
    clear = replace(equations, easing=Easing(trace=CLEAR_TRACE))
    return _stepped(clear, equations, state) or _stepped(equations, equations, state) or state


def _sharpened(equations: Equations, state: State) -> State:
    """Take further steps while flows in short pipes still change.

    They lose so little that a residual at its tolerance leaves their flow open in the third digit where other
    ways lead to both ends; at rest each step halves what is left.
    """
    span = equations.spans[5]
    if not (state.converged and span.stop > span.start):
        return state
    free, best = len(equations.free), state
    point, names = state.point, ("regulator_mode", "compressor_mode", "check_valve_mode")
    modes = {name: getattr(state.linearised, name) for name in names}
    for spent in range(1, SHARPENING_ITERATIONS + 1):
        step = equations.direction(equations.linearise(point))
        point = point + step
        here = equations.linearise(point)
        if not equations.converged(here):
            break
        kept = replace(here, **modes)
        best = replace(state, point=point, linearised=kept, iterations=state.iterations + spent)
        if np.max(np.abs(step[free:][span])) <= SHARP:
            break
    return best


def _stepped(equations: Equations, exact: Equations, state: State) -> State | None:
    """Return the state after further steps with some equations, None where it does not solve the exact ones.

    The modes keep their names: where the gas rests at a set-point, a closed device holds it as well.
    """
    point, spent = state.point, 0
    names = ("regulator_mode", "compressor_mode", "check_valve_mode")
    modes = {name: getattr(state.linearised, name) for name in names}
    while spent < SETTLING_ITERATIONS:
        spent += 1
        step = equations.direction(equations.linearise(point), whole=True)
        if not np.all(np.isfinite(step)):
            return None
        point = point + step
        if np.max(np.abs(step[: len(exact.free)]), initial=0.0) <= SETTLED:
            break
    here = exact.linearise(point)
    if not exact.converged(here):
        return None
    return replace(state, point=point, linearised=replace(here, **modes), iterations=state.iterations + spent)


def _locks_in(state: State) -> bool:
    """Say whether closed devices cut nodes off from every held pressure."""
    return cuts_off(state.system, closed_edges(state.system, state.linearised))


def closed_edges(system: System, here: Linearised) -> NDArray[np.bool_]:
    """Return which regulators, compressors and check valves are closed, (n_edges,)."""
    modes = (here.regulator_mode, here.compressor_mode, here.check_valve_mode)
    found = np.zeros(system.n_edges, dtype=bool)
    start = len(system.pipe_edges)
    for mode in modes:
        found[start : start + len(mode)] = mode == CLOSED
        start += len(mode)
    return found


def cuts_off(system: System, shut: NDArray[np.bool_]) -> bool:
    """Say whether nodes lose every held pressure when some edges are shut, (n_edges,)."""
    if not shut.any():
        return False
    ends = (system.tail[~shut], system.head[~shut])
    graph = coo_array((np.ones(len(ends[0])), ends), shape=(system.n_nodes, system.n_nodes))
    count, part = connected_components(graph, directed=False)
    return len(np.unique(part[system.fixed])) < count


def _newton(
    equations: Equations, point: Array, *, max_iterations: int, damped: bool = False, near: float = 0.0
) -> State:
    """Iterate until the equations hold to round-off, or their merit is ``near`` enough."""

    def finished(here: Linearised) -> bool:
        return equations.converged(here) or equations.merit(here) <= near

    problem = NewtonProblem(
        equations.linearise, equations.merit, equations.direction, finished, equations.limit
    )
    outcome = newton(problem, point, max_iterations=max_iterations, damped=damped)
    system, scales = equations.system, equations.scales
    return State(system, scales, outcome.point, outcome.linearised, outcome.converged, outcome.iterations)


def _linear_start(exact: Equations) -> Array:
    """Return flat potentials and the flows of a linear network with lossless devices."""
    system, scales = exact.system, exact.scales
    flat = zone_potentials(system, scales)
    point = exact.pack(flat, np.zeros(system.n_edges))
    pipes, (tail, head) = exact.spans[0], exact.ends
    viscosity = mean_viscosity(flat[tail][pipes], flat[head][pipes], system.gas)
    drop, _ = system.pipes.friction_drop(np.full(len(system.pipe_edges), scales.flow), viscosity)
    slope = np.full(system.n_edges, 1.0 / DEVICE_CONDUCTANCE)
    slope[pipes] = np.maximum(drop / scales.potential, 1.0 / DEVICE_CONDUCTANCE)
    ones = np.ones(system.n_edges)
    fall = np.zeros(system.n_edges)
    fall[pipes] = (flat[tail] - flat[head])[pipes] / scales.potential
    node = np.where(system.fixed, 0.0, system.load / scales.flow)[exact.free]
    step = exact.solve_linear(ones, -ones, -slope, -fall, node)
    step[: len(exact.free)] = 0.0
    return point + np.nan_to_num(step)
