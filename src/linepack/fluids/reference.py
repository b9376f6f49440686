"""Reference conditions: at which state a volume is counted and a heating value is stated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from linepack.constants import ATMOSPHERE
from linepack.errors import Finding, InputError
from linepack.units import (
    NORMAL_TEMPERATURE,
    PSI,
    SIXTY_FAHRENHEIT,
    STANDARD_TEMPERATURE,
    TWENTY_CELSIUS,
    ZERO_CELSIUS,
)

TWENTY_FIVE_CELSIUS: Final = ZERO_CELSIUS + 25.0
"""Usual combustion temperature in Europe. [K]"""


@dataclass(frozen=True)
class ReferenceConditions:
    """The state a volume is counted at, and the temperature of combustion that goes with it.

    Attributes
    ----------
    name
        For people, for example ``normal``.
    temperature
        At which the volume is metered. [K]
    pressure
        At which the volume is metered, absolute. [Pa]
    combustion_temperature
        To which a heating value refers. [K]
    """

    name: str
    temperature: float
    pressure: float = ATMOSPHERE
    combustion_temperature: float = TWENTY_FIVE_CELSIUS


NORMAL: Final = ReferenceConditions("normal", NORMAL_TEMPERATURE)
"""0 degC, 1.01325 bar; combustion at 25 degC, as in the European rules on energy."""

STANDARD: Final = ReferenceConditions(
    "standard", STANDARD_TEMPERATURE, combustion_temperature=STANDARD_TEMPERATURE
)
"""15 degC, 1.01325 bar, combustion at 15 degC: the standard reference conditions of ISO 13443."""

AT_TWENTY_CELSIUS: Final = ReferenceConditions("20 degC", TWENTY_CELSIUS)
"""20 degC, 1.01325 bar; combustion at 25 degC."""

AT_SIXTY_FAHRENHEIT: Final = ReferenceConditions(
    "60 degF", SIXTY_FAHRENHEIT, 14.696 * PSI, combustion_temperature=SIXTY_FAHRENHEIT
)
"""60 degF, 14.696 psi; combustion at 60 degF."""

REFERENCES: Final[dict[str, ReferenceConditions]] = {
    reference.name: reference for reference in (NORMAL, STANDARD, AT_TWENTY_CELSIUS, AT_SIXTY_FAHRENHEIT)
}
"""Reference conditions by name."""


def reference_conditions(name: str) -> ReferenceConditions:
    """Return the reference conditions of that name.

    Raises
    ------
    InputError
        If there are none of that name.
    """
    if name not in REFERENCES:
        known = ", ".join(REFERENCES)
        finding = f"There are no reference conditions {name!r}."
        raise InputError([Finding("reference", finding, f"Use one of: {known}.")])
    return REFERENCES[name]
