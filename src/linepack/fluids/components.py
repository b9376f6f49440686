"""Data of the pure components, read from the table ``components.csv`` beside this file."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Component:
    """One pure component; the sources stand in the head of ``components.csv``.

    Attributes
    ----------
    name
        The name used in a :class:`~linepack.fluids.composition.Composition`.
    molar_mass
        [kg/mol]
    critical_temperature, critical_pressure
        For pseudo-critical properties. [K], [Pa]
    acentric_factor
        For cubic equations of state. [-]
    hydrogen_atoms
        Per molecule; half of it is the water formed by combustion.
    summation_factors
        Summation factor s by metering temperature in degC, as the standard names it.
    gross_heating_values
        Ideal-gas gross molar heating value by combustion temperature in degC. [J/mol]
    """

    name: str
    molar_mass: float
    critical_temperature: float
    critical_pressure: float
    acentric_factor: float
    hydrogen_atoms: int
    summation_factors: Mapping[str, float]
    gross_heating_values: Mapping[str, float]


@cache
def components() -> Mapping[str, Component]:
    """Return all 21 components by name, in the order of GERG-2008."""
    text = files("linepack.fluids").joinpath("components.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return MappingProxyType({row["name"]: _component(row) for row in rows})


def _component(row: Mapping[str, str]) -> Component:
    return Component(
        name=row["name"],
        molar_mass=float(row["molar_mass [kg/mol]"]),
        critical_temperature=float(row["critical_temperature [K]"]),
        critical_pressure=float(row["critical_pressure [Pa]"]),
        acentric_factor=float(row["acentric_factor [-]"]),
        hydrogen_atoms=int(row["hydrogen_atoms"]),
        summation_factors=_by_temperature(row, "summation_"),
        gross_heating_values=_by_temperature(row, "gross_"),
    )


def _by_temperature(row: Mapping[str, str], prefix: str) -> Mapping[str, float]:
    """Return the columns ``<prefix><temperature> [unit]`` of a row by their temperature."""
    return MappingProxyType(
        {
            key.removeprefix(prefix).partition(" ")[0]: float(value)
            for key, value in row.items()
            if key.startswith(prefix)
        }
    )
