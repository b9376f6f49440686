"""Simulating an optimum again with its own controls: what the optimiser claims, the simulator must hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from linepack.network.edit import add
from linepack.steady.solution import Solution
from linepack.steady.solve import judged, solve_checked
from linepack.steady.state import Guess
from linepack.steady.validity import choked_pipes
from linepack.steady.verdict import INFEASIBLE, broken_limits, unphysical_nodes

if TYPE_CHECKING:
    import pandas as pd

    from linepack.errors import Finding
    from linepack.network import Network
    from linepack.optimize.model import TransportProblem
    from linepack.optimize.optimum import Optimum

LIMITS: Final = (
    "outlet_pressure_max",
    "inlet_pressure_min",
    "ratio_max",
    "flow_max",
    "power_max",
    "differential_min",
)

IDLE_RATIO: Final = 1.0 + 1e-6
"""A compressor that raises the pressure by less than this is simulated at ratio 1."""


def resimulate(problem: TransportProblem, optimum: Optimum) -> tuple[Solution, float]:
    """Return the simulation of an optimum and its largest broken pressure limit. [Pa]

    The devices are simulated on their set-points alone and their limits are judged afterwards: at an optimum
    limits hold with equality, and a device that reacts to a round-off beyond one would change the state.
    """
    network = _with_demand(problem, optimum.value)
    loose = _with_controls(problem, optimum, network)
    solution = solve_checked(loose, guess=_guess(problem, optimum))
    if not (solution.succeeded or choked(solution)):
        return solution, float("inf")
    broken = broken_limits(network, solution.state)
    missed = [abs(item.value - item.bound) for item in broken if "pressure" in item.limit]
    return Solution(network, solution.state, judged(network, solution.state)), max(missed, default=0.0)


def choked(solution: Solution) -> list[Finding]:
    """Return the pipes that choke in a state; the optimum, made without the kinetic term, does not know.

    Such a state has pressures and can be held against their limits, but it is no solution.
    """
    if solution.status != INFEASIBLE or unphysical_nodes(solution.state).size:
        return []
    return choked_pipes(solution.network, solution.state)


UNKNOWN: Final = ("differential_min", "differential_max", "internal_bypass")
"""Limits of devices that no optimum is asked to keep."""


def unkept(solution: Solution) -> list[Finding]:
    """Return the limits of devices that an optimum breaks because it does not know them."""
    return [finding for finding in solution.findings if finding.column in UNKNOWN]


EXTRA: Final = "capacity_withdrawal"
"""Id of the demand that draws the extra flow at B."""

INJECTION: Final = "capacity_injection"
"""Id of the supply that injects it at A where A holds no pressure."""


def _with_demand(problem: TransportProblem, extra: float) -> Network:
    names = problem.network.table("nodes").index
    at = problem.system.hydraulic_node
    target = names[np.flatnonzero(at == problem.node[problem.target])[0]]
    network = add(problem.network, "demands", [{"id": EXTRA, "node": target, "mass_flow": extra}])
    if not problem.system.fixed[problem.node[problem.source]]:
        source = names[np.flatnonzero(at == problem.node[problem.source])[0]]
        row = {"id": INJECTION, "node": source, "control": "flow", "mass_flow": extra}
        network = add(network, "supplies", [row])
    return network


def _with_controls(problem: TransportProblem, optimum: Optimum, network: Network) -> Network:
    pressure = problem.system.gas.pressure(optimum.potential)
    for kind in ("regulators", "compressors"):
        kept, _ = problem.of_kind(kind)
        rows = problem.table_rows(kind)
        table = network.table(kind)
        for edge, row in zip(kept, rows, strict=True):
            if not problem.shut[edge]:
                _set(table, row, kind, pressure[problem.tail[edge]], pressure[problem.head[edge]])
        table[[column for column in LIMITS if column in table.columns]] = np.nan
        network = network.with_table(kind, table)
    return network


def _guess(problem: TransportProblem, optimum: Optimum) -> Guess:
    """The optimum where the problem has it, the base state on the dead ends that it left out."""
    potential, flow = problem.state.potential.copy(), problem.state.flow.copy()
    potential[problem.node], flow[problem.edge] = optimum.potential, optimum.flow
    return Guess(potential, flow)


def _set(table: pd.DataFrame, row: int, kind: str, inlet: float, outlet: float) -> None:
    """Hold the outlet pressure; a compressor that does not lift runs at ratio 1."""
    name = table.index[row]
    if kind == "compressors" and outlet <= inlet * IDLE_RATIO:
        table.loc[name, "control"], table.loc[name, "ratio"] = "ratio", 1.0
        return
    table.loc[name, "control"], table.loc[name, "outlet_pressure"] = "outlet_pressure", outlet
