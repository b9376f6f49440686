"""The gas that a network header describes."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, TypeVar

from linepack.constants import MOLAR_MASS_AIR
from linepack.errors import Finding, InputError
from linepack.fluids.composition import Composition
from linepack.fluids.eos import equation_of_state
from linepack.fluids.gas import Gas

if TYPE_CHECKING:
    from collections.abc import Callable

    from linepack.network import GasSpec, NetworkHeader


def gas_of(header: NetworkHeader) -> Gas:
    """Return the gas of a header at the network's temperature.

    Raises
    ------
    InputError
        If the header lacks what its equation of state needs.
    MissingExtraError
        If the equation of state needs a package that is not installed.
    """
    return _gas(header.gas)


Value = TypeVar("Value")


@lru_cache(maxsize=64)
def _gas(spec: GasSpec) -> Gas:
    composition = Composition(dict(spec.composition)) if spec.composition else None
    parameters = _PARAMETERS.get(spec.eos, _nothing)(spec, composition)
    return Gas.from_equation(
        equation_of_state(spec.eos, **parameters),
        molar_mass=_molar_mass(spec, composition),
        temperature=spec.temperature,
        viscosity=spec.viscosity,
        isentropic_exponent=spec.isentropic_exponent,
        composition=composition,
    )


def _molar_mass(spec: GasSpec, composition: Composition | None) -> float:
    """Return the molar mass; an equation of a composition takes that. [kg/mol]"""
    given = None if _PARAMETERS.get(spec.eos) is _fractions else spec.molar_mass
    return _needed(given or (composition.molar_mass if composition else None), "molar_mass", spec)


# Any: each equation has parameters of its own.
def _nothing(spec: GasSpec, composition: Composition | None) -> dict[str, Any]:  # noqa: ARG001
    return {}


def _factor(spec: GasSpec, composition: Composition | None) -> dict[str, Any]:  # noqa: ARG001
    return {"factor": _needed(spec.compressibility, "compressibility", spec)}


def _cnga(spec: GasSpec, composition: Composition | None) -> dict[str, Any]:
    return {
        "gravity": spec.gravity or _molar_mass(spec, composition) / MOLAR_MASS_AIR,
        "convention": spec.cnga_convention,
        "atmosphere": spec.atmospheric_pressure,
    }


def _critical_point(spec: GasSpec, composition: Composition | None) -> dict[str, Any]:
    names = ("critical_pressure", "critical_temperature")
    return {name: _needed(_critical(spec, composition, name), name, spec) for name in names}


def _fractions(spec: GasSpec, composition: Composition | None) -> dict[str, Any]:
    return {"composition": _needed(composition, "composition", spec)}


_PARAMETERS: Final[dict[str, Callable[[GasSpec, Composition | None], dict[str, Any]]]] = {
    "constant_z": _factor,
    "full_cnga": _cnga,
    "aga": _critical_point,
    "papay": _critical_point,
    "peng_robinson": _fractions,
    "soave_redlich_kwong": _fractions,
    "aga8": _fractions,
    "gerg2008": _fractions,
}
"""What an equation of state takes from the header; equations that are not here take nothing."""


def _critical(spec: GasSpec, composition: Composition | None, name: str) -> float | None:
    given: float | None = getattr(spec, name)
    if given is not None or composition is None:
        return given
    value: float = getattr(composition, name)
    return value


def _needed(value: Value | None, name: str, spec: GasSpec) -> Value:
    if value is None:
        finding = f"the equation of state {spec.eos} needs it."
        raise InputError(
            [Finding(f"gas.{name}", finding, "Give it, or a composition.")], "the network header"
        )
    return value
