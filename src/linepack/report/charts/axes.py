"""Scales and round ticks."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from linepack.report.markup import Safe, tag
from linepack.report.numbers import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

ROUND: Final = (1.0, 2.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True)
class Scale:
    """A straight map from data to the picture."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """Return the place of a value, kept inside the picture."""
        inside = min(max(value, self.low), self.high)
        return self.start + (inside - self.low) / (self.high - self.low) * (self.end - self.start)


def round_step(span: float, count: int) -> float:
    """Return a round distance between about ``count`` ticks over a span.

    Examples
    --------
    >>> [round_step(span, 4) for span in (1.8, 23.0, 3800.0)]
    [0.5, 10.0, 1000.0]
    """
    rough = span / max(count, 1)
    power = 10.0 ** math.floor(math.log10(rough))
    return next(size * power for size in ROUND if size * power >= rough * (1.0 - 1e-9))


def ticks(low: float, high: float, count: int) -> list[float]:
    """Return round values from below ``low`` to above ``high``.

    Examples
    --------
    >>> ticks(0.0, 2.3, 4)
    [0.0, 1.0, 2.0, 3.0]
    """
    if not high > low:
        high = low + 1.0
    step = round_step(high - low, count)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(step * place, 10) for place in range(first, last + 1)]


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Move points in ascending order apart to a least gap, each as near to its wish as the others let it.

    Points that would touch form a block around the mean of their wishes (pooled neighbours).

    Examples
    --------
    >>> spread([10.0, 11.0, 50.0], 5.0, 0.0, 100.0)
    [8.0, 13.0, 50.0]
    """
    blocks: list[list[float]] = []  # sum of (wish - rank * gap), size
    for place, wish in enumerate(wanted):
        blocks.append([wish - place * gap, 1.0])
        while len(blocks) > 1 and blocks[-2][0] / blocks[-2][1] > blocks[-1][0] / blocks[-1][1]:
            total, size = blocks.pop()
            blocks[-1] = [blocks[-1][0] + total, blocks[-1][1] + size]
    limit = max(low, high - gap * max(len(wanted) - 1, 0))
    bases = [min(max(total / size, low), limit) for total, size in blocks for _ in range(int(size))]
    return [base + place * gap for place, base in enumerate(bases)]


def volume_grid(values: Sequence[float], x: Scale, top: float, bottom: float) -> list[Safe]:
    """Return upright grid lines with their volumes under them, the unit at the last. [bcm/y]"""
    lines = [tag("path", d=f"M{x(value):.1f} {top - 6:.1f}V{bottom:.1f}", class_="grid") for value in values]
    marks = [
        tag(
            "text",
            f"{plain(value)} bcm/y" if value == values[-1] else plain(value),
            x=x(value),
            y=bottom + 16.0,
            text_anchor="middle",
            class_="tick",
        )
        for value in values
    ]
    return [*lines, *marks]
