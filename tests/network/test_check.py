"""Everything that can be wrong with a network is found, with place, finding and remedy."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from linepack.errors import Finding
from linepack.network import GasSpec, Network, NetworkHeader
from linepack.network.check import check
from linepack.network.edit import add, change
from linepack.network.places import MOST_PER_CONCERN


def one(findings: list[Finding], place: str) -> Finding:
    found = [finding for finding in findings if finding.place == place]
    assert found, [str(finding) for finding in findings]
    return found[0]


def test_a_sound_network_has_no_findings(make: Callable[..., Network]) -> None:
    assert check(make()) == []


@pytest.mark.parametrize(
    ("kind", "values", "place", "severity", "words"),
    [
        ("pipes", {"diameter": 0.0}, "pipes[P1].diameter", "error", "0.0 m is not above 0"),
        ("pipes", {"length": -1.0}, "pipes[P1].length", "error", "not above 0"),
        ("pipes", {"length": 1e9}, "pipes[P1].length", "error", "is above 1e+08"),
        ("pipes", {"diameter": 688.0}, "pipes[P1].diameter", "error", "looks like mm"),
        ("pipes", {"diameter": 4.0}, "pipes[P1].diameter", "warning", "not plausible"),
        ("pipes", {"efficiency": 0.1}, "pipes[P1].efficiency", "warning", "not plausible"),
        ("pipes", {"roughness": 0.012}, "pipes[P1].roughness", "warning", "looks like mm"),
        ("pipes", {"roughness": 0.1, "diameter": 0.15}, "pipes[P1].roughness", "error", "radius"),
        ("pipes", {"roughness": None}, "pipes[P1].roughness", "error", "neither roughness"),
        ("pipes", {"outer_diameter": 0.8}, "pipes[P1].outer_diameter", "error", "above the inner"),
        (
            "pipes",
            {"outer_diameter": 1.0, "wall_thickness": 0.01},
            "pipes[P1].diameter",
            "warning",
            "two walls",
        ),
        ("pipes", {"parallel_lines": 0}, "pipes[P1].parallel_lines", "error", "0 is below 1"),
        ("pipes", {"to_node": "b"}, "pipes[P1].to_node", "error", "no node 'b'. Did you mean 'B'?"),
        ("pipes", {"to_node": "A"}, "pipes[P1].to_node", "error", "same node"),
        ("supplies", {"node": "Z"}, "supplies[S1].node", "error", "no node 'Z'"),
        (
            "supplies",
            {"pressure": 75.0},
            "supplies[S1].pressure",
            "warning",
            "looks like bar, which would be 7.5e",
        ),
        ("supplies", {"pressure": None}, "supplies[S1].pressure", "error", "there is no set-point"),
        (
            "supplies",
            {"flow_min": 2.0, "flow_max": 1.0},
            "supplies[S1].flow_min",
            "error",
            "is above flow_max",
        ),
        ("demands", {"flow_max": 50.0}, "demands[D1].mass_flow", "error", "beyond its own limit flow_max"),
        ("demands", {"mass_flow": -1.0}, "demands[D1].mass_flow", "error", "below 0"),
        ("storages", {"injection_max": 1.0}, "storages[T1].mass_flow", "error", "injection_max"),
        ("lng_terminals", {"sendout_max": 1.0}, "lng_terminals[L1].mass_flow", "error", "sendout_max"),
        ("regulators", {"outlet_pressure": None}, "regulators[R1].outlet_pressure", "error", "no set-point"),
        ("regulators", {"outlet_pressure_max": 3e6}, "regulators[R1].outlet_pressure", "error", "own limit"),
        ("compressors", {"ratio_max": 1.1}, "compressors[C1].ratio", "error", "own limit ratio_max"),
        ("compressors", {"ratio": 0.5}, "compressors[C1].ratio", "error", "below 1"),
        ("nodes", {"pressure_max": 5e6}, "supplies[S1].pressure", "warning", "beyond pressure_max"),
        ("nodes", {"pressure_min": 2e6, "pressure_max": 1e6}, "nodes[A].pressure_min", "error", "above"),
        ("nodes", {"latitude": 100.0}, "nodes[A].latitude", "error", "above 90"),
        ("nodes", {"elevation": 9000.0}, "nodes[A].elevation", "warning", "not plausible"),
        (
            "valves",
            {"start_date": "2022-01-01", "end_date": "2022-01-01"},
            "valves[V1].end_date",
            "error",
            "ends",
        ),
        ("valves", {"status": "retired"}, "valves[V1].end_date", "warning", "without an end date"),
        ("valves", {"superseded_by": "P9"}, "valves[V1].superseded_by", "error", "no row 'P9'"),
        ("valves", {"superseded_by": "V1"}, "valves[V1].superseded_by", "error", "circle"),
    ],
)
def test_each_mistake_is_found(
    make: Callable[..., Network], kind: str, values: dict[str, Any], place: str, severity: str, words: str
) -> None:
    findings = [finding for finding in check(make(**{kind: values})) if words in str(finding)]
    assert [finding.place for finding in findings] == [place]
    assert findings[0].severity == severity
    assert findings[0].remedy
    assert f"{findings[0].table}[{findings[0].row}].{findings[0].column}" == place


def test_a_pressure_set_point_in_use_alone_counts(make: Callable[..., Network]) -> None:
    assert check(make(compressors={"outlet_pressure": 9e6, "outlet_pressure_max": 8e6})) == []


def test_two_devices_that_fix_one_pressure_contradict_each_other(make: Callable[..., Network]) -> None:
    twice = add(make(), "supplies", {"id": "S2", "node": "A", "control": "pressure", "pressure": 7e6})
    assert "holds the pressure of node 'A'" in one(check(twice), "supplies[S2].pressure").finding
    device = make(compressors={"control": "inlet_pressure", "inlet_pressure": 3e6})
    assert "regulators[R1]" in one(check(device), "compressors[C1].inlet_pressure").finding
    through_valve = change(make(), "lng_terminals", "L1", control="pressure", pressure=5e6)
    through_valve = change(through_valve, "storages", "T1", control="pressure", pressure=5e6)
    assert "(joined to 'B')" in one(check(through_valve), "lng_terminals[L1].pressure").finding


def test_devices_of_different_times_do_not_contradict_each_other(make: Callable[..., Network]) -> None:
    second = {"id": "S2", "node": "A", "control": "pressure", "pressure": 7e6}
    network = make(supplies={"end_date": "2024-01-01"})
    assert check(add(network, "supplies", second | {"start_date": "2024-01-01"})) == []
    assert check(add(network, "supplies", second | {"start_date": "2023-01-01"})) != []
    assert check(add(network, "supplies", second | {"status": "announced"})) == []
    replaced = change(make(), "supplies", "S1", superseded_by="S2")
    assert check(add(replaced, "supplies", second)) == []
    both = add(make(), "supplies", second | {"status": "announced", "project": "X"}).at(
        "2023-06-01", with_projects="X"
    )
    assert "already" in one(check(both), "supplies[S2].pressure").finding


def test_a_part_without_a_pressure_reference_is_found(make: Callable[..., Network]) -> None:
    finding = one(check(make(compressors={"control": "closed"})), "nodes[E]")
    assert finding.severity == "error"
    assert "demands[D1] carries flow" in finding.finding
    idle = change(make(compressors={"control": "closed"}), "demands", "D1", mass_flow=0.0)
    assert one(check(idle), "nodes[E]").severity == "warning"


def test_a_lonely_node_is_a_warning(make: Callable[..., Network]) -> None:
    findings = check(add(make(), "nodes", {"id": "X"}))
    assert [finding.place for finding in findings] == ["nodes[X]"]
    assert findings[0].severity == "warning"


def test_a_network_needs_nodes(header: NetworkHeader) -> None:
    assert [finding.place for finding in check(Network.build(header=header))] == ["nodes"]


def test_lengths_go_with_coordinates(make: Callable[..., Network]) -> None:
    network = change(make(), "nodes", ["A", "B"], latitude=[40.0, 42.0], longitude=[20.0, 20.0])
    assert one(check(network), "pipes[P1].length").severity == "warning"
    assert check(change(network, "pipes", "P1", length=2.3e5)) == []
    steep = change(make(), "nodes", "A", elevation=2000.0)
    assert one(check(change(steep, "pipes", "P1", length=1500.0)), "pipes[P1].length").severity == "error"


def test_circles_of_successors_are_found(make: Callable[..., Network]) -> None:
    network = make(
        valves={"superseded_by": "P1"}, pipes={"superseded_by": "N1"}, check_valves={"superseded_by": "V1"}
    )
    finding = one(check(network), "pipes[P1].superseded_by")
    assert "pipes[P1], valves[V1], check_valves[N1]" in finding.finding


@pytest.mark.parametrize(
    ("gas", "column", "words"),
    [
        ({"eos": "papai"}, "gas.eos", "Did you mean 'papay'"),
        ({"eos": ""}, "gas.eos", "missing"),
        ({"eos": "papay"}, "gas.critical_pressure", "needs it"),
        ({"eos": "gerg2008"}, "gas.composition", "needs it"),
        ({"compressibility": None}, "gas.compressibility", "needs it"),
        ({"temperature": 10.0}, "gas.temperature", "looks like degC"),
        ({"temperature": float("nan")}, "gas.temperature", "missing"),
        ({"temperature": "cold"}, "gas.temperature", "text in a number"),
        ({"temperature": [1]}, "gas.temperature", "not a number"),
        ({"molar_mass": 16.5}, "gas.molar_mass", "looks like g/mol"),
        ({"viscosity": "lee"}, "gas.viscosity", "not allowed"),
        ({"viscosity": 1.1}, "gas.viscosity", "above 1"),
        ({"composition": {"methane": 0.9}}, "gas.composition", "sum"),
        ({"composition": {"mehtane": 1.0}}, "gas.composition.mehtane", "Did you mean 'methane'"),
        ({"composition": {"methane": "all"}}, "gas.composition", "number"),
        ({"composition": {"ethane": 1.0}}, "gas.molar_mass", "is not the composition's"),
    ],
)
def test_a_gas_that_cannot_be_computed_is_found(
    make: Callable[..., Network], gas: dict[str, Any], column: str, words: str
) -> None:
    network = make()
    header = replace(network.header, gas=replace(network.header.gas, **gas))
    assert words in str(one(check(network.replace(header=header)), f"header.{column}"))


def test_a_header_with_a_wrong_word_is_found(make: Callable[..., Network]) -> None:
    network = make()
    header = replace(network.header, friction="colebrook", date="soon", name="")
    findings = check(network.replace(header=header))
    assert "Did you mean 'colebrook_white'" in one(findings, "header.friction").remedy
    assert {"header.friction", "header.date", "header.name"} == {finding.place for finding in findings}


def test_statements_must_speak_of_something(make: Callable[..., Network]) -> None:
    said: list[dict[str, Any]] = [
        {"table": "pipe", "id": "P1"},
        {"table": "pipes", "id": "P11"},
        {"table": "pipes", "id": "P1", "column": "lenght"},
        {"table": "pipes", "id": "P1", "column": "length", "low": 1.0, "high": 2.0},
        {"table": "header", "column": "gas.composition.methane"},
        {"table": "header", "column": "gas.temprature"},
        {"table": "pipes", "id": "P1", "basis": "sourced"},
    ]
    findings = check(make().replace(provenance=said))
    assert {finding.place for finding in findings} == {
        "provenance[1].table",
        "provenance[2].id",
        "provenance[3].column",
        "provenance[4].low",
        "provenance[6].column",
        "provenance[7].source",
    }
    assert {finding.severity for finding in findings} == {"warning"}
    assert "Did you mean 'P1'" in one(findings, "provenance[2].id").remedy


def test_many_findings_of_one_kind_are_counted(header: NetworkHeader) -> None:
    count = MOST_PER_CONCERN + 500
    network = Network.build(
        header=header, nodes={"id": [f"N{n}" for n in range(count)], "latitude": [99.0] * count}
    )
    findings = [finding for finding in check(network) if finding.column == "latitude"]
    assert len(findings) == MOST_PER_CONCERN + 1
    assert findings[-1].finding.startswith("500 more")


def test_findings_come_in_a_steady_order() -> None:
    gas = GasSpec(eos="constant_z", temperature=280.0, molar_mass=0.016, compressibility=0.9)
    network = Network.build(
        header=NetworkHeader(name="n", gas=gas),
        nodes=[{"id": "N1"}, {"id": "N2"}],
        pipes=[
            {
                "id": "P17",
                "from_node": "N1",
                "to_node": "N3",
                "length": 1e3,
                "diameter": 0.0,
                "roughness": 1e-5,
            }
        ],
    )
    places = [finding.place for finding in check(network)]
    assert places[:2] == ["pipes[P17].diameter", "pipes[P17].to_node"]
