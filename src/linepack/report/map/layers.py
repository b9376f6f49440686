"""The layers of a map panel, from the ground up to the labels."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from linepack.report.map.basemap import cities, ground
from linepack.report.map.bindings import Binding, bindings, places
from linepack.report.map.labels import Box, Label, Placed, Point, around, drawn, place
from linepack.report.map.legend import legend, scale_bar
from linepack.report.map.states import Pipe, State, pipe_states, pipes_of, pressure_edges
from linepack.report.map.symbols import COLUMNS, WORDS, Symbol, shape, symbol_states, symbols_of
from linepack.report.markup import Safe, tag, together
from linepack.report.reading import Reading, text
from linepack.report.words import brief, place_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from linepack.report.map.panels import Panel

PARALLEL_GAP: Final = 9.0
"""Distance between lines that join the same two nodes. [units of the picture]"""

THIN_LINE: Final = 3.6
"""Below this width a direction mark is drawn over the line in ink. [units of the picture]"""

SHORTEST_CHEVRON: Final = 9.0
SAMPLE: Final = 7.0


@dataclass(frozen=True)
class Scene:
    """Everything that both panels draw."""

    reading: Reading
    pipes: tuple[Pipe, ...]
    symbols: tuple[Symbol, ...]
    pipe_states: Mapping[str, tuple[State, ...]]
    symbol_states: Mapping[str, tuple[State, ...]]
    edges: tuple[float, ...]
    bindings: Mapping[str, tuple[Binding, ...]]


def scene(reading: Reading) -> Scene:
    """Return what is to be drawn of a study."""
    pipes, symbols = pipes_of(reading), symbols_of(reading)
    known = places(reading, pipes, symbols)
    return Scene(
        reading=reading,
        pipes=pipes,
        symbols=symbols,
        pipe_states=pipe_states(reading, pipes),
        symbol_states=symbol_states(reading, symbols),
        edges=pressure_edges(reading),
        bindings={scenario: bindings(reading, scenario, known) for scenario in reading.scenarios},
    )


def segments(panel: Panel, pipes: Sequence[Pipe]) -> list[tuple[Point, Point]]:
    """Return each pipe's line in the picture; lines between the same places lie side by side."""
    groups: dict[frozenset[tuple[float, float]], list[int]] = defaultdict(list)
    for place_in_list, pipe in enumerate(pipes):
        groups[frozenset((round(x, 2), round(y, 2)) for x, y in pipe.ends)].append(place_in_list)
    shift = {
        member: (rank - (len(group) - 1) / 2.0) * PARALLEL_GAP
        for group in groups.values()
        for rank, member in enumerate(group)
    }
    return [beside(panel, pipe, shift[member]) for member, pipe in enumerate(pipes)]


def beside(panel: Panel, pipe: Pipe, shift: float) -> tuple[Point, Point]:
    """Return a pipe's line moved sideways; always to the same side, whichever way it is written."""
    (x0, y0), (x1, y1) = (panel.frame(*end) for end in pipe.ends)
    length = math.hypot(x1 - x0, y1 - y0) or 1.0
    sign = 1.0 if pipe.ends[0] <= pipe.ends[1] else -1.0
    across, down = -(y1 - y0) / length * shift * sign, (x1 - x0) / length * shift * sign
    return (x0 + across, y0 + down), (x1 + across, y1 + down)


def seen(panel: Panel, segment: tuple[Point, Point]) -> bool:
    """Tell whether a line may reach into the picture."""
    (x0, y0), (x1, y1) = segment
    width, height = panel.frame.width, panel.frame.height
    return max(x0, x1) > 0 and min(x0, x1) < width and max(y0, y1) > 0 and min(y0, y1) < height


def summary(title: str, columns: Sequence[str], state: State) -> str:
    """Return one line on an element, as a screen reader says it."""
    values = ", ".join(f"{column} {value}" for column, value in zip(columns, state.values, strict=True))
    return f"{title}: {values}"


def pipe_mark(pipe: Pipe, state: State, segment: tuple[Point, Point]) -> Safe:
    """Return a pipe: a wide line to hit, invisible until it is, and the line itself."""
    (x0, y0), (x1, y1) = segment
    way = f"M{x0:.1f} {y0:.1f}L{x1:.1f} {y1:.1f}"
    return tag(
        "g",
        tag("title", summary(title_of(pipe), COLUMNS["pipes"], state)),
        tag("path", d=way, class_="hit"),
        tag("path", d=way, class_="line", stroke_width=state.width),
        class_=f"pipe {state.paint}",
        data_k=pipe.key,
        role="img",
    )


def title_of(pipe: Pipe) -> str:
    """Return the name of a pipe with its id, where the name alone would not tell."""
    name = text(pipe.row, "name")
    return f"{name} ({pipe.id})" if name and name != pipe.id else pipe.id


