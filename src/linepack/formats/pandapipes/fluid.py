"""From a fluid of pandapipes to a gas: its density and the line of its compressibility say everything."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from linepack.constants import ATMOSPHERE, GAS_CONSTANT
from linepack.formats.pandapipes.frames import Json, Notes, unpacked
from linepack.formats.pandapipes.layout import FLUID
from linepack.formats.text import UnreadableError
from linepack.network.header import GasSpec
from linepack.units import BAR, NORMAL_TEMPERATURE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

CRITICAL_PRESSURE: Final = 4.6e6
"""Critical pressure that stands for a slope of the compressibility, together with a temperature. [Pa]"""

LARGEST_FALL: Final = 0.11
"""What the compressibility may change up to the critical pressure; a steeper one lowers that. [-]"""

AGA_CONSTANT, AGA_SLOPE = 0.257, 0.533
"""Factors of the equation of state of the American Gas Association. [-]"""

LINE_PRESSURES: Final = (1e5, 70e5)
"""Where a compressibility that is no straight line is taken at, to make it one. [Pa]"""

UNKNOWN_GAS: Final = GasSpec(eos="", temperature=math.nan)


@dataclass(frozen=True)
class _Property:
    """One property of a fluid as a function of one number."""

    at: Callable[[float], float]
    straight: bool = True

    def value(self, place: float) -> float:
        """Return the value at a place, NaN where there is none."""
        try:
            value = float(self.at(place))
        except (ArithmeticError, TypeError, ValueError):
            return math.nan
        return value if math.isfinite(value) else math.nan


def gas_of(value: Json, temperature: float, notes: Notes) -> GasSpec:
    """Return the gas of a fluid at a temperature [K]; what cannot be read of it is noted.

    Notes
    -----
    pandapipes takes ρ = ρ_n T_n p / (T p_n Z(p)) with Z = a + b p. That is ρ = M p / (R T Z') with
    M = ρ_n R T_n / (p_n a) and Z' = 1 + b p / a, the equation of state ``aga`` for a critical point that
    gives the slope b / a at T.
    """
    fluid = _fluid(value, notes)
    if fluid is None:
        return UNKNOWN_GAS
    properties = _properties(fluid, notes)
    missing = [name for name in ("density", "viscosity", "compressibility") if name not in properties]
    told = {one.column for one in notes.findings if one.table == FLUID}
    for name in missing:
        if name in told:
            continue
        notes.wrong(FLUID, "", name, "the fluid has no such property.", "Give it to the fluid in pandapipes.")
    if missing:
        return UNKNOWN_GAS
    density, viscosity = (
        properties["density"].value(NORMAL_TEMPERATURE),
        properties["viscosity"].value(temperature),
    )
    offset, slope = _line(properties["compressibility"], notes)
    if not (density > 0.0 and viscosity > 0.0 and offset > 0.0 and math.isfinite(slope)):
        finding = (
            f"a density of {density:.6g} kg/m3, a viscosity of {viscosity:.6g} Pa s and a compressibility of "
            f"{offset:.6g} make no gas."
        )
        notes.wrong(FLUID, "", "density", finding, "Correct the fluid in pandapipes.")
        return UNKNOWN_GAS
    mass = density * GAS_CONSTANT * NORMAL_TEMPERATURE / ATMOSPHERE
    shared: dict[str, Any] = {
        "temperature": temperature,
        "viscosity": viscosity,
        "isentropic_exponent": _exponent(properties, temperature, mass),
    }
    if slope == 0.0:
        equation = {"eos": "ideal"} if offset == 1.0 else {"eos": "constant_z", "compressibility": offset}
        return GasSpec(**shared, **equation, molar_mass=mass)
    pressure, critical = critical_point(slope / offset, temperature)
    return GasSpec(
        **shared,
        eos="aga",
        molar_mass=mass / offset,
        critical_pressure=pressure,
        critical_temperature=critical,
    )


def critical_point(slope: float, temperature: float) -> tuple[float, float]:
    """Return a critical pressure [Pa] and temperature [K] whose compressibility has a slope [1/Pa] at T."""
    pressure = min(CRITICAL_PRESSURE, LARGEST_FALL / abs(slope))
    return pressure, temperature * (AGA_CONSTANT - slope * pressure) / AGA_SLOPE


def _fluid(value: Json, notes: Notes) -> Mapping[str, Json] | None:
    try:
        fluid = unpacked(value)
    except UnreadableError as unreadable:
        notes.wrong(FLUID, "", "", unreadable.finding, unreadable.remedy)
        return None
    if not isinstance(fluid, dict):
        notes.wrong(FLUID, "", "", "there is no fluid.", "Give the network one in pandapipes.")
        return None
    if fluid.get("fluid_type") != "gas":
        finding = f"it is {str(fluid.get('name'))[:40]!r}, which is no gas."
        notes.wrong(FLUID, "", "", finding, "linepack reads networks of gas.")
        return None
    return fluid


def _properties(fluid: Mapping[str, Json], notes: Notes) -> dict[str, _Property]:
    held = fluid.get("all_properties")
    found: dict[str, _Property] = {}
    for name, value in held.items() if isinstance(held, dict) else ():
        try:
            kind, inside = value.get("_class"), unpacked(value)
            made = _MAKERS[kind](inside)
        except UnreadableError as unreadable:
            notes.wrong(FLUID, "", name, unreadable.finding, unreadable.remedy)
        except (KeyError, TypeError, ValueError, AttributeError, IndexError):
            if name in _NEEDED:
                finding = "what it holds is no constant, line, polynomial, table or Sutherland's law."
                notes.wrong(FLUID, "", name, finding, "Give the fluid one of those in pandapipes.")
        else:
            found[name] = made
    return found


_NEEDED: Final = ("density", "viscosity", "heat_capacity", "compressibility")


def _constant(inside: Mapping[str, Json]) -> _Property:
    value = _number(inside["value"])
    return _Property(lambda _: value)


def _linear(inside: Mapping[str, Json]) -> _Property:
    slope, offset = _number(inside["slope"]), _number(inside["offset"])
    return _Property(lambda at: offset + slope * at)


def _table(inside: Mapping[str, Json]) -> _Property:
    places, values = _numbers(inside["x"]), _numbers(inside["y"])
    if len(places) != len(values) or len(places) < 2 or not np.all(np.diff(places) > 0.0):
        raise ValueError

    def at(place: float) -> float:
        """Return the value on the straight line between two points, or beyond the last two."""
        step = int(np.clip(np.searchsorted(places, place) - 1, 0, len(places) - 2))
        share = (place - places[step]) / (places[step + 1] - places[step])
        return float(values[step] + share * (values[step + 1] - values[step]))

    return _Property(at, straight=len(places) == 2)


def _sutherland(inside: Mapping[str, Json]) -> _Property:
    first, start, constant = (_number(inside[name]) for name in ("eta0", "t0", "t_sutherland"))
    return _Property(lambda at: first * (start + constant) / (constant + at) * (at / start) ** 1.5)


def _polynomial(inside: Mapping[str, Json]) -> _Property:
    getter = unpacked(inside["prop_getter"])
    factors = _numbers(getter["coeffs"] if isinstance(getter, dict) else getter)
    return _Property(lambda at: float(np.polyval(factors, at)), straight=len(factors) <= 2)


_MAKERS: Final[dict[object, Callable[[Any], _Property]]] = {
    "FluidPropertyConstant": _constant,
    "FluidPropertyLinear": _linear,
    "FluidPropertyInterExtra": _table,
    "FluidPropertyPolynominal": _polynomial,
    "FluidPropertySutherland": _sutherland,
}


def _number(value: Json) -> float:
    inside = unpacked(value)
    inside = inside[0] if isinstance(inside, list) and len(inside) == 1 else inside
    number = float(unpacked(inside))
    if not math.isfinite(number):
        raise ValueError
    return number


def _numbers(value: Json) -> list[float]:
    return [_number(one) for one in unpacked(value)]


def _line(compressibility: _Property, notes: Notes) -> tuple[float, float]:
    """Return offset and slope [1/Pa] of the compressibility, which pandapipes takes over bar."""
    low, high = LINE_PRESSURES
    at_low, at_high = compressibility.value(low / BAR), compressibility.value(high / BAR)
    slope = (at_high - at_low) / (high - low)
    if compressibility.straight:
        slope = 0.0 if abs(slope) * high < 1e-15 else slope
        return compressibility.value(0.0), slope
    inside = np.linspace(low, high, 70)
    off = max(abs(compressibility.value(p / BAR) - at_low - slope * (p - low)) for p in inside)
    finding = f"it is no straight line; that from 1 to 70 bar is taken, up to {off:.2g} beside it."
    notes.unsure(FLUID, "", "compressibility", finding, "Choose another equation of state in the header.")
    return at_low - slope * low, slope


def _exponent(properties: Mapping[str, _Property], temperature: float, molar_mass: float) -> float | None:
    """Return the isentropic exponent of an ideal gas of that heat capacity, None where that is none."""
    if "heat_capacity" not in properties:
        return None
    capacity = properties["heat_capacity"].value(temperature)
    gas_constant = GAS_CONSTANT / molar_mass
    exponent = capacity / (capacity - gas_constant) if capacity > gas_constant else math.nan
    return exponent if 1.0 < exponent <= 2.0 else None
