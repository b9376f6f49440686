"""The only conversion numbers of linepack.

Inside linepack every quantity is SI and a name without a suffix says so. A unit appears at the face
only: in file headers, reports and the command line. A unit is a factor and an offset to SI; a volume
flow also needs the density of the gas at the reference conditions that the volume is counted at, so
it is converted by :func:`mass_flow_from_volume` and never by a bare factor.

Examples
--------
>>> to_si(54.0, "barg")
5501325.0
>>> round(from_si(5501325.0, "bar"), 5)
55.01325
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar

from linepack.constants import ATMOSPHERE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Quantity = TypeVar("Quantity", float, NDArray[np.float64])
else:
    Quantity = TypeVar("Quantity")

BAR: Final = 1e5
KILO: Final = 1e3
MEGA: Final = 1e6
BILLION: Final = 1e9
MILLI: Final = 1e-3
PERCENT: Final = 1e-2
HOUR: Final = 3600.0
DAY: Final = 86_400.0
YEAR: Final = 365.0 * DAY
DAYS_PER_YEAR: Final = 365.0
INCH: Final = 0.0254
FOOT: Final = 0.3048
MILE: Final = 1609.344
HORSEPOWER: Final = 745.699_871_582_270_2
PSI: Final = 6894.757_293_168
CENTIPOISE: Final = 1e-3
RANKINE: Final = 5.0 / 9.0
KILOWATT_HOUR: Final = 3.6e6
ZERO_CELSIUS: Final = 273.15
NORMAL_TEMPERATURE: Final = 273.15
STANDARD_TEMPERATURE: Final = 288.15
TWENTY_CELSIUS: Final = 293.15
SIXTY_FAHRENHEIT: Final = 288.705_555_555_555_6


@dataclass(frozen=True)
class Unit:
    """SI value = number * factor + offset."""

    dimension: str
    factor: float
    offset: float = 0.0


UNITS: Final[dict[str, Unit]] = {
    "Pa": Unit("pressure", 1.0),
    "kPa": Unit("pressure", KILO),
    "MPa": Unit("pressure", MEGA),
    "bar": Unit("pressure", BAR),
    "barg": Unit("pressure", BAR, ATMOSPHERE),
    "psi": Unit("pressure", PSI),
    "psig": Unit("pressure", PSI, ATMOSPHERE),
    "m": Unit("length", 1.0),
    "km": Unit("length", KILO),
    "mm": Unit("length", MILLI),
    "inch": Unit("length", INCH),
    "K": Unit("temperature", 1.0),
    "degC": Unit("temperature", 1.0, ZERO_CELSIUS),
    "kg/s": Unit("mass flow", 1.0),
    "kg/h": Unit("mass flow", 1.0 / HOUR),
    "t/h": Unit("mass flow", KILO / HOUR),
    "kg": Unit("mass", 1.0),
    "t": Unit("mass", KILO),
    "W": Unit("power", 1.0),
    "kW": Unit("power", KILO),
    "MW": Unit("power", MEGA),
    "deg": Unit("angle", 1.0),
    "1": Unit("number", 1.0),
    "%": Unit("number", PERCENT),
    "Pa s": Unit("viscosity", 1.0),
    "kg/m3": Unit("density", 1.0),
    "kg/mol": Unit("molar mass", 1.0),
    "g/mol": Unit("molar mass", MILLI),
}
"""Units that convert without knowing the gas, by the symbol written in a file header."""

VOLUME_FLOW_UNITS: Final[dict[str, float]] = {
    "m3/s": 1.0,
    "m3/h": 1.0 / HOUR,
    "mcm/d": MEGA / DAY,
    "mcm/y": MEGA / YEAR,
    "bcm/y": BILLION / YEAR,
}
"""Volume flows in m3/s; they become a mass flow only with a density at named reference conditions."""


def to_si(value: Quantity, unit: str) -> Quantity:
    """Return a value given in ``unit`` in SI.

    Raises
    ------
    KeyError
        If the unit is not in :data:`UNITS`.
    """
    known = UNITS[unit]
    return value * known.factor + known.offset


def from_si(value: Quantity, unit: str) -> Quantity:
    """Return an SI value in ``unit``; the inverse of :func:`to_si`."""
    known = UNITS[unit]
    return (value - known.offset) / known.factor


def mass_flow_from_volume(volume_flow: Quantity, unit: str, density: float) -> Quantity:
    """Return the mass flow of a volume flow. [kg/s]

    Parameters
    ----------
    volume_flow
        Volume flow in ``unit``.
    unit
        A key of :data:`VOLUME_FLOW_UNITS`.
    density
        Density of the gas at the reference conditions of the volume. [kg/m3]
    """
    return volume_flow * (VOLUME_FLOW_UNITS[unit] * density)


def volume_from_mass_flow(mass_flow: Quantity, unit: str, density: float) -> Quantity:
    """Return the volume flow, in ``unit``, of a mass flow; the inverse of :func:`mass_flow_from_volume`."""
    return mass_flow / (VOLUME_FLOW_UNITS[unit] * density)
