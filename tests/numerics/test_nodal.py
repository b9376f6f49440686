"""Balances at the nodes of a graph against a dense solve."""

import pickle

import numpy as np
import pytest

from linepack.numerics import nodal
from linepack.numerics.nodal import OUTSIDE, NodalPattern

TAIL, HEAD = np.array([OUTSIDE, 0, 1, 1, 2, 0]), np.array([0, 1, 2, 2, 3, 3])
ROUND_OFF = 1e-13


def dense(at_tail, at_head):
    matrix = np.zeros((5, 5))
    for tail, head, a, b in zip(TAIL, HEAD, at_tail, at_head, strict=True):
        matrix[tail, tail] += a
        matrix[head, head] += b
        matrix[tail, head] -= b
        matrix[head, tail] -= a
    return matrix[:4, :4]


@pytest.mark.parametrize("slope", [1.0, 1.01], ids=["symmetric", "sloping"])
@pytest.mark.parametrize("library", ["qdldl", "superlu"])
def test_balances_are_solved_again_and_again(slope, library, monkeypatch):
    if library == "superlu":
        monkeypatch.setattr(nodal, "_qdldl", lambda: None)
    pattern, rng = NodalPattern(4, TAIL, HEAD), np.random.default_rng(1)
    for _ in range(3):
        weight, right = rng.uniform(0.1, 10.0, len(TAIL)), rng.normal(size=4)
        found = pattern.solver(weight, slope * weight)(right)
        assert found == pytest.approx(np.linalg.solve(dense(weight, slope * weight), right), rel=ROUND_OFF)


def test_a_node_that_hangs_on_nothing_is_singular():
    weight = np.zeros(len(TAIL))
    with pytest.raises(RuntimeError):
        NodalPattern(4, TAIL, HEAD).solver(weight, weight)


def test_a_pattern_without_nodes_solves_nothing():
    nothing = np.zeros(0, dtype=np.intp)
    assert len(NodalPattern(0, nothing, nothing).solver(np.zeros(0), np.zeros(0))(np.zeros(0))) == 0


def test_a_used_pattern_travels_between_processes():
    pattern = NodalPattern(4, TAIL, HEAD)
    weight = np.ones(len(TAIL))
    before = pattern.solver(weight, weight)(np.ones(4))
    again = pickle.loads(pickle.dumps(pattern))  # noqa: S301 - our own bytes
    assert again.solver(weight, weight)(np.ones(4)) == pytest.approx(before, rel=ROUND_OFF)
