"""The scaled numbers of a problem and its compiled program: they are the problem and nothing else."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from linepack.optimize import program as programs
from linepack.optimize.numbers import Frame, Numbers
from linepack.optimize.program import FLOW_UNIT, Shape, program_for
from linepack.optimize.reduction import Reduction
from linepack.optimize.rows import FlowRows
from linepack.physics.compression import adiabatic_head, shaft_power

if TYPE_CHECKING:
    from linepack.optimize.model import TransportProblem

LAW = 1e-6  # share of the potential: q√(q² + ε²) stands for q|q|
FIT = 1e-6  # share of the pressure, as FIT_DEGREE says


@pytest.fixture
def frame(problem: TransportProblem) -> Frame:
    reduction = Reduction.of(problem)
    rows = FlowRows.of(problem, reduction)
    return Frame(problem, reduction, rows, Shape.of(problem, reduction, rows.edge))


@pytest.fixture
def numbers(frame: Frame) -> Numbers:
    state = frame.problem.state
    return Numbers.of(frame, state.potential[frame.problem.node], state.flow[frame.problem.edge])


def groups(numbers: Numbers, point: np.ndarray, *, bent: bool = False) -> dict[str, np.ndarray]:
    """The constraints at a point, by group."""
    casadi, statement = program_for(numbers.shape).casadi, program_for(numbers.shape).statement
    function = casadi.Function("g", [statement["x"], statement["p"]], [statement["g"]])
    value = np.asarray(function(point, numbers.parameters(bent=bent))).ravel()
    sizes = numbers.shape.sizes
    return dict(zip(sizes, np.split(value, np.cumsum(list(sizes.values()))[:-1]), strict=True))


def test_lengths_are_what_the_program_asks_for(numbers: Numbers) -> None:
    data, statement = numbers.data(bent=False), program_for(numbers.shape).statement
    assert len(data.parameters) == sum(numbers.shape.parameters.values()) == statement["p"].numel()
    assert len(data.lower) == len(data.upper) == statement["x"].numel()
    assert len(data.low) == len(data.high) == sum(numbers.shape.sizes.values()) == statement["g"].numel()
    assert (data.lower <= data.upper).all()
    assert (data.low <= data.high).all()


def test_unpacking_undoes_packing(numbers: Numbers, random: np.random.Generator) -> None:
    """Any point that is inside its bounds is found again from the state that it stands for."""
    data = numbers.data(bent=False)
    n_nodes, others = len(numbers.reduction.node), len(numbers.problem.others)
    point = data.lower.copy()
    share = random.uniform(0.1, 0.9, n_nodes)
    point[:n_nodes] = data.lower[:n_nodes] + share * (data.upper - data.lower)[:n_nodes]
    point[n_nodes], point[n_nodes + 1 : n_nodes + 1 + others] = 0.3, data.upper[n_nodes + 1 :][:others]
    point[n_nodes + 1 + others :] = random.uniform(-0.1, 0.1, len(point) - n_nodes - 1 - others)
    potential, flow, extra = numbers.unpack(point)
    assert extra == pytest.approx(0.3 * FLOW_UNIT)
    assert numbers.pack(potential, flow, extra) == pytest.approx(point, abs=1e-9)


def test_every_unpacked_state_is_balanced(numbers: Numbers, random: np.random.Generator) -> None:
    problem = numbers.problem
    point = random.uniform(0.1, 0.6, len(numbers.data(bent=False).lower))
    _, flow, extra = numbers.unpack(point)
    start = len(numbers.reduction.node) + 1
    others = point[start : start + len(problem.others)] * FLOW_UNIT
    left = problem.incidence @ flow - numbers.load
    np.add.at(left, problem.others, others)
    left[problem.target] -= extra
    injected = numbers.load.sum() + extra - others.sum()
    left[problem.source] += injected
    assert left == pytest.approx(0.0, abs=1e-6)


def test_the_base_state_obeys_the_program(numbers: Numbers) -> None:
    """The simulator's own solution has no misfit in the laws and room in every device."""
    problem, state = numbers.problem, numbers.problem.state
    point = numbers.pack(state.potential[problem.node], state.flow[problem.edge], 0.0)
    found = groups(numbers, point)
    node, frame = numbers.reduction.node, numbers.frame
    potential = state.potential[problem.node][node]
    inside = (potential >= frame.bottom[node]) & (potential <= frame.top[node])  # packing clips the others
    chains = slice(0, numbers.shape.n_chains)
    kept = inside[numbers.shape.tail[chains]] & inside[numbers.shape.head[chains]]
    assert kept.sum() > 0.8 * len(kept)
    assert found["chains"][kept] == pytest.approx(0.0, abs=LAW)
    for name in ("regulators", "compressors", "ratio", "power"):
        assert (found[name] >= -LAW).all()


