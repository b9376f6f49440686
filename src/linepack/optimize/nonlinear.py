"""The hydraulic optimum of A → B: an interior-point solution of the exact pipe law, local and said so.

Variables are scaled potentials, scaled flows, the injection at A and the extra flow. In the potential the
pipe law is quadratic whatever the equation of state; friction factors, elevation exponents and fuel are
brought in by a few sweeps around the solver. Pressure itself is needed for ratio and power limits alone
and enters as a polynomial in √Π fitted to the gas.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from linepack.errors import MissingExtraError
from linepack.optimize.model import Limit, TransportProblem
from linepack.physics.compression import adiabatic_head, shaft_power

if TYPE_CHECKING:
    from linepack.fluids.gas import Gas

Array = NDArray[np.float64]

SWEEPS: Final = 6
"""Most sweeps over friction, elevation and fuel around the interior point."""

SOLVER_TOLERANCE: Final = 1e-8
"""Scaled optimality tolerance of the interior point: 1e-6 kg/s."""

WARM_PUSH: Final = {
    "warm_start_bound_push": 1e-8,
    "warm_start_bound_frac": 1e-8,
    "warm_start_slack_bound_push": 1e-8,
    "warm_start_slack_bound_frac": 1e-8,
    "warm_start_mult_bound_push": 1e-8,
}
"""Without these an interior point forgets where it is started."""

BRISK: Final = 5.0
"""Speed at which the friction of a pipe at rest is taken in the first sweep. [m/s]"""

NOTHING_FITS: Final = "Infeasible_Problem_Detected"
"""What the interior point says when the limits leave no state at all."""

KEPT_PROGRAMS: Final = 8
"""Compiled programs that are kept: those of one scenario's targets."""

IDLE_COST: Final = 1e-5
"""Cost of compression beside the flow, scaled: under 0.1 kg/s for ten stations at full lift."""

SWEEP_GAIN: Final = 1e-4
"""A sweep that moves the optimum by less than this share ends them."""

ROUNDING: Final = 1e-3
"""ε of q√(q² + ε²) in place of q|q|; the law is missed by under 1e-6 of itself above 1 kg/s. [kg/s]"""

FIT_DEGREE: Final = 6
"""Degree of the fit of p/√Π in √Π; leaves an error below 1e-6 from 1 to 250 bar."""

ACTIVE: Final = 1e-3
"""Least gain, relative to the largest, of a limit that counts as binding."""

DIAMETER_STEP: Final = 0.01
"""Share by which a pipeline is widened in the marginal table."""

DIAMETER_EXPONENT: Final = 5.0
"""K is proportional to D to this power at constant friction factor."""


@dataclass(frozen=True)
class Gain:
    """What one more unit of a limiting thing would add to the flow.

    Attributes
    ----------
    limit
        The limit; column ``diameter`` stands for one more percent of a pipeline's diameter.
    per_unit
        kg/s per SI unit of the limit.
    """

    limit: Limit
    per_unit: float


@dataclass(frozen=True)
class Optimum:
    """A local optimum.

    Attributes
    ----------
    value
        Extra flow A → B, NaN without a solution. [kg/s]
    potential, flow
        State at the optimum, (n_nodes,) and (n_edges,).
    gains
        Limits with a positive gain, largest first.
    message
        The solver's own word.
    multipliers
        Of bounds and constraints, to start a similar problem from.
    """

    value: float
    potential: Array
    flow: Array
    gains: tuple[Gain, ...]
    message: str
    multipliers: tuple[Array, Array] | None = None

    @property
    def found(self) -> bool:
        """Whether the solver ended at a local optimum."""
        return bool(np.isfinite(self.value))


def hydraulic_optimum(problem: TransportProblem, *, start: Optimum | None = None) -> Optimum:
    """Return a local optimum of the hydraulic problem.

    Parameters
    ----------
    problem
        The problem.
    start
        An optimum of a similar problem to start from.

    Raises
    ------
    MissingExtraError
        Without CasADi.
    """
    return optimizer_for(problem).solve(problem, start=start)


_KEPT: dict[bytes, Optimizer] = {}


def optimizer_for(problem: TransportProblem) -> Optimizer:
    """Return the compiled program of a problem's topology; the last few are kept."""
    key = _topology(problem)
    if key not in _KEPT:
        if len(_KEPT) >= KEPT_PROGRAMS:
            _KEPT.pop(next(iter(_KEPT)))
        _KEPT[key] = Optimizer(problem)
    return _KEPT[key]


