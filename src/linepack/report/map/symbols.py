"""Stations, points, storages and terminals: which there are, their shape, and their values."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from linepack.report.map.states import State
from linepack.report.markup import Safe, tag
from linepack.report.numbers import DASH, THIN, plain, with_unit
from linepack.report.reading import Reading, Record, number, text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

WORDS: Final = {
    "station": "Compressor station",
    "lng": "LNG terminal",
    "storage": "Gas storage",
    "point": "Interconnection point",
    "control": "Metering or control",
}

RESTING: Final = ("bypass", "closed", "off", "standby", "not built")


@dataclass(frozen=True)
class Symbol:
    """A symbol on the map: table and row it comes from, kind, and place (longitude, latitude). [deg]"""

    number: int
    table: str
    id: str
    kind: str
    place: tuple[float, float]
    row: Record

    @property
    def key(self) -> str:
        """Return the key that ties picture and data together."""
        return f"s{self.number}"


def node_kind(row: Record) -> str:
    """Return the symbol of a node, empty for a node that gets none."""
    kind = text(row, "kind").lower()
    for word, symbol in (("lng", "lng"), ("storage", "storage"), ("interconnection", "point")):
        if word in kind:
            return symbol
    return ""


def place_of(row: Record) -> tuple[float, float] | None:
    """Return longitude and latitude of a row, or None where one is missing. [deg]"""
    place = number(row, "longitude"), number(row, "latitude")
    return place if all(math.isfinite(value) for value in place) else None


KINDS: Final[Mapping[str, Callable[[Record], str]]] = {
    "nodes": node_kind,
    "regulators": lambda _: "control",
    "compressors": lambda _: "station",
}


def symbols_of(reading: Reading) -> tuple[Symbol, ...]:
    """Return every symbol once, in drawing order: points below, stations on top."""
    found: dict[tuple[str, str], Symbol] = {}
    for table, kind_of in KINDS.items():
        for row in reading.of(table):
            kind, place, name = kind_of(row), place_of(row), text(row, "id")
            if (
                not kind
                or place is None
                or ((table, name) in found and text(row, "scenario") != reading.main)
            ):
                continue
            count = found[table, name].number if (table, name) in found else len(found)
            found[table, name] = Symbol(count, table, name, kind, place, row)
    return tuple(found.values())


def node_values(row: Record) -> tuple[str, ...]:
    """Return pressure and its limits of a node in words."""
    low, high = number(row, "pressure_min_bar"), number(row, "pressure_max_bar")
    allowed = DASH if math.isnan(low) and math.isnan(high) else f"{plain(low)}–{plain(high)}{THIN}bar"
    return with_unit(number(row, "pressure_bar"), "bar"), allowed


def compressor_values(row: Record) -> tuple[str, ...]:
    """Return mode, ratio, power and fuel of a compressor in words."""
    power, most = number(row, "power_mw"), number(row, "power_max_mw")
    of_most = "" if not math.isfinite(most) else f" of {plain(most)}"
    return (
        text(row, "mode").replace("_", " ") or DASH,
        plain(number(row, "ratio")),
        DASH if math.isnan(power) else f"{plain(power)}{of_most}{THIN}MW",
        with_unit(number(row, "fuel_kg_s"), "kg/s"),
    )


def regulator_values(row: Record) -> tuple[str, ...]:
    """Return mode, flow and cap of a regulator or metering station in words."""
    flow, cap = (with_unit(number(row, column), "bcm/y") for column in ("flow_bcm_y", "cap_bcm_y"))
    return text(row, "mode").replace("_", " ") or DASH, flow, cap


COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "pipes": ("Flow", "Pressure"),
    "nodes": ("Pressure", "Allowed"),
    "compressors": ("Mode", "Ratio", "Power", "Fuel"),
    "regulators": ("Mode", "Flow", "Cap"),
}

VALUES: Final[Mapping[str, Callable[[Record], tuple[str, ...]]]] = {
    "nodes": node_values,
    "compressors": compressor_values,
    "regulators": regulator_values,
}


def symbol_state(symbol: Symbol, row: Record | None) -> State:
    """Return how a symbol looks in a scenario."""
    if row is None:
        return State("absent", 0.0, 0, (DASH,) * len(COLUMNS[symbol.table]))
    resting = symbol.kind == "station" and any(word in text(row, "mode").lower() for word in RESTING)
    return State("resting" if resting else "", 0.0, 0, VALUES[symbol.table](row))


def symbol_states(reading: Reading, symbols: Sequence[Symbol]) -> Mapping[str, tuple[State, ...]]:
    """Return the states of all symbols by scenario, in the order of the symbols."""
    states = {}
    for scenario in reading.scenarios:
        rows = {(table, text(row, "id")): row for table in KINDS for row in reading.of(table, scenario)}
        states[scenario] = tuple(
            symbol_state(symbol, rows.get((symbol.table, symbol.id))) for symbol in symbols
        )
    return states


def shape(kind: str) -> Safe:
    """Return the drawing of a symbol around the origin."""
    match kind:
        case "station":
            return tag("rect", x=-4.5, y=-4.5, width=9, height=9)
        case "lng":
            return tag("path", d="M-6.5 -1H6.5L4 5H-4ZM-3.5 -1A3.5 3.5 0 0 1 3.5 -1Z")
        case "storage":
            return tag(
                "path", d="M-5 -3.5A5 2.2 0 0 1 5 -3.5V3.5A5 2.2 0 0 1 -5 3.5ZM-5 -3.5A5 2.2 0 0 0 5 -3.5"
            )
        case "control":
            return tag("path", d="M-6 -4.2L6 4.2V-4.2L-6 4.2Z")
        case _:
            return tag("circle", r=4)
