"""What is promised over each leg beside what it can carry, and what goes beyond in a colour of its own."""

from __future__ import annotations

from typing import Final

from linepack.report.charts.axes import Scale, ticks, volume_grid
from linepack.report.markup import Safe, tag, together
from linepack.report.numbers import fixed
from linepack.report.reading import Record, Records, number, text

WIDTH: Final = 760.0
LEFT: Final = 300.0
RIGHT: Final = 640.0
TOP: Final = 16.0
ROW: Final = 26.0
BAR: Final = 12.0


def ledger_chart(rows: Records, *, key: str, title: str) -> Safe:
    """Return the legs and fields of one year as an SVG element, its axis from zero. [bcm/y]"""
    largest = max(
        (number(row, name) for row in rows for name in ("promised_bcm_y", "capacity_bcm_y")), default=1.0
    )
    values = ticks(0.0, max(largest, 0.1), 4)
    x = Scale(0.0, values[-1], LEFT, RIGHT)
    bottom = TOP + ROW * len(rows)
    bars = [_bar(row, x, TOP + ROW * place) for place, row in enumerate(rows)]
    return tag(
        "svg",
        tag("title", title, id=f"{key}-title"),
        *volume_grid(values, x, TOP, bottom),
        *bars,
        viewBox=f"0 0 {WIDTH:.0f} {bottom + 24:.0f}",
        class_="chart ledger",
        role="img",
        aria_labelledby=f"{key}-title",
    )


def _bar(row: Record, x: Scale, y: float) -> Safe:
    """Return the bar of a leg: promised up to the capacity, what goes beyond, and the capacity as a mark."""
    promised, capacity = number(row, "promised_bcm_y"), number(row, "capacity_bcm_y")
    within, end, mark = x(min(promised, capacity)), x(promised), x(capacity)
    share = f"{fixed(100.0 * number(row, 'share'), 0)} %"
    over = promised > capacity
    name = tag("text", text(row, "name")[:48], x=LEFT - 10.0, y=y + 10.0, text_anchor="end", class_="name")
    parts = [
        name,
        tag("rect", x=LEFT, y=y, width=round(max(within - LEFT, 1.0), 1), height=BAR, class_="bar promised"),
    ]
    if over:
        parts.append(
            tag("rect", x=within, y=y, width=round(max(end - within, 1.5), 1), height=BAR, class_="bar over")
        )
    parts.append(tag("path", d=f"M{mark:.1f} {y - 4:.1f}v{BAR + 8:.0f}", class_="capacity-mark"))
    strong = text(row, "verdict") == "over-committed"
    words = f"{share}, over" if strong else share
    parts.append(
        tag("text", words, x=max(end, mark) + 8.0, y=y + 10.0, class_="value strong" if strong else "value")
    )
    return together(parts)
