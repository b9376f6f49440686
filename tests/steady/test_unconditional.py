"""Devices whose set-point is an equation: whatever the direction and the ratio, against closed forms."""

from __future__ import annotations

import math
from typing import Any

import pytest

from linepack.constants import GAS_CONSTANT
from linepack.errors import InputError
from linepack.network import GasSpec, Network, NetworkHeader
from linepack.steady import solve_steady
from linepack.steady.prepare import prepare

GAS = GasSpec(eos="constant_z", temperature=283.15, molar_mass=0.0165, compressibility=0.88)
THERMAL = 0.88 * GAS_CONSTANT / 0.0165 * 283.15
LENGTH, DIAMETER, DARCY = 3e4, 0.6, 0.011
RESISTANCE = DARCY * LENGTH * THERMAL / (DIAMETER * (math.pi * DIAMETER**2 / 4.0) ** 2)  # of p²
SOURCE, FLOW = 50e5, 60.0
EXACT = 1e-9  # closed forms to ten digits; the solver ends at round-off


def line(kind: str, row: dict[str, Any], *, end: float = math.nan, **more: Any) -> Network:
    """Return a held pressure, a pipe, a device and a pipe to a load or another held pressure."""
    pipe = {"length": LENGTH, "diameter": DIAMETER, "friction_factor": DARCY}
    held = [{"id": "in", "node": "a", "control": "pressure", "pressure": SOURCE}]
    if math.isfinite(end):
        held.append({"id": "out", "node": "d", "control": "pressure", "pressure": end})
    device = {"id": "E", "from_node": "b", "to_node": "c", "unconditional": True} | row
    if kind == "compressors":
        device["fuel"] = "none"
    tables: dict[str, Any] = {kind: [device]}
    return Network.build(
        header=NetworkHeader(name="line", gas=GAS),
        nodes=[{"id": name} for name in "abcd"],
        pipes=[{"id": f"{a}{b}", "from_node": a, "to_node": b, **pipe} for a, b in ("ab", "cd")],
        supplies=held,
        demands=[] if math.isfinite(end) else [{"id": "out", "node": "d", "mass_flow": FLOW}],
        **tables,
        **more,
    )


def drop(pressure: float, flow: float = FLOW) -> float:
    return math.sqrt(pressure**2 - RESISTANCE * flow * abs(flow))


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("ratio", [0.8, 1.0, 1.25])
@pytest.mark.parametrize("kind", ["compressors", "regulators"])
def test_a_ratio_holds_whichever_way_gas_passes(kind: str, ratio: float, turned: bool) -> None:
    ends = {"from_node": "c", "to_node": "b"} if turned else {}
    solution = solve_steady(line(kind, {"control": "ratio", "ratio": ratio} | ends))
    assert solution.status == "solved"
    before = drop(SOURCE)
    behind = before / ratio if turned else ratio * before
    assert solution.nodes.at["c", "pressure"] == pytest.approx(behind, rel=EXACT)
    assert solution.nodes.at["d", "pressure"] == pytest.approx(drop(behind), rel=EXACT)
    row = solution.table(kind).loc["E"]
    assert row["mode"] == "ratio"
    assert row["mass_flow"] == pytest.approx(-FLOW if turned else FLOW, rel=EXACT)


@pytest.mark.parametrize("kind", ["compressors", "regulators"])
@pytest.mark.parametrize("flow", [30.0, -20.0])
def test_a_flow_holds_whichever_way_the_pressures_drive(kind: str, flow: float) -> None:
    solution = solve_steady(line(kind, {"control": "flow", "flow": flow}, end=55e5))
    assert solution.status == "solved"
    assert solution.table(kind).at["E", "mass_flow"] == pytest.approx(flow, rel=EXACT)
    assert solution.nodes.at["b", "pressure"] == pytest.approx(drop(SOURCE, flow), rel=EXACT)
    assert solution.nodes.at["c", "pressure"] == pytest.approx(drop(55e5, -flow), rel=EXACT)


@pytest.mark.parametrize("kind", ["compressors", "regulators"])
@pytest.mark.parametrize(("name", "node"), [("outlet_pressure", "c"), ("inlet_pressure", "b")])
def test_a_pressure_holds_above_and_below_the_other(kind: str, name: str, node: str) -> None:
    for pressure in (44e5, 58e5):
        solution = solve_steady(line(kind, {"control": name, name: pressure}, end=46e5))
        assert solution.status == "solved"
        assert solution.nodes.at[node, "pressure"] == pytest.approx(pressure, rel=EXACT)


def test_a_difference_may_be_one_against_the_flow() -> None:
    row = {"control": "differential", "differential": 3e5, "from_node": "c", "to_node": "b"}
    solution = solve_steady(line("regulators", row))
    assert solution.nodes.at["c", "pressure"] == pytest.approx(drop(SOURCE) + 3e5, rel=EXACT)


def test_its_limits_act_on_nothing_and_are_held_against_the_result() -> None:
    row = {"control": "ratio", "ratio": 1.25, "ratio_max": 1.3, "outlet_pressure_max": 51e5}
    solution = solve_steady(line("compressors", row))
    assert solution.status == "solved, limits violated"
    assert solution.nodes.at["c", "pressure"] == pytest.approx(1.25 * drop(SOURCE), rel=EXACT)
    assert [one.place for one in solution.findings] == ["compressors[E].outlet_pressure_max"]


def test_a_flow_that_no_load_takes_is_infeasible_by_flows_alone() -> None:
    solution = solve_steady(line("compressors", {"control": "flow", "flow": 50.0}))
    assert solution.status == "infeasible"
    assert "compressors[E]" in solution.message


def test_a_machine_is_not_asked_for_what_only_an_equation_does() -> None:
    ready = prepare(line("compressors", {"control": "ratio", "ratio": 1.1, "unconditional": False}))
    ratio = ready.network.column("compressors", "ratio") - 0.3
    with pytest.raises(InputError, match=r"compressors\[E\]\.ratio: no compressor lowers"):
        ready.solve({("compressors", "ratio"): ratio})
