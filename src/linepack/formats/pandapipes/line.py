"""From a gas to a fluid of pandapipes, whose compressibility is a straight line in the pressure."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from linepack.constants import ATMOSPHERE, GAS_CONSTANT
from linepack.network.gas import gas_of
from linepack.units import BAR, KILO, NORMAL_TEMPERATURE

if TYPE_CHECKING:
    from linepack.network.header import NetworkHeader

FITTED: Final = (1.0 * BAR, 80.0 * BAR)
"""Pressures that the line is laid through, where the compressibility is none. [Pa]"""

VISCOSITY_PRESSURE: Final = 50.0 * BAR
"""Pressure that a viscosity that depends on it is taken at. [Pa]"""


@dataclass(frozen=True)
class Line:
    """A straight line of the compressibility, offset + slope p.

    Attributes
    ----------
    offset
        Where it starts. [-]
    slope
        How it goes on. [1/Pa]
    deviation
        How far the compressibility is from it at most. [-]
    """

    offset: float
    slope: float
    deviation: float


def line_of(header: NetworkHeader) -> Line:
    """Return the line through the compressibility of a gas at its temperature."""
    gas = gas_of(header)
    low, high = FITTED
    high = min(high, 0.99 * gas.pressure_end)
    pressures = np.linspace(low, high, 200)
    factors = np.asarray(gas.compressibility(pressures))
    if header.gas.eos == "aga":
        slope = (factors[-1] - 1.0) / high
        return Line(1.0, float(slope), 0.0)
    slope, offset = np.polyfit(pressures, factors, 1)
    slope = 0.0 if abs(slope) * high < 1e-12 else float(slope)
    offset = float(factors[0]) if slope == 0.0 else float(offset)
    return Line(offset, slope, float(np.max(np.abs(factors - offset - slope * pressures))))


def fluid_of(header: NetworkHeader) -> dict[str, Any]:  # JSON
    """Return the fluid of a header; every property is a constant at the network's temperature."""
    gas, line = gas_of(header), line_of(header)
    specific = GAS_CONSTANT / gas.molar_mass
    exponent = gas.isentropic_exponent
    values = {
        "density": ATMOSPHERE / (specific * NORMAL_TEMPERATURE),
        "viscosity": float(gas.dynamic_viscosity(np.array([VISCOSITY_PRESSURE]))[0]),
        "heat_capacity": specific * exponent / (exponent - 1.0),
        "molar_mass": gas.molar_mass * KILO,
        "der_compressibility": line.slope * BAR,
    }
    properties = {name: _property("Constant", {"value": float(value)}) for name, value in values.items()}
    course = {"slope": line.slope * BAR, "offset": line.offset}
    properties["compressibility"] = _property("Linear", course)
    fluid = {"name": header.name, "fluid_type": "gas", "is_gas": True, "all_properties": properties}
    return {"_module": MODULE, "_class": "Fluid", "_object": json.dumps(fluid, allow_nan=False)}


MODULE: Final = "pandapipes.properties.fluids"


def _property(kind: str, values: dict[str, float]) -> dict[str, str]:
    return {
        "_module": MODULE,
        "_class": f"FluidProperty{kind}",
        "_object": json.dumps(values, allow_nan=False),
    }
