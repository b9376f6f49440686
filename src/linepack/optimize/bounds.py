"""Upper bounds on A → B: the published capacities, the max-flow, and the relaxed hydraulics. All linear.

Each bound is a valid upper bound of the hydraulic optimum: compressor fuel is left out, devices may do
anything within their limits, and the pipe law is replaced by a set that contains it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, hstack, vstack

from linepack.numerics.tree import SpanningTree
from linepack.optimize.highs import GrowingProgram, LinearOptimum
from linepack.optimize.model import TransportProblem, pipe_range

if TYPE_CHECKING:
    from collections.abc import Callable

    from linepack.fluids.gas import Gas

Array = NDArray[np.float64]

FREE_FLOW: Final = 1e5
"""Flow bound of an edge that no data bounds; above any pipeline on Earth. [kg/s]"""

LARGEST_CAP: Final = 0.5 * FREE_FLOW
"""A flow above this rests on no published number but on the bound of unbounded edges. [kg/s]"""

FIRST_TANGENTS: Final = 6
"""Tangents of each pipe law before the first relaxed solve."""

CUT_ROUNDS: Final = 10
"""Most rounds of adding tangents."""

POWER_ROUNDS: Final = 6
"""Most rounds of narrowing the flow ranges by the last bound, where the power of stations can bind."""

POWER_GAIN: Final = 1e-3
"""A round that lowers the bound by less than this share ends them."""

TIGHT: Final = 1e-6
"""Scaled room below which a solution rests on a plane of a station's power."""

CUT_GAIN: Final = 1e-4
"""A round that lowers the relaxed bound by less than this share ends the cutting."""

ROUND_OFF: Final = 1e-12
"""Scaled potential difference that counts as none."""

PROPAGATION_SWEEPS: Final = 40
"""Sweeps of pressure bounds over the edges; longer chains keep valid, looser bounds."""

CUT_DEPTH: Final = 1e-6
"""A pipe gets a new tangent when its law is missed by more than this share of the potential range."""


@dataclass(frozen=True)
class Bound:
    """A linear bound.

    Attributes
    ----------
    value
        Upper bound of the extra flow A → B; 0 or more, infinite where nothing bounds it, NaN if the base load
        itself does not fit. [kg/s]
    flow
        Edge flows at the bound, (n_edges,). [kg/s]
    gain
        What one more kg/s of each edge's bound and of the injection at A would add, (n_edges + 1,).
    """

    value: float
    flow: Array
    gain: Array


def published_capacity(problem: TransportProblem) -> Bound:
    """Return the largest flow that the published technical capacities and the supply at A leave.

    Its value is infinite where none of them bounds it.
    """
    low = np.maximum(problem.flow_min, -problem.capacity)
    high = np.minimum(problem.flow_max, problem.capacity)
    found = _transport(problem, low, high)
    return replace(found, value=np.inf) if found.value > LARGEST_CAP else found


def max_flow(problem: TransportProblem) -> Bound:
    """Return the largest flow when every edge could use the whole pressure range of its ends."""
    low, high = pipe_flow_range(problem)
    return _transport(problem, low, high)


def pipe_flow_range(problem: TransportProblem) -> tuple[Array, Array]:
    """Return the flow range of every edge from the pressure bounds of its ends, each (n_edges,)."""
    gas = problem.system.gas
    top, bottom = gas.potential(problem.pressure_max), gas.potential(problem.pressure_min)
    kept, _ = problem.of_kind("pipes")
    tail, head = problem.tail[kept], problem.head[kept]
    low, high = problem.flow_min.copy(), problem.flow_max.copy()
    terms = pipe_range(problem)
    fall = np.maximum(top[tail] - terms.growth_min * bottom[head], 0.0)
    rise = np.maximum(terms.growth_max * top[head] - bottom[tail], 0.0)
    largest = np.full(len(kept), FREE_FLOW)
    for _ in range(PIPE_RANGE_SWEEPS):
        resistance = terms.least_resistance(largest)
        forward, backward = fall / resistance, rise / resistance
        largest = np.sqrt(np.maximum(forward, backward))
    high[kept] = np.minimum(high[kept], np.sqrt(forward))
    low[kept] = np.maximum(low[kept], -np.sqrt(backward))
    return low, high


PIPE_RANGE_SWEEPS: Final = 6
"""Sweeps that settle the friction factor at the largest flow, from above: it only grows as the flow falls."""


