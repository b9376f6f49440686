"""The nonlinear program of a reduced problem, compiled once per topology.

Variables are the scaled potentials of the kept nodes, the extra flow, the other sources and the flows around
the cycles; everything that a question or a draw moves is a parameter. Pressure itself is needed for ratio
and power limits alone and enters as a polynomial in √Π fitted to the gas.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from linepack.errors import MissingExtraError
from linepack.optimize.sequential import Sequential

if TYPE_CHECKING:
    from linepack.optimize.model import TransportProblem
    from linepack.optimize.reduction import Reduction

Array = NDArray[np.float64]
Index = NDArray[np.intp]

FLOW_UNIT: Final = 100.0
"""Flows are scaled by this. [kg/s]"""

SOLVER_TOLERANCE: Final = 1e-8
"""Scaled optimality tolerance of the interior point: 1e-6 kg/s."""

ROUNDING: Final = 1e-3
"""ε of q√(q² + ε²) in place of q|q|; the law is missed by under 1e-6 of itself above 1 kg/s. [kg/s]"""

FIT_DEGREE: Final = 10
"""Degree of the fit of p/√Π in √Π; leaves an error below 1e-6 from 1 to 250 bar."""

IDLE_COST: Final = 1e-5
"""Cost of compression beside the flow, scaled: under 0.1 kg/s for ten stations at full lift."""

KEPT_PROGRAMS: Final = 8
"""Compiled programs that are kept: those of one scenario's targets."""


@dataclass(frozen=True)
class Shape:
    """What a compiled program depends on.

    Attributes
    ----------
    n_nodes, n_chains, n_others
        Kept nodes, chains (the first edges) and other sources.
    tail, head
        Ends of the edges, (n_edges,).
    around
        Flow of the edges for a flow around each cycle, (n_edges, n_cycles).
    row_edge
        An edge for each row of flow limits, (n_rows,).
    regulators, check_valves, compressors
        Open devices, as edges.
    ratio, power
        Compressors that have such a limit, as edges.
    exponent
        κ of the gas.
    """

    n_nodes: int
    n_chains: int
    n_others: int
    tail: Index
    head: Index
    around: Array
    row_edge: Index
    regulators: Index
    check_valves: Index
    compressors: Index
    ratio: Index
    power: Index
    exponent: float

    @classmethod
    def of(cls, problem: TransportProblem, reduction: Reduction, row_edge: Index) -> Shape:
        """Return the shape of a reduced problem."""
        regulators, check_valves, compressors = (
            reduction.opened(problem, kind) for kind in ("regulators", "check_valves", "compressors")
        )
        edge = reduction.device[compressors - reduction.n_chains]
        return cls(
            n_nodes=len(reduction.node),
            n_chains=reduction.n_chains,
            n_others=len(problem.others),
            tail=reduction.tail,
            head=reduction.head,
            around=reduction.around,
            row_edge=row_edge,
            regulators=regulators,
            check_valves=check_valves,
            compressors=compressors,
            ratio=compressors[np.isfinite(problem.ratio_max[edge])],
            power=compressors[np.isfinite(problem.power_max[edge])],
            exponent=problem.system.gas.isentropic_exponent,
        )

    @cached_property
    def key(self) -> bytes:
        """Everything as bytes."""
        arrays = [self.tail, self.head, self.around, self.row_edge]
        arrays += [self.regulators, self.check_valves, self.compressors, self.ratio, self.power]
        numbers = [self.n_nodes, self.n_chains, self.n_others, self.exponent, *map(len, arrays)]
        return b"|".join(part.tobytes() for part in (np.array(numbers), *arrays))

    @property
    def sizes(self) -> dict[str, int]:
        """Number of constraints by group, in their order."""
        return {
            "chains": self.n_chains,
            "flows": len(self.row_edge),
            "injection": 1,
            "regulators": len(self.regulators),
            "check_valves": len(self.check_valves),
            "compressors": len(self.compressors),
            "ratio": len(self.ratio),
            "power": len(self.power),
        }

    @property
    def parameters(self) -> dict[str, int]:
        """Number of parameters by name, in their order."""
        n_edges = len(self.tail)
        return {
            "K": self.n_chains,
            "growth": self.n_chains,
            "bend": self.n_chains,
            "at": self.n_chains,
            "given": n_edges,
            "along": n_edges,
            "others": n_edges * self.n_others,
            "fit": FIT_DEGREE + 1,
            "ratio": len(self.ratio),
            "work": len(self.power),
        }


_KEPT: dict[bytes, Program] = {}


def program_for(shape: Shape) -> Program:
    """Return the compiled program of a shape; the last few are kept."""
    if shape.key not in _KEPT:
        if len(_KEPT) >= KEPT_PROGRAMS:
            _KEPT.pop(next(iter(_KEPT)))
        _KEPT[shape.key] = Program(shape)
    return _KEPT[shape.key]


