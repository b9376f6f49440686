"""What the map shows of each element in each scenario: paint, width, direction and values in words."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from linepack.report.numbers import DASH, THIN, plain, with_unit
from linepack.report.palette import RAMP_STEPS
from linepack.report.reading import Reading, Record, known, number, text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

WIDEST_FLOW: Final = 25.0
"""Flow that is drawn with the widest line. [bcm/y]"""

WIDEST: Final = 9.5
THINNEST: Final = 1.2
STEPS: Final = (1.0, 2.0, 5.0, 10.0, 20.0, 50.0)
OPEN_STATUS: Final = frozenset({"", "operating", "commissioning"})

Points = tuple[tuple[float, float], tuple[float, float]]


@dataclass(frozen=True)
class Pipe:
    """A pipe as drawn: its number on the page, its ends (longitude, latitude) [deg], and a sample row."""

    number: int
    id: str
    ends: Points
    row: Record
    largest: float

    @property
    def key(self) -> str:
        """Return the key that ties picture and data together."""
        return f"p{self.number}"


@dataclass(frozen=True)
class State:
    """An element in a scenario: CSS classes, line width, direction (1, -1, 0) and values in words."""

    paint: str
    width: float
    direction: int
    values: tuple[str, ...]


def width_of_flow(flow: float) -> float:
    """Return the line width of a flow: it grows with the square root, down to a hairline. [bcm/y]"""
    if math.isnan(flow):
        return THINNEST
    return max(THINNEST, WIDEST * math.sqrt(min(abs(flow), WIDEST_FLOW) / WIDEST_FLOW))


def mean_pressure(row: Record) -> float:
    """Return the mean pressure of a pipe's ends. [bar]"""
    values = known((number(row, "pressure_from_bar"), number(row, "pressure_to_bar")))
    return sum(values) / len(values) if values else math.nan


def pressure_edges(reading: Reading) -> tuple[float, ...]:
    """Return the pressures between the steps of the ramp: round, around the bulk of all pipes. [bar]"""
    values = sorted(known(mean_pressure(row) for row in reading.of("pipes")))
    if not values:
        return tuple(20.0 * (step + 1) for step in range(RAMP_STEPS - 1))
    low, high = values[len(values) // 20], values[(len(values) * 9) // 10]
    step = next((size for size in STEPS if (high - low) / size <= RAMP_STEPS - 2), STEPS[-1])
    first = math.ceil(low / step) * step
    return tuple(first + step * place for place in range(RAMP_STEPS - 1))


def ramp_step(pressure: float, edges: Sequence[float]) -> int:
    """Return the step of the ramp for a pressure."""
    return sum(pressure >= edge for edge in edges)


def pipes_of(reading: Reading) -> tuple[Pipe, ...]:
    """Return every pipe that can be placed, once; those with the largest flow first."""
    rows: dict[str, Record] = {}
    largest: dict[str, float] = {}
    for row in reading.of("pipes"):
        name = text(row, "id")
        if ends_of(row) is None:
            continue
        if name not in rows or text(row, "scenario") == reading.main:
            rows[name] = row
        flow = abs(number(row, "flow_bcm_y"))
        largest[name] = max(largest.get(name, 0.0), 0.0 if math.isnan(flow) else flow)
    order = sorted(rows, key=lambda name: (-largest[name], name))
    placed = ((name, ends_of(rows[name])) for name in order)
    return tuple(
        Pipe(place, name, ends, rows[name], largest[name])
        for place, (name, ends) in enumerate(placed)
        if ends is not None
    )


def ends_of(row: Record) -> Points | None:
    """Return the two ends of a pipe, or None where a coordinate is missing."""
    values = [number(row, f"{axis}_{end}") for end in ("from", "to") for axis in ("longitude", "latitude")]
    if not all(math.isfinite(value) for value in values):
        return None
    return (values[0], values[1]), (values[2], values[3])


def pipe_state(row: Record | None, edges: Sequence[float]) -> State:
    """Return how a pipe looks in a scenario; a pipe without a row there is hidden."""
    if row is None:
        return State("absent", THINNEST, 0, ("not in this scenario", DASH))
    flow = number(row, "flow_bcm_y")
    built = text(row, "status") in OPEN_STATUS
    if math.isnan(flow):
        words = "no result" if built else "promised, not built"
        return State("idle" if built else "promised", THINNEST, 0, (words, DASH))
    pressures = " → ".join(plain(number(row, f"pressure_{end}_bar")) for end in ("from", "to"))
    direction = 0 if abs(flow) < 1e-6 else int(math.copysign(1, flow))
    paint = f"p{ramp_step(mean_pressure(row), edges)}" if direction else "idle"
    if not built:
        paint += " unbuilt"
    return State(
        paint, width_of_flow(flow), direction, (with_unit(abs(flow), "bcm/y"), f"{pressures}{THIN}bar")
    )


def pipe_states(reading: Reading, pipes: Sequence[Pipe]) -> Mapping[str, tuple[State, ...]]:
    """Return the states of all pipes by scenario, in the order of the pipes."""
    edges = pressure_edges(reading)
    states = {}
    for scenario in reading.scenarios:
        rows = {text(row, "id"): row for row in reading.of("pipes", scenario)}
        states[scenario] = tuple(pipe_state(rows.get(pipe.id), edges) for pipe in pipes)
    return states
