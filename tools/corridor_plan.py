"""The plan of the lines: which pipeline of the facts runs between which nodes, and which links are added."""

from __future__ import annotations

import itertools

from corridor_base import Cell, Corridor, great_circle
from corridor_dates import day, start_of
from corridor_lines import Line, Link, connect, lay, lengths_of, points_of

from linepack.units import to_si


def station(*nodes: str) -> dict[str, tuple[str, str]]:
    """Return the two nodes of each station: where gas arrives and where it leaves."""
    return {node: (f"{node}_in", node) for node in nodes}


def at(node: str, name: str) -> dict[str, tuple[str, str]]:
    """Return another name for a node of one line."""
    return {node: (name, name)}


SCP = (
    Line("SCP42", ends=station("csg1", "csg2") | at("ge_tr_border", "scp_end")),
    Line(
        "SCPX48",
        last="csg1",
        ends=station("csg1") | at("az_ge_border", "az_ge_border_48"),
        note="the loop is joined at csg1 with its whole length; its last route point lies behind the station",
    ),
    Line("SCPX48_TIE", note="ends at the metering of Area 81, which is drawn at the border"),
    Line("TCP", ends=at("sangachal", "sangachal_in"), project="TCP"),
    Line("WHITE_STREAM", project="WHITE_STREAM"),
)
TAP = (
    Line("TAP_GR_A", route="TAP_GR", first="kipoi_cs", last="komotini"),
    Line("TAP_GR_B", route="TAP_GR", first="komotini", last="serres_cs", ends=station("serres_cs")),
    Line("TAP_GR_C", route="TAP_GR", first="serres_cs", last="nea_mesimvria"),
    Line("TAP_GR_D", route="TAP_GR", first="nea_mesimvria", last="hieropigi"),
    Line(
        "TAP_AL_A",
        route="TAP_AL",
        first="hieropigi",
        last="fier_cs",
        ends=station("bilisht_cs") | at("fier_cs", "fier_cs_in"),
        note="counted from the border: TAP_AL_A and TAP_AL_B add up to the 215 km of TAP_AL",
    ),
    Line("TAP_AL_B", route="TAP_AL", first="fier_cs", last="al_landfall"),
    Line("TAP_OFF"),
    Line("TAP_IT"),
    Line("IAP", ends=at("fier_cs", "iap_start"), project="IAP"),
)
BULGARIA = (
    Line(
        "IGB",
        ends={
            "komotini": ("igb_start", "igb_start"),
            "stara_zagora": ("stara_zagora_igb", "stara_zagora_igb"),
        },
    ),
    Line("BTG_SOUTH", ends=station("ihtiman_cs")),
    Line("IBS_BG", ends=at("novi_iskar", "ibs_start")),
    Line("IBS_RS", ends=at("kalotina", "kalotina_rs")),
    Line("BTG_TRANSIT_S", ends=at("ihtiman_cs", "ihtiman_cs_in") | at("sidirokastro", "sidirokastro_bg")),
    Line("BALKAN_BG_E", ends=station("strandja_cs", "lozenets_cs", "nova_provadia_cs")),
    Line("BALKAN_BG_W", ends=station("rasovo_cs")),
)
NEIGHBOURS = (
    Line(
        "GASTRANS_1",
        route="GASTRANS",
        last="zabari_cs",
        ends=station("zabari_cs") | at("kireevo", "kireevo_rs"),
    ),
    Line("GASTRANS_2", route="GASTRANS", first="zabari_cs", last="kovin"),
    Line("GASTRANS_3", route="GASTRANS", first="kovin", last="gospodjinci"),
    Line("GASTRANS_4", route="GASTRANS", first="gospodjinci", last="horgos"),
    Line("HU_KISK", ends=at("horgos", "horgos_hu")),
    Line("RS_NIS_NORTH", ends=at("nis", "nis_rs") | at("paracin", "paracin_rs")),
    Line("RS_BA", ends={"zvornik": ("zvornik", "zvornik_ba")}),
    Line(
        "DESFA_MAIN", ends=at("sidirokastro", "sidirokastro_gr") | at("nea_mesimvria", "nea_mesimvria_desfa")
    ),
    Line("DESFA_EAST", suffix="_desfa", ends=at("kipi_desfa", "kipi_desfa")),
    Line("ALEX", ends=at("amphitriti", "amphitriti_lng")),
    Line("GR_MK", ends=at("nea_mesimvria", "gr_mk_start"), project="GR_MK"),
    Line("RS_MK", project="RS_MK"),
    Line("RS_RO", project="RS_RO"),
    Line("RUSE_GIURGIU", ends=at("ruse", "ruse_ro") | at("podisor", "podisor_in")),
    Line("BRUA", last="recas", ends=station("podisor", "bibesti", "jupa") | at("podisor", "podisor")),
    Line("BA_SOUTH", project="BA_SOUTH", extra=("sarajevo",)),
)


