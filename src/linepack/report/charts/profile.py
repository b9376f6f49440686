"""Pressure and elevation against distance: two panels over one axis."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from linepack.report.charts.axes import Scale, spread, ticks
from linepack.report.markup import Safe, path, tag, together
from linepack.report.numbers import plain, with_unit
from linepack.report.reading import Record, Records, flag, known, number, text
from linepack.report.words import brief, place_name, width_of

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH: Final = 1120.0
LEFT: Final = 56.0
RIGHT: Final = 1040.0
TOP: Final = 128.0
MIDDLE: Final = 372.0
GROUND_TOP: Final = 396.0
BOTTOM: Final = 496.0
HEIGHT: Final = 536.0
NAME_GAP: Final = 19.0
NAME_SIZE: Final = 11.5
MOST_NAMES: Final = 28
MARGIN: Final = 4.0
"""Free pressure below the lowest line. [bar]"""

BEND: Final = (True, True, True)
"""The rank of a row that is neither an end, nor a station, nor a notable node."""

SHALLOW: Final = -50.0
"""Ground above this is drawn from sea level. [m]"""


@dataclass(frozen=True)
class Scales:
    """The three scales of the profile."""

    x: Scale
    pressure: Scale
    elevation: Scale


def scales(rows: Records) -> Scales:
    """Return scales that hold all rows."""
    distances = known(number(row, "distance_km") for row in rows) or [0.0, 1.0]
    pressures = known(number(row, f"pressure_{kind}bar") for row in rows for kind in ("", "max_", "min_"))
    heights = known(number(row, "elevation_m") for row in rows) or [0.0]
    most = ticks(min([*pressures, 50.0]) - MARGIN, max([*pressures, 10.0]), 5)
    deepest = min(heights)
    ground = ticks(deepest if deepest < SHALLOW else 0.0, max([*heights, 10.0]), 3)
    return Scales(
        Scale(min(distances), max([*distances, min(distances) + 1.0]), LEFT, RIGHT),
        Scale(max(most[0], 0.0), most[-1], MIDDLE, TOP),
        Scale(ground[0], ground[-1], BOTTOM, GROUND_TOP),
    )


def axis(scale: Scale, unit: str, count: int) -> Safe:
    """Return hairlines with round values along an upright scale, the unit at the top one."""
    values = ticks(scale.low, scale.high, count)
    parts: list[Safe] = []
    for value in values:
        y = scale(value)
        label = f"{plain(value)} {unit}" if value == values[-1] else plain(value)
        parts.append(tag("path", d=f"M{LEFT} {y:.1f}H{RIGHT}", class_="grid"))
        anchor = "start" if value == values[-1] else "end"
        x = 8.0 if value == values[-1] else LEFT - 8.0
        shift = -5.0 if value == values[-1] else 4.0
        parts.append(tag("text", label, x=x, y=y + shift, text_anchor=anchor, class_="tick"))
    return together(parts)


def line(rows: Records, column: str, scales: Scales) -> list[list[tuple[float, float]]]:
    """Return the runs of a column in the pressure panel, broken where a value is missing."""
    runs: list[list[tuple[float, float]]] = [[]]
    for row in rows:
        distance, value = number(row, "distance_km"), number(row, column)
        if math.isfinite(distance) and math.isfinite(value):
            runs[-1].append((scales.x(distance), scales.pressure(value)))
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if len(run) > 1]


def stepped(run: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return a run as steps: a limit holds from a node up to the next one."""
    corners = [run[0]]
    for (_, y0), (x1, y1) in pairwise(run):
        corners += [(x1, y0), (x1, y1)] if y1 != y0 else [(x1, y1)]
    return corners


def ground(rows: Records, scales: Scales) -> Safe:
    """Return the elevation as filled ground."""
    points = [
        (scales.x(number(row, "distance_km")), scales.elevation(number(row, "elevation_m")))
        for row in rows
        if math.isfinite(number(row, "distance_km")) and math.isfinite(number(row, "elevation_m"))
    ]
    if len(points) < 2:
        return Safe()
    floor = BOTTOM
    closed = [(points[0][0], floor), *points, (points[-1][0], floor)]
    return together((tag("path", d=path(closed, closed=True), class_="ground"),))


def importance(rows: Records, place: int) -> tuple[bool, bool, bool, int]:
    """Return the rank of a row for a name: both ends, stations, notable nodes, then bends of the route."""
    row = rows[place]
    at_end = place in {0, len(rows) - 1}
    return not at_end, not flag(row, "is_station"), not flag(row, "is_notable"), place


def named(rows: Records) -> Records:
    """Return one row for each name worth a tick, in the order of the route."""
    first: dict[str, int] = {}
    for place, row in enumerate(rows):
        first.setdefault(text(row, "name"), place)
    first.pop("", None)
    ranked = sorted(first.values(), key=lambda place: importance(rows, place))
    bends = sum(importance(rows, place)[:3] == BEND for place in ranked)
    room = MOST_NAMES if len(ranked) <= MOST_NAMES else len(ranked) - bends
    return [rows[place] for place in sorted(ranked[: min(room, MOST_NAMES)])]


