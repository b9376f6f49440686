"""Adjoint sensitivities are the slopes of the solves themselves, and a mode switch is named."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from linepack.errors import InputError
from linepack.network import GasSpec, Network, NetworkHeader, change
from linepack.steady import Solution, solve_steady

STEP = 5e-3  # relative, of the differences of fourth order: their error is of the order of 1e-9
EQUAL = 1e-6  # relative, of a sensitivity and a difference of solves
SOLVED = 1e-10  # what a solve leaves of a result, relative to it: assemble.EDGE_TOLERANCE
POWER = 10.0  # that much more of a power: it hangs on the rise of the pressure, a tenth of the pressure
GASES = {
    "constant_z": GasSpec(eos="constant_z", temperature=283.15, molar_mass=0.0165, compressibility=0.88),
    "papay": GasSpec(eos="papay", temperature=283.15, composition={"methane": 0.95, "ethane": 0.05}),
}
CONTROLS: dict[str, dict[str, Any]] = {
    "ratio": {"control": "ratio", "ratio": 1.2},
    "power": {"control": "power", "power": 2e6},
    "outlet": {"control": "outlet_pressure", "outlet_pressure": 62e5},
}


def line(gas: str = "papay", friction: str = "hofer", control: str = "ratio", load: float = 60.0) -> Network:
    """Source, pipe, compressor, pipe, regulator, pipe, over hills."""
    names = ("a", "b", "c", "d", "e", "f")
    pipe = {"length": 3e4, "diameter": 0.6, "roughness": 2e-5}
    ends = (("a", "b"), ("c", "d"), ("e", "f"))
    return Network.build(
        header=NetworkHeader(name="line", gas=GASES[gas], friction=friction),
        nodes=[{"id": name, "elevation": 150.0 * (at % 3)} for at, name in enumerate(names)],
        pipes=[{"id": f"p{a}", "from_node": a, "to_node": b, **pipe} for a, b in ends],
        compressors=[{"id": "k", "from_node": "b", "to_node": "c", **CONTROLS[control]}],
        regulators=[
            {
                "id": "r",
                "from_node": "d",
                "to_node": "e",
                "control": "outlet_pressure",
                "outlet_pressure": 45e5,
            }
        ],
        supplies=[{"id": "s", "node": "a", "control": "pressure", "pressure": 60e5}],
        demands=[{"id": "g", "node": "d", "mass_flow": 20.0}, {"id": "h", "node": "f", "mass_flow": load}],
    )


def loop() -> Network:
    """Two sources and a ring of pipes, a resistor and a regulator that keeps a flow; flows against rows."""
    pipe = {"length": 2e4, "diameter": 0.5, "roughness": 1e-5}
    ends = (("a", "b"), ("b", "c"), ("d", "c"), ("d", "e"), ("e", "f"), ("a", "f"))
    return Network.build(
        header=NetworkHeader(name="loop", gas=GASES["papay"], friction="hofer"),
        nodes=[{"id": name, "elevation": 60.0 * at} for at, name in enumerate("abcdefg")],
        pipes=[{"id": a + b, "from_node": a, "to_node": b, **pipe} for a, b in ends],
        resistors=[{"id": "x", "from_node": "b", "to_node": "e", "drag_factor": 300.0, "diameter": 0.4}],
        regulators=[{"id": "r", "from_node": "g", "to_node": "d", "control": "flow", "flow": 12.0}],
        check_valves=[{"id": "v", "from_node": "b", "to_node": "d"}],
        supplies=[
            {"id": "s", "node": "a", "control": "pressure", "pressure": 60e5},
            {"id": "t", "node": "g", "control": "pressure", "pressure": 75e5},
        ],
        storages=[{"id": "w", "node": "f", "mass_flow": 5.0}],
        demands=[{"id": "g", "node": "c", "mass_flow": 40.0}, {"id": "h", "node": "e", "mass_flow": 9.0}],
    )


def read(solution: Solution, what: str) -> float:
    kind, _, rest = what.partition("[")
    element, _, column = rest.partition("].")
    return float(solution.table(kind).loc[element, column])


WHATS = ("nodes[d].pressure", "compressors[k].power", "compressors[k].fuel")
WHATS += ("nodes[a].injection", "pipes[pc].linepack")


def differences(network: Network, place: tuple[str, str, str], whats: tuple[str, ...]) -> dict[str, float]:
    """Return the slopes of the results by solves on both sides, of fourth order."""
    kind, element, column = place
    value = float(network.table(kind).loc[element, column])

    def at(share: float) -> Solution:
        moved = change(network, kind, element, **{column: value * (1.0 + share * STEP)})
        return solve_steady(moved)  # cold: a warm solve ends after a step that leaves a share of the move

    up, down, far_up, far_down = (at(share) for share in (1.0, -1.0, 2.0, -2.0))
    return {
        what: (8.0 * (read(up, what) - read(down, what)) - (read(far_up, what) - read(far_down, what)))
        / (12.0 * STEP * value)
        for what in whats
    }


LINES = (
    ("papay", "hofer", "power"),
    ("constant_z", "colebrook_white", "outlet"),
    ("constant_z", "colebrook_white", "ratio"),
)


@pytest.mark.parametrize(("gas", "friction", "control"), LINES)
def test_a_sensitivity_is_the_slope_of_the_solves(gas: str, friction: str, control: str) -> None:
    assert_slopes(line(gas, friction, control), WHATS)


def test_sensitivities_hold_in_a_loop_with_every_kind_of_edge() -> None:
    assert_slopes(loop(), ("nodes[c].pressure", "pipes[bc].mass_flow", "nodes[a].injection"))


def assert_slopes(network: Network, whats: tuple[str, ...]) -> None:
    solution = solve_steady(network)
    found = {what: solution.sensitivity(what) for what in whats}
    assert not any(each.switches for each in found.values())
    rows = next(iter(found.values())).table.query("kind != 'gas'")
    for at, row in rows.iterrows():
        place = (row["kind"], row["element"], row["column"])
        value = float(network.table(place[0]).loc[place[1], place[2]])
        for what, slope in differences(network, place, whats).items():
            more = POWER if what.endswith((".power", ".fuel")) else 1.0
            noise = more * SOLVED * abs(read(solution, what)) / (STEP * abs(value))
            own = found[what].table.loc[at, "derivative"]
            assert own == pytest.approx(slope, rel=EQUAL, abs=noise), (what, place)


def test_the_temperature_of_the_gas_counts_with_all_that_hangs_on_it() -> None:
    network = loop()
    own = solve_steady(network).sensitivity("nodes[c].pressure").table.query("kind == 'gas'")

    def at(share: float) -> float:
        gas = replace(GASES["papay"], temperature=283.15 * (1.0 + share * STEP))
        return read(
            solve_steady(network.replace(header=replace(network.header, gas=gas))), "nodes[c].pressure"
        )

    slope = (8.0 * (at(1.0) - at(-1.0)) - (at(2.0) - at(-2.0))) / (12.0 * STEP * 283.15)
    assert own["derivative"].item() == pytest.approx(slope, rel=EQUAL)


def test_the_units_of_the_face_are_those_of_the_tables() -> None:
    table = solve_steady(line()).sensitivity("nodes[d].pressure").table
    row = table[(table["kind"] == "supplies")].iloc[0]
    assert (row["unit"], row["face_unit"]) == ("Pa per Pa", "bar per bar")
    assert row["face_derivative"] == pytest.approx(row["derivative"])
    load = table[table["element"] == "g"].iloc[0]
    assert load["face_derivative"] == pytest.approx(load["derivative"] / 1e5)


def test_a_device_at_its_switch_is_named_and_its_mode_decides() -> None:
    network = line("constant_z", control="outlet")  # burns nothing, so that the entry does not move
    entry = float(solve_steady(network).nodes.loc["b", "pressure"])
    at_the_switch = change(network, "compressors", "k", outlet_pressure=entry)
    found = solve_steady(at_the_switch).sensitivity("nodes[d].pressure")
    assert found.switches == ("compressors[k]",)
    own = found.table.set_index(["kind", "element", "column"]).loc["demands", "h", "mass_flow"]
    sides = []
    for step in (1e-4, -1e-4):
        moved = change(at_the_switch, "demands", "h", mass_flow=60.0 * (1.0 + step))
        gained = read(solve_steady(moved), WHATS[0]) - read(solve_steady(at_the_switch), WHATS[0])
        sides.append(gained / (60.0 * step))
    assert sides[0] != pytest.approx(sides[1], rel=0.1)
    assert min(abs(own["derivative"] / side - 1.0) for side in sides) < 1e-3  # steps of first order


def test_a_result_that_is_none_is_refused() -> None:
    with pytest.raises(InputError, match="no result of this name"):
        solve_steady(line()).sensitivity("nodes[nowhere].pressure")


@pytest.mark.parametrize("factor", [0.7, 0.95, 1.05, 1.2])
def test_a_warm_start_ends_where_a_cold_one_does(factor: float) -> None:
    network = line()
    start = solve_steady(network)
    other = change(network, "demands", "h", mass_flow=60.0 * factor)
    warm, cold = solve_steady(other, start=start), solve_steady(other)
    assert warm.nodes["pressure"].to_numpy() == pytest.approx(cold.nodes["pressure"].to_numpy(), rel=1e-9)
