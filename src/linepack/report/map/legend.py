"""What the map's marks mean, drawn into the picture so that a screenshot explains itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from linepack.report.map.states import width_of_flow
from linepack.report.map.symbols import shape
from linepack.report.markup import Safe, tag, together
from linepack.report.numbers import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from linepack.report.map.panels import Panel

FLOWS: Final = (0.5, 2.0, 5.0, 10.0, 20.0)
"""Flows whose line widths the legend shows. [bcm/y]"""

SWATCH: Final = 30.0
ROW: Final = 19.0

MARKS: Final = (
    ("station", "", "compressor station"),
    ("station", "resting", "station resting"),
    ("point", "", "interconnection point"),
    ("control", "", "metering, control"),
    ("storage", "", "gas storage"),
    ("lng", "", "LNG terminal"),
)


def words(text: str, x: float, y: float, anchor: str = "start", style: str = "") -> Safe:
    """Return a text of the legend."""
    return tag("text", text, x=x, y=y, text_anchor=anchor, class_=f"legend {style}".strip())


def flow_scale(x: float, y: float) -> Safe:
    """Return the widths of sample flows."""
    parts = [words("Flow, bcm/y (width)", x, y, style="head")]
    for place, flow in enumerate(FLOWS):
        level = y + 18.0 + place * ROW
        parts.append(tag("path", d=f"M{x} {level}h44", class_="sample", stroke_width=width_of_flow(flow)))
        parts.append(words(plain(flow), x + 52.0, level + 4.0))
    return together(parts)


def pressure_scale(x: float, y: float, edges: Sequence[float]) -> Safe:
    """Return the ramp with the pressures between its steps."""
    parts = [words("Pressure, bar absolute (colour)", x, y, style="head")]
    for step in range(len(edges) + 1):
        left = x + step * SWATCH
        parts.append(
            tag("rect", x=left, y=y + 10.0, width=SWATCH - 1.5, height=9, class_=f"swatch fill-p{step}")
        )
    parts += [
        words(plain(edge), x + (place + 1) * SWATCH - 0.75, y + 33.0, "middle")
        for place, edge in enumerate(edges)
    ]
    return together(parts)


def line_samples(x: float, y: float) -> Safe:
    """Return the samples of promised, idle and binding."""
    rows = (
        (tag("path", d="M0 0h36", class_="sample promised"), "promised, not built"),
        (tag("path", d="M0 0h36", class_="sample idle"), "there, no flow"),
        (tag("path", d="M10 0l8-8 8 8-8 8Z", class_="binding-mark"), "binds: limits the flow"),
    )
    return together(
        tag(
            "g",
            tag("g", sample, transform=f"translate({x} {y + place * ROW:.1f})"),
            words(label, x + 46.0, y + 4.0 + place * ROW),
        )
        for place, (sample, label) in enumerate(rows)
    )


def mark_samples(x: float, y: float) -> Safe:
    """Return the samples of the symbols."""
    parts: list[Safe] = []
    for place, (kind, state, label) in enumerate(MARKS):
        level = y + place * ROW
        parts.append(
            tag(
                "g",
                shape(kind),
                class_=f"symbol {kind} {state}".strip(),
                transform=f"translate({x + 6} {level:.1f})",
            )
        )
        parts.append(words(label, x + 20.0, level + 4.0))
    return together(parts)


def legend(edges: Sequence[float], panel: Panel) -> Safe:
    """Return the legend, in the upper right corner of the overview."""
    x, y = panel.frame.width - 566.0, 24.0
    return tag(
        "g",
        flow_scale(x, y),
        pressure_scale(x + 154.0, y, edges),
        line_samples(x + 154.0, y + 56.0),
        mark_samples(x + 404.0, y - 4.0),
        class_="key",
        aria_hidden="true",
    )


def scale_bar(panel: Panel) -> Safe:
    """Return the scale bar and, beside it, north as it points at the middle of the picture."""
    frame = panel.frame
    length, y = frame.units(panel.scale_km), frame.height - 16.0
    left = panel.scale_left
    bar = tag("path", d=f"M{left} {y - 5:.1f}v5h{length:.1f}v-5", class_="scale")
    label = words(f"{plain(panel.scale_km)} km", left + length / 2.0, y - 6.0, "middle")
    arrow = tag("path", d=f"M{left + length + 24:.1f} {y + 1:.1f}v-20m-4 6l4 -7 4 7", class_="scale")
    north = words("N", left + length + 24.0, y - 24.0, "middle", "head")
    return tag("g", bar, label, arrow, north, aria_hidden="true")