def names(rows: Records, scales: Scales) -> Safe:
    """Return the station names above the pressure panel, slanted and pushed apart."""
    chosen = [row for row in named(rows) if math.isfinite(number(row, "distance_km"))]
    wishes = [scales.x(number(row, "distance_km")) for row in chosen]
    places = spread(wishes, NAME_GAP, LEFT, RIGHT)
    parts: list[Safe] = []
    for row, wish, x in zip(chosen, wishes, places, strict=True):
        station = flag(row, "is_station")
        way = f"M{wish:.1f} {TOP}V{TOP - 8:.1f}L{x:.1f} {TOP - 18:.1f}"
        parts.append(tag("path", d=way, class_="tick-mark"))
        parts.append(
            tag(
                "text",
                place_name(text(row, "name"), 20),
                transform=f"translate({x + 3:.1f} {TOP - 22:.1f}) rotate(-52)",
                class_="station-name strong" if station else "station-name",
                font_size=NAME_SIZE,
            )
        )
    return together(parts)


def stations(rows: Records, scales: Scales) -> Safe:
    """Return a square on the pressure line wherever a station raises the pressure."""
    marks = [
        (scales.x(number(row, "distance_km")), scales.pressure(number(row, "pressure_bar")))
        for row in rows
        if flag(row, "is_station") and math.isfinite(number(row, "pressure_bar"))
    ]
    return together(
        tag("rect", x=x - 3.0, y=y - 3.0, width=6, height=6, class_="station-mark") for x, y in marks
    )


def lowest(rows: Records) -> Record | None:
    """Return the row nearest to its lower limit, or with the lowest pressure where no limit is known."""
    with_pressure = [row for row in rows if math.isfinite(number(row, "pressure_bar"))]
    bounded = [row for row in with_pressure if math.isfinite(number(row, "pressure_min_bar"))]
    if bounded:
        return min(bounded, key=lambda row: number(row, "pressure_bar") - number(row, "pressure_min_bar"))
    return min(with_pressure, key=lambda row: number(row, "pressure_bar")) if with_pressure else None


def lowest_mark(rows: Records, scales: Scales) -> Safe:
    """Return the direct label at the tightest point."""
    row = lowest(rows)
    if row is None:
        return Safe()
    x, y = scales.x(number(row, "distance_km")), scales.pressure(number(row, "pressure_bar"))
    words = f"{with_unit(number(row, 'pressure_bar'), 'bar')} at {brief(text(row, 'name'), 22)}"
    anchor = "end" if x + width_of(words, 12.5) > RIGHT else "start"
    return together(
        (
            tag("circle", cx=round(x, 1), cy=round(y, 1), r=4.5, class_="tightest"),
            tag("text", words, x=x, y=y + 22.0, text_anchor=anchor, class_="direct"),
        )
    )


def distance_axis(scales: Scales) -> Safe:
    """Return the ticks of the distance axis."""
    values = [
        value for value in ticks(scales.x.low, scales.x.high, 9) if scales.x.low <= value <= scales.x.high
    ]
    parts = [tag("path", d=f"M{LEFT} {BOTTOM}H{RIGHT}", class_="axis")]
    for value in values:
        label = f"{plain(value)} km" if value == values[-1] else plain(value)
        parts.append(tag("path", d=f"M{scales.x(value):.1f} {BOTTOM}v5", class_="axis"))
        parts.append(
            tag("text", label, x=scales.x(value), y=BOTTOM + 20.0, text_anchor="middle", class_="tick")
        )
    return together(parts)


def bounds(rows: Records, scales: Scales) -> Safe:
    """Return the upper and lower limits as thin steps, each named once at its left end."""
    parts: list[Safe] = []
    for column, words, shift in (
        ("pressure_max_bar", "upper limit", -6.0),
        ("pressure_min_bar", "lower limit", 14.0),
    ):
        for place, run in enumerate(line(rows, column, scales)):
            parts.append(tag("path", d=path(stepped(run)), class_="bound"))
            if place == 0:
                parts.append(tag("text", words, x=run[0][0] + 4.0, y=run[0][1] + shift, class_="tick"))
    return together(parts)


def profile_chart(rows: Records, *, key: str, title: str) -> Safe:
    """Return the profile as one SVG element; a sentence where there is nothing to draw."""
    if len(known(number(row, "pressure_bar") for row in rows)) < 2:
        return tag("p", "No pressure profile for this scenario.", class_="empty")
    place = scales(rows)
    pressure = [tag("path", d=path(run), class_="pressure") for run in line(rows, "pressure_bar", place)]
    return tag(
        "svg",
        tag("title", title, id=f"{key}-title"),
        axis(place.pressure, "bar", 5),
        axis(place.elevation, "m", 3),
        ground(rows, place),
        bounds(rows, place),
        *pressure,
        stations(rows, place),
        lowest_mark(rows, place),
        names(rows, place),
        distance_axis(place),
        viewBox=f"0 0 {WIDTH:.0f} {HEIGHT:.0f}",
        class_="chart profile",
        role="img",
        aria_labelledby=f"{key}-title",
    )
