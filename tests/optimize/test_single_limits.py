"""One small network per limiting thing, each against a value worked out by hand, its limit named."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from linepack.errors import InputError
from linepack.network import GasSpec, Network, NetworkHeader
from linepack.optimize import capacity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from linepack.optimize import Capacity

BY_HAND = 1e-5  # share: sweeps over friction end at 1e-4 of the flow and are exact with a given factor
ORDERED = 1e-6  # share by which a bound may fall below the optimum: the optimum's own tolerance

TEMPERATURE, MOLAR_MASS, Z = 283.15, 0.0165, 0.88
SOUND_SQUARED = Z * 8.314462618 / MOLAR_MASS * TEMPERATURE  # Z Rs T [m2/s2]
KAPPA = 1.29 - 5.8824e-4 * (TEMPERATURE - 273.15)
EFFICIENCY = 0.82
PIPE = {"length": 100e3, "diameter": 0.9, "friction_factor": 0.0108}
AREA = 0.25 * np.pi * PIPE["diameter"] ** 2
RESISTANCE = PIPE["friction_factor"] * PIPE["length"] * SOUND_SQUARED / (PIPE["diameter"] * AREA**2)
"""p1² − p2² over q² of a level pipe at constant compressibility. [Pa² s²/kg²]"""

HEADER = NetworkHeader(
    name="one limit",
    gas=GasSpec(eos="constant_z", temperature=TEMPERATURE, molar_mass=MOLAR_MASS, compressibility=Z),
)


def flow_between(inlet_bar: float, outlet_bar: float) -> float:
    """The flow of the pipe between two pressures. [kg/s]"""
    return float(np.sqrt(((inlet_bar * 1e5) ** 2 - (outlet_bar * 1e5) ** 2) / RESISTANCE))


def line(
    device: str = "",
    device_row: Mapping[str, Any] | None = None,
    *,
    pipe: Mapping[str, Any] | None = None,
    supply: Mapping[str, Any] | None = None,
    device_last: bool = False,
    **more: list[dict[str, Any]],
) -> Network:
    """A source of 75 bar at a, a pipe to b, with a device of any kind before or behind it."""
    nodes = [{"id": name} for name in (("a", "m", "b") if device else ("a", "b"))]
    ends = ("a", "m") if device_last and device else ("m" if device else "a", "b")
    tables: dict[str, list[dict[str, Any]]] = {
        "nodes": nodes,
        "pipes": [PIPE | {"id": "p", "from_node": ends[0], "to_node": ends[1], **(pipe or {})}],
        "supplies": [{"id": "in", "node": "a", "control": "pressure", "pressure": 75e5, **(supply or {})}],
        "demands": [{"id": "out", "node": "b", "mass_flow": 0.0, "pressure_min": 40e5}],
    }
    if device:
        between = ("m", "b") if device_last else ("a", "m")
        row = {"id": "d", "from_node": between[0], "to_node": between[1], **(device_row or {})}
        tables[device] = [row]
    return Network.build(header=HEADER, **(tables | more))


LIFT = {"control": "ratio", "ratio": 1.0, "efficiency": EFFICIENCY}
REDUCE = {"control": "outlet_pressure", "outlet_pressure": 75e5}
LOW = {"pressure": 40e5}


def power_limited(power: float, inlet_bar: float, outlet_bar: float) -> float:
    """The flow that a station of some power lifts from its inlet so that it leaves the pipe behind it."""
    share = (KAPPA - 1.0) / KAPPA

    def needed(flow: float) -> float:
        lifted = np.sqrt((outlet_bar * 1e5) ** 2 + RESISTANCE * flow**2)
        head = SOUND_SQUARED / share * ((lifted / (inlet_bar * 1e5)) ** share - 1.0)
        return flow * head / EFFICIENCY

    low, high = 0.0, 1e4
    for _ in range(200):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if needed(middle) < power else (low, middle)
    return low


CASES = {
    "least pressure of the delivery": (line(), flow_between(75, 40), "demands[out].pressure_min"),
    "least pressure of a node": (
        line(nodes=[{"id": "a"}, {"id": "b", "pressure_min": 50e5}]),
        flow_between(75, 50),
        "nodes[b].pressure_min",
    ),
    "largest pressure of a pipe": (
        line(pipe={"pressure_max": 60e5}),
        flow_between(60, 40),
        "pipes[p].pressure_max",
    ),
    "largest pressure of a node": (
        line(
            "compressors",
            LIFT | {"ratio_max": 3.0},
            supply=LOW,
            nodes=[{"id": "a"}, {"id": "m", "pressure_max": 70e5}, {"id": "b"}],
        ),
        flow_between(70, 40),
        "nodes[m].pressure_max",
    ),
    "supply": (line(supply={"flow_max": 123.0}), 123.0, "supplies[in].flow_max"),
    "flow of a compressor": (
        line("compressors", LIFT | {"flow_max": 150.0, "ratio_max": 2.0}, supply=LOW),
        150.0,
        "compressors[d].flow_max",
    ),
    "ratio of a compressor": (
        line("compressors", LIFT | {"ratio_max": 1.5}, supply=LOW),
        flow_between(60, 40),
        "compressors[d].ratio_max",
    ),
    "power of a compressor": (
        line("compressors", LIFT | {"power_max": 8e6}, supply=LOW),
        power_limited(8e6, 40, 40),
        "compressors[d].power_max",
    ),
    "outlet pressure of a compressor": (
        line("compressors", LIFT | {"outlet_pressure_max": 66e5, "ratio_max": 3.0}, supply=LOW),
        flow_between(66, 40),
        "compressors[d].outlet_pressure_max",
    ),
    "inlet pressure of a compressor": (
        line(
            "compressors",
            LIFT | {"inlet_pressure_min": 55e5, "ratio_max": 2.0},
            device_last=True,
        ),
        flow_between(75, 55),
        "compressors[d].inlet_pressure_min",
    ),
    "flow of a regulator": (line("regulators", REDUCE | {"flow_max": 99.0}), 99.0, "regulators[d].flow_max"),
    "outlet pressure of a regulator": (
        line("regulators", REDUCE | {"outlet_pressure": 50e5, "outlet_pressure_max": 52e5}),
        flow_between(52, 40),
        "regulators[d].outlet_pressure_max",
    ),
    "published capacity of a pipe": (
        line(pipe={"technical_capacity": 77.0}),
        77.0,
        "pipes[p].technical_capacity",
    ),
    "published capacity of a regulator": (
        line("regulators", REDUCE | {"technical_capacity": 88.0}),
        88.0,
        "regulators[d].technical_capacity",
    ),
}


@cache
def answer(case: str) -> Capacity:
    return capacity(CASES[case][0], "a", "b")


@pytest.mark.parametrize("case", CASES)
def test_the_limit_is_met_and_named(case: str) -> None:
    (_, by_hand, place), found = CASES[case], answer(case)
    assert found.deliverable == pytest.approx(by_hand, rel=BY_HAND)
    assert place in [limit.place for limit in found.binding]
    assert place in set(found.marginals["limit"])
    assert found.relaxed >= found.optimum * (1.0 - ORDERED)
    assert found.max_flow >= found.relaxed * (1.0 - ORDERED)
    assert place in found.message


@pytest.mark.parametrize("case", CASES)
def test_a_limit_moved_a_little_gives_what_its_gain_says(case: str) -> None:
    """The marginal is the derivative: the answer of a network whose limit is 0.1 % wider."""
    network, _, place = CASES[case]
    kind, rest = place.split("[", 1)
    element, column = rest.split("].")
    table = network.table(kind)
    step = 1e-3 * float(table.at[element, column])
    table.loc[element, column] += step
    before, after = answer(case), capacity(network.with_table(kind, table), "a", "b")
    row = before.marginals.set_index("limit").loc[place]
    unit = {"bar": 1e5, "MW": 1e6, "kg/s": 1.0, "0.1 of ratio": 0.1}[row["unit"]]
    side = 1.0 if column.endswith("max") or column == "technical_capacity" else -1.0
    moved = side * (after.deliverable - before.deliverable)
    assert moved == pytest.approx(row["gain"] / unit * step, rel=5e-3)  # second order of a step of 0.1 %


@pytest.mark.parametrize(
    ("device", "row"),
    [
        ("valves", {"open": False}),
        ("regulators", {"control": "closed"}),
        ("compressors", {"control": "closed"}),
    ],
)
def test_a_closed_device_leaves_no_way(device: str, row: dict[str, Any]) -> None:
    with pytest.raises(InputError, match=r"no source holds the pressure|nothing connects"):
        capacity(line(device, row), "a", "b")


def test_a_check_valve_against_the_way_leaves_nothing() -> None:
    against = {"id": "d", "from_node": "b", "to_node": "m"}
    network = line("check_valves", against, device_last=True)
    found = capacity(network, "a", "b")
    assert found.deliverable == pytest.approx(0.0, abs=1e-6)


def test_without_a_published_number_the_cap_says_so() -> None:
    found = capacity(line(), "a", "b")
    assert np.isnan(found.contractual_cap)
    assert found.deliverable == found.optimum
    assert found.to_dict()["capacity"][0]["contractual_cap_note"] == "none published"
    assert "No contractual or technical capacity is published" in found.message


def test_a_base_load_above_what_is_published_leaves_nothing_on_top() -> None:
    demands = [{"id": "out", "node": "b", "mass_flow": 100.0, "pressure_min": 40e5}]
    found = capacity(line(pipe={"technical_capacity": 77.0}, demands=demands), "a", "b")
    assert found.contractual_cap == 0.0
    assert found.deliverable == 0.0
    assert found.optimum == pytest.approx(flow_between(75, 40) - 100.0, rel=BY_HAND)
    assert [limit.place for limit in found.binding] == ["pipes[p].technical_capacity"]
