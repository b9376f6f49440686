"""Many matrices of one graph, eliminated side by side, give what each gives alone."""

import numpy as np
import pytest

from linepack.numerics.many import ManyPattern
from linepack.numerics.nodal import OUTSIDE, NodalPattern

ROUND_OFF = 1e-11
CASES = 5


def graph(kind, rng):
    """Return the number of nodes and the ends of the edges of a graph with something held."""
    if kind == "tree":
        tail = np.array([OUTSIDE, *(rng.integers(0, node) for node in range(1, 40))])
        return 40, tail, np.arange(40)
    if kind == "mesh":
        at = np.arange(36).reshape(6, 6)
        tail = np.concatenate([at[:, :-1].ravel(), at[:-1].ravel(), [OUTSIDE, OUTSIDE]])
        return 36, tail, np.concatenate([at[:, 1:].ravel(), at[1:].ravel(), [0, 35]])
    tail, head = np.array([OUTSIDE, 0, 1, 1, 2, 0, 3, OUTSIDE]), np.array([0, 1, 2, 2, 0, 3, 3, OUTSIDE])
    return 4, tail, head  # two edges side by side, one from a node to itself, one between held nodes


@pytest.mark.parametrize("kind", ["tree", "mesh", "odd"])
@pytest.mark.parametrize("symmetric", [True, False])
def test_every_case_is_solved_as_alone(kind, symmetric):
    rng = np.random.default_rng(5)
    count, tail, head = graph(kind, rng)
    at_tail = 10.0 ** rng.uniform(-2.0, 2.0, (len(tail), CASES))
    at_head = at_tail if symmetric else at_tail * rng.uniform(0.8, 1.2, at_tail.shape)
    right = rng.normal(size=(count, CASES))
    found = ManyPattern(count, tail, head).solver(at_tail, at_head)(right)
    for case in range(CASES):
        weights = (np.ascontiguousarray(part[:, case]) for part in (at_tail, at_head))
        alone = NodalPattern(count, tail, head).solver(*weights)(right[:, case].copy())
        assert np.abs(found[:, case] - alone).max() <= ROUND_OFF * np.abs(alone).max()


def test_one_set_of_weights_serves_many_right_sides():
    rng = np.random.default_rng(6)
    count, tail, head = graph("mesh", rng)
    weights = rng.uniform(1.0, 2.0, (len(tail), 1))
    right = rng.normal(size=(count, CASES))
    pattern = ManyPattern(count, tail, head)
    together = pattern.solver(weights, weights)(right)
    repeated = np.repeat(weights, CASES, axis=1)
    assert np.allclose(together, pattern.solver(repeated, repeated)(right), rtol=ROUND_OFF, atol=0.0)


def test_a_singular_case_leaves_the_others_alone():
    weights = np.ones((3, CASES))
    weights[0, 2] = 0.0  # nothing holds the third case
    pattern = ManyPattern(3, np.array([OUTSIDE, 0, 1]), np.array([0, 1, 2]))
    found = pattern.solver(weights, weights)(np.ones((3, CASES)))
    assert np.isfinite(found[:, [0, 1, 3, 4]]).all()
    assert not np.isfinite(found[:, 2]).any()


def test_what_arrives_is_what_edges_bring_less_what_they_take():
    count, tail, head = graph("odd", np.random.default_rng(8))
    flow = np.arange(1.0, len(tail) + 1.0)[:, None]
    assert (ManyPattern(count, tail, head).arrival @ flow).ravel().tolist() == [
        1.0 - 2.0 + 5.0 - 6.0,
        2.0 - 7.0,
        7.0 - 5.0,
        6.0,
    ]


def test_no_unknown_node_is_no_trouble():
    pattern = ManyPattern(0, np.array([OUTSIDE]), np.array([OUTSIDE]))
    assert pattern.solver(np.ones((1, CASES)), np.ones((1, CASES)))(np.zeros((0, CASES))).shape == (0, CASES)