def test_bent_laws_have_the_slope_of_the_pipes(frame: Frame, numbers: Numbers) -> None:
    """With the bend a small move of the flows changes the chains' misfit as the pipe law itself does."""
    problem, state = numbers.problem, numbers.problem.state
    point = numbers.pack(state.potential[problem.node], state.flow[problem.edge], 0.0)
    step = np.zeros_like(point)
    step[len(numbers.reduction.node)] = 1e-4
    bent, square = (groups(numbers, point + step, bent=bent)["chains"] for bent in (True, False))
    _potential, flow, _ = numbers.unpack(point + step)
    there = Numbers.of(frame, state.potential[problem.node], flow)
    there = replace(there, load=numbers.load, others_max=numbers.others_max)  # fuel is taken anew, not bent
    exact = groups(there, point + step)["chains"]
    brisk = np.abs(numbers.at) > 10.0  # kg/s; slower flows may leave the laminar range within the step
    assert np.abs(exact - square)[brisk].max() > 100.0 * np.abs(exact - bent)[brisk].max() > 0.0


def test_room_of_ratio_and_power_is_that_of_the_physics(loop_problem: TransportProblem) -> None:
    reduction = Reduction.of(loop_problem)
    rows = FlowRows.of(loop_problem, reduction)
    frame = Frame(loop_problem, reduction, rows, Shape.of(loop_problem, reduction, rows.edge))
    state = loop_problem.state
    potential, flow = state.potential[loop_problem.node], state.flow[loop_problem.edge]
    numbers = Numbers.of(frame, potential, flow)
    found = groups(numbers, numbers.pack(potential, flow, 0.0))
    (edge,), (own,) = loop_problem.of_kind("compressors")
    gas = loop_problem.system.gas
    inlet, outlet = gas.pressure(potential[[loop_problem.tail[edge], loop_problem.head[edge]]])
    head = adiabatic_head(
        np.array([outlet / inlet]),
        compressibility=gas.compressibility(np.array([inlet])),
        specific_gas_constant=gas.specific_gas_constant,
        temperature=gas.temperature,
        isentropic_exponent=gas.isentropic_exponent,
    )
    power = shaft_power(flow[[edge]], head, loop_problem.system.compressors.efficiency[[own]])
    assert power[0] > 1e5
    assert found["power"] == pytest.approx(1.0 - power / 20e6, abs=10 * FIT)
    assert found["ratio"] == pytest.approx((1.6 * inlet - outlet) / numbers.fit[1], abs=10 * FIT)


def test_the_fitted_pressure_is_the_gas_s(frame: Frame) -> None:
    gas = frame.problem.system.gas
    coefficients, unit = frame.fit
    pressure = np.linspace(1e5, 250e5, 200)
    root = np.sqrt(gas.potential(pressure) / frame.unit)
    fitted = root * np.polynomial.polynomial.polyval(root, coefficients) * unit
    assert fitted == pytest.approx(pressure, rel=FIT)


def test_slopes_of_the_program_are_its_differences(numbers: Numbers) -> None:
    casadi, statement = program_for(numbers.shape).casadi, program_for(numbers.shape).statement
    slopes = casadi.Function(
        "j", [statement["x"], statement["p"]], [casadi.jacobian(statement["g"], statement["x"])]
    )
    problem, state = numbers.problem, numbers.problem.state
    point = numbers.pack(state.potential[problem.node], state.flow[problem.edge], 0.5)
    exact, step = np.asarray(slopes(point, numbers.parameters(bent=False)).full()), 1e-6
    for at in range(0, len(point), max(len(point) // 12, 1)):
        moved = [point + side * step * np.eye(len(point))[at] for side in (1.0, -1.0)]
        ahead, behind = (np.concatenate(list(groups(numbers, each).values())) for each in moved)
        assert exact[:, at] == pytest.approx((ahead - behind) / (2.0 * step), rel=1e-4, abs=1e-6)


def test_problems_of_one_shape_share_a_program(loop_problem: TransportProblem) -> None:
    def shape(problem: TransportProblem) -> Shape:
        reduction = Reduction.of(problem)
        return Shape.of(problem, reduction, FlowRows.of(problem, reduction).edge)

    first = program_for(shape(loop_problem))
    wider = replace(loop_problem, pressure_max=loop_problem.pressure_max * 1.1)
    assert program_for(shape(wider)) is first
    unpowered = replace(loop_problem, power_max=np.full(loop_problem.n_edges, np.inf))
    assert program_for(shape(unpowered)) is not first


def test_only_the_last_programs_are_kept(
    loop_problem: TransportProblem, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(programs, "_KEPT", {})
    reduction = Reduction.of(loop_problem)
    shape = Shape.of(loop_problem, reduction, FlowRows.of(loop_problem, reduction).edge)
    shapes = [replace(shape, exponent=1.2 + 0.01 * number) for number in range(programs.KEPT_PROGRAMS + 3)]
    made = [program_for(each) for each in shapes]
    assert program_for(shapes[-1]) is made[-1]
    assert program_for(shapes[0]) is not made[0]
