"""What of each element of GasLib becomes which column; everything else goes into the notes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

Fields = dict[str, tuple[str, str]]
"""From an element's child to a column and its SI unit."""

FLOWS: Final = ("flowMin", "flowMax")
"""Children that bound a flow; which column that is depends on the kind."""


@dataclass(frozen=True)
class Kind:
    """One kind of connection.

    Attributes
    ----------
    table
        The table that it becomes a row of.
    fields
        Its children that are columns.
    cap
        The column that takes the largest flow either way.
    """

    table: str
    fields: Fields = field(default_factory=dict)
    cap: str = ""


NODE_FIELDS: Final[Fields] = {
    "height": ("elevation", "m"),
    "pressureMin": ("pressure_min", "Pa"),
    "pressureMax": ("pressure_max", "Pa"),
}

GAS_FIELDS: Final[Fields] = {
    "gasTemperature": ("temperature", "K"),
    "normDensity": ("density", "kg/m3"),
    "molarMass": ("molar_mass", "kg/mol"),
    "pseudocriticalPressure": ("critical_pressure", "Pa"),
    "pseudocriticalTemperature": ("critical_temperature", "K"),
    "coefficient-A-heatCapacity": ("heat_a", ""),
    "coefficient-B-heatCapacity": ("heat_b", ""),
    "coefficient-C-heatCapacity": ("heat_c", ""),
}
"""Properties of the gas of a source; calorificValue stays a note, for a header holds no heating value."""

PLACES: Final = {"geoWGS84Lat": "latitude", "geoWGS84Long": "longitude"}
"""Attributes of a node that say where it is."""

SOURCE: Final = "source"
SINK: Final = "sink"
NODES: Final = (SOURCE, SINK, "innode")

_STATION: Final[Fields] = {
    "pressureInMin": ("inlet_pressure_min", "Pa"),
    "pressureOutMax": ("outlet_pressure_max", "Pa"),
}

PIPE: Final = "pipe"
VALVE: Final = "valve"
CONTROL_VALVE: Final = "controlValve"
COMPRESSOR_STATION: Final = "compressorStation"
SHORT_PIPE: Final = "shortPipe"
RESISTOR: Final = "resistor"

CONNECTIONS: Final[dict[str, Kind]] = {
    PIPE: Kind(
        "pipes",
        {
            "length": ("length", "m"),
            "diameter": ("diameter", "m"),
            "roughness": ("roughness", "m"),
            "pressureMax": ("pressure_max", "Pa"),
        },
        cap="technical_capacity",
    ),
    SHORT_PIPE: Kind("short_pipes"),
    RESISTOR: Kind(
        "resistors",
        {
            "dragFactor": ("drag_factor", ""),
            "diameter": ("diameter", "m"),
            "pressureLoss": ("pressure_drop", "Pa"),
        },
        cap="technical_capacity",
    ),
    VALVE: Kind("valves"),
    CONTROL_VALVE: Kind(
        "regulators",
        {
            **_STATION,
            "pressureDifferentialMin": ("differential_min", "Pa"),
            "pressureDifferentialMax": ("differential_max", "Pa"),
        },
        cap="flow_max",
    ),
    COMPRESSOR_STATION: Kind("compressors", _STATION, cap="flow_max"),
}

BYPASS: Final = "internalBypassRequired"
DIFFERENCES: Final = {"pressureDifferentialMin", "pressureDifferentialMax", "pressureLoss"}
"""Pressures that are differences: a gauge pressure makes no sense there."""
