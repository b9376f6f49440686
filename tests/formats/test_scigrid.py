"""SciGRID_gas: made-up files against the rules, and the published ones if they are at hand."""

import gzip
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import linepack as lp
from linepack.errors import InputError
from linepack.formats import detect, read, read_findings
from linepack.formats.geodesic import distances

EUROPE = Path(__file__).parents[2] / ".." / "shared" / "data" / "europe"

TITLES = "id;name;source_id;node_id;lat;long;country_code;comment;param;uncertainty;method;tags"
DENSITY = 0.78
FLOW = 1e6 / 86_400.0 * DENSITY


def row(ident: str, node: Any, place: tuple[Any, Any], country: Any = "AA", **attributes: Any) -> str:
    """A row; each attribute is its value, its uncertainty and its method."""
    param, spread, method = ({name: value[at] for name, value in attributes.items()} for at in range(3))
    cells = [ident, f"Name of {ident}", "['x']", node, *place, country, "None", param, spread, method, {}]
    return ";".join(str(cell) for cell in cells)


def pipe(ident: str, ends: tuple[str, str], lat: list[float], long: list[float], **attributes: Any) -> str:
    given = {
        "diameter_mm": (600.0, 60.0, "raw"),
        "length_km": (100.0, 0.5, "raw"),
        "max_pressure_bar": (70.0, 7.0, "Lasso"),
        "max_cap_M_m3_per_d": (10.0, 0, "Median(max_cap)"),
        **attributes,
    }
    return row(ident, list(ends), (lat, long), ["AA ", "XX"], **given)


