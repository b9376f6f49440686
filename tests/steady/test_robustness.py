"""What random edits of networks have found: each by the smallest network that shows it."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from linepack.network import GasSpec, Network, NetworkHeader
from linepack.steady import Solution, solve_steady
from linepack.steady.solve import solve_checked
from linepack.steady.state import Guess

if TYPE_CHECKING:
    from numpy.typing import NDArray

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


@pytest.mark.parametrize("seed", range(5))
def test_a_flow_that_the_device_s_own_pressure_cuts_is_no_missed_set_point(seed: int) -> None:
    """At rest behind a full outlet, whether the device is called closed or at its limit."""
    full = device("b", "c", "flow", 20.0, outlet_pressure_max=40e5)
    resting = network("ab cd", load=("d", 0.0), regulators=[full])
    rng = np.random.default_rng(seed)
    start = Guess(rng.uniform(0.1, 1.5, 4) * 2e8, rng.normal(0.0, 10.0, 3))
    assert solve_checked(resting, guess=start).status == "solved"


QUICK = 50  # iterations; the ways for hard cases take hundreds
SAME = 1e-9  # share of a pressure


def pressures(solution: Solution) -> NDArray[np.float64]:
    return solution.nodes["pressure"].to_numpy(dtype=float)


def test_a_line_at_rest_is_solved() -> None:
    """Pipes with a given friction factor have next to no resistance at rest; stations close between."""
    station = device("b", "c", "outlet_pressure", 49.8e5, ratio_max=1.6)
    throttle = device("d", "e", "outlet_pressure", 48e5)
    rest = network("ab cd ef", load=("f", 0.0), compressors=[station], regulators=[throttle])
    pipes = rest.table("pipes")
    pipes["friction_factor"], pipes["length"], pipes["diameter"] = 0.011, 5e4, 0.6
    solution = solve_steady(rest.with_table("pipes", pipes))
    assert solution.status == "solved"
    assert solution.state.iterations < QUICK
    assert pressures(solution) == pytest.approx([50e5] * 4 + [48e5] * 2, rel=SAME)


def locked_in() -> Network:
    first, second = device("b", "c", "outlet_pressure", 30e5), device("e", "f", "outlet_pressure", 20e5)
    return network("ab cdec fg", load=("g", 0.0), regulators=[first, second | {"id": "Y"}])


@pytest.mark.parametrize("seed", range(5))
def test_locked_in_gas_rests_at_the_set_point_whatever_the_start(seed: int) -> None:
    rng, network = np.random.default_rng(seed), locked_in()
    state = solve_steady(network).state
    potential = rng.uniform(0.05, 2.0, state.system.n_nodes) * state.scales.potential
    guess = Guess(potential, rng.normal(0.0, state.scales.flow, state.system.n_edges))
    for solution in (solve_steady(network), solve_checked(network, guess=guess)):
        assert pressures(solution) == pytest.approx([50e5] * 2 + [30e5] * 3 + [20e5] * 2, rel=SAME)


@pytest.mark.parametrize("kind", ["regulators", "compressors"])
@pytest.mark.parametrize(("control", "value"), [("inlet_pressure", 60e5), ("flow", 0.0)])
def test_gas_behind_a_device_that_is_closed_for_what_is_before_it_rests(
    kind: str, control: str, value: float
) -> None:
    """No pressure behind the device opens it; the gas there takes the one before it."""
    solution = solve_steady(network("ab cdec", load=("b", 0.0), **{kind: [device("b", "c", control, value)]}))
    assert solution.status == "solved"
    assert solution.state.iterations < QUICK
    assert pressures(solution) == pytest.approx(50e5, rel=SAME)


@pytest.mark.parametrize("load", [0.0, 5.0])
def test_gas_before_a_device_that_is_closed_for_what_is_behind_it_rests(load: float) -> None:
    """No pressure before the device opens it; the gas there rests at a pressure that is there."""
    shut = device("c", "b", "outlet_pressure", 30e5)
    solution = solve_steady(network("ab cd", load=("b", load), regulators=[shut]))
    assert solution.status == "solved"
    assert solution.findings == ()
    assert solution.state.iterations < QUICK
    assert solution.regulators.at["X", "mode"] == "closed"
    assert 30e5 < pressures(solution)[2] < 80e5


@pytest.mark.parametrize("load", [5.0, 50.0])
@pytest.mark.parametrize(
    "row",
    [
        device("b", "c", "inlet_pressure", 60e5),
        device("b", "c", "outlet_pressure", 30e5, inlet_pressure_min=60e5),
    ],
)
def test_a_load_behind_a_device_that_stays_closed_is_infeasible(row: dict[str, Any], load: float) -> None:
    solution = solve_steady(network("ab cd", load=("d", load), regulators=[row]))
    assert solution.status == "infeasible"
    assert solution.state.iterations < QUICK


def test_a_limit_of_nothing_is_not_broken_by_round_off() -> None:
    """Nothing is drawn, and the supply may not take gas in: its flow is 0 but for the last digit."""
    rest = {"flow_min": 0.0, "flow_max": 0.0}
    solution = solve_steady(network("abcda", load=("c", 0.0), supplies=[IN | rest]))
    assert solution.status == "solved"
    beyond = network("abcda", load=("c", 1e-4), supplies=[IN | rest])
    assert solve_steady(beyond).status == "solved, limits violated"


@pytest.mark.parametrize("kind", ["regulators", "compressors"])
@pytest.mark.parametrize(
    ("limit", "bound"), [("outlet_pressure_max", 40e5), ("inlet_pressure_min", 60e5), ("flow_max", 10.0)]
)
def test_limits_hold_in_bypass_too(kind: str, limit: str, bound: float) -> None:
    row = {"id": "X", "from_node": "b", "to_node": "c", "control": "bypass", limit: bound}
    solution = solve_steady(network("ab cd", load=("d", 20.0), **{kind: [row]}))
    assert solution.status == "solved, limits violated"
    assert f"{kind}[X].{limit}" in solution.message
