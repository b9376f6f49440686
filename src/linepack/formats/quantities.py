"""Numbers and units as people write them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from linepack.formats.raw import Misfit
from linepack.network.places import suggestion
from linepack.network.tables import shown
from linepack.units import UNITS, VOLUME_FLOW_UNITS, from_si, mass_flow_from_volume, to_si

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from linepack.network.schema import Column

    Array = NDArray[np.float64]

TEXTS: Final = frozenset({"str", "date"})
"""Data types of a column that a text file holds as they are."""

_NUMBER: Final = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_TITLE: Final = re.compile(r"\s*(?P<name>[^\[\]]*?)\s*(\[(?P<unit>[^\[\]]*)\])?\s*")
_QUANTITY: Final = re.compile(r"\s*(?P<number>\S+)\s*(?P<unit>.*?)\s*", re.DOTALL)
_ABSENT_WORDS: Final = frozenset({"nan", "na", "n/a", "none", "null", "-", "--", "?", "#n/a"})
_TRUTHS: Final = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
_LONGEST_NUMBER: Final = 400
"""Signs of the longest number that is read; no float needs more to be written exactly."""


@dataclass(frozen=True)
class Reference:
    """What turns volume flows into mass flows.

    Attributes
    ----------
    density
        Density of the gas at the reference conditions, None where it is not given. [kg/m3]
    named
        Whether the header names the reference conditions.
    """

    density: float | None
    named: bool


def split_title(title: str) -> tuple[str, str | None]:
    """Return the name and the unit of a title such as ``length [km]``; None where there is no bracket.

    Raises
    ------
    Misfit
        If it is not a name with at most one unit in brackets.
    """
    match = _TITLE.fullmatch(title)
    if match is None:
        raise Misfit(f"the title {shown(title)} is not a name and a unit.", "Write it like: length [km].")
    unit = match["unit"]
    return match["name"], None if unit is None else unit.strip()


def unit_of(column: Column, unit: str | None, reference: Reference, example: str) -> str:
    """Return the unit that a column's numbers are in; empty where it has none.

    ``example`` shows how to write it.

    Raises
    ------
    Misfit
        If a quantity has no unit, an unknown one, one of another dimension, or one that needs a density.
    """
    if not column.is_quantity:
        return _unit_of_plain(column, unit)
    if not unit:
        raise Misfit("the unit is missing.", f"Write it with a unit, like: {example}.")
    if unit in VOLUME_FLOW_UNITS and column.unit == "kg/s":
        return _volume_flow(unit, reference)
    if unit not in UNITS:
        known = [*units_like(column), *(VOLUME_FLOW_UNITS if column.unit == "kg/s" else ())]
        remedy = f"{suggestion(unit, known)} Known are {', '.join(known)}.".strip()
        raise Misfit(f"the unit {shown(unit)} is not known.", remedy)
    if UNITS[unit].dimension != UNITS[column.unit].dimension:
        finding = f"{unit} is a unit of {UNITS[unit].dimension}, not of {UNITS[column.unit].dimension}."
        raise Misfit(finding, f"Write it like: {example}.")
    return unit


def _unit_of_plain(column: Column, unit: str | None) -> str:
    if not unit or (column.unit == "1" and unit == "1"):
        return ""
    if column.unit == "1" and column.dtype == "float" and unit in units_like(column):
        return unit
    raise Misfit(f"it takes no unit, but {shown(unit)} is given.", "Leave the unit out.")


def _volume_flow(unit: str, reference: Reference) -> str:
    if not reference.named:
        remedy = "Give reference_temperature and reference_pressure in the header, or use kg/s."
        raise Misfit(f"{unit} counts volumes, but the header names no reference conditions.", remedy)
    if reference.density is None:
        remedy = "Give reference_density, the gas's density at the reference conditions, or use kg/s."
        raise Misfit(f"{unit} counts volumes, but the header gives no density to weigh them.", remedy)
    return unit


def units_like(column: Column) -> list[str]:
    """Return the units that a column can be written in, volume flows apart."""
    dimension = UNITS[column.unit].dimension
    return [unit for unit, known in UNITS.items() if known.dimension == dimension]


def title_examples(column: Column) -> str:
    """Return titles that a column of a quantity can have."""
    units = dict.fromkeys((column.unit, column.face_unit))
    return " or ".join(f"{column.name} [{unit}]" for unit in units)


def in_si(values: Array, unit: str, reference: Reference) -> Array:
    """Return numbers of a unit in SI; numbers in SI stay the same to the last bit."""
    if not unit or (unit in UNITS and UNITS[unit].factor == 1.0 and UNITS[unit].offset == 0.0):
        return values
    with np.errstate(over="ignore"):
        if unit in UNITS:
            return to_si(values, unit)
        return mass_flow_from_volume(values, unit, reference.density or np.nan)


def at_face(values: Array, column: Column) -> Array:
    """Return SI numbers in the unit that people read."""
    return from_si(values, column.face_unit) if column.is_quantity else values


def from_text(column: Column, text: str) -> str | float | bool | None:
    """Return the value that a cell of a text file writes.

    Raises
    ------
    Misfit
        If the text is not what the column holds.
    """
    if column.dtype in TEXTS:
        return text
    word = text.strip()
    if not word:
        return None
    return truth(word) if column.dtype == "bool" else number(word)


def truth(word: str) -> bool:
    """Return the truth value that a word writes.

    Raises
    ------
    Misfit
        If it is neither.
    """
    if word.casefold() not in _TRUTHS:
        raise Misfit(f"{shown(word)} is neither true nor false.", "Write true or false.")
    return _TRUTHS[word.casefold()]


def number(word: str) -> float:
    """Return the number that a word writes with a decimal point.

    Raises
    ------
    Misfit
        If it is not a number.
    """
    if len(word) <= _LONGEST_NUMBER and _NUMBER.fullmatch(word):
        return float(word)
    raise Misfit(f"{shown(word)} is text in a number.", _number_remedy(word))


def _number_remedy(word: str) -> str:
    if word.casefold() in _ABSENT_WORDS:
        return "Leave the cell empty for an absent value."
    bare = word.replace("_", "").replace(" ", "").replace("\xa0", "").replace("'", "")
    if len(word) <= _LONGEST_NUMBER and re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+(\.\d*)?", bare, re.ASCII):
        return f"Write it without thousands separators: {bare.replace(',', '')}, if that is meant."
    if len(word) <= _LONGEST_NUMBER and _NUMBER.fullmatch(bare.replace(",", ".")):
        return f"Write it with a decimal point and without separators: {bare.replace(',', '.')}."
    return "Write a number, its unit in the title, or leave the cell empty for an absent value."


def quantity(column: Column, text: str) -> tuple[float, str]:
    """Return the number and the unit of a text such as ``10 degC``.

    Raises
    ------
    Misfit
        If it does not start with a number.
    """
    match = _QUANTITY.fullmatch(text)
    if match is None:
        raise Misfit("it is empty.", f"Write a number and a unit, like: {column.unit}.")
    return number(match["number"]), match["unit"]
