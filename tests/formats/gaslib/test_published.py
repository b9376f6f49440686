"""The networks of GasLib themselves, where they lie beside the repository: counts, lengths, totals, solves.

The files are not part of the repository (CC BY 3.0); without them these tests are skipped.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import linepack as lp
from linepack.units import HOUR, KILO

DATA = Path(__file__).parents[4] / "shared" / "data" / "gaslib"
REASON = "the files of GasLib do not lie beside the repository"
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason=REASON)

COUNTS = {
    "GasLib-11": {"nodes": 11, "pipes": 8, "valves": 1, "compressors": 2},
    "GasLib-24": {
        "nodes": 24,
        "pipes": 19,
        "resistors": 1,
        "short_pipes": 1,
        "regulators": 1,
        "compressors": 3,
    },
    "GasLib-40": {"nodes": 40, "pipes": 39, "compressors": 6},
    "GasLib-134": {"nodes": 134, "pipes": 86, "short_pipes": 45, "compressors": 1, "regulators": 1},
    "GasLib-582": {
        "nodes": 582,
        "pipes": 278,
        "short_pipes": 269,
        "valves": 26,
        "regulators": 23,
        "resistors": 8,
        "compressors": 5,
    },
}
KINDS = ("nodes", "pipes", "short_pipes", "resistors", "valves", "regulators", "compressors")
SOURCES = {"GasLib-11": 3, "GasLib-24": 3, "GasLib-40": 3, "GasLib-134": 3, "GasLib-582": 31}
SINKS = {"GasLib-11": 3, "GasLib-24": 5, "GasLib-40": 29, "GasLib-134": 45, "GasLib-582": 129}
KILOMETRES = {
    "GasLib-11": 440.0,
    "GasLib-24": 820.0,
    "GasLib-40": 1112.5,
    "GasLib-134": 1447.0,
    "GasLib-582": 1458.9,
}
TOTALS = {"GasLib-11": (300.0, 0.785), "GasLib-24": (544.324, 0.785), "GasLib-40": (2175.0, 0.785)}
"""Nominated entry in 1000 m3/h, and the density at normal conditions that weighs it."""


@pytest.mark.parametrize("name", COUNTS)
def test_counts_and_lengths(name: str) -> None:
    network = lp.read(DATA / name)
    assert {kind: len(network.table(kind)) for kind in KINDS if len(network.table(kind))} == COUNTS[name]
    assert (len(network.supplies), len(network.demands)) == (SOURCES[name], SINKS[name])
    assert network.pipes.length.sum() / KILO == pytest.approx(KILOMETRES[name], abs=0.05)


@pytest.mark.parametrize("name", TOTALS)
def test_totals_balance(name: str) -> None:
    network = lp.read(DATA / name)
    volume, density = TOTALS[name]
    assert network.supplies.mass_flow.sum() == pytest.approx(volume * KILO / HOUR * density)
    assert network.demands.mass_flow.sum() == pytest.approx(network.supplies.mass_flow.sum())


@pytest.mark.parametrize("name", [*TOTALS, "GasLib-134"])
def test_numbers_are_those_of_another_parser(name: str) -> None:
    """Lengths, diameters and pressures as the converter of the data's own repository reads them."""
    folder = DATA / "json_si" / name
    other: dict[str, Any] = json.loads((folder / "network.json").read_text(encoding="utf-8"))
    network = lp.read(DATA / name)
    for pipe in other["pipes"].values():
        row = network.pipes.loc[pipe["name"]]
        assert (row.length, row.diameter) == pytest.approx((pipe["length"], pipe["diameter"]))
    for node in other["nodes"].values():
        assert network.nodes.at[node["name"], "elevation"] == pytest.approx(node["elevation"])


@pytest.mark.parametrize("name", [*TOTALS, "GasLib-Integration"])
def test_small_networks_are_solved_with_the_stated_controls(name: str) -> None:
    assert lp.solve_steady(lp.read(DATA / name)).status == "solved"


def test_all_nominations_of_an_archive_are_read() -> None:
    archive = DATA / "GasLib-134" / "Nominations-134-v2.zip"
    scenarios = lp.read_scenarios(DATA / "GasLib-134", archive)
    first = [next(scenarios) for _ in range(5)]
    assert first[0].name == "2011-11-01"
    for scenario in first:
        assert scenario.network is not None
        assert not [one for one in scenario.findings if one.severity == "error"]


def test_what_is_held_of_the_largest_is_read_again(tmp_path: Path) -> None:
    network = lp.read(DATA / "GasLib-582", scenario="nomination_cold_5")
    lp.write(network, tmp_path / "copy.net")
    again = lp.read(tmp_path / "copy.net")
    for kind, columns in {
        "pipes": ("length", "diameter", "roughness", "pressure_max", "technical_capacity"),
        "resistors": ("drag_factor", "diameter"),
        "supplies": ("mass_flow",),
        "demands": ("mass_flow",),
    }.items():
        for column in columns:
            assert again.table(kind)[column].to_numpy() == pytest.approx(
                network.table(kind)[column].to_numpy(), rel=1e-12, nan_ok=True
            )
