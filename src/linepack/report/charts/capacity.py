"""The four values of a capacity stacked over each other, with the contracts as markers."""

from __future__ import annotations

import math
from typing import Final

from linepack.report.charts.axes import Scale, ticks, volume_grid
from linepack.report.markup import Safe, tag, together
from linepack.report.numbers import plain, ranged
from linepack.report.reading import Record, Records, known, number, text
from linepack.report.words import width_of

WIDTH: Final = 520.0
LEFT: Final = 128.0
RIGHT: Final = 452.0
TOP: Final = 34.0
ROW: Final = 24.0
BAR: Final = 12.0

VALUES: Final = (
    ("cap_bcm_y", "contract or metering", "cap"),
    ("max_flow_bcm_y", "pipes as wide as can be", "max-flow"),
    ("relaxed_bcm_y", "relaxed hydraulics", "relaxed"),
    ("optimum_bcm_y", "hydraulic optimum", "optimum"),
)
"""Column, what it stands for, and its class."""

NAMES: Final = {"cap": "Cap", "max-flow": "Max-flow bound", "relaxed": "Relaxed bound", "optimum": "Optimum"}


def bar(label: str, value: float, x: Scale, y: float, style: str) -> Safe:
    """Return one bar with its name on the left and its value at its end."""
    name = tag("text", label, x=LEFT - 10.0, y=y + 10.0, text_anchor="end", class_="name")
    if math.isnan(value):
        words = "none published" if style == "cap" else "no value"
        return together((name, tag("text", words, x=LEFT + 6.0, y=y + 10.0, class_="tick")))
    end = x(value)
    return together(
        (
            name,
            tag("rect", x=LEFT, y=y, width=round(max(end - LEFT, 1.0), 1), height=BAR, class_=f"bar {style}"),
            tag("text", plain(value), x=end + 6.0, y=y + 10.0, class_="value"),
        )
    )


def band(answer: Record, x: Scale, y: float) -> Safe:
    """Return what can be delivered, with its band, as the last row."""
    value, low, high = (number(answer, f"{kind}_bcm_y") for kind in ("deliverable", "low", "high"))
    name = tag("text", "Deliverable", x=LEFT - 10.0, y=y + 10.0, text_anchor="end", class_="name strong")
    if math.isnan(value):
        return together((name, tag("text", "no value", x=LEFT + 6.0, y=y + 10.0, class_="tick")))
    parts = [name]
    if math.isfinite(low) and math.isfinite(high):
        way = f"M{x(low):.1f} {y + 2}v8m0-4H{x(high):.1f}m0-4v8"
        parts.append(tag("path", d=way, class_="whisker"))
    parts.append(tag("circle", cx=round(x(value), 1), cy=y + 6.0, r=4.5, class_="deliverable"))
    furthest = max(known((value, high)))
    parts.append(
        tag("text", ranged(value, low, high), x=x(furthest) + 9.0, y=y + 10.0, class_="value strong")
    )
    return together(parts)


def contract_marks(contracts: Records, x: Scale, bottom: float) -> Safe:
    """Return a line for each contract through all bars, its volume on top; the names stand in the table."""
    volumes = sorted(
        {number(row, "volume_bcm_y") for row in contracts if math.isfinite(number(row, "volume_bcm_y"))}
    )
    parts: list[Safe] = []
    free = -math.inf
    for volume in volumes:
        label = plain(volume)
        place, half = x(volume), width_of(label, 12.0) / 2.0
        parts.append(tag("path", d=f"M{place:.1f} {TOP - 8:.1f}V{bottom:.1f}", class_="contract"))
        if place - half > free:
            parts.append(
                tag("text", label, x=place, y=TOP - 12.0, text_anchor="middle", class_="contract-name")
            )
            free = place + half + 4.0
    if parts:
        parts.append(
            tag("text", "contracts", x=LEFT - 10.0, y=TOP - 12.0, text_anchor="end", class_="contract-name")
        )
    return together(parts)


def upper_end(answer: Record, contracts: Records) -> float:
    """Return the largest number that the chart must hold. [bcm/y]"""
    columns = [column for column, _, _ in VALUES] + ["deliverable_bcm_y", "high_bcm_y"]
    values = [number(answer, column) for column in columns]
    return max([*known(values), *known(number(row, "volume_bcm_y") for row in contracts), 0.1])


def capacity_chart(answer: Record, contracts: Records, *, key: str, title: str) -> Safe:
    """Return the capacity of one target in one scenario as an SVG element, its axis from zero."""
    values = ticks(0.0, upper_end(answer, contracts), 4)
    x = Scale(0.0, values[-1], LEFT, RIGHT)
    bottom = TOP + ROW * (len(VALUES) + 1)
    bars = [
        bar(NAMES[style], number(answer, column), x, TOP + ROW * place, style)
        for place, (column, _, style) in enumerate(VALUES)
    ]
    return tag(
        "svg",
        tag("title", f"{title}. {text(answer, 'message')}".strip(), id=f"{key}-title"),
        *volume_grid(values, x, TOP, bottom),
        *bars,
        contract_marks(contracts, x, bottom),
        band(answer, x, TOP + ROW * len(VALUES)),
        viewBox=f"0 0 {WIDTH:.0f} {bottom + 24:.0f}",
        class_="chart capacity",
        role="img",
        aria_labelledby=f"{key}-title",
    )
