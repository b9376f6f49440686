"""Land, borders and cities behind the pipelines, from the package's own cut of Natural Earth."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from linepack.report.markup import Safe, path, tag, together

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from linepack.report.map.panels import Panel
    from linepack.report.projection import Frame

CLOSEST: Final = 0.7
"""Points nearer than this to the one before are left out. [units of the picture]"""

MARGIN: Final = 60.0


@cache
def region() -> Mapping[str, Any]:  # Any: the parsed JSON of a file of our own
    """Return the basemap: land rings, border lines, cities."""
    content = files("linepack.report").joinpath("basemap/region.json").read_text(encoding="utf-8")
    parsed: dict[str, Any] = json.loads(content)
    return parsed


def points(line: Sequence[int], frame: Frame) -> list[tuple[float, float]]:
    """Return the points of a stored line in the picture, thinned to what can be seen."""
    step = float(region()["step"])
    kept: list[tuple[float, float]] = []
    for place in range(0, len(line), 2):
        x, y = frame(line[place] * step, line[place + 1] * step)
        if not kept or abs(x - kept[-1][0]) + abs(y - kept[-1][1]) > CLOSEST:
            kept.append((x, y))
    return kept


def within(line: Sequence[tuple[float, float]], frame: Frame) -> list[tuple[float, float]]:
    """Pull points far outside the picture to its margin; what is seen does not change."""
    return [
        (min(max(x, -MARGIN), frame.width + MARGIN), min(max(y, -MARGIN), frame.height + MARGIN))
        for x, y in line
    ]


def touches(line: Sequence[tuple[float, float]], frame: Frame) -> bool:
    """Tell whether the bounding box of a line reaches into the picture."""
    across, down = [x for x, _ in line], [y for _, y in line]
    return max(across) > 0 and min(across) < frame.width and max(down) > 0 and min(down) < frame.height


def outline(lines: Sequence[Sequence[int]], frame: Frame, *, closed: bool) -> str:
    """Return the path of all stored lines that reach into the picture."""
    drawn = [points(line, frame) for line in lines]
    seen = [thinned(within(line, frame)) for line in drawn if len(line) > 1 and touches(line, frame)]
    return "".join(path(line, closed=closed) for line in seen if len(line) > 1)


def thinned(line: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Drop repeated points, as they arise along the margin."""
    return [point for place, point in enumerate(line) if place == 0 or point != line[place - 1]]


def ground(panel: Panel) -> Safe:
    """Return water, land and borders of a panel."""
    data, frame = region(), panel.frame
    return together(
        (
            tag("rect", width=frame.width, height=frame.height, class_="water"),
            tag("path", d=outline(data["land"], frame, closed=True), class_="land"),
            tag("path", d=outline(data["borders"], frame, closed=False), class_="border"),
            tag("path", d=outline(data["disputed"], frame, closed=False), class_="border disputed"),
        )
    )


def cities(panel: Panel) -> list[tuple[str, tuple[float, float]]]:
    """Return the cities of a panel with their points, the important ones first."""
    chosen = [city for city in region()["cities"] if city["rank"] <= panel.city_rank]
    placed = [
        (str(city["name"]), panel.frame(float(city["longitude"]), float(city["latitude"])))
        for city in sorted(chosen, key=lambda city: int(city["rank"]))
    ]
    return [(name, point) for name, point in placed if panel.frame.shows(point, 6.0)]
