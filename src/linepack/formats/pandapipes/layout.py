"""Names and constants of pandapipes files."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from linepack.constants import ATMOSPHERE

if TYPE_CHECKING:
    from pathlib import Path

MARK: Final = b"pandapipesNet"
"""What a file says at its start."""

HEAD: Final = 4096
"""Bytes at the start of a file that are looked at."""

PASSIVE: Final = frozenset(
    {"name", "version", "format_version", "converged", "component_list", "sector", "std_types", "std_type"}
)
"""Entries that say nothing of the steady state."""

OPTIONS: Final = "user_pf_options"
FLUID: Final = "fluid"

REFUSED: Final = {
    "pump": "a pump lifts by a curve over its volume flow, which no element here does",
    "circ_pump_mass": "a circulation pump belongs to a heating network",
    "circ_pump_pressure": "a circulation pump belongs to a heating network",
    "heat_consumer": "a heat consumer belongs to a heating network",
}
"""Tables whose rows in service have no counterpart."""

BEHIND: Final = "behind"
"""Ends the id of the node between a junction and a valve, or a valve and its loss."""

MADE: Final = ("short_pipe", "check_valve", "resistor", "regulator", "compressor")
"""What a ``type`` says where linepack wrote an element as another that is nearest to it."""

AIR_GRADIENT: Final = 0.0065
"""Fall of the air's temperature with the height. [K/m]"""

AIR_TEMPERATURE: Final = 288.15
"""Temperature of the air at sea level. [K]"""

AIR_EXPONENT: Final = 5.255
"""Exponent of the air's pressure over its temperature. [-]"""

WARMEST: Final = 2.0
"""Largest share of the temperature at sea level that is counted: deeper than any place on Earth. [-]"""

DEVICE_DIAMETER: Final = 0.1
"""Inner diameter that pandapipes gives devices without one. [m]"""


def recognises(path: Path) -> bool:
    """Return whether a file says that it holds a network of pandapipes."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return MARK in file.read(HEAD)


def ambient_pressure(height: float) -> float:
    """Return the pressure of the air at a height [m], which gauge pressures are counted from. [Pa]"""
    warmth = 1.0 - AIR_GRADIENT * height / AIR_TEMPERATURE
    return ATMOSPHERE * math.pow(min(max(warmth, 0.0), WARMEST), AIR_EXPONENT)
