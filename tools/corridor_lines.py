"""Pipelines of the facts become pieces between nodes; lines that the facts lack become links."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from corridor_base import Cell, Cells, Corridor, Statement, Value, great_circle
from corridor_dates import STATUS, project_start, start_of

from linepack.constants import GAS_CONSTANT, STANDARD_GRAVITY
from linepack.units import from_si, to_si

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

STANDARD_SIZES = (323.9, 406.4, 508.0, 610.0, 711.0, 813.0, 914.0, 1016.0, 1067.0, 1219.0, 1422.0)
"""Outer diameters that a link may have. [mm]"""

_RING = "BTG_SOUTH BTG_TRANSIT BTG_TRANSIT_W BTG_TRANSIT_S LINK_RING_E LINK_RING_NE LINK_RING_NW"
_LOOPS = "LINK_CHIREN LINK_RUSE LINK_ZIDILOVO LOOP_KULATA LOOP_PIPEREVO LOOP_RUPCHA"
_GRID = "RS_NIS_NORTH RS_BA LINK_PANCEVO LINK_NOVI_SAD LINK_BELGRADE LINK_BANATSKI_DVOR LINK_NIS_CCGT"
_OLD = "LINK_KISKUNDOROZSMA LINK_MOKRIN"

HELD_AT = (
    dict.fromkeys(f"{_RING} {_LOOPS}".split(), "ihtiman_cs")
    | dict.fromkeys(f"{_GRID} {_OLD}".split(), "nis")
    | dict.fromkeys(("TANAP48", "TANAP36x2", "TANAP48W"), "tanap_cs5")
    | dict.fromkeys(("BRUA", "LINK_CSANADPALOTA"), "bibesti")
    | dict.fromkeys(("GASTRANS_1", "GASTRANS_2", "GASTRANS_3", "GASTRANS_4", "HU_KISK"), "kireevo")
    | dict.fromkeys(("DESFA_MAIN", "DESFA_EAST", "LINK_REVITHOUSSA"), "nea_mesimvria")
    | dict.fromkeys(("IBS_BG", "IBS_RS"), "novi_iskar")
    | dict.fromkeys(("LINK_SKOPJE", "LINK_NEGOTINO", "LINK_KLECOVCE"), "zidilovo")
)
"""Place of the highest station that feeds the system of a line (rule mop-head); other lines: their start."""

NODE_LIMITS = {"stara_zagora_igb": ("pressure_min", "STARA_ZAGORA", "ring-pressure")}
"""Limits of single nodes: column, row of interconnection_points.csv with the highest pressure, rule."""


@dataclass(frozen=True)
class Point:
    """A point of a route; a station there has a node where gas arrives and one where it leaves."""

    arrive: str
    leave: str
    latitude: float
    longitude: float
    elevation: float
    country: str
    statement: Statement
    fact: str = ""


@dataclass(frozen=True)
class Line:
    """How one pipeline of the facts is laid: along which route, between which nodes."""

    fact: str
    route: str = ""
    first: str = ""
    last: str = ""
    ends: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    suffix: str = ""
    length: Cell | None = None
    project: str = ""
    stations: Mapping[float, tuple[str, str]] = field(default_factory=dict)  # distance from the start [m]
    extra: tuple[str, ...] = ()  # rows of nodes.csv behind the last point of the route
    note: str = ""


def add_node(corridor: Corridor, key: str, point: Point) -> None:
    """Add a node once."""
    if key in corridor.tables.rows.get("nodes", {}):
        return
    low = high = None
    statement = point.statement
    if statement.confidence == "low" and point.elevation > 5.0:
        spread = corridor.rules.value("elevation-spread")
        low, high = point.elevation - spread, point.elevation + spread
    row = {row["id"]: row for row in corridor.facts.tables["nodes"]}.get(point.fact, {})
    side = key.removeprefix(point.fact).strip("_") if point.fact else ""
    name = row.get("name", "").split(" (")[0] or f"Route point {key}"
    corridor.tables.add(
        "nodes",
        key,
        statement,
        {
            "name": f"{name}, {side.replace('_', ' ')}" if side else name,
            "country": "" if point.country == "XX" else point.country,
            "latitude": point.latitude,
            "longitude": point.longitude,
            "elevation": Cell(point.elevation, statement, low, high),
            "kind": row.get("kind", "route point"),
        }
        | node_limit(corridor, key),
    )


def node_limit(corridor: Corridor, key: str) -> Cells:
    """Return the pressure limit of a node that has one of its own."""
    if key not in NODE_LIMITS:
        return {}
    column, point, rule = NODE_LIMITS[key]
    barg = corridor.facts.number("interconnection_points", point, "pressure_max_barg")
    return {column: Cell(corridor.gauge(barg), corridor.rules.statement(rule))}


def fact_point(corridor: Corridor, fact: str, arrive: str = "", leave: str = "") -> Point:
    """Return the place of a row of nodes.csv as a point."""
    row = corridor.facts.row("nodes", fact)
    return Point(
        arrive or fact,
        leave or arrive or fact,
        float(row["lat"]),
        float(row["lon"]),
        float(row["elevation_m"]),
        row["country"],
        corridor.facts.statement("nodes", fact),
        fact,
    )


def points_of(corridor: Corridor, line: Line) -> list[Point]:
    """Return the points of a line, in order, with their node names."""
    rows = corridor.facts.route(line.route or line.fact)
    names = [row["node_id"] for row in rows]
    first = names.index(line.first) if line.first else 0
    last = names.index(line.last) if line.last else len(names) - 1
    points: list[Point] = []
    country = ""
    for row in rows[first : last + 1]:
        fact = row["node_id"]
        if fact:
            arrive, leave = line.ends.get(fact, (fact + line.suffix, fact + line.suffix))
            points.append(fact_point(corridor, fact, arrive, leave))
            country = points[-1].country
            continue
        key = f"{row['pipeline_id']}_p{row['order']}"
        statement = Statement(
            row["source"],
            row["as_of"],
            row["confidence"],
            "memory",
            f"routes.csv {row['pipeline_id']} {row['order']}",
        )
        points.append(
            Point(
                key, key, float(row["lat"]), float(row["lon"]), float(row["elevation_m"]), country, statement
            )
        )
    return [*points, *(fact_point(corridor, fact) for fact in line.extra)]


def ends_of(corridor: Corridor, line: Line) -> list[Point]:
    """Return the two ends of a line without a route."""
    row = corridor.facts.row("pipelines", line.fact)
    if line.fact == "SCPX48_TIE":
        return [fact_point(corridor, row["from_node"]), fact_point(corridor, row["from_node"], "area81_in")]
    return [
        fact_point(corridor, row[name], *line.ends.get(row[name], ())) for name in ("from_node", "to_node")
    ]


def lengths_of(points: Sequence[Point], total: float) -> list[float]:
    """Return the lengths of the pieces; their sum is the published length. [m]"""
    arcs = great_circle((point.latitude, point.longitude) for point in points)
    return [total * arc / sum(arcs) for arc in arcs] if sum(arcs) else [total]


def with_stations(
    corridor: Corridor, points: list[Point], lengths: list[float], stations: Mapping[float, tuple[str, str]]
) -> tuple[list[Point], list[float]]:
    """Return points and lengths with stations put in at distances from the start. [m]"""
    for distance, (arrive, leave) in sorted(stations.items()):
        at, passed = 0, 0.0
        while passed + lengths[at] <= distance:
            passed += lengths[at]
            at += 1
        share = (distance - passed) / lengths[at]
        a, b = points[at], points[at + 1]
        point = Point(
            arrive,
            leave,
            round(a.latitude + share * (b.latitude - a.latitude), 4),
            round(a.longitude + share * (b.longitude - a.longitude), 4),
            round(a.elevation + share * (b.elevation - a.elevation), 1),
            a.country,
            corridor.rules.statement("tanap-31", "between two points of the route"),
        )
        points = [*points[: at + 1], point, *points[at + 1 :]]
        lengths = [*lengths[:at], lengths[at] * share, lengths[at] * (1 - share), *lengths[at + 1 :]]
    return points, lengths


def wall_of(corridor: Corridor, row: Mapping[str, str]) -> Cell:
    """Return the wall thickness of a pipeline with its basis and range. [m]"""
    rules = corridor.rules
    spread = rules.value("wall-spread")
    statement = corridor.facts.statement("pipelines", row["id"])
    if not row["wall_thickness_mm"]:
        outer = to_si(float(row["outer_diameter_mm"]), "mm")
        pressure = row["max_operating_pressure_barg"]
        wall = barlow(corridor, outer, float(pressure) if pressure else None)
        return Cell(wall, rules.statement("wall-barlow"), wall * (1 - spread), wall * (1 + spread))
    wall = to_si(float(row["wall_thickness_mm"]), "mm")
    basis = row["wall_basis"]
    if basis == "estimate":
        told = replace(statement, basis="estimate", confidence="low").noted("range by rule wall-spread")
        return Cell(wall, told, wall * (1 - spread), wall * (1 + spread))
    if "range" in basis:
        told = replace(statement, basis="inferred", confidence="medium").noted(f"wall: {basis}")
        return Cell(wall, told, to_si(25.0, "mm"), to_si(36.0, "mm"))
    return Cell(wall, replace(statement, basis="sourced", confidence="medium").noted(f"wall: {basis}"))


def barlow(corridor: Corridor, outer: float, pressure_barg: float | None) -> float:
    """Return the wall by the rules wall-barlow and wall-floor, rounded to 0.1 mm. [m]"""
    rules = corridor.rules
    gauge = to_si(pressure_barg or 0.0, "bar")
    wall = gauge * outer / (2.0 * rules.value("wall-barlow") * rules.value("wall-yield"))
    return round(max(wall, rules.value("wall-floor") * outer), 4)


def inner_of(outer: float, wall: Cell) -> Cell:
    """Return the inner diameter that outer diameter and wall leave. [m]"""
    if wall.statement is None:
        raise ValueError("a wall needs a statement")
    note = "inner = outer - 2 x wall (rule inner-diameter)"
    statement = replace(wall.statement, basis=_weaker(wall.statement.basis)).noted(note)
    inner = round(outer - 2.0 * float(wall.value), 5)
    if wall.low is None or wall.high is None:
        return Cell(inner, statement)
    return Cell(inner, statement, round(outer - 2.0 * wall.high, 5), round(outer - 2.0 * wall.low, 5))


def _weaker(basis: str) -> str:
    return "inferred" if basis == "sourced" else basis


def pressure_of(corridor: Corridor, row: Mapping[str, str]) -> Cell | None:
    """Return the maximum operating pressure of a pipeline. [Pa]"""
    if not row["max_operating_pressure_barg"]:
        return None
    basis = row["mop_basis"].split(" ")[0]
    statement = corridor.facts.statement(
        "pipelines", row["id"], f"MOP: {row['mop_basis']}; rule gauge-pressure"
    )
    if basis != "sourced":
        statement = replace(statement, confidence="low", basis=basis)
    return Cell(corridor.gauge(float(row["max_operating_pressure_barg"])), statement)


def physical(corridor: Corridor, row: Mapping[str, str]) -> Cells:
    """Return the columns that all pieces of a pipeline share."""
    wall = wall_of(corridor, row)
    outer = to_si(float(row["outer_diameter_mm"]), "mm")
    basis = row["diameter_basis"]
    told = replace(corridor.facts.statement("pipelines", row["id"], f"diameter: {basis}"), basis=basis)
    if basis != "sourced":
        told = replace(told, confidence="low")
    return {
        "diameter": inner_of(outer, wall),
        "roughness": corridor.rules.cell("roughness"),
        "efficiency": corridor.rules.cell("pipe-efficiency"),
        "parallel_lines": int(row["parallel_lines"] or 1),
        "pressure_max": pressure_of(corridor, row),
        "outer_diameter": Cell(outer, told),
        "wall_thickness": wall,
    }


def lay(corridor: Corridor, line: Line) -> None:
    """Add the pieces and nodes of one pipeline of the facts."""
    row = corridor.facts.row("pipelines", line.fact)
    points = (
        points_of(corridor, line)
        if corridor.facts.route(line.route or line.fact)
        else ends_of(corridor, line)
    )
    total = line.length or Cell(to_si(float(row["length_km"]), "km"))
    lengths = lengths_of(points, float(total.value))
    points, lengths = with_stations(corridor, points, lengths, line.stations)
    statement = corridor.facts.statement("pipelines", line.fact, line.note)
    shared = physical(corridor, row) | {
        "name": row["name"],
        "operator": row["operator"],
        "status": STATUS[row["status"]],
        "start_date": first_day(corridor, line, row),
        "project": line.project,
        "pipeline": line.fact,
    }
    length_statement = total.statement or statement.noted("share of the published length (rule piece-length)")
    pieces(corridor, line.fact, points, lengths, (statement, length_statement), shared)


def first_day(corridor: Corridor, line: Line, row: Mapping[str, str]) -> Cell | None:
    """Return the first day of a pipeline."""
    known = start_of(corridor, line.fact, row["commissioning_year"])
    return project_start(corridor, line.project) if known is None and line.project else known


def pieces(
    corridor: Corridor,
    key: str,
    points: Sequence[Point],
    lengths: Sequence[float],
    statements: tuple[Statement, Statement],
    shared: Mapping[str, Value | Cell | None],
) -> None:
    """Add one pipe between each two points, and the nodes."""
    for point in points:
        add_node(corridor, point.arrive, point)
        add_node(corridor, point.leave, point)
    reference = held_at(corridor, str(shared["pipeline"]), points[0].elevation)
    for number, (a, b, length) in enumerate(zip(points, points[1:], lengths, strict=False), start=1):
        name = key if len(points) == 2 else f"{key}_{number:02d}"
        told = statements[1]
        inferred = replace(told, basis="inferred") if told.basis == "sourced" and len(points) > 2 else told
        ends: Cells = {"from_node": a.leave, "to_node": b.arrive}
        ends["length"] = Cell(round(length, 1), inferred)
        reference = max(reference, a.elevation) if a.arrive != a.leave else reference
        limit = {"reference_elevation": Cell(reference, corridor.rules.statement("mop-head"))}
        corridor.tables.add("pipes", name, statements[0], ends | dict(shared) | limit)


def head(corridor: Corridor, pressure: float, fall: float) -> float:
    """Return the pressure at the foot of a column of gas at rest (rule set-point-head). [Pa]"""
    rules = corridor.rules
    molar_mass = float(corridor.facts.row("gas_quality", "G09")["value"]) * 1e-3
    compressibility = 1.0 - rules.value("set-point-head") * from_si(pressure, "bar")
    scale = compressibility * GAS_CONSTANT / molar_mass * rules.value("gas-temperature")
    return pressure * math.exp(STANDARD_GRAVITY * fall / scale)


def held_at(corridor: Corridor, pipeline: str, start: float) -> float:
    """Return the elevation where the MOP of a pipeline is held: its highest station, else its start."""
    if pipeline not in HELD_AT:
        return start
    return float(corridor.facts.row("nodes", HELD_AT[pipeline])["elevation_m"])


@dataclass(frozen=True)
class Link:
    """A line that the facts lack, laid by the rules link-*."""

    key: str
    name: str
    start: tuple[str, str]  # (node, row of nodes.csv or route point that gives its place)
    end: tuple[str, str]
    like: str  # pipeline whose size, wall and MOP it takes, or whose MOP and status when capacity is given
    capacity: float | None = None  # [kg/s]; sizes the diameter
    length_rule: str = "link-length"
    status: str = "operating"
    start_date: str = ""
    project: str = ""
    pipeline: str = ""
    operator: str = ""  # that of `like` where empty
    note: str = ""
    length: Cell | None = None  # where it is known better than by the rule


def place(corridor: Corridor, node: str, where: str) -> Point:
    """Return the point of a link's end: a row of nodes.csv or a node that is already there."""
    if where in {row["id"] for row in corridor.facts.tables["nodes"]}:
        return fact_point(corridor, where, node)
    known = corridor.tables.rows["nodes"][where]
    told = Statement("unsourced, well known", "2026-11-23", "low", "memory", f"place of {where}")
    values = (float(known[name]) for name in ("latitude", "longitude", "elevation"))
    return Point(node, node, *values, country=str(known["country"]), statement=told)