@dataclass
class Program:
    """A compiled program and its solvers, each made when first needed."""

    shape: Shape
    casadi: Any = field(init=False)

    def __post_init__(self) -> None:
        try:
            import casadi
        except ImportError as missing:
            raise MissingExtraError("optimize", "casadi") from missing
        self.casadi = casadi

    @cached_property
    def statement(self) -> dict[str, Any]:
        """Variables, cost, constraints and parameters as expressions."""
        return _Statement(self.casadi, self.shape).all()

    @cached_property
    def interior_point(self) -> Any:
        """The solver for what the linear programs do not settle."""
        ipopt = {"print_level": 0, "sb": "yes", "tol": SOLVER_TOLERANCE, "max_iter": 300}
        ipopt["mu_strategy"] = "adaptive"
        options: dict[str, Any] = {"print_time": False, "error_on_fail": False, "ipopt": ipopt}
        return self.casadi.nlpsol("capacity", "ipopt", self.statement, options)

    @cached_property
    def sequential(self) -> Sequential:
        """The linear programs that find most optima."""
        shape = self.shape
        return Sequential(self.casadi, self.statement, watched=shape.n_nodes, n_elastic=shape.n_chains)


class _Statement:
    """The program as expressions."""

    def __init__(self, ca: Any, shape: Shape) -> None:
        self.ca, self.shape = ca, shape
        self.potential = ca.SX.sym("Pi", shape.n_nodes)
        self.extra = ca.SX.sym("x")
        self.others = ca.SX.sym("o", shape.n_others)
        self.circling = ca.SX.sym("c", shape.around.shape[1])
        self.parameters = {name: ca.SX.sym(name, size) for name, size in shape.parameters.items()}
        self.moved = self._moved_flow()
        self.flow = self.parameters["given"] + self.moved

    def all(self) -> dict[str, Any]:
        ca, shape = self.ca, self.shape
        groups = {
            "chains": self._chains(),
            "flows": self._of(self.moved, shape.row_edge),
            "injection": self.extra - ca.sum1(self.others) if shape.n_others else self.extra,
            "regulators": self._fall(shape.regulators),
            "check_valves": self._fall(shape.check_valves),
            "compressors": -self._fall(shape.compressors),
            "ratio": self._ratio_room(),
            "power": self._power_room(),
        }
        return {
            "x": ca.vertcat(self.potential, self.extra, self.others, self.circling),
            "f": -self.extra - IDLE_COST * ca.sum1(self._fall(shape.compressors)),
            "g": ca.vertcat(*groups.values()),
            "p": ca.vertcat(*self.parameters.values()),
        }

    def _of(self, values: Any, at: Index) -> Any:
        return values[at.tolist()] if len(at) else self.ca.SX(0, 1)

    def _moved_flow(self) -> Any:
        """What the extra flow, the other sources and the cycles add to the flow of every edge."""
        ca, shape = self.ca, self.shape
        flow = self.parameters["along"] * self.extra
        if shape.n_others:
            share = ca.reshape(self.parameters["others"], len(shape.tail), shape.n_others)
            flow += ca.mtimes(share, self.others)
        if shape.around.shape[1]:
            flow += ca.mtimes(ca.sparsify(ca.DM(shape.around)), self.circling)
        return flow

    def _fall(self, edges: Index) -> Any:
        shape = self.shape
        return self._of(self.potential, shape.tail[edges]) - self._of(self.potential, shape.head[edges])

    def _chains(self) -> Any:
        shape, chains = self.shape, np.arange(self.shape.n_chains)
        tail, head = (self._of(self.potential, end[chains]) for end in (shape.tail, shape.head))
        flow = self._of(self.flow, chains)
        size = self.ca.sqrt(flow * flow + (ROUNDING / FLOW_UNIT) ** 2)
        square = self.parameters["K"] * flow * size
        bend = self.parameters["bend"] * (flow - self.parameters["at"])
        return tail - self.parameters["growth"] * head - square - bend

    def _pressure(self, nodes: Index) -> Any:
        """P in units of the reference pressure from the scaled potentials of nodes."""
        root = self.ca.sqrt(self._of(self.potential, nodes))
        fit = self.parameters["fit"]
        value = fit[FIT_DEGREE]
        for power in range(FIT_DEGREE - 1, -1, -1):
            value = value * root + fit[power]
        return root * value

    def _ends(self, edges: Index) -> tuple[Any, Any]:
        return self._pressure(self.shape.tail[edges]), self._pressure(self.shape.head[edges])

    def _ratio_room(self) -> Any:
        inlet, outlet = self._ends(self.shape.ratio)
        return self.parameters["ratio"] * inlet - outlet

    def _power_room(self) -> Any:
        """1 − P/P_max with P = q · work · ((p2/p1)^share − 1), work carrying Z, κ, η and P_max."""
        share = (self.shape.exponent - 1.0) / self.shape.exponent
        inlet, outlet = self._ends(self.shape.power)
        rise = self.ca.exp(share * self.ca.log(outlet / inlet)) - 1.0
        return 1.0 - self.parameters["work"] * self._of(self.flow, self.shape.power) * rise
