"""Rows of flow limits: what moves together shares one, the tightest decides, signs follow the edges."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from linepack.optimize.reduction import Reduction
from linepack.optimize.rows import FlowRows

if TYPE_CHECKING:
    from linepack.optimize.model import TransportProblem


def given_flows(problem: TransportProblem, reduction: Reduction) -> np.ndarray:
    drawn = problem.load.copy()
    drawn[problem.source] -= problem.load.sum()
    return np.asarray(reduction.per_load @ drawn[reduction.node])


def test_bounds_say_what_the_limits_say(problem: TransportProblem, random: np.random.Generator) -> None:
    """A movement is inside the rows' bounds exactly where every limited flow is inside its own."""
    reduction = Reduction.of(problem)
    rows = FlowRows.of(problem, reduction)
    given = given_flows(problem, reduction)
    low, high = rows.bounds(problem, given)
    seen = set()
    for size in (0.0, 5.0, 30.0, 300.0):
        for _ in range(20):
            extra = random.uniform(-1.0, 1.0) * size
            others = random.uniform(-1.0, 1.0, len(problem.others)) * size
            around = random.uniform(-1.0, 1.0, len(reduction.chord)) * size
            moved = rows.along * extra + rows.others @ others + reduction.around @ around
            inside = bool(((moved[rows.edge] >= low) & (moved[rows.edge] <= high)).all())
            flow = reduction.flows(problem, given + moved)
            moving = rows.limited[rows.row >= 0]
            own = (flow >= problem.flow_min - 1e-9) & (flow <= problem.flow_max + 1e-9)
            assert inside == bool(own[moving].all())
            seen.add(inside)
    assert False in seen


def test_devices_in_a_row_share_a_row_and_the_tightest_decides(loop_problem: TransportProblem) -> None:
    reduction = Reduction.of(loop_problem)
    rows = FlowRows.of(loop_problem, reduction)
    given = given_flows(loop_problem, reduction)
    station = loop_problem.of_kind("compressors")[0][0]
    at = int(np.flatnonzero(rows.limited == station)[0])
    _, high = rows.bounds(loop_problem, given)
    assert high[rows.row[at]] == pytest.approx(150.0 - 50.0)  # its flow limit less the base load


def test_a_limit_on_a_pipe_that_runs_against_its_chain_is_turned(loop_problem: TransportProblem) -> None:
    """The pipe e1-c is drawn against the flow: a least flow of −25 is a largest of 25 along its chain."""
    pipes, _ = loop_problem.of_kind("pipes")
    names = loop_problem.network.table("pipes").index[loop_problem.table_rows("pipes")]
    edge = int(pipes[list(names).index("e1c")])
    low = loop_problem.flow_min.copy()
    low[edge] = -25.0
    problem = replace(loop_problem, flow_min=low)
    reduction = Reduction.of(problem)
    rows = FlowRows.of(problem, reduction)
    at = int(np.flatnonzero(rows.limited == edge)[0])
    least, most = rows.room(problem, np.zeros(len(reduction.tail)))
    assert (least[at], most[at]) in ((-np.inf, 25.0), (-25.0, np.inf))
    assert (most[at] == 25.0) == (rows.sign[at] < 0.0)


def test_a_settled_flow_beyond_its_limit_is_not_possible(corridor_problem: TransportProblem) -> None:
    reduction = Reduction.of(corridor_problem)
    rows = FlowRows.of(corridor_problem, reduction)
    given = given_flows(corridor_problem, reduction)
    settled = np.flatnonzero(rows.row < 0)
    assert rows.possible(corridor_problem, given)
    if len(settled):
        given = given.copy()
        given[rows.at[settled[0]]] = -1e3 * rows.sign[settled[0]]
        assert not rows.possible(corridor_problem, given)
