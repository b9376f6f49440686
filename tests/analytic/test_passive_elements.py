"""Closed forms of resistors, short pipes and heaters, computed independently of the solver."""

from __future__ import annotations

import math
from typing import Any

import pytest

from linepack.constants import GAS_CONSTANT
from linepack.network import GasSpec, Network, NetworkHeader
from linepack.steady import Solution, solve_steady

BENT = 1e-2  # the fade is even in the potential, not in the pressure
EXACT = 1e-9  # closed forms to ten digits; the solver ends at round-off

TEMPERATURE, MOLAR_MASS, FACTOR = 283.15, 0.0165, 0.88
GAS = GasSpec(eos="constant_z", temperature=TEMPERATURE, molar_mass=MOLAR_MASS, compressibility=FACTOR)
PAPAY = GasSpec(
    eos="papay",
    temperature=TEMPERATURE,
    molar_mass=MOLAR_MASS,
    critical_pressure=46.4e5,
    critical_temperature=192.0,
)
THERMAL = FACTOR * GAS_CONSTANT / MOLAR_MASS * TEMPERATURE  # p/ρ, m2/s2
SOURCE, DIAMETER = 50e5, 0.5
AREA = math.pi * DIAMETER**2 / 4.0


def line(kind: str, row: dict[str, Any], *, flow: float, turned: bool = False, gas: GasSpec = GAS) -> Network:
    """Return one element between a held pressure and a load."""
    ends = ("b", "a") if turned else ("a", "b")
    element = {"id": "E", "from_node": ends[0], "to_node": ends[1]} | row
    tables: dict[str, Any] = {kind: [element]}
    return Network.build(
        header=NetworkHeader(name="line", gas=gas),
        nodes=[{"id": "a"}, {"id": "b"}],
        supplies=[{"id": "in", "node": "a", "control": "pressure", "pressure": SOURCE}],
        demands=[{"id": "out", "node": "b", "mass_flow": flow}],
        **tables,
    )


def solved(kind: str, row: dict[str, Any], *, flow: float, turned: bool = False) -> Solution:
    solution = solve_steady(line(kind, row, flow=flow, turned=turned))
    assert solution.status == "solved"
    sign = -1.0 if turned else 1.0
    assert solution.table(kind).at["E", "mass_flow"] == pytest.approx(sign * flow, rel=EXACT, abs=EXACT)
    return solution


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize(("drag", "flow"), [(20.0, 30.0), (500.0, 80.0), (500.0, 0.0)])
def test_drag_takes_the_squares_apart(drag: float, flow: float, turned: bool) -> None:
    solution = solved("resistors", {"drag_factor": drag, "diameter": DIAMETER}, flow=flow, turned=turned)
    expected = math.sqrt(SOURCE**2 - drag * THERMAL * (flow / AREA) ** 2)
    assert solution.nodes.at["b", "pressure"] == pytest.approx(expected, rel=EXACT)
    assert solution.resistors.at["E", "mode"] == "drag"


def test_a_small_drag_is_zeta_times_the_dynamic_pressure() -> None:
    drag, flow = 1.0, 30.0
    solution = solved("resistors", {"drag_factor": drag, "diameter": DIAMETER}, flow=flow)
    density = SOURCE / THERMAL
    loss = drag * density * (flow / (density * AREA)) ** 2 / 2.0
    found = SOURCE - solution.nodes.at["b", "pressure"]
    assert found == pytest.approx(loss, rel=loss / SOURCE)  # the density falls by that much on the way


@pytest.mark.parametrize("gas", [GAS, PAPAY], ids=["constant_z", "papay"])
def test_drag_is_a_pipe_of_as_much_friction(gas: GasSpec) -> None:
    pipe = {"length": 1000.0, "diameter": DIAMETER, "friction_factor": 0.011}
    drag = {"drag_factor": 0.011 * 1000.0 / DIAMETER, "diameter": DIAMETER}
    ends = [
        float(solve_steady(line(kind, row, flow=90.0, gas=gas)).nodes.at["b", "pressure"])
        for kind, row in (("pipes", pipe), ("resistors", drag))
    ]
    assert ends[1] == pytest.approx(ends[0], rel=EXACT)


@pytest.mark.parametrize("turned", [False, True])
def test_a_short_pipe_may_drag_like_a_resistor(turned: bool) -> None:
    drag = {"drag_factor": 20.0, "diameter": DIAMETER}
    ends = [solved(kind, drag, flow=30.0, turned=turned) for kind in ("short_pipes", "resistors")]
    assert ends[0].nodes.at["b", "pressure"] == ends[1].nodes.at["b", "pressure"] < SOURCE
    assert ends[0].short_pipes.at["E", "mode"] == "open"


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("flow", [0.02, 30.0])
def test_a_fixed_loss_is_what_it_says(flow: float, turned: bool) -> None:
    solution = solved("resistors", {"pressure_drop": 1.5e5}, flow=flow, turned=turned)
    assert solution.nodes.at["b", "pressure"] == pytest.approx(48.5e5, rel=EXACT)
    assert solution.resistors.at["E", "mode"] == "pressure_drop"


@pytest.mark.parametrize(("flow", "share"), [(0.0, 0.0), (0.005, 0.5), (0.0025, 0.25)])
def test_a_fixed_loss_fades_at_rest(flow: float, share: float) -> None:
    solution = solved("resistors", {"pressure_drop": 1.5e5}, flow=flow)
    assert SOURCE - solution.nodes.at["b", "pressure"] == pytest.approx(share * 1.5e5, rel=BENT, abs=1e-3)
    assert solution.resistors.at["E", "mode"] == "at rest"


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize(
    ("kind", "row"),
    [
        ("short_pipes", {}),
        ("heaters", {"temperature": 320.0}),
        ("resistors", {"drag_factor": 0.0}),
        ("resistors", {"pressure_drop": 0.0}),
    ],
)
def test_what_joins_takes_nothing(kind: str, row: dict[str, Any], turned: bool) -> None:
    solution = solved(kind, row, flow=30.0, turned=turned)
    assert solution.nodes.at["b", "pressure"] == SOURCE
    assert solution.table(kind).at["E", "mode"] == ("lossless" if kind == "resistors" else "open")


def test_a_fixed_loss_between_two_held_pressures_has_no_end() -> None:
    network = line("resistors", {"pressure_drop": 1e5}, flow=0.0)
    held = [
        {"id": node, "node": node, "control": "pressure", "pressure": pressure}
        for node, pressure in (("a", 40e5), ("b", 50e5))
    ]
    solution = solve_steady(network.replace(supplies=held))
    assert solution.status == "infeasible"
    assert "resistors[E]" in solution.message
