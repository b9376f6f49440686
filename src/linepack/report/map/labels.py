"""Labels that never collide: each takes the best free place around its point, or none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from linepack.report.markup import Safe, tag
from linepack.report.words import width_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""

Point = tuple[float, float]

DIRECTIONS: Final = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (1, 1), (-1, -1), (-1, 1))
"""Where a label may stand, the best first: right, left, above, below, then the corners."""

CROSSING: Final = 3.0
"""What covering one point of a line costs, against one unit of distance."""


@dataclass(frozen=True)
class Label:
    """A text that wants to stand at a point.

    Attributes
    ----------
    text
        What it says.
    point
        Where it belongs.
    size
        Font size.
    clearance
        Free radius around the point.
    reaches
        Distances it may move away to; beyond the first a line leads back to the point.
    style
        CSS class.
    bold
        Whether the style is a bold one, whose texts are wider.
    """

    text: str
    point: Point
    size: float
    clearance: float
    reaches: tuple[float, ...] = (0.0,)
    style: str = "city"
    bold: bool = False


@dataclass(frozen=True)
class Placed:
    """A label with its place: the anchor of the text, and the box that it covers."""

    label: Label
    x: float
    y: float
    anchor: str
    box: Box
    led: bool


def overlap(one: Box, other: Box) -> bool:
    """Tell whether two boxes share any area."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def around(point: Point, radius: float) -> Box:
    """Return the square around a point."""
    x, y = point
    return x - radius, y - radius, x + radius, y + radius


def candidates(label: Label) -> Iterable[tuple[float, Placed]]:
    """Yield the places of a label with their cost, before anything else is looked at."""
    width, height = width_of(label.text, label.size, bold=label.bold), label.size
    for reach in label.reaches:
        gap = label.clearance + reach + 2.0
        for rank, (right, down) in enumerate(DIRECTIONS):
            slant = 0.75 if right and down else 1.0
            x = label.point[0] + right * gap * slant
            middle = label.point[1] + down * (gap * slant + height / 2.0 * (not right or slant < 1.0))
            anchor = ("end", "middle", "start")[right + 1]
            left = x - width * (0.0, 1.0, 0.5)[("start", "end", "middle").index(anchor)]
            box = (left, middle - height * 0.55, left + width, middle + height * 0.55)
            yield (
                reach * 2.0 + rank,
                Placed(label, x, middle + height * 0.35, anchor, box, reach > label.reaches[0]),
            )


def place(labels: Sequence[Label], taken: Sequence[Box], lines: Sequence[Point], size: Point) -> list[Placed]:
    """Place labels one after the other, the important ones first.

    Parameters
    ----------
    labels
        In the order of importance; one without a free place is left out.
    taken
        Boxes that no label may touch.
    lines
        Points along lines; a label avoids them where it can.
    size
        Width and height of the picture.
    """
    placed: list[Placed] = []
    boxes = list(taken)
    points = np.array(lines, dtype=np.float64).reshape(-1, 2)
    for label in labels:
        if any(label.text == other.label.text for other in placed):
            continue
        best = cheapest(label, boxes, points, size)
        if best is not None:
            placed.append(best)
            boxes.append(best.box)
    return placed


def cheapest(label: Label, boxes: Sequence[Box], lines: NDArray[np.float64], size: Point) -> Placed | None:
    """Return the best free place of a label among points of lines, (n, 2), or None."""
    best: tuple[float, Placed] | None = None
    x, y = lines.T
    for cost, candidate in candidates(label):
        if best is not None and cost >= best[0]:
            continue
        left, top, right, bottom = candidate.box
        if left < 4.0 or top < 4.0 or right > size[0] - 4.0 or bottom > size[1] - 4.0:
            continue
        if any(overlap(candidate.box, box) for box in boxes):
            continue
        crossed = np.count_nonzero((left <= x) & (x <= right) & (top <= y) & (y <= bottom))
        total = cost + CROSSING * crossed
        if best is None or total < best[0]:
            best = total, candidate
    return None if best is None else best[1]


def drawn(placed: Placed) -> Safe:
    """Return the markup of a placed label, with its leader where it stands apart."""
    label = placed.label
    words = tag("text", label.text, x=placed.x, y=placed.y, font_size=label.size, text_anchor=placed.anchor)
    leader = ""
    if placed.led:
        left, top, right, bottom = placed.box
        x = min(max(label.point[0], left), right)
        y = min(max(label.point[1], top), bottom)
        leader = tag("path", d=f"M{label.point[0]:.1f} {label.point[1]:.1f}L{x:.1f} {y:.1f}", class_="leader")
    return tag("g", leader, words, class_=f"label {label.style}")