def _topology(problem: TransportProblem) -> bytes:
    """Return what a compiled program depends on, as bytes."""
    kinds = [problem.of_kind(kind)[0] for kind in ("pipes", "regulators", "compressors", "check_valves")]
    ends = [problem.tail, problem.head, problem.shut, problem.others]
    numbers = [problem.n_nodes, problem.source, problem.target, problem.system.gas.isentropic_exponent]
    return b"|".join(part.tobytes() for part in (*kinds, *ends, np.array(numbers)))


class Optimizer:
    """The compiled nonlinear program of a problem; solves it for any data of the same topology."""

    def __init__(self, problem: TransportProblem) -> None:
        try:
            import casadi
        except ImportError as missing:
            raise MissingExtraError("optimize", "casadi") from missing
        self.casadi = casadi
        self.layout = _Layout(problem)
        self.program = self._program()
        self.message = ""

    def solve(
        self, problem: TransportProblem, *, start: Optimum | None = None, sweeps: int = SWEEPS
    ) -> Optimum:
        """Return a local optimum for the data of a problem of the same topology.

        Parameters
        ----------
        problem
            The data.
        start
            An optimum of similar data to start from.
        sweeps
            Most sweeps over friction, elevation and fuel.
        """
        point = start or _base_point(problem)
        previous = np.inf
        gains: tuple[Gain, ...] = ()
        for _ in range(sweeps):
            data = _Data(problem, point, self.layout)
            raw = self._run(data, point)
            if raw is None:
                return Optimum(float("nan"), point.potential, point.flow, (), self.message)
            point = Optimum(raw.value, raw.potential, raw.flow, (), self.message, raw.multipliers)
            gains = _gains(problem, data, raw)
            if abs(raw.value - previous) <= SWEEP_GAIN * max(abs(raw.value), 1.0):
                break
            previous = raw.value
        return replace(point, gains=gains)

    def _program(self) -> dict[str, Any]:
        ca, layout = self.casadi, self.layout
        potential, flow = ca.SX.sym("Pi", layout.n_nodes), ca.SX.sym("q", layout.n_edges)
        sources = ca.SX.sym("I", 2 + len(layout.problem.others))
        parameters = {name: ca.SX.sym(name, size) for name, size in layout.parameters.items()}
        groups = _Constraints(ca, layout, potential, flow, sources, parameters).all()
        return {
            "x": ca.vertcat(potential, flow, sources),
            "f": -sources[1] + IDLE_COST * self._lift(potential),
            "g": ca.vertcat(*groups.values()),
            "p": ca.vertcat(*parameters.values()),
        }

    @cached_property
    def cold(self) -> Any:
        """The solver that starts from a point alone."""
        return self._solver({"mu_strategy": "adaptive"})

    @cached_property
    def warm(self) -> Any:
        """The solver that starts from a point and its multipliers."""
        return self._solver({"warm_start_init_point": "yes", "mu_init": 1e-6, **WARM_PUSH})

    def _solver(self, more: dict[str, Any]) -> Any:
        ipopt = {"print_level": 0, "sb": "yes", "tol": SOLVER_TOLERANCE, "max_iter": 300, **more}
        options: dict[str, Any] = {"print_time": False, "error_on_fail": False, "ipopt": ipopt}
        return self.casadi.nlpsol("capacity", "ipopt", self.program, options)

    def _lift(self, potential: Any) -> Any:
        """Sum of what the compressors raise: of equal optima the one that compresses least is wanted."""
        problem = self.layout.problem
        edges = self.layout.compressors.tolist()
        return sum(
            (potential[int(problem.head[e])] - potential[int(problem.tail[e])] for e in edges), start=0.0
        )

    def _run(self, data: _Data, start: Optimum) -> _Raw | None:
        """Solve once; from the multipliers of the start where it has them, and cold where that fails."""
        given = {
            "p": data.parameters(),
            "lbx": data.lower,
            "ubx": data.upper,
            "lbg": data.g_low,
            "ubg": data.g_high,
        }
        starts: list[tuple[str, dict[str, Array]]] = [("cold", {"x0": data.pack(start)})]
        if start.multipliers is not None:
            bound, constraint = start.multipliers
            again = {"x0": data.pack(start), "lam_x0": bound, "lam_g0": constraint}
            starts.insert(0, ("warm", again))
        for name, first in starts:
            solver = getattr(self, name)
            result = solver(**first, **given)
            self.message = str(solver.stats()["return_status"])
            if self.message == NOTHING_FITS and start.multipliers is not None:
                return None
            if solver.stats()["success"]:
                x, bound, constraint = (np.asarray(result[name]).ravel() for name in ("x", "lam_x", "lam_g"))
                return _Raw.of(data, x, bound, constraint)
        return None


