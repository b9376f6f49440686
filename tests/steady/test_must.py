"""What a user must be able to rely on: devices act as devices, failure names its cause, mass closes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from linepack.data import load
from linepack.errors import InputError, SolveError, UnreadableResultError
from linepack.network import GasSpec, Network, NetworkHeader, add
from linepack.steady import Solution, solve_steady
from linepack.steady.state import find_near

if TYPE_CHECKING:
    from collections.abc import Mapping

    from linepack.steady.state import Guess, State
    from linepack.system import System

CLOSES = 1e-9  # share of the throughput, the contract of every solve
GAS = GasSpec(eos="constant_z", temperature=283.15, molar_mass=0.0165, compressibility=0.88)
NATURAL = GasSpec(
    eos="papay", temperature=283.15, composition={"methane": 0.95, "ethane": 0.03, "nitrogen": 0.02}
)


def line(
    device: str, row: Mapping[str, Any], *, inlet: float, flow: float = 0.0, outlet: float | None = None
) -> Network:
    """A device between two short pipes, from a source to a load or a second source."""
    common = {"length": 1e4, "diameter": 0.5, "roughness": 1e-5}
    supplies = [{"id": "source", "node": "a", "control": "pressure", "pressure": inlet}]
    demands = []
    if outlet is None:
        demands.append({"id": "load", "node": "d", "mass_flow": flow})
    else:
        supplies.append({"id": "other", "node": "d", "control": "pressure", "pressure": outlet})
    tables: dict[str, Any] = {device: [{"id": "X", "from_node": "b", "to_node": "c", **row}]}
    return Network.build(
        header=NetworkHeader(name="line", gas=NATURAL),
        nodes=[{"id": name} for name in "abcd"],
        pipes=[
            common | {"id": "p", "from_node": "a", "to_node": "b"},
            common | {"id": "q", "from_node": "c", "to_node": "d"},
        ],
        supplies=supplies,
        demands=demands,
        **tables,
    )


def assert_mass_closes(solution: Solution) -> None:
    ledger = solution.partial["ledger"]["mass_flow"]
    throughput = ledger[ledger > 0.0].drop("imbalance", errors="ignore").sum()
    assert abs(ledger["imbalance"]) <= CLOSES * max(throughput, 1.0)


def test_a_regulator_never_boosts() -> None:
    wish = {"control": "outlet_pressure", "outlet_pressure": 20e5}
    solution = solve_steady(line("regulators", wish, inlet=10e5, flow=5.0))
    regulator = solution.regulators.loc["X"]
    assert regulator["mode"] == "fully open"
    assert regulator["pressure_to"] == pytest.approx(regulator["pressure_from"], rel=CLOSES)
    assert regulator["pressure_to"] < 10e5
    assert_mass_closes(solution)


def test_a_flow_against_a_higher_pressure_is_refused_by_name() -> None:
    wish = {"control": "flow", "flow": 5.0}
    solution = solve_steady(line("regulators", wish, inlet=10e5, outlet=30e5))
    assert solution.status == "infeasible"
    assert "regulators[X].flow" in solution.message
    assert "cannot be reached" in solution.message
    with pytest.raises(UnreadableResultError):
        _ = solution.regulators
    assert solution.partial["regulators"].at["X", "mode"] == "closed"


def test_too_much_is_infeasible_and_says_what_is_possible() -> None:
    wish = {"control": "outlet_pressure", "outlet_pressure": 30e5}
    solution = solve_steady(line("regulators", wish, inlet=50e5, flow=400.0))
    assert solution.status == "infeasible"
    assert "largest deliverable amount" in solution.message
    assert (solution.partial["nodes"]["pressure"] <= 0.0).any()
    best = solution.verdict.deliverable
    assert best is not None
    assert 0.0 < best.share < 1.0
    again = solve_steady(line("regulators", wish, inlet=50e5, flow=400.0 * best.share))
    assert again.status == "solved"
    with pytest.raises(SolveError):
        solve_steady(line("regulators", wish, inlet=50e5, flow=400.0), throw=True)


@pytest.mark.parametrize(
    ("row", "flow", "mode"),
    [
        ({"control": "ratio", "ratio": 1.3}, 30.0, "ratio"),
        ({"control": "outlet_pressure", "outlet_pressure": 60e5}, 30.0, "outlet_pressure"),
        ({"control": "outlet_pressure", "outlet_pressure": 40e5}, 30.0, "bypass"),
        ({"control": "outlet_pressure", "outlet_pressure": 70e5, "ratio_max": 1.1}, 30.0, "ratio_max"),
        ({"control": "outlet_pressure", "outlet_pressure": 90e5, "power_max": 2e5}, 30.0, "power_max"),
        ({"control": "power", "power": 1e6}, 30.0, "power"),
        ({"control": "ratio", "ratio": 2.0, "outlet_pressure_max": 55e5}, 30.0, "outlet_pressure_max"),
        ({"control": "bypass"}, 30.0, "bypass"),
    ],
)
def test_compressor_modes(row: Mapping[str, Any], flow: float, mode: str) -> None:
    solution = solve_steady(line("compressors", row, inlet=50e5, flow=flow))
    station = solution.compressors.loc["X"]
    assert station["mode"] == mode
    assert np.isfinite(station[["power", "fuel"]].to_numpy(dtype=float)).all()
    assert (station["power"] > 0.0) == (mode != "bypass")
    assert -solution.ledger.at["compressor fuel", "mass_flow"] == pytest.approx(station["fuel"], rel=CLOSES)
    assert_mass_closes(solution)


@pytest.mark.parametrize(
    ("row", "flow", "mode"),
    [
        ({"control": "outlet_pressure", "outlet_pressure": 30e5}, 30.0, "outlet_pressure"),
        ({"control": "outlet_pressure", "outlet_pressure": 60e5}, 30.0, "fully open"),
        ({"control": "inlet_pressure", "inlet_pressure": 10e5}, 30.0, "fully open"),
        ({"control": "outlet_pressure", "outlet_pressure": 30e5}, 0.0, "closed"),
    ],
)
def test_regulator_modes(row: Mapping[str, Any], flow: float, mode: str) -> None:
    solution = solve_steady(line("regulators", row, inlet=50e5, flow=flow))
    assert solution.regulators.at["X", "mode"] == mode
    assert_mass_closes(solution)


def test_a_check_valve_checks() -> None:
    forward = solve_steady(line("check_valves", {}, inlet=50e5, outlet=40e5))
    back = solve_steady(line("check_valves", {}, inlet=40e5, outlet=50e5))
    assert forward.check_valves.at["X", "mass_flow"] > 0.0
    assert back.check_valves.at["X", "mass_flow"] == pytest.approx(
        0.0, abs=1e-6
    )  # a trace, see devices.TRACE
    assert back.check_valves.at["X", "mode"] == "closed"


def test_several_sources_exchange_and_islands_rest() -> None:
    common = {"length": 5e4, "diameter": 0.5, "roughness": 1e-5}
    network = Network.build(
        header=NetworkHeader(name="two parts", gas=GAS),
        nodes=[{"id": name} for name in "abcxy"],
        pipes=[
            common | {"id": "ab", "from_node": "a", "to_node": "b"},
            common | {"id": "bc", "from_node": "b", "to_node": "c"},
            common | {"id": "xy", "from_node": "x", "to_node": "y"},
        ],
        supplies=[
            {"id": "high", "node": "a", "control": "pressure", "pressure": 60e5},
            {"id": "low", "node": "c", "control": "pressure", "pressure": 50e5},
        ],
    )
    solution = solve_steady(network)
    assert solution.supplies.at["high", "mass_flow"] == pytest.approx(
        -solution.supplies.at["low", "mass_flow"]
    )
    assert solution.nodes.loc[["x", "y"], "pressure"].isna().all()
    loaded = add(network, "demands", [{"id": "stranded", "node": "y", "mass_flow": 1.0}])
    with pytest.raises(InputError, match="pressure reference"):
        solve_steady(loaded)


def test_open_valves_in_a_ring_share_evenly() -> None:
    valves = [{"id": name, "from_node": "b", "to_node": "c", "open": True} for name in ("v", "w")]
    common = {"length": 5e4, "diameter": 0.5, "roughness": 1e-5}
    network = Network.build(
        header=NetworkHeader(name="valves", gas=GAS),
        nodes=[{"id": name} for name in "abcd"],
        pipes=[
            common | {"id": "p", "from_node": "a", "to_node": "b"},
            common | {"id": "q", "from_node": "c", "to_node": "d"},
        ],
        valves=valves,
        supplies=[{"id": "in", "node": "a", "control": "pressure", "pressure": 60e5}],
        demands=[{"id": "out", "node": "d", "mass_flow": 20.0}],
    )
    assert np.allclose(solve_steady(network).valves["mass_flow"], 10.0)


DAYS = ["2021-07-01", "2023-11-07", "2024-07-01", "2026-07-01"]


@pytest.mark.parametrize("day", DAYS)
def test_the_corridor_solves_and_closes(day: str) -> None:
    solution = solve_steady(load("southern-gas-corridor").at(day))
    assert solution.succeeded
    assert_mass_closes(solution)
    assert solution.compressors["mode"].ne("").all()
    assert (solution.nodes["pressure"].dropna() > 0.0).all()


def test_thirty_bcm_over_tap_is_infeasible() -> None:
    network = load("southern-gas-corridor").at("2024-07-01")
    demands = network.table("demands")
    demands.loc["ITALY", "mass_flow"] = 30e9 * 0.7393 / (365 * 86_400)
    solution = solve_steady(network.with_table("demands", demands))
    assert solution.status == "infeasible"
    assert "largest deliverable amount" in solution.message
    assert solution.findings


@pytest.mark.parametrize(
    ("row", "flow", "inlet", "column"),
    [
        ({"control": "power", "power": 1e9}, 2.0, 10e5, "power"),
        ({"control": "power", "power": 1e9}, 2.0, 50e5, "power"),
        ({"control": "power", "power": 1e6}, 0.0, 50e5, "power"),
        ({"control": "ratio", "ratio": 9.0}, 2.0, 50e5, "ratio"),
        (
            {"control": "outlet_pressure", "outlet_pressure": 60e5, "power_max": 1e9},
            2.0,
            5e5,
            "outlet_pressure",
        ),
    ],
)
def test_a_set_point_that_only_the_model_bounds_is_refused_by_name(
    row: Mapping[str, Any], flow: float, inlet: float, column: str
) -> None:
    solution = solve_steady(line("compressors", row, inlet=inlet, flow=flow))
    assert solution.status == "infeasible"
    assert [finding.place for finding in solution.findings] == [f"compressors[X].{column}"]
    assert "cannot be reached" in solution.message


@pytest.mark.parametrize(
    ("row", "flow"),
    [
        ({"control": "power", "power": 1e9, "ratio_max": 2.0}, 2.0),
        ({"control": "power", "power": 1e6, "outlet_pressure_max": 100e5}, 0.0),
        ({"control": "outlet_pressure", "outlet_pressure": 90e5, "power_max": 5e5}, 20.0),
        ({"control": "ratio", "ratio": 9.0, "outlet_pressure_max": 100e5}, 2.0),
    ],
)
def test_a_set_point_behind_a_limit_of_the_device_is_solved(row: Mapping[str, Any], flow: float) -> None:
    solution = solve_steady(line("compressors", row, inlet=50e5, flow=flow))
    assert solution.status == "solved"
    assert solution.compressors.at["X", "mode"].endswith("_max")


def test_the_largest_amount_names_what_binds() -> None:
    limited = {"control": "outlet_pressure", "outlet_pressure": 30e5, "flow_max": 20.0}
    short = solve_steady(line("regulators", limited, inlet=50e5, flow=40.0))
    assert short.status == "infeasible"
    assert "binding: regulators[X]" in short.message
    best = short.verdict.deliverable
    assert best is not None
    assert best.proven
    assert best.share == pytest.approx(0.5, rel=1e-7)
    wide = {"control": "outlet_pressure", "outlet_pressure": 30e5}
    choked = solve_steady(line("regulators", wide, inlet=50e5, flow=400.0))
    assert "binding: pipes[q].mass_flow" in choked.message


def test_a_state_that_is_not_found_is_no_proof(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every second attempt fails, and the answer is the same."""
    row = {"control": "outlet_pressure", "outlet_pressure": 30e5}
    network = line("regulators", row, inlet=50e5, flow=400.0)
    sound = solve_steady(network).verdict.deliverable
    calls: list[float] = []

    def stalls(system: System, start: State | Guess) -> State:
        calls.append(0.0)
        found = find_near(system, start)
        if len(calls) % 2:
            return found
        lost = replace(found.linearised, imbalance=np.ones(system.n_nodes))
        return replace(found, converged=False, linearised=lost)

    monkeypatch.setattr("linepack.steady.share.find_near", stalls)
    shaken = solve_steady(network).verdict.deliverable
    assert calls
    assert sound is not None
    assert shaken is not None
    assert shaken.share == pytest.approx(sound.share, rel=1e-7)
