"""What of GasLib's files becomes which row, in SI, and what is said about the rest."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest

import linepack as lp
from linepack.formats import read, read_findings, read_scenarios
from linepack.units import BAR

if TYPE_CHECKING:
    from pathlib import Path

MASS = 0.75 * 1000.0 / 3600.0
"""kg/s of 1000 m3/h of the made-up gas."""


def test_units_are_those_written_beside_each_number(case: Path) -> None:
    network = read(case)
    pipe = network.pipes.loc["P1"]
    assert (pipe.length, pipe.diameter, pipe.roughness) == pytest.approx((20e3, 0.6, 1e-5))
    assert pipe.pressure_max == pytest.approx(84 * BAR + 101_325.0)
    assert network.supplies.at["in", "mass_flow"] == pytest.approx(300 * MASS)
    assert network.header.gas.temperature == pytest.approx(283.15)
    assert network.header.gas.molar_mass == pytest.approx(0.017)
    assert network.header.reference_density == pytest.approx(0.75)


def test_every_kind_has_its_table(case: Path) -> None:
    network = read(case)
    counts = {"nodes": 9, "pipes": 2, "short_pipes": 1, "resistors": 2, "valves": 1, "compressors": 1}
    counts |= {"regulators": 1, "supplies": 1, "demands": 2}
    assert {kind: len(network.table(kind)) for kind in counts} == counts
    assert network.resistors.at["R2", "pressure_drop"] == pytest.approx(0.5 * BAR)
    assert network.resistors.at["R1", "drag_factor"] == 10.0
    assert network.regulators.at["K", "differential_min"] == pytest.approx(BAR)
    assert not network.regulators.at["K", "internal_bypass"]


def test_a_scenario_narrows_pressures_and_its_bounds_are_met_in_the_middle(case: Path) -> None:
    network = read(case)
    assert network.nodes.at["in", "pressure_max"] == pytest.approx(69 * BAR + 101_325.0)
    assert network.nodes.at["out", "pressure_max"] == pytest.approx(40 * BAR)
    assert network.demands.at["side", "mass_flow"] == pytest.approx(100 * MASS)
    assert network.source_of("demands", "side", "mass_flow").basis == "estimate"


def test_stations_give_power_and_ratio(case: Path) -> None:
    station = read(case).compressors.loc["C"]
    assert station.power_max == pytest.approx(10e6)  # both machines of the larger configuration at 5 MW
    assert station.ratio_max == pytest.approx(1.8 * 1.5)
    assert station.fuel == "electric"


def test_the_decision_that_lets_the_nominated_gas_through_is_taken(case: Path) -> None:
    network = read(case)
    assert network.valves.at["V", "open"]
    assert "rule G2" in network.source_of("valves", "V", "open").note


def test_what_no_file_states_is_an_estimate_that_names_its_rule(case: Path) -> None:
    network = read(case)
    for kind, row, column in (
        ("supplies", "in", "pressure"),
        ("regulators", "K", "control"),
        ("compressors", "C", "outlet_pressure"),
    ):
        said = network.source_of(kind, row, column)
        assert (said.basis, said.confidence) == ("estimate", "low")
        assert said.note.startswith("rule G")
    assert network.source_of("pipes", "P1", "length").source.startswith("made-up.net line ")


def test_what_no_column_holds_is_told_and_kept(case: Path) -> None:
    network, findings = read_findings(case)
    assert network is not None
    told = {finding.column for finding in findings if finding.severity == "warning"}
    assert {"heatTransferCoefficient", "pressureLossIn", "fuelGasVertex", "scenarioProbability"} <= told
    assert "pressureLossIn 0.5 bar" in network.source_of("compressors", "C").note
    assert "configuration both: M1 then M2" in network.source_of("compressors", "C").note
    assert not [finding for finding in findings if finding.severity == "error"]


def test_the_made_up_network_is_solved_with_its_stated_controls(case: Path) -> None:
    solution = lp.solve_steady(read(case))
    assert solution.status == "solved"
    assert solution.supplies.at["in", "mass_flow"] == pytest.approx(300 * MASS, rel=1e-6)


def test_a_scenario_is_chosen_by_name_or_path_and_without_one_nothing_flows(case: Path) -> None:
    other = case / "summer.scn"
    other.write_text((case / "winter.scn").read_text().replace("300", "240").replace("200", "140"))
    assert read(case).supplies.mass_flow.sum() == 0.0
    assert read(case, scenario="summer").supplies.mass_flow.sum() == pytest.approx(240 * MASS)
    assert read(case / "made-up.net", scenario=str(other)).demands.at["out", "mass_flow"] == pytest.approx(
        140 * MASS
    )
    with pytest.raises(lp.InputError, match="Did you mean 'summer'"):
        read(case, scenario="sumer")


def test_all_scenarios_of_a_folder_or_an_archive_come_one_by_one(case: Path) -> None:
    with zipfile.ZipFile(case / "many.zip", "w") as archive:
        for day in range(3):
            archive.write(case / "winter.scn", f"days/{day}.scn")
    assert [one.name for one in read_scenarios(case)] == ["winter"]
    many = list(read_scenarios(case, case / "many.zip"))
    assert [one.name for one in many] == ["0", "1", "2"]
    assert all(one.network is not None and one.network.supplies.mass_flow.sum() > 0.0 for one in many)


def test_sources_that_differ_give_a_mean_by_flow_and_a_word(case: Path) -> None:
    net = case / "made-up.net"
    text = net.read_text(encoding="utf-8")
    start, end = text.index('    <source id="in"'), text.index("</source>") + len("</source>")
    second = text[start:end].replace('id="in"', 'id="two"').replace('value="17.0"', 'value="20.0"')
    net.write_text(text[:start] + second + "\n" + text[start:], encoding="utf-8")
    network, findings = read_findings(case)
    assert network is not None
    assert network.header.gas.molar_mass == pytest.approx(0.017)
    assert [one for one in findings if one.column == "gas.molar_mass" and "differ" in one.finding]