@dataclass(frozen=True)
class _Layout:
    """Sizes and index arrays that all problems of one topology share."""

    problem: TransportProblem

    @property
    def n_nodes(self) -> int:
        return self.problem.n_nodes

    @property
    def n_edges(self) -> int:
        return self.problem.n_edges

    @cached_property
    def pipes(self) -> NDArray[np.intp]:
        return self.problem.of_kind("pipes")[0]

    def _open(self, kind: str) -> NDArray[np.intp]:
        kept, _ = self.problem.of_kind(kind)
        return kept[~self.problem.shut[kept]]

    @cached_property
    def regulators(self) -> NDArray[np.intp]:
        return self._open("regulators")

    @cached_property
    def compressors(self) -> NDArray[np.intp]:
        return self._open("compressors")

    @cached_property
    def check_valves(self) -> NDArray[np.intp]:
        return self._open("check_valves")

    @cached_property
    def parameters(self) -> dict[str, int]:
        pipes = len(self.pipes)
        return {
            "K": pipes,
            "growth": pipes,
            "load": self.n_nodes,
            "fit": FIT_DEGREE + 1,
            "ratio": len(self.compressors),
            "work": len(self.compressors),
        }


class _Constraints:
    """The constraints as expressions, by group."""

    def __init__(
        self, ca: Any, layout: _Layout, potential: Any, flow: Any, sources: Any, parameters: dict[str, Any]
    ) -> None:
        self.ca, self.layout, self.parameters = ca, layout, parameters
        self.potential, self.flow, self.sources = potential, flow, sources
        self.tail, self.head = layout.problem.tail.tolist(), layout.problem.head.tolist()

    def all(self) -> dict[str, Any]:
        layout = self.layout

        def order(edges: NDArray[np.intp], sign: float) -> list[Any]:
            return [sign * (self._at(self.tail, int(e)) - self._at(self.head, int(e))) for e in edges]

        return {
            "pipes": self._pipes(),
            "balance": self._balance(),
            "regulators": self.ca.vertcat(*order(layout.regulators, 1.0)),
            "check_valves": self.ca.vertcat(*order(layout.check_valves, 1.0)),
            "compressors": self.ca.vertcat(*order(layout.compressors, -1.0)),
            "ratio": self.ca.vertcat(*self._ratio_room()),
            "power": self.ca.vertcat(*self._power_room()),
        }

    def _at(self, end: list[int], edge: int) -> Any:
        return self.potential[end[int(edge)]]

    def _pipes(self) -> Any:
        ca, edges = self.ca, self.layout.pipes.tolist()
        tail = self.potential[[self.tail[e] for e in edges]] if edges else ca.SX(0, 1)
        head = self.potential[[self.head[e] for e in edges]] if edges else ca.SX(0, 1)
        flow = self.flow[edges] if edges else ca.SX(0, 1)
        size = ca.sqrt(flow * flow + (ROUNDING / FLOW_UNIT) ** 2)
        return tail - self.parameters["growth"] * head - self.parameters["K"] * flow * size

    def _balance(self) -> Any:
        ca, problem = self.ca, self.layout.problem
        incidence = ca.sparsify(ca.DM(problem.incidence))
        nodes, signs = problem.source_columns
        at = ca.DM.zeros(problem.n_nodes, len(nodes))
        for column, (node, sign) in enumerate(zip(nodes.tolist(), signs.tolist(), strict=True)):
            at[node, column] = sign
        arriving = ca.mtimes(incidence, self.flow) + ca.mtimes(ca.sparsify(at), self.sources)
        return arriving - self.parameters["load"]

    def _pressure(self, potential: Any) -> Any:
        """P in units of the reference pressure from the scaled potential."""
        root = self.ca.sqrt(potential)
        fit = self.parameters["fit"]
        value = fit[FIT_DEGREE]
        for power in range(FIT_DEGREE - 1, -1, -1):
            value = value * root + fit[power]
        return root * value

    def _ratio_room(self) -> list[Any]:
        room = []
        for position, edge in enumerate(self.layout.compressors):
            inlet, outlet = (self._pressure(self._at(end, edge)) for end in (self.tail, self.head))
            room.append(self.parameters["ratio"][position] * inlet - outlet)
        return room

    def _power_room(self) -> list[Any]:
        """1 − P/P_max with P = q · work · ((p2/p1)^share − 1), work carrying Z, κ, η and P_max."""
        room = []
        for position, edge in enumerate(self.layout.compressors):
            inlet, outlet = (self._pressure(self._at(end, edge)) for end in (self.tail, self.head))
            share = (
                self.layout.problem.system.gas.isentropic_exponent - 1.0
            ) / self.layout.problem.system.gas.isentropic_exponent
            rise = self.ca.exp(share * self.ca.log(outlet / inlet)) - 1.0
            room.append(1.0 - self.parameters["work"][position] * self.flow[int(edge)] * rise)
        return room


