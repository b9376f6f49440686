"""The fact tables, and that the network neither loses nor doubles what they say."""

from __future__ import annotations

import os
from pathlib import Path

import pandas as pd
import pytest

from linepack.data import facts, load, rules
from linepack.fluids.composition import Composition
from linepack.fluids.quality import quality
from linepack.fluids.reference import AT_TWENTY_CELSIUS, NORMAL, STANDARD

NAME = "southern-gas-corridor"
ROWS = {
    "nodes": 96,
    "routes": 163,
    "pipelines": 46,
    "compressors": 25,
    "interconnection_points": 35,
    "supply_demand": 112,
    "contracts": 33,
    "projects": 25,
    "tariffs": 25,
    "gas_quality": 31,
}
TABLES = sorted(ROWS)
PARENTS = ("TAP_GR", "TAP_AL", "GASTRANS", "SCP_SYSTEM")
COMPILED = os.environ.get("LINEPACK_CORRIDOR_FACTS", "")


@pytest.mark.parametrize("table", TABLES)
def test_row_counts(table):
    assert len(facts(NAME, table)) == ROWS[table]


@pytest.mark.parametrize("table", TABLES)
def test_every_row_has_source_date_and_confidence(table):
    rows = facts(NAME, table)
    assert (rows[["source", "as_of"]] != "").all(axis=None)
    assert set(rows["confidence"]) <= {"high", "medium", "low"}


@pytest.mark.parametrize("table", TABLES)
def test_facts_are_as_compiled(table):
    path = Path(COMPILED) / f"{table}.csv"
    if not COMPILED or not path.exists():
        pytest.skip("set LINEPACK_CORRIDOR_FACTS to the folder of the compiled tables to compare with them")
    compiled = pd.read_csv(path, dtype=str, keep_default_na=False)
    pd.testing.assert_frame_equal(facts(NAME, table), compiled)


def lengths() -> pd.Series:
    pipes = load(NAME).pipes
    return pipes.groupby("pipeline")["length"].sum() / 1e3


def test_no_parent_is_laid_beside_its_parts():
    assert not set(PARENTS) & set(lengths().index)


def test_every_other_pipeline_is_laid():
    assert set(facts(NAME, "pipelines")["id"]) - set(PARENTS) <= set(lengths().index)


def test_pieces_keep_the_published_length():
    published = facts(NAME, "pipelines").set_index("id")["length_km"].astype(float)
    laid = lengths()
    for key in published.index.drop([*PARENTS, "BTG_TRANSIT"]):
        assert laid[key] == pytest.approx(published[key], abs=2e-3), key


def test_the_transit_network_is_shared_out_once():
    laid = lengths()
    assert laid[["BTG_TRANSIT", "BALKAN_BG_E", "BTG_TRANSIT_S"]].sum() == pytest.approx(930.0, abs=2e-3)


@pytest.mark.parametrize("parent", ["TAP_GR", "GASTRANS"])
def test_parts_add_up_to_their_parent(parent):
    published = facts(NAME, "pipelines").set_index("id")["length_km"].astype(float)
    laid = lengths()
    parts = laid[laid.index.str.startswith(f"{parent}_")]
    tolerance = 5.0  # km; the sections of Gastrans as published add up to 399 of 402 km
    assert parts.sum() == pytest.approx(published[parent], abs=tolerance)


def test_inner_diameter_is_outer_less_two_walls():
    pipes = load(NAME).pipes
    expected = pipes["outer_diameter"] - 2.0 * pipes["wall_thickness"]
    pd.testing.assert_series_equal(pipes["diameter"], expected.round(5), check_names=False, atol=1.1e-5)


def test_published_mop_is_kept():
    published = facts(NAME, "pipelines").set_index("id")["max_operating_pressure_barg"]
    pipes = load(NAME).pipes
    for key, barg in published[published != ""].drop(list(PARENTS), errors="ignore").items():
        found = pipes.loc[pipes["pipeline"] == key, "pressure_max"]
        assert ((found - 101_325.0) / 1e5).round(6).eq(float(barg)).all(), key


def test_rules_state_text_and_reason():
    table = rules(NAME)
    assert table.index.is_unique
    assert (table[["text", "reason"]].notna()).all(axis=None)
    ranged = table.dropna(subset=["low", "high"])
    assert ((ranged["low"] <= ranged["value"]) & (ranged["value"] <= ranged["high"])).all()


def test_densities_agree_with_iso_6976():
    composition = Composition(dict(load(NAME).header.gas.composition or {}))
    at_15 = quality(composition, STANDARD).density
    at_20 = quality(composition, AT_TWENTY_CELSIUS).density
    stated = rules(NAME).loc["gas-density", "value"]
    assert stated == pytest.approx(at_15, rel=1e-3)
    assert stated * 288.15 / 293.15 == pytest.approx(at_20, rel=1e-3)


def test_energy_per_mass_agrees_with_iso_6976():
    composition = Composition(dict(load(NAME).header.gas.composition or {}))
    stated = rules(NAME).loc["energy-to-mass", "value"]
    assert stated == pytest.approx(quality(composition, NORMAL).gross_mass / 3.6e6, rel=1e-3)
