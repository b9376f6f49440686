"""Metering and pressure reduction between two systems."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any  # Any: keywords that go on to Cap as they are

from corridor_base import Cell, Cells, Corridor, Statement, said
from corridor_dates import project_start
from corridor_lines import add_node, fact_point, head
from corridor_plan import start

from linepack.units import DAYS_PER_YEAR

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True)
class Cap:
    """One technical capacity and its reference, or none."""

    number: float = 0.0
    unit: str = "bcm/y"
    reference: str = "15"
    low: float | None = None
    high: float | None = None
    rule: str = ""
    note: str = ""
    fuel: bool = False  # fuel of the stations behind comes on top (rule fuel-in-kind)


@dataclass(frozen=True)
class Border:
    """One station between two systems; rows of successive dates share everything but key, cap and dates."""

    key: str
    name: str
    ends: tuple[tuple[str, str], tuple[str, str]]  # (node, row of nodes.csv), twice
    outlet: tuple[float, str, str]  # set-point [barg], basis, note; 0 barg: nothing is held
    point: str = ""  # row of interconnection_points.csv
    cap: Cap | None = None
    start_date: str = ""
    end_date: str = ""
    status: str = "operating"
    project: str = ""
    superseded_by: str = ""
    control: str = "outlet_pressure"
    outlet_range: tuple[float, float] | None = None  # [barg]
    source: tuple[str, str] = ("", "")  # table and row of the facts when the point's row is not it


def build_all(corridor: Corridor) -> None:
    """Add every station between two systems."""
    for border in (*scp(corridor), *tanap(corridor), *kipoi(corridor), *tap(corridor)):
        build(corridor, border)
    for border in (*igb(corridor), *bulgaria(corridor), *ibs(corridor), *balkan(corridor)):
        build(corridor, border)
    for border in (*serbia(corridor), *greece(corridor), *romania(corridor)):
        build(corridor, border)
    for key, ends, note in CHECKS:
        told = corridor.rules.statement("reverse-closed", note)
        for node, fact in ends:
            add_node(corridor, node, fact_point(corridor, fact, node))
        cells: Cells = {"from_node": ends[0][0], "to_node": ends[1][0], "name": note}
        cells |= {"status": "under_construction", "start_date": "2026-10-01", "project": "BTG_PIPER"}
        corridor.tables.add("check_valves", key, told, cells)


CHECKS = (
    (
        "PIPEREVO_CHECK",
        (("sofia_piperevo", "sofia"), ("sofia", "sofia")),
        "the loop feeds Sofia and does not lead gas back to the suction of Ihtiman",
    ),
)


def build(corridor: Corridor, border: Border) -> None:
    """Add one station between two systems."""
    statement = _statement(corridor, border)
    for node, fact in border.ends:
        if node not in corridor.tables.rows["nodes"]:
            add_node(corridor, node, fact_point(corridor, fact, node))
    cells: Cells = {
        "from_node": border.ends[0][0],
        "to_node": border.ends[1][0],
        "control": border.control,
        "technical_capacity": capacity(corridor, border.cap, statement),
        "name": border.name,
        "status": border.status,
        "project": border.project,
        "superseded_by": border.superseded_by,
    }
    first: Cell | str | None = border.start_date or None
    if first is None and border.project:
        first = project_start(corridor, border.project)
    cells |= {"start_date": first, "end_date": border.end_date or None}
    corridor.tables.add("regulators", border.key, statement, cells | pressures(corridor, border, statement))


def _statement(corridor: Corridor, border: Border) -> Statement:
    if border.source[0]:
        return corridor.facts.statement(*border.source)
    if border.point:
        return corridor.facts.statement("interconnection_points", border.point)
    return corridor.rules.statement("reverse-closed" if border.control == "closed" else "guaranteed-delivery")


def pressures(corridor: Corridor, border: Border, statement: Statement) -> Cells:
    """Return set-point and limit of the outlet pressure. [Pa]"""
    barg, basis, note = border.outlet
    if not barg:
        return {}
    confidence = "low" if basis in {"estimate", "memory"} else statement.confidence
    told = replace(statement, basis=basis, confidence=confidence).noted(note)
    low, high = border.outlet_range or (None, None)
    bounds = [None if value is None else corridor.gauge(value) for value in (low, high)]
    limit = Cell(corridor.gauge(barg), told, *bounds)
    if border.key.split("_5")[0] in ONE_POTENTIAL:
        return {"outlet_pressure": one_potential(corridor, border, barg), "outlet_pressure_max": limit}
    if border.control != "outlet_pressure":
        return {"outlet_pressure_max": limit}
    return {"outlet_pressure": Cell(corridor.gauge(barg), told, *bounds), "outlet_pressure_max": limit}


ONE_POTENTIAL = {
    "STARA_ZAGORA": "sidirokastro",
    "NIS": "pancevo",
    "GMS2": "pancevo",
    "GMS3": "pancevo",
    "GMS4": "pancevo",
    "ZIDILOVO": "negotino",
    "NEGOTINO": "negotino",
    "KLECOVCE": "negotino",
}
"""Stations that feed one grid, with the place of the lowest of them (rule set-point-head)."""


def one_potential(corridor: Corridor, border: Border, barg: float) -> Cell:
    """Return the set-point that leaves the MOP at the lowest station of the grid. [Pa]"""
    places = (border.ends[1][1], ONE_POTENTIAL[border.key.split("_5")[0]])
    here, there = (float(corridor.facts.row("nodes", place)["elevation_m"]) for place in places)
    limit = corridor.gauge(barg)
    told = corridor.rules.statement("set-point-head", f"{barg:g} barg at {places[1]}")
    return Cell(round(limit**2 / head(corridor, limit, here - there)), told)


def capacity(corridor: Corridor, cap: Cap | None, statement: Statement) -> Cell | None:
    """Return a technical capacity. [kg/s]"""
    if cap is None:
        return None
    told = statement
    if cap.rule:
        told = corridor.rules.statement(cap.rule, confidence="medium")
        told = replace(told, basis="inferred")
    told = told.noted(said(cap.number, cap.unit, cap.reference)).noted(cap.note)
    share = corridor.rules.value("fuel-in-kind") if cap.fuel else 0.0
    told = told.noted(f"+ {share:.0%} fuel (rule fuel-in-kind)") if share else told
    value, low, high = (
        None if x is None else corridor.flow(x * (1.0 + share), cap.unit, cap.reference)
        for x in (cap.number, cap.low, cap.high)
    )
    return Cell(value or 0.0, told, low, high)


def chain(base: Border, steps: Sequence[Mapping[str, object]]) -> list[Border]:
    """Return rows that follow each other; a step changes the base, a later project row supersedes it."""
    rows = [replace(base, **step) for step in steps]  # type: ignore[arg-type]
    return [
        replace(row, superseded_by=";".join(later.key for later in rows[number + 1 :] if later.project))
        for number, row in enumerate(rows)
    ]


CAPACITY = {"bcm/y": "capacity_bcm_y", "mcm/d": "capacity_mcm_d", "GWh/d": "technical_capacity_gwh_d"}
"""Column of interconnection_points.csv by unit."""


def published(corridor: Corridor, point: str, reference: str = "15", **more: Any) -> Cap:
    """Return the capacity of a row of interconnection_points.csv; ``unit`` says which of its columns."""
    column = CAPACITY[more.get("unit", "bcm/y")]
    return Cap(corridor.facts.number("interconnection_points", point, column), reference=reference, **more)


def promised(corridor: Corridor, project: str, reference: str = "15", **more: Any) -> Cap:
    """Return the capacity after a project of projects.csv. [bcm/y]"""
    return Cap(corridor.facts.number("projects", project, "capacity_after"), reference=reference, **more)


def highest(corridor: Corridor, point: str, basis: str, note: str = "") -> tuple[float, str, str]:
    """Return the highest pressure of a row of interconnection_points.csv: [barg], basis, note."""
    return corridor.facts.number("interconnection_points", point, "pressure_max_barg"), basis, note


SHIPPED = (("2023", "2024", "2022", "D038"), ("2024", "2025", "2023", "D039"), ("2025", "", "2024", "D040"))
"""Spans of rule shipped-capacity: first year, end, year shipped, its row of supply_demand.csv."""


def shipped_steps(
    corridor: Corridor, key: str, least: float, extra: float, words: str
) -> list[dict[str, object]]:
    """Return the rows of one metering that follow from what was shipped (rule shipped-capacity)."""
    low = corridor.facts.number("interconnection_points", key, "capacity_bcm_y")
    steps: list[dict[str, object]] = []
    for year, until, shipped, row in SHIPPED:
        flow = corridor.facts.number("supply_demand", row, "value")
        sure = max(low, least) if year == "2025" else low
        number = round(max(flow + extra, sure), 3)
        note = f"TAP shipped {flow:g} in {shipped} ({row}){words}"
        cap = Cap(number, low=sure, high=number, fuel=True, rule="shipped-capacity", note=note)
        step: dict[str, object] = {"key": f"{key}_{year}", "cap": cap, "start_date": f"{year}-01-01"}
        steps.append(step | ({"end_date": f"{until}-01-01"} if until else {}))
    return steps


def guaranteed(
    corridor: Corridor, mop: float, rule: str = "guaranteed-delivery"
) -> tuple[float, tuple[float, float]]:
    """Return the pressure that a rule of delivery pressure gives, and its range. [barg]"""
    low, high = corridor.rules.bounds(rule)
    return corridor.rules.value(rule) * mop, ((low or 0.0) * mop, (high or 1.0) * mop)


def mop(corridor: Corridor, fact: str) -> tuple[float, str, str]:
    """Return the MOP of a pipeline as an outlet pressure: [barg], basis, note."""
    row = corridor.facts.row("pipelines", fact)
    basis = "estimate" if row["mop_basis"] == "estimate" else row["mop_basis"].split(" ")[0]
    return float(row["max_operating_pressure_barg"]), basis, f"holds the MOP of {fact} ({row['mop_basis']})"


def scp(corridor: Corridor) -> list[Border]:
    """Return the exit of SCP and Area 80."""
    ends = (("scp_end", "ge_tr_border"), ("ge_tr_border", "ge_tr_border"))
    exit_ = Border("SCP_EXIT", "SCP exit at the Turkish border", ends, mop(corridor, "SCP42"), "SANG")
    parts = sum(
        corridor.facts.number("pipelines", key, "design_capacity_bcm_y") for key in ("SCP42", "SCPX48_TIE")
    )
    low = corridor.facts.number("interconnection_points", "SANG", "capacity_bcm_y")
    system = published(
        corridor, "SANG", low=low, high=parts, fuel=True, note="system figure; high is the parts' sum"
    )
    words = "what SCPFX builds is not published: the cap alone changes"
    future = promised(corridor, "SCPFX", fuel=True, note=words)
    first = {"start_date": start(corridor, "SCP42")}
    area80 = Border(
        "TURKGOZU_BOTAS",
        "Turkgozu Area 80 to BOTAS",
        (("ge_tr_border", "ge_tr_border"), ("botas_turkgozu", "ge_tr_border")),
        highest(corridor, "ESKISEHIR", "memory", "MOP of BOTAS as at Eskisehir"),
        "TURKGOZU_BOTAS",
        published(corridor, "TURKGOZU_BOTAS", note="contract volume; technical capacity not published"),
        start_date=start(corridor, "SCP42"),
    )
    steps = [
        {"key": "SCP_EXIT", "cap": system} | first,
        {"key": "SCP_EXIT_SCPFX", "cap": future, "status": "announced", "project": "SCPFX"}
        | {"source": ("projects", "SCPFX"), "name": "SCP exit after SCPFX"},
    ]
    return [*chain(exit_, steps), area80]


def tanap(corridor: Corridor) -> list[Border]:
    """Return Area 81 in its steps and the offtakes in Turkiye."""
    entry = Border(
        "TURKGOZU_TANAP",
        "Turkgozu Area 81 to TANAP",
        (("area81_in", "ge_tr_border"), ("tanap_start", "ge_tr_border")),
        mop(corridor, "TANAP56"),
        "TURKGOZU_TANAP",
    )
    now = published(corridor, "TURKGOZU_TANAP", fuel=True)
    extra = corridor.rules.value("tanap-turkey-share")
    first = {"cap": now, "start_date": start(corridor, "TANAP56"), "end_date": "2023-01-01"}
    words = f" + {extra:g} in Türkiye (rule tanap-turkey-share)"
    steps = [first, *shipped_steps(corridor, "TURKGOZU_TANAP", 0.0, extra, words)]
    for project in ("TANAP_24", "TANAP_31"):
        cap = promised(corridor, project, fuel=True)
        key = f"TURKGOZU_{project}"
        steps.append({"key": key, "cap": cap, "status": "announced", "project": project})
        steps[-1]["source"] = ("projects", project)
    return [*chain(entry, steps), *offtakes(corridor)]


def offtakes(corridor: Corridor) -> list[Border]:
    """Return the two offtakes of TANAP in Turkiye."""
    eskisehir = Border(
        "ESKISEHIR",
        "TANAP offtake Eskisehir to BOTAS",
        (("tanap_cs5_in", "tanap_cs5"), ("botas_eskisehir", "tanap_cs5")),
        highest(corridor, "ESKISEHIR", "memory", "MOP of BOTAS"),
        "ESKISEHIR",
        published(corridor, "ESKISEHIR", note="contract volume; technical capacity not published"),
        start_date=start(corridor, "TANAP56"),
    )
    thrace = Border(
        "THRACE",
        "TANAP offtake Thrace to BOTAS",
        (("thrace_offtake", "thrace_offtake"), ("botas_thrace", "thrace_offtake")),
        highest(corridor, "THRACE", "memory", "MOP of BOTAS"),
        "THRACE",
        start_date=start(corridor, "TANAP48W"),
    )
    return [eskisehir, thrace]


def kipoi(corridor: Corridor) -> list[Border]:
    """Return the metering between TANAP and TAP, year by year and level by level."""
    entry = Border(
        "KIPOI",
        "Kipoi TANAP to TAP",
        (("ipsala_kipoi", "ipsala_kipoi"), ("tap_start", "ipsala_kipoi")),
        mop(corridor, "TAP_GR"),
        "KIPOI",
    )
    now = published(corridor, "KIPOI", fuel=True)
    first = {"cap": now, "start_date": start(corridor, "TAP_GR_A"), "end_date": "2023-01-01"}
    level_1 = corridor.facts.number("projects", "TAP_EXP1", "capacity_after")
    words = f"; from 2026 at least {level_1:g} (TAP_EXP1)"
    steps = [first, *shipped_steps(corridor, "KIPOI", level_1, 0.0, words)]
    for level in ("LTD", "PART", "FULL"):
        project = f"TAP_EXP_{level}"
        cap = promised(corridor, project, fuel=True)
        steps.append({"key": f"KIPOI_{level}", "cap": cap, "status": "announced", "project": project})
        steps[-1]["source"] = ("projects", project)
    return chain(entry, steps)


def tap(corridor: Corridor) -> list[Border]:
    """Return the exits of TAP but IGB."""
    first = start(corridor, "TAP_GR_A")
    desfa = Border(
        "NEA_MES",
        "Nea Mesimvria TAP to DESFA",
        (("nea_mesimvria", "nea_mesimvria"), ("nea_mesimvria_desfa", "nea_mesimvria")),
        highest(
            corridor,
            "NEA_MES",
            "memory",
            "about 53 GWh/d forward in early years is recalled, too weak for a cap",
        ),
        "NEA_MES",
        start_date=first,
    )
    albania = Border(
        "FIER_EXIT",
        "Fier TAP to Albania",
        (("fier_cs_in", "fier_cs"), ("fier_albania", "fier_cs")),
        (mop(corridor, "IAP")[0], "estimate", "MOP of the planned IAP; the Albanian grid is not published"),
        "FIER_EXIT",
        published(corridor, "FIER_EXIT", note="booked expansion capacity"),
        start_date="2026-01-01",
    )
    iap = Border(
        "IAP_ENTRY",
        "Fier TAP to IAP",
        (("fier_cs_in", "fier_cs"), ("iap_start", "fier_cs")),
        mop(corridor, "IAP"),
        cap=promised(corridor, "IAP"),
        status="announced",
        project="IAP",
        source=("projects", "IAP"),
    )
    italy = Border(
        "MELENDUGNO",
        "Melendugno TAP to Snam (PRT)",
        (("melendugno", "melendugno"), ("melendugno_snam", "melendugno")),
        highest(
            corridor,
            "MELENDUGNO",
            "memory",
            "no technical limit is published: 9.5 bcm/y is an order of magnitude from flows",
        ),
        "MELENDUGNO",
        start_date=first,
    )
    return [desfa, albania, iap, italy]


CARRIED_INTO_RING = 56.0
"""Inlet that IGB needs at least for the 1 bcm/y that it has carried into the ring at 54 barg. [barg]"""


def igb(corridor: Corridor) -> list[Border]:
    """Return inlet and outlet of IGB, today and with project IGB_5."""
    top = corridor.facts.number("interconnection_points", "KOMOTINI_TAP", "pressure_max_barg")
    guarantee, bounds = guaranteed(corridor, top)
    bounds = (max(bounds[0], CARRIED_INTO_RING), bounds[1])
    inlet = Border(
        "KOMOTINI_TAP",
        "Komotini TAP to IGB",
        (("komotini", "komotini"), ("igb_inlet", "komotini")),
        (
            guarantee,
            "estimate",
            "rule guaranteed-delivery on the MOP of IGB; IGB carried 1 bcm/y, so not below 56 barg",
        ),
        "KOMOTINI_TAP",
    )
    outlet = Border(
        "STARA_ZAGORA",
        "GMS Stara Zagora IGB to Bulgartransgaz",
        (("stara_zagora_igb", "stara_zagora"), ("stara_zagora", "stara_zagora")),
        highest(corridor, "STARA_ZAGORA", "sourced", "working pressure of the ring"),
        "STARA_ZAGORA",
    )
    entry, exit_ = (published(corridor, key, "20") for key in ("KOMOTINI_TAP", "STARA_ZAGORA"))
    today = {"start_date": start(corridor, "IGB")}
    later = {
        "cap": promised(corridor, "IGB_5", "20"),
        "status": "announced",
        "project": "IGB_5",
        "source": ("projects", "IGB_5"),
    }
    raised = {
        "outlet": (top, "inferred", "higher inlet pressure of the project: MOP of IGB"),
        "outlet_range": None,
    }
    other = Border(
        "KOMOTINI_DESFA",
        "Komotini DESFA to IGB",
        (("komotini_desfa", "komotini"), ("igb_inlet", "komotini")),
        highest(
            corridor,
            "KOMOTINI_DESFA",
            "sourced",
            "rule reverse-closed; commercial start postponed in mid-2024",
        ),
        "KOMOTINI_DESFA",
        status="announced",
        control="closed",
        start_date="2024-07-01",
    )
    return [
        *chain(
            inlet,
            [today | {"cap": entry, "outlet_range": bounds}, {"key": "KOMOTINI_TAP_5"} | later | raised],
        ),
        *chain(
            outlet,
            [today | {"cap": exit_}, {"key": "STARA_ZAGORA_5", "name": "GMS Stara Zagora with GIS2"} | later],
        ),
        other,
    ]


def bulgaria(corridor: Corridor) -> list[Border]:
    """Return Kulata/Sidirokastro in both directions, Zidilovo and Kardam."""
    north = Border(
        "SIDIRO_BG",
        "Kulata/Sidirokastro Greece to Bulgaria",
        (("sidirokastro_gr", "sidirokastro"), ("sidirokastro_bg", "sidirokastro")),
        highest(corridor, "SIDIRO_BG", "sourced", "working pressure of the Bulgarian side"),
        "SIDIRO_BG",
    )
    loop = {"status": "under_construction", "project": "BTG_KULATA", "start_date": "2026-10-01"}
    steps = [
        {"cap": published(corridor, "SIDIRO_BG", "20"), "start_date": "2020-12-31"},
        {
            "key": "SIDIRO_BG_36",
            "cap": promised(corridor, "BTG_KULATA", "20"),
            "source": ("projects", "BTG_KULATA"),
        }
        | loop,
    ]
    south = Border(
        "SIDIRO_GR",
        "Kulata/Sidirokastro Bulgaria to Greece",
        (("sidirokastro_bg", "sidirokastro"), ("sidirokastro_gr", "sidirokastro")),
        highest(corridor, "SIDIRO_GR", "sourced", "closed by rule reverse-closed"),
        "SIDIRO_GR",
        published(corridor, "SIDIRO_GR", "20", unit="mcm/d"),
        control="closed",
    )
    macedonia = Border(
        "ZIDILOVO",
        "Kyustendil/Zidilovo Bulgaria to North Macedonia",
        (("zidilovo", "zidilovo"), ("zidilovo_mk", "zidilovo")),
        highest(corridor, "ZIDILOVO", "memory"),
        "ZIDILOVO",
        published(corridor, "ZIDILOVO", "20"),
    )
    kardam = Border(
        "KARDAM",
        "Negru Voda/Kardam Bulgaria to Romania",
        (("kardam", "kardam"), ("kardam_ro", "kardam")),
        highest(corridor, "KARDAM", "sourced"),
        "KARDAM",
    )
    rupcha = {"status": "under_construction", "project": "BTG_RUPCHA", "start_date": "2026-10-01"}
    kardam_steps = [
        {"cap": published(corridor, "KARDAM", "20")},
        {
            "key": "KARDAM_10",
            "cap": promised(corridor, "BTG_RUPCHA", "20"),
            "source": ("projects", "BTG_RUPCHA"),
        }
        | rupcha,
    ]
    return [*chain(north, steps), south, macedonia, *chain(kardam, kardam_steps), *skopje(corridor)]


def skopje(corridor: Corridor) -> list[Border]:
    """Return the ends of the planned lines to North Macedonia, whose grid is at the pressure of Zidilovo."""
    grid = highest(corridor, "ZIDILOVO", "estimate", "pressure of the grid of North Macedonia as at Zidilovo")
    first, second = (start(corridor, key) for key in ("GR_MK", "RS_MK"))
    negotino = Border(
        "NEGOTINO",
        "Negotino to the grid of North Macedonia",
        (("negotino", "negotino"), ("negotino_mk", "negotino")),
        grid,
        status="under_construction",
        project="GR_MK",
        source=("projects", "GR_MK"),
        start_date=first,
    )
    klecovce = replace(
        negotino,
        key="KLECOVCE",
        name="Klecovce to the grid of North Macedonia",
        ends=(("klecovce", "klecovce"), ("klecovce_mk", "klecovce")),
        status="announced",
        project="RS_MK",
        source=("projects", "RS_MK"),
        start_date=second,
    )
    return [negotino, klecovce]


def ibs(corridor: Corridor) -> list[Border]:
    """Return the stations of the Bulgaria-Serbia interconnector."""
    first = start(corridor, "IBS_BG")
    head = Border(
        "NOVI_ISKAR",
        "Novi Iskar ring to IBS",
        (("novi_iskar", "novi_iskar"), ("ibs_inlet", "novi_iskar")),
        mop(corridor, "IBS_BG"),
        source=("pipelines", "IBS_BG"),
        start_date=first,
    )
    border = Border(
        "KALOTINA",
        "Kalotina/Dimitrovgrad Bulgaria to Serbia",
        (("kalotina", "kalotina"), ("kalotina_rs", "kalotina")),
        highest(corridor, "KALOTINA", "sourced", "working pressure of the Serbian pipe"),
        "KALOTINA",
    )
    firm = (
        corridor.facts.number("interconnection_points", "KALOTINA", "capacity_mcm_d") * DAYS_PER_YEAR * 1e-3
    )
    planned = 5.5 * DAYS_PER_YEAR * 1e-3
    today = published(
        corridor, "KALOTINA", "20", low=firm, high=planned, note="range: 4.5 mcm/d firm, 5.5 planned"
    )
    steps = [
        {"cap": today, "start_date": first},
        {
            "key": "KALOTINA_32",
            "cap": promised(corridor, "IBS_32", "20", low=2.4, high=3.47),
            "status": "idea",
            "project": "IBS_32",
        }
        | {"source": ("projects", "IBS_32"), "name": "Kalotina/Dimitrovgrad after the compressor"},
    ]
    grid = Border(
        "NIS",
        "Nis IBS to the Serbian grid",
        (("nis", "nis"), ("nis_rs", "nis")),
        mop(corridor, "RS_NIS_NORTH"),
        source=("pipelines", "RS_NIS_NORTH"),
        start_date=first,
    )
    return [head, *chain(border, steps), grid]


def balkan(corridor: Corridor) -> list[Border]:
    """Return the stations of Balkan Stream from the Turkish to the Hungarian border."""
    first = start(corridor, "GASTRANS_1")
    string = corridor.facts.number("interconnection_points", "STRANDZHA2", "capacity_bcm_y")
    side = corridor.facts.number("pipelines", "BALKAN_BG_E", "design_capacity_bcm_y")
    entry = Border(
        "STRANDZHA2",
        "Strandzha 2 TurkStream to Bulgartransgaz",
        (("malkoclar_tr", "malkoclar"), ("malkoclar", "malkoclar")),
        mop(corridor, "BALKAN_BG_E"),
        "STRANDZHA2",
        Cap(
            side,
            reference="20",
            low=string,
            high=side,
            note="Bulgarian side; high; the string is the low end",
        ),
        start_date=start(corridor, "BALKAN_BG_E"),
    )
    kireevo = Border(
        "KIREEVO",
        "Kireevo/Zajecar Bulgaria to Gastrans",
        (("kireevo", "kireevo"), ("kireevo_rs", "kireevo")),
        highest(corridor, "KIREEVO", "memory"),
        "KIREEVO",
        published(corridor, "KIREEVO", unit="GWh/d"),
        start_date=first,
    )
    hungary = Border(
        "KISK1200",
        "Horgos Gastrans to FGSZ",
        (("horgos", "horgos"), ("horgos_hu", "horgos")),
        highest(corridor, "KISK1200", "memory"),
        "KISK1200",
        published(corridor, "KISK1200", unit="GWh/d"),
        start_date=start(corridor, "HU_KISK"),
    )
    return [entry, kireevo, hungary]


def serbia(corridor: Corridor) -> list[Border]:
    """Return the offtakes of Gastrans into the Serbian grid, Bosnia and the planned links."""
    first = start(corridor, "GASTRANS_1")
    grid = mop(corridor, "RS_NIS_NORTH")
    points = (("GMS2", "paracin"), ("GMS3", "pancevo"), ("GMS4", "gospodjinci"))
    rows = [
        Border(
            key,
            f"{key[:3]}-{key[3]} {node.capitalize()} Gastrans to Transportgas Srbija",
            ((node, node), (f"{node}_rs", node)),
            grid,
            key,
            published(corridor, key, unit="GWh/d"),
            start_date=first,
        )
        for key, node in points
    ]
    bosnia = Border(
        "ZVORNIK",
        "Zvornik Serbia to Bosnia",
        (("zvornik", "zvornik"), ("zvornik_ba", "zvornik")),
        mop(corridor, "RS_BA"),
        "ZVORNIK",
        published(corridor, "ZVORNIK"),
    )
    macedonia = Border(
        "RS_MK_ENTRY",
        "Nis to the line to North Macedonia",
        (("nis_rs", "nis"), ("rs_mk_start", "nis")),
        mop(corridor, "RS_MK"),
        cap=promised(corridor, "RS_MK"),
        status="announced",
        project="RS_MK",
        source=("projects", "RS_MK"),
        start_date=start(corridor, "RS_MK"),
    )
    romania_link = Border(
        "MOKRIN",
        "Mokrin BRUA to the Serbian grid",
        (("mokrin", "mokrin"), ("mokrin_rs", "mokrin")),
        grid,
        cap=promised(corridor, "RS_RO"),
        status="announced",
        project="RS_RO",
        source=("projects", "RS_RO"),
        start_date=start(corridor, "RS_RO"),
    )
    return [*rows, bosnia, macedonia, romania_link]


def greece(corridor: Corridor) -> list[Border]:
    """Return the entry of the line to North Macedonia and the LNG entries."""
    macedonia = Border(
        "GR_MK_ENTRY",
        "Nea Mesimvria DESFA to North Macedonia",
        (("nea_mesimvria_desfa", "nea_mesimvria"), ("gr_mk_start", "nea_mesimvria")),
        mop(corridor, "GR_MK"),
        cap=promised(corridor, "GR_MK"),
        status="under_construction",
        project="GR_MK",
        source=("projects", "GR_MK"),
        start_date=start(corridor, "GR_MK"),
    )
    alexandroupolis = Border(
        "AMPHITRITI",
        "Amphitriti Alexandroupolis LNG to DESFA",
        (("amphitriti_lng", "amphitriti"), ("amphitriti_desfa", "amphitriti")),
        mop(corridor, "DESFA_EAST"),
        "AMPHITRITI",
        published(corridor, "AMPHITRITI", unit="GWh/d"),
        control="bypass",
        start_date=start(corridor, "ALEX"),
    )
    revithoussa = Border(
        "AGIA_TRIADA",
        "Agia Triada Revithoussa LNG to DESFA",
        (("revithoussa", "revithoussa"), ("revithoussa_desfa", "revithoussa")),
        mop(corridor, "DESFA_MAIN"),
        "AGIA_TRIADA",
        published(corridor, "AGIA_TRIADA", unit="GWh/d"),
        control="bypass",
    )
    return [macedonia, alexandroupolis, revithoussa]


def romania(corridor: Corridor) -> list[Border]:
    """Return Ruse/Giurgiu and Csanadpalota."""
    ruse = Border(
        "RUSE_RO",
        "Ruse/Giurgiu Bulgaria to Romania",
        (("ruse", "ruse"), ("ruse_ro", "ruse")),
        mop(corridor, "RUSE_GIURGIU"),
        "RUSE_RO",
        published(corridor, "RUSE_RO", "20"),
        start_date=start(corridor, "RUSE_GIURGIU"),
    )
    hungary = Border(
        "CSANAD",
        "Csanadpalota Romania to Hungary",
        (("csanadpalota", "csanadpalota"), ("csanadpalota_hu", "csanadpalota")),
        mop(corridor, "BRUA"),
        "CSANAD",
    )
    steps = [
        {"cap": published(corridor, "CSANAD"), "start_date": start(corridor, "BRUA")},
        {
            "key": "CSANAD_44",
            "cap": promised(corridor, "BRUA2"),
            "status": "dormant",
            "project": "BRUA2",
            "source": ("projects", "BRUA2"),
        },
    ]
    return [ruse, *chain(hungary, steps)]