def lay_all(corridor: Corridor) -> None:
    """Add every pipeline and every link."""
    for line in (*SCP, *TAP, *BULGARIA, *NEIGHBOURS, *tanap(corridor)):
        lay(corridor, line)
    transit(corridor)
    for link in (
        *tap_links(corridor),
        *ring_links(corridor),
        *macedonian_links(corridor),
        *serbian_links(corridor),
    ):
        connect(corridor, link)
    for link in other_links(corridor):
        connect(corridor, link)


def tanap(corridor: Corridor) -> tuple[Line, ...]:
    """Return the lines of TANAP with the three stations of the 31 bcm/y step put in (rule tanap-31)."""
    ends = station("tanap_cs1", "tanap_mid_e", "tanap_mid_w") | at("ge_tr_border", "tanap_start")
    west = Line("TANAP56", ends=ends | at("tanap_cs5", "tanap_cs5_in"))
    marks = _distances(corridor, west)
    stretches = {("TANAP56", marks[a], marks[b]): 31.0 for a, b in _pairs()}
    east = Line("TANAP48")
    lengths = [
        float(corridor.facts.row("pipelines", key)["length_km"])
        for key in ("TANAP48", "TANAP36x2", "TANAP48W")
    ]
    stretches[("TANAP48", 0.0, to_si(sum(lengths), "km"))] = 25.0
    drops = {key: _drop(corridor, key, flow) for key, flow in stretches.items()}
    worst = sorted(sorted(drops, key=drops.__getitem__)[-3:], key=lambda key: (key[0] != "TANAP56", key[1]))
    placed: dict[str, dict[float, tuple[str, str]]] = {"TANAP56": {}, "TANAP48": {}}
    for number, (key, start, end) in enumerate(worst, start=3):
        placed[key][0.5 * (start + end)] = (f"tanap_x{number}_in", f"tanap_x{number}")
    return (
        Line("TANAP56", ends=west.ends, stations=placed["TANAP56"]),
        Line("TANAP48", ends=east.ends, stations=placed["TANAP48"]),
        Line("TANAP36x2"),
        Line("TANAP48W"),
    )


def _pairs() -> tuple[tuple[str, str], ...]:
    stops = ("tanap_cs1", "tanap_mid_e", "tanap_mid_w", "tanap_cs5")
    return tuple(itertools.pairwise(stops))


def _distances(corridor: Corridor, line: Line) -> dict[str, float]:
    points = points_of(corridor, line)
    total = to_si(float(corridor.facts.row("pipelines", line.fact)["length_km"]), "km")
    passed, marks = 0.0, {points[0].fact: 0.0}
    for point, length in zip(points[1:], lengths_of(points, total), strict=True):
        passed += length
        marks[point.fact] = passed
    return marks


def _drop(corridor: Corridor, stretch: tuple[str, float, float], flow: float) -> float:
    row = corridor.facts.row("pipelines", stretch[0])
    inner = float(row["outer_diameter_mm"]) - 2.0 * float(row["wall_thickness_mm"])
    return (stretch[2] - stretch[1]) * flow**2 / inner**5


def transit(corridor: Corridor) -> None:
    """Add the Bulgarian transit network: its 930 km are shared out by rule transit-930."""
    told = corridor.rules.statement("transit-930")
    line = Line("BTG_TRANSIT", route="TRANSBALKAN", suffix="_transit", ends=at("kardam", "kardam"))
    arcs = great_circle((point.latitude, point.longitude) for point in points_of(corridor, line))
    factor = corridor.rules.value("link-length")
    main = round(sum(arcs) * factor, 1)
    low, high = corridor.rules.bounds("link-length")
    kept = Cell(main, told, sum(arcs) * (low or factor), sum(arcs) * (high or factor))
    lay(
        corridor, Line(line.fact, line.route, ends=line.ends, suffix=line.suffix, length=kept, note=told.note)
    )
    lengths = {key: float(corridor.facts.row("pipelines", key)["length_km"]) for key in _TRANSIT}
    rest = to_si(lengths["BTG_TRANSIT"] - lengths["BALKAN_BG_E"] - lengths["BTG_TRANSIT_S"], "km") - main
    link = Link(
        "BTG_TRANSIT_W",
        "Bulgartransgaz transit branch Lozenets-Ihtiman",
        ("lozenets_cs_transit", "lozenets_cs"),
        ("ihtiman_cs_in", "ihtiman_cs"),
        "BTG_TRANSIT",
        length=Cell(round(rest, 1), told, round(0.9 * rest, 1), round(1.1 * rest, 1)),
        start_date="1990-07-01",
        pipeline="BTG_TRANSIT",
    )
    connect(corridor, link)


