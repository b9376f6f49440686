"""What random edits of networks have found: each by the smallest network that shows it."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from linepack.network import GasSpec, Network, NetworkHeader
from linepack.steady import solve_steady

LEAN = {"methane": 0.95, "ethane": 0.03, "nitrogen": 0.02}
HEADER = NetworkHeader(name="edited", gas=GasSpec(eos="papay", temperature=283.15, composition=LEAN))
PIPE = {"length": 1e4, "diameter": 0.5, "roughness": 1e-5}
RESTS = 1e-7  # share of a flow that a pipe at rest may carry: the last digits of its pressures tell no less
IN = {"id": "in", "node": "a", "control": "pressure", "pressure": 50e5}


def network(joined: str, *, load: tuple[str, float], **tables: Any) -> Network:
    """Return a network with pipes between the nodes that stand next to each other in each word."""
    words = joined.split()
    ends = [pair for word in words for pair in itertools.pairwise(word)]
    return Network.build(
        header=HEADER,
        nodes=[{"id": name} for name in sorted(set(joined) - {" "})],
        pipes=[PIPE | {"id": a + b, "from_node": a, "to_node": b} for a, b in ends],
        demands=[{"id": "out", "node": load[0], "mass_flow": load[1]}],
        **{"supplies": [IN]} | tables,
    )


def device(a: str, b: str, control: str, value: float, **limits: float) -> dict[str, Any]:
    return {"id": "X", "from_node": a, "to_node": b, "control": control, control: value, **limits}


def test_a_load_behind_a_device_the_wrong_way_round_is_proven_infeasible() -> None:
    wrong = device("c", "b", "outlet_pressure", 30e5)
    solution = solve_steady(network("ab cd", load=("d", 20.0), regulators=[wrong]))
    assert solution.status == "infeasible"
    assert "20 kg/s of the loads cannot be carried past regulators[X]" in solution.message


def test_an_injection_behind_a_device_the_wrong_way_round_is_proven_infeasible() -> None:
    wrong = device("b", "c", "outlet_pressure", 30e5)
    field = {"id": "field", "node": "d", "control": "flow", "mass_flow": 5.0}
    solution = solve_steady(network("ab cd", load=("b", 1.0), supplies=[IN, field], regulators=[wrong]))
    assert solution.status == "infeasible"
    assert "5 kg/s of the loads cannot be carried past regulators[X]" in solution.message


@pytest.mark.parametrize("pipes", ["ab cd", "abc"])
def test_a_regulator_that_carries_just_its_flow_is_solved(pipes: str) -> None:
    """Alone before the load, and beside a pipe that then rests."""
    row = device("b", "c", "flow", 20.0)
    solution = solve_steady(network(pipes, load=(pipes[-1], 20.0), regulators=[row]))
    assert solution.status == "solved"
    assert solution.regulators.at["X", "mass_flow"] == pytest.approx(20.0, rel=RESTS)


@pytest.mark.parametrize("flow", [0.0, 5.0, 19.0])
def test_a_compressor_that_cannot_hold_its_flow_is_refused_by_name(flow: float) -> None:
    station = device("b", "c", "flow", flow)
    solution = solve_steady(network("ab cd", load=("d", 20.0), compressors=[station]))
    assert solution.status == "infeasible"
    assert "compressors[X].flow" in solution.message
