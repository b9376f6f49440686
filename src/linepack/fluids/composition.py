"""What a gas is made of."""

from __future__ import annotations

import math
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from linepack.errors import Finding, InputError
from linepack.fluids.components import Component, components

if TYPE_CHECKING:
    from collections.abc import Mapping

SUM_TOLERANCE: Final = 1e-4
"""How far the mole fractions may be from 1 in sum: analyses are given to 0.01 %; more is a mistake."""


@dataclass(frozen=True)
class Composition:
    """Mole fractions of the components of a gas, normalised to the sum 1.

    Parameters
    ----------
    mole_fractions
        Mole fraction by component name, the 21 names of GERG-2008: methane, nitrogen, carbon_dioxide,
        ethane, propane, isobutane, n_butane, isopentane, n_pentane, n_hexane, n_heptane, n_octane, n_nonane,
        n_decane, hydrogen, oxygen, carbon_monoxide, water, hydrogen_sulfide, helium, argon. Components that
        are not named are absent.

    Raises
    ------
    InputError
        For an unknown name, a negative or missing fraction, or a sum further than 1e-4 from 1.

    Examples
    --------
    >>> gas = Composition({"methane": 0.96, "ethane": 0.03, "nitrogen": 0.01})
    >>> round(gas.molar_mass, 7)
    0.016583
    """

    mole_fractions: Mapping[str, float]

    def __post_init__(self) -> None:
        given = {str(name): float(value) for name, value in self.mole_fractions.items()}
        findings = _findings(given)
        if findings:
            raise InputError(findings, "the composition")
        total = math.fsum(given.values())
        kept = {name: given[name] / total for name in components() if given.get(name, 0.0) > 0.0}
        object.__setattr__(self, "mole_fractions", MappingProxyType(kept))

    def __hash__(self) -> int:
        return hash(tuple(self.mole_fractions.items()))

    def __reduce__(self) -> tuple[type[Composition], tuple[dict[str, float]]]:
        return Composition, (dict(self.mole_fractions),)

    def __repr__(self) -> str:
        return f"Composition({dict(self.mole_fractions)!r})"

    @property
    def molar_mass(self) -> float:
        """Mean molar mass, from the molar masses of ISO 6976:2016, in kg/mol."""
        return self._mean({name: part.molar_mass for name, part in components().items()})

    @property
    def critical_temperature(self) -> float:
        """Pseudo-critical temperature by Kay's rule, the mole-weighted mean, in K."""
        return self._mean({name: part.critical_temperature for name, part in components().items()})

    @property
    def critical_pressure(self) -> float:
        """Pseudo-critical pressure by Kay's rule, the mole-weighted mean, in Pa."""
        return self._mean({name: part.critical_pressure for name, part in components().items()})

    def parts(self) -> list[tuple[Component, float]]:
        """Return the components that are present, with their mole fractions."""
        return [(components()[name], fraction) for name, fraction in self.mole_fractions.items()]

    def _mean(self, values: Mapping[str, float]) -> float:
        return math.fsum(fraction * values[name] for name, fraction in self.mole_fractions.items())


def _findings(given: Mapping[str, float]) -> list[Finding]:
    """Return everything that is wrong with the fractions as given."""
    known = ", ".join(components())
    found = [
        Finding(f"composition.{name}", "There is no such component.", f"Use one of: {known}.")
        for name in given
        if name not in components()
    ]
    found += [
        Finding(f"composition.{name}", f"{value:g} is not a mole fraction.", "Correct it.")
        for name, value in given.items()
        if not 0.0 <= value <= 1.0 + SUM_TOLERANCE
    ]
    total = math.fsum(given.values())
    if not abs(total - 1.0) <= SUM_TOLERANCE:
        remedy = "Give mole fractions, not per cent, of all components; their sum may differ from 1 by 1e-4."
        found.append(Finding("composition", f"The mole fractions add up to {total:.6g}.", remedy))
    return found