def relaxed_hydraulics(problem: TransportProblem, *, flow_bound: Bound, at_least: float = 0.0) -> Bound:
    """Return the optimum over a convex set that contains the hydraulics.

    Parameters
    ----------
    problem
        The problem.
    flow_bound
        The max-flow bound; it bounds the flow on every edge from above.
    at_least
        An extra flow that is known to be possible; the bound is sought above it. [kg/s]

    Notes
    -----
    On the range of its flow the pipe law h(q), convex above and concave below zero, lies above all its
    tangents and below its chord; tangents are added where the solution misses the law. Friction factors
    and elevation exponents take whichever end of their range over the pressure bounds leaves more room.
    The extra flow settles the flow on every bridge: between ``at_least`` and the max-flow bound the ranges
    of flow and pressure are narrow. Where the bound rests on a station's power, rounds between ``at_least``
    and the bound found follow: the chord of the lift that power allows is exact at the end of its range.
    Without such a station a second round gained less than 2e-5 in all questions of the bundled study.
    """
    best = flow_bound
    for _ in range(POWER_ROUNDS):
        before = best.value
        relaxation = _Relaxation(problem, best, at_least)
        best = _cut(relaxation)
        if not (relaxation.rests_on_power and before - best.value > POWER_GAIN * best.value):
            break
    return best


def _cut(relaxation: _Relaxation) -> Bound:
    """Return the bound of a relaxation after tangents were added where its solution misses the law."""
    best = relaxation.solve()
    for _ in range(CUT_ROUNDS):
        if not np.isfinite(best.value) or not relaxation.cut():
            break
        tighter = relaxation.solve()
        gained = best.value - tighter.value
        best = tighter
        if not gained > CUT_GAIN * max(best.value, 1.0):
            break
    return best


def _transport(problem: TransportProblem, low: Array, high: Array) -> Bound:
    """Maximise the extra flow subject to balance and flow bounds alone."""
    balance, right = _balance(problem)
    lower, upper = _variable_bounds(problem, low, high)
    cost = np.zeros(len(lower))
    cost[problem.n_edges + 1] = -1.0
    return _bound(problem, GrowingProgram(cost, lower, upper, balance, right).solve())


def _bound(problem: TransportProblem, solution: LinearOptimum) -> Bound:
    """Read the bound off a linear solution whose variables start with flows, injection and extra flow."""
    n_edges = problem.n_edges
    if not solution.solved:
        return Bound(float("nan"), np.full(n_edges, np.nan), np.zeros(n_edges + 1))
    gain = np.abs(solution.gain)[: n_edges + 1]
    return Bound(float(solution.point[n_edges + 1]), solution.point[:n_edges], gain)


def _balance(problem: TransportProblem) -> tuple[csr_array, Array]:
    """Rows: arriving − leaving + injection at A − extra withdrawal at B + other sources = load."""
    n_nodes, n_edges = problem.n_nodes, problem.n_edges
    nodes, signs = problem.source_columns
    columns, ones = np.arange(n_edges), np.ones(n_edges)
    rows = np.concatenate([problem.head, problem.tail, nodes])
    columns = np.concatenate([columns, columns, n_edges + np.arange(len(nodes))])
    values = np.concatenate([ones, -ones, signs])
    return csr_array((values, (rows, columns)), shape=(n_nodes, n_edges + len(nodes))), problem.load


def _variable_bounds(problem: TransportProblem, low: Array, high: Array) -> tuple[Array, Array]:
    """Return bounds of flows, injection, extra flow and other sources, each (n_edges + 2 + n_others,)."""
    lower = [np.maximum(low, -FREE_FLOW), np.array([problem.injection_min, 0.0]), problem.others_min]
    most = min(problem.injection_max, FREE_FLOW)
    upper = [np.minimum(high, FREE_FLOW), np.array([most, FREE_FLOW]), problem.others_max]
    return np.concatenate(lower), np.concatenate(upper)


