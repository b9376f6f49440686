"""The gas that a network header describes."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

from linepack.errors import Finding, InputError
from linepack.fluids.composition import Composition
from linepack.fluids.gas import Gas

if TYPE_CHECKING:
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
    if spec.eos == "gerg2008":
        return Gas.gerg2008(
            _needed(composition, "composition", spec),
            spec.temperature,
            viscosity=spec.viscosity,
            isentropic_exponent=spec.isentropic_exponent,
        )
    molar_mass = spec.molar_mass or (composition.molar_mass if composition else None)
    common: dict[str, Any] = {"viscosity": spec.viscosity, "isentropic_exponent": spec.isentropic_exponent}
    if spec.eos == "papay":
        return Gas.papay(
            molar_mass=_needed(molar_mass, "molar_mass", spec),
            critical_pressure=_needed(_critical(spec, composition, "pressure"), "critical_pressure", spec),
            critical_temperature=_needed(
                _critical(spec, composition, "temperature"), "critical_temperature", spec
            ),
            temperature=spec.temperature,
            composition=composition,
            **common,
        )
    return Gas.constant_z(
        molar_mass=_needed(molar_mass, "molar_mass", spec),
        compressibility=_needed(spec.compressibility, "compressibility", spec),
        temperature=spec.temperature,
        composition=composition,
        **common,
    )


def _critical(spec: GasSpec, composition: Composition | None, which: str) -> float | None:
    given: float | None = getattr(spec, f"critical_{which}")
    if given is not None or composition is None:
        return given
    value: float = getattr(composition, f"critical_{which}")
    return value


def _needed(value: Value | None, name: str, spec: GasSpec) -> Value:
    if value is None:
        finding = f"the equation of state {spec.eos} needs it."
        raise InputError(
            [Finding(f"gas.{name}", finding, "Give it, or a composition.")], "the network header"
        )
    return value
