"""Compressor stations with their units, limits and bypass valves."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from corridor_base import Cell, Cells, Corridor, Statement
from corridor_dates import STATUS, day, project_start, start_of
from corridor_lines import add_node, fact_point

from linepack.units import to_si

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Station:
    """How one row of compressors.csv stands in the network."""

    fact: str
    node: str
    line: str  # pipeline that passes here; its start decides on the bypass valve
    key: str = ""
    inlet: str = ""
    units_running: int = 0  # units that may run at a time (rule spare-unit); 0 takes the installed power
    power_share: float = 1.0  # of the installed power (rule equal-share)
    limits: str = ""  # row that the published limits come from, when it is another one
    project: str = ""
    superseded_by: str = ""
    start_date: str = ""
    status: str = ""
    name: str = ""
    outlet: str = (
        ""  # row of interconnection_points.csv whose highest pressure holds where the fact row has none
    )
    note: str = ""
    idle: bool = False  # no base load behind it (rule idle-station)
    replaces: bool = False  # stands in the place of another row, so it needs no bypass of its own


PARTIAL, FULL = "TAP_EXP_PART;TAP_EXP_FULL", "TAP_EXP_FULL"

STATIONS = (
    Station("SANG_CS", "sangachal", "SCP42"),
    Station("CSG1", "csg1", "SCP42"),
    Station("CSG2", "csg2", "SCP42"),
    Station("TANAP_CS1", "tanap_cs1", "TANAP56"),
    Station("TANAP_CS5", "tanap_cs5", "TANAP48"),
    Station("TANAP_CSX1", "tanap_mid_e", "TANAP56", project="TANAP_24"),
    Station("TANAP_CSX2", "tanap_mid_w", "TANAP56", project="TANAP_24"),
    Station("TANAP_CSX3", "tanap_x3", "TANAP56", project="TANAP_31", name="TANAP further station 1 of 3"),
    Station(
        "TANAP_CSX3",
        "tanap_x4",
        "TANAP56",
        "TANAP_CSX4",
        project="TANAP_31",
        name="TANAP further station 2 of 3",
    ),
    Station(
        "TANAP_CSX3",
        "tanap_x5",
        "TANAP48",
        "TANAP_CSX5",
        project="TANAP_31",
        name="TANAP further station 3 of 3",
    ),
    Station(
        "TAP_GCS00",
        "kipoi_cs",
        "TAP_GR_A",
        units_running=2,
        superseded_by="TAP_GCS00_U4;TAP_GCS00_X",
    ),
    Station(
        "TAP_GCS00_U4",
        "kipoi_cs",
        "TAP_GR_A",
        units_running=3,
        superseded_by="TAP_GCS00_X",
        project="TAP_EXP1",
        start_date="2026-01-01",
        status="operating",
        name="TAP Kipoi (GCS00) with fourth unit",
        note="status and date from projects.csv TAP_EXP1 (commissioned/due 2026-01-01)",
        replaces=True,
    ),
    Station(
        "TAP_EXTRA",
        "kipoi_cs",
        "TAP_GR_A",
        "TAP_GCS00_X",
        limits="TAP_GCS00",
        project=PARTIAL,
        name="TAP Kipoi with further units",
        replaces=True,
    ),
    Station("TAP_ACS03", "fier_cs", "TAP_AL_B", units_running=2, superseded_by="TAP_ACS03_X"),
    Station(
        "TAP_EXTRA",
        "fier_cs",
        "TAP_AL_B",
        "TAP_ACS03_X",
        limits="TAP_ACS03",
        project=PARTIAL,
        name="TAP Fier with further units",
        replaces=True,
    ),
    Station("TAP_GCS01", "serres_cs", "TAP_GR_B", project=PARTIAL),
    Station("TAP_ACS02", "bilisht_cs", "TAP_AL_A", project=FULL),
    Station("IGB_CS", "igb_start", "IGB", inlet="igb_inlet", project="IGB_5"),
    Station("BTG_NPROV", "nova_provadia_cs", "BALKAN_BG_W"),
    Station("BTG_RAS", "rasovo_cs", "BALKAN_BG_W"),
    Station(
        "BTG_TRAN", "ihtiman_cs", "BTG_SOUTH", "BTG_IHTIMAN", power_share=1 / 6, name="CS Ihtiman", idle=True
    ),
    Station("BTG_TRAN", "strandja_cs", "BALKAN_BG_E", "BTG_STRANDJA", power_share=1 / 6, name="CS Strandja"),
    Station("BTG_TRAN", "lozenets_cs", "BALKAN_BG_E", "BTG_LOZENETS", power_share=1 / 6, name="CS Lozenets"),
    Station("IBS_CS", "ibs_start", "IBS_BG", inlet="ibs_inlet", project="IBS_32"),
    Station("GST_ZAB", "zabari_cs", "GASTRANS_1"),
    Station("BRUA_POD", "podisor", "BRUA", idle=True),
    Station("BRUA_BIB", "bibesti", "BRUA", idle=True),
    Station("BRUA_JUP", "jupa", "BRUA", idle=True),
    Station(
        "CSP_CS",
        "csanadpalota",
        "BRUA",
        outlet="CSANAD",
        note="outlet limit from interconnection_points.csv CSANAD",
        idle=True,
    ),
)


def build_all(corridor: Corridor) -> None:
    """Add every station and every bypass valve."""
    for station in STATIONS:
        build(corridor, station)
    for station in STATIONS:
        bypass(corridor, station)


def build(corridor: Corridor, station: Station) -> None:
    """Add one station."""
    row = corridor.facts.row("compressors", station.fact)
    limits = corridor.facts.row("compressors", station.limits or station.fact)
    statement = corridor.facts.statement("compressors", station.fact, station.note)
    first = first_day(corridor, station, row, statement)
    cells: Cells = {
        "from_node": station.inlet or f"{station.node}_in",
        "to_node": station.node,
        "control": Cell("bypass", corridor.rules.statement("idle-station"))
        if station.idle
        else "outlet_pressure",
        "ratio_max": ratio(corridor, limits),
        "inlet_pressure_min": inlet(corridor, limits),
        "power_max": power(corridor, station, row),
        "efficiency": corridor.rules.cell("compressor-efficiency"),
        "driver_efficiency": corridor.rules.cell("driver-efficiency"),
        "fuel": "gas",
        "name": station.name or row["name"],
        "operator": _operator(corridor, station.line),
        "status": station.status or STATUS[row["status"]],
        "start_date": first,
        "superseded_by": station.superseded_by,
        "project": station.project,
    }
    cells |= dict.fromkeys(("outlet_pressure", "outlet_pressure_max"), outlet(corridor, station, limits))
    place(corridor, str(cells["from_node"]), station)
    place(corridor, station.node, station)
    corridor.tables.add("compressors", station.key or station.fact, statement, cells)


def first_day(
    corridor: Corridor, station: Station, row: Mapping[str, str], statement: Statement
) -> Cell | None:
    """Return the first day of a station."""
    if station.start_date:
        return Cell(station.start_date, statement)
    known = start_of(corridor, row["station_id"], row["year"])
    return project_start(corridor, station.project) if known is None and station.project else known


def place(corridor: Corridor, node: str, station: Station) -> None:
    """Add a node of a station where no pipe has added it."""
    fact = corridor.facts.row("compressors", station.fact)["node"]
    if fact and node not in corridor.tables.rows["nodes"]:
        add_node(corridor, node, fact_point(corridor, fact, node))


def _operator(corridor: Corridor, line: str) -> str:
    return corridor.facts.row("pipelines", line)["operator"]


def outlet(corridor: Corridor, station: Station, row: Mapping[str, str]) -> Cell:
    """Return the highest outlet pressure, which is the set-point as well. [Pa]"""
    published = row["max_discharge_pressure_barg"]
    if not published:
        barg = corridor.facts.number("interconnection_points", station.outlet, "pressure_max_barg")
        return Cell(corridor.gauge(barg), corridor.rules.statement("discharge-mop", station.note))
    statement = corridor.facts.statement(
        "compressors", row["station_id"], f"discharge: {row['discharge_basis']}"
    )
    if row["discharge_basis"] != "sourced":
        statement = replace(statement, basis="estimate", confidence="low").noted("rule discharge-mop")
    return Cell(corridor.gauge(float(published)), statement)


def inlet(corridor: Corridor, row: Mapping[str, str]) -> Cell | None:
    """Return the lowest inlet pressure where one is published. [Pa]"""
    published = row["min_suction_pressure_barg"]
    if not published:
        return None
    return Cell(corridor.gauge(float(published)), corridor.facts.statement("compressors", row["station_id"]))


def ratio(corridor: Corridor, row: Mapping[str, str]) -> Cell:
    """Return the highest pressure ratio."""
    if not row["max_ratio"]:
        return corridor.rules.cell("ratio-max")
    statement = corridor.facts.statement("compressors", row["station_id"], "derived in the fact table")
    return Cell(float(row["max_ratio"]), replace(statement, basis="inferred", confidence="medium"))


def power(corridor: Corridor, station: Station, row: Mapping[str, str]) -> Cell | None:
    """Return the shaft power that may run at a time, None where it is not published. [W]"""
    statement = corridor.facts.statement("compressors", station.fact)
    if station.units_running:
        number = station.units_running * float(row["unit_power_mw"])
        low = to_si(station.units_running * 11.3, "MW")
        return Cell(to_si(number, "MW"), _running(corridor, station, statement), low, to_si(number, "MW"))
    if station.limits or not row["installed_power_mw"]:
        return None
    number = float(row["installed_power_mw"]) * station.power_share
    if station.power_share == 1.0:
        return Cell(to_si(number, "MW"), statement)
    low, high = corridor.rules.bounds("equal-share")
    told = corridor.rules.statement("equal-share", f"of {row['installed_power_mw']} MW")
    return Cell(
        to_si(number, "MW"), told, to_si(number * (low or 1), "MW"), to_si(number * (high or 1), "MW")
    )


def _running(corridor: Corridor, station: Station, statement: Statement) -> Statement:
    words = (
        f"{station.units_running} units of 15 MW may run, one is spare; 11.3 MW per unit in another source"
    )
    if station.fact == "TAP_ACS03":
        return statement.noted(words)
    return corridor.rules.statement("spare-unit", words, "medium")


def bypass(corridor: Corridor, station: Station) -> None:
    """Add the open valve that keeps the line connected while a station is not there."""
    rows = corridor.tables.rows["compressors"]
    row = rows[station.key or station.fact]
    line = corridor.facts.row("pipelines", station.line)
    first = start_of(corridor, station.line, line["commissioning_year"])
    late = row["status"] != "operating" or str(row.get("start_date", "")) > day(first)
    if station.replaces or not late:
        return
    key = station.key or station.fact
    told = corridor.rules.statement("station-bypass")
    ends: Cells = {name: row[name] for name in ("from_node", "to_node", "operator")}
    named: Cells = {"name": f"{row['name']}: bypass", "superseded_by": key}
    valve: Cells = {"open": True, "start_date": first, "status": STATUS[line["status"]]}
    corridor.tables.add("valves", f"{key}_bypass", told, ends | named | valve)
