"""Elimination in rounds against a dense solve, of one matrix and of many at once."""

import numpy as np
import pytest

from linepack.numerics.elimination import Pattern, low_degree_elimination

MANY = 3
ROUND_OFF = 1e-11


def tree(rng, count):
    head = np.arange(1, count)
    return rng.integers(0, head), head


def test_a_tree_is_eliminated_whole_for_many_matrices_at_once():
    rng, count = np.random.default_rng(4), 60
    tail, head = tree(rng, count)
    pattern, pair = Pattern.of(count, tail, head)
    program = low_degree_elimination(pattern)
    assert not len(program.core)
    entries, dense = np.zeros((program.size, MANY)), np.zeros((MANY, count, count))
    weights = rng.uniform(0.5, 2.0, (2, len(tail), MANY))  # at tail and head: not symmetric
    np.add.at(entries, tail, weights[0])
    np.add.at(entries, head, weights[1])
    entries[0] += 1.0
    entries[pattern.entry(tail, pair)] = -weights[1]
    entries[pattern.entry(head, pair)] = -weights[0]
    for case in range(MANY):
        np.add.at(dense[case], (tail, tail), weights[0, :, case])
        np.add.at(dense[case], (head, head), weights[1, :, case])
        dense[case][tail, head], dense[case][head, tail] = -weights[1, :, case], -weights[0, :, case]
        dense[case][0, 0] += 1.0
    right = rng.normal(size=(count, MANY))
    unknown = right.copy()
    reciprocal = program.eliminate(entries)
    program.forward(entries, unknown)
    program.backward(entries, reciprocal, unknown)
    for case in range(MANY):
        wanted = np.linalg.solve(dense[case], right[:, case])
        assert unknown[:, case] == pytest.approx(wanted, rel=ROUND_OFF, abs=ROUND_OFF)


def test_what_has_three_neighbours_everywhere_is_left_as_the_core():
    tail, head = np.triu_indices(5, 1)
    program = low_degree_elimination(Pattern.of(5, tail, head)[0])
    assert len(program.core) == 5
    assert not program.rounds
