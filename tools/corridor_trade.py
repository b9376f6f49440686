"""Supplies, demands, storages and LNG terminals."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any  # keywords that go on to Demand as they are

from corridor_base import Cell, Cells, Corridor, Statement, said
from corridor_borders import guaranteed
from corridor_dates import day, project_start
from corridor_lines import add_node, fact_point
from corridor_plan import start

from linepack.units import DAYS_PER_YEAR


@dataclass(frozen=True)
class Volume:
    """A volume or energy flow as the fact tables write it."""

    number: float
    unit: str = "bcm/y"
    reference: str = "15"


@dataclass(frozen=True)
class Demand:
    """Gas that leaves at a node: a base load, or a delivery point without a flow of its own."""

    key: str
    name: str
    node: str
    source: tuple[str, str]
    flow: Volume | None = None
    bounds: tuple[float, float] | None = None
    start_date: str = ""
    end_date: str = ""
    flow_max: Volume | None = None
    pressure: tuple[float, str] | None = None  # [barg], the MOP it is the guaranteed share of, or published
    pressure_rule: str = "guaranteed-delivery"
    published: bool = False
    kind: str = "contract"
    status: str = "operating"
    project: str = ""
    rule: str = ""
    note: str = ""


def build_all(corridor: Corridor) -> None:
    """Add everything that is attached to a node."""
    supplies(corridor)
    standing(corridor)
    for demand in (*georgia_and_turkey(corridor), *europe(corridor), *delivery_points(corridor)):
        add_demand(corridor, demand)
    storages(corridor)
    terminals(corridor)


def add_demand(corridor: Corridor, demand: Demand) -> None:
    """Add one demand."""
    statement = corridor.facts.statement(*demand.source, note=demand.note)
    cells: Cells = {
        "node": demand.node,
        "mass_flow": flow_cell(corridor, demand, statement),
        "flow_max": volume(corridor, demand.flow_max, statement),
        "pressure_min": delivery_pressure(corridor, demand),
        "kind": demand.kind,
        "name": demand.name,
        "status": demand.status,
        "start_date": demand.start_date or None,
        "end_date": demand.end_date or None,
        "project": demand.project,
    }
    corridor.tables.add("demands", demand.key, statement, cells)


def flow_cell(corridor: Corridor, demand: Demand, statement: Statement) -> Cell:
    """Return the mass flow of a demand. [kg/s]"""
    if demand.flow is None:
        return Cell(0.0, corridor.rules.statement("base-load", "no base load here"))
    words = said(demand.flow.number, demand.flow.unit, demand.flow.reference)
    told = corridor.rules.statement(demand.rule, words) if demand.rule else statement.noted(words)
    value = corridor.flow(demand.flow.number, demand.flow.unit, demand.flow.reference)
    if demand.bounds is None:
        return Cell(value, told)
    low, high = (corridor.flow(x, demand.flow.unit, demand.flow.reference) for x in demand.bounds)
    return Cell(value, told, low, high)


def volume(corridor: Corridor, flow: Volume | None, statement: Statement) -> Cell | None:
    """Return a volume flow as a cell. [kg/s]"""
    if flow is None:
        return None
    words = said(flow.number, flow.unit, flow.reference)
    return Cell(corridor.flow(flow.number, flow.unit, flow.reference), statement.noted(words))


def delivery_pressure(corridor: Corridor, demand: Demand) -> Cell | None:
    """Return the least delivery pressure: published, or by rule guaranteed-delivery. [Pa]"""
    if demand.pressure is None:
        return None
    number, words = demand.pressure
    if demand.published:
        return Cell(corridor.gauge(number), corridor.facts.statement(*words.split(" ")))
    value, bounds = guaranteed(corridor, number, demand.pressure_rule)
    told = corridor.rules.statement(demand.pressure_rule, f"of {number:g} barg, {words}")
    return Cell(corridor.gauge(value), told, *(corridor.gauge(bound) for bound in bounds))


def row_volume(corridor: Corridor, table: str, key: str, reference: str = "15") -> Volume:
    """Return the volume of a row of contracts.csv, supply_demand.csv or interconnection_points.csv."""
    row = corridor.facts.row(table, key)
    if table == "interconnection_points":
        return Volume(float(row["capacity_bcm_y"]), "bcm/y", reference)
    if table == "contracts":
        return Volume(float(row["volume"]), row["volume_unit"], reference)
    return Volume(float(row["value"]), row["unit"].replace("bcm total", "bcm/y"), reference)


def mentioned(corridor: Corridor, key: str, pattern: str) -> float:
    """Return a number that the delivery point of a contract mentions; ``pattern`` has one group."""
    words = corridor.facts.row("contracts", key)["delivery_point"]
    found = re.search(pattern, words)
    if found is None:
        raise ValueError(f"contracts[{key}].delivery_point does not match {pattern}")
    return float(found.group(1))


@dataclass(frozen=True)
class Pressures:
    """MOP of the networks that are fed: [barg] and where it stands."""

    botas: tuple[float, str]
    snam: tuple[float, str]
    desfa: tuple[float, str]
    ring: tuple[float, str]
    grid: tuple[float, str]
    fgsz: tuple[float, str]
    bosnia: tuple[float, str]


def pressures(corridor: Corridor) -> Pressures:
    """Return the MOP of the networks that are fed."""

    def pipe(key: str) -> tuple[float, str]:
        row = corridor.facts.row("pipelines", key)
        return float(row["max_operating_pressure_barg"]), f"MOP of {key} ({row['mop_basis']})"

    def point(key: str, words: str) -> tuple[float, str]:
        return corridor.facts.number("interconnection_points", key, "pressure_max_barg"), words

    return Pressures(
        botas=point("ESKISEHIR", "MOP of BOTAS (memory)"),
        snam=point("MELENDUGNO", "MOP of Snam at Melendugno (memory)"),
        desfa=pipe("DESFA_MAIN"),
        ring=pipe("BTG_SOUTH"),
        grid=pipe("RS_NIS_NORTH"),
        fgsz=pipe("HU_KISK"),
        bosnia=pipe("RS_BA"),
    )


def georgia_and_turkey(corridor: Corridor) -> tuple[Demand, ...]:
    """Return the base loads before TAP: contracts in force, dated."""
    old = {"name": "BOTAS, Shah Deniz stage 1", "node": "botas_turkgozu", "source": ("contracts", "K17")}
    extension = corridor.rules.value("botas-extension")
    absheron = replace(row_volume(corridor, "contracts", "K18"))
    return (
        Demand(
            "GEORGIA",
            "Georgia (Area 72)",
            "csg1_in",
            ("supply_demand", "D017"),
            replace(row_volume(corridor, "supply_demand", "D017"), unit="bcm/y"),
            (2.0, 2.5),
            start(corridor, "SCP42"),
            flow_max=Volume(2.5),
            note="deliveries of 2025 taken for all years; 2.0 to 2.5 since 2021",
        ),
        Demand(
            "BOTAS_STAGE1",
            flow=row_volume(corridor, "contracts", "K17"),
            bounds=(3.9, 6.6),
            start_date="2007-07-01",
            end_date="2024-07-01",
            note="9.5 - 5.6 bcm went this way in 2023",
            **old,  # type: ignore[arg-type]
        ),
        Demand(
            "BOTAS_STAGE1_EXT",
            flow=Volume(extension),
            bounds=(4.0, 6.6),
            start_date="2024-07-01",
            end_date="2031-01-01",
            rule="botas-extension",
            **old,  # type: ignore[arg-type]
        ),
        Demand(
            "BOTAS_ABSHERON",
            "BOTAS, Absheron",
            "botas_turkgozu",
            ("contracts", "K18"),
            absheron,
            start_date="2029-07-01",
            end_date="2044-01-01",
        ),
        *ramp(corridor),
    )


def ramp(corridor: Corridor) -> tuple[Demand, ...]:
    """Return BOTAS stage 2 in its three steps (rule botas-ramp)."""
    plateau = row_volume(corridor, "contracts", "K16")
    steps = (
        ("BOTAS_STAGE2_2018", 1 / 3, None, "2018-06-30", "2019-07-01"),
        ("BOTAS_STAGE2_2019", 2 / 3, None, "2019-07-01", "2020-07-01"),
        ("BOTAS_STAGE2", 1.0, (5.6, 6.0), "2020-07-01", "2034-01-01"),
    )
    return tuple(
        Demand(
            key,
            "BOTAS, Shah Deniz stage 2",
            "botas_eskisehir",
            ("contracts", "K16"),
            replace(plateau, number=plateau.number * share),
            bounds,
            first,
            last,
            pressure=pressures(corridor).botas,
            pressure_rule="botas-pressure",
            rule="botas-ramp",
        )
        for key, share, bounds, first, last in steps
    )


def europe(corridor: Corridor) -> tuple[Demand, ...]:
    """Return the base loads behind Kipoi and in Hungary: contracts in force, dated."""
    mops, tap = pressures(corridor), start(corridor, "TAP_GR_A")
    italy, albania = (mentioned(corridor, "K31", f"([0-9.]+) {place}") for place in ("Melendugno", "Albania"))
    return (
        Demand(
            "ITALY",
            "Italian buyers of Shah Deniz stage 2",
            "melendugno_snam",
            ("contracts", "K10"),
            row_volume(corridor, "contracts", "K10"),
            start_date=tap,
            end_date="2046-01-01",
            pressure=mops.snam,
        ),
        Demand(
            "ITALY_EXP1",
            "Italy, first expansion level of TAP",
            "melendugno_snam",
            ("contracts", "K31"),
            Volume(italy),
            start_date="2026-01-01",
        ),
        Demand(
            "DEPA",
            "DEPA at Nea Mesimvria",
            "nea_mesimvria_desfa",
            ("contracts", "K09"),
            row_volume(corridor, "contracts", "K09"),
            start_date=tap,
            end_date="2046-01-01",
            pressure=mops.desfa,
        ),
        *bulgargaz(corridor),
        Demand(
            "ALBANIA",
            "Albania, first expansion level of TAP",
            "fier_albania",
            ("contracts", "K31"),
            Volume(albania),
            start_date="2026-01-01",
        ),
        hungary(corridor),
    )


def bulgargaz(corridor: Corridor) -> tuple[Demand, ...]:
    """Return the contract of Bulgargaz at its two delivery points, one after the other."""
    tap, igb = start(corridor, "TAP_GR_A"), start(corridor, "IGB")
    shared = {
        "source": ("contracts", "K08"),
        "flow": row_volume(corridor, "contracts", "K08"),
        "pressure": pressures(corridor).ring,
    }
    return (
        Demand(
            "BULGARGAZ_KULATA",
            "Bulgargaz, Shah Deniz stage 2, at Kulata",
            "sidirokastro_bg",
            start_date=tap,
            end_date=igb,
            note="delivered over Nea Mesimvria and Kulata until IGB",
            **shared,  # type: ignore[arg-type]
        ),
        Demand(
            "BULGARGAZ",
            "Bulgargaz, Shah Deniz stage 2, at Stara Zagora",
            "stara_zagora",
            start_date=igb,
            end_date="2046-01-01",
            **shared,  # type: ignore[arg-type]
        ),
    )


def hungary(corridor: Corridor) -> Demand:
    """Return the long-term booking through Gastrans to Hungary."""
    return Demand(
        "HUNGARY_GASTRANS",
        "Hungary, long-term booking through Gastrans",
        "kiskundorozsma",
        ("contracts", "K33"),
        Volume(mentioned(corridor, "K33", r"([0-9.]+) GWh/d Horgos"), "GWh/d"),
        start_date=start(corridor, "HU_KISK"),
        end_date="2042-01-01",
        pressure=pressures(corridor).fgsz,
        note="booked exit at Horgos; the Serbian part of the booking is not a base load",
    )


def point(key: str, name: str, node: str, source: tuple[str, str], **more: Any) -> Demand:
    """Return a point that a study asks about; it draws nothing by itself."""
    return replace(Demand(key, name, node, source, kind="delivery point"), **more)


def delivery_points(corridor: Corridor) -> tuple[Demand, ...]:
    """Return the points of today that a study asks about."""
    mops, ips, facts = pressures(corridor), "interconnection_points", "supply_demand"
    ibs, thrace, brua = (start(corridor, key) for key in ("IBS_RS", "TANAP48W", "BRUA"))
    csanad = (corridor.facts.number(ips, "CSANAD", "pressure_min_barg"), "interconnection_points CSANAD")
    botas = {"pressure": mops.botas, "pressure_rule": "botas-pressure", "start_date": thrace}
    return (
        point("SERBIA_IBS", "Serbia over IBS", "nis", (ips, "KALOTINA"), pressure=mops.grid, start_date=ibs),
        point("SERBIA_GRID", "Serbian grid at Belgrade", "belgrade", (facts, "D059"), pressure=mops.grid),
        point("BULGARIA", "Bulgarian ring at Sofia", "sofia", (facts, "D067"), pressure=mops.ring),
        point("NORTH_MACEDONIA", "North Macedonia at Skopje", "skopje", (facts, "D090"), pressure=mops.ring),
        point("GREECE", "Greece at Athens", "desfa_demand", (facts, "D070"), pressure=mops.desfa),
        point("BOSNIA", "Bosnia at Sarajevo", "sarajevo", (facts, "D066"), pressure=mops.bosnia),
        point("BOTAS_THRACE", "BOTAS, Thrace", "botas_thrace", ("contracts", "K16"), **botas),
        point("ROMANIA_KARDAM", "Romania at Negru Voda", "kardam_ro", (ips, "KARDAM"), pressure=mops.ring),
        point(
            "HUNGARY_CSANAD",
            "Hungary at Csanadpalota",
            "csanadpalota_hu",
            (ips, "CSANAD"),
            pressure=csanad,
            published=True,
            start_date=brua,
        ),
        *planned_points(corridor),
    )


def planned_points(corridor: Corridor) -> tuple[Demand, ...]:
    """Return the delivery points that projects bring."""
    plant = {"status": "announced", "project": "NIS_CCGT", "start_date": "2029-07-01"}
    iap = {"status": "announced", "project": "IAP", "start_date": day(project_start(corridor, "IAP"))}
    rows = {key: row_volume(corridor, "supply_demand", key) for key in ("D093", "D092")}
    facts = "supply_demand"
    return (
        point(
            "NIS_CCGT", "Power plant near Nis", "nis_ccgt", (facts, "D093"), flow_max=rows["D093"], **plant
        ),
        point("IAP_SPLIT", "Offtakes of IAP", "split", (facts, "D092"), flow_max=rows["D092"], **iap),
    )


def supplies(corridor: Corridor) -> None:
    """Add the two supplies that hold a pressure."""
    facts = corridor.facts
    head, bounds = guaranteed(corridor, facts.number("interconnection_points", "SANG", "pressure_max_barg"))
    field = row_volume(corridor, "supply_demand", "D008")
    pressure = held(corridor, "head-pressure", head, bounds)
    add_supply(
        corridor,
        ("SHAH_DENIZ", "Shah Deniz at Sangachal", "sangachal_in", "production"),
        ("supply_demand", "D008"),
        field,
        {"pressure": pressure, "superseded_by": "SHAH_DENIZ_ABSHERON"},
    )
    before, after = (facts.number("projects", "ABSH2", f"capacity_{when}") for when in ("before", "after"))
    more: Cells = {"pressure": pressure, "status": "announced", "project": "ABSH2"}
    more["start_date"] = Cell("2029-07-01", corridor.rules.statement("date-year", "written 2029"))
    add_supply(
        corridor,
        ("SHAH_DENIZ_ABSHERON", "Shah Deniz and the full phase of Absheron", "sangachal_in", "production"),
        ("projects", "ABSH2"),
        replace(field, number=field.number + (after - before) / DAYS_PER_YEAR * 1e3),
        more,
    )
    stream, bounds = guaranteed(
        corridor, facts.number("interconnection_points", "STRANDZHA2", "pressure_max_barg")
    )
    first = start(corridor, "BALKAN_BG_E")
    add_supply(
        corridor,
        ("TURKSTREAM2", "TurkStream string 2 at Malkoclar", "malkoclar_tr", "interconnection"),
        ("interconnection_points", "STRANDZHA2"),
        row_volume(corridor, "interconnection_points", "STRANDZHA2", "20"),
        {"pressure": held(corridor, "guaranteed-delivery", stream, bounds), "start_date": first},
    )


STANDING = (
    (
        "STRANDZHA1",
        "Strandzha 1 at Malkoclar",
        "malkoclar_transit",
        "interconnection_points",
        "STRANDZHA1",
        "20",
    ),
    ("KIPI", "Kipi BOTAS to DESFA", "kipi_desfa", "interconnection_points", "KIPI", "15"),
    (
        "KISK_OLD",
        "Kiskundorozsma, older line",
        "kiskundorozsma_old",
        "interconnection_points",
        "KISK_OLD",
        "20",
    ),
    ("RUSE_BG", "Romanian gas at Podisor", "podisor_in", "interconnection_points", "RUSE_BG", "15"),
    ("SERBIA_FIELDS", "Serbian fields in Banat", "banatski_dvor", "supply_demand", "D064", "20"),
)
"""Supplies that stand still: id, name, node, fact table, row, reference of its volume."""


def standing(corridor: Corridor) -> None:
    """Add the supplies that stand still until a study sets them (rule no-second-source)."""
    still: Cells = {"control": "flow", "mass_flow": Cell(0.0, corridor.rules.statement("no-second-source"))}
    for key, name, node, table, row, reference in STANDING:
        more = dict(still)
        if key == "RUSE_BG":
            more["start_date"] = start(corridor, "RUSE_GIURGIU")
        flow = replace(row_volume(corridor, table, row, reference), unit="bcm/y")
        kind = "interconnection" if table == "interconnection_points" else "production"
        add_supply(corridor, (key, name, node, kind), (table, row), flow, more)
    flow = Volume(corridor.facts.number("pipelines", "TCP", "design_capacity_bcm_y"))
    idea: Cells = still | {"status": "idea", "project": "TCP"}
    words = ("TURKMENISTAN", "Trans-Caspian line", "turkmenbashi", "production")
    add_supply(corridor, words, ("pipelines", "TCP"), flow, idea)


def held(corridor: Corridor, rule: str, barg: float, bounds: tuple[float, float]) -> Cell:
    """Return a pressure that a supply holds. [Pa]"""
    low, high = (corridor.gauge(bound) for bound in bounds)
    return Cell(corridor.gauge(barg), corridor.rules.statement(rule), low, high)


def add_supply(
    corridor: Corridor,
    words: tuple[str, str, str, str],
    source: tuple[str, str],
    flow: Volume,
    more: Cells,
) -> None:
    """Add one supply; it holds a pressure unless ``more`` says otherwise."""
    key, name, node, kind = words
    if node not in corridor.tables.rows["nodes"]:
        add_node(corridor, node, fact_point(corridor, PLACES.get(node, node), node))
    statement = corridor.facts.statement(*source)
    cells: Cells = {"node": node, "control": "pressure", "name": name, "kind": kind}
    cells["flow_max"] = volume(corridor, flow, statement)
    corridor.tables.add("supplies", key, statement, cells | more)


PLACES = {"malkoclar_tr": "malkoclar"}


STORAGES = (
    ("CHIREN", "Chiren", "chiren_ring", 550.0, "D104", ("D104", 3.2)),
    ("CHIREN_EXP", "Chiren after expansion", "chiren_ring", "D101", "D102", ("D103", None)),
    ("BANATSKI_DVOR", "Banatski Dvor", "banatski_dvor", "D094", "D095", ("D096", None)),
    ("BANATSKI_DVOR_EXP", "Banatski Dvor after expansion", "banatski_dvor", "D097", "D098", ("D096", None)),
)
"""Id, name, node, working gas (row or mcm), withdrawal row, injection row (and mcm/d from its note)."""


def storages(corridor: Corridor) -> None:
    """Add the two storages with their expansions; they stand still (rule no-second-source)."""
    overdue = Cell("2025-03-01", corridor.rules.statement("date-overdue"))
    spring = Cell("2027-04-01", corridor.rules.statement("date-year", "written 2027 spring"))
    built: Cells = {"status": "under_construction"}
    more: dict[str, Cells] = {
        "CHIREN": {"superseded_by": "CHIREN_EXP"},
        "CHIREN_EXP": built | {"project": "CHIREN_EXP", "start_date": overdue},
        "BANATSKI_DVOR": {"superseded_by": "BANATSKI_DVOR_EXP"},
        "BANATSKI_DVOR_EXP": built | {"project": "BD_EXP", "start_date": spring},
    }
    still = corridor.rules.statement("no-second-source")
    for key, name, node, working, withdrawal, (injection, noted) in STORAGES:
        row = str(working) if isinstance(working, str) else "D100"
        cells: Cells = {"node": node, "control": "off", "name": name, "mass_flow": Cell(0.0, still)}
        cells["withdrawal_max"] = daily(corridor, withdrawal)
        cells["injection_max"] = daily(corridor, injection, noted)
        number = corridor.facts.number("supply_demand", row, "value") if isinstance(working, str) else working
        told = corridor.facts.statement("supply_demand", row, f"{number:g} mcm at 20 degC")
        cells["working_gas"] = Cell(number * 1e6 * corridor.density("20"), told)
        statement = corridor.facts.statement("supply_demand", withdrawal)
        corridor.tables.add("storages", key, statement, cells | more[key])


def daily(corridor: Corridor, row: str, noted: float | None = None) -> Cell | None:
    """Return a daily flow of supply_demand.csv, or the number that its note has. [kg/s]"""
    number = corridor.facts.number("supply_demand", row, "value") if noted is None else noted
    return volume(corridor, Volume(number, "mcm/d", "20"), corridor.facts.statement("supply_demand", row))


def terminals(corridor: Corridor) -> None:
    """Add the LNG terminals; they stand still (rule no-second-source)."""
    still = corridor.rules.statement("no-second-source")
    energy = corridor.rules.value("lng-energy") * 1e3 / corridor.rules.value("energy-to-mass")
    rows = (
        (
            "ALEXANDROUPOLIS",
            "Alexandroupolis LNG",
            "alex_lng",
            "D110",
            "AMPHITRITI",
            153500.0,
            start(corridor, "ALEX"),
        ),
        ("REVITHOUSSA", "Revithoussa LNG", "revithoussa", "D112", "AGIA_TRIADA", 225000.0, ""),
    )
    for key, name, node, row, exit_, tank, first in rows:
        sendout = corridor.facts.number("interconnection_points", exit_, "technical_capacity_gwh_d")
        statement = corridor.facts.statement("supply_demand", row)
        cells: Cells = {"node": node, "control": "off", "name": name}
        cells["mass_flow"] = Cell(0.0, still)
        cells["sendout_max"] = volume(corridor, Volume(sendout, "GWh/d"), statement)
        words = f"{tank:g} m3 of LNG"
        cells["tank"] = Cell(tank * energy, corridor.rules.statement("lng-energy", words))
        cells["start_date"] = first or None
        corridor.tables.add("lng_terminals", key, statement, cells)
