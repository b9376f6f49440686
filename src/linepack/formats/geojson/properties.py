"""Properties of lines and points by the names that maps use, each with its unit behind it."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from linepack.formats.quantities import number
from linepack.formats.raw import Misfit
from linepack.units import UNITS, to_si

if TYPE_CHECKING:
    from collections.abc import Mapping

    Json = Any  # whatever a JSON file holds

SUFFIXES: Final = {
    "mm": "mm",
    "cm": "cm",
    "m": "m",
    "km": "km",
    "in": "inch",
    "inch": "inch",
    "pa": "Pa",
    "kpa": "kPa",
    "mpa": "MPa",
    "bar": "bar",
    "barg": "barg",
    "psi": "psi",
    "psig": "psig",
    "kg_per_s": "kg/s",
    "kg_s": "kg/s",
    "kg/s": "kg/s",
    "t/h": "t/h",
    "t_per_h": "t/h",
}
"""Units by how they are written behind a name, as in ``diameter_mm`` or ``diameter [mm]``."""

CENTIMETRE: Final = 0.01


LINE_NAMES: Final = {
    "length": ("length", "len"),
    "diameter": ("diameter", "inner_diameter", "inside_diameter"),
    "outer_diameter": ("outer_diameter", "outside_diameter"),
    "wall_thickness": ("wall_thickness", "wall"),
    "roughness": ("roughness", "k"),
    "pressure_max": ("pressure_max", "max_pressure", "maop", "pmax"),
    "technical_capacity": ("technical_capacity", "capacity", "max_flow"),
}
"""Names that a quantity of a line goes by."""

POINT_NAMES: Final = {
    "elevation": ("elevation", "height", "altitude"),
    "pressure_min": ("pressure_min", "min_pressure", "pmin"),
    "pressure_max": ("pressure_max", "max_pressure", "pmax"),
    "demand": ("demand", "withdrawal"),
    "supply": ("supply", "injection"),
    "pressure": ("pressure", "held_pressure"),
}
"""Names that a quantity of a point goes by."""

DIMENSIONS: Final = {
    **dict.fromkeys(
        ("length", "diameter", "outer_diameter", "wall_thickness", "roughness", "elevation"), "m"
    ),
    **dict.fromkeys(("pressure", "pressure_min", "pressure_max"), "Pa"),
    **dict.fromkeys(("technical_capacity", "demand", "supply"), "kg/s"),
}
"""SI unit of each."""

IDS: Final = ("id", "name", "pipe_id", "pipe_name", "node_id", "fid")
"""Names that an id goes by, the first one that is given."""

WORDS: Final = {
    "name": ("name", "pipe_name"),
    "operator": ("operator", "owner"),
    "status": ("status",),
    "start_date": ("start_date",),
    "end_date": ("end_date",),
    "pipeline": ("pipeline",),
    "country": ("country", "country_code"),
    "kind": ("kind", "type"),
}
"""Names that a text goes by."""


@dataclass(frozen=True)
class Quantity:
    """A number of a feature in SI, and the property that it comes from."""

    value: float
    title: str


def split(title: str) -> tuple[str, str]:
    """Return the bare name and the unit behind it, empty where there is none that is known.

    Examples
    --------
    >>> split("Diameter_mm"), split("max_pressure [bar]"), split("demand_kg_per_s"), split("wall_thickness")
    (('diameter', 'mm'), ('max_pressure', 'bar'), ('demand', 'kg/s'), ('wall_thickness', ''))
    """
    folded = title.strip().casefold()
    bracket = re.fullmatch(r"(.*?)\s*[\[(]\s*([^\])]*?)\s*[\])]", folded)
    if bracket:
        return bracket[1].rstrip("_ "), SUFFIXES.get(bracket[2], bracket[2])
    for suffix in sorted(SUFFIXES, key=len, reverse=True):
        if folded.endswith(f"_{suffix}"):
            return folded[: -len(suffix) - 1], SUFFIXES[suffix]
    return folded, ""


def in_si(value: Json, unit: str, wanted: str) -> float:
    """Return a number of a unit in SI.

    Raises
    ------
    Misfit
        If it is no number, or the unit is none of that kind.
    """
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise Misfit(f"{str(value)[:40]!r} is no number.", "Give a number.")
    try:
        bare = number(value.strip()) if isinstance(value, str) else float(value)
    except OverflowError:
        bare = math.inf
    if not math.isfinite(bare):
        raise Misfit(f"{str(value)[:20]} is too large a number.", "Correct it.")
    if unit == "cm" and wanted == "m":
        return bare * CENTIMETRE
    if not unit:
        raise Misfit("its unit is missing.", "Write the unit behind the name, like diameter_mm.")
    if unit not in UNITS or UNITS[unit].dimension != UNITS[wanted].dimension:
        raise Misfit(
            f"{unit!r} is no unit of {UNITS[wanted].dimension}.", "Correct the unit behind the name."
        )
    return float(to_si(bare, unit))


def quantities(
    properties: Mapping[str, Json], names: Mapping[str, tuple[str, ...]]
) -> tuple[dict[str, Quantity], list[tuple[str, Misfit]]]:
    """Return the quantities of a feature by column, and what is wrong with them by the property."""
    found: dict[str, Quantity] = {}
    wrong: list[tuple[str, Misfit]] = []
    column_of = {name: column for column, every in names.items() for name in every}
    for title, value in properties.items():
        name, unit = split(str(title))
        if name not in column_of or value is None or value == "":
            continue
        column = column_of[name]
        try:
            if column in found:
                raise Misfit(f"{found[column].title} says the same.", "Keep one of the two.")
            found[column] = Quantity(in_si(value, unit, DIMENSIONS[column]), str(title))
        except Misfit as misfit:
            wrong.append((str(title), misfit))
    return found, wrong


def text(properties: Mapping[str, Json], names: tuple[str, ...]) -> str:
    """Return the first text or whole number of some names, empty without one."""
    folded = {str(title).strip().casefold(): value for title, value in properties.items()}
    for name in names:
        value = folded.get(name)
        if isinstance(value, str | int) and not isinstance(value, bool) and str(value).strip():
            return str(value).strip()
    return ""


def unread(properties: Mapping[str, Json], names: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Return the properties that no column takes and that are given."""
    known = {one for every in (*names.values(), *WORDS.values(), IDS) for one in every} | {"parallel_lines"}
    return [
        str(title)
        for title, value in properties.items()
        if value not in (None, "") and split(str(title))[0] not in known
    ]