class _Relaxation:
    """The relaxed problem with its growing set of tangents; variables are flows, sources and Π."""

    def __init__(self, problem: TransportProblem, flow_bound: Bound, at_least: float) -> None:
        self.low, self.high = _tight_range(problem, flow_bound, at_least)
        self.at_least = at_least
        problem = self.problem = propagated(problem, self.low)
        gas = problem.system.gas
        self.bottom, self.top = gas.potential(problem.pressure_min), gas.potential(problem.pressure_max)
        self.unit = float(np.median(self.top))
        self.pipes, _ = problem.of_kind("pipes")
        terms = pipe_range(problem)
        self.growth = {1.0: terms.growth_min, -1.0: terms.growth_max}
        self.law, self.terms = problem.pipe_law, terms.surroundings
        self.shift = problem.n_edges + 2 + len(problem.others)
        self.rows: list[csr_array] = []
        self.right: list[Array] = []
        self.rests_on_power = False
        self.planes: list[tuple[csr_array, Array]] = []
        self._devices()
        self._chords()
        low, high = self.low[self.pipes], self.high[self.pipes]
        share = np.linspace(0.0, 1.0, FIRST_TANGENTS)[:, None]
        self._tangents(low + share * (high - low), np.ones((FIRST_TANGENTS, len(self.pipes)), dtype=bool))
        self.flow = np.zeros(problem.n_edges)
        self.potential = 0.5 * (self.bottom + self.top)
        self.program = self._program()

    def _program(self) -> GrowingProgram:
        problem = self.problem
        balance, right = _balance(problem)
        balance = hstack([balance, csr_array((problem.n_nodes, problem.n_nodes))]).tocsr()
        lower, upper = _variable_bounds(problem, self.low, self.high)
        lower[problem.n_edges + 1] = self.at_least
        cost = np.zeros(len(lower) + problem.n_nodes)
        cost[problem.n_edges + 1] = -1.0
        lower = np.concatenate([lower, self.bottom / self.unit])
        upper = np.concatenate([upper, self.top / self.unit])
        return GrowingProgram(cost, lower, upper, balance, right)

    def solve(self) -> Bound:
        """Return the bound with the rows at hand."""
        problem = self.problem
        self.program.add(vstack(self.rows).tocsr(), np.concatenate(self.right))
        self.rows, self.right = [], []
        solution = self.program.solve()
        bound = _bound(problem, solution)
        if solution.solved:
            self.rests_on_power = any(
                bool(np.any(rows @ solution.point > right - TIGHT)) for rows, right in self.planes
            )
            self.flow = bound.flow
            self.potential = solution.point[self.shift :] * self.unit
        return bound

    def cut(self) -> bool:
        """Add tangents at the last solution where the law is missed; say whether any was added."""
        flow = self.flow[self.pipes]
        tail, head = self.problem.tail[self.pipes], self.problem.head[self.pipes]
        missed = np.zeros(len(flow), dtype=bool)
        for side in (1.0, -1.0):
            fall = (self.potential[tail] - self.growth[side] * self.potential[head]) / self.unit
            missed |= side * (self._law(flow, side)[0] - fall) > CUT_DEPTH
        self._tangents(flow, missed)
        return bool(self.rows)

    def _law(self, flow: Array, side: float) -> tuple[Array, Array]:
        """Return the drop and its slope, scaled, that no law in range is below (side 1) or above (−1).

        Below means nearer to nothing on either branch for a forward flow: the drop is odd in the flow.
        """
        drops = [(drop * weight, slope * weight) for drop, slope, weight in self._drops(flow)]
        (drop_a, slope_a), (drop_b, slope_b) = drops
        towards = np.minimum if side > 0.0 else np.maximum
        slope = np.where(side * flow >= 0.0, np.minimum(slope_a, slope_b), np.maximum(slope_a, slope_b))
        return towards(drop_a, drop_b) / self.unit, slope / self.unit

    def _drops(self, flow: Array) -> list[tuple[Array, Array, Array]]:
        """Return drop, slope and elevation weight of the pipes at either end of the pressure range."""
        return [(*self.law.friction_drop(flow, viscosity), weight) for viscosity, weight in self.terms]

    def _tangents(self, at: Array, wanted: NDArray[np.bool_]) -> None:
        """Add tangents at flows, (n_pipes,) or (n_points, n_pipes), where they are wanted.

        The fall lies above them where gas flows forward, below where it flows back.
        """
        for side, end in ((1.0, self.low[self.pipes]), (-1.0, self.high[self.pipes])):
            law, slope = self._law(at, side)
            offset = law - slope * at
            use = wanted & (side * at >= 0.0) & self._stays_beyond(side, slope, offset, end)
            self._add(side, slope[use], offset[use], np.nonzero(use)[-1])

    def _stays_beyond(self, side: float, slope: Array, offset: Array, end: Array) -> NDArray[np.bool_]:
        """Say whether a line is valid at the end of the range on the other branch; then it is everywhere."""
        law, _ = self._law(end, side)
        return side * (law - slope * end - offset) >= -ROUND_OFF

    def _chords(self) -> None:
        """Add the lines through the ends of the range that close the hull.

        A forward pipe lies below its chord, a backward one above. Where both directions are possible the
        hull is closed by the line from an end that touches the other branch; the touching point of
        K q|q| from the end l is −l (√2 − 1), and the line is moved until it is valid for the true law.
        """
        low, high = self.low[self.pipes], self.high[self.pipes]
        span = np.maximum(high - low, 1e-9)
        for side, use in ((-1.0, low >= 0.0), (1.0, high <= 0.0)):
            (at_low, _), (at_high, _) = self._law(low, side), self._law(high, side)
            chord = (at_high - at_low) / span
            self._add(side, chord[use], (at_low - chord * low)[use], np.flatnonzero(use))
        both = (low < 0.0) & (high > 0.0)
        self._hull_side(1.0, low, both)
        self._hull_side(-1.0, high, both)

    def _hull_side(self, side: float, end: Array, use: NDArray[np.bool_]) -> None:
        if not use.any():
            return
        touch = -end * (np.sqrt(2.0) - 1.0)
        (law_end, _), (law, _) = self._law(end, side), self._law(touch, side)
        slope = (law - law_end) / np.where(np.abs(touch - end) > 0.0, touch - end, 1.0)
        points = end + (touch - end) * np.linspace(0.0, 3.0, 31)[:, None]
        gaps = side * (self._law(points, side)[0] - law_end - slope * (points - end))
        offset = law_end - slope * end + side * np.minimum(gaps.min(axis=0), 0.0)
        self._add(side, slope[use], offset[use], np.flatnonzero(use))

    def _add(self, side: float, slope: Array, offset: Array, which: NDArray[np.intp]) -> None:
        """Add side · (fall − slope q − offset) ≥ 0 for the given pipes."""
        if not len(which):
            return
        problem, count = self.problem, len(which)
        edge = self.pipes[which]
        row = np.arange(count)
        shift = self.shift
        rows = np.concatenate([row, row, row])
        columns = np.concatenate([shift + problem.tail[edge], shift + problem.head[edge], edge])
        values = -side * np.concatenate([np.ones(count), -self.growth[side][which], -slope])
        shape = (count, shift + problem.n_nodes)
        self.rows.append(csr_array((values, (rows, columns)), shape=shape))
        self.right.append(-side * offset)

    def _devices(self) -> None:
        """Regulators and check valves never raise, compressors never lower nor pass their ratio."""
        problem = self.problem
        for kind, lowering in (("regulators", True), ("check_valves", True), ("compressors", False)):
            kept, _ = problem.of_kind(kind)
            kept = kept[~problem.shut[kept]]
            self._order(kept, 1.0 if lowering else -1.0)
            if kind == "check_valves":
                self._order(kept, -1.0)
        self._ratios()
        self._powers()

    def _order(self, edge: NDArray[np.intp], sign: float) -> None:
        problem, count = self.problem, len(edge)
        if not count:
            return
        row, shift = np.arange(count), self.shift
        rows = np.concatenate([row, row])
        columns = np.concatenate([shift + problem.head[edge], shift + problem.tail[edge]])
        values = sign * np.concatenate([np.ones(count), -np.ones(count)])
        self.rows.append(csr_array((values, (rows, columns)), shape=(count, shift + problem.n_nodes)))
        self.right.append(np.zeros(count))

    def _ratios(self) -> None:
        problem, gas = self.problem, self.problem.system.gas
        kept, _ = problem.of_kind("compressors")
        kept = kept[np.isfinite(problem.ratio_max[kept]) & ~problem.shut[kept]]
        if not len(kept):
            return
        slope = lift(problem.ratio_max[kept], _inlet_pressures(problem, kept), gas)
        self._below_inlet(kept, slope, np.zeros(len(kept)), np.zeros(len(kept)))

    def _powers(self) -> None:
        """Bound the lift of compressors by their power.

        Power allows a lift φ(q), convex and falling in the flow, so it lies below its chord c over the range
        of the flow. The hull of Π_out ≤ φ Π_in over the range of Π_in are two planes (McCormick 1976).
        """
        lifts = power_lifts(self.problem, self.low, self.high)
        kept = lifts.edge
        inlet = self.problem.tail[kept]
        bottom, top = self.bottom[inlet] / self.unit, self.top[inlet] / self.unit
        chord = (lifts.most - lifts.least) / (
            lifts.flow_most - lifts.flow_least
        )  # above 0: lift lost per flow
        for end, slope in ((top, lifts.least), (bottom, lifts.most)):
            offset = end * (lifts.most + chord * lifts.flow_least - slope)
            self._below_inlet(kept, slope, -end * chord, offset)
        if len(kept):
            self.planes = [*zip(self.rows[-2:], self.right[-2:], strict=True)]

    def _below_inlet(self, kept: NDArray[np.intp], slope: Array, per_flow: Array, offset: Array) -> None:
        """Add Π_out ≤ slope Π_in + per_flow q + offset for some edges, potentials scaled."""
        problem, count = self.problem, len(kept)
        if not count:
            return
        row = np.arange(count)
        columns = np.concatenate([
            self.shift + problem.head[kept], self.shift + problem.tail[kept], kept
        ])  # fmt: skip
        values = np.concatenate([np.ones(count), -slope, -per_flow])
        shape = (count, self.shift + problem.n_nodes)
        self.rows.append(csr_array((values, (np.concatenate([row, row, row]), columns)), shape=shape))
        self.right.append(offset)