FLOW_UNIT: Final = 100.0
"""Flows are scaled by this. [kg/s]"""


@dataclass(frozen=True)
class _Raw:
    """A solver's answer in SI, with the multipliers split by group."""

    value: float
    potential: Array
    flow: Array
    bound: Array
    constraint: Array
    groups: dict[str, Array]

    @property
    def multipliers(self) -> tuple[Array, Array]:
        """Of bounds and of constraints."""
        return self.bound, self.constraint

    @classmethod
    def of(cls, data: _Data, x: Array, bound: Array, constraint: Array) -> _Raw:
        n_nodes, n_edges = data.layout.n_nodes, data.layout.n_edges
        stops = np.cumsum(list(data.sizes.values()))[:-1]
        groups = dict(zip(data.sizes, np.split(constraint, stops), strict=True))
        flow = x[n_nodes : n_nodes + n_edges] * FLOW_UNIT
        return cls(
            float(x[n_nodes + n_edges + 1] * FLOW_UNIT),
            x[:n_nodes] * data.unit,
            flow,
            bound,
            constraint,
            groups,
        )


class _Data:
    """The numbers of one problem, scaled, at one linearisation point."""

    def __init__(self, problem: TransportProblem, point: Optimum, layout: _Layout) -> None:
        self.problem, self.layout, self.gas = problem, layout, problem.system.gas
        self.bottom, self.top = (self.gas.potential(p) for p in (problem.pressure_min, problem.pressure_max))
        self.unit = float(np.median(self.top))
        self.growth, self.resistance, _ = problem.pipe_terms(point.potential, point.flow[layout.pipes])
        self.fit, self.pressure_unit = _pressure_fit(self.gas, self.unit)
        fuel = self._fuel(point)
        self.load = problem.load + fuel
        more = float(fuel.sum() - problem.state.linearised.fuel.sum())
        self.others_max = problem.others_max + max(more, 0.0)
        self.ratio_max, self.power_max = (self._limit(name) for name in ("ratio_max", "power_max"))
        self.efficiency = self._limit("efficiency")
        self.sizes = {
            "pipes": len(layout.pipes),
            "balance": problem.n_nodes,
            "regulators": len(layout.regulators),
            "check_valves": len(layout.check_valves),
            "compressors": len(layout.compressors),
            "ratio": len(layout.compressors),
            "power": len(layout.compressors),
        }
        self.lower, self.upper = self._bounds()
        self.g_low, self.g_high = self._constraint_bounds()
        self.point = point

    def _limit(self, name: str) -> Array:
        """A column of the open compressors."""
        kept, own = self.problem.of_kind("compressors")
        rows = self.problem.system.compressor_edges.row[own][~self.problem.shut[kept]]
        return np.asarray(self.problem.network.table("compressors")[name].to_numpy(dtype=float)[rows])

    def _fuel(self, point: Optimum) -> Array:
        """Fuel drawn at the inlets at a point, as load, (n_nodes,)."""
        problem = self.problem
        kept, own = problem.of_kind("compressors")
        work = self._head(point, kept)
        power = shaft_power(
            np.maximum(point.flow[kept], 0.0), work, problem.system.compressors.efficiency[own]
        )
        fuel = power * problem.system.fuel.per_power[own]
        at = np.zeros(problem.n_nodes)
        np.add.at(at, problem.tail[kept], fuel)
        return at

    def _head(self, point: Optimum, edges: NDArray[np.intp]) -> Array:
        inlet, outlet = (
            self.gas.pressure(point.potential[end[edges]]) for end in (self.problem.tail, self.problem.head)
        )
        return adiabatic_head(
            np.maximum(outlet / inlet, 1.0),
            compressibility=self.gas.compressibility(inlet),
            specific_gas_constant=self.gas.specific_gas_constant,
            temperature=self.gas.temperature,
            isentropic_exponent=self.gas.isentropic_exponent,
        )

    def pack(self, point: Optimum) -> Array:
        extra = point.value if np.isfinite(point.value) else 0.0
        others = self.others_max
        injection = float(self.load.sum()) + extra - float(others.sum())
        inside = np.clip(point.potential, self.bottom, self.top) / self.unit
        return np.concatenate([inside, np.concatenate([point.flow, [injection, extra], others]) / FLOW_UNIT])

    def parameters(self) -> Array:
        inlet = self.gas.pressure(self.point.potential[self.problem.tail[self.layout.compressors]])
        kappa = self.gas.isentropic_exponent
        work = (
            self.gas.compressibility(inlet)
            * self.gas.specific_gas_constant
            * self.gas.temperature
            * kappa
            / (kappa - 1.0)
        )
        per_power = np.where(
            np.isfinite(self.power_max),
            FLOW_UNIT * work / (self.efficiency * np.where(self.power_max > 0, self.power_max, 1.0)),
            0.0,
        )
        return np.concatenate([
            self.resistance * FLOW_UNIT**2 / self.unit,
            self.growth,
            self.load / FLOW_UNIT,
            self.fit,
            np.where(np.isfinite(self.ratio_max), self.ratio_max, NO_RATIO),
            per_power,
        ])  # fmt: skip

    def _bounds(self) -> tuple[Array, Array]:
        problem = self.problem
        low = [problem.flow_min, np.array([problem.injection_min, 0.0]), problem.others_min]
        high = [problem.flow_max, np.array([problem.injection_max, np.inf]), self.others_max]
        return (
            np.concatenate([self.bottom / self.unit, np.concatenate(low) / FLOW_UNIT]),
            np.concatenate([self.top / self.unit, np.concatenate(high) / FLOW_UNIT]),
        )

    def _constraint_bounds(self) -> tuple[Array, Array]:
        equal = self.sizes["pipes"] + self.sizes["balance"]
        rest = sum(self.sizes.values()) - equal
        low = np.zeros(equal + rest)
        high = np.concatenate([np.zeros(equal), np.full(rest, np.inf)])
        checks = equal + self.sizes["regulators"]
        high[checks : checks + self.sizes["check_valves"]] = 0.0
        return low, high


