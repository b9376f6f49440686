"""Storages, terminals and caps: their modes, their signs and their limits."""

from __future__ import annotations

from typing import Any

import pytest

from linepack.network import GasSpec, Network, NetworkHeader
from linepack.network.check import check
from linepack.steady import solve_steady

GAS = GasSpec(eos="constant_z", temperature=283.15, molar_mass=0.0165, compressibility=0.88)
BALANCED = 1e-9  # kg/s, of flows of some ten kg/s
HELD = 49e5


def network(*, supply: float = 50e5, load: float = 30.0, **tables: Any) -> Network:
    return Network.build(
        header=NetworkHeader(name="sources", gas=GAS),
        nodes=[{"id": name} for name in "abc"],
        pipes=[
            {
                "id": a + b,
                "from_node": a,
                "to_node": b,
                "length": 2e4,
                "diameter": 0.5,
                "friction_factor": 0.011,
            }
            for a, b in ("ab", "bc")
        ],
        supplies=[{"id": "in", "node": "a", "control": "pressure", "pressure": supply}],
        demands=[{"id": "out", "node": "b", "mass_flow": load}],
        **tables,
    )


def storage(**row: Any) -> list[dict[str, Any]]:
    return [{"id": "S", "node": "c"} | row]


@pytest.mark.parametrize(("flow", "mode"), [(12.0, "withdrawing"), (-12.0, "injecting"), (0.0, "at rest")])
def test_a_storage_withdraws_into_the_network_and_injects_from_it(flow: float, mode: str) -> None:
    solution = solve_steady(network(storages=storage(mass_flow=flow)))
    assert solution.storages.at["S", "mode"] == mode
    assert solution.storages.at["S", "mass_flow"] == flow
    assert solution.pipes.at["bc", "mass_flow"] == pytest.approx(-flow, abs=BALANCED)
    assert solution.supplies.at["in", "mass_flow"] == pytest.approx(30.0 - flow, abs=BALANCED)


def test_a_storage_that_is_off_moves_nothing() -> None:
    solution = solve_steady(network(storages=storage(control="off", mass_flow=12.0)))
    assert solution.storages.at["S", "mode"] == "off"
    assert solution.storages.at["S", "mass_flow"] == 0.0


@pytest.mark.parametrize(("load", "mode"), [(80.0, "withdrawing"), (0.0, "injecting")])
def test_a_storage_that_holds_its_pressure_takes_what_is_left(load: float, mode: str) -> None:
    solution = solve_steady(network(load=load, storages=storage(control="pressure", pressure=HELD)))
    assert solution.storages.at["S", "mode"] == mode
    total = solution.supplies.at["in", "mass_flow"] + solution.storages.at["S", "mass_flow"]
    assert total == pytest.approx(load, abs=BALANCED)


@pytest.mark.parametrize(
    ("load", "limit", "broken"),
    [
        (80.0, {"withdrawal_max": 1.0}, True),
        (80.0, {"withdrawal_max": 1e3}, False),
        (80.0, {"withdrawal_min": 1e3}, True),
        (80.0, {"injection_min": 1e3}, False),
        (0.0, {"injection_max": 1.0}, True),
        (0.0, {"injection_min": 1e3}, True),
        (0.0, {"withdrawal_min": 1e3}, False),
    ],
)
def test_what_a_held_storage_moves_meets_its_limits(
    load: float, limit: dict[str, float], broken: bool
) -> None:
    solution = solve_steady(network(load=load, storages=storage(control="pressure", pressure=HELD, **limit)))
    assert solution.status == ("solved, limits violated" if broken else "solved")
    if broken:
        assert solution.findings[0].place == f"storages[S].{next(iter(limit))}"
        assert "the flow is" in solution.findings[0].finding


@pytest.mark.parametrize(("limit", "broken"), [("sendout_max", True), ("sendout_min", False)])
def test_a_terminal_that_holds_its_pressure_meets_its_limits(limit: str, broken: bool) -> None:
    terminal = [{"id": "L", "node": "c", "control": "pressure", "pressure": HELD, limit: 1.0}]
    solution = solve_steady(network(load=80.0, lng_terminals=terminal))
    assert solution.lng_terminals.at["L", "mode"] == "sending out"
    assert solution.status == ("solved, limits violated" if broken else "solved")


@pytest.mark.parametrize(
    ("kind", "row", "refused"),
    [
        ("storages", {"mass_flow": 5.0, "withdrawal_min": 10.0}, True),
        ("storages", {"mass_flow": -5.0, "withdrawal_min": 10.0}, False),
        ("storages", {"mass_flow": -5.0, "injection_min": 10.0}, True),
        ("storages", {"mass_flow": 0.0, "injection_min": 10.0}, False),
        ("storages", {"mass_flow": -15.0, "injection_max": 10.0}, True),
        ("storages", {"mass_flow": 5.0, "withdrawal_min": 3.0, "withdrawal_max": 2.0}, True),
        ("lng_terminals", {"mass_flow": 5.0, "sendout_min": 10.0}, True),
        ("lng_terminals", {"mass_flow": 0.0, "sendout_min": 10.0}, False),
    ],
)
def test_a_given_flow_is_held_against_its_limits_before(
    kind: str, row: dict[str, Any], refused: bool
) -> None:
    tables: dict[str, Any] = {kind: [{"id": "S", "node": "c"} | row]}
    errors = [finding for finding in check(network(**tables)) if finding.severity == "error"]
    assert bool(errors) == refused


def test_a_resistor_has_a_cap() -> None:
    resistor = [{"id": "R", "from_node": "b", "to_node": "c", "drag_factor": 10.0, "diameter": 0.5}]
    capped = network(load=0.0, resistors=[resistor[0] | {"technical_capacity": 5.0}])
    solution = solve_steady(capped.replace(demands=[{"id": "out", "node": "c", "mass_flow": 30.0}]))
    assert solution.status == "solved, limits violated"
    assert solution.findings[0].place == "resistors[R].technical_capacity"
