"""The reduced graph says the same as the whole one: laws along chains, balances, cycles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from linepack.optimize.reduction import Chains, Reduction

if TYPE_CHECKING:
    from linepack.optimize.model import TransportProblem

ROUND_OFF = 1e-9  # share


@pytest.fixture
def reduction(problem: TransportProblem) -> Reduction:
    return Reduction.of(problem)


def incidence(reduction: Reduction) -> np.ndarray:
    matrix = np.zeros((len(reduction.node), len(reduction.tail)))
    edges = np.arange(len(reduction.tail))
    np.add.at(matrix, (reduction.head, edges), 1.0)
    np.add.at(matrix, (reduction.tail, edges), -1.0)
    return matrix


def test_merged_chains_obey_the_laws_of_their_pipes(random: np.random.Generator) -> None:
    """Walk two chains pipe by pipe, some against the flow, and compare every node on the way."""
    chains = Chains(
        pipe=np.array([3, 0, 1, 4, 2]),
        sign=np.array([1.0, -1.0, 1.0, -1.0, -1.0]),
        first=np.array([0, 3]),
        beyond=np.arange(5),
    )
    growth, resistance = random.uniform(0.8, 1.3, 5), random.uniform(0.1, 2.0, 5)
    merged_growth, merged_resistance = chains.merged(growth, resistance)
    for flow in (7.0, -3.0):
        start = 100.0
        here = start
        for place, (pipe, sign) in enumerate(zip(chains.pipe, chains.sign, strict=True)):
            here = start if place in chains.first else here
            own = sign * flow
            drop = resistance[pipe] * own * abs(own)
            here = (here - drop) / growth[pipe] if sign > 0.0 else growth[pipe] * here + drop
            along = (start - merged_resistance[place] * flow * abs(flow)) / merged_growth[place]
            assert along == pytest.approx(here, rel=1e-12)


def test_every_pipe_is_in_one_chain_and_every_device_an_edge(
    problem: TransportProblem, reduction: Reduction
) -> None:
    pipes, _ = problem.of_kind("pipes")
    assert sorted(reduction.chains.pipe.tolist()) == list(range(len(pipes)))
    assert sorted([*pipes.tolist(), *reduction.device.tolist()]) == list(range(problem.n_edges))
    assert set(reduction.node) | set(reduction.chains.beyond) == set(range(problem.n_nodes))


def test_loads_stay_on_kept_nodes(problem: TransportProblem, reduction: Reduction) -> None:
    kept = set(reduction.node.tolist())
    assert {problem.source, problem.target, *problem.others.tolist()} <= kept
    assert set(np.flatnonzero(problem.load).tolist()) <= kept


def test_flows_of_loads_balance_and_cycles_need_none(
    reduction: Reduction, random: np.random.Generator
) -> None:
    drawn = random.normal(size=len(reduction.node)) * 50.0
    drawn -= drawn.mean()
    edges = incidence(reduction)
    assert edges @ (reduction.per_load @ drawn) == pytest.approx(drawn, abs=1e-9)
    assert edges @ reduction.around == pytest.approx(0.0, abs=1e-12)
    chords = reduction.around[reduction.chord]
    assert chords == pytest.approx(np.eye(len(reduction.chord)))
    assert not reduction.per_load[reduction.chord].any()


def test_there_are_as_many_cycles_as_the_open_graph_has(reduction: Reduction) -> None:
    """Edges − nodes + parts (Euler), of the edges that are not shut."""
    tail, head = reduction.tail[~reduction.shut], reduction.head[~reduction.shut]
    count = len(reduction.node)
    parts, _ = connected_components(coo_array((np.ones(len(tail)), (tail, head)), shape=(count, count)))
    assert len(reduction.chord) == len(tail) - count + parts


def test_reduced_flows_and_potentials_are_those_of_the_whole_problem(
    problem: TransportProblem, reduction: Reduction, random: np.random.Generator
) -> None:
    """Any potentials of kept nodes and flows of chains: the inner nodes obey every pipe's own law."""
    pipes, _ = problem.of_kind("pipes")
    growth, resistance, _ = problem.pipe_terms(
        problem.state.potential[problem.node], np.full(len(pipes), 50.0)
    )
    edge_flow = random.uniform(-20.0, 20.0, len(reduction.tail))
    terms = reduction.chains.merged(growth, resistance)
    chain_flow = edge_flow[: reduction.n_chains]
    drop = chain_flow * np.abs(chain_flow)
    last = np.append(reduction.chains.first[1:], len(reduction.chains.pipe)) - 1
    kept = random.uniform(1e8, 2e8, len(reduction.node))
    potential = reduction.potentials(problem, kept, drop, terms)
    flow = reduction.flows(problem, edge_flow)
    assert reduction.edge_flows(problem, flow) == pytest.approx(edge_flow)
    assert potential[reduction.node] == pytest.approx(kept)
    law = potential[problem.tail[pipes]] - growth * potential[problem.head[pipes]]
    law -= resistance * flow[pipes] * np.abs(flow[pipes])
    closing = reduction.chains.pipe[last]  # the last pipe of a chain ends at a kept node of any potential
    inside = np.setdiff1d(np.arange(len(pipes)), closing)
    assert law[inside] == pytest.approx(0.0, abs=ROUND_OFF * 2e8)


def test_a_node_that_is_asked_for_is_kept(loop_problem: TransportProblem) -> None:
    plain = Reduction.of(loop_problem)
    inner = int(plain.chains.beyond[plain.chains.inner][0])
    more = Reduction.of(loop_problem, frozenset({inner}))
    assert inner not in plain.node
    assert inner in more.node
    assert more.n_chains == plain.n_chains + 1


def test_bounds_at_inner_nodes_are_seen_when_passed(loop_problem: TransportProblem) -> None:
    reduction = Reduction.of(loop_problem)
    gas = loop_problem.system.gas
    bottom, top = gas.potential(loop_problem.pressure_min), gas.potential(loop_problem.pressure_max)
    inner = int(reduction.chains.beyond[reduction.chains.inner][0])
    potential = 0.5 * (bottom + top)
    assert reduction.passed(potential, bottom, top) == frozenset()
    for value in (0.99 * bottom[inner], 1.01 * top[inner]):
        potential[inner] = value
        assert reduction.passed(potential, bottom, top) == frozenset({inner})