PIPES = [
    pipe("P1", ("A", "B"), [50.0, 50.1, 50.0], [10.0, 10.5, 11.0], start_year=(1999.0, 0, "raw")),
    pipe("P2", ("B", "C"), [50.0, 50.0], [11.0, 12.0], length_km=(0.0, 0, "raw")),
    pipe(
        "P3",
        ("C", "D"),
        [50.0, 50.0],
        [12.0, 13.0],
        diameter_mm=(None, None, None),
        max_pressure_bar=(60.0, 1.0, "raw"),
        pipe_class_EMap=("L", 0, "raw"),
    ),
    pipe("P4", ("D", "E"), [50.0, 50.0], [13.0, 13.0], length_km=(0.0, 0, "raw")),
    pipe("P5", ("E", "E"), [50.0, 51.0], [13.0, 13.0]),
    pipe("P6", ("F", "G"), [20.0, 20.0], [10.0, 11.0], diameter_mm=(None, None, None)),
]
OTHERS = {
    "Nodes": [row("A", "['A']", (50.0, 10.0)), row("Z", "['Z']", (1.0, 1.0))],
    "Compressors": [row("K", "['B']", (50.0, 11.0), max_power_MW=(20.0, 1.0, "raw"))],
    "Storages": [
        row(
            "S",
            "['other']",
            (50.0, 11.01),
            max_cap_store2pipe_M_m3_per_d=(5.0, 1.0, "Median(x)"),
            max_cap_pipe2store_M_m3_per_d=(3.0, 0.0, "raw"),
            max_workingGas_M_m3=(100.0, 0.0, "raw"),
        )
    ],
    "LNGs": [row("L", "['D']", (50.0, 13.0), max_cap_store2pipe_M_m3_per_d=(8.0, 0, "raw"))],
    "Productions": [
        row("W", "['A']", (50.0, 10.0), max_supply_M_m3_per_d=(4.0, 0, "raw")),
        row("W far", "['nowhere']", (-50.0, 10.0), max_supply_M_m3_per_d=(4.0, 0, "raw")),
    ],
    "Consumers": [row("C1", "['C']", (50.0, 12.0), max_demand_M_m3_per_d=(2.0, 0, "make_Attrib(const)"))],
    "BorderPoints": [
        row(
            "B1",
            "['B']",
            (50.0, 11.0),
            max_cap_from_to_M_m3_per_d=(20.0, 0, "raw"),
            is_EU_to_EU=(0, 0, "raw"),
        ),
        row(
            "B2",
            "['C']",
            (50.0, 12.0),
            max_cap_from_to_M_m3_per_d=(30.0, 0, "raw"),
            is_EU_to_EU=(1, 0, "raw"),
        ),
    ],
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Files of pipes and of everything that stands at their ends."""
    for kind, rows in {"PipeSegments": PIPES, **OTHERS}.items():
        text = "\n".join([TITLES, *rows]) + "\n"
        (tmp_path / f"MADE_{kind}.csv").write_text(text, encoding="utf-8")
    return tmp_path


def warnings(path: Path) -> list[str]:
    _, findings = read_findings(path)
    assert not [one for one in findings if one.severity == "error"]
    return [f"{one.place}: {one.finding}" for one in findings]


def test_pipes_and_their_nodes(folder: Path) -> None:
    network = read(folder)
    pipes = network.pipes
    assert pipes.index.tolist() == ["P1", "P2", "P3", "P6"]
    first = pipes.loc["P1"]
    assert (first.length, first.diameter, first.pressure_max) == (100e3, 0.6, 70e5)
    assert first.technical_capacity == pytest.approx(10.0 * FLOW)
    assert first.start_date == "1999-01-01"
    straight = distances(np.array([11.0, 12.0]), np.array([50.0, 50.0])).item()
    assert pipes.at["P2", "length"] == pytest.approx(straight)
    assert network.short_pipes.index.tolist() == ["P4"]
    assert network.nodes.country["A"] == "AA"
    assert network.nodes.country["B"] == ""
    assert network.nodes.longitude["A"] == 10.0
    assert network.nodes["name"]["A"] == "Name of A"


def test_how_each_value_was_come_by(folder: Path) -> None:
    said = read(folder).provenance
    of_first = said[(said["table"] == "pipes") & (said["id"] == "P1")].set_index("column")
    assert of_first.at["diameter", "basis"] == "sourced"
    assert of_first.at["diameter", "confidence"] == "medium"
    assert of_first.at["length", "confidence"] == "high"
    assert of_first.at["pressure_max", "basis"] == "estimate"
    assert (of_first.at["pressure_max", "low"], of_first.at["pressure_max", "high"]) == (63e5, 77e5)
    assert of_first.at["technical_capacity", "note"] == "method Median(max_cap)"
    assert of_first.at["roughness", "basis"] == "estimate"
    assert of_first.at["", "source"] == "MADE_PipeSegments.csv line 2"
    of_third = said[(said["table"] == "pipes") & (said["id"] == "P3")].set_index("column")
    assert "class L" in of_third.at["diameter", "note"]


def test_a_diameter_that_no_file_states_is_that_of_its_class(folder: Path) -> None:
    diameter = read(folder).pipes.diameter
    assert (diameter["P3"], diameter["P6"]) == (1.05, 0.6)


def test_what_stands_at_nodes(folder: Path) -> None:
    network = read(folder)
    assert network.nodes.kind["B"] == "compressor station"
    storage = network.storages.loc["S"]
    assert storage.node == "B"
    assert storage.withdrawal_max == pytest.approx(5.0 * FLOW)
    assert storage.injection_max == pytest.approx(3.0 * FLOW)
    assert storage.working_gas == pytest.approx(100e6 * DENSITY)
    assert network.lng_terminals.sendout_max["L"] == pytest.approx(8.0 * FLOW)
    assert network.demands.flow_max["C1"] == pytest.approx(2.0 * FLOW)
    assert network.supplies.kind.to_dict() == {"W": "production", "B1": "interconnection", "reference F": ""}


def test_the_largest_entry_of_each_part_holds_the_pressure(folder: Path) -> None:
    network = read(folder)
    held = network.supplies[network.supplies.control == "pressure"].pressure
    assert held.to_dict() == {"B1": 60e5, "reference F": 70e5}
    rules = network.provenance.query("column == 'pressure'").note
    assert all("rule S1" in rule for rule in rules)


def test_the_network_solves_as_it_is_and_with_flows(folder: Path) -> None:
    network = read(folder)
    assert lp.solve_steady(network).status == "solved"
    demands = network.demands.assign(mass_flow=10.0)
    assert lp.solve_steady(network.with_table("demands", demands)).status == "solved"


def test_the_report_says_what_is_missing(folder: Path) -> None:
    told = "\n".join(warnings(folder))
    for words in (
        "no roughness",
        "no elevation",
        "no gas",
        "no flows",
        "2 of 6 pipes state no diameter",
        "3 of 6 pipes have one that the files estimate",
        "1 pipe(s) end where they begin",
        "1 node(s) are no end of a pipe",
        "within 25 km of them: W far.",
        "1 row(s) stand at no node of a pipe",
        "1 node(s) have a station",
    ):
        assert words in told, words
    (folder / "MADE_LNGs.csv").unlink()
    assert any("there is no file of LNGs" in words for words in warnings(folder))


def test_packed_files_are_read_as_they_are(folder: Path) -> None:
    expected = read(folder)
    for file in list(folder.iterdir()):
        with file.open("rb") as plain, gzip.open(f"{file}.gz", "wb") as packed:
            shutil.copyfileobj(plain, packed)
        file.unlink()
    again = read(folder / "MADE_PipeSegments.csv.gz")
    assert again.pipes.equals(expected.pipes)


def test_of_two_files_of_pipes_one_has_to_be_chosen(folder: Path) -> None:
    shutil.copy(folder / "MADE_PipeSegments.csv", folder / "OTHER_PipeSegments.csv")
    with pytest.raises(InputError, match="holds 2 files of pipes"):
        read(folder)
    assert len(read(folder / "OTHER_PipeSegments.csv").pipes) == 4


BROKEN = {
    "no list": (PIPES[0].replace("['A', 'B']", "['A', "), "it is no literal of Python"),
    "a call": (PIPES[0].replace("['A', 'B']", "[exit()]"), "it is no literal of Python"),
    "one end": (PIPES[0].replace("['A', 'B']", "['A']"), "has not two ends"),
    "a place that is none": (PIPES[0].replace("50.1", "1e400"), "has not two ends"),
    "off the globe": (PIPES[0].replace("50.1", "95.0"), "none on the globe"),
    "text for a place": (PIPES[0].replace("50.1", "'x'"), "has not two ends"),
    "too few cells": ("P;x;y", "the line has 3 cells"),
    "an open quote": ('P1;"', "it is no CSV"),
    "lists in lists": (PIPES[0].replace("['A', 'B']", "[" * 5000 + "]" * 5000), "no literal"),
    "minus after minus": (PIPES[0].replace("['A', 'B']", "-" * 50_000 + "1"), "no literal"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_rows_that_are_none_are_refused(case: str, folder: Path) -> None:
    text, words = BROKEN[case]
    (folder / "MADE_PipeSegments.csv").write_text("\n".join([TITLES, PIPES[1], text]), encoding="utf-8")
    with pytest.raises(InputError, match=words):
        detect.read(folder)


def test_missing_columns_are_named(folder: Path) -> None:
    (folder / "MADE_PipeSegments.csv").write_text("id,name\n", encoding="utf-8")
    with pytest.raises(InputError, match="no column id, node_id, lat, long, param"):
        detect.read(folder)


def test_a_damaged_archive_is_refused(folder: Path) -> None:
    (folder / "MADE_LNGs.csv").unlink()
    (folder / "MADE_LNGs.csv.gz").write_bytes(gzip.compress(b"id;" * 1000)[:-9])
    with pytest.raises(InputError, match="archive is damaged"):
        detect.read(folder)


def test_writing_is_refused(folder: Path, tmp_path: Path) -> None:
    from linepack.formats.scigrid import write_scigrid

    with pytest.raises(InputError, match="cannot be written"):
        write_scigrid(read(folder), tmp_path / "x", "SI")


@pytest.mark.slow
@pytest.mark.skipif(not EUROPE.is_dir(), reason="the published files are not at hand")
@pytest.mark.parametrize(
    ("name", "pipes", "kilometres"), [("IGGINL", 2136, 88_089.0), ("EMAP_Raw", 5146, 207_622.0)]
)
def test_the_published_files_are_read_completely_and_solve(name: str, pipes: int, kilometres: float) -> None:
    """Counts and lengths are those of the description of the files, but for one loop in each."""
    network = detect.read(EUROPE / f"{name}_PipeSegments.csv.gz", check=True)
    assert len(network.pipes) + len(network.short_pipes) == pipes - 1
    assert network.pipes.length.sum() / 1e3 == pytest.approx(kilometres, rel=2e-3)
    assert lp.solve_steady(network).status == "solved"