_TRANSIT = ("BTG_TRANSIT", "BALKAN_BG_E", "BTG_TRANSIT_S")


def start(corridor: Corridor, fact: str) -> str:
    """Return the first day of a pipeline, for the links that belong to it."""
    return day(start_of(corridor, fact, corridor.facts.row("pipelines", fact)["commissioning_year"]))


def tap_links(corridor: Corridor) -> tuple[Link, ...]:
    """Return the short links inside TAP."""
    first = start(corridor, "TAP_GR_A")
    return (
        Link(
            "LINK_KIPOI",
            "TAP border to Kipoi station",
            ("tap_start", "ipsala_kipoi"),
            ("kipoi_cs_in", "kipoi_cs"),
            "TAP_GR",
            length_rule="link-short",
            start_date=first,
            note="the segments A to D start at the station",
        ),
    )


def ring_links(corridor: Corridor) -> tuple[Link, ...]:
    """Return the arms of the Bulgarian ring and the loops under construction."""
    ring, provadia = "BTG_SOUTH", ("nova_provadia_cs_transit", "nova_provadia_cs")
    senovets, sofia = ("polski_senovets_ring", "polski_senovets"), ("sofia", "sofia")
    branch = ("BTG_TRANSIT_S_p2", "BTG_TRANSIT_S_p2")
    loop = {"status": "under_construction", "start_date": "2026-10-01"}
    ruse = corridor.facts.number("interconnection_points", "RUSE_RO", "capacity_bcm_y")
    kulata = Cell(to_si(48.0, "km"), corridor.facts.statement("projects", "BTG_KULATA", "48 km"))
    return (
        Link(
            "LINK_RING_E",
            "Bulgarian ring, Provadia to Stara Zagora",
            provadia,
            ("stara_zagora", "stara_zagora"),
            ring,
        ),
        Link("LINK_RING_NE", "Bulgarian ring, Provadia to Polski Senovets", provadia, senovets, ring),
        Link("LINK_RING_NW", "Bulgarian ring, Polski Senovets to Sofia", senovets, sofia, ring),
        Link("LINK_CHIREN", "Chiren storage to the ring", ("chiren_ring", "chiren"), sofia, ring),
        Link(
            "LINK_RUSE",
            "Bulgarian ring to Ruse",
            senovets,
            ("ruse", "ruse"),
            ring,
            capacity=corridor.flow(ruse, "bcm/y", "20"),
        ),
        Link(
            "LOOP_KULATA",
            "Kulata-Kresna loop",
            ("sidirokastro_bg", "sidirokastro"),
            ("kresna", "kresna"),
            "BTG_TRANSIT_S",
            length=kulata,
            project="BTG_KULATA",
            **loop,
        ),
        Link(
            "LOOP_PIPEREVO",
            "Piperevo-Pernik loop",
            branch,
            ("sofia_piperevo", "sofia"),
            "BTG_TRANSIT_S",
            project="BTG_PIPER",
            note="ends and length not published; laid from the Kulata branch to Sofia",
            **loop,
        ),
        Link(
            "LOOP_RUPCHA",
            "Rupcha-Vetrino loop",
            provadia,
            ("kardam", "kardam"),
            "BTG_TRANSIT",
            project="BTG_RUPCHA",
            note="laid between the ends that the project row names",
            **loop,
        ),
    )


_TO_SKOPJE = ("GR_MK", "RS_MK")


def macedonian_links(corridor: Corridor) -> tuple[Link, ...]:
    """Return the links that end in Skopje."""
    skopje = ("skopje", "skopje")
    number = corridor.facts.number("interconnection_points", "ZIDILOVO", "capacity_bcm_y")
    zidilovo = corridor.flow(number, "bcm/y", "20")
    grid, after = "Nomagas", "capacity_after"
    greece, serbia = (
        corridor.flow(corridor.facts.number("projects", key, after), "bcm/y") for key in _TO_SKOPJE
    )
    branch = ("BTG_TRANSIT_S_p2", "BTG_TRANSIT_S_p2")
    return (
        Link(
            "LINK_ZIDILOVO",
            "Kulata branch to Zidilovo",
            branch,
            ("zidilovo", "zidilovo"),
            "BTG_SOUTH",
            zidilovo,
        ),
        Link(
            "LINK_SKOPJE",
            "Zidilovo to Skopje",
            ("zidilovo_mk", "zidilovo"),
            skopje,
            "BTG_SOUTH",
            zidilovo,
            operator=grid,
        ),
        Link(
            "LINK_NEGOTINO",
            "Negotino to Skopje",
            ("negotino_mk", "negotino"),
            skopje,
            "BTG_SOUTH",
            greece,
            operator=grid,
            status="under_construction",
            start_date=start(corridor, "GR_MK"),
            project="GR_MK",
        ),
        *north_links(corridor, serbia),
    )