@dataclass(frozen=True)
class PowerLifts:
    """What its power lets a compressor lift, at the two ends of the flows where power can bind.

    Attributes
    ----------
    edge
        Compressors, as edges, whose power can bind, (n,).
    flow_least, flow_most
        Ends of the flow range, (n,); at smaller flows the pressures or the ratio bind. [kg/s]
    most, least
        Potential ratio out over in that power allows there, (n,): more at the smaller flow.
    """

    edge: NDArray[np.intp]
    flow_least: Array
    flow_most: Array
    most: Array
    least: Array


def power_lifts(problem: TransportProblem, low: Array, high: Array) -> PowerLifts:
    """Return what power allows the compressors over their ranges of flow, (n_edges,).

    The least work is taken: the smallest compressibility within the bounds of the inlet.
    """
    gas = problem.system.gas
    kept, own = problem.of_kind("compressors")
    use = np.isfinite(problem.power_max[kept]) & ~problem.shut[kept]
    kept, own = kept[use], own[use]
    inlet = _inlet_pressures(problem, kept)
    share = (gas.isentropic_exponent - 1.0) / gas.isentropic_exponent
    compressibility = gas.compressibility(inlet.ravel()).reshape(inlet.shape).min(axis=0, initial=np.inf)
    unit = compressibility * gas.specific_gas_constant * gas.temperature / share
    allowance = problem.power_max[kept] * problem.system.compressors.efficiency[own] / unit
    widest = problem.pressure_max[problem.head[kept]] / problem.pressure_min[problem.tail[kept]]
    ratio = np.maximum(np.minimum(problem.ratio_max[kept], widest), 1.0 + LEAST_LIFT)
    least = np.maximum(low[kept], allowance / (ratio**share - 1.0))
    binds = least < high[kept] * (1.0 - LEAST_RANGE)
    kept, inlet, ends = kept[binds], inlet[:, binds], (least[binds], high[kept][binds])
    ratios = ((1.0 + allowance[binds] / flow) ** (1.0 / share) for flow in ends)
    return PowerLifts(kept, *ends, *(lift(ratio, inlet, gas) for ratio in ratios))


