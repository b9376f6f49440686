"""The data behind the map as compact JSON: facts once, states by scenario."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING

from linepack.report.map.layers import THIN_LINE, Scene, title_of
from linepack.report.map.symbols import COLUMNS, WORDS
from linepack.report.markup import CONTROL, Safe
from linepack.report.numbers import with_unit
from linepack.report.reading import Record, number, text
from linepack.report.words import place_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from linepack.report.map.states import State
    from linepack.report.sources import Sources


def pipe_facts(row: Record, names: Mapping[str, str]) -> list[list[str]]:
    """Return what holds of a pipe in every scenario, label and value."""
    ends = (text(row, f"{end}_node") for end in ("from", "to"))
    facts = [
        ["From, to", " → ".join(names.get(end, end) for end in ends)],
        ["Length", with_unit(number(row, "length_km"), "km")],
        ["Inner diameter", with_unit(number(row, "diameter_mm"), "mm")],
        ["Status", text(row, "status").replace("_", " ")],
    ]
    return facts + trust(row)


def trust(row: Record) -> list[list[str]]:
    """Return confidence and basis of a row, an estimate where nothing is said."""
    basis = text(row, "basis") or ("" if text(row, "source") else "estimate")
    return [["Confidence", ", ".join(filter(None, (text(row, "confidence"), basis))) or "not stated"]]


def symbol_facts(row: Record) -> list[list[str]]:
    """Return what holds of a symbol in every scenario, label and value."""
    facts = [["Country", text(row, "country")], ["Elevation", elevation(row)]]
    return [fact for fact in facts if fact[1]] + trust(row)


def elevation(row: Record) -> str:
    """Return the elevation of a row in words, empty where it has none."""
    value = number(row, "elevation_m")
    return "" if math.isnan(value) else with_unit(value, "m")


def packed(state: State) -> list[str | float | int]:
    """Return a state as a short list: paint, width, direction, values."""
    return [state.paint, round(state.width, 2), state.direction, *state.values]


def states_of(states: Sequence[State]) -> list[list[str | float | int]]:
    """Return the states of a scenario, packed."""
    return [packed(state) for state in states]


def payload(scene: Scene, sources: Sources) -> Safe:
    """Return the JSON that the page's script reads; safe inside a script element.

    ``p`` are pipes and ``s`` symbols, in the order of their keys: title, columns, facts, source number.
    ``states`` holds, by scenario and kind, what :func:`packed` returns.
    """
    names = {text(row, "id"): place_name(text(row, "name")) for row in scene.reading.of("nodes")}
    items = {
        "p": [
            [title_of(pipe), "pipes", pipe_facts(pipe.row, names), sources.number(text(pipe.row, "source"))]
            for pipe in scene.pipes
        ],
        "s": [
            [
                f"{WORDS[symbol.kind]} {text(symbol.row, 'name') or symbol.id}",
                symbol.table,
                symbol_facts(symbol.row),
                sources.number(text(symbol.row, "source")),
            ]
            for symbol in scene.symbols
        ],
    }
    states = {
        scenario: {"p": states_of(scene.pipe_states[scenario]), "s": states_of(scene.symbol_states[scenario])}
        for scenario in scene.reading.scenarios
    }
    return script_json(
        {"main": scene.reading.main, "thin": THIN_LINE, "columns": COLUMNS, "items": items, "states": states}
    )


def script_json(value: object) -> Safe:
    """Return JSON in which nothing can end the script element around it."""
    content = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    tidy = CONTROL.sub("\ufffd", content)
    for sign in "<>&\u2028\u2029":
        tidy = tidy.replace(sign, f"\\u{ord(sign):04x}")
    return Safe(tidy)
