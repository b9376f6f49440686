"""What a solution says about the laws it was computed with."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from linepack.network import GasSpec, Network, NetworkHeader
from linepack.steady import solve_steady

PA = GasSpec(eos="constant_z", temperature=283.15, molar_mass=0.0165, compressibility=0.88)
NEGLECTED = 3_262_594.347 - 3_252_848.903  # Pa, cases A1 and A3
FIRST_ORDER = 0.01  # of the neglected drop, which the diagnosis gives to first order
CHOKED = 387.400839  # kg/s, case A3


def pipe(flow: float, *, gas: GasSpec = PA, turned: bool = False, **row: Any) -> Network:
    ends = {"from_node": "b", "to_node": "a"} if turned else {"from_node": "a", "to_node": "b"}
    shape = {"length": 100e3, "diameter": 0.9, "friction_factor": 0.0108} | row
    return Network.build(
        header=NetworkHeader(name="pipe PA", gas=gas),
        nodes=[{"id": "a"}, {"id": "b"}],
        pipes=[{"id": "P", **ends, **shape}],
        supplies=[{"id": "in", "node": "a", "control": "pressure", "pressure": 75e5}],
        demands=[{"id": "out", "node": "b", "mass_flow": flow}],
    )


@pytest.mark.parametrize("turned", [False, True])
def test_the_neglected_kinetic_drop_is_reported(turned: bool) -> None:
    row = solve_steady(pipe(350.0, turned=turned)).pipes.loc["P"]
    assert row["kinetic_pressure_drop"] == pytest.approx(NEGLECTED, rel=FIRST_ORDER)
    sound = (0.88 * 8.314462618 / 0.0165 * 283.15) ** 0.5
    assert row["mach"] == pytest.approx(row["velocity_max"] / sound, rel=1e-9)


def test_a_flow_just_below_the_choke_is_solved() -> None:
    assert solve_steady(pipe(CHOKED * (1.0 - 1e-6))).status == "solved"


@pytest.mark.parametrize("flow", [CHOKED * (1.0 + 1e-6), 388.0])
def test_a_choked_pipe_is_infeasible_by_name(flow: float) -> None:
    solution = solve_steady(pipe(flow))
    assert solution.status == "infeasible"
    assert solution.findings[0].place == "pipes[P].mass_flow"
    assert "387.401 kg/s" in solution.findings[0].finding
    assert solution.verdict.deliverable is not None
    assert solution.verdict.deliverable.share * flow == pytest.approx(CHOKED, rel=1e-7)


def test_pressures_outside_the_equation_are_a_warning() -> None:
    gas = GasSpec(
        eos="aga",
        temperature=283.15,
        molar_mass=0.0165,
        critical_pressure=46.4e5,
        critical_temperature=192.0,
    )
    solution = solve_steady(pipe(50.0, gas=gas))
    assert solution.status == "solved"
    assert [finding.place for finding in solution.findings] == ["gas.eos"]
    assert solution.findings[0].severity == "warning"
    assert "outside 0 to 70 bar" in solution.findings[0].finding
    assert "gas.eos" in solution.message


def test_a_friction_law_outside_its_range_is_a_warning() -> None:
    network = pipe(200.0, friction_factor=float("nan"), roughness=1e-5)
    wide = replace(network, header=replace(network.header, friction="weymouth"))
    findings = solve_steady(wide).findings
    assert [finding.place for finding in findings] == ["friction"]
    assert "diameters of 0.02 to 0.30 m" in findings[0].finding
    assert not solve_steady(network).findings


@pytest.mark.parametrize(
    ("fuel", "composition", "places"),
    [
        ("gas", None, ["compressors[C].fuel"]),
        ("electric", None, []),
        ("gas", {"methane": 1.0}, []),
    ],
)
def test_fuel_is_never_silently_nothing(fuel: str, composition: Any, places: list[str]) -> None:
    gas = replace(PA, composition=composition, molar_mass=None if composition else PA.molar_mass)
    station = {"id": "C", "from_node": "b", "to_node": "c", "control": "ratio", "ratio": 1.2, "fuel": fuel}
    shape = {"length": 1e4, "diameter": 0.9, "roughness": 1e-5}
    network = Network.build(
        header=NetworkHeader(name="station", gas=gas),
        nodes=[{"id": name} for name in "abcd"],
        pipes=[
            shape | {"id": "p", "from_node": "a", "to_node": "b"},
            shape | {"id": "q", "from_node": "c", "to_node": "d"},
        ],
        compressors=[station],
        supplies=[{"id": "in", "node": "a", "control": "pressure", "pressure": 50e5}],
        demands=[{"id": "out", "node": "d", "mass_flow": 100.0}],
    )
    solution = solve_steady(network)
    assert solution.status == "solved"
    assert [finding.place for finding in solution.findings] == places
    assert (solution.compressors.at["C", "fuel"] > 0.0) == (fuel == "gas" and not places)