NO_RATIO: Final = 100.0
"""Ratio limit where none is given: beyond any pair of pressures in the gas tables."""


def _pressure_fit(gas: Gas, unit: float) -> tuple[Array, float]:
    """Return the coefficients of p/√Π in √Π, scaled so that the fit gives p over its unit, and the unit."""
    root = np.cos(np.linspace(0.0, np.pi, 60)) * 0.5 + 0.5
    top = np.sqrt(float(gas.potential(np.array([250e5]))[0]) / unit)
    root = 0.02 + root * (top - 0.02)
    reference = float(gas.pressure(np.array([unit]))[0])
    pressure = gas.pressure(root**2 * unit) / reference
    return np.polynomial.polynomial.polyfit(root, pressure / root, FIT_DEGREE), reference


def _base_point(problem: TransportProblem) -> Optimum:
    """The base state within the bounds, with brisk flows in pipes at rest: friction is taken there first."""
    gas = problem.system.gas
    low, high = gas.potential(problem.pressure_min), gas.potential(problem.pressure_max)
    potential = np.clip(problem.state.potential[problem.node], low, high)
    flow = problem.state.flow[problem.edge].copy()
    pipes, _ = problem.of_kind("pipes")
    density = gas.density(gas.pressure(potential[problem.tail[pipes]]))
    brisk = problem.pipe_law.area * problem.pipe_law.lines * density * BRISK
    slow = np.abs(flow[pipes]) < 0.1 * brisk
    flow[pipes] = np.where(slow, np.where(flow[pipes] < 0.0, -brisk, brisk), flow[pipes])
    return Optimum(float("nan"), potential, flow, (), "")