def chevron_class(state: State) -> str:
    """Return the classes of a direction mark."""
    way = ("none", "ahead", "back")[state.direction]
    return f"chevron {way}{' thin' if state.width < THIN_LINE else ''}"


def chevrons(panel: Panel, scene: Scene, lines: Sequence[tuple[Point, Point]]) -> Safe:
    """Return the direction marks: on long enough pipes, not nearer to each other than the panel allows."""
    marks: list[Safe] = []
    taken: list[Point] = []
    for pipe, state, ((x0, y0), (x1, y1)) in zip(
        scene.pipes, scene.pipe_states.get(scene.reading.main, ()), lines, strict=False
    ):
        x, y = (x0 + x1) / 2.0, (y0 + y1) / 2.0
        near = any(math.hypot(x - a, y - b) < panel.chevron_gap for a, b in taken)
        if near or math.hypot(x1 - x0, y1 - y0) < SHORTEST_CHEVRON or not panel.frame.shows((x, y), 4.0):
            continue
        taken.append((x, y))
        angle = math.degrees(math.atan2(y1 - y0, x1 - x0))
        marks.append(
            tag(
                "g",
                tag("path", d="M-2.6-4.6L3 0L-2.6 4.6", class_="way"),
                transform=f"translate({x:.1f} {y:.1f}) rotate({angle:.0f})",
                class_=chevron_class(state),
                data_c=pipe.key,
            )
        )
    return tag("g", *marks, class_="chevrons", aria_hidden="true")


def symbol_mark(panel: Panel, symbol: Symbol, state: State) -> Safe:
    """Return a symbol at its place."""
    x, y = panel.frame(*symbol.place)
    title = f"{WORDS[symbol.kind]} {text(symbol.row, 'name') or symbol.id}"
    return tag(
        "g",
        tag("title", summary(title, COLUMNS[symbol.table], state)),
        tag("circle", r=11, class_="hit"),
        tag("g", shape(symbol.kind), class_="mark"),
        class_=f"symbol {symbol.kind} {state.paint}".strip(),
        transform=f"translate({x:.1f} {y:.1f})",
        data_k=symbol.key,
        data_kind=symbol.kind,
        role="img",
    )


def along(lines: Sequence[tuple[Point, Point]]) -> list[Point]:
    """Return points along lines, close enough that no label slips between them."""
    found: list[Point] = []
    for (x0, y0), (x1, y1) in lines:
        steps = max(1, int(math.hypot(x1 - x0, y1 - y0) / SAMPLE))
        found += [(x0 + (x1 - x0) * k / steps, y0 + (y1 - y0) * k / steps) for k in range(steps + 1)]
    return found


def wanted(panel: Panel, scene: Scene, grow: float) -> list[Label]:
    """Return the labels of a panel, the important ones first."""
    found = [Label(name, point, 12.5 * grow, 3.0, style="city") for name, point in cities(panel)]
    if not panel.detailed:
        return found + pipeline_labels(panel, scene, grow)
    binding = {b.id for b in scene.bindings.get(scene.reading.main, ())}
    order = {"station": 0, "lng": 1, "storage": 2, "point": 3, "control": 4}
    named = sorted(scene.symbols, key=lambda symbol: order[symbol.kind])
    stations = [
        Label(
            place_name(text(s.row, "name"), 22), panel.frame(*s.place), 11.0 * grow, 6.0, (0.0, 8.0), "place"
        )
        for s in named
        if panel.frame.shows(panel.frame(*s.place), 6.0) and text(s.row, "name") and s.id not in binding
    ]
    return pipeline_labels(panel, scene, grow) + found + stations


def pipeline_labels(panel: Panel, scene: Scene, grow: float) -> list[Label]:
    """Return a name for each pipeline long enough in the picture, at the piece nearest to its middle."""
    pieces: dict[str, list[tuple[Point, float, bool]]] = defaultdict(list)
    states = scene.pipe_states.get(scene.reading.main, ())
    for pipe, state, ((x0, y0), (x1, y1)) in zip(
        scene.pipes, states, segments(panel, scene.pipes), strict=False
    ):
        point, length = ((x0 + x1) / 2.0, (y0 + y1) / 2.0), math.hypot(x1 - x0, y1 - y0)
        if panel.frame.shows(point, 10.0):
            pieces[text(pipe.row, "pipeline")].append((point, length, "promised" in state.paint))
    pieces.pop("", None)
    labels = []
    for name, found in pieces.items():
        if sum(length for _, length, _ in found) < panel.shortest_named:
            continue
        style = "pipeline promised" if all(promised for _, _, promised in found) else "pipeline"
        point = central([point for point, _, _ in found])
        words = brief(name.replace("_", " "), 20)
        labels.append(Label(words, point, 11.5 * grow, 7.0, (0.0, 8.0, 18.0, 30.0), style, bold=True))
    return labels


