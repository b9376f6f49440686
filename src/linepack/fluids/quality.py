"""Heating values, density and Wobbe indices of a composition: ISO 6976:2016."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from linepack.constants import ATMOSPHERE, GAS_CONSTANT, MOLAR_MASS_AIR
from linepack.errors import Finding, InputError
from linepack.fluids.components import components
from linepack.units import ZERO_CELSIUS

if TYPE_CHECKING:
    from linepack.fluids.composition import Composition
    from linepack.fluids.reference import ReferenceConditions

METERING_TEMPERATURES: Final = ("0", "15", "15.55", "20")
"""Temperatures with summation factors. [degC]"""

COMBUSTION_TEMPERATURES: Final = (*METERING_TEMPERATURES, "25")
"""Temperatures with heating values. [degC]"""

TEMPERATURE_TOLERANCE: Final = 0.01
"""How far a temperature may be from a tabulated one: 60 degF is 15.556 degC, written 15.55. [K]"""

PRESSURE_RANGE: Final = (90e3, 110e3)
"""Metering pressures the standard covers. [Pa]"""

COMPRESSIBILITY_MIN: Final = 0.9
"""Lowest compressibility the standard covers."""

AIR_COMPRESSIBILITY: Final = {"0": 0.999_419, "15": 0.999_595, "15.55": 0.999_601, "20": 0.999_645}
"""Z of dry air at 101 325 Pa by temperature in degC; ISO 6976:2016, annex on constants."""


@dataclass(frozen=True)
class GasQuality:
    """Properties of a gas at one set of reference conditions, as a real gas unless named ideal.

    Attributes
    ----------
    reference
        What they refer to.
    molar_mass
        [kg/mol]
    compressibility
        Z at metering conditions. [-]
    density
        [kg/m3]
    relative_density, relative_density_ideal
        Density over the density of dry air at the same conditions. [-]
    gross_molar, net_molar
        Ideal-gas molar heating values. [J/mol]
    gross_mass, net_mass
        Heating values per mass. [J/kg]
    gross_volumetric, net_volumetric, gross_volumetric_ideal, net_volumetric_ideal
        Heating values per volume at metering conditions. [J/m3]
    gross_wobbe, net_wobbe
        Wobbe indices. [J/m3]
    """

    reference: ReferenceConditions
    molar_mass: float
    compressibility: float
    density: float
    relative_density: float
    relative_density_ideal: float
    gross_molar: float
    net_molar: float
    gross_mass: float
    net_mass: float
    gross_volumetric: float
    net_volumetric: float
    gross_volumetric_ideal: float
    net_volumetric_ideal: float
    gross_wobbe: float
    net_wobbe: float


def quality(composition: Composition, reference: ReferenceConditions) -> GasQuality:
    """Return heating values, density and Wobbe indices by ISO 6976:2016.

    Parameters
    ----------
    composition
        The gas.
    reference
        Metering temperature 0, 15, 15.55 or 20 degC, combustion temperature one of these or 25 degC,
        pressure 90 to 110 kPa.

    Returns
    -------
    GasQuality
        All properties; docs/theory/gas.md, eq. 13 to 20.

    Raises
    ------
    InputError
        For other temperatures or pressures, or a gas with Z of 0.9 or less.

    Examples
    --------
    >>> from linepack.fluids.composition import Composition
    >>> from linepack.fluids.reference import NORMAL
    >>> round(quality(Composition({"methane": 1.0}), NORMAL).gross_volumetric / 1e6, 4)
    39.8283
    """
    metering, combustion = _metering(reference), _combustion(reference)
    z, molar_mass = _compressibility(composition, metering, reference.pressure), composition.molar_mass
    gross = math.fsum(x * part.gross_heating_values[combustion] for part, x in composition.parts())
    net = gross - _water_formed(composition) * components()["water"].gross_heating_values[combustion]
    moles = reference.pressure / (GAS_CONSTANT * reference.temperature)
    ideal_ratio = molar_mass / MOLAR_MASS_AIR
    ratio = ideal_ratio * _air_compressibility(metering, reference.pressure) / z
    return GasQuality(
        reference=reference,
        molar_mass=molar_mass,
        compressibility=z,
        density=molar_mass * moles / z,
        relative_density=ratio,
        relative_density_ideal=ideal_ratio,
        gross_molar=gross,
        net_molar=net,
        gross_mass=gross / molar_mass,
        net_mass=net / molar_mass,
        gross_volumetric=gross * moles / z,
        net_volumetric=net * moles / z,
        gross_volumetric_ideal=gross * moles,
        net_volumetric_ideal=net * moles,
        gross_wobbe=gross * moles / z / math.sqrt(ratio),
        net_wobbe=net * moles / z / math.sqrt(ratio),
    )


def compressibility(composition: Composition, reference: ReferenceConditions) -> float:
    r"""Return Z at metering conditions by summation factors.

    Notes
    -----
    .. math:: Z = 1 - \frac{p_2}{p_0} \left(\sum_j x_j s_j\right)^2

    Raises
    ------
    InputError
        For conditions the standard does not cover.
    """
    return _compressibility(composition, _metering(reference), reference.pressure)


def covers(reference: ReferenceConditions) -> bool:
    """Return whether the standard has summation factors for these metering conditions."""
    low, high = PRESSURE_RANGE
    return low <= reference.pressure <= high and _label(reference.temperature, METERING_TEMPERATURES) != ""


def _compressibility(composition: Composition, metering: str, pressure: float) -> float:
    total = math.fsum(x * part.summation_factors[metering] for part, x in composition.parts())
    z = 1.0 - pressure / ATMOSPHERE * total**2
    if z <= COMPRESSIBILITY_MIN:
        finding = f"Z at reference conditions is {z:.4f}; ISO 6976 covers values above 0.9."
        raise _refusal("gas.composition", finding, "Check the heavy components and the water.")
    return z


def _water_formed(composition: Composition) -> float:
    """Return the moles of water formed, or carried, per mole of gas."""
    return math.fsum(0.5 * x * part.hydrogen_atoms for part, x in composition.parts())


def _air_compressibility(metering: str, pressure: float) -> float:
    return 1.0 - pressure / ATMOSPHERE * (1.0 - AIR_COMPRESSIBILITY[metering])


def _metering(reference: ReferenceConditions) -> str:
    """Return the metering temperature as the tables name it."""
    if not covers(reference):
        finding = (
            f"ISO 6976 does not cover metering at {reference.temperature - ZERO_CELSIUS:g} degC "
            f"and {reference.pressure:g} Pa."
        )
        remedy = "Use 0, 15, 15.55 or 20 degC and 90 to 110 kPa."
        raise _refusal("reference.temperature", finding, remedy)
    return _label(reference.temperature, METERING_TEMPERATURES)


def _combustion(reference: ReferenceConditions) -> str:
    """Return the combustion temperature as the tables name it."""
    label = _label(reference.combustion_temperature, COMBUSTION_TEMPERATURES)
    if not label:
        celsius = reference.combustion_temperature - ZERO_CELSIUS
        finding = f"ISO 6976 does not cover combustion at {celsius:g} degC."
        raise _refusal("reference.combustion_temperature", finding, "Use 0, 15, 15.55, 20 or 25 degC.")
    return label


def _label(temperature: float, labels: tuple[str, ...]) -> str:
    """Return the label of the tabulated temperature nearby, or an empty string."""
    celsius = temperature - ZERO_CELSIUS
    return next((label for label in labels if abs(float(label) - celsius) <= TEMPERATURE_TOLERANCE), "")


def _refusal(place: str, finding: str, remedy: str) -> InputError:
    return InputError([Finding(place, finding, remedy)], "the gas quality")