LEAST_LIFT: Final = 1e-9
"""Ratio above 1 below which a station lifts nothing that power could bind."""

LEAST_RANGE: Final = 1e-4
"""Share of the largest flow below which a range of flow makes no cut: its chord would be too steep."""


def lift(ratio: Array, inlet: Array, gas: Gas) -> Array:
    """Return the largest potential ratio of a pressure ratio over inlet pressures, (n,).

    Parameters
    ----------
    ratio : (n,)
        Outlet over inlet pressure.
    inlet : (n_points, n)
        Inlet pressures to take it at. [Pa]
    gas
        The gas.
    """
    raised, given = (gas.potential(p.ravel()).reshape(inlet.shape) for p in (ratio * inlet, inlet))
    return np.asarray(np.max(raised / given, axis=0, initial=1.0))


def _inlet_pressures(problem: TransportProblem, kept: NDArray[np.intp]) -> Array:
    """Return pressures over the bounds of the inlets of some edges, (50, n). [Pa]"""
    tail = problem.tail[kept]
    share = np.linspace(0.0, 1.0, 50)[:, None]
    span = problem.pressure_max[tail] - problem.pressure_min[tail]
    return np.asarray(problem.pressure_min[tail] + share * span)


def propagated(problem: TransportProblem, low: Array) -> TransportProblem:
    """Return the problem with the pressure bounds that follow from least flows, (n_edges,).

    What flows at least through a pipe costs at least its drop: that raises the lower bounds upstream and
    lowers the upper bounds downstream; regulators and compressors pass bounds on within their reach.
    """
    gas = problem.system.gas
    bottom, top = gas.potential(problem.pressure_min), gas.potential(problem.pressure_max)
    pipes, _ = problem.of_kind("pipes")
    forward = np.maximum(low[pipes], 0.0)
    terms = pipe_range(problem)
    one_way = pipes[low[pipes] > 0.0]
    picked = low[pipes] > 0.0
    growth, drop = terms.growth_min[picked], (terms.least_resistance(forward) * forward**2)[picked]
    lowering = np.concatenate([problem.of_kind(kind)[0] for kind in ("regulators", "check_valves")])
    lowering = lowering[low[lowering] > 0.0]
    lifting, reach = _reach(problem, low)
    raised = _remembered(lambda potential: gas.potential(reach * gas.pressure(potential)))
    lowered = _remembered(lambda potential: gas.potential(gas.pressure(potential) / reach))
    tail, head = problem.tail, problem.head
    for _ in range(PROPAGATION_SWEEPS):
        before = bottom.copy(), top.copy()
        np.maximum.at(bottom, tail[one_way], growth * bottom[head[one_way]] + drop)
        np.minimum.at(top, head[one_way], (top[tail[one_way]] - drop) / growth)
        np.maximum.at(bottom, tail[lowering], bottom[head[lowering]])
        np.minimum.at(top, head[lowering], top[tail[lowering]])
        np.minimum.at(top, head[lifting], raised(top[tail[lifting]]))
        np.maximum.at(bottom, tail[lifting], lowered(bottom[head[lifting]]))
        if np.array_equal(before, (bottom, top)):
            break
    top = np.maximum(top, bottom)
    return replace(problem, pressure_min=gas.pressure(bottom), pressure_max=gas.pressure(top))