def central(points: Sequence[Point]) -> Point:
    """Return the point nearest to the mean of all."""
    x, y = (sum(values) / len(points) for values in zip(*points, strict=True))
    return min(points, key=lambda point: math.dist(point, (x, y)))


def label_layers(panel: Panel, scene: Scene, lines: Sequence[tuple[Point, Point]]) -> Safe:
    """Return names and binding marks, once for wide and once for narrow screens."""
    layers: list[Safe] = []
    for style, grow in (("wide", 1.0), ("narrow", panel.narrow)):
        found = binding_labels(panel, scene, grow)
        calls, names = placed_labels(panel, scene, lines, grow)
        layers.append(tag("g", *map(drawn, names), class_=f"names {style}", aria_hidden="true"))
        layers += [
            tag(
                "g",
                *(drawn(call) for call in calls if call.label in shown),
                *(diamond(label.point) for label in shown),
                class_=style,
                data_scenario=scenario,
                hidden=scenario != scene.reading.main,
            )
            for scenario in scene.reading.scenarios
            if (shown := [found[b.id] for b in scene.bindings[scenario] if b.id in found])
        ]
    return together(layers)


def placed_labels(
    panel: Panel, scene: Scene, lines: Sequence[tuple[Point, Point]], grow: float
) -> tuple[list[Placed], list[Placed]]:
    """Return the words of the binding marks and the names, placed so that none touches another."""
    size = panel.frame.width, panel.frame.height
    samples = along([line for line in lines if seen(panel, line)])
    found = binding_labels(panel, scene, grow)
    taken = fixed_boxes(panel, scene, grow) + [around(label.point, 9.0) for label in found.values()]
    calls = place(list(found.values()), taken, samples, size)
    names = place(wanted(panel, scene, grow), [*taken, *(call.box for call in calls)], samples, size)
    return calls, names


def binding_labels(panel: Panel, scene: Scene, grow: float) -> dict[str, Label]:
    """Return the words beside every element that binds in any scenario, those of the main one first.

    They are placed once, so that a mark stays where it is when the scenario changes.
    """
    order = dict.fromkeys([scene.reading.main, *scene.reading.scenarios])
    every = {b.id: b for scenario in order for b in scene.bindings.get(scenario, ())}
    reaches = (0.0, 14.0, 30.0, 50.0, 75.0)
    return {
        name: Label(f"binds: {b.name}", point, 12.5 * grow, 10.0, reaches, "binds", bold=True)
        for name, b in every.items()
        if panel.frame.shows(point := panel.frame(*b.place), 4.0)
    }


def diamond(point: Point) -> Safe:
    """Return the mark around a binding element."""
    x, y = point
    way = "M-9 0L0 -9L9 0L0 9Z"
    return tag(
        "path", d=way, class_="binding-mark", transform=f"translate({x:.1f} {y:.1f})", aria_hidden="true"
    )


def fixed_boxes(panel: Panel, scene: Scene, grow: float) -> list[Box]:
    """Return what no label may cover: symbols, city dots, scale bar and legend."""
    width, height = panel.frame.width, panel.frame.height
    boxes = [around(panel.frame(*symbol.place), 5.5 * grow) for symbol in scene.symbols]
    boxes += [around(point, 3.0) for _, point in cities(panel)]
    left = panel.scale_left
    boxes.append((left - 8.0, height - 60.0, left + panel.frame.units(panel.scale_km) + 40.0, height))
    if not panel.detailed:
        boxes.append((width - 580.0, 0.0, width, 140.0))
    return boxes


def panel_svg(panel: Panel, scene: Scene, *, title: str) -> Safe:
    """Return a panel of the map as one SVG element."""
    lines = segments(panel, scene.pipes)
    main = scene.reading.main
    pipe_marks = [
        pipe_mark(pipe, state, line)
        for pipe, state, line in zip(scene.pipes, scene.pipe_states.get(main, ()), lines, strict=False)
        if seen(panel, line)
    ]
    symbol_marks = [
        symbol_mark(panel, symbol, state)
        for symbol, state in zip(scene.symbols, scene.symbol_states.get(main, ()), strict=False)
        if panel.frame.shows(panel.frame(*symbol.place), 2.0)
    ]
    dots = [tag("circle", cx=round(x, 1), cy=round(y, 1), r=2, class_="dot") for _, (x, y) in cities(panel)]
    return tag(
        "svg",
        tag("title", title, id=f"map-{panel.key}-title"),
        ground(panel),
        tag("g", *dots, aria_hidden="true"),
        tag("g", *pipe_marks),
        chevrons(panel, scene, lines),
        tag("g", *symbol_marks),
        label_layers(panel, scene, lines),
        scale_bar(panel),
        "" if panel.detailed else legend(scene.edges, panel),
        viewBox=f"0 0 {panel.frame.width:.0f} {panel.frame.height:.0f}",
        class_=f"map map-{panel.key}",
        role="group",
        aria_labelledby=f"map-{panel.key}-title",
    )
