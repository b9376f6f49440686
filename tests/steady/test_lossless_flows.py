"""Flows through what joins its nodes: balanced, of least norm, and cheap for many links."""

from __future__ import annotations

import numpy as np
import pytest

from linepack.system.contract import lossless_flows

BALANCED = 1e-10


@pytest.mark.parametrize("seed", range(5))
def test_the_flows_are_those_of_least_norm(seed: int) -> None:
    rng = np.random.default_rng(seed)
    tail, head = rng.integers(0, 12, 20), rng.integers(0, 12, 20)
    incidence = np.zeros((12, 20))
    for link, (a, b) in enumerate(zip(tail, head, strict=True)):
        incidence[a, link] += 1.0
        incidence[b, link] -= 1.0
    surplus = incidence @ rng.normal(size=20)
    flow = lossless_flows(tail, head, surplus)
    assert incidence @ flow == pytest.approx(surplus, abs=BALANCED)
    assert flow == pytest.approx(np.linalg.pinv(incidence) @ surplus, abs=BALANCED)


def test_a_long_chain_carries_its_end() -> None:
    count = 20_000
    surplus = np.zeros(count + 1)
    surplus[[0, -1]] = 3.0, -3.0
    flow = lossless_flows(np.arange(count), np.arange(1, count + 1), surplus)
    assert flow == pytest.approx(np.full(count, 3.0), abs=1e-6)  # conditioned by the square of the length


def test_a_ring_shares_evenly_and_no_link_carries_nothing() -> None:
    flow = lossless_flows(np.array([0, 0]), np.array([1, 1]), np.array([2.0, -2.0]))
    assert flow == pytest.approx([1.0, 1.0])
    assert lossless_flows(np.zeros(0, dtype=np.intp), np.zeros(0, dtype=np.intp), np.zeros(3)).size == 0
