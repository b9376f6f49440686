"""The header of a network: what holds for all of it, the gas above all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from linepack.constants import ATMOSPHERE
from linepack.units import STANDARD_TEMPERATURE

FORMAT_VERSION: Final = 1
LEE_GONZALEZ_EAKIN: Final = "lee-gonzalez-eakin"
PLUS_ATMOSPHERE: Final = "plus_atmosphere"


class MoleFractions(Mapping[str, float]):
    """Mole fractions by component: a mapping that cannot be changed, and can be hashed and pickled."""

    __slots__ = ("_fractions",)

    def __init__(self, fractions: Mapping[str, float]) -> None:
        self._fractions = dict(fractions)

    def __getitem__(self, component: str) -> float:
        return self._fractions[component]

    def __iter__(self) -> Iterator[str]:
        return iter(self._fractions)

    def __len__(self) -> int:
        return len(self._fractions)

    def __hash__(self) -> int:
        return hash(frozenset(self._fractions.items()))

    def __repr__(self) -> str:
        return repr(self._fractions)


@dataclass(frozen=True, kw_only=True)
class GasSpec:
    """The gas and how its properties are computed.

    Attributes
    ----------
    eos
        Equation of state: a key of :data:`linepack.fluids.eos.EQUATIONS`.
    temperature
        Temperature of the gas everywhere. [K]
    composition
        Mole fractions by component, None where only a molar mass is known.
    molar_mass
        Molar mass, None where the composition gives it. [kg/mol]
    compressibility
        Compressibility factor of ``constant_z``. [-]
    critical_pressure
        Critical pressure, None where the composition gives it. [Pa]
    critical_temperature
        Critical temperature, None where the composition gives it. [K]
    gravity
        Molar mass over that of air for ``full_cnga``, None to take it from the molar mass. [-]
    cnga_convention
        Sign of the atmosphere in ``full_cnga``: ``plus_atmosphere`` or ``gauge``.
    atmospheric_pressure
        Atmospheric pressure of ``full_cnga``. [Pa]
    viscosity
        Name of the law, or a dynamic viscosity. [Pa s]
    isentropic_exponent
        Isentropic exponent of compression, None for the gas's own. [-]
    """

    eos: str
    temperature: float
    composition: Mapping[str, float] | None = None
    molar_mass: float | None = None
    compressibility: float | None = None
    critical_pressure: float | None = None
    critical_temperature: float | None = None
    gravity: float | None = None
    cnga_convention: str = PLUS_ATMOSPHERE
    atmospheric_pressure: float = ATMOSPHERE
    viscosity: float | str = LEE_GONZALEZ_EAKIN
    isentropic_exponent: float | None = None

    def __post_init__(self) -> None:
        if self.composition is not None:
            object.__setattr__(self, "composition", MoleFractions(self.composition))


@dataclass(frozen=True, kw_only=True)
class NetworkHeader:
    """What holds for the whole network.

    Attributes
    ----------
    name
        Short name, fit for a file name.
    gas
        The gas in the network.
    title, description, licence
        Words for people.
    format_version
        Version of the file format.
    date
        Date that :meth:`linepack.Network.at` resolved the tables to (ISO); empty when they hold rows of
        all dates.
    friction
        Friction law of the pipes.
    friction_drag_factor
        For bends and fittings, of the laws ``aga`` and ``gerg``; 1 for none. [-]
    reference_temperature
        Temperature that volumes are counted at. [K]
    reference_pressure
        Pressure that volumes are counted at, absolute. [Pa]
    reference_density
        Density of the gas at those two, None unless files give flows as volumes. [kg/m3]
    """

    name: str
    gas: GasSpec
    title: str = ""
    description: str = ""
    licence: str = ""
    format_version: int = FORMAT_VERSION
    date: str = ""
    friction: str = "hofer"
    friction_drag_factor: float = 1.0
    reference_temperature: float = STANDARD_TEMPERATURE
    reference_pressure: float = ATMOSPHERE
    reference_density: float | None = None
