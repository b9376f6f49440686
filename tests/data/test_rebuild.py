"""The committed network is what the facts and the rules give today."""

from __future__ import annotations

import importlib
import shutil
import sys
from pathlib import Path

import pandas as pd
import pytest

from linepack.data import load
from linepack.network.schema import kinds

TOOLS = Path(__file__).parents[2] / "tools"


@pytest.fixture(scope="module")
def builder():
    if not (TOOLS / "build_corridor.py").exists():
        pytest.skip("tools/ is not part of this distribution")
    sys.path.insert(0, str(TOOLS))
    try:
        return importlib.import_module("build_corridor")
    finally:
        sys.path.remove(str(TOOLS))


@pytest.fixture(scope="module")
def rebuilt(builder):
    return builder.build()


@pytest.mark.parametrize("kind", kinds())
def test_tables_are_rebuilt(rebuilt, kind):
    committed = load("southern-gas-corridor")
    pd.testing.assert_frame_equal(rebuilt.table(kind), committed.table(kind), check_exact=True)


def test_provenance_is_rebuilt(rebuilt):
    committed = load("southern-gas-corridor")
    pd.testing.assert_frame_equal(rebuilt.provenance, committed.provenance, check_exact=True)


def test_header_is_rebuilt(rebuilt):
    assert rebuilt.header == load("southern-gas-corridor").header


REPLACED = [
    ("interconnection_points", "id", "KOMOTINI_TAP", "capacity_bcm_y", "regulators", "technical_capacity"),
    ("contracts", "id", "K10", "volume", "demands", "mass_flow"),
    ("pipelines", "id", "IGB", "wall_thickness_mm", "pipes", "diameter"),
    (
        "compressors",
        "station_id",
        "TAP_ACS03",
        "min_suction_pressure_barg",
        "compressors",
        "inlet_pressure_min",
    ),
]
KEYS = {"KOMOTINI_TAP": "KOMOTINI_TAP", "K10": "ITALY", "IGB": "IGB_01", "TAP_ACS03": "TAP_ACS03"}


@pytest.mark.parametrize(("table", "id_column", "row", "column", "kind", "changed"), REPLACED)
def test_a_replaced_row_reaches_the_network(builder, tmp_path, table, id_column, row, column, kind, changed):
    home = tmp_path / "home"
    shutil.copytree(builder.HOME, home)
    path = home / "facts" / f"{table}.csv"
    rows = pd.read_csv(path, dtype=str, keep_default_na=False)
    here = rows[id_column] == row
    rows.loc[here, column] = (rows.loc[here, column].astype(float) + 1.0).astype(str)
    rows.to_csv(path, index=False)
    before = load("southern-gas-corridor").table(kind).loc[KEYS[row], changed]
    assert builder.build(home).table(kind).loc[KEYS[row], changed] != before


def test_the_page_shows_every_rule(builder):
    assert builder.rules_table() in builder.PAGE.read_text(encoding="utf-8")
