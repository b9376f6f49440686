"""Small pictures inside table cells: a dot with its band, and the two-sided bar of a tornado."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from linepack.report.charts.axes import Scale
from linepack.report.markup import Safe, tag

if TYPE_CHECKING:
    from collections.abc import Sequence

DOT_WIDTH: Final = 84.0
DOT_HEIGHT: Final = 22.0
TORNADO_WIDTH: Final = 360.0
TORNADO_HEIGHT: Final = 26.0


def dot(value: float, low: float, high: float, most: float, contracts: Sequence[float]) -> Safe:
    """Return a dot with its band on an axis from zero to ``most``; contracts are short upright lines."""
    x = Scale(0.0, most, 5.0, DOT_WIDTH - 5.0)
    middle = DOT_HEIGHT / 2.0
    parts = [
        tag("path", d=f"M{x(0.0):.1f} {middle}H{x(most):.1f}M{x(0.0):.1f} {middle - 4}v8", class_="grid")
    ]
    if math.isfinite(low) and math.isfinite(high):
        parts.append(tag("path", d=f"M{x(low):.1f} {middle}H{x(high):.1f}", class_="whisker wide-band"))
    parts += [
        tag("path", d=f"M{x(volume):.1f} {middle - 7}v14", class_="contract")
        for volume in contracts
        if math.isfinite(volume)
    ]
    if math.isfinite(value):
        parts.append(tag("circle", cx=round(x(value), 1), cy=middle, r=4, class_="deliverable"))
    size = f"0 0 {DOT_WIDTH:.0f} {DOT_HEIGHT:.0f}"
    return tag("svg", *parts, viewBox=size, class_="cell dot-band", aria_hidden="true")


def two_sided(low: float, high: float, base: float, span: tuple[float, float]) -> Safe:
    """Return the bar of a tornado: results for the low and the high end of the input around the base."""
    x = Scale(span[0], span[1], 6.0, TORNADO_WIDTH - 6.0)
    parts: list[Safe] = []
    sides = sorted(((low, "low"), (high, "high")), key=lambda side: -abs(side[0] - base))
    for value, style in sides:
        if math.isfinite(value) and math.isfinite(base):
            start, end = sorted((x(value), x(base)))
            parts.append(
                tag(
                    "rect",
                    x=start,
                    y=5,
                    width=round(max(end - start, 1.0), 1),
                    height=16,
                    class_=f"side {style}",
                )
            )
    if math.isfinite(base):
        parts.append(tag("path", d=f"M{x(base):.1f} 0V{TORNADO_HEIGHT}", class_="axis"))
    size = f"0 0 {TORNADO_WIDTH:.0f} {TORNADO_HEIGHT:.0f}"
    return tag(
        "svg", *parts, viewBox=size, preserveAspectRatio="none", class_="cell two-sided", aria_hidden="true"
    )