def connect(corridor: Corridor, link: Link) -> None:
    """Add one link."""
    start, end = place(corridor, *link.start), place(corridor, *link.end)
    rule = corridor.rules.statement(link.length_rule)
    arc = great_circle([(start.latitude, start.longitude), (end.latitude, end.longitude)])[0]
    shortest, longest = corridor.rules.bounds(link.length_rule)
    factor = corridor.rules.value(link.length_rule)
    row = corridor.facts.row("pipelines", link.like)
    shared = physical(corridor, row)
    size = corridor.rules.statement("link-neighbour", f"like {link.like}")
    if link.capacity is not None:
        shared |= sized(corridor, row, link.capacity)
        size = corridor.rules.statement("link-diameter", f"MOP of {link.like}")
    for column in ("outer_diameter", "pressure_max"):
        cell = shared[column]
        if isinstance(cell, Cell):
            shared[column] = Cell(cell.value, size)
    length = Cell(
        round(arc * factor, 1),
        rule,
        round(arc * (shortest or factor), 1),
        round(arc * (longest or factor), 1),
    )
    for point in (start, end):
        add_node(corridor, point.arrive, point)
    reference = held_at(corridor, link.key, max(start.elevation, end.elevation))
    shared["reference_elevation"] = Cell(reference, corridor.rules.statement("mop-head"))
    dates: Cells = {"start_date": Cell(link.start_date, size) if link.start_date else None}
    corridor.tables.add(
        "pipes",
        link.key,
        rule.noted(link.note),
        {"from_node": start.arrive, "to_node": end.arrive, "length": link.length or length}
        | shared
        | {
            "name": link.name,
            "operator": link.operator or row["operator"],
            "status": link.status,
            "project": link.project,
        }
        | dates
        | {"pipeline": link.pipeline or link.key},
    )


def sized(corridor: Corridor, row: Mapping[str, str], capacity: float) -> Cells:
    """Return the size of a link that has to carry a capacity (rule link-diameter)."""
    rules = corridor.rules
    pressure = float(row["max_operating_pressure_barg"])
    mean = corridor.gauge(pressure * rules.value("link-pressure-share"))
    temperature = rules.value("gas-temperature")
    molar_mass = float(corridor.facts.row("gas_quality", "G09")["value"]) * 1e-3
    density = mean * molar_mass / (0.9 * GAS_CONSTANT * temperature)
    area = capacity / (density * rules.value("link-diameter"))
    spread = rules.value("wall-spread")
    for size in STANDARD_SIZES:
        outer = to_si(size, "mm")
        thickness = barlow(corridor, outer, pressure)
        if 0.25 * math.pi * (outer - 2 * thickness) ** 2 >= area:
            break
    wall = Cell(thickness, rules.statement("wall-barlow"), thickness * (1 - spread), thickness * (1 + spread))
    return {
        "diameter": inner_of(outer, wall),
        "outer_diameter": Cell(outer),
        "wall_thickness": wall,
        "parallel_lines": 1,
    }
