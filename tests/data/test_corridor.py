"""The bundled corridor: what is in it, when, and where it comes from."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from linepack.constants import ATMOSPHERE
from linepack.data import bundled, facts, load, rules
from linepack.errors import InputError
from linepack.network.check import check
from linepack.network.schema import table_schema
from linepack.units import mass_flow_from_volume, volume_from_mass_flow

if TYPE_CHECKING:
    from linepack.network import Network

NAME = "southern-gas-corridor"
DATES = ("2021-07-01", "2023-11-07", "2024-07-01", "2026-07-01", "2027-07-01")
DENSITY_15 = 0.7393  # [kg/m3] gas_quality.csv G15
DENSITY_20 = DENSITY_15 * 288.15 / 293.15


@cache
def corridor() -> Network:
    return load(NAME)


def bcm(mass_flow: float) -> float:
    return volume_from_mass_flow(mass_flow, "bcm/y", DENSITY_15)


@cache
def on(date: str, status: str = "operating", *projects: str) -> Network:
    return corridor().at(date, status, projects)


def ids(network: Network, kind: str) -> set[str]:
    return set(network.table(kind).index)


def test_bundled_names_and_cache():
    assert bundled() == [NAME]
    assert load(NAME) is load(NAME)


def test_unknown_names_say_what_is_there():
    with pytest.raises(InputError, match=NAME):
        load("nothing")
    with pytest.raises(InputError, match="pipelines"):
        facts(NAME, "nothing")


@pytest.mark.parametrize("status", ["operating", "construction", "announced"])
@pytest.mark.parametrize("date", DATES)
def test_check_finds_no_errors(date, status):
    assert [str(found) for found in check(on(date, status)) if found.severity == "error"] == []


def test_all_dates_together_have_no_dangling_reference():
    place = "no pipe, valve"
    findings = [
        str(found) for found in check(corridor()) if found.severity == "error" and place in found.finding
    ]
    assert findings == []


ASSETS = [
    ("pipes", "IGB_01", "2022-10-01", None),
    ("pipes", "IBS_RS_01", "2023-12-10", None),
    ("pipes", "TAP_OFF_01", "2020-12-31", None),
    ("pipes", "TANAP56_05", "2018-06-30", None),
    ("pipes", "GASTRANS_2", "2021-01-01", None),
    ("lng_terminals", "ALEXANDROUPOLIS", "2024-10-01", None),
    ("compressors", "TAP_GCS00", "2020-12-31", "2026-01-01"),
    ("compressors", "TAP_GCS00_U4", "2026-01-01", None),
    ("demands", "BULGARGAZ_KULATA", "2020-12-31", "2022-10-01"),
    ("demands", "BULGARGAZ", "2022-10-01", None),
    ("demands", "ALBANIA", "2026-01-01", None),
]


@pytest.mark.parametrize("date", DATES)
@pytest.mark.parametrize(("kind", "key", "first", "last"), ASSETS)
def test_an_asset_is_in_from_its_first_day(kind, key, first, last, date):
    expected = first <= date and (last is None or date < last)
    assert (key in ids(on(date), kind)) == expected


@pytest.mark.parametrize("date", DATES)
def test_one_kipoi_metering_a_day(date):
    found = {key for key in ids(on(date), "regulators") if key.startswith("KIPOI")}
    assert len(found) == 1


KIPOI = {"2021-07-01": 10.0, "2023-11-07": 11.5, "2024-07-01": 11.8, "2026-07-01": 12.9, "2027-07-01": 12.9}


@pytest.mark.parametrize("date", DATES)
def test_kipoi_capacity_follows_what_was_shipped(date):
    row = on(date).regulators.loc[lambda table: table.index.str.startswith("KIPOI")].iloc[0]
    fuel = 1.0 + rules(NAME).loc["fuel-in-kind", "value"]
    assert bcm(row["technical_capacity"]) / fuel == pytest.approx(KIPOI[date])


LEVELS = [
    (("TAP_EXP_LTD",), {"KIPOI_LTD"}, {"TAP_GCS00_U4", "TAP_ACS03"}),
    (("TAP_EXP_PART",), {"KIPOI_PART"}, {"TAP_GCS00_X", "TAP_ACS03_X", "TAP_GCS01"}),
    (("TAP_EXP_FULL",), {"KIPOI_FULL"}, {"TAP_GCS00_X", "TAP_ACS03_X", "TAP_GCS01", "TAP_ACS02"}),
]


@pytest.mark.parametrize(("projects", "meters", "stations"), LEVELS)
def test_tap_levels_bring_their_stations(projects, meters, stations):
    network = on("2027-07-01", "operating", *projects)
    assert {key for key in ids(network, "regulators") if key.startswith("KIPOI")} == meters
    assert {key for key in ids(network, "compressors") if key.startswith("TAP_")} == stations
    bypassed = {key.removesuffix("_bypass") for key in ids(network, "valves")}
    assert not bypassed & ids(network, "compressors")


@pytest.mark.parametrize(
    ("projects", "count"),
    [((), 2), (("TANAP_24",), 4), (("TANAP_24", "TANAP_31"), 7)],
    ids=["16", "24", "31"],
)
def test_tanap_has_the_published_number_of_stations(projects, count):
    network = on("2026-07-01", "operating", *projects)
    assert sum(key.startswith("TANAP") for key in ids(network, "compressors")) == count


def test_lines_are_connected_at_planned_stations():
    assert {"TANAP_CSX1_bypass", "TAP_GCS01_bypass", "IBS_CS_bypass", "IGB_CS_bypass"} <= ids(
        on("2024-07-01"), "valves"
    )


def test_igb_inlet_rises_with_its_project():
    today, later = on("2026-07-01").regulators, on("2026-07-01", "operating", "IGB_5").regulators
    assert today.loc["KOMOTINI_TAP", "outlet_pressure"] == pytest.approx(60e5 + ATMOSPHERE)
    assert later.loc["KOMOTINI_TAP_5", "outlet_pressure"] == pytest.approx(75e5 + ATMOSPHERE)
    assert "KOMOTINI_TAP" not in later.index


LOADS = {
    # Georgia 2.3, BOTAS 6.6 (4.3 from the extension) + 6, Italy 8 (+ 1.04), DEPA 1, Bulgargaz 1, Albania 0.16
    "2021-07-01": 2.3 + 6.6 + 6.0 + 8.0 + 1.0 + 1.0,
    "2023-11-07": 2.3 + 6.6 + 6.0 + 8.0 + 1.0 + 1.0,
    "2024-07-01": 2.3 + 4.3 + 6.0 + 8.0 + 1.0 + 1.0,
    "2026-07-01": 2.3 + 4.3 + 6.0 + 8.0 + 1.04 + 1.0 + 1.0 + 0.16,
    "2027-07-01": 2.3 + 4.3 + 6.0 + 8.0 + 1.04 + 1.0 + 1.0 + 0.16,
}


@pytest.mark.parametrize("date", DATES)
def test_azerbaijani_base_load(date):
    loads = on(date).demands["mass_flow"].drop("HUNGARY_GASTRANS")
    assert bcm(loads.sum()) == pytest.approx(LOADS[date])


@pytest.mark.parametrize("date", DATES)
def test_serbia_is_never_a_base_load(date):
    table = on(date).demands
    assert (table.loc[table.index.str.startswith("SERBIA"), "mass_flow"] == 0.0).all()


def test_volumes_keep_their_reference():
    regulators = on("2026-07-01").regulators["technical_capacity"]
    assert regulators["KALOTINA"] == pytest.approx(mass_flow_from_volume(1.8, "bcm/y", DENSITY_20))
    assert regulators["KIREEVO"] == pytest.approx(366.731712e6 / 14.764 / 86400.0)


PRESSURES = [
    ("TAP_ACS03", "outlet_pressure_max", 145.0),
    ("TAP_ACS03", "inlet_pressure_min", 59.0),
    ("TAP_GCS00", "outlet_pressure_max", 95.0),
]


@pytest.mark.parametrize(("key", "column", "barg"), PRESSURES)
def test_published_station_pressures_are_gauge(key, column, barg):
    assert corridor().compressors.loc[key, column] == pytest.approx(barg * 1e5 + ATMOSPHERE)


def test_coordinates_lie_in_the_region():
    nodes = corridor().nodes
    assert nodes["latitude"].between(37.0, 48.0).all()
    assert nodes["longitude"].between(16.0, 54.0).all()
    assert nodes["elevation"].between(-850.0, 2200.0).all()


@pytest.mark.parametrize("kind", ["pipes", "compressors", "regulators"])
def test_every_number_has_a_source(kind):
    network = corridor()
    said = network.provenance
    said = said[said["table"] == kind]
    rows = set(said.loc[said["column"] == "", "id"])
    cells = set(zip(said["id"], said["column"], strict=True))
    numbers = [column.name for column in table_schema(kind).columns if column.dtype in {"float", "int"}]
    table = network.table(kind)
    missing = [
        (key, column)
        for column in numbers
        for key in table.index[table[column].notna()]
        if key not in rows and (key, column) not in cells
    ]
    assert missing == []
    assert (said["source"] != "").all()
    assert (said["confidence"] != "").all()
    assert (said["basis"] != "").all()


def test_estimates_name_a_rule_or_a_fact_row():
    said = corridor().provenance
    named = said["note"].str.contains(r"rule |\.csv ", regex=True)
    assert said.loc[~named & (said["basis"] != "memory")].empty
    known = set(rules(NAME).index)
    used = set(said["note"].str.extractall(r"\brules? ([a-z0-9-]+)")[0])
    assert used <= known


def test_ranges_enclose_their_values():
    network = corridor()
    said = network.provenance
    said = said[(said["low"].notna() | said["high"].notna()) & (said["table"] != "header")]
    for row in said.itertuples():
        value = network.table(row.table).loc[row.id, row.column]
        assert pd.isna(row.low) or row.low <= value * (1 + 1e-12) + 1e-9, (row.id, row.column)
        assert pd.isna(row.high) or row.high >= value * (1 - 1e-12) - 1e-9, (row.id, row.column)


def test_temperature_has_its_range():
    said = corridor().provenance
    row = said[(said["table"] == "header") & (said["column"] == "gas.temperature")].iloc[0]
    assert (row["low"], row["high"]) == (278.0, 293.0)