def north_links(corridor: Corridor, capacity: float) -> tuple[Link, ...]:
    """Return the links at both ends of the line from Serbia to North Macedonia."""
    skopje = ("skopje", "skopje")
    return (
        Link(
            "LINK_KLECOVCE",
            "Klecovce to Skopje",
            ("klecovce_mk", "klecovce"),
            skopje,
            "BTG_SOUTH",
            capacity,
            operator="Nomagas",
            status="announced",
            start_date=start(corridor, "RS_MK"),
            project="RS_MK",
        ),
        Link(
            "LINK_ORLJANE",
            "Nis to Orljane",
            ("rs_mk_start", "nis"),
            ("orljane", "orljane"),
            "RS_MK",
            status="announced",
            start_date=start(corridor, "RS_MK"),
            project="RS_MK",
        ),
    )


def serbian_links(corridor: Corridor) -> tuple[Link, ...]:
    """Return the links of the Serbian grid."""
    grid, belgrade = "RS_NIS_NORTH", ("belgrade", "belgrade")
    gospodjinci, novi_sad = ("gospodjinci_rs", "gospodjinci"), ("novi_sad", "novi_sad")
    dvor = ("banatski_dvor", "banatski_dvor")
    ips, day_energy = "interconnection_points", "technical_capacity_gwh_d"
    pancevo, north = (
        corridor.flow(corridor.facts.number(ips, key, day_energy), "GWh/d") for key in ("GMS3", "GMS4")
    )
    old = corridor.flow(corridor.facts.number(ips, "KISK_OLD", "capacity_bcm_y"), "bcm/y", "20")
    storage = corridor.flow(corridor.facts.number("supply_demand", "D095", "value"), "mcm/d", "20")
    plant = corridor.flow(corridor.facts.number("supply_demand", "D093", "value"), "bcm/y", "15")
    romania = corridor.flow(corridor.facts.number("projects", "RS_RO", "capacity_after"), "bcm/y", "15")
    return (
        Link("LINK_PANCEVO", "Pancevo to Belgrade", ("pancevo_rs", "pancevo"), belgrade, grid, pancevo),
        Link("LINK_NOVI_SAD", "Gospodjinci to Novi Sad", gospodjinci, novi_sad, grid, north),
        Link("LINK_BELGRADE", "Novi Sad to Belgrade", novi_sad, belgrade, grid, north),
        Link("LINK_BANATSKI_DVOR", "Banatski Dvor to Gospodjinci", dvor, gospodjinci, grid, storage),
        Link(
            "LINK_KISKUNDOROZSMA",
            "Kiskundorozsma to Gospodjinci, older line",
            ("kiskundorozsma_old", "kiskundorozsma"),
            gospodjinci,
            grid,
            old,
        ),
        Link(
            "LINK_MOKRIN",
            "Mokrin to Banatski Dvor",
            ("mokrin_rs", "mokrin"),
            dvor,
            "RS_NIS_NORTH",
            romania,
            status="announced",
            start_date=start(corridor, "RS_RO"),
            project="RS_RO",
        ),
        Link(
            "LINK_NIS_CCGT",
            "Nis to the planned power plant",
            ("nis_rs", "nis"),
            ("nis_ccgt", "nis_ccgt"),
            grid,
            plant,
            status="announced",
            start_date="2029-07-01",
            project="NIS_CCGT",
        ),
    )


def other_links(corridor: Corridor) -> tuple[Link, ...]:
    """Return the links of Greece, Romania and of the idea across the Black Sea."""
    return (
        Link(
            "LINK_SUPSA",
            "SCP to Supsa",
            ("csg2", "csg2"),
            ("supsa", "supsa"),
            "WHITE_STREAM",
            status="dormant",
            project="WHITE_STREAM",
            note="White Stream would branch off SCP; where is not published",
        ),
        Link(
            "LINK_REVITHOUSSA",
            "Agia Triada to the Greek main line",
            ("revithoussa_desfa", "revithoussa"),
            ("desfa_demand", "desfa_demand"),
            "DESFA_MAIN",
        ),
        Link(
            "LINK_CSANADPALOTA",
            "Recas to Csanadpalota",
            ("recas", "recas"),
            ("csanadpalota_in", "csanadpalota"),
            "BRUA",
            start_date=start(corridor, "BRUA"),
        ),
    )
