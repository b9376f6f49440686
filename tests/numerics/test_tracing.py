"""Tracing flows upstream: parts add up, mixing is by amount, loops at rest come from nowhere."""

from __future__ import annotations

import numpy as np
import pytest

from linepack.numerics.tracing import upstream_shares


def test_parts_of_all_sources_add_up_and_serve_what_is_drawn() -> None:
    """A made-up net: 0 and 1 feed 2 and 3, some edges are drawn against the flow, 4 lies behind both."""
    tail, head = np.array([0, 3, 2, 4, 3]), np.array([2, 1, 3, 2, 4])
    flow = np.array([50.0, -30.0, 20.0, -10.0, 15.0])
    drawn = np.array([0.0, 0.0, 20.0, 35.0, 25.0])
    injection = np.array([50.0, 30.0, 0.0, 0.0, 0.0])
    parts = upstream_shares(tail, head, flow, injection, np.array([0, 1]))
    assert parts.sum(axis=0) == pytest.approx(1.0)
    assert parts @ drawn == pytest.approx([50.0, 30.0])
    assert parts[:, 3] == pytest.approx([0.4, 0.6])  # 20 from node 0 and 30 from node 1


def test_a_loop_at_rest_has_no_source() -> None:
    """A flow of round-off around a loop would have no source at all and a singular balance."""
    tail, head = np.array([0, 2, 3, 4]), np.array([1, 3, 4, 2])
    flow = np.array([100.0, 3e-3, 3e-3, 3e-3])
    parts = upstream_shares(tail, head, flow, np.array([100.0, 0.0, 0.0, 0.0, 0.0]), np.array([0]))
    assert parts[0] == pytest.approx([1.0, 1.0, 0.0, 0.0, 0.0])
