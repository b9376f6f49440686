"""Resistors in questions of capacity: the closed form with a drag, and what is refused by name."""

from __future__ import annotations

import math
from typing import Any

import pytest

from linepack.constants import GAS_CONSTANT
from linepack.errors import InputError
from linepack.network import GasSpec, Network, NetworkHeader
from linepack.optimize.capacity import capacity
from linepack.optimize.resistance import with_pipes_for_resistors
from linepack.steady import solve_steady

GAS = GasSpec(eos="constant_z", temperature=283.15, molar_mass=0.0165, compressibility=0.88)
THERMAL = 0.88 * GAS_CONSTANT / 0.0165 * 283.15
LENGTH, DIAMETER, DARCY, DRAG = 50e3, 0.6, 0.011, 150.0
AREA = math.pi * DIAMETER**2 / 4.0
SAME = 1e-9  # both solves end at round-off
OPTIMUM = 1e-6  # what the optimiser is asked for


def line(resistor: dict[str, Any], *, rise: float = 0.0, **more: Any) -> Network:
    pipe = {"length": LENGTH, "diameter": DIAMETER, "friction_factor": DARCY}
    return Network.build(
        header=NetworkHeader(name="line", gas=GAS),
        nodes=[{"id": "a"}, {"id": "b"}, {"id": "c", "elevation": rise}],
        pipes=[{"id": "R", "from_node": "a", "to_node": "b"} | pipe],
        resistors=[{"id": "R", "from_node": "b", "to_node": "c"} | resistor],
        supplies=[{"id": "in", "node": "a", "control": "pressure", "pressure": 60e5}],
        demands=[{"id": "out", "node": "c", "mass_flow": 10.0, "pressure_min": 40e5}],
        **more,
    )


def test_a_capacity_past_a_drag_is_the_closed_form() -> None:
    found = capacity(line({"drag_factor": DRAG, "diameter": DIAMETER}), "a", "c")
    lost = (DARCY * LENGTH / DIAMETER + DRAG) * THERMAL / AREA**2
    expected = math.sqrt((60e5**2 - 40e5**2) / lost) - 10.0
    assert found.optimum == pytest.approx(expected, rel=OPTIMUM)
    assert found.relaxed >= found.optimum * (1.0 - OPTIMUM)


def test_the_pipe_for_a_drag_changes_no_state() -> None:
    network = line({"drag_factor": DRAG, "diameter": DIAMETER})
    replaced = with_pipes_for_resistors(network)
    assert list(replaced.table("pipes").index) == ["R", "R resistor"]
    assert not len(replaced.table("resistors"))
    before, after = (solve_steady(each).nodes["pressure"] for each in (network, replaced))
    assert after.to_numpy() == pytest.approx(before.to_numpy(), rel=SAME)


def test_the_pipe_for_a_short_pipe_changes_no_state() -> None:
    row = {"id": "R", "from_node": "b", "to_node": "c", "drag_factor": DRAG, "diameter": DIAMETER}
    network = line({}).replace(resistors=[], short_pipes=[row])
    replaced = with_pipes_for_resistors(network)
    assert list(replaced.table("pipes").index) == ["R", "R short pipe"]
    assert not len(replaced.table("short_pipes"))
    before, after = (solve_steady(each).nodes["pressure"] for each in (network, replaced))
    assert after.to_numpy() == pytest.approx(before.to_numpy(), rel=SAME)


def test_a_device_that_is_no_machine_is_refused_by_name() -> None:
    ratio = {"control": "ratio", "ratio": 0.9, "unconditional": True}
    device = {"id": "V", "from_node": "b", "to_node": "c"} | ratio
    for kind in ("regulators", "compressors"):
        network = line({}).replace(**{"resistors": [], kind: [device]})
        with pytest.raises(InputError, match=rf"{kind}\[V\]\.unconditional"):
            capacity(network, "a", "c")


@pytest.mark.parametrize(
    ("resistor", "rise"),
    [({"pressure_drop": 1e5}, 0.0), ({"drag_factor": DRAG, "diameter": DIAMETER}, 20.0)],
)
def test_what_has_no_place_is_refused_by_name(resistor: dict[str, Any], rise: float) -> None:
    with pytest.raises(InputError, match=r"resistors\[R\]"):
        capacity(line(resistor, rise=rise), "a", "c")


@pytest.mark.parametrize("resistor", [{"pressure_drop": 0.0}, {"drag_factor": 0.0}])
def test_what_takes_nothing_stays_and_is_no_matter(resistor: dict[str, Any]) -> None:
    found = capacity(line(resistor), "a", "c")
    lost = DARCY * LENGTH / DIAMETER * THERMAL / AREA**2
    assert found.optimum == pytest.approx(math.sqrt((60e5**2 - 40e5**2) / lost) - 10.0, rel=OPTIMUM)


def test_a_limit_that_the_optimum_does_not_know_is_told() -> None:
    regulator = {
        "id": "V",
        "from_node": "c",
        "to_node": "d",
        "control": "outlet_pressure",
        "outlet_pressure": 35e5,
        "differential_min": 5e5,
        "internal_bypass": False,
    }
    network = line({"drag_factor": DRAG, "diameter": DIAMETER}).replace(
        nodes=[{"id": name} for name in "abcd"],
        demands=[{"id": "out", "node": "d", "mass_flow": 10.0, "pressure_min": 30e5}],
        regulators=[regulator],
    )
    found = capacity(network, "a", "d")
    assert "breaks regulators[V].differential_min" in found.message
    assert [finding.place for finding in found.findings] == ["regulators[V].differential_min"]
