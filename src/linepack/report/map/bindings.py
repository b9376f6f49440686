"""Where the binding elements of a scenario lie, and the marks that point at them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from linepack.report.reading import Reading, Record, number, text
from linepack.report.words import brief

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from linepack.report.map.states import Pipe
    from linepack.report.map.symbols import Symbol

SEPARATORS: Final = re.compile(r"\s*[;|,]\s*")

Place = tuple[float, float]


@dataclass(frozen=True)
class Binding:
    """An element that binds: its id, its name, where it lies [deg], and for which targets."""

    id: str
    name: str
    place: Place
    targets: tuple[str, ...]


def elements_of(row: Record) -> tuple[str, ...]:
    """Return the ids that an answer names as binding."""
    named = text(row, "binding")
    return tuple(dict.fromkeys([named, *SEPARATORS.split(named)])) if named else ()


def middle(pipe: Pipe) -> Place:
    """Return the middle of a pipe. [deg]"""
    (west, south), (east, north) = pipe.ends
    return (west + east) / 2.0, (south + north) / 2.0


def places(
    reading: Reading, pipes: Sequence[Pipe], symbols: Sequence[Symbol]
) -> Mapping[str, tuple[str, Place]]:
    """Return name and place of everything that may bind, by id."""
    known: dict[str, tuple[str, Place]] = {}
    for row in reading.of("nodes"):
        known[text(row, "id")] = text(row, "name"), (number(row, "longitude"), number(row, "latitude"))
    for pipe in pipes:
        known[pipe.id] = text(pipe.row, "name") or pipe.id, middle(pipe)
        known.setdefault(text(pipe.row, "pipeline"), (text(pipe.row, "name"), middle(pipe)))
    for symbol in symbols:
        known[symbol.id] = text(symbol.row, "name") or symbol.id, symbol.place
    return known


def bindings(reading: Reading, scenario: str, known: Mapping[str, tuple[str, Place]]) -> tuple[Binding, ...]:
    """Return the binding elements of a scenario that have a place, each once."""
    targets: dict[str, list[str]] = {}
    for row in reading.of("answers", scenario):
        for element in elements_of(row):
            if element in known:
                targets.setdefault(element, []).append(text(row, "target"))
    return tuple(
        Binding(element, brief(known[element][0] or element, 30), known[element][1], tuple(names))
        for element, names in targets.items()
    )