def _gains(problem: TransportProblem, data: _Data, raw: _Raw) -> tuple[Gain, ...]:
    """Turn multipliers into gains per SI unit of the limit they belong to."""
    found = [
        *_pressure_gains(problem, data, raw),
        *_flow_gains(problem, raw),
        *_device_gains(problem, data, raw),
    ]
    largest = max((gain.per_unit * _step(gain.limit) for gain in found), default=0.0)
    kept = [gain for gain in found if gain.per_unit * _step(gain.limit) > ACTIVE * largest]
    return tuple(sorted(kept, key=lambda gain: -gain.per_unit * _step(gain.limit))) + _diameter_gains(
        problem, data, raw
    )


def _step(limit: Limit) -> float:
    """A fair step of each kind of limit, for ranking: 1 bar, 1 kg/s, 0.1 of a ratio, 1 MW."""
    if "pressure" in limit.column:
        return 1e5
    if "power" in limit.column:
        return 1e6
    return 0.1 if "ratio" in limit.column else 1.0


def _pressure_gains(problem: TransportProblem, data: _Data, raw: _Raw) -> list[Gain]:
    gas = problem.system.gas
    multiplier = raw.bound[: problem.n_nodes]
    found = []
    for limits, pressure, side in (
        (problem.low_limit, problem.pressure_min, -1.0),
        (problem.high_limit, problem.pressure_max, 1.0),
    ):
        per_pascal = side * multiplier * FLOW_UNIT / data.unit * gas.density(pressure)
        found += [Gain(limits[at], float(per_pascal[at])) for at in np.flatnonzero(per_pascal > 0.0)]
    return found


def _flow_gains(problem: TransportProblem, raw: _Raw) -> list[Gain]:
    span = slice(problem.n_nodes, problem.n_nodes + problem.n_edges)
    multiplier = raw.bound[span]
    limited = np.flatnonzero((multiplier > 0.0) & np.isfinite(problem.flow_max) & ~problem.shut)
    found = [Gain(problem.flow_limit[at], float(multiplier[at])) for at in limited]
    if np.isfinite(problem.injection_max) and raw.bound[span.stop] > 0.0:
        found.append(Gain(problem.injection_limit, float(raw.bound[span.stop])))
    return found


def _device_gains(problem: TransportProblem, data: _Data, raw: _Raw) -> list[Gain]:
    table = problem.network.table("compressors").index
    kept, own = problem.of_kind("compressors")
    rows = problem.system.compressor_edges.row[own][~problem.shut[kept]]
    found = []
    for name, column in (("ratio", "ratio_max"), ("power", "power_max")):
        limit = data.ratio_max if name == "ratio" else data.power_max
        for at, multiplier in enumerate(np.abs(raw.groups[name])):
            if np.isfinite(limit[at]):
                found.append(
                    Gain(
                        Limit("compressors", str(table[rows[at]]), column, float(limit[at])),
                        float(multiplier * _per_limit(name, at, data, raw)),
                    )
                )
    return found


def _per_limit(name: str, at: int, data: _Data, raw: _Raw) -> float:
    """Derivative of the scaled room of a compressor limit to the limit, times the flow unit."""
    if name == "power":
        return float(FLOW_UNIT / data.power_max[at])
    tail = data.problem.tail[data.layout.compressors[at]]
    inlet = float(data.gas.pressure(raw.potential[[tail]])[0])
    return float(FLOW_UNIT * inlet / data.pressure_unit)


def _diameter_gains(problem: TransportProblem, data: _Data, raw: _Raw) -> tuple[Gain, ...]:
    """Gain of widening each pipeline by one percent, largest first."""
    table = problem.network.table("pipes")
    flow = raw.flow[data.layout.pipes] / FLOW_UNIT
    resistance = data.resistance * FLOW_UNIT**2 / data.unit
    per_share = -raw.groups["pipes"] * flow * np.abs(flow) * resistance * DIAMETER_EXPONENT * FLOW_UNIT
    names = table["pipeline"].to_numpy(dtype=str)[problem.table_rows("pipes")]
    ids = table.index.to_numpy(dtype=str)[problem.table_rows("pipes")]
    pipeline = np.where(names == "", ids, names)
    total: dict[str, float] = {}
    for name, gain in zip(pipeline, np.abs(per_share), strict=True):
        total[name] = total.get(name, 0.0) + float(gain) * DIAMETER_STEP
    largest = max(total.values(), default=0.0)
    ranked = sorted(total.items(), key=lambda item: -item[1])
    return tuple(
        Gain(Limit("pipes", name, "diameter", DIAMETER_STEP), gain)
        for name, gain in ranked
        if gain > ACTIVE * largest
    )