def _remembered(law: Callable[[Array], Array]) -> Callable[[Array], Array]:
    """Return a law that is not worked out again for what it was asked for last."""
    last: list[Array] = []

    def asked(potential: Array) -> Array:
        if not last or not np.array_equal(last[0], potential):
            last[:] = [potential, law(potential)]
        return last[1]

    return asked


def _reach(problem: TransportProblem, low: Array) -> tuple[NDArray[np.intp], Array]:
    """Return the compressors that pass gas for certain and have a ratio limit, and that limit."""
    kept, _ = problem.of_kind("compressors")
    ratio = problem.ratio_max[kept]
    use = (low[kept] > 0.0) & np.isfinite(ratio)
    return kept[use], ratio[use]


def _tight_range(problem: TransportProblem, flow_bound: Bound, at_least: float) -> tuple[Array, Array]:
    """Return flow bounds of all edges; on bridges the balance alone settles flow up to the extra flow."""
    low, high = pipe_flow_range(problem)
    base, along, slack = _bridge_flows(problem)
    most = flow_bound.value if np.isfinite(flow_bound.value) else FREE_FLOW
    ends = np.stack([base + along * at_least, base + along * most])
    settled = np.isfinite(base)
    low[settled] = np.maximum(low, ends.min(axis=0) - slack)[settled]
    high[settled] = np.minimum(high, ends.max(axis=0) + slack)[settled]
    return np.maximum(low, -FREE_FLOW), np.minimum(np.maximum(high, low), FREE_FLOW)


def _bridge_flows(problem: TransportProblem) -> tuple[Array, Array, Array]:
    """Return flow without and per unit of the extra flow, and its slack, on edges in no cycle; else NaN.

    The slack is what the other sources may give less than in the base state.
    """
    tree = SpanningTree.of(problem.n_nodes, problem.tail, problem.head, root=problem.source)
    drawn = problem.load.copy()
    np.add.at(drawn, problem.others, -problem.others_max)
    extra = np.zeros(problem.n_nodes)
    extra[problem.target] = 1.0
    bridge = tree.bridges()
    slack = np.full(problem.n_edges, float(np.sum(problem.others_max - problem.others_min)))
    return np.where(bridge, tree.flows(drawn), np.nan), np.where(bridge, tree.flows(extra), 0.0), slack
