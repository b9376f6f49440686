"""Which demand to cut and by how much, against the closed form of level pipes with given friction factors."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from linepack.network import GasSpec, Network, NetworkHeader
from linepack.steady import solve_steady

GAS = GasSpec(eos="constant_z", temperature=283.15, molar_mass=0.0165, compressibility=0.88)
THERMAL = 0.88 * 8.314462618 * 283.15 / 0.0165  # Z R T / M. [J/kg]
LENGTH, DIAMETER, FACTOR, INLET, LEAST = 5e4, 0.5, 0.011, 60e5, 40e5
K = FACTOR * LENGTH / (2.0 * DIAMETER * (np.pi * DIAMETER**2 / 4.0) ** 2) * 2.0 * THERMAL  # p1² − p2² = K q²
CLOSE = 1e-4  # of a flow: limits of pressure are held to 100 Pa


def star(lines: tuple[str, ...], **demands: float) -> Network:
    ends = [pair for line in lines for pair in itertools.pairwise(line)]
    pipe = {"length": LENGTH, "diameter": DIAMETER, "friction_factor": FACTOR}
    return Network.build(
        header=NetworkHeader(name="star", gas=GAS),
        nodes=[{"id": name} for name in sorted(set("".join(lines)))],
        pipes=[pipe | {"id": a + b, "from_node": a, "to_node": b} for a, b in ends],
        supplies=[{"id": "in", "node": "a", "control": "pressure", "pressure": INLET}],
        demands=[
            {"id": f"at_{node}", "node": node, "mass_flow": flow, "pressure_min": LEAST}
            for node, flow in demands.items()
        ],
    )


def test_a_pipe_serves_what_its_law_allows() -> None:
    solution = solve_steady(star(("ab",), b=300.0))
    assert solution.status == "infeasible"
    assert solution.repair is not None
    (cut,) = solution.repair.cuts
    assert cut.demand == "at_b"
    assert cut.servable == pytest.approx(np.sqrt((INLET**2 - LEAST**2) / K), rel=CLOSE)
    (step,) = solution.repair.path
    assert (step.kind, step.element) == ("pipes", "ab")
    assert step.loss == pytest.approx(INLET - LEAST, abs=200.0)
    told = solution.to_dict()["repair"]
    assert told["cuts"][0]["by"] == pytest.approx(300.0 - cut.servable)
    assert told["path"][0]["loss"] == pytest.approx(step.loss)


def test_the_demand_that_cannot_be_carried_is_named() -> None:
    """Two branches: one has too much to carry, the other is well within; behind a common pipe both count."""
    solution = solve_steady(star(("ab", "ac"), b=300.0, c=20.0))
    assert solution.repair is not None
    assert [cut.demand for cut in solution.repair.cuts] == ["at_b"]
    assert solution.repair.cuts[0].servable == pytest.approx(np.sqrt((INLET**2 - LEAST**2) / K), rel=CLOSE)


def test_the_demand_farther_on_takes_the_smaller_cut() -> None:
    """a–b–c with loads at b and c: K (x+y)² + K y² = p1² − p2²; either can be cut, and y counts twice."""
    near, far, room = 40.0, 250.0, (INLET**2 - LEAST**2) / K
    solution = solve_steady(star(("abc",), b=near, c=far))
    assert solution.repair is not None
    (cut,) = solution.repair.cuts  # without the near one the far one is still too much
    assert cut.demand == "at_c"
    assert cut.servable == pytest.approx((-near + np.sqrt(2.0 * room - near**2)) / 2.0, rel=CLOSE)
    assert [step.element for step in solution.repair.path] == ["ab", "bc"]


def test_a_solved_network_needs_no_repair() -> None:
    solution = solve_steady(star(("ab",), b=20.0))
    assert solution.succeeded
    assert solution.repair is None
